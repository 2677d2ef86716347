"""The library: `from iclc_cli import load_report`, and everything a book can be asked."""

import doctest
import json
import subprocess
import sys

import pytest
from conftest import SMALL

import iclc_cli
from iclc_cli import library, load_report
from iclc_cli.dataset import loading as dataset
from iclc_cli.errors import (
    AmbiguousError,
    CopyError,
    IclcError,
    InvalidDataError,
    InvalidReportError,
    MissingExtraError,
    NotFoundError,
    UnknownRefError,
    UsageError,
)
from iclc_cli.model import City, Remark, Session, Speaker
from iclc_cli.model.kinds import KINDS
from iclc_cli.query.filters import filters

RAW = json.loads(SMALL.read_text(encoding="utf-8"))
BUNDLED = json.loads(dataset.bundled().read_bytes())
COLLECTIONS = [(kind.name, kind.collection) for kind in KINDS.values() if not kind.single]


@pytest.fixture(scope="module")
def harbours():
    """The small report."""
    return load_report(SMALL)


def test_the_examples_of_the_module_hold():
    assert doctest.testmod(library, raise_on_error=True).attempted >= 5


# What importing and opening costs


def modules_after(script):
    """The modules that a fresh Python holds after a script, one that comes with nothing else."""
    done = subprocess.run([sys.executable, "-c", f"{script}\nimport sys; print(*sys.modules)"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


HEAVY = {"typer", "rich", "pydantic", "sqlite3"}


def test_importing_and_asking_loads_nothing_heavy():
    script = """
from iclc_cli import load_report
book = load_report()
cork = book.find("Cork")
book.select("city", region="africa"), book.related(cork), book.passages(cork), book.rows("speaker"), book.to_dict(cork)
list(book.evidence(cork)), book.remarks(), book.peers(cork), book.compare(cork, book.find("Limerick")), book.fields("city").names
"""
    assert modules_after(script) & HEAVY == set()


def test_a_search_loads_nothing_heavy():
    assert modules_after("from iclc_cli import load_report\nload_report().search('rope')") & HEAVY == set()


def test_a_report_of_your_own_loads_pydantic_and_nothing_else():
    assert modules_after(f"from iclc_cli import load_report\nload_report({str(SMALL)!r})") & HEAVY == {"pydantic"}


def test_the_package_offers_the_library_and_nothing_that_is_not_there():
    assert sorted(iclc_cli.__all__) == ["Book", "load_report"]
    assert iclc_cli.Book is library.Book
    with pytest.raises(AttributeError, match="no attribute 'nosuch'"):
        _ = iclc_cli.nosuch


# Opening


def test_the_bundled_report_is_opened_by_default(book, report):
    assert load_report().report == report
    assert repr(book) == f"<Book {report.conference.name}, data {report.version}>"


@pytest.mark.parametrize("source", [SMALL, str(SMALL)])
def test_a_report_of_your_own_is_opened_by_its_path(source, small):
    assert load_report(source).report == small


def test_the_variable_names_the_report_where_nothing_else_does(monkeypatch, small, report):
    monkeypatch.setenv("ICLC_DATA", str(SMALL))
    assert load_report().report == small
    assert load_report(dataset.bundled()).report == report


def test_a_file_that_cannot_be_read_is_an_error_of_its_own(tmp_path):
    with pytest.raises(InvalidDataError, match=r"nowhere\.json: cannot be read"):
        load_report(tmp_path / "nowhere.json")


def test_a_file_that_is_no_report_is_an_error_that_names_the_record_and_the_field(tmp_path):
    file = tmp_path / "report.json"
    file.write_text(json.dumps({**RAW, "cities": [{**RAW["cities"][0], "country": 7}]}), encoding="utf-8")
    with pytest.raises(InvalidReportError, match=r"report\.json: cities\[0\] \(lodka-wielka\), country: ") as caught:
        load_report(file)
    assert caught.value.source == str(file)
    assert "iclc validate" not in caught.value.message


# Records


def test_the_kinds_are_those_of_the_command_line(book):
    assert book.kinds == tuple(KINDS)


@pytest.mark.parametrize(("kind", "collection"), COLLECTIONS)
def test_rows_are_the_records_of_the_file(book, harbours, kind, collection):
    assert book.rows(kind) == BUNDLED[collection]
    assert harbours.rows(collection) == RAW[collection]


def test_records_come_under_any_noun(harbours):
    assert harbours.records("municipalities") == harbours.records("City") == harbours.report.cities
    assert harbours.records("conference") == (harbours.report.conference,)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_may_be_given_as_its_class(harbours, kind):
    assert harbours.records(KINDS[kind].record) == harbours.records(kind)
    for record in harbours.records(kind):
        assert harbours.find(KINDS[kind].record, record.id) is record is harbours.find(kind, record.id)
    assert harbours.rows(KINDS[kind].record) == harbours.rows(kind)


@pytest.mark.parametrize("kind", [Remark, dict, 7, None])
def test_what_is_no_kind_is_told_with_those_there_are(harbours, kind):
    with pytest.raises(TypeError, match=r"is no kind of record; there are: Conference, Section, .*, City, "):
        harbours.records(kind)


def test_an_unknown_kind_is_told_with_those_there_are(book):
    with pytest.raises(NotFoundError, match="no kind 'planets'; there are: conference, section") as caught:
        book.records("planets")
    assert "city" in caught.value.suggestions


def test_a_record_knows_its_kind_and_what_to_call_it(harbours):
    statement = harbours.find("port-lodka-1")
    assert harbours.kind(statement) == "statement"
    assert harbours.label(harbours.find("sdg-14")) == "SDG 14: life below water"
    assert harbours.label(harbours.find("forum-1.1")) == "Forum 1.1: Ropes [and] knots"


def test_a_record_becomes_plain_data(harbours):
    city = harbours.to_dict(harbours.find("lodka-wielka"))
    assert city == RAW["cities"][0]
    city["aliases"].append("mine to change")
    assert harbours.to_dict(harbours.find("lodka-wielka")) == RAW["cities"][0]


def test_a_part_of_a_record_becomes_plain_data_too(harbours):
    appearance = harbours.find("Bo-Yeon").appearances[1]
    assert harbours.to_dict(appearance) == RAW["speakers"][1]["appearances"][1]


# Finding


@pytest.mark.parametrize(
    ("ref", "kind", "id"),
    [
        ("lodka-wielka", None, "lodka-wielka"),
        ("city/port-lodka", None, "port-lodka"),
        ("lodka wielka", None, "lodka-wielka"),
        ("weiss anna", None, "anna-weiss"),
        ("聖エロ", "city", "saint-aero"),
        ("rope", "initiative", "rope-school"),
        ("lantern", "projects", "lamp-festival"),
        ("opening", None, "opening"),
    ],
)
def test_a_ref_finds_a_record(harbours, ref, kind, id):
    assert (harbours.find(ref) if kind is None else harbours.find(kind, ref)).id == id


def test_the_kind_comes_first_and_may_be_left_out(harbours):
    assert harbours.find(City, "lodka wielka") is harbours.find("city", "lodka wielka") is harbours.find("lodka wielka")
    assert harbours.find(Speaker, "Carl Weiß").id == "carl-weiss"
    with pytest.raises(UnknownRefError, match=r"^no session 'lodka-wielka'"):
        harbours.find(Session, "lodka-wielka")
    with pytest.raises(NotFoundError, match="no kind 'river'"):
        harbours.find("river", "lodka")


def test_a_session_is_found_before_its_section(harbours):
    assert harbours.kind(harbours.find("opening")) == "session"
    assert harbours.kind(harbours.find("section", "opening")) == "section"


def test_a_ref_that_finds_nothing_is_an_error_with_suggestions(book):
    with pytest.raises(NotFoundError) as caught:
        book.find("Limerik")
    assert caught.value.suggestions == ("city/limerick",)


def test_a_ref_that_could_be_several_is_an_error_with_the_candidates(harbours):
    with pytest.raises(AmbiguousError) as caught:
        harbours.find("weiss")
    assert caught.value.suggestions == ("speaker/anna-weiss", "speaker/bo-yeon-weiss", "speaker/carl-weiss")


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (NotFoundError, LookupError),
        (UnknownRefError, NotFoundError),
        (AmbiguousError, LookupError),
        (UsageError, ValueError),
        (InvalidDataError, ValueError),
        (InvalidReportError, InvalidDataError),
        (CopyError, ValueError),
        (MissingExtraError, ImportError),
    ],
)
def test_all_errors_are_of_one_family_and_of_the_builtin_that_says_the_same(error, builtin):
    assert issubclass(error, IclcError)
    assert issubclass(error, builtin)


def test_an_error_carries_what_it_is_about(harbours):
    with pytest.raises(LookupError) as caught:
        harbours.find(City, "Atlantis")
    assert (str(caught.value), caught.value.kind, caught.value.suggestions) == ("no city 'Atlantis'", "city", ())
    with pytest.raises(LookupError) as caught:
        harbours.find("Pollmark")
    assert (caught.value.kind, caught.value.suggestions) == (None, ("country/polmark",))
    assert str(caught.value) == caught.value.message == "no record 'Pollmark'. Did you mean country/polmark?"


# Selecting


def ids(chosen):
    return [record.id for record in chosen]


@pytest.mark.parametrize(
    ("kind", "wanted", "found"),
    [
        ("city", {"region": "africa"}, ["saint-aero"]),
        ("cities", {"country": "Pólmark"}, ["lodka-wielka", "port-lodka"]),
        ("city", {"country": ["polmark", "isle-of-ash"], "participation": "host"}, ["lodka-wielka"]),
        ("session", {"kind": "thematic-forum"}, ["forum-1.1"]),
        ("session", {"kind": ("ceremony", "thematic-forum")}, ["opening", "forum-1.1"]),
        ("initiative", {"named": "no"}, ["rope-school"]),
        ("initiative", {"part_of": "Lantern"}, ["rope-school"]),
        ("speaker", {"session": "Forum 1.1", "match": "splicer"}, ["carl-weiss"]),
        ("speaker", {"match": "WEISS"}, ["anna-weiss", "bo-yeon-weiss", "carl-weiss"]),
        ("document", {}, []),
        ("city", {"region": []}, ["lodka-wielka", "port-lodka", "saint-aero"]),
    ],
)
def test_filters_choose_records(harbours, kind, wanted, found):
    assert ids(harbours.select(kind, **wanted)) == found


def test_a_kind_to_select_may_be_a_class(harbours):
    assert ids(harbours.select(City, region="africa")) == ["saint-aero"]
    assert ids(harbours.select(Speaker, "weiss", session="opening")) == ["anna-weiss", "bo-yeon-weiss"]


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("speaker", {"country": "Colombia"}),
        ("city", {"topic": "health-literacy"}),
        ("initiative", {"city": ["Shanghai", "Cork"]}),
        ("session", {"sdg": "sdg-4", "kind": "thematic-forum"}),
        ("statement", {"region": "africa"}),
    ],
)
def test_filters_choose_what_the_command_line_lists(book, iclc, kind, wanted):
    options = []
    for name, values in wanted.items():
        for value in [values] if isinstance(values, str) else values:
            options += [f"--{name}", value]
    assert [book.to_dict(record) for record in book.select(kind, **wanted)] == iclc(kind, "list", *options, "--json").json


@pytest.mark.parametrize("kind", [kind for kind, _ in COLLECTIONS])
def test_every_filter_of_the_command_line_is_a_keyword(harbours, kind):
    for known in filters(kind):
        assert ids(harbours.select(kind, **{known.name.replace("-", "_"): []})) == ids(harbours.records(kind))


def test_filters_leave_out_and_ask_for_what_has_none(harbours):
    assert ids(harbours.select(City, not_country="polmark")) == ["saint-aero"]
    assert ids(harbours.select(City, not_country=["polmark", "isle-of-ash"])) == []
    assert ids(harbours.select("initiative", no_city=True)) == ["rope-school"]
    assert ids(harbours.select("initiative", no_city=False)) == ids(harbours.records("initiative"))
    assert ids(harbours.select("initiative", no_part_of=True)) == ["lamp-festival"]
    assert ids(harbours.select("initiative", named=True)) == ids(harbours.select("initiative", not_named=False)) == ["lamp-festival"]
    with pytest.raises(TypeError, match="no_city is True or False, not 'cork'"):
        harbours.select("initiative", no_city="cork")


def test_an_unknown_filter_is_told_with_those_there_are(book):
    with pytest.raises(TypeError, match=r"no filter colour, size for city; there are: .*region"):
        book.select("city", colour="red", size="large")


def test_a_value_that_names_nothing_is_an_error(book):
    with pytest.raises(NotFoundError, match="no country 'Atlantis'"):
        book.select("city", country="Atlantis")
    with pytest.raises(NotFoundError, match="no region 'atlantis'"):
        book.select("city", region="atlantis")


# Links, passages, search


@pytest.mark.parametrize("ref", ["cork", "forum-2.3", "strategy/cluster-3", "topic/health-literacy"])
def test_links_are_those_of_show(book, iclc, ref):
    told = [book.to_dict(link) for link in book.related(book.find(ref)) if link.direction != "shared"]
    assert told == iclc("show", ref, "--json").json["related"] != []


@pytest.mark.parametrize(
    ("asked", "arguments"),
    [
        (lambda book: book.peers(book.find("cork")), ["peers", "cork"]),
        (lambda book: book.compare(book.find("cork"), book.find(City, "Limerick")), ["compare", "cork", "limerick"]),
        (lambda book: list(book.evidence(book.find("chiang rai"))), ["show", "chiang rai", "--evidence"]),
        (lambda book: book.remarks(), ["remarks", "--routine"]),
        (lambda book: book.remarks(lambda kind, record: kind == "city"), ["remarks", "--of", "city", "--routine"]),
    ],
    ids=["peers", "compare", "evidence", "remarks", "remarks of cities"],
)
def test_results_are_what_the_command_line_prints(book, iclc, asked, arguments):
    told = [book.to_dict(one) for one in asked(book)]
    assert told == iclc(*arguments, "--json").json != []


def test_records_of_several_kinds_are_not_compared(book):
    with pytest.raises(UsageError, match="only records of one kind can be compared"):
        book.compare(book.find("cork"), book.find("forum 1.1"))
    with pytest.raises(UsageError):
        book.compare()


def test_links_can_be_followed_from_record_to_record(book):
    cork = book.find("Cork")
    speakers = [book.find(f"{link.kind}/{link.id}").name for link in book.related(cork) if link.kind == "speaker"]
    assert speakers == ["Ann Doherty", "Colm Kelleher"]


def test_passages_come_in_the_order_of_the_report(book):
    order = ids(book.records("passage"))
    yeonsu = book.find("city/yeonsu")
    passages = ids(book.passages(yeonsu))
    assert passages == sorted(yeonsu.sources, key=order.index)
    assert len(passages) > 3


def test_a_passage_has_a_locator_for_people(harbours):
    (passage,) = harbours.passages(harbours.find("port-lodka"))
    assert harbours.locator(passage) == "Forum 1.1 (begins p. 7), item 1"
    assert harbours.locator(harbours.find("passage", "forum-1.1-c1")) == "Forum 1.1 (begins p. 7), caption 1"


@pytest.mark.parametrize(
    ("query", "options"),
    [("health literacy", []), ("helth litracy", []), ('"learning city" -Cork', []), ("digital qqzzx", []), ("health", ["--exact"])],
)
def test_a_search_finds_what_the_command_line_finds(book, iclc, query, options):
    result = book.search(query, exact=bool(options))
    assert [book.to_dict(hit) for hit in result.hits] == iclc("search", query, *options, "--json").json


def test_a_search_says_how_it_read_what_it_did_not_know(book):
    assert book.search("helth").read_as == {"helth": "health"}
    assert book.search("helth", exact=True).hits == ()
    assert (book.search("volcano").hits, book.search("volcano").unknown) == ((), ("volcano",))


def test_a_second_search_uses_the_same_index(harbours, monkeypatch):
    harbours.search("rope")
    monkeypatch.setattr("iclc_cli.query.search.SearchIndex", None)
    assert [hit.id for hit in harbours.search("splicer").hits] == ["carl-weiss"]


def test_a_query_that_asks_for_nothing_is_an_error(book):
    with pytest.raises(UsageError):
        book.search("  ")


def test_what_is_related_to_a_strategy_item_is_what_the_command_line_tells(book, iclc):
    found = [(link.kind, link.id, link.direction) for link in book.related(book.find("strategy/cluster-3"))]
    assert found == [(one["kind"], one["id"], one["direction"]) for one in iclc("related", "strategy/cluster-3", "--json").json]
    assert "shared" in {direction for _, _, direction in found}


def test_fields_are_read_by_any_word_for_a_kind(book):
    assert book.fields("cities").names == book.fields(City).names == book.fields("city").names


@pytest.mark.parametrize("wrong", [City, 7, None])
def test_what_is_no_ref_is_refused(book, wrong):
    with pytest.raises(TypeError):
        book.find(wrong)


def test_only_a_city_has_peers(book):
    with pytest.raises(TypeError, match="is no city"):
        book.peers(book.find("country/ireland"))


@pytest.mark.parametrize(
    ("kinds", "wanted", "options"),
    [
        (["initiative"], {}, ["--kind", "initiative"]),
        ([Speaker, "cities"], {}, ["--kind", "speaker", "--kind", "city"]),
        ([], {"country": "Ireland"}, ["--country", "Ireland"]),
        (["initiative"], {"country": ["Ireland", "Mexico"]}, ["--kind", "initiative", "--country", "Ireland", "--country", "Mexico"]),
        ([], {"region": "africa", "session": []}, ["--region", "africa"]),
    ],
)
def test_a_search_takes_the_kinds_and_filters_of_the_command_line(book, iclc, kinds, wanted, options):
    found = [book.to_dict(hit) for hit in book.search("learning", kinds=kinds, **wanted).hits]
    assert found == iclc("search", "learning", *options, "--json").json != []


def test_a_search_refuses_what_it_cannot_filter_by(book):
    with pytest.raises(TypeError, match="no filter status for a search; there are: "):
        book.search("learning", status="planned")
    with pytest.raises(NotFoundError, match="no country 'Atlantis'"):
        book.search("learning", country="Atlantis")
    with pytest.raises(NotFoundError, match="no kind 'planets'"):
        book.search("learning", kinds=["planets"])
