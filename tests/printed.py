"""Reports with what is printed of them, and how tests alter data and hold it against a copy."""

import copy
import json
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from iclc_cli.dataset import loading as dataset
from iclc_cli.model.kinds import KINDS
from iclc_cli.query.names import ref_of
from iclc_cli.verify import fingerprints
from iclc_cli.verify.checking import CheckedClaim, Verdict, verify
from iclc_cli.verify.prints import Copy

HERE = Path(__file__).resolve().parent

SMALL_PRINT = HERE / "small.txt"
"""What is printed of the small report."""

QUIET = HERE / "quiet.json"
"""An invented report of two dozen passages: so many that a rule can tell one passage from another by its words."""

QUIET_PRINT = HERE / "quiet.txt"
"""What is printed of it, on pages with heads, numbers, captions and a footnote."""

SHARED = HERE.parents[1] / "shared"
REAL_PRINT = SHARED / "report" / "report.txt"
"""The text of the real report, which is not ours to publish."""

needs_the_report = pytest.mark.skipif(not REAL_PRINT.is_file(), reason="the printed report's text is not beside this checkout")


def passages_of(data: Path) -> dict[str, str]:
    """The texts of the passages of an invented report, by id."""
    return {one["id"]: one["text"] for one in json.loads(data.with_suffix(".passages.json").read_text(encoding="utf-8"))}


def node(data: Any, ref: str, path: str) -> tuple[Any, Any]:
    """Where a field stands in the JSON of a report, as `appearances.0.role`: what holds it, and under what key."""
    kind, _, identifier = ref.partition("/")
    held = data[KINDS[kind].collection]
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    found = held if KINDS[kind].single else next(one for one in held if one["id"] == identifier)
    for step in way:
        found = found[step]
    return found, last


def altered(data: Any, *changes: tuple[str, str, Any]) -> Any:
    """The JSON of a report with some fields changed: record, field, value, or a function of the old one."""
    made = copy.deepcopy(data)
    for ref, path, value in changes:
        held, last = node(made, ref, path)
        held[last] = value(held[last]) if callable(value) else value
    return made


class Held:
    """A copy of a report that was read once, and the JSON of the report, to be held against it as it is and altered."""

    def __init__(self, data: Any, copy: Copy) -> None:
        self.data = data
        self.copy = copy

    @cached_property
    def before(self) -> set[tuple[str, str | None, str, str | None]]:
        """The faults of the report as it is."""
        return {_seen(one) for one in self.checked().faults}

    def checked(self, *changes: tuple[str, str, Any], only: str | None = None) -> Verdict:
        """What becomes of the report with some fields changed: all of it, or one record."""
        report = dataset.build(altered(self.data, *changes))
        return verify(report, self.copy, lambda kind, record: only in (None, ref_of(record)))

    def faults(self, *changes: tuple[str, str, Any], only: str | None = None) -> list[CheckedClaim]:
        """What is noticed once some fields are changed and was not before."""
        return [one for one in self.checked(*changes, only=only).faults if _seen(one) not in self.before]


def _seen(one: CheckedClaim) -> tuple[str, str | None, str, str | None]:
    return one.record, one.field, one.wanted, one.fault


def held_against(path: Path, text: str) -> Held:
    """The report of a data file, held against the text of a copy."""
    report = dataset.load(str(path))
    return Held(json.loads(path.read_text(encoding="utf-8")), Copy("copy", fingerprints.load(report, str(path)), text))
