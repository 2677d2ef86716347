"""Initiatives: by city, body and country, an index of many and the stories of few; a card of whose it is and who told of it."""

from collections.abc import Sequence

from rich.text import Text

from ..grid import Block, Group
from ..model import Initiative
from ..text import fold
from .drawing import NOT_RUNNING, OURS, Drawing, Selection, grouped, word


def listing(drawing: Drawing, chosen: Selection) -> None:
    """A group for each owner, headed by it; in another order each entry names its owner."""
    page = drawing.page
    named = sum(one.named for one in chosen.records)
    drawing.heading("Initiatives", chosen, f"; {named} with a printed “name”" if named else "")
    if not chosen.records:
        return
    if chosen.sorted:
        page.blank()
        _entries(drawing, chosen, chosen.records, "")
    else:
        held = grouped(chosen.records, lambda one: _heading(drawing, one))
        for rank, name, behind in sorted(held, key=lambda heading: (heading[0], fold(heading[1]))):
            records = sorted(held[rank, name, behind], key=lambda one: (one.kind, fold(one.name)))
            place = drawing.same_place(records)
            page.blank()
            page.line(drawing.beside(name, behind), place)
            _entries(drawing, chosen, records, place)
    named_first = sorted(chosen.records, key=lambda one: not one.named)
    more = "iclc initiatives --count-by kind" if chosen.in_full else "iclc initiatives --long"
    some = "iclc initiatives --named" if chosen.whole else ""
    page.hint(f"iclc {drawing.called(named_first[0])}", some, more)


def _heading(drawing: Drawing, one: Initiative) -> tuple[int, str, str]:
    """What an initiative stands under: its city, else its body, else its country; the order of these, the name, what is behind it."""
    if one.city:
        return 0, drawing.name("city", one.city), drawing.country(drawing.get("city", one.city).country)
    if one.organisation:
        body = drawing.get("organisation", one.organisation)
        return 1, body.name, body.acronym if body.acronym and body.acronym != body.name else ""
    return (2, drawing.country(one.country), "") if one.country else (3, "Others", "")


def _entries(drawing: Drawing, chosen: Selection, records: Sequence[Initiative], place: str) -> None:
    """An entry for each, its kind in the gutter where that changes; its place unless the heading told it."""
    page = drawing.page
    before = None
    for one in records:
        owner = drawing.owner(one) if chosen.sorted else ""
        told = page.words((owner, "name"), ": " if owner else "", _told(drawing, one, chosen.in_full))
        kind = one.kind if one.kind != before or page.plain else ""
        where = "" if place else drawing.where(one.sources, most=1)
        page.item(word(kind), drawing.identified(told, one, chosen), where, role="", hang=2)
        before = one.kind


def _told(drawing: Drawing, one: Initiative, full: bool) -> Text:
    """Its name, in full its story, which a name of ours would only repeat."""
    name = drawing.initiative(one)
    if not full:
        return drawing.page.words(name, _site(drawing, one), _status(one))
    return drawing.page.words((name, "name") if one.named else "", ". " if one.named else "", one.summary, _status(one))


def _site(drawing: Drawing, one: Initiative) -> str:
    """Where it lies, if it is nobody's own and its name does not tell."""
    place = drawing.name("city", one.place) if one.place and not drawing.owner(one) else ""
    return f", in {place}" if place not in one.name else ""


def _status(one: Initiative) -> str:
    return f" ({one.status})" if one.status in NOT_RUNNING else ""


def card(drawing: Drawing, initiative: Initiative, full: bool) -> None:
    """What it is, whose, who told of it where, what belongs together, and what cities said of it."""
    page = drawing.page
    owner = drawing.owner(initiative)
    kind = word(initiative.kind) + _status(initiative) + (f", {owner}" if owner else "")
    drawing.head(drawing.initiative(initiative), kind, drawing.also(initiative, initiative.name))
    page.blank()
    where = drawing.where(initiative.sources, most=0 if full else 2)
    page.item("about", initiative.summary, f"{where}; {OURS}" if where else OURS, most=0 if full else 4)
    page.blank()
    if not full:
        drawing.doubts(initiative)
    said = [one for one in drawing.report.statements if initiative.id in one.initiatives]
    page.fill(
        [
            Group("whose", _whose(drawing, initiative), air=False),
            Group("lies in", _row(drawing, [drawing.name("city", one) for one in [initiative.place] if one], 1), air=False),
            Group("wished by", _row(drawing, [drawing.name("city", one) for one in [initiative.proposed_by] if one], 1), air=False),
            Group("session", _session(drawing, initiative), air=False),
            Group("presented", _presenters(drawing, initiative), air=False),
            Group("belongs to", _belongs(drawing, initiative), air=False),
            Group("parts", _parts(drawing, initiative), 2, air=False),
            Group("topics", _row(drawing, [drawing.name("topic", one) for one in initiative.topics], 9 if full else 2), air=False),
            Group("said", drawing.statements(said)),
        ],
        foot=2,
        full=full,
    )
    if full:
        drawing.remarks(initiative)
    drawing.hint(initiative, full, "trace", "cite")


def _whose(drawing: Drawing, one: Initiative) -> list[Block]:
    """Its city with the country, its body by its full name, its country; nothing if that is one name, which stands above."""
    names = []
    if one.city:
        names.append(f"{drawing.name('city', one.city)}, {drawing.country(drawing.get('city', one.city).country)}")
    if one.organisation:
        names.append(drawing.name("organisation", one.organisation))
    if one.country:
        names.append(drawing.country(one.country))
    return _row(drawing, names, 2) if names not in ([], [drawing.owner(one)]) else []


def _session(drawing: Drawing, one: Initiative) -> list[Block]:
    if one.session is None:
        return []
    session = drawing.get("session", one.session)
    brief = drawing.session(session.id)
    return [drawing.page.block("", f"{brief}  {session.title}" if session.title and session.title != session.name else session.name)]


def _presenters(drawing: Drawing, one: Initiative) -> list[Block]:
    """Who presented it, in the role they had there; where that stands is told already."""
    page = drawing.page
    blocks = []
    for speaker in (drawing.get("speaker", identifier) for identifier in one.speakers):
        there = [appearance for appearance in speaker.appearances if appearance.session == one.session] or speaker.appearances[:1]
        blocks.append(page.block("", page.words((speaker.name, "name"), *(f", {appearance.role}" for appearance in there))))
    return blocks


def _belongs(drawing: Drawing, one: Initiative) -> list[Block]:
    return [drawing.page.block("", drawing.initiative(drawing.get("initiative", one.part_of)))] if one.part_of else []


def _parts(drawing: Drawing, whole: Initiative) -> list[Block]:
    """What belongs to it, with the place where that is another."""
    held = [one for one in drawing.report.initiatives if one.part_of == whole.id]
    where = ["" if one.sources == whole.sources else drawing.where(one.sources, most=1) for one in held]
    return [drawing.page.block("", f"{drawing.initiative(one)}{_status(one)}", place) for one, place in zip(held, where, strict=True)]


def _row(drawing: Drawing, names: Sequence[str], most: int) -> list[Block]:
    return [drawing.page.row_block(names, most)] if names else []
