"""Multiply a report: N copies of its records, ids and references suffixed per copy, in the same schema."""

import json
import sys
from pathlib import Path
from typing import Any

from iclc_cli.dataset import loading as dataset
from iclc_cli.model.kinds import KINDS, is_node, shapes


def suffixed(node: dict[str, Any], cls: type[Any], suffix: str) -> dict[str, Any]:
    """A record with the suffix on its id and on every reference it makes."""
    copy: dict[str, Any] = {}
    for name, part in shapes(cls).items():
        value = node[name]
        if value is None or not value:
            copy[name] = value
        elif part.reference is not None:
            copy[name] = [one + suffix for one in value] if part.many else value + suffix
        elif is_node(part.base):
            copy[name] = [suffixed(one, part.base, suffix) for one in value] if part.many else suffixed(value, part.base, suffix)
        else:
            copy[name] = value
    return copy


def multiplied(report: dict[str, Any], copies: int) -> dict[str, Any]:
    """The report with every record `copies` times; the first copy keeps its ids."""
    result = dict(report)
    for kind in KINDS.values():
        if not kind.single:
            held = report[kind.collection]
            result[kind.collection] = held + [suffixed(record, kind.record, f".{n}") for n in range(1, copies) for record in held]
    return result


def write(copies: int, path: Path) -> None:
    """Write the multiplied bundled report to a file."""
    report = json.loads(dataset.bundled().read_bytes())
    with path.open("w", encoding="utf-8") as file:
        json.dump(multiplied(report, copies), file, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
