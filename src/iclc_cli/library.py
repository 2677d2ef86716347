"""The library: a report with its lookups, links and search, for programs.

    >>> from iclc_cli import load_report
    >>> book = load_report()
    >>> book.find("Ko Nam-Seok").name
    'Nam-Seok Ko'
    >>> [city.name for city in book.select("city", region="africa")]
    ['Fatick', 'Guédiawaye']

Stable: names and meanings here follow semantic versioning, as the JSON does. Errors are those of
`iclc_cli.errors`. Importing this loads neither Typer nor Rich; a report of your own loads Pydantic, a search SQLite.
"""

import json
import os
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .dataset import loading as dataset
from .model.kinds import KINDS, kind_of, records
from .model.records import Passage, Record, Report
from .query import filters as selection
from .query import links
from .query import names as naming
from .views.layout import as_json

if TYPE_CHECKING:
    from .query.search import Index, Result


def load_report(source: str | os.PathLike[str] | None = None) -> "Book":
    """Open a report: the bundled one, or a data file in the same schema.

    Raises InvalidDataError when the file cannot be read or is not a valid report.
    """
    return Book(dataset.load(None if source is None else os.fspath(source)))


class Book:
    """A report that can be asked questions."""

    def __init__(self, report: Report) -> None:
        self.report = report
        """The whole report as frozen dataclasses: `report.sessions`, `report.cities` … (see `iclc_cli.model`)."""

    def __repr__(self) -> str:
        return f"<Book {self.report.conference.name}, data {self.report.version}>"

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of record there are, singular."""
        return tuple(KINDS)

    def records(self, kind: str) -> tuple[Any, ...]:
        """All records of a kind, in the order of the report. The kind may be any noun of the command line but forums.

        Raises NotFoundError when there is no such kind.
        """
        return records(self.report, self._kind(kind))

    def find(self, ref: str, kind: str | None = None) -> Any:
        """The record that a REF stands for: an id, `kind/id`, a name or alias, or words of a name.

        Raises NotFoundError with suggestions, or AmbiguousError with the candidates.
        """
        return naming.resolve(self.report, ref, None if kind is None else self._kind(kind)).record

    def select(self, kind: str, /, match: str | None = None, **filters: str | Iterable[str]) -> list[Any]:
        """The records of a kind that pass filters, which are those of `iclc NOUN list` with `_` for `-`.

        A filter takes one REF or several, of which one is enough: `book.select("city", region="africa")`. Raises
        TypeError for a filter the kind does not have, NotFoundError for a value that names nothing.
        """
        name = self._kind(kind)
        known = {item.name.replace("-", "_"): item.name for item in selection.filters(name)}
        unknown = [one for one in filters if one not in known]
        if unknown:
            raise TypeError(f"no filter {', '.join(unknown)} for {name}; there are: {', '.join(known)}")
        wanted: dict[str, Sequence[str]] = {
            known[one]: [values] if isinstance(values, str) else list(values) for one, values in filters.items()
        }
        chosen = selection.select(self.report, name, records(self.report, name), wanted)
        return chosen if match is None else selection.matching(chosen, match)

    def related(self, record: Record) -> list[links.Related]:
        """Everything one step away from a record, both directions, with the field and the passages that link them."""
        return links.related(self.report, record)

    def passages(self, record: Record) -> list[Passage]:
        """The passages a record rests on, in the order of the report."""
        wanted = set(getattr(record, "sources", ()))
        return [passage for passage in self.report.passages if passage.id in wanted]

    def kind(self, record: Record) -> str:
        """The kind of a record, singular."""
        return kind_of(record)

    def label(self, record: Record) -> str:
        """What to call a record."""
        return naming.label(self.report, record)

    def locator(self, passage: Passage) -> str:
        """Where a passage stands: "Forum 1.1 (begins p. 11), item 3"."""
        return naming.locator(self.report, passage)

    def search(self, query: str, exact: bool = False) -> "Result":
        """Search everything, as `iclc search` does; the hits are in `.hits`.

        Raises UsageError for a query that asks for nothing or is too long.
        """
        return self._index.search(query, exact)

    @cached_property
    def _index(self) -> "Index":
        from .query.search import Index

        return Index(self.report)

    def to_dict(self, record: Any) -> dict[str, Any]:
        """A record as plain dictionaries and lists: what `--json` prints."""
        found: dict[str, Any] = json.loads(json.dumps(record, default=as_json))
        return found

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """All records of a kind as plain dictionaries, for a data frame."""
        return [self.to_dict(record) for record in self.records(kind)]

    def _kind(self, word: str) -> str:
        from .errors import NotFoundError

        kind = naming.NOUNS.get(word.lower())
        if kind is None:
            raise NotFoundError(f"no kind {naming.quoted(word)}; there are: {', '.join(KINDS)}", tuple(KINDS))
        return kind
