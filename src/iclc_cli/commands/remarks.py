"""`iclc remarks`: every departure from print, in one list."""

from typing import Annotated

import typer

from ..dataset import loading as dataset
from ..errors import NotFoundError, UsageError
from ..model.kinds import all_records, choices
from ..model.records import Remark
from ..query import names as naming
from ..views import results as findings
from . import records
from .options import COUNTED, LIST, Shared, declare
from .rows import emit_rows, nothing


@declare(
    (*COUNTED, "match"),
    "iclc remarks list --kind corrected\niclc remarks list --of city --json\niclc remarks --of yeonsu\niclc remarks --count-by kind",
)
def remarks(
    options: Shared,
    verb: Annotated[str, typer.Argument(metavar="[list]", help="The only verb; may be left out.")] = "list",
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="added|corrected|inferred|ambiguous", help="Remarks of this kind.", rich_help_panel=LIST),
    ] = None,
    of: records.Of = None,
) -> None:
    """Every departure from the printed report: added, corrected, inferred or ambiguous, and why."""
    if verb not in ("list", "ls"):
        raise UsageError(f"no verb '{verb}' for remarks. There is: list", ("list",))
    target = options.target
    known = choices(Remark, "kind")
    for word in kind or ():
        if word.lower() not in known:
            raise NotFoundError(f"no kind of remark '{word}'. It is one of {', '.join(known)}.", known)
    report = dataset.load(options.data)
    chosen = records.chosen_by(report, of)
    shown = [
        {"record": f"{name}/{record.id}", "field": remark.field, "kind": remark.kind, "printed": remark.printed, "reason": remark.reason}
        for name, record in all_records(report)
        if chosen(name, record)
        for remark in record.remarks
        if not kind or remark.kind in [word.lower() for word in kind]
    ]
    if options.match is not None:
        shown = [one for one in shown if any(_holds(value, options.match) for value in one.values() if value)]
    emit_rows(shown, options, findings.REMARKS, lambda kept, fields: findings.rows_of(kept, findings.REMARKS, fields))
    if not shown:
        nothing("no remarks match", options, target)


def _holds(value: str, text: str) -> bool:
    wanted = naming.fold(text)
    return wanted in naming.fold(value) if wanted else text in value  # nothing but punctuation, such as "["
