"""How two records are connected: a way below the other, a line for each step with its reason and its place."""

from collections.abc import Sequence
from typing import Any

from ..model.kinds import kind_of
from ..query.links import Related
from ..query.paths import Way
from .drawing import Drawing
from .related import groups, line
from .titles import title


def draw(drawing: Drawing, start: Any, end: Any, found: Sequence[Way]) -> None:
    """The ways from one record to another, or that there is none."""
    page = drawing.page
    names = f"{title(drawing, kind_of(start), start)} to {title(drawing, kind_of(end), end)}"
    if not found:
        page.heading(names, "not connected")
        page.blank()
        page.put("No chain of references leads from one to the other.", indent=page.left)
        page.put("Passages, sections and the conference do not count: they connect everything.", indent=page.left)
        return
    steps = found[0].length
    page.heading(names, f"{steps} step{'s' if steps > 1 else ''} apart")
    for way in found:
        page.blank()
        page.line(page.words((title(drawing, kind_of(start), start), "name")))
        here = start
        for step in way.steps:
            there = drawing.get(step.kind, step.id)
            link = Related(
                kind=step.kind, id=step.id, label=step.label, via=step.via, direction=step.direction, sources=step.sources, through=None
            )
            ((word, _, _),) = groups(here, [link])
            where = "" if "country" in (step.kind, kind_of(here)) else drawing.where(step.sources, most=1)
            page.item(word, line(drawing, here, step.kind, there), where, hang=2, cut=True)
            here = there
    page.hint(f"iclc related {drawing.called(start)}", f"iclc {drawing.called(end)}")
