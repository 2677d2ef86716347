"""The cards of records, with everything linked both ways."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from ...library import Book
from ...model.kinds import kind_of
from ...query.labels import is_ours
from ...query.names import ref_of
from ...views.cards import card as card_of
from ...views.cards import title as title_of
from ...views.layout import Card, Group, Item, heading
from .markup import Markup, join, tag

_IN_ITS_TITLE = frozenset({"Number", "In the report"})
"""What the title of a passage tells already, as the line below a name does whose it is."""

_NAME = 70
"""What is longer is no name, and has a line of its own."""

_CODED = re.compile(r"[a-z]+(-[a-z]+)+")
_WORD = re.compile(r"[\w.-]*\w")


def link(ref: str, shown: str) -> Markup:
    """A link to a record, or to a list by its name."""
    return tag("a", shown, href=f"#/{ref}")


def article(book: Book, record: Any) -> Markup:
    """The card of a record."""
    kind = kind_of(record)
    told = card_of(book, record, digest=False)
    parts = [tag("h2", title_of(book, record)), tag("p", _standing(kind, record), class_="kind")]
    if told.text:
        parts.append(tag("p", told.text))
    parts.append(_facts(book, told, getattr(record, "sources", ()), kind))
    for group in told.groups:
        parts += _group(book, group, kind)
    return tag("article", *parts, id=f"/{ref_of(record)}")


def _standing(kind: str, record: Any) -> str:
    """What kind of record it is, and whose its name and its words are."""
    if kind in ("passage", "statement", "figure"):
        return f"{heading(kind)}, in our words"
    return f"{heading(kind)}, name {'of ours' if is_ours(record) else 'as printed'}, texts in our words"


def _facts(book: Book, told: Card, sources: Sequence[str], kind: str) -> Markup:
    rows: list[Markup] = []
    for label, value in told.facts:
        if label == "Named" or (kind == "passage" and label in _IN_ITS_TITLE):
            continue
        where = label.startswith("In the report") and kind != "passage"
        rows += [tag("dt", label), tag("dd", places(book, sources) if where else _linked(value, told.links.get(label, ())))]
    return tag("dl", *rows) if rows else Markup("")


def _linked(value: str, links: Iterable[tuple[str, str]]) -> Markup:
    """The value of a fact, with the records that it names as links."""
    parts: list[str] = []
    for ref, called in links:
        before, found, after = value.partition(called)
        if found:
            parts += [before, link(ref, called)]
            value = after
    return join([*parts, value if links else in_words(value)])


def in_words(value: str) -> str:
    """Words of fixed sets as people read them: "made a statement"."""
    return "; ".join(one.replace("-", " ") if _CODED.fullmatch(one) else one for one in value.split("; "))


def places(book: Book, sources: Iterable[str]) -> Markup:
    """Where passages stand, each a link: the section once, then the numbers."""
    found: list[str] = []
    section = None
    for passage in book.index.passages(sources):
        home = passage.section if passage.section == section else None
        found.append(link(f"passage/{passage.id}", book.labels.place([passage.id], home)))
        section = passage.section
    return join(found, ", ")


def _group(book: Book, group: Group, kind: str) -> list[Markup]:
    head = tag("h3", link(group.ref, group.title) if group.ref else group.title)
    if group.title.startswith("Remarks"):
        items = [tag("li", _with_passages(book, f"{item.text}. {item.detail}")) for item in group.items]
        return [head, tag("ul", *items, class_="remarks")]
    if all(item.ref and not item.detail for item in group.items) and max(len(item.text) for item in group.items) <= _NAME:
        return [head, tag("p", join([link(item.ref, item.text) for item in group.items], "; "))]
    return [head, tag("ul", *(tag("li", *_item(book, item, kind)) for item in group.items))]


def _item(book: Book, item: Item, kind: str) -> Iterable[str]:
    if item.ref.startswith("statement/"):
        yield f"{item.text} "
        yield link(item.ref, item.detail)
        return
    yield link(item.ref, item.text) if item.ref else item.text
    if item.detail:
        yield f": {item.detail}"
    if item.sources and (not item.ref or kind == "session"):  # elsewhere the card that it links to tells where
        yield " "
        yield tag("small", places(book, item.sources))


def _with_passages(book: Book, told: str) -> Markup:
    """A text of ours in which ids of passages have become links to them."""
    parts: list[str] = []
    at = 0
    for found in _WORD.finditer(told):
        if ("passage", found[0]) in book.index.by_ref:
            parts += [told[at : found.start()], link(f"passage/{found[0]}", book.labels.place([found[0]]))]
            at = found.end()
    return join([*parts, told[at:]])
