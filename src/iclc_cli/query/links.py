"""What refers to what: references, backlinks and reachability, all read off the model's reference types."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Annotated, Any, Literal

from ..model import PassageId, Record, Report
from ..model.base import ASIDE, HIDDEN, OMITTED, OWNER, PLACE, SITE, Mark, NamedTuple, Result, cached, frozen
from ..model.kinds import KINDS, Shape, all_records, is_reference, kind_of, records, shapes
from ..model.walk import Visit, Wanted, at, fields, parts, walk
from .index import Index
from .labels import Labels


class Reference(NamedTuple):
    """One reference that a record makes."""

    via: str
    """The field, dotted where it is nested: `appearances.city`."""
    target: str
    """The kind of record it refers to."""
    id: str
    sources: tuple[str, ...]
    """The passages that the reference rests on."""


@frozen
class Related(Result):
    """One link: an entry of `iclc related --json`, or of `related` in `iclc NOUN show --json`."""

    kind: str
    """Kind of the related record, singular."""
    id: str
    """Its id."""
    label: str
    """What to call it."""
    via: str
    """The field that links the two records."""
    direction: Literal["forward", "back", "shared"]
    """`forward`: the shown record refers to it; `back`: it refers to the shown record; `shared`: both refer to the same topic, named in
    `through`."""
    sources: tuple[PassageId, ...]
    """The passages that the link rests on."""
    through: Annotated[str | None, HIDDEN, OMITTED]
    """What both refer to, as kind/id, where the direction is shared: a pointer, not a cause."""


BACK_ORDER = (
    "session",
    "speaker",
    "initiative",
    "statement",
    "strategy",
    "figure",
    "document",
    "city",
    "country",
    "organisation",
    "topic",
    "sdg",
    "section",
    "conference",
    "passage",
)
"""The order in which kinds of record are told that refer to one."""


class ReferencePath(NamedTuple):
    """A field of a class of the model that refers to records."""

    path: tuple[str, ...]
    target: str
    """The kind of record it refers to, or the name of a field that holds a place which is no record."""
    marks: frozenset[Mark]
    """OWNER, PLACE."""


@cached
def paths(cls: type[Any]) -> tuple[ReferencePath, ...]:
    """Every reference a class of the model can make, nested ones too."""
    found = []
    for path, field in fields(cls).items():
        name, shape = path[-1], field.shape
        if is_reference(field.owner, name, shape):
            found.append(ReferencePath(path, str(shape.reference), shape.marks))
        elif PLACE in shape.marks:
            found.append(ReferencePath(path, name, shape.marks))
    return tuple(found)


@cached
def _referring_to(target: str) -> Wanted:
    return lambda cls, name, shape: shape.reference == target and is_reference(cls, name, shape)


def references(record: Record, target: str | None = None) -> Iterator[Reference]:
    """Every reference that a record makes to another; with `target`, to that kind. Its own come before those of its parts."""
    visits = walk(record, is_reference if target is None else _referring_to(target))
    for path, _, shape, value, sources in sorted(visits, key=_own_first):
        via = ".".join([step for step in path if isinstance(step, str)])
        kind = str(shape.reference)
        for one in value if shape.many else (value,):
            yield Reference(via, kind, one, (one,) if kind == "passage" else sources)


def _own_first(visit: Visit) -> tuple[int, ...]:
    """Sorts the fields of a node before its parts, and parts by their places."""
    return (*[step if isinstance(step, int) else 1 for step in visit.path[:-1]], 0)


def dangling(report: Report) -> Iterator[tuple[str, Any, Reference]]:
    """Every reference to a record that is not there, with the record that makes it."""
    missing: dict[str, set[str | None]] = {kind: set() for kind in KINDS}
    for cls, nodes in parts([report], Report):
        for name, shape in shapes(cls).items():
            if is_reference(cls, name, shape):
                values = map(attrgetter(name), nodes)
                missing[str(shape.reference)].update(chain.from_iterable(values) if shape.many else values)
    for kind, ids in missing.items():
        ids.difference_update([None], (record.id for record in records(report, kind)))
    if any(missing.values()):
        for kind, record in all_records(report):
            yield from ((kind, record, ref) for ref in references(record) if ref.id in missing[ref.target])


# Reachability, for filters. A filter on a kind accepts a record that refers to it, directly or through the place
# it names (city → country → region, passage → section). A record that makes no such reference is looked at
# through what belongs to it: the appearances, initiatives, statements … whose OWNER reference points to it.


class Owned(NamedTuple):
    """Something that belongs to a record: a record, or a part of one such as an appearance."""

    kind: str
    record: Any
    node: Any


@cached
def _climbs(target: str) -> dict[str, ReferencePath]:
    """The kinds whose records lie in a place of the target kind, each with the reference that says so."""
    direct: dict[str, ReferencePath] = {}
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
    leading = [path for path in paths(cls) if ASIDE not in path.marks]
    own = [".".join(path.path) for path in leading if path.target == target and SITE not in path.marks]
    own += [f"{'.'.join(path.path)} → {target}" for path in leading if path.target in climbs]
    return tuple(own)


@cached
def _belongings(kind: str) -> tuple[tuple[str, type[Any], tuple[str, ...]], ...]:
    """What can belong to a record of a kind: the owning kind, the class that holds the reference, the field."""
    return tuple(
        (other.name, field.owner, path)
        for other in KINDS.values()
        for path, field in fields(other.record).items()
        if OWNER in field.shape.marks and field.shape.reference == kind
    )


@cached
def cites(kind: str, target: str) -> bool:
    """Do records of a kind rest on those of another, as all do on passages?"""
    return kind != target and any(path.path[-1] == "sources" and path.target == target for path in paths(KINDS[kind].record))


@cached
def route(kind: str, target: str) -> tuple[str, ...]:
    """How records of a kind lead to a target, for help and for people who doubt; empty when they do not."""
    own = ways(KINDS[kind].record, target)
    if own:
        return own
    if target in KINDS and cites(target, kind):
        return (f"any {target} that rests on it",)
    found = []
    for owner_kind, cls, path in _belongings(kind):
        climbs = owner_kind != kind and owner_kind in _climbs(kind)
        if owner_kind == target or ways(cls, target) or (climbs and route(owner_kind, target)):
            found.append(f"its {'.'.join(path[:-1]) or KINDS[owner_kind].collection}")
    return tuple(dict.fromkeys(found))


def _owning(cls: type[Any], name: str, shape: Shape) -> bool:
    return OWNER in shape.marks and is_reference(cls, name, shape)


class Links:
    """Answers what a record is linked to, and which records of a kind it leads to."""

    def __init__(self, index: Index, labels: Labels) -> None:
        self._index = index
        self._labels = labels
        self._backlinks: dict[str, dict[str, list[tuple[str, Any, Reference]]]] = {}

    def related(self, record: Record) -> list[Related]:
        """Everything one step away: what the record refers to, then what refers to it, each once a field."""
        found: dict[tuple[str, str, str, str], dict[str, None]] = {}
        for ref in references(record):
            found.setdefault((ref.target, ref.id, ref.via, "forward"), {}).update(dict.fromkeys(ref.sources))
        for kind, other, ref in self._referring(kind_of(record)).get(record.id, ()):
            found.setdefault((kind, other.id, ref.via, "back"), {}).update(dict.fromkeys(ref.sources))
        return [self._link(*key, tuple(sources)) for key, sources in found.items()]

    def _referring(self, target: str) -> dict[str, list[tuple[str, Any, Reference]]]:
        """What refers to the records of a kind, by their ids: kind, record, reference."""
        if target not in self._backlinks:
            found: dict[str, list[tuple[str, Any, Reference]]] = {}
            for kind, record in all_records(self._index.report):
                for ref in references(record, target):
                    found.setdefault(ref.id, []).append((kind, record, ref))
            self._backlinks[target] = found
        return self._backlinks[target]

    def led_from(self, record: Record, kind: str) -> list[Any]:
        """The records of a kind that refer to a record; to a country also those of its cities."""
        target = kind_of(record)
        referring = [other for other_kind, other, _ in self._referring(target).get(record.id, ()) if other_kind == kind]
        climbing = ways(KINDS[kind].record, target) and _climbs(target).keys() - {"passage"}
        led = [one for one in records(self._index.report, kind) if record.id in self.leads_to(one, target)] if climbing else []
        return list({one.id: one for one in (*referring, *led)}.values())

    def is_told_by(self, record: Record, kind: str, ids: Sequence[str]) -> bool:
        """Does one of some records of a kind refer to a record, or does that rest on passages of their sections alone?"""
        tellers = [self._index.get(kind, one) for one in ids]
        if any(ref.id == record.id for teller in tellers for ref in references(teller, kind_of(record))):
            return True
        sections = {passage.section for passage in self._index.passages(getattr(record, "sources", ()))}
        return bool(sections) and sections <= {getattr(teller, "section", None) for teller in tellers}

    def pointers(self, record: Record) -> list[Related]:
        """For an item of the strategy: the statements, sessions and passages that speak to one of its topics."""
        if kind_of(record) != "strategy":
            return []
        found: dict[tuple[str, str], Related] = {}
        for topic in record.topics:  # type: ignore[union-attr]
            for kind in ("statement", "session"):
                for other in records(self._index.report, kind):
                    if topic in other.topics and (kind, other.id) not in found:
                        sources = other.sources if kind == "statement" else ()
                        found[kind, other.id] = self._link(kind, other.id, "topics", "shared", sources, f"topic/{topic}")
        for topic in record.topics:  # type: ignore[union-attr]
            for passage in self._index.get("topic", topic).sources:
                if passage not in record.sources and ("passage", passage) not in found:  # type: ignore[union-attr]
                    found["passage", passage] = self._link("passage", passage, "topics", "shared", (passage,), f"topic/{topic}")
        return list(found.values())

    def _link(self, kind: str, identifier: str, via: str, direction: Any, sources: tuple[str, ...], through: str | None = None) -> Related:
        label = self._labels.label(self._index.get(kind, identifier))
        return Related(kind=kind, id=identifier, label=label, via=via, direction=direction, sources=sources, through=through)

    def leads_to(self, record: Record, target: str) -> list[str]:
        """The ids of the target kind (or the regions) that a record leads to, in order, each once.

        A passage leads to what rests on it.
        """
        kind = kind_of(record)
        if target in KINDS and cites(target, kind):
            return list(
                dict.fromkeys(other.id for other_kind, other, _ in self._referring(kind).get(record.id, ()) if other_kind == target)
            )
        if ways(type(record), target):
            return list(dict.fromkeys(self._own(record, target)))
        return list(dict.fromkeys(self._through(kind, record.id, target)))

    def _own(self, node: Any, target: str) -> Iterator[str]:
        climbs = _climbs(target)
        for path in paths(type(node)):
            if ASIDE in path.marks:
                continue
            if path.target == target and SITE not in path.marks:
                yield from _values(node, path.path)
            elif path.target in climbs:
                for identifier in _values(node, path.path):
                    place = self._index.by_ref.get((path.target, identifier))
                    if place is not None:
                        yield from self._own_place(place, path.target, target)

    def _own_place(self, place: Any, kind: str, target: str) -> Iterator[str]:
        step = _climbs(target)[kind]
        for identifier in _values(place, step.path):
            if step.target == target:
                yield identifier
            elif (further := self._index.by_ref.get((step.target, identifier))) is not None:
                yield from self._own_place(further, step.target, target)

    def _through(self, kind: str, identifier: str, target: str) -> Iterator[str]:
        for owned in self._owned.get((kind, identifier), ()):
            if owned.kind == target:
                yield owned.record.id
            yield from self._own(owned.node, target)
            if owned.kind in _climbs(kind):  # a country's cities bring what belongs to them
                yield from self._through(owned.kind, owned.record.id, target)

    @cached_property
    def _owned(self) -> dict[tuple[str, str], list[Owned]]:
        found: dict[tuple[str, str], list[Owned]] = {}
        for kind, record in all_records(self._index.report):
            for _, node, shape, value, _ in walk(record, _owning):
                for identifier in value if shape.many else (value,):
                    found.setdefault((str(shape.reference), identifier), []).append(Owned(kind, record, node))
        return found


def _values(node: Any, path: tuple[str, ...]) -> Sequence[Any]:
    """What stands at a path, as a flat list without nulls."""
    value = at(node, path)
    return [one for one in value if one is not None] if isinstance(value, (list, tuple)) else () if value is None else (value,)
