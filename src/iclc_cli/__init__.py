"""The report of UNESCO's Fifth International Conference on Learning Cities as data, and a command line over it.

As a library: `from iclc_cli import load_report`. Nothing is imported until it is asked for, because the command
imports this package on every start.
"""

TYPE_CHECKING = False  # as type checkers know it; importing `typing` makes garbage to collect before the command can say not to
if TYPE_CHECKING:
    from .library import Book, load_report

__all__ = ["Book", "load_report"]


def __getattr__(name: str) -> object:
    if name in __all__:
        from . import library

        return getattr(library, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
