"""The command line: every noun and verb, options, formats, errors and exit codes, on the shipped report unless said otherwise."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from itertools import groupby
from pathlib import Path

import jsonschema
import pytest
from conftest import SMALL

from iclc_cli.cli import parameters_of, root_command
from iclc_cli.commands import COMMANDS, HELP_PAGES, PANELS
from iclc_cli.commands.nouns import nouns
from iclc_cli.commands.schema import documents, printed
from iclc_cli.dataset import loading as dataset
from iclc_cli.model.kinds import KINDS, all_records
from iclc_cli.model.values import MEANINGS
from iclc_cli.version import __version__

JQ = shutil.which("jq")
needs_jq = pytest.mark.skipif(JQ is None, reason="jq is not installed")

# Key of the report, then every word that stands for it.
NOUNS = {
    "sections": "section sections",
    "passages": "passage passages",
    "sessions": "session sessions event events",
    "speakers": "speaker speakers person persons people",
    "cities": "city cities municipality municipalities",
    "countries": "country countries",
    "organisations": "organisation organisations organization organizations org orgs body bodies",
    "initiatives": "initiative initiatives",
    "statements": "statement statements claim claims",
    "strategy": "strategy strategies",
    "topics": "topic topics theme themes",
    "sdgs": "sdg sdgs goal goals",
    "figures": "figure figures number numbers",
    "documents": "document documents",
}
WORDS = [(word, noun) for noun, words in NOUNS.items() for word in words.split()]
FORMATS = ["table", "json", "ndjson", "csv", "tsv", "md", "plain"]
AFRICA = ["cities", "list", "--region", "africa"]


@pytest.fixture(scope="module")
def raw():
    """The data file as any JSON reader sees it."""
    return json.loads(dataset.bundled().read_bytes())


def ids(result):
    """The ids in a piped list: its first column without the header."""
    return [line.split("\t")[0] for line in result.stdout.splitlines()[1:]]


def error_line(result):
    """The one line on standard error, after making sure that it is one and that nothing was printed."""
    assert result.stdout == ""
    assert result.stderr.endswith("\n")
    assert result.stderr.count("\n") == 1
    return result.stderr.removesuffix("\n")


# Nouns and verbs


@pytest.mark.parametrize(
    ("words", "noun", "sort"),
    [
        ("project projects", "initiatives", "project"),
        ("programme programmes program programs", "initiatives", "programme"),
        ("paragraph paragraphs", "passages", "paragraph"),
    ],
)
def test_a_word_for_one_sort_of_a_noun_lists_that_sort_alone(iclc, raw, words, noun, sort):
    number = sum(record["kind"] == sort for record in raw[noun])
    for word in words.split():
        assert 0 < int(iclc(word, "--count").stdout) == number < len(raw[noun])


def test_the_conference_is_listed_by_both_forms_of_its_noun(iclc):
    assert iclc("conferences").stdout == iclc("conference").stdout
    assert iclc("fields", "conferences").stdout == iclc("fields", "conference").stdout


@pytest.mark.parametrize(("word", "noun"), WORDS)
def test_every_word_for_a_noun_lists_it(iclc, raw, word, noun):
    assert ids(iclc(word, "list", "--fields", "id")) == [record["id"] for record in raw[noun]]


@pytest.mark.parametrize(("word", "noun"), WORDS)
def test_every_word_for_a_noun_shows_one(iclc, raw, word, noun):
    identifier = raw[noun][-1]["id"]
    assert iclc(word, "show", identifier, "--fields", "id").stdout == f"id\n{identifier}\n"


@pytest.mark.parametrize("noun", ["cities", "strategy", "forums", "people"])
def test_a_bare_noun_and_ls_are_list(iclc, noun):
    listed = iclc(noun, "list").stdout
    assert listed.count("\n") > 4
    assert iclc(noun).stdout == listed
    assert iclc(noun, "ls").stdout == listed


def test_nouns_may_be_written_in_any_case(iclc):
    assert iclc("CITIES", "--count").stdout == "50\n"
    assert iclc("Forum", "show", "2.2", "--fields", "id").stdout == "id\nforum-2.2\n"


def test_the_conference_is_a_noun_too(iclc):
    assert iclc("conference", "--fields", "id,host").stdout == "id\thost\niclc-5\tyeonsu\n"
    assert iclc("conference", "show", "ICLC 5", "--json").json["host"] == "yeonsu"


def test_a_session_is_found_by_number_name_and_alias(iclc):
    for ref in ("forum-2.2", "2.2", "forum 2.2", "Forum 2.2", "FORUM-2.2", "parallel thematic forum 2, theme 2"):
        assert iclc("session", "show", ref, "--fields", "id").stdout == "id\nforum-2.2\n"


def test_filters_may_follow_the_bare_noun(iclc):
    assert iclc("cities", "--region", "africa").stdout == iclc(*AFRICA).stdout


@pytest.mark.parametrize(
    "words",
    [
        ["-qfjson", "cities", "-n", "1"],
        ["-qf", "json", "cities", "-n1"],
        ["cities", "-qfJSON", "-n1"],
        ["-eqn1", "--format=JSON", "cities"],
    ],
)
def test_short_options_may_be_joined_and_stand_anywhere(iclc, words):
    assert [one["id"] for one in iclc(*words).json] == ["bandar-khamir"]


@pytest.mark.parametrize("words", [["-f", "JSON"], ["--format=JSON"], ["-eqfjson"], ["-fndjson"], ["--json"]])
def test_who_asks_for_json_gets_errors_as_json(iclc, words):
    assert iclc("cities", *words, "--bogus", code=2).error["code"] == "usage"


@pytest.mark.parametrize("words", [["--match", "--json"], ["--data", "--json"], ["-f", "csv"], ["--", "--json"]])
def test_a_value_that_looks_like_an_option_does_not_ask_for_json(iclc, words):
    assert iclc("cities", "--bogus", *words, code=2).stderr.startswith("error: ")


def test_counting_results_keeps_what_is_counted(iclc):
    printed = {one["value"]: one["count"] for one in iclc("remarks", "--count-by", "printed", "--json").json}
    assert None in printed
    assert "" not in printed
    assert {type(one["value"]) for one in iclc("search", "health", "--count-by", "score", "--json").json} == {float}
    assert iclc("cities", "--count-by", "coordinates", "--json").json[0]["value"].startswith('{"latitude": ')


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["Cork"], "city/cork"),
        (["medellin"], "city/medellin"),
        (["Ban Ki-moon"], "speaker/ban-ki-moon"),
        (["Ban", "Ki-moon"], "speaker/ban-ki-moon"),
        (["city", "Cork"], "city/cork"),
        (["city", "Mexico", "City"], "city/mexico-city"),
        (["forum", "1.2"], "session/forum-1.2"),
        (["sdg", "3"], "sdg/sdg-3"),
        (["show", "Ban", "Ki-moon"], "speaker/ban-ki-moon"),
        (["Forum 1.1 (begins p. 11), item 3"], "passage/forum-1.1-p3"),
        (["Forum 1.1, item 3"], "passage/forum-1.1-p3"),
        (["Forum 1.1 ¶3"], "passage/forum-1.1-p3"),
    ],
)
def test_what_is_called_so_is_shown_without_a_verb_and_once(iclc, words, shown):
    lines = iclc(*words).stdout.splitlines()
    assert [line for line in lines if line.startswith("Record: ")] == [f"Record: {shown}"]
    assert iclc("--json", *words).json["id"] == shown.partition("/")[2]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["medelin"], 2, "no command, and no record called 'medelin'. Did you mean city/medellin?"),
        (["zzq", "qqz"], 2, "no command, and no record called 'zzq qqz'. See 'iclc --help'"),
        (["Cork", "Atlantis"], 3, "no record 'Atlantis'. See 'iclc search TEXT'."),
    ],
)
def test_a_name_that_is_none_is_told_with_what_is_near(iclc, words, code, message):
    assert error_line(iclc(*words, code=code)) == f"error: {message}"


def test_a_record_under_several_names_is_shown_once(iclc):
    assert [one["id"] for one in iclc("show", "Cork", "city/cork", "cork", "--json").json] == ["cork"]


def test_several_records_are_several_where_their_words_are_no_name(iclc):
    assert [one["id"] for one in iclc("city", "Cork", "Dublin", "--json").json] == ["cork", "dublin"]


def test_every_label_that_is_printed_is_understood(book):
    for kind, record in all_records(book.report):
        for label in filter(None, book.labels.all_of(record)):
            assert book.find(kind, label) is record


def test_a_list_may_be_asked_for_verb_first_and_the_version_as_a_word(iclc):
    assert iclc("list", "cities", "--count").stdout == "50\n"
    assert iclc("version").stdout == iclc("--version").stdout


def test_a_noun_with_a_word_that_names_nothing_says_so(iclc):
    assert error_line(iclc("city", "Atlantis", code=3)) == "error: no city 'Atlantis'. See 'iclc cities'."


# Options, wherever they stand


@pytest.mark.parametrize(
    "arguments",
    [
        "--json --limit 2 cities list",
        "--json --limit 2 cities",
        "--json cities --limit 2",
        "--json cities --limit 2 list",
        "cities --json --limit=2 list",
        "cities --json list -n 2",
        "cities list -n2 -fjson",
        "-fjson -n2 cities",
        "-f json cities list --limit 2",
        "--format=json --limit=2 cities list",
        "-q cities list -n 2 --format json",
        "--color never cities -n 2 --json",
    ],
)
def test_shared_options_work_before_the_noun_before_the_verb_and_at_the_end(iclc, raw, arguments):
    assert iclc(*arguments.split()).json == raw["cities"][:2]


@pytest.mark.parametrize(
    "arguments",
    ["--json cities --region africa", "cities --json --region africa", "cities --region africa --json", "-fjson cities --region=africa"],
)
def test_filters_of_a_bare_noun_keep_their_values_behind_shared_options(iclc, arguments):
    assert iclc(*arguments.split()).stdout == iclc(*AFRICA, "--json").stdout


@pytest.mark.parametrize(
    ("arguments", "same"),
    [
        ("--json --help", "help"),
        ("-q -h", "help"),
        ("-h --no-pager", "help"),
        ("--json cities --help", "help cities"),
        ("cities --json -h", "help cities"),
        ("cities -h --no-pager --color never", "help cities"),
        ("cities list --json --help", "help cities list"),
        ("--color never help cities list", "help cities list"),
        ("search -n 3 -h -fcsv", "help search"),
        ("--color never help output", "output"),
        ("help output --no-pager", "output"),
    ],
)
def test_help_wins_over_shared_options(iclc, arguments, same):
    text = iclc(*arguments.split()).stdout
    command = "" if same == "help" else f" {same.removeprefix('help ')}"
    assert text.startswith("  Output  the same" if same == "output" else f"  iclc{command} ")
    assert text == iclc(*same.split()).stdout


def test_of_version_and_a_shared_option_the_version_is_told(iclc):
    assert iclc("--json", "--version").stdout == iclc("--version").stdout


@pytest.mark.parametrize("arguments", ["-h", "cities -h", "help cities", "help output", "help data", "show -h"])
def test_help_is_coloured_as_the_line_says(iclc, arguments):
    plain = iclc(*arguments.split()).stdout
    assert "\x1b" not in plain
    coloured = iclc(*arguments.split(), "--color", "always").stdout
    assert "\x1b[95m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain
    assert iclc("--colour=always", *arguments.split()).stdout == coloured
    assert iclc(*arguments.split(), "--color", "never").stdout == plain


def test_a_value_that_looks_like_help_is_a_value(iclc):
    assert "invalid value for '-n'" in error_line(iclc("cities", "--limit", "-h", code=2))
    assert iclc("search", "--count", "--", "cork", "-h").stdout.strip().isdigit()


@pytest.mark.parametrize("arguments", ["--json city show cork", "city --json show cork", "city show --json cork", "--json show cork"])
def test_the_same_for_show(iclc, arguments):
    assert iclc(*arguments.split()).stdout == iclc("city", "show", "cork", "--json").stdout


@pytest.mark.parametrize("arguments", ["--json search Kelleher", "search --json Kelleher", "-fjson search Kelleher"])
def test_the_same_for_search(iclc, arguments):
    assert iclc(*arguments.split()).stdout == iclc("search", "Kelleher", "--json").stdout


def test_the_same_for_about_and_the_bare_command(iclc):
    assert iclc("--json", "about").stdout == iclc("about", "--json").stdout
    assert iclc("--json").json["conference"] == "Fifth International Conference on Learning Cities"


# What is printed into a pipe when no format is asked for


def test_a_piped_list_is_tsv_with_a_header(iclc):
    assert iclc(*AFRICA).stdout == (
        "id\tname\tcountry\tparticipation\nfatick\tFatick\tsenegal\tpresented\nguediawaye\tGuédiawaye\tsenegal\tpresented\n"
    )


def test_a_piped_list_is_never_cut(iclc, raw):
    gists = [line.split("\t")[2] for line in iclc("passages").stdout.splitlines()[1:]]
    assert gists == [passage["gist"] for passage in raw["passages"]]


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (["city", "show", "cork"], "Name: Cork\nRecord: city/cork\n"),
        (["about"], "Name: Fifth International Conference on Learning Cities\nRecord: conference/iclc-5\n"),
        ([], "Name: Fifth International Conference on Learning Cities, Yeonsu, 2021-10-27 to 2021-10-30\n"),
    ],
)
def test_piped_cards_are_lines_of_label_and_value(iclc, arguments, begins):
    text = iclc(*arguments).stdout
    assert text.startswith(begins)
    assert [line for line in text.splitlines() if not re.match(r"[A-Z][^:]*: \S", line)] == []


def test_several_piped_cards_are_apart_by_a_blank_line(iclc):
    blocks = iclc("show", "cork", "lucca").stdout.split("\n\n")
    assert [block.splitlines()[1] for block in blocks] == ["Record: city/cork", "Record: city/lucca"]


def test_counts_are_for_people_at_a_terminal_only(iclc):
    assert iclc(*AFRICA).stderr == ""


# Formats

LISTED = {
    "table": (
        "  Cities  2 of 50\n"
        "\n"
        "  ID          Name        Participation\n"
        "  fatick      Fatick      presented\n"
        "  guediawaye  Guédiawaye  presented\n"
    ),
    "json": (
        '[{"id": "fatick", "name": "Fatick", "participation": ["presented"]},\n'
        ' {"id": "guediawaye", "name": "Guédiawaye", "participation": ["presented"]}]\n'
    ),
    "ndjson": (
        '{"id": "fatick", "name": "Fatick", "participation": ["presented"]}\n'
        '{"id": "guediawaye", "name": "Guédiawaye", "participation": ["presented"]}\n'
    ),
    "csv": "id,name,participation\nfatick,Fatick,presented\nguediawaye,Guédiawaye,presented\n",
    "tsv": "id\tname\tparticipation\nfatick\tFatick\tpresented\nguediawaye\tGuédiawaye\tpresented\n",
    "md": (
        "| id | name | participation |\n| --- | --- | --- |\n| fatick | Fatick | presented |\n| guediawaye | Guédiawaye | presented |\n"
    ),
    "plain": "ID: fatick\nName: Fatick\nParticipation: presented\n\nID: guediawaye\nName: Guédiawaye\nParticipation: presented\n",
}


@pytest.mark.parametrize("format", FORMATS)
def test_a_list_in_every_format(iclc, tmp_path, format):
    file = tmp_path / "list"
    iclc(*AFRICA, "--fields", "id,name,participation", "-f", format, "-o", file, "-q")
    assert file.read_bytes().decode() == LISTED[format]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("noun", ["speakers", "figures", "strategy"])
def test_every_record_of_a_list_is_in_every_format(iclc, raw, noun, format):
    text = iclc(noun, "-f", format).stdout
    missing = [record["id"] for record in raw[noun] if record["id"] not in text.replace("\\", "").replace("\n", "")]
    assert [one for one in missing if format != "table"] == []
    assert text.endswith("\n")


@pytest.mark.parametrize("format", ["json", "ndjson"])
def test_json_formats_hold_whole_records(iclc, raw, format):
    text = iclc("cities", "-f", format).stdout
    records = json.loads(text) if format == "json" else [json.loads(line) for line in text.splitlines()]
    assert records == raw["cities"]


def test_a_record_shown_as_rows_has_the_columns_of_its_list(iclc):
    assert (
        iclc("city", "show", "cork", "-f", "tsv").stdout
        == "\n".join(line for line in iclc("cities").stdout.splitlines() if line.startswith(("id\t", "cork\t"))) + "\n"
    )
    assert iclc("city", "show", "cork", "-f", "csv").stdout.splitlines()[0] == "id,name,country,participation"


def test_a_record_shown_as_markdown_is_a_page(iclc):
    lines = iclc("city", "show", "sao-paulo", "-f", "md").stdout.splitlines()
    assert lines[:3] == ["## São Paulo", "", "*city/sao-paulo*"]
    assert "### Speakers" in lines


@pytest.mark.parametrize(
    ("format", "told"),
    [
        ("table", ("Cork city, Ireland", "Colm Kelleher, Lord Mayor of Cork Plenary I ¶2", "view Cork affirmed", ". Mayors ¶3 request")),
        ("plain", ("Ireland (Europe and North America)", "Colm Kelleher, Lord Mayor of Cork", "Plenary Session I (begins p. 8), item 2")),
    ],
)
def test_a_record_shown_to_people_tells_what_is_linked_to_it(iclc, format, told):
    text = " ".join(iclc("city", "show", "cork", "-f", format).stdout.split())
    for words in told:
        assert words in text


def test_a_card_tells_apart_what_is_a_citys_what_lies_in_it_and_what_it_wished_for(iclc, book):
    for format, of in (("plain", "{}: "), ("md", "### {}\n")):
        shown = iclc("city", "show", "clermont-ferrand", "-f", format).stdout
        assert of.format("Initiatives") in shown
        assert of.format("Initiatives it wished for") in shown
        assert of.format("Initiatives in it") in iclc("city", "show", "yeonsu", "-f", format).stdout
    lines = iclc("city", "show", "clermont-ferrand").stdout.splitlines()
    for one in book.report.initiatives:
        told = [line.partition(": ")[0] for line in lines if f": [{one.name}]" in line]
        assert told == [
            *(["Initiatives"] if one.city == "clermont-ferrand" else []),
            *(["Initiatives in it"] if one.place == "clermont-ferrand" else []),
            *(["Initiatives it wished for"] if one.proposed_by == "clermont-ferrand" else []),
        ]
    neighbours = [line for line in iclc("topic", "show", "health-literacy").stdout.splitlines() if line.startswith("See also: ")]
    assert len(neighbours) == sum("health-literacy" in one.see_also for one in book.report.topics) > 0


@pytest.mark.parametrize("forum", ["mayors-1", "mayors-2"])
def test_a_mayors_forum_says_that_what_was_stated_is_not_told_by_forum(iclc, book, forum):
    shown = " ".join(iclc(forum, "-f", "table").stdout.split())
    there = [one for one in book.report.statements if one.sources[0].startswith("mayors-forums")]
    cities = {one.city for one in there} - {None}
    assert f"statements {len(there)} by {len(cities)} cities and by the participants together in the mayors' forums" in shown
    assert "the report does not say in which" in shown
    assert len(iclc(forum, "-f", "table").stdout.splitlines()) <= 22


def test_how_the_data_was_made_is_told_with_every_rule_of_its_values(iclc, book):
    shown = " ".join(iclc("help", "data").stdout.split())
    assert iclc("help", "data").stdout == iclc("data").stdout
    assert shown.startswith(f"The data version {book.report.version}")
    for values in MEANINGS.values():
        for value, told in values.items():
            assert f"{value.replace('-', ' ')} {told}".lower() in shown.lower()
    assert "united nations" not in shown
    untold = [one for one in book.report.conference.remarks if one.kind == "unstated"]
    assert shown.count("not told") >= 1
    for one in untold:
        assert one.reason.rpartition(" ")[2] in shown
    assert "[brackets]" in shown
    assert "“name”" in shown
    assert max(map(len, iclc("help", "data").stdout.splitlines())) <= 80


def test_formats_are_taken_in_any_case(iclc):
    assert iclc(*AFRICA, "-f", "CSV").stdout == iclc(*AFRICA, "-f", "csv").stdout


def test_yeonsu_shows_everything_the_report_says_about_it(iclc):
    text = iclc("city", "show", "Yeonsu").stdout
    for words in (
        "Participation: host; presented",
        "Nam-Seok Ko, Mayor of Yeonsu",
        "disaster-resistant village",
        "mask distribution",
        "migrants",
        "A spotlight on the learning city of Yeonsu, items 1, 2, 3, 4",
        "Fifth International Conference on Learning Cities",
        "2019–2021",
        "Our paraphrase, not a quotation",
    ):
        assert words in text


def test_words_of_ours_are_labelled_as_paraphrase(iclc):
    assert "a paraphrase, not a quotation" in iclc("schema", "passage").json["properties"]["gist"]["description"]
    assert iclc("passage", "show", "opening-p1", "-f", "md").stdout.rstrip().endswith("names, roles and numbers as printed.*")


# Choosing fields, order and number


def test_fields_are_printed_in_the_order_asked_for(iclc):
    assert iclc("cities", "--fields", "name,id", "-n", "1").stdout == "name\tid\nBandar Khamir\tbandar-khamir\n"
    assert iclc("cities", "--fields", "name,id", "-n", "1", "--json").stdout == '[{"name": "Bandar Khamir", "id": "bandar-khamir"}]\n'


def test_nested_fields_are_dotted(iclc):
    row = iclc("speakers", "--match", "Nam-Seok Ko", "--fields", "name,appearances.session,appearances.role", "--json").json[0]
    assert row == {
        "name": "Nam-Seok Ko",
        "appearances.session": ["opening", "forum-2.3"],
        "appearances.role": ["Mayor of Yeonsu", "Mayor of Yeonsu"],
    }


def test_what_a_filter_leads_to_is_a_field(iclc):
    assert iclc("speakers", "--city", "sao paulo", "--fields", "name,region").stdout == (
        "name\tregion\nMarta Suplicy\tlatin-america-and-the-caribbean\n"
    )


def test_lists_in_a_cell_are_joined_with_a_semicolon(iclc):
    assert iclc("city", "show", "medellin", "--fields", "participation").stdout == "participation\nformer-host; presented\n"


def test_sort_goes_by_folded_names_and_a_minus_turns_it_round(iclc):
    names = iclc("cities", "--sort", "name", "--fields", "name", "--no-header").stdout.splitlines()
    assert (names[0], names[-1]) == ("Bandar Khamir", "Yeonsu")
    assert names.index("Espoo") < names.index("Évry-Courcouronnes") < names.index("Ezbet El-Borg")
    assert iclc("cities", "--sort", "-name", "--fields", "name", "--no-header").stdout.splitlines() == names[::-1]


def test_sort_takes_several_keys(iclc):
    rows = iclc("cities", "--sort", "region,-name", "--fields", "region,name", "-n", "3").stdout
    assert rows == "region\tname\nafrica\tGuédiawaye\nafrica\tFatick\narab-states\tEzbet El-Borg\n"


@pytest.mark.parametrize("key", ["page", "-page"])
def test_what_has_no_value_is_sorted_last(iclc, key):
    pages = [row["page"] for row in iclc("sections", "--sort", key, "--fields", "page", "--json").json]
    assert pages[-3:] == [None, None, None]
    assert pages[:15] == sorted(pages[:15], reverse=key == "-page")


def test_numbers_are_sorted_as_numbers(iclc):
    assert [row["number"] for row in iclc("sdgs", "--sort", "-number", "--json").json] == [11, 5, 4, 3]


def test_limit_takes_the_first_and_zero_is_all(iclc, raw):
    assert iclc("cities", "--limit", "3", "--json").json == raw["cities"][:3]
    assert len(iclc("cities", "--limit", "0", "--json").json) == 50
    assert len(iclc("cities", "--limit", "1000", "--json").json) == 50


def test_count_prints_a_number(iclc):
    assert iclc("cities", "--count").stdout == "50\n"
    assert iclc(*AFRICA, "--count").stdout == "2\n"
    assert iclc("cities", "--match", "qqzzx", "--count").stdout == "0\n"


@pytest.mark.parametrize(
    "words",
    ["cities", "search digital", "related cork", "peers cork", "remarks", "sessions --explode topics"],
)
def test_a_limit_is_of_what_is_printed_and_not_of_what_is_counted(iclc, words):
    counted = iclc(*words.split(), "--count").stdout
    assert int(counted) > 2
    for limit in ("0", "1", "2"):
        assert iclc(*words.split(), "--count", "--limit", limit).stdout == counted


@pytest.mark.parametrize(("words", "field"), [("cities", "country"), ("search digital", "kind"), ("remarks", "kind")])
def test_a_limit_gives_the_most_frequent_values(iclc, words, field):
    counted = iclc(*words.split(), "--count-by", field, "--json").json
    cut = iclc(*words.split(), "--count-by", field, "--limit", "2", "--json")
    assert cut.json == counted[:2]
    assert len(counted) > 2
    assert cut.stderr in ("", f"{len(counted) - 2} more; --limit 0 shows all\n")
    assert iclc(*words.split(), "--count-by", field, "--limit", "0", "--json").json == counted


def test_a_limit_of_pairs_keeps_the_most_frequent(iclc):
    counted = iclc("initiatives", "--count-by", "kind,status", "--json").json
    assert iclc("initiatives", "--count-by", "kind,status", "--limit", "2", "--json").json == counted[:2]


# An option given twice


def single_valued():
    """Every option that takes one value, with the words of its command, read off the commands themselves."""
    own = {"cite": ["cork"], "trace": ["cork"], "export": ["json"], "fingerprint": ["passages.json"]}
    root = root_command()
    for words in (["cities", "list"], ["cities", "show"], *([name] for name in COMMANDS)):
        command = root
        for word in words:
            command = command.get_command(None, word)
        for option in parameters_of(command):
            if option.param_type_name == "option" and not option.is_flag and not option.multiple:
                yield [*words, *own.get(words[0], [])], option.opts[-1]


@pytest.mark.parametrize(("words", "option"), list(single_valued()), ids=lambda one: one if isinstance(one, str) else " ".join(one))
def test_no_value_of_an_option_is_dropped_in_silence(iclc, words, option):
    more = {"export": ["-q"], "completion": ["-q"], "fingerprint": ["-q"], "mcp": ["-q"], "output": [], "data": []}.get(
        words[0], ["--json"]
    )
    error = iclc(*words, option, "1", option, "2", *more, code=2).stderr
    assert "takes one value, and is given '1' and '2'" in error
    assert error.count("\n") == 1


def test_the_options_that_take_one_value_are_found():
    found = {(words[0], option) for words, option in single_valued()}
    assert {("cite", "--style"), ("trace", "--report"), ("cities", "--limit"), ("export", "--output")} <= found


def test_an_option_may_be_given_the_same_value_twice(iclc):
    assert iclc("cities", "--limit", "5", "-n", "5", "-f", "json", "--format=json").json == iclc("cities", "--limit", "5", "--json").json
    assert "--color takes one value" in iclc("cork", "--color=never", "--colour=always", code=2).stderr  # as help writes it
    assert "--limit takes one value, and is given '2' and '3'" in iclc("--limit", "2", "cities", "-qn3", code=2).stderr


def test_lists_of_fields_and_keys_are_collected(iclc):
    assert iclc("cities", "--fields", "name", "--fields", "id,country").stdout == iclc("cities", "--fields", "name,id,country").stdout
    assert iclc("cities", "--sort", "country", "--sort=-name").stdout == iclc("cities", "--sort", "country,-name").stdout
    found = iclc("show", "cork", "--fields", "name", "--fields", "id", "--json").json
    assert found == {"name": "Cork", "id": "cork"}


def test_count_by_a_filter(iclc):
    result = iclc("cities", "--count-by", "region")
    assert result.stdout == (
        "value\tcount\nasia-and-the-pacific\t17\neurope-and-north-america\t17\n"
        "latin-america-and-the-caribbean\t10\narab-states\t4\nafrica\t2\n"
    )


def test_count_by_a_field_counts_each_of_several_values(iclc):
    counted = {row["value"]: row["count"] for row in iclc("cities", "--count-by", "participation", "--json").json}
    assert counted == {"presented": 42, "made-a-statement": 7, "mentioned": 6, "former-host": 1, "host": 1}


def test_count_by_counts_records_without_a_value(iclc):
    assert {"value": None, "count": 5} in iclc("sections", "--count-by", "chapter", "--json").json
    assert "18 in 4 chapters, 5 without" in iclc("sections", "--count-by", "chapter", "-f", "table").stdout


def test_count_and_count_by_contradict_each_other(iclc):
    assert "contradict" in error_line(iclc("cities", "--count", "--count-by", "region", code=2))


@pytest.mark.parametrize("format", ["table", "csv", "tsv", "md"])
def test_headers_can_be_left_out(iclc, format):
    with_header = iclc(*AFRICA, "-f", format).stdout.splitlines()
    without = iclc(*AFRICA, "-f", format, "--no-header").stdout.splitlines()
    left_out = [line for line in with_header if line not in without]
    assert [line for line in with_header if line not in left_out and line] == [line for line in without if line]
    heads = {"table": "City", "csv": "id,", "tsv": "id", "md": "| id"}[format]
    assert left_out[0].strip().startswith(heads)
    assert len(left_out) == (2 if format == "md" else 1)


@pytest.mark.parametrize("noun", [*NOUNS, "forums"])
def test_a_page_without_heads_holds_everything_else(iclc, noun):
    kept = iclc(noun, "-f", "table", "--no-header").stdout
    rest = iter(iclc(noun, "-f", "table").stdout.splitlines())
    assert all(line in rest for line in kept.splitlines() if line)  # in this order


def test_quiet_says_nothing_but_errors(iclc):
    assert iclc("cities", "--match", "qqzzx").stderr == "no cities match\n"
    assert iclc("cities", "--match", "qqzzx", "-q").stderr == ""
    assert iclc("city", "show", "Atlantis", "-q", code=3).stderr != ""


def test_match_finds_text_without_case_and_accents(iclc):
    assert ids(iclc("cities", "--match", "VILLA MARIA")) == ["villa-maria"]
    assert ids(iclc("speakers", "--match", "lord mayor")) == ["colm-kelleher", "kate-nicholl"]


# Filters


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ("cities list --region africa", "fatick guediawaye"),
        ("cities --country Senegal", "fatick guediawaye"),
        ("cities --country UK", "belfast bristol glasgow wolverhampton"),
        ("speakers list --country Colombia", "alejandro-gomez-lopez alexandra-agudelo-ruiz daniel-quintero jose-alberto-moreno-villamil"),
        ("speakers --city Yeonsu", "nam-seok-ko"),
        ("speakers --session forum-3.1", "asher-craig denise-morrow emer-murphy marta-suplicy xavier-hospital"),
        ("speakers --session 3.1 --country Ireland", "denise-morrow emer-murphy"),
        ("speakers --city cork --city sao-paulo", "ann-doherty colm-kelleher marta-suplicy"),
        ("speakers --organisation ILO --organisation FAO", "natallia-alekseeva stefano-merante"),
        ("speakers --organization fao", "natallia-alekseeva"),
        ("speakers --region africa", "boubacar-khalil-ndiaye kadia-gadiaga"),
        ("sessions --city Cork", "plenary-1"),
        ("sessions --speaker Ko", "opening forum-2.3"),
        ("sessions --kind plenary", "plenary-1 plenary-2"),
        ("sessions --kind plenary --kind ceremony", "opening plenary-1 plenary-2"),
        ("forums --kind mayors-forum", "mayors-1 mayors-2"),
        ("cities --session forum-1.3", "belfast clermont-ferrand tunja villa-maria"),
        ("cities --speaker Piazza", "lucca"),
        ("cities --participation host --participation former-host", "medellin yeonsu"),
        ("countries --region arab-states", "egypt morocco"),
        ("strategy --category cluster", "cluster-1 cluster-2 cluster-3 cluster-4 cluster-5"),
        ("sections --match spotlight", "spotlight"),
    ],
)
def test_a_filter_lists_just_these(iclc, arguments, wanted):
    assert ids(iclc(*arguments.split())) == wanted.split()


def test_sessions_by_goal_are_those_for_which_the_report_names_it(iclc):
    """Forum 2.1 by number; the opening by subject, which its remark explains."""
    found = iclc("sessions", "list", "--sdg", "4", "--json").json
    assert [session["id"] for session in found] == ["opening", "forum-2.1"]
    assert any(remark["field"].startswith("sdgs") for remark in found[0]["remarks"])


def test_initiatives_of_a_city_are_the_six_that_were_presented_for_it(iclc):
    found = iclc("initiatives", "list", "--city", "Shanghai", "--json").json
    assert len(found) == 6
    assert {(one["city"], one["session"], *one["sources"]) for one in found} == {("shanghai", "plenary-2", "plenary-2-p5")}
    assert {"Learning Week", "Learning Tree Festival"} <= {one["name"] for one in found}


def test_statements_of_a_city_are_those_of_its_paragraph(iclc):
    found = iclc("statements", "list", "--city", "Cork", "--json").json
    assert len(found) >= 3
    assert {(one["city"], *one["sources"]) for one in found} == {("cork", "mayors-forums-p3")}


def test_filters_take_any_ref_and_words_in_any_writing(iclc):
    everything = iclc("speakers", "--city", "sao-paulo").stdout
    for ref in ("São Paulo", "sao paulo", "city/sao-paulo", "SAO-PAULO"):
        assert iclc("speakers", "--city", ref).stdout == everything
    assert iclc("cities", "--region", "Arab States").stdout == iclc("cities", "--region", "arab-states").stdout


def test_repeating_a_filter_means_or_and_different_filters_mean_and(iclc):
    assert iclc("cities", "--region", "africa", "--region", "arab-states", "--count").stdout == "6\n"
    assert iclc("cities", "--region", "africa", "--country", "ireland", "--count").stdout == "0\n"


def test_help_says_what_every_filter_looks_at(iclc):
    text = " ".join(iclc("cities", "list", "--help").stdout.split())
    assert "--region REGION africa, arab-states, asia-and-the-pacific, europe-and-north-america, latin-america-and-the-caribbean" in text
    assert "--country REF its country" in text
    assert "--section REF its passages’ section" in text
    assert "--topic REF its initiatives or statements" in text


def test_help_says_what_a_filter_looks_at_in_words_that_make_a_sentence(iclc):
    text = " ".join(iclc("initiatives", "list", "--help").stdout.split())
    assert "--named yes|no whether its name is printed" in text
    assert "--place REF the city it lies in --proposed-by REF who wished for it --part-of REF what it is a part of" in text
    assert "--session REF its appearances’ session" in " ".join(iclc("speakers", "list", "--help").stdout.split())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["cities", "--country", "Atlantis"], "error: no country 'Atlantis'. See 'iclc countries'."),
        (["cities", "--country", "irelnd"], "error: no country 'irelnd'. Did you mean ireland?"),
        (["sessions", "--kind", "plenery"], "error: no kind 'plenery'. It is one of ceremony, plenary, thematic-forum, mayors-forum."),
    ],
)
def test_an_unknown_value_of_a_filter_is_not_found(iclc, arguments, message):
    assert error_line(iclc(*arguments, code=3)) == message


# Forums


def test_forums_are_the_sessions_whose_kind_is_a_forum(iclc, raw):
    forums = [session for session in raw["sessions"] if session["kind"] in ("thematic-forum", "mayors-forum")]
    assert len(forums) == 11
    assert iclc("forums", "list", "--json").json == forums
    assert iclc("forum").stdout == iclc("forums", "ls").stdout


def test_a_number_that_is_ambiguous_among_sessions_is_not_among_forums(iclc):
    assert iclc("forum", "show", "1", "--fields", "id").stdout == "id\nmayors-1\n"
    assert iclc("session", "show", "1", "--json", code=3).error["suggestions"] == ["session/plenary-1", "session/mayors-1"]


def test_a_session_that_is_no_forum_is_pointed_at(iclc):
    assert error_line(iclc("forum", "show", "opening", code=3)) == (
        "error: 'opening' is none of the forums; see 'iclc show session/opening'"
    )
    assert iclc("forums", "show", "plenary-2", "--json", code=3).error["suggestions"] == ["session/plenary-2"]


# REFs


@pytest.mark.parametrize(
    ("ref", "found"),
    [
        ("medellin", "city/medellin"),
        ("Medellín", "city/medellin"),
        ("Ko Nam-Seok", "speaker/nam-seok-ko"),
        ("Gomez Lopez Alejandro", "speaker/alejandro-gomez-lopez"),
        ("Kimoon Ban", "speaker/ban-ki-moon"),
        ("seonghoon do", "speaker/do-seong-hoon"),
        ("Kelleher", "speaker/colm-kelleher"),
        ("chiang rai", "city/chiang-rai"),
        ("Chaing Rai", "city/chiang-rai"),
        ("forum 2.2", "session/forum-2.2"),
        ("sao paulo", "city/sao-paulo"),
        ("Evry", "city/evry-courcouronnes"),
        ("Park", "speaker/park"),
        ("Park Nam-choon", "speaker/park-nam-choon"),
        ("opening", "session/opening"),
        ("section/opening", "section/opening"),
        ("sections/opening", "section/opening"),
        ("people/Kelleher", "speaker/colm-kelleher"),
        ("UK", "country/united-kingdom"),
        ("SDG 4", "sdg/sdg-4"),
        ("  cork  ", "city/cork"),
        ("FORUM-2.1-P3", "passage/forum-2.1-p3"),
    ],
)
def test_a_ref_of_any_kind_is_found(iclc, ref, found):
    assert iclc("show", ref).stdout.splitlines()[1] == f"Record: {found}"


@pytest.mark.parametrize("ref", ["Atlantis", "", "'; drop table'", "a" * 10_000, "speaker/cork", "…", "../etc/passwd", "[sic]", "-99"])
def test_a_ref_that_stands_for_nothing_is_not_found_in_one_short_line(iclc, ref):
    line = error_line(iclc("show", "--", ref, code=3))
    assert line.startswith("error: no ")
    assert ref[:50] in line
    assert len(line) < 200


def test_a_ref_that_stands_for_several_is_ambiguous(iclc):
    error = iclc("show", "David", "--json", code=3).error
    assert error["code"] == "ambiguous"
    assert error["suggestions"] == ["speaker/david-atchoarena", "speaker/david-nabarro"]
    assert error["message"] == "'David' is ambiguous; give one of speaker/david-atchoarena, speaker/david-nabarro"


def test_a_near_ref_is_suggested_and_never_taken(iclc):
    assert error_line(iclc("city", "show", "Yeonsoo", code=3)) == "error: no city 'Yeonsoo'. Did you mean yeonsu?"
    assert iclc("show", "Keleher", "--json", code=3).error["suggestions"] == ["speaker/colm-kelleher"]


def test_a_ref_of_another_kind_is_not_found_in_a_noun(iclc):
    assert error_line(iclc("city", "show", "Kelleher", code=3)).startswith("error: no city 'Kelleher'.")


def test_several_refs_come_in_the_order_asked_for(iclc):
    assert ids(iclc("show", "lucca", "cork", "Evry", "--fields", "id")) == ["lucca", "cork", "evry-courcouronnes"]
    assert [record["id"] for record in iclc("show", "kelleher", "cork", "--json").json] == ["colm-kelleher", "cork"]


def test_refs_are_read_from_standard_input(iclc):
    result = iclc("city", "show", "lucca", "-", "fermo", "--fields", "id", input="cork\n\n  sao paulo \r\n")
    assert ids(result) == ["lucca", "cork", "sao-paulo", "fermo"]


def test_the_bad_refs_among_many_are_all_named_and_nothing_is_printed(iclc):
    result = iclc("show", "cork", "Atlantis", "lucca", "David", "Lemuria", code=3)
    line = error_line(result)
    for bad in ("'Atlantis'", "'David' is ambiguous", "'Lemuria'"):
        assert bad in line
    assert "cork" not in line
    result = iclc("show", "-", "--json", input="cork\nAtlantis\nLemuria\n", code=3)
    assert result.stdout == ""
    assert re.fullmatch(r"no record 'Atlantis'.*; no record 'Lemuria'.*", result.error["message"])


def test_rows_of_records_of_several_kinds_are_a_usage_error(iclc):
    assert "rows need records of one kind" in error_line(iclc("show", "cork", "kelleher", "-f", "csv", code=2))


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([b"show", b"\xff\xfe"], 3, rb"error: no record '\udcff\udcfe'."),
        ([b"city", b"show", b"\xe9vry"], 3, rb"error: no city '\udce9vry'."),
        ([b"cities", b"--country", b"\xff"], 3, rb"error: no country '\udcff'."),
        ([b"search", b"\xff\xfe"], 2, b"error: the query has no words"),
        ([b"\xff"], 2, rb"error: no command, and no record called '\udcff'."),
    ],
)
def test_arguments_that_are_no_utf_8_get_one_clear_line(process, arguments, code, words):
    done = process(*arguments)
    assert (done.code, done.stdout) == (code, b"")
    assert done.stderr.startswith(words)
    assert done.stderr.count(b"\n") == 1


def test_text_around_invalid_utf_8_is_still_searched(process):
    done = process(b"search", b"\xff Kelleher", b"--json")
    assert json.loads(done.stdout)[0]["id"] == "colm-kelleher"


# JSON is the contract


@pytest.mark.parametrize("noun", NOUNS)
def test_a_list_as_json_is_the_records_of_the_data_file(iclc, raw, noun):
    assert json.dumps(iclc(noun, "list", "--json").json) == json.dumps(raw[noun])  # the order of keys too


@pytest.mark.parametrize("noun", NOUNS)
def test_a_record_as_json_is_that_of_the_data_file_and_what_is_related(iclc, raw, noun):
    record = raw[noun][0]
    shown = iclc(noun, "show", record["id"], "--json").json
    assert list(shown) == [*record, "related"]
    assert {key: shown[key] for key in record} == record


def test_one_ref_is_an_object_and_several_or_a_dash_are_an_array(iclc):
    assert iclc("show", "cork", "--json").json["id"] == "cork"
    assert [one["id"] for one in iclc("show", "cork", "lucca", "--json").json] == ["cork", "lucca"]
    assert [one["id"] for one in iclc("show", "-", "--json", input="cork\n").json] == ["cork"]
    assert iclc("show", "-", "--json", input="").json == []


def test_the_same_holds_with_fields(iclc):
    assert iclc("show", "cork", "--fields", "id,name", "--json").json == {"id": "cork", "name": "Cork"}
    assert iclc("show", "cork", "lucca", "--fields", "id", "--json").json == [{"id": "cork"}, {"id": "lucca"}]
    assert iclc("show", "-", "--fields", "id", "--json", input="cork").json == [{"id": "cork"}]
    assert iclc("show", "cork", "--fields", "id", "-f", "ndjson").stdout == '{"id": "cork"}\n'


def test_related_goes_in_both_directions(iclc):
    related = {(one["kind"], one["id"], one["via"], one["direction"]) for one in iclc("city", "show", "cork", "--json").json["related"]}
    assert {
        ("country", "ireland", "country", "forward"),
        ("passage", "plenary-1-p2", "sources", "forward"),
        ("speaker", "colm-kelleher", "appearances.city", "back"),
        ("statement", "cork-1", "city", "back"),
    } <= related


def test_every_related_record_is_there_and_points_back(iclc):
    for one in iclc("city", "show", "fatick", "--json").json["related"]:
        other = iclc("show", f"{one['kind']}/{one['id']}", "--json").json
        turned = {"forward": "back", "back": "forward"}[one["direction"]]
        assert ("city", "fatick", one["via"], turned) in [
            (back["kind"], back["id"], back["via"], back["direction"]) for back in other["related"]
        ]


def test_nothing_found_is_an_empty_array(iclc):
    assert iclc("cities", "--match", "qqzzx", "--json").stdout == "[]\n"
    assert iclc("cities", "--match", "qqzzx").stdout == "id\tname\tcountry\tparticipation\n"


def test_home_and_about_as_json_count_what_there_is(iclc, raw):
    counts = {noun: len(raw[noun]) for noun in NOUNS}
    assert iclc("--json").json["holds"] == counts
    about = iclc("about", "--json").json
    rows = iclc("about", "-f", "tsv").stdout.splitlines()
    assert rows[1].split("\t") == ["Name", about["conference"]["name"]]
    assert not any("*" in row.split("\t")[0] for row in rows)
    assert about["data"]["holds"] == counts
    assert about["conference"] == raw["conference"]
    assert about["tool"]["version"] == __version__


def test_version_names_tool_data_and_checksum(iclc, raw):
    checksum = iclc("about", "--json").json["data"]["sha256"]
    assert re.fullmatch(r"[0-9a-f]{64}", checksum)
    line = f"iclc {__version__} (data {raw['version']}, sha256 {checksum[:12]})\n"
    assert iclc("--version").stdout == line
    assert iclc("-V").stdout == line


def jq(program, text):
    return subprocess.run([str(JQ), "-r", program], input=text, capture_output=True, text=True, check=True, timeout=30).stdout


@needs_jq
@pytest.mark.parametrize("noun", NOUNS)
def test_jq_counts_as_many(iclc, raw, noun):
    assert jq("length", iclc(noun, "list", "--json").stdout) == f"{len(raw[noun])}\n"


@needs_jq
@pytest.mark.parametrize(
    ("arguments", "program", "wanted"),
    [
        (["speakers", "list", "--country", "Colombia"], "[.[].name] | length", "4\n"),
        (AFRICA, ".[].name", "Fatick\nGuédiawaye\n"),
        (
            ["city", "show", "cork"],
            '[.related[] | select(.kind == "speaker") | .label] | sort | join(", ")',
            "Ann Doherty, Colm Kelleher\n",
        ),
        (["search", "Kelleher"], ".[0] | .snippet[.matches[0][0]:.matches[0][1]]", "Kelleher\n"),
        (["about"], ".conference.start", "2021-10-27\n"),
        (["cities", "--count-by", "region"], "map(.count) | add", "50\n"),
        (["schema", "city"], ".properties.id.type", "string\n"),
    ],
)
def test_jq_reads_what_is_piped_into_it(iclc, arguments, program, wanted):
    assert jq(program, iclc(*arguments, "--json").stdout) == wanted


# Schemas


@pytest.fixture(scope="module")
def schemas():
    """A function: the validator for what `iclc schema …` prints."""
    from typer.testing import CliRunner

    from iclc_cli.cli import app

    made = {}

    def validator(what=""):
        if what not in made:
            schema = json.loads(CliRunner().invoke(app, ["schema", what] if what else ["schema"]).stdout)
            jsonschema.Draft202012Validator.check_schema(schema)
            made[what] = jsonschema.Draft202012Validator(schema)
        return made[what]

    return validator


def test_the_data_file_is_valid_by_the_printed_schema(schemas, raw):
    schemas().validate(raw)


@pytest.mark.parametrize("noun", [*NOUNS, "conference"])
def test_list_and_show_are_valid_by_the_printed_schemas(iclc, schemas, noun):
    records = iclc(noun, "list", "--json").json
    for record in records:
        schemas(noun).validate(record)
    shown = iclc(noun, "show", records[0]["id"], "--json").json
    related = shown.pop("related")
    assert related
    schemas(noun).validate(shown)
    for one in related[:20] + related[-20:]:
        schemas("related").validate(one)


@pytest.mark.parametrize("query", ["Kelleher", "climte", "Kelleher qqzzx", "qqzzx", '"lifelong learning"'])
def test_hits_are_valid_by_the_printed_schema(iclc, schemas, query):
    for hit in iclc("search", query, "--json").json:
        schemas("search").validate(hit)


def test_findings_are_valid_by_the_printed_schema(iclc, schemas, raw, tmp_path):
    damaged = json.loads(json.dumps(raw))
    damaged["conference"]["end"] = "2021-10-01"
    damaged["cities"][0]["participation"] = ["host"]
    file = tmp_path / "damaged.json"
    file.write_text(json.dumps(damaged), encoding="utf-8")
    findings = iclc("validate", file, "--json", code=5).json
    assert {finding["code"] for finding in findings} >= {"E204", "E205"}
    for finding in findings:
        schemas("validate").validate(finding)


@pytest.mark.parametrize(("arguments", "code"), [("show Atlantis", 3), ("show David", 3), ("cities --nosuch", 2), ("search -- -x", 2)])
def test_errors_are_valid_by_the_printed_schema(iclc, schemas, arguments, code):
    schemas("error").validate(json.loads(iclc("--json", *arguments.split(), code=code).stderr))


@pytest.mark.parametrize("what", ["", "city", "speaker", "search", "related", "validate", "error"])
def test_a_schema_describes_every_field(iclc, what):
    def undescribed(node, path):
        if isinstance(node, dict):
            for name, field in node.get("properties", {}).items():
                if "description" not in field and "description" not in json.dumps(field):
                    yield f"{path}.{name}"
            for name, value in node.items():
                yield from undescribed(value, f"{path}.{name}")

    schema = iclc("schema", *([what] if what else [])).json
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert list(undescribed(schema, "")) == []


@pytest.mark.parametrize("what", sorted({**printed(), **documents()}.keys() - {"json"}))
def test_the_schema_of_a_result_has_its_name_and_lets_more_keys_come(iclc, what):
    schema = iclc("schema", what).json
    assert (schema["title"], schema["$id"]) == (what, f"urn:iclc:schema:{what}:1")
    assert schema["additionalProperties"] is True
    assert [name for name, field in schema["properties"].items() if not ("title" in field or "$ref" in json.dumps(field))] == []
    records = {kind.record.__name__ for kind in KINDS.values()}
    assert {name for name, part in schema.get("$defs", {}).items() if name in records and part["additionalProperties"]} == set()


def test_a_line_of_an_export_holds_a_record_of_any_kind_by_its_schema(iclc):
    record = iclc("schema", "ndjson").json["properties"]["record"]
    assert {one["$ref"] for one in record["anyOf"]} == {f"#/$defs/{kind.record.__name__}" for kind in KINDS.values()}


def test_a_schema_says_what_a_reference_refers_to(iclc):
    assert iclc("schema", "city").json["properties"]["country"]["$comment"] == "country id"


# Errors, exit codes, streams


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["show", "Atlantis"], 3, "not-found"),
        (["show", "David"], 3, "ambiguous"),
        (["cities", "--country", "Atlantis"], 3, "not-found"),
        (["cities", "--nosuch"], 2, "usage"),
        (["cities", "--fields", "nosuch"], 2, "usage"),
        (["cities", "--sort", "nosuch"], 2, "usage"),
        (["cities", "--count-by", "nosuch"], 2, "usage"),
        (["cities", "--limit", "x"], 2, "usage"),
        (["cities", "--limit", "-1"], 2, "usage"),
        (["cities", "--color", "pink"], 2, "usage"),
        (["cities", "--force"], 2, "usage"),
        (["cities", "-f", "csv"], 2, "usage"),
        (["cities", "list", "extra"], 2, "usage"),
        (["cities", "show"], 2, "usage"),
        (["nosuch"], 2, "usage"),
        (["schema", "nosuch"], 2, "usage"),
        (["search", ""], 2, "usage"),
        (["help", "nosuch"], 2, "usage"),
        (["cities", "--match", "qqzzx", "-e"], 4, "nothing-matched"),
        (["cities", "--data", "nosuch.json"], 5, "invalid-data"),
        (["cities", "--data", "/"], 5, "invalid-data"),
        (["validate", "nosuch.json"], 5, "invalid-data"),
        (["cities", "-o", "/"], 1, "output"),
        (["cities", "-o", "/nosuch/folder/file.json"], 1, "output"),
    ],
)
def test_an_error_has_its_exit_code_and_with_json_its_word(iclc, tmp_path, monkeypatch, arguments, code, word):
    monkeypatch.chdir(tmp_path)
    result = iclc(*arguments, "--json", code=code)
    assert list(result.error) == ["code", "message", "suggestions"]
    assert result.error["code"] == word
    assert "\n" not in result.error["message"]
    if "csv" not in arguments:
        plain = iclc(*arguments, code=code).stderr
        assert plain == f"error: {result.error['message']}\n"


def test_the_word_json_makes_an_error_json_wherever_it_stands(iclc):
    for arguments in ("--json show Atlantis", "show --json Atlantis", "show Atlantis -fjson", "show Atlantis -f ndjson"):
        assert iclc(*arguments.split(), code=3).error["code"] == "not-found"
    assert iclc("show", "--", "--json", code=3).stderr.startswith("error: ")


def test_nothing_matched_is_a_failure_only_when_asked_for(iclc):
    iclc("cities", "--match", "qqzzx")
    iclc("cities", "--match", "qqzzx", "-e", code=4)
    iclc("cities", "--match", "qqzzx", "--exit-status", "--count", code=4)
    iclc(*AFRICA, "-e")


def test_validate_is_clean_and_says_so_on_standard_error(iclc):
    result = iclc("validate")
    assert (result.stdout, result.stderr) == ("", "the bundled data: valid\n")
    assert iclc("validate", "--json").stdout == "[]\n"


def test_an_existing_file_is_only_replaced_by_force(iclc, tmp_path):
    file = tmp_path / "cities.csv"
    file.write_text("mine")
    assert error_line(iclc("cities", "-o", file, code=1)) == f"error: {file} exists; add --force to replace it, or name another file"
    assert file.read_text() == "mine"
    assert iclc("cities", "-o", file, "--force").stdout == ""
    assert file.read_text(encoding="utf-8").startswith("id,name,country,participation\n")
    assert os.listdir(tmp_path) == ["cities.csv"]


@pytest.mark.parametrize("format", ["json", "csv", "md", "ndjson"])
def test_the_ending_of_a_file_chooses_the_format(iclc, tmp_path, format):
    iclc(*AFRICA, "-o", tmp_path / f"file.{format}")
    assert (tmp_path / f"file.{format}").read_text(encoding="utf-8") == iclc(*AFRICA, "-f", format).stdout


def test_a_dash_as_file_is_standard_output(iclc):
    assert iclc(*AFRICA, "-o", "-").stdout == iclc(*AFRICA).stdout


# Help


def test_help_in_all_its_forms(iclc):
    for forms in (["--help", "-h", "help"], ["cities list --help", "cities list -h", "help cities list"], ["show -h", "help show"]):
        texts = {iclc(*form.split()).stdout for form in forms}
        assert len(texts) == 1
        assert re.match(r"  iclc( [a-z]+)* (NAME|REF…|\[OPTIONS\])", texts.pop())


def test_root_help_has_panels_and_hides_variants(iclc):
    panels = {}
    for line in iclc("--help").stdout.partition("\n\n")[2].splitlines()[2:]:
        word, beside = line[2:15].strip(), line[15:]
        if word:
            panels[word] = []
        if beside[:1].strip():
            panels[word or list(panels)[-1]].append(beside.partition("  ")[0])
    assert list(panels) == ["name it", "list", *PANELS, "everywhere", "ends with"]
    assert {name: tuple(panels[name]) for name in PANELS} == PANELS
    assert set(panels["list"]) < {*NOUNS, "forums"}
    assert len(panels["list"]) == 10  # the others are named beside them


@pytest.mark.parametrize("words", ["cities list", "passages list", "cities show", "search", "verify", "export", "diff"])
def test_help_tells_of_every_option_but_negates_filters_in_two_lines(iclc, words):
    command = root_command()
    for word in words.split():
        command = command.get_command(None, word)
    text = iclc(*words.split(), "--help").stdout.partition("  examples")[0]
    options = {next(name for name in one.opts if name[:2] == "--"): one.hidden for one in parameters_of(command) if one.opts[0][0] == "-"}
    assert [name for name, hidden in options.items() if hidden and not name.startswith(("--not-", "--no-"))] == []
    told = {name: bool(re.search(rf"(?<![\w-]){name}(?![\w-])", text)) for name in options}
    assert told == {name: not hidden for name, hidden in options.items()}
    hidden = any(options.values())
    assert (" --not-FILTER … " in text, " --no-FILTER " in text) == (hidden, hidden)


@pytest.mark.parametrize("words", ["list", "ls", "list nothing", "list cork"])
def test_a_list_of_nothing_in_particular_is_told_what_can_be_listed(iclc, words):
    error = iclc(*words.split(), "--json", code=2).error
    assert error["message"].startswith(f"{words.split()[0]} what? For example: iclc list cities. There are: sections, ")
    assert error["suggestions"] == nouns()
    assert iclc("list", "cities").stdout == iclc("cities").stdout


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("who spoke in forum 1.2", ["iclc forum 1.2", "iclc search spoke in forum 1.2"]),
        ("What did Cork say?", ["iclc search did Cork say"]),
        ("where is Cork?", ["iclc Cork", "iclc search is Cork"]),
        ("who is Ban Ki-moon", ["iclc Ban Ki-moon", "iclc search is Ban Ki-moon"]),
        ("what is forum 9.9", ["iclc search is forum 9.9"]),
        ("how many cities", ["iclc cities --count", "iclc search cities"]),
        ("How many people spoke", ["iclc speakers --count", "iclc search people spoke"]),
    ],
)
def test_a_question_is_one_error_with_lines_that_come_nearest(iclc, question, lines):
    result = iclc(*question.split(), code=2)
    assert result.stderr == f"error: no command takes a question. Try: {'; '.join(lines)}\n"
    assert iclc(*question.split(), "--json", code=2).error["suggestions"] == lines
    for told in lines:
        assert iclc(*shlex.split(told)[1:]).stdout


def test_the_data_of_the_line_answers_a_question(iclc):
    lines = iclc("where", "is", "Port", "Łódka", "--data", SMALL, "--json", code=2).error["suggestions"]
    assert lines == ["iclc Port Łódka", "iclc search is Port Łódka"]


def test_a_name_that_looks_like_a_question_is_a_name(iclc):
    assert iclc("WHO", "--json").json["id"] == iclc("who", "--json").json["id"] == "world-health-organization"


@pytest.mark.parametrize(
    ("word", "code", "meant"), [("mayors", 3, None), ("citys", 2, "cities"), ("ities", 2, "cities"), ("chow", 2, None)]
)
def test_a_word_is_a_slip_of_a_command_that_begins_like_it(iclc, word, code, meant):
    error = iclc(word, "--json", code=code).error
    assert (
        (f"Did you mean {meant}?" in error["message"]) if meant else ("remarks" not in error["message"] and "show" not in error["message"])
    )


def test_root_help_names_every_command_and_the_exit_codes(iclc):
    text = " ".join(iclc("--help").stdout.split())
    assert [name for name in COMMANDS if name not in ("home", *HELP_PAGES) and f" {name} " not in text] == []
    assert [name for name in HELP_PAGES if f"iclc help {name}" not in text] == []
    assert "0 done, 2 usage, 3 no such record, 4 nothing matched (with -e), 5 invalid data, 1 anything else" in text


HELPS = [
    *([name] for names in PANELS.values() for name in names if name not in ("verify", "trace", "fingerprint")),  # these need the report
    *([noun, "list"] for noun in (*NOUNS, "forums")),
    *([noun, "show"] for noun in ("cities", "forums", "strategy")),  # the same line for each noun
]


def examples_of(words):
    """The examples of a command, as they were declared: help breaks long ones."""
    command = root_command()
    for word in words:
        command = command.get_command(None, word)
    return (command.epilog or "").splitlines()


@pytest.mark.parametrize("words", HELPS, ids=" ".join)
def test_help_shows_every_example_whole(iclc, words):
    shown = iclc(*words, "--help").stdout.partition("\n  examples  ")[2].lstrip(" ")
    assert [" ".join(example.split()) for example in re.split(r"\n {15}(?=\S)", shown)] == examples_of(words)


@pytest.mark.parametrize("words", [words for words in HELPS if words != ["mcp"]], ids=" ".join)  # a server: see test_mcp
def test_every_example_of_a_help_works(iclc, tmp_path, monkeypatch, words):
    """Pipelines stage by stage as far as iclc and jq make them, other tools not being ours; redirections in a shell."""
    examples = examples_of(words)
    assert examples
    monkeypatch.chdir(tmp_path)
    for name in set(re.findall(r"[\w-]+\.json", " ".join(examples))):
        shutil.copy(SMALL, name)
    for example in examples:
        if re.search(r"[<>$]", example):
            run_in_shell(example, tmp_path)
            continue
        text = None
        for command, *arguments in stages_of(example):
            if command == "iclc":
                text = iclc(*arguments, input=text).stdout
            elif command == "jq" and JQ:
                subprocess.run([JQ, *arguments], input=text, capture_output=True, text=True, check=True, timeout=30)
            else:
                break


def stages_of(line):
    """The commands of a pipeline, each as its words."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&")
    lexer.whitespace_split = True
    return [list(words) for separator, words in groupby(lexer, lambda word: word in ("|", "&&")) if not separator]


def run_in_shell(line, home):
    """Run a line in bash, with this Python as `iclc` and a folder as home."""
    if not shutil.which("bash"):
        pytest.skip("bash is not installed")
    shim = home / "bin" / "iclc"
    shim.parent.mkdir(exist_ok=True)
    shim.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m iclc_cli "$@"\n')
    shim.chmod(0o755)
    for folder in re.findall(r"> ~/(\S+)/", line):
        (home / folder).mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "HOME": str(home), "PATH": f"{shim.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", line], env=environment, cwd=home, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


# Did you mean


@pytest.mark.parametrize(
    ("arguments", "suggestion"),
    [
        (["citys"], "cities"),
        (["speeker"], "speakers"),
        (["shwo", "cork"], "show"),
        (["seach", "health"], "search"),
        (["help", "validat"], "validate"),
        (["cities", "--jsn"], "--json"),
        (["cities", "--contry", "ireland"], "--country"),
        (["search", "health", "--limt", "3"], "--limit"),
        (["cities", "--fields", "nmae"], "name"),
        (["cities", "--sort", "-participaton"], "participation"),
        (["cities", "-f", "jsn"], "json"),
        (["cities", "--region", "arab-sttes"], "arab-states"),
        (["city", "show", "limrick"], "limerick"),
        (["show", "limrick"], "city/limerick"),
        (["show", "forum-2.22"], "session/forum-2.2"),
    ],
)
def test_what_is_near_is_suggested(iclc, arguments, suggestion):
    code = 3 if "show" in arguments or "--region" in arguments else 2
    plain = error_line(iclc(*arguments, code=code))
    assert re.search(rf"(?<![\w-]){re.escape(suggestion)}(?![\w-])", plain.partition("See")[0])
    suggestions = iclc("--json", *arguments, code=code).error["suggestions"]
    assert suggestion in suggestions
    assert len(set(suggestions)) == len(suggestions) <= 3


def test_a_word_that_is_no_name_is_offered_to_search_where_that_finds_it(iclc):
    assert error_line(iclc("volcano", code=2)) == "error: no command, and no record called 'volcano'. See 'iclc --help'"
    told = error_line(iclc("menstruation", code=2))
    assert told.startswith("error: no command, and no record called 'menstruation'. ")
    assert told.endswith("Did you mean initiative/a-period-friendly-city? Try: iclc search menstruation")
    told = error_line(iclc("show", "menstruation", code=3))
    assert told == "error: no record 'menstruation'. Did you mean initiative/a-period-friendly-city? Try: iclc search menstruation"


def test_a_value_of_a_filter_in_place_of_a_name_is_told_with_the_filter(iclc):
    assert error_line(iclc("statements", "requests", code=3)) == "error: no statement 'requests'. Try: iclc statements --type requests"
    assert error_line(iclc("speakers", "Colombia", code=3)) == "error: no speaker 'Colombia'. Try: iclc speakers --country Colombia"
    told = error_line(iclc("initiatives", "dublin", code=3))
    assert told.endswith("Try: iclc initiatives --city dublin")  # and no filter by which nothing is found
    assert 'iclc cities --region "Latin America"' in error_line(iclc("cities", "Latin", "America", code=3))


def test_words_of_one_name_are_one_and_so_is_another_number(iclc):
    assert iclc("clermont", "ferrand").stdout.startswith("Name: Clermont-Ferrand\n")
    assert iclc("coordinating", "city").stdout.startswith("Name: coordinating cities\n")
    assert [one["name"] for one in iclc("show", "Mexico", "City", "Cork", "--json").json] == ["Mexico City", "Cork"]
    assert iclc("compare", "plenary", "I", "plenary", "II", "--json").json[0]["values"].keys() == {"plenary-1", "plenary-2"}


def test_a_city_goes_before_what_belongs_to_it(iclc):
    assert iclc("Mantes", "--json").json["id"] == "mantes-la-jolie"


def test_help_about_a_name_points_to_the_help_of_cards(iclc):
    assert error_line(iclc("Wuhan", "-h", code=2)) == "error: no command 'Wuhan'. For the cards of records see 'iclc show -h'"


def test_a_filter_of_yes_or_no_may_stand_alone(iclc, book):
    named = [one for one in book.report.initiatives if one.named]
    counted = iclc("initiatives", "--named", "--count").stdout
    assert counted == iclc("initiatives", "--named", "yes", "--count").stdout == f"{len(named)}\n"
    digital = sum(one.kind == "digital" for one in named)
    assert iclc("initiatives", "--named", "--kind", "digital", "--count").stdout == f"{digital}\n" != "0\n"


def test_ids_alone_go_into_a_pipe_and_lists_may_too(iclc):
    assert iclc("cities", "--country", "ireland", "--ids").stdout == "cork\ndublin\nlimerick\n"
    for given in (iclc("cities", "--country", "ireland").stdout, "cork\ndublin\nlimerick\n"):
        assert [one["id"] for one in iclc("show", "-", "--json", input=given).json] == ["cork", "dublin", "limerick"]


def test_an_ending_that_no_format_has_is_refused(iclc, tmp_path):
    path = tmp_path / "cities.ods"
    assert "no format goes with .ods" in error_line(iclc("cities", "-o", str(path), code=2))
    assert "iclc export sqlite" in error_line(iclc("cities", "-o", str(tmp_path / "a.db"), code=2))
    assert list(tmp_path.iterdir()) == []
    iclc("cities", "-n1", "-q", "-o", str(tmp_path / "a.jsonl"))
    assert json.loads((tmp_path / "a.jsonl").read_text(encoding="utf-8"))["id"] == "bandar-khamir"


# Another report


@pytest.fixture
def other(iclc):
    """Run a command over the small report."""
    return lambda *arguments, **more: iclc("--data", SMALL, *arguments, **more)


@pytest.fixture(scope="module")
def small_raw():
    return json.loads(SMALL.read_text(encoding="utf-8"))


@pytest.mark.parametrize("noun", [*NOUNS, "conference"])
def test_another_report_is_listed_and_shown(other, small_raw, noun):
    records = small_raw[noun] if isinstance(small_raw[noun], list) else [small_raw[noun]]
    assert other(noun, "--json").json == records
    for record in records:
        shown = other(noun, "show", record["id"], "--json").json
        assert {key: shown[key] for key in record} == record


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("noun", ["passages", "sessions", "speakers", "cities", "initiatives", "figures", "documents"])
def test_another_report_is_printed_in_every_format(other, small_raw, noun, format):
    other(noun, "-f", format)
    if small_raw[noun]:
        other(noun, "show", small_raw[noun][0]["id"], "-f", format)


def test_another_report_answers_in_every_other_command(other, small_raw):
    assert other("--json").json["holds"]["cities"] == len(small_raw["cities"])
    assert other().stdout.startswith(f"Name: {small_raw['conference']['name']}")
    assert other("about", "--json").json["data"]["version"] == small_raw["version"]
    assert other("validate").stderr == f"{SMALL}: valid\n"
    assert other("search", small_raw["cities"][0]["name"], "--json").json[0]["id"] == small_raw["cities"][0]["id"]
    assert other("forums", "--json").json == [one for one in small_raw["sessions"] if one["kind"].endswith("forum")]
    assert other("show", small_raw["speakers"][0]["name"], "--json").json["id"] == small_raw["speakers"][0]["id"]


def test_another_report_knows_nothing_of_the_shipped_one(other):
    other("city", "show", "Yeonsu", code=3)
    assert "Yeonsu" not in other().stdout
    assert other("search", "Yeonsu", "--json").json == []


@pytest.mark.parametrize("place", ["before", "between", "after", "environment"])
def test_the_data_file_may_be_named_anywhere(iclc, small_raw, monkeypatch, place):
    arguments = {
        "before": ["--data", SMALL, "cities", "list"],
        "between": ["cities", f"--data={SMALL}", "list"],
        "after": ["cities", "list", "--data", SMALL],
        "environment": ["cities", "list"],
    }
    if place == "environment":
        monkeypatch.setenv("ICLC_DATA", str(SMALL))
    assert iclc(*arguments[place], "--json").json == small_raw["cities"]


def test_the_data_may_come_from_standard_input(process, small_raw):
    done = process("cities", "--data", "-", "--json", input=SMALL.read_bytes())
    assert (done.code, json.loads(done.stdout)) == (0, small_raw["cities"])


def test_a_damaged_report_gets_a_line_that_names_record_and_field(iclc, small_raw, tmp_path):
    damaged = json.loads(json.dumps(small_raw))
    city = damaged["cities"][0]
    city["country"] = "nowhere"
    file = tmp_path / "damaged.json"
    file.write_text(json.dumps(damaged), encoding="utf-8")
    line = error_line(iclc("--data", file, "cities", code=5))
    assert line.startswith(f"error: {file}: city/{city['id']}, country: ")
    assert "'nowhere'" in line


def test_a_real_process_does_the_same(process):
    done = process("cities", "list", "--region", "africa", "--fields", "id,name", "-f", "csv")
    assert done == (b"id,name\nfatick,Fatick\nguediawaye,Gu\xc3\xa9diawaye\n", b"", 0)
    done = process("show", "Atlantis")
    assert (done.stdout, done.code) == (b"", 3)
    assert re.fullmatch(rb"error: no record 'Atlantis'\.[^\n]*\n", done.stderr)


def test_the_installed_command_is_there():
    command = Path(sys.executable).with_name("iclc")
    if not command.is_file():
        pytest.skip("not installed")
    done = subprocess.run([command, "--version"], capture_output=True, text=True, timeout=60)
    assert done.stdout.startswith(f"iclc {__version__} (data ")


@pytest.mark.parametrize(("word", "meant"), [("sdg3", "sdg/sdg-3"), ("forum1.2", "session/forum-1.2")])
def test_a_word_with_a_number_is_no_slip_of_a_command(iclc, word, meant):
    assert f"Did you mean {meant}" in iclc(word, code=2).stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("cities --map --json", "--map is for people to look at, and no json; for a map in other tools: iclc export geojson"),
        ("cork --pick 2", "--pick chooses where several things go by one name; 'cork' needs none"),
        ("show cork dublin --pick 1", "--pick chooses where several things go by one name; 'cork dublin' needs none"),
        ("cities --count-by region --sort name", "--count-by puts the most frequent first; leave out --sort"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(iclc, words, message):
    assert message in iclc(*words.split(), code=2).stderr


@pytest.mark.parametrize(
    ("words", "help"), [("cities --region", "iclc cities -h"), ("search x --kind", "iclc search -h"), ("-f", "iclc -h")]
)
def test_who_leaves_out_a_value_is_led_to_the_help_of_the_command(iclc, words, help):
    assert iclc(*words.split(), code=2).stderr.endswith(f"See '{help}'.\n")


def test_help_tells_where_the_fields_of_lists_and_of_results_are_named(iclc):
    for words in (["cities"], ["search"], ["peers"]):
        told = " ".join(iclc(*words, "-h").stdout.split())
        assert "iclc fields cities names a noun’s (country.iso3 too), iclc schema search a result’s" in told
    assert iclc("schema", "search").json["properties"]
    assert "iclc fields cities names them" in iclc("help", "output").stdout


def test_a_field_named_twice_is_one_column_in_every_format(iclc):
    assert iclc("cities", "--fields", "name,Name,name", "-n", "1", "-f", "csv").stdout.splitlines()[0] == "name"
    assert iclc("search", "cork", "--fields", "id,id", "-n", "1", "-q", "-f", "csv").stdout.splitlines() == ["id", "cork"]


def test_a_field_that_evidence_has_not_is_said_to_be_of_evidence(iclc):
    assert "no field 'name' in evidence. " in iclc("show", "cork", "--fields", "name", "--evidence", code=2).stderr
