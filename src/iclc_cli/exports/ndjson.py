"""The whole data set as one JSON object a line: kind, id, label and the record.

The record stands in a member of its own because records have a field `kind` themselves.
"""

from ..formats.json import line
from ..library import Book
from ..model import Record
from ..model.base import Result, frozen
from ..model.kinds import all_records
from . import Form

FORM: Form = "text"


@frozen
class RecordLine(Result):
    """A line of `iclc export ndjson`."""

    kind: str
    """Kind of the record, singular."""
    id: str
    """Its id."""
    label: str
    """What to call it."""
    record: Record
    """The whole record."""


DOCUMENT = RecordLine


def export(book: Book) -> str:
    """A line for every record of every kind, in the order of the report."""
    found = (RecordLine(kind=kind, id=record.id, label=book.label(record), record=record) for kind, record in all_records(book.report))
    return "".join(line(one) + "\n" for one in found)
