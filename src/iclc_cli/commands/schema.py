"""`iclc schema`: JSON Schema of the data and of what commands print."""

from typing import Annotated, Any

import typer

from .. import output
from ..errors import UsageError
from ..formats.json import document
from . import records
from .options import Shared, declare


def _object(title: str, description: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:iclc:schema:{title}:1",
        "title": title,
        "description": description,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": True,
    }


def _text(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": description, **more}


def _texts(description: str) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string"}, "description": description}


def printed() -> dict[str, dict[str, Any]]:
    """The schemas of what commands print beyond records."""
    nullable = {"type": ["string", "null"]}
    return {
        "search": _object(
            "search",
            "One hit of `iclc search --json`, which prints an array of them.",
            {
                "kind": _text("Kind of the record, singular."),
                "id": _text("Its id."),
                "label": _text("What to call it."),
                "field": _text("The field the snippet is from."),
                "snippet": _text("The words in their sentence; our paraphrase."),
                "matches": {
                    "type": "array",
                    "description": "Where they stand: pairs of character offsets in the snippet, the end exclusive.",
                    "items": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
                },
                "score": {"type": "number", "description": "The order of the hits; comparable within one search only."},
                "missing": _texts("Words of the query that the record does not hold."),
                "read_as": {
                    "type": "object",
                    "additionalProperties": {"type": "string"},
                    "description": "Words that occur nowhere, each with what it was read as.",
                },
                "section": {**nullable, "description": "The section in which the first of its passages stands."},
                "passages": _texts("The passages behind the field."),
            },
        ),
        "related": _object(
            "related",
            "One entry of `related` in `iclc NOUN show --json`.",
            {
                "kind": _text("Kind of the related record, singular."),
                "id": _text("Its id."),
                "label": _text("What to call it."),
                "via": _text("The field that links the two records."),
                "direction": _text(
                    "forward: the shown record refers to it; back: it refers to the shown record.", enum=["forward", "back"]
                ),
                "sources": _texts("The passages that the link rests on."),
            },
        ),
        "validate": _object(
            "validate",
            "One finding of `iclc validate --json`, which prints an array of them.",
            {
                "code": _text("Stable code: E1xx cannot be used, E2xx contradicts itself, W3xx is untidy."),
                "level": _text("How bad it is.", enum=["error", "warning"]),
                "record": _text("The record, as kind/id, or the place in the file."),
                "field": {**nullable, "description": "The field, if one is at fault."},
                "message": _text("What is wrong and how to mend it."),
            },
        ),
        "error": _object(
            "error",
            "What is printed on standard error when a command with --json fails.",
            {
                "error": {
                    "type": "object",
                    "description": "The error.",
                    "properties": {
                        "code": _text("A word: not-found, ambiguous, usage, output, invalid-data, nothing-matched …"),
                        "message": _text("One line: what, where, how to mend it."),
                        "suggestions": _texts("Ids or words that may have been meant."),
                    },
                    "required": ["code", "message", "suggestions"],
                }
            },
        ),
    }


@declare(("output", "force", "color", "quiet", "json"), "iclc schema city\niclc schema search")
def schema(
    options: Shared,
    what: Annotated[
        str | None, typer.Argument(metavar="[NOUN|search|related|validate|error]", help="Whose schema; default: the whole data file.")
    ] = None,
) -> None:
    """Print JSON Schema 2020-12, every field described."""
    target = options.target
    others = printed()
    if what in others:
        found = others[what]
    else:
        from ..validation import json_schema

        noun = records.noun(what) if what else None
        if what and noun is None:
            raise UsageError(f"no schema '{what}'; there are: {', '.join([*records.nouns(), *others])}")
        found = json_schema(noun.kind if noun else None)
    output.emit(document(found), target)
