"""`iclc remarks`: every departure from print, in one list."""

from typing import Annotated

import typer

from .. import dataset, naming, output, views
from ..errors import NotFoundError, UsageError
from ..kinds import KINDS, all_records, choices
from ..model import Remark
from . import records
from .options import COUNTED, LIST, Shared, declare


@declare((*COUNTED, "match"), "iclc remarks list --kind corrected\niclc remarks list --of city --json\niclc remarks --count-by kind")
def remarks(
    options: Shared,
    verb: Annotated[str, typer.Argument(metavar="[list]", help="The only verb; may be left out.")] = "list",
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="added|corrected|inferred|ambiguous", help="Remarks of this kind.", rich_help_panel=LIST),
    ] = None,
    of: Annotated[
        list[str] | None, typer.Option("--of", metavar="NOUN", help="Remarks on records of this kind.", rich_help_panel=LIST)
    ] = None,
) -> None:
    """Every departure from the printed report: added, corrected, inferred or ambiguous, and why."""
    if verb not in ("list", "ls"):
        raise UsageError(f"no verb '{verb}' for remarks. There is: list", ("list",))
    target = options.target
    known = choices(Remark, "kind")
    for word in kind or ():
        if word.lower() not in known:
            raise NotFoundError(f"no kind of remark '{word}'. It is one of {', '.join(known)}.", known)
    kinds = [_noun(word) for word in of or ()]
    report = dataset.load(options.data)
    shown = [
        {"record": f"{name}/{record.id}", "field": remark.field, "kind": remark.kind, "printed": remark.printed, "reason": remark.reason}
        for name, record in all_records(report)
        if not kinds or name in kinds
        for remark in record.remarks
        if not kind or remark.kind in [word.lower() for word in kind]
    ]
    if options.match is not None:
        shown = [one for one in shown if any(_holds(value, options.match) for value in one.values() if value)]
    if options.limit:
        shown = shown[: options.limit]
    if options.only_count:
        output.emit(f"{len(shown)}\n", target)
    elif options.count_by:
        output.emit(views.counted(shown, options.count_by), target)
    else:
        output.emit(views.rows_of(shown, views.REMARK_COLUMNS, options.field_names, "remarks"), target)
        output.count_line(len(shown), len(shown), "remarks", target)
    if not shown:
        records.nothing("no remarks match", options, target)


def _holds(value: str, text: str) -> bool:
    wanted = naming.fold(text)
    return wanted in naming.fold(value) if wanted else text in value  # nothing but punctuation, such as "["


def _noun(word: str) -> str:
    noun = records.noun(word)
    if noun is None:
        raise NotFoundError(f"no kind '{word}'; there are: {', '.join(KINDS)}", tuple(KINDS))
    return noun.kind
