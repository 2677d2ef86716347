"""Other spellings and forms of a word: British and American, irregular plurals, and what inflections share."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

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
    lengths = range(1, min(_LONGEST, len(word)) + 1)
    others = [word[:-length] + _ENDINGS[ending] for length in lengths if (ending := word[-length:]) in _ENDINGS]
    return [word, *others, *((_FORMS[word],) if word in _FORMS else ())]


_ACROSS = ("inter", "multi", "cross", "trans")
_BEFORE = (*_ACROSS, "anti", "non", "post", "pre", "pro")


def kin(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """What else says what a word with a prefix says, or most of it: "multisectoral", "intersectoral", "sectoral"."""
    first, *rest = words
    joined = not rest and next((before for before in _BEFORE if first.startswith(before) and len(first) - len(before) > 5), "")
    if joined:
        first, rest = joined, [first[len(joined) :]]
    elif not rest or first not in _BEFORE:
        return []
    across = [one for one in _ACROSS if one != first] if first in _ACROSS else []
    return [*[("".join((one, *rest)),) for one in across], *[(one, *rest) for one in across], tuple(rest)]


# The stemmer of M. F. Porter, An algorithm for suffix stripping, Program 14 (1980).
_SECOND = (
    *(("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"), ("alli", "al")),
    *(("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al")),
    *(("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"), ("logi", "log")),
)
_THIRD = (("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""))
_FOURTH = tuple(
    (ending, "")
    for ending in "al ance ence er ic able ible ant ement ment ent sion tion ou ism ate iti ous ive ize".split()  # noqa: SIM905
)


def _shape(word: str) -> str:
    """Vowels and consonants."""
    shape = ""
    for letter in word:
        shape += "v" if letter in "aeiou" or (letter == "y" and shape.endswith("c")) else "c"
    return shape


def _replaced(word: str, endings: tuple[tuple[str, str], ...], least: int) -> str:
    for ending, other in endings:
        if word.endswith(ending):
            kept = word[: -len(ending)]
            kept += ending[0] if ending in ("sion", "tion") else ""
            return kept + other if _shape(kept).count("vc") > least else word
    return word


def _closed(word: str) -> bool:
    """Does it end as "hop" does?"""
    return _shape(word)[-3:] == "cvc" and word[-1] not in "wxy"


@cache
def root(word: str) -> str:
    """What the forms of an English word share: "cities" and "city", "learning" and "learn"."""
    if len(word) < 3 or not (word.isascii() and word.isalpha()):
        return word
    whole = word
    if word.endswith("s"):
        word = word[:-2] if word.endswith(("sses", "ies")) else word if word.endswith("ss") else word[:-1]
    if word.endswith("eed"):
        word = word[:-1] if "vc" in _shape(word[:-3]) else word
    elif word.endswith(("ed", "ing")):
        kept = word[: -3 if word.endswith("ing") else -2]
        if "v" in _shape(kept):
            if kept.endswith(("at", "bl", "iz")):
                kept += "e"
            elif kept[-2:-1] == kept[-1:] and kept[-1] not in "lsz" and _shape(kept).endswith("c"):
                kept = kept[:-1]
            elif _shape(kept).count("vc") == 1 and _closed(kept):
                kept += "e"
            word = kept
    if word.endswith("y") and "v" in _shape(word[:-1]):
        word = word[:-1] + "i"
    for endings, least in ((_SECOND, 0), (_THIRD, 0), (_FOURTH, 1)):
        word = _replaced(word, endings, least)
    if word.endswith("e") and not whole.endswith(("ee", "ees", "eed")):  # "coree" is no "core"
        measure = _shape(word[:-1]).count("vc")
        if measure > 1 or (measure == 1 and not _closed(word[:-1])):
            word = word[:-1]
    return word[:-1] if word.endswith("ll") and _shape(word).count("vc") > 1 else word


FILLERS = frozenset(
    "a an and are as at be by for from how in into is it its of on or that the their to was were what which with".split()  # noqa: SIM905
)
"""Words that say nothing by themselves."""

ASKING = FILLERS.union(
    """
    able about according across actual actually after again against ago all allowed almost along alongside already also although
    always am among another any anybody anyone anything anywhere arent around aside ask asked asking asks away bad became because
    become been before began begun behind being believe below beside besides best better between beyond big both bring brings
    brought but came can cant carried carry come comes contain contains could couldnt cover covered covers deal deals dealt describe
    described describes despite detail details did didnt difference discuss discussed discusses do does doesnt doing done dont
    during each either else elsewhere enough especially even ever every everybody everyone everything everywhere exact exactly
    example examples except exist exists explain explained explanation fact few finally find further gave generally get gets getting
    give given gives giving go goes going gone good got gotten had hadnt happen happened happens has hasnt have havent having he
    help helped helps hence her here hers herself him himself his however hows i id if im including info instead interested isnt
    itself ive just keep keeping kept kind kinds know large later least leave left less let lets letting like list look looking lot
    lots made mainly make makes making many may maybe me mean meaning means meant mention mentioned mentions met might mind mine
    more most mostly mr mrs ms much must my myself need needs neither never nice no nor not nothing now occur occurred off often
    once ones only onto other others otherwise ought our ours ourselves out over overall particular particularly per perhaps please
    plus possible possibly problem problems proper put puts putting question questions quick quickly quite rather really recently
    refer refers regard regarding relate related role roles said same saw say saying says see seeing seem seems seen several shall
    she should shouldnt show showed showing shown shows since so some somebody someone something somewhere soon sort sorts speak
    speaks specific spoke spoken start started still stop such sum sure take taken takes taking talk talked talking talks tell
    telling tells than thats theirs them themselves then there therefore theres these they theyre thing things think thinking this
    those though thought through throughout thus told too took toward towards tried try trying turn turned type types under
    understand unless until up upon us use used uses using usually various very via want wanted wanting wants wasnt way ways we went
    werent whatever whats when whenever where whereas wheres wherever whether whichever while who whoever whom whos whose why will
    within without wont would wouldnt yes yet you your youre yours yourself
    """.split()  # noqa: SIM905
)
"""Words that ask, rather than name what is asked for."""

_VOWELS = frozenset("aeiouy")
_SOUNDS = (frozenset("szc"), frozenset("ckqg"), frozenset("mn"), frozenset("vwf"), frozenset("bp"), frozenset("dt"), frozenset("gj"))


_LIKE = (("ph", "f"), ("ck", "k"), ("oo", "u"), ("ou", "u"), ("ee", "i"), ("th", "t"), ("rh", "r"), ("y", "i"), ("z", "s"), ("w", "v"))
_ENDS = frozenset({"tion", "tions", "sion", "sions", "ment", "ments", "ity", "ive", "ism", "ist"})
"""Endings before which one letter makes another word: addiction, addition."""


def _sound(word: str) -> str:
    for written, heard in _LIKE:
        word = word.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", word)


def is_slip(word: str, near: str) -> bool:
    """Is one word a slip of the pen for the other? A letter too many or too few, two swapped, a like sound; no other ending."""
    from difflib import SequenceMatcher  # only who errs needs it

    if _sound(word) == _sound(near):
        return True
    allowed = 1 if len(word) < 9 else 2
    edits = 0
    codes = [code for code in SequenceMatcher(None, word, near, autojunk=False).get_opcodes() if code[0] != "equal"]
    if sorted(word) == sorted(near) and len(codes) == 2:  # two letters swapped
        return len(word) > 5 or codes[-1][2] < len(word)
    for tag, start, end, near_start, near_end in codes:
        if tag == "replace":
            pairs = list(zip(word[start:end], near[near_start:near_end], strict=False))
            if len(word) < 6 or end == len(word) or end - start != near_end - near_start:
                return False
            if not all(_alike(one, other) for one, other in pairs):
                return False
            edits += len(pairs)
        elif (word[end:] in _ENDS and not _VOWELS.issuperset(word[start:end] + near[near_start:near_end])) or (
            end == len(word) and (tag == "delete" or len(word) < 7)
        ):
            return False
        else:
            edits += (end - start) + (near_end - near_start)
    return 0 < edits <= allowed


def _alike(one: str, other: str) -> bool:
    return {one, other} <= _VOWELS or any({one, other} <= sounds for sounds in _SOUNDS)


WORD = re.compile(r"[^\W_]+")

key = cache(squeezed)
"""The letters and digits of a word or a name, remembered."""

_INFLECTIONS = dict.fromkeys(("ies", "ied", "y", "i"), 2) | dict.fromkeys(
    """
    ational ity ities ation ations ator ators ative ate ated ates ating ional ion ions ment ments ing ings al als er ers ed es ly s e
    """.split(),  # noqa: SIM905
    3,
)
"""Endings, each with how many letters stand before it at least."""
_MOST = max(map(len, _INFLECTIONS))
_DOUBLED = frozenset("bdfgklmnprtvz")
"""Letters of which one of two is taken off the end: "planned"."""


@cache
def stem(word: str) -> str:
    """What a folded word shares with its plural and its other forms; crude, and the same for both sides."""
    if len(word) < 4 or not word.isalpha() or word in NUMBER_WORDS:
        return word
    found = min(spellings(word))
    for _ in range(2):  # "recovery" and "recover"
        for length in range(min(_MOST, len(found)), 0, -1):
            if _INFLECTIONS.get(found[-length:], len(found)) <= len(found) - length:
                found = found[:-length]
                break
        if found[-1:] == found[-2:-1] and found[-1:] in _DOUBLED:
            found = found[:-1]
    return found


class _Stems(dict[str, str]):
    """The stems of words as they are written, worked out once each."""

    def __missing__(self, word: str) -> str:
        self[word] = found = stem(key(word))
        return found


_STEM_OF = _Stems()


@cache
def stems(text: str) -> tuple[str, ...]:
    """The stems of the words of a text."""
    return tuple(map(_STEM_OF.__getitem__, WORD.findall(text)))


FORMS: Mapping[str, Any] = {
    "endings": list(_ENDINGS.items()),
    "plurals": list(_FORMS.items()),
    "across": _ACROSS,
    "before": _BEFORE,
    "suffixes": ((_SECOND, 0), (_THIRD, 0), (_FOURTH, 1)),
    "vowels": sorted(_VOWELS),
    "sounds": [sorted(sounds) for sounds in _SOUNDS],
    "like": _LIKE,
    "ends": sorted(_ENDS),
}
"""What tells the spellings and the forms of words, by name, for a search elsewhere: `exports/page/search.js` does as this module does."""
