"""`iclc verify`: hold the data against the reader's own copy of the report."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import CopyError
from ..library import Book, load_report
from ..terminal import emit as terminal
from ..text import typed
from ..views import cards, results
from ..views import verdict as told
from ..views.layout import Listing
from .options import COUNTED, LIST, Shared, declare
from .refs import Of, chosen_by
from .rows import emit_rows

if TYPE_CHECKING:
    from ..grid import Page
    from ..verify.checking import CheckedClaim, Verdict
    from ..verify.prints import Copy

AS_CARD = (None, "table", "plain", "md")
"""The formats in which the whole verdict is told; the others hold claims, one by one."""


@declare(
    tuple(option for option in COUNTED if option != "exit_status"),
    "iclc verify report.pdf\niclc verify report.txt --of city\niclc verify report.txt --of yeonsu --all -f tsv\n"
    "iclc verify report.txt --json | jq '.[].record'\nICLC_REPORT=report.pdf iclc verify",
    prints={"verify": "verify.checking.CheckedClaim"},
)
def command(
    options: Shared,
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help="Your copy of the report, text or PDF; - reads standard input. Default: ICLC_REPORT."),
    ] = None,
    of: Of = None,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Every claim, not just the faults: what became of it, the words as printed.", rich_help_panel=LIST),
    ] = False,
) -> int:
    """Every record against your own copy of the report.

    Names, titles, roles, numbers, dates, places, key terms and sources must stand there. What a remark explains, and the
    meaning of what is told in our own words, are out of reach. Ends with 5 when anything does not stand there.
    """
    from .. import verify
    from ..verify.checking import CheckedClaim
    from ..verify.checking import verify as check

    target = options.target
    book = load_report(options.data)
    chosen = chosen_by(book, of)
    with terminal.Progress("Reading pages", target) as step:
        copy = verify.open_copy(book.report, file, step, options.data)
    verdict = check(book.report, copy, chosen)
    found = verdict.claims if everything else verdict.faults
    if target.asked_format in AS_CARD and not (everything or options.only_count or options.count_by or options.field_names):

        def draw(page: "Page") -> None:
            from ..screens import Drawing
            from ..screens.print import verdict as draw_verdict

            draw_verdict(Drawing(page, book), copy, verdict, typed(file or ""), typed(options.data or ""))

        terminal.emit(cards.page(told.card(copy, verdict))._replace(draw=draw), target)
    else:
        emit_rows(found, CheckedClaim, options, lambda *view: _view(book, copy, verdict, *view))
        if options.only_count or options.count_by or options.field_names or not target.for_people:  # else the page tells it
            for line in told.notes(copy, verdict):
                terminal.note(line, target)
    return CopyError.exit_code if verdict.faults else 0


def _view(
    book: Book, copy: "Copy", verdict: "Verdict", found: "Sequence[CheckedClaim]", cls: "type[CheckedClaim]", fields: Sequence[str]
) -> Listing:
    def draw(page: "Page") -> None:
        from ..screens import Drawing
        from ..screens.print import claims

        claims(Drawing(page, book), copy, verdict, found)

    view = results.claims(found, cls, fields)
    return view if fields else view._replace(draw=draw)
