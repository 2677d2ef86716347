"""The centre: a report with its indexes, which commands and programs ask alike.

    >>> from iclc_cli import load_report
    >>> from iclc_cli.model import City, Speaker
    >>> book = load_report()
    >>> book.find(Speaker, "Ko Nam-Seok").name
    'Nam-Seok Ko'
    >>> [city.name for city in book.select(City, region="africa")]
    ['Fatick', 'Guédiawaye']

Stable: names and meanings here follow semantic versioning, as the JSON does. Errors are those of
`iclc_cli.errors`. Importing this loads neither Typer nor Rich; a report of your own loads Pydantic.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, overload

from .dataset.loading import bundled_words, load
from .errors import UsageError
from .model import City, Passage, Record, Report
from .model.kinds import KINDS, kind_of, records
from .query.index import Index
from .query.labels import Labels
from .query.names import Names, kind_called
from .text import as_json

if TYPE_CHECKING:
    from .query.compare import ComparedField
    from .query.evidence import FieldEvidence, RecordRemark
    from .query.fields import Fields
    from .query.filters import Filter, Filters
    from .query.links import Links, Related
    from .query.paths import Way
    from .query.peers import Peer
    from .query.search import SearchIndex, SearchResult

R = TypeVar("R", bound=Record)


def load_report(source: str | os.PathLike[str] | None = None) -> "Book":
    """Open a report: the bundled one, or a data file in the same schema (`-` is standard input).

    Without `source` the variable ICLC_DATA may name the file. Raises InvalidDataError when it cannot be read or is
    not a valid report.
    """
    return Book(load(None if source is None else os.fspath(source)))


class Book:
    """A report that can be asked questions. Its indexes are made when first used; any number of threads may share it."""

    def __init__(self, report: Report) -> None:
        self.report = report
        """The whole report as frozen dataclasses: `report.sessions`, `report.cities` … (see `iclc_cli.model`)."""

    def __repr__(self) -> str:
        return f"<Book {self.report.conference.name}, data {self.report.version}>"

    def __reduce__(self) -> tuple[Callable[..., "Book"], tuple[Report]]:
        return Book, (self.report,)  # without the indexes, which hold a database

    # The indexes

    @cached_property
    def index(self) -> Index:
        """Records by kind and id."""
        return Index(self.report)

    @cached_property
    def labels(self) -> Labels:
        """What to call records and places."""
        return Labels(self.index)

    @cached_property
    def names(self) -> Names:
        """Records by what people call them."""
        return Names(self.index, self.labels)

    @cached_property
    def links(self) -> "Links":
        """What refers to what."""
        from .query.links import Links

        return Links(self.index, self.labels)

    @cached_property
    def filters(self) -> "Filters":
        """What records are chosen by."""
        from .query.filters import Filters

        return Filters(self.names, self.links)

    @cached_property
    def search_index(self) -> "SearchIndex":
        """Every text, for full-text search."""
        from .query.search import SearchIndex

        return SearchIndex(self.index, self.labels, written=bundled_words(self.report))

    def fields(self, kind: Any) -> "Fields":
        """Reads fields of records of a kind, a class of the model or a noun, by name."""
        from .query.fields import Fields

        return Fields(self.filters, _kind(kind), self.index)

    # Records

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of record there are, singular."""
        return tuple(KINDS)

    @overload
    def records(self, kind: type[R], /) -> tuple[R, ...]: ...
    @overload
    def records(self, kind: str, /) -> tuple[Any, ...]: ...
    def records(self, kind: Any, /) -> tuple[Any, ...]:
        """All records of a kind, in the order of the report. The kind is a class of the model or a noun, such as "cities".

        Raises NotFoundError when there is no such kind.
        """
        return records(self.report, _kind(kind))

    @overload
    def find(self, kind: type[R], ref: str, /) -> R: ...
    @overload
    def find(self, kind: str, ref: str, /) -> Any: ...
    @overload
    def find(self, ref: str, /) -> Any: ...
    def find(self, kind: Any, ref: str | None = None, /) -> Any:
        """The record that a REF stands for: an id, `kind/id`, a name or alias, or words of a name.

        The kind comes first and may be left out: `find(City, "Cork")`, `find("city", "Cork")`, `find("Cork")`.
        Raises NotFoundError with suggestions, or AmbiguousError with the candidates.
        """
        if ref is not None:
            return self.names.resolve(ref, _kind(kind))
        if not isinstance(kind, str):
            raise TypeError(f"what to find is a REF, not {kind!r}")
        return self.names.resolve(kind)

    @overload
    def select(self, kind: type[R], /, match: str | Iterable[str] | None = None, **wanted: str | bool | Iterable[str]) -> list[R]: ...
    @overload
    def select(self, kind: str, /, match: str | Iterable[str] | None = None, **wanted: str | bool | Iterable[str]) -> list[Any]: ...
    def select(self, kind: Any, /, match: str | Iterable[str] | None = None, **wanted: str | bool | Iterable[str]) -> list[Any]:
        """The records of a kind that pass filters, which are those of `iclc NOUN list` with `_` for `-`.

        A filter takes one REF or several, of which one is enough: `select(City, region="africa")`. After `not_` it leaves out
        what leads to any of them, and `no_city=True` keeps what leads to no city. `match` is a text, or
        several, whose words must all stand in the record, as `search` finds them with `exact`. Raises TypeError for a filter
        the kind does not have, NotFoundError for a value that names nothing.
        """
        from .query.filters import filters

        name = _kind(kind)
        chosen = self.filters.select(name, self.records(name), _values(wanted, filters(name), name))
        return chosen if match is None else self.matching(chosen, match)

    def matching(self, chosen: Iterable[R], match: str | Iterable[str], /) -> list[R]:
        """Those of some records of any kind in which all words of a text, or of several, stand, in their order."""
        from .query.search import matching

        return matching(self.index, self.labels, list(chosen), [match] if isinstance(match, str) else match)

    # From one record to others

    def related(self, record: Record) -> "list[Related]":
        """Everything one step away from a record, both directions, with the field and the passages that link them.

        For an item of the strategy also what shares a topic with it: those links have the direction `shared`.
        """
        return [*self.links.related(record), *self.links.pointers(record)]

    def peers(self, city: City) -> "list[Peer]":
        """The cities most like one in what they did, and why, most alike first."""
        from .query.peers import peers

        if not isinstance(city, City):
            raise TypeError(f"{city!r} is no city")
        return peers(self.index, self.labels, self.links, city)

    def path(self, start: Record, end: Record) -> "list[Way]":
        """The shortest ways from one record to another, with the field and the passages of each step; none where they are not connected."""
        from .query.paths import ways

        return ways(self.index, self.labels, start, end)

    def compare(self, *compared: Record) -> "list[ComparedField]":
        """Records of one kind side by side, field by field. Raises UsageError when they are of several kinds."""
        from .query.compare import compare

        if len({kind_of(record) for record in compared}) != 1:
            raise UsageError("only records of one kind can be compared")
        return compare(self.index, self.labels, self.links, compared)

    # Where it stands, and what it rests on

    def passages(self, record: Record) -> list[Passage]:
        """The passages a record rests on, in the order of the report."""
        return self.index.passages(getattr(record, "sources", ()))

    def kind(self, record: Record) -> str:
        """The kind of a record, singular."""
        return kind_of(record)

    def label(self, record: Record) -> str:
        """What to call a record."""
        return self.labels.label(record)

    def locator(self, passage: Passage) -> str:
        """Where a passage stands: "Forum 1.1 (begins p. 11), item 3"."""
        return self.labels.locator(passage)

    def evidence(self, record: Record) -> "Iterator[FieldEvidence]":
        """Field by field what a record rests on: print, a remark, our paraphrase, our classification."""
        from .query.evidence import evidence

        return evidence(self.labels, record)

    def remarks(self, chosen: Callable[[str, Any], bool] = lambda kind, record: True) -> "list[RecordRemark]":
        """Every departure from print, of all records or of those chosen by kind and record."""
        from .query.evidence import remarks

        return remarks(self.report, chosen)

    # Search

    def search(
        self, query: str, /, exact: bool = False, explain: bool = False, kinds: Iterable[Any] = (), **wanted: str | bool | Iterable[str]
    ) -> "SearchResult":
        """Search everything, as `iclc search` does; the hits are in `.hits`.

        With `exact`, no word is read as another and nothing partial is found; with `explain`, hits say why they stand
        where they do; `kinds` keeps records of some kinds, and filters are those of `select` that lists of several kinds
        have: `search("digital", kinds=[Initiative], country="Ireland")`. Raises UsageError for a query that asks for
        nothing or is too long, TypeError for a filter that a search does not have, NotFoundError for a value that names
        nothing.
        """
        only = [_kind(kind) for kind in kinds]
        if not (only or wanted):  # working out the filters takes longer than to search
            return self.search_index.search(query, exact, explain)
        from .query.filters import search_filters

        values = _values(wanted, search_filters(), "a search")
        if not (only or values):
            return self.search_index.search(query, exact, explain)
        self.filters.check(values)

        def among(kind: str, chosen: list[Any]) -> list[Any]:
            return self.filters.among(kind, chosen, values) if not only or kind in only else []

        return self.search_index.search(query, exact, explain, among)

    # As plain data

    def to_dict(self, value: Any) -> dict[str, Any]:
        """A record or a result as plain dictionaries and lists: what `--json` prints."""
        found: dict[str, Any] = json.loads(json.dumps(value, default=as_json))
        return found

    def rows(self, kind: Any) -> list[dict[str, Any]]:
        """All records of a kind as plain dictionaries, for a data frame."""
        return [self.to_dict(record) for record in self.records(kind)]


def _values(wanted: Mapping[str, str | bool | Iterable[str]], known: "Iterable[Filter]", what: str) -> dict[str, list[str]]:
    """The values of filters by their names. Raises TypeError for one that is not known."""
    from .query.filters import spoken, takes_no_value

    offered = tuple(known)
    names = {name.replace("-", "_"): name for name in spoken(offered)}
    unknown = [one for one in wanted if one not in names]
    if unknown:
        there_are = ", ".join(item.name.replace("-", "_") for item in offered)
        raise TypeError(f"no filter {', '.join(unknown)} for {what}; there are: {there_are}; each also with not_ and no_ before it")
    values: dict[str, list[str]] = {}
    for one, given in wanted.items():
        if takes_no_value(names[one], offered):
            if not isinstance(given, bool):
                raise TypeError(f"{one} is True or False, not {given!r}")
            values[names[one]] = ["yes"] if given else []
        else:
            words = ("yes" if given else "no",) if isinstance(given, bool) else (given,) if isinstance(given, str) else given
            values[names[one]] = list(words)
    return {name: given for name, given in values.items() if given}


def _kind(kind: Any) -> str:
    if isinstance(kind, str):
        return kind_called(kind)
    found = next((one.name for one in KINDS.values() if one.record is kind), None)
    if found is None:
        raise TypeError(f"{kind!r} is no kind of record; there are: {', '.join(one.record.__name__ for one in KINDS.values())}")
    return found
