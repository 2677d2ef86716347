"""Countries: a table by name; a card of its cities, its people and bodies, and what was done there."""

from collections import Counter
from collections.abc import Sequence

from rich.text import Text

from ..grid import Block, Column, Group
from ..model import Appearance, City, Country, Organisation, Speaker
from ..text import fold
from .drawing import Drawing, Selection, by_name, number_or_dot, region

COLUMNS = (
    Column("Country"),
    Column("Region", flexible=True),
    Column("ISO"),
    Column("Cities", right=True),
    Column("Speakers", right=True),
)


def listing(drawing: Drawing, chosen: Selection) -> None:
    """A table by everyday name unless somebody asked for another order."""
    page = drawing.page
    drawing.heading("Countries", chosen)
    if not chosen.records:
        return
    page.blank()
    records: Sequence[Country] = chosen.records
    if not chosen.sorted:
        records = sorted(records, key=lambda country: fold(drawing.country(country.id)))
    if chosen.long:
        drawing.cards(records, card)
        return
    page.table((*COLUMNS, Column("ID")) if chosen.ids else COLUMNS, [_row(drawing, country, chosen.ids) for country in records])
    called = drawing.called(records[0])
    page.hint(f"iclc {called}", f"iclc cities --country {called}", "iclc countries --count-by region")


def _row(drawing: Drawing, country: Country, ids: bool) -> list[str | Text]:
    page = drawing.page
    people = {speaker.id for speaker, _ in _people(drawing, country)}
    numbers = [number_or_dot(page, number) for number in (len(_cities(drawing, country)), len(people))]
    name = page.words((drawing.country(country.id), "name"))
    return [name, region(country.region), country.iso3, *numbers, *([country.id] if ids else [])]


def _cities(drawing: Drawing, country: Country) -> list[City]:
    return by_name(one for one in drawing.report.cities if one.country == country.id)


def _people(drawing: Drawing, country: Country) -> list[tuple[Speaker, Appearance]]:
    """Who spoke for it or for one of its cities."""
    cities = {one.id for one in _cities(drawing, country)}
    return [
        (speaker, one)
        for speaker in drawing.report.speakers
        for one in speaker.appearances
        if one.country == country.id or one.city in cities
    ]


def card(drawing: Drawing, country: Country, full: bool) -> None:
    """Its cities with what they took part in, who came, its bodies, whose initiatives were told of, its numbers."""
    page, report = drawing.page, drawing.report
    name = drawing.country(country.id)
    drawing.head(name, f"country, {region(country.region)}", drawing.also(country, name))
    page.blank()
    if not full:
        drawing.doubts(country)
    own = [one for one in report.initiatives if one.country == country.id]
    groups = [
        Group("cities", [_city(drawing, one) for one in _cities(drawing, country)], 3, air=False),
        Group("people", drawing.people(_people(drawing, country), cut=not full), 3),
        Group("initiatives", [*_counted(drawing, country), *(drawing.initiatives(own, full) if full else [])]),
        Group("bodies", _bodies(drawing, country, full), air=full),
        Group("figures", drawing.figures(one for one in report.figures if one.country == country.id)),
    ]
    if full:
        groups.append(Group("ISO codes", [page.block("", f"{country.iso2}, {country.iso3}")]))
    if full or not any(group.blocks for group in groups):
        groups.append(Group("told in", [page.block("", drawing.wheres(country.sources), hang=0)]))
    page.fill(groups, foot=2, full=full)
    if full:
        drawing.remarks(country)
    drawing.hint(country, full, "related", "trace", "cite")


def _city(drawing: Drawing, city: City) -> Block:
    """A city with what it took part in."""
    part = ", ".join(drawing.part(city)) or "only named"
    return drawing.page.block("", drawing.page.words((city.name, "name"), f": {part}"))


def _counted(drawing: Drawing, country: Country) -> list[Block]:
    """How many initiatives each of its cities and bodies has, how many only lie in a city, and how many are of the whole country."""
    cities = {one.id for one in _cities(drawing, country)}
    bodies = {one.id for one in _own_bodies(drawing, country)}
    found: Counter[str] = Counter()
    for one in drawing.report.initiatives:
        if one.city in cities or one.place in cities or (one.organisation in bodies and not one.city) or one.country == country.id:
            found[drawing.owner(one) or (f"in {drawing.name('city', one.place)}" if one.place else "")] += 1
    return [drawing.page.row_block([f"{name} {number}" for name, number in found.most_common()], 2)] if found else []


def _own_bodies(drawing: Drawing, country: Country) -> list[Organisation]:
    cities = {one.id for one in _cities(drawing, country)}
    return by_name(one for one in drawing.report.organisations if one.country == country.id or one.city in cities)


def _bodies(drawing: Drawing, country: Country, full: bool) -> list[Block]:
    """The bodies in it, in short in a row, in full with the city of each."""
    page = drawing.page
    found = _own_bodies(drawing, country)
    if not full:
        return [page.row_block([one.acronym or one.name for one in found], 2)] if found else []
    return [page.block("", f"{one.name}, {drawing.name('city', one.city)}" if one.city else one.name) for one in found]
