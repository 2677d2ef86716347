"""Results that commands print: cut, counted or shown as rows, by the same options everywhere."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from ..model.base import Result
from ..terminal import emit as terminal
from ..views import results
from ..views.layout import Listing
from .options import Shared

R = TypeVar("R", bound=Result)


def emit_rows(
    found: Sequence[R],
    cls: type[R],
    options: Shared,
    view: Callable[[Sequence[R], type[R], Sequence[str]], Listing] | None = None,
    most: int = 0,
) -> None:
    """Print results of a class, their number, or how many have each value of a field.

    `view` makes rows of results, of all fields or of those named. Where no limit is given and a person reads, `most`
    is it. What a limit leaves out is told, never silently lost; it is of what is printed, so all results are counted.
    """
    target = options.target
    if options.only_count:
        terminal.emit(f"{len(found)}\n", target)
        return
    limit = options.limit
    if options.count_by:
        counts, cut = results.counted(found, options.count_by, cls, limit or None)
        terminal.emit(counts, target)
    else:
        limit = most if limit is None and target.for_people else limit
        kept = found[: limit or None]
        cut = len(found) - len(kept)
        shown = view(kept, cls, options.field_names) if view else results.rows_of(kept, cls, options.field_names)
        terminal.emit(shown, target)
        if shown.draw and target.for_people:  # it tells by itself how many there are
            return
    if cut:
        terminal.note(f"{cut} more; --limit 0 shows all", target)
