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
