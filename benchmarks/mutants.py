"""Break the code a little at a time and see whether the tests notice: a seeded sample of mutants, each tried on a copy of the project.

    python benchmarks/mutants.py --seed 7 --sample 60 [--only 'query/*'] [--jobs 2] [--near]

A mutant is one change at one place: a comparison flipped, `and` for `or`, a number one off, a text emptied, a `not`, a condition of a
comprehension, a call or a `raise` left out, nothing returned, a slice without an end, `+` for `-`, `break` for `continue`, the branches of a
conditional exchanged. The suite runs with -x, first the tests that are nearest to the module by name and by what they import. A
mutant that a test fails on, or that never ends, is killed; of each survivor the difference is printed. `mutants_explained.json` holds
those that no test can notice, each with the reason: they are counted apart.
"""

import argparse
import ast
import difflib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatch
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "iclc_cli"
EXPLAINED = Path(__file__).with_name("mutants_explained.json")
COPIED = ("src", "tests", "benchmarks", "data", "docs", ".ci", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "pyproject.toml")
CHOSEN = (
    "model/*", "dataset/validation.py", "dataset/loading.py", "dataset/diff.py", "dataset/consistency/*", "query/*",
    "text.py", "visible.py", "grid.py", "library.py", "formats/*", "exports/*",
)  # fmt: skip
"""What is mutated: everything between the data and the text that comes out, screens and commands aside."""
TEXTS = 4
"""Of the constants that are texts, one in so many: most are words on a screen."""
CPU, WALL, MEMORY = 300, 1800, 4 << 30
"""What a run of tests may take, in seconds and bytes: a mutant that takes more is killed. The nearest take a tenth of it."""

BESIDE = {
    "consistency": "validation consistency", "grid": "grid screens formats", "visible": "visible output formats", "text": "naming words",
    "labels": "naming", "names": "naming", "index": "links naming", "choosing": "selection commands naming", "fields": "fields selection",
    "filters": "selection", "unplaced": "search selection", "asking": "search words", "spelling": "search words", "words": "search words",
    "snippets": "search", "thesaurus": "search", "numbers": "words verify", "memory": "sql", "exports": "export exports sql", "formats": "formats output", "peers": "follow", "compare": "follow", "jsonld": "export", "tables": "export sql xlsx", "base": "model dataset values",
    "kinds": "model", "docs": "walk validation", "records": "model data", "validation": "validation dataset", "loading": "dataset",
}  # fmt: skip
"""Words in the names of tests that are near to modules which are not called so."""

FLIPPED: dict[type[ast.AST], str] = {
    ast.Eq: "!=", ast.NotEq: "==", ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
    ast.Add: "-", ast.Sub: "+", ast.Mult: "//", ast.FloorDiv: "*", ast.Mod: "*", ast.BitOr: "&", ast.BitAnd: "|",
}  # fmt: skip


class Mutant(NamedTuple):
    """One change at one place."""

    path: str
    """Below the package."""
    way: str
    start: int
    end: int
    text: str
    """What stands there instead, in bytes from `start` to `end`."""
    within: tuple[int, int]
    """The statement of the module that it is in."""


# --- where there is something to change


class Finder(ast.NodeVisitor):
    """Every place of a module where something can be changed."""

    def __init__(self, path: str, source: bytes) -> None:
        self.path, self.source = path, source
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.within = (0, 0)
        self.found: list[Mutant] = []

    def span(self, node: ast.AST) -> tuple[int, int]:
        at = self.starts[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
        return at, self.starts[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]

    def add(self, way: str, node: ast.AST, text: str) -> None:
        start, end = self.span(node)
        self.found.append(Mutant(self.path, way, start, end, text, self.within))

    def told(self, node: ast.AST) -> str:
        start, end = self.span(node)
        return self.source[start:end].decode()

    def between(self, way: str, left: ast.AST, right: ast.AST, signs: dict[str, str]) -> None:
        """Change the operator that stands between two operands."""
        start, end = self.span(left)[1], self.span(right)[0]
        text = self.source[start:end].decode()
        for sign, other in signs.items():
            if f" {sign} " in f" {text.strip(' ()')} " or text.strip().startswith(sign):
                self.found.append(Mutant(self.path, way, start, end, text.replace(sign, other, 1), self.within))
                return

    def body(self, node: ast.ClassDef | ast.FunctionDef) -> None:
        for one in node.body:
            if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)):  # docstrings, also those of fields
                self.visit(one)

    def visit_Module(self, node: ast.Module) -> None:
        for one in node.body:
            if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)):
                self.within = self.span(one)
                self.visit(one)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.body(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:  # annotations and decorators aside
        for default in (*node.args.defaults, *(one for one in node.args.kw_defaults if one)):
            self.visit(default)
        self.body(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)

    def visit_Import(self, node: ast.Import) -> None: ...

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None: ...

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None: ...  # what stands in it has no place of its own on the oldest Python

    def visit_If(self, node: ast.If) -> None:
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        for left, sign, right in zip((node.left, *node.comparators), node.ops, node.comparators, strict=False):
            words = {ast.NotIn: "not in", ast.IsNot: "is not", ast.In: "in", ast.Is: "is"}
            plain = {ast.Eq: "==", ast.NotEq: "!=", ast.LtE: "<=", ast.GtE: ">=", ast.Lt: "<", ast.Gt: ">"}
            self.between("comparison", left, right, {{**words, **plain}[type(sign)]: FLIPPED[type(sign)]})
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        signs = {"and": "or"} if isinstance(node.op, ast.And) else {"or": "and"}
        self.between("and, or", node.values[0], node.values[1], signs)
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        signs = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//", ast.Mod: "%", ast.BitOr: "|", ast.BitAnd: "&"}
        if type(node.op) in signs:
            self.between("arithmetic", node.left, node.right, {signs[type(node.op)]: FLIPPED[type(node.op)]})
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self.add("not", node, f"({self.told(node.operand)})")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self.add("truth", node, str(not node.value))
        elif isinstance(node.value, int):
            self.add("number", node, str(node.value + 1))
        elif isinstance(node.value, str) and node.value and node.lineno == node.end_lineno:
            self.add("text", node, '""')

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call):
            self.add("call left out", node, "pass")
        self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        self.add("raise left out", node, "pass")

    def visit_Return(self, node: ast.Return) -> None:
        if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
            self.add("nothing returned", node, "return None")
        self.generic_visit(node)

    def visit_Slice(self, node: ast.Slice) -> None:
        for bound in (node.lower, node.upper):
            if bound is not None:
                self.add("slice without an end", bound, "")
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self.add("branches exchanged", node, f"({self.told(node.orelse)} if {self.told(node.test)} else {self.told(node.body)})")
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for test in node.ifs:
            self.add("condition left out", test, "True")
        self.generic_visit(node)

    def visit_Break(self, node: ast.Break) -> None:
        self.add("loop", node, "continue")

    def visit_Continue(self, node: ast.Continue) -> None:
        self.add("loop", node, "break")


def every_mutant(patterns: tuple[str, ...]) -> list[Mutant]:
    """All that can be changed in some modules, in the order of the files."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if any(fnmatch(name, pattern) for pattern in patterns):
            source = path.read_bytes()
            finder = Finder(name, source)
            finder.visit(ast.parse(source))
            for mutant in finder.found:
                start, end = mutant.within
                try:
                    ast.parse(source[start : mutant.start] + mutant.text.encode() + source[mutant.end : end])
                except SyntaxError:
                    continue
                found.append(mutant)
    return found


def changed(mutant: Mutant, source: bytes) -> bytes:
    """The module with the change."""
    return source[: mutant.start] + mutant.text.encode() + source[mutant.end :]


def sampled(mutants: list[Mutant], seed: int, number: int) -> list[Mutant]:
    """Some of them; of the texts only one in TEXTS takes part."""
    chance = random.Random(seed)
    some = [mutant for mutant in mutants if mutant.way != "text" or chance.randrange(TEXTS) == 0]
    return chance.sample(some, min(number, len(some)))


# --- which tests are near


def nearness(path: str) -> Callable[[Path], tuple[int, int, str]]:
    """How near a file of tests is to a module: those called like it, those that import it, the small ones."""
    *folders, last = path.removesuffix(".py").removesuffix("/__init__").split("/")
    module = ".".join(("iclc_cli", *folders, last))
    beside = BESIDE.get(last, "").split() or BESIDE.get("".join(folders[-1:]), "").split()

    def near(test: Path) -> tuple[int, int, str]:
        text = test.read_text(encoding="utf-8")
        words = set(test.stem.removeprefix("test_").split("_"))
        words |= {word.rstrip("s") for word in words}
        near = 4 * (last.rstrip("s") in words) + 4 * (not words.isdisjoint(beside)) + (not words.isdisjoint(folders)) + 2 * (module in text)
        slow = test.stem in ("test_process", "test_readme", "test_completion", "test_installed", "test_citing_readers", "test_streams")
        return 9 * slow - near, len(text), test.name

    return near


# --- trying them


class Copy:
    """A copy of the project, in which one mutant at a time is tried."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "checkout"
        self.folder.mkdir(parents=True)
        self.failed = ""
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, self.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            elif (ROOT / name).exists():
                shutil.copy(ROOT / name, self.folder / name)
        if (ROOT.parent / "shared").exists():
            (folder / "shared").symlink_to((ROOT.parent / "shared").resolve())

    def tests(self, path: str) -> list[str]:
        """The files of tests, the nearest to a module first."""
        return [f"tests/{test.name}" for test in sorted((self.folder / "tests").glob("test_*.py"), key=nearness(path))]

    def passes(self, *files: str) -> bool:
        """Do these tests pass?"""
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", "--no-header", *files]
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.folder / "src"),
            "HYPOTHESIS_STORAGE_DIRECTORY": str(self.folder / ".hypothesis"),
        }
        running = subprocess.Popen(
            command, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True, preexec_fn=limits,
        )  # fmt: skip
        try:
            told, _ = running.communicate(timeout=WALL)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.communicate()
            return False
        if running.returncode == 4 and b"conftest" not in told:  # a wrong command line, and no answer
            raise SystemExit(told.decode(errors="replace"))
        if running.returncode:
            self.failed = next(
                (line for line in told.decode(errors="replace").splitlines() if line.startswith(("FAILED", "ERROR"))), "ended"
            )
        return running.returncode == 0

    def killed(self, mutant: Mutant, near: bool) -> str | None:
        """Which test fails on it, if any does."""
        target = self.folder / "src" / "iclc_cli" / mutant.path
        source = target.read_bytes()
        target.write_bytes(changed(mutant, source))
        self.failed = "took too long"
        try:
            files = self.tests(mutant.path)
            for some in (files[:6], files[6:])[: 1 if near else 2]:
                if not self.passes(*some):
                    return self.failed
            return None
        finally:
            target.write_bytes(source)
            for cached in target.parent.glob(f"__pycache__/{target.stem}.*.pyc"):
                cached.unlink()


def limits() -> None:
    """What a run may take; and it may be interrupted and hung up on, as a job in the background of a shell may not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def difference(mutant: Mutant) -> Iterator[str]:
    """What is changed, as a patch."""
    source = (PACKAGE / mutant.path).read_bytes()
    old, new = (text.decode().splitlines() for text in (source, changed(mutant, source)))
    yield from list(difflib.unified_diff(old, new, mutant.path, mutant.path, lineterm="", n=2))[2:]


def explanation(mutant: Mutant) -> str | None:
    """Why no test can notice it, where that is known."""
    lines = [line for line in difference(mutant) if line[0] in "+-"]
    known = json.loads(EXPLAINED.read_text(encoding="utf-8"))
    return next(
        (one["why"] for one in known if one["path"] == mutant.path and one["change"] == [line[0] + line[1:].strip() for line in lines]),
        None,
    )


def main() -> None:
    """Sample, try, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--only", metavar="GLOB", help="modules below the package, such as 'query/*'")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--near",
        action="store_true",
        help="only the six nearest files of tests: in a third of the time, what they miss may be noticed elsewhere",
    )
    parser.add_argument("--list", action="store_true", help="only print the mutants")
    given = parser.parse_args()
    mutants = every_mutant((given.only,) if given.only else CHOSEN)
    chosen = sampled(mutants, given.seed, given.sample)
    print(f"{len(chosen)} of {len(mutants)} mutants, seed {given.seed}", flush=True)
    if given.list:
        for mutant in chosen:
            print(f"\n{mutant.path}: {mutant.way}", *difference(mutant), sep="\n")
        return
    survivors, counted = [], Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        copies: SimpleQueue[Copy] = SimpleQueue()
        for number in range(given.jobs):
            copies.put(one := Copy(Path(folder) / str(number)))
            if not one.passes("tests/test_values.py" if number else "tests"):  # or what is no fault of a mutant would count as a kill
                raise SystemExit(f"the tests do not pass as they are: {one.failed}")

        def tried(mutant: Mutant) -> tuple[Mutant, str | None, float]:
            copy, begun = copies.get(), time.monotonic()
            try:
                return mutant, copy.killed(mutant, given.near), time.monotonic() - begun
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(given.jobs) as pool:
            for mutant, killer, took in pool.map(tried, chosen):
                line = (PACKAGE / mutant.path).read_bytes()[: mutant.start].count(b"\n") + 1
                print(
                    f"{'killed' if killer else 'SURVIVED':<9}{took:4.0f} s  {mutant.path}:{line} {mutant.way}: {(killer or '')[:110]}",
                    flush=True,
                )
                counted["killed" if killer else "survived"] += 1
                if not killer:
                    survivors.append(mutant)
                    print(*(f"    {text}" for text in difference(mutant)), sep="\n", flush=True)
    explained = [(mutant, why) for mutant in survivors if (why := explanation(mutant))]
    print(f"\nseed {given.seed}: {counted['killed']} of {len(chosen)} killed", end="")
    print(f"; {len(explained)} of the survivors change nothing that can be seen: {counted['killed']} of {len(chosen) - len(explained)}")
    for mutant, why in explained:
        print(f"- {mutant.path}, {mutant.way}: {why}")


if __name__ == "__main__":
    main()
