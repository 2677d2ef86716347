"""The tables that the model writes: in checking.md what print must say, by mark; in data.md what coded values mean.

    python docs/marks.py [--write | --check]

Prints the tables; `--write` puts them into the pages, `--check` fails when a page says otherwise.
"""

import argparse
import ast
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from iclc_cli.model import InitiativeKind, OrganisationKind, Status, base
from iclc_cli.model.kinds import KINDS, is_node, shapes
from iclc_cli.model.values import MEANINGS

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "benchmarks"))
from pages import replaced, table  # noqa: E402

PAGE = HERE / "checking.md"
VALUES_PAGE = HERE / "data.md"
FIELDS = {InitiativeKind: "initiative, `kind`", Status: "initiative, `status`", OrganisationKind: "organisation, `kind`"}
REFERENCE = (
    "The record referred to is named there. A topic, an initiative, a goal, a document and a person need only rest on one of the "
    "passages; which section or session something belongs to, and what it is a part of, is left to `iclc validate`."
)
CLASSIFIED = "Nothing: this is how we class it."


def meanings() -> Iterator[tuple[base.Mark, str]]:
    """The marks, each with the docstring below it, in their order."""
    body = ast.parse(Path(base.__file__).read_text(encoding="utf-8")).body
    for node, below in pairwise(body):
        if isinstance(node, ast.Assign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            mark = getattr(base, ast.unparse(node.targets[0]))
            if isinstance(mark, base.Mark):
                yield mark, " ".join(str(below.value.value).split())


def fields() -> dict[tuple[str, base.Mark | str], list[str]]:
    """The records and parts of records that have a field, by field and mark, in the order of the model."""
    found: dict[tuple[str, base.Mark | str], list[str]] = {}
    seen = set()
    waiting = [kind.record for kind in KINDS.values()]
    while waiting:
        cls = waiting.pop(0)
        seen.add(cls)
        for name, shape in shapes(cls).items():
            if is_node(shape.base) and shape.base not in {*seen, *waiting}:
                waiting.append(shape.base)
            marks: list[base.Mark | str] = [*shape.marks]
            if shape.reference and name not in ("id", "sources"):
                marks.append(REFERENCE)
            elif not (marks or shape.reference or is_node(shape.base)):
                marks.append(CLASSIFIED)
            for mark in marks:
                found.setdefault((name, mark), []).append(cls.__name__)
    return found


def made() -> str:
    """The table."""
    held = fields()
    marks = [(f"`{mark!r}`".replace("-", "_"), mark, meaning) for mark, meaning in meanings()]
    rows = []
    for name, mark, meaning in (*marks, ("a reference", REFERENCE, REFERENCE), ("no mark", CLASSIFIED, CLASSIFIED)):
        together: dict[str, list[str]] = {}
        for (field, of), classes in held.items():
            if of == mark and mark not in (base.OWNER, base.PLACE, base.ASIDE, base.SITE):  # these tell how records hang together
                together.setdefault(", ".join(classes), []).append(f"`{field}`")
        if together:
            rows.append((name, "; ".join(f"{', '.join(names)} of {classes}" for classes, names in together.items()), meaning))
    return table(("mark", "fields", "what must stand in the passages"), rows)


def values() -> str:
    """The table of coded values, each with its test."""
    rows = [(FIELDS[base_], f"`{value}`", told) for base_ in FIELDS for value, told in MEANINGS[base_].items()]
    return table(("of", "value", "test"), rows)


def main() -> None:
    """Print, write or check the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    for path, name, table_ in ((PAGE, "marks", made()), (VALUES_PAGE, "values", values())):
        page = path.read_text(encoding="utf-8")
        if asked.write:
            path.write_text(replaced(page, name, table_), encoding="utf-8")
        elif not asked.check:
            print(table_)
        elif replaced(page, name, table_) != page:
            sys.exit(f"{path} does not say what the model says; run: python docs/marks.py --write")


if __name__ == "__main__":
    main()
