"""The list of each kind as a table, and what its rows can be chosen and counted by."""

from collections.abc import Sequence
from typing import Any

from ...library import Book
from ...model.kinds import KINDS
from ...model.walk import fields
from ...query.filters import filters
from ...query.names import ref_of
from ...text import clip
from ...views.cards import region_name, title
from ...views.layout import heading
from ...views.listing import COLUMNS, TEXT_FIELDS
from .markup import Markup, tag
from .records import in_words, link

CHOSEN_BY = ("kind", "type", "category", "participation", "status", "named", "region", "country", "city", "session", "section", "topic")
"""The filters of a list that the page offers, in this order; counts may be by every one that `iclc` has."""

_IN_ITS_NAME = frozenset({"id", "name", "named", "title", "number"})
"""The columns that the name in the first one tells, with its brackets."""

_LONG = 120
"""About how many characters of a text stand in a row: the card has all of it."""
_SHORT = 24
"""A field with longer values is none to count by."""

LISTED = tuple(name for name, kind in KINDS.items() if not kind.single)
"""The kinds that have a list."""


def section(book: Book, kind: str) -> Markup:
    """The list of a kind: a table with a row for each record."""
    records, called = book.records(kind), KINDS[kind].collection
    known = book.fields(kind)
    columns = [name for name in COLUMNS[kind] if name not in _IN_ITS_NAME]
    of = {name: known.kind_at(name) for name in columns}
    head = tag("tr", tag("th", heading(kind), scope="col"), *(tag("th", heading(name), scope="col") for name in columns))
    rows = []
    for record in records:
        cells = [tag("td", _cell(book, known.read(record, name), of[name], name)) for name in columns]
        rows.append(tag("tr", tag("th", link(ref_of(record), title(book, record)), scope="row"), *cells))
    table = tag("table", tag("caption", f"{len(records)} {called}"), tag("thead", head), tag("tbody", *rows))
    return tag("section", tag("h2", heading(called)), tag("div", table, class_="wide"), id=f"/{called}", data_list=called)


def _cell(book: Book, value: Any, of: str | None, name: str) -> str:
    if name.endswith("region"):
        return region_name(value)
    told = book.labels.value(value, of)
    return clip(told, _LONG) if name in TEXT_FIELDS else told if of else in_words(told)


def described(book: Book, kind: str) -> dict[str, Any]:
    """What the script needs of a list: by each name that its records are chosen or counted by, the values and which row has which.

    A row is a list of places in `values`, or the one place.
    """
    records = book.records(kind)
    names = {}
    for name in countable(book, kind):
        held = [_values(book, kind, record, name) for record in records]
        values = list(dict.fromkeys(value for row in held for value in row))
        place = {value: number for number, value in enumerate(values)}
        names[name] = {
            "called": heading(name.replace("-", "_")),
            "values": values,
            "labels": [label_of(book, kind, name, value) for value in values],
            "rows": [[place[value] for value in row] for row in held],
        }
    return {"noun": KINDS[kind].collection, "chosen": [name for name in CHOSEN_BY if name in names], "names": names}


def countable(book: Book, kind: str) -> list[str]:
    """The names that records of a kind can be counted by: filters, but for the passages that records rest on, and fields of few values."""
    led = [item.name for item in filters(kind) if item.name != "passage"]
    records = book.records(kind)
    own = []
    for path, field in fields(KINDS[kind].record).items():
        if len(path) == 1 and path[0] not in (*led, "id", "remarks", "sources") and field.shape.reference is None:
            values = [value for record in records for value in _values(book, kind, record, path[0])]
            few = 1 < len(set(values)) <= len(values) // 2 and max(map(len, values)) <= _SHORT
            if field.shape.base in (bool, int, str) and few:
                own.append(path[0])
    return [*led, *own]


def _values(book: Book, kind: str, record: Any, name: str) -> Sequence[str]:
    """The values for which a record is counted, as text."""
    held = [one for one in book.fields(kind).values(record, name) if one is not None]
    return ["yes" if one is True else "no" if one is False else str(one) for one in held]


def label_of(book: Book, kind: str, name: str, value: str) -> str:
    """A value that records are chosen or counted by, as people read it."""
    of = book.fields(kind).kind_at(name)
    if of is not None:
        return book.labels.value(value, of)
    if name.endswith("region"):
        return region_name(value)
    return in_words(value)
