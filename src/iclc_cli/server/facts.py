"""Marks every text with whose words it is, and with where in the report it stands."""

from collections.abc import Iterable, Sequence
from typing import Any

from ..library import Book
from ..model import Remark
from ..model.kinds import KINDS, is_node, kind_of, standing
from ..model.walk import Path, fields, parse_path
from ..query.evidence import Standing, remarks_on
from ..query.fields import Fields
from ..query.labels import is_ours
from ..query.names import ref_of
from ..views.listing import COLUMNS, TEXT_FIELDS, fields_of
from .answers import Fact

NAMES = ("name", "title")
"""The fields that hold what a record is called."""


def place_of(book: Book, record: Any) -> str:
    """Where a record stands: "Plenary I ¶2; Mayors ¶3"."""
    kind = kind_of(record)
    if kind == "section":
        return book.labels.section(record)
    return book.labels.place([record.id] if kind == "passage" else record.sources)


def label_standing(record: Any) -> Standing:
    """Whose words the label of a record is."""
    if kind_of(record) in ("statement", "figure"):  # which are called by what they say
        return "paraphrase"
    name = next((name for name in NAMES if getattr(record, name, None)), None)
    return "identifier" if name is None else marked(record, (name,))[0]


def marked(record: Any, path: Path) -> tuple[Standing, Remark | None]:
    """Whose words stand in a field of a record, and the first remark on them. Print's are only those that it has there itself."""
    about = remarks_on(record, path, below=True) or [one for one in record.remarks if _names(parse_path(one.field)) == _names(path)]
    return _marked(record, path, about[0] if about else None)


def _marked(record: Any, path: Path, remark: Remark | None) -> tuple[Standing, Remark | None]:
    names = _names(path)
    if names[0] == "aliases":
        several = record.aliases[path[1] : path[1] + 1] if len(path) > 1 and isinstance(path[1], int) else record.aliases
        return ("printed", None) if all(one.sources for one in several) else ("added", remark)
    if names[-1] == "sources":
        return "classified", remark
    own = "paraphrase" if len(names) == 1 and names[0] in NAMES and is_ours(record) else standing_of(kind_of(record), names)
    departures = {"printed": ("added", "corrected", "inferred"), "classified": ("added",)}
    if remark is not None and remark.kind in departures.get(own, ()):
        return remark.kind, remark
    return own, remark


def standing_of(kind: str, path: Sequence[str]) -> Standing:
    """What a field of records of a kind rests on; our classification where it is none of their own."""
    own = fields(KINDS[kind].record)
    found = own.get(tuple(path))
    if found is None:  # one of what it refers to, or a filter
        for end in range(len(path) - 1, 0, -1):
            refers = own.get(tuple(path[:end]))
            if refers is not None and refers.shape.reference is not None:
                return standing_of(refers.shape.reference, path[end:])
        return "classified"
    if is_node(found.shape.base):  # a part goes by its text; of several fields nothing can be said at once
        return standing_of(kind, (*path, "text")) if (*path, "text") in own else "classified"
    return standing(found.owner, path[-1])  # type: ignore[return-value]


def _names(path: Path) -> tuple[str, ...]:
    return tuple(step for step in path if isinstance(step, str))


def refs_of(values: Any, kind: str | None) -> tuple[str, ...] | None:
    """The records of a kind that a value names by their ids."""
    if kind is None or values in (None, (), []):
        return None
    return tuple(f"{kind}/{one}" for one in (values if isinstance(values, (list, tuple)) else [values]))


def readable(book: Book, value: Any, kind: str | None) -> Any:
    """A value with records by their labels, and parts of records as their texts."""
    if isinstance(value, (list, tuple)):
        return [readable(book, one, kind) for one in value]
    if kind is not None or not isinstance(value, (str, int, float, type(None))):
        return book.labels.value(value, kind)
    return value


def facts_of(book: Book, record: Any, under: Iterable[Path] = ()) -> list[Fact]:
    """Everything a record holds, field by field, or what it holds under some paths; its id and its passages aside, which its ref and its
    place tell."""
    here, kind = place_of(book, record), KINDS[kind_of(record)].record
    facts = []
    for one in book.evidence(record):
        path = parse_path(one.field)
        remark = next((held for held in record.remarks if held.reason == one.reason and held.kind == one.standing), None)
        if path[0] in ("id", "sources") and (remark is None or remark.routine):
            continue
        if under and not any(whole in (path[: len(whole)], _names(path)[: len(whole)]) for whole in under):
            continue
        standing, remark = _marked(record, path, remark)
        of, place = fields(kind)[_names(path)].shape.reference, book.labels.place(one.passages)
        facts.append(
            Fact(
                field=one.field,
                value=readable(book, one.value, of),
                refs=refs_of(one.value, of),
                standing=standing,
                place=place if place and place != here else None,
                remark=remark.kind if remark and remark.kind != standing else None,
                printed=remark.printed if remark else None,
                reason=None if remark is None or remark.routine else remark.reason,
            )
        )
    return facts


def chosen_facts(book: Book, known: Fields, record: Any, names: Iterable[str]) -> tuple[Fact, ...]:
    """What a record has in some fields, those that hold nothing aside."""
    told = []
    for name in names:
        value, kind = known.read(record, name), known.kind_at(name)
        if isinstance(value, (list, tuple)):
            value = [one for one in value if one is not None]
        if value not in (None, []):
            told.append(fact(record, name, readable(book, value, kind), refs_of(value, kind)))
    return tuple(told)


def fact(record: Any, field: str, value: Any, refs: tuple[str, ...] | None = None, place: str | None = None) -> Fact:
    """What stands in a field of a record, by its dotted name; the reasons of remarks are left to `show`."""
    standing, remark = marked(record, tuple(field.split(".")))
    return Fact(
        field=field,
        value=value,
        refs=refs,
        standing=standing,
        place=place,
        remark=remark.kind if remark and remark.kind != standing else None,
        printed=remark.printed if remark and standing == remark.kind else None,
        reason=None,
    )


def brief_facts(book: Book, record: Any) -> tuple[Fact, ...]:
    """What tells most of a record: the columns of its kind's table, its names aside, and what it says."""
    kind = kind_of(record)
    names = [*columns(kind), *(name for name in TEXT_FIELDS if hasattr(record, name))]
    return chosen_facts(book, fields_of(book, kind), record, dict.fromkeys(names))


def columns(kind: str) -> list[str]:
    """The fields that a list tells unless others are asked for."""
    return [name for name in COLUMNS[kind] if name not in ("id", *NAMES)]


def called(book: Book, record: Any) -> dict[str, Any]:
    """What `Called` and its kin say of a record."""
    return {"ref": ref_of(record), "label": book.label(record), "standing": label_standing(record)}
