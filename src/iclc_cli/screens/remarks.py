"""`iclc remarks`: where the data departs from print. What print has wrong and what it leaves open first, the rest counted."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ..model.kinds import KINDS
from ..query.evidence import RecordRemark
from .drawing import FEW, Drawing, field_words, grouped
from .titles import title

KINDS_OF_REMARK = {
    "corrected": "what print has wrong",
    "ambiguous": "what print leaves open",
    "added": "from outside the report",
    "inferred": "from other words of the report",
}
"""What was done, in the order in which it is told."""

TOLD = ("corrected", "ambiguous")
"""The kinds of remark that are told, not just counted, where there are many."""

FIRST = 7
"""So many of a kind are told where there are many."""

COUNTS = 14
"""So many fields are named at most with the number of their remarks."""


class Asked(NamedTuple):
    """Which remarks a screen shows, and how."""

    found: Sequence[RecordRemark]
    most: int = 0
    """Show at most so many; 0 shows all."""
    total: int = 0
    """How many there are in all."""
    chosen: bool = False
    """Did somebody choose some of them? Then each is told."""
    long: bool | None = None
    """Is each to be told in any case? `None` lets their number decide."""


def listing(drawing: Drawing, asked: Asked) -> None:
    """Remarks by what was done, those with the same reason as one."""
    page = drawing.page
    shown = asked.found[: asked.most or None]
    everything = asked.long if asked.long is not None else asked.chosen or bool(asked.most) or len(shown) <= FEW
    page.heading("Remarks", f"{_counted(asked, len(shown))}: where we depart from print, and why")
    held = grouped(shown, lambda remark: remark.kind)
    for kind in sorted(held, key=list(KINDS_OF_REMARK).index):
        page.heading(kind.capitalize(), f"{len(held[kind])}, {KINDS_OF_REMARK[kind]}")
        if everything or kind in TOLD:
            _told(drawing, held[kind], everything)
        else:
            _fields(drawing, held[kind])
    page.hint("" if everything else "iclc remarks --long", "iclc remarks --kind ambiguous", "iclc remarks --of cities")


def _counted(asked: Asked, shown: int) -> str:
    found = len(asked.found)
    if shown < found < asked.total:
        return f"{shown} of {found} (of {asked.total})"
    return f"{shown} of {asked.total}" if shown < asked.total else str(shown)


def _told(drawing: Drawing, remarks: Sequence[RecordRemark], everything: bool) -> None:
    """An entry for each reason: the record, the field, what is printed, and why; of many the first few."""
    page = drawing.page
    entries = grouped(remarks, lambda remark: (remark.printed, remark.reason)).values()
    shown = list(entries) if everything else list(entries)[:FIRST]
    for same in shown:
        first = same[0]
        kind, _, identifier = first.record.partition("/")
        also = f" and {len(same) - 1} more" if len(same) > 1 else ""
        printed = f" Printed: “{first.printed}”." if first.printed else ""
        reason = drawing.in_places(first.reason.rstrip("."))
        told = page.words(
            (title(drawing, kind, drawing.get(kind, identifier)), "name"),
            f"{also}, {field_words(first.field)}. {reason[:1].upper()}{reason[1:]}.{printed}",
        )
        page.item(kind, told, role="", hang=2, most=0 if everything else 3)
    if len(shown) < len(entries):
        page.put(f"+{len(entries) - len(shown)} more")


def _fields(drawing: Drawing, remarks: Sequence[RecordRemark]) -> None:
    """How many remarks each field has, most first."""
    counts = Counter[str]()
    for remark in remarks:
        kind = remark.record.partition("/")[0]
        counts[f"{remark.field.partition('[')[0].partition('.')[0].replace('_', ' ')} of {KINDS[kind].collection}"] += 1
    drawing.page.run("", [f"{field} {number}" for field, number in counts.most_common(COUNTS)], 4)
    left = len(counts) - COUNTS
    if left > 0:
        drawing.page.put(f"+{left} more")
