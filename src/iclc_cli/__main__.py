"""The console command and `python -m iclc_cli`: what has to be settled before anything else is imported."""

import atexit
import gc
import signal
import sys


def main() -> None:
    """Run `iclc`."""
    # A run lives for a fraction of a second: looking for cycles costs more than it could free.
    gc.disable()
    atexit.register(keep_all)
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


def keep_all() -> None:
    """Keep the interpreter from taking modules apart one by one at its end, which takes a twentieth of a run's time.

    What a cycle holds is not freed once the collector leaves it alone; everything else at exit goes its way.
    """
    held: list[object] = [dict(vars(module)) for module in list(sys.modules.values()) if module is not None]
    held.append(held)
    gc.freeze()


if __name__ == "__main__":
    main()
