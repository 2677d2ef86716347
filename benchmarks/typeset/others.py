"""The edition for Typst, groff and Apache FOP."""

import re
from xml.sax.saxutils import escape as xml

from . import edition
from .edition import Block, Edition

TYPST = """
#set page(width: 210mm, height: 270mm, margin: (x: 16mm, y: 20mm), header: context if counter(page).get().first() > 2 [#text(7pt, tracking: 0.2em)[CONFERENCE REPORT] #h(1fr) #text(7pt, style: "italic")[%s]], numbering: "1")
#set text(9pt, font: ("Libertinus Serif", "Linux Libertine O"), lang: "en", region: "GB", hyphenate: true)
#set par(justify: true, first-line-indent: 1em, spacing: 0.55em, leading: 0.55em)
#show heading.where(level: 1): it => block(above: 1.4em, below: 0.9em, text(12pt, tracking: 0.18em, hyphenate: false, it.body))
#show heading.where(level: 2): it => block(above: 1.2em, below: 0.8em, text(10pt, hyphenate: false, it.body))
#let acronym(it) = text(tracking: 0.06em, smallcaps(all: true, it))
#let pulled(it) = block(above: 1em, below: 1em, stroke: (top: 1pt, bottom: 1pt), inset: (y: 5pt), text(12pt, style: "italic", hyphenate: false, par(justify: false, it)))
#let photograph(it) = place(auto, float: true, block(width: 100%%)[#rect(width: 100%%, height: 35mm, fill: luma(200)) #text(7pt, hyphenate: false, par(justify: false, first-line-indent: 0em, it))])
"""


def typst(report: Edition) -> str:
    """The whole report as a Typst file."""

    def escape(text: str) -> str:
        return re.sub(r"([\\#$*_`<>@~\[\]/=+-])", r"\\\1", text).replace("‘", "\\u{2018}").replace("’", "\\u{2019}")

    def set_(text: str) -> str:
        return edition.inline(
            text,
            escape,
            lambda one: f"#acronym[{one}]",
            lambda one: f"#strong[{one}]",
            lambda mark: f"#footnote[{escape(report.notes[mark])}]",
        )

    def shown(block: Block) -> str:
        if block.kind == "lead":
            first, opening, rest = edition.opened(block.text)
            return f"#par(first-line-indent: 0em)[#box(height: 0.7em, text(33pt, baseline: 0em)[{first}])#smallcaps[{escape(opening)}]{set_(rest)}]"
        if block.kind == "paragraph" and block.continued:
            return f"#par(first-line-indent: 0em)[{set_(block.text)}]"
        if block.kind == "paragraph":
            return set_(block.text)
        frame = {"chapter": "= %s", "title": "== %s", "bullet": "- %s", "quote": "#pulled[%s]", "caption": "#photograph[%s]"}
        return frame[block.kind] % (escape(block.text) if block.kind in ("chapter", "title") else set_(block.text))

    lines = [
        TYPST % edition.RUNNING_HEAD,
        "#v(60mm)",
        *(f"#text({size}pt)[{escape(line)}]" for size, line in zip((14, 26, 16, 14), report.cover, strict=True)),
    ]
    lines += ["#pagebreak()", *(f"#par(first-line-indent: 0em, justify: false)[{escape(line)}]" for line in report.imprint)]
    lines += [
        "#pagebreak()",
        "= CONTENTS",
        *(f"#par(first-line-indent: 0em)[{escape(title)} #box(width: 1fr, repeat[.]) {number}]" for title, number in report.contents),
    ]
    lines += ["#set page(columns: 2)", "#set columns(gutter: 6mm)", *(shown(block) for block in report.blocks)]
    return "\n\n".join(lines)


GROFF = r""".nr PS 9
.nr VS 11
.nr PO 1.8c
.nr LL 17.4c
.nr HM 2.2c
.nr FM 2c
.nr PI 1m
.nr PD 0
.pl 27c
.ds LH CONFERENCE REPORT
.ds CH
.ds RH %s
.ds CF %%
.ds LF
.ds RF
.hy 4
"""


def groff(report: Edition) -> str:
    """The whole report in groff's `ms` macros."""

    def escape(text: str) -> str:
        text = (
            text.replace("\\", "\\e")
            .replace("’", "\\[cq]")
            .replace("‘", "\\[oq]")
            .replace("–", "\\[en]")
            .replace("-", "\\-" if "http" in text else "-")
        )
        return re.sub(r"^(?=[.'])", r"\\&", text)

    def set_(text: str, called: list[str]) -> str:
        def note(mark: str) -> str:
            called.append(mark)
            return r"\*{" + str(edition.NOTE_MARKS.index(mark) + 1) + r"\*}"

        return edition.inline(text, escape, lambda one: rf"\s-1{one}\s+1", lambda one: rf"\fB{one}\fP", note)

    def shown(block: Block) -> str:
        called: list[str] = []
        if block.kind == "lead":
            first, opening, rest = edition.opened(block.text)
            text = f".LP\n.ti 6m\n.sp 2\n\\h'-5m'\\s[28]{first}\\s[9]\\s-1{escape(opening.upper())}\\s+1{set_(rest, called)}"
        elif block.kind == "paragraph":
            text = (".LP\n" if block.continued else ".PP\n") + set_(block.text, called)
        elif block.kind == "chapter":
            text = ".SH\n\\s+3" + " ".join("\\h'2p'".join(map(escape, word)) for word in block.text.split()) + "\\s-3"
        elif block.kind == "caption":
            text = f".KF\n.sp 90p\n.nh\n.ad l\n\\s-2{set_(block.text, called)}\\s+2\n.ad b\n.sp 6p\n.KE\n.hy 4"
        else:
            frame = {
                "title": ".SH\n.nh\n%s\n.hy 4",
                "bullet": ".IP \\[bu] 1m\n%s",
                "quote": ".LP\n.sp 6p\n.ad l\n.nh\n\\fI\\s+3%s\\s-3\\fP\n.ad b\n.hy 4\n.sp 6p",
            }
            text = frame[block.kind] % set_(block.text, called)
        for mark in called:
            text += f"\n.FS {edition.NOTE_MARKS.index(mark) + 1}\n{escape(report.notes[mark])}\n.FE"
        return text

    lines = [GROFF % edition.RUNNING_HEAD, ".LP", ".sp 6c", *(f"{escape(line)}\n.sp" for line in report.cover), ".bp"]
    lines += [*(f".LP\n{escape(line)}\n.sp 4p" for line in report.imprint), ".bp", ".SH\nCONTENTS", ".LP"]
    lines += [f"{escape(title)} . . . {number}\n.br" for title, number in report.contents]
    return "\n".join([*lines, ".bp", ".2C", *(shown(block) for block in report.blocks), ""])


def formatting_objects(report: Edition) -> str:
    """The whole report as XSL-FO."""

    def set_(text: str) -> str:
        def note(mark: str) -> str:
            number = edition.NOTE_MARKS.index(mark) + 1
            return (
                f'<fo:footnote><fo:inline font-size="6pt" baseline-shift="super">{number}</fo:inline>'
                f'<fo:footnote-body><fo:block font-size="7pt" line-height="9pt" start-indent="0pt" text-indent="0pt">{number} {xml(report.notes[mark])}</fo:block></fo:footnote-body></fo:footnote>'
            )

        return edition.inline(
            text,
            xml,
            lambda one: f'<fo:inline font-size="85%" letter-spacing=".5pt">{one}</fo:inline>',
            lambda one: f'<fo:inline font-weight="bold">{one}</fo:inline>',
            note,
        )

    def shown(block: Block) -> str:
        if block.kind == "lead":
            first, opening, rest = edition.opened(block.text)
            return f'<fo:block><fo:inline font-size="30pt">{first}</fo:inline><fo:inline font-size="85%">{xml(opening.upper())}</fo:inline>{set_(rest)}</fo:block>'
        if block.kind == "paragraph":
            return f'<fo:block text-indent="{0 if block.continued else 9}pt">{set_(block.text)}</fo:block>'
        frame = {
            "chapter": '<fo:block font-family="Helvetica" font-weight="bold" font-size="12pt" letter-spacing="2pt" text-align="start" hyphenate="false" space-before="14pt" space-after="8pt" keep-with-next="always">%s</fo:block>',
            "title": '<fo:block font-family="Helvetica" font-weight="bold" font-size="10pt" text-align="start" hyphenate="false" space-before="10pt" space-after="6pt" keep-with-next="always">%s</fo:block>',
            "bullet": '<fo:block start-indent="9pt" text-indent="-9pt">• %s</fo:block>',
            "quote": '<fo:block font-size="12pt" font-style="italic" text-align="start" hyphenate="false" space-before="8pt" space-after="8pt" border-top="1pt solid" border-bottom="1pt solid">%s</fo:block>',
            "caption": '<fo:block font-size="7pt" text-align="start" hyphenate="false" space-before="100pt" space-after="8pt">%s</fo:block>',
        }
        return frame[block.kind] % (xml(block.text) if block.kind in ("chapter", "title") else set_(block.text))

    def sequence(master: str, inside: str) -> str:
        return (
            f'<fo:page-sequence master-reference="{master}" language="en" country="GB" hyphenate="true" text-align="justify" font-family="Times" font-size="9pt" line-height="11.5pt">'
            f'<fo:static-content flow-name="xsl-region-before"><fo:block font-size="7pt" letter-spacing="1pt">CONFERENCE REPORT <fo:page-number/></fo:block></fo:static-content>'
            f'<fo:flow flow-name="xsl-region-body">{inside}</fo:flow></fo:page-sequence>'
        )

    masters = "".join(
        f'<fo:simple-page-master master-name="{name}" page-width="210mm" page-height="270mm" margin="14mm"><fo:region-body margin="8mm 2mm" column-count="{columns}" column-gap="6mm"/><fo:region-before extent="6mm"/></fo:simple-page-master>'
        for name, columns in (("one", 1), ("two", 2))
    )
    front = [
        f'<fo:block font-size="18pt" line-height="22pt" text-align="start" hyphenate="false" space-after="12pt">{xml(line)}</fo:block>'
        for line in report.cover
    ]
    front += [
        f'<fo:block space-after="5pt"{" break-before=" + chr(34) + "page" + chr(34) if not n else ""}>{xml(line)}</fo:block>'
        for n, line in enumerate(report.imprint)
    ]
    front += [
        '<fo:block break-before="page" font-family="Helvetica" font-weight="bold" font-size="12pt" space-after="8pt">CONTENTS</fo:block>'
    ]
    front += [
        f'<fo:block text-align-last="justify" hyphenate="false">{xml(title)} <fo:leader leader-pattern="dots"/> {number}</fo:block>'
        for title, number in report.contents
    ]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format"><fo:layout-master-set>{masters}</fo:layout-master-set>'
        f"{sequence('one', ''.join(front))}{sequence('two', ''.join(map(shown, report.blocks)))}</fo:root>"
    )


def scribus_lines(report: Edition) -> list[tuple[str, str]]:
    """The whole report as lines for `scribus_script.py`: style and text; `page` begins a page of so many columns."""

    def set_(text: str) -> str:
        return edition.inline(text, str, str, str, lambda mark: mark)

    lines = [("page", "1"), *(("cover", line) for line in report.cover), ("page", "1"), *(("plain", line) for line in report.imprint)]
    lines += [
        ("page", "1"),
        ("chapter", "CONTENTS"),
        *(("plain", f"{title}\t{number}") for title, number in report.contents),
        ("page", "2"),
    ]
    for block in report.blocks:
        style = "continued" if block.continued else block.kind
        lines.append((style, "• " * (style == "bullet") + set_(block.text)))
        lines += [("note", f"{mark} {report.notes[mark]}") for mark in edition.NOTE_MARKS if mark in block.text]
    return lines
