"""A claim that a field of a record makes of the passages it rests on, and what became of it."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from ..model.kinds import standing
from ..model.walk import parse_path
from ..query.evidence import is_about
from ..text import fold
from .prints import Match

NOT_THERE = "does not stand there"


class Check(NamedTuple):
    """One claim, held against print."""

    record: str
    """The record, as `kind/id`."""
    field: str
    """The field, with an index where there are several: `appearances[0].role`."""
    claim: str
    """What sort of claim: `name`, `role`, `number`, `term`, `source` …"""
    wanted: str
    """What was looked for."""
    passages: tuple[str, ...]
    """The passages it was looked for in."""
    places: tuple[tuple[str, Match], ...]
    """Where it stands: passage and place."""
    fault: str
    """Why the passages do not bear it out; empty when they do."""
    excuse: Literal["", "remarked", "unread"] = ""
    """Why a fault does not count: `remarked` when the record says so itself, `unread` when the copy lacks a passage."""

    @property
    def outcome(self) -> Literal["borne-out", "fault", "remarked", "unread"]:
        """What became of it: `borne-out`, `fault`, `remarked` or `unread`."""
        return "borne-out" if not self.fault else self.excuse or "fault"


class Claim(NamedTuple):
    """A field of a record, or of a part of one, with what it rests on."""

    record: Any
    node: Any
    """The record, or the part of it that has the field."""
    ref: str
    field: str
    value: Any
    passages: tuple[str, ...]

    @property
    def name(self) -> str:
        """The field's own name, without path and index."""
        return self.field.rpartition(".")[2].partition("[")[0]

    @property
    def is_paraphrase(self) -> bool:
        """Does the field hold our own words?"""
        return standing(type(self.node), self.name) == "paraphrase"

    def check(
        self,
        claim: str,
        wanted: str,
        fault: str = "",
        places: Sequence[tuple[str, Match]] = (),
        *,
        field: str | None = None,
        passages: tuple[str, ...] | None = None,
    ) -> Check:
        """The outcome of holding it, or a part of it, against print."""
        return Check(
            self.ref,
            self.field if field is None else self.sibling(field),
            claim,
            wanted,
            self.passages if passages is None else passages,
            tuple(places),
            fault,
        )

    def sibling(self, field: str) -> str:
        """The path of another field of the same node."""
        before, dot, _ = self.field.rpartition(".")
        return f"{before}{dot}{field}"

    def item(self, number: int, value: Any) -> "Claim":
        """One of several values of the field."""
        return self._replace(field=f"{self.field}[{number}]", value=value)


def excuses(record: Any, remark: Any, check: Check, passages: Iterable[str]) -> bool:
    """Does a remark speak of the field of a check? Where it lists names, or some of all the passages, it speaks of no others."""
    if not is_about(remark, parse_path(check.field)):
        return False
    if check.claim == "alias" and remark.field == "aliases":
        listed = [alias for alias in record.aliases if f" {fold(alias)} " in f" {fold(remark.reason)} "]
        return not listed or check.wanted in listed
    if check.claim == "source":
        if not remark.field.endswith("sources"):
            return False  # who said it may be in doubt, and not where it stands
        listed = [passage for passage in passages if _speaks_of(remark.reason, passage)]
        return not listed or any(passage in listed for passage in check.passages)
    return True


def _speaks_of(text: str, identifier: str) -> bool:
    return re.search(rf"(?<![\w.-]){re.escape(identifier)}(?![\w-]|\.\d)", text) is not None
