"""The help of every command as one page: docs/reference.md.

    python docs/reference.py [--write | --check]

Prints the page; `--write` writes it, `--check` fails when the page says otherwise.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from typer.testing import CliRunner

from iclc_cli.cli import app
from iclc_cli.commands import PANELS
from iclc_cli.commands.nouns import nouns
from iclc_cli.model.kinds import KINDS

PAGE = Path(__file__).resolve().parent / "reference.md"

HEAD = """# Reference

Every command with all its options, as `iclc COMMAND -h` prints it. This page is written by `python docs/reference.py --write`, and a test
holds it to the tool. [The tour](tour.md) shows them at work.
"""

PAGES_OF_HELP = ("output", "data")


def lines() -> Iterator[str]:
    """The command lines to ask for help, below their headings."""
    yield "## The command"
    yield "iclc"
    for panel, names in PANELS.items():
        yield f"## {panel[:1].upper()}{panel[1:]}"
        yield from (f"iclc {name}" for name in names if name not in nouns())
    yield "## Cards of a kind, the same for each: city, speaker, session …"
    yield "iclc city show"
    yield "## Lists of a kind"
    yield from (f"iclc {noun.collection}" for noun in KINDS.values() if not noun.single)
    yield "## Pages of help"
    yield from (f"iclc help {name}" for name in PAGES_OF_HELP)


def page() -> str:
    """The whole page."""
    os.environ.update({"COLUMNS": "100", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"})
    told = [HEAD]
    for line in lines():
        if line.startswith("#"):
            told.append(f"{line}\n")
            continue
        asked = line.split()[1:]
        result = CliRunner().invoke(app, asked if asked[:1] == ["help"] else [*asked, "-h"])
        if result.exit_code:
            sys.exit(f"{line} -h ended with {result.exit_code}: {result.stderr}")
        told.append(f"### {line}\n\n```text\n{result.stdout.strip(chr(10))}\n```\n")
    return "\n".join(told)


def main() -> None:
    """Print, write or check."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    made = page()
    if asked.write:
        PAGE.write_text(made, encoding="utf-8")
    elif asked.check:
        if PAGE.read_text(encoding="utf-8") != made:
            sys.exit("docs/reference.md says otherwise; run: python docs/reference.py --write")
    else:
        print(made)


if __name__ == "__main__":
    main()
