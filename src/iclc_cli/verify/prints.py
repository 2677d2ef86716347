"""What the passages of a copy print, ready to be asked: do these words stand there, where, and as what?"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple
from unicodedata import normalize

from ..query.spelling import FILLERS, WORD, key, stem, stems
from .finding import Letters, Piece, find
from .fingerprints import Fingerprint, Fingerprints, count_of

UNREAD, UNKNOWN, MISSING = -1, "\0", "[…]"
"""The place of a letter that the copy does not have, what stands for it, and what stands for its words."""

_HYPHEN = re.compile("\\s*[-‐‑\xad\ufffe\x02]+\\s+")
_SENTENCE_END = re.compile(r"['\"’”)]*[.!?;:][)'\"’”¹²³⁰⁴-⁹]*(?:\s|(?=[A-Z]))")
_BEHIND = re.compile(r"[^\w\s\x00-\x1f\ufffe\xad-]*")
_AHEAD = re.compile(r"(?:© )?[^\w\s\x00-\x1f\ufffe\xad-]*\Z")
_STOP = re.compile(r"[,;:.!?](?!\d)")
_NAME_BEFORE = re.compile(r"[^\W\d_a-z](?<![^\W_].)[^\W_]*[ ‐‑-]\Z")
_NAME_BEHIND = re.compile(r"[-‐‑]\w| [^\W\d_a-z]")


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
    def letters(self) -> str:
        """The letters of its words, run together, without case and accents."""
        return "".join(self.print.keys[self.first : self.last + 1])

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


class Print:
    """A passage as a copy prints it."""

    def __init__(self, name: str, held: Fingerprint, pieces: Sequence[Piece], copy: Letters) -> None:
        self.name = name
        self.pieces = pieces
        letters = ""
        for piece in pieces:
            letters += UNKNOWN * (piece.first - len(letters)) + copy.text[piece.first + piece.shift : piece.end + piece.shift]
        letters += UNKNOWN * (held.length - len(letters))
        words = list(pairwise([0, *accumulate(held.words)]))
        self.keys = [letters[start:end] for start, end in words]
        """Its words, without case and accents."""
        self.stems = list(map(stem, self.keys))
        """What they share with their inflections."""
        self.text, self.spans = self._composed(copy, words)
        """Its words whole, its line ends gone; and where each word stands in that."""
        counted = zip(count_of(self.text), (held.capitals, held.accents, held.stops), strict=True)
        self.cased, self.accented, self._pointed = (one == other for one, other in counted)
        """Has it as many capitals, and as many accents, as are printed?"""
        taken = sorted((piece.first + piece.shift, piece.end + piece.shift) for piece in pieces)
        once = all(end <= start for (_, end), (start, _) in pairwise(taken))
        self.whole = self._pointed and UNKNOWN not in letters and once
        """Was it read to the letter, each letter once, and to the stop?"""

    def _composed(self, copy: Letters, words: Sequence[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
        """The text, and where each word stands in it: words that are divided joined, […] for those that are lost."""
        raw, at, where = copy.raw, copy.places, list[int]()
        for piece in self.pieces:
            where += [UNREAD] * (piece.first - len(where))
            where += range(piece.first + piece.shift, piece.end + piece.shift)
        where += [UNREAD] * (words[-1][1] - len(where))
        lost = UNREAD in where
        text, spans, before = "", list[tuple[int, int]](), UNREAD

        def signs_behind() -> str:
            found = _BEHIND.match(raw, at[before] + 1) if before >= 0 else None
            return found[0] if found else ""

        for start, end in words:
            if lost and UNREAD in where[start:end]:
                text += "" if text.endswith(MISSING) else f" {MISSING}" if text else MISSING
                spans.append((len(text) - len(MISSING), len(text)))
                before = UNREAD
                continue
            place, last = where[start], where[end - 1]
            first = at[place]
            word = raw[first : at[last] + 1]
            if len(word) != end - start or last - place >= end - start or not word.isalnum():  # divided, or a sign for two letters
                word = "".join([raw[one] for one in dict.fromkeys([at[one] for one in where[start:end]])])
            if before >= 0 and place == before + 1:
                printed = raw[at[before] + 1 : first]
                text += printed if printed == " " else _gap(printed, word)
            else:
                ahead = _AHEAD.search(raw, max(first - 4, 0), first)
                text += _gap(f"{signs_behind()} {ahead[0] if ahead else ''}", word) if text else ahead[0] if ahead else ""
            spans.append((len(text), len(text) + len(word)))
            text, before = text + word, last
        return text + signs_behind(), spans

    @property
    def damage(self) -> str:
        """What happened to the most of it that could not be read: `letters` are lost or misread, `columns` mixed, `stops` lost."""
        gaps = [(right.first - left.end, abs(right.shift - left.shift)) for left, right in pairwise(self.pieces) if right.first > left.end]
        misread = sum(moved <= missing for missing, moved in gaps)
        return "stops" if not self._pointed and not gaps else "letters" if 2 * misread >= len(gaps) else "columns"

    @cached_property
    def bag(self) -> frozenset[str]:
        """The stems of its words, each once."""
        return frozenset(self.stems)

    @cached_property
    def forms(self) -> frozenset[str]:
        """Its words, also as stems and by their first four letters."""
        return self.bag.union(self.keys, [word[:4] for word in self.keys])

    @cached_property
    def sentences(self) -> list[tuple[range, frozenset[str]]]:
        """The words of each sentence, by place, and their stems."""
        gaps = enumerate(pairwise(self.spans), 1)
        ends = [
            word
            for word, ((_, end), (start, _)) in gaps
            if self.text[end : end + 1] != " " and _SENTENCE_END.match(self.text, end, start + 1)
        ]
        return [(range(first, end), frozenset(self.stems[first:end])) for first, end in pairwise([0, *ends, len(self.spans)])]

    def sentence(self, word: int) -> range:
        """The words of the sentence that holds a word."""
        return next(words for words, _ in self.sentences if word in words)

    @cached_property
    def run(self) -> tuple[str, dict[int, int]]:
        """Its words run together, and the word that begins at each place."""
        return "".join(self.keys), {place: word for word, place in enumerate(accumulate(map(len, self.keys), initial=0))}

    def find(self, wanted: str) -> Iterator[Match]:
        """Where letters and digits stand on whole words, however these are divided."""
        text, words = self.run
        place = text.find(wanted) if wanted else -1
        while place >= 0:
            if place in words and place + len(wanted) in words:
                yield Match(self, words[place], words[place + len(wanted)] - 1)
            place = text.find(wanted, place + 1)

    def standing(self, wanted: Iterable[str]) -> Iterator[Match]:
        """Where a number stands, written in one of some ways, and as no part of a longer one or of a name."""
        for match in [match for form in wanted if form in self.run[0] for match in self.find(form)]:
            part = re.search(r"\d[.,]\Z", match.before) or re.match(r"[.,]\d", match.behind)
            if not part and not (match.text.isdigit() and re.search(r"[^\W\d_][-‐‑]\Z", match.before)):
                yield match


def _gap(printed: str, following: str) -> str:
    """What stands between two words, without line ends."""
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
        self._found: dict[tuple[str, bool], list[Match]] = {}

    def of(self, passages: Iterable[str]) -> list[Print]:
        """Those of some passages that were found."""
        return [self.prints[one] for one in passages if one in self.prints]

    @cached_property
    def _places(self) -> tuple[dict[str, list[tuple[Print, int]]], ...]:
        """Where each word stands, and where each stem."""
        found: tuple[dict[str, list[tuple[Print, int]]], ...] = ({}, {})
        for one in self.prints.values():
            for held, words in zip(found, (one.keys, one.stems), strict=True):
                for place, word in enumerate(words):
                    held.setdefault(word, []).append((one, place))
        return found

    def find(self, text: str, there: Iterable[str] | None = None, any_form: bool = False) -> list[Match]:
        """Where words stand together, a name with its capitals; in any form, also where they are inflected otherwise."""
        if (text, any_form) not in self._found:
            wanted = stems(text) if any_form else tuple(map(key, WORD.findall(text)))
            held = [self._places[any_form].get(word, ()) for word in wanted]
            rare = min(range(len(wanted)), key=[len(places) for places in held].__getitem__, default=-1)
            proper, last, found = is_proper(text), len(wanted) - 1, []
            stops = frozenset(_STOP.findall(text) if last else ())
            for one, place in held[rare] if held else ():
                first = place - rare
                words = one.stems if any_form else one.keys
                if not last or (first >= 0 and tuple(words[first : first + last + 1]) == wanted):
                    match = Match(one, first, first + last)
                    # neither parted by a comma or a full stop, nor written without a capital if it is a name
                    if (not last or stops.issuperset(_STOP.findall(match.text))) and not (proper and one.cased and match.text.islower()):
                        found.append(match)
            self._found[text, any_form] = found
        found = self._found[text, any_form]
        return found if there is None else [match for match in found if match.print.name in there]

    @cached_property
    def common(self) -> frozenset[str]:
        """The stems of words that are printed without a capital somewhere: what is no name."""
        prints = self.prints.values()
        return frozenset(stem for one in prints for stem, (start, _) in zip(one.stems, one.spans, strict=True) if one.text[start].islower())

    def joined(self, match: Match, before: bool = True) -> bool:
        """Is a match a part of a longer name: does a word with a capital stand right behind it, or before it, or a hyphen behind it?"""
        one = match.print
        if not one.cased:
            return False
        if _NAME_BEHIND.match(match.behind):
            return True
        if not before or not match.text[0].isupper() or not _NAME_BEFORE.search(match.before):
            return False
        word = match.first - 1
        return one.keys[word] not in FILLERS and not (one.sentence(word).start == word and one.stems[word] in self.common)


def parted(text: str, names: Iterable[str]) -> list[str]:
    """A text taken apart at names, the longest where several begin: what stands before one, the name, what stands behind it …"""
    pieces, start = [], 0
    while found := [(place, -len(name)) for name in names if (place := text.find(name, start)) >= 0]:
        place, length = min(found)
        pieces += [text[start:place], text[place : place - length]]
        start = place - length
    return [*pieces, text[start:]]


def is_proper(text: str) -> bool:
    """Is it a name, written with a capital?"""
    return any(map(str.isupper, text.partition(" ")[0]))


def same_letters(match: Match, wanted: str) -> bool:
    """Are accents the same too, as far as the copy has them?"""
    if wanted.isascii() and match.text.isascii():
        return True
    printed, wanted = ("".join(filter(str.isalpha, normalize("NFC", text).casefold())) for text in (match.text, wanted))
    return not match.print.accented or printed == wanted
