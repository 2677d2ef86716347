"""Walks the records as the model declares them, and holds each field against print by the rule for its mark."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Annotated, Any, Literal
from unicodedata import normalize
from zlib import crc32

from ..model import Alias, Passage, PassageId, Report, Section
from ..model.base import HIDDEN, frozen
from ..model.base import Result as Value
from ..model.kinds import Shape, all_records
from ..model.walk import walk
from ..query.evidence import is_about
from ..query.names import ref_of
from ..text import clip
from .fingerprints import Fingerprints, headings_of
from .knowledge import Known, all_names, is_paraphrase
from .prints import Copy
from .rules import RULES, Check, Claim, left_out, reference, sources

Outcome = Literal["borne-out", "fault", "remarked", "unread"]


@frozen
class CheckedClaim(Value):
    """One claim in `iclc verify --json`, which prints an array of those that print does not bear out; with --all, of all."""

    record: str
    """The record, as kind/id."""
    field: str | None
    """The field, dotted and indexed where nested; null for a whole passage."""
    claim: str
    """What is claimed: a name, a role, a number, that a source speaks of it …"""
    wanted: str
    """What was looked for."""
    passages: Annotated[tuple[PassageId, ...], HIDDEN]
    """The passages it was looked for in."""
    where: str
    """The same in words."""
    outcome: Annotated[Outcome, HIDDEN]
    """What became of it: not borne out by passages that were read whole is a fault; unread is what this copy cannot tell."""
    printed: Annotated[tuple[str, ...], HIDDEN]
    """The words of the copy that bear it out."""
    fault: str | None
    """Why the passages do not bear it out; null when they do."""


class Verdict:
    """What became of the claims of a report."""

    def __init__(self, known: Known, results: Sequence[tuple[Check, Outcome]], paraphrases: int) -> None:
        self._known, self.results, self.paraphrases = known, results, paraphrases
        """What became of each claim, and how many texts in our own words there are."""
        self.passages, self.whole = known.copy.passages, known.copy.whole
        """Passages that the copy has, and those that were read to the letter."""
        self.counts = Counter([outcome for _, outcome in results])
        """How many claims came out how."""
        self.remarked, self.unread = self.counts["remarked"], self.counts["unread"]
        """Claims that print does not bear out although a remark says why, and claims that this copy cannot tell."""

    @property
    def claims(self) -> list[CheckedClaim]:
        """Every claim that was looked at."""
        return [_told(self._known, *result) for result in self.results]

    @cached_property
    def faults(self) -> list[CheckedClaim]:
        """The claims that passages that were read whole do not bear out, and of which no remark says so."""
        return [_told(self._known, *result) for result in self.results if result[1] == "fault"]

    @cached_property
    def checked(self) -> Counter[str]:
        """How many claims of each sort were held against print."""
        return Counter(check.sort for check, outcome in self.results if outcome in ("borne-out", "fault"))


def verify(
    report: Report,
    copy: Copy,
    chosen: Callable[[str, Any], bool] = lambda kind, record: True,
    step: Callable[[int, int], None] = lambda done, total: None,
) -> Verdict:
    """Hold records, all or those chosen by kind and record, against the passages they cite; `step` is told how many of how many."""
    known, results = Known(report, copy), []
    wanted = [record for kind, record in all_records(report) if chosen(kind, record)]
    for number, record in enumerate(wanted):
        step(number, len(wanted))
        results += [(check, _outcome(known, check)) for check in checks(known, record)]
    return Verdict(known, results, sum(len(walk(record, is_paraphrase)) for record in wanted))


def _outcome(known: Known, check: Check) -> Outcome:
    prints = [known.copy.prints.get(one) for one in check.passages]
    if not check.fault:  # what nothing says otherwise is borne out by what there is to read, and not by nothing
        return "borne-out" if check.found or any(prints) or not prints else "unread"
    text = " ".join((check.wanted, *(all_names(check.record) if check.sort == "source" else ())))
    whole = all(one and one.whole for one in prints)
    if not whole or check.unread or known.in_lost_heading(text, check.passages):
        return "unread"
    return "remarked" if exception(check) in known.copy.held.exceptions else "fault"


def _told(known: Known, check: Check, outcome: Outcome) -> CheckedClaim:
    return CheckedClaim(
        record=ref_of(check.record),
        field=check.field or None,
        claim=check.sort,
        wanted=check.wanted,
        passages=check.passages,
        where=known.places(check.passages),
        outcome=outcome,
        printed=tuple(dict.fromkeys(match.text for match in check.found)),
        fault=check.fault or None,
    )


def exceptions(report: Report, held: Fingerprints, texts: Mapping[str, str]) -> tuple[Fingerprints, list[CheckedClaim]]:
    """Fingerprints with all exceptions of a report, found in the texts of its passages; and the faults that no remark explains."""
    headings = (text for section in report.sections for text in headings_of(section).values())
    copy = Copy("", held, normalize("NFC", "\n\n".join((*headings, *texts.values()))).replace("**", ""))
    # Whether a passage bears out a text is a matter of degree: where a remark says why it may not, no copy may blame the data.
    found = {exception(one) for one, _ in verify(report, copy).results if one.fault or one.sort == "source"}
    told = {one: frozenset(marks) for one, marks in Known(report, copy).told.items()}
    copy.held = held._replace(told=told, exceptions=frozenset(one for one in found if one))
    return copy.held, verify(report, copy).faults


def exception(check: Check) -> tuple[str, str, str, str] | None:
    """What an exception for a check holds: record, field, value (of sources the passage), and a check value of the remark that
    explains it; nothing where no remark of the record speaks of the field.
    """
    remark = next((remark for remark in check.record.remarks if is_about(remark, check.path)), None)
    if remark is None:
        return None
    value = check.passages[0] if check.sort == "source" and check.passages else check.wanted
    return ref_of(check.record), check.field, value, f"{crc32(remark.reason.encode()):08x}"


def is_checked(cls: type[Any], name: str, shape: Shape) -> bool:
    """Does a field claim something of the passages?"""
    return name == "sources" or (bool(shape.reference) and name != "id") or not shape.marks.isdisjoint(RULES)


def checks(known: Known, record: Any) -> Iterator[Check]:
    """Everything a record claims that can be held against print."""
    own = (record.id,) if isinstance(record, Passage) else ()
    if own and record.id not in known.copy.prints:
        yield Check(record, (), "passage", clip(record.gist), own, (), "is not found in the copy")
        return
    if isinstance(record, Section) and record.page is None and f"section/{record.id}/page" in known.copy.held.headings:
        yield Check(record, ("page",), "page", "none", (), (), "stands in the table of contents")
    if own:
        yield from left_out(known, record)
    for path, node, shape, value, passages in walk(record, is_checked):
        if isinstance(node, Alias) and (path[-1] == "sources" or not node.sources):
            continue  # where it stands is asked of the name, and an alias of ours stands nowhere
        claim = Claim(record, node, path, shape, value, own or passages, known.with_headings(tuple(own or passages)))
        if path[-1] == "sources":
            yield from sources(known, claim)
        elif shape.reference:
            yield from reference(known, claim)
        else:
            for mark in shape.marks:
                if mark in RULES:
                    yield from RULES[mark](known, claim)
