"""Records of one kind beside each other: what they share, what several have, what only one has."""

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from ..grid import GAP, GUTTER, wrap
from ..model.kinds import choices, is_node, kind_of, shapes
from .city import took_part
from .drawing import Drawing, field_words, region, typed, word
from .related import groups, line
from .titles import title

BETWEEN, NARROWEST, WIDEST = 3, 22, 120
"""Columns between the records, of each at least, and of the whole at most."""

SHARED = ("topic", "session", "city", "organisation", "speaker", "initiative", "document", "sdg", "country", "region")
"""What records may share, in the order in which that is told."""

Facts = dict[str, list[str]]
"""What there is to tell of a record, by the word in the gutter."""


def draw(drawing: Drawing, records: Sequence[Any]) -> None:
    """Columns where there is room for them, else each fact of all under each other."""
    page = drawing.page
    names = [_name(drawing, record) for record in records]
    page.heading(f"{', '.join(names[:-1])} and {names[-1]}")
    page.blank()
    shared = _shared(drawing, records)
    told = [name for kind in shared for name in shared[kind]]
    page.run("share", told, 3) if told else page.item("share", "nothing that the report tells of both" if len(records) == 2 else "nothing")
    facts = [_facts(drawing, record, shared) for record in records]
    keys = list(dict.fromkeys(key for one in facts for key in one))
    room = min(page.width, WIDEST) - 2 * page.left - GUTTER - GAP - BETWEEN * (len(records) - 1)
    width = room // len(records)
    if page.stacked or page.plain or width < NARROWEST:
        _below(drawing, names, facts, keys)
    else:
        _beside(drawing, names, facts, keys, width)
    page.hint(*(f"iclc {drawing.called(record)}" for record in records))
    if kind_of(records[0]) == "city":
        page.hint(f"iclc peers {typed(records[0].name)}")


def _name(drawing: Drawing, record: Any) -> str:
    kind = kind_of(record)
    return drawing.session(record.id) if kind == "session" else title(drawing, kind, record)


# What there is to tell


def _shared(drawing: Drawing, records: Sequence[Any]) -> dict[str, list[str]]:
    """What all lead to, by kind; of topics the rare ones first."""
    found: dict[str, list[str]] = {}
    for kind in SHARED:
        if kind == kind_of(records[0]):
            continue
        leads = [drawing.book.links.leads_to(record, kind) for record in records]
        both = [one for one in leads[0] if all(one in other for other in leads[1:])]
        if kind == "topic":
            both.sort(key=lambda one: len(drawing.get("topic", one).sources))
        if both and not (kind == "region" and "country" in found):
            found[kind] = [region(one) if kind == "region" else drawing.name(kind, one) for one in both]
    return found


def _facts(drawing: Drawing, record: Any, shared: dict[str, list[str]]) -> Facts:
    """Its own facts, what it says, then what is linked to it; not what was told as shared."""
    kind = kind_of(record)
    facts: Facts = {}
    for name, shape in shapes(type(record)).items():
        value = getattr(record, name)
        if name in ("id", "name", "sources", "remarks", "order", "named") or shape.reference or value in (None, ()):
            continue
        if kind == "city" and name == "participation":
            facts["took part"] = [took_part(drawing, record)]
        elif not is_node(shape.base):
            facts[field_words(name)] = [_value(type(record), name, one) for one in (value if isinstance(value, tuple) else (value,))]
    for point in getattr(record, "conclusions", ()):
        facts.setdefault("concluded", []).append(point.text)
    for appearance in getattr(record, "appearances", ()):
        facts.setdefault("role", []).append(f"{appearance.role} ({drawing.session(appearance.session)})")
        if appearance.said:
            facts.setdefault("said", []).extend(point.text for point in appearance.said)
    for called, other, links in groups(record, drawing.book.links.related(record)):
        lines = [
            _line(drawing, record, other, one) for one in dict.fromkeys(link.id for link in links) if other not in ("passage", "section")
        ]
        lines = [one for one in lines if one not in shared.get(other, ())]
        if lines and not (other == "country" and "country" in shared):
            facts.setdefault(called, []).extend(lines)
    if sources := getattr(record, "sources", ()):
        facts["told in"] = [drawing.where(sources)]
    return facts


def _value(cls: type[Any], name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "region":
        return region(value)
    return word(value) if choices(cls, name) else str(value)


def _line(drawing: Drawing, record: Any, kind: str, identifier: str) -> str:
    other = drawing.get(kind, identifier)
    match kind:
        case "topic" | "sdg" | "session":
            return drawing.name(kind, identifier)
        case "statement" if kind_of(record) == "city":
            return f"{word(other.type)}: {other.text}"
    return line(drawing, record, kind, other).plain


# How it is told


def _beside(drawing: Drawing, names: Sequence[str], facts: Sequence[Facts], keys: Sequence[str], width: int) -> None:
    """A column each for what several have; what only one has, and what is too wide, across, below that."""
    page = drawing.page
    across = [key for key in keys if sum(key in one for one in facts) == 1 or _longest(facts, key) > width]
    page.blank()
    _row(drawing, "", [[name] for name in names], width, "name")
    for key in keys:
        if key not in across:
            _row(drawing, key, [one.get(key, []) for one in facts], width)
    for key in across:
        page.blank()
        begun = False
        for name, one in zip(names, facts, strict=True):
            only = " only" if sum(key in other for other in facts) == 1 else ""
            for number, value in enumerate(one.get(key, [])):
                told = value if number else page.words((f"{name}{only}", "name"), "  ", value)
                page.item("" if begun else key, told, hang=2)
                begun = True


def _longest(facts: Sequence[Facts], key: str) -> int:
    return max(cell_len(part) for one in facts for value in one.get(key, ()) for part in value.split(" "))


def _row(drawing: Drawing, key: str, cells: Sequence[Sequence[str]], width: int, role: str = "") -> None:
    page = drawing.page
    blocks = [[row for value in cell or ("–",) for row in wrap(page.words((value, role)), width, 2)] for cell in cells]
    for number in range(max(map(len, blocks))):
        text = Text(" " * page.left).append(page.words((key, "name")) if not number else "")
        text.append(" " * (page.column - text.cell_len))
        for place, block in enumerate(blocks):
            row = block[number] if number < len(block) else Text()
            last = place == len(blocks) - 1
            text.append_text(row).append("" if last else " " * (width - row.cell_len + BETWEEN))
        page.lines.append(text)


def _below(drawing: Drawing, names: Sequence[str], facts: Sequence[Facts], keys: Sequence[str]) -> None:
    """Each fact of all records under its word."""
    page = drawing.page
    for key in keys:
        page.heading(key)
        for name, one in zip(names, facts, strict=True):
            values = one.get(key, [])
            if key in ("people", "does", "topics", "sessions", "initiatives") and len(values) > 1:
                page.run(name, values, 99, role="")
            else:
                for number, value in enumerate(values):
                    page.item("" if number else name, value, role="", hang=2)
