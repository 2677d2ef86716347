"""Rules for sources, key terms and paraphrases: does each passage bear out what rests on it, and is none left out?"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from ...model.kinds import KINDS, kind_of, shapes, standing
from ...model.records import Appearance, Passage
from ...text import clip
from ..claims import NOT_THERE, Check, Claim
from ..mentions import Knowledge, Mention, all_names, spoken
from ..prints import Phrase, Print, phrase, unbroken
from ..quantities import NUMBER_WORDS
from ..words import Word, stem, words
from .amounts import figure_in

NAMED = 0.75
"""A name alone must share this much with a passage that prints it in other words."""

ROOT = 5
"""So many letters of a word are taken for its root."""

_SENTENCE_START = re.compile(r"(?:^|[.!?:;]['\"’”)]*\s+|['\"‘“(])\s*$")


def sources(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """The passages of a record, or of a part of one."""
    if claim.node is not claim.record:
        yield from _sources_of_part(known, claim)
        return
    label = clip(known.naming.label(claim.record))
    for printed in known.prints.of(claim.value):
        fault = "" if _bears_out(known, claim, printed) else "does not bear the record out"
        places = known.places(kind_of(claim.record), claim.record.id, [printed.passage])
        yield claim.check("source", label, fault, places, passages=(printed.passage,))
    yield from _left_out(known, claim)


def _sources_of_part(known: Knowledge, claim: Claim) -> Iterator[Check]:
    for passage in claim.value:
        if passage not in claim.record.sources:
            yield claim.check("source", passage, "is not among the sources of the record", passages=(passage,))
    if isinstance(claim.node, Appearance):
        anywhere = False
        for printed in known.prints.of(claim.value):
            named = [(printed.passage, match) for match in known.people(claim.record, printed)]
            anywhere = anywhere or bool(named)
            told = named or any(_rests_on(known, point, printed.passage) for point in claim.node.said)
            fault = "" if told else "neither names the person nor tells what was said"
            yield claim.check("source", claim.record.name, fault, named, passages=(printed.passage,))
        yield claim.check("name", claim.record.name, "" if anywhere else "is not named there")


def _rests_on(known: Knowledge, point: Any, passage: str) -> bool:
    return passage in point.sources and known.wording.leans(point.text, passage)


def _bears_out(known: Knowledge, claim: Claim, printed: Print) -> bool:
    """Does a passage bear out that a record rests on it?"""
    record, passage = claim.record, printed.passage
    kind = kind_of(record)
    if known.places(kind, record.id, [passage]):
        return True
    if kind == "speaker" and known.people(record, printed):
        return True
    if kind == "session" and known.section_of(passage) == record.section:
        return True
    if kind == "figure" and not figure_in(known, claim, printed).fault:
        return True
    if kind == "country" and _prints_adjective(record, printed):
        return True
    if kind == "topic":  # where print deals with it in other words, a remark must say so
        return any(printed.scattered(phrase(name)) for name in (record.name, *record.aliases))
    if KINDS[kind].single and stem(kind) in printed.stems:  # the one record of its kind needs no name
        return True
    if any(unbroken(sign) in unbroken(printed.own) for sign in _signs(record)):
        return True
    if any(_rests_on(known, point, passage) for point in _points(record)) or _is_in_list(known, record, passage):
        return True
    name = str(getattr(record, "name", None) or getattr(record, "title", None) or "")
    fields = (field for field in shapes(type(record)) if standing(type(record), field) == "paraphrase")
    texts = [f"{name} {value}" for field in fields if (value := getattr(record, field))]
    if texts:
        return any(known.wording.leans(text, passage) for text in texts)
    return known.wording.leans(known.naming.label(record), passage, NAMED, nearly=0)


def _prints_adjective(country: Any, printed: Print) -> bool:
    """Does a passage print a word made of a country's name, as "Korean" of "Korea"?"""
    roots = tuple(word.key[:ROOT] for name in all_names(country) if phrase(name).proper for word in words(name) if len(word.key) >= ROOT)
    return any(word.key.startswith(roots) and printed.text[word.start].isupper() for word in printed.words)


def _signs(record: Any) -> Iterator[str]:
    """What tells a record where its name does not stand: addresses, and for a publication whose it is."""
    publication = getattr(record, "report", None)
    if getattr(record, "url", None):
        yield record.url
    if publication:
        yield from (publication.publisher, str(publication.year), *publication.urls)
        yield from (text for credit in publication.credits for text in (f"© {credit.name}", f"{credit.role}: {credit.name}"))


def _points(record: Any) -> Iterator[Any]:
    yield from getattr(record, "conclusions", ())
    for appearance in getattr(record, "appearances", ()):
        yield from appearance.said


def _is_in_list(known: Knowledge, record: Any, passage: str) -> bool:
    """Is it an item of a list whose opening sentence the record cites too?"""
    opening = None
    for other in known.report.passages:
        if other.id == passage:
            return other.kind == "bullet" and opening in record.sources
        if other.kind == "paragraph":
            opening = other.id
    return False


def _left_out(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """Passages that print a record's name, as no part of another name, and that the record does not cite."""
    kind = kind_of(claim.record)
    told = set(claim.value)
    for mention in known.mentions[kind, claim.record.id]:
        if mention.passage not in told and kind != "session" and _surely_named(known, mention):
            told.add(mention.passage)
            fault = "stands in a passage that the record does not cite"
            yield claim.check("source", mention.name.text, fault, [(mention.passage, mention.match)], passages=(mention.passage,))


def _surely_named(known: Knowledge, mention: Mention) -> bool:
    """Does print surely mean the record there?

    Not where the name stands in a heading or an address, or in another form; not where it is a part of a longer name or
    the name of another record too; and not where it is a common word that begins a sentence.
    """
    printed, match, name = known.prints[mention.passage], mention.match, mention.name
    if not printed.is_own(match) or any(first <= match.start < last for first, last in printed.addresses):
        return False
    if [word.key for word in printed.words[match.first : match.last + 1]] != name.words or not printed.whole(match):
        return False
    if known.within_another(mention) or known.shared(mention):
        return False
    before = printed.text[: match.start].rstrip("'\"‘“( ")
    starts = not before or before[-1] in ".!?:;\n"
    if not name.proper:  # a goal is called by its subject, and the subject does not mean the goal
        return mention.kind == "topic" and (starts or printed.text[match.start].islower())
    return not (starts and match.first == match.last and not name.upper and name.keys in known.prints.lower_case)


def terms(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """The key terms of a passage: in any form, in one sentence, or as another name of something that is named."""
    printed = known.prints[claim.node.id]
    for number, term in enumerate(claim.value):
        wanted = phrase(term)
        match = next(chain(printed.places(wanted, inflected=True), printed.places(wanted)), None) or printed.scattered(wanted)
        told = match is not None or _stands_for(known, printed, wanted)
        places = [(printed.passage, match)] if match else []
        yield claim.item(number, term).check("term", term, "" if told else NOT_THERE, places)


def _stands_for(known: Knowledge, printed: Print, wanted: Phrase) -> bool:
    """Does a passage print an abbreviation, or another name, of something that goes by these words, or by more that hold them?"""
    return any(
        (mention.name.short or wanted.short or mention.name.content & wanted.content)
        and any(Print("", name).places(wanted, inflected=True))
        for mention in known.mentions_in(printed.passage)
        for name in all_names(known.find(mention.kind, mention.id))
    )


def paraphrase(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """Our own words: their numbers and names must be printed, and a part's must lean on the passages it cites."""
    said = _figures_and_names(claim.value)
    if said:
        there = spoken(all_names(claim.record)) | spoken(known.labels(claim.record))
        there.update(word for passage in claim.passages for word in _around(known, passage))
        starts = {word[:4] for word in there if not word[0].isdigit()}
        for word in said:
            told = word.key in there or word.stem in there or (len(word.key) > 4 and word.key[:4] in starts)  # Mexico, Mexican
            yield claim.check("in our words", claim.value[word.start : word.end], "" if told else NOT_THERE)
    if claim.node is not claim.record or isinstance(claim.node, Passage):  # a record as a whole is held against its sources
        for printed in known.prints.of(claim.passages):
            fault = "" if known.wording.leans(claim.value, printed.passage) else "is not what this passage says"
            yield claim.check("source", clip(claim.value), fault, passages=(printed.passage,))


def _figures_and_names(text: str) -> list[Word]:
    """The numbers and the words with capitals that a text has, the latter elsewhere than at the start of a sentence."""
    found = []
    for word in words(text):
        written = text[word.start : word.end]
        capital = len(written) > 1 and written[0].isupper()
        if (
            written[0].isdigit()
            or word.key in NUMBER_WORDS
            or (capital and (written.isupper() or not _SENTENCE_START.search(text[: word.start])))
        ):
            found.append(word)
    return found


def _around(known: Knowledge, passage: str) -> frozenset[str]:
    """The words, whole and as stems, of a passage and of the names of all records that rest on it."""
    if passage not in known.around:
        found: set[str] = set()
        for printed in known.prints.of([passage]):
            found |= spoken([printed.text]) | {str(one) for amount in printed.quantities for one in (amount.value, amount.value_to)}
        for kind, other in known.citing(passage):
            found |= spoken(all_names(other)) | spoken(known.labels(other))
            if kind == "strategy":
                found |= spoken([f"{other.category} {other.order}"])
        known.around[passage] = frozenset(found)
    return known.around[passage]


def printed_in_remarks(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """What a remark says is printed must be."""
    for number, remark in enumerate(claim.value):
        if remark.printed and claim.passages:
            one = claim.item(number, remark)
            pieces = [piece.strip(" ,;") for piece in remark.printed.split("...")]  # what the remark leaves out
            places = [[place for place in known.prints.find(piece) if place[0] in claim.passages] for piece in pieces if piece]
            told = [place for found in places for place in found]
            yield one._replace(field=f"{one.field}.printed").check("remark", remark.printed, "" if all(places) else NOT_THERE, told)
