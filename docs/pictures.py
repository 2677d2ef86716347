"""Draw pictures of screens: commands as they look on a terminal, recorded through pseudo-terminals, as SVG in docs/pictures.

    python docs/pictures.py                     all of them
    python docs/pictures.py forum map-80        those whose names begin so
    python docs/pictures.py --iclc PATH --to FOLDER --report FILE

Those of the check against print need the text of the report, which is not ours to publish: without it they are left out.

The fonts are those of the reader's machine, nothing is downloaded; every piece of text stands at its own place, so that columns
hold in any of them. Bars, rules and maps are drawn as lines and dots, which few fonts have all of. A command that fails is left out.
"""

import argparse
import json
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from rich.cells import cell_len

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "benchmarks"))
from terminals import Line, lines_of, printed  # noqa: E402

SCREENS = {
    "first": "",
    "sessions": "sessions",
    "cities": "cities",
    "cork": "Cork",
    "forum": "forum 1.2",
    "speaker": '"Ban Ki-moon"',
    "search": 'search "health literacy"',
    "peers": "peers Cork",
    "counts": "initiatives --count-by kind,region",
    "map": "cities --map",
}
CHECKS = {
    "verify": "verify report.txt",
    "verify-fault": "verify report.txt --data mine.json",
    "verify-damaged": "verify damaged.txt",
}
"""Held against the report's text, with data that is altered, and against a text that has lost its ligatures."""
ALSO = ("cork", "forum", "cities", "search")  # on a narrower and a wider terminal, too
LONGEST = 60  # rows; the rest is left out

CODES = (*range(30, 38), *range(90, 98))
THEMES = {  # background, frame, text; the colours of SGR 30–37 and 90–97
    "dark": (
        ("#1e1e1e", "#3c3c3c", "#d4d4d4"),
        ("#000", "#cd3131", "#0dbc79", "#e5e510", "#2472c8", "#bc3fbc", "#11a8cd", "#e5e5e5"),
        ("#666", "#f14c4c", "#23d18b", "#f5f543", "#3b8eea", "#d670d6", "#29b8db", "#fff"),
    ),
    "light": (
        ("#fff", "#d0d0d0", "#333"),
        ("#000", "#cd3131", "#00bc00", "#949800", "#0451a5", "#bc05bc", "#0598bc", "#555"),
        ("#666", "#cd3131", "#14ce14", "#b5ba00", "#0451a5", "#bc05bc", "#0598bc", "#a5a5a5"),
    ),
}
FONTS = "'DejaVu Sans Mono',Menlo,Consolas,'Liberation Mono',monospace"
SIZE, CELL, ROW, EDGE = 14, 8.43, 17, 14
STROKES = {"━": (0, 1, 2), "╸": (0, 0.5, 2), "╺": (0.5, 1, 2), "─": (0, 1, 1)}  # from, to, thickness
BRAILLE = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))  # side and row of each bit
PIECES = re.compile("[⠀-⣿]+|━+|─+|╸|╺|│|[^ ⠀-⣿━─╸╺│]+(?: [^ ⠀-⣿━─╸╺│]+)*")


def number(value: float) -> str:
    """As short as it can be."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def dots(text: str, left: float, top: float) -> str:
    """The path of Braille characters: lines that are dashed with dots, one for each row of neighbours."""
    path = ""
    for row in range(4):
        bits = [next(bit for bit, place in enumerate(BRAILLE) if place == (side, row)) for side in (0, 1)]
        column = 0
        for dotted, run in groupby(ord(char) >> bit & 1 for char in text for bit in bits):
            count = len(list(run))
            if dotted:
                start = f"M{number(left + (column + 0.5) * CELL / 2)} {number(top + (row + 0.5) * ROW / 4)}"
                path += f"{start}h{number((count - 1) * CELL / 2 + 0.01)}"
            column += count
    return path


def piece(text: str, left: float, top: float, classes: list[str]) -> str:
    """The element for text of one look, which has no blanks in a row."""
    wide = number(cell_len(text) * CELL)
    middle = number(top + ROW / 2)
    if "⠀" <= text[0] <= "⣿":
        return f'<path class="{" ".join([*classes, "dots"])}" d="{dots(text, left, top)}"/>'
    look = f' class="{" ".join(classes)}"' if classes else ""
    if text[0] == "│":
        return f'<path{look} d="M{number(left + CELL / 2)} {top}v{ROW}"/>'
    if text[0] in STROKES:
        begin, end, thick = STROKES[text[0]]
        return f'<path{look} d="M{number(left + begin * CELL)} {middle}h{number((len(text) - 1 + end - begin) * CELL)}" stroke-width="{thick}"/>'
    return f'<text{look} x="{number(left)}" y="{top + SIZE - 1}" textLength="{wide}">{escape(text)}</text>'


def elements(line: Line, at: int) -> Iterator[str]:
    """The elements of a row: for each piece one, and a block behind what is reversed."""
    column, top = 0, EDGE + at * ROW
    for codes, cells in groupby(zip(line.text, line.codes, strict=True), key=lambda cell: cell[1]):
        run = "".join(char for char, _ in cells)
        classes = [name for code, name in (("1", "b"), ("2", "d"), ("3", "i"), ("4", "u")) if code in codes]
        colour = [f"c{code}" for code in CODES if str(code) in codes]
        left = EDGE + column * CELL
        if "7" in codes:
            look = f' class="{colour[0]}"' if colour else ""
            yield f'<rect{look} x="{number(left)}" y="{top}" width="{number(cell_len(run) * CELL)}" height="{ROW}"/>'
            colour = ["r"]
        for match in PIECES.finditer(run):
            yield piece(match[0], left + cell_len(run[: match.start()]) * CELL, top, classes + colour)
        column += cell_len(run)


def drawn(command: str, lines: list[Line], width: int, theme: str) -> str:
    """The picture, the command typed above what it printed."""
    (background, frame, text), *colours = THEMES[theme]
    prompt = f"$ {command}"
    shown = [Line(prompt, (frozenset("1"),) * len(prompt)), *lines[:LONGEST]]
    if len(lines) > LONGEST:
        shown.append(Line("…", (frozenset(),)))
    body = [element for at, line in enumerate(shown) for element in elements(line, at)]
    used = "".join(body)
    wide, high = number(width * CELL + 2 * EDGE), len(shown) * ROW + 2 * EDGE
    style = [
        f"svg{{color:{text};font:{SIZE}px {FONTS}}}",
        "text,rect{fill:currentColor}text{white-space:pre}path{fill:none;stroke:currentColor}rect{shape-rendering:crispEdges}",
        f".b{{font-weight:bold}}.d{{opacity:.5}}.i{{font-style:italic}}.u{{text-decoration:underline}}text.r{{fill:{background}}}",
        f".dots{{stroke-width:1.7;stroke-linecap:round;stroke-dasharray:0 {CELL / 2}}}",
        *(
            f".c{code}{{color:{colour}}}"
            for code, colour in zip(CODES, [*colours[0], *colours[1]], strict=True)
            if re.search(rf"\bc{code}\b", used)
        ),
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" role="img">'
    window = f'<rect x=".5" y=".5" width="{number(float(wide) - 1)}" height="{high - 1}" rx="6" style="fill:{background};stroke:{frame}"/>'
    return "\n".join([head, f"<title>{escape(command)}</title>", "<style>", *style, "</style>", window, *body, "</svg>", ""])


def write_copies(report: Path, folder: Path) -> None:
    """What the pictures of the check are of: the text of the report, the same without ligatures, and data with two errors."""
    text = report.read_text(encoding="utf-8")
    (folder / "report.txt").write_text(text, encoding="utf-8")
    (folder / "damaged.txt").write_text(re.sub("f[fil]", "\ufffd", text), encoding="utf-8")
    data = json.loads((HERE.parent / "data" / "report.json").read_text(encoding="utf-8"))
    for kind, name in (("speakers", "ann-doherty"), ("cities", "cork")):
        record = next(record for record in data[kind] if record["id"] == name)
        if kind == "speakers":
            record["appearances"][0]["role"] = "Deputy " + record["appearances"][0]["role"]
        else:
            record["sources"].append("forum-1.1-p2")
    (folder / "mine.json").write_text(json.dumps(data), encoding="utf-8")


def main() -> None:
    """Record and draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--iclc", default=str(Path(sys.executable).with_name("iclc")), help="the executable to record")
    parser.add_argument("--to", type=Path, default=HERE / "pictures", help="the folder to write to")
    parser.add_argument("--report", type=Path, default=os.environ.get("ICLC_REPORT"), help="the text of the report")
    told = parser.parse_args()
    told.to.mkdir(parents=True, exist_ok=True)
    screens = SCREENS | CHECKS
    wanted = [(name, width) for width in (60, 80, 120) for name in (screens if width == 80 else ALSO)]
    with tempfile.TemporaryDirectory() as folder:
        if told.report:
            write_copies(told.report.resolve(), Path(folder))
        for name, width in wanted:
            themes = [theme for theme in THEMES if not told.names or f"{name}-{width}-{theme}".startswith(tuple(told.names))]
            if not themes:
                continue
            if name in CHECKS and not told.report:
                print(f"left out {name}: it needs --report")
                continue
            run = printed(str(Path(told.iclc).absolute()), shlex.split(screens[name]), width, folder=folder if name in CHECKS else None)
            command = f"iclc {screens[name]}".strip()
            if run.exit and (name, run.exit) != ("verify-fault", 5):
                print(f"left out {name}: `{command}` ends with {run.exit}")
                continue
            for theme in themes:
                target = told.to / f"{name}-{width}-{theme}.svg"
                target.write_text(drawn(command, lines_of(run.page) + lines_of(run.hint), width, theme), encoding="utf-8")
                print(f"wrote {target} ({target.stat().st_size / 1000:.0f} kB)")


if __name__ == "__main__":
    main()
