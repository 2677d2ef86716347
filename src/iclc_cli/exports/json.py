"""The whole data set as one JSON document, in the schema of 'iclc schema': what --data reads.

A record a line, so that it diffs and greps well.
"""

from typing import Any

from ..formats.json import array, line
from ..model.kinds import is_node, shapes
from ..model.records import Report
from . import TEXT, Step

FORM = TEXT


def export(report: Report, step: Step) -> str:
    """The object of a data file."""
    parts = shapes(Report)
    members = []
    for number, (name, part) in enumerate(parts.items()):
        step(number, len(parts))
        value = getattr(report, name)
        text = array(value).rstrip("\n") if part.many and is_node(part.base) else line(value)
        members.append(f"{line(name)}: {text}")
    return "{" + ",\n".join(members) + "}\n"


def schema() -> dict[str, Any]:
    """The schema of a data file."""
    from ..dataset.validation import json_schema

    return json_schema()
