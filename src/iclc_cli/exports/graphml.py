"""A graph for Gephi, yEd, NetworkX and igraph: records are nodes, what they refer to are edges, each with its reason.

A node has its `kind` and `label`, an edge the field it stands in as `reason` and the `passages` that it rests on. One
edge stands for all that a record says of another in one field, as in `iclc related`.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from ..dataset.origin import origin
from ..library import Book
from ..model.kinds import all_records
from ..query.links import references
from ..visible import visible_in_xml
from . import Form

FORM: Form = "text"

KEYS = (("node", "kind"), ("node", "label"), ("edge", "reason"), ("edge", "passages"))
"""What nodes and edges are told by, all of it text."""


def export(book: Book) -> str:
    """The document."""
    return "\n".join(_lines(book)) + "\n"


def _lines(book: Book) -> Iterator[str]:
    told = origin(book.report)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    yield '  xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">'
    yield f"  <desc>{_text(f'{told.title}. {told.source}. {told.licence}. {told.attribution}')}</desc>"
    for of, name in KEYS:
        yield f'  <key id="{name}" for="{of}" attr.name="{name}" attr.type="string"/>'
    yield '  <graph id="report" edgedefault="directed">'
    for kind, record in all_records(book.report):
        yield f"    <node id={_quoted(f'{kind}/{record.id}')}>{_data(kind=kind, label=book.label(record))}</node>"
    number = 0
    for kind, record in all_records(book.report):
        found: dict[tuple[str, str], dict[str, None]] = {}
        for one in references(record):
            found.setdefault((f"{one.target}/{one.id}", one.via), {}).update(dict.fromkeys(one.sources))
        for (target, via), sources in found.items():
            number += 1
            ends = f"source={_quoted(f'{kind}/{record.id}')} target={_quoted(target)}"
            yield f'    <edge id="e{number}" {ends}>{_data(reason=via, passages="; ".join(sources))}</edge>'
    yield "  </graph>"
    yield "</graphml>"


def _data(**held: str) -> str:
    return "".join(f'<data key="{name}">{_text(value)}</data>' for name, value in held.items())


def _text(text: str) -> str:
    """A text as XML holds it: what no XML may hold is shown as an escape."""
    return escape(visible_in_xml(text))


def _quoted(text: str) -> str:
    return quoteattr(visible_in_xml(text))
