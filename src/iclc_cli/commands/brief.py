"""`iclc brief`: a record on one sheet of paper."""

from typing import Annotated

import typer

from ..errors import UsageError
from ..library import load_report
from ..terminal import emit as terminal
from ..text import near, quoted
from ..views import brief, listing
from ..views.layout import Details
from .options import LIST, OUTPUT, Shared, declare
from .refs import expanded, records_meant

FORMATS = ("table", "md", "html", "plain")
"""The formats of a sheet, which is for people: programs get all there is from `iclc show`."""


@declare(
    ("output", "force", "data", "color", "quiet", "no_pager"),
    "iclc brief Yeonsu -o yeonsu.html\n"
    'iclc brief "forum 1.2" -o forum.md\n'
    "iclc brief --country Ireland\n"
    'iclc brief "health literacy" Cork -o both.html',
)
def command(
    options: Shared,
    refs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[REF…]", help="A city, country, session, topic, speaker, body or item of the strategy."),
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option("--country", metavar="REF", help="A country with all its cities.", rich_help_panel=LIST)
    ] = None,
    format: Annotated[
        str | None,
        typer.Option("-f", "--format", metavar="|".join(FORMATS), help="Default: table on a terminal, else md.", rich_help_panel=OUTPUT),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Refused, with the formats there are.", hidden=True)] = False,
) -> None:
    """One sheet to hand on: who, what, concluded, asked, with whom.

    Some 400 words with the place of each in the report, as a page to print (-o FILE.html), as Markdown or as text.
    """
    if not (refs or country):
        raise UsageError("name what the brief is on: iclc brief Cork, or iclc brief --country Ireland")
    target = _target(options, "json" if json else format)
    given = expanded(refs or ())
    book = load_report(options.data)
    chosen = records_meant(book, refs, given) if refs else []
    chosen += [book.names.resolve(one, "country") for one in country or ()]
    cards = [brief.sheet(book, record) for record in chosen]
    view = Details(lambda: cards, len(cards) == 1, lambda: listing.table((), (), "briefs"))
    terminal.emit(view, target)


def _target(options: Shared, format: str | None) -> terminal.Target:
    """Where the sheet goes, and how: Markdown where nothing else is said and nobody sits before a terminal."""
    name = format and format.lower()
    if name is not None and name not in FORMATS:
        raise UsageError(f"a brief has no format {quoted(name)}; there are: {', '.join(FORMATS)}", near(name, FORMATS))
    target = options.target._replace(format=name)
    target.check_ending(FORMATS)
    return target if target.asked_format or target.for_people else target._replace(format="md")
