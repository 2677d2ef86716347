"""Elements of HTML and SVG. Whatever is not `Markup` is text and is escaped, so that data never becomes markup."""

from collections.abc import Iterable
from html import escape

from ...visible import visible

_EMPTY = frozenset({"br", "link", "meta"})
"""The elements that hold nothing."""

_UNENDED = frozenset({"dd", "dt", "li", "td", "th", "tr"})
"""The elements whose end needs no tag, as always another of their row or the end of the whole follows: a tenth of a page."""


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def text(value: str) -> Markup:
    """A text as markup, controls shown as escapes."""
    return value if isinstance(value, Markup) else Markup(escape(visible(value), quote=False))


def join(parts: Iterable[str], between: str = "") -> Markup:
    """Parts one behind the other."""
    return Markup(between.join(map(text, parts)))


def tag(element: str, *inner: str, **attributes: str | int | float | bool | None) -> Markup:
    """An element with what is in it. Of an attribute's name the last `_` falls away and others become hyphens; `True` stands alone."""
    told = ""
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        called = name.rstrip("_").replace("_", "-")
        told += f" {called}" if value is True else f' {called}="{escape(visible(str(value)))}"'
    if element in _EMPTY:
        return Markup(f"<{element}{told}>")
    end = "" if element in _UNENDED else f"</{element}>"
    return Markup(f"<{element}{told}>{join(inner)}{end}")
