"""Where and how results are written: format by place, files whole or not at all, width, colour, streams."""

import errno
import io
import json
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from iclc_cli.commands import line
from iclc_cli.commands.options import Shared
from iclc_cli.errors import AmbiguousError, IclcError, NotFoundError, OutputError, UsageError
from iclc_cli.formats import FORMATS, html
from iclc_cli.terminal import emit as output
from iclc_cli.terminal import files
from iclc_cli.terminal import streams as standard
from iclc_cli.terminal.emit import Target
from iclc_cli.views.layout import Card, Column, Details, Listing, Screen

LISTING = Listing((Column("id", "ID"),), [{"id": "é"}], lambda: [["é"]], lambda: [["é"]])
DETAILS = Details(lambda: (Card("Title", "thing/é", (("Fact", "f"),), record={"id": "é"}),), one=True, rows=lambda: LISTING)

LISTED = {
    "table": "  Records  1\n\n  ID\n  é\n",
    "json": '[{"id": "é"}]\n',
    "ndjson": '{"id": "é"}\n',
    "csv": "id\né\n",
    "tsv": "id\né\n",
    "md": "| id |\n| --- |\n| é |\n",
    "plain": "ID: é\n",
}

SHOWN = {
    "table": f"  Title{'thing/é':>71}\n\n  Fact         f\n",
    "json": '{\n  "id": "é"\n}\n',
    "ndjson": '{"id": "é"}\n',
    "csv": LISTED["csv"],
    "tsv": LISTED["tsv"],
    "md": "## Title\n\n*thing/é*\n\n- **Fact:** f\n",
    "plain": "Name: Title\nRecord: thing/é\nFact: f\n",
}


LISTED["html"], SHOWN["html"] = html.listing(LISTING, Screen()), html.details(DETAILS, Screen())  # test_formats holds it to the letter

INDENTED = '[\n  {\n    "id": "é"\n  }\n]\n'
"""What JSON of a list is on a terminal."""

STYLES = re.compile(r"\x1b\[[0-9;]*m")
COLOURS = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")


class Stream(io.TextIOWrapper):
    """A stand-in for a standard stream."""

    def __init__(self, encoding="utf-8", terminal=False):
        super().__init__(io.BytesIO(), encoding=encoding, newline="")
        self.terminal = terminal

    def isatty(self):
        return self.terminal

    @property
    def written(self):
        self.flush()
        return self.buffer.getvalue().decode(self.encoding)


@pytest.fixture
def streams(monkeypatch):
    """Replace standard output and error, and return both."""

    def replace(encoding="utf-8", terminal=False):
        out, err = Stream(encoding, terminal), Stream(encoding, terminal)
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        return out, err

    return replace


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to write in, with a usual umask."""
    monkeypatch.chdir(tmp_path)
    before = os.umask(0o022)
    yield tmp_path
    os.umask(before)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# --- format by place


@pytest.mark.parametrize(("terminal", "view", "expected"), [(True, LISTING, LISTED["table"]), (False, LISTING, LISTED["tsv"])])
def test_a_list_is_a_table_on_a_terminal_and_tsv_in_a_pipe(streams, terminal, view, expected):
    out, _ = streams(terminal=terminal)
    output.emit(view, Target(colour="never"))
    assert STYLES.sub("", out.written) == expected
    assert terminal or "\x1b" not in out.written


@pytest.mark.parametrize(("terminal", "expected"), [(True, SHOWN["table"]), (False, SHOWN["plain"])])
def test_a_record_is_a_card_on_a_terminal_and_plain_in_a_pipe(streams, terminal, expected):
    out, _ = streams(terminal=terminal)
    output.emit(DETAILS, Target(colour="never"))
    assert STYLES.sub("", out.written) == expected
    assert terminal or "\x1b" not in out.written


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize("name", FORMATS)
def test_a_format_asked_for_is_given_anywhere(streams, name, terminal):
    out, _ = streams(terminal=terminal)
    output.emit(LISTING, Target(format=name, file="-", colour="never"))
    output.emit(DETAILS, Target(format=name, colour="never"))
    listed = INDENTED if name == "json" and terminal else LISTED[name]
    written = STYLES.sub("", out.written) if name in ("table", "json") and terminal else out.written
    assert written == listed + SHOWN[name]


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize("name", FORMATS)
def test_the_ending_of_a_file_chooses_its_format(folder, streams, name, terminal):
    out, _ = streams(terminal=terminal)
    output.emit(LISTING, Target(file=f"list.x.{name.upper()}"))
    output.emit(DETAILS, Target(file=f"shown.{name}"))
    assert contents(folder) == {f"list.x.{name.upper()}": LISTED[name].encode(), f"shown.{name}": SHOWN[name].encode()}
    assert out.written == ""


@pytest.mark.parametrize("file", ["out", "out.txt", "OUT.TXT", "json", ".json", "out.json."])
def test_a_file_with_no_ending_of_a_format_gets_what_a_pipe_gets(folder, streams, file):
    streams(terminal=True)
    output.emit(LISTING, Target(file=file))
    output.emit(DETAILS, Target(file=f"other-{file}".replace("-.json", "")))
    assert contents(folder) == {file: LISTED["tsv"].encode(), f"other-{file}".replace("-.json", ""): SHOWN["plain"].encode()}


@pytest.mark.parametrize(("file", "name"), [("out.jsonl", "ndjson"), ("out.MARKDOWN", "md")])
def test_another_usual_ending_of_a_format_chooses_it(folder, file, name):
    output.emit(LISTING, Target(file=file))
    assert contents(folder) == {file: LISTED[name].encode()}


@pytest.mark.parametrize(
    ("file", "hint"), [("out.ODS", "name one with -f"), ("out.bak", "name one with -f"), ("out.sqlite", "iclc export sqlite FILE")]
)
def test_an_ending_that_promises_another_format_is_refused(folder, file, hint):
    for view in (LISTING, DETAILS):
        with pytest.raises(UsageError, match=rf"^no format goes with \.{file.rpartition('.')[2].lower()}; .*{hint}$"):
            output.emit(view, Target(file=file))
    assert contents(folder) == {}
    output.emit(LISTING, Target(file=file, format="csv"))
    assert contents(folder) == {file: LISTED["csv"].encode()}


def test_a_format_asked_for_goes_before_the_ending_of_the_file(folder):
    output.emit(LISTING, Target(file="out.csv", format="md"))
    assert contents(folder) == {"out.csv": LISTED["md"].encode()}


def test_text_is_written_as_it_is(folder, streams):
    out, _ = streams()
    output.emit("7\n", Target(format="json"))
    output.emit("7\n", Target(file="n.json"))
    assert (out.written, contents(folder)) == ("7\n", {"n.json": b"7\n"})


def test_what_was_written_is_said_on_standard_error(folder, streams):
    out, err = streams()
    output.emit(LISTING, Target(file="a\x1b.csv"))
    output.emit(LISTING, Target(file="b.csv", quiet=True))
    assert (out.written, err.written) == ("", "wrote a\\u001b.csv\n")


# --- files, whole or not at all


def test_an_existing_file_is_not_replaced(folder):
    (folder / "a.json").write_bytes(b"old")
    before = os.stat("a.json")
    with pytest.raises(OutputError, match=r"^a\.json exists; add --force to replace it, or name another file$"):
        output.emit(LISTING, Target(file="a.json"))
    after = os.stat("a.json")
    assert contents(folder) == {"a.json": b"old"}
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_force_replaces_an_existing_file(folder):
    (folder / "a.json").write_bytes(b"old and longer than the new one")
    output.emit(LISTING, Target(file="a.json", force=True))
    assert contents(folder) == {"a.json": LISTED["json"].encode()}


def test_force_needs_no_file_to_replace(folder):
    output.emit(LISTING, Target(file="a.json", force=True))
    assert contents(folder) == {"a.json": LISTED["json"].encode()}


@pytest.mark.parametrize("target", ["target.txt", "nowhere"])
def test_a_link_counts_as_an_existing_file_even_when_it_leads_nowhere(folder, target):
    (folder / "target.txt").write_bytes(b"target")
    os.symlink(target, "a.json")
    with pytest.raises(OutputError, match="exists"):
        output.emit(LISTING, Target(file="a.json"))
    assert (os.readlink("a.json"), (folder / "target.txt").read_bytes()) == (target, b"target")


def test_force_replaces_a_link_and_leaves_its_target_intact(folder):
    (folder / "target.txt").write_bytes(b"target")
    os.symlink("target.txt", "a.json")
    output.emit(LISTING, Target(file="a.json", force=True))
    assert not os.path.islink("a.json")
    assert contents(folder) == {"a.json": LISTED["json"].encode(), "target.txt": b"target"}


@pytest.mark.parametrize("force", [True, False])
def test_a_folder_is_no_place_to_write_to(folder, force):
    os.mkdir("sub")
    with pytest.raises(OutputError, match=r"^sub (exists|is a folder)"):
        output.emit(LISTING, Target(file="sub", force=force))
    assert os.listdir("sub") == []


@pytest.mark.parametrize(("file", "reason"), [("no/such/a.json", "No such file or directory"), ("nul\0.json", "null|NUL|byte")])
def test_a_file_that_cannot_be_made_is_an_error_that_names_it(folder, file, reason):
    with pytest.raises(OutputError, match=f"could not be written: .*({reason})"):
        output.emit(LISTING, Target(file=file))
    assert contents(folder) == {}


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_a_written_file_has_the_rights_the_umask_leaves(folder, mask):
    os.umask(mask)
    output.emit(LISTING, Target(file="a.json"))
    assert (os.stat("a.json").st_mode & 0o777, os.umask(mask)) == (0o666 & ~mask, mask)


FALLIBLE = ["os.open", "os.fsync", "os.chmod"]


@pytest.mark.parametrize("call", [*FALLIBLE, "os.replace"])
@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()], ids=["full", "interrupted"])
def test_when_a_step_of_replacing_fails_the_old_file_is_whole_and_nothing_else_is_left(folder, monkeypatch, call, failure):
    (folder / "a.json").write_bytes(b"old")

    def fail(*_, **__):
        raise failure

    monkeypatch.setattr(call, fail)
    with pytest.raises((OutputError, KeyboardInterrupt)) as raised:
        output.emit(LISTING, Target(file="a.json", force=True))
    monkeypatch.undo()
    assert raised.type is KeyboardInterrupt or str(raised.value) == "a.json could not be written: No space left on device"
    assert contents(folder) == {"a.json": b"old"}


@pytest.mark.parametrize("call", [*FALLIBLE, "os.link"])
def test_when_a_step_of_writing_a_new_file_fails_nothing_is_left(folder, monkeypatch, call):
    def fail(*_, **__):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(call, fail)
    with pytest.raises(OutputError, match="Input/output error"):
        output.emit(LISTING, Target(file="a.json"))
    assert contents(folder) == {}


def test_what_is_written_has_reached_the_disk_before_it_gets_its_name(folder, monkeypatch):
    steps = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append(os.fstat(handle).st_size), fsync(handle)))
    monkeypatch.setattr(os, "replace", lambda one, other: (steps.append(other), replace(one, other)))
    output.emit(LISTING, Target(file="a.json", force=True))
    assert steps == [len(LISTED["json"].encode()), "a.json"]


def test_a_file_that_appears_meanwhile_is_not_replaced(folder, monkeypatch):
    fsync = os.fsync

    def meanwhile(handle):
        fsync(handle)
        (folder / "a.json").write_bytes(b"somebody else's")

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(OutputError, match="exists"):
        output.emit(LISTING, Target(file="a.json"))
    assert contents(folder) == {"a.json": b"somebody else's"}


def test_a_file_system_without_hard_links_will_do(folder, monkeypatch):
    def fail(*_, **__):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", fail)
    output.emit(LISTING, Target(file="a.json"))
    assert contents(folder) == {"a.json": LISTED["json"].encode()}


def test_of_many_writers_at_once_one_wins_and_its_file_is_whole(folder):
    def attempt(number):
        try:
            files.write_file("a.txt", str(number).encode() * 100_000, force=False)
        except OutputError:
            return None
        return number

    with ThreadPoolExecutor(8) as pool:
        winners = [number for number in pool.map(attempt, range(8)) if number is not None]
    assert len(winners) == 1
    assert contents(folder) == {"a.txt": str(winners[0]).encode() * 100_000}


# --- width, drawing, encoding


@pytest.mark.parametrize(
    ("told", "columns"),
    [
        ("", 80),
        ("0", 80),
        ("-5", 80),
        ("abc", 80),
        ("80.5", 80),
        ("٣٠", 80),
        ("1", 20),
        ("19", 20),
        ("20", 20),
        ("60", 60),
        ("500", 500),
        ("501", 500),
        ("100000000", 500),
    ],
)
def test_columns_sets_the_width_within_reason(monkeypatch, told, columns):
    monkeypatch.setenv("COLUMNS", told)
    assert standard.width() == columns


@pytest.mark.parametrize(("terminal", "columns"), [(0, 80), (1, 20), (47, 47), (9999, 500)])
def test_without_columns_the_terminal_sets_the_width(monkeypatch, terminal, columns):
    monkeypatch.setattr(os, "get_terminal_size", lambda *_: os.terminal_size((terminal, 24)))
    monkeypatch.setattr(sys, "stdout", sys.__stdout__)
    assert standard.width() == columns


def test_columns_goes_before_the_terminal(monkeypatch):
    monkeypatch.setattr(os, "get_terminal_size", lambda *_: os.terminal_size((47, 24)))
    monkeypatch.setenv("COLUMNS", "33")
    assert standard.width() == 33


def page_of(name):
    """A view that draws a sign of ours beside a name of the data."""
    return LISTING._replace(draw=lambda page: page.put(name, "¶1", indent=0))


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_where_unicode_cannot_be_written_a_page_is_in_ascii_signs_letters_and_all(streams, encoding):
    out, _ = streams(encoding, terminal=True)
    output.emit(page_of("é ł 京"), Target(colour="never"))
    output.emit(LISTING, Target())
    assert out.written.isascii()
    assert out.written.split()[:5] == ["e", "l", "\\u4eac", "par.", "1"]
    assert out.written.split()[-1] == "e"


def test_a_dumb_terminal_gets_signs_in_ascii_and_neither_colour_nor_bold(streams, monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    out, _ = streams(terminal=True)
    output.emit(page_of("é"), Target())
    output.emit(LISTING, Target())
    assert out.written.split("\n", 1)[0].split() == ["é", "par.", "1"]
    assert out.written.split("\n", 1)[1] == LISTED["table"]


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("utf-8", "é ł 😀 \\udcff\n"),
        ("cp1252", "é \\u0142 \\ud83d\\ude00 \\udcff\n"),
        ("ascii", "\\u00e9 \\u0142 \\ud83d\\ude00 \\udcff\n"),
    ],
)
def test_what_an_encoding_cannot_hold_is_written_as_an_escape(streams, encoding, written):
    out, err = streams(encoding)
    standard.write("é ł 😀 \udcff\n")
    output.note("é ł 😀 \udcff", Target())
    assert (out.written, err.written) == (written, written)


# --- colour


COLOURFUL = LISTING._replace(draw=lambda page: page.put(page.words(("name", "name"), " ", ("live", "live")), indent=0))
NUMBERS = Listing((Column("n", "N"),), [{"n": 7}], lambda: [[7]], lambda: [["7"]])


@pytest.mark.parametrize(
    ("choice", "environment", "terminal", "coloured"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"TERM": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
        ("auto", {"FORCE_COLOR": "true"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, True, False),
        ("auto", {"FORCE_COLOR": "false"}, True, False),
        ("auto", {"FORCE_COLOR": ""}, False, False),
        ("auto", {"FORCE_COLOR": ""}, True, True),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": "0"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": "", "FORCE_COLOR": "1"}, False, True),
        ("auto", {"GITHUB_ACTIONS": "true", "PY_COLORS": "1", "CLICOLOR_FORCE": "1"}, False, False),
        ("always", {}, False, True),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("always", {"FORCE_COLOR": "0", "TERM": "dumb"}, False, True),
        ("never", {}, True, False),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
    ids=str,
)
def test_colour_is_decided_by_option_then_no_color_then_force_color_then_terminal(
    streams, monkeypatch, choice, environment, terminal, coloured
):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    out, _ = streams(terminal=terminal)
    output.emit(COLOURFUL, Target(format="table", colour=choice))
    assert bool(COLOURS.search(out.written)) is coloured
    dumb = environment.get("TERM") == "dumb"
    assert ("\x1b[" in out.written) is (coloured or (terminal and not dumb))  # bold and underlined words are no colour


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("table", "json")])
def test_only_pages_and_json_are_ever_coloured(streams, name):
    out, _ = streams(terminal=True)
    output.emit(LISTING, Target(format=name, colour="always"))
    output.emit(DETAILS, Target(format=name, colour="always"))
    assert out.written == LISTED[name] + SHOWN[name]


@pytest.mark.parametrize("view", [NUMBERS, DETAILS._replace(cards=lambda: (Card("", "", (), record={"n": 7}),))], ids=["list", "record"])
def test_json_is_coloured_where_a_person_reads_it_and_nowhere_else(folder, streams, view):
    plain = json.dumps(view.records if view is NUMBERS else {"n": 7}, indent=2) + "\n"
    out, _ = streams(terminal=True)
    output.emit(view, Target(format="json"))
    assert COLOURS.search(out.written)
    assert STYLES.sub("", out.written) == plain
    out, _ = streams(terminal=True)
    output.emit(view, Target(format="json", colour="never"))
    assert COLOURS.search(out.written) is None
    assert STYLES.sub("", out.written) == plain
    out, _ = streams(terminal=False)
    output.emit(view, Target(format="json", colour="always"))
    output.emit(view, Target(file="a.json", colour="always"))
    assert "\x1b" not in out.written
    assert contents(folder) == {"a.json": out.written.encode()}


@pytest.mark.parametrize("terminal", [True, False])
def test_the_fields_of_the_one_record_asked_for_are_one_object(streams, terminal):
    out, _ = streams(terminal=terminal)
    output.emit(LISTING._replace(one=True), Target(format="json", colour="never"))
    assert json.loads(STYLES.sub("", out.written)) == LISTING.records[0]


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"FORCE_COLOR": "0"}])
def test_without_colour_words_are_still_bold_on_a_terminal_that_is_not_dumb(streams, monkeypatch, environment):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    out, _ = streams(terminal=True)
    output.emit(COLOURFUL, Target())
    assert out.written == "\x1b[1mname\x1b[0m live\n"


@pytest.mark.parametrize(("choice", "coloured"), [("auto", False), ("never", False), ("always", True)])
def test_a_file_is_coloured_only_when_that_is_asked_for(folder, streams, monkeypatch, choice, coloured):
    monkeypatch.setenv("FORCE_COLOR", "1")
    streams(terminal=True)
    output.emit(LISTING, Target(file="a.table", colour=choice))
    assert (b"\x1b[" in contents(folder)["a.table"]) is coloured


# --- streams


def test_output_without_a_standard_output_is_an_error(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OutputError, match=r"^standard output is closed"):
        output.emit(LISTING, Target())


def test_a_file_can_be_written_without_a_standard_output(folder, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    output.emit(LISTING, Target(file="a.table", quiet=True))
    assert contents(folder) == {"a.table": LISTED["table"].encode()}


def test_a_standard_output_that_fails_is_an_error_with_the_systems_reason(streams, monkeypatch):
    out, _ = streams()
    monkeypatch.setattr(out, "flush", lambda: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left on device")))
    with pytest.raises(OutputError, match=r"^standard output could not be written: No space left on device$"):
        output.emit(LISTING, Target())


def test_a_reader_that_goes_away_is_no_output_error(streams, monkeypatch):
    out, _ = streams()
    monkeypatch.setattr(out, "flush", lambda: (_ for _ in ()).throw(BrokenPipeError()))
    with pytest.raises(BrokenPipeError):
        output.emit(LISTING, Target())


@pytest.mark.parametrize("broken", [None, "closed"])
def test_nobody_to_talk_to_on_standard_error_is_no_fault(monkeypatch, broken):
    stream = None if broken is None else Stream()
    if stream is not None:
        stream.close()
    monkeypatch.setattr(sys, "stderr", stream)
    output.note("hint", Target())
    output.fail(IclcError("wrong"), "", as_object=False)


def test_hints_are_visible_and_quiet_drops_them(streams):
    out, err = streams()
    output.note("a\x1b\nb", Target())
    output.note("never", Target(quiet=True))
    assert (out.written, err.written) == ("", "a\\u001b\\u000ab\n")


def test_an_error_is_one_visible_line(streams):
    out, err = streams()
    output.fail(NotFoundError("no city 'a\n\x1b[31m'", ["b"]), "", as_object=False)
    assert (out.written, err.written) == ("", "error: no city 'a\\u000a\\u001b[31m'\n")


def test_an_error_as_json_is_one_object_that_loses_nothing(streams):
    out, err = streams()
    output.fail(AmbiguousError("é\n\x1b\u202e", ["kind/a", "\x9b"]), "", as_object=True)
    assert out.written == ""
    assert err.written == '{"error": {"code": "ambiguous", "message": "é\\n\\u001b\\u202e", "suggestions": ["kind/a", "\\u009b"]}}\n'
    assert json.loads(err.written)["error"]["message"] == "é\n\x1b\u202e"


@pytest.mark.parametrize("message", ["no city 'a'", "no city 'a'."])
@pytest.mark.parametrize("as_object", [False, True])
def test_a_hint_what_to_type_is_a_sentence_of_its_own(streams, message, as_object):
    _, err = streams()
    output.fail(NotFoundError(message), "See 'iclc cities'.", as_object)
    told = "no city 'a'. See 'iclc cities'."
    assert (json.loads(err.written)["error"]["message"] if as_object else err.written) == (told if as_object else f"error: {told}\n")


@pytest.mark.parametrize(
    ("terminal", "target", "said"),
    [
        (True, Target(), "\n  iclc Cork   iclc -h\n"),
        (True, Target(quiet=True), ""),
        (True, Target(file="a.table"), ""),
        (False, Target(format="table"), ""),
    ],
)
def test_people_at_a_terminal_are_told_what_to_type_next(folder, streams, terminal, target, said):
    view = LISTING._replace(draw=lambda page: (page.put("é"), page.hint("iclc Cork", ""), page.hint("iclc -h", "iclc Cork")))
    _, err = streams(terminal=terminal)
    output.emit(view, target._replace(quiet=target.quiet or target.to_file))
    assert STYLES.sub("", err.written) == said
    if not target.to_file:
        out, err = streams(terminal=terminal)
        page = output.new_page(target)
        page.put("help")
        page.hint("iclc Cork", "iclc -h")
        output.show_page(page, target)
        assert (out.written.strip(), STYLES.sub("", err.written)) == ("help", said)


def test_commands_are_named_only_where_somebody_reads_standard_error(streams):
    out, err = streams(terminal=True)
    err.terminal = False
    output.emit(LISTING._replace(draw=lambda page: (page.put("é"), page.hint("iclc Cork"))), Target())
    assert (out.written.strip(), err.written) == ("é", "")


@pytest.mark.parametrize(("choice", "coloured"), [("auto", True), ("always", True), ("never", False)])
def test_an_error_at_a_terminal_names_commands_in_words_and_is_coloured_as_the_line_says(streams, choice, coloured):
    out, err = streams(terminal=True)
    output.fail(NotFoundError("no city 'a\n\x1b[31m'. Did you mean b?", ["city/b"]), "", as_object=False, colour=choice)
    assert out.written == ""
    assert STYLES.sub("", err.written) == "iclc: no city 'a\\u000a\\u001b[31m'.\n      Did you mean: iclc city b\n"
    assert bool(COLOURS.search(err.written)) is coloured


# --- what the arguments ask for


@pytest.mark.parametrize(
    ("arguments", "as_json"),
    [
        (["cities", "--json"], True),
        (["--json", "cities"], True),
        (["-f", "json"], True),
        (["-fjson"], True),
        (["--format", "ndjson"], True),
        (["--format=json"], True),
        (["-f", "csv"], False),
        (["-f"], False),
        (["show", "json"], False),
        (["show", "--", "--json"], False),
        ([], False),
    ],
    ids=str,
)
def test_whether_errors_are_to_be_json_is_known_before_anything_is_parsed(arguments, as_json):
    assert line.read(arguments).as_json is as_json


@pytest.mark.parametrize(
    ("name", "as_json", "chosen"),
    [(None, False, None), (None, True, "json"), ("CSV", False, "csv"), ("ndjson", True, "ndjson"), ("json", True, "json")],
)
def test_the_format_asked_for_is_found(name, as_json, chosen):
    assert Shared(format=name, json=as_json).target.format == chosen


@pytest.mark.parametrize(("name", "as_json", "message"), [("cvs", False, "no format 'cvs'"), ("csv", True, "contradict each other")])
def test_a_format_that_cannot_be_is_a_usage_error(name, as_json, message):
    with pytest.raises(UsageError, match=message):
        _ = Shared(format=name, json=as_json).target


def test_a_misspelt_format_is_answered_with_the_nearest():
    with pytest.raises(UsageError) as raised:
        _ = Shared(format="cvs").target
    assert raised.value.suggestions == ("csv",)
