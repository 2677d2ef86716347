"""`iclc sql`: a question in SQL to the tables of `iclc export sqlite`, without a file."""

from typing import Annotated

import typer

from ..errors import UsageError
from ..library import load_report
from ..model.base import Result, frozen
from ..terminal import emit as terminal
from ..text import near, quoted
from ..views import results
from ..views.layout import Column
from ..views.listing import table
from ..visible import visible
from .nouns import nothing
from .options import LIST, Shared, declare


@frozen
class SqlColumn(Result):
    """One entry of what `iclc sql --tables --json` prints, which is an array of them."""

    table: str
    """The table or view."""
    column: str | None
    """Its column; null in the entry that tells of the table itself."""
    type: str
    """Text, integer, number, boolean, list (a JSON array) or any (a number or text); table or view where no column is told of."""
    reference: str | None
    """The table and column that it points to."""
    description: str
    """What it means."""


@declare(
    ("json", "format", "output", "force", "no_header", "data", "color", "quiet", "no_pager", "limit", "exit_status"),
    """iclc sql "SELECT kind, status, count(*) AS number FROM initiatives GROUP BY kind, status ORDER BY number DESC"
iclc sql "SELECT speaker, role FROM who_spoke_where WHERE session = 'Forum 1.2'" --json
iclc sql "SELECT kind, label FROM records_fts WHERE records_fts MATCH 'health AND digital'"
iclc sql --tables
iclc sql --tables cities""",
    usage='"SELECT …"',
    prepare=lambda words: [f" {word}" if word[:3].rstrip() == "--" < word else word for word in words],  # a comment is no option
    prints={"sql-tables": "commands.sql.SqlColumn"},
)
def command(
    options: Shared,
    query: Annotated[str | None, typer.Argument(metavar="[SELECT]", help="One SELECT; with --tables the name of a table.")] = None,
    tables: Annotated[bool, typer.Option("--tables", help="Tables and columns, and what they mean.", rich_help_panel=LIST)] = False,
) -> None:
    """Any question in SQL, to the tables of the SQLite export.

    They are made in memory, and nothing can be changed in them.
    """
    if query is None and not tables:
        raise UsageError('ask something: iclc sql "SELECT count(*) FROM cities". Tables and columns: iclc sql --tables')
    target = options.target
    book = load_report(options.data)
    from ..exports import memory  # loads SQLite

    if tables:
        found = [SqlColumn(**entry._asdict()) for entry in memory.catalogue(book)]
        known = list(dict.fromkeys(one.table for one in found))
        if query is not None and query.lower() not in known:
            similar = near(query.lower(), known)
            hint = f"Did you mean {' or '.join(similar)}? " if similar else ""
            raise UsageError(f"no table {quoted(query)}. {hint}All of them: 'iclc sql --tables'", similar)
        kept = [one for one in found if query is None or one.table == query.lower()]
        terminal.emit(results.rows_of(kept[: options.limit or None], SqlColumn), target)
        return
    assert query is not None
    answer = memory.ask(book, query, options.limit or 0)
    names = list(map(visible, answer.columns))
    terminal.emit(table([Column(name, name) for name in names], answer.rows, "rows"), target)
    if answer.more:
        terminal.note("there are more rows; --limit 0 shows all", target)
    if not answer.rows:
        nothing("no rows", options)
