"""How records look: the columns of each kind's list, and the card of a record. The one place to change either."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from . import naming
from .errors import UsageError
from .evidence import evidence
from .kinds import KINDS, is_node, kind_of, shapes
from .links import Related, related
from .listing import Card, Column, Details, Entry, Group, Item, Listing, as_json, cell
from .model import Report
from .selection import Count, Fields, shape_at

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

_TEXT_FIELDS = ("summary", "text", "gist", "definition")
_BACK_ORDER = (
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
    text = next((value + _mark(record, name) for name in _TEXT_FIELDS if (value := getattr(record, name, None))), "")
    return Card(
        title=_title(report, record),
        kind=f"{kind}/{record.id}",
        facts=tuple(_facts(report, record, kind)),
        text=text,
        groups=tuple(group for group in _groups(report, record, kind, links) if group.items),
        note=_PARAPHRASE,
        record={**as_json(record), "related": [related_json(report, link) for link in links]},
    )


def _title(report: Report, record: Any) -> str:
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
    hidden = {"id", "name", "honorific", "sources", "remarks", *_TEXT_FIELDS}
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
    for other_kind in _BACK_ORDER:
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
    text = next((value for name in _TEXT_FIELDS if (value := getattr(other, name, None))), "")
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


HIT_COLUMNS = ("kind", "id", "label", "field", "snippet")
"""What a search shows as rows."""


def hits(report: Report, found: Sequence[Any], read_as: dict[str, str], fields: Sequence[str] = (), explain: bool = False) -> Listing:
    """What a search found, as rows and as the JSON objects of the contract."""
    records = [hit_json(report, hit, read_as, explain) for hit in found]
    view = rows_of(records, HIT_COLUMNS, fields, "hits")
    return view._replace(entries=lambda: [_hit_entry(report, hit, record) for hit, record in zip(found, records, strict=True)])


def rows_of(records: Sequence[dict[str, Any]], columns: Sequence[str], fields: Sequence[str], noun: str) -> Listing:
    """JSON objects that are no records of a kind, as rows; with `fields`, these and no others, in JSON too.

    Raises UsageError when there is no such field.
    """
    known = tuple(dict.fromkeys(key for record in records for key in record))
    for name in fields:
        if known and name not in known:
            raise UsageError(f"no field {naming.quoted(name)} in {noun}. There are: {', '.join(known)}")
    keys = tuple(fields) or tuple(columns)
    rows = [[record.get(key) for key in keys] for record in records]
    cut = [dict(zip(keys, row, strict=True)) for row in rows] if fields else records
    return Listing(
        tuple(Column(key, heading(key)) for key in keys), cut, lambda: rows, lambda: [[cell(value) for value in row] for row in rows], noun
    )


def _hit_entry(report: Report, hit: Any, record: dict[str, Any]) -> Entry:
    named = hit.field in ("name", "title")
    note = f"missing: {', '.join(hit.missing)}" if hit.missing else ""
    if "explain" in record:
        why = record["explain"]
        matched = ", ".join(f"{column} {', '.join(words)}" for column, words in why["matched"].items())
        note = "; ".join(part for part in (note, f"{why['tier']}, relevance {why['relevance']}; matched in {matched}") if part)
    text = next((value for name in _TEXT_FIELDS if (value := getattr(hit.record, name, None))), "") if named else hit.snippet
    marks = () if named else hit.matches
    where = record["label"] if hit.kind == "passage" else places(report, record["passages"][:1])
    return Entry(
        record["label"],
        f"{hit.kind}/{hit.record.id}",
        naming.clip(text, 240) if named else text,
        marks,
        "" if hit.kind == "passage" else where,
        note,
    )


def hit_json(report: Report, hit: Any, read_as: dict[str, str], explain: bool = False) -> dict[str, Any]:
    """A hit as JSON shows it."""
    passages = [hit.record.id] if hit.kind == "passage" else list(hit.sources)
    section = hit.record.id if hit.kind == "section" else None
    if passages:
        section = naming.find(report, "passage", passages[0]).section
    shown = {
        "kind": hit.kind,
        "id": hit.record.id,
        "label": naming.label(report, hit.record),
        "field": hit.field,
        "snippet": hit.snippet,
        "matches": [list(span) for span in hit.matches],
        "score": hit.score,
        "missing": list(hit.missing),
        "read_as": read_as,
        "section": section,
        "passages": passages,
    }
    return {**shown, "explain": hit.explain} if explain else shown


def counted(shown: Sequence[dict[str, Any]], name: str) -> Listing:
    """How many JSON objects have each value of a field, most first. Raises UsageError when there is no such field."""
    if shown and name not in shown[0]:
        raise UsageError(f"no field {naming.quoted(name)} to count by. There are: {', '.join(shown[0])}")
    held = Counter(cell(one[name]) for one in shown)
    return plain_listing(("value", "count"), sorted(held.items(), key=lambda pair: (-pair[1], pair[0])), "values")


REMARK_COLUMNS = ("record", "field", "kind", "printed", "reason")
"""What `iclc remarks` shows as rows."""

DIFFERENCE_COLUMNS = ("change", "record", "field", "old", "new")
"""What `iclc diff` shows as rows."""


def changes(old: Report, new: Report, shown: Sequence[dict[str, Any]], fields: Sequence[str] = ()) -> Listing:
    """What changed between two data files; people read the name of a record that came or went."""
    view = rows_of(shown, DIFFERENCE_COLUMNS, fields, "differences")
    sides = [{"old": old, "new": new}.get(column.key) for column in view.columns]

    def text(value: Any, side: Report | None) -> str:
        return naming.label(side, value) if side and type(value) in naming.KINDS_BY_CLASS else cell(value)

    return view._replace(texts=lambda: [[text(value, side) for value, side in zip(row, sides, strict=True)] for row in view.rows()])


EVIDENCE_COLUMNS = ("record", "field", "value", "standing", "where", "reason")
"""What `iclc show REF --evidence` shows as rows."""


def evidence_rows(report: Report, records: Sequence[Any], fields: Sequence[str] = ()) -> Listing:
    """Field by field what records rest on."""
    shown = [
        {
            "record": f"{kind_of(record)}/{record.id}",
            "field": found.field,
            "value": found.value,
            "standing": found.standing,
            "passages": list(found.sources),
            "where": places(report, found.sources),
            "printed": found.remark.printed if found.remark else None,
            "reason": found.remark.reason if found.remark else None,
        }
        for record in records
        for found in evidence(record)
    ]
    return rows_of(shown, EVIDENCE_COLUMNS[len(records) == 1 :], fields, "fields")


RELATED_COLUMNS = ("kind", "id", "label", "via", "direction", "sources")
"""What `iclc related` shows as rows."""

_DIRECTIONS = {
    "forward": "It refers to",
    "back": "Refer to it",
    "shared": "Share a topic with it (a pointer, not a cause)",
}


def related_card(report: Report, record: Any, shown: Sequence[dict[str, Any]]) -> Card:
    """Related records grouped by kind and direction, each with the field and the passages that link it."""
    groups: dict[tuple[str, str], list[Item]] = {}
    for link in shown:
        via = f"through {link['through']}" if "through" in link else f"via {link['via']}"
        where = "" if link["kind"] == "passage" else places(report, link["sources"][:3])
        item = Item(link["label"], f"{link['kind']}/{link['id']}, {via}", where)
        groups.setdefault((link["direction"], link["kind"]), []).append(item)
    ordered = tuple(
        Group(f"{_DIRECTIONS[direction]}: {heading(KINDS[kind].collection).lower()}", tuple(items))
        for (direction, kind), items in groups.items()
    )
    return Card(_title(report, record), f"{kind_of(record)}/{record.id}", (), "", ordered, "", list(shown))


def peers(report: Report, found: Sequence[Any], fields: Sequence[str] = ()) -> Listing:
    """Cities like another, with the reasons."""
    shown = [
        {
            "kind": kind_of(peer.record),
            "id": peer.record.id,
            "label": naming.label(report, peer.record),
            "score": peer.score,
            "topics": list(peer.shared["topic"]),
            "sessions": list(peer.shared["session"]),
            "initiative_kinds": list(peer.shared["initiative_kind"]),
        }
        for peer in found
    ]
    view = rows_of(shown, ("id", "label", "score", "topics", "sessions", "initiative_kinds"), fields, "peers")

    def entries() -> list[Entry]:
        held = []
        for peer, record in zip(found, shown, strict=True):
            reasons = []
            for words, name, kind in (
                ("topics", "topics", "topic"),
                ("both in", "sessions", "session"),
                ("both have", "initiative_kinds", None),
            ):
                if record[name]:
                    reasons.append(f"{words}: {display(report, record[name], kind)}")
            where = display(report, peer.record.country, "country")
            held.append(Entry(record["label"], f"city/{record['id']}", ". ".join(reasons) + ".", (), "", f"{where}; likeness {peer.score}"))
        return held

    return view if fields else view._replace(entries=entries)


def comparison(report: Report, chosen: Sequence[Any]) -> Listing:
    """Records of one kind side by side: their facts, then what refers to them, the same rows for all."""
    kind = kind_of(chosen[0])
    rows: list[tuple[str, list[list[str]]]] = []
    for name, part in shapes(KINDS[kind].record).items():
        if name in ("id", "remarks", "sources") or is_node(part.base):
            continue
        rows.append((name, [_facts_of(report, getattr(record, name), part.reference) for record in chosen]))
    backs = [[link for link in related(report, record) if link.direction == "back"] for record in chosen]
    for other in _BACK_ORDER:
        if other != "passage" and any(link.kind == other for links in backs for link in links):
            labels = [
                list(dict.fromkeys(_beside(report, naming.find(report, other, link.id)) for link in links if link.kind == other))
                for links in backs
            ]
            rows.append((KINDS[other].collection, labels))
    rows.append(("sources", [[places(report, getattr(record, "sources", ()))] for record in chosen]))
    rows = [row for row in rows if any(any(values) for values in row[1])]
    names = [record.id for record in chosen]
    held = [{"field": name, "values": dict(zip(names, values, strict=True))} for name, values in rows]
    columns = (Column("field", ""), *(Column(record.id, naming.short_label(report, record)) for record in chosen))

    def cells() -> list[list[Any]]:
        return [[name, *values] for name, values in rows]

    def texts() -> list[list[str]]:
        return [[heading(name), *(_several(values) for values in row)] for name, row in rows]

    return Listing(columns, held, cells, texts, "facts")


def _beside(report: Report, record: Any) -> str:
    return f"{record.type}: {record.text}" if kind_of(record) == "statement" else naming.short_label(report, record)


def _facts_of(report: Report, value: Any, reference: str | None) -> list[str]:
    several = value if isinstance(value, tuple) else () if value is None else (value,)
    return [display(report, one, reference) for one in several]


def _several(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else "; ".join(values)


FAULT_COLUMNS = ("record", "field", "claim", "wanted", "where", "fault")
"""What `iclc verify` shows as rows."""


def fault_json(report: Report, check: Any) -> dict[str, Any]:
    """A claim that print does not bear out, as JSON shows it."""
    return {
        "record": check.record,
        "field": check.field or None,
        "claim": check.claim,
        "wanted": check.wanted,
        "passages": list(check.passages),
        "where": places(report, check.passages),
        "fault": check.fault,
    }


def verdict_card(report: Report, name: str, verdict: Any) -> Card:
    """What `iclc verify` found, for people: how much of what was checked, and the faults by record."""
    faulty = Counter(check.claim for check in verdict.faults)
    facts = []
    for claim, count in verdict.checked.most_common():
        faults = f", {faulty[claim]} not borne out" if faulty[claim] else ""
        facts.append((_claims(claim), f"{count:,}{faults}"))
    groups: dict[str, list[Item]] = {}
    for check in verdict.faults:
        text = f"{check.field or 'passage'}: {naming.quoted(check.wanted)} {check.fault}"
        groups.setdefault(check.record, []).append(Item(text, "", places(report, check.passages)))
    return Card(
        f"{name}: {verdict_line(verdict)}",
        f"{len(report.passages) - faulty['passage']} of {len(report.passages)} passages found",
        tuple(facts),
        "",
        tuple(Group(record, tuple(items)) for record, items in groups.items()),
        out_of_reach(verdict),
    )


def _claims(claim: str) -> str:
    """What people read for claims of a sort."""
    if claim in KINDS:
        return heading(KINDS[claim].collection) + " referred to"
    several = {"in our words": "Names, numbers in our words", "alias": "Aliases", "address": "Addresses", "participation": "Participation"}
    return (
        several.get(claim)
        or {"term": "Key terms", "kind": "Session kinds", "remark": "Words in remarks"}.get(claim)
        or heading(claim + "s")
    )


def verdict_line(verdict: Any) -> str:
    """What was checked and how it came out, in a line."""
    faults = len(verdict.faults)
    result = "all borne out" if not faults else "1 not borne out" if faults == 1 else f"{faults:,} not borne out"
    return f"{verdict.checked.total():,} claims checked, {result}"


def out_of_reach(verdict: Any) -> str:
    """What a check against print cannot tell."""
    unread = f"{verdict.unread:,} claims on passages that the copy lacks; " if verdict.unread else ""
    return (
        f"Out of reach: {unread}{verdict.remarked:,} claims that a remark explains; the meaning of {verdict.paraphrases:,} texts in our "
        "own words (their numbers, names and places in the report are checked); our classifications."
    )


PARAGRAPH_COLUMNS = ("record", "passage", "locator", "text")
"""What `iclc trace` shows as rows."""


def paragraphs(report: Report, traced: Sequence[Any], fields: Sequence[str] = ()) -> Listing:
    """Paragraphs of the reader's copy, each with its locator and the places of the words that carry the record."""
    shown = [
        {
            "record": f"{kind_of(one.record)}/{one.record.id}",
            "passage": one.passage,
            "locator": naming.locator(report, naming.find(report, "passage", one.passage)),
            "text": one.text,
            "matches": [list(span) for span in one.matches],
        }
        for one in traced
    ]
    several = len({one["record"] for one in shown}) > 1
    view = rows_of(shown, PARAGRAPH_COLUMNS, fields, "paragraphs")

    def entries() -> list[Entry]:
        held = []
        for one, record in zip(traced, shown, strict=True):
            note = f"for {record['record']}" if several else ""
            missing = "(not found in the copy)"
            held.append(Entry(record["locator"], f"passage/{one.passage}", one.text or missing, one.matches, "", note))
        return held

    return view if fields else view._replace(entries=entries)
