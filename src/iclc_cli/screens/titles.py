"""What a record of any kind is called, and what it says, where records of many kinds stand in one list."""

from typing import Any

from ..grid import GLUE
from ..query.labels import is_ours, plain_name
from ..text import fold
from ..views.listing import text_of
from .drawing import Drawing, amount, word


def title(drawing: Drawing, kind: str, record: Any) -> str:
    """A record in one line: "Forum 1.3  Strengthening learning for health …", "Chiang Rai, commitment"."""
    match kind:
        case "session":
            brief = drawing.session(record.id)
            if record.title and not fold(record.title).startswith(fold(brief.replace(GLUE, " "))):
                return f"{brief}  {record.title}"
            return record.title or brief
        case "section":
            return drawing.book.labels.brief(record)
        case "statement":
            return f"{drawing.speaking(record)}, {word(record.type)}"
        case "initiative":
            return f"“{record.name}”" if record.named else str(record.name)
        case "figure":
            return f"{amount(record)} {record.counts}"
        case "passage":
            return drawing.where([record.id])
        case "country":
            return drawing.country(record.id)
    return plain_name(record) if is_ours(record) else drawing.book.labels.short(record)


def told(drawing: Drawing, kind: str, record: Any) -> str:
    """What a record says, or for what says nothing where it belongs: a person's role, a city's country."""
    match kind:
        case "speaker":
            return "; ".join(dict.fromkeys(appearance.role for appearance in record.appearances))
        case "city":
            return drawing.country(record.country)
        case "organisation":
            return record.acronym or (drawing.country(record.country) if record.country else "")
    return text_of(record)


def ref(drawing: Drawing, record: Any) -> str:
    """What to type for a record where a command takes one word for it."""
    called = drawing.called(record)
    if " " not in called or called[:1] in "\"'":
        return called
    kind, _, identifier = called.partition(" ")
    return f"{kind}/{identifier}" if identifier == record.id else str(record.id)
