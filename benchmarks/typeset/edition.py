"""The report as something to typeset: its passages in print order, with headings, pull quotes and photographs put back."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

RUNNING_HEAD = "From emergency to resilience"
NOTE_MARKS = "¹²³"


@dataclass(frozen=True)
class Block:
    """What stands in the columns by itself: a heading, a paragraph or part of one, a bullet, a pull quote, a caption."""

    kind: str  # chapter, title, lead (the first paragraph of a section), paragraph, bullet, quote, caption
    text: str
    continued: bool = False  # is the rest of an interrupted one


@dataclass(frozen=True)
class Edition:
    """The whole report: the cover's lines, the imprint's, the contents, the columns' blocks, the notes by their marks."""

    cover: list[str]
    imprint: list[str]
    contents: list[tuple[str, str]]
    blocks: list[Block]
    notes: dict[str, str]


def read(folder: Path) -> Edition:
    """The edition, from `passages.json` and `report.txt` in the report's folder."""
    passages = json.loads((folder / "passages.json").read_text(encoding="utf-8"))
    lines = [line for line in map(str.strip, (folder / "report.txt").read_text(encoding="utf-8").splitlines()) if line]
    at = lines.index("CONTENTS") + 1
    contents = []
    while found := re.fullmatch(r"(.+) – (\d+)", lines[at]):
        contents.append((printed(found[1]), found[2]))
        at += 1
    notes = {one["text"][0]: printed(one["text"][2:]) for one in passages if one["kind"] == "footnote"}
    blocks: list[Block] = []
    held: list[Block] = []
    imprint: list[str] = []
    for section, several in groupby(passages, key=lambda one: one["section"]):
        here = [one for one in several if one["kind"] != "footnote"]
        if section == "publication":
            imprint = [printed(one["text"]) for one in here]
        elif section == "captions":
            held += [Block("caption", printed(one["text"])) for one in here]
            blocks += interrupted(held)
            held = []
        elif here:
            blocks += interrupted(held)
            blocks += headings(lines, here[0]["text"])
            held = [Block(one["kind"] if n else "lead", printed(one["text"])) for n, one in enumerate(here)]
            held += [Block("quote", pulled([block.text for block in held if block.kind != "bullet"]))]
    return Edition([printed(line) for line in lines[:4]], imprint, contents, blocks + interrupted(held), notes)


def headings(lines: list[str], opening: str) -> list[Block]:
    """The headings above the paragraph that begins so: one or two lines that end no sentence."""
    at = next(n for n, line in enumerate(lines) if line[:60] == opening[:60])
    found: list[Block] = []
    while len(lines[at - 1]) < 120 and lines[at - 1][-1] not in ".;L>0123456789" and len(found) < 2 and lines[at - 1][0].isupper():
        at -= 1
        found.insert(0, Block("chapter" if lines[at].isupper() else "title", printed(lines[at])))
    return found


def printed(text: str) -> str:
    """The text with the quotation marks of print; the source has straight ones."""
    return re.sub(r"'", "’", re.sub(r"(?<![^\s(\[])'(?=\w)", "‘", text))


def pulled(texts: list[str]) -> str:
    """A sentence to be repeated as a pull quote: of 60 to 160 characters, from the middle of the section."""
    sentences = [one for text in texts for one in re.split(r"(?<=[a-z]\.) (?=[A-Z])", text)]
    fitting = [one for one in sentences if 60 <= len(one) <= 160 and not set(one) & set(NOTE_MARKS + "*")] or sentences[:1]
    return fitting[len(fitting) // 2]


def interrupted(blocks: list[Block]) -> list[Block]:
    """A section with its quote and captions put among its paragraphs: every second one between two, the others within one."""
    texts = [block for block in blocks if block.kind not in ("quote", "caption")]
    inserts = [block for block in blocks if block.kind in ("quote", "caption")]
    long = [n for n, block in enumerate(texts) if block.kind == "paragraph" and len(block.text) > 250]
    result: list[Block] = []
    places = {long[(k + 1) * len(long) // (len(inserts) + 1)]: (k, insert) for k, insert in enumerate(inserts)} if long else {}
    for n, block in enumerate(texts):
        if n not in places:
            result.append(block)
        elif (places[n][0] + n) % 2:
            result += [places[n][1], block]
        else:
            cut = block.text.index(" ", len(block.text) * 2 // 5)
            result += [replace(block, text=block.text[:cut]), places[n][1], replace(block, text=block.text[cut + 1 :], continued=True)]
    placed = {id(insert) for _, insert in places.values()}
    return result + [insert for insert in inserts if id(insert) not in placed]


def inline(
    text: str, escape: Callable[[str], str], caps: Callable[[str], str], bold: Callable[[str], str], note: Callable[[str], str]
) -> str:
    """A text in a typesetter's language: acronyms of four letters and more as small capitals, bold words, note marks."""
    parts = []
    for part in re.split(rf"(\*\*.+?\*\*|\b[A-Z]{{4,}}\b|[{NOTE_MARKS}])", text):
        if part.startswith("**"):
            parts.append(bold(escape(part[2:-2])))
        elif part and part in NOTE_MARKS:
            parts.append(note(part))
        elif re.fullmatch("[A-Z]{4,}", part):
            parts.append(caps(escape(part)))
        else:
            parts.append(escape(part))
    return "".join(parts)


def opened(text: str) -> tuple[str, str, str]:
    """A section's first paragraph: its drop cap, the rest of its first three words, what follows."""
    found = re.match(r"(\S)(\S*(?: \S+){2})", text)
    assert found
    return found[1], found[2], text[found.end() :]
