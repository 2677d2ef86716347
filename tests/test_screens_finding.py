"""What is found, linked, alike, compared, counted and put on a map, as people read it."""

import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import pytest
from rich.cells import cell_len
from rich.text import Text

from iclc_cli.grid import CARD, Page
from iclc_cli.model import Country
from iclc_cli.model.kinds import KINDS, choices, kind_of, records
from iclc_cli.screens import SCREENS as every_screen
from iclc_cli.screens import Drawing, Selection, compare, counts, land, peers, regions, related, search
from iclc_cli.screens import map as world
from iclc_cli.screens.drawing import region
from iclc_cli.screens.titles import ref, title

WIDTHS = (30, 40, 45, 55, 56, 60, 72, 80, 100, 120, 200)


def drawn(book, draw, width=80, **how):
    """The lines that a screen draws, the page itself, and everything on it in one line."""
    page = Page(width, **how)
    draw(Drawing(page, book))
    text = page.render()
    return SimpleNamespace(lines=text.splitlines(), page=page, text=" ".join(text.split()), hints=page.hints)


def chosen(book, kind, found=None, wanted="", noun=None):
    every = book.records(kind)
    found = every if found is None else found
    return Selection(kind, noun or KINDS[kind].collection, found, len(found), len(every), wanted)


def searched(book, query, most=8, explain=False, width=80, **how):
    result = book.search(query, explain=explain)
    return drawn(book, lambda drawing: search.draw(drawing, result, query, most), width, **how)


def counted(book, kind, *names, most=0, found=None, wanted="", width=80, **how):
    return drawn(book, lambda drawing: counts.draw(drawing, chosen(book, kind, found, wanted), names, most), width, **how)


def linked(book, record, width=80, **how):
    found = book.related(record)
    return drawn(book, lambda drawing: related.draw(drawing, record, found, len(found)), width, **how)


def compared(book, *refs, width=80, **how):
    return drawn(book, lambda drawing: compare.draw(drawing, [book.find(one) for one in refs]), width, **how)


def alike(book, city, most=6, width=80, **how):
    record = book.find("city", city)
    return drawn(book, lambda drawing: peers.draw(drawing, record, book.peers(record), most), width, **how)


def mapped(book, width=80, found=None, wanted="", **how):
    return drawn(book, lambda drawing: world.draw(drawing, chosen(book, "city", found, wanted)), width, **how)


SCREENS = {
    "search": lambda book, **how: searched(book, "health literacy", **how),
    "explained": lambda book, **how: searched(book, "helth ireland zebra", explain=True, most=0, **how),
    "nothing": lambda book, **how: drawn(book, lambda one: search.nothing(one, book.search("zzzz", exact=True), "zzzz", "", ""), **how),
    "related": lambda book, **how: linked(book, book.find("Cork"), **how),
    "pointers": lambda book, **how: linked(book, book.find("strategy/change-1"), **how),
    "peers": lambda book, **how: alike(book, "Cork", **how),
    "compare": lambda book, **how: compared(book, "Cork", "Limerick", "Belfast", **how),
    "forums": lambda book, **how: compared(book, "forum-1.1", "forum-1.2", **how),
    "bars": lambda book, **how: counted(book, "initiative", "kind", **how),
    "regions": lambda book, **how: counted(book, "city", "region", **how),
    "table": lambda book, **how: counted(book, "initiative", "kind", "region", **how),
    "sessions": lambda book, **how: counted(book, "session", "topic", "name", most=18, **how),
    "map": lambda book, **how: mapped(book, **how),
}


@pytest.fixture(scope="module")
def vocabulary(report):
    """Every word of the data, and of the screens where they are as wide as can be."""
    held = [str(value) for _, record in all_of(report) for value in strings(record.as_dict())]
    return {bare(word) for text in held for word in text.split()}


def all_of(report):
    return [(kind, record) for kind in KINDS for record in records(report, kind)]


def strings(value):
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from strings(inner)
    elif hasattr(value, "as_dict"):
        yield from strings(value.as_dict())
    else:
        yield value


def bare(word):
    return word.strip(".,;:()[]“”\"'‘’*·…-")


# All of them


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_window(book, name, width):
    page = SCREENS[name](book, width=width)
    assert [line for line in page.lines if cell_len(line) > width] == []


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_word_is_broken(book, name, width, vocabulary):
    wide = SCREENS[name](book, width=1000)
    places = {word for one in choices(Country, "region") for word in region(one).split()}
    known = vocabulary | places | {bare(word) for line in wide.lines for word in line.split()}
    shown = {bare(word) for line in SCREENS[name](book, width=width).lines for word in line.split()}
    pieces = {word[:cut] for word in known for cut in range(2, len(word))} | {
        word[cut:] for word in known for cut in range(1, len(word) - 1)
    }
    assert {word for word in shown - known if word in pieces and re.search(r"[^\W\d_]{2}", word)} == set()


@pytest.mark.parametrize("name", SCREENS)
def test_no_id_and_no_coded_value_is_shown(book, report, name):
    slugs = {record.id for _, record in all_of(report) if "-" in record.id} | {"arab-states", "thematic-forum", "made-a-statement"}
    prose = {
        bare(word) for _, record in all_of(report) for text in strings(record.as_dict()) for word in str(text).split() if " " in str(text)
    }
    assert [word for word in SCREENS[name](book).text.split() if bare(word) in slugs - prose] == []


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("width", [45, 80])
def test_an_ascii_screen_is_ascii_where_the_data_is_not_shown_so(book, name, width):
    assert "\n".join(SCREENS[name](book, width=width, ascii=True, letters=True).lines).isascii()


@pytest.mark.parametrize("name", SCREENS)
def test_a_spoken_screen_has_no_glyphs_and_no_columns(book, name):
    lines = SCREENS[name](book, spoken=True).lines
    assert not set("".join(lines)) & set("●━╸·│¶…⣿")
    assert [line for line in lines if "   " in line] == []
    assert all(line.rstrip()[-1] in ".:!?”" for line in lines if line.strip())


@pytest.mark.parametrize("name", SCREENS)
def test_no_two_blank_lines_and_none_at_the_end(book, name):
    blank = [not line.strip() for line in SCREENS[name](book).lines]
    assert not blank[-1]
    assert not any(one and other for one, other in pairwise(blank))


# Search


def test_a_search_tells_how_many_hits_of_what(book):
    result = book.search("health literacy")
    paragraphs = sum(hit.kind == "passage" for hit in result.hits)
    page = searched(book, "health literacy")
    assert page.lines[0] == f"  {len(result.hits)} hits  {len(result.hits) - paragraphs} records and {paragraphs} paragraphs"
    assert f"… {len(result.hits) - paragraphs - 8} more: -n 0 shows all" in page.text
    assert len(page.lines) <= CARD
    assert "more:" not in searched(book, "health literacy", most=0).text


def test_hits_stand_best_first_in_two_lines(book):
    hits = [hit for hit in book.search("health literacy").hits if hit.kind != "passage"][:8]
    lines = searched(book, "health literacy").lines[2:18]
    assert [line[2:13].strip() for line in lines[::2]] == [hit.kind for hit in hits]
    assert [line[:15].strip() for line in lines[1::2]] == [""] * 8


def test_the_place_is_where_the_shown_words_stand(book):
    lines = searched(book, "health literacy").lines
    assert lines[2].split()[-2:] == ["I", "¶1"]  # of ten paragraphs the one that defines it
    words = book.find("topic", "health-literacy").definition.text.split()
    assert lines[3].strip().replace("*", "").startswith(" ".join(words[:6]))
    (statement,) = [line for line in lines if line.lstrip().startswith("statement")]
    assert statement.endswith("Mayors ¶5")
    for hit, line in zip([one for one in book.search("health literacy").hits if one.kind != "passage"], lines[2:18:2], strict=False):
        passages = {book.labels.place([one]) for one in hit.passages}
        assert any(line.endswith(place) for place in passages)


def test_paragraphs_are_places_in_one_run(book):
    page = searched(book, "health literacy")
    first = [hit.id for hit in book.search("health literacy").hits if hit.kind == "passage"]
    assert f"paragraphs {book.labels.place(first[:1])} · {book.labels.place(first[1:2])} ·" in page.text


def test_places_that_are_heard_are_gathered_by_section(book):
    (told,) = [line for line in searched(book, "health", spoken=True).lines if line.startswith("Paragraphs: ")]
    found = [hit.id for hit in book.search("health").hits if hit.kind == "passage"]
    places = told.removeprefix("Paragraphs: ").removesuffix(".").split("; ")
    assert "Forum 1.1, paragraphs 1 to 3" in places
    assert len(set(places)) == len(places) < len(found) / 2
    assert told.count("Plenary I,") == 1


def test_words_found_are_marked_in_names_and_snippets(book):
    lines = searched(book, "health literacy").lines
    assert "*health* *literacy*" in lines[2]
    assert any("*Health* *literacy* programme" in line for line in lines)
    styled = searched(book, "health literacy", styled=True)
    assert "*" not in styled.text
    assert "\x1b[1;4mhealth" in "\n".join(styled.lines) or "\x1b[4;1mhealth" in "\n".join(styled.lines)


def test_small_words_of_a_name_that_matched_as_a_whole_are_not_marked(book):
    text = searched(book, "jobs").text
    assert "*work* and *employment*" in text
    assert "*and*" not in text


def test_a_snippet_is_cut_round_the_marks_that_stand_closest_together():
    words = "one two three four five six seven health eight nine ten eleven twelve thirteen health literacy fourteen fifteen sixteen"
    text = Text(words)
    for match in re.finditer("health|literacy", words):
        text.stylize("match", *match.span())
    cut = search.around(text, 40).plain
    assert "health literacy" in cut
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert len(cut) <= 40
    assert set(cut.split()) - {"…"} <= set(words.split())
    assert search.around(text, 200).plain == words
    assert search.around(Text(words), 20).plain == "one two three four …"


def test_a_partial_search_says_so_and_what_is_missing(book):
    page = searched(book, "helth zebra")
    assert "“helth” stands nowhere; read as “health”." in page.text
    assert "The report has nothing on “zebra”; these are nearest." in page.text
    assert page.lines[0].startswith("  3 hits")
    assert "Nothing holds all of it, only without “cork”." not in page.text
    alone = searched(book, "sanitary products Cork", most=0)
    assert "Nothing holds all of it" in alone.text
    mixed = searched(book, "sanitary products festival", most=0)
    assert "without “festival”" in mixed.text


def test_a_search_can_be_explained(book):
    page = searched(book, "Cork", explain=True, most=1)
    assert re.search(r"called that: relevance [\d.]+, in its name \+15.*; score [\d.]+", page.text)
    assert "relevance" not in searched(book, "Cork").text


def test_the_hint_is_the_best_hit_and_a_filter(book):
    hints = searched(book, "health literacy").hints
    assert hints[0] == 'iclc "health literacy"'
    assert hints[1].startswith('iclc search "health literacy" --kind ')


def test_paragraphs_alone_are_told_with_their_words(book):
    result = book.search("Ban", kinds=["passage"])
    page = drawn(book, lambda drawing: search.draw(drawing, result, "Ban", 8))
    assert page.lines[0] == f"  {len(result.hits)} hits  {len(result.hits)} paragraphs"
    assert "*Ban*" in page.lines[2]
    assert page.lines[2].startswith("  paragraphs   ")


def test_what_finds_nothing_says_what_is_near_and_what_to_type(book):
    result = replace(book.search("literecies", exact=True), near=("digital literacy",))
    page = drawn(book, lambda drawing: search.nothing(drawing, result, "literecies", "in cities", "without the filters there are 3 hits"))
    assert page.text.startswith("Nothing in cities holds “literecies”. Without the filters there are 3 hits.")
    hits = len(book.search(result.near[0]).hits)
    assert f"nearest {result.near[0]} {hits} hit" in page.text
    assert page.hints[0] == "iclc search literecies"
    assert f"iclc search {result.near[0]}" in page.hints or f'iclc search "{result.near[0]}"' in page.hints


def test_what_is_nearest_among_the_chosen_only_says_so_and_what_to_type(iclc, book):
    result, everywhere = book.search("mental health", kinds=["organisation"]), book.search("mental health")
    told = f"without the filters there are {len(everywhere.hits)} hits"
    page = drawn(book, lambda drawing: search.draw(drawing, result, "mental health", 8, "in organisations", told))
    assert f"Nothing in organisations holds “mental health”; these are nearest. W{told[1:]}." in page.text
    assert "The report has" not in page.text
    assert page.hints[0] == 'iclc search "mental health"'
    shown = " ".join(iclc("search", "mental health", "--kind", "organisation", "-f", "table").stdout.split())
    assert f"these are nearest. W{told[1:]}." in shown


def test_every_kind_of_hit_has_a_title(book, report):
    drawing = Drawing(Page(80), book)
    for kind, record in all_of(report):
        told = title(drawing, kind, record)
        assert told.strip()
        assert record.id == told or "/" not in told or "/" in str(record.as_dict())
        assert book.find(ref(drawing, record).strip('"')) in (record, *book.names.candidates(ref(drawing, record).strip('"')))


def test_search_on_the_command_line(iclc):
    page = iclc("search", "health literacy", "-f", "table", "-n", "3").stdout
    hits = iclc("search", "health literacy", "--json").json
    paragraphs = sum(hit["kind"] == "passage" for hit in hits)
    assert page.startswith(f"  {len(hits)} hits  {len(hits) - paragraphs} records and {paragraphs} paragraphs\n")
    assert f"… {len(hits) - paragraphs - 3} more: -n 0 shows all" in page
    assert len(iclc("search", "health literacy").stdout.splitlines()) == len(hits) + 1
    assert "Nothing holds “zzzz”." in iclc("search", "zzzz", "-f", "table").stdout
    assert "Without the filters there are" in iclc("search", "ireland", "--kind", "sdg", "-f", "table").stdout


# Related


def test_what_is_related_is_grouped_in_words(book):
    page = linked(book, book.find("Cork"))
    assert page.lines[0] == "  Cork  one step away"
    assert [line[2:13].strip() for line in page.lines[2:] if line[2:13].strip()] == [
        "lies in",
        "people",
        "in it",
        "said",
        "body",
        "told in",
    ]
    assert "Colm Kelleher, Lord Mayor of Cork" in page.text
    assert "via" not in page.text
    assert len(page.lines) <= 14
    assert page.hints == ["iclc related Cork --fields kind,id,via", "iclc Cork"]


def test_everything_that_is_related_is_told_once(book, report):
    for kind, record in all_of(report):
        if kind in ("section", "conference"):
            continue
        found = book.related(record)
        page = linked(book, record, width=1000)
        told = {(link.direction, link.kind, link.id) for link in found if link.kind not in ("passage", "topic", "sdg", "section")}
        rows = [line for line in page.lines[1:] if line.strip()]
        assert len(rows) >= len({(one[1], one[2]) for one in told})


def test_sharing_a_topic_is_told_to_be_a_pointer(book):
    page = linked(book, book.find("strategy/change-1"))
    (at,) = [number for number, line in enumerate(page.lines) if "Shares a topic" in line]
    assert page.lines[at] == "  Shares a topic  a pointer, not a cause"
    assert "through      thematic clusters" in page.lines[at + 2]
    assert "Cork, request" in " ".join(page.lines[at:])
    assert "Cork, request" not in " ".join(page.lines[:at])


def test_a_limit_is_told_in_the_heading(book):
    record = book.find("Cork")
    found = book.related(record)
    page = drawn(book, lambda drawing: related.draw(drawing, record, found[:3], len(found)))
    assert page.lines[0] == f"  Cork  one step away, 3 of {len(found)}"


def test_the_same_word_is_told_once(book):
    lines = linked(book, book.find("Ann Doherty")).lines
    assert sum(line.startswith("  spoke for") for line in lines) == 1
    at = next(number for number, line in enumerate(lines) if line.startswith("  spoke for"))
    assert "Cork, Ireland" in lines[at]
    assert "Cork City Council" in lines[at + 1]


def test_related_on_the_command_line(iclc):
    assert iclc("related", "Cork", "-f", "table").stdout.startswith("  Cork  one step away\n\n  lies in      Ireland\n")
    assert iclc("related", "Cork").stdout.startswith("kind\tid\tlabel\tvia\tdirection\tsources\ncountry\tireland\t")


# Peers


def test_peers_tell_likeness_what_is_shared_and_whom_to_ask(book):
    found = book.peers(book.find("city", "Cork"))
    page = alike(book, "Cork")
    assert page.lines[0] == f"  Cities most like Cork  6 of {len(found)}"
    heads = [line for line in page.lines if "●" in line and not line.startswith("  ●")]
    assert [line.split("  ")[1] for line in heads] == [peer.label for peer in found[:6]]
    steps = [line.count("●") for line in heads]
    assert steps[0] == 5
    assert steps == sorted(steps, reverse=True)
    assert all(line.count("●") + line.count("·") == 5 for line in heads)
    topics = [book.find("topic", one).name for one in found[0].topics]
    assert page.lines[3].startswith(f"  share        {topics[0]} · {topics[1]}")  # the rarest first
    cities = [len(book.select("city", topic=one)) for one in found[0].topics]
    assert cities == sorted(cities)
    (who, *_) = [one for one in book.report.speakers if found[0].id in [each.city for each in one.appearances]]
    assert page.lines[4].startswith(f"  ask          {who.name}, ")
    assert len(page.lines) <= 23
    first = f'"{found[0].label}"' if " " in found[0].label else found[0].label
    assert page.hints == [f"iclc compare Cork {first}", f"iclc {first}", "iclc peers Cork -n 0"]


def test_nobody_may_be_named_for_a_city(small_book):
    city = small_book.records("city")[0]
    peer = SimpleNamespace(id=city.id, score=1.0, sessions=(), topics=(), initiative_kinds=("event",))
    page = drawn(small_book, lambda drawing: peers.draw(drawing, city, [peer], 6))
    named = any(appearance.city == city.id for speaker in small_book.records("speaker") for appearance in speaker.appearances)
    assert ("nobody is named for it" in page.text) == (not named)
    assert "both have an event" in page.text


def test_two_people_of_a_city_are_named_and_the_rest_counted(book, monkeypatch):
    people = [(f"{name}, Mayor of Elsewhere", "Opening ¶2") for name in ("Ada", "Bea", "Cleo", "Dora")]
    monkeypatch.setattr(peers, "_people", lambda drawing, city: people)
    lines = alike(book, "Cork", most=1).lines
    assert lines[4].startswith("  ask          Ada, ")
    assert lines[4].endswith("  Opening ¶2")
    assert lines[5].startswith("               Bea, ")
    assert lines[5].endswith("  Opening ¶2; +2")


# Compare


def test_compared_records_show_first_what_they_share(book):
    page = compared(book, "Cork", "Limerick")
    assert page.lines[0] == "  Cork and Limerick"
    shared = [{topic for one in book.report.initiatives if one.city == city for topic in one.topics} for city in ("cork", "limerick")]
    shared[0] |= {topic for one in book.report.statements if one.city == "cork" for topic in one.topics}
    names = [book.find("topic", one).name for one in shared[0] & shared[1]]
    assert names
    assert page.lines[2].startswith("  share        ")
    assert set(page.text.partition("share ")[2].partition(" Cork Limerick")[0].split(" · ")) == {*names, "Ireland"}
    assert "Ireland" in page.text.partition("Cork Limerick took part")[0]
    assert "lies in" not in page.text  # told as shared


def test_what_several_have_stands_in_columns_and_what_one_has_across(book):
    lines = compared(book, "Cork", "Limerick").lines
    (people,) = [line for line in lines if line.startswith("  people ")]
    assert "Ann Doherty" in people
    assert "Daniel Butler" in people
    (said,) = [line for line in lines if line.startswith("  said ")]
    view = next(one for one in book.report.statements if one.city == "cork" and one.type == "view")
    assert said.startswith(f"  said         Cork only  view: {view.text[:30]}")
    assert max(lines.index(people), 0) < lines.index(said)


@pytest.mark.parametrize(("refs", "width", "beside"), [(2, 80, True), (2, 60, False), (3, 80, False), (3, 120, True), (2, 45, False)])
def test_records_stand_beside_each_other_where_each_has_22_columns(book, refs, width, beside):
    names = ["Cork", "Limerick", "Belfast"][:refs]
    page = compared(book, *names, width=width)
    assert any(re.fullmatch(r" +" + " +".join(names), line) for line in page.lines) == beside


def test_every_kind_can_be_compared(book):
    for kind in book.kinds:
        found = book.records(kind)[:2]
        if len(found) == 2:
            page = drawn(book, lambda drawing, found=found: compare.draw(drawing, found))
            assert len(page.lines) > 3, kind
            assert max(map(cell_len, page.lines)) <= 80, kind
            assert "None" not in page.text


def test_long_lists_of_points_are_cut_and_counted(book):
    longest, other = sorted(book.records("session"), key=lambda one: -len(one.conclusions))[:2]
    assert len(longest.conclusions) > compare.MOST
    page = compared(book, f"session/{longest.id}", f"session/{other.id}")
    assert f"+{len(longest.conclusions) - compare.MOST} more" in page.text
    assert "+0 more" not in page.text


def test_what_only_lies_in_a_city_or_was_wished_for_is_not_told_as_what_it_does(book):
    for page in (linked(book, book.find("city", "yeonsu")), linked(book, book.find("city", "clermont-ferrand"))):
        assert [line[2:13].strip() for line in page.lines].count("does") == 1
    visits, webinars = (book.find("initiative", one) for one in ("yeonsu-site-visits", "gnlc-more-webinars"))
    assert f"in it {visits.name}" in linked(book, book.find("city", "yeonsu")).text
    wished = linked(book, book.find("city", "clermont-ferrand")).text.partition("wished for")[2]
    assert webinars.name in wished.partition("said")[0]
    assert linked(book, visits).text.count("lies in Yeonsu, Republic of Korea") == 1
    assert linked(book, webinars).text.count("wished by Clermont-Ferrand, France") == 1
    both = compared(book, "clermont-ferrand", "yeonsu").text
    assert f"wished for Clermont-Ferrand only {book.find('initiative', 'gnlc-directory-of-key-contacts').name}" in both
    assert f"in it Yeonsu only {visits.name}" in both


def test_that_something_is_done_is_told_where_it_is_compared(book):
    page = compared(book, "initiative/cork-covid-responses", "initiative/limerick-health-measures")
    assert f"status {book.find('initiative', 'cork-covid-responses').name} only done" in page.text
    running = [one.id for one in book.report.initiatives if one.status in ("running", "unstated")][:2]
    assert " status " not in compared(book, *(f"initiative/{one}" for one in running)).text


def test_names_of_ours_stand_without_brackets_where_people_read(book, report):
    drawing = Drawing(Page(80), book)
    for kind, record in all_of(report):
        if getattr(record, "named", None) is False:
            assert title(drawing, kind, record) == (getattr(record, "name", None) or record.title)
            assert book.label(record) == f"[{title(drawing, kind, record)}]"
        elif kind == "initiative":
            assert title(drawing, kind, record) == f"“{record.name}”"
            assert book.label(record) == record.name
    passage = book.index.get("passage", "strategy-p11")  # on which unnamed items of the strategy rest
    assert "[" not in drawn(book, lambda one: every_screen["passage"].card(one, passage, False)).text


def test_compare_on_the_command_line(iclc):
    assert iclc("compare", "Cork", "Limerick", "-f", "table").stdout.startswith("  Cork and Limerick\n\n  share ")
    assert iclc("compare", "Cork", "Limerick").stdout.startswith("field\tcork\tlimerick\n")


# Counts


def test_bars_are_as_long_as_their_numbers(book):
    lines = counted(book, "initiative", "kind").lines
    total = len(book.records("initiative"))
    assert lines[0] == f"  Initiatives by kind  {total} in 20 kinds"
    told = [re.fullmatch(r"  (.+?) +(\d+)  (━*)(╸?)", line) for line in lines[2:]]
    assert all(told)
    assert len(told) == 20
    numbers = [int(match[2]) for match in told]
    halves = [2 * len(match[3]) + len(match[4]) for match in told]
    assert numbers == sorted(numbers, reverse=True)
    assert sum(numbers) == total
    assert halves[0] == 2 * counts.LONGEST
    assert halves == [max(1, round(2 * counts.LONGEST * number / numbers[0])) for number in numbers]


def test_bars_are_ascii_where_nothing_else_can_be_shown(book):
    number = sum(one.kind == "programme" for one in book.records("initiative"))
    assert f"  programme      {number}  ========================================" in counted(book, "initiative", "kind", ascii=True).lines


def test_a_limit_keeps_the_commonest_values(book):
    lines = counted(book, "session", "topic", most=5).lines
    assert lines[0] == f"  Sessions by topic  14; the 5 commonest of {_topics_of_sessions(book)} topics"
    assert len([line for line in lines if "━" in line]) == 5
    assert lines[-1] == "  Sessions with several topics count for each of them."


def _topics_of_sessions(book):
    return len({topic for one in book.records("session") for topic in one.topics})


def test_a_selection_is_told_with_the_counts(book):
    found = book.select("initiative", topic="covid")
    assert (
        counted(book, "initiative", "kind", found=found, wanted="topic COVID-19 pandemic")
        .lines[0]
        .startswith(f"  Initiatives by kind  {len(found)} of {len(book.records('initiative'))}, topic COVID-19 pandemic; ")
    )


def test_records_without_a_value_are_told(book):
    found = sum(one.city is None for one in book.records("initiative"))
    page = counted(book, "initiative", "city")
    assert page.lines[0].endswith(f", {found} without")
    assert f"none {found} ━" in page.text


def test_what_is_one_everywhere_has_no_bars(book):
    assert "━" not in counted(book, "city", "name").text


def test_names_and_words_stand_for_ids_and_codes(book):
    assert "Republic of Korea 5 ━" in counted(book, "city", "country").text
    assert "made a statement" in counted(book, "city", "participation").text
    assert "United Nations" in counted(book, "organisation", "kind").text
    assert counted(book, "initiative", "named").lines[0] == f"  Initiatives by named  {len(book.records('initiative'))}"


def test_two_fields_are_a_table_with_totals_of_records(book):
    lines = counted(book, "initiative", "kind", "region").lines
    total = len(book.records("initiative"))
    assert lines[0] == f"  Initiatives by kind and region  {total}"
    assert lines[2].split() == ["Africa", "Arab", "Asia", "Europe", "Latin", "none", "all"]
    pairs = {
        (one.value, one.second): one.count for one in book.fields("initiative").count_by_two(book.records("initiative"), "kind", "region")
    }
    order = ["africa", "arab-states", "asia-and-the-pacific", "europe-and-north-america", "latin-america-and-the-caribbean", None]
    (row,) = [line.split() for line in lines if line.startswith("  programme ")]
    assert row[1:-1] == [str(pairs.get(("programme", one), "·")) for one in order]
    assert row[-1] == str(sum(one.kind == "programme" for one in book.records("initiative")))
    (whole,) = [line.split() for line in lines if line.startswith("  all ")]
    assert whole[-1] == str(total)
    assert "none: without a region." in " ".join(lines)


def test_numbers_are_as_dark_as_they_are_high(book):
    page = counted(book, "initiative", "kind", "region", styled=True)
    pairs = book.fields("initiative").count_by_two(book.records("initiative"), "kind", "region")
    most = max(one.count for one in pairs)
    for kind in {one.value for one in pairs}:
        (row,) = [line for line in page.lines if re.match(rf"  {kind} ", line)]
        own = Counter(one.count for one in pairs if one.value == kind)
        for number, times in own.items():
            role = "1;7" if 3 * number >= 2 * most else "1" if 3 * number >= most else None
            assert role is None or row.count(f"\x1b[{role}m {number} ") == times, (kind, number)
            assert role or f"m {number} " not in row, (kind, number)
        assert ("\x1b[2m·" in row) == (len(own.values()) < 6 and sum(own.values()) < 6)


def test_totals_of_what_counts_several_times_are_said_to_be_no_sums(book):
    page = counted(book, "speaker", "country", "session", most=5)
    assert "Speakers with several sessions count for each of them. Totals are of records, not sums." in page.text
    assert "Totals" not in counted(book, "initiative", "kind", "session").text


def test_sessions_stand_in_narrow_columns_with_heads_in_two_lines(book):
    page = counted(book, "session", "topic", "name", most=18)
    assert page.lines[0] == f"  Sessions by topic and session  14; the 18 commonest of {_topics_of_sessions(book)} topics"
    assert page.lines[2].split() == ["Opening"]
    assert page.lines[3].split() == ["Plenary", "Forum", "1", "Forum", "2", "Forum", "3", "Mayors"]
    assert page.lines[4].split() == ["I", "II", *"123123123", "1", "2", "all"]
    held = Counter(topic for one in book.records("session") for topic in one.topics)
    most = max(held.values())
    commonest = [book.find("topic", topic).name[:20] for topic, number in held.items() if number == most]
    assert any(page.lines[5].startswith(f"  {name}") for name in commonest)
    assert page.lines[5].count("●") == most
    assert max(map(cell_len, page.lines)) <= 80


def test_what_does_not_fit_is_a_list_of_pairs(book):
    page = counted(book, "initiative", "kind", "region", width=45)
    pairs = book.fields("initiative").count_by_two(book.records("initiative"), "kind", "region")
    own = sorted((one for one in pairs if one.value == "programme"), key=lambda one: -one.count)
    assert f"programme {sum(one.count for one in own)} {region(own[0].second)} {own[0].count} · " in page.text
    none = sum(one.city is None for one in book.records("initiative"))
    wide = counted(book, "initiative", "city", "topic", most=3)
    assert re.search(rf"none {none} +[^\d]+\d", wide.text)


def test_counting_by_region_says_what_a_region_is(book):
    note = "Regions are UNESCO’s: Egypt and Morocco count among the Arab States, so the continent of Africa has 6 cities in all."
    assert note in counted(book, "city", "region").text
    assert note in counted(book, "city", "region", found=book.select("city", region="africa")).text
    assert "Regions are" not in counted(book, "city", "country").text
    africa = sum(len(book.select("initiative", country=one)) for one in ("senegal", "egypt", "morocco"))
    assert f"the continent of Africa has {africa} initiatives" in counted(book, "initiative", "region").text


def test_the_note_is_silent_where_regions_are_continents(book, small_book):
    drawing = Drawing(Page(80), book)
    assert regions.note(drawing, "city", book.select("city", region="europe-and-north-america")) == ""
    assert "Regions are" not in counted(small_book, "city", "region").text


def test_a_list_of_african_cities_says_what_is_not_in_it(iclc):
    told = " ".join(iclc("cities", "--region", "africa", "-f", "table").stdout.split())
    assert "Egypt and Morocco count among the Arab States, so the continent of Africa has 6 cities in all." in told
    assert "count among" not in iclc("cities", "--region", "arab-states", "-f", "table").stdout


def test_counts_on_the_command_line(iclc, book):
    assert iclc("cities", "--count-by", "region", "-f", "table").stdout.startswith("  Cities by region  50 in 5 regions\n")
    rows = iclc("initiatives", "--count-by", "kind,region", "--json").json
    first = rows[0]
    assert iclc("initiatives", "--count-by", "kind,region").stdout.splitlines()[:2] == [
        "value\tsecond\tcount",
        f"{first['value']}\t{first['second']}\t{first['count']}",
    ]
    assert first["count"] == len(book.select("initiative", kind=first["value"], region=first["second"]))
    none = len(book.select("initiative", kind="programme", no_region=True))
    assert {"value": "programme", "second": None, "count": none} in rows
    assert sum(row["count"] for row in rows) == len(book.records("initiative"))
    assert "one field or two" in iclc("cities", "--count-by", "region,country,name", code=2).stderr
    commonest = iclc("initiatives", "--count-by", "kind", "-n", "2", "--json").json
    two = iclc("initiatives", "--count-by", "kind,region", "-n", "2", "--json").json
    assert {row["value"] for row in two} == {row["value"] for row in commonest}
    assert len(iclc("cities", "--count-by", "country", "-n", "3").stdout.splitlines()) == 4
    assert (
        iclc("cities", "--count-by", "region", "-n", "2").stdout == "value\tcount\nasia-and-the-pacific\t17\neurope-and-north-america\t17\n"
    )


def test_results_are_counted_by_one_field_or_two(iclc, book):
    remarks = iclc("remarks", "--count-by", "kind", "-f", "table").stdout
    some = [one for one in book.remarks() if not one.routine]
    assert remarks.startswith(f"  Remarks by kind  {len(some)} in 5 kinds\n")
    every = iclc("remarks", "--routine", "--count-by", "kind", "-f", "table").stdout
    assert every.startswith(f"  Remarks by kind  {len(book.remarks())} in 5 kinds\n")
    pairs = Counter((one.kind, one.field) for one in some)
    ((first, number),) = pairs.most_common(1)
    assert iclc("remarks", "--count-by", "kind,field").stdout.startswith(f"value\tsecond\tcount\n{first[0]}\t{first[1]}\t{number}\n")
    hits = iclc("search", "health", "--count-by", "section", "-f", "table").stdout
    assert "  Forum 1.1 " in hits
    assert "forum-1.1" not in hits
    assert "no field" in iclc("search", "health", "--count-by", "kind,nosuch", code=2).stderr


def test_a_schema_tells_of_pairs(iclc):
    assert list(iclc("schema", "count-by-two").json["properties"]) == ["value", "second", "count"]


# Maps


def test_a_map_shows_every_city(book):
    page = mapped(book)
    assert page.lines[0] == "  Where the cities are  50; a number where several are near each other"
    rows = page.lines[1:18]
    marks = [int(mark) if mark.isdigit() else 1 for row in rows for mark in re.findall(r"\d+|●", row)]
    assert sum(marks) == 50
    assert len(page.lines) <= 22
    assert (
        "Asia and the Pacific 17 · Europe and North America 17 · Latin America and the Caribbean 10 · Arab States 4 · Africa 2" in page.text
    )


@pytest.mark.parametrize(("width", "high"), [(80, 17), (200, 17), (60, 12), (56, 12), (55, 0), (45, 0)])
def test_a_map_suits_the_window(book, width, high):
    rows = [line for line in mapped(book, width=width).lines if any("\u2800" <= mark <= "\u28ff" for mark in line)]
    assert len(rows) == high
    assert all(cell_len(row) <= width for row in rows)


def test_no_two_numbers_stand_side_by_side():
    near = {(0, column): number for column, number in enumerate([3, 4, 1, 1, 0, 9, 9, 2, 1]) if number}
    marks = world.merged(near)
    assert sum(marks.values()) == sum(near.values())
    taken = sorted((column, column + len(str(number))) for (_, column), number in marks.items())
    assert all(end < start for (_, end), (start, _) in pairwise(taken))
    assert world.merged({(0, 1): 1, (1, 1): 1, (1, 3): 2}) == {(0, 1): 1, (1, 1): 1, (1, 3): 2}


def test_places_stand_where_they_are():
    here = lambda latitude, longitude: SimpleNamespace(latitude=latitude, longitude=longitude)  # noqa: E731
    ends = world.located([here(90, -180), here(-90, 180), here(land.NORTH, 0)], 76, 17)
    assert ends == {(0, 0): 1, (16, 75): 1, (0, 38): 1}
    for outline in (land.LARGE, land.SMALL):
        rows = outline.splitlines()
        width = next(width for width, own in world.WIDTHS.items() if own == outline)
        assert max(map(len, rows)) <= width
        for latitude, longitude, dry in (
            (48, 10, True),
            (-15, -55, True),
            (25, 15, True),
            (-25, 133, True),
            (30, -45, False),
            (-30, 80, False),
        ):
            ((row, column),) = world.located([here(latitude, longitude)], width, len(rows))
            assert (rows[row].ljust(width)[column] != " ") == dry, (latitude, longitude)


def test_where_no_map_can_be_drawn_the_regions_are_told(book):
    page = mapped(book, ascii=True, letters=True)
    assert "Africa 2 Fatick - Guediawaye Arab States 4 Benguerir - Chefchaouen - Damietta - Ezbet El-Borg" in page.text
    assert "Africa 2: Fatick, Guédiawaye." in mapped(book, spoken=True).lines


def test_records_at_no_known_place_are_told(small_book):
    assert mapped(small_book).lines[0] == "  Where the cities are  3; 1 at no known place"


def test_a_map_on_the_command_line(iclc):
    assert iclc("cities", "--map", "--country", "ireland", "-f", "table").stdout.startswith(
        "  Where the cities are  3 of 50, country Ireland;"
    )
    assert iclc("cities", "--map").stdout == iclc("cities").stdout
    assert "leave out" in iclc("cities", "--map", "--count", code=2).stderr
    iclc("sessions", "--map", code=2)


@pytest.mark.parametrize(
    "line", ["search health", "peers Cork", "related Cork", "compare Cork Limerick", "cities --map", "cities --count-by region"]
)
def test_piped_output_loads_nothing_that_draws(line):
    command = [sys.executable, "-X", "importtime", "-m", "iclc_cli", *line.split()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert "iclc_cli.library" in done.stderr
    assert "iclc_cli.screens" not in done.stderr
    assert "rich" not in done.stderr.split()


def test_small_reports_can_be_shown(small_book):
    for kind in small_book.kinds:
        for record in small_book.records(kind):
            assert linked(small_book, record).lines
            assert kind_of(record) == kind
    assert alike(small_book, small_book.records("city")[0].name).lines
    assert counted(small_book, "initiative", "kind", "region").lines
    assert searched(small_book, "festival").lines
