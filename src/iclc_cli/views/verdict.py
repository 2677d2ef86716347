"""How a check against print is told: what came of it, how much of the copy could be read, what was out of reach."""

import shlex
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from ..model.kinds import KINDS
from ..text import number_of, quoted
from .layout import Card, Group, Item, heading

if TYPE_CHECKING:  # only `iclc verify` and `iclc trace` load it
    from ..verify.checking import CheckedClaim, Paragraph, Verdict
    from ..verify.prints import Copy

WHOLE_PASSAGE = "passage"
"""What a claim is about that is about no field of a record."""

DAMAGES = {
    "letters": "letters are lost or misread, as ligatures are, or by text recognition",
    "columns": "columns are mixed",
    "stops": "stops and commas are lost or out of place, as where columns are mixed",
    "lost": "passages are missing, or too little of them is legible",
}
"""What is wrong with a copy, by what `Copy.damage` calls it."""

_SORTS = {
    "in our words": "Names, numbers in our words",
    "url": "Addresses",
    "urls": "Addresses of the publication",
    "terms": "Key terms",
    "left out": "Left out",
    "kind": "Session kinds",
    "printed": "Words in remarks",
    "whose": "Told under whose name",
}


class Advice(NamedTuple):
    """How a copy is damaged, and what would be read better."""

    damage: str
    better: str
    command: str = ""
    """What makes that."""

    def __str__(self) -> str:
        return f"{self.damage}; {self.better}{': ' if self.command else ''}{self.command}"


def headline(verdict: "Verdict") -> str:
    """What was checked and how it came out."""
    checked, faults = held(verdict).total(), len(verdict.faults)
    if not checked:
        return "no claims checked"
    return f"{number_of(checked, 'claim')} checked, {f'{faults:,} not borne out' if faults else 'all borne out'}"


def read(copy: "Copy") -> str:
    """How many passages the copy has, and how many of them could be read to the letter."""
    return f"{copy.passages} of {len(copy.held.passages)} passages found, {copy.whole} read whole"


def held(verdict: "Verdict") -> Counter[str]:
    """How many claims of each sort were held against print."""
    return verdict.tally("borne-out", "fault")


def untold(verdict: "Verdict") -> str:
    """How many claims this copy cannot tell; nothing when it can tell all."""
    unread = verdict.tally("unread").total()
    return f"{number_of(unread, 'claim')} could not be told in this copy" if unread else ""


def advice(copy: "Copy", verdict: "Verdict") -> Advice | None:
    """What is wrong with a copy that cannot tell everything, and what to give instead."""
    if not (copy.damage and untold(verdict)):
        return None
    damage, path = DAMAGES[copy.damage], PurePath(copy.name)
    if copy.damage == "lost":
        return Advice(damage, "give all of the report")
    if path.suffix.lower() != ".pdf":
        return Advice(damage, "give the PDF, or make the text anew", "pdftotext -raw report.pdf report.txt")
    if copy.damage == "letters":
        return Advice(damage, "another PDF of the report may be read better")
    return Advice(damage, "this may make a better text", shlex.join(["pdftotext", copy.name, str(path.with_suffix(".txt"))]))


def out_of_reach(verdict: "Verdict") -> str:
    """What a check against print cannot tell, in a sentence."""
    return f"Out of reach: {'; '.join(unchecked(verdict))}."


def unchecked(verdict: "Verdict") -> list[str]:
    """What a check against print cannot tell, part by part."""
    parts = []
    if remarked := verdict.tally("remarked").total():
        parts.append(f"{number_of(remarked, 'claim')} that a remark explains")
    if ours := {(id(claim.record), claim.path) for claim, _ in verdict.results if claim.sort == "in our words"}:
        texts = number_of(len(ours), "text")
        parts.append(f"the meaning of {texts} in our own words (numbers, names and sources in them are checked)")
    return [*parts, "our classifications"]


def notes(copy: "Copy", verdict: "Verdict") -> list[str]:
    """The verdict beside claims that are told one by one: a line each."""
    better = advice(copy, verdict)
    told = f"{copy.name}: {'; '.join(filter(None, (headline(verdict), read(copy), untold(verdict))))}"
    return [told, *([f"{copy.name}: {better}"] if better else []), out_of_reach(verdict)]


def card(copy: "Copy", verdict: "Verdict") -> Card:
    """What `iclc verify` found, for people: how much of what was checked, and the faults by record."""
    found = verdict.faults
    faulty = Counter(claim.claim for claim in found)
    facts = []
    if untold(verdict):
        facts.append(("Not told", untold(verdict)))
    if better := advice(copy, verdict):
        facts.append(("Damage", str(better)))
    checked, unread = held(verdict), verdict.tally("unread")
    for sort in sorted({*checked, *unread}, key=lambda sort: -checked[sort]):
        outcomes = ((faulty[sort], "not borne out"), (unread[sort], "not told"))
        facts.append((_claims(sort), f"{checked[sort]:,}" + "".join(f", {number:,} {what}" for number, what in outcomes if number)))
    groups: dict[str, list[Item]] = {}
    for claim in found:
        text = f"{claim.field or claim.claim}: {quoted(claim.wanted)} {claim.fault}"
        printed = also_printed(claim)
        groups.setdefault(claim.record, []).append(Item(f"{text}; printed: {printed}" if printed else text, "", claim.where))
    return Card(
        headline(verdict),
        f"{copy.name}, {read(copy)}",
        tuple(facts),
        "",
        tuple(Group(record, tuple(items)) for record, items in groups.items()),
        out_of_reach(verdict),
        labels=("Verdict", "Copy"),
    )


def also_printed(claim: "CheckedClaim") -> str:
    """The words of the copy where they are other than what was looked for."""
    return "; ".join(words for words in claim.printed if words != claim.wanted)


def _claims(sort: str) -> str:
    """What people read for claims of a sort."""
    if sort in KINDS:
        return heading(KINDS[sort].collection) + " referred to"
    return _SORTS.get(sort) or heading(sort + "s")


def unread(one: "Paragraph") -> str:
    """What could not be read of a paragraph; nothing when it was read to the letter."""
    if one.whole:
        return ""
    if one.text is None:
        return "not found in this copy"
    if "[…]" in one.text:
        return "[…] could not be read in this copy"
    return "stops and commas are not all as printed in this copy"
