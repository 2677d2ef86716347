"""The commands of README and docs, executed: what they show is what is printed. `python tests/test_readme.py` writes it anew.

A block may need other tools: a line `<!-- needs: mlr, pandas -->` before it names commands or Python packages; `report` is
a copy of the report, which lies beside the block's commands as report.txt.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [page for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))) if page.is_file()]
BLOCK = re.compile(r"^(?:<!-- needs: (?P<needs>[^\n]*) -->\n)?```console\n(?P<block>.*?)^```$", re.M | re.S)
REPORT = ROOT.parent / "shared" / "report" / "report.txt"
FOLDER = Path(sys.executable).parent
PATH = f"{FOLDER}:{os.environ['PATH']}"


def needed(needs):
    """The names in a line of needs."""
    return [name.strip() for name in (needs or "").split(",") if name.strip()]


def missing(needs):
    """The tools that a block needs and that are not here."""
    names = ["bash", "jq", *(name for name in needed(needs) if not (name == "report" and REPORT.is_file()))]
    return [name for name in names if not shutil.which(name, path=PATH) and not (name.isidentifier() and find_spec(name))]


def executed(block, needs=None):
    """The block with each command's output as it is now; the commands share a folder of their own."""
    environment = {"PATH": PATH, "LANG": "C.UTF-8", "COLUMNS": "80", "HOME": "/nonexistent"}
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        if "report" in needed(needs):
            shutil.copy(REPORT, Path(folder) / "report.txt")
        for command in (line for line in block.splitlines() if line.startswith("$ ")):
            done = subprocess.run(
                ["bash", "-c", command[2:]], capture_output=True, text=True, encoding="utf-8", env=environment, cwd=folder, timeout=60
            )
            lines += [command, *(line.rstrip() for line in (done.stdout + done.stderr).splitlines())]
    return "\n".join(lines) + "\n"


def rendered(text):
    """The page with the output of each block as it is now, those aside whose tools are missing."""

    def anew(match):
        return match[0] if missing(match["needs"]) else match[0].replace(match["block"], executed(match["block"], match["needs"]))

    return BLOCK.sub(anew, text)


BLOCKS = [
    pytest.param(match["needs"], match["block"], id=f"{page.name}:{text.count(chr(10), 0, match.start('block')) + 1}")
    for page in PAGES
    for text in [page.read_text(encoding="utf-8")]
    for match in BLOCK.finditer(text)
]


@pytest.mark.parametrize(("needs", "block"), BLOCKS)
def test_every_command_prints_what_the_page_shows(needs, block):
    if absent := missing(needs):
        pytest.skip(f"needs {', '.join(absent)}")
    assert executed(block, needs) == block


def test_every_block_of_commands_is_found():
    for page in PAGES:
        assert page.read_text(encoding="utf-8").count("```console\n") == len(BLOCK.findall(page.read_text(encoding="utf-8"))), page.name


def test_a_missing_tool_leaves_its_block_as_it_is():
    block = "<!-- needs: no-such-tool -->\n```console\n$ no-such-tool\nits output\n```"
    assert missing("no-such-tool, no_such_package") == [*missing(""), "no-such-tool", "no_such_package"]
    assert rendered(f"Text\n{block}\nMore.") == f"Text\n{block}\nMore."


@pytest.mark.skipif(bool(missing("")), reason="needs bash and jq")
def test_what_commands_print_now_takes_the_place_of_what_they_printed():
    page = "A\n<!-- needs: pytest -->\n```console\n$ echo one >file; echo new\nold\n$ cat file\n```\n```console\n$ ls; echo end >&2\n```\nB"
    assert rendered(page) == (
        "A\n<!-- needs: pytest -->\n```console\n$ echo one >file; echo new\nnew\n$ cat file\none\n```\n"
        "```console\n$ ls; echo end >&2\nend\n```\nB"
    )


def test_the_numbers_of_the_readme_are_those_of_the_data(report):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for row in re.findall(r"^\| ([a-zA-Z, ]+) \| ([\d, ]+) \|", text, re.M):
        names, numbers = (part.replace(" ", "").split(",") for part in row)
        for name, number in zip(names, numbers, strict=True):
            assert len(getattr(report, name.lower())) == int(number), name
    assert f"{len(report.speakers)} speakers, {len(report.cities)} cities" in text.replace("\n", " ")


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(rendered(page.read_text(encoding="utf-8")), encoding="utf-8")
