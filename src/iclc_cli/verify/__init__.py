"""The reader's own copy of the report: what it says, where its passages stand, and whether they bear the data out.

reading     a file → lines: plain text or PDF, cleaned of what typesetting added; knows nothing of the data
words       text → words with their places, folded, and reduced to stems
quantities  text → the numbers and dates it prints
aligning    lines → the passages of the data, found by their gists, key terms and headings
prints      a passage → do these words stand there, and where?
mentions    report and copy together: where each record is named, how the passages are worded
claims      a field of a record and what became of it
rules/      names, amounts, relations, sources: what each sort of field must find in print;
            omissions: what a record leaves out, or gives to a neighbour, though print tells it
checking    all records, field by field, by these rules
tracing     a record → its paragraphs, with the words that carry it
"""

import os

from ..dataset.files import display_name
from ..errors import UsageError
from ..model.records import Report
from .aligning import Copy, align
from .reading import ENVIRONMENT, Step, read


def open_copy(report: Report, path: str | None, step: Step = lambda done, total: None) -> Copy:
    """The passages of a report in the copy at a path, or in the one that ICLC_REPORT names.

    `step` is told how many pages of how many have been read, where reading takes its time.
    Raises UsageError when neither names one, CopyError when it cannot be read, OtherReportError when it is of another
    text, MissingExtraError when it is a PDF and the library for that is not installed.
    """
    source = path or os.environ.get(ENVIRONMENT)
    if not source:
        raise UsageError(f"name your copy of the report: a text or PDF file, here or once and for all in {ENVIRONMENT}")
    return align(report, read(source, step), display_name(source))
