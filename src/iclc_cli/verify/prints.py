"""What the passages of a copy print, ready to be asked: do these words stand there, where, and as what?"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from ..query.spelling import FILLERS, WORD, key, stem
from .finding import UNREAD, Letters, find
from .fingerprints import Fingerprint, Fingerprints, marked, stops

UNKNOWN, MISSING = "\0", "[…]"
"""What stands for a letter that the copy does not have, and for its words."""

FAR = 20
"""Where the letters of a passage are moved by so many against each other, it is no letter that was lost or misread."""

SIGNS = 8
"""So many characters before or behind a letter are looked at for signs that belong to it."""

_HYPHEN = re.compile("[-‐‑]\\s*\n\\s*|[\xad\ufffe\x02]\\s*")
_SENTENCE_END = re.compile(r"['\"’”)]*[.!?;:][)'\"’”¹²³⁰⁴-⁹]*(?:\s|(?=[A-Z]))")
_STOP = re.compile(r"[,;:.!?](?!\d)")
_NUMBER_BEFORE = re.compile(r"(?:\d[.,]|[^\W\d_][-‐‑])\Z")
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

    def __init__(self, name: str, held: Fingerprint, where: Sequence[int], copy: Letters) -> None:
        self.name = name
        letters = "".join([copy.text[place] if place >= 0 else UNKNOWN for place in where])
        words = list(pairwise(accumulate(held.words, initial=0)))
        self.keys = [letters[start:end] for start, end in words]
        """Its words, without case and accents."""
        self.stems = list(map(stem, self.keys))
        """What they share with their inflections."""
        self.text, self.spans = _composed([where[start:end] for start, end in words], copy)
        """Its words whole, its line ends gone; and where each word stands in that."""
        self.cased = marked(self.text) == held.marked
        """Has it as many capitals and accents as are printed?"""
        self.whole = UNREAD not in where and len(set(where)) == len(where) and stops(self.text) == held.stops
        """Was it read to the letter, each letter once, and to the stop?"""
        moved = [place - number for number, place in enumerate(where) if place >= 0]
        damage = "columns" if max(moved) - min(moved) > FAR else "letters" if UNREAD in where else "stops"
        self.damage = None if self.whole else damage
        """What happened to it: are `columns` mixed, or `letters` or `stops` lost or misread?"""

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
        ends = [word for word, ((_, end), (start, _)) in gaps if _SENTENCE_END.match(self.text, end, start + 1)]
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

    def standing(self, wanted: Iterable[str]) -> list[Match]:
        """Where a number stands, written in one of some ways, and as no part of a longer one or of a name."""
        found = chain.from_iterable(map(self.find, wanted))
        return [match for match in found if not (_NUMBER_BEFORE.search(match.before) or re.match(r"[.,]\d", match.behind))]


def _composed(words: Iterable[Sequence[int]], copy: Letters) -> tuple[str, list[tuple[int, int]]]:
    """A text and where each word stands in it, by the places of its letters: divided words joined, […] for those that are lost."""
    raw, at = copy.raw, copy.places
    text, spans, last = "", list[tuple[int, int]](), UNREAD
    for places in words:
        if UNREAD in places:
            word, last = MISSING, UNREAD
            text += "" if text.endswith(MISSING) else f" {MISSING}" if text else MISSING
        else:
            word = raw[at[places[0]] : at[places[-1]] + 1]
            if len(word) != len(places) or not word.isalnum():  # divided, or with a sign for two letters
                word = "".join([raw[one] for one in dict.fromkeys([at[place] for place in places])])
            gap = _between(copy, last, places[0])
            text += (gap if text else gap.lstrip()) + word
            last = places[-1]
        spans.append((len(text) - len(word), len(text)))
    return text + _between(copy, last, UNREAD).rstrip(), spans


def _between(copy: Letters, last: int, first: int) -> str:
    """What stands between two letters that follow each other in print; where they do not in the copy, the signs beside each."""
    start, end = copy.places[last] + 1, copy.places[first]
    if last >= 0 and first == last + 1:
        gap = copy.raw[start:end]
    else:
        behind = re.split(r"[\w\s]", copy.raw[start : start + SIGNS])[0] if last >= 0 else ""
        ahead = re.split(r"\w|(?<!©)\s", copy.raw[max(end - SIGNS, 0) : end])[-1] if first >= 0 else ""
        gap = f"{behind}\n{ahead}"
    return gap if gap == " " else re.sub(r"\s+", " ", _HYPHEN.sub("-", gap)) or " "


class Copy:
    """A copy of a report: its passages, and the headings over its sections."""

    def __init__(self, name: str, held: Fingerprints, text: str) -> None:
        self.name = name
        self.held = held
        letters, every = Letters(text), {**held.passages, **held.headings}
        prints = [Print(name, every[name], where, letters) for name, where in find(every, letters).items()]
        self.prints = {one.name: one for one in prints if one.whole or one.name in held.passages}
        """The passages that were found, in the order of the report; and the headings, under the names that the fingerprints give them."""
        outcomes = Counter(self.prints[one].damage if one in self.prints else "lost" for one in held.passages)
        self.passages = len(held.passages) - outcomes["lost"]
        """How many passages were found."""
        self.whole = outcomes.pop(None, 0)
        """How many of them were read to the letter."""
        self.damage = max(outcomes, key=outcomes.__getitem__, default=None)
        """How most of the others are damaged."""
        self._places: defaultdict[str, list[tuple[Print, int]]] = defaultdict(list)
        for one in self.prints.values():
            for place, root in enumerate(one.stems):
                self._places[root].append((one, place))
        self._matches = cache(self._found)

    def of(self, passages: Iterable[str]) -> list[Print]:
        """Those of some passages that were found."""
        return [self.prints[one] for one in passages if one in self.prints]

    def find(self, text: str, there: Iterable[str] | None = None, any_form: bool = False) -> list[Match]:
        """Where words stand together, a name with its capitals; in any form, also where they are inflected otherwise."""
        found = self._matches(text, any_form)
        return found if there is None else [match for match in found if match.print.name in there]

    def _found(self, text: str, any_form: bool) -> list[Match]:
        words, apart, found = list(map(key, WORD.findall(text))), set(_STOP.findall(text)), list[Match]()
        roots = list(map(stem, words))
        rare = min(range(len(roots)), key=lambda number: len(self._places[roots[number]]), default=0)
        for one, place in self._places[roots[rare]] if roots else ():
            match = Match(one, place - rare, place - rare + len(roots) - 1)
            held, wanted = (one.stems, roots) if any_form else (one.keys, words)
            if match.first < 0 or held[match.first : match.last + 1] != wanted:
                continue
            # neither parted by a comma or a full stop, nor written without a capital if it is a name
            if apart.issuperset(_STOP.findall(match.text)) and not (is_proper(text) and one.cased and match.text.islower()):
                found.append(match)
        return found

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
    return re.split(f"({'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})", text)


def is_proper(text: str) -> bool:
    """Is it a name, written with a capital?"""
    return any(map(str.isupper, text.partition(" ")[0]))


def same_letters(match: Match, wanted: str) -> bool:
    """Are accents the same too, as far as the copy has them?"""
    printed, wanted = ("".join(filter(str.isalpha, text.casefold())) for text in (match.text, wanted))
    return not match.print.cased or printed == wanted
