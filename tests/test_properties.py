"""Held for any text and any choice, not for examples: what is asked, what is chosen, what is laid out, what is read back.

docs/testing.md lists these beside those that stand with what they are about.
"""

import csv
import io
import json
import re
import sqlite3
from collections import Counter
from functools import cache, cmp_to_key
from html.parser import HTMLParser
from itertools import count
from xml.etree import ElementTree

import openpyxl
import pytest
from conftest import invoke
from hostile import HOSTILE, controls, planted
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from test_formats import listed, rows_of_two
from test_visible import read_back

from iclc_cli.dataset import loading
from iclc_cli.errors import AmbiguousError, NotFoundError, UsageError
from iclc_cli.exports import EXPORTS
from iclc_cli.formats.xlsx import Sheet, workbook
from iclc_cli.grid import CARD, GLUE, Column, Group, Page
from iclc_cli.library import Book
from iclc_cli.model.kinds import KINDS
from iclc_cli.query.filters import filters
from iclc_cli.screens import SCREENS, Drawing, Selection, compare, counts, peers, related, search
from iclc_cli.screens import map as world
from iclc_cli.text import fold

PIECES = (
    "city/",
    "forum-1.1",
    "Forum 1.1",
    " ¶",
    "item ",
    "2",
    "–",
    ",",
    "-",
    "--",
    "Cork",
    "anna",
    "Łódka",
    "²",
    "İ",
    "ß",
    '"',
    "'",
    " ",
    "/",
    "…",
)
"""Pieces of what people type as a name, a place and a value."""
STEERING = tuple(sorted(set(HOSTILE) | {"\ud800", "\0", "\uffff", "\U0001f600", "e\u0301", GLUE}))
TYPED = st.text(st.characters(exclude_categories=()), max_size=40) | st.lists(st.sampled_from(PIECES + STEERING), max_size=8).map("".join)
"""Any text, and any text of pieces that mean something."""

few = settings(max_examples=min(40, settings().max_examples), suppress_health_check=[HealthCheck.function_scoped_fixture])


# Any text as a name, a place, a value, a field


@few
@given(TYPED, st.sampled_from([None, *KINDS]))
def test_any_text_as_a_ref_is_a_record_or_an_error_that_tells_it_in_one_line(book, small_book, text, kind):
    for one in (book, small_book):
        try:
            found = one.names.resolve(text, kind)
        except (NotFoundError, AmbiguousError) as error:
            found = [one.names.resolve(ref, kind) for ref in error.suggestions]
        else:
            found = [found]
        assert kind is None or all(isinstance(record, KINDS[kind].record) for record in found)
        assert found == [] or fold(text)


@few
@given(st.data())
def test_a_record_is_found_by_its_names_however_they_are_written(book, data):
    kind = data.draw(st.sampled_from(["session", "speaker", "city", "country", "organisation", "topic", "initiative"]))
    record = data.draw(st.sampled_from(book.records(kind)))
    name = data.draw(st.sampled_from([record.name, *(alias.name for alias in record.aliases)]))
    way = data.draw(st.sampled_from([str.upper, str.lower, str.title, lambda text: f"  {text} ", lambda text: text.replace(" ", "   ")]))
    assert [one.id for one in book.names.candidates(way(name), kind)] == [one.id for one in book.names.candidates(name, kind)]
    assert record in book.names.candidates(name, kind)


@few
@given(st.data())
def test_the_place_of_a_passage_leads_back_to_it(book, data):
    passage = data.draw(st.sampled_from(book.report.passages))
    for place in (book.locator(passage), book.labels.place([passage.id])):
        assert book.find("passage", place) == passage


@few
@given(st.data(), TYPED)
def test_any_text_as_a_value_of_a_filter_chooses_or_is_an_error(small_book, data, text):
    kind = data.draw(st.sampled_from([kind for kind in KINDS if filters(kind)]))
    known = data.draw(st.sampled_from(filters(kind)))
    before = data.draw(st.sampled_from(["", "not_"]))
    try:
        found = small_book.select(kind, **{before + known.name.replace("-", "_"): text})
    except (NotFoundError, AmbiguousError):
        return
    assert [one for one in small_book.records(kind) if one in found] == found


@few
@given(st.sampled_from(list(KINDS)), TYPED)
def test_any_text_as_a_field_is_read_of_every_record_or_is_an_error(small_book, kind, text):
    fields = small_book.fields(kind)
    try:
        name = fields.check(text)
    except UsageError:
        return
    for record in small_book.records(kind):
        fields.read(record, name)


COMMANDS = (
    ("show",),
    ("search",),
    ("cite",),
    ("related",),
    ("brief",),
    ("cities", "--country"),
    ("cities", "--fields"),
    ("cities", "--sort"),
)
COMMANDS += (("cities", "--match"), ("cities", "--count-by"), ("cities", "--explode"), ("sql",), ("path", "Cork"), ("fields",), ())


@few
@given(st.sampled_from(COMMANDS), TYPED, st.sampled_from(["table", "json", "tsv"]))
def test_any_text_on_the_command_line_ends_in_an_answer_or_one_line(words, text, form):
    done = invoke(*words, "-f", form, *([] if words[-1:] and words[-1].startswith("--") else ["--"]), text)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert done.exit_code in (0, 1, 2, 3, 5), done.stderr
    assert controls(done.stdout, "\n\t") == controls(done.stderr) == set()
    assert done.exit_code == 0 or done.stdout == ""


# Choosing and sorting, beside ten lines that read the fields of records and know nothing else


def countries(book, owners):
    """The countries of some records: named by them, or those of the cities that they are of or lie in."""
    cities = {city.id: city.country for city in book.report.cities}
    return {
        country
        for one in owners
        for country in (getattr(one, "country", None), cities.get(one.city), cities.get(getattr(one, "place", None)))
        if country
    }


LEADS = {
    ("city", "country"): lambda book, city: {city.country},
    ("city", "participation"): lambda book, city: set(city.participation),
    ("city", "region"): lambda book, city: {country.region for country in book.report.countries if country.id == city.country},
    ("city", "topic"): lambda book, city: {
        topic for one in (*book.report.initiatives, *book.report.statements) if one.city == city.id for topic in one.topics
    },
    ("speaker", "session"): lambda book, speaker: {one.session for one in speaker.appearances},
    ("speaker", "city"): lambda book, speaker: {one.city for one in speaker.appearances} - {None},
    ("speaker", "country"): lambda book, speaker: countries(book, speaker.appearances),
    ("initiative", "city"): lambda book, one: {one.city} - {None},
    ("initiative", "country"): lambda book, one: countries(book, [one]),
    ("initiative", "topic"): lambda book, one: set(one.topics),
    ("initiative", "status"): lambda book, one: {one.status},
    ("initiative", "named"): lambda book, one: {"yes" if one.named else "no"},
    ("initiative", "part-of"): lambda book, one: {one.part_of} - {None},
    ("statement", "type"): lambda book, one: {one.type},
    ("statement", "city"): lambda book, one: {one.city} - {None},
    ("session", "sdg"): lambda book, one: set(one.sdgs),
    ("passage", "section"): lambda book, passage: {passage.section},
    ("passage", "topic"): lambda book, passage: {topic.id for topic in book.report.topics if passage.id in topic.sources},
}


@pytest.fixture(scope="session")
def led(book):
    """What every record of a kind leads to for a filter, worked out by the lines above."""
    return cache(lambda kind, name: {one.id: LEADS[kind, name](book, one) for one in book.records(kind)})


ASKED = st.tuples(st.integers(0, 99), st.sampled_from(["", "not_", "no_"]), st.lists(st.integers(0, 999), min_size=1, max_size=3))
"""A filter by its number among those of the kind, what stands before its name, and its values by their numbers."""


@few
@given(st.lists(ASKED, min_size=1, max_size=3))
def test_filters_and_their_negations_choose_what_a_naive_model_does(book, led, asked):
    for kind in dict.fromkeys(kind for kind, _ in LEADS):
        names = [name for one, name in LEADS if one == kind]
        wanted, expected = {}, {}
        for number, before, places in asked:
            name = names[number % len(names)]
            held = led(kind, name)
            every = sorted(set().union(*held.values()))
            values = {every[place % len(every)] for place in places}
            flag = before + name.replace("-", "_")
            wanted[flag] = before == "no_" or values
            expected[flag] = {
                "": {one for one, known in held.items() if known & values},
                "not_": {one for one, known in held.items() if not known & values},
                "no_": {one for one, known in held.items() if not known},
            }[before]
        chosen = set.intersection(*expected.values())
        assert book.select(kind, **wanted) == [one for one in book.records(kind) if one.id in chosen]


SORTED = {
    "city": ["id", "name", "country", "participation", "coordinates.latitude", "region"],
    "speaker": ["id", "name", "appearances.session", "appearances.city"],
    "figure": ["id", "value", "unit", "city", "date"],
    "initiative": ["status", "kind", "city", "part_of", "named"],
    "passage": ["section", "number", "kind"],
    "sdg": ["id", "number"],
}


def key(value):
    """Numbers as they are, before texts by their letters, in which numbers count for what they are worth."""
    if isinstance(value, (int, float)):
        return (0, value)
    return (1, [(int(part), "") if part.isdigit() else (-1, part) for part in re.split("([0-9]+)", fold(value))])


KEYS = st.lists(st.tuples(st.sampled_from(["", "-", "+"]), st.integers(0, 99)), min_size=1, max_size=3)


@few
@given(KEYS, st.randoms(use_true_random=False))
def test_records_are_sorted_as_a_naive_model_does(book, numbers, chance):
    for kind, names in SORTED.items():
        keys = [(sign, names[number % len(names)]) for sign, number in numbers]
        every = book.records(kind)
        chosen = chance.sample(every, min(len(every), 20))
        assert book.fields(kind).ordered(chosen, [sign + name for sign, name in keys]) == naively(book.fields(kind), chosen, keys)


def naively(fields, chosen, keys):
    def later(one, other):
        """Does one record stand behind another? By the first key that tells them apart; what has no value is last either way."""
        for sign, name in keys:
            pair = [[key(part) for part in (value if isinstance(value, (list, tuple)) else [value]) if part is not None] for value in
                    (fields.read(one, name), fields.read(other, name))]  # fmt: skip
            if pair[0] != pair[1]:
                if not all(pair):
                    return -1 if pair[0] else 1
                return (1 if pair[0] > pair[1] else -1) * (-1 if sign == "-" else 1)
        return 0

    return sorted(chosen, key=cmp_to_key(later))


@few
@given(st.data())
def test_values_are_counted_as_a_naive_model_does(book, data):
    kind, name = data.draw(
        st.sampled_from([("city", "participation"), ("initiative", "topics"), ("initiative", "city"), ("figure", "unit")])
    )
    chosen = data.draw(st.lists(st.sampled_from(book.records(kind)), max_size=12, unique_by=lambda one: one.id))
    held = [getattr(one, name) if isinstance(getattr(one, name), tuple) else (getattr(one, name),) for one in chosen]
    told = {one.value: one.count for one in book.fields(kind).count_by(chosen, name)}
    assert told == {value: sum(value in (values or (None,)) for values in held) for values in held for value in values or (None,)}


# Laying out: no word broken, no line wider than the window, nothing lost that is not counted

INNER = st.text(st.sampled_from("abcXYZ019-é–·,.()+港湾都市한글e\u0301क्षि👩\u200d👧＠…"), max_size=24)
WORDS = INNER.map(lambda inner: f"⟦{inner}⟧")
"""Words that are known to be whole where both of their brackets are there."""
TEXTS = st.lists(WORDS, min_size=1, max_size=16).map(" ".join)
SHORT = st.lists(WORDS.filter(lambda word: cell_len(word) <= 12), min_size=1, max_size=16).map(" ".join)
"""Words that stand side by side in the columns of any table."""
WINDOWS = st.integers(20, 200)


def whole_words(page):
    """The words on a page, none of them broken, and no line wider than the window but for a word that is so by itself."""
    text = page.render()
    found = re.findall(r"⟦[^\s⟦⟧]*⟧", text)
    assert len(found) == text.count("⟦") == text.count("⟧")
    assert [line for line in text.splitlines() if cell_len(line) > page.width and len(line.split()) > 1] == []
    return found


def numbered(texts):
    """Texts of which each word tells in which of them it stands."""
    return [text.replace("⟦", f"⟦{number}:") for number, text in enumerate(texts)]


def cut(found, text):
    """Is that a text, or as many of its first words as there was room for?"""
    return found == text.split()[: len(found)]


@few
@given(WORDS, TEXTS, TEXTS, WINDOWS, st.sampled_from([0, 2]))
def test_words_texts_and_places_are_whole_and_within_the_window(word, text, place, width, hang):
    for write in (
        lambda page: page.put(f"{word} {text}", place, hang=hang),
        lambda page: page.item(word, text, place, hang=hang),
        lambda page: page.line(f"{word} {text}", place),
        lambda page: page.heading(f"{word} {text}", "3", place),
    ):
        page = Page(width)
        write(page)
        assert Counter(whole_words(page)) == Counter([word, *text.split(), *place.split()])


@few
@given(TEXTS, WINDOWS, st.integers(1, 3))
def test_what_is_cut_is_cut_behind_a_word_and_says_so(text, width, most):
    page = Page(width)
    page.item("", text, most=most)
    found = whole_words(page)
    assert cut(found, text)
    if found != text.split():
        assert page.render().rstrip().endswith(" …") or len(found) == most
        assert len(page.lines) <= most


@few
@given(st.lists(TEXTS, min_size=1, max_size=12).map(numbered), WINDOWS, st.integers(1, 3))
def test_items_in_a_row_are_whole_and_those_that_do_not_fit_are_counted(items, width, most):
    page = Page(width)
    page.run("", items, most)
    found = whole_words(page)
    kept = [item for item in items if item.split()[0] in found]
    assert found == [word for item in kept for word in item.split()]
    left = re.search(r"⟧ \+(\d+)$", page.render().rstrip())
    assert len(items) - len(kept) == (int(left[1]) if left else 0)


@few
@given(st.data(), WINDOWS, st.booleans())
def test_a_table_cuts_behind_words_and_loses_no_row(data, width, whole):
    columns = [
        Column("one", spill=data.draw(st.booleans())),
        *(Column(f"c{number}", drop=data.draw(st.integers(0, 2))) for number in range(data.draw(st.integers(0, 3)))),
        Column("last", flexible=True),
    ]
    rows = [numbered(data.draw(st.tuples(*[TEXTS] * len(columns)))) for _ in range(data.draw(st.integers(1, 4)))]
    page = Page(width)
    page.table(columns, rows, whole=whole)
    found = whole_words(page)
    if whole:
        assert Counter(found) == Counter(word for row in rows for cell in row for word in cell.split())
    for row in rows:
        assert row[0].split()[0] in found


@few
@given(st.lists(st.tuples(st.lists(TEXTS, max_size=12), st.integers(1, 3)), min_size=1, max_size=5), WINDOWS)
def test_a_card_counts_what_it_has_no_room_for(groups, width):
    page = Page(width)
    told = [[text.replace("⟦", f"⟦{place}.") for text in numbered(texts)] for place, (texts, _) in enumerate(groups)]
    made = [[page.block("", text) for text in texts] for texts in told]
    page.fill([Group(f"group{place}", blocks, groups[place][1]) for place, blocks in enumerate(made)])
    found = whole_words(page)
    kept = [[text for text in texts if text.split()[0].partition(":")[0] in {word.partition(":")[0] for word in found}] for texts in told]
    assert Counter(found) == Counter(word for texts in kept for text in texts for word in text.split())
    left = sum(map(int, re.findall(r"\+(\d+) more", page.render())))
    assert sum(map(len, kept)) + left == sum(map(len, told))
    assert len(page.lines) <= CARD or max(map(len, kept)) == 1


def opened(text, alone=False):
    """The small report with a text at the end of all its texts, or in their place."""
    small = planted("")
    return Book(loading.build(planted(text, alone) | {name: small[name] for name in ("schema", "redirects", "thesaurus")}))


def drawn(book, width, draw, *asked):
    page = Page(width)
    draw(Drawing(page, book), *asked)
    return page


@few
@example(" ⟦⟧ ⟦⟧ ⟦⟧ ⟦0000⟧ ⟦00000⟧ ⟦00市市市⟧", 72, "organisation")  # a head longer than what is left of its column
@given(TEXTS.map(lambda text: f" {text}".replace(".", "")), WINDOWS, st.sampled_from(list(KINDS)))  # a path of a field has dots
def test_any_data_is_drawn_in_whole_words_within_the_window(text, width, kind):
    book = opened(text)
    chosen = book.records(kind)[:3]
    for long in (True, False):
        whole_words(drawn(book, width, SCREENS[kind].listing, Selection(kind, kind, chosen, 3, 3, long=long)))
        for record in chosen:
            whole_words(drawn(book, width, SCREENS[kind].card, record, long))


@few
@given(SHORT.map(lambda text: f" {text}".replace(".", "")), WINDOWS)
def test_any_data_that_is_found_compared_and_counted_is_drawn_so_too(text, width):
    book = opened(text)
    cities = book.records("city")
    chosen = Selection("city", "cities", cities, len(cities), len(cities))
    for draw, *asked in (
        (search.draw, book.search("rope"), "rope", 8),
        (related.draw, cities[0], book.related(cities[0]), 99),
        (peers.draw, cities[0], book.peers(cities[0]), 6),
        (compare.draw, cities[:2]),
        (counts.draw, chosen, ("country",), 0),
        (counts.draw, chosen, ("name", "country"), 0),
        (world.draw, chosen),
    ):
        whole_words(drawn(book, width, draw, *asked))


@pytest.fixture(scope="module")
def told_apart():
    """The small report with a word of its own at the end of each text."""
    number = count()
    data = re.sub("⟦⟧", lambda found: f"⟦{next(number)}⟧", json.dumps(planted(" ⟦⟧"), ensure_ascii=False))
    small = planted("")
    return Book(loading.build(json.loads(data) | {name: small[name] for name in ("schema", "redirects", "thesaurus")}))


@pytest.mark.parametrize("kind", KINDS)
@few
@given(width=WINDOWS)
def test_a_full_card_tells_the_same_at_any_width(told_apart, kind, width):
    card = SCREENS[kind].card
    for record in told_apart.records(kind):
        narrow, wide = (set(whole_words(drawn(told_apart, one, card, record, True))) for one in (width, 500))
        assert narrow == wide != set()


# What goes into a format comes out of it; what lists print is held to that in test_formats.py

MEANT = ("<b>", "</td>", "&amp;", "&#10;", "  ", "]]>", '"', "'", ": ", "\r\n")
DATA = st.lists(
    st.characters(codec="utf-8", exclude_characters="\\") | st.sampled_from([*MEANT, *sorted(set(HOSTILE) - {"\\"})]), max_size=12
).map("".join) | st.permutations(MEANT).map("".join)
"""Any text of data, with what means something elsewhere, but for backslashes: an escape is then one that we wrote."""


class Reader(HTMLParser):
    """The texts of the cells and other elements of a page."""

    def __init__(self, text):
        super().__init__()
        self.read, self.inside = [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.inside = tag in ("td", "h1", "li", "dd", "footer")
        if self.inside:
            self.read.append("")

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.read[-1] += data


@few
@given(st.lists(st.tuples(DATA, DATA), min_size=1, max_size=4))
def test_html_plain_lines_and_workbooks_give_back_what_went_in(pairs):
    listing = rows_of_two(pairs)
    assert [read_back(cell) for cell in Reader(listed("html", listing)).read] == [text for pair in pairs for text in pair]
    lines = [line.partition(": ")[2] for line in listed("plain", listing).split("\n") if line]
    assert [read_back(line) for line in lines] == [text for pair in pairs for text in pair if text]
    book = openpyxl.load_workbook(io.BytesIO(workbook([Sheet("s", ["one", "other"], pairs, header=False)])))
    assert [read_back(cell.value or "") for row in book["s"].iter_rows(max_row=len(pairs), max_col=2) for cell in row] == [
        text for pair in pairs for text in pair
    ]


@few
@given(DATA)
def test_exports_give_back_any_data(text):
    book = opened(text, alone=True)
    gists = [passage.gist for passage in book.report.passages]
    names = [city.name for city in book.report.cities]
    export = {name: EXPORTS[name].export(book) for name in ("json", "ndjson", "csv", "sqlite", "geojson", "graphml", "jsonld")}
    assert json.loads(export["json"]) == book.to_dict(book.report)
    told = [json.loads(line) for line in export["ndjson"].split("\n")[:-1]]
    assert [one["record"]["gist"] for one in told if one["kind"] == "passage"] == gists
    read = csv.DictReader(io.StringIO(export["csv"]["passages.csv"].decode(), newline=""))
    assert [one["gist"] for one in read] == gists
    database = sqlite3.connect(":memory:")
    database.deserialize(export["sqlite"])
    assert [gist for (gist,) in database.execute("SELECT gist FROM passages")] == gists
    database.close()
    places = [one["properties"] for one in json.loads(export["geojson"])["features"]]
    assert [one["name"] for one in places if one["kind"] == "city"] == names
    labels = [one.text or "" for one in ElementTree.fromstring(export["graphml"]).iter() if one.get("key") == "label"]
    assert [read_back(label) for label in labels] == [book.label(record) for kind in KINDS for record in book.records(kind)]
    things = json.loads(export["jsonld"])["@graph"]
    assert [one.get("name", "") for one in things if one["@type"] == "City"] == names
