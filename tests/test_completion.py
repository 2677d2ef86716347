"""TAB: what `iclc __complete` answers, and what becomes of it in real shells, whatever the data holds."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager, suppress

import pexpect
import pyte
import pytest
from conftest import SMALL
from hostile import HOSTILE, controls, planted

from iclc_cli.commands.completion import FILES, SCRIPTS, answer, candidates
from iclc_cli.formats import EVERY
from iclc_cli.model.kinds import KINDS

SHELLS = [
    pytest.param(name, marks=pytest.mark.skipif(shutil.which(name) is None, reason=f"no {name} here"))
    for name in ("bash", "bash-3.2", "zsh", "fish")
]


def offered(*words):
    return list(candidates(words))


@pytest.fixture
def answered(capsys):
    """Every line that a TAB is answered with, taken apart."""

    def run(*words):
        answer(words)
        printed = capsys.readouterr()
        assert printed.err == ""
        return [tuple(line.split("\t")) for line in printed.out.splitlines()]

    return run


@pytest.fixture
def use_small(monkeypatch):
    monkeypatch.setenv("ICLC_DATA", str(SMALL))


# --- commands and options


def test_the_first_word_is_a_noun_or_a_command(answered):
    lines = dict(answered(""))
    assert lines["cities"] == "List and show cities."
    assert lines["peers"].startswith("Cities most like one")
    assert lines["help"] == "Show help about a command."
    assert "home" not in lines


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (["peer"], ["peers"]),
        (["help", "peer"], ["peers"]),
        (["help", "city", ""], ["list", "show"]),
        (["ban-k"], ["ban-ki-moon"]),
        (["help", "show", ""], []),
        (["help", "ou"], ["output"]),
        (["help", "output", ""], []),
        (["outp"], []),
        (["city", "show", "--help", ""], []),
        (["--data", str(SMALL), "city", ""], ["list", "show", "lodka-wielka", "port-lodka", "saint-aero"]),
        (["PEOPLE", "sho"], ["show"]),
        (["PEOPLE", "ba"], ["ban-ki-moon"]),
        (["cities", "--json", "sh"], ["show", "shanghai"]),
        (["cities", "--country", "ireland", ""], []),
        (["--json", "peer"], ["peers"]),
        (["--data", str(SMALL), "city", "s"], ["show", "saint-aero"]),
        (["nope", ""], []),
        (["nope", "--fu"], ["--full"]),  # what may be the name of a record
        (["Ban", "Ki-moon", "--pi"], ["--pick"]),
        (["speakers", "--fields", "name,rol"], ["name,role"]),
        (["-h", ""], []),
    ],
)
def test_nouns_commands_and_verbs_are_offered_where_they_may_stand(words, values):
    assert offered(*words) == values


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (["--vers"], ["--version"]),
        (["-V"], ["-V"]),
        (["--js"], ["--json"]),
        (["city", "--countr"], ["--country"]),
        (["city", "ls", "--countr"], ["--country"]),
        (["city", "show", "--countr"], []),
        (["city", "show", "yeonsu", "--evi"], ["--evidence"]),
        (["cities", "--count"], ["--country", "--count", "--count-by"]),
        (["cities", "--organi"], ["--organisation"]),
        (["cities", "--organiz"], ["--organization"]),
        (["cities", "--not-cou"], ["--not-country"]),
        (["cities", "--no-h"], ["--no-header"]),
        (["cities", "--no-cou"], ["--no-country"]),
        (["search", "x", "--not-ci"], ["--not-city"]),
        (["cities", "-f"], ["-f"]),
        (["cities", "--hel"], ["--help"]),
        (["cities", "--json", "--js"], []),
        (["--json", "cities", "--js"], []),
        (["cities", "--region=africa", "--regi"], ["--region"]),
        (["cities", "--limit", "--js"], []),
        (["show", "--", "--js"], []),
    ],
)
def test_options_are_offered_where_they_may_stand(words, values):
    assert offered(*words) == values


def test_an_option_is_offered_once_with_its_help(answered):
    lines = answered("cities", "-")
    assert ("--country", "its country") in lines
    assert ("--help", "Show this message and exit.") in lines
    assert "--colour" not in dict(lines)
    assert not [one for one in dict(lines) if one.startswith(("--not-", "--no-")) and one not in ("--no-header", "--no-pager")]
    assert not [one for one, *_ in lines if not one.startswith("--")]


# --- values


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (["cities", "--color", ""], ["auto", "always", "never"]),
        (["cities", "--format", ""], list(EVERY)),
        (["-f", "js"], ["json"]),
        (["--format=nd"], ["--format=ndjson"]),
        (["cities", "--format", "=", "nd"], ["ndjson"]),
        (["cities", "--participation", "h"], ["host"]),
        (["cities", "--region", "ar"], ["arab-states"]),
        (["cities", "--region", "africa", "--region", "a"], ["arab-states", "asia-and-the-pacific"]),
        (["cities", "--region", "africa", "--region=a"], ["--region=arab-states", "--region=asia-and-the-pacific"]),
        (["cities", "--not-region", "ar"], ["arab-states"]),
        (["search", "--not-region=ar"], ["--not-region=arab-states"]),
        (["cities", "--no-region", "sh"], []),
        (["search", "--region", "ar"], ["arab-states"]),
        (["search", "--kind", "ci"], ["cities"]),
        (["search", "he"], []),
        (["initiatives", "--named", ""], ["yes", "no"]),
        (["strategy", "--category", "cl"], ["cluster"]),
        (["cities", "--limit", ""], []),
        (["cities", "--match", ""], []),
        (["cities", "--fields", "na"], ["name"]),
        (["cities", "--fields", "name,na"], []),
        (["cities", "--fields", "name,coo"], ["name,coordinates", "name,coordinates.latitude", "name,coordinates.longitude"]),
        (["cities", "--sort", "name,-cou"], ["name,-country"]),
        (["cities", "--fields", "-na"], []),
        (["cities", "--count-by", "reg"], ["region"]),
        (["schema", "sear"], ["search"]),
        (["schema", "ci"], ["cities"]),
        (["completion", ""], ["bash", "zsh", "fish", "powershell"]),
        (["completion", "bash", ""], []),
        (["remarks", "--kind", "co"], ["corrected"]),
        (["remarks", "l"], ["list"]),
    ],
)
def test_an_option_or_argument_gets_the_words_it_takes(words, values):
    assert offered(*words) == values


@pytest.mark.parametrize(
    "words",
    [
        ["--data", ""],
        ["--data=x"],
        ["cities", "-o", "x"],
        ["cities", "--output=x"],
        ["validate", ""],
        ["diff", ""],
        ["diff", "a.json", "b"],
    ],
)
def test_a_file_is_left_to_the_shell(answered, words):
    assert answered(*words) == [(FILES,)]


# --- ids


def test_ids_come_with_names(use_small, answered):
    assert answered("city", "show", "") == [
        ("lodka-wielka", "Łódka Wielka"),
        ("port-lodka", "Port Łódka"),
        ("saint-aero", "Saint-Ærø d’Été"),
    ]


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (["city", "show", "p"], ["port-lodka"]),
        (["city", "show", "P"], ["port-lodka"]),
        (["city", "show", "lod"], ["lodka-wielka"]),
        (["city", "show", "wie"], ["lodka-wielka"]),
        (["city", "show", "odka"], []),
        (["city", "show", "zzz"], []),
        (["speaker", "show", "weiss"], ["anna-weiss", "bo-yeon-weiss", "carl-weiss"]),
        (["forum", "show", ""], ["forum-1.1"]),
        (["session", "show", ""], ["opening", "forum-1.1"]),
        (["cities", "--country", ""], ["isle-of-ash", "polmark"]),
        (["cities", "--not-country", ""], ["isle-of-ash", "polmark"]),
        (["cities", "--country="], ["--country=isle-of-ash", "--country=polmark"]),
        (["cities", "--country", "=", "p"], ["polmark"]),
        (["--limit", "3", "cities", "--country", "p"], ["polmark"]),
        (["search", "x", "--city", "p"], ["port-lodka"]),
        (["city", "show", "port-lodka", ""], ["lodka-wielka", "saint-aero"]),
        (["cities", "--country", "polmark", "--country", ""], ["isle-of-ash"]),
        (["compare", "port-lodka", "port"], ["port-lodka-1"]),
        (["path", "port-lodka", "wie"], ["lodka-wielka"]),
        (["brief", "--country", ""], ["isle-of-ash", "polmark"]),
        (["peers", ""], ["lodka-wielka", "port-lodka", "saint-aero"]),
        (["peers", "port-lodka", ""], []),
        (["related", "rope-l"], ["rope-literacy"]),
        (["related", "rope-literacy", ""], []),
        (["show", "opening"], ["opening"]),
        (["show", "city/p"], ["city/port-lodka"]),
        (["show", "Cities/P"], ["Cities/port-lodka"]),
        (["show", "passage/o"], ["passage/opening-p1"]),
        (["city", "show", "city/p"], ["city/port-lodka"]),
        (["city", "show", "topic/"], []),
        (["show", "nope/"], []),
        (["show", "--", "anna"], ["anna-weiss"]),
        (["city", "show", "--", ""], ["lodka-wielka", "port-lodka", "saint-aero"]),
        (["city", "show", "--evidence", "p"], ["port-lodka"]),
    ],
)
def test_ids_are_offered_where_a_record_is_asked_for(use_small, words, values):
    assert offered(*words) == values


def test_names_of_tables_are_offered_where_one_is_asked_for(use_small):
    assert offered("sql", "--tables", "cities") == ["cities", "cities_on_a_map"]
    assert offered("sql", "cities") == []


def test_without_a_noun_every_record_is_offered_but_the_parts_of_the_report(use_small):
    data = json.loads(SMALL.read_text(encoding="utf-8"))
    kinds = [kind for kind in KINDS.values() if kind.name not in ("section", "passage") and not kind.single]
    expected = {one["id"] for kind in kinds for one in data[kind.collection]}
    assert set(offered("show", "")) == {*expected, "harbours-3"}


def test_ids_come_from_the_data_that_the_line_names(monkeypatch, tmp_path):
    shutil.copy(SMALL, tmp_path / "other.json")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert offered("--data", "~/other.json", "city", "show", "p") == ["port-lodka"]
    assert offered("city", "show", f"--data={SMALL}", "p") == ["port-lodka"]
    assert "port-lodka" not in offered("city", "show", "p")


def test_every_id_of_the_report_may_be_offered(report, answered):
    for kind in ("city", "figure", "passage"):
        assert [one for one, *_ in answered("show", f"{kind}/")] == [f"{kind}/{one.id}" for one in getattr(report, KINDS[kind].collection)]


@pytest.mark.parametrize(("words", "variable"), [(["--data", "-"], ""), (["--data=-"], ""), ([], "-")])
def test_standard_input_is_never_read(monkeypatch, answered, words, variable):
    typed_ahead = io.BytesIO(SMALL.read_bytes())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(typed_ahead))
    monkeypatch.setenv("ICLC_DATA", variable)
    assert answered("show", *words, "") == []
    assert typed_ahead.tell() == 0


# --- what may not reach a shell

SAFE = re.compile(r"[A-Za-z0-9@%+=:,./_-]+")
LINES = [
    ["city", "show", ""],
    ["show", ""],
    ["show", "passage/"],
    ["cities", "--country", ""],
    ["cities", "--country="],
    ["cities", "--fields", "name,"],
    ["cities", "-"],
    [""],
]


@pytest.mark.parametrize("words", LINES, ids=" ".join)
@pytest.mark.parametrize("by", ["--data", "ICLC_DATA"])
def test_of_hostile_data_only_plain_words_and_visible_text_are_printed(monkeypatch, tmp_path, capsys, words, by):
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(planted(HOSTILE)), encoding="utf-8")
    if by == "ICLC_DATA":
        monkeypatch.setenv("ICLC_DATA", str(path))
    answer(words if by == "ICLC_DATA" else ["--data", str(path), *words])
    printed = capsys.readouterr().out
    assert controls(printed, "\n\t") == set()
    lines = printed.splitlines()
    assert lines
    for line in lines:
        value, _, description = line.partition("\t")
        assert SAFE.fullmatch(value)
        assert "\t" not in description
        assert len(description) <= 60


def test_the_start_of_a_hostile_name_is_shown_escaped(tmp_path, answered):
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(planted("\x1b[31m\n\t:$(x)")), encoding="utf-8")
    assert answered("--data", str(path), "peers", "p") == [("port-lodka", r"Port Łódka\u001b[31m :$(x)")]


@pytest.mark.parametrize("typed", ["--$(touch x)=", "--`x`=", "--country x=", "$(touch x)/", "--data=;x", "--\udcff=", "--fields=$(x),"])
def test_what_was_typed_comes_back_only_as_plain_words(answered, typed):
    for word in (typed, typed + "a"):
        assert all(SAFE.fullmatch(value) for value, *_ in answered("cities", word))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "\x00", '{"schema": "\x1b[31m"}', json.dumps({**planted(""), "cities": [{"id": "$(touch canary)"}]})]
)
def test_a_broken_data_file_is_no_answer_and_no_error(tmp_path, answered, text):
    path = tmp_path / "broken.json"
    path.write_text(text)
    assert answered("--data", str(path), "city", "show", "") == []


def test_a_hostile_id_is_no_answer(tmp_path, answered):
    text = json.dumps(planted("")).replace('"port-lodka"', '"port;touch canary"')
    path = tmp_path / "hostile.json"
    path.write_text(text)
    assert "touch canary" in text
    assert answered("--data", str(path), "city", "show", "") == []


def test_a_data_file_that_is_missing_is_no_answer_and_no_error(process):
    done = process("__complete", "city", "show", "", env={"ICLC_DATA": "/nowhere/report.json"})
    assert done == (b"", b"", 0)


def test_an_error_inside_is_no_answer_and_no_error(monkeypatch, answered):
    monkeypatch.setattr("iclc_cli.commands.completion.load_report", lambda source: 1 / 0)
    assert answered("city", "show", "") == []


def test_a_process_that_completes_prints_lines_and_ends_with_0(process):
    done = process("__complete", "city", "show", "yeo")
    assert done == (b"yeonsu\tYeonsu\n", b"", 0)


# --- the scripts

CHECKS = {"bash": [["bash", "-n"], ["shellcheck", "-s", "bash"]], "zsh": [["zsh", "-n"]], "fish": [["fish", "--no-execute"]]}
CHECKS["bash"].append(["bash-3.2", "-n"])


@pytest.mark.parametrize(("shell", "check"), [(shell, check) for shell, checks in CHECKS.items() for check in checks], ids=str)
def test_the_printed_script_has_no_fault_that_a_checker_finds(iclc, tmp_path, shell, check):
    if shutil.which(check[0]) is None:
        pytest.skip(f"no {check[0]} here")
    path = tmp_path / f"iclc.{shell}"
    path.write_text(iclc("completion", shell).stdout)
    done = subprocess.run([*check, path], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_script_for_another_shell_is_refused(iclc):
    assert iclc("completion", "tcsh", code=2).stderr == "error: no completion for 'tcsh'; there are: bash, zsh, fish, powershell\n"


def test_the_script_for_powershell_is_one_by_its_grammar():
    grammar, parser = pytest.importorskip("tree_sitter_powershell"), pytest.importorskip("tree_sitter")
    tree = parser.Parser(parser.Language(grammar.language())).parse(SCRIPTS["powershell"].encode())
    assert not tree.root_node.has_error
    assert "Invoke-Expression" not in SCRIPTS["powershell"].partition("Register")[2]


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_no_script_evaluates_anything(script):
    assert not re.search(r"\beval\b|\(e\)|compgen -W|_describe|_arguments", script)


# --- real shells

PROMPT = "> "
START = {
    "bash": (
        ["bash", "--noprofile", "--rcfile", "{home}/rc", "-i"],
        "rc",
        "PS1='> '\nbind 'set bell-style none'\nbind 'set show-all-if-ambiguous on'\nsource <(iclc completion bash)\n",
    ),
    "bash-3.2": (
        ["bash-3.2", "--noprofile", "--rcfile", "{home}/rc", "-i"],
        "rc",
        "PS1='> '\nbind 'set bell-style none'\nbind 'set show-all-if-ambiguous on'\nsource /dev/stdin <<<\"$(iclc completion bash)\"\n",
    ),
    "zsh": (
        ["zsh", "-d", "-i"],
        ".zshrc",
        "PS1='> '\nunsetopt BEEP LIST_AMBIGUOUS\nsetopt PROMPT_SUBST\nzmodload zsh/complist\nzstyle ':completion:*' list-colors ''\n"
        "autoload -Uz compinit && compinit -u -D\nsource <(iclc completion zsh)\n",
    ),
    "fish": (
        ["fish", "-i"],
        "fish/config.fish",
        "function fish_prompt; echo -n '> '; end\nfunction fish_title; end\nset -g fish_greeting\nset -g fish_autosuggestion_enabled 0\n"
        "iclc completion fish | source\n",
    ),
}
"""How each shell is started, its start file and what stands in it; zsh as eager to expand as users may have made it."""


class Shell:
    """A shell on an emulated terminal."""

    def __init__(self, child):
        self.child = child
        child.delaybeforesend = None
        self.screen = pyte.Screen(100, 40)
        self.screen.write_process_input = child.send
        self.stream = pyte.Stream(self.screen)

    def wait(self, done):
        """Let the shell write until the screen is as expected; fails after a while."""
        end = time.monotonic() + 60
        while not done():
            assert time.monotonic() < end, f"the screen is:\n{self.text}"
            with suppress(pexpect.TIMEOUT):
                self.stream.feed(self.child.read_nonblocking(65536, 0.02))

    @property
    def text(self):
        return "\n".join(line.rstrip() for line in self.screen.display if line.strip())

    @property
    def line(self):
        """What stands between the prompt and the cursor."""
        row, cursor = self.screen.buffer[self.screen.cursor.y], self.screen.cursor.x
        shown = "".join(row[column].data for column in range(cursor))  # `display` would draw all the lines
        return shown.removeprefix(PROMPT) if shown.startswith(PROMPT) else None

    def clear(self):
        self.child.send("\x05\x15\x0c")  # to the end, delete to the start, clear the screen
        self.wait(lambda: self.text == PROMPT.strip() and self.line == "")

    def tab(self, text, done):
        """Type on a clear line, then TAB, and wait for what should come of it."""
        self.clear()
        self.child.send(text)
        self.wait(lambda: self.line == text)
        self.child.send("\t")
        self.wait(done)


@contextmanager
def started(name, home, **environment):
    """A shell that knows `iclc` and its completion; its folder is `home`/work."""
    command, file, text = START[name]
    (home / "bin").mkdir()
    (home / "bin/iclc").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m iclc_cli "$@"\n')
    (home / "bin/iclc").chmod(0o755)
    (home / file).parent.mkdir(exist_ok=True)
    (home / file).write_text(text)
    work = home / "work"
    work.mkdir(exist_ok=True)
    for file in ("other.json", "my data.json"):
        shutil.copy(SMALL, work / file)
    (work / "broken.json").write_text('{"cities": [{"id": "$(touch canary)"}]}')
    path = f"{home}/bin:{os.environ['PATH']}"
    env = {"PATH": path, "HOME": str(home), "ZDOTDIR": str(home), "XDG_CONFIG_HOME": str(home), "TERM": "xterm", "LANG": "C.UTF-8"}
    words = [word.format(home=home) for word in command]
    child = pexpect.spawn(
        words[0], words[1:], env={**env, **environment}, cwd=str(work), dimensions=(40, 100), encoding="utf-8", codec_errors="replace"
    )
    try:
        shell = Shell(child)
        shell.wait(lambda: shell.line == "")
        yield shell
    finally:
        child.close(force=True)


@pytest.fixture(scope="module", params=SHELLS)
def shell(request, tmp_path_factory):
    with started(request.param, tmp_path_factory.mktemp(request.param)) as shell:
        yield request.param, shell


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("iclc relat", "iclc related "),
        ("iclc cities --country irel", "iclc cities --country ireland "),
        ("iclc cities --country=irel", "iclc cities --country=ireland "),
        ("iclc cities --sort -na", "iclc cities --sort -name "),
        ("iclc city show YEO", "iclc city show yeonsu "),
        ("iclc speaker show dohe", "iclc speaker show ann-doherty "),
        ("iclc show -- city/cor", "iclc show -- city/cork "),
        ('iclc city show "yeo', 'iclc city show "yeonsu" '),
        ("iclc validate oth", "iclc validate other.json "),
        ("iclc cities --data=oth", "iclc cities --data=other.json "),
        (r"iclc --data my\ data.json cities --country pol", r"iclc --data my\ data.json cities --country polmark "),
    ],
)
def test_tab_puts_in_the_only_completion(shell, typed, completed):
    _, terminal = shell
    terminal.tab(typed, lambda: terminal.line == completed)


def test_tab_completes_the_word_that_the_cursor_is_in(shell):
    _, terminal = shell
    terminal.clear()
    terminal.child.send("iclc city show yeo --json" + 7 * "\x1b[D")
    terminal.wait(lambda: terminal.line == "iclc city show yeo")
    terminal.child.send("\t")
    terminal.wait(lambda: terminal.text.replace("  ", " ") == "> iclc city show yeonsu --json")


@pytest.mark.parametrize(
    ("typed", "common", "entries"),
    [
        ("iclc cities --country i", "", {"iran": "Islamic Republic of Iran", "ireland": "Ireland", "italy": "Italy"}),
        ("iclc cities --coun", "t", {"--count": "Just how many", "--country": "its country", "--count-by": "Count by a field"}),
        ("iclc speaker show ko", "", {"miki-konishi": "Miki Konishi", "nam-seok-ko": "Nam-Seok Ko"}),
    ],
)
def test_tab_lists_several_completions_with_what_they_are_and_puts_in_what_they_share(shell, typed, common, entries):
    name, terminal = shell
    expected = [*entries, *(entries.values() if not name.startswith("bash") else [])]
    terminal.tab(typed, lambda: all(word in terminal.text for word in expected) and terminal.line == typed + common)


def test_tab_says_nothing_about_a_broken_data_file(shell):
    _, terminal = shell
    typed = "iclc city show --data broken.json por"
    terminal.tab(typed, lambda: True)
    terminal.child.send("Z")
    terminal.wait(lambda: terminal.line == typed + "Z")
    assert terminal.text == f"> {typed}Z"


TEXTS = ["$(touch canary)`touch canary`", "\\$(touch canary)\\`touch canary\\`'\";touch canary;", "%F{red}%B%{:\x1b]0;owned\x07\n%}"]
SHOWN = [*TEXTS[:2], r"%F{red}%B%{:\u001b]0;owned\u0007 %}"]


@pytest.mark.parametrize("name", SHELLS)
def test_nothing_in_the_data_is_evaluated_or_reaches_the_terminal_raw(name, tmp_path):
    data = planted("")
    for city, text in zip(data["cities"], TEXTS, strict=True):
        city["name"] = text
    (tmp_path / "hostile.json").write_text(json.dumps(data), encoding="utf-8")
    entries = [city["id"] for city in data["cities"]] + (SHOWN if not name.startswith("bash") else [])
    with started(name, tmp_path, ICLC_DATA="../hostile.json") as terminal:
        terminal.tab("iclc city show ", lambda: all(entry in terminal.text for entry in entries))
        terminal.tab("iclc city show --data ../hostile.json ", lambda: all(entry in terminal.text for entry in entries))
        assert "red" not in {cell.fg for line in terminal.screen.buffer.values() for cell in line.values()}
        terminal.tab("iclc city show $(touch canary) por", lambda: terminal.line == "iclc city show $(touch canary) port-lodka ")
        assert terminal.screen.title == ""
    assert list(tmp_path.rglob("canary")) == []


@pytest.mark.skipif(shutil.which("zsh") is None, reason="no zsh here")
def test_zsh_loads_the_script_from_its_function_path_too(iclc, tmp_path, monkeypatch):
    (tmp_path / "_iclc").write_text(iclc("completion", "zsh").stdout)
    command, file, _ = START["zsh"]
    monkeypatch.setitem(START, "zsh", (command, file, "PS1='> '\nunsetopt BEEP\nfpath+=($HOME)\nautoload -Uz compinit && compinit -u -D\n"))
    with started("zsh", tmp_path) as terminal:
        for _ in range(2):  # the first TAB loads it
            terminal.tab("iclc city show yeo", lambda: terminal.line == "iclc city show yeonsu ")
