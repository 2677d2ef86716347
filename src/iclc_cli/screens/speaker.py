"""Speakers: a table by name; a card of what somebody said, session by session."""

from collections.abc import Sequence

from rich.text import Text

from ..grid import Block, Column, Group
from ..model import Appearance, Initiative, Point, Speaker
from .drawing import OURS, Drawing, Selection, by_name, grouped, number_or_dot

COLUMNS = (
    Column("Name", spill=True, most=24),
    Column("Role", flexible=True, least=38),
    Column("City", drop=3),
    Column("Country", most=26, drop=2),
    Column("Session"),
    Column("Points", right=True, drop=1),
)


def listing(drawing: Drawing, chosen: Selection) -> None:
    """A table by name unless somebody asked for another order; with `--long` each role whole, with its place."""
    page = drawing.page
    drawing.heading("Speakers", chosen)
    if not chosen.records:
        return
    page.blank()
    records: Sequence[Speaker] = chosen.records if chosen.sorted else by_name(chosen.records)
    if chosen.long:
        for speaker in records:
            for number, appearance in enumerate(speaker.appearances):
                told = page.words((speaker.name, "name"), f", {appearance.role}")
                told = told if number else drawing.identified(told, speaker, chosen)
                where = drawing.where(appearance.sources, _home(drawing, appearance))
                page.item(drawing.session(appearance.session), told, where, role="", hang=2)
    else:
        page.table((*COLUMNS, Column("ID")) if chosen.ids else COLUMNS, [_row(drawing, speaker, chosen.ids) for speaker in records])
    page.hint(f"iclc {drawing.called(records[0])}", "iclc speakers --long", "iclc speakers --count-by country")


def _row(drawing: Drawing, speaker: Speaker, ids: bool) -> list[str | Text]:
    sessions = list(dict.fromkeys(drawing.session(one.session) for one in speaker.appearances))
    more = f" +{len(sessions) - 1}" if len(sessions) > 1 else ""
    return [
        drawing.page.words((speaker.name, "name")),
        "; ".join(_roles(speaker)),
        ", ".join(_names(drawing, speaker, "city")),
        ", ".join(_names(drawing, speaker, "country")),
        "".join(sessions[:1]) + more,
        number_or_dot(drawing.page, sum(len(one.said) for one in speaker.appearances)),
        *([speaker.id] if ids else []),
    ]


def _roles(speaker: Speaker) -> list[str]:
    return list(dict.fromkeys(one.role for one in speaker.appearances))


def _names(drawing: Drawing, speaker: Speaker, kind: str) -> list[str]:
    """The cities or countries that somebody spoke for."""
    held = (getattr(one, kind) for one in speaker.appearances)
    return [drawing.name(kind, one) for one in dict.fromkeys(held) if one]


def _home(drawing: Drawing, appearance: Appearance) -> str:
    section: str = drawing.get("session", appearance.session).section
    return section


def card(drawing: Drawing, speaker: Speaker, full: bool) -> None:
    """Who it is, and what they said in each session; in short one point of each paragraph in turn."""
    page = drawing.page
    _head(drawing, speaker)
    page.line("", OURS if any(one.said for one in speaker.appearances) else "")
    if not full:
        drawing.doubts(speaker)
    first, *others = [*_sessions(drawing, speaker), *_rest(drawing, speaker, full)]
    page.fill([first._replace(air=False), *others], foot=2, full=full)  # the line above is as good as blank
    if full:
        drawing.remarks(speaker)
    drawing.hint(speaker, full, "trace", "cite")


def _head(drawing: Drawing, speaker: Speaker) -> None:
    """The name, and for whom they spoke; below it the role, with the place of all that was said if that is one."""
    page = drawing.page
    spoke_for = dict.fromkeys((one.city, one.country) for one in speaker.appearances)
    places = [drawing.name("city", city) for city, _ in spoke_for if city]
    countries = [drawing.country(country) for country in dict.fromkeys(country for _, country in spoke_for) if country]
    also = drawing.also(speaker, speaker.name)
    drawing.head(f"{speaker.honorific or ''} {speaker.name}".strip(), ", ".join(["speaker", *places, *countries]), also)
    roles = _roles(speaker)
    if len(roles) == 1:
        page.put(roles[0], _one_place(drawing, speaker), indent=page.left)
    elif roles:
        page.put(f"{len(roles)} roles in {len(speaker.appearances)} sessions", indent=page.left)


def _one_place(drawing: Drawing, speaker: Speaker) -> str:
    """The place of everything that somebody did, where it stands in one."""
    if len(speaker.appearances) != 1:
        return ""
    (appearance,) = speaker.appearances
    return drawing.where(appearance.sources) if len(appearance.sources) == 1 else ""


def _sessions(drawing: Drawing, speaker: Speaker) -> list[Group]:
    """A group for each appearance: the role, if somebody had several, and what was said."""
    page = drawing.page
    groups = []
    for appearance in speaker.appearances:
        home = _home(drawing, appearance)
        before = []
        if len(_roles(speaker)) > 1 or (not appearance.said and len(speaker.appearances) > 1):
            before = [page.block("", f"as {appearance.role}", drawing.where(appearance.sources, home, 1))]
        told = "" if _one_place(drawing, speaker) else home
        points = [page.block("", one.text, told and drawing.where(one.sources, home)) for one in appearance.said]
        order = [*range(len(before)), *(len(before) + place for place in _in_turn(appearance.said))]
        groups.append(Group(drawing.session(appearance.session), [*before, *points], len(before) + 2, order=order))
    return groups


def _in_turn(said: Sequence[Point]) -> list[int]:
    """The places of points, one of each paragraph in turn."""
    held = list(grouped(range(len(said)), lambda place: said[place].sources).values())
    return [places[turn] for turn in range(len(said)) for places in held if turn < len(places)]


def _rest(drawing: Drawing, speaker: Speaker, full: bool) -> list[Group]:
    """What they presented and where else they are named, in short a line each; in full the bodies of their roles, too."""
    page = drawing.page
    presented = [one for one in drawing.report.initiatives if speaker.id in one.speakers]
    names = [_whose(drawing, speaker, one) for one in presented]
    bodies = [drawing.name("organisation", one) for one in dict.fromkeys(one for held in speaker.appearances for one in held.organisations)]
    told = {source for one in speaker.appearances for source in one.sources}
    elsewhere = drawing.where(source for source in speaker.sources if source not in told)
    rows: dict[str, list[Block]] = {
        "presented": drawing.initiatives(presented, False) if full else _row_of(names, drawing),
        "bodies": _row_of(bodies, drawing) if full else [],
        "also named": [page.block("", elsewhere)] if elsewhere else [],
    }
    found = [(word, blocks) for word, blocks in rows.items() if blocks]
    return [Group(word, blocks, air=full or not number) for number, (word, blocks) in enumerate(found)]


def _row_of(names: Sequence[str], drawing: Drawing) -> list[Block]:
    return [drawing.page.row_block(names, 1)] if names else []


def _whose(drawing: Drawing, speaker: Speaker, initiative: Initiative) -> str:
    """An initiative, with its owner where somebody told of another's."""
    owner = drawing.owner(initiative)
    of = initiative.city or initiative.organisation or initiative.country
    own = any(of in (one.city, one.country, *one.organisations) for one in speaker.appearances)
    return drawing.initiative(initiative) if own or not owner else f"{owner}: {drawing.initiative(initiative)}"
