"""Errors as a person at a terminal reads them: what is wrong, and what to type."""

import re
from collections import Counter

from ..errors import AmbiguousError, IclcError
from ..grid import GLUE, Page, Words, clip
from ..text import quoted, typed
from .drawing import plural

MOST = 9
"""Candidates that are shown."""

_COMMAND = re.compile(r"'(iclc [^']*)'")


def draw(page: Page, error: IclcError, message: str) -> None:
    """Write an error: in words, then commands that would be right."""
    if isinstance(error, AmbiguousError) and error.choices:
        _ambiguous(page, error)
        return
    refs = [one for one in error.suggestions if "/" in one]
    said, _, lines = message.partition(" Try: ")
    _say(page, re.sub(r" ?Did you mean [^?]*\?", "", said) if refs else said)
    if refs:
        _commands(page, [f"iclc {one.replace('/', ' ')}" for one in refs], "Did you mean: ")
    if lines:
        _commands(page, lines.split("; "), "Try: ")


def _say(page: Page, message: str) -> None:
    """The message, with the commands in it as what can be typed."""
    parts: list[Words] = [("iclc: ", "wrong")]
    position = 0
    for match in _COMMAND.finditer(message):
        parts += [message[position : match.start()], page.command(match[1])]
        position = match.end()
    page.put(page.words(*parts, message[position:]), indent=0, hang=6)


def _commands(page: Page, lines: list[str], before: str = "") -> None:
    page.put(page.words(before, *[part for line in lines for part in (page.command(line), f"{GLUE}{GLUE} ")][:-1]), indent=6)


def _ambiguous(page: Page, error: AmbiguousError) -> None:
    """How many things of which kinds go by a name, the likeliest of them, and how to say which."""
    counted = Counter(one.kind for one in error.choices).most_common()
    kinds = ", ".join(plural(kind, number) for kind, number in counted[:5]) + (" …" if len(counted) > 5 else "")
    _say(page, f"{quoted(error.text)} names {len(error.choices)} things: {kinds}")
    page.blank()
    wide = max(len(one.kind) for one in error.choices[:MOST])
    for number, one in enumerate(error.choices[:MOST], 1):
        before = f"  {number}  {one.kind:{wide}}  "
        page.lines.append(page.words(before, clip(page.words(one.label), max(20, page.width - len(before) - 2))))
    if len(error.choices) > MOST:
        page.put(f"… {len(error.choices) - MOST} more", indent=5)
    page.blank()
    page.put("Say more of the name, or the kind and the name, or take one by its number:", indent=page.left)
    first = error.choices[0]
    name = typed(first.label) if len(first.label) < 40 else first.id
    noun = first.kind if len(counted) == 1 else "show"  # a word may be a noun itself: "forum"
    text = typed(error.text)
    _commands(page, [f"iclc {first.kind} {name}", f"iclc {noun} {text} --pick 2", f"iclc search {text}"])
