"""`iclc` and `iclc about`: what this is, what is in it, where it comes from."""

import hashlib
from typing import Any

from ..dataset import loading as dataset
from ..model.kinds import KINDS, records
from ..model.records import Report
from ..query import names as naming
from ..terminal import emit as output
from ..version import __version__
from ..views import cards as views
from ..views.layout import Card, Group, Item, as_json
from ..visible import visible
from .options import PLAIN, Shared, declare


def version_line() -> str:
    """Tool version, data version and the start of the data's checksum."""
    data, _ = dataset.raw()
    return f"iclc {__version__} (data {visible(dataset.load().version)}, sha256 {hashlib.sha256(data).hexdigest()[:12]})"


def _loaded(source: str | None) -> tuple[Report, str]:
    if source == "-":
        return dataset.load(source), ""
    data, _ = dataset.raw(source)
    return dataset.load(source), hashlib.sha256(data).hexdigest()


def _held(report: Report) -> dict[str, int]:
    return {kind.collection: len(records(report, kind.name)) for kind in KINDS.values() if not kind.single}


@declare(PLAIN)
def home(options: Shared) -> None:
    """What this is, what is in it, and what to try next."""
    target = options.target
    report = dataset.load(options.data)
    conference = report.conference
    held = _held(report)
    tries = [
        ("iclc sessions list", "the programme"),
        ("iclc city show Yeonsu" if ("city", "yeonsu") in naming.index(report) else "iclc cities list", "everything about a city"),
        ('iclc search "health literacy"', "one search over all of it"),
        ("iclc speakers list --country Colombia --json", "clean records for other tools"),
        ("iclc about", "source, licence, version"),
        ("iclc --help", "every command"),
    ]
    facts = tuple((views.heading(name), str(count)) for name, count in held.items())
    record = {
        "tool": {"name": "iclc", "version": __version__},
        "data": {"schema": report.schema, "version": report.version},
        "conference": conference.name,
        "summary": conference.summary,
        "holds": held,
        "try": [line for line, _ in tries],
    }
    group = Group("Try next", tuple(Item(line, what) for line, what in tries))
    title = (
        f"{conference.name}, {naming.label(report, naming.find(report, 'city', conference.host))}, {conference.start} to {conference.end}"
    )
    card = Card(title, f"iclc {__version__}: the conference report as data", facts, conference.summary, (group,), "", record)
    output.emit(views.page(card), target)


@declare(PLAIN, "iclc about --json | jq -r .data.sha256")
def about(options: Shared) -> None:
    """The conference, the report, its licence and attribution; versions and checksum of the data."""
    target = options.target
    report, checksum = _loaded(options.data)
    card = views.card(report, report.conference)
    about_data = (
        ("Tool", f"iclc {__version__}"),
        ("Data", f"version {report.version}, schema {report.schema}"),
        *((("Checksum", f"sha256 {checksum}"),) if checksum else ()),
        ("Holds", ", ".join(f"{count} {name}" for name, count in _held(report).items())),
    )
    record: dict[str, Any] = {
        "tool": {"name": "iclc", "version": __version__, "licence": "MIT"},
        "data": {"schema": report.schema, "version": report.version, "sha256": checksum or None, "holds": _held(report)},
        "conference": as_json(report.conference),
    }
    groups = tuple(group for group in card.groups if group.title.startswith("Remarks"))
    output.emit(views.page(Card(card.title, card.kind, card.facts + about_data, card.text, groups, card.note, record)), target)
