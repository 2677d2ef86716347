"""`iclc remarks`: every departure from print, in one list."""

from typing import Annotated

import typer

from ..errors import NotFoundError, UsageError
from ..library import load_report
from ..model import Remark
from ..model.kinds import choices
from ..query.evidence import RecordRemark
from ..query.filters import holding
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
    kinds = [word.lower() for word in kind or ()]
    for word in kinds:
        if word not in REMARK_KINDS:
            raise NotFoundError(f"no kind of remark '{word}'. It is one of {', '.join(REMARK_KINDS)}.", REMARK_KINDS)
    book = load_report(options.data)
    found = [one for one in book.remarks(chosen_by(book, of)) if not kinds or one.kind in kinds]
    if options.match is not None:
        holds = holding(options.match)
        found = [one for one in found if any(holds(value) for value in one.as_dict().values() if value)]
    emit_rows(found, RecordRemark, options, book=book)
    if not found:
        nothing("no remarks match", options)
