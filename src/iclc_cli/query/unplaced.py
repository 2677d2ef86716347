"""What was said in one of several sessions that a section tells of together, the report not saying in which."""

from ..model import Session, Statement
from .index import Index


def unplaced(index: Index, session: Session) -> list[Statement]:
    """The statements that were made in a session, or in another of its section: who asks for either is led to them."""
    if sum(one.section == session.section for one in index.report.sessions) < 2:
        return []
    there = {passage.id for passage in index.passages_of(session.section)}
    return [one for one in index.report.statements if one.session is None and not there.isdisjoint(one.sources)]
