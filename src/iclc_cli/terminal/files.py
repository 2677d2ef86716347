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
    if is_passed_on(path):
        return
    if _is_special(path):
        raise OutputError(f"{path} is a disk or a socket; name a file, or write to standard output")
    if not force and os.path.lexists(path):
        raise OutputError(f"{path} exists; add --force to replace it, or name another file")
    if os.path.isdir(path) and not os.path.islink(path):
        raise OutputError(f"{path} is a folder; name a file")


def check_free_folder(path: str) -> None:
    """Raise OutputError when something is there already: no folder is ever replaced."""
    if os.path.lexists(path):
        raise OutputError(f"{path} exists; remove it first, or name another folder")


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
    """Write a file whole or not at all: into a new file beside it, then put in its place.

    Raises OutputError when the file exists and `force` is not set, or when it cannot be written.
    """
    check_free(path, force)
    import tempfile  # 2 ms that only writing to files needs

    temporary = None
    try:
        folder = os.path.dirname(path) or "."
        handle, temporary = tempfile.mkstemp(prefix=".iclc-", suffix=".part", dir=folder)
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        put_in_place(temporary, path, force)
        temporary = None
    except (OSError, ValueError) as error:
        raise OutputError(f"{path} could not be written: {reason(error)}") from None
    finally:
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)


def put_in_place(temporary: str, path: str, force: bool) -> None:
    """Give a finished file its name. Without `force` a file that has appeared meanwhile is not replaced."""
    if force:
        os.replace(temporary, path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise OutputError(f"{path} exists; add --force to replace it, or name another file") from None
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK):
            raise
        os.replace(temporary, path)  # a file system without hard links
    else:
        os.unlink(temporary)


def write_folder(path: str, files: Mapping[str, bytes]) -> None:
    """Write a new folder of files whole or not at all: under another name beside it, then given its own.

    Raises OutputError when something has that name already, or when it cannot be written.
    """
    path = path.rstrip(os.sep) or path
    check_free_folder(path)
    part = os.path.join(os.path.dirname(path), f".iclc-{os.urandom(8).hex()}.part")
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
            raise OutputError(f"{path} exists; remove it first, or name another folder") from None
        raise OutputError(f"{path} could not be written: {reason(error)}") from None
    finally:
        _remove(part, files)


def _remove(folder: str, names: Iterable[str]) -> None:
    """Remove a folder we wrote, file by file: never anything else."""
    with suppress(OSError):
        for name in set(names).intersection(os.listdir(folder)):
            os.unlink(os.path.join(folder, name))
        os.rmdir(folder)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
