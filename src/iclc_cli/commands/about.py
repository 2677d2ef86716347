"""`iclc about` and `iclc --version`: where the data comes from, on what terms, and which version it is."""

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..dataset.files import display_name
from ..dataset.loading import ENVIRONMENT, parsed, raw
from ..errors import InvalidDataError
from ..library import Book
from ..model import Conference
from ..model.base import Result, frozen
from ..terminal import emit as terminal
from ..version import __version__
from ..views import cards
from ..views.layout import Card
from ..visible import visible
from .home import record_counts
from .options import PLAIN, Shared, declare

if TYPE_CHECKING:
    from ..grid import Page


@frozen
class AboutTool(Result):
    """This tool."""

    name: str
    """The name of this tool."""
    version: str
    """Its version."""
    licence: str
    """Its licence; that of the data is in conference.report."""


@frozen
class AboutData(Result):
    """The data in use."""

    schema: str
    """The schema the data follows."""
    version: str
    """Version of the data."""
    sha256: str | None
    """Its checksum; null when it came from standard input."""
    holds: Mapping[str, int]
    """How many records of each kind there are."""


@frozen
class About(Result):
    """What `iclc about --json` prints."""

    tool: AboutTool
    """This tool."""
    data: AboutData
    """The data in use."""
    conference: Conference
    """The record of the conference: see 'iclc schema conference'."""


def version_line() -> str:
    """Tool version, data version and the start of the data's checksum."""
    try:
        data, _ = raw()
        version = parsed(data).version
    except InvalidDataError as error:  # which version this is can be told all the same
        return f"iclc {__version__} (the data that {ENVIRONMENT} names cannot be used: {visible(error.message)})"
    return f"iclc {__version__} (data {visible(version)}, sha256 {hashlib.sha256(data).hexdigest()[:12]})"


@declare(PLAIN, "iclc about --json | jq -r .data.sha256", prints={"about": "commands.about.About"})
def command(options: Shared) -> None:
    """Source, licence, versions, checksum."""
    data, name = raw(options.data)  # once: a pipe gives it once
    checksum = None if name == display_name("-") else hashlib.sha256(data).hexdigest()
    report = parsed(data, options.data)
    book = Book(report)
    record = About(
        tool=AboutTool(name="iclc", version=__version__, licence="MIT"),
        data=AboutData(schema=report.schema, version=report.version, sha256=checksum, holds=record_counts(book)),
        conference=report.conference,
    )
    card = cards.card(book, report.conference)
    facts = (
        *card.facts,
        ("Tool", f"iclc {__version__}"),
        ("Data", f"version {report.version}, schema {report.schema}"),
        *((("Checksum", f"sha256 {checksum}"),) if checksum else ()),
        ("Holds", ", ".join(f"{count} {name}" for name, count in record.data.holds.items())),
    )
    remarks = cards.remarks_group(report.conference)
    told = Card(card.title, card.kind, facts, card.text, (remarks,) if remarks.items else (), card.note, record)
    terminal.emit(cards.page(told)._replace(draw=lambda page: _draw(page, book, checksum)), options.target)


def _draw(page: "Page", book: Book, checksum: str | None) -> None:
    from ..screens import Drawing  # only what is drawn for people loads them
    from ..screens.about import about

    about(Drawing(page, book), f"iclc {__version__}, under the MIT licence", checksum)
