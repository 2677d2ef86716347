"""A folder of CSV files, one a table (RFC 4180, UTF-8); columns.csv and about.csv explain them.

Text stands as it is, line ends and control characters included: these files are for programs, not for terminals.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..model.records import Report
from . import FOLDER, Step
from .tables import Table, about_table, columns_table, layout

FORM = FOLDER


def export(report: Report, step: Step) -> dict[str, bytes]:
    """A file for each table, and two that say what they are."""
    tables = layout()
    return dict(files(report, (*tables, columns_table(tables), about_table()), step))


def files(report: Report, tables: Iterable[Table], step: Step) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each table's file."""
    tables = tuple(tables)
    for number, table in enumerate(tables):
        step(number, len(tables))
        yield f"{table.name}.csv", _file(report, table)


def _file(report: Report, table: Table) -> bytes:
    import csv  # here, so that `iclc export --help` does not load it
    import io

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.name for column in table.columns])
    writer.writerows([plain(value) for value in row] for row in table.rows(report))
    return out.getvalue().encode()


def plain(value: Any) -> Any:
    """A value as a CSV file holds it: nothing for null, lists as JSON arrays."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return json.dumps(value, ensure_ascii=False)
    return value
