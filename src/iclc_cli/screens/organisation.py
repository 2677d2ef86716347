"""Organisations: a table by name; a card of where a body is, its people, what it does, its documents and numbers."""

from rich.text import Text

from ..grid import Block, Column, Group
from ..model import Organisation
from ..model.kinds import aliases
from .drawing import OURS, Drawing, Selection, by_name, number_or_dot

SORTS = {
    "united-nations": "UN body",
    "international": "international body",
    "national": "national body",
    "municipal": "municipal body",
    "research": "research body",
    "conference": "body of the conference",
}
"""What an organisation is called by its kind, where that is no noun."""

COLUMNS = (
    Column("Organisation", flexible=True, least=40),
    Column("Acronym", drop=1),
    Column("Place"),
    Column("Speakers", right=True),
)


def listing(drawing: Drawing, chosen: Selection) -> None:
    """A table by name unless somebody asked for another order."""
    page = drawing.page
    drawing.heading("Organisations", chosen)
    if not chosen.records:
        return
    page.blank()
    records = chosen.records if chosen.sorted else by_name(chosen.records)
    if chosen.long:
        drawing.cards(records, card)
        return
    page.table((*COLUMNS, Column("ID")) if chosen.ids else COLUMNS, [_row(drawing, one, chosen.ids) for one in records])
    page.hint(f"iclc {drawing.called(records[0])}", "iclc initiatives --sort organisation")


def _row(drawing: Drawing, one: Organisation, ids: bool) -> list[str | Text]:
    people = {speaker.id for speaker, _ in drawing.appearances("organisation", one.id)}
    place = drawing.name("city", one.city) if one.city else drawing.country(one.country) if one.country else ""
    name = drawing.page.words((one.name, "name"))
    return [name, one.acronym or "", place, number_or_dot(drawing.page, len(people)), *([one.id] if ids else [])]


def card(drawing: Drawing, organisation: Organisation, full: bool) -> None:
    """Where it is, who came from it, what it does, its documents, its numbers."""
    page, report = drawing.page, drawing.report
    country = organisation.country or (drawing.get("city", organisation.city).country if organisation.city else None)
    place = [drawing.name("city", organisation.city)] if organisation.city else []
    place += [drawing.country(country)] if country else []
    other = [organisation.acronym] if organisation.acronym else []
    also = ", ".join(dict.fromkeys(name for name in (*other, *aliases(organisation)) if name != organisation.name))
    drawing.head(organisation.name, ", ".join([SORTS.get(organisation.kind, organisation.kind), *place]), f"also {also}" if also else "")
    if organisation.url:
        page.address(organisation.url, indent=page.left)
    page.blank()
    if organisation.summary:
        page.item("about", organisation.summary, OURS, most=0 if full else 3)
    if not full:
        drawing.doubts(organisation)
    convened = [report.conference.name] if report.conference.organiser == organisation.id else []
    groups = [
        Group("convened", [page.block("", name) for name in convened], air=False),
        Group("people", drawing.people(drawing.appearances("organisation", organisation.id)), 3, air=bool(convened)),
        Group("does", drawing.initiatives((one for one in report.initiatives if one.organisation == organisation.id), full), 3),
        Group("documents", _documents(drawing, organisation)),
        Group("figures", drawing.figures(one for one in report.figures if one.organisation == organisation.id)),
    ]
    if full or not any(group.blocks for group in groups[1:]):
        groups.append(Group("told in", [page.block("", drawing.wheres(organisation.sources), hang=0)]))
    page.fill(groups, foot=2, full=full)
    if full:
        drawing.remarks(organisation)
    drawing.hint(organisation, full, "related", "trace", "cite")


def _documents(drawing: Drawing, organisation: Organisation) -> list[Block]:
    found = [one for one in drawing.report.documents if one.organisation == organisation.id]
    years = [f", {one.year}" if one.year else "" for one in found]
    return [drawing.page.block("", f"{one.name}{year}", drawing.where(one.sources, most=1)) for one, year in zip(found, years, strict=True)]
