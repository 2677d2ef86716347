"""The console command and `python -m iclc_cli`: what has to be settled before anything else is imported."""

import gc
import os
import signal
import sys


def main() -> None:
    """Run `iclc`."""
    # A run lives for a fraction of a second: looking for cycles costs more than it could free.
    gc.disable()
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `iclc … | head` ends quietly, as other tools do
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        if sys.argv[1:2] == ["__complete"]:  # what a TAB asks for
            from .commands.completion import answer

            answer(sys.argv[2:])
        else:
            from .cli import app

            app()
    except SystemExit as end:
        leave(end.code if isinstance(end.code, int) else 0 if end.code is None else 1)
    except KeyboardInterrupt:  # before the command's own error boundary stands
        leave(130)
    leave(0)


def leave(code: int) -> None:
    """End the process at once: taking all records apart one by one would cost as much as reading them.

    Everything has been written and closed by now; what the streams still hold is flushed, and a failure of that
    has been reported by the one who wrote.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            code = code or (1 if stream is sys.stdout else 0)
    os._exit(code)


if __name__ == "__main__":
    main()
