"""Figures: every number and date of the report, by what it measures and by size; a card of one."""

from ..model import Figure
from .drawing import Drawing, Selection, amount

GROUPS = (
    ("Counts", ("count",)),
    ("Shares and ages", ("share", "age")),
    ("How long", ("duration",)),
    ("When", ("period", "date")),
)
"""What figures are grouped by, and the kinds in each group."""

WORDS = {"count": "counts", "share": "measures", "age": "measures", "duration": "measures", "period": "dates", "date": "dates"}
"""What a figure does, by its kind."""

HOURS = {"hour": 1, "day": 24, "week": 168, "month": 730, "year": 8760}
"""How long a unit of time is."""


def listing(drawing: Drawing, chosen: Selection) -> None:
    """The amount in the gutter, flush right as numbers are, and what it counts; the greatest first, times as they passed."""
    page = drawing.page
    drawing.heading("Figures", chosen, ": every number in the report that counts or dates something")
    if chosen.sorted:
        page.blank()
        for figure in chosen.records:
            _entry(drawing, figure, chosen)
    else:
        for title, kinds in GROUPS:
            held = [figure for figure in chosen.records if figure.kind in kinds]
            if held:
                page.heading(title, str(len(held)))
            for figure in sorted(held, key=_size):
                _entry(drawing, figure, chosen)
    if chosen.records:
        page.hint(f"iclc figure {chosen.records[0].id}", "iclc figures --kind date", "iclc figures --sort -value")


def _entry(drawing: Drawing, figure: Figure, chosen: Selection) -> None:
    drawing.numbered(amount(figure), figure.counts, drawing.where(figure.sources, most=1), role="name", cut=not chosen.in_full)
    if chosen.ids:
        drawing.page.put(figure.id, indent=drawing.page.left)


def _size(figure: Figure) -> tuple[bool, str, float, str]:
    """Sorts dates as they passed, of all else the kinds apart and the greatest first."""
    if figure.value is None:
        return (False, "", 0.0, figure.date or "")
    unit = HOURS.get((figure.unit or "").removesuffix("s"), 1) if figure.kind == "duration" else 1
    return (True, figure.kind, -figure.value * unit, "")


def card(drawing: Drawing, figure: Figure, full: bool) -> None:
    """How much of what, whose it is, when it held, and what other figures stand beside it."""
    page = drawing.page
    counts = f" {figure.unit}" if figure.kind == "count" and figure.unit else ""
    drawing.head(amount(figure) + counts, f"figure, {figure.kind}")
    page.blank()
    page.item(WORDS[figure.kind], figure.counts, drawing.where(figure.sources))
    for kind in ("city", "organisation", "country"):
        if identifier := getattr(figure, kind):
            page.item("body" if kind == "organisation" else kind, drawing.name(kind, identifier))
    if figure.session:
        page.item("session", drawing.session(figure.session))
    if figure.year is not None and str(figure.year) not in amount(figure):
        page.item("year", str(figure.year))
    if not full:
        drawing.doubts(
            figure,
            "value",
            "value_to",
            "date",
            "date_to",
            "unit",
            "qualifier",
            "counts",
            "year",
            "city",
            "organisation",
            "country",
            "session",
        )
    _beside(drawing, figure)
    if full:
        drawing.remarks(figure)
    drawing.hint(figure, full or not figure.remarks, "trace", "cite")


def _beside(drawing: Drawing, figure: Figure) -> None:
    """Other figures of the same paragraphs."""
    own = set(figure.sources)
    others = [one for one in drawing.report.figures if one is not figure and own.intersection(one.sources)]
    if others:
        drawing.page.blank()
    for number, other in enumerate(others):
        told = drawing.page.words((amount(other), "name"), f" {other.counts}")
        drawing.page.item("" if number else "beside it", told, drawing.where(other.sources, most=1), hang=2)
