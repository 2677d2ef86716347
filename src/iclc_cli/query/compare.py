"""Records of one kind side by side: the same facts in the same rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..model.base import Result, frozen
from ..model.kinds import KINDS, is_node, kind_of, shapes
from .index import Index
from .labels import Labels
from .links import BACK_ORDER, Links


@frozen
class ComparedField(Result):
    """One row of `iclc compare --json`, which prints an array of them."""

    field: str
    """The field, or the kind of record that refers to the compared ones."""
    values: Mapping[str, tuple[str, ...]]
    """The id of each compared record, with what it has there."""


def compare(index: Index, labels: Labels, links: Links, chosen: Sequence[Any]) -> list[ComparedField]:
    """Records of one kind side by side: their own fields, then what refers to them; rows in which none has anything are left out."""
    rows: list[tuple[str, list[list[str]]]] = []
    for name, shape in shapes(KINDS[kind_of(chosen[0])].record).items():
        if name not in ("id", "remarks", "sources") and (name == "aliases" or not is_node(shape.base)):
            rows.append((name, [_shown(labels, getattr(record, name), shape.reference) for record in chosen]))
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


def _shown(labels: Labels, value: Any, kind: str | None) -> list[str]:
    several = value if isinstance(value, tuple) else () if value is None else (value,)
    return [labels.value(one, kind) for one in several]


def _beside(labels: Labels, record: Any) -> str:
    return f"{record.type}: {record.text}" if kind_of(record) == "statement" else labels.short(record)
