"""What each field of a record rests on: print, a remark, our paraphrase, or our classification."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ..model.kinds import is_node, shapes, standing
from ..model.records import Passage, Remark


class Evidence(NamedTuple):
    """What one field rests on."""

    field: str
    """The field, dotted and indexed where nested: `appearances[0].role`."""
    value: Any
    standing: str
    """`printed`, `paraphrase`, `classified`, `identifier`, or the kind of the remark: `added`, `corrected` …"""
    sources: tuple[str, ...]
    """The passages it stands in; none for what does not come from the report."""
    remark: Remark | None


def evidence(record: Any) -> Iterator[Evidence]:
    """Every field of a record that holds something or is remarked, with what it rests on; once for each remark."""
    remarks: dict[str, list[Remark]] = {}
    for remark in record.remarks:
        remarks.setdefault(remark.field, []).append(remark)
    own = (record.id,) if isinstance(record, Passage) else ()
    yield from _evidence(record, "", getattr(record, "sources", own), remarks)


def _evidence(node: Any, prefix: str, outer: tuple[str, ...], remarks: dict[str, list[Remark]]) -> Iterator[Evidence]:
    sources = getattr(node, "sources", outer)
    for name, part in shapes(type(node)).items():
        value = getattr(node, name)
        path = prefix + name
        about = [*remarked(remarks, path), *(_of_values(remarks, path) if part.many and not is_node(part.base) else ())]
        bare = value is None or value == ()
        if name == "remarks" or ((bare or name == "sources") and not any(remark.field == path for remark in about)):
            continue
        if is_node(part.base) and not bare:
            for number, one in enumerate(value if part.many else (value,)):
                yield from _evidence(one, f"{path}[{number}]." if part.many else f"{path}.", sources, remarks)
            continue
        for remark in about or (None,):
            kind = remark.kind if remark else _standing(node, name)
            yield Evidence(path, value, kind, () if kind in ("identifier", "added", "classified") else sources, remark)


def _standing(node: Any, name: str) -> str:
    if name == "name" and getattr(node, "named", True) is False:
        return "paraphrase"
    return standing(type(node), name)


def _of_values(remarks: dict[str, list[Remark]], path: str) -> Iterator[Remark]:
    """The remarks about single values of a list: `aliases[1]`."""
    return (remark for field, held in remarks.items() if field.startswith(f"{path}[") for remark in held)


def remarked(remarks: dict[str, list[Remark]], path: str) -> Sequence[Remark]:
    """The remarks about a field, or about the whole that it is a part of."""
    while path:
        for candidate in (path, re.sub(r"\[\d+\]", "", path)):
            if candidate in remarks:
                return remarks[candidate]
        path = re.sub(r"\.?[^.\[\]]+$|\[\d+\]$", "", path)
    return ()
