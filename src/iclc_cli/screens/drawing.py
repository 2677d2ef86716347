"""What screens have in common: the words for values, places in the report, people, headings, and hints."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from rich.text import Text

from ..grid import GLUE, GUTTER, MEASURE, Block, Page, Words, clip
from ..library import Book
from ..model import Appearance, Document, Figure, Initiative, Point, Speaker, Statement
from ..model.kinds import KINDS, aliases, kind_of
from ..query.amounts import MONTHS, date_in_words
from ..query.labels import TOGETHER
from ..text import date_of, fold, typed
from ..views.layout import counted

FEW = 40
"""Up to so many records each is told in full, above that in one line."""

NOT_RUNNING = ("done", "planned", "proposed")
"""What of the status of an initiative is told beside it: that it is running is the rule."""

NOT_DOUBTED = ("coordinates", "sources", "said", "conclusions")
"""Fields that a short card does not show, or of which it shows just some points: a remark on them is for the whole card."""


class Selection(NamedTuple):
    """The records that a list shows, and how they were chosen."""

    kind: str
    noun: str
    """What they are called, in the plural: "forums" for some of the sessions."""
    records: Sequence[Any]
    matched: int
    """How many pass the filters, of which a limit may leave some out."""
    total: int
    """How many there are in all."""
    wanted: str = ""
    """What was asked for, in words: "topic COVID-19 pandemic"."""
    sorted: bool = False
    """Did somebody ask for this order? Then they are not grouped."""
    long: bool | None = None
    """Is each to be told in full? `None` lets their number decide."""
    ids: bool = False
    """Are ids to be shown?"""

    @property
    def whole(self) -> bool:
        """Are these all there are?"""
        return len(self.records) == self.total

    @property
    def in_full(self) -> bool:
        """Is each told in full?"""
        return len(self.records) <= FEW if self.long is None else self.long

    @property
    def counted(self) -> str:
        """How many of how many: "34 of 173, topic COVID-19 pandemic"."""
        return counted(len(self.records), self.matched, self.total, self.noun) + (f", {self.wanted}" if self.wanted else "")


class Drawing:
    """A page with the report that it tells of."""

    def __init__(self, page: Page, book: Book) -> None:
        self.page = page
        self.book = book
        self.report = book.report

    # Records

    def get(self, kind: str, identifier: str) -> Any:
        """The record of a kind with an id."""
        return self.book.index.get(kind, identifier)

    def name(self, kind: str, identifier: str) -> str:
        """What a record that is referred to is called."""
        record = self.get(kind, identifier)
        if kind == "session":
            return self.session(identifier)
        return self.country(identifier) if kind == "country" else self.book.labels.short(record)

    def session(self, identifier: str) -> str:
        """A session in few letters, unbroken: "Plenary I"."""
        return glue(self.book.labels.brief(self.get("session", identifier)))

    def country(self, identifier: str) -> str:
        """What people call a country."""
        return self.book.labels.everyday(self.get("country", identifier))

    def owner(self, record: Any) -> str:
        """Whose an initiative or a figure is: its city, else its body, else its country; nothing where it has none."""
        for kind in ("city", "organisation", "country"):
            if identifier := getattr(record, kind):
                of = self.get(kind, identifier)
                return (of.acronym or of.name) if kind == "organisation" else self.name(kind, identifier)
        return ""

    def initiative(self, record: Initiative) -> str:
        """What an initiative is called: a printed name between quotation marks, a name of ours without."""
        return f"“{record.name}”" if record.named else record.name

    def speaking(self, statement: Statement) -> str:
        """Who made a statement: a city, or the participants together."""
        return self.name("city", statement.city) if statement.city else TOGETHER

    def appearances(self, kind: str, identifier: str) -> list[tuple[Speaker, Appearance]]:
        """Who appeared in a session, or for a city, a country or a body, with the appearance, as the report tells them."""
        found = []
        for speaker in self.report.speakers:
            for appearance in speaker.appearances:
                held = appearance.organisations if kind == "organisation" else (getattr(appearance, kind),)
                if identifier in held:
                    found.append((speaker, appearance))
        return sorted(found, key=lambda pair: self._first(pair[1].sources)) if kind == "session" else found

    def part(self, city: Any) -> list[str]:
        """The sessions in which a city took part, and the sections that tell its statements: "Plenary I", "Mayors"."""
        sessions = [self.session(appearance.session) for _, appearance in self.appearances("city", city.id)]
        said = [one for one in self.report.statements if one.city == city.id]
        return list(dict.fromkeys([*sessions, *(self.sections(said[0].sources) if said else [])]))

    def stands(self, record: Any) -> int:
        """Where in the report a record stands first, to sort by."""
        return self._first(record.sources)

    def _first(self, sources: Iterable[str]) -> int:
        passages = self.book.index.passages(sources)
        return self.report.passages.index(passages[0]) if passages else 0

    # Blocks of cards

    def people(self, found: Iterable[tuple[Speaker, Appearance]], home: str | None = None, cut: bool = False) -> list[Block]:
        """A block for each person in each role, with the places of all appearances in it; `cut` to a line each."""
        roles: dict[tuple[str, str], tuple[Speaker, list[str]]] = {}
        for speaker, appearance in found:
            roles.setdefault((speaker.id, appearance.role), (speaker, []))[1].extend(appearance.sources)
        return [
            self.page.block("", self.page.words((speaker.name, "name"), ", ", role), self.where(sources, home, 1 if cut else 2), cut=cut)
            for (_, role), (speaker, sources) in roles.items()
        ]

    def initiatives(self, chosen: Iterable[Initiative], full: bool, home: str | None = None) -> list[Block]:
        """A block for each initiative of one owner: its name, in full with what it is."""
        return [self.page.block("", self._told(one, full), self.where(one.sources[:1], home)) for one in chosen]

    def _told(self, initiative: Initiative, full: bool) -> Text:
        name = self.initiative(initiative)
        tail = f" ({initiative.status})" if initiative.status in NOT_RUNNING else ""
        return self.page.words((name, "name"), f"{tail}: {initiative.summary}") if full else self.page.words(name, tail)

    def statements(self, chosen: Iterable[Statement], by_type: bool = False, cut: bool = False) -> list[Block]:
        """A block for each statement: of one city, with its type in the gutter where that changes; else with city and type before it."""
        blocks = []
        before = None
        for one in chosen:
            if by_type:
                blocks.append(self.page.block(one.type if one.type != before else "", one.text, self.where(one.sources), cut=cut))
            else:
                text = self.page.words((self.speaking(one), "name"), f" ({one.type}): {one.text}")
                blocks.append(self.page.block("", text, self.where(one.sources), cut=cut))
            before = one.type
        return blocks

    def figures(self, chosen: Iterable[Figure]) -> list[Block]:
        """A block for each figure: the amount and what it counts."""
        return [
            self.page.block("", self.page.words((amount(one), "name"), f" {one.counts}"), self.where(one.sources, most=1)) for one in chosen
        ]

    def documents(self, chosen: Iterable[Document]) -> list[Block]:
        """A block for each document: its name and year."""
        return [self.page.block("", one.name + (f", {one.year}" if one.year else ""), self.where(one.sources, most=1)) for one in chosen]

    # Lines of lists

    def numbered(self, number: str, text: Words, where: Words = "", *, role: str = "", cut: bool = False) -> None:
        """A number at the right end of the gutter and what it is the number of; before the text where it does not fit there."""
        page = self.page
        shown = page.words((number, role))
        if page.plain or not (page.stacked or shown.cell_len > GUTTER):
            text = clip(page.words(text), MEASURE, page.words("…").plain) if page.plain and cut else text
            page.item(number, text, where, role=role, cut=cut, flush=True)
        else:
            page.item("", page.words(shown, "  ", text), where, cut=cut, hang=2)

    def last_first(self, points: Iterable[Point]) -> list[Point]:
        """Points, those of the last paragraphs first: there a report sums up."""
        order = {passage.id: number for number, passage in enumerate(self.report.passages)}
        return sorted(points, key=lambda point: -max((order[source] for source in point.sources), default=0))

    # Words

    def where(self, sources: Iterable[str], home: str | None = None, most: int = 0) -> str:
        """Where passages stand, each place unbroken: see `Labels.place`."""
        return "; ".join(glue(place) for place in self.book.labels.place(sources, home, most).split("; "))

    def sections(self, sources: Iterable[str]) -> list[str]:
        """The sections in which passages stand, each once."""
        passages = self.book.index.passages(sources)
        return list(dict.fromkeys(glue(self.book.labels.brief(self.get("section", one.section))) for one in passages))

    def wheres(self, sources: Iterable[str], home: str | None = None) -> Text:
        """The same as a text of its own, which may be long."""
        return self.page.words(self.where(sources, home))

    def same_place(self, records: Sequence[Any]) -> str:
        """The one place where all of some records stand; nothing when they stand in several."""
        places = {tuple(record.sources) for record in records}
        return self.where(records[0].sources, most=1) if len(places) == 1 else ""

    # Headings and hints

    def cards(self, records: Iterable[Any], card: Callable[["Drawing", Any, bool], None]) -> None:
        """Short cards one below the other: what a table tells in full."""
        for record in records:
            page = self.page.another()
            card(Drawing(page, self.book), record, False)
            self.page.blank()
            self.page.lines += page.lines

    def head(self, name: str, kind: str, second: str = "") -> None:
        """What a card is about, and at the right what kind of thing that is."""
        self.page.line(self.page.words((name, "name")), kind)
        if second:
            self.page.line(second)

    def beside(self, name: str, behind: str) -> Text:
        """A name that heads something, and plain behind it what it lies in or is short for: "Cork  Ireland"."""
        return self.page.words((name, "name"), (", " if self.page.plain else "  ") + behind if behind else "")

    def also(self, record: Any, *known: str) -> str:
        """The other names of a record, for the line below its name; `known` are told already."""
        told = {fold(name) for name in known}
        others = [name for name in (record.name, *aliases(record)) if fold(name) not in told]
        return f"also {', '.join(dict.fromkeys(others))}" if others else ""

    def identified(self, text: Text, record: Any, chosen: Selection) -> Text:
        """An entry of a list, with the id of its record behind it if ids were asked for."""
        return self.page.words(text, GLUE, ("·", "faint"), f" {record.id}") if chosen.ids else text

    def heading(self, title: str, chosen: Selection, more: str = "", right: str = "") -> None:
        """What a list holds; `more` is told where it holds all there is."""
        self.page.heading(title, chosen.counted + (more if chosen.whole and not chosen.wanted else ""), right)

    def remarks(self, record: Any) -> None:
        """What a full card says of departures from print, the routine ones as a number."""
        matter = [remark for remark in record.remarks if not remark.routine]
        if not matter:
            return
        self.page.blank()
        for number, remark in enumerate(matter):
            printed = f" (printed: “{remark.printed}”)" if remark.printed else ""
            said = self.page.words((field_words(remark.field), "name"), f", {remark.kind}{printed}: ", self.in_places(remark.reason))
            self.page.item("" if number else "remarks", said, hang=2)

    def doubts(self, record: Any, *fields: str, most: int = 2) -> None:
        """Lines that tell which fields of a short card are corrected, ambiguous or untold; of all but `NOT_DOUBTED` without any."""
        told: dict[tuple[str, str], str] = {}
        for remark in record.remarks:
            last = field_words(remark.field.rpartition(".")[2])
            shown = remark.field.partition("[")[0].partition(".")[0] in fields if fields else last not in NOT_DOUBTED
            if remark.kind == "unstated" and shown:
                told["not told", ""] = " ".join([*filter(None, [told.get(("not told", ""))]), remark.reason])
            elif remark.kind in ("corrected", "ambiguous") and shown:
                printed = f" (printed: “{remark.printed}”)" if remark.kind == "corrected" and remark.printed else ""
                told[last, f" is {remark.kind}{printed}"] = remark.reason
        if len(told) > 1 and (untold := told.pop(("not told", ""), None)):
            told["something", " is not told"] = untold
        if told:
            parts = [self.page.words((field, "name"), what) for field, what in told]
            why = "" if len(told) > 1 or any("corrected" in what for _, what in told) else next(iter(told.values()))
            said = Text("; ").join(parts).append_text(self.page.words(f": {self.in_places(why) or 'see --full'}"))
            self.page.item("remark" if self.page.plain else "*", said, role="", most=most, hang=2)

    def in_places(self, text: str) -> str:
        """A text of ours in which ids of passages have become places."""
        known = self.book.index.by_ref
        words = []
        for word in text.split(" "):
            bare = word.strip(".,;:()")
            words.append(word.replace(bare, self.where([bare])) if ("passage", bare) in known else word)
        return " ".join(words)

    def hint(self, record: Any, full: bool, *verbs: str) -> None:
        """What to type after a card: the rest of it, then what else there is about the record."""
        called = self.called(record)
        if not full:
            self.page.hint(f"iclc {called} --full")
        self.page.hint(*(f"iclc {verb} {called}" for verb in verbs))

    def called(self, record: Any) -> str:
        """What to type for a record: the shortest of its names that is no other's, else its kind and id."""
        kind = kind_of(record)
        if kind == "session" and self._is_numbered_forum(record):
            return f"forum {record.number}"
        names = [self.book.labels.brief(record)] if kind in ("session", "section") else []
        if kind == "sdg":
            names = [f"SDG {record.number}"]
        if kind == "organisation" and record.acronym:
            names = [record.acronym]
        if kind == "passage":
            names = [self.book.labels.place([record.id])]
        if kind != "strategy":  # whose ids are words and numbers of the report: "change-4"
            names += [name for name in (getattr(record, "name", None), getattr(record, "title", None)) if name and len(name) < 40]
        for name in names:
            if self._only(name, record):
                return typed(name)
        return f"{kind} {record.id}" if self.book.names.candidates(record.id) != [record] else str(record.id)

    def _only(self, name: str, record: Any) -> bool:
        found = self.book.names.candidates(name)
        if kind_of(record) == "session":
            found = [one for one in found if kind_of(one) != "section"]
        return found == [record]

    def _is_numbered_forum(self, record: Any) -> bool:
        return (
            record.number is not None and "forum" in record.kind and sum(one.number == record.number for one in self.report.sessions) == 1
        )


def glue(text: str) -> str:
    """A text that is not broken at its blanks."""
    return text.replace(" ", GLUE)


OURS = glue("in our words")
"""What stands beside a paraphrase, where the place of print does otherwise."""


def word(value: Any) -> str:
    """A coded value in words: "made a statement", "thematic forum", "web page"."""
    return "United Nations" if value == "united-nations" else str(value).replace("-", " ")


_SMALL = frozenset({"and", "the", "of"})


def region(value: str) -> str:
    """A region in words: "Asia and the Pacific"."""
    return " ".join(part if part in _SMALL else part.capitalize() for part in value.split("-"))


_COUNTED = {"strategy": ("point of strategy", "points of strategy"), "sdg": ("SDG", "SDGs")}


def plural(kind: str, number: int) -> str:
    """A kind in the number that fits: "1 city", "2 cities"."""
    one, several = _COUNTED.get(kind, (kind, KINDS[kind].collection))
    return f"{number} {one if number == 1 else several}"


def field_words(field: str) -> str:
    """A field of a record as people say it."""
    return " ".join(
        part for part in field.replace("_", " ").replace(".", " ").replace("[", " ").replace("]", " ").split() if not part.isdigit()
    )


def number_or_dot(page: Page, number: int) -> Text:
    """A number of a table; nothing is a faint dot."""
    return page.words(str(number)) if number else page.words(("·", "faint"))


def grouped(records: Iterable[Any], key: Any) -> dict[Any, list[Any]]:
    """Records by what they have in common, in the order of the first of each."""
    found: dict[Any, list[Any]] = {}
    for record in records:
        found.setdefault(key(record), []).append(record)
    return found


def by_name(records: Iterable[Any]) -> list[Any]:
    """Records by name, as people sort them."""
    return sorted(records, key=lambda record: fold(record.name))


def day(date: str) -> str:
    """An ISO date in few letters: "27 Oct 2021", "Sep 2020"; what is none stays as it is."""
    year, *rest = date_of(date) or (0,)
    if not rest:
        return date
    return " ".join([*map(str, rest[1:]), MONTHS[rest[0] - 1][:3], f"{year:04}"])


def days(start: str, end: str, brief: bool = True) -> str:
    """Two ISO dates as a period: "27–30 Oct 2021", "2019–21"; months in full unless `brief`."""
    first, last = date_of(start), date_of(end)
    if len(first) == len(last) == 1:
        return f"{start}–{end[2:]}" if start[:2] == end[:2] else f"{start}–{end}"
    told = day if brief else date_in_words
    if len(first) == len(last) == 3 and first[:2] == last[:2]:
        return f"{first[2]}–{told(end)}"
    return f"{told(start)}–{told(end)}"


_SHORT = {"exactly": "{}", "at-least": "{}+", "more-than": "{}+", "about": "about {}"}
_SHARES: dict[float, str] = {25: "a quarter", 50: "half", 75: "three quarters"}


def _share(value: float) -> str:
    return _SHARES.get(value, f"{value:.6g}%")


def amount(figure: Figure) -> str:
    """A figure's value in few letters: "2,000+", "over half", "18–35 years", "27–30 Oct 2021"."""
    value, end = figure.value, figure.value_to
    if value is None:
        return day(figure.date or "") if figure.date_to is None else days(figure.date or "", figure.date_to)
    if figure.kind == "share":
        share = _share(value) if end is None else f"{value:.6g}–{_share(end)}"
        return {"exactly": "{}", "about": "about {}", "at-least": "at least {}"}.get(figure.qualifier, "over {}").format(share)
    told = _SHORT[figure.qualifier].format(f"{value:,}" if end is None else f"{value:,}–{end:,}")
    return f"{told} {figure.unit}" if figure.unit and figure.kind != "count" else told
