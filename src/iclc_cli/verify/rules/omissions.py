"""Rules for what a record leaves out or gives away, though print and the other records tell it."""

from collections.abc import Callable, Iterator
from typing import Any

from ...model.kinds import all_records
from ...model.records import Appearance, City, Figure, Initiative, Organisation, Section, Session, StrategyItem
from ..aligning import unprinted
from ..claims import Check, Claim
from ..mentions import Knowledge, called
from ..prints import Print, phrase
from ..words import content, squeezed
from .relations import cities_named, expected_participation

NotSaid = Callable[[Knowledge, Claim], Iterator[Check]]
"""Gets a claim whose node is looked at as a whole; its field says where the node stands in the record."""

RARE = 0.1
"""A word that more than this share of the passages holds does not tell who speaks of something."""


def appearance(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """The city "of" which somebody held an office, the country of what the person spoke for, and every body that the role names."""
    node: Appearance = claim.node
    for place in _named_alone(known, node.role, "city", claim.record) if node.city is None else ():
        name = known.find("city", place).name
        if f" of {name}" in node.role:
            yield claim.check("city", "none", f"is {name}, by the role", field="city")
    if node.country is None:
        places = [known.find("city", node.city)] if node.city else [known.find("organisation", body) for body in node.organisations]
        if told := next((place.country for place in places if place.country), None):
            country = known.find("country", told).name
            yield claim.check("country", "none", f"is {country}, where what the person spoke for lies", field="country")
    for body in sorted(_named_alone(known, node.role, "organisation", claim.record) - set(node.organisations)):
        name = known.find("organisation", body).name
        yield claim.check("organisation", "not told", f"is named in the role: {name}", field="organisations")


def _named_alone(known: Knowledge, text: str, kind: str, whose: Any) -> set[str]:
    """The records of a kind that a text of a record names, not just as a part of a longer name of yet another."""
    printed = Print("", text)
    found = [
        (match, (other, record.id))
        for other, record in all_records(known.report)
        if record is not whose
        for name in called(other, record)
        if name in text
        for match in printed.places(phrase(name))
    ]
    return {
        identifier
        for match, (other, identifier) in found
        if other == kind
        and not any(
            longer != match and longer.first <= match.first and match.last <= longer.last
            for longer, another in found
            if another != (other, identifier)
        )
    }


def city(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """All the ways in which a city took part."""
    node: City = claim.node
    for how in expected_participation(known, node):
        if how not in node.participation:
            yield claim.check("participation", "not told", f"is {how} too, by the speakers and statements", field="participation")


def section(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """The page that the table of contents gives, and none that it does not."""
    node: Section = claim.node
    told = known.copy.pages.get(squeezed(node.title))
    if node.page is None and told is not None:
        yield claim.check("page", "none", f"is {told} in the table of contents", field="page")
    if node.page is not None and told is None and known.copy.pages and unprinted(node):
        yield claim.check("page", str(node.page), "is not in the table of contents", field="page")


def session(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """Every passage of the section that tells of it and of no other session."""
    node: Session = claim.node
    if sum(other.section == node.section for other in known.report.sessions) == 1:
        for passage in known.report.passages:
            if passage.section == node.section and passage.id not in node.sources:
                yield claim.check(
                    "source", node.name, "stands in a passage that the record does not cite", passages=(passage.id,), field="sources"
                )


def organisation(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """The city that a body has in its name, and the country of its city."""
    node: Organisation = claim.node
    named = _named_alone(known, node.name, "city", node)
    if node.city is None and len(named) == 1:
        yield claim.check("city", "none", f"is {known.find('city', min(named)).name}, by its name", field="city")
    if node.city and node.country != known.find("city", node.city).country:
        lies = known.find("country", known.find("city", node.city).country).name
        yield claim.check("country", node.country or "none", f"is {lies}, where its city lies", field="country")


def initiative(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """The session in which it was told of, who told of it, and whose city it is."""
    node: Initiative = claim.node
    sections = {known.section_of(passage) for passage in node.sources}
    sessions = [session for session in known.report.sessions if session.section in sections]
    if node.session is None and len(sessions) == 1:
        yield claim.check("session", "none", f"is {sessions[0].name}, where the passages stand", field="session")
    if teller := _told_by(known, node):
        who = known.find("speaker", teller).name
        yield claim.check("speaker", ", ".join(node.speakers) or "none", f"is told of under the name of {who}", field="speakers")
    appearances = [one for speaker in node.speakers for one in known.find("speaker", speaker).appearances]
    if node.country and (node.city or node.speakers):
        of_speakers = {one.country for one in appearances} | _countries_named(known, f"{node.name}. {node.summary}")
        if node.country not in ({known.find("city", node.city).country} if node.city else of_speakers):
            name = known.find("country", node.country).name
            yield claim.check("country", name, "is not that of its city or speakers, nor named in it", field="country")
    if node.speakers:
        cities = {one.city for one in appearances}
        if node.city is None and len(cities) == 1 and cities != {None}:
            whose = known.find("city", min(filter(None, cities))).name
            yield claim.check("city", "none", f"is {whose}, which its speaker represented", field="city")
        if node.city and node.city not in cities | cities_named(known, f"{node.name}. {node.summary}"):
            name = known.find("city", node.city).name
            yield claim.check("city", name, "is not the city of its speakers, nor named in it", field="city")


def _countries_named(known: Knowledge, text: str) -> set[str]:
    printed = Print("", text)
    countries = known.report.countries
    return {one.id for one in countries if any(next(printed.places(phrase(name)), None) for name in (one.name, *one.aliases))}


def figure(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """A city that what is counted does not name; that of the host needs no naming."""
    node: Figure = claim.node
    if node.city not in (None, known.report.conference.host) and node.city not in cities_named(known, f"{node.counts} {node.unit or ''}"):
        yield claim.check("city", known.find("city", node.city).name, "is not named in what is counted", field="city")


def _told_by(known: Knowledge, node: Initiative) -> str | None:
    """Who is named last before most of its words; nobody when that is one of its speakers, or stands in one sentence with one."""
    wanted = {stem for stem in content(f"{node.name} {node.summary}") if known.wording.spread(stem) <= RARE}
    votes: dict[str, float] = {}
    together: dict[str, set[str]] = {}
    for printed in known.prints.of(node.sources):
        people = sorted(
            (match.first, speaker.id)
            for speaker in known.report.speakers
            if printed.passage in speaker.sources
            for match in known.people(speaker, printed)
            if printed.is_own(match)
        )
        if not people:
            continue
        for place, word in enumerate(printed.words):
            if word.stem in wanted and word.end <= len(printed.own):
                first, who = next((one for one in reversed(people) if one[0] <= place), people[0])
                votes[who] = votes.get(who, 0.0) + 1 / known.wording.spread(word.stem)
                sentence = printed.sentence(first)
                together.setdefault(who, set()).update(other for start, other in people if start in sentence)
    best = max(votes, key=lambda who: votes[who], default=None)
    return None if best is None or together[best] & set(node.speakers) else best


def strategy(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """The place of an item among those of its category: as in print."""
    node: StrategyItem = claim.node
    of_category = [item for item in known.report.strategy if item.category == node.category]
    if [item.order for item in of_category].count(node.order) > 1 or node.order > len(of_category):
        yield claim.check("number", str(node.order), "is not a place of its own in its category", field="order")
    order = {passage.id: number for number, passage in enumerate(known.report.passages)}
    first = min((order[passage] for passage in node.sources), default=0)
    for item in of_category:
        begins = min((order[passage] for passage in item.sources), default=0)
        if (item.order < node.order and begins > first) or (item.order > node.order and begins < first):
            yield claim.check("number", str(node.order), f"is not its place in print, beside {item.title}", field="order")
            return


NOT_SAID: dict[type[Any], NotSaid] = {
    Appearance: appearance,
    City: city,
    Section: section,
    Session: session,
    Organisation: organisation,
    Initiative: initiative,
    Figure: figure,
    StrategyItem: strategy,
}
"""The rule for a class as a whole."""
