"""`iclc cite`: records as a bibliography wants them."""

import os
from typing import Annotated

import typer

from ..citations import styles as citing
from ..dataset import loading as dataset
from ..errors import UsageError
from ..query import names as naming
from ..terminal import emit as output
from . import records
from .options import OUTPUT, Shared, declare

CITE = ("json", "output", "force", "data", "color", "quiet")

Refs = Annotated[
    list[str] | None,
    typer.Argument(metavar="[REF…]", help="As in 'iclc show'; - reads them from standard input. Default: the report itself."),
]


@declare(
    CITE,
    "iclc cite\n"
    'iclc cite "Ann Doherty" forum-2.2 --style bibtex -o refs.bib\n'
    "iclc cite strategy/cluster-4 --style apa\n"
    "iclc statements list --city Cork --fields id --no-header | iclc cite - --json",
)
def cite(
    options: Shared,
    refs: Refs = None,
    style: Annotated[
        str | None,
        typer.Option(
            "--style",
            metavar="|".join(citing.STYLES),
            help="How to write it. Default: what FILE's ending says, else text. --json is csl-json.",
            rich_help_panel=OUTPUT,
        ),
    ] = None,
) -> None:
    """Cite the report, or a place in it: a session, a speaker, a statement, a figure, any record.

    A speaker is cited once for each appearance, with the title held then. Names of speakers stay as printed, which
    is family name first for some and last for others. Pages are where sections begin; the item is counted in the section.
    """
    target = options.target
    chosen_style = _style(style, options)
    given = records.expanded(refs or (), options)
    report = dataset.load(options.data)
    found = [ref.record for ref in records.resolve_all(report, given, None)] if refs else [report.conference]
    output.emit(citing.cite(report, found, chosen_style), target)


def _style(asked: str | None, options: Shared) -> str:
    if asked is None:
        ending = os.path.splitext(options.output or "")[1].lstrip(".").lower()
        by_ending = {style.ending: name for name, style in citing.STYLES.items() if style.ending}
        return "csl-json" if options.json else by_ending.get(ending, "text")
    style = asked.lower()
    if style not in citing.STYLES:
        from difflib import get_close_matches

        near = get_close_matches(style, citing.STYLES, n=3, cutoff=0.4)
        hint = f"Did you mean {' or '.join(near)}? " if near else ""
        raise UsageError(f"no style {naming.quoted(asked)}. {hint}There are: {', '.join(citing.STYLES)}", near)
    if options.json and style != "csl-json":
        raise UsageError(f"--json and --style {style} contradict each other; give one of them")
    return style
