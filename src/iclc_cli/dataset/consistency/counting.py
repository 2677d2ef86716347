"""Rules for numbers, dates, order and names: what is counted, what comes first, and what only one may have."""

import re
from collections.abc import Iterator
from typing import Any

from ...model.kinds import aliases, choices, kind_of
from ...model.records import Session
from ...query.numbers import ORDINALS, ROMAN
from ...text import fold
from .known import Fault, Known, ends_with_number, rule

MOST = 0.9
"""If so many ids of passages end with their numbers, all must."""

NAMESAKES = ("speaker", "city", "organisation", "initiative", "document")
"""Kinds of which two records may have the same name, as long as no passage is of both."""


@rule("E220", "passage")
def number_of_passage(known: Known, record: Any) -> Iterator[Fault]:
    """Passages are numbered from 1 in their section, captions by themselves; footnotes so too, or on through the report."""
    if record.number not in known.numbers[record.id]:
        wanted = " or ".join(map(str, sorted(known.numbers[record.id])))
        yield "number", f"is {record.number}, and by its place it is {wanted}; number the passages of a section from 1"


@rule("E221", "passage")
def number_in_id(known: Known, record: Any) -> Iterator[Fault]:
    """Where the ids of passages end with their numbers, all do."""
    if not ends_with_number(record) and known.with_numbers >= MOST * len(known.report.passages):
        yield "id", f"does not end with {record.number}, its number, as others do; mend one or the other"


@rule("W308", "session", "strategy", "sdg")
def in_order(known: Known, record: Any) -> Iterator[Fault]:
    """Sessions and items of the strategy stand in the order in which the report begins to tell of them, goals in that of numbers."""
    before = known.before(record)
    if before is not None and _place(known, before) > _place(known, record):
        yield "id", f"stands out of order behind {before.id}; order sessions and the strategy as the report does, goals by number"


def _place(known: Known, record: Any) -> int:
    if kind_of(record) == "sdg":
        return int(record.number)
    section = getattr(record, "section", None)
    return known.first([passage.id for passage in known.passages[section]] if section else record.sources)


@rule("E222", "strategy")
def order(known: Known, record: Any) -> Iterator[Fault]:
    """The items of a category of the strategy are ordered from 1 without a gap, as print has them."""
    count = len(known.holding("strategy", ("category",), (record.category,)))
    if known.other(record, "category", "order") or not 1 <= record.order <= count:
        yield "order", f"is {record.order}, taken or beyond the {count} items of the category; number them from 1"
        return
    for item in known.holding("strategy", ("category", "order"), (record.category, record.order - 1)):
        if known.first(item.sources) > known.first(record.sources):
            yield "order", f"is {record.order}, and {item.id} before it begins later in print; order them as print does"


@rule("E223", "session", "conference", "sdg", excused=True)
def numbered_names(known: Known, record: Any) -> Iterator[Fault]:
    """A session, a conference or a goal that has its number in its name has that number."""
    field = "edition" if hasattr(record, "edition") else "number"
    number = getattr(record, field)
    for name in (record.name, *(aliases(record) if kind_of(record) == "sdg" else ())):
        if number is not None and (told := _number_told(name)) not in (None, str(number)):
            yield field, f"is {number}, and {told} by the name '{name}'"


def _number_told(name: str) -> str | None:
    """The number at the end of a name, in digits or Roman, or the ordinal at its beginning."""
    words = name.casefold().split()
    if len(words) < 2:
        return None
    if words[0] in ORDINALS:
        return str(ORDINALS.index(words[0]) + 1)
    if words[-1] in ROMAN and name.split()[-1].isupper():
        return str(ROMAN.index(words[-1]) + 1)
    return words[-1] if re.fullmatch(r"\d{1,2}(\.\d{1,2})*", words[-1]) else None


@rule("E224", "session", "sdg")
def own_number(known: Known, record: Any) -> Iterator[Fault]:
    """No two sessions of a kind, and no two goals, have the same number. Goals are numbered from 1 to 17."""
    fields = ("kind", "number") if hasattr(record, "kind") else ("number",)
    if record.number is not None and (other := known.other(record, *fields)):
        yield "number", f"is {record.number}, which {other.id} has too; give each its own"
    elif "kind" not in fields and not 1 <= record.number <= 17:
        yield "number", f"is {record.number}, and goals are numbered from 1 to 17; mend it"


@rule("E225", "country")
def codes(known: Known, record: Any) -> Iterator[Fault]:
    """A country has codes of two and of three capital letters, which no other has."""
    for field, letters in (("iso2", 2), ("iso3", 3)):
        code = getattr(record, field)
        if not re.fullmatch(f"[A-Z]{{{letters}}}", code):
            yield field, f"is '{code}', and the code is {letters} capital letters; look it up in ISO 3166-1"
        elif other := known.other(record, field):
            yield field, f"is {code}, which {other.id} has too; give each its own"


@rule("E226", "city")
def coordinates(known: Known, record: Any) -> Iterator[Fault]:
    """Coordinates lie on the globe: 90 degrees at most north and south, 180 east and west."""
    for field, most in (("latitude", 90), ("longitude", 180)) if record.coordinates else ():
        if abs(degrees := getattr(record.coordinates, field)) > most:
            yield f"coordinates.{field}", f"is {degrees}, beyond {most} degrees; mend it"


@rule("W310", "city", excused=True)
def own_coordinates(known: Known, record: Any) -> Iterator[Fault]:
    """No two cities lie at the same coordinates."""
    if record.coordinates and (other := known.other(record, "coordinates")):
        yield "coordinates", f"are those of {other.name} too"


@rule("E227", "figure")
def kind_of_figure(known: Known, record: Any) -> Iterator[Fault]:
    """A figure has a number, or as a date or period a date and no unit; a duration has a unit; a share is from 0 to 100."""
    dated = record.kind in ("date", "period")
    if (record.value is None) == (record.date is None):
        there = "has neither a number nor a date" if record.value is None else "has a number and a date"
        yield "value", f"{there}; give one, and null for the other"
        return
    if record.value is None:
        if not dated:
            yield "kind", f"is {record.kind}, and {record.date} is a date; mend one or the other"
        elif record.unit is not None:
            yield "unit", f"is '{record.unit}', and dates have none; make it null"
        return
    if dated:
        yield "kind", f"is {record.kind}, and {record.value} is no date; mend one or the other"
    elif record.kind == "duration" and record.unit is None:
        yield "unit", "is not given, and a duration is in something; give it"
    elif record.kind in ("age", "duration") and record.value < 0:
        yield "value", f"is {record.value}, and there is no {record.kind} below 0; mend it"
    elif record.kind == "share" and not 0 <= record.value <= 100:
        yield "value", f"is {record.value}, and a share is from 0 to 100 percent; mend it"


@rule("E228", "figure")
def year_of_figure(known: Known, record: Any) -> Iterator[Fault]:
    """The year for which a date or period holds lies within it."""
    if record.year is not None and record.date is not None:
        first, last = record.date[:4], (record.date_to or record.date)[:4]
        if not first <= f"{record.year:04}" <= last:
            yield "year", f"is {record.year}, and the dates are from {first} to {last}; mend it"


@rule("E229", "conference")
def year_of_report(known: Known, record: Any) -> Iterator[Fault]:
    """A report is published when the conference has ended, or later."""
    if f"{record.report.year:04}" < record.end[:4]:
        yield "report.year", f"is {record.report.year}, before the conference ended on {record.end}; mend one or the other"


@rule("E230", "session", "speaker", "city", "country", "organisation", "initiative", "strategy", "topic", "sdg", "document")
def names(known: Known, record: Any) -> Iterator[Fault]:
    """No two sessions, countries, topics, goals or items of a category have the same name, nor others that share a passage."""
    for field, name, other in _namesakes(known, record):
        if kind_of(record) not in NAMESAKES or set(other.sources) & set(record.sources):
            yield field, f"is '{name}', as {other.id} is called too; give each its own name or make them one"


@rule("W309", "organisation", "initiative", "document", excused=True)
def rare_namesakes(known: Known, record: Any) -> Iterator[Fault]:
    """No two bodies, initiatives or documents have the same name."""
    for field, name, other in _namesakes(known, record):
        if not set(other.sources) & set(record.sources):
            yield field, f"is '{name}', as {other.id} is called too"


def _namesakes(known: Known, record: Any) -> Iterator[tuple[str, str, Any]]:
    """For each name of a record another that is called so too."""
    for field in ("name", "title", "acronym"):
        if name := getattr(record, field, None):
            others = (one for one in known.called(kind_of(record)).get(fold(name), ()) if one is not record)
            category = getattr(record, "category", None)
            if other := next((one for one in others if getattr(one, "category", None) == category), None):
                yield field, name, other


@rule("E233", "section")
def titles(known: Known, record: Any) -> Iterator[Fault]:
    """No two sections of a chapter have the same title."""
    if other := known.other(record, "chapter", "title"):
        yield "title", f"is that of {other.id} too; give each its own"


@rule("E234", "session", excused=True)
def kind_in_name(known: Known, record: Any) -> Iterator[Fault]:
    """A session that is called a ceremony, a plenary, a forum or a mayors' forum is one."""
    kinds = [set(kind.split("-")) for kind in choices(Session, "kind")]
    told = set(fold(record.name).split()) & set().union(*kinds)
    telling = {word for word in told if sum(word in kind for kind in kinds) == 1}
    if told and (telling or told).isdisjoint(record.kind.split("-")):
        yield "kind", f"is {record.kind}, and the name is '{record.name}'"


@rule("E235", "document")
def the_report(known: Known, record: Any) -> Iterator[Fault]:
    """A document that is the report itself has its year."""
    published = known.report.conference.report
    if fold(record.name) == fold(published.title) and record.year not in (None, published.year):
        yield "year", f"is {record.year}, and the conference's report is of {published.year}; mend one or the other"


@rule("E236", "section")
def page_of_section(known: Known, record: Any) -> Iterator[Fault]:
    """Pages are numbered from 1."""
    if record.page is not None and record.page < 1:
        yield "page", f"is {record.page}; give the page on which the section begins, or null"


@rule("E231", "organisation", "initiative", "document")
def no_place(known: Known, record: Any) -> Iterator[Fault]:
    """No body, initiative or document is called like a city or a country."""
    for kind in ("city", "country"):
        if other := next(iter(known.called(kind).get(fold(record.name), ())), None):
            yield "name", f"is '{record.name}', as {kind}/{other.id} is called; give its whole name"


@rule("E232", "speaker")
def one_each(known: Known, record: Any) -> Iterator[Fault]:
    """A person has one appearance in a session."""
    sessions = [appearance.session for appearance in record.appearances]
    for number, session in enumerate(sessions):
        if session in sessions[:number]:
            yield f"appearances[{number}].session", f"is {known.names('session', [session])}, as that of another; make them one"
