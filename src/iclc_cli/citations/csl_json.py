"""CSL-JSON for Zotero, pandoc and citation processors; the locator is in `note`, which is what Zotero shows as Extra."""

from collections.abc import Sequence
from typing import Any

from ..formats.json import document
from ..text import date_of
from .work import Citation, Work, labelled, note

ENDING = "json"
PROSE = False


def write(citations: Sequence[Citation]) -> str:
    """An array of CSL items."""
    return document([_item(citation) for citation in citations])


# A speech too is a paper of a conference: as CSL's "speech" it would have no container in Zotero, BibTeX and RIS.
_TYPES = {"report": "report", "speech": "paper-conference", "part": "chapter"}


def _item(citation: Citation) -> dict[str, Any]:
    work = citation.work
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
        "event-date": _dates(work),
        "abstract": labelled(citation.abstract),
        "note": note(citation),
    }
    return {name: value for name, value in item.items() if value}


def _dates(work: Work) -> dict[str, Any]:
    days = [date_of(day) for day in dict.fromkeys((work.start, work.end))]
    return {"date-parts": days} if all(days) else {}
