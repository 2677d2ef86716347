"""The reader's own copy of the report: what it says, where its passages stand, and whether they bear the data out.

reading       a file → its text: plain text or PDF; knows nothing of the data
fingerprints  what is shipped of each passage in place of its text: made, read, written
prints        text and fingerprints → each passage as printed, to the letter; do these words stand there, and where?
checking      records → whether print bears them out, field by field, by their marks on the model; and the paragraphs behind them
"""

import os

from ..dataset.files import display_name
from ..errors import OtherReportError, UsageError
from ..model import Report
from . import fingerprints
from .prints import Copy
from .reading import Step, read


def open_copy(report: Report, path: str | None, step: Step = lambda done, total: None, data: str | None = None) -> Copy:
    """The passages of a report, read from a data file or the bundled one, in the copy at a path, or in the one that ICLC_REPORT names.

    Raises UsageError when neither names one, OtherReportError when it is of another text, and what `read` and `load` raise.
    """
    source = os.environ.get("ICLC_REPORT", "") if path is None else path
    if path is None and not source:
        ways = "iclc verify FILE, iclc trace … --report FILE, or once and for all ICLC_REPORT=FILE"
        raise UsageError(f"name your copy of the report, a text or PDF file: {ways}")
    held = fingerprints.load(report, data)
    copy = Copy(display_name(source), held, read(source, step))
    if copy.passages < 0.3 * len(report.passages):  # of another text, hardly any is found
        why = "is not the report that this data is about, or its letters cannot be told"
        raise OtherReportError(f"{copy.name}: {why}; give its full text, as plain text or PDF")
    return copy
