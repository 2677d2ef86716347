"""Rules for figures, dates and addresses."""

import math
import re
from collections.abc import Iterator
from typing import Any

from ...query.amounts import amount
from ...query.names import names_of
from ...text import quoted
from ..claims import NOT_THERE, Check, Claim
from ..mentions import Knowledge
from ..prints import Print, unbroken
from ..words import content, words

NEAR = 6
"""The unit of a number stands at most so many words away from it, in the same sentence."""


def figure(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """A figure's value with its range, unit and qualifier, in each of its passages."""
    for printed in known.prints.of(claim.passages):
        yield figure_in(known, claim, printed)


def figure_in(known: Knowledge, claim: Claim, printed: Print) -> Check:
    """The same in one passage; the fault names the first of the fields that print contradicts."""
    node = claim.node
    found = claim.check("date" if isinstance(node.value, str) else "number", amount(node), passages=(printed.passage,))
    begun = [one for one in printed.quantities if _equal(one.value, node.value)]
    same = [one for one in begun if (one.value_to is None) == (node.value_to is None) and _equal(one.value_to, node.value_to)]
    if not same:
        return found._replace(field="value_to" if begun and node.value_to is not None else "value", fault=NOT_THERE)
    near = [one for one in same if _has_unit(known, node, printed, one.first, one.last)]
    if not near:
        return found._replace(field="unit", fault=f"stands there, but not with {quoted(node.unit or '')}")
    limited = [one for one in near if one.limit == node.qualifier]
    if not limited:
        return found._replace(field="qualifier", fault=f"stands there as {near[0].limit}")
    return found._replace(places=tuple((printed.passage, printed.match(one.first, one.last)) for one in limited))


def _equal(one: int | float | str | None, other: int | float | str | None) -> bool:
    if isinstance(one, str) and isinstance(other, (int, float)):
        return one.isdigit() and int(one) == other
    return one == other or (isinstance(one, float) and isinstance(other, (int, float)) and math.isclose(one, other, rel_tol=0.01))


def _has_unit(known: Knowledge, node: Any, printed: Print, first: int, last: int) -> bool:
    if not node.unit:
        return True
    wanted = {word.stem for word in words(node.unit + (" aged old" if node.kind == "age" else ""))}
    sentence = printed.sentence(first)
    around = range(max(first - NEAR, sentence.start), min(last + NEAR + 1, sentence.stop))
    near = {printed.words[place].stem for place in around}
    for mention in known.mentions_in(printed.passage):
        if mention.match.first in around:  # an abbreviation stands for its words
            near.update(stem for name in names_of(known.find(mention.kind, mention.id)) for stem in content(name))
    return bool(wanted & near)


def year(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """A year that stands there."""
    told = any(word.key == str(claim.value) for printed in known.prints.of(claim.passages) for word in printed.words)
    yield claim.check("date", str(claim.value), "" if told else NOT_THERE)


def day(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """The first or the last day of something, which print tells together."""
    span = (claim.node.start, claim.node.end)
    told = any(span == (one.value, one.value_to or one.value) for printed in known.prints.of(claim.passages) for one in printed.quantities)
    yield claim.check("date", claim.value, "" if told else NOT_THERE)


def address(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """Web addresses, however lines divide them."""
    for one in (claim.value,) if isinstance(claim.value, str) else claim.value:
        whole = re.compile(re.escape(unbroken(one)) + r"(?![\w/-])")
        told = any(whole.search(unbroken(printed.own)) for printed in known.prints.of(claim.passages))
        yield claim.check("address", one, "" if told else NOT_THERE)
