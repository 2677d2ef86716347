"""`iclc completion SHELL`, and what a TAB asks for.

Not Typer's own completion: its zsh script evaluates what it is given, and data must never be evaluated; and zsh
and fish would load Rich on each TAB. The scripts here get lines of "value TAB description" from `iclc __complete`
and hand them to the shell as plain words.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer

from .. import dataset, naming, selection
from ..errors import UsageError
from ..kinds import KINDS, records
from ..output import emit
from ..visible import visible
from . import COMMANDS
from .options import PLAIN, Shared, declare
from .records import FILTERS, noun, nouns

SAFE = re.compile(r"[A-Za-z0-9@%+=:,./_-]+")
"""What a value offered to a shell is made of; anything else is left out."""

FILES = ":files"
"""A line that asks the shell to complete file names."""

DESCRIPTION = 60
"""Most characters of a description."""

_BASH = r"""# iclc completion for bash: put this line into ~/.bashrc
#   source <(iclc completion bash)
_iclc() {
    local value rest
    COMPREPLY=()
    while IFS=$'\t' read -r value rest; do
        if [[ $value == :files ]]; then
            compopt -o default
        else
            COMPREPLY+=("$value")
        fi
    done < <("${COMP_WORDS[0]/#\~/$HOME}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
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
            _files
        else
            found+=("$value")
            shown+=("$value${rest:+  -- $rest}")
        fi
    done < <("${words[1]}" __complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)
    (( $#found )) && compadd -l -d shown -a found
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
    set -l words (commandline -opc)
    set -l lines (command iclc __complete $words[2..-1] (commandline -ct) 2>/dev/null)
    for line in $lines
        if test "$line" = :files
            __fish_complete_path (commandline -ct)
        else
            printf '%s\n' "$line"
        end
    end
end
complete -c iclc -f -a '(__iclc_complete)'
"""

SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}


@declare(PLAIN, "source <(iclc completion bash)\niclc completion fish > ~/.config/fish/completions/iclc.fish")
def completion(shell: Annotated[str, typer.Argument(metavar="bash|zsh|fish", help="The shell.")], options: Shared) -> None:
    """Print the script that makes TAB complete commands, options and the ids of records."""
    if shell not in SCRIPTS:
        raise UsageError(f"no completion for '{shell}'; there are: {', '.join(SCRIPTS)}", tuple(SCRIPTS))
    emit(SCRIPTS[shell], options.target)


Candidate = tuple[str, str]
"""A value and its description."""


def answer(words: Sequence[str]) -> None:
    """Print what may stand in place of the last word; nothing at all when something is wrong."""
    try:
        found = list(candidates(list(words)))
    except Exception:  # a TAB never prints an error over the line being typed
        return
    out = []
    for value, description in found:
        if value == FILES or SAFE.fullmatch(value):
            short = visible(" ".join(description.split()))
            out.append(f"{value}\t{short if len(short) <= DESCRIPTION else short[: DESCRIPTION - 1] + '…'}".rstrip("\t") + "\n")
    sys.stdout.buffer.write("".join(out).encode("utf-8", "replace"))
    sys.stdout.flush()


def candidates(words: list[str]) -> Iterator[Candidate]:
    """What may stand in place of the last of the words after `iclc`."""
    from ..cli import Group, Root, hoist

    words = [word for word in words if word != "="] or [""]  # bash cuts --option=value into three
    *before, last = words
    equals = ""
    if last.startswith("--") and "=" in last:
        option, _, last = last.partition("=")
        before, equals = [*before, option], option + "="
    none: Any = None  # these groups know their commands without a context
    group: Any = Root(name="iclc", rich_markup_mode=None)
    path: list[str] = []
    rest = hoist([*before, "\0"])
    rest.remove("\0")
    while isinstance(group, Group):
        rest = hoist(rest)
        if rest[:1] == ["help"]:
            rest = rest[1:]
        if not rest or rest[0].startswith("-"):
            if path and rest:  # a noun with options is its list
                rest = ["list", *rest]
            else:
                yield from _starting(_commands(group, path), last)
                if path:
                    yield from _starting(_options(group.get_command(none, "list")), last)
                return
        group, path, rest = group.get_command(none, rest[0]), [*path, rest[0]], rest[1:]
    if group is None:
        return
    parameter = _awaited(group, rest)
    if parameter is None and last.startswith("-"):
        yield from _starting(_options(group), last)
    else:
        for value, description in _starting(_values(group, path, rest, parameter, last), last):
            yield equals + value, description


def _starting(found: Iterator[Candidate], last: str) -> Iterator[Candidate]:
    return (one for one in found if one[0].startswith(last) or one[0] == FILES)


def _commands(group: Any, path: Sequence[str]) -> Iterator[Candidate]:
    for name in group.list_commands(None):
        if path:
            yield name, f"{name} {path[-1]}"
        elif name in COMMANDS:
            yield name, ""
        else:
            yield name, "list or show"


def _options(command: Any) -> Iterator[Candidate]:
    for parameter in command.params:
        if parameter.param_type_name == "option":
            for spelling in parameter.opts:
                if spelling.startswith("--"):
                    yield spelling, parameter.help or ""
    yield "--help", "Show help."


def _awaited(command: Any, words: Sequence[str]) -> Any:
    """The option whose value is being typed, if the last word before it asks for one."""
    if not words:
        return None
    for parameter in command.params:
        if parameter.param_type_name == "option" and words[-1] in parameter.opts and not parameter.is_flag:
            return parameter
    return None


def _values(command: Any, path: Sequence[str], before: Sequence[str], parameter: Any, last: str) -> Iterator[Candidate]:
    """What an option or argument takes, told by its metavar."""
    source = _option_value(before, "--data")
    thing = noun(path[0])
    if parameter is None:
        arguments = [one for one in command.params if one.param_type_name == "argument"]
        if not arguments:
            return
        parameter = arguments[0]
    meta = (parameter.metavar or "").strip("[]")
    name = (parameter.name or "").removeprefix("filter_").replace("_", "-")
    filters = {item.name: item for item in selection.filters(thing.kind)} if thing else _all_filters()
    if "FILE" in meta:
        yield FILES, ""
    elif getattr(parameter, "rich_help_panel", None) == FILTERS:
        target = filters[name].target
        yield from _ids(source, [target]) if target else ((value, "") for value in filters[name].values)
    elif meta.startswith("REF"):
        yield from _ids(source, [thing.kind] if thing else None, last)
    elif meta == "CITY":
        yield from _ids(source, ["city"])
    elif meta in ("A,B", "A,-B", "FIELD") and thing:
        given, comma, _ = last.rpartition(",")
        for field in (*selection.field_names(KINDS[thing.kind].record), *filters):
            yield f"{given}{comma}{field}", ""
    else:
        for word in meta.split("|"):
            if word == "NOUN":
                yield from ((one, "") for one in nouns())
            elif word.islower():
                yield word, ""


def _all_filters() -> dict[str, selection.Filter]:
    return {item.name: item for kind in KINDS for item in selection.filters(kind)}


def _option_value(words: Sequence[str], option: str) -> str | None:
    for position, word in enumerate(words):
        if word == option and position + 1 < len(words):
            return words[position + 1]
        if word.startswith(option + "="):
            return word.partition("=")[2]
    return None


def _ids(source: str | None, kinds: Sequence[str] | None, last: str = "") -> Iterator[Candidate]:
    """Ids of records with their names; without kinds those of all that have a name, and `kind/id` after a slash."""
    if source == "-":
        return
    report = dataset.load(source)
    prefixed = kinds is None and "/" in last
    chosen = kinds or ([last.partition("/")[0]] if prefixed and last.partition("/")[0] in KINDS else [k for k in KINDS if k != "passage"])
    for kind in chosen:
        for record in records(report, kind):
            yield f"{kind}/{record.id}" if prefixed else record.id, naming.short_label(report, record)
