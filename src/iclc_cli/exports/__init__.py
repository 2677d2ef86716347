"""Export formats, one module each. An export is pure: it gets a whole report and returns what is to be written.

A module here is a format: its name is what `iclc export` takes, its first docstring line is its help. It defines
`FORM` and `export(book)`, and `DOCUMENT`, the class of what it prints, where that is JSON of a form of its own, with
`described(schema)` where the schema of that class does not tell all of it. What the result is called and where it goes
is not its business. `tables` is no format: it lays the data out for those that are tables.
"""

from collections.abc import Mapping
from typing import Literal, Protocol

from ..library import Book
from ..registry import Registry

Form = Literal["text", "file", "folder"]
"""What an export is: text, which may go to standard output; the bytes of a file; the files of a folder."""

Content = str | bytes | Mapping[str, bytes]
"""A text, the bytes of a file, or the files of a folder by name."""


class Export(Protocol):
    """What an export module offers."""

    FORM: Form

    def export(self, book: Book, /, **more: str) -> Content:
        """The whole report in this format; what else it may be told is an option of `iclc export`."""
        ...


EXPORTS: Registry[Export] = Registry(
    __name__, ("csv", "datapackage", "datasette", "geojson", "graphml", "json", "jsonld", "ndjson", "page", "sqlite", "xlsx")
)
"""Every format, by the name that `iclc export` takes."""
