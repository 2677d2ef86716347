"""Copies of a report: what is read of them, in whatever form they come."""

import json
import random
import re
import sys
from unicodedata import combining, normalize

import pytest
from printed import QUIET, QUIET_PRINT, REAL_PRINT, SHARED, held_against, needs_the_report, passages_of
from typesetting import blocks, pdf, plain

from iclc_cli.dataset import loading as dataset
from iclc_cli.errors import CopyError
from iclc_cli.verify import fingerprints, open_copy, reading
from iclc_cli.verify.checking import verify

PRINT = QUIET_PRINT.read_text(encoding="utf-8")


def read(content: str | bytes, tmp_path):
    path = tmp_path / "copy"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return reading.read(str(path))


def not_whole(copy):
    """The passages that a copy lacks or that were not read to the letter."""
    return [one for one in copy.held.passages if one not in copy.prints or not copy.prints[one].whole]


def outcome(text):
    """Passages not read whole, and faults, of the invented report in some form."""
    held = held_against(QUIET, text)
    return not_whole(held.copy), [(one.record, one.field, one.fault) for one in held.checked().faults]


# Reading


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_in_any_usual_encoding_is_read(tmp_path, encoding):
    assert read("Évry – ‘so’\r\nSão Paulo".encode(encoding), tmp_path).split("\n")[:2] == ["Évry – ‘so’", "São Paulo"]


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("Medelli\u0301n", "Medellín"),
        ("the city´s plan", "the city´s plan"),
        ("**Bold:** rest", "Bold: rest"),
        ("\u6600\u6900nd the o\u6600\u6600\u6900ce", "find the office"),
        ("wo\0rds of a \x1bfew", "words of a few"),
    ],
)
def test_what_programs_make_of_letters_is_undone(tmp_path, printed, read_as):
    assert read(printed, tmp_path) == read_as + "\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"  \n\n", "is empty"),
        (b"\n".join(b"Sentence %d is about something else." % number for number in range(60)), "is not the report that this data"),
        (b"health cities learning " * 500, "is not the report that this data is about"),
        (b"\x7fELF\x00\x00\x01", "is neither plain text nor a PDF"),
        (b"PK\x03\x04rest", "is neither plain text nor a PDF"),
        (b"<!DOCTYPE html><html>", "is neither plain text nor a PDF"),
        (b"{\\rtf1 x}", "is neither plain text nor a PDF"),
        (b"%PDF-1.4\nbroken", "is a PDF that cannot be read"),
        (b"a b " * 1_300_000, "far more than a report"),
        (b"x" * 40_000_001, "larger than 40,000,000 bytes"),
    ],
    ids=["empty", "blank", "another", "words", "binary", "docx", "html", "rtf", "broken pdf", "much text", "large file"],
)
def test_other_files_get_one_clear_line(iclc, tmp_path, content, said):
    if content.startswith(b"%PDF"):
        pytest.importorskip("pypdfium2")
    (tmp_path / "copy").write_bytes(content)
    result = iclc("verify", tmp_path / "copy", "--data", QUIET, code=5)
    assert result.stdout == ""
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_folder_or_nothing_is_no_report(iclc, tmp_path):
    assert "is a folder" in iclc("verify", tmp_path, code=5).stderr
    assert "cannot be read" in iclc("verify", tmp_path / "nothing", code=5).stderr


def test_a_pdf_without_text_is_taken_for_a_scan(tmp_path):
    pytest.importorskip("pypdfium2")
    canvas = pytest.importorskip("reportlab.pdfgen.canvas").Canvas(str(tmp_path / "scan.pdf"))
    for _ in range(3):
        canvas.rect(50, 50, 400, 600, fill=1)
        canvas.showPage()
    canvas.save()
    with pytest.raises(CopyError, match="without text, perhaps a scan"):
        reading.read(str(tmp_path / "scan.pdf"))


def test_without_the_library_a_pdf_gets_a_line_that_says_how_to_get_it(iclc, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    (tmp_path / "copy.pdf").write_bytes(b"%PDF-1.4\n")
    error = iclc("verify", tmp_path / "copy.pdf", "--json", code=1).error
    assert error["code"] == "missing-extra"
    assert "pip install 'iclc[pdf]'" in error["message"]


# The same report in other forms

SET = list(blocks(dataset.load(str(QUIET)), passages_of(QUIET), slice(2, 9)))
CUT = plain(SET, width=40)
"""With divided words, and captions and quotations amid passages."""

FORMS = {
    "as printed": PRINT,
    "lines as in windows": PRINT.replace("\n", "\r\n"),
    "one line": " ".join(PRINT.split()),
    "a word a line": "\n".join(PRINT.split()),
    "no lines told from blanks": PRINT.replace(" ", "\xa0").replace("\n", "\t"),
    "blanks lost": re.sub(r"(?<=[a-z]) (?=[a-z]{3})", "", PRINT),
    "all blanks lost": PRINT.replace(" ", ""),
    "NULs": PRINT.replace("e", "e\0"),
    "spaced capitals": re.sub(r"\b[A-Z]{3,}\b", lambda match: " ".join(match[0]), PRINT),
    "spaced names": re.sub(r"\b(?:Maren|Tarn|Velonia)\b", lambda match: " ".join(match[0].upper()), PRINT),
    "small capitals as small letters": re.sub(r"\b(?:[A-Z]{3,}|Maren|Tarn)\b", lambda match: match[0].lower(), PRINT),
    "all in small letters": PRINT.lower(),
    "hyphens that show nothing": re.sub(r"(?<=[a-z]{3})(?=[a-z]{3})", "\xad", PRINT),
    "blanks that show nothing": PRINT.replace("e", "e\u200b"),
    "accents lost": "".join(character for character in normalize("NFD", PRINT) if not combining(character)),
    "accents apart": normalize("NFD", PRINT),
    "ligatures": PRINT.replace("ffi", "\ufb03").replace("fi", "\ufb01").replace("fl", "\ufb02"),
    "ligatures with exchanged bytes": re.sub("f(?:f?i|l)", lambda match: "".join(chr(ord(one) << 8) for one in match[0]), PRINT),
    "plain quotation marks": PRINT.translate({0x2018: "'", 0x2019: "'", 0x2013: "-"}),
    "double quotation marks": PRINT.replace("‘", "“").replace("’", "”"),
    "footnote marks lost": PRINT.replace("¹", ""),
    "footnote marks as digits": PRINT.replace("¹", "1"),
    "Markdown": re.sub(r"\b(Maren|Tarn)\b", r"**\1**", re.sub("^(?=[A-Z ]+$)", "# ", PRINT, flags=re.M)),
    "words divided": CUT,
    **{f"divided by {mark!r}": re.sub(r"(?<=[a-z])-\n", f"{mark}\n", CUT) for mark in ("\xad", "\ufffe", "\x02", " -", "‐")},
    "divided, and the line end lost": re.sub(r"(?<=[a-z])-\n", "\ufffe", CUT),
    "columns side by side": plain(SET, columns=2),
    "paragraphs in another order": "\n\n".join(sorted(re.split(r"\n\n|\f", PRINT))),
    "pages parted by form feeds alone": plain(blocks(dataset.load(str(QUIET)), passages_of(QUIET))).replace("\n\f", "\f"),
    "all in capitals": PRINT.upper(),
}
"""Texts as programs leave them: each has all letters and all stops."""


SEAMS = {"columns side by side": 1}
"""In these forms, in so many passages a stop may stand on the wrong side of a seam."""


@pytest.mark.parametrize("form", FORMS)
def test_in_any_form_all_passages_are_read_whole_and_bear_the_data_out(tmp_path, form):
    not_whole, faults = outcome(read(FORMS[form], tmp_path))
    assert faults == []
    assert len(not_whole) <= SEAMS.get(form, 0), not_whole


def test_all_headings_are_found_though_chapters_have_the_same():
    copy = held_against(QUIET, PRINT).copy
    assert [name for name in copy.held.headings if name not in copy.prints] == []


@pytest.mark.parametrize("columns", [1, 2])
def test_a_pdf_is_read_whole(iclc, tmp_path, columns):
    pytest.importorskip("pypdfium2")
    pytest.importorskip("reportlab")
    pdf(str(tmp_path / "copy.pdf"), SET, columns)
    assert outcome(reading.read(str(tmp_path / "copy.pdf"))) == ([], [])
    assert iclc("verify", tmp_path / "copy.pdf", "--data", QUIET, "--json").json == []


def test_whatever_is_quoted_amid_passages_no_fault_is_seen_and_nearly_all_is_read(quiet):
    texts, lost, read = passages_of(QUIET), 0, 0
    for first in range(5):
        for words in (5, 9, 13):
            for width in (36, 50):
                unread, faults = outcome(plain(blocks(quiet, texts, slice(first, first + words)), width=width))
                assert faults == []
                lost, read = lost + len(unread), read + len(texts) - len(unread)
    assert lost <= 0.03 * read


def test_reading_a_pdf_tells_how_far_it_is(tmp_path):
    pytest.importorskip("pypdfium2")
    pytest.importorskip("reportlab")
    pdf(str(tmp_path / "copy.pdf"), SET)
    steps = []
    reading.read(str(tmp_path / "copy.pdf"), lambda done, total: steps.append((done, total)))
    assert len(steps) > 1
    assert steps == [(done, len(steps)) for done in range(len(steps))]


@pytest.mark.parametrize("password", ["", "x"])
def test_a_pdf_that_opens_without_a_password_is_read_and_another_is_told_in_one_line(iclc, tmp_path, password):
    pytest.importorskip("pypdfium2")
    pytest.importorskip("reportlab")
    pypdf = pytest.importorskip("pypdf")
    pdf(str(tmp_path / "open.pdf"), SET)
    writer = pypdf.PdfWriter(clone_from=tmp_path / "open.pdf")
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    writer.write(tmp_path / "copy.pdf")
    result = iclc("verify", tmp_path / "copy.pdf", "--data", QUIET, code=5 if password else 0)
    assert ("protected by a password" in result.stderr) == bool(password)
    assert len(result.stderr.splitlines()) == bool(password)


@pytest.mark.skipif(not (SHARED / "cases").is_dir(), reason="the cases are not beside this checkout")
@pytest.mark.parametrize(("name", "said"), [("aes128", "is not the report"), ("aes256", "is not the report"), ("locked", "by a password")])
def test_pdfs_that_others_encrypted(iclc, name, said):
    pytest.importorskip("pypdfium2")
    assert said in iclc("verify", SHARED / "cases" / f"{name}.pdf", code=5).stderr


# Damage


@pytest.mark.parametrize(
    ("printed", "misread", "passage", "record", "field"),
    [
        ("Keeper of the Bells of", "Keepor of the Bells of", "forum-1-p2", "speaker/jun-abel", "appearances[0].role"),
        ("229 member", "225 member", "opening-p3", "figure/member-towns", "value"),
        ("Villa Serena, Velonia, promised", "Villa Serena, Velonla, promised", "mayors-p2", "country/velonia", "sources[3]"),
    ],
)
def test_of_a_passage_with_a_misread_letter_the_rest_is_still_held_against_print(printed, misread, passage, record, field):
    assert printed in PRINT
    held = held_against(QUIET, PRINT.replace(printed, misread))
    verdict = held.checked()
    assert not_whole(held.copy) == [passage]
    assert (verdict.faults, held.copy.whole, held.copy.passages) == ([], 22, 23)
    unread = {(one.record, one.field) for one in verdict.claims if one.outcome == "unread"}
    assert (record, field) in unread
    told = {one.record for one in verdict.claims if one.outcome == "borne-out" and passage in one.passages}
    assert len(told) > 2


def test_no_misread_letter_digit_or_stop_makes_a_fault():
    places = [place for place in range(PRINT.index("The Second"), len(PRINT)) if PRINT[place] in "aeinost0123456789.,"]
    for place in random.Random(7).sample(places, 24):
        for misread in ("", {"e": "c", "i": "l", "n": "ri", ".": "", ",": ""}.get(PRINT[place], "8")):
            assert held_against(QUIET, PRINT[:place] + misread + PRINT[place + 1 :]).checked().faults == [], PRINT[place - 9 : place + 9]


@pytest.mark.parametrize(
    ("printed", "misread"),
    [
        ("silence,", "silence"),
        ("into it. About", "into it, About"),
    ],
)
def test_a_lost_or_misread_stop_is_no_whole_passage(printed, misread):
    held = held_against(QUIET, PRINT.replace(printed, misread))
    assert (not_whole(held.copy), held.checked().faults) == (["forum-2-p1"], [])


@pytest.mark.parametrize(("printed", "misread"), [("Dr Pavel", "DR Pavel"), ("Professor Zoë", "Profesor Zoë")])
def test_a_misread_letter_beside_a_name_makes_no_fault(printed, misread):
    assert printed in PRINT
    assert held_against(QUIET, PRINT.replace(printed, misread)).checked().faults == []


HALF = PRINT[: PRINT.index("A plan for quieter towns\n\n")]


def test_half_a_report_is_held_against_the_half_of_the_data():
    held = held_against(QUIET, HALF)
    verdict = held.checked()
    unread = {one.record for one in verdict.claims if one.outcome == "unread"}
    assert (held.copy.passages, verdict.faults) == (17, [])
    assert {"passage/plan-p1", "document/report"} <= unread
    assert {one.outcome for one in verdict.claims if one.record == "figure/bell-schools"} == {"borne-out"}


def test_whatever_rests_on_passages_that_a_copy_lacks_is_unread():
    held = held_against(QUIET, HALF)
    told = {}
    for one in held.checked().claims:
        if one.passages and not any(passage in held.copy.prints for passage in one.passages):
            told.setdefault(one.record, set()).add(one.outcome)
    assert told.keys() >= {"figure/plan-changes", "strategy/change-1"}
    assert "fault" not in set().union(*told.values())
    assert all("unread" in outcomes for outcomes in told.values())


def test_a_heading_that_a_copy_lacks_hides_no_lie():
    assert held_against(QUIET, PRINT.replace("TABLE TALKS", "")).faults(("figure/bell-schools", "value_to", 16))


# The report itself


@needs_the_report
def test_the_passages_of_the_report_are_found_word_for_word(report):
    truth = json.loads(REAL_PRINT.with_name("passages.json").read_text(encoding="utf-8"))
    copy = open_copy(report, str(REAL_PRINT))
    squeezed = fingerprints.squeezed
    assert [one["id"] for one in truth if squeezed(one["text"].replace("**", "")) != squeezed(copy.prints[one["id"]].text)] == []
    assert copy.whole == len(truth)


@needs_the_report
@pytest.mark.parametrize("columns", [0, 1, 2])
def test_the_report_verifies_in_columns_and_as_a_pdf(report, tmp_path, columns):
    pytest.importorskip("pypdfium2")
    pytest.importorskip("reportlab")
    texts = {one["id"]: one["text"].replace("**", "") for one in json.loads(REAL_PRINT.with_name("passages.json").read_text("utf-8"))}
    path = tmp_path / "copy"
    if columns:
        pdf(str(path), blocks(report, texts, slice(0, 0)), columns)
    else:
        path.write_text(plain(blocks(report, texts), width=48, height=60, columns=2), encoding="utf-8")
    copy = open_copy(report, str(path))
    assert verify(report, copy).faults == []
    assert copy.whole > (0.9 if columns else 0.75) * len(texts)
