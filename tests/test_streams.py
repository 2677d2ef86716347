"""Standard output and input as other systems have them: code pages, other line ends, marks, devices, what a shell makes of `<(…)`."""

import codecs
import io
import json
import os
import pty
import subprocess
import sys
import time

import pytest
from conftest import SMALL

from iclc_cli.dataset import loading
from iclc_cli.dataset.files import descriptor
from iclc_cli.model.kinds import all_records

WINDOWS = """
import sys
for stream in (sys.stdout, sys.stderr):
    stream.reconfigure(encoding="cp1252", newline="\\r\\n")
from iclc_cli.__main__ import main
main()
"""
"""The command with the standard streams of a Windows that has no UTF-8 mode: a code page, and a text layer that writes CR LF."""

ICLC = [sys.executable, "-m", "iclc_cli"]
FILE = str(SMALL)


MANY = """
import json, sys
for stream in (sys.stdout, sys.stderr):
    stream.reconfigure(**json.loads(sys.argv[1]))
from iclc_cli.cli import app
for command in json.loads(sys.argv[2]):
    code = app(command, standalone_mode=False)
    sys.stdout.flush()
    sys.stdout.buffer.write(b"\\0%d\\0" % (code or 0))
    sys.stdout.buffer.flush()
"""
"""Many commands one after the other on streams as they are told to be; a NUL ends what each wrote, and its exit code."""


def on_windows(*args, **more):
    done = subprocess.run([sys.executable, "-c", WINDOWS, *args], capture_output=True, timeout=60, check=False, **more)
    assert b"Traceback" not in done.stderr
    return done


def shell(script, folder, **env):
    """A script of bash that knows `iclc`."""
    command = 'iclc() { "$PYTHON" -m iclc_cli "$@"; }\n' + script
    environment = {**os.environ, "PYTHON": sys.executable, "BUNDLED": str(loading.bundled()), **env}
    return subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, cwd=folder, env=environment, check=False)


# --- code pages and line ends

MACHINE = [
    *(["speakers", "--fields", "id,name", "-f", name] for name in ("json", "ndjson", "csv", "tsv", "md", "plain")),
    ["speakers"],
    ["Medellín"],
    ["search", "Medellín", "--json"],
    ["speakers", "--count"],
    *(["export", name] for name in ("ndjson", "json", "geojson", "jsonld")),
    *(["cite", "city/medellin", "--style", style] for style in ("apa", "bibtex", "ris", "csl-json")),
    ["schema", "city"],
    ["completion", "bash"],
]


@pytest.fixture(scope="module")
def written():
    """What each command for programs writes here and on Windows, with its exit code."""
    pairs = []
    for streams in ({}, {"encoding": "cp1252", "newline": "\r\n"}):
        words = [sys.executable, "-c", MANY, json.dumps(streams), json.dumps(MACHINE)]
        done = subprocess.run(words, capture_output=True, timeout=120, check=True)
        assert done.stderr == b""
        parts = done.stdout.split(b"\0")[:-1]
        pairs.append(list(zip(parts[::2], parts[1::2], strict=True)))
    return dict(zip(map(tuple, MACHINE), zip(*pairs, strict=True), strict=True))


@pytest.mark.parametrize("command", MACHINE, ids=" ".join)
def test_what_programs_read_is_the_same_to_the_byte_on_windows(written, command):
    here, there = written[tuple(command)]
    assert here == there
    text, code = here
    assert code == b"0"
    assert text.decode("utf-8")
    if "csv" not in command and "ris" not in command:
        assert b"\r" not in text


def test_a_process_of_its_own_writes_the_same_bytes_on_windows_too(process):
    assert (
        on_windows("speakers", "--fields", "id,name", "-f", "tsv").stdout == process("speakers", "--fields", "id,name", "-f", "tsv").stdout
    )


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1", "utf-16"])
def test_no_variable_changes_what_programs_read(process, encoding):
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    assert process("cities", "--json", env=env).stdout == process("cities", "--json").stdout
    assert "Medellín".encode() in process("cities", env=env).stdout


def test_pages_for_people_are_in_the_encoding_of_the_screen():
    page = on_windows("cities", "--match", "colombia", "-f", "table").stdout
    assert page.count(b"\r\n") == page.count(b"\n") > 3
    assert b"Medellin" in page  # letters without marks, where the code page cannot hold all that the page may need


def test_a_file_is_the_same_on_windows(tmp_path):
    for name, done in (("here", subprocess.run), ("there", None)):
        arguments = ["cities", "-o", str(tmp_path / f"{name}.tsv"), "-q"]
        done([*ICLC, *arguments], check=True, timeout=60) if done else on_windows(*arguments)
    assert (tmp_path / "here.tsv").read_bytes() == (tmp_path / "there.tsv").read_bytes()


# --- ids from standard input


@pytest.mark.parametrize(
    ("encoding", "before"),
    [("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE)],
    ids=["utf-8", "utf-8 with a mark", "utf-16-le", "utf-16-be"],
)
def test_every_id_is_read_as_it_is_whatever_mark_stands_before_it(report, encoding, before):
    from unittest import mock

    from iclc_cli.commands import refs
    from iclc_cli.library import Book

    book = Book(report)
    for kind, record in all_records(report):
        for text in (record.id, f"{kind}/{record.id}"):
            piped = mock.Mock(isatty=lambda: False)
            piped.buffer = io.BytesIO(before + f"{text}\r\n".encode(encoding))
            with mock.patch("sys.stdin", piped):
                assert refs._piped() == [text]
        assert refs.resolve_all(book, [f"{kind}/{record.id}"], None) == [record]


def test_show_reads_the_first_id_behind_a_mark_and_those_of_files_that_were_joined(process):
    wanted = ["goyang", "cork", "dublin"]
    piped = "".join(f"\ufeff{one}\r\n" for one in wanted).encode()
    shown = process("city", "show", "-", "--json", input=piped)
    assert [one["id"] for one in json.loads(shown.stdout)] == wanted
    listed = "\ufeffid\tname\r\ncork\tCork\r\n".encode("utf-16-le")
    assert json.loads(process("city", "show", "-", "--json", input=listed).stdout)[0]["id"] == "cork"


# --- devices, pipes, and what a shell makes of <(…) and >(…)


def test_dev_stdout_is_standard_output(tmp_path):
    done = shell("iclc cities --data $FILE -o /dev/stdout; iclc cities --data $FILE", tmp_path, FILE=FILE)
    half = len(done.stdout) // 2
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout[:half] == done.stdout[half:] != b""


def test_what_stands_in_a_file_that_standard_output_is_appended_to_stays(tmp_path):
    script = (
        "echo before >all; iclc cities --data $FILE --ids -o /dev/stdout >>all; iclc export ndjson /dev/fd/3 --data $FILE 3>>all; cat all"
    )
    lines = shell(script, tmp_path, FILE=FILE).stdout.splitlines()
    assert lines[0] == b"before"
    assert json.loads(lines[-1])


@pytest.mark.parametrize("command", ["cities -f csv", "export ndjson", "export sqlite", "cite city/cork --style ris", "schema city"])
def test_a_process_substitution_gets_it_all(tmp_path, command):
    script = (
        f"iclc {command} -q -o >(cat >got; : >done); while [ ! -e done ]; do sleep 0.05; done; iclc {command} -q -o wanted; cmp got wanted"
    )
    done = shell(script.replace("schema city -q", "schema city"), tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / "got").stat().st_size > 100


def test_bytes_go_through_standard_output_too(tmp_path):
    done = shell("iclc export sqlite /dev/stdout >a.db; iclc export sqlite b.db -q; cmp a.db b.db", tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_device_is_an_error_and_the_null_device_none(tmp_path):
    assert shell("iclc cities -o /dev/null", tmp_path).returncode == 0
    done = shell("iclc cities -o /dev/full", tmp_path)
    assert (done.returncode, done.stderr) == (1, b"error: /dev/full could not be written: No space left on device\n")
    done = shell("iclc cities -o /dev/fd/77", tmp_path)
    assert (done.returncode, done.stderr) == (1, b"error: /dev/fd/77 could not be written: Bad file descriptor\n")


def test_a_named_pipe_is_written_where_somebody_reads_it_and_not_waited_for(tmp_path):
    done = shell("mkfifo p; iclc cities -o p; echo $?; cat p >got & sleep 0.5; iclc cities -o p; wait; iclc cities | cmp - got", tmp_path)
    assert (done.returncode, done.stdout) == (0, b"1\n")
    assert done.stderr == b"error: p could not be written: nobody reads it\n"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("diff <(cat $BUNDLED) $BUNDLED", 0),
        ("diff <(cat $BUNDLED) <(cat $BUNDLED)", 0),
        ("validate <(cat $FILE)", 0),
        ("cities --count --data <(cat $FILE)", 0),
        ("about --data <(cat $FILE) --json", 0),
        ("verify <(echo other) --data <(cat $FILE)", 5),
    ],
)
def test_what_a_process_substitution_gives_is_read(tmp_path, command, code):
    done = shell(f"iclc {command}", tmp_path, FILE=FILE)
    assert done.returncode == code, done.stderr
    assert b"regular file" not in done.stderr


def test_names_of_open_files_are_known(tmp_path):
    (tmp_path / "link").symlink_to("/dev/fd/7")
    names = ["/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/fd/63", "/proc/self/fd/5", f"/proc/{os.getpid()}/fd/9", tmp_path / "link"]
    assert [descriptor(str(name)) for name in names] == [0, 1, 2, 63, 5, 9, 7]
    for other in ("x", "/dev/null", "/dev/fd/", "/dev/fd/x", "/proc/1/fd/1", "/tmp/fd/1", "a\0b", "", "fd/1"):
        assert descriptor(other) is None


# --- waiting


def typed(*words, said=b"", **env):
    """What somebody at a terminal reads on standard error while a command waits for what is typed."""
    master, slave = pty.openpty()
    with subprocess.Popen(
        [*ICLC, *words], stdin=slave, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **env}
    ) as process:
        os.close(slave)
        time.sleep(0.1)
        os.write(master, said + b"\x04\x04")
        out, err = process.communicate(timeout=60)
    os.close(master)
    return out, err, process.returncode


@pytest.mark.parametrize(
    ("command", "env"),
    [(["city", "show", "-"], {}), (["cities", "--data", "-"], {}), (["verify", "-"], {}), (["cities"], {"ICLC_DATA": "-"})],
)
def test_who_is_waited_for_is_told(command, env):
    assert typed(*command, **env)[1].startswith(b"reading standard input; Ctrl-D ends it\n")
    assert b"reading" not in typed(*command, "-q", **env)[1]


def test_what_is_typed_is_read():
    assert typed("city", "show", "-", "--fields", "id", "--no-header", said=b"cork\n")[:2] == (
        b"cork\n",
        b"reading standard input; Ctrl-D ends it\n",
    )


# --- a broken ICLC_DATA


@pytest.mark.parametrize("broken", ["/nowhere/report.json", "/", "/dev/null", __file__])
@pytest.mark.parametrize(
    "command",
    [["--version"], ["version"], ["--help"], ["cities", "-h"], ["help", "output"], ["completion", "bash"], ["schema", "city"]],
    ids=" ".join,
)
def test_what_tells_of_the_program_needs_no_data(iclc, monkeypatch, command, broken):
    without = iclc(*command).stdout
    monkeypatch.setenv("ICLC_DATA", broken)
    done = iclc(*command)
    assert done.stderr == ""
    if command in (["--version"], ["version"]):
        assert done.stdout.startswith("iclc 0.1.0 (the data that ICLC_DATA names cannot be used: ")
        assert done.stdout.count("\n") == 1
    else:
        assert done.stdout == without


# --- unknown endings


@pytest.mark.parametrize("name", ["x.yaml", "x.parquet", "x.pdf", "x.json.bak", "x.DOCX", "x.ods"])
def test_a_list_is_never_something_else_in_disguise(iclc, tmp_path, name):
    for command in (["cities"], ["city", "show", "cork"], ["search", "health"]):
        told = iclc(*command, "-o", tmp_path / name, code=2).stderr
        assert told.startswith(f"error: no format goes with .{name.rpartition('.')[2].lower()}; there are: table, json, ")
    assert list(tmp_path.iterdir()) == []
    iclc("cities", "-o", tmp_path / name, "-f", "json", "-q")
    assert json.loads((tmp_path / name).read_bytes())


@pytest.mark.parametrize(("name", "export"), [("x.db", "sqlite"), ("x.geojson", "geojson")])
def test_an_ending_of_an_export_is_told_with_it(iclc, tmp_path, name, export):
    assert f"for all of it: iclc export {export} FILE" in iclc("cities", "-o", tmp_path / name, code=2).stderr
