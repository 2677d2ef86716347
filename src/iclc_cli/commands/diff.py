"""`iclc diff`: what changed between two data files."""

from typing import Annotated

import typer

from .. import dataset, output, views
from ..differences import differences
from ..errors import UsageError
from . import records
from .options import COUNTED, Shared, declare


@declare(COUNTED, "iclc diff old-report.json\niclc diff old.json new.json --json | jq '.[].record'")
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD-FILE", help="The older data file; - reads standard input.")],
    options: Shared,
    new: Annotated[str | None, typer.Argument(metavar="[NEW-FILE]", help="The newer one. Default: the data in use.")] = None,
) -> None:
    """Records added and removed, and fields changed, between two data files."""
    if old == "-" and (new or options.data) == "-":
        raise UsageError("standard input cannot be both files; name one of them")
    target = options.target
    before, after = dataset.load(old), dataset.load(new or options.data)
    shown = [found._asdict() for found in differences(before, after)]
    if options.limit:
        shown = shown[: options.limit]
    if options.only_count:
        output.emit(f"{len(shown)}\n", target)
    elif options.count_by:
        output.emit(views.counted(shown, options.count_by), target)
    else:
        output.emit(views.changes(before, after, shown, options.field_names), target)
    if not shown:
        records.nothing("no differences", options, target)
