"""What is known of a report and of a copy of it together: where each record is named, how the passages are worded, who says what."""

import math
from collections.abc import Iterable
from functools import cache, cached_property
from typing import Any, NamedTuple

from ..model import Report
from ..model.base import PARAPHRASE
from ..model.kinds import Shape, all_records
from ..query.amounts import MONTHS
from ..query.index import Index
from ..query.labels import Labels
from ..query.links import references
from ..query.spelling import FILLERS, WORD, key, stem, stems
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


class Known:
    """Answers what rules ask when they hold a record against print."""

    def __init__(self, report: Report, copy: Copy) -> None:
        self.report = report
        self.copy = copy
        self.index = Index(report)
        self.labels = Labels(self.index)
        self.settled = copy.whole >= SETTLED * len(report.passages)
        """Was so much read that the rarity of words can be told?"""
        self.places = cache(self.labels.places)
        self.with_headings = cache(self._with_headings)
        self.words_around = cache(self._words_around)
        self.people_or_places = cache(self._people_or_places)
        self.worth, self.shares = cache(self._worth), cache(self._shares)
        self._words: dict[int, frozenset[str]] = {}
        self.citing: dict[str, list[tuple[str, Any]]] = {}
        """The records that rest on each passage, with their kinds."""
        for kind, record in all_records(report):
            for passage in getattr(record, "sources", ()):
                self.citing.setdefault(passage, []).append((kind, record))

    def _with_headings(self, passages: tuple[str, ...]) -> tuple[str, ...]:
        """Passages, and the headings over them, which count as text of theirs."""
        sections = dict.fromkeys(self.index.get("passage", passage).section for passage in passages)
        headings = (name for section in sections for name in (f"section/{section}", f"section/{section}/chapter"))
        return (*passages, *(name for name in headings if name in self.copy.held.headings))

    def in_lost_heading(self, text: str, passages: tuple[str, ...]) -> bool:
        """May words of a text stand in a heading over some passages that the copy lacks, by what the data has for it?"""
        lost = [name for name in self.with_headings(passages) if name in self.copy.held.headings and name not in self.copy.prints]
        sections = [self.index.get("section", name.split("/")[1]) for name in lost]
        words = {word for section in sections for word in stems(f"{section.title} {section.chapter or ''}")} - FILLERS
        return not words.isdisjoint(stems(text))

    # Names

    @cached_property
    def mentions(self) -> dict[tuple[str, str], list[Mention]]:
        """Where each record is named, by kind and id; not by the name that we gave to something print does not name."""
        return {
            (kind, record.id): [
                Mention(kind, record, name, match)
                for name in (() if kind in NAMELESS else all_names(record))
                if getattr(record, "named", True) or name != record.name
                for match in self.copy.find(name, any_form=kind == "topic" and name[:1].islower())
            ]
            for kind, record in all_records(self.report)
        }

    @cached_property
    def mentions_in(self) -> dict[str, list[Mention]]:
        """Everything that each passage names."""
        found: dict[str, list[Mention]] = {name: [] for name in self.copy.prints}
        for mentions in self.mentions.values():
            for mention in mentions:
                found[mention.match.print.name].append(mention)
        return found

    def named(self, kind: str, record: Any, passages: Iterable[str]) -> list[Match]:
        """Where some passages name a record: a person also by an honorific and one of the names."""
        found = [mention.match for mention in self.mentions[kind, record.id] if mention.match.print.name in passages]
        if kind == "speaker" and not found and record.honorific:
            return [match for word in record.name.split() for match in self.copy.find(f"{record.honorific} {word}", passages)]
        return found

    def is_part(self, mention: Mention, kind: str | None = None) -> bool:
        """Is a name here only a part of the longer name of another record, of a kind if one is given; else also the name of another?"""
        others = (other for other in self.mentions_in[mention.match.print.name] if other.record is not mention.record)
        if kind:
            return any(mention.match.within(other.match) for other in others if other.kind == kind)
        return any(mention.match.within(other.match) or mention.match == other.match for other in others)

    @cached_property
    def honorifics(self) -> frozenset[str]:
        """All words that stand before people's names, in small letters."""
        return frozenset(word.lower() for speaker in self.report.speakers for word in (speaker.honorific or "").split())

    @cached_property
    def credited(self) -> frozenset[str]:
        """Words with capitals that are no names of records anywhere: honorifics, months, and those of the publication."""
        held = self.report.conference.report
        names = (*self.honorifics, *MONTHS, held.title, held.publisher, held.licence, *(credit.name for credit in held.credits))
        return frozenset(key(word) for name in names for word in WORD.findall(name)) | FILLERS

    def words_of(self, record: Any) -> frozenset[str]:
        """The words, also as stems and by their first four letters, of the names of a record and of all it refers to but topics."""
        if id(record) not in self._words:
            labels = [*all_names(record), str(getattr(record, "order", "")), getattr(record, "honorific", None) or ""]
            for one in references(record):
                if one.target not in ("passage", "topic"):
                    target = self.index.get(one.target, one.id)
                    labels += all_names(target)
                    labels += all_names(self.index.get("country", target.country)) if one.target == "city" else ()
            numbers = {word.strip(",") for label in labels for word in label.split() if word[0].isdigit()}  # 1.2, the number of a forum
            self._words[id(record)] = _forms({key(word) for label in labels for word in WORD.findall(label)}) | numbers
        return self._words[id(record)]

    def _words_around(self, passage: str) -> frozenset[str]:
        """The same of what a passage prints, and of the records that rest on it."""
        printed = _forms({word for one in self.copy.of((passage,)) for word in one.keys})
        return printed.union(*(self.words_of(record) for _, record in self.citing.get(passage, ())))

    # Wording

    @cached_property
    def _holders(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for passage in self.report.passages:
            for word in self.copy.prints[passage.id].bag if passage.id in self.copy.prints else ():
                found.setdefault(word, []).append(passage.id)
        return found

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How much a word, as a stem, tells about where it stands: nothing if every passage has it."""
        return {word: math.log((self.copy.passages + 1) / (len(holders) + 0.5)) for word, holders in self._holders.items()}

    def leans(self, text: str, one: Print) -> bool:
        """Does a text rest on a passage, as far as words tell?"""
        worth, whole = self.worth(text)
        mine = sum([worth[word] for word in worth.keys() & one.bag])
        if mine >= LEANS * whole or len(one.bag) < 3:
            return True  # it shares much, or has no words that could tell
        shares = self.shares(text)
        best = max(shares)
        return mine >= LEANS * best or (mine >= A_LITTLE * best and sum(other > mine for other in shares) < NEARLY)

    def _worth(self, text: str) -> tuple[dict[str, float], float]:
        worth = {word: self.rarity.get(word, 0.0) for word in stems(text)}
        return worth, sum(worth.values())

    def _shares(self, text: str) -> list[float]:
        """How much of a text each passage shares, of those that share anything."""
        shares: dict[str, float] = {}
        for word, value in self.worth(text)[0].items():
            for holder in self._holders.get(word, ()):
                shares[holder] = shares.get(holder, 0.0) + value
        return list(shares.values())

    def told_under(self, text: str, one: Print, kind: str) -> tuple[set[str], set[str]]:
        """Under whose names, people's or places', a passage tells something, and all whom it names; "" stands for nobody.

        They stand in the sentences that have most of its words, or in the last one before with a name.
        """
        _, named = self.people_or_places(one, kind)
        worth, _ = self.worth(text)
        scores = [sum([worth[word] for word in worth.keys() & bag]) for _, bag in one.sentences]
        most = MOST * max(scores)
        found: set[str] = set()
        last = {""}
        for (sentence, _), score in zip(one.sentences, scores, strict=True):
            inside = [(place, who) for place, who in named if place in sentence]
            if score >= most > 0:
                words = (place for place in sentence if worth.get(one.stems[place], 0) > 1)
                found |= {who for _, who in inside} or last
                found |= last if inside and inside[0][0] > next(words, sentence.start) else set()
            last = {who for _, who in inside} or last
        return found, {who for _, who in named}

    def _people_or_places(self, one: Print, kind: str) -> tuple[dict[str, str], list[tuple[int, str]]]:
        """The people, cities or countries that rest on a passage: what they are called, and where it names them."""
        records = [record for other, record in self.citing.get(one.name, ()) if other == kind]
        names = {name: record.id for record in records for name in (*all_names(record), *record.name.split()[-1:] * (kind == "speaker"))}
        return names, sorted((match.first, record.id) for record in records for match in self.named(kind, record, (one.name,)))


def all_names(record: Any) -> list[str]:
    """Everything a record is called."""
    held = [getattr(record, field, None) for field in ("name", "title", "theme", "acronym")]
    return [name for name in (*held, *getattr(record, "aliases", ())) if name]


def is_paraphrase(cls: type[Any], name: str, shape: Shape) -> bool:
    """Is a field in our own words?"""
    return PARAPHRASE in shape.marks


def _forms(words: set[str]) -> frozenset[str]:
    return frozenset(words | set(map(stem, words)) | {one[:4] for one in words} | FILLERS)
