"""`iclc export graphml`, read back by NetworkX and by the parser of the standard library."""

import collections
import io
import json
import xml.etree.ElementTree as ET

import pytest
from hostile import HOSTILE, planted

from iclc_cli.exports import graphml
from iclc_cli.library import load_report
from iclc_cli.model.kinds import all_records
from iclc_cli.query.links import references
from iclc_cli.visible import visible_lines

SPACE = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture(scope="module")
def graph(book):
    networkx = pytest.importorskip("networkx")
    return networkx.read_graphml(io.BytesIO(graphml.export(book).encode()))


def test_every_record_is_a_node_with_its_kind_and_label(book, graph):
    wanted = {f"{kind}/{record.id}": {"kind": kind, "label": book.label(record)} for kind, record in all_records(book.report)}
    assert dict(graph.nodes(data=True)) == wanted


def test_every_reference_is_an_edge_with_its_reason_and_passages(book, graph):
    wanted = collections.defaultdict(list)
    for kind, record in all_records(book.report):
        for one in references(record):
            wanted[f"{kind}/{record.id}", f"{one.target}/{one.id}", one.via] += one.sources
    assert graph.is_directed()
    assert graph.is_multigraph()
    found = {(source, target, data["reason"]): data["passages"] for source, target, data in graph.edges(data=True)}
    assert len(found) == graph.number_of_edges()
    assert found == {key: "; ".join(dict.fromkeys(sources)) for key, sources in wanted.items()}


def test_edges_are_the_links_that_related_tells(book, graph):
    cork = book.find("city", "Cork")
    forward = {(f"{one.kind}/{one.id}", one.via) for one in book.related(cork) if one.direction == "forward"}
    back = {(f"{one.kind}/{one.id}", one.via) for one in book.related(cork) if one.direction == "back"}
    assert {(target, data["reason"]) for _, target, data in graph.out_edges("city/cork", data=True)} == forward
    assert {(source, data["reason"]) for source, _, data in graph.in_edges("city/cork", data=True)} == back


def test_letters_survive(book, graph):
    labels = {data["label"] for _, data in graph.nodes(data=True)}
    assert {"Medellín", "Bogotá", "Guédiawaye"} <= labels
    assert all(edge.get("id") for edge in ET.fromstring(graphml.export(book)).iter(f"{SPACE}edge"))


def test_the_document_says_what_it_is_and_on_what_terms(book):
    told = ET.fromstring(graphml.export(book)).findtext(f"{SPACE}desc")
    assert book.report.conference.report.attribution in told


def test_text_that_no_xml_can_hold_is_shown_as_an_escape(tmp_path):
    text = f"<a> & \"b\" 'c' ]]> \ufffe\uffff {HOSTILE}"
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(planted(text)), encoding="utf-8")
    hostile = load_report(path)
    root = ET.fromstring(graphml.export(hostile))
    labels = [one.text for one in root.iter(f"{SPACE}data") if one.get("key") == "label"]
    wanted = [visible_lines(hostile.label(record)) for _, record in all_records(hostile.report)]
    assert [label.replace("\r", "") for label in labels] == [
        one.replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff") for one in wanted
    ]
    assert any("<a> & " in label for label in labels)


def test_every_node_and_edge_has_a_line_of_its_own(small_book):
    """As tools that compare two states of a file, and people, go by lines."""
    text = graphml.export(small_book)
    lines = text.splitlines()
    assert [line.count("<node ") + line.count("<edge ") for line in lines if "<node " in line or "<edge " in line] == [1] * (
        text.count("<node ") + text.count("<edge ")
    )
    assert text.endswith("\n")
