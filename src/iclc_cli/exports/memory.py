"""The tables of the SQLite export in memory, each made when a question names it; a question can read them and do nothing else."""

import re
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import Any, NamedTuple

from ..errors import UsageError
from ..library import Book
from ..text import near
from . import sqlite
from .tables import RECORDS, Table, about_table, columns_table, layout

SECONDS = 10.0
"""How long a question may take."""

ROWS, SIZE = 100_000, 100_000_000
"""How many rows an answer may have, and how many letters."""

LONGEST, MEMORY, PATTERN = 10_000_000, 1_000_000_000, 1_000
"""The longest value in bytes, all the memory that SQLite may take, and the longest pattern of LIKE and GLOB."""

READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
"""What a question may do, beside asking by the pragmas below."""

TELLING = {
    *("table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list", "foreign_key_check"),
    *("database_list", "function_list", "module_list", "collation_list", "compile_options", "data_version"),
}
"""The pragmas that only tell of something."""

FUNCTIONS = ("json_each", "json_tree", *(f"pragma_{name}" for name in sorted(TELLING - {"data_version"})))
"""Functions that give tables and that a question may use."""

MEANINGS = "columns"
"""The table that tells what columns mean."""

CATALOGUE = ("sqlite_master", "sqlite_schema")

_LACKING = re.compile(r"no such table: (?:main\.)?(.+)", re.DOTALL)


class Answer(NamedTuple):
    """What a question gave."""

    columns: tuple[str, ...]
    """Their names, each of them once."""
    rows: list[tuple[Any, ...]]
    """Their values: numbers, texts and nothing."""
    more: bool
    """Were there more rows than were asked for?"""


class Entry(NamedTuple):
    """A table, a view or a column of one, and what it means."""

    table: str
    column: str | None
    type: str
    reference: str | None
    description: str


def ask(book: Book, query: str, most: int = 0, tables: str = "iclc sql --tables") -> Answer:
    """The answer to one question in SQL, of at most so many rows; 0 is all. An error names what tells the `tables`.

    Raises UsageError when it cannot be answered: it is no SQL, would change something, takes too long or gives too much.
    """
    with closing(_Asking(book, catalogue=tables)) as asking:
        return asking.answer(query, most)


def catalogue(book: Book) -> Iterator[Entry]:
    """Every table and view with its columns, in words."""
    with closing(_Asking(book, told=True)) as asking:
        yield from _entries(asking)


def _entries(asking: "_Asking") -> Iterator[Entry]:
    for table in asking.tables.values():
        yield Entry(table.name, None, "table", None, table.description)
        for column in table.columns:
            points_to = ".".join(column.reference) if column.reference else None
            yield Entry(table.name, column.name, column.type, points_to, column.description)
    meanings = {(table.name, column.name): column.description for table in asking.tables.values() for column in table.columns}
    yield Entry(sqlite.SEARCH, None, "full-text table", None, f"Every word of {RECORDS}: WHERE {sqlite.SEARCH} MATCH 'digital'.")
    for name in asking.answer(f"SELECT * FROM {sqlite.SEARCH}", 1).columns:
        yield Entry(sqlite.SEARCH, name, "text", None, meanings[RECORDS, name])
    for view, (description, _) in asking.views.items():
        yield Entry(view, None, "view", None, description)
        for name in asking.answer(f"SELECT * FROM {view}", 1).columns:
            yield Entry(view, name, "", None, "")


class _Asking:
    def __init__(self, book: Book, told: bool = False, catalogue: str = "") -> None:
        self._book = book
        self._catalogue = catalogue
        tables = layout(told=told)
        self.tables: dict[str, Table] = {table.name: table for table in (*tables, columns_table(tables), about_table())}
        self.views = sqlite.views(tuple(self.tables.values()))
        self._missing = [*self.tables, sqlite.SEARCH, *self.views]
        self._database = sqlite3.connect(":memory:", isolation_level=None)
        self._database.execute("PRAGMA temp_store = memory")  # a large sort would go into a file
        self._database.execute(f"PRAGMA hard_heap_limit = {MEMORY}")

    def close(self) -> None:
        """Give the memory back."""
        self._database.close()

    def answer(self, query: str, most: int = 0) -> Answer:
        """The answer to a question."""
        self._refused = self._late = self._wants_all = False
        self._deadline = time.monotonic() + SECONDS
        try:
            return self._answered(query, most)
        except MemoryError:
            raise UsageError(f"this needs more than {MEMORY // 1_000_000:,} MB of memory; ask for less") from None
        except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
            if str(error) == "interrupted" and not self._late:  # by a signal, whose exception SQLite drops
                raise KeyboardInterrupt from None
            raise self._fault(error) from None
        finally:
            self._free()

    def _answered(self, query: str, most: int) -> Answer:
        for name in FUNCTIONS:
            if name in query.lower():  # it is declared when first named, as by a statement that makes a table
                self._database.execute(f"SELECT * FROM {name} LIMIT 0")
        cursor = self._executed(query)
        if cursor.description is None:
            raise UsageError("there is no question in this; give one SELECT")
        rows: list[tuple[Any, ...]] = []
        size = 0
        for row in cursor:
            if most and len(rows) == most:
                return Answer(_once(cursor), rows, True)
            size += sum(len(value) for value in row if isinstance(value, (str, bytes)))
            if len(rows) == ROWS or size > SIZE:
                what = f"{ROWS:,} rows" if len(rows) == ROWS else f"{SIZE:,} letters"
                raise UsageError(f"this gives more than {what}; add a LIMIT, or ask the database that 'iclc export sqlite' writes")
            rows.append(tuple(map(_plain, row)))
        return Answer(_once(cursor), rows, False)

    def _executed(self, query: str) -> sqlite3.Cursor:
        """The question put to the tables that it needs: which these are, SQLite itself tells by what it lacks."""
        while True:
            self._bind()
            try:
                cursor = self._database.execute(query)
            except sqlite3.OperationalError as error:
                lacking = _LACKING.fullmatch(str(error))
                if lacking is None or not self._made(lacking[1].lower()):
                    raise
                continue
            if not (self._wants_all and self._missing):
                return cursor
            cursor.close()  # it asks which tables there are
            for name in list(self._missing):
                self._made(name)

    def _made(self, name: str) -> bool:
        """Make a table or a view; False when there is none of that name, or it is there already."""
        if name not in self._missing:
            return False
        self._free()
        self._missing.remove(name)
        if name in self.tables:
            table = self.tables[name] if name != MEANINGS else columns_table(layout())  # in words only where they are asked for
            self._database.execute(sqlite.create(table))
            places = ", ".join("?" for _ in table.columns)
            rows = ([sqlite.storable(value) for value in row] for row in table.rows(self._book))
            self._database.execute("BEGIN")
            self._database.executemany(f"INSERT INTO {sqlite.identifier(name)} VALUES ({places})", rows)
            self._database.execute("COMMIT")
        elif name == sqlite.SEARCH:
            self._made(RECORDS)
            sqlite.full_text(self._database)
        else:
            self._database.execute(f"CREATE VIEW {sqlite.identifier(name)} AS {self.views[name][1]}")
        return True

    # What a question may do

    def _bind(self) -> None:
        self._database.set_authorizer(self._allowed)
        self._database.set_progress_handler(self._is_late, 10_000)
        self._database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
        self._database.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, PATTERN)

    def _free(self) -> None:
        self._database.set_authorizer(None)
        self._database.set_progress_handler(None, 0)
        self._database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 2**31 - 1)

    def _allowed(self, action: int, first: str | None, second: str | None, *_: str | None) -> int:
        if action == sqlite3.SQLITE_PRAGMA:
            allowed = first in TELLING
            self._wants_all |= first != "data_version"  # which full-text search asks by itself
        else:
            allowed = action in READING and not (action == sqlite3.SQLITE_FUNCTION and second == "load_extension")
            self._wants_all |= action == sqlite3.SQLITE_READ and first in CATALOGUE
        self._refused |= not allowed
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    def _is_late(self) -> bool:
        self._late = time.monotonic() > self._deadline
        return self._late

    def _fault(self, error: Exception) -> UsageError:
        """What is wrong with a question, in one line."""
        told = " ".join(str(error).split())
        if isinstance(error, UsageError):
            return error
        if self._late:
            return UsageError(f"this takes longer than {SECONDS:.0f} seconds; ask the database that 'iclc export sqlite' writes")
        if self._refused:
            return UsageError("this would change something, and all that can be done here is to ask; give one SELECT")
        if lacking := _LACKING.fullmatch(str(error)):
            similar = near(lacking[1].lower(), [*self.tables, sqlite.SEARCH, *self.views])
            hint = f"Did you mean {' or '.join(similar)}? " if similar else ""
            return UsageError(f"{told}. {hint}There are: those of '{self._catalogue}'", similar)
        return UsageError(f"SQLite says: {told.rstrip('.')}. Tables and columns: '{self._catalogue}'")


def _once(cursor: sqlite3.Cursor) -> tuple[str, ...]:
    """The names of the columns, with a number behind one that another has already: an object of JSON has each key once."""
    names = [str(column[0]) for column in cursor.description]
    free = Counter(names)
    found: list[str] = []
    for name in names:
        number = found.count(name) and 2
        while (one := f"{name}_{number}" if number else name) in found or (number and one in free):
            number += 1
        found.append(one)
    return tuple(found)


def _plain(value: Any) -> Any:
    """A value as JSON can hold it: bytes in hexadecimal digits, what is infinite in a word."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    return value
