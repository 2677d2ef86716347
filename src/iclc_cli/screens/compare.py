"""Records of one kind beside each other: what they share, what several have, what only one has."""

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from ..grid import GAP, GUTTER, wrap
from ..model.kinds import KINDS, choices, is_node, kind_of, shapes
from ..query.compare import shared
from ..text import typed
from .city import took_part
from .drawing import NOT_RUNNING, Drawing, field_words, region, word
from .related import groups, line
from .titles import title

BETWEEN, NARROWEST, WIDEST = 3, 22, 120
"""Columns between the records, of each at least, and of the whole at most."""

WORDS = {"summary": "about", "definition": "means", "text": "says"}
"""What stands before what a record says."""

UNTOLD = frozenset(("id", "name", "sources", "remarks", "order", "named", "aliases", "honorific", "iso2", "iso3", "number"))
"""Fields that tell nothing beside each other."""

MOST = 5
"""So many points of a session or a person are told; the cards have them all."""

Facts = dict[str, list[str]]
"""What there is to tell of a record, by the word in the gutter."""


def draw(drawing: Drawing, records: Sequence[Any]) -> None:
    """Columns where there is room for them, else each fact of all under each other."""
    page = drawing.page
    names = [_name(drawing, record) for record in records]
    page.heading(f"{', '.join(names[:-1])} and {names[-1]}")
    page.blank()
    both_have = _shared(drawing, records)
    told = [name for names in both_have.values() for name in names]
    plural = [_facts(drawing, record, both_have) for record in records]
    own = [field_words(name) for name in shapes(type(records[0]))]
    told += [value for key in own if key in plural[0] and _same(plural, key) for value in plural[0][key] if len(value) < 40]
    if told:
        page.run("share", list(dict.fromkeys(told)), 3)
    else:
        page.item("share", "nothing that the report tells of")
    if both := [one for one in getattr(records[0], "sources", ()) if all(one in record.sources for record in records)]:
        page.item("told in", drawing.wheres(both))
    facts = [{key: values for key, values in _singular(one, plural).items() if not _same(plural, key)} for one in plural]
    keys = list(dict.fromkeys(key for one in facts for key in one))
    room = min(page.width, WIDEST) - 2 * page.left - GUTTER - GAP - BETWEEN * (len(records) - 1)
    width = room // len(records)
    if page.stacked or page.plain or width < NARROWEST:
        _below(drawing, names, facts, keys)
    else:
        _beside(drawing, names, facts, keys, width)
    page.hint(*(f"iclc {drawing.called(record)}" for record in records))
    if kind_of(records[0]) == "city" and drawing.book.peers(records[0]):
        page.hint(f"iclc peers {typed(records[0].name)}")


def _same(facts: Sequence[Facts], key: str) -> bool:
    """Do all have the same there?"""
    return all(one.get(key) == facts[0].get(key) for one in facts)


def _name(drawing: Drawing, record: Any) -> str:
    kind = kind_of(record)
    return drawing.session(record.id) if kind == "session" else title(drawing, kind, record)


# What there is to tell


def _shared(drawing: Drawing, records: Sequence[Any]) -> dict[str, list[str]]:
    """The names of what they share, by kind."""
    book = drawing.book
    return {
        kind: [region(one) if kind == "region" else drawing.name(kind, one) for one in ids]
        for kind, ids in shared(book.index, book.links, records).items()
    }


def _facts(drawing: Drawing, record: Any, both_have: dict[str, list[str]]) -> Facts:
    """Its own facts, what it says, then what is linked to it; not what was told as shared."""
    kind = kind_of(record)
    facts: Facts = {}
    for name, shape in shapes(type(record)).items():
        value = getattr(record, name)
        if name in UNTOLD or shape.reference or value in (None, ()) or (kind == "strategy" and name == "title"):
            continue
        if name == "status" and value not in NOT_RUNNING:
            continue
        if kind == "city" and name == "participation":
            facts["took part"] = [took_part(drawing, record)]
        elif not is_node(shape.base):
            several = value if isinstance(value, tuple) else (value,)
            facts[WORDS.get(name) or field_words(name)] = [_value(type(record), name, one) for one in several]
    said = [point.text for appearance in getattr(record, "appearances", ()) for point in appearance.said]
    concluded = [point.text for point in drawing.last_first(getattr(record, "conclusions", ()))]
    for called, points in (("concluded", concluded), ("said", said)):
        if points:
            facts[called] = points[:MOST] + ([f"+{len(points) - MOST} more"] if len(points) > MOST else [])
    if kind == "speaker":
        facts["role"] = list(dict.fromkeys(appearance.role for appearance in record.appearances))
    for called, other, links in groups(record, drawing.book.links.related(record), several=True):
        if other in ("passage", "section") or (other == "country" and "country" in both_have):
            continue
        lines = [_line(drawing, record, other, one) for one in dict.fromkeys(link.id for link in links)]
        if lines := [one for one in lines if one not in both_have.get(other, ())]:
            facts.setdefault(called, []).extend(lines)
    if sources := getattr(record, "sources", ()):
        facts["told in"] = [drawing.where(sources)]
    return facts


def _singular(facts: Facts, every: Sequence[Facts]) -> Facts:
    """The facts under words for one thing where there is just one."""
    alone = {kind.collection: kind.name for kind in KINDS.values()} | {"bodies": "body"}
    held = {key: sum(len(one.get(key, ())) for one in every) for key in facts}
    return {alone.get(key, key) if held[key] == 1 else key: values for key, values in facts.items()}


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
