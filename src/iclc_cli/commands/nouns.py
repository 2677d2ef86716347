"""`iclc NOUN list` and `iclc NOUN show`: the same for every kind, filters and all."""

import inspect
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import NothingMatched, UsageError
from ..library import Book, load_report
from ..model.base import NamedTuple
from ..model.kinds import KINDS, choices, shapes
from ..query.names import NOUNS
from ..terminal import emit as terminal
from ..views.layout import counted
from ..visible import visible
from .options import LISTS, OUTPUT, Declared, Shared, flags

if TYPE_CHECKING:
    from ..grid import Page
    from ..query.filters import Filter
    from ..screens import Selection

VERBS = ("list", "show")


class Noun(NamedTuple):
    """What a word on the command line stands for: a kind, or a part of one."""

    word: str
    """The plural, as help shows it."""
    kind: str
    only: dict[str, tuple[str, ...]]
    """Filters that are always on: forums are the sessions whose kind is a forum, projects the initiatives whose kind is project."""

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
    if kind is None:
        return None
    whole = Noun(KINDS[kind].collection, kind, {})
    if folded in (kind, whole.word) or not (known := _values_of_kind(kind)):
        return whole
    from ..query.choosing import chosen_words  # the usual words need none of it

    part = chosen_words(folded, known)  # a project is one sort of initiative: the word must not mean all of them
    return Noun(f"{part[0]}s", kind, {"kind": tuple(part)}) if part else whole


def _values_of_kind(kind: str) -> tuple[str, ...]:
    """The sorts of records of a kind, where they have a field that tells."""
    return choices(KINDS[kind].record, "kind") if "kind" in shapes(KINDS[kind].record) else ()


def nouns() -> list[str]:
    """The nouns as help shows them."""
    words = [kind.collection for kind in KINDS.values() if not kind.single]
    words.insert(words.index("sessions") + 1, FORUMS.word)
    return words


def list_command(noun: Noun) -> Declared:
    """The command that lists a noun, with a filter for everything its records lead to."""
    from ..query.filters import filters, spoken

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


def filter_parameters(known: "Sequence[Filter]") -> list[inspect.Parameter]:
    """The options of filters, as parameters of the function that becomes a command; help names the negated ones in one line."""
    from ..query.filters import NO, NOT

    taken = flags()
    return [_filter_parameter(before, item) for before in ("", NOT, NO) for item in known if f"--{before}{item.name}" not in taken]


def _filter_parameter(before: str, item: "Filter") -> inspect.Parameter:
    from ..query.filters import NO, NOT

    names = (item.name, "organization") if item.name == "organisation" else (item.name,)
    option = typer.Option(
        *(f"--{before}{name}" for name in names),
        help={NOT: f"None of these: --{item.name}.", NO: f"Only what has none: --{item.name}."}.get(before) or filter_help(item),
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


def _metavar(item: "Filter") -> str:
    return "REF" if item.target else "yes|no" if item.values == ("yes", "no") else item.name.upper() if len(item.name) < 9 else "WORD"


PARTS = {"section": "a part of the report that tells of it", "passage": "a paragraph that it rests on"}
"""Filters that most fields lead to."""


WAYS = {
    "named": "whether its name is printed",
    "place": "the city it lies in",
    "proposed_by": "who wished for it",
    "part_of": "what it is a part of",
    "broader": "its broader topic",
    "see_also": "a topic it points to",
}
"""Fields whose names make no sentence behind "its"."""


def filter_help(item: "Filter") -> str:
    """What records are chosen by: the words there are, else how records lead to what is named."""
    if len(item.values) > 2:
        return ", ".join(item.values)
    if len(item.path) == 1 and " " in item.path[0] and "→" not in item.path[0] and not item.path[0].startswith("its "):
        return item.path[0]
    if item.name in PARTS and len(item.path) > 1:
        return PARTS[item.name]
    told = [way if way.startswith("its ") else WAYS.get(way) or f"its {way.replace('appearances.', 'appearances’ ')}" for way in item.path]
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
    from ..views import listing  # a search needs none of it

    target = options.target
    if on_map and (options.field_names or options.explode or options.count_by or options.only_count):
        raise UsageError("--map shows whole records; leave out --fields, --explode, --count and --count-by")
    if on_map and target.asked_format not in (None, "table"):
        raise UsageError(f"--map is for people to look at, and no {target.asked_format}; for a map in other tools: iclc export geojson")
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
        hint = _elsewhere(book, wanted) or ("" if options.match else _neighbours(book, noun, wanted))
        nothing(f"no {noun.word} match{hint}", options)


def _elsewhere(book: Book, wanted: dict[str, Sequence[str]]) -> str:
    """Where to look where a session was asked for, and what was said in it or in another is all there is."""
    from ..query.unplaced import unplaced

    asked = [book.names.resolve(value, "session") for value in wanted.get("session", ())]
    found = {one.id for session in asked for one in unplaced(book.index, session)}
    return f"; of {len(found)} statements the report does not say in which session they were made: see iclc statements" if found else ""


def _neighbours(book: Book, noun: Noun, wanted: dict[str, Sequence[str]]) -> str:
    """What topics that the asked one points to would give: somebody may have meant one of them."""
    asked = [book.names.resolve(value, "topic") for value in wanted.get("topic", ())]
    counts = {
        other: len(book.filters.select(noun.kind, book.records(noun.kind), {**wanted, "topic": [other]}))
        for topic in asked
        for other in topic.see_also
    }
    told = [f"--topic {other} ({count})" for other, count in counts.items() if count]
    return f"; near it: {', '.join(told)}" if told else ""


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
    from ..query.filters import NO, NOT, filters, spoken

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
