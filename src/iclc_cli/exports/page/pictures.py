"""Pictures with their numbers: the map of the cities, the topics by session, bars of counts."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from ...library import Book
from ...model.kinds import KINDS, choices, shapes
from ...query.fields import Count
from ...query.names import ref_of
from ...text import fold
from ...views.cards import region_name
from ...views.layout import heading
from .lists import LISTED, label_of
from .markup import Markup, join, tag
from .records import link

UNITS = 4
"""Units of the map's land in a degree, see docs/land.py."""

COMMONEST = 40
"""So many topics stand in the table at once, the others below."""

_STEPS = (1, 2, 3, 5, 8)
"""From these numbers on a cell of the table of topics is a shade darker."""


def city_map(book: Book) -> Markup:
    """The cities on a map, and the same as a list by region and country."""
    cities = [city for city in book.records("city") if city.coordinates is not None]
    points = []
    for city in cities:
        x, y = city.coordinates.longitude * UNITS, -city.coordinates.latitude * UNITS
        points.append(tag("circle", cx=f"{x:.0f}", cy=f"{y:.0f}", r=6, data_ref=ref_of(city)))
    land = Markup(files(__package__).joinpath("land.txt").read_text(encoding="ascii").strip())
    svg = tag(
        "svg",
        tag("path", d=land, class_="land"),
        *points,
        viewBox=f"{-180 * UNITS} {-84 * UNITS} {360 * UNITS} {141 * UNITS}",
        role="img",
        class_="map",
        aria_label=f"Map of the world with a dot for each of {len(cities)} cities; the list below names them all.",
    )
    by_region: dict[str, dict[str, list[Any]]] = {}
    for city in sorted(book.records("city"), key=lambda one: fold(one.name)):
        country = book.index.get("country", city.country)
        by_region.setdefault(country.region, {}).setdefault(book.labels.everyday(country), []).append(city)
    told = []
    for region in choices(KINDS["country"].record, "region"):
        lines = [
            tag("li", country, ": ", join([link(ref_of(city), city.name) for city in held], ", "))
            for country, held in sorted(by_region.get(region, {}).items())
        ]
        if lines:
            number = sum(map(len, by_region[region].values()))
            told.append(tag("section", tag("h3", f"{region_name(region)}: {number}"), tag("ul", *lines)))
    return tag(
        "section", tag("h2", "Map of the cities"), svg, _command("cities --count-by region"), tag("div", *told, class_="columns"), id="/map"
    )


def heat(book: Book) -> Markup:
    """How many passages of each session tell of each topic."""
    known, passages = book.fields("passage"), book.records("passage")
    pairs = {(one.value, one.second): one.count for one in known.count_by_two(passages, "topic", "session")}
    sessions = [session for session in book.records("session") if any(second == session.id for _, second in pairs)]
    order = [one.value for one in known.count_by(passages, "topic") if one.value is not None]
    rows = []
    for topic in order:
        numbers = [pairs.get((topic, session.id), 0) for session in sessions]
        if any(numbers):
            cells = [tag("td", str(number or "·"), class_=_shade(number)) for number in numbers]
            rows.append(tag("tr", tag("th", link(f"topic/{topic}", book.index.get("topic", topic).name), scope="row"), *cells))
    heads = [tag("th", link(ref_of(session), book.labels.brief(session)), scope="col") for session in sessions]
    head = tag("thead", tag("tr", tag("th", "Topic", scope="col"), *heads))

    def table(rows: Sequence[Markup], caption: str) -> Markup:
        body = tag("table", tag("caption", caption), head, tag("tbody", *rows), class_="heat")
        return tag("div", body, class_="wide", tabindex=0, role="region", aria_label=caption)

    shown = [table(rows[:COMMONEST], "Passages on the topics told of most")]
    if rows[COMMONEST:]:
        shown.append(
            tag("details", tag("summary", f"{len(rows) - COMMONEST} more topics"), table(rows[COMMONEST:], "Passages on the other topics"))
        )
    return tag("section", tag("h2", "Topics by session"), _command("passages --count-by topic,session"), *shown, id="/topics-by-session")


def _shade(number: int) -> str | None:
    return f"heat{sum(number >= step for step in _STEPS)}" if number else None


def counts(book: Book) -> Markup:
    """Bars for every field that takes one of a few values, of every kind."""
    told = []
    for kind in LISTED:
        record = KINDS[kind].record
        for name in shapes(record):
            if choices(record, name):
                told.append(_bars(book, kind, name))
        if kind == "city":
            told.append(_bars(book, kind, "region"))
    return tag("section", tag("h2", "Counts"), tag("div", *told, class_="columns"), id="/counts")


def _bars(book: Book, kind: str, name: str) -> Markup:
    counted = book.fields(kind).count_by(book.records(kind), name)
    called = KINDS[kind].collection
    most = max((one.count for one in counted), default=1)
    rows = [_bar(_label(book, kind, name, one), one.count, most) for one in counted]
    caption = tag("caption", f"{heading(called)} by {heading(name).lower()} ", _command(f"{called} --count-by {name}", "code"))
    return tag("table", caption, tag("tbody", *rows), class_="bars")


def _label(book: Book, kind: str, name: str, one: Count) -> str:
    return "none" if one.value is None else label_of(book, kind, name, str(one.value))


def _bar(label: str, number: int, most: int) -> Markup:
    svg = tag("svg", width=f"{100 * number / most:.0f}%", height=10, aria_hidden="true")
    return tag("tr", tag("th", label, scope="row"), tag("td", str(number)), tag("td", svg))


def _command(line: str, element: str = "p") -> Markup:
    """The command that gives the same numbers."""
    code = tag("code", f"iclc {line}")
    return code if element == "code" else tag("p", "The same numbers: ", code, class_="note")
