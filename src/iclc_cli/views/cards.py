"""How records look: the columns of each kind's list, and the card of a record. The one place to change either."""

from collections.abc import Iterable, Sequence
from typing import Any

from ..errors import UsageError
from ..model.kinds import KINDS, is_node, kind_of, shapes
from ..model.records import Report
from ..query import names as naming
from ..query.filters import Count, Fields, shape_at
from ..query.links import Related, related
from .layout import Card, Column, Details, Group, Item, Listing, as_json, cell

COLUMNS: dict[str, tuple[str, ...]] = {
    "conference": ("id", "name", "theme", "host", "start", "end"),
    "section": ("id", "title", "chapter", "page"),
    "passage": ("id", "kind", "gist"),
    "session": ("id", "name", "title", "kind"),
    "speaker": ("id", "name", "appearances.role", "appearances.city", "appearances.country", "appearances.session"),
    "city": ("id", "name", "country", "participation"),
    "country": ("id", "name", "iso3", "region"),
    "organisation": ("id", "name", "acronym", "country"),
    "initiative": ("id", "name", "kind", "city", "status", "session"),
    "statement": ("id", "city", "type", "text"),
    "strategy": ("id", "category", "title", "text"),
    "topic": ("id", "name", "kind", "definition"),
    "sdg": ("id", "number", "name"),
    "figure": ("id", "value", "value_to", "unit", "qualifier", "counts"),
    "document": ("id", "name", "kind", "url"),
}
"""The columns of each kind's table, TSV, CSV and Markdown; a test holds them against the kinds."""

DIGEST = frozenset({"city", "country", "organisation", "topic", "sdg", "document", "conference"})
"""Kinds whose card tells what the passages say that name the record; the others hold that in their own text."""

TEXT_FIELDS = ("summary", "text", "gist", "definition")
"""The field that holds what a record says, for each kind that has one."""

BACK_ORDER = (
    "session",
    "speaker",
    "initiative",
    "statement",
    "strategy",
    "figure",
    "document",
    "city",
    "country",
    "organisation",
    "topic",
    "sdg",
    "section",
    "conference",
    "passage",
)
"""The order in which kinds of record are told that refer to one."""

_PARAPHRASE = "Our paraphrase, not a quotation; names, roles and numbers as printed."


def heading(key: str) -> str:
    """What people read above a column or before a fact."""
    word = key.rpartition(".")[2].replace("_", " ")
    return {"iso2": "ISO 2", "iso3": "ISO 3", "id": "ID", "url": "URL", "sdgs": "SDGs", "sdg": "SDG"}.get(word, word[:1].upper() + word[1:])


def display(report: Report, value: Any, reference: str | None) -> str:
    """A value as people read it: a label in place of an id."""
    if isinstance(value, (list, tuple)):
        return "; ".join(dict.fromkeys(shown for one in value if (shown := display(report, one, reference))))
    if reference is not None and isinstance(value, str):
        found = naming.index(report).get((reference, value))
        return value if found is None else naming.short_label(report, found)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return cell(value)


def text_of(record: Any) -> str:
    """What a record says, in our own words; nothing for one that has no such field."""
    return next((value for name in TEXT_FIELDS if (value := getattr(record, name, None))), "")


def listing(report: Report, kind: str, records: Sequence[Any], fields: Sequence[str] = (), exploded: str | None = None) -> Listing:
    """Records of one kind as rows; with `fields`, these and no others, in JSON too.

    `exploded` is the field that has been taken apart; it gets columns. Raises UsageError when there is no such field.
    """
    read = Fields(report, kind)
    keys = tuple(read.check(name) for name in fields) or _columns(kind, exploded)
    references = [_reference(kind, key) for key in keys]

    def rows() -> list[list[Any]]:
        return [[read(record, key) for key in keys] for record in records]

    def texts() -> list[list[str]]:
        return [[display(report, value, ref) for value, ref in zip(row, references, strict=True)] for row in rows()]

    whole = [dict(zip(keys, row, strict=True)) for row in rows()] if fields else records
    return Listing(tuple(Column(key, heading(key)) for key in keys), whole, rows, texts, KINDS[kind].collection)


def _columns(kind: str, exploded: str | None) -> tuple[str, ...]:
    if exploded is None:
        return COLUMNS[kind]
    base = shape_at(KINDS[kind].record, exploded).base
    single = [name for name, part in shapes(base).items() if not part.many and not is_node(part.base)] if is_node(base) else []
    return tuple(dict.fromkeys((*COLUMNS[kind], *([f"{exploded}.{name}" for name in single] or [exploded]))))


def _reference(kind: str, key: str) -> str | None:
    cls: Any = KINDS[kind].record
    for name in key.split("."):
        part = shapes(cls).get(name)
        if part is None:  # a filter's name: its values are ids of the kind of that name
            return name if name in KINDS else None
        if part.reference is not None:
            return None if name == "id" else part.reference
        cls = part.base
    return None


def plain_listing(keys: Sequence[str], rows: Sequence[Sequence[Any]], noun: str) -> Listing:
    """Rows that are no records of a kind, such as counts."""
    held = [dict(zip(keys, row, strict=True)) for row in rows]
    return Listing(
        tuple(Column(key, heading(key)) for key in keys),
        held,
        lambda: [list(row) for row in rows],
        lambda: [[cell(value) for value in row] for row in rows],
        noun,
    )


def counts(report: Report, counted: Iterable[Count], kind: str, field: str) -> Listing:
    """How many records have each value of a field."""
    rows = [(count.value, count.records) for count in counted]
    listing = plain_listing(("value", "count"), rows, "values")
    reference = _reference(kind, field)

    def texts() -> list[list[str]]:
        return [[display(report, value, reference) if value is not None else "(none)", str(count)] for value, count in rows]

    return Listing((Column("value", heading(field)), listing.columns[1]), listing.records, listing.rows, texts, listing.noun)


def related_json(report: Report, link: Related) -> dict[str, Any]:
    """A related record as JSON shows it."""
    record = naming.find(report, link.kind, link.id)
    shown = {
        "kind": link.kind,
        "id": link.id,
        "label": naming.label(report, record),
        "via": link.via,
        "direction": link.direction,
        "sources": list(link.sources),
    }
    return {**shown, "through": link.through} if link.through else shown


def details(report: Report, records: Sequence[Any], one: bool) -> Details:
    """Records as cards, each with what is related to it."""
    return Details(tuple(card(report, record) for record in records), one, lambda: listing(report, one_kind(records), records))


def one_kind(records: Sequence[Any]) -> str:
    """The kind that all records are of. Raises UsageError when they are of several."""
    kinds = {kind_of(record) for record in records}
    if len(kinds) > 1:
        raise UsageError(f"rows need records of one kind, and these are {', '.join(sorted(kinds))}; use --json, or ask for one kind")
    return kinds.pop() if kinds else "session"


def page(card: Card) -> Details:
    """One card that is no record; its facts where a format has only rows."""
    return Details((card,), True, lambda: plain_listing(("fact", "value"), card.facts, "facts"))


def card(report: Report, record: Any) -> Card:
    """Everything worth reading about a record: facts, text, what is linked to it, remarks, where it stands."""
    kind = kind_of(record)
    links = related(report, record)
    text = text_of(record)
    return Card(
        title=title(report, record),
        kind=f"{kind}/{record.id}",
        facts=tuple(_facts(report, record, kind)),
        text=text and text + _mark(record, *TEXT_FIELDS),
        groups=tuple(group for group in _groups(report, record, kind, links) if group.items),
        note=_PARAPHRASE,
        record={**as_json(record), "related": [related_json(report, link) for link in links]},
    )


def title(report: Report, record: Any) -> str:
    """What heads a record's card: its label, with the honorific and the mark of a remark."""
    honorific = getattr(record, "honorific", None)
    name = naming.label(report, record) + _mark(record, "name", "title")
    return f"{honorific} {name}" if honorific else name


MARK = " *"
"""Marks a field that has a remark."""

OPEN = "left open"
"""What a card shows for a field that holds nothing for a reason: its remark."""


def _mark(record: Any, *names: str) -> str:
    fields = [remark.field for remark in record.remarks]
    return MARK if any(field == name or field.startswith((f"{name}.", f"{name}[")) for field in fields for name in names) else ""


def _facts(report: Report, record: Any, kind: str) -> Iterable[tuple[str, str]]:
    hidden = {"id", "name", "honorific", "sources", "remarks", *TEXT_FIELDS}
    if kind in ("section", "session", "strategy"):
        hidden.add("title")
    for name, part in shapes(type(record)).items():
        value = getattr(record, name)
        bare = value is None or value == ()
        if name in hidden or (bare and not _mark(record, name)):
            continue
        if bare:
            yield heading(name) + MARK, OPEN
            continue
        if is_node(part.base):
            if name == "coordinates":
                yield "Coordinates" + _mark(record, name), f"{value.latitude}, {value.longitude} (latitude, longitude)"
            elif name == "report":
                for inner in ("title", "publisher", "year", "licence", "attribution", "urls"):
                    yield f"Report {inner}" + _mark(record, f"report.{inner}"), cell(getattr(value, inner))
                yield "Credits" + _mark(record, "report.credits"), "; ".join(f"{credit.role}: {credit.name}" for credit in value.credits)
            continue
        shown = display(report, value, part.reference)
        if name == "country" and kind == "city":
            shown += f" ({region_name(naming.find(report, 'country', value).region)})"
        elif name == "region":
            shown = region_name(value)
        yield heading(name) + _mark(record, name), shown
    if kind == "section":
        yield "Passages", str(sum(passage.section == record.id for passage in report.passages))
    where = places(report, getattr(record, "sources", ()))
    if kind == "passage":
        where = naming.locator(report, record)
    if where:
        yield "In the report" + _mark(record, "sources"), where


def region_name(region: str) -> str:
    """A region's name in words: "Asia and the Pacific"."""
    return " ".join(word if word in ("and", "the") else word.capitalize() for word in region.split("-"))


def places(report: Report, sources: Iterable[str]) -> str:
    """Where passages stand, gathered by section: "Forum 1.1 (begins p. 11), items 2, 3"."""
    gathered: dict[tuple[str, str], list[str]] = {}
    wanted = set(sources)
    for passage in report.passages:
        if passage.id in wanted:
            section, _, item = naming.locator(report, passage).rpartition(", ")
            word, _, number = item.partition(" ")
            gathered.setdefault((section, word), []).append(number)
    parts = []
    for (section, word), numbers in gathered.items():
        parts.append(f"{section}, {word}{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}")
    return "; ".join(parts)


def _groups(report: Report, record: Any, kind: str, links: Sequence[Related]) -> Iterable[Group]:
    if kind == "session":
        points = tuple(Item(point.text, "", places(report, point.sources)) for point in record.conclusions)
        yield Group("Conclusions" + _mark(record, "conclusions"), points)
    if kind == "speaker":
        for number, appearance in enumerate(record.appearances):
            session = naming.find(report, "session", appearance.session)
            said = tuple(Item(point.text, "", places(report, point.sources)) for point in appearance.said)
            title = f"{session.name}, as {appearance.role}" + _mark(record, f"appearances[{number}]")
            yield Group(title, said or (Item("(no words reported)"),))
    yield from _linked(report, record, kind, links)
    yield from _digest(report, record, kind)
    yield Group("Remarks (*)", tuple(remark_item(remark) for remark in record.remarks))


def remark_item(remark: Any) -> Item:
    """A remark as a line: the field, what was done, what is printed, why."""
    printed = f" (printed: {remark.printed})" if remark.printed else ""
    return Item(f"{remark.field}: {remark.kind}{printed}", remark.reason)


def _linked(report: Report, record: Any, kind: str, links: Sequence[Related]) -> Iterable[Group]:
    found: dict[str, dict[str, list[str]]] = {}
    for link in links:
        if link.direction == "back":
            found.setdefault(link.kind, {}).setdefault(link.id, []).extend(link.sources)
    for other_kind in BACK_ORDER:
        if other_kind in found:
            items = [_item(report, record, kind, other_kind, other, sources) for other, sources in found[other_kind].items()]
            title = "What rests on it: " + KINDS[other_kind].collection if kind == "passage" else heading(KINDS[other_kind].collection)
            yield Group(title, tuple(items))


def _item(report: Report, record: Any, kind: str, other_kind: str, other_id: str, sources: Sequence[str]) -> Item:
    other = naming.find(report, other_kind, other_id)
    where = "" if kind == "passage" else places(report, sources)
    if other_kind == "speaker":
        mine = [appearance for appearance in other.appearances if kind != "session" or appearance.session == record.id]
        roles = "; ".join(dict.fromkeys(appearance.role for appearance in mine))
        return Item(f"{other.name}, {roles}", "", where)
    if other_kind == "statement":
        city = "" if kind == "city" else naming.label(report, naming.find(report, "city", other.city)) + ": "
        return Item(f"{city}{other.text}", other.type, where)
    if other_kind == "passage":
        return Item(other.gist, "", naming.locator(report, other))
    text = text_of(other)
    if kind == "passage" or other_kind in ("session", "topic"):
        text = ""
    elif kind == "topic" and other_kind == "initiative":
        text = display(report, other.city, "city")
    return Item(naming.label(report, other), text, where)


def _digest(report: Report, record: Any, kind: str) -> Iterable[Group]:
    if kind in ("section", "session"):
        section = record.id if kind == "section" else record.section
        if kind == "section":
            return  # its passages are among the linked
        chosen = [passage for passage in report.passages if passage.section == section]
        title = "Digest"
    elif kind in DIGEST:
        wanted = set(record.sources)
        chosen = [passage for passage in report.passages if passage.id in wanted]
        title = "What the report says where it is named"
    else:
        return
    yield Group(title, tuple(Item(passage.gist, "", naming.locator(report, passage)) for passage in chosen))
