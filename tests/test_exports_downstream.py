"""Exports, read back by tools that guess types, names and labels: what they show is what the report says."""

import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from tools import output, tool

from iclc_cli.exports import EXPORTS, tables
from iclc_cli.exports.sqlite import storable
from iclc_cli.formats.csv import written
from iclc_cli.model.kinds import KINDS, all_records
from iclc_cli.text import cell


@pytest.fixture(scope="module")
def folder(book, tmp_path_factory):
    """The shipped report in every export that is read here."""
    made = tmp_path_factory.mktemp("exported")
    (made / "iclc.db").write_bytes(EXPORTS["sqlite"].export(book))
    (made / "report.ndjson").write_text(EXPORTS["ndjson"].export(book), encoding="utf-8")
    for name in ("csv", "datapackage"):
        (made / name).mkdir()
        for file, content in EXPORTS[name].export(book).items():
            (made / name / file).write_bytes(content)
    return made


# --- SQLite


def test_no_column_and_no_table_needs_quotes(folder):
    duckdb = pytest.importorskip("duckdb")
    lite, duck = sqlite3.connect(folder / "iclc.db"), duckdb.connect()
    for table in (*tables.layout(), tables.about_table(), tables.columns_table(())):
        for column in table.columns:
            query = f"SELECT t.{column.name}, {column.name} FROM {table.name} AS t WHERE {column.name} IS NULL ORDER BY {column.name}"
            lite.execute(query)
            duck.execute(query.replace(f"FROM {table.name}", f"FROM read_csv('{folder / 'csv' / table.name}.csv', header = true)"))
    lite.close()
    duck.close()


def test_every_column_of_the_database_has_a_type(folder):
    with sqlite3.connect(folder / "iclc.db") as database:
        for table in tables.layout():
            kinds = {line[1]: line[2] for line in database.execute(f"PRAGMA table_info({table.name})")}
            assert all(kinds.values())
            for name, kind in kinds.items():
                wanted = {"TEXT": {"text", "null"}, "INTEGER": {"integer", "null"}, "REAL": {"real", "null"}}[kind]
                assert {one for (one,) in database.execute(f"SELECT DISTINCT typeof({name}) FROM {table.name}")} <= wanted
    database.close()


def figures(report):
    return [(one.id, one.value, one.value_to, one.date, one.date_to) for one in report.figures]


def test_gdal_reads_numbers_and_dates_of_figures(folder, report, tmp_path):
    """It took the first row's type for that of a column without one: 0.5 was 0, and 2021-10-27 was 2021."""
    fields = "id,value,value_to,date,date_to"
    script = [
        tool("ogr2ogr"),
        "-f",
        "CSV",
        tmp_path / "out.csv",
        folder / "iclc.db",
        "-sql",
        f"SELECT {fields} FROM figures ORDER BY position",
    ]
    output(*script)
    with open(tmp_path / "out.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert [
        (key, *(float(one) if one else None for one in numbers), *(one or None for one in days))
        for key, *numbers, days in [(row[0], row[1], row[2], row[3:]) for row in rows]
    ] == figures(report)


def test_duckdb_reads_numbers_and_dates_of_figures_from_the_database(folder, report):
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    beside = find_spec("duckdb_extension_sqlite_scanner")  # a package, for where DuckDB cannot fetch what it lacks
    files = (
        [path for root in (beside.submodule_search_locations or ()) for path in Path(root).rglob("*.duckdb_extension")] if beside else []
    )
    try:
        connection.execute(f"LOAD '{files[0]}'" if files else "LOAD sqlite")
    except duckdb.Error:
        pytest.skip("needs DuckDB's extension sqlite")
    connection.execute(f"ATTACH '{folder / 'iclc.db'}' AS iclc (TYPE sqlite)")
    found = connection.execute("SELECT id, value, value_to, date, date_to FROM iclc.figures ORDER BY position")
    assert [str(column[1]) for column in found.description[1:]] == ["DOUBLE", "DOUBLE", "VARCHAR", "VARCHAR"]
    assert found.fetchall() == figures(report)


# --- Datasette

DATASETTE = """
import asyncio, json, sys
from datasette.app import Datasette
served = Datasette([sys.argv[1]], metadata=json.load(open(sys.argv[2], encoding="utf-8")))
async def pages():
    return {path: (await served.client.get(path)).text for path in sys.argv[3:]}
print(json.dumps(asyncio.run(pages())))
"""


def datasettes():
    """Python with Datasette: this one, and where DATASETTE_PYTHON says so, one with another release."""
    return [sys.executable, *filter(None, [os.environ.get("DATASETTE_PYTHON")])]


@pytest.mark.parametrize("python", datasettes(), ids=lambda path: Path(path).parent.parent.name)
def test_datasette_labels_what_a_row_refers_to_whatever_the_file_is_called(folder, iclc, tmp_path, python):
    if python == sys.executable and find_spec("datasette") is None:
        pytest.skip("needs datasette")
    shutil.copy(folder / "iclc.db", tmp_path / "my-cities.v2.db")
    iclc("export", "datasette", tmp_path / "metadata.json", "--database", tmp_path / "my-cities.v2.db", "-q")
    paths = ["/my-cities~2Ev2/initiatives?city=bristol", "/my-cities~2Ev2/session_topics?session=forum-1.1", "/"]
    command = [python, "-W", "ignore", "-c", DATASETTE, tmp_path / "my-cities.v2.db", tmp_path / "metadata.json", *paths]
    pages = json.loads(output(*command))
    assert '/cities/bristol">Bristol</a>' in pages[paths[0]]
    assert '/sessions/forum-3~2E1">Forum 3.1</a>' in pages[paths[0]]
    assert '">health and well-being</a>' in pages[paths[1]]
    assert "Whose initiative" in pages[paths[0]] or "The city whose initiative it is" in pages[paths[0]]


def test_only_datasette_has_a_database_to_name(iclc):
    told = iclc("export", "json", "--database", "x.db", code=2).stderr
    assert told == "error: --database goes with datasette, not with json\n"


# --- Data Package


def test_days_are_dates_and_other_dates_are_not(folder):
    told = json.loads((folder / "datapackage" / "datapackage.json").read_bytes())
    dates = {(one["name"], field["name"]) for one in told["resources"] for field in one["schema"]["fields"] if field["type"] == "date"}
    assert dates == {("conference", "start"), ("conference", "end_")}


FRICTIONLESS = """
import json, sys, frictionless
whole, damaged = map(frictionless.Package, sys.argv[1:])
(row,) = whole.get_resource("conference").read_rows()
faults = [[task.name, error.type] for task in damaged.validate().tasks for error in task.errors]
print(json.dumps([whole.validate().valid, str(type(row["start"])), str(row["end_"]), sorted(faults)]))
"""


def damaged(folder, target, *changes):
    """A copy of the package with some files changed, and no sums that would tell."""
    shutil.copytree(folder, target)
    told = json.loads((target / "datapackage.json").read_bytes())
    for resource in told["resources"]:
        del resource["hash"], resource["bytes"]
    (target / "datapackage.json").write_text(json.dumps(told), encoding="utf-8")
    for table, change in changes:
        with open(target / f"{table}.csv", encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        (target / f"{table}.csv").write_text(written([header, *change(header, rows)]), encoding="utf-8", newline="")
    return target / "datapackage.json"


def other_value(column, value):
    def change(header, rows):
        place = header.index(column)
        row = next(row for row in rows if row[place])
        row[place] = value
        return rows

    return change


def test_frictionless_reads_keys_and_types(folder, tmp_path):
    if find_spec("frictionless") is None:
        pytest.skip("needs frictionless")
    package = damaged(
        folder / "datapackage",
        tmp_path / "package",
        ("topics", other_value("broader", "no-such")),
        ("cities", other_value("country", "no-such")),
        ("countries", lambda header, rows: [*rows, rows[0]]),
        ("topic_sources", lambda header, rows: [*rows, rows[-1]]),
        ("conference", other_value("start", "27 October 2021")),
        ("figures", other_value("value", "some")),
    )
    whole = folder / "datapackage" / "datapackage.json"
    assert json.loads(output(sys.executable, "-W", "ignore", "-c", FRICTIONLESS, whole, package)) == [
        True,
        "<class 'datetime.date'>",
        "2021-10-30",
        [
            ["cities", "foreign-key"],
            ["conference", "type-error"],
            ["countries", "primary-key"],
            ["figures", "type-error"],
            ["topic_sources", "primary-key"],
            ["topics", "foreign-key"],
        ],
    ]


# --- NDJSON


def without_nulls(value):
    if isinstance(value, dict):
        return {key: without_nulls(one) for key, one in value.items() if one is not None}
    return [without_nulls(one) for one in value] if isinstance(value, list) else value


def lines(folder):
    return [without_nulls(json.loads(line)) for line in (folder / "report.ndjson").read_text(encoding="utf-8").splitlines()]


def test_a_key_has_one_type_in_all_lines(folder):
    types = {}

    def gather(value, path):
        if isinstance(value, dict):
            for key, one in value.items():
                gather(one, f"{path}.{key}")
        elif isinstance(value, list):
            for one in value:
                gather(one, f"{path}[]")
        elif value is not None:
            types.setdefault(path, set()).add("number" if type(value) in (int, float) else type(value).__name__)
        if isinstance(value, (dict, list)):
            types.setdefault(path, set()).add(type(value).__name__)

    for line in lines(folder):
        gather(line, "")
    assert {path: found for path, found in types.items() if len(found) > 1} == {}


def test_polars_reads_every_line(folder):
    polars = pytest.importorskip("polars")
    frame = polars.read_ndjson(folder / "report.ndjson", infer_schema_length=None)  # else it drops what the first 100 lines have not
    assert [without_nulls(row) for row in frame.to_dicts()] == lines(folder)


def test_pyarrow_reads_every_line(folder):
    reader = pytest.importorskip("pyarrow.json")
    found = reader.read_json(folder / "report.ndjson").to_pylist()
    wanted = lines(folder)
    for one in (found[0]["record"], wanted[0]["record"]):
        one["start"], one["end"] = str(one["start"])[:10], str(one["end"])[:10]  # it makes days of them
    assert [without_nulls(row) for row in found] == wanted


def test_duckdb_reads_every_line_with_its_types(folder, report):
    duckdb = pytest.importorskip("duckdb")
    source = f"read_ndjson('{folder / 'report.ndjson'}')"
    types = "any_value(typeof(record.value)), any_value(typeof(record.number))"
    ((count, value, number),) = duckdb.sql(f"SELECT count(*), {types} FROM {source}").fetchall()
    assert count == sum(1 for _ in all_records(report))
    assert value in ("BIGINT", "DOUBLE")
    assert number == "VARCHAR"
    found = duckdb.sql(f"SELECT record.name, record.coordinates.latitude FROM {source} WHERE kind = 'city'").fetchall()
    assert found == [(city.name, city.coordinates.latitude if city.coordinates else None) for city in report.cities]


# --- CSV


@pytest.mark.skipif(not shutil.which("grep"), reason="needs grep")
def test_a_line_of_csv_ends_where_grep_looks_for_it(folder, iclc):
    text = iclc("cities", "--fields", "country", "-f", "csv").stdout
    found = subprocess.run(["grep", "-c", "^ireland$"], input=text, capture_output=True, text=True).stdout
    assert found == iclc("cities", "--country", "ireland", "--count").stdout
    for path in (folder / "csv").iterdir():
        assert b"\r" not in path.read_bytes()


@pytest.mark.parametrize("awkward", ["a\rb", "a\r\nb", "a\nb", "\r", "\n", 'q"', "a,b", "", " "])
def test_what_stands_in_a_cell_does_not_end_a_line(awkward):
    text = written([["x", awkward], [awkward, "y"]])
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["x", awkward], [awkward, "y"]]
    assert text.endswith("y\n")


def test_a_cell_of_several_objects_is_one_json_array(iclc, report):
    rows = list(csv.reader(iclc("speakers", "--fields", "id,appearances", "-f", "csv").stdout.splitlines()))[1:]
    held = {key: json.loads(value) for key, value in rows}
    assert {key: [one["session"] for one in value] for key, value in held.items()} == {
        one.id: [appearance.session for appearance in one.appearances] for one in report.speakers
    }
    assert cell([{"a": 1}]) == '[{"a": 1}]'
    assert cell(["a", 1, None]) == "a; 1; "


def test_every_kind_of_the_csv_has_as_many_rows_as_records(folder, report, book):
    for kind in KINDS.values():
        with open(folder / "csv" / f"{kind.collection}.csv", encoding="utf-8", newline="") as file:
            assert len(list(csv.reader(file))) - 1 == len(book.records(kind.name))


def test_an_integer_that_sqlite_cannot_hold_is_text():
    assert [storable(one) for one in (2**63 - 1, 2**63, -(2**63), 1 - 2**63)] == [2**63 - 1, str(2**63), str(-(2**63)), 1 - 2**63]
