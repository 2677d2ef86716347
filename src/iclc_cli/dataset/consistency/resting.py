"""Rules for passages, for what rests on them, and for remarks."""

from collections.abc import Iterator
from typing import Any

from ...model.kinds import Shape, is_reference
from ...model.walk import dotted, parse_path, walk
from ...query.names import names_of
from ...query.spelling import FILLERS, stems
from ...text import quoted
from .known import ALL, Fault, Known, rule
from .mentions import words_of


def _is_sources(cls: type[Any], name: str, shape: Shape) -> bool:
    return name == "sources"


@rule("E210", *ALL)
def parts(known: Known, record: Any) -> Iterator[Fault]:
    """A part of a record, such as a point or an appearance, rests on passages on which the whole rests too; an alias may rest on none."""
    held = {visit.path[:-1]: visit.value for visit in walk(record, _is_sources, empty=True)}
    for path, sources in held.items():
        wholes = [held[path[:end]] for end in range(len(path)) if path[:end] in held]
        field = dotted((*path, "sources"))
        if wholes and not sources and path[0] != "aliases":
            yield field, "names no passage; every part rests on at least one"
        for source in sources:
            if wholes and wholes[-1] and source not in wholes[-1]:
                yield field, f"names {source}, and the sources of the whole do not; name it in both or in neither"


@rule("E211", *(kind for kind in ALL if kind not in ("section", "passage")), excused=True)
def references(known: Known, record: Any) -> Iterator[Fault]:
    """What a record refers to rests on one of its passages too; but for the country of a city, and a city in a role or in a name."""
    for path, node, shape, value, sources in walk(record, is_reference):
        kind = str(shape.reference)
        if kind in ("passage", "section") or path[-1] in ("broader", "see_also") or not sources:
            continue  # which are how we order topics ourselves
        for identifier in value if shape.many else (value,):
            target = known.find(kind, identifier)
            if target.sources and set(target.sources).isdisjoint(sources) and not _is_told_without(known, node, kind, identifier):
                yield dotted(path), f"refers to {kind} '{identifier}', which rests on none of the same passages"


def _is_told_without(known: Known, node: Any, kind: str, identifier: str) -> bool:
    """Is it the country of a city, or a city that stands in a role, in a name or in that of a body?"""
    if kind == "country" and getattr(node, "city", None):
        return True  # whether it is that of the city is asked elsewhere
    return kind == "city" and identifier in known.mentions.named(f"{words_of(node)} / {known.bodies(node)}", kind)


@rule("E212", "speaker", "initiative", "statement", "figure", excused=True)
def where(known: Known, record: Any) -> Iterator[Fault]:
    """What was said or told in a session stands in the session's section, or in a passage that the session cites."""
    for path, _, _, value, sources in walk(record, _is_session):
        session = known.find("session", value)
        if sources and session.section not in known.sections(sources) and set(session.sources).isdisjoint(sources):
            yield dotted(path), f"is {session.name}, and the passages stand elsewhere"


def _is_session(cls: type[Any], name: str, shape: Shape) -> bool:
    return shape.reference == "session" and name != "id"


@rule("W305", "initiative", excused=True)
def told_in(known: Known, record: Any) -> Iterator[Fault]:
    """An initiative that is told of in the section of one session only was told of in that session."""
    sessions = [session for section in known.sections(record.sources) for session in known.sessions[section]]
    if record.session is None and len(sessions) == 1:
        yield "session", f"is not given, and the passages stand in {sessions[0].name}"


@rule("W306", "session", excused=True)
def whole_section(known: Known, record: Any) -> Iterator[Fault]:
    """A session that has a section to itself rests on all of its passages."""
    if len(known.sessions[record.section]) == 1:
        left = [passage.id for passage in known.passages[record.section] if passage.id not in record.sources]
        if left:
            yield "sources", f"leave out {', '.join(left)} of the session's own section"


@rule("W307", "speaker", excused=True)
def of_appearances(known: Known, record: Any) -> Iterator[Fault]:
    """A speaker rests on the passages of the appearances and on no others."""
    told = {source for appearance in record.appearances for source in appearance.sources}
    if beyond := [source for source in record.sources if source not in told]:
        yield "sources", f"name {', '.join(beyond)}, and no appearance does"


@rule("E213", *ALL)
def remarks(known: Known, record: Any) -> Iterator[Fault]:
    """A remark speaks of something that is there; what was corrected was printed, and otherwise than it stands there."""
    for number, remark in enumerate(record.remarks):
        field = f"remarks[{number}]"
        try:
            value: Any = record
            for step in parse_path(remark.field):
                value = value[step] if isinstance(step, int) else getattr(value, step)
        except IndexError:
            yield f"{field}.field", f"speaks of {quoted(remark.field)}, and there are fewer; mend the number"
        except (AttributeError, TypeError):
            continue  # no such field, which is told apart, or the same field of all parts
        else:
            if value in (None, ()) and remark.kind in ("added", "corrected"):
                yield f"{field}.kind", f"says that {quoted(remark.field)} was {remark.kind}, and it holds nothing; mend one or the other"
            elif remark.kind == "corrected" and remark.printed is None:
                yield f"{field}.printed", "is not given, though something was corrected; give what is printed"
            elif remark.kind == "corrected" and value == remark.printed:
                yield f"{field}.printed", f"is {quoted(remark.printed)}, as in {quoted(remark.field)}; then nothing was corrected"


@rule("E247", "topic")
def meaning(known: Known, record: Any) -> Iterator[Fault]:
    """A topic that the report defines needs no scope note."""
    if record.definition and record.scope_note:
        yield "scope_note", "is given beside a definition; make it null"


@rule("W318", "initiative")
def says_more(known: Known, record: Any) -> Iterator[Fault]:
    """A summary says more than the name of the initiative and that of its owner."""
    owners = (getattr(record, kind) and known.find(kind, getattr(record, kind)) for kind in ("city", "organisation", "country"))
    names = [name for one in (record, *filter(None, owners)) for name in names_of(one)]
    if set(stems(record.summary)) <= {*FILLERS, *(one for name in names for one in stems(name))}:
        yield "summary", "only repeats the name; say what it is, for whom or as a part of what"
