"""Output formats, one module each. A format is pure: it gets a Listing or Details and returns text.

A module here is a format: its name is what `--format` takes. It defines
`listing(listing, screen)`, and `details(details, screen)` if it can show single records as cards; a format
without `details` shows them as rows.
"""

from typing import Protocol

from ..registry import Registry
from ..views.layout import Listing, Screen


class Format(Protocol):
    """What a format module offers."""

    def listing(self, listing: Listing, screen: Screen, /) -> str:
        """Many records as text, with its final line end."""
        ...


FORMATS: Registry[Format] = Registry(__name__, ("table", "json", "ndjson", "csv", "tsv", "md", "html", "plain"))
"""Every format, by the name that `--format` takes."""


class FileFormat(Protocol):
    """What a format module offers that only files are written in."""

    def listing(self, listing: Listing, screen: Screen, /) -> bytes:
        """Many records as the bytes of a file."""
        ...


FILE_FORMATS: Registry[FileFormat] = Registry(__name__, ("xlsx",))
"""Formats that are no text: they need `-o FILE`."""

EVERY = (*FORMATS, *FILE_FORMATS)
"""The names of all."""
