"""Run inside Scribus: sets the lines of a JSON file in two columns a page, and saves a PDF.

    scribus -g -ns -py scribus_script.py LINES.json TARGET.pdf

LINES.json has a list of [style, text]; a line in the style `page` begins a new page of one column or two.
"""

import json
import sys

import scribus

SERIF, ITALIC, BOLD, SANS = "Liberation Serif Regular", "Liberation Serif Italic", "Liberation Sans Bold", "Liberation Sans Regular"
CHARACTERS = {  # font, size, tracking in per cent, features
    "body": (SERIF, 9, 0, ""),
    "quote": (ITALIC, 12, 0, ""),
    "chapter": (BOLD, 12, 18, "allcaps"),
    "title": (BOLD, 10, 0, ""),
    "caption": (SANS, 7, 0, ""),
    "cover": (SERIF, 20, 0, ""),
    "note": (SERIF, 7, 0, ""),
}
JUSTIFIED, LEFT = 3, 0
PARAGRAPHS = {  # character style, leading, alignment, indent, space above, space below, lines of the drop cap
    "paragraph": ("body", 11.5, JUSTIFIED, 9, 0, 0, 0),
    "continued": ("body", 11.5, JUSTIFIED, 0, 0, 0, 0),
    "lead": ("body", 11.5, JUSTIFIED, 0, 0, 0, 3),
    "bullet": ("body", 11.5, JUSTIFIED, 0, 0, 0, 0),
    "quote": ("quote", 15, LEFT, 0, 8, 8, 0),
    "chapter": ("chapter", 15, LEFT, 0, 14, 8, 0),
    "title": ("title", 13, LEFT, 0, 10, 6, 0),
    "caption": ("caption", 9, LEFT, 0, 100, 8, 0),
    "cover": ("cover", 26, LEFT, 0, 0, 12, 0),
    "plain": ("body", 11.5, LEFT, 0, 0, 4, 0),
    "note": ("note", 9, LEFT, 0, 6, 6, 0),
}


def frame(page, columns):
    """A text frame over a page."""
    scribus.gotoPage(page)
    head = scribus.createText(45, 20, 500, 12)
    scribus.setText(f"CONFERENCE REPORT {page}", head)
    scribus.setFontSize(7, head)
    name = scribus.createText(45, 50, 505, 665)
    scribus.setColumns(columns, name)
    scribus.setColumnGap(17, name)
    return name


def main(lines, target):
    """Set the lines, page by page."""
    scribus.newDocument((595, 765), (40, 40, 40, 40), scribus.PORTRAIT, 1, scribus.UNIT_POINTS, scribus.PAGE_1, 0, 1)
    scribus.setRedraw(False)
    for name, (font, size, tracking, features) in CHARACTERS.items():
        scribus.createCharStyle(name=name, font=font, fontsize=size, tracking=tracking, features=features or "inherit", language="en_GB")
    for name, (character, leading, alignment, indent, above, below, drop) in PARAGRAPHS.items():
        scribus.createParagraphStyle(
            name=name, linespacingmode=0, linespacing=leading, alignment=alignment, firstindent=indent, gapbefore=above, gapafter=below,
            hasdropcap=bool(drop), dropcaplines=drop, dropcapoffset=2, charstyle=character,
        )  # fmt: skip
    pages = 0
    current = None
    for style, text in lines:
        if style == "page":
            pages += 1
            if pages > 1:
                scribus.newPage(-1)
            columns = int(text)
            current = first = frame(pages, columns)
            continue
        start = scribus.getTextLength(first)
        scribus.insertText(text + "\r", -1, first)
        scribus.selectText(start, len(text) + 1, first)
        scribus.setParagraphStyle(style, first)
    scribus.hyphenateText(first)
    scribus.layoutTextChain(first)
    while scribus.textOverflows(current):
        pages += 1
        scribus.newPage(-1)
        following = frame(pages, columns)
        scribus.linkTextFrames(current, following)
        scribus.layoutText(following)
        current = following
    pdf = scribus.PDFfile()
    pdf.file = target
    pdf.pages = list(range(1, scribus.pageCount() + 1))
    pdf.save()


with open(sys.argv[1], encoding="utf-8") as file:
    main(json.load(file), sys.argv[2])
