"""`iclc fingerprint`: what `iclc verify` and `iclc trace` find the passages of a report by."""

import json
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import CopyError
from ..library import load_report
from ..terminal import emit as terminal
from ..text import number_of, quoted
from .options import Shared, declare

if TYPE_CHECKING:
    from ..verify.checking import CheckedClaim

MOST = 5
"""Faults that are told."""


@declare(
    ("output", "force", "data", "color", "quiet"),
    "iclc fingerprint passages.json -o report.fingerprints.json\niclc fingerprint passages.json --data mine.json -o mine.fingerprints.json",
)
def command(
    options: Shared,
    file: Annotated[
        str,
        typer.Argument(
            metavar="PASSAGES",
            help="The texts of all passages: JSON, objects with id and text, or one object of texts by id; - reads standard input.",
        ),
    ],
) -> int:
    """What verify and trace know the passages by.

    It holds how long the words of each passage are, check values of its letters and stops and of what the data tells of it, and
    which claims a remark explains though print does not bear them out. Write it beside the data: report.fingerprints.json beside
    report.json. Ends with 5 when print does not bear out anything else.
    """
    from ..dataset.files import Expected, display_name, read_bytes
    from ..verify import fingerprints
    from ..verify.checking import exceptions

    options.target.check_own_ending("a file of fingerprints", "json")
    book = load_report(options.data)
    texts = _texts(read_bytes(file, Expected("the texts of the passages as JSON", 100_000_000, CopyError)), display_name(file))
    held, faults = exceptions(book.report, fingerprints.make(book.report, texts), texts)
    terminal.emit(fingerprints.as_text(book.report, held), options.target)
    made = ((len(held.passages), "passage"), (len(held.headings), "heading"), (len(held.exceptions), "exception"))
    terminal.note(f"{', '.join(number_of(*one) for one in made)} that remarks explain", options.target)
    _tell(faults, options)
    return CopyError.exit_code if faults else 0


def _texts(data: bytes, name: str) -> dict[str, str]:
    try:
        held: Any = json.loads(data)
        pairs = list(held.items()) if isinstance(held, dict) else [(one["id"], one["text"]) for one in held]
        told = all(isinstance(text, str) for pair in pairs for text in pair)
    except (ValueError, KeyError, TypeError):
        told = False
    if not told:
        raise CopyError(f"{name}: holds no passages; give JSON, an array of objects with id and text, or an object of texts by id")
    twice = [passage for passage, times in Counter(passage for passage, _ in pairs).items() if times > 1]
    if twice:
        raise CopyError(f"{name}: has two texts for the passage {twice[0]}; give one")
    return dict(pairs)


def _tell(faults: "list[CheckedClaim]", options: Shared) -> None:
    """Name what print does not bear out and no remark explains, so far as a few lines hold it."""
    if faults:
        terminal.note(f"print does not bear out {number_of(len(faults), 'claim')} that no remark explains:", options.target)
    for one in faults[:MOST]:
        what = f"{one.record} {one.field or ''}".rstrip()
        terminal.note(f"{what}: {quoted(one.wanted)} {one.fault} ({one.where})", options.target)
    if len(faults) > MOST:
        terminal.note(f"and {len(faults) - MOST:,} more: iclc verify tells all", options.target)
