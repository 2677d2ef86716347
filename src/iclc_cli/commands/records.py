"""`iclc NOUN list`, `iclc NOUN show` and `iclc show`: the same for every kind, filters and all."""

import inspect
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, NamedTuple

import typer

from ..dataset import loading as dataset
from ..errors import AmbiguousError, IclcError, NotFoundError, UsageError
from ..model.kinds import KINDS, choices, records
from ..model.records import Report
from ..query import filters as selection
from ..query import names as naming
from ..terminal import emit as output
from ..views import cards as views
from ..views import results as findings
from . import options as shared_options
from .options import Shared, command, declare
from .rows import nothing


class Noun(NamedTuple):
    """What a word on the command line stands for: a kind, or a part of one."""

    word: str
    """The plural, as help shows it."""
    kind: str
    only: dict[str, tuple[str, ...]]
    """Filters that are always on: forums are the sessions whose kind is a forum."""


def _forums() -> dict[str, tuple[str, ...]]:
    kinds = choices(KINDS["session"].record, "kind")
    return {"kind": tuple(kind for kind in kinds if kind.endswith("forum"))}


VIEWS: dict[str, tuple[str, str]] = {"forum": ("forums", "session"), "forums": ("forums", "session")}
"""Nouns that are a part of a kind."""


FILTERS = "Filters (repeat one: or; different ones: and)"


def noun(word: str) -> Noun | None:
    """The noun a word stands for, singular, plural or variant, in any case."""
    folded = word.lower()
    if folded in VIEWS:
        plural, kind = VIEWS[folded]
        return Noun(plural, kind, _forums())
    kind_name = naming.NOUNS.get(folded)
    return Noun(KINDS[kind_name].collection, kind_name, {}) if kind_name else None


def nouns() -> list[str]:
    """The nouns as help shows them."""
    words = [kind.collection for kind in KINDS.values() if not kind.single]
    words.insert(words.index("sessions") + 1, "forums")
    return words


def list_command(noun: Noun) -> Any:
    """The command that lists a noun, with a filter for everything its records lead to."""
    known = selection.filters(noun.kind)

    def run(options: Shared, **values: Any) -> None:
        list_records(noun, {item.name: values.get(variable(item.name)) or () for item in known}, options)

    own = [filter_parameter(item) for item in known]
    examples = f"iclc {noun.word} list --json | jq length\niclc {noun.word} --count-by {_example_field(noun)}"
    return command(run, "list", shared_options.LISTS, own, f"List {noun.word}: all of them, or those that pass the filters.", examples)


def _example_field(noun: Noun) -> str:
    names = [item.name for item in selection.filters(noun.kind)]
    return next((name for name in ("region", "kind", "category", "section") if name in names), "id")


def filter_parameter(item: selection.Filter) -> inspect.Parameter:
    """The option of a filter, as a parameter of the function that becomes a command."""
    option = typer.Option(*_spellings(item.name), help=_filter_help(item), metavar=_metavar(item), rich_help_panel=FILTERS)
    return inspect.Parameter(
        variable(item.name), inspect.Parameter.KEYWORD_ONLY, annotation=Annotated[list[str] | None, option], default=None
    )


def variable(name: str) -> str:
    """The parameter that holds the values of a filter."""
    return "filter_" + name.replace("-", "_")


def _spellings(name: str) -> tuple[str, ...]:
    return (f"--{name}", "--organization") if name == "organisation" else (f"--{name}",)


def _metavar(item: selection.Filter) -> str:
    return "REF" if item.target else "yes|no" if item.values == ("yes", "no") else "WORD"


def _filter_help(item: selection.Filter) -> str:
    path = "By " + " or ".join(item.path) + "."
    return f"{path} One of: {', '.join(item.values)}." if item.values and len(item.values) > 2 else path


def list_records(noun: Noun, wanted: dict[str, Sequence[str]], options: Shared) -> None:
    """Load, select, view, emit."""
    target = options.target
    report = dataset.load(options.data)
    everything: Sequence[Any] = records(report, noun.kind)
    if options.explode:  # first, so that filters look at each row by itself
        everything = selection.explode(everything, noun.kind, options.explode)
    chosen = selection.select(report, noun.kind, everything, noun.only) if noun.only else list(everything)
    total = len(chosen)
    chosen = selection.select(report, noun.kind, chosen, wanted)
    if options.match is not None:
        chosen = selection.matching(chosen, options.match)
    fields = selection.Fields(report, noun.kind)
    chosen = selection.ordered(chosen, options.sort_keys, fields)
    if options.limit:
        chosen = chosen[: options.limit]
    if options.count_by:
        output.emit(views.counts(report, selection.count_by(chosen, options.count_by, fields), noun.kind, options.count_by), target)
    elif options.only_count:
        output.emit(f"{len(chosen)}\n", target)
    else:
        output.emit(views.listing(report, noun.kind, chosen, options.field_names, options.explode), target)
        output.count_line(len(chosen), total, "rows" if options.explode else noun.word, target)
    if not chosen:
        nothing(f"no {noun.word} match", options, target)


Refs = Annotated[
    list[str],
    typer.Argument(metavar="REF…", help="An id, a name, words of a name, or kind/id; - reads them from standard input, one a line."),
]


Of = Annotated[
    list[str] | None,
    typer.Option(
        "--of",
        metavar="NOUN|REF",
        help="Only of records of this kind, or of this record.",
        rich_help_panel=shared_options.LIST,
    ),
]


def chosen_by(report: Report, words: Sequence[str] | None) -> Callable[[str, Any], bool]:
    """A test of kind and record: is it among those that the words name, nouns or REFs? All are when there are none.

    Raises NotFoundError or AmbiguousError, naming every bad word.
    """
    if not words:
        return lambda kind, record: True
    things = [found for word in words if (found := noun(word)) is not None]
    refs = resolve_all(report, [word for word in words if noun(word) is None], None)
    named = {(ref.kind, ref.record.id) for ref in refs}
    for thing in things:
        every = records(report, thing.kind)
        named |= {(thing.kind, record.id) for record in (selection.select(report, thing.kind, every, thing.only) if thing.only else every)}
    return lambda kind, record: (kind, record.id) in named


Evidence = Annotated[
    bool, typer.Option("--evidence", help="Field by field: printed where, remarked, or our words.", rich_help_panel="Output")
]


def show_command(noun: Noun) -> Any:
    """The command that shows records of a noun."""

    def run(refs: Refs, options: Shared, evidence: Evidence = False) -> None:
        show(refs, options, noun, evidence)

    singular = noun.word.removesuffix("s") if noun.word == "forums" else noun.kind
    return command(
        run,
        "show",
        shared_options.SHOW,
        help=f"Show one {singular} or several: all that is known, what is linked to it, and where that stands.",
        examples=f"iclc {noun.word} list --limit 2 --fields id --no-header | iclc {noun.word} show -",
    )


@declare(shared_options.SHOW, 'iclc show yeonsu\niclc show "Ko Nam-Seok" forum-2.2\niclc show topic/health-literacy --json')
def show_any(refs: Refs, options: Shared, evidence: Evidence = False) -> None:
    """Show records of any kind: all that is known, what is linked to them, and where that stands."""
    show(refs, options, None, evidence)


def show(refs: Sequence[str], options: Shared, noun: Noun | None, evidence: bool = False) -> None:
    """Load, resolve, view, emit."""
    target = options.target
    given = expanded(refs, options)
    report = dataset.load(options.data)
    chosen = [ref.record for ref in resolve_all(report, given, noun)]
    one = len(refs) == 1 and "-" not in refs
    if evidence:
        view: Any = findings.evidence_rows(report, chosen, options.field_names)
    elif options.fields:
        view = _cut(report, chosen, options.field_names)._replace(one=one)
    else:
        view = views.details(report, chosen, one)
    output.emit(view, target)


def _cut(report: Report, chosen: Sequence[Any], fields: Sequence[str]) -> Any:
    return views.listing(report, views.one_kind(chosen), chosen, fields)


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


def resolve_all(report: Report, refs: Sequence[str], noun: Noun | None) -> list[naming.Ref]:
    """The records that REFs stand for. Raises one error that names every bad one."""
    found: list[naming.Ref] = []
    errors: list[IclcError] = []
    for ref in refs:
        try:
            found.append(resolve(report, ref, noun))
        except (NotFoundError, AmbiguousError) as error:
            errors.append(error)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        message = "; ".join(error.message.partition(" See '")[0].rstrip(".") for error in errors)
        raise type(errors[0])(message, [name for error in errors for name in error.suggestions])
    return found


def resolve(report: Report, ref: str, noun: Noun | None) -> naming.Ref:
    """The record that one REF stands for, within a noun."""
    found = naming.candidates(report, ref, noun.kind if noun else None)
    if noun and noun.only:
        within = selection.select(report, noun.kind, [one.record for one in found], noun.only)
        if found and not within:
            others = [f"{one.kind}/{one.record.id}" for one in found]
            raise NotFoundError(f"{naming.quoted(ref)} is none of the {noun.word}; see 'iclc show {others[0]}'", others)
        found = [one for one in found if one.record in within]
    return naming.choose(found, report, ref, noun.kind if noun else None)
