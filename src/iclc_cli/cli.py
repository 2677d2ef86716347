"""The composition root: the `iclc` command, its groups made on demand, and the one error boundary."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer
import typer.core

from .commands import COMMANDS, LOOK_UP, PANELS, records
from .commands import options as shared_options
from .errors import IclcError, UsageError
from .query.names import quoted
from .terminal import emit as output

VERBS = ("list", "show")


def hoist(arguments: list[str]) -> list[str]:
    """Move shared options that stand before the first word to just behind it, so that they work anywhere."""
    known = shared_options.flags()
    moved: list[str] = []
    position = 0
    while position < len(arguments):
        argument = arguments[position]
        name, equals, _ = argument.partition("=")
        if name not in known:
            if not (len(argument) > 2 and argument[0] == "-" and argument[1] != "-" and argument[:2] in known and known[argument[:2]]):
                break
            moved.append(argument)  # -fjson
            position += 1
            continue
        moved.append(argument)
        position += 1
        if known[name] and not equals and position < len(arguments):
            moved.append(arguments[position])
            position += 1
    rest = arguments[position:]
    if rest and rest[0] in ("-h", "--help", "-V", "--version"):
        return rest
    if rest and rest[0].startswith("-"):
        return arguments  # an option of the command that is left out: there is no word to move behind
    return rest[:1] + moved + rest[1:]


class Group(typer.core.TyperGroup):
    """A group whose commands are built when they are called: building them all costs as much as the data."""

    def get_help_option(self, ctx: Any) -> Any:
        """The help option."""
        return shared_options.with_help(super().get_help_option(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Let shared options stand before the word they belong to."""
        return super().parse_args(ctx, self.words(hoist(args)))

    def words(self, args: list[str]) -> list[str]:
        """The arguments with what the user left out put in."""
        return args

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command, or say what is near."""
        command = self.get_command(ctx, args[0])
        if command is None:
            raise self.unknown(args[0], args[1:])
        return args[0], command, args[1:]

    def unknown(self, word: str, rest: Sequence[str]) -> UsageError:
        """The error for a word that is no command here."""
        raise NotImplementedError


class NounGroup(Group):
    """`iclc cities …`: list or show; without a verb, list."""

    def __init__(self, noun: records.Noun, **attributes: Any) -> None:
        super().__init__(
            name=noun.word,
            help=f"List and show {noun.word}.",
            rich_markup_mode=None,
            context_settings=shared_options.HELP_NAMES,
            subcommand_metavar="[list] [OPTIONS] | show REF…",
            **attributes,
        )
        self.noun = noun

    def words(self, args: list[str]) -> list[str]:
        """Put in `list` where the verb is left out."""
        if not args or (args[0].startswith("-") and args[0] not in ("-h", "--help")):
            return ["list", *args]
        return ["list", *args[1:]] if args[0] == "ls" else args

    def list_commands(self, ctx: Any) -> list[str]:
        """The verbs."""
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Build one verb."""
        if cmd_name == "list":
            return records.list_command(self.noun)
        return records.show_command(self.noun) if cmd_name == "show" else None

    def unknown(self, word: str, rest: Sequence[str]) -> UsageError:
        """A word that is no verb is probably a REF."""
        hint = f"iclc {self.noun.word} show {quoted(word)[1:-1]}"
        return UsageError(f"no verb {quoted(word)} for {self.noun.word}. Did you mean '{hint}'? There are: list, show", [hint])


class Root(Group):
    """`iclc`: nouns in every usual form, and the other commands."""

    def words(self, args: list[str]) -> list[str]:
        """Bare `iclc` shows the way around; `iclc help X` is `iclc X --help`."""
        if args[:1] == ["help"]:
            return [*[word for word in args[1:] if not word.startswith("-")], "--help"]
        if not args or (args[0].startswith("-") and args[0] not in ("-h", "--help", "--version", "-V")):
            return ["home", *args]
        return args

    def list_commands(self, ctx: Any) -> list[str]:
        """Every command help shows."""
        return [*records.nouns(), *(name for name, command in COMMANDS.items() if command.panel)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Build one command."""
        if cmd_name in COMMANDS:
            return _declared(cmd_name).build(cmd_name)
        noun = records.noun(cmd_name)
        return NounGroup(noun) if noun else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write what there is, grouped by what people come for, without building any of it."""
        for panel in PANELS:
            rows = [(name, _declared(name).summary) for name, command in COMMANDS.items() if command.panel == panel]
            if panel == LOOK_UP:
                rows = [(" ".join(records.nouns()), "List them (with filters), or: iclc NOUN show REF…"), *rows]
                with formatter.section(panel):
                    formatter.write_text(rows[0][0])
                    formatter.write_text(rows[0][1])
                    formatter.write_dl(rows[1:])
            elif rows:
                with formatter.section(panel):
                    formatter.write_dl(rows)

    def unknown(self, word: str, rest: Sequence[str]) -> UsageError:
        """Name commands that look like it."""
        from difflib import get_close_matches

        near = get_close_matches(word.lower(), self.list_commands(None), n=3)
        hint = f"Did you mean {' or '.join(near)}?" if near else "See 'iclc --help'; to look for text: iclc search " + quoted(word)[1:-1]
        return UsageError(f"no command {quoted(word)}. {hint}", near)

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
        arguments = list(sys.argv[1:] if args is None else args)
        code = run_guarded(
            lambda: super(Root, self).main(arguments, prog_name or "iclc", standalone_mode=False, windows_expand_args=False, **extra),
            output.wants_json(arguments),
        )
        if standalone_mode:
            sys.exit(code)
        return code


def _declared(name: str) -> shared_options.Declared:
    module, _, function = COMMANDS[name].place.partition(":")
    declared: shared_options.Declared = getattr(import_module(f".commands.{module}", __package__), function)
    return declared


def run_guarded(run: Any, as_json: bool) -> int:
    """Run something and return its exit code, reporting errors on the way."""
    try:
        code = run()
        return code if isinstance(code, int) else 0
    except IclcError as error:
        if error.message:
            output.fail(error, as_json)
        return error.exit_code
    except typer.TyperException as error:
        output.fail(_usage(error), as_json)
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except BrokenPipeError:
        output.silence(sys.stdout)
        return 141
    except Exception as error:  # the boundary: whatever is left is ours
        if os.environ.get("ICLC_DEBUG"):
            raise
        text = f"internal error: {type(error).__name__}: {error}; please report it, with the output of the same command under ICLC_DEBUG=1"
        failure = IclcError(text)
        output.fail(failure, as_json)
        return failure.exit_code


def _usage(error: typer.TyperException) -> UsageError:
    message = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)
    where = f"{context.command_path} --help" if context is not None else "iclc --help"
    possible = getattr(error, "possibilities", None) or ()
    return UsageError(f"{message[:1].lower()}{message[1:]}. See '{where}'.", tuple(possible))


def _version(wanted: bool) -> None:
    if wanted:
        from .commands.about import version_line

        output.emit(version_line() + "\n", output.Target())
        raise typer.Exit


app = typer.Typer(
    name="iclc",
    cls=Root,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=shared_options.HELP_NAMES,
    subcommand_metavar="NOUN|COMMAND …",
    epilog="Ends with 0 done, 2 usage, 3 no such record, 4 nothing matched (with -e), 5 invalid data, 1 anything else.",
)


@app.callback()
def root(
    version: bool = typer.Option(False, "--version", "-V", help="Version of the tool and of the data.", is_eager=True, callback=_version),
) -> None:
    """Explore the report of the Fifth International Conference on Learning Cities."""
