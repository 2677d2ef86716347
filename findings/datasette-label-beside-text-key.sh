#!/usr/bin/env bash
# Datasette 1.0a41: a row that is referred to is shown by its id where 0.65.2 shows its title, if the key is text.
#
# One would guess: of a table `towns (id TEXT PRIMARY KEY, title TEXT)`, `title` is the label of a town, as it has been for years:
# the one column that is not the key.
# What happens: 1.0a41 takes `id` itself, and every link to a town reads "aton". With a third column of text the title is the label
# again. `label_column` in the configuration settles it in both.
#
# Seen on 2026-11-30, Python 3.11:
#   0.65.2: two columns Aton, four columns Aton
#   1.0a41: two columns aton, four columns Aton
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 - <<'PY'
import sqlite3
base = sqlite3.connect("world.db")
base.executescript("""
CREATE TABLE towns (id TEXT PRIMARY KEY, title TEXT);
INSERT INTO towns VALUES ('aton', 'Aton');
CREATE TABLE rivers (id TEXT PRIMARY KEY, slug TEXT UNIQUE, title TEXT, body TEXT);
INSERT INTO rivers VALUES ('aton', 'a', 'Aton', 'cold');
CREATE TABLE mills (id TEXT PRIMARY KEY, town TEXT REFERENCES towns (id), river TEXT REFERENCES rivers (id));
INSERT INTO mills VALUES ('old', 'aton', 'aton');
""")
PY
for version in 0.65.2 1.0a41; do
  python3 -m venv "venv-$version"
  "venv-$version/bin/pip" install -q "datasette==$version"
  "venv-$version/bin/datasette" world.db --get '/world/mills.json?_labels=on&_shape=objects' >"$version.json"
  python3 -c '
import json, sys
row = json.load(open(f"{sys.argv[1]}.json"))["rows"][0]
print(sys.argv[1] + ": two columns " + row["town"]["label"] + ", four columns " + row["river"]["label"])' "$version"
done | tee seen
diff seen - <<'END'
0.65.2: two columns Aton, four columns Aton
1.0a41: two columns aton, four columns Aton
END
