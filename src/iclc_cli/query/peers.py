"""Which cities are most like one: what they share, and how rare that is."""

import math
from typing import Annotated, Any

from ..model import CityId, SessionId, TopicId
from ..model.base import HIDDEN, Result, frozen
from ..model.kinds import kind_of, records
from .index import Index
from .labels import Labels
from .links import Links

SHARED = {"topic": 1.0, "session": 1.5}
"""The kinds two cities can share, with what each counts; rare ones count more."""

INITIATIVE_KIND = 0.5
"""What the same kind of initiative counts, beside the above."""


@frozen
class Peer(Result):
    """One city of `iclc peers --json`, which prints an array of them, most alike first."""

    kind: Annotated[str, HIDDEN]
    """Kind of the record, singular."""
    id: CityId
    """Its id."""
    label: str
    """What to call it."""
    score: float
    """How much the two share; what is rare counts more."""
    topics: tuple[TopicId, ...]
    """Topics both lead to, the rarest first."""
    sessions: tuple[SessionId, ...]
    """Sessions both took part in, the rarest first."""
    initiative_kinds: tuple[str, ...]
    """Kinds of initiative both have, the rarest first."""


def peers(index: Index, labels: Labels, links: Links, record: Any) -> list[Peer]:
    """The cities that share most with one, most alike first; those that share nothing are left out."""
    kind = kind_of(record)
    traits = {other.id: _traits(index, links, other) for other in records(index.report, kind)}
    mine = traits[record.id]
    found = []
    for other in records(index.report, kind):
        if other.id == record.id:
            continue
        shared: dict[str, tuple[str, ...]] = {}
        score = 0.0
        for trait, weight in (*SHARED.items(), ("initiative_kind", INITIATIVE_KIND)):
            common = mine[trait] & traits[other.id][trait]
            rarity = {one: math.log(len(traits) / sum(one in held[trait] for held in traits.values())) for one in common}
            score += weight * sum(rarity.values())
            shared[trait] = tuple(sorted(common, key=lambda one: (-rarity[one], one)))
        if score > 0:
            found.append(
                Peer(
                    kind=kind,
                    id=other.id,
                    label=labels.label(other),
                    score=round(score, 2),
                    topics=shared["topic"],
                    sessions=shared["session"],
                    initiative_kinds=shared["initiative_kind"],
                )
            )
    return sorted(found, key=lambda peer: (-peer.score, peer.id))


def _traits(index: Index, links: Links, record: Any) -> dict[str, frozenset[str]]:
    traits = {kind: frozenset(links.leads_to(record, kind)) for kind in SHARED}
    own = {initiative.kind for initiative in index.report.initiatives if initiative.city == record.id}
    # What has no better name than these: two cities that took several measures, or promoted something, are not alike for it.
    return {**traits, "initiative_kind": frozenset(own - {"package", "promotion"})}
