"""The console command and `python -m iclc_cli`: what has to be settled before anything else is imported."""

import atexit
import gc
import sys

ENDING = ("SIGTERM", "SIGHUP")
"""The signals that ask to end, where a system has them; Ctrl-C is Python's own."""

ended: list[int] = []
"""The exit code that such a signal asked for."""


def end(number: int, frame: object) -> None:
    """End for a signal, what is half written removed. A second one, as a closing terminal sends, does not stop that."""
    import signal

    for name in (*ENDING, "SIGINT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    ended.append(128 + number)
    sys.exit(128 + number)


def main() -> None:
    """Run `iclc`."""
    # A run lives for a fraction of a second: looking for cycles costs more than it could free.
    gc.disable()
    # So large a block, given back at once, has glibc keep what is freed, where it would ask for zeroed pages again and again.
    bytes(1 << 22)
    atexit.register(keep_all)
    import signal  # and all else from here on

    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `iclc … | head` ends quietly, as other tools do
    for name in ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:  # as it is under `nohup`
            signal.signal(number, end)
    try:
        if sys.argv[1:2] == ["__complete"]:  # what a TAB asks for
            from .commands.completion import answer

            answer(sys.argv[2:])
        else:
            from .cli import app

            app()
    except KeyboardInterrupt:  # before the command's own error boundary stands
        sys.exit(130)
    finally:
        if ended:  # a library that calls back into Python may have swallowed the exception of the signal
            sys.exit(ended[0])


def keep_all() -> None:
    """Keep the interpreter from taking modules apart one by one at its end, which takes a twentieth of a run's time.

    What a cycle holds is not freed once the collector leaves it alone; everything else at exit goes its way.
    """
    held: list[object] = [dict(vars(module)) for module in list(sys.modules.values()) if module is not None]
    held.append(held)
    gc.freeze()


if __name__ == "__main__":
    main()
