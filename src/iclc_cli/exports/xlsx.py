"""A workbook of everything: a sheet a kind, typed cells, links from sheet to sheet. Needs the extra `xlsx`.

Records are linked where a cell names just one; what holds several of them is one cell. The parts of records that are made
of several fields (appearances, conclusions, remarks) have sheets of their own.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ..dataset.origin import origin
from ..formats.xlsx import Sheet, workbook
from ..library import Book
from ..model.kinds import KINDS
from . import Form
from .tables import RECORDS, Table, TableColumn, about_table, columns_table, layout

FORM: Form = "file"

CONTENTS = "contents"
"""The first sheet, which leads to all others."""


def export(book: Book) -> bytes:
    """The bytes of a workbook."""
    tables = {table.name: table for table in layout() if table.name != RECORDS}
    joined = {name: column for name, table in tables.items() if (column := _as_column(table, tables)) is not None}
    made = [_sheet(book, table, tables, joined) for name, table in tables.items() if name not in joined]
    where = {name: {row[0]: number for number, row in enumerate(rows)} for name, _, rows, _ in made}
    where[RECORDS] = {}
    sheets = [Sheet(name, columns, rows, places=dict(_places(references, rows, where))) for name, columns, rows, references in made]
    beside = [columns_table([_with_joined(table, tables, joined) for name, table in tables.items() if name not in joined]), about_table()]
    sheets += [Sheet(table.name, [column.name for column in table.columns], list(table.rows(book))) for table in beside]
    meanings = {table.name: table.description for table in (*tables.values(), *beside)}
    contents = [[sheet.name, len(sheet.rows), meanings[sheet.name]] for sheet in sheets]
    first = Sheet(
        CONTENTS, ["sheet", "rows", "description"], contents, places={(row, 0): (str(one[0]), 0) for row, one in enumerate(contents)}
    )
    told = origin(book.report)
    return workbook([first, *sheets], told.title, f"{told.attribution} {told.adapted}")


Made = tuple[str, list[str], list[list[Any]], dict[int, str]]
"""A sheet on the way: its name, columns, rows, and by their places the columns that refer to a table."""


def _as_column(table: Table, tables: Mapping[str, Table]) -> str | None:
    """What a table is called as one column of the table that it belongs to: of links, or of nothing but names."""
    names = [column.name for column in table.columns]
    only_names = names[3:] == ["name"] and table.columns[1].reference is not None
    if not (table.link or only_names):
        return None
    owner = _owner(table)
    if owner not in tables:
        return None
    kind = tables[owner].kind
    return table.name.removeprefix(f"{kind or owner.removesuffix('s')}_")


def _with_joined(table: Table, tables: Mapping[str, Table], joined: Mapping[str, str]) -> Table:
    """A table with the columns that its sheet has beyond its own, to be told of."""
    more = [
        TableColumn(column, "list", f"{tables[name].description} Joined by semicolons.", True, tables[name].columns[2].reference)
        for name, column in joined.items()
        if _owner(tables[name]) == table.name
    ]
    return table._replace(columns=(*table.columns, *more))


def _owner(table: Table) -> str:
    """The table whose rows the rows of a table belong to."""
    reference = table.columns[0 if table.link else 1].reference
    return reference[0] if reference else ""


def _sheet(book: Book, table: Table, tables: Mapping[str, Table], joined: Mapping[str, str]) -> Made:
    columns = [column.name for column in table.columns]
    rows = [list(row) for row in table.rows(book)]
    references = {place: column.reference[0] for place, column in enumerate(table.columns) if column.reference}
    for name, column in joined.items():
        other = tables[name]
        if _owner(other) != table.name:
            continue
        held: dict[Any, list[Any]] = {}
        keeper, value = (0, 2) if other.link else (1, 3)
        for one in other.rows(book):
            held.setdefault(one[keeper], []).append(one[value])
        target = other.columns[value].reference
        if target:
            references[len(columns)] = target[0]
        columns.append(column)
        for row in rows:
            row.append(held.get(row[0]))
    return table.name, columns, rows, references


def _places(
    references: Mapping[int, str], rows: list[list[Any]], where: Mapping[str, Mapping[Any, int]]
) -> Iterator[tuple[tuple[int, int], tuple[str, int]]]:
    """The cells that lead to the row of one record."""
    for number, row in enumerate(rows):
        for place, table in references.items():
            value = row[place]
            if isinstance(value, list):
                value = value[0] if len(value) == 1 else None
            if table == RECORDS and isinstance(value, str):
                kind, _, value = value.partition("/")
                table = KINDS[kind].collection
            if value in where.get(table, {}):
                yield (number, place), (table, where[table][value])
