"""`iclc search`: one ranked search over everything."""

from typing import Annotated, Any

import typer

from .. import dataset, output, views
from ..errors import NothingMatched, UsageError
from . import records
from .options import Shared, declare

ON_TERMINAL = 20
"""How many hits a terminal shows when no limit is given."""

SEARCH = (
    "json",
    "format",
    "fields",
    "output",
    "force",
    "no_header",
    "limit",
    "only_count",
    "count_by",
    "exit_status",
    "data",
    "color",
    "quiet",
)


EXAMPLES = """iclc search "health literacy"
iclc search digital -children --kind initiative
iclc search '"lifelong learning"' --json | jq '.[0]'"""


@declare(SEARCH, EXAMPLES)
def search(
    query: Annotated[list[str], typer.Argument(metavar="QUERY…", help='Words that must all match; "a phrase", -without, begin*.')],
    options: Shared,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="NOUN", help="Only these kinds of record.", rich_help_panel="Which records")
    ] = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Do not read a word as another, and find nothing partial.", rich_help_panel="Which records")
    ] = False,
) -> None:
    """Search everything at once: names, texts, key terms."""
    from ..search import Index

    target = options.target
    kinds = [_kind(word) for word in kind or ()]
    report = dataset.load(options.data)
    result = Index(report).search(" ".join(query), exact)
    hits = [hit for hit in result.hits if not kinds or hit.kind in kinds]
    for word, read in result.read_as.items():
        output.note(f"'{word}' does not occur; read as '{read}'", target)
    if result.partial and hits:
        output.note("no record holds all of it; these hold the most", target)
    found = len(hits)
    if options.limit:
        hits = hits[: options.limit]
    elif options.limit is None and output.on_terminal() and target.format in (None, "table") and not output.to_file(target):
        hits = hits[:ON_TERMINAL]
    if options.only_count:
        output.emit(f"{len(hits)}\n", target)
    elif options.count_by:
        if options.count_by != "kind":
            raise UsageError(f"search counts by kind, not by '{options.count_by}'")
        output.emit(views.hit_counts(hits), target)
    else:
        output.emit(views.hits(report, hits, result.read_as, options.field_names), target)
    if len(hits) < found:
        output.note(f"{found - len(hits)} more; --limit 0 shows all", target)
    if not hits:
        about = f"; nearest terms: {', '.join(result.near)}" if result.near else ""
        records.nothing(f"nothing in the report's records holds {' '.join(query)!r}{about}", options, target)
    elif options.exit_status and (result.partial or len(hits) < found) and result.partial:
        raise NothingMatched("")


def _kind(word: str) -> Any:
    noun = records.noun(word)
    if noun is None:
        raise UsageError(f"no kind '{word}'; there are: {', '.join(records.nouns())}")
    return noun.kind
