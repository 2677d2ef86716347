"""What refers to what: references, backlinks and reachability, all read off the model's reference types."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from ..model.kinds import KINDS, all_records, cached, is_node, kind_of, records, shapes
from ..model.records import OWNER, PLACE, Mark, Record, Report, StrategyItem
from .names import index


class Path(NamedTuple):
    """A field of a class of the model that refers to records."""

    via: str
    """The field, dotted where it is nested: `appearances.city`."""
    target: str
    """The kind of record it refers to, or the name of a field that holds a place which is no record."""
    marks: frozenset[Mark]
    """OWNER, PLACE."""


class Reference(NamedTuple):
    """One reference that a record makes."""

    via: str
    target: str
    id: str
    sources: tuple[str, ...]
    """The passages that the reference rests on."""


class Related(NamedTuple):
    """A record one step away from another."""

    kind: str
    id: str
    via: str
    """The field that links them."""
    direction: str
    """`forward` when the record at hand refers to it, `back` when it refers to the record at hand, `shared` when
    both refer to the same thing: a pointer, not a cause."""
    sources: tuple[str, ...]
    """The passages that the link rests on."""
    through: str | None = None
    """What both refer to, as `kind/id`, when the direction is `shared`."""


@cached
def paths(cls: type[Any]) -> tuple[Path, ...]:
    """Every reference a class of the model can make, nested ones too."""
    return tuple(_paths(cls, ""))


def _paths(cls: type[Any], prefix: str) -> Iterator[Path]:
    for name, part in shapes(cls).items():
        if part.reference is not None and name != "id":
            yield Path(prefix + name, part.reference, part.marks)
        elif PLACE in part.marks:
            yield Path(prefix + name, name, part.marks)
        elif is_node(part.base):
            yield from _paths(part.base, f"{prefix}{name}.")


def references(record: Record, only: frozenset[str] | None = None) -> Iterator[Reference]:
    """Every reference that a record makes to another, in the order of its fields; with `only`, to these kinds."""
    yield from _reader(type(record), "", only)(record, getattr(record, "sources", ()))


@cached
def _reader(cls: type[Any], prefix: str, only: frozenset[str] | None) -> Callable[[Any, tuple[str, ...]], Iterator[Reference]]:
    plain: list[tuple[str, str, str, bool]] = []
    nested: list[tuple[str, bool, Any]] = []
    for name, part in shapes(cls).items():
        if part.reference is not None and name != "id" and (only is None or part.reference in only):
            plain.append((name, prefix + name, part.reference, part.many))
        elif is_node(part.base) and any(only is None or path.target in only for path in paths(part.base)):
            nested.append((name, part.many, _reader(part.base, f"{prefix}{name}.", only)))

    def read(node: Any, outer: tuple[str, ...]) -> Iterator[Reference]:
        evidence = getattr(node, "sources", outer)
        for name, via, target, many in plain:
            value = getattr(node, name)
            if value is not None:
                for one in value if many else (value,):
                    yield Reference(via, target, one, (one,) if target == "passage" else evidence)
        for name, many, reader in nested:
            value = getattr(node, name)
            if value is not None:
                for one in value if many else (value,):
                    yield from reader(one, evidence)

    return read


def related(report: Report, record: Record) -> list[Related]:
    """Everything one step away: what the record refers to, then what refers to it, each once a field."""
    kind = kind_of(record)
    found: dict[tuple[str, str, str, str], dict[str, None]] = {}
    for ref in references(record):
        found.setdefault((ref.target, ref.id, ref.via, "forward"), {}).update(dict.fromkeys(ref.sources))
    for other_kind, other in all_records(report):
        for ref in references(other):
            if ref.id == record.id and ref.target == kind:
                found.setdefault((other_kind, other.id, ref.via, "back"), {}).update(dict.fromkeys(ref.sources))
    return [Related(*key, tuple(sources)) for key, sources in found.items()]


def pointers(report: Report, record: Record) -> list[Related]:
    """For an item of the strategy: the statements, sessions and passages that speak to one of its topics."""
    if not isinstance(record, StrategyItem):
        return []
    held = index(report)
    found: dict[tuple[str, str], Related] = {}
    for topic in record.topics:
        for kind in ("statement", "session"):
            for other in records(report, kind):
                if topic in other.topics:
                    link = Related(kind, other.id, "topics", "shared", other.sources if kind == "statement" else (), f"topic/{topic}")
                    found.setdefault((kind, other.id), link)
    for topic in record.topics:
        for passage in held["topic", topic].sources:
            if passage not in record.sources:
                link = Related("passage", passage, "topics", "shared", (passage,), f"topic/{topic}")
                found.setdefault(("passage", passage), link)
    return list(found.values())


def dangling(report: Report) -> Iterator[tuple[str, Any, Reference]]:
    """Every reference to a record that is not there, with the record that makes it."""
    missing = {target: ids - {record.id for record in records(report, target)} for target, ids in _referred(report).items()}
    if any(missing.values()):
        for kind, record in all_records(report):
            for ref in references(record):
                if ref.id in missing[ref.target]:
                    yield kind, record, ref


def _referred(report: Report) -> dict[str, set[str]]:
    """All ids referred to, by kind; field by field, since that is much faster than record by record."""
    found: dict[str, set[str]] = {}

    def gather(nodes: Sequence[Any], cls: type[Any]) -> None:
        for name, part in shapes(cls).items():
            values = map(attrgetter(name), nodes)
            flat = chain.from_iterable(values) if part.many else values
            if part.reference is not None and name != "id":
                found.setdefault(part.reference, set()).update(flat)
            elif is_node(part.base):
                gather([value for value in flat if value is not None], part.base)

    gather([report], Report)
    for ids in found.values():
        ids.discard(None)
    return found


# Reachability, for filters. A filter on a kind accepts a record that refers to it, directly or through the place
# it names (city → country → region, passage → section). A record that makes no such reference is looked at
# through what belongs to it: the appearances, initiatives, statements … whose OWNER reference points to it.


class Owned(NamedTuple):
    """Something that belongs to a record: a record, or a part of one such as an appearance."""

    kind: str
    record: Any
    node: Any


@cached
def _climbs(target: str) -> dict[str, Path]:
    """The kinds whose records lie in a place of the target kind, each with the reference that says so."""
    direct: dict[str, Path] = {}
    for kind in KINDS.values():
        for path in paths(kind.record):
            if PLACE in path.marks and path.target == target:
                direct[kind.name] = path
    for kind in KINDS.values():
        for path in paths(kind.record):
            if PLACE in path.marks and path.target in direct and kind.name not in direct:
                direct[kind.name] = path
    return direct


@cached
def ways(cls: type[Any], target: str) -> tuple[str, ...]:
    """How a class of the model refers to a target by itself: its fields, with the place they climb to."""
    climbs = _climbs(target)
    own = [path.via for path in paths(cls) if path.target == target]
    own += [f"{path.via} → {target}" for path in paths(cls) if path.target in climbs]
    return tuple(own)


@cached
def _belongings(kind: str) -> tuple[tuple[str, type[Any], str], ...]:
    """What can belong to a record of a kind: the owning kind, the class that holds the reference, the field."""
    found = []
    for other in KINDS.values():
        for name, part in shapes(other.record).items():
            if OWNER in part.marks and part.reference == kind:
                found.append((other.name, other.record, name))
            elif is_node(part.base):
                for inner, inner_part in shapes(part.base).items():
                    if OWNER in inner_part.marks and inner_part.reference == kind:
                        found.append((other.name, part.base, f"{name}.{inner}"))
    return tuple(found)


@cached
def route(kind: str, target: str) -> tuple[str, ...]:
    """How records of a kind lead to a target, for help and for people who doubt; empty when they do not."""
    own = ways(KINDS[kind].record, target)
    if own:
        return own
    found = []
    for owner_kind, cls, via in _belongings(kind):
        collection = KINDS[owner_kind].collection
        part = f"its {via.rpartition('.')[0]}" if owner_kind == target and "." in via else f"its {collection}"
        if (
            owner_kind == target
            or ways(cls, target)
            or (owner_kind != kind and _climbs(kind).get(owner_kind) and route(owner_kind, target))
        ):
            found.append(part if "." not in via or owner_kind == target else f"its {via.rpartition('.')[0]}")
    return tuple(dict.fromkeys(found))


class Reach:
    """Answers which records of a kind a record leads to, for one report."""

    def __init__(self, report: Report) -> None:
        self._index = index(report)
        self._report = report
        self._owned: dict[tuple[str, str], list[Owned]] | None = None

    def __call__(self, record: Record, target: str) -> list[str]:
        """The ids of the target kind (or the regions) that a record leads to, in order, each once."""
        if ways(type(record), target):
            return list(dict.fromkeys(self._own(record, target)))
        return list(dict.fromkeys(self._through(kind_of(record), record.id, target)))

    def _own(self, node: Any, target: str) -> Iterator[str]:
        climbs = _climbs(target)
        for path in paths(type(node)):
            if path.target == target:
                yield from _values(node, path.via)
            elif path.target in climbs:
                for identifier in _values(node, path.via):
                    place = self._index.get((path.target, identifier))
                    if place is not None:
                        yield from self._own_place(place, path.target, target)

    def _own_place(self, place: Any, kind: str, target: str) -> Iterator[str]:
        step = _climbs(target)[kind]
        for identifier in _values(place, step.via):
            if step.target == target:
                yield identifier
            elif (further := self._index.get((step.target, identifier))) is not None:
                yield from self._own_place(further, step.target, target)

    def _through(self, kind: str, identifier: str, target: str) -> Iterator[str]:
        for owned in self._belongings().get((kind, identifier), ()):
            if owned.kind == target:
                yield owned.record.id
            yield from self._own(owned.node, target)
            if owned.kind in _climbs(kind):  # a country's cities bring what belongs to them
                yield from self._through(owned.kind, owned.record.id, target)

    def _belongings(self) -> dict[tuple[str, str], list[Owned]]:
        if self._owned is None:
            self._owned = {}
            for kind, record in all_records(self._report):
                for node in _nodes(record):
                    for name, part in shapes(type(node)).items():
                        if OWNER in part.marks and part.reference is not None:
                            for identifier in _values(node, name):
                                self._owned.setdefault((part.reference, identifier), []).append(Owned(kind, record, node))
        return self._owned


def _nodes(record: Any) -> Iterator[Any]:
    yield record
    for name, part in shapes(type(record)).items():
        if is_node(part.base):
            value = getattr(record, name)
            if value is not None:
                yield from value if part.many else (value,)


def _values(node: Any, via: str) -> list[Any]:
    """What stands at a dotted path, as a flat list without nulls."""
    found = [node]
    for name in via.split("."):
        step: list[Any] = []
        for one in found:
            value = getattr(one, name)
            if isinstance(value, tuple):
                step.extend(value)
            elif value is not None:
                step.append(value)
        found = step
    return found
