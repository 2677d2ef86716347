"""Reports with what is printed of them, and the few ways in which tests look into the check of one against the other."""

from pathlib import Path
from typing import Any

import pytest
from liar import changed, with_record

from iclc_cli.model import Report
from iclc_cli.query.index import Index
from iclc_cli.verify import open_copy
from iclc_cli.verify.checking import checks
from iclc_cli.verify.claims import Check
from iclc_cli.verify.mentions import Knowledge

HERE = Path(__file__).resolve().parent

SMALL_PRINT = HERE / "small.txt"
"""What is printed of the small report."""

QUIET = HERE / "quiet.json"
"""An invented report of two dozen passages: so many that a rule can tell one passage from another by its words."""

QUIET_PRINT = HERE / "quiet.txt"
"""What is printed of it, on pages with heads, numbers, captions and a footnote."""

REAL_PRINT = HERE.parents[1] / "shared" / "report" / "report.txt"
"""The text of the real report, which is not ours to publish."""

needs_the_report = pytest.mark.skipif(not REAL_PRINT.is_file(), reason="the printed report's text is not beside this checkout")


def held_against(report: Report, path: Path) -> Knowledge:
    """A report held against a copy of it."""
    return Knowledge(report, open_copy(report, str(path)))


def lied(known: Knowledge, kind: str, identifier: str, field: str, value: Any) -> list[Check]:
    """What the check finds in a record after one field of it was changed; the field as a path, such as `appearances.0.role`."""
    old = Index(known.report).get(kind, identifier)
    new = changed(old, [int(step) if step.isdigit() else step for step in field.split(".")], value)
    return list(checks(Knowledge(with_record(known.report, kind, old, new), known.copy, known), new))
