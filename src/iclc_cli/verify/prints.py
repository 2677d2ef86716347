"""What a passage of the copy prints, ready to be asked: do these words stand there, and where?"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import NamedTuple

from .aligning import Copy
from .quantities import Quantity, quantities
from .words import STOP_WORDS, Word, stem, words

BETWEEN = 3
"""So many other words may stand between those of a phrase: "income inequalities" in "income, skills and health inequalities"."""

LEADING = frozenset({"of", "for", "at", "in", "on", "to"})
"""Words with which a role or a title goes on."""

_STOPS = re.compile(r"[,;:.!?](?!\d)")
_WITHIN_NAME = re.compile("[ ‐‑-]")


class Match(NamedTuple):
    """A place in what a passage prints."""

    first: int
    last: int
    """Its first and last word, by their places in `Print.words`."""
    start: int
    end: int
    """Its characters in `Print.text`; beyond the passage's own text when it stands in the heading."""


class Print:
    """The text of a passage as the copy prints it, followed by the heading over it, which counts as text of it."""

    def __init__(self, passage: str, text: str, heading: str = "") -> None:
        self.passage = passage
        self.own = text
        """The text of the passage itself."""
        self.text = f"{text}\n{heading}" if heading else text
        self.words: list[Word] = words(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the words that say something."""
        return frozenset(word.stem for word in self.words if word.key not in STOP_WORDS)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The numbers and dates that are printed."""
        return quantities(self.text, self.words)

    @cached_property
    def addresses(self) -> list[tuple[int, int]]:
        """Where web addresses stand, also those that a line end has divided."""
        return [match.span() for match in re.finditer(r"\b(?:https?://|www\.)\S+(?:(?<=[/-]) \S+)*", self.text)]

    @cached_property
    def _keys(self) -> "_Stream":
        return _Stream([word.key for word in self.words])

    @cached_property
    def _stems(self) -> "_Stream":
        return _Stream([word.stem for word in self.words])

    def is_own(self, match: Match) -> bool:
        """Does a match stand in the passage itself and not in the heading?"""
        return match.end <= len(self.own)

    def places(self, phrase: "Phrase", inflected: bool = False) -> Iterator[Match]:
        """The places where a phrase stands word for word, line ends and hyphens aside; with `inflected`, in any form.

        A name stands only where it is written as one: with its capitals.
        """
        stream, wanted = (self._stems, phrase.stems) if inflected else (self._keys, phrase.keys)
        for first, last in stream.find(wanted):
            match = self.match(first, last)
            if (not phrase.proper or self._capital(match, phrase)) and self._one_piece(match, phrase):
                yield match

    def _one_piece(self, match: Match, phrase: "Phrase") -> bool:
        """Does no comma or full stop part the words that does not part those of the phrase?"""
        return set(_STOPS.findall(self.text[match.start : match.end])) <= set(_STOPS.findall(phrase.text))

    def _capital(self, match: Match, phrase: "Phrase") -> bool:
        printed = self.text[match.start : match.end]
        return printed.isupper() if phrase.upper else printed == "©" or any(letter.isupper() for letter in printed)

    def match(self, first: int, last: int) -> Match:
        """The place from one word to another."""
        return Match(first, last, self.words[first].start, self.words[last].end)

    def whole(self, match: Match) -> bool:
        """Is a match no part of a longer name? Words with capitals right before or behind it would belong to it."""
        return not (
            self._joined(match.first - 1)
            or self._joined(match.last)
            or self.breaks_off(match)
            or self._begins_off(match)
            or re.match(r"[-‐‑]\w", self.text[match.end : match.end + 2])
        )

    def begins_within(self, match: Match) -> bool:
        """Do words in capitals right before a match belong to it?"""
        return self._joined(match.first - 1)

    def _begins_off(self, match: Match) -> bool:
        first = self.words[match.first]
        return first.key in STOP_WORDS and self.text[first.start].islower() and self.text[match.start - 1 : match.start] == " "

    def goes_on(self, match: Match) -> bool:
        """Does more follow that belongs to it: "of" or "for" and what they lead to?"""
        following = self.words[match.last + 1 : match.last + 2]
        return bool(following) and following[0].key in LEADING and self.text[match.end : following[0].start] == " "

    def breaks_off(self, match: Match) -> bool:
        """Does it end with a word such as "of", after which more must come?"""
        return self.words[match.last].key in STOP_WORDS and self.text[match.end : match.end + 1] == " "

    def set_apart(self, match: Match) -> bool:
        """Does it stand by itself, as titles do: on lines of its own, between quotation marks, as an item of a list?"""
        before, after = self.text[: match.start], self.text[match.end :]
        return bool(re.search(r"(?:^|[^\w\s]|\d|\n)\s*$", before)) and bool(re.match(r"\s*(?:$|[^\w\s]|\n)", after))

    def _joined(self, place: int) -> bool:
        """Do a word and the next belong to one name?"""
        if place < 0 or place + 1 >= len(self.words):
            return False
        one, other = self.words[place], self.words[place + 1]
        return (
            self.text[one.start].isupper()
            and self.text[other.start].isupper()
            and one.key not in STOP_WORDS
            and _WITHIN_NAME.fullmatch(self.text[one.end : other.start]) is not None
        )

    def scattered(self, phrase: "Phrase") -> Match | None:
        """Where the words of a phrase stand in one sentence in their order, with a few others between them."""
        wanted = phrase.word_stems
        for sentence in self._sentences:
            places: list[int] = []
            position = sentence.start
            for one in wanted:
                position = next((place for place in range(position, sentence.stop) if self.words[place].stem == one), -1) + 1
                if not position:
                    break
                places.append(position - 1)
            if 0 < len(places) == len(wanted) and places[-1] - places[0] < len(wanted) + BETWEEN:
                return self.match(places[0], places[-1])
        return None

    @cached_property
    def _sentences(self) -> list[range]:
        found = []
        first = 0
        for place in range(1, len(self.words)):
            if re.search(r"[.!?;\n]", self.text[self.words[place - 1].end : self.words[place].start]):
                found.append(range(first, place))
                first = place
        return [*found, range(first, len(self.words))]

    def sentence(self, place: int) -> range:
        """The words of the sentence that holds a word."""
        return next(sentence for sentence in self._sentences if place in sentence)

    def words_of(self, stems: frozenset[str]) -> Iterator[tuple[int, int]]:
        """The places of the words with these stems in the passage's own text."""
        for word in self.words:
            if word.stem in stems and word.key not in STOP_WORDS and word.end <= len(self.own):
                yield word.start, word.end


def unbroken(text: str) -> str:
    """A text without blanks, line ends and hyphens, for addresses, which lines divide anywhere."""
    return re.sub(r"[\s\-‐‑]+", "", text)


class _Stream:
    """Words run together, so that a phrase is found however lines, words and compounds were divided."""

    def __init__(self, parts: list[str]) -> None:
        self.text = "".join(parts)
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        position = 0
        for number, part in enumerate(parts):
            self._starts[position] = number
            position += len(part)
            self._ends[position] = number

    def find(self, wanted: str) -> Iterator[tuple[int, int]]:
        """The first and last word of each place where something stands on whole words."""
        position = self.text.find(wanted) if wanted else -1
        while position >= 0:
            first, last = self._starts.get(position), self._ends.get(position + len(wanted))
            if first is not None and last is not None:
                yield first, last
            position = self.text.find(wanted, position + 1)


class Phrase:
    """Words to look for, made ready once."""

    def __init__(self, text: str) -> None:
        held = words(text)
        self.text = text
        self.words = [word.key for word in held]
        self.word_stems = [word.stem for word in held]
        self.keys = "".join(self.words)
        self.stems = "".join(self.word_stems)
        letters = [letter for letter in text if letter.isalpha()]
        self.proper = bool(letters) and text.lstrip("'\"‘“(")[:1].isupper()
        """Is it a name, written with a capital?"""
        self.upper = len(letters) > 1 and text.isupper()
        """Is it an abbreviation, written in capitals?"""
        self.short = any(sum(letter.isupper() for letter in word) > 1 for word in text.split())
        """Does it hold one, as in "UNESCO GNLC" or "ICTs"?"""

    @property
    def content(self) -> frozenset[str]:
        """The stems of its words that say something."""
        return frozenset(stem(key) for key in self.words if key not in STOP_WORDS)


@cache
def phrase(text: str) -> Phrase:
    """A phrase, made ready once for all the passages it is looked for in."""
    return Phrase(text)


class Prints:
    """What all passages of a copy print."""

    def __init__(self, copy: Copy) -> None:
        self._held = {
            identifier: Print(identifier, found.text, copy.headings.get(found.passage.section, ""))
            for identifier, found in copy.passages.items()
        }
        self._found: dict[tuple[str, bool], tuple[tuple[str, Match], ...]] = {}

    def __contains__(self, passage: str) -> bool:
        return passage in self._held

    def __getitem__(self, passage: str) -> Print:
        return self._held[passage]

    def __iter__(self) -> Iterator[Print]:
        return iter(self._held.values())

    def of(self, passages: Iterable[str]) -> Iterator[Print]:
        """Those of some passages, if the copy has them."""
        return (self._held[passage] for passage in passages if passage in self._held)

    def find(self, text: str, inflected: bool = False) -> tuple[tuple[str, Match], ...]:
        """All places where a phrase stands, with their passages; looked up once."""
        key = (text, inflected)
        if key not in self._found:
            wanted = phrase(text)
            self._found[key] = tuple((printed.passage, match) for printed in self for match in printed.places(wanted, inflected))
        return self._found[key]

    @cached_property
    def accented(self) -> bool:
        """Does the copy print accents at all? A copy that went through ASCII does not."""
        return any(ord(letter) > 191 and letter.isalpha() for printed in self for letter in printed.own)

    @cached_property
    def lower_case(self) -> frozenset[str]:
        """The words that are printed without a capital somewhere."""
        return frozenset(word.key for printed in self for word in printed.words if printed.text[word.start].islower())
