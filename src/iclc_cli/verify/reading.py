"""Reads the reader's copy of the report, plain text or PDF, as one text. Nothing here knows the data."""

import codecs
import re
from collections.abc import Callable, Iterator
from string import ascii_lowercase
from unicodedata import normalize

from ..dataset.files import Expected, display_name, read_bytes
from ..errors import CopyError, MissingExtraError

FILE_CAP, TEXT_CAP = 40_000_000, 5_000_000
"""Most bytes of a file read as a copy, and most characters of text: a report with photographs has a few million bytes."""
_MEND = "give the report as plain text or PDF"
_MARKUP = re.compile(rb"\s*(?:<(?:!doctype|html|\?xml)|{\\rtf)", re.IGNORECASE)
_BINARY = re.compile(rb"[\x01\x03-\x08\x0e-\x1f\x7f]")
"""What text hardly holds, and one byte in ten of what is compressed, such as a Word file."""
_CONTROLS = re.compile("[\x00\x01\x03-\x08\x0e-\x1b\x7f\u200b\u2060\ufeff]")  # the other one is a hyphen to some programs
_LIGATURE = re.compile(f"[{''.join(chr(ord(letter) << 8) for letter in ascii_lowercase)}]")
"""The letters of a ligature with the two bytes of each exchanged, as Ghostscript writes them for some fonts."""
Step = Callable[[int, int], None]
"""Is told how many pages of how many have been read."""


def read(source: str, step: Step = lambda done, total: None) -> str:
    """The text of a copy: of a file, or of standard input when the source is `-`.

    Raises CopyError when it cannot be read, MissingExtraError when it is a PDF and the library for that is not installed.
    """
    name, data = display_name(source), read_bytes(source, Expected("the report as plain text or PDF", FILE_CAP, CopyError))
    is_pdf, text = b"%PDF-" in data[:1024], ""
    for page in _pdf_pages(data, name, step) if is_pdf else (_decoded(data, name),):
        text += page + "\n"
        if len(text) > TEXT_CAP:
            raise CopyError(f"{name}: holds more than {TEXT_CAP:,} characters of text, far more than a report; {_MEND}")
    if not text.strip():
        why = "is a PDF without text, perhaps a scan; let a text recognition program (OCR) add the text" if is_pdf else f"is empty; {_MEND}"
        raise CopyError(f"{name}: {why}")
    text = _LIGATURE.sub(lambda match: chr(ord(match[0]) >> 8), re.sub("\r\n?|\f", "\n", _CONTROLS.sub("", text)))
    return normalize("NFC", text).replace("**", "")  # Markdown's bold


def _decoded(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if _MARKUP.match(data) or len(_BINARY.findall(data)) > len(data) / 14:
        raise CopyError(f"{name}: is neither plain text nor a PDF, perhaps a Word file, a web page or an archive; {_MEND}")
    return text


def _pdf_pages(data: bytes, name: str, step: Step) -> Iterator[str]:
    try:
        import pypdfium2
    except ImportError:
        why = "reading a PDF needs one more package: pip install 'iclc[pdf]'; or give the report as plain text"
        raise MissingExtraError(f"{name}: {why}") from None
    try:
        with pypdfium2.PdfDocument(data) as document:
            for done in range(len(document)):
                step(done, len(document))
                yield document[done].get_textpage().get_text_range()
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error)
        why = "is a PDF protected by a password; save it without, or" if locked else f"is a PDF that cannot be read: {error};"
        raise CopyError(f"{name}: {why} give the report as plain text") from None
