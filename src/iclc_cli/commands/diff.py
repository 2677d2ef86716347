"""`iclc diff`: what changed between two data files."""

from typing import Annotated

import typer

from ..dataset.diff import Difference, differences
from ..library import load_report
from ..views import results
from .nouns import nothing
from .options import COUNTED, Shared, declare
from .rows import emit_rows


@declare(
    COUNTED,
    "iclc diff old-report.json\niclc diff old.json new.json --json | jq '.[].record'",
    prints={"diff": "dataset.diff.Difference"},
)
def command(
    old: Annotated[str, typer.Argument(metavar="OLD-FILE", help="The older data file; - reads standard input.")],
    options: Shared,
    new: Annotated[str | None, typer.Argument(metavar="[NEW-FILE]", help="The newer one. Default: the data in use.")] = None,
) -> None:
    """What changed between two data files.

    Records added and removed, and fields changed.
    """
    before, after = load_report(old), load_report(options.data if new is None else new)
    found = list(differences(before.report, after.report))
    emit_rows(found, Difference, options, lambda *view: results.differences(before, after, *view))
    if not found:
        nothing("no differences", options)
