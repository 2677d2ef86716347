"""A folder of CSV files, one a table (UTF-8, lines end in \\n); columns.csv and about.csv explain them.

Text stands as it is, line ends and control characters included: these files are for programs, not for terminals.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from ..library import Book
from . import Form
from .tables import Table, about_table, columns_table, layout

FORM: Form = "folder"

_JSON = json.JSONEncoder(ensure_ascii=False)


def export(book: Book) -> dict[str, bytes]:
    """A file for each table, and two that say what they are."""
    tables = layout()
    return {f"{table.name}.csv": file(table, table.rows(book)) for table in (*tables, columns_table(tables), about_table())}


def file(table: Table, rows: Iterable[Sequence[Any]]) -> bytes:
    """The bytes of a table's file."""
    from ..formats import csv  # here, so that `iclc export --help` does not load the module that writes CSV

    head = [column.name for column in table.columns]
    if any(column.type in ("boolean", "list") for column in table.columns):
        rows = ([plain(value) for value in row] for row in rows)
    return csv.written(chain([head], rows)).encode()


def plain(value: Any) -> Any:
    """A value as a CSV file holds it: nothing for null, lists as JSON arrays."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return _JSON.encode(value)
    return value
