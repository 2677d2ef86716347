"""Entries for BibTeX and biblatex, in UTF-8; braces keep the capitals of titles, word by word, and names and bodies whole."""

import re
from collections.abc import Sequence

from .work import Citation, labelled, one_line

ENDING = "bib"
PROSE = False

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


_WORD = re.compile(r"(\w(?:[\w'’.-]*\w)?)")


def tex(text: str) -> str:
    """Text for TeX, so that it prints as it stands."""
    return _escaped(one_line(text))


def title(text: str) -> str:
    """A title for TeX, with braces around each word whose case has to be kept.

    Styles and reference managers raise the first letter of a title and of what follows a colon, and lower all else; some raise
    what is in braces as a whole.
    """
    before, parts = "", []
    for part in _WORD.split(one_line(text)):
        parts.append(f"{{{_escaped(part)}}}" if _kept(part, before) else _escaped(part))
        before += part
    return "".join(parts)


def _kept(word: str, before: str) -> bool:
    if not before:
        word = word[:1].swapcase() + word[1:]
    return any(map(str.isupper, word)) or (before.endswith(": ") and word[:1].islower())


def _escaped(text: str) -> str:
    return _LIGATURES.sub("{}", text.translate(_SPECIALS))


def _whole(text: str) -> str:
    """The name of a person or a body, which is not to be taken apart."""
    return f"{{{tex(text)}}}"


_WRITTEN = {
    **dict.fromkeys(("title", "booktitle", "eventtitle"), title),
    **dict.fromkeys(("author", "institution", "publisher"), _whole),
}
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
    lines = [f"  {name} = {{{_WRITTEN.get(name, tex)(value)}}}" for name, value in fields.items() if value]
    return f"@{_TYPES[citation.form]}{{{citation.key},\n" + ",\n".join(lines) + "\n}\n"
