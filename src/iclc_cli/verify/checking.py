"""Walks the records as the model declares them, and holds each field against print, by one rule for each mark."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from typing import Annotated, Any, Literal, NamedTuple
from unicodedata import normalize

from ..model import Alias, Appearance, Passage, PassageId, Remark, Report, Section, Session, Speaker
from ..model.base import AMOUNT, BESIDE, HEADING, HIDDEN, IN_ANY_FORM, PARAPHRASE, PRINTED, Mark, Result, frozen
from ..model.kinds import Shape, aliases, all_records, kind_of
from ..model.walk import Path, dotted, walk
from ..query.amounts import amount, span
from ..query.evidence import is_about
from ..query.index import Index
from ..query.labels import Labels
from ..query.links import references
from ..query.names import ref_of
from ..query.numbers import NUMBERS, forms, limit_before, numbers_in, numerals, ordinals_in, range_forms
from ..query.spelling import FILLERS, key, stems
from ..text import clip, quoted
from .fingerprints import Fingerprints, check_value, headings_of
from .prints import Copy, Match, Print

LEANS, COMMON, MOST, SETTLED = 0.23, 2.6, 0.75, 0.95
"""A text of ours must share so much of its words with a passage it cites, measured by their rarity. A word less rare than this carries
nothing: about one passage in fourteen has it. A sentence with so much of the wording of the one that has most of it tells the same.
Where so many passages were read whole, the rarity of words can be told."""
NAMELESS = frozenset({"passage", "section", "statement", "strategy", "figure"})
"""Kinds whose records print does not call by a name."""
NOT_THERE = "does not stand there"
BEHIND, LONGEST = 4, 20
"""What a number is of stands among so many words behind it; and so many words a title or a role may have."""
ABOUT = frozenset({"topic", "initiative", "sdg", "document", "speaker"})
"""Kinds that a passage can be about without naming them: what counts is that the record referred to rests on it too."""
_NAME = re.compile(r"[^\Wa-z_0-9](?:(?<=[\w,] .)[^\W_]+|(?<!\w.)[A-Z]+\b)")
"""A word with a capital that does not begin a sentence."""
Outcome = Literal["borne-out", "fault", "remarked", "unread"]


@frozen
class CheckedClaim(Result):
    """One claim in `iclc verify --json`, which prints an array of those that print does not bear out; with --all, of all."""

    record: str
    """The record, as kind/id."""
    field: str | None
    """The field, dotted and indexed where nested; null for a whole passage."""
    claim: str
    """What is claimed: a name, a role, a number, that a source speaks of it …"""
    wanted: str
    """What was looked for."""
    passages: Annotated[tuple[PassageId, ...], HIDDEN]
    """The passages it was looked for in."""
    where: str
    """The same in words."""
    outcome: Annotated[Outcome, HIDDEN]
    """What became of it: not borne out by passages that were read whole is a fault; unread is what this copy cannot tell."""
    printed: Annotated[tuple[str, ...], HIDDEN]
    """The words of the copy that bear it out."""
    fault: str | None
    """Why the passages do not bear it out; null when they do."""


@frozen
class Paragraph(Result):
    """A paragraph of the reader's copy, in `iclc trace --json`, which prints an array of them."""

    record: str
    """The record behind which it stands, as kind/id."""
    passage: PassageId
    """The passage."""
    locator: str
    """Where it stands, in words."""
    text: str | None
    """The paragraph as the copy prints it, words and lines joined, […] for what could not be read; null when the copy lacks it."""
    whole: bool
    """Was it read to the letter?"""
    matches: Annotated[tuple[tuple[int, int], ...], HIDDEN]
    """The words that carry the record: pairs of character offsets in the text, the end exclusive."""
    marked: tuple[str, ...]
    """The same words themselves."""


class Known:
    """Answers what rules ask when they hold a record against print."""

    def __init__(self, report: Report, copy: Copy) -> None:
        self.copy, self.index = copy, Index(report)
        self.labels = Labels(self.index)
        self.settled = copy.whole >= SETTLED * len(report.passages)
        """Was so much read that the rarity of words can be told?"""
        self.telling = COMMON + (math.log(SETTLED) if copy.held.told else 0) if self.settled else 0
        """The least rarity of a word that is looked for: of what carried something when fingerprints were made, nothing is lost."""
        self.there, self._named, self.words_of = cache(self._there), cache(self._named_anywhere), cache(self._words_of)
        self.label = cache(lambda kind, identifier: clip(self.labels.label(self.index.get(kind, identifier))))
        self.worth = cache(lambda text: {word: self.rarity[word] for word in stems(text) if word in self.rarity})
        """The words of a text that are printed anywhere, as stems, with their rarity."""
        self.citing: dict[str, list[Any]] = {passage.id: [] for passage in report.passages}
        """The records that rest on each passage."""
        for _, record in all_records(report):
            for passage in getattr(record, "sources", ()):
                self.citing[passage].append(record)

    def _there(self, passages: Sequence[str]) -> tuple[str, ...]:
        """Passages, and the headings over them, which count as text of theirs."""
        sections = dict.fromkeys(self.index.get("passage", passage).section for passage in passages)
        headings = [name for section in sections for name in (f"section/{section}", f"section/{section}/chapter")]
        return (*passages, *[name for name in headings if name in self.copy.held.headings])

    def _named_anywhere(self, kind: str, identifier: str) -> list[dict[str, list[Match]]]:
        record = self.index.get(kind, identifier)
        names = [name for name in all_names(record) if kind not in NAMELESS and (getattr(record, "named", True) or name != record.name)]
        return [self.copy.find_all(name, kind == "topic" and name[:1].islower()) for name in names]

    def named(self, kind: str, identifier: str, there: Iterable[str]) -> list[Match]:
        """Where some passages name a record; not by the name that we gave to something print does not name."""
        return [one for found in self._named(kind, identifier) for name in filter(found.__contains__, there) for one in found[name]]

    def _words_of(self, kind: str, identifier: str) -> frozenset[str]:
        """How the words of the names of a record begin, and of all it refers to but topics."""
        record = self.index.get(kind, identifier)
        others = [self.index.get(one.target, one.id) for one in references(record) if one.target not in ("topic", "passage")]
        return frozenset().union(*[begins(name) for one in (record, *others) for name in all_names(one)])

    def is_around(self, text: str, record: Any, there: Sequence[str]) -> bool:
        """Does a word of a text, in some form, stand in some passages, or in a name of a record or of those that rest on them?"""
        words, beside = begins(text), (one for passage in there for one in (record, *self.citing.get(passage, ())))
        held = chain((one.begins for one in self.copy.of(there)), (self.words_of(*ref_of(one).split("/")) for one in beside))
        return not words or not all(map(words.isdisjoint, held))

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How much a word, as a stem, tells about where it stands: nothing if every passage has it."""
        held = Counter(chain.from_iterable(one.at for one in self.copy.of(self.citing)))
        return {word: math.log((self.copy.passages + 1) / (number + 0.5)) for word, number in held.items()}

    def leans(self, text: str, one: Print) -> bool:
        """Does a text rest on a passage, as far as words tell? What has hardly any words tells nothing."""
        worth = self.worth(text)  # summed in the order of the words, or rounding decides
        return len(one.at) < 3 or sum([worth[word] for word in worth if word in one.at]) >= LEANS * sum(worth.values())

    def told_under(self, text: str, one: Print) -> set[str]:
        """The speakers who are named in the sentences that have most of a text, or in the last one before with a name; "" for nobody."""
        people = [record.id for record in self.citing[one.name] if isinstance(record, Speaker)]
        named = [(match.first, who) for who in people for match in self.named("speaker", who, (one.name,))]
        bags = [{*one.stems[sentence.start : sentence.stop]} for sentence in one.sentences]
        scores = [sum([value for word, value in self.worth(text).items() if word in bag]) for bag in bags]
        found, last = set[str](), {""}
        for sentence, score in zip(one.sentences, scores, strict=True):
            last = {who for place, who in named if place in sentence} or last
            found |= last if score >= MOST * max(scores) else set()
        return found


def all_names(record: Any) -> list[str]:
    """Everything a record is called."""
    held = [getattr(record, field, None) for field in ("name", "title", "theme", "acronym")]
    return [name for name in (*held, *aliases(record)) if name]


@cache
def begins(text: str) -> frozenset[str]:
    """How the words of a text begin: "Mexi" for Mexican."""
    return frozenset([word[:4] for word in stems(text) if word not in FILLERS])


class Claim(NamedTuple):
    """A value of a record, or of a part of one, and what came of holding it against print."""

    record: Any
    node: Any
    """The record, or the part of it that has the field."""
    path: Path
    shape: Any
    value: Any
    there: tuple[str, ...]
    """The passages it rests on, and the headings over them."""
    sort: str = ""
    """What sort of claim: `name`, `role`, `number`, `term`, `source` …"""
    wanted: str = ""
    """What was looked for."""
    fault: str = ""
    """Why the passages do not bear it out; empty when they do."""
    found: Sequence[Match] = ()
    """Where it stands."""

    @property
    def names(self) -> list[str]:
        """The field, by its own name last, and the parts it is in."""
        return [step for step in self.path if isinstance(step, str)]

    @property
    def passages(self) -> tuple[str, ...]:
        """The passages without the headings."""
        return tuple([one for one in self.there if "/" not in one])

    def check(self, sort: str, wanted: str, fault: str = "", found: Sequence[Match] = (), where: str | None = None) -> "Claim":
        """The same, held against print, in one of its passages or in all."""
        return Claim._make((*self[:5], (where,) if where else self.there, sort, wanted, fault, found))


def words(known: Known, claim: Claim) -> Iterator[Claim]:
    """A name, a role, an address, a number, an honorific before its name, a page behind its title; inflected, a key term or a topic."""
    name, node, prints = claim.names[-1], claim.node, known.copy.of(claim.there)
    if name in ("name", "title") and getattr(node, "named", True) is False:  # what we call something has print's words as all of ours
        yield from paraphrase(known, claim)
        return
    text = f"{node.title} {claim.value}" if name == "page" else f"{claim.value} {node.name}" if name == "honorific" else str(claim.value)
    proper = any(map(str.isupper, text.partition(" ")[0]))
    any_form = IN_ANY_FORM in claim.shape.marks and (name == "terms" or not proper)
    each = [
        known.copy.find(piece, claim.there, any_form) or [match for one in prints for match in one.find(key(piece))]  # "e-learning"
        for piece in text.split("...")  # what a remark leaves out
    ]
    found = list(chain(*each)) if all(each) else []
    if name in ("edition", "number"):
        found = [match for one in prints for match in one.standing(numerals(text))]
    fault = "" if found or (text == "Copyright" and any("©" in one.text for one in prints)) else NOT_THERE
    if found and proper and not any_form and text not in [match.text for match in found]:
        bare = [re.sub(r"[\W\d_]+", "", one).casefold() for one in (text, *[match.text for match in found])]
        if bare[0] not in bare[1:] and all(match.print.cased for match in found):
            fault = f"is spelled {quoted(found[0].text)} there"
    if claim.there:
        yield claim.check(name, str(claim.value), fault, found)


def amounts(known: Known, claim: Claim) -> Iterator[Claim]:
    """The value of a figure with its range, unit and limit, in each of its passages; a year; the days of something."""
    name, node, prints = claim.names[-1], claim.node, known.copy.of(claim.passages)
    if name in ("start", "end", "year"):
        wanted = forms(str(claim.value)) if name == "year" else range_forms(node.start, node.end)
        found = [match for one in prints for match in one.standing(wanted)]
        yield claim.check("date", str(claim.value), "" if found else NOT_THERE, found)
    for one in prints if name in ("value", "date") else ():
        half = forms(node.value / 100) if node.kind == "share" and node.value and node.value_to is None else ()  # 50 percent
        same, unit = one.standing((*range_forms(*span(node)), *half)), "" if node.kind in ("share", "age") else node.unit or ""
        found = [_with(match, {*stems(unit)}) for match in same if limit_before(one.text, match.span[0]) == node.qualifier]
        fault = "" if found and known.is_around(unit, node, (one.name,)) else "stands there, but with another unit or limit"
        yield claim.check("date" if node.date else "number", amount(node), fault if same else NOT_THERE, found, one.name)


def reference(known: Known, claim: Claim) -> Iterator[Claim]:
    """A record referred to is named there, or rests on the same passage; how we order our own records is left to `validate`."""
    kind, city, record = claim.shape.reference, getattr(claim.node, "city", None), claim.record
    found, fault = known.named(kind, claim.value, claim.there), ""
    if isinstance(record, Passage):
        found = [one.match(0, len(one.keys) - 1) for one in known.copy.of((f"section/{claim.value}",))]
    elif kind in ("section", "session") or (kind == kind_of(record) and claim.names[-1] != "part_of"):
        return
    elif not found and not (kind in ABOUT and not set(claim.passages).isdisjoint(known.index.get(kind, claim.value).sources)):
        of_city = kind == "country" and city and known.index.get("city", city).country == claim.value  # it is the city that must be named
        fault = "" if of_city else "is not named there"
    yield claim.check(kind, known.label(kind, claim.value), fault, found)


def paraphrase(known: Known, claim: Claim) -> Iterator[Claim]:
    """Our own words: their names and numbers are printed, a part's words lean on what it cites, and are told of whom print tells them."""
    prints, cited, text, record = known.copy.of(claim.there), known.copy.of(claim.passages), claim.value, claim.record
    said = [word for word in dict.fromkeys(stems(text)) if known.rarity.get(word, COMMON) >= known.telling]
    found = [match for one in prints for word in filter(one.at.__contains__, said) for match in one.at[word]]
    yield claim.check("in our words", clip(text), "", found)
    foreign = [name for name in _NAME.findall(text) if not known.is_around(name, record, claim.there)]
    yield from (claim.check("in our words", name, NOT_THERE) for name in foreign)
    yield from _numbers(known, claim, prints)
    whole = claim.node is record and not isinstance(record, Passage)  # a record as a whole is held against its sources, too
    if whole and cited:
        leans = any(known.leans(text, one) for one in cited)
        yield claim.check("source", clip(text), "" if leans else "is not what these passages say")
    for one in cited if not whole else ():
        yield claim.check("source", clip(text), "" if known.leans(text, one) else "is not what this passage says", (), one.name)
        who = known.told_under(text, one) if isinstance(record, (Speaker, Session)) else set()
        if who and (record.id if isinstance(record, Speaker) else "") not in who:
            name = f"the name of {known.label('speaker', max(who))}" if max(who) else "no name"
            yield claim.check("whose", clip(text), f"is told under {name}", (), one.name)


def _numbers(known: Known, claim: Claim, there: list[Print]) -> Iterator[Claim]:
    """The numbers of our own words: as printed, and with the same limit."""
    text = claim.value
    for value, start, end in (*numbers_in(text), *ordinals_in(text)):
        written = text[start:end]
        ordinal = written.isalpha() and key(written) not in NUMBERS
        wanted = numerals(str(value)) if ordinal else forms(value)
        things = {*stems(re.split(r"[.,;:!?]", text[end : end + 60])[0])} - FILLERS
        found = [_with(match, things) for one in there for match in one.standing(wanted[-1:] if ordinal else wanted)]
        fault = "" if found or known.is_around(" ".join((*wanted, written)), claim.record, claim.there) else NOT_THERE
        limited = found and not ordinal and not (written.isdigit() and len(written) == 4)
        if limited and limit_before(text, start) not in {limit_before(match.print.text, match.span[0]) for match in found}:
            fault = "is limited otherwise there"
        yield claim.check("in our words", written, fault, found)


def _with(match: Match, things: set[str]) -> Match:
    """A number with what it is of, where that stands behind it in print."""
    behind = match.print.stems[match.last + 1 : match.last + 1 + BEHIND]
    last = next((place for place, word in enumerate(behind, match.last + 1) if word in things), match.last)
    return match.print.match(match.first, last)


def sources(known: Known, claim: Claim) -> Iterator[Claim]:
    """A passage bears the record out that cites it: it names it, or says in other words what the record tells."""
    record, kind, appears = claim.record, kind_of(claim.record), isinstance(claim.node, Appearance)
    named = known.named(kind, record.id, claim.there if appears else known.there((claim.value,)))
    if appears and claim.path[-1] == 0:
        yield claim.check("name", record.name, "" if named else "is not named there", named)
    elif claim.node is record:
        bears = named or any(_bears_out(known, record, kind, one) for one in known.copy.of((claim.value,)))
        fault = "" if bears else "does not bear the record out" if claim.value in known.copy.prints else "is not found in the copy"
        yield claim.check("source", known.label(kind, record.id), fault, named, claim.value)


def _bears_out(known: Known, record: Any, kind: str, one: Print) -> bool:
    names, url = " ".join(all_names(record)), key(getattr(record, "url", None) or "")
    here = kind == "session" and known.index.get("passage", one.name).section == record.section
    if here or kind in ("figure", "conference"):  # all is about the conference; where a figure stands is asked of its value
        return True
    if kind == "country":  # "Mexican"
        return not one.begins.isdisjoint(begins(names))
    texts = [visit.value for visit in walk(record, is_checked) if PARAPHRASE in visit.shape.marks and one.name in visit.sources]
    return known.leans(" ".join((names, *texts)), one) or (bool(url) and url in one.run[0])


def left_out(known: Known, record: Any, claims: list[Claim]) -> Iterator[Claim]:
    """All that the data told of print when the fingerprints were made, it tells still."""
    now = told(claims)
    for field, by in known.copy.held.told.get(ref_of(record), {}).items():
        for one in known.copy.of(by):
            lost = {value for value in by[one.name] if (one.name, value) not in now.get(field, ())} if one.whole else ()
            if lost:
                places = range(len(one.keys))
                runs = (one.match(first, last) for first in places for last in places[first : first + LONGEST])
                found = {run.text: run for run in runs if check_value(run.letters) in lost}
                lacking = Claim(record, record, tuple(field.split(".")), None, None, (one.name,))
                yield lacking.check("left out", ", ".join(found), "is printed, and no longer told", list(found.values()))


def told(claims: list[Claim]) -> dict[str, set[tuple[str, int]]]:
    """By field, where claims stand: the passage, and the check value of the letters there."""
    places: dict[str, list[Match]] = {}
    for claim in claims:
        if claim.found:
            places.setdefault(".".join(claim.names), []).extend(claim.found)
    return {field: {(match.print.name, check_value(match.letters)) for match in of} for field, of in places.items()}


RULES: dict[Mark, Callable[[Known, Claim], Iterator[Claim]]] = dict.fromkeys((PRINTED, IN_ANY_FORM, HEADING, BESIDE), words)
RULES |= {AMOUNT: amounts, PARAPHRASE: paraphrase}
"""The rule for a mark; references and sources have their own."""


def is_checked(cls: type[Any], name: str, shape: Shape) -> bool:
    """Does a field claim something of the passages?"""
    return name == "sources" or (bool(shape.reference) and name != "id") or not shape.marks.isdisjoint(RULES)


class Verdict:
    """What became of the claims of a report."""

    def __init__(self, known: Known, results: Sequence[tuple[Claim, Outcome]]) -> None:
        self._known, self.results = known, results
        self.faults = [self._told(*result) for result in results if result[1] == "fault"]
        """The claims that passages that were read whole do not bear out, and of which no remark says so."""

    @property
    def claims(self) -> list[CheckedClaim]:
        """Every claim that was looked at."""
        return [self._told(*result) for result in self.results]

    def tally(self, *outcomes: Outcome) -> Counter[str]:
        """How many claims of each sort came out so."""
        return Counter([claim.sort for claim, outcome in self.results if outcome in outcomes])

    def _told(self, claim: Claim, outcome: Outcome) -> CheckedClaim:
        ref, places = ref_of(claim.record), self._known.labels.places(claim.passages)
        places = places or (self._known.label("section", claim.there[0].split("/")[1]) if claim.there else "")
        where = {"record": ref, "claim": claim.sort, "wanted": claim.wanted, "where": places}
        printed = tuple(dict.fromkeys([match.text for match in claim.found]))
        field, fault = dotted(claim.path) or None, claim.fault or None
        return CheckedClaim(**where, field=field, passages=claim.passages, outcome=outcome, printed=printed, fault=fault)


def verify(report: Report, copy: Copy, chosen: Callable[[str, Any], bool] = lambda kind, record: True) -> Verdict:
    """Hold records, all or those chosen by kind and record, against the passages they cite."""
    known = Known(report, copy)
    found = [claim for kind, record in all_records(report) if chosen(kind, record) for claim in claims(known, record)]
    whole, asked = Claim(report.conference, report.conference, (), None, None, ()), chosen("conference", report.conference)
    gone = [ref for ref in copy.held.told if asked and tuple(ref.split("/")) not in known.index.by_ref]
    found += [whole.check("left out", ref, "was told when the fingerprints were made, and is gone or has another id") for ref in gone]
    return Verdict(known, [(claim, _outcome(known, claim)) for claim in found])


def _outcome(known: Known, claim: Claim) -> Outcome:
    if not claim.fault:  # what nothing says otherwise is borne out by what there is to read, and not by nothing
        found = claim.found and claim.sort != "in our words"
        return "borne-out" if found or known.copy.of(claim.passages) or not claim.passages else "unread"
    read = known.copy.of(claim.there)
    if len(read) < len(claim.there) or not all(one.whole for one in read) or (claim.sort == "source" and not known.settled):
        return "unread"
    return "fault" if known.copy.held.exceptions.isdisjoint(_excuses(claim, claim.record.remarks)) else "remarked"


def _excuses(claim: Claim, remarks: Iterable[Remark]) -> set[tuple[str, ...]]:
    """What exceptions hold for a claim: record, field, value (of sources the passage), and a check value of a remark that explains it."""
    value = claim.passages[0] if claim.sort == "source" and claim.passages else claim.wanted
    return {(ref_of(claim.record), dotted(claim.path), value, f"{check_value(f'{one.field} {one.reason}'):08x}") for one in remarks}


def exceptions(report: Report, held: Fingerprints, texts: Mapping[str, str]) -> tuple[Fingerprints, list[CheckedClaim]]:
    """Fingerprints with what the data tells and all exceptions, by the texts of its passages; and the faults that no remark explains."""
    headings = (text for section in report.sections for text in headings_of(section).values())
    copy = Copy("", held, normalize("NFC", "\n\n".join((*headings, *texts.values()))).replace("**", ""))
    known, excepted, told_by = Known(report, copy), set[tuple[str, ...]](), dict[str, dict[str, dict[str, list[int]]]]()
    for _, record in all_records(report):
        found = claims(known, record)
        for claim in found:
            # Whether a passage bears out a text is a matter of degree: where a remark says why it may not, no copy may blame the data.
            if claim.fault or claim.sort == "source":
                excepted |= _excuses(claim, [remark for remark in record.remarks if is_about(remark, claim.path)][:1])
        for field, name, value in sorted((field, *place) for field, places in told(found).items() for place in places):
            told_by.setdefault(ref_of(record), {}).setdefault(field, {}).setdefault(name, []).append(value)
    copy.held = held._replace(told=told_by, exceptions=frozenset(excepted))
    return copy.held, verify(report, copy).faults


def claims(known: Known, record: Any) -> list[Claim]:
    """Everything a record claims that can be held against print."""
    if isinstance(record, Passage) and record.id not in known.copy.prints:
        return [Claim(record, record, (), None, None, (record.id,), "passage", clip(record.gist), "is not found in the copy")]
    found = list(_claims(known, record))
    return [*found, *left_out(known, record, found)]


def _claims(known: Known, record: Any) -> Iterator[Claim]:
    headings = [name for name in headings_of(record) if name in known.copy.held.headings] if isinstance(record, Section) else []
    for path, node, shape, value, passages in walk(record, is_checked):
        if isinstance(node, Alias) and (path[-1] == "sources" or not node.sources):
            continue  # where it stands is asked of the name, and an alias of ours stands nowhere
        there = tuple(headings) or known.there((record.id,) if isinstance(record, Passage) else passages)
        marked = [] if shape.reference else [RULES[mark] for mark in shape.marks if mark in RULES]
        several = isinstance(value, tuple)
        for place, one in enumerate(value if several else (value,)):
            claim = Claim(record, node, (*path, place) if several else path, shape, one, there)
            for rule in [sources] if path[-1] == "sources" else [reference] if shape.reference else marked:
                yield from rule(known, claim)


def trace(report: Report, copy: Copy, records: Sequence[Any]) -> list[Paragraph]:
    """The paragraphs behind records, for each in the order of the report."""
    known, found = Known(report, copy), []
    for record in records:
        words = _carrying(known, record)
        for passage in known.index.passages(words):
            one, where = copy.prints.get(passage.id), {"record": ref_of(record), "passage": passage.id}
            text, whole, spans = (one.text, one.whole, _spans(one, words[passage.id])) if one else (None, False, ())
            marked = tuple([one.text[start:end] for start, end in spans] if one else ())
            where["locator"] = known.labels.locator(passage)
            found.append(Paragraph(**where, text=text, whole=whole, matches=spans, marked=marked))
    return found


def _carrying(known: Known, record: Any) -> dict[str, set[int]]:
    """The passages behind a record, each with the words of it that carry the record."""
    own = [record] if isinstance(record, Passage) else known.index.passages_of(record.id) if isinstance(record, Section) else []
    words: dict[str, set[int]] = {passage: set() for passage in ([one.id for one in own] or record.sources)}
    for claim in claims(known, record) if not own else ():
        for match in claim.found if not claim.fault and claim.sort not in ("topic", "session") else ():
            rare = known.rarity.get(match.print.stems[match.first], COMMON) >= COMMON
            if rare or match.first < match.last or not match.text.islower():
                words.get(match.print.name, set()).update(range(match.first, match.last + 1))
    return words


def _spans(one: Print, words: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Where words stand, neighbours with nothing but a blank or a hyphen between them as one."""
    found: list[tuple[int, int]] = []
    for start, end in map(one.spans.__getitem__, sorted(words)):
        near = found and start - found[-1][1] <= 1
        found.append((found.pop()[0] if near else start, end))
    return tuple(found)
