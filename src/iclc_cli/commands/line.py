"""Reads a command line once, before the parser does: what people may leave out or put in any order is put in its place."""

from typing import NamedTuple

from . import COMMANDS
from .nouns import noun_called
from .options import flags

HELP = ("-h", "--help")


class CommandLine(NamedTuple):
    """A command line as the parser takes it."""

    words: list[str]
    """The command, for nouns the verb, then everything else."""
    as_json: bool
    """Does it ask for JSON? Errors are to be objects then, usage errors too."""


def read(arguments: list[str]) -> CommandLine:
    """The line in the order in which it can be parsed."""
    first, *rest = filled(arguments)
    if first in COMMANDS:
        rest = COMMANDS[first].command.prepare(rest)
    return CommandLine([first, *rest], _asks_for_json(arguments))


def filled(arguments: list[str]) -> list[str]:
    """The arguments with what was left out put in: `iclc` is `iclc home`, `iclc cities` is `iclc cities list`."""
    words = _hoisted(arguments)
    if words[:1] == ["help"]:  # `iclc help X` is `iclc X --help`
        words = [*[word for word in words[1:] if not word.startswith("-")], "--help"]
    elif not words or (words[0].startswith("-") and words[0] not in (*HELP, "--version", "-V")):
        words = ["home", *words]
    first, *rest = words
    if first not in COMMANDS and noun_called(first):
        rest = _hoisted(rest)
        if not rest or (rest[0].startswith("-") and rest[0] not in HELP):
            rest = ["list", *rest]
        elif rest[0] == "ls":
            rest = ["list", *rest[1:]]
    return [first, *rest]


def _hoisted(arguments: list[str]) -> list[str]:
    """Move shared options that stand before the first word to just behind it, so that they work anywhere."""
    if not arguments or not arguments[0].startswith("-"):
        return arguments
    known = flags()
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
    if rest and rest[0] in (*HELP, "-V", "--version"):
        return rest
    if rest and rest[0].startswith("-"):
        return arguments  # an option of the command that is left out: there is no word to move behind
    return rest[:1] + moved + rest[1:]


def _asks_for_json(arguments: list[str]) -> bool:
    for number, argument in enumerate(arguments):
        if argument == "--":
            return False
        if argument in ("--json", "-fjson", "--format=json", "-fndjson", "--format=ndjson"):
            return True
        if argument in ("-f", "--format") and arguments[number + 1 : number + 2] in (["json"], ["ndjson"]):
            return True
    return False
