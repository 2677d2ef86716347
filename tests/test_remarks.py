"""`iclc remarks`: every departure from print, in one list."""

import csv
import io
import json
from collections import Counter

import jsonschema
import pytest
from conftest import SMALL

from iclc_cli.model.kinds import all_records

SMALL_DATA = ("--data", str(SMALL))

OF_SMALL = [
    {
        "record": "section/opening",
        "field": "title",
        "kind": "added",
        "printed": None,
        "reason": "The fictional report prints no heading here.",
        "routine": False,
    },
    {
        "record": "speaker/bo-yeon-weiss",
        "field": "appearances[1].country",
        "kind": "inferred",
        "printed": "Saint-Ærø",
        "reason": "The place lies on the Isle of Ash.",
        "routine": False,
    },
    {
        "record": "city/saint-aero",
        "field": "country",
        "kind": "inferred",
        "printed": None,
        "reason": "Only the town is printed.",
        "routine": False,
    },
    {
        "record": "country/isle-of-ash",
        "field": "name",
        "kind": "inferred",
        "printed": None,
        "reason": "Implied by Saint-Ærø d’Été.",
        "routine": False,
    },
    {
        "record": "organisation/harbour-guild",
        "field": "country",
        "kind": "ambiguous",
        "printed": None,
        "reason": "A guild of sailors may belong to no country.",
        "routine": False,
    },
]


def test_remarks_are_those_of_all_records_in_the_order_of_the_report(iclc):
    assert iclc("remarks", *SMALL_DATA, "--json").json == OF_SMALL


def test_no_remark_of_the_shipped_report_is_left_out(iclc, report):
    listed = Counter((one["record"], one["field"], one["kind"], one["reason"]) for one in iclc("remarks", "--routine", "--json").json)
    held = Counter(
        (f"{kind}/{record.id}", remark.field, remark.kind, remark.reason)
        for kind, record in all_records(report)
        for remark in record.remarks
    )
    assert listed == held
    assert held.total() > 100


def test_routine_remarks_are_left_out_unless_asked_for(iclc, book):
    everything, matter = (iclc("remarks", *more, "--json").json for more in (["--routine"], []))
    assert matter == [one for one in everything if not one["routine"]]
    assert 0 < len(matter) < len(everything)
    told = iclc("remarks", "-f", "table").stdout
    assert f"{len(everything) - len(matter)} routine remarks are left out" in " ".join(told.split())
    assert "routine" not in iclc("remarks", "--routine", "-f", "table").stdout


def test_who_finds_only_routine_remarks_is_told_so(iclc):
    result = iclc("remarks", "--match", "GeoNames 1816670")
    assert result.stderr == "no remarks match; of the routine ones 1: add --routine\n"


def test_the_report_prints_chiang_rai_otherwise(iclc):
    (told,) = (one for one in iclc("remarks", "--of", "city", "--json").json if one["kind"] == "corrected")
    assert (told["record"], told["field"], told["printed"]) == ("city/chiang-rai", "name", "Chaing Rai")


@pytest.mark.parametrize("verb", [[], ["list"], ["ls"]])
def test_the_verb_may_be_left_out(iclc, verb):
    assert iclc("remarks", *verb, *SMALL_DATA, "--count").stdout == "5\n"


def test_piped_remarks_are_rows(iclc):
    rows = iclc("remarks", *SMALL_DATA).stdout.splitlines()
    assert rows[0] == "record\tfield\tkind\tprinted\treason"
    assert rows[2] == "speaker/bo-yeon-weiss\tappearances[1].country\tinferred\tSaint-Ærø\tThe place lies on the Isle of Ash."
    assert len(rows) == 6


def test_csv_holds_what_json_holds(iclc):
    rows = list(csv.DictReader(io.StringIO(iclc("remarks", "-f", "csv").stdout, newline="")))
    assert rows == [{key: value or "" for key, value in one.items() if key != "routine"} for one in iclc("remarks", "--json").json]


@pytest.mark.parametrize(
    ("options", "records"),
    [
        (["--kind", "added"], ["section/opening"]),
        (["--kind", "INFERRED", "--of", "cities"], ["city/saint-aero"]),
        (["--kind", "added", "--kind", "inferred", "--of", "section"], ["section/opening"]),
        (["--kind", "corrected"], []),
        (["--kind", "add"], ["section/opening"]),
        (["--of", "municipalities", "--of", "country"], ["city/saint-aero", "country/isle-of-ash"]),
        (["--of", "topic"], []),
        (["--match", "saint aero"], ["speaker/bo-yeon-weiss", "city/saint-aero", "country/isle-of-ash"]),
        (["--match", "APPEARANCES[1]"], ["speaker/bo-yeon-weiss"]),
        (["--match", "title added"], ["section/opening"]),
        (["--match", "print"], ["section/opening", "city/saint-aero"]),
        (["--match", "rint*"], []),
        (["--match", "guild -sailors"], []),
        (["--match", "Weiß"], ["speaker/bo-yeon-weiss"]),
        (["--match", "["], ["speaker/bo-yeon-weiss"]),
        (["--limit", "2"], ["section/opening", "speaker/bo-yeon-weiss"]),
    ],
)
def test_remarks_can_be_chosen(iclc, options, records):
    assert [one["record"] for one in iclc("remarks", *SMALL_DATA, *options, "--json").json] == records


def test_remarks_can_be_counted_by_any_field(iclc, report):
    kinds = Counter(remark.kind for _, record in all_records(report) for remark in record.remarks if not remark.routine)
    counted = {one["value"]: one["count"] for one in iclc("remarks", "--count-by", "kind", "--json").json}
    assert counted == kinds
    assert iclc("remarks", *SMALL_DATA, "--count-by", "kind").stdout == "value\tcount\ninferred\t3\nadded\t1\nambiguous\t1\n"


def test_fields_come_in_the_order_asked_for(iclc):
    assert iclc("remarks", *SMALL_DATA, "--fields", "kind,record", "--limit", "1", "--json").json == [
        {"kind": "added", "record": "section/opening"}
    ]


def test_remarks_are_valid_by_the_printed_schema(iclc):
    valid = jsonschema.Draft202012Validator(iclc("schema", "remarks").json)
    for one in iclc("remarks", "--json").json:
        valid.validate(one)


def test_nothing_chosen_is_an_empty_list_and_an_honest_line(iclc):
    result = iclc("remarks", "--match", "qqzzx", "--json")
    assert (result.json, result.stderr) == ([], "no remarks match\n")
    assert iclc("remarks", "--match", "qqzzx", "--json", "-e", code=4).error["code"] == "nothing-matched"


@pytest.mark.parametrize(
    ("arguments", "code", "word", "suggestion"),
    [
        (["show"], 2, "usage", "list"),
        (["--kind", "corected"], 3, "not-found", "corrected"),
        (["--kind", "a"], 3, "ambiguous", "added"),
        (["--of", "citis"], 3, "not-found", None),
        (["--fields", "page"], 2, "usage", None),
        (["--count-by", "page"], 2, "usage", None),
        (["--count", "--count-by", "kind"], 2, "usage", None),
    ],
)
def test_what_cannot_be_asked_is_refused(iclc, arguments, code, word, suggestion):
    result = iclc("remarks", *arguments, "--json", code=code)
    assert (result.stdout, result.error["code"]) == ("", word)
    assert suggestion is None or suggestion in result.error["suggestions"]


def test_remarks_can_be_written_to_a_file(iclc, tmp_path):
    file = tmp_path / "remarks.json"
    iclc("remarks", *SMALL_DATA, "-o", file)
    assert json.loads(file.read_text(encoding="utf-8")) == OF_SMALL
