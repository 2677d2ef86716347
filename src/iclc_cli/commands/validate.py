"""`iclc validate`: hold a data file against the schema and against itself."""

from typing import Annotated

import typer

from ..dataset import loading as dataset
from ..errors import FaultsFound
from ..terminal import emit as output
from ..views import cards as views
from ..views.results import number_of
from .options import Shared, declare

FIELDS = ("code", "level", "record", "field", "message")


@declare(
    ("json", "format", "output", "force", "no_header", "excel", "data", "color", "quiet"),
    "iclc validate\niclc validate my-report.json --json",
)
def validate(
    options: Shared,
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="A data file; - reads standard input. Default: the data in use.")
    ] = None,
) -> None:
    """Check a data file: schema, references, dates, participation, passages that nothing rests on."""
    from ..dataset.validation import examine

    target = options.target
    data, name = dataset.raw(file or options.data)
    _, found = examine(data, thorough=True)
    rows = [tuple(finding) for finding in found]
    errors = sum(finding.level == "error" for finding in found)
    if rows or target.format is not None or output.to_file(target):
        output.emit(views.plain_listing(FIELDS, rows, "findings"), target)
    result = f"{number_of(errors, 'error')}, {number_of(len(found) - errors, 'warning')}" if found else "valid"
    output.note(f"{name}: {result}", target)
    if errors:
        raise FaultsFound("")
