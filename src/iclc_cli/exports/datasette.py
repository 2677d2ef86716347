"""What Datasette shows beside the SQLite database: title, source, licence, what tables and columns mean.

`iclc export datasette | datasette iclc.db -m -`; for a database that is called otherwise name it by `--database`, as Datasette finds
what is said of tables by the name of their database.
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

LABELS = ("label", "name", "title", "counts")
"""Columns that say in words what a row is, the best first. Datasette 1.0 would else show the id of what a row refers to."""


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


def export(book: Book, database: str = DATABASE) -> str:
    """The metadata document, for a database of this name."""
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
            **({"label_column": label} if (label := next((name for name in LABELS if name in names), None)) else {}),
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
            databases={database: {"tables": held}},
        )
    )
