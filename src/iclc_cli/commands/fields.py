"""`iclc fields`: what `--fields`, `--sort` and `--count-by` may name, in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from ..errors import UsageError
from ..model.base import HIDDEN, Result, frozen
from ..model.docs import field_doc, in_a_line
from ..model.kinds import KINDS, choices, is_node
from ..model.walk import fields
from ..query.filters import filters
from ..text import near, quoted
from .nouns import filter_help, noun_called, nouns
from .options import CUT, Shared, declare
from .rows import emit_rows

if TYPE_CHECKING:
    from ..grid import Page


@frozen
class NamedField(Result):
    """One entry of what `iclc fields --json` prints, which is an array of them."""

    field: str
    """Its name; dotted where it is a part of another."""
    holds: str
    """Text, integer, number, boolean, any (a number or text), record (its id, of the kind `of`) or parts (the fields below it)."""
    of: str | None
    """The kind of record it leads to: fields of those records can be named too, after a dot."""
    several: bool
    """May it hold several?"""
    optional: Annotated[bool, HIDDEN]
    """May it hold none? A list may always be empty."""
    values: Annotated[tuple[str, ...], HIDDEN]
    """The words it may hold, if these are a fixed set."""
    meaning: str
    """What it means, or how records lead to it."""


def named_fields(kind: str) -> Iterator[NamedField]:
    """The fields of records of a kind, each before its parts; then what else they lead to."""
    own = fields(KINDS[kind].record)
    for path, one in own.items():
        name, shape = path[-1], one.shape
        allowed = choices(one.owner, name)
        meaning = in_a_line(field_doc(one.owner, name))
        reference = None if name == "id" else shape.reference
        yield NamedField(
            field=".".join(path),
            holds="record" if reference else _holds(shape.base),
            of=reference,
            several=shape.many,
            optional=shape.optional,
            values=allowed,
            meaning=f"{meaning} {'Any' if shape.many else 'One'} of: {', '.join(allowed)}." if allowed else meaning,
        )
    for item in filters(kind):
        if (item.name,) not in own and (item.name.replace("-", "_"),) not in own:
            way = filter_help(item._replace(values=()))
            yield NamedField(
                field=item.name,
                holds="record" if item.target else "text",
                of=item.target,
                several=True,
                optional=True,
                values=item.values,
                meaning=f"Reached through {way}." if way.startswith(("its ", "any ")) else f"{way[:1].upper()}{way[1:]}.",
            )


def _holds(base: Any) -> str:
    if is_node(base):
        return "parts"
    types = set(get_args(base)) & {int, float, str} or {base}
    if types <= {int, float}:
        return "integer" if types == {int} else "number"
    return "boolean" if base is bool else "any" if types & {int, float} else "text"


@declare(
    CUT,
    """iclc fields cities
iclc fields initiatives --json | jq -r '.[].field'
iclc cities --fields name,country.iso3,latitude""",
    prints={"fields": "commands.fields.NamedField"},
)
def command(options: Shared, noun: Annotated[str | None, typer.Argument(metavar="NOUN", help="Whose fields.")] = None) -> None:
    """What --fields, --sort and --count-by may name, and what it means.

    Where a field leads to records of another kind, theirs can be named too, after a dot: country.iso3.
    """
    thing = noun_called(noun) if noun else None
    if thing is None:
        similar = near(noun or "", nouns())
        told = f"no noun {quoted(noun)}" if noun else "whose fields? Name a noun"
        hint = f"Did you mean {' or '.join(similar)}? " if similar else ""
        raise UsageError(f"{told}. {hint}There are: {', '.join(nouns())}", similar)
    found = list(named_fields(thing.kind))
    word = thing.word

    def draw(page: "Page", most: int) -> None:
        from ..screens.fields import draw  # only what is drawn for people loads it

        draw(page, found, word, most)

    emit_rows(found, NamedField, options, draw=draw)
