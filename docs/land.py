"""Writes src/iclc_cli/exports/page/land.txt, the land of the world as a path of SVG, out of `land-110m.json` of the npm package
world-atlas 2: `python docs/land.py land-110m.json`. It holds Natural Earth's land in the scale 1:110 million, which is in the
public domain (naturalearthdata.com)."""

import json
import sys
from itertools import pairwise
from pathlib import Path

NORTH, SOUTH = 84, -57
"""Degrees of latitude between which land is kept."""

PER_DEGREE = 4
"""Units of the path in a degree; the map's `viewBox` is in the same."""


def rings(topology):
    """The outlines of all land, as lists of longitude and latitude."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + bottom))
        arcs.append(points)
    for polygon in (one for part in topology["objects"]["land"]["geometries"] for one in part["arcs"]):
        for ring in polygon:
            yield [point for number in ring for point in (arcs[number] if number >= 0 else arcs[~number][::-1])]


def whole(outline):
    """An outline that does not jump from one edge of the map to the other: it goes on beyond the edge, and comes again at the other."""
    points, turn = [], 0
    for x, y in outline:
        if points and abs(x + turn - points[-1][0]) > 180:
            turn += 360 if x + turn < points[-1][0] else -360
        points.append((x + turn, y))
    yield points
    for shift in (360, -360):
        if any(abs(x) > 180 for x, _ in points) and any(abs(x + shift) <= 180 for x, _ in points):
            yield [(x + shift, y) for x, y in points]


def path(outlines):
    """Them as a path: whole units, each step from the last point, points that fall together told once."""
    told = []
    for outline in (one for ring in outlines for one in whole(ring)):
        if min(latitude for _, latitude in outline) < SOUTH - 5:
            continue  # the Antarctic
        points = [(round(x * PER_DEGREE), round(-min(y, NORTH) * PER_DEGREE)) for x, y in outline]
        points = [point for number, point in enumerate(points) if not number or point != points[number - 1]]
        if len(points) < 4:
            continue
        steps = [(x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairwise(points)]
        told.append(f"M{points[0][0]} {points[0][1]}l" + "".join(f"{x} {y} ".replace(" -", "-") for x, y in steps).strip() + "z")
    return "".join(told)


if __name__ == "__main__":
    made = path(rings(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
    (Path(__file__).parent.parent / "src/iclc_cli/exports/page/land.txt").write_text(made + "\n", encoding="utf-8")
