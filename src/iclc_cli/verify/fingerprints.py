"""The fingerprints of a report's passages: enough to find one in any copy and to know that it was read to the letter, and no sentence."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import combining, normalize
from zlib import crc32

from ..dataset.files import Expected, read_bytes
from ..dataset.loading import bundled, in_use
from ..errors import CopyError
from ..model import Report, Section
from ..text import LETTERS, squeezed

FORMAT, SUFFIX = "iclc-fingerprints-3", ".fingerprints.json"
"""What a file of them is, and what it is called beside the data: `report.fingerprints.json` beside `report.json`."""
WINDOW, STEP = 14, 7
"""So many letters have one check value, few enough to stand on one line of a column, enough to stand nowhere else; from one such
window to the next it is so many."""


class Fingerprint(NamedTuple):
    """What is known of a passage, or of a heading, without its text: the number of letters and digits of each word, the CRC-32 of each
    window, how many capitals and accents its letters have, and the CRC-32 of the stops among the words, each word as a "w".
    """

    words: Sequence[int]
    sums: Sequence[int]
    marked: int
    stops: int


class Fingerprints(NamedTuple):
    """All that is shipped beside a report."""

    passages: dict[str, Fingerprint]
    headings: dict[str, Fingerprint]
    """What is printed over sections, under the names of `headings_of`."""
    told: dict[str, dict[str, dict[str, list[int]]]]
    """What the data tells of print: by record, field and passage or heading, the CRC-32 of the letters that stand there."""
    exceptions: frozenset[tuple[str, ...]]
    """What print does not bear out and a remark explains: record, field, value, and the CRC-32 of the remark's field and reason."""


def offsets(length: int) -> list[int]:
    """Where the windows of a text of some length begin; the last one ends with it."""
    return [*range(0, length - WINDOW, STEP), max(length - WINDOW, 0)]


def marked(text: str) -> int:
    """How many capitals and how many accents a text has, together."""
    return sum(one.isupper() or combining(one) > 0 for one in re.findall(r"[^\x00-@\[-\x7f]", normalize("NFD", text)))


def stops(text: str) -> int:
    """The check value of the stops of a text among its words, each of these as a "w"."""
    return check_value(re.sub("[^w,;:.!?]+", "", re.sub(r"[^\W_¹²³⁰⁴-⁹]+", "w", text)))


@cache
def check_value(text: str) -> int:
    """The CRC-32 of a text, a byte a character."""
    return crc32(text.encode("ascii", "replace"))


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a text."""
    text = normalize("NFC", text)
    words = [squeezed(word) for word in "".join([one if LETTERS[one] else " " for one in text]).split()]
    letters = "".join(words)
    sums = [check_value(letters[offset : offset + WINDOW]) for offset in offsets(len(letters))]
    return Fingerprint(list(map(len, words)), sums, marked(text), stops(text))


def make(report: Report, texts: Mapping[str, str]) -> Fingerprints:
    """The fingerprints of the passages of a report, from their texts by id, and of the headings that it gives as printed; no more.

    Raises CopyError when a passage has no text, or one without letters.
    """
    if lacking := [passage.id for passage in report.passages if not squeezed(texts.get(passage.id, ""))]:
        raise CopyError(f"passage/{lacking[0]}: has no text; give one for every passage of the data")
    printed = [section for section in report.sections if not any(remark.field == "title" for remark in section.remarks)]
    headings = {name: fingerprint(text) for section in printed for name, text in headings_of(section).items()}
    return Fingerprints({passage.id: fingerprint(texts[passage.id]) for passage in report.passages}, headings, {}, frozenset())


def headings_of(section: Section) -> dict[str, str]:
    """What is printed over a section, by what the data has for it: its title under `section/ID`, the heading of its chapter under
    `section/ID/chapter`, and the entry in the table of contents, title and page, under `section/ID/page`.
    """
    held = {"": section.title, "/chapter": section.chapter, "/page": section.page and f"{section.title} {section.page}"}
    return {f"section/{section.id}{what}": text for what, text in held.items() if text}


def as_text(report: Report, held: Fingerprints) -> str:
    """Fingerprints as a file of them holds them: JSON, in lines."""
    parts = {"format": FORMAT, "version": report.version, **held._asdict()}
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=sorted)
    return text.replace('],"', '],\n"').replace("],[", "],\n[").replace('}},"', '}},\n"') + "\n"


def load(report: Report, source: str | None) -> Fingerprints:
    """The fingerprints beside a data file, or the bundled ones where they are about the same passages.

    Raises CopyError when there are none, or the file cannot be read.
    """
    source = in_use(source)
    own = None if source in (None, "-") else Path(source).with_suffix(SUFFIX)
    path = own if own and own.is_file() else bundled().with_suffix(SUFFIX)
    make_them = f"make them: iclc fingerprint PASSAGES -o {own or f'report{SUFFIX}'}"
    try:
        held = json.loads(read_bytes(str(path), Expected("a file of fingerprints", 100_000_000, CopyError)))
        passages, headings = ({name: Fingerprint(*one) for name, one in held[group].items()} for group in ("passages", "headings"))
        found = Fingerprints(passages, headings, held["told"], frozenset(map(tuple, held["exceptions"])))
        every = ((min(one.words), sum(one.words), len(one.sums)) for one in (*passages.values(), *headings.values()))
        sound = all(least > 0 and sums == 1 + len(range(0, length - WINDOW, STEP)) for least, length, sums in every)
        lists = [values for fields in found.told.values() for by in fields.values() for values in by.values()]
        if held["format"] != FORMAT or not sound or not all(isinstance(values, list) for values in lists):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CopyError(f"{path}: holds no fingerprints of the format {FORMAT}; {make_them}") from None
    if lacking := ", ".join(sorted({one.id for one in report.passages} - passages.keys())[:3]):
        raise CopyError(f"no fingerprints of {lacking} to find it by in a copy; {make_them}")
    return found
