"""`iclc verify` and `iclc trace`: data against print, on reports invented for it; and on the report itself where it is at hand."""

import json
import os
import re
import subprocess
import sys
from collections import Counter

import pytest
from conftest import SMALL
from hostile import controls
from printed import QUIET, QUIET_PRINT, REAL_PRINT, SMALL_PRINT, Held, altered, held_against, needs_the_report, passages_of

from iclc_cli.dataset import loading as dataset
from iclc_cli.model.base import AMOUNT, BESIDE, IN_ANY_FORM, PRINTED
from iclc_cli.model.kinds import KINDS, all_records, choices
from iclc_cli.model.walk import walk
from iclc_cli.terminal import streams
from iclc_cli.verify import fingerprints
from iclc_cli.verify.checking import exceptions
from iclc_cli.verify.checking import trace as traced
from iclc_cli.verify.checking import verify as check
from iclc_cli.verify.prints import Copy


@pytest.fixture(scope="session")
def held():
    """The invented report, held against its print."""
    return held_against(QUIET, PRINT)


@pytest.fixture
def verify(iclc):
    return lambda *options, **more: iclc("verify", QUIET_PRINT, "--data", QUIET, *options, **more)


@pytest.fixture
def trace(iclc):
    return lambda *refs, **more: iclc("trace", *refs, "--report", QUIET_PRINT, "--data", QUIET, **more)


PRINT = QUIET_PRINT.read_text(encoding="utf-8")
HALF = "\f".join(page for page in PRINT.split("\f") if "kindergartens" not in page)
"""Without the pages of the plan."""


def write(path, data):
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def raw():
    return json.loads(QUIET.read_text(encoding="utf-8"))


def outcomes(verdict, ref, field):
    return {one.wanted: one.outcome for one in verdict.claims if one.record == ref and one.field == field}


def lying(tmp_path, *changes):
    """A data file of the invented report with some fields changed, and its fingerprints beside it."""
    write(tmp_path / "lies.fingerprints.json", QUIET.with_suffix(".fingerprints.json").read_text(encoding="utf-8"))
    return write(tmp_path / "lies.json", altered(raw(), *changes))


# Lies


def test_what_print_bears_out_verifies_without_a_fault(verify):
    result = verify("--json")
    assert result.json == []
    assert "all borne out" in result.stderr
    assert "Out of reach" in result.stderr


def test_an_awkward_report_verifies_without_a_fault(iclc):
    assert iclc("verify", SMALL_PRINT, "--data", SMALL, "--json").json == []


RUNG = {"text": "Borrowed bells are rung by the youngest pupil.", "sources": ["forum-1-p2"]}
TUNED = {"text": "Bridges ought to be tuned before they are painted.", "sources": ["forum-1-p4"]}
"""A point of a speaker, and a conclusion of a session."""

GONE = "was told when the fingerprints were made, and is gone or has another id"
LOST = "is printed, and no longer told"

LIES = [
    # names, titles and roles that print gives to others, or to nobody
    ("speaker/jun-abel", "honorific", "Dr", "does not stand there"),
    ("speaker/jun-abel", "appearances.0.sources", ["forum-1-p4"], "is not named there"),
    ("organisation/quiet-towns-office", "acronym", "QTA", "does not stand there"),
    ("section/forum-1", "title", "Bells and ferries", "does not stand there"),
    ("section/forum-1", "chapter", "The hour of the mayors", "does not stand there"),
    ("conference/assembly-2", "mode", "online", "does not stand there"),
    ("speaker/zoe-marquez", "name", "Zoe Marquez", "is spelled 'Zoë Márquez' there"),
    # what stands there, but is only a part of a name, a role, a title, or belongs to something else
    ("speaker/teresa-vidal-roca", "name", "Roca", f"'Teresa Vidal Roca' {LOST}"),
    ("speaker/jun-abel", "appearances.0.role", "Keeper of the Bells", f"'Keeper of the Bells of Pont-sur-Lys' {LOST}"),
    ("speaker/pavel-quist", "appearances.0.role", "Almanac of Small Sounds", f"'Director of the Quiet Towns Office' {LOST}"),
    ("city/villa-serena", "name", "Villa", f"'Villa Serena' {LOST}"),
    ("conference/assembly-2", "theme", "Towns", f"'Towns that listen' {LOST}"),
    ("strategy/change-1", "title", "Soften public clocks", f"'Soften public clocks and shorten chimes' {LOST}"),
    ("strategy/cluster-1", "title", "rivers, canals", f"'rivers, canals and harbours' {LOST}"),
    # other names, key terms, remarks and our own words
    ("city/oskarby", "aliases.0.name", "Oskarby and Shore", "does not stand there"),
    ("passage/opening-p2", "terms", ["evening guests"], "does not stand there"),
    ("passage/forum-1-p2", "gist", "A keeper told how 14 schools exchange bells for a month.", "does not stand there"),
    ("speaker/jun-abel", "appearances.0.said.0.text", "Lime trees grow along a tramway.", "is not what this passage says"),
    ("session/forum-1", "conclusions.0.text", "Flour is weighed by ear.", "is not what this passage says"),
    ("city/oskarby", "remarks.0.printed", "Oksarby", "does not stand there"),
    ("initiative/apprentice-council", "summary", "A council of nineteen apprentices in Tarn.", "'Tarn' does not stand there"),
    ("initiative/bell-exchange", "summary", "Flour is weighed by ear.", "is not what these passages say"),
    ("initiative/evening-hush", "name", "submarine museum", "is not what these passages say"),
    ("passage/opening-p1", "gist", "The assembly met in Maren, and more than 640 guests took part.", "'640' is limited otherwise there"),
    # what somebody said, told of another or of nobody
    ("session/forum-1", "conclusions.0", RUNG, "is told under the name of Jun Abel", "conclusions[0].text"),
    ("speaker/jun-abel", "appearances.0.said.0", TUNED, "is told under no name", "said[0].text"),
    # numbers, dates and addresses
    ("figure/member-towns", "value", 230, "does not stand there"),
    ("figure/member-towns", "unit", "bridges", "stands there, but with another unit or limit", "value"),
    ("figure/bell-schools", "value_to", 16, "'12–16' does not stand there", "value"),
    ("figure/night-bakers", "value", 0.75, "does not stand there"),
    ("figure/guests", "qualifier", "more-than", "stands there, but with another unit or limit", "value"),
    ("figure/yeast-library-founded", "date", "2020", "does not stand there"),
    ("conference/assembly-2", "edition", 9, "does not stand there"),
    ("section/forum-2", "page", 9, "does not stand there"),
    ("section/opening", "page", None, f"'Opening of the assembly – 3' {LOST}"),
    ("document/almanac", "url", "https://almanac.example/sound", "does not stand there"),
    # places, people and bodies that are named elsewhere, or belong to another
    ("speaker/pavel-quist", "appearances.0.organisations", ["night-team"], "is not named there"),
    ("city/oskarby", "country", "velonia", "is not named there"),
    ("initiative/yeast-library", "speakers", ["rafael-tench"], "is not named there"),
    ("session/forum-1", "sdgs", ["sdg-2"], "is not named there"),
    ("passage/forum-1-p4", "section", "forum-2", f"'Bells and bridges' {LOST}"),
    # sources moved, added and dropped
    ("speaker/jun-abel", "sources", ["forum-2-p1"], "does not bear the record out"),
    ("figure/guests", "sources", ["opening-p1", "forum-2-p2"], "does not stand there", "value"),
    ("country/velonia", "sources", ["opening-p1", "mayors-p2"], f"'Velonia' {LOST}"),
    ("topic/bread", "sources", ["forum-1-p3"], f"'bread' {LOST}"),
]
"""A record, a field, what is put there, and what is said of it; where it is said of another field, that field too."""


def named(lie):
    return f"{lie[0]} {lie[1]} {lie[2]}"


@pytest.mark.parametrize("lie", LIES, ids=named)
def test_a_lie_is_noticed_for_the_right_reason(held, lie):
    ref, field, value, fault, *other = lie
    where = other[0] if other else field.rpartition(".")[2]
    noticed = [one for one in held.faults((ref, field, value)) if one.record == ref and where in one.field]
    in_heading = ref.startswith("section") or where == "section"  # which stands in no passage
    found = [one for one in noticed if fault in f"'{one.wanted}' {one.fault}" and (one.passages or in_heading)]
    assert found
    assert all(one.outcome == "fault" and (one.where or in_heading) for one in found)


# What was told, and is told no longer


def without(data, ref):
    """The data without a record, and without those who refer to it."""
    kind, _, identifier = ref.partition("/")
    collection = KINDS[kind].collection
    data[collection] = [one for one in data[collection] if one["id"] != identifier]
    for one in data["initiatives"]:
        one["speakers"] = [speaker for speaker in one["speakers"] if speaker != identifier]
    for one in (*data["organisations"], *data["figures"]):
        one["city"] = None if one["city"] == identifier else one["city"]
    return data


@pytest.mark.parametrize(
    "ref",
    [
        "city/tarn",
        "speaker/rafael-tench",
        "document/almanac",
        "document/licence",
        "initiative/taskforce-for-sleep",
        "initiative/apprentice-council",
        "figure/guests",
        "figure/apprentices",
        "statement/villa-serena-1",
        "strategy/change-3",
    ],
)
def test_a_record_that_is_gone_is_missed(held, ref):
    gone = [one for one in Held(without(raw(), ref), held.copy).checked().faults if one.fault == GONE]
    assert [(one.record, one.field, one.claim, one.wanted) for one in gone] == [("conference/assembly-2", None, "left out", ref)]


def test_a_record_with_another_id_is_missed_by_that_which_it_had(held):
    faults = held.faults(("figure/guests", "id", "visitors"))
    assert [(one.record, one.wanted, one.fault) for one in faults] == [("conference/assembly-2", "figure/guests", GONE)]


def test_whoever_referred_to_a_record_that_is_gone_misses_its_name(held):
    lost = {(one.record, one.field, one.wanted) for one in Held(without(raw(), "speaker/rafael-tench"), held.copy).checked().faults}
    assert ("initiative/apprentice-council", "speakers", "Rafael Tench") in lost


FALLEN_OUT = [
    ("city/oskarby", "aliases.0.sources", [], "aliases.name", "Oskabry Town and Shore"),
    ("speaker/jun-abel", "honorific", None, "honorific", "Mr Jun Abel"),
    ("organisation/quiet-towns-office", "acronym", None, "acronym", "QTO"),
    ("initiative/bell-exchange", "topics", [], "topics", "Bells, Bell, bells"),
    ("initiative/yeast-library", "speakers", [], "speakers", "Odile Senn"),
    ("document/almanac", "year", None, "year", "2031"),
    ("figure/apprentices-age", "value_to", None, "value", "16–21"),
    ("passage/opening-p2", "terms", [], "terms", "evening hush"),
    ("session/forum-1", "conclusions", [], "conclusions.text", "ought, tuned, before, painted"),
    ("speaker/jun-abel", "appearances.0.said", [], "appearances.said.text", "borrowed, rung, youngest"),
]


@pytest.mark.parametrize("lie", FALLEN_OUT, ids=named)
def test_what_falls_out_of_a_record_is_missed_in_its_field_where_it_is_printed(held, lie):
    ref, *_, field, wanted = lie
    left = [one for one in held.faults(lie[:3], only=ref) if one.fault == LOST]
    assert wanted in [one.wanted for one in left if (one.record, one.field, one.claim) == (ref, field, "left out")]
    assert any(one.passages and one.where for one in left)


def test_a_rare_word_that_falls_out_of_our_own_words_is_missed_and_a_common_one_is_not(held):
    def missed(old, new):
        return [(one.field, one.wanted) for one in held.faults(("passage/opening-p2", "gist", lambda gist: gist.replace(old, new)))]

    assert missed("loudspeakers are", "they are") == [("gist", "Loudspeakers")]
    assert missed("at night", "in the dark") == []  # four passages have nights


def test_a_number_and_what_it_is_of_are_kept_together(held):
    def missed(passage, gist):
        faults = held.faults((f"passage/{passage}", "gist", gist))
        return [one.wanted for one in faults if (one.record, one.field, one.fault) == (f"passage/{passage}", "gist", LOST)]

    pages = missed("opening-p3", "The director presented an almanac of 229 pages, in which member towns describe sounds heard at dawn.")
    assert [one[:10] for one in pages] == ["229 member"]
    assert missed("plan-p1", "The plan foresees three clusters, named in a list, and two changes.") == ["three changes, two clusters"]
    assert missed("plan-p1", "Named in a list, the plan foresees three changes and two clusters.") == []


def test_verify_of_one_record_tells_what_that_record_tells_no_longer(iclc, tmp_path):
    data = lying(tmp_path, ("country/velonia", "sources", ["opening-p1"]), ("speaker/jun-abel", "honorific", None))
    told = iclc("verify", QUIET_PRINT, "--data", data, "--of", "velonia", "--json", code=5).json
    assert {(one["record"], one["claim"], one["wanted"], one["fault"]) for one in told} == {
        ("country/velonia", "left out", "Velonia", LOST)
    }
    assert {passage for one in told for passage in one["passages"]} == {"opening-p2", "forum-1-p3", "mayors-p2"}
    assert iclc("verify", QUIET_PRINT, "--data", data, "--of", "odile senn", "--json").json == []


def test_nearly_all_values_of_other_records_are_noticed_in_fields_that_print_bears_out(held, quiet):
    values, told, missed = {}, Counter(), []
    for kind, record in all_records(quiet):
        for visit in walk(record, lambda cls, name, shape: not shape.marks.isdisjoint({PRINTED, IN_ANY_FORM, BESIDE, AMOUNT})):
            if len(visit.path) == 1 and not choices(type(record), visit.path[0]) and not KINDS[kind].single:
                values.setdefault((kind, visit.path[0]), {})[record.id] = visit.value
    for (kind, field), of in values.items():
        for identifier, value in of.items():
            for other in [other for other in dict.fromkeys(of.values()) if other != value][:1]:
                told[field] += 1
                lie = f"{kind}/{identifier}", field, list(other) if isinstance(other, tuple) else other
                missed += [] if held.faults(lie) else [lie]
    assert told.keys() >= {"name", "title", "terms", "honorific", "number", "value", "unit", "acronym", "url", "year"}
    assert len(missed) <= 0.08 * told.total(), missed


# What a remark explains


def test_a_remark_excuses_the_very_value_that_it_was_made_for(held):
    assert outcomes(held.checked(), "city/oskarby", "name") == {"Oskarby": "remarked"}
    assert outcomes(held.checked(("city/oskarby", "name", "Oskarbu")), "city/oskarby", "name") == {"Oskarbu": "fault"}
    reworded = held.checked(("city/oskarby", "remarks.0.reason", "Everybody knows it."))
    assert outcomes(reworded, "city/oskarby", "name") == {"Oskarby": "fault"}


def test_a_remark_made_up_excuses_nothing(held):
    remark = {"field": "value", "kind": "corrected", "printed": None, "reason": "A misprint.", "routine": False}
    lie = ("figure/guests", "value", 3000), ("figure/guests", "remarks", [remark])
    assert ("value", "at least 3,000") in [(one.field, one.wanted) for one in held.faults(*lie) if one.record == "figure/guests"]
    name = ("session/forum-2", "remarks.0.field", "title"), ("session/forum-2", "title", "Crumbs for all seasons")
    assert {one.field for one in held.faults(*name) if one.record == "session/forum-2"} >= {"name", "title"}


def test_a_new_remark_excuses_once_the_fingerprints_are_made_anew(iclc, tmp_path):
    remark = {"field": "mode", "kind": "corrected", "printed": "hybrid", "reason": "Nobody was there.", "routine": False}
    data = lying(tmp_path, ("conference/assembly-2", "mode", "online"), ("conference/assembly-2", "remarks", [remark]))
    iclc("verify", QUIET_PRINT, "--data", data, "--of", "conference", code=5)
    iclc("fingerprint", QUIET.with_suffix(".passages.json"), "--data", data, "-o", tmp_path / "lies.fingerprints.json", "--force")
    told = iclc("verify", QUIET_PRINT, "--data", data, "--of", "conference", "--all", "--json").json
    assert {one["outcome"] for one in told if one["field"] == "mode"} == {"remarked"}


# Outcomes


def test_all_claims_are_told_with_their_outcome_and_the_words_as_printed(verify):
    told = verify("--of", "oskarby", "--all", "--json").json
    assert {one["record"] for one in told} == {"city/oskarby"}
    by_field = {one["field"]: one for one in told}
    assert by_field["name"]["outcome"] == "remarked"
    assert by_field["aliases[0].name"] == {
        "record": "city/oskarby",
        "field": "aliases[0].name",
        "claim": "name",
        "wanted": "Oskabry Town and Shore",
        "passages": ["mayors-p3"],
        "where": "Mayors' hour (begins p. 11), item 3",
        "outcome": "borne-out",
        "printed": ["Oskabry Town and Shore"],
        "fault": None,
    }


def test_the_records_to_verify_can_be_chosen(verify):
    cities = verify("--of", "city", "--all", "--fields", "record", "--json").json
    assert {one["record"].partition("/")[0] for one in cities} == {"city"}
    some = verify("--of", "forum 1", "--of", "tarn", "--of", "statements", "--all", "--fields", "record", "--json").json
    assert {one["record"] for one in some} == {"session/forum-1", "city/tarn", "statement/oskarby-1", "statement/villa-serena-1"}
    assert verify("--of", "nobody at all", "--json", code=3).error["code"] == "not-found"


def test_outcomes_are_counted(verify):
    told = {one["value"]: one["count"] for one in verify("--all", "--count-by", "outcome", "--json").json}
    assert told.keys() == {"borne-out", "remarked"}
    assert told["remarked"] == 3
    assert verify("--count").stdout == "0\n"


def test_a_lie_on_passages_read_whole_is_named_record_by_record(iclc, tmp_path):
    data = lying(tmp_path, ("speaker/jun-abel", "name", "Jane Roe"), ("figure/guests", "value", 3000))
    found = iclc("verify", QUIET_PRINT, "--data", data, "--json", code=5).json
    told = {(one["record"], one["field"], one["claim"]) for one in found}
    assert {("speaker/jun-abel", "name", "name"), ("figure/guests", "value", "number")} <= told
    assert ("initiative/bell-exchange", "speakers", "left out") in told  # which no longer tells who presented it
    assert {record for record, _, _ in told} == {"speaker/jun-abel", "figure/guests", "initiative/bell-exchange"}
    assert all(one["where"] and one["fault"] and one["outcome"] == "fault" for one in found)
    assert "Jane Roe" in iclc("verify", QUIET_PRINT, "--data", data, "--of", "jane roe", code=5).stdout


LIE = ("figure/member-towns", "value", 230)


@pytest.mark.parametrize(
    ("printed", "left"), [("229 member towns", "229 mernber towns"), ("A lamplighter", "A Iamplighter")], ids=["there", "elsewhere"]
)
def test_a_lie_is_a_fault_only_where_its_passage_was_read_whole(iclc, tmp_path, printed, left):
    copy = write(tmp_path / "copy.txt", PRINT.replace(printed, left))
    there = printed.startswith("229")
    told = iclc("verify", copy, "--data", lying(tmp_path, LIE), "--of", LIE[0], "--all", "--json", code=0 if there else 5).json
    assert {one["outcome"] for one in told if one["field"] == "value"} == {"unread" if there else "fault"}


def test_a_lie_on_passages_that_the_copy_lacks_is_unread(iclc, tmp_path):
    copy = write(tmp_path / "half.txt", HALF)
    data = lying(tmp_path, ("organisation/hushed-press", "name", "Loud Press"), ("strategy/change-2", "text", "Moss has 7 sorts."))
    assert iclc("verify", copy, "--data", data, "--of", "strategy", "--json").json == []
    whole = iclc("verify", QUIET_PRINT, "--data", data, "--of", "strategy", "--json", code=5).json
    assert {one["record"] for one in whole} == {"strategy/change-2"}


def test_what_the_copy_lacks_bears_nothing_out_and_no_remark_explains_it(iclc, tmp_path):
    asked = ("--data", QUIET, "--all", "--json")
    whole, half = (iclc("verify", copy, *asked).json for copy in (QUIET_PRINT, write(tmp_path / "half.txt", HALF)))

    def key(one):
        return one["record"], one["field"], one["claim"], one["wanted"]

    told = {key(one): one["outcome"] for one in whole}
    lacking = {passage.id for passage in dataset.load(str(QUIET)).passages if passage.section == "plan"}
    assert {one["outcome"] for one in half if lacking.issuperset(one["passages"] or [""])} == {"unread"}
    assert [one for one in half if one["outcome"] not in ("unread", told.get(key(one)))] == []


def test_the_verdict_tells_how_much_was_found_read_and_checked(iclc, monkeypatch, tmp_path):
    half = write(tmp_path / "half.txt", HALF)
    told = iclc("verify", half, "--data", QUIET).stdout
    assert told.startswith("Verdict: ")
    assert re.search(rf"^Copy: {re.escape(str(half))}, 18 of 23 passages found", told, re.M)
    data = lying(tmp_path, LIE)
    rows = iclc("verify", QUIET_PRINT, "--data", data, "-f", "tsv", code=5)
    assert rows.stdout.startswith("record\tfield\tclaim\twanted\twhere\tfault\n")
    assert "not borne out" in rows.stderr
    monkeypatch.setattr(streams, "on_terminal", lambda: True)
    assert "all borne out" in iclc("verify", QUIET_PRINT, "--data", QUIET, "--color", "never").stdout
    assert "18 of 23" in iclc("verify", half, "--data", QUIET, "--color", "never").stdout
    assert "230" in iclc("verify", QUIET_PRINT, "--data", data, "--color", "never", code=5).stdout


def test_what_commands_print_follows_their_schema(iclc, tmp_path):
    jsonschema = pytest.importorskip("jsonschema")
    for name, made in (
        ("trace", iclc("trace", "maren", "tarn", "--report", QUIET_PRINT, "--data", QUIET, "--json").json),
        ("verify", iclc("verify", QUIET_PRINT, "--data", lying(tmp_path, LIE), "--json", code=5).json),
    ):
        schema = iclc("schema", name).json
        assert made
        for one in made:
            jsonschema.validate(one, schema)


# Trace


def test_trace_prints_the_paragraphs_and_marks_the_words(trace):
    found = trace("figure/member-towns", "--json").json
    assert [one["passage"] for one in found] == ["opening-p3"]
    assert (found[0]["locator"], found[0]["whole"]) == ("Opening (begins p. 3), item 3", True)
    assert found[0]["text"].replace("¹", "") == passages_of(QUIET)["opening-p3"].replace("¹", "")
    assert [found[0]["text"][start:end] for start, end in found[0]["matches"]] == found[0]["marked"]
    assert any("229" in words for words in found[0]["marked"])


def test_without_colour_the_words_are_marked_all_the_same(trace):
    assert re.search(r"\*[^*]*229[^*]*\*", " ".join(trace("figure/member-towns", "-f", "table", "--color", "never").stdout.split()))
    plain = trace("figure/member-towns").stdout
    assert "229" in plain.partition("\nMarked: ")[2]
    assert "*" not in plain


def test_trace_prints_prose_in_a_pipe_and_tells_what_is_missing(iclc, tmp_path, monkeypatch):
    monkeypatch.setenv("ICLC_REPORT", str(write(tmp_path / "half.txt", HALF)))
    result = iclc("trace", "maren", "context-1", "--data", QUIET)
    assert result.stdout.startswith("Record: city/maren\nPassage: ")
    assert "the copy lacks" in result.stderr
    assert "lacks" in iclc("trace", "passage/plan-p1", "--data", QUIET, code=5).stderr


def test_words_that_could_not_be_read_are_told(quiet):
    held = held_against(QUIET, PRINT.replace("229 member towns describe", "22 rnember towns describe"))
    paragraph = traced(quiet, held.copy, [one for one in quiet.figures if one.id == "member-towns"])[0]
    assert not paragraph.whole
    assert "[…]" in paragraph.text
    assert "229" not in paragraph.text


def test_refs_and_a_copy_come_from_standard_input(iclc):
    assert "iclc trace … --report FILE, or once and for all ICLC_REPORT=FILE" in iclc("trace", "yeonsu", code=2).stderr
    found = iclc("trace", "-", "--report", QUIET_PRINT, "--data", QUIET, "--json", input="maren\ntarn\n").json
    assert found[0]["record"] == "city/maren"
    assert found[-1]["record"] == "city/tarn"
    iclc("trace", "-", "--report", "-", "--data", QUIET, code=2, input="maren\n")
    told = iclc("verify", "-", "--data", QUIET, "--json", input=QUIET_PRINT.read_bytes())
    assert told.json == []
    assert "standard input: " in told.stderr


@pytest.mark.parametrize("command", [["trace", "bo-yeon-weiss", "--report"], ["verify", "--of", "bo-yeon-weiss", "--all", "-f", "table"]])
def test_what_a_copy_or_the_data_holds_does_nothing_to_a_terminal(iclc, tmp_path, command):
    text = SMALL_PRINT.read_text(encoding="utf-8").replace("[31mred[0m", "\x1b[31mred\x1b[0m\u202e\x90")
    told = iclc(*command, write(tmp_path / "copy.txt", text), "--data", SMALL, "--color", "never")
    assert "red" in told.stdout
    assert controls(told.stdout) == set()


# Rules that blame what print bears out: a change of the data that is true, of a passage of its own or of the invented print


FALSE_ALARMS = {
    "the year of a document": ("opening-f1", "Sounds (2031):", "Sounds, 2031:", [], None),
    "a title of the conference's own report": ("pictures-c2", "last pictures", "last pictures of Quiet Towns", [
        ("document/report", "name", "report of the assembly"),
        ("conference/assembly-2", "aliases", [{"name": "Quiet Towns", "sources": ["opening-p1"]}]),
    ], None),
    "the print that a remark tells of": ("mayors-p4", "The harbour of Tarn,", "The harbour of Tarn or Tharn,", [
        ("city/tarn", "remarks", [{"field": "aliases", "kind": "ambiguous", "printed": "Tharn", "reason": "So.", "routine": False}]),
    ], None),
}  # fmt: skip
"""What is printed instead of what, and the data with it."""


@pytest.mark.parametrize("name", FALSE_ALARMS)
def test_what_print_bears_out_is_no_fault(name):
    passage, old, new, changes, field = FALSE_ALARMS[name]
    texts = passages_of(QUIET)
    assert old in texts[passage]
    texts[passage] = texts[passage].replace(old, new)
    report = dataset.build(altered(raw(), *changes))
    known = fingerprints.load(report, str(QUIET)).exceptions
    made = exceptions(report, fingerprints.make(report, texts), texts)[0]._replace(exceptions=known)
    heads = (f"{section.chapter}\n{section.title}\n{section.title} – {section.page}" for section in report.sections)
    copy = Copy("copy", made, "\n".join((*heads, *texts.values())))
    assert copy.whole == len(texts)
    faults = check(report, copy).faults
    assert [(one.field, one.wanted) for one in faults if one.record == f"passage/{passage}" and one.field == field] == []


# The report itself


@pytest.fixture(scope="module")
def real():
    """The shipped report held against the report's text."""
    return held_against(dataset.bundled(), REAL_PRINT.read_text(encoding="utf-8").replace("**", ""))


@needs_the_report
def test_the_shipped_data_verifies_without_a_fault(iclc):
    result = iclc("verify", REAL_PRINT, "--json")
    assert result.json == []
    assert "all borne out" in result.stderr
    assert "Out of reach" in result.stderr


LIES_ABOUT_THE_REPORT = [
    ("speaker/michael-osborne", "appearances.0.role", "Chair of Adult and Lifelong Education at the University", LOST),
    ("city/villa-maria", "name", "Villa", LOST),
    ("speaker/luis-gonzalez-arenal", "name", "Luis Gonzalez Arenal", "is spelled 'Luis González Arenal' there"),
    ("passage/forum-2.3-p6", "terms", ("second high-level coding course",), "does not stand there"),
    ("speaker/miki-konishi", "remarks.0.printed", "Programme Coordinators of Innovation and Education", "does not stand there"),
    ("session/forum-1.2", "sdgs", ("sdg-11",), "is not named there"),
    ("section/opening", "page", 6, "does not stand there"),
]


@needs_the_report
@pytest.mark.parametrize(
    ("passage", "name", "other"),
    [
        ("forum-2.1-p5", "Finland", "Germany"),
        ("forum-2.1-p5", "Germany", "Finland"),
        ("forum-1.3-p4", "Villa María", "Clermont-Ferrand"),
    ],
)
def test_a_name_that_gives_way_to_another_of_its_passage_is_missed_in_our_words(real, passage, name, other):
    faults = real.faults((f"passage/{passage}", "gist", lambda gist: gist.replace(name, other)), only=f"passage/{passage}")
    assert [(one.field, one.wanted.replace(",", ""), one.fault) for one in faults] == [("gist", name, LOST)]


@needs_the_report
def test_lies_about_the_report_are_noticed_for_the_right_reason(real):
    told = {lie: [one.fault for one in real.faults(lie[:3], only=lie[0])] for lie in LIES_ABOUT_THE_REPORT}
    assert {lie: faults for lie, faults in told.items() if not any(lie[3] in fault for fault in faults)} == {}


def test_the_outcome_does_not_hang_on_the_order_of_sets(tmp_path):
    """Floats are summed in the order of the words: else rounding would decide what leans on what."""
    told = set()
    for seed in ("0", "3"):
        command = [sys.executable, "-m", "iclc_cli", "verify", str(QUIET_PRINT), "--data", str(QUIET), "--all", "--json", "-q"]
        told.add(subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, timeout=120, check=False).stdout)
    assert len(told) == 1
