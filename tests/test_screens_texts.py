"""Topics, the strategy, figures, passages, sections, and what is told about the data: as a reader sees them."""

import re
import shlex
from functools import cache

import pytest
from rich.cells import cell_len

from iclc_cli.grid import CARD, GLUE, Page
from iclc_cli.model import Figure, Remark, StrategyItem
from iclc_cli.model.kinds import KINDS, choices
from iclc_cli.screens import SCREENS, Drawing, Selection, figure, remarks, strategy
from iclc_cli.screens.about import about
from iclc_cli.screens.evidence import evidence
from iclc_cli.screens.remarks import Asked
from iclc_cli.text import fold

OURS = ("topic", "strategy", "figure", "passage", "section")
HINT = 2
"""Lines that a card leaves free: a blank one and the commands to type next."""


def chosen(book, kind, records=None, **more):
    every = book.records(kind)
    records = every if records is None else records
    return Selection(kind, KINDS[kind].collection, records, len(records), len(every), **more)


def listed(book, kind, records=None, page=None, **more):
    page = page or Page(80)
    SCREENS[kind].listing(Drawing(page, book), chosen(book, kind, records, **more))
    return page.render()


def carded(book, kind, identifier, full=False, page=None):
    page = page or Page(80)
    SCREENS[kind].card(Drawing(page, book), book.index.get(kind, identifier), full)
    return page.render()


def told(book, draw, *arguments, page=None):
    page = page or Page(80)
    draw(Drawing(page, book), *arguments)
    return page.render()


def line_with(text, words):
    return next(line for line in text.split("\n") if words in line)


def squeezed(text):
    return " ".join(text.split())


# --- all of them


@pytest.fixture(scope="module")
def screens(book, small_book):
    """What every screen here prints, by the page it is printed on."""

    def everything(page):
        for one in (book, small_book):
            for kind in OURS:
                for record in one.records(kind)[:: 1 if one is small_book else 18]:
                    for full in (False, True):
                        yield carded(one, kind, record.id, full, page())
                for more in ({}, {"long": True}, {"long": False}, {"sorted": True}, *([{"ids": True}] if page().width >= 60 else [])):
                    yield listed(one, kind, page=page(), **more)
            conference = one.report.conference
            yield from (carded(one, "conference", conference.id, full, page()) for full in (False, True))
            yield told(one, about, "iclc 1.0", "0123456789abcdef" * 4, page=page())
            found = one.remarks()
            yield told(one, remarks.listing, Asked(found, len(found), len(found)), page=page())
            yield told(one, evidence, [one.records("speaker")[0], conference], page=page())

    @cache
    def once(width, *how):
        return list(everything(lambda: Page(width, **dict.fromkeys(how, True))))

    return once


@pytest.mark.parametrize("width", [30, 60, 80, 200])
def test_no_line_is_wider_than_the_window(screens, width):
    lines = [line for text in screens(width) for line in text.split("\n")]
    assert [line for line in lines if cell_len(line) > width and not re.fullmatch(r" *https?://\S+", line)] == []


def test_no_word_is_broken(book):
    def words(width):
        page = Page(width)
        texts = [listed(book, kind, long=True, page=page) for kind in OURS]
        texts += [carded(book, kind, one.id, True, Page(width)) for kind in OURS for one in book.records(kind)[::15]]
        return {word.strip(".,;:()·").lower() for text in texts for word in text.split() if not word.startswith("+")}

    known = words(500)
    assert [sorted(words(width) - known) for width in (30, 45, 60, 80, 120)] == [[]] * 5


def test_a_page_in_ascii_is_ascii(screens):
    assert [text for text in screens(80, "ascii", "letters") if not text.isascii()] == []


def test_a_spoken_page_has_no_glyphs(screens):
    pages = screens(80, "spoken")
    assert [glyph for glyph in "·…¶–“”•" if any(glyph in text for text in pages)] == []
    assert not any(re.search(r" , paragraph|paragraph \d+, \d|begins on|igo/\.$", text, re.MULTILINE) for text in pages)


def test_a_page_has_no_blank_lines_in_vain(screens):
    assert [text for text in screens(80) if "\n\n\n" in text or text.endswith("\n\n") or text.startswith("\n")] == []


@pytest.mark.parametrize("kind", OURS)
def test_every_short_card_fits_a_screen(book, kind):
    heights = {one.id: carded(book, kind, one.id).count("\n") + HINT for one in book.records(kind)}
    assert {identifier: height for identifier, height in heights.items() if height > CARD} == {}


@pytest.mark.parametrize("kind", OURS)
def test_no_id_and_no_coded_value_is_shown(book, kind):
    coded = {one.id for name in KINDS for one in book.records(name) if "-" in one.id}
    coded |= {value for name in ("kind", "qualifier") for value in (*choices(Figure, name),) if "-" in value}
    words = set(book.report.conference.name.split())
    for name in KINDS:  # what the report itself writes so: "well-being", "e-learning"
        for one in book.records(name):
            words |= {
                word.strip("“”'.,;:()")
                for text in (*(getattr(one, field, "") for field in ("name", "title", "counts", "unit")), *getattr(one, "aliases", ()))
                for word in str(text).split()
            }
    shown = listed(book, kind) + "".join(carded(book, kind, one.id) for one in book.records(kind)[::5])
    assert sorted(({word.strip("“”'.,;:()") for word in shown.split()} & coded) - words) == []


@pytest.mark.parametrize("kind", [*OURS, "conference"])
def test_ids_are_shown_when_they_are_asked_for(small_book, kind):
    for record in small_book.records(kind):
        assert kind == "conference" or record.id in listed(small_book, kind, ids=True).split()


@pytest.mark.parametrize("kind", OURS)
def test_what_to_type_next_can_be_typed(book, kind, iclc):
    page = Page(80)
    listed(book, kind, page=page)
    for record in book.records(kind)[:2]:
        carded(book, kind, record.id, page=page)
    for hint in page.hints:
        program, *words = shlex.split(hint)
        assert program == "iclc"
        if words[0] != "trace":
            iclc(*words)


def test_the_words_for_choices_cover_all_choices():
    assert set(strategy.CATEGORIES) == set(choices(StrategyItem, "category"))
    assert {kind for _, kinds in figure.GROUPS for kind in kinds} == set(figure.WORDS) == set(choices(Figure, "kind"))
    assert set(remarks.KINDS_OF_REMARK) == set(choices(Remark, "kind"))


# --- topics


def test_topics_are_an_index_in_columns_from_the_top_down(book):
    rows = listed(book, "topic").split("\n")
    topics = sorted(book.records("topic"), key=lambda one: fold(one.name))
    defined = sum(one.definition is not None for one in topics)
    assert rows[0].split(maxsplit=2)[:2] == ["Topics", f"{len(topics)},"]
    assert rows[0].endswith(f"• has a definition ({defined})")
    for row, topic in zip(rows[2:4], topics, strict=False):
        mark = "• " if topic.definition else "  "
        assert re.match(rf"  {mark}{topic.name} +{len(topic.sources)}   ", row)
    second = rows[2][:80].strip().split("   ")[-2:]  # the right column goes on below, by name
    assert fold(rows[3].split("   ")[1]) < fold(second[0])
    last = len([row for row in rows if row.strip()])
    assert last <= 0.6 * len(topics)
    assert len(listed(book, "topic", page=Page(120)).split("\n")) < 0.45 * len(topics)
    assert len(listed(book, "topic", page=Page(60)).split("\n")) > len(topics)
    assert "• health literacy" in listed(book, "topic")
    assert "• access" not in listed(book, "topic")


def test_topics_stand_by_name_unless_somebody_sorted_them(book):
    topics = book.records("topic")[::-1]
    assert listed(book, "topic", topics).split("\n")[2].startswith("    access to education")
    assert "young people" in listed(book, "topic", topics, sorted=True).split("\n")[2]


def test_few_topics_are_told_with_what_they_mean_and_where_that_stands(book):
    few = [book.index.get("topic", identifier) for identifier in ("inclusion", "health-literacy", "children")]
    text = listed(book, "topic", few, wanted="kind any")
    assert text.startswith(f"  Topics  3 of {len(book.records('topic'))}, kind any")
    assert [line.split("  ")[1] for line in text.split("\n") if re.match(r"  \S", line)][1:] == ["children", "health literacy", "inclusion"]
    children, literacy, inclusion = sorted(few, key=lambda one: one.name)
    assert line_with(text, "inclusion  cluster").endswith(f" {len(inclusion.sources)}")
    assert f"{literacy.definition.text} {book.labels.place(literacy.definition.sources)}" in squeezed(text)
    assert (children.definition, inclusion.scope_note) == (None, None)
    assert f"{children.scope_note} in our words" in squeezed(text)  # no passage has it


def test_a_topic_tells_what_it_means_before_who_does_something_about_it(book):
    text = carded(book, "topic", "health-literacy")
    assert re.findall(r"^  (\S+(?: \S+)?)  +", text, re.MULTILINE)[:9] == [
        "health literacy", "means", "part of", "see also", "near", "told in", "done", "said",
    ]  # fmt: skip
    assert "data and evidence" in text.partition("near")[2].partition("told in")[0]
    assert f"Belfast: {book.find('initiative', 'belfast-health-and-education-partnership').name} (done)" in squeezed(text)
    assert f"Chiang Rai (commitment): {book.find('statement', 'chiang-rai-6').text} Mayors ¶5" in squeezed(text)


def test_neighbours_of_a_topic_stand_on_both_cards_and_are_not_told_as_near_again(book):
    topics = book.records("topic")
    linked = [(one, book.index.get("topic", other)) for one in topics for other in one.see_also]
    assert len(linked) > 20
    for pair in linked:
        for one, other in (pair, pair[::-1]):
            text = carded(book, "topic", one.id, full=True, page=Page(400))
            told = {word: squeezed(row) for word, row in re.findall(r"^  (see also|near)  +(.+(?:\n {15}.+)*)", text, re.MULTILINE)}
            assert other.name in told["see also"].split(" · "), one.id
            assert other.name not in told.get("near", "").split(" · "), one.id
    lonely = next(one for one in topics if not one.see_also and not any(one.id in other.see_also for other in topics))
    assert "see also" not in carded(book, "topic", lonely.id, full=True)


def test_what_is_meant_by_a_topic_that_is_not_explained_is_ours(book):
    topic = book.index.get("topic", "campaigns")
    assert topic.definition is None
    text = carded(book, "topic", topic.id)
    assert f"here {topic.scope_note} in our words" in squeezed(text)
    assert "means" not in text


def test_a_topic_with_much_to_tell_drops_blank_lines_before_words(book):
    long = carded(book, "topic", "coordinating-cities")
    assert re.search(r"\n  said  .*….*\n  strategy", long)  # no room for the statement either
    roomy = carded(book, "topic", "health-literacy")
    assert "\n\n  said" in roomy
    assert "…" not in roomy.partition("said")[2]
    assert "\n\n  said" in carded(book, "topic", "coordinating-cities", full=True)


def test_a_definition_stands_at_the_paragraph_that_has_its_words(book):
    means = carded(book, "topic", "health-literacy").partition("means")[2].partition("part of")[0]
    topic = book.index.get("topic", "health-literacy")
    assert topic.sources[0] not in topic.definition.sources
    assert squeezed(means).endswith(book.labels.place(topic.definition.sources))  # and not at the first of its paragraphs


def test_a_long_topic_counts_what_it_leaves_out(book):
    text = carded(book, "topic", "covid-19")
    done = sum("covid-19" in one.topics for one in book.report.initiatives)
    shown = text.partition("done")[2].partition("said")[0].count(" ¶")
    assert f"+{done - shown} more" in text
    assert re.search(r"; \+\d+$", text.partition("told in")[2].partition("done")[0].strip())
    full = carded(book, "topic", "covid-19", full=True)
    assert "more" not in full.partition("done")[0]
    assert "Strategy ¶2" in full.partition("done")[0]
    told = next(one for one in book.records("topic") if any(not remark.routine for remark in one.remarks))
    assert "remarks" in carded(book, "topic", told.id, full=True)
    assert all(remark.routine for remark in book.index.get("topic", "covid-19").remarks)
    assert "remarks" not in full


# --- the strategy


def test_the_strategy_stands_by_category_under_the_heading_of_its_section(book):
    text = listed(book, "strategy")
    assert text.startswith("  New strategy for the UNESCO Global Network of Learning Cities")
    assert text.split("\n")[0].endswith("begins p. 23")
    assert text.split("\n")[1] == "  (2021–2023)  30 points"
    headings = re.findall(r"^  ([A-Z]\w+)  (\d+)$", text, re.MULTILINE)
    assert headings == [("Period", "2"), ("Goals", "5"), ("Changes", "7"), ("Clusters", "5"), ("Funding", "5"), ("Why", "6")]
    change = book.find("strategy", "change-4")
    assert line_with(text, "change 4").startswith(f"  change 4     Empower cities. {' '.join(change.text.split()[:4])}")
    assert f"{change.title}. {change.text} ¶6 " in squeezed(text)
    for category in ("cluster", "change"):
        items = [one for one in book.records("strategy") if one.category == category]
        for words in {one.text for one in items}:
            alike = sum(one.text == words for one in items) == len(items)
            assert squeezed(text).count(words) == 1 if alike else squeezed(text).count(words) > 0


def test_the_strategy_in_short_has_a_line_for_each(book):
    text = listed(book, "strategy", long=False)
    assert "UIL coordination team" not in text
    assert line_with(text, "change 4").split() == ["change", "4", "Empower", "cities", "¶6"]


def test_a_sorted_strategy_has_no_groups(book):
    items = sorted(book.records("strategy"), key=lambda item: item.title)
    text = listed(book, "strategy", items, sorted=True)
    assert "Goals" not in text
    assert re.findall(r"^  (\w+ \d+)  ", text, re.MULTILINE)[:2] == [f"{one.category} {one.order}" for one in items[:2]]


def test_an_item_of_the_strategy_tells_who_asked_and_that_this_is_a_pointer(book):
    text = carded(book, "strategy", "change-4")
    assert text.split("\n")[0].split("   ")[0].strip() == "Empower cities"
    assert text.split("\n")[0].endswith("strategy, change 4")
    assert re.search(r"\n  cities +Cork \(request\): Cork called for .*\n  \+2 more ", text)
    topics = set(book.find("strategy", "change-4").topics)
    sessions = [book.labels.brief(one) for one in book.records("session") if topics & set(one.topics)]
    assert f"sessions {' · '.join(sessions)}" in squeezed(text)
    assert text.rstrip().endswith("They share a topic with it: a pointer, not a cause.")


def test_an_item_that_nobody_spoke_of_says_nothing_of_pointers(book):
    assert "pointer" not in carded(book, "strategy", "context-1")


# --- figures


def test_figures_stand_by_what_they_measure_and_by_size(book):
    text = listed(book, "figure")
    figures = book.records("figure")
    assert text.startswith(f"  Figures  {len(figures)}: every number")
    assert re.findall(r"^  (\w[\w ]+?)  (\d+)$", text, re.MULTILINE) == [
        (title, str(sum(one.kind in kinds for one in figures))) for title, kinds in figure.GROUPS
    ]
    counts = text.partition("Counts")[2].partition("Shares")[0]
    shown = re.findall(r"^ {2,12}([\d,]+)\+?  \S", counts, re.MULTILINE)
    assert shown[:5] == ["2,000", "229", "29", "17", "10"]
    assert shown == [f"{one:,}" for one in sorted((one.value for one in figures if one.kind == "count"), reverse=True)]
    lasting = text.partition("How long")[2].partition("When")[0]
    assert lasting.index("2 years") < lasting.index("20 months") < lasting.index("24 hours")
    when = text.partition("When")[2]
    assert when.index("2018") < when.index("2019–21") < when.index("Sep 2020") < when.index("2022")


def test_amounts_are_flush_right_and_what_they_count_has_its_place(book):
    text = listed(book, "figure")
    first = " ".join(book.find("figure", "member-cities").counts.split()[:6])
    assert line_with(text, f"229  {first}").startswith(f"          229  {first}")
    assert text.count("Opening ¶13") == 1
    share = book.find("figure", "beijing-regular-exercisers").counts.split()[0]
    assert line_with(text, "over half").startswith(f"    over half  {share}")
    assert line_with(text, "27–30 Oct 2021").startswith("               27–30 Oct 2021  dates of")  # wider than the gutter


def test_a_figure_tells_how_much_of_what_and_what_stands_beside_it(book):
    text = carded(book, "figure", "argentine-cities-joining")
    assert text.split("\n")[0] == "  3 cities".ljust(65) + "figure, count"
    assert f"counts {book.find('figure', 'argentine-cities-joining').counts} Mayors ¶6" in squeezed(text)
    assert "body         UNESCO Global Network of Learning Cities" in text
    assert "beside it" not in text
    beside = [one for one in book.records("figure") if set(one.sources) & {"overview-p2"} and one.id != "participants"]
    told = squeezed(carded(book, "figure", "participants"))
    assert beside
    assert f"beside it {figure.amount(beside[0])} {beside[0].counts}" in told
    assert line_with(carded(book, "figure", "beijing-regular-exercisers"), "city").split() == ["city", "Beijing"]


# --- passages


def test_passages_are_a_line_each_under_their_sections(book):
    text = listed(book, "passage")
    assert text.startswith("  Passages  145, the first words of each in ours; --long tells all   begins on\n")
    assert len(re.findall(r"^ +(?:¶|caption |footnote )\d+  \S", text, re.MULTILINE)) == 145
    assert line_with(text, "Forum 1.2  Promoting").endswith("p. 12")
    first = next(one for one in book.records("passage") if len(one.gist) > 100)
    assert line_with(text, first.gist[:40]).startswith(f"           ¶{first.number}  {first.gist[:40]}")
    assert line_with(text, first.gist[:40]).endswith(" …")
    order = [text.index(words) for words in ("Overview of the conference", "Opening ceremony", "Plenary I ", "Photo captions")]
    assert order == sorted(order)


def test_the_passages_of_a_section_are_its_digest(book):
    passages = book.index.passages_of("forum-1.2")
    lines = listed(book, "passage", passages, wanted="section Forum 1.2").split("\n")
    assert lines[0] == "  Forum 1.2  Promoting intersectoral approaches to learning for health"
    assert lines[1].split("   ")[0] == "  6 of 145 passages, in our words"
    assert lines[1].endswith("begins p. 12")
    text = squeezed("\n".join(lines))
    for passage in passages:
        assert f"{passage.number} {squeezed(passage.gist)}" in text
    assert "…" not in text


def test_some_passages_of_a_section_say_how_they_were_chosen(book):
    text = listed(book, "passage", book.index.passages_of("forum-1.2")[:2], wanted="with “health”")
    assert text.startswith("  Passages  2 of 145, with “health”, in our words")


def test_sorted_passages_say_where_each_stands(book):
    text = listed(book, "passage", book.records("passage")[::-1], sorted=True, long=False)
    assert text.split("\n")[2].startswith(f"  {book.records('passage')[-1].gist[:40]}")
    assert len(re.findall(r" (?:¶|caption |footnote )\d+$", text, re.MULTILINE)) == 145


def test_a_passage_tells_what_rests_on_it(book):
    text = carded(book, "passage", "forum-1.2-p2")
    assert text.split("\n")[0] == "  Forum 1.2 ¶2".ljust(69) + "paragraph"
    assert text.split("\n")[1] == "  Promoting intersectoral approaches to learning for health"
    assert "in our words" in text
    assert "people       Aminata Goloko · Angélica Patricia Alvarado Juárez" in text
    resting = [link for link in book.related(book.index.get("passage", "forum-1.2-p2")) if link.kind == "initiative"]
    names = [book.index.get("initiative", one.id).name for one in resting]
    row = line_with(text, "  initiatives  ")
    assert row.startswith(f"  initiatives  {names[0]} · ")
    assert row.endswith(f" +{len(names) - row.count(' · ') - 1}")
    assert "figures      3 working groups" in text
    assert "Forum 1.2" not in text.partition("  people  ")[2]  # the rows need not tell of this session: the head does
    full = squeezed(carded(book, "passage", "forum-1.2-p2", full=True))
    assert squeezed(book.index.get("passage", "forum-1.2-p2").gist) in full
    dental = book.find("initiative", "mantes-la-jolie-dental-care")
    assert f"{dental.name}: {dental.summary}" in full


def test_the_words_to_type_for_a_passage_are_its_place(book):
    page = Page(80)
    carded(book, "passage", "forum-1.2-p2", page=page)
    assert page.hints == ['iclc "Forum 1.2 ¶2" --full', 'iclc trace "Forum 1.2 ¶2"', 'iclc cite "Forum 1.2 ¶2"']
    assert page.hint_line().plain.replace(GLUE, " ").strip() == 'iclc "Forum 1.2 ¶2" --full   iclc trace "Forum 1.2 ¶2"'


# --- sections


def test_sections_stand_under_their_chapters_with_the_page_on_which_each_begins(book):
    text = listed(book, "section")
    assert text.startswith("  Sections  18")
    assert text.split("\n")[0].endswith("begins on")
    chapters = re.findall(r"^  ([A-Z](?:[\w'] ?)+)$", text, re.MULTILINE)
    assert chapters == ["Plenary sessions", "Parallel thematic forums", "Mayors' forums", "New strategy"]
    assert line_with(text, "Forum 2.1") == "  Forum 2.1    Lifelong learning for climate action".ljust(73) + "p. 14"
    assert line_with(text, "Spotlight").endswith("Yeonsu")  # the table of contents has no page for it


def test_a_section_tells_its_session_and_the_first_words_of_its_passages(book):
    text = carded(book, "section", "forum-1.2")
    assert text.startswith("  Forum 1.2  Promoting intersectoral approaches")
    assert "chapter      Parallel thematic forums" in text
    assert line_with(text, "6 passages").endswith("in our words; begins p. 12")
    assert line_with(text, "The learning city concept").endswith(" …      ¶1")
    assert line_with(text, "One Health").endswith("footnote 2")
    assert "sessions     First mayors' forum · Second mayors' forum" in carded(book, "section", "mayors-forums")


# --- about the data


def test_about_tells_the_terms_whole_and_which_data_this_is(book):
    checksum = "0123456789abcdef" * 4
    text = told(book, about, "iclc 9.9", checksum)
    report = book.report.conference.report
    assert text.startswith("  Fifth International Conference on Learning Cities")
    assert "Yeonsu, Republic of Korea, 27–30 Oct 2021; hybrid" in text
    for words in (report.licence, report.attribution, report.publisher, *report.urls, "iclc 9.9", f"version {book.report.version}"):
        assert squeezed(words) in squeezed(text)
    assert checksum in text
    assert "145 passages" in text
    assert f"30 points of strategy · {len(book.records('topic'))} topics · 4 SDGs" in squeezed(text)
    assert "iclc help data" in text
    assert "On which page a paragraph stands is not told" in squeezed(text)
    assert "SHA-256" not in told(book, about, "iclc 9.9", None)


def test_about_leaves_out_what_there_is_none_of(small_book):
    text = squeezed(told(small_book, about, "iclc 9.9", None))
    assert "1 point of strategy" in text
    assert "document" not in text.partition("holds")[2]


def test_a_checksum_is_taken_apart_only_where_the_window_is_narrower(book):
    checksum = "0123456789abcdef" * 4
    assert f"{checksum[:32]}\n  {checksum[32:]}" in told(book, about, "iclc 9.9", checksum, page=Page(60))


def test_many_remarks_are_told_first_and_then_counted(book):
    found = book.remarks()
    text = told(book, remarks.listing, Asked(found, len(found), len(found)))
    assert text.startswith(f"  Remarks  {len(found)}: where we depart from print, and why")
    assert re.findall(r"^  ([A-Z]\w+)  \d+,", text, re.MULTILINE) == [one.capitalize() for one in remarks.KINDS_OF_REMARK]
    corrected = text.partition("Corrected")[2].partition("Ambiguous")[0]
    assert len(re.findall(r"^  [a-z]", corrected, re.MULTILINE)) == 1
    misprints = sum(one.printed == "Chaing Rai" for one in found)
    assert f"and {misprints - 1} more, gist, printed “Chaing Rai”: Mayors ¶5 prints" in squeezed(corrected)
    assert re.search(r"^ +\+\d+ more$", text, re.MULTILINE)
    assert "coordinates of cities 50" in squeezed(text)
    assert re.search(r"sources of topics \d+", squeezed(text))
    assert " of of " not in squeezed(text)
    assert "left out" not in text  # the routine ones are among them
    assert text.count("\n") <= 72


def test_routine_remarks_are_left_out_and_counted(book):
    found = book.remarks()
    some = [one for one in found if not one.routine]
    text = told(book, remarks.listing, Asked(some, len(some), len(found), routine=len(found) - len(some)))
    assert text.startswith(f"  Remarks  {len(some)} of {len(found)}: where we depart from print, and why")
    assert f"{len(found) - len(some)} routine remarks are left out" in squeezed(text)
    assert "coordinates of cities" not in squeezed(text)


def test_chosen_remarks_are_all_told_with_places_for_ids(book):
    found = [one for one in book.remarks() if one.kind == "ambiguous"]
    text = told(book, remarks.listing, Asked(found, len(found), 999, True))
    assert text.startswith(f"  Remarks  {len(found)} of 999")
    assert "+" not in text.replace("+ ", "")
    assert re.search(r"\b(overview|opening|plenary-\d|forum-\d\.\d|mayors-forums|strategy)-p\d", text) is None
    assert "Overview ¶2 calls UIL the host" in squeezed(text)
    words = squeezed(text)
    for one in found:
        assert squeezed(Drawing(Page(80), book).in_places(one.reason.rstrip("."))).replace(GLUE, " ")[1:] in words


def test_a_limit_of_remarks_is_told(book):
    found = book.remarks()
    text = told(book, remarks.listing, Asked(found[:5], len(found), len(found)))
    assert text.startswith(f"  Remarks  5 of {len(found)}")
    assert text.count("Fifth International Conference") == 5
    some = [one for one in found if one.kind == "added"]
    assert told(book, remarks.listing, Asked(some[:3], len(some), len(found), True)).startswith(
        f"  Remarks  3 of {len(some)} (of {len(found)})"
    )


def test_evidence_tells_each_field_what_it_rests_on_and_why(book):
    text = told(book, evidence, [book.index.get("statement", "chiang-rai-3")])
    assert text.split("\n")[0].endswith("statement, field by field")
    assert "identifier   id: chiang-rai-3" in text
    assert line_with(text, "city: ").split() == ["corrected", "city:", "Chiang", "Rai", "Mayors", "¶5"]
    assert "Printed: “Chaing Rai”. Mayors ¶5 prints the name of the Thai city" in squeezed(text)
    assert "classified   type: view" in text
    assert f"ambiguous text: {book.find('statement', 'chiang-rai-3').text} Mayors ¶5" in squeezed(text)
    assert "unstated session: left open" in squeezed(text)


def test_evidence_tells_a_reason_once_and_values_in_words(book):
    ban = book.index.get("speaker", "ban-ki-moon")
    said = ban.appearances[0].said
    (field,) = [one for one in ban.remarks if one.field.endswith(".said")]  # on all points, of which one has a remark of its own
    (own,) = [one for one in ban.remarks if one.field.endswith("]") and "said[" in one.field]
    assert f"said[{len(said) - 1}]" not in own.field
    text = squeezed(told(book, evidence, [ban]))
    assert text.count(squeezed(Drawing(Page(80), book).in_places(field.reason)).replace(GLUE, " ")) == 2  # before that point and after
    assert f"appearances 1, said {len(said)}: " in text
    assert "participation: presented, made a statement" in told(book, evidence, [book.index.get("city", "cork")])


def test_the_conference_is_told_with_its_report(book):
    text = carded(book, "conference", "iclc-5")
    assert "host is ambiguous; something is not told: see --full" in text
    assert squeezed(book.report.conference.report.attribution) in squeezed(text)
    full = carded(book, "conference", "iclc-5", full=True)
    assert "told in" in full
    conference = book.report.conference
    assert conference.points
    for point in conference.points:
        assert f"{point.text} {book.labels.place(point.sources)}" in squeezed(full)
        assert point.text not in squeezed(text)
    assert line_with(full, "report says").startswith(f"  report says  {conference.points[0].text[:30]}")
    assert "Overview ¶2 calls UIL the host" in squeezed(full)
    assert listed(book, "conference").split("\n")[0] == text.split("\n")[0]


def test_each_of_several_cards_has_the_room_of_a_screen(terminal_lines):
    alone, both = terminal_lines("change-4"), terminal_lines("show", "change-1", "change-4")
    assert alone == both[-len(alone) :]


@pytest.fixture
def terminal_lines(iclc):
    def run(*words):
        return iclc(*words, "-f", "table").stdout.rstrip("\n").split("\n")

    return run


def test_pipes_print_what_they_did(iclc):
    assert iclc("show", "cork", "--evidence").stdout.startswith("field\tvalue\tstanding\t")
    assert iclc("remarks", "-n", "1").stdout.startswith("record\tfield\tkind\tprinted\treason\n")
    assert iclc("about").stdout.startswith("Fact\tValue\n") or "Report licence" in iclc("about").stdout
    assert iclc("remarks", "-n", "2", "-f", "table", "--fields", "record,kind").stdout.split("\n")[2].split() == ["Record", "Kind"]
