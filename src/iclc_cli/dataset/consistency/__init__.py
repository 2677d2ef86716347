"""What must be so in every report, whatever print says: one function a rule, its docstring the rule.

To add a rule, write it in the module whose subject it shares, and tell in `tests/test_consistency.py` the lie that it finds.
"""

from collections.abc import Iterator

from ...model import Report
from ...model.kinds import records
from ...model.walk import parse_path
from ...query.evidence import is_about
from ...query.names import ref_of
from . import belonging, counting, resting  # noqa: F401 - they hold the rules
from .known import RULES, Known

EXCUSE = "; mend it, or say why in a remark"
"""How a finding ends that a remark on the field would excuse; a routine one says where the value is from, and excuses nothing."""


def contradictions(report: Report) -> Iterator[tuple[str, str, str, str]]:
    """The code, record, field and message of every finding, in a report whose references all lead somewhere."""
    known = Known(report)
    for code, kinds, excused, check in RULES:
        for record in (one for kind in kinds for one in records(report, kind)):
            for field, message in check(known, record):
                if not excused:
                    yield code, ref_of(record), field, message
                elif not any(is_about(remark, parse_path(field)) for remark in record.remarks if not remark.routine):
                    yield code, ref_of(record), field, message + EXCUSE
