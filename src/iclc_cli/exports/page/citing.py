"""The citations of all records, in the very words of `iclc cite`."""

from ...citations import STYLES
from ...citations.work import citations_of
from ...library import Book
from ...model.kinds import all_records
from ...query.names import ref_of

OFFERED = {"text": "Text", "bibtex": "BibTeX", "ris": "RIS", "csl-json": "CSL"}
"""The styles on the page, each with what it is called there."""


def cited(book: Book) -> dict[str, list[str]]:
    """By the ref of each record its citation in each style."""
    found = {}
    for _, record in all_records(book.report):
        citations = list(citations_of(book, record))
        found[ref_of(record)] = [STYLES[style].write(citations) for style in OFFERED]
    return found
