"""`iclc help output`: formats, files, the pager, colours, and screens for people who do not see them."""

from ..grid import ROLES, Page


def draw(page: Page) -> None:
    """Everything about how results are shown, which is the same for every command."""
    page.line(page.words(("Output", "name"), "  the same for every command"))
    page.blank()
    page.commands(
        "formats",
        (
            ("-f table", "what a terminal shows; elsewhere the same without colour"),
            ("-f tsv", "what a pipe gets of lists: a line a record, ids in place of names"),
            ("-f plain", "what a pipe gets of one record: a line a fact, for grep and for listeners"),
            ("--json", "whole records, stable keys; -f ndjson: one a line"),
            ("-f csv", "for data frames; -f md: Markdown"),
            ("-o FILE.xlsx", "a workbook, with typed cells; needs pip install 'iclc[xlsx]'"),
            ("-o FILE", "to a file, whose ending chooses the format; --force replaces one"),
            ("--fields A,B", "these fields only; iclc fields cities names them"),
            ("--no-header", "no line of headings"),
            ("--data FILE", "of another report in the same schema; - reads standard input; ICLC_DATA does the same"),
        ),
    )
    page.blank()
    page.commands(
        "screen",
        (
            ("--full", "a whole card, not just what fits 24 lines"),
            ("--long, --short", "each record of a list in full, or in a line"),
            ("--ids", "ids beside the names"),
            ("-q", "no hints, counts and progress on standard error"),
            ("COLUMNS=100", "another width than the window's"),
        ),
    )
    page.blank()
    page.put("What is longer than the window goes through ICLC_PAGER, else PAGER, else less; never in a pipe.", indent=page.left)
    page.commands("pager", (("--no-pager", "at once; so do an empty PAGER and PAGER=cat"),))
    page.blank()
    page.commands(
        "colours",
        (
            ("NO_COLOR=1", "none; --color never does the same, FORCE_COLOR=1 and --color always the contrary"),
            ("ICLC_COLORS=live=36", f"other ones, as numbers of ANSI: {', '.join(ROLES)}; parted by colons"),
            ("ICLC_ACCESSIBLE=1", "sentences for screen readers: nothing aligned, no signs, no pager"),
        ),
    )
    page.hint("iclc -h")
