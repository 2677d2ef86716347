"""Walks the records as the model declares them, and holds each field against print by the rule for it.

A reference is held by what it refers to, a paraphrase by its numbers, names and wording; for other fields the rules
stand in `RULES`. A field for which there is none is our classification, which no passage can bear out word for word.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Annotated, Any, Literal, NamedTuple

from ..model import Passage, PassageId, Report
from ..model.base import HIDDEN, Result, frozen
from ..model.kinds import all_records, is_node, kind_of, shapes
from ..text import clip
from .aligning import Copy
from .claims import Check, Claim, excuses
from .mentions import Knowledge
from .rules import amounts, names, omissions, relations, sources

Rule = Callable[[Knowledge, Claim], Iterator[Check]]

RULES: dict[str, Rule] = {
    "Speaker.name": names.person,
    "Appearance.role": names.role,
    "Section.title": names.heading,
    "Section.chapter": names.heading,
    "Section.page": names.page,
    "Session.kind": names.kind,
    "Session.title": names.title,
    "Session.number": names.number,
    "Sdg.number": names.number,
    "StrategyItem.title": names.strategy_title,
    "Initiative.name": names.initiative_name,
    "City.participation": relations.participation,
    "Figure.value": amounts.figure,
    "Passage.terms": sources.terms,
    "name": names.name,
    "aliases": names.aliases,
    "acronym": names.acronym,
    "title": names.as_printed,
    "theme": names.title,
    "mode": names.as_printed,
    "publisher": names.as_printed,
    "licence": names.as_printed,
    "role": names.as_printed,
    "edition": names.number,
    "year": amounts.year,
    "start": amounts.day,
    "end": amounts.day,
    "url": amounts.address,
    "urls": amounts.address,
    "sources": sources.sources,
    "remarks": sources.printed_in_remarks,
}
"""The rule for a field: under its class and name, or under its name alone."""


@frozen
class CheckedClaim(Result):
    """One claim in `iclc verify --json`, which prints an array of those that print does not bear out; with --all, of all."""

    record: str
    """The record, as kind/id."""
    field: str | None
    """The field, dotted and indexed where nested; null for a whole passage or section."""
    claim: str
    """What is claimed: a name, a role, a number, that a source speaks of it …"""
    wanted: str
    """What was looked for."""
    passages: Annotated[tuple[PassageId, ...], HIDDEN]
    """The passages it was looked for in."""
    where: str
    """The same in words."""
    outcome: Annotated[Literal["borne-out", "fault", "remarked", "unread"], HIDDEN]
    """What became of it."""
    printed: Annotated[tuple[str, ...], HIDDEN]
    """The words of the copy that bear it out."""
    fault: str | None
    """Why the passages do not bear it out; null when they do."""


class Verdict(NamedTuple):
    """What became of the claims of a report."""

    claims: list[CheckedClaim]
    """Every claim that was looked at."""
    paraphrases: int
    """Texts in our own words."""
    passages: int
    """Passages that the copy has."""

    @property
    def faults(self) -> list[CheckedClaim]:
        """The claims that print does not bear out, and of which no remark says so."""
        return [claim for claim in self.claims if claim.outcome == "fault"]

    @property
    def checked(self) -> Counter[str]:
        """How many claims of each sort were held against print."""
        return Counter(claim.claim for claim in self.claims if claim.outcome in ("borne-out", "fault"))

    @property
    def remarked(self) -> int:
        """Claims that print does not bear out, and of which a remark says so."""
        return sum(claim.outcome == "remarked" for claim in self.claims)

    @property
    def unread(self) -> int:
        """Claims that could not be held against print, because the copy lacks a passage."""
        return sum(claim.outcome == "unread" for claim in self.claims)


def verify(
    report: Report,
    copy: Copy,
    chosen: Callable[[str, Any], bool] = lambda kind, record: True,
    step: Callable[[int, int], None] = lambda done, total: None,
) -> Verdict:
    """Hold records, all or those chosen by kind and record, against the passages they cite; `step` is told how many of how many."""
    known = Knowledge(report, copy)
    held: list[CheckedClaim] = []
    paraphrases = 0
    wanted = [record for kind, record in all_records(report) if chosen(kind, record)]
    for number, record in enumerate(wanted):
        step(number, len(wanted))
        paraphrases += sum(claim.is_paraphrase for claim in claims(record))
        held += (_told(known, check) for check in checks(known, record))
    return Verdict(held, paraphrases, len(copy.passages))


def _told(known: Knowledge, check: Check) -> CheckedClaim:
    return CheckedClaim(
        record=check.record,
        field=check.field or None,
        claim=check.claim,
        wanted=check.wanted,
        passages=check.passages,
        where=known.naming.places(check.passages),
        outcome=check.outcome,
        printed=tuple(dict.fromkeys(known.prints[passage].text[match.start : match.end] for passage, match in check.places)),
        fault=check.fault or None,
    )


def checks(known: Knowledge, record: Any) -> Iterator[Check]:
    """Everything a record claims that can be held against print, each with what became of it."""
    if isinstance(record, Passage) and record.id not in known.prints:
        yield Check(f"passage/{record.id}", "", "passage", clip(record.gist), (record.id,), (), "is not found in the copy")
        return
    held = (check for claim in claims(record) for check in _held(known, claim))
    left_out = (check for claim in wholes(record) for check in omissions.NOT_SAID[type(claim.node)](known, claim))
    for check in chain(held, left_out):
        yield check._replace(excuse=_excuse(known, record, check)) if check.fault else check


def _held(known: Knowledge, claim: Claim) -> Iterator[Check]:
    cls = type(claim.node)
    rule = RULES.get(f"{cls.__name__}.{claim.name}") or RULES.get(claim.name)
    reference = shapes(cls)[claim.name].reference
    if rule is not None:
        yield from rule(known, claim)
    elif claim.is_paraphrase:
        yield from sources.paraphrase(known, claim)
    elif reference is not None:
        yield from relations.reference(known, claim, reference)


def _excuse(known: Knowledge, record: Any, check: Check) -> Literal["", "remarked", "unread"]:
    passages = [passage.id for passage in known.report.passages]
    if any(excuses(record, remark, check, passages) for remark in record.remarks):
        return "remarked"
    return "unread" if any(passage not in known.prints for passage in check.passages) else ""


def wholes(record: Any) -> Iterator[Claim]:
    """A record and its parts, each as a whole, where there is a rule for that; the field names no more than the place."""
    ref = f"{kind_of(record)}/{record.id}"
    nodes = [("", record, getattr(record, "sources", ()))]
    for name, part in shapes(type(record)).items():
        if is_node(part.base) and part.many:
            nodes += [(f"{name}[{number}].", one, getattr(one, "sources", ())) for number, one in enumerate(getattr(record, name))]
    yield from (Claim(record, node, ref, path, None, passages) for path, node, passages in nodes if type(node) in omissions.NOT_SAID)


def claims(record: Any) -> Iterator[Claim]:
    """Every field of a record and of its parts that has a value; references one by one."""
    ref = f"{kind_of(record)}/{record.id}"
    passages = (record.id,) if isinstance(record, Passage) else getattr(record, "sources", ())
    yield from _claims(record, record, ref, "", passages)


def _claims(record: Any, node: Any, ref: str, prefix: str, passages: tuple[str, ...]) -> Iterator[Claim]:
    for name, part in shapes(type(node)).items():
        value = getattr(node, name)
        if value is None or name == "id":
            continue
        claim = Claim(record, node, ref, prefix + name, value, passages)
        if is_node(part.base) and name != "remarks":
            for number, one in enumerate(value if part.many else (value,)):
                path = claim.item(number, one).field if part.many else claim.field
                yield from _claims(record, one, ref, path + ".", getattr(one, "sources", passages))
        elif part.reference is not None and part.many and name != "sources":
            yield from (claim.item(number, one) for number, one in enumerate(value))
        else:
            yield claim
