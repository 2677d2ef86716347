"""Rules for what a record refers to: it must be named in the passages the reference rests on."""

from collections.abc import Iterator
from typing import Any

from .. import naming
from ..kinds import kind_of
from ..model import Appearance, Passage
from .claims import Check, Claim
from .evidence import Print, phrase
from .knowledge import Knowledge

ABOUT = frozenset({"topic", "initiative", "sdg", "document", "speaker"})
"""Kinds that a passage can be about without naming them: what counts is that the record referred to rests on it too."""

PLACED = {"country": ("city", "organisation", "speaker"), "city": ("organisation",)}
"""For kinds of place, the kinds of record that print puts right beside the place they belong to."""


def reference(known: Knowledge, claim: Claim, kind: str) -> Iterator[Check]:
    """A reference to a record of a kind."""
    identifier = claim.value
    holder = kind_of(claim.record)
    target = known.find(kind, identifier)
    label = naming.short_label(known.report, target)
    if kind in ("section", "session"):
        section = identifier if kind == "section" else target.section
        cited = frozenset(getattr(target, "sources", ()))
        told = any(known.section_of(passage) == section or passage in cited for passage in claim.passages)
        yield claim.check(kind, label, "" if told else "is not where the passages stand")
        return
    if isinstance(claim.record, Passage) or (kind == holder and claim.field != "part_of"):
        return  # how we order our own records
    found = [mention for mention in known.mentions[kind, identifier] if mention.passage in claim.passages]
    if kind == "organisation":  # UNESCO is not named where a network or a chair of UNESCO is
        found = [mention for mention in found if not known.within_another(mention, kind)]
    fault = ""
    if kind == "country" and holder != "city" and _is_country_of(known, claim):
        pass  # it is the city that is held against print
    elif not found:
        cited_too = kind in ABOUT and set(claim.passages) & set(getattr(target, "sources", ()))
        fault = "" if cited_too else "is not named there"
    elif holder in PLACED.get(kind, ()) and not _is_nearest(known, claim, kind):
        fault = f"is named there, but not as the {kind} of {naming.short_label(known.report, claim.record)}"
    elif kind == "city" and isinstance(claim.node, Appearance) and identifier not in (_cities_of_role(known, claim.node) or {identifier}):
        fault = "is not the city that the role names"
    yield claim.check(kind, label, fault, [(mention.passage, mention.match) for mention in found])


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


def _cities_of_role(known: Knowledge, node: Appearance) -> set[str]:
    printed = Print("", node.role)
    names = ((city.id, name) for city in known.report.cities for name in (city.name, *city.aliases))
    return {identifier for identifier, name in names if any(printed.places(phrase(name)))}


def participation(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """How a city took part: as host in print, else as speakers and statements tell."""
    city = claim.node.id
    appears = any(appearance.city == city for speaker in known.report.speakers for appearance in speaker.appearances)
    states = any(statement.city == city for statement in known.report.statements)
    hosted = any(passage in claim.passages for passage, _ in known.prints.find("host", inflected=True))
    told = {
        "host": hosted,
        "former-host": hosted,
        "presented": appears,
        "made-a-statement": states,
        "mentioned": not (appears or states),
    }
    for number, how in enumerate(claim.value):
        fault = "" if told[how] else "is not what the passages, speakers and statements tell"
        yield claim.item(number, how).check("participation", how, fault)
