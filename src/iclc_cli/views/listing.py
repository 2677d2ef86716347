"""Records as rows: the columns of each kind's list. The one place to change them."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..library import Book
from ..model.kinds import KINDS, is_node, kind_of, shapes
from ..text import cell
from .layout import Column, Listing, heading

if TYPE_CHECKING:  # a search needs none of it
    from ..query.fields import Count, Fields, PairCount

COLUMNS: dict[str, tuple[str, ...]] = {
    "conference": ("id", "name", "theme", "host", "start", "end"),
    "section": ("id", "title", "chapter", "page"),
    "passage": ("id", "kind", "gist"),
    "session": ("id", "name", "title", "kind"),
    "speaker": ("id", "name", "appearances.role", "appearances.city", "appearances.country", "appearances.session"),
    "city": ("id", "name", "country", "participation"),
    "country": ("id", "name", "iso3", "region"),
    "organisation": ("id", "name", "acronym", "kind", "country"),
    "initiative": ("id", "name", "named", "kind", "city", "status", "session"),
    "statement": ("id", "city", "type", "text"),
    "strategy": ("id", "category", "title", "text"),
    "topic": ("id", "name", "kind", "definition", "scope_note"),
    "sdg": ("id", "number", "name"),
    "figure": ("id", "value", "value_to", "date", "date_to", "unit", "qualifier", "counts"),
    "document": ("id", "name", "kind", "url"),
}
"""The columns of each kind's table, TSV, CSV and Markdown; a test holds them against the kinds."""


TEXT_FIELDS = ("summary", "text", "gist", "definition", "scope_note")
"""The field that holds what a record says, for each kind that has one."""


def fields_of(book: Book, kind: str) -> "Fields":
    """Reads fields by name, the headings of the kind's table being names too."""
    from ..query.fields import Fields

    return Fields(book.filters, kind, book.index, {heading(key): key for key in COLUMNS[kind]})


def listing(book: Book, kind: str, records: Sequence[Any], fields: Sequence[str] = (), exploded: str | None = None) -> Listing:
    """Records of one kind as rows; with `fields`, these and no others, in JSON too.

    `exploded` is the field that has been taken apart; it gets columns. Raises UsageError when there is no such field.
    """
    known = fields_of(book, kind)
    keys = tuple(dict.fromkeys(known.check(name) for name in fields)) or _columns(kind, exploded)
    kinds = [known.kind_at(key) for key in keys]

    def rows() -> list[list[Any]]:
        return [[known.read(record, key) for key in keys] for record in records]

    def texts() -> list[list[str]]:
        return [[book.labels.value(value, of) for value, of in zip(row, kinds, strict=True)] for row in rows()]

    whole = [dict(zip(keys, row, strict=True)) for row in rows()] if fields else records
    return Listing(tuple(Column(key, heading(key)) for key in keys), whole, rows, texts, heading(KINDS[kind].collection))


def _columns(kind: str, exploded: str | None) -> tuple[str, ...]:
    if exploded is None:
        return COLUMNS[kind]
    from ..query.fields import shape_at

    base = shape_at(KINDS[kind].record, exploded).base
    single = [name for name, shape in shapes(base).items() if not shape.many and not is_node(shape.base)] if is_node(base) else []
    return tuple(dict.fromkeys((*COLUMNS[kind], *([f"{exploded}.{name}" for name in single] or [exploded]))))


def table(columns: Sequence[Column], rows: Sequence[Sequence[Any]], noun: str) -> Listing:
    """Rows that are no records of a kind."""
    held = [dict(zip([column.key for column in columns], row, strict=True)) for row in rows]
    return Listing(
        tuple(columns), held, lambda: [list(row) for row in rows], lambda: [[cell(value) for value in row] for row in rows], noun
    )


def counts(book: Book, counted: "Iterable[Count]", kind: str, field: str) -> Listing:
    """How many records have each value of a field."""
    found = list(counted)
    of = book.fields(kind).kind_at(field)
    rows = table((Column("value", heading(field)), Column("count", "Count")), [(one.value, one.count) for one in found], "values")

    def texts() -> list[list[str]]:
        return [["(none)" if one.value is None else book.labels.value(one.value, of), str(one.count)] for one in found]

    return rows._replace(texts=texts)


def pair_counts(book: Book, counted: "Iterable[PairCount]", kind: str, first: str, second: str) -> Listing:
    """How many records have each pair of values of two fields."""
    found = list(counted)
    columns = (Column("value", heading(first)), Column("second", heading(second)), Column("count", "Count"))
    of, other = (book.fields(kind).kind_at(field) for field in (first, second))
    rows = table(columns, [(one.value, one.second, one.count) for one in found], "pairs")

    def text(value: Any, kind: str | None) -> str:
        return "(none)" if value is None else book.labels.value(value, kind)

    def texts() -> list[list[str]]:
        return [[text(one.value, of), text(one.second, other), str(one.count)] for one in found]

    return rows._replace(texts=texts)


def one_kind(records: Sequence[Any]) -> str:
    """The kind that all records are of. Raises UsageError when they are of several."""
    kinds = {kind_of(record) for record in records}
    if len(kinds) > 1:
        raise UsageError(f"rows need records of one kind, and these are {', '.join(sorted(kinds))}; use --json, or ask for one kind")
    return kinds.pop() if kinds else "session"


def text_of(record: Any) -> str:
    """What a record says, in our own words; nothing for one that has no such field."""
    return cell(next((value for name in TEXT_FIELDS if (value := getattr(record, name, None))), None))
