"""The options that commands share, each declared once, and what a function has to say of itself to become a command."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

import typer

from ..errors import UsageError
from ..formats import EVERY
from ..model.base import NamedTuple, cached
from ..terminal.emit import Target
from ..text import near


class Shared(NamedTuple):
    """The values of the shared options of one call; a command that does not offer one sees its default."""

    data: str | None = None
    color: str = "auto"
    quiet: bool = False
    no_pager: bool = False
    full: bool = False
    long: bool = False
    short: bool = False
    ids: bool = False
    json: bool = False
    format: str | None = None
    output: str | None = None
    force: bool = False
    no_header: bool = False
    fields: Sequence[str] | None = None
    match: Sequence[str] | None = None
    explode: str | None = None
    sort: Sequence[str] | None = None
    limit: int | None = None
    only_count: bool = False
    count_by: str | None = None
    exit_status: bool = False

    @property
    def target(self) -> Target:
        """Where and how to write. Raises UsageError when the options contradict each other."""
        if self.color not in ("auto", "always", "never"):
            raise UsageError(f"--color is auto, always or never, not '{self.color}'")
        if self.force and self.output in (None, "-"):
            raise UsageError("--force goes with -o FILE")
        if self.long and self.short:
            raise UsageError("--long and --short contradict each other; give one of them")
        if self.only_count and self.count_by:
            raise UsageError("--count and --count-by contradict each other; give one of them")
        if self.count_by and self.sort:
            raise UsageError("--count-by puts the most frequent first; leave out --sort")
        return Target(
            format=self._format,
            file=self.output,
            force=self.force,
            colour=self.color,
            header=not self.no_header,
            quiet=self.quiet,
            paged=not self.no_pager,
        )

    @property
    def _format(self) -> str | None:
        if self.format is None:
            return "json" if self.json else None
        name = self.format.lower()
        if name not in EVERY:
            raise UsageError(f"no format '{name}'. There are: {', '.join(EVERY)}", near(name, EVERY))
        if self.json and name not in ("json", "ndjson"):
            raise UsageError(f"--json and --format {name} contradict each other; give one of them")
        return name

    @property
    def field_names(self) -> list[str]:
        """The fields asked for with --fields."""
        return comma_separated(self.fields)

    @property
    def sort_keys(self) -> list[str]:
        """The keys asked for with --sort."""
        return comma_separated(self.sort)


def comma_separated(texts: Sequence[str] | None) -> list[str]:
    """The parts of each "a,b", blanks dropped."""
    return [part.strip() for text in texts or () for part in text.split(",") if part.strip()]


class Option(NamedTuple):
    """An option before it is one of Typer's: making all of these would cost every call."""

    kind: Any
    names: tuple[str, ...]
    """How it is written."""
    panel: str
    """The word of help under which it stands."""
    help: str
    more: dict[str, Any]

    @property
    def annotation(self) -> Any:
        """What annotates the parameter of a command."""
        return Annotated[self.kind, typer.Option(*self.names, help=self.help, rich_help_panel=self.panel, **self.more)]


def _option(kind: Any, *names: str, panel: str, help: str, **more: Any) -> Option:
    return Option(kind, names, panel, help, more)


OUTPUT, LIST, ANY = "output", "choose", "everywhere"
"""The words of help under which options stand."""

OPTIONS: dict[str, Option] = {
    "data": _option(
        str | None, "--data", panel=ANY, metavar="FILE", help="Another report in the same schema; - reads standard input. Also ICLC_DATA."
    ),
    "color": _option(str, "--color", "--colour", panel=ANY, metavar="auto|always|never", help="When to use colour."),
    "quiet": _option(bool, "-q", "--quiet", panel=ANY, help="No hints and counts on standard error."),
    "no_pager": _option(bool, "--no-pager", panel=ANY, help="Print long pages at once. The pager is ICLC_PAGER, PAGER or less."),
    "full": _option(bool, "--full", panel=OUTPUT, help="Everything on a card, not just what fits one screen."),
    "long": _option(bool, "--long", "--full", panel=OUTPUT, help="Each in full."),
    "short": _option(bool, "--short", panel=OUTPUT, help="Each in a line."),
    "ids": _option(bool, "--ids", panel=OUTPUT, help="With ids; in a pipe nothing but ids."),
    "json": _option(bool, "--json", panel=OUTPUT, help="JSON: whole records, stable keys."),
    "format": _option(
        str | None,
        "-f",
        "--format",
        panel=OUTPUT,
        metavar="|".join(EVERY),
        help="Default: table on a terminal, else tsv or plain.",
    ),
    "fields": _option(
        list[str] | None,
        "--fields",
        panel=OUTPUT,
        metavar="A,B",
        help="These only: iclc fields cities names a noun’s (country.iso3 too), iclc schema search a result’s.",
    ),
    "output": _option(str | None, "-o", "--output", panel=OUTPUT, metavar="FILE", help="To a file; its ending chooses the format."),
    "force": _option(bool, "--force", panel=ANY, help="Replace an existing FILE."),
    "no_header": _option(bool, "--no-header", panel=ANY, help="No line of headings."),
    "match": _option(
        list[str] | None, "--match", panel=LIST, metavar="TEXT", help='With all these words, as search --exact; "a phrase", -without.'
    ),
    "explode": _option(str | None, "--explode", panel=LIST, metavar="FIELD", help="A row for each value of a field that holds several."),
    "sort": _option(list[str] | None, "--sort", panel=LIST, metavar="A,-B", help="By fields; - is descending."),
    "limit": _option(int | None, "-n", "--limit", panel=LIST, metavar="N", min=0, help="Print at most N; 0 is all."),
    "only_count": _option(bool, "--count", panel=LIST, help="Just how many."),
    "count_by": _option(
        str | None, "--count-by", panel=LIST, metavar="A,B", help="Count by a field (in lists also by a filter), or by two."
    ),
    "exit_status": _option(bool, "-e", "--exit-status", panel=LIST, help="End with 4 when nothing matches."),
}
"""Every shared option, by the name of its field in `Shared`."""

SHOW = ("full", "json", "format", "fields", "output", "force", "no_header", "data", "color", "quiet", "no_pager")
PLAIN = ("json", "format", "output", "force", "data", "color", "quiet", "no_pager")
ROWS = ("json", "format", "output", "force", "no_header", "data", "color", "quiet", "no_pager")
"""For what prints rows that are not records."""
CUT = (*(name for name in SHOW if name != "full"), "limit", "only_count", "exit_status")
"""For what prints rows that can be cut and counted."""
COUNTED = (*CUT, "count_by")
LISTS = tuple(name for name in OPTIONS if name != "full")

DEFAULTS = Shared._field_defaults


def flags_of(annotation: Any) -> list[str]:
    """How an option is written; nothing for an argument."""
    option = annotation.__metadata__[0]
    return [one for one in (option.default, *(option.param_decls or ())) if isinstance(one, str) and one.startswith("-")]


@cached
def flags() -> dict[str, bool]:
    """Every spelling of every shared option, and whether a value follows it."""
    return {one: not isinstance(DEFAULTS[name], bool) for name, option in OPTIONS.items() for one in option.names}


Rows = Sequence[tuple[str, str]]
"""Lines of help: what, and what it is."""


class Declared(NamedTuple):
    """A function that is a command. It takes its own parameters and `options: Shared`, and returns an exit code, or nothing for 0."""

    function: Callable[..., int | None]
    shared: Sequence[str]
    """The shared options it offers."""
    examples: str = ""
    prints: Mapping[str, str] = {}
    """The classes of what it prints with --json, as "module.Class", by the names that `iclc schema` knows them by."""
    own: Callable[[], Sequence[inspect.Parameter]] = tuple
    """Parameters that are made at run time, such as filters; the function gets them as keywords."""
    prepare: Callable[[list[str]], list[str]] = list
    """Puts its arguments in the order in which they can be parsed."""
    section: Callable[[], tuple[str, Rows]] | None = None
    """A heading and lines that its help shows before the options."""
    usage: str = ""
    """Its arguments in the usage line, where their metavars are too long for it."""
    help: str = ""
    """What it does; the docstring of the function where that is the same for every call."""


def declare(shared: Sequence[str], examples: str = "", **more: Any) -> Callable[[Callable[..., int | None]], Declared]:
    """Declare a function to be a command."""
    return lambda function: Declared(function, shared, examples=examples, **more)
