"""`iclc brief`: a record on one sheet of paper."""

from typing import Annotated

import typer

from ..errors import UsageError
from ..library import load_report
from ..terminal import emit as terminal
from ..views import brief, listing
from ..views.layout import Details
from .options import LIST, PLAIN, Shared, declare
from .refs import expanded, resolve_all, whole_names


@declare(
    PLAIN,
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
) -> None:
    """One sheet to hand on: who, what, concluded, asked, with whom.

    Some 400 words with the place of each in the report, as a page to print (-o FILE.html), as Markdown or as text.
    """
    if not (refs or country):
        raise UsageError("name what the brief is on: iclc brief Cork, or iclc brief --country Ireland")
    target = options.target
    given = expanded(refs or (), options)
    book = load_report(options.data)
    chosen = resolve_all(book, given if "-" in (refs or ()) else whole_names(book, given), None) if refs else []
    chosen += [book.names.resolve(one, "country") for one in country or ()]
    cards = [brief.sheet(book, record) for record in chosen]
    if target.format is None and target.asked_format is None and not target.for_people:
        target = target._replace(format="md")
    view = Details(lambda: cards, len(cards) == 1, lambda: listing.table((), (), "briefs"))
    terminal.emit(view, target)
