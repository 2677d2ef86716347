"""A table fitted to the window, or a card: for people at a terminal."""

import io
from collections.abc import Iterable

from rich.box import ASCII, SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..views.layout import Card, Details, Entry, Listing, Screen
from ..visible import visible
from . import plain

NARROW = 40
"""Below this many columns a table is unreadable, and one field a line is shown instead."""


def listing(listing: Listing, screen: Screen) -> str:
    """A table whose cells wrap: nothing is cut."""
    if screen.width < NARROW:
        return plain.listing(listing, screen)
    if listing.entries is not None:
        return _render([_entry(entry, screen.colour) for entry in listing.entries()], screen)
    table = Table(
        box=ASCII if screen.ascii else SIMPLE_HEAD,
        show_header=screen.header,
        header_style="bold",
        pad_edge=False,
        padding=(0, 1),
        expand=False,
    )
    for number, column in enumerate(listing.columns):
        table.add_column(Text(visible(column.heading)), style="cyan" if number == 0 else "", overflow="fold")
    for row in listing.texts():
        table.add_row(*(Text(visible(value)) for value in row))
    return _render([table], screen).lstrip("\n")


def _entry(entry: Entry, colour: bool) -> RenderableType:
    """A heading, its text with the marked places in bold, or between asterisks where there is no colour, and where it stands."""
    mark = "" if colour else "*"
    heading = Text(visible(entry.title), style="bold")
    heading.append("  " + visible(entry.ref), style="cyan")
    text = Text()
    position = 0
    for start, end in entry.marks:
        text.append(visible(entry.text[position:start]))
        text.append(f"{mark}{visible(entry.text[start:end])}{mark}", style="bold underline")
        position = end
    text.append(visible(entry.text[position:]))
    if entry.where:
        text.append("  " + visible(entry.where), style="dim")
    parts: list[RenderableType] = [heading, Padding(text, (0, 0, 0, 2))]
    if entry.note:
        parts.append(Padding(Text(visible(entry.note), style="dim"), (0, 0, 0, 2)))
    return Group(*parts)


def details(details: Details, screen: Screen) -> str:
    """A card a record."""
    if screen.width < NARROW:
        return plain.details(details, screen)
    parts: list[RenderableType] = []
    for number, card in enumerate(details.cards):
        if number:
            parts.append(Text("-" * screen.width if screen.ascii else "─" * screen.width, style="dim"))
        parts.append(_card(card, "-" if screen.ascii else "•"))
    return _render(parts, screen)


def _card(card: Card, bullet: str) -> RenderableType:
    parts: list[RenderableType] = [Text(visible(card.title), style="bold"), Text(visible(card.kind), style="dim")]
    if card.text:
        parts.append(Padding(Text(visible(card.text)), (1, 0, 0, 0)))
    if card.facts:
        facts = Table.grid(padding=(0, 2, 0, 0))
        facts.add_column(style="cyan", no_wrap=True)
        facts.add_column(overflow="fold")
        for label, value in card.facts:
            facts.add_row(Text(visible(label)), Text(visible(value)))
        parts.append(Padding(facts, (1, 0, 0, 0)))
    for group in card.groups:
        heading = Text(visible(group.title), style="bold")
        heading.append(f"  {len(group.items)}", style="dim")
        parts.append(Padding(heading, (1, 0, 0, 0)))
        entries = Table.grid(padding=(0, 1, 0, 0))
        entries.add_column(width=1, style="dim")
        entries.add_column(overflow="fold")
        for item in group.items:
            text = Text(visible(item.text))
            if item.detail:
                text.append("  " + visible(item.detail), style="dim")
            if item.where:
                text.append("  " + visible(item.where), style="cyan dim")
            entries.add_row(Text(bullet), text)
        parts.append(entries)
    if card.note:
        parts.append(Padding(Text(visible(card.note), style="dim italic"), (1, 0, 0, 0)))
    return Group(*parts)


def _render(parts: Iterable[RenderableType], screen: Screen) -> str:
    out = io.StringIO()  # not Rich's own capture: that flushes standard output
    console = Console(
        file=out,
        width=screen.width,
        color_system="standard" if screen.colour else None,
        force_terminal=screen.colour,
        no_color=not screen.colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))
