"""A folder of CSV files, one a table (UTF-8, lines end in \\n); columns.csv and about.csv explain them.

Text stands as it is, line ends and control characters included: these files are for programs, not for terminals.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from ..library import Book
from . import Form
from .tables import Table, about_table, columns_table, layout

FORM: Form = "folder"


def export(book: Book) -> dict[str, bytes]:
    """A file for each table, and two that say what they are."""
    tables = layout()
    return dict(files(book, (*tables, columns_table(tables), about_table())))


def files(book: Book, tables: Iterable[Table]) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each table's file."""
    for table in tables:
        yield f"{table.name}.csv", _file(book, table)


def _file(book: Book, table: Table) -> bytes:
    from ..formats import csv  # here, so that `iclc export --help` does not load the module that writes CSV

    head = [column.name for column in table.columns]
    return csv.written(chain([head], ([plain(value) for value in row] for row in table.rows(book)))).encode()


def plain(value: Any) -> Any:
    """A value as a CSV file holds it: nothing for null, lists as JSON arrays."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return json.dumps(value, ensure_ascii=False)
    return value
