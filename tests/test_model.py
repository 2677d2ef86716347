"""The model: frozen, equal by value, documented, and the same however it was read."""

import ast
import inspect
import json
import re
from dataclasses import FrozenInstanceError, fields
from typing import get_args

import pytest
from conftest import SMALL

from iclc_cli.dataset import loading as dataset
from iclc_cli.dataset import validation
from iclc_cli.dataset.schema import report_schema
from iclc_cli.library import Book
from iclc_cli.model import Coordinates, Credit, Point, Remark, Report, base
from iclc_cli.model import records as model
from iclc_cli.model.kinds import KINDS, all_records, choices, is_node, kind_of, shapes
from iclc_cli.model.values import MEANINGS, meanings
from iclc_cli.query import names as naming
from iclc_cli.query.fields import field_names
from iclc_cli.query.links import BACK_ORDER, paths
from iclc_cli.query.search import CONTEXT
from iclc_cli.text import as_json
from iclc_cli.views import cards, listing

DOCUMENTED = [cls for cls in vars(model).values() if isinstance(cls, type) and "__dataclass_fields__" in vars(cls)]


def small_data():
    return json.loads(SMALL.read_text(encoding="utf-8"))


def test_a_field_cannot_be_assigned(small):
    with pytest.raises(FrozenInstanceError, match="'name'"):
        small.cities[0].name = "Elsewhere"
    assert small.cities[0].name == "Łódka Wielka"


def test_a_field_cannot_be_deleted(small):
    with pytest.raises(FrozenInstanceError, match="'name'"):
        del small.cities[0].name


def test_a_field_that_does_not_exist_cannot_be_added(small):
    with pytest.raises(FrozenInstanceError):
        small.cities[0].population = 3
    assert not hasattr(small.cities[0], "population")


@pytest.mark.parametrize("name", [field.name for field in fields(Report) if field.name not in ("schema", "version", "conference")])
def test_collections_are_tuples(small, name):
    assert isinstance(getattr(small, name), tuple)


def test_reports_made_apart_from_the_same_data_are_equal(small):
    again = dataset.build(small_data())
    assert again is not small
    assert again == small
    assert hash(again) == hash(small)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(version="0.2.1"),
        lambda data: data["conference"]["report"].update(year=2032),
        lambda data: data["speakers"][1]["appearances"][1]["said"][1].update(text="Read, then tie."),
        lambda data: data["sdgs"].append({**data["sdgs"][0], "id": "sdg-15"}),
    ],
    ids=["a top field", "a nested field", "a deep field", "one record more"],
)
def test_one_difference_makes_reports_unequal(small, change):
    data = small_data()
    change(data)
    assert dataset.build(data) != small


def test_different_values_give_different_nodes():
    assert Point(text="a", sources=("p1",)) == Point(text="a", sources=("p1",))
    assert Point(text="a", sources=("p1",)) != Point(text="a", sources=("p1", "p2"))


def test_nodes_of_different_classes_are_unequal_whatever_they_hold():
    assert Credit(role="a", name="b") != Coordinates(latitude="a", longitude="b")  # type: ignore[arg-type]
    assert Credit(role="a", name="b") != ("a", "b")


def test_equal_nodes_are_one_in_a_set():
    assert len({Credit(role="Layout", name="Z"), Credit(role="Layout", name="Z"), Credit(role="Print", name="Z")}) == 2


def test_every_record_can_be_hashed(small):
    held = [record for _, record in all_records(small)]
    assert len(set(held)) == len(held) == 25


def test_the_index_made_by_lookups_is_no_part_of_the_data(small):
    again = dataset.build(small_data())
    book = Book(again)
    assert book.related(book.find("Anna Weiß"))
    assert book.search("Anna").hits
    fresh = dataset.build(small_data())
    assert again == fresh
    assert hash(again) == hash(fresh)
    assert list(as_json(again)) == list(shapes(Report))


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"text": "a"}, "sources"),
        ({}, "sources, text"),
        ({"text": "a", "sources": (), "page": 3}, "page"),
        ({"text": "a", "source": ()}, "source, sources"),
    ],
)
def test_a_node_needs_each_of_its_fields_and_no_other(values, wrong):
    with pytest.raises(TypeError, match=f"^Point: missing or unknown: {wrong}$"):
        Point(**values)


def test_fields_have_no_defaults():
    with pytest.raises(TypeError):
        Point("a", ())  # type: ignore[call-arg]


@pytest.mark.parametrize("name", [field.name for field in fields(Report)])
def test_building_from_data_without_a_key_fails(name):
    data = small_data()
    del data[name]
    with pytest.raises(KeyError, match=name):
        dataset.build(data)


def test_building_from_a_record_without_a_key_fails():
    data = small_data()
    del data["speakers"][0]["appearances"][0]["role"]
    with pytest.raises(KeyError, match="role"):
        dataset.build(data)


def test_a_node_shows_its_class_and_fields():
    assert repr(Point(text="a", sources=("p1",))) == "Point(text='a', sources=('p1',))"


def test_the_bundled_file_read_the_fast_way_equals_the_validated_one(report):
    validated = validation.adapter().validate_json(dataset.bundled().read_bytes())
    assert validated == report


@pytest.mark.parametrize("path", [SMALL, dataset.bundled()], ids=["small", "shipped"])
def test_a_report_holds_all_that_the_file_holds(path):
    text = path.read_text(encoding="utf-8")
    report = dataset.build(json.loads(text))
    assert json.loads(json.dumps(report, default=as_json)) == json.loads(text)


@pytest.mark.parametrize("path", [SMALL, dataset.bundled()], ids=["small", "shipped"])
def test_the_keys_of_the_file_stand_in_the_order_of_the_model(path):
    data = json.loads(path.read_text(encoding="utf-8"))
    assert list(data) == [field.name for field in fields(Report)]
    for kind in KINDS.values():
        for record in [data[kind.collection]] if kind.single else data[kind.collection]:
            assert list(record) == list(shapes(kind.record)), record["id"]


def test_every_id_is_safe_to_paste(report):
    unsafe = [record.id for _, record in all_records(report) if not re.fullmatch(r"[a-z0-9.-]+", record.id)]
    assert unsafe == []


def undocumented():
    """The fields of the model that no docstring follows, read off the source."""
    for node in ast.parse(inspect.getsource(model)).body:
        if isinstance(node, ast.ClassDef) and any(getattr(one, "id", "") == "frozen" for one in node.decorator_list):
            if ast.get_docstring(node) is None:
                yield node.name
            for number, line in enumerate(node.body):
                if isinstance(line, ast.AnnAssign):
                    after = node.body[number + 1 : number + 2]
                    said = after and isinstance(after[0], ast.Expr) and isinstance(after[0].value, ast.Constant)
                    if not (said and isinstance(after[0].value.value, str) and after[0].value.value.endswith((".", "?"))):
                        yield f"{node.name}.{line.target.id}"


def test_every_class_and_every_field_is_documented():
    assert list(undocumented()) == []


def test_every_class_of_the_model_was_looked_at():
    assert {cls.__name__ for cls in DOCUMENTED} == set(re.findall(r"@frozen\nclass (\w+)", inspect.getsource(model)))
    assert {kind.record for kind in KINDS.values()} < set(DOCUMENTED)


def test_every_reference_names_a_kind():
    targets = {path.target for kind in KINDS.values() for path in paths(kind.record)}
    assert targets - set(KINDS) == {"region"}


def test_each_kind_is_named_by_the_type_of_its_id():
    assert {name: kind.collection for name, kind in KINDS.items()} == {
        "conference": "conference",
        "section": "sections",
        "passage": "passages",
        "session": "sessions",
        "speaker": "speakers",
        "city": "cities",
        "country": "countries",
        "organisation": "organisations",
        "initiative": "initiatives",
        "statement": "statements",
        "strategy": "strategy",
        "topic": "topics",
        "sdg": "sdgs",
        "figure": "figures",
        "document": "documents",
    }


def test_only_the_conference_is_one_record():
    assert [name for name, kind in KINDS.items() if kind.single] == ["conference"]


def test_the_union_of_records_holds_every_kind():
    assert get_args(model.Record) == tuple(kind.record for kind in KINDS.values())


def test_a_record_knows_its_kind(small):
    assert [kind_of(record) for record in (small.conference, small.strategy[0], small.sdgs[0])] == ["conference", "strategy", "sdg"]


@pytest.mark.parametrize("name", KINDS)
def test_every_record_has_the_common_fields(name):
    held = set(shapes(KINDS[name].record))
    assert {"id", "remarks"} <= held
    assert ("sources" in held) == (name not in ("section", "passage"))
    assert ("name" in held) == ("aliases" in held)


def test_every_kind_has_columns_that_are_its_fields():
    assert set(listing.COLUMNS) == set(KINDS)
    for name, columns in listing.COLUMNS.items():
        assert columns[0] == "id"
        assert set(columns) <= set(field_names(KINDS[name].record)), name


def test_every_kind_has_its_place_on_a_card():
    assert sorted(BACK_ORDER) == sorted(KINDS)
    assert set(KINDS) >= cards.DIGEST
    assert set(CONTEXT) <= set(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_goes_by_its_singular_and_its_plural(name):
    assert naming.NOUNS[name] == name
    assert naming.NOUNS[KINDS[name].collection] == name


@pytest.mark.parametrize(
    ("noun", "kind"),
    [("people", "speaker"), ("organizations", "organisation"), ("orgs", "organisation"), ("events", "session"), ("goals", "sdg")],
)
def test_usual_variants_of_a_noun_are_known(noun, kind):
    assert naming.NOUNS[noun] == kind


def test_no_noun_stands_for_two_kinds():
    claimed = [noun for kind in KINDS.values() for noun in {kind.name, kind.collection, *naming._VARIANTS.get(kind.name, ())}]
    assert len(claimed) == len(set(claimed))


def test_parts_of_records_are_nodes():
    assert is_node(Remark)
    assert not is_node(str)
    assert not is_node(Coordinates | None)


def test_what_a_field_holds_is_read_off_its_type():
    held = shapes(KINDS["city"].record)
    assert (held["country"].reference, held["country"].many, held["country"].optional) == ("country", False, False)
    assert {mark.name for mark in held["country"].marks} == {"place", "owner"}
    assert (held["sources"].reference, held["sources"].many) == ("passage", True)
    assert (held["coordinates"].base, held["coordinates"].optional) == (Coordinates, True)
    assert held["participation"].many


MARKS = {base.ABSENT, base.AMOUNT, base.BESIDE, base.HEADING, base.IN_ANY_FORM, base.PARAPHRASE, base.PRINTED}


@pytest.mark.parametrize("cls", [cls for cls in DOCUMENTED if cls is not Report], ids=lambda cls: cls.__name__)
def test_every_field_says_what_it_claims_of_print_or_claims_nothing(cls):
    bare = {
        name
        for name, part in shapes(cls).items()
        if not (part.reference or choices(cls, name) or part.base is bool or is_node(part.base)) and MARKS.isdisjoint(part.marks)
    }
    assert bare == set()


def test_every_coded_value_that_needs_one_has_its_meaning():
    for values, told in MEANINGS.items():
        assert set(told) == set(get_args(values)) != set()
    schema = report_schema("initiative")["properties"]
    assert {one["const"]: one["description"] for one in schema["status"]["oneOf"]} == meanings(model.Status)
    assert "oneOf" in report_schema("city")["properties"]["participation"]["items"]
