"""Rules for names: of records, people, roles, sections, and for other words that must stand in print as they are."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from ...model.kinds import kind_of, records
from ...model.records import Topic
from ...text import fold, quoted
from ..claims import NOT_THERE, Check, Claim
from ..mentions import Knowledge
from ..prints import Match, Print, phrase
from ..quantities import numerals
from ..words import content, squeezed

_ASIDE = re.compile(r"\([^()]*\)")

NAMESAKES = ("speaker", "city")
"""Kinds of which two records may have the same name, as long as they do not share a passage."""

WHOLE = ("organisation", "initiative", "document")
"""Kinds whose names go on behind "of" and "for", as in "Taskforce for Health"."""

PLACES = ("city", "country")
"""Kinds that no record of the kinds above is named like."""

PRINTED = 2 / 3
"""Where so many items of a category have a title that is printed, all must."""


def look(known: Knowledge, claim: Claim, sort: str, text: str, inflected: bool = False) -> Check:
    """Look for words in the passages of a claim."""
    wanted = phrase(text)
    fault = NOT_THERE
    found: list[tuple[str, Match]] = []
    for passage, match in known.prints.find(text, inflected):
        if passage in claim.passages:
            printed = known.prints[passage]
            if (
                not inflected
                and not printed.whole(match)
                and not (wanted.proper and _is_place_in_name(known, printed, match, claim.record))
            ):
                fault = "stands there only as a part of a longer name"
            elif wanted.proper and known.prints.accented and not _same_letters(printed.text[match.start : match.end], text):
                fault = f"is spelled {quoted(printed.text[match.start : match.end])} there"
            else:
                found.append((passage, match))
    return claim.check(sort, text, "" if found else fault, found)


def scattered(known: Knowledge, passages: Sequence[str], text: str) -> list[tuple[str, Match]]:
    """Where words stand, perhaps with others between them."""
    wanted = phrase(text)
    found = ((printed.passage, next(printed.places(wanted), None) or printed.scattered(wanted)) for printed in known.prints.of(passages))
    return [(passage, match) for passage, match in found if match is not None]


def _is_place_in_name(known: Knowledge, printed: Print, match: Match, record: Any) -> bool:
    """Is a match a place that the longer name of a body holds, as a university's does?"""
    return kind_of(record) in ("city", "country") and any(
        other.match.first <= match.first and match.last <= other.match.last and other.match != match
        for other in known.mentions_in(printed.passage)
        if other.kind == "organisation"
    )


def _same_letters(printed: str, wanted: str) -> bool:
    """Are accents the same too? Capitals may differ: headings and sentence starts have their own."""
    one, other = ("".join(filter(str.isalpha, unicodedata.normalize("NFC", text).casefold())) for text in (printed, wanted))
    return one in ("", other)


def as_printed(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """Words that must stand there as they are."""
    yield look(known, claim, claim.name, claim.value)


def title(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """Words that must stand there as a title, whole."""
    found = look(known, claim, "title", claim.value)
    if not found.fault and not any(known.prints[passage].set_apart(match) for passage, match in found.places):
        found = found._replace(fault="is only a part of what stands there")
    yield found


def name(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """A name, which no other record of the kind may have that rests on the same passage."""
    in_any_form = isinstance(claim.record, Topic) and not phrase(claim.value).proper
    found = look(known, claim, "name", claim.value, in_any_form)
    parts = [_is_part(known.prints[passage], match) for passage, match in found.places]
    if not found.fault and kind_of(claim.record) in WHOLE and all(parts):
        found = found._replace(fault="is only a part of the name there")
    yield _one_of_a_kind(known, claim, found)


def _is_part(printed: Print, match: Match) -> bool:
    """Does a name go on behind "of" or "for" with another word in capitals, or begin behind an abbreviation?"""
    before = _word_before(printed, match)
    if len(before) > 1 and before.isupper() and printed.text[printed.words[match.first - 1].end : match.start] == " ":
        return True
    if not printed.goes_on(match) or match.last + 2 >= len(printed.words):
        return False
    link, following = printed.words[match.last + 1 : match.last + 3]
    return link.key in ("of", "for") and printed.text[following.start].isupper()


def acronym(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """An abbreviation, which may stand within longer names."""
    yield _one_of_a_kind(known, claim, look(known, claim, "acronym", claim.value, inflected=True))


def _one_of_a_kind(known: Knowledge, claim: Claim, found: Check) -> Check:
    """The outcome, with the fault that another record of the kind has the name. Namesakes are not in one passage."""
    kind, folded = kind_of(claim.record), fold(claim.value)
    for other in records(known.report, kind):
        names = (getattr(other, field, None) or "" for field in ("name", "title", "acronym"))
        namesake = other.id != claim.record.id and folded in map(fold, names)
        if namesake and not found.fault and (kind not in NAMESAKES or set(other.sources) & set(claim.passages)):
            return found._replace(fault=f"is what {kind}/{other.id} is called")
    for place in PLACES if kind in WHOLE and not found.fault else ():
        for other in records(known.report, place):
            if folded == fold(other.name):
                return found._replace(fault=f"is what {place}/{other.id} is called")
    return found


def aliases(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """Other names: those of topics in any form, and all also around an aside, "funding mechanism" in "funding (MF) mechanism"."""
    in_any_form = isinstance(claim.record, Topic)
    for number, alias in enumerate(claim.value):
        found = look(known, claim.item(number, alias), "alias", alias, in_any_form and not phrase(alias).proper)
        if found.fault and (places := _around_asides(known, claim.passages, alias)):
            found = found._replace(places=tuple(places), fault="")
        yield found


def _around_asides(known: Knowledge, passages: Sequence[str], text: str) -> list[tuple[str, Match]]:
    places = scattered(known, passages, text)
    spans = ((passage, match, known.prints[passage].text[match.start : match.end]) for passage, match in places)
    return [(passage, match) for passage, match, printed in spans if squeezed(_ASIDE.sub("", printed)) == squeezed(text)]


def initiative_name(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """The name of an initiative, or what we call one that print does not name."""
    if claim.node.named:
        yield from name(known, claim)
    else:
        yield _of_our_own(known, claim)


def strategy_title(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """The title of an item of the strategy, which stands apart; where print gives the items of a category none, it is ours."""
    found = look(known, claim, "title", claim.value)
    if not found.fault and not any(_stands_apart(known.prints[passage], match) for passage, match in found.places):
        found = found._replace(fault="is only a part of what stands there")
    if found.fault and not _are_printed(known, claim):
        found = _of_our_own(known, claim)
    yield _one_of_a_kind(known, claim, found)


def _stands_apart(printed: Print, match: Match) -> bool:
    """Is it an item of a list, the last one behind "and" perhaps?"""
    first = match.first - 1 if match.first and printed.words[match.first - 1].key == "and" else match.first
    return printed.set_apart(printed.match(first, match.last))


def _are_printed(known: Knowledge, claim: Claim) -> bool:
    items = [item for item in known.report.strategy if item.category == claim.node.category]
    told = [not look(known, claim._replace(passages=item.sources), "title", item.title).fault for item in items]
    return sum(told) >= PRINTED * len(items)


def _of_our_own(known: Knowledge, claim: Claim) -> Check:
    """Most words must be those of the passages, or of what the record refers to."""
    wanted = set(content(claim.value))
    there: set[str] = {word for label in known.labels(claim.node) for word in content(label)}
    for printed in known.prints.of(claim.passages):
        there |= printed.stems | known.wording.bag(printed.passage)
    fault = "has words that the passages do not have" if 2 * len(wanted - there) > len(wanted) else ""
    return claim.check("our own name", claim.value, fault)


def person(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """A person's honorific and name, which stand together."""
    honorific = claim.node.honorific
    longer = _longer_names(known, claim)
    if longer:
        yield claim.check("name", claim.value, f"is only a part of the name there: {quoted(longer)}")
        return
    if honorific:
        found = look(known, claim, "honorific", f"{honorific} {claim.value}")
        if found.fault:
            there = any(passage in claim.passages for passage, _ in known.prints.find(claim.value))
            alone = there and found.fault == NOT_THERE  # and the name is not spelled otherwise
            yield found._replace(field=claim.sibling("honorific") if alone else claim.field, claim="honorific" if alone else "name")
        else:
            yield found._replace(field=claim.sibling("honorific"), wanted=honorific)
            yield _one_of_a_kind(known, claim, found._replace(claim="name", wanted=claim.value))
        return
    found = look(known, claim, "name", claim.value)
    honorifics = {speaker.honorific for speaker in known.report.speakers if speaker.honorific}
    before = {_word_before(known.prints[passage], match) for passage, match in found.places}
    if before and before <= honorifics:
        yield claim.check("honorific", "none", f"is {' and '.join(sorted(before))} there", field="honorific")
    yield _one_of_a_kind(known, claim, found)


def _longer_names(known: Knowledge, claim: Claim) -> str:
    """A longer name that a passage prints and that ends with this one; with a forename, say."""
    honorifics = {word for speaker in known.report.speakers for word in (speaker.honorific or "").split()}
    for passage, match in known.prints.find(claim.value):
        printed = known.prints[passage]
        before = _word_before(printed, match)
        if passage in claim.passages and before not in honorifics and printed.begins_within(match):
            return printed.text[printed.words[match.first - 1].start : match.end]
    return ""


def _word_before(printed: Print, match: Match) -> str:
    word = printed.words[match.first - 1] if match.first else None
    return printed.text[word.start : word.end] if word else ""


def role(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """A role, which stands whole and right beside the person's name."""
    found: list[tuple[str, Match]] = []
    fault = NOT_THERE
    for printed in known.prints.of(claim.passages):
        for match in printed.places(phrase(claim.value)):
            if not any(_is_role_of(known, claim, printed, match, one) for one in known.people(claim.record, printed)):
                fault = f"stands there, but not right beside {claim.record.name}"
            elif not printed.whole(match) or _goes_on(known, claim, printed, match):
                fault = "is only a part of what stands there"
            else:
                found.append((printed.passage, match))
    yield claim.check("role", claim.value, "" if found else fault, found)


def _is_role_of(known: Knowledge, claim: Claim, printed: Print, match: Match, one: Match) -> bool:
    if match.first > one.last:  # "Mr A, Mayor of B", "Ms C, the D network's Director"
        between = {"the", "a", "an"} | {word for label in known.labels(claim.node) for word in phrase(label).words}
        gap = printed.words[one.last + 1 : match.first]
        return all(word.key in between for word in gap) and "." not in printed.text[one.end : match.start]
    if match.last < one.first:  # "Director of E, Mr F"
        gap = printed.words[match.last + 1 : one.first]
        others = [mention.match for mention in known.mentions_in(printed.passage, "speaker")]
        of_another = any(0 < match.first - other.last < 3 for other in others)
        return [word.key for word in gap] in ([], phrase(claim.record.honorific or "").words) and not of_another
    return False


def _goes_on(known: Knowledge, claim: Claim, printed: Print, match: Match) -> bool:
    """Do more words of the role follow?"""
    if printed.breaks_off(match) or printed.goes_on(match):
        return True
    if match.last + 1 >= len(printed.words):
        return False
    gap = printed.text[match.end : printed.words[match.last + 1].start]
    if re.fullmatch(r",\s", gap):  # "Secretary of Education, Tunja"
        return any(
            mention.match.first == match.last + 1
            for kind in ("city", "organisation")
            for mention in known.mentions_in(printed.passage, kind)
        )
    return re.search(r"[^\w\s'’]", gap) is None


def heading(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """The title of a section, or of its chapter: whole lines over its first passage."""
    above = known.copy.headings.get(claim.node.id)
    if above is None:
        return
    if claim.field == "title":
        told = " ".join(above.split())
        yield claim.check("title", claim.value, "" if _on_lines(claim.value, above) else f"is not the heading there: {quoted(told)}")
    else:
        chapter = _chapter(known, claim.node.id)
        same = squeezed(chapter) == squeezed(claim.value)
        yield claim.check("title", claim.value, "" if same else f"is not the chapter there: {quoted(chapter or 'none')}")


def _chapter(known: Knowledge, identifier: str) -> str:
    """The chapter in which the copy prints a section: the last one whose heading stands before it or over it."""
    chapters = {section.chapter for section in known.report.sections if section.chapter}
    current = ""
    for section in known.report.sections:
        above = known.copy.headings.get(section.id, "")
        current = next((chapter for chapter in chapters if _on_lines(chapter, above)), current if section.chapter else "")
        if section.id == identifier:
            break
    return current


def _on_lines(wanted: str, above: str) -> bool:
    """Does a heading fill whole lines?"""
    lines = [squeezed(line) for line in above.split("\n")]
    whole = squeezed(wanted)
    return any("".join(lines[first:last]) == whole for first in range(len(lines)) for last in range(first + 1, len(lines) + 1))


def page(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """The page on which a section begins, as the table of contents tells it."""
    told = known.copy.pages.get(squeezed(claim.node.title))
    if told is not None:
        yield claim.check("page", str(claim.value), "" if told == claim.value else f"is {told} in the table of contents")


def kind(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """What sort of session it was: the words for that stand there."""
    wanted = set(content(claim.value))
    told = any(wanted <= printed.stems for printed in known.prints.of(claim.passages))
    yield claim.check("kind", claim.value, "" if told else NOT_THERE)


def number(known: Knowledge, claim: Claim) -> Iterator[Check]:
    """A number of a record: right before its title or name, or somewhere if print gives it none."""
    value = str(claim.value)
    forms = set(numerals(int(value))) if value.isdigit() else {value}
    beside = claim.node.title if hasattr(claim.node, "title") else getattr(claim.node, "name", None)
    found: list[tuple[str, Match]] = []
    for printed in known.prints.of(claim.passages):
        if beside and claim.field != "edition":
            near = {match.first - step for match in printed.places(phrase(beside)) for step in (1, 2)}
        else:
            near = set(range(len(printed.words)))
        found += [
            (printed.passage, printed.match(place, place)) for place in sorted(near) if place >= 0 and printed.words[place].key in forms
        ]
    yield claim.check("number", value, "" if found else NOT_THERE if not beside else "does not stand beside the name", found)
