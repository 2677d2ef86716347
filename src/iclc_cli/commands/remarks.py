"""`iclc remarks`: every departure from print, in one list."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from ..library import Book, load_report
from ..model import Remark
from ..model.kinds import choices
from ..query.choosing import chosen_word
from ..query.evidence import RecordRemark
from ..views import results
from ..views.layout import Listing
from .nouns import nothing
from .options import COUNTED, LIST, Shared, declare
from .refs import Of, chosen_by
from .rows import emit_rows

if TYPE_CHECKING:
    from ..grid import Page

REMARK_KINDS = choices(Remark, "kind")


@declare(
    (*COUNTED, "match", "long", "short"),
    "iclc remarks list --kind corrected\niclc remarks list --of city --json\niclc remarks --of yeonsu\niclc remarks --count-by kind",
    prints={"remarks": "query.evidence.RecordRemark"},
)
def command(
    options: Shared,
    verb: Annotated[str, typer.Argument(metavar="[list]", help="The only verb; may be left out.")] = "list",
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="|".join(REMARK_KINDS), help="Remarks of this kind.", rich_help_panel=LIST)
    ] = None,
    of: Of = None,
) -> None:
    """Where we depart from print, and why.

    A remark tells of each thing that was added, corrected or inferred, and of what is ambiguous in print.
    """
    if verb not in ("list", "ls"):
        raise UsageError(f"no verb '{verb}' for remarks. There is: list", ("list",))
    kinds = [chosen_word(word, REMARK_KINDS, "kind of remark") for word in kind or ()]
    book = load_report(options.data)
    found = [one for one in book.remarks(chosen_by(book, of)) if not kinds or one.kind in kinds]
    if options.match:
        from ..query.search import matching_rows  # loads SQLite

        def texts(one: RecordRemark) -> list[str]:
            kind, _, identifier = one.record.partition("/")
            return [*filter(None, one.as_dict().values()), book.label(book.index.get(kind, identifier))]

        found = matching_rows(book.index, book.labels, found, texts, options.match)
    chosen = bool(kinds or of or options.match)

    def view(kept: Sequence[RecordRemark], cls: type[RecordRemark], names: Sequence[str]) -> Listing:
        rows = results.rows_of(kept, cls, names)
        return rows if names else rows._replace(draw=lambda page: _draw(page, book, kept, len(found), chosen, options))

    emit_rows(found, RecordRemark, options, view, book=book)
    if not found:
        nothing("no remarks match", options)


def _draw(page: "Page", book: Book, kept: Sequence[RecordRemark], matched: int, chosen: bool, options: Shared) -> None:
    from ..screens import Drawing  # only what is drawn for people loads them
    from ..screens.remarks import Asked, listing

    long = True if options.long else False if options.short else None
    listing(Drawing(page, book), Asked(kept, matched, len(book.remarks()), chosen, long))
