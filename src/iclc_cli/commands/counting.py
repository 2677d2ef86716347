"""What --count-by prints of records: how many have each value of a field, or each pair of values of two."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..library import Book
from ..views import listing
from ..views.layout import Listing
from .options import Shared, comma_separated

if TYPE_CHECKING:
    from ..grid import Page
    from ..screens import Selection

ROWS = 20
"""How many rows a table of two fields may have where somebody reads it and no limit is given."""


def names_of(count_by: str) -> list[str]:
    """The fields to count by. Raises UsageError for more than two."""
    names = comma_separated([count_by])
    if not 1 <= len(names) <= 2:
        raise UsageError("--count-by takes one field or two: --count-by kind, --count-by kind,region")
    return names


def counted(book: Book, kind: str, chosen: Sequence[Any], options: Shared, selection: "Callable[[], Selection]") -> Listing:
    """The counts as rows and as a screen. A limit keeps the commonest values or pairs, of a table the commonest rows."""
    fields = listing.fields_of(book, kind)
    names = [fields.check(name) for name in names_of(options.count_by or "")]
    first = fields.count_by(chosen, names[0])
    most = options.limit or len(first)
    if len(names) == 1:
        view = listing.counts(book, first[:most], kind, names[0])
    else:
        pairs = fields.count_by_two(chosen, *names)
        view = listing.pair_counts(book, pairs[: options.limit or None], kind, *names)
        if options.limit is None and len(first) > ROWS and options.target.for_people:
            most = ROWS - 2  # with what stands above and below, a window of 24 lines

    def draw(page: "Page") -> None:
        from ..screens import Drawing, counts

        counts.draw(Drawing(page, book), selection(), names, most)

    return view._replace(draw=draw)
