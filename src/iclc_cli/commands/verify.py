"""`iclc verify`: hold the data against the reader's own copy of the report."""

from typing import Annotated

import typer

from ..dataset import loading as dataset
from ..errors import FaultsFound, UsageError
from ..terminal import emit as output
from ..views import cards as views
from ..views import results as findings
from . import records
from .options import COUNTED, LIST, Shared, declare
from .rows import emit_rows

MANY = 0.01
"""When more than this share of the claims fails, the copy is more likely badly read than the data wrong."""

AS_CARD = (None, "table", "plain", "md")
"""The formats in which the whole verdict is told; the others hold claims, one by one."""


@declare(
    tuple(option for option in COUNTED if option != "exit_status"),
    "iclc verify report.pdf\niclc verify report.txt --of city\niclc verify report.txt --of yeonsu --all -f tsv\n"
    "iclc verify report.txt --json | jq '.[].record'\nICLC_REPORT=report.pdf iclc verify",
)
def verify(
    options: Shared,
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help="Your copy of the report, text or PDF; - reads standard input. Default: ICLC_REPORT."),
    ] = None,
    of: records.Of = None,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Every claim, not just the faults: what became of it, the words as printed.", rich_help_panel=LIST),
    ] = False,
) -> None:
    """Check every record against the passages it cites, in your own copy of the report.

    Names, titles, roles, numbers, dates, places, key terms and sources must stand there. What a remark explains, and the
    meaning of what is told in our own words, are out of reach. Ends with 5 when anything does not stand there.
    """
    if file == "-" and options.data == "-":
        raise UsageError("standard input cannot be both the data and the report; give one of them as a file")
    from .. import verify as provenance
    from ..verify import checking as verifying

    target = options.target
    report = dataset.load(options.data)
    chosen = records.chosen_by(report, of)
    with output.Progress("reading page", target) as step:
        copy = provenance.open_copy(report, file, step)
    verdict = verifying.verify(report, copy, chosen)
    card = output.asked_format(target) in AS_CARD and not (everything or options.only_count or options.count_by or options.fields)
    if card:
        output.emit(views.page(findings.verdict_card(report, copy.name, verdict)), target)
    else:
        shown = verdict.checks if everything else verdict.faults
        emit_rows(shown, options, findings.CLAIMS, lambda kept, fields: findings.claims(report, kept, fields))
        output.note(f"{copy.name}: {findings.verdict_line(verdict)}", target)
        output.note(findings.out_of_reach(verdict), target)
    if len(verdict.faults) > MANY * verdict.checked.total():
        output.note("so many faults suggest that the copy is badly read, as when columns are mixed; try another format of it", target)
    if verdict.faults:
        raise FaultsFound("")
