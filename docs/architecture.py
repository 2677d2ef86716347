"""The picture of how the pieces fit, docs/pictures/architecture.svg: the layers of the package from the ground up, each piece as
wide as it has lines, with how many other pieces import it.

    python docs/architecture.py [--write | --check]

What a layer is, tests/test_architecture.py says, and holds.
"""

import argparse
import ast
import sys
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))
from test_architecture import LAYERS, MODULES, OURS, TREES, imported, place  # noqa: E402

from iclc_cli.text import clip  # noqa: E402

PICTURE = HERE / "pictures" / "architecture.svg"

WIDTH, HEIGHT, GAP, LEFT = 880, 44, 8, 24
STYLE = """text { font: 13px system-ui, sans-serif; fill: #1d2733 } .small { font-size: 11px; fill: #55616e }
rect { fill: #e8f1f7; stroke: #7fa8c0 }
@media (prefers-color-scheme: dark) { text { fill: #e4e9ee } .small { fill: #a4afba } rect { fill: #1b2c38; stroke: #4a7388 } }"""


def pieces() -> dict[str, tuple[int, int]]:
    """Of each piece of the layers its lines, and how many others import it."""
    lines: dict[str, int] = {}
    users: dict[str, set[str]] = {}
    for name in OURS:
        piece = place(name)
        lines[piece] = lines.get(piece, 0) + len(MODULES[name].read_text(encoding="utf-8").splitlines())
        for other in imported(name):
            if other in MODULES and other and place(other) != piece:
                users.setdefault(place(other), set()).add(piece)
    return {piece: (number, len(users.get(piece, ()))) for piece, number in lines.items()}


def drawn() -> str:
    """The picture: the layer on which all stand at the bottom."""
    known = pieces()
    parts = []
    height = len(LAYERS) * (HEIGHT + GAP) + 2 * GAP
    for number, layer in enumerate(LAYERS):
        y = height - (number + 1) * (HEIGHT + GAP) - GAP
        x = float(LEFT)
        told = [(piece, *known[piece]) for piece in sorted(layer) if piece in known]
        room = WIDTH - LEFT - GAP - (len(told) - 1) * GAP
        least = 108
        spare = room - least * len(told)
        whole = sum(lines for _, lines, _ in told) or 1
        for piece, lines, users in told:
            wide = max(least, 9 * len(piece)) + min(spare * lines / whole, lines / 12)
            parts.append(f'<rect x="{x:.0f}" y="{y}" width="{wide:.0f}" height="{HEIGHT}" rx="5"/>')
            parts.append(f'<text x="{x + 8:.0f}" y="{y + 19}">{escape(piece)}</text>')
            parts.append(f'<text class="small" x="{x + 8:.0f}" y="{y + 35}">{lines:,} lines, used by {users}</text>')
            x += wide + GAP
        room = int((WIDTH - x) / 6.4)
        if room > 30:
            parts.append(f'<text class="small" x="{x + 4:.0f}" y="{y + 27}">{escape(clip(doc(told), room))}</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"><title>The layers of iclc</title>'
    return "\n".join([head, f"<style>{STYLE}</style>", *parts, "</svg>"]) + "\n"


def doc(told: list[tuple[str, int, int]]) -> str:
    """What the largest piece of a layer says of itself."""
    piece = max(told, key=lambda one: one[1])[0]
    return (ast.get_docstring(TREES[piece]) or "").partition("\n")[0]


def main() -> None:
    """Print, write or check; lines and users change often, so that a check asks for the same pieces in the same places only."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    if asked.write:
        PICTURE.write_text(drawn(), encoding="utf-8")
    elif asked.check:
        if names(PICTURE.read_text(encoding="utf-8")) != names(drawn()):
            sys.exit("docs/pictures/architecture.svg shows other pieces; run: python docs/architecture.py --write")
    else:
        print(drawn(), end="")


def names(picture: str) -> list[str]:
    """The pieces that a picture shows."""
    return [line.partition(">")[2].partition("<")[0] for line in picture.splitlines() if line.startswith("<text x=")]


if __name__ == "__main__":
    main()
