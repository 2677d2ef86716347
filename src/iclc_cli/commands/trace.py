"""`iclc trace`: the original paragraphs behind a record, from the reader's own copy."""

from typing import Annotated

import typer

from ..dataset import loading as dataset
from ..errors import CopyError, UsageError
from ..terminal import emit as output
from ..views import results as findings
from . import records
from .options import CUT, Shared, declare
from .records import Refs
from .rows import emit_rows


@declare(
    tuple(option for option in CUT if option != "exit_status"),
    'iclc trace "Ban Ki-moon" --report report.pdf\nICLC_REPORT=report.txt iclc trace figure/member-cities\niclc trace yeonsu --json',
)
def trace(
    refs: Refs,
    options: Shared,
    report_file: Annotated[
        str | None, typer.Option("--report", metavar="FILE", help="Your copy of the report, text or PDF. Default: ICLC_REPORT.")
    ] = None,
) -> None:
    """Print what your own copy of the report says behind records, the words that carry them marked."""
    if report_file == "-" and ("-" in refs or options.data == "-"):
        raise UsageError("standard input cannot be the report and something else; give the report as a file")
    from .. import verify as provenance
    from ..verify import tracing

    target = options.target
    given = records.expanded(refs, options)
    report = dataset.load(options.data)
    chosen = [ref.record for ref in records.resolve_all(report, given, None)]
    with output.Progress("reading page", target) as step:
        copy = provenance.open_copy(report, report_file, step)
    traced = tracing.trace(report, copy, chosen)
    missing = [one.passage for one in traced if one.text is None]
    if traced and len(missing) == len(traced):
        raise CopyError(f"{copy.name}: lacks {', '.join(dict.fromkeys(missing))}; give a complete copy")
    if output.asked_format(target) is None and (output.to_file(target) or not output.on_terminal()):
        options = options._replace(format="plain")  # prose, not rows
    emit_rows(traced, options, findings.PARAGRAPHS, lambda kept, fields: findings.paragraphs(report, kept, fields))
    if missing:
        output.note(f"the copy lacks {', '.join(dict.fromkeys(missing))}", target)
