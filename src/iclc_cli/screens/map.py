"""A map of the world with the places of records: a dot for one, a number where several are near each other."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.text import Text

from . import land, regions
from .drawing import Drawing, Selection, by_name, glue, region

WIDTHS = {76: land.LARGE, 54: land.SMALL}
"""The maps there are, by their columns."""

Marks = dict[tuple[int, int], int]
"""How many places are marked in which row and column."""


def draw(drawing: Drawing, chosen: Selection) -> None:
    """The map and the totals of the regions; where no map can be drawn, the regions with what lies there."""
    page = drawing.page
    width = next((one for one in WIDTHS if one <= page.width - 2 * page.left), 0)
    placed = [record.coordinates for record in chosen.records if record.coordinates is not None]
    several = ""
    marks: Marks = {}
    if width and not (page.ascii or page.plain):
        rows = WIDTHS[width].splitlines()
        marks = merged(located(placed, width, len(rows)))
        several = "; a number where several are near each other" if max(marks.values(), default=0) > 1 else ""
    lost = len(chosen.records) - len(placed)
    page.heading(f"Where the {chosen.noun} are", chosen.counted + several + (f"; {lost} at no known place" if lost else ""))
    by_region = regions.of(drawing, chosen.records)
    if marks:
        page.lines += [Text(" " * page.left).append_text(row) for row in _drawn(drawing, rows, marks, width)]
        page.blank()
        told = [glue(f"{_called(one)} {len(by_region[one])}") for one in sorted(by_region, key=lambda one: -len(by_region[one]))]
        page.put(page.words(Text(" · ").join(map(page.words, told))), indent=page.left)
    else:
        page.blank()
        for one, records in by_region.items():
            page.run(f"{_called(one)} {len(records)}", [record.name for record in by_name(records)], 99)
    if regions.only_africa(drawing, chosen.kind, chosen.records):
        page.put(regions.note(drawing, chosen.kind, chosen.records), indent=page.left)
    page.hint(f"iclc {chosen.noun}", f"iclc {chosen.noun} --count-by region", "iclc export geojson -o places.geojson")


def _called(one: str | None) -> str:
    return "no region" if one is None else region(one)


def located(placed: Iterable[Any], width: int, height: int) -> Marks:
    """How many coordinates lie in each character of a map."""
    share = height / (land.NORTH - land.SOUTH)
    found: Counter[tuple[int, int]] = Counter()
    for one in placed:
        row = int((land.NORTH - one.latitude) * share)
        column = int((one.longitude + 180) / 360 * width)
        found[min(max(row, 0), height - 1), min(max(column, 0), width - 1)] += 1
    return dict(found)


def merged(found: Mapping[tuple[int, int], int]) -> Marks:
    """Marks with at least one character between those of a row: 4 beside 3 would be read as 43. Each number takes in its neighbours."""
    marks = dict(found)
    for row, column in sorted(found, key=lambda place: (-found[place], place)):
        if (row, column) in marks:
            for beside in (column - 1, column + 1):
                marks[row, column] += marks.pop((row, beside), 0)
            while near := [one for one in range(column + 1, column + len(str(marks[row, column])) + 1) if (row, one) in marks]:
                marks[row, column] += marks.pop((row, near[0]))
    return marks


def _drawn(drawing: Drawing, rows: Sequence[str], marks: Marks, width: int) -> list[Text]:
    lines = []
    for row, outline in enumerate(rows):
        line = Text()
        dots = outline.ljust(width)
        while line.cell_len < width:
            column = line.cell_len
            if number := marks.get((row, column)):
                line.append("●" if number == 1 else str(number), "live")
            else:
                line.append(dots[column], None if dots[column] == " " else "faint")
        lines.append(line)
    return lines
