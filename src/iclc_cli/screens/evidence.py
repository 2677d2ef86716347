"""`iclc show REF --evidence`: a record field by field, with what each rests on."""

from collections.abc import Sequence
from typing import Any

from ..model.kinds import choices, kind_of
from ..model.walk import fields, parse_path
from ..query.evidence import FieldEvidence
from .drawing import Drawing, grouped, word
from .titles import title

STANDING = {"paraphrase": "our words"}
"""What a field rests on, where the word for it is not the one people read."""

LEGEND = "Printed: as the report has it. Our words: what it says, put by us. Classified: our judgement. All else departs from print."


def evidence(drawing: Drawing, records: Sequence[Any]) -> None:
    """Every field that holds something or is remarked: what it rests on, what it holds, where that stands, and why it departs."""
    page = drawing.page
    for record in records:
        page.blank()
        kind = kind_of(record)
        drawing.head(title(drawing, kind, record), f"{kind}, field by field")
        page.blank()
        before: Before = ("", None)
        for name, told in grouped(drawing.book.evidence(record), lambda one: one.field).items():
            before = _field(drawing, record, name, told, before)
        drawing.hint(record, True, "trace", "cite")
    page.blank()
    page.put(LEGEND)


Before = tuple[str, str | None]
"""What the field above rests on, and the reason of its remark: neither is told twice."""


def _field(drawing: Drawing, record: Any, name: str, told: Sequence[FieldEvidence], before: Before) -> Before:
    """A field, and below it the remarks on it; returns what the next one need not tell again."""
    page, first = drawing.page, told[0]
    standing = STANDING.get(first.standing, first.standing)
    shown = page.words((_in_words(name), "name"), f": {_value(drawing, record, name, first.value)}")
    page.item("" if standing == before[0] and not page.plain else standing, shown, drawing.where(first.passages, most=2), role="", hang=2)
    for one in told:
        if one.reason and one.reason != before[1]:
            printed = f"Printed: “{one.printed}”. " if one.printed else ""
            kind = f"{one.standing.capitalize()}: " if one is not first else ""
            page.put(f"{kind}{printed}{_sentence(drawing.in_places(one.reason))}", indent=page.column + (0 if page.plain else 2), hang=2)
    return standing, told[-1].reason


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _in_words(field: str) -> str:
    """A field as people say it, places counted from one: "appearances 1, said 2"."""
    told = ""
    path = parse_path(field)
    for step in path[:-1] if len(path) > 1 and path[-1] == "text" else path:
        told += f" {step + 1}" if isinstance(step, int) else f"{', ' if told else ''}{step.replace('_', ' ')}"
    return told


def _value(drawing: Drawing, record: Any, field: str, value: Any) -> str:
    """What a field holds: records by their names, passages by their places, coded values in words."""
    if value is None or value == ():
        return "left open"
    known = fields(type(record))[tuple(step for step in parse_path(field) if isinstance(step, str))]
    values = value if isinstance(value, tuple) else (value,)
    if known.shape.reference == "passage" and known.path[-1] != "id":
        return drawing.where(values)
    if choices(known.owner, known.path[-1]):
        return ", ".join(word(one) for one in values)
    return drawing.book.labels.value(value, known.shape.reference if known.path[-1] != "id" else None)
