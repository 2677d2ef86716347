"""CSL-JSON for Zotero, pandoc and citation processors; the locator is in `note`, which is what Zotero shows as Extra."""

from collections.abc import Sequence
from typing import Any

from ..formats.json import document
from .work import Citation, labelled

ENDING = "json"


def write(citations: Sequence[Citation]) -> str:
    """An array of CSL items."""
    return document([_item(citation) for citation in citations])


_TYPES = {"report": "report", "speech": "speech", "part": "chapter"}


def _item(citation: Citation) -> dict[str, Any]:
    work = citation.work
    notes = {"Locator": citation.locator, "Role": citation.role, "Reported in": _reported_in(citation), "Rights": work.rights}
    item = {
        "id": citation.key,
        "type": _TYPES[citation.form],
        "author": [{"literal": citation.author}],
        "title": citation.title,
        "container-title": work.title if citation.form != "report" else "",
        "publisher": work.publisher,
        "publisher-place": work.place,
        "issued": {"date-parts": [[work.year]]},
        "event-title": work.event,
        "event-place": work.event_place,
        "event-date": {"date-parts": [_date_parts(day) for day in dict.fromkeys((work.start, work.end))]},
        "abstract": labelled(citation.abstract),
        "note": "\n".join(f"{name}: {text}" for name, text in notes.items() if text),
    }
    return {name: value for name, value in item.items() if value}


def _reported_in(citation: Citation) -> str:
    # Zotero keeps no container for a speech.
    work = citation.work
    return f"{work.title} ({work.publisher}, {work.year})" if citation.form == "speech" else ""


def _date_parts(day: str) -> list[int]:
    return [int(part) for part in day.split("-") if part.isdigit()]
