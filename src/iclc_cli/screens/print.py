"""The reader's own copy of the report: its paragraphs behind a record, and what came of checking records against it."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from ..grid import wrap
from ..model.kinds import KINDS
from ..views.cards import unchecked
from .drawing import Drawing, field_words, glue, word

if TYPE_CHECKING:  # only what checks loads it
    from ..verify.checking import CheckedClaim, Verdict
    from ..verify.tracing import Paragraph

SORTS = {
    "sources": ("source",),
    "words": ("in our words",),
    "key terms": ("term",),
    "links": tuple(KINDS),
    "names": ("name", "alias", "title", "acronym", "our own name"),
    "people": ("role", "honorific", "participation"),
    "numbers": ("number", "date", "page"),
}
"""Sorts of claims that are told together; the rest are others."""

MEANS = {
    "sources": "every record cites passages that exist",
    "words": "names and numbers in our own sentences",
    "key terms": "stand in the passage",
    "links": "topics, cities, sessions, people, countries, bodies …",
    "names": "names, aliases, titles, acronyms, our own names",
    "people": "roles, honorifics, participation",
    "numbers": "numbers, dates, pages",
    "other": "words in remarks, addresses, licence, publisher …",
}


def paragraphs(drawing: Drawing, chosen: Sequence[Any], traced: "Sequence[Paragraph]", name: str) -> None:
    """The report's words behind a bar, those that carry ours in bold; nothing else on any screen stands behind one."""
    page = drawing.page
    several = len(chosen) > 1
    found = f"{len(traced)} paragraph{'' if len(traced) == 1 else 's'} of {name.rpartition('/')[2]}; bold words carry what we say"
    page.heading("In print" if several else drawing.book.label(chosen[0]), found)
    before = None
    for one in traced:
        if several and one.record != before:
            kind, _, identifier = one.record.partition("/")
            page.heading(drawing.book.label(drawing.get(kind, identifier)))
            before = one.record
        page.blank()
        place = drawing.where([one.passage])
        if one.text is None:
            page.item(place, "not found in the copy", role="")
            continue
        text = page.marked(one.text, one.matches, "name")
        if page.plain:
            page.item(place, text)
            continue
        bar = page.words(("│", "faint"), " ")
        page.entry(place, [Text().append_text(bar).append_text(row) for row in wrap(text, page.measure - 2)], role="")
    if chosen:
        page.hint(f"iclc {drawing.called(chosen[0])}", f"iclc cite {chosen[0].id}")


def verdict(drawing: Drawing, name: str, result: "Verdict", line: str) -> None:
    """How much was checked and how it came out; the faults, with what is printed."""
    page = drawing.page
    found = result.faults
    page.line(page.words((line, "wrong" if found else "name")))
    page.line(f"{name.rpartition('/')[2]}, {result.passages} of {len(drawing.report.passages)} passages found")
    page.blank()
    if found:
        faults(drawing, found)
        page.hint(f"iclc trace {found[0].record.partition('/')[2]}", "iclc verify --of speaker")
        return
    told: Counter[str] = Counter()
    for sort, number in result.checked.items():
        told[next((group for group, sorts in SORTS.items() if sort in sorts), "other")] += number
    wide = max((len(f"{number:,}") for number in told.values()), default=0)
    for group in (*SORTS, "other"):
        if told[group]:
            before = glue(f"{told[group]:,}".rjust(0 if page.plain else wide) + "  ")
            page.item(group, before + MEANS[group], hang=wide + 2)
    page.blank()
    page.item("not checked", "; ".join(unchecked(result)))
    page.hint("iclc verify --all", "iclc remarks")


def faults(drawing: Drawing, found: "Sequence[CheckedClaim]") -> None:
    """Each claim that does not stand there: what we say, where it should stand, and what is printed."""
    page = drawing.page
    for number, one in enumerate(found, 1):
        kind, _, identifier = one.record.partition("/")
        label = drawing.book.label(drawing.get(kind, identifier))
        said = page.words((label, "name"), f", {field_words(one.field or 'passage')}: ", (_wanted(one), "name"))
        page.item(str(number), said, drawing.where(one.passages, most=1), role="", hang=2)
        page.put(_outcome(one))


def _wanted(claim: "CheckedClaim") -> str:
    return word(claim.wanted) if claim.claim == "participation" else claim.wanted


def _outcome(claim: "CheckedClaim") -> str:
    printed = f"printed: {'; '.join(claim.printed)}" if claim.printed else ""
    outcome = "" if claim.fault and claim.outcome == "fault" else claim.outcome.replace("-", " ")
    return "; ".join(filter(None, (": ".join(filter(None, (outcome, claim.fault))), printed)))


def claims(drawing: Drawing, found: "Sequence[CheckedClaim]", line: str) -> None:
    """Every claim with what became of it and the words as printed, record by record."""
    page = drawing.page
    page.line(page.words((line, "name")))
    before = None
    for one in found:
        kind, _, identifier = one.record.partition("/")
        if one.record != before:
            page.heading(drawing.book.label(drawing.get(kind, identifier)))
            before = one.record
        said = page.words((field_words(one.field or "passage"), "name"), f": {_wanted(one)}; {_outcome(one)}")
        page.put(said, drawing.where(one.passages, most=1), indent=page.left, hang=2)
