"""RIS for reference managers, CRLF between lines as its definition says."""

from collections.abc import Sequence

from .work import Citation, event, labelled, note, one_line

ENDING = "ris"
PROSE = False

_TYPES = {"report": "RPRT", "speech": "CONF", "part": "CHAP"}


def write(citations: Sequence[Citation]) -> str:
    """A record each, a blank line between them."""
    return "\r\n".join(_record(citation) for citation in citations)


def _record(citation: Citation) -> str:
    work = citation.work
    tags = [("TY", _TYPES[citation.form]), ("ID", citation.key), ("AU", _whole(citation.author)), ("T1", citation.title)]
    if citation.form == "speech":
        # In this type T2 is the event, CY its place, C3 the proceedings and C1 the publisher's place. Some readers look for
        # what contains it in BT, or take whichever of BT and T2 comes first.
        tags += [("BT", work.title), ("T2", work.event), ("C3", work.title), ("CY", work.event_place), ("C1", work.place)]
    else:
        tags += [("T2", work.title if citation.form == "part" else ""), ("CY", work.place)]
    tags += [
        ("PB", work.publisher),
        ("PY", str(work.year)),
        ("AB", labelled(citation.abstract)),
        ("N1", f"Event: {event(work)}. {note(citation)}"),  # one only: of several, some readers keep the last
    ]
    lines = [f"{tag}  - {one_line(value)}" for tag, value in tags if value]
    return "".join(line + "\r\n" for line in [*lines, "ER  - "])


def _whole(name: str) -> str:
    """The name of a person or a body that is not to be taken apart: RIS parts names at commas, and readers part one without a comma
    at its words. So one comma stands behind the whole, and within it a dash for each."""
    return ",".join((" – ".join(part.strip() for part in name.split(",") if part.strip()), ""))
