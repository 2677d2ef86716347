"""The first screen: what this is, what is in it, and what to type."""

from collections import Counter
from collections.abc import Mapping, Sequence

from ..model import Topic
from ..model.kinds import KINDS, aliases
from ..text import typed
from .drawing import Drawing, days, plural

Rows = Sequence[tuple[str, str]]
"""Commands, each with what it shows."""


def home(drawing: Drawing, holds: Mapping[str, int]) -> None:
    """Everything somebody needs who has never seen it, on one screen."""
    page, report = drawing.page, drawing.report
    conference = report.conference
    host = drawing.get("city", conference.host)
    page.line(page.words((conference.name, "name")))
    page.line(f"{host.name}, {drawing.country(host.country)}, {days(conference.start, conference.end, brief=False)}: the report as data")
    page.blank()
    page.run("in it", _contents(drawing, holds), most=3, role="")
    city, session, topic = _city(drawing, conference.host), _session(drawing), _topic(drawing)
    blocks: dict[str, Rows] = {
        "look": (
            ("iclc sessions", "the programme: who spoke where"),
            ("iclc cities --map", "who took part, by region"),
            ("iclc strategy", "what the network plans"),
        ),
        "name it": (
            (f"iclc {city}", "a city, a person, a topic …"),
            (f"iclc {session}", "what it concluded, on a screen"),
            (f"iclc peers {city}", "who does the same; whom to ask"),
        ),
        "search": (
            (f"iclc search {topic}", "everything at once"),
            (f"iclc initiatives --topic {_common(drawing)}", "what cities did about it"),
        ),
        "use": (
            (f"iclc cite {city}", "with the place in the report"),
            ("iclc cities --json", "clean records for programs"),
        ),
    }
    wide = max(len(typed) for rows in blocks.values() for typed, _ in rows) + 2
    for word, rows in blocks.items():
        page.blank()
        page.commands(word, rows, wide)
    page.hint("iclc -h", "iclc about")


def _contents(drawing: Drawing, holds: Mapping[str, int]) -> list[str]:
    """How much of everything there is, the report's own parts aside."""
    report = drawing.report
    named = sum(city.participation == ("mentioned",) for city in report.cities)
    told = []
    for kind in ("session", "speaker", "city", "initiative", "statement", "strategy", "figure", "topic"):
        countries = len({city.country for city in report.cities})
        more = f" in {countries} countries" if kind == "city" and countries > 1 else ""
        told.append(plural(kind, holds[KINDS[kind].collection]) + more + (f" ({named} only named)" if named and kind == "city" else ""))
    return [text for text in told if not text.startswith("0 ")]


def _city(drawing: Drawing, unless: str) -> str:
    """The name of a record that has much to show: the city of most people and statements, the host aside."""
    report = drawing.report
    said = [statement.city for statement in report.statements]
    spoke = [appearance.city for speaker in report.speakers for appearance in speaker.appearances]
    cities = [city for city in report.cities if city.id != unless and city.name.isalpha()] or report.cities
    best = max(cities, key=lambda city: (min(said.count(city.id), 2) + min(spoke.count(city.id), 2), -len(city.name)), default=None)
    return typed(best.name) if best else typed(report.conference.name)


def _session(drawing: Drawing) -> str:
    """A session with conclusions, as one types it."""
    report = drawing.report
    with_words = [session for session in report.sessions if session.conclusions and session.number and "forum" in session.kind]
    chosen = with_words[1:2] or with_words or report.sessions[:1]
    return f"forum {chosen[0].number}" if with_words else typed(drawing.book.labels.brief(chosen[0])) if chosen else "sessions"


def _topic(drawing: Drawing) -> str:
    """A topic of two words that some initiatives deal with, to search for."""
    found = [
        topic.name for topic, number in _initiatives(drawing) if 3 <= number <= 9 and topic.kind == "group" and topic.name.count(" ") == 1
    ]
    return typed(found[0] if found else next((topic.name for topic, _ in _initiatives(drawing)), "learning"))


def _common(drawing: Drawing) -> str:
    """The topic that most initiatives deal with, by its shortest name."""
    counted = _initiatives(drawing)
    if not counted:
        return "learning"
    topic, _ = max(counted, key=lambda pair: pair[1])
    return typed(min((topic.name, *aliases(topic)), key=len).lower())


def _initiatives(drawing: Drawing) -> list[tuple[Topic, int]]:
    """How many initiatives deal with each topic that has any."""
    counted = Counter(topic for initiative in drawing.report.initiatives for topic in initiative.topics)
    return [(topic, counted[topic.id]) for topic in drawing.report.topics if counted[topic.id]]
