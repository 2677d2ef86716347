"""Writes files and folders whole or not at all."""

import errno
import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress

from ..dataset.files import descriptor
from ..errors import OutputError
from .streams import reason


def check_free(path: str, force: bool) -> None:
    """Raise OutputError when something is there already and may not be replaced: a device never, but what is written to one goes
    through it."""
    _check_named(path)
    if is_passed_on(path):
        return
    if _is_special(path):
        raise OutputError(f"{path} is a disk or a socket; name a file, or write to standard output")
    if os.path.isdir(path) and not os.path.islink(path):
        raise OutputError(f"{path} is a folder; name a file")
    if not force and os.path.lexists(path):
        raise OutputError(f"{path} exists; add --force to replace it, or name another file")


def check_free_folder(path: str) -> None:
    """Raise OutputError when something is there already: no folder is ever replaced."""
    _check_named(path)
    if os.path.lexists(path):
        raise OutputError(f"{path} exists; remove it first, or name another folder")


def _check_named(path: str) -> None:
    if not path:
        raise OutputError("the name of what is to be written is empty; name a file or a folder")


def is_passed_on(path: str) -> bool:
    """Does what is written here go on to somebody else? So it is with a pipe, with a device that is no disk, and with the open
    files of the process itself: what `>(…)` of a shell is called, and /dev/stdout."""
    if descriptor(path) is not None:
        return True
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


def pass_on(path: str, data: bytes) -> None:
    """Write to what `is_passed_on`. Raises OutputError when that fails; a pipe that nobody reads is not waited for."""
    try:
        number = descriptor(path)
        handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0)) if number is None else os.dup(number)
        if number is None and hasattr(os, "set_blocking"):
            os.set_blocking(handle, True)
        with open(handle, "wb") as file:
            file.write(data)
    except BrokenPipeError:
        raise OutputError(f"{path} could not be written to the end: its reader went away") from None
    except (OSError, ValueError) as error:
        why = "nobody reads it" if getattr(error, "errno", None) == errno.ENXIO else reason(error)
        raise OutputError(f"{path} could not be written: {why}") from None


def _is_special(path: str) -> bool:
    """Is there a disk or a socket, or a link to one? Replacing it would break the machine."""
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def write_file(path: str, data: bytes, force: bool) -> None:
    """Write a file whole or not at all: into a new file beside it, then put in its place. One that is replaced leaves its rights
    to the new one.

    Raises OutputError when the file exists and `force` is not set, or when it cannot be written.
    """
    check_free(path, force)
    part = _beside(path)
    try:
        # Named before it is made, so that nothing can come between; for nobody else to read until it has its rights.
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(part, _rights(path))
        put_in_place(part, path, force)
    except (OSError, ValueError) as error:
        raise OutputError(f"{path} could not be written: {reason(error)}{_left(part)}") from None
    finally:
        _remove(part)
    if left := _left(part):
        raise OutputError(f"{path} is written{left}")


def put_in_place(part: str, path: str, force: bool) -> None:
    """Give a finished file its name. Without `force` a file that has appeared meanwhile is not replaced."""
    if force:
        os.replace(part, path)
        return
    try:
        os.link(part, path)  # the other name goes when all is done
    except FileExistsError:
        raise OutputError(f"{path} exists; add --force to replace it, or name another file") from None
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK):
            raise
        os.replace(part, path)  # a file system without hard links


def write_folder(path: str, files: Mapping[str, bytes]) -> None:
    """Write a new folder of files whole or not at all: under another name beside it, then given its own.

    Raises OutputError when something has that name already, or when it cannot be written.
    """
    path = path.rstrip(os.sep) or path
    check_free_folder(path)
    part = _beside(path)
    try:
        os.mkdir(part)
        for name, data in files.items():
            with open(os.path.join(part, name), "xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        os.rename(part, path)
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) in (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR) and os.path.lexists(path):
            raise OutputError(f"{path} exists; remove it first, or name another folder{_left(part, files)}") from None
        raise OutputError(f"{path} could not be written: {reason(error)}{_left(part, files)}") from None
    finally:
        _remove(part, files)


def _beside(path: str) -> str:
    """A name beside a path that nothing has, under which it is written."""
    return os.path.join(os.path.dirname(path), f".iclc-{os.urandom(8).hex()}.part")


def _remove(part: str, names: Iterable[str] | None = None) -> None:
    """Remove what is left of a file we wrote, or of a folder with files of some names: never anything else."""
    with suppress(OSError):
        if names is None:
            os.unlink(part)
            return
        for name in set(names).intersection(os.listdir(part)):
            os.unlink(os.path.join(part, name))
        os.rmdir(part)


def _left(part: str, names: Iterable[str] | None = None) -> str:
    """Remove what is left of what we wrote; words for an error where that cannot be."""
    _remove(part, names)
    return f"; {part} is left and could not be removed: remove it" if os.path.lexists(part) else ""


def _rights(path: str) -> int:
    """The rights of a file: those of the one that it replaces, else those that the umask leaves."""
    with suppress(OSError, ValueError):
        mode = os.lstat(path).st_mode
        if stat.S_ISREG(mode):
            return mode & 0o777
    return 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
