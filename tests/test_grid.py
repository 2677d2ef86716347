"""The grid: wrapping, cutting, places, tables, cards that fit, and the screens that are not seen."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from iclc_cli.grid import CARD, GLUE, MARGIN, MEASURE, ROLES, Column, Group, Page, clip, drawn_json, glued, wrap

SENTENCE = "Learning cities have an important role at both national and regional level, and so they cooperate."


def rows(page):
    return page.render().splitlines()


words = st.lists(st.text("abcdefgh-é–", min_size=1, max_size=14), min_size=1, max_size=40).map(" ".join)


@given(words, st.integers(10, 60), st.sampled_from((0, 2)))
def test_lines_break_at_blanks_only_and_lose_nothing(text, width, hang):
    lines = [line.plain for line in wrap(Text(text), width, hang)]
    assert " ".join(" ".join(lines).split()) == text
    assert all(cell_len(line) <= width or len(line.split()) == 1 for line in lines)
    assert all(line.startswith(" " * hang) for line in lines[1:])


def test_a_last_line_of_one_short_word_takes_a_second_one_down():
    assert [line.plain for line in wrap(Text("aaaa bbbb cccc dddd eeee ff"), 24)] == ["aaaa bbbb cccc dddd", "eeee ff"]
    assert [line.plain for line in wrap(Text("aaaaaaaaaa bbbbbbbbb cc"), 20)] == [
        "aaaaaaaaaa bbbbbbbbb",
        "cc",
    ]  # the line above would be too short


@given(words, st.integers(8, 60))
def test_what_is_cut_ends_in_an_ellipsis_that_stands_for_whole_words(text, width):
    cut = clip(Text(text), width).plain
    if cut != text and " …" in cut:
        assert cell_len(cut) <= width
        kept = cut.removesuffix(" …")
        assert text.startswith(kept)
        assert text[len(kept) :].lstrip(",;:.–·( ") != ""
        assert text[len(kept) : len(kept) + 1] in (" ", "–", "")
    elif cut != text:
        assert cut == text.split(" ")[0]  # the first word alone is too long, and stays whole


def test_an_unbroken_blank_is_none_for_wrapping_and_one_on_the_screen():
    page = Page(40)
    page.put(page.words("The place is ", glued(Text("Forum 1.2 ¶2"))), indent=0)
    assert any("Forum 1.2 ¶2" in line for line in rows(page))
    assert GLUE not in page.render()


def test_what_is_not_broken_is_where_it_is_wider_than_the_line_unless_it_is_a_command():
    page = Page(22)
    page.put("Read", glued(Text("Publication ¶1–3, 6–8")))
    page.put(page.command("iclc show a-long-name --full"))
    assert rows(page) == ["Read (Publication", "  ¶1–3, 6–8)", "iclc show a-long-name --full"]


def test_a_place_ends_the_last_line_flush_right():
    page = Page(80)
    page.item("view", SENTENCE, "Mayors ¶3", hang=2)
    assert rows(page) == [
        "  view         Learning cities have an important role at both national and",
        "                 regional level, and so they cooperate.              Mayors ¶3",
    ]


def test_a_place_never_stands_alone():
    page = Page(80)
    page.item("", "a" * 25 + " " + "b" * 36, "Forum 1.2 ¶2")
    assert rows(page) == [" " * 15 + "a" * 25, " " * 15 + "b" * 36 + " " * 15 + "Forum 1.2 ¶2"]


@pytest.mark.parametrize("width", [200, 120, 93])
def test_text_is_no_wider_than_reads_well(width):
    page = Page(width)
    page.put(" ".join(["word"] * 200), "Opening ¶1")
    assert {cell_len(line) for line in rows(page)} <= set(range(page.column, page.column + MEASURE + 1))
    assert page.right == 15 + MEASURE


def test_on_a_narrow_screen_the_word_stands_above():
    page = Page(50)
    page.item("people", "Ann Doherty")
    assert rows(page) == [" people", "   Ann Doherty"]


def test_on_a_narrower_one_before_its_text():
    page = Page(38)
    page.item("people", "Ann Doherty, Chief Executive of Cork City Council", "Plenary I ¶2")
    assert rows(page)[0].startswith("People: Ann Doherty")
    assert "(Plenary I" in page.render().replace("\n", " ")


def test_a_listener_hears_sentences():
    page = Page(80, spoken=True, styled=True)
    page.heading("Cork", "city")
    page.item("people", page.words("Ann Doherty", ", Chief Executive"), "Plenary I ¶2, 4–6")
    page.run("topics", ["one", "two"])
    page.hint("iclc Cork", "iclc peers Cork")
    text = re.sub(r"\x1b\[[\d;]*m", "", page.render())
    assert text == "Cork, city.\nPeople: Ann Doherty, Chief Executive. Plenary I, paragraphs 2, 4 to 6.\nTopics: one, two.\n"
    assert page.hint_line().plain == "iclc Cork\niclc peers Cork"


def test_in_ascii_signs_are_exchanged_before_laying_out():
    page = Page(80, ascii=True, letters=True)
    page.item("a", "“Évry-Courcouronnes” · 2019–21 …", "Forum 1.2 ¶2")
    text = page.render()
    assert text.isascii()
    assert text.rstrip().endswith("Forum 1.2 par. 2")
    assert '"Evry-Courcouronnes" - 2019-21 ...' in text
    assert len(text.rstrip("\n")) == 78


def test_letters_that_have_no_plain_form_are_shown_as_escapes():
    page = Page(80, ascii=True, letters=True)
    page.put("東京 Ø ß")
    assert page.render().strip() == r"\u6771\u4eac O ss"


def test_items_in_a_row_are_whole_or_counted():
    page = Page(60)
    page.run("topics", [f"topic number {number}" for number in range(9)], most=1)
    assert rows(page) == ["  topics       topic number 0 · topic number 1 +7"]


COLUMNS = (Column("Name", spill=True, most=10), Column("Role", flexible=True), Column("City", drop=1), Column("Points", right=True, drop=2))
ROWS = [
    ["Ann", "Chief Executive of a very large and important council of a city", "Cork", "12"],
    ["A very long name", "Mayor", "Damietta", "3"],
]


def test_columns_go_in_their_order_before_the_flexible_one_is_cut():
    wide, narrow = Page(120), Page(60)
    for page in (wide, narrow):
        page.table(COLUMNS, ROWS)
    assert rows(wide)[0].split() == ["Name", "Role", "City", "Points"]
    assert rows(wide)[1].endswith("Cork          12")
    assert rows(narrow)[0].split() == ["Name", "Role", "Points"]  # that of the lowest number went
    assert rows(narrow)[1].split() == ["Ann", "Chief", "Executive", "of", "a", "very", "large", "…", "12"]
    assert all(cell_len(line) <= page.width for page in (wide, narrow) for line in rows(page))


def test_a_long_first_cell_spills_into_the_flexible_column():
    page = Page(60)
    page.table(COLUMNS, ROWS)
    assert "A very long name  Mayor" in rows(page)[2]


def test_a_record_with_a_word_that_its_column_has_no_room_for_is_told_in_two_lines():
    page = Page(72)
    page.table((Column("Name"), Column("Role", flexible=True)), [["Ann", "Mayor"], ["n" * 9 + " " + "m " * 40, "r" * 60]])
    assert rows(page)[1].split() == ["Ann", "Mayor"]
    assert sum(line.count("m") for line in rows(page)[2:]) == 40
    assert max(map(cell_len, rows(page))) <= 72


def test_a_table_that_loses_nothing_goes_on_below():
    page = Page(60)
    page.table((Column("ID"), Column("Text")), [["one", SENTENCE]], whole=True)
    assert " ".join(" ".join(line[5:] for line in rows(page)[1:]).split()) == SENTENCE


def test_a_table_too_narrow_for_its_words_has_a_line_a_cell():
    page = Page(40)
    page.table((Column("One"), Column("Two")), [["a" * 30, "b" * 30]], whole=True)
    assert [line.split() for line in rows(page)] == [["One"], ["a" * 30], ["Two"], ["b" * 30]]


def card(page, numbers):
    groups = []
    for number, (count, least) in enumerate(numbers):
        blocks = [page.block("", f"{SENTENCE} {place}") for place in range(count)]
        groups.append(Group(f"group {number}", blocks, least))
    page.fill(groups, foot=2)


@pytest.mark.parametrize("numbers", [((30, 2), (30, 5), (30, 1)), ((1, 1), (0, 2), (3, 2)), ((9, 2), (9, 2), (9, 2), (9, 2))])
def test_a_card_fits_and_says_what_it_leaves_out(numbers):
    page = Page(80)
    card(page, numbers)
    text = page.render()
    assert len(text.splitlines()) <= CARD - 2
    left = sum(map(int, re.findall(r"\+(\d+) more", text)))
    shown = len(re.findall(r"cooperate\. \d", re.sub(r"\s+", " ", re.sub(r"\+\d+ more", "", text))))
    assert shown + left == sum(count for count, _ in numbers)


def test_on_a_narrow_screen_the_words_of_groups_count_among_the_lines():
    page = Page(30)
    page.fill([Group("a long word for it", [page.block("", "x" * 25) for _ in range(9)]) for _ in range(3)])
    assert len(page.lines) <= CARD


def test_how_many_are_left_out_stands_under_the_groups_word():
    page = Page(80)
    card(page, ((30, 1),))
    assert rows(page)[1].startswith("  +")


def test_no_two_blank_lines_and_none_at_the_end():
    page = Page(80)
    page.blank()
    page.put("a")
    page.blank()
    page.blank()
    page.put("b")
    assert rows(page) == [" " * 15 + "a", "", " " * 15 + "b"]


def test_what_was_found_is_marked_where_nothing_can_be_underlined():
    text = "health literacy matters"
    plain, styled = Page(80), Page(80, styled=True)
    plain.put(plain.marked(text, [(0, 6), (7, 15)]))
    styled.put(styled.marked(text, [(0, 6)]))
    assert plain.render().strip() == "*health* *literacy* matters"
    assert "\x1b[1;4mhealth\x1b[0m literacy" in styled.render()


def test_each_role_looks_as_it_should_and_without_colour_bold_stays():
    page = Page(80, styled=True, colour=True)
    grey = Page(80, styled=True)
    for one in (page, grey):
        one.put(one.words(*((role, role) for role in ROLES)))
    assert re.findall(r"\x1b\[([\d;]+)m(\w+)", page.render()) == [
        ("1", "name"),
        ("95", "live"),
        ("1;4", "match"),
        ("4", "head"),
        ("1;91", "wrong"),
        ("2", "faint"),
        ("1;7", "peak"),
    ]
    assert re.findall(r"\x1b\[([\d;]+)m(\w+)", grey.render()) == [
        ("1", "name"),
        ("0", "live"),  # nothing but the end of what was before
        ("1;4", "match"),
        ("4", "head"),
        ("1", "wrong"),
        ("2", "faint"),
        ("1;7", "peak"),
    ]


def test_the_reader_chooses_other_colours():
    page = Page(80, styled=True, colour=True, roles="live=36:faint=0:nonsense=1:name=x")
    page.put(page.words(("a", "live"), " ", ("b", "faint"), " ", ("c", "name")))
    assert page.render().strip() == "\x1b[36ma\x1b[0m b \x1b[1mc\x1b[0m"


def test_data_is_never_terminal_control():
    page = Page(80, styled=True)
    page.item("a\x1b[31m", "b\x1b]8;;x\x07c", "\x1b[2J")
    assert "\x1b[31m" not in page.render()
    assert r"\u001b" in page.render()


def test_only_web_addresses_become_links():
    page = Page(80, styled=True, links=True)
    for url in ("https://example.org/a", "javascript:alert(1)", "https://example.org/ü", "file:///etc/passwd"):
        page.address(url)
    assert page.render().count("\x1b]8;") == 2  # one link, opened and closed


def test_json_at_a_terminal_has_bold_keys_and_faint_punctuation():
    text = drawn_json('{\n  "a:b": [1.5, "x\\"y", null]\n}\n', colour=True)
    assert '\x1b[1m"a:b"\x1b[0m\x1b[2m:\x1b[0m' in text
    assert "\x1b[95m1.5\x1b[0m" in text
    assert re.sub(r"\x1b\[[\d;]*m", "", text) == '{\n  "a:b": [1.5, "x\\"y", null]\n}\n'


def test_of_places_that_overlap_the_first_is_marked_and_those_behind_are_too():
    page = Page(80)
    assert page.marked("one two three four", [(0, 7), (4, 13), (14, 18)]).plain == "*one two* three *four*"
    assert page.marked("one two", []).plain == "one two"
    styled = Page(80, styled=True).marked("one two three four", [(0, 7), (4, 13), (14, 18)])
    assert (styled.plain, [(one.start, one.end) for one in styled.spans]) == ("one two three four", [(0, 7), (14, 18)])


# --- to the column


def test_a_bar_is_nothing_for_nothing_and_never_for_something():
    assert [Page(80).bar(number, 1000, 4).plain for number in (0, 1, 500, 1000)] == ["", "╸", "━━", "━━━━"]


@pytest.mark.parametrize("done", [0, 3, 10])
def test_how_far_something_is_stands_behind_the_whole_length_of_its_bar(done):
    page = Page(80)
    page.progress("reading", done, 10)
    assert page.lines[0].plain.index(f"{done} of 10") == len("reading") + 2 + 26


def test_a_column_stays_as_long_as_all_fit_to_the_column():
    def head(width):
        page = Page(width)
        page.table([Column("one"), Column("two"), Column("three", drop=1)], [["a" * 20, "b" * 20, "c" * 20]])
        return page.lines[0].plain.split()

    least = next(width for width in range(40, 120) if "three" in head(width))
    page = Page(least)
    page.table([Column("one"), Column("two"), Column("three", drop=1)], [["a" * 20, "b" * 20, "c" * 20]])
    assert page.lines[1].plain.strip() == f"{'a' * 20}  {'b' * 20}  {'c' * 20}"
    assert least == page.left + len(page.lines[1].plain.strip()) + MARGIN
    assert head(least - 1) == ["one", "two"]


def test_cells_go_on_below_as_long_as_their_longest_words_fit_beside_each_other():
    first, second = "a" * 30, "c" * 30

    def lines(width):
        page = Page(width)
        page.table([Column("one"), Column("two")], [[f"{first} bbb", f"{second} ddd"]], whole=True)
        return [line.plain.strip() for line in page.lines]

    beside = next(width for width in range(40, 100) if lines(width)[0].split() == ["one", "two"])
    assert lines(beside)[1:] == [f"{first}  {second}", "bbb" + " " * 29 + "ddd"]
    page = Page(beside)
    assert beside - page.left - len(lines(beside)[1]) == MARGIN


def test_the_head_of_a_table_is_drawn_as_one():
    page = Page(80)
    page.table([Column("one"), Column("two")], [["a", "b"]])
    assert {span.style for span in page.lines[0].spans} == {"head"}
    assert "head" not in {span.style for span in page.lines[1].spans}


def test_a_word_too_long_for_the_gutter_stands_above_and_goes_on_two_columns_in():
    page = Page(60)
    page.item("a label that is so long that it does not fit into a line of its own", "text")
    assert rows(page) == ["  a label that is so long that it does not fit into a line", "    of its own", f"{' ' * 15}text"]
