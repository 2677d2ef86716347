"""What tools are asked and what they answer: types and docstrings are the schemas that a client sees."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from ..citations import STYLES
from ..model import RemarkKind
from ..model.base import OMITTED, Node, Result, frozen
from ..model.kinds import KINDS
from ..query.evidence import Standing

MOST = 100
"""The largest `limit`."""


class OneOf:
    """Names the words that an argument takes, which a tool understands in other forms too."""

    __slots__ = ("words",)

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return handler(source)

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> Any:
        return {**handler(core_schema), "enum": list(self.words)}


Kind = Annotated[str, OneOf(tuple(KINDS))]
Style = Annotated[str, OneOf(tuple(STYLES))]
Texts = str | tuple[str, ...]
Values = Mapping[str, str | bool | tuple[str, ...]]
Limit = Annotated[int, Field(ge=1, le=MOST)]
Offset = Annotated[int, Field(ge=0)]


# What is asked


@frozen
class Find(Node):
    """What `find` is asked."""

    name: str
    """An id, kind/id, a name or alias, words of a name, or a place as the report's: "Cork", "Ban Ki-moon", "Forum 1.2", "Plenary I ¶2"."""
    kind: Annotated[Kind | None, OMITTED] = None
    """Only records of this kind."""


@frozen
class Search(Node):
    """What `search` is asked."""

    query: str
    """Words that must all match; "a phrase", -without, begin*."""
    kinds: Annotated[tuple[Kind, ...] | None, OMITTED] = None
    """Only these kinds of record."""
    where: Annotated[Values | None, OMITTED] = None
    """Only what leads to one of the values of each filter."""
    exact: bool = False
    """Read no word as another, and find nothing that lacks a word."""
    limit: Limit = 10
    """How many records at most."""
    offset: Offset = 0
    """How many to pass over."""


@frozen
class Show(Node):
    """What `show` is asked."""

    refs: Texts
    """One record or several, each as in `find`."""
    fields: Annotated[Texts | None, OMITTED] = None
    """Only what stands in these fields and in their parts, such as "appearances"."""
    limit: Limit = 30
    """How many facts of each record at most."""
    offset: Offset = 0
    """How many facts of each to pass over."""


@frozen
class List(Node):
    """What `list` is asked."""

    kind: Kind
    """The kind of record."""
    where: Annotated[Values | None, OMITTED] = None
    """Only what leads to one of the values of each filter. Not every kind has every filter."""
    where_not: Annotated[Values | None, OMITTED] = None
    """Only what leads to none of these values; the filters are those of `where`."""
    without: Annotated[Texts | None, OMITTED] = None
    """Filters that a record must have no value for: "city" keeps what leads to no city."""
    match: Annotated[Texts | None, OMITTED] = None
    """Only records in which these words stand, as `search` finds them."""
    fields: Annotated[Texts | None, OMITTED] = None
    """The fields to tell, dotted across references, such as "country.region". Default: a few that fit the kind."""
    sort: Annotated[Texts | None, OMITTED] = None
    """Fields to sort by, "-field" descending. Default: the order of the report, else by id."""
    count_by: Annotated[Texts | None, OMITTED] = None
    """Count instead of listing: a field or filter, or two for pairs of their values."""
    limit: Limit = 20
    """How many records, or counts, at most."""
    offset: Offset = 0
    """How many to pass over."""


@frozen
class Cite(Node):
    """What `cite` is asked."""

    refs: Annotated[Texts | None, OMITTED] = None
    """What to cite, each as in `find`. Default: the report itself."""
    style: Style = "text"
    """How to write it."""


@frozen
class Relate(Node):
    """What `related` is asked."""

    ref: str
    """The record, as in `find`."""
    kinds: Annotated[tuple[Kind, ...] | None, OMITTED] = None
    """Only links to these kinds of record."""
    limit: Limit = 20
    """How many links at most."""
    offset: Offset = 0
    """How many to pass over."""


@frozen
class Compare(Node):
    """What `compare` is asked."""

    refs: tuple[str, ...]
    """Two or more records of one kind, each as in `find`."""
    limit: Limit = 5
    """How many values of a record in each row at most."""


@frozen
class Sql(Node):
    """What `sql` is asked."""

    query: str
    """One SELECT, as SQLite understands it."""
    limit: Limit = 20
    """How many rows at most."""


# What is answered


@frozen
class Fact(Result):
    """A field of a record with what it holds, whose words that is, and where it stands."""

    field: str
    """The field, dotted and indexed where nested."""
    value: Any
    """What it holds; records by their labels, what a library would supply in [brackets]."""
    refs: Annotated[tuple[str, ...] | None, OMITTED]
    """The records it refers to, as kind/id."""
    standing: Standing
    """Whose words these are: `printed` as they stand in the report; all else is ours: a `paraphrase`, `classified`, an `identifier`, or
    `added` from elsewhere, `corrected` or `inferred`."""
    place: Annotated[str | None, OMITTED]
    """Where in the report it stands, where that is not just where its record stands."""
    remark: Annotated[RemarkKind | None, OMITTED]
    """What a remark tells of it that its standing does not: `ambiguous` in print, `unstated` there …"""
    printed: Annotated[str | None, OMITTED]
    """What the report prints there, where the remark says so."""
    reason: Annotated[str | None, OMITTED]
    """What the remark gives as its reason; of remarks on codes, coordinates and aliases it is left out."""


@frozen
class Called(Result):
    """A record by its name."""

    ref: str
    """Its kind and id, which every tool takes."""
    label: str
    """What to call it."""
    standing: Standing
    """Whose words the label is, as for facts."""


@frozen
class Named(Called):
    """A record: what it is called, where it stands, and what is told of it."""

    place: str
    """Where in the report it stands: sections, and numbers of their paragraphs (¶); empty for what is not in it."""
    facts: tuple[Fact, ...]
    """What is told of it here."""


@frozen
class Found(Named):
    """A record that a search found; its one fact is the text that the words were found in, shortened around them."""

    missing: Annotated[tuple[str, ...] | None, OMITTED]
    """Words of the query that it does not hold."""


@frozen
class Shown(Named):
    """All that is known of a record, field by field."""

    linked: Mapping[str, int]
    """How many links to records of each kind it has: `related` tells them."""
    left_out: Annotated[str | None, OMITTED]
    """How many facts were left out, and how to get them."""


@frozen
class Counted(Result):
    """How many records have a value, or a pair of values."""

    values: tuple[str, ...]
    """The value of each field counted by; "(none)" for records without one."""
    count: int
    """How many records have it."""


@frozen
class Link(Called):
    """A record that is linked to the one asked for."""

    via: str
    """The field that links the two."""
    direction: Literal["forward", "back", "shared"]
    """`forward`: the one asked for refers to it; `back`: it refers to that one; `shared`: both refer to what `through` names."""
    through: Annotated[str | None, OMITTED]
    """What both refer to, as kind/id: a pointer, not a cause."""
    place: str
    """Where in the report the link stands."""


@frozen
class Row(Result):
    """The same field of the compared records."""

    field: str
    """`shared`: what all lead to; else a field (`appearances.role`: of parts), or the kind of record that refers to them."""
    standing: Standing
    """Whose words the values are, as for facts, remarks on single records aside; of names, those in [brackets] are ours in any case."""
    values: Mapping[str, tuple[str, ...]]
    """What each record has there."""
    left_out: Annotated[Mapping[str, int] | None, OMITTED]
    """How many values of a record were left out; `limit` raises how many are told."""


@frozen
class FindAnswer(Result):
    """The records that go by the name: one, or those that it could mean."""

    records: tuple[Named, ...]
    """Each with what it says; likely ones first."""
    left_out: Annotated[str | None, OMITTED]
    """How many were left out, and how to get them."""


@frozen
class SearchAnswer(Result):
    """What a search found."""

    total: int
    """How many records it found."""
    found: tuple[Found, ...]
    """The records, best first."""
    partial: bool
    """No record holds every word: these hold the most."""
    read_as: Annotated[Mapping[str, str] | None, OMITTED]
    """Words that occur nowhere, each with the word of the data it was read as."""
    near: Annotated[tuple[str, ...] | None, OMITTED]
    """Terms of the data nearest to words that occur nowhere."""
    left_out: Annotated[str | None, OMITTED]
    """How many records were left out, and how to get them."""


@frozen
class ShowAnswer(Result):
    """The records asked for."""

    records: tuple[Shown, ...]
    """In the order asked for, each once."""


@frozen
class ListAnswer(Result):
    """Records of a kind, or how many have each value."""

    total: int
    """How many records pass the filters."""
    of: int
    """How many records of the kind there are."""
    records: Annotated[tuple[Named, ...] | None, OMITTED]
    """Those that pass, where they were asked for."""
    counts: Annotated[tuple[Counted, ...] | None, OMITTED]
    """How many have each value, most first, where that was asked for."""
    standings: Annotated[tuple[Standing, ...] | None, OMITTED]
    """Whose words the values of each field are that were counted by, as for facts, remarks on single records aside."""
    left_out: Annotated[str | None, OMITTED]
    """How many records or counts were left out, and how to get them."""


@frozen
class CiteAnswer(Result):
    """Citations."""

    style: str
    """The style they are written in."""
    citations: int
    """How many there are: of a speaker one for each appearance."""
    text: str
    """The citations. Titles in them are printed; what stands in [square brackets] is ours, and abstracts are labelled as paraphrases."""


@frozen
class RelateAnswer(Called):
    """What is one step away from the record asked for."""

    total: int
    """How many links it has, of the kinds asked for."""
    kinds: Mapping[str, int]
    """How many of them lead to each kind of record."""
    links: tuple[Link, ...]
    """The links: what it refers to, then what refers to it; its passages last."""
    left_out: Annotated[str | None, OMITTED]
    """How many were left out, and how to get them."""


@frozen
class CompareAnswer(Result):
    """Records side by side."""

    records: tuple[Called, ...]
    """The compared ones, in the order asked for."""
    rows: tuple[Row, ...]
    """The same facts in the same rows; those that none has are left out."""


@frozen
class SqlAnswer(Result):
    """The rows that a question in SQL gave."""

    columns: tuple[str, ...]
    """Their names, each of them once."""
    rows: tuple[tuple[str | int | float | None, ...], ...]
    """The values of each row, in the order of the columns."""
    left_out: Annotated[str | None, OMITTED]
    """That there are more rows, and how to get them."""
