"""What changed between two data files, record by record, field by field, item by item."""

from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, Literal

from ..model import Report
from ..model.base import Result, frozen
from ..model.kinds import KINDS, is_node, records, shapes
from ..model.walk import Path, dotted

Change = Literal["added", "removed", "changed"]


@frozen
class Difference(Result):
    """One entry of `iclc diff --json`, which prints an array of them."""

    change: Change
    """What happened to the record, the field or the item of a list."""
    record: str
    """The record, as kind/id; `report` for the file as a whole."""
    field: str | None
    """The field, dotted and indexed where nested: by the place in the older list for what was removed, else in the newer; null for a
    whole record."""
    old: Any
    """What the older file has; null where it has nothing."""
    new: Any
    """What the newer file has; null where it has nothing."""


def differences(old: Report, new: Report) -> Iterator[Difference]:
    """What the file has beside its records; then records added and removed, and fields changed, in the order of the kinds."""
    collections = {kind.collection for kind in KINDS.values()}
    for change, path, was, now in _changed(old, new, (), but=collections):
        yield Difference(change=change, record="report", field=dotted(path), old=was, new=now)
    for kind in KINDS:
        before = {record.id: record for record in records(old, kind)}
        after = {record.id: record for record in records(new, kind)}
        for identifier, record in before.items():
            ref = f"{kind}/{identifier}"
            if identifier not in after:
                yield Difference(change="removed", record=ref, field=None, old=record, new=None)
            elif record != after[identifier]:
                for change, path, was, now in _changed(record, after[identifier], ()):
                    yield Difference(change=change, record=ref, field=dotted(path), old=was, new=now)
        for identifier, record in after.items():
            if identifier not in before:
                yield Difference(change="added", record=f"{kind}/{identifier}", field=None, old=None, new=record)


_Changed = Iterator[tuple[Change, Path, Any, Any]]


def _changed(old: Any, new: Any, path: Path, but: Collection[str] = ()) -> _Changed:
    for name, shape in shapes(type(old)).items():
        was, now = getattr(old, name), getattr(new, name)
        if name not in but and was != now:
            yield from _in_list(was, now, (*path, name)) if shape.many else _of_value(was, now, (*path, name))


def _of_value(was: Any, now: Any, path: Path) -> _Changed:
    if is_node(type(was)) and is_node(type(now)):
        yield from _changed(was, now, path)
    else:
        yield "changed", path, was, now


def _in_list(was: Sequence[Any], now: Sequence[Any], path: Path) -> _Changed:
    """The items that came, went or changed; one that moved has gone from one place and come to another."""
    for tag, start, end, new_start, new_end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        both = min(end - start, new_end - new_start)
        for step in range(both):
            yield from _of_value(was[start + step], now[new_start + step], (*path, new_start + step))
        for place in range(start + both, end):
            yield "removed", (*path, place), was[place], None
        for place in range(new_start + both, new_end):
            yield "added", (*path, place), None, now[place]
