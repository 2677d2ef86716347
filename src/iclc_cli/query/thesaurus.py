"""Other words for what a query says: the names of the data that stand for each other, and its thesaurus."""

from collections.abc import Iterable, Mapping, Sequence

from ..model.base import NamedTuple
from ..model.kinds import KINDS, aliases, meant, records, shapes
from ..text import PART
from .index import Index
from .spelling import root
from .words import Words


class Unit(NamedTuple):
    """One thing a query asks for."""

    shown: str
    """As the user wrote it."""
    words: tuple[str, ...]
    """Its folded words."""
    kind: str
    """`word`, `phrase` or `prefix`."""
    excluded: bool


STAND_IN = 0.75
"""What a word counts that stands in for another: by the thesaurus in the data, or because it is what a word was read as."""

MOST = 50
"""Names that stand for each other at most, the first ones of a record: each is looked for in all texts."""

_GREEK = "\u0370"
"""Where the letters end that fold to Latin ones."""


def names_alike(index: Index) -> list[list[str]]:
    """The names of each record that has several."""
    return [
        [record.name, *aliases(record), *((acronym,) if (acronym := getattr(record, "acronym", None)) else ())]
        for kind in KINDS.values()
        if "aliases" in shapes(kind.record)
        for record in records(index.report, kind.name)
        if record.aliases or getattr(record, "acronym", None)
    ]


class OtherNames:
    """Names of the data that stand for each other, and the words of its thesaurus that stand for others, one way."""

    def __init__(self, index: Index, named: Sequence[str] | None = None) -> None:
        self.named = Words.of(lambda: ([names] for names in names_alike(index))).cells if named is None else named
        """Of each record that has several names, these, folded, with `PART` between them."""
        self._entries = index.report.thesaurus

    def of(self, words: Iterable[str]) -> dict[tuple[str, ...], list[tuple[tuple[str, ...], float]]]:
        """By what is said with some words, in the singular or by its stem, the other words for it and what each counts."""
        spoken = list(words)
        said = f" {' '.join(singular(spoken))} "
        heads = {form[:3] for word in spoken for form in (word, root(word))}  # "PCs" is longer than its root
        starts = tuple(" " + head for head in heads)
        # Folding all that is meant would take longer than the search.
        firsts = "".join({letter for head in heads for letter in (head[:1], head[:1].upper())})
        foreign = not firsts.isascii()
        may_be = [
            entry
            for entry in self._entries
            if ((first := entry[:1]) in firsts and (entry[:3].lower() in heads or not (entry[:3].isascii() and entry[:3].isalpha())))
            or (not "0" <= first <= "z" and (foreign or entry < _GREEK))
        ]
        found: dict[tuple[str, ...], dict[tuple[str, ...], float]] = {}
        for cell in self.named:
            if any(start in cell for start in starts):
                names = [tuple(piece.split()) for piece in cell.split(PART)]
                for name in names:
                    key = singular(name)
                    if f" {' '.join(key)} " in said:  # for every name all others would be the square of their number
                        found.setdefault(key, {}).update(dict.fromkeys(names[:MOST], 1.0))
        for cell in Words.of(lambda: ([[word, *means]] for word, means in map(meant, may_be))).cells:
            if cell.startswith(starts):
                word, *means = [tuple(piece.split()) for piece in cell.split(PART)]
                for key in (singular(word), _stem(word)):
                    known = found.setdefault(key, {})
                    for one in means[:MOST]:
                        known.setdefault(one, STAND_IN)
        return {key: [(other, worth) for other, worth in others.items() if other] for key, others in found.items() if key}


Others = Mapping[tuple[str, ...], Sequence[tuple[tuple[str, ...], float]]]
"""What `OtherNames.of` gives."""


def others_for(words: Sequence[str], others: Others) -> Sequence[tuple[tuple[str, ...], float]]:
    """What may be said for these words, the number aside; for a word of the thesaurus in any form: "rent", "renting"."""
    return others.get(singular(words)) or others.get(_stem(words), ())


def _stem(words: Iterable[str]) -> tuple[str, ...]:
    """The key of a word of the thesaurus in any form, which no name has."""
    return ("", *map(root, words))


def runs_of(units: Sequence[Unit], others: Others, asked: Sequence[bool]) -> list[tuple[tuple[int, ...], tuple[str, ...]]]:
    """The neighbouring words that are together a name or a word of the thesaurus, the longest first, with those that are asked for."""
    found = []
    position = 0
    while position < len(units):
        for end in range(min(len(units), position + 8), position, -1):
            run = units[position:end]
            words = tuple(word for unit in run for word in unit.words)
            members = tuple(number for number in range(position, end) if asked[number])
            if members and all(unit.kind == "word" for unit in run) and others_for(words, others):
                found.append((members, words))
                position = end
                break
        else:
            position += 1
    return found


def singular(words: Iterable[str]) -> tuple[str, ...]:
    """The words with plural endings off: close enough to compare names by."""
    return tuple([_without_s(word) if word.endswith("s") else word for word in words])


def _without_s(word: str) -> str:
    if len(word) < 4 or word.endswith(("ss", "us")):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-2] + "y" if word.endswith("is") else word[:-1]
