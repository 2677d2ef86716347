"""Sessions: the programme, with the cities or people of each; a card of what was concluded and who spoke."""

import re
from collections import Counter

from rich.text import Text

from ..grid import CARD, Block, Group
from ..model import Session
from ..query.unplaced import unplaced
from .drawing import Drawing, Selection, glue, plural, word


def listing(drawing: Drawing, chosen: Selection) -> None:
    """The programme: number, title, and one line of who was there; in full, everybody who spoke."""
    page = drawing.page
    plain = chosen.noun == "sessions"
    page.heading(
        "Programme" if plain else chosen.noun.capitalize(), chosen.counted + (" sessions" if chosen.whole and plain else ""), "begins on"
    )
    last = None
    for session in chosen.records:
        if session.kind != last or chosen.long:
            page.blank()
        last = session.kind
        page.item(drawing.session(session.id), page.words((session.title or session.name, "name")), role="")
        if chosen.ids:
            page.put(session.id)
        begins = _page(drawing, session)
        if chosen.long:
            _everybody(drawing, session, begins)
        else:
            page.lines += [_indented(page.column, row) for row in _present(drawing, session, begins)]
    if chosen.records:
        page.hint(f"iclc {drawing.called(chosen.records[min(3, len(chosen.records) - 1)])}", "iclc sessions --long")


def _page(drawing: Drawing, session: Session) -> str:
    number = drawing.get("section", session.section).page
    return "" if number is None else glue(f"p. {number}")


def _indented(indent: int, row: Text) -> Text:
    return Text(" " * indent).append_text(row)


def _present(drawing: Drawing, session: Session, begins: str) -> list[Text]:
    """The cities that took part, of a ceremony the people; one row."""
    found = drawing.appearances("session", session.id)
    said = [one.city for one in drawing.report.statements if one.session == session.id and one.city]
    cities = [drawing.name("city", one) for one in dict.fromkeys([*(one.city for _, one in found if one.city), *said])]
    people = list(dict.fromkeys(speaker.name for speaker, _ in found))
    told = people if session.kind == "ceremony" or not cities else cities
    return drawing.page.running(told, 1, begins) if told else drawing.page.laid("no speaker is named", begins)


def _everybody(drawing: Drawing, session: Session, begins: str) -> None:
    found = drawing.appearances("session", session.id)
    for number, (speaker, appearance) in enumerate(found):
        drawing.page.put(f"{speaker.name}, {appearance.role}", "" if number else begins, hang=2)
    if not found:
        drawing.page.put("no speaker is named", begins)
    last = [point for point in session.conclusions if point.sources == session.conclusions[-1].sources]
    for number, point in enumerate(last):  # where a report sums up
        drawing.page.item("" if number else "concluded", point.text, drawing.where(point.sources, session.section), role="", hang=2)


def card(drawing: Drawing, session: Session, full: bool) -> None:
    """What it was about, what was concluded, who spoke; in full with everything said, and every initiative told there."""
    page = drawing.page
    brief = drawing.session(session.id)
    title = session.title or session.name
    named = session.kind in ("plenary", "thematic-forum") and session.title
    drawing.head(f"{brief}  {title}" if named else title, "" if named else word(session.kind))
    page.blank()
    if not full:
        drawing.doubts(session)
    groups = [
        Group("concluded", _conclusions(drawing, session, full), 2),
        Group("spoke", _speakers(drawing, session, full), 5),
        Group("statements", _unplaced(drawing, session), air=full),
        Group("initiatives", _initiatives(drawing, session, full), air=full),
        Group(
            "topics",
            [page.row_block([drawing.name("topic", one) for one in session.topics], 9 if full else 1)] if session.topics else [],
            air=full,
        ),
    ]
    if session.sdgs:
        groups.append(
            Group(
                "SDGs",
                [page.row_block([f"{drawing.get('sdg', one).number} {drawing.name('sdg', one)}" for one in session.sdgs], 9)],
                air=full,
            )
        )
    _about(drawing, session, groups, full)
    page.fill(groups, foot=2, full=full)
    if full:
        drawing.remarks(session)
    drawing.hint(session, full, "trace", "cite")
    if unplaced(drawing.book.index, session):
        page.hint("iclc statements")


def _about(drawing: Drawing, session: Session, groups: list[Group], full: bool) -> None:
    """The summary, as many sentences of it as leave room for the least of each group."""
    page = drawing.page
    begins = drawing.get("section", session.section).page
    where = glue("in our words" + (f"; begins p. {begins}" if begins else ""))
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", session.summary)
    least = sum(sum(len(block.rows) for block in group.blocks[: group.least]) + group.air for group in groups if group.blocks)
    room = CARD - len(page.lines) - least - 2
    kept = len(sentences)
    while not full and kept > 1 and len(page.laid(" ".join(sentences[:kept]), where)) > room:
        kept -= 1
    page.item("about", " ".join(sentences[:kept]), where, most=0 if full or kept > 1 else max(3, room))


def _conclusions(drawing: Drawing, session: Session, full: bool) -> list[Block]:
    """What was concluded; on a short card that of the last paragraphs first, for there a report sums up."""
    found = session.conclusions if full else drawing.last_first(session.conclusions)
    return [drawing.page.block("", point.text, drawing.where(point.sources, session.section)) for point in found]


def _speakers(drawing: Drawing, session: Session, full: bool) -> list[Block]:
    found = drawing.appearances("session", session.id)
    if not full:
        return drawing.people(found, session.section, cut=True)
    page = drawing.page
    blocks = []
    for speaker, appearance in found:
        rows = page.laid(
            page.words((speaker.name, "name"), f", {appearance.role}"), drawing.where(appearance.sources, session.section, 1), hang=2
        )
        for point in appearance.said:
            place = drawing.where(point.sources, session.section) if len(appearance.sources) > 1 else ""
            rows += [_indented(2, row) for row in page.laid(point.text, place, hang=2, room=page.measure - 2)]
        blocks.append(Block("", rows))
    return blocks


def _unplaced(drawing: Drawing, session: Session) -> list[Block]:
    """How many statements were made in this session or another of its section, and that the report does not say in which."""
    found = unplaced(drawing.book.index, session)
    if not found:
        return []
    cities = len({one.city for one in found} - {None})
    together = " and by the participants together" if any(one.city is None for one in found) else ""
    name = drawing.book.labels.section(drawing.get("section", session.section), page=False)
    told = f"{len(found)} by {plural('city', cities)}{together} in the {name[:1].lower()}{name[1:]}; the report does not say in which"
    return [drawing.page.block("", told)]


def _initiatives(drawing: Drawing, session: Session, full: bool) -> list[Block]:
    """In full the names, in short how many each city or body told of."""
    page = drawing.page
    found = [one for one in drawing.report.initiatives if one.session == session.id]
    if full:
        return [page.block("", f"“{one.name}”" if one.named else one.name, drawing.where(one.sources, session.section)) for one in found]
    counted = Counter(drawing.owner(one) or "others" for one in found)
    owners = sorted(counted.most_common(), key=lambda pair: pair[0] == "others")
    return [page.row_block([f"{name} {number}" for name, number in owners], 1)] if found else []
