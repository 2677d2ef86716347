"""The cities most like one: how much alike, what they share, and whom to ask there."""

from collections.abc import Sequence

from ..model import City
from ..query.peers import Peer
from ..text import typed
from .drawing import Drawing, glue, word

STEPS = 5
"""In how many steps likeness is shown, of which the nearest has all."""


def draw(drawing: Drawing, city: City, found: Sequence[Peer], most: int) -> None:
    """Three lines a city, the nearest first; `most` of them, 0 is all."""
    page = drawing.page
    shown = found[: most or None]
    count = f"{len(shown)} of {len(found)}" if len(shown) < len(found) else str(len(found))
    page.heading(f"Cities most like {city.name}", count)
    page.blank()
    for peer in shown:
        _peer(drawing, peer, found[0].score)
    if not found:
        page.put("No city shares a topic, a session or a kind of initiative with it.", indent=page.left)
        page.hint(f"iclc {typed(city.name)}")
        return
    page.blank()
    legend = "like the nearest; rare topics, shared sessions and kinds of initiative count more"
    if page.plain:
        page.put(
            f"Likeness is told in {STEPS} steps, of which the nearest has all; rare topics, shared sessions and kinds of "
            "initiative count more.",
            indent=page.left,
        )
    else:
        page.item("●" * STEPS, legend, role="live")
    nearest = drawing.get("city", found[0].id)
    page.hint(f"iclc compare {typed(city.name)} {typed(nearest.name)}", f"iclc {drawing.called(nearest)}")
    if len(shown) < len(found):
        page.hint(f"iclc peers {typed(city.name)} -n 0")


def _peer(drawing: Drawing, peer: Peer, top: float) -> None:
    page = drawing.page
    city = drawing.get("city", peer.id)
    steps = max(1, round(STEPS * peer.score / top))
    name = page.words((city.name, "name"), ", " if page.plain else "  ", drawing.country(city.country))
    page.line(name, f"{steps} of {STEPS}" if page.plain else page.words(("●" * steps, "live"), ("·" * (STEPS - steps), "faint")))
    shared = [
        *(f"both in {drawing.session(one)}" for one in peer.sessions),
        *(drawing.name("topic", one) for one in peer.topics),
        *(f"both have {_one(word(one))}" for one in peer.initiative_kinds),
    ]
    page.run("share", shared, 1, role="")
    people = _people(drawing, city)
    for number, (told, place) in enumerate(people[:2]):
        left = len(people) - 2
        more = f"; +{left}" if number == 1 and left > 0 else ""
        page.item("" if number else "ask", told, glue(place + more), role="", cut=not page.plain)
    if not people:
        page.item("ask", "nobody is named for it", role="")


def _one(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def _people(drawing: Drawing, city: City) -> list[tuple[str, str]]:
    """Who spoke for a city, each in one role, with the places where that stands."""
    found: dict[str, tuple[str, list[str]]] = {}
    for speaker, appearance in drawing.appearances("city", city.id):
        found.setdefault(speaker.id, (f"{speaker.name}, {appearance.role}", []))[1].extend(appearance.sources)
    return [(told, drawing.where(sources, most=1)) for told, sources in found.values()]
