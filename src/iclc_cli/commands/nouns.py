"""`iclc NOUN list` and `iclc NOUN show`: the same for every kind, filters and all."""

import inspect
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from ..errors import AmbiguousError, IclcError, NotFoundError, NothingMatched, UnknownRefError, UsageError
from ..library import Book, load_report
from ..model.kinds import KINDS, choices, kind_of, shapes
from ..query.filters import NO, NOT, Filter, filters, spoken
from ..query.names import NEAR, NOUNS, ref_of
from ..terminal import emit as terminal
from ..text import quoted, typed
from ..views import listing
from ..views.layout import Card, Details, Listing, counted
from ..visible import visible
from .options import LIST, LISTS, OUTPUT, SHOW, Declared, Shared, flags

if TYPE_CHECKING:
    from ..grid import Page
    from ..screens import Selection

VERBS = ("list", "show")


class Noun(NamedTuple):
    """What a word on the command line stands for: a kind, or a part of one."""

    word: str
    """The plural, as help shows it."""
    kind: str
    only: dict[str, tuple[str, ...]]
    """Filters that are always on: forums are the sessions whose kind is a forum."""

    def records(self, book: Book) -> Sequence[Any]:
        """The records it stands for."""
        return self.among(book, book.records(self.kind))

    def among(self, book: Book, chosen: Sequence[Any]) -> Sequence[Any]:
        """Those of some records of its kind that it stands for."""
        return book.filters.select(self.kind, chosen, self.only) if self.only else chosen


_FORUM_KINDS = tuple(kind for kind in choices(KINDS["session"].record, "kind") if kind.endswith("forum"))

FORUMS = Noun("forums", "session", {"kind": _FORUM_KINDS})
"""A noun that is a part of a kind."""

FILTERS = "filters"
"""The word of help under which they stand."""

NOUN_HELP = (
    ("sessions", "the programme; forums are a part of it"),
    ("speakers", "people, their roles and what they said"),
    ("cities", "by region, with what each took part in; also countries"),
    ("initiatives", "what cities and others do"),
    ("statements", "what cities told the mayors’ forums"),
    ("strategy", "the network’s plan"),
    ("figures", "every number in the report"),
    ("topics", "with definitions; also sdgs"),
    ("passages", "paragraph by paragraph; also sections"),
    ("organisations", "bodies; also documents"),
)
"""What the nouns list, as the first help tells it; a test holds that none is missing."""


def noun_called(word: str) -> Noun | None:
    """The noun a word stands for, singular, plural or variant, in any case."""
    folded = word.lower()
    if folded in ("forum", "forums"):
        return FORUMS
    kind = NOUNS.get(folded)
    return Noun(KINDS[kind].collection, kind, {}) if kind else None


def nouns() -> list[str]:
    """The nouns as help shows them."""
    words = [kind.collection for kind in KINDS.values() if not kind.single]
    words.insert(words.index("sessions") + 1, FORUMS.word)
    return words


def list_command(noun: Noun) -> Declared:
    """The command that lists a noun, with a filter for everything its records lead to."""
    known = filters(noun.kind)

    def run(options: Shared, **values: Any) -> None:
        on_map = bool(values.get("on_map"))
        given = {name: values.get(variable(name)) for name in spoken(known)}
        wanted: dict[str, Sequence[str]] = {name: held if isinstance(held, list) else ("yes",) for name, held in given.items() if held}
        list_records(noun, wanted, options, on_map)

    names = [item.name for item in known]
    counted = next((name for name in ("region", "kind", "category", "section") if name in names), "id")
    return Declared(
        run,
        LISTS,
        examples=f"iclc {noun.word} --json | jq length\niclc {noun.word} --count-by {counted}",
        own=lambda: [*filter_parameters(known), *([MAP] if "coordinates" in shapes(KINDS[noun.kind].record) else [])],
        help=f"List {noun.word}: all of them, or those that pass the filters.",
    )


def filter_parameters(known: Sequence[Filter]) -> list[inspect.Parameter]:
    """The options of filters, as parameters of the function that becomes a command; help names the negated ones in one line."""
    taken = flags()
    return [_filter_parameter(before, item) for before in ("", NOT, NO) for item in known if f"--{before}{item.name}" not in taken]


def _filter_parameter(before: str, item: Filter) -> inspect.Parameter:
    names = (item.name, "organization") if item.name == "organisation" else (item.name,)
    option = typer.Option(
        *(f"--{before}{name}" for name in names),
        help={NOT: f"None of these: --{item.name}.", NO: f"Only what has none: --{item.name}."}.get(before) or _filter_help(item),
        metavar=_metavar(item),
        rich_help_panel=FILTERS,
        hidden=bool(before),
    )
    kind, default = (bool, False) if before == NO else (list[str] | None, None)
    return inspect.Parameter(
        variable(before + item.name), inspect.Parameter.KEYWORD_ONLY, annotation=Annotated[kind, option], default=default
    )


def variable(name: str) -> str:
    """The parameter that holds the values of a filter."""
    return "filter_" + name.replace("-", "_")


NEGATED = (("--not-FILTER …", "none of these values"), ("--no-FILTER", "only those that have none"))
"""The lines of help that tell of what each filter has beside itself."""


def _metavar(item: Filter) -> str:
    return "REF" if item.target else "yes|no" if item.values == ("yes", "no") else item.name.upper() if len(item.name) < 9 else "WORD"


PARTS = {"section": "a part of the report that tells of it", "passage": "a paragraph that it rests on"}
"""Filters that most fields lead to."""


def _filter_help(item: Filter) -> str:
    """What records are chosen by: the words there are, else how records lead to what is named."""
    if len(item.values) > 2:
        return ", ".join(item.values)
    if len(item.path) == 1 and " " in item.path[0] and "→" not in item.path[0] and not item.path[0].startswith("its "):
        return item.path[0]
    if item.name in PARTS and len(item.path) > 1:
        return PARTS[item.name]
    told = [way if way.startswith("its ") else f"its {way}" for way in item.path]
    text = " or ".join(told).replace("_", " ").replace("sources", "passages").replace(" or its ", " or ")
    return text.replace("s → ", "s’ ").replace(" → ", "’s ")


MAP = inspect.Parameter(
    "on_map",
    inspect.Parameter.KEYWORD_ONLY,
    annotation=Annotated[bool, typer.Option("--map", help="On a map of the world.", rich_help_panel=OUTPUT)],
    default=False,
)
"""The option of lists whose records have coordinates."""


def list_records(noun: Noun, wanted: dict[str, Sequence[str]], options: Shared, on_map: bool = False) -> None:
    """Load, select, view, emit."""
    target = options.target
    if on_map and (options.field_names or options.explode or options.count_by or options.only_count):
        raise UsageError("--map shows whole records; leave out --fields, --explode, --count and --count-by")
    book = load_report(options.data)
    fields = listing.fields_of(book, noun.kind)
    everything: Sequence[Any] = book.records(noun.kind)
    apart = fields.several(options.explode) if options.explode else None
    if apart:  # first, so that filters look at each row by itself
        everything = fields.explode(everything, apart)
    everything = noun.among(book, everything)
    chosen = book.filters.select(noun.kind, everything, wanted)
    if options.match:
        chosen = book.matching(chosen, options.match)
    chosen = fields.ordered(chosen, options.sort_keys)
    kept = chosen[: options.limit or None]
    counts = (len(chosen), len(everything))
    if options.count_by:
        from . import counting  # lists need none of it

        of_all = partial(_selection, book, noun, chosen, counts, wanted, options)
        terminal.emit(counting.counted(book, noun.kind, chosen, options, of_all), target)
    elif options.only_count:
        terminal.emit(f"{len(chosen)}\n", target)
    elif options.ids and not (target.for_people or options.field_names or target.asked_format):  # for `iclc show -`
        terminal.emit("".join(f"{visible(record.id)}\n" for record in kept), target)
    else:
        selection = partial(_selection, book, noun, kept, counts, wanted, options)
        view = listing.listing(book, noun.kind, kept, options.field_names, apart)
        view = view._replace(number=counted(len(kept), *counts, "rows" if apart else noun.word))
        if not (options.field_names or apart):
            view = view._replace(draw=lambda page: (_draw_map if on_map else _draw_list)(page, book, selection()))
        terminal.emit(view, target)
    if not chosen:
        nothing(f"no {noun.word} match", options)


def _draw_list(page: "Page", book: Book, selection: "Selection") -> None:
    from ..screens import SCREENS, Drawing  # only what is drawn for people loads them

    SCREENS[selection.kind].listing(Drawing(page, book), selection)


def _draw_map(page: "Page", book: Book, selection: "Selection") -> None:
    from ..screens import Drawing, map

    map.draw(Drawing(page, book), selection)


def _selection(
    book: Book, noun: Noun, shown: Sequence[Any], counts: tuple[int, int], wanted: dict[str, Sequence[str]], options: Shared
) -> "Selection":
    from ..screens import Selection

    long = True if options.long else False if options.short else None
    asked = [*_in_words(book, noun, wanted), *(f"with “{text}”" for text in options.match or ())]
    return Selection(noun.kind, noun.word, shown, *counts, ", ".join(asked), bool(options.sort), long, options.ids)


def _in_words(book: Book, noun: Noun, wanted: dict[str, Sequence[str]]) -> Iterable[str]:
    """What was asked for, as the heading of a list tells it: "topic COVID-19 pandemic"."""
    for name, item in spoken(filters(noun.kind)).items():
        given = wanted.get(name) or ()
        if name == NO + item.name:
            if given:
                yield f"no {item.name}"
            continue
        for value in given:
            said = book.labels.short(book.names.resolve(value, item.target)) if item.target else value.replace("-", " ")
            yield f"{'not ' if name == NOT + item.name else ''}{item.name} {said}"


def nothing(message: str, options: Shared) -> None:
    """Say on standard error that nothing matched. With --exit-status, raise NothingMatched."""
    if options.exit_status:
        raise NothingMatched(message)
    terminal.note(message, options.target)


Refs = Annotated[
    list[str],
    typer.Argument(metavar="REF…", help="An id, a name, words of a name, or kind/id; - reads them from standard input, one a line."),
]


Of = Annotated[
    list[str] | None,
    typer.Option("--of", metavar="NOUN|REF", help="Only of records of this kind, or of this record.", rich_help_panel=LIST),
]


def chosen_by(book: Book, words: Sequence[str] | None) -> Callable[[str, Any], bool]:
    """A test of kind and record: is it among those that the words name, nouns or REFs? All are when there are none.

    Raises NotFoundError or AmbiguousError, naming every bad word.
    """
    if not words:
        return lambda kind, record: True
    things = [found for word in words if (found := noun_called(word)) is not None]
    named = {ref_of(record) for record in resolve_all(book, [word for word in words if noun_called(word) is None], None)}
    named |= {ref_of(record) for thing in things for record in thing.records(book)}
    return lambda kind, record: ref_of(record) in named


Evidence = Annotated[
    bool, typer.Option("--evidence", help="Field by field: printed where, remarked, or our words.", rich_help_panel=OUTPUT)
]


Pick = Annotated[
    int | None,
    typer.Option("--pick", metavar="N", min=1, help="Where several go by the name, the one of this number.", rich_help_panel=LIST),
]


def show_command(noun: Noun) -> Declared:
    """The command that shows records of a noun."""

    def run(refs: Refs, options: Shared, evidence: Evidence = False, pick: Pick = None) -> None:
        show(refs, options, noun, evidence, pick)

    singular = noun.word.removesuffix("s") if noun is FORUMS else noun.kind
    return Declared(
        run,
        SHOW,
        examples=f"iclc {noun.word} list --limit 2 --fields id --no-header | iclc {noun.word} show -",
        help=f"Show one {singular} or several: all that is known, what is linked to it, and where that stands.",
    )


def show(refs: Sequence[str], options: Shared, noun: Noun | None, evidence: bool = False, pick: int | None = None) -> None:
    """Load, resolve, view, emit."""
    target = options.target
    given = expanded(refs, options)
    book = load_report(options.data)
    kind = noun.kind if noun else None
    if "-" not in refs:
        given = whole_names(book, given, kind)
    try:
        chosen = list({ref_of(record): record for record in resolve_all(book, given, noun)}.values())
    except AmbiguousError as error:
        if pick is None or len(given) > 1:
            raise
        chosen = [_picked(book, error, pick)]
    one = len(given) == 1 and "-" not in refs
    view: Listing | Details
    if evidence:
        from ..query.evidence import FieldEvidence  # records themselves need none of it
        from ..views import results

        view = results.evidence([one for record in chosen for one in book.evidence(record)], FieldEvidence, options.field_names)
        if not options.field_names:
            view = view._replace(draw=lambda page: _draw_evidence(page, book, chosen))
    elif options.field_names:
        view = listing.listing(book, listing.one_kind(chosen), chosen, options.field_names)._replace(one=one)
    else:
        view = Details(
            lambda: _cards(book, chosen),
            one,
            lambda: listing.listing(book, listing.one_kind(chosen), chosen),
            lambda page: _draw_cards(page, book, chosen, options.full),
        )
    terminal.emit(view, target)


def _cards(book: Book, chosen: Sequence[Any]) -> Sequence[Card]:
    from ..views.cards import card  # lists and screens need none of it

    return [card(book, record) for record in chosen]


def _draw_cards(page: "Page", book: Book, chosen: Sequence[Any], full: bool) -> None:
    from ..screens import SCREENS, Drawing

    for number, record in enumerate(chosen):
        if number:
            page.blank()
        alone = page.another()
        SCREENS[kind_of(record)].card(Drawing(alone, book), record, full)
        page.lines += alone.lines
        page.hint(*alone.hints)


def _draw_evidence(page: "Page", book: Book, chosen: Sequence[Any]) -> None:
    from ..screens import Drawing
    from ..screens.evidence import evidence

    evidence(Drawing(page, book), chosen)


def whole_names(book: Book, words: list[str], kind: str | None = None) -> list[str]:
    """Words as REFs, those that are one name together as one: `iclc show Ban Ki-moon`, `iclc compare plenary I plenary II`."""
    found: list[str] = []
    start = 0
    while start < len(words):
        ends = range(min(len(words), start + LONGEST), start + 1, -1)
        end = next((end for end in ends if book.names.is_whole(" ".join(words[start:end]), kind)), start + 1)
        found.append(" ".join(words[start:end]))
        start = end
    return found


def the_one(book: Book, words: list[str], kind: str | None = None) -> Any:
    """The record that all words are the name of together. Raises UsageError when they are several."""
    if len(whole_names(book, words, kind)) > 1:
        raise UsageError(f"one {kind or 'record'} at a time; these are {len(words)}: {', '.join(map(quoted, words))}")
    return book.names.resolve(" ".join(words), kind)


def _picked(book: Book, error: AmbiguousError, number: int) -> Any:
    if number > len(error.choices):
        raise UsageError(f"{quoted(error.text)} names {len(error.choices)} things; there is no number {number}")
    one = error.choices[number - 1]
    return book.index.get(one.kind, one.id)


def expanded(refs: Sequence[str], options: Shared) -> list[str]:
    """The REFs given, those of standard input in place of `-`. Raises UsageError when it is the data already."""
    if "-" in refs and options.data == "-":
        raise UsageError("standard input cannot be both the data and the REFs; give one of them as a file or argument")
    found: list[str] = []
    for ref in refs:
        found += _piped() if ref == "-" else [ref]
    return found


def _piped() -> list[str]:
    """The REFs of standard input, one a line: of lists as other commands print them the first column, without its heading."""
    found = [first for line in _input_lines() if (first := line.partition("\t")[0].strip())]
    return found[1:] if found[:1] == ["id"] else found


def _input_lines() -> Iterable[str]:
    if sys.stdin is None:
        return []
    return sys.stdin.buffer.read().decode("utf-8", "replace").splitlines()


def resolve_all(book: Book, refs: Sequence[str], noun: Noun | None) -> list[Any]:
    """The records that REFs stand for. Raises one error that names every bad one, and tells what may have been meant."""
    found: list[Any] = []
    errors: list[IclcError] = []
    for ref in refs:
        try:
            found.append(resolve(book, ref, noun))
        except (NotFoundError, AmbiguousError) as error:
            errors.append(error)
    if errors and len(refs) > 1 and book.names.candidates(together := " ".join(refs), noun.kind if noun else None):
        return [resolve(book, together, noun)]  # words of one name
    alone = len(refs) == 1 and any(isinstance(one, UnknownRefError) for one in errors)
    if alone or len(errors) == len(refs) > 1 or (len(errors) > 1 and _held(book, " ".join(refs), noun)):
        raise _unknown(book, " ".join(refs) if len(refs) < MANY else refs[0], refs, noun)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        message = "; ".join(error.message.rstrip(".") for error in errors)
        suggestions = [name for error in errors for name in error.suggestions]
        if isinstance(errors[0], AmbiguousError):
            raise AmbiguousError(message, suggestions)
        raise NotFoundError(message, suggestions, [ref for error in errors for ref in getattr(error, "refs", ())])
    return found


MANY = 6
"""So many REFs are hardly the words of one name."""

LONGEST = 12
"""Words that a name has at most."""

SURE = 0.85
"""How alike a name must be to be suggested where a search finds the word itself."""


def _unknown(book: Book, text: str, refs: Sequence[str], noun: Noun | None) -> UnknownRefError:
    """The error for a name that no record goes by, with lines that find something: a filter that takes it, a search."""
    kind = noun.kind if noun else None
    lines = [f"iclc {noun.word} --{name} {typed(text)}" for name in _taking(book, text, noun)] if noun else []
    if not lines and _held(book, text, noun):
        lines.append(f"iclc search {typed(text)}" + (f" --kind {kind}" if kind else ""))
    error = UnknownRefError(text, kind, book.names.suggestions(text, kind, SURE if lines else NEAR))
    error.refs = tuple(refs)
    error.lines = tuple(lines)
    return error


def _held(book: Book, text: str, noun: Noun | None) -> bool:
    """Does a search find a text as it stands?"""
    with suppress(UsageError):  # a text that asks for nothing
        return any(noun is None or hit.kind == noun.kind for hit in book.search(text, exact=True).hits)
    return False


def _taking(book: Book, text: str, noun: Noun) -> Iterable[str]:
    """The filters of a list that a text is a value of: `requests` of statements, `Colombia` of speakers; two at most."""
    from ..query.choosing import chosen_words  # only who errs needs it

    found = []
    for item in sorted(filters(noun.kind), key=lambda item: item.target is not None):
        if item.values and len(item.values) > 2:
            fits = len(chosen_words(text, item.values)) == 1
        else:
            fits = bool(item.target and item.target in PLACES and len(book.names.candidates(text, item.target)) == 1)
        if fits:
            found.append(item.name)
    return found[:2]


PLACES = ("country", "city", "session", "topic", "organisation")
"""The kinds by which people ask for records of others."""


def resolve(book: Book, ref: str, noun: Noun | None) -> Any:
    """The record that one REF stands for, within a noun."""
    kind = noun.kind if noun else None
    found: Sequence[Any] = book.names.candidates(ref, kind)
    if noun and noun.only:
        within = noun.among(book, found)
        if found and not within:
            others = [ref_of(one) for one in found]
            raise NotFoundError(f"{quoted(ref)} is none of the {noun.word}; see 'iclc show {others[0]}'", others)
        found = within
    return book.names.choose(list(found), ref, kind)
