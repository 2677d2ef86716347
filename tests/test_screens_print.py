"""What `iclc verify`, `iclc trace` and `iclc fingerprint` tell a reader, of copies read well and badly; on a report invented for it."""

import io
import json
import re
import sys
from types import SimpleNamespace

import pytest
from printed import QUIET, QUIET_PRINT, altered, passages_of
from rich.cells import cell_len

from iclc_cli.dataset import loading as dataset
from iclc_cli.grid import GLUE, Page
from iclc_cli.library import Book
from iclc_cli.screens import Drawing
from iclc_cli.screens import print as screen
from iclc_cli.terminal import emit, streams
from iclc_cli.verify import checking, fingerprints
from iclc_cli.verify.prints import Copy
from iclc_cli.views import verdict as told

GUESTS, LIE = "figure/guests", ("figure/guests", "value", 650)
"""A record that two passages bear out, and a number that neither has."""

PARTS = re.compile(r"(?<=\w)(?:fi|fl|ff|th)(?=\w)")
"""What a copy loses that has no letters for ligatures."""


DAMAGES = {
    "letters": lambda text: PARTS.sub("\ufffd", text),
    "stops": lambda text: re.sub(r"[.,;:](?=\n)", "", text),
    "lost": lambda text: "\f".join(page for page in text.split("\f") if "kindergartens" not in page),
}


@pytest.fixture(scope="module")
def read():
    """What a reader has before him: the invented report, or an altered one, held against its print, or a damaged copy of it."""
    raw, text = json.loads(QUIET.read_text(encoding="utf-8")), QUIET_PRINT.read_text(encoding="utf-8")
    held: dict = {}

    def made(damage=None, *changes, name="mine/print.txt"):
        key = damage, name, repr(changes)
        if key not in held:
            book = Book(dataset.build(altered(raw, *changes)))
            copy = Copy(name, fingerprints.load(book.report, str(QUIET)), DAMAGES[damage](text) if damage else text)
            held[key] = book, copy, checking.verify(book.report, copy)
        return held[key]

    return made


STATES = ((None,), *((damage,) for damage in DAMAGES), (None, LIE), ("letters", LIE))


@pytest.fixture(scope="module")
def pages(read):
    """All these screens, on a kind of page, in every state of a copy."""

    def everything(**kind):
        for state in STATES:
            book, copy, verdict = read(*state)
            chosen = [book.records("figure")[0], book.records("passage")[-1]]
            traced = checking.trace(book.report, copy, chosen)
            for draw, *arguments in (
                (screen.verdict, copy, verdict, "mine/print.txt"),
                (screen.claims, copy, verdict, verdict.claims[::7]),
                (screen.paragraphs, chosen, traced, copy.name),
            ):
                page = Page(**kind)
                draw(Drawing(page, book), *arguments)
                yield page

    return everything


def unread(verdict):
    """How many claims a copy cannot tell."""
    return verdict.tally("unread").total()


def left_open(number):
    """A verdict that leaves so many claims open."""
    return checking.Verdict(None, [(SimpleNamespace(sort="name"), "unread")] * number)


def shown(book, draw, *arguments, page=None):
    page = page or Page(80)
    draw(Drawing(page, book), *arguments)
    return page.render()


@pytest.mark.parametrize("width", [30, 40, 45, 56, 60, 72, 80, 100, 120, 200])
def test_no_line_is_wider_than_the_window(pages, width):
    lines = [line for page in pages(width=width) for line in page.render().split("\n")]
    wide = [line for line in lines if cell_len(line) > width]
    assert [line for line in wide if "pdftotext" not in line and "https://" not in line] == []  # commands and addresses are never broken


def test_a_page_in_ascii_is_ascii_and_a_spoken_one_has_no_glyphs(pages):
    assert [text for page in pages(width=80, ascii=True, letters=True) if not (text := page.render()).isascii()] == []
    spoken = [page.render() for page in pages(width=80, spoken=True)]
    assert [glyph for glyph in "·…¶–“”•│" if any(glyph in text for text in spoken)] == []
    assert not any("  " in text.replace("\n\n", "\n") for text in spoken)


def test_there_are_no_blank_lines_in_vain(pages):
    assert [text for page in pages(width=80) if "\n\n\n" in (text := page.render()) or text.endswith("\n\n")] == []


# The verdict


def test_a_clean_verdict_tells_how_much_was_read_and_checked(read):
    book, copy, verdict = read()
    text = shown(book, screen.verdict, copy, verdict)
    checked = told.held(verdict).total()
    assert text.startswith(f"  {checked:,} claims checked, all borne out\n  print.txt, 23 of 23 passages found, 23 read whole\n")
    assert "damage" not in text
    groups = re.findall(r"^  (?:[a-z]+ ?)+ +([0-9,]+)  ", text, re.M)
    assert sum(int(number.replace(",", "")) for number in groups) == checked


def test_each_group_of_claims_has_a_sort_that_occurs(read):
    sorts = {one.claim for state in STATES for one in read(*state)[2].claims}
    assert [group for group, held in screen.SORTS.items() if not sorts & {*held}] == []
    assert list(screen.MEANS) == [*screen.SORTS, "other"]


@pytest.mark.parametrize(("damage", "lies"), [("letters", []), ("stops", [LIE]), ("lost", [])])
def test_a_badly_read_copy_is_told_with_what_reads_better(read, damage, lies):
    book, copy, verdict = read(damage, *lies)
    assert (copy.damage, verdict.faults) == (damage, [])
    text = shown(book, screen.verdict, copy, verdict)
    assert f"print.txt, {copy.passages} of 23 passages found, {copy.whole} read whole\n" in text
    assert f"{unread(verdict)} claim{'s' * (unread(verdict) > 1)} could not be told in this copy\n" in text
    assert sum(map(int, re.findall(r"  ([0-9]+) not told\n", text))) == unread(verdict)
    advice = " ".join(text.partition("  damage ")[2].partition("\n\n")[0].split())
    assert advice.startswith(told.DAMAGES[damage])
    assert advice.endswith("give all of the report" if damage == "lost" else "pdftotext -raw report.pdf report.txt")


@pytest.mark.parametrize(
    ("damage", "better"),
    [
        ("letters", "another PDF of the report may be read better"),
        ("columns", "this may make a better text: pdftotext 'my report.pdf' 'my report.txt'"),
        ("stops", "this may make a better text: pdftotext 'my report.pdf' 'my report.txt'"),
        ("lost", "give all of the report"),
    ],
)
def test_whoever_gave_the_pdf_is_not_told_to_give_it(damage, better):
    copy, some, none = SimpleNamespace(name="my report.pdf", damage=damage), left_open(2), left_open(0)
    assert str(told.advice(copy, some)) == f"{told.DAMAGES[damage]}; {better}"
    assert told.advice(copy, none) is None
    assert told.advice(SimpleNamespace(name="my report.pdf", damage=None), some) is None


def test_the_state_of_the_copy_is_told_in_every_form(iclc, tmp_path, read):
    path = tmp_path / "badly.txt"
    path.write_text(DAMAGES["letters"](QUIET_PRINT.read_text(encoding="utf-8")), encoding="utf-8")
    _, copy, verdict = read("letters")
    line = f"{unread(verdict)} claims could not be told in this copy"
    found = f"23 of 23 passages found, {copy.whole} read whole"
    told_plain = iclc("verify", path, "--data", QUIET).stdout
    assert told_plain.startswith(f"Verdict: {told.headline(verdict)}\nCopy: {path}, {found}\nNot told: {line}\nDamage: letters are lost")
    assert f"- **Not told:** {line}\n- **Damage:** letters are lost" in iclc("verify", path, "--data", QUIET, "-f", "md").stdout
    for rows in (["--json"], ["-f", "tsv"], ["--count"]):
        first, second, *_ = iclc("verify", path, "--data", QUIET, *rows).stderr.splitlines()
        assert first == f"{path}: {told.headline(verdict)}; {found}; {line}"
        assert second.startswith(f"{path}: letters are lost or misread")
    assert "claims could not be told" not in iclc("verify", QUIET_PRINT, "--data", QUIET, "--of", GUESTS, "--json").stderr


def test_where_nothing_could_be_checked_nothing_is_borne_out(read):
    book, copy, _ = read("lost")
    lacking = next(one.id for one in book.report.passages if one.id not in copy.prints)
    verdict = checking.verify(book.report, copy, lambda kind, record: record.id == lacking)
    assert shown(book, screen.verdict, copy, verdict).startswith("  no claims checked\n")
    assert "1 claim could not be told in this copy" in shown(book, screen.claims, copy, verdict, verdict.claims)


def test_a_person_reads_of_a_claim_that_it_could_not_be_told(read):
    book, copy, verdict = read("letters")
    text = shown(book, screen.claims, copy, verdict, [one for one in verdict.claims if one.outcome == "unread"])
    assert " ".join(text.split()).count("; could not be told in this copy") == unread(verdict)
    assert text.startswith(f"  {told.headline(verdict)}\n  print.txt, ")


# Faults


def test_a_fault_is_told_with_its_place_its_reason_and_what_to_type(read):
    book, copy, verdict = read(None, LIE)
    page = Page(80, styled=True)
    text = shown(book, screen.verdict, copy, verdict, "my.txt", "mine.json", page=page)
    assert GUESTS in {one.record for one in verdict.faults}
    headline = told.headline(verdict)
    assert headline.endswith(f"checked, {len(verdict.faults)} not borne out")
    assert text.startswith(f"  \x1b[1;91m{headline}\x1b[0m\n") or headline in text
    plain = shown(book, screen.verdict, copy, verdict)
    first = book.labels.place(next(one.passages for one in verdict.faults if one.record == GUESTS))
    assert re.search(rf"^  [0-9] +at least 650 guests.*, value +{re.escape(first)}\n +does not stand there$", plain, re.M)
    hint = page.hint_line().plain.replace(GLUE, " ").strip()
    assert re.match("iclc trace .* --report my.txt --data mine.json", hint)
    assert re.fullmatch("iclc verify my.txt --of .* --all --data mine.json", page.hints[1])


def test_a_listener_hears_each_fault_as_one_sentence(read):
    book, copy, verdict = read(None, LIE)
    text = shown(book, screen.verdict, copy, verdict, page=Page(80, spoken=True))
    assert re.search(r"^\d+: at least 650 guests[^.]*, value; does not stand there\. [^.]+, paragraph \d+\.$", text, re.M)


def test_what_is_printed_is_told_where_it_is_other_than_what_we_say():
    def claim(wanted, *printed, outcome="fault"):
        return checking.CheckedClaim(
            record="city/maren",
            field="name",
            claim="name",
            wanted=wanted,
            passages=(),
            where="",
            outcome=outcome,
            printed=printed,
            fault="is",
        )

    assert told.also_printed(claim("Maren", "Maren")) == ""
    assert screen._outcome(claim("Marén", "Maren", "Marén")) == "is; printed: Maren"
    assert screen._outcome(claim("Maren", "Maren", outcome="unread")) == "could not be told in this copy"


def test_a_record_that_is_gone_stands_in_quotation_marks_without_a_place(read):
    _, copy, _ = read()
    data = json.loads(QUIET.read_text(encoding="utf-8"))
    data["figures"] = [one for one in data["figures"] if one["id"] != "guests"]
    book = Book(dataset.build(data))
    text = shown(book, screen.verdict, copy, checking.verify(book.report, copy))
    assert re.search(r"^  1 +“figure/guests”\n +was told when the fingerprints were made, and is gone or has\n +another id\n$", text, re.M)


def test_what_is_told_no_longer_stands_with_its_field_and_its_place(read):
    book, copy, verdict = read(None, ("speaker/jun-abel", "honorific", None))
    text = shown(book, screen.verdict, copy, verdict)
    place = book.labels.place(["forum-1-p2"])
    assert re.search(rf"^  1 +Jun Abel, honorific: Mr Jun Abel +{re.escape(place)}\n +is printed, and no longer told\n$", text, re.M)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("appearances[0].role", "role"),
        ("appearances[1].said[0].text", "said"),
        ("conclusions[2].text", "conclusions"),
        ("text", "text"),
        ("value_to", "value to"),
        (None, "left out"),
    ],
)
def test_fields_are_called_as_people_call_them(field, words):
    one = checking.CheckedClaim(
        record="city/maren", field=field, claim="left out", wanted="", passages=(), where="", outcome="fault", printed=(), fault=""
    )
    assert screen._field(one) == words


@pytest.mark.parametrize(
    ("sort", "wanted", "words"),
    [
        ("date", "2032-05-04", "4 May 2032"),
        ("date", "2032-05-04–2032-05-06", "4–6 May 2032"),
        ("date", "2031", "2031"),
        ("kind", "thematic-forum", "thematic forum"),
        ("name", "well-being", "well-being"),
    ],
)
def test_coded_values_are_told_in_words(sort, wanted, words):
    one = checking.CheckedClaim(
        record="city/maren", field="x", claim=sort, wanted=wanted, passages=(), where="", outcome="fault", printed=(), fault=""
    )
    assert screen._wanted(one) == words


# Paragraphs


def test_what_could_not_be_read_of_a_paragraph_is_told_below_it(read):
    book, copy, _ = read("letters")
    passage = next(one for one in book.records("passage") if not copy.prints[one.id].whole)
    traced = checking.trace(book.report, copy, [passage])
    text = shown(book, screen.paragraphs, [passage], traced, copy.name)
    assert re.search(r"\n  [^\n]*│ [^\n]*\n.*\n {15}\[…\] could not be read in this copy\n", text, re.S)
    whole = next(one for one in book.records("passage") if copy.prints[one.id].whole)
    assert "could not be read" not in shown(book, screen.paragraphs, [whole], checking.trace(book.report, copy, [whole]), copy.name)


def test_how_words_are_marked_is_told_as_the_page_marks_them(read):
    book, copy, _ = read()
    figure, passage = book.index.get("figure", "guests"), book.records("passage")[0]

    def heading(record, **kind):
        text = shown(book, screen.paragraphs, [record], checking.trace(book.report, copy, [record]), copy.name, page=Page(80, **kind))
        return " ".join(text.split())

    assert "of print.txt; bold words carry what we say" in heading(figure, styled=True)
    assert "of print.txt; words between asterisks carry what we say" in heading(figure)
    heard = heading(figure, spoken=True)
    assert "of print.txt; marked words carry what we say" in heard
    assert "for three days. Marked: 640 guests." in heard
    assert "carry what we say" not in heading(passage)
    assert "arked" not in heading(passage, spoken=True)


def test_each_way_of_not_being_whole_has_its_words(read):
    told_of = set()
    for damage in DAMAGES:
        book, copy, _ = read(damage)
        told_of |= {told.unread(one) for one in checking.trace(book.report, copy, book.records("passage"))}
    assert told_of == {
        "",
        "not found in this copy",
        "[…] could not be read in this copy",
        "stops and commas are not all as printed in this copy",
    }


def test_a_pipe_has_a_line_for_what_could_not_be_read_and_none_where_all_was(iclc, tmp_path, read):
    path = tmp_path / "badly.txt"
    path.write_text(DAMAGES["letters"](QUIET_PRINT.read_text(encoding="utf-8")), encoding="utf-8")
    book, copy, _ = read("letters")
    bad = next(one.id for one in book.records("passage") if not copy.prints[one.id].whole)
    good = next(one.id for one in book.records("passage") if copy.prints[one.id].whole)
    plain = iclc("trace", bad, good, "--report", path, "--data", QUIET).stdout
    assert plain.count("\nUnread: […] could not be read in this copy\n") == 1
    assert "Whole" not in plain
    assert [one["whole"] for one in iclc("trace", bad, good, "--report", path, "--data", QUIET, "--json").json] == [False, True]
    rows = iclc("trace", bad, good, "--report", path, "--data", QUIET, "-f", "tsv").stdout.splitlines()
    assert [row.split("\t")[4] for row in rows] == ["whole", "false", "true"]
    assert iclc("trace", good, "--report", path, "--data", QUIET, "--fields", "whole", "-f", "plain").stdout == "Whole: true\n"


# Fingerprints


@pytest.mark.parametrize("form", ["array", "object"])
def test_fingerprints_are_made_of_passages_in_either_form(iclc, tmp_path, form):
    texts = passages_of(QUIET)
    held = texts if form == "object" else [{"id": one, "text": text} for one, text in texts.items()]
    made = iclc("fingerprint", "-", "--data", QUIET, input=json.dumps(held))
    assert made.stdout == QUIET.with_suffix(".fingerprints.json").read_text(encoding="utf-8")
    assert re.fullmatch(r"23 passages, \d+ headings, \d+ exceptions? that remarks explain\n", made.stderr)
    target = tmp_path / "made.json"
    assert f"wrote {target}\n23 passages, " in iclc("fingerprint", "-", "--data", QUIET, "-o", target, input=json.dumps(held)).stderr


def test_what_print_does_not_bear_out_is_named_when_fingerprints_are_made(iclc, tmp_path):
    data = tmp_path / "lies.json"
    lies = [("city/maren", "name", "Marenn"), ("speaker/jun-abel", "name", "Odile Senn"), ("speaker/pavel-quist", "name", "Jo Ash")]
    data.write_text(json.dumps(altered(json.loads(QUIET.read_text(encoding="utf-8")), *lies)), encoding="utf-8")
    result = iclc("fingerprint", QUIET.with_suffix(".passages.json"), "--data", data, code=5)
    assert json.loads(result.stdout)["format"] == fingerprints.FORMAT
    lines = result.stderr.splitlines()
    number = int(re.match(r"print does not bear out (\d+) claims that no remark explains:$", lines[1])[1])
    assert number > 5
    assert re.fullmatch(r"\w+/[\w-]+ [\w.\[\]]+: '.+' .+ \(.+\)", lines[2])
    assert lines[-1] == f"and {number - 5} more: iclc verify tells all"
    assert len(lines) == 8


# Progress


@pytest.mark.parametrize("command", ["verify", "trace"])
def test_who_waits_is_told_how_far_it_is(iclc, monkeypatch, command):
    class Terminal(io.StringIO):
        encoding = "utf-8"

        def isatty(self):
            return True

    shown_there = Terminal()
    monkeypatch.setattr(emit, "PATIENCE", -1)
    monkeypatch.setattr(emit, "PAUSE", -1)
    monkeypatch.setattr(streams, "is_terminal", lambda stream: True)
    monkeypatch.setattr(streams, "say", lambda text, end="\n": shown_there.write(text + end))
    from iclc_cli import verify

    monkeypatch.setattr(verify, "read", lambda source, step: (step(6, 24), QUIET_PRINT.read_text(encoding="utf-8"))[1])
    words = ["verify", "report.pdf"] if command == "verify" else ["trace", GUESTS, "--report", "report.pdf"]
    iclc(*words, "--data", QUIET, "-f", "tsv")
    assert re.search(r"\rReading pages\S*  .*6 of 24", re.sub(r"\x1b\[[0-9;]*m", "", shown_there.getvalue()))
    assert sys.stderr is not shown_there
