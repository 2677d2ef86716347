"""Reports laid out as printing lays them out: in columns, words divided, with heads, captions and quotations between the lines."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from iclc_cli.model import Report


class Block(NamedTuple):
    """A paragraph, or what else stands on a page."""

    text: str
    kind: str = "paragraph"


SAID = slice(3, 11)
"""Which words of a passage are set again as a quotation."""


def blocks(report: Report, texts: Mapping[str, str], said: slice = SAID) -> Iterator[Block]:
    """A report as printed: the table of contents, headings, passages; captions and quotations amid the passage that follows."""
    printed = [section.id for section in report.sections if not any(remark.field == "title" for remark in section.remarks)]
    yield Block("CONTENTS", "heading")
    for section in report.sections:
        if section.page:
            yield Block(f"{section.title} – {section.page}", "entry")
    chapter = None
    captions = [texts[one.id] for one in report.passages if one.kind == "caption"]
    for section in report.sections:
        if section.id in printed:
            if section.chapter and section.chapter != chapter:
                yield Block(section.chapter, "chapter")
            chapter = section.chapter
            yield Block(section.title, "heading")
        first = True
        for passage in report.passages:
            if passage.section == section.id and passage.kind != "caption":
                if first and captions:
                    yield Block(captions.pop(), "caption")
                elif passage.kind == "paragraph":
                    yield Block(" ".join(texts[passage.id].split()[said]), "quotation")
                kind = "first" if first and passage.kind == "paragraph" else passage.kind
                yield Block({"bullet": "• ", "footnote": "¹ "}.get(passage.kind, "") + texts[passage.id], kind)
                first = False
    yield from (Block(caption, "paragraph") for caption in captions)


def wrapped(text: str, fits: Callable[[str], bool], divide: bool = True) -> Iterator[str]:
    """A paragraph in lines; with `divide`, words are divided at line ends."""
    line = ""
    for word in text.split():
        if line and not fits(f"{line} {word}"):
            ends = [place for place, letter in enumerate(word, 1) if letter == "-"] if "-" in word else range(len(word) - 3, 2, -1)
            cut = next((end for end in ends if fits(f"{line} {word[:end]}-")), 0) if divide and word.replace("-", "").isalpha() else 0
            if cut:
                yield f"{line} {word[:cut].removesuffix('-')}-"
                word = word[cut:]
            else:
                yield line
            line = ""
        line = f"{line} {word}" if line else word
    yield line


def column(made: Iterable[Block], fits: Callable[[str], bool], divide: bool = True) -> Iterator[tuple[str, str]]:
    """Blocks as the lines of one long column, each with its kind: captions and quotations after the second line of the next block."""
    amid: list[tuple[str, str]] = []
    for block in made:
        lines = [(block.kind, line) for line in wrapped(block.text, fits, divide)]
        if block.kind in ("caption", "quotation"):
            amid = lines
            continue
        if block.kind == "first":
            lines = [*lines[:1], *(("paragraph", line) for _, line in lines[1:])]
        yield from (*lines[:2], *amid, *lines[2:])
        amid = []


def plain(made: Iterable[Block], width: int = 44, height: int = 30, columns: int = 1, divide: bool = True) -> str:
    """Pages as text, with running heads; where they have two columns, their lines stand side by side, as some programs leave them."""
    lines = [line for _, line in column(made, lambda line: len(line) <= width, divide)]
    pages = []
    for number, start in enumerate(range(0, len(lines), height * columns), 1):
        page = lines[start : start + height * columns]
        if columns > 1:
            left, right = page[:height], page[height:]
            page = [f"{one:<{width}}   {right[place] if place < len(right) else ''}".rstrip() for place, one in enumerate(left)]
        pages.append("\n".join([f"Some running head {number}", *page]))
    return "\n\f".join(pages)


def pdf(path: str, made: Iterable[Block], columns: int = 1) -> None:
    """Pages as a PDF: running heads, first letters over two lines, ligatures, spaced capitals over chapters."""
    from reportlab.lib.pagesizes import A5
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    size, leading, margin, gutter = 9, 12, 40, 16
    width = (A5[0] - 2 * margin - gutter * (columns - 1)) / columns
    canvas = Canvas(path, pagesize=A5)
    lines = list(column(made, lambda line: pdfmetrics.stringWidth(line, "Vera", size) <= width - 20))
    each = int((A5[1] - 2 * margin) / leading) - 2
    for start in range(0, len(lines), each * columns):
        canvas.setFont("Vera", 7)
        canvas.drawString(margin, A5[1] - margin + 10, f"{start + 3}   A running head of pages")
        initial = 0
        for place, (kind, line) in enumerate(lines[start : start + each * columns]):
            x, y = margin + place // each * (width + gutter), A5[1] - margin - leading * (place % each + 1)
            line = line.replace("fi", "\ufb01").replace("fl", "\ufb02")
            if kind == "first":
                canvas.setFont("Vera", 2 * leading)
                canvas.drawString(x, y - leading, line[0])
                line, initial = line[1:], 2
            canvas.setFont("Vera", {"heading": 11, "quotation": 10, "caption": 7, "footnote": 7}.get(kind, size))
            text = canvas.beginText(x + (20 if initial else 0), y)
            text.setCharSpace(2 if kind == "chapter" else 0)
            text.textLine(line.upper() if kind == "chapter" else line)
            canvas.drawText(text)
            initial = max(initial - 1, 0)
        canvas.showPage()
    canvas.save()
