"""JSON Schema 2020-12 of records, results and the data file: by Pydantic from the classes, with the words of their docstrings."""

from collections.abc import Mapping
from dataclasses import MISSING
from typing import Any

from pydantic import TypeAdapter

from ..model import Report
from ..model.base import Result, json_keys
from ..model.docs import doc, field_doc
from ..model.kinds import KINDS, shapes
from ..model.values import meanings
from ..model.walk import fields

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Body = dict[str, Any]


def report_schema(kind: str | None = None) -> Body:
    """The schema of the whole data file, or of one kind of record, every field described."""
    return json_schema(KINDS[kind].record if kind else Report, kind or "report")


def json_schema(cls: type[Any], name: str) -> Body:
    """The schema of a class of the model or of results, under a name."""
    body = TypeAdapter(cls).json_schema(mode="serialization")
    parts = {field.owner.__name__: field.owner for whole in (Report, cls) for field in fields(whole).values()}
    _describe(body, cls)
    for part, definition in body.get("$defs", {}).items():
        _describe(definition, parts[part])
    if issubclass(cls, Result):
        body["title"] = name
    return {"$schema": DIALECT, "$id": f"urn:iclc:schema:{name}:1", **body}


def array_schema(schema: Body, name: str, description: str) -> Body:
    """The schema of an array of what another schema describes."""
    inner = {key: value for key, value in schema.items() if key not in ("$schema", "$id", "$defs")}
    shared = {"$defs": schema["$defs"]} if "$defs" in schema else {}
    whole = {"title": name, "description": description, "type": "array", "items": inner}
    return {"$schema": DIALECT, "$id": f"urn:iclc:schema:{name}:list:1", **shared, **whole}


def _describe_values(held: Body, told: Mapping[str, str]) -> None:
    """Say what each of a fixed set of values means: each as a choice of its own, with its description."""
    for one in (held, held.get("items", {})):
        if told and "enum" in one:
            one["oneOf"] = [{"const": value, "description": told[value]} for value in one.pop("enum")]


def _describe(definition: Body, cls: type[Any]) -> None:
    """Put the words of the docstrings in, sorted among the other keywords as Pydantic sorts them."""
    keys = json_keys(cls)
    described = {}
    for name, held in definition["properties"].items():
        key, omitted = keys[name]
        if omitted:  # it is left out, and so never null
            held.pop("default", None)
            left = [one for one in held.pop("anyOf") if one != {"type": "null"}]
            held = {**held, **(left[0] if len(left) == 1 else {"anyOf": left})}
        _describe_values(held, meanings(shapes(cls)[name].base))
        described[key] = dict(sorted({**held, "description": field_doc(cls, name)}.items()))
    given = {name for name, field in cls.__dataclass_fields__.items() if field.default is not MISSING}
    required = [key for name, (key, omitted) in keys.items() if not (omitted or name in given)]
    told = {"description": doc(cls), "properties": described, "required": required}
    whole = dict(sorted({**definition, **told}.items()))
    definition.clear()
    definition.update(whole)
