"""What records are called where they are pointed to, and where in the report a passage stands."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from ..model import Passage, Section
from ..model.kinds import aliases, kind_of
from ..text import cell, clip, fold
from .amounts import amount
from .index import Index

TOGETHER = "Participants"
"""Who made a statement that is no single city's."""

ITEMS = {"caption": "caption", "footnote": "footnote"}
"""What passages are called that are not just items of their section."""


def is_ours(record: Any) -> bool:
    """Is what a record is called not printed, but a description of ours? It stands in brackets, as titles do that a library supplies."""
    return getattr(record, "named", True) is False


def plain_name(record: Any) -> str:
    """What a record is called, with no sign of whose words that is; its id where a data file leaves that empty."""
    return str(getattr(record, "name", None) or getattr(record, "title", None) or record.id)


class Labels:
    """Tells what to call records and places."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def label(self, record: Any) -> str:
        """What to call a record where it is pointed to."""
        match kind_of(record):
            case "passage":
                return self.locator(record, page=False)
            case "statement":
                return f"{self._index.get('city', record.city).name if record.city else TOGETHER} ({record.type}): {clip(record.text)}"
            case "figure":
                return f"{amount(record)} {record.counts}" if record.kind == "count" else f"{record.counts}: {amount(record)}"
            case "session":
                return f"{record.name}: {record.title}" if record.title and record.title != record.name else str(record.name)
            case "sdg":
                return f"SDG {record.number}: {record.name}"
        name = plain_name(record)
        return f"[{name}]" if is_ours(record) else name

    def short(self, record: Any) -> str:
        """The shortest name that still tells which record it is: for tables and lists of links."""
        return str(record.name) if kind_of(record) == "session" else self.label(record)

    def all_of(self, record: Any) -> list[str]:
        """Everything this package prints for a record: what people copy from one command into another."""
        found = [self.label(record), self.short(record)]
        match kind_of(record):
            case "passage":
                section = self.section(self._index.get("section", record.section), page=False)
                place = self.place([record.id])
                found += [self.locator(record), place, place.replace("¶", "par. "), place.replace(" ¶", ", paragraph ")]
                found.append(f"{section} ¶{record.number}" if _item(record) == "item" else "")
            case "section":
                found += [self.section(record), self.section(record, page=False), self.brief(record)]
            case "session":
                found.append(self.brief(record))
            case "sdg":
                found.append(f"SDG {record.number}")
        return found

    def value(self, value: Any, kind: str | None) -> str:
        """A value of a field as people read it; ids of records of a kind as their labels."""
        if isinstance(value, (list, tuple)):
            return "; ".join(dict.fromkeys(shown for one in value if (shown := self.value(one, kind))))
        if kind is not None and isinstance(value, str):
            found = self._index.by_ref.get((kind, value))
            return value if found is None else self.short(found)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return cell(value)

    def locator(self, passage: Passage, page: bool = True) -> str:
        """Where a passage stands: "Forum 1.1 (begins p. 11), item 3"."""
        return f"{self.section(self._index.get('section', passage.section), page)}, {_item(passage)} {passage.number}"

    def section(self, section: Section, page: bool = True) -> str:
        """What to call a section: its one session, its chapter where it fills that, else its title."""
        name = self._sections[section.id]
        return f"{name} (begins p. {section.page})" if page and section.page is not None else name

    @cached_property
    def _sections(self) -> dict[str, str]:
        report = self._index.report
        sessions: dict[str, list[str]] = {}
        for session in report.sessions:
            sessions.setdefault(session.section, []).append(session.name)
        chapters = Counter(section.chapter for section in report.sections)
        names = {}
        for section in report.sections:
            held = sessions.get(section.id, ())
            filled = section.chapter if section.chapter and chapters[section.chapter] == 1 else section.title
            names[section.id] = held[0] if len(held) == 1 else filled
        return names

    def brief(self, record: Any) -> str:
        """The shortest name of a session or a section, which stands before the number of a paragraph: "Plenary I", "Opening"."""
        return self._brief[kind_of(record), record.id]

    @cached_property
    def _brief(self) -> dict[tuple[str, str], str]:
        report = self._index.report
        held: dict[str, list[Any]] = {}
        found: dict[tuple[str, str], str] = {}
        for session in report.sessions:
            held.setdefault(session.section, []).append(session)
            found["session", session.id] = _named_by_id(session.id, session.name)
        for section in report.sections:
            sessions = held.get(section.id, ())
            first = section.id.partition("-")[0]
            alone = found["session", sessions[0].id] if len(sessions) == 1 else first.capitalize()
            titles = fold(f"{section.title} {section.chapter or ''}").split()
            found["section", section.id] = alone if sessions[1:] == () or first in titles else self.section(section, page=False)
        for kind in ("session", "section"):  # a name that two have tells nothing
            used = Counter(name for (one, _), name in found.items() if one == kind)
            for record in getattr(report, f"{kind}s"):
                if used[found[kind, record.id]] > 1:
                    found[kind, record.id] = record.name if kind == "session" else self.section(record, page=False)
        return found

    def place(self, sources: Iterable[str], home: str | None = None, most: int = 0) -> str:
        """Where passages stand, in few letters: "Opening ¶8, 17; Forum 2.3 ¶5"; on the page of a section, `home`, just "¶2".

        With `most`, that many sections and the number of others: "Overview ¶2; +1".
        """
        gathered: dict[str, list[int]] = {}
        for passage in self._index.passages(sources):
            gathered.setdefault(self._before(passage, home), []).append(passage.number)
        told = []
        for before, numbers in gathered.items():
            plural = "s" if len(numbers) > 1 and before[-1:].isalpha() else ""
            told.append(f"{before}{plural}{'' if before.endswith('¶') else ' '}{_ranges(numbers)}")
        if most and len(told) > most:
            told[most:] = [f"+{len(told) - most}"]
        return "; ".join(told)

    def _before(self, passage: Passage, home: str | None) -> str:
        """What stands before the number of a passage."""
        of_section = "" if passage.section == home else self._brief["section", passage.section]
        item = ITEMS.get(passage.kind)
        if item is None:
            return f"{of_section} ¶".lstrip()
        numbered_alone = self._numbers[passage.kind, passage.number] == 1
        return item if numbered_alone or not of_section else f"{of_section}, {item}"

    @cached_property
    def _numbers(self) -> Counter[tuple[str, int]]:
        """How many passages of a kind have a number: captions and footnotes are mostly counted through the whole report."""
        return Counter((passage.kind, passage.number) for passage in self._index.report.passages)

    def everyday(self, country: Any) -> str:
        """What people call a country: of its names the one that its id has."""
        return next((name for name in aliases(country) if fold(name) == fold(country.id)), str(country.name))

    def places(self, sources: Iterable[str]) -> str:
        """Where passages stand, gathered by section: "Forum 1.1 (begins p. 11), items 2, 3"."""
        gathered: dict[tuple[str, str], list[int]] = {}
        for passage in self._index.passages(sources):
            section = self.section(self._index.get("section", passage.section))
            gathered.setdefault((section, _item(passage)), []).append(passage.number)
        return "; ".join(
            f"{section}, {item}{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
            for (section, item), numbers in gathered.items()
        )


def _named_by_id(identifier: str, name: str) -> str:
    """The words of a name that its id has, with the number as the name has it: `plenary-1`, "Plenary Session I": "Plenary I"."""
    wanted = identifier.split("-")
    kept = [word.strip("'’") for word in name.split() if fold(word) in wanted]
    number = next((part for part in wanted if part[:1].isdigit()), "")
    if number and number not in kept:
        roman = [word for word in name.split() if word and not set(word) - set("IVX")]
        kept = [*kept, *(roman[:1] or [number])]
    short = " ".join(kept)
    return short[:1].upper() + short[1:] if short else name


def _ranges(numbers: Iterable[int]) -> str:
    """Numbers in order, three or more in a row as a range: "1, 3–6"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def _item(passage: Passage) -> str:
    return ITEMS.get(passage.kind, "item")
