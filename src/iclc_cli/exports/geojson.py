"""Everything that has coordinates, as points for maps (RFC 7946); no geometry where they are unknown.

Members beside the standard ones say where the data comes from and under which licence.
"""

from typing import Any

from ..dataset.origin import origin
from ..formats.json import array, line
from ..model.kinds import KINDS, kind_of, records, shapes
from ..model.records import PLACE, Coordinates, Report
from ..query.names import find, label
from . import TEXT, Step

FORM = TEXT


def export(report: Report, step: Step) -> str:
    """A feature for each record of the kinds that have coordinates."""
    told = origin(report)
    features: list[dict[str, Any]] = []
    mapped = [(kind.name, name) for kind in KINDS.values() for name, part in shapes(kind.record).items() if part.base is Coordinates]
    for number, (kind, field) in enumerate(mapped):
        step(number, len(mapped))
        features.extend(_feature(report, record, field) for record in records(report, kind))
    head = {
        "type": "FeatureCollection",
        "title": told.title,
        "source": told.source,
        "licence": told.licence,
        "licence_url": told.licence_url,
        "attribution": told.attribution,
    }
    return f'{line(head)[:-1]},\n"features": {array(features).rstrip()}}}\n'


def _feature(report: Report, record: Any, field: str) -> dict[str, Any]:
    at: Coordinates | None = getattr(record, field)
    return {
        "type": "Feature",
        "id": record.id,
        "geometry": None if at is None else {"type": "Point", "coordinates": [at.longitude, at.latitude]},
        "properties": {
            "kind": kind_of(record),
            **{name: getattr(record, name) for name in shapes(type(record)) if name != field},
            **_places(report, record),
        },
    }


def _places(report: Report, record: Any) -> dict[str, Any]:
    """The places a record lies in, by name: a map has no other table to look them up in."""
    found: dict[str, Any] = {}
    for name, part in shapes(type(record)).items():
        if PLACE in part.marks:
            value = getattr(record, name)
            if part.reference is None:
                found[name] = value
            elif value is not None:
                place = find(report, part.reference, value)
                found |= {f"{name}_name": label(report, place), **_places(report, place)}
    return found


def schema() -> dict[str, Any]:
    """The schema of the collection: GeoJSON, and what ours holds beyond it."""
    text = {"type": "string"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:iclc:schema:geojson:1",
        "title": "geojson",
        "description": "What `iclc export geojson` prints: a GeoJSON FeatureCollection (RFC 7946).",
        "type": "object",
        "properties": {
            "type": {"const": "FeatureCollection"},
            "title": {**text, "description": "What the data is about."},
            "source": {**text, "description": "The report it was made from."},
            "licence": {**text, "description": "Its licence."},
            "licence_url": {"type": ["string", "null"], "description": "Where the licence stands."},
            "attribution": {**text, "description": "The sentence to print with a map."},
            "features": {
                "type": "array",
                "description": "A feature for each record that could have coordinates.",
                "items": {
                    "type": "object",
                    "properties": {
                        "type": {"const": "Feature"},
                        "id": {**text, "description": "Id of the record."},
                        "geometry": {
                            "type": ["object", "null"],
                            "description": "A point, WGS 84; null where the place is unknown.",
                            "properties": {
                                "type": {"const": "Point"},
                                "coordinates": {
                                    "description": "Longitude, latitude.",
                                    "prefixItems": [
                                        {"type": "number", "minimum": -180, "maximum": 180},
                                        {"type": "number", "minimum": -90, "maximum": 90},
                                    ],
                                    "items": False,
                                    "minItems": 2,
                                },
                            },
                            "required": ["type", "coordinates"],
                        },
                        "properties": {
                            "type": "object",
                            "description": "The record without its coordinates, its kind, and the places it lies in, by name.",
                            "properties": {"kind": {"enum": list(KINDS)}},
                            "required": ["kind", "id"],
                        },
                    },
                    "required": ["type", "id", "geometry", "properties"],
                },
            },
        },
        "required": ["type", "title", "source", "licence", "licence_url", "attribution", "features"],
    }
