"""`iclc help data`: how the data was made, what is ours in it, its rules with their tests, and what it cannot tell."""

from ..model import InitiativeKind, OrganisationKind, Participation, Status
from ..model.values import MEANINGS
from .drawing import Drawing, word

OURS = (
    ("as printed", "names, titles, roles, numbers, dates, addresses; a misspelt name is corrected, with a remark"),
    ("in our words", "gists, summaries, conclusions, points, statements, definitions: paraphrase, never quotation"),
    ("“name”", "an initiative with a printed name; without quotation marks, and as a label in [brackets], the name is ours"),
    ("from outside", "codes (ISO 3166-1), regions (UNESCO), coordinates (GeoNames), aliases without a source"),
)
"""Whose words stand where."""

RULES = (
    ("passages", "every paragraph, bullet item, caption and footnote has a number; every other record lists those it rests on"),
    ("conclusions", "what unnamed people concluded, noted or recommended; what a session only discussed is in its summary"),
    ("said", "what stands under somebody’s name; who works in a place does not for that speak for its city"),
    ("statements", "what cities, or the participants together, said in the mayors’ forums; in which of the two is not printed"),
    ("city of", "an initiative is the owner, where print gives one; place is where it lies, proposed_by who wished for it"),
    ("topics", "what the report defines, abbreviates, uses in two passages or names as a cluster; scope_note is ours"),
    ("figures", "numbers and dates that a reader can use; shares are in percent"),
    ("remarks", "each departure from print, each doubt, and what the report does not say, with the reason"),
)
"""What is recorded as what."""

CODES = {
    "initiatives": InitiativeKind,
    "status": Status,
    "bodies": OrganisationKind,
    "participation": Participation,
}
"""The coded values that are told with their tests; of an initiative's the first that is met decides."""


def draw(drawing: Drawing) -> None:
    """Everything that a user of the data has to know, in a page."""
    page, report = drawing.page, drawing.report
    publication = report.conference.report
    page.line(page.words(("The data", "name"), f"  version {report.version}, made by reading, checked against print"))
    page.blank()
    page.commands("whose", OURS)
    page.blank()
    page.commands("rules", RULES)
    for title, base in CODES.items():
        page.blank()
        page.commands(title, [(word(value), told) for value, told in MEANINGS[base].items()])
    missing = [remark for remark in report.conference.remarks if remark.kind == "unstated"]
    if missing:
        page.blank()
    for number, remark in enumerate(missing):
        page.item("" if number else "not told", drawing.in_places(remark.reason), hang=2)
    page.blank()
    told = f"{publication.title}. {publication.publisher}, {publication.year}."
    page.item("report", f"{told} It prints no address of its own: look for the title in the publisher’s repository.")
    page.item("errors", "Hold a record against your copy (iclc trace, iclc verify) and report it with its kind/id and passage.")
    page.hint("iclc remarks", "iclc schema initiative", "iclc show REF --evidence")
