"""What is known of a report and of a copy of it together: where each record is named, how the passages are worded, who says what."""

import math
from collections.abc import Collection, Iterable
from functools import cache, cached_property
from itertools import chain
from typing import Any, NamedTuple

from ..model import Passage, Report
from ..model.base import AMOUNT, BESIDE, IN_ANY_FORM, PARAPHRASE, PRINTED
from ..model.kinds import Shape, aliases, all_records, is_reference
from ..model.walk import walk
from ..query.amounts import span
from ..query.index import Index
from ..query.labels import Labels
from ..query.numbers import forms, range_forms
from ..query.spelling import FILLERS, WORD, key, stem, stems
from .fingerprints import check_value
from .prints import Copy, Match, Print

LEANS = 0.45
"""A paraphrase must share this much with a passage it cites, measured by the passage that shares most with it; …"""

NEARLY, A_LITTLE = 4, 0.15
"""… or so few passages share more with it, and it shares at least so much."""

SETTLED = 0.95
"""Where so many passages were read whole, the rarity of words can be told."""

MOST = 0.75
"""A sentence with so much of the wording of the one that has most of it tells the same."""

NAMELESS = frozenset({"passage", "section", "statement", "strategy", "figure"})
"""Kinds whose records print does not call by a name."""


class Mention(NamedTuple):
    """A place where a passage prints something a record is called."""

    kind: str
    record: Any
    name: str
    match: Match
    where: str
    """The passage."""


class Known:
    """Answers what rules ask when they hold a record against print."""

    def __init__(self, report: Report, copy: Copy) -> None:
        self.report, self.copy, self.index = report, copy, Index(report)
        self.labels = Labels(self.index)
        self.settled = copy.whole >= SETTLED * len(report.passages)
        """Was so much read that the rarity of words can be told?"""
        self.places, self.short = cache(self.labels.places), cache(lambda kind, one: self.labels.short(self.index.get(kind, one)))
        self.with_headings, self.called, self.people_in = cache(self._with_headings), cache(self._called), cache(self._people_in)
        self.letters, self._worth, self._shares = cache(self._letters), cache(self._worth_of), cache(self._shares_of)
        self._words: dict[int, frozenset[str]] = {}
        self.citing: dict[str, list[tuple[str, Any]]] = {passage.id: [] for passage in report.passages}
        """The records that rest on each passage, with their kinds."""
        self.mentions: dict[tuple[str, str], list[Mention]] = {}
        """Where each record is named, by kind and id; not by the name that we gave to something print does not name."""
        self.mentions_in: dict[str, list[Mention]] = {name: [] for name in copy.prints}
        """Everything that each passage names."""
        for kind, record in all_records(report):
            for passage in getattr(record, "sources", ()):
                self.citing[passage].append((kind, record))
            names = [name for name in all_names(record) if kind not in NAMELESS and (getattr(record, "named", True) or name != record.name)]
            places = ((name, copy.find(name, any_form=kind == "topic" and name[:1].islower())) for name in names)
            self.mentions[kind, record.id] = [
                Mention(kind, record, name, match, match.print.name) for name, found in places for match in found
            ]
            for mention in self.mentions[kind, record.id]:
                self.mentions_in[mention.where].append(mention)

    @cached_property
    def told(self) -> dict[str, set[int]]:
        """Of what each passage prints, what the data tells, in the check values of fingerprints."""
        found: dict[str, set[int]] = {name: set() for name in self.copy.prints}
        for kind, record in all_records(self.report):
            for path, node, shape, value, sources in walk(record, is_told):
                field = str(path[0]) if len(path) == 1 else ".".join([step for step in path if isinstance(step, str)])
                teller = check_value(f"{kind}/{record.id} {field}" if shape.reference else f"{kind} {field}")
                for one in value if shape.many else (value,):
                    for passage, words in self._told_at(node, shape, path[-1], one, sources or (record.id,)):
                        found[passage].update([teller ^ check_value(letters) for letters in words])
        return found

    def _told_at(self, node: Any, shape: Shape, field: object, value: Any, there: tuple[str, ...]) -> Iterable[tuple[str, Iterable[str]]]:
        """The passages, among some, that print what a field tells, and the letters that do."""
        if PARAPHRASE in shape.marks:
            said = set(map(key, WORD.findall(" ".join((value, *node.terms)))))
            return [(one.name, said.intersection(one.keys)) for one in self.copy.of(there)]
        if shape.reference:
            held = self.letters(shape.reference, value)
            return [(passage, held[passage]) for passage in there if passage in held]
        if AMOUNT in shape.marks and field not in ("unit", "qualifier"):
            wanted = range_forms(*span(node)) if field in ("value", "date") else forms(value)
            places = [match for one in self.copy.of(there) for match in one.standing(wanted)]
        else:
            places = self.copy.find(str(value), there, IN_ANY_FORM in shape.marks)
        return [(match.print.name, (match.letters,)) for match in places]

    def _letters(self, kind: str, identifier: str) -> dict[str, set[str]]:
        """By what letters each passage names a record."""
        found: dict[str, set[str]] = {}
        for mention in self.mentions.get((kind, identifier), ()):
            found.setdefault(mention.where, set()).add(mention.match.letters)
        return found

    def _with_headings(self, passages: tuple[str, ...]) -> Collection[str]:
        """Passages, and the headings over them, which count as text of theirs."""
        sections = dict.fromkeys(self.index.get("passage", passage).section for passage in passages)
        headings = (name for section in sections for name in (f"section/{section}", f"section/{section}/chapter"))
        return dict.fromkeys((*passages, *(name for name in headings if name in self.copy.held.headings)))

    def in_lost_heading(self, text: str, passages: tuple[str, ...]) -> bool:
        """May words of a text stand in a heading over some passages that the copy lacks, by what the data has for it?"""
        there = self.with_headings(passages)
        lost = [name.split("/")[1] for name in there if name in self.copy.held.headings and name not in self.copy.prints]
        sections = [self.index.get("section", section) for section in lost]
        return any(not (set(stems(f"{one.title} {one.chapter}")) - FILLERS).isdisjoint(stems(text)) for one in sections)

    # Names

    def named(self, kind: str, record: Any, passages: Iterable[str]) -> list[Match]:
        """Where some passages name a record."""
        return [mention.match for mention in self.mentions[kind, record.id] if mention.where in passages]

    def is_part(self, mention: Mention, kind: str | None = None) -> bool:
        """Is a name here only a part of the name of another record, of a kind if one is given; else also the same name?"""
        others = (other for other in self.mentions_in[mention.where] if other.record is not mention.record)
        same = mention.match if kind is None else None
        return any(other.match == same or mention.match.within(other.match) for other in others if kind in (None, other.kind))

    @cached_property
    def honorifics(self) -> frozenset[str]:
        """All words that stand before people's names, in small letters."""
        return frozenset(word.lower() for speaker in self.report.speakers for word in (speaker.honorific or "").split())

    @cached_property
    def name_words(self) -> frozenset[str]:
        """The words with capitals of the names of people, cities and countries, and of nothing else."""
        records = (*self.report.speakers, *self.report.cities, *self.report.countries)
        words = (word for record in records for name in all_names(record) for word in WORD.findall(name) if word[0].isupper())
        return frozenset(key(word) for word in words if stem(key(word)) not in self.copy.common)

    def words_of(self, record: Any) -> frozenset[str]:
        """The words, also as stems and by their first four letters, of the names of a record and of all it refers to but topics."""
        if id(record) not in self._words:
            visits = walk(record, _names_another)
            targets = [
                self.index.get(str(shape.reference), one) for _, _, shape, value, _ in visits for one in (value if shape.many else (value,))
            ]
            names = (name for target in (record, *targets) for name in all_names(target))
            self._words[id(record)] = frozenset().union(*map(_forms, names))
        return self._words[id(record)]

    def is_around(self, words: set[str], record: Any, passages: Iterable[str]) -> bool:
        """Is one of some words such a word of a record or of the records that rest on some passages, or of what these print?"""
        beside = (other for passage in passages for _, other in self.citing.get(passage, ()))
        held = chain((FILLERS, self.words_of(record)), (one.forms for one in self.copy.of(passages)), map(self.words_of, beside))
        return not all(map(words.isdisjoint, held))

    # Wording

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        """The numbers of the passages that have a word, as a stem."""
        holders: dict[str, list[int]] = {}
        for number, one in enumerate(self.copy.of(self.citing)):
            for word in one.bag:
                holders.setdefault(word, []).append(number)
        return holders

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How much a word, as a stem, tells about where it stands: nothing if every passage has it."""
        return {word: math.log((self.copy.passages + 1) / (len(held) + 0.5)) for word, held in self._holders.items()}

    def _worth_of(self, text: str) -> dict[str, float]:
        """The words of a text that are printed anywhere, as stems, with their rarity."""
        rarity = self.rarity
        return {word: rarity[word] for word in stems(text) if word in rarity}

    def _shares_of(self, text: str) -> list[float]:
        """How much of a text each passage shares."""
        shares = [0.0] * (self.copy.passages or 1)
        for word, value in self._worth(text).items():
            for holder in self._holders[word]:
                shares[holder] += value
        return shares

    def leans(self, text: str, one: Print) -> bool:
        """Does a text rest on a passage, as far as words tell?"""
        worth = self._worth(text)
        mine = _shared(worth, one.bag)
        if mine >= LEANS * sum(worth.values()) or len(one.bag) < 3:
            return True  # it shares much, or has no words that could tell
        best = max(self._shares(text))
        return mine >= LEANS * best or (mine >= A_LITTLE * best and sum(other > mine for other in self._shares(text)) < NEARLY)

    def told_under(self, text: str, one: Print, who: set[str]) -> set[str]:
        """Under which people's names a passage tells something; "" stands for nobody.

        They stand in the sentences that have most of its words, or in the last one before with a name. Only asked where it
        names somebody, and who is said to have told it if anybody is.
        """
        named = self.people_in(one)
        if not named or (who != {""} and who.isdisjoint([other for _, other in named])):
            return set()
        worth = {word: value for word, value in self._worth(text).items() if word in one.bag}
        scores = [_shared(worth, bag) for _, bag in one.sentences]
        most, last = MOST * max(scores), {""}
        found: set[str] = set()
        for (sentence, _), score in zip(one.sentences, scores, strict=True):
            inside = [(place, who) for place, who in named if place in sentence]
            if score >= most > 0:
                first = next((place for place in sentence if worth.get(one.stems[place], 0) > 1), sentence.start)
                found |= {who for _, who in inside} | (set() if inside and inside[0][0] <= first else last)
            last = {who for _, who in inside} or last
        return found

    def _people_in(self, one: Print) -> list[tuple[int, str]]:
        """Where a passage names the people that rest on it."""
        people = [record for kind, record in self.citing[one.name] if kind == "speaker"]
        return sorted((match.first, record.id) for record in people for match in self.named("speaker", record, (one.name,)))

    def _called(self, one: Print) -> dict[str, tuple[str, str]]:
        """What the people, cities and countries that rest on a passage are called."""
        held = [(kind, record) for kind, record in self.citing[one.name] if kind in ("speaker", "city", "country")]
        names = {name: (kind, record.id) for kind, record in held for name in all_names(record)}
        return names | {record.name.split()[-1]: (kind, record.id) for kind, record in held if kind == "speaker"}


def all_names(record: Any) -> list[str]:
    """Everything a record is called."""
    held = [getattr(record, field, None) for field in ("name", "title", "theme", "acronym")]
    return [name for name in (*held, *aliases(record)) if name]


def is_told(cls: type[Any], name: str, shape: Shape) -> bool:
    """Does a field tell what passages print: a name, a number, a record referred to, the words of a gist?"""
    named = shape.reference not in (None, "passage", *NAMELESS) and name != "id"
    return named or (cls is Passage and name == "gist") or not shape.marks.isdisjoint({PRINTED, IN_ANY_FORM, BESIDE, AMOUNT})


def is_paraphrase(cls: type[Any], name: str, shape: Shape) -> bool:
    """Is a field in our own words?"""
    return PARAPHRASE in shape.marks


def _shared(worth: dict[str, float], words: frozenset[str]) -> float:
    """What those are worth of some words that are among others; in the order of the words, or rounding decides."""
    return sum(map(worth.__getitem__, filter(words.__contains__, worth)))


@cache
def _forms(name: str) -> frozenset[str]:
    """The words of a name, also as stems and by their first four letters, and its numbers: 1.2, the number of a forum."""
    words = list(map(key, WORD.findall(name)))
    numbers = [word.strip(",") for word in name.split() if word[0].isdigit()]
    return frozenset((*words, *stems(name), *[word[:4] for word in words], *numbers))


def _names_another(cls: type[Any], name: str, shape: Shape) -> bool:
    return is_reference(cls, name, shape) and shape.reference not in ("passage", "topic")
