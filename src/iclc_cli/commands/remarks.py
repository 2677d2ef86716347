"""`iclc remarks`: every departure from print, in one list."""

from typing import Annotated

import typer

from ..errors import UsageError
from ..library import load_report
from ..model import Remark
from ..model.kinds import choices
from ..query.choosing import chosen_word
from ..query.evidence import RecordRemark
from .nouns import Of, chosen_by, nothing
from .options import COUNTED, LIST, Shared, declare
from .rows import emit_rows

REMARK_KINDS = choices(Remark, "kind")


@declare(
    (*COUNTED, "match"),
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
    """Every departure from the printed report: added, corrected, inferred or ambiguous, and why."""
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
    emit_rows(found, RecordRemark, options)
    if not found:
        nothing("no remarks match", options)
