"""`iclc`: what this is, what is in it, what to try next."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

from ..library import Book, load_report
from ..model.base import Key, Result, frozen
from ..model.kinds import KINDS
from ..terminal import emit as terminal
from ..version import __version__
from ..views import cards
from ..views.layout import Card, Group, Item, heading
from .options import PLAIN, Shared, declare

if TYPE_CHECKING:
    from ..grid import Page


@frozen
class HomeTool(Result):
    """This tool."""

    name: str
    """The name of this tool."""
    version: str
    """Its version."""


@frozen
class HomeData(Result):
    """The data in use."""

    schema: str
    """The schema the data follows."""
    version: str
    """Version of the data."""


@frozen
class Home(Result):
    """What `iclc --json` prints."""

    tool: HomeTool
    """This tool."""
    data: HomeData
    """The data in use."""
    conference: str
    """The conference it is about."""
    summary: str
    """What that was; our paraphrase."""
    holds: Mapping[str, int]
    """How many records of each kind there are."""
    try_: Annotated[tuple[str, ...], Key("try")]
    """Commands to try next."""


def record_counts(book: Book) -> dict[str, int]:
    """How many records of each kind a report holds, by the plural of the kind."""
    return {kind.collection: len(book.records(kind.name)) for kind in KINDS.values() if not kind.single}


@declare(PLAIN, prints={"home": "commands.home.Home"})
def command(options: Shared) -> None:
    """What this is, what is in it, and what to try next."""
    book = load_report(options.data)
    report, conference = book.report, book.report.conference
    tries = {
        "iclc sessions list": "the programme",
        "iclc city show Yeonsu" if ("city", "yeonsu") in book.index.by_ref else "iclc cities list": "everything about a city",
        'iclc search "health literacy"': "one search over all of it",
        "iclc speakers list --country Colombia --json": "clean records for other tools",
        "iclc about": "source, licence, version",
        "iclc --help": "every command",
    }
    record = Home(
        tool=HomeTool(name="iclc", version=__version__),
        data=HomeData(schema=report.schema, version=report.version),
        conference=conference.name,
        summary=conference.summary,
        holds=record_counts(book),
        try_=tuple(tries),
    )
    host = book.label(book.index.get("city", conference.host))
    card = Card(
        title=f"{conference.name}, {host}, {conference.start} to {conference.end}",
        kind=f"iclc {__version__}: the conference report as data",
        facts=tuple((heading(name), str(count)) for name, count in record.holds.items()),
        text=conference.summary,
        groups=(Group("Try next", tuple(Item(line, what) for line, what in tries.items())),),
        record=record,
    )
    terminal.emit(cards.page(card)._replace(draw=lambda page: _draw(page, book, record.holds)), options.target)


def _draw(page: "Page", book: Book, holds: Mapping[str, int]) -> None:
    from ..screens import Drawing  # only what is drawn for people loads it
    from ..screens.home import home

    home(Drawing(page, book), holds)
