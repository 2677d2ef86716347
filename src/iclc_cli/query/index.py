"""The records of a report by kind and id, and its passages in order: what every other index stands on."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from ..model import Passage, Report
from ..model.kinds import all_records


class Index:
    """Looks records up."""

    def __init__(self, report: Report) -> None:
        self.report = report

    @cached_property
    def by_ref(self) -> dict[tuple[str, str], Any]:
        """Every record by kind and id."""
        return {(kind, record.id): record for kind, record in all_records(self.report)}

    def get(self, kind: str, identifier: str) -> Any:
        """The record of a kind with an id. Raises KeyError when there is none."""
        return self.by_ref[kind, identifier]

    @cached_property
    def _order(self) -> dict[str, int]:
        return {passage.id: place for place, passage in enumerate(self.report.passages)}

    def passages(self, sources: Iterable[str]) -> list[Passage]:
        """The passages with these ids, each once, in the order of the report; ids that name none are passed over."""
        places = sorted({self._order[source] for source in sources if source in self._order})
        return [self.report.passages[place] for place in places]

    def passages_of(self, section: str) -> list[Passage]:
        """The passages of a section, in the order of the report."""
        return [passage for passage in self.report.passages if passage.section == section]
