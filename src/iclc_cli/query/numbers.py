"""Numbers as texts have them: the ways to print one, where they stand, what limits them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ..text import date_of, squeezed
from .amounts import MONTHS, ONES, TENS
from .spelling import WORD, stem, stems


def _in_words(number: int) -> Iterator[str]:
    """A number below a thousand in letters, without blanks: with "and" and without."""
    hundreds, rest = divmod(number, 100)
    ones = ONES[rest] if rest < 20 else TENS[rest - rest % 10] + (ONES[rest % 10] if rest % 10 else "")
    if not hundreds:
        yield ones
    else:
        for link in ("and", "") if rest else ("",):
            yield f"{ONES[hundreds]}hundred{link}{ones if rest else ''}"


NUMBERS = {words: number for number in range(1000) for words in _in_words(number)} | {"hundred": 100, "dozen": 12, "half": 0.5}
"""The words for numbers, as letters without blanks."""

_POWERS = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_PARTS = {0.5: ("half", "onehalf"), 0.25: ("quarter", "onequarter"), 0.75: ("threequarters",)}
_PARTS |= {1 / 3: ("third", "onethird"), 2 / 3: ("twothirds",), 0.2: ("fifth", "onefifth")}
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_SMALL = {str(number): number for number in range(1, 11)}
_LIMITS = {
    "more-than": "over|more than|above|exceeding|in excess of|upwards of",
    "at-least": "at least|no fewer than|no less than|not less than|a minimum of",
    "at-most": "up to|at most|no more than|not more than",
    "less-than": "less than|fewer than|below|under",
    "about": "about|around|approximately|nearly|almost|roughly|some|circa|close to|an estimated",
}
_LIMIT = re.compile("(?:" + "|".join(f"(?P<{name.replace('-', '_')}>{words})" for name, words in _LIMITS.items()) + r")\W+$", re.IGNORECASE)
_LIMITING = frozenset(limit.split()[-1] for limits in _LIMITS.values() for limit in limits.split("|"))
_FIRST = frozenset({*ONES, *TENS.values(), "hundred", "dozen", "half"})
_WORDS = "|".join(sorted(_FIRST, key=len, reverse=True))
_NUMBER = re.compile(
    r"(?<![^\W_])(?<!\d[.,])(?<![^\W\d_]-)(?:(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
    rf"|((?:{_WORDS})(?:[- ](?:and )?(?:{_WORDS}))*))(?![^\W_])(?: (hundred|thousand|million|billion)\b)?",
    re.IGNORECASE,
)
_HINTS = frozenset(map(stem, {*_FIRST, *_POWERS} - {"one"}))
_ORDINAL_STEMS = frozenset(map(stem, ORDINALS))
_DIGITS = re.compile(r"\d+")
_ORDINAL = re.compile(r"\b[FfSsTtEeNn]\w*(?:st|nd|rd|th)\b")


def limit_before(text: str, place: int) -> str:
    """What limits a number that stands at a place: `exactly`, another qualifier of the model, `at-most` or `less-than`."""
    before = WORD.findall(text, max(place - 20, 0), place)
    match = _LIMIT.search(text, max(place - 20, 0), place) if before and before[-1].lower() in _LIMITING else None
    return match.lastgroup.replace("_", "-") if match and match.lastgroup else "exactly"


@cache
def forms(value: int | float | str) -> tuple[str, ...]:
    """The ways to print a number, or a date as ISO 8601 has it: letters and digits without blanks."""
    if isinstance(value, str):
        year, *rest = date_of(value) or (0,)
        if not year:
            return (squeezed(value),)
        name, day = _month(rest), "".join(map(str, rest[1:]))
        return (f"{day}{name}{year:04}", f"{name}{day}{year:04}") if day else (f"{name}{year:04}",)
    found = [squeezed(f"{value}")]
    if isinstance(value, float) and value.is_integer():
        found = [str(int(value))]
    if 0 < value < 1:
        found += [squeezed(f"{value * 100:g}"), *next((words for part, words in _PARTS.items() if abs(part - value) < 0.01), ())]
    if isinstance(value, int) or value.is_integer():  # of a number without end neither
        whole = int(value)
        found += _in_words(whole) if 0 <= whole < 1000 else ()
        for name, power in _POWERS.items():
            if power <= whole < 1000 * power and whole % (power // 10) == 0:
                found += [
                    squeezed(f"{whole / power:g}{name}"),
                    *(f"{words}{name}" for words in forms(whole // power) if whole % power == 0),
                ]
    return tuple(dict.fromkeys(found))


def _month(rest: Sequence[int]) -> str:
    """The name of the month that stands first behind the year, as letters; nothing where there is none."""
    return MONTHS[rest[0] - 1].lower() if rest else ""


@cache
def range_forms(value: int | float | str | None, value_to: int | float | str | None) -> tuple[str, ...]:
    """The ways to print a range, as in "27 to 30 October 2021", or a single value where it has no end."""
    if value_to is None:
        return forms(value)
    begins = set(forms(value))
    if isinstance(value, str) and isinstance(value_to, str):
        first, last = date_of(value), date_of(value_to)
        if len(first) == 3 and first[:1] == last[:1]:
            begins.add(f"{first[2]}" if first[:2] == last[:2] else f"{first[2]}{_month(first[1:])}")
        elif len(first) == 2 and first[:1] == last[:1] and first != last[:2]:
            begins.add(_month(first[1:]))
    return tuple(f"{begin}{link}{end}" for begin in begins for link in ("to", "", "and", "until") for end in forms(value_to))


def numerals(number: str) -> tuple[str, ...]:
    """What can stand for a number in a heading: digits, Roman, ordinal."""
    value = _SMALL.get(number)
    return (squeezed(number),) if value is None else (number, ROMAN[value - 1], ORDINALS[value - 1])


def ordinals_in(text: str) -> Iterator[tuple[int, int, int]]:
    """The ordinal numbers of a text, in words: value, and where it stands."""
    for match in _ORDINAL.finditer(text) if not _ORDINAL_STEMS.isdisjoint(stems(text)) else ():
        if match[0].lower() in ORDINALS:
            yield ORDINALS.index(match[0].lower()) + 1, match.start(), match.end()


def numbers_in(text: str) -> Iterator[tuple[float, int, int]]:
    """The numbers of a text, in digits or words, "one" aside: value, and where it stands."""
    end = 0
    for begin in (WORD if not _HINTS.isdisjoint(stems(text)) else _DIGITS).finditer(text):
        likely = begin.start() >= end and (begin[0][0].isdigit() or begin[0].lower() in _FIRST)
        match = _NUMBER.match(text, begin.start()) if likely else None
        if match is None:
            continue
        end = match.end()
        digits, words, power = match.groups()
        if digits:
            value = float(digits.replace(",", ""))
        else:
            first = re.split(r"\W", words)[0]
            value = NUMBERS.get(squeezed(words), NUMBERS.get(first.lower(), -1))
        if power or (words or "").lower() not in ("one", "zero"):
            yield value * _POWERS.get(power, 1), match.start(), match.end()
