"""The words of many texts, folded, and where each stands: what a search and `--match` look through.

All texts are one string, with a blank before and after each word, so that finding a word is finding a string, which
Python does faster than anything that would have to be built first.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Self

from ..model.base import NamedTuple
from ..text import PART, WHOLE, fold_apart
from .spelling import root

UNSPACED = ((0x0E00, 0x0EFF), (0x1000, 0x11FF), (0x1780, 0x17FF), (0x2E80, 0x9FFF), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
"""Scripts that put no blanks between words, or write at the end of a word what English has words for, by their first and last letters."""


def _is_unspaced(word: str) -> bool:
    return not word.isascii() and any(first <= ord(letter) <= last for letter in word for first, last in UNSPACED)


def _shared(word: str) -> str:
    """What all forms of a word begin with."""
    found = root(word)
    if len(found) > 3:
        found = found[:-2] if found.endswith("bl") else found[:-1] if found[-1] in "ie" else found
    return found if word.startswith(found) else found[:-1]  # "says" and "saying" have the root "sai"


class Place(NamedTuple):
    """Where something was found."""

    row: int
    column: int
    start: int
    """In `Words.text`."""
    end: int


_new = tuple.__new__

_REMEMBERED = 64
"""Of how many words it is remembered where they stand."""


class Words:
    """The folded words of texts in rows and columns, each cell of any number of pieces."""

    def __init__(self, text: str, starts: Sequence[int], columns: Sequence[str], vocabulary: str = "") -> None:
        self.text = text
        """Everything, with a blank at least before and after each word."""
        self.starts = starts
        """Where each row begins, and, one on, where all ends."""
        self.columns = columns
        """Of each row, the columns that hold anything, a digit each: JSON holds all rows as one text."""
        self.vocabulary = vocabulary or text
        """Every word, with a blank before and after it: just once where that came with the data, which makes it a tenth as long."""
        self._found_alike: dict[tuple[str, bool], list[tuple[int, int]]] = {}

    @classmethod
    def of(cls, rows: Callable[[], Iterable[Sequence[Sequence[str]]]]) -> Self:
        """Those of some rows, each a list of pieces by column."""
        between = f" {PART} "
        # One row after the other, not all at once: memory that is not asked for costs no time.
        cells: list[str] = []
        columns: list[str] = []
        parts = 0
        for held in rows():
            own = ""
            for column, pieces in enumerate(held):
                if pieces:
                    parts += len(pieces) - 1
                    cells.append(between.join(pieces))
                    own += str(column)
            columns.append(own)
        text = fold_apart(cells)
        folded = text.split(WHOLE)
        if text.count(PART) != parts or len(folded) != max(len(cells), 1):  # a text holds our own marks
            clean = {ord(PART): " ", ord(WHOLE): " "}
            cells = [between.join([piece.translate(clean) for piece in pieces]) for held in rows() for pieces in held if pieces]
            text = fold_apart(cells)
            folded = text.split(WHOLE)
        starts = list(accumulate([len(cell) + 1 for cell in folded], initial=0))
        return cls(text, [starts[before] for before in accumulate(map(len, columns), initial=0)], columns)

    @property
    def length(self) -> int:
        """How many rows there are."""
        return len(self.columns)

    @property
    def cells(self) -> list[str]:
        """The texts of the cells that hold anything, the pieces with `PART` between them."""
        return self.text.split(WHOLE)

    def within(self, place: Place) -> tuple[int, int]:
        """The piece of its cell that something was found in, and how far in that it begins, once folded."""
        start = self.text.rfind(WHOLE, 0, place.start) + 1
        piece = self.text.count(PART, start, place.start)
        return piece, place.start - 2 - (self.text.rfind(PART, start, place.start) if piece else start - 1)

    def size(self, row: int) -> int:
        """How long all texts of a row are."""
        return self.starts[row + 1] - self.starts[row]

    @cached_property
    def all(self) -> frozenset[str]:
        """Every word, once."""
        return frozenset(self.vocabulary.split()) - {PART, WHOLE}

    def holds(self, word: str) -> bool:
        """Does a word stand there as it is?"""
        return f" {word} " in self.text

    def places(self, words: Sequence[str], stemmed: bool = True, prefix: bool = False) -> list[Place]:
        """Where words stand side by side, in any of their forms where they are `stemmed`; with `prefix` the last is a beginning."""
        first, *rest = words
        if any(map(_is_unspaced, words)):
            spans = self._inside(" ".join(words))
        elif rest or prefix:
            spans = list(self._side_by_side(first, rest, stemmed, prefix))
        else:
            spans = self._alike(first, stemmed)
        return self._placed(spans)

    def halves(self, first: str, second: str) -> list[Place]:
        """Where two words stand side by side, the second in any of its forms: the halves of what others write as one."""
        if f" {first} " not in self.vocabulary:  # most ways to part a word make none
            return []
        text, wanted = self.text, root(second)
        after = len(first) + 1
        found = self._beginning(f"{first} {_shared(second)}")
        return self._placed([(start, end) for start, end in found if root(text[start + after : end]) == wanted])

    def _placed(self, spans: Sequence[tuple[int, int]]) -> list[Place]:
        """The same with row and column; the spans come as they stand in the text."""
        placed, starts, count = [], self.starts, self.text.count
        row = 0
        for start, end in spans:
            while starts[row + 1] <= start:  # to import `bisect` would take longer than all steps of a search
                row += 1
            column = int(self.columns[row][count(WHOLE, starts[row], start)])
            # As `Place(…)`, without the call of a function that this costs: a search makes hundreds.
            placed.append(_new(Place, (row, column, start, end)))
        return placed

    def _inside(self, wanted: str) -> list[tuple[int, int]]:
        spans, at = [], self.text.find(wanted)
        while at >= 0:
            spans.append((at, at + len(wanted)))
            at = self.text.find(wanted, at + len(wanted))
        return spans

    def _beginning(self, prefix: str) -> list[tuple[int, int]]:
        find, wanted = self.text.find, " " + prefix
        spans, at = [], find(wanted)
        while at >= 0:
            end = find(" ", at + len(wanted))
            spans.append((at + 1, end))
            at = find(wanted, end)
        return spans

    def _alike(self, word: str, stemmed: bool) -> list[tuple[int, int]]:
        """Where a word stands, in any form where it is `stemmed`; a search asks that of most of its words twice."""
        if (word, stemmed) not in self._found_alike:
            if len(self._found_alike) == _REMEMBERED:
                self._found_alike.clear()
            self._found_alike[word, stemmed] = self._find_alike(word, stemmed)
        return self._found_alike[word, stemmed]

    def _find_alike(self, word: str, stemmed: bool) -> list[tuple[int, int]]:
        if not stemmed:
            return [(start + 1, end - 1) for start, end in self._inside(f" {word} ")]
        wanted, text = root(word), self.text
        known = {word: True}
        spans = []
        for span in self._beginning(_shared(word)):
            found = text[span[0] : span[1]]
            same = known.get(found)
            if same is None:
                known[found] = same = root(found) == wanted
            if same:
                spans.append(span)
        return spans

    def _side_by_side(self, first: str, rest: Sequence[str], stemmed: bool, prefix: bool) -> Iterator[tuple[int, int]]:
        text = self.text
        for start, end in self._alike(first, stemmed) if rest else self._beginning(first):
            last = end
            for number, word in enumerate(rest, 1):
                begin = last + 1
                while text.startswith(" ", begin):
                    begin += 1
                last = text.find(" ", begin)
                if last < 0 or text[begin] != word[0]:  # nothing stands behind the last word of all; all forms begin alike
                    break
                found = text[begin:last]
                if prefix and number == len(rest):
                    if not found.startswith(word):
                        break
                elif found != word and not (stemmed and root(found) == root(word)):
                    break
            else:
                yield start, last
