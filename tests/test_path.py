"""How two records are connected: the shortest ways, each step with its reason and its passages."""

import json

import pytest
from conftest import SMALL

from iclc_cli.model.kinds import all_records
from iclc_cli.query.links import references
from iclc_cli.query.names import ref_of
from iclc_cli.query.paths import EVERYWHERE


def linked(report):
    """Which records are linked, the plain way."""
    found = {}
    for kind, record in all_records(report):
        for one in references(record):
            if not EVERYWHERE.intersection((kind, one.target)):
                found.setdefault(ref_of(record), set()).add(f"{one.target}/{one.id}")
                found.setdefault(f"{one.target}/{one.id}", set()).add(ref_of(record))
    return found


def distance(found, start, end):
    seen, level, steps = {start}, {start}, 0
    while level and end not in level:
        level = {other for one in level for other in found.get(one, ())} - seen
        seen |= level
        steps += 1
    return steps if level else None


PAIRS = [("Cork", "Yeonsu"), ("health literacy", "strategy/change-4"), ("Ban Ki-moon", "Villa María"), ("sdg/sdg-3", "Goyang")]


@pytest.mark.parametrize(("start", "end"), PAIRS)
def test_a_way_is_as_short_as_can_be_and_each_step_is_a_link(book, start, end):
    first, last = book.find(start), book.find(end)
    net = linked(book.report)
    ways = book.path(first, last)
    assert 1 <= len(ways) <= 3
    for way in ways:
        assert (way.start, way.end) == (ref_of(first), ref_of(last))
        assert way.length == len(way.steps) == distance(net, ref_of(first), ref_of(last))
        here = ref_of(first)
        for step in way.steps:
            there = f"{step.kind}/{step.id}"
            assert there in net[here]
            holder, target = (here, there) if step.direction == "forward" else (there, here)
            made = [(f"{one.target}/{one.id}", one.via, one.sources) for one in references(book.find(holder))]
            assert (target, step.via, step.sources) in made
            here = there
        assert way.through == tuple(step.label for step in way.steps[:-1])


def test_the_way_back_is_as_long(book):
    one, other = book.find("Cork"), book.find("Goyang")
    assert book.path(one, other)[0].length == book.path(other, one)[0].length


def test_what_is_not_connected_is_told_and_no_failure(iclc, tmp_path):
    data = json.loads(SMALL.read_text(encoding="utf-8"))
    alone = {"id": "log", "name": "Log", "aliases": [], "named": True, "kind": "report", "url": None, "initiatives": [], "remarks": []}
    data["documents"] = [{**alone, **dict.fromkeys(("city", "organisation", "year", "summary")), "sources": ["opening-p1"]}]
    file = tmp_path / "report.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    words = ["path", "document/log", "figure/rope-share", "--data", file]
    result = iclc(*words, "--json")
    assert result.json == []
    assert result.stderr.endswith("are not connected; passages, sections and the conference do not count\n")
    assert iclc(*words, "--json", "-e", code=4).error["code"] == "nothing-matched"
    assert "not connected" in iclc(*words, "-f", "table").stdout


def test_what_is_connected_by_a_section_alone_is_not_said_to_be_unconnected(iclc, book):
    """Overview ¶5 is one step from each of them."""
    words = ["path", "section/overview", "session/forum-1.1"]
    assert "passages, sections and the conference do not count" in iclc(*words, "--json").stderr
    assert "Passages, sections and the conference do not count" in " ".join(iclc(*words, "-f", "table").stdout.split())
    assert "passages, sections or the conference" in " ".join(iclc("path", "-h").stdout.split())


def test_what_leads_to_everything_may_be_asked_for_and_is_no_way_between(book):
    conference = book.report.conference
    (way, *_) = book.path(conference, book.find("Yeonsu"))
    assert (way.length, way.steps[0].via) == (1, "host")
    assert book.path(book.find("passage/plenary-1-p2"), book.find("Cork"))[0].length == 1


def test_people_read_a_step_a_line_with_its_reason_and_its_place(iclc):
    lines = iclc("path", "Cork", "Plenary I", "-f", "table").stdout.splitlines()
    assert lines[0].startswith("  Cork to Plenary I")
    assert any(line.startswith("  people ") and "Plenary I ¶2" in line for line in lines)
    assert any(line.startswith("  spoke in ") for line in lines)


def test_a_city_in_which_something_lies_is_not_said_to_do_it(iclc):
    told = iclc("path", "initiative/cork-covid-responses", "Cork", "-f", "table").stdout
    assert "  lies in " in told
    assert "  in it " in iclc("related", "Cork", "-f", "table").stdout


@pytest.mark.parametrize("words", [["Cork"], ["Cork", "Cork"], ["Cork", "Goyang", "Fatick"]])
def test_two_different_records_are_needed(iclc, words):
    assert "path needs two different records" in iclc("path", *words, code=2).stderr
