"""Fields of records by name: reading, sorting and counting by them, and taking lists apart."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..errors import UsageError
from ..model.base import Result, frozen
from ..model.kinds import KINDS, Shape, shapes
from ..model.walk import at, fields
from ..text import cell, fold, near, quoted
from .filters import Filters, filters


@frozen
class Count(Result):
    """One entry of what --count-by prints with --json, which is an array of them."""

    value: Any
    """The value; null for records that have none."""
    count: int
    """How many records have it."""


@frozen
class PairCount(Result):
    """One entry of what --count-by A,B prints with --json, which is an array of them."""

    value: Any
    """The value of the first field; null for records that have none."""
    second: Any
    """The value of the second field; null for records that have none."""
    count: int
    """How many records have both."""


def field_names(cls: type[Any]) -> list[str]:
    """Every path a field may be asked for by, nested ones dotted."""
    return [".".join(path) for path in fields(cls)]


def list_fields(kind: str) -> list[str]:
    """The paths of the fields that hold several values."""
    return [".".join(path) for path, field in fields(KINDS[kind].record).items() if field.shape.many]


def shape_at(cls: type[Any], name: str) -> Shape:
    """The shape of the field at a dotted path."""
    return fields(cls)[tuple(name.split("."))].shape


class Fields:
    """Reads fields of records of one kind by name: own fields, dotted ones, and what filters lead to."""

    def __init__(self, filters_: Filters, kind: str) -> None:
        self._filters = filters_
        self._own = {".".join(path): path for path in fields(KINDS[kind].record)}
        self._led = {known.name: known for known in filters(kind)}
        self._kind = kind

    @property
    def names(self) -> list[str]:
        """Every name there is."""
        return list(dict.fromkeys([*self._own, *self._led]))

    def check(self, name: str) -> str:
        """The name, if there is such a field. Raises UsageError listing the fields otherwise."""
        if name not in self._own and name not in self._led:
            similar = near(name, self.names)
            known = ", ".join(dict.fromkeys([*(own for own in self._own if "." not in own), *self._led]))
            hint = f"Did you mean {' or '.join(similar)}? " if similar else ""
            raise UsageError(f"no field {quoted(name)} in {KINDS[self._kind].collection}. {hint}There are: {known}", similar)
        return name

    def read(self, record: Any, name: str) -> Any:
        """The value of a field: one flat list where a part of the path holds several."""
        path = self._own.get(name)
        return at(record, path) if path else list(self._filters.values(record, self._led[name]))

    def kind_at(self, name: str) -> str | None:
        """The kind of record whose ids a field holds."""
        path = self._own.get(name)
        if path is None:  # a filter's name: its values are ids of the kind of that name
            return name if name in KINDS else None
        return None if path[-1] == "id" else fields(KINDS[self._kind].record)[path].shape.reference

    def ordered(self, chosen: Iterable[Any], keys: Sequence[str]) -> list[Any]:
        """The records sorted by several fields, `-field` descending; empty values last, ties as they were."""
        result = list(chosen)
        for key in reversed(keys):
            name = self.check(key.lstrip("+-"))
            held = [(self.read(record, name), record) for record in result]
            filled = [pair for pair in held if not _empty(pair[0])]
            filled.sort(key=lambda pair: _sort_key(pair[0]), reverse=key.startswith("-"))
            result = [record for _, record in filled] + [record for value, record in held if _empty(value)]
        return result

    def count_by(self, chosen: Iterable[Any], name: str) -> list[Count]:
        """How many records have each value of a field, most first; a record with several values counts for each."""
        self.check(name)
        counted = Counter(value for record in chosen for value in self._each(record, name))
        return [Count(value=value, count=count) for value, count in sorted(counted.items(), key=lambda pair: (-pair[1], str(pair[0])))]

    def count_by_two(self, chosen: Iterable[Any], first: str, second: str) -> list[PairCount]:
        """How many records have each pair of values of two fields, most first; a record with several values counts for each pair."""
        self.check(first), self.check(second)
        counted = Counter((one, other) for record in chosen for one in self._each(record, first) for other in self._each(record, second))
        ordered = sorted(counted.items(), key=lambda pair: (-pair[1], *map(str, pair[0])))
        return [PairCount(value=one, second=other, count=count) for (one, other), count in ordered]

    def _each(self, record: Any, name: str) -> list[Any]:
        """The values of a field that a record is counted for, each once; `None` where it has none."""
        value = self.read(record, name)
        return list(dict.fromkeys(map(countable, value))) or [None] if isinstance(value, (list, tuple)) else [countable(value)]

    def explode(self, chosen: Iterable[Any], name: str) -> list[Any]:
        """One record for each value of a field that holds several: a copy in which it holds that value alone.

        On a dotted path every part that holds several is taken apart. A record whose field is empty stays, once, with
        `null` there. Raises UsageError when the field is unknown or holds one value.
        """
        cls = KINDS[self._kind].record
        path = self._own.get(name)
        if path is None or not any(fields(cls)[path[:end]].shape.many for end in range(1, len(path) + 1)):
            several = list_fields(self._kind)
            similar = near(name, several)
            what = "they hold no such field" if path is None else "it holds one value"
            hint = f"Did you mean {' or '.join(similar)}? " if similar else ""
            message = f"{KINDS[self._kind].collection} cannot be exploded by {quoted(name)}: {what}. {hint}There are: {', '.join(several)}"
            raise UsageError(message, similar)
        return [one for record in chosen for one in _apart(record, path)]


def _apart(node: Any, path: Sequence[str]) -> Iterator[Any]:
    name, *rest = path
    value = getattr(node, name)
    own = {field: getattr(node, field) for field in shapes(type(node))}
    for one in (value or (None,)) if isinstance(value, tuple) else (value,):
        for inner in _apart(one, rest) if rest and one is not None else (one,):
            yield type(node)(**{**own, name: inner})


def _empty(value: Any) -> bool:
    return all(map(_empty, value)) if isinstance(value, (list, tuple)) else value is None


def _sort_key(value: Any) -> tuple[Any, ...]:
    if isinstance(value, (list, tuple)):
        return tuple(part for one in value if not _empty(one) for part in _sort_key(one))
    if isinstance(value, (int, float)):
        return (0, value, "")
    return (1, 0, fold(str(value)))


def countable(value: Any) -> Any:
    """A value as something that can be counted: itself, or as text where it has parts."""
    return value if value is None or isinstance(value, (str, int, float)) else cell(value)
