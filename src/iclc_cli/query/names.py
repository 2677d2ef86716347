"""What people call records and kinds: resolving a REF, suggesting near ones."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..errors import AmbiguousError, Choice, NotFoundError, UnknownRefError
from ..model.base import NamedTuple
from ..model.kinds import KINDS, aliases, kind_of, meant, records
from ..text import fold, fold_both_ways, near, quoted
from .index import Index
from .labels import Labels

NEAR = 0.75
"""How alike a name must be to be suggested, from 0 to 1."""

_VARIANTS: dict[str, Iterable[str]] = {
    "conference": ("conferences",),
    "session": ("event", "events"),
    "speaker": ("person", "people", "persons"),
    "city": ("municipality", "municipalities"),
    "organisation": ("organization", "organizations", "org", "orgs", "body", "bodies"),
    "initiative": ("project", "projects", "programme", "programmes", "program", "programs"),
    "statement": ("claim", "claims"),
    "strategy": ("strategies",),
    "topic": ("theme", "themes"),
    "sdg": ("goal", "goals"),
    "figure": ("number", "numbers"),
    "passage": ("paragraph", "paragraphs"),
}

NOUNS: dict[str, str] = {noun: kind.name for kind in KINDS.values() for noun in (kind.name, kind.collection, *_VARIANTS.get(kind.name, ()))}
"""Every word that may stand for a kind, singular, plural and usual variants."""


def kind_called(noun: str) -> str:
    """The kind that a noun stands for. Raises NotFoundError when there is none."""
    kind = NOUNS.get(noun.lower())
    if kind is None:
        raise NotFoundError(f"no kind {quoted(noun)}; there are: {', '.join(KINDS)}", tuple(KINDS))
    return kind


def ref_of(record: Any) -> str:
    """The unambiguous name of a record: its kind and id, `city/cork`."""
    return f"{kind_of(record)}/{record.id}"


def names_of(record: Any) -> Iterator[str]:
    """Everything a record is called by, its id aside."""
    if kind_of(record) != "passage":
        for field in ("name", "title", "number"):
            value = getattr(record, field, None)
            if isinstance(value, (str, int)):
                yield str(value)
    yield from aliases(record)


class _Called(NamedTuple):
    """A record, with what is compared with a REF."""

    record: Any
    keys: frozenset[str]
    """Its folded names, hyphens as spaces and left out; for a person with the words of a name in any order."""
    words: tuple[frozenset[str], ...]
    """The words of each name."""


class Names:
    """Finds records by what people call them."""

    def __init__(self, index: Index, labels: Labels) -> None:
        self._index = index
        self._labels = labels
        self._called: dict[str, list[_Called]] = {}
        self._labelled: dict[str, dict[str, list[Any]]] = {}

    def resolve(self, text: str, kind: str | None = None) -> Any:
        """The record that a REF stands for: the first tier that has one wins.

        A REF is an id, `kind/id`, a name or alias, words contained in a name, or a label as it is printed. Raises
        UnknownRefError with up to three suggestions, or AmbiguousError with the candidates.
        """
        return self.choose(self.candidates(text, kind), text, kind)

    def candidates(self, text: str, kind: str | None = None) -> list[Any]:
        """The records of the first tier that has any."""
        text, any_kind = text.strip(), kind is None
        for between, whole_text in (("/", text), (":", text.removeprefix("[").removesuffix("]"))):  # citations have "[City: Cork]"
            prefix, parted, rest = whole_text.partition(between)
            if parted and (named := NOUNS.get(fold(prefix))) in KINDS and kind in (None, named):
                kind, text = named, rest.strip()
                break
        kinds = tuple(KINDS) if kind is None else (kind,)
        wanted = text.lower()
        if found := [self._index.by_ref[one, wanted] for one in kinds if (one, wanted) in self._index.by_ref]:
            return found
        if found := [one for one in self._redirected(wanted, kinds) if any_kind or kind_of(one) == kind]:
            return found
        if not fold(text):
            return []
        words = frozenset(fold(text).split())
        whole: list[Any] = []
        contained: list[Any] = []
        for one in kinds:
            keys = _keys(text, one)
            for called in self._names(one):
                if keys & called.keys:
                    whole.append(called.record)
                elif any(words <= own for own in called.words):
                    contained.append(called.record)
        return whole or contained or self._with_label(text, kinds) or self._in_other_number(text, kinds)

    def _redirected(self, identifier: str, kinds: Iterable[str]) -> list[Any]:
        """What tells now, of whatever kind, what a record of some kinds with this id told in an earlier version of the data."""
        old = {f"{kind}/{identifier}" for kind in kinds}
        new = [redirect.new.partition("/") for redirect in self._index.report.redirects if redirect.old in old]
        return [self._index.get(kind, found) for kind, _, found in new]

    def is_whole(self, text: str, kind: str | None = None) -> bool:
        """Is a text as a whole the name or the label of just one record? Then words that could each be a REF are one."""
        keys = fold_both_ways(text)
        kinds = tuple(KINDS) if kind is None else (kind,)
        wanted = {one: _keys(text, one) for one in kinds}
        whole = [called.record for one in kinds for called in self._names(one) if wanted[one] & called.keys]
        return len({ref_of(record) for record in whole or self._with_label(text, kinds)}) == 1 and any(keys)

    def _with_label(self, text: str, kinds: Iterable[str]) -> list[Any]:
        """The records of some kinds that are printed so."""
        found: list[Any] = []
        for kind in kinds:
            if kind not in self._labelled:
                labelled: dict[str, list[Any]] = {}
                for record in records(self._index.report, kind):
                    for key in {key for label in self._labels.all_of(record) for key in fold_both_ways(label) if key}:
                        labelled.setdefault(key, []).append(record)
                self._labelled[kind] = labelled  # no sooner, or another thread finds half of them
            found += [record for key in dict.fromkeys(fold_both_ways(text)) for record in self._labelled[kind].get(key, ())]
        return list({ref_of(record): record for record in found}.values())

    def _in_other_number(self, text: str, kinds: Iterable[str]) -> list[Any]:
        """The records that are called so with words in the singular or the plural: "coordinating city" is "coordinating cities"."""
        wanted = _singular(fold(text))
        named = [
            (called.record, _singular(fold(name))) for kind in kinds for called in self._names(kind) for name in names_of(called.record)
        ]
        whole = [record for record, name in named if name == wanted]
        words = set(wanted.split())
        return list({ref_of(record): record for record in whole or [one for one, name in named if words <= set(name.split())]}.values())

    def choose(self, found: list[Any], text: str, kind: str | None) -> Any:
        """The one candidate. Raises the error that says why there is not just one."""
        if kind is None and any(kind_of(record) == "session" for record in found):
            found = [record for record in found if kind_of(record) != "section"]
        if kind is None:  # what belongs to a city that is called so stands back: "Mantes" is Mantes-la-Jolie
            cities = {record.id for record in found if kind_of(record) == "city"}
            found = [record for record in found if getattr(record, "city", None) not in cities] if len(cities) == 1 else found
        if len(found) == 1:
            return found[0]
        if not found:
            raise UnknownRefError(text, kind, self.suggestions(text, kind))
        refs = [ref_of(record) for record in found]
        shown = ", ".join(refs[:8]) + (f" and {len(refs) - 8} more" if len(refs) > 8 else "")
        raise AmbiguousError(f"{quoted(text)} is ambiguous; give one of {shown}", refs, text, self.choices(found, text))

    def choices(self, found: Iterable[Any], text: str) -> list[Choice]:
        """Candidates in the order in which people are asked: what begins with the text first, then short names."""
        named = [Choice(kind_of(record), record.id, self._labels.label(record)) for record in found]
        return sorted(named, key=lambda one: (not fold(one.label).startswith(fold(text)), len(one.label)))

    def suggestions(self, text: str, kind: str | None = None, similar: float = NEAR) -> list[str]:
        """Up to three refs (ids, within a kind) of records that are called something like the text; `similar` is how much they must."""
        moved = self._redirected(text.strip().lower().rpartition("/")[2], (kind,) if kind else KINDS)
        if moved:
            return [ref_of(record) for record in moved]
        wanted = fold(text)[:200]
        if meant := self._meant(wanted, kind):
            return meant
        called: dict[str, str] = {}
        for one in (kind,) if kind else KINDS:
            for record in () if one in ("passage", "section") else records(self._index.report, one):
                ref = record.id if kind else ref_of(record)
                for name in (record.id, *names_of(record)):
                    called.setdefault(fold(name), ref)
                    for word in fold(name).split():
                        if len(word) > 3:
                            called.setdefault(word, ref)
        found = near(wanted, called, most=6, similar=similar) if wanted else []
        return list(dict.fromkeys(called[name] for name in found))[:3]

    def _meant(self, wanted: str, kind: str | None) -> list[str]:
        """Up to three refs (ids, within a kind) of what goes by the words that the data has for a word of its thesaurus."""
        means = [one for word, means in map(meant, self._index.report.thesaurus) if fold(word) == wanted for one in means]
        found = [record for one in means for record in self.candidates(one, kind) if kind_of(record) != "passage"]
        return list(dict.fromkeys(record.id if kind else ref_of(record) for record in found))[:3]

    def _names(self, kind: str) -> list[_Called]:
        if kind not in self._called:
            self._called[kind] = [
                _Called(
                    record,
                    frozenset(key for name in names_of(record) for key in _keys(name, kind)),
                    tuple(frozenset(fold(name).split()) for name in names_of(record)),
                )
                for record in records(self._index.report, kind)
            ]
        return self._called[kind]


def _singular(folded: str) -> str:
    """Folded words without the endings of plurals."""
    return " ".join(re.sub("s$", "", re.sub("ies$", "y", word)) if len(word) > 3 else word for word in folded.split())


def _keys(text: str, kind: str) -> frozenset[str]:
    """The forms under which a name is looked up; the words of a person's name may stand in any order."""
    forms = fold_both_ways(text)
    if kind == "speaker":
        return frozenset(" ".join(sorted(form.split())) for form in forms if form)
    return frozenset(form for form in forms if form)
