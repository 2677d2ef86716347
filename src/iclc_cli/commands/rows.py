"""Results that commands print: cut, counted or shown as rows, by the same options everywhere."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from ..library import Book
from ..model.base import Result
from ..terminal import emit as terminal
from ..views import results
from ..views.layout import Listing
from .counting import names_of
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
    is it. What a limit leaves out is told, never silently lost. `draw` writes the page for people, of that many at most;
    with a `book`, ids that are counted become names there.
    """
    target = options.target
    counting = options.only_count or options.count_by
    limit = options.limit if options.limit is not None else most if target.for_people and not counting else 0
    kept = found[:limit] if limit else found
    if options.only_count:
        terminal.emit(f"{len(kept)}\n", target)
    elif options.count_by:
        names = names_of(options.count_by)
        counts = results.counted(kept, names[0], cls) if len(names) == 1 else results.pairs_counted(kept, names[0], names[1], cls)
        terminal.emit(counts._replace(draw=lambda page: _draw_counts(page, kept, names, cls, book)), target)
    else:
        rows = view(kept, cls, options.field_names) if view else results.rows_of(kept, cls, options.field_names)
        if draw is not None and not options.fields:
            terminal.emit(rows._replace(draw=lambda page: draw(page, limit)), target)
            if target.for_people:  # the page says how many there are
                return
        else:
            terminal.emit(rows, target)
        if 1 < len(kept) == len(found):
            terminal.count_line(len(kept), len(found), results.PLURALS[cls.__name__], target)
    if len(kept) < len(found):
        terminal.note(f"{len(found) - len(kept)} more; --limit 0 shows all", target)


def _draw_counts(page: "Page", found: Sequence[R], names: Sequence[str], cls: type[R], book: Book | None) -> None:
    from ..screens import counts  # only what is drawn for people loads it

    counts.of_results(page, found, names, cls, book)
