"""Which records the words of another name: the city in a role, the body in a title."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from ...model import Report
from ...model.kinds import aliases, all_records
from ...text import fold

NAMELESS = frozenset({"section", "passage", "statement", "strategy", "figure"})
"""Kinds of record that other words do not call by a name."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_STOPS = frozenset(",;:.!?()")


class Place(NamedTuple):
    """A place in a text that names something."""

    start: int
    end: int
    named: list[tuple[str, Any]]
    """What is called so, with its kind: one record as a rule."""

    def within(self, other: "Place") -> bool:
        """Is it a part of a longer name?"""
        return other.end - other.start > self.end - self.start and other.start <= self.start and self.end <= other.end


class Mentions:
    """Finds the names of a report's records in texts, written with their capitals."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._found: dict[str, list[Place]] = {}

    @cached_property
    def _names(self) -> dict[tuple[str, ...], dict[str, list[tuple[str, Any]]]]:
        """What each name is the name of, by its words folded and then as it is written."""
        found: dict[tuple[str, ...], dict[str, list[tuple[str, Any]]]] = {}
        for kind, record in all_records(self._report):
            for name in names_of(record) if kind not in NAMELESS else ():
                if key := tuple(word for word, _, _ in _words(name)):
                    found.setdefault(key, {}).setdefault(name, []).append((kind, record))
        return found

    @cached_property
    def _lengths(self) -> dict[str, list[int]]:
        """How many words those names have that begin with a word."""
        found: dict[str, set[int]] = {}
        for key in self._names:
            found.setdefault(key[0], set()).add(len(key))
        return {word: sorted(lengths) for word, lengths in found.items()}

    def places(self, text: str) -> list[Place]:
        """Every place in a text that names something, also those within another; looked for once."""
        if text not in self._found:
            self._found[text] = list(self._look(text))
        return self._found[text]

    def _look(self, text: str) -> Iterator[Place]:
        words = _words(text)
        for number, (first, start, _) in enumerate(words):
            for length in self._lengths.get(first, ()):
                run = words[number : number + length]
                called = self._names.get(tuple(word for word, _, _ in run), {})
                if held := [named for name, named in called.items() if _is_written(name, text[start : run[-1][2]])]:
                    yield Place(start, run[-1][2], [one for named in held for one in named])

    def named(self, text: str, kind: str) -> set[str]:
        """The ids of the records of a kind that a text names in any way."""
        return {record.id for place in self.places(text) for other, record in place.named if other == kind}

    def alone(self, text: str, kind: str, whose: Any = None) -> dict[str, int]:
        """The ids of the records of a kind that a text names by themselves, with the place where it begins to.

        Not as a part of a longer name, as the city in that of its university; but the name of the record whose text it is
        does not count as one.
        """
        found = self.places(text)
        longer = [place for place in found if all(record is not whose for _, record in place.named)]
        return {
            record.id: place.start
            for place in found
            for other, record in place.named
            if other == kind and record is not whose and not _is_part(place, record, longer)
        }


def _is_part(place: Place, record: Any, places: list[Place]) -> bool:
    return any(one is not record for other in places if place.within(other) for _, one in other.named)


def names_of(record: Any) -> list[str]:
    """Everything a record is called in print: not the name that we gave to something it does not name."""
    ours = None if getattr(record, "named", True) else record.name
    held = [getattr(record, field, None) for field in ("name", "title", "acronym")]
    return [name for name in (*held, *aliases(record)) if name and name != ours]


def words_of(node: Any) -> str:
    """The words of a record, or of a part of one, that tell whose it is: a role, or a name with what is said of it."""
    held = (getattr(node, field, None) for field in ("role", "name", "summary", "counts", "unit"))
    return " / ".join(words for words in held if words)


def _words(text: str) -> list[tuple[str, int, int]]:
    """The words of a text, folded, each with the place where it begins and ends; without the "'s" of its owner."""
    found = []
    for match in _WORD.finditer(text):
        word, end = match.group(), match.end()
        if word[-2:-1] in ("'", "’") and word[-1] in "sS":
            word, end = word[:-2], end - 2
        found.append((fold(word), match.start(), end))
    return found


def _is_written(name: str, text: str) -> bool:
    """Does a text write a name as one: with its capitals, and with no comma that the name does not have?"""
    capitals = text.isupper() if len(name) > 1 and name.isupper() else not name[:1].isupper() or any(map(str.isupper, text))
    return capitals and (set(text) & _STOPS) <= set(name)
