"""What the fields of records are, as a page: `iclc fields cities`."""

from collections.abc import Sequence
from typing import Any

from ..grid import Column, Page
from ..model.kinds import KINDS


def draw(page: Page, found: Sequence[Any], noun: str, most: int) -> None:
    """A line a field: its name, what it holds, what that means. They are those of a command, which is no business of a screen."""
    shown = found[: most or None]
    page.heading(f"Fields of {noun}", str(len(found)) if len(shown) == len(found) else f"{len(shown)} of {len(found)}")
    page.blank()
    rows = [[one.field, _holds(one), one.meaning] for one in shown]
    page.table([Column("Field"), Column("Holds"), Column("Meaning")], rows, whole=True)
    across = next((one for one in found if one.of and one.of in ("country", "city", "session", "section")), None)
    if across is not None:
        page.blank()
        then = {"country": "iso3", "city": "name", "session": "name", "section": "title"}[across.of]
        page.put(f"Fields of what a record leads to can be named too: {across.field}.{then}", indent=page.left)
        page.hint(f"iclc {noun} --fields id,{across.field}.{then}")


def _holds(one: Any) -> str:
    if one.of:
        return KINDS[one.of].collection if one.several else str(one.of)
    return {"text": "texts", "number": "numbers", "integer": "integers"}.get(one.holds, one.holds) if one.several else str(one.holds)
