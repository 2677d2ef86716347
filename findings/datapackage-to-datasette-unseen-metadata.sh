#!/usr/bin/env bash
# datapackage-to-datasette 0.5.0: of the metadata that it writes Datasette shows nothing, neither title nor licence.
#
# One would guess: after `datapackage-to-datasette world.db datapackage.json metadata.json`, as its README has it, `datasette world.db
# -m metadata.json` shows title and licence of the package and what it says of its tables.
# What happens: the metadata is filed under the name of the file, "world.db". To Datasette that database is "world", the name without
# its ending (Metadata, per-database), and what is filed under a database that it does not have is passed over without a warning. With
# the key renamed all is there. (`sources`, for which Datasette has a place as well, are not written at all.)
#
# Seen on 2026-12-01, Python 3.11, datapackage-to-datasette 0.5.0:
#   written for: world.db
#   0.65.2: licence not shown, description not shown; key renamed: licence shown, description shown
#   1.0a41: licence not shown, description not shown; key renamed: licence shown, description shown
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q datapackage-to-datasette==0.5.0 frictionless==5.21.0
cd "$work"
printf 'id,name\n1,Aton\n' >towns.csv
cat >datapackage.json <<'JSON'
{"name": "world", "title": "A world of bread", "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
 "resources": [{"name": "towns", "type": "table", "path": "towns.csv", "description": "Towns that bake.",
  "schema": {"primaryKey": ["id"], "fields": [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]}}]}
JSON
"$work/venv/bin/datapackage-to-datasette" world.db datapackage.json metadata.json
sed 's/"world.db"/"world"/' metadata.json >renamed.json
python3 -c 'import json; print("written for:", *json.load(open("metadata.json"))["databases"])' >seen
shown() { "$work/venv-$1/bin/datasette" world.db -m "$2" --get "$3" | grep -q "$4" && echo shown || echo not shown; }
told() { echo "licence $(shown "$1" "$2" /world CC-BY-4.0), description $(shown "$1" "$2" /world/towns 'Towns that bake')"; }
for version in 0.65.2 1.0a41; do
  python3 -m venv "venv-$version"
  "venv-$version/bin/pip" install -q "datasette==$version"
  echo "$version: $(told "$version" metadata.json); key renamed: $(told "$version" renamed.json)"
done >>seen
cat seen
diff seen - <<'END'
written for: world.db
0.65.2: licence not shown, description not shown; key renamed: licence shown, description shown
1.0a41: licence not shown, description not shown; key renamed: licence shown, description shown
END
