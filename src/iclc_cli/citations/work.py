"""What a bibliography needs to know of a record.

Whatever is cited stands in the report, so that is the containing work, with section and item as locator; a page is
never claimed for a passage, as only sections have one, and it is where they begin. Titles are printed ones; what is
described by us stands in square brackets. Our paraphrase is given as an abstract and labelled, never quoted. Names
of speakers are kept as printed: some are printed family name first and some last, so none is turned round.
"""

from collections.abc import Iterator
from typing import Any, Literal

from ..library import Book
from ..model.base import PARAPHRASE, Result, frozen
from ..model.kinds import aliases, kind_of, shapes
from ..query.amounts import date_in_words
from ..text import date_of, fold
from ..views.layout import heading
from ..visible import visible


@frozen
class Work(Result):
    """The report: what contains everything that can be cited."""

    title: str
    """Its title."""
    publisher: str
    """Who published it."""
    place: str
    """Where the publisher is, if the report says so; else empty."""
    year: int
    """When it was published."""
    rights: str
    """Holder of the copyright, licence, and the addresses printed for it."""
    event: str
    """The conference it reports."""
    event_place: str
    """Where that was."""
    start: str
    """Its first day, ISO 8601."""
    end: str
    """Its last day, ISO 8601."""


@frozen
class Citation(Result):
    """What a citation says in any style."""

    key: str
    """Unique and stable, ASCII: ids joined with colons, which no id contains."""
    form: Literal["report", "speech", "part"]
    """The report itself, a speech (a session, or what a person said in one), or a part."""
    author: str
    """The speaker, else the publisher."""
    title: str
    """What is cited."""
    locator: str
    """Section and item; empty for the report itself."""
    role: str
    """The speaker's title at that time; empty for others."""
    abstract: str
    """Our paraphrase."""
    work: Work
    """What contains it."""


def citations_of(book: Book, record: Any) -> Iterator[Citation]:
    """The citations of a record: of a speaker one for each appearance, of others just one."""
    conference, kind, work = book.report.conference, kind_of(record), _work(book)
    prefix = f"{conference.id}:{kind}:{getattr(record, 'id', '')}"
    if kind == "speaker":
        for number, appearance in enumerate(record.appearances):
            session = book.index.get("session", appearance.session)
            again = sum(earlier.session == session.id for earlier in record.appearances[:number])
            said = " ".join(point.text for point in appearance.said)
            yield Citation(
                key=f"{prefix}:{session.id}" + (f":{again + 1}" if again else ""),
                form="speech",
                author=record.name,
                title=f"[{'Contribution to' if said else 'Appearance in'} {session.name}, as {appearance.role}]",
                locator=book.labels.places(appearance.sources),
                role=appearance.role,
                abstract=said,
                work=work,
            )
        return
    whole = kind == "conference" or (kind == "document" and record.kind == "report" and record.name == work.title)
    yield Citation(
        key=conference.id if whole else prefix,
        form="report" if whole else "speech" if kind == "session" else "part",
        author=work.publisher,
        title=work.title if whole else _title(book, record),
        locator="" if whole else _locator(book, record),
        role="",
        abstract=_paraphrase(conference if whole else record),
        work=work,
    )


def _work(book: Book) -> Work:
    conference, publication = book.report.conference, book.report.conference.report
    publisher = next((body for body in book.report.organisations if publication.publisher in (body.name, *aliases(body))), None)
    host = book.index.get("city", conference.host)
    holders = [credit.name for credit in publication.credits if fold(credit.role) == "copyright"]
    return Work(
        title=publication.title,
        publisher=publication.publisher,
        place=book.index.get("city", publisher.city).name if publisher and publisher.city else "",
        year=publication.year,
        rights=". ".join([*(f"© {holder}" for holder in holders), ", ".join([publication.licence, *publication.urls])]),
        event=conference.name,
        event_place=f"{host.name}, {book.index.get('country', host.country).name}",
        start=conference.start,
        end=conference.end,
    )


def _title(book: Book, record: Any) -> str:
    match kind_of(record):
        case "section":
            ours = any(remark.field == "title" and remark.kind == "added" for remark in record.remarks)
            return f"[{record.title}]" if ours else str(record.title)
        case "passage":
            return _title(book, book.index.get("section", record.section))
        case "session" if record.title:
            return book.label(record)
        case "session":
            return f"[{record.name}]"
        case "statement":
            where = f", {book.index.get('session', record.session).name}" if record.session else ""
            by = book.index.get("city", record.city).name if record.city else "participants"
            return f"[Statement by {by} ({record.type}){where}]"
        case "strategy":
            part = f"Strategy, {record.category} {record.order}"
            return f"{record.title} [{part}]" if record.named else f"[{part}: {record.title}]"
        case "initiative" | "document" as kind:
            return f"{record.name} [{heading(kind)}]" if record.named else f"[{heading(kind)}: {record.name}]"
        case kind:
            label, noun = book.label(record), heading(kind)
            return f"[{label}]" if label.startswith(noun) else f"[{noun}: {label}]"


def _locator(book: Book, record: Any) -> str:
    match kind_of(record):
        case "section":
            return book.labels.section(record)
        case "session":
            return book.labels.section(book.index.get("section", record.section))
        case "passage":
            return book.locator(record)
    return book.labels.places(record.sources)


def _paraphrase(record: Any) -> str:
    own = (getattr(record, name) for name, shape in shapes(type(record)).items() if PARAPHRASE in shape.marks)
    return " ".join(text for text in own if text)


# What styles share


def labelled(abstract: str) -> str:
    """Our paraphrase, said to be one."""
    return f"Paraphrase, not a quotation: {abstract}" if abstract else ""


def note(citation: Citation) -> str:
    """Place, role and rights in a line: what no field of CSL and RIS is for.

    No line of it begins with a word and a colon: pandoc takes that for a field of its own, and drops it.
    """
    parts = [
        f"Stands in {citation.locator}." if citation.locator else "",
        f"Spoke as {stopped(citation.role)}" if citation.role else "",
        f"Terms of use: {citation.work.rights}",
    ]
    return " ".join(" ".join(parts).split())


def one_line(text: str) -> str:
    """Text for styles that hold a value on one line."""
    return visible(" ".join(text.split()))


def stopped(sentence: str) -> str:
    """The sentence with a full stop, if it has no end of its own."""
    return sentence if sentence.endswith((".", "?", "!")) else sentence + "."


def days(start: str, end: str) -> str:
    """Two days as one reads them: "27 to 30 October 2021"."""
    first, last = date_in_words(start), date_in_words(end)
    if first == last:
        return last
    begins, ends = date_of(start), date_of(end)
    if len(begins) == len(ends) > 1 and begins[0] == ends[0]:  # what both have in common is said once
        first = first.removesuffix(f" {start[:4]}")
        if begins[1] == ends[1]:
            first = str(begins[2])
    return f"{first} to {last}"


def event(work: Work) -> str:
    """The conference with its place and days."""
    return f"{work.event}, {work.event_place}, {days(work.start, work.end)}"
