"""`iclc about`: the conference and its report, then which tool and which data this is, and what the data cannot tell."""

from ..model.kinds import KINDS
from .conference import told
from .drawing import Drawing, plural

"""What records of a kind are called where they are counted, if not by its name."""

PAGES = (
    "The table of contents of the report tells on which page a section begins, and that is told here. "
    "On which page a paragraph stands is not told: places are numbers of paragraphs in their section."
)


def about(drawing: Drawing, tool: str, checksum: str | None) -> None:
    """What the conference was, on what terms its report may be used, versions, checksum, how many of each."""
    page, report = drawing.page, drawing.report
    told(drawing, report.conference)
    page.blank()
    page.item("tool", tool)
    page.item("data", f"version {report.version}, in schema {report.schema.rpartition('-')[2]}")
    if checksum:
        _checksum(drawing, checksum)
    page.run(
        "holds",
        [plural(one.name, number) for one in KINDS.values() if not one.single and (number := len(drawing.book.records(one.name)))],
        9,
    )
    page.blank()
    page.item("pages", PAGES)
    page.item("rules", "How the data was made, what is ours in it and what it cannot tell: iclc help data")
    page.hint("iclc help data", "iclc cite", "iclc remarks", f"iclc show conference/{report.conference.id} --evidence")


def _checksum(drawing: Drawing, checksum: str) -> None:
    """The checksum in one piece, from the margin on where the column is too narrow; in equal pieces where the window is."""
    page = drawing.page
    if len(checksum) <= page.measure or page.spoken:
        page.item("SHA-256", checksum)
        return
    page.item("SHA-256", "the checksum of the data")
    size = next((size for size in (64, 32, 16) if size <= page.right - page.left), 8)
    pieces = [checksum[start : start + size] for start in range(0, len(checksum), size)]
    page.put(" ".join(pieces), indent=page.left)
