"""How everything looks to people: one module a kind of record, one for each other screen.

A module of a kind defines `listing(drawing, chosen)`, its list, and `card(drawing, record, full)`, one record of it. To
change how a city looks, change `city`. What all screens say alike is in `drawing`, the grid they stand on in `iclc_cli.grid`.
"""

from typing import Any, Protocol

from ..model.kinds import KINDS
from ..registry import Registry
from .drawing import Drawing, Selection

__all__ = ["SCREENS", "Drawing", "Selection"]


class Kind(Protocol):
    """What the module of a kind offers."""

    def listing(self, drawing: Drawing, chosen: Selection, /) -> None:
        """Write the list of some records."""

    def card(self, drawing: Drawing, record: Any, full: bool, /) -> None:
        """Write all there is about a record, or what fits one screen."""


SCREENS: Registry[Kind] = Registry(__name__, tuple(KINDS))
"""The screens of every kind, by its singular name."""
