"""Real processes and terminals: whatever the data, the streams, the environment or the signals, the tool stays civil."""

import errno
import fcntl
import json
import os
import platform
import pty
import re
import resource
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
import unicodedata

import pyte
import pytest
from hostile import COLOUR, HOSTILE, controls, planted

from iclc_cli import library
from iclc_cli.cli import app
from iclc_cli.formats import FORMATS
from iclc_cli.model.kinds import KINDS

ICLC = [sys.executable, "-m", "iclc_cli"]
SHELL = "iclc() { " + f'"{sys.executable}" -m iclc_cli "$@"' + "; }; "


def shell(script, **env):
    """Run a shell script in which `iclc` is the command."""
    if not shutil.which("bash"):
        pytest.skip("bash is not installed")
    return subprocess.run(["bash", "-c", SHELL + script], capture_output=True, timeout=60, env={**os.environ, **env})


def terminal(command, columns=80, lines=40, **env):
    """What a command writes to a terminal of that size, standard error included, with no pager unless one is named; line
    feeds are left alone."""
    env = {"ICLC_PAGER": "cat", **env}
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    attributes = termios.tcgetattr(slave)
    attributes[1] &= ~termios.OPOST
    termios.tcsetattr(slave, termios.TCSANOW, attributes)
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env={**os.environ, **env})
    os.close(slave)
    written = bytearray()
    try:
        while part := os.read(master, 65536):
            written += part
    except OSError as error:  # Linux ends a terminal without its process so
        if error.errno != errno.EIO:
            raise
    finally:
        os.close(master)
        process.wait(60)
    return written.decode()


def iclc_on_terminal(*args, columns=80, lines=40, **env):
    return terminal([*ICLC, *args], columns, lines, **env)


def emulated(text, columns=80):
    """A terminal emulator that has been sent the text."""
    screen = pyte.Screen(columns, 400)
    screen.set_mode(pyte.modes.LNM)
    pyte.Stream(screen).feed(text)
    return screen


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """A data file with everything hostile in every text."""
    path = tmp_path_factory.mktemp("hostile") / "report.json"
    path.write_text(json.dumps(planted()), encoding="utf-8")
    return path


# --- hostile data, every command in every format

PLANTED = planted()
FIRST = {kind.name: PLANTED[kind.collection][0]["id"] for kind in KINDS.values() if not kind.single and PLANTED[kind.collection]}
CITIES = [city["id"] for city in PLANTED["cities"]]
READERS = [
    [],
    ["about"],
    ["validate"],
    ["search", "rope"],
    ["search", "sic", "--count-by", "kind"],
    ["cities", "--count-by", "name"],
    ["sessions", "--fields", "summary,conclusions,sources"],
    ["show", *(f"city/{city}" for city in CITIES)],
    ["related", f"city/{CITIES[0]}"],
    ["peers", CITIES[0]],
    ["compare", *(f"city/{city}" for city in CITIES)],
    *([kind.name, "list"] for kind in KINDS.values() if not kind.single),
    ["remarks", "list"],
    *(["show", f"{kind}/{identifier}"] for kind, identifier in FIRST.items()),
]
MATRIX = [[*command, "-f", name] for command in READERS for name in FORMATS]
MATRIX += [["show", f"{kind}/{identifier}", more, "-f", "table"] for kind, identifier in FIRST.items() for more in ("--full", "--evidence")]
MATRIX += [
    [kind.name, "list", more, "-f", "table"] for kind in KINDS.values() if not kind.single for more in ("--long", "--short", "--ids")
]
MATRIX += [["--version"], ["--help"], ["cities", "--help"], ["cities", "--match", "zzz\x1b[31m"], ["show", "\x1b[31m"]]

DRIVER = """
import json, sys
from iclc_cli.cli import app
for number, arguments in enumerate(json.load(open(sys.argv[1]))):
    print(f"@@{number}@@", flush=True)
    code = app(arguments, standalone_mode=False)
    print(f"@@exit {code}@@", flush=True)
"""
"""All of it in one process, since starting one for each would take a minute."""


@pytest.fixture(scope="session")
def seen(hostile, tmp_path_factory):
    """What each command of the matrix writes to a terminal about hostile data, with its exit code."""
    plan = tmp_path_factory.mktemp("plan") / "plan.json"
    plan.write_text(json.dumps(MATRIX))
    for name in ("ICLC_DEBUG", "NO_COLOR"):
        os.environ.pop(name, None)
    text = terminal([sys.executable, "-c", DRIVER, str(plan)], ICLC_DATA=str(hostile), FORCE_COLOR="1", TERM="xterm")
    found = {}
    for number, part in enumerate(text.split("@@exit ")[:-1]):
        found[number] = part.partition(f"@@{number}@@\n")[2]
    codes = [int(part.partition("@@")[0]) for part in text.split("@@exit ")[1:]]
    assert len(found) == len(codes) == len(MATRIX)
    return {tuple(arguments): (found[number], codes[number]) for number, arguments in enumerate(MATRIX)}


def test_nothing_in_the_data_reaches_the_terminal_as_control(seen):
    for arguments, (text, code) in seen.items():
        allowed = {"tsv": "\n\t"}.get(arguments[-1], "\n")
        assert text, arguments
        assert controls(text, allowed) == set(), arguments
        assert code == (5 if arguments[:1] == ("validate",) else 3 if arguments == ("show", "\x1b[31m") else 0), arguments
        assert "internal error" not in text, arguments


def test_hostile_data_leaves_title_cursor_and_modes_of_the_terminal_alone(seen):
    untouched = emulated("")
    screen = emulated("".join(dict.fromkeys(line for text, _ in seen.values() for line in text.splitlines(keepends=True))))
    assert (screen.title, screen.icon_name) == ("", "")
    assert screen.mode == untouched.mode
    assert (screen.cursor.attrs, screen.cursor.hidden) == (untouched.cursor.attrs, False)


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if not kind.single], ids=lambda kind: kind.collection)
def test_json_gives_hostile_data_back_as_it_was(iclc, hostile, kind):
    assert iclc(kind.name, "list", "--json", "--data", hostile).json == planted()[kind.collection]


def test_search_marks_the_right_places_in_hostile_data(iclc, hostile):
    hits = iclc("search", "sic", "--json", "--data", hostile).json
    assert hits
    assert {hit["snippet"][start:end] for hit in hits for start, end in hit["matches"]} == {"sic"}


def damaged(change):
    data = planted("")
    change(data)
    return json.dumps(data)


@pytest.mark.parametrize(
    "text",
    [
        damaged(lambda data: data["cities"][0].update({"\x1b]0;x\x07": 1})),
        damaged(lambda data: data["cities"][0].update(id="\x1b[31m\n")),
        damaged(lambda data: data["cities"][0].update(participation=[HOSTILE])),
        damaged(lambda data: data.update(schema=HOSTILE)),
        '{"\\u001b[31m\\n": 1, "\\u001b[31m\\n": 2}',
        '{"\\u202e": NaN}',
        '["\x1b"]',
    ],
    ids=["key", "id", "choice", "schema", "key twice", "number", "raw"],
)
@pytest.mark.parametrize("options", [[], ["--json"]], ids=["line", "json"])
def test_an_error_about_hostile_data_is_one_harmless_line(iclc, tmp_path, text, options):
    path = tmp_path / "\x1b]0;name\x07.json"
    path.write_text(text)
    result = iclc("cities", "--data", path, *options, code=5)
    assert result.stdout == ""
    assert (result.stderr.count("\n"), controls(result.stderr)) == (1, set())
    assert r"\u001b]0;name\u0007.json" in result.stderr


@pytest.mark.parametrize("text", ["[sic]", "[/x]", "[bold]", ":smile:", "=1+1", r"back\slash\\", "%s {0} $HOME `id`", "a & b < c"])
@pytest.mark.parametrize("name", ["json", "ndjson", "csv", "tsv", "plain", "table"])
def test_text_that_means_something_elsewhere_is_printed_as_it_is(iclc, tmp_path, text, name):
    path = tmp_path / "report.json"
    path.write_text(json.dumps(planted(text)))
    printed = iclc("countries", "--fields", "iso3", "-f", name, "--data", path).stdout
    assert "XAA" + (json.dumps(text)[1:-1] if name.endswith("json") else text) in printed


# --- pipes, full disks, closed streams


def test_a_reader_that_goes_away_ends_the_command_by_sigpipe_without_a_word():
    with subprocess.Popen([*ICLC, "initiatives", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        first = process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
    assert (first[:8], process.returncode, said) == (b'[{"id": ', -signal.SIGPIPE, b"")


def test_head_takes_the_first_line_and_the_shell_sees_death_by_sigpipe():
    done = shell('iclc passages --json | head -1 >/dev/null; echo "${PIPESTATUS[@]}"')
    assert (done.stdout, done.stderr) == (b"141 0\n", b"")


WRITERS = ["--help", "cities list -h", "--version", "", "cities --count", "initiatives --json", "cities -f table", "schema city"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize("command", WRITERS)
def test_a_full_disk_is_one_line_and_exit_1(command):
    done = shell(f"iclc {command} >/dev/full")
    message = "standard output could not be written: No space left on device"
    expected = (
        json.dumps({"error": {"code": "output", "message": message, "suggestions": []}}) if "json" in command else f"error: {message}"
    )
    assert (done.returncode, done.stderr.decode()) == (1, expected + "\n")


@pytest.mark.parametrize("command", WRITERS)
def test_a_closed_standard_output_is_one_line_and_exit_1(command):
    done = shell(f"iclc {command} >&-")
    assert done.returncode == 1
    assert b"standard output is closed; give it somewhere to go, or use -o FILE" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_with_a_closed_standard_output_a_file_is_still_written(tmp_path):
    done = shell(f"cd '{tmp_path}' && iclc sdgs --fields number -f tsv -q -o out.tsv >&-")
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "out.tsv").read_bytes() == b"number\n3\n4\n5\n11\n"


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full", "2>/dev/null"])
@pytest.mark.parametrize(
    ("command", "code", "written"),
    [("nope", 2, b""), ("city show nope --json", 3, b""), ("sdgs --match zzz -e --fields id", 4, b"id\n"), ("sdgs --count", 0, b"4\n")],
)
def test_without_standard_error_the_exit_code_and_the_output_are_the_same(command, code, written, redirection):
    done = shell(f"iclc {command} {redirection}")
    assert (done.returncode, done.stdout) == (code, written)


def test_without_standard_input_there_is_no_data_and_no_traceback():
    done = shell("iclc cities --data - <&-")
    assert (done.returncode, done.stdout) == (5, b"")
    assert done.stderr.startswith(b"error: standard input: ")
    assert done.stderr.count(b"\n") == 1


def test_a_write_cut_short_leaves_the_old_file_whole_and_no_other(tmp_path):
    (tmp_path / "out.json").write_bytes(b"old")
    done = shell(f"cd '{tmp_path}' && ulimit -f 8 && iclc initiatives -o out.json --force")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"error: out.json could not be written: File too large\n"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"out.json": b"old"}


# --- encodings


@pytest.mark.parametrize(
    ("encoding", "written"),
    [("ascii", b"  Bogota  Colombia "), ("cp1252", b"  Bogota  Colombia "), ("utf-8", "  Bogotá  Colombia ".encode())],
)
def test_a_page_in_an_encoding_that_cannot_hold_all_letters_has_plain_ones(process, encoding, written):
    done = process("cities", "--match", "bogota", "-f", "table", env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    assert (done.code, done.stderr) == (0, b"")
    assert written in done.stdout
    assert done.stdout.isascii() is (encoding != "utf-8")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_help_is_printed_in_any_encoding(process, encoding):
    for command in (["--help"], ["cities", "--help"], ["help", "output"], ["export", "-h"]):
        done = process(*command, env={"PYTHONIOENCODING": encoding})
        assert (done.code, done.stderr) == (0, b"")
        assert done.stdout.isascii()
        assert b"\\u" not in done.stdout
    assert process("--help", env={"PYTHONIOENCODING": encoding}).stdout.startswith(b"  iclc NAME | NOUN [FILTERS] | COMMAND ...\n")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((b"\xff\x1b",), 2),
        ((b"city", b"show", b"\xff\x1b"), 3),
        ((b"cities", b"--country", b"\xff\x1b"), 3),
        ((b"cities", b"--sort", b"\xff\x1b"), 2),
        ((b"cities", b"--data", b"\xff\x1b"), 5),
        ((b"cities", b"--color", b"\xff\x1b"), 2),
    ],
    ids=ascii,
)
def test_an_argument_that_is_no_text_is_named_in_the_error(process, arguments, code):
    done = process(*arguments)
    assert (done.code, done.stdout) == (code, b"")
    assert rb"\udcff\u001b" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_a_file_whose_name_is_no_text_can_be_written(process, tmp_path):
    done = process(b"sdgs", b"--fields", b"number", b"-n1", b"-o", bytes(tmp_path) + b"/\xff.csv")
    assert done.code == 0
    assert done.stderr.endswith(b"/\\udcff.csv\n")
    assert [(os.fsencode(path.name), path.read_bytes()) for path in tmp_path.iterdir()] == [(b"\xff.csv", b"number\n3\n")]


# --- environment


@pytest.mark.parametrize("command", [["--help"], ["cities", "--help"], ["cities", "list", "--help"]], ids=" ".join)
def test_a_terminal_width_that_is_no_number_does_not_matter(process, command):
    env = {"TERMINAL_WIDTH": "x", "COLUMNS": "abc"}
    assert process(*command, env=env) == process(*command, env={"COLUMNS": "80"})


@pytest.mark.parametrize("columns", ["0", "1", "-5", "abc", "100000000"])
def test_an_absurd_width_neither_cuts_nor_hangs(columns):
    started = time.monotonic()
    done = subprocess.run(
        [*ICLC, "sdgs", "-f", "table", "--fields", "number"], capture_output=True, timeout=10, env={**os.environ, "COLUMNS": columns}
    )
    assert done.returncode == 0
    heading, *lines = done.stdout.decode().splitlines()
    assert heading.split() in (["SDGs", "4"], ["SDGs,", "4"])
    assert [line.split()[-1] for line in lines if line[-1:].isdigit()] == ["3", "4", "5", "11"]
    assert time.monotonic() - started < 5


def test_nothing_of_the_environment_is_needed(tmp_path):
    done = subprocess.run([*ICLC, "sdgs", "--fields", "number", "--json"], capture_output=True, env={}, cwd=tmp_path, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == [{"number": 3}, {"number": 4}, {"number": 5}, {"number": 11}]
    assert list(tmp_path.iterdir()) == []


DRIFT = [
    {"CI": "1", "GITHUB_ACTIONS": "true", "FORCE_COLOR": "3", "PY_COLORS": "1", "PYTHONHASHSEED": "1"},
    {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "NO_COLOR": "1", "TERM": "dumb", "PYTHONHASHSEED": "2"},
    {"COLUMNS": "20", "TERMINAL_WIDTH": "1", "HOME": "/nonexistent", "PYTHONOPTIMIZE": "1", "PYTHONHASHSEED": "3"},
]


@pytest.mark.parametrize(
    "command", [["search", "health literacy"], ["city", "show", "yeonsu"], ["cities", "--count-by", "region"]], ids=" ".join
)
def test_json_is_the_same_to_the_byte_in_every_environment(process, command):
    outputs = {process(*command, "--json", env=env).stdout for env in DRIFT}
    assert len(outputs) == 1
    assert json.loads(outputs.pop())


def test_a_pipe_gets_the_same_bytes_whatever_the_terminal(process):
    outputs = {process("passages", "list", env=env).stdout for env in DRIFT}
    assert len(outputs) == 1
    assert max(map(len, outputs.pop().splitlines())) > 200


# --- signals


def started_and_reading(*arguments, cwd=None):
    """A process that is waiting for the rest of its standard input: it took more than a pipe holds."""
    process = subprocess.Popen(
        [*ICLC, *arguments, "--data", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    process.stdin.write(b" " * 1_000_000)
    process.stdin.flush()  # returns when all but what the pipe holds has been read
    return process


def signalled(process, number):
    """The exit code of a process that is sent a signal; again after a while, as Python overlooks one between two reads."""
    time.sleep(0.1)
    for _ in range(10):
        process.send_signal(number)
        try:
            return process.wait(3)
        except subprocess.TimeoutExpired:
            continue
    return None


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_command_ends_silently_and_leaves_no_file(tmp_path, number, code):
    with started_and_reading("cities", "-o", "out.json", cwd=tmp_path) as process:
        try:
            assert signalled(process, number) == code
            assert (process.stdout.read(), process.stderr.read()) == (b"", b"")
        finally:
            process.kill()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_export_interrupted_while_it_writes_leaves_the_old_file_whole(tmp_path, number, code):
    (tmp_path / "out.json").write_bytes(b"old")
    script = f"import os, signal; os.fsync = lambda _: signal.raise_signal({int(number)}); from iclc_cli.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script, "cities", "-o", "out.json", "--force"], capture_output=True, cwd=tmp_path, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (code, b"", b"")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"out.json": b"old"}


def test_an_interrupt_while_the_command_is_being_loaded_is_silent_too():
    script = """
import signal, sys
class Interrupting:
    def find_spec(self, name, *_):
        if name == "iclc_cli.cli":
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
from iclc_cli.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@pytest.mark.parametrize(("arguments", "code"), [(["sdgs", "--count"], 0), (["city", "show", "atlantis", "-q"], 3), (["--help"], 0)])
def test_the_interpreter_ends_as_others_do(arguments, code):
    """What was registered to run at its end runs, as a coverage tool or a profiler needs; the exit code stays."""
    script = "import atexit, os; atexit.register(os.write, 1, b'the end'); from iclc_cli.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, timeout=60)
    assert (done.returncode, done.stdout[-7:]) == (code, b"the end")


# --- our own faults


@pytest.fixture
def broken(monkeypatch):
    """Every command that loads data meets a bug."""

    def load(source=None):
        raise RuntimeError("boom\x1b[31m\nand more")

    monkeypatch.setattr(library, "load", load)


def test_an_internal_error_is_one_harmless_line_that_asks_for_a_report(iclc, broken):
    result = iclc("cities", code=1)
    assert result.stdout == ""
    assert result.stderr.startswith(r"error: internal error: RuntimeError: boom\u001b[31m\u000aand more; please report it")
    assert (result.stderr.count("\n"), controls(result.stderr)) == (1, set())


def test_an_internal_error_under_json_is_a_json_error(iclc, broken):
    error = iclc("cities", "--json", code=1).error
    assert (error["code"], error["suggestions"]) == ("error", [])
    assert "RuntimeError: boom\x1b[31m\nand more" in error["message"]


def test_with_iclc_debug_an_internal_error_keeps_its_traceback(broken, monkeypatch):
    monkeypatch.setenv("ICLC_DEBUG", "1")
    with pytest.raises(RuntimeError, match="boom"):
        app(["cities"], standalone_mode=False)


def test_with_iclc_debug_an_error_of_the_user_is_still_one_line(process):
    done = process("city", "show", "atlantis", env={"ICLC_DEBUG": "1"})
    assert (done.code, done.stderr) == (3, b"error: no city 'atlantis'. See 'iclc cities'.\n")


# --- terminals


def test_fields_asked_for_are_a_table_on_a_terminal():
    assert iclc_on_terminal("sdgs", "--fields", "number", "-n2").splitlines() == [
        "  \x1b[1mSDGs\x1b[0m  2 of 4",
        "",
        "  \x1b[4mNumber\x1b[0m",
        "       3",
        "       4",
    ]


def test_a_list_on_a_terminal_says_first_how_many_and_last_what_to_type():
    lines = COLOUR.sub("", iclc_on_terminal("cities", "--limit", "2", "--country", "ireland")).splitlines()
    assert lines[0] == "  Cities  2 of 3 (of 50 cities), country Ireland"
    assert lines[-1].split("   ")[0] == "  iclc Cork"
    assert not any("ireland" in line or "presented" in line for line in lines)


def test_a_record_on_a_terminal_is_a_card():
    lines = COLOUR.sub("", iclc_on_terminal("city", "show", "yeonsu")).splitlines()
    assert lines[0].split("  ", 2)[1] == "Yeonsu"
    assert lines[0].endswith("city, Republic of Korea")
    assert len(lines) <= 24


def test_an_error_on_a_terminal_is_told_with_what_would_be_right():
    assert iclc_on_terminal("city", "show", "atlantis", NO_COLOR="1") == ("\x1b[1miclc: \x1b[0mno city 'atlantis'. See iclc cities.\n")
    text = COLOUR.sub("", iclc_on_terminal("Yenosu"))
    assert text == "iclc: no command, and no record called 'Yenosu'.\n      Did you mean: iclc city yeonsu\n"


def test_a_name_of_several_records_is_asked_about_by_number():
    asked = COLOUR.sub("", iclc_on_terminal("health"))
    first, second = re.findall(r"^  [12]  (\w+) +(.+)$", asked, re.M)
    assert asked.startswith("iclc: 'health' names ")
    assert f"iclc {first[0]} {first[1]}" in asked
    assert COLOUR.sub("", iclc_on_terminal("health", "--pick", "2")).split()[:1] == second[1].split()[:1]
    assert "there is no number 99" in iclc_on_terminal("health", "--pick", "99")
    assert "iclc show health --pick 2" in asked


def test_the_number_goes_with_a_command_that_takes_it_and_asks_of_the_same_things():
    asked = COLOUR.sub("", iclc_on_terminal("speakers", "--session", "mayors"))
    (second,) = re.findall(r"^  2  session +(.+)$", asked, re.M)
    assert "iclc session mayors --pick 2" in asked
    assert second in COLOUR.sub("", iclc_on_terminal("session", "mayors", "--pick", "2")).splitlines()[0]


def test_no_color_leaves_bold_and_underline_on_a_terminal():
    codes = set(re.findall(r"\x1b\[([\d;]+)m", iclc_on_terminal("cities", NO_COLOR="1")))
    assert {"1", "4"} <= codes <= {"0", "1", "2", "4"}


def test_a_dumb_terminal_gets_ascii_signs_without_escapes():
    text = iclc_on_terminal("forum", "1.2", TERM="dumb")
    assert "\x1b" not in text
    assert "par. 5" in text
    assert not set("·…¶–│") & set(text)


def test_json_on_a_terminal_is_indented_and_in_a_pipe_a_line_a_record(process):
    on_terminal = iclc_on_terminal("cities", "--json", "-n2")
    assert json.loads(COLOUR.sub("", on_terminal)) == json.loads(process("cities", "--json", "-n2").stdout)
    assert '\n    \x1b[1m"id"\x1b[0m' in on_terminal


# --- the pager


@pytest.fixture
def pager(tmp_path):
    """A pager that keeps what it is given, with the variables it sees."""
    path = tmp_path / "pager"
    path.write_text(f'#!/bin/sh\ncat > {tmp_path}/page\nprintf "%s %s" "$LESS" "$LESSCHARSET" > {tmp_path}/less\n')
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("variable", ["ICLC_PAGER", "PAGER"])
def test_what_is_longer_than_the_window_goes_through_the_pager_hint_and_all(pager, variable):
    unset = [f"-u{name}" for name in {"ICLC_PAGER", "LESS", "LESSCHARSET"} - {variable}]
    shown = terminal(["env", *unset, *ICLC, "cities"], lines=24, **{"PAGER": "false", variable: str(pager)})
    assert shown == ""
    page = COLOUR.sub("", (pager.parent / "page").read_text(encoding="utf-8"))
    assert page.startswith("  Cities  50")
    assert page.rstrip().splitlines()[-1].startswith("  iclc ")
    assert (pager.parent / "less").read_text() == "FRX utf-8"


@pytest.mark.parametrize(
    ("words", "lines", "env"),
    [
        (["Cork"], 40, {}),
        (["cities", "--no-pager"], 24, {}),
        (["cities"], 24, {"TERM": "dumb"}),
        (["cities"], 24, {"ICLC_PAGER": ""}),
        (["cities"], 24, {"ICLC_PAGER": "no-such-pager"}),
        (["cities", "-f", "tsv"], 24, {}),
        (["cities"], 24, {"ICLC_ACCESSIBLE": "1"}),
    ],
    ids=["short", "--no-pager", "dumb", "none", "missing", "tsv", "listener"],
)
def test_there_is_no_pager_where_it_would_be_in_the_way(pager, words, lines, env):
    assert "Cork" in iclc_on_terminal(*words, lines=lines, **{"ICLC_PAGER": str(pager), **env})
    assert not (pager.parent / "page").exists()


def test_a_pager_that_is_left_at_once_is_no_error():
    assert terminal(["sh", "-c", f"{' '.join(ICLC)} cities --json; echo $?"], lines=24, ICLC_PAGER="true") == "0\n"


def test_no_pager_where_only_the_output_is_a_terminal(pager):
    shown = terminal(["sh", "-c", f"{' '.join(ICLC)} cities < /dev/null"], lines=24, ICLC_PAGER=str(pager))
    assert "Cork" in shown


def test_help_goes_through_the_pager_too(pager):
    assert iclc_on_terminal("cities", "-h", lines=24, ICLC_PAGER=str(pager)) == ""
    assert "filters" in (pager.parent / "page").read_text()


@pytest.mark.parametrize("command", [["cities"], ["city", "show", "yeonsu"], []], ids=["list", "show", "home"])
@pytest.mark.parametrize("columns", [60, 120])
def test_what_a_terminal_shows_fits_into_it(command, columns):
    lines = COLOUR.sub("", iclc_on_terminal(*command, columns=columns)).splitlines()
    assert max(map(len, lines)) <= columns
    assert len(lines) > 10


def test_a_narrow_terminal_shows_a_record_a_line_and_cuts_none():
    text = COLOUR.sub("", iclc_on_terminal("cities", "--match", "yeonsu", columns=30))
    assert re.match(
        r"Cities, \d of 50, with “yeonsu” Asia and the Pacific 1 Yeonsu, host; Country: Republic of Korea; Took part in:",
        " ".join(text.split()),
    )
    assert max(map(len, text.splitlines())) <= 30


@pytest.mark.parametrize("columns", [44, 80])
def test_columns_align_under_wide_and_combining_characters(tmp_path, columns):
    data = planted("")
    names = ["綱の島と灯台", "e\u0301te\u0301", "한국어 이름", "Łódź"]
    data["countries"] = [{**data["countries"][0], "id": f"c{number}", "name": name} for number, name in enumerate(names)] + data[
        "countries"
    ]
    path = tmp_path / "report.json"
    path.write_text(json.dumps(data))
    screen = emulated(iclc_on_terminal("countries", "-n4", "--fields", "name,iso3", "--data", str(path), columns=columns), columns)
    rows = [[screen.buffer[line][column].data for column in range(columns)] for line in range(3, 7)]
    starts = [row.index("X") for row in rows]
    assert starts == [screen.display[2].index("ISO 3")] * 4
    assert ["".join(row[:start]).strip() for row, start in zip(rows, starts, strict=True)] == [
        unicodedata.normalize("NFC", name) for name in names
    ]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another allocator has other habits")
def test_memory_that_is_freed_is_used_again():
    def pages(**more):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_minflt
        subprocess.run([*ICLC, "search", "health literacy", "--json"], capture_output=True, env={**os.environ, **more}, check=True)
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_minflt - before

    # With these two glibc gives each larger block back to the system at once.
    assert pages() < pages(MALLOC_MMAP_THRESHOLD_="131072", MALLOC_TRIM_THRESHOLD_="131072") - 200
