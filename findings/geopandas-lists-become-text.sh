#!/usr/bin/env bash
# geopandas 1.2.0 with pyogrio 0.13.0: GeoJSON that is read and written again has text where a list of two or more was.
#
# One would guess: a list among the properties, which are any JSON object (RFC 7946, 3.2), comes back as a list or as an error.
# What happens: to_file writes what numpy prints for it, "['rye' 'oats']", without a warning. A list of one is written as a list, so
# that one property is now a list and now text. pyogrio's write_dataframe says that columns of objects become text; to_file, which
# people call, does not. With `use_arrow=True`, on reading and on writing, all lists stay lists.
#
# Seen on 2026-11-30, Python 3.11, geopandas 1.2.0, pyogrio 0.13.0:
#   before: Aton ["rye", "oats"], Beton ["rye"]
#   read and written: Aton "['rye' 'oats']", Beton ["rye"]
#   read and written, use_arrow=True: Aton ["rye", "oats"], Beton ["rye"]
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q geopandas==1.2.0 pyogrio==0.13.0 pyarrow==26.0.1
cd "$work"
"$work/venv/bin/python" - <<'PY' | tee seen
import json, geopandas
def told(name, path):
    with open(path) as file:
        towns = [feature["properties"] for feature in json.load(file)["features"]]
    print(f"{name}:", ", ".join(f"{town['name']} {json.dumps(town['breads'])}" for town in towns))
def feature(name, breads):
    point = {"type": "Point", "coordinates": [9, 48]}
    return {"type": "Feature", "geometry": point, "properties": {"name": name, "breads": breads}}
with open("towns.geojson", "w") as file:
    json.dump({"type": "FeatureCollection", "features": [feature("Aton", ["rye", "oats"]), feature("Beton", ["rye"])]}, file)
told("before", "towns.geojson")
geopandas.read_file("towns.geojson").to_file("again.geojson")
told("read and written", "again.geojson")
geopandas.read_file("towns.geojson", use_arrow=True).to_file("arrow.geojson", use_arrow=True)
told("read and written, use_arrow=True", "arrow.geojson")
PY
diff seen - <<'END'
before: Aton ["rye", "oats"], Beton ["rye"]
read and written: Aton "['rye' 'oats']", Beton ["rye"]
read and written, use_arrow=True: Aton ["rye", "oats"], Beton ["rye"]
END
