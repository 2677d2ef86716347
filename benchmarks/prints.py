"""Measure what `iclc verify` says of the report as readers have it: printed by many programs, read by many others.

    python benchmarks/prints.py REPORT_FOLDER WORK_FOLDER [--only NAME]... [--markdown] [--faults] [--make] [--write] [--check]

REPORT_FOLDER holds `passages.json` and `report.txt`. The report is typeset anew (`typeset/`) in the look of the printed
one, and every PDF is given to `iclc verify` as it is and as each program that reads PDFs reads it; so are texts as such
programs leave them. The copies are made once and kept in WORK_FOLDER. What is not installed is told and left out.

The data is right, so every fault told is a false alarm. A row is marked `!` where it falls short of what is wanted: no
false alarm; of 145 passages 140 found; 70 % of the claims held against print where no columns are mixed (`mixed` marks
the readers that do that). `--only` takes the name of a copy or of a reader; `--faults` lists the false alarms; `--make`
only makes the copies, which takes about a quarter of an hour; looking at all of them takes a few minutes. `--write` puts
the table of all copies into docs/checking.md; `--check` fails where a copy falls short.

On Debian all of it comes with `apt-get install libreoffice-writer chromium wkhtmltopdf texlive-xetex texlive-luatex
texlive-latex-extra texlive-fonts-recommended texlive-lang-english lmodern cm-super groff ghostscript fop scribus xvfb xauth
poppler-utils mupdf-tools tesseract-ocr ocrmypdf pandoc w3m fonts-linuxlibertine fonts-liberation` and `pip install weasyprint
typst reportlab pyphen pypdf pdfminer.six pymupdf pypdfium2 pdfplumber`.
"""

import argparse
import logging
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from pages import replaced, table
from typeset import edition
from typeset.producers import ONE_COLUMN, PRODUCERS
from typeset.readers import MIXING, READERS, called
from typeset.texts import TEXTS

from iclc_cli import verify
from iclc_cli.dataset import loading
from iclc_cli.errors import IclcError
from iclc_cli.verify.checking import CheckedClaim
from iclc_cli.verify.checking import verify as check

ENOUGH_FOUND, ENOUGH_HELD = 140, 0.7
PAGE = Path(__file__).resolve().parent.parent / "docs" / "checking.md"
TEXT_OF = {"docx.pandoc": ("pandoc", "-t", "plain", "docx.docx"), "html.w3m": ("w3m", "-dump", "-cols", "90", "chromium.html")}
"""Texts that programs make of a document that is no PDF."""
BESIDE = ("ocr.tesseract", "docx.soffice")
"""Texts that come with the making of a PDF."""


class Copy(NamedTuple):
    """A copy: by whom it was printed, by whom read, where it is."""

    name: str
    reader: str
    path: Path


class Result(NamedTuple):
    """What verify says of a copy."""

    copy: Copy
    found: int
    whole: int
    faults: list[CheckedClaim]
    held: float
    """The share of all claims that were held against print."""
    problem: str
    """Why the copy was refused."""

    @property
    def mixed(self) -> bool:
        """Whether the reader mixes the columns of this copy."""
        return self.copy.reader in MIXING and self.copy.name not in ONE_COLUMN

    @property
    def short(self) -> bool:
        """Whether it falls short of what is wanted."""
        return bool(self.problem or self.faults or self.found < ENOUGH_FOUND or (self.held < ENOUGH_HELD and not self.mixed))

    def row(self) -> tuple[str, ...]:
        """A row of the table."""
        if self.problem:
            return (self.copy.name, self.copy.reader, "-", "-", self.problem, "-", "!")
        return (
            self.copy.name,
            self.copy.reader,
            str(self.found),
            str(self.whole),
            str(len(self.faults)),
            f"{self.held:.0%}",
            " ".join(["mixed"] * self.mixed + ["!"] * self.short),
        )


class Stripped(HTMLParser):
    """The text of a page, each block on lines of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag == "style"
        if tag in ("p", "h1", "h2", "h3", "li", "blockquote", "figcaption", "div"):
            self.text += "\n\n"

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.text += data


def copies(report_folder: Path, work: Path, only: set[str]) -> Iterator[Copy]:
    """All copies, made where they are not yet there."""
    report = edition.read(report_folder)
    given = (report_folder / "report.txt").read_text(encoding="utf-8")

    def text(name: str, reader: str, content: object) -> Iterator[Copy]:
        path = work / f"{name.replace(' ', '-')}.{reader}.txt"
        try:
            if not path.exists():
                made = content() if callable(content) else str(content)
                if not made.strip():
                    raise ValueError("nothing was read")
                path.write_text(made, encoding="utf-8", newline="")
            yield Copy(name, reader, path)
        except Exception as problem:
            print(f"left out: {name} read by {reader}: {' '.join(str(problem).split())[:150]}", file=sys.stderr)

    for name, change in TEXTS.items():
        if not only or only & {name, "text"}:
            yield from text(name, "text", change(given))
    for name, make in PRODUCERS.items():
        if only and name not in only and not only & READERS.keys() and not only & {"direct"}:
            continue
        pdf = work / f"{name}.pdf"
        try:
            if not pdf.exists():
                make(report, pdf)
        except Exception as problem:
            pdf.unlink(missing_ok=True)
            print(f"left out: {name}: {' '.join(str(problem).split())[:150]}", file=sys.stderr)
            continue
        yield Copy(name, "direct", pdf)
        for reader, read in READERS.items():
            yield from text(name, reader, lambda read=read, pdf=pdf: read(pdf))
    yield from (Copy(*both.split("."), work / f"{both}.txt") for both in BESIDE if (work / f"{both}.txt").exists())
    for both, command in TEXT_OF.items():
        name, reader = both.split(".")
        if (work / command[-1]).exists():
            yield from text(name, reader, lambda command=command: called(*command[:-1], str(work / command[-1]))(work))
    if (page := work / "chromium.html").exists():
        parser = Stripped()
        parser.feed(page.read_text(encoding="utf-8"))
        yield from text("html", "stripped", parser.text)


def checked(copy: Copy) -> Result:
    """What verify says of a copy."""
    report = loading.load()
    try:
        read = verify.open_copy(report, str(copy.path))
        verdict = check(report, read)
    except IclcError as error:
        return Result(copy, 0, 0, [], 0, error.code)
    return Result(copy, read.passages, read.whole, verdict.faults, verdict.tally("borne-out", "fault").total() / len(verdict.results), "")


def summary(results: Sequence[Result]) -> str:
    """The table of the page: a row for each program that prints, over all that read and keep the columns; and one for each that
    mixes them, over all that print."""
    rows: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        if result.mixed:
            key = "any, two columns", f"{result.copy.reader}, which mixes columns"
        elif result.copy.reader == "text":
            key = "no program: plain text", "as it is"
        else:
            key = result.copy.name, ""
        rows.setdefault(key, []).append(result)
    lines = []
    for (name, reader), held in sorted(rows.items(), key=lambda row: (len(row[0][1]), row[0])):
        read = [one for one in held if not one.problem]
        numbers = ([one.found for one in read], [one.whole for one in read], [len(one.faults) for one in read])
        percents = [round(100 * one.held) for one in read]
        refused = f", {len(held) - len(read)} refused" if len(read) < len(held) else ""
        lines.append((name, reader or "all that keep the columns", f"{len(held)}{refused}", *map(_range, numbers), _range(percents)))
    return table(("printed by", "read by", "copies", "found", "whole", "false alarms", "held, %"), lines)


def _range(numbers: Sequence[int]) -> str:
    least, most = min(numbers, default=0), max(numbers, default=0)
    return str(least) if least == most else f"{least}–{most}"


HEAD = ("copy", "reader", "found", "whole", "false alarms", "held", "")


def line(row: tuple[str, ...], markdown: bool) -> str:
    """A row, as Markdown or in columns."""
    if markdown:
        return f"| {' | '.join(row)} |"
    return "  ".join(cell.ljust(width) for cell, width in zip(row, (26, 17, 5, 5, 12, 5, 7), strict=True)).rstrip()


def main() -> int:
    """Make the copies, have them checked, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--make", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    logging.disable()  # readers of PDFs complain of every sign they do not know
    asked.work.mkdir(parents=True, exist_ok=True)
    only = set(asked.only)
    every = list(copies(asked.report.resolve(), asked.work.resolve(), only))
    every = [copy for copy in every if not only or only & {copy.name, copy.reader}]
    if asked.make:
        return 0
    print(line(HEAD, asked.markdown))
    if asked.markdown:
        print(line(("---", "---", "---:", "---:", "---:", "---:", "---"), True))
    results = []
    with multiprocessing.Pool() as pool:
        for result in pool.imap(checked, every):
            results.append(result)
            print(line(result.row(), asked.markdown), flush=True)
    if asked.faults:
        for result in results:
            for claim in result.faults:
                print(f"{result.copy.name} · {result.copy.reader}: {claim.record} {claim.field}: {claim.wanted} – {claim.fault}")
    short = sum(result.short for result in results)
    print(f"\n{len(results)} copies, {sum(len(result.faults) for result in results)} false alarms; {short} fall short.")
    if asked.write:
        PAGE.write_text(replaced(PAGE.read_text(encoding="utf-8"), "copies", summary(results)), encoding="utf-8")
    return 1 if short and asked.check else 0


if __name__ == "__main__":
    sys.exit(main())
