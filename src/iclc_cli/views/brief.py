"""A sheet on one record: who, what, concluded, asked, with whom, figures and places, short enough to hand to a mayor."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ..dataset.origin import origin
from ..errors import UsageError
from ..library import Book
from ..model import Appearance, Initiative, Speaker, Statement
from ..model.kinds import KINDS, kind_of
from ..query.filters import filters
from ..query.labels import TOGETHER
from ..query.names import ref_of
from .layout import Card, Group, Item
from .listing import text_of

WORDS = 320
"""About how many words stand under the headings of a sheet: with all else that is one page of A4."""

PEERS = 3
"""How many of the cities most alike are named."""


class Part(NamedTuple):
    """Entries of a sheet under one heading, those first that matter most."""

    title: str
    items: Sequence[Item]
    least: int = 1
    """So many stand on the sheet in any case."""
    listed: str = ""
    """The command that lists all of them, if one does."""


def sheet(book: Book, record: Any) -> Card:
    """The sheet on a city, country, session, topic, speaker, body or item of the strategy.

    Raises UsageError for other kinds, of which a card tells all there is.
    """
    kind = kind_of(record)
    if kind not in PARTS:
        there_are = f"there are briefs of: {', '.join(KINDS[one].collection for one in PARTS)}"
        raise UsageError(f"no briefs of {KINDS[kind].collection}; {there_are}. 'iclc show {ref_of(record)}' tells all of it")
    told = origin(book.report)
    parts = [*PARTS[kind](_Sheet(book, record)), *_gists(book, record)]
    taken = _taken(parts := [part for part in parts if part.items])
    groups = tuple(_group(part, number) for part, number in zip(parts, taken, strict=True) if number)
    rest = "; ".join(part.listed for part, number in zip(parts, taken, strict=True) if part.listed and number < len(part.items))
    places = book.labels.place(record.sources) if getattr(record, "sources", ()) else ""
    facts = tuple(fact for fact in (("In the report", places), ("In full", rest)) if fact[1])
    note = f"{told.adapted} Data {told.version}. {told.attribution}"
    about = ref_of(record)
    return Card(_title(book, record), about, facts, "", groups, note, None, ("Name", "Brief"))


def _title(book: Book, record: Any) -> str:
    if kind_of(record) == "city":
        return f"{record.name}, {book.labels.everyday(book.index.get('country', record.country))}"
    return book.label(record)


def _group(part: Part, number: int) -> Group:
    """So many of the entries of a part, and how many there are if that is not all."""
    return Group(part.title if number == len(part.items) else f"{part.title} ({number} of {len(part.items)})", tuple(part.items[:number]))


def _taken(parts: Sequence[Part]) -> list[int]:
    """How many entries of each part stand on the sheet: the least of every part, then one of each in turn as long as the words last."""
    taken = [min(part.least, len(part.items)) for part in parts]
    left = WORDS - sum(_length(item) for part, number in zip(parts, taken, strict=True) for item in part.items[:number])
    going = True
    while going:
        going = False
        for place, part in enumerate(parts):
            if taken[place] < len(part.items) and (words := _length(part.items[taken[place]])) <= left:
                taken[place], left, going = taken[place] + 1, left - words, True
    return taken


def _length(item: Item) -> int:
    return len(f"{item.text} {item.detail} {item.where}".split())


def _gists(book: Book, record: Any) -> Iterator[Part]:
    """What the report says where the record stands: fills the sheet of a record of which little else is known."""
    if kind_of(record) not in ("session", "speaker"):  # whose points tell the same
        yield Part("The report says", [Item(one.gist, "", book.labels.place([one.id])) for one in book.passages(record)], 0)


class _Sheet:
    """A record with what stands around it."""

    def __init__(self, book: Book, record: Any) -> None:
        self.book, self.record, self.report = book, record, book.report

    def get(self, kind: str, identifier: str) -> Any:
        return self.book.index.get(kind, identifier)

    def item(self, text: str, sources: Iterable[str], detail: str = "") -> Item:
        return Item(text, detail, self.book.labels.place(sources, most=2))

    def listed(self, kind: str, by: str = "") -> str:
        """The command that lists what of a kind leads to the record; nothing where there is no such filter."""
        by = by or kind_of(self.record)
        return f"iclc {KINDS[kind].collection} --{by} {self.record.id}" if any(one.name == by for one in filters(kind)) else ""

    def name(self, record: Any) -> str:
        """What something is called, a printed name between quotation marks."""
        return f"“{record.name}”" if getattr(record, "named", False) else str(record.name)

    # Parts

    def people(self, found: Iterable[tuple[Speaker, Appearance]], title: str = "Who spoke") -> Part:
        """A person in each role, those with words reported first, as `said` may quote them."""
        ordered = sorted(found, key=lambda pair: not pair[1].said)
        told = {(speaker.name, one.role): one.sources for speaker, one in ordered}
        return Part(title, [self.item(f"{name}, {role}", sources) for (name, role), sources in told.items()], 4, self.listed("speaker"))

    def said(self, found: Sequence[tuple[Speaker, Appearance]], title: str = "What they said") -> Part:
        """Their points, one of each person in turn."""
        turns = [[(speaker, point) for point in one.said] for speaker, one in found]
        order = [turn[place] for place in range(max(map(len, turns), default=0)) for turn in turns if place < len(turn)]
        alone = len({speaker.id for speaker, _ in order}) == 1
        told: dict[str, tuple[list[str], Any]] = {}
        for speaker, point in order:  # what print gives to two people is told once
            told.setdefault(point.text, ([], point))[0].append(speaker.name)
        items = [self.item(("" if alone else f"{' and '.join(names)}: ") + text, point.sources) for text, (names, point) in told.items()]
        return Part(title, items)

    def does(self, found: Iterable[Initiative], title: str = "What is done") -> Part:
        """What initiatives are, the named ones first."""
        status = {"planned": " (planned)", "proposed": " (proposed)", "done": " (done)"}
        ordered = sorted(found, key=lambda one: not one.named)
        return Part(
            title,
            [self.item(f"{self.name(one)}{status.get(one.status, '')}: {one.summary}", one.sources[:1]) for one in ordered],
            2,
            self.listed("initiative"),
        )

    def stated(self, found: Iterable[Statement], title: str, city: bool = False) -> Part:
        """Statements, requests and commitments first."""
        weight = {"request": 0, "commitment": 1, "report": 2, "view": 3}
        ordered = sorted(found, key=lambda one: weight[one.type])
        who = {one.id: f"{self.get('city', one.city).name if one.city else TOGETHER}, " if city else "" for one in ordered}
        items = [self.item(f"{who[one.id]}{one.type}: {one.text}", one.sources) for one in ordered]
        return Part(title, items, 2, self.listed("statement"))

    def concluded(self, sessions: Iterable[str]) -> Part:
        """What sessions concluded, the last of each first: there a report sums up."""
        held = [self.get("session", one) for one in dict.fromkeys(sessions)]
        turns = [[(session, point) for point in reversed(session.conclusions)] for session in held]
        order = [turn[place] for place in range(max(map(len, turns), default=0)) for turn in turns if place < len(turn)]
        alone = len(held) == 1
        brief = self.book.labels.brief
        items = [self.item(("" if alone else f"{brief(session)}: ") + point.text, point.sources) for session, point in order]
        return Part("What was concluded", items, 2 if alone else 1)

    def figures(self, kind: str) -> Part:
        """Numbers and dates."""
        found = [one for one in self.report.figures if getattr(one, kind) == self.record.id]
        return Part("Figures", [self.item(self.book.label(one), one.sources) for one in found], listed=self.listed("figure"))

    def appearances(self, wanted: Callable[[Appearance], bool]) -> list[tuple[Speaker, Appearance]]:
        """Who appeared so."""
        return [(speaker, one) for speaker in self.report.speakers for one in speaker.appearances if wanted(one)]

    def about(self, title: str = "What it is") -> Part:
        """Its own text."""
        text = text_of(self.record)
        return Part(title, [self.item(text, self.record.sources)] if text else [])


def _city(sheet: _Sheet) -> Iterator[Part]:
    book, city, report = sheet.book, sheet.record, sheet.report
    found = sheet.appearances(lambda one: one.city == city.id)
    yield sheet.about()
    yield sheet.people(found)
    yield sheet.said(found)
    yield sheet.does((one for one in report.initiatives if one.city == city.id), "What it does")
    yield sheet.does((one for one in report.initiatives if one.place == city.id), "What is done in it")._replace(
        listed=sheet.listed("initiative", "place")
    )
    yield sheet.stated((one for one in report.statements if one.city == city.id), "What it told the mayors’ forums")
    yield sheet.figures("city")
    yield sheet.concluded(one.session for _, one in found)
    alike = []
    for peer in book.peers(city)[:PEERS]:
        other = book.index.get("city", peer.id)
        asked = [f"{speaker.name}, {one.role}" for speaker, one in sheet.appearances(lambda one, other=other: one.city == other.id)][:1]  # type: ignore[misc]
        shared = ", ".join([book.index.get("topic", one).name for one in peer.topics[:2]])
        alike.append(Item(f"{peer.label}" + (f" ({shared})" if shared else ""), f"ask {asked[0]}" if asked else ""))
    yield Part("Cities most like it", alike, PEERS)


def _country(sheet: _Sheet) -> Iterator[Part]:
    country, report = sheet.record, sheet.report
    cities = {one.id: one for one in report.cities if one.country == country.id}
    found = sheet.appearances(lambda one: one.country == country.id or one.city in cities)
    yield Part("Its cities", [Item(", ".join(one.name for one in cities.values()))] if cities else [])
    yield sheet.people(found)
    yield sheet.said(found)
    yield sheet.does(one for one in report.initiatives if one.city in cities or one.country == country.id or one.place in cities)
    yield sheet.stated((one for one in report.statements if one.city in cities), "What its cities told the mayors’ forums", city=True)
    yield sheet.figures("country")
    yield sheet.concluded(one.session for _, one in found)


def _session(sheet: _Sheet) -> Iterator[Part]:
    session, report = sheet.record, sheet.report
    found = sheet.appearances(lambda one: one.session == session.id)
    yield sheet.about("What it was about")
    yield sheet.concluded([session.id])
    yield sheet.people(found)._replace(least=6)
    yield sheet.said(found)._replace(least=2)
    yield sheet.stated((one for one in report.statements if one.session == session.id), "What cities stated", city=True)
    names = [sheet.name(one) for one in report.initiatives if one.session == session.id]
    yield Part(
        "Initiatives told of", [Item("; ".join(names[:12]) + (f"; and {len(names) - 12} more" if len(names) > 12 else ""))] if names else []
    )
    yield sheet.figures("session")


def _topic(sheet: _Sheet) -> Iterator[Part]:
    topic, report = sheet.record, sheet.report
    own = set(topic.sources)
    found = [(speaker, one) for speaker, one in sheet.appearances(lambda one: True) if own.intersection(*[one.sources])]
    spoke = [(speaker, one) for speaker, one in found if any(own.intersection(point.sources) for point in one.said)]
    yield sheet.about("What is meant")
    yield sheet.does(one for one in report.initiatives if topic.id in one.topics)
    yield sheet.stated((one for one in report.statements if topic.id in one.topics), "What cities stated", city=True)
    items = [one for one in report.strategy if topic.id in one.topics]
    yield Part("In the strategy", [sheet.item(f"{one.title}: {one.text}", one.sources) for one in items])
    concluded = [(one, point) for one in report.sessions for point in one.conclusions if own.intersection(point.sources)]
    told = [sheet.item(f"{sheet.book.labels.brief(one)}: {point.text}", point.sources) for one, point in concluded]
    yield Part("What was concluded where it is told", told, 2)
    yield sheet.people(spoke, "Who spoke where it is told")


def _speaker(sheet: _Sheet) -> Iterator[Part]:
    speaker, report = sheet.record, sheet.report
    own = [(speaker, one) for one in speaker.appearances]
    session = sheet.book.labels.brief
    roles = [sheet.item(f"{session(sheet.get('session', one.session))}: {one.role}", one.sources) for _, one in own]
    yield Part("As whom", roles, 4)
    yield sheet.said(own, "What was said")._replace(least=4)
    yield sheet.does((one for one in report.initiatives if speaker.id in one.speakers), "What was presented")
    yield sheet.concluded(one.session for _, one in own)
    others = sheet.appearances(lambda one: one.session in {mine.session for _, mine in own})
    yield sheet.people([pair for pair in others if pair[0].id != speaker.id], "Who else spoke there")._replace(least=0)


def _organisation(sheet: _Sheet) -> Iterator[Part]:
    body, report = sheet.record, sheet.report
    found = sheet.appearances(lambda one: body.id in one.organisations)
    yield sheet.about()
    yield sheet.people(found)
    yield sheet.said(found)
    yield sheet.does((one for one in report.initiatives if one.organisation == body.id), "What it does")
    yield Part("Its documents", [sheet.item(sheet.name(one), one.sources) for one in report.documents if one.organisation == body.id])
    yield sheet.figures("organisation")


def _strategy(sheet: _Sheet) -> Iterator[Part]:
    item, report, book = sheet.record, sheet.report, sheet.book
    yield sheet.about("What it says")
    links = book.links.pointers(item)
    stated = [book.index.get("statement", link.id) for link in links if link.kind == "statement"]
    yield sheet.stated(stated, "What cities stated on its topics", city=True)
    yield sheet.does((book.index.get("initiative", one) for one in item.initiatives), "Initiatives it is about")
    others = [one for one in report.strategy if one.category == item.category and one.id != item.id]
    yield Part("Beside it in the strategy", [sheet.item(f"{one.title}: {one.text}", one.sources) for one in others], 2)
    yield sheet.concluded(link.id for link in links if link.kind == "session")


PARTS: dict[str, Callable[[_Sheet], Iterator[Part]]] = {
    "city": _city,
    "country": _country,
    "session": _session,
    "topic": _topic,
    "speaker": _speaker,
    "organisation": _organisation,
    "strategy": _strategy,
}
"""The kinds that there are sheets of, each with what stands on one."""
