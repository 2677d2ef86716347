"""What `iclc verify` and `iclc validate` notice of the falsehoods told about the bundled data.

    python benchmarks/lies.py REPORT_FOLDER [--limit N] [--write | --check] [--group GROUP] [--missed SHAPE] [--seed N] [--whole]

REPORT_FOLDER holds `report.txt` and `passages.json`, the passages with `id` and `text`. A lie is noticed by `verify` when
the altered data has a fault that the unaltered data has not; what that does not notice is given to `validate`, which notices
it by a finding more. `--limit` takes so many lies of each shape, spread evenly; `--group` takes one group; `--missed` takes
one shape and lists the lies that neither noticed. Of the shapes that are held back only the sums of groups are told, so that
nobody builds towards them.

Only the records that a lie changed, the passages they cite and the conference, where it is told which records are gone, are held
against print. `--whole` holds all of them, which takes five times as long and comes to the same.

`--write` puts the tables into docs/checking.md; all lies take some minutes. `--check` fails where of the lies that print can
tell fewer are noticed than is promised (`lying.GROUPS`).
"""

import argparse
import gc
import json
import multiprocessing
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import falsehoods
import falsehoods_held_back
from lying import GROUPS, Falsehood
from pages import replaced, table

from iclc_cli.dataset.loading import build, bundled
from iclc_cli.dataset.validation import examine
from iclc_cli.model.kinds import KINDS
from iclc_cli.verify import open_copy
from iclc_cli.verify.checking import verify

SEED = 1
PAGE = Path(__file__).resolve().parent.parent / "docs" / "checking.md"
HELD_BACK = "shapes that are held back"

Ref = tuple[str, str]
"""A record by kind and id."""


def records(data: dict[str, Any]) -> Iterator[tuple[Ref, dict[str, Any]]]:
    """Every record of data as JSON holds it."""
    for name, kind in KINDS.items():
        held = data[kind.collection]
        yield from (((name, one["id"]), one) for one in ([held] if kind.single else held))


class Noticed(NamedTuple):
    """What became of a lie."""

    by: str | None
    """The command that noticed it."""
    broken: str | None = None
    """What it broke down with: then it noticed nothing."""


class Looker:
    """Looks at lies. The only place that calls `verify` and `validate`."""

    def __init__(self, truth: dict[str, Any], report_text: str) -> None:
        self.truth = dict(records(truth))
        self.copy = open_copy(build(json.loads(json.dumps(truth))), report_text)
        self.faults = self.faults_of(truth, lambda kind, record: True)
        self.findings = self.findings_of(truth)

    def faults_of(self, data: dict[str, Any], chosen: Callable[[str, Any], bool]) -> set[str]:
        """What verify says against data."""
        verdict = verify(build(json.loads(json.dumps(data))), self.copy, chosen)  # a report takes the data over
        return {repr((claim.record, claim.field, claim.wanted, claim.fault)) for claim in verdict.faults}

    def findings_of(self, data: dict[str, Any]) -> set[str]:
        """What validate says against data."""
        return set(map(repr, examine(json.dumps(data, ensure_ascii=False).encode(), thorough=True)[1]))

    def touched(self, data: dict[str, Any]) -> set[Ref]:
        """The records that a lie changed, and the passages that they cite."""
        lies = dict(records(data))
        changed = {ref for ref in lies.keys() | self.truth.keys() if lies.get(ref) != self.truth.get(ref)}
        both = (held[ref] for held in (lies, self.truth) for ref in changed if ref in held)
        return changed.union(("passage", source) for record in both for source in record.get("sources", ()))

    def look(self, data: dict[str, Any], whole: bool) -> Noticed:
        """Who notices a lie."""
        touched = self.touched(data)
        try:
            if self.faults_of(data, lambda kind, record: whole or kind == "conference" or (kind, record.id) in touched) - self.faults:
                return Noticed("verify")
            return Noticed("validate" if self.findings_of(data) - self.findings else None)
        except Exception as error:
            return Noticed(None, f"{type(error).__name__}: {error}")


_weigh: Callable[[int], Noticed]


def _weighed(number: int) -> Noticed:
    return _weigh(number)


def weigh(lies: Sequence[Falsehood], looker: Looker, whole: bool) -> list[Noticed]:
    """What became of each lie."""
    global _weigh
    _weigh = lambda number: looker.look(lies[number].report, whole)  # noqa: E731 - found by name in the forks
    gc.freeze()
    noticed = []
    with multiprocessing.get_context("fork").Pool() as pool:  # forked: the lies and the copy need not be sent
        for number, result in enumerate(pool.imap(_weighed, range(len(lies)), chunksize=4), start=1):
            noticed.append(result)
            if sys.stderr.isatty():
                print(f"\r{number} of {len(lies)}", end="", file=sys.stderr)
    return noticed


def thinned(lies: Sequence[Falsehood], limit: int | None) -> list[Falsehood]:
    """So many lies of each shape, spread evenly over all of it."""
    by_shape: dict[str, list[Falsehood]] = {}
    for lie in lies:
        by_shape.setdefault(lie.shape, []).append(lie)
    kept = []
    for held in by_shape.values():
        many = min(limit or len(held), len(held))
        kept += [held[i * len(held) // many] for i in range(many)]
    return kept


class Sums:
    """How many lies were told and noticed, by shape, and by group and whether print can tell."""

    def __init__(self, lies: Sequence[Falsehood], noticed: Sequence[Noticed], held_back: set[str]) -> None:
        self.shapes: dict[tuple[str, bool, str], Counter[str]] = {}
        """By group, whether print can tell, and shape; those that are held back go by one name."""
        self.groups: dict[tuple[str, bool], Counter[str]] = {}
        """By group and whether print can tell, of the shapes that are not held back."""
        for lie, result in zip(lies, noticed, strict=True):
            row = {"lies": 1, "noticed": result.by is not None, "verify": result.by == "verify"}
            shape = HELD_BACK if lie.shape in held_back else lie.shape
            self.shapes.setdefault((lie.group, lie.can_tell, shape), Counter()).update(row)
            if shape != HELD_BACK:
                self.groups.setdefault((lie.group, lie.can_tell), Counter()).update(row)

    def table(self, can_tell: bool) -> str:
        """All shapes of which print can, or cannot, tell that they are lies, with the sums of groups, as Markdown."""
        rows = []
        for group, promised in GROUPS.items():
            if sums := self.groups.get((group, can_tell)):
                promise = (f"{promised:.0%}" if promised else "",) if can_tell else ()
                rows.append((f"**{group}**", *_shown(sums), *promise))
            shapes = [(shape, row) for (of, told, shape), row in self.shapes.items() if (of, told) == (group, can_tell)]
            rows += [(shape, *_shown(row), *("",) * can_tell) for shape, row in sorted(shapes, key=lambda one: one[0] == HELD_BACK)]
        return table(("lie", "lies", "noticed", "%", *("promised",) * can_tell), rows)

    def short(self) -> list[str]:
        """The groups of which less is noticed than is promised."""
        return [
            f"{group}: {sums['noticed'] / sums['lies']:.1%} of {sums['lies']} lies noticed, promised {promised:.0%}"
            for group, promised in GROUPS.items()
            if promised and (sums := self.groups.get((group, True))) and sums["noticed"] < promised * sums["lies"]
        ]


def _shown(row: Counter[str]) -> tuple[str, ...]:
    return f"{row['lies']:,}", f"{row['noticed']:,}", f"{100 * row['noticed'] / row['lies']:.0f}"


def main() -> int:
    """Tell the lies, have them looked at, and print, write or check what was noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report_folder", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--group", choices=GROUPS)
    parser.add_argument("--missed")
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()

    truth = json.loads(bundled().read_bytes())
    texts = json.loads((given.report_folder / "passages.json").read_text(encoding="utf-8"))
    passages = {passage["id"]: passage["text"] for passage in texts}
    both = {shape.name for shape in falsehoods.SHAPES} & {shape.name for shape in falsehoods_held_back.SHAPES}
    assert not both, "a shape is held back or it is not"
    modules = [falsehoods] if given.missed else [falsehoods, falsehoods_held_back]
    told = chain.from_iterable(module.falsehoods(truth, passages, given.seed) for module in modules)
    lies = [lie for lie in told if given.missed in (None, lie.shape) and given.group in (None, lie.group)]
    if not lies:
        parser.error(f"no shape that is not held back is called '{given.missed}'")
    lies = thinned(lies, given.limit)
    noticed = weigh(lies, Looker(truth, str(given.report_folder / "report.txt")), given.whole)

    sums = Sums(lies, noticed, {shape.name for shape in falsehoods_held_back.SHAPES})
    tables = [sums.table(True), sums.table(False)]
    if given.write:
        page = PAGE.read_text(encoding="utf-8")
        for name, made in zip(("lies", "beyond"), tables, strict=True):
            page = replaced(page, name, made)
        PAGE.write_text(page, encoding="utf-8")
    else:
        print("What print can tell\n\n{}\nWhat it cannot\n\n{}".format(*tables))
    if given.missed:
        for lie, result in zip(lies, noticed, strict=True):
            if result.by is None:
                print(f"{lie.record}  {lie.told}")
    wrong = sorted({f"a check broke down with {result.broken}" for result in noticed if result.broken})
    if given.check:
        wrong += sums.short()
    print(*wrong, sep="\n", end="\n" if wrong else "", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
