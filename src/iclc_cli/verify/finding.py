"""Finds passages in a copy by their fingerprints, and tells of each of their letters where it stands there.

Between the letters of a passage, the copy may hold anything: the other column, a caption, a running head. Which letters
belong to it the check values tell, so that what is put together is what is printed, to the letter, or is known not to be.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from ..text import LETTERS
from .fingerprints import STEP, WINDOW, Fingerprint, check_value, offsets

FOUND = 0.5
"""A passage is found where so many of its windows are."""

SEAM = 2
"""Where one line goes over into another, so many letters may stand in either by chance."""

UNREAD = -1
"""The place of a letter that the copy does not have."""

_LINE_END = re.compile(r"\n|[ \t\xa0]{2,}")


class Letters:
    """The letters and digits of a text, each with its place, and the lines in which they stand."""

    def __init__(self, text: str) -> None:
        parts = list(map(LETTERS.__getitem__, text))
        self.raw = text
        self.text = "".join(parts)
        self.places = [place for place, part in enumerate(parts) for _ in part]
        ends = {bisect_left(self.places, match.end()) for match in _LINE_END.finditer(text)}
        self.starts = sorted({0, len(self.text), *ends})
        """Where lines and columns begin, and where the last one ends."""
        self.lines: defaultdict[int, list[int]] = defaultdict(list)
        """Where those of each length begin."""
        for start, end in pairwise(self.starts):
            self.lines[end - start].append(start)

    def check(self, places: Sequence[int]) -> int:
        """The check value of the letters at some places."""
        return check_value("".join([self.text[place : place + 1] for place in places]))

    def begins(self, place: int) -> bool:
        """Does anything stand before a letter, as between words and at line ends?"""
        return not 0 < place < len(self.places) or self.places[place] - self.places[place - 1] > 1


def find(prints: Mapping[str, Fingerprint], copy: Letters) -> dict[str, list[int]]:
    """Where each letter of each passage stands among those of a copy; no passage of which the copy has too little."""
    wanted = {check for held in prints.values() for check in held.sums}
    there: defaultdict[int, list[int]] = defaultdict(list)
    place = 0
    while place <= len(copy.text) - WINDOW:
        if (check := check_value(copy.text[place : place + WINDOW])) in wanted:
            there[check].append(place)
        follows = check in wanted and check_value(copy.text[place + STEP : place + STEP + WINDOW]) in wanted
        place += STEP if follows else 1
    found: dict[str, list[int]] = {}
    for name, held in prints.items():
        length = held.length
        if length >= WINDOW and sum(check in there for check in held.sums) >= FOUND * len(held.sums):
            found[name] = _found(held, there, copy)
        for start in copy.lines[length] if length < WINDOW else ():
            if check_value(copy.text[start : start + length]) == held.sums[0]:
                found.setdefault(name, list(range(start, start + length)))
    return found


def _found(held: Fingerprint, there: Mapping[int, list[int]], copy: Letters) -> list[int]:
    """The places of the letters of a passage: each window where most others stand beside it, then what is between them."""
    windows = list(zip(offsets(held.length), held.sums, strict=True))
    shifts: defaultdict[int, set[int]] = defaultdict(set)
    """Which letters stand together, by what to add for their places in the copy."""
    for offset, check in windows:
        for place in there.get(check, ()):
            shifts[place - offset].update(range(offset, offset + WINDOW))
    where = [UNREAD] * held.length
    for shift in sorted(shifts, key=lambda shift: len(shifts[shift])):
        for number in shifts[shift]:
            where[number] = number + shift
    for reach in (2 * WINDOW, WINDOW, 2 * SEAM):  # a common phrase may be found anywhere, over a line end
        for first, end in _gaps(where, reach):
            before = where[first:end]
            around = [(offset, check) for offset, check in windows if first - WINDOW < offset < end]
            for between in _candidates(where, first, end, copy):
                where[first:end] = between
                if all(copy.check(where[offset : offset + WINDOW]) == check for offset, check in around):
                    break
            else:
                where[first:end] = before
    return where


def _gaps(where: list[int], reach: int) -> Iterator[tuple[int, int]]:
    """What does not stand where the letters around it do, with those beside it, which may be there by chance; near ones as one."""
    seams = "".join("01"[place != last + 1 or place < 0] for last, place in pairwise([where[0] - 1, *where]))
    for match in re.finditer(f"1+(?:0{{1,{reach}}}1+)*", seams):
        yield max(match.start() - SEAM, 0), min(match.end() - 1 + SEAM, len(where))


def _candidates(where: list[int], first: int, end: int, copy: Letters) -> Iterator[list[int]]:
    """Where the letters of a gap may stand: behind those before it and before those behind it; or, between the end of a line
    and the beginning of another, in a third line.
    """
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
