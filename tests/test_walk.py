"""One walk over the fields of records, the paths it speaks in, and the words that say what each field means."""

import json
import os
import subprocess
import sys
from collections import Counter
from copy import deepcopy
from dataclasses import replace

import pytest
from conftest import SMALL
from hypothesis import given
from hypothesis import strategies as st
from test_values import CLASSES

from iclc_cli import model
from iclc_cli.dataset import loading as dataset
from iclc_cli.model import Report, docs
from iclc_cli.model.kinds import KINDS, aliases, shapes
from iclc_cli.model.walk import Visit, anything, at, dotted, fields, parse_path, parts, walk


def leaves(data, path=()):
    """Everything in a JSON object that is no object and not empty, with where it stands; a list of plain values is one thing."""
    for name, value in data.items():
        if isinstance(value, dict):
            yield from leaves(value, (*path, name))
        elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
            for place, part in enumerate(value):
                yield from leaves(part, (*path, name, place))
        elif value is not None and value != []:
            yield (*path, name), tuple(value) if isinstance(value, list) else value


@pytest.mark.parametrize("path", [SMALL, dataset.bundled()], ids=["small", "shipped"])
def test_a_walk_visits_what_the_file_holds_in_its_order(path):
    data = json.loads(path.read_text(encoding="utf-8"))
    report = dataset.build(deepcopy(data))
    told = [(visit.path, visit.value) for visit in walk(report)]
    assert told == list(leaves(data))
    assert len(told) > 200


@pytest.fixture
def speaker(small_book):
    """The one of the small report with the most parts."""
    return small_book.find("bo-yeon-weiss")


def test_paths_are_names_of_fields_and_places_in_lists(speaker):
    assert [visit.path for visit in walk(speaker)] == [
        ("id",),
        ("name",),
        ("aliases", 0, "name"),
        ("aliases", 0, "sources"),
        ("appearances", 0, "session"),
        ("appearances", 0, "role"),
        ("appearances", 0, "organisations"),
        ("appearances", 0, "sources"),
        ("appearances", 1, "session"),
        ("appearances", 1, "role"),
        ("appearances", 1, "country"),
        ("appearances", 1, "said", 0, "text"),
        ("appearances", 1, "said", 0, "sources"),
        ("appearances", 1, "said", 1, "text"),
        ("appearances", 1, "said", 1, "sources"),
        ("appearances", 1, "sources"),
        ("sources",),
        ("remarks", 0, "field"),
        ("remarks", 0, "kind"),
        ("remarks", 0, "printed"),
        ("remarks", 0, "reason"),
        ("remarks", 0, "routine"),
    ]


def test_a_visit_names_the_part_that_has_the_field_and_its_shape(speaker):
    for path, node, shape, value, _ in walk(speaker):
        assert getattr(node, path[-1]) is value
        assert shapes(type(node))[path[-1]] == shape
    assert {type(visit.node).__name__ for visit in walk(speaker)} == {"Speaker", "Alias", "Appearance", "Point", "Remark"}


def test_the_sources_of_a_field_are_those_of_the_innermost_part_that_names_its_own(speaker):
    said = replace(speaker.appearances[1].said[0], sources=("p-said",))
    appearance = replace(speaker.appearances[1], said=(said,), sources=("p-appearance",))
    one = replace(speaker, appearances=(appearance,), sources=("p-speaker",))
    sources = {dotted(visit.path): visit.sources for visit in walk(one)}
    assert sources["name"] == sources["sources"] == ("p-speaker",)
    assert sources["appearances[0].role"] == sources["appearances[0].sources"] == ("p-appearance",)
    assert sources["appearances[0].said[0].text"] == ("p-said",)
    assert sources["remarks[0].reason"] == ("p-speaker",)  # a remark names none


def test_a_record_without_sources_has_none(small):
    assert {visit.sources for visit in walk(small.passages[0])} == {()}


def test_what_holds_nothing_is_visited_only_where_that_is_asked_for(small):
    city = small.cities[2]
    assert (city.coordinates, city.aliases != ()) == (None, True)
    bare = replace(city, aliases=(), remarks=())
    assert {"aliases", "coordinates", "remarks"}.isdisjoint(visit.path[0] for visit in walk(bare))
    held = {visit.path: visit.value for visit in walk(bare, empty=True)}
    assert (held["aliases",], held["coordinates",], held["remarks",]) == ((), None, ())
    assert [path for path, value in held.items() if value not in (None, ())] == [visit.path for visit in walk(bare)]
    assert list(held) == [(name,) for name in shapes(type(bare))]  # a field of parts stands for them where there are none


def test_a_falsehood_and_a_nought_are_something(small):
    assert ("named",) in [visit.path for visit in walk(small.initiatives[1])]
    assert small.initiatives[1].named is False
    assert ("coordinates", "longitude") in [visit.path for visit in walk(small.cities[1])]
    assert small.cities[1].coordinates.longitude == 0


# Only what is wanted


def is_reason(cls, name, shape):
    return cls is model.Remark and name == "reason"


def is_printed_text(cls, name, shape):
    return shape.base is str and shape.reference is None and cls is not model.Remark


def is_country(cls, name, shape):
    return shape.reference == "country"


@pytest.mark.parametrize("wanted", [is_reason, is_printed_text, is_country])
def test_a_walk_with_a_wish_is_a_part_of_the_whole_walk(small, wanted):
    parts = 0
    for kind in KINDS.values():
        for record in (small.conference,) if kind.single else getattr(small, kind.collection):
            chosen = [visit for visit in walk(record) if wanted(type(visit.node), visit.path[-1], visit.shape)]
            assert walk(record, wanted) == chosen
            parts += len(chosen)
    assert parts


class Forbidden:
    """A part that must not be entered."""

    def __iter__(self):
        raise AssertionError("entered")

    def __getattr__(self, name):
        raise AssertionError(f"asked for {name}")


def test_what_leads_to_nothing_wanted_is_not_entered(speaker, small):
    guarded = replace(speaker, appearances=Forbidden())
    assert [visit.path for visit in walk(guarded, is_reason)] == [("remarks", 0, "reason")]
    with pytest.raises(AssertionError, match="asked for"):
        walk(guarded, is_country)
    city = replace(small.cities[0], coordinates=Forbidden())
    assert [visit.value for visit in walk(city, is_country)] == ["polmark"]


def test_a_wish_is_asked_once_a_class_and_not_once_a_record(small):
    asked = Counter()

    def wanted(cls, name, shape):
        asked[cls.__name__, name] += 1
        return name == "name"

    for _ in range(2):
        for city in small.cities:
            assert [visit.value for visit in walk(city, wanted)] == [city.name, *aliases(city)]
    assert set(asked.values()) == {1}
    assert ("City", "name") in asked
    assert ("Remark", "reason") in asked


# Without a record, and many at once


def test_the_fields_of_a_class_are_the_paths_of_its_records_without_places(report):
    for kind in KINDS.values():
        known = fields(kind.record)
        assert list(known) == [path for path, field in known.items() if field.path == path]
        for record in (report.conference,) if kind.single else getattr(report, kind.collection):
            for visit in walk(record, empty=True):
                field = known[tuple(step for step in visit.path if isinstance(step, str))]
                assert (field.owner, field.shape) == (type(visit.node), visit.shape)


def test_a_field_stands_before_those_of_its_parts():
    assert [".".join(path) for path in fields(model.City)] == [
        *("id", "name", "aliases", "aliases.name", "aliases.sources", "country", "participation"),
        *("coordinates", "coordinates.latitude", "coordinates.longitude", "summary"),
        *("sources", "remarks", "remarks.field", "remarks.kind", "remarks.printed", "remarks.reason", "remarks.routine"),
    ]


def test_parts_are_what_a_walk_over_each_record_enters(report):
    walked = Counter()
    for visit in walk(report, anything):
        walked[type(visit.node).__name__] += visit.path[-1] == next(iter(shapes(type(visit.node))))
    stacked = Counter({cls.__name__: 0 for cls, _ in parts([report], Report)})
    for cls, nodes in parts([report], Report):
        assert {type(node) for node in nodes} <= {cls}
        stacked[cls.__name__] += len(nodes)
    assert stacked == Counter({**dict.fromkeys(stacked, 0), **walked})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("name",), "Weiß Bo-Yeon"),
        (("appearances", "session"), ["opening", "forum-1.1"]),
        (("appearances", "organisations"), ["harbour-guild"]),
        (("appearances", "country"), [None, "isle-of-ash"]),
        (("appearances", "said", "text"), ["Knots are grammar.", "Tie, then read."]),
    ],
)
def test_what_stands_at_a_path_is_one_flat_list_where_it_holds_several(speaker, path, value):
    assert at(speaker, path) == value


# Paths as people write them


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("name", ("name",)),
        ("appearances[1].role", ("appearances", 1, "role")),
        ("appearances.role", ("appearances", "role")),
        ("appearances[10].said[0].text", ("appearances", 10, "said", 0, "text")),
        ("terms[tide clock]", ("terms", "tide clock")),
        ("", ()),
    ],
)
def test_a_path_is_read_as_people_write_it(text, path):
    assert parse_path(text) == path


NAMES = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
PATHS = st.lists(st.tuples(NAMES, st.lists(st.integers(0, 99), max_size=2)), min_size=1, max_size=5).map(
    lambda steps: tuple(part for name, places in steps for part in (name, *places))
)


@given(PATHS)
def test_a_path_that_was_written_is_read_back(path):
    assert parse_path(dotted(path)) == path


def test_every_path_of_the_shipped_report_is_written_and_read_back(report):
    for visit in walk(report):
        assert parse_path(dotted(visit.path)) == visit.path


@given(st.text())
def test_no_text_of_a_remark_is_a_crash(text):
    assert all(isinstance(step, (str, int)) for step in parse_path(text))


def test_a_visit_can_be_taken_apart_by_name(speaker):
    first = walk(speaker)[0]
    assert first == Visit(("id",), speaker, shapes(model.Speaker)["id"], "bo-yeon-weiss", speaker.sources)


# What everything means


def test_every_class_of_the_model_and_of_results_says_what_each_field_means():
    for cls in CLASSES:
        assert docs.doc(cls).rstrip().endswith((".", "…", "`"))
        unsaid = [name for name in shapes(cls) if not docs.field_doc(cls, name).rstrip().endswith((".", "?", "…"))]
        assert unsaid == []


def test_what_a_field_means_is_what_stands_below_it():
    assert docs.field_doc(model.Section, "page") == (
        "Page on which the section begins, from the table of contents; never the page of a passage."
    )
    assert docs.field_doc(model.Section, "nosuch") == ""


def test_a_docstring_in_a_line_has_no_breaks():
    assert docs.in_a_line("One\n  two,\n\nthree.") == "One two, three."


@pytest.fixture(scope="module")
def optimised(tmp_path_factory):
    """Run Python without docstrings and assertions, or with them."""
    cache = tmp_path_factory.mktemp("optimised")

    def run(*arguments, flags=("-OO",)):
        environment = {**os.environ, **({"PYTHONPYCACHEPREFIX": str(cache)} if flags else {}), "COLUMNS": "100"}
        done = subprocess.run([sys.executable, *flags, *arguments], capture_output=True, env=environment, timeout=120, check=True)
        assert done.stderr == b""
        return done.stdout

    return run


SAYING = """
import importlib, json, sys
from iclc_cli.model.docs import doc, field_doc
from iclc_cli.model.kinds import shapes
told = {}
for line in sys.argv[1:]:
    module, name = line.split(":")
    cls = getattr(importlib.import_module(module), name)
    told[line] = [doc(cls), *(field_doc(cls, field) for field in shapes(cls))]
json.dump([bool(sys.flags.optimize < 2), told], sys.stdout)
"""


def test_nothing_is_left_unsaid_where_python_drops_docstrings(optimised):
    names = [f"{cls.__module__}:{cls.__name__}" for cls in CLASSES]
    with_docstrings, told = json.loads(optimised("-c", SAYING, *names))
    assert not with_docstrings
    for name, cls in zip(names, CLASSES, strict=True):
        assert told[name] == [docs.doc(cls), *(docs.field_doc(cls, field) for field in shapes(cls))]
        assert all(told[name])


@pytest.mark.parametrize("arguments", [["schema", "search"], ["city", "list", "--help"]], ids=" ".join)
def test_help_and_schemas_are_the_same_where_python_drops_docstrings(optimised, arguments):
    plain = optimised("-m", "iclc_cli", *arguments, flags=())
    assert optimised("-m", "iclc_cli", *arguments) == plain
    assert len(plain) > 500
