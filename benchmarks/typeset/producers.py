"""What makes the PDFs: one function for each program, writing a file by the given name. It raises when the program is missing."""

import importlib
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from . import drawn, office, others, tex, web
from .edition import Edition


def run(*command: str, cwd: Path, into: Path | None = None) -> None:
    """Run a command in a folder; its output goes to a file or nowhere."""
    with (into or Path("/dev/null")).open("wb") as out:
        subprocess.run(command, cwd=cwd, stdout=out, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=True, timeout=600)


def written(path: Path, text: str) -> Path:
    """The path, with the text in it."""
    path.write_text(text, encoding="utf-8")
    return path


def chromium(font: str) -> Callable[[Edition, Path], None]:
    """Chromium, in a font with ligatures and small capitals of its own, or one without."""

    def make(report: Edition, pdf: Path) -> None:
        page = written(pdf.with_suffix(".html"), web.page(report, real_small_caps=True, footnotes=False, font=font))
        run(
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--print-to-pdf={pdf}",
            str(page),
            cwd=pdf.parent,
        )

    return make


def weasyprint(report: Edition, pdf: Path) -> None:
    """WeasyPrint, which has footnotes and ligatures."""
    importlib.import_module("weasyprint").HTML(string=web.page(report, real_small_caps=True, footnotes=True)).write_pdf(pdf)


def wkhtmltopdf(report: Edition, pdf: Path) -> None:
    """wkhtmltopdf, which has one column only."""
    page = written(pdf.with_suffix(".html"), web.page(report, real_small_caps=False, footnotes=False, columns=False))
    run("wkhtmltopdf", "-q", str(page), str(pdf), cwd=pdf.parent)


def latex(engine: str) -> Callable[[Edition, Path], None]:
    """One of the TeX engines; twice, for the floats."""

    def make(report: Edition, pdf: Path) -> None:
        source = written(pdf.with_suffix(".tex"), tex.source(report, unicode=engine != "pdflatex"))
        for _ in range(2):
            run(engine, "-interaction=batchmode", source.name, cwd=pdf.parent)

    return make


def libreoffice(report: Edition, pdf: Path) -> None:
    """LibreOffice Writer, two columns."""
    convert(written(pdf.with_suffix(".fodt"), office.document(report)), "pdf")


def docx(report: Edition, pdf: Path) -> None:
    """One column, saved as .docx, and that printed and saved as text by LibreOffice."""
    convert(written(pdf.with_suffix(".fodt"), office.document(report, columns=1)), "docx")
    convert(pdf.with_suffix(".docx"), "pdf")
    convert(pdf.with_suffix(".docx"), "txt:Text (encoded):UTF8")
    pdf.with_suffix(".txt").rename(pdf.with_suffix(".soffice.txt"))


def convert(source: Path, ending: str) -> None:
    """Convert by LibreOffice, beside the source."""
    run("soffice", "--headless", "--convert-to", ending, source.name, cwd=source.parent)


def typst(report: Edition, pdf: Path) -> None:
    """Typst."""
    importlib.import_module("typst").compile(str(written(pdf.with_suffix(".typ"), others.typst(report))), output=str(pdf))


def groff(report: Edition, pdf: Path) -> None:
    """groff with its own PDF driver."""
    run("groff", "-Kutf8", "-ms", "-Tpdf", written(pdf.with_suffix(".ms"), others.groff(report)).name, cwd=pdf.parent, into=pdf)


def groff_ps(report: Edition, pdf: Path) -> None:
    """groff by way of PostScript: words are placed, without blanks between them."""
    run(
        "groff",
        "-Kutf8",
        "-ms",
        "-Tps",
        written(pdf.with_suffix(".ms"), others.groff(report)).name,
        cwd=pdf.parent,
        into=pdf.with_suffix(".ps"),
    )
    run("ps2pdf", pdf.with_suffix(".ps").name, pdf.name, cwd=pdf.parent)


def fop(report: Edition, pdf: Path) -> None:
    """Apache FOP."""
    run("fop", "-q", written(pdf.with_suffix(".fo"), others.formatting_objects(report)).name, pdf.name, cwd=pdf.parent)


def scribus(report: Edition, pdf: Path) -> None:
    """Scribus, on a screen that nobody sees."""
    lines = written(pdf.with_suffix(".json"), json.dumps(others.scribus_lines(report)))
    script = Path(__file__).with_name("scribus_script.py")
    run("xvfb-run", "-a", "scribus", "-g", "-ns", "-py", str(script), lines.name, str(pdf), cwd=pdf.parent)


def distilled(_: Edition, pdf: Path) -> None:
    """XeLaTeX's print by way of Ghostscript."""
    run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", f"-sOutputFile={pdf.name}", "xelatex.pdf", cwd=pdf.parent)


def spread(_: Edition, pdf: Path) -> None:
    """WeasyPrint's print, two pages on a sheet."""
    library = importlib.import_module("pypdf")
    writer = library.PdfWriter()
    pages = list(library.PdfReader(pdf.with_name("weasyprint.pdf")).pages)
    for left, right in zip(pages[::2], [*pages[1::2], None], strict=False):
        sheet = writer.add_blank_page(2 * left.mediabox.width, left.mediabox.height)
        sheet.merge_page(left)
        if right is not None:
            sheet.merge_transformed_page(right, library.Transformation().translate(left.mediabox.width, 0))
    writer.write(pdf)


def ocr(_: Edition, pdf: Path) -> None:
    """XeLaTeX's print as pictures of 300 dpi, read by Tesseract: the text by itself, and under the pictures."""
    run("pdftoppm", "-r", "300", "-gray", "xelatex.pdf", "ocr-page", cwd=pdf.parent)
    pictures = sorted(one.name for one in pdf.parent.glob("ocr-page-*.pgm"))
    run(
        "tesseract",
        written(pdf.with_name("ocr-pages.lst"), "\n".join(pictures)).name,
        "ocr.tesseract",
        "-l",
        "eng",
        "--dpi",
        "300",
        "txt",
        "pdf",
        cwd=pdf.parent,
    )
    pdf.with_name("ocr.tesseract.pdf").rename(pdf)
    for one in pictures:
        pdf.with_name(one).unlink()


def ocrmypdf(_: Edition, pdf: Path) -> None:
    """Chromium's print as pictures of 300 dpi, with OCRmyPDF's text under them."""
    run("ocrmypdf", "-q", "--force-ocr", "--oversample", "300", "--jobs", "2", "chromium.pdf", pdf.name, cwd=pdf.parent)


PRODUCERS: dict[str, Callable[[Edition, Path], None]] = {
    "xelatex": latex("xelatex"),
    "lualatex": latex("lualatex"),
    "pdflatex": latex("pdflatex"),
    "chromium": chromium("Linux Libertine O"),
    "chromium-plain": chromium("Liberation Serif"),
    "weasyprint": weasyprint,
    "libreoffice": libreoffice,
    "typst": typst,
    "reportlab": drawn.draw,
    "groff": groff,
    "groff-ps2pdf": groff_ps,
    "fop": fop,
    "scribus": scribus,
    "wkhtmltopdf": wkhtmltopdf,
    "docx": docx,
    "distilled": distilled,
    "spread": spread,
    "ocr": ocr,
    "ocrmypdf": ocrmypdf,
}
ONE_COLUMN = {"wkhtmltopdf", "docx"}
"""Those on which no reader can mix columns."""
