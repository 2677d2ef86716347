"""How a report is laid out as tables, columns, keys and references; all of it read off the model.

A kind is a table. A list inside a record is a table of its own: of links where it holds references, of parts where
it holds something made of several fields; a list of plain words stays a column, as a JSON array. A single part,
such as coordinates, is laid into its record's columns. Parts that records of every kind have (remarks) share one
table, which points to `records`, the table of everything. No column needs quotes in SQL: one that would be called as a
word of the language is has an underscore behind its name.
"""

import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, Union, get_args, get_origin

from ..dataset.origin import Origin, origin
from ..library import Book
from ..model.docs import doc, field_doc, in_a_line
from ..model.kinds import KINDS, Kind, Shape, all_records, choices, is_node, shapes
from ..query.filters import texts

RECORDS = "records"
"""The table of everything."""

_WORDS = (
    "add all alter analyse analyze and any array as asc asymmetric autoincrement between both by case cast check collate column commit "
    "constraint create cross current_date current_time current_timestamp default deferrable delete desc describe distinct do drop else "
    "end escape except exists false fetch for foreign from full grant group having in index initially inner insert intersect into is "
    "isnull join lambda lateral leading left like limit natural not nothing notnull null offset on only or order outer pivot placing "
    "primary qualify raise references returning revoke right select set show some summarize symmetric table then to trailing transaction "
    "true union unique unpivot update user using values variadic when where window with"
)
WORDS_OF_SQL = frozenset(_WORDS.split())
"""What SQLite, DuckDB and PostgreSQL take for words of the language where a column could stand."""

Read = Callable[[Any], Any]
Source = Callable[[Book], Iterator[tuple[str, Any]]]
"""The nodes that rows are made of, each with the key of its row."""


class TableColumn(NamedTuple):
    """One column of a table."""

    name: str
    type: str
    """`text`, `integer`, `number`, `boolean` or `list` (a JSON array)."""
    description: str
    optional: bool = False
    """May it be empty?"""
    reference: tuple[str, str] | None = None
    """The table and the column it points to."""
    choices: tuple[str, ...] = ()
    """The values it may have, if it has one of a fixed set."""


class Table(NamedTuple):
    """One table."""

    name: str
    description: str
    columns: tuple[TableColumn, ...]
    key: tuple[str, ...]
    """The columns that together tell rows apart."""
    rows: Callable[[Book], Iterator[tuple[Any, ...]]]
    """The values of the columns, row by row; a list as a tuple, nothing as `None`."""
    kind: str | None = None
    """The kind whose records it holds."""
    link: bool = False
    """Does it only link two others?"""


def layout(kinds: Iterable[Kind] = tuple(KINDS.values()), told: bool = True) -> tuple[Table, ...]:
    """Every table of a report: the kinds in the order of the report, each with its lists, then what all share.

    What fields mean is left out unless it is to be `told`: reading that takes longer than all the rest.
    """
    kinds = tuple(kinds)
    build = _Builder(_common(kinds), told)
    found = [table for kind in kinds for table in build.kind(kind)]
    return (*found, _records(kinds), *build.shared(kinds))


def _common(kinds: Iterable[Kind]) -> frozenset[str]:
    """Lists of parts that records of every kind have."""
    parts = [{(name, part.base) for name, part in shapes(kind.record).items() if part.many and is_node(part.base)} for kind in kinds]
    return frozenset(name for name, _ in frozenset.intersection(*map(frozenset, parts)))


class _Builder:
    def __init__(self, common: frozenset[str], told: bool) -> None:
        self._common = common
        self._told = told

    def _meaning(self, cls: type[Any], name: str) -> str:
        return in_a_line(field_doc(cls, name)) if self._told else ""

    def kind(self, kind: Kind) -> Iterator[Table]:
        """The table of a kind, and those of the lists in its records."""
        columns, reads = self._columns(kind.record)
        place = f"Place among the {kind.collection}, in the order of the report, from 1."
        position = TableColumn(_free("position", columns), "integer", place)

        def rows(book: Book) -> Iterator[tuple[Any, ...]]:
            for number, record in enumerate(book.records(kind.name), 1):
                yield (*(read(record) for read in reads), number)

        def source(book: Book) -> Iterator[tuple[str, Any]]:
            for record in book.records(kind.name):
                yield record.id, record

        yield Table(kind.collection, in_a_line(doc(kind.record)), (*columns, position), ("id",), rows, kind.name)
        yield from self._lists(kind.name, kind.name, (kind.collection, "id"), kind.record, source, without=self._common)

    def shared(self, kinds: Iterable[Kind]) -> Iterator[Table]:
        """The tables of parts that records of every kind have."""
        kinds = tuple(kinds)

        def source(book: Book) -> Iterator[tuple[str, Any]]:
            for kind in kinds:
                for record in book.records(kind.name):
                    yield f"{kind.name}/{record.id}", record

        cls = kinds[0].record
        others = frozenset(shapes(cls)) - self._common
        yield from self._lists("", "record", (RECORDS, "ref"), cls, source, without=others)

    def _lists(
        self, prefix: str, owner: str, points_to: tuple[str, str], cls: type[Any], source: Source, without: frozenset[str] = frozenset()
    ) -> Iterator[Table]:
        """A table for each list in a class, and for the lists in its parts."""
        for path, holder, name, part in _held_lists(cls):
            if (*path, name)[0] in without:
                continue
            table = "_".join((*([prefix] if prefix else []), *path, name))
            inside = _within(source, (*path, name))
            heading = f"{name.replace('_', ' ').capitalize()} of each {owner.replace('_', ' ')}, a row each."
            described = f"{heading} {self._meaning(holder, name)}".strip()
            position = TableColumn("position", "integer", "Place in the list, from 1.")
            if part.reference is not None:
                keeper = TableColumn(_unquoted(owner), "text", f"The {owner.replace('_', ' ')}.", reference=points_to)
                name = part.reference if part.reference != owner else name
                target = TableColumn(_unquoted(name), "text", f"The {part.reference}.", reference=(KINDS[part.reference].collection, "id"))
                yield Table(table, described, (keeper, position, target), (owner, "position"), _link_rows(inside), link=True)
            else:
                columns, reads = self._columns(part.base)
                keeper = TableColumn(
                    _free(_unquoted(owner), columns), "text", f"The {owner.replace('_', ' ')} it belongs to.", reference=points_to
                )
                key = TableColumn(_free("id", columns), "text", f"The {keeper.name} and the position, joined by a slash.")
                position = position._replace(name=_free("position", columns))
                yield Table(table, described, (key, keeper, position, *columns), (key.name,), _part_rows(inside, reads))
                yield from self._lists(_singular(table), _singular(name), (table, key.name), part.base, _numbered(inside))

    def _columns(self, cls: type[Any], prefix: str = "", optional: bool = False) -> tuple[tuple[TableColumn, ...], list[Read]]:
        """The columns of a class, single parts laid in, and how to read each."""
        columns: list[TableColumn] = []
        reads: list[Read] = []
        for name, part in shapes(cls).items():
            if is_node(part.base):
                if not part.many:
                    inner, inner_reads = self._columns(part.base, f"{prefix}{name}_", optional or part.optional)
                    columns.extend(inner)
                    reads.extend(_nested(name, read) for read in inner_reads)
            elif not (part.many and part.reference):
                meaning = self._meaning(cls, name)
                allowed = choices(cls, name)
                if allowed:
                    meaning = f"{meaning} {'Any' if part.many else 'One'} of: {', '.join(allowed)}.".strip()
                if part.many:
                    meaning = f"{meaning} A JSON array.".strip()
                target = (KINDS[part.reference].collection, "id") if part.reference and name != "id" else None
                columns.append(
                    TableColumn(
                        _unquoted(prefix + name), _type(part), meaning, optional or part.optional, target, () if part.many else allowed
                    )
                )
                reads.append(_own(name))
        return tuple(columns), reads


def _held_lists(cls: type[Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], type[Any], str, Shape]]:
    """The lists in a class that need tables: the single parts that lead to each, the class that has it, name, shape."""
    for name, part in shapes(cls).items():
        if part.many and (part.reference is not None or is_node(part.base)):
            yield path, cls, name, part
        elif is_node(part.base):
            yield from _held_lists(part.base, (*path, name))


def _own(name: str) -> Read:
    return lambda node: getattr(node, name)


def _nested(name: str, read: Read) -> Read:
    return lambda node: None if (inner := getattr(node, name)) is None else read(inner)


def _within(source: Source, path: tuple[str, ...]) -> Source:
    """What stands at a path in each node of a source."""

    def inside(book: Book) -> Iterator[tuple[str, Any]]:
        for key, node in source(book):
            for name in path:
                node = None if node is None else getattr(node, name)
            yield key, node or ()

    return inside


def _numbered(source: Source) -> Source:
    """The members of each list, keyed by the list's key and their place in it."""

    def members(book: Book) -> Iterator[tuple[str, Any]]:
        for key, values in source(book):
            for number, value in enumerate(values, 1):
                yield f"{key}/{number}", value

    return members


def _link_rows(source: Source) -> Callable[[Book], Iterator[tuple[Any, ...]]]:
    return lambda book: ((key, number, value) for key, values in source(book) for number, value in enumerate(values, 1))


def _part_rows(source: Source, reads: list[Read]) -> Callable[[Book], Iterator[tuple[Any, ...]]]:
    def rows(book: Book) -> Iterator[tuple[Any, ...]]:
        for key, values in source(book):
            for number, value in enumerate(values, 1):
                yield (f"{key}/{number}", key, number, *(read(value) for read in reads))

    return rows


def _type(part: Shape) -> str:
    if part.many:
        return "list"
    members = set(get_args(part.base)) if get_origin(part.base) in (Union, types.UnionType) else {part.base}
    if members <= {int, float}:
        return "integer" if members == {int} else "number"
    return "boolean" if members == {bool} else "text"


def _unquoted(name: str) -> str:
    """The name, or one that SQL does not take for a word of its own."""
    return f"{name}_" if name in WORDS_OF_SQL else name


def _singular(name: str) -> str:
    """The name of one of a list: "point" of points, "alias" of aliases."""
    return name.removesuffix("es" if name.endswith("ses") else "s")


def _free(name: str, columns: Iterable[TableColumn]) -> str:
    """The name, or one near it where a column has it already."""
    taken = {column.name for column in columns}
    while name in taken:
        name += "_"
    return name


def _records(kinds: tuple[Kind, ...]) -> Table:
    columns = (
        TableColumn("ref", "text", "Kind and id, joined by a slash: what 'iclc show' takes."),
        TableColumn("number", "integer", "Place in the report's data, from 1."),
        TableColumn("kind", "text", "The kind of record, singular.", choices=tuple(kind.name for kind in kinds)),
        TableColumn("id", "text", "Its id, unique within the kind."),
        TableColumn("label", "text", "What to call it."),
        TableColumn("text", "text", "Every name and text in it, a line each: what full-text search reads."),
    )

    def rows(book: Book) -> Iterator[tuple[Any, ...]]:
        for number, (kind, record) in enumerate(all_records(book.report), 1):
            yield f"{kind}/{record.id}", number, kind, record.id, book.label(record), "\n".join(texts(record))

    return Table(RECORDS, "Every record of every kind.", columns, ("ref",), rows)


def about_table() -> Table:
    """What the tables are, where they come from and on what terms."""
    columns = (TableColumn("name", "text", "What is told."), TableColumn("value", "text", "The words.", optional=True))

    def rows(book: Book) -> Iterator[tuple[Any, ...]]:
        yield from zip(Origin._fields, origin(book.report), strict=True)

    return Table("about", "Title, source, licence, attribution and versions of the data.", columns, ("name",), rows)


def columns_table(tables: Iterable[Table]) -> Table:
    """What every column of the tables means."""
    tables = tuple(tables)
    columns = (
        TableColumn("table_name", "text", "The table."),
        TableColumn("column_name", "text", "The column."),
        TableColumn("type", "text", "Text, integer, number, boolean or list (a JSON array)."),
        TableColumn("reference", "text", "The table and column it points to.", optional=True),
        TableColumn("description", "text", "What it means."),
    )

    def rows(book: Book) -> Iterator[tuple[Any, ...]]:
        for table in tables:
            for column in table.columns:
                yield table.name, column.name, column.type, ".".join(column.reference) if column.reference else None, column.description

    return Table("columns", "What every column means.", columns, ("table_name", "column_name"), rows)
