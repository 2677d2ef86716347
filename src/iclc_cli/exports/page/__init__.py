"""The whole report as one page for browsers: search, lists with filters, cards, map and counts; needs no network and no server.

Everything stands in the page as HTML, readable and linked without its script; what the script needs beyond that, to search, to
choose, to count and to cite, lies in it compressed.
"""

import base64
import hashlib
import json
import zlib
from importlib.resources import files
from typing import Any

from ...dataset.origin import origin
from ...library import Book
from ...model.kinds import KINDS, all_records
from ...query.names import ref_of
from ...text import number_of
from ...views.layout import heading
from .. import Form
from . import citing, lists, pictures
from .markup import Markup, join, tag
from .records import article, link
from .searching import search_data

FORM: Form = "text"

_ACROSS = {"": "Programme", "map": "Map", "topics-by-session": "Topics by session", "counts": "Counts", "about": "About"}
"""What there is beside the lists of the kinds."""

_TRIED = ("health literacy", "what did Cork ask for", "Irish cities", "digital divide", "Ban Ki-moon")
"""Searches to begin with."""


def export(book: Book) -> str:
    """The page."""
    told = origin(book.report)
    style, script = _shipped("page.css"), join([_shipped("search.js"), _shipped("page.js")])
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; base-uri 'none'; form-action 'none'"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="description", content=told.description),
        tag("link", rel="icon", href="data:,"),
        tag("title", told.title),
        tag("style", style),
        tag("script", script),
    )
    body = tag(
        "body",
        tag("a", "Skip to the content", href="#main", class_="skip"),
        _header(book),
        tag("main", *_views(book), id="main", tabindex=-1),
        _footer(book),
        tag("script", _packed(_data(book)), type="text/plain", id="data"),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang='en')}\n"


def _shipped(name: str) -> Markup:
    """A file of ours that stands in the page as it is."""
    return Markup(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _hash(content: str) -> str:
    """What the page's policy knows its own script and style by."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _data(book: Book) -> dict[str, Any]:
    """What the script works with."""
    return {
        "title": book.report.conference.name,
        "styles": list(citing.OFFERED.values()),
        "citations": citing.cited(book),
        "lists": {KINDS[kind].collection: lists.described(book, kind) for kind in lists.LISTED},
        "kinds": {name: heading(name) for name in KINDS},
        "moved": {one.old: one.new for one in book.report.redirects},
        "places": {one.id: book.labels.place([one.id]) for one in book.records("passage")},
        "search": search_data(book),
    }


def _packed(data: dict[str, Any]) -> Markup:
    """Data as text that no parser takes for markup: base64 of what `DecompressionStream` reads."""
    return Markup(base64.b64encode(zlib.compress(json.dumps(data, separators=(",", ":")).encode(), 9)).decode())


def _header(book: Book) -> Markup:
    kinds = [tag("li", link(KINDS[kind].collection, heading(KINDS[kind].collection))) for kind in lists.LISTED]
    across = [tag("li", link(name, called)) for name, called in _ACROSS.items()]
    return tag(
        "header",
        tag("h1", link("", book.report.conference.name)),
        tag("nav", tag("ul", *across[:1], *kinds, *across[1:]), aria_label="Lists and pictures"),
    )


def _views(book: Book) -> list[Markup]:
    return [
        _home(book),
        *(lists.section(book, kind) for kind in lists.LISTED),
        pictures.city_map(book),
        pictures.heat(book),
        pictures.counts(book),
        _about(book),
        *(article(book, record) for _, record in all_records(book.report)),
    ]


def _home(book: Book) -> Markup:
    conference = book.report.conference
    numbers = [
        tag("li", link(KINDS[kind].collection, f"{len(book.records(kind))} {KINDS[kind].collection}"))
        for kind in ("speaker", "city", "country", "session", "initiative", "statement", "topic", "passage")
    ]
    return tag(
        "section",
        tag("h2", conference.theme),
        tag("p", conference.summary, " ", link(ref_of(conference), "More on the conference")),
        tag("ul", *numbers, class_="numbers"),
        tag("p", "Try: ", join([link(f"search?q={query.replace(' ', '+')}", query) for query in _TRIED], " · "), class_="needs-script"),
        *_programme(book),
        id="/",
    )


def _programme(book: Book) -> list[Markup]:
    """The sections of the report in their order, by chapter, with the sessions that each reports and who spoke there."""
    chapters: dict[str, list[Any]] = {}
    for section in book.report.sections:
        chapters.setdefault(section.chapter or section.title, []).append(section)
    parts: list[Markup] = []
    for chapter, sections in chapters.items():
        lines = [line for section in sections for line in _sessions(book, section)]
        alone = len(lines) == 1 and lines[0][0] == chapter
        parts.append(tag("h3", lines[0][1] if alone else chapter))
        if not alone or lines[0][2]:
            parts.append(
                tag(
                    "ul",
                    *(tag("li", "" if alone else called, tag("br") if people and not alone else "", people) for _, called, people in lines),
                )
            )
    return parts


def _sessions(book: Book, section: Any) -> list[tuple[str, Markup, Markup]]:
    """The sessions of a section, or itself where it reports none: what each is called, the same with links, and who spoke."""
    page = f", begins p. {section.page}" if section.page is not None else ""
    read = tag("small", link(ref_of(section), number_of(len(book.index.passages_of(section.id)), "passage")), page)
    sessions = [one for one in book.report.sessions if one.section == section.id]
    told = []
    for one in sessions or [section]:
        name = book.label(one)
        people = [speaker for speaker in book.report.speakers if any(part.session == one.id for part in speaker.appearances)]
        told.append((name, join([link(ref_of(one), name), " ", read]), join([link(ref_of(one), one.name) for one in people], ", ")))
    return told


def _about(book: Book) -> Markup:
    told = origin(book.report)
    publication = book.report.conference.report
    return tag(
        "section",
        tag("h2", "About this page"),
        tag("p", f"{told.adapted} What stands in square brackets is a name of ours."),
        tag("p", f"The report: {told.source}. Data {told.version}, made into this page by {told.tool}."),
        tag("p", told.attribution),
        tag("ul", *(tag("li", tag("a", url, href=url) if url.startswith(("http://", "https://")) else url) for url in publication.urls)),
        tag("p", "Nothing is loaded from anywhere, and nothing is told to anyone: the page works without a network."),
        id="/about",
    )


def _footer(book: Book) -> Markup:
    told = origin(book.report)
    return tag(
        "footer",
        tag("p", told.attribution),
        tag("p", told.adapted),
        tag("noscript", tag("p", "Without script the page shows everything at once; search and filters need it.")),
    )
