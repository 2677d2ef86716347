"""Installed anywhere: out of an archive, or frozen into a program, the data is found and everything is the same."""

import os
import shutil
import subprocess
import sys
import zipapp
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import iclc_cli
from iclc_cli.dataset import loading

PACKAGE = Path(iclc_cli.__file__).parent
COMMANDS = [
    ["--version"],
    ["Cork"],
    ["search", "health literacy", "--json"],
    ["schema", "city"],
    ["sql", "SELECT count(*) FROM cities"],
    ["validate"],
]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The package as a wheel lays it out: with its data inside."""
    folder = tmp_path_factory.mktemp("built") / "app"
    shutil.copytree(PACKAGE, folder / "iclc_cli", ignore=shutil.ignore_patterns("__pycache__"))
    data = folder / "iclc_cli" / "data"
    data.mkdir(exist_ok=True)
    for ending in (".json", ".fingerprints.json", ".words"):
        shutil.copy(loading.bundled().with_suffix(ending), data)
    return folder


@cache
def plain(*command):
    """How the command ends here, without anything special."""
    with TemporaryDirectory() as folder:
        return outcome([sys.executable, "-m", "iclc_cli", *command], folder)


def outcome(command, folder):
    done = subprocess.run(command, capture_output=True, timeout=120, cwd=folder, check=False)
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def archive(built):
    """The package in one file; other packages come from where they are installed."""
    target = built.parent / "iclc.pyz"
    zipapp.create_archive(built, target, main="iclc_cli.__main__:main")
    shutil.copytree(built.parent / "app" / "iclc_cli" / "data", built.parent / "data")  # an accident waiting to happen
    (built.parent / "data" / "report.json").write_text("{}")
    return target


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_out_of_an_archive_everything_is_the_same(archive, tmp_path, command):
    assert outcome([sys.executable, str(archive), *command], tmp_path) == plain(*command)
    assert plain(*command)[0] == 0


def test_the_fingerprints_come_out_of_it_too(archive, tmp_path):
    (tmp_path / "other.txt").write_text("Some other text than the report.\n" * 100)
    here = outcome([sys.executable, "-m", "iclc_cli", "verify", "other.txt"], tmp_path)
    assert outcome([sys.executable, str(archive), "verify", "other.txt"], tmp_path) == here
    assert (here[0], b"is not the report that this data is about" in here[2]) == (5, True)
    nothing = outcome([sys.executable, str(archive), "cities", "--data", "other.txt/x"], tmp_path)
    assert nothing[2] == b"error: other.txt/x: cannot be read: Not a directory; check the path\n"


def test_the_archive_is_what_runs(archive, tmp_path):
    code = "import sys; sys.path.insert(0, sys.argv[1]); from iclc_cli.dataset import loading; print(loading.__file__, loading.bundled())"
    done = outcome([sys.executable, "-c", code, str(archive)], tmp_path)
    assert done[1].decode().split() == [f"{archive}/iclc_cli/dataset/loading.py", f"{archive}/iclc_cli/data/report.json"]


READ_ONLY = """
import os, runpy, sys
folder = sys.argv.pop(1)
sys.path.insert(0, folder)

def refuse(event, found):
    written = event == "os.mkdir" or event == "open" and found[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if written and isinstance(found[0], (str, bytes)) and os.fsdecode(found[0]).startswith(folder):
        raise PermissionError(13, "Read-only", found[0])

sys.addaudithook(refuse)
runpy.run_module("iclc_cli", run_name="__main__", alter_sys=True)
"""
"""Runs the package out of a folder in which nothing can be written: even for root, which no rights of files stop."""

WAYS = {
    "-I": ([sys.executable, "-I", "-m", "iclc_cli"], {}),
    "-OO": ([sys.executable, "-OO", "-m", "iclc_cli"], {}),
    "PYTHONUTF8=0": ([sys.executable, "-m", "iclc_cli"], {"PYTHONUTF8": "0", "LC_ALL": "C.UTF-8"}),
    "no HOME": ([sys.executable, "-m", "iclc_cli"], {"HOME": None, "XDG_CONFIG_HOME": None, "XDG_CACHE_HOME": None}),
    "a HOME that is not there": ([sys.executable, "-m", "iclc_cli"], {"HOME": "/nonexistent"}),
    "read-only": ([sys.executable, "-c", READ_ONLY], {}),
    "beside json.py": ([str(Path(sys.executable).with_name("iclc"))], {}),
    "an archive beside json.py": ([sys.executable], {}),
}


@pytest.mark.parametrize("way", WAYS)
def test_however_it_is_started_everything_is_the_same(built, archive, tmp_path, way):
    command, changed = WAYS[way]
    if not Path(command[0]).exists():
        pytest.skip("not installed with its script")
    env = {name: value for name, value in {**os.environ, **changed}.items() if value is not None}
    more = {"read-only": [str(built)], "an archive beside json.py": [str(archive)]}.get(way, [])
    shutil.rmtree(built / "iclc_cli" / "__pycache__", ignore_errors=True)
    (tmp_path / "here").mkdir()
    if "json.py" in way:
        for name in ("json", "typing", "rich", "iclc_cli"):
            (tmp_path / "here" / f"{name}.py").write_text("raise SystemExit('somebody else')")
    for asked in (["sessions", "list", "--count"], ["Cork", "-f", "table"], ["sql", "SELECT name FROM cities", "--json"]):
        run = subprocess.run([*command, *more, *asked], capture_output=True, timeout=60, cwd=tmp_path / "here", env=env, check=False)
        assert (run.returncode, run.stdout, run.stderr) == plain(*asked)
        assert run.returncode == 0
    if way == "read-only":
        assert not (built / "iclc_cli" / "__pycache__").exists()


@pytest.mark.skipif(find_spec("PyInstaller") is None, reason="no PyInstaller here")
def test_frozen_into_a_program_everything_is_the_same(built, tmp_path):
    (tmp_path / "entry.py").write_text("from iclc_cli.__main__ import main\nmain()\n")
    made = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--collect-all", "iclc_cli"]
    subprocess.run(
        [*made, "--name", "iclc", "entry.py"], cwd=tmp_path, check=True, timeout=600, env={**os.environ, "PYTHONPATH": str(built)}
    )
    program = tmp_path / "dist" / "iclc" / "iclc"
    for command in COMMANDS:
        assert outcome([str(program), *command], tmp_path) == plain(*command), command


def test_without_its_data_it_says_what_to_do(built, tmp_path):
    bare = tmp_path / "bare"
    shutil.copytree(built / "iclc_cli", bare / "iclc_cli", ignore=shutil.ignore_patterns("data"))
    env = {**os.environ, "PYTHONPATH": str(bare)}
    done = subprocess.run([sys.executable, "-m", "iclc_cli", "cities"], capture_output=True, timeout=60, cwd=tmp_path, env=env, check=False)
    told = b"error: the data that belongs to iclc is not beside it; install it again whole, or give --data FILE\n"
    assert (done.returncode, done.stderr) == (5, told)
    done = subprocess.run(
        [sys.executable, "-m", "iclc_cli", "--version"], capture_output=True, timeout=60, cwd=tmp_path, env=env, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
