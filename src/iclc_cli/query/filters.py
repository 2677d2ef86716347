"""Choosing records: filters, text match, sort, limit, counts, and the values of fields."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..errors import NotFoundError, UsageError
from ..model.kinds import KINDS, Shape, cached, choices, is_node, shapes
from ..model.records import PLACE, Report
from . import names as naming
from .links import Reach, route


class Filter(NamedTuple):
    """A filter that a list of one kind offers."""

    name: str
    """The flag without its dashes, and the name `--count-by` knows it by."""
    target: str | None
    """The kind of record its values name; `None` when the values are words of its own."""
    values: tuple[str, ...]
    """The words it takes, if it takes a fixed set."""
    path: tuple[str, ...]
    """How the record leads to it."""


@cached
def filters(kind: str) -> tuple[Filter, ...]:
    """The filters of a kind's list, derived from what its records are made of and refer to."""
    cls = KINDS[kind].record
    found: list[Filter] = []
    for name, part in shapes(cls).items():
        values = choices(cls, name)
        if values and PLACE not in part.marks:
            found.append(Filter(name, None, values, (name,)))
        elif part.base is bool:
            found.append(Filter(name, None, ("yes", "no"), (name,)))
        elif part.reference == kind and name != "id":
            found.append(Filter(name.replace("_", "-"), kind, (), (name,)))
    for target in KINDS.values():
        named = "name" in shapes(target.record) or target.name in ("section", "passage")
        if named and not target.single and target.name != kind and (path := route(kind, target.name)):
            found.append(Filter(target.name, target.name, (), path))
    for country in KINDS.values():
        for name, part in shapes(country.record).items():
            if PLACE in part.marks and part.reference is None and (path := route(kind, name)):
                found.append(Filter(name, None, choices(country.record, name), path))
    return tuple(found)


def select(report: Report, kind: str, chosen: Iterable[Any], wanted: Mapping[str, Sequence[str]]) -> list[Any]:
    """The records that satisfy every filter; of the values of one filter, one is enough.

    `wanted` maps filter names to REFs or words. Raises NotFoundError when a value is unknown, and
    AmbiguousError when it could mean several records.
    """
    reach = Reach(report)
    tests: list[Callable[[Any], bool]] = []
    for known in filters(kind):
        values = wanted.get(known.name)
        if values:
            accepted = frozenset(_accepted(report, known, value) for value in values)
            tests.append(lambda record, known=known, accepted=accepted: not accepted.isdisjoint(_led_to(reach, record, known)))  # type: ignore[misc]
    return [record for record in chosen if all(test(record) for test in tests)]


def check_values(report: Report, wanted: Mapping[str, Sequence[str]]) -> None:
    """Raise the error for the first value that names nothing."""
    offered = {known.name: known for kind in KINDS for known in filters(kind)}
    for name, given in wanted.items():
        for value in given:
            _accepted(report, offered[name], value)


def _accepted(report: Report, known: Filter, value: str) -> str:
    if known.target is not None:
        return str(naming.resolve(report, value, known.target).record.id)
    folded = naming.fold(value)
    for word in known.values:
        if naming.fold(word) == folded:
            return word
    from difflib import get_close_matches

    near = get_close_matches(value, known.values, n=3, cutoff=0.5)
    raise NotFoundError(f"no {known.name} {naming.quoted(value)}. It is one of {', '.join(known.values)}.", near)


def _led_to(reach: Reach, record: Any, known: Filter) -> Iterable[str]:
    name = known.name.replace("-", "_")
    if name in shapes(type(record)) and known.path == (name,):
        value = getattr(record, name)
        if isinstance(value, bool):
            return ("yes",) if value else ("no",)
        return value if isinstance(value, tuple) else () if value is None else (value,)
    return reach(record, known.target or known.name)


def texts(record: Any) -> Iterable[str]:
    """Every string in a record that a reader reads: names and texts, not references."""
    for name, part in shapes(type(record)).items():
        if name in ("id", "remarks") or part.reference is not None:
            continue
        value = getattr(record, name)
        for one in value if isinstance(value, tuple) else (value,):
            if is_node(part.base):
                if one is not None:
                    yield from texts(one)
            elif isinstance(one, str):
                yield one
            elif isinstance(one, (int, float)) and not isinstance(one, bool):
                yield str(one)


def matching(chosen: Iterable[Any], text: str) -> list[Any]:
    """The records in which the text stands, case and accents aside."""
    wanted = naming.fold(text)
    if not wanted:  # nothing but punctuation, such as "[": then that is what is looked for
        return [record for record in chosen if any(text in own for own in (record.id, *texts(record)))]
    return [record for record in chosen if any(wanted in naming.fold(own) for own in (record.id, *texts(record)))]


def values(record: Any, path: str) -> Any:
    """What stands at a dotted path: a value, or a list where a part of the path holds several.

    Raises KeyError when the record has no such field.
    """
    name, _, rest = path.partition(".")
    part = shapes(type(record)).get(name)
    if part is None or (rest and not is_node(part.base)):
        raise KeyError(path)
    value = getattr(record, name)
    if not rest:
        return value
    if not isinstance(value, tuple):
        return None if value is None else values(value, rest)
    flat: list[Any] = []
    for one in value:
        inner = values(one, rest)
        flat.extend(inner) if isinstance(inner, (list, tuple)) else flat.append(inner)
    return flat


def field_names(cls: type[Any], prefix: str = "") -> list[str]:
    """Every path a field may be asked for by, nested ones dotted."""
    found: list[str] = []
    for name, part in shapes(cls).items():
        found.append(prefix + name)
        if is_node(part.base):
            found.extend(field_names(part.base, f"{prefix}{name}."))
    return found


def explode(chosen: Iterable[Any], kind: str, path: str) -> list[Any]:
    """One record for each value of a field that holds several: a copy in which it holds that value alone.

    On a dotted path every part that holds several is taken apart. A record whose field is empty stays, once, with
    `null` there. Raises UsageError when the field is unknown or holds one value.
    """
    cls = KINDS[kind].record
    if path not in field_names(cls) or not any(part.many for part in _steps(cls, path)):
        from difflib import get_close_matches

        several = lists(kind)
        near = get_close_matches(path, several, n=3)
        what = "it holds one value" if path in field_names(cls) else "they hold no such field"
        hint = f"Did you mean {' or '.join(near)}? " if near else ""
        raise UsageError(
            f"{KINDS[kind].collection} cannot be exploded by {naming.quoted(path)}: {what}. {hint}There are: {', '.join(several)}", near
        )
    return [one for record in chosen for one in _apart(record, path)]


def lists(kind: str) -> list[str]:
    """Every path to a field that holds several values."""
    cls = KINDS[kind].record
    return [name for name in field_names(cls) if shape_at(cls, name).many]


def shape_at(cls: type[Any], path: str) -> Shape:
    """The shape of the field at a dotted path."""
    return _steps(cls, path)[-1]


def _steps(cls: type[Any], path: str) -> list[Shape]:
    found: list[Shape] = []
    for name in path.split("."):
        found.append(shapes(found[-1].base if found else cls)[name])
    return found


def _apart(node: Any, path: str) -> Iterator[Any]:
    name, _, rest = path.partition(".")
    value = getattr(node, name)
    own = {field: getattr(node, field) for field in node.__dataclass_fields__}
    for one in (value or (None,)) if isinstance(value, tuple) else (value,):
        for inner in _apart(one, rest) if rest and one is not None else (one,):
            yield type(node)(**{**own, name: inner})


class Fields:
    """Reads fields of records of one kind by name: own fields, dotted ones, and what filters lead to."""

    def __init__(self, report: Report, kind: str) -> None:
        self._reach = Reach(report)
        self._own = frozenset(field_names(KINDS[kind].record))
        self._led = {known.name: known for known in filters(kind)}
        self._kind = kind

    def check(self, name: str) -> str:
        """The name, if there is such a field. Raises UsageError listing the fields otherwise."""
        if name not in self._own and name not in self._led:
            from difflib import get_close_matches

            near = get_close_matches(name, dict.fromkeys([*field_names(KINDS[self._kind].record), *self._led]), n=3)
            known = ", ".join(dict.fromkeys([*(own for own in field_names(KINDS[self._kind].record) if "." not in own), *self._led]))
            hint = f"Did you mean {' or '.join(near)}? " if near else ""
            raise UsageError(f"no field {naming.quoted(name)} in {KINDS[self._kind].collection}. {hint}There are: {known}", near)
        return name

    def __call__(self, record: Any, name: str) -> Any:
        """The value of a field."""
        if name in self._own:
            return values(record, name)
        return list(_led_to(self._reach, record, self._led[name]))


def ordered(chosen: Iterable[Any], keys: Sequence[str], fields: Fields) -> list[Any]:
    """The records sorted by several fields, `-field` descending; empty values last, ties as they were."""
    result = list(chosen)
    for key in reversed(keys):
        descending = key.startswith("-")
        name = fields.check(key.lstrip("+-"))
        held = [(fields(record, name), record) for record in result]
        filled = [pair for pair in held if not _empty(pair[0])]
        filled.sort(key=lambda pair: _sort_key(pair[0]), reverse=descending)
        result = [record for _, record in filled] + [record for value, record in held if _empty(value)]
    return result


def _empty(value: Any) -> bool:
    return all(map(_empty, value)) if isinstance(value, (list, tuple)) else value is None


def _sort_key(value: Any) -> tuple[Any, ...]:
    if isinstance(value, (list, tuple)):
        return tuple(part for one in value if not _empty(one) for part in _sort_key(one))
    if isinstance(value, (int, float)):
        return (0, value, "")
    return (1, 0, naming.fold(str(value)))


class Count(NamedTuple):
    """How many records have a value."""

    value: Any
    records: int


def count_by(chosen: Iterable[Any], name: str, fields: Fields) -> list[Count]:
    """How many records have each value of a field, most first; a record with several values counts for each."""
    fields.check(name)
    counted: Counter[Any] = Counter()
    for record in chosen:
        value = fields(record, name)
        if isinstance(value, (list, tuple)):
            counted.update(list(dict.fromkeys(map(_countable, value))) or [None])
        else:
            counted[_countable(value)] += 1
    return [Count(value, count) for value, count in sorted(counted.items(), key=lambda pair: (-pair[1], str(pair[0])))]


def _countable(value: Any) -> Any:
    return str(value) if hasattr(value, "__dataclass_fields__") else value
