"""What each field rests on: print, a remark, our paraphrase or classification; and where cards say that there is a remark."""

import copy
import json
import re

import jsonschema
import pytest
from conftest import SMALL

from iclc_cli import Book
from iclc_cli.dataset import loading as dataset
from iclc_cli.grid import Page
from iclc_cli.model import Remark
from iclc_cli.model.kinds import KINDS, all_records, choices, is_node, records, shapes
from iclc_cli.model.walk import parse_path
from iclc_cli.query.evidence import FieldEvidence, remarks_on
from iclc_cli.screens import SCREENS, Drawing
from iclc_cli.views import cards as views

RAW = json.loads(SMALL.read_text(encoding="utf-8"))
SMALL_DATA = ("--data", str(SMALL))
STANDINGS = {"printed", "paraphrase", "classified", "identifier", *choices(Remark, "kind")}


def remarked(collection, number, *remarks):
    """The small report with these remarks on a record, (field, kind) pairs, and that record."""
    data = copy.deepcopy(RAW)
    data[collection][number]["remarks"] = [
        {"field": field, "kind": kind, "printed": None, "reason": f"For {field}.", "routine": False} for field, kind in remarks
    ]
    book = Book(dataset.build(data))
    return book, getattr(book.report, collection)[number]


def leaves(node, prefix=""):
    """Every value in a record, with the path to it; sources and remarks are no claims of their own."""
    for name, part in shapes(type(node)).items():
        value = getattr(node, name)
        if name in ("sources", "remarks") or value is None or value == ():
            continue
        if not is_node(part.base):
            yield prefix + name, value
        elif part.many:
            for number, one in enumerate(value):
                yield from leaves(one, f"{prefix}{name}[{number}].")
        else:
            yield from leaves(value, f"{prefix}{name}.")


def test_every_field_of_every_record_has_a_standing(book):
    checked = 0
    for kind, record in all_records(book.report):
        told = {found.field: found for found in book.evidence(record)}
        for path, value in leaves(record):
            assert told[path].value == value, f"{kind}/{record.id}: {path}"
            assert told[path].standing in STANDINGS
            assert told[path].record == f"{kind}/{record.id}"
            checked += 1
    assert checked > 5000


def test_a_field_is_told_once_for_each_remark_and_else_once(book):
    for kind, record in all_records(book.report):
        told = [found.field for found in book.evidence(record) if found.reason is None]
        assert len(told) == len(set(told)), f"{kind}/{record.id}"


def test_every_remark_is_told_with_its_kind_its_reason_and_what_is_printed(book):
    for kind, record in all_records(book.report):
        remarks = {(remark.kind, remark.printed, remark.reason, remark.field) for remark in record.remarks}
        told = [found for found in book.evidence(record) if found.reason is not None]
        assert {(found.standing, found.printed, found.reason) for found in told} == {remark[:3] for remark in remarks}, (
            f"{kind}/{record.id}"
        )
        for found in told:
            abouts = [about for *rest, about in remarks if rest == [found.standing, found.printed, found.reason]]
            assert any(found.field.startswith(about) or about.startswith(f"{found.field}[") for about in abouts)
        assert {found.printed for found in book.evidence(record) if found.reason is None} <= {None}


def test_what_stands_in_the_report_names_passages_that_are_there(book):
    for _, record in all_records(book.report):
        for found in book.evidence(record):
            for passage in found.passages:
                assert book.index.get("passage", passage)
            assert found.where == book.labels.places(found.passages)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "section"])
def test_what_is_printed_or_paraphrased_names_the_passages(book, kind):
    for record in book.records(kind):
        for found in book.evidence(record):
            if found.field.startswith("aliases"):
                continue  # which may stand on one passage or on none
            expects = found.standing not in ("identifier", "added", "classified")
            assert bool(found.passages) == expects, f"{kind}/{record.id}: {found}"


STATEMENT = [
    ("id", "port-lodka-1", "identifier", ()),
    ("city", "port-lodka", "printed", ("forum-1.1-p1",)),
    ("type", "request", "classified", ()),
    ("text", 'Port Łódka asks\nfor rope,\t"much" of it | now.', "paraphrase", ("forum-1.1-p1",)),
    ("initiatives", ("rope-school",), "classified", ()),
    ("topics", ("rope-literacy",), "classified", ()),
]


def test_a_statement_field_by_field(small_book):
    assert list(small_book.evidence(small_book.report.statements[0])) == [
        FieldEvidence(
            record="statement/port-lodka-1",
            field=field,
            value=value,
            standing=standing,
            passages=passages,
            where="Forum 1.1 (begins p. 7), item 1" if passages else "",
            printed=None,
            reason=None,
        )
        for field, value, standing, passages in STATEMENT
    ]


def test_a_passage_rests_on_itself(small_book):
    told = {found.field: found.passages for found in small_book.evidence(small_book.report.passages[0])}
    assert told == {"id": (), "section": ("opening-p1",), "number": (), "kind": (), "gist": ("opening-p1",), "terms": ("opening-p1",)}


def test_parts_of_a_record_rest_on_their_own_passages(small_book):
    told = {found.field: found for found in small_book.evidence(small_book.find("bo-yeon-weiss"))}
    assert told["name"].passages == ("opening-p1", "forum-1.1-p1")
    assert told["appearances[0].role"].passages == ("opening-p1",)
    assert told["appearances[1].role"].passages == ("forum-1.1-p1",)
    assert (told["appearances[1].said[1].text"].value, told["appearances[1].said[1].text"].standing) == ("Tie, then read.", "paraphrase")


def test_a_name_of_ours_is_a_paraphrase_and_a_printed_one_is_not(small_book):
    initiatives = small_book.records("initiative")
    standing = {one.id: found.standing for one in initiatives for found in small_book.evidence(one) if found.field == "name"}
    assert standing == {"lamp-festival": "printed", "rope-school": "paraphrase"}
    items = {one.named: one for one in small_book.records("strategy")}
    titles = {named: [found.standing for found in small_book.evidence(one) if found.field == "title"] for named, one in items.items()}
    assert titles == {False: ["paraphrase"]}


def test_a_remark_counts_only_for_its_field(small_book):
    speaker = small_book.find("bo-yeon-weiss")
    told = {found.field: found for found in small_book.evidence(speaker)}
    (remark,) = speaker.remarks
    assert told["appearances[1].country"] == FieldEvidence(
        record="speaker/bo-yeon-weiss",
        field="appearances[1].country",
        value="isle-of-ash",
        standing="inferred",
        passages=("forum-1.1-p1",),
        where="Forum 1.1 (begins p. 7), item 1",
        printed="Saint-Ærø",
        reason=remark.reason,
    )
    assert [found.field for found in told.values() if found.reason] == ["appearances[1].country"]


def standings(held):
    book, record = held
    return [(found.field, found.value, found.standing) for found in book.evidence(record) if found.reason]


def test_the_remarks_on_a_field_are_those_on_it_or_on_the_innermost_whole_that_has_any():
    _, speaker = remarked("speakers", 1, ("appearances", "added"), ("appearances[1]", "inferred"), ("appearances.role", "corrected"))

    def on(path):
        return [remark.field for remark in remarks_on(speaker, parse_path(path), below=False)]

    assert on("appearances[0].role") == on("appearances[1].role") == ["appearances.role"]
    assert on("appearances[1].country") == on("appearances[1].said[0].text") == ["appearances[1]"]
    assert on("appearances[0].country") == on("appearances") == ["appearances"]
    assert on("name") == []
    _, speaker = remarked("speakers", 1, ("appearances.said", "added"))
    assert on("appearances[0].said[0].text") == on("appearances[0].said") == ["appearances.said"]
    _, topic = remarked("topics", 0, ("aliases", "added"), ("aliases[1]", "corrected"))
    assert [remark.field for remark in remarks_on(topic, ("aliases",), below=False)] == ["aliases"]
    assert [remark.field for remark in remarks_on(topic, ("aliases",), below=True)] == ["aliases", "aliases[1]"]


def test_a_remark_on_a_whole_counts_for_all_its_parts():
    assert standings(remarked("cities", 0, ("coordinates", "added"))) == [
        ("coordinates.latitude", 54.25, "added"),
        ("coordinates.longitude", 18.5, "added"),
    ]
    fields = [field for field, _, _ in standings(remarked("speakers", 1, ("appearances[1]", "inferred")))]
    assert fields == [
        "appearances[1].session",
        "appearances[1].role",
        "appearances[1].country",
        "appearances[1].said[0].text",
        "appearances[1].said[1].text",
    ]


def test_a_remark_without_an_index_counts_for_each_of_several():
    fields = [field for field, _, _ in standings(remarked("speakers", 1, ("appearances.role", "corrected")))]
    assert fields == ["appearances[0].role", "appearances[1].role"]


def test_a_remark_on_one_value_of_a_list_counts_for_the_list():
    assert standings(remarked("passages", 0, ("terms[0]", "added"))) == [("terms", ("tide clock",), "added")]


def test_a_remark_on_a_field_left_empty_is_told():
    assert standings(remarked("statements", 0, ("session", "ambiguous"))) == [("session", None, "ambiguous")]
    assert standings(remarked("cities", 2, ("coordinates", "ambiguous"))) == [("coordinates", None, "ambiguous")]


def test_a_remark_on_the_sources_is_told():
    assert standings(remarked("cities", 1, ("sources", "inferred"))) == [("sources", ("forum-1.1-p1",), "inferred")]


def test_two_remarks_on_a_field_are_both_told():
    city = remarked("cities", 1, ("name", "corrected"), ("name", "inferred"))
    assert standings(city) == [("name", "Port Łódka", "corrected"), ("name", "Port Łódka", "inferred")]


def test_what_is_added_comes_from_no_passage():
    data = copy.deepcopy(RAW)
    data["cities"][1]["aliases"].append({"name": "Łódka Port", "sources": []})
    data["cities"][1]["remarks"].append({"field": "aliases", "kind": "added", "printed": None, "reason": "In use.", "routine": True})
    book = Book(dataset.build(data))
    printed, added = (found for found in book.evidence(book.report.cities[1]) if found.field.startswith("aliases"))
    assert (printed.standing, printed.passages, printed.reason) == ("printed", ("forum-1.1-p1",), None)
    assert (added.standing, added.passages, added.where, added.reason) == ("added", (), "", "In use.")


def test_remarks_are_those_of_all_records_or_of_those_chosen(small_book):
    told = small_book.remarks()
    assert [(one.record, one.field) for one in told] == [
        (f"{kind}/{record.id}", remark.field) for kind, record in all_records(small_book.report) for remark in record.remarks
    ]
    chosen = small_book.remarks(lambda kind, record: kind == "city" and record.id == "saint-aero")
    assert chosen == [one for one in told if one.record == "city/saint-aero"] != []


# iclc show REF --evidence


def test_evidence_of_one_record_is_rows_without_its_name(iclc):
    assert iclc("show", "saint-aero", *SMALL_DATA, "--evidence").stdout == (
        "field\tvalue\tstanding\twhere\treason\n"
        "id\tsaint-aero\tidentifier\t\t\n"
        "name\tSaint-Ærø d’Été\tprinted\tForum 1.1 (begins p. 7), caption 1\t\n"
        "aliases[0].name\t聖エロ\tprinted\tForum 1.1 (begins p. 7), caption 1\t\n"
        "country\tisle-of-ash\tinferred\tForum 1.1 (begins p. 7), caption 1\tOnly the town is printed.\n"
        "participation\tmentioned\tclassified\t\t\n"
    )


def test_evidence_of_several_records_names_each(iclc):
    rows = iclc("show", "saint-aero", "goal-1", *SMALL_DATA, "--evidence").stdout.splitlines()
    assert rows[0] == "record\tfield\tvalue\tstanding\twhere\treason"
    assert [row.split("\t")[0] for row in rows[1:]] == ["city/saint-aero"] * 5 + ["strategy/goal-1"] * 7


def test_evidence_as_json_has_everything(iclc):
    (told,) = (one for one in iclc("city", "show", "chiang rai", "--evidence", "--json").json if one["field"] == "name")
    reason = told.pop("reason")
    assert told | {"passages": [], "where": ""} == {
        "record": "city/chiang-rai",
        "field": "name",
        "value": "Chiang Rai",
        "standing": "corrected",
        "passages": [],
        "where": "",
        "printed": "Chaing Rai",
    }
    assert reason
    assert "mayors-forums-p5" in told["passages"]


@pytest.mark.parametrize("kind", KINDS)
def test_evidence_is_valid_by_the_printed_schema(iclc, report, kind):
    valid = jsonschema.Draft202012Validator(iclc("schema", "evidence").json)
    chosen = [record for record in records(report, kind) if record.remarks][:3] or list(records(report, kind)[:1])
    told = iclc("show", *(f"{kind}/{record.id}" for record in chosen), "--evidence", "--json").json
    assert {one["record"] for one in told} == {f"{kind}/{record.id}" for record in chosen}
    for one in told:
        valid.validate(one)


# Cards mark what has a remark


def marked(card):
    """The title, facts, text and groups of a card that carry the mark."""
    labels = [card.title, *(label for label, _ in card.facts), card.text, *(group.title for group in card.groups)]
    return [label.removesuffix(views.MARK) for label in labels if label.endswith(views.MARK)]


def card_of(book, ref):
    return views.card(book, book.index.get(*ref.split("/")))


@pytest.mark.parametrize(
    ("ref", "labels"),
    [
        ("section/opening", ['Opening, with "lamps"']),
        ("speaker/bo-yeon-weiss", ["Forum 1.1, as Envoy"]),
        ("speaker/anna-weiss", []),
        ("city/saint-aero", ["Country"]),
        ("country/isle-of-ash", ["Isle of Ash"]),
    ],
)
def test_a_card_marks_the_fields_that_have_a_remark(small_book, ref, labels):
    assert marked(card_of(small_book, ref)) == labels


@pytest.mark.parametrize(
    ("collection", "number", "field", "label"),
    [
        ("sessions", 1, "title", "Forum 1.1: Ropes [and] knots"),
        ("sessions", 1, "summary", "About rope."),
        ("sessions", 1, "conclusions[0].text", "Conclusions"),
        ("sessions", 1, "sources", "In the report"),
        ("speakers", 1, "appearances[0].said", "Opening, as Keeper [sic] of the \x1b[31mred\x1b[0m lamp"),
        ("cities", 0, "coordinates", "Coordinates"),
        ("cities", 0, "coordinates.latitude", "Coordinates"),
        ("passages", 1, "gist", 'Port Łódka asked for rope, "much rope", and 綱 [/x].'),
        ("topics", 0, "aliases[1]", "Aliases"),
    ],
)
def test_a_remark_is_marked_where_its_field_is_shown(collection, number, field, label):
    data = copy.deepcopy(RAW)
    data[collection][number]["remarks"] = [{"field": field, "kind": "inferred", "printed": None, "reason": "So.", "routine": False}]
    book = Book(dataset.build(data))
    assert marked(views.card(book, getattr(book.report, collection)[number])) == [label]


def test_a_field_left_empty_for_a_reason_is_shown_as_left_open():
    data = copy.deepcopy(RAW)
    data["statements"][0]["remarks"] = [
        {"field": "session", "kind": "ambiguous", "printed": None, "reason": "It may be either.", "routine": False}
    ]
    book = Book(dataset.build(data))
    card = views.card(book, book.report.statements[0])
    assert ("Session *", "left open") in card.facts
    assert card.groups[-1].title == "Remarks (*)"
    assert [(item.text, item.detail) for item in card.groups[-1].items] == [("session: ambiguous", "It may be either.")]


@pytest.fixture(scope="module")
def cards(book):
    """A record with its card for each way of being remarked, and for none, in each kind."""
    chosen = {(kind, *(re.sub(r"\d", "", remark.field) for remark in record.remarks)): record for kind, record in all_records(book.report)}
    return [(record, views.card(book, record)) for record in chosen.values()]


def test_every_card_with_remarks_marks_something_and_no_other_does(cards):
    for record, card in cards:
        assert bool(marked(card)) == any(not remark.routine for remark in record.remarks), card.kind


def test_every_remark_that_is_no_routine_stands_at_the_end_of_its_card(cards):
    for record, card in cards:
        groups = {group.title: group.items for group in card.groups}
        assert [item.detail for item in groups.get("Remarks (*)", ())] == [remark.reason for remark in record.remarks if not remark.routine]


def test_a_short_card_marks_what_is_corrected_and_a_whole_one_tells_every_remark(iclc):
    short, whole = (" ".join(iclc("city", "show", "Chiang Rai", "-f", "table", *more).stdout.split()) for more in ([], ["--full"]))
    assert " * name is corrected (printed: “Chaing Rai”): see --full does " in short
    assert "coordinates" not in short
    assert " remarks name, corrected (printed: “Chaing Rai”): Mayors ¶5 prints the name " in whole
    assert "coordinates, added: GeoNames" not in whole
    assert "see --full" not in whole


def test_a_short_card_of_any_kind_marks_what_it_shows_and_is_in_doubt(book):
    for kind, record in all_records(book.report):
        doubts = [one.field for one in record.remarks if one.kind in ("corrected", "ambiguous", "unstated")]
        page = Page(80)
        SCREENS[kind].card(Drawing(page, book), record, False)
        marked = re.findall(r"^  \* {12}(\S.*(?:\n {15}\S.*)*)", page.render(), re.M)
        shown = ("name", "title", "text", "summary", "city", "session", "organisation", "status")
        names = [one.field for one in record.remarks if one.kind in ("corrected", "ambiguous") and one.field in shown]
        untold = [one.reason for one in record.remarks if one.kind == "unstated" and one.field in shown]
        assert len(marked) <= 1
        assert bool(marked) or not names, record.id
        assert [field for field in names if f"{field} is " not in marked[0]] == []
        told = " ".join(page.render().split())  # of a statement its card says it in its own place
        assert not untold or "not told: " in told or "made in the mayors' forums; the report does not say in which" in told, record.id
        assert doubts or not marked


def test_a_definition_and_an_alias_stand_where_their_own_passages_do(book):
    topic = book.find("topic", "health-literacy")
    told = {one.field: one for one in book.evidence(topic)}
    assert topic.definition.sources != topic.sources
    assert told["definition.text"].where == book.labels.places(topic.definition.sources)
    printed = 0
    for kind, record in all_records(book.report):
        rows = {one.field: one for one in book.evidence(record)}
        for number, alias in enumerate(getattr(record, "aliases", ())):
            row = rows[f"aliases[{number}].name"]
            assert row.value == alias.name
            if alias.sources:
                printed += 1
                assert row.where == book.labels.places(alias.sources), f"{kind}/{record.id}: {alias.name}"
                assert row.standing != "added", f"{kind}/{record.id}: {alias.name}"
            else:
                assert row.standing != "printed", f"{kind}/{record.id}: {alias.name}"
    assert printed > 200


@pytest.mark.parametrize("arguments", [["-f", "md"], []])
def test_the_mark_and_the_printed_spelling_reach_the_reader(iclc, arguments):
    shown = re.sub(r"[\\*]+ ?", "*", iclc("city", "show", "Chiang Rai", *arguments).stdout)
    assert re.search(r"Chiang Rai \*", shown)
    assert "name: corrected (printed: Chaing Rai)" in shown


def test_json_holds_the_remark_and_no_mark(iclc):
    shown = iclc("city", "show", "chiang-rai", "--json").json
    (remark,) = (remark for remark in shown["remarks"] if remark["kind"] == "corrected")
    assert (shown["name"], remark["field"], remark["printed"]) == ("Chiang Rai", "name", "Chaing Rai")
