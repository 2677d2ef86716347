"""The console command and `python -m iclc_cli`: what has to be settled before anything else is imported."""

import atexit
import gc
import signal
import sys


def main() -> None:
    """Run `iclc`."""
    # A run lives for a fraction of a second: looking for cycles costs more than it could free, also at the very end.
    gc.disable()
    atexit.register(gc.freeze)
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
    except KeyboardInterrupt:  # before the command's own error boundary stands
        sys.exit(130)


if __name__ == "__main__":
    main()
