"""Help: what a command is for, its options under words that say what they do, examples."""

from collections.abc import Sequence
from typing import NamedTuple

from ..grid import Page, Words

Rows = Sequence[tuple[str, str]]
"""What can be typed, each with what it does."""


class Help(NamedTuple):
    """The help of a command."""

    command: str
    """Its words: "iclc cities"."""
    usage: str
    """What follows them."""
    about: str
    """What it does; paragraphs with blank lines between."""
    blocks: Sequence[tuple[str, Rows, str]]
    """Under a word each: what can be typed, and a last line about all of it."""
    runs: Sequence[tuple[str, Sequence[str], str]] = ()
    """Under a word each: things in a row, and a last line about them."""
    examples: Sequence[str] = ()
    ends: str = ""
    """The exit codes."""
    hints: Sequence[str] = ()


def draw(page: Page, help: Help) -> None:
    """Write the help of a command."""
    title: list[Words] = [(help.command, "name"), f" {help.usage}" if help.usage else ""]
    page.line(page.words(*title))
    page.blank()
    for paragraph in help.about.split("\n\n"):
        page.put(" ".join(paragraph.split()), indent=page.left)
    for word, rows, note in help.blocks:
        page.blank()
        page.commands(word, rows)
        if note:
            page.put(note)
    for word, items, note in help.runs:
        page.blank()
        page.run(word, items, 4)
        if note:
            page.put(note)
    if help.examples:
        page.blank()
        for number, example in enumerate(help.examples):
            page.item("" if number else "examples", page.words((example, "live")), hang=2)
    if help.ends:
        page.item("ends with", help.ends)
    page.hint(*help.hints)
