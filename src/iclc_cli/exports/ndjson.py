"""The whole data set as one JSON object a line: kind, id, label and the record.

The record stands in a member of its own because records have a field `kind` themselves.
"""

from typing import Any

from ..formats.json import line
from ..model.kinds import KINDS, records
from ..model.records import Report
from ..query.names import label
from . import TEXT, Step

FORM = TEXT


def export(report: Report, step: Step) -> str:
    """A line for every record of every kind, in the order of the report."""
    lines = []
    for number, kind in enumerate(KINDS):
        step(number, len(KINDS))
        for record in records(report, kind):
            lines.append(line({"kind": kind, "id": record.id, "label": label(report, record), "record": record}) + "\n")
    return "".join(lines)


def schema() -> dict[str, Any]:
    """The schema of a line."""
    from ..dataset.validation import json_schema

    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:iclc:schema:ndjson:1",
        "title": "ndjson",
        "description": "A line of `iclc export ndjson`.",
        "type": "object",
        "properties": {
            "kind": {"enum": list(KINDS), "description": "Kind of the record, singular."},
            "id": {"type": "string", "description": "Its id."},
            "label": {"type": "string", "description": "What to call it."},
            "record": {"type": "object", "description": "The whole record."},
        },
        "required": ["kind", "id", "label", "record"],
        "oneOf": [
            {"properties": {"kind": {"const": kind.name}, "record": {"$ref": f"#/$defs/{kind.record.__name__}"}}} for kind in KINDS.values()
        ],
        "$defs": json_schema()["$defs"],
    }
