"""Everything that has coordinates, as points for maps (RFC 7946); no geometry where they are unknown.

Members beside the standard ones say where the data comes from and under which licence.
"""

from collections.abc import Mapping
from typing import Any, Literal

from ..dataset.origin import origin
from ..formats.json import array, line
from ..library import Book
from ..model import Coordinates
from ..model.base import PLACE, Result, frozen
from ..model.kinds import KINDS, kind_of, shapes
from . import Form

FORM: Form = "text"


@frozen
class Geometry(Result):
    """A point, WGS 84."""

    type: Literal["Point"]
    """The only sort of geometry there is."""
    coordinates: tuple[int | float, int | float]
    """Longitude, latitude."""


@frozen
class Feature(Result):
    """A record that could have coordinates."""

    type: Literal["Feature"]
    """What GeoJSON calls it."""
    id: str
    """Id of the record."""
    geometry: Geometry | None
    """Where it lies; null where the place is unknown."""
    properties: Mapping[str, Any]
    """The record without its coordinates, its `kind`, and the places it lies in, by name."""


@frozen
class FeatureCollection(Result):
    """What `iclc export geojson` prints: a GeoJSON FeatureCollection (RFC 7946)."""

    type: Literal["FeatureCollection"]
    """What GeoJSON calls it."""
    title: str
    """What the data is about."""
    source: str
    """The report it was made from."""
    licence: str
    """Its licence."""
    licence_url: str | None
    """Where the licence stands."""
    attribution: str
    """The sentence to print with a map."""
    features: tuple[Feature, ...]
    """A feature for each record that could have coordinates."""


DOCUMENT = FeatureCollection


def export(book: Book) -> str:
    """A feature for each record of the kinds that have coordinates."""
    told = origin(book.report)
    mapped = [(kind.name, name) for kind in KINDS.values() for name, shape in shapes(kind.record).items() if shape.base is Coordinates]
    found = FeatureCollection(
        type="FeatureCollection",
        title=told.title,
        source=told.source,
        licence=told.licence,
        licence_url=told.licence_url,
        attribution=told.attribution,
        features=tuple(_feature(book, record, field) for kind, field in mapped for record in book.records(kind)),
    )
    head = {name: value for name, value in found.as_dict().items() if name != "features"}
    return f'{line(head)[:-1]},\n"features": {array(found.features).rstrip()}}}\n'


def _feature(book: Book, record: Any, field: str) -> Feature:
    at: Coordinates | None = getattr(record, field)
    return Feature(
        type="Feature",
        id=record.id,
        geometry=None if at is None else Geometry(type="Point", coordinates=(at.longitude, at.latitude)),
        properties={
            "kind": kind_of(record),
            **{name: getattr(record, name) for name in shapes(type(record)) if name != field},
            **_places(book, record),
        },
    )


def _places(book: Book, record: Any) -> dict[str, Any]:
    """The places a record lies in, by name: a map has no other table to look them up in."""
    found: dict[str, Any] = {}
    for name, shape in shapes(type(record)).items():
        if PLACE in shape.marks:
            value = getattr(record, name)
            if shape.reference is None:
                found[name] = value
            elif value is not None:
                place = book.index.get(shape.reference, value)
                found |= {f"{name}_name": book.label(place), **_places(book, place)}
    return found
