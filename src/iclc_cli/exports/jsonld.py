"""schema.org as JSON-LD: the conference with its sessions, performers, places and bodies, and the report with its licence.

The context is written into the document, so that no processor has to fetch one.
"""

from collections.abc import Callable
from typing import Any

from ..dataset.origin import origin
from ..formats.json import array, line
from ..model.records import Appearance, City, Conference, Country, Organisation, Report, Session, Speaker, Topic
from . import TEXT, Step

FORM = TEXT

CONTEXT: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    **{name: {"@type": "@id"} for name in ("url", "eventAttendanceMode")},
    **{name: {"@type": "Date"} for name in ("startDate", "endDate")},
}

MODES = {"hybrid": "MixedEventAttendanceMode", "in person": "OfflineEventAttendanceMode", "online": "OnlineEventAttendanceMode"}
"""How people took part, each with schema.org's word for it."""

Node = dict[str, Any]


def export(report: Report, step: Step) -> str:
    """One graph, a node a line."""
    names = _Names(report)
    makers: tuple[Callable[[], list[Node]], ...] = (
        lambda: [_conference(report, names), _publication(report, names), _dataset(report, names)],
        lambda: [_session(report, names, session) for session in report.sessions],
        lambda: [_person(names, speaker) for speaker in report.speakers],
        lambda: [_city(names, city) for city in report.cities],
        lambda: [_country(names, country) for country in report.countries],
        lambda: [_organisation(names, organisation) for organisation in report.organisations],
        lambda: [_topic(names, topic) for topic in report.topics],
    )
    graph: list[Node] = []
    for number, make in enumerate(makers):
        step(number, len(makers))
        graph.extend({name: value for name, value in node.items() if value not in (None, [], "")} for node in make())
    return f'{{"@context": {line(CONTEXT)},\n"@graph": {array(graph).rstrip()}}}\n'


class _Names:
    """What nodes are called in the graph: ids are unique within a kind and a conference."""

    def __init__(self, report: Report) -> None:
        self._base = f"urn:iclc:{report.conference.id}"

    def __call__(self, kind: str, identifier: str) -> str:
        return f"{self._base}:{kind}:{identifier}"

    def to(self, kind: str, identifier: str | None) -> Node | None:
        """A pointer to a record."""
        return None if identifier is None else {"@id": self(kind, identifier)}


def _conference(report: Report, names: _Names) -> Node:
    conference: Conference = report.conference
    mode = MODES.get(conference.mode)
    return {
        "@id": names("conference", conference.id),
        "@type": "Event",
        "name": conference.name,
        "alternateName": list(conference.aliases),
        "description": conference.summary,
        "about": conference.theme,
        "startDate": conference.start,
        "endDate": conference.end,
        "eventAttendanceMode": f"https://schema.org/{mode}" if mode else None,
        "location": names.to("city", conference.host),
        "organizer": names.to("organisation", conference.organiser),
        "subEvent": [names.to("session", session.id) for session in report.sessions],
        "subjectOf": {"@id": names("report", conference.id)},
    }


def _publication(report: Report, names: _Names) -> Node:
    conference, told = report.conference, origin(report)
    publication = conference.report
    return {
        "@id": names("report", conference.id),
        "@type": ["CreativeWork", "Report"],
        "name": publication.title,
        "publisher": {"@type": "Organization", "name": publication.publisher},
        "datePublished": str(publication.year),
        "license": {"@id": told.licence_url} if told.licence_url else told.licence,
        "creditText": publication.attribution,
        "about": names.to("conference", conference.id),
        "contributor": [
            {"@type": "Role", "roleName": credit.role, "contributor": {"@type": "Thing", "name": credit.name}}
            for credit in publication.credits
        ],
    }


def _dataset(report: Report, names: _Names) -> Node:
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


def _session(report: Report, names: _Names, session: Session) -> Node:
    return {
        "@id": names("session", session.id),
        "@type": "Event",
        "name": f"{session.name}: {session.title}" if session.title and session.title != session.name else session.name,
        "alternateName": list(session.aliases),
        "description": session.summary,
        "superEvent": names.to("conference", report.conference.id),
        "performer": [
            _performer(names, speaker, appearance)
            for speaker in report.speakers
            for appearance in speaker.appearances
            if appearance.session == session.id
        ],
        "about": [names.to("topic", topic) for topic in session.topics],
    }


def _performer(names: _Names, speaker: Speaker, appearance: Appearance) -> Node:
    """schema.org's way to say as what somebody took part: the role and the office belong to the appearance."""
    return {"@type": "Role", "roleName": appearance.role, "performer": names.to("speaker", speaker.id)}


def _person(names: _Names, speaker: Speaker) -> Node:
    return {
        "@id": names("speaker", speaker.id),
        "@type": "Person",
        "name": speaker.name,
        "alternateName": list(speaker.aliases),
        "honorificPrefix": speaker.honorific,
    }


def _city(names: _Names, city: City) -> Node:
    at = city.coordinates
    return {
        "@id": names("city", city.id),
        "@type": "City",
        "name": city.name,
        "alternateName": list(city.aliases),
        "containedInPlace": names.to("country", city.country),
        "geo": {"@type": "GeoCoordinates", "latitude": at.latitude, "longitude": at.longitude} if at else None,
    }


def _country(names: _Names, country: Country) -> Node:
    return {
        "@id": names("country", country.id),
        "@type": "Country",
        "name": country.name,
        "alternateName": list(country.aliases),
        "identifier": [country.iso2, country.iso3],
    }


def _organisation(names: _Names, organisation: Organisation) -> Node:
    return {
        "@id": names("organisation", organisation.id),
        "@type": "Organization",
        "name": organisation.name,
        "alternateName": [*([organisation.acronym] if organisation.acronym else []), *organisation.aliases],
        "location": names.to("city", organisation.city) or names.to("country", organisation.country),
        "url": organisation.url,
    }


def _topic(names: _Names, topic: Topic) -> Node:
    return {
        "@id": names("topic", topic.id),
        "@type": "DefinedTerm",
        "name": topic.name,
        "alternateName": list(topic.aliases),
        "description": topic.definition,
    }


def schema() -> dict[str, Any]:
    """The schema of the document."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:iclc:schema:jsonld:1",
        "title": "jsonld",
        "description": "What `iclc export jsonld` prints: a JSON-LD graph in schema.org's vocabulary.",
        "type": "object",
        "properties": {
            "@context": {"type": "object", "description": "The vocabulary, written out: nothing has to be fetched."},
            "@graph": {
                "type": "array",
                "description": "The conference, the report, the data, then sessions, performers, places, bodies and terms.",
                "items": {
                    "type": "object",
                    "properties": {
                        "@id": {"type": "string", "pattern": "^urn:iclc:", "description": "What the node is called."},
                        "@type": {"description": "Its schema.org type."},
                        "name": {"type": "string", "description": "Its name."},
                    },
                    "required": ["@id", "@type", "name"],
                },
            },
        },
        "required": ["@context", "@graph"],
    }
