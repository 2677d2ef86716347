"""What records are called where they are pointed to, and where in the report a passage stands."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from ..model import Passage, Section
from ..model.kinds import kind_of
from ..text import cell, clip
from .amounts import amount
from .index import Index

ITEMS = {"caption": "caption", "footnote": "footnote"}
"""What passages are called that are not just items of their section."""


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
                return f"{self._index.get('city', record.city).name} ({record.type}): {clip(record.text)}"
            case "figure":
                return f"{amount(record)} {record.counts}" if record.kind == "count" else f"{record.counts}: {amount(record)}"
            case "session":
                return f"{record.name}: {record.title}" if record.title and record.title != record.name else str(record.name)
            case "sdg":
                return f"SDG {record.number}: {record.name}"
        name: str | None = getattr(record, "name", None)
        return name if name is not None else str(record.title)

    def short(self, record: Any) -> str:
        """The shortest name that still tells which record it is: for tables and lists of links."""
        return str(record.name) if kind_of(record) == "session" else self.label(record)

    def all_of(self, record: Any) -> list[str]:
        """Everything this package prints for a record: what people copy from one command into another."""
        found = [self.label(record), self.short(record)]
        match kind_of(record):
            case "passage":
                section = self.section(self._index.get("section", record.section), page=False)
                found += [self.locator(record), f"{section} ¶{record.number}" if _item(record) == "item" else ""]
            case "section":
                found += [self.section(record), self.section(record, page=False)]
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


def _item(passage: Passage) -> str:
    return ITEMS.get(passage.kind, "item")
