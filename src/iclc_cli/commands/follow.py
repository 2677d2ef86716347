"""`iclc related`, `iclc peers` and `iclc compare`: from one record to others."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from ..dataset import loading as dataset
from ..errors import UsageError
from ..model.kinds import kind_of
from ..query import links
from ..query import names as naming
from ..query.peers import peers as alike
from ..terminal import emit as output
from ..views import cards as views
from ..views import results as findings
from . import records
from .options import CUT, Shared, declare
from .rows import emit_rows, nothing

ON_TERMINAL = 10
"""How many cities a terminal shows when no limit is given."""

Ref = Annotated[str, typer.Argument(metavar="REF", help="An id, a name, words of a name, or kind/id.")]


@declare(CUT, "iclc related forum-2.3\niclc related strategy/cluster-3\niclc related city/yeonsu --json | jq '.[].via'")
def related(ref: Ref, options: Shared) -> None:
    """Everything one step away from a record, with the field and the passages that link them."""
    target = options.target
    report = dataset.load(options.data)
    record = naming.resolve(report, ref).record
    found = links.related(report, record)
    pointers = links.pointers(report, record)
    shown = [views.related_json(report, link) for link in (*found, *pointers)]
    if output.for_people(target) and not (options.only_count or options.fields):
        output.emit(views.page(findings.related_card(report, record, shown[: options.limit or None])), target)
    else:
        emit_rows(shown, options, findings.RELATED, lambda kept, fields: findings.rows_of(kept, findings.RELATED, fields))
    if kind_of(record) == "strategy" and not pointers:
        output.note("no statement, session or passage speaks to a topic of this item", target)
    if not shown:
        nothing(f"nothing is linked to {naming.label(report, record)}", options, target)


@declare(CUT, "iclc peers Cork\niclc peers yeonsu --limit 5 --json")
def peers(city: Annotated[str, typer.Argument(metavar="CITY", help="A city, as in 'iclc city show'.")], options: Shared) -> None:
    """The cities most like one in what they did, and why: shared topics, sessions, kinds of initiative."""
    target = options.target
    report = dataset.load(options.data)
    record = naming.resolve(report, city, "city").record
    found = alike(report, record, "city")
    emit_rows(found, options, findings.PEERS, lambda kept, fields: findings.peers(report, kept, fields), most=ON_TERMINAL)
    if not found:
        nothing(f"no city shares a topic, a session or a kind of initiative with {record.name}", options, target)


COMPARE = ("json", "format", "output", "force", "no_header", "excel", "data", "color", "quiet")

Refs = Annotated[list[str], typer.Argument(metavar="REF REF…", help="Two or more records of one kind.")]


@declare(COMPARE, "iclc compare Cork Limerick Dublin\niclc compare forum-1.1 forum-1.2 -f md")
def compare(refs: Refs, options: Shared) -> None:
    """Records of one kind side by side: the same facts in the same rows."""
    target = options.target
    report = dataset.load(options.data)
    found = _of_one_kind(records.resolve_all(report, refs, None) if len(refs) > 1 else [])
    output.emit(findings.comparison(report, found), target)


def _of_one_kind(refs: Sequence[naming.Ref]) -> list[Any]:
    found = list({(ref.kind, ref.record.id): ref for ref in refs}.values())  # one record under two names is one column
    if len(found) < 2:
        raise UsageError("compare needs two or more different records: iclc compare Cork Limerick")
    kinds = list(dict.fromkeys(ref.kind for ref in found))
    if len(kinds) > 1:
        shown = ", ".join(f"{ref.kind}/{ref.record.id}" for ref in found)
        raise UsageError(f"compare needs records of one kind, and these are {shown}; give them as kind/id")
    return [ref.record for ref in found]
