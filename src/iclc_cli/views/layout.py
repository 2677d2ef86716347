"""What formats render: many records or results as rows, or some as cards. Nothing here knows any kind."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple


class Column(NamedTuple):
    """One column of a listing."""

    key: str
    """The JSON key it shows, dotted where nested: the heading of machine formats."""
    heading: str
    """The heading people read."""


class Entry(NamedTuple):
    """One record of a listing that people read as a few lines rather than as a row."""

    title: str
    ref: str
    """Its `kind/id`."""
    text: str
    marks: tuple[tuple[int, int], ...]
    """The places in the text to be marked."""
    where: str
    """Where it stands in the report."""
    note: str = ""


class Listing(NamedTuple):
    """Many records, with the columns to show."""

    columns: tuple[Column, ...]
    records: Sequence[Any]
    """The records as JSON holds them, whole or cut to the fields asked for."""
    rows: Callable[[], list[list[Any]]]
    """The values of the columns, row by row, as JSON holds them."""
    texts: Callable[[], list[list[str]]]
    """The same as people read them: labels in place of ids."""
    noun: str = "records"
    """What the records are, in the plural."""
    entries: Callable[[], list[Entry]] | None = None
    """The records as entries, where a terminal should show those in place of a table."""
    one: bool = False
    """Was it just one REF? Then JSON is an object, not an array."""


class Item(NamedTuple):
    """One entry of a group on a card."""

    text: str
    """What it is or says."""
    detail: str = ""
    """More about it."""
    where: str = ""
    """Where that stands in the report."""


class Group(NamedTuple):
    """Entries of a card that belong together."""

    title: str
    items: tuple[Item, ...]


class Card(NamedTuple):
    """One record for people to read."""

    title: str
    kind: str
    """What sort of record it is, and its ref."""
    facts: tuple[tuple[str, str], ...]
    """Short facts, label and value."""
    text: str = ""
    """Its paragraph, if it has one."""
    groups: tuple[Group, ...] = ()
    note: str = ""
    """A line about where the words come from."""
    record: Any = None
    """The whole record as JSON holds it."""
    labels: tuple[str, str] = ("Name", "Record")
    """What the title and the kind are called where each stands on a line with its label."""


class Details(NamedTuple):
    """The records that were asked for one by one."""

    cards: tuple[Card, ...]
    one: bool
    """Was it just one REF? Then JSON is an object, not an array."""
    rows: Callable[[], Listing]
    """The same as rows, for formats that have no cards."""


class Screen(NamedTuple):
    """What a format may know of where its text will stand."""

    width: int = 80
    colour: bool = False
    ascii: bool = False
    """Only ASCII characters may be drawn."""
    header: bool = True
    """Print a line of headings."""
    guard: bool = False
    """Let no text of a cell be taken for a formula by a spreadsheet."""
