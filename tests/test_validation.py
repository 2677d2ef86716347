"""Findings: each provoked by the smallest change that deserves it. And the JSON Schema of the data."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from conftest import SMALL

from iclc_cli.commands.nouns import noun_called, nouns
from iclc_cli.commands.schema import documents, printed
from iclc_cli.dataset import loading as dataset
from iclc_cli.dataset import validation
from iclc_cli.dataset.schema import report_schema
from iclc_cli.dataset.validation import Finding
from iclc_cli.model.kinds import KINDS


def small_data():
    return json.loads(SMALL.read_text(encoding="utf-8"))


def found(change):
    """What all checks find once the small report is changed."""
    data = small_data()
    change(data)
    return validation.examine(json.dumps(data).encode(), thorough=True)[1]


def put(path, value):
    """A change: another value at a place such as "figures.1.value"."""

    def change(data):
        *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        for part in way:
            data = data[part]
        data[last] = value

    return change


def both(*changes):
    def change(data):
        for one in changes:
            one(data)

    return change


def swapped(collection):
    return lambda data: data[collection].reverse()


def uncited(data):
    data["sections"].append({**data["sections"][1], "id": "annex", "title": "Annex"})
    data["passages"].append({**data["passages"][1], "id": "annex-p1", "section": "annex"})


# Code, record, field, the change, words of the message.
def aliases(*names):
    return [{"name": name, "sources": []} for name in names]


CASES = [
    ("E104", "conference", "edition", put("conference.edition", "3"), "should be a valid integer"),
    ("E104", "figures[0] (meeting-days)", "qualifier", put("figures.0.qualifier", "roughly"), "is 'roughly', and must be 'exactly', "),
    ("E104", "speakers[0] (anna-weiss)", "appearances[0].said[0].text", put("speakers.0.appearances.0.said.0.text", None), "valid string"),
    ("E104", "topics[0] (rope-literacy)", "extra", put("topics.0.extra", 1), "is a key the schema does not know; remove it"),
    ("E104", "cities[0] (lodka-wielka)", "aliases", lambda data: data["cities"][0].pop("aliases"), "is missing; every key is always there"),
    ("E104", "the file", "speakers", put("speakers", None), "should be a valid"),
    (
        "E110",
        "country/polmark",
        "id",
        lambda data: data["countries"].append(data["countries"][1]),
        "is the id of two countries",
    ),
    ("E111", "conference/harbours-3", "organiser", put("conference.organiser", "gone"), "organisation 'gone', which is not there"),
    ("E111", "speaker/anna-weiss", "appearances.session", put("speakers.0.appearances.0.session", "gone"), "session 'gone'"),
    ("E111", "initiative/rope-school", "speakers", put("initiatives.1.speakers.0", "gone"), "refers to speaker 'gone'"),
    ("E111", "session/forum-1.1", "conclusions.sources", put("sessions.1.conclusions.0.sources", ["gone"]), "passage 'gone'"),
    ("E111", "topic/rope-literacy", "broader", put("topics.0.broader", "gone"), "refers to topic 'gone'"),
    ("E112", "figure/rope-share", "value", put("figures.1.value", 10**15 + 1), "is a number too large to be a figure"),
    ("E112", "figure/rope-share", "value", put("figures.1.value", -2e15), "is a number too large"),
    ("E112", "figure/rope-share", "value_to", put("figures.1.value_to", 10**16), "is a number too large"),
    ("E113", "topic/rope-literacy", "broader", put("topics.0.broader", "rope-literacy"), "leads back to itself; break the circle"),
    ("E113", "topic/rope-literacy", "see_also", put("topics.0.see_also", ["rope-literacy"]), "leads to itself; remove it"),
    ("E201", "passage/annex-p1", None, uncited, "is a passage that nothing rests on; cite it where it belongs"),
    ("E202", "sdg/sdg-14", "sources", put("sdgs.0.sources", []), "names no passage; every record rests on at least one"),
    ("E202", "conference/harbours-3", "sources", put("conference.sources", []), "names no passage"),
    ("E203", "conference/harbours-3", "end", put("conference.end", "2031-03-32"), "is no ISO date such as 2021-10-27"),
    ("E203", "conference/harbours-3", "start", put("conference.start", "14.2.2031"), "is no ISO date"),
    ("E203", "figure/meeting-days", "date", put("figures.0.date", "2031-02-29"), "is '2031-02-29', and no ISO date"),
    ("E203", "figure/meeting-days", "date_to", put("figures.0.date_to", "many"), "is 'many', and no ISO date"),
    ("E204", "conference/harbours-3", "end", put("conference.end", "2031-02-27"), "ends on 2031-02-27, before it begins on 2031-03-01"),
    (
        "E204",
        "figure/meeting-days",
        "date_to",
        put("figures.0.date_to", "2031-02-27"),
        "ends at 2031-02-27, before it begins at ",
    ),
    ("E204", "figure/rope-share", "value_to", put("figures.1.value_to", 12), "ends at 12, before it begins at 12.5"),
    (
        "E204",
        "figure/meeting-days",
        "value_to",
        put("figures.0.value_to", 3),
        "is 3, and value is null; give both or neither",
    ),
    ("E114", "report", "redirects[0].old", put("redirects", [{"old": "sdg/sdg-14", "new": "city/port-lodka"}]), "which is there; remove"),
    ("E114", "report", "redirects[0].new", put("redirects", [{"old": "sdg/sdg-15", "new": "city/nowhere"}]), "which is not there"),
    (
        "E114",
        "report",
        "redirects[1].old",
        put("redirects", [{"old": "sdg/sdg-15", "new": "sdg/sdg-14"}] * 2),
        "which another redirect has",
    ),
    ("E115", "report", "thesaurus[0]", put("thesaurus", ["… = rope"]), "has no word before ' = '; say what a reader"),
    ("E115", "report", "thesaurus[0]", put("thesaurus", ["cord"]), "has nothing after ' = '; say what the report has"),
    ("E115", "report", "thesaurus[0]", put("thesaurus", ["cord = rope;  "]), "has nothing after ' = '; say what the report has"),
    (
        "E205",
        "city/saint-aero",
        "participation",
        put("cities.2.participation", ["presented"]),
        "is presented, and appearances, ",
    ),
    ("E205", "city/saint-aero", "participation", put("cities.2.participation", []), "is nothing, and "),
    ("E205", "city/lodka-wielka", "participation", put("cities.0.participation", ["host"]), "the host say host, presented"),
    ("E205", "city/port-lodka", "participation", put("cities.1.participation", ["made-a-statement", "mentioned"]), "say made-a-statement"),
    ("E206", "speaker/anna-weiss", "appearances[0].country", put("speakers.0.appearances.0.country", "isle-of-ash"), "lies in polmark"),
    (
        "E206",
        "speaker/anna-weiss",
        "appearances[0].country",
        put("speakers.0.appearances.0.country", None),
        "is None, and Łódka Wielka lies",
    ),
    (
        "E207",
        "initiative/lamp-festival",
        "country",
        put("initiatives.0.country", "polmark"),
        "is set although the city gives it",
    ),
    (
        "E208",
        "city/saint-aero",
        "remarks",
        put("cities.2.remarks.0.field", "mayor"),
        "a field 'mayor' that the record does not",
    ),
    ("E209", "speaker/bo-yeon-weiss", "name", put("speakers.1.name", " "), "is blank"),
    ("E209", "speaker/bo-yeon-weiss", "appearances[0].role", put("speakers.1.appearances.0.role", ""), "is blank"),
    ("E209", "speaker/bo-yeon-weiss", "name", put("speakers.1.name", "Bo-yeon Weiss "), "begins or ends with a blank"),
    ("E209", "report", "version", put("version", " "), "is blank; number what you made"),
    ("E208", "speaker/bo-yeon-weiss", "remarks", put("speakers.1.remarks.0.field", "appearances[0].town"), "'appearances[0].town'"),
    (
        "W301",
        "passage/opening-p1",
        "terms",
        put("passages.0.terms", ["one two three four five"]),
        "holds 'one two three four five', ",
    ),
    ("W302", "country/isle-of-ash", "id", swapped("countries"), "stands out of order; countries are ordered by id"),
    ("W302", "figure/meeting-days", "id", swapped("figures"), "stands out of order; figures are ordered by id"),
    ("W303", "topic/rope-literacy", "aliases", put("topics.0.aliases", aliases("RL", "RL")), "holds 'rl' twice"),
    ("W303", "topic/rope-literacy", "aliases", put("topics.0.aliases", aliases("XX", "RL", "RL")), "holds 'rl' twice"),
    ("W303", "city/port-lodka", "aliases", put("cities.1.aliases", aliases("Port Łódka")), "holds 'port lodka' twice"),
    ("W304", "document/pact", "sources", lambda data: data["documents"].append(document()), "names 'opening-p1' twice"),
    (
        "W304",
        "initiative/rope-school",
        "speakers",
        put("initiatives.1.speakers", ["bo-yeon-weiss", "bo-yeon-weiss"]),
        "names 'bo-yeon-weiss' twice",
    ),
]


def document():
    record = {"id": "pact", "name": "Pact", "aliases": [], "named": True, "kind": "plan", "url": None, "remarks": [], "initiatives": []}
    return {**record, **dict.fromkeys(("city", "organisation", "year", "summary")), "sources": ["opening-p1", "opening-p1"]}


@pytest.mark.parametrize(("code", "record", "field", "change", "said"), CASES)
def test_a_fault_gives_its_finding_and_no_other(code, record, field, change, said):
    findings = found(change)
    assert [(one.code, one.level, one.record, one.field) for one in findings] == [
        (code, "warning" if code.startswith("W") else "error", record, field)
    ]
    assert said in findings[0].message


def test_every_code_is_provoked():
    source = Path(validation.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'"([EW]\d{3})"', source))
    assert codes - {"E101", "E102", "E103"} == {case[0] for case in CASES}


def error(code, record, field, message):
    return Finding(code=code, level="error", record=record, field=field, message=message)


@pytest.mark.parametrize(
    ("data", "finding"),
    [
        (b"", error("E101", "the file", None, "is empty; give a JSON file in the schema iclc-report-2")),
        (b"{", error("E102", "the file", None, "is no valid JSON: EOF while parsing an object at line 1 column 1")),
        (b"\xff{}", error("E102", "the file", None, "is not UTF-8 (byte 1); save it as UTF-8")),
        (b'{"a": 1, "a": 1}', error("E103", "the file", "a", "is a key that one object holds twice; remove one")),
    ],
)
def test_a_file_that_is_no_report_gives_one_finding(data, finding):
    assert validation.examine(data, thorough=True) == (None, [finding])


@pytest.mark.parametrize(
    "change",
    [
        put("cities.0.participation", ["presented", "host"]),
        put("cities.1.participation", ["made-a-statement", "former-host"]),
        put("cities.2.participation", ["former-host"]),
        put("figures.0.date_to", None),
        put("figures.0.date", "2031"),
        put("figures.0.date", "2031-02"),
        put("figures.1.value_to", 12.5),
        both(put("figures.1.value", -(10**15)), put("figures.1.kind", "count")),
        put("conference.end", "2031-03-01"),
        put("passages.0.terms", ["one two three four"]),
        put("topics.0.aliases", aliases("rope-literacy", "Rope Literacy")),
        put("cities.2.remarks.0.field", "coordinates.latitude"),
        put("speakers.1.remarks.0.field", "appearances[1].said[0].text"),
        swapped("strategy"),
        put("documents", []),
    ],
)
def test_what_is_right_gives_no_finding(change):
    assert found(change) == []


def test_a_circle_of_two_is_found_at_both():
    findings = found(both(put("initiatives.0.part_of", "rope-school")))
    assert [(one.code, one.record, one.field) for one in findings] == [
        ("E113", "initiative/lamp-festival", "part_of"),
        ("E113", "initiative/rope-school", "part_of"),
    ]


def test_a_record_that_leads_into_a_circle_is_not_blamed_for_it():
    def change(data):
        data["initiatives"][0]["part_of"] = "lamp-festival"

    assert [one.record for one in found(change)] == ["initiative/lamp-festival"]


def test_the_same_id_in_two_kinds_is_no_fault():
    findings = found(lambda data: data["documents"].append({**document(), "id": "polmark", "sources": ["opening-p1"]}))
    assert findings == []


@pytest.mark.parametrize("path", ["speakers.0.appearances.0.city", "cities.0.id"])
def test_contradictions_are_looked_for_even_where_a_city_is_missing(path):
    codes = {one.code for one in found(put(path, "elsewhere"))}
    assert "E111" in codes
    assert codes <= {"E111", "E205", "W302"}


def test_several_faults_are_all_found():
    findings = found(both(put("conference.end", "2031-02-27"), put("sdgs.0.sources", []), swapped("countries")))
    assert [one.code for one in findings] == ["E202", "E204", "W302"]


def test_a_field_of_several_types_gives_one_finding():
    assert found(put("figures.1.value", True)) == [
        error("E104", "figures[1] (rope-share)", "value", "should be a valid integer or a valid number")
    ]


@pytest.mark.parametrize("code", ["E202", "E204", "E205", "W302"])
def test_what_only_contradicts_itself_can_be_used(code):
    change = next(case[3] for case in CASES if case[0] == code)
    data = small_data()
    change(data)
    assert validation.parse_report(json.dumps(data).encode(), "x").conference.id == "harbours-3"


# The command


def test_the_shipped_report_is_clean(iclc):
    result = iclc("validate")
    assert result.stdout == ""
    assert result.stderr == "the bundled data: valid\n"


def test_the_shipped_report_has_no_findings_in_json(iclc):
    assert iclc("validate", "--json").json == []


def test_the_small_report_is_clean(iclc):
    result = iclc("validate", SMALL)
    assert (result.stdout, result.stderr) == ("", f"{SMALL}: valid\n")


@pytest.mark.parametrize("way", [["--data"], []])
def test_a_file_may_be_given_as_argument_or_option(iclc, tmp_path, way):
    path = tmp_path / "empty.json"
    path.write_bytes(b"")
    assert iclc("validate", *way, path, "--json", code=5).json[0]["code"] == "E101"


def test_errors_end_with_5_and_are_counted(iclc):
    data = small_data()
    both(put("conference.end", "2031-02-27"), swapped("countries"))(data)
    result = iclc("validate", "-", input=json.dumps(data), code=5)
    assert result.stdout.splitlines() == [
        "code\tlevel\trecord\tfield\tmessage",
        "E204\terror\tconference/harbours-3\tend\tends on 2031-02-27, before it begins on 2031-03-01",
        "W302\twarning\tcountry/isle-of-ash\tid\tstands out of order; countries are ordered by id",
    ]
    assert result.stderr == "standard input: 1 error, 1 warning\n"


def test_warnings_alone_are_no_failure(iclc):
    data = small_data()
    swapped("countries")(data)
    result = iclc("validate", "-", "--json", input=json.dumps(data))
    assert [one["code"] for one in result.json] == ["W302"]
    assert result.stderr == "standard input: 0 errors, 1 warning\n"


def test_findings_in_json_have_the_keys_of_their_schema(iclc):
    data = small_data()
    uncited(data)
    findings = iclc("validate", "-", "--json", input=json.dumps(data), code=5).json
    jsonschema.validate(findings, {"type": "array", "minItems": 1, "items": iclc("schema", "validate").json})
    assert findings == [
        {
            "code": "E201",
            "level": "error",
            "record": "passage/annex-p1",
            "field": None,
            "message": "is a passage that nothing rests on; cite it where it belongs",
        }
    ]


def test_a_missing_file_is_one_line_and_5(iclc):
    result = iclc("validate", "/no/such.json", code=5)
    assert result.stdout == ""
    assert result.stderr.startswith("error: /no/such.json: cannot be read: No such file")


def test_findings_show_hostile_text_harmlessly(iclc):
    data = small_data()
    data["conference"]["\x1b[2J\n"] = 1
    result = iclc("validate", "-", input=json.dumps(data), code=5)
    assert result.stdout.splitlines()[1].split("\t")[3] == r"\u001b[2J\u000a"


# JSON Schema


@pytest.fixture(scope="module")
def schema():
    return report_schema()


@pytest.mark.parametrize("kind", [None, *KINDS])
def test_a_schema_is_valid_2020_12_and_says_so(kind):
    schema = report_schema(kind)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:iclc:schema:{kind or 'report'}:1"
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", [SMALL, dataset.bundled()], ids=["small", "shipped"])
def test_a_report_is_valid_by_the_schema(schema, path):
    data = json.loads(path.read_text(encoding="utf-8"))
    faults = [fault.json_path for fault in jsonschema.Draft202012Validator(schema).iter_errors(data)]
    assert faults == []


@pytest.mark.parametrize("kind", KINDS)
def test_records_are_valid_by_the_schema_of_their_kind(kind):
    data = json.loads(dataset.bundled().read_text(encoding="utf-8"))[KINDS[kind].collection]
    validator = jsonschema.Draft202012Validator(report_schema(kind))
    for record in [data] if KINDS[kind].single else data:
        validator.validate(record)


@pytest.mark.parametrize("case", [case for case in CASES if case[0] == "E104"], ids=lambda case: f"{case[1]} {case[2]}")
def test_what_the_schema_forbids_is_invalid_for_a_schema_validator_too(schema, case):
    data = small_data()
    case[3](data)
    assert not jsonschema.Draft202012Validator(schema).is_valid(data)


def test_an_id_with_other_characters_is_invalid_for_a_schema_validator_too(schema):
    data = small_data()
    data["cities"][0]["sources"] = ["Opening p1"]
    assert [fault.json_path for fault in jsonschema.Draft202012Validator(schema).iter_errors(data)] == ["$.cities[0].sources[0]"]


def properties(schema, path=""):
    """Every property anywhere in a schema, with the path to it."""
    if isinstance(schema, dict):
        for name, held in schema.get("properties", {}).items():
            yield f"{path}/{name}", held
            yield from properties(held, f"{path}/{name}")
        for name, held in schema.items():
            if name != "properties":  # a field may be called that too
                yield from properties(held, f"{path}/{name}")
    elif isinstance(schema, list):
        for number, held in enumerate(schema):
            yield from properties(held, f"{path}/{number}")


def test_every_property_has_a_description(iclc):
    for name in [None, *KINDS, *printed(), *documents()]:
        schema = iclc("schema", *([name] if name else [])).json
        held = list(properties(schema))
        assert len(held) > 1
        assert [path for path, one in held if not one.get("description", "").rstrip().endswith((".", "?", "…"))] == []


def test_every_class_has_a_description(schema):
    assert schema["description"]
    assert [name for name, held in schema["$defs"].items() if not held.get("description")] == []


def test_nothing_is_optional_and_nothing_more_is_allowed(schema):
    for held in (schema, *schema["$defs"].values()):
        assert held["additionalProperties"] is False
        assert sorted(held["required"]) == sorted(held["properties"])


def test_references_say_which_kind_they_refer_to(schema):
    city = schema["$defs"]["City"]["properties"]
    assert city["country"]["$comment"] == "country id"
    assert city["sources"]["items"]["$comment"] == "passage id"


def test_descriptions_are_the_docstrings_of_the_model(schema):
    assert schema["$defs"]["Section"]["properties"]["page"]["description"] == (
        "Page on which the section begins, from the table of contents; never the page of a passage."
    )


@pytest.mark.parametrize("name", [*nouns(), *printed()])
def test_the_command_prints_the_schema_of_everything_that_is_printed(iclc, name):
    schema = iclc("schema", name).json
    jsonschema.Draft202012Validator.check_schema(schema)
    kind = noun_called(name).kind if name not in printed() else name
    assert schema["$id"] == f"urn:iclc:schema:{kind}:1"


def test_without_a_word_the_command_prints_the_schema_of_the_file(iclc, schema):
    assert iclc("schema").json == schema


def test_no_schema_of_that_name_is_a_usage_error(iclc):
    result = iclc("schema", "atlantis", code=2)
    assert result.stderr.startswith("error: no schema 'atlantis'; there are: sections, passages, sessions, forums, ")
