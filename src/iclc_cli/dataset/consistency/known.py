"""What rules are told about a report, and how a function becomes a rule."""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from ...model import Report
from ...model.kinds import KINDS, kind_of, records
from ...query.index import Index
from ...text import fold
from .mentions import Mentions

Fault = tuple[str, str]
"""The field at fault, and what is wrong with it and how to mend it."""

Check = Callable[["Known", Any], Iterator[Fault]]

ALL = tuple(KINDS)
"""Every kind of record."""


class Rule(NamedTuple):
    """One thing that must be so in every report."""

    code: str
    kinds: tuple[str, ...]
    """The kinds of record that it is asked about, one record after the other."""
    excused: bool
    """May it be otherwise where a remark on the field says why?"""
    check: Check


RULES: list[Rule] = []
"""All rules. A module of this package that holds rules puts them here when it is imported."""


def rule(code: str, *kinds: str, excused: bool = False) -> Callable[[Check], Check]:
    """Makes a function a rule for records of some kinds. Its docstring is the sentence in the table of rules."""

    def made(check: Check) -> Check:
        RULES.append(Rule(code, kinds, excused, check))
        return check

    return made


class Known:
    """A report in which every reference leads somewhere, and what several rules ask about it."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._index = Index(report)
        self._holders: dict[tuple[str, ...], dict[Any, list[Any]]] = {}
        self._called: dict[str, dict[str, list[Any]]] = {}
        self._before: dict[str, dict[str, Any]] = {}
        self.mentions = Mentions(report)

    def find(self, kind: str, identifier: str) -> Any:
        """The record of a kind with an id."""
        return self._index.get(kind, identifier)

    def names(self, kind: str, identifiers: Iterable[str | None]) -> str:
        """What records are called, in a sentence; "none" where there are none."""
        return " and ".join(sorted(self.find(kind, one).name for one in identifiers if one)) or "none"

    def holding(self, kind: str, fields: tuple[str, ...], values: tuple[Any, ...]) -> list[Any]:
        """The records of a kind that hold these values in these fields."""
        if (kind, *fields) not in self._holders:
            found = self._holders[kind, *fields] = {}
            for one in records(self.report, kind):
                found.setdefault(tuple(getattr(one, field) for field in fields), []).append(one)
        return self._holders[kind, *fields].get(values, [])

    def other(self, record: Any, *fields: str) -> Any:
        """Another record of the kind that holds the same in these fields, if there is one."""
        held = self.holding(kind_of(record), fields, tuple(getattr(record, field) for field in fields))
        return next((one for one in held if one is not record), None)

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each passage stands in the report."""
        return {passage.id: place for place, passage in enumerate(self.report.passages)}

    @cached_property
    def passages(self) -> dict[str, list[Any]]:
        """The passages of each section."""
        found: dict[str, list[Any]] = {section.id: [] for section in self.report.sections}
        for passage in self.report.passages:
            found[passage.section].append(passage)
        return found

    @cached_property
    def sessions(self) -> dict[str, list[Any]]:
        """The sessions that each section reports."""
        found: dict[str, list[Any]] = {section.id: [] for section in self.report.sections}
        for session in self.report.sessions:
            found[session.section].append(session)
        return found

    @cached_property
    def numbers(self) -> dict[str, set[int]]:
        """The numbers that each passage may have by its place."""
        found: dict[str, set[int]] = {}
        counts: Counter[Any] = Counter()
        for passage in self.report.passages:
            sort = "text" if passage.kind in ("paragraph", "bullet") else passage.kind
            counts.update([(passage.section, sort), sort])
            found[passage.id] = {counts[passage.section, sort], *([counts[sort]] if sort == "footnote" else [])}
        return found

    @cached_property
    def with_numbers(self) -> int:
        """How many passages have an id that ends with their number."""
        return sum(map(ends_with_number, self.report.passages))

    def called(self, kind: str) -> dict[str, list[Any]]:
        """The records of a kind by their names, titles and acronyms, folded."""
        if kind not in self._called:
            found = self._called[kind] = {}
            for record in records(self.report, kind):
                for name in {fold(getattr(record, field, None) or "") for field in ("name", "title", "acronym")} - {""}:
                    found.setdefault(name, []).append(record)
        return self._called[kind]

    def bodies(self, node: Any) -> str:
        """The names of the bodies that a record or a part of one refers to."""
        held = (*getattr(node, "organisations", ()), getattr(node, "organisation", None))
        return " / ".join(self.find("organisation", body).name for body in held if body)

    def before(self, record: Any) -> Any:
        """The record of the same kind that stands right before one, if there is one."""
        kind = kind_of(record)
        if kind not in self._before:
            held = records(self.report, kind)
            self._before[kind] = {one.id: other for other, one in itertools.pairwise(held)}
        return self._before[kind].get(record.id)

    @cached_property
    def told_by(self) -> dict[tuple[str, str], str]:
        """Who appears in a session by a passage: somebody, by both."""
        appearances = ((speaker, one) for speaker in self.report.speakers for one in speaker.appearances)
        return {(one.session, source): speaker.name for speaker, one in appearances for source in one.sources}

    def sections(self, sources: Iterable[str]) -> set[str]:
        """The sections in which passages stand."""
        return {self.find("passage", source).section for source in sources}

    def first(self, sources: Iterable[str]) -> int:
        """Where the first of some passages stands in the report."""
        return min((self.places[source] for source in sources), default=0)

    def appearances(self, speakers: Iterable[str]) -> list[Any]:
        """Every appearance of some people."""
        return [one for speaker in speakers for one in self.find("speaker", speaker).appearances]


def ends_with_number(passage: Any) -> bool:
    """Does the id of a passage end with its number?"""
    digits = re.search(r"[0-9]{1,9}$", passage.id)
    return digits is not None and int(digits.group()) == passage.number
