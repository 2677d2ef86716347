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
from ..text import cell, quoted
from .layout import Column, Listing, heading

if TYPE_CHECKING:  # a command loads the class of its own results, and not those of all others
    from ..dataset.diff import Difference
    from ..query.compare import ComparedField
    from ..query.evidence import FieldEvidence
    from ..verify.checking import CheckedClaim, Paragraph

PLURALS = {
    "Hit": "hits",
    "Related": "related records",
    "Way": "ways",
    "Peer": "peers",
    "RecordRemark": "remarks",
    "Difference": "differences",
    "FieldEvidence": "evidence",
    "CheckedClaim": "claims",
    "Paragraph": "paragraphs",
    "Finding": "findings",
    "ComparedField": "facts",
    "SqlColumn": "columns",
    "NamedField": "fields",
}
"""What results of each class are called in the plural."""


def columns_of(cls: type[Result]) -> tuple[str, ...]:
    """The fields of a class of results that are columns."""
    return tuple(name for name, shape in shapes(cls).items() if HIDDEN not in shape.marks)


def rows_of(found: Sequence[Result], cls: type[Result], fields: Sequence[str] = (), columns: Sequence[str] = ()) -> Listing:
    """Results as rows; with `fields`, these and no others, in JSON too. Raises UsageError when there is no such field."""
    named = tuple(dict.fromkeys(field_called(name, cls, f"in {PLURALS[cls.__name__]}") for name in fields))
    keys = named or tuple(columns) or columns_of(cls)
    rows = [[getattr(one, key) for key in keys] for one in found]
    return Listing(
        tuple(Column(key, heading(key)) for key in keys),
        [dict(zip(keys, row, strict=True)) for row in rows] if fields else found,
        lambda: rows,
        lambda: [[cell(value) for value in row] for row in rows],
        PLURALS[cls.__name__],
    )


def counted(found: Sequence[Result], names: Sequence[str], cls: type[Result], most: int | None = None) -> tuple[Listing, int]:
    """How many results have each value of a field, or each pair of values of two, most first, and how many are left out when there
    are more than `most`.

    Raises UsageError when there is no such field.
    """
    from ..query.fields import countable
    from .listing import table

    fields = [field_called(name, cls, "to count by") for name in names]
    held = Counter(tuple(countable(getattr(one, field)) for field in fields) for one in found)
    counts = [(*values, number) for values, number in sorted(held.items(), key=lambda pair: (-pair[1], *map(cell, pair[0])))]
    kept = counts[:most]
    columns = (Column("value", "Value"), Column("count", "Count"))
    if len(fields) > 1:
        columns = (Column("value", heading(fields[0])), Column("second", heading(fields[1])), Column("count", "Count"))  # type: ignore[assignment]
    return table(columns, kept, "values" if len(fields) == 1 else "pairs"), len(counts) - len(kept)


def field_called(name: str, cls: type[Result], what: str) -> str:
    """The field of a class of results that is called so, in any case, with blanks for underscores."""
    from ..query.fields import plain  # rows without --fields need none of it

    found = next((one for one in shapes(cls) if plain(one) == plain(name)), None)
    if found is None:
        raise UsageError(f"no field {quoted(name)} {what}. There are: {', '.join(shapes(cls))}")
    return found


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


def paragraphs(found: "Sequence[Paragraph]", cls: "type[Paragraph]", fields: Sequence[str] = ()) -> Listing:
    """Paragraphs of the copy, as rows; people read in words what could not be read, and nothing where all was."""
    view = rows_of(found, cls, fields)
    if fields:
        return view

    def texts() -> list[list[str]]:
        from .verdict import unread

        return [[unread(one) if column.key == "whole" else cell(getattr(one, column.key)) for column in view.columns] for one in found]

    columns = tuple(column._replace(heading="Unread") if column.key == "whole" else column for column in view.columns)
    return view._replace(columns=columns, texts=texts)
