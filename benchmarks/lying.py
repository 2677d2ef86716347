"""Falsehoods told about the data, to measure what `iclc verify` notices; written without a look at its rules.

A *shape* is one way to lie. It proposes lies, each a value put in the place of another, and of them all about 25 are told,
spread over as many records as there are. Each leaves the data valid by its schema and every reference intact, and each is
false, or at least unsupported, by the passages that the report prints: a pick that turned out true is dropped.

What shapes are made of stands here. Two shapes in three are in `falsehoods`; the others are held back in a module of their
own, so that a check can be measured by lies that nobody who builds it has seen.
"""

import copy
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from iclc_cli.model.base import PARAPHRASE
from iclc_cli.model.kinds import KINDS, choices, is_node, shapes
from iclc_cli.model.walk import Path, dotted

PER_SHAPE = 25
GROUPS: dict[str, float | None] = {
    "printed fields and references": 0.97,
    "numbers in our words": 0.9,
    "a quote given to another in the same passage": 0.85,
    "left out": 0.95,
    "under a remark": 0.9,
    "our own words": 0.95,
    "classifications and codes": None,
    "inventions": 0.9,
}
"""What lies are about, and what share of those that print can tell is promised to be noticed."""
PRINTED, NUMBERS, SAME_PASSAGE, LEFT_OUT, REMARKED, WORDS, CODES, INVENTED = GROUPS


class Falsehood(NamedTuple):
    """One lie, told."""

    shape: str
    group: str
    can_tell: bool
    """Can print tell that it is one?"""
    record: str
    """The record it is mainly about, as kind/id."""
    told: str
    """What became of what, on one line."""
    report: dict[str, Any]
    """The altered data. It shares what is unaltered with the data it was made of, so copy before changing."""


class Lie(NamedTuple):
    """A lie proposed: what to put where, and what else must change with it."""

    path: Path
    new: Any
    """The new value, or a function from the old one to it."""
    more: Sequence[tuple[Path, Any]] = ()
    record: str = ""
    told: str = ""


class Shape(NamedTuple):
    """A way to lie."""

    name: str
    group: str
    can_tell: bool
    """Can print tell that these are lies? Not where it is the meaning of our words that is wrong, or what we made of it."""
    propose: Callable[["World"], Iterator[Lie]]


def registry() -> tuple[list[Shape], Callable[..., Callable[[Any], Any]]]:
    """A list of shapes, and the decorator that adds to it."""
    held: list[Shape] = []

    def shape(group: str, name: str, can_tell: bool | None = None) -> Callable[[Any], Any]:
        told = group not in (WORDS, CODES) if can_tell is None else can_tell
        return lambda propose: held.append(Shape(name, group, told, propose)) or propose

    return held, shape


def tell(ways: Sequence[Shape], report: dict[str, Any], passages: dict[str, str], seed: int) -> Iterator[Falsehood]:
    """The lies of some shapes: always the same for the same seed, whatever the other shapes are."""
    world = World(report, passages)
    for name, group, can_tell, propose in ways:
        world.rng = random.Random(f"{seed} {name}")
        proposed = {(lie.path, repr(lie.new), lie.told): lie for lie in propose(world) if lie.told or world.at(lie.path) != lie.new}
        lies = world.sample(list(proposed.values()), len(proposed))
        times: Counter[str] = Counter()
        turns = []
        for lie in lies:
            turns.append((times[world.ref(lie)], lie))
            times[world.ref(lie)] += 1
        for _, lie in sorted(turns, key=lambda turn: turn[0])[:PER_SHAPE]:
            altered = report
            for path, new in (*lie.more, (lie.path, lie.new)):
                altered = put(altered, path, new)
            yield Falsehood(name, group, can_tell, world.ref(lie), lie.told or world.told(lie), altered)


def put(held: Any, path: Path, new: Any) -> Any:
    """The data with another value at a path; only what leads to it is copied."""
    if not path:
        return new(held) if callable(new) else new
    held = copy.copy(held)
    held[path[0]] = put(held[path[0]], path[1:], new)
    return held


def fold(text: str) -> str:
    """Letters and digits alone, small and without accents."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))
    return " ".join(re.findall("[a-z0-9]+", bare))


# fmt: off
COUNTED = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
           "sixteen", "seventeen"]
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"]
# fmt: on


def numbers(text: str) -> set[int]:
    """The numbers in a text, in digits or in words."""
    told = {int(digits.replace(",", "")) for digits in re.findall(r"\d[\d,]*", text)}
    words = re.findall("[a-z]+", text.lower())
    return told | {words_of.index(word) + shift for words_of, shift in ((COUNTED, 0), (ORDINALS, 1)) for word in words if word in words_of}


def swapped(text: str, pairs: Sequence[tuple[str, str]], both: bool = False) -> Iterator[tuple[str, str]]:
    """The text with one of these patterns replaced, once for each place where it stands, and what it was replaced by."""
    for old, new in [*pairs, *((new, old) for old, new in pairs if both)]:
        for match in re.finditer(rf"\b(?:{old})\b", text):
            put_in = match.expand(new)
            yield put_in, text[: match.start()] + put_in + text[match.end() :]


def negated(text: str) -> list[str]:
    """The text with one of its verbs denied."""
    if re.search(r"\b(not|no|never|nobody|none|neither|without|cannot)\b", text):
        return []
    verbs = r"(is|are|was|were|has|have|had|could|will|should|must|would|may)"
    return [found for _, found in swapped(text, [(verbs, r"\1 not"), ("can", "cannot")])]


class World:
    """The data and the printed passages, as a liar looks at them."""

    def __init__(self, report: dict[str, Any], passages: dict[str, str]) -> None:
        self.report, self.passages = report, passages
        self.rng = random.Random(0)
        self.folded = {passage: f" {fold(text)} " for passage, text in passages.items()}
        self.ids: dict[str, dict[str, dict[str, Any]]] = {}
        self.places: dict[tuple[str, str], Path] = {}
        self.held: dict[Path, list[tuple[Path, Any, Any, Sequence[str]]]] = {}
        for name, kind in KINDS.items():
            held = report[kind.collection]
            for place, record in (
                [((kind.collection,), held)] if kind.single else [((kind.collection, i), one) for i, one in enumerate(held)]
            ):
                self.ids.setdefault(name, {})[record["id"]] = record
                self.places[name, record["id"]] = place
                self.held[place] = [*_fields(kind.record, record, place, [record["id"]] if name == "passage" else [])]
        self.naming = {
            (kind, identifier): {passage for passage in passages for name in self.names(kind, identifier) if self.prints(name, [passage])}
            for kind, records in self.ids.items()
            for identifier in records
        }

    def each(self, *kinds: str) -> Iterator[tuple[Path, dict[str, Any]]]:
        """Records of some kinds, each with its place."""
        for kind in kinds or KINDS:
            for identifier, record in self.ids[kind].items():
                yield self.places[kind, identifier], record

    def kind(self, path: Path) -> str:
        """The kind of the record that a path leads into."""
        return next(kind.name for kind in KINDS.values() if kind.collection == path[0])

    def owner(self, path: Path) -> dict[str, Any]:
        """The record that a path leads into."""
        held: dict[str, Any] = self.at(path[: 1 if KINDS[self.kind(path)].single else 2])
        return held

    def at(self, path: Path) -> Any:
        """What stands at a path."""
        held: Any = self.report
        for step in path:
            held = held[step]
        return held

    def fields(self, *kinds: str) -> Iterator[tuple[Path, Any, Any, Sequence[str]]]:
        """Fields of records of some kinds and of their parts: place, shape, value, and the passages behind it."""
        return (found for place, held in self.held.items() if not kinds or self.kind(place) in kinds for found in held)

    def texts(self, *kinds: str) -> Iterator[tuple[Path, str, Sequence[str]]]:
        """What is told in our own words."""
        return ((path, value, sources) for path, part, value, sources in self.fields(*kinds) if PARAPHRASE in part.marks and value)

    def named(self, *kinds: str) -> Iterator[tuple[Path, str, Sequence[str]]]:
        """Names of the report's own that are printed in a passage of their record, not descriptions of ours: place, name, passages."""
        for path, record in self.each(*(kinds or ("speaker", "city", "country", "organisation", "initiative", "document", "sdg", "topic"))):
            if record.get("named", True) and self.prints(record["name"], record["sources"]):
                yield (*path, "name"), record["name"], record["sources"]

    def prints(self, words: str, sources: Sequence[str] | None = None) -> bool:
        """Do these passages (or does any) print these words next to each other?"""
        looked_for = f" {fold(words)} "
        return any(looked_for in self.folded[passage] for passage in (self.passages if sources is None else sources))

    def told_numbers(self, sources: Sequence[str]) -> set[int]:
        """The numbers that these passages print."""
        return set().union(*(numbers(self.passages[passage]) for passage in sources))

    def names(self, kind: str, identifier: str) -> list[str]:
        """All that a record is called."""
        record = self.ids[kind][identifier]
        return [name for name in (record.get("name"), *(alias["name"] for alias in record.get("aliases", ()))) if name]

    def names_it(self, kind: str, identifier: str, sources: Sequence[str]) -> bool:
        """Do these passages name the record?"""
        return not self.naming[kind, identifier].isdisjoint(sources)

    def others(self, kind: str, own: Sequence[str], sources: Sequence[str], near: bool = False) -> list[str]:
        """Records of a kind other than these: neither named nor rooted in the passages, or with `near` those named in them."""
        mine = [fold(name) for one in own for name in self.names(kind, one)]
        found = []
        for identifier, record in self.ids[kind].items():
            theirs = [fold(name) for name in self.names(kind, identifier)]
            if identifier in own or any(f" {a} " in f" {b} " or f" {b} " in f" {a} " for a in mine for b in theirs):
                continue
            if kind == "organisation" and identifier.split("-")[0] in [one.split("-")[0] for one in own]:
                continue  # a body and a part of it
            here = self.names_it(kind, identifier, sources)
            if near and kind == "speaker" and not set(record["sources"]) & set(sources):
                continue  # a name of one word, which is in other places just a word
            if here if near else not here and not set(record["sources"]) & set(sources):
                found.append(identifier)
        return found

    def foreign(self, path: Path, sources: Sequence[str]) -> list[str]:
        """Passages that have nothing to do with a record: of other sections, naming neither it nor what it refers to."""
        record, kind = self.owner(path), self.kind(path)
        told = [record.get(field) or "" for field in ("name", "title", "summary", "text", "counts", "scope_note")]
        text = fold(" ".join([*told, (record.get("definition") or {}).get("text", "")]))
        words = {word for word in text.split() if len(word) > 5}
        near = {self.ids["passage"][passage]["section"] for passage in [*sources, *record.get("sources", ())]}
        names = [(kind, record["id"])]
        for _, part, value, _ in self.held[self.places[names[0]]]:
            if part.reference in ("city", "speaker", "organisation", "country") and value:
                names += [(part.reference, one) for one in (value if part.many else [value])]
        return [
            passage
            for passage, held in self.folded.items()
            if self.ids["passage"][passage]["section"] not in near
            and not any(self.names_it(of, one, [passage]) for of, one in names)
            and len(words.intersection(held.split())) <= len(words) / 5
        ]

    def sample(self, held: Sequence[Any], many: int) -> list[Any]:
        """Some of a list, by chance."""
        return self.rng.sample(list(held), min(many, len(held)))

    def number(self, old: int, sources: Sequence[str]) -> int:
        """Another number of about that size, which the passages do not print."""
        taken = {old, *self.told_numbers(sources)}
        near = range(2, 13) if old < 13 else range(old - max(3, old // 8), old + max(4, old // 8))
        return int(self.rng.choice([number for number in near if number not in taken]))

    def misspelt(self, name: str) -> str:
        """A name with a letter changed, dropped or doubled, so that the report nowhere prints it."""
        while True:
            at = self.rng.choice([i for i in range(1, len(name) - 1) if name[i].isalpha() and name[i - 1].isalpha()] or [0])
            other = self.rng.choice("aeiou" if name[at].lower() in "aeiou" else "bdfglmnprstv")
            new = name[:at] + self.rng.choice([other, "", name[at] * 2]) + name[at + 1 :]
            if fold(new) != fold(name) and not self.prints(new):
                return new

    def without(self, path: Path) -> Lie | None:
        """A record taken out of the data, with all that refers to it; nothing where something cannot do without it."""
        record, kind = self.at(path), self.kind(path)
        more: list[tuple[Path, Any]] = []
        for at, part, value, _ in self.fields():
            if part.reference != kind or at[-1] == "id" or not value:
                continue
            if part.many and record["id"] in value:
                more.append((at, [one for one in value if one != record["id"]]))
            elif value == record["id"]:
                if not part.optional:
                    return None
                more.append((at, None))
        called = record.get("name") or record.get("counts") or record.get("text") or record.get("title")
        ref = f"{kind}/{record['id']}"
        more.append((("redirects",), [one for one in self.report["redirects"] if one["new"] != ref]))
        rest = lambda held: [one for one in held if one["id"] != record["id"]]  # noqa: E731 - a value of the lie
        return Lie((path[0],), rest, more, ref, f"the record: {called} → left out")

    def fewer(self, path: Path, gone: int) -> tuple[list[Any], list[tuple[Path, Any]]]:
        """A list without one of its items, and the remarks of its record that go with it: none on the item, the rest counted anew."""
        start = 1 if KINDS[self.kind(path)].single else 2
        field, held = dotted(path[start:]), self.owner(path)["remarks"]
        kept = []
        for remark in held:
            place = re.match(rf"{re.escape(field)}\[(\d+)\]", remark["field"])
            if place and int(place[1]) > gone:
                kept.append({**remark, "field": f"{field}[{int(place[1]) - 1}]{remark['field'][place.end() :]}"})
            elif not place or int(place[1]) < gone:
                kept.append(remark)
        rest = [one for at, one in enumerate(self.at(path)) if at != gone]
        return rest, [] if kept == held else [((*path[:start], "remarks"), kept)]

    def doubted(self, path: Path) -> bool:
        """Does a remark speak of a field, of what holds it or of a part of it?"""
        field = dotted(path[1 if KINDS[self.kind(path)].single else 2 :])
        told = [remark["field"] for remark in self.owner(path)["remarks"]]
        return any(re.match(rf"{re.escape(a)}(?![\w])", b) for one in told for a, b in ((one, field), (field, one)))

    def alias(self, name: str, sources: Sequence[str] = ()) -> dict[str, Any]:
        """An alias, said to be printed in these passages."""
        return {"name": name, "sources": list(sources)}

    def invented(self, of: str, /, **values: Any) -> Lie:
        """A record that there is not, put where its id belongs; what is not given is empty."""
        record = {name: values.get(name, [] if part.many else None) for name, part in shapes(KINDS[of].record).items()}
        record["id"] = values.get("id") or re.sub("[^a-z0-9]+", "-", fold(values["name"]))
        key = KINDS[of].collection
        ordered = [one["id"] for one in self.report[key]] == sorted(one["id"] for one in self.report[key])
        add = lambda held: sorted([*held, record], key=lambda one: one["id"]) if ordered else [*held, record]  # noqa: E731
        told = record.get("name") or record.get("counts") or record.get("title") or record.get("text")
        return Lie((key,), add, (), f"{of}/{record['id']}", f"the record: (none) → {told}")

    def ref(self, lie: Lie) -> str:
        """The record a lie is about."""
        return lie.record or f"{self.kind(lie.path)}/{self.owner(lie.path)['id']}"

    def told(self, lie: Lie) -> str:
        """A lie on one line: the field, and what became of what."""
        old, new = self.at(lie.path), lie.new
        field = dotted(lie.path[1 if KINDS[self.kind(lie.path)].single else 2 :])
        if isinstance(old, list) and isinstance(new, list):
            gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
            return f"{field}: {_short(gone)} → {_short(come)}"
        if isinstance(old, str) and isinstance(new, str) and len(old) > 90:
            start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
            start = max(0, start - 30)
            return f"{field}: …{_short(old[start:])} → …{_short(new[start:])}"
        return f"{field}: {_short(old)} → {_short(new)}"


def _short(value: Any) -> str:
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
        value = value[0].get("text") or value[0].get("name") or value[0]
    text = " ".join((value if isinstance(value, str) else repr(value)).split())
    return text if len(text) <= 110 else text[:109] + "…"


def _fields(cls: type[Any], node: dict[str, Any], path: Path, sources: Sequence[str]) -> Iterator[tuple[Path, Any, Any, Sequence[str]]]:
    sources = node.get("sources", sources)
    for name, part in shapes(cls).items():
        value = node[name]
        if is_node(part.base) and value:
            for place, one in [((*path, name, i), one) for i, one in enumerate(value)] if part.many else [((*path, name), value)]:
                yield from _fields(part.base, one, place, sources)
        else:
            yield (*path, name), part, value, sources


def chosen(cls: str, field: str) -> tuple[str, ...]:
    """What a classified field may hold."""
    return choices(KINDS[cls].record, field)
