"""The hits of a search: two lines each, best first, with the place where the shown words stand; paragraphs as places."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from ..grid import clip
from ..model.kinds import KINDS, is_text
from ..model.walk import walk
from ..query.fields import field_names, shape_at
from ..query.search import Hit, SearchResult
from ..query.spelling import FILLERS
from ..text import fold, typed
from .drawing import Drawing, field_words, glue
from .titles import title, told

_WORD = re.compile(r"[^\W_]+")


def draw(drawing: Drawing, result: SearchResult, query: str, most: int, among: str = "", elsewhere: str = "") -> None:
    """How many hits there are, the best records, then the paragraphs; `most` records, 0 is all.

    `among` names what was searched where that was not all, and `elsewhere` tells how many hits there are in all where these are
    only the nearest.
    """
    page = drawing.page
    records = [hit for hit in result.hits if hit.kind != "passage"]
    paragraphs = [hit for hit in result.hits if hit.kind == "passage"]
    page.heading(_number(len(result.hits), "hit"), _counted(records, paragraphs))
    for line in _readings(result, query, among, elsewhere):
        page.put(line, indent=page.left, hang=2)
    if elsewhere:
        page.hint(f"iclc search {typed(query)}")
    page.blank()
    shown = _Shown(drawing, result)
    for hit in records[: most or None]:
        shown.record(hit)
    if most and len(records) > most:
        _more(drawing, len(records) - most)
    if records and paragraphs:
        page.blank()
        places = [hit.id for hit in paragraphs]
        if page.plain:  # all of them, which would be long one by one
            page.item("paragraphs", drawing.where(places))
        else:
            page.run("paragraphs", [drawing.where([one]) for one in places], 2 if most else 99)
    elif paragraphs:
        shown.paragraphs(paragraphs[: most or None])
        if most and len(paragraphs) > most:
            _more(drawing, len(paragraphs) - most)
    if result.hits:
        best = result.hits[0]
        page.hint(f"iclc {drawing.called(drawing.get(best.kind, best.id))}")
    kinds = Counter(hit.kind for hit in records)
    if len(kinds) > 1:
        page.hint(f"iclc search {typed(query)} --kind {kinds.most_common(1)[0][0]}")


def nothing(drawing: Drawing, result: SearchResult, query: str, among: str, elsewhere: str) -> None:
    """That nothing was found, what is nearest with how often it stands there, and what to type; `among` and `elsewhere` as in `draw`."""
    page = drawing.page
    page.put(page.words("Nothing ", among and f"{glue(among)} ", "holds ", (f"“{query}”", "name"), "."), indent=page.left, hang=2)
    if elsewhere:
        page.put(_sentence(elsewhere), indent=page.left)
        page.hint(f"iclc search {typed(query)}")
    near = [(term, len(drawing.book.search(term).hits)) for term in result.near]
    if near:
        page.blank()
    for number, (term, hits) in enumerate(near):
        page.item("" if number else "nearest", page.words((term, "name"), f"  {_number(hits, 'hit')}"))
        page.hint(f"iclc search {typed(term)}")
    if not page.hints:
        page.hint("iclc topics", "iclc search -h")


def _more(drawing: Drawing, number: int) -> None:
    drawing.page.put(drawing.page.words(f"… {number:,} more: ", drawing.page.command("-n 0"), " shows all"))


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _counted(records: Sequence[Hit], paragraphs: Sequence[Hit]) -> str:
    told = [_number(len(found), noun) for found, noun in ((records, "record"), (paragraphs, "paragraph")) if found]
    return " and ".join(told)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _readings(result: SearchResult, query: str, among: str, elsewhere: str) -> Iterator[str]:
    """What a reader has to know before the hits: words read as others, words that they lack."""
    for word, read in result.read_as.items():
        yield f"“{word}” stands nowhere; read as “{read}”."
    yield from map(_sentence, result.notes)
    if result.weak and elsewhere:
        yield f"Nothing {among} holds “{query}”; these are nearest. {_sentence(elsewhere)}"
    elif result.weak:
        yield f"The report has {f'nothing on {_and(result.unknown)}' if result.unknown else 'little or nothing on it'}; these are nearest."
    elif result.apart:
        yield "No record has these words together, in one sentence."
    elif result.partial and result.hits:
        lacking = {hit.missing for hit in result.hits}
        which = f", only without {_and(lacking.pop())}" if len(lacking) == 1 else "; these hold the most"
        yield f"Nothing holds all of it{which}."


def _and(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


class _Shown:
    """Writes hits, knowing every word that was found."""

    def __init__(self, drawing: Drawing, result: SearchResult) -> None:
        self._drawing = drawing
        self._page = drawing.page
        self._result = result
        self._told_once = len({hit.missing for hit in result.hits}) == 1

    @cached_property
    def _found(self) -> frozenset[str]:
        """The words that matched, folded, in every form; "and" of a name that matched as a whole only where nothing else did."""
        found = frozenset(word for hit in self._result.hits for start, end in hit.matches for word in _words(hit.snippet[start:end]))
        return found - FILLERS or found

    def record(self, hit: Hit) -> None:
        """What it is called, with the place where the shown words stand, and these words."""
        drawing, page = self._drawing, self._page
        record = drawing.get(hit.kind, hit.id)
        name = title(drawing, hit.kind, record)
        text, spans, before = self._words_of(hit, record, name)
        label = page.marked(name, self._in(name))
        label.stylize("name")
        word = "body" if hit.kind == "organisation" else hit.kind
        page.item(word, label, self._place(hit, text), role="", cut=_may_be_cut(hit.kind, record) and not page.plain)
        if text and spans is hit.matches:
            self._snippet(page.words(before), page.marked(text, spans))
        elif text:
            page.put(clip(page.marked(text, spans), page.measure, page.words("…").plain) if not page.plain else page.marked(text, spans))
        self._reasons(hit)

    def paragraphs(self, hits: Iterable[Hit]) -> None:
        """Paragraphs alone: the words found in each."""
        for number, hit in enumerate(hits):
            place = self._page.words(self._place(hit, ""))
            text = self._cut(self._page.marked(hit.snippet, hit.matches), self._page.measure - 2 - place.cell_len)
            self._page.item("" if number else "paragraphs", text, place)
            self._reasons(hit)

    def _words_of(self, hit: Hit, record: Any, name: str) -> tuple[str, Sequence[Sequence[int]], str]:
        """The words to show of a hit, the matches in them, and what goes before: not the name again, but what that says."""
        named = hit.field in ("name", "title") and self._in(name)
        if not hit.matches or named or fold(hit.snippet) in fold(name):
            text = told(self._drawing, hit.kind, record)
            return text, self._in(text), ""
        return hit.snippet, hit.matches, _called(hit)

    def _snippet(self, before: Text, text: Text) -> None:
        self._page.put(self._page.words(before, self._cut(text, self._page.measure - before.cell_len)))

    def _cut(self, text: Text, width: int) -> Text:
        return text if self._page.plain else around(text, width, self._page.words("…").plain)

    def _in(self, text: str) -> list[tuple[int, int]]:
        """Where words that were found stand in a text."""
        return [match.span() for match in _WORD.finditer(text) if fold(match.group()) in self._found]

    def _place(self, hit: Hit, text: str) -> str:
        """Where the shown words stand: of the passages behind them the one that has most of the words, if any has one."""
        passages = self._drawing.book.index.passages(self._behind(hit, text))
        shown = set(_words(text))
        marked = {word for start, end in hit.matches for word in _words(hit.snippet[start:end])} or self._found

        def fits(passage: Any) -> tuple[int, int]:
            own = set(_words(passage.gist))
            return len(own & marked), len(own & shown)

        best = max(passages, key=fits, default=None)
        if best is None or (len(passages) > 1 and fits(best) == (0, 0)):
            return ""
        return self._drawing.where([best.id])

    def _behind(self, hit: Hit, text: str) -> Iterable[str]:
        """The passages behind the words that are shown: a definition, a point and an alias have their own."""
        if not text or text == hit.snippet:
            return hit.passages
        told = {text, *text.split("; ")}
        own = [
            visit.sources
            for visit in walk(self._drawing.get(hit.kind, hit.id), is_text)
            if isinstance(visit.value, str) and visit.value in told
        ]
        return dict.fromkeys(source for sources in own for source in sources) if own else hit.passages

    def _reasons(self, hit: Hit) -> None:
        """What it lacks, where not all lack that; why it stands where it does, where that was asked for."""
        if hit.missing and not self._told_once:
            self._page.put(f"without {_and(hit.missing)}")
        if why := hit.explain:
            bonus = "".join(f", {name} +{worth:g}" for name, worth in why.bonus.items())
            self._page.put(f"{why.tier}: relevance {why.relevance:g}{bonus}; score {hit.score:g}", hang=2)


def _may_be_cut(kind: str, record: Any) -> bool:
    """Is what it is called a title or our own label, and no name?"""
    return kind in ("session", "strategy", "figure") or (kind == "initiative" and not record.named)


def _words(text: str) -> list[str]:
    return fold(text).split()


def _called(hit: Hit) -> str:
    """What goes before words that are no sentence of the record: another name, or what the record belongs to."""
    name = hit.field.rpartition(".")[2]
    if name in ("aliases", "acronym", "name"):
        return "in full: " if name == "name" else "also called "
    known: Collection[str] = field_names(KINDS[hit.kind].record)
    if hit.field in known and shape_at(KINDS[hit.kind].record, hit.field).reference is not None:
        return f"{field_words(name)}: "
    return ""


def around(text: Text, width: int, more: str = "…") -> Text:
    """A text on one line, cut at blanks round the run of matches that stand closest together, with an ellipsis on each side."""
    marks = [span for span in text.spans if span.style == "match"]
    plain = text.plain
    if text.cell_len <= width or not marks:
        return clip(text, width, more)
    room = width - 2 * (cell_len(more) + 1)
    runs = [[one for one in marks if first.start <= one.start and one.end - first.start <= room * 3 // 4] or [first] for first in marks]
    run = max(runs, key=lambda run: (len(run), run[0].start - run[-1].end, -run[0].start))
    if cell_len(plain[: run[-1].end]) <= width - cell_len(more) - 1:
        return clip(text, width, more)
    start = max(0, min(run[-1].end - room * 4 // 5, run[0].start, len(plain) - room - cell_len(more)))
    if start:
        blank = plain.find(" ", start, run[0].start)
        start = (plain.rfind(" ", 0, run[0].start) if blank < 0 else blank) + 1
    return clip(Text(f"{more} ").append_text(text[start:]), width, more)
