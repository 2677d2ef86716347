"""What changed between two data files, record by record and field by field."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from .kinds import KINDS, is_node, records, shapes
from .model import Report


class Difference(NamedTuple):
    """One difference."""

    change: str
    """`added`, `removed` or `changed`."""
    record: str
    """The record, as `kind/id`; `report` for the file as a whole."""
    field: str | None
    """The field that changed, dotted and indexed where nested."""
    old: Any
    new: Any


def differences(old: Report, new: Report) -> Iterator[Difference]:
    """Records added and removed, and fields changed, in the order of the kinds."""
    for name in ("schema", "version"):
        if getattr(old, name) != getattr(new, name):
            yield Difference("changed", "report", name, getattr(old, name), getattr(new, name))
    for kind in KINDS:
        before = {record.id: record for record in records(old, kind)}
        after = {record.id: record for record in records(new, kind)}
        for identifier, record in before.items():
            if identifier not in after:
                yield Difference("removed", f"{kind}/{identifier}", None, record, None)
            elif record != after[identifier]:
                for field, was, now in _changed(record, after[identifier], ""):
                    yield Difference("changed", f"{kind}/{identifier}", field, was, now)
        for identifier, record in after.items():
            if identifier not in before:
                yield Difference("added", f"{kind}/{identifier}", None, None, record)


def _changed(old: Any, new: Any, prefix: str) -> Iterator[tuple[str, Any, Any]]:
    for name, part in shapes(type(old)).items():
        was, now = getattr(old, name), getattr(new, name)
        path = prefix + name
        if was == now:
            continue
        if is_node(part.base) and not part.many and was is not None and now is not None:
            yield from _changed(was, now, f"{path}.")
        elif is_node(part.base) and part.many and len(was) == len(now):
            for number, (one, other) in enumerate(zip(was, now, strict=True)):
                if one != other:
                    yield from _changed(one, other, f"{path}[{number}].")
        else:
            yield path, was, now
