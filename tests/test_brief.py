"""One sheet on a record: short, located, for paper; and HTML, in which data is never markup."""

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest
from conftest import SMALL

from iclc_cli.commands.completion import candidates
from iclc_cli.views.brief import PARTS, sheet

REFS = ["Cork", "Yeonsu", "Ireland", "forum 1.2", "health literacy", "Ban Ki-moon", "change-4", "UIL"]


class Reader(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self):
        super().__init__()
        self.tags, self.text, self.where = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.where.append(tag)

    def handle_endtag(self, tag):
        while self.where.pop() != tag:
            pass

    def handle_data(self, data):
        if "style" not in self.where:
            self.text.append(data)


def read(page):
    reader = Reader()
    reader.feed(page)
    return reader


@pytest.mark.parametrize("ref", REFS)
def test_a_brief_fills_a_sheet_and_says_where_it_stands(iclc, book, ref):
    text = iclc("brief", ref).stdout
    assert 300 <= len(text.split()) <= 500
    assert "texts are paraphrases, not quotations" in text
    assert book.report.conference.report.attribution in text
    points = [line for line in text.splitlines() if line.startswith("- ") and "**" not in line]
    placed = [line for line in points if re.search(r"\([^()]*(¶|caption)[^()]*\)$", line)]
    assert len(placed) >= len(points) / 2


@pytest.mark.parametrize("kind", PARTS)
def test_every_record_of_these_kinds_has_a_brief_that_is_not_too_long(iclc, book, kind):
    for record in book.records(kind):
        card = sheet(book, record)
        assert card.groups, record.id
        assert sum(len(f"{one.text} {one.detail} {one.where}".split()) for group in card.groups for one in group.items) < 480, record.id


def test_what_two_people_said_together_stands_once(iclc, book):
    (both,) = {one.text for one in book.find("speaker", "Ann Doherty").appearances[0].said} & {
        one.text for one in book.find("speaker", "Colm Kelleher").appearances[0].said
    }
    text = iclc("brief", "Cork").stdout
    assert text.count(both) == 1
    assert "Ann Doherty and Colm Kelleher: " in text


@pytest.mark.parametrize("kind", PARTS)
def test_who_is_quoted_stands_among_who_spoke(book, kind):
    people = {one.name for one in book.records("speaker")}
    for record in book.records(kind):
        groups = {group.title.partition(" (")[0]: group.items for group in sheet(book, record).groups}
        said = [one.text.partition(": ") for one in groups.get("What they said", ())]
        quoted = {name for before, colon, _ in said if colon for name in before.split(" and ")} & people
        assert quoted <= {one.text.partition(", ")[0] for one in groups.get("Who spoke", ())}, record.id


def test_what_is_left_out_is_counted_and_listed_by_a_command(iclc):
    page = iclc("brief", "--country", "Mexico").stdout
    counted = {part: (int(shown), int(all)) for part, shown, all in re.findall(r"^### (.*) \((\d+) of (\d+)\)$", page, re.M)}
    assert {"What is done", "What its cities told the mayors’ forums"} <= counted.keys()
    (commands,) = re.findall(r"^- \*\*In full:\*\* (.*)$", page, re.M)
    assert commands == "iclc initiatives --country mexico; iclc statements --country mexico"
    assert counted["What is done"][1] == int(iclc("initiatives", "--country", "mexico", "--count").stdout)
    assert counted["What its cities told the mayors’ forums"][1] == int(iclc("statements", "--country", "mexico", "--count").stdout)
    for part, (shown, every) in counted.items():
        below = page.partition(f"### {part} (")[2].partition("\n### ")[0]
        assert below.count("\n- ") == shown < every, part


def test_what_is_all_there_is_not_counted_and_no_command_tells_more(iclc):
    page = iclc("brief", "Cork").stdout
    assert "### Who spoke\n" in page
    assert "In full" not in page


def test_a_country_is_told_with_its_cities(iclc):
    assert iclc("brief", "--country", "Ireland").stdout == iclc("brief", "Ireland").stdout
    text = iclc("brief", "Ireland").stdout
    for city in ("Cork", "Dublin", "Limerick"):
        assert city in text


def test_kinds_that_have_no_brief_are_called_by_their_plural(iclc):
    error = iclc("brief", "initiative/a-period-friendly-city", code=2).stderr
    assert error.startswith("error: no briefs of initiatives; there are briefs of: cities, countries, ")


def test_several_are_several_sheets(iclc, tmp_path):
    file = tmp_path / "both.html"
    iclc("brief", "Cork", "Limerick", "-o", file)
    page = read(file.read_text(encoding="utf-8"))
    assert page.tags.count("article") == page.tags.count("h1") == 2


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["figure/member-cities"], 2), (["Nowhere"], 3)])
def test_what_has_no_brief_is_refused_in_a_line(iclc, arguments, code):
    error = iclc("brief", *arguments, code=code).stderr
    assert error.startswith("error: ")
    assert error.count("\n") == 1


@pytest.mark.parametrize("asked", [["--json"], ["-f", "ndjson"], ["-f", "csv"], ["-f", "xlsx"], ["--format=JSON"]])
def test_a_format_for_programs_is_refused_and_those_for_people_are_named(iclc, asked):
    result = iclc("brief", "Cork", *asked, code=2)
    assert not result.stdout
    assert "there are: table, md, html, plain" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("ending", ["json", "csv", "xlsx", "pdf", "docx"])
def test_no_sheet_is_written_under_a_name_that_promises_something_else(iclc, tmp_path, ending):
    error = iclc("brief", "Cork", "-o", tmp_path / f"cork.{ending}", code=2).stderr
    assert error == f"error: no format goes with .{ending}; there are: table, md, html, plain; name one with -f\n"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("name", "asked"), [("cork.md", []), ("cork.markdown", []), ("cork", []), ("cork.pdf", ["-f", "MD"])])
def test_what_is_written_without_another_word_is_markdown(iclc, tmp_path, name, asked):
    iclc("brief", "Cork", "-o", tmp_path / name, *asked)
    assert (tmp_path / name).read_text(encoding="utf-8") == iclc("brief", "Cork").stdout


def test_help_and_tab_offer_the_formats_of_a_sheet_alone(iclc):
    assert list(candidates(["brief", "Cork", "-f", ""])) == ["table", "md", "html", "plain"]
    assert "--json" not in candidates(["brief", "Cork", "--"])
    assert "--json" not in iclc("brief", "-h").stdout


def test_markup_in_the_data_is_text(iclc, tmp_path):
    data = json.loads(SMALL.read_text(encoding="utf-8"))
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;"
    data["cities"][0]["name"] = evil
    data["speakers"][0]["appearances"][0]["role"] = evil
    file = tmp_path / "hostile.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    for words in (["brief", data["cities"][0]["id"]], ["cities"], ["show", data["cities"][0]["id"]]):
        page = read(iclc(*words, "-f", "html", "--data", file).stdout)
        assert {"script", "img"}.isdisjoint(page.tags)
        assert "<script>alert(1)</script>" in "".join(page.text)


def test_a_list_as_html_is_a_table_of_labels(iclc, tmp_path):
    file = tmp_path / "cities.html"
    iclc("cities", "--country", "Ireland", "-o", file)
    page = read(file.read_text(encoding="utf-8"))
    assert page.tags.count("tr") == 4
    assert "Ireland" in page.text
    assert "ireland" not in page.text


@pytest.mark.skipif(not (shutil.which("chromium") and shutil.which("pdfinfo")), reason="no browser here that prints")
def test_a_browser_prints_it_on_one_page(iclc, tmp_path):
    iclc("brief", "Yeonsu", "-o", tmp_path / "brief.html")
    pdf = tmp_path / "brief.pdf"
    print_ = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={pdf}"]
    subprocess.run([*print_, str(tmp_path / "brief.html")], check=True, capture_output=True, timeout=120)
    pages = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True, timeout=60).stdout
    assert re.search(r"^Pages:\s+1$", pages, re.M)
