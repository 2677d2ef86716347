"""Reports whose every free text carries something planted, and a way to see whether it got through."""

import json
import re
import unicodedata
from typing import Any

from conftest import SMALL

from iclc_cli.model import Report
from iclc_cli.model.kinds import is_node, shapes

HOSTILE = (
    "\x1b]0;owned\x07"  # sets the window's title
    "\x1b[31m\x1b[2J\x1b[?25l"  # red, clears the screen, hides the cursor
    "\x9b5n\x90\x9d"  # the same sort of thing in one C1 character each
    "\x1b]8;;javascript:alert(1)\x1b\\"  # a link
    "\x00\x02\x03\x08\x0b\x1e\x7f"
    "\u061c\u202e\u2066\u2028\u2029\u200b\u2060\ufeff\U000e0041"  # reorders, breaks or hides text
    "\r\n\t[sic] [/x] :smile: <b>"
)
"""Everything at once that data must not do to a terminal, and what it must be able to say."""

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
"""The only escape sequences that we may print."""

BIDI_CLASSES = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def is_control(character: str) -> bool:
    """May this character do something to a terminal or a line of text? By Unicode's tables, not by ours."""
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(character) in BIDI_CLASSES


def controls(text: str, allowed: str = "\n") -> set[str]:
    """The control characters in what was printed, colours aside."""
    return {character for character in COLOUR.sub("", text) if is_control(character) and character not in allowed}


def planted(text: str = HOSTILE, alone: bool = False) -> dict[str, Any]:
    """The small report with the text at the end of every free text in it, or in its place."""
    data: dict[str, Any] = json.loads(SMALL.read_text(encoding="utf-8"))
    _plant(Report, data, text, alone)
    return data


def _plant(cls: type[Any], data: dict[str, Any], text: str, alone: bool) -> None:
    for name, part in shapes(cls).items():
        value = data[name]
        if value is None:
            continue
        if is_node(part.base):
            for one in value if part.many else [value]:
                _plant(part.base, one, text, alone)
        elif part.base is str and part.reference is None:
            data[name] = [own * (not alone) + text for own in value] if part.many else value * (not alone) + text
