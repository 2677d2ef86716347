"""Records of one kind side by side: the same facts in the same rows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..model.base import Result, frozen
from ..model.kinds import KINDS, is_node, kind_of, shapes
from .index import Index
from .labels import Labels
from .links import BACK_ORDER, Links

SHARED = ("topic", "session", "city", "organisation", "speaker", "initiative", "document", "sdg", "country", "region")
"""What records may share, in the order in which that is told."""

UNTOLD = frozenset(("id", "remarks", "sources"))
"""Fields that have no row: sources have one at the end, as places."""


@frozen
class ComparedField(Result):
    """One row of `iclc compare --json`, which prints an array of them."""

    field: str
    """`shared`: what all lead to; else a field (`appearances.role`: of parts), or the kind of record that refers to them."""
    values: Mapping[str, tuple[str, ...]]
    """The id of each compared record, with what it has there."""


def compare(index: Index, labels: Labels, links: Links, chosen: Sequence[Any]) -> list[ComparedField]:
    """Records of one kind side by side: what they share, their own fields, those of their parts, what refers to them.

    Rows in which none has anything are left out.
    """
    together = [labels.value(one, kind if kind in KINDS else None) for kind, ids in shared(index, links, chosen).items() for one in ids]
    rows: list[tuple[str, list[list[str]]]] = [("shared", [together for _ in chosen])]
    rows += _fields(labels, KINDS[kind_of(chosen[0])].record, [[record] for record in chosen])
    for other in BACK_ORDER:
        if other != "passage":
            led = [links.led_from(record, other) for record in chosen]
            rows.append((KINDS[other].collection, [list(dict.fromkeys(_beside(labels, one) for one in own)) for own in led]))
    places = [labels.places(getattr(record, "sources", ())) for record in chosen]
    rows.append(("sources", [[place] if place else [] for place in places]))
    ids = [record.id for record in chosen]
    return [
        ComparedField(field=name, values={one: tuple(own) for one, own in zip(ids, values, strict=True)})
        for name, values in rows
        if any(values)
    ]


def shared(index: Index, links: Links, chosen: Sequence[Any]) -> dict[str, list[str]]:
    """The ids of what all lead to, by kind, or the words for regions; of topics the rare ones first."""
    found: dict[str, list[str]] = {}
    for kind in SHARED:
        if kind == kind_of(chosen[0]) or (kind == "region" and "country" in found):
            continue
        first, *others = (_leads(links, record, kind) for record in chosen)
        both = [one for one in first if all(one in other for other in others)]
        if kind == "topic":
            both.sort(key=lambda one: len(index.get("topic", one).sources))
        if both:
            found[kind] = both
    return found


def _leads(links: Links, record: Any, kind: str) -> list[str]:
    return list(dict.fromkeys([*links.leads_to(record, kind), *(link.id for link in links.related(record) if link.kind == kind)]))


def _fields(labels: Labels, cls: type[Any], held: Sequence[Sequence[Any]], before: str = "") -> Iterator[tuple[str, list[list[str]]]]:
    """A row for each field of records or of parts of them, each value once, then the rows of its parts."""
    for name, shape in shapes(cls).items():
        if name in UNTOLD:
            continue
        values = [[one for node in nodes for one in _several(getattr(node, name))] for nodes in held]
        if is_node(shape.base) and name != "aliases":
            yield from _fields(labels, shape.base, values, f"{before}{name}.")
        else:
            yield before + name, [list(dict.fromkeys(labels.value(one, shape.reference) for one in own)) for own in values]


def _several(value: Any) -> Sequence[Any]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _beside(labels: Labels, record: Any) -> str:
    return f"{record.type}: {record.text}" if kind_of(record) == "statement" else labels.short(record)
