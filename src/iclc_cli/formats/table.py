"""A page for people: what a screen draws, else a table of the columns or the facts of a card."""

from ..grid import Block, Column, Group, Page
from ..views.layout import Card, Details, Listing, Screen


def listing(listing: Listing, screen: Screen) -> str:
    """Many records as text."""
    return page(listing, screen).render()


def details(details: Details, screen: Screen) -> str:
    """Single records as text."""
    return page(details, screen).render()


def page(view: Listing | Details, screen: Screen) -> Page:
    """The page before it is printed, with the commands that it names."""
    made = blank(screen)
    if view.draw is not None:
        view.draw(made)
    elif isinstance(view, Listing):
        _table(made, view)
    else:
        for number, card in enumerate(view.cards()):
            if number:
                made.blank()
            _card(made, card)
    return made


def blank(screen: Screen) -> Page:
    """A page of a screen, with nothing on it."""
    return Page(
        screen.width,
        styled=screen.styled,
        colour=screen.colour,
        ascii=screen.ascii,
        letters=screen.letters,
        spoken=screen.spoken,
        links=screen.terminal and screen.styled,
        roles=screen.roles,
        heads=screen.header,
    )


def _table(page: Page, listing: Listing) -> None:
    """A table whose cells go on below where they are too long: what was asked for is not cut."""
    rows = listing.texts()
    numbers = [all(value == "" or _is_number(value) for value in column) for column in zip(*rows, strict=True)] if rows else []
    page.heading(listing.noun[:1].upper() + listing.noun[1:], listing.number or str(len(rows)))
    if rows:
        page.blank()
        page.table([Column(one.heading, right=number) for one, number in zip(listing.columns, numbers, strict=True)], rows, whole=True)


def _is_number(value: str) -> bool:
    return value.replace(",", "").replace(".", "", 1).lstrip("-").isdigit()


def _card(page: Page, card: Card) -> None:
    page.line(page.words((card.title, "name")), card.kind)
    page.blank()
    if card.text:
        page.put(card.text, indent=page.left)
        page.blank()
    for label, value in card.facts:
        page.item(label, value)
    groups = [
        Group(group.title, [Block("", page.laid(f"{item.text}  {item.detail}".rstrip(" "), item.where, hang=2)) for item in group.items])
        for group in card.groups
    ]
    page.fill(groups, full=True)
    if card.note:
        page.blank()
        page.put(card.note, indent=page.left)
