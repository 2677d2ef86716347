"""Other spellings and forms of a word that no stemmer knows: British and American, irregular plurals."""

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
