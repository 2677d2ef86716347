"""The conference: what it was, when and where, and the report of it: who published that, and on what terms."""

from ..model import Conference
from .drawing import Drawing, Selection, days, grouped


def listing(drawing: Drawing, chosen: Selection) -> None:
    """There is but one, so its card."""
    for conference in chosen.records:
        card(drawing, conference, chosen.in_full)


def card(drawing: Drawing, conference: Conference, full: bool) -> None:
    """The conference, then the report of it, with the sentence that anyone who uses the data is asked to print."""
    told(drawing, conference)
    if full:
        drawing.page.blank()
        for number, point in enumerate(conference.points):
            drawing.page.item("" if number else "report says", point.text, drawing.where(point.sources), hang=2)
        drawing.page.blank()
        drawing.page.item("told in", drawing.wheres(conference.sources))
        drawing.remarks(conference)
    else:
        drawing.doubts(conference, "name", "theme", "host", "organiser", "start", "end", "mode", "report")
        drawing.page.hint(f"iclc show conference/{conference.id} --full")
    drawing.page.hint("iclc cite", f"iclc show conference/{conference.id} --evidence")


def told(drawing: Drawing, conference: Conference) -> None:
    """What, when and where; then the printed report with all that its licence asks to be told."""
    page, report = drawing.page, conference.report
    host = drawing.get("city", conference.host)
    drawing.head(conference.name, "conference")
    page.put(f"{host.name}, {drawing.country(host.country)}, {days(conference.start, conference.end)}; {conference.mode}", indent=page.left)
    page.blank()
    page.item("theme", conference.theme)
    page.item("organiser", drawing.name("organisation", conference.organiser))
    page.item("about", conference.summary, "in our words")
    page.blank()
    page.item("report", page.words((report.title, "name"), f", {report.publisher}, {report.year}"))
    page.item("licence", report.licence)
    for url in report.urls:
        page.address(url)
    for role, credits in grouped(report.credits, lambda credit: credit.role).items():
        page.item("credits" if role == report.credits[0].role else "", f"{role}: {', '.join(credit.name for credit in credits)}", hang=2)
    page.blank()
    page.item("attribution", report.attribution)
