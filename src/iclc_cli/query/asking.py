"""What a query asks for: a kind of record, one in a place, or what the conference itself was."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..model import Report
from ..model.kinds import kind_of
from ..text import fold
from .index import Index
from .names import NOUNS
from .spelling import ASKING
from .thesaurus import singular

MEANS = {
    **dict.fromkeys(("how many", "how much", "how long", "how often", "how old", "when"), "figure"),
    **dict.fromkeys(("who", "whom", "whose"), "speaker"),
    **dict.fromkeys(("ask", "asked", "asks", "want", "wanted", "wants", "wish", "wished", "demand", "demanded", "promised"), "statement"),
}
"""Ways to ask, each with the kind that answers."""

_ANYBODY = frozenset({"people", "person", "persons"})
"""What stands in many queries that do not ask for speakers: "young people in Korea"."""

KIND_WORDS = {**{word: kind for word, kind in NOUNS.items() if word not in _ANYBODY}, "town": "city", "towns": "city"}
"""Words that a query asks for records of a kind by."""

_PLACED = frozenset({"city", "speaker", "organisation", "initiative", "statement"})
"""The kinds that are somewhere: "cities in Morocco"."""

_POSTS = frozenset({"chair", "councillor", "director", "leader", "mayor", "minister", "professor"})


def placed_kind(words: Sequence[str]) -> str | None:
    """The kind that these words ask for when a place is named with them."""
    word = " ".join(singular(words))
    kind = "speaker" if word in _POSTS else "city" if word == "council" else KIND_WORDS.get(word)
    return kind if kind in _PLACED else None


def place_of(index: Index, record: Any) -> set[tuple[str, str]]:
    """The cities and countries in which a record is or happens, by kind and id."""
    found = {("city", record.id)} if kind_of(record) == "city" else set()
    for node in getattr(record, "appearances", (record,)):
        city, country = getattr(node, "city", None), getattr(node, "country", None)
        if city:
            found.add(("city", city))
            country = country or index.get("city", city).country
        if country:
            found.add(("country", country))
    return found


_CONFERENCE = frozenset({"conference", "event"})
_PLACE_ASKED = tuple(f"{one} {place}" for one in ("which", "what") for place in ("city", "country", "place", "town"))
_VISITORS = frozenset({"attendees", "delegates", "participants", "people", "persons", "visitors"})
_SAID_OF_ANY = frozenset(
    """
    attend attended attending city country date dates day days end ended held hold host hosted hosting hosts join joined last lasted
    location long organise organised organiser organize organized organizer participate participated part place run ran town venue
    """.split()  # noqa: SIM905
)
_IN_GENERAL = ASKING | _CONFERENCE | _VISITORS | _SAID_OF_ANY
"""Words that may be said of any conference."""


_WAYS = {
    "many": ("how many",),
    "dates": ("when", "how long", "date", "dates", "day", "days"),
    "place": ("where", "location", "venue", *_PLACE_ASKED),
    "organiser": ("who", "organiser", "organizer", "host"),
    "itself": ("the conference", "this conference", "the event"),
}
"""Ways to ask for what there is to know of it."""


def about_the_conference(report: Report, words: Sequence[str]) -> list[tuple[str, str]]:
    """By kind and id what answers when, where and how many, where general words only leave the conference itself to ask about."""
    spoken, kept = f" {' '.join(words)} ", _CONFERENCE.union(_VISITORS).intersection(words)

    def says(what: str) -> bool:
        return any(f" {way} " in spoken for way in _WAYS[what])

    many = says("many")
    if not _IN_GENERAL.issuperset(words) or not (_CONFERENCE & kept or (many and kept)):
        return []
    conference = report.conference
    figures = [one for one in report.figures if fold(conference.name) in fold(one.counts)]
    found: Iterable[tuple[str, str]] = ()
    if says("dates"):
        found = [("figure", one.id) for one in figures if one.date is not None]
    elif many:
        found = [("figure", one.id) for one in figures if one.value is not None]
    elif says("place"):
        found = [("city", conference.host)] if conference.host else []
    elif says("organiser"):
        found = [("organisation", conference.organiser)] if conference.organiser else []
    return [*found, ("conference", conference.id)] if found or says("itself") else []


QUESTIONS: Mapping[str, Any] = {
    "means": list(MEANS.items()),
    "kindWords": list(KIND_WORDS.items()),
    "placed": sorted(_PLACED),
    "posts": sorted(_POSTS),
    "conference": sorted(_CONFERENCE),
    "visitors": sorted(_VISITORS),
    "inGeneral": sorted(_IN_GENERAL),
    "ways": _WAYS,
}
"""What tells questions, by name, for a search elsewhere: `exports/page/search.js` does as this module does."""
