"""`iclc verify`: hold the data against the reader's own copy of the report."""

from typing import Annotated

import typer

from .. import dataset, output, views
from ..errors import FaultsFound, UsageError
from .options import Shared, declare

VERIFY = ("json", "format", "fields", "output", "force", "no_header", "excel", "only_count", "count_by", "data", "color", "quiet")

MANY = 0.05
"""When more than this share of the claims fails, the copy is more likely badly read than the data wrong."""


@declare(VERIFY, "iclc verify report.pdf\niclc verify report.txt --json | jq '.[].record'\nICLC_REPORT=report.pdf iclc verify")
def verify(
    options: Shared,
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help="Your copy of the report, text or PDF; - reads standard input. Default: ICLC_REPORT."),
    ] = None,
) -> None:
    """Check every record against the passages it cites, in your own copy of the report."""
    if file == "-" and options.data == "-":
        raise UsageError("standard input cannot be both the data and the report; give one of them as a file")
    from .. import provenance
    from ..provenance import verifying

    target = options.target
    report = dataset.load(options.data)
    copy = provenance.open_copy(report, file)
    verdict = verifying.verify(report, copy)
    shown = [views.fault_json(report, check) for check in verdict.faults]
    if options.only_count:
        output.emit(f"{len(shown)}\n", target)
    elif options.count_by:
        output.emit(views.counted(shown, options.count_by), target)
    elif output.on_terminal() and not output.to_file(target) and target.format in (None, "table") and not options.fields:
        output.emit(views.page(views.verdict_card(report, copy.name, verdict)), target)
    else:
        if shown or output.asked_format(target) is not None or output.to_file(target):
            output.emit(views.rows_of(shown, views.FAULT_COLUMNS, options.field_names, "faults"), target)
        output.note(f"{copy.name}: {views.verdict_line(verdict)}", target)
        output.note(views.out_of_reach(verdict), target)
    if len(shown) > MANY * verdict.checked.total():
        output.note("so many faults suggest that the copy is badly read, as when columns are mixed; try another format of it", target)
    if shown:
        raise FaultsFound("")
