"""The paragraphs behind a record as the copy prints them, with the words that carry what the record says."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from ..model import PassageId, Report, Section
from ..model.base import HIDDEN, Result, frozen
from ..model.kinds import kind_of
from ..query.names import ref_of
from .aligning import Copy
from .checking import checks, claims
from .mentions import Knowledge, spoken

COMMON = 0.12
"""A word that more than this share of the passages holds carries nothing."""


@frozen
class Paragraph(Result):
    """A paragraph of the reader's copy, in `iclc trace --json`, which prints an array of them."""

    record: str
    """The record behind which it stands, as kind/id."""
    passage: PassageId
    """The passage."""
    locator: str
    """Where it stands, in words."""
    text: str | None
    """The paragraph as the copy prints it; null when the copy lacks it."""
    matches: Annotated[tuple[tuple[int, int], ...], HIDDEN]
    """The words that carry the record: pairs of character offsets in the text, the end exclusive."""
    marked: tuple[str, ...]
    """The same words themselves."""


def trace(report: Report, copy: Copy, records: Sequence[Any]) -> list[Paragraph]:
    """The paragraphs behind records, for each in the order of the report."""
    known = Knowledge(report, copy)
    found = []
    for record in records:
        spans = _spans(known, record)
        for passage in report.passages:
            if passage.id in spans:
                printed = next(known.prints.of([passage.id]), None)
                text = None if printed is None else printed.own
                matches = _merged(text or "", spans[passage.id])
                found.append(
                    Paragraph(
                        record=ref_of(record),
                        passage=passage.id,
                        locator=known.naming.locator(passage),
                        text=text,
                        matches=matches,
                        marked=tuple((text or "")[start:end] for start, end in matches),
                    )
                )
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
