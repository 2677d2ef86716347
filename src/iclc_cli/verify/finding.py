"""Finds passages in a copy by their fingerprints, and puts each together again from the pieces in which it stands there.

Between the pieces, the copy may hold anything: the other column, a caption, a running head. Which letters of it belong
to the passage the check values tell, so that what was put together is what is printed, to the letter, or is known not
to be. Where words begin and end is known too, whatever hyphens and blanks the copy has.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress, pairwise
from typing import NamedTuple
from zlib import crc32

from ..text import LETTERS
from .fingerprints import STEP, WINDOW, Fingerprint, offsets

FOUND = 0.5
"""A passage is found where so many of its windows are."""

LONGEST_GAP = 60
"""Between two pieces, at most so many letters are looked for."""

_LINE_END = re.compile(r"\n|[ \t\xa0]{2,}")


class Piece(NamedTuple):
    """Letters of a passage that stand together in the copy."""

    first: int
    end: int
    """Which letters of the passage."""
    shift: int
    """What to add for their places among the letters of the copy."""


class Letters:
    """The letters and digits of a text, each with its place."""

    def __init__(self, text: str) -> None:
        parts = list(map(LETTERS.__getitem__, text))
        self.raw = text
        self.text = "".join(parts)
        self.places = list(compress(range(len(parts)), parts))
        if len(self.places) < len(self.text):  # a sign stands for several letters
            self.places = [place for place, part in enumerate(parts) for _ in part]
        self.starts = sorted({0, len(self.text), *(bisect_left(self.places, match.end()) for match in _LINE_END.finditer(text))})
        """Where lines and columns begin, and where the last one ends."""

    def begins(self, place: int) -> bool:
        """Does anything stand before a letter, as between words and at line ends?"""
        return not 0 < place < len(self.places) or self.places[place] - self.places[place - 1] > 1


def find(prints: Mapping[str, Fingerprint], copy: Letters) -> dict[str, list[Piece]]:
    """The pieces of each passage that a copy has, in the order of the passage; no passage of which it has too little."""
    hits: dict[str, defaultdict[int, list[int]]] = {name: defaultdict(list) for name in prints}
    """Which windows of each passage stand there, by the shift."""
    wanted: dict[int, list[tuple[defaultdict[int, list[int]], int]]] = {}
    for name, held in prints.items():
        for offset, check in zip(offsets(held.length), held.sums, strict=True) if held.length >= WINDOW else ():
            wanted.setdefault(check, []).append((hits[name], offset))
    data = copy.text.encode() if copy.text.isascii() else None

    def there(place: int) -> Sequence[tuple[defaultdict[int, list[int]], int]]:
        return wanted.get(crc32(data[place : place + WINDOW] if data else copy.text[place : place + WINDOW].encode()), ())

    place, last, known = 0, len(copy.text) - WINDOW, there(0)
    while place <= last:
        for shifts, offset in known:
            shifts[place - offset].append(offset)
        following = there(place + STEP) if known else ()  # where one window is, the next one mostly follows
        place += STEP if following else 1
        known = following or there(place)
    enough = [name for name, shifts in hits.items() if len(set().union(*shifts.values())) >= FOUND * len(prints[name].sums)]
    found = {name: _pieces(prints[name], hits[name], copy) for name in enough}
    short: dict[tuple[int, int], list[str]] = {}
    for name, held in prints.items():
        short.setdefault((held.length, held.sums[0]), []).append(name)
    for start, end in pairwise(copy.starts):
        alone = short.get((end - start, crc32(copy.text[start:end].encode())), []) if end - start < WINDOW else []
        found = {name: [Piece(0, end - start, start)] for name in alone} | found
    return found


def _pieces(held: Fingerprint, shifts: Mapping[int, Sequence[int]], copy: Letters) -> list[Piece]:
    """Each window where most others stand beside it; then what is between the pieces, as far as it is there."""
    if len(all_in_one := [shift for shift, there in shifts.items() if len(there) == len(held.sums)]) == 1:
        return [Piece(0, held.length, all_in_one[0])]
    shift_of: dict[int, int] = {}
    middle = sorted(shift for shift, there in shifts.items() for _ in there)[sum(map(len, shifts.values())) // 2]
    for shift, there in sorted(shifts.items(), key=lambda one: (-len(one[1]), abs(one[0] - middle))):
        shift_of = dict.fromkeys(there, shift) | shift_of
    pieces: list[Piece] = []
    for offset, shift in sorted(shift_of.items()):
        last = pieces[-1] if pieces else Piece(0, 0, 0)
        if pieces and last.shift == shift and offset <= last.end:
            pieces[-1] = last._replace(end=offset + WINDOW)
        else:
            pieces.append(Piece(max(offset, last.end), offset + WINDOW, shift))
    sums = dict(zip(offsets(held.length), held.sums, strict=True))
    joined: list[Piece] = []
    for number, piece in enumerate(pieces):
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        stray = joined and following and piece.end - piece.first < 2 * WINDOW  # a common phrase, found anywhere, over a line end
        around = _between(joined[-1], following, held.length, sums, copy) if stray else []
        joined += around or [*_between(joined[-1] if joined else None, piece, held.length, sums, copy), piece]
    joined += _between(joined[-1], None, held.length, sums, copy)
    for number in range(1, len(joined)):
        joined[number - 1 : number + 1] = _parted(joined[number - 1], joined[number], copy)
    return joined


def _between(left: Piece | None, right: Piece | None, length: int, sums: Mapping[int, int], copy: Letters) -> list[Piece]:
    """The letters between two pieces, where the check values tell which they are."""
    first, end = left.end if left else 0, right.first if right else length
    if not 0 < end - first <= LONGEST_GAP:
        return []
    text = copy.text
    before = text[left.shift + first - WINDOW + 1 : left.shift + first] if left else ""
    after = text[right.shift + end : right.shift + end + WINDOW - 1] if right else ""
    checks = [(offset - first + len(before), check) for offset, check in sums.items() if first - WINDOW < offset < end]
    for pieces in _candidates(left, right, first, end, copy):
        whole = before + "".join([text[one.first + one.shift : one.end + one.shift] for one in pieces]) + after
        if all(crc32(whole[offset : offset + WINDOW].encode()) == check for offset, check in checks):
            return [one for one in pieces if one.end > one.first]
    return []


def _candidates(left: Piece | None, right: Piece | None, first: int, end: int, copy: Letters) -> Iterator[list[Piece]]:
    """What may stand between: letters that go on behind the left piece and that stand before the right one; or, between the end
    of the left one's line and the beginning of the right one's, another line, its beginning or its end.
    """
    if left and right:
        yield from ([Piece(first, cut, left.shift), Piece(cut, end, right.shift)] for cut in range(first, end + 1))
    starts = copy.starts
    cut = min(starts[bisect_left(starts, left.shift + first)] - left.shift, end) if left else first
    other = max(starts[bisect_right(starts, right.shift + end) - 1] - right.shift, cut) if right else end
    for start, stop in pairwise(starts):
        if left is None or right is None or stop - start == other - cut:
            middle = Piece(cut, other, (stop - other) if left is None else start - cut)
            yield [*([Piece(first, cut, left.shift)] if left else []), middle, *([Piece(other, end, right.shift)] if right else [])]


def _parted(left: Piece, right: Piece, copy: Letters) -> tuple[Piece, Piece]:
    """Two pieces, parted where words or lines end: some letters at the seam may stand in either."""
    text, first = copy.text, left.end
    while left.end == right.first and first > left.first + 1 and text[left.shift + first - 1] == text[right.shift + first - 1]:
        first -= 1
    end = left.end
    while left.end == right.first and end < right.end - 1 and text[left.shift + end : left.shift + end + 1] == text[right.shift + end]:
        end += 1
    cuts = [cut for cut in (left.end, *range(first, end + 1)) if copy.begins(left.shift + cut) and copy.begins(right.shift + cut)]
    return (left._replace(end=cuts[0]), right._replace(first=cuts[0])) if cuts and first < end else (left, right)
