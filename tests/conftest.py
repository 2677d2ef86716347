"""What all tests share: a clean environment, the reports, and ways to run the command."""

import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings
from printed import QUIET
from typer.testing import CliRunner

from iclc_cli import library
from iclc_cli.cli import app
from iclc_cli.dataset import loading as dataset
from iclc_cli.dataset import validation
from iclc_cli.library import Book

# A busy machine is no failure. CI, which GitHub and others say so, makes up more.
settings.register_profile("iclc", deadline=None, max_examples=100 if "CI" in os.environ else 25)
settings.load_profile("iclc")

# The command runs without the collection of garbage (`iclc_cli.__main__`). Here reports live on, and to look through them again
# and again would take a sixth of the time.
gc.set_threshold(1_000_000, 50, 1000)

# A job in the background of a shell is started deaf to these, and so would be every process that a test interrupts.
for _number in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(_number) == signal.SIG_IGN:
        signal.signal(_number, signal.default_int_handler if _number == signal.SIGINT else signal.SIG_DFL)

# A process that may not keep what it has compiled takes twice as long, and the tests start hundreds.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

HERE = Path(__file__).parent
SMALL = HERE / "small.json"
"""A small report in the same schema, awkward on purpose."""

TERMINAL_VARIABLES = (
    "CI",
    "COLUMNS",
    "FORCE_COLOR",
    "GITHUB_ACTIONS",
    "ICLC_DATA",
    "ICLC_DEBUG",
    "ICLC_REPORT",
    "LESS",
    "LINES",
    "NO_COLOR",
    "PAGER",
    "PY_COLORS",
    "PYTHONIOENCODING",
    "PYTHONUTF8",
    "TERMINAL_WIDTH",
)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the machine decides how output looks."""
    for name in TERMINAL_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture(scope="session")
def report():
    """The shipped report."""
    return dataset.load()


@pytest.fixture(scope="session")
def small():
    """The small report."""
    return dataset.build(json.loads(SMALL.read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def book(report):
    """The shipped report with its indexes."""
    return Book(report)


@pytest.fixture(scope="session")
def small_book(small):
    """The small report with its indexes."""
    return Book(small)


@pytest.fixture(scope="session")
def quiet():
    """The invented report that the check against print is tried on."""
    return dataset.load(str(QUIET))


_parsed = lru_cache(maxsize=8)(validation.parse_report)
_built = lru_cache(maxsize=2)(lambda data: dataset.build(json.loads(data)))
_opened: Callable[[int], dict[str, Any]] = lru_cache(maxsize=8)(lambda identity: {})


def _load(source: str | None = None) -> Any:
    """As `load`; but from the same bytes comes the same report."""
    source = dataset.in_use(source)
    data, _ = dataset.raw(source)
    return _built(data) if source is None else _parsed(data, source)


def _open(book: Book, report: Any) -> None:
    """As `Book.__init__`; but whoever opens the same report again has its indexes already."""
    book.__dict__ = _opened(id(report))
    book.__dict__.setdefault("report", report)


def invoke(*args: object, input: str | bytes | None = None) -> Any:
    """Run the command in this process, piped. What reads the same bytes shares a report and its indexes, which are most of the work;
    in a process of its own (`process`) all of it is read and made anew."""
    with pytest.MonkeyPatch.context() as patch:
        if library.load is dataset.load:  # no test has put something else there
            patch.setattr(library, "load", _load)
        patch.setattr(Book, "__init__", _open)
        return CliRunner().invoke(app, [str(arg) for arg in args], input=input)


class Result(NamedTuple):
    """What a run left behind."""

    stdout: str
    stderr: str
    code: int

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.stdout)

    @property
    def error(self) -> Any:
        """Standard error as the JSON error object."""
        return json.loads(self.stderr)["error"]


@pytest.fixture
def iclc() -> Callable[..., Result]:
    """Run the command in this process, piped; fails unless it ends with `code`."""

    def run(*args: str, code: int = 0, input: str | bytes | None = None) -> Result:
        result = invoke(*args, input=input)
        assert result.exit_code == code, f"exit {result.exit_code}\nstdout: {result.stdout[:2000]}\nstderr: {result.stderr}"
        return Result(result.stdout, result.stderr, result.exit_code)

    return run


class Finished(NamedTuple):
    """What a real process left behind, in bytes."""

    stdout: bytes
    stderr: bytes
    code: int


@pytest.fixture
def process() -> Callable[..., Finished]:
    """Run the command as a real process, for streams, signals, encodings and exit codes."""

    def run(*args: str | bytes, input: bytes = b"", env: dict[str, str] | None = None, **more: Any) -> Finished:
        environment = {**os.environ, **(env or {})}
        done = subprocess.run(
            [sys.executable, "-m", "iclc_cli", *args], input=input, capture_output=True, env=environment, timeout=60, **more
        )
        return Finished(done.stdout, done.stderr, done.returncode)

    return run
