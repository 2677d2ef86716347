"""What changed between two data files, record by record, field by field, item by item."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from ..model.kinds import KINDS, is_node, records, shapes
from ..model.records import Report


class Difference(NamedTuple):
    """One difference."""

    change: str
    """`added`, `removed` or `changed`."""
    record: str
    """The record, as `kind/id`; `report` for the file as a whole."""
    field: str | None
    """The field or the item of a list that changed, dotted and indexed where nested; `None` for a whole record."""
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
                for change, field, was, now in _changed(record, after[identifier], ""):
                    yield Difference(change, f"{kind}/{identifier}", field, was, now)
        for identifier, record in after.items():
            if identifier not in before:
                yield Difference("added", f"{kind}/{identifier}", None, None, record)


_Change = tuple[str, str, Any, Any]


def _changed(old: Any, new: Any, prefix: str) -> Iterator[_Change]:
    for name, part in shapes(type(old)).items():
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield from _in_list(was, now, prefix + name) if part.many else _of_value(was, now, prefix + name)


def _of_value(was: Any, now: Any, path: str) -> Iterator[_Change]:
    if is_node(type(was)) and is_node(type(now)):
        yield from _changed(was, now, f"{path}.")
    else:
        yield "changed", path, was, now


def _in_list(was: Sequence[Any], now: Sequence[Any], path: str) -> Iterator[_Change]:
    """The items that came, went or changed; one that moved has gone from one place and come to another."""
    for tag, start, end, new_start, new_end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        both = min(end - start, new_end - new_start)
        for step in range(both):
            yield from _of_value(was[start + step], now[new_start + step], f"{path}[{new_start + step}]")
        for place in range(start + both, end):
            yield "removed", f"{path}[{place}]", was[place], None
        for place in range(new_start + both, new_end):
            yield "added", f"{path}[{place}]", None, now[place]
