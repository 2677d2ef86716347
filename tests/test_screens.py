"""What measures the screens finds what is wrong with them; `benchmarks/screens.py` tells more. The screens here are invented."""

import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import screens
import terminals

from iclc_cli.dataset import loading

DATA = {
    "cities": [
        {"id": "port-ellen", "name": "Port-Ellen", "kind": "former-host", "part_of": None, "summary": "A well-being plan (for harbours)."},
        {"id": "e-bikes", "name": "e-bikes", "kind": "plan", "part_of": "port-ellen", "summary": "Bicycles with a motor."},
    ]
}


def seen(output):
    return [line.text for line in terminals.lines_of(output)]


def broken(*lines):
    known, _ = screens.words_and_codes(DATA)
    return screens.broken_words(lines, known, screens.pieces_of(known))


def test_lines_are_what_remains_on_the_screen():
    assert seen("one\r\n\r\ntwo\r\n") == ["one", "", "two"]
    assert seen("page 1\r\x1b[Kpage 2\r\x1b[K\x1b[1mdone\x1b[0m") == ["done"]
    assert seen("\x1b]8;;http://a.example/\x1b\\http://a.example/\x1b]8;;\x1b\\\r\n") == ["http://a.example/"]


def test_every_character_has_its_codes():
    (line,) = terminals.lines_of("\x1b[1mA\x1b[4mB\x1b[22mC\x1b[24m\x1b[95mD\x1b[39mE\x1b[1;91mF\x1b[0mG\x1b[mH\r\n")
    assert line.text == "ABCDEFGH"
    assert list(line.codes) == [set(codes.split()) for codes in ("1", "1 4", "4", "95", "", "1 91", "", "")]


def test_wide_lines():
    assert screens.wide_lines(["x" * 20, "x" * 20 + "   ", "x" * 21, "港" * 11], 20) == ["x" * 21, "港" * 11]
    assert screens.wide_lines(["http://a.example/a/long/path", "see http://a.example/a/long/path"], 20) == [
        "see http://a.example/a/long/path"
    ]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["A well-being plan (for", "harbours)."], []),
        (["A well-", "being plan"], ["well-", "being"]),
        (["Bicy", "cles with a motor"], ["Bicy", "cles"]),
        (["plan, for harb… and", "… for Bic…"], []),
        (["Bicycles that nobody knows"], []),
        (["port-", "ellen"], ["port-", "ellen"]),
    ],
)
def test_broken_words(lines, found):
    assert broken(*lines) == found


def test_broken_numbers_are_those_with_a_hyphen_at_the_break():
    known = {"2021-10-27", "+12"}
    assert screens.broken_words(["2021-10-", "27 +1"], known, screens.pieces_of(known)) == ["2021-10-"]


def test_stray_lines():
    told = [
        "Port-Ellen wants harbours.  Forum 1.2 ¶2",
        "  Forum 1.2 ¶2",
        "¶4–6",
        "caption 3",
        "Mayors ¶3; +1",
        "footnote 2 says so",
        "· plan",
    ]
    assert screens.stray_lines(told) == ["Forum 1.2 ¶2", "¶4–6", "caption 3", "Mayors ¶3; +1", "· plan"]
    assert screens.stray_lines(["Forum 1.2 ¶2", "told in  Opening ¶8;", "         Mayors ¶5"]) == []  # a heading, and a list that runs on


def test_coded_words():
    _, slugs = screens.words_and_codes(DATA)
    assert slugs == {"port-ellen", "former-host", "part_of"}  # e-bikes is a word
    assert screens.coded_words(["Port-Ellen, former-host", "e-bikes: part_of port-ellen (begins p. 8)"], slugs) == [
        *("former-host", "part_of", "port-ellen"),
        "(begins",
    ]
    assert screens.coded_words(["  iclc city port-ellen   iclc peers port-ellen", "try iclc show port-ellen"], slugs) == []


def test_blank_lines():
    assert screens.blank_faults(["a", "", "b"]) == []
    assert screens.blank_faults(["a", "", " ", "b", ""]) == ["line 3", "at the end"]


def test_colours_are_those_of_the_roles():
    lines = terminals.lines_of("\x1b[1mname\x1b[0m \x1b[95mlive\x1b[0m \x1b[2m·\x1b[0m \x1b[7m 12 \x1b[0m\r\n")
    assert screens.colour_faults(lines) == []
    assert screens.share(lines, "95") == pytest.approx(4 / 11)
    assert screens.colour_faults(terminals.lines_of("\x1b[36mid\x1b[0m \x1b[2m(no 3)\x1b[0m")) == ["SGR 36", "faint: no3"]


def test_a_command_runs_on_terminals_of_the_given_width(tmp_path):
    program = tmp_path / "program"
    program.write_text(
        f"#!{sys.executable}\nimport os, sys\n"
        "print(sys.stdin.isatty(), sys.stdout.isatty(), sys.stderr.isatty(), os.get_terminal_size(1).columns, *sys.argv[1:])\n"
        "print('hint', file=sys.stderr)\nsys.exit(4)\n"
    )
    program.chmod(0o755)
    run = terminals.printed(str(program), ["a b"], 47)
    assert (seen(run.page), seen(run.hint), run.exit) == (["True True True 47 a b"], ["hint"], 4)


def test_the_first_screen_is_measured(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["screens.py", "-V", "--json"])
    assert screens.main() == 0
    assert '"lines": 1' in capsys.readouterr().out


def test_a_picture_holds_what_the_terminal_showed(monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parent.parent / "docs")
    pictures = pytest.importorskip("pictures", reason="the docs are not here")
    lines = terminals.lines_of(
        "\x1b[1mMap\x1b[0m  50 & more\n\x1b[2m⣿⡇\x1b[0m\x1b[95m●\x1b[0m ━━╸\n\x1b[7m 15 \x1b[0m\n" + "row\n" * pictures.LONGEST
    )
    picture = ElementTree.fromstring(pictures.drawn("iclc <map>", lines, 80, "dark"))
    names = [element.tag.rpartition("}")[2] for element in picture]
    texts = [element.text for element in picture if element.tag.endswith("text")]
    assert texts[:6] == ["$ iclc <map>", "Map", "50 & more", "●", "15", "row"]
    assert texts[-1] == "…"
    assert (names.count("path"), names.count("rect")) == (3, 2)  # land and two strokes; the window and what is reversed
    assert picture[-1].get("y") == str(pictures.EDGE + (pictures.LONGEST + 1) * pictures.ROW + pictures.SIZE - 1)


def test_the_pictures_of_the_check_need_a_report_and_are_of_data_that_loads(monkeypatch, tmp_path, capsys):
    monkeypatch.syspath_prepend(Path(__file__).parent.parent / "docs")
    pictures = pytest.importorskip("pictures", reason="the docs are not here")
    (tmp_path / "print.txt").write_text("first find", encoding="utf-8")
    pictures.write_copies(tmp_path / "print.txt", tmp_path)
    assert (tmp_path / "damaged.txt").read_text(encoding="utf-8") == "\ufffdrst \ufffdnd"
    ours, altered = loading.load(), loading.load(str(tmp_path / "mine.json"))
    assert [one.id for old, one in zip(ours.speakers, altered.speakers, strict=True) if old != one] == ["ann-doherty"]
    assert [one.id for old, one in zip(ours.cities, altered.cities, strict=True) if old != one] == ["cork"]
    monkeypatch.setattr(sys, "argv", ["pictures.py", "verify", "--to", str(tmp_path / "drawn")])
    pictures.main()
    assert capsys.readouterr().out.count("it needs --report\n") == len(pictures.CHECKS)
    assert list((tmp_path / "drawn").iterdir()) == []
