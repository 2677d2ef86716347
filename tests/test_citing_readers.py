"""Every citation, read back by the programs that people keep their references in: what they hold is what was cited."""

import json
import re
import shutil

import pytest
from tools import node, output, tool

from iclc_cli.citations import cite
from iclc_cli.citations.bibtex import title
from iclc_cli.citations.work import Citation, citations_of
from iclc_cli.dataset import loading as dataset
from iclc_cli.library import Book
from iclc_cli.model.kinds import all_records
from iclc_cli.text import date_of

ENDINGS = {"bibtex": "bib", "ris": "ris", "csl-json": "json"}

BODY = "Harbour Guild, Reading Branch"
"""A publisher with a comma in its name."""

CITATION_JS = """
import { readFileSync } from 'fs';
import { Cite } from '@citation-js/core';
for (const name of ['bibtex', 'ris', 'csl']) await import('@citation-js/plugin-' + name);
const text = readFileSync(process.argv[1], 'utf8');
console.log(JSON.stringify(new Cite(text).data.map(({ _graph, ...item }) => item)));
"""
CITATION_JS_PACKAGES = tuple(f"@citation-js/{name}" for name in ("core", "plugin-bibtex", "plugin-ris", "plugin-csl"))

BETTER_BIBTEX = """
import { readFileSync } from 'fs';
import { parse } from '@retorquere/bibtex-parser';
const read = parse(readFileSync(process.argv[1], 'utf8'));
if (read.errors.length) throw new Error(JSON.stringify(read.errors[0]));
console.log(JSON.stringify(read.entries.map(entry => ({ id: entry.key, type: entry.type, ...entry.fields }))));
"""


def pandoc(form):
    def read(path):
        return json.loads(output(tool("pandoc"), "-f", form, "-t", "csljson", path))

    return read


def citation_js(path):
    return node(CITATION_JS, path, packages=CITATION_JS_PACKAGES)


def better_bibtex(path):
    return node(BETTER_BIBTEX, path, packages=("@retorquere/bibtex-parser",))


@pytest.fixture(scope="module")
def small_with_bodies(small):
    """The small report, published by a body with a comma in its name."""
    plain = json.loads(json.dumps(small, default=lambda one: one.as_dict()))
    plain["conference"]["report"]["publisher"] = BODY
    return Book(dataset.build(plain))


@pytest.fixture(scope="module")
def files(book, small_with_bodies, tmp_path_factory):
    """Every record of both reports in a file of each style, and what was cited, by key."""
    folder = tmp_path_factory.mktemp("cited")
    for style, ending in ENDINGS.items():
        for name, one in (("shipped", book), ("small", small_with_bodies)):
            text = cite(one, [record for _, record in all_records(one.report)], style)
            (folder / f"{name}.{ending}").write_bytes(text.encode())
    cited = {
        name: {found.key: found for _, record in all_records(one.report) for found in citations_of(one, record)}
        for name, one in (("shipped", book), ("small", small_with_bodies))
    }
    return folder, cited


def plain(text):
    """A field without markup, blanks and the shape of quotation marks and dots, which readers set as typographers do."""
    text = re.sub(r"</?(span|b|i|sub|sup)\b[^>]*>", "", text or "")
    return " ".join(text.translate(str.maketrans("‘’“”", "''\"\"")).replace("…", "...").replace('"', "'").split())


def author(item):
    (person,) = item["author"]
    assert not person.get("given")
    return person.get("literal") or person.get("name") or person["family"]


READERS = {
    "pandoc-bibtex": ("bib", pandoc("bibtex")),
    "pandoc-biblatex": ("bib", pandoc("biblatex")),
    "citation.js-bibtex": ("bib", citation_js),
    "better-bibtex": ("bib", better_bibtex),
    "pandoc-ris": ("ris", pandoc("ris")),
    "citation.js-ris": ("ris", citation_js),
    "pandoc-csl": ("json", pandoc("csljson")),
    "citation.js-csl": ("json", citation_js),
}


@pytest.mark.parametrize("reader", READERS)
def test_title_author_container_and_place_come_through(files, reader):
    folder, cited = files
    ending, read = READERS[reader]
    if reader == "pandoc-ris" and "ris" not in output(tool("pandoc"), "--list-input-formats").split():
        pytest.skip("needs a pandoc that reads RIS")
    items = {item["id"]: item for item in read(folder / f"shipped.{ending}")}
    assert items.keys() == cited["shipped"].keys()
    for key, item in items.items():
        wanted: Citation = cited["shipped"][key]
        assert plain(item["title"]) == plain(wanted.title)
        assert author(item) == wanted.author
        if wanted.form != "report":
            assert plain(item.get("container-title") or item.get("booktitle")) == plain(wanted.work.title)
        if reader != "pandoc-ris":  # it drops all notes
            told = plain(json.dumps(item, ensure_ascii=False).replace('\\"', '"'))
            assert plain(wanted.locator) in told
            assert ending == "bib" or wanted.work.rights in told
        assert plain(wanted.abstract) in plain(item.get("abstract", ""))


@pytest.mark.parametrize("reader", READERS)
def test_a_body_with_a_comma_stays_one_body(files, reader):
    folder, cited = files
    ending, read = READERS[reader]
    if reader == "pandoc-ris" and "ris" not in output(tool("pandoc"), "--list-input-formats").split():
        pytest.skip("needs a pandoc that reads RIS")
    items = {item["id"]: item for item in read(folder / f"small.{ending}")}
    assert author(items["harbours-3"]) == (BODY if ending != "ris" else "Harbour Guild – Reading Branch")
    assert len(items) == len(cited["small"])


def test_pandoc_prints_rights_and_place_of_what_it_read_from_csl(files, tmp_path):
    """Its own fields are what it makes of note lines that begin with a word and a colon."""
    known = {"id", "type", "author", "title", "container-title", "publisher", "publisher-place", "issued", "abstract", "note"}
    for item in pandoc("csljson")(files[0] / "shipped.json"):
        assert item.keys() <= known | {"event-title", "event-place", "event-date", "event"}


def test_biber_and_pdflatex_print_every_letter(files, book, tmp_path):
    for name in ("pdflatex", "biber", "pdftotext"):
        tool(name)
    chosen = [book.find("speaker", "alejandro-gomez-lopez"), book.find("city", "medellin"), book.find("city", "evry-courcouronnes")]
    (tmp_path / "refs.bib").write_text(cite(book, chosen, "bibtex"), encoding="utf-8")
    (tmp_path / "paper.tex").write_text(
        r"\documentclass{article}\usepackage[T1]{fontenc}\usepackage[backend=biber]{biblatex}\addbibresource{refs.bib}"
        r"\begin{document}\nocite{*}\printbibliography\end{document}",
        encoding="utf-8",
    )
    latex = ("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper")
    for command in (latex, ("biber", "-q", "paper"), latex):
        output(*command, cwd=tmp_path)
    printed = " ".join(output("pdftotext", "paper.pdf", "-", cwd=tmp_path).split())
    for words in ("Alejandro Gómez López", "[City: Medellín]", "Évry-Courcouronnes"):
        assert words in printed
    assert not re.search(r"Missing character|Undefined control", (tmp_path / "paper.log").read_text(errors="replace"))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("From emergency to resilience: Building cities", "From emergency to resilience: {Building} cities"),
        ("[City: Chiang Rai]", "[{City}: {Chiang} {Rai}]"),
        ("UNESCO's cities", "{UNESCO's} cities"),
        ("active consent [Initiative: app]", "{active} consent [{Initiative}: {app}]"),
        ("A & B: 50 % of {SDG}", r"A \& {B}: 50 \% of $\lbrace${SDG}$\rbrace$"),
        ("", ""),
    ],
)
def test_of_a_title_the_words_whose_case_tells_something_are_kept(text, written):
    assert title(text) == written


def test_a_day_that_is_none_is_left_out(small):
    assert date_of("2021-²") == ()
    plain = json.loads(json.dumps(small, default=lambda one: one.as_dict()))
    plain["conference"] |= {"start": "²", "end": "soon"}
    one = Book(dataset.build(plain))
    assert "event-date" not in json.loads(cite(one, [one.report.conference], "csl-json"))[0]


def test_on_a_terminal_no_word_of_a_citation_is_broken(book):
    terminals = pytest.importorskip("terminals")  # of the benchmarks
    import sys
    from pathlib import Path

    script = shutil.which("iclc", path=str(Path(sys.executable).parent)) or pytest.skip("needs the script iclc")
    for width in (40, 80):
        page = terminals.printed(script, ["cite", "city/cork", "--style", "apa"], width).page
        lines = terminals.ESCAPE.sub("", page).split("\r\n")
        assert " ".join(page.split()) == " ".join(cite(book, [book.find("city", "cork")], "apa").split())
        assert len(lines) > 2
        assert all(len(line) <= width for line in lines)


CITATION_JS_AS = """
import { readFileSync } from 'fs';
import { Cite } from '@citation-js/core';
for (const name of ['bibtex', 'ris', 'csl']) await import('@citation-js/plugin-' + name);
console.log(JSON.stringify(new Cite(readFileSync(process.argv[1], 'utf8')).format(process.argv[2])));
"""


@pytest.mark.parametrize("into", ["biblatex", "citation.js-bibtex", "citation.js-ris"])
def test_a_speech_keeps_its_container_when_csl_is_made_into_something_else(book, tmp_path, into):
    speaker = book.find("speaker", "alejandro-gomez-lopez")
    (tmp_path / "a.json").write_text(cite(book, [speaker], "csl-json"), encoding="utf-8")
    if into == "biblatex":
        made = output(tool("pandoc"), "-f", "csljson", "-t", "biblatex", tmp_path / "a.json")
    else:
        made = node(CITATION_JS_AS, tmp_path / "a.json", into.removeprefix("citation.js-"), packages=CITATION_JS_PACKAGES)
    told = "".join(made.replace("{", "").replace("}", "").split())  # Citation.js breaks lines of RIS inside words
    for words in (book.report.conference.report.title, "Plenary Session I (begins p. 8), item 3", "CC-BY-SA 3.0 IGO"):
        assert "".join(words.split()) in told
