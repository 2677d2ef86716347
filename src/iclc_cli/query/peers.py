"""Which records of a kind are most like one: what they share, and how rare that is."""

import math
from typing import Any, NamedTuple

from ..model.kinds import records
from ..model.records import Report
from .links import Reach

SHARED = {"topic": 1.0, "session": 1.5}
"""The kinds two records can share, with what each counts; rare ones count more."""

INITIATIVE_KIND = 0.5
"""What the same kind of initiative counts, beside the above."""


class Peer(NamedTuple):
    """A record that is like another, and why."""

    record: Any
    score: float
    shared: dict[str, tuple[str, ...]]
    """What they share: ids of topics and sessions, kinds of initiative; the rarest first."""


def peers(report: Report, record: Any, kind: str) -> list[Peer]:
    """The records of a kind that share most with one, most alike first; those that share nothing are left out."""
    reach = Reach(report)
    traits = {other.id: _traits(report, reach, other) for other in records(report, kind)}
    mine = traits[record.id]
    everyone = len(traits)
    found = []
    for other in records(report, kind):
        if other.id == record.id:
            continue
        shared: dict[str, tuple[str, ...]] = {}
        score = 0.0
        for trait, weight in (*SHARED.items(), ("initiative_kind", INITIATIVE_KIND)):
            common = mine[trait] & traits[other.id][trait]
            rarity = {one: math.log(everyone / sum(one in held[trait] for held in traits.values())) for one in common}
            score += weight * sum(rarity.values())
            shared[trait] = tuple(sorted(common, key=lambda one: (-rarity[one], one)))
        if score > 0:
            found.append(Peer(other, round(score, 2), shared))
    return sorted(found, key=lambda peer: (-peer.score, peer.record.id))


def _traits(report: Report, reach: Reach, record: Any) -> dict[str, frozenset[str]]:
    traits = {kind: frozenset(reach(record, kind)) for kind in SHARED}
    own = {initiative.kind for initiative in report.initiatives if initiative.city == record.id}
    # "measure" is what has no better name: two cities that took measures are not alike for it.
    return {**traits, "initiative_kind": frozenset(own - {"measure"})}
