"""Faults that were found once, each held to its kind; docs/faults.md lists them beside those that other files test."""

import json
import subprocess
import sys
import time

import growth
import pytest
from conftest import SMALL

from iclc_cli.dataset import loading
from iclc_cli.grid import Column, Page
from iclc_cli.query import thesaurus
from iclc_cli.query.index import Index

ICLC = [sys.executable, "-m", "iclc_cli"]

PATIENCE = 5
"""Seconds within which each awkward input is answered; each took several times as many when its kind of fault was there."""


def planted(change):
    """The small report as plain data, changed."""
    data = json.loads(SMALL.read_text(encoding="utf-8"))
    change(data)
    return data


@pytest.fixture
def other(tmp_path):
    """Writes the small report, changed, and gives the file's name."""

    def write(change):
        path = tmp_path / "other.json"
        path.write_text(json.dumps(planted(change)), encoding="utf-8")
        return str(path)

    return write


# --- growth


@pytest.mark.parametrize(
    ("name", "size", "code"),
    [
        ("aliases", 3_000, 0),
        ("keys", 60_000, 5),
        ("chain", 15_000, 0),
        ("brackets", 100_000, 5),
        ("refs", 50_000, 3),
        ("columns", 1_600, 0),
    ],
)
def test_small_awkward_input_takes_no_time(iclc, name, size, code):
    command, given = growth.CASES[name].make(size)
    start = time.process_time()
    iclc(*command, input=given, code=code)
    assert time.process_time() - start < PATIENCE


def test_other_names_are_held_for_those_that_are_said_alone_and_not_without_end():
    def many(data):
        topic = data["topics"][0]
        topic["aliases"] = [{"name": f"word{number} thing", "sources": topic["sources"]} for number in range(500)]

    names = thesaurus.OtherNames(Index(loading.build(planted(many))))
    assert names.of(["thing"]) == {}
    found = names.of(["good", "word7", "things"])
    assert list(found) == [("word7", "thing")]
    assert len(found["word7", "thing"]) == thesaurus.MOST


def test_an_endless_list_of_refs_is_refused_at_once():
    with subprocess.Popen(["yes"], stdout=subprocess.PIPE) as endless:
        done = subprocess.run([*ICLC, "show", "-"], stdin=endless.stdout, capture_output=True, timeout=20)
        endless.kill()
    assert (done.returncode, done.stderr) == (2, b"error: standard input: larger than 10,000,000 bytes; give a smaller file\n")


def test_wrong_refs_are_told_up_to_a_number(iclc):
    told = iclc("show", "-", input="\n".join(f"x{number}x" for number in range(100)) + "\ncork\n", code=3).stderr
    assert told.count("no record") == 20
    assert "; and more" in told


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.parametrize("count", [1, 7, 30, 300])
def test_a_table_of_any_number_of_columns_loses_nothing_and_fits(width, count):
    page = Page(width)
    rows = [[f"cell-{row}-{number}" for number in range(count)] for row in range(2)]
    page.table([Column(f"c{number}") for number in range(count)], rows, whole=True)
    lines = page.render().splitlines()
    words = page.render().replace(";", " ").split()
    assert sorted(word for word in words if word.startswith("cell")) == sorted(cell for row in rows for cell in row)
    assert max(map(len, lines)) <= width
