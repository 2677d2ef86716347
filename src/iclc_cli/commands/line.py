"""Reads a command line once, before the parser does: what people may leave out or put in any order is put in its place."""

from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile

from ..model.base import NamedTuple
from ..text import near
from . import COMMANDS, HELP_PAGES
from .nouns import VERBS, noun_called, nouns
from .options import flags

NEAR = 0.7
"""How alike a word must be to a command to be taken for a slip of it, from 0 to 1."""

SLIP = 2
"""Letters that a slip leaves out or adds at most."""

NEARER = 0.85
"""How alike where even the first letter differs."""

HELP = ("-h", "--help")
LISTS = ("ls",)
"""Other words for the verb `list`."""


QUESTIONS = ("how", "what", "when", "where", "which", "who", "whom", "whose", "why")
"""Words that a question begins with, which no command answers."""


class CommandLine(NamedTuple):
    """A command line as the parser takes it."""

    words: list[str]
    """The command, for nouns the verb, then everything else."""
    name: str | None
    """The first word, where it is neither a command nor a noun and so is taken for the name of a record."""
    as_json: bool
    """Does it ask for JSON? Errors are to be objects then, usage errors too."""
    colour: str = "auto"
    """What it says of colour, which is for help and errors, too."""
    paged: bool = True
    """May a pager show help?"""
    quiet: bool = False
    """Does it want nothing said but errors?"""


def read(arguments: list[str]) -> CommandLine:
    """The line in the order in which it can be parsed."""
    bare, options = _apart(arguments)
    words = filled(bare if set(HELP) & set(bare) else arguments)  # help wins over options, wherever they stand
    name = words[0] if _is_name(words) else None
    first, *rest = ["show", *words] if name else words
    if first in COMMANDS:
        rest = COMMANDS[first].command.prepare(rest)
    as_json = any(flag == "--json" or (flag in ("-f", "--format") and value.lower() in ("json", "ndjson")) for flag, value in options)
    colours = [value for flag, value in options if flag in ("--color", "--colour") and value in ("always", "never")]
    said = {("-q", ""), ("--quiet", "")}
    return CommandLine(
        [first, *rest], name, as_json, (*colours, "auto")[0], ("--no-pager", "") not in options, not said.isdisjoint(options)
    )


def filled(arguments: list[str]) -> list[str]:
    """The arguments with what was left out put in: `iclc` is `iclc home`, `iclc cities` is `iclc cities list`, `iclc city Cork` is
    `iclc city show Cork`."""
    words = _behind_word(arguments)
    if words[:1] == ["help"]:  # `iclc help X` is `iclc X --help`
        asked = [word for word in _apart(words[1:])[0] if not word.startswith("-")]
        page = asked[0] if len(asked) == 1 and asked[0] in HELP_PAGES else None
        words = [page, *(word for word in words[1:] if word != page)] if page else [*asked, "--help"]
    elif not words or (words[0].startswith("-") and words[0] not in (*HELP, "--version", "-V")):
        words = ["home", *words]
    first, *rest = words
    if first in ("list", *LISTS) and rest and noun_called(rest[0]):  # `iclc list cities`
        first, rest = rest[0], ["list", *rest[1:]]
    if first == "version":
        return ["--version"]
    if first not in COMMANDS and noun_called(first):
        rest = _behind_word(rest)
        if not rest or (rest[0].startswith("-") and rest[0] not in HELP):
            rest = ["list", *rest]
        elif rest[0] in LISTS:
            rest = ["list", *rest[1:]]
        elif rest[0] not in (*VERBS, *HELP) and rest[0].isprintable():
            rest = ["show", *rest]
        if rest[:1] == ["list"]:
            rest = _affirmed(rest, first)
    return [first, *rest]


def _affirmed(words: list[str], noun: str) -> list[str]:
    """The words of a list with `yes` where a filter that takes yes or no stands alone: `iclc initiatives --named`."""
    from ..query.filters import filters  # other commands need none of it

    thing = noun_called(noun)
    yes_no = {f"--{item.name}" for item in filters(thing.kind) if item.values == ("yes", "no")} if thing else set()
    found = []
    for word, following in zip(words, [*words[1:], "-"], strict=True):
        found += [word, "yes"] if word in yes_no and following.startswith("-") else [word]
    return found


def _is_name(words: list[str]) -> bool:
    """Is the first word no command, noun or option, nor a slip of one, and so perhaps the name of a record?"""
    first = words[0]
    if first.startswith("-") or first in COMMANDS or noun_called(first) or set(HELP) & set(words):
        return False
    if any(map(str.isdigit, first)):  # "forum1.2", "sdg3": no slip of a command
        return first.isprintable()
    return first.isprintable() and (first.lower() in QUESTIONS or not commands_like(first))


def commands_like(word: str) -> list[str]:
    """The commands and nouns that a word may be a slip of; one in the first letter is rare, and so must be the only one."""
    said = word.lower()
    known = [one for one in (*nouns(), *COMMANDS) if abs(len(one) - len(said)) <= SLIP]
    return near(said, [one for one in known if one[:1] == said[:1]], similar=NEAR) or near(said, known, similar=NEARER)


def answers(question: Sequence[str], named: Callable[[str | None, str], bool]) -> list[str]:
    """The lines that come nearest to a question, which no command takes: a number, the record that it ends with, a search.

    `named` tells whether a name is that of a record, of those of a noun if one is given.
    """
    words = [bare for word in takewhile(lambda word: not word.startswith("-"), question) if (bare := word.strip("?!.,"))]
    found = []
    if [word.lower() for word in words[:2]] == ["how", "many"]:
        words = words[1:]
        if noun := noun_called("".join(words[1:2])):
            found.append(f"iclc {noun.word} --count")
    for place in range(1, len(words)):
        before, name = words[place - 1], " ".join(words[place:])
        if noun_called(before) and named(before, name):
            found.append(f"iclc {before} {name}")
        elif named(None, name):
            found.append(f"iclc {name}")
        else:
            continue
        break
    return [*found, *([f"iclc search {' '.join(words[1:])}"] if words[1:] else [])]


def _behind_word(arguments: list[str]) -> list[str]:
    """Move shared options that stand before the first word to just behind it, so that they work anywhere."""
    if not arguments or not arguments[0].startswith("-"):
        return arguments
    known = flags()
    position = 0
    while position < len(arguments) and (options := _options(arguments[position], known)):
        name, value = options[-1]
        position += 2 if value is None and known[name] else 1  # its value is the next argument
    moved, rest = arguments[:position], arguments[position:]
    if rest and rest[0] in (*HELP, "-V", "--version"):
        return rest
    if rest and rest[0].startswith("-"):
        return arguments  # an option of the command that is left out: there is no word to move behind
    return rest[:1] + moved + rest[1:]


def _options(argument: str, known: Mapping[str, bool]) -> list[tuple[str, str | None]]:
    """The shared options in one argument, each with a value that stands in it too; none where it is something else.

    `-qfjson` is `-q`, and `-f` with the value `json`.
    """
    name, equals, value = argument.partition("=")
    if name.startswith("--"):
        return [(name, value if equals else None)] if name in known else []
    found: list[tuple[str, str | None]] = []
    for place, letter in enumerate(argument[1:] if argument.startswith("-") else "", 1):
        flag = f"-{letter}"
        if flag not in known:
            return []
        if known[flag]:
            return [*found, (flag, argument[place + 1 :] or None)]
        found.append((flag, None))
    return found


def _apart(arguments: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """The words up to `--` that are no shared options, and those options, each with its value."""
    known = flags()
    bare: list[str] = []
    options = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            break
        found = _options(word, known)
        if not found:
            bare.append(word)
        options += [(name, next(words, "") if value is None and known[name] else value or "") for name, value in found]
    return bare, options
