"""Each hit's place: the passages that it names hold what it shows. `benchmarks/places.py` tells it of the real report."""

import places
import pytest
from printed import QUIET, QUIET_PRINT

from iclc_cli import Book
from iclc_cli.verify import open_copy


@pytest.fixture(scope="module")
def held(quiet):
    return places.Places(Book(quiet), open_copy(quiet, str(QUIET_PRINT), data=str(QUIET)))


@pytest.fixture(scope="module")
def hits(held):
    words = {word for passage in held.book.report.passages for word in passage.gist.split()}
    found = {(hit.kind, hit.id, hit.field): hit for word in sorted(words) if word.isalpha() for hit in held.book.search(word).hits}
    return [hit for hit in found.values() if hit.passages and hit.matches]


def test_the_passages_of_a_hit_hold_what_it_shows(held, hits):
    assert len(hits) > 50
    assert {held.how(hit) for hit in hits} <= {*places.WAYS, ""}
    assert sum(held.how(hit) == "" for hit in hits) <= 0.02 * len(hits)


def test_those_of_others_do_not(held, hits):
    wrong = list(places.misplaced(hits))
    assert [hit.snippet for hit in wrong] == [hit.snippet for hit in hits]
    assert sum(held.how(hit) in places.WAYS[:2] for hit in wrong) < 0.5 * len(wrong)
    assert sum(held.how(hit) in places.WAYS[:2] for hit in hits) > 0.85 * len(hits)


def test_the_number_of_a_passage_is_nothing_to_search_for(book):
    assert not [hit for hit in book.search("4").hits if hit.field == "number" and hit.kind == "passage"]
