"""The page for browsers, without one: what stands in it, that everything leads somewhere, and that no data becomes markup."""

import base64
import hashlib
import json
import re
import zlib
from collections import Counter
from html.parser import HTMLParser

import pytest
from hostile import HOSTILE, planted

from iclc_cli.citations import STYLES
from iclc_cli.citations.work import citations_of
from iclc_cli.dataset.loading import build, load
from iclc_cli.dataset.origin import origin
from iclc_cli.exports import EXPORTS
from iclc_cli.exports.page.citing import OFFERED
from iclc_cli.exports.page.lists import LISTED
from iclc_cli.exports.page.markup import tag
from iclc_cli.exports.page.records import in_words, places
from iclc_cli.library import Book, load_report
from iclc_cli.model.kinds import KINDS, all_records
from iclc_cli.query.filters import filters
from iclc_cli.query.names import ref_of
from iclc_cli.text import fold
from iclc_cli.views.cards import region_name

VOID = frozenset({"br", "link", "meta"})


class Read(HTMLParser):
    """What a parser makes of a page: its elements with their attributes, ids, links, and the text of each element with an id."""

    def __init__(self, page):
        super().__init__()
        self.elements = Counter()
        self.attributes = []
        self.ids = []
        self.links = []
        self.held = {}
        self._in = None
        self.feed(page)

    def handle_starttag(self, element, attributes):
        self.elements[element] += 1
        self.attributes += [(element, name, value) for name, value in attributes]
        told = dict(attributes)
        if "id" in told:
            self.ids.append(told["id"])
            self._in = told["id"]
        if element == "a":
            self.links.append((self._in, told["href"]))

    def handle_data(self, data):
        self.held[self._in] = self.held.get(self._in, "") + data


@pytest.fixture(scope="module")
def made():
    return EXPORTS["page"].export(load_report())


@pytest.fixture(scope="module")
def read(made):
    return Read(made)


@pytest.fixture(scope="module")
def data(read):
    return json.loads(zlib.decompress(base64.b64decode(read.held["data"])))


def test_it_is_one_file_of_less_than_two_megabytes(made):
    assert len(made.encode()) < 2_000_000


def test_it_asks_nobody_for_anything(read):
    """All that loads is addressed by the page itself; outside it lead only links that somebody follows."""
    loading = [(element, name, value) for element, name, value in read.attributes if name in ("src", "srcset", "action", "data", "poster")]
    assert loading == []
    assert [value for element, name, value in read.attributes if element == "link" and name == "href"] == ["data:,"]
    outside = {href for _, href in read.links if not href.startswith("#")}
    assert outside == set(load_report().report.conference.report.urls)


def test_its_policy_lets_nothing_run_but_its_own_script_and_style(made):
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', made)[1].replace("&#x27;", "'")
    for element in ("script", "style"):
        (inner,) = re.findall(f"<{element}>(.*?)</{element}>", made, re.DOTALL)
        assert f"{element}-src 'sha256-{base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_its_head_tells_programs_what_it_is(made):
    head = made.partition("<head>")[2].partition("<style>")[0]
    assert re.findall(r'<meta (?:charset|name|http-equiv)="([^"]*)"', head) == [
        *["utf-8", "Content-Security-Policy", "viewport", "color-scheme", "description"]
    ]
    assert '<meta name="color-scheme" content="light dark">' in head
    assert f"<title>{origin(load_report().report).title}</title>" in head


def test_no_attribute_styles_or_runs_anything(read):
    assert [one for one in read.attributes if one[1] == "style" or one[1].startswith("on")] == []


def test_every_class_has_a_style_and_what_only_a_style_names_is_the_scripts(made, read):
    style, script = (re.search(f"<{element}>(.*?)</{element}>", made, re.DOTALL)[1] for element in ("style", "script"))
    styled = set(re.findall(r"\.([a-z][a-z0-9-]*)", style))
    classes = [value for _, name, value in read.attributes if name == "class"]
    used = {word for value in classes for word in value.split()}
    assert all(classes)
    assert used <= styled
    assert all(re.search(rf"\b{name}\b", script) for name in styled - used)


def test_every_element_is_one_of_html(made, read):
    page = "html head body title meta link style script noscript header nav main footer section article div p h1 h2 h3 a small code"
    lists = "ul li dl dt dd br details summary table caption thead tbody tr th td svg path circle"
    assert set(read.elements) == {*page.split(), *lists.split()}
    assert "<>" not in made
    assert read.elements["caption"] == read.elements["tbody"] == read.elements["table"]
    assert read.elements["thead"] == len(LISTED) + 2  # topics by session are two tables; bars have no heads
    assert {value for element, name, value in read.attributes if element == "th" and name == "scope"} == {"row", "col"}
    assert read.elements["th"] == sum(name == "scope" for _, name, _ in read.attributes)


def test_every_record_has_a_card_and_every_kind_a_list(read, report):
    ids = Counter(read.ids)
    assert max(ids.values()) == 1
    for _, record in all_records(report):
        assert f"/{ref_of(record)}" in ids
    assert {f"/{KINDS[kind].collection}" for kind in LISTED} <= ids.keys()


def test_every_link_leads_to_something_on_the_page(read):
    led = {href.removeprefix("#") for _, href in read.links if href.startswith("#")}
    assert {one for one in led if not one.startswith("/search?")} <= {*read.ids}


def test_its_head_leads_to_every_list_and_picture(made):
    head = Read(made.partition("<header>")[2].partition("</header>")[0])
    wanted = ["", "", *(KINDS[kind].collection for kind in LISTED), "map", "topics-by-session", "counts", "about"]
    assert [target.removeprefix("#/") for _, target in head.links] == wanted


def test_links_go_both_ways(read):
    links = {(start, href.removeprefix("#")) for start, href in read.links}
    for pair in [
        ("/city/cork", "/country/ireland"),
        ("/city/cork", "/statement/cork-1"),
        ("/session/forum-1.1", "/speaker/manal-awad"),
        ("/topic/health-literacy", "/session/forum-1.3"),
        ("/passage/mayors-forums-p3", "/city/cork"),
    ]:
        assert {pair, pair[::-1]} <= links


def test_a_card_says_whose_its_words_are_where_it_stands_and_what_is_doubted(read):
    assert "City, name as printed, texts in our words" in read.held["/city/cork"]
    assert "Initiative, name of ours, texts in our words" in read.held["/initiative/cork-covid-responses"]
    assert "Passage, in our words" in read.held["/passage/opening-p8"]
    assert "Plenary I ¶2" in read.held["/city/cork"]
    report = load_report().report
    for _, record in all_records(report):
        for remark in record.remarks:
            assert remark.routine or f"{remark.field}: {remark.kind}" in read.held[f"/{ref_of(record)}"]


def test_a_remark_links_the_passages_that_it_names(read):
    assert ("/conference/iclc-5", "#/passage/overview-p2") in read.links
    assert "overview-p2" not in read.held["/conference/iclc-5"]


def test_every_text_of_ours_is_readable_without_the_script(read, report):
    text = " ".join(read.held.values())
    for passage in report.passages:
        assert passage.gist in text
    for session in report.sessions:
        assert all(point.text in text for point in session.conclusions)
    for speaker in report.speakers:
        assert all(point.text in text for appearance in speaker.appearances for point in appearance.said)


def test_citations_are_what_iclc_cite_prints(data):
    book = load_report()
    for ref in ("city/cork", "speaker/ban-ki-moon", "conference/iclc-5", "statement/cork-1"):
        record = book.find(*ref.split("/"))
        assert data["citations"][ref] == [STYLES[style].write(list(citations_of(book, record))) for style in OFFERED]
    assert data["citations"].keys() == {ref_of(record) for _, record in all_records(book.report)}


def test_counts_and_filters_are_those_of_the_lists(data):
    """What the script counts by is what `--count-by` counts: the same values for the same records, in every list and by every name."""
    book = load_report()
    for kind in LISTED:
        known = data["lists"][KINDS[kind].collection]
        for name, one in known["names"].items():
            counted = Counter(value for row in one["rows"] for value in ([one["values"][place] for place in row] or [None]))
            told = {entry.value: entry.count for entry in book.fields(kind).count_by(book.records(kind), name)}
            assert counted == {value if value is None else said(value): count for value, count in told.items()}


def test_what_has_few_values_can_be_counted_though_no_filter_leads_there(data):
    assert {name: "values" in held for name, held in data["lists"]["speakers"]["names"].items()}["honorific"]
    assert "chapter" in data["lists"]["sections"]["names"]
    assert "id" not in data["lists"]["sections"]["names"]


def test_records_can_be_counted_by_every_filter_but_the_passages_they_rest_on(data):
    for kind in LISTED:
        led = {item.name for item in filters(kind)} - {"passage"}
        assert led <= data["lists"][KINDS[kind].collection]["names"].keys()
        assert "passage" not in data["lists"][KINDS[kind].collection]["names"]


def test_records_are_chosen_by_what_people_ask_for_the_nearest_first(data):
    chosen = {name: " ".join(one["chosen"]) for name, one in data["lists"].items()}
    assert chosen["initiatives"] == "kind status named region country city session section topic"
    assert chosen["cities"] == "participation region country session section topic"
    assert chosen["statements"] == "type region country city session section topic"


def said(value):
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else str(value)


def test_the_table_of_topics_holds_what_count_by_tells(made):
    book = load_report()
    table = re.search(r'<section id="/topics-by-session">.*?</section>', made, re.DOTALL)[0]
    columns = re.findall(r'<th scope="col"><a href="#/session/([^"]*)"', table.partition("</thead>")[0])
    numbers = {}
    for topic, cells in re.findall(r'<th scope="row"><a href="#/topic/([^"]*)">[^<]*</a>(.*?)(?=<tr>|</tbody>)', table):
        for session, number in zip(columns, re.findall(r"<td[^>]*>([^<]*)", cells), strict=True):
            if number != "·":
                numbers[topic, session] = int(number)
    pairs = book.fields("passage").count_by_two(book.records("passage"), "topic", "session")
    assert numbers == {(one.value, one.second): one.count for one in pairs if one.value and one.second}


def test_a_cell_of_the_table_of_topics_is_the_darker_the_more_it_counts(made):
    table = re.search(r'<section id="/topics-by-session">.*?</section>', made, re.DOTALL)[0]
    shades = {(number, shade) for shade, number in re.findall(r"<td(?: class=\"heat(\d)\")?>([^<]*)", table)}
    wanted = {"·": "", **{str(number): str(1 + sum(number >= step for step in (2, 3, 5, 8))) for number in range(1, 99)}}
    assert {number for number, _ in shades} >= {"·", "1", "2", "3", "4", "5"}
    assert all(wanted[number] == shade for number, shade in shades)


def test_forty_topics_stand_in_the_table_and_the_others_below(made):
    table = re.search(r'<section id="/topics-by-session">.*?</section>', made, re.DOTALL)[0]
    shown, others = (len(re.findall('<th scope="row"', part)) for part in table.split("<details>"))
    assert shown == 40
    assert f"<summary>{others} more topics</summary>" in table


def test_cities_stand_under_their_region_and_country_by_name(made, book):
    section = re.search(r'<section id="/map">.*?(?=<section id=)', made, re.DOTALL)[0]
    assert 'viewBox="-720 -336 1440 564"' in section  # 4 units a degree, from 84° north to 57° south
    told = {
        re.sub(r": \d+$", "", head): re.findall(r"<li>([^<]*): (.*?)(?=<li>|</ul>)", inner)
        for head, inner in re.findall(r"<h3>([^<]*)</h3>(<ul>.*?</ul>)", section)
    }
    for region, lines in told.items():
        countries = [country for country, _ in lines]
        assert countries == sorted(countries)
        for country, cities in lines:
            ids = re.findall(r'href="#/city/([^"]*)"', cities)
            held = [book.find("city", one) for one in ids]
            assert [one.name for one in held] == sorted((one.name for one in held), key=fold)
            assert {book.labels.everyday(book.find("country", one.country)) for one in held} == {country}
            assert {region_name(book.find("country", one.country).region) for one in held} == {region}
    assert sum(len(re.findall("<a", cities)) for lines in told.values() for _, cities in lines) == len(book.records("city"))


def test_places_in_a_row_name_their_section_once(small_book):
    def told(*sources):
        return re.sub("<[^>]*>", "", places(small_book, sources))

    assert told("opening-p1", "forum-1.1-p1", "forum-1.1-c1") == "Opening ¶1, Forum 1.1 ¶1, caption 1"
    assert places(small_book, ["opening-p1"]) == '<a href="#/passage/opening-p1">Opening ¶1</a>'


def test_words_of_fixed_sets_are_read_as_words_and_names_stay():
    assert in_words("made-a-statement; on-site; X-ray") == "made a statement; on site; X-ray"


def test_the_map_has_a_dot_for_each_city_and_the_list_names_all(made, report):
    section = re.search(r'<section id="/map">.*?(?=<section id=)', made, re.DOTALL)[0]
    assert section.count("<circle") == sum(city.coordinates is not None for city in report.cities)
    assert {f"#/city/{city.id}" for city in report.cities} == set(re.findall(r'href="(#/city/[^"]*)"', section))
    cork = next(city for city in report.cities if city.id == "cork").coordinates
    x, y = re.search(r'<circle cx="(-?\d+)" cy="(-?\d+)" r="6" data-ref="city/cork">', section).groups()
    assert (int(x), int(y)) == (round(cork.longitude * 4), round(-cork.latitude * 4))


def test_old_addresses_lead_on(data, report):
    assert data["moved"] == {one.old: one.new for one in report.redirects}


def test_the_programme_names_a_chapter_of_one_section_and_the_section_too():
    data = planted("")
    data["sections"][0]["chapter"] = "Part one"
    programme = EXPORTS["page"].export(Book(build(data))).partition("<h3>")[2].partition("</section>")[0]
    assert programme.startswith('Part one</h3><ul><li><a href="#/session/opening">Opening')
    assert ">1 passage</a>" in programme


# What data may hold


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "data.json"
    markup = f"{HOSTILE}</script></style></section><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;<!--"
    path.write_text(json.dumps(planted(markup)), encoding="utf-8")
    return EXPORTS["page"].export(Book(load(str(path))))


def test_data_is_never_markup(hostile):
    read = Read(hostile)
    assert read.elements["script"] == 2
    assert read.elements["img"] == 0
    assert [one for one in read.attributes if one[1] == "onerror"] == []
    assert any("<img src=x onerror=alert(1)>" in text for text in read.held.values())


def test_controls_are_shown_and_not_obeyed(hostile):
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202e\u2066\u2028\u2029\ufeff]", hostile)
    assert "\\u202e" in hostile


def test_addresses_of_data_are_links_only_where_they_are_of_the_web(tmp_path):
    data = planted("")
    data["conference"]["report"]["urls"] = ["javascript:alert(1)", "https://example.org/terms"]
    path = tmp_path / "data.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    links = {href for _, href in Read(EXPORTS["page"].export(Book(load(str(path))))).links}
    assert "https://example.org/terms" in links
    assert not any("javascript" in href for href in links)


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (tag("p", "a < b & c", class_="x"), '<p class="x">a &lt; b &amp; c</p>'),
        (tag("a", tag("b", "<"), href='"><script>'), '<a href="&quot;&gt;&lt;script&gt;"><b>&lt;</b></a>'),
        (tag("br"), "<br>"),
        (tag("li", "x", hidden=True, title=None, aria_hidden=False), "<li hidden>x"),
    ],
)
def test_text_is_escaped_and_markup_is_not(element, expected):
    assert element == expected
