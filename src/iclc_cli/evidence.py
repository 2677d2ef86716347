"""What each field of a record rests on: print, a remark, our paraphrase, or our classification."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from .kinds import is_node, shapes, standing
from .model import Remark


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
    """Every field of a record that holds something, with what it rests on."""
    yield from _evidence(record, "", getattr(record, "sources", ()), {remark.field: remark for remark in record.remarks})


def _evidence(node: Any, prefix: str, outer: tuple[str, ...], remarks: dict[str, Remark]) -> Iterator[Evidence]:
    sources = getattr(node, "sources", outer)
    for name, part in shapes(type(node)).items():
        value = getattr(node, name)
        path = prefix + name
        if name in ("sources", "remarks") or value is None or value == ():
            continue
        if is_node(part.base):
            for number, one in enumerate(value if part.many else (value,)):
                yield from _evidence(one, f"{path}[{number}]." if part.many else f"{path}.", sources, remarks)
            continue
        remark = remarked(remarks, path)
        kind = remark.kind if remark else _standing(node, name)
        yield Evidence(path, value, kind, () if kind in ("identifier", "added", "classified") else sources, remark)


def _standing(node: Any, name: str) -> str:
    if name == "name" and getattr(node, "named", True) is False:
        return "paraphrase"
    return standing(type(node), name)


def remarked(remarks: dict[str, Remark], path: str) -> Remark | None:
    """The remark about a field, or about the whole that it is a part of."""
    while path:
        for candidate in (path, re.sub(r"\[\d+\]", "", path)):
            if candidate in remarks:
                return remarks[candidate]
        path = re.sub(r"\.?[^.\[\]]+$|\[\d+\]$", "", path)
    return None
