"""`iclc export`: the whole data set in the formats of other tools."""

from typing import Annotated, Any

import typer

from .. import exports
from ..dataset import loading as dataset
from ..errors import UsageError
from ..terminal import emit as output
from .options import OUTPUT, Declared, Shared

EXAMPLES = """iclc export sqlite iclc.db
iclc export datasette | datasette iclc.db -m -
iclc export csv iclc-csv
iclc export datapackage iclc-package && frictionless validate iclc-package/datapackage.json
iclc export geojson -o cities.geojson
iclc export ndjson | jq -r 'select(.kind == "city").record.name'"""

NAMES = {exports.FILE: ("file", "iclc.db"), exports.FOLDER: ("folder", "iclc-{format}")}
"""What a format that cannot go to standard output is written to, and a name for it to suggest."""


class _Export(Declared):
    """Export says in its help what each format is, in the format's own words."""

    def build(self, name: str) -> Any:
        """Make the command."""
        made = super().build(name)
        write = made.format_options

        def format_options(ctx: Any, formatter: Any) -> None:
            with formatter.section("Formats"):
                formatter.write_dl([(one, exports.summary(one)) for one in exports.FORMATS])
            write(ctx, formatter)

        made.format_options = format_options
        made.collect_usage_pieces = lambda ctx: ["FORMAT", "[FILE]", "[OPTIONS]"]
        return made


def _export(
    format: Annotated[str, typer.Argument(metavar="|".join(exports.FORMATS), help="One of the formats above.")],
    options: Shared,
    target: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="The file or folder to write. Text goes to standard output without it.")
    ] = None,
    file: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", rich_help_panel=OUTPUT, help="The same as FILE.")] = None,
) -> None:
    """Write the whole data set in the format of another tool."""
    name = _known(format)
    module = exports.load(name)
    if target is not None and file not in (None, target):
        raise UsageError(f"two places to write to, '{target}' and -o '{file}'; give one of them")
    goal = _goal(name, module.FORM, options._replace(output=target if file is None else file).target)
    with output.Progress(f"exporting {name}", goal) as step:
        content = module.export(dataset.load(options.data), step)
    if isinstance(content, str):
        output.emit(content, goal)
    else:
        output.save(content, goal)


export = _Export(_export, ("force", "data", "color", "quiet"), EXAMPLES)


def _known(format: str) -> str:
    name = format.lower()
    if name not in exports.FORMATS:
        from difflib import get_close_matches

        near = get_close_matches(name, exports.FORMATS, n=3)
        hint = f"Did you mean {' or '.join(near)}? " if near else ""
        raise UsageError(f"no export '{format}'. {hint}There are: {', '.join(exports.FORMATS)}", near)
    return name


def _goal(name: str, form: str, target: output.Target) -> output.Target:
    """Where the export goes, once it is certain that it can: before any work is done."""
    if form != exports.TEXT and not output.to_file(target):
        what, example = NAMES[form]
        raise UsageError(f"{name} is a {what}, so name it: iclc export {name} {example.format(format=name)}")
    if output.to_file(target):
        assert target.file is not None
        (output.check_free_folder if form == exports.FOLDER else output.check_free)(target.file, target.force)
    return target
