#!/usr/bin/env bash
# polars 2.1.0: read_ndjson leaves out, without a word, each field that the first 100 lines do not have.
#
# One would guess: a field that first comes up in a later line is a column with nulls before it, as in DuckDB, or an error.
# What happens: the column, or the field within a struct, is not there; `infer_schema_length=None` reads it.
# Bites whoever loads lines of several kinds (here 120 towns, then a person).
#
# Seen on 2026-11-30, Python 3.11:
#   by default: kind, record{name}
#   infer_schema_length=None: kind, record{name, role}, age
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q polars==2.1.0
cd "$work"
"$work/venv/bin/python" - <<'PY' | tee seen
import json, polars
lines = [{"kind": "town", "record": {"name": "Aton"}}] * 120 + [{"kind": "person", "age": 40, "record": {"name": "Bea", "role": "baker"}}]
with open("all.ndjson", "w") as file:
    file.writelines(json.dumps(line) + "\n" for line in lines)

def columns(frame):
    for name, kind in frame.schema.items():
        fields = getattr(kind, "fields", [])
        yield name + ("{" + ", ".join(field.name for field in fields) + "}" if fields else "")

print("by default:", ", ".join(columns(polars.read_ndjson("all.ndjson"))))
print("infer_schema_length=None:", ", ".join(sorted(columns(polars.read_ndjson("all.ndjson", infer_schema_length=None)), key=lambda one: one == "age")))
PY
diff seen - <<'END'
by default: kind, record{name}
infer_schema_length=None: kind, record{name, role}, age
END
