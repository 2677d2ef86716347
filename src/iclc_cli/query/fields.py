"""Fields of records by name: reading, sorting and counting by them, and taking lists apart."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..errors import UnknownFieldError, UsageError
from ..model import Remark
from ..model.base import Result, frozen
from ..model.kinds import KINDS, Shape, shapes
from ..model.walk import at, fields
from ..text import cell, fold, near, quoted
from .filters import Filters, filters
from .index import Index

_NUMBER = re.compile(r"0*([0-9]+)")


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


def plain(name: str) -> str:
    """A name of a field or a heading for comparison: without case, blanks, hyphens and underscores."""
    return fold(name).replace(" ", "")


def ending_in(cls: type[Any], wanted: str) -> list[str]:
    """The nested fields whose last parts are called so, outermost first; remarks, which are about fields, aside."""
    found = [path for path, field in fields(cls).items() if field.owner is not Remark and len(path) > 1]
    return [".".join(path) for path in sorted(found, key=len) if f".{plain('.'.join(path))}".endswith(f".{wanted}")]


def _having(cls: type[Any], wanted: str) -> list[str]:
    return [name for name in shapes(cls) if plain(name) == wanted] or ending_in(cls, wanted)


def shape_at(cls: type[Any], name: str) -> Shape:
    """The shape of the field at a dotted path."""
    return fields(cls)[tuple(name.split("."))].shape


class Fields:
    """Reads fields of records of one kind by name: own fields, dotted ones, what filters lead to, and those of what is referred to."""

    def __init__(self, filters_: Filters, kind: str, index: Index, columns: Mapping[str, str] = {}) -> None:
        """`columns` are the fields of a table by their headings: those are names too, and where several fields have a name, they win."""
        self._filters = filters_
        self._index = index
        self._columns = {plain(heading): name for heading, name in columns.items()}
        self._reached: dict[str, tuple[str, Fields, str] | None] = {}
        self._own = {".".join(path): path for path in fields(KINDS[kind].record)}
        self._led = {known.name: known for known in filters(kind)}
        self._kind = kind

    @property
    def names(self) -> list[str]:
        """Every name there is."""
        return list(dict.fromkeys([*self._own, *self._led]))

    def check(self, name: str) -> str:
        """The full name of the field that is called so; a path across references (`city.country.iso3`) as it was given.

        A field goes by its name in any case, with blanks for underscores, by its heading in a table, and by the last part of
        its name where no other ends so, or no other that is a column. Raises UsageError when none or several are called so.
        """
        found = self._called(name) or ([name] if self._across(name) else [])
        if not found:
            raise self._unknown(name)
        if len(found) > 1:
            raise UsageError(f"{quoted(name)} could be several fields of {KINDS[self._kind].collection}: {', '.join(found)}", found)
        return found[0]

    def _called(self, name: str) -> list[str]:
        """The fields of the kind itself that are called so."""
        if name in self._own or name in self._led:
            return [name]
        if not (wanted := plain(name)):
            return []
        if whole := [one for one in self.names if plain(one) == wanted]:
            return whole[:1]
        if wanted in self._columns:
            return [self._columns[wanted]]
        found = ending_in(KINDS[self._kind].record, wanted)
        shown = [one for one in found if one in self._columns.values()]
        return shown if len(shown) == 1 else found

    def _across(self, name: str) -> tuple[str, "Fields", str] | None:
        """A path across a reference: the field that refers, the fields of what it refers to, and the name among them."""
        if name not in self._reached:
            self._reached[name] = self._reach(name)
        return self._reached[name]

    def _reach(self, name: str) -> tuple[str, "Fields", str] | None:
        parts = name.split(".")
        for end in range(len(parts) - 1, 0, -1):
            found = self._called(".".join(parts[:end]))
            kind = self.kind_at(found[0]) if len(found) == 1 else None
            if kind is not None:
                others, rest = Fields(self._filters, kind, self._index), ".".join(parts[end:])
                known = others._called(rest)
                if len(known) == 1:
                    return found[0], others, known[0]
                if others._across(rest):
                    return found[0], others, rest
        return None

    def _unknown(self, name: str) -> UnknownFieldError:
        wanted = plain(name)
        having = {kind.name: found[0] for kind in KINDS.values() if wanted and (found := _having(kind.record, wanted))}
        reached = [f"{one}.{having[kind]}" for one in self._own if (kind := self.kind_at(one)) in having]
        others = [(KINDS[kind].collection, field) for kind, field in having.items() if not (reached or KINDS[kind].single)]
        elsewhere = min(others, key=lambda other: other[1].count("."), default=None)
        similar = reached[:3] or ([] if elsewhere else near(name, self.names))
        known = ", ".join(dict.fromkeys([*(own for own in self._own if "." not in own), *self._led]))
        where = f"; {elsewhere[0]} have it, as {elsewhere[1]}" if elsewhere else ""
        hint = f"Did you mean {' or '.join(similar)}? " if similar else ""
        message = f"no field {quoted(name)} in {KINDS[self._kind].collection}{where}. {hint}There are: {known}"
        return UnknownFieldError(message, similar, elsewhere)

    def read(self, record: Any, name: str) -> Any:
        """The value of a field by its full name: one flat list where a part of the path holds several."""
        path = self._own.get(name)
        if path:
            return at(record, path)
        if name in self._led:
            return list(self._filters.values(record, self._led[name]))
        if (found := self._across(name)) is None:
            raise KeyError(name)
        refers, others, rest = found
        return others._read_of(self.read(record, refers), rest)

    def _read_of(self, identifiers: Any, name: str) -> Any:
        """The value of a field of the records with some ids."""
        if not isinstance(identifiers, (list, tuple)):
            return None if identifiers is None else self.read(self._index.get(self._kind, identifiers), name)
        flat: list[Any] = []
        for one in identifiers:
            inner = self._read_of(one, name)
            flat.extend(inner) if isinstance(inner, (list, tuple)) else flat.append(inner)
        return flat

    def kind_at(self, name: str) -> str | None:
        """The kind of record whose ids a field holds."""
        path = self._own.get(name)
        if path is not None:
            return None if path[-1] == "id" else fields(KINDS[self._kind].record)[path].shape.reference
        if name in self._led:
            return self._led[name].target
        found = self._across(name)
        return found[1].kind_at(found[2]) if found else None

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
        name = self.check(name)
        counted = Counter(value for record in chosen for value in self.values(record, name))
        return [Count(value=value, count=count) for value, count in sorted(counted.items(), key=lambda pair: (-pair[1], str(pair[0])))]

    def count_by_two(self, chosen: Iterable[Any], first: str, second: str) -> list[PairCount]:
        """How many records have each pair of values of two fields, most first; a record with several values counts for each pair."""
        first, second = self.check(first), self.check(second)
        counted = Counter((one, other) for record in chosen for one in self.values(record, first) for other in self.values(record, second))
        ordered = sorted(counted.items(), key=lambda pair: (-pair[1], *map(str, pair[0])))
        return [PairCount(value=one, second=other, count=count) for (one, other), count in ordered]

    def values(self, record: Any, name: str) -> list[Any]:
        """The values of a field that a record is counted for, each once; `None` where it has none: what a filter of that name takes."""
        led = self._led.get(name)
        value = list(self._filters.values(record, led)) if led and led.target else self.read(record, name)
        return list(dict.fromkeys(map(countable, value))) or [None] if isinstance(value, (list, tuple)) else [countable(value)]

    def several(self, name: str) -> str:
        """The full name of the field of the kind itself that is called so and holds several values on its path.

        Raises UsageError when there is none.
        """
        found = [one for one in self._called(name) if one in self._own]
        if len(found) == 1 and _holds_several(KINDS[self._kind].record, self._own[found[0]]):
            return found[0]
        known = list_fields(self._kind)
        similar = near(name, known)
        what = "it holds one value" if found else "they hold no such field"
        hint = f"Did you mean {' or '.join(similar)}? " if similar else ""
        message = f"{KINDS[self._kind].collection} cannot be exploded by {quoted(name)}: {what}. {hint}There are: {', '.join(known)}"
        raise UsageError(message, similar)

    def explode(self, chosen: Iterable[Any], name: str) -> list[Any]:
        """One record for each value of a field that holds several: a copy in which it holds that value alone.

        On a dotted path every part that holds several is taken apart. A record whose field is empty stays, once, with
        `null` there. Raises UsageError when the field is unknown or holds one value.
        """
        path = self._own[self.several(name)]
        return [one for record in chosen for one in _apart(record, path)]


def _holds_several(cls: type[Any], path: Sequence[str]) -> bool:
    return any(fields(cls)[tuple(path[:end])].shape.many for end in range(1, len(path) + 1))


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
        return ((0, value),)
    return ((1, _counted(str(value))),)


def _counted(text: str) -> tuple[Any, ...]:
    """A text as people sort it: its numbers by what they are worth, so that sdg-3 comes before sdg-11."""
    parts = _NUMBER.split(fold(text))  # every second one is a number; compared as text, as some have thousands of digits
    return tuple((len(part), part) if place % 2 else part for place, part in enumerate(parts))


def countable(value: Any) -> Any:
    """A value as something that can be counted: itself, or as text where it has parts."""
    return value if value is None or isinstance(value, (str, int, float)) else cell(value)
