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
from .prints import Copy, Print

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
        carrying = _carrying(known, record)
        for passage in known.index.passages(carrying):
            one = copy.prints.get(passage.id)
            matches = _spans(one, carrying[passage.id]) if one else ()
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


def _carrying(known: Known, record: Any) -> dict[str, set[int]]:
    """The passages behind a record, each with the words of it that carry the record."""
    own = [record] if isinstance(record, Passage) else known.index.passages_of(record.id) if isinstance(record, Section) else []
    if own:
        return {passage.id: set() for passage in own}
    words: dict[str, set[int]] = {passage: set() for passage in record.sources}
    for check in checks(known, record):
        for match in check.found if not check.fault and check.sort not in ("topic", "session") else ():
            words.get(match.print.name, set()).update(range(match.first, match.last + 1))
    for visit in walk(record, is_paraphrase):
        said = {stem for stem in stems(visit.value) if known.rarity.get(stem, 0) >= COMMON}
        for one in known.copy.of(visit.sources):
            words.get(one.name, set()).update(word for word, stem in enumerate(one.stems) if stem in said)
    return words


def _spans(one: Print, words: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Where words stand, neighbours with nothing but a blank or a hyphen between them as one."""
    found: list[tuple[int, int]] = []
    for start, end in map(one.spans.__getitem__, sorted(words)):
        near = found and start - found[-1][1] <= 1
        found.append((found.pop()[0] if near else start, end))
    return tuple(found)
