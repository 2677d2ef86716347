"""Rules about a report's agreement with itself: for each the lies that it finds, and none where there are none.

`python tests/test_consistency.py` writes the table of all rules in docs/rules.md anew.
"""

import json
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from iclc_cli.dataset import loading as dataset
from iclc_cli.dataset.consistency import EXCUSE, RULES
from iclc_cli.dataset.consistency.counting import _number_told, number_in_id
from iclc_cli.dataset.consistency.known import Known
from iclc_cli.dataset.consistency.mentions import Mentions
from iclc_cli.dataset.validation import CODES, examine
from iclc_cli.model.kinds import KINDS

HERE = Path(__file__).resolve().parent
TEXTS = {
    "shipped": dataset.bundled().read_text(encoding="utf-8"),
    "quiet": (HERE / "quiet.json").read_text(encoding="utf-8"),
    "small": (HERE / "small.json").read_text(encoding="utf-8"),
}


def record(data, ref):
    kind, _, identifier = ref.partition("/")
    held = data[KINDS[kind].collection]
    return held if KINDS[kind].single else next(one for one in held if one["id"] == identifier)


def put(ref, path, value):
    """A lie: another value in a field of a record."""

    def change(data):
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        node = record(data, ref)
        for step in way:
            node = node[step]
        node[last] = value(node[last]) if callable(value) else value

    return change


def twice(ref, path=None, **values):
    """A lie: a record, or the last part of a list in it, a second time with other values."""

    def change(data):
        held = record(data, ref)[path] if path else data[KINDS[ref.partition("/")[0]].collection]
        held.append({**(held[-1] if path else record(data, ref)), **values})

    return change


def swapped(collection, one, other):
    def change(data):
        held = data[collection]
        held[one], held[other] = held[other], held[one]

    return change


def remark(field, kind="inferred", printed=None):
    return {"field": field, "kind": kind, "printed": printed, "reason": "Said elsewhere.", "routine": False}


def remarked(ref, *remarks):
    return put(ref, "remarks", lambda held: [*held, *remarks])


def both(*changes):
    def change(data):
        for one in changes:
            one(data)

    return change


PEOPLE = "speaker/zoe-marquez"
WHOLE = "session/forum-1"

# Code, report, record, field, the lie, words of the message.
LIES = [
    ("E210", "quiet", WHOLE, "conclusions[0].sources", put(WHOLE, "conclusions.0.sources", ["plan-p1"]), "names plan-p1, and the sources"),
    ("E210", "quiet", WHOLE, "conclusions[0].sources", put(WHOLE, "conclusions.0.sources", []), "names no passage; every part"),
    ("E210", "quiet", PEOPLE, "appearances[0].sources", put(PEOPLE, "appearances.0.sources", ["forum-1-p2"]), "names forum-1-p2"),
    ("E210", "shipped", "speaker/nam-seok-ko", "appearances[1].said[0].sources",
     put("speaker/nam-seok-ko", "appearances.1.said.0.sources", ["opening-p8"]), "names opening-p8"),
    ("E211", "quiet", "initiative/bell-exchange", "topics", put("initiative/bell-exchange", "topics", ["bread"]), "to topic 'bread'"),
    ("E211", "quiet", "initiative/yeast-library", "speakers",
     put("initiative/yeast-library", "speakers", ["odile-senn", "pavel-quist"]), "refers to speaker 'pavel-quist'"),
    ("E211", "quiet", "initiative/yeast-library", "part_of", put("initiative/yeast-library", "part_of", "evening-hush"), "'evening-hush'"),
    ("E211", "quiet", "statement/oskarby-1", "city", put("statement/oskarby-1", "city", "tarn"), "refers to city 'tarn'"),
    ("E211", "quiet", "speaker/pavel-quist", "appearances[0].organisations",
     put("speaker/pavel-quist", "appearances.0.organisations", ["quiet-towns-office", "night-team"]), "organisation 'night-team'"),
    ("E211", "quiet", "session/forum-1", "sdgs", put("session/forum-1", "sdgs", ["sdg-2"]), "refers to sdg 'sdg-2'"),
    ("E211", "quiet", "conference/assembly-2", "organiser", put("conference/assembly-2", "organiser", "night-team"), "'night-team'"),
    ("E212", "quiet", "initiative/bell-exchange", "session", put("initiative/bell-exchange", "session", "forum-2"), "is Forum 2, and the"),
    ("E212", "quiet", PEOPLE, "appearances[0].session", put(PEOPLE, "appearances.0.session", "opening"), "is Opening, and the passages"),
    ("E212", "quiet", "figure/bell-schools", "session", put("figure/bell-schools", "session", "forum-2"), "is Forum 2"),
    ("W305", "quiet", "initiative/bell-exchange", "session", put("initiative/bell-exchange", "session", None), "stand in Forum 1"),
    ("W306", "quiet", WHOLE, "sources", put(WHOLE, "sources", lambda held: held[1:]), "leave out forum-1-p1 of"),
    ("W307", "quiet", PEOPLE, "sources", put(PEOPLE, "sources", ["forum-1-p1", "plan-p1"]), "name plan-p1, and no appearance does"),
    ("E213", "quiet", "city/oskarby", "remarks[0].printed", put("city/oskarby", "remarks.0.printed", "Oskarby"), "then nothing"),
    ("E213", "quiet", "city/oskarby", "remarks[0].printed", put("city/oskarby", "remarks.0.printed", None), "give what is printed"),
    ("E213", "quiet", "city/oskarby", "remarks[1].field", remarked("city/oskarby", remark("aliases[7]")), "there are fewer"),
    ("E213", "quiet", "city/oskarby", "remarks[1].kind", remarked("city/oskarby", remark("coordinates", "added")), "it holds nothing"),
    ("E220", "quiet", "passage/plan-p3", "number", put("passage/plan-p3", "number", 4), "is 4, and by its place it is 3"),
    ("E220", "quiet", "passage/opening-f1", "number", put("passage/opening-f1", "number", 4), "is 4, and by its place it is 1"),
    ("E220", "shipped", "passage/footnote-2", "number", put("passage/footnote-2", "number", 3), "by its place it is 1 or 2"),
    ("E220", "quiet", "passage/pictures-c2", "number", put("passage/pictures-c2", "number", 7), "by its place it is 2"),
    ("E220", "quiet", "passage/plan-p2", "number", swapped("passages", 17, 18), "is 2, and by its place it is 3"),
    ("E220", "quiet", "passage/plan-p1", "number", put("passage/plan-p1", "section", "mayors"), "by its place it is 5"),
    ("E221", "quiet", "passage/plan-p3", "id", put("passage/plan-p3", "number", 4), "does not end with 4, its number"),
    ("W308", "quiet", "session/opening", "id", swapped("sessions", 0, 1), "stands out of order behind forum-1"),
    ("W308", "quiet", "strategy/change-2", "id", swapped("strategy", 2, 3), "stands out of order behind change-3"),
    ("W308", "quiet", "sdg/sdg-2", "id", swapped("sdgs", 0, 1), "stands out of order behind sdg-11"),
    ("E222", "quiet", "strategy/change-3", "order", put("strategy/change-3", "order", 2), "is 2, taken or beyond"),
    ("E222", "quiet", "strategy/change-3", "order", put("strategy/change-3", "order", 4), "is 4, taken or beyond the 3 items"),
    ("E222", "quiet", "strategy/change-1", "order", put("strategy/change-1", "order", 0), "number them from 1"),
    ("E222", "quiet", "strategy/change-2", "order",
     both(put("strategy/change-2", "order", 3), put("strategy/change-3", "order", 2)), "is 3, and change-3 before it begins later"),
    ("E223", "quiet", WHOLE, "number", put(WHOLE, "number", "3"), "is 3, and 1 by the name 'Forum 1'"),
    ("E223", "shipped", "session/plenary-2", "number", put("session/plenary-2", "number", "3"), "and 2 by the name 'Plenary Session II'"),
    ("E223", "shipped", "session/forum-1.2", "number", put("session/forum-1.2", "number", "1.4"), "and 1.2 by the name 'Forum 1.2'"),
    ("E223", "quiet", "conference/assembly-2", "edition", put("conference/assembly-2", "edition", 4), "is 4, and 2 by the name"),
    ("E223", "quiet", WHOLE, "number", put(WHOLE, "name", "Third forum"), "is 1, and 3 by the name 'Third forum'"),
    ("E223", "quiet", "sdg/sdg-2", "number", put("sdg/sdg-2", "number", 3), "is 3, and 2 by the name 'SDG 2'"),
    ("E224", "shipped", "session/mayors-1", "number", put("session/mayors-1", "number", "2"), "is 2, which mayors-2 has too"),
    ("E224", "quiet", "sdg/sdg-2", "number", put("sdg/sdg-2", "number", 11), "is 11, which sdg-11 has too"),
    ("E224", "quiet", "sdg/sdg-2", "number", put("sdg/sdg-2", "number", 18), "goals are numbered from 1 to 17"),
    ("E225", "quiet", "country/karst", "iso2", put("country/karst", "iso2", "XO"), "is XO, which orland has too"),
    ("E225", "quiet", "country/karst", "iso3", put("country/karst", "iso3", "XK"), "the code is 3 capital letters"),
    ("E225", "quiet", "country/karst", "iso2", put("country/karst", "iso2", "xk"), "the code is 2 capital letters"),
    ("E226", "small", "city/port-lodka", "coordinates.latitude", put("city/port-lodka", "coordinates.latitude", -91), "beyond 90 degrees"),
    ("E226", "small", "city/port-lodka", "coordinates.longitude", put("city/port-lodka", "coordinates.longitude", 181), "beyond 180"),
    ("W310", "small", "city/saint-aero", "coordinates",
     put("city/saint-aero", "coordinates", {"latitude": -3, "longitude": 0}), "are those of Port Łódka too"),
    ("W310", "small", "city/saint-aero", "coordinates",  # a routine remark says where a value is from, and excuses nothing
     both(put("city/saint-aero", "coordinates", {"latitude": -3, "longitude": 0}),
          remarked("city/saint-aero", {**remark("coordinates", "added"), "routine": True})), "are those of Port Łódka too"),
    ("E236", "quiet", "section/opening", "page", put("section/opening", "page", -3), "is -3; give the page"),
    ("E227", "quiet", "figure/guests", "kind", put("figure/guests", "kind", "date"), "is date, and 640 is no date"),
    ("E227", "quiet", "figure/days", "kind", put("figure/days", "kind", "duration"), "2032-05-04 is a date"),
    ("E227", "quiet", "figure/days", "value", put("figure/days", "value", 3), "has a number and a date; give one"),
    ("E227", "quiet", "figure/guests", "value", put("figure/guests", "value", None), "has neither a number nor a date; give one"),
    ("E227", "quiet", "figure/days", "unit", put("figure/days", "unit", "days"), "is 'days', and dates have none"),
    ("E227", "quiet", "figure/night-bakers", "value", put("figure/night-bakers", "value", 150), "a share is from 0 to 100"),
    ("E227", "small", "figure/rope-share", "value", put("figure/rope-share", "value", 125), "a share is from 0 to 100"),
    ("E227", "quiet", "figure/apprentices-age", "value", put("figure/apprentices-age", "value", -16), "there is no age below 0"),
    ("E227", "shipped", "figure/pandemic-months", "unit", put("figure/pandemic-months", "unit", None), "a duration is in something"),
    ("E228", "quiet", "figure/days", "year", put("figure/days", "year", 2031), "the dates are from 2032 to 2032"),
    ("E229", "quiet", "conference/assembly-2", "report.year", put("conference/assembly-2", "report.year", 2031), "before the conference"),
    ("E230", "quiet", "topic/bread", "name", put("topic/bread", "name", "Bells"), "is 'Bells', as bells is called too"),
    ("E230", "quiet", "session/forum-2", "title", put("session/forum-2", "title", "Bells and bridges"), "as forum-1 is called too"),
    ("E230", "quiet", "strategy/change-2", "title", put("strategy/change-2", "title", "Train whisper guides"), "as change-3 is"),
    ("E230", "shipped", "speaker/young", "name", put("speaker/young", "name", "Park"), "as park is called too"),
    ("W309", "quiet", "organisation/night-team", "name", put("organisation/night-team", "name", "Hushed Press"), "hushed-press is called"),
    ("W309", "quiet", "organisation/night-team", "acronym", put("organisation/night-team", "acronym", "MTC"), "is 'MTC', as maren-town"),
    ("E231", "quiet", "organisation/hushed-press", "name", put("organisation/hushed-press", "name", "Orland"), "as country/orland"),
    ("E231", "quiet", "initiative/bell-exchange", "name", put("initiative/bell-exchange", "name", "Pont-sur-Lys"), "as city/pont-sur-lys"),
    ("E232", "quiet", PEOPLE, "appearances[1].session", twice(PEOPLE, "appearances"), "is Forum 1, as that of another"),
    ("E233", "quiet", "section/forum-2", "title", put("section/forum-2", "title", "Bells and bridges"), "is that of forum-1 too"),
    ("E234", "shipped", "session/opening", "kind", put("session/opening", "kind", "plenary"), "and the name is 'Opening ceremony'"),
    ("E234", "shipped", "session/mayors-1", "kind", put("session/mayors-1", "kind", "thematic-forum"), "is thematic-forum"),
    ("E234", "quiet", WHOLE, "kind", put(WHOLE, "kind", "ceremony"), "is ceremony, and the name is 'Forum 1'"),
    ("E235", "shipped", "document/conference-report", "year", put("document/conference-report", "year", 2021), "report is of 2022"),
    ("E247", "quiet", "topic/bread", "scope_note",
     both(put("topic/bread", "definition", {"text": "Loaves.", "sources": ["forum-2-p1"]}), put("topic/bread", "scope_note", "Loaves.")),
     "is given beside a definition"),
    ("W318", "quiet", "initiative/bell-exchange", "summary", put("initiative/bell-exchange", "summary", "An exchange of the bells."),
     "only repeats the name"),
    ("E240", "quiet", "organisation/maren-town-council", "country", put("organisation/maren-town-council", "country", None),
     "is none, and Maren lies in Velonia"),
    ("E240", "quiet", "organisation/maren-town-council", "country", put("organisation/maren-town-council", "country", "karst"),
     "is Karst Republic, and Maren lies in Velonia"),
    ("E240", "quiet", "figure/days", "country", put("figure/days", "country", "karst"), "and Maren lies in Velonia"),
    ("E241", "quiet", PEOPLE, "appearances[0].country", put(PEOPLE, "appearances.0.country", None), "is none, and Orland by the role"),
    ("E241", "quiet", PEOPLE, "appearances[0].country", put(PEOPLE, "appearances.0.country", "karst"), "is Karst Republic, and Orland by"),
    ("E241", "shipped", "speaker/yoo-eun-hae", "appearances[0].country",
     put("speaker/yoo-eun-hae", "appearances.0.country", None), "is none, and Republic of Korea by the role"),
    ("E242", "quiet", "speaker/pavel-quist", "appearances[0].organisations",
     put("speaker/pavel-quist", "appearances.0.organisations", []), "leave out Quiet Towns Office, which the role names"),
    ("E243", "quiet", "speaker/jun-abel", "appearances[0].city", put("speaker/jun-abel", "appearances.0.city", None),
     "is none, and the role is one of Pont-sur-Lys"),
    ("W311", "quiet", "speaker/jun-abel", "appearances[0].city", put("speaker/jun-abel", "appearances.0.city", "tarn"),
     "is Tarn, which the role does not name"),
    ("E244", "quiet", "organisation/college-of-oskarby", "city", put("organisation/college-of-oskarby", "city", "tarn"),
     "is Tarn, and Oskarby by the name"),
    ("E244", "quiet", "document/almanac", "organisation",
     both(put("document/almanac", "name", "Almanac of the Quiet Towns Office"), put("document/almanac", "organisation", "hushed-press")),
     "is Hushed Press, and Quiet Towns Office by the name"),
    ("W312", "quiet", "organisation/college-of-oskarby", "city", put("organisation/college-of-oskarby", "city", None), "by the name"),
    ("W312", "quiet", "document/almanac", "organisation", put("document/almanac", "name", "Almanac of the Quiet Towns Office"),
     "is none, and Quiet Towns Office by the name"),
    ("E245", "quiet", "initiative/bell-exchange", "speakers[0]", put("initiative/bell-exchange", "speakers", ["pavel-quist"]),
     "is Pavel Quist, who did not appear in Forum 1"),
    ("E246", "quiet", "statement/oskarby-1", "session", put("statement/oskarby-1", "session", "forum-1"), "of kind thematic-forum"),
    ("W313", "quiet", "initiative/bell-exchange", "city", put("initiative/bell-exchange", "city", "villa-serena"),
     "is Villa Serena, not that of its speakers or body"),
    ("W313", "quiet", "initiative/echo-maps", "country", put("initiative/echo-maps", "country", "karst"), "is Karst Republic, not that"),
    ("W314", "quiet", "initiative/bell-exchange", "city", put("initiative/bell-exchange", "city", None), "speakers spoke for Pont-sur-Lys"),
    ("W315", "quiet", "initiative/bell-exchange", "part_of", put("initiative/bell-exchange", "part_of", "taskforce-for-sleep"),
     "names taskforce-for-sleep, which is of Villa Serena, not of Pont-sur-Lys"),
    ("W315", "quiet", "statement/oskarby-1", "initiatives", put("statement/oskarby-1", "initiatives", ["evening-hush"]), "of Maren"),
    ("W317", "quiet", "initiative/evening-hush", "speakers", put("initiative/evening-hush", "speakers", []), "are none, and Ilse Brandt"),
    ("W316", "quiet", "figure/bus-riders", "city", put("figure/bus-riders", "city", "tarn"), "is Tarn, which what is"),
    ("W316", "quiet", "figure/bus-riders", "city", put("figure/bus-riders", "city", None), "is none, and what is"),
    ("W316", "quiet", "figure/bus-riders", "city", put("figure/bus-riders", "city", "maren"), "is Maren, and what is counted names Villa"),
]  # fmt: skip


def found(name, *changes):
    """What the rules find in a report once it is changed: code, record, field, message."""
    data = json.loads(TEXTS[name])
    both(*changes)(data)
    report, findings = examine(json.dumps(data).encode(), thorough=True)
    assert report is not None, findings
    return [(one.code, one.record, one.field, one.message) for one in findings]


@cache
def told(number, field=None):
    """What the rules find once a lie is told, with a remark on a field of its record."""
    _, name, ref, _, change, _ = LIES[number]
    return found(name, change, *([] if field is None else [remarked(ref, remark(field))]))


def of(lie, findings):
    """The messages of the findings that a lie should have."""
    code, _, ref, field, *_ = lie
    return [message for one in findings if one[:3] == (code, ref, field) for message in one[3:]]


def called(number):
    return "{0} {2} {5}".format(*LIES[number])


@pytest.mark.parametrize("number", range(len(LIES)), ids=called)
def test_a_lie_is_found_for_the_right_reason(number):
    lie = LIES[number]
    messages = of(lie, told(number))
    assert len(messages) == 1
    assert lie[5] in messages[0]


@pytest.mark.parametrize("name", TEXTS)
def test_a_clean_report_has_no_finding(name):
    assert found(name) == []


EXCUSED = {rule.code for rule in RULES if rule.excused}


FIRST = {lie[0]: number for number, lie in reversed(list(enumerate(LIES))) if "remarks" not in lie[3]}
"""The first lie that each rule finds: what excuses is said of a rule, not of a lie."""


@pytest.mark.parametrize("number", FIRST.values(), ids=called)
def test_a_remark_on_the_field_excuses_where_the_rule_says_so_and_only_there(number):
    lie = LIES[number]
    assert len(of(lie, told(number, lie[3]))) == (0 if lie[0] in EXCUSED else 1)
    assert len(of(lie, told(number, "id"))) == 1


def test_a_finding_says_how_to_mend_it():
    for number in range(len(LIES)):
        lie = LIES[number]
        message = of(lie, told(number))[0]
        assert message.endswith(EXCUSE) == (lie[0] in EXCUSED)
        assert lie[0] in EXCUSED or "; " in message


def test_every_rule_has_a_lie_and_a_code_of_its_own():
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert set(codes) == {lie[0] for lie in LIES}
    assert set(codes).isdisjoint(CODES)


def test_a_rule_is_one_sentence_about_kinds_that_there_are():
    for rule in RULES:
        assert rule.check.__doc__.endswith(".")
        assert "\n" not in rule.check.__doc__
        assert set(rule.kinds) <= set(KINDS)


# What is honest


def honest(name, *changes):
    codes = {rule.code for rule in RULES}
    return [one for one in found(name, *changes) if one[0] in codes]


@pytest.mark.parametrize(
    "changes",
    [
        [put("speaker/rafael-tench", "name", "Jun Abel")],
        [put("city/tarn", "name", "Villa Serena")],
        [put("strategy/cluster-2", "title", "Train whisper guides")],
        [put("section/plan", "title", "Bread for all seasons")],
        [put("city/maren", "coordinates", {"latitude": 1, "longitude": 2})],
        [put("session/forum-1", "number", None)],
        [put("session/mayors", "name", "Talks at table")],
        [put("initiative/bell-exchange", "speakers", []), put("initiative/bell-exchange", "summary", "Pont-sur-Lys lends bells."),
         put("speaker/jun-abel", "appearances.0.sources", ["forum-1-p3"]), put("speaker/jun-abel", "sources", ["forum-1-p3"]),
         put("speaker/jun-abel", "appearances.0.said", []), put("city/pont-sur-lys", "sources", ["forum-1-p2", "forum-1-p3"])],
        [put("topic/bells", "broader", "bread")],
        [put("passage/opening-p1", "kind", "bullet")],
        [put("figure/days", "city", None)],
        [put("city/maren", "coordinates", {"latitude": 90, "longitude": -180})],
        [put("city/maren", "coordinates", {"latitude": -90, "longitude": 180})],
        [put("figure/night-bakers", "value", 0)],
        [put("figure/night-bakers", "value", 100)],
        [put("figure/apprentices-age", "value", 0)],
        [put("figure/days", "year", 2032)],
        [put("figure/days", "date_to", "2034-01-01"), put("figure/days", "year", 2033)],
        [put("sdg/sdg-2", "number", 1), put("sdg/sdg-2", "name", "Goal 1"), put("sdg/sdg-2", "aliases", [])],
        [put("sdg/sdg-11", "number", 17), put("sdg/sdg-11", "name", "Goal 17"), put("sdg/sdg-11", "aliases", [])],
        [put("figure/guests", "country", "karst"), put("figure/guests", "counts", "guests from the Karst Republic"),
         put("country/karst", "sources", lambda held: [*held, "opening-p1"])],
    ],
)  # fmt: skip
def test_what_may_be_so_is_no_finding(changes):
    assert honest("quiet", *changes) == []


def test_several_records_are_told_by_their_names_in_order(quiet):
    known = Known(quiet)
    assert known.names("city", ["tarn", None, "maren"]) == "Maren and Tarn"
    assert known.names("city", ["tarn"]) == "Tarn"
    assert known.names("city", [None]) == known.names("city", []) == "none"


@pytest.mark.parametrize(
    ("name", "number"),
    [
        *(("Forum 1.2", "1.2"), ("Forum 12.13", "12.13"), ("SDG 17", "17"), ("Agenda 2030", None), ("Forum 1.", None), ("17", None)),
        *(("Plenary II", "2"), ("Plenary I", "1"), ("Plenary XII", "12"), ("Plenary ii", None), ("Plenary XIII", None), ("II", None)),
        *(("First forum", "1"), ("Twelfth forum", "12"), ("The second forum", None), ("Third", None), ("2 forums", None)),
    ],
)
def test_a_name_has_a_number_at_its_end_or_an_ordinal_before_it(name, number):
    assert _number_told(name) == number


@pytest.mark.parametrize("ref", ["city/maren", "passage/plan-p1"])
def test_nothing_is_asked_where_references_lead_nowhere(ref):
    assert {code for code, *_ in found("quiet", put(ref, "id", "gone"))} <= {"E111", "E201", "E205", "W302"}


@pytest.mark.parametrize("field", ["sources[" + "9" * 5000 + "]", "sources.upper", "name[0]", "[0]", ".", "", "appearances[x].role"])
def test_no_remark_is_a_crash(field):
    found("quiet", remarked("city/tarn", remark(field, "corrected")))


# Names in other words


@pytest.fixture(scope="module")
def mentions(quiet):
    return Mentions(quiet)


@pytest.mark.parametrize(
    ("text", "kind", "named", "alone"),
    [
        ("Mayor of Maren", "city", {"maren"}, {"maren"}),
        ("Coordinator of the Maren Town Council", "city", {"maren"}, set()),
        ("Coordinator of the Maren Town Council", "organisation", {"maren-town-council"}, {"maren-town-council"}),
        ("the MTC's clerk", "organisation", {"maren-town-council"}, {"maren-town-council"}),
        ("the mtc's clerk", "organisation", set(), set()),
        ("Maren’s mayor", "city", {"maren"}, {"maren"}),
        ("Marener", "city", set(), set()),
        ("PONT SUR LYS", "city", {"pont-sur-lys"}, {"pont-sur-lys"}),
        ("Villa, Serena", "city", set(), set()),
        ("the QTO night team", "organisation", {"quiet-towns-office", "night-team"}, {"night-team"}),
        ("", "city", set(), set()),
    ],
)
def test_names_are_found_whole_and_as_written(mentions, text, kind, named, alone):
    assert mentions.named(text, kind) == named
    assert set(mentions.alone(text, kind)) == alone


def test_a_records_own_name_hides_nothing_in_it(mentions, quiet):
    council = next(one for one in quiet.organisations if one.id == "maren-town-council")
    assert set(mentions.alone(council.name, "city", council)) == {"maren"}


# The table of all rules


@pytest.mark.parametrize(("numbered", "asked"), [(8, False), (9, True), (10, True)])
def test_where_nine_of_ten_ids_end_with_their_numbers_all_must(numbered, asked):
    known = SimpleNamespace(with_numbers=numbered, report=SimpleNamespace(passages=range(10)))
    assert bool(list(number_in_id(known, SimpleNamespace(id="opening-x", number=2)))) is asked


PAGE = HERE.parent / "docs" / "rules.md"
MARKS = "<!-- rules -->\n", "<!-- end of rules -->\n"


def table():
    rows = [(code, sentence, "") for code, sentence in CODES.items()]
    rows += [(rule.code, rule.check.__doc__, "yes" if rule.excused else "") for rule in RULES]
    lines = [f"| {code} | {sentence} | {excused} |" for code, sentence, excused in sorted(rows)]
    return "\n".join(["| code | what must be so | a remark excuses |", "|---|---|---|", *lines, ""])


def page():
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(MARKS[0])
    return head + MARKS[0] + table() + MARKS[1] + rest.partition(MARKS[1])[2]


@pytest.mark.skipif(not PAGE.is_file(), reason="the pages are not here")
def test_the_page_has_the_table_of_all_rules():
    assert PAGE.read_text(encoding="utf-8") == page()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
