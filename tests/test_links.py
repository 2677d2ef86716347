"""References, backlinks and what leads to what, on the small report and on the shipped one."""

import json

import pytest
from conftest import SMALL

from iclc_cli import Book
from iclc_cli.dataset import loading as dataset
from iclc_cli.model.kinds import KINDS, all_records, records
from iclc_cli.query.filters import filters
from iclc_cli.query.links import Related, dangling, paths, references, route


def changed(change):
    """The small report with a change."""
    data = json.loads(SMALL.read_text(encoding="utf-8"))
    change(data)
    return Book(dataset.build(data))


def record(book, ref):
    return book.index.get(*ref.split("/"))


def told(book, ref, direction):
    """What is related in one direction: kind/id, field, passages."""
    return [
        (f"{link.kind}/{link.id}", link.via, list(link.sources))
        for link in book.links.related(record(book, ref))
        if link.direction == direction
    ]


# References


def test_a_record_makes_its_references_in_the_order_of_its_fields(small_book):
    assert [tuple(one) for one in references(record(small_book, "initiative/rope-school"))] == [
        ("country", "country", "isle-of-ash", ("forum-1.1-p1",)),
        ("session", "session", "forum-1.1", ("forum-1.1-p1",)),
        ("speakers", "speaker", "bo-yeon-weiss", ("forum-1.1-p1",)),
        ("speakers", "speaker", "carl-weiss", ("forum-1.1-p1",)),
        ("part_of", "initiative", "lamp-festival", ("forum-1.1-p1",)),
        ("topics", "topic", "rope-literacy", ("forum-1.1-p1",)),
        ("sources", "passage", "forum-1.1-p1", ("forum-1.1-p1",)),
    ]


def test_a_part_makes_all_of_its_references_before_the_next_part():
    said = {"text": "Knots hold.", "sources": ["opening-p1"]}
    book = changed(lambda data: data["speakers"][1]["appearances"][0]["said"].append(said))
    vias = [one.via for one in references(record(book, "speaker/bo-yeon-weiss"))]
    first, second = (place for place, via in enumerate(vias) if via == "appearances.session")
    assert first < vias.index("appearances.said.sources") < second


def test_nested_references_rest_on_the_passages_of_their_own_part(small_book):
    assert [tuple(one) for one in references(record(small_book, "speaker/bo-yeon-weiss")) if one.target != "passage"] == [
        ("appearances.session", "session", "opening", ("opening-p1",)),
        ("appearances.organisations", "organisation", "harbour-guild", ("opening-p1",)),
        ("appearances.session", "session", "forum-1.1", ("forum-1.1-p1",)),
        ("appearances.country", "country", "isle-of-ash", ("forum-1.1-p1",)),
    ]


def test_a_reference_to_a_passage_rests_on_that_passage(small_book):
    held = [one for one in references(record(small_book, "session/forum-1.1")) if one.target == "passage"]
    assert [(one.via, one.id, one.sources) for one in held] == [
        ("sources", "forum-1.1-p1", ("forum-1.1-p1",)),
        ("sources", "forum-1.1-c1", ("forum-1.1-c1",)),
        ("conclusions.sources", "forum-1.1-p1", ("forum-1.1-p1",)),
    ]


def test_a_record_without_sources_of_its_own_has_references_without_evidence(small_book):
    assert [tuple(one) for one in references(record(small_book, "passage/opening-p1"))] == [("section", "section", "opening", ())]


def test_nothing_and_empty_lists_are_no_references(small_book):
    assert {one.target for one in references(record(small_book, "figure/rope-share"))} == {"country", "passage"}
    assert list(references(record(small_book, "section/opening"))) == []


def raw_references(data, ids):
    """Every string of a record, nested ones too, that is an id of the kind its key names."""
    targets = {
        **{"sources": "passage", "session": "session", "city": "city", "host": "city", "country": "country", "section": "section"},
        **{"organisation": "organisation", "organisations": "organisation", "organiser": "organisation", "topics": "topic"},
        **{"broader": "topic", "sdgs": "sdg", "speakers": "speaker", "initiatives": "initiative", "part_of": "initiative"},
        **{"place": "city", "proposed_by": "city", "see_also": "topic"},
    }
    for key, value in data.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and key != "aliases":  # whose sources are among those of the record
                yield from raw_references(one, ids)
            elif key in targets and one is not None:
                assert one in ids[targets[key]]
                yield targets[key], one


def test_every_reference_of_the_shipped_report_is_made(report):
    data = json.loads(dataset.bundled().read_text(encoding="utf-8"))
    ids = {kind: {one.id for one in records(report, kind)} for kind in KINDS}
    for kind, held in KINDS.items():
        raw = [data[held.collection]] if held.single else data[held.collection]
        for written, one in zip(raw, records(report, kind), strict=True):
            made = sorted((ref.target, ref.id) for ref in references(one))
            assert made == sorted(raw_references(written, ids)), f"{kind}/{one.id}"


# Related


def test_what_a_city_refers_to_and_what_refers_to_it(small_book):
    assert told(small_book, "city/lodka-wielka", "forward") == [
        ("country/polmark", "country", ["opening-p1"]),
        ("passage/opening-p1", "sources", ["opening-p1"]),
    ]
    assert told(small_book, "city/lodka-wielka", "back") == [
        ("conference/harbours-3", "host", ["opening-p1"]),
        ("speaker/anna-weiss", "appearances.city", ["opening-p1"]),
        ("organisation/harbour-guild", "city", ["opening-p1"]),
        ("initiative/lamp-festival", "city", ["opening-p1", "forum-1.1-p1"]),
        ("figure/meeting-days", "city", ["opening-p1"]),
    ]


def test_forward_links_come_before_backlinks(small_book):
    for _, one in all_records(small_book.report):
        directions = [link.direction for link in small_book.links.related(one)]
        assert directions == sorted(directions, reverse=True)


def test_a_passage_is_related_to_all_that_rests_on_it(small_book):
    assert told(small_book, "passage/forum-1.1-c1", "back") == [
        ("session/forum-1.1", "sources", ["forum-1.1-c1"]),
        ("city/saint-aero", "sources", ["forum-1.1-c1"]),
        ("country/isle-of-ash", "sources", ["forum-1.1-c1"]),
    ]


def test_two_ways_to_the_same_record_are_two_links(small_book):
    links_back = [one[:2] for one in told(small_book, "passage/forum-1.1-p1", "back") if one[0] == "speaker/bo-yeon-weiss"]
    assert links_back == [
        ("speaker/bo-yeon-weiss", "sources"),
        ("speaker/bo-yeon-weiss", "appearances.sources"),
        ("speaker/bo-yeon-weiss", "appearances.said.sources"),
    ]


def test_the_same_way_twice_is_one_link_with_the_passages_of_both():
    def change(data):
        again = {**data["speakers"][0]["appearances"][0], "session": "forum-1.1", "sources": ["forum-1.1-p1", "opening-p1"]}
        data["speakers"][0]["appearances"].append(again)

    book = changed(change)
    assert ("city/lodka-wielka", "appearances.city", ["opening-p1", "forum-1.1-p1"]) in told(book, "speaker/anna-weiss", "forward")
    assert ("speaker/anna-weiss", "appearances.city", ["opening-p1", "forum-1.1-p1"]) in told(book, "city/lodka-wielka", "back")


def test_the_same_id_in_another_kind_is_another_record(small_book):
    assert [one[0] for one in told(small_book, "section/opening", "back")] == ["passage/opening-p1", "session/opening"]
    assert "passage/opening-p1" not in [one[0] for one in told(small_book, "session/opening", "back")]


def test_a_record_may_be_related_to_its_own_kind(small_book):
    assert told(small_book, "initiative/lamp-festival", "back") == [("initiative/rope-school", "part_of", ["forum-1.1-p1"])]
    assert ("initiative/lamp-festival", "part_of", ["forum-1.1-p1"]) in told(small_book, "initiative/rope-school", "forward")


def links_of(book, kind, one):
    """The links of a record as (from, to, field, passages), whichever end it stands at."""
    mine = f"{kind}/{one.id}"
    for link in book.links.related(one):
        other = f"{link.kind}/{link.id}"
        pair = (mine, other) if link.direction == "forward" else (other, mine)
        yield (link.direction, *pair, link.via, link.sources)


def test_every_forward_link_is_a_backlink_at_the_other_end_and_the_other_way_round(small_book):
    told = [link for kind, one in all_records(small_book.report) for link in links_of(small_book, kind, one)]
    forward = {link[1:] for link in told if link[0] == "forward"}
    back = {link[1:] for link in told if link[0] == "back"}
    assert forward == back
    assert len(forward) > 60


def test_links_of_the_shipped_report_are_the_same_from_both_ends(book):
    held = list(all_records(book.report))
    chosen = [*held[::40], *(("city", one) for one in book.report.cities[::10]), ("sdg", book.report.sdgs[0])]
    assert len(chosen) > 20
    for kind, one in chosen:
        for direction, source, target, via, passages in links_of(book, kind, one):
            if direction == "forward":
                found = told(book, target, "back")
                assert (source, via, list(passages)) in found
            else:
                found = told(book, source, "forward")
                assert (target, via, list(passages)) in found


def test_yeonsu_is_host_represented_by_its_mayor_and_has_its_own_initiatives(book):
    back = {(one[0], one[1]) for one in told(book, "city/yeonsu", "back")}
    assert ("conference/iclc-5", "host") in back
    assert ("speaker/nam-seok-ko", "appearances.city") in back
    assert sum(via == "city" and ref.startswith("initiative/") for ref, via in back) >= 3


# Dangling


def test_a_whole_report_has_no_dangling_reference(small, report):
    assert list(dangling(small)) == []
    assert list(dangling(report)) == []


def test_dangling_references_are_told_with_the_record_and_the_field():
    def change(data):
        data["speakers"][1]["appearances"][0]["organisations"].append("guild")
        data["topics"][0]["broader"] = "lodka-wielka"  # an id, but of a city

    found = [(kind, one.id, ref.via, ref.target, ref.id) for kind, one, ref in dangling(changed(change).report)]
    assert found == [
        ("speaker", "bo-yeon-weiss", "appearances.organisations", "organisation", "guild"),
        ("topic", "rope-literacy", "broader", "topic", "lodka-wielka"),
    ]


def test_references_to_a_record_that_was_taken_away_dangle_everywhere():
    found = [(kind, one.id, ref.via) for kind, one, ref in dangling(changed(lambda data: data["countries"].pop(0)).report)]
    assert found == [
        ("speaker", "bo-yeon-weiss", "appearances.country"),
        ("city", "saint-aero", "country"),
        ("initiative", "rope-school", "country"),
        ("figure", "rope-share", "country"),
    ]


# Routes and reach


@pytest.mark.parametrize(
    ("kind", "target", "path"),
    [
        ("city", "country", ("country",)),
        ("city", "region", ("country → region",)),
        ("city", "session", ("its appearances", "its initiatives", "its statements", "its figures")),
        ("city", "topic", ("its initiatives", "its statements")),
        ("city", "initiative", ("its initiatives", "its statements", "its documents")),
        ("city", "sdg", ()),
        ("speaker", "country", ("appearances.country", "appearances.city → country")),
        ("speaker", "session", ("appearances.session",)),
        ("speaker", "topic", ()),
        ("statement", "country", ("city → country",)),
        ("statement", "speaker", ()),
        ("initiative", "city", ("city",)),
        ("initiative", "country", ("country", "city → country", "place → country")),
        ("session", "topic", ("topics",)),
        ("session", "speaker", ("its appearances", "its initiatives")),
        ("country", "region", ("region",)),
        ("passage", "section", ("section",)),
        ("topic", "city", ()),
        ("strategy", "city", ()),
        ("organisation", "document", ("its documents",)),
        ("city", "document", ("its documents",)),
    ],
)
def test_a_route_says_how_records_lead_to_a_kind(kind, target, path):
    assert route(kind, target) == path


REACHED = {
    "city/lodka-wielka": {
        "country": ["polmark"],
        "region": ["europe-and-north-america"],
        "session": ["opening"],
        "speaker": ["anna-weiss"],
        "organisation": ["harbour-guild"],
        "initiative": ["lamp-festival"],
        "topic": [],
    },
    "city/port-lodka": {"initiative": ["rope-school"], "topic": ["rope-literacy"], "session": [], "speaker": [], "organisation": []},
    "city/saint-aero": {"country": ["isle-of-ash"], "region": ["africa"], "session": [], "speaker": [], "topic": []},
    "country/isle-of-ash": {
        "region": ["africa"],
        "city": ["saint-aero"],
        "session": ["forum-1.1"],
        "speaker": ["bo-yeon-weiss", "carl-weiss"],
        "initiative": ["lamp-festival", "rope-school"],  # the school is a part of the festival
        "topic": ["rope-literacy"],
        "organisation": [],
    },
    "country/polmark": {
        "city": ["lodka-wielka", "port-lodka"],
        "session": ["opening"],
        "speaker": ["anna-weiss"],
        "initiative": ["lamp-festival", "rope-school"],
        "topic": ["rope-literacy"],
        "organisation": ["harbour-guild"],
    },
    "session/opening": {
        "speaker": ["anna-weiss", "bo-yeon-weiss"],
        "city": ["lodka-wielka"],
        "country": ["polmark"],
        "region": ["europe-and-north-america"],
        "organisation": ["harbour-guild"],
        "initiative": ["lamp-festival"],
        "topic": [],
        "section": ["opening"],
    },
    "session/forum-1.1": {
        "speaker": ["bo-yeon-weiss", "carl-weiss"],
        "city": [],
        "country": ["isle-of-ash"],
        "region": ["africa"],
        "initiative": ["lamp-festival", "rope-school"],
        "topic": ["rope-literacy"],
        "sdg": ["sdg-14"],
        "section": ["forum-1.1"],
    },
    "organisation/harbour-guild": {
        "city": ["lodka-wielka"],
        "country": ["polmark"],
        "session": ["opening"],
        "speaker": ["anna-weiss", "bo-yeon-weiss"],
        "initiative": ["lamp-festival"],
        "document": [],
    },
    "speaker/anna-weiss": {"city": ["lodka-wielka"], "country": ["polmark"], "region": ["europe-and-north-america"]},
    "speaker/bo-yeon-weiss": {
        "city": [],
        "country": ["isle-of-ash"],
        "region": ["africa"],
        "session": ["forum-1.1", "opening"],
        "section": ["forum-1.1", "opening"],
        "organisation": ["harbour-guild"],
    },
    "speaker/carl-weiss": {"city": [], "country": [], "region": [], "session": ["forum-1.1"]},
    "initiative/lamp-festival": {"country": ["polmark"], "region": ["europe-and-north-america"], "speaker": ["anna-weiss"]},
    "initiative/rope-school": {"city": [], "country": ["isle-of-ash"], "region": ["africa"]},
    "statement/port-lodka-1": {"country": ["polmark"], "session": [], "initiative": ["rope-school"]},
    "figure/meeting-days": {"country": ["polmark"], "session": ["opening"]},
    "figure/rope-share": {"country": ["isle-of-ash"], "region": ["africa"], "city": []},
    "passage/forum-1.1-c1": {"section": ["forum-1.1"]},
    "conference/harbours-3": {"city": ["lodka-wielka"], "country": ["polmark"], "organisation": ["harbour-guild"]},
}


@pytest.mark.parametrize(("ref", "target"), [(ref, target) for ref, held in REACHED.items() for target in held])
def test_a_record_leads_to_these(small_book, ref, target):
    assert sorted(small_book.links.leads_to(record(small_book, ref), target)) == REACHED[ref][target]


def test_each_record_is_reached_once(book):
    for kind, target in (("session", "speaker"), ("country", "city"), ("city", "topic"), ("organisation", "session"), ("city", "region")):
        for one in book.records(kind):
            reached = book.links.leads_to(one, target)
            assert len(reached) == len(set(reached))


def test_a_forward_reference_is_not_mixed_with_what_belongs_to_the_record():
    book = changed(lambda data: data["sessions"][0].update(topics=["rope-literacy"]))
    assert book.links.leads_to(record(book, "session/opening"), "topic") == ["rope-literacy"]
    assert book.links.leads_to(record(book, "session/forum-1.1"), "topic") == ["rope-literacy"]
    bare = changed(lambda data: data["sessions"][1].update(topics=[]))
    assert bare.links.leads_to(record(bare, "session/forum-1.1"), "topic") == []


def test_a_dangling_place_leads_nowhere():
    book = changed(lambda data: data["countries"].pop(0))
    assert book.links.leads_to(record(book, "city/saint-aero"), "region") == []


def test_nothing_is_reached_where_there_is_no_route(book):
    for kind in KINDS:
        for target in [*KINDS, "region"]:
            if kind != target and not route(kind, target):
                assert not any(book.links.leads_to(one, target) for one in book.records(kind)), (kind, target)


def test_a_filter_that_is_offered_accepts_something_in_the_shipped_report(book):
    for kind in KINDS:
        for offered in filters(kind):
            unused = (kind, offered.target) in (("statement", "session"), ("organisation", "document"))  # nulls in this report
            if offered.target not in (None, kind) and not unused:
                assert any(book.links.leads_to(one, offered.target) for one in book.records(kind)), (kind, offered.name)


def test_shanghai_is_in_asia(book):
    assert book.links.leads_to(record(book, "city/shanghai"), "region") == ["asia-and-the-pacific"]


def test_the_mayors_forums_are_reached_by_no_guess(book):
    """A statement whose forum the report does not name belongs to neither."""
    unknown = [one for one in book.report.statements if one.session is None]
    assert unknown
    assert all(book.links.leads_to(one, "session") == [] for one in unknown)


def test_owner_and_place_marks_are_kept_apart():
    marks = {path.path: {mark.name for mark in path.marks} for path in paths(KINDS["city"].record)}
    assert marks == {("country",): {"owner", "place"}, ("sources",): set()}


# Pointers


def test_an_item_of_the_strategy_points_to_what_shares_a_topic_with_it():
    book = changed(lambda data: data["topics"][0].update(sources=["opening-p1", "forum-1.1-p1"]))
    shared = [("statement", "port-lodka-1", ("forum-1.1-p1",)), ("session", "forum-1.1", ()), ("passage", "opening-p1", ("opening-p1",))]
    assert book.links.pointers(book.report.strategy[0]) == [
        Related(
            kind=kind,
            id=identifier,
            label=book.label(book.index.get(kind, identifier)),
            via="topics",
            direction="shared",
            sources=sources,
            through="topic/rope-literacy",
        )
        for kind, identifier, sources in shared
    ]


def test_what_shares_two_topics_is_pointed_to_once():
    def change(data):
        data["topics"].append({**data["topics"][0], "id": "tides", "name": "tides", "aliases": []})
        for one in (data["strategy"][0], data["statements"][0]):
            one["topics"] = ["rope-literacy", "tides"]

    book = changed(change)
    held = [(link.kind, link.through) for link in book.links.pointers(book.report.strategy[0])]
    assert held == [("statement", "topic/rope-literacy"), ("session", "topic/rope-literacy")]


def test_only_the_strategy_points(small_book):
    for kind, one in all_records(small_book.report):
        assert kind == "strategy" or small_book.links.pointers(one) == []


def test_a_link_says_what_to_call_the_other_record(book):
    for link in book.links.related(book.find("city/yeonsu")):
        assert link.label == book.label(book.index.get(link.kind, link.id))
