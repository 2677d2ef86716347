"""What Datasette shows beside the SQLite database: title, source, licence, what tables and columns mean.

For a database called iclc.db: `iclc export datasette | datasette iclc.db -m -`.
"""

from typing import Any

from ..dataset.origin import origin
from ..formats.json import document
from ..model.records import Report
from . import TEXT, Step, sqlite
from .tables import about_table, columns_table, layout

FORM = TEXT

DATABASE = "iclc"
"""The name Datasette gives to the database in iclc.db."""


def export(report: Report, step: Step) -> str:
    """The metadata document."""
    told = origin(report)
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
    step(1, 1)
    return document(
        {
            "title": told.title,
            "description": f"{told.description} {told.adapted} {told.attribution}",
            "license": told.licence,
            "license_url": told.licence_url,
            "source": told.source,
            "about": told.tool,
            "databases": {DATABASE: {"tables": held}},
        }
    )


def schema() -> dict[str, Any]:
    """The schema of the metadata."""
    text = {"type": "string"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:iclc:schema:datasette:1",
        "title": "datasette",
        "description": "What `iclc export datasette` prints: metadata for Datasette.",
        "type": "object",
        "properties": {
            "title": {**text, "description": "What the data is about."},
            "description": {**text, "description": "The same in a paragraph, with the sentence to print."},
            "license": {**text, "description": "The licence."},
            "license_url": {"type": ["string", "null"], "description": "Where the licence stands."},
            "source": {**text, "description": "The report the data was made from."},
            "about": {**text, "description": "What wrote the metadata."},
            "databases": {
                "type": "object",
                "description": "For each database, its tables and views, and what their columns mean.",
                "additionalProperties": {
                    "type": "object",
                    "properties": {
                        "tables": {
                            "type": "object",
                            "additionalProperties": {
                                "type": "object",
                                "properties": {"description": text, "columns": {"type": "object", "additionalProperties": text}},
                                "required": ["description"],
                            },
                        }
                    },
                    "required": ["tables"],
                },
            },
        },
        "required": ["title", "description", "license", "license_url", "source", "about", "databases"],
    }
