"""`iclc verify` and `iclc trace`, against the report itself where it is at hand."""

import random
from collections import Counter
from pathlib import Path

import pytest
from lies import Liar, noticed

from iclc_cli import provenance
from iclc_cli.provenance.knowledge import Knowledge

COPY = Path(__file__).resolve().parents[2] / "shared" / "report" / "report.txt"
needs_the_report = pytest.mark.skipif(not COPY.is_file(), reason="the report is not here")


@needs_the_report
def test_the_shipped_data_verifies_without_a_fault(iclc):
    result = iclc("verify", str(COPY), "--json")
    assert result.json == []
    assert "all borne out" in result.stderr
    assert "Out of reach" in result.stderr


@needs_the_report
def test_at_least_98_lies_in_100_are_noticed(report):
    known = Knowledge(report, provenance.open_copy(report, str(COPY)))
    told = list(Liar(known).lies())
    chosen = random.Random(1).sample(told, 400)
    missed = [lie for lie in chosen if not noticed(known, lie)]
    by_sort = Counter(lie.sort for lie in missed)
    assert len(missed) <= 8, (by_sort, [(lie.kind, lie.record.id, lie.field, lie.old, lie.new) for lie in missed])


@needs_the_report
def test_trace_prints_the_paragraphs_and_marks_the_words(iclc):
    found = iclc("trace", "figure/member-cities", "--report", str(COPY), "--json").json
    assert [one["passage"] for one in found] == ["opening-p13"]
    assert found[0]["locator"] == "Opening ceremony (begins p. 5), item 13"
    marked = [found[0]["text"][start:end] for start, end in found[0]["matches"]]
    assert any("229" in words for words in marked)


def test_trace_asks_for_a_copy(iclc, monkeypatch):
    monkeypatch.delenv("ICLC_REPORT", raising=False)
    assert "ICLC_REPORT" in iclc("trace", "yeonsu", code=2).stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"   \n\n", "is empty"),
        (
            b"\n\n".join(b"Sentence number %d is about something else." % number for number in range(60)),
            "is not the report that this data is about",
        ),
        (b"\x7fELF\x00\x00\x01", "is neither text nor a PDF"),
    ],
    ids=["empty", "blank", "another text", "binary"],
)
def test_a_file_that_is_not_the_report_gets_one_clear_line(iclc, tmp_path, content, said):
    path = tmp_path / "copy.txt"
    path.write_bytes(content)
    result = iclc("verify", str(path), code=5)
    assert result.stdout == ""
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_folder_is_no_report(iclc, tmp_path):
    assert "is a folder" in iclc("verify", str(tmp_path), code=5).stderr


@needs_the_report
def test_all_claims_are_told_with_their_outcome_and_the_words_as_printed(iclc):
    told = iclc("verify", str(COPY), "--of", "chiang rai", "--all", "--json").json
    assert {one["record"] for one in told} == {"city/chiang-rai"}
    by_field = {one["field"]: one for one in told}
    assert by_field["name"]["outcome"] == "remarked"
    assert by_field["aliases[0]"] == {
        "record": "city/chiang-rai",
        "field": "aliases[0]",
        "claim": "alias",
        "wanted": "Chaing Rai",
        "passages": ["mayors-forums-p5"],
        "where": "Mayors' forums (begins p. 21), item 5",
        "outcome": "borne-out",
        "printed": ["Chaing Rai"],
        "fault": None,
    }


@needs_the_report
def test_the_records_to_verify_can_be_chosen(iclc):
    cities = iclc("verify", str(COPY), "--of", "city", "--all", "--fields", "record", "--json").json
    assert {one["record"].partition("/")[0] for one in cities} == {"city"}
    forums = iclc("verify", str(COPY), "--of", "forums", "--of", "yeonsu", "--all", "--fields", "record", "--json").json
    assert {one["record"] for one in forums} >= {"city/yeonsu", "session/forum-1.1", "session/mayors-2"}
    assert "session/opening" not in {one["record"] for one in forums}
    assert iclc("verify", str(COPY), "--of", "nobody at all", "--json", code=3).error["code"] == "not-found"


@needs_the_report
def test_outcomes_are_counted(iclc):
    told = iclc("verify", str(COPY), "--all", "--count-by", "outcome", "--json").json
    assert {one["value"] for one in told} == {"borne-out", "remarked"}
    assert iclc("verify", str(COPY), "--count").stdout == "0\n"


@needs_the_report
def test_without_colour_the_words_are_marked_all_the_same(iclc):
    marked = iclc("trace", "figure/member-cities", "--report", str(COPY), "-f", "table", "--color", "never").stdout
    assert "*229 member*" in " ".join(marked.split())
    plain = iclc("trace", "figure/member-cities", "--report", str(COPY)).stdout
    assert "\nMarked: UNESCO GNLC; members; 229 member\n" in plain
    assert "*" not in plain
