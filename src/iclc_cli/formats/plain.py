"""Lines of "Label: value", a blank line between records: for pipes, screen readers and narrow windows."""

from ..views.layout import Card, Details, Listing, Screen
from ..visible import visible


def listing(listing: Listing, screen: Screen) -> str:
    """A block of lines a record."""
    headings = [column.heading for column in listing.columns]
    blocks = [_lines(zip(headings, row, strict=True)) for row in listing.texts()]
    return "\n".join(blocks)


def details(details: Details, screen: Screen) -> str:
    """A block of lines a record, everything its card shows."""
    return "\n".join(_block(card) for card in details.cards())


def _lines(pairs: object) -> str:
    return "".join(f"{visible(label)}: {visible(value)}\n" for label, value in pairs if value)  # type: ignore[attr-defined]


def _block(card: Card) -> str:
    pairs = [*zip(card.labels, (card.title, card.kind), strict=True), *card.facts]
    if card.text:
        pairs.append(("Text", card.text))
    for group in card.groups:
        for item in group.items:
            parts = [item.text, item.detail, f"[{item.where}]" if item.where else ""]
            pairs.append((group.title, " — ".join(part for part in parts if part)))
    if card.note:
        pairs.append(("Note", card.note))
    return _lines(pairs)
