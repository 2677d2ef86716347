"""The card of a record: everything worth reading about it. The one place to change how one looks."""

from collections.abc import Iterable, Sequence
from typing import Any

from ..library import Book
from ..model import Point, Remark
from ..model.kinds import KINDS, is_node, kind_of, shapes
from ..model.walk import Path, parse_path
from ..query.labels import TOGETHER, is_ours
from ..query.links import BACK_ORDER, Related
from ..query.names import ref_of
from ..text import as_json, cell
from .layout import Card, Column, Details, Group, Item, heading
from .listing import TEXT_FIELDS, table, text_of

DIGEST = frozenset({"city", "country", "organisation", "topic", "sdg", "document", "conference"})
"""Kinds whose card tells what the passages say that name the record; the others hold that in their own text and points."""

VIAS = {"place": "Initiatives in it", "proposed_by": "Initiatives it wished for", "see_also": "See also"}
"""What refers to a record by a field that says something else than that it belongs to it."""

_PARAPHRASE = "Our paraphrase, not a quotation; names, roles and numbers as printed."
_NAMED_BY_US = "Our paraphrase, not a quotation, and so is the name in brackets; roles and numbers as printed."


def page(card: Card) -> Details:
    """One card that is no record; its name and facts, without the signs that lead to remarks, where a format has only rows."""
    columns = (Column("fact", "Fact"), Column("value", "Value"))
    rows = [("Name", card.title), *((label.removesuffix(MARK), value) for label, value in card.facts)]
    return Details(lambda: (card,), True, lambda: table(columns, rows, "facts"))


def card(book: Book, record: Any, digest: bool = True) -> Card:
    """Everything worth reading about a record: facts, text, what is linked to it, remarks, where it stands.

    Without `digest` it does not tell what the passages say that name the record, for readers who can go there.
    """
    links = book.links.related(record)
    text = text_of(record)
    return Card(
        title=title(book, record),
        kind=ref_of(record),
        facts=tuple(_facts(book, record)),
        text=text and text + _mark(record, *((name,) for name in TEXT_FIELDS)),
        groups=tuple(group for group in _groups(book, record, links, digest) if group.items),
        note=_NAMED_BY_US if is_ours(record) else _PARAPHRASE,
        record={**as_json(record), "related": links},
        links=_fact_links(book, record),
    )


def title(book: Book, record: Any) -> str:
    """What heads a record's card: its label, with the honorific and the mark of a remark."""
    honorific = getattr(record, "honorific", None)
    name = book.label(record) + _mark(record, ("name",), ("title",))
    return f"{honorific} {name}" if honorific else name


MARK = " *"
"""Marks a field that has a remark."""

OPEN = "left open"
"""What a card shows for a field that holds nothing for a reason: its remark."""


def _mark(record: Any, *paths: Path) -> str:
    """The mark of a remark, where one is about a field or a part of it."""
    about = [parse_path(remark.field) for remark in record.remarks if not remark.routine]
    return MARK if any(path == field[: len(path)] for field in about for path in paths) else ""


def _facts(book: Book, record: Any) -> Iterable[tuple[str, str]]:
    kind = kind_of(record)
    hidden = {"id", "name", "honorific", "sources", "remarks", *TEXT_FIELDS}
    if kind in ("section", "session", "strategy"):
        hidden.add("title")
    for name, shape in shapes(type(record)).items():
        value = getattr(record, name)
        bare = value is None or value == ()
        if name in hidden or (bare and not _mark(record, (name,))):
            continue
        if bare:
            yield heading(name) + MARK, OPEN
            continue
        if is_node(shape.base):
            if name == "coordinates":
                yield "Coordinates" + _mark(record, (name,)), f"{value.latitude}, {value.longitude} (latitude, longitude)"
            elif name == "report":
                for inner in ("title", "publisher", "year", "licence", "attribution", "urls"):
                    yield f"Report {inner}" + _mark(record, (name, inner)), cell(getattr(value, inner))
                yield "Credits" + _mark(record, (name, "credits")), "; ".join(f"{credit.role}: {credit.name}" for credit in value.credits)
            elif name == "aliases":
                yield "Aliases" + _mark(record, (name,)), cell(value)
            continue
        shown = book.labels.value(value, shape.reference)
        if name == "country" and kind == "city":
            shown += f" ({region_name(book.index.get('country', value).region)})"
        elif name == "region":
            shown = region_name(value)
        yield heading(name) + _mark(record, (name,)), shown
    if kind == "section":
        yield "Passages", str(len(book.index.passages_of(record.id)))
    where = book.labels.places(getattr(record, "sources", ()))
    if kind == "passage":
        where = book.locator(record)
    if where:
        yield "In the report" + _mark(record, ("sources",)), where


def _fact_links(book: Book, record: Any) -> dict[str, list[tuple[str, str]]]:
    """The records that the facts of a card name, by the label of the fact."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, shape in shapes(type(record)).items():
        value = getattr(record, name)
        if shape.reference is not None and name not in ("id", "sources") and value:
            others = [book.index.get(shape.reference, one) for one in (value if shape.many else (value,))]
            found[heading(name) + _mark(record, (name,))] = [(ref_of(one), book.labels.short(one)) for one in others]
    return found


def region_name(region: str) -> str:
    """A region's name in words: "Asia and the Pacific"."""
    return " ".join(word if word in ("and", "the") else word.capitalize() for word in region.split("-"))


def _point(book: Book, point: Point) -> Item:
    return Item(point.text, "", book.labels.places(point.sources), sources=point.sources)


def _groups(book: Book, record: Any, links: Sequence[Related], digest: bool) -> Iterable[Group]:
    kind = kind_of(record)
    if kind == "session":
        points = tuple(_point(book, point) for point in record.conclusions)
        yield Group("Conclusions" + _mark(record, ("conclusions",)), points)
    if kind == "conference":
        yield Group("The report says", tuple(_point(book, point) for point in record.points))
    if kind == "speaker":
        for number, appearance in enumerate(record.appearances):
            session = book.index.get("session", appearance.session)
            said = tuple(_point(book, point) for point in appearance.said)
            title = f"{session.name}, as {appearance.role}" + _mark(record, ("appearances", number))
            yield Group(title, said or (Item("(no words reported)"),), ref_of(session))
    yield from _linked(book, record, links)
    if digest:
        yield from _digest(book, record)
    yield remarks_group(record)


def remarks_group(record: Any) -> Group:
    """The remarks of a record that are no routine, a line each: the field, what was done, what is printed, why."""
    return Group("Remarks (*)", tuple(_remark_item(remark) for remark in record.remarks if not remark.routine))


def _remark_item(remark: Remark) -> Item:
    printed = f" (printed: {remark.printed})" if remark.printed else ""
    return Item(f"{remark.field}: {remark.kind}{printed}", remark.reason)


def _linked(book: Book, record: Any, links: Sequence[Related]) -> Iterable[Group]:
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for link in links:
        if link.direction == "back":
            found.setdefault((link.kind, VIAS.get(link.via, "")), {}).setdefault(link.id, []).extend(link.sources)
    for other_kind, called in sorted(found, key=lambda key: (BACK_ORDER.index(key[0]), key[1])):
        items = [_item(book, record, other_kind, other, sources) for other, sources in found[other_kind, called].items()]
        rests = "What rests on it: " + KINDS[other_kind].collection
        yield Group(called or (rests if kind_of(record) == "passage" else heading(KINDS[other_kind].collection)), tuple(items))


def _item(book: Book, record: Any, other_kind: str, other_id: str, sources: Sequence[str]) -> Item:
    kind = kind_of(record)
    other = book.index.get(other_kind, other_id)
    told = Item(book.label(other), "", "" if kind == "passage" else book.labels.places(sources), ref_of(other), tuple(sources))
    if other_kind == "speaker":
        mine = [appearance for appearance in other.appearances if kind != "session" or appearance.session == record.id]
        roles = "; ".join(dict.fromkeys(appearance.role for appearance in mine))
        said = " ".join(point.text for appearance in mine for point in appearance.said) if kind == "session" else ""
        return told._replace(text=f"{other.name}, {roles}", detail=said)
    if other_kind == "statement":
        by = book.index.get("city", other.city).name if other.city else TOGETHER
        return told._replace(text=other.text if kind == "city" or other.text.startswith(by) else f"{by}: {other.text}", detail=other.type)
    if other_kind == "passage":
        return told._replace(text=other.gist, where=book.locator(other))
    text = text_of(other)
    if kind in ("passage", "session") or other_kind in ("session", "topic"):
        text = ""
    elif kind == "topic" and other_kind == "initiative":
        text = book.labels.value(other.city, "city")
    return told._replace(detail=text)


def _digest(book: Book, record: Any) -> Iterable[Group]:
    if kind_of(record) in DIGEST:
        told = tuple(Item(passage.gist, "", book.locator(passage)) for passage in book.passages(record))
        yield Group("What the report says where it is named", told)
