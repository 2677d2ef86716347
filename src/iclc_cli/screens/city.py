"""Cities: by region and country, with what each took part in; a card of people, work and words."""

from collections import Counter
from collections.abc import Sequence

from rich.text import Text

from ..grid import Column, Group
from ..model import City, Country
from ..model.kinds import choices
from ..text import typed
from . import regions
from .drawing import OURS, Drawing, Selection, by_name, grouped, number_or_dot, region, word

COLUMNS = (
    Column("City"),
    Column("Country", most=26),
    Column("Took part in", flexible=True),
    Column("People", right=True, drop=2),
    Column("Initiatives", right=True, drop=3),
    Column("Statements", right=True, drop=1),
)


def listing(drawing: Drawing, chosen: Selection) -> None:
    """A table, grouped by region unless somebody asked for another order."""
    page = drawing.page
    took_part = sum(city.participation != ("mentioned",) for city in chosen.records)
    named = len(chosen.records) - took_part
    page.heading("Cities", chosen.counted + (f"; {took_part} took part, {named} are only named" if named else ""))
    page.blank()
    ordered: list[City | Text] = []
    if chosen.sorted:
        ordered += chosen.records
    else:
        held = grouped(chosen.records, lambda city: drawing.get("country", city.country).region)
        for one in sorted(held, key=choices(Country, "region").index):
            ordered.append(page.words((region(one), "name"), f"  {len(held[one])}"))
            ordered += _by_country(drawing, held[one])
    if chosen.long:
        _in_full(drawing, ordered, chosen.ids)
    else:
        rows = [one if isinstance(one, Text) else _row(drawing, one, chosen.ids) for one in ordered]
        page.table((*COLUMNS, Column("ID")) if chosen.ids else COLUMNS, rows)
    if regions.only_africa(drawing, "city", chosen.records) and (note := regions.note(drawing, "city", chosen.records)):
        page.blank()
        page.put(note, indent=page.left)
    if chosen.records:
        page.hint(f"iclc {typed(chosen.records[0].name)}", "iclc cities --long", "iclc cities --map")


def _by_country(drawing: Drawing, cities: Sequence[City]) -> list[City]:
    return sorted(by_name(cities), key=lambda city: drawing.country(city.country))


def _in_full(drawing: Drawing, ordered: Sequence[City | Text], ids: bool) -> None:
    """Each city with its people, the names of what it does, and how much it said."""
    page = drawing.page
    for one in ordered:
        page.blank()
        if isinstance(one, Text):
            page.line(one)
            continue
        page.line(page.words((one.name, "name"), f"  {drawing.country(one.country)}"), one.id if ids else "")
        for number, block in enumerate(drawing.people(drawing.appearances("city", one.id))):
            page.entry("" if number else "people", block.rows, "")
        names = [drawing.initiative(initiative) for initiative in drawing.report.initiatives if initiative.city == one.id]
        if names:
            page.run("does", names, 9, role="")
        statements = [statement for statement in drawing.report.statements if statement.city == one.id]
        if statements:
            told = ", ".join(f"{number} {kind}{'s' if number > 1 else ''}" for kind, number in Counter(s.type for s in statements).items())
            page.item("said", told, drawing.where(source for statement in statements for source in statement.sources), role="")
        if one.participation == ("mentioned",):
            page.item("", "only named in the report", drawing.where(one.sources, most=1))


def _row(drawing: Drawing, city: City, ids: bool) -> list[str | Text]:
    report, page = drawing.report, drawing.page
    found = drawing.appearances("city", city.id)
    statements = [statement for statement in report.statements if statement.city == city.id]
    host = "".join(f", {word(one)}" for one in city.participation if one.endswith("host"))
    part = "; ".join(drawing.part(city)) or "named only"
    people = len({speaker.id for speaker, _ in found})
    initiatives = sum(initiative.city == city.id for initiative in report.initiatives)
    numbers = [number_or_dot(page, number) for number in (people, initiatives, len(statements))]
    return [page.words((city.name, "name"), host), drawing.country(city.country), part, *numbers, *([city.id] if ids else [])]


def card(drawing: Drawing, city: City, full: bool) -> None:
    """Who came, what the city does, what it told the mayors' forums, its numbers."""
    page, report = drawing.page, drawing.report
    drawing.head(city.name, f"city, {drawing.country(city.country)}")
    page.blank()
    page.item("took part", took_part(drawing, city))
    if city.summary:
        page.item("about", city.summary, OURS, most=0 if full else 2)
    if not full:
        drawing.doubts(city)
    own = sorted((one for one in report.initiatives if one.city == city.id), key=lambda one: not one.named)
    groups = [
        Group("people", drawing.people(drawing.appearances("city", city.id)), 2),
        Group("does", drawing.initiatives(own, full), 2),
        Group("in it", drawing.initiatives((one for one in report.initiatives if one.place == city.id), full), 1),
        Group("said", drawing.statements([one for one in report.statements if one.city == city.id], by_type=True), 2),
        Group("documents", drawing.documents(one for one in report.documents if one.city == city.id)),
        Group("figures", drawing.figures([one for one in report.figures if one.city == city.id])),
    ]
    if full or not any(group.blocks for group in groups[1:]):
        groups.append(Group("told in", [page.block("", drawing.wheres(city.sources), hang=0)]))
    if not own and not any(one.city == city.id for one in report.statements):  # then what its people said is all there is
        points = [point for _, appearance in drawing.appearances("city", city.id) for point in appearance.said]
        groups.insert(1, Group("said", [page.block("", point.text, drawing.where(point.sources)) for point in points], 2))
    page.fill(groups, foot=2, full=full)
    if full:
        drawing.remarks(city)
    alone = city.participation == ("mentioned",) and not drawing.book.peers(city)  # to look for peers takes long: only where it is in doubt
    drawing.hint(city, full, *([] if alone else ["peers"]), "trace", "cite")


def took_part(drawing: Drawing, city: City) -> str:
    """In what a city took part, and as what."""
    sessions = dict.fromkeys(drawing.session(appearance.session) for _, appearance in drawing.appearances("city", city.id))
    told = [word(one) for one in city.participation if one.endswith("host")]
    if sessions:
        told.append(f"presented in {', '.join(sessions)}")
    if "made-a-statement" in city.participation:
        told.append("made a statement in the mayors’ forums")
    return "; ".join(told) or "only named in the report"
