"""Markdown: a GitHub table, or a page a record."""

import re

from ..text import cell
from ..views.layout import Card, Details, Listing, Screen
from ..visible import visible

_MARKUP = re.compile(r"([\\`*_\[\]<>|~&#])")
_LEADING = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))")


def _inline(text: str) -> str:
    return _MARKUP.sub(r"\\\1", visible(text))


def _block(text: str) -> str:
    """The same at the start of a line, where "1." and "-" would begin a list."""
    return _LEADING.sub(r"\1\\", _inline(text.lstrip()))


def _in_cell(text: str) -> str:
    return "<br>".join(_inline(line) for line in re.split(r"\r\n|\r|\n", text))


def listing(listing: Listing, screen: Screen) -> str:
    """A table with the keys of the data as headings; markup in the data is shown, not obeyed."""
    lines = []
    if screen.header:
        lines += [[column.key for column in listing.columns], ["---"] * len(listing.columns)]
    lines += [[_in_cell(cell(value)) for value in row] for row in listing.rows()]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def details(details: Details, screen: Screen) -> str:
    """A heading, facts and lists for each record."""
    return "\n".join(_page(card) for card in details.cards())


def _page(card: Card) -> str:
    lines = [f"## {_inline(card.title)}", "", f"*{_inline(card.kind)}*", ""]
    if card.text:
        lines += [_block(card.text), ""]
    lines += [f"- **{_inline(label)}:** {_inline(value)}" for label, value in card.facts] + [""]
    for group in card.groups:
        lines += [f"### {_inline(group.title)}", ""]
        for item in group.items:
            rest = "".join(f" — {_inline(part)}" for part in (item.detail,) if part)
            where = f" ({_inline(item.where)})" if item.where else ""
            lines.append(f"- {_block(item.text)}{rest}{where}")
        lines.append("")
    if card.note:
        lines += [f"*{_inline(card.note)}*", ""]
    return "\n".join(lines)
