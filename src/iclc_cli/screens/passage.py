"""Passages: the paragraphs of the report in our words, section by section; a card of one, with all that rests on it."""

import re
from typing import Any

from rich.text import Text

from ..grid import CARD, Group
from ..model import Passage
from ..model.kinds import KINDS
from ..query.links import BACK_ORDER
from .drawing import OURS, Drawing, Selection, amount, grouped
from .section import begins, heading, whole
from .titles import title

GUTTER = {"speaker": "people", "organisation": "bodies", "sdg": "SDGs"}
"""What records that rest on a passage are called together, where that is not the plural of their kind."""

OWN_LINES = ("initiative", "statement", "strategy", "figure", "document")
"""Kinds of which a full card tells each on lines of its own."""


def listing(drawing: Drawing, chosen: Selection) -> None:
    """The number of each and its first words; few of them, or those of one section, whole."""
    page = drawing.page
    order = [section.id for section in drawing.report.sections]
    sections = grouped(chosen.records, lambda passage: passage.section)
    alone = len(sections) == 1 and len(chosen.records) == len(drawing.book.index.passages_of(chosen.records[0].section))
    if alone:
        section = drawing.get("section", chosen.records[0].section)
        page.heading(whole(drawing, section))
        page.line(f"{len(chosen.records)} of {chosen.total} passages, in our words", begins(section))
    else:
        more = ", in our words" if chosen.in_full else ", the first words of each in ours; --long tells all"
        page.heading("Passages", chosen.counted + more, "" if page.plain or chosen.sorted else "begins on")
    if alone or chosen.sorted:
        page.blank()
    for held in [chosen.records] if chosen.sorted else [sections[one] for one in sorted(sections, key=order.index)]:
        if not (alone or chosen.sorted):
            section = drawing.get("section", held[0].section)
            page.heading(whole(drawing, section), "", begins(section, "begins p. " if page.plain else "p. "))
        for passage in held:
            _entry(drawing, passage, chosen)
    if chosen.records:
        first = chosen.records[0]
        more = "" if chosen.in_full else "iclc passages --long"
        page.hint(f"iclc {drawing.called(first)}", more, f"iclc trace section/{first.section}")


def _entry(drawing: Drawing, passage: Passage, chosen: Selection) -> None:
    """The number and what it says; with its section where that does not head it."""
    page = drawing.page
    if chosen.sorted:
        page.put(passage.gist, drawing.where([passage.id]), indent=page.left, hang=2, most=0 if chosen.in_full else 1)
    else:
        drawing.numbered(drawing.where([passage.id], passage.section), passage.gist, cut=not chosen.in_full)
    if chosen.ids:
        page.put(passage.id, indent=page.left)


def card(drawing: Drawing, passage: Passage, full: bool) -> None:
    """What it says, the words it uses, and the records that rest on it."""
    page = drawing.page
    section = drawing.get("section", passage.section)
    drawing.head(drawing.where([passage.id]), passage.kind, heading(drawing, section))
    page.blank()
    rests = _resting(drawing, passage, full)
    _says(drawing, passage, rests, full)
    if passage.terms:
        page.run("key terms", passage.terms, 9 if full else 1)
    if not full:
        drawing.doubts(passage, "gist", "terms", "number", "section", most=1)
    page.fill(rests, foot=2, full=full)
    if full:
        drawing.remarks(passage)
    drawing.hint(passage, full, "trace", "cite")


def _resting(drawing: Drawing, passage: Passage, full: bool) -> list[Group]:
    """The records that rest on a passage, a group a kind: in short a line of names, in full each told."""
    page = drawing.page
    held = grouped(
        (link for link in drawing.book.links.related(passage) if link.direction == "back"),
        lambda link: link.kind,
    )
    groups: list[Group] = []
    for kind in BACK_ORDER:
        records = list({link.id: drawing.get(kind, link.id) for link in held.get(kind, ())}.values())
        if kind == "session":
            records = [one for one in records if one.section != passage.section]
        if not records:
            continue
        word = GUTTER.get(kind, KINDS[kind].collection)
        several = full and kind in OWN_LINES
        if several:
            blocks = [page.block("", _told(drawing, kind, one)) for one in records]
        else:
            blocks = [page.row_block([_name(drawing, kind, one) for one in records], 9 if full else 1)]
        groups.append(Group(word, blocks, air=not groups or several))
    return groups


def _says(drawing: Drawing, passage: Passage, rests: list[Group], full: bool) -> None:
    """What it says, of which a short card tells as many sentences as leave room for the rest."""
    page, where = drawing.page, OURS
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", passage.gist)
    others = sum(len(block.rows) for group in rests for block in group.blocks) + bool(rests) + bool(passage.terms)
    room = CARD - len(page.lines) - others - len(passage.remarks) - 2
    kept = len(sentences)
    while not full and kept > 1 and len(page.laid(" ".join(sentences[:kept]), where)) > room:
        kept -= 1
    most = 0 if full or kept > 1 else max(2, room)
    most -= bool(most) and len(page.laid(sentences[0], where, most=most)) > most  # the place would stand on a line of its own
    page.item("says", " ".join(sentences[:kept]), where, most=most)


def _name(drawing: Drawing, kind: str, record: Any) -> str:
    """What a record is called in a row of its kind."""
    if kind == "session":
        return drawing.session(record.id)
    return (
        f"{amount(record)} {record.unit}" if kind == "figure" and record.kind == "count" and record.unit else title(drawing, kind, record)
    )


def _told(drawing: Drawing, kind: str, record: Any) -> Text:
    """The same on lines of its own: what a city said, what is counted."""
    page = drawing.page
    match kind:
        case "statement":
            return page.words((drawing.speaking(record), "name"), f" ({record.type}): {record.text}")
        case "figure":
            return page.words((amount(record), "name"), f" {record.counts}")
        case "initiative":
            return page.words((_name(drawing, kind, record), "name"), f": {record.summary}")
    return page.words(_name(drawing, kind, record))
