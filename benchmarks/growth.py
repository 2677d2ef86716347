"""How time and memory of commands grow with small inputs that are made to be awkward.

    python benchmarks/growth.py [CASE…]

Runs each case at a size, at twice and at four times that size, each in a process of its own, and prints seconds, MB and by how
much each doubling multiplies the seconds beyond those of an empty run. About 2 is linear; 4 is the square.
"""

import copy
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from iclc_cli import load_report

SMALL = Path(__file__).parents[1] / "tests" / "small.json"
Made = tuple[list[str], bytes]
"""A command line and what it reads from standard input."""


class Case(NamedTuple):
    """An awkward input of any size."""

    what: str
    size: int
    make: Callable[[int], Made]


def report() -> dict[str, Any]:
    """A small report as plain data."""
    data: dict[str, Any] = json.loads(SMALL.read_text(encoding="utf-8"))
    return data


def _on(data: object, *words: str) -> Made:
    text = data if isinstance(data, str) else json.dumps(data)
    return [*words], text.encode()


def many_aliases(size: int) -> Made:
    """A topic of many names, asked for by one of them."""
    data = report()
    topic = data["topics"][0]
    topic["aliases"] = [{"name": f"alias word{number} other{number} thing", "sources": topic["sources"]} for number in range(size)]
    return _on(data, "search", "alias word1 other1 thing", "--data", "-")


def many_keys(size: int) -> Made:
    """An object of many keys, the last one twice."""
    keys = [f'"k{number}":1' for number in range(size)]
    return _on("{" + ",".join([*keys, keys[-1]]) + "}", "validate", "-")


def long_chain(size: int) -> Made:
    """Initiatives of which each is a part of the one before."""
    data = report()
    first = data["initiatives"][0]
    for number in range(size):
        one = {**copy.deepcopy(first), "id": f"z{number:06}", "name": f"Thing {number}", "part_of": f"z{number - 1:06}" if number else None}
        data["initiatives"].append(one | {"remarks": []})
    return _on(data, "cities", "--data", "-")


def many_brackets(size: int) -> Made:
    """A remark on a field whose name is brackets."""
    data = report()
    held = [record for records in data.values() if isinstance(records, list) for record in records if isinstance(record, dict)]
    next(record for record in held if record.get("remarks"))["remarks"][0]["field"] = "[" * size
    return _on(data, "validate", "-")


def long_ligatures(size: int) -> Made:
    """A query of a sign that stands for eighteen letters; above 1,000 it is refused."""
    return _on("", "search", "\ufdfa" * size)


def many_refs(size: int) -> Made:
    """REFs from a pipe that nothing is called by; above some bytes they are refused."""
    return _on("".join(f"x{number}\n" for number in range(size)), "show", "-")


def many_arguments(size: int) -> Made:
    """REFs as arguments, each of which may be the first word of a name of several."""
    return _on("", "show", *(f"topic/{topic.id}" for topic in load_report().report.topics[:size]), "--json")


def many_columns(size: int) -> Made:
    """A table of many columns at 80 columns of the screen."""
    return _on("", "sql", "SELECT " + ", ".join(f"'word {number}' c{number}" for number in range(size)), "-f", "table")


CASES = {
    "aliases": Case("names of one record, one asked for", 2_000, many_aliases),
    "keys": Case("keys of one object, one twice", 20_000, many_keys),
    "chain": Case("initiatives, each a part of another", 10_000, long_chain),
    "brackets": Case("brackets in a remark's field", 50_000, many_brackets),
    "ligatures": Case("U+FDFA in a query", 250, long_ligatures),
    "refs": Case("unknown REFs from a pipe", 20_000, many_refs),
    "arguments": Case("REFs as arguments", 35, many_arguments),
    "columns": Case("columns of a table", 400, many_columns),
}


def run(command: list[str], given: bytes) -> tuple[float, float, int]:
    """Seconds, MB and exit code of a command, in a process of its own."""
    script = (
        "import os, resource, subprocess, sys; "
        "done = subprocess.run([sys.executable, '-m', 'iclc_cli', *sys.argv[1:]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, done.returncode)"
    )
    with tempfile.TemporaryFile() as file:
        file.write(given)
        file.seek(0)
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", script, *command], stdin=file, capture_output=True, text=True, env=dict(os.environ))
        seconds = time.perf_counter() - start
    memory, code = done.stdout.split()
    return seconds, int(memory) / 1024, int(code)


def main(names: list[str]) -> None:
    """Print a line for each case and size."""
    base, _, _ = run(["cities", "--count", "--data", "-"], SMALL.read_bytes())
    print(f"an empty run takes {base:.2f} s")
    for name in names or CASES:
        case = CASES[name]
        before = 0.0
        for size in (case.size, 2 * case.size, 4 * case.size):
            seconds, memory, code = run(*case.make(size))
            own = max(seconds - base, 0.01)
            ratio = f"× {own / before:.1f}" if before else ""
            print(f"{name:10} {size:8,} {case.what:38} {seconds:6.2f} s {memory:6.0f} MB  exit {code}  {ratio}")
            before = own


if __name__ == "__main__":
    main(sys.argv[1:])
