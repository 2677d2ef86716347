"""Tables that a program writes into a page of docs/, each between two comments."""

import re
from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as Markdown; what holds nothing but numbers stands on the right."""
    held = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    right = [all(re.fullmatch(r"[\d,.%– ]*", cell) for cell in column) for column in zip(*held, strict=True)] or [False] * len(head)
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, ["--:" if one else "---" for one in right], *held))


def replaced(page: str, name: str, made: str) -> str:
    """The page with something else between the comment of this name and the end of it."""
    mark = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->\n)", re.DOTALL)
    if not mark.search(page):
        raise ValueError(f"the page has no place for {name}")
    return mark.sub(lambda found: found[1] + made + found[2], page, count=1)
