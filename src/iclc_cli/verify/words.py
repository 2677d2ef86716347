"""Words and where they stand: folded, without possessive endings, and reduced to a stem, for comparing texts."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ..query.spelling import spellings
from ..text import fold

_WORD = re.compile(
    r"""
    \d{1,3}(?:,\d{3})+(?!\d)                 # 2,000
    | (?:(?!(?<=[^\W_])[¹²³⁰⁴-⁹])[^\W_])+    # letters and digits
      (?: (?:['’ʼ](?=[^\W_¹²³⁰⁴-⁹])          # don't, Children's
          | (?<=\d)[.](?=\d)                 # PM2.5, 1.1
          )[^\W_]+ )*
    | ©                                      # read as a word, since it stands for one
    """,
    re.VERBOSE,
)
_SUPERSCRIPT = re.compile("[¹²³⁰⁴-⁹]+")
_POSSESSIVES = frozenset({"'s", "’s", "ʼs"})

STOP_WORDS = frozenset(
    """
    a about above after again against all also although always am among an and another any are around as at away be
    because been before being between both but by can cannot could did do does doing done down during each either else
    etc even ever every few first for from further furthermore get give given had has have having he hence her here hers
    him his how however i if in indeed into is it its itself just last least less let like made make makes making many
    may meanwhile might more moreover most much must my near need needs neither no nor not now of off often on once one
    only onto or other others our out over own per perhaps rather regard regarding said same second see several shall
    she should since so some still such take taken than that the their them then there thereby these they third this
    those though through throughout thus to together too toward towards under until unto up upon us use used uses using
    very via was way ways we well were what when where whereas whether which while who whom whose why will with within
    without would yet you your
    """.split()  # noqa: SIM905
)
"""Words that say nothing about which passage they stand in."""


class Word(NamedTuple):
    """A word of a text."""

    key: str
    """Folded: no case, accents, apostrophes, possessive endings or thousands separators."""
    stem: str
    """What it shares with its inflections and its other spelling."""
    start: int
    end: int
    """Where it stands, a possessive ending left out."""


def words(text: str) -> list[Word]:
    """The words of a text in order. Footnote marks are none."""
    found = []
    for match in _WORD.finditer(text):
        written = match.group()
        key = _key(written)
        if key:
            end = match.end() - 2 if written[-2:] in _POSSESSIVES else match.end()
            found.append(Word(key, stem(key), match.start(), end))
    return found


@cache
def _key(text: str) -> str:
    if text == "©":
        return "copyright"
    if _SUPERSCRIPT.fullmatch(text):
        return ""
    if text[-2:] in _POSSESSIVES:
        text = text[:-2]
    return fold(text.replace(",", "")).replace(" ", "")


_VERB = re.compile(r"(.*[aeiouy].+?)(?:ing|ed)$")
_ENDINGS = (
    (re.compile(r"(?<=[a-z]{2})ie[sd]$"), "y"),
    (re.compile(r"(?<=ss|sh|ch)es$|(?<=[xz])es$|(?<=[a-z]{2}[^su])s$"), ""),
    (_VERB, r"\1"),
    (re.compile(r"([bdfgklmnprtvz])\1$"), r"\1"),
    (re.compile(r"(?<=[a-z]{4})(?:ment|ly)$"), ""),
    (re.compile(r"(?<=[a-z]{3})(?:ation|ator|ative|ate|at)$"), ""),
    (re.compile(r"(?<=[a-z]{3}[st])ion$"), ""),
    (re.compile(r"(?<=[a-z]{4})e$"), ""),
)


@cache
def stem(key: str) -> str:
    """What a folded word shares with its plural and its other forms; crude, and the same for both sides."""
    if len(key) < 4 or not key.isalpha():
        return key
    root = min(spellings(key))
    for ending, other in _ENDINGS:
        shorter = ending.sub(other, root)
        if len(shorter) > 2:
            root = shorter
    return root


@cache
def content(text: str) -> tuple[str, ...]:
    """The stems of the words of a text that say something."""
    return tuple(word.stem for word in words(text) if word.key not in STOP_WORDS)


def squeezed(text: str) -> str:
    """The folded words of a text without anything between them: the same wherever lines and words were divided."""
    return "".join(word.key for word in words(text))


def runs(needle: Sequence[str], hay: Sequence[str]) -> Iterator[int]:
    """The places at which one sequence of words stands in another."""
    length = len(needle)
    if not length:
        return
    first = needle[0]
    wanted = list(needle)
    for start in range(len(hay) - length + 1):
        if hay[start] == first and list(hay[start : start + length]) == wanted:
            yield start
