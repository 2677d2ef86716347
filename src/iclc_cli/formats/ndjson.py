"""One JSON object a line."""

from ..views.layout import Details, Listing, Screen
from .json import line


def listing(listing: Listing, screen: Screen) -> str:
    """Each record on a line of its own."""
    return "".join(line(record) + "\n" for record in listing.records)


def details(details: Details, screen: Screen) -> str:
    """Each record on a line of its own, with what is related to it."""
    return "".join(line(card.record) + "\n" for card in details.cards())
