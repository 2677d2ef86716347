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
    routine: Annotated[
        bool,
        typer.Option("--routine", help="Routine ones too: codes, coordinates, regions, aliases, sources of topics.", rich_help_panel=LIST),
    ] = False,
    of: Of = None,
) -> None:
    """Where we depart from print, and why.

    A remark tells of each thing that was added, corrected or inferred, of what is ambiguous in print, and of what the report does
    not state although readers look for it.
    """
    if verb not in ("list", "ls"):
        raise UsageError(f"no verb '{verb}' for remarks. There is: list", ("list",))
    kinds = [chosen_word(word, REMARK_KINDS, "kind of remark") for word in kind or ()]
    book = load_report(options.data)
    asked = [one for one in book.remarks(chosen_by(book, of)) if not kinds or one.kind in kinds]
    if options.match:
        from ..query.search import matching_rows

        def texts(one: RecordRemark) -> list[str]:
            kind, _, identifier = one.record.partition("/")
            told = (one.record, one.field, one.kind, one.printed or "", one.reason)
            return [*told, book.label(book.index.get(kind, identifier))]

        asked = matching_rows(book.index, book.labels, asked, texts, options.match)
    found = asked if routine else [one for one in asked if not one.routine]
    left_out = len(asked) - len(found)
    chosen = bool(kinds or of or options.match)

    def view(kept: Sequence[RecordRemark], cls: type[RecordRemark], names: Sequence[str]) -> Listing:
        rows = results.rows_of(kept, cls, names)
        return rows if names else rows._replace(draw=lambda page: _draw(page, book, kept, (len(found), left_out), chosen, options))

    emit_rows(found, RecordRemark, options, view, book=book)
    if not found:
        nothing("no remarks match" + (f"; of the routine ones {left_out}: add --routine" if left_out else ""), options)


def _draw(page: "Page", book: Book, kept: Sequence[RecordRemark], counts: tuple[int, int], chosen: bool, options: Shared) -> None:
    from ..screens import Drawing  # only what is drawn for people loads them
    from ..screens.remarks import Asked, listing

    long = True if options.long else False if options.short else None
    listing(Drawing(page, book), Asked(kept, counts[0], len(book.remarks()), chosen, long, counts[1]))
