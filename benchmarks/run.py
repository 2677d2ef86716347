"""Measure what commands cost, with public tools: CPU time of whole processes against peers in the same run.

    python benchmarks/run.py [--runs 15] [--scale 100,1000]
    python benchmarks/run.py --against f326b96 [--scale 100]

Makes an environment of its own (this project as a wheel, a bare two-command Typer app of the same version,
sqlite-utils), byte-compiled, and runs each command in turn with its peer. Prints medians and their ratio. The
peak memory and the times of `--scale` are against jq, answering the same from the same file. With `--against`, the
peer is an earlier commit of this project, which gets an environment of its own with the same versions of all else.

The bare app ends and collects garbage as any Python program does; ours turns the collector off at start and freezes
what it holds at the end, which the bare app could do too.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent

BARE = '''
import typer

app = typer.Typer()


@app.command()
def one(name: str = "x"):
    """One."""
    print(name)


@app.command()
def two(count: int = 1, loud: bool = False):
    """Two."""
    print(count)


app()
'''

LAY_OUT = """
import json, sys
from pathlib import Path
from iclc_cli.dataset import loading

tests, folder = map(Path, sys.argv[1:])
sys.path.insert(0, str(tests))
import typesetting

report = loading.load()
gists = {one.id: one.gist for one in report.passages}
blocks = list(typesetting.blocks(report, gists))
(folder / "print.txt").write_text(typesetting.plain(blocks), encoding="utf-8")
typesetting.pdf(str(folder / "print.pdf"), blocks)
(folder / "gists.json").write_bytes(loading.bundled().read_bytes())
(folder / "passages.json").write_text(json.dumps([{"id": one, "text": text} for one, text in gists.items()]), encoding="utf-8")
"""
"""Prints the report as if its passages were their gists, as text and as PDF."""


class Cost(NamedTuple):
    """What one run of a process cost."""

    cpu: float
    """Seconds of user and system time."""
    memory: int
    """Peak resident memory in kB."""


def run(command: Sequence[str], environment: dict[str, str], terminal: bool = False) -> Cost:
    """Run a command once; with `terminal`, its standard output is a pseudo-terminal."""
    if terminal:
        import pty

        master, slave = pty.openpty()
        process = subprocess.Popen(command, stdout=slave, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=environment)
        os.close(slave)
        try:
            while os.read(master, 65536):
                pass
        except OSError:  # the other end is closed
            pass
        os.close(master)
    else:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 4, 5):  # nothing found, or faults
        raise SystemExit(f"failed: {' '.join(command)}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def paired(
    first: Sequence[str], second: Sequence[str], runs: int, environments: Sequence[dict[str, str]], terminal: bool = False
) -> tuple[list[Cost], list[Cost]]:
    """Run two commands in turn, after one run of each that is not counted."""
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    for number in range(runs + 1):
        for command, environment, held in zip((first, second), environments, costs, strict=True):
            cost = run(command, environment, terminal)
            if number:
                held.append(cost)
    return costs


def environment(**more: str) -> dict[str, str]:
    """A clean environment."""
    return {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8", "TERM": "xterm", "COLUMNS": "100", **more}


def build(folder: Path, commit: str | None = None) -> Path:
    """An environment with all that is measured, byte-compiled; the folder of its commands."""
    venv.create(folder, with_pip=True)
    bin_folder = folder / "bin"
    source = ROOT
    if commit is not None:
        source = folder / "source"
        source.mkdir()
        archive = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", str(source)], input=archive, check=True)
    subprocess.run(
        [bin_folder / "pip", "install", "-q", "--disable-pip-version-check", f"{source}[pdf]", "sqlite-utils", "reportlab"], check=True
    )
    subprocess.run([bin_folder / "python", "-m", "compileall", "-q", str(folder / "lib")], check=False, env=environment())
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    return bin_folder


def report_line(name: str, first: list[Cost], second: list[Cost], most: float) -> None:
    """Print one row: medians, their ratio, the budget."""
    mine = statistics.median(cost.cpu for cost in first)
    theirs = statistics.median(cost.cpu for cost in second)
    ratio = mine / theirs
    print(f"{name:<58} {mine * 1000:8.0f} {theirs * 1000:8.0f} {ratio:7.2f} {most:7.2f}  {'ok' if ratio <= most else 'OVER'}")


def start_up(bin_folder: Path, folder: Path, runs: int) -> None:
    """The commands people wait for."""
    iclc, python, utils = str(bin_folder / "iclc"), str(bin_folder / "python"), str(bin_folder / "sqlite-utils")
    bare = [python, str(folder / "bare.py"), "one"]
    sessions = folder / "sessions.json"
    sessions.write_bytes(subprocess.run([iclc, "sessions", "list", "--json"], check=True, capture_output=True).stdout)
    initiatives = folder / "initiatives.ndjson"
    initiatives.write_bytes(subprocess.run([iclc, "initiatives", "list", "-f", "ndjson"], check=True, capture_output=True).stdout)
    cross = "select kind, status, count(*) as number from initiatives group by kind, status order by number desc"
    everything = "select * from sessions"
    columns = "select id, name, title, kind from sessions"
    plain = (environment(), environment())
    print(f"{'':<58} {'ms':>8} {'peer ms':>8} {'ratio':>7} {'budget':>7}")
    rows: list[tuple[str, list[str], list[str], float, bool]] = [
        ("sessions list --json / bare Typer app", [iclc, "sessions", "list", "--json"], bare, 1.5, False),
        ("city show Yeonsu --json / bare Typer app", [iclc, "city", "show", "Yeonsu", "--json"], bare, 1.5, False),
        ('search "health literacy" --json / bare Typer app', [iclc, "search", "health literacy", "--json"], bare, 1.7, False),
        (
            "sessions list --json / sqlite-utils memory",
            [iclc, "sessions", "list", "--json"],
            [utils, "memory", str(sessions), everything],
            0.65,
            False,
        ),
        ("sql, one cross table / bare Typer app", [iclc, "sql", cross], bare, 1.6, False),
        ("sql, one cross table / sqlite-utils memory", [iclc, "sql", cross], [utils, "memory", f"{initiatives}:nl", cross], 0.8, False),
        (
            "sessions list on a terminal / sqlite-utils memory --table",
            [iclc, "sessions", "list"],
            [utils, "memory", str(sessions), columns, "--table"],
            0.9,
            True,
        ),
    ]
    for name, mine, theirs, most, terminal in rows:
        first, second = paired(mine, theirs, runs, plain, terminal)
        report_line(name, first, second, most)
    tab = [iclc, "__complete", "city", "show", "yeo"]  # what the scripts of all three shells run
    first, second = paired(tab, bare, runs, plain)
    report_line("one TAB in bash, zsh, fish / bare Typer app", first, second, 1.5)


def against(mine: Path, theirs: Path, folder: Path, runs: int, copies: Sequence[int]) -> None:
    """The same commands of two commits of this project."""
    rows: list[tuple[str, list[str], float, int]] = [
        ("cities, a table on a terminal", ["cities"], 0.95, runs),
        ("speakers, a table on a terminal", ["speakers"], 0.95, runs),
        ("initiatives, entries on a terminal", ["initiatives"], 0.95, runs),
        ("city show Yeonsu, a card on a terminal", ["city", "show", "Yeonsu"], 0.95, runs),
        ("forum show 1.2, a card on a terminal", ["forum", "show", "1.2"], 0.95, runs),
        ("cities -f tsv", ["cities", "-f", "tsv"], 1.00, runs),
        ("sessions list --json", ["sessions", "list", "--json"], 1.00, runs),
        ("city show Yeonsu --json", ["city", "show", "Yeonsu", "--json"], 1.00, runs),
        ("one TAB", ["__complete", "city", "show", "yeo"], 1.05, runs),
        ('search "health literacy" --json', ["search", "health literacy", "--json"], 1.00, runs),
        *(
            (f"export {name}", ["export", name, str(folder / f"{{side}}-{{run}}.{name}")], 1.05, runs)
            for name in ("sqlite", "csv", "datapackage")
        ),
    ]
    subprocess.run([mine / "python", "-c", LAY_OUT, str(ROOT / "tests"), str(folder)], check=True)
    data, passages = str(folder / "gists.json"), str(folder / "passages.json")
    held = str(folder / "gists.fingerprints.json")  # made by this state of the project; an earlier one may need none
    subprocess.run([mine / "iclc", "fingerprint", passages, "--data", data, "-o", held, "--quiet"], check=False)
    for name, most, words in (
        ("verify, a text", 0.25, ["verify", str(folder / "print.txt")]),
        ("verify, a PDF", 0.25, ["verify", str(folder / "print.pdf")]),
        ("trace", 0.40, ["trace", "Ban Ki-moon", "--report", str(folder / "print.txt")]),
    ):
        rows.append((name, [*words, "--data", data], most, runs))
    for number in copies:
        file = folder / f"copies-{number}.json"
        subprocess.run([mine / "python", str(ROOT / "benchmarks" / "copies.py"), str(number), str(file)], check=True)
        rows.append((f"{number} copies, sessions list --json", ["sessions", "list", "--json", "--data", str(file)], 1.10, 5))
        rows.append((f"{number} copies, search --json", ["search", "health literacy", "--json", "--data", str(file)], 1.10, 5))
    print(f"{'':<58} {'ms':>8} {'then ms':>8} {'ratio':>7} {'budget':>7}")
    for name, words, most, times in rows:
        costs: tuple[list[Cost], list[Cost]] = ([], [])
        for number in range(times + 1):
            for side, (bin_folder, held) in enumerate(zip((mine, theirs), costs, strict=True)):
                line = [str(bin_folder / "iclc"), *(word.format(side=side, run=number) for word in words)]
                cost = run(line, environment(), terminal="on a terminal" in name)
                if number:
                    held.append(cost)
        report_line(name, *costs, most)


def scale(bin_folder: Path, folder: Path, copies: int) -> None:
    """Many copies of the records, against jq."""
    jq = shutil.which("jq")
    if jq is None:
        raise SystemExit("jq is not installed")
    file = folder / f"copies-{copies}.json"
    subprocess.run([bin_folder / "python", str(ROOT / "benchmarks" / "copies.py"), str(copies), str(file)], check=True)
    iclc = str(bin_folder / "iclc")
    both = '.[] | arrays | .[] | select(tojson | test("health"; "i") and test("literacy"; "i"))'
    runs = 3 if copies <= 100 else 1
    print(f"\n{copies} copies, {file.stat().st_size / 1e6:.0f} MB")
    for name, mine, theirs in (
        ("sessions list --json", [iclc, "sessions", "list", "--json", "--data", str(file)], [jq, "-c", ".sessions[]", str(file)]),
        (
            'search "health literacy" --json',
            [iclc, "search", "health literacy", "--json", "--data", str(file)],
            [jq, "-c", both, str(file)],
        ),
    ):
        first, second = paired(mine, theirs, runs, (environment(), environment()))
        report_line(f"{name} / jq", first, second, 1.0)
        memory = max(cost.memory for cost in first) / max(cost.memory for cost in second)
        print(
            f"{'  peak memory / jq':<58} {max(c.memory for c in first) // 1024:>5} MB {max(c.memory for c in second) // 1024:>5} MB {memory:7.2f} {2.0:7.2f}  {'ok' if memory <= 2 else 'OVER'}"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--scale", default="", help="numbers of copies, such as 100,1000")
    parser.add_argument("--against", metavar="COMMIT", help="measure against an earlier commit, not against peers")
    arguments = parser.parse_args()
    copies = [int(number) for number in arguments.scale.split(",") if number]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory(prefix="iclc-bench-") as name:
        folder = Path(name)
        bin_folder = build(folder / "now")
        listed = subprocess.run(
            [bin_folder / "pip", "list", "--format=json", "--disable-pip-version-check"], check=True, capture_output=True
        )
        held = {package["name"].lower(): package["version"] for package in json.loads(listed.stdout)}
        versions = ", ".join(f"{package} {held[package]}" for package in ("iclc", "typer", "rich", "pydantic", "sqlite-utils"))
        print(f"Python {sys.version.split()[0]}, {versions}; medians of {arguments.runs} runs, CPU time of whole processes")
        if arguments.against:
            against(bin_folder, build(folder / "then", arguments.against), folder, arguments.runs, copies)
            return
        start_up(bin_folder, folder / "now", arguments.runs)
        for number in copies:
            scale(bin_folder, folder, number)


if __name__ == "__main__":
    main()
