"""Comma-separated values for spreadsheets and data frames (RFC 4180, UTF-8, but lines end in \\n).

So do the lines of all our formats, and `grep` and `sed` find the end of a line where it is. Readers of CSV take either.
"""

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from ..text import cell
from ..views.layout import Listing, Screen
from ..visible import visible_lines


def listing(listing: Listing, screen: Screen) -> str:
    """A row a record; lists in a cell are joined with "; ", line ends inside a cell are kept."""
    rows = [[column.key for column in listing.columns]] if screen.header else []
    return written([_text(value, screen) for value in row] for row in (*rows, *listing.rows()))


class _Lines(list[str]):
    """What a writer writes, line by line, each with the line end that is ours."""

    def write(self, line: str) -> None:
        self.append(line.removesuffix("\r\n") + "\n")


def written(rows: Iterable[Sequence[Any]]) -> str:
    """Rows as CSV."""
    lines = _Lines()
    # It has to believe that lines end in both characters, or it would not put cells in quotation marks that hold a bare `\\r`.
    csv.writer(lines, lineterminator="\r\n").writerows(rows)
    return "".join(lines)


FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell begins with that a spreadsheet would evaluate, or that would hide from it what does."""


def _text(value: Any, screen: Screen) -> str:
    text = cell(value)
    if screen.guard and text.startswith(FORMULA) and not isinstance(value, (int, float)):
        text = "'" + text
    return visible_lines(text)
