"""What formats render: many records or results as rows, or some as cards. Nothing here knows any kind."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..model.base import NamedTuple

if TYPE_CHECKING:  # only what is drawn for people loads it
    from ..grid import Page

    Draw = Callable[[Page], None]


class Column(NamedTuple):
    """One column of a listing."""

    key: str
    """The JSON key it shows, dotted where nested: the heading of machine formats."""
    heading: str
    """The heading people read."""


def heading(key: str) -> str:
    """What people read above a column or before a fact."""
    word = key.rpartition(".")[2].replace("_", " ")
    return {"iso2": "ISO 2", "iso3": "ISO 3", "id": "ID", "url": "URL", "sdgs": "SDGs", "sdg": "SDG"}.get(word, word[:1].upper() + word[1:])


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
    number: str = ""
    """How many of how many, where it is not just all that are shown."""
    draw: "Draw | None" = None
    """Writes them on a page for people; a table of the columns where there is nothing better."""
    one: bool = False
    """Was it just one REF? Then JSON is an object, not an array."""


def counted(shown: int, matched: int, total: int, noun: str) -> str:
    """How many of how many: "5 of 21 (of 65 speakers)"."""
    if shown < matched < total:
        return f"{shown} of {matched} (of {total} {noun})"
    return str(shown) if shown == total else f"{shown} of {total}"


class Item(NamedTuple):
    """One entry of a group on a card."""

    text: str
    """What it is or says."""
    detail: str = ""
    """More about it."""
    where: str = ""
    """Where that stands in the report."""
    ref: str = ""
    """The record that the text is the name of, as kind/id, for what can link."""
    sources: tuple[str, ...] = ()
    """The passages behind `where`."""


class Group(NamedTuple):
    """Entries of a card that belong together."""

    title: str
    items: tuple[Item, ...]
    ref: str = ""
    """The record that the title names, as kind/id, for what can link."""


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
    links: Mapping[str, Sequence[tuple[str, str]]] = MappingProxyType({})
    """The records that a fact names, by its label: the ref of each and how the fact calls it, for what can link."""


class Details(NamedTuple):
    """The records that were asked for one by one."""

    cards: Callable[[], Sequence[Card]]
    """A card a record, for formats that tell everything."""
    one: bool
    """Was it just one REF? Then JSON is an object, not an array."""
    rows: Callable[[], Listing]
    """The same as rows, for formats that have no cards."""
    draw: "Draw | None" = None
    """Writes them on a page for people; their facts and groups where there is nothing better."""


class Screen(NamedTuple):
    """What a format may know of where its text will stand."""

    width: int = 80
    terminal: bool = False
    """Is it a terminal, with a person before it?"""
    styled: bool = False
    """May words be bold or underlined?"""
    colour: bool = False
    ascii: bool = False
    """Only ASCII characters may be drawn."""
    letters: bool = False
    """Only ASCII characters can be shown, data or not."""
    spoken: bool = False
    """The reader listens to it."""
    roles: str = ""
    """How the reader wants the roles of words to look: "live=36:faint=0"."""
    header: bool = True
    """Print a line of headings."""
