"""Finds the passages of the data in a copy of the report: which of its lines are which passage.

The data holds no text of the report, so the passages are known by their gists, their key terms, and the names of
the records that cite them. Line by line the most likely reading is found (Viterbi): the passages of the running text
follow one another in the order of the data, captions and footnotes may stand anywhere between or within them, and
what is neither (covers, contents, running heads) belongs to nothing. Paragraph ends show in blank lines, short lines,
full stops and bullets; none of these is relied on alone.
"""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from ..errors import OtherReportError
from ..model.records import Passage, Report, Section
from ..text import fold
from .reading import Line, joined
from .words import STOP_WORDS, Word, content, squeezed, words

FLOATING = frozenset({"caption", "footnote"})
"""Kinds of passage that stand where there is room, not in the run of the text."""

RECOGNIZED = 0.3
"""The share of passages that must be found for a copy to be one of this report."""

# What the reading of a line costs or earns, in units of a word's rarity (natural logarithm).
_STRANGE = -0.35  # a word that no passage is known to hold
_ELSEWHERE = -0.7  # a word that other passages are known to hold
_RAREST = 4.0
_SKIP = 3.0  # for each passage left out
_MOST_SKIPPED = 20.0
_LEAVE = 2.5  # into what belongs to nothing, and back
_BROKEN_OFF = 4.0  # for a passage that ends in the middle of a sentence
_INTERRUPTED = 6.0  # for one that goes on behind its end
# Readings so much worse than the best are given up. The words of a cover or a table of contents earn much in the
# wrong place, and until the text itself begins the right reading is so far behind.
_BEAM = 120.0

STRONG = 12.0
"""A line that earns so much in a passage may be of it, however far on that is."""


class Found(NamedTuple):
    """A passage as the copy prints it."""

    passage: Passage
    text: str
    words: list[Word]


class Copy(NamedTuple):
    """A copy of the report, its passages found."""

    name: str
    passages: dict[str, Found]
    """The passages that were found, by id."""
    headings: dict[str, str]
    """What stands as heading over each section, by the section's id: its chapter's heading too, where it opens one."""
    pages: dict[str, int]
    """The page that the table of contents gives each heading, by the heading without blanks; empty without such a table."""


class _Unit(NamedTuple):
    """A line, or a sentence of a long line."""

    text: str
    stems: tuple[str, ...]
    keys: tuple[str, ...]
    gap: str
    """What stands before it: `inline`, `line` or `blank`."""
    short: bool
    """Does the line before it end well before the margin?"""
    number: int
    """The line it is of."""
    open: bool
    """Does its text break off?"""
    begins: bool
    """Can a paragraph begin with it?"""
    marked: bool
    """Does it begin as a bullet or a footnote does?"""


_CLOSED = re.compile(r"""[.:;?!…][)\]'"’”»>]*[¹²³⁰⁴-⁹\d]{0,2}$|©\s*\w+$|>[.)]*$""")
_MARK = re.compile(r"[-–—•‣▪◦●○■□·*»➢✓]\s|[¹²³⁰⁴-⁹]+\s?\w|\d{1,2}(?:\.\d)*[.)]?\s+\S|\(?[a-z0-9]\)\s")
_SENTENCE = re.compile(r"""(?<=[.?!:;])(?:[)\]'"’”»]*[¹²³⁰⁴-⁹]*)\s+(?=[\w'"‘“(<])""")
LONG = 240
"""A line with more characters may hold several paragraphs, and is looked at sentence by sentence."""


OVER = 8
"""So many lines at most stand over a section as its heading."""

STRAY = 7
"""Fewer words than this, without a full stop behind another's full stop, end no passage: something stray stands there."""


class _Element(NamedTuple):
    """Something the copy is expected to hold: a passage or a heading."""

    passage: Passage | None
    section: Section
    title: tuple[str, ...]
    """The folded words of a heading; nothing for a passage."""
    lexicon: frozenset[str]


def align(report: Report, lines: Sequence[Line], name: str) -> Copy:
    """Find the passages of a report in the lines of a copy. Raises OtherReportError when they are not there."""
    flow, floats = _elements(report)
    _recognize(report, lines, name)
    lines, pages = _without_contents(report, lines)
    units = _units(lines)
    reading = _read(units, flow, floats)
    known = _known_words(report, lines)
    headings = _headings(report, units, reading, known)
    found: dict[str, Found] = {}
    begun: set[str] = set()
    for element, chosen in reading.items():
        if element.passage is not None:
            if element.passage.kind not in FLOATING and element.section.id not in begun:
                begun.add(element.section.id)
                over = _heading_lines(chosen, element.section.title)
                above = [headings.get(element.section.id, ""), *(unit.text for unit in chosen[:over])]
                text, heading = _without_heading(joined([unit.text for unit in chosen[over:]], known), element.section.title)
                headings[element.section.id] = "\n".join(filter(None, (*above, heading)))
            else:
                text = joined([unit.text for unit in chosen], known)
            text = _bare(text, element.passage)
            found[element.passage.id] = Found(element.passage, text, words(text))
    if len(found) < RECOGNIZED * len(report.passages):
        raise _other(name)
    return Copy(name, found, headings, pages)


def _other(name: str) -> OtherReportError:
    return OtherReportError(f"{name}: is not the report that this data is about; give its full text, as plain text or PDF")


def _elements(report: Report) -> tuple[list[_Element], list[_Element]]:
    lexica = _lexica(report)
    sections = {section.id: section for section in report.sections}
    flow: list[_Element] = []
    floats: list[_Element] = []
    section = chapter = None
    for passage in report.passages:
        if passage.kind in FLOATING:
            floats.append(_Element(passage, sections[passage.section], (), lexica[passage.id]))
            continue
        if section is None or passage.section != section.id:
            section = sections[passage.section]
            for heading in ((section.chapter,) if section.chapter != chapter else ()) + (section.title,):
                if heading and not (heading == section.title and unprinted(section)):
                    flow.append(_Element(None, section, tuple(word.key for word in words(heading)), frozenset()))
            chapter = section.chapter
        flow.append(_Element(passage, section, (), lexica[passage.id]))
    return flow, floats


def unprinted(section: Section) -> bool:
    """Is the title our own, and not a printed heading?"""
    return any(remark.field == "title" for remark in section.remarks)


def _lexica(report: Report) -> dict[str, frozenset[str]]:
    """For each passage the stems of the words that the data says or lets expect there."""
    held: dict[str, set[str]] = {passage.id: set(content(passage.gist)) for passage in report.passages}
    for passage in report.passages:
        for term in passage.terms:
            held[passage.id].update(content(term))
    return {identifier: frozenset(stems) for identifier, stems in held.items()}


def _recognize(report: Report, lines: Sequence[Line], name: str) -> None:
    """Refuse a text that does not speak of what the report speaks of, before any work is done on it."""
    names = [speaker.name for speaker in report.speakers] + [city.name for city in report.cities]
    wanted = {stem for name in names for stem in content(name)}
    wanted |= {stem for section in report.sections if not unprinted(section) for stem in content(section.title)}
    there: set[str] = set()
    for line in lines:
        there.update(word.stem for word in words(line.text))
    if len(wanted & there) < RECOGNIZED * len(wanted):
        raise _other(name)


def _known_words(report: Report, lines: Sequence[Line]) -> set[str]:
    """Words that tell whether a hyphen at a line end belongs to a word: those of the copy's own lines, and the data's."""
    whole = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
    known: set[str] = set()
    for passage in report.passages:
        for text in (passage.gist, *passage.terms):
            known.update(match.casefold() for match in whole.findall(text))
    for line in lines:
        known.update(match.casefold().replace("‐", "-").replace("‑", "-") for match in whole.findall(line.text)[:-1])
    return known


ENTRIES = 4
"""A table of contents holds at least so many entries."""

APART = 12
"""And no more than so many lines between two that tell their pages; between others nothing but numbers."""

_CONTENTS = frozenset({"contents", "table of contents"})


class _Entry(NamedTuple):
    """A heading alone on its lines, perhaps with a page."""

    first: int
    last: int
    """Its lines."""
    title: str
    page: int | None


def _without_contents(report: Report, lines: Sequence[Line]) -> tuple[list[Line], dict[str, int]]:
    """The lines without the table of contents, and the pages that it gives."""
    texts = [squeezed(line.text) for line in lines]
    titles = {squeezed(title) for section in report.sections for title in (section.title, section.chapter) if title}
    entries = sorted(entry for title in titles for entry in _entries(texts, title))
    table: list[_Entry] = []
    for entry in entries:
        if table and not _goes_on(texts, table, entry):
            if len(table) >= ENTRIES:
                break
            table = []
        table.append(entry)
    if len(table) < ENTRIES:
        return list(lines), {}
    first, last = table[0].first, max(entry.last for entry in table)
    while first and (texts[first - 1].isdigit() or fold(lines[first - 1].text) in _CONTENTS):
        first -= 1
    while last + 1 < len(texts) and texts[last + 1].isdigit():
        last += 1
    kept = [line for number, line in enumerate(lines) if not first <= number <= last]
    return kept, {entry.title: entry.page for entry in table if entry.page is not None}


def _goes_on(lines: Sequence[str], table: Sequence[_Entry], entry: _Entry) -> bool:
    """Is this the next entry of a table? The second time that a heading stands there it is over the text itself."""
    before = table[-1]
    if entry.title in {other.title for other in table}:
        return False
    if before.page is not None and entry.page is not None:
        return entry.first - before.last <= APART
    return all(line.isdigit() for line in lines[before.last + 1 : entry.first])


def _entries(lines: Sequence[str], title: str) -> Iterator[_Entry]:
    """The places where a title stands on whole lines, alone or with a number before or behind it."""
    for first, line in enumerate(lines):
        text = line.lstrip("0123456789")
        number = line[: len(line) - len(text)]
        last = first
        while text != title and text and title.startswith(text) and last + 1 < len(lines):
            last += 1
            text += lines[last]
        if not text.startswith(title):
            continue
        after = text[len(title) :]
        if not number and not after and [line.isdigit() for line in lines[last + 1 : last + 3]] == [True, False]:
            last += 1  # two would be a column of numbers
            after = lines[last]
        page = number + after
        if not page or (page.isdigit() and not (number and after) and len(page) < 5):
            yield _Entry(first, last, title, int(page) if page else None)


def _units(lines: Sequence[Line]) -> list[_Unit]:
    widths = sorted(len(line.text) for line in lines)
    usual = widths[int(len(widths) * 0.8)] if widths else 0
    found: list[_Unit] = []
    for number, line in enumerate(lines):
        pieces = _cut(line.text) if len(line.text) > LONG else [line.text]
        for place, piece in enumerate(pieces):
            gap = "inline" if place else "blank" if line.after_gap or not found else "line"
            short = bool(found) and not place and len(lines[number - 1].text) < 0.75 * usual
            found.append(_unit(piece, gap, short, number))
    return found


def _cut(text: str) -> list[str]:
    """A line at its sentence ends."""
    pieces = []
    start = 0
    for match in _SENTENCE.finditer(text):
        pieces.append(text[start : match.end()].strip())
        start = match.end()
    return [*pieces, text[start:]]


def _unit(text: str, gap: str, short: bool, number: int) -> _Unit:
    held = words(text)
    return _Unit(
        text,
        tuple(word.stem for word in held if word.key not in STOP_WORDS),
        tuple(word.key for word in held),
        gap,
        short,
        number,
        open=not _CLOSED.search(text),
        begins=not text[:1].islower(),
        marked=bool(_MARK.match(text)),
    )


# A state of the reading: how far the running text has come (the element, -1 before any), and what the last unit
# belongs to: that element, nothing, or a caption or footnote.
_FLOW, _NOTHING = -1, -2


class _State(NamedTuple):
    element: int
    within: int
    """_FLOW, _NOTHING, or the number of a floating element."""


class _Path(NamedTuple):
    score: float
    open: bool
    """Did the last unit of the running text break off?"""
    before: tuple[Any, ...] | None
    """The path before it, linked: (state, path)."""


def _read(units: Sequence[_Unit], flow: Sequence[_Element], floats: Sequence[_Element]) -> dict[_Element, list[_Unit]]:
    everything = [*flow, *floats]
    index, worth = _index(everything)
    passages_before = list(accumulate((not element.title for element in flow), initial=0))
    beam: dict[_State, _Path] = {_State(-1, _NOTHING): _Path(0.0, False, None)}
    previous: _Unit | None = None
    for unit in units:
        earned = _earnings(unit, everything, index, worth)
        strong = [number for number in range(len(flow)) if earned[number] > STRONG]
        ends_one = unit.text.startswith("©")  # as captions do
        floating = [] if ends_one else [number for number in range(len(floats)) if earned[len(flow) + number] > 0]
        new, anew, stay = _new_cost(unit, previous), _new_cost(unit, None), _stay_cost(unit, previous)
        leave = _LEAVE + (0.0 if unit.gap == "blank" else 0.5)
        arrived: dict[_State, _Path] = {}

        def arrive(element: int, within: int, score: float, is_open: bool, state: _State, path: _Path) -> None:
            there = _State(element, within)
            held = arrived.get(there)  # noqa: B023 - called before the next round begins
            if held is None or score > held.score:
                arrived[there] = _Path(score, is_open, (state, path))  # noqa: B023

        for state, path in beam.items():
            element, within = state
            near = range(element + 1, min(element + 4, len(flow)))
            beginning = path.score - (_BROKEN_OFF if path.open else 0.0) - (new if within == _FLOW else anew)
            for other in (*near, *(one for one in strong if one > element + 3)):
                left_out = passages_before[other] - passages_before[element + 1]
                arrive(other, _FLOW, beginning - min(_SKIP * left_out, _MOST_SKIPPED) + earned[other], unit.open, state, path)
            if element >= 0:
                in_heading = flow[element].passage is None
                if within == _FLOW:
                    cost = stay if not in_heading else 0.0 if unit.gap == "line" else _INTERRUPTED
                    arrive(element, _FLOW, path.score - cost + earned[element], unit.open, state, path)
                elif not in_heading:
                    cost = _LEAVE if path.open else _LEAVE + _INTERRUPTED
                    arrive(element, _FLOW, path.score - cost + earned[element], unit.open, state, path)
            arrive(element, _NOTHING, path.score - (0.0 if within == _NOTHING else leave), path.open, state, path)
            for number in {*floating, within} - {_FLOW, _NOTHING}:
                cost = stay if within == number else anew + 1.0
                arrive(element, number, path.score - cost + earned[len(flow) + number], path.open, state, path)
        best = max(path.score for path in arrived.values())
        beam = {state: path for state, path in arrived.items() if path.score > best - _BEAM}
        previous = unit
    return _walked(units, flow, floats, beam)


def _walked(
    units: Sequence[_Unit], flow: Sequence[_Element], floats: Sequence[_Element], beam: dict[_State, _Path]
) -> dict[_Element, list[_Unit]]:
    state, path = max(beam.items(), key=lambda pair: pair[1].score)
    taken: list[tuple[_Element, list[_Unit]]] = []
    last = state
    for unit in reversed(units):
        if state.within != _NOTHING:
            element = flow[state.element] if state.within == _FLOW else floats[state.within]
            if taken and taken[-1][0] is element and last == state:
                taken[-1][1].insert(0, unit)
            else:
                taken.append((element, [unit]))
        last = state
        assert path.before is not None
        state, path = path.before
    found: dict[_Element, list[_Unit]] = {}
    for element, chosen in reversed(taken):
        if element.passage is not None and element.passage.kind not in FLOATING:
            found.setdefault(element, []).extend(chosen)  # a footnote or a page end may stand within it
        elif element not in found or _likeness(element, chosen) > _likeness(element, found[element]):
            found[element] = chosen
    for chosen in found.values():
        while len(chosen) > 1 and chosen[-1].open and not chosen[-2].open and len(chosen[-1].keys) < STRAY:
            chosen.pop()
    return found


def _likeness(element: _Element, chosen: Sequence[_Unit]) -> int:
    return sum(stem in element.lexicon for unit in chosen for stem in unit.stems)


def _index(elements: Sequence[_Element]) -> tuple[dict[str, list[int]], dict[str, float]]:
    """Which elements each stem is expected in, and what it is worth there."""
    index: dict[str, list[int]] = {}
    for number, element in enumerate(elements):
        for stem in element.lexicon:
            index.setdefault(stem, []).append(number)
    return index, {stem: min(math.log(len(elements) / len(found)) + 0.3, _RAREST) for stem, found in index.items()}


def _earnings(unit: _Unit, elements: Sequence[_Element], index: dict[str, list[int]], worth: dict[str, float]) -> list[float]:
    """What a unit earns in each element."""
    nowhere = sum(_ELSEWHERE if stem in index else _STRANGE for stem in unit.stems)
    found = [_as_heading(unit, element.title) if element.title else nowhere for element in elements]
    for stem in unit.stems:
        for number in index.get(stem, ()):
            found[number] += worth[stem] - _ELSEWHERE
    return found


def _as_heading(unit: _Unit, title: tuple[str, ...]) -> float:
    """What a unit earns as a heading, or as one line of it."""
    if not unit.keys:
        return -5.0
    if unit.gap != "inline" and "".join(unit.keys) in "".join(title):  # not word by word: a word may be divided
        return 2.0 * len(unit.keys) + (6.0 if len(unit.keys) == len(title) else 0.0)
    held = sum(key in title for key in unit.keys)
    return held - 2.5 * (len(unit.keys) - held) - 2.0


def _new_cost(unit: _Unit, previous: _Unit | None) -> float:
    """What it costs to let something new begin with a unit."""
    cost = {"inline": 5.0, "line": 1.0, "blank": 0.0}[unit.gap]
    if unit.marked:
        cost = 0.0
    if not unit.begins:
        cost += 4.0
    if previous is not None and unit.gap == "line" and not unit.marked:
        cost += 0.0 if unit.short else 1.0
    return cost


def _stay_cost(unit: _Unit, previous: _Unit | None) -> float:
    """What it costs to let what came before go on with a unit."""
    if previous is None or unit.gap == "inline":
        return 0.0
    if unit.text.startswith("©") or previous.text.endswith("©"):
        return -2.0  # the end of a caption
    if unit.marked and unit.begins and not previous.open:
        return 3.0
    if unit.gap == "blank":
        return (1.0 if unit.begins else 0.0) if previous.open else 6.0 if unit.begins else 1.0
    return 1.5 if unit.short and not previous.open and unit.begins else 0.0


_SIGNS = {
    "bullet": re.compile(r"^[-–—•‣▪◦●○■□·*➢✓]\s+"),
    "footnote": re.compile(r"^(?:[¹²³⁰⁴-⁹]+|\d{1,2}(?!\d))[.)]?\s*"),
}


def _bare(text: str, passage: Passage) -> str:
    """The text of a passage without the sign of its bullet, or the number of its footnote."""
    sign = _SIGNS.get(passage.kind)
    return sign.sub("", text) if sign else text


def _headings(report: Report, units: Sequence[_Unit], reading: dict[_Element, list[_Unit]], known: set[str]) -> dict[str, str]:
    """What is printed over each section: the lines before its first passage that belong to no passage."""
    taken = {unit.number: element for element, chosen in reading.items() for unit in chosen}
    texts: dict[int, list[str]] = {}
    for unit in units:
        texts.setdefault(unit.number, []).append(unit.text)
    first: dict[str, int] = {}
    for element, chosen in reading.items():
        if element.passage is not None and element.passage.kind not in FLOATING:
            first.setdefault(element.section.id, chosen[0].number)
    headings: dict[str, str] = {}
    for section in report.sections:
        if section.id in first and not unprinted(section):
            above: list[str] = []
            for number in range(first[section.id] - 1, -1, -1):
                passage = taken[number].passage if number in taken else None
                if passage is not None and passage.kind not in FLOATING:
                    break
                if passage is None:
                    above.insert(0, " ".join(texts[number]))
            headings[section.id] = "\n".join(_whole_words(above[-OVER:], known))
    return headings


def _whole_words(lines: Sequence[str], known: set[str]) -> list[str]:
    """Lines, those that a divided word joins made one."""
    found: list[str] = []
    for line in lines:
        if found and re.search(r"\w[-‐‑\xad]$", found[-1]):
            found[-1] = joined([found[-1], line], known)
        else:
            found.append(line)
    return found


def _heading_lines(chosen: Sequence[_Unit], title: str) -> int:
    """How many lines at the beginning of a first passage are the end of the heading over it."""
    whole = squeezed(title)
    begun = ["".join(key for unit in chosen[:length] for key in unit.keys) for length in range(len(chosen))]
    return max(length for length, text in enumerate(begun) if whole.endswith(text))


def _without_heading(text: str, title: str) -> tuple[str, str]:
    """A first passage without the heading, or the end of it, that was taken for its beginning; and that heading."""
    held = words(text)
    wanted = [word.key for word in words(title)]
    for length in range(min(len(wanted), len(held) - 1), 2, -1):
        if [word.key for word in held[:length]] == wanted[-length:]:
            cut = held[length].start
            return text[cut:], text[:cut].strip()
    return text, ""
