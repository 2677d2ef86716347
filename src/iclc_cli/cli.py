"""The composition root: the `iclc` command, its groups made on demand, and the one error boundary.

All that touches Typer's own classes is here: they are near code that its authors say will keep changing.
"""

import inspect
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import typer
import typer.core

from .commands import COMMANDS, PANELS, line
from .commands.nouns import FILTERS, NEGATED, NOUN_HELP, VERBS, Noun, list_command, noun_called, nouns
from .commands.options import ANY, DEFAULTS, LIST, OPTIONS, OUTPUT, Declared, Shared, flags_of
from .errors import (
    AmbiguousError,
    EmptyQueryError,
    IclcError,
    InvalidReportError,
    NotFoundError,
    OutOfMemoryError,
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

if TYPE_CHECKING:  # help alone needs it
    from .screens.help import Help

LONG = 16
"""Letters of what follows an option, above which it is told beside it."""

ARGUMENTS = "what"
"""The word of help under which a command's arguments stand."""

FILTERS_NOTE = "Repeat one for or; different ones mean and."

ENDS = "0 done, 2 usage, 3 no such record, 4 nothing matched (with -e), 5 invalid data, 1 anything else"

LIST_VERBS = ("list", *line.LISTS)
HELP_NAMES = {"help_option_names": ["-h", "--help"]}


def _print_help(ctx: Any, param: Any, value: bool) -> None:
    """Print help the way everything is printed: on a page for the screen there is, for any encoding."""
    if value and not ctx.resilient_parsing:
        from .screens.help import draw  # help alone needs it

        target = terminal.Target()
        if isinstance(ctx.obj, line.CommandLine):
            target = target._replace(colour=ctx.obj.colour, paged=ctx.obj.paged)
        page = terminal.new_page(target)
        draw(page, ctx.command.help_page(ctx))
        terminal.show_page(page, target)
        ctx.exit()


class _OwnHelp:
    """Prints help through `_print_help`."""

    def get_help_option(self, ctx: Any) -> Any:
        """The help option."""
        option: Any = super().get_help_option(ctx)  # type: ignore[misc]
        option.callback = _print_help
        return option


class Command(_OwnHelp, typer.core.TyperCommand):
    """A command whose help groups its options under words that say what they do."""

    declared: Declared

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the words, unless an option that takes one value is given two: which of them counts nobody would know."""
        if any(not word.strip(EMPTY) or word[-1] == "=" for word in args):
            _refuse_empty(self.get_params(ctx), args)
        if sum(word[:1] == "-" for word in args) < 2:  # most lines: none can be given twice
            return super().parse_args(ctx, args)
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
                name = next(name for name in one.opts if name.startswith("--"))  # as help writes it
                raise UsageError(f"{name} takes one value, and is given {' and '.join(map(quoted, values))}")
        return super().parse_args(ctx, args)

    def help_page(self, ctx: Any, called: str = "", usage: str = "") -> "Help":
        """What its help tells."""
        from .screens.help import Help

        declared = self.declared
        blocks = [(heading, rows, "") for heading, rows in (declared.section(),)] if declared.section else []
        panels: dict[str, list[tuple[str, str]]] = {}
        params: list[Any] = self.get_params(ctx)
        for param in params:
            if param.param_type_name == "argument":
                metavar = _metavar(param)
                panels.setdefault(ARGUMENTS, []).append((metavar if len(metavar) <= LONG else param.name.upper(), param.help))
            elif not param.hidden:
                panels.setdefault(getattr(param, "rich_help_panel", None) or ANY, []).append(_told(param))
        if FILTERS in panels:
            panels[FILTERS] += NEGATED
        everywhere = [typed for typed, _ in panels.pop(ANY)]
        order = (ARGUMENTS, FILTERS, LIST, OUTPUT)
        for panel in sorted(panels, key=lambda name: order.index(name) if name in order else 0):
            blocks.append((panel, panels[panel], FILTERS_NOTE if panel == FILTERS else ""))
        name = called or ctx.command_path
        return Help(
            name,
            usage or declared.usage or _usage_of(self, ctx),
            self.help or _doc(declared),
            blocks,
            [(ANY, everywhere, "")],
            (self.epilog or "").splitlines(),
            hints=("iclc -h", "iclc help output"),
        )


EMPTY = " \t,"
"""What a value may be made of and still be none."""


def _refuse_empty(params: Sequence[Any], words: Sequence[str]) -> None:
    """Raise UsageError for an option with an empty value, as of a variable in a script that nobody filled: it would count as not given."""
    valued = {spelling for one in params if one.param_type_name == "option" and not one.is_flag for spelling in one.opts}
    for before, word in pairwise(["", *words]):
        if word == "--":
            break
        name = word[:-1] if word.strip(EMPTY) else before
        if name in valued and (not word.strip(EMPTY) or word == f"{name}="):
            raise UsageError(f"{name} is given an empty value; fill it, or leave it out")


def _metavar(param: Any) -> str:
    """What stands for the value of an option or argument."""
    return str(param.metavar or param.name.upper())


def _told(param: Any) -> tuple[str, str]:
    """An option as one types it (its short form, its first long one, what follows), and what it does."""
    shown = [one for one in param.opts if not one.startswith("--")][:1] + [one for one in param.opts if one.startswith("--")][:1]
    metavar = "" if param.is_flag else _metavar(param)
    help = str(param.help)
    if len(metavar) > LONG:  # the words that may follow are told beside it
        help = f"{', '.join(metavar.split('|'))}. {help}"
        metavar = str(param.name).upper()
    return f"{', '.join(shown)} {metavar}".rstrip(), help


def _usage_of(command: Any, ctx: Any) -> str:
    arguments = [_metavar(param) for param in command.get_params(ctx) if param.param_type_name == "argument"]
    return " ".join([*arguments, "[OPTIONS]"])


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
        shared = [key for key in offered if not given.isdisjoint(OPTIONS[key].names)]
        known = {spelling for one in own for spelling in flags_of(one.annotation)}
        known.update(spelling for key in shared for spelling in OPTIONS[key].names)
        if given <= known:
            offered, made = shared, tuple
    others = [inspect.Parameter(key, keyword, annotation=OPTIONS[key].annotation, default=DEFAULTS[key]) for key in offered]
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
        if command is None and not ({"-h", "--help"}.isdisjoint(args) or line.commands_like(args[0])):
            raise UsageError(f"no command {quoted(args[0])}. For the cards of records see 'iclc show -h'")
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

    def help_page(self, ctx: Any) -> "Help":
        """What its help tells: that of its list, and how to show one."""
        return self.get_command(ctx, "list").help_page(ctx, f"iclc {self.noun.word}", "[FILTERS] [OPTIONS]")  # type: ignore[no-any-return]

    def list_commands(self, ctx: Any) -> list[str]:
        """Every verb help shows."""
        return list(VERBS)

    def made(self, name: str, words: Sequence[str] | None) -> Any:
        """Build one verb."""
        if name not in VERBS:
            return None
        if name == "list":
            return make_command(list_command(self.noun), name, words)
        from .commands.refs import show_command  # lists need none of it

        return make_command(show_command(self.noun), name, words)

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

    def help_page(self, ctx: Any) -> "Help":
        """What there is, grouped by what people come for."""
        from .screens.help import Help

        named = [("NAME", 'The card of anything: iclc Cork, iclc "Ban Ki-moon"'), ("NOUN NAME", "The same, of one kind: iclc forum 1.2")]
        blocks = [("name it", named, ""), ("list", NOUN_HELP, "")]
        blocks += [(panel, [(name, _summary(name)) for name in names], "") for panel, names in PANELS.items()]
        everywhere = ["--json", "-f FORMAT", "-o FILE", "--full", "--no-pager", "-h"]
        runs = [("everywhere", everywhere, "How results are shown: iclc help output. How the data was made: iclc help data")]
        return Help("iclc", "NAME | NOUN [FILTERS] | COMMAND …", self.help or "", blocks, runs, ends=ENDS, hints=("iclc --version",))

    def unknown(self, word: str, suggestions: Sequence[str] = (), lines: Sequence[str] = ()) -> UsageError:
        """Name commands, else records, that look like it; else the lines that find it."""
        if word in LIST_VERBS:
            return UsageError(f"{word} what? For example: iclc list cities. There are: {', '.join(nouns())}", nouns())
        if not suggestions and (similar := line.commands_like(word)):
            return UsageError(f"no command {quoted(word)}. Did you mean {' or '.join(similar)}?", similar)
        hint = "See 'iclc --help'"
        if suggestions or lines:
            hint = f"Did you mean {' or '.join(suggestions[:3])}?" if suggestions else ""
            hint += f" Try: {'; '.join(lines)}" if lines else ""
        return UsageError(f"no command, and no record called {quoted(word)}. {hint.strip()}", suggestions[:3])

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
        told = line.read(list(sys.argv[1:] if args is None else args))
        words, name = told.words, told.name
        extra |= {"standalone_mode": False, "windows_expand_args": False, "obj": told}

        def run() -> Any:
            try:
                return super(Root, self).main(words, prog_name or "iclc", **extra)
            except (NotFoundError, AmbiguousError) as error:
                if name is not None and name.lower() in line.QUESTIONS and len(words) > 2:
                    raise _no_question(words[1:]) from None
                if isinstance(error, AmbiguousError) or name is None or name not in error.refs:
                    raise
                asked = name if name in LIST_VERBS else " ".join(error.refs)
                raise self.unknown(asked, error.suggestions, error.lines) from None

        if streams.is_terminal(sys.stdin):
            from .dataset import files  # who pipes into it knows what is waited for

            target = terminal.Target(colour=told.colour, quiet=told.quiet)
            ending = "Ctrl-Z and Enter end it" if os.name == "nt" else "Ctrl-D ends it"
            files.WAITING[:] = [lambda: terminal.note(f"reading standard input; {ending}", target)]
        code = run_guarded(run, told.as_json, told.colour, "".join(words[:1]))
        if standalone_mode:
            sys.exit(code)
        return code


def _no_question(words: Sequence[str]) -> UsageError:
    """The error for a question in words, with the lines that come nearest to it."""
    from .commands.refs import resolve  # lists need none of it

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


def run_guarded(run: Callable[[], Any], as_json: bool, colour: str = "auto", command: str = "") -> int:
    """Run something and return its exit code, reporting errors on the way; `command` is the first word of the line."""
    try:
        with terminal.Notes(as_json):
            code = run()
        return code if isinstance(code, int) else 0
    except IclcError as error:
        failure, hint = error, hint_for(error)
    except typer.TyperException as error:
        failure, hint = _usage(error, command), ""
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except BrokenPipeError:
        streams.silence(sys.stdout)
        return 141
    except MemoryError:
        failure, hint = OutOfMemoryError("there is not enough memory for this; give smaller data, or ask for less"), ""
    except Exception as error:  # the boundary: whatever is left is ours
        if os.environ.get("ICLC_DEBUG"):
            raise
        text = f"internal error: {type(error).__name__}: {error}; please report it, with the output of the same command under ICLC_DEBUG=1"
        failure, hint = IclcError(text), ""
    terminal.fail(failure, hint, as_json, colour)
    return failure.exit_code


def hint_for(error: IclcError) -> str:
    """What to type next after an error of the library, which knows of no command line."""
    match error:
        case UnknownRefError(lines=lines) if lines:
            return f"Try: {'; '.join(lines)}"
        case UnknownRefError(suggestions=(), kind=None):
            return "See 'iclc search TEXT'."
        case UnknownRefError(suggestions=(), kind=str(kind)):
            return f"See 'iclc {KINDS[kind].collection}'."
        case UnknownFieldError(elsewhere=(noun, field)):
            called = "name" if "name" in shapes(KINDS[kind_called(noun)].record) else "id"
            return f"Try: iclc {noun} --fields {called},{field}"
        case EmptyQueryError():
            return 'Try: iclc search "health literacy"'
        case InvalidReportError():
            return f"See 'iclc validate {error.source}'"
    return ""


def _usage(error: typer.TyperException, command: str) -> UsageError:
    message = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else f"iclc {command}" if command in COMMANDS or noun_called(command) else "iclc"
    where = f"{path.removesuffix(' list').removesuffix(' home')} -h"
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
