"""The edition drawn by ReportLab."""

from pathlib import Path
from xml.sax.saxutils import escape

from . import edition
from .edition import Block, Edition


def draw(report: Edition, target: Path) -> None:
    """Write the whole report as a PDF."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.platypus import (
        BaseDocTemplate,
        Flowable,
        Frame,
        KeepTogether,
        NextPageTemplate,
        PageBreak,
        PageTemplate,
        Paragraph,
        Spacer,
    )

    body = ParagraphStyle(
        "body",
        fontName="Times-Roman",
        fontSize=9,
        leading=11.5,
        alignment=4,
        firstLineIndent=9,
        hyphenationLang="en_GB",
        embeddedHyphenation=1,
    )
    flat = ParagraphStyle("flat", body, firstLineIndent=0)
    styles = {
        "paragraph": body,
        "lead": ParagraphStyle("lead", flat, autoLeading="max"),
        "bullet": ParagraphStyle("bullet", flat, leftIndent=9, bulletIndent=0),
        "chapter": ParagraphStyle(
            "chapter", fontName="Helvetica-Bold", fontSize=12, leading=15, spaceBefore=14, spaceAfter=8, keepWithNext=1
        ),
        "title": ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=10, leading=13, spaceBefore=10, spaceAfter=6, keepWithNext=1),
        "quote": ParagraphStyle("quote", fontName="Times-Italic", fontSize=12, leading=15, spaceBefore=8, spaceAfter=8),
        "caption": ParagraphStyle("caption", fontName="Helvetica", fontSize=7, leading=9, spaceAfter=8),
        "cover": ParagraphStyle("cover", fontName="Times-Roman", fontSize=20, leading=26, spaceAfter=14),
        "note": ParagraphStyle("note", fontName="Times-Roman", fontSize=7, leading=9, spaceBefore=6, borderWidth=0.5),
    }

    class Tracked(Flowable):  # type: ignore[misc]
        """A heading of letter-spaced capitals, one line for as many words as fit."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.words = text.split()
            self.keepWithNext = True

        def wrap(self, width: float, height: float) -> tuple[float, float]:
            self.lines = [""]
            for word in self.words:
                longer = f"{self.lines[-1]} {word}".strip()
                self.lines = [*self.lines[:-1], longer] if len(longer) < 22 else [*self.lines, word]
            return width, 15 * len(self.lines) + 22

        def draw(self) -> None:
            for n, line in enumerate(reversed(self.lines)):
                text = self.canv.beginText(0, 10 + 15 * n)
                text.setFont("Helvetica-Bold", 12)
                text.setCharSpace(2.4)
                text.textOut(line)
                self.canv.drawText(text)

    def note(mark: str) -> str:
        return f"<super>{edition.NOTE_MARKS.index(mark) + 1}</super>"

    def set_(text: str) -> str:
        return edition.inline(text, escape, lambda one: f'<font size="7.5">{one}</font>', lambda one: f"<b>{one}</b>", note)

    def shown(block: Block) -> list[Flowable]:
        after = [
            Paragraph(f"<super>{edition.NOTE_MARKS.index(mark) + 1}</super> {escape(report.notes[mark])}", styles["note"])
            for mark in edition.NOTE_MARKS
            if mark in block.text
        ]
        if block.kind == "chapter":
            return [Tracked(block.text)]
        if block.kind == "lead":
            first, opening, rest = edition.opened(block.text)
            return [
                Paragraph(f'<font size="26">{first}</font><font size="7.5">{escape(opening.upper())}</font>{set_(rest)}', styles["lead"]),
                *after,
            ]
        if block.kind == "caption":
            return [KeepTogether([Spacer(1, 100), Paragraph(set_(block.text), styles["caption"])])]
        if block.kind == "bullet":
            return [Paragraph(set_(block.text), styles["bullet"], bulletText="•")]
        return [Paragraph(set_(block.text), flat if block.continued else styles[block.kind]), *after]

    def furniture(canvas: object, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 7)  # type: ignore[attr-defined]
        canvas.drawString(16 * mm, 260 * mm, "CONFERENCE REPORT", charSpace=1.4)  # type: ignore[attr-defined]
        canvas.drawRightString(194 * mm, 260 * mm, edition.RUNNING_HEAD)  # type: ignore[attr-defined]
        canvas.drawRightString(194 * mm, 8 * mm, str(document.page))  # type: ignore[attr-defined]

    whole = [Frame(16 * mm, 14 * mm, 178 * mm, 240 * mm)]
    halves = [Frame(left * mm, 14 * mm, 86 * mm, 240 * mm, leftPadding=0, rightPadding=0) for left in (16, 108)]
    document = BaseDocTemplate(str(target), pagesize=(210 * mm, 270 * mm), title=report.cover[1])
    document.addPageTemplates([PageTemplate("one", whole, onPage=furniture), PageTemplate("two", halves, onPage=furniture)])
    story: list[Flowable] = [Spacer(1, 60 * mm), *(Paragraph(escape(line), styles["cover"]) for line in report.cover), PageBreak()]
    story += [*(Paragraph(escape(line), ParagraphStyle("imprint", flat, spaceAfter=6)) for line in report.imprint), PageBreak()]
    story += [Tracked("CONTENTS"), *(Paragraph(f"{escape(title)} {'. ' * 12} {number}", flat) for title, number in report.contents)]
    story += [NextPageTemplate("two"), PageBreak(), *(flowable for block in report.blocks for flowable in shown(block))]
    document.build(story)
