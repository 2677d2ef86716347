"""Output formats, one module each. A format is pure: it gets a Listing or Details and returns text.

A module here is a format: its name is what `--format` takes, its first docstring line is its help. It defines
`listing(listing, screen)`, and `details(details, screen)` if it can show single records as cards; a format
without `details` shows them as rows.
"""

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol

from ..views.layout import Details, Listing, Screen

FORMATS: tuple[str, ...] = ("table", "json", "ndjson", "csv", "tsv", "md", "plain")
"""Every format, in the order help names them; a test holds them against the modules."""


class Format(Protocol):
    """What a format module offers."""

    def listing(self, listing: Listing, screen: Screen) -> str:
        """Many records as text, with its final line end."""
        ...


def load(name: str) -> Any:
    """The module of a format; loaded when used, because some need heavy libraries."""
    return import_module(f".{name}", __name__)


def modules() -> Sequence[str]:
    """The names of the modules beside this one."""
    return [module.name for module in iter_modules(__path__)]


__all__ = ["FORMATS", "Details", "Format", "Listing", "Screen", "load", "modules"]
