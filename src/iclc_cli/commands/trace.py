"""`iclc trace`: the original paragraphs behind a record, from the reader's own copy."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import CopyError
from ..library import Book, load_report
from ..terminal import emit as terminal
from ..terminal import streams
from ..views import results
from ..views.layout import Listing
from .options import CUT, Shared, declare
from .refs import Refs, expanded, records_meant
from .rows import emit_rows

if TYPE_CHECKING:
    from ..grid import Page
    from ..verify.checking import Paragraph


def _view(
    book: Book, chosen: Sequence[Any], name: str, traced: "Sequence[Paragraph]", cls: "type[Paragraph]", fields: Sequence[str]
) -> Listing:
    def draw(page: "Page") -> None:
        from ..screens import Drawing
        from ..screens.print import paragraphs

        paragraphs(Drawing(page, book), chosen, traced, name)

    view = results.paragraphs(traced, cls, fields)
    return view if fields else view._replace(draw=draw)


@declare(
    tuple(option for option in CUT if option != "exit_status"),
    'iclc trace "Ban Ki-moon" --report report.pdf\nICLC_REPORT=report.txt iclc trace figure/member-cities\niclc trace yeonsu --json',
    prints={"trace": "verify.checking.Paragraph"},
)
def command(
    refs: Refs,
    options: Shared,
    report_file: Annotated[
        str | None, typer.Option("--report", metavar="FILE", help="Your copy of the report, text or PDF. Default: ICLC_REPORT.")
    ] = None,
) -> None:
    """The report’s own words, from your copy.

    Prints the paragraphs behind records, the words that carry them marked.
    """
    from .. import verify
    from ..verify.checking import Paragraph, trace

    target = options.target
    given = expanded(refs)
    book = load_report(options.data)
    chosen = records_meant(book, refs, given)
    with terminal.Progress("Reading pages", target) as step:
        copy = verify.open_copy(book.report, report_file, step, options.data)
    traced = trace(book.report, copy, chosen)
    missing = list(dict.fromkeys(one.passage for one in traced if one.text is None))
    if traced and all(one.text is None for one in traced):
        raise CopyError(f"{copy.name}: lacks {', '.join(missing)}; give a complete copy")
    if target.asked_format is None and (target.to_file or not streams.on_terminal()):
        options = options._replace(format="plain")  # prose, not rows
    emit_rows(traced, Paragraph, options, lambda *view: _view(book, chosen, copy.name, *view))
    if missing:
        terminal.note(f"the copy lacks {', '.join(missing)}", target)
