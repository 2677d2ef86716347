"""What each field of a record rests on: print, a remark, our paraphrase, or our classification."""

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any, Literal

from ..model import Alias, PassageId, Remark, RemarkKind, Report
from ..model.base import HIDDEN, Result, frozen
from ..model.kinds import Shape, all_records, kind_of, standing
from ..model.walk import Path, dotted, parse_path, walk
from .labels import Labels, is_ours
from .names import ref_of

Standing = Literal["printed", "paraphrase", "classified", "identifier", "added", "corrected", "inferred", "ambiguous", "unstated"]
"""What a value rests on: print, our paraphrase or classification, our identifier, or a remark of this kind."""


@frozen
class FieldEvidence(Result):
    """One entry of `iclc show REF --evidence --json`, which prints an array of them."""

    record: str
    """The record, as kind/id."""
    field: str
    """The field, dotted and indexed where nested."""
    value: Any
    """What it holds."""
    standing: Standing
    """What that rests on: print, our paraphrase or classification, our identifier, or a remark of this kind."""
    passages: Annotated[tuple[PassageId, ...], HIDDEN]
    """The passages it stands in; none for what does not come from the report."""
    where: str
    """The same in words."""
    printed: Annotated[str | None, HIDDEN]
    """What the report prints there, where a remark says so."""
    reason: str | None
    """The reason that the remark gives, if there is one."""


@frozen
class RecordRemark(Result):
    """One entry of `iclc remarks --json`, which prints an array of them."""

    record: str
    """The record, as kind/id."""
    field: str
    """The field, dotted and indexed where nested."""
    kind: RemarkKind
    """What was done."""
    printed: str | None
    """What the report prints there, if anything."""
    reason: str
    """Why, naming the authority."""
    routine: Annotated[bool, HIDDEN]
    """Is it about a code, coordinates, a region, an alias or the sources of a topic?"""


def remarks(report: Report, chosen: Callable[[str, Any], bool] = lambda kind, record: True) -> list[RecordRemark]:
    """Every departure from print, of all records or of those chosen by kind and record."""
    return [
        RecordRemark(record=ref_of(record), field=one.field, kind=one.kind, printed=one.printed, reason=one.reason, routine=one.routine)
        for kind, record in all_records(report)
        if chosen(kind, record)
        for one in record.remarks
    ]


def _is_no_remark(cls: type[Any], name: str, shape: Shape) -> bool:
    return cls is not Remark and name != "remarks"


def evidence(labels: Labels, record: Any) -> Iterator[FieldEvidence]:
    """Every field of a record that holds something or is remarked, with what it rests on; once for each remark."""
    own = (record.id,) if kind_of(record) == "passage" else ()
    for path, node, shape, value, sources in walk(record, _is_no_remark, empty=True):
        name = path[-1]
        about = remarks_on(record, path, below=shape.many)
        if isinstance(node, Alias) and node.sources:  # a remark that aliases were added is about the others
            about = [remark for remark in about if remark.kind != "added"]
        bare = value is None or value == ()
        if isinstance(node, Alias) and name == "sources":
            continue  # they are told with the name
        if (bare or name == "sources") and not any(parse_path(remark.field)[: len(path)] == path for remark in about):
            continue
        for remark in about or (None,):
            kind = remark.kind if remark else _standing(node, str(name))
            passages = () if kind in ("identifier", "added", "classified") else sources or own
            yield FieldEvidence(
                record=ref_of(record),
                field=dotted(path),
                value=value,
                standing=kind,
                passages=passages,
                where=labels.places(passages),
                printed=remark.printed if remark else None,
                reason=remark.reason if remark else None,
            )


def _standing(node: Any, name: str) -> Any:
    if isinstance(node, Alias) and not node.sources:
        return "added"
    if name in ("name", "title") and is_ours(node):
        return "paraphrase"
    return standing(type(node), name)


def remarks_on(record: Any, path: Path, below: bool) -> Sequence[Remark]:
    """The remarks about a field, or about the whole that it is a part of; with `below`, those on single values of it too."""
    held = [(parse_path(remark.field), remark) for remark in record.remarks]
    found: list[Remark] = []
    for whole in _enclosing(path):
        if found := [remark for about, remark in held if about == whole]:
            break
    if below:
        found = found + [remark for about, remark in held if about[:-1] == path and about != path]
    return found


def is_about(remark: Remark, path: Path) -> bool:
    """Is a remark about a field, or about the whole that it is a part of?"""
    return parse_path(remark.field) in _enclosing(path)


def _enclosing(path: Path) -> list[Path]:
    """A path and those that it lies in, innermost first; each also without the places in lists, which remarks may leave out."""
    found: list[Path] = []
    for end in range(len(path), 0, -1):
        found += [path[:end], tuple(step for step in path[:end] if isinstance(step, str))]
    return found
