"""The console command and `python -m iclc_cli`: what has to be settled before anything else is imported."""

import gc
import signal
import sys


def main() -> None:
    """Run `iclc`."""
    # A run lives for a fraction of a second: looking for cycles costs more than it could free.
    gc.disable()
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `iclc … | head` ends quietly, as other tools do
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    from .cli import app

    app()


if __name__ == "__main__":
    main()
