"""Rules for whose something is: the city, the country, the body and the people."""

from collections.abc import Iterator
from typing import Any

from ...model.kinds import kind_of
from .known import Fault, Known, rule
from .mentions import words_of


@rule("E240", "organisation", "figure", excused=True)
def country_of_city(known: Known, record: Any) -> Iterator[Fault]:
    """What has a city has its country, or for figures none."""
    if record.city and (record.country or kind_of(record) != "figure"):
        city = known.find("city", record.city)
        if record.country != city.country:
            yield (
                "country",
                f"is {known.names('country', [record.country])}, and {city.name} lies in {known.names('country', [city.country])}",
            )


@rule("E241", "speaker", excused=True)
def country_of_appearance(known: Known, record: Any) -> Iterator[Fault]:
    """Who spoke for no city has the country that the role names, or in which the bodies in the role lie."""
    for number, appearance in enumerate(record.appearances):
        if appearance.city is None:
            told = set(known.mentions.alone(appearance.role, "country"))
            told |= {known.find("organisation", body).country for body in appearance.organisations} - {None}
            if told and appearance.country not in told:
                is_ = known.names("country", [appearance.country])
                yield f"appearances[{number}].country", f"is {is_}, and {known.names('country', told)} by the role and its bodies"


@rule("E242", "speaker", excused=True)
def bodies_of_role(known: Known, record: Any) -> Iterator[Fault]:
    """Every body that a role names stands among the organisations of the appearance."""
    for number, appearance in enumerate(record.appearances):
        told = known.mentions.alone(appearance.role, "organisation")
        if missing := [body for body in told if body not in appearance.organisations]:
            yield f"appearances[{number}].organisations", f"leave out {known.names('organisation', missing)}, which the role names"


@rule("E243", "speaker", excused=True)
def city_of_role(known: Known, record: Any) -> Iterator[Fault]:
    """Who is somebody "of" a city of the data, as a mayor is, spoke for a city."""
    for number, appearance in enumerate(record.appearances):
        told = known.mentions.alone(appearance.role, "city") if appearance.city is None else {}
        for city, start in told.items():
            if appearance.role[:start].endswith(" of "):
                yield f"appearances[{number}].city", f"is none, and the role is one of {known.names('city', [city])}"


@rule("W311", "speaker", excused=True)
def city_in_role(known: Known, record: Any) -> Iterator[Fault]:
    """The city that somebody spoke for stands in the role, or in the name of a body in it."""
    for number, appearance in enumerate(record.appearances):
        words = f"{words_of(appearance)} / {known.bodies(appearance)}"
        if appearance.city and appearance.city not in known.mentions.named(words, "city"):
            yield f"appearances[{number}].city", f"is {known.names('city', [appearance.city])}, which the role does not name"


@rule("E244", "organisation", "initiative", "document", excused=True)
def named_after(known: Known, record: Any) -> Iterator[Fault]:
    """A body, initiative or document whose name names a city, a country or a body is of that one and no other."""
    if not getattr(record, "named", True):
        return
    for kind in ("city", "country", "organisation"):
        told = known.mentions.alone(record.name, kind, record)
        if told and (held := getattr(record, kind, None)) and held not in told:
            yield kind, f"is {known.names(kind, [held])}, and {known.names(kind, told)} by the name"


@rule("W312", "organisation", "document", excused=True)
def left_out_of_name(known: Known, record: Any) -> Iterator[Fault]:
    """A body or document whose name names a city has that city, and a document whose name names a body has that body."""
    for kind in ("city", "organisation") if kind_of(record) == "document" else ("city",):
        told = known.mentions.alone(record.name, kind, record)
        if told and getattr(record, kind) is None:
            yield kind, f"is none, and {known.names(kind, told)} by the name"


@rule("E245", "initiative", excused=True)
def speakers(known: Known, record: Any) -> Iterator[Fault]:
    """Who presented an initiative appeared in the session that described it."""
    for number, speaker in enumerate(record.speakers):
        if record.session and record.session not in {one.session for one in known.appearances([speaker])}:
            names = known.names("speaker", [speaker]), known.names("session", [record.session])
            yield f"speakers[{number}]", f"is {names[0]}, who did not appear in {names[1]}"


@rule("W317", "initiative", excused=True)
def presented(known: Known, record: Any) -> Iterator[Fault]:
    """An initiative that rests on the passage of somebody's appearance in its session was presented by somebody."""
    told = [known.told_by[record.session, source] for source in record.sources if (record.session, source) in known.told_by]
    if told and not record.speakers:
        yield "speakers", f"are none, and {told[0]} appears in the passage"


@rule("E246", "statement")
def forum(known: Known, record: Any) -> Iterator[Fault]:
    """A statement was made in a mayors' forum."""
    if record.session and (session := known.find("session", record.session)).kind != "mayors-forum":
        yield "session", f"is {session.name}, of kind {session.kind}; cities make statements in mayors' forums"


@rule("W313", "initiative", excused=True)
def of_speakers(known: Known, record: Any) -> Iterator[Fault]:
    """The city or country of an initiative is that of its speakers or of its body, or stands in its name or summary."""
    words = words_of(record)
    nodes = [*known.appearances(record.speakers), *(known.find("organisation", body) for body in (record.organisation,) if body)]
    for kind in ("city", "country") if nodes else ("city",):
        held = getattr(record, kind)
        if held and held not in {getattr(one, kind) for one in nodes} | known.mentions.named(words, kind):
            yield kind, f"is {known.names(kind, [held])}, not that of its speakers or body, and is not named"


@rule("W314", "initiative", excused=True)
def nobodys(known: Known, record: Any) -> Iterator[Fault]:
    """An initiative of no city, country or body was not presented only by people who spoke for one city."""
    cities = {one.city for one in known.appearances(record.speakers)}
    if len(cities) == 1 and None not in cities and not (record.city or record.country or record.organisation):
        yield "city", f"is none, and its speakers spoke for {known.names('city', cities)}"


@rule("W315", "initiative", "statement", excused=True)
def together(known: Known, record: Any) -> Iterator[Fault]:
    """A part of an initiative is of the same city as the whole, and what a statement speaks of is of the city that made it."""
    part_of = getattr(record, "part_of", None)
    others = [("part_of", part_of)] if part_of else [("initiatives", one) for one in getattr(record, "initiatives", ())]
    for field, other in others:
        city = known.find("initiative", other).city
        if city and record.city and city != record.city:
            yield field, f"names {other}, which is of {known.names('city', [city])}, not of {known.names('city', [record.city])}"


@rule("W316", "figure", excused=True)
def counted_in(known: Known, record: Any) -> Iterator[Fault]:
    """A figure is of the city or country that stands in what is counted; that of the host need not stand there."""
    words = words_of(record)
    for kind in ("city", "country"):
        held, told = getattr(record, kind), known.mentions.alone(words, kind)
        if kind == "city" and held and held != known.report.conference.host and held not in known.mentions.named(words, kind):
            yield kind, f"is {known.names(kind, [held])}, which what is counted does not name"
        elif told and held not in told and not (kind == "country" and record.city):
            yield kind, f"is {known.names(kind, [held])}, and what is counted names {known.names(kind, told)}"
