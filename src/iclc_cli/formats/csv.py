"""Comma-separated values (RFC 4180, UTF-8)."""

import csv
import io
from typing import Any

from ..text import cell
from ..views.layout import Listing, Screen
from ..visible import visible_lines


def listing(listing: Listing, screen: Screen) -> str:
    """A row a record; lists in a cell are joined with "; ", line ends inside a cell are kept."""
    out = io.StringIO()
    writer = csv.writer(out)
    if screen.header:
        writer.writerow([_text(column.key) for column in listing.columns])
    writer.writerows([_text(value) for value in row] for row in listing.rows())
    return out.getvalue()


def _text(value: Any) -> str:
    return visible_lines(cell(value))
