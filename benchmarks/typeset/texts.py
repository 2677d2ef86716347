"""The report's text as other programs leave it: broken into lines, with other signs for hyphens, blanks and letters."""

import re
import unicodedata
from collections.abc import Callable

LONG_WORD = re.compile(r"(?<![/\w.])[^\W\d_]{8,}(?![/\w])")


def cut(text: str, hyphen: str) -> str:
    """Every long word parted in its middle by a sign."""
    return LONG_WORD.sub(lambda found: found[0][: len(found[0]) // 2] + hyphen + found[0][len(found[0]) // 2 :], text)


def wrapped(text: str, hyphen: str, width: int = 55) -> str:
    """In short lines, long words parted at the end of a line by a sign."""
    lines = []
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split(" "):
            if len(line) + len(word) <= width:
                line = f"{line} {word}".lstrip()
            elif LONG_WORD.fullmatch(word) and len(line) + len(word) // 2 < width:
                lines.append(f"{line} {word[: len(word) // 2]}{hyphen}".lstrip())
                line = word[len(word) // 2 :]
            else:
                lines.append(line)
                line = word
        lines.append(line)
    return "\n".join(lines)


def ascii_only(text: str) -> str:
    """Without accents and any sign that ASCII lacks."""
    text = text.translate(str.maketrans({"–": "-", "©": "(c)", "¹": "1", "²": "2", "³": "3"}))
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def typographic(text: str) -> str:
    """With the quotation marks and ligatures of print, and a hyphen of its own sign."""
    text = re.sub(r"(?<![^\s(\[])'(?=\w)", "‘", text).replace("'", "’")
    return text.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ").replace("-", "‐")


TEXTS: dict[str, Callable[[str], str]] = {
    "as given": lambda text: text,
    "no blanks": lambda text: "\n".join(line.replace(" ", "") for line in wrapped(text, "-").splitlines()),
    "tracked capitals": lambda text: re.sub(r"\b[A-Z]{4,}\b", lambda found: " ".join(found[0]), text),
    "soft hyphens": lambda text: cut(text, "\u00ad"),
    "soft hyphens at line ends": lambda text: wrapped(text, "\u00ad"),
    "hyphens at line ends": lambda text: wrapped(text, "-"),
    "U+FFFE at line ends": lambda text: wrapped(text, "\ufffe"),
    "U+0002 at line ends": lambda text: wrapped(text, "\u0002"),
    "NULs": lambda text: re.sub(r"(?<=[a-z]) (?=[a-z])", " \0", text),
    "NULs for ligatures": lambda text: re.sub("ffi|fi|fl", "\0", text),
    "no accents": ascii_only,
    "accents apart": lambda text: unicodedata.normalize("NFD", text),
    "signs of print": typographic,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
}
"""Copies made of the given text, by what was done to it."""
