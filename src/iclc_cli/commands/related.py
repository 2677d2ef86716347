"""`iclc related`: everything one step away from a record."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..library import load_report
from ..model.kinds import kind_of
from ..query.links import Related
from ..terminal import emit as terminal
from .nouns import nothing
from .options import CUT, Shared, declare
from .refs import the_one
from .rows import emit_rows

if TYPE_CHECKING:
    from ..grid import Page


@declare(
    CUT,
    "iclc related forum-2.3\niclc related strategy/cluster-3\niclc related city/yeonsu --json | jq '.[].via'",
    prints={"related": "query.links.Related"},
)
def command(
    ref: Annotated[list[str], typer.Argument(metavar="REF", help="An id, a name, words of a name, or kind/id.")], options: Shared
) -> None:
    """What is one step away from a record, and why.

    Each link with the field and the passages that make it.
    """
    target = options.target
    book = load_report(options.data)
    record = the_one(book, ref)
    found = book.related(record)

    def draw(page: "Page", most: int) -> None:
        from ..screens import Drawing, related

        related.draw(Drawing(page, book), record, found[: most or None], len(found))

    emit_rows(found, Related, options, draw=draw)
    if kind_of(record) == "strategy" and all(link.direction != "shared" for link in found):
        terminal.note("no statement, session or passage speaks to a topic of this item", target)
    if not found and (not target.for_people or options.exit_status):
        nothing(f"nothing is linked to {book.label(record)}", options)
