"""`iclc fingerprint`: what passages are found by, made, read and refused."""

import json
from pathlib import Path

import pytest
from conftest import SMALL
from printed import QUIET, QUIET_PRINT, REAL_PRINT, altered, needs_the_report, passages_of

from iclc_cli.dataset import loading as dataset
from iclc_cli.model.kinds import KINDS
from iclc_cli.model.walk import fields
from iclc_cli.query.index import Index
from iclc_cli.verify import fingerprints

PASSAGES = QUIET.with_suffix(".passages.json")
MADE = QUIET.with_suffix(".fingerprints.json")
PAGE = Path(__file__).resolve().parent.parent / "docs" / "checking.md"
TEXT = MADE.read_text(encoding="utf-8")


@pytest.mark.parametrize("data", [SMALL, QUIET], ids=["small", "quiet"])
def test_the_fingerprints_of_the_invented_reports_are_those_of_their_passages(data, tmp_path, iclc):
    report = dataset.load(str(data))
    made, held = fingerprints.make(report, passages_of(data)), fingerprints.load(report, str(data))
    assert (made.passages, made.headings) == (held.passages, held.headings)
    iclc("fingerprint", data.with_suffix(".passages.json"), "--data", data, "-o", tmp_path / "made")
    assert (tmp_path / "made").read_bytes() == data.with_suffix(".fingerprints.json").read_bytes()


@needs_the_report
def test_the_shipped_fingerprints_are_those_of_the_passages_of_the_report(iclc, tmp_path):
    iclc("fingerprint", REAL_PRINT.with_name("passages.json"), "-o", tmp_path / "made")
    assert (tmp_path / "made").read_bytes() == dataset.bundled().with_suffix(".fingerprints.json").read_bytes()


def test_the_shipped_fingerprints_agree_with_the_shipped_data(report):
    held = fingerprints.load(report, None)
    index = Index(report)
    assert list(held.passages) == [passage.id for passage in report.passages]
    assert all(one.words and len(one.sums) == len(fingerprints.offsets(sum(one.words))) for one in held.passages.values())
    printed = [section for section in report.sections if not any(remark.field == "title" for remark in section.remarks)]
    assert held.headings == fingerprints.make(report, {one.id: "x" for one in report.passages}).headings
    assert {one.partition("/")[2].partition("/")[0] for one in held.headings} == {section.id for section in printed}
    assert held.exceptions
    for record, field, value, reason in held.exceptions:
        one = index.get(*record.split("/"))
        remarked = [f"{fingerprints.check_value(f'{remark.field} {remark.reason}'):08x}" for remark in one.remarks]
        assert reason in remarked, (record, field)
        assert value, (record, field)


@pytest.mark.skipif(not PAGE.is_file(), reason="the page is not here")
def test_the_page_on_checking_tells_the_format_and_every_part_of_it():
    told = PAGE.read_text(encoding="utf-8")
    assert f"| `format` | `{fingerprints.FORMAT}` |" in told
    assert [part for part in json.loads(TEXT) if f"\n| `{part}` | " not in told] == []


def test_a_fingerprint_holds_no_word():
    made = json.loads(TEXT)
    for one in (*made["passages"].values(), *made["headings"].values()):
        assert {type(number) for part in one for number in (part if isinstance(part, list) else [part])} == {int}
    index, places = Index(dataset.load(str(QUIET))), made["passages"].keys() | made["headings"].keys()
    for ref, by_field in made["told"].items():
        assert tuple(ref.split("/")) in index.by_ref
        assert {tuple(field.split(".")) for field in by_field} <= fields(KINDS[ref.partition("/")[0]].record).keys()
        for by_place in by_field.values():
            assert by_place.keys() <= places
            assert {type(number) for numbers in by_place.values() for number in numbers} == {int}
    assert all(("passage", one) in index.by_ref for one in made["passages"])
    assert made["told"].keys() >= {"passage/opening-p3", "section/opening", "speaker/jun-abel"}


def write(path, value):
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("no JSON", "passages.json: holds no passages; give JSON, an array of objects with id and text, or an object of texts by id"),
        ("3", "holds no passages"),
        ('[{"id": "opening-p1"}]', "holds no passages"),
        ({"opening-p1": 1}, "holds no passages"),
        ("[]", "passage/opening-p1: has no text; give one for every passage"),
        ([{"id": one, "text": " – " if one == "plan-p3" else text} for one, text in passages_of(QUIET).items()], "passage/plan-p3: has no"),
        ([{"id": "opening-p1", "text": text} for text in ("Rope.", "Bread.")], "has two texts for the passage opening-p1; give one"),
    ],
    ids=["no JSON", "a number", "no text", "a number by id", "none", "no letters", "twice"],
)
def test_wrong_passages_get_one_line_and_leave_a_file_whole(iclc, tmp_path, content, said):
    before = write(tmp_path / "held.json", "before")
    result = iclc("fingerprint", write(tmp_path / "passages.json", content), "--data", QUIET, "-o", before, "--force", code=5)
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert before.read_text(encoding="utf-8") == "before"


def test_an_existing_file_is_replaced_only_when_asked(iclc, tmp_path):
    before = write(tmp_path / "held.json", "before")
    assert "--force" in iclc("fingerprint", PASSAGES, "--data", QUIET, "-o", before, code=1).stderr
    assert before.read_text(encoding="utf-8") == "before"
    iclc("fingerprint", PASSAGES, "--data", QUIET, "-o", before, "--force")
    assert before.read_bytes() == MADE.read_bytes()


def test_passages_or_data_come_from_standard_input(iclc):
    assert iclc("fingerprint", "-", "--data", QUIET, input=PASSAGES.read_bytes()).stdout == TEXT
    assert iclc("fingerprint", PASSAGES, "--data", "-", input=QUIET.read_bytes()).stdout == TEXT
    iclc("fingerprint", "-", "--data", "-", code=2, input=QUIET.read_bytes())


def test_faults_that_no_remark_explains_are_named(iclc, tmp_path):
    data = altered(json.loads(QUIET.read_text(encoding="utf-8")), ("figure/guests", "value", 3000))
    result = iclc("fingerprint", PASSAGES, "--data", write(tmp_path / "mine.json", data), "-o", tmp_path / "made", code=5)
    assert "figure/guests value: 'at least 3,000' does not stand there" in result.stderr
    made = json.loads((tmp_path / "made").read_text(encoding="utf-8"))
    assert made | {"told": {}} == json.loads(TEXT) | {"told": {}}  # of the number of the guests no figure tells now


def test_another_report_brings_its_fingerprints_or_is_told_what_it_needs(iclc, tmp_path, report, monkeypatch):
    mine = write(tmp_path / "mine.json", QUIET.read_text(encoding="utf-8"))
    lacking = iclc("verify", QUIET_PRINT, "--data", mine, code=5).stderr
    assert f"iclc fingerprint PASSAGES -o {tmp_path / 'mine.fingerprints.json'}" in lacking
    assert len(lacking.splitlines()) == 1
    iclc("fingerprint", PASSAGES, "--data", mine, "-o", tmp_path / "mine.fingerprints.json")
    assert iclc("verify", QUIET_PRINT, "--data", mine, "--json").json == []
    monkeypatch.setenv("ICLC_DATA", str(mine))
    assert iclc("verify", QUIET_PRINT, "--json").json == []
    monkeypatch.delenv("ICLC_DATA")
    same = write(tmp_path / "same.json", dataset.bundled().read_text(encoding="utf-8"))
    assert fingerprints.load(report, str(same)) == fingerprints.load(report, None)


def spoiled(*path_and_value):
    """The fingerprints of the invented report with something else at a place."""
    made = json.loads(TEXT)
    *path, last, value = path_and_value
    held = made
    for step in path:
        held = held[step]
    held[last] = value
    return json.dumps(made)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        *(
            (content, "holds no fingerprints of the format")
            for content in (
                spoiled("told", []),
                spoiled("told", "city/maren", "x"),
                spoiled("told", "city/maren", "name", {"forum-1-p1": 5}),
                spoiled("exceptions", 5),
                spoiled("headings", {"section/opening": [1, 2, 3, 4]}),
                *(spoiled("passages", "plan-p5", 0, words) for words in ("abc", [], [-5, 9], [10**12], [1.5], [3])),
                spoiled("passages", "plan-p5", 1, [1]),
            )
        ),
        ("{}", "holds no fingerprints of the format"),
        ("nothing", "holds no fingerprints of the format"),
        ("[]", "holds no fingerprints of the format"),
        (TEXT.replace("fingerprints-3", "fingerprints-9"), "holds no fingerprints of the format iclc-fingerprints-3"),
        (TEXT.replace('"plan-p5":[[', '"plan-p5":[1,[['), "holds no fingerprints of the format"),
        (TEXT.replace('"plan-p5"', '"plan-p6"'), "no fingerprints of plan-p5"),
    ],
)
def test_a_wrong_file_of_fingerprints_gets_one_line_that_says_how_to_make_it(iclc, tmp_path, content, said):
    mine = write(tmp_path / "mine.json", QUIET.read_text(encoding="utf-8"))
    write(tmp_path / "mine.fingerprints.json", content)
    told = iclc("trace", "maren", "--report", QUIET_PRINT, "--data", mine, code=5).stderr
    assert said in told
    assert "iclc fingerprint PASSAGES -o" in told
    assert len(told.splitlines()) == 1
