"""Measure what commands look like on a terminal: run through pseudo-terminals, at several widths, judged by what is printed.

    python benchmarks/screens.py [--md | --json] [--faults] [--check] [--report FILE]
    python benchmarks/screens.py forum 1.2                  one command, with every fault it has
    python benchmarks/screens.py --against PATH             lines of another `iclc` and of this one
    python benchmarks/screens.py --all-cards                is every short card at most 24 lines long at 80 columns?

Standard output and standard error have a terminal each, so that the page and the hint after it are told apart. A fault is

  exit       another exit code than expected (so a command shows that does not exist)
  wide       a line wider than the window, in cells, unless it is one URL
  broken     a token that is the beginning or end of a word of the data or the program, and no word itself
  stray      a line of nothing but a place in the report, or one that begins with a separator
  coded      an id, coded value or name of a field as the data file has it, or `(begins`; commands aside
  blank      two blank lines in a row, or one at the end of the page
  colour     a code of SGR that no role has; a faint letter or digit
  long       a short card, with its hint, of more than 24 lines at 80 columns
  ascii      a byte beyond ASCII where the terminal has only that
"""

import argparse
import json
import os
import re
import shlex
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

from rich.cells import cell_len
from terminals import Line, Printed, lines_of, printed

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data" / "report.json"
WIDTHS = (60, 80, 120, 200)
WIDE = 500
CARD = 24
ROLES = {"0", "1", "2", "4", "7", "22", "24", "27", "39", "91", "95"}
FAULTS = ("exit", "wide", "broken", "stray", "coded", "blank", "colour", "long", "ascii")

# Command lines by what they show, one after the other; the first is `iclc` alone. Only short cards (`card`) have a limit.
SCREENS = {
    "first": "|about|remarks",
    "help": "-h|cities -h",
    "list": 'sections|passages|passages --section forum-1.2|passages --topic "health literacy"|sessions|sessions --long|forums|speakers|'
    "speakers --country Colombia|cities|cities --limit 5|cities --map|countries|organisations|initiatives|initiatives --topic covid|"
    "initiatives --topic covid --short|initiatives --long|statements|strategy|topics|sdgs|figures|figures --kind date|documents",
    "ids": "cities --ids",
    "count": "initiatives --count-by kind|cities --count-by region|initiatives --count-by kind,region|sessions --count-by topic,name",
    "card": 'Cork|Yeonsu|Mantes-la-Jolie|forum 1.2|opening|"Ban Ki-moon"|show strategy/change-1|"health literacy"|covid|Act4Community|'
    "show statement/chiang-rai-1|show figure/argentine-cities-joining|show document/2030-agenda|uil|organisation cork-city-council|"
    'show country/ireland|"SDG 3"',
    "full": 'Cork --full|Yeonsu --full|forum 1.2 --full|"Ban Ki-moon" --full|show section/forum-1.2|"Forum 1.2 ¶2"',
    "links": 'search "health literacy"|search "older people" --kind initiative|peers Cork|related Cork|compare Cork Limerick|'
    "compare Cork Limerick Belfast|compare forum-1.1 forum-1.2",
    "error": "Yenosu|show health|search zzzz|cities --fields role|statements --type requests|initiatives --topic ageing|list nothings",
}
CHECKS = ("verify {}", "verify {} --of Cork --all", 'trace "Ban Ki-moon" --report {}')
CARDS = (
    *("city", "speaker", "session", "topic", "strategy", "initiative"),
    *("statement", "figure", "document", "organisation", "country", "sdg"),
)
PLURALS = {"city": "cities", "strategy": "strategy", "country": "countries"}

SLUG = re.compile(r"[a-z0-9.]+(?:-[a-z0-9.]+)+|[a-z]+(?:_[a-z0-9]+)+")
EDGES = ".,;:()[]“”\"'‘’*·…"
SECTION = r"Publication|Overview|Opening|Spotlight|Plenary I{1,2}|Forum [1-9]\.[1-9]|Mayors(?: [12])?|Strategy"
PARAGRAPHS = r"(?:¶|par\. )[0-9]+(?:[–,-] ?[0-9]+)*"
PLACE = re.compile(
    rf"(?:(?:{SECTION}) )?{PARAGRAPHS}(?:; \+[0-9]+)?|(?:caption|footnote) [0-9]+|[A-Z](?:[^.;,( ]| (?! ))* \(begins p\. [0-9]+\), item [0-9]+"
)


def wide_lines(lines: Iterable[str], width: int) -> list[str]:
    """Lines that need more cells than the window has; one long URL may."""
    return [line for line in lines if cell_len(line.rstrip()) > width and not re.fullmatch(r"\s*https?://\S+\s*", line)]


def tokens(text: str) -> Iterator[str]:
    """What stands between blanks, without the punctuation around it."""
    return (bare for token in text.split() if (bare := token.strip(EDGES)))


CHECKSUM = re.compile("[0-9a-f]{8,}")
"""Pieces of a checksum, which is longer than some windows are wide."""


def broken_words(lines: Iterable[str], known: set[str], pieces: set[str]) -> list[str]:
    """Tokens that are only a piece of a known one; an ellipsis says that something is left out."""
    cut = [token for line in lines for token in line.split() if "…" not in (token[0], token[-1]) and not CHECKSUM.fullmatch(token)]
    return [
        token for token in cut if (bare := token.strip(EDGES)) in pieces and bare not in known and re.search(r"[^\W\d_]|\d-$|^-\d", bare)
    ]


def pieces_of(known: Iterable[str]) -> set[str]:
    """All proper beginnings and ends."""
    return {piece for token in known for at in range(1, len(token)) for piece in (token[:at], token[at:])}


def stray_lines(lines: Iterable[str]) -> list[str]:
    """Lines of nothing but one place, unless a list of places runs on; and lines that begin with a separator."""
    found, before = [], None
    for line in lines:
        bare = line.strip()
        runs_on = before is None or before.endswith((";", "·"))
        if bare.startswith("· ") or (PLACE.fullmatch(bare) and not runs_on):
            found.append(bare)
        before = bare
    return found


def coded_words(lines: Iterable[str], slugs: set[str]) -> list[str]:
    """Ids and coded values outside of commands that could be typed."""
    shown = " ".join(re.split(r"(?<!\S)iclc .*", line)[0] for line in lines)
    return [token for token in SLUG.findall(shown) if token in slugs] + re.findall(r"\(begins", shown)


def blank_faults(lines: list[str]) -> list[str]:
    """Two blank lines in a row, or one at the end."""
    blank = [not line.strip() for line in lines]
    double = [f"line {at + 2}" for at, (one, two) in enumerate(pairwise(blank)) if one and two]
    return double + (["at the end"] if blank and blank[-1] else [])


def colour_faults(lines: Iterable[Line]) -> list[str]:
    """Codes that no role has, and faint words and numbers."""
    cells = [(char, codes) for line in lines for char, codes in zip(line.text, line.codes, strict=True) if char.strip() or "7" in codes]
    strange = sorted({code for _, codes in cells for code in codes} - ROLES, key=int)
    faint = "".join(char for char, codes in cells if "2" in codes and char.isalnum())
    return [f"SGR {code}" for code in strange] + ([f"faint: {faint[:20]}"] if faint else [])


def share(lines: Iterable[Line], code: str) -> float:
    """How many of the characters that are no blanks have the code."""
    cells = [codes for line in lines for char, codes in zip(line.text, line.codes, strict=True) if char.strip()]
    return sum(code in codes for codes in cells) / len(cells) if cells else 0


def strings(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """All strings of the data, with the field each is in."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, key)


def words_and_codes(data: object) -> tuple[set[str], set[str]]:
    """The tokens of the data, and its ids, coded values and names of fields that are no words of its prose."""
    held = list(strings(data))
    prose = {token for key, text in held if " " in text or key in ("name", "aliases", "terms", "printed") for token in tokens(text)}
    fields = {name for name in re.findall(r'"(\w+)":', json.dumps(data)) if "_" in name}
    return {token for _, text in held for token in tokens(text)}, ({text for _, text in held if SLUG.fullmatch(text)} | fields) - prose


def measured(run: Printed, group: str, width: int, known: set[str], pieces: set[str], slugs: set[str]) -> dict:
    """Everything about a screen."""
    page, hint = lines_of(run.page), lines_of(run.hint)
    both = [line.text for line in (*page, *hint)]
    faults = {
        "wide": wide_lines(both, width),
        "broken": broken_words(both, known, pieces),
        "stray": stray_lines(both),
        "coded": coded_words(both, slugs) if group not in ("help", "ids", "error") else [],
        "blank": blank_faults([line.text for line in page]),
        "colour": colour_faults((*page, *hint)),
        "long": [f"{len(both)} lines"] if group == "card" and width == 80 and len(both) > CARD else [],
    }
    codes = sorted({code for line in (*page, *hint) for held in line.codes for code in held}, key=int)
    shares = {"faint": share((*page, *hint), "2"), "accent": share((*page, *hint), "95")}
    faults = (
        {"exit": [str(run.exit)]}
        if run.exit not in ((0, 2, 3) if group == "error" else (0,))
        else {name: told for name, told in faults.items() if told}
    )
    return {"lines": len(both), "hint": len(hint), "codes": codes, **shares, "faults": faults}


def screens(iclc: str, commands: dict[str, str], jobs: int = 2) -> dict[str, dict[int, dict]]:
    """Every command (and its group) at every width."""
    with ThreadPoolExecutor(jobs) as pool:

        def every(width: int, ascii_only: bool = False) -> dict[str, Printed]:
            return dict(zip(commands, pool.map(lambda words: printed(iclc, shlex.split(words), width, ascii_only), commands), strict=True))

        runs = {width: every(width) for width in (WIDE, *WIDTHS)}
        narrow = every(80, ascii_only=True)
    known, slugs = words_and_codes(json.loads(DATA.read_text(encoding="utf-8")))
    # What is printed in a window of 500 columns are words too, except where even that was broken at a hyphen.
    shown = {token for run in runs[WIDE].values() for line in lines_of(run.page + run.hint) for token in tokens(line.text)}
    known |= {token for token in shown if not re.search(r"\w-$", token)}
    pieces, found = pieces_of(known), {}
    for command, group in commands.items():
        found[command] = {width: measured(runs[width][command], group, width, known, pieces, slugs) for width in WIDTHS}
        run = narrow[command]
        if beyond := sorted({char for char in run.page + run.hint if not char.isascii()}):
            found[command][80]["faults"]["ascii"] = beyond
        if run.exit != runs[80][command].exit:
            found[command][80]["faults"].setdefault("ascii", []).append(f"exit {run.exit}")
    return found


def long_cards(iclc: str) -> list[tuple[int, str]]:
    """The cards that are too long, of every record."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    names = [f"{kind}/{record['id']}" for kind in CARDS for record in data[PLURALS.get(kind, f"{kind}s")]]
    with ThreadPoolExecutor(2) as pool:
        runs = pool.map(lambda name: printed(iclc, ["show", name], 80), names)
        lengths = {name: len(lines_of(run.page)) + len(lines_of(run.hint)) for name, run in zip(names, runs, strict=True)}
    long = sorted(((length, name) for name, length in lengths.items() if length > CARD), reverse=True)
    print(f"{len(names)} cards at 80 columns, {len(long)} of more than {CARD} lines, the longest {max(lengths.values())}")
    return long


def write(heads: list[str], rows: list[list[str]], markdown: bool) -> None:
    """A table, for people or for a page."""
    if markdown:
        for row in (heads, ["---"] * len(heads), *rows):
            print("|", " | ".join(row), "|")
        return
    first, *widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    for row in (heads, *rows):
        print(row[0].ljust(first), *(cell.rjust(width) for cell, width in zip(row[1:], widths, strict=True)), sep="  ")


def length(screen: dict) -> str:
    """The number of lines, unless the command failed."""
    return "–" if "exit" in screen["faults"] else str(screen["lines"])


def main() -> int:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    parser.add_argument("--iclc", default=str(Path(sys.executable).with_name("iclc")), help="the executable to measure")
    parser.add_argument("--against", help="another executable; prints its lines and ours")
    parser.add_argument("--report", default=os.environ.get("ICLC_REPORT"), help="a copy of the report, for verify and trace")
    for name in ("md", "json", "faults", "check", "all-cards"):
        parser.add_argument(f"--{name}", action="store_true")
    told, words = parser.parse_known_args()
    commands = {command: group for group, listed in SCREENS.items() for command in listed.split("|")}
    commands |= {command.format(shlex.quote(told.report)): "check" for command in CHECKS} if told.report else {}
    if words:
        wanted = shlex.join(words)
        commands = {wanted: next((group for one, group in commands.items() if shlex.split(one) == words), "other")}
    if told.all_cards:
        long = long_cards(told.iclc)
        print(*(f"{length:5}  iclc show {name}" for length, name in long), sep="\n")
        return int(bool(told.check and long))
    found = screens(told.iclc, commands)
    if told.json:
        print(json.dumps(found, indent=1, ensure_ascii=False))
    elif told.against:
        before = screens(told.against, commands)
        pairs = {one: [f"{length(before[one][width])} → {length(found[one][width])}" for width in WIDTHS] for one in commands}
        write(["iclc …", *map(str, WIDTHS)], [[one, *cells] for one, cells in pairs.items()], told.md)
    else:
        rows = []
        for one, at in found.items():
            counts = [sum(len(at[width]["faults"].get(name, [])) for width in WIDTHS) for name in FAULTS]
            looks = [f"{at[80]['faint']:.0%}", f"{at[80]['accent']:.0%}", " ".join(at[80]["codes"])]
            rows.append([one, *(length(at[width]) for width in WIDTHS), *(str(count or "·") for count in counts), *looks])
        write(["iclc …", *map(str, WIDTHS), *FAULTS, "faint", "accent", "SGR"], rows, told.md)
        print("Lines by width; faults at all widths together, exit and colour once for each; the rest at 80.")
    faults = [(one, width, name, what) for one, at in found.items() for width in WIDTHS for name, what in at[width]["faults"].items()]
    if (told.faults or words) and not told.json:
        print(*(f"{width:3} {name:6} iclc {one}: {'  '.join(dict.fromkeys(what))[:200]}" for one, width, name, what in faults), sep="\n")
    return int(bool(told.check and faults))


if __name__ == "__main__":
    sys.exit(main())
