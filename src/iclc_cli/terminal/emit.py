"""The only place that writes: chooses a format, writes to standard output or a file, and speaks on standard error."""

import json
import os
import sys
import time
from collections.abc import Mapping
from typing import NamedTuple, Self

from ..errors import IclcError
from ..formats import FORMATS
from ..model.base import Result, frozen
from ..text import as_json
from ..views.layout import Details, Listing, Screen
from ..visible import visible_lines
from . import streams

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

    @property
    def to_file(self) -> bool:
        """Does the result go to a file?"""
        return self.file not in (None, "-")

    @property
    def asked_format(self) -> str | None:
        """The format asked for by name or by a file's ending; `None` lets the place decide."""
        if self.format is None and self.to_file:
            suffix = os.path.splitext(self.file or "")[1].lstrip(".").lower()
            return suffix if suffix in FORMATS else None
        return self.format

    @property
    def for_people(self) -> bool:
        """Will a person read the result: on a terminal, in a format made for reading?"""
        return streams.on_terminal() and not self.to_file and self.format in (None, "table")


def emit(view: Listing | Details | str, target: Target) -> None:
    """Write a view in the format asked for, or the one that suits the place. Text is written as it is.

    Raises OutputError when it cannot be written.
    """
    text = view if isinstance(view, str) else _rendered(view, target)
    if target.to_file:
        save(text.encode("utf-8", "surrogatepass"), target)
    else:
        streams.write(text)


def _rendered(view: Listing | Details, target: Target) -> str:
    format = FORMATS[_format(view, target)]
    screen = _screen(target)
    if isinstance(view, Details):
        details = getattr(format, "details", None)
        text: str = format.listing(view.rows(), screen) if details is None else details(view, screen)
    else:
        text = format.listing(view, screen)
    if target.excel and streams.is_utf(_encoding(target)):
        text = "\ufeff" + text  # or Excel takes it for the encoding of the machine
    return text


def _format(view: Listing | Details, target: Target) -> str:
    if target.asked_format is not None:
        return target.asked_format
    if not target.to_file and streams.on_terminal():
        return "table"
    return "tsv" if isinstance(view, Listing) else "plain"


def _screen(target: Target) -> Screen:
    return Screen(
        width=streams.width(),
        colour=streams.coloured(target.colour, sys.stdout) and (not target.to_file or target.colour == "always"),
        ascii=not streams.is_utf(_encoding(target)) or os.environ.get("TERM") == "dumb",
        header=target.header,
        guard=target.excel,
    )


def _encoding(target: Target) -> str:
    return "utf-8" if target.to_file else streams.encoding()


def save(content: bytes | Mapping[str, bytes], target: Target) -> None:
    """Write the bytes of a file, or the files of a folder, to the target, and say so.

    Raises OutputError when that fails.
    """
    from . import files  # what goes to standard output needs none of it

    assert target.file is not None
    if isinstance(content, bytes):
        files.write_file(target.file, content, target.force)
    else:
        files.write_folder(target.file, content)
    note(f"wrote {target.file}", target)


def note(text: str, target: Target) -> None:
    """Tell the person at the terminal something that is not data: on standard error, unless quiet."""
    if not target.quiet:
        streams.tell(text)


def count_line(shown: int, total: int, noun: str, target: Target) -> None:
    """ "12 of 55 cities": for people only, when the result goes to a terminal."""
    if streams.on_terminal() and not target.to_file:
        note(f"{shown} of {total} {noun}" if shown != total else f"{total} {noun}", target)


class Progress:
    """A line on standard error that says how far something is: at a terminal only, after a while, wiped at the end."""

    def __init__(self, what: str, target: Target) -> None:
        self._what = what
        self._wanted = not target.quiet and streams.is_terminal(sys.stderr)
        self._start = time.monotonic()
        self._shown = 0

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int, total: int) -> None:
        """Tell that so many pieces of work of so many are done."""
        if self._wanted and time.monotonic() - self._start > PATIENCE:
            line = f"{self._what}: {done} of {total}"
            streams.say("\r" + line.ljust(self._shown), end="")
            self._shown = len(line)

    def __exit__(self, *_: object) -> None:
        if self._shown:
            streams.say("\r" + " " * self._shown + "\r", end="")


@frozen
class Fault(Result):
    """What went wrong."""

    code: str
    """A word: not-found, ambiguous, usage, output, invalid-data, nothing-matched …"""
    message: str
    """One line: what, where, how to mend it."""
    suggestions: tuple[str, ...]
    """Ids or words that may have been meant."""


@frozen
class Failure(Result):
    """What is printed on standard error when a command with --json fails."""

    error: Fault
    """The error."""


def fail(error: IclcError, hint: str, as_object: bool) -> None:
    """Report an error on standard error: one line, or one JSON object; with a hint what to type, if there is one."""
    message = f"{error.message.removesuffix('.')}. {hint}" if hint else error.message
    if as_object:
        failure = Failure(error=Fault(code=error.code, message=message, suggestions=error.suggestions))
        streams.say(visible_lines(json.dumps(failure, default=as_json, ensure_ascii=False)))
    else:
        streams.tell(f"error: {message}")
