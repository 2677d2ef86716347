"""`iclc show`: records of any kind."""

from .options import SHOW, Shared, declare
from .refs import Evidence, Pick, Refs, show


@declare(
    SHOW,
    'iclc show yeonsu\niclc show "Ko Nam-Seok" forum-2.2\niclc show topic/health-literacy --json',
    prints={"evidence": "query.evidence.FieldEvidence"},
)
def command(refs: Refs, options: Shared, evidence: Evidence = False, pick: Pick = None) -> None:
    """Cards of any kind, one or several; the same as NAME.

    All that is known, what is linked to them, and where that stands.
    """
    show(refs, options, None, evidence, pick)
