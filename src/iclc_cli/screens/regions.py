"""What has to be said where records are chosen or counted by region."""

from collections.abc import Sequence
from typing import Any

from ..model import Country
from ..model.kinds import KINDS, choices
from ..model.records import IN_AFRICA
from .drawing import Drawing, region


def note(drawing: Drawing, kind: str, records: Sequence[Any]) -> str:
    """That UNESCO's regions are not continents, where that makes a difference to some records; else nothing.

    Where they are all of Africa, others are left out that some would count there; then all of the kind are looked at.
    """
    if only_africa(drawing, kind, records):
        records = drawing.book.records(kind)
    moved: dict[str, str] = {}
    number = 0
    for record in records:
        found = _countries(drawing, kind, record)
        elsewhere = {one.id: one.region for one in found if one.iso3 in IN_AFRICA and one.region != "africa"}
        moved |= elsewhere
        number += bool(elsewhere) or any(one.region == "africa" for one in found)
    if not moved:
        return ""
    names = sorted(drawing.country(one) for one in moved)
    told = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    where = " and the ".join(region(one) for one in dict.fromkeys(moved.values()))
    verb = "counts" if len(names) == 1 else "count"
    return (
        f"Regions are UNESCO’s: {told} {verb} among the {where}, "
        f"so the continent of Africa has {number} {KINDS[kind].collection if number != 1 else kind} in all."
    )


def of(drawing: Drawing, records: Sequence[Any]) -> dict[str | None, list[Any]]:
    """Records by their region, in the order of the model; those of none under `None`."""
    found: dict[str | None, list[Any]] = {}
    for record in records:
        found.setdefault(next(iter(drawing.book.links.leads_to(record, "region")), None), []).append(record)
    order = choices(Country, "region")
    return {one: found[one] for one in sorted(found, key=lambda one: order.index(one) if one in order else len(order))}


def only_africa(drawing: Drawing, kind: str, records: Sequence[Any]) -> bool:
    """Are these records of the region Africa, and of no other?"""
    return {country.region for record in records for country in _countries(drawing, kind, record)} == {"africa"}


def _countries(drawing: Drawing, kind: str, record: Any) -> list[Any]:
    return [record] if kind == "country" else [drawing.get("country", one) for one in drawing.book.links.leads_to(record, "country")]
