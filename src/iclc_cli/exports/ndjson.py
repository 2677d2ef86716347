"""The whole data set as one JSON object a line: kind, id, label and the record.

The record stands in a member of its own because records have a field `kind` themselves. A key has one type in all lines, since
readers that make a table of them stop where it changes: what is a number in one kind and a text in another is a text in all.
"""

from typing import Any

from ..formats.json import line
from ..library import Book
from ..model import Record
from ..model.base import Result, cached, frozen
from ..model.kinds import KINDS, all_records, shapes
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
    """The whole record, but for what is a number in one kind and a text in another: here it is a text in all."""


DOCUMENT = RecordLine


def export(book: Book) -> str:
    """A line for every record of every kind, in the order of the report."""
    found = (
        RecordLine(kind=kind, id=record.id, label=book.label(record), record=_evened(record)) for kind, record in all_records(book.report)
    )
    return "".join(line(one) + "\n" for one in found)


def described(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a line as it is printed."""
    for kind in KINDS.values():
        held = schema["$defs"][kind.record.__name__]["properties"]
        held |= {name: {**held[name], "type": "string"} for name in _numbers_that_are_texts() if "type" in held.get(name, {})}
    return schema


def _evened(record: Any) -> Any:
    held: dict[str, Any] = record.as_dict()
    for name in _numbers_that_are_texts():
        if isinstance(held.get(name), (int, float)):
            held[name] = str(held[name])
    return held


@cached
def _numbers_that_are_texts() -> tuple[str, ...]:
    """The fields that hold a number in some kinds of record and a text in others."""
    held: dict[str, set[bool]] = {}
    for kind in KINDS.values():
        for name, shape in shapes(kind.record).items():
            held.setdefault(name, set()).add(shape.base in (int, float, int | float))
    return tuple(name for name, numbers in held.items() if len(numbers) == 2)
