"""The fingerprints of a report's passages: enough to find a passage in any copy and to know that it was read to the letter.

Of each passage they hold how long its words are, a check value of its letters for every window of fourteen, how many of
its letters are capitals and have accents, a check value of its stops, and those of what the data tells of it. No sentence
stands in them; docs/checking.md has the format.
"""

import base64
import json
import re
import struct
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import combining, normalize
from zlib import crc32

from ..dataset.files import Expected, read_bytes
from ..dataset.loading import bundled, in_use
from ..errors import CopyError
from ..model import Report, Section
from ..text import LETTERS, squeezed

FORMAT = "iclc-fingerprints-2"

WINDOW = 14
"""So many letters have one check value: few enough to stand on one line of a column, enough to stand nowhere else."""

STEP = 7
"""From one window to the next; each letter is in two."""

LONGEST_WORD = 255

COUNTED = ("capitals", "accents", "stops")

SUFFIX = ".fingerprints.json"
"""What a file of them is called beside the data: `report.fingerprints.json` beside `report.json`."""

PASSAGES = Expected("the texts of the passages as JSON", 100_000_000, CopyError)

FILE = Expected("a file of fingerprints", 100_000_000, CopyError)


class Fingerprint(NamedTuple):
    """What is known of a passage, or of a heading, without its text."""

    words: bytes
    """The number of letters and digits of each word."""
    sums: Sequence[int]
    """The CRC-32 of each window."""
    capitals: int
    accents: int
    stops: int

    @property
    def length(self) -> int:
        """The number of its letters and digits."""
        return sum(self.words)


class Fingerprints(NamedTuple):
    """All that is shipped beside a report."""

    passages: dict[str, Fingerprint]
    headings: dict[str, Fingerprint]
    """What is printed over sections: the title under `section/ID`, the heading of its chapter under `section/ID/chapter`, and
    the entry in the table of contents, title and page, under `section/ID/page`."""
    told: dict[str, frozenset[int]]
    """Of what each passage prints, what the data tells: the check value of the letters with that of the field, KIND FIELD, or KIND/ID FIELD
    where it refers to a record, joined by an exclusive or."""
    exceptions: frozenset[tuple[str, ...]]
    """What print does not bear out and a remark explains: record, field, value, and the CRC-32 of the remark's reason."""


def offsets(length: int) -> list[int]:
    """Where the windows of a text of some length begin; the last one ends with it."""
    return [*range(0, length - WINDOW, STEP), length - WINDOW] if length > WINDOW else [0]


def word_lengths(text: str) -> list[int]:
    """The number of letters and digits of each word of a text; what is longer than a byte can tell counts as several."""
    words = "".join(character if LETTERS[character] or combining(character) else " " for character in text).split()
    lengths = (len(squeezed(word)) for word in words)
    return [part for length in lengths for part in (*[LONGEST_WORD] * (length // LONGEST_WORD), length % LONGEST_WORD) if part]


def count_of(text: str) -> tuple[int, int, int]:
    """How many letters of a text are capitals, how many have accents, and the CRC-32 of its words and stops, each word as a "w"."""
    foreign = "".join(re.findall(r"[^\x00-\x7f]+", text))
    capitals = len(re.findall("[A-Z]", text)) + sum(map(str.isupper, foreign))
    accents = sum(len(normalize("NFD", character)) > 1 for character in foreign)
    words = re.findall(r"[^\W_]+|[,;:.!?]", text)
    stops = [one if one in ",;:.!?" else "w" if one.isascii() or squeezed(one) else "" for one in words]
    return capitals, accents, crc32("".join(stops).encode())


@cache
def check_value(text: str) -> int:
    """The CRC-32 of a text."""
    return crc32(text.encode())


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a text."""
    text = normalize("NFC", text)
    letters = squeezed(text)
    sums = tuple(crc32(letters[offset : offset + WINDOW].encode()) for offset in offsets(len(letters)))
    return Fingerprint(bytes(word_lengths(text)), sums, *count_of(text))


def make(report: Report, texts: Mapping[str, str]) -> Fingerprints:
    """The fingerprints of the passages of a report, from their texts by id, and of the headings that it gives as printed; no exceptions.

    Raises CopyError when a passage has no text, or one without letters.
    """
    for passage in report.passages:
        if not squeezed(texts.get(passage.id, "")):
            raise CopyError(f"passage/{passage.id}: has no text; give one for every passage of the data")
    printed = [section for section in report.sections if not any(remark.field == "title" for remark in section.remarks)]
    headings = (pair for section in printed for pair in headings_of(section).items())
    passages = {passage.id: fingerprint(texts[passage.id]) for passage in report.passages}
    return Fingerprints(passages, {name: fingerprint(text) for name, text in headings}, {}, frozenset())


def headings_of(section: Section) -> dict[str, str]:
    """What is printed over a section, by what the data has for it, under the names that fingerprints give to it."""
    page = section.page and f"{section.title} {section.page}"
    held = {"": section.title, "/chapter": section.chapter, "/page": page}
    return {f"section/{section.id}{what}": text for what, text in held.items() if text}


def as_text(report: Report, held: Fingerprints) -> str:
    """Fingerprints as a file of them holds them: JSON, a passage or an exception a line."""
    groups: dict[str, dict[str, Any]] = {
        "passages": {one: _shown(print_) for one, print_ in held.passages.items()},
        "headings": {one: _shown(print_) for one, print_ in held.headings.items()},
        "told": {one: _packed(sorted(marks)) for one, marks in held.told.items()},
    }
    lines = {name: (f"{json.dumps(one)}: {json.dumps(shown)}" for one, shown in group.items()) for name, group in groups.items()}
    parts = [f' "{name}": {{\n  ' + ",\n  ".join(of) + "\n }" for name, of in lines.items()]
    parts.append(' "exceptions": [\n' + ",\n".join(f"  {json.dumps(one, ensure_ascii=False)}" for one in sorted(held.exceptions)) + "\n ]")
    return f'{{\n "format": "{FORMAT}",\n "version": {json.dumps(report.version)},\n' + ",\n".join(parts) + "\n}\n"


def _packed(sums: Sequence[int]) -> str:
    return base64.b64encode(struct.pack(f">{len(sums)}I", *sums)).decode()


def _unpacked(packed: str) -> tuple[int, ...]:
    data = base64.b64decode(packed)
    return struct.unpack(f">{len(data) // 4}I", data)


def _shown(held: Fingerprint) -> dict[str, Any]:
    return {"words": base64.b64encode(held.words).decode(), "windows": _packed(held.sums), **dict(zip(COUNTED, held[2:], strict=True))}


def _read(shown: Mapping[str, Any]) -> Fingerprint:
    return Fingerprint(base64.b64decode(shown["words"]), _unpacked(shown["windows"]), *map(shown.__getitem__, COUNTED))


def load(report: Report, source: str | None) -> Fingerprints:
    """The fingerprints beside a data file, or the bundled ones where they are about the same passages.

    Raises CopyError when there are none, or the file cannot be read.
    """
    source = in_use(source)
    own = None if source in (None, "-") else Path(source).with_suffix(SUFFIX)
    path = own if own and own.is_file() else bundled().with_suffix(SUFFIX)
    again = f"make it anew: iclc fingerprint PASSAGES -o {path}"
    try:
        held = json.loads(read_bytes(str(path), FILE))
        if held["format"] != FORMAT:
            held = {**held, "passages": {}, "headings": {}, "told": {}, "exceptions": []}
        passages, headings = ({name: _read(one) for name, one in held[group].items()} for group in ("passages", "headings"))
        told = {name: frozenset(_unpacked(marks)) for name, marks in held["told"].items()}
        exceptions = frozenset(map(tuple, held["exceptions"]))
    except (ValueError, KeyError, TypeError, AttributeError, struct.error):
        raise CopyError(f"{path}: is no file of fingerprints; {again}") from None
    if held["format"] != FORMAT:
        raise CopyError(f"{path}: is of the format {held['format']}; {again}")
    if lacking := sorted(passage.id for passage in report.passages if passage.id not in passages):
        where = own or Path(f"report{SUFFIX}")
        names = ", ".join(lacking[:3])
        raise CopyError(f"no fingerprints of {names} to find it by in a copy; make them: iclc fingerprint PASSAGES -o {where}")
    return Fingerprints(passages, headings, told, exceptions)
