"""The README's commands, executed: what it shows is what they print. `python tests/test_readme.py` writes it anew."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [page for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))) if page.is_file()]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)


def executed(block: str) -> str:
    """The block with each command's output as it is now."""
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    folder = Path(sys.executable).parent
    environment = {"PATH": f"{folder}:{os.environ['PATH']}", "LANG": "C.UTF-8", "COLUMNS": "110", "HOME": "/nonexistent"}
    lines = []
    for command in commands:
        done = subprocess.run(
            ["bash", "-c", command[2:]], capture_output=True, text=True, encoding="utf-8", env=environment, cwd=ROOT, timeout=60
        )
        lines += [command, *(line.rstrip() for line in (done.stdout + done.stderr).splitlines())]
    return "\n".join(lines) + "\n"


def rendered(text: str) -> str:
    return BLOCK.sub(lambda match: f"```console\n{executed(match[1])}```", text)


@pytest.mark.skipif(not (shutil.which("bash") and shutil.which("jq")), reason="needs bash and jq")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_prints_what_the_page_shows(page):
    text = page.read_text(encoding="utf-8")
    assert rendered(text) == text


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
