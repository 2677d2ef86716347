"""What a field must find in print, by its mark on the model: one rule a mark, one for references, one for sources.

A rule gets a claim and gives checks: what was looked for, and where it stands or why it does not.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from ..model import Alias, Appearance, Figure, Initiative, Passage, Session, Speaker
from ..model.base import AMOUNT, BESIDE, HEADING, IN_ANY_FORM, PARAPHRASE, PRINTED, Mark
from ..model.kinds import KINDS, Shape, kind_of, shapes
from ..model.walk import Path, dotted, fields, walk
from ..query.amounts import amount, span
from ..query.names import ref_of
from ..query.numbers import NUMBERS, ORDINALS, forms, limit_before, numbers_in, numerals, ordinals_in, range_forms
from ..query.spelling import FILLERS, WORD, key, stem, stems
from ..text import clip, quoted
from .fingerprints import check_value, headings_of
from .knowledge import Known, all_names, is_paraphrase
from .prints import Match, Print, is_proper, parted, same_letters

NOT_THERE, ONLY_A_PART, ELSEWHERE = "does not stand there", "is only a part of what stands there", "stands there, but of something else"

NEAR = 6
"""A unit stands at most so many words away from its number, in the same sentence; and a role from its person."""

BEFORE, AFTER = 3, 4
"""What a number is of stands among so many words before it or behind it."""

SORTS = {"url": "address", "urls": "address", "printed": "remark", "terms": "term"}
"""What fields are called in faults, where not by their own names."""

UNITLESS = frozenset({"date", "period", "share"})
"""Kinds of figure that print needs no unit for: a share may be "half"."""

BETWEEN = 30
"""So few characters stand between names that belong together in our words: "Mr A, Mayor of B (C)"."""

LONGEST = 20
"""So many words a title or a role may have."""

ABOUT = frozenset({"topic", "initiative", "sdg", "document", "speaker"})
"""Kinds that a passage can be about without naming them: what counts is that the record referred to rests on it too."""

_CAPITAL = re.compile(r"[^\Wa-z_0-9](?<![^\W_].)[^\W_]+")
_RANGE = re.compile(r"(?:\s*[-‐‑‒–—−]\s*|\sto\s)\d")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:;]['\"’”)]*\s+|['\"‘“(])\s*\Z")


class Claim(NamedTuple):
    """A field of a record, or of a part of one, or one of its values, with what it rests on."""

    record: Any
    node: Any
    """The record, or the part of it that has the field."""
    path: Path
    shape: Shape
    value: Any
    passages: tuple[str, ...]
    there: Collection[str]
    """The passages, and the headings over them."""

    @property
    def name(self) -> str:
        """The field's own name."""
        return str(self.path[-2] if isinstance(self.path[-1], int) else self.path[-1])

    def items(self) -> "Iterator[Claim]":
        """Each of the values where the field holds several."""
        if not isinstance(self.value, tuple):
            yield self
        else:
            for number, one in enumerate(self.value):
                yield Claim(self.record, self.node, (*self.path, number), self.shape, one, self.passages, self.there)

    def check(
        self, sort: str, wanted: str, fault: str = "", found: Iterable[Match] = (), where: Print | None = None, unread: bool = False
    ) -> "Check":
        """The outcome of holding it against print, in one of its passages or in all."""
        return Check(self.record, self.path, sort, wanted, (where.name,) if where else self.passages, tuple(found), fault, unread)


class Check(NamedTuple):
    """One claim, held against print."""

    record: Any
    path: Path
    """Where the field stands in the record."""
    sort: str
    """What sort of claim: `name`, `role`, `number`, `term`, `source` …"""
    wanted: str
    """What was looked for."""
    passages: tuple[str, ...]
    """The passages it was looked for in."""
    found: tuple[Match, ...]
    """Where it stands."""
    fault: str
    """Why the passages do not bear it out; empty when they do."""
    unread: bool = False
    """Can this copy not tell?"""

    @property
    def field(self) -> str:
        """The field, dotted; empty for a whole passage."""
        return dotted(self.path)


Rule = Callable[[Known, Claim], Iterator[Check]]


def _sound(known: Known, claim: Claim, places: Iterable[Match], less: Callable[[Known, Claim, Match], str]) -> tuple[list[Match], str]:
    """The places where it stands as claimed; or, where there are none, why the first is less than that."""
    faults = {match: less(known, claim, match) for match in places}
    found = [match for match, fault in faults.items() if not fault]
    return found, "" if found else next(iter(faults.values()), NOT_THERE)


# Words as printed


def words(known: Known, claim: Claim) -> Iterator[Check]:
    """A name, a title, an address, what a remark says is printed; inflected as they may be, a key term, a topic, the sort of a session."""
    sort = "alias" if isinstance(claim.node, Alias) else SORTS.get(claim.name, claim.name)
    if sort in ("name", "title") and getattr(claim.node, "named", True) is False:  # what we call something has print's words as all of ours
        leans = any(known.leans(claim.value, one) for one in known.copy.of(claim.there))
        yield claim.check("our own name", claim.value, "" if leans else "has words that the passages do not have")
        return
    for one in claim.items():
        pieces = [piece.strip(" ,;") for piece in one.value.split("...")] if sort == "remark" else [one.value]  # what it leaves out
        each = [
            known.copy.find(piece, one.there, _in_any_form(one))
            or [match for there in known.copy.of(one.there) for match in there.find(key(piece))]  # divided otherwise: "e-learning"
            for piece in filter(None, pieces)
        ]
        found, fault = _sound(known, one, chain(*each) if all(each) else (), _is_less)
        if one.value == "Copyright" and any("©" in passage.text for passage in known.copy.of(one.passages)):
            fault = ""
        if sort == "alias" and not fault:  # each of its passages prints it, or the heading over it does
            prints = {match.print.name for match in found}
            fault = "" if prints - {*claim.passages} or prints >= {*claim.passages} else "does not stand in all of these passages"
        yield one.check(sort, one.value, fault, found)


def _in_any_form(claim: Claim) -> bool:
    return IN_ANY_FORM in claim.shape.marks and (claim.name == "terms" or not is_proper(claim.value))


def _is_less(known: Known, claim: Claim, match: Match) -> str:
    """Why a match is not what is claimed: a part of a longer name, of a title, of an address, or spelled otherwise."""
    kind, name = kind_of(claim.record), claim.name
    if name == "printed" or _in_any_form(claim):
        return ""
    if is_proper(claim.value) and not same_letters(match, claim.value):
        return f"is spelled {quoted(match.text)} there"
    if name in ("title", "theme"):
        apart = re.search(r"(?:\A|[^\w\s]\s*|\band )\Z", match.before) and re.match(r"\Z|\s*[^\w\s]", match.behind)
        return "" if apart else ONLY_A_PART
    if name in ("url", "urls") or claim.value.isupper():
        return ""
    before = re.search(r"([^\W\d_¹²³⁰⁴-⁹]+)\W*\Z", match.before) if kind == "speaker" else None
    titled = before is not None and before[1].lower() in known.honorifics
    if known.copy.joined(match, not titled) or (claim.value.split()[-1].lower() in FILLERS and match.behind[:1] == " "):
        longer = (other for other in known.mentions_in[match.print.name] if match.within(other.match))
        inside = any(other.record is claim.record or (kind in ("city", "country") and other.kind == "organisation") for other in longer)
        return "" if inside else "stands there only as a part of a longer name"
    return ""


# What stands beside a name


def beside(known: Known, claim: Claim) -> Iterator[Check]:
    """A role and an honorific stand beside the person; a number stands there."""
    text = f"{claim.value} {claim.node.name}" if claim.name == "honorific" else str(claim.value)
    if claim.name in ("edition", "number"):
        found = [match for one in known.copy.of(claim.there) for match in one.standing(numerals(text))]
        yield claim.check("number", text, "" if found else NOT_THERE, found)
    else:
        found, fault = _sound(known, claim, known.copy.find(text, claim.there), _is_no_role if claim.name == "role" else lambda *_: "")
        yield claim.check(claim.name, str(claim.value), fault, found)


def _is_no_role(known: Known, claim: Claim, role: Match) -> str:
    """Why a role does not stand whole beside its person: as in "Mr A, Mayor of B" or "Director of E, Mr F"."""
    people = (other for other in known.mentions_in[role.print.name] if other.kind == "speaker")
    away = [(max(role.first - other.match.last, other.match.first - role.last), other.record.id) for other in people]
    if not away or min(away)[0] > NEAR or (min(away)[0], claim.record.id) not in away:
        return f"stands there, but not right beside {claim.record.name}"
    return ONLY_A_PART if re.match(r" \w", role.behind) or known.copy.joined(role) else ""


# Numbers and dates


def amounts(known: Known, claim: Claim) -> Iterator[Check]:
    """The value of a figure with its range, unit and limit, in each of its passages; a year; the days of something."""
    if claim.name in ("value", "date") and isinstance(claim.node, Figure):
        yield from (_figure(known, claim, one) for one in known.copy.of(claim.passages))
    elif not isinstance(claim.node, Figure) or claim.name == "year":
        wanted = range_forms(claim.node.start, claim.node.end) if claim.name in ("start", "end") else forms(str(claim.value))
        found = [match for one in known.copy.of(claim.passages) for match in one.standing(wanted)]
        yield claim.check("date", str(claim.value), "" if found else NOT_THERE, found)


def _figure(known: Known, claim: Claim, one: Print) -> Check:
    """Does a figure stand in a passage: its value, no mere start of a range; with its unit in the sentence; limited as it is?"""
    node = claim.record
    begin, end = span(node)
    wanted = range_forms(begin, end)
    if node.kind == "share" and isinstance(begin, (int, float)) and end is None:
        wanted += forms(begin / 100)  # "half" is 50 percent
    same = [match for match in one.standing(wanted) if end is not None or not _RANGE.match(match.behind)]
    unit = set(stems(f"{node.unit or ''} {'aged old' if node.kind == 'age' else ''}"))
    near = [
        match
        for match in same
        if (node.kind in UNITLESS if not node.unit or node.kind == "share" else not unit.isdisjoint(_around(known, match)))
    ]
    limits = {limit_before(one.text, match.span[0]): match for match in near}
    begun = end is not None and any(one.standing(forms(begin)))
    field, fault = (f"{claim.name}_to" if begun else claim.name), NOT_THERE
    if same:
        field, fault = "unit", f"stands there, but not with {quoted(node.unit or '')}"
    if near:
        field, fault = "qualifier", "" if node.qualifier in limits else f"stands there as {next(iter(limits))}"
    found = [limits[node.qualifier]] if near and not fault else near
    told = claim.check("date" if node.date else "number", amount(node), fault, found, one)
    return told._replace(path=(field if fault else claim.name,))


def _around(known: Known, match: Match) -> set[str]:
    """The stems of the words around a number, in its sentence, and of those that an abbreviation stands for there."""
    sentence = match.print.sentence(match.first)
    around = range(max(match.first - NEAR, sentence.start), min(match.last + NEAR + 1, sentence.stop))
    named = (mention.record for mention in known.mentions_in[match.print.name] if mention.match.first in around)
    return {match.print.stems[place] for place in around}.union(*(stems(name) for record in named for name in all_names(record)))


def heading(known: Known, claim: Claim) -> Iterator[Check]:
    """The title of a section, of its chapter, and the page that the table of contents gives."""
    name = f"section/{claim.record.id}" + ("" if claim.name == "title" else f"/{claim.name}")
    if name in known.copy.held.headings:
        told = known.copy.prints.get(name)
        same = told is not None and told.run[0] == key(headings_of(claim.record)[name])
        fault = "" if same else f"is not what stands there: {quoted(told.text if told else '')}"
        yield claim.check("page" if claim.name == "page" else "title", str(claim.value), fault, unread=told is None)


def reference(known: Known, claim: Claim) -> Iterator[Check]:
    """A record referred to is named there, or rests on the same passage; how we order our own records is left to `validate`."""
    kind, city = claim.shape.reference or "", getattr(claim.node, "city", None)
    if kind in ("section", "session") or isinstance(claim.record, Passage) or (kind == kind_of(claim.record) and claim.name != "part_of"):
        return
    for one in claim.items():
        target = known.index.get(kind, one.value)
        found = [mention for mention in known.mentions[kind, one.value] if mention.where in claim.there]
        if kind == "organisation":  # UNESCO is not named where a network or a chair of UNESCO is
            found = [mention for mention in found if not known.is_part(mention, kind)]
        if kind == "sdg":  # "health and well-being" alone does not name a goal
            found = [mention for mention in found if any(map(str.isdigit, mention.name))]
        cited_too = kind in ABOUT and not set(claim.passages).isdisjoint(target.sources)
        of_city = kind == "country" and city and known.index.get("city", city).country == one.value  # it is the city that must be named
        fault = "" if found or cited_too or of_city else "is not named there"
        yield one.check(kind, known.short(kind, one.value), fault, [mention.match for mention in found])


# Our own words


def paraphrase(known: Known, claim: Claim) -> Iterator[Check]:
    """Our own words: their numbers and names are printed, a part's words lean on what it cites, and all is told of whom print tells it."""
    there = known.copy.of(claim.there)
    told = [match.group() for match in _CAPITAL.finditer(claim.value) if _is_name(known, claim, match)]
    foreign = [word for word in told if not _is_around(known, claim, key(word), there)]
    yield from (claim.check("in our words", word, NOT_THERE) for word in foreign)
    if len(told) > len(foreign):
        yield claim.check("in our words", " ".join(word for word in told if word not in foreign))
    yield from _numbers(known, claim, there)
    cited = known.copy.of(claim.passages)
    if claim.node is not claim.record or isinstance(claim.node, Passage):
        for one in cited:
            fault = "" if known.leans(claim.value, one) else "is not what this passage says"
            yield claim.check("source", clip(claim.value), fault, where=one, unread=not known.settled)
    elif not any(known.leans(claim.value, one) for one in cited):  # a record as a whole is held against its sources, too
        yield claim.check("source", clip(claim.value), "is not what these passages say", unread=not known.settled)
    for one in cited:
        called = {name: held for name, held in known.called(one).items() if name in claim.value}
        if isinstance(claim.record, Speaker) and claim.node is not claim.record:  # each point begins with the speaker, or with his city
            begins = max((name for name in called if claim.value.startswith(name)), key=len, default="")
            kind, other = called.get(begins, ("", ""))
            cities = {part.city for part in claim.record.appearances}
            if (kind == "speaker" and other != claim.record.id) or (kind == "city" and other not in cities and None not in cities):
                yield claim.check("whose", begins, "is not the name of who said it", where=one)
        for pair in _strangers(known, claim, one, called) if len(called) > 1 else ():
            yield claim.check("whose", pair, "does not belong together", where=one)
        if isinstance(claim.record, (Speaker, Session)) and claim.node is not claim.record:
            text, who = claim.value, {claim.record.id if isinstance(claim.record, Speaker) else ""}
        elif isinstance(claim.record, Initiative) and claim.record.speakers:
            text, who = f"{claim.record.name} {claim.value}", set(claim.record.speakers)
        else:
            continue
        found = known.told_under(text, one, who)
        if found and who.isdisjoint(found):
            other = max(found)
            fault = f"is told under {'the name of ' + known.short('speaker', other) if other else 'no name'}"
            yield claim.check("whose", clip(text), fault, where=one)


def _strangers(known: Known, claim: Claim, one: Print, names: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """Names right beside each other in our words, as in "Mr A, Mayor of B (C)", that do not belong together although another does."""
    pieces = parted(claim.value, names)
    for first, between, last in zip(pieces[1::2], pieces[2::2], pieces[3::2], strict=False):
        if names[first][0] != names[last][0] and len(between) < BETWEEN and not re.search(r"[.;:]|\b(?:and|as well as)\b", between):
            mine = known.index.get(*names[first])
            like = [known.index.get(*held) for held in known.called(one).values() if held[0] == names[last][0]]
            if not _belong(known, mine, known.index.get(*names[last])) and any(_belong(known, mine, other) for other in like):
                yield f"{first}{between}{last}"


def _belong(known: Known, one: Any, other: Any) -> bool:
    """Does one of two records refer to the other?"""
    return any(set(map(key, WORD.findall(a.name))) <= known.words_of(b) for a, b in ((one, other), (other, one)))


def _is_name(known: Known, claim: Claim, match: re.Match[str]) -> bool:
    """Is a word with a capital a name, not just the first of a sentence?"""
    before = claim.value[max(match.start() - 8, 0) : match.start()]
    inside = before[-1:] == " " and before[-2:-1].isalnum()
    return inside or match.group().isupper() or key(match.group()) in known.name_words or not _SENTENCE_START.search(before)


def _is_around(known: Known, claim: Claim, word: str, there: Sequence[Print]) -> bool:
    """Does a word stand in some passages, in any form, or in a name of what the record is about or of what rests on them?"""
    root = stem(word)
    for one in there:
        if root in one.bag:
            return True
    return known.is_around({word, root, word[: 4 if len(word) > 4 else None]}, claim.record, claim.there)  # Mexico, Mexican


def _numbers(known: Known, claim: Claim, there: Sequence[Print]) -> Iterator[Check]:
    """The numbers of our own words: as printed, of the same thing and with the same limit."""
    text = claim.value
    for value, start, end in (*numbers_in(text), *ordinals_in(text)):
        written = text[start:end]
        ordinal = written.isalpha() and key(written) not in NUMBERS
        wanted = numerals(str(value)) if ordinal else forms(value)
        found = [match for one in there for match in one.standing(wanted[-1:] if ordinal else wanted)]
        fault = ""
        if not found:
            named = known.is_around({*(wanted[1:] if ordinal else (*wanted, written))}, claim.record, claim.there)
            fault = "" if named else NOT_THERE
        elif ordinal:
            word = re.match(r" ([^\W_]+)", text[end:])
            thing = stem(key(word[1])) if word else None
            same = {one.keys[at - 1] for one in there for at, other in enumerate(one.stems) if at and other == thing}
            fault = ELSEWHERE if same.intersection(ORDINALS) - {key(written)} and key(written) not in same else ""
        elif not (written.isdigit() and len(written) == 4):
            if limit_before(text, start) not in {limit_before(match.print.text, match.span[0]) for match in found}:
                fault = "is limited otherwise there"
            elif not _is_of_same(text, start, end, found):
                fault = ELSEWHERE
        yield claim.check("in our words", written, fault, found)


def _is_of_same(text: str, start: int, end: int, found: Sequence[Match]) -> bool:
    """Does the word behind a number stand near it in print too, if it stands there at all? Or an abbreviation before it?"""
    before = re.search(r"(?<=[^.!?:;] )([A-Z]\w+) \Z|([A-Z]{2,}s?) \Z", text[max(start - 60, 0) : start])
    things = stems(before[0] if before else re.split(r"[.,;:!?]", text[end : end + 60])[0])
    told = (one for one in things if one not in FILLERS and len(one) > 1 and one.isalpha())
    thing = next((one for one in told if any(one in match.print.bag for match in found)), None)
    near = (match.print.stems[max(match.first - BEFORE, 0) : match.last + 1 + AFTER] for match in found)
    return thing is None or any(thing in words for words in near)


# Sources, and what is left out


def sources(known: Known, claim: Claim) -> Iterator[Check]:
    """Each passage bears the record out, and each that surely names it is cited."""
    record, kind = claim.record, kind_of(claim.record)
    if isinstance(claim.node, Appearance):
        yield claim.check("name", record.name, "" if known.named("speaker", record, claim.value) else "is not named there")
    if claim.node is not record:
        return
    label = clip(known.labels.label(record))
    for number, passage in enumerate(claim.value):
        if passage not in known.copy.prints:
            yield Check(record, ("sources", number), "source", label, (passage,), (), "is not found in the copy")
            continue
        one = known.copy.prints[passage]
        named = known.named(kind, record, known.with_headings((one.name,)))
        fault = "" if named or _bears_out(known, claim, one) else "does not bear the record out"
        yield Check(record, ("sources", number), "source", label, (passage,), tuple(named), fault, not known.settled)
    told = set(claim.value)
    for mention in known.mentions[kind, record.id]:
        match, one = mention.match, mention.match.print
        surely = (
            one.name in known.citing
            and one.name not in told
            and (match.text[0], key(match.text)) == (mention.name[0], key(mention.name))
            and not known.is_part(mention)
        )
        if surely and one.cased:
            told.add(one.name)
            yield claim.check("source", mention.name, "stands in a passage that the record does not cite", [match], one)


def _bears_out(known: Known, claim: Claim, one: Print) -> bool:
    """Does a passage that does not name a record bear out that it rests on it?"""
    record, kind = claim.record, kind_of(claim.record)
    if kind in ("figure", "conference"):  # all of the report is about the conference
        return kind == "conference" or not _figure(known, claim, one).fault
    if kind == "topic":  # where print deals with it in other words, a remark must say so
        names = [set(stems(name)) for name in all_names(record)]
        return any(name <= bag for name in names for _, bag in one.sentences)
    if kind == "country":  # "Mexican"
        begins = {word[:5] for name in all_names(record) for word in map(key, WORD.findall(name)) if word in known.name_words}
        return any(word[:5] in begins for word in one.keys)
    texts = [visit.value for visit in walk(record, is_paraphrase) if one.name in visit.sources]
    told = known.leans(" ".join((*all_names(record), *texts)), one)
    signs = (getattr(record, "url", None), *filter(str.isupper, all_names(record)))  # as in an address
    here = kind == "session" and known.index.get("passage", one.name).section == record.section
    return told or here or any(key(sign) in one.run[0] for sign in signs if sign)


def left_out(known: Known, passage: Passage) -> Iterator[Check]:
    """All that the data told of what a passage prints when the fingerprints were made, it tells still."""
    one = known.copy.prints[passage.id]
    lost = known.copy.held.told.get(one.name, frozenset()) - known.told[one.name] if one.whole else frozenset[int]()
    if not lost:
        return
    claim = Claim(passage, passage, (), shapes(Passage)["id"], passage, (one.name,), ())
    size = len(one.keys)
    runs = (Match(one, first, last) for first in range(size) for last in range(first, min(first + LONGEST, size)))
    printed = {check_value(match.letters): match for match in runs}
    whose = [(kind, KINDS[kind].record) for kind in KINDS] + [(ref_of(record), type(record)) for _, record in known.citing[one.name]]
    tellers = ((who, ".".join(path)) for who, cls in whose for path in fields(cls))
    pairs = ((mark ^ check_value(f"{who} {field}"), who, field) for who, field in tellers for mark in lost)
    seen = [(printed[letters], who, field) for letters, who, field in pairs if letters in printed]
    for match, who, field in seen:
        fault = f"is printed, and no longer told by the {field.rpartition('.')[2]} of {who if '/' in who else f'any {who}'}"
        yield claim.check("left out", match.text, fault, [match])
    if not seen:
        yield claim.check("left out", clip(passage.gist), "has lost a record that rested on it: it is gone, or has another id")


RULES: dict[Mark, Rule] = {
    PRINTED: words,
    IN_ANY_FORM: words,
    BESIDE: beside,
    AMOUNT: amounts,
    HEADING: heading,
    PARAPHRASE: paraphrase,
}
"""The rule for a mark; references and sources have their own."""
