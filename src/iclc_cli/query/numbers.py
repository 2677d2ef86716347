"""Numbers as texts have them: the ways to print one, where they stand, what limits them."""

import re
from collections.abc import Iterator
from functools import cache

from ..text import squeezed
from .amounts import MONTHS, ONES, TENS


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
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
ORDINALS = frozenset(_ORDINALS[1:])
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_LIMITS = {
    "more-than": "over|more than|above|exceeding|in excess of|upwards of",
    "at-least": "at least|no fewer than|no less than|not less than|a minimum of",
    "at-most": "up to|at most|no more than|not more than",
    "less-than": "less than|fewer than|below|under",
    "about": "about|around|approximately|nearly|almost|roughly|some|circa|close to|an estimated",
}
_LIMIT = re.compile("(?:" + "|".join(f"(?P<{name.replace('-', '_')}>{words})" for name, words in _LIMITS.items()) + r")\W+$", re.IGNORECASE)
_WORDS = "|".join(sorted({*ONES, *TENS.values(), "hundred", "dozen", "half"}, key=len, reverse=True))
_NUMBER = re.compile(
    r"(?<![^\W_])(?<!\d[.,])(?<![^\W\d_]-)(?:(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
    rf"|((?:{_WORDS})(?:[- ](?:and )?(?:{_WORDS}))*))(?![^\W_])(?: (hundred|thousand|million|billion)\b)?",
    re.IGNORECASE,
)
_HINTS = tuple(word for word in ONES if word != "one") + tuple(TENS.values()) + ("hundred", "dozen", "half")
_DIGIT = re.compile(r"\d")
_ORDINAL = re.compile(r"\b[FfSsTtEeNn]\w*(?:st|nd|rd|th)\b")
_MONTHS = frozenset(f"{month:02}" for month in range(1, 13))
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def limit_before(text: str, place: int) -> str:
    """What limits a number that stands at a place: `exactly`, another qualifier of the model, `at-most` or `less-than`."""
    match = _LIMIT.search(text, max(place - 20, 0), place)
    return match.lastgroup.replace("_", "-") if match and match.lastgroup else "exactly"


@cache
def forms(value: int | float | str) -> tuple[str, ...]:
    """The ways to print a number, or a date as ISO 8601 has it: letters and digits without blanks."""
    if isinstance(value, str):
        date = _DATE.fullmatch(value)
        if not date:
            return (squeezed(value),)
        year, month, day = date.groups()
        name = MONTHS[int(month) - 1].lower() if month in _MONTHS else ""
        return (f"{int(day)}{name}{year}", f"{name}{int(day)}{year}") if day else (f"{name}{year}",)
    found = [squeezed(f"{value}")]
    if isinstance(value, float) and value.is_integer():
        found = [str(int(value))]
    if 0 < value < 1:
        found += [squeezed(f"{value * 100:g}"), *next((words for part, words in _PARTS.items() if abs(part - value) < 0.01), ())]
    if value == int(value):
        whole = int(value)
        found += _in_words(whole) if 0 <= whole < 1000 else ()
        for name, power in _POWERS.items():
            if whole >= power and whole % (power // 10) == 0 and whole / power < 1000:
                found += [
                    squeezed(f"{whole / power:g}{name}"),
                    *(f"{words}{name}" for words in forms(whole // power) if whole % power == 0),
                ]
    return tuple(dict.fromkeys(found))


@cache
def range_forms(value: int | float | str | None, value_to: int | float | str | None) -> tuple[str, ...]:
    """The ways to print a range, as in "27 to 30 October 2021", or a single value where it has no end."""
    if value_to is None:
        return forms(value)
    begins = set(forms(value))
    if isinstance(value, str) and isinstance(value_to, str):
        day, month = value[8:].lstrip("0"), MONTHS[int(value[5:7]) - 1].lower() if value[5:7] in _MONTHS else ""
        begins |= {day if value[:7] == value_to[:7] else f"{day}{month}" if value[:4] == value_to[:4] else ""} - {""}
    return tuple(f"{begin}{link}{end}" for begin in begins for link in ("to", "", "and", "until") for end in forms(value_to))


def numerals(number: str) -> tuple[str, ...]:
    """What can stand for a number in a heading: digits, Roman, ordinal."""
    if not number.isdigit() or not 0 < int(number) < 11:
        return (squeezed(number),)
    return number, _ROMAN[int(number)], _ORDINALS[int(number)]


def ordinals_in(text: str) -> Iterator[tuple[int, int, int]]:
    """The ordinal numbers of a text, in words: value, and where it stands."""
    for match in _ORDINAL.finditer(text):
        if match[0].lower() in _ORDINALS:
            yield _ORDINALS.index(match[0].lower()), match.start(), match.end()


def numbers_in(text: str) -> Iterator[tuple[float, int, int]]:
    """The numbers of a text, in digits or words, "one" aside: value, and where it stands."""
    lower = text.lower()
    for match in _NUMBER.finditer(text) if _DIGIT.search(text) or any(word in lower for word in _HINTS) else ():
        digits, words, power = match.groups()
        if digits:
            value = float(digits.replace(",", ""))
        else:
            first = re.split(r"\W", words)[0]
            value = NUMBERS.get(squeezed(words), NUMBERS.get(first.lower(), -1))
        if power or (words or "").lower() not in ("one", "zero"):
            yield value * _POWERS.get(power, 1), match.start(), match.end()
