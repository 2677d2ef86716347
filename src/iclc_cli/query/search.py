"""One ranked search over every record.

A query is read into units: words, "phrases", prefixes* and -exclusions; no text is a syntax error. A record is found by any
word that names something, and stands the higher the more of the query it covers, by how rare the words are. Case, accents
and inflection do not matter; other ways of saying the same thing come from the names and the thesaurus in the data and
from `spelling`.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from math import log
from threading import Lock
from typing import Annotated, Any, TypeVar

from ..errors import EmptyQueryError, UsageError
from ..model import Passage, PassageId
from ..model.base import HIDDEN, OMITTED, Result, cached, frozen
from ..model.kinds import KINDS, Shape, all_records, choices, is_node, is_reference, is_text, kind_of, records, shapes
from ..model.records import IN_AFRICA
from ..text import PART, WHOLE, fold, near
from .amounts import NUMBER_WORDS, other_ways
from .asking import KIND_WORDS, MEANS, about_the_conference, place_of, placed_kind
from .index import Index
from .labels import Labels
from .names import names_of
from .snippets import Found, Segment, Shown, Span, best_of, located, without_matches
from .spelling import ASKING, FILLERS, is_slip, kin, spellings
from .thesaurus import STAND_IN, OtherNames, Unit, others_for, runs_of, singular
from .words import Place, Words

R = TypeVar("R")

LONGEST = 1000
"""Most characters a query may have."""

WEIGHTS = {"name": 12.0, "aliases": 8.0, "role": 3.0, "body": 1.0, "context": 0.4, "coded": 0.3}
"""How much a match in each column of the index counts."""

CONTEXT = frozenset({"city", "country", "organisation", "topic"})
"""The kinds whose labels a record is also found by when it refers to them."""

# What a hit is worth before its relevance within the tier: a record called exactly that, a record, a passage.
_EXACT, _RECORD, _PASSAGE, _TIER = 300.0, 200.0, 100.0, 99.0

_COVERED = 300.0
"""What covering all of the query is worth: so a passage that holds all of it stands before records that hold half."""

WEAK, WEAK_OF_THREE = 0.46, 0.3
"""How much of what was asked a hit must cover, and one that holds three words of it: if all cover less, the report has nothing on it."""

FLOOR = 0.5
"""How much of what the best hit covers another must cover to be a hit."""

_NEAREST = 3
"""How many hits are left where the report has nothing on what was asked."""

_FITS, _ASKED_KIND, _MEANT = 15.0, 24.0, 6.0
"""What each of these adds: that all words stand in the names or roles of a record, that they stand together in its text, that the
query holds its name (the part of it that it holds); what it adds that the query asks for its kind: "cities in Morocco", or a number
for a figure, and that it asks as one asks for that kind: "how many", "who"."""

_THERE, _IN_REGION, _THE_PLACE, _COUNTED = 300.0, 20.0, 150.0, 60.0
"""What it adds beyond the tier that a record is of the kind and in the place asked for, or answers as nothing else does; that it
is that place; that it is a figure where a query asks how many or when."""

_K1, _B = 1.2, 0.75
"""How soon more of a word counts no more, and how much long records stand back, as in BM25."""

_BY_PASSAGE = 0.4
"""How much of what a passage covers more than a record named by some of the query counts for the record."""

_WHOLES, _OF_MUCH = frozenset({"section", "session"}), -60.0
"""What holds many words that have nothing to do with each other, and what that takes away."""

_IN_GENERAL = {name: f"{name} {KINDS[name].collection}" for name in ("city", "country", "organisation", "speaker")}
"""What records of these kinds are called in general: "cities in Morocco" finds them."""

_COLUMNS: dict[str | int, str] = {"name": "name", "title": "name", "aliases": "aliases", "acronym": "aliases"}
"""The columns of the index that a record's own fields stand in; all others stand in its body, roles in their own."""

_UNIT = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_NAMED_BY_CHOICE = frozenset({"kind", "region", "category", "type", "participation", "status"})
"""The fields whose coded words a record is found by."""

_THE_REPORT, _THESE = frozenset({("report",), ("conference",)}), frozenset({("the",), ("this",)})
"""After "the", what is asked rather than what is asked for: all records are of it."""


@frozen
class Explanation(Result):
    """Why a hit stands where it does."""

    tier: str
    """`called that`, `record` or `passage`: no hit of a lower tier stands before one of a higher."""
    relevance: float
    """How well the words fit: how rare they are, and in which fields they stand."""
    coverage: float
    """How much of the query it covers, in part by its passages, from 0 to 1, by how rare its words are."""
    bonus: Mapping[str, float]
    """What was added to that within the tier, by the reason."""


@frozen
class Hit(Result):
    """One hit of `iclc search --json`, which prints an array of them."""

    kind: str
    """Kind of the record, singular."""
    id: str
    """Its id."""
    label: str
    """What to call it."""
    field: str
    """The field the snippet is from."""
    snippet: str
    """The words in their sentence; our paraphrase."""
    matches: Annotated[tuple[tuple[int, int], ...], HIDDEN]
    """Where they stand: pairs of character offsets in the snippet, the end exclusive."""
    score: Annotated[float, HIDDEN]
    """The order of the hits; comparable within one search only."""
    coverage: Annotated[float, HIDDEN]
    """How much of the query it covers, in part by its passages, from 0 to 1, by how rare the words are."""
    missing: Annotated[tuple[str, ...], HIDDEN]
    """Words of the query that the record does not hold."""
    read_as: Annotated[Mapping[str, str], HIDDEN]
    """Words that occur nowhere, each with what it was read as."""
    section: Annotated[str | None, HIDDEN]
    """The section in which the first of its passages stands."""
    passages: Annotated[tuple[PassageId, ...], HIDDEN]
    """The passages behind the field."""
    explain: Annotated[Explanation | None, HIDDEN, OMITTED]
    """Why it stands where it does, where that was asked for."""


@frozen
class SearchResult(Result):
    """What a search found."""

    hits: tuple[Hit, ...]
    """The records, best first."""
    read_as: Mapping[str, str]
    """Words that occur nowhere, each with the word of the data it was read as."""
    unknown: tuple[str, ...]
    """Words that occur nowhere and resemble none that does."""
    near: tuple[str, ...]
    """Terms of the data nearest to the unknown words."""
    partial: bool
    """No record holds every word: these hold the most."""
    apart: bool
    """Records hold every word, but none holds them in one sentence."""
    weak: bool
    """The best hit covers too little of what was asked: what was searched has nothing on it, and these are nearest."""
    notes: tuple[str, ...]
    """What else a reader has to know."""


def parse_query(query: str) -> list[Unit]:
    """The units of a query. Raises UsageError when it asks for nothing or is too long."""
    units = units_of(query)
    if not units:
        raise EmptyQueryError("the query has no words")
    if all(unit.excluded for unit in units):
        raise UsageError("the query only excludes; add a word to look for")
    return units


def units_of(query: str) -> list[Unit]:
    """What a query is made of, if only of exclusions or of nothing. Raises UsageError when it is too long."""
    if len(query) > LONGEST:
        raise UsageError(f"the query has {len(query):,} characters; give at most {LONGEST:,}")
    units: list[Unit] = []
    for match in _UNIT.finditer(query):
        text = match["phrase"] if match["phrase"] is not None else match["word"]
        words = tuple(fold(text).split())
        if not words:
            continue
        kind = "phrase" if match["phrase"] is not None else "prefix" if text.endswith("*") else "word"
        units.append(Unit(match.group().lstrip("-"), words, kind, bool(match["minus"])))
    return units


_QUESTIONS = frozenset({"who", "whose", "why", "how", "i", "we", "me", "my", "please", "did", "does", "do", "can"})

SENTENCE, PHRASE = 5, 3
"""How many words make a query look like a sentence of the report, and a phrase like a part of one."""


def looks_quoted(query: str) -> bool:
    """Does a query look like words copied from print, which these texts, being in other words, do not hold, and not like a question?"""
    units = [unit for unit in units_of(query) if not unit.excluded]
    asks = "?" in query or any(unit.kind == "word" and not _QUESTIONS.isdisjoint(unit.words) for unit in units)
    long = sum(len(unit.words) for unit in units) >= SENTENCE
    return (long and not asks) or any(unit.kind == "phrase" and len(unit.words) >= PHRASE for unit in units)


def _is_idle(unit: Unit, words: frozenset[str]) -> bool:
    """Is it a word that stands in every sentence, or that only asks?"""
    return unit.kind == "word" and words.issuperset(unit.words) and unit.shown != "WHO"


class _Match:
    """What of one unit a record holds."""

    __slots__ = ("columns", "frequency", "places", "worth")

    def __init__(self) -> None:
        self.worth = 0.0
        """1 for the word itself, less for what stands in for it."""
        self.frequency = 0.0
        self.columns = 0
        self.places: list[Place] = []


_Rows = dict[int, _Match]
_new = tuple.__new__
_SAID = sum(1 << number for number, column in enumerate(WEIGHTS) if column in ("name", "aliases", "role"))
_CALLED = sum(1 << number for number, column in enumerate(WEIGHTS) if column in ("name", "aliases"))
_ALL_OF_IT = 1 << len(WEIGHTS)
"""Beside the columns in which words stand together: that they are all of a name."""
_NAME, _ALIASES, _BODY, _CONTEXT, _CODED = (list(WEIGHTS).index(column) for column in ("name", "aliases", "body", "context", "coded"))


class SearchIndex:
    """All records of a report, or some, ready to be searched, by one thread at a time."""

    def __init__(self, index: Index, labels: Labels, chosen: Iterable[tuple[str, Any]] | None = None, written: bytes | None = None) -> None:
        """`written` is what `write` gave of this report, all records of it."""
        self._index = index
        self._labels = labels
        self._lock = Lock()
        self._records = list(all_records(index.report) if chosen is None else chosen)
        self._context_of: dict[tuple[str, str], tuple[str, ...]] = {
            (kind, record.id): (record.name, index.get("country", record.country).name) if kind == "city" else (record.name,)
            for kind in CONTEXT
            for record in records(index.report, kind)
        }
        self._named: Sequence[str] | None = None
        if written is None:
            self._words = Words.of(lambda: map(self._texts, self._records))
        else:
            end = written.index(b"\n") + 1
            head = json.loads(written[:end])
            self._words = Words(str(memoryview(written)[end:], "utf-8"), head["starts"], head["columns"].split(" "), head["vocabulary"])
            self._named = head["names"].split(WHOLE)
        self._weights = tuple(WEIGHTS.values())
        self._segments_of: dict[int, Sequence[list[Segment]]] = {}

    def write(self) -> bytes:
        """What it has made of the texts, for a file: to read it takes a quarter of the time of making it."""
        words = self._words
        names = WHOLE.join(self._names.named)
        head = {
            "starts": words.starts,
            "columns": " ".join(words.columns),
            "vocabulary": f" {' '.join(sorted(words.all))} ",
            "names": names,
        }
        return f"{json.dumps(head, separators=(',', ':'))}\n{words.text}".encode()

    @cached_property
    def _names(self) -> OtherNames:
        return OtherNames(self._index, self._named)

    def _texts(self, entry: tuple[str, Any]) -> Sequence[list[str]]:
        """The texts of a record by column. `_segments` keeps their fields and passages too, which all records are too many for."""
        kind, record = entry
        columns: list[list[str]] = [[] for _ in WEIGHTS]
        self._gather(record.__dict__, _plan(type(record)), columns)
        if kind == "figure":
            columns[_BODY] += other_ways(record)
        elif kind == "country" and record.iso3 in IN_AFRICA:
            columns[_CODED].append("africa")
        if kind in _IN_GENERAL:
            columns[_CONTEXT].append(_IN_GENERAL[kind])
        return columns

    def _gather(self, values: Mapping[str, Any], plan: "_Plan", columns: Sequence[list[str]]) -> None:
        # As `walk` does it, in half the time: every search goes through all records.
        for name, column, reference, inner, _ in plan:
            value = values[name]
            if value.__class__ is str and not reference:
                columns[column].append(value)
            elif value is None:
                continue
            elif value.__class__ is tuple:
                if not value:
                    continue
                if inner:
                    for part in value:
                        self._gather(part.__dict__, inner, columns)
                elif reference:
                    for one in value:
                        columns[column] += self._context_of[reference, one]
                else:
                    columns[column] += value
            elif inner:
                self._gather(value.__dict__, inner, columns)
            else:
                columns[column] += self._context_of[reference, value] if reference else (str(value),)

    def _segments(self, row: int) -> Sequence[list[Segment]]:
        """The same texts with the fields and the passages behind them, for records that are shown."""
        if row in self._segments_of:
            return self._segments_of[row]
        columns: list[list[Segment]] = [[] for _ in WEIGHTS]
        kind, record = self._records[row]
        sources = getattr(record, "sources", ())
        self._gather_segments(record.__dict__, _plan(type(record)), sources, columns)
        if kind == "figure":
            columns[_BODY] += [Segment("value" if record.date is None else "date", text, sources) for text in other_ways(record)]
        elif kind == "country" and record.iso3 in IN_AFRICA:
            columns[_CODED].append(Segment("", "africa", sources))
        if kind in _IN_GENERAL:
            columns[_CONTEXT].append(Segment("", _IN_GENERAL[kind], sources))
        self._segments_of[row] = columns
        return columns

    def texts(self) -> list[tuple[str, Any, Sequence[Sequence[Segment]]]]:
        """Every record with its kind and its texts by column, for a search elsewhere."""
        with self._lock:
            return [(kind, record, self._segments(row)) for row, (kind, record) in enumerate(self._records)]

    def _gather_segments(
        self, values: Mapping[str, Any], plan: "_Plan", sources: tuple[str, ...], columns: Sequence[list[Segment]]
    ) -> None:
        for name, column, reference, inner, field in plan:
            value = values[name]
            if value is None or value == ():
                continue
            for one in value if value.__class__ is tuple else (value,):
                if inner:
                    self._gather_segments(one.__dict__, inner, getattr(one, "sources", sources), columns)
                else:
                    for text in self._context_of[reference, one] if reference else (str(one),):
                        # As `Segment(…)`, without the call of a function that this costs: a search makes hundreds.
                        columns[column].append(_new(Segment, (field, text, sources)))

    def search(self, query: str, exact: bool, explain: bool, among: Callable[[str, list[Any]], list[Any]] | None = None) -> SearchResult:
        """Find the records that hold any word that names something, those first that hold most.

        With `exact`, they must hold every word, and none is read as another. With `explain`, hits say why; `among` gives of
        the records of a kind those to be found. Raises UsageError for a query that asks for nothing.
        """
        with self._lock:
            return self._search(parse_query(query), exact, explain, among)

    def holding(self, text: str) -> frozenset[int]:
        """The places of the records that hold every word of a text and none that it excludes, as an exact search finds them."""
        with self._lock:
            units = units_of(text)
            asked = _apart([unit for unit in units if not unit.excluded])
            idle = [_is_idle(unit, FILLERS) for unit in asked]
            rows, _, _ = self._sought(asked, [all(idle) or not one for one in idle], True)
            found = frozenset(range(len(self._records))).intersection(*rows.values())
            return found - self._excluded(units)

    def _excluded(self, units: Iterable[Unit]) -> frozenset[int]:
        found: set[int] = set()
        for unit in units:
            if unit.excluded:
                found.update(*self._sought([unit], [True], True)[0].values())
        return frozenset(found)

    def _search(
        self, units: Sequence[Unit], exact: bool, explain: bool, among: Callable[[str, list[Any]], list[Any]] | None
    ) -> SearchResult:
        wanted = _apart([unit for unit in units if not unit.excluded])
        idle = [_is_idle(unit, FILLERS if exact else ASKING) for unit in wanted]
        if [unit.words for unit in wanted[:1]] == [("who",)] and len(wanted) == 2 and not idle[1]:
            idle[0] = False  # nobody asks so: it is the organisation
        before = [(), *[unit.words for unit in wanted]]
        in_general = [not exact and unit.words in _THE_REPORT and one in _THESE for one, unit in zip(before, wanted, strict=False)]
        asked = [not one and not other for one, other in zip(idle, in_general, strict=True)]
        rows, read_as, unknown = self._sought(wanted, asked, exact)
        if (any(in_general) and not any(rows.values())) or not any(asked):
            asked = [all(idle) or not one for one in idle]
            rows, read_as, unknown = self._sought(wanted, asked, exact)
        said = _said(wanted, asked, read_as, exact)
        spoken = [word for unit in wanted for word in unit.words]
        means = {kind for way, kind in MEANS.items() if f" {way} " in f" {' '.join(spoken)} "} if not exact and not all(idle) else set()
        counted = "figure" in means  # "how many cities" asks for no city
        kinds = {KIND_WORDS[word] for word in said if word in KIND_WORDS and len(rows) > 1 and not counted}
        if not exact and len(rows) > 1 and not counted:
            for number, found in rows.items():
                kind = KIND_WORDS.get(" ".join(wanted[number].words))
                for row, (own, _) in enumerate(self._records) if kind else ():
                    if own == kind:
                        found.setdefault(row, _Match()).worth = 1.0
        about_report = any(in_general) and spoken[-1] == "report" and spoken[-3:-2] not in (["from"], ["in"])
        beyond = {} if exact or any(unit.kind != "word" for unit in wanted) else self._beyond(wanted, rows, spoken, counted, about_report)
        excluded = self._excluded(units)
        strict = [found.keys() for number, found in rows.items() if exact or wanted[number].kind != "word"]
        pool = set(strict[0]).intersection(*strict[1:]) if strict else set().union(*rows.values())
        pool -= excluded
        if among is not None:
            by_kind: dict[str, list[int]] = {}
            for row in sorted(pool):
                by_kind.setdefault(self._records[row][0], []).append(row)
            for kind, held in by_kind.items():
                kept = set(map(id, among(kind, [self._records[row][1] for row in held])))
                pool.difference_update(row for row in held if id(self._records[row][1]) not in kept)
        number_of = len(self._records)
        worth = {number: log(1 + (number_of - len(found) + 0.5) / (len(found) + 0.5)) for number, found in rows.items()}
        whole = sum(worth.values()) or 1.0
        covers = {row: sum(found[row].worth * worth[number] for number, found in rows.items() if row in found) / whole for row in pool}
        best = max(covers.values(), default=0.0)
        weak = not any(
            covered >= (WEAK if sum(row in found for found in rows.values()) < 3 else WEAK_OF_THREE)
            for row, covered in covers.items()
            if covered >= WEAK_OF_THREE
        )
        if len(rows) > 2 and not exact:
            covers = self._with_passages(covers, rows)
        covers = {row: covered for row, covered in covers.items() if covered >= FLOOR * best or row in beyond}
        phrase: dict[int, int] = {}
        for place in self._words.places(said) if said else ():
            phrase[place.row] = phrase.get(place.row, 0) | 1 << place.column | (_ALL_OF_IT if self._is_whole(place) else 0)
        if any(word.isdigit() or word in NUMBER_WORDS for word in said):
            kinds.add("figure")
        scored = [
            (*self._score(row, covered, rows, worth, said, phrase.get(row, 0), kinds, means, beyond.get(row)), row)
            for row, covered in covers.items()
        ]
        scored.sort(key=lambda one: (-one[0], one[-1]))
        together = len(rows) < 2
        hits = []
        for rank, (score, why, row) in enumerate(scored[: _NEAREST if weak and not exact else None]):
            missing = tuple(wanted[number].shown for number, found in rows.items() if row not in found)
            shown = self._shown(row, rows, worth, rank < 30)
            if not together and not missing:
                about = 1 << _CONTEXT | (_SAID if self._records[row][0] in (*CONTEXT, "speaker") else 0)  # what all of it is about
                loose = {number for number, found in rows.items() if not found[row].columns & about}
                together = loose <= shown.units or len(loose) < 2
            hits.append(self._hit(row, shown, score, missing, read_as, why, explain))
        partial = bool(hits) and all(hit.missing for hit in hits)
        notes = []
        if any("africa" in unit.words or "african" in unit.words for unit in wanted) and self._in_two_regions():
            notes.append("two of UNESCO's regions hold countries of Africa: Africa and the Arab States")
        return SearchResult(
            hits=tuple(hits),
            read_as=read_as,
            unknown=tuple(unknown),
            near=tuple(dict.fromkeys(name for word in unknown for name in self._near(word)))[:3],
            partial=partial,
            apart=bool(hits) and not partial and not together and len(rows) < 4,
            weak=bool(hits) and weak and not exact,
            notes=tuple(notes),
        )

    def _with_passages(self, covers: Mapping[int, float], rows: Mapping[int, _Rows]) -> dict[int, float]:
        """The coverage, more where a word stands in a record's name and a passage behind it covers more."""
        told = {self._records[row][1].id: covered for row, covered in covers.items() if self._records[row][0] == "passage"}
        named = {row for found in rows.values() for row, match in found.items() if match.columns & _SAID and row in covers}
        found = dict(covers)
        for row in named:
            kind, record = self._records[row]
            if kind not in _WHOLES:
                more = max((told.get(source, 0.0) for source in getattr(record, "sources", ())), default=0.0)
                found[row] += max(0.0, _BY_PASSAGE * (more - found[row]))
        return found

    def _beyond(
        self, units: Sequence[Unit], rows: Mapping[int, _Rows], spoken: Sequence[str], counted: bool, about_report: bool
    ) -> dict[int, tuple[str, float]]:
        """What some records gain beyond their tier: those of the kind and in the place asked for, and those that answer."""
        gained: dict[int, tuple[str, float]] = {}
        if counted:
            dated = "when" in spoken
            for row in set().union(*rows.values()):
                kind, record = self._records[row]
                if kind == "figure" and (record.date is not None) == dated:
                    gained[row] = "counts or dates", _COUNTED
        kinds = {number: asking for number in rows if not counted and (asking := placed_kind(units[number].words))}
        places = {number: self._places_in(found) for number, found in rows.items() if number not in kinds} if kinds else {}
        asked = {
            asking
            for number, asking in kinds.items()
            if not (places.get(number - 1) and self._is_called((*units[number - 1].words, *units[number].words)))
        }
        if asked == {"speaker"} and not any(KIND_WORDS.get(" ".join(units[number].words)) for number in kinds):
            # "professor of Glasgow": who holds a post in a city is found by the role
            places = {number: {place: worth for place, worth in named.items() if place[0] == "country"} for number, named in places.items()}
        if asked and any(places.values()) and NUMBER_WORDS.isdisjoint(spoken) and not any(map(str.isdigit, spoken)):
            for row, (kind, record) in enumerate(self._records):
                own = place_of(self._index, record) if kind in asked else ()
                for number, named in places.items():
                    if worth := max((named.get(place, 0.0) for place in own), default=0.0):
                        gained[row] = "of that kind, there", worth
                        rows[number].setdefault(row, _Match()).worth = 1.0 if worth == _THERE else STAND_IN
                    elif named.get((kind, getattr(record, "id", ""))) == _THERE:
                        gained.setdefault(row, ("that place", _THE_PLACE))
                if row not in gained and len(rows) > 2 and all(row in found and found[row].columns & _SAID for found in rows.values()):
                    gained[row] = "all in its name", _THERE
        if about_report:
            for row in set.intersection(*(set(found) for found in rows.values())):
                kind, record = self._records[row]
                if kind == "document" and record.kind == "report":
                    gained[row] = "answers", _THERE
        if answers := about_the_conference(self._index.report, spoken):
            worths = {**dict.fromkeys(answers, 2 * _THERE), answers[-1]: _THERE}
            for row, (kind, record) in enumerate(self._records):
                if (kind, getattr(record, "id", "")) in worths:
                    gained[row] = "answers", worths[kind, record.id]
                    for found in rows.values():
                        found.setdefault(row, _Match()).worth = 1.0
        return gained

    def _places_in(self, found: _Rows) -> dict[tuple[str, str], float]:
        """The cities and countries that a unit names, or the countries of the region that it does, and what being there is worth."""
        places = {}
        for row, match in found.items():
            kind, record = self._records[row]
            if kind in ("country", "city"):
                if any(map(self._is_whole, match.places)):
                    places[kind, record.id] = _THERE
                elif match.columns & 1 << _CODED:
                    places[kind, record.id] = _IN_REGION
        return places

    def _is_whole(self, place: Place) -> bool:
        """Is it all of a name?"""
        text = self._words.text
        around = {text[place.start - 2 : place.start - 1], text[place.end + 1 : place.end + 2]}
        return bool(_CALLED >> place.column & 1) and around <= {PART, WHOLE, ""}

    def _is_called(self, words: Sequence[str]) -> bool:
        return any(_CALLED >> place.column & 1 for place in self._words.places(words))

    def _in_two_regions(self) -> bool:
        return any(country.iso3 in IN_AFRICA and country.region != "africa" for country in self._index.report.countries)

    def _sought(self, units: Sequence[Unit], asked: Sequence[bool], exact: bool) -> tuple[dict[int, _Rows], dict[str, str], list[str]]:
        """By the number of each unit that is asked for what holds it; words read as others; words that nothing holds."""
        others = self._names.of(word for unit in units for word in unit.words)
        runs = runs_of(units, others, asked)
        rows: dict[int, _Rows] = {}
        read_as: dict[str, str] = {}
        unknown: list[str] = []
        read: dict[int, Unit] = {}
        for number, unit in enumerate(units):
            if asked[number]:
                rows[number] = self._own(unit, 1.0)
                if unit.kind == "word" and not exact:
                    if rows[number] and len(unit.words) > 1 and (others_of := kin(unit.words)):
                        self._add(rows[number], others_of[-1], STAND_IN)
                    if not rows[number] and not any(number in members for members, _ in runs):
                        words = tuple(self._nearest(word, unit.shown) or word for word in unit.words)
                        for other in (*((words,) if words != unit.words else ()), *kin(words)):
                            if found := self._own(unit._replace(words=other), STAND_IN):
                                rows[number], words = found, other
                                break
                        if rows[number]:
                            read[number] = unit._replace(words=words)
                            read_as[unit.shown] = " ".join(self._written(word) for word in words)
                    elif rows[number] and (form := self._other_form(unit, rows[number])):
                        if ((number,), unit.words) in runs:  # "stress", for which somebody found words, is not what is "stressed"
                            rows[number] = {}
                            continue
                        read_as[unit.shown] = form
                        for match in rows[number].values():
                            match.worth = STAND_IN
        if read:
            units = [read.get(number, unit) for number, unit in enumerate(units)]
            others = self._names.of(word for unit in units for word in unit.words)
            runs = runs_of(units, others, asked)
        for members, said in runs:
            ways = [(other, worth) for other, worth in others_for(said, others) if worth == 1 or not exact]
            if len(said) > 1:
                ways = [*ways, (("".join(said),), 1.0)]
            held: _Rows = {}
            for other, worth in ways:
                if other != said:
                    self._add(held, other, worth)
            for number in members:
                new = not rows[number]
                for row, match in held.items():
                    _join(rows[number].setdefault(row, _Match()), match)
                if new and held and number not in read and not exact and all(worth < 1 for _, worth in ways):
                    read_as[units[number].shown] = " ".join(self._written(word) for word in ways[0][0])
        for number, found in rows.items():
            if not found and units[number].kind == "word":
                unknown.append(units[number].shown)
        return rows, read_as, unknown

    def _own(self, unit: Unit, worth: float) -> _Rows:
        """What holds a unit itself, however it is spelled or inflected."""
        found: _Rows = {}
        if unit.kind == "prefix":
            self._add(found, unit.words, worth, prefix=True)
        elif unit.kind == "phrase":
            self._add(found, unit.words, worth)
        elif len(unit.words) > 1:
            self._add(found, unit.words, worth)
            self._add(found, ("".join(unit.words),), worth)
        else:
            (word,) = unit.words
            stemmed = not any(letter.isalpha() and not letter.isascii() for letter in unit.shown)
            for one in dict.fromkeys(spellings(word)):
                self._add(found, (one,), worth, stemmed)
            for parts in _parted(word):
                self._put(found, self._words.halves(*parts), worth)
            if unit.shown == "WHO":  # and not the word
                found = {row: match for row, match in found.items() if self._has_in_capitals(row, "WHO")}
        return found

    def _add(self, found: _Rows, words: Sequence[str], worth: float, stemmed: bool = True, prefix: bool = False) -> None:
        self._put(found, self._words.places(words, stemmed, prefix), worth)

    def _put(self, found: _Rows, places: Iterable[Place], worth: float) -> None:
        for place in places:
            match = found.get(place.row)
            if match is None:
                match = found[place.row] = _Match()
            if match.worth < worth:
                match.worth = worth
            match.frequency += worth * self._weights[place.column]
            match.columns |= 1 << place.column
            match.places.append(place)

    def _has_in_capitals(self, row: int, word: str) -> bool:
        return any(word in segment.text for segments in self._segments(row) for segment in segments)

    def _other_form(self, unit: Unit, found: _Rows) -> str | None:
        """The form in which a word stands there, where it stands nowhere as it was asked for, or in the other number."""
        if len(unit.words) > 1:
            return None
        own = {one for word in spellings(unit.words[0]) for one in (word, *singular((word,)))}
        text = self._words.text
        first = None
        for match in found.values():
            for place in match.places:
                word = text[place.start : place.end]
                if word in own or " " in word or not own.isdisjoint(singular((word,))) or not word.isascii():
                    return None
                first = first or word
        return self._written(first) if first else None

    def _written(self, word: str) -> str:
        """One way a folded word is written in the data."""
        place = next(iter(self._words.places((word,), stemmed=False)), None)
        if place is None:
            return word
        piece, begin = self._words.within(place)
        segment = self._segments(place.row)[place.column][piece]
        ((start, end, _),) = located(Found(segment, [(begin, begin + len(word), 0)]))
        return segment.text[start:end]

    def _nearest(self, word: str, shown: str) -> str | None:
        """The word of the data that this is a slip of; not any word that merely looks similar."""
        if len(word) < 5 or word in NUMBER_WORDS or word in self._words.all or any(map(str.isdigit, word)):
            return None
        alike = [one for one in self._words.all if one[0] == word[0] and abs(len(one) - len(word)) < 3]
        for like in near(word, sorted(alike), most=6, similar=0.75):
            if is_slip(word, like) and like not in NUMBER_WORDS and not (shown[:1].isupper() and self._written(like)[:1].islower()):
                return like
        return None

    def _near(self, word: str) -> list[str]:
        """Terms of the data that resemble a word, to tell somebody whose word occurs nowhere."""
        terms = {fold(topic.name): topic.name for topic in self._index.report.topics}
        wanted = fold(word)
        if wanted in NUMBER_WORDS:
            return []
        alike = [own for own in {*terms, *self._words.all} if len(own) > 3 and own[:3] == wanted[:3]]
        found = [terms.get(name) or self._written(name) for name in near(wanted, sorted(alike), similar=0.65)]
        return [one for one in found if not word[:1].isupper() or one[:1].isupper() or one in terms.values()]

    def _score(
        self,
        row: int,
        covered: float,
        rows: Mapping[int, _Rows],
        worth: Mapping[int, float],
        said: Sequence[str],
        phrase: int,
        kinds: Collection[str],
        meant: Collection[str],
        beyond: tuple[str, float] | None,
    ) -> tuple[float, Explanation]:
        kind, record = self._records[row]
        matches = [(worth[number], found[row]) for number, found in rows.items() if row in found]
        length = _K1 * (1 - _B + _B * self._words.size(row) * self._words.length / len(self._words.text))
        relevance = sum(rare * match.frequency * (_K1 + 1) / (match.frequency + length) for rare, match in matches)
        names = [fold(name).split() for name in names_of(record)]
        tier, base = _tier(kind, names, said, bool(phrase & _ALL_OF_IT))
        gained = {}
        if all(match.columns & _SAID for _, match in matches) and len(matches) == len(rows):
            gained["in its name"] = _FITS
        if phrase and len(said) > 1:
            gained["as a phrase"] = _FITS
        if part := _covered(names, frozenset(singular(said))):
            gained["its name in the query"] = round(_FITS * part, 2)
        if kind in _WHOLES and len(rows) > 1 and not gained and kind not in kinds:
            gained["of much"] = _OF_MUCH
        if kind in kinds:
            gained["the kind asked for"] = _ASKED_KIND
        if kind in meant:
            gained["the kind that answers"] = _MEANT
        score = base + _COVERED * covered + min(relevance + sum(gained.values()), _TIER)
        if beyond:
            gained[beyond[0]] = beyond[1]
            score += beyond[1]
        score = round(score, 3)
        return score, Explanation(tier=tier, relevance=round(relevance, 3), coverage=round(covered, 3), bonus=gained)

    def _shown(self, row: int, rows: Mapping[int, _Rows], worth: Mapping[int, float], thorough: bool) -> Shown:
        """The words of a record to show."""
        pieces: dict[tuple[int, int], list[Span]] = {}
        for number, found in rows.items():
            for place in found[row].places if row in found else ():
                piece, begin = self._words.within(place)
                pieces.setdefault((place.column, piece), []).append((begin, begin + place.end - place.start, number))
        segments = self._segments(row)
        found_in = [Found(segments[column][piece], spans) for (column, piece), spans in sorted(pieces.items())]
        shown = best_of([one for one in found_in if one.segment.field], worth, thorough)
        return shown or without_matches(next(segments[column][0] for column in (_NAME, _BODY, _ALIASES, _CONTEXT) if segments[column]))

    def _hit(
        self, row: int, shown: Shown, score: float, missing: tuple[str, ...], read_as: dict[str, str], why: Explanation, explain: bool
    ) -> Hit:
        kind, record = self._records[row]
        passages = (record.id,) if kind == "passage" else shown.segment.sources
        return Hit(
            kind=kind,
            id=record.id,
            label=self._labels.label(record),
            field=shown.segment.field,
            snippet=shown.text,
            matches=shown.matches,
            score=score,
            coverage=why.coverage,
            missing=missing,
            read_as=dict(read_as),
            section=self._index.get("passage", passages[0]).section if passages else record.id if kind == "section" else None,
            passages=passages,
            explain=why if explain else None,
        )


def _apart(units: Iterable[Unit]) -> list[Unit]:
    """The units, those taken apart whose words are joined by a stroke or a comma and no hyphen."""
    found: list[Unit] = []
    for unit in units:
        parts = re.split(r"[/&,;|+]", unit.shown) if unit.kind == "word" and len(unit.words) > 1 else ()
        found += [Unit(part, tuple(fold(part).split()), "word", False) for part in parts if fold(part)] if parts else [unit]
    return found


def _said(units: Sequence[Unit], asked: Sequence[bool], read_as: Mapping[str, str], exact: bool) -> list[str]:
    """The words from the first that is asked for to the last, as they were read, to tell a record that is called just that."""
    numbers = [number for number, one in enumerate(asked) if one]
    if not numbers:
        return []
    kept = units if exact else units[numbers[0] : numbers[-1] + 1]
    return [word for unit in kept for word in fold(read_as.get(unit.shown, " ".join(unit.words))).split()]


def _join(own: _Match, other: _Match) -> None:
    own.worth = max(own.worth, other.worth)
    own.frequency += other.frequency
    own.columns |= other.columns
    own.places += other.places


class TextIndex(SearchIndex):
    """Texts that are no records, several to a row, to be matched by the same words."""

    def __init__(self, index: Index, labels: Labels, rows: Iterable[Sequence[str]]) -> None:
        super().__init__(index, labels, [("", texts) for texts in rows])

    def _texts(self, entry: tuple[str, Any]) -> Sequence[list[str]]:
        return [list(entry[1])]


def matching(index: Index, labels: Labels, chosen: Sequence[Any], wanted: Iterable[str]) -> list[Any]:
    """Those of some records that hold all of some texts, in their order.

    A text is a query of a search that corrects no word and finds nothing partial; what is nothing but punctuation, such
    as "[", is looked for as it stands.
    """
    from .filters import texts  # no search needs it

    return _holding(
        chosen, wanted, lambda: SearchIndex(index, labels, [(kind_of(one), one) for one in chosen]), lambda one: (one.id, *texts(one))
    )


def matching_rows(
    index: Index, labels: Labels, chosen: Sequence[R], texts_of: Callable[[R], Sequence[str]], wanted: Iterable[str]
) -> list[R]:
    """The same for what is no record and holds some texts."""
    return _holding(chosen, wanted, lambda: TextIndex(index, labels, map(texts_of, chosen)), texts_of)


def _holding(
    chosen: Sequence[R], wanted: Iterable[str], make: Callable[[], SearchIndex], texts_of: Callable[[R], Sequence[str]]
) -> list[R]:
    places = set(range(len(chosen)))
    made: SearchIndex | None = None
    for text in wanted:
        if fold(text):
            made = made or make()
            places &= made.holding(text)
        else:
            places = {place for place in places if any(text in own for own in texts_of(chosen[place]))}
    return [one for place, one in enumerate(chosen) if place in places]


def _tier(kind: str, names: Sequence[list[str]], said: Sequence[str], called: bool) -> tuple[str, float]:
    """The tier a record belongs to for a query, and what that is worth.

    `called` says that the words, in any form, are one of its names.
    """
    if kind == "passage":
        return "passage", _PASSAGE
    if called or list(said) in names:
        return "called that", _EXACT
    if kind == "speaker" and sorted(said) in [sorted(name) for name in names]:
        return "called that", _EXACT
    return "record", _RECORD


def _covered(names: Iterable[list[str]], words: frozenset[str]) -> float:
    """How much of one of a record's names the query holds: 1 is all of it."""
    return max((len(words.intersection(name)) / len(name) for name in map(set, map(singular, names)) if name), default=0.0)


def _column(cls: type[Any], path: tuple[str, ...], shape: Shape) -> str:
    """The column of the index that a field stands in."""
    if shape.reference is not None:
        return "context"
    if path[-1] in _NAMED_BY_CHOICE and choices(cls, path[-1]):
        return "coded"
    if len(path) == 1 or path[0] == "aliases":
        return _COLUMNS.get(path[0], "body")
    return "role" if path[-1] == "role" and path[0] == "appearances" else "body"


_Plan = tuple[tuple[str, int, str | None, Any, str], ...]


@cached
def _plan(cls: type[Any], path: tuple[str, ...] = ()) -> _Plan:
    """The fields of a class that are searched: the column of each, what it refers to, the plan of its parts, and what it is called."""
    steps: list[tuple[str, int, str | None, Any, str]] = []
    for name, shape in shapes(cls).items():
        here = (*path, name)
        if is_node(shape.base):
            if inner := _plan(shape.base, here):
                steps.append((name, -1, None, inner, ""))
        elif _is_searched(cls, name, shape):
            called = "aliases" if path[:1] == ("aliases",) else ".".join(here)
            steps.append((name, list(WEIGHTS).index(_column(cls, here, shape)), shape.reference, None, called))
    return tuple(steps)


def _is_searched(cls: type[Any], name: str, shape: Shape) -> bool:
    """Is a field one that a record is found by: text, numbers, a word of a fixed set, or a reference to what gives it context?"""
    if shape.reference is not None:
        return shape.reference in CONTEXT and is_reference(cls, name, shape) and name != "see_also"
    if cls is Passage and name == "number":  # it only counts the passages of a section
        return False
    return is_text(cls, name, shape) and (name in _NAMED_BY_CHOICE if choices(cls, name) else name not in ("url", "urls", "order"))


def _parted(word: str) -> list[tuple[str, str]]:
    """The word written as two: "wellbeing" also stands where the text has "well-being", "sdg3" where it has "SDG 3"."""
    at_digits = re.fullmatch(r"([^\W\d]+)(\d+)", word) if word[-1:].isdigit() else None
    if at_digits:
        return [(at_digits[1], at_digits[2])]
    first = 1 if word.startswith("e") else 2
    return [(word[:cut], word[cut:]) for cut in range(first, len(word) - 2)] if len(word) > 6 else []


RANKING: Mapping[str, Any] = {
    "called": _EXACT,
    "record": _RECORD,
    "passage": _PASSAGE,
    "tier": _TIER,
    "covered": _COVERED,
    "weak": WEAK,
    "weakOfThree": WEAK_OF_THREE,
    "floor": FLOOR,
    "nearest": _NEAREST,
    "fits": _FITS,
    "askedKind": _ASKED_KIND,
    "meant": _MEANT,
    "there": _THERE,
    "inRegion": _IN_REGION,
    "thePlace": _THE_PLACE,
    "counted": _COUNTED,
    "k1": _K1,
    "b": _B,
    "byPassage": _BY_PASSAGE,
    "ofMuch": _OF_MUCH,
    "wholes": sorted(_WHOLES),
    "context": sorted(CONTEXT),
    "theReport": sorted(" ".join(words) for words in _THE_REPORT),
    "these": sorted(" ".join(words) for words in _THESE),
    "longest": LONGEST,
}
"""What the ranking stands on, by name, for a search elsewhere: `exports/page/search.js` does as this module does."""
