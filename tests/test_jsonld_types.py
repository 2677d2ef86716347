"""The JSON-LD export against the types of schema.org, as schema-dts has them and TypeScript checks them."""

import json
import os
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest
from hostile import planted
from tools import NODE_PATH, tool

from iclc_cli.dataset import loading as dataset
from iclc_cli.exports import EXPORTS
from iclc_cli.library import Book


@pytest.fixture(scope="module", params=["shipped", "hostile"])
def graph(request, book):
    """All nodes of a report."""
    one = book if request.param == "shipped" else Book(dataset.build(planted()))
    return json.loads(EXPORTS["jsonld"].export(one))["@graph"]


def checked(nodes, folder):
    """What TypeScript says of nodes, each held against the type that it says it is of."""
    by_type = defaultdict(list)
    for node in nodes:
        by_type[node["@type"]].append(node)
    lines = [f"import type {{ {', '.join(by_type)} }} from 'schema-dts';"]
    for name, held in by_type.items():
        lines += [f"export const a{name}: {name}[] = {json.dumps(held)};"]
    (folder / "graph.ts").write_text("\n".join(lines), encoding="utf-8")
    (folder / "node_modules").symlink_to(NODE_PATH.split(os.pathsep)[0])
    compiler = Path(NODE_PATH.split(os.pathsep)[0]) / ".bin" / "tsc"
    options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--moduleResolution", "nodenext", "--target", "es2022"]
    done = subprocess.run([str(compiler), *options, "graph.ts"], capture_output=True, text=True, cwd=folder, timeout=300)
    return done.stdout[:3000]


@pytest.fixture
def typescript():
    tool("node")
    folder = Path(NODE_PATH.split(os.pathsep)[0] or "nowhere")
    if not ((folder / ".bin" / "tsc").exists() and (folder / "schema-dts").is_dir()):
        pytest.skip("needs Node with typescript, schema-dts on NODE_PATH")


@pytest.mark.usefixtures("typescript")
def test_every_node_is_of_its_type(graph, tmp_path):
    assert checked(graph, tmp_path) == ""


@pytest.mark.usefixtures("typescript")
def test_a_node_that_is_not_would_be_found(graph, tmp_path):
    wrong = {**graph[0], "startDate": 27, "performers": "nobody"}
    assert "error TS" in checked([wrong], tmp_path)


def test_every_event_has_date_and_place(graph):
    events = [node for node in graph if node["@type"] == "Event"]
    assert events
    for event in events:
        assert event["startDate"]
        assert event["endDate"]
        assert event["location"]["@id"] in {node["@id"] for node in graph}
        assert ("superEvent" in event) == ("disambiguatingDescription" in event)


def test_no_other_name_is_told_twice(graph):
    for node in graph:
        others = node.get("alternateName", [])
        assert len(others) == len(set(others))
        assert node["name"] not in others


def test_who_is_credited_is_a_person_or_a_body(book):
    (report,) = (node for node in json.loads(EXPORTS["jsonld"].export(book))["@graph"] if node["@type"] == "Report")
    assert [(one["contributor"]["@type"], one["contributor"]["name"]) for one in report["contributor"]] == [
        ("Person", "Teresa Boese"),
        ("Organization", "UNESCO"),
        ("Organization", "UNESCO Institute for Lifelong Learning"),
    ]
