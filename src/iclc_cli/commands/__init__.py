"""The commands, one module each; every one loads, selects, views and emits.

`COMMANDS` says what there is. A module is imported when its command is called, or when help names it.
"""

from typing import NamedTuple


class Command(NamedTuple):
    """Where a command lives and where help shows it."""

    place: str
    """Module and function: `search:search`."""
    panel: str
    """The heading it stands under in `iclc --help`; empty when it is not shown."""


LOOK_UP, SEARCH, FOLLOW, CHECK, ELSEWHERE = "Look up", "Search", "Follow the links", "Check", "Use elsewhere"
PANELS = (LOOK_UP, SEARCH, FOLLOW, CHECK, ELSEWHERE)

COMMANDS: dict[str, Command] = {
    "home": Command("about:home", ""),
    "show": Command("records:show_any", LOOK_UP),
    "about": Command("about:about", LOOK_UP),
    "search": Command("search:search", SEARCH),
    "related": Command("follow:related", FOLLOW),
    "peers": Command("follow:peers", FOLLOW),
    "compare": Command("follow:compare", FOLLOW),
    "remarks": Command("remarks:remarks", CHECK),
    "verify": Command("verify:verify", CHECK),
    "trace": Command("trace:trace", CHECK),
    "validate": Command("validate:validate", CHECK),
    "diff": Command("diff:diff", CHECK),
    "cite": Command("cite:cite", ELSEWHERE),
    "export": Command("export:export", ELSEWHERE),
    "schema": Command("schema:schema", ELSEWHERE),
    "completion": Command("completion:completion", ELSEWHERE),
}
"""Every command that is no noun."""
