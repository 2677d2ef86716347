"""Numbers and dates as a text prints them: digits, words, ranges, and what limits them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..query.amounts import MONTHS, ONES, TENS
from .words import Word

_UNITS = {word: number for number, word in enumerate(ONES) if number}
_TENS = {word: number for number, word in TENS.items()}
NUMBER_WORDS = frozenset([*_UNITS, *_TENS]) - {"one"}
"""The words that are numbers wherever they stand, as "one" is not."""

_POWERS = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_PARTS = {
    "half": 0.5,
    "third": 1 / 3,
    "quarter": 0.25,
    "fifth": 0.2,
    "tenth": 0.1,
    "thirds": 1 / 3,
    "quarters": 0.25,
    "fifths": 0.2,
    "tenths": 0.1,
}
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
_MONTHS = {month.lower(): number for number, month in enumerate(MONTHS, 1)}
_RANGE = frozenset({"to", "and", "until", "till", "through"})
_LIMITS = {
    "more-than": ("over", "more than", "above", "exceeding", "in excess of", "upwards of"),
    "at-least": ("at least", "no fewer than", "no less than", "not less than", "a minimum of"),
    "about": ("about", "around", "approximately", "nearly", "almost", "roughly", "some", "circa", "close to", "an estimated"),
}
_LIMIT_WORDS = {tuple(phrase.split()): limit for limit, phrases in _LIMITS.items() for phrase in phrases}
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d|21\d\d")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_DASH = re.compile(r"\s*[-‐‑‒–—−]\s*")


class Quantity(NamedTuple):
    """A number or a date that a text prints, or a range of them."""

    value: int | float | str
    """A number, or a date as ISO 8601 has it."""
    value_to: int | float | str | None
    limit: str
    """How it is limited: `exactly` or another qualifier of the model."""
    first: int
    last: int
    """Its first and last word, by their places among the words of the text."""


def quantities(text: str, words: Sequence[Word]) -> list[Quantity]:
    """Every number and date of a text, none of them a part of another."""
    found: list[Quantity] = []
    place = 0
    while place < len(words):
        quantity = _date(text, words, place) or _number(text, words, place)
        if quantity is None:
            place += 1
        else:
            found.append(quantity._replace(limit=_limit(words, quantity.first)))
            place = quantity.last + 1
    return found


def _limit(words: Sequence[Word], first: int) -> str:
    for length in (3, 2, 1):
        limit = _LIMIT_WORDS.get(tuple(word.key for word in words[max(first - length, 0) : first]))
        if limit:
            return limit
    return "exactly"


def _between(text: str, words: Sequence[Word], place: int) -> str:
    """What stands between a word and the next."""
    return text[words[place].end : words[place + 1].start] if place + 1 < len(words) else ""


def _range(text: str, words: Sequence[Word], place: int) -> int | None:
    """The place of the word that ends a range begun by the word before `place`, if there is one."""
    if place < len(words) and _DASH.fullmatch(_between(text, words, place - 1)):
        return place
    if place + 1 < len(words) and words[place].key in _RANGE:
        return place + 1
    return None


def _date(text: str, words: Sequence[Word], place: int) -> Quantity | None:
    """A date, or a range of dates, that begins at a word."""
    keys = [word.key for word in words[place : place + 7]]
    start = _day_month(keys)
    if start is not None:
        month, day, year, length = start
        return Quantity(_iso(year, month, day), None, "exactly", place, place + length - 1)
    if keys[0].isdigit() and 0 < int(keys[0]) < 32 and len(keys[0]) < 3:  # 27 to 30 October 2021
        other = _range(text, words, place + 1)
        if other is not None:
            end = _day_month([word.key for word in words[other : other + 3]])
            if end is not None and end[1] is not None:
                month, day, year, length = end
                return Quantity(_iso(year, month, int(keys[0])), _iso(year, month, day), "exactly", place, other + length - 1)
    is_year = _YEAR.fullmatch(text[words[place].start : words[place].end])  # and not 2,000
    if is_year and _stands_alone(text, words, place):
        other = _range(text, words, place + 1)
        if (
            other is not None
            and _YEAR.fullmatch(words[other].key)
            and not (words[place + 1].key == "and" and _before(words, place) != "between")
        ):
            return Quantity(keys[0], words[other].key, "exactly", place, other)
        return Quantity(keys[0], None, "exactly", place, place)
    return None


def _before(words: Sequence[Word], place: int) -> str:
    return words[place - 1].key if place else ""


def _day_month(keys: Sequence[str]) -> tuple[int, int | None, str, int] | None:
    """Month, day, year and number of words of a date such as "27 October 2021", "October 27, 2021", "October 2021"."""
    match [*keys, "", "", ""][:3]:
        case [day, month, year] if month in _MONTHS and _is_day(day) and _YEAR.fullmatch(year):
            return _MONTHS[month], int(day), year, 3
        case [month, day, year] if month in _MONTHS and _is_day(day) and _YEAR.fullmatch(year):
            return _MONTHS[month], int(day), year, 3
        case [month, year, _] if month in _MONTHS and _YEAR.fullmatch(year):
            return _MONTHS[month], None, year, 2
    return None


def _is_day(key: str) -> bool:
    return key.isdigit() and len(key) < 3 and 0 < int(key) < 32


def _iso(year: str, month: int, day: int | None) -> str:
    return f"{year}-{month:02}" if day is None else f"{year}-{month:02}-{day:02}"


def _stands_alone(text: str, words: Sequence[Word], place: int) -> bool:
    """Is a number no part of a name or a compound, as in COVID-19, SDG 4, Theme 1?"""
    before = text[: words[place].start]
    if re.search(r"[^\W\d_][-‐‑]$", before):
        return False
    label = re.search(r"(?<![^\s(\"'‘“])([^\W\d_]+) $", before)
    if label is None or not label[1][0].isupper():
        return True
    sentence_start = not before[: label.start()].strip() or before[: label.start()].rstrip()[-1] in ".!?:;"
    return sentence_start and not label[1].isupper()


def _number(text: str, words: Sequence[Word], place: int) -> Quantity | None:
    """A number, or a range of numbers, that begins at a word."""
    start = _amount(text, words, place)
    if start is None:
        return None
    value, last = start
    other = _range(text, words, last + 1)
    if other is not None and words[last + 1].key != "and":
        end = _amount(text, words, other)
        if end is not None and end[0] > value:
            return Quantity(value, end[0], "exactly", place, end[1])
    if re.match(r"\s?(?:%|per ?cent\b)", text[words[last].end :]):
        value = value / 100
    return Quantity(value, None, "exactly", place, last)


def _amount(text: str, words: Sequence[Word], place: int) -> tuple[int | float, int] | None:
    key = words[place].key
    if _DIGITS.fullmatch(key):
        if not _stands_alone(text, words, place):
            return None
        value: int | float = float(key) if "." in key else int(key)
        following = words[place + 1].key if place + 1 < len(words) else ""
        return (value * _POWERS[following], place + 1) if following in _POWERS else (value, place)
    if key in ("half", "quarter"):
        return _PARTS[key], place
    total = current = 0
    last = place - 1
    for position in range(place, min(place + 8, len(words))):
        key = words[position].key
        if key in _UNITS:
            current += _UNITS[key]
        elif key in _TENS:
            current += _TENS[key]
        elif key in _POWERS:
            current = (current or 1) * _POWERS[key]
            if key != "hundred":
                total, current = total + current, 0
        elif key in _PARTS and current and position == last + 1:
            return current * _PARTS[key], position
        elif not (key == "and" and current and current % 100 == 0):
            break
        if key != "and":
            last = position
    return (total + current, last) if last >= place else None


def numerals(number: int) -> Iterator[str]:
    """The folded words that can stand for a number in a heading: digits, Roman, and ordinal."""
    yield str(number)
    yield _roman(number).lower()
    if 0 < number < len(_ORDINALS):
        yield _ORDINALS[number]


def _roman(number: int) -> str:
    text = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        text += letters * (number // value)
        number %= value
    return text
