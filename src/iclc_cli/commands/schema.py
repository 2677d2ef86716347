"""`iclc schema`: JSON Schema of the data and of what commands print."""

from importlib import import_module
from typing import Annotated, Any

import typer

from ..errors import UsageError
from ..exports import EXPORTS
from ..formats.json import document
from ..model import Report
from ..terminal import emit as terminal
from . import COMMANDS
from .nouns import noun_called, nouns
from .options import OUTPUT, Shared, declare

EVERYWHERE = {"count-by": "query.fields.Count", "count-by-two": "query.fields.PairCount", "error": "terminal.emit.Failure"}
"""What several commands print."""

ALONE = frozenset({"home", "about", "error"})
"""Of all these, what is printed as one object and never as an array."""


def printed() -> dict[str, str]:
    """The classes of what commands print with --json beyond records, as "module.Class", by name."""
    found = {name: cls for command in COMMANDS for name, cls in COMMANDS[command].command.prints.items()}
    return {**found, **EVERYWHERE}


def documents() -> dict[str, Any]:
    """The classes of what exports print, for those that print JSON of a form of their own."""
    return {name: cls for name, module in EXPORTS.items() if (cls := getattr(module, "DOCUMENT", None)) is not None}


def _of(what: str | None, many: bool = False) -> dict[str, Any]:
    """The schema somebody asked for, `many` for an array of it. Raises UsageError when there is none."""
    from ..dataset.schema import array_schema, json_schema, report_schema  # loads Pydantic

    others = printed()
    if many and what in ALONE:
        raise UsageError(f"one object is printed, no array: iclc schema {what}")
    if what in others:
        module, _, name = others[what].rpartition(".")
        one = json_schema(getattr(import_module(f"iclc_cli.{module}"), name), what)
        return array_schema(one, what, "What the command prints with --json: an array.") if many else one
    exported = documents()
    if many and (what is None or what in exported):
        raise UsageError("--list goes with a NOUN or a RESULT: iclc schema cities --list")
    if what is None or exported.get(what) is Report:
        return report_schema()
    if what in exported:
        found = json_schema(exported[what], what)
        described = getattr(EXPORTS[what], "described", None)
        return described(found) if described else found
    noun = noun_called(what)
    if noun is None:
        raise UsageError(f"no schema '{what}'; there are: {', '.join([*nouns(), *others, *exported])}")
    found = report_schema(noun.kind)
    if many:
        return array_schema(found, noun.word, f"What 'iclc {noun.word} --json' prints: an array of whole records.")
    related = {key: value for key, value in _of("related").items() if not key.startswith("$")}
    found["properties"]["related"] = {"type": "array", "items": related, "description": "What is linked to it: in `show` only."}
    return found


@declare(
    ("output", "force", "color", "quiet", "json"),
    "iclc schema city\niclc schema cities --list\niclc schema search\niclc schema geojson",
    usage="[NOUN|RESULT|FORMAT]",
    section=lambda: ("schemas", [("NOUN", ", ".join(nouns())), ("RESULT", ", ".join(printed())), ("FORMAT", ", ".join(documents()))]),
)
def command(
    options: Shared,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[NOUN|RESULT|FORMAT]",
            help="Whose schema: a noun's records, what a command prints with --json, a FORMAT of 'iclc export'. Default: the data file.",
        ),
    ] = None,
    many: Annotated[
        bool, typer.Option("--list", rich_help_panel=OUTPUT, help="Of the array that a list or a command prints with --json.")
    ] = False,
) -> None:
    """JSON Schema, every field described."""
    terminal.emit(document(_of(what, many)), options.target)
