"""`iclc path`: how two records are connected."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from ..library import load_report
from ..query.paths import Way
from .nouns import nothing
from .options import CUT, Shared, declare
from .refs import resolve_all, whole_names
from .rows import emit_rows

if TYPE_CHECKING:
    from ..grid import Page


@declare(
    CUT,
    'iclc path Cork Yeonsu\niclc path "health literacy" strategy/change-4\niclc path Goyang Limerick --json | jq ".[0].steps"',
    prints={"path": "query.paths.Way"},
)
def command(refs: Annotated[list[str], typer.Argument(metavar="REF REF", help="Two records of any kind.")], options: Shared) -> None:
    """How two records are connected, and where that stands.

    The shortest ways over what refers to what, three at most; none goes through passages, sections or the conference, which connect
    everything. That they are not connected is an answer.
    """
    book = load_report(options.data)
    named = whole_names(book, refs)
    found = resolve_all(book, named, None)
    if len(found) != 2:
        raise UsageError("path needs two different records: iclc path Cork Yeonsu")
    start, end = found
    ways = book.path(start, end)

    def draw(page: "Page", most: int) -> None:
        from ..screens import Drawing, path

        path.draw(Drawing(page, book), start, end, ways[: most or None])

    emit_rows(ways, Way, options, draw=draw)
    if not ways and (not options.target.for_people or options.exit_status):
        nothing(f"{book.label(start)} and {book.label(end)} are not connected; passages, sections and the conference do not count", options)
