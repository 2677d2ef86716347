"""The options that commands share, each declared once, and the way a function becomes a command."""

import inspect
from collections.abc import Callable, Sequence
from typing import Annotated, Any, NamedTuple

import typer

from ..errors import UsageError
from ..terminal.emit import Target, asked_format, emit, target_format

HELP_NAMES = {"help_option_names": ["-h", "--help"]}


class Shared(NamedTuple):
    """The values of the shared options of one call; a command that does not offer one sees its default."""

    data: str | None = None
    color: str = "auto"
    quiet: bool = False
    json: bool = False
    format: str | None = None
    output: str | None = None
    force: bool = False
    no_header: bool = False
    excel: bool = False
    fields: str | None = None
    match: str | None = None
    explode: str | None = None
    sort: str | None = None
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
        if self.only_count and self.count_by:
            raise UsageError("--count and --count-by contradict each other; give one of them")
        target = Target(
            format=target_format(self.format, self.json),
            file=self.output,
            force=self.force,
            colour=self.color,
            header=not self.no_header,
            excel=self.excel,
            quiet=self.quiet,
        )
        if self.excel and asked_format(target) != "csv":
            raise UsageError("--excel goes with --format csv or -o FILE.csv")
        return target

    @property
    def field_names(self) -> list[str]:
        """The fields asked for with --fields."""
        return comma_separated(self.fields)

    @property
    def sort_keys(self) -> list[str]:
        """The keys asked for with --sort."""
        return comma_separated(self.sort)


def comma_separated(text: str | None) -> list[str]:
    """The parts of "a,b", blanks dropped."""
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def _option(kind: Any, *names: str, panel: str, help: str, **more: Any) -> Any:
    return Annotated[kind, typer.Option(*names, help=help, rich_help_panel=panel, **more)]


OUTPUT, LIST, ANY = "Output", "Which records", "Everywhere"

OPTIONS: dict[str, Any] = {
    "data": _option(
        str | None, "--data", panel=ANY, metavar="FILE", help="Another report in the same schema; - reads standard input. Also ICLC_DATA."
    ),
    "color": _option(str, "--color", "--colour", panel=ANY, metavar="auto|always|never", help="When to use colour."),
    "quiet": _option(bool, "-q", "--quiet", panel=ANY, help="No hints and counts on standard error."),
    "json": _option(bool, "--json", panel=OUTPUT, help="JSON: whole records, stable keys."),
    "format": _option(
        str | None,
        "-f",
        "--format",
        panel=OUTPUT,
        metavar="table|json|ndjson|csv|tsv|md|plain",
        help="Default: table on a terminal, else tsv (lists) or plain.",
    ),
    "fields": _option(
        str | None, "--fields", panel=OUTPUT, metavar="A,B", help="These fields only, in this order; dotted for nested ones."
    ),
    "output": _option(str | None, "-o", "--output", panel=OUTPUT, metavar="FILE", help="Write to a file; its ending chooses the format."),
    "force": _option(bool, "--force", panel=OUTPUT, help="Replace an existing FILE."),
    "no_header": _option(bool, "--no-header", panel=OUTPUT, help="No line of headings."),
    "excel": _option(bool, "--excel", panel=OUTPUT, help="CSV for spreadsheets: a byte-order mark, and ' before what would be a formula."),
    "match": _option(str | None, "--match", panel=LIST, metavar="TEXT", help="Only records in which this text stands."),
    "explode": _option(
        str | None, "--explode", panel=LIST, metavar="FIELD", help="One row for each value of a field; it stands in place of the list."
    ),
    "sort": _option(str | None, "--sort", panel=LIST, metavar="A,-B", help="Sort by fields; - is descending."),
    "limit": _option(int | None, "-n", "--limit", panel=LIST, metavar="N", min=0, help="At most N records; 0 is all."),
    "only_count": _option(bool, "--count", panel=LIST, help="Print how many there are."),
    "count_by": _option(str | None, "--count-by", panel=LIST, metavar="FIELD", help="How many have each value of a field or filter."),
    "exit_status": _option(bool, "-e", "--exit-status", panel=LIST, help="Exit 4 when nothing matches."),
}
"""Every shared option, by the name of its field in `Shared`."""

SHOW = ("json", "format", "fields", "output", "force", "no_header", "excel", "data", "color", "quiet")
PLAIN = ("json", "format", "output", "force", "data", "color", "quiet")
CUT = (*SHOW, "limit", "only_count", "exit_status")
"""For what prints rows that can be cut and counted."""
COUNTED = (*CUT, "count_by")
LISTS = tuple(OPTIONS)

_DEFAULTS = Shared._field_defaults


def flags() -> dict[str, bool]:
    """Every spelling of every shared option, and whether a value follows it."""
    found: dict[str, bool] = {}
    for name, annotation in OPTIONS.items():
        option = annotation.__metadata__[0]
        for spelling in (option.default, *(option.param_decls or ())):
            if isinstance(spelling, str):
                found[spelling] = not isinstance(_DEFAULTS[name], bool)
    return found


class Declared(NamedTuple):
    """A function that is a command, with the shared options it offers and examples for its help."""

    function: Callable[..., None]
    shared: Sequence[str]
    examples: str

    @property
    def summary(self) -> str:
        """One line for lists of commands."""
        return (self.function.__doc__ or "").partition("\n")[0]

    def build(self, name: str) -> Any:
        """Make the command."""
        return command(self.function, name, self.shared, examples=self.examples)


def declare(shared: Sequence[str], examples: str = "") -> Callable[[Callable[..., None]], Declared]:
    """Declare a function to be a command."""
    return lambda function: Declared(function, shared, examples)


def print_help(ctx: Any, param: Any, value: bool) -> None:
    """Print help the way everything is printed: for any encoding, and with an error when it cannot be."""
    if value and not ctx.resilient_parsing:
        emit(ctx.get_help() + "\n", Target())
        ctx.exit()


def with_help(option: Any) -> Any:
    """The library's help option, printing through `print_help`."""
    option.callback = print_help
    return option


class Command(typer.core.TyperCommand):
    """A command whose help groups its options under headings."""

    def get_help_option(self, ctx: Any) -> Any:
        """The help option."""
        return with_help(super().get_help_option(ctx))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write arguments, then each panel of options."""
        panels: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None:
                is_argument = param.param_type_name == "argument"
                panel = "Arguments" if is_argument else getattr(param, "rich_help_panel", None) or ANY
                panels.setdefault(panel, []).append(record)
        for panel in sorted(panels, key=lambda name: (name == ANY, name == OUTPUT, name == LIST, name != "Arguments")):
            with formatter.section(panel):
                formatter.write_dl(panels[panel])

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples line by line, not as one paragraph."""
        if self.epilog:
            with formatter.section("Examples"):
                for line in self.epilog.splitlines():
                    formatter.write(f"  {line}\n")


def command(
    function: Callable[..., None],
    name: str,
    shared: Sequence[str],
    own: Sequence[inspect.Parameter] = (),
    help: str | None = None,
    examples: str = "",
) -> Any:
    """Make a command of a function that takes its own parameters and `options: Shared`.

    `own` adds parameters that are made at run time, such as filters; the function gets them as keywords.
    """

    def run(**values: Any) -> None:
        options = Shared(**{key: values.pop(key) for key in shared})
        function(**values, options=options)

    declared = [
        parameter
        for key, parameter in inspect.signature(function).parameters.items()
        if key != "options" and parameter.kind is not parameter.VAR_KEYWORD
    ]
    added = [inspect.Parameter(key, inspect.Parameter.KEYWORD_ONLY, annotation=OPTIONS[key], default=_DEFAULTS[key]) for key in shared]
    parameters = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in (*declared, *own)] + added
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name, cls=Command, context_settings=HELP_NAMES, help=help or function.__doc__, epilog=examples or None)(run)
    return typer.main.get_command(app)
