"""Tab-separated values, one record a line: for cut, awk and sort."""

from ..text import cell
from ..views.layout import Listing, Screen
from ..visible import visible


def listing(listing: Listing, screen: Screen) -> str:
    """A line a record; tabs and line ends inside a cell are shown as escapes."""
    rows = [[column.key for column in listing.columns]] if screen.header else []
    rows += [[visible(cell(value)) for value in row] for row in listing.rows()]
    return "".join("\t".join(row) + "\n" for row in rows)
