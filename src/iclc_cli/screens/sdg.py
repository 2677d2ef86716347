"""Sustainable Development Goals: an entry for each that the report names; a card of the sessions that name it."""

from ..grid import Group
from ..model import Sdg, Session
from .drawing import Drawing, Selection


def listing(drawing: Drawing, chosen: Selection) -> None:
    """The number, what it is about, and the sessions that name it."""
    page = drawing.page
    drawing.heading("Sustainable Development Goals", chosen, ", each with the sessions that name it")
    if not chosen.records:
        return
    page.blank()
    for one in chosen.records:
        sessions = ", ".join(drawing.session(session.id) for session in _sessions(drawing, one))
        told = page.words((one.name, "name"), f": {sessions}" if sessions else "")
        page.item(f"SDG {one.number}", drawing.identified(told, one, chosen), drawing.where(one.sources, most=1), role="", hang=2)
    page.hint(f"iclc {drawing.called(chosen.records[0])}", f"iclc sessions --sdg {drawing.called(chosen.records[0])}")


def _sessions(drawing: Drawing, sdg: Sdg) -> list[Session]:
    return [session for session in drawing.report.sessions if sdg.id in session.sdgs]


def card(drawing: Drawing, sdg: Sdg, full: bool) -> None:
    """What it is about, the sessions that name it, and every place."""
    page = drawing.page
    number = f"SDG {sdg.number}"
    drawing.head(f"{number}  {sdg.name}", "goal", drawing.also(sdg, sdg.name, number))
    page.blank()
    if not full:
        drawing.doubts(sdg)
    sessions = [(drawing.session(one.id), one) for one in _sessions(drawing, sdg)]
    titles = [f"{brief}  {one.title}" if one.title and one.title != one.name else one.name for brief, one in sessions]
    page.fill(
        [
            Group("sessions", [page.block("", title) for title in titles], 3, air=False),
            Group("told in", [page.block("", drawing.wheres(sdg.sources), hang=0)], air=False),
        ],
        foot=2,
        full=full,
    )
    if full:
        drawing.remarks(sdg)
    drawing.hint(sdg, full, "trace", "cite")
