"""The only place that writes: chooses a format, writes to standard output or a file, and speaks on standard error."""

import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Self

from ..errors import IclcError, UsageError
from ..formats import EVERY, FILE_FORMATS, FORMATS
from ..model.base import NamedTuple, Result, frozen
from ..text import as_json
from ..views.layout import Details, Listing, Screen
from ..visible import visible, visible_lines
from . import streams
from .streams import is_standard_output

if TYPE_CHECKING:  # only what is drawn for people loads it
    from ..grid import Page

ENDINGS = {"jsonl": "ndjson", "markdown": "md"}
"""What else the name of a file may end in."""

UNTOLD = ("", "txt")
"""Endings that choose no format. Any other promises one, and a file that is something else would mislead."""

EXPORTED = {"db": "sqlite", "sqlite": "sqlite", "sqlite3": "sqlite", "geojson": "geojson", "graphml": "graphml", "jsonld": "jsonld"}
"""Endings of what only `iclc export` writes, each with its format there."""

PAGED = ("table", "json")
"""The formats that a person reads page by page; the others are for programs, even on a terminal."""

PATIENCE, PAUSE = 0.5, 0.1
"""Seconds before somebody at a terminal is told how far something is, and until that is told again."""


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
    quiet: bool = False
    """Say nothing on standard error but errors."""
    paged: bool = True
    """May a pager show what is longer than the window?"""

    @property
    def named(self) -> str | None:
        """The file named, if one is: `/dev/stdout` is one too, for what nobody can read."""
        return None if self.file == "-" else self.file

    @property
    def to_file(self) -> bool:
        """Does the result go to a file?"""
        return self.named is not None and not is_standard_output(self.named)

    @property
    def asked_format(self) -> str | None:
        """The format asked for by name or by a file's ending; `None` lets the place decide."""
        if self.format is None and self.to_file:
            return ENDINGS.get(self._ending, self._ending if self._ending in EVERY else None)
        return self.format

    @property
    def _ending(self) -> str:
        return os.path.splitext(self.named or "")[1].lstrip(".").lower()

    def check_ending(self, formats: Sequence[str] = EVERY) -> None:
        """Raise UsageError when the file's ending promises a format that is none of those that can be written."""
        if self.to_file and self.format is None and self.asked_format not in formats and (ending := self._ending) not in UNTOLD:
            hint = f"for all of it: iclc export {EXPORTED[ending]} FILE" if ending in EXPORTED else "name one with -f"
            raise UsageError(f"no format goes with .{visible(ending)}; there are: {', '.join(formats)}; {hint}")

    def check_own_ending(self, what: str, *own: str) -> None:
        """Raise UsageError when the file's ending is that of a format of ours, and none that goes with what is written."""
        if self.to_file and (ending := self._ending) in {*EVERY, *ENDINGS, *EXPORTED}.difference(own):
            raise UsageError(f"{what} is no {visible(ending)}; give the file another ending")

    @property
    def for_people(self) -> bool:
        """Will a person read the result: on a terminal, in a format made for reading?"""
        return streams.on_terminal() and not self.to_file and self.format in (None, "table")


def emit(view: Listing | Details | str, target: Target) -> None:
    """Write a view in the format asked for, or the one that suits the place. Text is written as it is.

    What is longer than the window goes through a pager where a person reads it. All but the page for people is UTF-8 with its
    own line ends wherever no terminal is: what a program reads is the same on every machine. Raises OutputError when it cannot
    be written.
    """
    name = ""
    if isinstance(view, str):
        if target.asked_format in FILE_FORMATS:
            mend = "leave out -f" if target.format else "give the file another ending"
            raise UsageError(f"this is a text and no {target.asked_format}; {mend}")
        text, page = view, None
    else:
        target.check_ending()
        name = _format(view, target)
        if name in FILE_FORMATS:
            if target.named is None:
                raise UsageError(f"{name} is a file, so name it: -o FILE.{name}")
            rows = view.rows() if isinstance(view, Details) else view
            save(FILE_FORMATS[name].listing(rows, _screen(target)), target)
            return
        screen = _screen(target)
        page = FORMATS["table"].page(view, screen) if name == "table" else None  # type: ignore[attr-defined]
        text = page.render() if page else _rendered(view, name, screen)
    if target.to_file:
        save(text.encode("utf-8", "surrogatepass"), target)
    elif page is None and not streams.on_terminal():
        streams.write(text.encode("utf-8", "iclc"))
    else:
        _show(text, _hint(page, target) if page else "", target._replace(paged=target.paged and name in PAGED))


def show_page(page: "Page", target: Target) -> None:
    """Write a page that is no view of data, such as help, and the commands that it names."""
    _show(page.render(), _hint(page, target), target)


def _show(text: str, hint: str, target: Target) -> None:
    if target.paged and _through_pager(text + hint, target):
        return
    streams.write(text)
    if hint:
        streams.say(hint, end="")


def new_page(target: Target) -> "Page":
    """A page of the screen that standard output is."""
    made: Page = FORMATS["table"].blank(_screen(target))  # type: ignore[attr-defined]
    return made


def _hint(page: "Page", target: Target) -> str:
    """The commands that a page names, for a person at a terminal."""
    if not page.hints or target.quiet or not (streams.on_terminal() and streams.is_terminal(sys.stderr)):
        return ""
    import shlex  # only a person at a terminal needs it

    page.hints = [one for one in page.hints if shlex.split(one)[1:] != sys.argv[1:]]
    last = new_page(target)
    last.lines = [page.words(""), page.hint_line()] if page.lines else [page.hint_line()]
    return last.render()


def _through_pager(text: str, target: Target) -> bool:
    if target.to_file or not streams.on_terminal() or not streams.is_terminal(sys.stdin) or _spoken():
        return False
    if text.count("\n") <= streams.height() - 2:
        return False
    from . import pager  # what fits the window needs none of it

    return pager.show(text)


def _rendered(view: Listing | Details, name: str, screen: Screen) -> str:
    format = FORMATS[name]
    if isinstance(view, Details):
        details = getattr(format, "details", None)
        text: str = format.listing(view.rows(), screen) if details is None else details(view, screen)
        return text
    return format.listing(view, screen)


def _format(view: Listing | Details, target: Target) -> str:
    if target.asked_format is not None:
        return target.asked_format
    if not target.to_file and streams.on_terminal():
        return "table"
    return "tsv" if isinstance(view, Listing) else "plain"


def _screen(target: Target) -> Screen:
    terminal = streams.on_terminal() and not target.to_file
    coloured = streams.coloured(target.colour, sys.stdout) and (not target.to_file or target.colour == "always")
    utf = streams.is_utf(_encoding(target))
    dumb = os.environ.get("TERM") == "dumb"
    return Screen(
        width=streams.width(),
        terminal=terminal,
        styled=coloured or (terminal and not dumb),
        colour=coloured,
        ascii=not utf or dumb,
        letters=not utf,
        spoken=_spoken(),
        roles=os.environ.get("ICLC_COLORS", ""),
        header=target.header,
    )


def _spoken() -> bool:
    return os.environ.get("ICLC_ACCESSIBLE", "").lower() not in ("", "0", "no", "false", "off")


def _encoding(target: Target) -> str:
    return "utf-8" if target.to_file else streams.encoding()


def save(content: bytes | Mapping[str, bytes], target: Target) -> None:
    """Write the bytes of a file, or the files of a folder, to the target, and say so.

    Raises OutputError when that fails.
    """
    from . import files  # what goes to standard output needs none of it

    assert target.named is not None
    if isinstance(content, bytes):
        if not target.to_file:
            if streams.on_terminal():
                raise UsageError("this is no text to be read on a terminal; name a file")
            streams.write(content)
        elif files.is_passed_on(target.named):
            files.pass_on(target.named, content)
        else:
            files.write_file(target.named, content, target.force)
            note(f"wrote {target.named}", target)
    else:
        files.write_folder(target.named, content)
        note(f"wrote {target.named}", target)


class Notes:
    """Keeps notes back until a command has ended well, where errors are objects and a program reads them: there is nothing else on
    standard error then when it fails."""

    _kept: ClassVar[list[tuple[str, Target]] | None] = None

    def __init__(self, keep: bool) -> None:
        self._keep = keep and not streams.is_terminal(sys.stderr)

    def __enter__(self) -> None:
        Notes._kept = [] if self._keep else None

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        kept, Notes._kept = Notes._kept or [], None
        for one in kept if failure is None else ():
            note(*one)

    @classmethod
    def keep(cls, text: str, target: Target) -> bool:
        """Keep a note back, if notes are."""
        if cls._kept is not None:
            cls._kept.append((text, target))
        return cls._kept is not None


def note(text: str, target: Target) -> None:
    """Tell the person at the terminal something that is not data: on standard error, unless quiet."""
    if target.quiet or Notes.keep(text, target):
        return
    if streams.is_terminal(sys.stderr):
        page = _error_page(target.colour)
        page.put(text, indent=0)
        streams.say(page.render(), end="")
    else:
        streams.tell(text)


class Progress:
    """A line on standard error that says how far something is: at a terminal only, after a while, wiped at the end."""

    def __init__(self, what: str, target: Target) -> None:
        self._what = what
        self._colour = target.colour
        self._wanted = not target.quiet and streams.is_terminal(sys.stderr) and not _spoken()
        self._start = time.monotonic()
        self._told = 0.0
        self._shown = 0

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int, total: int) -> None:
        """Tell that so many pieces of work of so many are done."""
        now = time.monotonic()
        if self._wanted and now - self._start > PATIENCE and now - self._told > PAUSE:
            self._told = now
            page = _error_page(self._colour)
            page.progress(self._what, done, total)
            line = page.render().rstrip("\n")
            streams.say(f"\r{line}", end="")
            self._shown = max(self._shown, page.width - 1)

    def __exit__(self, *_: object) -> None:
        if self._shown:
            streams.say("\r" + " " * self._shown + "\r", end="")


def _fail_on_page(error: IclcError, message: str, colour: str) -> None:
    """Tell a person at a terminal what is wrong, and what to type."""
    from ..screens.faults import draw  # only who errs at a terminal needs it

    page = _error_page(colour)
    draw(page, error, message)
    streams.say(page.render(), end="")


def _error_page(colour: str) -> "Page":
    """A page of the screen that standard error is."""
    dumb = os.environ.get("TERM") == "dumb"
    coloured = streams.coloured(colour, sys.stderr)
    utf = streams.is_utf((sys.stderr and sys.stderr.encoding) or "ascii")
    screen = _screen(Target())._replace(styled=coloured or not dumb, colour=coloured, letters=not utf, ascii=dumb or not utf)
    made: Page = FORMATS["table"].blank(screen)  # type: ignore[attr-defined]
    return made


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


def fail(error: IclcError, hint: str, as_object: bool, colour: str = "auto") -> None:
    """Report an error on standard error, with a hint what to type, if there is one: one line, one JSON object, or to a person words."""
    end = "" if error.message.endswith((".", "?")) else "."
    message = f"{error.message}{end} {hint}" if hint else error.message
    if not as_object and streams.is_terminal(sys.stderr):
        _fail_on_page(error, message, colour)
    elif as_object:
        failure = Failure(error=Fault(code=error.code, message=message, suggestions=error.suggestions))
        streams.say(visible_lines(json.dumps(failure, default=as_json, ensure_ascii=False)))
    else:
        streams.tell(f"error: {message}")
