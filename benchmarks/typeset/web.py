"""The edition as HTML, for browsers and what prints like them."""

import html

from . import edition
from .edition import Block, Edition

STYLE = """
@page { size: 210mm 270mm; margin: 20mm 16mm 20mm 16mm; @top-left { content: "CONFERENCE REPORT"; font: 7pt sans-serif; letter-spacing: .2em }
  @top-right { content: "%(head)s"; font: italic 7pt serif } @bottom-right { content: counter(page); font: 8pt sans-serif }
  @footnote { border-top: .5pt solid; padding-top: 4pt } }
@page :first { @top-left { content: none } @top-right { content: none } @bottom-right { content: none } }
body { font: 9pt/12pt "%(font)s", serif; text-align: justify; hyphens: auto; margin: 0; font-variant-ligatures: common-ligatures }
.cover, .imprint, .contents { break-after: page; page-break-after: always; text-align: left }
.cover { padding-top: 60mm; font-size: 14pt; line-height: 1.4 } .cover h1 { font-size: 24pt; line-height: 1.2 }
.imprint { font-size: 8pt; padding-top: 60mm } .contents p { display: flex; justify-content: space-between; margin: 4pt 0 }
.report { columns: 2; -webkit-columns: 2; column-gap: 6mm; -webkit-column-gap: 6mm; column-fill: auto }
p { margin: 0; text-indent: 1em } p.lead, p.continued, .imprint p, .contents p { text-indent: 0 }
h2 { font: bold 12pt sans-serif; letter-spacing: .18em; text-transform: uppercase; text-align: left; margin: 14pt 0 8pt; hyphens: manual; break-after: avoid }
h3 { font: bold 10pt/13pt sans-serif; text-align: left; margin: 10pt 0 6pt; hyphens: manual; break-after: avoid }
.drop { float: left; font-size: 33pt; line-height: 30pt; padding-right: 2pt } .opening { font-variant: small-caps }
.caps { %(caps)s letter-spacing: .06em } ul { margin: 2pt 0; padding-left: 1.2em }
blockquote { font: italic 12pt/15pt serif; margin: 8pt 4pt; text-align: left; hyphens: manual; break-inside: avoid; border-top: 1pt solid; border-bottom: 1pt solid; padding: 4pt 0 }
figure { margin: 6pt 0; break-inside: avoid } figure div { background: #ccc; height: 40mm } figcaption { font: 7pt/9pt sans-serif; text-align: left }
.note { float: footnote; font-size: 7pt; line-height: 9pt } .foot { font-size: 7pt; line-height: 9pt; border-top: .5pt solid; margin-top: 6pt }
"""


def page(report: Edition, *, real_small_caps: bool, footnotes: bool, columns: bool = True, font: str = "Linux Libertine O") -> str:
    """The whole report; `footnotes` where the printer puts them at the foot itself."""
    caps = "font-variant: all-small-caps;" if real_small_caps else "font-size: 85%;"
    style = STYLE % {"head": edition.RUNNING_HEAD, "font": font, "caps": caps}
    if not columns:
        style += ".report { columns: auto; -webkit-columns: auto }"
    cover = "".join(f"<{tag}>{html.escape(line)}</{tag}>" for tag, line in zip(("p", "h1", "p", "p"), report.cover, strict=True))
    imprint = "".join(f"<p>{html.escape(line)}</p>" for line in report.imprint)
    contents = "".join(f"<p><span>{html.escape(title)}</span> <span>{number}</span></p>" for title, number in report.contents)
    body = "\n".join(shown(block, report, footnotes) for block in report.blocks)
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{html.escape(report.cover[1])}</title><style>{style}</style></head>'
        f'<body><div class="cover">{cover}</div><div class="imprint">{imprint}</div><div class="contents"><h2>Contents</h2>{contents}</div>'
        f'<div class="report">{body}</div></body></html>'
    )


def shown(block: Block, report: Edition, footnotes: bool) -> str:
    """One block as HTML."""
    called: list[str] = []

    def note(mark: str) -> str:
        called.append(mark)
        if footnotes:
            return f'<span class="note">{html.escape(report.notes[mark])}</span>'
        return f"<sup>{edition.NOTE_MARKS.index(mark) + 1}</sup>"

    def set_(text: str) -> str:
        return edition.inline(text, html.escape, lambda one: f'<span class="caps">{one}</span>', lambda one: f"<b>{one}</b>", note)

    if block.kind == "lead":
        first, opening, rest = edition.opened(block.text)
        text = f'<p class="lead"><span class="drop">{first}</span><span class="opening">{html.escape(opening)}</span>{set_(rest)}</p>'
    elif block.kind == "paragraph":
        text = f'<p class="{"continued" * block.continued}">{set_(block.text)}</p>'
    elif block.kind == "caption":
        text = f"<figure><div></div><figcaption>{set_(block.text)}</figcaption></figure>"
    else:
        frame = {"chapter": "<h2>%s</h2>", "title": "<h3>%s</h3>", "bullet": "<ul><li>%s</li></ul>", "quote": "<blockquote>%s</blockquote>"}
        text = frame[block.kind] % (html.escape(block.text) if block.kind in ("chapter", "title") else set_(block.text))
    if not footnotes:
        for mark in called:
            text += f'<p class="foot lead"><sup>{edition.NOTE_MARKS.index(mark) + 1}</sup> {html.escape(report.notes[mark])}</p>'
    return text
