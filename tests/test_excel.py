"""`--excel`: CSV that a spreadsheet opens as it is meant, and CSV without it left raw."""

import codecs
import csv
import io
import json

import pytest
from conftest import SMALL
from hypothesis import given
from hypothesis import strategies as st

from iclc_cli.formats import FORMATS
from iclc_cli.text import cell
from iclc_cli.views.layout import Column, Listing, Screen
from iclc_cli.visible import visible_lines

DANGEROUS = "=+-@\t\r\n"


def written(values, guard=True, key="x"):
    """One column of values as CSV, and as a reader reads it back."""
    rows = [[value] for value in values]
    listing = Listing((Column(key, "X"),), [], lambda: rows, lambda: [[cell(value) for value in row] for row in rows])
    return FORMATS["csv"].listing(listing, Screen(guard=guard))


def read(text):
    return [row[0] if row else "" for row in csv.reader(io.StringIO(text, newline=""))]


@pytest.mark.parametrize("first", DANGEROUS)
def test_text_that_would_be_a_formula_is_guarded_only_when_asked(first):
    text = f"{first}HYPERLINK(A1)"
    assert read(written([text]))[1] == "'" + visible_lines(text)
    assert read(written([text], guard=False))[1] == visible_lines(text)
    assert read(written([[text, "b"]]))[1][0] == "'"  # a list in a cell
    assert read(written(["a"], key=text))[0] == "'" + visible_lines(text)  # a heading


@pytest.mark.parametrize("number", [-1, -98.4082, 0, 3, 1e-9, True])
def test_a_number_stays_a_number(number):
    assert written([number]) == written([number], guard=False)


@given(st.lists(st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(DANGEROUS + "'\",;"))), min_size=1))
def test_nothing_but_the_guard_changes(texts):
    guarded, raw = read(written(texts)), read(written(texts, guard=False))
    assert len(guarded) == len(raw) == len(texts) + 1
    for text, with_guard, without in zip(texts, guarded[1:], raw[1:], strict=True):
        assert with_guard == ("'" if text[:1] in tuple(DANGEROUS) else "") + without
        assert with_guard[:1] not in tuple(DANGEROUS)


def test_the_mark_stands_once_and_first(process):
    raw, excel = (process("cities", "list", "-f", "csv", *more).stdout for more in ([], ["--excel"]))
    assert not raw.startswith(codecs.BOM_UTF8)
    assert excel.startswith(codecs.BOM_UTF8)
    assert excel.count(codecs.BOM_UTF8) == 1
    assert excel.removeprefix(codecs.BOM_UTF8) == raw  # nothing in it looks like a formula


def test_a_file_gets_the_same(iclc, tmp_path):
    iclc("initiatives", "list", "--data", SMALL, "--excel", "-o", tmp_path / "a.csv")
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(codecs.BOM_UTF8)
    names = [row["name"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    assert names == ["Lantern", "'=A school, for rope"]
    iclc("initiatives", "list", "--data", SMALL, "-o", tmp_path / "b.csv")
    assert (tmp_path / "b.csv").read_bytes() == data.removeprefix(codecs.BOM_UTF8).replace(b"\"'=", b'"=')


def test_an_output_that_cannot_hold_the_mark_goes_without(process):
    done = process("sdgs", "list", "-f", "csv", "--excel", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.stdout.startswith(b"id,number,name\n")


def test_negative_numbers_of_records_are_not_touched(iclc):
    fields = ["--fields", "coordinates.latitude", "-f", "csv", "--no-header"]
    listed = iclc("cities", "list", *fields, "--excel").stdout.removeprefix("\ufeff").split()
    cities = iclc("cities", "list", "--json").json
    assert [float(value) for value in listed] == [city["coordinates"]["latitude"] for city in cities if city["coordinates"]]
    assert any(value.startswith("-") for value in listed)


@pytest.mark.parametrize("form", [name for name in FORMATS if name != "csv"])
def test_another_format_is_a_usage_error(iclc, form):
    result = iclc("cities", "list", "--excel", "-f", form, code=2)
    assert result.stdout == ""
    message = "--excel goes with --format csv or -o FILE.csv"
    assert message in (json.loads(result.stderr)["error"]["message"] if "json" in form else result.stderr)


def test_without_a_format_or_into_another_file_it_is_a_usage_error(iclc, tmp_path):
    iclc("cities", "list", "--excel", code=2)
    iclc("cities", "list", "--excel", "-o", tmp_path / "a.json", code=2)
    iclc("cities", "list", "--excel", "-f", "json", "-o", tmp_path / "a.csv", code=2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command",
    [["cities"], ["city", "show", "cork"], ["search", "health"], ["related", "cork"], ["peers", "cork"], ["compare", "cork", "limerick"]],
)
def test_everything_that_prints_rows_offers_it(iclc, command):
    with_mark = iclc(*command, "-f", "csv", "--excel", "-q").stdout
    assert with_mark.removeprefix("\ufeff") == iclc(*command, "-f", "csv", "-q").stdout
    assert with_mark.startswith("\ufeff")


def test_a_count_is_a_number_and_nothing_else(iclc):
    assert iclc("cities", "list", "--count", "--excel", "-f", "csv").stdout == iclc("cities", "list", "--count").stdout
