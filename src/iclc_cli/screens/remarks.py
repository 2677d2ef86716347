"""`iclc remarks`: where the data departs from print. What print has wrong and what it leaves open first, the rest counted."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rich.text import Text

from ..model.kinds import KINDS
from ..query.evidence import RecordRemark
from ..views.layout import heading
from .drawing import FEW, Drawing, field_words, grouped
from .titles import title

KINDS_OF_REMARK = {
    "corrected": "what print has wrong",
    "ambiguous": "what print leaves open",
    "unstated": "what the report does not say",
    "added": "from outside the report",
    "inferred": "from other words of the report",
}
"""What was done, in the order in which it is told."""

TOLD = ("corrected", "ambiguous", "unstated")
"""The kinds of remark that are told, not just counted, where there are many."""

FIRST = 7
"""So many of a kind are told where there are many."""


class Asked(NamedTuple):
    """Which remarks a screen shows, and how."""

    shown: Sequence[RecordRemark]
    matched: int
    """How many there are of those that were asked for, of which a limit may leave some out."""
    total: int
    """How many there are in all."""
    chosen: bool = False
    """Did somebody choose some of them? Then each is told."""
    long: bool | None = None
    """Is each to be told in any case? `None` lets their number decide."""
    routine: int = 0
    """How many routine ones were left out."""


def listing(drawing: Drawing, asked: Asked) -> None:
    """Remarks by what was done, those with the same reason as one."""
    page = drawing.page
    some = asked.chosen or len(asked.shown) < asked.matched or len(asked.shown) <= FEW
    everything = some if asked.long is None else asked.long
    page.heading("Remarks", f"{_counted(asked)}: where we depart from print, and why")
    held = grouped(asked.shown, lambda remark: remark.kind)
    for kind in sorted(held, key=list(KINDS_OF_REMARK).index):
        page.heading(kind.capitalize(), f"{len(held[kind])}, {KINDS_OF_REMARK[kind]}")
        if everything or kind in TOLD:
            _told(drawing, held[kind], everything)
        else:
            _fields(drawing, held[kind])
    if asked.routine:
        page.blank()
        page.put(f"{asked.routine} routine remarks are left out: on codes, coordinates, regions, aliases and the sources of topics.")
    page.hint(
        "iclc remarks --routine" if asked.routine else "",
        "" if everything else "iclc remarks --long",
        "iclc remarks --kind ambiguous",
        "iclc remarks --of cities",
    )


def _counted(asked: Asked) -> str:
    shown = len(asked.shown)
    if shown < asked.matched < asked.total:
        return f"{shown} of {asked.matched} (of {asked.total})"
    return f"{shown} of {asked.total}" if shown < asked.total else str(shown)


def _told(drawing: Drawing, remarks: Sequence[RecordRemark], everything: bool) -> None:
    """An entry for each reason: the records, the field, what is printed, and why; of many remarks the first few, cut."""
    page = drawing.page
    entries = list(grouped(remarks, _apart if everything else _alike).values())
    before = ""
    for same in entries if everything else entries[:FIRST]:
        kind = same[0].record.partition("/")[0]
        word = "" if kind == before and not page.plain else "body" if kind == "organisation" else kind
        page.item(word, _entry(drawing, same, everything), role="", hang=2, most=0 if everything else 3)
        before = kind
    if not everything and len(entries) > FIRST:
        page.put(f"+{len(entries) - FIRST} more")


def _apart(remark: RecordRemark) -> tuple[str | None, ...]:
    """What remarks have in common that are told as one where all are told."""
    return (remark.record.partition("/")[0], remark.field.partition("[")[0], remark.printed, remark.reason)


def _alike(remark: RecordRemark) -> str:
    """The same where a few stand for all: a misprint is one, wherever it is put right."""
    return (remark.printed or remark.reason) if remark.kind == "corrected" else remark.reason


def _entry(drawing: Drawing, same: Sequence[RecordRemark], everything: bool) -> Text:
    page, first = drawing.page, same[0]
    names = list(
        dict.fromkeys(
            title(drawing, kind, drawing.get(kind, identifier)) for kind, _, identifier in (one.record.partition("/") for one in same)
        )
    )
    shown = names if everything else names[:1]
    more = f" and {len(same) - 1} more" if len(same) > len(shown) and not everything else ""
    printed = f", printed “{first.printed}”" if first.printed else ""
    reason = drawing.in_places(first.reason.rstrip("."))
    return page.words(("; ".join(shown), "name"), f"{more}, {field_words(first.field)}{printed}: {reason[:1].upper()}{reason[1:]}.")


def _fields(drawing: Drawing, remarks: Sequence[RecordRemark]) -> None:
    """How many remarks each field has, most first, as many fields as a few lines hold."""
    counts = Counter[str]()
    for remark in remarks:
        field = heading(remark.field.partition("[")[0].partition(".")[0])
        field = field if field[1:2].isupper() else field[:1].lower() + field[1:]
        counts[f"{field.removesuffix(' of')} of {KINDS[remark.record.partition('/')[0]].collection}"] += 1
    drawing.page.run("", [f"{field} {number}" for field, number in counts.most_common()], 3)
