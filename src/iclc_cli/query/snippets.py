"""Which words of a record a hit shows: the sentence that holds most of what was asked, with the places of the matches in it."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from ..model.base import NamedTuple
from ..text import folded_places

SNIPPET = 240
"""About how many characters a snippet has."""

Span = tuple[int, int, int]
"""Where a match begins and ends, and which unit of the query it is a match of."""


class Segment(NamedTuple):
    """A piece of a record's text, with the field it stands in and the passages behind it."""

    field: str
    text: str
    sources: tuple[str, ...]


class Found(NamedTuple):
    """A piece in which something was found: where in the folded text each match begins and ends, and its unit."""

    segment: Segment
    spans: Sequence[Span]


class Shown(NamedTuple):
    """What is shown of a record."""

    segment: Segment
    text: str
    matches: tuple[tuple[int, int], ...]
    units: frozenset[int]
    """What of the query stands in the sentence."""


def located(found: Found) -> list[Span]:
    """Where the matches of a piece stand in it as it is written."""
    places = folded_places(found.segment.text)
    return sorted((places[start], places[end - 1] + 1, unit) for start, end, unit in found.spans)


def best_of(pieces: Iterable[Found], worth: Mapping[int, float], thorough: bool) -> Shown | None:
    """The sentence with most of the query; if not `thorough`, of the piece with most of it."""
    ranked = sorted(((_worth({unit for _, _, unit in piece.spans}, worth), piece) for piece in pieces), key=lambda pair: -pair[0])
    best: tuple[float, Found, list[Span], int, frozenset[int]] | None = None
    for total, piece in ranked:
        if best is not None and (not thorough or total <= best[0]):
            break
        spans = located(piece)
        starts = (
            [0, *(match.end() for match in re.finditer(r"[.!?;:]\s+", piece.segment.text))] if len(piece.segment.text) > SNIPPET else [0]
        )
        for start, end in zip(starts, [*starts[1:], len(piece.segment.text)], strict=True):
            units = frozenset([unit for begin, _, unit in spans if start <= begin < end])
            value = _worth(units, worth)
            if units and (best is None or value > best[0]):
                best = value, piece, spans, start, units
    if best is None:
        return None
    _, piece, spans, start, units = best
    return Shown(piece.segment, *_cut(piece.segment.text, spans, start), units)


def _worth(units: Collection[int], worth: Mapping[int, float]) -> float:
    return sum(worth.get(unit, 0.0) for unit in units)


def _cut(text: str, spans: Sequence[Span], begin: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The sentence that begins there and what follows, with the matches' places in it."""
    if len(text) <= SNIPPET:
        return text, _merged(spans, 0, len(text), 0)
    first = next(start for start, _, _ in spans if start >= begin)
    if first - begin > SNIPPET // 2:
        begin = text.rfind(" ", 0, first - SNIPPET // 3) + 1
    end = len(text)
    if end - begin > SNIPPET:
        limit = begin + SNIPPET
        stop = max((match.end() for match in re.finditer(r"[.!?](?=\s)", text[begin:limit])), default=0)
        blank = text.rfind(" ", begin, limit)
        end = begin + stop if stop and begin + stop > first else blank if blank > begin else limit
    head, tail = "… " if begin else "", " …" if end < len(text) else ""
    return head + text[begin:end] + tail, _merged(spans, begin, end, len(head) - begin)


def _merged(spans: Sequence[Span], begin: int, end: int, shift: int) -> tuple[tuple[int, int], ...]:
    """The places of matches, none in another."""
    found: list[tuple[int, int]] = []
    for start, stop, _ in spans:
        if begin <= start and stop <= end:
            if found and start + shift < found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], stop + shift))
            else:
                found.append((start + shift, stop + shift))
    return tuple(found)


def without_matches(segment: Segment) -> Shown:
    """The beginning of a piece in which nothing was found."""
    text = segment.text if len(segment.text) <= SNIPPET else segment.text[: SNIPPET - 1].rsplit(" ", 1)[0] + "…"
    return Shown(segment, text, (), frozenset())
