"""Run `iclc` on pseudo-terminals and read what it prints there, for what looks at its screens."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
from collections.abc import Sequence
from typing import NamedTuple

ROWS = 24
ESCAPE = re.compile(r"\x1b\[([0-9;:?]*)([@-~])|\x1b\].*?(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>78]", re.S)


class Printed(NamedTuple):
    """What a command printed on standard output and on standard error, escape sequences and all."""

    page: str
    hint: str
    exit: int


class Line(NamedTuple):
    """A line as it is seen, with the codes of SGR that hold for each character."""

    text: str
    codes: tuple[frozenset[str], ...]


def printed(iclc: str, words: Sequence[str], width: int, ascii_only: bool = False, folder: str | None = None) -> Printed:
    """Run `iclc` once, without a pager and as nobody has set it up; its standard input, output and error are terminals."""
    strange = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"}
    environment = {name: value for name, value in os.environ.items() if name not in strange and not name.startswith("ICLC_")}
    environment |= {"TERM": "xterm-256color", "PAGER": "cat", "ICLC_PAGER": "cat"}
    environment |= {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"} if ascii_only else {"LC_ALL": "C.UTF-8"}
    terminals = [pty.openpty() for _ in range(2)]
    for _, slave in terminals:
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, width, 0, 0))
    (page, out), (hint, err) = terminals
    terminal = {"stdin": out, "stdout": out, "stderr": err}
    process = subprocess.Popen([iclc, *words], **terminal, env=environment, start_new_session=True, cwd=folder)
    os.close(out)
    os.close(err)
    parts: dict[int, list[bytes]] = {page: [], hint: []}
    still_open = [page, hint]
    while still_open:
        for terminal in select.select(still_open, [], [])[0]:
            try:
                part = os.read(terminal, 65536)
            except OSError:  # the other end is closed
                part = b""
            parts[terminal].append(part)
            if not part:
                still_open.remove(terminal)
                os.close(terminal)
    return Printed(*(b"".join(parts[terminal]).decode("utf-8", "replace") for terminal in (page, hint)), process.wait())


def lines_of(output: str) -> list[Line]:
    """The lines of what was printed, each character with the codes that hold there; lines drawn over count as they end."""
    lines, text, codes, held = [], "", [], set[str]()
    at, output = 0, output.replace("\r\n", "\n")
    while at < len(output):
        if match := ESCAPE.match(output, at):
            at = match.end()
            for code in re.split("[;:]", match[1] or "0") if match[2] == "m" else ():
                code = code.lstrip("0") or "0"
                gone = {"22": {"1", "2"}, "24": {"4"}, "27": {"7"}, "39": {one for one in held if len(one) == 2}, "0": set(held)}
                held = held - gone[code] if code in gone else held | {code}
            continue
        if output[at] == "\n":
            lines.append(Line(text, tuple(codes)))
        if output[at] in "\n\r":
            text, codes = "", []
        else:
            text += output[at]
            codes.append(frozenset(held))
        at += 1
    return [*lines, Line(text, tuple(codes))] if text else lines
