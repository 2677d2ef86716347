"""One ranked search over every record, on SQLite's FTS5 in memory.

A query is read into units: words, "phrases", prefixes* and -exclusions; no text is a syntax error, because every
unit reaches FTS5 as quoted words. Case, accents and inflection are the tokenizer's business; other ways of saying
the same thing come from the names and aliases in the data and from `spelling`.
"""

import re
import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property
from typing import Any, NamedTuple

from ..errors import UsageError
from ..model.kinds import KINDS, all_records, cached, choices, is_node, records, shapes
from ..model.records import Report
from . import names as naming
from .links import references
from .spelling import spellings

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

_TOLD = {
    kind.record: f"{kind.name} {kind.collection}" for kind in KINDS.values() if kind.name in ("city", "country", "organisation", "speaker")
}
"""What records of these kinds are called in general: "cities in Morocco" finds them."""

_COLUMNS = {"name": "name", "title": "name", "aliases": "aliases", "acronym": "aliases", "appearances.role": "role"}

SNIPPET = 240
"""About how many characters a snippet has."""

_FILLERS = frozenset(
    "a an and are as at be by for from how in into is it its of on or that the their to was were what which with".split()  # noqa: SIM905
)
_UNIT = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
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


class Hit(NamedTuple):
    """A record that a search found."""

    kind: str
    record: Any
    field: str
    """The field the snippet is from."""
    snippet: str
    matches: tuple[tuple[int, int], ...]
    """Where the words stand in the snippet: character offsets, end exclusive."""
    score: float
    missing: tuple[str, ...]
    """Words of the query that the record does not hold."""
    sources: tuple[str, ...]
    """Passages behind the field."""
    explain: dict[str, Any]
    """Why it stands where it does, if that was asked for: tier, relevance, bonus, and the words found in each column."""


class Result(NamedTuple):
    """What a search found."""

    hits: list[Hit]
    read_as: dict[str, str]
    """Words that occur nowhere, each with the word of the data it was read as."""
    unknown: tuple[str, ...]
    """Words that occur nowhere and resemble none that does."""
    near: tuple[str, ...]
    """Terms of the data nearest to the unknown words."""
    partial: bool
    """No record holds every word: these hold the most."""


def parse(query: str) -> list[Unit]:
    """The units of a query. Raises UsageError when it asks for nothing or is too long."""
    if len(query) > LONGEST:
        raise UsageError(f"the query has {len(query):,} characters; give at most {LONGEST:,}")
    units: list[Unit] = []
    for match in _UNIT.finditer(query):
        text = match["phrase"] if match["phrase"] is not None else match["word"]
        words = tuple(naming.fold(text).split())
        if not words:
            continue
        kind = "phrase" if match["phrase"] is not None else "prefix" if text.endswith("*") and len(text) > 1 else "word"
        units.append(Unit(match.group().lstrip("-") if match["minus"] else match.group(), words, kind, bool(match["minus"])))
    if not units:
        raise UsageError('the query has no words; try: iclc search "health literacy"')
    if all(unit.excluded for unit in units):
        raise UsageError("the query only excludes; add a word to look for")
    return units


class Index:
    """All records of a report, ready to be searched."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._records = list(all_records(report))
        held = naming.index(report)
        self._labels: dict[tuple[str, str], tuple[str, ...]] = {
            (kind, record.id): (record.name, held["country", record.country].name) if kind == "city" else (record.name,)
            for kind in CONTEXT
            for record in records(report, kind)
        }
        # Whichever thread drops the index closes the database: Python 3.13 warns of one that is left open.
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, self._database.close)
        self._database.execute(
            f"CREATE VIRTUAL TABLE held USING fts5({', '.join(WEIGHTS)}, tokenize='porter unicode61 remove_diacritics 2')"
        )
        self._columns: dict[int, dict[str, list[Segment]]] = {}
        self._database.executemany(
            f"INSERT INTO held(rowid, {', '.join(WEIGHTS)}) VALUES (?, ?, ?, ?, ?, ?)",
            (self._row(number, record) for number, (_, record) in enumerate(self._records)),
        )

    def _row(self, number: int, record: Any) -> tuple[Any, ...]:
        columns = _reader(type(record))(record)
        columns["body"].extend(naming.amount_in_words(record))
        told = _TOLD.get(type(record))
        columns["context"] = [label for key in _refers(type(record))(record) for label in self._labels[key]] + ([told] if told else [])
        return (number, *[_indexed(texts) for texts in columns.values()])

    def _context(self, record: Any) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """What a record is and refers to, as words: field, name and the passages behind it; with a city, its country."""
        for ref in references(record, CONTEXT):
            for label in self._labels[ref.target, ref.id]:
                yield ref.via, label, ref.sources
        if type(record) in _TOLD:
            yield "kind", _TOLD[type(record)], record.sources

    def _pieces(self, record: Any) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
        """Everything a record is found by: column of the index, field, text and the passages behind it."""
        for field, text, sources in _segments(record, "", getattr(record, "sources", ())):
            yield _COLUMNS.get(field, "body"), field, text, sources
        for text in naming.amount_in_words(record):
            yield "body", "value", text, record.sources
        for field, text, sources in self._context(record):
            yield "context", field, text, sources

    def _segments(self, row: int) -> dict[str, list[Segment]]:
        """The pieces of a record by column, for those that are shown."""
        if row not in self._columns:
            columns = self._columns[row] = {column: [] for column in WEIGHTS}
            for column, field, text, sources in self._pieces(self._records[row][1]):
                columns[column].append(Segment(field, text, sources))
        return self._columns[row]

    @cached_property
    def _words(self) -> dict[str, str]:
        """Every word of the data, folded, with one way it is written."""
        found: dict[str, str] = {}
        for _, record in self._records:
            for column, _, text, _ in self._pieces(record):
                if column != "context":
                    for word in re.findall(r"[^\W_]+", text):
                        found.setdefault(naming.fold(word), word)
        return found

    @cached_property
    def _thesaurus(self) -> dict[tuple[str, ...], frozenset[tuple[str, ...]]]:
        """Names that stand for each other, each as folded words: a record's name, aliases and acronym."""
        groups: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
        folded: dict[str, tuple[str, ...]] = {}
        for record in (record for kind in KINDS if "aliases" in shapes(KINDS[kind].record) for record in records(self._report, kind)):
            others = [*getattr(record, "aliases", ()), getattr(record, "acronym", None)]
            if any(others):
                called = [name for name in (record.name, *others) if name]
                for name in called:
                    if name not in folded:
                        folded[name] = tuple(naming.fold(name).split())
                same = {folded[name] for name in called}
                for words in same:
                    groups.setdefault(_singular(words), set()).update(same)
        return {name: frozenset(group) for name, group in groups.items()}

    def search(self, query: str, exact: bool = False, explain: bool = False) -> Result:
        """Find the records that hold every word; if none does, those that hold most.

        With `exact`, words are not read as others and nothing partial is found. With `explain`, hits say why. Raises UsageError for a query
        that asks for nothing.
        """
        units = parse(query)
        wanted = [unit for unit in units if not unit.excluded]
        read_as: dict[str, str] = {}
        unknown: list[str] = []
        expressions: list[tuple[Unit, str]] = []
        said: list[str] = []  # the words looked for in the end, to tell a record that is called just that
        found: list[frozenset[int]] = []
        grouped = list(self._grouped(wanted))
        idle = [unit.kind == "word" and _FILLERS.issuperset(unit.words) for unit in grouped]
        for unit, skipped in zip(grouped, idle, strict=True):
            if skipped and not all(idle):  # words that stand in every sentence are asked for only where nothing else is
                said.extend(unit.words)
                continue
            expression = self._expression(unit)
            rows = self._rows(expression)
            if not rows and unit.kind == "word" and not exact:
                read = tuple(self._nearest(word) or word for word in unit.words)
                if read != unit.words:
                    again = self._expression(unit._replace(words=read))
                    if rows := self._rows(again):
                        expression = again
                        unit = unit._replace(words=read)
                        read_as[unit.shown] = " ".join(self._words.get(word, word) for word in read)
                if not rows:
                    unknown.append(unit.shown)
            expressions.append((unit, expression))
            found.append(rows)
            said.extend(unit.words)
        excluded = frozenset(row for unit in units if unit.excluded for row in self._rows(self._expression(unit)))
        chosen = self._chosen(expressions, found, excluded, exact)
        full = not chosen or all(not missing for missing in chosen.values())
        near = tuple(dict.fromkeys(name for word in unknown for name in self._near(word)))[:3]
        combined = (_all if full else _any)(expression for _, expression in expressions)
        everything = _all(expression for _, expression in expressions)
        bonus = {"in its name": (_IN_NAME, self._rows(f"{{name aliases role}} : {everything}"))}
        if len(said) > 1:
            bonus["as a phrase"] = (_AS_PHRASE, self._rows(_quoted(said)))
        bonus["called"] = (0.0, self._rows(f"{{name aliases}} : {_quoted(said)}"))
        hits = self._hits(combined, chosen, said, bonus, explain)
        return Result(hits, read_as, tuple(unknown), near, not full)

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

    def _grouped(self, units: Sequence[Unit]) -> Iterator[Unit]:
        """Join neighbouring words that are together a name of the data, so that its other names are looked for too."""
        position = 0
        while position < len(units):
            longest = position + 1
            for end in range(min(len(units), position + 8), position + 1, -1):
                run = units[position:end]
                words = tuple(word for unit in run for word in unit.words)
                if all(unit.kind == "word" for unit in run) and _singular(words) in self._thesaurus:
                    longest = end
                    break
            run = units[position:longest]
            yield (
                run[0]
                if len(run) == 1
                else Unit(" ".join(unit.shown for unit in run), tuple(word for unit in run for word in unit.words), "word", False)
            )
            position = longest

    def _expression(self, unit: Unit) -> str:
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
        others = self._thesaurus.get(_singular(unit.words), frozenset())
        alternatives += [_quoted(other) for other in sorted(others) if other != unit.words]
        return _any(alternatives)

    def _rows(self, expression: str) -> frozenset[int]:
        return frozenset(row for (row,) in self._database.execute("SELECT rowid FROM held WHERE held MATCH ?", (expression,)))

    def _nearest(self, word: str) -> str | None:
        """The word of the data that this is a slip of; not any word that merely looks similar."""
        if word in self._words or len(word) < 5:
            return None
        for near in get_close_matches(word, self._words, n=6, cutoff=0.75):
            if near[0] == word[0] and _is_slip(word, near):
                return near
        return None

    def _near(self, word: str) -> list[str]:
        """Terms of the data that resemble a word, to tell somebody whose word occurs nowhere."""
        terms = {naming.fold(topic.name): topic.name for topic in self._report.topics}
        near = get_close_matches(naming.fold(word), [*terms, *(own for own in self._words if len(own) > 3)], n=3, cutoff=0.7)
        return [terms.get(name) or self._words[name] for name in near]

    def _hits(
        self,
        expression: str,
        chosen: dict[int, tuple[str, ...]],
        said: Sequence[str],
        bonus: dict[str, tuple[float, frozenset[int]]],
        explain: bool,
    ) -> list[Hit]:
        if not chosen:
            return []
        weights = ", ".join(str(weight) for weight in WEIGHTS.values())
        marked = ", ".join(f"highlight(held, {column}, '{_OPEN}', '{_CLOSE}')" for column in range(len(WEIGHTS)))
        rows = self._database.execute(f"SELECT rowid, bm25(held, {weights}), {marked} FROM held WHERE held MATCH ?", (expression,))
        hits: list[tuple[int, Hit]] = []
        asked = {naming.NOUNS[word] for word in said if word in naming.NOUNS}
        if any(word.isdigit() or word in naming.NUMBER_WORDS for word in said):
            asked.add("figure")
        for row, rank, *columns in rows:
            if row in chosen:
                kind, record = self._records[row]
                segment, marks = self._best(row, columns)
                snippet, matches = _cut(segment.text, marks)
                tier, base = _tier(kind, record, said, row in bonus["called"][1])
                gained = {name: worth for name, (worth, rows_of_it) in bonus.items() if worth and row in rows_of_it}
                if covered := _covered(record, said):
                    gained["its name in the query"] = round(_NAMED * covered + (_WHOLLY_NAMED if covered == 1 else 0), 2)
                if kind in asked:
                    gained["the kind asked for"] = _ASKED_KIND
                relevance = -rank + sum(gained.values())
                score = round(base + min(relevance, _TIER), 3)
                why: dict[str, Any] = {}
                if explain:
                    why = {"tier": tier, "relevance": round(-rank, 3), "bonus": gained, "matched": _matched(columns), "weights": WEIGHTS}
                hits.append((row, Hit(kind, record, segment.field, snippet, matches, score, chosen[row], segment.sources, why)))
        hits.sort(key=lambda pair: (-pair[1].score, pair[0]))
        return [hit for _, hit in hits]

    def _best(self, row: int, marked: Sequence[str]) -> tuple[Segment, list[tuple[int, int]]]:
        """The piece of a record that holds most of what was found, with the places in it."""
        candidates: list[tuple[int, int, Segment, list[tuple[int, int]]]] = []
        for column, text in zip(WEIGHTS, marked, strict=True):
            if _OPEN not in text:
                continue
            for segment, piece in zip(self._segments(row)[column], text.split(_BREAK), strict=False):
                if segment.field != "kind" and (spans := list(_spans(piece))):
                    distinct = len({naming.fold(segment.text[start:end]) for start, end in spans})
                    candidates.append((distinct, -len(candidates), segment, spans))
        if candidates:
            _, _, segment, spans = max(candidates, key=lambda one: one[:2])
            return segment, spans
        column = next(name for name in ("name", "body", "aliases", "context") if self._segments(row)[name])
        return self._segments(row)[column][0], []


def _tier(kind: str, record: Any, said: Sequence[str], called: bool) -> tuple[str, float]:
    """The tier a record belongs to for a query, and what that is worth.

    `called` says that the words stand together in its names; if one of these has no other word, it is called that.
    """
    if kind == "passage":
        return "passage", _PASSAGE
    names = [naming.fold(name).split() for name in naming.names(record)]
    if (called and any(len(name) == len(said) for name in names)) or list(said) in names:
        return "called that", _EXACT
    if kind == "speaker" and sorted(said) in [sorted(name) for name in names]:
        return "called that", _EXACT
    return "record", _RECORD


def _covered(record: Any, said: Sequence[str]) -> float:
    """How much of a record's name the query holds: 1 is all of it."""
    words = set(_singular(said))
    names = [set(_singular(naming.fold(name).split())) for name in naming.names(record)]
    return max((len(name & words) / len(name) for name in names if name), default=0.0)


def _matched(marked: Sequence[str]) -> dict[str, list[str]]:
    """The words found in each column of the index."""
    found = {}
    for column, text in zip(WEIGHTS, marked, strict=True):
        words = re.findall(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}", text)
        if words:
            found[column] = sorted({word.lower() for word in words})
    return found


@cached
def _plan(cls: type[Any]) -> list[tuple[str, bool, type[Any] | None]]:
    """The fields of a class that hold text or numbers: name, whether several, and the class of nested ones."""
    plan: list[tuple[str, bool, type[Any] | None]] = []
    for name, part in shapes(cls).items():
        if name in ("id", "remarks", "url", "urls", "order") or part.reference is not None or choices(cls, name) or part.base is bool:
            continue
        plan.append((name, part.many, part.base if is_node(part.base) else None))
    return plan


def _segments(node: Any, prefix: str, outer: tuple[str, ...]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    sources = getattr(node, "sources", outer)
    for name, many, nested in _plan(type(node)):
        value = getattr(node, name)
        if value is None:
            continue
        for one in value if many else (value,):
            if nested is not None:
                yield from _segments(one, f"{prefix}{name}.", sources)
            else:
                yield prefix + name, one if isinstance(one, str) else str(one), sources


@cached
def _reader(cls: type[Any], prefix: str = "") -> Callable[[Any], dict[str, list[str]]]:
    """The same texts without their fields and passages, by column: for indexing, where every record is read."""
    columns = [
        (name, many, nested and _reader(nested, f"{prefix}{name}."), _COLUMNS.get(prefix + name, "body"))
        for name, many, nested in _plan(cls)
    ]

    def read(node: Any) -> dict[str, list[str]]:
        held: dict[str, list[str]] = {column: [] for column in WEIGHTS}
        for name, many, nested, column in columns:
            value = getattr(node, name)
            if value is None:
                continue
            if nested:
                for one in value if many else (value,):
                    for inner, texts in nested(one).items():
                        if texts:
                            held[inner].extend(texts)
            elif many:
                held[column].extend(value)
            else:
                held[column].append(value if value.__class__ is str else str(value))
        return held

    return read


@cached
def _refers(cls: type[Any]) -> Callable[[Any], list[tuple[str, str]]]:
    """What a record refers to that is context, as kind and id: for indexing, like `_reader`."""
    plain = [(name, part.many, part.reference) for name, part in shapes(cls).items() if part.reference in CONTEXT and name != "id"]
    nested = [(name, part.many, _refers(part.base)) for name, part in shapes(cls).items() if is_node(part.base)]

    def read(node: Any) -> list[tuple[str, str]]:
        found = []
        for name, many, target in plain:
            if value := getattr(node, name):
                found.extend([(target, one) for one in value] if many else [(target, value)])
        for name, many, inner in nested:
            if value := getattr(node, name):
                for one in value if many else (value,):
                    found.extend(inner(one))
        return found

    return read


# Letters the tokenizer does not reduce to their base, one for one, so that places in the text stay the same.
_SPECIAL = "łŁøØđĐıßæÆœŒ" + _OPEN + _CLOSE + _END
_LETTERS = str.maketrans(_SPECIAL, "lLoOdDisaAoO" + "   ")
_ANY_SPECIAL = re.compile(f"[{_SPECIAL}]")  # finding none is many times faster than translating


def _indexed(texts: Sequence[str]) -> str:
    """Pieces as one text, in which our own marks and SQLite's end of text stand for nothing but themselves."""
    if not texts:
        return ""
    text = texts[0] if len(texts) == 1 else _BREAK.join(texts)
    if text.isascii() and text.isprintable():
        return text
    if text.count(_BREAK) >= len(texts):
        text = _BREAK.join([piece.replace(_BREAK, " ") for piece in texts])
    return text.translate(_LETTERS) if _ANY_SPECIAL.search(text) else text


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


def _singular(words: Sequence[str]) -> tuple[str, ...]:
    """The words with plural endings off: close enough to compare names by."""
    return tuple(
        re.sub(r"ie?$", "y", word[:-1]) if word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > 3 else word
        for word in words
    )


def _is_slip(word: str, near: str) -> bool:
    """Is one word a slip of the pen for the other? A letter too many or too few, two swapped, a like sound."""
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
