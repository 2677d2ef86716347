"""Shows what is longer than the window through the reader's pager."""

import os
import shlex
import shutil
import signal
import subprocess
from contextlib import suppress

from .streams import encoding

DEFAULT = "less"

SETTINGS = {"LESS": "FRX", "LESSCHARSET": "utf-8"}
"""What the usual pager is told, unless the reader has told it something else: quit on one screen, pass colours, leave the text."""


def command() -> list[str]:
    """The pager's command line: of ICLC_PAGER, else PAGER, else `less`; empty where there is none to be used."""
    told = next((os.environ[name] for name in ("ICLC_PAGER", "PAGER") if name in os.environ), DEFAULT)
    try:
        words = shlex.split(told)
    except ValueError:  # a quotation mark without its pair
        return []
    if not words or os.path.basename(words[0]) == "cat" or os.environ.get("TERM") == "dumb" or shutil.which(words[0]) is None:
        return []
    return words


def show(text: str) -> bool:
    """Hand a text to the pager and wait until it is left; that it is left early is no error. False when there is no pager."""
    words = command()
    if not words:
        return False
    environment = {**SETTINGS, **os.environ}
    try:
        process = subprocess.Popen(words, stdin=subprocess.PIPE, env=environment)
    except OSError:
        return False
    # Ctrl-C is the pager's business until it ends, and that it ends before all is written is no reason to end ourselves.
    ignored = [signal.SIGINT, *([signal.SIGPIPE] if hasattr(signal, "SIGPIPE") else [])]
    before = {one: signal.signal(one, signal.SIG_IGN) for one in ignored}
    try:
        with suppress(BrokenPipeError):
            process.communicate(text.encode(encoding(), "iclc"))
        process.wait()
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
    return True
