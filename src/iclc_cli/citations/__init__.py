"""Citations, one module a style.

A module here is a style: its name is what `iclc cite --style` takes. It defines `ENDING`, the ending of a file that
chooses it (empty when none does), `PROSE`, whether people read it, a citation a line, and `write(citations)`.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from ..library import Book
from ..registry import Registry
from .work import Citation, citations_of


class Style(Protocol):
    """What a style module offers."""

    ENDING: str
    PROSE: bool

    def write(self, citations: Sequence[Citation], /) -> str:
        """The citations as text, with its final line end."""
        ...


STYLES: Registry[Style] = Registry(__name__, ("text", "apa", "bibtex", "ris", "csl-json"))
"""Every style, by the name that `--style` takes."""


def cite(book: Book, records: Iterable[Any], style: str) -> str:
    """Citations of records in a style, each once."""
    found = {citation.key: citation for record in records for citation in citations_of(book, record)}
    return STYLES[style].write(list(found.values()))
