"""One JSON array (or object), whole records, stable keys."""

import json
from typing import Any

from ..text import as_json
from ..views.layout import Details, Listing, Screen
from ..visible import visible_lines


def listing(listing: Listing, screen: Screen) -> str:
    """An array with one record a line: valid JSON that diffs and greps well. On a terminal, indented."""
    if screen.terminal:
        return _for_people(listing.records[0] if listing.one else list(listing.records), screen)
    return document(listing.records[0]) if listing.one else array(listing.records)


def details(details: Details, screen: Screen) -> str:
    """One object for one REF, else an array; indented, since people read these."""
    records = [card.record for card in details.cards()]
    value = records[0] if details.one else records
    return _for_people(value, screen) if screen.terminal else document(value)


def _for_people(value: Any, screen: Screen) -> str:
    """Indented, keys bold and numbers in colour."""
    text = document(value)
    if not screen.styled:
        return text
    from ..grid import drawn_json  # only a terminal needs it

    return drawn_json(text, colour=screen.colour, roles=screen.roles)


_ENCODER = json.JSONEncoder(default=as_json, ensure_ascii=False)


def array(records: Any) -> str:
    """Records as an array, each on a line of its own."""
    lines = ",\n ".join(line(record) for record in records)
    return f"[{lines}]\n"


def line(record: Any) -> str:
    """A record as compact JSON on one line."""
    return visible_lines(_ENCODER.encode(record))


def document(value: Any) -> str:
    """Any JSON value, indented."""
    return visible_lines(json.dumps(value, default=as_json, ensure_ascii=False, indent=2)) + "\n"
