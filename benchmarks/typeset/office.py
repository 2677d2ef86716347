"""The edition as a flat OpenDocument text, for LibreOffice, which also turns it into .docx."""

from xml.sax.saxutils import escape

from . import edition
from .edition import Block, Edition

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
DROP = '<style:drop-cap style:lines="3" style:length="1" style:distance="0.05cm"/>'


def style(name: str, paragraph: str, text: str, inside: str = "") -> str:
    """A paragraph style."""
    return (
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="Standard">'
        f"<style:paragraph-properties {paragraph}>{inside}</style:paragraph-properties><style:text-properties {text}/></style:style>"
    )


STYLES = (
    '<office:styles><style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties fo:text-align="justify"/>'
    '<style:text-properties style:font-name="%(font)s" fo:font-size="9pt" fo:language="en" fo:country="GB" fo:hyphenate="true" fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/></style:style>'
    + style("lead", "", "", DROP)
    + style("paragraph", 'fo:text-indent="0.35cm"', "")
    + style("continued", "", "")
    + style("bullet", 'fo:margin-left="0.4cm" fo:text-indent="-0.4cm"', "")
    + style(
        "chapter",
        'fo:margin-top="0.5cm" fo:margin-bottom="0.25cm" fo:keep-with-next="always" fo:text-align="start"',
        'fo:font-size="13pt" fo:font-weight="bold" fo:letter-spacing="0.08cm" fo:hyphenate="false"',
    )
    + style(
        "title",
        'fo:margin-top="0.3cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always" fo:text-align="start"',
        'fo:font-size="10.5pt" fo:font-weight="bold" fo:hyphenate="false"',
    )
    + style(
        "quote",
        'fo:margin="0.3cm" fo:keep-together="always" fo:text-align="start" fo:border-top="0.03cm solid #000000" fo:border-bottom="0.03cm solid #000000"',
        'fo:font-size="12pt" fo:font-style="italic" fo:hyphenate="false"',
    )
    + style("caption", 'fo:margin-top="2.5cm" fo:margin-bottom="0.3cm" fo:text-align="start"', 'fo:font-size="7pt" fo:hyphenate="false"')
    + style("Footnote", "", 'fo:font-size="7pt"')
    + style("head", 'fo:text-align="start"', 'fo:font-size="7pt" fo:letter-spacing="0.05cm"')
    + style("foot", 'fo:text-align="end"', 'fo:font-size="8pt"')
    + style("plain", 'fo:margin-bottom="0.15cm" fo:text-align="start"', 'fo:font-size="8pt"')
    + style("cover", 'fo:margin-bottom="0.6cm" fo:text-align="start"', 'fo:font-size="18pt" fo:hyphenate="false"')
    + style("new", 'fo:break-before="page"', "")
    + '<style:style style:name="caps" style:family="text"><style:text-properties fo:font-size="7.5pt" fo:letter-spacing="0.02cm"/></style:style>'
    '<style:style style:name="opening" style:family="text"><style:text-properties fo:font-variant="small-caps"/></style:style>'
    '<style:style style:name="bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style></office:styles>'
)
AUTOMATIC = (
    '<office:automatic-styles><style:style style:name="columns" style:family="section"><style:section-properties>'
    '<style:columns fo:column-count="%(columns)d" fo:column-gap="0.6cm"/></style:section-properties></style:style>'
    '<style:page-layout style:name="layout"><style:page-layout-properties fo:page-width="21cm" fo:page-height="27cm" fo:margin="1.6cm"/>'
    '<style:header-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-bottom="0.4cm"/></style:header-style>'
    '<style:footer-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-top="0.4cm"/></style:footer-style></style:page-layout></office:automatic-styles>'
)


def document(report: Edition, *, columns: int = 2, font: str = "Liberation Serif") -> str:
    """The whole report as a flat OpenDocument text."""
    fonts = f'<office:font-face-decls><style:font-face style:name="{font}" svg:font-family="\'{font}\'"/></office:font-face-decls>'
    master = (
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="layout">'
        f'<style:header><text:p text:style-name="head">CONFERENCE REPORT · {edition.RUNNING_HEAD}</text:p></style:header>'
        '<style:footer><text:p text:style-name="foot"><text:page-number/></text:p></style:footer></style:master-page></office:master-styles>'
    )
    cover = [paragraph("cover", escape(line)) for line in report.cover]
    imprint = [paragraph("new", ""), *(paragraph("plain", escape(line)) for line in report.imprint)]
    contents = [
        paragraph("new", ""),
        paragraph("chapter", "CONTENTS"),
        *(paragraph("plain", f"{escape(title)}<text:tab/>{number}") for title, number in report.contents),
    ]
    body = "".join(shown(block, report) for block in report.blocks)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">'
        f"{fonts}{STYLES % {'font': font}}{AUTOMATIC % {'columns': columns}}{master}<office:body><office:text>{''.join(cover + imprint + contents)}{paragraph('new', '')}"
        f'<text:section text:style-name="columns" text:name="report">{body}</text:section></office:text></office:body></office:document>'
    )


def paragraph(name: str, text: str) -> str:
    """A paragraph in a style."""
    return f'<text:p text:style-name="{name}">{text}</text:p>'


def shown(block: Block, report: Edition) -> str:
    """One block as OpenDocument."""

    def span(name: str, text: str) -> str:
        return f'<text:span text:style-name="{name}">{text}</text:span>'

    def note(mark: str) -> str:
        number = edition.NOTE_MARKS.index(mark) + 1
        return (
            f'<text:note text:id="note{number}" text:note-class="footnote"><text:note-citation>{number}</text:note-citation>'
            f"<text:note-body>{paragraph('Footnote', escape(report.notes[mark]))}</text:note-body></text:note>"
        )

    def set_(text: str) -> str:
        return edition.inline(text, escape, lambda one: span("caps", one), lambda one: span("bold", one), note)

    if block.kind == "lead":
        first, opening, rest = edition.opened(block.text)
        return paragraph("lead", first + span("opening", escape(opening)) + set_(rest))
    if block.kind in ("chapter", "title"):
        return paragraph(block.kind, escape(block.text))
    name = "continued" if block.continued else block.kind
    return paragraph(name, "•<text:tab/>" * (block.kind == "bullet") + set_(block.text))
