"""What the passages of a copy print, ready to be asked: do these words stand there, where, and as what?"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple
from unicodedata import normalize

from ..query.spelling import FILLERS, WORD, key, stem
from .finding import Letters, Piece, find
from .fingerprints import Fingerprint, Fingerprints, count_of

UNREAD, UNKNOWN, MISSING = -1, "\0", "[…]"
"""The place of a letter that the copy does not have, what stands for it, and what stands for its words."""

BETWEEN = 3
"""So many other words may stand between those of a term: "income inequalities" in "income, skills and health inequalities"."""

_HYPHEN = re.compile("\\s*[-‐‑\xad\ufffe\x02]+\\s+")
_SENTENCE_END = re.compile(r"['\"’”)]*[.!?;:][)'\"’”¹²³⁰⁴-⁹]*(?:\s|(?=[A-Z]))")
_BEHIND = re.compile(r"[^\w\s\x00-\x1f\ufffe\xad-]*")
_AHEAD = re.compile(r"(?:© )?[^\w\s\x00-\x1f\ufffe\xad-]*\Z")
_STOPS = re.compile(r"[,;:.!?](?!\d)")


class Match(NamedTuple):
    """A place in what a passage prints."""

    print: "Print"
    first: int
    last: int
    """Its first and its last word."""

    @property
    def span(self) -> tuple[int, int]:
        """Its characters."""
        return self.print.spans[self.first][0], self.print.spans[self.last][1]

    @property
    def text(self) -> str:
        """The words as printed."""
        return self.print.text[slice(*self.span)]

    @property
    def before(self) -> str:
        """What stands before it, as far as one need look."""
        return self.print.text[max(self.span[0] - 60, 0) : self.span[0]]

    @property
    def behind(self) -> str:
        """What stands behind it, as far as one need look."""
        return self.print.text[self.span[1] : self.span[1] + 60]

    def within(self, other: "Match") -> bool:
        """Is it a part of another place, and not all of it?"""
        return self.print is other.print and other.first <= self.first and self.last <= other.last and self != other


class Phrase(NamedTuple):
    """Words to look for."""

    text: str
    key: str
    """Its letters and digits."""
    stems: str
    """Those of the stems of its words."""
    proper: bool
    """Is it a name, written with a capital?"""


@cache
def phrase(text: str) -> Phrase:
    """Words to look for, made ready once."""
    words = [key(word) for word in WORD.findall(text)]
    return Phrase(text, "".join(words), "".join(map(stem, words)), any(map(str.isupper, text.split(" ")[0])))


class _Stream:
    """Words run together, so that a phrase is found however words and compounds are divided."""

    def __init__(self, words: Sequence[str]) -> None:
        self.text = "".join(words)
        ends = list(accumulate(map(len, words)))
        self.first_of = {place: word for word, place in enumerate([0, *ends[:-1]])}
        self.last_of = {place: word for word, place in enumerate(ends)}

    def find(self, wanted: str) -> Iterator[tuple[int, int]]:
        """The first and the last word of each place where something stands on whole words."""
        place = self.text.find(wanted) if wanted else -1
        while place >= 0:
            if place in self.first_of and place + len(wanted) in self.last_of:
                yield self.first_of[place], self.last_of[place + len(wanted)]
            place = self.text.find(wanted, place + 1)


class Print:
    """A passage as a copy prints it."""

    def __init__(self, name: str, held: Fingerprint, pieces: Sequence[Piece], copy: Letters) -> None:
        self.name = name
        self.pieces = pieces
        places: list[int] = []
        for piece in pieces:
            places += [UNREAD] * (piece.first - len(places))
            places += range(piece.first + piece.shift, piece.end + piece.shift)
        places += [UNREAD] * (held.length - len(places))
        letters = "".join([copy.text[place] if place >= 0 else UNKNOWN for place in places])
        words = list(pairwise([0, *accumulate(held.words)]))
        self.keys = [letters[start:end] for start, end in words]
        """Its words, without case and accents."""
        self.spans: list[tuple[int, int]] = []
        """Where each word stands in the text."""
        self.text = self._composed(copy, [places[start:end] for start, end in words])
        """Its words whole, its line ends gone."""
        counted = zip(count_of(self.text), (held.capitals, held.accents, held.stops), strict=True)
        self.cased, self.accented, self._pointed = (one == other for one, other in counted)
        """Has it as many capitals, and as many accents, as are printed?"""
        self.whole = UNREAD not in places and self._pointed and len(set(places)) == len(places)
        """Was it read to the letter, each letter once, and to the stop?"""

    def _composed(self, copy: Letters, words: Sequence[Sequence[int]]) -> str:
        raw, at = copy.raw, copy.places
        text, before = "", UNREAD

        def signs_behind() -> str:
            found = _BEHIND.match(raw, at[before] + 1) if before >= 0 else None
            return found[0] if found else ""

        for places in words:
            if UNREAD in places:
                text += "" if text.endswith(MISSING) else f" {MISSING}" if text else MISSING
                self.spans.append((len(text) - len(MISSING), len(text)))
                before = UNREAD
                continue
            word = raw[at[places[0]] : at[places[-1]] + 1]
            if (
                len(word) != len(places) or not word.isalnum() or places[-1] - places[0] >= len(places)
            ):  # divided, or a sign for two letters
                word = "".join([raw[place] for place in dict.fromkeys([at[place] for place in places])])
            if before >= 0 and places[0] == before + 1:
                text += _gap(raw[at[before] + 1 : at[places[0]]], word)
            else:
                ahead = _AHEAD.search(raw, max(at[places[0]] - 4, 0), at[places[0]])
                text += _gap(f"{signs_behind()} {ahead[0] if ahead else ''}", word) if text else ahead[0] if ahead else ""
            self.spans.append((len(text), len(text) + len(word)))
            text, before = text + word, places[-1]
        return text + signs_behind()

    @property
    def damage(self) -> str:
        """What happened to the most of it that could not be read: `letters` are lost or misread, `columns` mixed, `stops` lost."""
        gaps = [(right.first - left.end, abs(right.shift - left.shift)) for left, right in pairwise(self.pieces) if right.first > left.end]
        misread = sum(moved <= missing for missing, moved in gaps)
        return "stops" if not self._pointed and not gaps else "letters" if 2 * misread >= len(gaps) else "columns"

    @cached_property
    def stems(self) -> list[str]:
        """What its words share with their inflections."""
        return list(map(stem, self.keys))

    @cached_property
    def bag(self) -> frozenset[str]:
        """The stems, each once."""
        return frozenset(self.stems)

    @cached_property
    def sentences(self) -> list[range]:
        """The words of each sentence."""
        ends = [
            word for word, ((_, end), (start, _)) in enumerate(pairwise(self.spans), 1) if _SENTENCE_END.match(self.text, end, start + 1)
        ]
        return [range(first, end) for first, end in pairwise([0, *ends, len(self.spans)])]

    @cached_property
    def sentence_bags(self) -> list[frozenset[str]]:
        """The stems of each sentence."""
        return [frozenset(self.stems[sentence.start : sentence.stop]) for sentence in self.sentences]

    def sentence(self, word: int) -> range:
        """The words of the sentence that holds a word."""
        return next(sentence for sentence in self.sentences if word in sentence)

    @cached_property
    def as_printed(self) -> _Stream:
        """Its words run together."""
        return _Stream(self.keys)

    @cached_property
    def inflected(self) -> _Stream:
        """Their stems run together."""
        return _Stream(self.stems)

    def find(self, wanted: str) -> Iterator[Match]:
        """Where letters and digits stand on whole words."""
        return (Match(self, *words) for words in self.as_printed.find(wanted))

    def scattered(self, text: str) -> Match | None:
        """Where words stand in one sentence in their order, inflected as they may be, with a few others between them."""
        wanted = [stem(key(word)) for word in WORD.findall(text)]
        for sentence in self.sentences:
            places = [sentence.start - 1]
            for word in wanted:
                places.append(next((place for place in range(places[-1] + 1, sentence.stop) if self.stems[place] == word), sentence.stop))
            if wanted and places[-1] < sentence.stop and places[-1] - places[1] < len(wanted) + BETWEEN:
                return Match(self, places[1], places[-1])
        return None


def _gap(printed: str, following: str) -> str:
    """What stands between two words, without line ends."""
    if printed == " ":
        return printed
    if _HYPHEN.fullmatch(printed):  # before "and", it stands for the end of a word that follows later: "age- and needs-based"
        return "- " if following in ("and", "or", "to") else "-"
    return re.sub(r"^ (?=[,;.!?])", "", " ".join(f"x{printed}x".split())[1:-1]) or " "


class Copy:
    """A copy of a report: its passages, and the headings over its sections."""

    def __init__(self, name: str, held: Fingerprints, text: str) -> None:
        self.name = name
        self.held = held
        letters = Letters(text)
        found = find({**held.passages, **held.headings}, letters)
        self.prints = {one: Print(one, print_, found[one], letters) for one, print_ in held.passages.items() if one in found}
        """The passages that were found, in the order of the report; and the headings, under the names that the fingerprints give them."""
        self.passages = len(self.prints)
        """How many passages were found."""
        damaged = [one for one in self.prints.values() if not one.whole]
        self.whole = self.passages - len(damaged)
        """How many passages were read to the letter."""
        kinds = Counter(one.damage for one in damaged) + Counter(lost=len(held.passages) - self.passages)
        self.damage = kinds.most_common(1)[0][0] if kinds else None
        """How most of the others are damaged."""
        headings = (Print(one, print_, found[one], letters) for one, print_ in held.headings.items() if one in found)
        self.prints |= {one.name: one for one in headings if one.whole}
        self._found: dict[tuple[str, bool], tuple[Match, ...]] = {}

    def of(self, passages: Iterable[str]) -> list[Print]:
        """Those of some passages that were found."""
        return [self.prints[one] for one in passages if one in self.prints]

    @cached_property
    def _texts(self) -> tuple[tuple[str, list[int], list[Print]], ...]:
        """All words run together, and all stems, with where each passage begins."""
        prints = list(self.prints.values())
        texts = ([one.as_printed.text for one in prints], [one.inflected.text for one in prints])
        return tuple(("\n".join(held), [0, *accumulate(len(text) + 1 for text in held)], prints) for held in texts)

    def find(self, text: str, any_form: bool = False) -> tuple[Match, ...]:
        """Where words stand together, a name with its capitals; in any form, also where they are inflected otherwise."""
        if (text, any_form) not in self._found:
            whole, begins, prints = self._texts[any_form]
            wanted = phrase(text).stems if any_form else phrase(text).key
            held: dict[int, None] = {}
            place = whole.find(wanted) if wanted else -1
            while place >= 0:
                held[bisect_right(begins, place) - 1] = None
                place = whole.find(wanted, place + 1)
            self._found[text, any_form] = tuple(match for one in held for match in self.find_in(text, (prints[one].name,), any_form))
        return self._found[text, any_form]

    def find_in(self, text: str, there: Iterable[str], any_form: bool = False) -> list[Match]:
        """The same in some passages."""
        wanted = phrase(text)
        return [
            match
            for one in self.of(there)
            for words in (one.inflected.find(wanted.stems) if any_form else one.as_printed.find(wanted.key))
            if _is(wanted, match := Match(one, *words))
        ]

    @cached_property
    def lower_case(self) -> frozenset[str]:
        """The words that are printed without a capital somewhere."""
        words = (zip(one.keys, one.spans, strict=True) for one in self.prints.values())
        return frozenset(
            word for (one, held) in zip(self.prints.values(), words, strict=True) for word, (start, _) in held if one.text[start].islower()
        )

    def joined(self, match: Match, before: bool = True) -> bool:
        """Is a match a part of a longer name: does a word with a capital stand right behind it, or before it, or a hyphen behind it?"""
        one = match.print
        if not one.cased:
            return False
        if re.match(r"[-‐‑]\w", match.behind):
            return True
        if re.match(r"[ ‐‑-][^\W\d_a-z]", match.behind) and one.text[one.spans[match.last][0]].isupper():
            return one.keys[match.last + 1] not in FILLERS
        if (
            not before
            or not match.first
            or not match.text[0].isupper()
            or not re.search(r"(?<![^\W_])[^\W\d_a-z][^\W_]*[ ‐‑-]$", match.before)
        ):
            return False
        word = one.keys[match.first - 1]
        return word not in FILLERS and not (match.first - 1 == one.sentence(match.first - 1).start and word in self.lower_case)


def _is(wanted: Phrase, match: Match) -> bool:
    """Is what stands there one name, not parted by a comma or a full stop, and written as one?"""
    printed = match.text
    if not set(_STOPS.findall(printed)) <= set(_STOPS.findall(wanted.text)):
        return False
    return not (wanted.proper and match.print.cased) or any(map(str.isupper, printed))


def same_letters(match: Match, wanted: str) -> bool:
    """Are accents the same too, as far as the copy has them?"""
    if wanted.isascii() and match.text.isascii():
        return True
    printed, wanted = ("".join(filter(str.isalpha, normalize("NFC", text).casefold())) for text in (match.text, wanted))
    return not match.print.accented or printed == wanted or key(printed) != key(wanted)
