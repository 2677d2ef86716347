"""The kinds of record a report holds, read off the model: nothing here is a list to keep in step."""

import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from ..model.base import NamedTuple
from .base import ABSENT, PARAPHRASE, Mark, Node, RefersTo, cached, field_types
from .records import Alias, Record, Remark, Report


class Kind(NamedTuple):
    """One kind of record."""

    name: str
    """Singular, as in `kind/id`."""
    collection: str
    """The key of the report that holds it."""
    record: type[Any]
    """Its class."""
    single: bool
    """Is there just one record of it?"""


class Shape(NamedTuple):
    """A field's annotation taken apart."""

    base: Any
    """The innermost type: a Node class, a Literal, `str` …"""
    many: bool
    """Is it a tuple of these?"""
    optional: bool
    """May it be `null`?"""
    reference: str | None
    """The kind of record it refers to."""
    marks: frozenset[Mark]
    """Its marks, such as OWNER."""


@cached
def shape(annotation: Any) -> Shape:
    """Take an annotation of the model apart."""
    many = optional = False
    reference: str | None = None
    marks: set[Mark] = set()
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            for extra in annotation.__metadata__:
                if isinstance(extra, RefersTo):
                    reference = extra.kind
                elif isinstance(extra, Mark):
                    marks.add(extra)
            annotation = annotation.__origin__
        elif origin is tuple:
            many = True
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType) and types.NoneType in get_args(annotation):
            optional = True
            annotation = Union[tuple([part for part in get_args(annotation) if part is not types.NoneType])]  # noqa: UP007 - built at run time
        else:
            return Shape(annotation, many, optional, reference, frozenset(marks))


@cached
def shapes(cls: type[Any]) -> dict[str, Shape]:
    """The fields of a class of the model, each with its shape, in their order."""
    return {name: shape(annotation) for name, annotation in field_types(cls).items()}


def choices(cls: type[Any], name: str) -> tuple[str, ...]:
    """The values a field may take, if it takes one of a fixed set; else nothing."""
    base = shapes(cls)[name].base
    return get_args(base) if get_origin(base) is Literal else ()


def standing(cls: type[Any], name: str) -> str:
    """What a field's words are: `printed`, `paraphrase`, `classified` by us, or our `identifier`."""
    part = shapes(cls)[name]
    if name == "id":
        return "identifier"
    if PARAPHRASE in part.marks:
        return "paraphrase"
    coded = choices(cls, name) or part.base is bool or part.reference in ("topic", "initiative")
    return "classified" if coded or ABSENT in part.marks else "printed"


def aliases(record: Any) -> tuple[str, ...]:
    """The other names of a record; none for kinds that have no such field."""
    return tuple([alias.name for alias in getattr(record, "aliases", ())])


def meant(entry: str) -> tuple[str, list[str]]:
    """What a reader may type, by an entry of the thesaurus, and what the report has in place of it."""
    word, _, means = entry.partition(" = ")
    return word, means.split("; ") if means else []


def is_node(base: Any) -> bool:
    """Is this annotation a class of the model?"""
    return isinstance(base, type) and issubclass(base, Node)


def is_reference(cls: type[Any], name: str, shape: Shape) -> bool:
    """Does a field refer to other records? The passages that print an alias are among those of its record, and are no more than that."""
    return shape.reference is not None and name != "id" and cls is not Alias


def is_text(cls: type[Any], name: str, shape: Shape) -> bool:
    """Does a field hold what a reader of the report reads: names, texts and numbers, not references or remarks?"""
    return cls is not Remark and name != "id" and shape.reference is None and shape.base is not bool


def _kinds() -> Iterator[Kind]:
    for collection, part in shapes(Report).items():
        if is_node(part.base) and "id" in shapes(part.base):
            name = shapes(part.base)["id"].reference
            assert name is not None
            yield Kind(name, collection, part.base, not part.many)


KINDS: dict[str, Kind] = {kind.name: kind for kind in _kinds()}
"""Every kind by its singular name, in the order of the report's keys."""

_BY_CLASS: dict[type[Any], Kind] = {kind.record: kind for kind in KINDS.values()}


def kind_of(record: Record) -> str:
    """The singular name of a record's kind."""
    return _BY_CLASS[type(record)].name


def records(report: Report, kind: str) -> tuple[Any, ...]:
    """All records of one kind, in the order of the report."""
    held = getattr(report, KINDS[kind].collection)
    return (held,) if KINDS[kind].single else held


def all_records(report: Report) -> Iterator[tuple[str, Any]]:
    """Every record with its kind, in the order of the report."""
    for kind in KINDS:
        for record in records(report, kind):
            yield kind, record
