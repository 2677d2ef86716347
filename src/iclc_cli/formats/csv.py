"""Comma-separated values for spreadsheets and data frames (RFC 4180, UTF-8)."""

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
        writer.writerow([_text(column.key, screen) for column in listing.columns])
    writer.writerows([_text(value, screen) for value in row] for row in listing.rows())
    return out.getvalue()


FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell begins with that a spreadsheet would evaluate, or that would hide from it what does."""


def _text(value: Any, screen: Screen) -> str:
    text = cell(value)
    if screen.guard and text.startswith(FORMULA) and not isinstance(value, (int, float)):
        text = "'" + text
    return visible_lines(text)
