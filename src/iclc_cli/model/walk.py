"""One walk over the fields of records, under everything that looks into them.

A path is a tuple of names and of places in lists: `("appearances", 0, "role")`. The same fields without a record are
`fields`, whose paths have no places.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from ..model.base import NamedTuple
from .base import cached
from .kinds import Shape, is_node, shapes

Path = tuple[str | int, ...]
"""Where a value stands in a record: names of fields and places in lists, from 0."""


class Visit(NamedTuple):
    """A field that holds something."""

    path: Path
    node: Any
    """The record, or the part of it that has the field."""
    shape: Shape
    value: Any
    """All it holds: a tuple where the field holds several."""
    sources: tuple[str, ...]
    """The passages behind it: those of the innermost part that names its own."""


class Field(NamedTuple):
    """A field of a class of the model, or of a part of it."""

    path: tuple[str, ...]
    owner: type[Any]
    """The class that has it."""
    shape: Shape


Wanted = Callable[[type[Any], str, Shape], bool]
"""Tells by class, name and shape whether a field is to be visited. A plan is kept for each such function."""


def anything(cls: type[Any], name: str, shape: Shape) -> bool:
    """Visit every field."""
    return True


def walk(record: Any, wanted: Wanted = anything, empty: bool = False) -> list[Visit]:
    """The fields of a record and of its parts, in their order; with `empty`, those that hold nothing too.

    A field that holds parts is visited through them, and by itself only where it holds none.
    """
    found: list[Visit] = []
    _visit(record, (), getattr(record, "sources", ()), _plan(type(record), wanted), empty, found)
    return found


_Step = tuple[str, tuple[str], Shape, bool, Any]
_new = tuple.__new__


@cached
def _plan(cls: type[Any], wanted: Wanted) -> tuple[_Step, ...]:
    """The fields worth looking at, and the plan of each part: what leads to nothing that is wanted is not entered."""
    steps: list[_Step] = []
    for name, shape in shapes(cls).items():
        inner = _plan(shape.base, wanted) if is_node(shape.base) else None
        itself = wanted(cls, name, shape)
        if inner or itself:
            steps.append((name, (name,), shape, itself, inner))
    return tuple(steps)


def _visit(node: Any, path: Path, sources: tuple[str, ...], plan: Sequence[_Step], empty: bool, found: list[Visit]) -> None:
    for name, alone, shape, itself, inner in plan:
        value = getattr(node, name)
        if inner is None or value is None or value == ():
            if (empty and itself) or (value is not None and value != ()):
                # As `Visit(…)`, without the call of a function that this costs: every search makes thousands.
                found.append(_new(Visit, (path + alone if path else alone, node, shape, value, sources)))
        elif value.__class__ is tuple:  # and not `shape.many`: a record that was taken apart holds one of several
            for place, part in enumerate(value):
                _visit(part, (*path, name, place), getattr(part, "sources", sources), inner, empty, found)
        else:
            _visit(value, (*path, name), getattr(value, "sources", sources), inner, empty, found)


def parts(nodes: Sequence[Any], cls: type[Any]) -> Iterator[tuple[type[Any], Sequence[Any]]]:
    """Nodes of one class, then all their parts at once, class by class.

    For checks of whole reports: many times faster than a walk over one record after the other.
    """
    yield cls, nodes
    for name, shape in shapes(cls).items():
        if is_node(shape.base):
            held = map(attrgetter(name), nodes)
            inner = chain.from_iterable(held) if shape.many else (part for part in held if part is not None)
            yield from parts(list(inner), shape.base)


@cached
def fields(cls: type[Any]) -> dict[tuple[str, ...], Field]:
    """Every field of a class and of its parts by path, each before those of its parts."""
    found: dict[tuple[str, ...], Field] = {}
    for name, shape in shapes(cls).items():
        found[(name,)] = Field((name,), cls, shape)
        if is_node(shape.base):
            found |= {(name, *path): field._replace(path=(name, *path)) for path, field in fields(shape.base).items()}
    return found


def at(node: Any, path: Sequence[str]) -> Any:
    """What stands at a path of `fields`: a value, or one flat list where a part of the path holds several."""
    name, *rest = path
    value = getattr(node, name)
    if not rest:
        return value
    if not isinstance(value, tuple):
        return None if value is None else at(value, rest)
    flat: list[Any] = []
    for part in value:
        inner = at(part, rest)
        flat.extend(inner) if isinstance(inner, (list, tuple)) else flat.append(inner)
    return flat


def dotted(path: Path) -> str:
    """A path as people read it: `appearances[0].role`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


@cached
def parse_path(text: str) -> Path:
    """The path that people write so, in a remark of a data file."""
    return tuple(
        int(place) if place.isdecimal() and len(place) < 10 else name or place
        for name, place in re.findall(r"([^.\[\]]+)|\[([^\[\]]*)\]", text)
    )
