"""`iclc validate`: hold a data file against the schema and against itself."""

from typing import Annotated

import typer

from ..dataset.loading import raw
from ..errors import InvalidDataError
from ..terminal import emit as terminal
from ..text import number_of
from ..views import results
from .options import ROWS, Shared, declare


@declare(ROWS, "iclc validate\niclc validate my-report.json --json", prints={"validate": "dataset.validation.Finding"})
def command(
    options: Shared,
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="A data file; - reads standard input. Default: the data in use.")
    ] = None,
) -> int:
    """A data file of your own against its rules.

    Checks the schema and references, and that numbers, names, places, people and sources agree.
    """
    from ..dataset.validation import Finding, examine  # loads Pydantic

    target = options.target
    data, name = raw(options.data if file is None else file)
    _, found = examine(data, thorough=True)
    errors = sum(finding.level == "error" for finding in found)
    if found or target.format is not None or target.to_file:
        terminal.emit(results.rows_of(found, Finding), target)
    told = f"{number_of(errors, 'error')}, {number_of(len(found) - errors, 'warning')}" if found else "valid"
    terminal.note(f"{name}: {told}", target)
    return InvalidDataError.exit_code if errors else 0
