"""Export formats, one module each. An export is pure: it gets a whole report and returns what is to be written.

A module here is a format: its name is what `iclc export` takes, its first docstring line is its help. It defines
`FORM` and `export(report, step)`, and `schema()` if it prints JSON that has no standard schema of its own. What the
result is called and where it goes is not its business.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol

from ..model.records import Report

TEXT, FILE, FOLDER = "text", "file", "folder"
"""What an export is: text, which may go to standard output; the bytes of a file; the files of a folder."""

FORMATS: tuple[str, ...] = tuple(module.name for module in iter_modules(__path__) if module.name != "tables")
"""Every format, by name: the modules beside this one."""

Content = str | bytes | Mapping[str, bytes]
"""A text, the bytes of a file, or the files of a folder by name."""

Step = Callable[[int, int], None]
"""Called with how many pieces of work are done, of how many."""


class Export(Protocol):
    """What an export module offers."""

    FORM: str
    """`TEXT`, `FILE` or `FOLDER`."""

    def export(self, report: Report, step: Step) -> Content:
        """The whole report in this format."""
        ...


def load(name: str) -> Any:
    """The module of a format; loaded when used, because some need heavy libraries."""
    return import_module(f".{name}", __name__)


def summary(name: str) -> str:
    """One line about a format."""
    return (load(name).__doc__ or "").partition("\n")[0]
