"""One ranked search over every record, on SQLite's FTS5 in memory.

A query is read into units: words, "phrases", prefixes* and -exclusions; no text is a syntax error, because every
unit reaches FTS5 as quoted words. Case, accents and inflection are the tokenizer's business; other ways of saying
the same thing come from the names and aliases in the data and from `spelling`.
"""

import re
import sqlite3
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from threading import Lock
from typing import Annotated, Any, NamedTuple, TypeVar

from ..errors import EmptyQueryError, UsageError
from ..model import PassageId
from ..model.base import HIDDEN, OMITTED, Result, frozen
from ..model.kinds import KINDS, Shape, aliases, all_records, choices, kind_of, records, shapes
from ..model.walk import Path, walk
from ..text import fold, near
from .amounts import NUMBER_WORDS, other_ways
from .filters import is_text, texts
from .index import Index
from .labels import Labels
from .links import is_reference
from .names import NOUNS, names_of
from .spelling import FILLERS, spellings

R = TypeVar("R")

LONGEST = 1000
"""Most characters a query may have."""

WEIGHTS = {"name": 12.0, "aliases": 8.0, "role": 3.0, "body": 1.0, "context": 0.4}
"""How much a match in each column of the index counts."""

CONTEXT = frozenset({"city", "country", "organisation", "topic"})
"""The kinds whose labels a record is also found by when it refers to them."""

# What a hit is worth before its relevance within the tier: a record called exactly that, a record, a passage.
_EXACT, _RECORD, _PASSAGE, _TIER = 300.0, 200.0, 100.0, 99.0

_IN_NAME, _AS_PHRASE, _NAMED, _WHOLLY_NAMED, _ASKED_KIND = 15.0, 15.0, 12.0, 10.0, 12.0
"""What it adds that all words stand in the names or roles of a record, that they stand together in its text, that
the query holds its name (the part of it that it holds; more for all of it), and that the query asks for its kind:
"cities in Morocco", or a number for a figure."""

_IN_GENERAL = {name: f"{name} {KINDS[name].collection}" for name in ("city", "country", "organisation", "speaker")}
"""What records of these kinds are called in general: "cities in Morocco" finds them."""

_COLUMNS: dict[str | int, str] = {"name": "name", "title": "name", "aliases": "aliases", "acronym": "aliases"}
"""The columns of the index that a record's own fields stand in; all others stand in its body, roles in their own."""

SNIPPET = 240
"""About how many characters a snippet has."""

_UNIT = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_WORD = re.compile(r"[^\W_]+")
_BREAK, _END = "\x1e", "\0"
_OPEN, _CLOSE = "\x02", "\x03"
_VOWELS = frozenset("aeiouy")
_SOUNDS = (frozenset("szc"), frozenset("ckq"), frozenset("mn"), frozenset("vwf"), frozenset("bp"), frozenset("dt"), frozenset("gj"))


class Unit(NamedTuple):
    """One thing a query asks for."""

    shown: str
    """As the user wrote it."""
    words: tuple[str, ...]
    """Its folded words."""
    kind: str
    """`word`, `phrase` or `prefix`."""
    excluded: bool


class Segment(NamedTuple):
    """A piece of a record's text, with the field it stands in and the passages behind it."""

    field: str
    text: str
    sources: tuple[str, ...]


@frozen
class Explanation(Result):
    """Why a hit stands where it does."""

    tier: str
    """`called that`, `record` or `passage`: no hit of a lower tier stands before one of a higher."""
    relevance: float
    """How well the words fit: how rare they are, and in which fields they stand."""
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
        kind = "phrase" if match["phrase"] is not None else "prefix" if text.endswith("*") and len(text) > 1 else "word"
        units.append(Unit(match.group().lstrip("-") if match["minus"] else match.group(), words, kind, bool(match["minus"])))
    return units


SENTENCE, PHRASE = 5, 3
"""How many words make a query look like a sentence of the report, and a phrase like a part of one."""


def looks_quoted(query: str) -> bool:
    """Does a query look like words copied from print, which these texts, being in other words, do not hold?"""
    units = [unit for unit in units_of(query) if not unit.excluded]
    return sum(len(unit.words) for unit in units) >= SENTENCE or any(unit.kind == "phrase" and len(unit.words) >= PHRASE for unit in units)


def _is_idle(unit: Unit) -> bool:
    """Is it a word that stands in every sentence?"""
    return unit.kind == "word" and FILLERS.issuperset(unit.words)


def _grouped(units: Sequence[Unit], thesaurus: Mapping[tuple[str, ...], object]) -> Iterator[Unit]:
    """Join neighbouring words that are together a name of the data, so that its other names are looked for too."""
    position = 0
    while position < len(units):
        longest = position + 1
        for end in range(min(len(units), position + 8), position + 1, -1):
            run = units[position:end]
            words = tuple(word for unit in run for word in unit.words)
            if all(unit.kind == "word" for unit in run) and _singular(words) in thesaurus:
                longest = end
                break
        run = units[position:longest]
        words = tuple(word for unit in run for word in unit.words)
        yield run[0] if len(run) == 1 else Unit(" ".join(unit.shown for unit in run), words, "word", False)
        position = longest


class SearchIndex:
    """All records of a report, or some, ready to be searched, by one thread at a time."""

    def __init__(self, index: Index, labels: Labels, chosen: Iterable[tuple[str, Any]] | None = None) -> None:
        self._index = index
        self._labels = labels
        self._lock = Lock()
        self._kept: set[int] = set()
        self._folded = chosen is not None  # no places in texts are asked for then, so that "ß" may stand as "ss" too
        self._records = list(all_records(index.report) if chosen is None else chosen)
        self._context_of: dict[tuple[str, str], tuple[str, ...]] = {
            (kind, record.id): (record.name, index.get("country", record.country).name) if kind == "city" else (record.name,)
            for kind in CONTEXT
            for record in records(index.report, kind)
        }
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, self._database.close)
        # The index keeps no texts and no lengths, which takes a third off the time to make it. Those of the records that a
        # search finds are put into a table of their own, where the index looks for them to rank and to mark words.
        columns = ", ".join(WEIGHTS)
        self._database.execute(f"CREATE TABLE texts(id INTEGER PRIMARY KEY, {columns})")
        self._database.execute(
            f"CREATE VIRTUAL TABLE records USING fts5({columns}, content='texts', content_rowid='id', columnsize=0, "
            "tokenize='porter unicode61 remove_diacritics 2')"
        )
        self._segments_of: dict[int, dict[str, list[Segment]]] = {}
        values = ", ".join("?" * (len(WEIGHTS) + 1))
        self._database.executemany(
            f"INSERT INTO records(rowid, {columns}) VALUES ({values})", map(self._row, range(len(self._records)), self._records)
        )

    def _row(self, number: int, entry: tuple[str, Any]) -> tuple[Any, ...]:
        columns = self._texts(entry)
        if self._folded:
            columns = [[*pieces, *(fold(one) for one in pieces if "'" in one or not one.isascii())] for pieces in columns]
        return (number, *_indexed(columns))

    def _texts(self, entry: tuple[str, Any]) -> Collection[list[str]]:
        """The texts of a record by column. `_segments` keeps their fields and passages too, which all records are too many for."""
        kind, record = entry
        columns: dict[str, list[str]] = {column: [] for column in WEIGHTS}
        context = columns["context"]
        for path, _, shape, value, _ in walk(record, _is_searched):
            if (reference := shape.reference) is not None:
                for one in value if value.__class__ is tuple else (value,):
                    context += self._context_of[reference, one]
            elif value.__class__ is str:
                columns[_column(path)].append(value)
            elif value.__class__ is tuple:
                columns[_column(path)] += value
            else:
                columns[_column(path)].append(str(value))
        if kind == "figure":
            columns["body"] += other_ways(record)
        elif kind in _IN_GENERAL:
            context.append(_IN_GENERAL[kind])
        return columns.values()

    def _segments(self, row: int) -> dict[str, list[Segment]]:
        """The same texts with the fields and the passages behind them, for records that are shown."""
        if row in self._segments_of:
            return self._segments_of[row]
        columns: dict[str, list[Segment]] = {column: [] for column in WEIGHTS}
        kind, record = self._records[row]
        for path, _, shape, value, sources in walk(record, _is_searched):
            field = "aliases" if path[0] == "aliases" else ".".join([step for step in path if isinstance(step, str)])
            column = columns[_column(path) if shape.reference is None else "context"]
            for one in value if value.__class__ is tuple else (value,):
                texts = (str(one),) if shape.reference is None else self._context_of[shape.reference, one]
                column += [Segment(field, text, sources) for text in texts]
        if kind == "figure":
            columns["body"] += [Segment("value" if record.date is None else "date", text, record.sources) for text in other_ways(record)]
        if kind in _IN_GENERAL:
            columns["context"].append(Segment("kind", _IN_GENERAL[kind], record.sources))
        self._segments_of[row] = columns
        return columns

    def _ranked(self, expression: str) -> Iterator[tuple[Any, ...]]:
        """The rows that an expression finds: number, rank, and the texts by column with marks around the words."""
        new = [row for row in self._rows(expression) if row not in self._kept]
        values = ", ".join("?" * (len(WEIGHTS) + 1))
        self._database.executemany(f"INSERT INTO texts VALUES ({values})", [self._row(row, self._records[row]) for row in new])
        self._kept.update(new)
        weights = ", ".join(map(str, WEIGHTS.values()))
        marked = ", ".join(f"highlight(records, {column}, '{_OPEN}', '{_CLOSE}')" for column in range(len(WEIGHTS)))
        return self._database.execute(f"SELECT rowid, bm25(records, {weights}), {marked} FROM records WHERE records MATCH ?", (expression,))

    @cached_property
    def _words(self) -> dict[str, str]:
        """Every word of the data, folded, with one way it is written."""
        found: dict[str, str] = {}
        for row in range(len(self._records)):
            for column, segments in self._segments(row).items():
                if column != "context":
                    for segment in segments:
                        for word in _WORD.findall(segment.text):
                            found.setdefault(fold(word), word)
        return found

    @cached_property
    def _called(self) -> list[tuple[str, tuple[str, ...]]]:
        """The names of each record that has several, behind a text that tells quickly whether one may begin a word so."""
        found = []
        for kind in KINDS.values():
            if "aliases" in shapes(kind.record):
                for record in records(self._index.report, kind.name):
                    acronym = getattr(record, "acronym", None)
                    if record.aliases or acronym:
                        names = (record.name, *aliases(record), *((acronym,) if acronym else ()))
                        found.append(("\n".join(names).lower().replace("'", ""), names))
        return found

    def _thesaurus(self, words: Iterable[str]) -> dict[tuple[str, ...], frozenset[tuple[str, ...]]]:
        """Names that stand for each other, each as folded words, for names that hold one of some words."""
        starts = [word[:3] for word in words]
        groups: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
        for text, names in self._called:
            if not text.isascii() or "`" in text or any(start in text for start in starts):
                same = {tuple(fold(name).split()) for name in names}
                for called in same:
                    groups.setdefault(_singular(called), set()).update(same)
        return {name: frozenset(group) for name, group in groups.items()}

    def search(self, query: str, exact: bool = False, explain: bool = False) -> SearchResult:
        """Find the records that hold every word; if none does, those that hold most.

        With `exact`, words are not read as others and nothing partial is found. With `explain`, hits say why. Raises
        UsageError for a query that asks for nothing.
        """
        with self._lock:
            return self._search(parse_query(query), exact, explain)

    def holding(self, text: str) -> frozenset[int]:
        """The places of the records that hold every word of a text and none that it excludes, as an exact search finds them."""
        with self._lock:
            units = units_of(text)
            thesaurus = self._thesaurus(word for unit in units for word in unit.words)
            wanted = list(_grouped([unit for unit in units if not unit.excluded], thesaurus))
            asked = [unit for unit in wanted if not _is_idle(unit)] or wanted
            found = frozenset(range(len(self._records)))
            found = found.intersection(*(self._rows(self._expression(unit, thesaurus)) for unit in asked))
            return found.difference(*(self._rows(self._expression(unit, thesaurus)) for unit in units if unit.excluded))

    def _search(self, units: Sequence[Unit], exact: bool, explain: bool) -> SearchResult:
        wanted = [unit for unit in units if not unit.excluded]
        read_as: dict[str, str] = {}
        unknown: list[str] = []
        expressions: list[tuple[Unit, str]] = []
        said: list[str] = []  # the words looked for in the end, to tell a record that is called just that
        found: list[frozenset[int]] = []
        thesaurus = self._thesaurus(word for unit in units for word in unit.words)
        grouped = list(_grouped(wanted, thesaurus))
        idle = list(map(_is_idle, grouped))
        for unit, skipped in zip(grouped, idle, strict=True):
            if skipped and not all(idle):  # words that stand in every sentence are asked for only where nothing else is
                said.extend(unit.words)
                continue
            expression = self._expression(unit, thesaurus)
            rows = self._rows(expression)
            if not rows and unit.kind == "word" and not exact:
                read = tuple(self._nearest(word) or word for word in unit.words)
                if read != unit.words:
                    again = self._expression(unit._replace(words=read), self._thesaurus(read))
                    if rows := self._rows(again):
                        expression = again
                        unit = unit._replace(words=read)
                        read_as[unit.shown] = " ".join(self._words.get(word, word) for word in read)
                if not rows:
                    unknown.append(unit.shown)
            expressions.append((unit, expression))
            found.append(rows)
            said.extend(unit.words)
        excluded = frozenset(row for unit in units if unit.excluded for row in self._rows(self._expression(unit, thesaurus)))
        chosen = self._chosen(expressions, found, excluded, exact)
        full = not chosen or all(not missing for missing in chosen.values())
        nearest = tuple(dict.fromkeys(name for word in unknown for name in self._near(word)))[:3]
        combined = (_all if full else _any)(expression for _, expression in expressions)
        everything = _all(expression for _, expression in expressions)
        bonus = {"in its name": (_IN_NAME, self._rows(f"{{name aliases role}} : {everything}"))}
        if len(said) > 1:
            bonus["as a phrase"] = (_AS_PHRASE, self._rows(_quoted(said)))
        bonus["called"] = (0.0, self._rows(f"{{name aliases}} : {_quoted(said)}"))
        hits = self._hits(combined, chosen, said, bonus, read_as, explain)
        return SearchResult(hits=hits, read_as=read_as, unknown=tuple(unknown), near=nearest, partial=not full)

    def _chosen(
        self, units: Sequence[tuple[Unit, str]], found: Sequence[frozenset[int]], excluded: frozenset[int], exact: bool
    ) -> dict[int, tuple[str, ...]]:
        every = frozenset.intersection(*found) - excluded
        if every or exact:
            return dict.fromkeys(every, ())
        needed = [rows for (unit, _), rows in zip(units, found, strict=True) if unit.kind != "word"]
        pool = frozenset.union(*found) - excluded
        for rows in needed:
            pool &= rows
        lacking = {row: tuple(unit.shown for (unit, _), rows in zip(units, found, strict=True) if row not in rows) for row in pool}
        least = min(map(len, lacking.values()), default=0)
        return {row: missing for row, missing in lacking.items() if len(missing) == least < len(units)}

    def _expression(self, unit: Unit, thesaurus: Mapping[tuple[str, ...], frozenset[tuple[str, ...]]]) -> str:
        if unit.kind == "prefix":
            *before, last = unit.words
            words = [word for word in self._words if word.startswith(last)]
            return _any(_quoted((*before, word)) for word in words) if words else _quoted(unit.words)
        if unit.kind == "phrase":
            return _quoted(unit.words)
        if "-" in unit.shown or "‐" in unit.shown:
            alternatives = [_quoted(unit.words)]
        else:
            alternatives = [_all(_any([*map(_one, spellings(word)), *_parted(word)]) for word in unit.words)]
        if len(unit.words) > 1:
            alternatives.append(_one("".join(unit.words)))
        others = thesaurus.get(_singular(unit.words), frozenset())
        alternatives += [_quoted(other) for other in sorted(others) if other != unit.words]
        return _any(alternatives)

    def _rows(self, expression: str) -> frozenset[int]:
        return frozenset(row for (row,) in self._database.execute("SELECT rowid FROM records WHERE records MATCH ?", (expression,)))

    def _nearest(self, word: str) -> str | None:
        """The word of the data that this is a slip of; not any word that merely looks similar."""
        if word in self._words or len(word) < 5:
            return None
        for like in near(word, self._words, most=6, similar=0.75):
            if like[0] == word[0] and _is_slip(word, like):
                return like
        return None

    def _near(self, word: str) -> list[str]:
        """Terms of the data that resemble a word, to tell somebody whose word occurs nowhere."""
        terms = {fold(topic.name): topic.name for topic in self._index.report.topics}
        similar = near(fold(word), [*terms, *(own for own in self._words if len(own) > 3)], similar=0.7)
        return [terms.get(name) or self._words[name] for name in similar]

    def _hits(
        self,
        expression: str,
        chosen: dict[int, tuple[str, ...]],
        said: Sequence[str],
        bonus: dict[str, tuple[float, frozenset[int]]],
        read_as: dict[str, str],
        explain: bool,
    ) -> tuple[Hit, ...]:
        if not chosen:
            return ()
        hits: list[tuple[int, Hit]] = []
        words = frozenset(_singular(said))
        asked = {NOUNS[word] for word in said if word in NOUNS}
        if any(word.isdigit() or word in NUMBER_WORDS for word in said):
            asked.add("figure")
        for row, rank, *marked in self._ranked(expression):
            if row in chosen:
                kind, record = self._records[row]
                names = [fold(name).split() for name in names_of(record)]
                tier, base = _tier(kind, names, said, row in bonus["called"][1])
                gained = {name: worth for name, (worth, rows_of_it) in bonus.items() if worth and row in rows_of_it}
                if covered := _covered(names, words):
                    gained["its name in the query"] = round(_NAMED * covered + (_WHOLLY_NAMED if covered == 1 else 0), 2)
                if kind in asked:
                    gained["the kind asked for"] = _ASKED_KIND
                score = round(base + min(-rank + sum(gained.values()), _TIER), 3)
                why = Explanation(tier=tier, relevance=round(-rank, 3), bonus=gained) if explain else None
                hits.append((row, self._hit(row, marked, score, chosen[row], read_as, why)))
        hits.sort(key=lambda pair: (-pair[1].score, pair[0]))
        return tuple(hit for _, hit in hits)

    def _hit(
        self,
        row: int,
        marked: Sequence[str],
        score: float,
        missing: tuple[str, ...],
        read_as: dict[str, str],
        explain: Explanation | None,
    ) -> Hit:
        kind, record = self._records[row]
        segment, marks = self._best(row, marked)
        snippet, matches = _cut(segment.text, marks)
        passages = (record.id,) if kind == "passage" else segment.sources
        return Hit(
            kind=kind,
            id=record.id,
            label=self._labels.label(record),
            field=segment.field,
            snippet=snippet,
            matches=matches,
            score=score,
            missing=missing,
            read_as=dict(read_as),
            section=self._index.get("passage", passages[0]).section if passages else record.id if kind == "section" else None,
            passages=passages,
            explain=explain,
        )

    def _best(self, row: int, marked: Sequence[str]) -> tuple[Segment, list[tuple[int, int]]]:
        """The piece of a record that holds most of what was found, with the places in it."""
        candidates: list[tuple[int, int, Segment, list[tuple[int, int]]]] = []
        for column, text in zip(WEIGHTS, marked, strict=True):
            if _OPEN not in text:
                continue
            for segment, piece in zip(self._segments(row)[column], text.split(_BREAK), strict=False):
                if segment.field != "kind" and (spans := list(_spans(piece))):
                    distinct = len({fold(segment.text[start:end]) for start, end in spans})
                    candidates.append((distinct, -len(candidates), segment, spans))
        if candidates:
            _, _, segment, spans = max(candidates, key=lambda one: one[:2])
            return segment, spans
        column = next(name for name in ("name", "body", "aliases", "context") if self._segments(row)[name])
        return self._segments(row)[column][0], []


class TextIndex(SearchIndex):
    """Texts that are no records, several to a row, to be matched by the same words."""

    def __init__(self, index: Index, labels: Labels, rows: Iterable[Sequence[str]]) -> None:
        super().__init__(index, labels, [("", texts) for texts in rows])

    def _texts(self, entry: tuple[str, Any]) -> Collection[list[str]]:
        return [list(entry[1]) if column == "body" else [] for column in WEIGHTS]

    def _segments(self, row: int) -> dict[str, list[Segment]]:
        return {"body": [Segment("", text, ()) for text in self._records[row][1]]}


def matching(index: Index, labels: Labels, chosen: Sequence[Any], wanted: Iterable[str]) -> list[Any]:
    """Those of some records that hold all of some texts, in their order.

    A text is a query of a search that corrects no word and finds nothing partial; what is nothing but punctuation, such
    as "[", is looked for as it stands.
    """
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

    `called` says that the words stand together in its names; if one of these has no other word, it is called that.
    """
    if kind == "passage":
        return "passage", _PASSAGE
    if (called and any(len(name) == len(said) for name in names)) or list(said) in names:
        return "called that", _EXACT
    if kind == "speaker" and sorted(said) in [sorted(name) for name in names]:
        return "called that", _EXACT
    return "record", _RECORD


def _covered(names: Iterable[list[str]], words: frozenset[str]) -> float:
    """How much of one of a record's names the query holds: 1 is all of it."""
    return max((len(words.intersection(name)) / len(name) for name in map(set, map(_singular, names)) if name), default=0.0)


def _column(path: Path) -> str:
    """The column of the index that a field stands in."""
    if len(path) == 1 or path[0] == "aliases":
        return _COLUMNS.get(path[0], "body")
    return "role" if path[-1] == "role" and path[0] == "appearances" else "body"


def _is_searched(cls: type[Any], name: str, shape: Shape) -> bool:
    """Is a field one that a record is found by: text, numbers, or a reference to what gives it context?"""
    if shape.reference is not None:
        return shape.reference in CONTEXT and is_reference(cls, name, shape) and name != "see_also"
    return is_text(cls, name, shape) and not choices(cls, name) and name not in ("url", "urls", "order")


# Letters the tokenizer does not reduce to their base, one for one, so that places in the text stay the same.
_LETTERS = dict(zip("łŁøØđĐıßæÆœŒ" + _OPEN + _CLOSE + _END, "lLoOdDisaAoO" + "   ", strict=True))


def _indexed(columns: Collection[list[str]]) -> list[str]:
    """The pieces of each column as one text, in which our own marks and SQLite's end of text stand for nothing but themselves."""
    joined = [_BREAK.join(pieces) for pieces in columns]
    whole = "".join(joined)
    if whole.count(_BREAK) > sum([len(pieces) - 1 for pieces in columns if pieces]):
        joined = [_BREAK.join([piece.replace(_BREAK, " ") for piece in pieces]) for pieces in columns]
    if not whole.isascii() or _OPEN in whole or _CLOSE in whole or _END in whole:
        for letter, base in _LETTERS.items():
            if letter in whole:
                joined = [text.replace(letter, base) for text in joined]
    return joined


def _one(word: str) -> str:
    return f'"{word}"'


def _quoted(words: Iterable[str]) -> str:
    return '"' + " ".join(words) + '"'


def _parted(word: str) -> list[str]:
    """The word written as two: "wellbeing" also stands where the text has "well-being", "sdg3" where it has "SDG 3"."""
    at_digits = re.fullmatch(r"([^\W\d]+)(\d+)", word)
    if at_digits:
        return [_quoted(at_digits.groups())]
    first = 1 if word.startswith("e") else 2
    return [_quoted((word[:cut], word[cut:])) for cut in range(first, len(word) - 2)] if len(word) > 6 else []


def _any(expressions: Iterable[str]) -> str:
    parts = list(dict.fromkeys(expressions))
    return parts[0] if len(parts) == 1 else "(" + " OR ".join(parts) + ")"


def _all(expressions: Iterable[str]) -> str:
    parts = list(expressions)
    return parts[0] if len(parts) == 1 else "(" + " AND ".join(parts) + ")"


def _singular(words: Iterable[str]) -> tuple[str, ...]:
    """The words with plural endings off: close enough to compare names by."""
    return tuple([_without_s(word) if word.endswith("s") else word for word in words])


def _without_s(word: str) -> str:
    if len(word) < 4 or word.endswith(("ss", "us")):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-2] + "y" if word.endswith("is") else word[:-1]


def _is_slip(word: str, near: str) -> bool:
    """Is one word a slip of the pen for the other? A letter too many or too few, two swapped, a like sound."""
    from difflib import SequenceMatcher  # only who errs needs it

    allowed = 1 if len(word) < 9 else 2
    edits = 0
    codes = [code for code in SequenceMatcher(None, word, near, autojunk=False).get_opcodes() if code[0] != "equal"]
    if sorted(word) == sorted(near) and len(codes) == 2:
        return True  # two letters swapped
    for tag, start, end, near_start, near_end in codes:
        if tag == "replace":
            pairs = list(zip(word[start:end], near[near_start:near_end], strict=False))
            if len(word) < 6 or end == len(word) or end - start != near_end - near_start:
                return False
            if not all(_alike(one, other) for one, other in pairs):
                return False
            edits += len(pairs)
        else:
            edits += (end - start) + (near_end - near_start)
    return 0 < edits <= allowed


def _alike(one: str, other: str) -> bool:
    return {one, other} <= _VOWELS or any({one, other} <= sounds for sounds in _SOUNDS)


def _spans(marked: str) -> Iterator[tuple[int, int]]:
    start = marked.find(_OPEN)
    marks = 0
    while start >= 0:
        end = marked.find(_CLOSE, start)
        yield start - marks, end - marks - 1
        marks += 2
        start = marked.find(_OPEN, end)


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The sentence or two around the first match, with the matches' places in it."""
    if len(text) <= SNIPPET or not spans:
        snippet = text if len(text) <= SNIPPET else text[: SNIPPET - 1].rsplit(" ", 1)[0] + "…"
        return snippet, tuple(span for span in spans if span[1] <= len(snippet))
    first = spans[0][0]
    begin = max((match.end() for match in re.finditer(r"[.!?;:]\s+", text[:first])), default=0)
    if first - begin > SNIPPET // 2:
        begin = text.rfind(" ", 0, first - SNIPPET // 3) + 1
    end = len(text)
    if end - begin > SNIPPET:
        limit = begin + SNIPPET
        stop = max((match.end() for match in re.finditer(r"[.!?](?=\s)", text[begin:limit])), default=0)
        end = begin + stop if stop and begin + stop > spans[0][1] else text.rfind(" ", begin, limit)
    head, tail = "… " if begin else "", " …" if end < len(text) else ""
    shift = len(head) - begin
    return head + text[begin:end] + tail, tuple((start + shift, stop + shift) for start, stop in spans if begin <= start and stop <= end)
