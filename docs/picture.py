"""Draw the README's picture: commands as they look on a terminal, recorded through a real pseudo-terminal.

python docs/picture.py          writes docs/iclc.svg
"""

import os
import pty
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

COMMANDS = ('iclc search "health literacy" --limit 3', "iclc city show Goyang")
WIDTH = 104


def recorded(command: str) -> str:
    """What a command prints on a terminal, escape sequences and all."""
    environment = {
        **os.environ,
        "COLUMNS": str(WIDTH),
        "TERM": "xterm-256color",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    for name in ("NO_COLOR", "FORCE_COLOR", "ICLC_DATA"):
        environment.pop(name, None)
    master, slave = pty.openpty()
    process = subprocess.Popen(command, shell=True, stdout=slave, stderr=subprocess.DEVNULL, env=environment)
    os.close(slave)
    parts = []
    try:
        while part := os.read(master, 65536):
            parts.append(part)
    except OSError:  # the command has ended
        pass
    process.wait()
    return b"".join(parts).decode().replace("\r\n", "\n")


def main() -> None:
    """Record and draw."""
    console = Console(record=True, width=WIDTH, file=open(os.devnull, "w"), force_terminal=True, highlight=False)  # noqa: SIM115
    for command in COMMANDS:
        console.print(Text.assemble(("$ ", "bold green"), (command, "bold")))
        console.print(Text.from_ansi(recorded(command)))
    svg = console.export_svg(title="iclc", theme=MONOKAI)
    # Fonts of the reader's machine in place of downloaded ones.
    head, _, rest = svg.partition("@font-face")
    rest = rest[rest.rindex("@font-face") :] if "@font-face" in rest else rest
    svg = head + rest.partition("}")[2].replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")
    target = Path(__file__).parent / "iclc.svg"
    target.write_text("\n".join(line.rstrip() for line in svg.splitlines()) + "\n", encoding="utf-8")
    print(f"wrote {target}")


if __name__ == "__main__":
    main()
