"""`iclc search`: one ranked search over everything."""

import inspect
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import AmbiguousError, NotFoundError, NothingMatched
from ..formats import FORMATS
from ..library import load_report
from ..model.kinds import KINDS
from ..query.names import NOUNS
from ..terminal import emit as terminal
from ..text import number_of, quoted
from ..views import results
from .nouns import filter_parameters, nothing, noun_called, nouns
from .options import COUNTED, LIST, Shared, declare
from .rows import emit_rows

if TYPE_CHECKING:
    from ..grid import Page
    from ..query.search import SearchResult

ON_TERMINAL = 8
"""How many records a terminal shows when no limit is given."""

IN_PRINT = "these texts are in our own words; the printed ones are found in your copy of the report: iclc trace REF --report FILE"
"""What to tell somebody who looks for a sentence of the report."""

EXAMPLES = """iclc search "health literacy"
iclc search digital -children --kind initiative
iclc search '"lifelong learning"' --json | jq '.[0]'
iclc search resilience --country Mexico --explain"""

# What one dash and several letters can be but a word to exclude: short options together, or one with its value.
_OPTIONS = rf"-[eq]*(?:h|f(?:{'|'.join(FORMATS)})|n\d+|o.*[./].*)?"


def exclusions_last(arguments: list[str]) -> list[str]:
    """Move words to exclude, such as `-children`, behind `--`: otherwise each would be read as an option."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    words = [one for one in arguments[:end] if len(one) > 2 and one[0] == "-" != one[1] and not re.fullmatch(_OPTIONS, one)]
    if not words:
        return arguments
    return [*(one for one in arguments[:end] if one not in words), "--", *words, *arguments[end + 1 :]]


@declare(
    COUNTED,
    EXAMPLES,
    prints={"search": "query.search.Hit"},
    own=lambda: _filters(),
    prepare=exclusions_last,
)
def command(
    query: Annotated[list[str], typer.Argument(metavar="QUERY…", help='What to look for; "a phrase", -without, begin*.')],
    options: Shared,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="NOUN", help="Only these kinds of record.", rich_help_panel=LIST)
    ] = None,
    exact: Annotated[bool, typer.Option("--exact", help="All words must match, none is read as another.", rich_help_panel=LIST)] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each hit stands where it does.", rich_help_panel=LIST)] = False,
    **wanted: Any,
) -> int:
    """Everything at once, best first: names, texts, key terms."""
    from ..query.search import Hit, looks_quoted

    target = options.target
    kinds = [_kind(word) for word in kind or ()]
    book = load_report(options.data)
    text = " ".join(query)
    given = {name.removeprefix("filter_"): values for name, values in wanted.items() if values}
    explained = explain or "explain" in map(str.lower, options.field_names)
    result = book.search(text, exact, explained, kinds, **given)
    hits = result.hits
    partial = result.partial and bool(hits)
    where = among(kinds, bool(given))
    elsewhere = _elsewhere(book.search(text, exact)) if where and (result.weak or not hits) else ""
    drawn = target.for_people and not (options.only_count or options.count_by or options.field_names)
    if not drawn:  # a page says this itself
        for word, read in result.read_as.items():
            terminal.note(f"'{word}' does not occur; read as '{read}'", target)
        for note in result.notes:
            terminal.note(note, target)
        if result.weak and elsewhere:
            terminal.note(f"no record {where} holds {text!r}; these are nearest; {elsewhere}", target)
        elif result.weak:
            asked = f"nothing on {', '.join(map(repr, result.unknown))}" if result.unknown else "little or nothing on it"
            terminal.note(f"the report has {asked}; these are nearest", target)
        elif partial:
            terminal.note("no record holds all of it; these hold the most", target)
        elif result.apart:
            terminal.note("no record has these words together, in one sentence", target)

    def draw(page: "Page", most: int) -> None:
        from ..screens import Drawing, search

        if hits:
            search.draw(Drawing(page, book), result, text, most, where, elsewhere)
        else:
            search.nothing(Drawing(page, book), result, text, where, elsewhere)

    columns = (*results.columns_of(Hit), "explain") if explain else ()
    emit_rows(
        hits, Hit, options, lambda found, cls, fields: results.rows_of(found, cls, fields, columns), most=ON_TERMINAL, draw=draw, book=book
    )
    if (partial or not hits) and looks_quoted(text):
        terminal.note(IN_PRINT, target)
    if not hits and not (drawn and not options.exit_status):
        about = f"; nearest terms: {', '.join(result.near)}" if result.near else ""
        nothing(
            " ".join(filter(None, ("no record", where, "holds", repr(text)))) + (f"; {elsewhere}" if elsewhere else "") + about, options
        )
    return NothingMatched.exit_code if partial and options.exit_status else 0


def _filters() -> list[inspect.Parameter]:
    from ..query.filters import search_filters  # a search without filters needs none of it

    return filter_parameters(search_filters())


def among(kinds: Sequence[str], filtered: bool) -> str:
    """What was searched, if not everything: "in cities, initiatives that passes the filters"."""
    named = f"in {', '.join(KINDS[name].collection for name in kinds)}" if kinds else ""
    return " ".join(filter(None, (named, "that passes the filters" if filtered else "")))


def _elsewhere(everywhere: "SearchResult") -> str:
    """How many hits there are without the filters; nothing where these are only the nearest."""
    number = len(everywhere.hits)
    if not number or everywhere.weak:
        return ""
    return f"without the filters there {'is' if number == 1 else 'are'} {number_of(number, 'hit')}"


def _kind(word: str) -> str:
    """The kind that a noun stands for, or what begins like one."""
    from ..query.choosing import chosen_words

    noun = noun_called(word)
    found = [noun] if noun else [one for name in chosen_words(word, (*NOUNS, *nouns())) if (one := noun_called(name))]
    kinds = list(dict.fromkeys(one.kind for one in found))
    if len(kinds) > 1:
        raise AmbiguousError(f"kind {quoted(word)} is ambiguous; give one of {', '.join(kinds)}", kinds)
    if not kinds:
        raise NotFoundError(f"no kind {quoted(word)}; there are: {', '.join(nouns())}")
    return kinds[0]
