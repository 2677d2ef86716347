"""`iclc search`: one ranked search over everything."""

import re
from typing import Annotated, Any

import typer

from ..dataset import loading as dataset
from ..errors import NotFoundError, NothingMatched
from ..formats import FORMATS
from ..model.kinds import KINDS
from ..model.records import Report
from ..query import filters as selection
from ..terminal import emit as output
from ..views import results as findings
from . import records
from .options import COUNTED, LIST, Declared, Shared, command
from .rows import emit_rows, nothing

ON_TERMINAL = 20
"""How many hits a terminal shows when no limit is given."""

EXAMPLES = """iclc search "health literacy"
iclc search digital -children --kind initiative
iclc search '"lifelong learning"' --json | jq '.[0]'
iclc search resilience --country Mexico --explain"""


class _Search(Declared):
    """Search takes the filters of all lists, so its options are made when it is called."""

    def build(self, name: str) -> Any:
        """Make the command."""
        own = [records.filter_parameter(item) for item in _filters()]
        made = command(self.function, name, self.shared, own, examples=self.examples)
        read = made.parse_args
        made.parse_args = lambda ctx, args: read(ctx, _exclusions_last(args))
        return made


# What one dash and several letters can be but a word to exclude: short options together, or one with its value.
_OPTIONS = re.compile(rf"-[eq]*(?:h|f(?:{'|'.join(FORMATS)})|n\d+|o.*[./].*)?")


def _exclusions_last(arguments: list[str]) -> list[str]:
    """Move words to exclude, such as `-children`, behind `--`: otherwise each would be read as an option."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    words = [one for one in arguments[:end] if len(one) > 2 and one[0] == "-" != one[1] and not _OPTIONS.fullmatch(one)]
    if not words:
        return arguments
    return [*(one for one in arguments[:end] if one not in words), "--", *words, *arguments[end + 1 :]]


def _filters() -> list[selection.Filter]:
    """The filters that lists of at least two kinds offer and that name a record or a region."""
    found: dict[str, list[selection.Filter]] = {}
    for kind in KINDS:
        for item in selection.filters(kind):
            if item.name != "passage" and (item.target not in (None, kind) or item.name == "region"):
                found.setdefault(item.name, []).append(item)
    return [items[0]._replace(path=("the same rules as in the lists",)) for items in found.values() if len(items) > 1]


def _search(
    query: Annotated[list[str], typer.Argument(metavar="QUERY…", help='Words that must all match; "a phrase", -without, begin*.')],
    options: Shared,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="NOUN", help="Only these kinds of record.", rich_help_panel=LIST)
    ] = None,
    exact: Annotated[bool, typer.Option("--exact", help="Read no word as another, find nothing partial.", rich_help_panel=LIST)] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each hit stands where it does.", rich_help_panel=LIST)] = False,
    **filters: Any,
) -> None:
    """Search everything at once: names, texts, key terms."""
    from ..query.search import Index

    target = options.target
    kinds = [_kind(word) for word in kind or ()]
    report = dataset.load(options.data)
    text = " ".join(query)
    result = Index(report).search(text, exact, explain)
    hits = [hit for hit in result.hits if not kinds or hit.kind in kinds]
    hits = _filtered(report, hits, {item.name: filters.get(records.variable(item.name)) or () for item in _filters()})
    for word, read in result.read_as.items():
        output.note(f"'{word}' does not occur; read as '{read}'", target)
    partial = result.partial and bool(hits)
    if partial:
        output.note("no record holds all of it; these hold the most", target)
    emit_rows(
        hits, options, findings.HITS, lambda kept, fields: findings.hits(report, kept, result.read_as, fields, explain), most=ON_TERMINAL
    )
    if not hits:
        about = f"; nearest terms: {', '.join(result.near)}" if result.near else ""
        where = f" in {', '.join(KINDS[name].collection for name in kinds)}" if kinds else ""
        nothing(f"no record{where} holds {text!r}{about}", options, target)
    elif partial and options.exit_status:
        raise NothingMatched("")


search = _Search(_search, COUNTED, EXAMPLES)


def _filtered(report: Report, hits: list[Any], wanted: dict[str, Any]) -> list[Any]:
    """The hits that pass the filters; a kind whose list does not offer a filter that is set has none."""
    if not any(wanted.values()):
        return hits
    kept: set[tuple[str, str]] = set()
    for kind in dict.fromkeys(hit.kind for hit in hits):
        offered = {item.name for item in selection.filters(kind)}
        if all(name in offered or name == kind for name, values in wanted.items() if values):
            chosen = [hit.record for hit in hits if hit.kind == kind]
            kept.update((kind, record.id) for record in selection.select(report, kind, chosen, wanted))
    selection.check_values(report, wanted)
    return [hit for hit in hits if (hit.kind, hit.record.id) in kept]


def _kind(word: str) -> Any:
    noun = records.noun(word)
    if noun is None:
        raise NotFoundError(f"no kind '{word}'; there are: {', '.join(records.nouns())}")
    return noun.kind
