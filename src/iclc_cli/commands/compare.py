"""`iclc compare`: records of one kind side by side."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from ..library import load_report
from ..model.kinds import kind_of
from ..query.names import ref_of
from ..terminal import emit as terminal
from ..views import results
from .options import ROWS, Shared, declare
from .refs import resolve_all, whole_names

if TYPE_CHECKING:
    from ..grid import Page


@declare(
    ROWS, "iclc compare Cork Limerick Dublin\niclc compare forum-1.1 forum-1.2 -f md", prints={"compare": "query.compare.ComparedField"}
)
def command(
    refs: Annotated[list[str], typer.Argument(metavar="REF REF…", help="Two or more records of one kind.")], options: Shared
) -> None:
    """Records of one kind side by side.

    What they share first, then the same facts in the same rows.
    """
    target = options.target
    book = load_report(options.data)
    chosen = resolve_all(book, whole_names(book, refs), None) if len(refs) > 1 else []
    if len(chosen) < 2:
        raise UsageError("compare needs two or more different records: iclc compare Cork Limerick")
    if len({kind_of(record) for record in chosen}) > 1:
        raise UsageError(f"compare needs records of one kind, and these are of several: {', '.join(map(ref_of, chosen))}")

    def draw(page: "Page") -> None:
        from ..screens import Drawing, compare

        compare.draw(Drawing(page, book), chosen)

    terminal.emit(results.comparison(book, chosen, book.compare(*chosen))._replace(draw=draw), target)
