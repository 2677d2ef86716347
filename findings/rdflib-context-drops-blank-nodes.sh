#!/usr/bin/env bash
# rdflib 7.6.0: written as JSON-LD with a context, a graph loses what it says of nodes without a name.
#
# One would guess: a context changes how facts are written, not which (JSON-LD 1.1, 5.2). "@type": "@id" says that a text that stands
# there names a node (4.2.3); the contexts of ActivityStreams and Web Annotation say so of most properties that lead to things.
# What happens: such a property is written as "_:n1…", and the node itself, with all that it says and leads to, is left out without a
# warning. Nodes with an IRI are kept, and so is all without a context. (Half of issue 28 of the former rdflib-jsonld, of 2014 and
# closed: the identifier has got its prefix since, the facts are lost still.) PyLD keeps all.
#
# Seen on 2026-12-01, Python 3.11, rdflib 7.6.0, PyLD 3.3.0:
#   before: fair location, location address, location name, address postalCode
#   no context: fair location, location address, location name, address postalCode
#   a context: fair location
#   a context, PyLD: fair location, location address, location name, address postalCode
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q rdflib==7.6.0 PyLD==3.3.0
cd "$work"
"$work/venv/bin/python" - <<'PY' | tee seen
import json, rdflib
from pyld import jsonld
graph = rdflib.Graph().parse(format="turtle", data="""
@prefix : <https://schema.org/> .
<urn:fair> :location [ :name "Aton"; :address [ :postalCode "12345" ] ] .
""")
context = {"@vocab": "https://schema.org/", "location": {"@type": "@id"}}
def told(name, graph):
    ways = {node: prop for _, prop, node in graph}
    facts = {(ways.get(subject, subject), prop) for subject, prop, _ in graph}
    words = ((subject.replace(":", "/").rpartition("/")[2], prop.rpartition("/")[2]) for subject, prop in facts)
    order = ["fair", "location", "address"]
    print(f"{name}:", ", ".join(" ".join(fact) for fact in sorted(words, key=lambda fact: (order.index(fact[0]), fact[1]))))
def read(text):
    return rdflib.Graph().parse(data=text, format="json-ld")
told("before", graph)
told("no context", read(graph.serialize(format="json-ld")))
told("a context", read(graph.serialize(format="json-ld", context=context)))
expanded = jsonld.from_rdf(graph.serialize(format="nt"), {"format": "application/n-quads"})
told("a context, PyLD", read(json.dumps(jsonld.compact(expanded, context))))
PY
diff seen - <<'END'
before: fair location, location address, location name, address postalCode
no context: fair location, location address, location name, address postalCode
a context: fair location
a context, PyLD: fair location, location address, location name, address postalCode
END
