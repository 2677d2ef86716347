"""The commands, one module each; every one loads, selects, views and emits.

A module named in `COMMANDS` is a command: it defines `command`. It is loaded when its command is called, or when help
names it. What is the same for every noun is in `nouns`.
"""

from typing import Protocol

from ..registry import Registry
from .options import Declared

PANELS = {
    "find": ("search", "related", "path", "peers", "compare"),
    "check": ("trace", "verify", "remarks", "validate", "diff", "fingerprint"),
    "use": ("brief", "sql", "fields", "cite", "export", "schema", "mcp", "completion", "show", "about"),
}
"""The words of `iclc --help`, each with the commands under it."""

HELP_PAGES = {"output": "How results are shown.", "data": "How the data was made, and its rules."}
"""Commands that are pages of help: `iclc help output`."""


class CommandModule(Protocol):
    """What a command module offers."""

    command: Declared


COMMANDS: Registry[CommandModule] = Registry(__name__, ("home", *HELP_PAGES, *(name for names in PANELS.values() for name in names)))
"""Every command that is no noun."""
