"""How results look: hits, links, peers, differences, claims held against print, paragraphs of the reader's copy.

The columns of a result are the fields of its class that are not marked HIDDEN, so none is listed here.
"""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..library import Book
from ..model.base import HIDDEN, Result
from ..model.kinds import is_node, shapes
from ..query.fields import countable, plain
from ..text import cell, clip, quoted
from .layout import Column, Entry, Listing
from .listing import heading, table, text_of

if TYPE_CHECKING:  # a command loads the class of its own results, and not those of all others
    from ..dataset.diff import Difference
    from ..query.compare import ComparedField
    from ..query.evidence import FieldEvidence
    from ..query.peers import Peer
    from ..query.search import Hit
    from ..verify.checking import CheckedClaim
    from ..verify.tracing import Paragraph

PLURALS = {
    "Hit": "hits",
    "Related": "related records",
    "Peer": "peers",
    "RecordRemark": "remarks",
    "Difference": "differences",
    "FieldEvidence": "fields",
    "CheckedClaim": "claims",
    "Paragraph": "paragraphs",
    "Finding": "findings",
    "ComparedField": "facts",
}
"""What results of each class are called in the plural."""


def columns_of(cls: type[Result]) -> tuple[str, ...]:
    """The fields of a class of results that are columns."""
    return tuple(name for name, shape in shapes(cls).items() if HIDDEN not in shape.marks)


def rows_of(found: Sequence[Result], cls: type[Result], fields: Sequence[str] = (), columns: Sequence[str] = ()) -> Listing:
    """Results as rows; with `fields`, these and no others, in JSON too. Raises UsageError when there is no such field."""
    keys = tuple(_called(name, cls, f"in {PLURALS[cls.__name__]}") for name in fields) or tuple(columns) or columns_of(cls)
    rows = [[getattr(one, key) for key in keys] for one in found]
    return Listing(
        tuple(Column(key, heading(key)) for key in keys),
        [dict(zip(keys, row, strict=True)) for row in rows] if fields else found,
        lambda: rows,
        lambda: [[cell(value) for value in row] for row in rows],
        PLURALS[cls.__name__],
    )


def counted(found: Sequence[Result], name: str, cls: type[Result], most: int | None = None) -> tuple[Listing, int]:
    """How many results have each value of a field, most first, and how many values are left out when there are more than `most`.

    Raises UsageError when there is no such field.
    """
    field = _called(name, cls, "to count by")
    held = Counter(countable(getattr(one, field)) for one in found)
    counts = sorted(held.items(), key=lambda pair: (-pair[1], cell(pair[0])))
    kept = counts[:most]
    return table((Column("value", "Value"), Column("count", "Count")), kept, "values"), len(counts) - len(kept)


def _called(name: str, cls: type[Result], what: str) -> str:
    """The field of a class of results that is called so, in any case, with blanks for underscores."""
    found = next((one for one in shapes(cls) if plain(one) == plain(name)), None)
    if found is None:
        raise UsageError(f"no field {quoted(name)} {what}. There are: {', '.join(shapes(cls))}")
    return found


# Search


def hits(book: Book, found: "Sequence[Hit]", cls: "type[Hit]", fields: Sequence[str] = ()) -> Listing:
    """What a search found."""
    view = rows_of(found, cls, fields)
    return view._replace(entries=lambda: [_hit_entry(book, hit) for hit in found])


def _hit_entry(book: Book, hit: "Hit") -> Entry:
    record = book.index.get(hit.kind, hit.id)
    named = hit.field in ("name", "title")
    text = clip(text_of(record), 240) if named else hit.snippet
    notes = [f"missing: {', '.join(hit.missing)}"] if hit.missing else []
    if hit.explain:
        gained = "".join(f", {name} +{worth:g}" for name, worth in hit.explain.bonus.items())
        notes.append(f"{hit.explain.tier}, relevance {hit.explain.relevance}{gained}")
    where = "" if hit.kind == "passage" else book.labels.places(hit.passages[:1])
    return Entry(hit.label, f"{hit.kind}/{hit.id}", text, () if named else hit.matches, where, "; ".join(notes))


# Links


def peers(book: Book, found: "Sequence[Peer]", cls: "type[Peer]", fields: Sequence[str] = ()) -> Listing:
    """Cities like another, with the reasons."""
    view = rows_of(found, cls, fields)
    return view if fields else view._replace(entries=lambda: [_peer_entry(book, peer) for peer in found])


def _peer_entry(book: Book, peer: "Peer") -> Entry:
    shared = {"topics": (peer.topics, "topic"), "both in": (peer.sessions, "session"), "both have": (peer.initiative_kinds, None)}
    reasons = [f"{words}: {book.labels.value(values, kind)}" for words, (values, kind) in shared.items() if values]
    country = book.labels.value(book.index.get(peer.kind, peer.id).country, "country")
    return Entry(peer.label, f"{peer.kind}/{peer.id}", ". ".join(reasons) + ".", (), "", f"{country}; likeness {peer.score}")


def comparison(book: Book, chosen: Sequence[Any], compared: "Sequence[ComparedField]") -> Listing:
    """Records of one kind side by side, a column each."""
    columns = (Column("field", ""), *(Column(record.id, book.labels.short(record)) for record in chosen))

    def rows() -> list[list[Any]]:
        return [[one.field, *map(list, one.values.values())] for one in compared]

    def texts() -> list[list[str]]:
        return [[heading(one.field), *("; ".join(values) for values in one.values.values())] for one in compared]

    return Listing(columns, compared, rows, texts, PLURALS["ComparedField"])


# What the data rests on


def evidence(found: "Sequence[FieldEvidence]", cls: "type[FieldEvidence]", fields: Sequence[str] = ()) -> Listing:
    """Field by field what records rest on; of one record without saying each time which."""
    columns = columns_of(cls)
    return rows_of(found, cls, fields, columns if len({one.record for one in found}) > 1 else columns[1:])


def differences(old: Book, new: Book, found: "Sequence[Difference]", cls: "type[Difference]", fields: Sequence[str] = ()) -> Listing:
    """What changed between two data files; people read the name of a record that came or went."""
    view = rows_of(found, cls, fields)
    sides = [{"old": old, "new": new}.get(column.key) for column in view.columns]

    def text(value: Any, side: Book | None) -> str:
        return side.label(value) if side and is_node(type(value)) and hasattr(value, "remarks") else cell(value)

    return view._replace(texts=lambda: [[text(value, side) for value, side in zip(row, sides, strict=True)] for row in view.rows()])


# The reader's own copy


def claims(found: "Sequence[CheckedClaim]", cls: "type[CheckedClaim]", fields: Sequence[str] = ()) -> Listing:
    """Claims held against print, as rows; where not all are faults, with the outcome and the words as printed."""
    all_faults = all(one.outcome == "fault" for one in found)
    columns = () if all_faults else ("record", "field", "claim", "wanted", "outcome", "printed", "where", "fault")
    view = rows_of(found, cls, fields, columns)
    return view if fields else view._replace(entries=lambda: [_claim_entry(one) for one in found])


def _claim_entry(claim: "CheckedClaim") -> Entry:
    """A claim for people: what is claimed, what became of it, and the words as printed."""
    outcome = claim.outcome.replace("-", " ") + (f": {claim.fault}" if claim.fault else "")
    printed = "; ".join(claim.printed)
    return Entry(f"{claim.field or 'passage'}: {claim.wanted}", claim.record, printed or f"({claim.claim})", (), claim.where, outcome)


def paragraphs(traced: "Sequence[Paragraph]", cls: "type[Paragraph]", fields: Sequence[str] = ()) -> Listing:
    """Paragraphs of the reader's copy, each with its locator and the words that carry the record."""
    several = len({one.record for one in traced}) > 1
    view = rows_of(traced, cls, fields)

    def entries() -> list[Entry]:
        return [
            Entry(
                one.locator,
                f"passage/{one.passage}",
                one.text or "(not found in the copy)",
                one.matches,
                "",
                f"for {one.record}" if several else "",
            )
            for one in traced
        ]

    return view if fields else view._replace(entries=entries)
