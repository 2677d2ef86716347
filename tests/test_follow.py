"""From one record to others: `related`, `peers` and `compare`, and the likeness and pointers behind them."""

import copy
import json
import math
import os
import re
import sys

import jsonschema
import pexpect
import pytest
from conftest import SMALL
from hostile import COLOUR

from iclc_cli import Book
from iclc_cli.dataset import loading as dataset
from iclc_cli.model.kinds import KINDS, records
from iclc_cli.query.links import Related

RAW = json.loads(SMALL.read_text(encoding="utf-8"))
SMALL_DATA = ("--data", str(SMALL))
STATEMENT = 'Port Łódka (request): Port Łódka asks\nfor rope,\t"much" of it | now.'


def terminal(*args):
    """What people see at a terminal of 100 columns, without colours."""
    environment = {**os.environ, "LANG": "C.UTF-8", "ICLC_PAGER": "cat"}
    child = pexpect.spawn(sys.executable, ["-m", "iclc_cli", *args], dimensions=(60, 100), env=environment, encoding="utf-8", timeout=60)
    seen = child.read()
    child.wait()
    assert child.exitstatus == 0, seen
    return COLOUR.sub("", seen).replace("\r\n", "\n")


def changed(change):
    """The small report after a change to its data."""
    data = copy.deepcopy(RAW)
    change(data)
    return Book(dataset.build(data))


def validator(iclc, what):
    return jsonschema.Draft202012Validator(iclc("schema", what).json)


# Pointers: from an item of the strategy to what speaks to one of its topics


def pointed(book, item):
    return {(link.kind, link.id) for link in book.links.pointers(item)}


def pointer(kind, identifier, label, sources):
    """A pointer through the one topic of the small report."""
    return Related(kind=kind, id=identifier, label=label, via="topics", direction="shared", sources=sources, through="topic/rope-literacy")


def test_an_item_of_the_strategy_points_to_statements_and_sessions_through_its_topic(small_book):
    assert small_book.links.pointers(small_book.find("strategy", "goal-1")) == [
        pointer("statement", "port-lodka-1", STATEMENT, ("forum-1.1-p1",)),
        pointer("session", "forum-1.1", "Forum 1.1: Ropes [and] knots", ()),
    ]


def test_it_points_to_the_passages_of_its_topic_but_not_to_its_own():
    def spread(data):
        data["topics"][0]["sources"] = ["opening-p1", "forum-1.1-p1"]

    book = changed(spread)
    found = [link for link in book.links.pointers(book.find("strategy", "goal-1")) if link.kind == "passage"]
    assert found == [pointer("passage", "opening-p1", "Opening, item 1", ("opening-p1",))]


def test_a_record_is_pointed_to_once_through_the_first_topic_it_shares():
    def second_topic(data):
        data["topics"].append({**data["topics"][0], "id": "tides", "name": "tides", "aliases": []})
        data["strategy"][0]["topics"] = ["tides", "rope-literacy"]
        data["statements"][0]["topics"] = ["rope-literacy", "tides"]

    book = changed(second_topic)
    found = [(link.kind, link.id, link.through) for link in book.links.pointers(book.find("strategy", "goal-1"))]
    assert found == [("statement", "port-lodka-1", "topic/tides"), ("session", "forum-1.1", "topic/rope-literacy")]


@pytest.mark.parametrize("ref", ["topic/rope-literacy", "statement/port-lodka-1", "session/forum-1.1", "city/port-lodka"])
def test_only_items_of_the_strategy_point(small_book, ref):
    assert small_book.links.pointers(small_book.find(ref)) == []


def test_every_pointer_can_be_walked_both_ways_through_its_topic(book):
    linked = {
        topic.id: {(link.kind, link.id, link.via) for link in book.related(topic)}
        for topic in book.report.topics
        if any(topic.id in item.topics for item in book.report.strategy)
    }
    walked = 0
    for item in book.report.strategy:
        for pointer in book.links.pointers(item):
            at_the_topic = linked[pointer.through.removeprefix("topic/")]
            assert ("strategy", item.id, "topics") in at_the_topic
            assert (pointer.kind, pointer.id, "sources" if pointer.kind == "passage" else "topics") in at_the_topic
            walked += 1
    assert walked > 100


def test_an_item_points_to_all_that_shares_a_topic_with_it(book):
    for item in book.report.strategy:
        for kind in ("statement", "session"):
            shared = {(kind, other.id) for other in records(book.report, kind) if set(item.topics) & set(other.topics)}
            assert {one for one in pointed(book, item) if one[0] == kind} == shared, item.id


def test_an_item_without_topics_points_to_nothing(book):
    without = [item for item in book.report.strategy if not item.topics]
    assert without
    assert [book.links.pointers(item) for item in without] == [[]] * len(without)


# related


def test_related_gives_every_link_forward_then_back(iclc):
    assert iclc("related", "saint-aero", *SMALL_DATA, "--json").json == [
        {
            "kind": "country",
            "id": "isle-of-ash",
            "label": "Isle of Ash",
            "via": "country",
            "direction": "forward",
            "sources": ["forum-1.1-c1"],
        },
        {"kind": "passage", "id": "forum-1.1-c1", "label": "Forum 1.1, caption 1", "via": "sources", "direction": "forward"}
        | {"sources": ["forum-1.1-c1"]},
    ]
    back = [one for one in iclc("related", "isle-of-ash", *SMALL_DATA, "--json").json if one["direction"] == "back"]
    assert [(one["kind"], one["id"], one["via"]) for one in back] == [
        ("speaker", "bo-yeon-weiss", "appearances.country"),
        ("city", "saint-aero", "country"),
        ("initiative", "rope-school", "country"),
        ("figure", "rope-share", "country"),
    ]


def test_related_on_an_item_of_the_strategy_ends_with_its_pointers(iclc):
    result = iclc("related", "goal-1", *SMALL_DATA, "--json")
    assert [(one["kind"], one["id"], one["direction"], one.get("through")) for one in result.json] == [
        ("topic", "rope-literacy", "forward", None),
        ("passage", "forum-1.1-p1", "forward", None),
        ("statement", "port-lodka-1", "shared", "topic/rope-literacy"),
        ("session", "forum-1.1", "shared", "topic/rope-literacy"),
    ]
    assert result.json[2] == {
        "kind": "statement",
        "id": "port-lodka-1",
        "label": STATEMENT,
        "via": "topics",
        "direction": "shared",
        "sources": ["forum-1.1-p1"],
        "through": "topic/rope-literacy",
    }
    assert result.stderr == ""


def test_only_shared_links_name_what_they_go_through(iclc):
    for one in iclc("related", "goal-1", *SMALL_DATA, "--json").json:
        assert ("through" in one) == (one["direction"] == "shared")


def test_what_links_go_through_can_be_asked_for_as_a_field(iclc):
    rows = iclc("related", "goal-1", *SMALL_DATA, "--fields", "kind,through").stdout
    assert rows == "kind\tthrough\ntopic\t\npassage\t\nstatement\ttopic/rope-literacy\nsession\ttopic/rope-literacy\n"


def test_an_item_of_the_strategy_that_points_to_nothing_says_so(iclc, report):
    item = next(item for item in report.strategy if not item.topics)
    result = iclc("related", f"strategy/{item.id}", "--json")
    assert {one["direction"] for one in result.json} <= {"forward", "back"}
    assert result.stderr == "no statement, session or passage speaks to a topic of this item\n"
    assert iclc("related", f"strategy/{item.id}", "--quiet").stderr == ""


def test_related_holds_what_show_tells_of_the_same_record(iclc):
    for ref in ("city/cork", "session/forum-2.3", "speaker/ban-ki-moon"):
        assert iclc("related", ref, "--json").json == iclc("show", ref, "--json").json["related"]


def test_what_related_lists_leads_back_to_where_one_came_from(iclc):
    for one in iclc("related", "city/limerick", "--json").json:
        back = iclc("related", f"{one['kind']}/{one['id']}", "--json").json
        opposite = {"forward": "back", "back": "forward"}[one["direction"]]
        assert ("city", "limerick", one["via"], opposite) in [(b["kind"], b["id"], b["via"], b["direction"]) for b in back]


def test_related_takes_a_limit_and_counts(iclc):
    everything = iclc("related", "cork", "--json").json
    assert iclc("related", "cork", "--count").stdout == f"{len(everything)}\n"
    assert iclc("related", "cork", "--limit", "2", "--json").json == everything[:2]
    assert iclc("related", "cork", "--limit", "0", "--json").json == everything


def test_related_as_rows_has_its_columns(iclc):
    assert iclc("related", "saint-aero", *SMALL_DATA).stdout == (
        "kind\tid\tlabel\tvia\tdirection\tsources\n"
        "country\tisle-of-ash\tIsle of Ash\tcountry\tforward\tforum-1.1-c1\n"
        "passage\tforum-1.1-c1\tForum 1.1, caption 1\tsources\tforward\tforum-1.1-c1\n"
    )


def test_a_record_without_links_gives_nothing_and_says_so(iclc, tmp_path):
    data = copy.deepcopy(RAW)
    data["sections"].append({"id": "annex", "title": "Annex", "chapter": None, "page": None, "remarks": []})
    file = tmp_path / "report.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    result = iclc("related", "annex", "--data", file, "--json")
    assert (result.json, result.stderr) == ([], "nothing is linked to Annex\n")
    assert iclc("related", "annex", "--data", file, "--json", "--exit-status", code=4).error["code"] == "nothing-matched"


def test_related_needs_one_record_that_is_there(iclc):
    assert iclc("related", "Atlantis", "--json", code=3).error["code"] == "not-found"
    assert iclc("related", "weiss", *SMALL_DATA, "--json", code=3).error["suggestions"] == [
        "speaker/anna-weiss",
        "speaker/bo-yeon-weiss",
        "speaker/carl-weiss",
    ]
    assert iclc("related", "--json", code=2).error["code"] == "usage"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "conference"])
def test_links_of_every_kind_are_valid_by_the_printed_schema(iclc, book, kind):
    record = next(one for one in reversed(records(book.report, kind)) if book.related(one))
    valid = validator(iclc, "related")
    found = iclc("related", f"{kind}/{record.id}", "--json").json
    assert found
    for one in found:
        valid.validate(one)


def test_on_a_terminal_links_stand_in_groups_that_say_why():
    seen = terminal("related", "goal-1", *SMALL_DATA)
    lines = [re.split(r"\s{2,}", line.strip()) for line in seen.splitlines() if line.strip()]
    assert lines[0] == ["More rope", "one step away"]
    assert lines[1:4] == [["topic", "rope literacy"], ["told in", "Forum 1.1 ¶1"], ["Shares a topic", "a pointer, not a cause"]]
    assert ["session", "Forum 1.1", "Ropes [and] knots"] in lines[4:]
    assert lines[-2][0] == "statement"
    assert lines[-2][-1] == "Forum 1.1 ¶1"
    assert "rope-literacy" not in seen
    assert " via " not in seen


def test_backlinks_on_a_terminal_have_groups_of_their_own():
    lines = [re.split(r"\s{2,}", line.strip()) for line in terminal("related", "isle-of-ash", *SMALL_DATA).splitlines()]
    assert ["city", "Saint-Ærø d’Été", "caption 1"] in lines
    assert ["people", "Weiß Bo-Yeon, Envoy", "Forum 1.1 ¶1"] in lines


# peers: which cities are like one


def traits(report, city):
    """What a city did, gathered the plain way: topics, sessions, kinds of initiative."""
    initiatives = [one for one in report.initiatives if one.city == city]
    statements = [one for one in report.statements if one.city == city]
    appearances = [one for speaker in report.speakers for one in speaker.appearances if one.city == city]
    figures = [one for one in report.figures if one.city == city]
    sessions = {one.session for one in (*initiatives, *statements, *appearances, *figures)} - {None}
    topics = {topic for one in (*initiatives, *statements) for topic in one.topics}
    return topics, sessions, {one.kind for one in initiatives} - {"package", "promotion"}


def likeness(report, city, other):
    """Rare things count more: the logarithm of how many cities there are for each that has it."""
    all_traits = [traits(report, one.id) for one in report.cities]
    score = 0.0
    for number, weight in enumerate((1.0, 1.5, 0.5)):
        for shared in traits(report, city)[number] & traits(report, other)[number]:
            score += weight * math.log(len(all_traits) / sum(shared in held[number] for held in all_traits))
    return score


def test_reasons_of_peers_hold_in_the_data(book):
    held = {city.id: traits(book.report, city.id) for city in book.report.cities}
    for city in book.report.cities:
        for peer in book.peers(city):
            reasons = tuple(map(set, (peer.topics, peer.sessions, peer.initiative_kinds)))
            assert reasons == tuple(a & b for a, b in zip(held[city.id], held[peer.id], strict=True)), (city.id, peer.id)


def test_every_city_that_shares_something_is_a_peer_and_no_other(book):
    held = {city.id: traits(book.report, city.id) for city in book.report.cities}
    for city in book.report.cities:
        sharing = {other for other in held if other != city.id and any(a & b for a, b in zip(held[city.id], held[other], strict=True))}
        assert {peer.id for peer in book.peers(city)} == sharing, city.id


def test_the_score_is_how_rare_what_they_share_is(book):
    for peer in book.peers(book.find("city", "cork")):
        assert peer.score == pytest.approx(likeness(book.report, "cork", peer.id), abs=0.0051)


def test_likeness_is_the_same_both_ways(book):
    scores = {(city.id, peer.id): peer.score for city in book.report.cities for peer in book.peers(city)}
    assert scores
    assert all(scores[b, a] == score for (a, b), score in scores.items())


def test_peers_come_most_alike_first_and_by_id_where_they_tie(book):
    ties = 0
    for city in book.report.cities:
        order = [(-peer.score, peer.id) for peer in book.peers(city)]
        assert order == sorted(order)
        ties += len(order) - len({score for score, _ in order})
    assert ties > 0


def test_what_they_share_comes_rarest_first(book):
    for peer in book.peers(book.find("city", "limerick")):
        cities = [sum(topic in traits(book.report, city.id)[0] for city in book.report.cities) for topic in peer.topics]
        assert cities == sorted(cities)


def school_of_saint_aero(data):
    """Saint-Ærø runs the rope school, so it shares a topic with Port Łódka, which spoke of rope."""
    data["initiatives"][1] |= {"city": "saint-aero", "country": None, "session": None}


def test_a_shared_topic_counts_by_how_rare_it_is():
    book = changed(school_of_saint_aero)
    (peer,) = book.peers(book.find("city", "saint-aero"))
    assert (peer.id, peer.score) == ("port-lodka", 0.41)  # the logarithm of 3 cities for 2 that have it
    assert (peer.topics, peer.sessions, peer.initiative_kinds) == (("rope-literacy",), (), ())


def test_a_shared_session_counts_half_as_much_again():
    def same_session(data):
        school_of_saint_aero(data)
        data["initiatives"][1]["session"] = data["statements"][0]["session"] = "forum-1.1"

    book = changed(same_session)
    (peer,) = book.peers(book.find("city", "saint-aero"))
    assert (peer.score, peer.sessions) == (1.01, ("forum-1.1",))  # 2.5 times


def test_what_every_city_shares_is_no_likeness():
    def everywhere(data):
        school_of_saint_aero(data)
        data["initiatives"][0]["topics"] = ["rope-literacy"]

    book = changed(everywhere)
    assert [book.peers(city) for city in book.report.cities] == [[], [], []]


def two_of_a_kind(kind):
    def change(data):
        for initiative, city in zip(data["initiatives"], ("lodka-wielka", "saint-aero"), strict=True):
            initiative |= {"city": city, "country": None, "kind": kind, "session": None, "topics": []}

    return changed(change)


def test_the_same_kind_of_initiative_counts_half():
    book = two_of_a_kind("event")
    (peer,) = book.peers(book.find("city", "saint-aero"))
    assert (peer.id, peer.score, peer.initiative_kinds) == ("lodka-wielka", 0.2, ("event",))


def test_packages_are_no_kind_to_be_alike_for():
    book = two_of_a_kind("package")
    assert book.peers(book.find("city", "saint-aero")) == []


def test_peers_as_json_say_how_much_and_why(iclc, book):
    found = iclc("peers", "Cork", "--json").json
    assert [(one["id"], one["score"]) for one in found] == [(p.id, p.score) for p in book.peers(book.find("city", "cork"))]
    for one in found:
        assert list(one) == ["kind", "id", "label", "score", "topics", "sessions", "initiative_kinds"]
        assert (one["kind"], one["label"]) == ("city", book.find("city", one["id"]).name)
        assert set(one["topics"]) == traits(book.report, "cork")[0] & traits(book.report, one["id"])[0]
        assert one["topics"] or one["sessions"] or one["initiative_kinds"]


def test_peers_are_valid_by_the_printed_schema(iclc):
    valid = validator(iclc, "peers")
    for one in iclc("peers", "Yeonsu", "--json").json:
        valid.validate(one)


def test_peers_come_in_the_same_order_in_every_process(process):
    seen = {process("peers", "limerick", "--json", env={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2")}
    assert len(seen) == 1


def test_a_city_is_found_by_its_other_names(iclc):
    assert iclc("peers", "Limerick City and County", "--json").json == iclc("peers", "city/limerick", "--json").json != []
    assert iclc("peers", "聖エロ", *SMALL_DATA).stderr == "no city shares a topic, a session or a kind of initiative with Saint-Ærø d’Été\n"


def test_peers_take_a_limit_and_count(iclc):
    everything = iclc("peers", "cork", "--json").json
    assert iclc("peers", "cork", "--limit", "3", "--json").json == everything[:3]
    assert iclc("peers", "cork", "--count").stdout == f"{len(everything)}\n"


def test_a_city_without_peers_gives_nothing_and_says_so(iclc):
    result = iclc("peers", "saint-aero", *SMALL_DATA, "--json")
    assert (result.json, result.stderr) == ([], "no city shares a topic, a session or a kind of initiative with Saint-Ærø d’Été\n")
    assert iclc("peers", "saint-aero", *SMALL_DATA, "--json", "-e", code=4).error["code"] == "nothing-matched"


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        ([], 2, "usage"),
        (["Cork", "Limerick"], 2, "usage"),
        (["Atlantis"], 3, "not-found"),
        (["forum-1.1"], 3, "not-found"),
        (["session/forum-1.1"], 3, "not-found"),
        (["lodka", *SMALL_DATA], 3, "ambiguous"),
    ],
)
def test_peers_are_those_of_one_city(iclc, arguments, code, word):
    result = iclc("peers", *arguments, "--json", code=code)
    assert (result.stdout, result.error["code"]) == ("", word)


def test_an_ambiguous_city_comes_with_its_candidates(iclc):
    assert iclc("peers", "lodka", *SMALL_DATA, "--json", code=3).error["suggestions"] == [
        "city/lodka-wielka",
        "city/port-lodka",
    ]


def test_on_a_terminal_the_nearest_peers_come_with_their_reasons_and_whom_to_ask(iclc, book):
    seen = terminal("peers", "Cork")
    found = iclc("peers", "Cork", "--json").json
    assert seen.startswith(f"  Cities most like Cork  6 of {len(found)}\n")
    named = re.findall(r"^  (\S.*?)  \S.*?\s+[●·]{5}$", seen, re.M)
    assert named == [one["label"] for one in found[:6]]
    first = seen.split(found[0]["label"])[1].split(found[1]["label"])[0]
    assert book.find("topic", found[0]["topics"][0]).name in first
    (who, *_) = [one for one in book.report.speakers if found[0]["id"] in [each.city for each in one.appearances]]
    assert f"ask          {who.name}, {who.appearances[0].role[:20]}" in first


def test_on_a_terminal_a_limit_of_nothing_shows_all_peers(iclc):
    seen = terminal("peers", "Cork", "--limit", "0")
    assert len(re.findall(r"[●·]{5}$", seen, re.M)) == int(iclc("peers", "Cork", "--count").stdout)
    assert seen.startswith(f"  Cities most like Cork  {len(iclc('peers', 'Cork', '--json').json)}\n")


# compare


def test_records_side_by_side_have_the_same_rows(iclc):
    assert iclc("compare", "lodka-wielka", "port-lodka", *SMALL_DATA, "--json").json == [
        {"field": field, "values": {"lodka-wielka": one, "port-lodka": other}}
        for field, one, other in [
            ("shared", ["Pólmark"], ["Pólmark"]),
            ("name", ["Łódka Wielka"], ["Port Łódka"]),
            ("aliases", [], ["\u202eakdoL"]),
            ("country", ["Pólmark"], ["Pólmark"]),
            ("participation", ["host", "presented"], ["made-a-statement"]),
            ("coordinates.latitude", ["54.25"], ["-3"]),
            ("coordinates.longitude", ["18.5"], ["0"]),
            ("speakers", ["Anna Weiß"], []),
            ("initiatives", ["Lantern"], []),
            ("statements", [], ['request: Port Łódka asks\nfor rope,\t"much" of it | now.']),
            ("figures", ["days of the meeting: 2031-03-01–2031-03-03"], []),
            ("organisations", ["Guild of Harbours"], []),
            ("conference", ["Third Meeting of “Reading Harbours” [sic]"], []),
            ("sources", ["Opening, item 1"], ["Forum 1.1 (begins p. 7), item 1"]),
        ]
    ]


@pytest.mark.parametrize("refs", [["Cork", "Limerick", "Dublin"], ["forum-1.1", "mayors-2"], ["strategy/cluster-1", "strategy/cluster-2"]])
def test_every_row_has_every_record_in_the_order_given(iclc, refs):
    rows = iclc("compare", *refs, "--json").json
    ids = [ref.rpartition("/")[2].lower() for ref in refs]
    assert [list(row["values"]) for row in rows] == [ids] * len(rows)
    assert all(any(row["values"].values()) for row in rows)
    assert len({row["field"] for row in rows}) == len(rows)


def test_the_same_facts_stand_under_a_record_whatever_it_is_compared_with(iclc):
    def held(rows, record):
        return {row["field"]: row["values"][record] for row in rows if row["values"][record] and row["field"] != "shared"}

    one = iclc("compare", "Cork", "Limerick", "--json").json
    other = iclc("compare", "Yeonsu", "Cork", "Fatick", "--json").json
    assert held(one, "cork") == held(other, "cork") != {}


def test_what_is_compared_is_what_the_data_holds(iclc, book):
    rows = {row["field"]: row["values"] for row in iclc("compare", "Cork", "Limerick", "--json").json}
    for city in ("cork", "limerick"):
        assert rows["participation"][city] == list(book.find("city", city).participation)
        linked = [one for one in book.report.initiatives if city in (one.city, one.place, one.proposed_by)]
        assert rows["initiatives"][city] == [book.labels.short(one) for one in linked] != []
        assert rows["speakers"][city] == [one.name for one in book.report.speakers if city in [each.city for each in one.appearances]]


def test_every_kind_can_be_compared(iclc, report):
    valid = validator(iclc, "compare")
    for kind in KINDS.values():
        if not kind.single:
            found = iclc("compare", *(f"{kind.name}/{record.id}" for record in records(report, kind.name)[:2]), "--json").json
            assert found
            for row in found:
                valid.validate(row)


def test_of_countries_what_their_cities_do_is_compared_too(iclc, book):
    rows = {row["field"]: row["values"] for row in iclc("compare", "ireland", "mexico", "--json").json}
    for kind in ("initiative", "statement", "figure"):
        for country in ("ireland", "mexico"):
            held = book.filters.select(kind, book.records(kind), {"country": [country]})
            told = rows.get(KINDS[kind].collection, {}).get(country, [])
            assert len(told) == len(held), (kind, country)
    assert len(rows["initiatives"]["mexico"]) > 10


def test_people_and_sessions_are_compared_whole_with_their_parts_and_what_they_share(iclc, book):
    """What people said and sessions concluded stood on the screen alone, and what is shared too."""
    rows = {row["field"]: row["values"] for row in iclc("compare", "ann-doherty", "colm-kelleher", "--json").json}
    for one in ("ann-doherty", "colm-kelleher"):
        (appearance,) = book.find("speaker", one).appearances
        assert rows["appearances.role"][one] == [appearance.role]
        assert rows["appearances.said.text"][one] == [point.text for point in appearance.said] != []
        assert rows["shared"][one] == ["Plenary Session I", "Cork", "[Community responses to COVID-19]", "Ireland"]
    rows = {row["field"]: row["values"] for row in iclc("compare", "forum-1.1", "forum-1.2", "--json").json}
    for one in ("forum-1.1", "forum-1.2"):
        assert rows["conclusions.text"][one] == [point.text for point in book.find("session", one).conclusions] != []


def test_passages_are_not_compared_for_there_are_too_many(iclc):
    fields = [row["field"] for row in iclc("compare", "section/opening", "section/forum-1.1", *SMALL_DATA, "--json").json]
    assert fields == ["title", "chapter", "page", "sessions"]


def test_compared_records_head_the_columns(iclc):
    assert iclc("compare", "port-lodka", "saint-aero", *SMALL_DATA).stdout.splitlines()[:2] == [
        "field\tport-lodka\tsaint-aero",
        "name\tPort Łódka\tSaint-Ærø d’Été",
    ]


def test_a_comparison_on_a_terminal_tells_first_what_is_shared_then_both_then_what_only_one_has():
    lines = [re.split(r"\s{2,}", line.strip()) for line in terminal("compare", "lodka-wielka", "port-lodka", *SMALL_DATA).splitlines()]
    assert lines[0] == ["Łódka Wielka and Port Łódka"]
    assert lines[2] == ["share", "Pólmark"]
    assert lines[4] == ["Łódka Wielka", "Port Łódka"]
    assert lines[5] == ["took part", "host; presented in Opening", "made a statement in the mayors’ forums"]
    assert ["does", "Łódka Wielka only", "“Lantern”"] in lines


@pytest.mark.parametrize(
    ("refs", "code", "word"),
    [
        ([], 2, "usage"),
        (["Cork"], 2, "usage"),
        (["Cork", "forum-1.1"], 2, "usage"),
        (["Cork", "cork"], 2, "usage"),
        (["Cork", "city/cork", "CORK"], 2, "usage"),
        (["Cork", "Atlantis"], 3, "not-found"),
        (["Cork", "David"], 3, "ambiguous"),
    ],
)
def test_what_cannot_be_compared_is_refused(iclc, refs, code, word):
    result = iclc("compare", *refs, "--json", code=code)
    assert (result.stdout, result.error["code"]) == ("", word)


def test_records_of_several_kinds_are_named_with_their_kinds(iclc):
    told = iclc("compare", "Cork", "forum-1.1", code=2).stderr
    assert told == "error: compare needs records of one kind, and these are of several: city/cork, session/forum-1.1\n"


def test_all_bad_refs_are_named_at_once(iclc):
    told = iclc("compare", "Atlantis", "Cork", "Lemuria", code=3).stderr
    assert "'Atlantis'" in told
    assert "'Lemuria'" in told


def test_a_record_given_twice_is_one_column(iclc):
    twice = iclc("compare", "Cork", "limerick", "city/cork", "Limerick City and County").stdout
    assert twice == iclc("compare", "cork", "limerick").stdout
    assert twice.startswith("field\tcork\tlimerick\n")
