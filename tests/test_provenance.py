"""Reading a copy of the report, finding its passages, numbers and names in it; on texts of our own and on the report."""

import json
import random
import re

import pytest
from conftest import SMALL
from hostile import controls
from printed import QUIET, QUIET_PRINT, REAL_PRINT, SMALL_PRINT, needs_the_report
from typesetting import Block, of_gists, pages, pdf, text

from iclc_cli import verify as provenance
from iclc_cli.errors import CopyError, OtherReportError
from iclc_cli.terminal import streams
from iclc_cli.verify import aligning, reading
from iclc_cli.verify.checking import RULES, checks, verify
from iclc_cli.verify.claims import Check, excuses
from iclc_cli.verify.prints import Print, phrase
from iclc_cli.verify.quantities import quantities
from iclc_cli.verify.words import squeezed, stem, words


def copy_of(report, content: str | bytes, tmp_path, name="copy.txt"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return provenance.open_copy(report, str(path))


def read(content: bytes, tmp_path):
    path = tmp_path / "copy"
    path.write_bytes(content)
    return [line.text for line in reading.read(str(path))]


# Reading


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_any_usual_encoding_is_read(tmp_path, encoding):
    assert read("Évry – ‘so’\r\nSão Paulo".encode(encoding), tmp_path) == ["Évry – ‘so’", "São Paulo"]


def test_what_typesetting_added_is_taken_away(tmp_path):
    text = "o\ufb03ce  of\u00a0a\u200b city\n**Bold:** rest"
    assert read(text.encode(), tmp_path) == ["office of a city", "Bold: rest"]


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("con\xadfer\xadence", "conference"),
        ("# A heading", "A heading"),
        ("see [the page](https://a.example/b) and [here](#there)", "see the page and here"),
        ("[sic] (not a link)", "[sic] (not a link)"),
        ("Medell´ın and J¨urgen", "Medellín and Jürgen"),
        ("Medelli\u0301n", "Medellín"),
        ("the city´s plan", "the city´s plan"),
    ],
)
def test_what_programs_make_of_letters_is_undone(tmp_path, printed, read_as):
    assert read(printed.encode(), tmp_path) == [read_as]


def test_running_heads_and_page_numbers_are_dropped_where_pages_are_told(tmp_path):
    made = "\f".join(f"The head {n}\nwords of page {chr(64 + n)}\nmore\nof it\nand more\n{n}" for n in range(1, 7))
    found = read(made.encode(), tmp_path)
    assert "words of page A" in found
    assert not any("head" in line or line.isdigit() for line in found)


def test_a_series_of_page_numbers_is_dropped_where_no_pages_are_told(tmp_path):
    made = "\n".join(f"words {chr(64 + n)}\n{n}" for n in range(3, 9))
    assert read(made.encode(), tmp_path) == [f"words {chr(64 + n)}" for n in range(3, 9)]
    assert read(b"words\n12\nmore", tmp_path) == ["words", "12", "more"]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["learn-", "ing"], "learning"),
        (["well-", "being"], "well-being"),
        (["COVID-", "19"], "COVID-19"),
        (["post-COVID-", "19"], "post-COVID-19"),
        (["learn\u00ad", "ing"], "learning"),
        (["multi-stakeholder", "part-", "nerships"], "multi-stakeholder partnerships"),
        (["a –", "b"], "a – b"),
        (["the well -", "being of all"], "the well-being of all"),
        (["plain -", "song"], "plain - song"),
        (["age-", "and needs-based"], "age- and needs-based"),
        (["the may-", "or of it"], "the mayor of it"),
    ],
)
def test_divided_words_are_made_whole(lines, whole):
    assert reading.joined(lines, {"well-being", "mayor"}) == whole


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04rest", "ZIP archive"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"{\\rtf1 x}", "rich text"),
        (b"%PDF-1.4\nbroken", "a PDF that cannot be read"),
        (b"a b " * 1_300_000, "far more than a report"),
        (b"x" * 40_000_001, "larger than 40,000,000 bytes"),
    ],
    ids=["docx", "html", "rtf", "broken pdf", "much text", "large file"],
)
def test_other_files_get_a_clear_line(tmp_path, content, said):
    if content.startswith(b"%PDF"):
        pytest.importorskip("pypdf")
    with pytest.raises(CopyError, match=said):
        read(content, tmp_path)


def test_a_pdf_without_text_is_taken_for_a_scan(tmp_path):
    pytest.importorskip("pypdf")
    canvas = pytest.importorskip("reportlab.pdfgen.canvas").Canvas(str(tmp_path / "scan.pdf"))
    for _ in range(3):
        canvas.rect(50, 50, 400, 600, fill=1)
        canvas.showPage()
    canvas.save()
    with pytest.raises(CopyError, match="without text, perhaps a scan"):
        reading.read(str(tmp_path / "scan.pdf"))


def test_without_the_library_a_pdf_gets_a_line_that_says_how_to_get_it(iclc, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    (tmp_path / "copy.pdf").write_bytes(b"%PDF-1.4\n")
    error = iclc("verify", tmp_path / "copy.pdf", "--json", code=1).error
    assert error["code"] == "missing-extra"
    assert "pip install 'iclc[pdf]'" in error["message"]


# Words and numbers


def test_words_are_folded_and_footnote_marks_are_none():
    assert [word.key for word in words("Medellín’s 2,000 citizens,¹ E-Santé, PM2.5 © UIL")] == [
        "medellin", "2000", "citizens", "e", "sante", "pm2.5", "copyright", "uil",
    ]  # fmt: skip


@pytest.mark.parametrize("family", ["city cities", "organize organised organization", "promote promotion promoting", "improve improvement"])
def test_inflections_share_a_stem(family):
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("printed", "value", "value_to", "limit"),
    [
        ("from 27 to 30 October 2031", "2031-10-27", "2031-10-30", "exactly"),
        ("on October 27, 2031", "2031-10-27", None, "exactly"),
        ("in March 2030", "2030-03", None, "exactly"),
        ("the period 2031–2033", "2031", "2033", "exactly"),
        ("over 2,000 people", 2000, None, "more-than"),
        ("at least twenty-five boats", 25, None, "at-least"),
        ("aged 18–35", 18, 35, "exactly"),
        ("about half of it", 0.5, None, "about"),
        ("a hundred and twenty ropes", 120, None, "exactly"),
        ("some 30% of them", 0.3, None, "about"),
    ],
)
def test_quantities_are_read_as_printed(printed, value, value_to, limit):
    found = [one for one in quantities(printed, words(printed)) if one.value == pytest.approx(value) or one.value == value]
    assert [(one.value_to, one.limit) for one in found] == [(value_to, limit)]


@pytest.mark.parametrize("printed", ["COVID-19", "see SDG 4 there", "the Theme 2 talks", "no number"])
def test_parts_of_names_are_no_quantities(printed):
    assert quantities(printed, words(printed)) == []


@pytest.mark.parametrize(
    ("printed", "wanted", "stands"),
    [
        ("the mayor of Łódka Wielka spoke", "Łódka Wielka", True),
        ("the mayor of Lodka  Wielka spoke", "Łódka Wielka", True),
        ("young people", "Young", False),
        ("for those who came", "WHO", False),
        ("When learning, cities grow", "learning cities", False),
        ("multistakeholder work", "multi-stakeholder", True),
        ("unwell-being", "well-being", False),
    ],
)
def test_phrases_stand_on_whole_words_with_their_capitals(printed, wanted, stands):
    assert any(Print("", printed).places(phrase(wanted))) is stands


@pytest.mark.parametrize(("wanted", "whole"), [("Villa", False), ("Villa María", True), ("Mayor of", False), ("Mayor", True)])
def test_a_part_of_a_name_is_not_the_name(wanted, whole):
    printed = Print("", "the Mayor of Villa María, who")
    assert printed.whole(next(iter(printed.places(phrase(wanted))))) is whole


# Finding the passages, in a text made of the gists


LAYOUTS = {
    "pages": {},
    "narrow": {"width": 42, "seed": 3},
    "wide": {"width": 100, "heads": False},
    "gaps": {"gaps": True, "divide": False},
    "short pages": {"height": 30, "seed": 9},
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_passages_are_found_in_any_layout(report, tmp_path, layout):
    copy = copy_of(report, text(pages(of_gists(report), **LAYOUTS[layout])), tmp_path)
    wrong = [
        passage.id
        for passage in report.passages
        if squeezed(passage.gist) != squeezed(copy.passages[passage.id].text if passage.id in copy.passages else "").removeprefix("1")
    ]
    assert wrong == []


CONTENTS = {
    "without pages": lambda titles, pages: titles,
    "pages in a column before": lambda titles, pages: [*pages, *titles],
    "pages in a column behind": lambda titles, pages: [*titles, *pages],
    "pages on lines of their own": lambda titles, pages: [part for pair in zip(titles, pages, strict=True) for part in pair],
    "none": lambda titles, pages: [],
}


@pytest.mark.parametrize("contents", CONTENTS)
def test_a_table_of_contents_of_any_shape_is_no_text(report, tmp_path, contents):
    blocks = of_gists(report)
    entries = [number for number, block in enumerate(blocks) if re.search(r" – \d+$", block.text)]
    titles, numbers = zip(*(blocks[number].text.rsplit(" – ", 1) for number in entries), strict=True)
    made = [Block(text) for text in CONTENTS[contents](list(titles), list(numbers))]
    copy = copy_of(report, text(pages([*blocks[: entries[0]], *made, *blocks[entries[-1] + 1 :]], width=120, divide=False)), tmp_path)
    wrong = [one.id for one in report.passages if squeezed(one.gist) != squeezed(copy.passages[one.id].text)]
    assert wrong == []
    printed = {squeezed(section.title): section.page for section in report.sections if section.page}
    assert copy.pages.items() <= printed.items()


def test_the_last_words_of_a_heading_on_a_line_of_their_own_are_heading(report, tmp_path):
    lines = []
    for block in of_gists(report):
        section = next((one for one in report.sections if one.title == block.text and " " in one.title), None)
        lines += section.title.rsplit(" ", 1) if section else [block.text]
    copy = copy_of(report, "\n".join(lines), tmp_path)
    for section in report.sections:
        first = next(one for one in report.passages if one.section == section.id)
        assert squeezed(copy.passages[first.id].text) == squeezed(first.gist), section.id
        if section.page:
            assert squeezed(section.title) in squeezed(copy.headings[section.id])


def test_a_caption_may_end_on_a_line_of_its_own(small, tmp_path):
    line = reading.Line("Boats at night. ©", 0, True)
    follows = aligning._units([line, reading.Line("Harbour Society", 0, False)])
    assert aligning._stay_cost(follows[1], follows[0]) < 0


def test_a_footnote_goes_without_its_number(report):
    footnote = next(one for one in report.passages if one.kind == "footnote")
    for printed in ("1Citizenship is", "¹ Citizenship is", "1. Citizenship is", "Citizenship is"):
        assert aligning._bare(printed, footnote) == "Citizenship is"
    assert aligning._bare("2021 was it", footnote) == "2021 was it"


def test_a_pdf_whose_letters_cannot_be_told_is_refused(tmp_path, monkeypatch):
    pytest.importorskip("pypdf")
    monkeypatch.setattr(reading, "_pdf_pages", lambda data, name, step: iter(["7KLV\x03SXEOLFDWLRQ\x03LV\x03" * 50]))
    with pytest.raises(CopyError, match="letters cannot be told"):
        read(b"%PDF-1.4", tmp_path)


def test_reading_a_pdf_tells_how_far_it_is(tmp_path):
    pytest.importorskip("pypdf")
    pytest.importorskip("reportlab")
    pdf([["one"], ["two"], ["three"]], str(tmp_path / "copy.pdf"))
    steps = []
    reading.read(str(tmp_path / "copy.pdf"), lambda done, total: steps.append((done, total)))
    assert steps == [(0, 3), (1, 3), (2, 3)]


def test_one_line_a_paragraph_and_no_page_ends(report, tmp_path):
    copy = copy_of(report, "\n".join(block.text for block in of_gists(report)), tmp_path)
    assert len(copy.passages) == len(report.passages)


def test_a_pdf_reads_like_its_text(report, tmp_path):
    pytest.importorskip("pypdf")
    pytest.importorskip("reportlab")
    made = pages(of_gists(report), width=90)
    pdf(made, str(tmp_path / "copy.pdf"))
    read_back = provenance.open_copy(report, str(tmp_path / "copy.pdf"))
    plain = copy_of(report, text(made), tmp_path)
    assert {key: squeezed(found.text) for key, found in read_back.passages.items()} == {
        key: squeezed(found.text) for key, found in plain.passages.items()
    }


def test_headings_and_pages_are_found(report, tmp_path):
    copy = copy_of(report, text(pages(of_gists(report))), tmp_path)
    printed = [section for section in report.sections if section.page]
    assert all(squeezed(section.title) in squeezed(copy.headings[section.id]) for section in printed)
    assert {squeezed(section.title): section.page for section in printed}.items() <= copy.pages.items()


def test_what_surrounds_the_text_belongs_to_no_passage(report, tmp_path):
    around = [Block(f"Sentence {number} of a preface about clocks and lamps, by nobody.") for number in range(40)]
    copy = copy_of(report, text(pages([*around, *of_gists(report), *around], heads=False)), tmp_path)
    assert not any("lamps" in found.text for found in copy.passages.values())
    assert len(copy.passages) == len(report.passages)


def test_half_a_report_is_read_and_the_rest_reported(report, tmp_path):
    blocks = of_gists(report)
    copy = copy_of(report, text(pages(blocks[: len(blocks) * 2 // 3])), tmp_path)
    verdict = verify(report, copy)
    missing = {check.record for check in verdict.faults if check.claim == "passage"}
    assert 0 < len(missing) < len(report.passages) / 2
    assert verdict.unread > 0


@pytest.mark.parametrize("other", ["Nothing here is of it. " * 500, "health cities learning " * 500])
def test_another_text_is_refused(report, tmp_path, other):
    with pytest.raises(OtherReportError, match="is not the report"):
        copy_of(report, other, tmp_path)


def test_shuffled_paragraphs_are_not_the_report(report, tmp_path):
    blocks = of_gists(report)
    random.Random(4).shuffle(blocks)
    shuffled = text(pages(blocks, heads=False))
    try:
        copy = copy_of(report, shuffled, tmp_path)
    except OtherReportError:
        return
    assert verify(report, copy).faults


# Rules


def test_every_rule_is_for_a_field_of_the_model(report):
    from iclc_cli.model.kinds import KINDS, is_node, shapes

    known: set[str] = set()

    def gather(cls):
        for name, part in shapes(cls).items():
            known.update({name, f"{cls.__name__}.{name}"})
            if is_node(part.base):
                gather(part.base)

    for kind in KINDS.values():
        gather(kind.record)
    assert set(RULES) <= known


@pytest.mark.parametrize(
    ("field", "reason", "claim", "wanted", "passages", "excused"),
    [
        ("name", "added", "name", "x", (), True),
        ("role", "added", "name", "x", (), False),
        ("aliases", "Other name: B.", "alias", "B", (), True),
        ("aliases", "Other name: B.", "alias", "C", (), False),
        ("aliases", "no names told", "alias", "C", (), True),
        ("sources", "p-1 says it in other words", "source", "x", ("p-1",), True),
        ("sources", "p-1 says it in other words", "source", "x", ("p-11",), False),
        ("said", "who said it is not told", "source", "x", ("p-1",), False),
    ],
)
def test_a_remark_excuses_what_it_speaks_of(field, reason, claim, wanted, passages, excused):
    class Record:
        aliases = ("A", "B", "C")

    class Remark:
        pass

    remark = Remark()
    remark.field, remark.reason = field, reason
    path = {"alias": "aliases[1]", "source": "sources" if field == "sources" else "said[0]", "name": "name"}[claim]
    check = Check("kind/id", path, claim, wanted, passages, (), "fault")
    assert excuses(Record(), remark, check, ["p-1", "p-11"]) is excused


# Commands, on a report invented for them


def test_most_of_what_is_checked_is_found_at_a_place(quiet, known):
    found = [check for speaker in quiet.speakers for check in checks(known, speaker)]
    assert {"name", "honorific", "role", "source", "session"} <= {check.claim for check in found}
    placed = {check.claim for check in found if check.places}
    assert {"name", "honorific", "role", "source"} <= placed
    for check in found:
        for passage, match in check.places:
            assert known.prints[passage].text[match.start : match.end]


def test_a_lying_data_file_is_told_record_by_record(iclc, tmp_path):
    data = json.loads(QUIET.read_text(encoding="utf-8"))
    data["speakers"][0]["name"] = "Jane Roe"
    figure = next(one for one in data["figures"] if one["id"] == "guests")
    figure["value"] = 3000
    (tmp_path / "lies.json").write_text(json.dumps(data), encoding="utf-8")
    found = iclc("verify", QUIET_PRINT, "--data", tmp_path / "lies.json", "--json", code=5).json
    told = {(one["record"], one["field"], one["claim"]) for one in found}
    assert (f"speaker/{data['speakers'][0]['id']}", "name", "name") in told
    assert ("figure/guests", "value", "number") in told
    assert {record for record, _, _ in told} == {f"speaker/{data['speakers'][0]['id']}", "figure/guests"}
    assert all(one["where"] for one in found)


def write_half(tmp_path):
    """The invented report without the pages of its plan."""
    path = tmp_path / "half.txt"
    whole = QUIET_PRINT.read_text(encoding="utf-8").split("\f")
    path.write_text("\f".join(page for page in whole if "kindergartens" not in page), encoding="utf-8")
    return path


def test_the_verdict_is_told_in_lines_in_a_pipe_and_as_a_card_on_a_terminal(iclc, monkeypatch, tmp_path):
    half = write_half(tmp_path)
    told = iclc("verify", half, "--data", QUIET, code=5)
    assert told.stdout.startswith("Verdict: ")
    assert re.search(rf"^Copy: {re.escape(str(half))}, 18 of 23 passages found$", told.stdout, re.M)
    assert re.search(r"^passage/plan-p3: passage: .* is not found in the copy", told.stdout, re.M)
    assert re.search(r"^Note: Out of reach: [\d,]+ claims on passages that the copy lacks", told.stdout, re.M)
    rows = iclc("verify", half, "--data", QUIET, "-f", "tsv", code=5)
    assert rows.stdout.startswith("record\tfield\tclaim\twanted\twhere\tfault\n")
    assert "not borne out" in rows.stderr
    monkeypatch.setattr(streams, "on_terminal", lambda: True)
    card = iclc("verify", QUIET_PRINT, "--data", QUIET, "--color", "never").stdout
    assert "all borne out" in card
    assert re.search(r"^  \S*key terms\S* +\d+  stand in the passage$", card, re.M)
    assert re.search(r"^  \S*not checked\S*  3 claims that a remark explains; the meaning of \d+ texts in our$", card, re.M)
    card = iclc("verify", half, "--data", QUIET, "--color", "never", code=5).stdout
    assert re.search(r"^ +half\.txt, 18 of 23 passages found$", card, re.M)
    assert re.search(r"^ +not found|is not found in the copy", card, re.M)


def test_what_commands_print_follows_their_schema(iclc, tmp_path):
    jsonschema = pytest.importorskip("jsonschema")
    for name, made in (
        ("trace", iclc("trace", "maren", "tarn", "--report", QUIET_PRINT, "--data", QUIET, "--json").json),
        ("verify", iclc("verify", write_half(tmp_path), "--data", QUIET, "--json", code=5).json),
    ):
        schema = iclc("schema", name).json
        assert made
        for one in made:
            jsonschema.validate(one, schema)


def test_trace_prints_prose_in_a_pipe_and_tells_what_is_missing(iclc, tmp_path, monkeypatch):
    monkeypatch.setenv("ICLC_REPORT", str(write_half(tmp_path)))
    result = iclc("trace", "maren", "context-1", "--data", QUIET)
    assert result.stdout.startswith("Record: city/maren\nPassage: ")
    assert "the copy lacks" in result.stderr
    assert "lacks" in iclc("trace", "passage/plan-p1", "--data", QUIET, code=5).stderr


def test_trace_reads_refs_from_standard_input(iclc):
    found = iclc("trace", "-", "--report", QUIET_PRINT, "--data", QUIET, "--json", input="maren\ntarn\n").json
    assert found[0]["record"] == "city/maren"
    assert found[-1]["record"] == "city/tarn"
    iclc("trace", "-", "--report", "-", "--data", QUIET, code=2, input="maren\n")


@pytest.mark.parametrize("command", [["trace", "bo-yeon-weiss", "--report"], ["verify", "--of", "bo-yeon-weiss", "--all", "-f", "table"]])
def test_what_a_copy_or_the_data_holds_does_nothing_to_a_terminal(iclc, tmp_path, command):
    path = tmp_path / "copy.txt"
    path.write_text(SMALL_PRINT.read_text(encoding="utf-8").replace("[31mred[0m", "\x1b[31mred\x1b[0m\u202e\x90"), encoding="utf-8")
    told = iclc(*command, path, "--data", SMALL, "--color", "never")
    assert "red" in told.stdout
    assert controls(told.stdout) == set()


def test_elements_follow_the_data(report):
    flow, floats = aligning._elements(report)
    assert [one.passage.kind for one in floats] == [one.kind for one in report.passages if one.kind in aligning.FLOATING]
    assert [one.passage.id for one in flow if one.passage] == [one.id for one in report.passages if one.kind not in aligning.FLOATING]


# The report itself


@needs_the_report
def test_the_passages_of_the_report_are_found_word_for_word(report):
    truth = json.loads(REAL_PRINT.with_name("passages.json").read_text(encoding="utf-8"))
    copy = provenance.open_copy(report, str(REAL_PRINT))
    wrong = [one["id"] for one in truth if squeezed(one["text"].replace("**", "")) != squeezed(copy.passages[one["id"]].text)]
    assert wrong == []


@needs_the_report
def test_the_report_from_a_narrow_page_verifies(report, tmp_path):
    printed = REAL_PRINT.read_text(encoding="utf-8")
    blocks = [Block(line, line.endswith("© UIL") or line[:1] in "¹²³") for line in printed.splitlines() if line]
    copy = copy_of(report, text(pages(blocks, width=48, height=60)), tmp_path)
    assert len(copy.passages) == len(report.passages)
    assert len(verify(report, copy).faults) < 5
