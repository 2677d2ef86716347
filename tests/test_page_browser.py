"""The page in a real browser: journeys, accessibility, no network, the ranking of `iclc search`. Needs Playwright and Chromium."""

import json
import re
import shutil
from pathlib import Path

import pytest
from hostile import HOSTILE, planted
from search_quality import NATURAL, NATURAL_KEPT, QUERIES

from iclc_cli.citations import STYLES
from iclc_cli.citations.work import citations_of
from iclc_cli.dataset.loading import load
from iclc_cli.exports import EXPORTS
from iclc_cli.exports.page.citing import OFFERED
from iclc_cli.library import Book

playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")

VIEWS = (
    *("/", "/cities", "/initiatives?region=africa&by=kind", "/map", "/topics-by-session", "/counts", "/about", "/search?q=health literacy"),
    *(
        "/city/yeonsu",
        "/session/forum-1.1",
        "/speaker/ban-ki-moon",
        "/topic/covid-19",
        "/passage/opening-p8",
        "/figure/participants",
        "/nowhere",
    ),
)

SEARCH = """async queries => {
  const packed = Uint8Array.from(atob(document.getElementById("data").textContent), one => one.charCodeAt(0));
  const data = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
  const search = makeSearch(data.search);
  return queries.map(query => search(query).hits.map(hit => `${hit.kind}/${hit.id}`));
}"""
"""Asks the page's own search, with the page's own data."""


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory, book):
    path = tmp_path_factory.mktemp("page") / "iclc.html"
    path.write_text(EXPORTS["page"].export(book), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def opened(browser, address):
    """Opens the page at a path, as some browser; afterwards nothing was asked of a network and nothing went wrong."""
    wrong, asked, contexts = [], [], []

    def open_at(path="/", address=address, **how):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **how})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}#{path}")
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert wrong == []
    assert {one.partition("#")[0].partition(":")[0] for one in asked} <= {"file", "data", "about"}


def head(page):
    return page.locator("main > .shown h2")


def settled(page, title):
    """Waits until what is shown has a title."""
    page.wait_for_function("title => document.querySelector('main > .shown h2')?.textContent === title", arg=title)


# Journeys


def test_from_a_search_to_a_card_to_its_citation(opened, book):
    page = opened()
    page.get_by_role("searchbox").fill("health literacy")
    hit = page.locator(".hits > li").first
    assert hit.locator("mark").all_text_contents() == ["health", "literacy"]
    assert page.get_by_role("status").first.text_content() == f"{len(book.search('health literacy').hits)} results."
    hit.locator("a").first.click()
    settled(page, "health literacy")
    page.get_by_text("Cite", exact=True).click()
    shown = page.locator("main > .shown pre")
    record = book.find("topic", "health-literacy")
    for style, called in OFFERED.items():
        page.get_by_role("button", name=called, exact=True).click()
        expected = STYLES[style].write(list(citations_of(book, record)))
        assert shown.evaluate("one => one.textContent") == expected


def test_a_search_with_no_answer_says_so_as_the_terminal_does(opened, book):
    asked = [one["query"] for one in json.loads(NATURAL.read_text(encoding="utf-8"))]
    little = next(query for query in asked if (found := book.search(query)).weak and not found.unknown)
    page = opened()
    for query, has in (("zebra in Cork", "nothing on “zebra”"), (little, "little or nothing on it")):
        page.get_by_role("searchbox").fill(query)
        page.get_by_text(f"The report has {has}; these are nearest.").wait_for()
        said = page.get_by_role("status").first.text_content()
        assert said.startswith(f"{len(book.search(query).hits)} results.")
        assert "Nothing holds" not in said


def test_a_citation_is_copied(opened, book):
    page = opened("/city/cork", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_text("Cite", exact=True).click()
    page.get_by_role("button", name="BibTeX").click()
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == STYLES["bibtex"].write(list(citations_of(book, book.find("city", "cork"))))


def test_a_list_is_filtered_and_its_address_can_be_shared(opened, book):
    page = opened("/cities")
    page.get_by_label("Region").select_option("africa")
    page.get_by_text("2 of 50 cities").wait_for()
    names = page.locator("main > .shown tbody tr:visible th").all_text_contents()
    assert names == [one.name for one in book.select("city", region="africa")]
    shared = page.evaluate("location.hash")
    again = opened(shared.removeprefix("#"))
    again.get_by_text("2 of 50 cities").wait_for()
    assert again.get_by_label("Region").input_value() == "africa"


def test_filters_go_together(opened, book):
    page = opened("/initiatives?region=africa&status=running")
    chosen = book.select("initiative", region="africa", status="running")
    page.get_by_text(f"{len(chosen)} of {len(book.records('initiative'))} initiatives").wait_for()
    page.get_by_label("Count by").select_option("kind")
    page.get_by_text("iclc initiatives --status running --region africa --count-by kind").wait_for()


@pytest.mark.parametrize(
    ("noun", "name"), [("cities", "region"), ("initiatives", "topic"), ("statements", "type"), ("speakers", "session")]
)
def test_bars_tell_what_count_by_tells(opened, book, noun, name):
    page = opened(f"/{noun}?by={name}")
    page.locator("main > .shown .counted tbody tr").first.wait_for()
    rows = page.locator("main > .shown .counted tbody tr").all()
    shown = [(row.locator("th").text_content(), int(row.locator("td").first.text_content())) for row in rows]
    fields = book.fields(noun)
    told = fields.count_by(book.records(noun), name)
    assert sorted(number for _, number in shown) == sorted(one.count for one in told)
    assert [number for _, number in shown] == [one.count for one in told]
    of = fields.kind_at(name)
    if of:
        assert dict(shown) == {"none" if one.value is None else book.labels.value(one.value, of): one.count for one in told}


def test_a_dot_of_the_map_leads_to_its_city(opened):
    page = opened("/map")
    page.locator("circle[data-ref='city/melbourne'], circle[data-ref='city/wyndham']").last.click()
    page.wait_for_function("location.hash.startsWith('#/city/')")
    assert head(page).text_content() in ("Melbourne", "Wyndham")


def test_back_and_forward(opened):
    page = opened()
    page.get_by_role("link", name="Cities", exact=True).click()
    settled(page, "Cities")
    page.get_by_role("link", name="Cork", exact=True).last.click()
    settled(page, "Cork")
    page.go_back()
    settled(page, "Cities")
    page.go_back()
    page.go_forward()
    settled(page, "Cities")
    assert page.title() == "Cities – Fifth International Conference on Learning Cities"


def test_a_search_is_one_step_back_however_much_was_typed(opened):
    page = opened("/city/cork")
    page.get_by_role("searchbox").press_sequentially("health")
    settled(page, "Search")
    page.go_back()
    settled(page, "Cork")


def test_an_old_address_leads_on_and_an_unknown_one_says_so(opened, report):
    moved = report.redirects[0]
    page = opened(f"/{moved.old}")
    page.wait_for_function("ref => location.hash === `#/${ref}`", arg=moved.new)
    page = opened("/city/atlantis")
    settled(page, "Not found")
    page.get_by_text("This page has nothing at /city/atlantis.").wait_for()


def test_a_printed_card_is_the_card_alone(opened, tmp_path):
    page = opened("/city/cork")
    settled(page, "Cork")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").is_visible()
    assert not page.get_by_role("searchbox").is_visible()
    assert page.locator("main > .shown").get_by_text("Plenary I ¶2").first.is_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1


def test_the_keyboard_alone_will_do(opened):
    page = opened()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("cork")
    page.locator(".hits > li").first.wait_for()
    assert page.evaluate("document.activeElement.name") == "q", "typing keeps the focus"
    page.locator(".hits a").first.focus()
    page.keyboard.press("Enter")
    settled(page, "Cork")
    assert page.evaluate("document.activeElement.textContent") == "Cork", "a reader of the screen hears where it is"


def test_without_script_everything_is_there_and_linked(browser, address, report):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}#/city/cork")
    assert page.locator("article").count() >= len(report.passages) + len(report.cities)
    assert page.locator("[id='/city/cork']").is_visible()
    assert page.locator("[id='/topics-by-session']").is_visible()
    assert not page.get_by_text("Try: health literacy").is_visible()
    page.locator("[id='/city/cork'] a", has_text="Ireland").click()
    assert page.url.endswith("#/country/ireland")
    context.close()


@pytest.mark.parametrize("width", [320, 720, 1920])
def test_nothing_runs_out_of_the_window(opened, width):
    """320: a phone, and a window of 1280 at 400 %; 720: one of 1440 at 200 %."""
    page = opened(viewport={"width": width, "height": 800})
    for path in VIEWS:
        page.evaluate("path => { location.hash = path }", path)
        page.wait_for_timeout(60)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_hostile_data_is_shown_and_does_nothing(opened, tmp_path):
    data = tmp_path / "data.json"
    markup = f"{HOSTILE}</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    data.write_text(json.dumps(planted(markup)), encoding="utf-8")
    written = tmp_path / "iclc.html"
    hostile = Book(load(str(data)))
    written.write_text(EXPORTS["page"].export(hostile), encoding="utf-8")
    page = opened("/cities", address=written.as_uri())
    page.get_by_label("Count by").select_option("country")
    page.get_by_role("searchbox").fill(hostile.records("city")[0].name[:5])
    page.locator(".hits > li").first.wait_for()
    assert "<img src=x onerror=alert(1)>" in page.locator(".hits").text_content()
    page.locator(".hits a").first.click()
    page.get_by_text("Cite", exact=True).click()
    assert page.locator("img").count() == 0


# What holds everywhere


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(opened, address, scheme):
    """In the whole page once, then in each view without what it hides, through which axe would look each time."""
    run = pytest.importorskip("axe_playwright_python.sync_playwright").Axe().run
    page = opened(color_scheme=scheme, bypass_csp=True)
    if scheme == "light":  # the other differs in nothing but its colours, which what is hidden does not show
        assert run(page).response["violations"] == []
    for path in VIEWS:
        page.goto("about:blank")
        page.goto(f"{address}#{path}")
        page.locator("main > .shown").wait_for()
        page.evaluate("() => { for (const one of document.querySelectorAll('main > :not(.shown)')) one.remove() }")
        found = run(page).response
        assert found["passes"], path
        assert [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found["violations"]] == [], path


def test_it_finds_what_iclc_search_finds_in_its_order(opened, book):
    page = opened()
    queries = [one["query"] for path in (QUERIES, NATURAL, NATURAL_KEPT) for one in json.loads(path.read_text(encoding="utf-8"))]
    found = page.evaluate(SEARCH, queries)
    other = [
        query for query, refs in zip(queries, found, strict=True) if refs != [f"{hit.kind}/{hit.id}" for hit in book.search(query).hits]
    ]
    assert len(other) <= 0.01 * len(queries), other


def test_html_validate_finds_no_error(address):
    from tools import NODE_PATH, output, tool

    rules = {
        "extends": ["html-validate:standard"],
        # Ends of rows and items are left out, as HTML lets one do; the rest is style.
        "rules": {"no-implicit-close": "off", "long-title": "off", "no-trailing-whitespace": "off", "no-implicit-input-type": "off"},
    }
    tool("node")
    script = Path(NODE_PATH or ".") / "html-validate" / "bin" / "html-validate.mjs"
    if not script.exists():
        pytest.skip("needs Node with html-validate on NODE_PATH")
    path = Path(address.removeprefix("file://"))
    (path.parent / ".htmlvalidate.json").write_text(json.dumps({"root": True, **rules}), encoding="utf-8")
    output("node", script, path)
