"""`iclc related`: everything one step away from a record."""

from typing import Annotated

import typer

from ..library import load_report
from ..model.kinds import kind_of
from ..query.links import Related
from ..terminal import emit as terminal
from ..views import cards
from .nouns import nothing
from .options import CUT, Shared, declare
from .rows import emit_rows


@declare(
    CUT,
    "iclc related forum-2.3\niclc related strategy/cluster-3\niclc related city/yeonsu --json | jq '.[].via'",
    prints={"related": "query.links.Related"},
)
def command(
    ref: Annotated[str, typer.Argument(metavar="REF", help="An id, a name, words of a name, or kind/id.")], options: Shared
) -> None:
    """Everything one step away from a record, with the field and the passages that link them."""
    target = options.target
    book = load_report(options.data)
    record = book.find(ref)
    found = book.related(record)
    if target.for_people and not (options.only_count or options.field_names):
        terminal.emit(cards.page(cards.related_card(book, record, found[: options.limit or None])), target)
    else:
        emit_rows(found, Related, options)
    if kind_of(record) == "strategy" and all(link.direction != "shared" for link in found):
        terminal.note("no statement, session or passage speaks to a topic of this item", target)
    if not found:
        nothing(f"nothing is linked to {book.label(record)}", options)
