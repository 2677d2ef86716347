"""`iclc NOUN list` and `iclc NOUN show`: the same for every kind, filters and all."""

import inspect
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from ..errors import AmbiguousError, IclcError, NotFoundError, NothingMatched, UsageError
from ..library import Book, load_report
from ..model.kinds import KINDS, choices, kind_of, shapes
from ..query.filters import Filter, filters, matching
from ..query.names import NOUNS, ref_of
from ..terminal import emit as terminal
from ..text import quoted
from ..views import listing
from ..views.layout import Details, Listing
from . import counting
from .options import LIST, LISTS, OUTPUT, SHOW, Declared, Shared

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

FILTERS = "Filters (repeat one: or; different ones: and)"


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
        list_records(noun, {item.name: values.get(variable(item.name)) or () for item in known}, options, on_map)

    names = [item.name for item in known]
    counted = next((name for name in ("region", "kind", "category", "section") if name in names), "id")
    return Declared(
        run,
        LISTS,
        examples=f"iclc {noun.word} list --json | jq length\niclc {noun.word} --count-by {counted}",
        own=lambda: [*(filter_parameter(item) for item in known), *([MAP] if "coordinates" in shapes(KINDS[noun.kind].record) else [])],
        help=f"List {noun.word}: all of them, or those that pass the filters.",
    )


def filter_parameter(item: Filter) -> inspect.Parameter:
    """The option of a filter, as a parameter of the function that becomes a command."""
    spellings = (f"--{item.name}", "--organization") if item.name == "organisation" else (f"--{item.name}",)
    option = typer.Option(*spellings, help=_filter_help(item), metavar=_metavar(item), rich_help_panel=FILTERS)
    return inspect.Parameter(
        variable(item.name), inspect.Parameter.KEYWORD_ONLY, annotation=Annotated[list[str] | None, option], default=None
    )


def variable(name: str) -> str:
    """The parameter that holds the values of a filter."""
    return "filter_" + name.replace("-", "_")


def _metavar(item: Filter) -> str:
    return "REF" if item.target else "yes|no" if item.values == ("yes", "no") else "WORD"


def _filter_help(item: Filter) -> str:
    path = "By " + " or ".join(item.path) + "."
    return f"{path} One of: {', '.join(item.values)}." if item.values and len(item.values) > 2 else path


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
    if on_map and (options.fields or options.explode or options.count_by or options.only_count):
        raise UsageError("--map shows whole records; leave out --fields, --explode, --count and --count-by")
    book = load_report(options.data)
    fields = book.fields(noun.kind)
    everything: Sequence[Any] = book.records(noun.kind)
    if options.explode:  # first, so that filters look at each row by itself
        everything = fields.explode(everything, options.explode)
    everything = noun.among(book, everything)
    chosen = book.filters.select(noun.kind, everything, wanted)
    if options.match is not None:
        chosen = matching(chosen, options.match)
    chosen = fields.ordered(chosen, options.sort_keys)
    matched = len(chosen)
    if options.limit and not options.count_by:  # that counts all, and prints so many
        chosen = chosen[: options.limit]
    if options.count_by:
        selection = partial(_selection, noun, chosen, matched, len(everything), _in_words(book, noun, wanted, options.match), options)
        terminal.emit(counting.counted(book, noun.kind, chosen, options, selection), target)
    elif options.only_count:
        terminal.emit(f"{len(chosen)}\n", target)
    else:
        view = listing.listing(book, noun.kind, chosen, options.field_names, options.explode)
        if not (options.fields or options.explode):
            selection = partial(_selection, noun, chosen, matched, len(everything), _in_words(book, noun, wanted, options.match), options)
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


def _selection(noun: Noun, chosen: Sequence[Any], matched: int, total: int, wanted: str, options: Shared) -> "Selection":
    from ..screens import Selection

    long = True if options.long else False if options.short else None
    return Selection(noun.kind, noun.word, chosen, matched, total, wanted, bool(options.sort), long, options.ids)


def _in_words(book: Book, noun: Noun, wanted: dict[str, Sequence[str]], match: str | None) -> str:
    """What was asked for, as the heading of a list tells it: "topic COVID-19 pandemic"."""
    told = []
    for item in filters(noun.kind):
        for value in wanted.get(item.name, ()):
            said = book.labels.short(book.names.resolve(value, item.target)) if item.target else value.replace("-", " ")
            told.append(f"{item.name} {said}")
    return ", ".join([*told, *([f"with “{match}”"] if match else [])])


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


def show_command(noun: Noun) -> Declared:
    """The command that shows records of a noun."""

    def run(refs: Refs, options: Shared, evidence: Evidence = False) -> None:
        show(refs, options, noun, evidence)

    singular = noun.word.removesuffix("s") if noun is FORUMS else noun.kind
    return Declared(
        run,
        SHOW,
        examples=f"iclc {noun.word} list --limit 2 --fields id --no-header | iclc {noun.word} show -",
        help=f"Show one {singular} or several: all that is known, what is linked to it, and where that stands.",
    )


def show(refs: Sequence[str], options: Shared, noun: Noun | None, evidence: bool = False) -> None:
    """Load, resolve, view, emit."""
    target = options.target
    given = expanded(refs, options)
    book = load_report(options.data)
    kind = noun.kind if noun else None
    if len(given) > 1 and "-" not in refs and book.names.is_whole(" ".join(given), kind):  # `iclc show Ban Ki-moon`
        given = [" ".join(given)]
    chosen = list({ref_of(record): record for record in resolve_all(book, given, noun)}.values())
    one = len(given) == 1 and "-" not in refs
    view: Listing | Details
    if evidence:
        from ..query.evidence import FieldEvidence  # records themselves need none of it
        from ..views import results

        view = results.evidence([one for record in chosen for one in book.evidence(record)], FieldEvidence, options.field_names)
    elif options.fields:
        view = listing.listing(book, listing.one_kind(chosen), chosen, options.field_names)._replace(one=one)
    else:
        from ..views import cards  # lists need none of it

        view = cards.details(book, chosen, one)._replace(draw=lambda page: _draw_cards(page, book, chosen, options.full))
    terminal.emit(view, target)


def _draw_cards(page: "Page", book: Book, chosen: Sequence[Any], full: bool) -> None:
    from ..screens import SCREENS, Drawing

    for number, record in enumerate(chosen):
        if number:
            page.blank()
        SCREENS[kind_of(record)].card(Drawing(page, book), record, full)


def expanded(refs: Sequence[str], options: Shared) -> list[str]:
    """The REFs given, those of standard input in place of `-`. Raises UsageError when it is the data already."""
    if "-" in refs and options.data == "-":
        raise UsageError("standard input cannot be both the data and the REFs; give one of them as a file or argument")
    found: list[str] = []
    for ref in refs:
        found += [line.strip() for line in _input_lines() if line.strip()] if ref == "-" else [ref]
    return found


def _input_lines() -> Iterable[str]:
    if sys.stdin is None:
        return []
    return sys.stdin.buffer.read().decode("utf-8", "replace").splitlines()


def resolve_all(book: Book, refs: Sequence[str], noun: Noun | None) -> list[Any]:
    """The records that REFs stand for. Raises one error that names every bad one."""
    found: list[Any] = []
    errors: list[IclcError] = []
    for ref in refs:
        try:
            found.append(resolve(book, ref, noun))
        except (NotFoundError, AmbiguousError) as error:
            errors.append(error)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        message = "; ".join(error.message.rstrip(".") for error in errors)
        suggestions = [name for error in errors for name in error.suggestions]
        if isinstance(errors[0], AmbiguousError):
            raise AmbiguousError(message, suggestions)
        raise NotFoundError(message, suggestions, [ref for error in errors for ref in getattr(error, "refs", ())])
    return found


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
