"""Lies about the report, told one at a time: what `iclc verify` is measured with.

A lie changes one claim of one record: to what another record says, to something from outside, or a little; a key term
also to words of its own passage put together anew. Or it leaves the claim out, or moves, adds or drops a source. Which
lies there are depends on nothing but the data, the copy and a seed.
"""

import random
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from iclc_cli.model import Report
from iclc_cli.model.kinds import KINDS, all_records, choices, is_node, records, shapes
from iclc_cli.model.walk import Path, dotted, walk
from iclc_cli.query.index import Index
from iclc_cli.verify.checking import checks
from iclc_cli.verify.mentions import Knowledge
from iclc_cli.verify.prints import phrase

OUTSIDE = {
    "names": ("Jane Roe", "Atlantis", "Ruritania", "Institute of Nowhere", "Moonlight Academy", "Charter of Brigadoon"),
    "terms": ("time travel", "coal mining", "chess club", "moonlight", "submarine warfare", "medieval poetry"),
    "titles": ("A short history of chess", "Teaching dragons to read", "Notes on moonlight"),
    "roles": ("Minister of Magic", "Keeper of the Keys", "Head of the Moonlight Office"),
    "honorifics": ("Dr", "Sir", "Professor"),
    "acronyms": ("XYZ", "QWERTY", "NOPE"),
    "addresses": ("https://example.org/nowhere", "http://www.example.com"),
}


LEFT_OUT = {
    "Appearance": ("country",),
    "Organisation": ("country",),
    "Initiative": ("city", "session", "speakers"),
}
"""References whose absence print tells, by class."""


class Lie(NamedTuple):
    """One changed claim."""

    sort: str
    """Names, titles, roles …: what the table of caught lies counts."""
    origin: str
    """`same` data, `outside`, `altered`, `recombined`, `left out`, `moved`, `added` or `dropped`."""
    kind: str
    record: Any
    """The record with the lie in it."""
    field: str
    old: Any
    new: Any


def changed(node: Any, path: Sequence[str | int], value: Any) -> Any:
    """A node, or a tuple, with one value deep inside it replaced."""
    head, *rest = path
    if isinstance(node, tuple):
        return tuple(
            changed(one, rest, value) if number == head and rest else value if number == head else one for number, one in enumerate(node)
        )
    held = {name: getattr(node, name) for name in shapes(type(node))}
    held[head] = changed(held[head], rest, value) if rest else value  # type: ignore[index]
    return type(node)(**held)


def with_record(report: Report, kind: str, old: Any, new: Any) -> Report:
    """The report with one record in place of another."""
    held = {name: getattr(report, name) for name in shapes(Report)}
    collection = KINDS[kind].collection
    held[collection] = new if KINDS[kind].single else tuple(new if one is old else one for one in held[collection])
    return Report(**held)


def fields(record: Any) -> Iterator[tuple[Path, Any, Any]]:
    """Every field of a record that makes a claim, nested ones too: path, the node that has it, value."""
    for path, node, part, value, _ in walk(record, empty=True):
        if value is not None and path[0] not in ("id", "remarks") and not is_node(part.base):
            yield path, node, value


def remarked(record: Any, path: Path) -> bool:
    """Does a remark of the record speak of the field? One about sources speaks of the passages it names, one about words of these."""
    if path[-1] == "sources":
        return len(path) > 1 and any(remark.field in (dotted(path), re.sub(r"\[\d+\]", "", dotted(path))) for remark in record.remarks)
    bare = re.sub(r"\[\d+\]", "", dotted(path))
    return any(
        bare == spoken or bare.startswith(spoken + ".") for spoken in (re.sub(r"\[\d+\]", "", remark.field) for remark in record.remarks)
    )


class Liar:
    """Tells every lie it knows about a report, in an order that a seed decides."""

    def __init__(self, known: Knowledge, seed: int = 5) -> None:
        self.report = known.report
        self.prints = known.prints
        self.random = random.Random(seed)
        self._values: dict[tuple[str, str], list[Any]] = {}
        for _, record in all_records(self.report):
            for path, node, value in fields(record):
                self._values.setdefault((type(node).__name__, str(path[-1])), []).append(value)

    def lies(self) -> Iterator[Lie]:
        """All lies, a few for each claim."""
        for kind, record in all_records(self.report):
            for path, node, value in fields(record):
                if not remarked(record, path):
                    for sort, origin, new in self._about(kind, record, node, path, value):
                        if new != value and (new is not None or origin == "left out"):
                            yield Lie(sort, origin, kind, changed(record, path, new), dotted(path), value, new)

    def _about(self, kind: str, record: Any, node: Any, path: Path, value: Any) -> Iterator[tuple[str, str, Any]]:
        name = str(path[-1])
        part = shapes(type(node))[name]
        if name == "sources":
            for number in range(len(value)):
                new = self._without(record)
                yield "sources", "moved", tuple(new if place == number else one for place, one in enumerate(value))
            if node is record:
                yield "sources", "added", (*value, self._without(record))
                for source in self._naming(record, value) if len(value) > 1 else ():
                    yield "sources", "dropped", tuple(one for one in value if one != source)
        elif part.reference and part.reference in ("country", "city", "organisation", "speaker", "session"):
            sort = {"country": "countries", "city": "cities", "organisation": "bodies", "speaker": "people", "session": "sessions"}[
                part.reference
            ]
            if kind == "conference" or (name == "section"):
                return
            others = [one.id for one in records(self.report, part.reference)]
            if name in LEFT_OUT.get(type(node).__name__, ()):
                yield sort, "left out", () if part.many else None
            if part.many:
                for number, _one in enumerate(value):
                    rest = [other for other in others if other not in value]
                    yield sort, "same", tuple(self.random.choice(rest) if place == number else held for place, held in enumerate(value))
            else:
                for _ in range(2):
                    yield sort, "same", self.random.choice([other for other in others if other != value])
        else:
            yield from self._printed(kind, record, node, name, value)

    def _printed(self, kind: str, record: Any, node: Any, name: str, value: Any) -> Iterator[tuple[str, str, Any]]:
        owner = type(node).__name__
        if name == "name" and owner not in ("Session", "Credit") and not (owner == "Initiative" and not node.named):
            yield from self._text("names", owner, name, value, "names" if value[:1].isupper() else "terms")
        elif name == "honorific":
            yield "honorifics", "same", self._other(owner, name, value)
            yield "honorifics", "outside", self.random.choice(OUTSIDE["honorifics"])
        elif name in ("title", "chapter", "theme") and not (owner == "StrategyItem" and node.category not in ("change", "cluster")):
            if owner == "StrategyItem":
                values = [item.title for item in self.report.strategy if item.title != value]
                yield "titles", "same", self.random.choice(values)
                yield "titles", "outside", self.random.choice(OUTSIDE["titles"])
            else:
                yield from self._text("titles", owner, name, value, "titles")
        elif name == "role":
            yield from self._text("roles", owner, name, value, "roles")
        elif name == "acronym":
            yield "acronyms", "same", self._other(owner, name, value)
            yield "acronyms", "outside", self.random.choice(OUTSIDE["acronyms"])
        elif name == "url":
            yield "addresses", "same", self._other(owner, name, value)
            yield "addresses", "outside", self.random.choice(OUTSIDE["addresses"])
            yield "addresses", "altered", value[:-3]
        elif name == "terms":
            for number, term in enumerate(value):
                news = [(origin, self._term(record, origin)) for origin in ("same", "outside")]
                for origin, new in (*news, ("recombined", self._recombined(record, term))):
                    if new:
                        yield "key terms", origin, tuple(new if place == number else one for place, one in enumerate(value))
        elif name in ("start", "end") or (name in ("value", "value_to") and isinstance(value, str)):
            dates = [
                one
                for key in (("Figure", "value"), ("Figure", "value_to"))
                for one in self._values[key]
                if isinstance(one, str) and one != value
            ]
            yield "dates", "same", self.random.choice(dates)
            yield "dates", "outside", f"{int(value[:4]) + self.random.choice((-1, 1, 10))}{value[4:]}"
        elif name in ("value", "value_to"):
            yield (
                "numbers",
                "same",
                self.random.choice([one for one in self._values["Figure", "value"] if not isinstance(one, str) and one != value]),
            )
            yield "numbers", "outside", value + self.random.choice((1, 2, 5)) if value >= 1 else 0.75
            yield "numbers", "outside", value * 10
        elif name == "qualifier":
            yield "qualifiers", "same", self.random.choice([one for one in ("exactly", "at-least", "more-than", "about") if one != value])
        elif name == "year" and owner != "Publication":
            yield "dates", "outside", value + self.random.choice((-1, 1))
        elif name in ("number", "page") and owner in ("Sdg", "Session", "Section"):
            yield "numbers", "same", self._other(owner, name, value)
            yield "numbers", "outside", value + 40 if isinstance(value, int) else "7"
            if name == "page":
                yield "numbers", "left out", None
        elif name == "order":
            yield "numbers", "same", self._other(owner, name, value)
        elif name == "participation":
            ways = [way for way in choices(type(node), name) if way not in value]
            yield "participation", "same", (*value[:-1], self.random.choice(ways))
            if len(value) > 1:
                yield "participation", "left out", value[1:]

    def _text(self, sort: str, owner: str, name: str, value: str, outside: str) -> Iterator[tuple[str, str, Any]]:
        yield sort, "same", self._other(owner, name, value)
        yield sort, "outside", self.random.choice(OUTSIDE[outside])
        parts = value.split()
        if len(parts) > 1 and value[:1].isupper():
            yield sort, "altered", " ".join(parts[1:] if self.random.random() < 0.5 else parts[:-1]).strip(",:")
        place = self.random.randrange(len(parts))
        yield sort, "altered", " ".join(self._slip(part) if number == place else part for number, part in enumerate(parts))

    def _slip(self, word: str) -> str:
        """A word with one letter exchanged."""
        letters = [number for number, letter in enumerate(word) if letter.isalpha()]
        if not letters:
            return word + "x"
        place = self.random.choice(letters)
        return word[:place] + self.random.choice([one for one in "bcdfghjklmnpqrtvwz" if one != word[place].lower()]) + word[place + 1 :]

    def _other(self, owner: str, name: str, value: Any) -> Any:
        others = [one for one in self._values[owner, name] if one != value]
        return self.random.choice(others) if others else None

    def _term(self, passage: Any, origin: str) -> str:
        """A key term with words that the passage does not print."""
        while True:
            if origin == "outside":
                return self.random.choice(OUTSIDE["terms"])
            other = self.random.choice(self.report.passages)
            if other.terms and other.id in self.prints:
                term = self.random.choice(other.terms)
                if not phrase(term).content <= self.prints[passage.id].stems:
                    return term

    def _recombined(self, passage: Any, term: str) -> str | None:
        """A key term with one word exchanged for another that the passage prints, so that it prints them nowhere together."""
        parts = term.split()
        printed = [word for word in self.prints[passage.id].words if len(word.key) > 4 and word.stem not in phrase(term).content]
        if len(parts) < 2 or not printed:
            return None
        word = self.random.choice(printed)
        text = self.prints[passage.id].text[word.start : word.end].lower()
        place = self.random.randrange(len(parts))
        new = " ".join(text if number == place else part for number, part in enumerate(parts))
        return None if self.prints[passage.id].scattered(phrase(new)) else new

    def _naming(self, record: Any, passages: Sequence[str]) -> list[str]:
        """Those of some passages that print the name of a record."""
        names = [name for name in (getattr(record, "name", None), *getattr(record, "aliases", ())) if name and name[0].isupper()]
        return [one for one in passages if any(one == passage for name in names for passage, _ in self.prints.find(name))]

    def _without(self, record: Any) -> str:
        """A passage that does not name the record, and is not among its sources."""
        names = [name for name in (getattr(record, "name", None), *getattr(record, "aliases", ())) if name]
        naming_it = {passage for name in names for passage, _ in self.prints.find(name, True)}
        others = [one.id for one in self.report.passages if one.id not in record.sources and one.id not in naming_it]
        return self.random.choice(others)


def noticed(known: Knowledge, lie: Lie) -> bool:
    """Does verify find a fault in the record that it does not find without the lie? What it finds elsewhere does not count."""
    old = Index(known.report).get(lie.kind, lie.record.id)
    lying = Knowledge(with_record(known.report, lie.kind, old, lie.record), known.copy, known)
    return bool(_faults(lying, lie.record) - _faults(known, old))


def _faults(known: Knowledge, record: Any) -> set[tuple[str, ...]]:
    found = (check for check in checks(known, record) if check.fault and not check.excuse)
    return {(check.field, check.wanted, *check.passages, check.fault) for check in found}
