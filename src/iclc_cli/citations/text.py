"""One line a record with everything a reader needs to find it and to use it: for a footnote or a caption."""

from collections.abc import Sequence

from .work import Citation, event, one_line, stopped

ENDING = "txt"
PROSE = True


def write(citations: Sequence[Citation]) -> str:
    """A line each."""
    return "".join(one_line(_reference(citation)) + "\n" for citation in citations)


def _reference(citation: Citation) -> str:
    work, whole = citation.work, citation.form == "report"
    own = [] if whole else [citation.author] if citation.author != work.publisher else []
    titles = [work.title] if whole else [citation.title, f"In: {work.title}"]
    imprint = f"{work.place}: {work.publisher}, {work.year}" if work.place else f"{work.publisher}, {work.year}"
    parts = [*own, *titles, event(work), imprint, *([citation.locator] if citation.locator else [])]
    return " ".join(stopped(part) for part in parts) + f" {work.rights}"
