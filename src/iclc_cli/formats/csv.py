"""Comma-separated values for spreadsheets and data frames (RFC 4180, UTF-8, no byte-order mark)."""

import csv
import io

from ..listing import Listing, Screen, cell
from ..visible import visible_lines


def listing(listing: Listing, screen: Screen) -> str:
    """A row a record; lists in a cell are joined with "; ", line ends inside a cell are kept."""
    out = io.StringIO()
    writer = csv.writer(out)
    if screen.header:
        writer.writerow([column.key for column in listing.columns])
    writer.writerows([visible_lines(cell(value)) for value in row] for row in listing.rows())
    return out.getvalue()
