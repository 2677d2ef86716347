"""What REFs stand for, and `iclc show`: the same for every command that takes records by name."""

import codecs
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import AmbiguousError, IclcError, NotFoundError, UnknownRefError, UsageError
from ..library import Book, load_report
from ..model.kinds import kind_of
from ..query.filters import filters
from ..query.names import NEAR, ref_of
from ..terminal import emit as terminal
from ..text import quoted, typed
from ..views import listing
from ..views.layout import Card, Details, Listing
from .nouns import Noun, noun_called
from .options import LIST, OUTPUT, SHOW, Declared, Shared

if TYPE_CHECKING:
    from ..grid import Page

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

    singular = noun.word.removesuffix("s") if noun.only else noun.kind
    return Declared(
        run,
        SHOW,
        examples=f"iclc {noun.word} list --limit 2 --fields id --no-header | iclc {noun.word} show -",
        help=f"Show one {singular} or several: all that is known, what is linked to it, and where that stands.",
    )


def show(refs: Sequence[str], options: Shared, noun: Noun | None, evidence: bool = False, pick: int | None = None) -> None:
    """Load, resolve, view, emit."""
    target = options.target
    given = expanded(refs)
    book = load_report(options.data)
    kind = noun.kind if noun else None
    if "-" not in refs:
        given = whole_names(book, given, kind)
    try:
        chosen = resolve_all(book, given, noun)
    except AmbiguousError as error:
        if pick is None or len(given) > 1:
            raise
        chosen = [_picked(book, error, pick)]
    else:
        if pick is not None and (pick > 1 or len(given) > 1):
            raise UsageError(f"--pick chooses where several things go by one name; {quoted(' '.join(given))} needs none")
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


def records_meant(book: Book, refs: Sequence[str], given: list[str]) -> list[Any]:
    """The records that REFs stand for, as `expanded`; on a command line, several words may be one name."""
    return resolve_all(book, given if "-" in refs else whole_names(book, given), None)


def expanded(refs: Sequence[str]) -> list[str]:
    """The REFs given, those of standard input in place of `-`."""
    found: list[str] = []
    for ref in refs:
        found += _piped() if ref == "-" else [ref]
    return found


def _piped() -> list[str]:
    """The REFs of standard input, one a line: of lists as other commands print them the first column, without its heading."""
    found = [first for line in _input_lines() if (first := line.partition("\t")[0].strip())]
    return found[1:] if found[:1] == ["id"] else found


def _input_lines() -> Iterable[str]:
    """The lines of standard input, in UTF-8 or, with its mark, UTF-16, as PowerShell pipes it; marks of the encoding are no letters."""
    from ..dataset.files import Expected, read_bytes  # only who pipes needs it

    data = read_bytes("-", Expected("one REF a line", MOST_REFS, UsageError))
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if wide else "utf-8", "replace").replace("\ufeff", "").splitlines()


def resolve_all(book: Book, refs: Sequence[str], noun: Noun | None) -> list[Any]:
    """The records that REFs stand for, each once. Raises one error that names every bad one, and tells what may have been meant."""
    found: list[Any] = []
    errors: list[IclcError] = []
    for ref in refs:
        try:
            found.append(resolve(book, ref, noun))
        except (NotFoundError, AmbiguousError) as error:
            errors.append(error)
            if len(errors) > MOST_ERRORS:
                break
    if errors and 1 < len(refs) <= LONGEST and book.names.candidates(together := " ".join(refs), noun.kind if noun else None):
        return [resolve(book, together, noun)]  # words of one name
    alone = len(refs) == 1 and any(isinstance(one, UnknownRefError) for one in errors)
    if alone or len(errors) == len(refs) > 1 or (len(errors) > 1 and _held(book, " ".join(refs), noun)):
        raise _unknown(book, " ".join(refs) if len(refs) < MANY else refs[0], refs, noun)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        message = "; ".join(error.message.rstrip(".") for error in errors[:MOST_ERRORS])
        message += "; and more" if len(errors) > MOST_ERRORS else ""
        suggestions = [name for error in errors for name in error.suggestions]
        if isinstance(errors[0], AmbiguousError):
            raise AmbiguousError(message, suggestions)
        raise NotFoundError(message, suggestions, [ref for error in errors for ref in getattr(error, "refs", ())])
    return list({ref_of(record): record for record in found}.values())


MOST_REFS = 10_000_000
"""Bytes of REFs read from standard input: ten times those of a list of all that the report has."""

MOST_ERRORS = 20
"""REFs that are told to be wrong at most; what comes behind them is not looked at."""

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
    """The filters of a list that find something by a text: `requests` of statements, `Colombia` of speakers; two at most.

    Those that go by the kind they name lead: `--city` before `--proposed-by`.
    """
    from ..query.choosing import chosen_words  # only who errs needs it

    found = []
    for item in sorted(filters(noun.kind), key=lambda item: (item.target is not None, item.name != item.target)):
        if item.values and len(item.values) > 2:
            fits = len(chosen_words(text, item.values)) == 1
        else:
            fits = bool(item.target and item.target in PLACES and len(book.names.candidates(text, item.target)) == 1)
        if fits and book.filters.select(noun.kind, noun.records(book), {item.name: [text]}):
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
