"""What records are called: folding names, labels and locators, resolving a REF, suggesting near ones."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Any, NamedTuple, TypeVar

from ..errors import AmbiguousError, NotFoundError
from ..model.kinds import KINDS, all_records, records
from ..model.records import Figure, Passage, Report, Section, Speaker

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_HYPHENS = re.compile(r"[-‐-―−_]")
_OTHER = re.compile(r"[^\w.]+|_+")

NEAR = 0.75
"""How alike a name must be to be suggested, from 0 to 1."""


# The same for ASCII text, in one step: most text is, and this is called thousands of times.
_ASCII = {number: " " for number in range(128) if not chr(number).isalnum() and chr(number) != "."} | {ord("'"): None, ord("`"): None}


def fold(text: str) -> str:
    """The text without case, accents, apostrophes, hyphens and other punctuation: words with single spaces."""
    if text.isascii():
        words = text.lower().translate(_ASCII).split()
        return " ".join([bare for word in words if (bare := word.strip("."))] if "." in text else words)
    return _squeeze(_HYPHENS.sub(" ", _plain(text)))


def _plain(text: str) -> str:
    text = _APOSTROPHES.sub("", text)  # before decomposing: that makes a space of an acute accent on its own
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.casefold()).casefold()
        text = "".join(mark for mark in decomposed if not unicodedata.combining(mark)).translate(_LETTERS)
    return _APOSTROPHES.sub("", text.casefold())


def _squeeze(text: str) -> str:
    return " ".join(word.strip(".") for word in _OTHER.sub(" ", text).split() if word.strip("."))


def _keys(text: str, unordered: bool) -> frozenset[str]:
    """The forms under which a name is looked up: hyphens as spaces and hyphens left out."""
    plain = _plain(text)
    forms = (_squeeze(_HYPHENS.sub(" ", plain)), _squeeze(_HYPHENS.sub("", plain)))
    if unordered:
        forms = (" ".join(sorted(forms[0].split())), " ".join(sorted(forms[1].split())))
    return frozenset(form for form in forms if form)


class Ref(NamedTuple):
    """A record that a REF stands for."""

    kind: str
    record: Any


def names(record: Any) -> Iterator[str]:
    """Everything a record is called by, its id aside."""
    for field in ("name", "title", "number"):
        value = getattr(record, field, None)
        if isinstance(value, (str, int)) and not isinstance(record, Passage):
            yield str(value)
    yield from getattr(record, "aliases", ())


def resolve(report: Report, text: str, kind: str | None = None) -> Ref:
    """The record that a REF stands for: the first tier that has one wins.

    A REF is an id, `kind/id`, a name or alias, or words contained in a name. Raises NotFoundError with up to
    three suggestions, or AmbiguousError with the candidates.
    """
    return choose(candidates(report, text, kind), report, text, kind)


def candidates(report: Report, text: str, kind: str | None = None) -> list[Ref]:
    """The records of the first tier that has any."""
    text = text.strip()
    prefix, slash, rest = text.partition("/")
    if slash and (named := NOUNS.get(fold(prefix))) in KINDS and kind in (None, named):
        kind, text = named, rest.strip()
    pool = all_records(report) if kind is None else ((kind, record) for record in records(report, kind))
    entries = [Ref(*entry) for entry in pool]
    wanted = text.lower()
    if found := [ref for ref in entries if ref.record.id == wanted]:
        return found
    if not fold(text):
        return []
    plain, sorted_keys = _keys(text, False), _keys(text, True)
    words = set(fold(text).split())
    whole: list[Ref] = []
    contained: list[Ref] = []
    for ref in entries:
        unordered = isinstance(ref.record, Speaker)
        keys = sorted_keys if unordered else plain
        called = tuple(names(ref.record))
        if any(keys & _keys(name, unordered) for name in called):
            whole.append(ref)
        elif any(words <= set(fold(name).split()) for name in called):
            contained.append(ref)
    return whole or contained


def choose(found: list[Ref], report: Report, text: str, kind: str | None) -> Ref:
    """The one candidate, or the error that says why there is not just one."""
    if kind is None and any(ref.kind == "session" for ref in found):
        found = [ref for ref in found if ref.kind != "section"]
    if len(found) == 1:
        return found[0]
    what = kind or "record"
    if not found:
        near = suggestions(report, text, kind)
        where = f"iclc {KINDS[kind].collection} list" if kind else "iclc search TEXT"
        hint = f"Did you mean {' or '.join(near)}?" if near else f"See '{where}'."
        raise NotFoundError(f"no {what} {quoted(text)}. {hint}", near)
    options = [f"{ref.kind}/{ref.record.id}" for ref in found]
    shown = ", ".join(options[:8]) + (f" and {len(options) - 8} more" if len(options) > 8 else "")
    raise AmbiguousError(f"{quoted(text)} is ambiguous; give one of {shown}", options)


def suggestions(report: Report, text: str, kind: str | None = None) -> list[str]:
    """Up to three ids whose record is called something like the text; with their kind unless it is given."""
    wanted = fold(text)[:200]
    pool = all_records(report) if kind is None else ((kind, record) for record in records(report, kind))
    called: dict[str, str] = {}
    for found_kind, record in pool:
        if isinstance(record, (Passage, Section)):
            continue
        ref = record.id if kind else f"{found_kind}/{record.id}"
        for name in (record.id, *names(record)):
            called.setdefault(fold(name), ref)
            for word in fold(name).split():
                if len(word) > 3:
                    called.setdefault(word, ref)
    near = get_close_matches(wanted, called, n=6, cutoff=NEAR) if wanted else []
    return list(dict.fromkeys(called[name] for name in near))[:3]


def quoted(text: str, most: int = 60) -> str:
    """The text between quotation marks, cut where an error line would grow too long."""
    return f"'{text if len(text) <= most else text[: most - 1] + '…'}'"


def label(report: Report, record: Any) -> str:
    """What to call a record where it is pointed to."""
    match KINDS_BY_CLASS.get(type(record)):
        case "passage":
            return locator(report, record, page=False)
        case "statement":
            city = label(report, find(report, "city", record.city))
            return f"{city} ({record.type}): {clip(record.text)}"
        case "figure":
            return f"{amount(record)} {record.counts}" if record.kind == "count" else f"{record.counts}: {amount(record)}"
        case "session":
            return f"{record.name}: {record.title}" if record.title and record.title != record.name else record.name
        case "sdg":
            return f"SDG {record.number}: {record.name}"
    name: str | None = getattr(record, "name", None)
    return name if name is not None else str(record.title)


def short_label(report: Report, record: Any) -> str:
    """The shortest name that still tells which record it is: for tables and lists of links."""
    return str(record.name) if type(record).__name__ == "Session" else label(report, record)


def clip(text: str, most: int = 90) -> str:
    """The text cut at a word, with an ellipsis, where it is longer than `most` characters."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


QUALIFIERS = {"exactly": "", "at-least": "at least ", "more-than": "more than ", "about": "about "}


def amount(figure: Any) -> str:
    """A figure's value, range, unit and qualifier as one reads them."""
    value = str(figure.value) if figure.value_to is None else f"{figure.value}–{figure.value_to}"
    if isinstance(figure.value, int) and figure.value_to is None and figure.kind == "count":
        value = f"{figure.value:,}"
    unit = f" {figure.unit}" if figure.unit and figure.kind != "count" else ""
    return f"{QUALIFIERS[figure.qualifier]}{value}{unit}"


_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety", 0.5: "half"}
NUMBER_WORDS = frozenset({*_ONES.split(), *_TENS.values()})
"""Words that stand for a number."""

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


def date_in_words(date: str) -> str:
    """An ISO date as one reads it: "27 October 2021", "September 2020"; what is none stays as it is."""
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    if not month.isdigit() or not 1 <= int(month) <= 12:
        return date
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}" if day.isdigit() else f"{_MONTHS[int(month) - 1]} {year}"


def amount_in_words(record: Any) -> list[str]:
    """Other ways to write a figure's value, as people search for it: "ten", "2,000", "September 2020"."""
    if not isinstance(record, Figure):
        return []
    found = []
    for value in (record.value, record.value_to):
        if isinstance(value, str):
            words = date_in_words(value)
            if words != value:
                found.append(words)
        elif value is not None:
            if value in _TENS:
                found.append(_TENS[value])
            elif value in range(20):
                found.append(_ONES.split()[int(value)])
            elif value >= 1000:
                found.append(f"{value:,}")
    return found


def locator(report: Report, passage: Passage, page: bool = True) -> str:
    """Where a passage stands: "Forum 1.1 (begins p. 11), item 3"."""
    part = {"caption": "caption", "footnote": "footnote"}.get(passage.kind, "item")
    return f"{section_label(report, find(report, 'section', passage.section), page)}, {part} {passage.number}"


def section_label(report: Report, section: Section, page: bool = True) -> str:
    """What to call a section: its one session, its chapter where it fills that, else its title."""
    name = _section_names(report)[section.id]
    return f"{name} (begins p. {section.page})" if page and section.page is not None else name


def _section_names(report: Report) -> dict[str, str]:
    def make() -> dict[str, str]:
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

    return remembered(report, "sections", make)


def find(report: Report, kind: str, identifier: str) -> Any:
    """The record of a kind with an id. Raises KeyError when there is none."""
    return index(report)[kind, identifier]


def index(report: Report) -> dict[tuple[str, str], Any]:
    """Every record by kind and id."""
    return remembered(report, "records", lambda: {(kind, record.id): record for kind, record in all_records(report)})


Made = TypeVar("Made")


def remembered(report: Report, what: str, make: Callable[[], Made]) -> Made:
    """A table of lookups that is made once a report."""
    try:
        memory = report.memory
    except AttributeError:
        memory = {}
        object.__setattr__(report, "memory", memory)
    if what not in memory:
        memory[what] = make()
    found: Made = memory[what]
    return found


KINDS_BY_CLASS: dict[type[Any], str] = {kind.record: kind.name for kind in KINDS.values()}

_VARIANTS: dict[str, Iterable[str]] = {
    "session": ("event", "events"),
    "speaker": ("person", "people", "persons"),
    "city": ("municipality", "municipalities"),
    "organisation": ("organization", "organizations", "org", "orgs", "body", "bodies"),
    "initiative": ("project", "projects", "programme", "programmes", "program", "programs"),
    "statement": ("claim", "claims"),
    "strategy": ("strategies",),
    "topic": ("theme", "themes"),
    "sdg": ("goal", "goals"),
    "figure": ("number", "numbers"),
    "passage": ("paragraph", "paragraphs"),
}

NOUNS: dict[str, str] = {noun: kind.name for kind in KINDS.values() for noun in (kind.name, kind.collection, *_VARIANTS.get(kind.name, ()))}
"""Every word that may stand for a kind, singular, plural and usual variants."""
