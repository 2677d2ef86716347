"""Rules for what a record refers to: it must be named in the passages the reference rests on."""

from collections.abc import Iterator
from typing import Any

from ...model.kinds import kind_of
from ...model.records import Appearance, Passage
from ..claims import Check, Claim
from ..mentions import Knowledge
from ..prints import Print, phrase

ABOUT = frozenset({"topic", "initiative", "sdg", "document", "speaker"})
"""Kinds that a passage can be about without naming them: what counts is that the record referred to rests on it too."""

BESIDE = 3
"""A body stands beside a role with no more than so many words from one to the other."""

PLACED = {"country": ("city", "organisation", "speaker"), "city": ("organisation",)}
"""For kinds of place, the kinds of record that print puts right beside the place they belong to."""


def reference(known: Knowledge, claim: Claim, kind: str) -> Iterator[Check]:
    """A reference to a record of a kind."""
    identifier = claim.value
    holder = kind_of(claim.record)
    target = known.find(kind, identifier)
    label = known.naming.short(target)
    if kind in ("section", "session"):
        section = identifier if kind == "section" else target.section
        cited = frozenset(getattr(target, "sources", ()))
        shared = kind == "session" and sum(one.section == section for one in known.report.sessions) > 1
        told = any((known.section_of(passage) == section and not shared) or passage in cited for passage in claim.passages)
        yield claim.check(kind, label, "" if told else "is not where the passages stand")
        return
    if isinstance(claim.record, Passage) or (kind == holder and claim.field != "part_of"):
        return  # how we order our own records
    found = [mention for mention in known.mentions[kind, identifier] if mention.passage in claim.passages]
    if kind == "organisation":  # UNESCO is not named where a network or a chair of UNESCO is
        found = [mention for mention in found if not known.within_another(mention, kind)]
    if kind == "sdg":  # "health and well-being" alone does not name a goal
        found = [mention for mention in found if any(key.isdigit() for key in mention.name.words)]
    fault = ""
    if kind == "country" and holder != "city" and _is_country_of(known, claim):
        pass  # it is the city that is held against print
    elif not found:
        cited_too = kind in ABOUT and set(claim.passages) & set(getattr(target, "sources", ()))
        fault = "" if cited_too else "is not named there"
    elif holder in PLACED.get(kind, ()) and not _is_nearest(known, claim, kind):
        fault = f"is named there, but not as the {kind} of {known.naming.short(claim.record)}"
    elif kind == "organisation" and isinstance(claim.node, Appearance) and not _beside_role(known, claim):
        fault = "is named there, but not in the role or beside it"
    elif kind == "city" and isinstance(claim.node, Appearance) and identifier not in cities_named(known, claim.node.role):
        fault = "is not the city that the role names"
    yield claim.check(kind, label, fault, [(mention.passage, mention.match) for mention in found])


def _beside_role(known: Knowledge, claim: Claim) -> bool:
    """Does a body stand in the role, or right before or behind it?"""
    for printed in known.prints.of(claim.passages):
        roles = list(printed.places(phrase(claim.node.role)))
        for _, match in known.places("organisation", claim.value, [printed.passage]):
            if not roles or any(role.first - match.last <= BESIDE and match.first - role.last <= BESIDE for role in roles):
                return True
    return False


def _is_country_of(known: Knowledge, claim: Claim) -> bool:
    """Is it the country of the city that the same node names?"""
    city = getattr(claim.node, "city", None)
    return city is not None and known.find("city", city).country == claim.value


def _is_nearest(known: Knowledge, claim: Claim, kind: str) -> bool:
    """Is it the first place of its kind named from the record on, or else the last one named before it, in some passage?"""
    for printed in known.prints.of(claim.passages):
        named = (mention for mention in known.mentions_in(printed.passage, kind) if printed.is_own(mention.match))
        places = sorted((mention.match.first, mention.id) for mention in named if not known.within_another(mention, *PLACED))
        for anchor in _anchors(known, claim.record, printed):
            after = [place for first, place in places if first >= anchor]
            before = [place for first, place in places if first < anchor]
            if (after[:1] or before[-1:]) == [claim.value]:
                return True
    return False


def _anchors(known: Knowledge, record: Any, printed: Print) -> list[int]:
    if kind_of(record) == "speaker":
        return [match.first for match in known.people(record, printed)]
    return [match.first for _, match in known.places(kind_of(record), record.id, [printed.passage])]


def cities_named(known: Knowledge, text: str) -> set[str]:
    """The cities that a text of the data names."""
    printed = Print("", text)
    names = ((city.id, name) for city in known.report.cities for name in (city.name, *city.aliases))
    return {identifier for identifier, name in names if any(printed.places(phrase(name)))}


def participation(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """How a city took part: as host in print, else as speakers and statements tell."""
    expected = expected_participation(known, claim.node)
    for number, how in enumerate(claim.value):
        hosted = how in ("host", "former-host") and how in expected
        told = hosted and any(passage in claim.passages for passage, _ in known.prints.find("host", inflected=True))
        fault = "" if told or (how in expected and not hosted) else "is not what the passages, speakers and statements tell"
        yield claim.item(number, how).check("participation", how, fault)


def expected_participation(known: Knowledge, city: Any) -> list[str]:
    """How a city took part by the other records: its speakers and statements, and the conference it was host of."""
    appears = any(appearance.city == city.id for speaker in known.report.speakers for appearance in speaker.appearances)
    states = any(statement.city == city.id for statement in known.report.statements)
    told = {
        "host": city.id == known.report.conference.host,
        "former-host": "former-host" in city.participation and city.id != known.report.conference.host,  # print alone tells
        "presented": appears,
        "made-a-statement": states,
    }
    return [how for how, true in told.items() if true] or ["mentioned"]
