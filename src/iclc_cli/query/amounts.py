"""Figures and dates as one reads them, and the words for numbers and months."""

from typing import Any

from ..model import Figure
from ..text import date_of

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
"""The words for 0 to 19, each at its place."""

TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety"}
"""The words for the tens."""

NUMBER_WORDS = frozenset({*ONES, *TENS.values(), "half"})
"""Words that stand for a number."""

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")

QUALIFIERS = {"exactly": "", "at-least": "at least ", "more-than": "more than ", "about": "about "}
"""What is read before a number, by how the report limits it."""


def span(figure: Figure) -> tuple[int | float | str | None, int | float | str | None]:
    """What a figure tells, be it a number or a date, and the end of it where that is a range or a period."""
    return (figure.value, figure.value_to) if figure.date is None else (figure.date, figure.date_to)


def amount(figure: Figure) -> str:
    """A figure's value, range, unit and qualifier as one reads them."""
    if figure.date is not None:
        return figure.date if figure.date_to is None else f"{figure.date}–{figure.date_to}"
    value = str(figure.value) if figure.value_to is None else f"{figure.value}–{figure.value_to}"
    if isinstance(figure.value, int) and figure.value_to is None and figure.kind == "count":
        value = f"{figure.value:,}"
    unit = f" {figure.unit}" if figure.unit and figure.kind != "count" else ""
    return f"{QUALIFIERS[figure.qualifier]}{value}{unit}"


def date_in_words(date: str) -> str:
    """An ISO date as one reads it: "27 October 2021", "September 2020"; what is none stays as it is."""
    year, *rest = date_of(date) or (0,)
    if not rest:
        return date
    return " ".join([*map(str, rest[1:]), MONTHS[rest[0] - 1], f"{year:04}"])


def other_ways(record: Any) -> list[str]:
    """Other ways to write a figure's value, as people search for it: "ten", "2,000", "September 2020"."""
    if not isinstance(record, Figure):
        return []
    found = [words for date in (record.date, record.date_to) if date and (words := date_in_words(date)) != date]
    for value in (record.value, record.value_to):
        if value is not None:
            if value == 50 and record.kind == "share":
                found.append("half")
            elif value in TENS:
                found.append(TENS[int(value)])
            elif value in range(20):
                found.append(ONES[int(value)])
            elif value >= 1000:
                found.append(f"{value:,}")
    return found
