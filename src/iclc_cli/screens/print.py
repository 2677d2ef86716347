"""The reader's own copy of the report: its paragraphs behind a record, and what came of checking records against it."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from ..grid import wrap
from ..model.kinds import KINDS
from ..query.amounts import date_in_words
from ..views import verdict as told
from .drawing import Drawing, days, field_words, glue, word

if TYPE_CHECKING:  # only what checks loads it
    from ..verify.checking import CheckedClaim, Paragraph, Verdict
    from ..verify.prints import Copy

SORTS = {
    "sources": ("source",),
    "words": ("in our words",),
    "key terms": ("terms",),
    "links": tuple(KINDS),
    "names": ("name", "title", "acronym", "theme", "chapter"),
    "people": ("role", "honorific", "whose"),
    "numbers": ("number", "edition", "date", "page"),
}
"""Sorts of claims that are told together; the rest are others."""

MEANS = {
    "sources": "what records rest on speaks of them",
    "words": "names and numbers in our own sentences",
    "key terms": "words of the passage itself",
    "links": "topics, cities, people, countries, bodies …",
    "names": "names, aliases, titles, acronyms",
    "people": "roles, honorifics, who said what",
    "numbers": "numbers, dates, pages",
    "other": "words in remarks, addresses, publisher …",
}


def paragraphs(drawing: Drawing, chosen: Sequence[Any], traced: "Sequence[Paragraph]", name: str) -> None:
    """The report's words behind a bar, those that carry ours in bold; nothing else on any screen stands behind one. Who listens hears
    them again after each paragraph."""
    page = drawing.page
    several = len(chosen) > 1
    found = f"{len(traced)} paragraph{'' if len(traced) == 1 else 's'} of {name.rpartition('/')[2]}"
    if any(one.matches for one in traced):
        marked = "marked words" if page.spoken else "bold words" if page.styled else "words between asterisks"
        found += f"; {marked} carry what we say"
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
            page.item(place, told.unread(one), role="")
            continue
        text = page.marked(one.text, one.matches, "name")
        if page.plain:
            page.item(place, text)
        else:
            bar = page.words(("│", "faint"), " ")
            page.entry(place, [Text().append_text(bar).append_text(row) for row in wrap(text, page.measure - 2)], role="")
        if page.spoken and one.marked:
            page.item("marked", "; ".join(dict.fromkeys(one.marked)))
        if not one.whole:
            page.put(told.unread(one))
    if chosen:
        page.hint(f"iclc {drawing.called(chosen[0])}", f"iclc cite {chosen[0].id}")


def verdict(drawing: Drawing, copy: "Copy", result: "Verdict", file: str = "", data: str = "") -> None:
    """How much was checked and how it came out; the faults, with what is printed. `file` and `data` are those that were named."""
    page = drawing.page
    found = result.faults
    data = data and f"--data {data}"
    _head(drawing, copy, result)
    if found:
        _faults(drawing, found)
        kind, _, identifier = found[0].record.partition("/")
        called = drawing.called(drawing.get(kind, identifier))
        page.hint(
            _typed("iclc trace", called, file and f"--report {file}", data), _typed("iclc verify", file, f"--of {called} --all", data)
        )
        return
    checked, unread = _in_groups(told.held(result)), _in_groups(result.tally("unread"))
    wide = max((len(f"{number:,}") for number in checked.values()), default=0)
    for group in (*SORTS, "other"):
        if checked[group] or unread[group]:
            before = f"{checked[group]:,}, " if page.plain else glue(f"{checked[group]:,}".rjust(wide) + "  ")
            page.item(group, before + MEANS[group], glue(f"{unread[group]:,} not told") if unread[group] else "", hang=wide + 2)
    page.blank()
    page.item("not checked", "; ".join(told.unchecked(result)))
    page.hint(_typed("iclc verify", file, "--all", data), "iclc remarks")


def _in_groups(numbers: Counter[str]) -> Counter[str]:
    """How many claims of the sorts that are told together."""
    found: Counter[str] = Counter()
    for sort, number in numbers.items():
        found[next((group for group, sorts in SORTS.items() if sort in sorts), "other")] += number
    return found


def _typed(*parts: str) -> str:
    """A command of those parts that there are."""
    return " ".join(filter(None, parts))


def _head(drawing: Drawing, copy: "Copy", result: "Verdict") -> None:
    """What came of it, how much of the copy could be read, and what would be read better."""
    page = drawing.page
    page.line(page.words((told.headline(result), "wrong" if result.faults else "name")))
    page.line(f"{copy.name.rpartition('/')[2]}, {told.read(copy)}")
    if told.untold(result):
        page.line(told.untold(result))
    page.blank()
    if better := told.advice(copy, result):
        typed = page.words(": ", page.command(better.command)) if better.command else ""
        page.item("damage", page.words(f"{better.damage}; {better.better}", typed))
        page.blank()


def _faults(drawing: Drawing, found: "Sequence[CheckedClaim]") -> None:
    """Each claim that does not stand there: what we say, where it should stand, and what is printed."""
    page = drawing.page
    for number, one in enumerate(found, 1):
        label, wanted = _named(drawing, one), _wanted(one)
        said = page.words((label, "name"), f", {_field(one)}") if one.field else page.words()
        if not (one.field and label.startswith(wanted)):
            said.append_text(page.words(": " if one.field else "", (wanted, "name")))
        if page.plain:
            said.append_text(page.words(f"; {_outcome(one)}"))
        page.item(str(number), said, drawing.where(one.passages, most=1), role="", hang=2)
        if not page.plain:
            page.put(_outcome(one))


def _named(drawing: Drawing, claim: "CheckedClaim") -> str:
    kind, _, identifier = claim.record.partition("/")
    return drawing.book.label(drawing.get(kind, identifier))


def _field(claim: "CheckedClaim") -> str:
    """The field as people say it: of a role it need not be said that it is one of an appearance."""
    *parts, last = field_words(claim.field or claim.claim).removeprefix("appearances ").split(" ")
    return " ".join(parts if parts and last == "text" else [*parts, last])


def _wanted(claim: "CheckedClaim") -> str:
    """What was looked for; words that are printed and told by no record in quotation marks, as they are not ours."""
    if not claim.field and claim.claim != told.WHOLE_PASSAGE:
        return f"“{claim.wanted}”"
    if claim.claim == "date":
        first, *last = claim.wanted.split("–")
        return days(first, last[0], brief=False) if last else date_in_words(first)
    return word(claim.wanted) if claim.claim in ("kind", "mode") else claim.wanted


def _outcome(claim: "CheckedClaim") -> str:
    printed = told.also_printed(claim)
    if claim.outcome == "unread":
        return "could not be told in this copy"
    outcome = "" if claim.outcome == "fault" else claim.outcome.replace("-", " ")
    return "; ".join(filter(None, (": ".join(filter(None, (outcome, claim.fault))), printed and f"printed: {printed}")))


def claims(drawing: Drawing, copy: "Copy", result: "Verdict", found: "Sequence[CheckedClaim]") -> None:
    """Every claim with what became of it and the words as printed, record by record."""
    page = drawing.page
    _head(drawing, copy, result)
    before = None
    for one in found:
        if one.record != before:
            page.heading(_named(drawing, one))
            before = one.record
        said = page.words((_field(one), "name"), f": {_wanted(one)}; {_outcome(one)}")
        page.put(said, drawing.where(one.passages, most=1), indent=page.left, hang=2)
