"""Statements: what cities said in the mayors' forums, by city; a card with what it speaks of, and what that points to."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.text import Text

from ..grid import Group
from ..model import Statement
from .drawing import NOT_DOUBTED, OURS, Drawing, Selection, grouped, plural, word


def listing(drawing: Drawing, chosen: Selection) -> None:
    """A group for each city in the order of the report; in another order each entry names its city."""
    page = drawing.page
    if not chosen.records:
        drawing.heading("Statements", chosen)
        return
    cities = plural("city", len({one.city for one in chosen.records} - {None}))
    together = " and the participants" if any(one.city is None for one in chosen.records) else ""
    told = f", by {cities}{together} in {_forum(drawing, chosen.records)}" if chosen.whole and not chosen.wanted else ""
    page.heading("Statements", f"{chosen.counted}{told}; {OURS}")
    shown = chosen.records if chosen.sorted else sorted(chosen.records, key=drawing.stands)
    if chosen.sorted:
        page.blank()
        _entries(drawing, chosen, shown, "")
    else:
        for city, records in grouped(shown, lambda one: one.city).items():
            place = drawing.same_place(records)
            page.blank()
            name, country = drawing.speaking(records[0]), drawing.country(drawing.get("city", city).country) if city else ""
            page.line(drawing.beside(name, country), place)
            _entries(drawing, chosen, records, place)
    page.hint(f"iclc {drawing.called(shown[0])}", f"iclc statements --type {shown[-1].type}", "iclc statements --count-by type")


def _forum(drawing: Drawing, records: Iterable[Statement]) -> str:
    """Where they were made, as the report calls it: "the mayors' forums", "Forum 1.1"."""
    found = []
    for one in records:
        if one.session:
            found.append(drawing.session(one.session))
        else:
            for section in _sections(drawing, one):
                name = drawing.book.labels.section(drawing.get("section", section), page=False)
                alone = sum(session.section == section for session in drawing.report.sessions) == 1
                found.append(name if alone else f"the {name[:1].lower()}{name[1:]}")
    return " and ".join(dict.fromkeys(found))


def _sections(drawing: Drawing, statement: Statement) -> list[str]:
    """The sections of the sessions in which it may have been made; for one that stands elsewhere, all that tell of several sessions."""
    held = Counter(session.section for session in drawing.report.sessions)
    own = list(dict.fromkeys(passage.section for passage in drawing.book.index.passages(statement.sources)))
    return [one for one in own if held[one]] or [one for one, number in held.items() if number > 1] or own


def _entries(drawing: Drawing, chosen: Selection, records: Sequence[Statement], place: str) -> None:
    """An entry for each, its type in the gutter where that changes; its place unless the heading told it."""
    page = drawing.page
    before = None
    for one in records:
        told = _with_city(drawing, one) if chosen.sorted else page.words(one.text)
        kind = one.type if one.type != before or page.plain else ""
        where = "" if place else drawing.where(one.sources)
        page.item(word(kind), drawing.identified(told, one, chosen), where, role="", hang=2, cut=not (chosen.in_full or chosen.ids))
        before = one.type


def _with_city(drawing: Drawing, one: Statement) -> Text:
    """What a city said, the city before it where the words do not begin with it."""
    city = drawing.speaking(one)
    rest = one.text.removeprefix(city)
    return drawing.page.words((city, "name"), rest if rest != one.text else f": {one.text}")


def card(drawing: Drawing, statement: Statement, full: bool) -> None:
    """Whose it is and of which type, what it says, the initiatives and topics it speaks of, the strategy that shares a topic."""
    page = drawing.page
    country = drawing.country(drawing.get("city", statement.city).country) if statement.city else ""
    page.line(drawing.beside(drawing.speaking(statement), country), f"statement, {word(statement.type)}")
    page.blank()
    page.item("says", statement.text, f"{drawing.where(statement.sources)}; {OURS}")
    page.blank()
    unknown = "; the report does not say in which" if not statement.session and _several(drawing, statement) else ""
    page.item("made in", f"{_forum(drawing, [statement])}{unknown}")
    known = ("session", "unstated") if unknown else ()
    doubted = [one.field for one in statement.remarks if (one.field, one.kind) != known and one.field not in NOT_DOUBTED]
    if doubted and not full:
        drawing.doubts(statement, *doubted)
    own = [drawing.get("initiative", one) for one in statement.initiatives]
    topics = [drawing.name("topic", one) for one in statement.topics]
    shared = [one for one in drawing.report.strategy if set(one.topics) & set(statement.topics)]
    points = [page.block("", f"{word(one.category)} {one.order}: {one.title}", drawing.where(one.sources)) for one in shared]
    page.fill(
        [
            Group("initiatives", drawing.initiatives(own, full), 2, air=False),
            Group("topics", [page.row_block(topics, 9 if full else 2)] if topics else [], air=False),
            Group("strategy", points),
        ],
        foot=2 + bool(points),
        full=full,
    )
    if points:
        page.put("They share a topic with it: a pointer, not a cause.")
    if full:
        drawing.remarks(statement)
    drawing.hint(statement, full, "trace", "cite")


def _several(drawing: Drawing, statement: Statement) -> bool:
    """Do the sections in which it may have been made tell of several sessions?"""
    sections = _sections(drawing, statement)
    return sum(session.section in sections for session in drawing.report.sessions) > 1
