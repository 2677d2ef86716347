"""Dates and numbers as screens tell them, whatever a report holds in their place."""

import json

import pytest
from conftest import SMALL
from hypothesis import given
from hypothesis import strategies as st

from iclc_cli.dataset import loading as dataset
from iclc_cli.query.amounts import date_in_words
from iclc_cli.screens.drawing import amount, day, days


@pytest.fixture(scope="module")
def figure():
    """A figure of the small report with other values."""

    def made(**values):
        data = json.loads(SMALL.read_text(encoding="utf-8"))
        data["figures"][0] |= {"unit": None, "qualifier": "exactly", **dict.fromkeys(("value", "value_to", "date", "date_to")), **values}
        return dataset.build(data).figures[0]

    return made


@pytest.mark.parametrize(
    ("date", "few", "words"),
    [
        ("2021", "2021", "2021"),
        ("2020-09", "Sep 2020", "September 2020"),
        ("2021-10-07", "7 Oct 2021", "7 October 2021"),
        ("2021-13", "2021-13", "2021-13"),
        ("2021-00-01", "2021-00-01", "2021-00-01"),
        ("2021-²", "2021-²", "2021-²"),
        ("next year", "next year", "next year"),
        ("", "", ""),
    ],
)
def test_a_date_is_told_in_words_and_what_is_none_stays_as_it_is(date, few, words):
    assert (day(date), date_in_words(date)) == (few, words)


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2021-10-27", "2021-10-30", "27–30 Oct 2021"),
        ("2021-10-30", "2021-11-02", "30 Oct 2021–2 Nov 2021"),
        ("2019", "2021", "2019–21"),
        ("1999", "2001", "1999–2001"),
        ("2021-10-xx", "2021-10-yy", "2021-10-xx–2021-10-yy"),
        ("2021-10-01x", "2021-10-02x", "2021-10-01x–2021-10-02x"),
    ],
)
def test_a_period_is_told_once_where_its_ends_agree(start, end, told):
    assert days(start, end) == told


@given(st.text(), st.text())
def test_no_text_in_place_of_a_date_is_an_error_or_lost(start, end):
    assert isinstance(days("2021-10-" + start, "2021-10-" + end), str)
    assert isinstance(days(start, end, brief=False), str)
    assert day(start + "x") == start + "x"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"kind": "count", "value": 2000, "qualifier": "at-least"}, "2,000+"),
        ({"kind": "count", "value": 18, "value_to": 35}, "18–35"),
        ({"kind": "age", "value": 18, "value_to": 35, "unit": "years"}, "18–35 years"),
        ({"kind": "share", "value": 50, "qualifier": "more-than"}, "over half"),
        ({"kind": "share", "value": 50, "qualifier": "at-least"}, "at least half"),
        ({"kind": "share", "value": 12.5}, "12.5%"),
        ({"kind": "share", "value": 20, "value_to": 30, "qualifier": "about"}, "about 20–30%"),
        ({"kind": "date", "date": "2021-10"}, "Oct 2021"),
        ({"kind": "date", "date": "2021"}, "2021"),
        ({"kind": "period", "date": "2019", "date_to": "2021"}, "2019–21"),
    ],
    ids=str,
)
def test_an_amount_loses_neither_its_end_nor_its_precision(figure, values, told):
    assert amount(figure(**values)) == told
