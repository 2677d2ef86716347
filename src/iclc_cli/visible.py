"""The one sanitiser between data and every terminal, line of text and error message.

Data is never terminal control: whatever could move a cursor, reorder or hide text, or split a line is shown as
its `\\uXXXX` escape. In JSON text the same escape stands for the same character, so nothing is lost there.
"""

import re

# C0 and DEL and C1; Arabic letter mark, bidi marks, embeddings, overrides and isolates; line and paragraph
# separators; zero-width space, word joiner and invisible operators; byte-order mark; interlinear annotation;
# lone surrogates; tag characters. The zero-width joiners stay: scripts and emoji need them, and they are harmless.
_CONTROLS = "\\x00-\\x1f\\x7f-\\x9f\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb"
_UNSAFE = _CONTROLS + "\\ud800-\\udfff\\U000e0000-\\U000e007f"
_BUT_NEWLINE = _UNSAFE.replace("\\x00-\\x1f", "\\x00-\\x09\\x0b-\\x1f")


def _escape(match: re.Match[str]) -> str:
    point = ord(match.group())
    if point > 0xFFFF:
        point -= 0x10000
        return f"\\u{0xD800 + (point >> 10):04x}\\u{0xDC00 + (point & 0x3FF):04x}"
    return f"\\u{point:04x}"


def visible(text: str) -> str:
    """The text on one line, every unsafe character shown as its escape."""
    if text.isprintable():  # nothing unsafe is, and most text: the pattern takes long to compile
        return text
    return re.sub(f"[{_UNSAFE}]", _escape, text)


def visible_lines(text: str) -> str:
    """The same for text whose line ends are the format's own: JSON, and CSV between its quotes."""
    if text.replace("\n", "").isprintable():
        return text
    return re.sub(f"[{_BUT_NEWLINE}]", _escape, text)


def visible_in_xml(text: str) -> str:
    """The same for text in XML, which cannot hold two more characters."""
    return visible_lines(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


def only_ascii(text: str) -> str:
    """The text in ASCII, everything else shown as an escape: for outputs that can hold no more."""
    return re.sub(r"[^\x00-\x7f]", _escape, text)
