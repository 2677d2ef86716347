"""Texts laid out as printing lays them out: wrapped, divided, on pages with heads and feet, with captions between."""

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from iclc_cli.model.records import Report

FLOATING = ("caption", "footnote")


class Block(NamedTuple):
    """A paragraph or a heading."""

    text: str
    floating: bool = False
    """May it stand anywhere, even within another?"""


def of_gists(report: Report) -> list[Block]:
    """A report as if its passages were their gists: a text of ours, to be read back."""
    blocks = [Block("CONFERENCE REPORT"), Block(report.conference.theme.upper()), Block("CONTENTS")]
    printed = [section for section in report.sections if not any(remark.field == "title" for remark in section.remarks)]
    blocks += [Block(f"{section.title} – {section.page}") for section in printed if section.page]
    chapter = None
    for section in report.sections:
        if section in printed:
            if section.chapter and section.chapter != chapter:
                blocks.append(Block(section.chapter.upper()))
            chapter = section.chapter
            blocks.append(Block(section.title))
        for passage in report.passages:
            if passage.section == section.id:
                mark = {"bullet": "- ", "footnote": "¹ "}.get(passage.kind, "")
                blocks.append(Block(mark + passage.gist, passage.kind in FLOATING))
    return blocks


def lines(text: str, width: int, divide: bool, rng: random.Random) -> Iterator[str]:
    """A paragraph in lines of some width; with `divide`, words are divided at line ends."""
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            room = width - len(line) - 2
            cut = word.find("-") + 1 if "-" in word else min(room, len(word) - 3) if word.isalpha() and len(word) > 7 else 0
            if divide and 2 < cut <= room and rng.random() < 0.7:
                yield f"{line} {word[:cut]}" + ("" if word[cut - 1] == "-" else "-")
                line, word = "", word[cut:]
            else:
                yield line
                line = ""
        line = f"{line} {word}" if line else word
    yield line


def pages(
    blocks: Sequence[Block], width: int = 60, height: int = 50, divide: bool = True, gaps: bool = False, heads: bool = True, seed: int = 1
) -> list[list[str]]:
    """Blocks on pages, as lines: a head and a page number on each, captions and notes at the foot of the next page."""
    rng = random.Random(seed)
    running: list[str] = []
    floating: list[tuple[int, list[str]]] = []
    for block in blocks:
        made = list(lines(block.text, width, divide, rng))
        if block.floating:
            floating.append((len(running), made))
        else:
            running += [*made, ""] if gaps else made
    found = []
    for number, start in enumerate(range(0, len(running) + height, height), 1):
        page = running[start : start + height]
        for _, made in [one for one in floating if start <= one[0] < start + height]:
            page += ["", *made] if gaps else made
        if page:
            found.append([f"Report of the conference {number}" if number % 2 else f"{number} A running head", *page] if heads else page)
    return found


def text(made: Iterable[Sequence[str]], page_end: str = "\f") -> str:
    """Pages as plain text."""
    return page_end.join("\n".join(page) for page in made)


def pdf(made: Iterable[Sequence[str]], path: str) -> None:
    """Pages as a PDF."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(path)
    for page in made:
        written = canvas.beginText(40, 800)
        written.setFont("Helvetica", 9)
        for line in page:
            written.textLine(line)
        canvas.drawText(written)
        canvas.showPage()
    canvas.save()
