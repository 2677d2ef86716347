"""How what commands find looks: hits, links, remarks, differences, claims held against print, paragraphs.

A finding is a JSON object; `Shape` says which keys it has and which of them are columns. `iclc schema` describes
the same keys, and a test holds the two together.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from ..errors import UsageError
from ..model.kinds import KINDS, is_node, kind_of, shapes
from ..model.records import Report
from ..query import names as naming
from ..query.evidence import evidence
from ..query.links import related
from .cards import BACK_ORDER, display, heading, places, plain_listing, text_of, title
from .layout import Card, Column, Entry, Group, Item, Listing, cell


class Shape(NamedTuple):
    """The keys of one sort of finding."""

    noun: str
    """What the findings are, in the plural."""
    columns: tuple[str, ...]
    """The keys that rows show."""
    keys: tuple[str, ...]
    """All keys, in the order of JSON."""


HITS = Shape(
    "hits",
    ("kind", "id", "label", "field", "snippet"),
    ("kind", "id", "label", "field", "snippet", "matches", "score", "missing", "read_as", "section", "passages"),
)
RELATED = Shape(
    "related records",
    ("kind", "id", "label", "via", "direction", "sources"),
    ("kind", "id", "label", "via", "direction", "sources", "through"),
)
PEERS = Shape(
    "peers",
    ("id", "label", "score", "topics", "sessions", "initiative_kinds"),
    ("kind", "id", "label", "score", "topics", "sessions", "initiative_kinds"),
)
_REMARK = ("record", "field", "kind", "printed", "reason")
REMARKS = Shape("remarks", _REMARK, _REMARK)
_DIFFERENCE = ("change", "record", "field", "old", "new")
DIFFERENCES = Shape("differences", _DIFFERENCE, _DIFFERENCE)
EVIDENCE = Shape(
    "fields",
    ("record", "field", "value", "standing", "where", "reason"),
    ("record", "field", "value", "standing", "passages", "where", "printed", "reason"),
)
CLAIMS = Shape(
    "claims",
    ("record", "field", "claim", "wanted", "where", "fault"),
    ("record", "field", "claim", "wanted", "passages", "where", "outcome", "printed", "fault"),
)
PARAGRAPHS = Shape(
    "paragraphs",
    ("record", "passage", "locator", "text", "marked"),
    ("record", "passage", "locator", "text", "matches", "marked"),
)


def rows_of(found: Sequence[dict[str, Any]], shape: Shape, fields: Sequence[str] = ()) -> Listing:
    """Findings as rows; with `fields`, these and no others, in JSON too. Raises UsageError when there is no such field."""
    known = tuple(dict.fromkeys((*shape.keys, *(found[0] if found else ()))))
    for name in fields:
        if name not in known:
            raise UsageError(f"no field {naming.quoted(name)} in {shape.noun}. There are: {', '.join(known)}")
    keys = tuple(fields) or shape.columns
    rows = [[one.get(key) for key in keys] for one in found]
    cut = [dict(zip(keys, row, strict=True)) for row in rows] if fields else found
    return Listing(
        tuple(Column(key, heading(key)) for key in keys),
        cut,
        lambda: rows,
        lambda: [[cell(value) for value in row] for row in rows],
        shape.noun,
    )


def counted(found: Sequence[dict[str, Any]], name: str, shape: Shape) -> Listing:
    """How many findings have each value of a field, most first. Raises UsageError when there is no such field."""
    if name not in shape.keys:
        raise UsageError(f"no field {naming.quoted(name)} to count by. There are: {', '.join(shape.keys)}")
    held = Counter(cell(one.get(name)) for one in found)
    return plain_listing(("value", "count"), sorted(held.items(), key=lambda pair: (-pair[1], pair[0])), "values")


# Search


def hits(report: Report, found: Sequence[Any], read_as: dict[str, str], fields: Sequence[str] = (), explain: bool = False) -> Listing:
    """What a search found, as rows and as the JSON objects of the contract."""
    records = [hit_json(report, hit, read_as, explain) for hit in found]
    view = rows_of(records, HITS, fields)
    return view._replace(entries=lambda: [_hit_entry(report, hit, record) for hit, record in zip(found, records, strict=True)])


def _hit_entry(report: Report, hit: Any, record: dict[str, Any]) -> Entry:
    named = hit.field in ("name", "title")
    note = f"missing: {', '.join(hit.missing)}" if hit.missing else ""
    if "explain" in record:
        why = record["explain"]
        matched = ", ".join(f"{column} {', '.join(words)}" for column, words in why["matched"].items())
        note = "; ".join(part for part in (note, f"{why['tier']}, relevance {why['relevance']}; matched in {matched}") if part)
    text = text_of(hit.record) if named else hit.snippet
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


# Links


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
    return Card(title(report, record), f"{kind_of(record)}/{record.id}", (), "", ordered, "", list(shown))


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
    view = rows_of(shown, PEERS, fields)

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
    for other in BACK_ORDER:
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


# What the data rests on


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
    one = len(records) == 1
    return rows_of(shown, EVIDENCE._replace(columns=EVIDENCE.columns[1:]) if one else EVIDENCE, fields)


def differences(old: Report, new: Report, shown: Sequence[dict[str, Any]], fields: Sequence[str] = ()) -> Listing:
    """What changed between two data files; people read the name of a record that came or went."""
    view = rows_of(shown, DIFFERENCES, fields)
    sides = [{"old": old, "new": new}.get(column.key) for column in view.columns]

    def text(value: Any, side: Report | None) -> str:
        return naming.label(side, value) if side and type(value) in naming.KINDS_BY_CLASS else cell(value)

    return view._replace(texts=lambda: [[text(value, side) for value, side in zip(row, sides, strict=True)] for row in view.rows()])


# The reader's own copy


def claim_json(report: Report, check: Any) -> dict[str, Any]:
    """A claim held against print, as JSON shows it."""
    return {
        "record": check.record,
        "field": check.field or None,
        "claim": check.claim,
        "wanted": check.wanted,
        "passages": list(check.passages),
        "where": places(report, check.passages),
        "outcome": check.outcome,
        "printed": list(check.printed),
        "fault": check.fault or None,
    }


def claims(report: Report, checks: Sequence[Any], fields: Sequence[str] = ()) -> Listing:
    """Claims held against print, as rows; where not all are faults, with the outcome and the words as printed."""
    all_faults = all(check.outcome == "fault" for check in checks)
    columns = CLAIMS.columns if all_faults else ("record", "field", "claim", "wanted", "outcome", "printed", "where", "fault")
    shown = [claim_json(report, check) for check in checks]
    view = rows_of(shown, CLAIMS._replace(columns=columns), fields)
    return view if fields else view._replace(entries=lambda: [_claim_entry(one) for one in shown])


def _claim_entry(claim: dict[str, Any]) -> Entry:
    """A claim for people: what is claimed, what became of it, and the words as printed."""
    outcome = claim["outcome"].replace("-", " ") + (f": {claim['fault']}" if claim["fault"] else "")
    printed = "; ".join(claim["printed"])
    return Entry(
        f"{claim['field'] or 'passage'}: {claim['wanted']}", claim["record"], printed or f"({claim['claim']})", (), claim["where"], outcome
    )


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
        verdict_line(verdict),
        f"{name}, {verdict.passages} of {len(report.passages)} passages found",
        tuple(facts),
        "",
        tuple(Group(record, tuple(items)) for record, items in groups.items()),
        out_of_reach(verdict),
        labels=("Verdict", "Copy"),
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
    result = f"{faults:,} not borne out" if faults else "all borne out"
    return f"{number_of(verdict.checked.total(), 'claim')} checked, {result}"


def out_of_reach(verdict: Any) -> str:
    """What a check against print cannot tell."""
    parts = []
    if verdict.unread:
        parts.append(f"{number_of(verdict.unread, 'claim')} on passages that the copy lacks")
    if verdict.remarked:
        parts.append(f"{number_of(verdict.remarked, 'claim')} that a remark explains")
    if verdict.paraphrases:
        texts = number_of(verdict.paraphrases, "text")
        parts.append(f"the meaning of {texts} in our own words (numbers, names and sources in them are checked)")
    return f"Out of reach: {'; '.join([*parts, 'our classifications'])}."


def number_of(count: int, noun: str) -> str:
    """A number of things: "1 claim", "2,000 claims"."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def paragraphs(report: Report, traced: Sequence[Any], fields: Sequence[str] = ()) -> Listing:
    """Paragraphs of the reader's copy, each with its locator and the words that carry the record."""
    shown = [
        {
            "record": f"{kind_of(one.record)}/{one.record.id}",
            "passage": one.passage,
            "locator": naming.locator(report, naming.find(report, "passage", one.passage)),
            "text": one.text,
            "matches": [list(span) for span in one.matches],
            "marked": [(one.text or "")[start:end] for start, end in one.matches],
        }
        for one in traced
    ]
    several = len({one["record"] for one in shown}) > 1
    view = rows_of(shown, PARAGRAPHS, fields)

    def entries() -> list[Entry]:
        held = []
        for one, record in zip(traced, shown, strict=True):
            note = f"for {record['record']}" if several else ""
            missing = "(not found in the copy)"
            held.append(Entry(record["locator"], f"passage/{one.passage}", one.text or missing, one.matches, "", note))
        return held

    return view if fields else view._replace(entries=entries)
