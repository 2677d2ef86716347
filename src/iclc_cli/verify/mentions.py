"""What is known of a report and of a copy of it together: where each record is named, and how the passages are worded."""

import math
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from ..model.base import cached
from ..model.kinds import all_records
from ..model.records import Report
from ..query.index import Index
from ..query.labels import Labels
from ..query.links import references
from ..query.names import names_of
from .aligning import Copy
from .prints import Match, Phrase, Print, Prints, phrase
from .words import content, words

LEANS = 0.45
"""A paraphrase must share this much with a passage it cites, measured by the passage that shares most with it; …"""

NEARLY, A_LITTLE = 4, 0.15
"""… or so few passages share more with it, and it shares at least so much."""

NAMELESS = frozenset({"passage", "section", "statement", "strategy", "figure"})
"""Kinds whose records print does not call by a name."""


class Mention(NamedTuple):
    """A place where a passage prints something a record is called."""

    kind: str
    id: str
    passage: str
    match: Match
    name: Phrase

    def within(self, other: "Mention") -> bool:
        """Is it a part of a longer mention of another record?"""
        longer = other.match.last - other.match.first > self.match.last - self.match.first
        return longer and other.match.first <= self.match.first and self.match.last <= other.match.last and not self.same(other)

    def same(self, other: "Mention") -> bool:
        """Is it of the same record?"""
        return (self.kind, self.id) == (other.kind, other.id)


class Knowledge:
    """Answers what rules ask when they hold a record against print."""

    def __init__(self, report: Report, copy: Copy, earlier: "Knowledge | None" = None) -> None:
        """With the knowledge about another version of the same report, what it has of the copy is used again."""
        self.report = report
        self._index = Index(report)
        self.naming = Labels(self._index)
        self.copy = copy
        self.prints: Prints = earlier.prints if earlier else Prints(copy)
        same = earlier is not None and earlier.report.passages is report.passages
        self.wording: Wording = earlier.wording if earlier and same else Wording(report, self.prints)
        self.around: dict[str, frozenset[str]] = {}
        """What was gathered about a passage, by the rule for paraphrases."""
        self._labels: dict[int, tuple[str, ...]] = {}

    @cached_property
    def mentions(self) -> dict[tuple[str, str], list[Mention]]:
        """Where each record is named, by kind and id."""
        found: dict[tuple[str, str], list[Mention]] = {}
        for kind, record in all_records(self.report):
            here = found.setdefault((kind, record.id), [])
            for name in called(kind, record):
                wanted = phrase(name)
                found_here = self.prints.find(name, inflected=not wanted.proper)
                here += [Mention(kind, record.id, passage, match, wanted) for passage, match in found_here]
        return found

    @cached_property
    def _mentions_in(self) -> dict[str, list[Mention]]:
        found: dict[str, list[Mention]] = {}
        for mentions in self.mentions.values():
            for mention in mentions:
                found.setdefault(mention.passage, []).append(mention)
        return found

    def mentions_in(self, passage: str, kind: str | None = None) -> list[Mention]:
        """Everything that a passage names, or everything of one kind."""
        return [mention for mention in self._mentions_in.get(passage, ()) if kind in (None, mention.kind)]

    def places(self, kind: str, identifier: str, passages: Iterable[str]) -> list[tuple[str, Match]]:
        """Where some passages name a record."""
        wanted = frozenset(passages)
        return [(mention.passage, mention.match) for mention in self.mentions[kind, identifier] if mention.passage in wanted]

    def within_another(self, mention: Mention, *kinds: str) -> bool:
        """Is a name here only a part of the longer name of another record, of some kinds if any are given?"""
        others = self._mentions_in[mention.passage]
        return any(mention.within(other) for other in others if not kinds or other.kind in kinds)

    def shared(self, mention: Mention) -> bool:
        """Is the same place the name of another record, which cites the passage?"""
        return any(
            other.match == mention.match and not mention.same(other) and mention.passage in self.find(other.kind, other.id).sources
            for other in self._mentions_in[mention.passage]
        )

    def people(self, speaker: Any, printed: Print) -> list[Match]:
        """Where a passage names a person: in full, or by an honorific and one of the names."""
        full = [match for _, match in self.places("speaker", speaker.id, [printed.passage])]
        if full or not speaker.honorific:
            return full
        return [match for word in speaker.name.split() for match in printed.places(phrase(f"{speaker.honorific} {word}"))]

    def labels(self, node: Any) -> tuple[str, ...]:
        """What the records are called that a record or a part of one refers to; with a city, its country."""
        if id(node) not in self._labels:  # the report holds its nodes, so none of these ids is given away
            found: dict[str, None] = {}
            for ref in references(node):
                if ref.target not in ("passage", "topic"):
                    target = self.find(ref.target, ref.id)
                    found.update(dict.fromkeys(names_of(target)))
                    if ref.target == "city":
                        found.update(dict.fromkeys(names_of(self.find("country", target.country))))
            self._labels[id(node)] = tuple(found)
        return self._labels[id(node)]

    @cached_property
    def _citing(self) -> dict[str, list[tuple[str, Any]]]:
        found: dict[str, list[tuple[str, Any]]] = {}
        for kind, record in all_records(self.report):
            for passage in getattr(record, "sources", ()):
                found.setdefault(passage, []).append((kind, record))
        return found

    def citing(self, passage: str) -> list[tuple[str, Any]]:
        """The records that rest on a passage, each with its kind."""
        return self._citing.get(passage, [])

    def find(self, kind: str, identifier: str) -> Any:
        """The record of a kind with an id."""
        return self._index.get(kind, identifier)

    def section_of(self, passage: str) -> str:
        """The section a passage stands in."""
        section: str = self.find("passage", passage).section
        return section


class Wording:
    """How much of a text's wording each passage shares: its print, and the gist and key terms that the data has of it."""

    def __init__(self, report: Report, prints: Prints) -> None:
        self._bags: dict[str, frozenset[str]] = {}
        self._holders: dict[str, list[str]] = {}
        for passage in report.passages:
            if passage.id in prints:
                own = {stem for text in (passage.gist, *passage.terms) for stem in content(text)}
                self._bags[passage.id] = frozenset(prints[passage.id].stems | own)
        for identifier, bag in self._bags.items():
            for stem in bag:
                self._holders.setdefault(stem, []).append(identifier)
        self._shares: dict[str, dict[str, float]] = {}

    def bag(self, passage: str) -> frozenset[str]:
        """The stems of the words of a passage that say something."""
        return self._bags.get(passage, frozenset())

    def spread(self, stem: str) -> float:
        """The share of passages that hold a stem."""
        return len(self._holders.get(stem, ())) / max(len(self._bags), 1)

    def leans(self, text: str, passage: str, share: float = LEANS, nearly: int = NEARLY) -> bool:
        """Does a text rest on a passage, as far as words tell?"""
        shares = self._shared(text)
        if not shares:
            return True  # it has no words that could tell
        mine, best = shares.get(passage, 0.0), max(shares.values())
        if mine >= share * best:
            return True
        return mine >= A_LITTLE * best and sum(other > mine for other in shares.values()) < nearly

    def _shared(self, text: str) -> dict[str, float]:
        """How much of a text's wording each passage has, by the rarity of its words."""
        if text not in self._shares:
            found: dict[str, float] = {}
            for stem in set(content(text)):
                holders = self._holders.get(stem, ())
                worth = math.log((len(self._bags) + 1) / (len(holders) + 0.5))
                for holder in holders:
                    found[holder] = found.get(holder, 0.0) + worth
            self._shares[text] = found
        return self._shares[text]


def all_names(record: Any) -> list[str]:
    """Everything a record is called, a person's honorific too."""
    held = [getattr(record, field, None) for field in ("name", "title", "theme", "acronym", "honorific")]
    return [name for name in (*held, *getattr(record, "aliases", ())) if name]


def called(kind: str, record: Any) -> Iterator[str]:
    """What print may call a record: not the name that we gave to something it does not name."""
    if kind not in NAMELESS:
        ours = {getattr(record, "honorific", None), None if getattr(record, "named", True) else record.name}
        yield from (name for name in all_names(record) if name not in ours)


def spoken(texts: Iterable[str]) -> set[str]:
    """The words of texts, whole and as stems."""
    return {form for text in texts for form in _forms(text)}


@cached
def _forms(text: str) -> frozenset[str]:
    held = words(text)
    return frozenset(word.key for word in held) | frozenset(word.stem for word in held)
