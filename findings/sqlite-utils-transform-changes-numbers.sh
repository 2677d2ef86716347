#!/usr/bin/env bash
# sqlite-utils 4.2.1: transform changes numbers in columns that it was not told to change, and drops generated ones.
#
# One would guess: `transform towns --drop note` drops `note`, and all else stays, as its types do where they are INTEGER or TEXT.
# What happens: every column that SQLite takes for NUMERIC by its rules (datatype3.html, 3.1: BOOLEAN, DATE, DECIMAL, NUMERIC), where
# integers are kept as integers, becomes REAL without a warning: 1 is 1.0, and a number over 2^53 is another number. (A comment in its
# code says that NUMERIC is treated as float.) A generated column, which `rows` shows, is gone. `--type coastal integer` keeps
# integers. Bites whoever tidies tables that Django, SQLAlchemy or frictionless made.
#
# Seen on 2026-12-01, Python 3.11, sqlite-utils 4.2.1:
#   before: {"id": "aton", "coastal": 1, "people": 9007199254740993, "note": null, "half": 4503599627370496}
#   --drop note: {"id": "aton", "coastal": 1.0, "people": 9007199254740992.0}
#   --drop note, both --type integer: {"id": "aton", "coastal": 1, "people": 9007199254740993}
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q sqlite-utils==4.2.1
cd "$work"
python3 - <<'PY'
import sqlite3
base = sqlite3.connect("world.db")
base.executescript("""
CREATE TABLE towns (id TEXT PRIMARY KEY, coastal BOOLEAN, people NUMERIC, note TEXT, half INTEGER AS (people / 2));
INSERT INTO towns VALUES ('aton', 1, 9007199254740993, NULL);
""")
PY
told() {
  name=$1
  shift
  cp world.db try.db
  if (($#)); then venv/bin/sqlite-utils transform try.db towns "$@" 2>&1; fi
  echo "$name: $(venv/bin/sqlite-utils rows try.db towns | tr -d '[]')"
}
{
  told before
  told '--drop note' --drop note
  told '--drop note, both --type integer' --drop note --type coastal integer --type people integer
} | tee seen
diff seen - <<'END'
before: {"id": "aton", "coastal": 1, "people": 9007199254740993, "note": null, "half": 4503599627370496}
--drop note: {"id": "aton", "coastal": 1.0, "people": 9007199254740992.0}
--drop note, both --type integer: {"id": "aton", "coastal": 1, "people": 9007199254740993}
END
