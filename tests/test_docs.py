"""The Python of the pages: every ```python block is run, those of a page one after another in one namespace."""

import ast
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from tools import named_tests

DOCS = Path(__file__).resolve().parent.parent / "docs"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)
PAGES = [page for page in sorted(DOCS.glob("*.md")) if BLOCK.search(page.read_text(encoding="utf-8"))]


def blocks(text):
    """The blocks of a page, each with the number of the line it begins on."""
    return [(text.count("\n", 0, match.start(1)) + 1, match[1]) for match in BLOCK.finditer(text)]


def missing(code):
    """The packages that a block imports and that are not installed."""
    nodes = [node for node in ast.walk(ast.parse(code)) if isinstance(node, (ast.Import, ast.ImportFrom))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return sorted(name for name in {name.partition(".")[0] for name in names} if find_spec(name) is None)


def run(page, folder, monkeypatch):
    """Run a page in a folder of its own; returns the packages that blocks were skipped for."""
    monkeypatch.chdir(folder)
    namespace = {"__name__": page.stem}
    absent = []
    for line, code in blocks(page.read_text(encoding="utf-8")):
        if found := missing(code):
            absent += found
            continue
        padded = "\n" * (line - 1) + code  # so that a failure names the line of the page
        exec(compile(padded, str(page), "exec"), namespace)
    return absent


@pytest.mark.skipif(not PAGES, reason="the pages are not here")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.filterwarnings("default")  # those of other people's packages are theirs
def test_every_example_runs(page, tmp_path, monkeypatch):
    if absent := run(page, tmp_path, monkeypatch):
        pytest.skip(f"ran without the examples that need {', '.join(absent)}")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_example_shows_its_result(page):
    for line, code in blocks(page.read_text(encoding="utf-8")):
        assert any(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(code))), f"{page.name}, line {line}"


def page_of(folder, *codes):
    page = folder / "page.md"
    page.write_text("# Title\n" + "\n".join(f"Text.\n\n```python\n{code}```\n" for code in codes), encoding="utf-8")
    return page


def test_blocks_of_a_page_share_their_names(tmp_path, monkeypatch):
    assert run(page_of(tmp_path, "number = 6\n", "assert number * 7 == 42\n"), tmp_path, monkeypatch) == []


def test_an_example_that_is_wrong_fails_and_names_its_line(tmp_path, monkeypatch):
    with pytest.raises(AssertionError) as caught:
        run(page_of(tmp_path, "number = 6\n", "\nassert number == 7\n"), tmp_path, monkeypatch)
    assert caught.traceback[-1].lineno + 1 == 12


def test_an_example_that_needs_a_missing_package_is_left_out(tmp_path, monkeypatch):
    page = page_of(tmp_path, "import no_such_package.inside\n", "from no_such_other import thing\n", "import json\nassert json\n")
    assert run(page, tmp_path, monkeypatch) == ["no_such_package", "no_such_other"]


def test_what_the_readme_says_of_the_library_is_so():
    """Each line of its block that has a comment has that value."""
    (code,) = BLOCK.findall((DOCS.parent / "README.md").read_text(encoding="utf-8"))
    namespace = {}
    told = [line.partition("  # ") for line in code.splitlines() if "  # " in line]
    exec("\n".join(line for line in code.splitlines() if "  # " not in line), namespace)
    assert told
    assert [eval(line, namespace) for line, _, _ in told] == [ast.literal_eval(value) for _, _, value in told]


def test_the_page_on_checking_says_what_the_marks_of_the_model_say(monkeypatch):
    monkeypatch.syspath_prepend(DOCS)
    marks = pytest.importorskip("marks", reason="the docs are not here")
    assert marks.made() in marks.PAGE.read_text(encoding="utf-8"), "run: python docs/marks.py --write"
    assert marks.values() in marks.VALUES_PAGE.read_text(encoding="utf-8"), "run: python docs/marks.py --write"


@pytest.mark.parametrize("script", ["reference", "architecture"])
def test_a_page_that_a_script_writes_is_what_it_writes(script):
    if not (DOCS / f"{script}.py").is_file():
        pytest.skip("the docs are not here")
    done = subprocess.run([sys.executable, DOCS / f"{script}.py", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


TESTING = DOCS / "testing.md"


@pytest.mark.skipif(not TESTING.exists(), reason="the page is not here")
def test_the_page_on_tests_names_tests_that_are_there_and_every_property():
    text = TESTING.read_text(encoding="utf-8")
    properties = {
        f"{path.stem}::{node.name}"
        for path in Path(__file__).parent.glob("test_*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and any(ast.unparse(one).startswith("given(") for one in node.decorator_list)
    }
    assert len(properties) > 40
    assert properties <= set(named_tests(text))
    assert len(text.splitlines()) <= 120
