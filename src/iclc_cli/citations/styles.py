"""Citations: what a bibliography needs to know of a record, and the styles it is written in.

Whatever is cited stands in the report, so that is the containing work, with section and item as locator; a page is
never claimed for a passage, as only sections have one, and it is where they begin. Titles are printed ones; what is
described by us stands in square brackets. Our paraphrase is given as an abstract and labelled, never quoted. Names
of speakers are kept as printed: some are printed family name first and some last, so none is turned round.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ..model.kinds import kind_of, shapes
from ..model.records import PARAPHRASE, Report
from ..query import names as naming
from ..views.cards import heading, places
from ..visible import visible


class Work(NamedTuple):
    """The report: what contains everything that can be cited."""

    title: str
    publisher: str
    place: str
    """Where the publisher is, if the report says so."""
    year: int
    rights: str
    """Holder of the copyright, licence, and the addresses printed for it."""
    event: str
    event_place: str
    start: str
    end: str


class Citation(NamedTuple):
    """What a citation says in any style."""

    key: str
    """Unique and stable, ASCII: ids joined with colons, which no id contains."""
    form: str
    """`report`, `speech` (a session, or what a person said in one), or `part`."""
    author: str
    title: str
    locator: str
    """Section and item; empty for the report itself."""
    role: str
    """The speaker's title at that time."""
    abstract: str
    """Our paraphrase."""
    work: Work


def cite(report: Report, records: Iterable[Any], style: str) -> str:
    """Citations of records in a style of `STYLES`, each once."""
    work = _work(report)
    found = {citation.key: citation for record in records for citation in _citations(report, work, record)}
    return STYLES[style].write(list(found.values()))


def _work(report: Report) -> Work:
    conference, publication = report.conference, report.conference.report
    publisher = next((body for body in report.organisations if publication.publisher in (body.name, *body.aliases)), None)
    host = naming.find(report, "city", conference.host)
    holders = [credit.name for credit in publication.credits if naming.fold(credit.role) == "copyright"]
    return Work(
        title=publication.title,
        publisher=publication.publisher,
        place=naming.find(report, "city", publisher.city).name if publisher and publisher.city else "",
        year=publication.year,
        rights=". ".join([*(f"© {holder}" for holder in holders), ", ".join([publication.licence, *publication.urls])]),
        event=conference.name,
        event_place=f"{host.name}, {naming.find(report, 'country', host.country).name}",
        start=conference.start,
        end=conference.end,
    )


def _citations(report: Report, work: Work, record: Any) -> Iterator[Citation]:
    kind, conference = kind_of(record), report.conference.id
    whole = kind == "conference" or (kind == "document" and record.kind == "report" and record.name == work.title)
    if kind == "speaker":
        for number, appearance in enumerate(record.appearances):
            session = naming.find(report, "session", appearance.session)
            again = sum(earlier.session == session.id for earlier in record.appearances[:number])
            key = ":".join((conference, kind, record.id, session.id, *([str(again + 1)] if again else [])))
            said = " ".join(point.text for point in appearance.said)
            title = f"[{'Contribution to' if said else 'Appearance in'} {session.name}, as {appearance.role}]"
            yield Citation(key, "speech", record.name, title, places(report, appearance.sources), appearance.role, said, work)
    elif whole:
        yield Citation(conference, "report", work.publisher, work.title, "", "", _paraphrase(report.conference), work)
    else:
        form = "speech" if kind == "session" else "part"
        key = ":".join((conference, kind, record.id))
        yield Citation(key, form, work.publisher, _title(report, record), _locator(report, record), "", _paraphrase(record), work)


def _title(report: Report, record: Any) -> str:
    match kind_of(record):
        case "section":
            ours = any(remark.field == "title" and remark.kind == "added" for remark in record.remarks)
            return f"[{record.title}]" if ours else str(record.title)
        case "passage":
            return _title(report, naming.find(report, "section", record.section))
        case "session" if record.title:
            return naming.label(report, record)
        case "session":
            return f"[{record.name}]"
        case "statement":
            where = f", {naming.find(report, 'session', record.session).name}" if record.session else ""
            return f"[Statement by {naming.find(report, 'city', record.city).name} ({record.type}){where}]"
        case "strategy":
            return f"[Strategy, {record.category} {record.order}: {record.title}]"
        case kind:
            label, noun = naming.label(report, record), heading(kind)
            return f"[{label}]" if label.startswith(noun) else f"[{noun}: {label}]"


def _locator(report: Report, record: Any) -> str:
    match kind_of(record):
        case "section":
            return naming.section_label(report, record)
        case "session":
            return naming.section_label(report, naming.find(report, "section", record.section))
        case "passage":
            return naming.locator(report, record)
    return places(report, record.sources)


def _paraphrase(record: Any) -> str:
    own = (getattr(record, name) for name, part in shapes(type(record)).items() if PARAPHRASE in part.marks)
    return " ".join(text for text in own if text)


def _labelled(abstract: str) -> str:
    return f"Paraphrase, not a quotation: {abstract}" if abstract else ""


def _line(text: str) -> str:
    """Text for styles that hold a value on one line."""
    return visible(" ".join(text.split()))


# CSL-JSON


def csl_json(citations: Sequence[Citation]) -> str:
    """An array of CSL items; the locator is in `note`, which is what Zotero shows as Extra."""
    from ..formats.json import document

    return document([_csl_item(citation) for citation in citations])


_CSL_TYPES = {"report": "report", "speech": "speech", "part": "chapter"}


def _csl_item(citation: Citation) -> dict[str, Any]:
    work = citation.work
    notes = {"Locator": citation.locator, "Role": citation.role, "Reported in": _reported_in(citation), "Rights": work.rights}
    item = {
        "id": citation.key,
        "type": _CSL_TYPES[citation.form],
        "author": [{"literal": citation.author}],
        "title": citation.title,
        "container-title": work.title if citation.form != "report" else "",
        "publisher": work.publisher,
        "publisher-place": work.place,
        "issued": {"date-parts": [[work.year]]},
        "event-title": work.event,
        "event-place": work.event_place,
        "event-date": {"date-parts": [_date_parts(day) for day in dict.fromkeys((work.start, work.end))]},
        "abstract": _labelled(citation.abstract),
        "note": "\n".join(f"{name}: {text}" for name, text in notes.items() if text),
    }
    return {name: value for name, value in item.items() if value}


def _reported_in(citation: Citation) -> str:
    # Zotero keeps no container for a speech.
    work = citation.work
    return f"{work.title} ({work.publisher}, {work.year})" if citation.form == "speech" else ""


def _date_parts(day: str) -> list[int]:
    return [int(part) for part in day.split("-") if part.isdigit()]


# BibTeX

_COMMANDS = {
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "\\": r"{\textbackslash}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "`": r"{\textasciigrave}",
    # As mathematics: BibTeX counts braces even behind a backslash, and text fonts of old have none of the other three.
    "{": r"$\lbrace$",
    "}": r"$\rbrace$",
    "<": "$<$",
    ">": "$>$",
    "|": "$|$",
    "\u00a0": "~",
    "–": r"{\textendash}",
    "—": r"{\textemdash}",
    "‘": r"{\textquoteleft}",
    "’": r"{\textquoteright}",
    "“": r"{\textquotedblleft}",
    "”": r"{\textquotedblright}",
    "…": r"{\ldots}",
    "©": r"{\textcopyright}",
    "ß": r"{\ss}",
    "ł": r"{\l}",
    "Ł": r"{\L}",
    "ø": r"{\o}",
    "Ø": r"{\O}",
    "æ": r"{\ae}",
    "Æ": r"{\AE}",
    "œ": r"{\oe}",
    "Œ": r"{\OE}",
    "ı": r"{\i}",
}
_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u ",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r ",
    "\u030b": "H ",
    "\u030c": "v ",
    "\u0323": "d ",
    "\u0327": "c ",
    "\u0328": "k ",
    "\u0331": "b ",
}
_BELOW = frozenset("\u0323\u0327\u0328\u0331")
"""Accents that leave an i its dot."""
_LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)")
"""Between characters that TeX would set as one: two hyphens as a dash."""


def tex(text: str) -> str:
    """Text for TeX, so that it prints as it stands: commands for what it would obey or misprint, ASCII for Latin letters."""
    commands = (_command(character) for character in unicodedata.normalize("NFC", _line(text)))
    return _LIGATURES.sub("{}", "".join(commands))


def _command(character: str) -> str:
    if character.isascii() or character in _COMMANDS:
        return _COMMANDS.get(character, character)
    letter, *marks = list(unicodedata.normalize("NFD", character))
    if len(marks) != 1 or marks[0] not in _ACCENTS or not (letter.isascii() and letter.isalpha()):
        return character
    dotless = letter in "ij" and marks[0] not in _BELOW
    return "{\\" + _ACCENTS[marks[0]] + ("\\" if dotless else "") + letter + "}"


_BIBTEX_TYPES = {"report": "techreport", "speech": "inproceedings", "part": "incollection"}


def bibtex(citations: Sequence[Citation]) -> str:
    """Entries for BibTeX and biblatex, ASCII wherever TeX has a command; double braces keep capitals and whole names."""
    return "\n".join(_bibtex_entry(citation) for citation in citations)


def _bibtex_entry(citation: Citation) -> str:
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
        "abstract": _labelled(citation.abstract),
        "copyright": work.rights,
    }
    doubled = {"author", "title", "booktitle", "institution", "publisher", "eventtitle"}
    lines = []
    for name, value in fields.items():
        if value:
            inner = tex(value)
            lines.append(f"  {name} = {{{{{inner}}}}}" if name in doubled else f"  {name} = {{{inner}}}")
    return f"@{_BIBTEX_TYPES[citation.form]}{{{citation.key},\n" + ",\n".join(lines) + "\n}\n"


# RIS

_RIS_TYPES = {"report": "RPRT", "speech": "CONF", "part": "CHAP"}


def ris(citations: Sequence[Citation]) -> str:
    """RIS records, CRLF between lines as its definition says."""
    return "\r\n".join(_ris_record(citation) for citation in citations)


def _ris_record(citation: Citation) -> str:
    work = citation.work
    tags = [("TY", _RIS_TYPES[citation.form]), ("ID", citation.key), ("AU", citation.author), ("T1", citation.title)]
    if citation.form == "speech":  # in this type the place is the event's, and the publisher's place is C1
        tags += [("T2", work.event), ("C3", work.title), ("CY", work.event_place), ("C1", work.place)]
    else:
        tags += [("T2", work.title if citation.form == "part" else ""), ("CY", work.place)]
    event = f"{work.event}, {work.event_place}, {days(work.start, work.end)}"
    tags += [
        ("PB", work.publisher),
        ("PY", str(work.year)),
        ("AB", _labelled(citation.abstract)),
        ("N1", f"Locator: {citation.locator}" if citation.locator else ""),
        ("N1", f"Role: {citation.role}" if citation.role else ""),
        ("N1", f"Event: {event}"),
        ("N1", f"Rights: {work.rights}"),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in tags if value]
    return "".join(line + "\r\n" for line in [*lines, "ER  - "])


# For people


def apa(citations: Sequence[Citation]) -> str:
    """One reference a line after the APA manual; names as printed, and without italics, which plain text has not."""
    return "".join(_line(_apa_reference(citation)) + "\n" for citation in citations)


def _apa_reference(citation: Citation) -> str:
    work = citation.work
    start = f"{_stopped(citation.author)} ({work.year}). "
    if citation.form == "report":  # a publisher that is the author is not named again
        return start + _stopped(work.title)
    inside = citation.locator.replace("(", "[").replace(")", "]")
    publisher = "" if citation.author == work.publisher else f" {_stopped(work.publisher)}"
    return f"{start}{_stopped(citation.title)} In {work.title}{f' ({inside})' if inside else ''}.{publisher}"


def text(citations: Sequence[Citation]) -> str:
    """One line a record with everything a reader needs to find it and to use it: for a footnote or a caption."""
    return "".join(_line(_text_reference(citation)) + "\n" for citation in citations)


def _text_reference(citation: Citation) -> str:
    work, whole = citation.work, citation.form == "report"
    own = [] if whole else [citation.author] if citation.author != work.publisher else []
    titles = [work.title] if whole else [citation.title, f"In: {work.title}"]
    event = f"{work.event}, {work.event_place}, {days(work.start, work.end)}"
    imprint = f"{work.place}: {work.publisher}, {work.year}" if work.place else f"{work.publisher}, {work.year}"
    parts = [*own, *titles, event, imprint, *([citation.locator] if citation.locator else [])]
    return " ".join(_stopped(part) for part in parts) + f" {work.rights}"


def _stopped(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else sentence + "."


def days(start: str, end: str) -> str:
    """Two days as one reads them: "27 to 30 October 2021"."""
    first, last = naming.date_in_words(start).split(), naming.date_in_words(end).split()
    while first and last[-len(first) :] != first and first[-1] == last[len(first) - 1]:
        first.pop()
    return " ".join(last) if first == last else f"{' '.join(first)} to {' '.join(last)}"


class Style(NamedTuple):
    """A way to write citations."""

    write: Callable[[Sequence[Citation]], str]
    ending: str
    """The ending of a file that chooses it; empty when none does."""


STYLES: dict[str, Style] = {
    "text": Style(text, "txt"),
    "apa": Style(apa, ""),
    "bibtex": Style(bibtex, "bib"),
    "ris": Style(ris, "ris"),
    "csl-json": Style(csl_json, "json"),
}
"""Every style by its name."""
