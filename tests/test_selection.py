"""Choosing records: filters, text match, sort, counts and fields."""

import dataclasses
import json
import re
from contextlib import suppress

import pytest
from conftest import SMALL
from page_search import random_queries

from iclc_cli.commands.nouns import PARTS, WAYS, filter_parameters
from iclc_cli.commands.options import flags, flags_of
from iclc_cli.dataset import loading as dataset
from iclc_cli.errors import AmbiguousError, NotFoundError, UsageError
from iclc_cli.model import Region
from iclc_cli.model.kinds import KINDS, all_records, records
from iclc_cli.model.walk import at, walk
from iclc_cli.query.choosing import chosen_words
from iclc_cli.query.fields import Count, field_names
from iclc_cli.query.filters import filters
from iclc_cli.query.index import Index
from iclc_cli.query.names import ref_of
from iclc_cli.query.search import matching
from iclc_cli.query.unplaced import unplaced
from iclc_cli.text import fold
from iclc_cli.views.layout import heading
from iclc_cli.views.listing import COLUMNS, fields_of


@pytest.fixture(scope="module")
def raw():
    """The shipped report as plain JSON, to work answers out in another way."""
    return json.loads(dataset.bundled().read_text(encoding="utf-8"))


@pytest.fixture
def ids(iclc):
    """The ids a list of the small report prints."""
    return lambda *args: [one["id"] for one in iclc(*args, "--json", "--data", SMALL).json]


@pytest.fixture
def shipped(iclc):
    """The ids a list of the shipped report prints."""
    return lambda *args: [one["id"] for one in iclc(*args, "--json").json]


# Which filters there are


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("section", []),
        (
            "passage",
            [
                *["kind", "session", "speaker", "city", "country", "organisation"],
                *["initiative", "statement", "strategy", "topic", "sdg", "figure", "document"],
            ],
        ),
        ("session", ["kind", "speaker", "city", "country", "organisation", "initiative", "topic", "sdg", "region"]),
        ("speaker", ["session", "city", "country", "organisation", "region"]),
        ("city", ["participation", "session", "speaker", "country", "organisation", "initiative", "document", "topic", "region"]),
        ("statement", ["type", "session", "city", "country", "initiative", "topic", "region"]),
        ("strategy", ["category", "named", "initiative", "topic"]),
        ("topic", ["kind", "broader", "see-also", "initiative"]),
        ("sdg", []),
    ],
)
def test_a_list_offers_a_filter_for_what_its_records_lead_to(kind, names):
    assert {known.name for known in filters(kind)} - {"section", "passage"} == set(names) - {"section"}


def test_every_record_may_be_filtered_by_where_it_stands():
    for kind in KINDS:
        places = {known.name for known in filters(kind)} & {"section", "passage"}
        assert places == {"section": set(), "passage": {"section"}}.get(kind, {"section", "passage"}), kind


def test_initiatives_offer_their_own_words_and_their_relations():
    held = {known.name: known for known in filters("initiative")}
    assert {"named", "kind", "part-of", "status", "session", "speaker", "city", "country", "organisation", "topic", "region"} <= set(held)
    assert held["named"].values == ("yes", "no")
    assert held["status"].values == ("running", "done", "planned", "proposed", "unstated")
    assert held["part-of"].target == "initiative"
    assert held["city"].target == "city"


def test_no_list_offers_a_filter_twice():
    for kind in KINDS:
        names = [known.name for known in filters(kind)]
        assert len(names) == len(set(names)), kind


def test_region_takes_the_five_regions():
    region = next(known for known in filters("city") if known.name == "region")
    assert region.values == Region.__args__
    assert len(region.values) == 5


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not KINDS[kind].single])
def test_help_says_of_every_filter_which_words_it_takes_or_what_it_looks_at(iclc, kind):
    told = " ".join(iclc(KINDS[kind].collection, "list", "--help").stdout.partition("\n  choose")[0].split())
    for known in filters(kind):
        (after,) = re.findall(rf" --{known.name}(?: \S+) (.*?)(?= --|$)", told)
        if len(known.values) > 2:
            assert after == ", ".join(known.values)
        else:
            assert after
            assert "→" not in after
            if known.name in PARTS and len(known.path) > 1:  # most fields lead there
                continue
            assert "_" not in after
            fields = [re.findall(r"[a-z]+", step)[-1] for way in known.path if way not in WAYS for step in way.split(" → ")]
            assert [WAYS[way] for way in known.path if way in WAYS and WAYS[way] not in after] == []
            assert [field for field in fields if field.replace("sources", "passages") not in after] == []


def test_an_empty_list_tells_what_neighbours_of_a_topic_would_give(iclc, book):
    elsewhere = [(topic, near) for topic in book.report.topics for near in topic.see_also if not book.select("initiative", topic=topic.id)]
    found = [(topic, near, len(book.select("initiative", topic=near))) for topic, near in elsewhere]
    topic, near, number = next(one for one in found if one[2])
    assert f"--topic {near} ({number})" in iclc("initiatives", "--topic", topic.id).stderr
    assert iclc("initiatives", "--topic", topic.id, "--match", "qqqq").stderr == "no initiatives match\n"


def test_help_says_how_filters_lead_across_records(iclc):
    told = " ".join(iclc("cities", "list", "--help").stdout.split())
    assert "--topic REF its initiatives or statements --" in told
    assert "--section REF its passages’ section --" in told
    assert "--country REF its country --" in told


# Filters on the small report


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["speakers", "--country", "isle-of-ash"], ["bo-yeon-weiss"]),
        (["speakers", "--country", "Pólmark"], ["anna-weiss"]),
        (["speakers", "--city", "wielka"], ["anna-weiss"]),
        (["speakers", "--session", "forum 1.1"], ["bo-yeon-weiss", "carl-weiss"]),
        (["speakers", "--organisation", "Lantern"], ["bo-yeon-weiss"]),
        (["speakers", "--organization", "Lantern"], ["bo-yeon-weiss"]),
        (["speakers", "--region", "africa"], ["bo-yeon-weiss"]),
        (["cities", "--topic", "rope-literacy"], ["port-lodka"]),
        (["cities", "--country", "polmark"], ["lodka-wielka", "port-lodka"]),
        (["cities", "--region", "africa"], ["saint-aero"]),
        (["cities", "--speaker", "anna"], ["lodka-wielka"]),
        (["cities", "--session", "opening"], ["lodka-wielka"]),
        (["cities", "--participation", "host"], ["lodka-wielka"]),
        (["cities", "--initiative", "rope-school"], ["port-lodka"]),
        (["countries", "--city", "saint-aero"], ["isle-of-ash"]),
        (["countries", "--topic", "RL"], ["isle-of-ash", "polmark"]),
        (["countries", "--speaker", "carl"], ["isle-of-ash"]),
        (["initiatives", "--city", "lodka-wielka"], ["lamp-festival"]),
        (["initiatives", "--country", "polmark"], ["lamp-festival"]),
        (["initiatives", "--country", "isle-of-ash"], ["rope-school"]),
        (["initiatives", "--part-of", "Lantern"], ["rope-school"]),
        (["initiatives", "--named", "yes"], ["lamp-festival"]),
        (["initiatives", "--named", "no"], ["rope-school"]),
        (["initiatives", "--speaker", "carl-weiss"], ["rope-school"]),
        (["initiatives", "--city", "saint-aero"], []),
        (["sessions", "--sdg", "14"], ["forum-1.1"]),
        (["sessions", "--country", "polmark"], ["opening"]),
        (["sessions", "--topic", "knot-reading"], ["forum-1.1"]),
        (["statements", "--country", "polmark"], ["port-lodka-1"]),
        (["statements", "--session", "opening"], []),
        (["figures", "--region", "africa"], ["rope-share"]),
        (["figures", "--kind", "period"], ["meeting-days"]),
        (["passages", "--section", "forum-1.1"], ["forum-1.1-p1", "forum-1.1-c1"]),
        (["passages", "--kind", "caption"], ["forum-1.1-c1"]),
        (["passages", "--session", "opening"], ["opening-p1"]),
        (["passages", "--topic", "RL"], ["forum-1.1-p1"]),
        (["passages", "--topic", "RL", "--topic", "knot reading", "--kind", "caption"], []),
        (["passages", "--not-speaker", "anna", "--section", "opening"], []),
        (["strategy", "--topic", "rope-literacy"], ["goal-1"]),
        (["organisations", "--country", "polmark"], ["harbour-guild"]),
        (["forums"], ["forum-1.1"]),
    ],
)
def test_a_filter_keeps_what_leads_to_its_value(ids, words, found):
    assert ids(*words) == found


def test_a_filter_that_leads_nowhere_is_not_offered(iclc):
    assert "no such option: --city" in iclc("topics", "--city", "x", code=2).stderr


def test_the_same_filter_twice_means_or(ids):
    assert ids("passages", "--kind", "caption", "--kind", "bullet") == ["forum-1.1-p1", "forum-1.1-c1"]
    assert ids("speakers", "--country", "polmark", "--country", "isle-of-ash") == ["anna-weiss", "bo-yeon-weiss"]


def test_different_filters_mean_and(ids):
    assert ids("passages", "--kind", "bullet", "--section", "forum-1.1") == ["forum-1.1-p1"]
    assert ids("speakers", "--session", "opening", "--country", "isle-of-ash") == ["bo-yeon-weiss"]
    assert ids("cities", "--topic", "rope-literacy", "--speaker", "anna") == []


def test_or_binds_within_a_flag_and_and_between_flags(ids):
    words = ["speakers", "--session", "opening", "--country", "polmark", "--country", "isle-of-ash", "--organisation", "Lantern"]
    assert ids(*words) == ["bo-yeon-weiss"]


def test_a_filter_of_its_own_words_takes_them_in_any_case(ids):
    assert ids("cities", "--participation", "Made a statement") == ["port-lodka"]
    assert ids("cities", "--region", "Europe and North America") == ["lodka-wielka", "port-lodka"]
    assert ids("initiatives", "--named", "YES") == ["lamp-festival"]


@pytest.mark.parametrize(
    ("noun", "option", "said", "meant"),
    [
        ("statements", "--type", "requests", "request"),
        ("statements", "--type", "REQUEST", "request"),
        ("initiatives", "--kind", "events", "event"),
        ("initiatives", "--kind", "facil", "facility"),
        ("initiatives", "--kind", "policies", "policy"),
        ("initiatives", "--kind", "Program", "programme"),
        ("initiatives", "--named", "y", "yes"),
        ("initiatives", "--named", "true", "yes"),
        ("initiatives", "--named", "False", "no"),
        ("cities", "--region", "Europe", "europe-and-north-america"),
        ("cities", "--region", "Asia", "asia-and-the-pacific"),
        ("cities", "--region", "latin america", "latin-america-and-the-caribbean"),
        ("cities", "--region", "Caribbean", "latin-america-and-the-caribbean"),
        ("cities", "--region", "Arab", "arab-states"),
        ("cities", "--participation", "host", "host"),  # and not the former host too
        ("cities", "--participation", "made a", "made-a-statement"),
        ("sessions", "--kind", "thematic forums", "thematic-forum"),
        ("sessions", "--kind", "mayors' forum", "mayors-forum"),
    ],
)
def test_a_fixed_word_is_understood_as_people_say_it(shipped, noun, option, said, meant):
    assert shipped(noun, option, said) == shipped(noun, option, meant) != []


CHOICES = ("box", "boxing-day", "city", "class", "forum", "mayors-forum", "policy-brief", "done", "yes", "no", "web-page", "programme")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        *(("boxes", ["box"]), ("cities", ["city"]), ("classes", ["class"]), ("forums", ["forum"]), ("FORUM", ["forum"])),
        *(
            ("policy briefs", ["policy-brief"]),
            ("policybrief", ["policy-brief"]),
            ("brief", ["policy-brief"]),
            ("mayors", ["mayors-forum"]),
        ),
        *(("true", ["yes"]), ("1", ["yes"]), ("false", ["no"]), ("0", ["no"]), ("do", ["done"]), ("programs", ["programme"])),
        *(("box", ["box"]), ("boxi", ["boxing-day"]), ("bo", ["box", "boxing-day"]), ("pages", ["web-page"]), ("webpage", ["web-page"])),
        *(("", []), ("-", []), ("ity", []), ("forums x", []), ("s", [])),
    ],
)
def test_of_fixed_words_the_first_tier_that_has_any_is_meant(said, meant):
    assert chosen_words(said, CHOICES) == meant


@pytest.mark.parametrize(
    ("words", "candidates"),
    [
        (["cities", "--region", "america"], ["europe-and-north-america", "latin-america-and-the-caribbean"]),
        (["cities", "--region", "a"], ["africa", "arab-states", "asia-and-the-pacific"]),
        (["initiatives", "--kind", "par"], ["partnership", "participation"]),
    ],
)
def test_a_word_that_could_be_several_fixed_ones_is_one_error_that_names_them(iclc, words, candidates):
    error = iclc(*words, "--json", code=3).error
    assert error["code"] == "ambiguous"
    assert error["message"] == f"{words[1].strip('-')} '{words[2]}' is ambiguous; give one of {', '.join(candidates)}"
    assert error["suggestions"] == candidates


def test_nothing_is_no_beginning_of_a_fixed_word(iclc):
    for nothing in ("-", "..."):
        assert iclc("cities", "--region", nothing, "--json", code=3).error["code"] == "not-found"


def test_forums_are_the_sessions_whose_kind_is_a_forum(shipped):
    assert shipped("forums") == [f"forum-{one}.{two}" for one in (1, 2, 3) for two in (1, 2, 3)] + ["mayors-1", "mayors-2"]
    assert shipped("forums", "--kind", "mayors-forum") == ["mayors-1", "mayors-2"]
    assert shipped("forums", "--kind", "plenary") == []


def test_a_speaker_without_a_country_is_kept_by_no_country(small, small_book):
    everywhere = small_book.filters.select("speaker", small.speakers, {"country": [country.id for country in small.countries]})
    assert [one.id for one in everywhere] == ["anna-weiss", "bo-yeon-weiss"]


def test_filters_keep_the_order_of_the_report(small, small_book):
    backwards = list(reversed(small.cities))
    assert [one.id for one in small_book.filters.select("city", backwards, {"country": ["polmark"]})] == ["port-lodka", "lodka-wielka"]


def test_no_values_are_no_filter(small, small_book):
    assert small_book.filters.select("city", small.cities, {"country": [], "region": ()}) == list(small.cities)


@pytest.mark.parametrize(
    ("words", "message", "near"),
    [
        (["cities", "--country", "Atlantis"], "no country 'Atlantis'. See 'iclc countries'.", []),
        (["cities", "--country", "Pollmark"], "no country 'Pollmark'. Did you mean polmark?", ["polmark"]),
        (["initiatives", "--status", "begun"], "no status 'begun'. It is one of running, done, planned, proposed, unstated.", []),
        (["cities", "--region", "africaa"], None, ["africa"]),
        (["initiatives", "--named", "maybe"], "no named 'maybe'. It is one of yes, no.", ["yes"]),
    ],
)
def test_an_unknown_value_is_no_empty_list(iclc, words, message, near):
    result = iclc(*words, "--json", "--data", SMALL, code=3)
    assert result.stdout == ""
    assert result.error["code"] == "not-found"
    assert message in (None, result.error["message"])
    assert result.error["suggestions"] == near


def test_an_ambiguous_value_is_told_with_its_candidates(iclc, small_book):
    result = iclc("initiatives", "--city", "lodka", "--json", "--data", SMALL, code=3)
    assert result.error == {
        "code": "ambiguous",
        "message": "'lodka' is ambiguous; give one of city/lodka-wielka, city/port-lodka",
        "suggestions": ["city/lodka-wielka", "city/port-lodka"],
    }
    with pytest.raises(AmbiguousError):
        small_book.filters.select("initiative", (), {"city": ["lodka"]})


def test_a_bad_value_beside_a_good_one_is_told(small, small_book):
    with pytest.raises(NotFoundError, match="no city 'Atlantis'"):
        small_book.filters.select("initiative", small.initiatives, {"city": ["lodka-wielka", "Atlantis"]})


def test_a_passage_leads_to_every_record_that_rests_on_it(report, book):
    for known in filters("passage"):
        if known.target not in (None, "section"):
            for other in book.records(known.target):
                wanted = {passage for _, _, shape, value, _ in walk(other) if shape.reference == "passage" for passage in value}
                found = book.filters.select("passage", report.passages, {known.name: [f"{known.target}/{other.id}"]})
                assert {one.id for one in found} == wanted, (known.name, other.id)
                assert known.target != "topic" or [one.id for one in found] == [one.id for one in book.passages(other)]


def test_help_says_how_a_passage_leads_to_a_record(iclc):
    told = " ".join(iclc("passages", "list", "--help").stdout.split())
    assert "--topic REF any topic that rests on it --" in told


# What a filter leaves out, and what has none


@pytest.mark.parametrize("kind", KINDS)
def test_every_filter_divides_the_records_into_those_that_pass_and_those_that_do_not(book, kind):
    everything = list(book.records(kind))
    for known in filters(kind):
        held = {one.id: book.filters.values(one, known) for one in everything}
        value = next((values[0] for values in held.values() if values), None)
        none = book.filters.select(kind, everything, {f"no-{known.name}": ["yes"]})
        assert [one.id for one in none] == [one for one, values in held.items() if not values], known.name
        if value is not None:
            given = [f"{known.target}/{value}" if known.target else value]
            passed = book.filters.select(kind, everything, {known.name: given})
            left = book.filters.select(kind, everything, {f"not-{known.name}": given})
            assert sorted([*passed, *left], key=everything.index) == everything, known.name
            assert passed


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["cities", "--not-country", "polmark"], ["saint-aero"]),
        (["cities", "--not-country", "polmark", "--not-country", "isle-of-ash"], []),
        (["cities", "--not-city", "x"], None),
        (["cities", "--no-topic"], ["lodka-wielka", "saint-aero"]),
        (["cities", "--no-topic", "--country", "polmark"], ["lodka-wielka"]),
        (["cities", "--not-region=Europe"], ["saint-aero"]),
        (["speakers", "--not-country", "polmark"], ["bo-yeon-weiss", "carl-weiss"]),  # who speaks for none is not left out
        (["speakers", "--no-country"], ["carl-weiss"]),
        (["initiatives", "--no-city"], ["rope-school"]),
        (["initiatives", "--no-part-of"], ["lamp-festival"]),
        (["initiatives", "--not-named", "yes"], ["rope-school"]),
        (["initiatives", "--no-named"], []),
        (["organisations", "--not-organization", "x"], None),
        (["cities", "--not-organization", "Lantern", "--no-header"], ["port-lodka", "saint-aero"]),
    ],
)
def test_filters_leave_out_and_ask_for_what_has_none(iclc, ids, words, found):
    if found is None:
        assert "no such option" in iclc(*words, code=2).stderr
    else:
        assert ids(*words) == found


def test_an_unknown_value_to_leave_out_is_an_error(iclc):
    assert iclc("cities", "--not-country", "Atlantis", code=3).stderr == "error: no country 'Atlantis'. See 'iclc countries'.\n"
    assert "no country 'Atlantis'" in iclc("search", "digital", "--not-country", "Atlantis", code=3).stderr


def test_help_tells_of_negated_filters_in_two_lines(iclc):
    for words in (["cities", "list"], ["search"]):
        told = " ".join(iclc(*words, "--help").stdout.split())
        assert (
            "--not-FILTER … none of these values --no-FILTER only those that have none Repeat one for or; different ones mean and." in told
        )
        assert "--not-country" not in told
        assert "--no-header" in told


def test_no_negated_filter_takes_the_place_of_another_option():
    shared = set(flags())
    for kind in KINDS:
        given = [one for parameter in filter_parameters(filters(kind)) for one in flags_of(parameter.annotation)]
        assert shared.isdisjoint(given)
        assert len(given) == len(set(given))


# Filters on the shipped report, worked out anew from its JSON


def test_speakers_of_colombia_are_those_who_spoke_for_it(shipped):
    assert shipped("speakers", "--country", "Colombia") == [
        "alejandro-gomez-lopez",
        "alexandra-agudelo-ruiz",
        "daniel-quintero",
        "jose-alberto-moreno-villamil",
    ]


def test_who_works_in_a_place_does_not_speak_for_its_city(shipped):
    assert shipped("speakers", "--city", "Glasgow") == ["philip-braat"]  # not the professor there
    assert shipped("speakers", "--city", "Tokyo") == []
    assert shipped("speakers", "--city", "Lucca") == ["roberta-piazza"]


def test_speakers_of_a_region_are_those_of_its_countries(shipped, raw):
    region = {one["id"]: one["region"] for one in raw["countries"]}
    wanted = [one["id"] for one in raw["speakers"] if any(region.get(part["country"]) == "africa" for part in one["appearances"])]
    assert shipped("speakers", "--region", "africa") == wanted == ["boubacar-khalil-ndiaye", "kadia-gadiaga"]


def test_initiatives_of_a_city_are_those_that_name_it(shipped, raw):
    wanted = [one["id"] for one in raw["initiatives"] if one["city"] == "shanghai"]
    assert shipped("initiatives", "--city", "Shanghai") == wanted
    assert wanted


def test_initiatives_of_a_country_include_those_of_its_cities(shipped, raw):
    lies = {one["id"]: one["country"] for one in raw["cities"]}
    places = {one["id"]: {one["country"], lies.get(one["city"]), lies.get(one["place"])} for one in raw["initiatives"]}
    wanted = [one for one, countries in places.items() if "ireland" in countries]
    assert shipped("initiatives", "--country", "Ireland") == wanted
    assert {one["city"] for one in raw["initiatives"] if one["id"] in wanted} >= {None, "dublin", "limerick"}


def test_a_country_has_what_lies_in_its_cities_and_a_city_only_what_is_its_own(shipped, raw):
    assert [one["place"] for one in raw["initiatives"] if one["id"] == "ybycui-communal-library"] == ["ybycui"]
    assert "ybycui-communal-library" in shipped("initiatives", "--country", "Paraguay")
    assert "ybycui-communal-library" in shipped("initiatives", "--region", "latin america")
    assert "ybycui-communal-library" not in shipped("initiatives", "--city", "Ybycuí") != []
    assert "ybycui" not in shipped("cities", "--initiative", "ybycui-communal-library")
    assert "libraries" in next(one["topics"] for one in raw["initiatives"] if one["id"] == "ybycui-communal-library")
    assert "ybycui" not in shipped("cities", "--topic", "libraries")
    assert "ybycui-communal-library" in shipped("search", "library")
    assert "ybycui-communal-library" not in shipped("search", "library", "--city", "Ybycuí")


def test_where_something_lies_and_who_wished_for_it_have_filters_of_their_own(shipped, raw):
    for field, option in (("place", "--place"), ("proposed_by", "--proposed-by")):
        held = {one["id"]: one[field] for one in raw["initiatives"]}
        for city in set(held.values()) - {None}:
            wanted = [one for one, value in held.items() if value == city]
            assert shipped("initiatives", option, city) == wanted
            assert shipped("initiatives", f"--not-{option.strip('-')}", city) == [one for one in held if one not in wanted]
        assert shipped("initiatives", f"--no-{option.strip('-')}") == [one for one, value in held.items() if value is None]
    wished = [one["id"] for one in raw["initiatives"] if one["proposed_by"] == "clermont-ferrand"]
    assert wished
    assert not set(wished) & {*shipped("initiatives", "--city", "clermont"), *shipped("initiatives", "--country", "France")}


def test_who_asks_for_a_mayors_forum_is_led_to_statements_that_name_none(iclc, book):
    unplaced = [one for one in book.report.statements if one.session is None and one.sources[0].startswith("mayors-forums")]
    for forum in ("mayors-1", "mayors-2"):
        result = iclc("statements", "--session", forum)
        assert result.stdout.count("\n") == 1  # the heads of columns
        assert result.stderr == (
            f"no statements match; of {len(unplaced)} statements the report does not say in which session they were made: "
            "see iclc statements\n"
        )
        assert iclc("statements", "--session", forum, "--json").json == []
        assert "see iclc statements" in iclc("statements", "--session", forum, "-e", code=4).stderr
    assert iclc("statements", "--session", "opening").stderr == "no statements match\n"


def test_a_statement_may_be_of_any_session_that_shares_its_section_and_of_no_other(small):
    (statement,) = small.statements
    first, second = small.sessions
    assert statement.session is None
    assert [unplaced(Index(small), one) for one in small.sessions] == [[], []]  # alone in its section, it would have been named
    shared = dataclasses.replace(small, sessions=(first, dataclasses.replace(first, id="x"), second))
    assert [unplaced(Index(shared), one) for one in shared.sessions] == [[], [], []]
    both = dataclasses.replace(small, sessions=(dataclasses.replace(first, section=second.section), second))
    assert [unplaced(Index(both), one) for one in both.sessions] == [[statement], [statement]]


def test_what_no_city_and_no_session_has_is_asked_for_so(shipped, raw):
    together = [one["id"] for one in raw["statements"] if one["city"] is None]
    assert shipped("statements", "--no-city") == together != []
    assert shipped("statements", "--no-session") == [one["id"] for one in raw["statements"]]


def test_a_document_leads_to_the_city_that_it_is_of(shipped, raw):
    wanted = [one["id"] for one in raw["documents"] if one["city"] == "belfast"]
    assert shipped("documents", "--city", "Belfast") == wanted != []
    assert "belfast" in shipped("cities", "--document", wanted[0])
    assert wanted[0] in shipped("documents", "--country", "United Kingdom")


def test_cities_of_every_topic_have_an_initiative_or_a_statement_on_it(report, raw, book):
    for topic in (one["id"] for one in raw["topics"]):
        wanted = {one["city"] for held in ("initiatives", "statements") for one in raw[held] if topic in one["topics"]} - {None}
        assert {one.id for one in book.filters.select("city", report.cities, {"topic": [f"topic/{topic}"]})} == wanted, topic


def test_sessions_of_every_city_are_where_it_appeared_or_was_told_of(report, raw, book):
    for city in (one["id"] for one in raw["cities"]):
        wanted = {part["session"] for one in raw["speakers"] for part in one["appearances"] if part["city"] == city}
        wanted |= {one["session"] for held in ("initiatives", "statements", "figures") for one in raw[held] if one["city"] == city}
        assert {one.id for one in book.filters.select("session", report.sessions, {"city": [city]})} == wanted - {None}, city


def test_statements_of_cork_are_cities_own_claims(shipped, raw):
    wanted = [one["id"] for one in raw["statements"] if one["city"] == "cork"]
    assert shipped("statements", "--city", "Cork") == wanted
    assert wanted


def test_sessions_of_sdg_4_are_those_for_which_it_is_named(shipped):
    assert shipped("sessions", "--sdg", "4") == ["opening", "forum-2.1"]


# Text


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("city", "LODKA", ["lodka-wielka", "port-lodka"]),
        ("city", "lod", []),  # no word, and so not found within one
        ("city", "lod*", ["lodka-wielka", "port-lodka"]),
        ("city", "Ærø D'Été", ["saint-aero"]),
        ("city", "aero saint", ["saint-aero"]),
        ("city", '"aero saint"', []),
        ("city", "聖*", ["saint-aero"]),
        ("city", "polmark", ["lodka-wielka", "port-lodka"]),  # what a record refers to
        ("city", "polmark -port", ["lodka-wielka"]),
        ("city", "-port", ["lodka-wielka", "saint-aero"]),
        ("city", "only the town", []),  # stands in a remark
        ("city", "lodk", []),
        ("speaker", "łódka", ["anna-weiss"]),
        ("speaker", "knot", ["bo-yeon-weiss"]),  # "knots" stands there
        ("speaker", "tie then", ["bo-yeon-weiss"]),
        ("speaker", "tie grammar", ["bo-yeon-weiss"]),
        ("speaker", "tie atlantis", []),
        ("session", "outlast “policy”", ["forum-1.1"]),
        ("passage", "[applause]", ["opening-p1"]),
        ("passage", "two lines in", ["forum-1.1-c1"]),
        ("passage", '"two lines in"', []),
        ("passage", '"in two lines"', ["forum-1.1-c1"]),
        ("passage", "tide clock", ["opening-p1"]),
        ("figure", "12.5", ["rope-share"]),
        ("figure", "March 2031", ["meeting-days"]),
        ("section", "[", ["forum-1.1"]),
        ("section", "{", []),
        ("strategy", "", ["goal-1"]),
    ],
)
def test_the_words_of_a_text_are_looked_for_in_all_that_a_reader_reads(small_book, kind, text, found):
    assert [one.id for one in small_book.select(kind, match=text)] == found


@pytest.mark.parametrize(
    "text",
    ["ireland", "UIL", "cities", '"lifelong learning" -covid', "digit*", "programs", "of the", "Republic of Korea", "wellbeing"],
)
def test_match_finds_what_an_exact_search_finds_in_the_order_of_the_list(book, text):
    for kind in KINDS:
        found = {hit.id for hit in book.search(text, exact=True, kinds=[kind]).hits}
        assert [one.id for one in book.select(kind, match=text)] == [one.id for one in book.records(kind) if one.id in found]


def test_match_finds_what_an_exact_search_finds_whatever_is_asked(small_book):
    everything = [record for _, record in all_records(small_book.report)]
    for query in random_queries(small_book, 150):
        matched = {ref_of(one) for one in matching(small_book.index, small_book.labels, everything, [query])}
        with suppress(UsageError):  # of a query that only excludes; to match nothing else is none
            assert {f"{hit.kind}/{hit.id}" for hit in small_book.search(query, exact=True).hits} == matched, query


def test_a_word_is_not_found_within_another(book):
    assert "building" in " ".join(one.gist for one in book.report.passages)
    for passage in book.select("passage", match="UIL"):
        assert "building" not in passage.gist or "UIL" in passage.gist


def test_all_of_several_texts_are_looked_for(ids, book):
    assert ids("cities", "--match", "lodka", "--match", "-port") == ["lodka-wielka"]
    both = book.select("initiative", match=["health", "digital"])
    assert both == [one for one in book.select("initiative", match="health") if one in book.select("initiative", match="digital")] != []


def test_match_and_filters_hold_together(ids):
    assert ids("cities", "--match", "lodka", "--participation", "host") == ["lodka-wielka"]


# Sorting


@pytest.mark.parametrize(
    ("kind", "keys", "order"),
    [
        ("city", ["name"], ["lodka-wielka", "port-lodka", "saint-aero"]),
        ("city", ["-name"], ["saint-aero", "port-lodka", "lodka-wielka"]),
        ("city", ["+name"], ["lodka-wielka", "port-lodka", "saint-aero"]),
        ("city", ["country"], ["saint-aero", "lodka-wielka", "port-lodka"]),
        ("city", ["-country"], ["lodka-wielka", "port-lodka", "saint-aero"]),
        ("city", ["-country", "-name"], ["port-lodka", "lodka-wielka", "saint-aero"]),
        ("city", ["country", "-name"], ["saint-aero", "port-lodka", "lodka-wielka"]),
        ("city", ["coordinates.latitude"], ["port-lodka", "lodka-wielka", "saint-aero"]),
        ("city", ["-coordinates.latitude"], ["lodka-wielka", "port-lodka", "saint-aero"]),
        ("city", ["region"], ["saint-aero", "lodka-wielka", "port-lodka"]),
        ("city", ["topic"], ["port-lodka", "lodka-wielka", "saint-aero"]),
        ("speaker", ["honorific"], ["anna-weiss", "carl-weiss", "bo-yeon-weiss"]),
        ("speaker", ["-honorific"], ["carl-weiss", "anna-weiss", "bo-yeon-weiss"]),
        ("speaker", ["appearances.city", "-id"], ["anna-weiss", "carl-weiss", "bo-yeon-weiss"]),
        ("speaker", ["appearances.country"], ["bo-yeon-weiss", "anna-weiss", "carl-weiss"]),
        ("speaker", ["-appearances.country"], ["anna-weiss", "bo-yeon-weiss", "carl-weiss"]),
        ("speaker", ["country"], ["bo-yeon-weiss", "anna-weiss", "carl-weiss"]),
        ("figure", ["value"], ["rope-share", "meeting-days"]),
        ("figure", ["-value"], ["rope-share", "meeting-days"]),
        ("figure", ["date"], ["meeting-days", "rope-share"]),
        ("figure", ["unit"], ["rope-share", "meeting-days"]),
        ("figure", ["-unit"], ["rope-share", "meeting-days"]),
        ("section", ["page"], ["forum-1.1", "opening"]),
        ("section", ["-page"], ["forum-1.1", "opening"]),
        ("section", ["chapter"], ["forum-1.1", "opening"]),
        ("initiative", ["named"], ["rope-school", "lamp-festival"]),
        ("initiative", ["name"], ["rope-school", "lamp-festival"]),
        ("initiative", ["part-of"], ["rope-school", "lamp-festival"]),
        ("topic", [], ["rope-literacy"]),
    ],
)
def test_records_are_sorted_with_what_is_empty_last(small, kind, keys, order, small_book):
    assert [one.id for one in small_book.fields(kind).ordered(records(small, kind), keys)] == order


def test_ties_keep_their_order_in_both_directions(report, book):
    held = list(report.passages)
    for key in ("kind", "-kind"):
        got = book.fields("passage").ordered(held, [key])
        for kind in ("paragraph", "bullet", "caption", "footnote"):
            assert [one.id for one in got if one.kind == kind] == [one.id for one in held if one.kind == kind]


def test_accents_do_not_decide_the_order(report, book):
    got = [one.id for one in book.fields("city").ordered(report.cities, ["name"])]
    assert got.index("espoo") + 1 == got.index("evry-courcouronnes") == got.index("ezbet-el-borg") - 1


def test_numbers_are_sorted_as_numbers(report, book):
    assert [one.number for one in book.fields("sdg").ordered(report.sdgs, ["-number"])] == [11, 5, 4, 3]


@pytest.mark.parametrize(
    ("noun", "key", "order"),
    [
        ("sdgs", "id", ["sdg-3", "sdg-4", "sdg-5", "sdg-11"]),
        ("sdgs", "-id", ["sdg-11", "sdg-5", "sdg-4", "sdg-3"]),
    ],
)
def test_ids_are_sorted_as_people_count(shipped, noun, key, order):
    assert shipped(noun, "--sort", key) == order


def test_numbers_in_a_text_are_sorted_by_what_they_are_worth(report, book):
    for kind in ("passage", "statement"):
        for key in ("id", "-id"):
            got = [one.id for one in book.fields(kind).ordered(reversed(getattr(report, KINDS[kind].collection)), [key])]
            worth = [(stem, int(number or 0)) for stem, number in (re.fullmatch(r"(.*?)(\d*)", one).groups() for one in got)]
            for stem in {stem for stem, _ in worth}:
                numbers = [number for other, number in worth if other == stem]
                assert numbers == sorted(numbers, reverse=key == "-id")


def test_a_number_of_any_length_can_be_sorted_by(small, small_book):
    cities = [dataclasses.replace(small.cities[0], name=name) for name in ("p" + "1" * 9000, "p10", "p2", "p", "p02b", "9")]
    got = [one.name for one in small_book.fields("city").ordered(cities, ["name"])]
    assert got == ["9", "p", "p2", "p02b", "p10", "p" + "1" * 9000]


def test_the_option_takes_several_keys(ids):
    assert ids("cities", "--sort", "-country, -name") == ["port-lodka", "lodka-wielka", "saint-aero"]
    assert ids("cities", "--sort=-name", "--limit", "1") == ["saint-aero"]


# Counting


def test_counts_by_what_a_filter_leads_to_are_those_of_the_filter(book):
    for kind in ("initiative", "figure", "speaker"):
        for one in book.fields(kind).count_by(book.records(kind), "country"):
            wanted = {"no-country": ["yes"]} if one.value is None else {"country": [one.value]}
            assert len(book.filters.select(kind, book.records(kind), wanted)) == one.count, (kind, one)


@pytest.mark.parametrize(
    ("kind", "field", "counts"),
    [
        ("city", "country", [("polmark", 2), ("isle-of-ash", 1)]),
        ("city", "region", [("europe-and-north-america", 2), ("africa", 1)]),
        ("city", "topic", [(None, 2), ("rope-literacy", 1)]),
        ("city", "participation", [("host", 1), ("made-a-statement", 1), ("mentioned", 1), ("presented", 1)]),
        ("city", "coordinates.latitude", [(-3, 1), (54.25, 1), (None, 1)]),
        ("initiative", "named", [(False, 1), (True, 1)]),
        ("initiative", "city", [(None, 1), ("lodka-wielka", 1)]),
        ("speaker", "honorific", [("Dr", 1), (None, 1), ("Sir", 1)]),
        ("speaker", "appearances.session", [("forum-1.1", 2), ("opening", 2)]),
        ("speaker", "appearances.said.sources", [(None, 1), ("forum-1.1-p1", 1), ("opening-p1", 1)]),
        ("figure", "kind", [("period", 1), ("share", 1)]),
        ("document", "kind", []),
    ],
)
def test_records_are_counted_by_the_values_of_a_field(small, kind, field, counts, small_book):
    assert small_book.fields(kind).count_by(records(small, kind), field) == [Count(value=value, count=count) for value, count in counts]


def test_parts_of_records_are_counted_too(small, small_book):
    counted = small_book.fields("city").count_by(small.cities, "coordinates")
    assert '{"latitude": -3, "longitude": 0}' in [one.value for one in counted]


def test_counts_of_the_shipped_report_add_up(iclc, raw):
    counted = {one["value"]: one["count"] for one in iclc("cities", "--count-by", "region", "--json").json}
    region = {one["id"]: one["region"] for one in raw["countries"]}
    assert counted == {name: sum(region[one["country"]] == name for one in raw["cities"]) for name in counted}
    assert sum(counted.values()) == len(raw["cities"])
    assert list(counted.values()) == sorted(counted.values(), reverse=True)


def test_counting_heeds_the_filters(iclc):
    result = iclc("speakers", "--session", "opening", "--count-by", "city", "--json", "--data", SMALL)
    assert result.json == [{"value": None, "count": 1}, {"value": "lodka-wielka", "count": 1}]
    assert iclc("speakers", "--session", "opening", "--count", "--data", SMALL).stdout == "2\n"


# Fields


@pytest.mark.parametrize(
    ("ref", "path", "value"),
    [
        ("speaker/bo-yeon-weiss", "name", "Weiß Bo-Yeon"),
        ("speaker/bo-yeon-weiss", "appearances.session", ["opening", "forum-1.1"]),
        ("speaker/bo-yeon-weiss", "appearances.country", [None, "isle-of-ash"]),
        ("speaker/bo-yeon-weiss", "appearances.organisations", ["harbour-guild"]),
        ("speaker/bo-yeon-weiss", "appearances.said.text", ["Knots are grammar.", "Tie, then read."]),
        ("city/lodka-wielka", "coordinates.latitude", 54.25),
        ("city/saint-aero", "coordinates", None),
        ("city/saint-aero", "coordinates.latitude", None),
        ("conference/harbours-3", "report.publisher", "Ærø & Søn"),
        ("conference/harbours-3", "report.credits.name", []),
        ("figure/meeting-days", "date_to", "2031-03-03"),
    ],
)
def test_a_field_is_read_by_its_path(small, ref, path, value, small_book):
    kind, _, identifier = ref.partition("/")
    one = next(one for one in records(small, kind) if one.id == identifier)
    assert at(one, path.split(".")) == value
    assert small_book.fields(kind).read(one, path) == value


@pytest.mark.parametrize("path", ["mayor", "name.first", "appearances.mayor", "appearances.session.mayor", "name.name", "", "__class__"])
def test_a_path_that_is_none_is_a_key_error(small, path, small_book):
    with pytest.raises(UsageError):
        small_book.fields("speaker").check(path)
    with pytest.raises(KeyError):
        small_book.fields("speaker").read(small.speakers[0], path)


@pytest.mark.parametrize(
    ("noun", "said", "meant"),
    [
        ("speakers", "role", "appearances.role"),
        ("speakers", "ROLE", "appearances.role"),
        ("speakers", "said.text", "appearances.said.text"),
        ("speakers", "Honorific", "honorific"),
        ("figures", "Value to", "value_to"),
        ("countries", "ISO 3", "iso3"),
        ("initiatives", "part of", "part_of"),
        ("conference", "year", "report.year"),
        ("speakers", "session", "session"),  # what a filter leads to has that name by itself
        ("speakers", "sources", "sources"),
    ],
)
def test_a_field_goes_by_its_heading_and_the_last_part_of_its_name(iclc, noun, said, meant):
    short = iclc(noun, "list", "--fields", f"id,{said}", "--json")
    assert short.json == iclc(noun, "list", "--fields", f"id,{meant}", "--json").json
    assert list(short.json[0]) == ["id", meant]
    assert iclc(noun, "list", "--sort", f"-{said}").stdout == iclc(noun, "list", "--sort", f"-{meant}").stdout
    assert iclc(noun, "list", "--count-by", said).stdout == iclc(noun, "list", "--count-by", meant).stdout


def test_every_heading_of_a_table_is_a_name_of_its_column(small_book):
    for kind, columns in COLUMNS.items():
        fields = fields_of(small_book, kind)
        assert [fields.check(heading(column).upper()) for column in columns] == [
            known if (known := heading(column).lower()) in fields.names else column for column in columns
        ]


def test_a_name_that_ends_several_fields_is_an_error_that_names_them(book):
    with pytest.raises(UsageError) as caught:
        book.fields("session").check("printed.text")
    assert caught.value.message.startswith("no field 'printed.text'")
    assert book.fields("conference").check("title") == "report.title"
    assert book.fields("conference").check("role") == "report.credits.role"
    assert book.fields("session").check("text") == "conclusions.text"


def test_what_remarks_say_is_no_field_of_the_record_by_its_short_name(iclc):
    assert "no field 'reason' in cities" in iclc("cities", "--fields", "reason", code=2).stderr


@pytest.mark.parametrize(
    ("noun", "path", "ref", "value"),
    [
        ("cities", "country.iso3", "cork", "IRL"),
        ("cities", "country.Region", "cork", "europe-and-north-america"),
        ("speakers", "city.name", "colm-kelleher", ["Cork"]),
        ("speakers", "appearances.city.country", "nam-seok-ko", ["republic-of-korea", "republic-of-korea"]),
        ("speakers", "appearances.session.name", "nam-seok-ko", ["Opening ceremony", "Forum 2.3"]),
        ("initiatives", "city.country.region", "limerick-water-fountains", "europe-and-north-america"),
        ("cities", "speaker.appearances.role", "belfast", ["Lord Mayor of Belfast"]),
    ],
)
def test_a_path_leads_across_references(iclc, noun, path, ref, value):
    held = {one["id"]: one for one in iclc(noun, "list", "--fields", f"id,{path}", "--json").json}
    assert held[ref] == {"id": ref, path: value}
    counted = {one["value"]: one["count"] for one in iclc(noun, "list", "--count-by", path, "--json").json}
    assert counted[value[0] if isinstance(value, list) else value] >= 1


def test_a_path_from_nothing_is_null_and_sorted_last(iclc, book):
    listed = iclc("initiatives", "--sort", "city.name", "--fields", "city.name", "--json").json
    names = [one["city.name"] for one in listed]
    filled = [name for name in names if name is not None]
    assert names == filled + [None] * sum(one.city is None for one in book.report.initiatives)
    assert [fold(name) for name in filled] == sorted(fold(name) for name in filled)


def test_people_read_labels_at_the_end_of_a_path(iclc):
    shown = iclc("initiatives", "--city", "limerick", "--fields", "city.country", "-f", "plain").stdout
    assert "Ireland" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["cities", "--fields", "role"], "no field 'role' in cities; speakers have it, as appearances.role. There are: id, name"),
        (["passages", "--sort", "text"], "no field 'text' in passages; statements have it, as text. There are: id, "),
        (["cities", "--count-by", "iso3"], "no field 'iso3' in cities. Did you mean country.iso3? There are: id, "),
    ],
)
def test_a_field_that_others_have_is_told_with_where_it_is(iclc, words, said):
    result = iclc(*words, code=2)
    assert result.stderr.startswith(f"error: {said}")
    assert result.stderr.count("\n") == 1


def test_the_error_about_a_field_of_others_says_a_line_that_works(iclc):
    told = iclc("cities", "--fields", "Role", code=2).stderr.strip().partition("Try: iclc ")[2]
    assert told == "speakers --fields name,appearances.role"
    assert iclc(*told.split()).stdout.startswith("name\tappearances.role\n")


def test_field_names_are_told_with_nested_ones():
    assert field_names(KINDS["city"].record) == [
        *["id", "name", "aliases", "aliases.name", "aliases.sources", "country", "participation"],
        *["coordinates", "coordinates.latitude", "coordinates.longitude", "summary"],
        *["sources", "remarks", "remarks.field", "remarks.kind", "remarks.printed", "remarks.reason", "remarks.routine"],
    ]


def test_a_field_may_be_what_a_filter_leads_to(small, small_book):
    read = small_book.fields("city").read
    assert [read(one, "region") for one in small.cities] == [["europe-and-north-america"]] * 2 + [["africa"]]
    assert [read(one, "topic") for one in small.cities] == [[], ["rope-literacy"], []]


@pytest.mark.parametrize("option", ["--fields", "--sort", "--count-by"])
def test_an_unknown_field_is_a_usage_error_that_lists_the_fields(iclc, option):
    result = iclc("cities", option, "contry", "--json", "--data", SMALL, code=2)
    assert result.stdout == ""
    assert result.error["code"] == "usage"
    assert result.error["message"].startswith("no field 'contry' in cities. Did you mean country")
    assert (
        "There are: id, name, aliases, country, participation, coordinates, summary, sources, remarks, section" in result.error["message"]
    )
    assert result.error["suggestions"][0] == "country"


def test_an_unknown_field_near_nothing_lists_the_fields(small_book):
    with pytest.raises(UsageError) as caught:
        small_book.fields("sdg").check("xyzzy")
    assert caught.value.message.startswith("no field 'xyzzy' in sdgs. There are: id, name, aliases, number, sources, remarks")


def test_one_unknown_field_among_known_ones_is_told(iclc):
    assert "no field 'nme'" in iclc("cities", "--fields", "id,nme", "--data", SMALL, code=2).stderr


def test_fields_are_given_in_the_order_asked_for(iclc):
    result = iclc("speakers", "--fields", "appearances.session,id", "--json", "--data", SMALL)
    assert [list(one.items()) for one in result.json][1] == [("appearances.session", ["opening", "forum-1.1"]), ("id", "bo-yeon-weiss")]


def test_a_limit_cuts_and_nought_is_all(ids):
    assert ids("cities", "--limit", "2") == ["lodka-wielka", "port-lodka"]
    assert ids("cities", "--limit", "0") == ["lodka-wielka", "port-lodka", "saint-aero"]
    assert ids("cities", "--limit", "99") == ["lodka-wielka", "port-lodka", "saint-aero"]
