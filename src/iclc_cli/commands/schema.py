"""`iclc schema`: JSON Schema of the data and of what commands print."""

from typing import Annotated, Any

import typer

from .. import exports
from ..errors import UsageError
from ..formats.json import document
from ..model.kinds import choices
from ..model.records import Remark
from ..terminal import emit as output
from . import records
from .options import Shared, declare


def _object(title: str, description: str, properties: dict[str, Any], *optional: str) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:iclc:schema:{title}:1",
        "title": title,
        "description": description,
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": True,
    }


def _text(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": description, **more}


def _texts(description: str) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string"}, "description": description}


def _part(description: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "description": description, "properties": properties, "required": list(properties)}


def printed() -> dict[str, dict[str, Any]]:
    """The schemas of what commands print beyond records."""
    nullable = {"type": ["string", "null"]}
    held = {"type": "object", "additionalProperties": {"type": "integer"}, "description": "How many records of each kind there are."}
    data = {"schema": _text("The schema the data follows."), "version": _text("Version of the data.")}
    tool = {"name": _text("The name of this tool."), "version": _text("Its version.")}
    return {
        "home": _object(
            "home",
            "What `iclc --json` prints.",
            {
                "tool": _part("This tool.", tool),
                "data": _part("The data in use.", data),
                "conference": _text("The conference it is about."),
                "summary": _text("What that was; our paraphrase."),
                "holds": held,
                "try": _texts("Commands to try next."),
            },
        ),
        "about": _object(
            "about",
            "What `iclc about --json` prints.",
            {
                "tool": _part("This tool.", {**tool, "licence": _text("Its licence; that of the data is in conference.report.")}),
                "data": _part(
                    "The data in use.",
                    {**data, "sha256": {**nullable, "description": "Its checksum; null when it came from standard input."}, "holds": held},
                ),
                "conference": {"type": "object", "description": "The record of the conference: see 'iclc schema conference'."},
            },
        ),
        "count-by": _object(
            "count-by",
            "One entry of what --count-by prints with --json, which is an array of them.",
            {
                "value": {"description": "The value; null for records that have none."},
                "count": {"type": "integer", "description": "How many records have it."},
            },
        ),
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
            "One link: an entry of `iclc related --json`, or of `related` in `iclc NOUN show --json`.",
            {
                "kind": _text("Kind of the related record, singular."),
                "id": _text("Its id."),
                "label": _text("What to call it."),
                "via": _text("The field that links the two records."),
                "direction": _text(
                    "forward: the shown record refers to it; back: it refers to the shown record; shared: both refer to the same "
                    "topic, named in `through`.",
                    enum=["forward", "back", "shared"],
                ),
                "sources": _texts("The passages that the link rests on."),
                "through": _text("What both refer to, as kind/id, where the direction is shared: a pointer, not a cause."),
            },
            "through",
        ),
        "peers": _object(
            "peers",
            "One city of `iclc peers --json`, which prints an array of them, most alike first.",
            {
                "kind": _text("Kind of the record, singular."),
                "id": _text("Its id."),
                "label": _text("What to call it."),
                "score": {"type": "number", "description": "How much the two share; what is rare counts more."},
                "topics": _texts("Topics both lead to, the rarest first."),
                "sessions": _texts("Sessions both took part in, the rarest first."),
                "initiative_kinds": _texts("Kinds of initiative both have, the rarest first."),
            },
        ),
        "compare": _object(
            "compare",
            "One row of `iclc compare --json`, which prints an array of them.",
            {
                "field": _text("The field, or the kind of record that refers to the compared ones."),
                "values": {
                    "type": "object",
                    "additionalProperties": {"type": "array", "items": {"type": "string"}},
                    "description": "The id of each compared record, with what it has there.",
                },
            },
        ),
        "remarks": _object(
            "remarks",
            "One entry of `iclc remarks --json`, which prints an array of them.",
            {
                "record": _text("The record, as kind/id."),
                "field": _text("The field, dotted and indexed where nested."),
                "kind": _text("What was done.", enum=list(choices(Remark, "kind"))),
                "printed": {**nullable, "description": "What the report prints there, if anything."},
                "reason": _text("Why, naming the authority."),
            },
        ),
        "evidence": _object(
            "evidence",
            "One entry of `iclc show REF --evidence --json`, which prints an array of them.",
            {
                "record": _text("The record, as kind/id."),
                "field": _text("The field, dotted and indexed where nested."),
                "value": {"description": "What it holds."},
                "standing": _text(
                    "What that rests on: print, our paraphrase or classification, our identifier, or a remark of this kind.",
                    enum=["printed", "paraphrase", "classified", "identifier", *choices(Remark, "kind")],
                ),
                "passages": _texts("The passages it stands in."),
                "where": _text("The same in words."),
                "printed": {**nullable, "description": "What the report prints there, where a remark says so."},
                "reason": {**nullable, "description": "The reason that the remark gives, if there is one."},
            },
        ),
        "diff": _object(
            "diff",
            "One entry of `iclc diff --json`, which prints an array of them.",
            {
                "change": _text("What happened to the record, the field or the item of a list.", enum=["added", "removed", "changed"]),
                "record": _text("The record, as kind/id; `report` for the file as a whole."),
                "field": {
                    **nullable,
                    "description": "The field, dotted and indexed where nested: by the place in the older list for what was removed, "
                    "else in the newer; null for a whole record.",
                },
                "old": {"description": "What the older file has; null where it has nothing."},
                "new": {"description": "What the newer file has; null where it has nothing."},
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
        "verify": _object(
            "verify",
            "One claim held against print, in `iclc verify --json`, which prints an array of those that print does not bear out; "
            "with --all, of all of them.",
            {
                "record": _text("The record, as kind/id."),
                "field": {**nullable, "description": "The field, dotted and indexed where nested; null for a passage that was not found."},
                "claim": _text("What sort of claim: name, role, number, term, source …"),
                "wanted": _text("What was looked for."),
                "passages": _texts("The passages it was looked for in."),
                "where": _text("The same in words."),
                "outcome": _text(
                    "borne-out: it stands there; fault: it does not; remarked: it does not, and a remark says why; "
                    "unread: the copy lacks a passage.",
                    enum=["borne-out", "fault", "remarked", "unread"],
                ),
                "printed": _texts("The words that stand there; none for what no single words tell."),
                "fault": {**nullable, "description": "Why the passages do not bear it out; null when they do."},
            },
        ),
        "trace": _object(
            "trace",
            "One paragraph of the reader's copy, in `iclc trace --json`, which prints an array of them.",
            {
                "record": _text("The record behind which it stands, as kind/id."),
                "passage": _text("The passage."),
                "locator": _text("Where it stands, in words."),
                "text": {**nullable, "description": "The paragraph as the copy prints it; null when the copy lacks it."},
                "matches": {
                    "type": "array",
                    "description": "The words that carry the record: pairs of character offsets in the text, the end exclusive.",
                    "items": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
                },
                "marked": _texts("The same words themselves."),
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


def _exported() -> list[str]:
    """The exports that print JSON; asking loads them all."""
    return [name for name in exports.FORMATS if hasattr(exports.load(name), "schema")]


def _of(what: str | None) -> dict[str, Any]:
    """The schema somebody asked for. Raises UsageError when there is none."""
    others = printed()
    if what in others:
        return others[what]
    if what in exports.FORMATS and what in _exported():
        found: dict[str, Any] = exports.load(what).schema()
        return found
    from ..dataset.validation import json_schema

    if what is None:
        return json_schema()
    noun = records.noun(what)
    if noun is None:
        raise UsageError(f"no schema '{what}'; there are: {', '.join([*records.nouns(), *others, *_exported()])}")
    found = json_schema(noun.kind)
    related = {key: value for key, value in others["related"].items() if not key.startswith("$")}
    found["properties"]["related"] = {"type": "array", "items": related, "description": "What is linked to it: in `show` only."}
    return found


@declare(("output", "force", "color", "quiet", "json"), "iclc schema city\niclc schema search\niclc schema geojson")
def schema(
    options: Shared,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar=f"[NOUN|{'|'.join(printed())}|FORMAT]",
            help="Whose schema: a noun's records, what a command prints with --json, a FORMAT of 'iclc export'. Default: the data file.",
        ),
    ] = None,
) -> None:
    """Print JSON Schema 2020-12, every field described."""
    target = options.target
    output.emit(document(_of(what)), target)
