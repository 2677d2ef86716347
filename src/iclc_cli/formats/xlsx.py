"""A workbook for Excel, LibreOffice and their kin: typed cells, a frozen head, readable widths. Needs the extra `xlsx`.

A number is a number and a date a date; everything else is text as it stands, so that `1.1` is no date and `=A1` no
formula. A column is of dates where all it holds are whole days.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from ..errors import MissingExtraError
from ..text import cell, date_of
from ..views.layout import Listing, Screen
from ..visible import visible_in_xml

MOST_LETTERS, MOST_LINKS, EXACT = 32_767, 60_000, 2**53
"""What a cell, a sheet and a number of a workbook can hold."""

WIDTHS = (6, 60)
"""The narrowest and the widest a column is, in letters."""

FIRST_DAY = date(1900, 3, 1)
"""Workbooks count days from here on as everybody does; before, they know a 29 February 1900."""

MADE = datetime(2000, 1, 1)
"""When each workbook says that it was made, so that the same data gives the same bytes."""


class Sheet(NamedTuple):
    """One sheet of a workbook."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    header: bool = True
    places: Mapping[tuple[int, int], tuple[str, int]] = {}
    """The cells, by row and column from 0, that lead to another row: the sheet that has it, and its number there from 0."""


def listing(listing: Listing, screen: Screen) -> bytes:
    """A sheet with a row a record; lists in a cell are joined with "; "."""
    return workbook([Sheet(listing.noun.lower(), [column.key for column in listing.columns], listing.rows(), screen.header)])


def workbook(sheets: Sequence[Sheet], title: str = "", comments: str = "") -> bytes:
    """The bytes of a workbook. Raises MissingExtraError when the library for that is not installed."""
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtraError("a workbook needs one more package: pip install 'iclc[xlsx]'; or take -f csv") from None
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": MADE, "title": title, "comments": comments})
    writers = [_Writer(book, sheet) for sheet in sheets]
    heads = {sheet.name: int(sheet.header) for sheet in sheets}
    for writer in writers:
        writer.write(heads)
    book.close()
    return out.getvalue()


class _Writer:
    def __init__(self, book: Any, sheet: Sheet) -> None:
        self._sheet = sheet
        self._to = book.add_worksheet(sheet.name)
        top = {"valign": "top"}
        self._head, self._text = book.add_format({**top, "bold": True, "bottom": 1}), book.add_format({**top, "text_wrap": True})
        self._plain, self._day = book.add_format(top), book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"})
        self._link = book.add_format({**top, "text_wrap": True, "font_color": "#0563C1", "underline": 1})

    def write(self, heads: Mapping[str, int]) -> None:
        """Write everything of the sheet; `heads` are the rows above the data of each."""
        sheet, to = self._sheet, self._to
        first = heads[sheet.name]
        if sheet.header:
            for place, name in enumerate(sheet.columns):
                to.write_string(0, place, _shown(name), self._head)
            to.freeze_panes(1, 0)
        columns = list(zip(*sheet.rows, strict=True)) or [()] * len(sheet.columns)
        days = [_all_days(values) for values in columns]
        links = 0
        for number, row in enumerate(sheet.rows):
            for place, value in enumerate(row):
                target = sheet.places.get((number, place))
                if target is not None and links < MOST_LINKS:
                    links += 1
                    name, line = target
                    to.write_url(number + first, place, f"internal:'{name}'!A{line + heads[name] + 1}", self._link, _shown(cell(value)))
                else:
                    self._put(number + first, place, value, days[place])
        last = len(sheet.rows) + first - 1
        if sheet.columns and last >= first:
            to.ignore_errors({"number_stored_as_text": _span(last, len(sheet.columns) - 1)})
            if sheet.header:
                to.autofilter(0, 0, last, len(sheet.columns) - 1)
        for place, name in enumerate(sheet.columns):
            to.set_column(place, place, _width(name if sheet.header else "", columns[place]))

    def _put(self, row: int, place: int, value: Any, day: bool) -> None:
        if value is None:
            return
        if isinstance(value, bool):
            self._to.write_boolean(row, place, value, self._plain)
        elif isinstance(value, (int, float)) and abs(value) < EXACT:
            self._to.write_number(row, place, value, self._plain)
        elif day:
            self._to.write_datetime(row, place, date.fromisoformat(value), self._day)
        elif text := _shown(cell(value)):
            self._to.write_string(row, place, text, self._text)


def _all_days(values: Sequence[Any]) -> bool:
    """Is each of some values a whole day, or nothing?"""
    filled = [value for value in values if value is not None]
    return bool(filled) and all(
        isinstance(value, str) and len(value) == 10 and date_of(value) and date.fromisoformat(value) >= FIRST_DAY for value in filled
    )


def _shown(text: str) -> str:
    text = visible_in_xml(text)
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1] + "…"


def _width(heading: str, values: Sequence[Any]) -> float:
    """A little more than the longest line, within reason: what is longer goes on below."""
    longest = max((len(line) for value in values for line in cell(value).split("\n")), default=0)
    return min(max(longest, len(heading) + 2, WIDTHS[0]), WIDTHS[1]) + 1


def _span(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_range

    span: str = xl_range(0, 0, row, column)
    return span
