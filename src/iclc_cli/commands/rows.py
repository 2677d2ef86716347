"""Findings that commands print: cut, counted or shown as rows, by the same options everywhere."""

from collections.abc import Callable, Sequence
from typing import Any

from ..errors import NothingMatched
from ..terminal import emit as output
from ..views import results as findings
from ..views.layout import Listing
from ..views.results import Shape
from .options import Shared

View = Callable[[Sequence[Any], Sequence[str]], Listing]
"""Makes rows of findings, of all fields or of those named."""


def emit_rows(found: Sequence[Any], options: Shared, shape: Shape, view: View, most: int = 0) -> None:
    """Print findings, their number, or how many have each value of a field.

    Where no limit is given and a person reads, `most` is it. What a limit leaves out is told, never silently lost.
    """
    target = options.target
    limit = options.limit if options.limit is not None else most if output.for_people(target) else 0
    kept = found[:limit] if limit else found
    if options.only_count:
        output.emit(f"{len(kept)}\n", target)
    elif options.count_by:
        output.emit(findings.counted(view(kept, ()).records, options.count_by, shape), target)
    else:
        output.emit(view(kept, options.field_names), target)
        if 1 < len(kept) == len(found):
            output.count_line(len(kept), len(found), shape.noun, target)
    if len(kept) < len(found):
        output.note(f"{len(found) - len(kept)} more; --limit 0 shows all", target)


def nothing(message: str, options: Shared, target: output.Target) -> None:
    """Say on standard error that nothing matched; with --exit-status, leave with its code."""
    if options.exit_status:
        raise NothingMatched(message)
    output.note(message, target)
