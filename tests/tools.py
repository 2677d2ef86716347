"""Tools that are no Python packages, as judges: tests skip what is not installed, and say what it would take.

And what pages about tests are judged by.
"""

import json
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

NODE_PATH = os.environ.get("NODE_PATH", "")
"""Where `npm install --prefix FOLDER …` put packages of Node: FOLDER/node_modules."""


def tool(*names: str) -> str:
    """The first of some programs that is installed; skips when none is."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"needs {' or '.join(names)}")
    return found


@cache
def _has(package: str) -> bool:
    probe = ["node", "-e", f"require.resolve({package!r})"]
    return bool(shutil.which("node")) and not subprocess.run(probe, capture_output=True).returncode


def node(script: str, *arguments: object, packages: tuple[str, ...]) -> Any:
    """What a script for Node, a module, prints as JSON; skips when a package that it asks for is not there."""
    missing = [package for package in packages if not _has(package)]
    if missing:
        pytest.skip(f"needs Node with {', '.join(missing)} on NODE_PATH")
    folder = Path(NODE_PATH.split(os.pathsep)[0]).parent  # a module looks for packages from where it is
    return json.loads(output("node", "--input-type=module", "-e", script, *arguments, cwd=folder))


def output(*command: object, cwd: Path | None = None) -> str:
    """What a tool prints; fails when the tool does."""
    done = subprocess.run([str(part) for part in command], capture_output=True, timeout=300, cwd=cwd)
    assert done.returncode == 0, (done.stdout + done.stderr).decode(errors="replace")[-3000:]
    return done.stdout.decode()


def named_tests(text: str) -> list[str]:
    """The tests that a page names, each as file and function of this folder; fails for one that is not there."""
    named = re.findall(r"`(test_\w+)::(test_\w+)`", text)
    for file, name in named:
        assert f"\ndef {name}(" in Path(__file__).with_name(f"{file}.py").read_text(encoding="utf-8"), f"{file}::{name}"
    return ["::".join(one) for one in named]
