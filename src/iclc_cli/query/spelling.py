"""Other spellings and forms of a word: British and American, irregular plurals, and what inflections share."""

import re
from functools import cache

from ..text import squeezed
from .amounts import NUMBER_WORDS

# Stems that are spelled in two ways, each with what may follow; a pair that makes no real word does no harm, as
# nobody wrote it.
_STEMS = (
    (("is", "iz"), ("e", "es", "ed", "ing", "er", "ers", "ation", "ations")),
    (("yse", "yze"), ("", "s", "d")),
    (("our", "or"), ("", "s", "ed", "ing", "al", "able", "hood", "hoods")),
    (("tre", "ter"), ("", "s")),
    (("gramme", "gram"), ("", "s")),
    (("geing", "ging"), ("",)),
    (("cence", "cense"), ("", "s")),
    (("fence", "fense"), ("", "s")),
    (("logue", "log"), ("", "s")),
    *(((f"{vowel}ll", f"{vowel}l"), ("ed", "ing", "er", "ers")) for vowel in "aeiou"),
)
_ENDINGS = {one + rest: other + rest for stems, endings in _STEMS for one, other in (stems, stems[::-1]) for rest in endings}
"""Endings, each with its other spelling."""
_LONGEST = max(map(len, _ENDINGS))

_PLURALS = {"child": "children", "woman": "women", "man": "men", "person": "people", "life": "lives", "analysis": "analyses"}
_FORMS = {**_PLURALS, **{plural: singular for singular, plural in _PLURALS.items()}}


def spellings(word: str) -> list[str]:
    """A folded word with its other spelling, British or American, and its irregular singular or plural."""
    endings = (word[-length:] for length in range(1, min(_LONGEST, len(word)) + 1))
    others = [word[: -len(ending)] + _ENDINGS[ending] for ending in endings if ending in _ENDINGS]
    return [word, *others, *((_FORMS[word],) if word in _FORMS else ())]


FILLERS = frozenset(
    "a an and are as at be by for from how in into is it its of on or that the their to was were what which with".split()  # noqa: SIM905
)
"""Words that say nothing by themselves."""

WORD = re.compile(r"[^\W_]+")

key = cache(squeezed)
"""The letters and digits of a word or a name, remembered."""

_ENDING = re.compile(
    r"(?<=..)(?:ies|ied|y|i)$|(?<=...)(?:ational|it(?:y|ies)|ations?|ators?|ative|ated?|ates|ating|ional|ions?|ments?|ings?|als?|ers?|ed|es|ly|s|e)$"
)
_DOUBLE = re.compile(r"([bdfgklmnprtvz])\1$")


@cache
def stem(word: str) -> str:
    """What a folded word shares with its plural and its other forms; crude, and the same for both sides."""
    if len(word) < 4 or not word.isalpha() or word in NUMBER_WORDS:
        return word
    root = min(spellings(word))
    for _ in range(2):  # "recovery" and "recover"
        root = _DOUBLE.sub(r"\1", _ENDING.sub("", root))
    return root


@cache
def stems(text: str) -> tuple[str, ...]:
    """The stems of the words of a text."""
    return tuple(stem(key(word)) for word in WORD.findall(text))
