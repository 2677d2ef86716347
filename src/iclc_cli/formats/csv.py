"""Comma-separated values for spreadsheets and data frames (RFC 4180, UTF-8, but lines end in \\n).

So do the lines of all our formats, and `grep` and `sed` find the end of a line where it is. Readers of CSV take either.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from ..text import cell
from ..views.layout import Listing, Screen
from ..visible import visible_lines


def listing(listing: Listing, screen: Screen) -> str:
    """A row a record; lists in a cell are joined with "; ", line ends inside a cell are kept."""
    rows = [[column.key for column in listing.columns]] if screen.header else []
    return written([_text(value) for value in row] for row in (*rows, *listing.rows()))


def written(rows: Iterable[Sequence[Any]]) -> str:
    """Rows as CSV."""
    held = list(rows)
    text = _by_the_book(held)
    if text.count("\r") > len(held):  # some of them stand in cells
        return "".join(_by_the_book([row])[:-2] + "\n" for row in held)
    return text.replace("\r\n", "\n")


def _by_the_book(rows: list[Sequence[Any]]) -> str:
    """Rows whose lines end in both characters: a writer of lines that do not leaves a bare `\\r` in a cell without quotation marks."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()


def _text(value: Any) -> str:
    return visible_lines(cell(value))
