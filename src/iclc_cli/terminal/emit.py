"""The only place that writes: chooses a format, writes to standard output or a file, and speaks on standard error."""

import codecs
import errno
import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple, Self, TextIO

from .. import formats
from ..errors import IclcError, OutputError, UsageError
from ..views.layout import Details, Listing, Screen
from ..visible import only_ascii, visible, visible_lines

DEFAULT_WIDTH = 80
WIDTHS = (20, 500)
"""The narrowest and the widest a screen is taken to be."""


def _escape_unencodable(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return only_ascii(error.object[error.start : error.end]), error.end


codecs.register_error("iclc", _escape_unencodable)

MARKER = ".iclc-export"
"""A file in every folder we write, which names the others: no other folder is ever replaced."""

PATIENCE = 1.0
"""Seconds before somebody at a terminal is told how far something is."""


class Target(NamedTuple):
    """Where and how a command's result is to be written."""

    format: str | None = None
    """A format's name; `None` lets the place decide."""
    file: str | None = None
    """A file to write in place of standard output; `-` is standard output."""
    force: bool = False
    """May an existing file be replaced?"""
    colour: str = "auto"
    """`always`, `never` or `auto`."""
    header: bool = True
    excel: bool = False
    """Is it CSV that a spreadsheet will open?"""
    quiet: bool = False
    """Say nothing on standard error but errors."""


def emit(view: Listing | Details | str, target: Target) -> None:
    """Write a view in the format asked for, or the one that suits the place. Text is written as it is.

    Raises OutputError when it cannot be written.
    """
    if isinstance(view, str):
        text = view
    else:
        module = formats.load(_format(view, target))
        screen = _screen(target)
        if isinstance(view, Details) and not hasattr(module, "details"):
            view = view.rows()
        text = module.listing(view, screen) if isinstance(view, Listing) else module.details(view, screen)
        if target.excel and _is_utf(_encoding(target)):
            text = "\ufeff" + text  # or Excel takes it for the encoding of the machine
    write(text, target)


def _format(view: Listing | Details, target: Target) -> str:
    asked = asked_format(target)
    if asked is not None:
        return asked
    if not to_file(target) and on_terminal():
        return "table"
    return "tsv" if isinstance(view, Listing) else "plain"


def asked_format(target: Target) -> str | None:
    """The format asked for by name or by a file's ending; `None` lets the place decide."""
    if target.format is None and to_file(target):
        suffix = os.path.splitext(target.file or "")[1].lstrip(".").lower()
        return suffix if suffix in formats.FORMATS else None
    return target.format


def to_file(target: Target) -> bool:
    """Does the result go to a file?"""
    return target.file not in (None, "-")


def on_terminal() -> bool:
    """Is standard output a terminal?"""
    return _is_terminal(sys.stdout)


def for_people(target: Target) -> bool:
    """Will a person read the result: on a terminal, in a format made for reading?"""
    return on_terminal() and not to_file(target) and target.format in (None, "table")


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # a closed stream
        return False


def _screen(target: Target) -> Screen:
    file = to_file(target)
    return Screen(
        width=width(),
        colour=coloured(target.colour, sys.stdout) and (not file or target.colour == "always"),
        ascii=not _is_utf(_encoding(target)) or os.environ.get("TERM") == "dumb",
        header=target.header,
        guard=target.excel,
    )


def _encoding(target: Target) -> str:
    return "utf-8" if to_file(target) or sys.stdout is None else (sys.stdout.encoding or "ascii")


def _is_utf(encoding: str) -> bool:
    return encoding.lower().replace("-", "").startswith("utf")


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


def coloured(choice: str, stream: TextIO | None) -> bool:
    """May this stream have colour? `--color` > NO_COLOR > FORCE_COLOR > TERM=dumb > is it a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR", "")
    if forced:
        return forced.lower() not in ("0", "false", "no", "off")
    return os.environ.get("TERM") != "dumb" and _is_terminal(stream)


def write(text: str, target: Target) -> None:
    """Write text to the target's file, or to standard output. Raises OutputError when that fails."""
    if to_file(target):
        assert target.file is not None
        write_file(target.file, text.encode("utf-8", "surrogatepass"), target.force)
        note(f"wrote {target.file}", target)
        return
    if sys.stdout is None:
        raise OutputError("standard output is closed; give it somewhere to go, or use -o FILE")
    try:
        encoding = sys.stdout.encoding or "ascii"
        sys.stdout.write(text.encode(encoding, "iclc").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        silence(sys.stdout)
        raise OutputError(f"standard output could not be written: {reason(error)}") from None


def silence(stream: TextIO) -> None:
    """Point a broken stream at the null device, so that the interpreter's last flush cannot fail again."""
    with suppress(OSError, ValueError, AttributeError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)


def reason(error: BaseException) -> str:
    """Why something failed, in the system's words."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def check_free(path: str, force: bool) -> None:
    """Raise OutputError when something is there already and may not be replaced: a device never."""
    if _is_special(path):
        raise OutputError(f"{path} is a device or a pipe; name a file, or write to standard output")
    if not force and os.path.lexists(path):
        raise OutputError(f"{path} exists; add --force to replace it, or name another file")
    if os.path.isdir(path) and not os.path.islink(path):
        raise OutputError(f"{path} is a folder; name a file")


def _is_special(path: str) -> bool:
    """Is there a device, a pipe or a socket, or a link to one, as /dev/stdout is? Replacing it would break the machine."""
    if os.path.islink(path) and os.readlink(path).startswith("/proc/"):
        return True
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def write_file(path: str, data: bytes, force: bool) -> None:
    """Write a file whole or not at all: into a new file beside it, then put in its place.

    Raises OutputError when the file exists and `force` is not set, or when it cannot be written.
    """
    check_free(path, force)
    import tempfile  # 2 ms that only writing to files needs

    temporary = None
    try:
        folder = os.path.dirname(path) or "."
        handle, temporary = tempfile.mkstemp(prefix=".iclc-", suffix=".part", dir=folder)
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        put_in_place(temporary, path, force)
        temporary = None
    except (OSError, ValueError) as error:
        raise OutputError(f"{path} could not be written: {reason(error)}") from None
    finally:
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)


def put_in_place(temporary: str, path: str, force: bool) -> None:
    """Give a finished file its name. Without `force` a file that has appeared meanwhile is not replaced."""
    if force:
        os.replace(temporary, path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise OutputError(f"{path} exists; add --force to replace it, or name another file") from None
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK):
            raise
        os.replace(temporary, path)  # a file system without hard links
    else:
        os.unlink(temporary)


def check_free_folder(path: str, force: bool) -> None:
    """Raise OutputError when something is there already and may not be replaced: with `force` a folder we wrote may."""
    if not os.path.lexists(path):
        return
    if not force:
        raise OutputError(f"{path} exists; add --force to replace it, or name another folder")
    if os.path.islink(path) and not _is_special(path):  # the link is replaced; what it points to stays
        return
    if not os.path.isdir(path) or os.path.islink(path):
        raise OutputError(f"{path} is a file; name a folder")
    try:
        written = _written(path)
        strangers = [entry.name for entry in os.scandir(path) if entry.name not in written or not entry.is_file(follow_symlinks=False)]
    except OSError as error:
        raise OutputError(f"{path} could not be read: {reason(error)}") from None
    if strangers and not written:
        raise OutputError(f"{path} is a folder that no export wrote; remove it yourself, or name another folder")
    if strangers:
        raise OutputError(f"{path} holds {min(strangers)}, which no export wrote; move it away, or name another folder")


def _written(folder: str) -> frozenset[str]:
    """The names of the files that an export wrote into a folder; none when no export did."""
    try:
        with open(os.path.join(folder, MARKER), encoding="utf-8") as file:
            return frozenset(file.read().splitlines()) | {MARKER}
    except (FileNotFoundError, IsADirectoryError, UnicodeError):
        return frozenset()


def write_folder(path: str, files: Mapping[str, bytes], force: bool) -> None:
    """Write a folder of files whole or not at all: into a new folder beside it, then put in its place.

    Raises OutputError when the folder exists and `force` is not set, when it holds what we did not write, or when
    it cannot be written.
    """
    path = path.rstrip(os.sep) or path
    check_free_folder(path, force)
    beside = os.path.join(os.path.dirname(path), f".iclc-{os.urandom(8).hex()}")
    part, old = f"{beside}.part", f"{beside}.old"
    whole = {MARKER: "".join(f"{name}\n" for name in files).encode(), **files}
    replaced: frozenset[str] = frozenset()
    try:
        os.mkdir(part)
        for name, data in whole.items():
            with open(os.path.join(part, name), "xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        if force and os.path.lexists(path):
            replaced = _written(path)
            os.rename(path, old)
        os.rename(part, path)
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) in (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR) and os.path.lexists(path) and not force:
            raise OutputError(f"{path} exists; add --force to replace it, or name another folder") from None
        raise OutputError(f"{path} could not be written: {reason(error)}") from None
    finally:
        if os.path.lexists(old):
            if os.path.lexists(path):
                _remove(old, replaced)
            else:
                os.rename(old, path)
        _remove(part, whole)


def _remove(folder: str, names: Iterable[str]) -> None:
    """Remove a folder we wrote, file by file: never anything else, whatever its marker names."""
    with suppress(OSError):
        if os.path.islink(folder):
            os.unlink(folder)
            return
        for name in set(names).intersection(os.listdir(folder)):
            os.unlink(os.path.join(folder, name))
        os.rmdir(folder)


def save(content: bytes | Mapping[str, bytes], target: Target) -> None:
    """Write the bytes of a file, or the files of a folder, to the target, and say so.

    Raises OutputError when that fails.
    """
    assert target.file is not None
    if isinstance(content, bytes):
        write_file(target.file, content, target.force)
    else:
        write_folder(target.file, content, target.force)
    note(f"wrote {target.file}", target)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def note(text: str, target: Target) -> None:
    """Tell the person at the terminal something that is not data: on standard error, unless quiet."""
    if not target.quiet:
        _say(visible(text))


def count_line(shown: int, total: int, noun: str, target: Target) -> None:
    """ "12 of 55 cities": for people only, when the result goes to a terminal."""
    if on_terminal() and not to_file(target):
        note(f"{shown} of {total} {noun}" if shown != total else f"{total} {noun}", target)


class Progress:
    """A line on standard error that says how far something is: at a terminal only, after a while, wiped at the end."""

    def __init__(self, what: str, target: Target) -> None:
        self._what = what
        self._wanted = not target.quiet and _is_terminal(sys.stderr)
        self._start = time.monotonic()
        self._shown = 0

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int, total: int) -> None:
        """Tell that so many pieces of work of so many are done."""
        if self._wanted and time.monotonic() - self._start > PATIENCE:
            line = f"{self._what}: {done} of {total}"
            _say("\r" + line.ljust(self._shown), end="")
            self._shown = len(line)

    def __exit__(self, *_: object) -> None:
        if self._shown:
            _say("\r" + " " * self._shown + "\r", end="")


def fail(error: IclcError, as_json: bool) -> None:
    """Report an error on standard error: one line, or one JSON object."""
    if as_json:
        import json

        body = {"error": {"code": error.code, "message": error.message, "suggestions": list(error.suggestions)}}
        _say(visible_lines(json.dumps(body, ensure_ascii=False)))
    else:
        _say(f"error: {visible(error.message)}")


def _say(line: str, end: str = "\n") -> None:
    if sys.stderr is None:
        return
    try:
        encoding = sys.stderr.encoding or "ascii"
        sys.stderr.write((line + end).encode(encoding, "iclc").decode(encoding))
        sys.stderr.flush()
    except (OSError, ValueError):
        silence(sys.stderr)


def wants_json(arguments: Sequence[str]) -> bool:
    """Do the arguments of a command line ask for JSON? Found here because a usage error comes before parsing."""
    for number, argument in enumerate(arguments):
        if argument == "--":
            return False
        if argument == "--json" or argument in ("-fjson", "--format=json", "-fndjson", "--format=ndjson"):
            return True
        if argument in ("-f", "--format") and arguments[number + 1 : number + 2] in (["json"], ["ndjson"]):
            return True
    return False


def target_format(name: str | None, as_json: bool) -> str | None:
    """The format asked for. Raises UsageError when `--json` and `--format` disagree, or there is no such format."""
    if name is not None:
        name = name.lower()
        if name not in formats.FORMATS:
            from difflib import get_close_matches

            near = get_close_matches(name, formats.FORMATS, n=3)
            raise UsageError(f"no format '{name}'. There are: {', '.join(formats.FORMATS)}", near)
        if as_json and name not in ("json", "ndjson"):
            raise UsageError(f"--json and --format {name} contradict each other; give one of them")
    return name or ("json" if as_json else None)
