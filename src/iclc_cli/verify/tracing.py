"""The paragraphs behind a record as the copy prints them, with the words that carry what the record says."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from ..model import Passage, PassageId, Report, Section
from ..model.base import HIDDEN, Result, frozen
from ..model.walk import walk
from ..query.names import ref_of
from ..query.spelling import stems
from .checking import checks
from .knowledge import Known, is_paraphrase
from .prints import Copy

COMMON = 2.0
"""A word less rare than this carries nothing: about one passage in eight has it."""


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
    """The paragraph as the copy prints it, words and lines joined, […] for what could not be read; null when the copy lacks it."""
    whole: bool
    """Was it read to the letter?"""
    matches: Annotated[tuple[tuple[int, int], ...], HIDDEN]
    """The words that carry the record: pairs of character offsets in the text, the end exclusive."""
    marked: tuple[str, ...]
    """The same words themselves."""


def trace(report: Report, copy: Copy, records: Sequence[Any]) -> list[Paragraph]:
    """The paragraphs behind records, for each in the order of the report."""
    known, found = Known(report, copy), []
    for record in records:
        spans = _spans(known, record)
        for passage in known.index.passages(spans):
            one = copy.prints.get(passage.id)
            matches = _merged(one.text, spans[passage.id]) if one else ()
            found.append(
                Paragraph(
                    record=ref_of(record),
                    passage=passage.id,
                    locator=known.labels.locator(passage),
                    text=one.text if one else None,
                    whole=one is not None and one.whole,
                    matches=matches,
                    marked=tuple(one.text[start:end] for start, end in matches) if one else (),
                )
            )
    return found


def _spans(known: Known, record: Any) -> dict[str, list[tuple[int, int]]]:
    """The passages behind a record, each with the places of the words that carry it."""
    own = [record] if isinstance(record, Passage) else known.index.passages_of(record.id) if isinstance(record, Section) else []
    if own:
        return {passage.id: [] for passage in own}
    spans: dict[str, list[tuple[int, int]]] = {passage: [] for passage in record.sources}
    for check in checks(known, record):
        if not check.fault and check.sort not in ("topic", "session"):
            for match in check.found:
                spans.get(match.print.name, []).append(match.span)
    for visit in walk(record, is_paraphrase):
        said = {stem for stem in stems(visit.value) if known.rarity.get(stem, 0) >= COMMON}
        for one in known.copy.of(visit.sources):
            spans.get(one.name, []).extend(one.spans[word] for word, stem in enumerate(one.stems) if stem in said)
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
