#!/usr/bin/env bash
# frictionless 5.21.0: a Data Package 2 is valid although rows share a unique key and hold what is no category.
#
# One would guess: two rows with the same `uniqueKeys` are an error, as with the same `primaryKey`, and a value that is none of the
# `categories` is one, as with `enum`. Both are in version 2 of the standard, which each package here names: its Table Schema calls
# data valid only if each row's `uniqueKeys` differ, and has each value match one of the `categories`.
# What happens: it is valid without a warning; neither word is looked at. (Issue 937, open since 2021, asks for uniqueKeys, which were
# no part of the standard then.) What has to be checked is a `primaryKey`, `unique` or `enum`.
#
# Seen on 2026-12-01, Python 3.11, frictionless 5.21.0:
#   primaryKey: primary-key
#   uniqueKeys: valid
#   enum: constraint-error
#   categories: valid
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q frictionless==5.21.0
cd "$work"
printf 'id,town,name\n1,aton,Old mill\n2,aton,Old mill\n' >mills.csv
"$work/venv/bin/python" - <<'PY' | tee seen
import json, frictionless
standard = "https://datapackage.org/profiles/2.0/"
def told(name, town={}, **rules):
    fields = [{"name": "id", "type": "integer"}, {"name": "town", "type": "string", **town}, {"name": "name", "type": "string"}]
    schema = {"$schema": standard + "tableschema.json", "fields": fields, **rules}
    mills = {"name": "mills", "type": "table", "path": "mills.csv", "schema": schema}
    with open("datapackage.json", "w") as file:
        json.dump({"$schema": standard + "datapackage.json", "name": "bread", "resources": [mills]}, file)
    report = frictionless.validate("datapackage.json")
    said = {error.type for task in report.tasks for error in task.errors} | {word for task in report.tasks for word in task.warnings}
    print(f"{name}:", "valid" if report.valid and not said else ", ".join(sorted(said)))
told("primaryKey", primaryKey=["town", "name"])
told("uniqueKeys", uniqueKeys=[["town", "name"]])
told("enum", {"constraints": {"enum": ["beton"]}})
told("categories", {"categories": ["beton"]})
PY
diff seen - <<'END'
primaryKey: primary-key
uniqueKeys: valid
enum: constraint-error
categories: valid
END
