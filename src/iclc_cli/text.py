"""Text as such: folding it for comparison, shortening it, finding what is near it, and values as text."""

import codecs
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´"))
_HYPHENS = "-‐‑‒–—―−_"
_SPACED, _JOINED = dict.fromkeys(map(ord, _HYPHENS), " "), dict.fromkeys(map(ord, _HYPHENS))
_OTHER = re.compile(r"[^\w.]+|_+")
_INNER_DOT = re.compile(rb"\.(?=[^ .])")
_NOT_ONE = re.compile(r"[^\x00-\x7f]|['`]")
"""What may become more than one character, or none."""
_DOT, _BLANK = b". "
PART, WHOLE = "\x1e", "\x1d"  # ASCII's own separators, which end a line for whoever reads them as text
"""What `fold_apart` takes for words of their own: the end of a part of a text, and of all of it."""


def _table(kept: str) -> bytes:
    """What each ASCII character becomes: a small letter, itself or a blank."""
    letters = [chr(point) for point in range(128)]
    plain = "".join(letter.lower() if letter.isalnum() or letter in kept else " " for letter in letters)
    return plain.encode() + bytes(range(128, 256))


_WORDS, _WORDS_APART = _table("."), _table("." + PART + WHOLE)


class _Folded(dict[str, str]):
    """Characters beyond ASCII as they are compared, worked out once each."""

    def __missing__(self, character: str) -> str:
        self[character] = plain = _OTHER.sub(" ", _plain(character).translate(_SPACED))
        return plain


_FOLDED = _Folded()


def fold(text: str) -> str:
    """The text without case, accents, apostrophes, hyphens and other punctuation: words with single spaces."""
    if not text.isascii():
        text = _without_foreign(text)
    words = text.encode().translate(_WORDS, b"'`").decode().split()
    return " ".join([bare for word in words if (bare := word.strip("."))])


def fold_apart(texts: Iterable[str]) -> str:
    """The same for many texts at once, with `WHOLE` between them as a word and `PART` kept for one; blanks as many as there were signs."""
    # By bytes, which is many times faster than by characters: a search folds all that a report says.
    held = [text if text.isascii() else _without_foreign(text) for text in texts] or [""]
    held[0] = f" {held[0]}"
    held[-1] += " "
    plain = bytearray(f" {WHOLE} ".join(held), "utf-8").translate(_WORDS_APART, b"'`")
    kept = []
    for found in _INNER_DOT.finditer(plain):  # few: most end a sentence
        start = end = found.end()
        while plain[start - 1] == _DOT:
            start -= 1
        if plain[start - 1] != _BLANK:
            kept.append(slice(start, end))
    plain = plain.replace(b".", b" ")
    for one in kept:
        plain[one] = b"." * (one.stop - one.start)
    return plain.decode()


def _fold_foreign(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    folded = "".join(map(_FOLDED.__getitem__, error.object[error.start : error.end]))
    return folded.encode(), error.end  # half of a character is none, and a blank by now


codecs.register_error("iclc-fold", _fold_foreign)  # finds what is not ASCII faster than a pattern would


def _without_foreign(text: str) -> str:
    return text.encode("ascii", "iclc-fold").decode()


def folded_places(text: str) -> Sequence[int]:
    """Where in a text each character stands of what `fold_apart` makes of it."""
    if text.isascii() and "'" not in text and "`" not in text:  # most: the pattern takes long
        return range(len(text))
    places: list[int] = []
    at = 0
    for found in _NOT_ONE.finditer(text):
        start = found.start()
        places += range(at, start)
        places += [start] * len(_FOLDED[found[0]])
        at = start + 1
    return [*places, *range(at, len(text))]


def fold_both_ways(text: str) -> tuple[str, str]:
    """The text folded with its hyphens as spaces, and with its hyphens left out."""
    plain = _plain(text)
    return _squeezed(plain.translate(_SPACED)), _squeezed(plain.translate(_JOINED))


class _Letters(dict[str, str]):
    """Characters as the letters and digits that are compared: no case, no accents; nothing of all others."""

    def __missing__(self, character: str) -> str:
        plain = "" if unicodedata.category(character) == "No" else fold(character)  # marks of footnotes come and go
        self[character] = plain = "".join(filter(str.isalnum, plain))
        return plain


LETTERS = _Letters()


def squeezed(text: str) -> str:
    """The letters and digits of a text, without case, accents and all that stands between them."""
    return "".join(map(LETTERS.__getitem__, text))


def _plain(text: str) -> str:
    text = text.translate(_APOSTROPHES)  # before decomposing: that makes a space of an acute accent on its own
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.casefold()).casefold()
        text = "".join(mark for mark in decomposed if not unicodedata.combining(mark)).translate(_LETTERS)
    return text.casefold().translate(_APOSTROPHES)


def _squeezed(text: str) -> str:
    return " ".join(word.strip(".") for word in _OTHER.sub(" ", text).split() if word.strip("."))


def as_letters(text: str) -> str:
    """The text with plain letters in place of accented ones, for screens that have no others."""
    upper = {ord(chr(point).upper()): letters.upper() for point, letters in _LETTERS.items() if len(chr(point).upper()) == 1}
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark)).translate(_LETTERS).translate(upper)


def quoted(text: str, most: int = 60) -> str:
    """The text between quotation marks, cut where an error line would grow too long."""
    return f"'{text if len(text) <= most else text[: most - 1] + '…'}'"


def typed(name: str) -> str:
    """A name as one types it: between quotation marks where the shell would take it apart."""
    if name.isalnum() or not any(mark in name for mark in " '\"$`\\&|;<>()*?[]{}!#~"):
        return name
    import shlex  # few names need it

    return f'"{name}"' if not any(mark in name for mark in '"$`\\!') else shlex.quote(name)


def clip(text: str, most: int = 90) -> str:
    """The text cut at a word, with an ellipsis, where it is longer than `most` characters."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def near(word: str, words: Iterable[str], most: int = 3, similar: float = 0.6) -> list[str]:
    """The words that look like one, best first; `similar` is how much they must, from 0 to 1."""
    from difflib import get_close_matches  # only who errs needs it

    return get_close_matches(word, list(words), n=most, cutoff=similar)


def number_of(count: int, noun: str) -> str:
    """A number of things: "1 claim", "2,000 claims"."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def date_of(text: str) -> tuple[int, ...]:
    """Year, month and day of an ISO date, as many of them as it tells; nothing of what is none.

    The one place that reads dates: a data file may hold any text in their place, and is used all the same.
    """
    from datetime import date  # few commands need it

    found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text, re.ASCII)
    parts = tuple(int(part) for part in found.groups() if part) if found else ()
    try:
        date(*(*parts, 1, 1)[:3])
    except (TypeError, ValueError):  # of no parts, and of days that no calendar has
        return ()
    return parts


def as_json(value: Any) -> Any:
    """A record, a result or a part of one as the object JSON holds: the default hook for `json.dumps`."""
    return value.as_dict()


def _named(value: Any) -> str | None:
    """The text or the name by which a part of a record stands in a cell."""
    text = getattr(value, "text", getattr(value, "name", None))
    return text if isinstance(text, str) else None


def _is_object(value: Any) -> bool:
    return value is not None and not isinstance(value, (str, bool, int, float, list, tuple)) and _named(value) is None


def cell(value: Any) -> str:
    """A value as one cell of text: lists joined with "; ", nothing for `null`; a part of a record by its text or name, else as JSON,
    and several of them as one JSON array."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        if any(_is_object(one) for one in value):
            return json.dumps(value, default=as_json, ensure_ascii=False)
        return "; ".join(cell(one) for one in value)
    if (text := _named(value)) is not None:
        return text
    if isinstance(value, (int, float)):
        return str(value)
    return json.dumps(value, default=as_json, ensure_ascii=False)


FOLDING = {"letters": [(chr(point), plain) for point, plain in _LETTERS.items()], "apostrophes": "".join(map(chr, _APOSTROPHES))}
"""What `fold` does beside Unicode's tables, for a search elsewhere: `exports/page/search.js` does as this module does."""
