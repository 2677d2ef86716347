#!/usr/bin/env bash
# igraph 1.0.0: of a node of GraphML that does not say whether something is so, it says that it is not.
#
# One would guess: None, which igraph has for what a node lacks, or NaN, which it has for numbers that are not given. A key without
# <default> is undefined for a node without <data> of it (GraphML's specification of <default>).
# What happens: it is False, without a warning, and is written so: "not known" has become "no". NetworkX leaves the attribute out.
#
# Seen on 2026-11-30, Python 3.11, igraph 1.0.0, networkx 3.6.1:
#   igraph: a running True, age 90.0; b running False, age nan
#   networkx: a running True, age 90; b running nothing, age nothing
#   networkx after igraph: a running True, age 90.0; b running False, age nothing
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q igraph==1.0.0 networkx==3.6.1
cd "$work"
cat >mills.graphml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d0" for="node" attr.name="running" attr.type="boolean"/>
<key id="d1" for="node" attr.name="age" attr.type="int"/>
<graph edgedefault="directed">
<node id="a"><data key="d0">true</data><data key="d1">90</data></node>
<node id="b"/>
</graph>
</graphml>
XML
"$work/venv/bin/python" - <<'PY' 2>&1 | tee seen
import igraph, networkx
def told(name, nodes):
    told = (f"{mill} running {has.get('running', 'nothing')}, age {has.get('age', 'nothing')}" for mill, has in zip("ab", nodes))
    print(f"{name}:", "; ".join(told))
graph = igraph.Graph.Read_GraphML("mills.graphml")
told("igraph", [node.attributes() for node in graph.vs])
told("networkx", [has for _, has in networkx.read_graphml("mills.graphml").nodes(data=True)])
graph.write_graphml("again.graphml")
told("networkx after igraph", [has for _, has in networkx.read_graphml("again.graphml").nodes(data=True)])
PY
diff seen - <<'END'
igraph: a running True, age 90.0; b running False, age nan
networkx: a running True, age 90; b running nothing, age nothing
networkx after igraph: a running True, age 90.0; b running False, age nothing
END
