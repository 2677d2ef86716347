"""How two records are connected: the shortest ways over what refers to what, with the reason and the passages of each step."""

import math
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Annotated, Any, Literal

from ..model import PassageId
from ..model.base import HIDDEN, Result, frozen
from ..model.kinds import all_records, kind_of
from .index import Index
from .labels import Labels
from .links import references

EVERYWHERE = frozenset({"passage", "section", "conference"})
"""Kinds that lead from anything to anything, and so tell nothing."""

MOST = 3
"""So many ways are told."""

LOOKED_AT = 5000
"""So many shortest ways at most are weighed against one another."""

Node = tuple[str, str]
_Edge = tuple[Node, str, Literal["forward", "back"], tuple[str, ...]]


@frozen
class Step(Result):
    """From one record to the next."""

    kind: str
    """Kind of the record that the step leads to, singular."""
    id: str
    """Its id."""
    label: str
    """What to call it."""
    via: str
    """The field that links the two."""
    direction: Literal["forward", "back"]
    """`forward`: the record before refers to it; `back`: it refers to the record before."""
    sources: tuple[PassageId, ...]
    """The passages that the link rests on."""


@frozen
class Way(Result):
    """One entry of `iclc path --json`, which prints an array of them, the most telling first."""

    start: str
    """Where it begins, as kind/id."""
    end: str
    """Where it leads, as kind/id."""
    length: int
    """How many steps that is."""
    through: tuple[str, ...]
    """The records between the two, by their labels."""
    steps: Annotated[tuple[Step, ...], HIDDEN]
    """The steps, one after the other."""


def ways(index: Index, labels: Labels, start: Any, end: Any, most: int = MOST) -> list[Way]:
    """The shortest ways from one record to another; none where they are not connected.

    Of ways of the same length those lead that go through records which fewer others are linked to: a shared session
    says more than a shared country.
    """
    first, last = (kind_of(start), start.id), (kind_of(end), end.id)
    edges = _edges(index, {first, last})
    found = list(islice(_shortest(edges, first, last), LOOKED_AT))
    found.sort(key=lambda way: sum(math.log(len(edges[edge[0]])) for edge in way[:-1]))
    return [_told(index, labels, first, way) for way in found[:most]]


def _edges(index: Index, asked: Collection[Node]) -> dict[Node, list[_Edge]]:
    """What every record refers to and is referred to by, each record once; of what leads to anything only the records asked for."""
    found: dict[Node, dict[Node, _Edge]] = {}
    for kind, record in all_records(index.report):
        here = (kind, record.id)
        if kind in EVERYWHERE and here not in asked:
            continue
        for ref in references(record):
            there = (ref.target, ref.id)
            if (ref.target not in EVERYWHERE or there in asked) and there != here:
                found.setdefault(here, {}).setdefault(there, (there, ref.via, "forward", ref.sources))
                found.setdefault(there, {}).setdefault(here, (here, ref.via, "back", ref.sources))
    return {node: list(held.values()) for node, held in found.items()}


def _shortest(edges: dict[Node, list[_Edge]], first: Node, last: Node) -> Iterator[list[_Edge]]:
    """Every shortest way, as the edges that it follows."""
    distance = {last: 0}
    level = [last]
    while level and first not in distance:
        step = distance[level[0]] + 1
        level = list(dict.fromkeys(edge[0] for node in level for edge in edges.get(node, ()) if edge[0] not in distance))
        distance.update(dict.fromkeys(level, step))
    if first not in distance or first == last:
        return
    waiting: list[tuple[Node, list[_Edge]]] = [(first, [])]
    while waiting:
        node, way = waiting.pop()
        if node == last:
            yield way
            continue
        near = [edge for edge in edges[node] if distance.get(edge[0], -1) == distance[node] - 1]
        waiting += [(edge[0], [*way, edge]) for edge in near]


def _told(index: Index, labels: Labels, first: Node, way: list[_Edge]) -> Way:
    steps = [
        Step(kind=kind, id=identifier, label=labels.label(index.get(kind, identifier)), via=via, direction=direction, sources=sources)
        for (kind, identifier), via, direction, sources in way
    ]
    end = f"{steps[-1].kind}/{steps[-1].id}"
    through = tuple(step.label for step in steps[:-1])
    return Way(start="/".join(first), end=end, length=len(steps), through=through, steps=tuple(steps))
