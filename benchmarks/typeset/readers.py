"""What gets the text out of a PDF: one function for each program, from the PDF's path to its text."""

import importlib
import subprocess
from collections.abc import Callable
from pathlib import Path


def called(*command: str) -> Callable[[Path], str]:
    """A reader that is a command; `{}` is the PDF."""

    def read(pdf: Path) -> str:
        done = subprocess.run([one.replace("{}", str(pdf)) for one in command], capture_output=True, check=True, timeout=300)
        return done.stdout.decode("utf-8", "replace")

    return read


def miner(pdf: Path) -> str:
    """pdfminer.six."""
    return str(importlib.import_module("pdfminer.high_level").extract_text(pdf))


def mupdf(pdf: Path) -> str:
    """PyMuPDF, in the order of the file."""
    return "\n".join(page.get_text() for page in importlib.import_module("pymupdf").open(pdf))


def mupdf_sorted(pdf: Path) -> str:
    """PyMuPDF, from the top to the bottom of the page."""
    return "\n".join(page.get_text(sort=True) for page in importlib.import_module("pymupdf").open(pdf))


def pdfium(pdf: Path) -> str:
    """pypdfium2."""
    return "\n".join(page.get_textpage().get_text_range() for page in importlib.import_module("pypdfium2").PdfDocument(pdf))


def plumber(pdf: Path) -> str:
    """pdfplumber."""
    return "\n".join(page.extract_text() for page in importlib.import_module("pdfplumber").open(pdf).pages)


def pypdf_layout(pdf: Path) -> str:
    """pypdf, keeping the layout."""
    return "\n".join(page.extract_text(extraction_mode="layout") for page in importlib.import_module("pypdf").PdfReader(pdf).pages)


def pypdf_plain(pdf: Path) -> str:
    """pypdf."""
    return "\n".join(page.extract_text() for page in importlib.import_module("pypdf").PdfReader(pdf).pages)


READERS: dict[str, Callable[[Path], str]] = {
    "pdftotext": called("pdftotext", "{}", "-"),
    "pdftotext-raw": called("pdftotext", "-raw", "{}", "-"),
    "pdftotext-layout": called("pdftotext", "-layout", "{}", "-"),
    "mutool": called("mutool", "draw", "-q", "-F", "txt", "{}"),
    "ghostscript": called("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=txtwrite", "-sOutputFile=-", "{}"),
    "pdfminer": miner,
    "pymupdf": mupdf,
    "pymupdf-sorted": mupdf_sorted,
    "pypdfium2": pdfium,
    "pdfplumber": plumber,
    "pypdf": pypdf_plain,
    "pypdf-layout": pypdf_layout,
}
MIXING = {"pdftotext-layout", "ghostscript", "pymupdf-sorted", "pdfplumber", "pypdf-layout"}
"""Those that read two columns line by line across the page."""
