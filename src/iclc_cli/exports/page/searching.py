"""What the search of the page needs: every text once, where it stands, and all that the ranking is made of.

The script, `search.js`, does as `query.search` does and holds no list and no weight of its own.
"""

from collections.abc import Callable, Iterable
from typing import Any

from ...errors import UsageError
from ...library import Book
from ...model import Figure
from ...model.kinds import KINDS, meant
from ...query.amounts import NUMBER_WORDS
from ...query.asking import QUESTIONS, place_of
from ...query.names import names_of
from ...query.search import LONGEST, RANKING, WEIGHTS, parse_query
from ...query.snippets import SNIPPET
from ...query.spelling import ASKING, FORMS
from ...query.thesaurus import MOST, STAND_IN, names_alike
from ...query.words import UNSPACED
from ...text import FOLDING, fold


class _Pool:
    """Values that stand in many places, each once; elsewhere their numbers."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    def number(self, value: Any) -> int:
        """The number of a value."""
        return self._numbers.setdefault(value, len(self._numbers))

    @property
    def values(self) -> list[Any]:
        """The values by their numbers."""
        return list(self._numbers)


def search_data(book: Book) -> dict[str, Any]:
    """Everything that `makeSearch` asks for, as JSON holds it; no id and no text is ever a key."""
    held = book.search_index.texts()
    row_of = {(kind, record.id): row for row, (kind, record, _) in enumerate(held)}
    texts, fields, sources = _Pool(), _Pool(), _Pool()

    def passages(ids: Iterable[str]) -> int:
        return sources.number(tuple(row_of["passage", one] for one in ids))

    rows = []
    for kind, record, columns in held:
        segments: list[int] = []
        for column, pieces in enumerate(columns):
            for piece in pieces:
                segments += column, fields.number(piece.field), passages(piece.sources), texts.number(piece.text)
        rows.append(
            [
                list(KINDS).index(kind),
                record.id,
                texts.number(book.labels.label(record)),
                [texts.number(name) for name in names_of(record)],
                passages(getattr(record, "sources", ())),
                sorted(row_of[place] for place in place_of(book.index, record)),
                segments,
            ]
        )
    return {
        "kinds": list(KINDS),
        "rows": rows,
        "texts": texts.values,
        "fields": fields.values,
        "sources": sources.values,
        "columns": list(WEIGHTS.items()),
        "names": [[texts.number(name) for name in names] for names in names_alike(book.index)],
        "most": MOST,
        "thesaurus": [[word, *means] for word, means in map(meant, book.report.thesaurus)],
        **_facts(book, row_of),
        **_constants(),
    }


def _facts(book: Book, row_of: dict[tuple[str, str], int]) -> dict[str, Any]:
    """The rows that answer questions of their own."""
    report = book.report
    conference = report.conference
    of_it = [one for one in report.figures if fold(conference.name) in fold(one.counts)]

    def figures(chosen: Iterable[Figure], wanted: Callable[[Figure], bool]) -> list[int]:
        return [row_of["figure", one.id] for one in chosen if wanted(one)]

    return {
        "dated": figures(report.figures, lambda one: one.date is not None),
        "reports": [row_of["document", one.id] for one in report.documents if one.kind == "report"],
        "conference": {
            "itself": row_of["conference", conference.id],
            "dates": figures(of_it, lambda one: one.date is not None),
            "many": figures(of_it, lambda one: one.value is not None),
            "place": [row_of["city", conference.host]] if conference.host else [],
            "organiser": [row_of["organisation", conference.organiser]] if conference.organiser else [],
        },
        "africa": list(book.search("africa").notes),  # what the search tells whoever asks for it
    }


def _constants() -> dict[str, Any]:
    """Weights, words and sentences, from the modules that have them."""
    return {
        "ranking": dict(RANKING),
        "questions": dict(QUESTIONS),
        "forms": dict(FORMS),
        "folding": dict(FOLDING),
        "asking": sorted(ASKING),
        "numbers": sorted(NUMBER_WORDS),
        "unspaced": UNSPACED,
        "standIn": STAND_IN,
        "snippet": SNIPPET,
        "refusals": {
            "empty": _refusal(""),
            "excludes": _refusal("-x"),
            "long": _refusal("x" * (LONGEST + 1)).replace(f"{LONGEST + 1:,}", "{}"),
        },
    }


def _refusal(query: str) -> str:
    """What the search says of a query that it does not take."""
    try:
        parse_query(query)
    except UsageError as error:
        return error.message
    raise AssertionError(query)
