"""`iclc cite`: records as a bibliography wants them."""

import os
from typing import Annotated

import typer

from ..citations import STYLES, cite
from ..errors import UsageError
from ..library import load_report
from ..terminal import emit as terminal
from ..text import near, quoted
from .options import OUTPUT, Shared, declare
from .refs import expanded, records_meant


@declare(
    ("json", "output", "force", "data", "color", "quiet", "no_pager"),
    "iclc cite\n"
    'iclc cite "Ann Doherty" forum-2.2 --style bibtex -o refs.bib\n'
    "iclc cite strategy/cluster-4 --style apa\n"
    "iclc statements list --city Cork --fields id --no-header | iclc cite - --json",
)
def command(
    options: Shared,
    refs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[REF…]", help="As in 'iclc show'; - reads them from standard input. Default: the report itself."),
    ] = None,
    style: Annotated[
        str | None,
        typer.Option(
            "--style",
            metavar="|".join(STYLES),
            help="How to write it. Default: what FILE's ending says, else text. --json is csl-json.",
            rich_help_panel=OUTPUT,
        ),
    ] = None,
) -> None:
    """The report or a place in it: APA, BibTeX, RIS and more.

    A speaker is cited once for each appearance, with the title held then. Names of speakers stay as printed, which
    is family name first for some and last for others. Pages are where sections begin; the item is counted in the section,
    and called so, as it may be a bullet, a caption or a footnote: ¶ is for screens.
    """
    target = options.target
    chosen_style = _style(style, options)
    target.check_own_ending(chosen_style, "md", "json")
    given = expanded(refs or ())  # before the data, which may be asked of standard input too
    book = load_report(options.data)
    found = records_meant(book, refs, given) if refs else [book.report.conference]
    text = cite(book, found, chosen_style)
    if STYLES[chosen_style].PROSE and target.for_people:
        page = terminal.new_page(target)  # which breaks no word; elsewhere a citation is a line, whatever its length
        for line in text.splitlines():
            page.put(line, indent=page.left, hang=2)
        terminal.show_page(page, target)
    else:
        terminal.emit(text, target)


def _style(asked: str | None, options: Shared) -> str:
    if asked is None:
        if options.json:
            return "csl-json"
        ending = os.path.splitext(options.output or "")[1].lstrip(".").lower()
        return next((name for name, style in STYLES.items() if ending and ending == style.ENDING), "text")
    style = asked.lower()
    if style not in STYLES:
        similar = near(style, STYLES, similar=0.4)
        hint = f"Did you mean {' or '.join(similar)}? " if similar else ""
        raise UsageError(f"no style {quoted(asked)}. {hint}There are: {', '.join(STYLES)}", similar)
    if options.json and style != "csl-json":
        raise UsageError(f"--json and --style {style} contradict each other; give one of them")
    return style
