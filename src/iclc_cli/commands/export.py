"""`iclc export`: the whole data set in the formats of other tools."""

import os
from typing import Annotated

import typer

from ..errors import UsageError
from ..exports import EXPORTS, Form
from ..library import load_report
from ..terminal import emit as terminal
from ..terminal import files, streams
from ..text import near
from .options import OUTPUT, Shared, declare

EXAMPLES = """iclc export sqlite iclc.db
iclc export datasette | datasette iclc.db -m -
iclc export datasette --database yeonsu.db | datasette yeonsu.db -m -
iclc export csv iclc-csv
iclc export graphml -o iclc.graphml
iclc export datapackage iclc-package && frictionless validate iclc-package/datapackage.json
iclc export geojson -o cities.geojson
iclc export ndjson | jq -r 'select(.kind == "city").record.name'"""

SUGGESTED = {"sqlite": "iclc.db", "xlsx": "iclc.xlsx", "page": "iclc.html"}
"""A name to suggest for what nobody reads on a terminal; of a folder it is `iclc-` and the format."""


@declare(
    ("force", "data", "color", "quiet"),
    EXAMPLES,
    section=lambda: ("formats", [(name, EXPORTS.summary(name)) for name in EXPORTS]),
    usage="FORMAT [FILE]",
)
def command(
    format: Annotated[str, typer.Argument(metavar="|".join(EXPORTS), help="One of the formats above.")],
    options: Shared,
    target: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="The file or folder to write. Text goes to standard output without it.")
    ] = None,
    file: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", rich_help_panel=OUTPUT, help="The same as FILE.")] = None,
    database: Annotated[
        str | None,
        typer.Option(
            "--database", metavar="FILE", rich_help_panel=OUTPUT, help="For datasette: the database that it will show. Default: iclc.db."
        ),
    ] = None,
) -> None:
    """All of it for other tools: SQLite, CSV, GeoJSON and more."""
    name = format.lower()
    if name not in EXPORTS:
        similar = near(name, EXPORTS)
        hint = f"Did you mean {' or '.join(similar)}? " if similar else ""
        raise UsageError(f"no export '{format}'. {hint}There are: {', '.join(EXPORTS)}", similar)
    export = EXPORTS[name]
    if target is not None and file not in (None, target):
        raise UsageError(f"two places to write to, '{target}' and -o '{file}'; give one of them")
    goal = options._replace(output=target if file is None else file).target
    more = {} if database is None else {"database": os.path.splitext(os.path.basename(database))[0]}
    if more and name != "datasette":
        raise UsageError(f"--database goes with datasette, not with {name}")
    _check(name, export.FORM, goal)
    content = export.export(load_report(options.data), **more)
    if isinstance(content, str):
        terminal.emit(content, goal)
    else:
        terminal.save(content, goal)


ALSO = {"geojson": ("json",), "jsonld": ("json",), "datasette": ("json",), "page": ("html",), "ndjson": ("jsonl",)}
"""What the name of a file may end in beside the export's own."""


def _check(name: str, form: Form, goal: terminal.Target) -> None:
    """Make certain that the export can go where it is to go, before any work is done."""
    if goal.named is None and (form != "text" or (name in SUGGESTED and streams.on_terminal())):
        what = "for browsers, so name a file" if form == "text" else f"a {form}, so name it"
        raise UsageError(f"{name} is {what}: iclc export {name} {SUGGESTED.get(name, f'iclc-{name}')}")
    if goal.named is not None:
        if form == "folder":
            files.check_free_folder(goal.named)
        else:
            goal.check_own_ending(name, name, *(ending for ending, one in terminal.EXPORTED.items() if one == name), *ALSO.get(name, ()))
            files.check_free(goal.named, goal.force)
