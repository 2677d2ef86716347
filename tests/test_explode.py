"""`--explode`: one row for each value of a field, everywhere a list goes."""

import csv
import io
import json

import pytest
from conftest import SMALL

from iclc_cli.commands.nouns import noun_called, nouns
from iclc_cli.errors import UsageError
from iclc_cli.model.kinds import KINDS, is_node
from iclc_cli.query.fields import list_fields, shape_at
from iclc_cli.text import fold


def rows(result):
    """Piped rows as dictionaries."""
    return list(csv.DictReader(io.StringIO(result.stdout), delimiter="\t", quoting=csv.QUOTE_NONE))


def held(data, path):
    """The values at a dotted path of JSON as it is stored, one for each that is there, `None` where there is none."""
    name, _, rest = path.partition(".")
    value = data[name]
    several = (value or [None]) if isinstance(value, list) else [value]
    return [inner for one in several for inner in (held(one, rest) if rest and one is not None else [one])]


@pytest.mark.parametrize("noun", [noun for noun in nouns() if noun != "forums"])
def test_every_list_of_every_kind_comes_apart(iclc, noun):
    whole = iclc(noun, "list", "--json").json
    for path in list_fields(noun_called(noun).kind):
        apart = iclc(noun, "list", "--explode", path, "--fields", f"id,{path}", "--json").json
        assert apart == [{"id": record["id"], path: value} for record in whole for value in held(record, path)]


def test_one_row_for_each_session_and_speaker(iclc):
    speakers = iclc("speakers", "list", "--json").json
    found = rows(iclc("speakers", "list", "--explode", "appearances"))
    expected = [(one["id"], each["session"], each["role"]) for one in speakers for each in one["appearances"]]
    assert len(expected) > len(speakers)
    assert [(row["id"], row["appearances.session"], row["appearances.role"]) for row in found] == expected


def test_a_json_object_holds_the_value_in_place_of_the_list(iclc):
    whole = iclc("speakers", "list", "--json").json
    apart = iclc("speakers", "list", "--explode", "appearances", "--json").json
    assert apart == [{**one, "appearances": each} for one in whole for each in one["appearances"]]
    lines = iclc("speakers", "list", "--explode", "appearances", "-f", "ndjson").stdout.splitlines()
    assert [json.loads(line) for line in lines] == apart


def test_a_record_whose_field_is_empty_stays_once_with_null(iclc):
    small = ["--data", str(SMALL)]
    found = iclc("sessions", "list", "--explode", "topics", "--fields", "id,topics", "--json", *small).json
    assert found == [{"id": "opening", "topics": None}, {"id": "forum-1.1", "topics": "rope-literacy"}]
    said = iclc("speakers", "list", "--explode", "appearances.said", "--fields", "id,appearances.said.text", "--json", *small).json
    assert [one["appearances.said.text"] for one in said] == ["Light comes first.", None, "Knots are grammar.", "Tie, then read.", None]


@pytest.mark.parametrize(
    ("noun", "path", "added"),
    [
        ("speakers", "appearances", []),  # its single fields are columns already
        ("speakers", "appearances.session", []),
        ("speakers", "appearances.said", ["appearances.said.text"]),
        ("sessions", "topics", ["topics"]),
        ("sessions", "conclusions", ["conclusions.text"]),
        ("countries", "remarks", ["remarks.field", "remarks.kind", "remarks.printed", "remarks.reason", "remarks.routine"]),
        ("cities", "participation", []),
    ],
)
def test_what_came_apart_has_columns(iclc, noun, path, added):
    plain = iclc(noun, "list", "--limit", "1").stdout.splitlines()[0].split("\t")
    assert iclc(noun, "list", "--limit", "1", "--explode", path).stdout.splitlines()[0].split("\t") == plain + added


def test_a_path_to_one_value_within_several_takes_the_several_apart(iclc):
    by_session = iclc("speakers", "list", "--explode", "appearances.session", "--json")
    assert by_session.stdout == iclc("speakers", "list", "--explode", "appearances", "--json").stdout


def test_filters_look_at_each_row_by_itself(iclc):
    ko = ["speakers", "list", "--match", "Nam-Seok Ko", "--explode", "appearances", "--fields", "appearances.session"]
    assert [row["appearances.session"] for row in rows(iclc(*ko))] == ["opening", "forum-2.3"]
    assert [row["appearances.session"] for row in rows(iclc(*ko, "--session", "forum-2.3"))] == ["forum-2.3"]
    assert {row["topics"] for row in rows(iclc("sessions", "list", "--explode", "topics", "--topic", "covid-19"))} == {"covid-19"}


def test_what_a_filter_leads_to_is_that_of_the_row(iclc):
    found = iclc("speakers", "list", "--match", "Nam-Seok Ko", "--explode", "appearances", "--fields", "session", "--json").json
    assert found == [{"session": ["opening"]}, {"session": ["forum-2.3"]}]


def test_match_looks_at_what_is_left_in_the_row(iclc):
    found = iclc(
        "sessions", "list", "--explode", "conclusions", "--match", "policy", "--fields", "conclusions.text", "--json", "--data", str(SMALL)
    )
    assert found.json == [{"conclusions.text": 'Rope outlasts "policy", mostly [sic].'}]


@pytest.mark.parametrize("text", ["grammar", "gramm*", '"are grammar"', "grammar -tie"])
def test_match_looks_at_the_words_of_each_row_by_itself(iclc, text):
    said = ["speakers", "list", "--explode", "said", "--fields", "said.text", "--json", "--data", str(SMALL)]
    assert iclc(*said, "--match", text).json == [{"appearances.said.text": "Knots are grammar."}]


def test_sort_limit_and_counts_are_of_rows(iclc):
    everything = iclc("sessions", "list", "--json").json
    topics = [topic for session in everything for topic in session["topics"] or [None]]
    assert iclc("sessions", "list", "--explode", "topics", "--count").stdout == f"{len(topics)}\n"
    assert (
        iclc("sessions", "list", "--explode", "topics", "--count-by", "topics").stdout
        == iclc("sessions", "list", "--count-by", "topics").stdout
    )
    listed = iclc("sessions", "list", "--explode", "topics", "--sort", "-topics", "--fields", "topics", "--json").json
    assert [one["topics"] for one in listed] == sorted(filter(None, topics), key=fold, reverse=True) + [None] * topics.count(None)
    assert len(iclc("sessions", "list", "--explode", "topics", "--limit", "3", "--json").json) == 3


def test_a_part_of_a_kind_comes_apart_too(iclc):
    forums = iclc("forums", "list", "--json").json
    assert iclc("forums", "list", "--explode", "sdgs", "--count").stdout == f"{sum(len(one['sdgs']) or 1 for one in forums)}\n"


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "md", "plain"])
def test_every_format_shows_a_row_a_value(iclc, form):
    text = iclc("countries", "list", "--explode", "remarks", "--fields", "id,remarks.field", "-f", form).stdout
    assert sum("iso2" in line for line in text.splitlines()) == iclc("countries", "list", "--json").stdout.count('"field": "iso2"')
    assert "; " not in text


def test_an_option_before_the_noun_means_the_same(iclc):
    assert iclc("--explode", "topics", "sessions").stdout == iclc("sessions", "list", "--explode", "topics").stdout


@pytest.mark.parametrize(
    ("noun", "path", "why"),
    [
        ("topics", "name", "it holds one value"),
        ("speakers", "nothing", "they hold no such field"),
        ("speakers", "name.session", "they hold no such field"),
        ("cities", "coordinates.latitude", "it holds one value"),
        ("cities", "session", "they hold no such field"),  # a filter, not a field
    ],
)
def test_a_field_that_cannot_come_apart_is_one_usage_error(iclc, noun, path, why):
    result = iclc(noun, "list", "--explode", path, code=2)
    assert result.stdout == ""
    assert result.stderr.startswith(f"error: {noun} cannot be exploded by '{path}': {why}. ")
    assert result.stderr.count("\n") == 1
    assert result.stderr.rstrip().endswith(f"There are: {', '.join(list_fields(noun_called(noun).kind))}")


def test_a_field_comes_apart_by_the_last_part_of_its_name_too(iclc):
    assert iclc("speakers", "--explode", "Said", "--json").stdout == iclc("speakers", "--explode", "appearances.said", "--json").stdout
    assert iclc("speakers", "--explode", "role").stdout == iclc("speakers", "--explode", "appearances.role").stdout


def test_a_near_miss_is_suggested(iclc):
    assert iclc("speakers", "list", "--explode", "apearances", "--json", code=2).error["suggestions"][0] == "appearances"


@pytest.mark.parametrize("kind", KINDS)
def test_what_came_apart_is_left_as_it_was(book, kind):
    """A copy holds one value; the record itself, its other fields and its class stay."""
    fields, records = book.fields(kind), book.records(kind)
    for path in list_fields(kind):
        before = hash(records)
        apart = fields.explode(records, path)
        assert hash(records) == before
        assert {one.id for one in apart} == {record.id for record in records}
        assert {type(one) for one in apart} == {KINDS[kind].record}
        assert not any(isinstance(fields.read(one, path), (list, tuple)) for one in apart)
        first = path.partition(".")[0]
        held = {record.id: record for record in records}
        assert all(one.remarks == held[one.id].remarks for one in apart if first != "remarks")


def test_a_single_field_cannot_come_apart(book):
    with pytest.raises(UsageError):
        book.fields("city").explode(book.report.cities, "name")
    assert not shape_at(KINDS["city"].record, "coordinates.latitude").many
    assert is_node(shape_at(KINDS["speaker"].record, "appearances.said").base)
