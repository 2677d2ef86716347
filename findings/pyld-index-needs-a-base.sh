#!/usr/bin/env bash
# PyLD 3.3.0: the keys of a map that is indexed by a property are lost on the way to RDF if no base is given.
#
# One would guess: with "@container": "@index" and "@index": "inLanguage" each key is a value of https://schema.org/inLanguage
# (JSON-LD 1.1, Property-based data indexing; tpi06 of its expansion tests), whether or not an IRI is relative.
# What happens: without the option `base`, expansion leaves the bare word inLanguage where the IRI belongs, and to_rdf drops it, as
# it is none, without a warning. With any base all is there, as for what is read from an address (all of its tests are), and so it
# is with the IRI in full as "@index".
#
# Seen on 2026-11-30, Python 3.11, PyLD 3.3.0, rdflib 7.6.0:
#   PyLD: hasPart
#   PyLD, base given: hasPart, inLanguage de
#   PyLD, "@index" in full: hasPart, inLanguage de
#   rdflib: hasPart, inLanguage de
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q PyLD==3.3.0 rdflib==7.6.0
cd "$work"
"$work/venv/bin/python" - <<'PY' | tee seen
import json, rdflib
from pyld import jsonld
def book(index):
    return {"@context": {"@version": 1.1, "@vocab": "https://schema.org/", "hasPart": {"@container": "@index", "@index": index}},
            "@id": "urn:bread", "hasPart": {"de": {"@id": "urn:brot"}}}
def told(name, graph):
    facts = sorted((prop.rpartition("/")[2], value) for _, prop, value in graph)
    print(f"{name}:", ", ".join(prop if prop == "hasPart" else f"{prop} {value}" for prop, value in facts))
def pyld(document, **options):
    return rdflib.Graph().parse(data=jsonld.to_rdf(document, {"format": "application/n-quads", **options}), format="nt")
told("PyLD", pyld(book("inLanguage")))
told("PyLD, base given", pyld(book("inLanguage"), base="http://bread.example/"))
told('PyLD, "@index" in full', pyld(book("https://schema.org/inLanguage")))
told("rdflib", rdflib.Graph().parse(data=json.dumps(book("inLanguage")), format="json-ld"))
PY
diff seen - <<'END'
PyLD: hasPart
PyLD, base given: hasPart, inLanguage de
PyLD, "@index" in full: hasPart, inLanguage de
rdflib: hasPart, inLanguage de
END
