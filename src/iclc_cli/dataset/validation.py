"""Validation at the border: Pydantic holds a file against the model, coded checks hold it against itself."""

import contextlib
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from ..errors import InvalidReportError
from ..model import Report
from ..model.base import Result, cached, frozen
from ..model.kinds import KINDS, aliases, all_records, meant, records, shapes
from ..model.walk import dotted, fields, parts, walk
from ..query.links import dangling, references
from ..query.names import ref_of
from ..text import date_of, fold, quoted
from .files import display_name

CODES = {
    "E101": "A file holds something.",
    "E102": "It is JSON, in UTF-8.",
    "E103": "No object holds a key twice.",
    "E104": "Every key of the schema is there, no other is, and each holds what the schema says.",
    "E110": "No two records of a kind have the same id.",
    "E111": "A reference leads to a record that is there.",
    "E112": "A figure is no larger than a million times a thousand million.",
    "E113": "No initiative is a part of itself, no topic narrower than itself, on whatever way round, and no topic is its own neighbour.",
    "E114": "A redirect leads from a ref that no record and no other redirect has to one that a record has.",
    "E115": "A word of the thesaurus is not empty and means something.",
    "E201": "Something rests on every passage.",
    "E202": "Every record rests on a passage.",
    "E203": "Dates are ISO dates, down to the year, the month or the day.",
    "E204": "What has an end does not end before it begins.",
    "E205": "A city took part as those say who spoke for it, its statements and the host; a former host by print alone.",
    "E206": "Who spoke for a city has its country.",
    "E207": "An initiative of a city has no country; the city gives it.",
    "E208": "A remark speaks of a field that the record has.",
    "E209": "No text is blank, and none begins or ends with a blank.",
    "W301": "A key term has four words at most.",
    "W302": "Records are ordered by id, but for those that the report orders.",
    "W303": "No alias stands twice, or is the name.",
    "W304": "No list names a passage, a record or a word twice.",
}
"""What must be so by the checks of this module. What must be so besides are the rules in `consistency`."""

SHOWN = 10
"""How many schema errors are told at once."""

_UTF8_BOM = b"\xef\xbb\xbf"
_SCALED = 10**15
_PLACE = re.compile(r"\[[^\[\]]*\]")
"""A place in a list: no bracket within, or as many brackets would be tried to their end as there are."""


@frozen
class Finding(Result):
    """One finding of `iclc validate --json`, which prints an array of them."""

    code: str
    """Stable code: E1xx cannot be used, E2xx contradicts itself, W3xx is untidy or wants a remark."""
    level: Literal["error", "warning"]
    """How bad it is."""
    record: str
    """The record, as kind/id, or the place in the file."""
    field: str | None
    """The field, if one is at fault."""
    message: str
    """What is wrong and how to mend it."""


def _finding(code: str, record: str, field: str | None, message: str) -> Finding:
    return Finding(code=code, level="error" if code.startswith("E") else "warning", record=record, field=field, message=message)


@cached
def adapter() -> TypeAdapter[Report]:
    """The model as Pydantic sees it: strict, nothing extra."""
    return TypeAdapter(Report)


def parse_report(data: bytes, source: str) -> Report:
    """A report from the bytes of a JSON file.

    Raises InvalidReportError naming the record and the field, for up to ten faults.
    """
    report, findings = examine(data)
    fatal = [finding for finding in findings if finding.code.startswith("E1")]
    if report is None or fatal:
        shown = "; ".join(
            f"{finding.record}{f', {finding.field}' if finding.field else ''}: {finding.message}" for finding in fatal[:SHOWN]
        )
        more = f"; and {len(fatal) - SHOWN} more" if len(fatal) > SHOWN else ""
        raise InvalidReportError(f"{display_name(source)}: {shown}{more}", source)
    return report


def examine(data: bytes, thorough: bool = False) -> tuple[Report | None, list[Finding]]:
    """The report in the bytes of a file, if there is one, and what is wrong with it.

    With `thorough` all checks are made, else only those without which the data cannot be used.
    """
    data = data.removeprefix(_UTF8_BOM)
    if not data.strip():
        return None, [_finding("E101", "the file", None, "is empty; give a JSON file in the schema iclc-report-2")]
    try:
        report = adapter().validate_json(data)
    except ValidationError as error:
        twice = _duplicate_key(data)
        return None, [twice] if twice else list(_schema_findings(error, data))
    # A valid report has each key of each object, so a key too many is one that an object holds twice. Counting is
    # many times faster than parsing with a look at each object.
    bare = data.translate(None, b" \t\r\n")
    if bare.count(b'":') - bare.count(b'\\":') != _keys(report) and (twice := _duplicate_key(data)):
        return None, [twice]
    del bare
    found = list(_unusable(report))
    if thorough:
        from .consistency import contradictions  # who only reads a report has no use for it

        sound = not found  # else a reference may lead nowhere, or to two records
        found += _contradictions(report)
        found += itertools.starmap(_finding, contradictions(report)) if sound else ()
        found += _untidy(report)
    return report, found


def _keys(report: Report) -> int:
    """How many keys the JSON of a report has: one for each field of each of its parts."""
    return sum(len(nodes) * len(shapes(cls)) for cls, nodes in parts([report], Report))


class _DuplicateKey(Exception):
    pass


def _duplicate_key(data: bytes) -> Finding | None:
    """The first key that an object holds twice: JSON parsers keep the last one and lose the other."""

    def pairs(items: list[tuple[str, Any]]) -> None:
        held: set[str] = set()
        for key, _ in items if len(dict(items)) != len(items) else ():
            if key in held:
                raise _DuplicateKey(key)
            held.add(key)

    try:
        json.loads(data, object_pairs_hook=pairs)
    except _DuplicateKey as error:
        return _finding("E103", "the file", str(error), "is a key that one object holds twice; remove one")
    except (ValueError, RecursionError):
        return None  # Pydantic's parser says it better
    return None


def _schema_findings(error: ValidationError, data: bytes) -> Iterator[Finding]:
    held: Any = None
    told: dict[tuple[str, str | None], list[str]] = {}
    for number, fault in enumerate(error.errors()):
        if fault["type"] == "json_invalid":
            try:
                data.decode()
            except UnicodeDecodeError as broken:
                yield _finding("E102", "the file", None, f"is not UTF-8 (byte {broken.start + 1}); save it as UTF-8")
                return
            detail = str(fault.get("ctx", {}).get("error", fault["msg"]))
            yield _finding("E102", "the file", None, f"is no valid JSON: {detail}")
            return
        if number == 0:
            held = json.loads(data)
        told.setdefault(_place(held, fault["loc"]), []).append(_wording(fault))
    for (record, field), (first, *others) in told.items():  # a field of several types has a fault for each
        message = " or ".join([first, *(other.removeprefix("should be ") for other in others)])
        yield _finding("E104", record, field, message)


def _place(held: Any, loc: Sequence[int | str]) -> tuple[str, str | None]:
    """The record and the field that a fault's location stands for."""
    parts = list(loc)
    record = "the file"
    if parts and parts[0] == "conference":
        record = "conference"
        parts = parts[1:]
    elif len(parts) > 1 and isinstance(parts[1], int):
        collection, position = parts[0], parts[1]
        record = f"{collection}[{position}]"
        with contextlib.suppress(KeyError, IndexError, TypeError):
            record += f" ({held[collection][position]['id']})"
        parts = parts[2:]
    path = ""
    for part in parts:
        if isinstance(part, int):
            path += f"[{part}]"
        elif part not in ("int", "float", "str", "constrained-str"):  # members of a union, not of the data
            path += f".{part}" if path else str(part)
    return record, path or None


def _wording(fault: Any) -> str:
    match fault["type"]:
        case "missing":
            return "is missing; every key is always there (null or [] when nothing is known)"
        case "unexpected_keyword_argument" | "extra_forbidden":
            return "is a key the schema does not know; remove it"
        case "string_pattern_mismatch":
            return f"is {quoted(str(fault['input']))}, and an id is made of a-z, 0-9, '.' and '-', the latter two not first"
        case "literal_error":
            return f"is {quoted(str(fault['input']))}, and must be {fault['ctx']['expected']}"
    message = str(fault["msg"]).removeprefix("Input ")
    return f"{message[:1].lower()}{message[1:]}"


def _unusable(report: Report) -> Iterator[Finding]:
    for kind in KINDS:
        for identifier, times in Counter(record.id for record in records(report, kind)).items():
            if times > 1:
                message = f"is the id of {'two' if times == 2 else times} {KINDS[kind].collection}; give each its own"
                yield _finding("E110", f"{kind}/{identifier}", "id", message)
    for _, record, ref in dangling(report):
        yield _finding(
            "E111", ref_of(record), ref.via, f"refers to {ref.target} '{ref.id}', which is not there; add it or mend the reference"
        )
    for figure in report.figures:
        for name in ("value", "value_to"):
            value = getattr(figure, name)
            if value is not None and abs(value) > _SCALED:
                yield _finding("E112", ref_of(figure), name, "is a number too large to be a figure")
    for kind, field in (("initiative", "part_of"), ("topic", "broader")):
        parents = {record.id: getattr(record, field) for record in records(report, kind)}
        circles = _circles(parents)
        for identifier in parents:
            if identifier in circles:
                yield _finding("E113", f"{kind}/{identifier}", field, "leads back to itself; break the circle")
    for topic in report.topics:
        if topic.id in topic.see_also:
            yield _finding("E113", ref_of(topic), "see_also", "leads to itself; remove it")
    refs = {ref_of(record) for _, record in all_records(report)}
    moved: set[str] = set()
    for number, redirect in enumerate(report.redirects):
        if redirect.old in refs:
            yield _finding(
                "E114", "report", f"redirects[{number}].old", f"is {redirect.old}, which is there; remove the redirect or rename it"
            )
        if redirect.old in moved:
            yield _finding("E114", "report", f"redirects[{number}].old", f"is {redirect.old}, which another redirect has; keep one")
        moved.add(redirect.old)
        if redirect.new not in refs:
            yield _finding("E114", "report", f"redirects[{number}].new", f"is {redirect.new}, which is not there; name a record that is")
    yield from _thesaurus(report)


def _circles(parents: Mapping[str, str | None]) -> set[str]:
    """Those that lead back to themselves. Each is looked at once, so that a chain costs as much as its length."""
    found: set[str] = set()
    seen: dict[str, str] = {}
    for start in parents:
        here: str | None = start
        while here is not None and here not in seen:
            seen[here] = start
            here = parents.get(here)
        if here is not None and seen[here] == start:  # met again on the same way
            while here is not None and here not in found:
                found.add(here)
                here = parents.get(here)
    return found


def _thesaurus(report: Report) -> Iterator[Finding]:
    for number, (word, means) in enumerate(map(meant, report.thesaurus)):
        if not fold(word):
            yield _finding("E115", "report", f"thesaurus[{number}]", "has no word before ' = '; say what a reader may type, or remove it")
        if not means or not all(map(fold, means)):
            yield _finding("E115", "report", f"thesaurus[{number}]", "has nothing after ' = '; say what the report has, or remove it")


def _contradictions(report: Report) -> Iterator[Finding]:
    if not report.version.strip():
        yield _finding("E209", "report", "version", "is blank; number what you made, as in 1.0.0")
    cited = {ref.id for kind, record in all_records(report) if kind != "passage" for ref in references(record) if ref.target == "passage"}
    for passage in report.passages:
        if passage.id not in cited:
            yield _finding("E201", ref_of(passage), None, "is a passage that nothing rests on; cite it where it belongs")
    for _, record in all_records(report):
        if "sources" in shapes(type(record)) and not record.sources:
            yield _finding("E202", ref_of(record), "sources", "names no passage; every record rests on at least one")
    yield from _dates(report)
    yield from _participation(report)
    cities = {city.id: city for city in report.cities}
    for speaker in report.speakers:
        for number, appearance in enumerate(speaker.appearances):
            city = cities.get(appearance.city or "")
            if city is not None and appearance.country != city.country:
                yield _finding(
                    "E206",
                    ref_of(speaker),
                    f"appearances[{number}].country",
                    f"is {appearance.country}, and {city.name} lies in {city.country}",
                )
    for initiative in report.initiatives:
        if initiative.city and initiative.country:
            yield _finding("E207", ref_of(initiative), "country", "is set although the city gives it; make it null")
    for _, record in all_records(report):
        for remark in getattr(record, "remarks", ()):
            path = tuple(_PLACE.sub("", remark.field).split("."))
            if path not in fields(type(record)):
                message = f"speaks of a field {quoted(remark.field)} that the record does not have"
                yield _finding("E208", ref_of(record), "remarks", message)
        for visit in walk(record):
            for value in visit.value if isinstance(visit.value, tuple) else (visit.value,):
                if isinstance(value, str) and not value.strip():
                    yield _finding("E209", ref_of(record), dotted(visit.path), "is blank; say what it is, or leave it out as null or []")
                elif isinstance(value, str) and value != value.strip():
                    yield _finding("E209", ref_of(record), dotted(visit.path), "begins or ends with a blank; take it away")


def _dates(report: Report) -> Iterator[Finding]:
    conference = report.conference
    for name in ("start", "end"):
        if not date_of(getattr(conference, name)):
            yield _finding("E203", ref_of(conference), name, "is no ISO date such as 2021-10-27")
    if conference.end < conference.start:
        yield _finding("E204", ref_of(conference), "end", f"ends on {conference.end}, before it begins on {conference.start}")
    for figure in report.figures:
        for name in ("date", "date_to"):
            date = getattr(figure, name)
            if date is not None and not date_of(date):
                yield _finding("E203", ref_of(figure), name, f"is {quoted(date)}, and no ISO date such as 2021, 2021-10 or 2021-10-27")
        for start, end in (("value", "value_to"), ("date", "date_to")):
            begins, ends = getattr(figure, start), getattr(figure, end)
            if ends is not None and begins is None:
                yield _finding("E204", ref_of(figure), end, f"is {ends}, and {start} is null; give both or neither")
            elif ends is not None and ends < begins:
                yield _finding("E204", ref_of(figure), end, f"ends at {ends}, before it begins at {begins}")


def _participation(report: Report) -> Iterator[Finding]:
    presented = {appearance.city for speaker in report.speakers for appearance in speaker.appearances}
    stated = {statement.city for statement in report.statements}
    for city in report.cities:
        wanted: set[str] = {
            name
            for name, holds in (
                ("host", city.id == report.conference.host),
                ("presented", city.id in presented),
                ("made-a-statement", city.id in stated),
            )
            if holds
        }
        told: set[str] = set(city.participation)
        wanted |= told & {"former-host"}
        if not wanted:
            wanted = {"mentioned"}
        if told != wanted:
            yield _finding(
                "E205",
                ref_of(city),
                "participation",
                f"is {_words(told)}, and appearances, statements and the host say {_words(wanted)}",
            )


def _words(values: set[str]) -> str:
    return ", ".join(sorted(values)) or "nothing"


def _untidy(report: Report) -> Iterator[Finding]:
    for passage in report.passages:
        for term in passage.terms:
            if len(term.split()) > 4:
                yield _finding("W301", ref_of(passage), "terms", f"holds {quoted(term)}, longer than four words")
    by_id = ("speaker", "city", "country", "organisation", "initiative", "topic", "figure", "document")
    for kind in by_id:
        ids = [record.id for record in records(report, kind)]
        if ids != sorted(ids):
            first = next(after for before, after in itertools.pairwise(ids) if before > after)
            yield _finding("W302", f"{kind}/{first}", "id", f"stands out of order; {KINDS[kind].collection} are ordered by id")
    for _, record in all_records(report):
        called = [fold(name) for name in (getattr(record, "name", None), *aliases(record)) if name]
        twice = next((name for name in called if called.count(name) > 1), None)
        if twice and len(set(_exact(record))) != len(_exact(record)):
            yield _finding("W303", ref_of(record), "aliases", f"holds {quoted(twice)} twice")
        for visit in walk(record):
            if isinstance(visit.value, tuple) and len(set(visit.value)) != len(visit.value):
                twice = next(one for one in visit.value if visit.value.count(one) > 1)
                yield _finding("W304", ref_of(record), dotted(visit.path), f"names {quoted(twice)} twice; once is enough")


def _exact(record: Any) -> list[str]:
    return [name for name in (getattr(record, "name", None), *aliases(record)) if name]
