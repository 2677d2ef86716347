"""`iclc completion SHELL`, and what a TAB asks for.

Not Typer's own completion: its zsh script evaluates what it is given, and data must never be evaluated; and zsh
and fish would load Rich on each TAB. The scripts here call `iclc __complete` with the words up to the cursor, without
quotes; they get lines of "value TAB description" and hand them to the shell as plain words.
"""

import contextlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any

import typer

from ..dataset.loading import ENVIRONMENT
from ..errors import OutputError, UsageError
from ..library import Book, load_report
from ..model.kinds import KINDS
from ..query.fields import field_names, list_fields
from ..query.filters import filters, spoken
from ..terminal.emit import Target, emit
from ..visible import visible
from . import COMMANDS, HELP_PAGES
from .line import filled
from .nouns import FILTERS, Noun, noun_called, nouns
from .options import PLAIN, Shared, declare

SAFE = re.compile(r"[A-Za-z0-9@%+=:,./_-]+")
"""What a value offered to a shell is made of; anything else is left out."""

FILES = ":files"
"""A line that asks the shell to complete file names."""

HERE = "\0"
"""Stands for the word being typed; no argument of a process can be this."""

DESCRIPTION = 60
"""Most characters of a description."""

_BASH = r"""# iclc completion for bash: put this line into ~/.bashrc
#   source <(iclc completion bash)
# for bash 3, as macOS has it, this one, since it reads nothing from <(...):
#   source /dev/stdin <<<"$(iclc completion bash)"
_iclc() {
    local value rest head='' word=$2
    if ((BASH_VERSINFO[0] < 4)); then # what is being typed, of which $2 is the end: here words are cut at blanks only
        word=${COMP_WORDS[COMP_CWORD]}
        head=${word%"$2"}
    fi
    local -a typed=("${COMP_WORDS[@]:1:COMP_CWORD-1}" "$word")
    COMPREPLY=()
    while IFS=$'\t' read -r value rest; do
        if [[ $value != :files ]]; then
            [[ $value == "$head"* ]] && value=${value:${#head}}
            COMPREPLY+=("$value")
        elif type compopt &>/dev/null; then
            compopt -o default
        else
            while IFS= read -r value; do
                COMPREPLY+=("$value")
            done < <(compgen -f -- "$2")
        fi
    done < <("${1/#\~/$HOME}" __complete "${typed[@]//[\"\'\\]/}" 2>/dev/null)
    # Parts of several ids begin so: keep bash from putting what these have in common in place of what was typed.
    if ((${#COMPREPLY[@]} > 1)) && (shopt -s nocasematch; [[ ${COMPREPLY[0]} != "$2"* ]]); then
        COMPREPLY+=(' ')
    fi
}
complete -F _iclc iclc
"""

_ZSH = r"""#compdef iclc
# iclc completion for zsh: put this line into ~/.zshrc, after compinit
#   source <(iclc completion zsh)
_iclc() {
    local value rest
    local -a found shown
    while IFS=$'\t' read -r value rest; do
        if [[ $value == :files ]]; then
            compset -P '--*='
            _files
        else
            found+=("$value")
            shown+=("$value${rest:+  -- $rest}")
        fi
    done < <("${words[1]/#\~/$HOME}" __complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)
    if (( $#found > 1 )) && [[ ${(L)found[1]} != ${(LQ)PREFIX}* ]]; then
        compstate[insert]=
        compstate[list]='list force'
    fi
    (( $#found )) && compadd -U -l -d shown -a -- found
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _iclc "$@"
else
    compdef _iclc iclc
fi
"""

_FISH = r"""# iclc completion for fish: save this as ~/.config/fish/completions/iclc.fish
#   iclc completion fish > ~/.config/fish/completions/iclc.fish
function __iclc_complete
    set -l words (commandline -opc | string replace -r '^~/' "$HOME/")
    set -l typed (string replace -ra '["\'\\\\]' '' -- (commandline -ct))
    set -l option (string match -r -- '^--[^=]*=' $typed)
    for line in (command $words[1] __complete $words[2..-1] $typed 2>/dev/null)
        if test "$line" = :files
            for path in (__fish_complete_path (string replace -r -- '^--[^=]*=' '' $typed))
                printf '%s\n' "$option$path"
            end
        else
            printf '%s\n' "$line"
        end
    end
end
complete -c iclc -f -a '(__iclc_complete)'
"""

_POWERSHELL = r"""# iclc completion for PowerShell 5.1 or newer: put this line into the file that $PROFILE names
#   iclc completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName iclc -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $quotes = '["''`]'
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition -or ($_.Extent.EndOffset -eq $cursorPosition -and -not $wordToComplete) } |
        ForEach-Object { $_.Extent.Text -replace $quotes, '' })
    $last = $wordToComplete -replace $quotes, ''
    if (-not $last -and $PSNativeCommandArgumentPassing -notin 'Standard', 'Windows') {
        $last = '""' # older ones leave out an argument that is empty
    }
    $command = $commandAst.CommandElements[0].Extent.Text
    $before = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $found = @(& $command __complete @words $last 2>$null)
    } finally {
        [Console]::OutputEncoding = $before
    }
    foreach ($line in $found) {
        $value, $told = $line -split "`t", 2
        if ($value -ne ':files') { # where nothing is offered it completes the names of files by itself
            if (-not $told) { $told = $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $told)
        }
    }
}
"""

SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL}


@declare(PLAIN, "source <(iclc completion bash)\niclc completion fish > ~/.config/fish/completions/iclc.fish")
def command(shell: Annotated[str, typer.Argument(metavar="bash|zsh|fish|powershell", help="The shell.")], options: Shared) -> None:
    """TAB for bash, zsh, fish and PowerShell.

    Prints the script that makes TAB complete commands, options and the ids of records.
    """
    if shell not in SCRIPTS:
        raise UsageError(f"no completion for '{shell}'; there are: {', '.join(SCRIPTS)}", tuple(SCRIPTS))
    emit(SCRIPTS[shell], options.target)


Candidates = Iterator[tuple[str, str]]
"""Values, each with its description."""

Given = dict[str, list[str]]
"""The values given to parameters so far, by the name of the parameter."""


def answer(words: Sequence[str]) -> None:
    """Print what may stand in place of the last word; nothing at all when something is wrong."""
    try:
        found = candidates(words)
    except Exception:  # a TAB never prints an error over the line being typed
        return
    out = []
    for value, description in found.items():
        if SAFE.fullmatch(value):
            short = visible(" ".join(description.split()))
            out.append(f"{value}\t{short if len(short) <= DESCRIPTION else short[: DESCRIPTION - 1] + '…'}".rstrip("\t") + "\n")
    with contextlib.suppress(OutputError):
        emit("".join(out), Target())


def candidates(words: Sequence[str]) -> dict[str, str]:
    """What may stand in place of the last of the words after `iclc`, with descriptions.

    That is what begins with it, else what has a part that does: most people are known by the last part of their id.
    """
    from ..cli import LazyGroup, root_command

    before = [word for word in words[:-1] if word != "="]  # bash cuts --option=value into three
    last = words[-1] if words else ""
    option, equals, value = last.partition("=")
    head = option + equals if option.startswith("--") and equals else ""
    if head:
        before, last = [*before, option], value
    none: Any = None  # these groups know their commands without a context
    command: Any = root_command()
    path: list[str] = []
    rest = filled([*before, HERE])
    if last.startswith("-") and rest[0] not in (HERE, *COMMANDS) and not rest[0].startswith("-") and noun_called(rest[0]) is None:
        rest = ["show", *rest]  # `iclc Cork --`
    while isinstance(command, LazyGroup) and rest[0] != HERE:  # the steps of the parser
        command, path, rest = command.get_command(none, rest[0]), [*path, rest[0]], rest[1:]
    if isinstance(command, LazyGroup):
        if not last.startswith("-"):
            verbs = dict(_commands(command, last))
            if "--help" in rest and not path:
                verbs |= {page: told for page, told in HELP_PAGES.items() if page.startswith(last)}
            if "--help" in rest or not (path or (last and not verbs)):  # all the ids there are would hide the commands
                return verbs
            source = rest[rest.index("--data") + 1] if "--data" in rest else None
            named = dict(_ids(source, noun_called(path[0]) if path else None, last))  # `iclc city cork` is a line too, and `iclc cork`
            return {**verbs, **_beginning(named, list(named), last)}
        implied = command.get_command(none, "list" if path else "home")
        return dict([*_options(implied, last, _read(implied, rest[1:])[1]), *_options(command, last, {})])
    if command is None or "--help" in rest:  # which is also what `help` has become
        return {}
    parameter, given = _read(command, rest[:-1])
    if last.startswith("-") and "--" not in rest and (parameter is None or parameter.param_type_name == "argument"):
        return dict(_options(command, last, given))
    if parameter is None:
        return {}
    found = dict(_values(parameter, noun_called(path[0]), given, last))
    if FILES in found:
        return {FILES: ""}
    free = [value for value in found if value not in given.get(parameter.name, ())]
    return {head + value: description for value, description in _beginning(found, free, last).items()}


def _beginning(found: dict[str, str], free: Sequence[str], last: str) -> dict[str, str]:
    """The values that begin with a word, else those of which a part does."""
    wanted = last.lower()
    begin = [value for value in free if value.lower().startswith(wanted)]
    return {value: found[value] for value in begin or [value for value in free if "-" + wanted in value.lower()]}


def _commands(group: Any, last: str) -> Candidates:
    """Nouns and commands, or the verbs of a noun."""
    for name in group.list_commands(None):
        if name.startswith(last):
            yield name, _first_line(group.get_command(None, name).help)
    if group.name == "iclc" and "help".startswith(last):
        yield "help", "Show help about a command."


def _options(command: Any, last: str, given: Given) -> Candidates:
    """The options that may still be given, each in one spelling: the long one unless another begins like the word."""
    from ..cli import parameters_of

    for parameter in parameters_of(command):
        if getattr(parameter, "hidden", False) and not last.startswith("--no"):
            continue  # what each filter has beside itself would hide the others
        if parameter.param_type_name == "option" and (parameter.multiple or parameter.name not in given):
            for spelling in sorted(parameter.opts, key=lambda one: not one.startswith("--")):
                if spelling.startswith(last):
                    yield spelling, _first_line(parameter.help)
                    break


def _first_line(text: str | None) -> str:
    return (text or "").partition("\n")[0]


def _read(command: Any, words: Sequence[str]) -> tuple[Any, Given]:
    """The option or argument whose value comes next, if there is one, and the values given before."""
    options = {spelling: one for one in command.params if one.param_type_name == "option" for spelling in one.opts}
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    given: Given = {}
    awaited: Any = None
    only_arguments = False
    for word in words:
        name, equals, value = word.partition("=")
        if awaited is not None:
            given[awaited.name].append(word)
            awaited = None
        elif word == "--" and not only_arguments:
            only_arguments = True
        elif only_arguments or word == "-" or not word.startswith("-"):
            if arguments:
                given.setdefault(arguments[0].name, []).append(word)
                if not {"…", " "}.intersection(arguments[0].metavar or ""):  # "REF…", "REF REF": several words of it are one name
                    del arguments[0]
        elif name in options:
            values = given.setdefault(options[name].name, [])
            if equals:
                values.append(value)
            elif not options[name].is_flag:
                awaited = options[name]
    return awaited or (arguments[0] if arguments else None), given


def _values(parameter: Any, thing: Noun | None, given: Given, last: str) -> Candidates:
    """What an option or argument takes, told by its metavar."""
    source = [None, *given.get("data", ())][-1]
    meta = (parameter.metavar or "").strip("[]…")
    name = parameter.name.removeprefix("filter_").replace("_", "-")
    kinds = [thing.kind] if thing else list(KINDS)
    known = spoken(item for kind in kinds for item in filters(kind))
    if "FILE" in meta or "FOLDER" in meta:
        yield FILES, ""
    elif getattr(parameter, "rich_help_panel", None) == FILTERS:
        target = known[name].target
        yield from _ids(source, noun_called(target), last) if target else ((value, "") for value in known[name].values)
    elif meta.lower() in KINDS or (meta == "REF" and name in KINDS):  # `peers CITY`, `brief --country REF`
        yield from _ids(source, noun_called(meta if meta.lower() in KINDS else name), last)
    elif meta == "SELECT":
        if "tables" in given and (book := _book(source)):
            from ..exports.memory import catalogue  # loads SQLite

            yield from ((one, "") for one in dict.fromkeys(entry.table for entry in catalogue(book)))
    elif meta in ("A,B", "A,-B", "FIELD") and thing:
        before, comma, field = last.rpartition(",")
        sign = "-" if meta == "A,-B" and field.startswith("-") else ""
        fields = (
            list_fields(thing.kind)
            if name == "explode"
            else (*field_names(KINDS[thing.kind].record), *(item.name for item in filters(thing.kind)))
        )
        last_parts = Counter(one.rpartition(".")[2] for one in fields)
        short = [one.rpartition(".")[2] for one in fields if "." in one and last_parts[one.rpartition(".")[2]] == 1]
        for one in (*fields, *(short if name != "explode" else ())):
            if one not in before.split(","):
                yield f"{before}{comma}{sign}{one}", ""
    else:
        for word in meta.split("|"):
            if word.startswith("REF"):
                yield from _ids(source, thing, last)
            elif word in ("NOUN", "RESULT", "FORMAT"):
                yield from ((one, "") for one in _words(word))
            elif word.islower():
                yield word, ""


def _words(meta: str) -> Iterable[str]:
    """What stands for a noun, a result of `iclc schema`, or an export that prints JSON."""
    if meta == "NOUN":
        return nouns()
    from .schema import documents, printed  # loads every command

    return printed() if meta == "RESULT" else documents()


def _ids(source: str | None, thing: Noun | None, last: str) -> Candidates:
    """Ids of records with their names, as `kind/id` once a kind and a slash are typed.

    Without a noun those of every kind but the report's parts, which go by the names of what they hold.
    """
    book = _book(source)
    if book is None:
        return
    prefix, slash, _ = last.rpartition("/")
    named = noun_called(prefix) if slash else None
    if slash and (named is None or (thing and thing.kind != named.kind)):
        return
    thing = thing or named
    for one in [thing] if thing else [Noun(kind, kind, {}) for kind in KINDS if kind not in ("section", "passage")]:
        for record in one.records(book):
            yield prefix + slash + record.id, book.labels.short(record)


def _book(source: str | None) -> Book | None:
    """The data that the line names; none where that is standard input, which is what is being typed."""
    source = source or os.environ.get(ENVIRONMENT)
    return None if source == "-" else load_report(os.path.expanduser(source) if source else None)
