"""One of a fixed set of words, as people say it: in any case, in the plural, by how it begins, by a word of it."""

from collections.abc import Iterable

from ..errors import AmbiguousError, NotFoundError
from ..text import fold, fold_both_ways, near, quoted
from .spelling import spellings

_SAID_FOR = {"yes": ("true", "1"), "no": ("false", "0")}
"""What else people and JSON say for a word of a set that has it."""


def chosen_words(said: str, words: Iterable[str]) -> list[str]:
    """The words of a set that somebody may mean: those of the first tier that has any.

    That is the word itself, its plural or other spelling; what begins so; what has those words in it.
    """
    forms = {word: fold(word) for word in words}
    wanted = {form for key in fold_both_ways(said) if key for form in _forms(key)}
    if not wanted:
        return []
    said_for = [word for word in forms if not wanted.isdisjoint(_SAID_FOR.get(word, ()))]
    whole = [word for word, form in forms.items() if form in wanted or form.replace(" ", "") in wanted]
    begun = [word for word, form in forms.items() if form.startswith(tuple(wanted))]
    return whole or said_for or begun or [word for word, form in forms.items() if any(f" {one} " in f" {form} " for one in wanted)]


def chosen_word(said: str, words: Iterable[str], what: str) -> str:
    """The one word of a set that somebody means. Raises NotFoundError or AmbiguousError, which name the words there are."""
    known = tuple(words)
    found = chosen_words(said, known)
    if len(found) > 1:
        raise AmbiguousError(f"{what} {quoted(said)} is ambiguous; give one of {', '.join(found)}", found)
    if not found:
        raise NotFoundError(f"no {what} {quoted(said)}. It is one of {', '.join(known)}.", near(said, known, similar=0.5))
    return found[0]


def _forms(said: str) -> list[str]:
    """A folded word or several, in their other spellings and, where the last is a plural, in the singular."""
    *before, last = said.split()
    found = spellings(last)
    for word in tuple(found):
        if word.endswith("ies"):
            found.append(word[:-3] + "y")
        if word.endswith("es"):
            found.append(word[:-2])
        if word.endswith("s"):
            found.append(word[:-1])
    return [" ".join((*before, one)) for one in found if one]
