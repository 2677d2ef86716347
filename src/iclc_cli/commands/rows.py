"""Results that commands print: cut, counted or shown as rows, by the same options everywhere."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from ..library import Book
from ..model.base import Result
from ..terminal import emit as terminal
from ..views import results
from ..views.layout import Listing
from .options import Shared

if TYPE_CHECKING:
    from ..grid import Page

R = TypeVar("R", bound=Result)


def emit_rows(
    found: Sequence[R],
    cls: type[R],
    options: Shared,
    view: Callable[[Sequence[R], type[R], Sequence[str]], Listing] | None = None,
    most: int = 0,
    draw: "Callable[[Page, int], None] | None" = None,
    book: Book | None = None,
) -> None:
    """Print results of a class, their number, or how many have each value of a field.

    `view` makes rows of results, of all fields or of those named. Where no limit is given and a person reads, `most`
    is it. What a limit leaves out is told, never silently lost; it is of what is printed, so all results are counted. `draw`
    writes the page for people, of that many at most; with a `book`, ids that are counted become names there.
    """
    target = options.target
    if options.only_count:
        terminal.emit(f"{len(found)}\n", target)
        return
    limit = options.limit
    if options.count_by:
        from .counting import names_of  # few rows are counted

        names = [results.field_called(name, cls, "to count by") for name in names_of(options.count_by)]
        counts, cut = results.counted(found, names, cls, limit or None)
        terminal.emit(counts._replace(draw=lambda page: _draw_counts(page, found, names, cls, book, limit or 0)), target)
    else:
        limit = most if limit is None and target.for_people else limit or 0
        kept = found[: limit or None]
        cut = len(found) - len(kept)
        shown = view(kept, cls, options.field_names) if view else results.rows_of(kept, cls, options.field_names)
        if draw is not None and not options.field_names:
            shown = shown._replace(draw=lambda page: draw(page, limit))
        terminal.emit(shown, target)
        if shown.draw and target.for_people:  # it tells by itself how many there are
            return
    if cut:
        terminal.note(f"{cut} more; --limit 0 shows all", target)


def _draw_counts(page: "Page", found: Sequence[R], names: Sequence[str], cls: type[R], book: Book | None, most: int) -> None:
    from ..screens import counts  # only what is drawn for people loads it

    counts.of_results(page, found, names, cls, book, most)
