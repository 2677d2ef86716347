"""Choosing records by what they lead to. No filter is written: each is read off the model."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ..model.base import ASIDE, PLACE, SITE, NamedTuple, cached
from ..model.kinds import KINDS, choices, is_text, shapes
from ..model.walk import walk
from .links import Links, cites, route
from .names import Names


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


NOT, NO = "not-", "no-"
"""What stands before the name of a filter to leave out the values it is given, and to ask for what has none."""


def spoken(known: Iterable[Filter]) -> dict[str, Filter]:
    """The filters by every name they go by: as they are, and with `not-` and `no-` before it."""
    items = tuple(known)
    return {before + item.name: item for before in ("", NOT, NO) for item in items}


def takes_no_value(name: str, known: Iterable[Filter]) -> bool:
    """Does a filter by that name ask for what has none?"""
    return name.startswith(NO) and spoken(known)[name].name == name.removeprefix(NO)


@cached
def filters(kind: str) -> tuple[Filter, ...]:
    """The filters of a kind's list, derived from what its records are made of and refer to."""
    cls = KINDS[kind].record
    found: list[Filter] = []
    for name, shape in shapes(cls).items():
        values = choices(cls, name)
        if values and PLACE not in shape.marks:
            found.append(Filter(name, None, values, (name,)))
        elif shape.base is bool:
            found.append(Filter(name, None, ("yes", "no"), (name,)))
        elif (shape.reference == kind and name != "id") or not shape.marks.isdisjoint((ASIDE, SITE)):
            found.append(Filter(name.replace("_", "-"), shape.reference, (), (name,)))
    for target in KINDS.values():
        named = "name" in shapes(target.record) or target.name in ("section", "passage") or cites(target.name, kind)
        if named and not target.single and target.name != kind and (path := route(kind, target.name)):
            found.append(Filter(target.name, target.name, (), path))
    for place in KINDS.values():
        for name, shape in shapes(place.record).items():
            if PLACE in shape.marks and shape.reference is None and (path := route(kind, name)):
                found.append(Filter(name, None, choices(place.record, name), path))
    return tuple(found)


@cached
def search_filters() -> tuple[Filter, ...]:
    """The filters of a search: those that lists of at least two kinds offer and that name a record or a region."""
    found: dict[str, list[Filter]] = {}
    for kind in KINDS:
        for item in filters(kind):
            if item.name != "passage" and (item.target not in (None, kind) or item.name == "region"):
                found.setdefault(item.name, []).append(item)
    return tuple(items[0]._replace(path=("as in the lists",)) for items in found.values() if len(items) > 1)


class Filters:
    """Applies the filters of lists."""

    def __init__(self, names: Names, links: Links) -> None:
        self._names = names
        self._links = links

    def select(self, kind: str, chosen: Iterable[Any], wanted: Mapping[str, Sequence[str]]) -> list[Any]:
        """The records that satisfy every filter; of the values of one filter, one is enough.

        `wanted` maps filter names to REFs or words; after `not-`, to those that a record must not lead to, and after `no-`
        to anything, if it must lead to nothing at all. Raises NotFoundError when a value is unknown, and AmbiguousError when
        it could mean several records.
        """
        known = spoken(filters(kind))
        tests = [self._test(kind, name, item, wanted[name]) for name, item in known.items() if wanted.get(name)]
        return [record for record in chosen if all(test(record) for test in tests)]

    def _test(self, kind: str, name: str, item: Filter, values: Sequence[str]) -> Callable[[Any], bool]:
        def held(record: Any) -> Sequence[str]:
            return (record.id,) if item.target == kind and item.name == kind else self.values(record, item)

        if name == NO + item.name:
            return lambda record: not held(record)
        accepted = frozenset(self._accepted(item, value) for value in values)
        if name == NOT + item.name:
            return lambda record: accepted.isdisjoint(held(record))
        return lambda record: not accepted.isdisjoint(held(record))

    def among(self, kind: str, chosen: Iterable[Any], wanted: Mapping[str, Sequence[str]]) -> list[Any]:
        """The same for records of a kind among others, which lead to nothing where their list does not offer a filter.

        A record of the kind that a filter names is led to by itself; what is to be left out takes with it what only it tells of.
        """
        offered = spoken(filters(kind))
        known = spoken(item for one in KINDS for item in filters(one))
        itself = [self._test(kind, name, known[name], wanted[name]) for name in wanted if known[name].name == kind]
        for name in wanted:
            target = known[name].target
            if target and name == NOT + known[name].name and name not in offered and name != NOT + kind:
                itself.append(self._not_told_by(target, [self._accepted(known[name], value) for value in wanted[name]]))
        if any(name == known[name].name and name not in offered and name != kind for name in wanted):
            return []
        return [record for record in self.select(kind, chosen, wanted) if all(test(record) for test in itself)]

    def _not_told_by(self, kind: str, ids: Sequence[str]) -> Callable[[Any], bool]:
        return lambda record: not self._links.is_told_by(record, kind, ids)

    def check(self, wanted: Mapping[str, Sequence[str]]) -> None:
        """Raise the error for the first value that names nothing, whichever kinds offer its filter."""
        known = spoken(item for kind in KINDS for item in filters(kind))
        for name, given in wanted.items():
            for value in given if name != NO + known[name].name else ():
                self._accepted(known[name], value)

    def _accepted(self, known: Filter, value: str) -> str:
        if known.target is not None:
            return str(self._names.resolve(value, known.target).id)
        from .choosing import chosen_word  # lists without such a filter need none of it

        return chosen_word(value, known.values, known.name)

    def values(self, record: Any, known: Filter) -> Sequence[str]:
        """What a record has for a filter: ids, or the words of its own."""
        name = known.name.replace("-", "_")
        if name in shapes(type(record)) and known.path == (name,):
            value = getattr(record, name)
            if isinstance(value, bool):
                return ("yes",) if value else ("no",)
            return value if isinstance(value, tuple) else () if value is None else (value,)
        return self._links.leads_to(record, known.target or known.name)


def texts(record: Any) -> list[str]:
    """Every string and number in a record that a reader reads, its remarks aside."""
    return [
        one if isinstance(one, str) else str(one)
        for _, _, _, value, _ in walk(record, is_text)
        for one in (value if isinstance(value, tuple) else (value,))
    ]
