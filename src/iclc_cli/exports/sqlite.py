"""A SQLite database: tables with foreign keys, full-text search over everything, and views to start from.

Open it with `sqlite3 iclc.db`, where `.schema sessions` explains every column, or with
`iclc export datasette | datasette iclc.db -m -`.
"""

import json
from typing import Any

from ..library import Book
from . import Form
from .tables import RECORDS, Table, TableColumn, about_table, columns_table, layout

FORM: Form = "file"

_JSON = json.JSONEncoder(ensure_ascii=False)

SEARCH = "records_fts"
"""The full-text table."""

TYPES = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "list": "TEXT"}
"""Our types of column, each as SQLite declares it. All do: readers take the first row's for that of a column without one."""

STARTING_VIEWS: dict[str, tuple[str, str]] = {
    "who_spoke_where": (
        "Every appearance: who, in which session, as whom, for which city or country.",
        """
        SELECT session.name AS session, session.title AS title, speaker.honorific AS honorific, speaker.name AS speaker,
               appearance.role AS role, city.name AS city, country.name AS country,
               (SELECT count(*) FROM speaker_appearance_said AS said WHERE said.appearance = appearance.id) AS points,
               session.id AS session_id, speaker.id AS speaker_id
          FROM speaker_appearances AS appearance
          JOIN speakers AS speaker ON speaker.id = appearance.speaker
          JOIN sessions AS session ON session.id = appearance.session
          LEFT JOIN cities AS city ON city.id = appearance.city
          LEFT JOIN countries AS country ON country.id = appearance.country
         ORDER BY session.position, speaker.name
        """,
    ),
    "initiatives_by_country": (
        "Every initiative with its country: its own, or that of the city it belongs to or lies in.",
        """
        SELECT country.name AS country, country.region AS region, city.name AS city, place.name AS place,
               organisation.name AS organisation, initiative.name AS initiative, initiative.kind AS kind, initiative.status AS status,
               session.name AS session, initiative.summary AS summary, initiative.id AS initiative_id
          FROM initiatives AS initiative
          LEFT JOIN cities AS city ON city.id = initiative.city
          LEFT JOIN cities AS place ON place.id = initiative.place
          LEFT JOIN countries AS country ON country.id = coalesce(initiative.country, city.country, place.country)
          LEFT JOIN organisations AS organisation ON organisation.id = initiative.organisation
          LEFT JOIN sessions AS session ON session.id = initiative.session
         ORDER BY country.name IS NULL, country.name, city.name, initiative.name
        """,
    ),
    "statements_by_city": (
        "What the cities stated in the mayors' forums.",
        """
        SELECT city.name AS city, country.name AS country, session.name AS session, statement.type AS type,
               statement.text AS text, statement.id AS statement_id
          FROM statements AS statement
          LEFT JOIN cities AS city ON city.id = statement.city
          LEFT JOIN countries AS country ON country.id = city.country
          LEFT JOIN sessions AS session ON session.id = statement.session
         ORDER BY city.name, statement.position
        """,
    ),
    "passages_with_locators": (
        "Every passage with the words to cite it by; only sections have a page, the one they begin on.",
        """
        SELECT record.label AS locator, section.page AS section_begins_on_page, section.title AS section,
               passage.kind AS kind, passage.gist AS gist, passage.id AS passage_id
          FROM passages AS passage
          JOIN sections AS section ON section.id = passage.section
          JOIN records AS record ON record.ref = 'passage/' || passage.id
         ORDER BY passage.position
        """,
    ),
    "cities_on_a_map": (
        "Every city with country, region and coordinates, and how much the report says of it.",
        """
        SELECT city.name AS city, country.name AS country, country.region AS region,
               city.coordinates_latitude AS latitude, city.coordinates_longitude AS longitude,
               (SELECT count(*) FROM initiatives AS initiative WHERE initiative.city = city.id) AS initiatives,
               (SELECT count(*) FROM statements AS statement WHERE statement.city = city.id) AS statements,
               city.participation AS participation, city.id AS city_id
          FROM cities AS city
          JOIN countries AS country ON country.id = city.country
         ORDER BY city.name
        """,
    ),
}
"""What a newcomer wants to see first: name, what it shows, query."""

EVIDENCE = "evidence"
"""The view of everything that rests on passages."""


def export(book: Book) -> bytes:
    """The bytes of a database file."""
    import sqlite3

    tables = layout()
    tables = (*tables, columns_table(tables), about_table())
    database = sqlite3.connect(":memory:")
    try:
        for table in tables:
            database.execute(create(table))
            places = ", ".join("?" for _ in table.columns)
            database.executemany(
                f"INSERT INTO {identifier(table.name)} VALUES ({places})", ([storable(value) for value in row] for row in table.rows(book))
            )
            for column in table.columns:
                if column.reference and table.key[0] != column.name:
                    index = identifier(f"{table.name}_{column.name}")
                    database.execute(f"CREATE INDEX {index} ON {identifier(table.name)} ({identifier(column.name)})")
        full_text(database)
        for name, (description, query) in views(tables).items():
            database.execute(f"CREATE VIEW {identifier(name)} AS -- {description}{query.rstrip()}")
        if database.execute("PRAGMA foreign_key_check").fetchone():
            raise AssertionError("a row points to one that is not there")  # the data has been checked, so the layout is wrong
        database.commit()
        return database.serialize()
    finally:
        database.close()


def create(table: Table) -> str:
    """The statement that makes a table, a comment behind each column."""
    lines = [f"    {_declared(column)}, -- {column.description}" for column in table.columns]
    key = ", ".join(map(identifier, table.key))
    return f"CREATE TABLE {identifier(table.name)} ( -- {table.description}\n" + "\n".join(lines) + f"\n    PRIMARY KEY ({key})\n)"


def views(tables: tuple[Table, ...]) -> dict[str, tuple[str, str]]:
    """Every view, with what it shows and its query."""
    parts = [
        f"""
        SELECT record.kind AS kind, record.label AS label, passage.label AS locator, passages.gist AS gist,
               record.ref AS record, passages.id AS passage_id
          FROM {identifier(table.name)} AS source
          JOIN records AS record ON record.ref = '{owner}/' || source.{identifier(table.columns[0].name)}
          JOIN records AS passage ON passage.ref = 'passage/' || source.passage
          JOIN passages ON passages.id = source.passage"""
        for table, owner in _evidence(tables)
    ]
    return {**STARTING_VIEWS, EVIDENCE: ("Every record with the passages it rests on.", "\n         UNION ALL".join(parts))}


def _evidence(tables: tuple[Table, ...]) -> list[tuple[Table, str]]:
    """The tables that link the records of a kind to the passages they rest on, each with that kind."""
    named = {table.name: table for table in tables}
    kinds = [table.kind for table in tables if table.kind]
    return [(named[f"{kind}_sources"], kind) for kind in kinds if f"{kind}_sources" in named]


def full_text(database: Any) -> None:
    """Search over the table of everything. Datasette offers it because of the double quotation marks around the name."""
    database.execute(
        f"CREATE VIRTUAL TABLE {SEARCH} USING fts5(kind UNINDEXED, id UNINDEXED, label, text, "
        f"content=\"{RECORDS}\", content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')"
    )
    database.execute(f"INSERT INTO {SEARCH}({SEARCH}) VALUES ('rebuild')")


def _declared(column: TableColumn) -> str:
    parts = [identifier(column.name), TYPES[column.type], "" if column.optional else "NOT NULL"]
    if column.reference:
        parts.append(f"REFERENCES {identifier(column.reference[0])} ({identifier(column.reference[1])})")
    return " ".join(part for part in parts if part)


def identifier(name: str) -> str:
    """A name as SQL takes it, whatever letters are in it."""
    return '"' + name.replace('"', '""') + '"'


def storable(value: Any) -> Any:
    """A value as a cell holds it: lists as JSON, numbers beyond 64 bits as text."""
    if isinstance(value, (list, tuple)):
        return _JSON.encode(value)
    return str(value) if isinstance(value, int) and abs(value) >= 2**63 else value  # SQLite would refuse it
