"""Measure what `iclc verify` notices: change one claim at a time, and count by class which changes it finds.

    python benchmarks/lies.py REPORT [--data FILE] [--write | --check]

REPORT is a copy of the report, text or PDF. `liar.py` tells the lies. Prints a table, and each lie that went
unnoticed under the reason for that. `--write` puts both into docs/checking.md; `--check` fails when that page does
not say the same, or fewer than 98 lies in 100 are noticed. Takes about three minutes.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from liar import Liar, Lie, noticed

from iclc_cli import verify as provenance
from iclc_cli.dataset import loading as dataset
from iclc_cli.verify.mentions import Knowledge

PAGE = Path(__file__).resolve().parent.parent / "docs" / "checking.md"
BEGIN, END = "<!-- lies -->\n", "<!-- end -->\n"
ENOUGH = 0.98

REASONS = {
    ("addresses", "same"): "Another address printed in the same passage.",
    ("cities", "left out"): "Nobody spoke for the city there, or a wish to others is told under its name: print does not say whose it is.",
    (
        "countries",
        "left out",
    ): "Print tells the country beside a person, or in another form (Korean); which body lies there is our reading.",
    ("key terms", "recombined"): "The words stand in one sentence, in this order and near each other.",
    ("key terms", "same"): "The passage prints it, or something that goes by this name.",
    ("names", "altered"): "What is left is a name in print by itself, or is parted from the rest as two names would be.",
    ("numbers", "same"): "The other number stands there too.",
    ("participation", "left out"): "That a city was host before is told by print alone.",
    ("people", "left out"): "The passage does not name the person.",
    ("roles", "altered"): "What was cut off is an abbreviation in brackets.",
    ("sessions", "left out"): "Two sessions share the section: that a record names none of them is no contradiction.",
    ("sessions", "same"): "Two sessions share the section, and the passage is told of both.",
    ("sources", "added"): "The passage speaks of the same in much the same words.",
    ("sources", "dropped"): "The name stands there in a heading, in a longer name or at a sentence start: not surely a mention.",
    ("sources", "moved"): "The passage names the record by a word of its kind, or speaks of the same in the same words.",
    ("titles", "same"): "The chapter's heading stands among other lines over the section.",
}
"""Why lies go unnoticed, by what is changed and how. A new sort of unnoticed lie has to be given its reason here."""


def measured(report_file: str, data: str | None) -> tuple[str, float]:
    """The table and the list of what went unnoticed, as Markdown, and the share that was noticed."""
    report = dataset.load(data)
    known = Knowledge(report, provenance.open_copy(report, report_file))
    told: Counter[tuple[str, str]] = Counter()
    missed: dict[tuple[str, str], list[Lie]] = {}
    for lie in Liar(known).lies():
        told[lie.sort, lie.origin] += 1
        if not noticed(known, lie):
            missed.setdefault((lie.sort, lie.origin), []).append(lie)
    rows = [(sort, origin, count, len(missed.get((sort, origin), ()))) for (sort, origin), count in sorted(told.items())]
    rows.append(("all", "", told.total(), sum(map(len, missed.values()))))
    lines = ["| claim | replaced by | lies | noticed | % |", "|---|---|--:|--:|--:|"]
    for sort, origin, count, lost in rows:
        lines.append(f"| {sort} | {origin} | {count:,} | {count - lost:,} | {100 * (1 - lost / count):.1f} |")
    lines += ["", "What went unnoticed, and why:", ""]
    for kind, lies in sorted(missed.items()):
        if kind not in REASONS:
            sys.exit(f"give a reason in REASONS why {', '.join(kind)} goes unnoticed, as in {_shown(lies[0])}, or let verify notice it")
        lines.append(f"- **{', '.join(kind)}** ({len(lies)}). {REASONS[kind]}")
        lines += [f"  - {_shown(lie)}" for lie in lies]
    return "\n".join(lines) + "\n", 1 - rows[-1][3] / rows[-1][2]


def _shown(lie: Lie) -> str:
    return f"`{lie.kind}/{lie.record.id}` {lie.field}: {_without(lie.old, lie.new)} → {_without(lie.new, lie.old)}"


def _without(value: object, other: object) -> str:
    """A value as text; of a list only what the other does not hold."""
    if isinstance(value, tuple) and isinstance(other, tuple):
        return ", ".join(str(one) for one in value if one not in other) or "nothing"
    return "nothing" if value is None else str(value)


def main() -> None:
    """Tell all lies, and print, write or check the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report")
    parser.add_argument("--data")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    made, share = measured(given.report, given.data)
    if not (given.write or given.check):
        print(made, end="")
        return
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    held, _, after = rest.partition(END)
    if given.write:
        PAGE.write_text(before + BEGIN + made + END + after, encoding="utf-8")
    elif held != made:
        sys.exit(f"{PAGE} does not say what is measured; run: python benchmarks/lies.py {given.report} --write")
    print(f"{100 * share:.1f} lies in 100 are noticed")
    if share < ENOUGH:
        sys.exit(f"that is less than {100 * ENOUGH:.0f}")


if __name__ == "__main__":
    main()
