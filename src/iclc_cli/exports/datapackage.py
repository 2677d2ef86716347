"""A Data Package 2: a folder of CSV files and datapackage.json with schemas, foreign keys, licence and sources."""

import hashlib
import re
from contextlib import suppress
from datetime import date
from typing import Any

from ..dataset.origin import Origin, origin
from ..formats.json import array, line
from ..library import Book
from ..model.base import ID_PATTERN
from . import Form, csv
from .tables import Table, TableColumn, layout

FORM: Form = "folder"

PROFILES = "https://datapackage.org/profiles/2.0"

TYPES = {"text": "string", "integer": "integer", "number": "number", "boolean": "boolean", "list": "array"}
"""Our types of column, each with that of a Table Schema."""


def export(book: Book) -> dict[str, bytes]:
    """The files of the tables, and the descriptor."""
    tables = layout()
    rows = [list(table.rows(book)) for table in tables]
    held = [csv.file(*one) for one in zip(tables, rows, strict=True)]
    resources = [_resource(table, data, _days(table, of)) for table, data, of in zip(tables, held, rows, strict=True)]
    described = f'{line(_head(book))[:-1]},\n"resources": {array(resources).rstrip()}}}\n'
    files = {f"{table.name}.csv": data for table, data in zip(tables, held, strict=True)}
    return {"datapackage.json": described.encode(), **files}


def _head(book: Book) -> dict[str, Any]:
    """What a package says about itself."""
    told = origin(book.report)
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": book.report.conference.id,
        "title": told.title,
        "description": f"{told.description} {told.adapted}",
        "version": told.version,
        "licenses": [_licence(told)],
        "sources": [{"title": told.source}],
        "contributors": [{"title": told.publisher, "roles": ["publisher"]}],
        "attribution": told.attribution,
        "tool": told.tool,
    }


def _licence(told: Origin) -> dict[str, str]:
    if told.licence_url:
        return {"path": told.licence_url, "title": told.licence}
    return {"name": re.sub(r"[^-a-zA-Z0-9._]+", "-", told.licence).strip("-") or "unknown", "title": told.licence}


def _days(table: Table, rows: list[tuple[Any, ...]]) -> set[str]:
    """The columns of text that hold days and nothing else: dates to the year or the month are no dates to a Table Schema."""
    found = set()
    for place, column in enumerate(table.columns):
        if column.type == "text":
            values = (value for row in rows if (value := row[place]) is not None)
            if _is_day(next(values, "")) and all(map(_is_day, values)):
                found.add(column.name)
    return found


def _is_day(value: str) -> bool:
    with suppress(ValueError):
        return date.fromisoformat(value).isoformat() == value
    return False


def _resource(table: Table, data: bytes, days: set[str]) -> dict[str, Any]:
    keys = [{"fields": [column.name], "reference": _reference(*column.reference, table)} for column in table.columns if column.reference]
    return {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n"},
        "bytes": len(data),
        "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
        "schema": {
            "$schema": f"{PROFILES}/tableschema.json",
            "fields": [_field(column, table, "date" if column.name in days else TYPES[column.type]) for column in table.columns],
            "primaryKey": list(table.key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _reference(name: str, column: str, table: Table) -> dict[str, Any]:
    """What a foreign key points to; a table that points to itself must not be named."""
    return {**({"resource": name} if name != table.name else {}), "fields": [column]}


def _field(column: TableColumn, table: Table, type: str) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if not column.optional and (column.type != "text" or column.reference or column.choices or column.name in table.key):
        constraints["required"] = True  # other text may be empty, which a CSV file cannot tell from missing
    if column.choices:
        constraints["enum"] = list(column.choices)
    if column.name == "id" and table.kind:
        constraints["pattern"] = ID_PATTERN
    return {
        "name": column.name,
        "type": type,
        "description": column.description,
        **({"constraints": constraints} if constraints else {}),
    }
