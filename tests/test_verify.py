"""`iclc verify` and `iclc trace`, against the report itself where it is at hand."""

import random
from collections import Counter
from pathlib import Path

import pytest
from liar import Liar, changed, noticed, with_record

from iclc_cli import verify as provenance
from iclc_cli.query import names as naming
from iclc_cli.verify import checking as verifying
from iclc_cli.verify.mentions import Knowledge

COPY = Path(__file__).resolve().parents[2] / "shared" / "report" / "report.txt"
needs_the_report = pytest.mark.skipif(not COPY.is_file(), reason="the report is not here")


@pytest.fixture(scope="module")
def known(report):
    """The shipped report held against the report's text."""
    return Knowledge(report, provenance.open_copy(report, str(COPY)))


@needs_the_report
def test_the_shipped_data_verifies_without_a_fault(iclc):
    result = iclc("verify", str(COPY), "--json")
    assert result.json == []
    assert "all borne out" in result.stderr
    assert "Out of reach" in result.stderr


@needs_the_report
def test_at_least_98_lies_in_100_are_noticed(known):
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
def test_people_read_claims_one_by_one_at_any_width(iclc, monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    told = iclc("verify", str(COPY), "--of", "chiang rai", "--all", "-f", "table", "--color", "never", "-q").stdout
    assert told.startswith("name: Chiang Rai  city/chiang-rai\n  (name)")
    assert "  remarked: does not stand there\n" in told
    assert "aliases[0]: Chaing Rai  city/chiang-rai\n  Chaing Rai  Mayors' forums" in told
    assert "  borne out\n" in told


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


def lied(report, kind, identifier, field, value):
    """The report with one field of one record changed: a path such as `appearances.0.role`."""
    old = naming.find(report, kind, identifier)
    path = [int(step) if step.isdigit() else step for step in field.split(".")]
    new = changed(old, path, value)
    return new, with_record(report, kind, old, new)


LIES = [
    # what is named there is only a part of a name, a role, a title, or goes on
    ("speaker", "david-atchoarena", "name", "Atchoarena", "only a part of the name there: 'David Atchoarena'"),
    ("speaker", "philip-braat", "appearances.0.role", "Lord Provost", "only a part of what stands there"),
    ("speaker", "michael-osborne", "appearances.0.role", "Chair of Adult and Lifelong Education at the University", "only a part"),
    ("city", "villa-maria", "name", "Villa", "only as a part of a longer name"),
    ("city", "mantes-la-jolie", "name", "Mantes", "only as a part of a longer name"),
    ("initiative", "mexico-city-taskforce-for-health", "name", "Taskforce", "only a part of the name there"),
    ("organisation", "uil-coordination-team", "name", "coordination team", "only a part of the name there"),
    ("organisation", "university-of-glasgow", "name", "Glasgow", "is what city/glasgow is called"),
    ("strategy", "change-2", "title", "Refine the thematic scope", "only a part of what stands there"),
    ("strategy", "cluster-4", "title", "educational planning, monitoring", "only a part of what stands there"),
    ("speaker", "luis-gonzalez-arenal", "name", "Luis Gonzalez Arenal", "is spelled 'Mr Luis González Arenal' there"),
    # other names, key terms and remarks as printed
    ("city", "limerick", "aliases.0", "Limerick and County", "does not stand there"),
    ("passage", "forum-1.2-p1", "terms", ("dealt a space",), "does not stand there"),
    ("passage", "forum-2.3-p6", "terms", ("second high-level coding course",), "does not stand there"),
    ("speaker", "miki-konishi", "remarks.0.printed", "Programme Coordinators of Innovation and Education", "does not stand there"),
    ("figure", "mdf-launch", "value", "2018", "does not stand there"),
    ("initiative", "municipal-board-of-youth", "summary", "A council of nineteen young people.", "does not stand there"),
    # places and people that stand near, but belong to another
    ("speaker", "stefania-giannini", "appearances.0.city", "yeonsu", "is not the city that the role names"),
    ("initiative", "clermont-ferrand-programmes-for-young-girls", "city", "villa-maria", "is not the city of its speakers"),
    (
        "initiative",
        "mantes-la-jolie-health-centres",
        "speakers",
        ("angelica-patricia-alvarado-juarez",),
        "under the name of Aminata Goloko",
    ),
    ("statement", "cork-1", "session", "mayors-1", "is not where the passages stand"),
    ("session", "forum-1.2", "sdgs", ("sdg-3",), "is not named there"),
    ("city", "yeonsu", "participation", ("host", "presented", "former-host"), "is not what the passages"),
    ("speaker", "daniel-quintero", "appearances.0.organisations", ("yeonsu-declaration-drafting-committee",), "not in the role or beside"),
    ("initiative", "mantes-la-jolie-hiv-tests", "country", "mexico", "is not that of its city or speakers"),
    ("figure", "mdf-launch", "city", "medellin", "is not named in what is counted"),
    # what is left out
    ("speaker", "jaejoon-lee", "appearances.0.city", None, "is Goyang, by the role"),
    ("session", "forum-1.1", "sources", ("forum-1.1-p1",), "stands in a passage that the record does not cite"),
    ("speaker", "greg-brackenridge", "appearances.0.country", None, "is United Kingdom"),
    ("speaker", "emer-murphy", "appearances.0.organisations", (), "is named in the role: Marino Institute of Education"),
    ("initiative", "ecos", "speakers", (), "under the name of Ofelia"),
    ("initiative", "ecos", "session", None, "is Plenary Session II"),
    ("initiative", "wyndham-learning-technology", "city", None, "is Wyndham, which its speaker represented"),
    ("organisation", "cork-city-council", "city", None, "is Cork, by its name"),
    ("organisation", "cork-city-council", "country", None, "is Ireland, where its city lies"),
    ("city", "huejotzingo", "participation", ("presented",), "is made-a-statement too"),
    ("section", "opening", "page", None, "is 5 in the table of contents"),
    ("section", "captions", "page", 25, "is not in the table of contents"),
    ("strategy", "change-1", "order", 7, "place"),
    ("strategy", "change-6", "category", "funding", "place"),
]


@needs_the_report
def test_an_item_that_cites_nothing_is_no_crash(report, known):
    new, lying = lied(report, "strategy", "change-1", "sources", ())
    assert list(verifying.checks(Knowledge(lying, known.copy, known), new))


@needs_the_report
@pytest.mark.parametrize(("kind", "identifier", "field", "value", "fault"), LIES, ids=[f"{lie[1]} {lie[2]}" for lie in LIES])
def test_a_lie_is_noticed_for_the_right_reason(report, known, kind, identifier, field, value, fault):
    new, lying = lied(report, kind, identifier, field, value)
    found = [check for check in verifying.checks(Knowledge(lying, known.copy, known), new) if check.outcome == "fault"]
    assert any(fault in check.fault for check in found), [(check.field, check.wanted, check.fault) for check in found]
    assert all(check.record == f"{kind}/{identifier}" for check in found)
    name = {"category": "order"}.get(field, field.rpartition(".")[2])
    assert name.isdigit() or any(name in check.field for check in found)
