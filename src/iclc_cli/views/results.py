"""How results look: hits, links, peers, differences, claims held against print, paragraphs of the reader's copy.

The columns of a result are the fields of its class that are not marked HIDDEN, so none is listed here.
"""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..library import Book
from ..model.base import HIDDEN, Result
from ..model.kinds import is_node, shapes
from ..query.fields import countable
from ..text import cell, quoted
from .layout import Column, Listing
from .listing import heading, table

if TYPE_CHECKING:  # a command loads the class of its own results, and not those of all others
    from ..dataset.diff import Difference
    from ..query.compare import ComparedField
    from ..query.evidence import FieldEvidence
    from ..verify.checking import CheckedClaim

PLURALS = {
    "Hit": "hits",
    "Related": "related records",
    "Peer": "peers",
    "RecordRemark": "remarks",
    "Difference": "differences",
    "FieldEvidence": "fields",
    "CheckedClaim": "claims",
    "Paragraph": "paragraphs",
    "Finding": "findings",
    "ComparedField": "facts",
}
"""What results of each class are called in the plural."""


def columns_of(cls: type[Result]) -> tuple[str, ...]:
    """The fields of a class of results that are columns."""
    return tuple(name for name, shape in shapes(cls).items() if HIDDEN not in shape.marks)


def rows_of(found: Sequence[Result], cls: type[Result], fields: Sequence[str] = (), columns: Sequence[str] = ()) -> Listing:
    """Results as rows; with `fields`, these and no others, in JSON too. Raises UsageError when there is no such field."""
    for name in fields:
        _check(name, cls, f"in {PLURALS[cls.__name__]}")
    keys = tuple(fields) or tuple(columns) or columns_of(cls)
    rows = [[getattr(one, key) for key in keys] for one in found]
    return Listing(
        tuple(Column(key, heading(key)) for key in keys),
        [dict(zip(keys, row, strict=True)) for row in rows] if fields else found,
        lambda: rows,
        lambda: [[cell(value) for value in row] for row in rows],
        PLURALS[cls.__name__],
    )


def counted(found: Sequence[Result], name: str, cls: type[Result]) -> Listing:
    """How many results have each value of a field, most first. Raises UsageError when there is no such field."""
    _check(name, cls, "to count by")
    held = Counter(countable(getattr(one, name)) for one in found)
    counts = sorted(held.items(), key=lambda pair: (-pair[1], cell(pair[0])))
    return table((Column("value", "Value"), Column("count", "Count")), counts, "values")


def pairs_counted(found: Sequence[Result], first: str, second: str, cls: type[Result]) -> Listing:
    """How many results have each pair of values of two fields, most first. Raises UsageError when there is no such field."""
    _check(first, cls, "to count by")
    _check(second, cls, "to count by")
    held = Counter((countable(getattr(one, first)), countable(getattr(one, second))) for one in found)
    pairs = [(*pair, count) for pair, count in sorted(held.items(), key=lambda item: (-item[1], *map(cell, item[0])))]
    return table((Column("value", heading(first)), Column("second", heading(second)), Column("count", "Count")), pairs, "pairs")


def _check(name: str, cls: type[Result], what: str) -> None:
    if name not in shapes(cls):
        raise UsageError(f"no field {quoted(name)} {what}. There are: {', '.join(shapes(cls))}")


def comparison(book: Book, chosen: Sequence[Any], compared: "Sequence[ComparedField]") -> Listing:
    """Records of one kind side by side, a column each."""
    columns = (Column("field", ""), *(Column(record.id, book.labels.short(record)) for record in chosen))

    def rows() -> list[list[Any]]:
        return [[one.field, *map(list, one.values.values())] for one in compared]

    def texts() -> list[list[str]]:
        return [[heading(one.field), *("; ".join(values) for values in one.values.values())] for one in compared]

    return Listing(columns, compared, rows, texts, PLURALS["ComparedField"])


# What the data rests on


def evidence(found: "Sequence[FieldEvidence]", cls: "type[FieldEvidence]", fields: Sequence[str] = ()) -> Listing:
    """Field by field what records rest on; of one record without saying each time which."""
    columns = columns_of(cls)
    return rows_of(found, cls, fields, columns if len({one.record for one in found}) > 1 else columns[1:])


def differences(old: Book, new: Book, found: "Sequence[Difference]", cls: "type[Difference]", fields: Sequence[str] = ()) -> Listing:
    """What changed between two data files; people read the name of a record that came or went."""
    view = rows_of(found, cls, fields)
    sides = [{"old": old, "new": new}.get(column.key) for column in view.columns]

    def text(value: Any, side: Book | None) -> str:
        return side.label(value) if side and is_node(type(value)) and hasattr(value, "remarks") else cell(value)

    return view._replace(texts=lambda: [[text(value, side) for value, side in zip(row, sides, strict=True)] for row in view.rows()])


# The reader's own copy


def claims(found: "Sequence[CheckedClaim]", cls: "type[CheckedClaim]", fields: Sequence[str] = ()) -> Listing:
    """Claims held against print, as rows; where not all are faults, with the outcome and the words as printed."""
    all_faults = all(one.outcome == "fault" for one in found)
    columns = () if all_faults else ("record", "field", "claim", "wanted", "outcome", "printed", "where", "fault")
    return rows_of(found, cls, fields, columns)
