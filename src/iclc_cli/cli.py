"""The composition root: the `iclc` command, its groups made on demand, and the one error boundary.

All that touches Typer's own classes is here: they are near code that its authors say will keep changing.
"""

import inspect
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import typer
import typer.core

from .commands import COMMANDS, PANELS, line
from .commands.nouns import FILTERS, NEGATED, VERBS, Noun, list_command, noun_called, nouns, resolve, show_command
from .commands.options import ANY, DEFAULTS, LIST, OPTIONS, OUTPUT, Declared, Shared, flags_of
from .errors import (
    AmbiguousError,
    EmptyQueryError,
    IclcError,
    InvalidReportError,
    NotFoundError,
    UnknownFieldError,
    UnknownRefError,
    UsageError,
)
from .library import load_report
from .model.kinds import KINDS, shapes
from .query.names import kind_called
from .terminal import emit as terminal
from .terminal import streams
from .text import quoted

LIST_VERBS = ("list", *line.LISTS)
HELP_NAMES = {"help_option_names": ["-h", "--help"]}


def _print_help(ctx: Any, param: Any, value: bool) -> None:
    """Print help the way everything is printed: for any encoding, and with an error when it cannot be."""
    if value and not ctx.resilient_parsing:
        terminal.emit(ctx.get_help() + "\n", terminal.Target())
        ctx.exit()


class _OwnHelp:
    """Prints help through `_print_help`."""

    def get_help_option(self, ctx: Any) -> Any:
        """The help option."""
        option: Any = super().get_help_option(ctx)  # type: ignore[misc]
        option.callback = _print_help
        return option


class Command(_OwnHelp, typer.core.TyperCommand):
    """A command whose help groups its options under headings."""

    declared: Declared

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the words, unless an option that takes one value is given two: which of them counts nobody would know."""
        options: list[Any] = self.get_params(ctx)
        single = [one for one in options if one.param_type_name == "option" and not (one.multiple or one.is_flag)]
        for one in single:
            one.multiple = True
        try:
            given, _, _ = self.make_parser(ctx).parse_args(args=list(args))
        finally:
            for one in single:
                one.multiple = False
        for one in single:
            values = list(dict.fromkeys(given.get(one.name, ())))
            if len(values) > 1:
                raise UsageError(f"{max(one.opts, key=len)} takes one value, and is given {' and '.join(map(quoted, values))}")
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The words of the usage line."""
        return [self.declared.usage, "[OPTIONS]"] if self.declared.usage else super().collect_usage_pieces(ctx)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write what the command has to say, its arguments, then each panel of options."""
        if self.declared.section:
            heading, rows = self.declared.section()
            with formatter.section(heading):
                formatter.write_dl(rows)
        panels: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None:
                is_argument = param.param_type_name == "argument"
                panel = "Arguments" if is_argument else getattr(param, "rich_help_panel", None) or ANY
                panels.setdefault(panel, []).append(record)
        if FILTERS in panels:
            panels[FILTERS].append(NEGATED)
        for panel in sorted(panels, key=lambda name: (name == ANY, name == OUTPUT, name == LIST, name != "Arguments")):
            with formatter.section(panel):
                formatter.write_dl(panels[panel])

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples line by line, not as one paragraph."""
        if self.epilog:
            with formatter.section("Examples"):
                for example in self.epilog.splitlines():
                    formatter.write(f"  {example}\n")


def make_command(declared: Declared, name: str, words: Sequence[str] | None = None) -> Any:
    """Make a command of what a function has declared.

    With the words that it is called with, only the shared options are made that stand among them, unless help is asked
    for or a word is wrong: making all costs as much as reading the data.
    """

    def run(**values: Any) -> int | None:
        options = Shared(**{key: values.pop(key) for key in offered})
        return declared.function(**values, options=options)

    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = inspect.signature(declared.function).parameters
    own = [one for key, one in parameters.items() if key != "options" and one.kind is not one.VAR_KEYWORD]
    offered, made = list(declared.shared), declared.own
    if words is not None:
        given = {word.partition("=")[0] for word in words if word.startswith("-") and word not in ("-", "--")}
        shared = [key for key in offered if not given.isdisjoint(flags_of(OPTIONS[key]))]
        annotations = [*(one.annotation for one in own), *(OPTIONS[key] for key in shared)]
        known = {spelling for annotation in annotations for spelling in flags_of(annotation)}
        if given <= known:
            offered, made = shared, tuple
    others = [inspect.Parameter(key, keyword, annotation=OPTIONS[key], default=DEFAULTS[key]) for key in offered]
    every = [one.replace(kind=keyword) for one in (*own, *made(), *others)]
    run.__signature__ = inspect.Signature(every)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in every}
    maker = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    help = declared.help or (_doc(declared) if offered == list(declared.shared) else "")  # which help would have made
    maker.command(name, cls=Command, context_settings=HELP_NAMES, help=help, epilog=declared.examples or None)(run)
    built: Any = typer.main.get_command(maker)
    built.declared = declared
    return built


class LazyGroup(_OwnHelp, typer.core.TyperGroup):
    """A group whose commands are built when they are called: building them all costs as much as the data."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command, or say what is near."""
        command = self.made(args[0], args[1:])
        if command is None:
            raise self.unknown(args[0])
        return args[0], command, args[1:]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Build a command with all its options."""
        return self.made(cmd_name, None)

    def made(self, name: str, words: Sequence[str] | None) -> Any:
        """Build a command for the words that it is called with; nothing when there is none of that name."""
        raise NotImplementedError

    def unknown(self, word: str) -> UsageError:
        """The error for a word that is no command here."""
        raise NotImplementedError


class NounGroup(LazyGroup):
    """`iclc cities …`: list or show."""

    def __init__(self, noun: Noun, **attributes: Any) -> None:
        super().__init__(
            name=noun.word,
            help=f"List and show {noun.word}.",
            rich_markup_mode=None,
            context_settings=HELP_NAMES,
            subcommand_metavar="[list] [OPTIONS] | [show] REF…",
            **attributes,
        )
        self.noun = noun

    def list_commands(self, ctx: Any) -> list[str]:
        """Every verb help shows."""
        return list(VERBS)

    def made(self, name: str, words: Sequence[str] | None) -> Any:
        """Build one verb."""
        if name not in VERBS:
            return None
        return make_command(list_command(self.noun) if name == "list" else show_command(self.noun), name, words)

    def unknown(self, word: str) -> UsageError:
        """A word that is no verb is probably a REF."""
        hint = f"iclc {self.noun.word} show {quoted(word)[1:-1]}"
        return UsageError(f"no verb {quoted(word)} for {self.noun.word}. Did you mean '{hint}'? There are: {', '.join(VERBS)}", [hint])


class Root(LazyGroup):
    """`iclc`: nouns in every usual form, and the other commands."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Every command help shows."""
        return [*nouns(), *(name for names in PANELS.values() for name in names)]

    def made(self, name: str, words: Sequence[str] | None) -> Any:
        """Build one command."""
        if name in COMMANDS:
            return make_command(COMMANDS[name].command, name, words)
        noun = noun_called(name)
        return NounGroup(noun) if noun else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write what there is, grouped by what people come for, without building any of it."""
        for number, (panel, names) in enumerate(PANELS.items()):
            with formatter.section(panel):
                if not number:
                    formatter.write_text(" ".join(nouns()))
                    formatter.write_text("List them (with filters), or: iclc NOUN show REF…")
                formatter.write_dl([(name, _summary(name)) for name in names])

    def unknown(self, word: str, suggestions: Sequence[str] = ()) -> UsageError:
        """Name commands, else records, that look like it."""
        if word in LIST_VERBS:
            return UsageError(f"{word} what? For example: iclc list cities. There are: {', '.join(nouns())}", nouns())
        if similar := line.commands_like(word):
            return UsageError(f"no command {quoted(word)}. Did you mean {' or '.join(similar)}?", similar)
        hint = f"See 'iclc --help'; to look for text: iclc search {quoted(word)[1:-1]}"
        if suggestions:
            hint = f"Did you mean {' or '.join(suggestions[:3])}?"
        return UsageError(f"no command, and no record called {quoted(word)}. {hint}", suggestions[:3])

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = False,
        **extra: Any,
    ) -> Any:
        """Run, and turn every error into one line and an exit code: the one error boundary."""
        words, name, as_json = line.read(list(sys.argv[1:] if args is None else args))

        def run() -> Any:
            try:
                return super(Root, self).main(words, prog_name or "iclc", standalone_mode=False, windows_expand_args=False, **extra)
            except (NotFoundError, AmbiguousError) as error:
                if name is not None and name.lower() in line.QUESTIONS and len(words) > 2:
                    raise _no_question(words[1:]) from None
                if isinstance(error, AmbiguousError) or name is None or name not in error.refs:
                    raise
                raise self.unknown(name if name in LIST_VERBS else " ".join(error.refs), error.suggestions) from None

        code = run_guarded(run, as_json)
        if standalone_mode:
            sys.exit(code)
        return code


def _no_question(words: Sequence[str]) -> UsageError:
    """The error for a question in words, with the lines that come nearest to it."""
    source = words[words.index("--data") + 1] if "--data" in words[:-1] else None

    def named(noun: str | None, name: str) -> bool:
        with suppress(IclcError):
            book = load_report(source)
            return book.names.is_whole(name) if noun is None else bool(resolve(book, name, noun_called(noun)))
        return False

    lines = line.answers(words, named)
    return UsageError(f"no command takes a question. Try: {'; '.join(lines or ['iclc --help'])}", lines)


def _summary(name: str) -> str:
    """One line about a command."""
    return _doc(COMMANDS[name].command).partition("\n")[0]


def _doc(declared: Declared) -> str:
    from .model.docs import doc  # help alone needs it

    return doc(declared.function)


def run_guarded(run: Callable[[], Any], as_json: bool) -> int:
    """Run something and return its exit code, reporting errors on the way."""
    try:
        code = run()
        return code if isinstance(code, int) else 0
    except IclcError as error:
        failure, hint = error, hint_for(error)
    except typer.TyperException as error:
        failure, hint = _usage(error), ""
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except BrokenPipeError:
        streams.silence(sys.stdout)
        return 141
    except Exception as error:  # the boundary: whatever is left is ours
        if os.environ.get("ICLC_DEBUG"):
            raise
        text = f"internal error: {type(error).__name__}: {error}; please report it, with the output of the same command under ICLC_DEBUG=1"
        failure, hint = IclcError(text), ""
    terminal.fail(failure, hint, as_json)
    return failure.exit_code


def hint_for(error: IclcError) -> str:
    """What to type next after an error of the library, which knows of no command line."""
    match error:
        case UnknownRefError(suggestions=(), kind=None):
            return "See 'iclc search TEXT'."
        case UnknownRefError(suggestions=(), kind=str(kind)):
            return f"See 'iclc {KINDS[kind].collection} list'."
        case UnknownFieldError(elsewhere=(noun, field)):
            called = "name" if "name" in shapes(KINDS[kind_called(noun)].record) else "id"
            return f"Try: iclc {noun} --fields {called},{field}"
        case EmptyQueryError():
            return 'Try: iclc search "health literacy"'
        case InvalidReportError():
            return f"See 'iclc validate {error.source}'"
    return ""


def _usage(error: typer.TyperException) -> UsageError:
    message = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)
    where = f"{context.command_path} --help" if context is not None else "iclc --help"
    possible = getattr(error, "possibilities", None) or ()
    failure = UsageError(f"{message[:1].lower()}{message[1:]}. See '{where}'.", tuple(possible))
    failure.exit_code = error.exit_code  # type: ignore[misc]
    return failure


def _version(wanted: bool) -> None:
    if wanted:
        from .commands.about import version_line

        terminal.emit(version_line() + "\n", terminal.Target())
        raise typer.Exit


app = typer.Typer(
    name="iclc",
    cls=Root,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=HELP_NAMES,
    subcommand_metavar="NOUN|COMMAND|NAME …",
    epilog="Ends with 0 done, 2 usage, 3 no such record, 4 nothing matched (with -e), 5 invalid data, 1 anything else.",
)


def root_command() -> Any:
    """The command itself, for completion, which walks it without running it."""
    return typer.main.get_command(app)


def parameters_of(command: Any) -> Any:
    """The options and arguments of a command, help included."""
    return command.get_params(typer.Context(command))


@app.callback(help="Explore the report of the Fifth International Conference on Learning Cities.")
def root(
    version: bool = typer.Option(False, "--version", "-V", help="Version of the tool and of the data.", is_eager=True, callback=_version),
) -> None:
    """Options of `iclc` itself."""
