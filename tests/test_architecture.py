"""The house: imports point one way, each thing lives in one place, and each command loads no more than it needs."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import typer

import iclc_cli
from iclc_cli import commands, exports, formats, load_report
from iclc_cli.citations import STYLES
from iclc_cli.commands.nouns import NOUN_HELP, nouns
from iclc_cli.commands.options import OPTIONS, Declared, Shared
from iclc_cli.commands.schema import documents, printed
from iclc_cli.model.base import Result
from iclc_cli.model.kinds import KINDS, shapes
from iclc_cli.query.links import BACK_ORDER
from iclc_cli.query.names import NOUNS
from iclc_cli.views import listing, results

ROOT = Path(iclc_cli.__file__).parent

LAYERS = (
    {"text", "visible", "version"},
    {"errors", "model", "grid"},
    {"query", "registry"},
    {"dataset"},
    {"library", "verify"},
    {"views"},
    {"formats", "screens"},
    {"citations", "terminal"},
    {"exports"},
    {"server"},
    {"commands"},
    {"cli"},
    # `iclc __complete`, which walks the commands of `cli` without running one
    {"commands.completion"},
    {"__main__"},
)
"""Modules and packages from the ground up: each imports only from layers below its own, or from itself. The package
itself (`__init__`) offers the library without importing it, and stands outside."""

WALL = {"model", "query", "dataset.files", "dataset.loading", "errors", "text"}
"""What the check against print may import."""

INSIDE = {
    "formats.ndjson": {"formats.json"},
    "formats.xlsx": {"errors"},  # where its library is not installed
}
"""What a format may import beyond what all may."""

HEAVY = {
    "anyio": {"server.stdio"},
    "mcp": {"server.stdio"},
    "mcp_types": {"server.stdio"},
    "pydantic": {"dataset.validation", "dataset.schema", "server"},
    "rich": {"grid", "screens"},
    "sqlite3": {"exports.memory", "exports.sqlite"},
    "typer": {"cli", "commands"},
}
"""What takes long to load, and the only places that may name it."""


def modules():
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


MODULES = dict(modules())
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def package(name):
    """The package a module stands in: itself, if it is one."""
    return name if MODULES[name].name == "__init__.py" else name.rpartition(".")[0]


def imported(name):
    """Every module a module imports, at any place in it; our own by their name within the package."""
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if not node.level:
                yield node.module
                continue
            parts = package(name).split(".") if package(name) else []
            base = ".".join([*parts[: len(parts) - node.level + 1], *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{base}.{alias.name}".lstrip(".")
                yield inner if inner in MODULES else base


def place(name):
    """The entry of LAYERS that a module falls under: its own, else its package's."""
    known = set().union(*LAYERS)
    return name if name in known else name.partition(".")[0]


def layer(name):
    return next((number for number, layer in enumerate(LAYERS) if place(name) in layer), None)


OURS = [name for name in MODULES if name]


def test_a_module_imports_only_from_below():
    assert [name for name in OURS if layer(name) is None] == [], "give them a place in LAYERS"
    upward = [
        (name, other)
        for name in OURS
        for other in imported(name)
        if other in MODULES and layer(other) is not None and layer(other) >= layer(name) and place(other) != place(name)
    ]
    assert upward == []


def test_the_package_is_imported_without_anything_else():
    assert set(imported("")) <= {"typing", "library"}


@pytest.mark.parametrize("name", [name for name in OURS if name.startswith("formats.")])
def test_a_format_knows_listings_and_no_kind_of_record(name):
    own = {other for other in imported(name) if other in MODULES}
    assert own - INSIDE.get(name, set()) <= {"views.layout", "visible", "text", "grid"}
    words = {node.value for node in ast.walk(TREES[name]) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert words & {word for kind in KINDS.values() for word in (kind.name, kind.collection)} == set()


@pytest.mark.parametrize("library", HEAVY)
def test_what_loads_slowly_is_named_only_where_it_is_needed(library):
    users = {name for name in OURS if library in {other.partition(".")[0] for other in imported(name)}}
    assert users
    assert [name for name in users if HEAVY[library].isdisjoint({name, name.partition(".")[0]})] == []


def test_the_check_against_print_stays_behind_its_wall():
    inside = [name for name in OURS if name.startswith("verify")]
    reached = {other for name in inside for other in imported(name) if other in MODULES and not other.startswith("verify")}
    assert inside
    assert {other for other in reached if WALL.isdisjoint({other, place(other)})} == set()


def test_only_one_module_touches_typers_own_classes():
    naming = {
        name
        for name in OURS
        for node in ast.walk(TREES[name])
        if isinstance(node, ast.Attribute)
        and ast.unparse(node) in ("typer.core", "typer.main", "typer.Typer", "typer.Context", "typer.TyperException", "typer.Abort")
    }
    assert naming == {"cli"}


def test_nobody_imports_click_which_typer_no_longer_needs():
    assert [name for name in OURS for other in imported(name) if other == "click" or other.startswith(("click.", "typer._click"))] == []


def test_nothing_reaches_for_the_network():
    network = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "webbrowser", "asyncio", "requests", "httpx"}
    assert [name for name in OURS for other in imported(name) if other.partition(".")[0] in network] == []


WRITING = {"write_bytes", "touch", "echo", "secho"}
ON_DISK = {"replace", "rename", "link", "symlink", "unlink", "remove", "mkdir", "makedirs", "truncate"}


def writes(tree):
    """The calls of a module that write to a stream or a file, as text."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        owner, _, method = called.rpartition(".")
        modes = [*node.args[1:2], *(keyword.value for keyword in node.keywords if keyword.arg == "mode")]
        to_write = any(isinstance(mode, ast.Constant) and set(str(mode.value)) & set("wax+") for mode in modes)
        if (
            called == "print"
            or method in WRITING
            or (method == "write_text" and owner != "formatter")  # Typer's help writes so to a string
            or (owner == "os" and method in ON_DISK)
            or (method in ("write", "writelines") and owner.startswith(("sys.stdout", "sys.stderr")))
            or (method == "open" and to_write)
        ):
            yield ast.unparse(node)


def test_only_the_terminal_writes():
    assert [(name, *writes(TREES[name])) for name in OURS if name.partition(".")[0] != "terminal" and list(writes(TREES[name]))] == []


def test_the_search_for_writes_finds_those_of_the_terminal():
    found = " ".join(call for name in OURS if name.startswith("terminal.") for call in writes(TREES[name]))
    for call in ("sys.stdout.write(", "sys.stderr.write(", "os.replace(", "open(handle, 'wb')"):
        assert call in found


# --- nothing is listed twice


REGISTRIES = {
    "formats": (formats.FORMATS, {*formats.FILE_FORMATS}),
    "exports": (
        exports.EXPORTS,
        {"memory", "tables", *(name.removeprefix("exports.") for name in OURS if name.startswith("exports.page."))},
    ),
    "citations": (STYLES, {"work"}),
    "commands": (commands.COMMANDS, {"counting", "line", "nouns", "options", "refs", "rows"}),
}
"""Each registry, with the modules beside those it names."""


@pytest.mark.parametrize("package", REGISTRIES)
def test_a_registry_names_the_modules_of_its_package(package):
    registry, others = REGISTRIES[package]
    beside = {name.partition(".")[2] for name in OURS if name.startswith(f"{package}.")}
    assert {name.replace("-", "_") for name in registry} == beside - others
    assert [registry.summary(name) for name in registry if not registry.summary(name).endswith((".", "."))] == []
    with pytest.raises(KeyError):
        registry["nosuch"]


@pytest.mark.parametrize("name", formats.FORMATS)
def test_a_format_can_list(name):
    assert callable(formats.FORMATS[name].listing)


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_a_command_module_declares_one_command(name):
    declared = commands.COMMANDS[name].command
    assert isinstance(declared, Declared)
    assert (declared.function.__doc__ or "").splitlines()[0].endswith((".", "…"))
    assert set(declared.shared) <= set(OPTIONS)


def test_commands_stand_under_one_heading_each_and_take_no_noun_away():
    shown = [name for names in commands.PANELS.values() for name in names]
    assert sorted(shown) == sorted(set(commands.COMMANDS) - {"home", *commands.HELP_PAGES})  # the first screen, and pages of help
    assert set(commands.COMMANDS).isdisjoint({*NOUNS, *nouns()})


PRINTED = {
    name: getattr(import_module(f"iclc_cli.{place.rpartition('.')[0]}"), place.rpartition(".")[2]) for name, place in printed().items()
}


@pytest.mark.parametrize("cls", [*PRINTED.values(), *documents().values()], ids=lambda cls: cls.__name__)
def test_what_is_printed_is_a_documented_frozen_class(cls):
    if issubclass(cls, Result):
        assert cls.__doc__.endswith((".", "`", "fails."))
        assert shapes(cls)


@pytest.mark.parametrize("name", results.PLURALS)
def test_what_results_are_called_is_told_of_classes_that_are_printed(name):
    assert name in {cls.__name__ for cls in PRINTED.values()}


def test_every_shared_option_has_a_field_for_its_value():
    assert set(OPTIONS) == set(Shared._fields)


def test_every_kind_has_columns_and_they_are_its_fields():
    book = load_report()
    assert list(listing.COLUMNS) == list(KINDS)
    for kind, columns in listing.COLUMNS.items():
        fields = book.fields(kind)
        assert columns[0] == "id"
        assert [fields.check(column) for column in columns] == list(columns)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_kind_answers_to_its_singular_and_its_plural(kind):
    assert (NOUNS[kind.name], NOUNS[kind.collection]) == (kind.name, kind.name)


def test_help_names_every_kind_once_and_forums_too():
    assert sorted(nouns()) == sorted([*(kind.collection for kind in KINDS.values() if not kind.single), "forums"])
    told = " ".join(f"{noun} {what}" for noun, what in NOUN_HELP)
    assert [noun for noun in nouns() if noun not in told] == []


def test_a_card_has_a_place_for_links_from_every_kind():
    assert sorted(BACK_ORDER) == sorted(KINDS)


# --- what each command must not load

SLOW = {
    "rich",
    "pydantic",
    "mcp",
    "mcp_types",
    "anyio",
    "sqlite3",
    "csv",
    "importlib.metadata",
    "importlib.resources",
    "asyncio",
    "tempfile",
    "email",
    "socket",
}
LATER = {
    f"iclc_cli.{name}"
    for name in (
        *("query.search", "query.peers", "dataset.validation", "dataset.consistency", "dataset.schema", "dataset.diff", "views.results"),
        *(
            "grid",
            "screens",
            "terminal.pager",
            "terminal.files",
            "formats.table",
            "commands.search",
            "commands.schema",
            "citations",
            "exports",
            "server",
        ),
    )
}

DRAWN = {"rich", "iclc_cli.formats.table", "iclc_cli.grid", "iclc_cli.screens"}
"""What a page for people loads."""

GATE = {
    ("sessions", "list", "--json"): SLOW | LATER | {"dataclasses"},
    ("sessions",): SLOW | LATER,
    ("city", "show", "yeonsu", "--json"): SLOW | LATER,
    ("cities", "--region", "africa", "--sort", "name", "--limit", "2"): SLOW | LATER,
    ("cities", "--count-by", "region"): SLOW | LATER,
    ("cities", "--no-such-option"): SLOW | LATER,
    ("sessions", "list", "-f", "table"): (SLOW | LATER) - DRAWN,
    ("cities", "-f", "csv"): (SLOW | LATER) - {"csv"},
    ("search", "health literacy", "--json"): (SLOW | LATER | {"bisect", "calendar", "iclc_cli.commands.counting", "iclc_cli.views.listing"})
    - {"iclc_cli.query.search", "iclc_cli.commands.search", "iclc_cli.views.results"},
    ("cities", "--match", "cork"): (SLOW | LATER) - {"iclc_cli.query.search"},
    ("sql", "SELECT count(*) FROM cities"): (SLOW | LATER) - {"sqlite3", "iclc_cli.exports", "iclc_cli.views.results"},
    ("fields", "cities"): (SLOW | LATER) - {"iclc_cli.views.results"},
    ("--version",): SLOW | LATER,
    ("about", "--json"): SLOW | LATER,
    ("cities", "--help"): (SLOW | LATER) - DRAWN,
    ("--help",): (SLOW - DRAWN) | {"iclc_cli.query.search", "iclc_cli.dataset.validation", "iclc_cli.verify"},
    ("__complete", "city", "show", "y"): SLOW | LATER,
}
"""Command lines, and the modules that must not be loaded by them. Exact where a stopwatch is noisy."""

NEEDED = {
    ("sessions", "list", "-f", "table"): {"rich"},
    ("cities", "-f", "csv"): {"csv"},
    ("search", "health literacy", "--json"): {"iclc_cli.query.search"},
    ("cities", "--match", "cork"): {"iclc_cli.query.search"},
    ("schema", "city"): {"pydantic"},
}


def loaded(*arguments):
    """Every module that Python says it loads in a real process, those of its own start aside."""
    modules = []
    for command in (["-c", "pass"], ["-m", "iclc_cli", *arguments]):
        done = subprocess.run([sys.executable, "-X", "importtime", *command], capture_output=True, text=True, timeout=60, check=False)
        lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
        modules.append({line.rpartition("|")[2].strip() for line in lines})
    return modules[1] - modules[0]


BARE_APP = """
import sys, typer
app = typer.Typer(add_completion=False)
@app.command()
def main(number: int = 1): print(*sys.modules)
app()
"""


def from_new_typer():
    """What Typer itself loads from 0.29 on, where it stands on Pydantic; we ask for an older one, but run on it."""
    if tuple(map(int, typer.__version__.split(".")[:2])) < (0, 29):
        return set()
    done = subprocess.run([sys.executable, "-c", BARE_APP], capture_output=True, text=True, timeout=60, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("arguments", GATE, ids=" ".join)
def test_a_command_loads_nothing_it_has_no_use_for(arguments):
    found = loaded(*arguments)
    assert "iclc_cli.errors" in found
    assert sorted(found & GATE[arguments] - from_new_typer()) == []


@pytest.mark.parametrize("arguments", NEEDED, ids=" ".join)
def test_the_gate_sees_what_a_command_does_load(arguments):
    assert NEEDED[arguments] <= loaded(*arguments) | from_new_typer()


def test_the_library_loads_neither_typer_nor_what_only_some_need():
    script = "import sys; from iclc_cli import load_report; load_report(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert set(done.stdout.split()) & {"typer", "rich", "pydantic", "sqlite3", "iclc_cli.cli"} == set()


def test_importing_the_package_loads_nothing_of_it():
    script = "import sys; import iclc_cli; print(*[name for name in sys.modules if name.startswith('iclc_cli')])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["iclc_cli"]


def test_the_command_loads_nothing_before_it_has_turned_the_garbage_collector_off():
    script = "import sys; before = {*sys.modules}; import iclc_cli.__main__; print(*{*sys.modules} - before)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert set(done.stdout.split()) <= {"iclc_cli", "iclc_cli.__main__", "atexit", "gc"}
