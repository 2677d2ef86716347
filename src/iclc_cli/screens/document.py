"""Documents: by what they are, each with its address; a card of whose a document is and where it is named."""

from ..grid import Group
from ..model import Document
from ..model.kinds import choices
from .drawing import OURS, Drawing, Selection, by_name, word


def listing(drawing: Drawing, chosen: Selection) -> None:
    """An entry for each, in the order of their kinds unless somebody asked for another."""
    page = drawing.page
    drawing.heading("Documents", chosen)
    if not chosen.records:
        return
    page.blank()
    kinds = choices(Document, "kind")
    before = None
    for one in chosen.records if chosen.sorted else sorted(by_name(chosen.records), key=lambda one: kinds.index(one.kind)):
        told = page.words((one.name, "name"), f", {one.year}" if one.year else "")
        kind = word(one.kind) if one.kind != before or page.plain else ""
        page.item(kind, drawing.identified(told, one, chosen), drawing.where(one.sources, most=1), role="", hang=2)
        if one.url and chosen.in_full:
            page.address(one.url)
        before = one.kind
    page.hint(f"iclc {drawing.called(chosen.records[0])}", "iclc documents --count-by kind")


def card(drawing: Drawing, document: Document, full: bool) -> None:
    """What it is called, its year, whose it is, its address, and where it is named."""
    page = drawing.page
    drawing.head(document.name, f"document, {word(document.kind)}", drawing.also(document, document.name))
    if document.url:
        page.address(document.url, indent=page.left)
    page.blank()
    if document.summary:
        page.item("about", document.summary, f"{drawing.where(document.sources, most=2)}; {OURS}", most=0 if full else 6)
        page.blank()
    if not full:
        drawing.doubts(document)
    owners = [("city", document.city), ("organisation", document.organisation)]
    body = ", ".join(drawing.name(kind, identifier) for kind, identifier in owners if identifier)
    rows = {"year": str(document.year or ""), "whose": body, "told in": drawing.where(document.sources)}
    page.fill([Group(name, [page.block("", row, hang=0)], air=False) for name, row in rows.items() if row], foot=2, full=full)
    if full:
        drawing.remarks(document)
    drawing.hint(document, full, "trace", "cite")
