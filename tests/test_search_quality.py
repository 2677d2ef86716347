"""How good the search is, by the queries that were written before it was tuned; `benchmarks/search_quality.py` tells more."""

import json
import sys

import pytest
import search_quality

from iclc_cli.library import Book
from iclc_cli.model.kinds import KINDS, all_records


@pytest.fixture(scope="module", autouse=True)
def judged_once():
    """A query of the files is judged once, whoever asks; those invented here, of searches invented here, anew."""
    known, judge = {}, search_quality.judge

    def once(book, query):
        key = query["query"]
        if not isinstance(book, Book):
            return judge(book, query)
        return known.setdefault(key, known.get(key) or judge(book, query))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_quality, "judge", once)
        yield


@pytest.fixture(scope="module")
def queries():
    return json.loads(search_quality.QUERIES.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def outcomes(queries, book):
    """How the queries to tune with fared, and those held back."""
    return tuple([search_quality.judge(book, query) for query in part] for part in search_quality.held_back(queries))


def told(outcomes):
    return "\n".join(f"{one.query['query']!r} found {one.found[:3]}" for one in outcomes if one.success < 1 or one.recall < 1)


def test_queries_to_tune_with_find_what_they_must(outcomes):
    success, recall, reciprocal = search_quality.summary(outcomes[0])
    assert success >= 0.93, told(outcomes[0])
    assert recall >= 0.97, told(outcomes[0])
    assert reciprocal >= 0.955, told(outcomes[0])


def test_queries_nobody_tuned_to_fare_nearly_as_well(outcomes):
    """What they missed is not told: then somebody would tune to it."""
    success, recall, reciprocal = search_quality.summary(outcomes[1])
    assert min(success, recall, reciprocal) >= 0.89


def test_no_class_of_query_is_left_behind(outcomes):
    for label in {one.query["class"] for one in outcomes[0]}:
        of_class = [one for one in outcomes[0] if one.query["class"] == label]
        assert search_quality.summary(of_class)[1] >= 0.85, told(of_class)


def test_every_third_query_is_held_back(queries):
    tuned, kept = search_quality.held_back(queries)
    assert kept == queries[2::3]
    assert [query for query in queries if query not in kept] == tuned
    assert len(queries) >= 150


def test_every_class_of_query_stands_in_both_parts(queries):
    tuned, kept = ({query["class"] for query in part} for part in search_quality.held_back(queries))
    assert tuned == kept
    assert len(tuned) >= 12


def test_no_query_stands_there_twice(queries):
    assert len({query["query"] for query in queries}) == len(queries)


def test_what_queries_must_find_is_there(queries, report):
    there = {f"{kind}/{record.id}" for kind, record in all_records(report)}
    wanted = {ref for query in queries for ref in (*query["must"], *query["first"], *query.get("not", ()))}
    assert wanted <= there
    assert {ref.partition("/")[0] for ref in wanted} <= set(KINDS)


QUERY = {"query": "any", "class": "any", "must": ["city/b", "city/c"], "first": ["city/a", "city/b"]}


class Found:
    """A search that finds these cities."""

    weak = False

    def __init__(self, *ids):
        self.hits = [type("Hit", (), {"kind": "city", "id": id, "passages": ()}) for id in ids]

    def search(self, query):
        return self


@pytest.mark.parametrize(
    ("query", "found", "figures"),
    [
        (QUERY, "abc", (1, 1, 1)),
        (QUERY, "b", (1, 0.5, 1)),
        (QUERY, "xbc", (0, 1, 0.5)),
        (QUERY, "xyb", (0, 0.5, 1 / 3)),
        (QUERY, "c", (0, 0.5, 0)),
        (QUERY, "", (0, 0, 0)),
        (QUERY, "a123456789bc", (1, 0, 1)),
        ({**QUERY, "not": ["city/x"]}, "bcx", (1, 0, 1)),
        ({**QUERY, "must": []}, "xa", (0, 1, 0.5)),
        ({**QUERY, "must": [], "first": []}, "", (1, 1, 1)),
        ({**QUERY, "must": [], "first": []}, "a", (0, 0, 0)),
    ],
)
def test_a_query_is_judged_by_what_comes_first_and_what_is_among_ten(query, found, figures):
    outcome = search_quality.judge(Found(*found), query)
    assert (outcome.success, outcome.recall, outcome.reciprocal) == figures


def test_the_script_prints_a_table_of_its_classes(queries, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["search_quality.py", "--held-back"])
    monkeypatch.setattr(search_quality, "NATURAL_KEPT", search_quality.NATURAL)  # whose queries are judged already
    search_quality.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["tuned", "with", "queries", "success@1", "recall@10", "MRR"]
    rows = [line.split() for line in lines if line.startswith("all ")]
    assert [int(row[1]) for row in rows] == [len(part) for part in search_quality.held_back(queries)]
    assert {line.split()[0] for line in lines if line} >= {query["class"] for query in queries}


# In people's own words


@pytest.fixture(scope="module")
def asked(book):
    return [search_quality.judge(book, query) for query in json.loads(search_quality.NATURAL.read_text(encoding="utf-8"))]


def test_what_people_ask_in_their_own_words_is_answered(asked):
    measured = search_quality.natural(asked)
    assert measured.three >= 0.95, told(asked)
    assert measured.recall >= 0.945, told(asked)
    assert measured.reciprocal >= 0.93, told(asked)
    assert measured.weak <= 0.045, told(asked)


def test_questions_nobody_tuned_to_are_answered_too(book):
    """What they missed is not told: then somebody would tune to it."""
    kept = json.loads(search_quality.NATURAL_KEPT.read_text(encoding="utf-8"))
    measured = search_quality.natural([search_quality.judge(book, query) for query in kept])
    assert min(measured.three, measured.recall) >= 0.90
    assert measured.reciprocal >= 0.85
    assert measured.honest >= 0.9
    assert measured.weak <= 0.10


def test_what_the_report_does_not_answer_is_told(asked):
    without = [one.query["query"] for one in asked if not search_quality.is_answered(one.query) and not one.weak]
    assert len(without) <= 2, without


def test_a_weak_answer_succeeds_where_there_is_none():
    class Weak(Found):
        weak = True

    nothing = {"query": "any", "class": "natural", "must": [], "first": []}
    assert search_quality.judge(Weak("a"), nothing).success == 1
    assert search_quality.judge(Found("a"), nothing).success == 0
    measured = search_quality.natural([search_quality.judge(Weak("b"), QUERY), search_quality.judge(Found("a"), nothing)])
    assert measured == (1, 1, 0.5, 1, 0, 1)


@pytest.mark.parametrize(("path", "unanswered"), [(search_quality.NATURAL, 43), (search_quality.NATURAL_KEPT, 22)])
def test_natural_queries_ask_for_what_is_there(report, path, unanswered):
    queries = json.loads(path.read_text(encoding="utf-8"))
    there = {f"{kind}/{record.id}" for kind, record in all_records(report)}
    assert {ref for query in queries for ref in (*query["must"], *query["first"])} <= there
    assert {one for query in queries for one in query.get("passages", ())} <= {passage.id for passage in report.passages}
    assert {query["class"] for query in queries} == {"natural"}
    assert sum(not search_quality.is_answered(query) for query in queries) == unanswered


def test_a_hit_is_right_that_leads_to_a_passage_that_answers():
    query = {"query": "any", "class": "natural", "must": [], "first": [], "passages": ["p2", "p3"]}
    found = Found("a", "b")
    found.hits[0].passages, found.hits[1].passages = ("p1",), ("p3", "p4")
    outcome = search_quality.judge(found, query)
    assert (outcome.success, outcome.three, outcome.recall, outcome.reciprocal) == (0, 1, 1, 0.5)
    assert search_quality.judge(Found(), query)[2:6] == (0, 0, 0, 0)
