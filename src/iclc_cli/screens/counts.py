"""Counts: bars for the values of one field, a table for the pairs of two."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from ..grid import GAP, GLUE, Page, wrap
from ..library import Book
from ..model.base import Result
from ..model.kinds import KINDS, choices, shapes
from ..model.walk import fields
from ..query.fields import PairCount, countable
from ..text import cell
from ..views import results
from . import regions
from .drawing import Drawing, Selection, field_words, region, word
from .titles import title

LONGEST = 40
"""Columns of the longest bar."""

NARROWEST = 12
"""Columns that the words before numbers keep at least."""

NONE = "none"


class Values(NamedTuple):
    """The values of a field, as people read them."""

    words: str
    """What the field is called: "kind"."""
    label: Callable[[Any], str]
    """A value in words."""
    order: Sequence[Any] = ()
    """The values in an order of their own; those that have none stand by their number."""
    told: bool = True
    """Is it worth telling how many different values there are?"""

    @property
    def plural(self) -> str:
        """What several of its values are called."""
        for kind in KINDS.values():
            if self.words in (kind.name, kind.collection):
                return kind.collection
        if self.words.endswith("s"):
            return self.words
        return f"{self.words[:-1]}ies" if self.words.endswith("y") else f"{self.words}s"


def draw(drawing: Drawing, chosen: Selection, names: Sequence[str], most: int) -> None:
    """Records counted by one field or two, the `most` commonest values of the first."""
    known = drawing.book.fields(chosen.kind)
    first = known.count_by(chosen.records, names[0])
    values = [_values(drawing, chosen.kind, name) for name in names]
    title = f"{chosen.noun.capitalize()} by {' and '.join(one.words for one in values)}"
    notes = [_several(chosen.noun, one, known, name, chosen.records) for one, name in zip(values, names, strict=True)]
    if any(_is_region(chosen.kind, name) for name in names):
        notes.append(regions.note(drawing, chosen.kind, chosen.records))
    told = [(one.value, one.count) for one in first]
    if len(names) == 1:
        bars(drawing.page, title, chosen.counted, told, values[0], most, notes)
        across = _across(names[0], known.names)
        if across and len(told) > 1:
            drawing.page.hint(f"iclc {chosen.noun} --count-by {names[0]},{across}")
    else:
        second = [(one.value, one.count) for one in known.count_by(chosen.records, names[1])]
        pairs = known.count_by_two(chosen.records, names[0], names[1])
        if all(pair.count == 1 for pair in pairs):
            notes = notes[len(names) :]  # marks, which nobody adds up
        table(drawing.page, title, chosen.counted, len(chosen.records), told, second, pairs, values, most, notes)
    if most < len(first):
        drawing.page.hint(f"iclc {chosen.noun} --count-by {','.join(names)} -n 0")
    drawing.page.hint(f"iclc {chosen.noun} --count-by {','.join(names)} -f csv")


_PLACES = ("region", "country", "city")


def _across(name: str, names: Sequence[str]) -> str:
    """A field to count by as well, which the first does not decide."""
    others = ("region", "participation", "kind", "type", "category", "session", "section")
    return next((one for one in others if one in names and one != name and not {one, name}.issubset(_PLACES)), "")


def _is_region(kind: str, name: str) -> bool:
    return name.rpartition(".")[2] == "region" and kind != "topic"


def _several(noun: str, values: Values, known: Any, name: str, records: Sequence[Any]) -> str:
    """That a record may count several times, where one does."""
    for record in records:
        value = known.read(record, name)
        if isinstance(value, (list, tuple)) and len(set(map(str, value))) > 1:
            return f"{noun.capitalize()} with several {values.plural} count for each of them."
    return ""


def _values(drawing: Drawing, kind: str, name: str) -> Values:
    """How to tell the values of a field of a kind."""
    of = drawing.book.fields(kind).kind_at(name)
    path = tuple(name.split("."))
    words = field_words(path[-1])
    own = fields(KINDS[kind].record).get(path)
    if kind == "session" and of is None and name in ("id", "name"):
        held = {getattr(session, name): drawing.session(session.id) for session in drawing.report.sessions}
        return Values("session", lambda value: held.get(value, str(value)), list(held))
    if of is not None:
        order = [one.id for one in drawing.book.records(of)] if of in ("session", "section") else []
        return Values(words, lambda value: drawing.name(of, value), order)
    if path[-1] == "region":
        every = choices(KINDS["country"].record, "region")
        return Values(words, region, every)
    if own is not None and (coded := choices(own.owner, path[-1])):
        return Values(words, word, [] if own.shape.many else coded)
    if own is not None and own.shape.base is bool:
        return Values(words, lambda value: "yes" if value else "no", told=False)
    return Values(words, str)


def of_results(page: Page, found: Sequence[Result], names: Sequence[str], cls: type[Result], book: Book | None, most: int) -> None:
    """Results of a command counted by one field or two, the `most` commonest values of the first."""
    drawing = Drawing(page, book) if book else None
    values = [_result_values(drawing, cls, name) for name in names]
    rows = [[_counted(getattr(one, name), name) for name in names] for one in found]
    heading = f"{results.PLURALS[cls.__name__].capitalize()} by {' and '.join(one.words for one in values)}"
    first, *others = ([(value, number) for value, number in _commonest(row[place] for row in rows)] for place in range(len(names)))
    if others:
        pairs = [PairCount(value=one, second=two, count=number) for (one, two), number in _commonest((row[0], row[1]) for row in rows)]
        table(page, heading, f"{len(found):,}", len(found), first, others[0], pairs, values, most or len(first))
    else:
        bars(page, heading, f"{len(found):,}", first, values[0], most or len(first))


def _counted(value: Any, name: str) -> Any:
    """What is counted: of a field of a record its name, wherever in the record it stands."""
    return field_words(value) if name == "field" and isinstance(value, str) else countable(value)


def _commonest(held: Iterable[Any]) -> list[tuple[Any, int]]:
    return sorted(Counter(held).items(), key=lambda pair: (-pair[1], str(pair[0])))


def _result_values(drawing: Drawing | None, cls: type[Result], name: str) -> Values:
    """How to tell the values of a field of a result: ids as names, the rest as it is."""

    def label(value: Any) -> str:
        if drawing is None or not isinstance(value, str):
            return cell(value)
        kind, _, identifier = value.rpartition("/")
        kind = kind or shapes(cls)[name].reference or (name if name in KINDS else "")
        record = drawing.book.index.by_ref.get((kind, identifier))
        return word(value) if choices(cls, name) else value if record is None else title(drawing, kind, record)

    return Values(field_words(name), label)


# One field


def bars(
    page: Page, title: str, counted: str, told: Sequence[tuple[Any, int]], values: Values, most: int = 0, notes: Sequence[str] = ()
) -> None:
    """A line a value: what it is, how many, and a bar as long as that."""
    shown = list(told[: most or None])
    number = sum(value is not None for value, _ in told)
    plural = values.plural if number != 1 else values.words
    without = sum(count for value, count in told if value is None)
    scope = f"; the {len(shown)} commonest of {number} {plural}" if len(shown) < len(told) else f" in {number} {plural}"
    if not counted.isdigit() and len(shown) == len(told):
        scope = f"; {number} {plural}"
    page.heading(title, counted + (scope if values.told else "") + (f", {without} without" if without and number else ""))
    page.blank()
    labels = [page.words(NONE if value is None else values.label(value)) for value, _ in shown]
    if page.plain:
        for label, (_, count) in zip(labels, shown, strict=True):
            page.put(page.words(label, f": {count:,}"), indent=page.left)
    elif shown:
        _bars(page, labels, [count for _, count in shown])
    _notes(page, notes)


def _bars(page: Page, labels: Sequence[Text], counts: Sequence[int]) -> None:
    digits = max(len(f"{count:,}") for count in counts)
    free = page.width - 2 * page.left - digits - 2 * GAP
    wide = min(max(label.cell_len for label in labels), max(NARROWEST, free - 8))
    room = min(free - wide, LONGEST)
    top = max(counts)
    for label, count in zip(labels, counts, strict=True):
        first, *others = wrap(label, wide, 2)
        line = Text(" " * page.left).append_text(first).append(" " * (wide - first.cell_len + GAP)).append(f"{count:,}".rjust(digits))
        if top > 1 and room > 3:  # a bar for each single one tells nothing
            line.append(" " * GAP).append_text(bar(page, count, top, room))
        page.lines.append(line)
        page.lines += [Text(" " * page.left).append_text(row) for row in others]


def bar(page: Page, count: int, top: int, room: int) -> Text:
    """A bar of at most so many columns, to half a column where the screen can show that."""
    halves = max(1, round(2 * room * count / top))
    if page.ascii:
        return page.words(("━" * max(1, halves // 2), "live"))
    return page.words(("━" * (halves // 2) + "╸" * (halves % 2), "live"))


def _notes(page: Page, notes: Sequence[str]) -> None:
    told = " ".join(dict.fromkeys(note for note in notes if note))
    if told:
        page.blank()
        page.put(told, indent=page.left)


# Two fields


class Head(NamedTuple):
    """What stands above a column of numbers: a word for several columns, and one for this."""

    group: str
    own: str


def table(
    page: Page,
    title: str,
    counted: str,
    total: int,
    rows: Sequence[tuple[Any, int]],
    columns: Sequence[tuple[Any, int]],
    pairs: Sequence[PairCount],
    values: Sequence[Values],
    most: int = 0,
    notes: Sequence[str] = (),
) -> None:
    """A row for each value of the first field, a column for each of the second; a list of pairs where they do not fit."""
    first, second = values
    shown = list(rows[: most or None])
    cells = {(one.value, one.second): one.count for one in pairs}
    columns = _ordered(columns, second.order)
    number = sum(value is not None for value, _ in rows)
    left = f"; the {len(shown)} commonest of {number} {first.plural}" if len(shown) < len(rows) else ""
    page.heading(title, counted + left)
    heads = _heads([NONE if value is None else page.words(second.label(value)).plain for value, _ in columns])
    labels = [page.words(NONE if value is None else first.label(value)) for value, _ in shown]
    wanted = (heads, [label.cell_len for label in labels], max([*cells.values(), 1]), total)
    laid = _Table(page, *wanted)
    if not laid.fits:
        laid = _Table(page, *wanted, air=0)
    page.blank()
    if page.plain or not laid.fits or not shown:
        for label, (value, count) in zip(labels, shown, strict=True):
            told = [(second, cells[value, second]) for second, _ in columns if (value, second) in cells]
            told.sort(key=lambda pair: -pair[1])
            number = max(cells.values(), default=1) > 1  # that each is one tells nothing
            words = [f"{NONE if one is None else second.label(one)}{f' {times:,}' if number else ''}" for one, times in told]
            page.run(f"{label.plain} {count:,}", words, 99)
        _notes(page, notes)
        return
    laid.heads()
    for label, (value, count) in zip(labels, shown, strict=True):
        laid.row(label, [cells.get((value, one), 0) for one, _ in columns], count)
    if any(count > 1 for _, count in columns):
        laid.totals([count for _, count in columns], total)
    sums = [sum(cells.get((value, one), 0) for one, _ in columns) == count for value, count in shown]
    notes = [*notes, "" if all(sums) and total == sum(count for _, count in columns) else "Totals are of records, not sums."]
    if any(value is None for value, _ in [*columns, *shown]):
        notes.append(
            f"none: without {' or '.join(_a(one.words) for one, has in zip(values, (shown, columns), strict=True) if _lacks(has))}."
        )
    _notes(page, notes)


def _lacks(found: Sequence[tuple[Any, int]]) -> bool:
    return any(value is None for value, _ in found)


def _a(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def _ordered(columns: Sequence[tuple[Any, int]], order: Sequence[Any]) -> list[tuple[Any, int]]:
    places = {value: place for place, value in enumerate(order)}
    return sorted(columns, key=lambda pair: (pair[0] is None, places.get(pair[0], len(places))))


_NUMBERED = re.compile(rf"(.+?)[ .{GLUE}](\d+|[IVX]+)")


def _heads(labels: Sequence[str]) -> list[Head]:
    """Labels as heads: the numbered ones under one word, where several are; else as many first words as tell them apart."""
    parts = [_NUMBERED.fullmatch(label) for label in labels]
    groups = Counter(match[1] for match in parts if match)
    if groups and max(groups.values()) > 1:
        return [Head(match[1], match[2]) if match else Head(label, "") for label, match in zip(labels, parts, strict=True)]
    heads = []
    for label in labels:
        words = label.split(" ")
        number = next((n for n in range(1, len(words)) if sum(other.split(" ")[:n] == words[:n] for other in labels) == 1), len(words))
        heads.append(Head("", " ".join(words[:number])))
    return heads


class _Table:
    """A table of counts, as wide as its numbers and heads need."""

    def __init__(self, page: Page, heads: Sequence[Head], labels: Sequence[int], top: int, total: int, air: int = 1) -> None:
        self._page = page
        self._heads = heads
        self._top = top
        self._grouped = any(head.group for head in heads)
        self._air = 0 if self._grouped else air
        digits = len(str(top))
        self._last = max(len("all"), len(str(total)))
        if self._grouped:
            self._widths = [max(2, digits, len(head.own)) + 1 for head in heads]
            for group, places in self._groups():
                if len(places) > 1:
                    for place in places:
                        self._widths[place] = max(self._widths[place], -(-(len(group) + 1) // len(places)))
        else:
            self._widths = [max(digits, cell_len(head.own)) + 1 + air for head in heads]
        free = page.width - 2 * page.left - sum(self._widths) - self._last - 2 * GAP
        self.fits = free >= min(NARROWEST, max([3, *labels]))
        self._label = max(3, min(max([3, *labels]), free))

    def _groups(self) -> Iterator[tuple[str, list[int]]]:
        for group, places in groupby(range(len(self._heads)), key=lambda place: self._heads[place].group):
            yield group, list(places)

    def heads(self) -> None:
        """The heads: where a word does not fit above its columns it stands a line higher."""
        page = self._page
        start = page.left + self._label + GAP
        ends = [start + sum(self._widths[: place + 1]) for place in range(len(self._widths))]
        if self._grouped:
            low, high = Text(), Text()
            for group, places in self._groups():
                begin = ends[places[0]] - self._widths[places[0]] + 1
                line = low if cell_len(group) < ends[places[-1]] - begin + 1 else high
                line.append(" " * (begin - line.cell_len)).append(group, "name")
            page.lines += [line for line in (high, low) if line.plain.strip()]
        line = Text(" " * start)
        for head, width in zip(self._heads, self._widths, strict=True):
            line.append(" " * (width - cell_len(head.own) - self._air)).append(head.own, "name").append(" " * self._air)
        page.lines.append(line.append(" " * (GAP + self._last - len("all"))).append("all", "name"))

    def row(self, label: Text, counts: Sequence[int], total: int) -> None:
        """A value of the first field."""
        first, *others = wrap(label, self._label, 2)
        line = Text(" " * self._page.left).append_text(first).append(" " * (self._label - first.cell_len + GAP))
        for count, width in zip(counts, self._widths, strict=True):
            line.append_text(self._cell(count, width))
        self._page.lines.append(line.append(f"{total:,}".rjust(self._last + GAP)))
        self._page.lines += [Text(" " * self._page.left).append_text(row) for row in others]

    def _cell(self, count: int, width: int) -> Text:
        """A number as dark as it is high; a mark where there are only ones."""
        page = self._page
        air = self._air
        if not count:
            return page.words(" " * (width - air - 1), ("·", "faint"), " " * air)
        if self._top == 1:
            return page.words(" " * (width - air - 1), ("●", "live"), " " * air)
        digits = f"{count:,}"
        role = "peak" if 3 * count >= 2 * self._top else "name" if 3 * count >= self._top else ""
        return page.words(" " * (width - len(digits) - 2 * air), (f"{' ' * air}{digits}{' ' * air}", role))

    def totals(self, counts: Sequence[int], total: int) -> None:
        """The last row."""
        line = Text(" " * self._page.left).append("all", "name").append(" " * (self._label - 3 + GAP))
        for count, width in zip(counts, self._widths, strict=True):
            line.append(f"{count:,}".rjust(width - self._air)).append(" " * self._air)
        self._page.lines.append(line.append(f"{total:,}".rjust(self._last + GAP)))
