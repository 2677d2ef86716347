"""HTML: a table, or a sheet of paper a record; one file that needs nothing else. What data holds is text, never markup."""

from html import escape

from ..views.layout import Card, Details, Listing, Screen
from ..visible import visible

STYLE = """@page { size: A4; margin: 16mm 18mm }
:root { color-scheme: light dark }
body { font: 10.5pt/1.4 system-ui, sans-serif; max-width: 174mm; margin: 8mm auto; padding: 0 4mm }
article + article { break-before: page; margin-top: 14mm }
h1 { font-size: 17pt; line-height: 1.2; margin: 0 0 1mm } h2 { font-size: 10.5pt; margin: 3.5mm 0 .5mm }
p, ul, dl { margin: 0 } ul { padding-left: 4.5mm } li { break-inside: avoid }
.kind, .where, footer { color: GrayText; font-size: 8.5pt } footer { margin-top: 4mm; border-top: .3mm solid GrayText; padding-top: 1.5mm }
dt { display: inline; font-weight: bold } dt::after { content: ": " }
dd { display: inline; margin: 0 } dd::after { content: ""; display: block }
table { border-collapse: collapse }
th, td { text-align: left; vertical-align: top; padding: .6mm 3mm .6mm 0; border-bottom: .2mm solid GrayText }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 9.5pt } }"""


def listing(listing: Listing, screen: Screen) -> str:
    """A table, the headings and the values as people read them."""
    head = "".join(f'<th scope="col">{_text(column.heading)}</th>' for column in listing.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{_text(one)}</td>' for one in row)}</tr>\n" for row in listing.texts())
    return _page(listing.noun, f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n")


def details(details: Details, screen: Screen) -> str:
    """A sheet for each record."""
    cards = list(details.cards())
    return _page("; ".join(card.title for card in cards), "".join(map(_sheet, cards)))


def _page(title: str, body: str) -> str:
    meta = '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">'
    head = f"<head>\n{meta}\n<title>{_text(title)}</title>\n<style>{STYLE}</style>\n</head>"
    return f'<!DOCTYPE html>\n<html lang="en">\n{head}\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n'


def _sheet(card: Card) -> str:
    lines = [f"<h1>{_text(card.title)}</h1>", f'<p class="kind">{_text(card.kind)}</p>']
    if card.text:
        lines.append(f"<p>{_text(card.text)}</p>")
    for group in card.groups:
        items = "".join(f"<li>{_text(one.text)}{_more(one.detail)}{_where(one.where)}</li>\n" for one in group.items)
        lines.append(f"<section>\n<h2>{_text(group.title)}</h2>\n<ul>\n{items}</ul>\n</section>")
    if card.facts:
        lines.append(f"<dl>{''.join(f'<dt>{_text(label)}</dt><dd>{_text(value)}</dd>' for label, value in card.facts)}</dl>")
    if card.note:
        lines.append(f"<footer>{_text(card.note)}</footer>")
    return "<article>\n" + "\n".join(lines) + "\n</article>\n"


def _more(detail: str) -> str:
    return f": {_text(detail)}" if detail else ""


def _where(where: str) -> str:
    return f' <span class="where">{_text(where)}</span>' if where else ""


def _text(text: str) -> str:
    return escape(visible(text), quote=False)
