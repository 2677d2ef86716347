"""Measure what `iclc verify` notices: change one claim at a time, and count by class which changes it finds.

    python benchmarks/lies.py REPORT [--data FILE] [--missed]

REPORT is a copy of the report, text or PDF. A lie says what another record says, something from outside, or the same a
little altered; or it moves a source to a passage that does not name the record. `tests/lies.py` tells them. With
`--missed`, the lies that went unnoticed follow the table. Takes about a minute.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from lies import Liar, noticed

from iclc_cli import dataset, provenance
from iclc_cli.provenance.knowledge import Knowledge


def _without(value: object, other: object) -> str:
    """A value as text; of a list only what the other does not hold."""
    if isinstance(value, tuple) and isinstance(other, tuple):
        return ", ".join(str(one) for one in value if one not in other) or "nothing"
    return repr(value)


def main() -> None:
    """Tell all lies and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report")
    parser.add_argument("--data")
    parser.add_argument("--missed", action="store_true")
    given = parser.parse_args()
    report = dataset.load(given.data)
    known = Knowledge(report, provenance.open_copy(report, given.report))
    told: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    missed = []
    for lie in Liar(known).lies():
        told[lie.sort, lie.origin] += 1
        if noticed(known, lie):
            found[lie.sort, lie.origin] += 1
        else:
            missed.append(lie)
    print(f"| {'claim':12} | {'replaced by':11} | {'lies':>5} | {'noticed':>7} | {'%':>5} |")
    print(f"|{'-' * 14}|{'-' * 13}|{'-' * 6}:|{'-' * 8}:|{'-' * 6}:|")
    for sort, origin in sorted(told):
        count, caught = told[sort, origin], found[sort, origin]
        print(f"| {sort:12} | {origin:11} | {count:5} | {caught:7} | {100 * caught / count:5.1f} |")
    print(f"| {'all':12} | {'':11} | {told.total():5} | {found.total():7} | {100 * found.total() / told.total():5.1f} |")
    for lie in missed if given.missed else ():
        print(
            f"{lie.sort}, {lie.origin}: {lie.kind}/{lie.record.id} {lie.field}: {_without(lie.old, lie.new)} -> {_without(lie.new, lie.old)}"
        )


if __name__ == "__main__":
    main()
