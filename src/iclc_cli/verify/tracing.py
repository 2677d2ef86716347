"""The paragraphs behind a record as the copy prints them, with the words that carry what the record says."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ..model.kinds import kind_of
from ..model.records import Report, Section
from .aligning import Copy
from .checking import checks, claims
from .mentions import Knowledge, spoken

COMMON = 0.12
"""A word that more than this share of the passages holds carries nothing."""


class Paragraph(NamedTuple):
    """A passage behind a record."""

    record: Any
    passage: str
    text: str | None
    """What the copy prints; `None` when it lacks the passage."""
    matches: tuple[tuple[int, int], ...]
    """Where the words stand that carry the record: character offsets in the text, end exclusive."""


def trace(report: Report, copy: Copy, records: Sequence[Any]) -> list[Paragraph]:
    """The paragraphs behind records, for each in the order of the report."""
    known = Knowledge(report, copy)
    found = []
    for record in records:
        spans = _spans(known, record)
        for passage in report.passages:
            if passage.id in spans:
                print = next(known.prints.of([passage.id]), None)
                text = None if print is None else print.own
                found.append(Paragraph(record, passage.id, text, _merged(text or "", spans[passage.id])))
    return found


def _spans(known: Knowledge, record: Any) -> dict[str, list[tuple[int, int]]]:
    """The passages behind a record, each with the places of the words that carry it."""
    kind = kind_of(record)
    if kind == "passage":
        return {record.id: []}
    if isinstance(record, Section):
        return {passage.id: [] for passage in known.report.passages if passage.section == record.id}
    spans: dict[str, list[tuple[int, int]]] = {passage: [] for passage in record.sources}
    for check in checks(known, record):
        if not check.fault and check.claim not in ("topic", "session"):
            for passage, match in check.places:
                if passage in spans and known.prints[passage].is_own(match):
                    spans[passage].append((match.start, match.end))
    for claim in claims(record):
        if claim.is_paraphrase:
            for printed in known.prints.of(claim.passages):
                if printed.passage in spans:
                    said = frozenset(stem for stem in spoken([claim.value]) if known.wording.spread(stem) <= COMMON)
                    spans[printed.passage] += printed.words_of(said)
    return spans


def _merged(text: str, spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans without overlaps; neighbours with nothing but a blank between them are one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and (start <= found[-1][1] or text[found[-1][1] : start] == " "):
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)
