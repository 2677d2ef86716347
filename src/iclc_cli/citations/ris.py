"""RIS for reference managers, CRLF between lines as its definition says."""

from collections.abc import Sequence

from .work import Citation, event, labelled, one_line

ENDING = "ris"

_TYPES = {"report": "RPRT", "speech": "CONF", "part": "CHAP"}


def write(citations: Sequence[Citation]) -> str:
    """A record each, a blank line between them."""
    return "\r\n".join(_record(citation) for citation in citations)


def _record(citation: Citation) -> str:
    work = citation.work
    tags = [("TY", _TYPES[citation.form]), ("ID", citation.key), ("AU", citation.author), ("T1", citation.title)]
    if citation.form == "speech":  # in this type the place is the event's, and the publisher's place is C1
        tags += [("T2", work.event), ("C3", work.title), ("CY", work.event_place), ("C1", work.place)]
    else:
        tags += [("T2", work.title if citation.form == "part" else ""), ("CY", work.place)]
    tags += [
        ("PB", work.publisher),
        ("PY", str(work.year)),
        ("AB", labelled(citation.abstract)),
        ("N1", f"Locator: {citation.locator}" if citation.locator else ""),
        ("N1", f"Role: {citation.role}" if citation.role else ""),
        ("N1", f"Event: {event(work)}"),
        ("N1", f"Rights: {work.rights}"),
    ]
    lines = [f"{tag}  - {one_line(value)}" for tag, value in tags if value]
    return "".join(line + "\r\n" for line in [*lines, "ER  - "])
