"""Reads files that are not ours: regular files or standard input, up to a size, with one clear line for what is wrong."""

import os
import stat
import sys
from typing import NamedTuple

from ..errors import IclcError, InvalidDataError


class Expected(NamedTuple):
    """What a file that is read should be, for messages."""

    what: str
    """As in "give …"."""
    cap: int
    """Largest size read, in bytes."""
    error: type[IclcError]


DATA = Expected("a JSON file", 1_000_000_000, InvalidDataError)
"""What a data file of the user's should be."""


def display_name(source: str) -> str:
    """What to call a file in messages."""
    return "standard input" if source == "-" else source


def read_bytes(source: str, expected: Expected) -> bytes:
    """Read a regular file, or standard input when the source is `-`, up to the size cap.

    Raises the error of what is expected, naming what is wrong and what to give instead.
    """
    name = display_name(source)
    fault = None
    data = b""
    try:
        if source == "-":
            data = sys.stdin.buffer.read(expected.cap + 1) if sys.stdin else b""
        else:
            with open(source, "rb", opener=_open_without_waiting) as file:
                if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    data = file.read(expected.cap + 1)
                else:
                    fault = f"not a regular file; give {expected.what}, or - for standard input"
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


def _open_without_waiting(path: str, flags: int) -> int:
    # A FIFO without a writer would block here for ever; with O_NONBLOCK it opens and is then refused.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
