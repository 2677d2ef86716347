"""Whole exports: the same records in every format, judged by the tools they are for, and written whole or not at all."""

import csv
import errno
import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from types import SimpleNamespace
from typing import Annotated, get_args

import jsonschema
import pytest
from conftest import invoke
from hostile import COLOUR, controls, planted

from iclc_cli.dataset import loading
from iclc_cli.errors import OutputError
from iclc_cli.exports import EXPORTS, Form, tables
from iclc_cli.exports.tables import layout
from iclc_cli.library import Book, load_report
from iclc_cli.model import Remark
from iclc_cli.model.base import Node, RefersTo, frozen
from iclc_cli.model.kinds import KINDS, Kind, all_records, is_node, records, shapes
from iclc_cli.query.links import references
from iclc_cli.query.names import NOUNS
from iclc_cli.terminal import emit as output
from iclc_cli.terminal.emit import Progress, Target
from iclc_cli.terminal.files import write_folder
from iclc_cli.text import as_json

TARGETS = {
    "csv": "csv",
    "datapackage": "package",
    "datasette": "metadata.json",
    "geojson": "cities.geojson",
    "graphml": "report.graphml",
    "json": "report.json",
    "jsonld": "event.jsonld",
    "ndjson": "report.ndjson",
    "page": "iclc.html",
    "sqlite": "iclc.db",
    "xlsx": "iclc.xlsx",
}
"""Every format, with what the tests call its file or folder."""

NO_JSON = ("graphml", "page")

TEXTS = [name for name in TARGETS if EXPORTS[name].FORM == "text"]
FOLDERS = [name for name in TARGETS if EXPORTS[name].FORM == "folder"]


def run(*args, code=0, input=None):
    result = invoke(*args, input=input)
    assert result.exit_code == code, f"exit {result.exit_code}\n{result.stdout[:500]}\n{result.stderr}"
    return result


class Exported:
    """A report, and the folder that holds all its exports."""

    def __init__(self, book, folder, *more):
        self.book = book
        self.report = book.report
        self.folder = folder
        self.plain = json.loads(json.dumps(book.report, default=as_json))
        """The report as its data file holds it."""
        for name in TARGETS:
            run("export", name, self[name], "-q", *more)

    def __getitem__(self, name):
        return self.folder / TARGETS[name]

    def json(self, name):
        return json.loads(self[name].read_bytes())

    def rows(self, table, name="csv"):
        with open(self[name] / f"{table}.csv", encoding="utf-8", newline="") as file:
            return list(csv.reader(file))


@pytest.fixture(scope="session")
def shipped(tmp_path_factory):
    """The shipped report, exported."""
    return Exported(load_report(), tmp_path_factory.mktemp("shipped"))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """The small report with something planted in every free text, exported."""
    folder = tmp_path_factory.mktemp("hostile")
    source = folder / "source.json"
    source.write_text(json.dumps(planted()), encoding="utf-8")
    return Exported(load_report(source), folder, "--data", source)


@pytest.fixture(params=["shipped", "hostile"])
def exported(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def database(exported):
    connection = sqlite3.connect(exported["sqlite"])
    yield connection
    connection.close()


def judged(*command, cwd):
    """What a tool prints about an export; fails when the tool does."""
    done = subprocess.run([str(part) for part in command], capture_output=True, timeout=120, cwd=cwd)
    assert done.returncode == 0, (done.stdout + done.stderr).decode(errors="replace")[-3000:]
    return done.stdout.decode()


def needs(name):
    """Skip unless a judge is installed that is written in Python and asked in a process of its own."""
    if find_spec(name) is None:
        pytest.skip(f"needs {name}")


# --- the layout


@frozen
class Tooth(Node):
    text: str
    cities: tuple[Annotated[str, RefersTo("city")], ...]


@frozen
class Box(Node):
    width: int | float
    position: int | None
    teeth: tuple[Tooth, ...]


@frozen
class Gear(Node):
    """A thing that turns."""

    id: Annotated[str, RefersTo("gear")]
    position: int
    words: tuple[str, ...]
    box: Box | None
    meshes: tuple[Annotated[str, RefersTo("gear")], ...]
    teeth: tuple[Tooth, ...]
    turns: bool
    remarks: tuple[Remark, ...]


def test_a_new_kind_needs_no_change(monkeypatch):
    kind = Kind("gear", "gears", Gear, False)
    monkeypatch.setitem(KINDS, "gear", kind)
    monkeypatch.setitem(NOUNS, "gear", "gear")
    monkeypatch.setattr(tables, "field_doc", lambda cls, name: "Its words." if (cls, name) == (Gear, "words") else "")
    tooth = Tooth(text="sharp", cities=("yeonsu", "cork"))
    box = Box(width=1.5, position=None, teeth=(tooth,))
    gears = (
        Gear(id="a", position=7, words=("x",), box=box, meshes=("b", "a"), teeth=(), turns=True, remarks=()),
        Gear(id="b", position=8, words=(), box=None, meshes=(), teeth=(tooth, tooth), turns=False, remarks=()),
    )
    book = Book(SimpleNamespace(gears=gears, sections=()))
    found = {table.name: table for table in layout((kind, KINDS["section"]))}
    held = {
        name: ([column.name for column in table.columns], list(table.rows(book)))
        for name, table in found.items()
        if name not in ("records", "sections")
    }
    assert held == {
        "gears": (
            ["id", "position", "words", "box_width", "box_position", "turns", "position_"],
            [("a", 7, ("x",), 1.5, None, True, 1), ("b", 8, (), None, None, False, 2)],
        ),
        "gear_box_teeth": (["id", "gear", "position", "text"], [("a/1", "a", 1, "sharp")]),
        "gear_box_teeth_cities": (["teeth", "position", "city"], [("a/1", 1, "yeonsu"), ("a/1", 2, "cork")]),
        "gear_meshes": (["gear", "position", "meshes"], [("a", 1, "b"), ("a", 2, "a")]),
        "gear_teeth": (["id", "gear", "position", "text"], [("b/1", "b", 1, "sharp"), ("b/2", "b", 2, "sharp")]),
        "gear_teeth_cities": (
            ["teeth", "position", "city"],
            [("b/1", 1, "yeonsu"), ("b/1", 2, "cork"), ("b/2", 1, "yeonsu"), ("b/2", 2, "cork")],
        ),
        "remarks": (["id", "record", "position", "field", "kind", "printed", "reason", "routine"], []),
    }
    columns = {column.name: column for column in found["gears"].columns}
    assert columns["words"].description == "Its words. A JSON array."
    assert [(column.type, column.optional) for column in columns.values()] == [
        ("text", False),
        ("integer", False),
        ("list", False),
        ("number", True),
        ("integer", True),
        ("boolean", False),
        ("integer", False),
    ]
    assert found["gear_meshes"].columns[2].reference == ("gears", "id")


def test_every_column_is_described():
    assert [(table.name, column.name) for table in layout() for column in table.columns if not column.description] == []
    assert [table.name for table in layout() if not table.description.endswith(".")] == []


def test_every_format_is_tried_here():
    assert sorted(EXPORTS) == sorted(TARGETS)


@pytest.mark.parametrize("name", TARGETS)
def test_a_format_says_what_it_is(name):
    module = EXPORTS[name]
    assert EXPORTS.summary(name).endswith(".")
    assert module.FORM in get_args(Form)
    assert hasattr(module, "DOCUMENT") == (module.FORM == "text" and name not in NO_JSON)


# --- the same records everywhere


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_format_has_as_many_records_as_the_list(shipped, kind):
    counted = int(run(kind.name, "list", "--count").stdout)
    with sqlite3.connect(shipped["sqlite"]) as database:
        (in_sqlite,) = database.execute(f'SELECT count(*) FROM "{kind.collection}"').fetchone()
    database.close()
    in_json = shipped.json("json")[kind.collection]
    lines = [json.loads(line) for line in shipped["ndjson"].read_text(encoding="utf-8").splitlines()]
    assert counted > 0
    assert {
        in_sqlite,
        1 if kind.single else len(in_json),
        sum(line["kind"] == kind.name for line in lines),
        len(shipped.rows(kind.collection)) - 1,
        len(shipped.rows(kind.collection, "datapackage")) - 1,
    } == {counted}


def test_json_is_the_data_file(exported):
    assert exported.json("json") == exported.plain


def test_exported_json_can_be_used_as_data(shipped, tmp_path):
    again = run("export", "json", "--data", shipped["json"]).stdout
    assert again == shipped["json"].read_text(encoding="utf-8")


def test_a_line_of_ndjson_is_a_record_and_what_it_is(exported):
    lines = [json.loads(line) for line in exported["ndjson"].read_bytes().splitlines()]
    assert [(line["kind"], line["id"], line["label"]) for line in lines] == [
        (kind, record.id, exported.book.label(record)) for kind, record in all_records(exported.report)
    ]
    everything = [exported.plain[kind.collection] for kind in KINDS.values()]
    wanted = [record for part in everything for record in (part if isinstance(part, list) else [part])]
    evened = [{**record, "number": str(record["number"])} if record.get("number") else record for record in wanted]
    assert [line["record"] for line in lines] == evened


@pytest.mark.parametrize("name", TEXTS)
def test_text_goes_to_standard_output_as_to_a_file(shipped, name):
    assert run("export", name).stdout == shipped[name].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_in_a_text_can_control_a_terminal(hostile, name):
    assert controls(hostile[name].read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize("name", [name for name in TEXTS if name not in NO_JSON])
def test_a_text_is_valid_by_its_printed_schema(exported, name):
    schema = json.loads(run("schema", name).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    text = exported[name].read_bytes()
    for document in text.splitlines()[::5] if name == "ndjson" else [text]:
        validator.validate(json.loads(document))
    assert not validator.is_valid({})


# --- SQLite


def singular(name):
    return name.removesuffix("es" if name.endswith("ses") else "s")


def rebuilt(database, cls, table, prefix, key, row, path=""):
    """A record as its data file holds it, from the tables alone: nothing is lost on the way."""
    held = {}
    for name, part in shapes(cls).items():
        column, inner = tables._unquoted(path + name), f"{prefix}_{path}{name}"
        if part.many and part.reference:
            owner, _, target = [line[1] for line in database.execute(f'PRAGMA table_info("{inner}")')]
            found = database.execute(f'SELECT "{target}" FROM "{inner}" WHERE "{owner}" = ? ORDER BY position', (key,))
            held[name] = [one for (one,) in found]
        elif part.many and is_node(part.base):
            inner, above = ("remarks", f"{prefix}/{key}") if name == "remarks" else (inner, key)
            owner = [line[1] for line in database.execute(f'PRAGMA table_info("{inner}")')][1]
            found = rows(database, f'SELECT * FROM "{inner}" WHERE "{owner}" = ? ORDER BY position', above)
            held[name] = [rebuilt(database, part.base, inner, singular(inner), one["id"], one) for one in found]
        elif part.many:
            held[name] = json.loads(row[column])
        elif is_node(part.base):
            empty = all(row[f"{column}_{field}"] is None for field, one in shapes(part.base).items() if f"{column}_{field}" in row)
            held[name] = None if empty else rebuilt(database, part.base, table, prefix, key, row, f"{column}_")
        else:
            held[name] = bool(row[column]) if part.base is bool else row[column]
    return held


def rows(database, query, *values):
    cursor = database.execute(query, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_the_tables_hold_every_record_whole(exported, database, kind):
    found = [
        rebuilt(database, kind.record, kind.collection, kind.name, row["id"], row)
        for row in rows(database, f'SELECT * FROM "{kind.collection}" ORDER BY position')
    ]
    wanted = exported.plain[kind.collection]
    assert found == (wanted if isinstance(wanted, list) else [wanted])


def test_the_database_is_sound(database):
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_foreign_keys_are_real(shipped, tmp_path):
    copy = sqlite3.connect(":memory:")
    copy.deserialize(shipped["sqlite"].read_bytes())
    copy.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        copy.execute("UPDATE session_topics SET topic = 'nosuch'")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        copy.execute("UPDATE remarks SET record = 'nosuch'")
    copy.close()


def test_every_reference_of_the_model_is_a_foreign_key(exported, database):
    kinds = {kind.collection: kind.name for kind in KINDS.values()}
    found = Counter()
    for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        keys = {key["from"]: key["table"] for key in rows(database, f'PRAGMA foreign_key_list("{table}")')}
        if table.endswith("_alias_sources"):
            continue  # they are among the sources of the record
        columns = [line[1] for line in database.execute(f'PRAGMA table_info("{table}")') if line[1] in keys]
        for column in columns if table in kinds else columns[1:]:  # a list begins with the record it belongs to
            found.update((kinds[keys[column]], one) for (one,) in database.execute(f'SELECT "{column}" FROM "{table}"') if one)
    assert found == Counter((one.target, one.id) for _, record in all_records(exported.report) for one in references(record))


def test_a_number_too_large_for_sqlite_is_no_failure(tmp_path):
    data = planted("")
    data["conference"]["edition"] = 10**30
    (tmp_path / "huge.json").write_text(json.dumps(data), encoding="utf-8")
    run("export", "sqlite", tmp_path / "iclc.db", "--data", tmp_path / "huge.json")
    with sqlite3.connect(tmp_path / "iclc.db") as database:
        assert database.execute("SELECT edition FROM conference").fetchall() == [(1e30,)]
    database.close()


def test_what_refers_to_a_record_is_found_by_index(shipped):
    with sqlite3.connect(shipped["sqlite"]) as database:
        for query in (
            "SELECT * FROM initiatives WHERE city = 'x'",
            "SELECT * FROM session_topics WHERE topic = 'x'",
            "SELECT * FROM session_topics WHERE session = 'x'",
            "SELECT * FROM speaker_appearance_said WHERE appearance = 'x'",
            "SELECT * FROM remarks WHERE record = 'x'",
        ):
            plan = database.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
            assert "USING INDEX" in plan[0][3]
    database.close()


def test_full_text_search_covers_everything(exported, database):
    found = database.execute("SELECT kind, id, label FROM records ORDER BY number").fetchall()
    assert found == [(kind, record.id, exported.book.label(record)) for kind, record in all_records(exported.report)]
    for kind, record in all_records(exported.report):
        words = " ".join(f'"{word}"' for word in exported.book.label(record).split() if word.isalnum())
        if words:
            hits = database.execute("SELECT kind, id FROM records_fts WHERE records_fts MATCH ?", (words,)).fetchall()
            assert (kind, record.id) in hits


def test_full_text_search_knows_inflection_and_accents(shipped):
    with sqlite3.connect(shipped["sqlite"]) as database:
        query = "SELECT label FROM records_fts WHERE records_fts MATCH ? AND kind = 'city' ORDER BY rank"
        assert database.execute(query, ("medellin",)).fetchall() == [("Medellín",)]
        found = database.execute("SELECT count(*) FROM records_fts WHERE records_fts MATCH 'strategies'").fetchone()
        assert found[0] > 10
    database.close()


def test_the_views_answer_what_a_newcomer_asks(exported, database):
    report = exported.report
    sessions = {session.id: session.name for session in report.sessions}
    assert sorted(database.execute("SELECT session, speaker, role FROM who_spoke_where").fetchall()) == sorted(
        (sessions[appearance.session], speaker.name, appearance.role) for speaker in report.speakers for appearance in speaker.appearances
    )
    countries = {city.id: city.country for city in report.cities}
    names = {country.id: country.name for country in report.countries}
    assert sorted(database.execute("SELECT country, initiative_id FROM initiatives_by_country").fetchall(), key=str) == sorted(
        ((names.get(one.country or countries.get(one.city) or countries.get(one.place)), one.id) for one in report.initiatives), key=str
    )
    assert dict(database.execute("SELECT initiative_id, place FROM initiatives_by_country WHERE place NOT NULL").fetchall()) == {
        one.id: next(city.name for city in report.cities if city.id == one.place) for one in report.initiatives if one.place
    }
    cities = {city.id: city.name for city in report.cities}
    assert sorted(database.execute("SELECT city, text FROM statements_by_city").fetchall(), key=str) == sorted(
        ((cities.get(statement.city), statement.text) for statement in report.statements), key=str
    )
    assert database.execute("SELECT passage_id, locator FROM passages_with_locators").fetchall() == [
        (passage.id, exported.book.label(passage)) for passage in report.passages
    ]
    assert dict(database.execute("SELECT city_id, latitude FROM cities_on_a_map").fetchall()) == {
        city.id: city.coordinates.latitude if city.coordinates else None for city in report.cities
    }
    rests = [(f"{kind}/{record.id}", source) for kind, record in all_records(report) for source in getattr(record, "sources", ())]
    assert sorted(database.execute("SELECT record, passage_id FROM evidence").fetchall()) == sorted(rests)


def test_statements_of_no_city_are_in_every_table(shipped, report):
    together = {one.id: one for one in report.statements if one.city is None}
    assert together
    with sqlite3.connect(shipped["sqlite"]) as database:
        rows = database.execute("SELECT id, city, session, text FROM statements WHERE city IS NULL").fetchall()
        assert {row[0]: row[1:] for row in rows} == {one.id: (None, None, one.text) for one in together.values()}
        seen = "SELECT statement_id FROM statements_by_city WHERE city IS NULL"
        assert {row[0] for row in database.execute(seen)} == set(together)
        labels = dict(database.execute("SELECT id, label FROM records WHERE kind = 'statement'").fetchall())
        assert all(labels[one].startswith("Participants (") for one in together)
        ours = dict(database.execute("SELECT id, label FROM records WHERE kind = 'initiative'").fetchall())
        assert all(ours[one.id] == (one.name if one.named else f"[{one.name}]") for one in report.initiatives)
    database.close()


def test_old_ids_stay_in_what_can_be_used_as_data(shipped, report):
    held = json.loads(shipped["json"].read_text(encoding="utf-8"))
    assert held["redirects"] == [{"old": one.old, "new": one.new} for one in report.redirects] != []


def test_the_database_says_where_it_comes_from(exported, database):
    publication = exported.report.conference.report
    told = dict(database.execute("SELECT name, value FROM about").fetchall())
    assert (told["licence"], told["attribution"], told["version"]) == (
        publication.licence,
        publication.attribution,
        exported.report.version,
    )
    described = dict(database.execute("SELECT column_name, description FROM columns WHERE table_name = 'passages'").fetchall())
    assert "a paraphrase, not a quotation" in described["gist"]


@pytest.mark.skipif(not any(os.access(f"{folder}/sqlite3", os.X_OK) for folder in os.get_exec_path()), reason="needs sqlite3")
def test_sqlite3_opens_it(shipped):
    asked = "PRAGMA foreign_key_check; SELECT count(*) FROM who_spoke_where WHERE country = 'Ireland';"
    counted = run("speakers", "--country", "Ireland", "--count").stdout
    assert judged("sqlite3", shipped["sqlite"], asked, cwd=shipped.folder) == counted
    schema = judged("sqlite3", shipped["sqlite"], ".schema passages", cwd=shipped.folder)
    assert "-- What it says, in our own words: a paraphrase, not a quotation." in schema


# --- Datasette


DATASETTE = """
import asyncio, json, sys
from datasette.app import Datasette
served = Datasette(["iclc.db"], metadata=json.load(open("metadata.json", encoding="utf-8")))
async def pages():
    return {path: (await served.client.get(path)).text for path in sys.argv[1:]}
print(json.dumps(asyncio.run(pages())))
"""


def test_datasette_shows_title_source_licence_and_what_columns_mean(shipped):
    needs("datasette")
    publication = shipped.report.conference.report
    counts = [f"/iclc/{kind.collection}.json?_size=0" for kind in KINDS.values()]
    search = "/iclc/records.json?_search=medellin&_shape=array&kind=city"
    pages = json.loads(judged(sys.executable, "-W", "ignore", "-c", DATASETTE, "/", "/iclc/passages", search, *counts, cwd=shipped.folder))
    for words in (shipped.report.conference.name, publication.title, publication.licence, publication.urls[0]):
        assert words in pages["/"]
    for words in ("What it says, in our own words: a paraphrase, not a quotation.", publication.title, publication.licence):
        assert words in pages["/iclc/passages"]
    assert [row["ref"] for row in json.loads(pages[search])] == ["city/medellin"]
    for kind, path in zip(KINDS, counts, strict=True):
        assert json.loads(pages[path])["filtered_table_rows_count"] == len(records(shipped.report, kind))


def test_datasette_takes_the_metadata_from_a_pipe(shipped):
    needs("datasette")
    command = [sys.executable, "-W", "ignore", "-m", "datasette", "iclc.db", "-m", "-", "--get", "/"]
    done = subprocess.run(command, input=shipped["datasette"].read_bytes(), capture_output=True, cwd=shipped.folder, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    assert shipped.report.conference.report.licence in done.stdout.decode()


def test_datasette_metadata_speaks_of_what_is_there(shipped):
    told = shipped.json("datasette")["databases"]["iclc"]["tables"]
    with sqlite3.connect(shipped["sqlite"]) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
        assert {name for name in tables if not name.startswith("records_fts")} == set(told)
        for name, table in told.items():
            columns = {line[1] for line in database.execute(f'PRAGMA table_info("{name}")')}
            assert set(table.get("columns", ())) <= columns
    database.close()


# --- CSV


def test_csv_files_hold_what_the_tables_hold(exported):
    for table in layout():
        header, *lines = exported.rows(table.name)
        assert header == [column.name for column in table.columns]
        wanted = [[as_cell(value) for value in row] for row in table.rows(exported.book)]
        assert lines == wanted


def as_cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else str(value)


def test_a_csv_folder_holds_tables_and_what_they_mean(shipped):
    names = {path.name for path in shipped["csv"].iterdir()}
    assert names == {"about.csv", "columns.csv", *(f"{table.name}.csv" for table in layout())}
    assert dict(shipped.rows("about"))["licence"] == shipped.report.conference.report.licence


def test_duckdb_reads_and_joins_the_files(shipped):
    duckdb = pytest.importorskip("duckdb")
    database = duckdb.connect()
    for kind in KINDS.values():
        (count,) = database.execute("SELECT count(*) FROM read_csv(?)", [str(shipped["csv"] / f"{kind.collection}.csv")]).fetchone()
        assert count == len(records(shipped.report, kind.name))
    database.execute(f"SET file_search_path = '{shipped['csv']}'")
    joined = database.execute(
        "SELECT count(*) FROM 'statement_topics.csv' AS link JOIN 'statements.csv' AS s ON s.id = link.statement "
        "JOIN 'topics.csv' AS t ON t.id = link.topic"
    ).fetchone()
    assert joined == (sum(len(statement.topics) for statement in shipped.report.statements),)
    (lines,) = database.execute(f"SELECT count(*) FROM read_ndjson('{shipped['ndjson']}')").fetchone()
    assert lines == sum(1 for _ in all_records(shipped.report))
    database.close()


def test_duckdb_reads_what_is_planted(hostile):
    duckdb = pytest.importorskip("duckdb")
    database = duckdb.connect()
    found = database.execute("SELECT gist FROM read_csv(?, header = true)", [str(hostile["csv"] / "passages.csv")]).fetchall()
    assert found == [(passage.gist,) for passage in hostile.report.passages]
    database.close()


def test_pandas_reads_the_files(exported):
    pandas = pytest.importorskip("pandas")
    for kind in KINDS.values():
        frame = pandas.read_csv(exported["csv"] / f"{kind.collection}.csv", keep_default_na=False)
        assert list(frame["id"]) == [record.id for record in records(exported.report, kind.name)]
    frame = pandas.read_csv(exported["csv"] / "cities.csv")
    assert frame["coordinates_latitude"].count() == sum(city.coordinates is not None for city in exported.report.cities)
    assert list(frame["name"]) == [city.name for city in exported.report.cities]
    frame = pandas.read_sql("SELECT * FROM who_spoke_where", connection := sqlite3.connect(exported["sqlite"]))
    assert len(frame) == sum(len(speaker.appearances) for speaker in exported.report.speakers)
    connection.close()


# --- Data Package


FRICTIONLESS = """
import json, sys, frictionless
for path in sys.argv[1:]:
    told = frictionless.Package(path + "/datapackage.json").validate()
    rows = {task.name: task.stats.get("rows", 0) for task in told.tasks}
    print(json.dumps({"valid": told.valid, "rows": rows, "errors": [error.type for task in told.tasks for error in task.errors]}))
"""


@pytest.fixture(scope="session")
def packages(shipped, hostile, tmp_path_factory):
    """What frictionless says about both packages, and about one with two references that lead nowhere."""
    needs("frictionless")
    broken = tmp_path_factory.mktemp("broken")
    for path in hostile["datapackage"].iterdir():
        (broken / path.name).write_bytes(path.read_bytes())
    descriptor = json.loads((broken / "datapackage.json").read_bytes())
    for table in descriptor["resources"]:
        del table["hash"], table["bytes"]
    (broken / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    for name, old in (("statement_topics.csv", b"rope-literacy"), ("initiatives.csv", b"lamp-festival,proposed")):
        damaged = (broken / name).read_bytes().replace(old, old.replace(b"-", b"-no"))
        assert damaged != (broken / name).read_bytes()
        (broken / name).write_bytes(damaged)
    folders = (shipped["datapackage"], hostile["datapackage"], broken)
    lines = judged(sys.executable, "-W", "ignore", "-c", FRICTIONLESS, *folders, cwd=broken).splitlines()
    return dict(zip(("shipped", "hostile", "broken"), map(json.loads, lines), strict=True))


@pytest.mark.parametrize("name", ["shipped", "hostile"])
def test_frictionless_finds_the_package_valid(request, packages, name):
    told, book = packages[name], request.getfixturevalue(name).book
    assert (told["valid"], told["errors"]) == (True, [])
    assert told["rows"] == {table.name: sum(1 for _ in table.rows(book)) for table in layout()}
    for kind in KINDS.values():
        assert told["rows"][kind.collection] == len(book.records(kind.name))


def test_frictionless_would_find_a_broken_one_invalid(packages):
    assert (packages["broken"]["valid"], packages["broken"]["errors"]) == (False, ["foreign-key", "foreign-key"])


def test_a_package_says_where_it_comes_from(exported):
    told = json.loads((exported["datapackage"] / "datapackage.json").read_bytes())
    publication = exported.report.conference.report
    assert told["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert told["licenses"][0]["title"] == publication.licence
    assert ("path" in told["licenses"][0]) == bool(publication.urls and publication.urls[0].startswith("http"))
    assert publication.title in told["sources"][0]["title"]
    assert {resource["type"] for resource in told["resources"]} == {"table"}


def test_a_package_says_of_a_column_what_it_must_hold_and_no_more(exported):
    """What is required has a value in each row; what may be empty is not required, and no text is that is nothing else."""
    told = json.loads((exported["datapackage"] / "datapackage.json").read_bytes())
    for table, resource in zip(layout(), told["resources"], strict=True):
        schema, (header, *lines) = resource["schema"], exported.rows(table.name, "datapackage")
        form = {"type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "dialect": {"lineTerminator": "\n"}}
        assert form.items() <= resource.items()
        assert (resource["name"], resource["path"], schema["primaryKey"]) == (table.name, f"{table.name}.csv", list(table.key))
        keys = {
            key["fields"][0]: (key["reference"].get("resource", table.name), *key["reference"]["fields"])
            for key in schema.get("foreignKeys", [])
        }
        assert keys == {column.name: column.reference for column in table.columns if column.reference}
        assert [field["name"] for field in schema["fields"]] == header == [column.name for column in table.columns]
        for place, (column, field) in enumerate(zip(table.columns, schema["fields"], strict=True)):
            held, limits = [line[place] for line in lines], field.get("constraints", {})
            free = column.type == "text" and not (column.reference or column.choices or column.name in table.key)
            assert limits.get("required", False) == (not column.optional and not free), (table.name, column.name)
            assert "" not in held or "required" not in limits
            assert limits.get("enum", []) == list(column.choices)
            assert ("pattern" in limits) == (column.name == "id" and table.kind is not None)
            assert field["description"] == column.description
            assert field["type"] == ("date" if column.type == "text" and is_days(held) else TYPE_IN_PACKAGE[column.type])


TYPE_IN_PACKAGE = {"text": "string", "integer": "integer", "number": "number", "boolean": "boolean", "list": "array"}


def is_days(held):
    """Are all that is there days?"""
    there = [value for value in held if value]
    return bool(there) and all(re.fullmatch(r"\d{4}-\d\d-\d\d", value) for value in there)


def test_a_licence_without_an_address_has_a_name(small_book):
    report = small_book.to_dict(small_book.report)
    report["conference"]["report"] |= {"urls": [], "licence": "Rope Licence (v. 2)"}
    told = json.loads(EXPORTS["datapackage"].export(Book(loading.build(report)))["datapackage.json"])
    assert told["licenses"] == [{"name": "Rope-Licence-v.-2", "title": "Rope Licence (v. 2)"}]


# --- GeoJSON


def test_a_geojson_reader_finds_points_longitude_first(exported):
    geojson = pytest.importorskip("geojson")
    collection = geojson.loads(exported["geojson"].read_text(encoding="utf-8"))
    assert collection.is_valid, collection.errors()
    cities = exported.report.cities
    assert [feature["id"] for feature in collection["features"]] == [city.id for city in cities]
    for feature, city in zip(collection["features"], cities, strict=True):
        at = city.coordinates
        assert feature["geometry"] == (None if at is None else {"type": "Point", "coordinates": [at.longitude, at.latitude]})


def test_a_feature_has_the_record_and_the_names_of_its_places(exported):
    countries = {country.id: country for country in exported.report.countries}
    for feature, city in zip(exported.json("geojson")["features"], exported.plain["cities"], strict=True):
        properties = feature["properties"]
        assert {**city, **properties} == {**properties, "coordinates": city["coordinates"]}
        assert properties["country_name"] == countries[city["country"]].name
        assert properties["region"] == countries[city["country"]].region


def test_a_place_without_coordinates_has_no_geometry(hostile):
    geometries = {feature["id"]: feature["geometry"] for feature in hostile.json("geojson")["features"]}
    assert geometries["saint-aero"] is None
    assert geometries["lodka-wielka"]["coordinates"] == [18.5, 54.25]


def test_a_map_carries_its_licence(shipped):
    told = shipped.json("geojson")
    publication = shipped.report.conference.report
    assert (told["licence"], told["attribution"]) == (publication.licence, publication.attribution)


# --- JSON-LD


@pytest.fixture
def statements(exported):
    """What the JSON-LD says, as a processor that cannot reach the network reads it: subject, property, value."""
    jsonld = pytest.importorskip("pyld").jsonld

    def no_network(url, options):
        raise AssertionError(f"{url} would be fetched")

    quads = jsonld.to_rdf(exported.json("jsonld"), {"documentLoader": no_network})["@default"]
    return [
        (quad["subject"]["value"], quad["predicate"]["value"].removeprefix("https://schema.org/"), quad["object"]["value"])
        for quad in quads
    ]


def test_a_json_ld_processor_reads_events_and_who_took_part(exported, statements):
    report = exported.report
    base = f"urn:iclc:{report.conference.id}"
    whole = f"{base}:conference:{report.conference.id}"
    sessions = {f"{base}:session:{session.id}" for session in report.sessions}
    assert {value for subject, name, value in statements if (subject, name) == (whole, "subEvent")} == sessions
    assert {subject for subject, name, value in statements if (name, value) == ("superEvent", whole)} == sessions
    assert (whole, "location", f"{base}:city:{report.conference.host}") in statements
    assert (whole, "startDate", report.conference.start) in statements
    roles = {value for subject, name, value in statements if subject in sessions and name == "performer"}
    assert len(roles) == sum(len(speaker.appearances) for speaker in report.speakers)
    took_part = {(subject, name, value) for subject, name, value in statements if subject in roles}
    for speaker in report.speakers:
        mine = {subject for subject, name, value in took_part if (name, value) == ("performer", f"{base}:speaker:{speaker.id}")}
        told = sorted(value for subject, name, value in took_part if subject in mine and name == "roleName")
        assert told == sorted(appearance.role for appearance in speaker.appearances)


def test_a_json_ld_processor_finds_as_many_of_each(exported, statements):
    types = [value.rpartition("/")[2] for subject, name, value in statements if name.endswith("#type") and not subject.startswith("_:b")]
    points = [value for _, name, value in statements if name.endswith("#type") and value.endswith("GeoCoordinates")]
    report = exported.report
    assert types.count("Event") == 1 + len(report.sessions)
    assert types.count("Person") == len(report.speakers)
    assert types.count("City") == len(report.cities)
    assert types.count("Country") == len(report.countries)
    assert len(points) == sum(city.coordinates is not None for city in report.cities)


def test_the_report_is_a_creative_work_with_its_licence(exported, statements):
    publication = exported.report.conference.report
    report = f"urn:iclc:{exported.report.conference.id}:report:{exported.report.conference.id}"
    url = next((url for url in publication.urls if url.startswith("http")), publication.licence)
    assert (report, "license", url) in statements
    assert (report, "name", publication.title) in statements
    dataset = next(subject for subject, name, value in statements if name == "isBasedOn" and value == report)
    assert (dataset, "license", url) in statements


def test_what_is_not_known_is_no_key_of_a_node(exported):
    graph = exported.json("jsonld")["@graph"]
    assert [node for node in graph if any(value in (None, [], "") for value in node.values())] == []


def test_a_node_tells_all_that_is_known_of_its_record_and_schema_org_has_a_word_for(hostile):
    """Of records that know everything: other names each once, without their own; where, when and whose."""
    report = hostile.report
    base = f"urn:iclc:{report.conference.id}"
    nodes = {node["@id"].removeprefix(f"{base}:"): node for node in hostile.json("jsonld")["@graph"]}

    def to(kind, identifier):
        return {"@id": f"{base}:{kind}:{identifier}"}

    def others(record):
        held = dict.fromkeys([getattr(record, "acronym", None), *(alias.name for alias in record.aliases)])
        return [name for name in held if name and name != record.name]

    for kind in ("conference", "session", "speaker", "city", "country", "organisation", "topic"):
        for record in records(report, kind):
            node = nodes[f"{kind}:{record.id}"]
            assert node.get("alternateName", []) == others(record), record.id
    conference, told = nodes[f"conference:{report.conference.id}"], report.conference
    days = {"startDate": told.start, "endDate": told.end, "location": to("city", told.host)}
    assert days.items() <= conference.items()
    assert (conference["description"], conference["about"]) == (told.summary, {"@type": "Thing", "name": told.theme})
    assert (conference["organizer"], conference["subjectOf"]) == (to("organisation", told.organiser), to("report", told.id))
    for session in report.sessions:
        node = nodes[f"session:{session.id}"]
        assert days.items() <= node.items()
        assert node["disambiguatingDescription"].endswith("on which of the days it took place.")
        assert node["name"] == (session.name if session.title in (None, "", session.name) else f"{session.name}: {session.title}")
        assert (node.get("description"), node.get("about", [])) == (session.summary, [to("topic", one) for one in session.topics])
    for speaker in report.speakers:
        assert nodes[f"speaker:{speaker.id}"].get("honorificPrefix") == speaker.honorific
    for city in report.cities:
        assert nodes[f"city:{city.id}"]["containedInPlace"] == to("country", city.country)
    for country in report.countries:
        assert nodes[f"country:{country.id}"]["identifier"] == [country.iso2, country.iso3]
    for body in report.organisations:
        node = nodes[f"organisation:{body.id}"]
        place = to("city", body.city) if body.city else to("country", body.country) if body.country else None
        assert (node.get("location"), node.get("url")) == (place, body.url)
    for topic in report.topics:
        assert nodes[f"topic:{topic.id}"].get("description") == (topic.definition.text if topic.definition else topic.scope_note)
    publication, dataset = nodes[f"report:{told.id}"], nodes[f"dataset:{told.id}"]
    assert (publication["datePublished"], publication["creditText"]) == (str(told.report.year), told.report.attribution)
    assert publication["publisher"] == {"@type": "Organization", "name": told.report.publisher}
    assert publication["about"] == dataset["about"] == to("conference", told.id)
    assert (dataset["version"], bool(dataset["description"])) == (report.version, True)


@pytest.mark.parametrize("mode", ["hybrid", "in person", "online", "by post"])
def test_how_people_took_part_is_told_in_schema_orgs_words(small_book, mode):
    report = small_book.to_dict(small_book.report)
    report["conference"]["mode"] = mode
    graph = json.loads(EXPORTS["jsonld"].export(Book(loading.build(report))))["@graph"]
    words = {"hybrid": "Mixed", "in person": "Offline", "online": "Online"}
    wanted = {f"https://schema.org/{words[mode]}EventAttendanceMode"} if mode in words else {None}
    assert {node.get("eventAttendanceMode") for node in graph if node["@type"] == "Event"} == wanted


def test_who_is_credited_is_a_body_by_any_of_its_names_or_a_person(small_book):
    report = small_book.to_dict(small_book.report)
    body = next(one for one in report["organisations"] if one["acronym"])
    alias = {"name": "Rope People", "sources": []}
    body["aliases"] = [alias]
    names = [body["name"], body["acronym"], alias["name"], "Nobody We Know"]
    report["conference"]["report"]["credits"] = [{"role": f"role {number}", "name": name} for number, name in enumerate(names)]
    graph = json.loads(EXPORTS["jsonld"].export(Book(loading.build(report))))["@graph"]
    (publication,) = [node for node in graph if node["@type"] == "Report"]
    assert [role["roleName"] for role in publication["contributor"]] == ["role 0", "role 1", "role 2", "role 3"]
    credited = [role["contributor"] for role in publication["contributor"]]
    assert {one["name"] for one in credited[:3]} == {body["name"]}
    assert [one["@type"] for one in credited] == ["Organization"] * 3 + ["Person"]
    assert credited[3] == {"@type": "Person", "name": "Nobody We Know"}


def test_every_name_in_the_graph_is_told_of_there(exported):
    graph = exported.json("jsonld")["@graph"]
    told = {node["@id"] for node in graph}

    def pointers(value):
        if isinstance(value, dict):
            if value.keys() == {"@id"} and value["@id"].startswith("urn:iclc:"):
                yield value["@id"]
            for inner in value.values():
                yield from pointers(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from pointers(inner)

    assert set(pointers(graph)) <= told
    assert len(told) == len(graph)
    assert [node for node in graph if not (node["@type"] and node["name"])] == []


# --- the command


def test_help_says_what_each_format_is():
    told = " ".join(run("export", "--help").stdout.split())
    for name in TARGETS:
        assert " ".join(EXPORTS.summary(name).split()[:6]) in told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("sqlite", "sqlite is a file, so name it: iclc export sqlite iclc.db"),
        ("csv", "csv is a folder, so name it: iclc export csv iclc-csv"),
        ("csv -", "csv is a folder, so name it: iclc export csv iclc-csv"),
        ("datapackage", "datapackage is a folder, so name it: iclc export datapackage iclc-datapackage"),
        ("sqlit x", "no export 'sqlit'. Did you mean sqlite? There are: csv, datapackage, "),
        ("csv a -o b", "two places to write to, 'a' and -o 'b'; give one of them"),
        ("json --force", "--force goes with -o FILE"),
    ],
)
def test_what_cannot_be_exported_is_a_usage_error(tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    assert run("export", *arguments.split(), code=2).stderr.startswith(f"error: {message}")
    assert list(tmp_path.iterdir()) == []


def test_a_page_for_browsers_is_not_poured_over_a_terminal(monkeypatch, unread):
    monkeypatch.setattr("iclc_cli.terminal.streams.on_terminal", lambda: True)
    asked = "error: page is for browsers, so name a file: iclc export page iclc.html\n"
    assert " ".join(run("export", "page", code=2).stderr.split()) == asked.strip()
    assert " ".join(run("export", "page", "-", code=2).stderr.split()) == asked.strip()


@pytest.mark.parametrize("how", [["NAME"], ["-o", "NAME"], ["NAME", "-o", "NAME"]])
@pytest.mark.parametrize("name", ["sqlite", "csv", "geojson"])
def test_the_target_is_an_argument_or_an_option(tmp_path, name, how):
    target = tmp_path / "out"
    result = run("export", name.upper(), *[str(target) if part == "NAME" else part for part in how])
    assert (result.stdout, result.stderr) == ("", f"wrote {target}\n")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def content(path):
    """All there is in a folder, links not followed."""
    if path.is_symlink():
        return f"-> {os.readlink(path)}"
    return {inner.name: content(inner) for inner in path.iterdir()} if path.is_dir() else path.read_bytes()


@pytest.mark.parametrize("name", [name for name in TARGETS if name not in FOLDERS])
def test_a_file_that_exists_is_replaced_whole_and_only_with_force(tmp_path, name):
    target = tmp_path / "out"
    run("export", name, target, "-q")
    first = content(tmp_path)
    assert run("export", name, target, code=1).stderr == f"error: {target} exists; add --force to replace it, or name another file\n"
    assert content(tmp_path) == first
    source = tmp_path / "small.json"
    source.write_text(json.dumps(planted("")), encoding="utf-8")
    run("export", name, target, "--force", "--data", source, "-q")
    source.unlink()
    assert content(tmp_path).keys() == {"out"}
    assert content(tmp_path) != first


@pytest.fixture
def unread(monkeypatch):
    """Fails where the report is read: what cannot be written is told before that."""

    def load(source=None):
        raise AssertionError("the report was read")

    monkeypatch.setattr("iclc_cli.commands.export.load_report", load)


@pytest.mark.parametrize("force", [[], ["--force"]], ids=["", "--force"])
@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_that_exists_is_never_replaced(tmp_path, monkeypatch, unread, name, force):
    mine, empty, file = tmp_path / "mine", tmp_path / "empty", tmp_path / "file"
    (mine / "inner").mkdir(parents=True)
    (mine / "thesis.txt").write_text("ten years of work")
    empty.mkdir()
    file.write_text("mine")
    (tmp_path / "link").symlink_to("mine")
    (tmp_path / "nowhere").symlink_to("no-such-thing")
    before = content(tmp_path)
    monkeypatch.chdir(tmp_path)
    for target in (mine, f"{mine}/", tmp_path, ".", "/", empty, file, "link", "nowhere"):
        told = run("export", name, target, *force, code=1)
        assert (told.stdout, told.stderr) == ("", f"error: {target} exists; remove it first, or name another folder\n")
    assert content(tmp_path) == before


@pytest.mark.parametrize("force", [[], ["--force"]], ids=["", "--force"])
def test_what_an_export_wrote_is_not_replaced_either(tmp_path, force):
    target = tmp_path / "out"
    run("export", "csv", target, *force, "-q")
    before = content(tmp_path)
    source = tmp_path / "small.json"
    source.write_text(json.dumps(planted("")), encoding="utf-8")
    assert "exists; remove it first" in run("export", "csv", target, *force, "--data", source, code=1).stderr
    source.unlink()
    assert content(tmp_path) == before
    assert "about.csv" in before["out"]


@pytest.mark.parametrize("meanwhile", ["folder", "file"])
def test_what_appears_while_a_folder_is_written_is_not_replaced(tmp_path, monkeypatch, meanwhile):
    target = tmp_path / "out"
    fsync = os.fsync

    def appear(handle):
        fsync(handle)
        if meanwhile == "file":
            target.write_text("mine")
        else:
            target.mkdir()
            (target / "thesis.txt").write_text("mine")

    monkeypatch.setattr(os, "fsync", appear)
    with pytest.raises(OutputError, match=r"exists; remove it first, or name another folder$"):
        write_folder(str(target), {"a.csv": b"a"})
    assert content(tmp_path) == {"out": {"thesis.txt": b"mine"} if meanwhile == "folder" else b"mine"}


def test_a_file_is_not_written_in_place_of_a_folder(tmp_path):
    (tmp_path / "folder").mkdir()
    assert "is a folder; name a file" in run("export", "sqlite", tmp_path / "folder", "--force", code=1).stderr
    assert content(tmp_path) == {"folder": {}}


def test_a_device_or_a_pipe_is_never_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    (tmp_path / "stdout").symlink_to("/proc/self/fd/1")
    for force in ([], ["--force"]):
        for name in ("pipe", "link"):
            for form in ("json", "sqlite"):
                assert "could not be written: nobody reads it" in run("export", form, tmp_path / name, *force, code=1).stderr
            assert run("export", "csv", tmp_path / name, *force, code=1).stderr.startswith("error: ")
        assert "wrote" not in run("export", "json", tmp_path / "stdout", *(() if force else ("-q",)), *force).stderr
    assert (tmp_path / "pipe").is_fifo()
    assert os.readlink(tmp_path / "stdout") == "/proc/self/fd/1"


class Fault:
    """Fails the nth call of a function of `os`."""

    def __init__(self, monkeypatch, name, number, error):
        self.left, self.error = number, error
        self.real = getattr(os, name)
        monkeypatch.setattr(os, name, self)

    def __call__(self, *args, **more):
        self.left -= 1
        if self.left == 0:
            raise self.error
        return self.real(*args, **more)


def outcome(action):
    """What an action raised, if anything."""
    try:
        action()
    except BaseException as raised:
        return raised
    return None


@pytest.mark.parametrize(
    "error",
    [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt(), SystemExit(143)],
    ids=lambda error: type(error).__name__,
)
@pytest.mark.parametrize("call", ["mkdir", "fsync", "rename"])
def test_a_folder_is_whole_or_not_there_whatever_fails(tmp_path, monkeypatch, error, call):
    files = {"a.csv": b"new a", "c.csv": b"new c"}
    for number in range(1, 9):
        with monkeypatch.context() as patched:
            fault = Fault(patched, call, number, error)
            told = outcome(lambda: write_folder(str(tmp_path / "out"), files))
        if fault.left > 0:  # there are no more calls to fail
            assert number > 1
            assert (told, content(tmp_path)) == (None, {"out": files})
            return
        assert told is error or told.message.endswith("could not be written: No space left on device")
        assert content(tmp_path) == {}
    raise AssertionError("it never came to an end")


@pytest.mark.parametrize("name", ["sqlite", "csv"])
def test_a_full_disk_leaves_nothing_behind(shipped, tmp_path, name):
    script = (
        "import signal, resource as r; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); r.setrlimit(r.RLIMIT_FSIZE, (60000, 60000)); "
        "from iclc_cli.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", script, "export", name, "out"], capture_output=True, cwd=tmp_path, timeout=60)
    assert (done.returncode, done.stderr) == (1, b"error: out could not be written: File too large\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "number", "code"), [("sqlite", signal.SIGINT, 130), ("csv", signal.SIGINT, 130), ("csv", signal.SIGTERM, 143)]
)
def test_an_interrupted_export_ends_silently_and_leaves_nothing(tmp_path, name, number, code):
    script = f"import os, signal; os.fsync = lambda _: signal.raise_signal({int(number)}); from iclc_cli.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", script, "export", name, "out"], capture_output=True, cwd=tmp_path, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (code, b"", b"")
    assert list(tmp_path.iterdir()) == []


def test_of_many_exports_at_once_one_wins_whole(tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    def write(number):
        try:
            write_folder(str(tmp_path / "out"), {f"{name}.csv": str(number).encode() for name in "abc"})
        except OutputError as told:
            return told.message
        return ""

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(write, range(20)))
    assert sum(not message for message in told) == 1
    assert all("exists; remove it first" in message for message in told if message)
    held = content(tmp_path)["out"]
    assert len({held[f"{name}.csv"] for name in "abc"}) == 1
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_says_who_may_read_it(tmp_path):
    mask = os.umask(0o027)
    try:
        write_folder(str(tmp_path / "out"), {"a.csv": b"a"})
    finally:
        os.umask(mask)
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o750
    assert (tmp_path / "out" / "a.csv").stat().st_mode & 0o777 == 0o640


# --- progress


class Stream(io.StringIO):
    encoding = "utf-8"

    def __init__(self, terminal):
        super().__init__()
        self.terminal = terminal

    def isatty(self):
        return self.terminal


@pytest.mark.parametrize(
    ("terminal", "quiet", "seconds", "columns", "shown"),
    [
        (True, False, 5, 80, f"\rreading page  ━━{' ' * 24}1 of 12\rreading page  {'━' * 22}    11 of 12\r{' ' * 79}\r"),
        (True, False, 5, 40, f"\rreading page: 1 of 12\rreading page: 11 of 12\r{' ' * 39}\r"),
        (True, False, 0.1, 80, ""),
        (True, True, 5, 80, ""),
        (False, False, 5, 80, ""),
    ],
)
def test_progress_is_for_people_who_wait(monkeypatch, terminal, quiet, seconds, columns, shown):
    monkeypatch.setenv("COLUMNS", str(columns))
    stream = Stream(terminal)
    monkeypatch.setattr(sys, "stderr", stream)
    times = iter([0.0, seconds, seconds + 0.05, seconds * 2])
    monkeypatch.setattr(output.time, "monotonic", lambda: next(times))
    with Progress("reading page", Target(quiet=quiet)) as step:
        step(1, 12)
        step(2, 12)  # too soon to tell again
        step(11, 12)
    assert COLOUR.sub("", stream.getvalue()) == shown
    assert all(len(line) < columns for line in shown.split("\r"))


# --- what other commands print in JSON is as `iclc schema` says


@pytest.mark.parametrize(
    ("what", "arguments", "several"),
    [
        ("home", ["--json"], False),
        ("about", ["about", "--json"], False),
        ("count-by", ["cities", "--count-by", "region", "--json"], True),
        ("count-by", ["search", "health", "--count-by", "kind", "--json"], True),
        ("search", ["search", "health", "--explain", "--json"], True),
        ("related", ["related", "strategy/cluster-3", "--json"], True),
        ("peers", ["peers", "cork", "--json"], True),
        ("compare", ["compare", "cork", "dublin", "--json"], True),
        ("remarks", ["remarks", "--json"], True),
        ("conference", ["show", "conference/iclc-5", "--json"], False),
        ("speaker", ["speaker", "show", "colm-kelleher", "ann-doherty", "--json"], True),
    ],
)
def test_what_is_printed_is_valid_by_the_printed_schema(what, arguments, several):
    validator = jsonschema.Draft202012Validator(json.loads(run("schema", what).stdout))
    found = json.loads(run(*arguments).stdout)
    assert found
    for one in found if several else [found]:
        validator.validate(one)
    assert not validator.is_valid({})


@pytest.mark.parametrize(
    ("words", "ending"),
    [("export geojson", "csv"), ("export page", "md"), ("export sqlite", "xlsx"), ("cite cork", "csv"), ("cite cork", "xlsx")],
)
def test_what_is_written_gets_no_ending_of_another_format(iclc, tmp_path, words, ending):
    file = tmp_path / f"x.{ending}"
    assert f" is no {ending}; give the file another ending" in iclc(*words.split(), "-o", file, code=2).stderr
    assert not file.exists()


def test_what_is_written_may_have_each_ending_of_its_own(iclc, tmp_path):
    for words, ending in (("export geojson", "json"), ("export ndjson", "jsonl"), ("export sqlite", "db"), ("cite cork", "bib")):
        iclc(*words.split(), "-o", tmp_path / f"{words.split()[1]}.{ending}", "-q")
        assert (tmp_path / f"{words.split()[1]}.{ending}").stat().st_size
