"""Finds the passages of a copy by their fingerprints, and puts each together as it is printed: do these words stand there, and where?

Between its letters, the copy may hold anything, a caption, the other column. Which of them belong to it the check values tell.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate, chain, compress, count, pairwise, repeat
from typing import NamedTuple
from zlib import crc32

from ..query.spelling import WORD, key, stem
from ..text import LETTERS
from .fingerprints import STEP, WINDOW, Fingerprint, Fingerprints, marked, offsets, stops

FOUND, SEAM, FAR = 0.5, 2, 20
"""A passage is found where so many of its windows are. Where one line goes over into another, so many letters may stand in either
by chance. Where letters are moved by so many against each other, it is no single one that was lost or misread."""
UNREAD, MISSING = -1, "[…]"
"""The place of a letter that the copy does not have, and what stands for its word."""

_LINE_END = re.compile(r"\n|[ \t\xa0]{2,}")
_HYPHEN = re.compile("[-‐‑]\\s*\n\\s*|[\xad\ufffe\x02]\\s*")
_NO_STOP = re.compile("[^.!?;:]*")
_WORD = re.compile(r"[^\W_¹²³⁰⁴-⁹]+")
_STOP = re.compile(r"[,;:.!?](?!\d)")
_LONGER = re.compile(r"(?:\d[.,]|[^\W\d_][-‐‑])\Z"), re.compile(r"[.,]\d")
"""What stands before or behind a number that is a part of a longer one, or of a name."""


class Letters:
    """The letters and digits of a text, each with its place, and the lines in which they stand."""

    def __init__(self, text: str) -> None:
        parts = list(map(LETTERS.__getitem__, text))
        self.raw, self.text = text, "".join(parts)
        self.data = self.text.encode("ascii", "replace")
        self.places = list(compress(range(len(parts)), parts))
        if len(self.places) < len(self.text):  # a sign stands for several letters
            self.places = [place for place, part in enumerate(parts) for _ in part]
        self.starts = sorted({0, len(self.text), *(bisect_left(self.places, match.end()) for match in _LINE_END.finditer(text))})
        self.lines: defaultdict[int, list[int]] = defaultdict(list)
        """Where lines and columns begin, and where the last one ends; and where those of each length begin."""
        for start, end in pairwise(self.starts):
            self.lines[end - start].append(start)

    def begins(self, place: int) -> bool:
        """Does anything stand before a letter, as between words and at line ends?"""
        return not 0 < place < len(self.places) or self.places[place] - self.places[place - 1] > 1


def find(prints: Mapping[str, Fingerprint], copy: Letters) -> dict[str, Sequence[int]]:
    """Where each letter of each passage stands among those of a copy; no passage of which the copy has too little."""
    wanted = {check for held in prints.values() for check in held.sums}
    there: defaultdict[int, list[int]] = defaultdict(list)
    place, data, last, check = 0, copy.data, len(copy.data) - WINDOW, crc32(copy.data[:WINDOW])
    while place <= last:
        step = 1
        if check in wanted:
            there[check].append(place)
            check, step = crc32(data[place + STEP : place + STEP + WINDOW]), STEP
        if step == 1 or check not in wanted:  # where one window is, the next one mostly follows
            check, step = crc32(data[place + 1 : place + 1 + WINDOW]), 1
        place += step
    found: dict[str, Sequence[int]] = {}
    for name, held in prints.items():
        if (length := sum(held.words)) < WINDOW:
            lines = [start for start in copy.lines[length] if crc32(data[start : start + length]) == held.sums[0]]
            found.update((name, range(start, start + length)) for start in lines[:1])
        elif sum(check in there for check in held.sums) >= FOUND * len(held.sums):
            found[name] = _found(held, there, copy)
    return found


def _found(held: Fingerprint, there: Mapping[int, list[int]], copy: Letters) -> Sequence[int]:
    """The places of the letters of a passage: each window where most others stand beside it, then what is between them."""
    length = sum(held.words)
    windows = list(zip(offsets(length), held.sums, strict=True))
    shifts: defaultdict[int, list[int]] = defaultdict(list)
    """Which windows stand together, by what to add for their places in the copy."""
    for offset, check in windows:
        for place in there.get(check, ()):
            shifts[place - offset].append(offset)
    every = sorted(shifts.items(), key=lambda item: len(item[1]))
    if len(every[-1][1]) == len(windows):
        return range(every[-1][0], every[-1][0] + length)
    where = [UNREAD] * length
    for shift, beside in every:
        for offset in beside:
            where[offset : offset + WINDOW] = range(offset + shift, offset + shift + WINDOW)
    seams = "".join("01"[place != last + 1 or place < 0] for last, place in pairwise([where[0] - 1, *where]))
    for gap in re.finditer(f"1+(?:0{{1,{WINDOW}}}1+)*", seams):  # near ones as one: a common phrase may be found anywhere
        first, end = max(gap.start() - SEAM, 0), min(gap.end() - 1 + SEAM, len(where))
        before, around = where[first:end], [(offset, check) for offset, check in windows if first - WINDOW < offset < end]
        for between in _candidates(where, first, end, copy):
            where[first:end] = between
            if all(crc32(bytes([copy.data[at] for at in where[start : start + WINDOW] if at >= 0])) == check for start, check in around):
                break
        else:
            where[first:end] = before
    return where


def _candidates(where: list[int], first: int, end: int, copy: Letters) -> Iterator[list[int]]:
    """Where the letters of a gap may stand: behind those before and before those behind; or, between two lines, in a third."""
    size = end - first
    left = where[first - 1] + 1 if first else 0
    right = where[end] - size if end < len(where) else 0
    cuts = range(0 if end < len(where) else size, (size if first else 0) + 1)
    for cut in sorted(cuts, key=lambda cut: not (copy.begins(left + cut) and copy.begins(right + cut))):
        yield [*range(left, left + cut), *range(right + cut, right + size)]
    rest = min(copy.starts[bisect_left(copy.starts, left)] - left, size) if first else 0
    begun = max(copy.starts[bisect_right(copy.starts, right + size) - 1] - right, rest) if end < len(where) else size
    for start in copy.lines[begun - rest]:
        yield [*range(left, left + rest), *range(start, start + begun - rest), *range(right + begun, right + size)]


class Match(NamedTuple):
    """A place in what a passage prints: its first and its last word, and their letters run together, without case and accents."""

    print: "Print"
    first: int
    last: int
    letters: str

    @property
    def span(self) -> tuple[int, int]:
        """Its characters."""
        return self.print.spans[self.first][0], self.print.spans[self.last][1]

    @property
    def text(self) -> str:
        """The words as printed."""
        return self.print.text[slice(*self.span)]


class Print:
    """A passage as a copy prints it."""

    def __init__(self, name: str, held: Fingerprint, where: Sequence[int], copy: Letters) -> None:
        self.name, self._held = name, held
        words = list(pairwise(accumulate(held.words, initial=0)))
        one = isinstance(where, range)
        letters = copy.text[where[0] : where[-1] + 1] if one else "".join([copy.text[at] if at >= 0 else "\0" for at in where])
        self.keys = [letters[start:end] for start, end in words]
        self.stems = list(map(stem, self.keys))
        """Its words, without case and accents, and what they share with their inflections."""
        self.text, self.spans = _composed(words, where, copy)
        """Its words whole, its line ends gone; and where each word stands in that."""
        self.whole = (one or (UNREAD not in where and len(set(where)) == len(where))) and stops(self.text) == held.stops
        """Was it read to the letter, each letter once, and to the stop?"""
        moved = [0] if self.whole else [place - number for number, place in enumerate(where) if place >= 0]
        self.damage = None if self.whole else "columns" if max(moved) - min(moved) > FAR else "letters" if UNREAD in where else "stops"
        """What happened to it: are `columns` mixed, or `letters` or `stops` lost or misread?"""

    @property
    def cased(self) -> bool:
        """Has it as many capitals and accents as are printed?"""
        return marked(self.text) == self._held.marked

    @cached_property
    def at(self) -> dict[str, list[Match]]:
        """Where it has each word, as a stem."""
        found: dict[str, list[Match]] = {}
        for word, match in zip(self.stems, map(Match, repeat(self), count(), count(), self.keys), strict=False):
            found.setdefault(word, []).append(match)
        return found

    @cached_property
    def begins(self) -> frozenset[str]:
        """How its words begin, as stems."""
        return frozenset([word[:4] for word in self.at])

    @cached_property
    def sentences(self) -> list[range]:
        """The words of each sentence, by place."""
        gaps = [(word, self.text[end:start], start) for word, ((_, end), (start, _)) in enumerate(pairwise(self.spans), 1)]
        ends = [word for word, gap, start in gaps if not _NO_STOP.fullmatch(gap) and (len(gap) > 1 or self.text[start].isupper())]
        return [range(first, end) for first, end in pairwise([0, *ends, len(self.spans)])]

    @cached_property
    def run(self) -> tuple[str, dict[int, int]]:
        """Its words run together, and the word that begins at each place."""
        return "".join(self.keys), {place: word for word, place in enumerate(accumulate(map(len, self.keys), initial=0))}

    def match(self, first: int, last: int) -> Match:
        """The place from one word to another."""
        return Match(self, first, last, "".join(self.keys[first : last + 1]))

    def find(self, wanted: str) -> Iterator[Match]:
        """Where letters and digits stand on whole words, however these are divided."""
        text, words = self.run
        place = text.find(wanted) if wanted else -1
        while place >= 0:
            if place in words and place + len(wanted) in words:
                yield Match(self, words[place], words[place + len(wanted)] - 1, wanted)
            place = text.find(wanted, place + 1)

    def standing(self, wanted: Iterable[str]) -> list[Match]:
        """Where a number stands, written in one of some ways, and as no part of a longer one or of a name."""
        found = [(match, *match.span) for match in chain.from_iterable(map(self.find, wanted))]
        apart = [(match, end) for match, start, end in found if not _LONGER[0].search(self.text, max(start - 2, 0), start)]
        return [match for match, end in apart if not _LONGER[1].match(self.text, end)]


def _composed(words: Sequence[tuple[int, int]], where: Sequence[int], copy: Letters) -> tuple[str, list[tuple[int, int]]]:
    """A text and where each word stands in it, by the places of its letters: divided words joined, […] for those that are lost."""
    raw, at, lost = copy.raw, copy.places, UNREAD in where
    if isinstance(where, range):  # all in one piece, and most often its words are divided as in print
        text = (
            _between(copy, UNREAD, where[0]).lstrip() + _blanks(raw[at[where[0]] : at[where[-1]] + 1]) + _between(copy, where[-1], UNREAD)
        )
        spans = [match.span() for match in _WORD.finditer(text)]
        if [end - start for start, end in spans] == [end - start for start, end in words]:
            return text.rstrip(), spans
    text, spans, last = "", [], UNREAD
    for start, end in words:
        if lost and UNREAD in where[start:end]:
            word, last = MISSING, UNREAD
            text += "" if text.endswith(MISSING) else f" {MISSING}" if text else MISSING
        else:
            first, before, last = where[start], last, where[end - 1]
            word = raw[at[first] : at[last] + 1]
            if len(word) != end - start or not word.isalnum():  # divided, or with a sign for two letters
                word = "".join([raw[one] for one in dict.fromkeys([at[place] for place in where[start:end]])])
            gap = _between(copy, before, first)
            text += (gap if text else gap.lstrip()) + word
        spans.append((len(text) - len(word), len(text)))
    return text + _between(copy, last, UNREAD).rstrip(), spans


def _between(copy: Letters, last: int, first: int) -> str:
    """What stands between two letters that follow each other in print; where they do not in the copy, the signs beside each."""
    start, end = copy.places[last] + 1, copy.places[first]
    if 0 <= last == first - 1:
        return _blanks(copy.raw[start:end]) or " "
    behind = re.split(r"[\w\s]", copy.raw[start : start + 8])[0] if last >= 0 else ""
    ahead = re.split(r"\w|(?<!©)\s", copy.raw[max(end - 8, 0) : end])[-1] if first >= 0 else ""
    return _blanks(f"{behind}\n{ahead}")


def _blanks(text: str) -> str:
    """A text with blanks for line ends, and without hyphens there."""
    return text if text == " " else re.sub(r"\s+", " ", _HYPHEN.sub("-", text))


class Copy:
    """A copy of a report: its passages, and the headings over its sections."""

    def __init__(self, name: str, held: Fingerprints, text: str) -> None:
        self.name, self.held = name, held
        letters, every = Letters(text), {**held.passages, **held.headings}
        prints = [Print(name, every[name], where, letters) for name, where in find(every, letters).items()]
        self.prints = {one.name: one for one in prints if one.whole or one.name in held.passages}
        """The passages that were found, in the order of the report; and the headings, under the names that the fingerprints give them."""
        outcomes = Counter(self.prints[one].damage if one in self.prints else "lost" for one in held.passages)
        self.passages, self.whole = len(held.passages) - outcomes["lost"], outcomes.pop(None, 0)
        self.damage = max(outcomes, key=outcomes.__getitem__, default=None)
        """How many passages were found, how many of them were read to the letter, and how most of the others are damaged."""
        self._places: defaultdict[str, list[Match]] = defaultdict(list)
        for root, places in chain.from_iterable(one.at.items() for one in self.prints.values()):
            self._places[root] += places
        self.find_all = cache(self._find_all)

    def of(self, passages: Iterable[str]) -> list[Print]:
        """Those of some passages that were found."""
        return [self.prints[one] for one in passages if one in self.prints]

    def find(self, text: str, there: Iterable[str], any_form: bool = False) -> list[Match]:
        """Where words stand together, a name with its capitals; in any form, also where they are inflected otherwise."""
        found = self.find_all(text, any_form)
        return [match for name in filter(found.__contains__, there) for match in found[name]]

    def _find_all(self, text: str, any_form: bool) -> dict[str, list[Match]]:
        words, apart, found = list(map(key, WORD.findall(text))), set(_STOP.findall(text)), defaultdict[str, list[Match]](list)
        roots, proper = list(map(stem, words)), any(map(str.isupper, text.partition(" ")[0]))
        rare = min(range(len(roots)), key=lambda number: len(self._places[roots[number]]), default=0)
        for one, place, *_ in self._places[roots[rare]] if roots else ():
            first, end = place - rare, place - rare + len(roots)
            if first < 0 or (one.stems[first:end] != roots if any_form else one.keys[first:end] != words):
                continue
            printed = one.text[one.spans[first][0] : one.spans[end - 1][1]]
            # neither parted by a comma or a full stop, nor written without a capital if it is a name
            parted = len(roots) > 1 and not apart.issuperset(_STOP.findall(printed))
            if not parted and not (proper and printed.islower() and one.cased):
                found[one.name].append(one.match(first, end - 1))
        return found
