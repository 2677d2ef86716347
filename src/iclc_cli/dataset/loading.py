"""Finds and reads a report: the bundled one fast and trusted, the user's own through validation."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..errors import InvalidDataError
from ..model import Report
from ..model.base import Node, cached
from ..model.kinds import is_node, shapes

ENVIRONMENT = "ICLC_DATA"
"""Names a data file to use in place of the bundled one."""

_read: dict[Path, tuple[Report, int]] = {}
"""The bundled report, once it was read, and the length of its file: nothing in it can change, and to free it at the end of a run takes a
hundredth of the run."""


def bundled() -> Path:
    """The data file that came with the program: inside the package, which may lie in an archive, or in the checkout it runs from."""
    # Not importlib.resources: that costs 6 ms a start, and a path is what all layouts have.
    package = Path(__file__).resolve().parents[1]
    inside = package / "data" / "report.json"
    # Only in a checkout: what stands beside an installation or an archive is somebody else's.
    checkout = package.parent.name == "src" and package.is_dir() and not inside.is_file()
    return package.parents[1] / "data" / "report.json" if checkout else inside


def bundled_bytes(path: Path | None = None) -> bytes:
    """What is in it, read the way the package itself is read: out of an archive too. Raises InvalidDataError when it is not there."""
    try:
        return _bytes(path or bundled())
    except OSError:
        raise InvalidDataError("the data that belongs to iclc is not beside it; install it again whole, or give --data FILE") from None


def bundled_words(report: Report) -> bytes | None:
    """What the search has made of the texts of a report (`query.search.SearchIndex.write`), where that came with it.

    To make it anew takes longer than to read the report. Its first line is the length of the data file that it was made of, so
    that of a file that somebody has edited nothing is taken over.
    """
    for path, (held, length) in _read.items():
        if held is report:
            with suppress(OSError):
                made_of, _, written = _bytes(path.with_suffix(".words")).partition(b"\n")
                return written if made_of == b"%d" % length else None
    return None


def _bytes(path: Path) -> bytes:
    data: bytes = __spec__.loader.get_data(str(path))  # type: ignore[union-attr]
    return data


def in_use(source: str | None) -> str | None:
    """The data file in use: the one named, else that of ICLC_DATA; nothing where it is the bundled one.

    An empty variable is none; a name that is empty is a wrong one, as of a variable in a script that nobody filled.
    """
    return (os.environ.get(ENVIRONMENT) or None) if source is None else source


def load(source: str | None = None) -> Report:
    """Read a report: from `source` (a file, or `-` for standard input), else ICLC_DATA, else the bundled one.

    Raises InvalidDataError when the file cannot be read or is not a valid report.
    """
    source = in_use(source)
    if source is None:
        path = bundled()
        if path not in _read:
            data = bundled_bytes(path)
            _read[path] = build(json.loads(data)), len(data)
        return _read[path][0]
    from .files import DATA, read_bytes  # only where somebody else's file is read, Pydantic above all
    from .validation import parse_report

    return parse_report(read_bytes(source, DATA), source)


def raw(source: str | None = None) -> tuple[bytes, str]:
    """The bytes of the data file in use and the name to call it by."""
    source = in_use(source)
    if source is None:
        return bundled_bytes(), "the bundled data"
    from .files import DATA, display_name, read_bytes

    return read_bytes(source, DATA), display_name(source)


def parsed(data: bytes, source: str | None = None) -> Report:
    """The report in the bytes that `raw` gives of a source. Raises InvalidDataError when it is no valid one."""
    source = in_use(source)
    if source is None:
        return build(json.loads(data))
    from .validation import parse_report

    return parse_report(data, source)


def build(data: dict[str, Any]) -> Report:
    """Make the model from parsed JSON that is known to be valid. It takes the dictionaries over: they become the records."""
    report: Report = _builder(Report)(data)
    return report


@cached
def _builder(cls: type[Any]) -> Callable[[dict[str, Any]], Any]:
    lists: list[str] = []
    parts: list[tuple[str, bool, Callable[[dict[str, Any]], Any]]] = []
    for name, shape in shapes(cls).items():
        if is_node(shape.base):
            parts.append((name, shape.many, _builder(shape.base)))
        elif shape.many:
            lists.append(name)
    new, put, names = object.__new__, vars(Node)["__dict__"].__set__, tuple(shapes(cls))

    def make(data: dict[str, Any]) -> Any:
        node = new(cls)
        if len(data) != len(names):  # a bundled file has been validated; this is for who builds a report of their own
            raise KeyError(*(set(names) ^ data.keys()))
        for name in lists:
            data[name] = tuple(data[name])
        for name, many, build in parts:
            value = data[name]
            data[name] = tuple(map(build, value)) if many else None if value is None else build(value)
        put(node, data)
        return node

    return make
