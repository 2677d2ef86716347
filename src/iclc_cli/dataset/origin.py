"""Where a report's data comes from and on what terms: what every export carries along."""

import re
from typing import NamedTuple

from ..model import Report
from ..version import __version__

ADAPTED = "Adapted from the report: texts are paraphrases, not quotations; names, titles, roles and numbers stand as printed."
"""What a user of the data has to know, and to say, about its words."""


class Origin(NamedTuple):
    """Title, source, licence and versions of the data."""

    title: str
    """What the data is about."""
    description: str
    """The same in a paragraph."""
    source: str
    """The report it was made from."""
    publisher: str
    """Who published the report."""
    licence: str
    """The licence of the report, which the data carries too."""
    licence_url: str | None
    """Where the licence stands."""
    attribution: str
    """The sentence to print with any use of the data."""
    adapted: str
    """How the data differs from the report."""
    version: str
    """Version of the data."""
    schema: str
    """The schema the data follows."""
    tool: str
    """What wrote the export."""


def origin(report: Report) -> Origin:
    """What an export of a report says about itself."""
    conference, publication = report.conference, report.conference.report
    return Origin(
        title=conference.name,
        description=conference.summary,
        source=f"{publication.title}. {publication.publisher}, {publication.year}",
        publisher=publication.publisher,
        licence=publication.licence,
        licence_url=next((url for url in publication.urls if re.match(r"https?://", url)), None),  # the licence comes first
        attribution=publication.attribution,
        adapted=ADAPTED,
        version=report.version,
        schema=report.schema,
        tool=f"iclc {__version__}",
    )
