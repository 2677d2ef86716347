"""What a tool is asked: its arguments read into their class, or one line that says what is wrong with them; and their schemas."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from ..dataset.schema import json_schema
from ..errors import UsageError
from ..library import Book
from ..model.base import Node, Result, cached
from ..model.docs import doc, field_doc, in_a_line
from ..model.kinds import KINDS
from ..query.filters import NO, NOT, Filter, filters, search_filters
from ..text import near, quoted

T = TypeVar("T")


class Tool(NamedTuple):
    """Something that can be asked."""

    name: str
    asks: type[Node]
    """The class of its arguments."""
    answers: type[Result]
    """The class of its answer."""
    run: Callable[[Book, Any], Result]
    """Answers; its docstring is the description that a client sees."""

    @property
    def description(self) -> str:
        """What it does."""
        return in_a_line(doc(self.run))

    def input_schema(self) -> dict[str, Any]:
        """JSON Schema of its arguments."""
        schema = json_schema(self.asks, self.name)
        if "where" in schema["properties"]:
            schema["properties"]["where"] |= {"properties": _filters_told(self.name), "additionalProperties": False}
        return {key: value for key, value in schema.items() if not key.startswith("$") or key == "$defs"}

    def output_schema(self) -> dict[str, Any]:
        """JSON Schema of its answer."""
        return {key: value for key, value in json_schema(self.answers, self.name).items() if not key.startswith("$") or key == "$defs"}

    def answer(self, book: Book, arguments: Mapping[str, Any] | None) -> Result:
        """The answer to some arguments. Raises UsageError when they are none that it takes."""
        given = {name: value for name, value in (arguments or {}).items() if value is not None}  # null is what stands for "not given"
        return self.run(book, self._read(given))

    def _read(self, given: Mapping[str, Any]) -> Any:
        known = tuple(self.asks.__dataclass_fields__)
        for name in given:
            if name not in known:
                similar = near(name, known)
                hint = f"Did you mean {' or '.join(similar)}? " if similar else ""
                raise UsageError(f"{self.name} takes no {quoted(name)}. {hint}It takes: {', '.join(known)}", similar)
        try:
            return _adapter(self.asks).validate_json(json.dumps(given))
        except ValidationError as error:
            raise UsageError(f"{self.name}: {_told(error)}") from None


@cached
def _adapter(cls: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(cls)


def _told(error: ValidationError) -> str:
    """What is wrong with arguments, each in a few words."""
    faults: dict[str, dict[str, None]] = {}
    for fault in error.errors(include_url=False):
        where = [str(one) for one in fault["loc"][:2]]  # what follows is how Pydantic counts the types it tried
        name = ".".join(where[: 2 if where[:1] in (["where"], ["where_not"]) else 1]) or "the arguments"
        words = str(fault["msg"]).removeprefix("Input ").removeprefix("Field ")
        wording = "is missing" if fault["type"] == "missing" else f"{words[:1].lower()}{words[1:]}".replace("tuple", "list")
        faults.setdefault(name, {})[wording] = None
    return "; ".join(f"{name} {' or '.join(wordings)}" for name, wordings in faults.items())


def texts(value: str | Sequence[str] | None) -> list[str]:
    """One text or several as a list."""
    return [] if value is None else [value] if isinstance(value, str) else list(value)


# Filters


def _filters_told(tool: str) -> dict[str, Any]:
    """The filters that a tool knows, each with its type and what it takes."""
    known: dict[str, dict[str, Filter]] = {}
    for kind in KINDS:
        for item in search_filters() if tool == "search" else filters(kind):
            known.setdefault(item.name.replace("-", "_"), {})[kind] = item
    return {name: _filter_told(items) for name, items in known.items()}


def _filter_told(items: Mapping[str, Filter]) -> dict[str, Any]:
    first, one = next(iter(items.items()))
    if one.values == ("yes", "no"):
        return {"type": "boolean", "description": field_doc(KINDS[first].record, one.path[0])}
    if one.target:
        text = f"{one.target}, as in `find`"
    elif len({item.values for item in items.values()}) == 1:
        text = f"one of {', '.join(one.values)}"
    else:
        text = "; ".join(f"of {KINDS[kind].collection} one of {', '.join(item.values)}" for kind, item in items.items())
    return {"type": ["string", "array"], "items": {"type": "string"}, "description": text}


Where = Mapping[str, str | bool | Sequence[str]]


def wanted(
    known: Iterable[Filter], what: str, where: Where | None, where_not: Where | None = None, without: Sequence[str] = ()
) -> dict[str, list[str]]:
    """The values of filters by the names that `Filters` knows them by. Raises UsageError for a filter that is none."""
    names = [item.name.replace("-", "_") for item in known]
    asked = [*_given("", where), *_given(NOT, where_not), *((NO, name, ["yes"]) for name in without)]
    found = {}
    for before, given, values in asked:
        name = given.replace("-", "_")
        if name not in names:
            similar = near(name, names)
            hint = f"Did you mean {' or '.join(similar)}? " if similar else ""
            raise UsageError(f"no filter {quoted(given)} for {what}. {hint}There are: {', '.join(names) or 'none'}", similar)
        if values:
            found[before + name.replace("_", "-")] = values
    return found


def _given(before: str, where: Where | None) -> Iterator[tuple[str, str, list[str]]]:
    for name, value in (where or {}).items():
        yield before, name, [("yes" if value else "no")] if isinstance(value, bool) else texts(value)


# Cutting


def cut(everything: Sequence[T], limit: int, offset: int, what: str, most: int) -> tuple[tuple[T, ...], str | None]:
    """A part of what was found, and a line on what was left out; none where that is nothing."""
    kept = tuple(everything[offset : offset + limit])
    total, end = len(everything), offset + len(kept)
    if len(kept) == total:
        return kept, None
    more = f"; ask again with offset={end}" if end < total else ""
    larger = f" or a limit up to {most}" if more and limit < most else ""
    shown = f"{offset + 1} to {end}" if len(kept) > 1 else f"number {end}" if kept else "none"
    return kept, f"{total - len(kept)} of {total} {what} are left out: these are {shown}{more}{larger}"
