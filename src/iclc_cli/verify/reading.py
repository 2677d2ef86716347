"""Reads the reader's copy of the report, plain text or PDF, as one text. Nothing here knows the data."""

import codecs
import re
from collections.abc import Callable, Iterator
from unicodedata import normalize

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
_NOT_IN_CP1252 = b"\x81\x8d\x8f\x90\x9d"
_CONTROLS = re.compile("[\x00\x01\x03-\x08\x0e-\x1b\x7f\u200b\u2060\ufeff]")  # the other one is a hyphen to some programs
_COMBINING = {"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "˜": "\u0303", "¨": "\u0308"}
_ACCENT = re.compile("([´`ˆ˜¨])([aeiouyAEIOUYnNı])")
"""An accent set as a sign of its own before its letter, as in older fonts of TeX."""

_SWAPPED = "".join(chr(ord(letter) << 8) for letter in "abcdefghijklmnopqrstuvwxyz")
_LIGATURE = re.compile(f"[{_SWAPPED}]+(?=[a-z])|[{_SWAPPED}](?<=[a-z].)[{_SWAPPED}]*")
"""The letters of a ligature with the two bytes of each exchanged, as Ghostscript writes them for some fonts."""

Step = Callable[[int, int], None]
"""Is told how many pages of how many have been read."""


def read(source: str, step: Step = lambda done, total: None) -> str:
    """The text of a copy: of a file, or of standard input when the source is `-`.

    Raises CopyError when it cannot be read, MissingExtraError when it is a PDF and the library for that is not
    installed.
    """
    name = display_name(source)
    data = read_bytes(source, COPY)
    is_pdf = b"%PDF-" in data[:1024]
    text = ""
    for page in _pdf_pages(data, name, step) if is_pdf else (_decoded(data, name),):
        text += page + "\n"
        if len(text) > TEXT_CAP:
            raise CopyError(f"{name}: holds more than {TEXT_CAP:,} characters of text, far more than a report; {_MEND}")
    if not text.strip():
        why = "is a PDF without text, perhaps a scan; let a text recognition program (OCR) add the text" if is_pdf else f"is empty; {_MEND}"
        raise CopyError(f"{name}: {why}")
    text = _ACCENT.sub(lambda match: match[2].replace("ı", "i") + _COMBINING[match[1]], re.sub("\r\n?|\f", "\n", text))
    text = _LIGATURE.sub(lambda match: "".join(chr(ord(letter) >> 8) for letter in match[0]), text)
    return normalize("NFC", _CONTROLS.sub("", text)).replace("**", "")  # Markdown's bold


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
    if len(_CONTROLS.findall(text)) > len(text) / 4:
        raise CopyError(f"{name}: is neither text nor a PDF; {_MEND}")
    return text


def _pdf_pages(data: bytes, name: str, step: Step) -> Iterator[str]:
    try:
        import pypdfium2
    except ImportError:
        raise MissingExtraError(
            f"{name}: reading a PDF needs one more package: pip install 'iclc[pdf]'; or give the report as plain text"
        ) from None
    try:
        with pypdfium2.PdfDocument(data) as document:
            for done in range(len(document)):
                step(done, len(document))
                yield document[done].get_textpage().get_text_range()
    except pypdfium2.PdfiumError as error:
        if "password" in str(error):
            raise CopyError(f"{name}: is a PDF protected by a password; save it without, or give the report as plain text") from None
        raise CopyError(f"{name}: is a PDF that cannot be read: {error}; give the report as plain text") from None
