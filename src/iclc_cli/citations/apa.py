"""One reference a line after the APA manual; names as printed, and without italics, which plain text has not."""

from collections.abc import Sequence

from .work import Citation, one_line, stopped

ENDING = ""
PROSE = True


def write(citations: Sequence[Citation]) -> str:
    """A line each."""
    return "".join(one_line(_reference(citation)) + "\n" for citation in citations)


def _reference(citation: Citation) -> str:
    work = citation.work
    start = f"{stopped(citation.author)} ({work.year}). "
    if citation.form == "report":  # a publisher that is the author is not named again
        return start + stopped(work.title)
    inside = citation.locator.replace("(", "[").replace(")", "]")
    publisher = "" if citation.author == work.publisher else f" {stopped(work.publisher)}"
    return f"{start}{stopped(citation.title)} In {work.title}{f' ({inside})' if inside else ''}.{publisher}"
