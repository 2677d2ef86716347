"""Entries for BibTeX and biblatex, in UTF-8; double braces keep capitals and whole names."""

import re
from collections.abc import Sequence

from .work import Citation, labelled, one_line

ENDING = "bib"

_SPECIAL = {
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "\\": r"{\textbackslash}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    # As mathematics: BibTeX counts braces even behind a backslash.
    "{": r"$\lbrace$",
    "}": r"$\rbrace$",
}
"""The characters that TeX would obey, each with what prints it."""
_SPECIALS = str.maketrans(_SPECIAL)
_LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)|(?<=[`?!])(?=`)")
"""Between characters that TeX would set as one: two hyphens as a dash."""


def tex(text: str) -> str:
    """Text for TeX, so that it prints as it stands."""
    return _LIGATURES.sub("{}", one_line(text).translate(_SPECIALS))


_TYPES = {"report": "techreport", "speech": "inproceedings", "part": "incollection"}


def write(citations: Sequence[Citation]) -> str:
    """An entry each, a blank line between them."""
    return "\n".join(_entry(citation) for citation in citations)


def _entry(citation: Citation) -> str:
    work, whole = citation.work, citation.form == "report"
    fields = {
        "author": citation.author,
        "title": citation.title,
        "booktitle": "" if whole else work.title,
        "institution" if whole else "publisher": work.publisher,
        "type": "Conference report" if whole else "",
        "address": work.place,
        "year": str(work.year),
        "note": citation.locator,
        "eventtitle": work.event,
        "eventdate": "/".join(dict.fromkeys((work.start, work.end))),
        "venue": work.event_place,
        "abstract": labelled(citation.abstract),
        "copyright": work.rights,
    }
    doubled = {"author", "title", "booktitle", "institution", "publisher", "eventtitle"}
    lines = []
    for name, value in fields.items():
        if value:
            inner = tex(value)
            lines.append(f"  {name} = {{{{{inner}}}}}" if name in doubled else f"  {name} = {{{inner}}}")
    return f"@{_TYPES[citation.form]}{{{citation.key},\n" + ",\n".join(lines) + "\n}\n"
