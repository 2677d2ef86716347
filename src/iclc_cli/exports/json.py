"""The whole data set as one JSON document, in the schema of 'iclc schema': what --data reads.

A record a line, so that it diffs and greps well.
"""

from ..formats.json import array, line
from ..library import Book
from ..model import Report
from ..model.kinds import is_node, shapes
from . import Form

FORM: Form = "text"

DOCUMENT = Report


def export(book: Book) -> str:
    """The object of a data file."""
    members = []
    for name, shape in shapes(Report).items():
        value = getattr(book.report, name)
        text = array(value).rstrip("\n") if shape.many and is_node(shape.base) else line(value)
        members.append(f"{line(name)}: {text}")
    return "{" + ",\n".join(members) + "}\n"
