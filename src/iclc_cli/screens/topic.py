"""Topics: an index in columns; a card of what it means, what is near it, where it is told, and who does something about it."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich.text import Text

from ..grid import CARD, GAP, Column, Group, Words
from ..model import Country, Initiative, Topic
from ..model.kinds import aliases, choices
from ..query.choosing import chosen_words
from ..text import typed
from .drawing import NOT_RUNNING, OURS, Drawing, Selection, by_name

COLUMNS = (Column("Topic", flexible=True), Column("Kind", drop=1), Column("Paragraphs", right=True))

WIDEST = 120
"""Columns of text that an index fills at most."""

NEAR = 12
"""So many topics are named at most as near one."""

TOLD = 3
"""Lines that the places of a topic take at most on a short card."""


def listing(drawing: Drawing, chosen: Selection) -> None:
    """An index with the number of paragraphs that speak of each; few topics with what they mean."""
    page = drawing.page
    defined = sum(topic.definition is not None for topic in chosen.records)
    topics = list(chosen.records) if chosen.sorted else by_name(chosen.records)
    if chosen.ids:
        drawing.heading("Topics", chosen)
        page.blank()
        page.table((*COLUMNS, Column("ID")), [[(one.name, "name"), one.kind, str(len(one.sources)), one.id] for one in topics])
    elif chosen.in_full:
        page.heading("Topics", chosen.counted, "paragraphs")
        page.blank()
        for topic in topics:
            _entry(drawing, topic)
    else:
        legend = ", with the paragraphs that speak of each" + (f"; • has a definition ({defined})" if defined and not page.plain else "")
        page.heading("Topics", chosen.counted + legend)
        page.blank()
        _index(drawing, topics)
    if topics:
        first = next((topic for topic in topics if topic.definition), topics[0])
        page.hint(f"iclc {drawing.called(first)}", f"iclc passages --topic {typed(first.name)}", "iclc topics --count-by kind")


def _entry(drawing: Drawing, topic: Topic) -> None:
    """A topic with what it means; that it is a concept is the rule and not told."""
    page = drawing.page
    kind = "" if topic.kind == "concept" else f"  {topic.kind}"
    page.line(page.words((topic.name, "name"), kind), _paragraphs(topic) if page.plain else str(len(topic.sources)))
    if topic.definition:
        page.put(topic.definition.text, drawing.where(topic.definition.sources))
    elif topic.scope_note:
        page.put(topic.scope_note, OURS)


def _index(drawing: Drawing, topics: list[Topic]) -> None:
    """Topics in columns, from the top down."""
    page = drawing.page
    if page.plain:
        for topic in topics:
            page.put(f"{topic.name}: {_paragraphs(topic)}{', with a definition' if topic.definition else ''}")
        return
    columns = 3 if page.width >= 116 else 2 if page.width >= 72 else 1
    between = GAP + 1
    width = (min(page.width, WIDEST) - 2 * page.left - between * (columns - 1)) // columns
    entries = [_rows(drawing, topic, width) for topic in topics]
    height = -(-sum(map(len, entries)) // columns)
    held: list[list[Text]] = [[]]
    for entry in entries:
        if len(held[-1]) + len(entry) > height and len(held) < columns:
            held.append([])
        held[-1] += entry
    for number in range(max(map(len, held))):
        line = Text(" " * page.left)
        for place, column in enumerate(held):
            row = column[number] if number < len(column) else Text()
            pad = width - row.cell_len + between if place < len(held) - 1 else 0
            line.append_text(row).append(" " * pad)
        page.lines.append(line)


def _rows(drawing: Drawing, topic: Topic, width: int) -> list[Text]:
    """An entry of the index: its name, which may go on below, and the number at the right of its first line."""
    page = drawing.page
    number = str(len(topic.sources))
    first, *others = page.laid(topic.name, room=width - 6, hang=2)
    row = page.words("• " if topic.definition else "  ", first)
    row.append(" " * (width - row.cell_len - len(number)) + number)
    return [row, *(page.words("  ", other) for other in others)]


def _paragraphs(topic: Topic) -> str:
    number = len(topic.sources)
    return f"{number} paragraph{'s' if number != 1 else ''}"


def card(drawing: Drawing, topic: Topic, full: bool) -> None:
    """What it means, what it belongs to, where it is told, what is done about it, what cities said of it, and the strategy."""
    page, report = drawing.page, drawing.report
    drawing.head(topic.name, "topic" if topic.kind == "concept" else f"topic, {topic.kind}")
    if topic.aliases:
        first, *others = aliases(topic)
        for row in page.running([f"also {first}", *others], 9 if full else 1):
            page.line(row)
    page.blank()
    if topic.definition:
        page.item("means", topic.definition.text, drawing.where(topic.definition.sources))
    elif topic.scope_note:
        page.item("here", topic.scope_note, OURS)
    _around(drawing, topic, full)
    if not full:
        drawing.doubts(topic, "name", "aliases", "definition", "broader")
    groups = [
        Group(
            "done",
            [page.block("", _done(drawing, one, full), drawing.where(one.sources, most=1)) for one in _with(report.initiatives, topic)],
        ),
        Group("said", drawing.statements(_with(report.statements, topic))),
        Group("strategy", [page.block("", one.title, drawing.where(one.sources, most=1)) for one in _with(report.strategy, topic)]),
    ]
    if not full and _least(groups) > (room := CARD - len(page.lines) - 4):
        groups = [group._replace(air=not number) for number, group in enumerate(groups)]
        if _least(groups) > room:
            groups[1] = groups[1]._replace(blocks=drawing.statements(_with(report.statements, topic), cut=True))
    page.blank()
    page.item("told in", _told(drawing, topic, groups, full))
    if full and (sessions := [drawing.session(one.id) for one in _with(report.sessions, topic)]):
        page.run("sessions", sessions, 9)
    page.fill(groups, foot=2, full=full)
    if full:
        drawing.remarks(topic)
    drawing.hint(topic, full)
    if topic.kind == "region" and len(found := chosen_words(topic.name, choices(Country, "region"))) == 1:
        page.hint(f"iclc cities --region {found[0]}")
    page.hint(f"iclc passages --topic {typed(topic.name)}")
    drawing.hint(topic, True, "trace", "cite")


def _around(drawing: Drawing, topic: Topic, full: bool) -> None:
    """The wider topic, the narrower ones, and those told in the same paragraphs."""
    page = drawing.page
    most = 9 if full else 1
    narrower = [one.name for one in drawing.report.topics if one.broader == topic.id]
    also = [one.name for one in drawing.report.topics if one.id in topic.see_also or topic.id in one.see_also]
    near = [name for name in _near(drawing, topic) if name not in also]
    if topic.broader:
        page.run("part of", [drawing.name("topic", topic.broader)], most)
    if narrower:
        page.run("holds", narrower, most)
    if also:
        page.run("see also", also, most)
    if near:
        page.run("near", near, most if narrower or len(topic.sources) > 15 else max(most, 2))


def _near(drawing: Drawing, topic: Topic) -> list[str]:
    """Topics of which at least two paragraphs of this one speak, too; first those that have most in common with it."""
    own = set(topic.sources)
    likeness = Counter[str]()
    for other in drawing.report.topics:
        shared = len(own.intersection(other.sources))
        if shared > 1 and topic.id not in (other.id, other.broader) and other.id != topic.broader:
            likeness[other.name] = round(10_000 * shared / (len(own) * len(other.sources)) ** 0.5)
    return [name for name, _ in likeness.most_common(NEAR)]


def _told(drawing: Drawing, topic: Topic, groups: Sequence[Group], full: bool) -> str:
    """All its places; on a short card those of as many sections as leave room for the least of each group."""
    least = sum(len(group.blocks[0].rows) + 1 + (len(group.blocks) > 1) for group in groups if group.blocks)
    room = max(1, min(TOLD, CARD - len(drawing.page.lines) - least - 2))
    sections = len(drawing.sections(topic.sources))
    most = next((most for most in range(sections, 1, -1) if _height(drawing, topic, most) <= room), 1)
    return drawing.where(topic.sources, most=0 if full else most)


def _least(groups: Sequence[Group]) -> int:
    """Lines that the first of each group takes, with the number of the others, which has room beside a second line."""
    firsts = [(group, len(group.blocks[0].rows)) for group in groups if group.blocks]
    return sum(rows + group.air + (rows == 1 < len(group.blocks)) for group, rows in firsts)


def _height(drawing: Drawing, topic: Topic, most: int) -> int:
    return len(drawing.page.laid(drawing.where(topic.sources, most=most)))


def _with(records: Sequence[Any], topic: Topic) -> list[Any]:
    """The records of a kind that have the topic."""
    return [record for record in records if topic.id in record.topics]


def _done(drawing: Drawing, initiative: Initiative, full: bool) -> Text:
    """Whose it is and what it is called, in full with what it is."""
    owner = drawing.owner(initiative)
    parts: list[Words] = [(owner, "name"), ": "] if owner else []
    planned = f" ({initiative.status})" if initiative.status in NOT_RUNNING else ""
    parts += [drawing.initiative(initiative), planned, *([f". {initiative.summary}"] if full else [])]
    return drawing.page.words(*parts)
