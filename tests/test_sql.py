"""`iclc sql`: the tables of the SQLite export, asked in memory, and safe from every question."""

import csv
import io
import json
import sqlite3

import pytest
from conftest import SMALL

from iclc_cli.errors import UsageError
from iclc_cli.exports import memory, sqlite
from iclc_cli.formats import FORMATS

CROSS = "SELECT kind, status, count(*) AS number FROM initiatives GROUP BY kind, status ORDER BY number DESC, kind, status"
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT "


@pytest.fixture(scope="module")
def database(book):
    """The database that the export writes."""
    held = sqlite3.connect(":memory:")
    held.deserialize(sqlite.export(book))
    yield held
    held.close()


QUESTIONS = [
    CROSS,
    "SELECT * FROM Cities",
    "SELECT * FROM who_spoke_where",
    "SELECT * FROM initiatives_by_country",
    "SELECT * FROM evidence ORDER BY 1, 2, 3",
    "SELECT kind, id, rank FROM records_fts WHERE records_fts MATCH 'health' ORDER BY rank, id",
    "SELECT city.name, value FROM cities AS city, json_each(city.participation) ORDER BY 1, 2",
    "SELECT region, count(*) OVER (PARTITION BY region) FROM countries ORDER BY id",
    "SELECT * FROM columns",
    "SELECT * FROM main.about",
    "VALUES (1), (2)",
    "-- a comment\nSELECT 1",
]


@pytest.mark.parametrize("query", QUESTIONS)
def test_answers_are_those_of_the_exported_database(book, database, query):
    wanted = database.execute(query)
    answer = memory.ask(book, query)
    assert list(answer.columns) == [column[0] for column in wanted.description]
    assert answer.rows == wanted.fetchall()
    assert not answer.more


def test_every_table_and_view_has_as_many_rows_as_the_exported_one(book, database):
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    assert len(names) > 70
    for name in names:
        if not name.startswith("records_fts_"):
            query = f'SELECT count(*) FROM "{name}"'
            assert memory.ask(book, query).rows == database.execute(query).fetchall(), name


def test_only_the_tables_that_are_asked_for_are_made(book, monkeypatch):
    made = []
    create = sqlite.create
    monkeypatch.setattr(sqlite, "create", lambda table: made.append(table.name) or create(table))
    memory.ask(book, CROSS)
    assert made == ["initiatives"]


def test_who_asks_which_tables_there_are_is_told_all(book, database):
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'records_fts%' ORDER BY 1"
    assert memory.ask(book, query).rows == database.execute(query).fetchall()
    query = "SELECT name, type, pk FROM pragma_table_info('speaker_appearances')"
    assert memory.ask(book, query).rows == database.execute(query).fetchall()
    assert len(memory.ask(book, "PRAGMA table_info(cities)").rows) == len(database.execute("PRAGMA table_info(cities)").fetchall())


# --- nothing but reading


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM cities",
        "INSERT INTO about VALUES ('a', 'b')",
        "UPDATE cities SET name = 'x'",
        "REPLACE INTO about VALUES ('a', 'b')",
        "WITH a AS (SELECT 1) DELETE FROM cities",
        "DROP TABLE cities",
        "ALTER TABLE cities RENAME TO towns",
        "CREATE TABLE x (a)",
        "CREATE TEMP TABLE x (a)",
        "CREATE TEMP TABLE x AS SELECT * FROM cities",
        "CREATE VIRTUAL TABLE x USING fts5(a)",
        "CREATE VIEW x AS SELECT 1",
        "CREATE TRIGGER x AFTER INSERT ON about BEGIN SELECT 1; END",
        "INSERT INTO records_fts(records_fts) VALUES ('delete-all')",
        "ATTACH 'x.db' AS x",
        "DETACH main",
        "VACUUM",
        "VACUUM INTO 'x.db'",
        "ANALYZE",
        "BEGIN",
        "SAVEPOINT a",
        "PRAGMA user_version = 3",
        "PRAGMA writable_schema = 1",
        "PRAGMA journal_mode = delete",
        "PRAGMA temp_store_directory = '.'",
        "PRAGMA hard_heap_limit = 0",
        "SELECT load_extension('x')",
        "EXPLAIN DELETE FROM cities",
        "PRAGMA wal_checkpoint",
        "PRAGMA optimize",
    ],
)
def test_what_would_change_something_is_refused(iclc, tmp_path, monkeypatch, query):
    monkeypatch.chdir(tmp_path)
    told = iclc("sql", query, "--data", SMALL, code=2).stderr
    assert told == "error: this would change something, and all that can be done here is to ask; give one SELECT\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELEC 1", 'SQLite says: near "SELEC": syntax error'),
        ("SELECT nme FROM cities", "SQLite says: no such column: nme"),
        ("SELECT * FROM citys", "no such table: citys. Did you mean cities?"),
        ("SELECT * FROM main.nosuch", "no such table: main.nosuch"),
        ("SELECT 1; DELETE FROM cities", "SQLite says: You can only execute one statement at a time"),
        ("SELECT ?", "SQLite says: Incorrect number of bindings"),
        ("SELECT zeroblob(100000000)", "SQLite says: string or blob too big"),
        ("SELECT cast(x'ff' AS text)", "SQLite says: Could not decode to UTF-8"),
        ("SELECT 'a\0b'", "SQLite says: "),
        ("SELECT '\udcff'", "SQLite says: "),
        ("SELECT readfile('/etc/passwd')", "SQLite says: no such function: readfile"),
        ("", "there is no question in this; give one SELECT"),
        ("  ", "there is no question in this; give one SELECT"),
        ("-- nothing", "there is no question in this; give one SELECT"),
    ],
)
def test_a_bad_question_is_one_line(iclc, query, told):
    result = iclc("sql", query, "--data", SMALL, code=2)
    assert result.stdout == ""
    assert result.stderr.startswith(f"error: {told}")
    assert result.stderr.count("\n") == 1


def test_time_rows_letters_and_memory_are_bounded(small_book, monkeypatch):
    with pytest.raises(UsageError, match=r"more than 100,000 rows; add a LIMIT"):
        memory.ask(small_book, f"{ENDLESS} x FROM n")
    with pytest.raises(UsageError, match=r"more than 100,000,000 letters"):
        memory.ask(small_book, f"{ENDLESS} zeroblob(5000000) FROM n")
    monkeypatch.setattr(memory, "SECONDS", 0.2)
    with pytest.raises(UsageError, match=r"longer than 0 seconds; ask the database that 'iclc export sqlite' writes"):
        memory.ask(small_book, f"{ENDLESS} count(*) FROM n")
    monkeypatch.setattr(memory, "SECONDS", 10.0)
    monkeypatch.setattr(memory, "MEMORY", 20_000_000)
    with pytest.raises(UsageError, match=r"more than 20 MB of memory"):
        memory.ask(small_book, f"{ENDLESS} zeroblob(1000) FROM n ORDER BY 1 DESC")


def test_as_much_as_the_bounds_say_is_given(small_book, monkeypatch):
    monkeypatch.setattr(memory, "ROWS", 10)
    monkeypatch.setattr(memory, "SIZE", 60)
    assert len(memory.ask(small_book, f"{ENDLESS} x FROM n LIMIT 10").rows) == 10
    assert memory.ask(small_book, f"{ENDLESS} zeroblob(20) FROM n LIMIT 3").rows == [("00" * 20,)] * 3
    for beyond in ("x FROM n LIMIT 11", "zeroblob(20) FROM n LIMIT 4", "zeroblob(61) FROM n LIMIT 1"):
        with pytest.raises(UsageError, match=r"more than (10 rows|60 letters); add a LIMIT"):
            memory.ask(small_book, f"{ENDLESS} {beyond}")
    answer = memory.ask(small_book, f"{ENDLESS} x FROM n", 3)
    assert (len(answer.rows), answer.more) == (3, True)
    assert memory.ask(small_book, "SELECT 1 UNION SELECT 2 UNION SELECT 3", 3) == (("1",), [(1,), (2,), (3,)], False)
    long = "x" * memory.PATTERN
    assert memory.ask(small_book, f"SELECT '{long}' LIKE '{long}'").rows == [(1,)]
    with pytest.raises(UsageError, match="pattern too complex"):
        memory.ask(small_book, f"SELECT 'x' LIKE '{long}x'")


@pytest.mark.parametrize(
    ("names", "called"),
    [
        ("a, a, a", ("a", "a_2", "a_3")),
        ("a, a_2, a", ("a", "a_2", "a_3")),
        ("a, a, a_2", ("a", "a_3", "a_2")),
        ("a, b, b, a", ("a", "b", "b_2", "a_2")),
    ],
)
def test_a_column_called_like_another_has_a_number_that_none_has(small_book, names, called):
    query = ", ".join(f"{number} AS {name}" for number, name in enumerate(names.split(", ")))
    assert memory.ask(small_book, f"SELECT {query}").columns == called


def test_what_json_cannot_hold_is_told_in_words(small_book):
    assert memory.ask(small_book, "SELECT 9e999, -9e999, x'0aff', 1.5, NULL, 'x'").rows == [
        ("Infinity", "-Infinity", "0aff", 1.5, None, "x")
    ]


# --- output


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_prints_it(iclc, name):
    printed = iclc("sql", CROSS, "-f", name).stdout
    for word in ("programme", "running"):
        assert word in printed


def test_the_formats_agree(iclc, book):
    columns, rows, _ = memory.ask(book, CROSS)
    wanted = [dict(zip(columns, row, strict=True)) for row in rows]
    assert iclc("sql", CROSS, "--json").json == wanted
    assert [json.loads(line) for line in iclc("sql", CROSS, "-f", "ndjson").stdout.splitlines()] == wanted
    read = list(csv.DictReader(io.StringIO(iclc("sql", CROSS, "-f", "csv").stdout, newline="")))
    assert [{**one, "number": int(one["number"])} for one in read] == wanted
    assert iclc("sql", CROSS).stdout.splitlines()[0] == "kind\tstatus\tnumber"


def test_columns_of_one_name_are_told_apart_and_what_json_cannot_hold_is_text(iclc):
    found = iclc("sql", "SELECT 1 AS a, 2 AS a, 3 AS a_2, 4 AS a, 9e999 AS big, -9e999 AS small, x'00ff' AS bytes, null AS none", "--json")
    assert found.json == [{"a": 1, "a_3": 2, "a_2": 3, "a_4": 4, "big": "Infinity", "small": "-Infinity", "bytes": "00ff", "none": None}]


def test_a_name_of_a_column_is_shown_harmlessly(iclc):
    query = 'SELECT 1 AS "a\tb\x1b[2J"'
    assert iclc("sql", query).stdout == "a\\u0009b\\u001b[2J\n1\n"
    assert (
        "\x1b" not in iclc("sql", query, "-f", "md").stdout + iclc("sql", query, "-f", "csv").stdout + iclc("sql", query, "--json").stdout
    )


def test_limits_are_told_and_nothing_found_is_no_error_unless_asked(iclc):
    cut = iclc("sql", "SELECT name FROM cities", "--limit", "2", "--no-header")
    assert (cut.stdout.count("\n"), cut.stderr) == (2, "there are more rows; --limit 0 shows all\n")
    assert iclc("sql", "SELECT name FROM cities", "--limit", "50").stderr == ""
    nothing = iclc("sql", "SELECT 1 WHERE 0", "--json")
    assert (nothing.json, nothing.stderr) == ([], "no rows\n")
    iclc("sql", "SELECT 1 WHERE 0", "-e", code=4)


def test_without_a_question_it_says_what_to_ask(iclc):
    assert "iclc sql --tables" in iclc("sql", code=2).stderr


# --- tables and columns, in words


def test_tables_lists_every_table_view_and_column_with_its_meaning(iclc, book, database):
    told = iclc("sql", "--tables", "--json").json
    held = {
        (table, column)
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
        if not table.startswith("records_fts_")
        for column in (None, *(row[1] for row in database.execute(f'PRAGMA table_info("{table}")')))
    }
    assert {(one["table"], one["column"]) for one in told} == held
    assert len(told) == len(held)
    views = {one["table"] for one in told if one["type"] == "view"}
    assert [one for one in told if not one["description"] and (one["table"] not in views or one["column"] is None)] == []
    country = next(one for one in told if (one["table"], one["column"]) == ("cities", "country"))
    assert (country["reference"], country["description"]) == ("countries.id", "The country it lies in.")


def test_one_table_can_be_told_by_name(iclc):
    told = iclc("sql", "--tables", "Cities", "--json").json
    assert {one["table"] for one in told} == {"cities"}
    assert "Did you mean cities or " in iclc("sql", "--tables", "citis", code=2).stderr
