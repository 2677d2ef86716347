"""The strategy: its items by what they are; a card of one, with the cities and sessions that speak to its topics."""

from collections import Counter
from collections.abc import Sequence

from ..grid import Group
from ..model import StrategyItem
from .drawing import Drawing, Selection, grouped
from .section import begins

CATEGORIES = {
    "period": "Period",
    "goal": "Goals",
    "change": "Changes",
    "cluster": "Clusters",
    "funding": "Funding",
    "context": "Why",
}
"""What items of a category are called together, in the order of the list."""


def listing(drawing: Drawing, chosen: Selection) -> None:
    """What is to be done, then with what means and why; under the heading of the section in which it stands."""
    page = drawing.page
    home = _home(drawing, chosen.records)
    title = drawing.get("section", home).title if home else "Strategy"
    drawing.heading(
        title, chosen, " points" if len(chosen.records) != 1 else " point", begins(drawing.get("section", home)) if home else ""
    )
    if chosen.sorted:
        page.blank()
        for item in chosen.records:
            _entry(drawing, item, chosen, home, chosen.in_full)
    else:
        held = grouped(chosen.records, lambda item: item.category)
        for category in sorted(held, key=list(CATEGORIES).index):
            _category(drawing, held[category], chosen, home)
    if chosen.records:
        page.hint(f"iclc {chosen.records[-1].id}", "iclc strategy --category change", "iclc strategy --short")


def _home(drawing: Drawing, items: Sequence[StrategyItem]) -> str:
    """The section in which most of it stands."""
    found = Counter(passage.section for item in items for passage in drawing.book.index.passages(item.sources))
    return max(found, key=lambda section: found[section], default="")


def _category(drawing: Drawing, items: Sequence[StrategyItem], chosen: Selection, home: str) -> None:
    """Items of one category in their order; what is said of each in the same words, once."""
    page = drawing.page
    page.heading(CATEGORIES[items[0].category], str(len(items)))
    alike = len(items) > 1 and len({item.text for item in items}) == 1
    if alike and chosen.in_full:
        page.item("each", items[0].text, role="")
    for item in sorted(items, key=lambda item: item.order):
        _entry(drawing, item, chosen, home, chosen.in_full and not alike)


def _entry(drawing: Drawing, item: StrategyItem, chosen: Selection, home: str, full: bool) -> None:
    page = drawing.page
    stop = "" if item.title.endswith((".", "!", "?")) else "."
    text = page.words((item.title, "name"), f"{stop} {item.text}") if full else page.words((item.title, "name" if chosen.in_full else ""))
    page.item(f"{item.category} {item.order}", text, drawing.where(item.sources, home), role="")
    if chosen.ids:
        page.put(item.id, indent=page.left)


def card(drawing: Drawing, item: StrategyItem, full: bool) -> None:
    """What it says, and who spoke of the same topics: what cities asked for comes first."""
    page = drawing.page
    drawing.head(item.title, f"strategy, {item.category} {item.order}")
    page.blank()
    page.item("says", item.text, drawing.where(item.sources))
    if item.topics:
        page.run("topics", [drawing.name("topic", one) for one in item.topics], 9 if full else 2)
    if not full:
        drawing.doubts(item, "title", "text", "category")
    _pointers(drawing, item, full)
    if full:
        drawing.remarks(item)
    drawing.hint(item, full, "related", "trace", "cite")


def _pointers(drawing: Drawing, item: StrategyItem, full: bool) -> None:
    """What shares a topic with the item, and that this says no more."""
    page = drawing.page
    found = grouped(drawing.book.links.pointers(item), lambda link: link.kind)
    said = sorted((drawing.get("statement", link.id) for link in found.get("statement", ())), key=lambda one: one.type != "request")
    sessions = [drawing.session(link.id) for link in found.get("session", ())]
    places = [link.id for link in found.get("passage", ())]
    if not (said or sessions or places):
        if item.topics:
            page.blank()
            page.put("No city and no session speaks of its topics.")
        return
    groups = [
        Group("asked by" if all(one.type == "request" for one in said) else "cities", drawing.statements(said)),
        Group("sessions", [page.row_block(sessions, 9 if full else 1)] if sessions else [], air=full or not said),
    ]
    if full and places:
        groups.append(Group("told in", [page.block("", drawing.wheres(places), hang=0)]))
    page.fill(groups, foot=3, full=full)
    page.put("They share a topic with it: a pointer, not a cause.")
