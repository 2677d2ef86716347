"""Sections: the table of contents, with the page on which each begins; a card of its sessions and first words."""

from ..grid import Group
from ..model import Section
from ..text import fold
from .drawing import OURS, Drawing, Selection, glue, plural


def listing(drawing: Drawing, chosen: Selection) -> None:
    """Chapters, and under each its sections."""
    page = drawing.page
    page.heading("Sections", chosen.counted, "" if page.plain else "begins on")
    chapter: str | None = ""
    for section in chosen.records:
        if section.chapter != chapter and not chosen.sorted:
            page.blank()
            if section.chapter:
                page.line((section.chapter, "name"))
        chapter = section.chapter
        page.item(
            drawing.book.labels.brief(section),
            heading(drawing, section),
            begins(section, "begins p. " if page.plain else "p. "),
            role="",
        )
        if chosen.ids:
            page.put(section.id, indent=page.left)
    if chosen.records:
        one = chosen.records[len(chosen.records) // 2]
        page.hint(f"iclc section {one.id}", f"iclc passages --section {one.id}")


def heading(drawing: Drawing, section: Section) -> str:
    """Its heading, without what its session is called where it reports just one that has a title."""
    titles = [session.title for session in drawing.report.sessions if session.section == section.id]
    return titles[0] if len(titles) == 1 and titles[0] else section.title


def whole(drawing: Drawing, section: Section) -> str:
    """Its short name and its heading; the heading alone where that says the same: "Forum 1.1  Ropes and knots"."""
    brief, title = drawing.book.labels.brief(section), heading(drawing, section)
    return title if fold(brief) in fold(title) else f"{brief}  {title}"


def begins(section: Section, before: str = "begins p. ") -> str:
    """On which page it begins, unbroken; nothing where the table of contents does not say."""
    return "" if section.page is None else glue(f"{before}{section.page}")


def card(drawing: Drawing, section: Section, full: bool) -> None:
    """What stands in it: its sessions, and the first words of its passages, in our words."""
    page = drawing.page
    passages = drawing.book.index.passages_of(section.id)
    drawing.head(whole(drawing, section), "section")
    page.blank()
    if section.chapter:
        page.item("chapter", section.chapter)
    page.item("holds", plural("passage", len(passages)), OURS + (f"; {begins(section)}" if section.page else ""))
    sessions = [session for session in drawing.report.sessions if session.section == section.id]
    if sessions:
        page.run("sessions" if len(sessions) > 1 else "session", [session.name for session in sessions])
    if not full:
        drawing.doubts(section, "title", "chapter", "page")
    blocks = [page.block("", one.gist, drawing.where([one.id], section.id), cut=not full) for one in passages]
    page.fill([Group("passages", blocks)], foot=2, full=full)
    if full:
        drawing.remarks(section)
    page.hint("" if full else f"iclc section {section.id} --full")
    page.hint(f"iclc passages --section {section.id}", f"iclc trace section/{section.id}")
