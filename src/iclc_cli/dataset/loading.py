"""Finds and reads a report: the bundled one fast and trusted, the user's own through validation."""

import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import IclcError, InvalidDataError
from ..model.kinds import cached, is_node, shapes
from ..model.records import Report

ENVIRONMENT = "ICLC_DATA"
"""Names a data file to use in place of the bundled one."""

SIZE_CAP = 1_000_000_000
"""Largest data file read, in bytes."""


def bundled() -> Path:
    """The data file that came with the program: inside the package, or in the checkout it runs from."""
    # Not importlib.resources: that costs 6 ms a start, and a path is what both layouts have.
    package = Path(__file__).resolve().parents[1]
    inside = package / "data" / "report.json"
    return inside if inside.is_file() else package.parents[1] / "data" / "report.json"


def load(source: str | None = None) -> Report:
    """Read a report: from `source` (a file, or `-` for standard input), else ICLC_DATA, else the bundled one.

    Raises InvalidDataError when the file cannot be read or is not a valid report.
    """
    source = source or os.environ.get(ENVIRONMENT) or None
    if source is None:
        return build(json.loads(bundled().read_bytes()))
    from .validation import parse  # Pydantic: only where somebody else's file is read

    return parse(read_bytes(source), display_name(source))


def raw(source: str | None = None) -> tuple[bytes, str]:
    """The bytes of the data file in use and the name to call it by."""
    source = source or os.environ.get(ENVIRONMENT) or None
    if source is None:
        return bundled().read_bytes(), "the bundled data"
    return read_bytes(source), display_name(source)


def display_name(source: str) -> str:
    """What to call a data file in messages."""
    return "standard input" if source == "-" else source


class Wanted(NamedTuple):
    """What a file that is read should be, for messages."""

    what: str
    """As in "give …"."""
    named_by: str
    """The option and the variable that name it."""
    cap: int
    """Largest size read, in bytes."""
    error: type[IclcError]


DATA = Wanted("a JSON file", "--data or ICLC_DATA", SIZE_CAP, InvalidDataError)


def read_bytes(source: str, wanted: Wanted = DATA) -> bytes:
    """Read a regular file or standard input, up to the size cap.

    Raises the error of what is wanted, naming what is wrong and what to give instead.
    """
    name = display_name(source)
    try:
        if source == "-":
            data = sys.stdin.buffer.read(wanted.cap + 1) if sys.stdin else b""
        else:
            with open(source, "rb", opener=_open_without_waiting) as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise wanted.error(f"{name}: not a regular file; give {wanted.what}, or - for standard input")
                data = file.read(wanted.cap + 1)
    except IsADirectoryError:
        raise wanted.error(f"{name}: is a folder; give {wanted.what}, or - for standard input") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise wanted.error(f"{name}: cannot be read: {reason}; check the path given with {wanted.named_by}") from None
    if len(data) > wanted.cap:
        raise wanted.error(f"{name}: larger than {wanted.cap:,} bytes; give a smaller file")
    return data


def _open_without_waiting(path: str, flags: int) -> int:
    # A FIFO without a writer would block here for ever; with O_NONBLOCK it opens and is then refused.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def build(data: dict[str, Any]) -> Report:
    """Make the model from parsed JSON that is known to be valid."""
    report: Report = _builder(Report)(data)
    return report


@cached
def _builder(cls: type[Any]) -> Callable[[dict[str, Any]], Any]:
    converters: list[tuple[str, Callable[[Any], Any] | None]] = []
    for name, part in shapes(cls).items():
        converters.append((name, _converter(part.base, part.many)))
    new, put = object.__new__, object.__setattr__

    def make(data: dict[str, Any]) -> Any:
        node = new(cls)
        for name, convert in converters:
            value = data[name]
            put(node, name, value if convert is None or value is None else convert(value))
        return node

    return make


def _converter(base: Any, many: bool) -> Callable[[Any], Any] | None:
    if is_node(base):
        make = _builder(base)
        return (lambda values: tuple([make(value) for value in values])) if many else make
    return tuple if many else None
