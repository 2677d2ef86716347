"""Reads files that are not ours: regular files or standard input, up to a size, with one clear line for what is wrong."""

import io
import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO, NamedTuple, TextIO

from ..errors import IclcError, InvalidDataError, UsageError


class Expected(NamedTuple):
    """What a file that is read should be, for messages."""

    what: str
    """As in "give …"."""
    cap: int
    """Largest size read, in bytes."""
    error: type[IclcError]


DATA = Expected("a JSON file", 1_000_000_000, InvalidDataError)
"""What a data file of the user's should be."""


PIECE = 1 << 20
"""Bytes read at once."""

WAITING: list[Callable[[], None]] = []
"""What is called before somebody at a terminal is waited for, who may not know that it is their turn."""

_STANDARD = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}


def descriptor(path: str) -> int | None:
    """The open file of this process that a path is a name of, as those that a shell makes of `<(…)` and `>(…)` are."""
    names = [path]
    with suppress(OSError, ValueError):
        names.append(os.readlink(path))
    for one in names:
        if one in _STANDARD:
            return _STANDARD[one]
        folder, _, number = one.rpartition("/")
        if folder in ("/dev/fd", "/proc/self/fd", f"/proc/{os.getpid()}/fd") and number.isascii() and number.isdigit():
            return int(number)
    return None


def display_name(source: str) -> str:
    """What to call a file in messages."""
    return "standard input" if source == "-" else source or "''"


def read_bytes(source: str, expected: Expected) -> bytes:
    """Read a regular file, standard input when the source is `-`, or what a shell passes on as `<(…)`, up to the size cap.

    Raises the error of what is expected, naming what is wrong and what to give instead.
    """
    name = display_name(source)
    fault = None
    data = b""
    if source == "-" and sys.stdin:
        _take(sys.stdin)
    try:
        if source == "-":
            if sys.stdin:
                if sys.stdin.isatty():
                    for tell in WAITING:
                        tell()
                data = _read(sys.stdin.buffer, expected.cap + 1)
        else:
            with open(source, "rb", opener=_open_without_waiting) as file:
                mode = os.fstat(file.fileno()).st_mode
                if stat.S_ISREG(mode) or (stat.S_ISFIFO(mode) and descriptor(source) is not None):
                    data = _read(file, expected.cap + 1)
                else:
                    fault = f"not a regular file; give {expected.what}, or - for standard input"
    except NotADirectoryError:
        data, fault = _archived(source)
    except IsADirectoryError:
        fault = f"is a folder; give {expected.what}, or - for standard input"
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        fault = f"cannot be read: {reason}; check the path"
    if fault is None and len(data) > expected.cap:
        fault = f"larger than {expected.cap:,} bytes; give a smaller file"
    if fault is not None:
        raise expected.error(f"{name}: {fault}")
    return data


def _read(file: BinaryIO, most: int) -> bytes:
    """What a file holds, up to a number of bytes; piece by piece, as asking for all at once would set aside as much memory."""
    held = io.BytesIO()
    while most > 0 and (piece := file.read(min(most, PIECE))):
        most -= held.write(piece)
    return held.getvalue()


_taken: TextIO | None = None


def _take(stream: TextIO) -> None:
    """Mark standard input as read. Raises UsageError when it is already: the second reader would find nothing in it."""
    global _taken
    if stream is _taken:
        raise UsageError("standard input is asked for twice (as -), and can be read once; name a file for one of the two")
    _taken = stream


def _archived(source: str) -> tuple[bytes, str | None]:
    """A file of our own, where the package lies in an archive and comes out of it by the loader that reads the package."""
    try:
        return __spec__.loader.get_data(source), None  # type: ignore[union-attr]
    except OSError:
        return b"", "cannot be read: Not a directory; check the path"


def _open_without_waiting(path: str, flags: int) -> int:
    # A FIFO without a writer would block here for ever; with O_NONBLOCK it opens and is then refused. One that is open already
    # has somebody at its other end, or had.
    return os.open(path, flags | (getattr(os, "O_NONBLOCK", 0) if descriptor(path) is None else 0))
