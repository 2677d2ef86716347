"""Standard output and standard error: what they are, and writing to them whatever they are."""

import codecs
import os
import signal
import sys
from contextlib import suppress
from typing import TextIO

from ..errors import OutputError
from ..visible import only_ascii, visible

DEFAULT_WIDTH, DEFAULT_HEIGHT = 80, 24
WIDTHS = (20, 500)
"""The narrowest and the widest a screen is taken to be."""


def _escape_unencodable(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return only_ascii(error.object[error.start : error.end]), error.end


codecs.register_error("iclc", _escape_unencodable)


def is_standard_output(path: str) -> bool:
    """Is this a name of standard output, as /dev/stdout is?"""
    from ..dataset.files import descriptor  # most output goes to no file

    return descriptor(path) == 1


def on_terminal() -> bool:
    """Is standard output a terminal?"""
    return is_terminal(sys.stdout)


def is_terminal(stream: TextIO | None) -> bool:
    """Is a stream a terminal?"""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # a closed stream
        return False


def encoding() -> str:
    """What standard output is encoded in."""
    return "utf-8" if sys.stdout is None else (sys.stdout.encoding or "ascii")


def is_utf(name: str) -> bool:
    """Can an encoding hold every character?"""
    return name.lower().replace("-", "").startswith("utf")


def width() -> int:
    """Columns of the screen: COLUMNS, else the terminal's, else 80; within reason."""
    told = os.environ.get("COLUMNS", "")
    columns = int(told) if told.isascii() and told.isdigit() and len(told) < 12 else 0
    if columns <= 0:
        try:
            columns = os.get_terminal_size(sys.stdout.fileno()).columns
        except (OSError, ValueError, AttributeError):
            columns = 0
    return min(max(columns or DEFAULT_WIDTH, WIDTHS[0]), WIDTHS[1])


def height() -> int:
    """Lines of the screen: LINES, else the terminal's, else 24."""
    told = os.environ.get("LINES", "")
    lines = int(told) if told.isascii() and told.isdigit() and len(told) < 12 else 0
    if lines <= 0:
        try:
            lines = os.get_terminal_size(sys.stdout.fileno()).lines
        except (OSError, ValueError, AttributeError):
            lines = 0
    return lines or DEFAULT_HEIGHT


def coloured(choice: str, stream: TextIO | None) -> bool:
    """May this stream have colour? `--color` > NO_COLOR > FORCE_COLOR > TERM=dumb > is it a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR", "")
    if forced:
        return forced.lower() not in ("0", "false", "no", "off")
    return os.environ.get("TERM") != "dumb" and is_terminal(stream)


def write(content: str | bytes) -> None:
    """Write to standard output: a text in the encoding and with the line ends of the screen, bytes as they are.

    Raises OutputError when that fails.
    """
    if sys.stdout is None:
        raise OutputError("standard output is closed; give it somewhere to go, or use -o FILE")
    try:
        if isinstance(content, bytes):
            sys.stdout.flush()  # what was written before as text
            sys.stdout.buffer.write(content)
        else:
            name = encoding()
            sys.stdout.write(content.encode(name, "iclc").decode(name))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        silence(sys.stdout)
        raise OutputError(f"standard output could not be written: {reason(error)}") from None


def say(line: str, end: str = "\n") -> None:
    """Write a line to standard error, if there is one. That nobody reads it any more is no reason to end before the data is out."""
    if sys.stderr is None:
        return
    before = None
    with suppress(AttributeError, ValueError):  # there is no such signal, or this is a thread of a program
        before = signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    try:
        name = sys.stderr.encoding or "ascii"
        sys.stderr.write((line + end).encode(name, "iclc").decode(name))
        sys.stderr.flush()
    except (OSError, ValueError):
        silence(sys.stderr)
    finally:
        if before is not None:
            signal.signal(signal.SIGPIPE, before)


def tell(line: str) -> None:
    """Write a line that may hold data to standard error."""
    say(visible(line))


def silence(stream: TextIO) -> None:
    """Point a broken stream at the null device, so that the interpreter's last flush cannot fail again."""
    with suppress(OSError, ValueError, AttributeError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)


def reason(error: BaseException) -> str:
    """Why something failed, in the system's words."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
