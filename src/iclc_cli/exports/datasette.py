"""What Datasette shows beside the SQLite database: title, source, licence, what tables and columns mean.

For a database called iclc.db: `iclc export datasette | datasette iclc.db -m -`.
"""

from collections.abc import Mapping
from typing import Any

from ..dataset.origin import origin
from ..formats.json import document
from ..library import Book
from ..model.base import Result, frozen
from . import Form, sqlite
from .tables import about_table, columns_table, layout

FORM: Form = "text"

DATABASE = "iclc"
"""The name Datasette gives to the database in iclc.db."""


@frozen
class Metadata(Result):
    """What `iclc export datasette` prints: metadata for Datasette."""

    title: str
    """What the data is about."""
    description: str
    """The same in a paragraph, with the sentence to print."""
    license: str
    """The licence."""
    license_url: str | None
    """Where the licence stands."""
    source: str
    """The report the data was made from."""
    about: str
    """What wrote the metadata."""
    databases: Mapping[str, Any]
    """For each database, its `tables` and views: for each a `description`, and what its `columns` mean."""


DOCUMENT = Metadata


def export(book: Book) -> str:
    """The metadata document."""
    told = origin(book.report)
    tables = layout()
    every = (*tables, columns_table(tables), about_table())
    held: dict[str, dict[str, Any]] = {}
    for table in every:
        names = [column.name for column in table.columns]
        held[table.name] = {
            "description": table.description,
            "columns": {column.name: column.description for column in table.columns if column.description},
            **({"sort": "position"} if table.kind and "position" in names else {}),
            **({"label_column": "label"} if "label" in names else {}),
            **({"hidden": True} if table.link else {}),
        }
    held |= {name: {"description": description} for name, (description, _) in sqlite.views(tables).items()}
    return document(
        Metadata(
            title=told.title,
            description=f"{told.description} {told.adapted} {told.attribution}",
            license=told.licence,
            license_url=told.licence_url,
            source=told.source,
            about=told.tool,
            databases={DATABASE: {"tables": held}},
        )
    )
