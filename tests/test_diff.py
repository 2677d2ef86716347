"""What changed between two data files: `differences` on changed copies of the small report, and `iclc diff`."""

import copy
import json
import os
import sys
from collections import Counter
from copy import deepcopy
from pathlib import Path

import jsonschema
import pexpect
import pytest
from conftest import SMALL
from hostile import COLOUR

from iclc_cli.dataset import loading as dataset
from iclc_cli.dataset.diff import Difference, differences
from iclc_cli.model import Alias

RAW = json.loads(SMALL.read_text(encoding="utf-8"))
BUNDLED = json.loads(dataset.bundled().read_bytes())


def differing(change):
    """What `differences` tells after a change to the data of the small report."""
    data = copy.deepcopy(RAW)
    change(data)
    return list(differences(dataset.build(deepcopy(RAW)), dataset.build(deepcopy(data))))


def difference(change, record, field, old, new):
    return Difference(change=change, record=record, field=field, old=old, new=new)


def setter(path, value):
    """A change that puts a value at a path: keys and numbers."""

    def change(data):
        *way, last = path
        for step in way:
            data = data[step]
        data[last] = value

    return change


def test_a_report_does_not_differ_from_itself_read_twice():
    assert differing(lambda data: None) == []


def test_what_a_file_has_beside_its_records_may_differ_too():
    def change(data):
        data["thesaurus"] = [*data.get("thesaurus", []), "wharf = quay"]
        data["redirects"] = [*data.get("redirects", []), {"old": "city/gone", "new": "conference/harbours-3"}]

    told = {one.field.partition("[")[0]: (one.change, one.record, one.new) for one in differing(change)}
    assert told.pop("thesaurus") == ("added", "report", "wharf = quay")
    assert told["redirects"][:2] == ("added", "report")
    assert told["redirects"][2].old == "city/gone"


@pytest.mark.parametrize(
    ("path", "value", "record", "field", "old"),
    [
        (("version",), "0.3.0", "report", "version", "0.2.0"),
        (("conference", "edition"), 4, "conference/harbours-3", "edition", 3),
        (("conference", "report", "year"), 2032, "conference/harbours-3", "report.year", 2031),
        (("sections", 1, "page"), None, "section/forum-1.1", "page", 7),
        (("sections", 0, "page"), 3, "section/opening", "page", None),
        (("passages", 0, "terms", 0), "tide table", "passage/opening-p1", "terms[0]", "tide clock"),
        (("sessions", 1, "conclusions", 0, "text"), "No.", "session/forum-1.1", "conclusions[0].text", None),
        (("speakers", 1, "appearances", 1, "role"), "Consul", "speaker/bo-yeon-weiss", "appearances[1].role", "Envoy"),
        (
            ("speakers", 1, "appearances", 1, "said", 1, "text"),
            "Read, then tie.",
            "speaker/bo-yeon-weiss",
            "appearances[1].said[1].text",
            "Tie, then read.",
        ),
        (("cities", 1, "coordinates", "longitude"), 0.5, "city/port-lodka", "coordinates.longitude", 0),
        (("initiatives", 0, "named"), False, "initiative/lamp-festival", "named", True),
        (("figures", 1, "value"), 12, "figure/rope-share", "value", 12.5),
        (("cities", 2, "remarks", 0, "kind"), "ambiguous", "city/saint-aero", "remarks[0].kind", "inferred"),
    ],
)
def test_a_changed_field_is_told_with_where_it_stands(path, value, record, field, old):
    if field == "conclusions[0].text":
        old = RAW["sessions"][1]["conclusions"][0]["text"]
    assert differing(setter(path, value)) == [difference("changed", record, field, old, value)]


def test_a_part_that_comes_or_goes_is_a_change_of_its_field(small):
    city = small.cities[0]
    assert differing(setter(("cities", 0, "coordinates"), None)) == [
        difference("changed", "city/lodka-wielka", "coordinates", city.coordinates, None)
    ]


def test_an_item_of_a_list_that_comes_or_goes_is_told_alone(small):
    (found,) = differing(lambda data: data["speakers"][1]["appearances"].pop(0))
    assert found == difference("removed", "speaker/bo-yeon-weiss", "appearances[0]", small.speakers[1].appearances[0], None)
    (found,) = differing(lambda data: data["topics"][0]["aliases"].insert(1, {"name": "ropes", "sources": []}))
    assert found == difference("added", "topic/rope-literacy", "aliases[1]", None, Alias(name="ropes", sources=()))
    assert differing(setter(("passages", 0, "terms"), [])) == [difference("removed", "passage/opening-p1", "terms[0]", "tide clock", None)]


def test_an_item_that_changes_beside_one_that_goes_is_told_by_its_field(small):
    def change(data):
        said = data["speakers"][1]["appearances"][1]["said"]
        said.append(said[0] | {"text": "Then sail."})
        said[1] |= {"text": "Read, then tie."}

    assert [(found.change, found.field) for found in differing(change)] == [
        ("changed", "appearances[1].said[1].text"),
        ("added", "appearances[1].said[2]"),
    ]


def test_items_that_change_side_by_side_are_told_each_with_its_own_value():
    told = differing(setter(("initiatives", 1, "speakers"), ["one", "two"]))
    assert [(one.field, one.old, one.new) for one in told] == [
        ("speakers[0]", "bo-yeon-weiss", "one"),
        ("speakers[1]", "carl-weiss", "two"),
    ]


def test_several_changes_of_a_record_come_in_the_order_of_its_fields():
    def change(data):
        aliases = [{"name": "Łódka Wielka", "sources": []}]
        data["cities"][0] |= {"coordinates": {"latitude": 1, "longitude": 2}, "name": "Łódka", "aliases": aliases}

    assert [found.field for found in differing(change)] == ["name", "aliases[0]", "coordinates.latitude", "coordinates.longitude"]


def test_a_removed_record_is_told_whole(small):
    assert differing(lambda data: data["figures"].pop(1)) == [difference("removed", "figure/rope-share", None, small.figures[1], None)]


def test_an_added_record_is_told_whole(small):
    def add(data):
        data["documents"].append(
            {"id": "log", "name": "Log", "aliases": [], "named": True, "kind": "report", "url": None, "initiatives": []}
            | dict.fromkeys(("city", "organisation", "year", "summary"))
            | {"sources": ["opening-p1"], "remarks": []}
        )

    (found,) = differing(add)
    assert (found.change, found.record, found.field, found.old) == ("added", "document/log", None, None)
    assert (found.new.id, found.new.name) == ("log", "Log")


def test_a_new_id_is_a_record_removed_and_one_added():
    assert [(found.change, found.record) for found in differing(setter(("sdgs", 0, "id"), "sdg-15"))] == [
        ("removed", "sdg/sdg-14"),
        ("added", "sdg/sdg-15"),
    ]


def test_the_same_id_in_another_kind_is_another_record():
    found = differing(setter(("topics", 0, "id"), "lamp-festival"))
    assert [(one.change, one.record) for one in found] == [("removed", "topic/rope-literacy"), ("added", "topic/lamp-festival")]


def test_the_order_of_records_is_no_difference():
    assert differing(lambda data: data["speakers"].reverse()) == []


def test_an_item_of_a_list_that_moves_goes_from_one_place_and_comes_to_another():
    found = differing(lambda data: data["topics"][0]["aliases"].reverse())
    assert sorted((one.change, one.field, (one.old or one.new).name) for one in found) == [
        ("added", "aliases[0]", "knot-reading"),
        ("removed", "aliases[1]", "knot-reading"),
    ]


def test_differences_come_in_the_order_of_the_kinds():
    def change(data):
        data["figures"].pop()
        data["version"] = "9"
        data["sections"][0]["title"] = "Start"
        data["cities"][2]["aliases"] = []

    assert [found.record for found in differing(change)] == ["report", "section/opening", "city/saint-aero", "figure/rope-share"]


def test_the_way_back_is_the_same_with_the_sides_exchanged():
    data = copy.deepcopy(RAW)
    data["cities"][0]["name"] = "Łódka"
    data["figures"].pop()
    there = list(differences(dataset.build(deepcopy(RAW)), dataset.build(deepcopy(data))))
    back = list(differences(dataset.build(deepcopy(data)), dataset.build(deepcopy(RAW))))
    opposite = {"changed": "changed", "added": "removed", "removed": "added"}
    assert back == [difference(opposite[one.change], one.record, one.field, one.new, one.old) for one in there]
    assert len(back) == 2


# iclc diff


@pytest.fixture
def written(tmp_path):
    """Write data to a file, changed."""

    def write(data, change=lambda data: None):
        data = copy.deepcopy(data)
        change(data)
        file = tmp_path / f"report-{len(list(tmp_path.iterdir()))}.json"
        file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return str(file)

    return write


def older(data):
    """The shipped report as it might have been: Cork went by another name, and Bogotá was somewhere else."""
    for city in data["cities"]:
        if city["id"] == "cork":
            city["name"] = "Corcaigh"
        if city["id"] == "bogota":
            city["coordinates"]["latitude"] = 0.25
    data["topics"][-1]["aliases"] = [*data["topics"][-1]["aliases"], {"name": "an alias of old", "sources": []}]


def test_a_file_is_compared_with_the_bundled_data(iclc, written):
    latitude = next(city["coordinates"]["latitude"] for city in BUNDLED["cities"] if city["id"] == "bogota")
    topic = BUNDLED["topics"][-1]
    assert iclc("diff", written(BUNDLED, older), "--json").json == [
        {"change": "changed", "record": "city/bogota", "field": "coordinates.latitude", "old": 0.25, "new": latitude},
        {"change": "changed", "record": "city/cork", "field": "name", "old": "Corcaigh", "new": "Cork"},
        {
            "change": "removed",
            "record": f"topic/{topic['id']}",
            "field": f"aliases[{len(topic['aliases'])}]",
            "old": {"name": "an alias of old", "sources": []},
            "new": None,
        },
    ]


def test_the_bundled_data_does_not_differ_from_its_own_file(iclc):
    result = iclc("diff", dataset.bundled(), "--json")
    assert (result.json, result.stderr) == ([], "no differences\n")


def test_two_files_are_compared_with_each_other(iclc, written):
    old, new = written(RAW), written(RAW, setter(("cities", 0, "name"), "Łódka"))
    assert iclc("diff", old, new).stdout == "change\trecord\tfield\told\tnew\nchanged\tcity/lodka-wielka\tname\tŁódka Wielka\tŁódka\n"
    assert iclc("diff", old, "--data", new).stdout == iclc("diff", old, new).stdout


def test_the_older_file_may_come_from_standard_input(iclc, written):
    file = written(RAW, setter(("version",), "0.1.0"))
    (found,) = iclc("diff", "-", SMALL, "--json", input=Path(file).read_bytes()).json
    assert (found["old"], found["new"]) == ("0.1.0", "0.2.0")


def test_whole_records_stand_in_json_as_in_the_file(iclc, written):
    def change(data):
        data["figures"].pop()

    removed, added = written(RAW, change), str(SMALL)
    assert iclc("diff", added, removed, "--json").json == [
        {"change": "removed", "record": "figure/rope-share", "field": None, "old": RAW["figures"][1], "new": None}
    ]
    assert iclc("diff", removed, added, "--json").json == [
        {"change": "added", "record": "figure/rope-share", "field": None, "old": None, "new": RAW["figures"][1]}
    ]


def test_people_read_the_name_of_a_record_that_came_or_went(written):
    def change(data):
        del data["documents"][:], data["figures"][1]
        data["statements"][0]["topics"] = []
        data["cities"][0]["name"] = "Łódka"

    environment = {**os.environ, "LANG": "C.UTF-8"}
    arguments = ["-m", "iclc_cli", "diff", written(RAW, change), str(SMALL)]
    child = pexpect.spawn(sys.executable, arguments, dimensions=(40, 140), env=environment, encoding="utf-8", timeout=60)
    lines = [line.split() for line in COLOUR.sub("", child.read()).splitlines()]
    assert lines[0] == ["Differences", "3"]
    assert lines[2] == ["Change", "Record", "Field", "Old", "New"]
    assert lines[3:6] == [
        ["changed", "city/lodka-wielka", "name", "Łódka", "Łódka", "Wielka"],
        ["added", "statement/port-lodka-1", "topics[0]", "rope-literacy"],
        ["added", "figure/rope-share", "rope", "[wet]", "that", "holds:", "about", "12.5", "in", "100"],
    ]


def test_differences_are_valid_by_the_printed_schema(iclc, written):
    valid = jsonschema.Draft202012Validator(iclc("schema", "diff").json)
    found = iclc("diff", SMALL, "--json").json
    assert {one["change"] for one in found} == {"added", "removed", "changed"}
    for one in found:
        valid.validate(one)


def test_between_unlike_reports_everything_was_removed_or_added(iclc):
    counted = Counter(one["change"] for one in iclc("diff", SMALL, "--json").json if one["field"] is None)
    kinds = [key for key in BUNDLED if isinstance(BUNDLED[key], list) and key not in ("redirects", "thesaurus")]  # which are no records
    common = sum(len({one["id"] for one in RAW[kind]} & {one["id"] for one in BUNDLED[kind]}) for kind in kinds)
    assert counted["removed"] == 1 + sum(len(RAW[kind]) for kind in kinds) - common
    assert counted["added"] == 1 + sum(len(BUNDLED[kind]) for kind in kinds) - common


def test_differences_can_be_counted_cut_and_chosen_from(iclc, written):
    file = written(BUNDLED, older)
    assert iclc("diff", file, "--count").stdout == "3\n"
    assert iclc("diff", file, "--count-by", "record").stdout.splitlines()[1:3] == ["city/bogota\t1", "city/cork\t1"]
    assert iclc("diff", file, "--limit", "1", "--fields", "new,record", "--json").json[0]["record"] == "city/bogota"
    assert iclc("diff", file, "--fields", "record,old").stdout.splitlines()[2] == "city/cork\tCorcaigh"


def test_no_differences_is_a_success_unless_the_exit_status_is_asked_for(iclc, written):
    assert iclc("diff", SMALL, written(RAW), "--quiet").stderr == ""
    assert iclc("diff", SMALL, written(RAW), "--json", "-e", code=4).error["code"] == "nothing-matched"
    assert iclc("diff", SMALL, written(RAW, setter(("version",), "9")), "-e").stderr == ""


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        ([], 2, "usage"),
        (["-", "-"], 2, "usage"),
        (["-", "--data", "-"], 2, "usage"),
        (["no-such-file.json"], 5, "invalid-data"),
        ([str(SMALL), "no-such-file.json"], 5, "invalid-data"),
        ([str(SMALL), "--fields", "page"], 2, "usage"),
        ([str(SMALL), "--count", "--count-by", "change"], 2, "usage"),
    ],
)
def test_what_cannot_be_compared_is_refused(iclc, arguments, code, word):
    result = iclc("diff", *arguments, "--json", input=SMALL.read_bytes(), code=code)
    assert (result.stdout, result.error["code"]) == ("", word)
