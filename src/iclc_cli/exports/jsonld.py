"""schema.org as JSON-LD: the conference with its sessions, performers, places and bodies, and the report with its licence.

The context is written into the document, so that no processor has to fetch one.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from ..dataset.origin import origin
from ..formats.json import array, line
from ..library import Book
from ..model import Appearance, City, Conference, Country, Organisation, Report, Session, Speaker, Topic
from ..model.base import Key, Result, frozen
from ..model.kinds import aliases
from . import Form

FORM: Form = "text"

VOCABULARY: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    **{name: {"@type": "@id"} for name in ("url", "eventAttendanceMode")},
    **{name: {"@type": "Date"} for name in ("startDate", "endDate")},
}

MODES = {"hybrid": "MixedEventAttendanceMode", "in person": "OfflineEventAttendanceMode", "online": "OnlineEventAttendanceMode"}
"""How people took part, each with schema.org's word for it."""

NO_DAY = "The report does not say on which of the days it took place."

Thing = dict[str, Any]


@frozen
class Graph(Result):
    """What `iclc export jsonld` prints: a JSON-LD graph in schema.org's vocabulary."""

    context: Annotated[Mapping[str, Any], Key("@context")]
    """The vocabulary, written out: nothing has to be fetched."""
    graph: Annotated[tuple[Mapping[str, Any], ...], Key("@graph")]
    """The conference, the report, the data, then sessions, performers, places, bodies and terms, each with `@id`, `@type` and `name`."""


DOCUMENT = Graph


def export(book: Book) -> str:
    """One graph, a node a line."""
    report = book.report
    names = _Names(report)
    things = (
        *(_conference(report, names), _publication(report, names), _dataset(report, names)),
        *(_session(report, names, session) for session in report.sessions),
        *(_person(names, speaker) for speaker in report.speakers),
        *(_city(names, city) for city in report.cities),
        *(_country(names, country) for country in report.countries),
        *(_organisation(names, organisation) for organisation in report.organisations),
        *(_topic(names, topic) for topic in report.topics),
    )
    told = tuple({name: value for name, value in thing.items() if value not in (None, [], "")} for thing in things)
    found = Graph(context=VOCABULARY, graph=told)
    return f'{{"@context": {line(found.context)},\n"@graph": {array(found.graph).rstrip()}}}\n'


class _Names:
    """What nodes are called in the graph: ids are unique within a kind and a conference."""

    def __init__(self, report: Report) -> None:
        self._base = f"urn:iclc:{report.conference.id}"

    def __call__(self, kind: str, identifier: str) -> str:
        return f"{self._base}:{kind}:{identifier}"

    def to(self, kind: str, identifier: str | None) -> Thing | None:
        """A pointer to a record."""
        return None if identifier is None else {"@id": self(kind, identifier)}


def _conference(report: Report, names: _Names) -> Thing:
    conference: Conference = report.conference
    return {
        "@id": names("conference", conference.id),
        "@type": "Event",
        "name": conference.name,
        "alternateName": _others(conference),
        "description": conference.summary,
        "about": {"@type": "Thing", "name": conference.theme},
        **_when_and_where(conference, names),
        "organizer": names.to("organisation", conference.organiser),
        "subEvent": [names.to("session", session.id) for session in report.sessions],
        "subjectOf": {"@id": names("report", conference.id)},
    }


def _when_and_where(conference: Conference, names: _Names) -> Thing:
    """An event has to have both; what is known of a session is that of the conference."""
    mode = MODES.get(conference.mode)
    return {
        "startDate": conference.start,
        "endDate": conference.end,
        "eventAttendanceMode": f"https://schema.org/{mode}" if mode else None,
        "location": names.to("city", conference.host),
    }


def _others(record: Any, *more: str | None) -> list[str]:
    """The other names of a record, each once."""
    return [name for name in dict.fromkeys((*more, *aliases(record))) if name and name != record.name]


def _credited(report: Report, names: _Names, name: str) -> Thing:
    """Who is credited: a body if it is one that the report names, else a person."""
    for body in report.organisations:
        if name in (body.name, body.acronym, *aliases(body)):
            return {"@type": "Organization", "@id": names("organisation", body.id), "name": body.name}
    return {"@type": "Person", "name": name}


def _publication(report: Report, names: _Names) -> Thing:
    conference, told = report.conference, origin(report)
    publication = conference.report
    return {
        "@id": names("report", conference.id),
        "@type": "Report",
        "name": publication.title,
        "publisher": {"@type": "Organization", "name": publication.publisher},
        "datePublished": str(publication.year),
        "license": {"@id": told.licence_url} if told.licence_url else told.licence,
        "creditText": publication.attribution,
        "about": names.to("conference", conference.id),
        "contributor": [
            {"@type": "Role", "roleName": credit.role, "contributor": _credited(report, names, credit.name)}
            for credit in publication.credits
        ],
    }


def _dataset(report: Report, names: _Names) -> Thing:
    told = origin(report)
    return {
        "@id": names("dataset", report.conference.id),
        "@type": "Dataset",
        "name": told.title,
        "description": told.adapted,
        "version": told.version,
        "license": {"@id": told.licence_url} if told.licence_url else told.licence,
        "isBasedOn": {"@id": names("report", report.conference.id)},
        "about": names.to("conference", report.conference.id),
    }


def _session(report: Report, names: _Names, session: Session) -> Thing:
    return {
        "@id": names("session", session.id),
        "@type": "Event",
        "name": f"{session.name}: {session.title}" if session.title and session.title != session.name else session.name,
        "alternateName": _others(session),
        "description": session.summary,
        "disambiguatingDescription": NO_DAY,
        **_when_and_where(report.conference, names),
        "superEvent": names.to("conference", report.conference.id),
        "performer": [
            _performer(names, speaker, appearance)
            for speaker in report.speakers
            for appearance in speaker.appearances
            if appearance.session == session.id
        ],
        "about": [names.to("topic", topic) for topic in session.topics],
    }


def _performer(names: _Names, speaker: Speaker, appearance: Appearance) -> Thing:
    """schema.org's way to say as what somebody took part: the role and the office belong to the appearance."""
    return {"@type": "Role", "roleName": appearance.role, "performer": names.to("speaker", speaker.id)}


def _person(names: _Names, speaker: Speaker) -> Thing:
    return {
        "@id": names("speaker", speaker.id),
        "@type": "Person",
        "name": speaker.name,
        "alternateName": _others(speaker),
        "honorificPrefix": speaker.honorific,
    }


def _city(names: _Names, city: City) -> Thing:
    at = city.coordinates
    return {
        "@id": names("city", city.id),
        "@type": "City",
        "name": city.name,
        "alternateName": _others(city),
        "containedInPlace": names.to("country", city.country),
        "geo": {"@type": "GeoCoordinates", "latitude": at.latitude, "longitude": at.longitude} if at else None,
    }


def _country(names: _Names, country: Country) -> Thing:
    return {
        "@id": names("country", country.id),
        "@type": "Country",
        "name": country.name,
        "alternateName": _others(country),
        "identifier": [country.iso2, country.iso3],
    }


def _organisation(names: _Names, organisation: Organisation) -> Thing:
    return {
        "@id": names("organisation", organisation.id),
        "@type": "Organization",
        "name": organisation.name,
        "alternateName": _others(organisation, organisation.acronym),
        "location": names.to("city", organisation.city) or names.to("country", organisation.country),
        "url": organisation.url,
    }


def _topic(names: _Names, topic: Topic) -> Thing:
    return {
        "@id": names("topic", topic.id),
        "@type": "DefinedTerm",
        "name": topic.name,
        "alternateName": _others(topic),
        "description": topic.definition.text if topic.definition else topic.scope_note,
    }
