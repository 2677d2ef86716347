"""`iclc diff`: what changed between two data files."""

from typing import Annotated

import typer

from ..dataset import loading as dataset
from ..dataset.diff import differences
from ..errors import UsageError
from ..views import results as findings
from .options import COUNTED, Shared, declare
from .rows import emit_rows, nothing


@declare(COUNTED, "iclc diff old-report.json\niclc diff old.json new.json --json | jq '.[].record'")
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD-FILE", help="The older data file; - reads standard input.")],
    options: Shared,
    new: Annotated[str | None, typer.Argument(metavar="[NEW-FILE]", help="The newer one. Default: the data in use.")] = None,
) -> None:
    """Records added and removed, and fields changed, between two data files."""
    if old == "-" and (new or options.data) == "-":
        raise UsageError("standard input cannot be both files; name one of them")
    target = options.target
    before, after = dataset.load(old), dataset.load(new or options.data)
    found = [one._asdict() for one in differences(before, after)]
    emit_rows(found, options, findings.DIFFERENCES, lambda kept, fields: findings.differences(before, after, kept, fields))
    if not found:
        nothing("no differences", options, target)
