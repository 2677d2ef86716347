"""Other spellings and forms of a word that no stemmer knows: British and American, irregular plurals."""

import re

# Either way; a pair that makes no real word does no harm, as nobody wrote it.
_SPELLINGS = (
    (re.compile(r"is(e|es|ed|ing|er|ers|ation|ations)$"), r"iz\1"),
    (re.compile(r"iz(e|es|ed|ing|er|ers|ation|ations)$"), r"is\1"),
    (re.compile(r"yse(s|d)?$"), r"yze\1"),
    (re.compile(r"yze(s|d)?$"), r"yse\1"),
    (re.compile(r"our(s|ed|ing|al|able|hood|hoods)?$"), r"or\1"),
    (re.compile(r"or(s|ed|ing|al|able|hood|hoods)?$"), r"our\1"),
    (re.compile(r"tre(s)?$"), r"ter\1"),
    (re.compile(r"ter(s)?$"), r"tre\1"),
    (re.compile(r"gramme(s)?$"), r"gram\1"),
    (re.compile(r"gram(s)?$"), r"gramme\1"),
    (re.compile(r"geing$"), "ging"),
    (re.compile(r"ging$"), "geing"),
    (re.compile(r"cence(s)?$"), r"cense\1"),
    (re.compile(r"cense(s)?$"), r"cence\1"),
    (re.compile(r"fence(s)?$"), r"fense\1"),
    (re.compile(r"fense(s)?$"), r"fence\1"),
    (re.compile(r"logue(s)?$"), r"log\1"),
    (re.compile(r"log(s)?$"), r"logue\1"),
    (re.compile(r"ll(ed|ing|er|ers)$"), r"l\1"),
    (re.compile(r"([aeiou])l(ed|ing|er|ers)$"), r"\1ll\2"),
)


_PLURALS = {"child": "children", "woman": "women", "man": "men", "person": "people", "life": "lives", "analysis": "analyses"}
_FORMS = {**_PLURALS, **{plural: singular for singular, plural in _PLURALS.items()}}


def spellings(word: str) -> list[str]:
    """A folded word with its other spelling, British or American, and its irregular singular or plural."""
    others = [ending.sub(other, word) for ending, other in _SPELLINGS if ending.search(word)]
    return [word, *others, *((_FORMS[word],) if word in _FORMS else ())]
