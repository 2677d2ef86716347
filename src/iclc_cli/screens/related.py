"""What is one step away from a record: a line each, grouped in words."""

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from ..model.kinds import KINDS, kind_of
from ..query.links import Related
from .drawing import Drawing, glue, grouped
from .titles import ref, title, told

ORDER = ("conference", "country", "city", "session", "speaker", "initiative", "statement", "organisation", "figure", "document", "strategy")
"""The kinds in the order in which they are told; then topics, goals and sections, in the end the passages."""

CUT = frozenset({"session", "speaker", "statement", "figure", "strategy"})
"""Of these a line is enough: what is cut is a title, a role, a sentence, and never a name."""

LAST = ("topic", "sdg", "section", "passage")

WORDS = {
    ("city", "country"): "lies in",
    ("city", "initiative"): "does",
    ("city", "statement"): "said",
    ("organisation", "country"): "lies in",
    ("organisation", "city"): "lies in",
    ("organisation", "initiative"): "does",
    ("speaker", "country"): "from",
    ("speaker", "city"): "spoke for",
    ("speaker", "organisation"): "spoke for",
    ("speaker", "session"): "spoke in",
    ("speaker", "initiative"): "told of",
    ("session", "speaker"): "spoke",
    ("initiative", "speaker"): "told by",
    ("statement", "session"): "said in",
    ("statement", "city"): "said by",
    ("section", "passage"): "paragraphs",
}
"""What links two kinds, in a word; where there is none here, the name of the other kind does."""

VIAS = {
    ("city", "place"): "in it",
    ("city", "proposed_by"): "wished for",
    ("initiative", "place"): "lies in",
    ("initiative", "proposed_by"): "wished by",
}
"""What links two kinds by a field that says something else than whose it is."""

SAME = {"forward": "belongs to", "back": "parts"}
"""What links two records of one kind."""


def draw(drawing: Drawing, record: Any, found: Sequence[Related], total: int) -> None:
    """What it refers to and what refers to it; for the strategy then what shares a topic with it, which is a pointer, not a cause."""
    page = drawing.page
    name = title(drawing, kind_of(record), record)
    page.heading(name, glue("one step away") + (f", {len(found)} of {total}" if len(found) < total else ""))
    page.blank()
    linked = [link for link in found if link.direction != "shared"]
    _groups(drawing, record, linked)
    for number, (topic, links) in enumerate(grouped((link for link in found if link.direction == "shared"), _through).items()):
        if not number:
            page.heading("Shares a topic", "a pointer, not a cause")
        page.blank()
        page.item("through", page.words((drawing.name("topic", topic), "name")), role="")
        _groups(drawing, record, links)
    if not found:
        page.put("nothing is linked to it", indent=page.left)
    page.hint(f"iclc related {ref(drawing, record)} --fields kind,id,via", f"iclc {drawing.called(record)}")


def _through(link: Related) -> str:
    return (link.through or "").partition("/")[2]


def _groups(drawing: Drawing, record: Any, links: Sequence[Related]) -> None:
    for word, same in grouped(groups(record, links), lambda group: group[0]).items():
        for number, (_, kind, held) in enumerate(same):
            _group(drawing, record, kind, "" if number else word, held)


def groups(record: Any, links: Sequence[Related], several: bool = False) -> list[tuple[str, str, list[Related]]]:
    """Links by the word for them and the kind of what they lead to, in the order in which they are told.

    With `several` the words are for more than one, even where there is one.
    """
    own, kinds = kind_of(record), grouped(links, lambda link: link.kind)
    order = {kind: place for place, kind in enumerate((*ORDER, *LAST))}
    told = []
    for kind in sorted(kinds, key=lambda kind: order.get(kind, len(ORDER))):
        ways = grouped(kinds[kind], lambda link: link.direction if link.kind == own else VIAS.get((own, link.via), ""))
        for direction, held in ways.items():
            number = 2 if several else len({link.id for link in held})
            told.append((_word(record, kind, direction, number), kind, held))
    return told


def _word(record: Any, kind: str, direction: str, number: int) -> str:
    if direction:
        return SAME.get(direction, direction)
    if word := WORDS.get((kind_of(record), kind)):
        return word
    match kind:
        case "speaker":
            return "people"
        case "organisation":
            return "body" if number == 1 else "bodies"
        case "passage":
            return "told in"
        case "sdg":
            return "SDG" if number == 1 else "SDGs"
    return kind if number == 1 else KINDS[kind].collection


def _group(drawing: Drawing, record: Any, kind: str, word: str, links: Sequence[Related]) -> None:
    page = drawing.page
    sources = grouped(links, lambda link: link.id)
    if kind == "passage":
        page.item(word, drawing.wheres(sources))
        return
    if kind in ("topic", "sdg", "section"):
        page.run(word, [title(drawing, kind, drawing.get(kind, one)) for one in sources], 99)
        return
    for number, (identifier, held) in enumerate(sources.items()):
        passages = dict.fromkeys(passage for link in held for passage in link.sources)
        place = "" if kind_of(record) == "passage" or kind == "country" else drawing.where(passages, most=1)
        page.item(
            "" if number else word, line(drawing, record, kind, drawing.get(kind, identifier)), place, cut=kind in CUT and not page.plain
        )


def line(drawing: Drawing, record: Any, kind: str, other: Any) -> Text:
    """A record in a line, as one reads it beside the one it is linked to."""
    page = drawing.page
    own = kind_of(record)
    match kind:
        case "speaker":
            mine = [appearance.role for speaker, appearance in _appearances(drawing, record) if speaker is other]
            roles = mine or [appearance.role for appearance in other.appearances]
            return page.words(f"{other.name}, {'; '.join(dict.fromkeys(roles))}")
        case "statement":
            return page.words(other.text if own == "city" else f"{drawing.speaking(other)}, {other.type}: {other.text}")
        case "initiative" if own == "city":
            return page.words(drawing.initiative(other))
        case "city" if own not in ("country", "organisation"):
            return page.words(f"{other.name}, {told(drawing, kind, other)}")
        case "strategy":
            return page.words(f"{other.title}: {other.text}" if other.title else other.text)
    return page.words(title(drawing, kind, other))


def _appearances(drawing: Drawing, record: Any) -> list[tuple[Any, Any]]:
    kind = kind_of(record)
    return drawing.appearances(kind, record.id) if kind in ("session", "city", "country", "organisation") else []
