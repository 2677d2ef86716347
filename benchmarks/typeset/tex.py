"""The edition as LaTeX, for XeLaTeX, LuaLaTeX and pdfLaTeX."""

import re

from . import edition
from .edition import Block, Edition

UNICODE = r"""
\usepackage{fontspec}
\setmainfont{Linux Libertine O}[Ligatures=Common]
\newcommand\acronym[1]{{\addfontfeatures{Letters=UppercaseSmallCaps,LetterSpace=3}#1}}
\newcommand\tracked[1]{{\addfontfeatures{LetterSpace=18}#1}}
"""
EIGHT_BIT = r"""
\usepackage[T1]{fontenc}
\usepackage{lmodern}
\usepackage{microtype}
\newcommand\acronym[1]{\textsc{\MakeLowercase{#1}}}
\newcommand\tracked[1]{\textls[180]{#1}}
"""
PREAMBLE = r"""
\documentclass[9pt,twoside,twocolumn]{extarticle}
\usepackage[paperwidth=210mm,paperheight=270mm,margin=18mm,top=22mm]{geometry}
%(fonts)s
\usepackage[british]{babel}
\usepackage{lettrine,fancyhdr,titlesec,enumitem,graphicx}
\setlength\columnsep{6mm}\setlength\parindent{1em}\setlength\parskip{0pt}\emergencystretch=2em
\pagestyle{fancy}\fancyhf{}\renewcommand\headrulewidth{0pt}
\fancyhead[LE,RO]{\footnotesize\thepage}
\fancyhead[RE]{\footnotesize\tracked{CONFERENCE REPORT}}\fancyhead[LO]{\footnotesize\itshape %(head)s}
\titleformat\section{\sffamily\bfseries\large\raggedright}{}{0pt}{\tracked}
\titleformat\subsection{\sffamily\bfseries\normalsize\raggedright}{}{0pt}{}
\setlist{leftmargin=1.2em,nosep}
\newcommand\pulled[1]{\par\smallskip\noindent\rule{\columnwidth}{.8pt}\par{\noindent\large\itshape\raggedright #1\par}\noindent\rule{\columnwidth}{.8pt}\smallskip}
\newcommand\photograph[1]{\begin{figure}[t]\rule{\columnwidth}{35mm}\\[2pt]\footnotesize\sffamily\raggedright #1\end{figure}}
\begin{document}
"""
SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "’": "'", "‘": "`", "–": "--", "<": r"\textless{}", ">": r"\textgreater{}"}


def escape(text: str) -> str:
    """Text as LaTeX has it; addresses may break after a slash."""
    text = re.sub(r"[&%$#_{}]|[\\~’‘–<>]", lambda found: SPECIAL.get(found[0], "\\" + found[0]), text)
    return text.replace("/", r"/\allowbreak{}") if "http" in text else text


def source(report: Edition, *, unicode: bool) -> str:
    """The whole report as a LaTeX file."""
    lines = [
        PREAMBLE % {"fonts": UNICODE if unicode else EIGHT_BIT, "head": edition.RUNNING_HEAD},
        r"\onecolumn\thispagestyle{empty}\vspace*{60mm}",
    ]
    lines += [
        rf"{{\noindent\raggedright{size} {escape(line)}\par}}\bigskip"
        for size, line in zip((r"\large", r"\Huge", r"\Large", r"\large"), report.cover, strict=True)
    ]
    lines += [
        r"\clearpage\thispagestyle{empty}\vspace*{60mm}\footnotesize",
        *(rf"\noindent {escape(line)}\par\smallskip" for line in report.imprint),
    ]
    lines += [
        r"\clearpage\normalsize\section*{CONTENTS}",
        *(rf"\noindent {escape(title)}\dotfill {number}\par" for title, number in report.contents),
    ]
    lines += [r"\twocolumn", *(shown(block, report) for block in report.blocks), r"\end{document}"]
    return "\n".join(lines)


def shown(block: Block, report: Edition) -> str:
    """One block as LaTeX."""

    def set_(text: str) -> str:
        return edition.inline(
            text,
            escape,
            lambda one: rf"\acronym{{{one}}}",
            lambda one: rf"\textbf{{{one}}}",
            lambda mark: rf"\footnote{{{escape(report.notes[mark])}}}",
        )

    if block.kind == "lead":
        first, opening, rest = edition.opened(block.text)
        return rf"\lettrine[lines=3]{{{first}}}{{{escape(opening)}}}{set_(rest)}" + "\n"
    if block.kind == "paragraph":
        return r"\noindent " * block.continued + set_(block.text) + "\n"
    frame = {
        "chapter": r"\section*{%s}",
        "title": r"\subsection*{%s}",
        "bullet": r"\begin{itemize}\item %s\end{itemize}",
        "quote": r"\pulled{%s}",
        "caption": r"\photograph{%s}",
    }
    return frame[block.kind] % (escape(block.text) if block.kind in ("chapter", "title") else set_(block.text)) + "\n"
