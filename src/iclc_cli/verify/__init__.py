"""The reader's own copy of the report: what it says, where its passages stand, and whether they bear the data out.

reading       a file → its text: plain text or PDF; knows nothing of the data
fingerprints  what is shipped of each passage in place of its text: made, read, written
finding       text and fingerprints → the pieces of each passage, whatever order and form the copy has them in
prints        the pieces → each passage as printed, to the letter; do these words stand there, and where?
knowledge     report and copy together: where each record is named, how the passages are worded, who said what
rules         a field → what it must find in print, by its mark on the model
checking      all records, field by field, by these rules
tracing       a record → its paragraphs, with the words that carry it
"""

import os

from ..dataset.files import display_name
from ..errors import OtherReportError, UsageError
from ..model import Report
from . import fingerprints
from .prints import Copy
from .reading import ENVIRONMENT, Step, read

RECOGNIZED = 0.3
"""The share of passages that must be found for a copy to be one of this report."""


def open_copy(report: Report, path: str | None, step: Step = lambda done, total: None, data: str | None = None) -> Copy:
    """The passages of a report, read from a data file or the bundled one, in the copy at a path, or in the one that ICLC_REPORT names.

    `step` is told how many pages of how many have been read, where reading takes its time.
    Raises UsageError when neither names one, CopyError when it cannot be read or there are no fingerprints to find passages
    by, OtherReportError when it is of another text, MissingExtraError when it is a PDF and the library for that is not
    installed.
    """
    source = (os.environ.get(ENVIRONMENT) or None) if path is None else path
    if source is None:
        raise UsageError(
            "name your copy of the report, a text or PDF file: iclc verify FILE, iclc trace … --report FILE, "
            f"or once and for all {ENVIRONMENT}=FILE"
        )
    held = fingerprints.load(report, data)
    copy = Copy(display_name(source), held, read(source, step))
    if copy.passages < RECOGNIZED * len(report.passages):
        why = "is not the report that this data is about, or its letters cannot be told"
        raise OtherReportError(f"{copy.name}: {why}; give its full text, as plain text or PDF")
    return copy
