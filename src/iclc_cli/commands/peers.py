"""`iclc peers`: the cities most like one."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..library import load_report
from ..query.peers import Peer
from .nouns import nothing
from .options import CUT, Shared, declare
from .refs import the_one
from .rows import emit_rows

if TYPE_CHECKING:
    from ..grid import Page

ON_TERMINAL = 6
"""How many cities a terminal shows when no limit is given."""


@declare(CUT, "iclc peers Cork\niclc peers yeonsu --limit 5 --json", prints={"peers": "query.peers.Peer"})
def command(city: Annotated[list[str], typer.Argument(metavar="CITY", help="A city, as in 'iclc city show'.")], options: Shared) -> None:
    """Cities most like one, and whom to ask there.

    They share topics, sessions, kinds of initiative; what is rare counts more.
    """
    book = load_report(options.data)
    record = the_one(book, city, "city")
    found = book.peers(record)

    def draw(page: "Page", most: int) -> None:
        from ..screens import Drawing, peers

        peers.draw(Drawing(page, book), record, found, most)

    emit_rows(found, Peer, options, most=ON_TERMINAL, draw=draw)
    if not found and (not options.target.for_people or options.exit_status):
        nothing(f"no city shares a topic, a session or a kind of initiative with {record.name}", options)
