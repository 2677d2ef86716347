"""Reads the reader's copy of the report, plain text or PDF, into clean lines. Nothing here knows the data."""

import codecs
import logging
import re
import unicodedata
import warnings
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import NamedTuple

from ..dataset.files import Expected, display_name, read_bytes
from ..errors import CopyError, MissingExtraError

ENVIRONMENT = "ICLC_REPORT"
"""Names the reader's copy once and for all."""

FILE_CAP = 40_000_000
"""Largest file read as a copy, in bytes; a report with photographs has a few million."""

TEXT_CAP = 5_000_000
"""Most characters of text a copy may hold."""

COPY = Expected("the report as plain text or PDF", FILE_CAP, CopyError)

_NOT_TEXT = {
    b"PK\x03\x04": "a ZIP archive, perhaps a Word, OpenDocument or EPUB file",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "a rich text file",
    b"\x1f\x8b": "a compressed file",
    b"\xff\xd8\xff": "a picture",
    b"\x89PNG": "a picture",
}
_HTML = re.compile(rb"\s*<(?:!doctype html|html|\?xml)", re.IGNORECASE)
_MEND = "give the report as plain text or PDF"

# What typesetting makes of letters, and characters that show nothing.
_LETTERS = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u200b": "", "\u2060": "", "\ufeff": ""}
_CHARACTERS = str.maketrans(_LETTERS)
_NOT_IN_CP1252 = b"\x81\x8d\x8f\x90\x9d"
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_LINE_END = re.compile("\r\n|[\n\r\v\x1c-\x1e\x85\u2028\u2029]")
_PAGE_NUMBER = re.compile(r"[-–—|·\s]{0,3}(?:page\s+)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of)\s*\d{1,4})?[-–—|·\s]{0,3}", re.IGNORECASE)

_COMBINING = {"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "˜": "\u0303", "¨": "\u0308"}
_ACCENT = re.compile("([´`ˆ˜¨])([aeiouyAEIOUYnNı])")
"""An accent set as a sign of its own before its letter, as in older fonts of TeX."""


def _accented(match: re.Match[str]) -> str:
    accent, letter = match.groups()
    return letter.replace("ı", "i") + _COMBINING[accent]


_SOFT_HYPHEN = re.compile("\xad(?=.)")
"""One within a line divides nothing; one at its end tells that the word goes on."""

_MARKUP = re.compile(r"^#{1,6} |\*\*")
_LINK = re.compile(r"\[([^\[\]]+)\]\((?:#|https?:)[^()\s]*\)")
"""What Markdown adds to a text."""

EDGE = 3
"""So many lines at the top and at the bottom of a page may be running heads and feet."""

REPEATED = 4
"""On so many pages a line has to stand to be a running head or foot."""


class Line(NamedTuple):
    """A line of the copy."""

    text: str
    page: int
    """Its page, counted from 0; always 0 where the copy does not tell its pages."""
    after_gap: bool
    """Does a blank line or the start of a page stand before it?"""


Step = Callable[[int, int], None]
"""Is told how many pages of how many have been read."""


def read(source: str, step: Step = lambda done, total: None) -> list[Line]:
    """The lines of a copy: of a file, or of standard input when the source is `-`.

    Raises CopyError when it cannot be read, MissingExtraError when it is a PDF and the library for that is not
    installed.
    """
    name = display_name(source)
    data = read_bytes(source, COPY)
    if not data:
        raise CopyError(f"{name}: is empty; {_MEND}")
    is_pdf = b"%PDF-" in data[:1024]
    pages = _pdf_pages(data, name, step) if is_pdf else iter(_decoded(data, name).split("\f"))
    texts: list[str] = []
    length = 0
    for page in pages:
        texts.append(page)
        length += len(page)
        if length > TEXT_CAP:
            raise CopyError(f"{name}: holds more than {TEXT_CAP:,} characters of text, far more than a report; {_MEND}")
    if is_pdf and sum(len(_CONTROLS.findall(text)) for text in texts) > length / 50:
        raise CopyError(f"{name}: is a PDF whose letters cannot be told; {_MEND}, made by another program")
    found = _without_furniture(_lines(texts))
    if not found:
        why = "is a PDF without text, perhaps a scan; let a text recognition program (OCR) add the text" if is_pdf else f"is empty; {_MEND}"
        raise CopyError(f"{name}: {why}")
    return found


def _decoded(data: bytes, name: str) -> str:
    for start, what in _NOT_TEXT.items():
        if data.startswith(start):
            raise CopyError(f"{name}: is {what}; {_MEND}")
    if _HTML.match(data):
        raise CopyError(f"{name}: is a web page; {_MEND}")
    for mark, encoding in ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1" if any(byte in data for byte in _NOT_IN_CP1252) else "cp1252")
    if "\0" in text or len(_CONTROLS.findall(text)) > len(text) / 100:
        raise CopyError(f"{name}: is neither text nor a PDF; {_MEND}")
    return text


def _pdf_pages(data: bytes, name: str, step: Step) -> Iterator[str]:
    try:
        import pypdf
    except ImportError:
        raise MissingExtraError(
            f"{name}: reading a PDF needs one more package: pip install 'iclc[pdf]'; or give the report as plain text"
        ) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every flaw it can mend
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = pypdf.PdfReader(BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise CopyError(f"{name}: is a PDF protected by a password; save it without, or give the report as plain text")
            total = len(reader.pages)
            for done, page in enumerate(reader.pages):
                step(done, total)
                yield page.extract_text()
    except CopyError:
        raise
    except Exception as error:  # a broken PDF can fail anywhere in the library
        reason = " ".join(str(error).split()) or type(error).__name__
        raise CopyError(f"{name}: is a PDF that cannot be read: {reason}; give the report as plain text") from None


def _lines(pages: Sequence[str]) -> list[Line]:
    found = []
    for number, page in enumerate(pages):
        gap = True
        for raw in _LINE_END.split(page):
            whole = unicodedata.normalize("NFC", _ACCENT.sub(_accented, raw.translate(_CHARACTERS)))
            text = " ".join(_CONTROLS.sub("", whole).split())
            text = _SOFT_HYPHEN.sub("", _LINK.sub(r"\1", _MARKUP.sub("", text)))
            if text:
                found.append(Line(text, number, gap))
            gap = not text
    return found


def _without_furniture(lines: list[Line]) -> list[Line]:
    """The lines without running heads and feet and page numbers."""
    paged = bool(lines) and lines[-1].page > 0
    if paged:
        numbers = {number for number in _edges(lines) if _PAGE_NUMBER.fullmatch(lines[number].text)}
        places = [(number, lines[number].page) for number in _edges(lines)]
    else:
        numbers = {number for run in _series(lines) for number in run}
        places = [(number, number) for number in range(len(lines))]
    # Where pages are told, a head may hold the page's number; elsewhere numbered headings would look like such heads.
    shapes = {
        number: re.sub(r"\d+", "#", lines[number].text.casefold()) if paged else lines[number].text.casefold() for number, _ in places
    }
    standing: dict[str, set[int]] = {}
    for number, page in places:
        standing.setdefault(shapes[number], set()).add(page)
    repeated = {shape for shape, pages in standing.items() if len(pages) >= REPEATED and " " in shape and not shape.startswith("©")}
    heads = {number for number, shape in shapes.items() if shape in repeated}
    kept: list[Line] = []
    gap = False
    for number, line in enumerate(lines):
        if number in numbers or number in heads:
            gap = True
        else:
            kept.append(line._replace(after_gap=line.after_gap or gap))
            gap = False
    return kept


def _edges(lines: Sequence[Line]) -> Iterator[int]:
    """The lines at the tops and bottoms of pages."""
    for position, line in enumerate(lines):
        before, after = lines[max(position - EDGE, 0)], lines[min(position + EDGE, len(lines) - 1)]
        if before.page != line.page or after.page != line.page or position < EDGE or position >= len(lines) - EDGE:
            yield position


def _series(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Page numbers where no page ends are told: lines that hold nothing but a number, each one more than the last."""
    run: list[int] = []
    expected = 0
    for position, line in enumerate(lines):
        digits = re.sub(r"\D", "", line.text)
        if digits and _PAGE_NUMBER.fullmatch(line.text):
            if run and int(digits) == expected:
                run.append(position)
            else:
                if len(run) >= REPEATED:
                    yield run
                run = [position]
            expected = int(digits) + 1
    if len(run) >= REPEATED:
        yield run


def joined(lines: Sequence[str], known: frozenset[str] | set[str]) -> str:
    """Lines as running text: words that were divided at line ends made whole again.

    `known` holds the words, folded by case only, that tell whether a hyphen at a line end belongs to the word.
    """
    text = ""
    for line in lines:
        broken, after = _BROKEN.search(text), _START.match(line)
        if text.endswith("\xad"):
            text = text[:-1] + line
        elif broken and after:
            text = _rejoined(text, line, broken, after.group(), known)
        else:
            text = f"{text} {line}" if text else line
    return text.replace("\xad", "")


def _rejoined(text: str, line: str, broken: re.Match[str], rest: str, known: frozenset[str] | set[str]) -> str:
    before = broken.group(1)
    whole, apart = (before + rest).casefold(), f"{before}-{rest}".casefold()
    told = whole in known or apart in known
    if not told and (broken.group(2) or rest.casefold() in _CONJUNCTIONS):  # a dash, or a part of a word put off
        return f"{text} {line}"
    keep = apart in known or (whole not in known and not (before.islower() and rest.islower() and before.isalpha()))
    return text[: broken.end(1)] + (text[-1] if keep else "") + line


_BROKEN = re.compile(r"((?:[^\W_]+[-‐‑])*[^\W_]+)( ?)[-‐‑]$")
_START = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
_CONJUNCTIONS = frozenset({"and", "or", "to"})
"""Before these a hyphen stands for the end of a word that follows later, as in "age- and needs-based"."""
