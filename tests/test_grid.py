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
    assert Page(80, spoken=True).marked("one two three", [(0, 7)]).plain == "one two three"
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


@pytest.mark.parametrize(
    ("width", "left", "column", "right"),
    [
        *((1, 0, 0, 20), (20, 0, 0, 20), (39, 0, 0, 39)),  # a line an entry
        *((40, 1, 3, 39), (55, 1, 3, 54)),  # the word above
        *((56, 1, 14, 55), (59, 1, 14, 58), (60, 2, 15, 58), (92, 2, 15, 90), (93, 2, 15, 91), (200, 2, 15, 91)),  # beside
    ],
)
def test_where_words_and_texts_begin_and_end_hangs_on_the_width(width, left, column, right):
    page = Page(width)
    assert (page.left, page.column, page.right) == (left, column, right)


def drawn(width, draw, **how):
    page = Page(width, **how)
    draw(page)
    return [line.removeprefix(" " * page.left) for line in rows(page)]


def test_two_blanks_at_least_stand_before_a_place_or_the_last_word_goes_down():
    for more in (0, 1):
        text = "a" * (Page(80).measure - 15 + more)
        lines = [line.strip() for line in drawn(80, lambda page, text=text: page.put(f"{text} bbbb", "Forum ¶2"))]
        assert lines == ([f"{text} bbbb  Forum ¶2"] if not more else [text, "bbbb" + " " * 51 + "Forum ¶2"])


@pytest.mark.parametrize(("longest", "beside"), [(53, True), (54, False)])
def test_a_place_stands_beside_the_last_word_where_there_is_room_or_below_it(longest, beside):
    first, last = "a" * 20, "b" * longest
    lines = drawn(80, lambda page: page.put(f"{first} {last}", "Forum ¶2"))
    assert [line.split() for line in lines] == ([[first], [last, "Forum", "¶2"]] if beside else [[first], [last], ["Forum", "¶2"]])
    assert {len(line) for line in lines[1:]} <= {Page(80).right - 2, 13 + longest}
    hung = drawn(80, lambda page: page.put(f"{first} {last}", "Forum ¶2", hang=2))
    assert [len(line) - len(line.lstrip()) for line in hung][1] == 15
    assert (len(hung) == 2) == (longest + 2 <= 53)


def test_a_text_of_so_many_lines_is_cut_in_the_last_and_leaves_room_for_its_place():
    whole = [line.strip() for line in drawn(60, lambda page: page.put(SENTENCE))]
    assert len(whole) == 3
    for most, hang in ((1, 0), (2, 0), (2, 2)):
        lines = drawn(60, lambda page, most=most, hang=hang: page.put(SENTENCE, "Forum 2", most=most, hang=hang))
        assert len(lines) == most
        assert re.search(r" … +Forum 2$", lines[-1])
        assert len(lines[-1]) == Page(60).right - 2
        told = " ".join(line.strip() for line in lines).partition(" …")[0]
        assert SENTENCE.startswith(told)
        longer = SENTENCE[: SENTENCE.index(" ", len(told) + 1)].removeprefix(" ".join([*whole[: most - 1], ""]) if most > 1 else "")
        if not hang:
            assert len(longer) + 2 + 2 + len("Forum 2") > Page(60).measure  # no further word has room
    assert [line.strip() for line in drawn(60, lambda page: page.put(SENTENCE, most=3))] == whole


@pytest.mark.parametrize(("length", "lines"), [(34, 1), (35, 2)])
def test_what_stands_at_the_right_edge_stands_below_where_two_blanks_have_no_room(length, lines):
    text, end = "a" * length, "z" * 40
    shown = drawn(80, lambda page: page.line(text, end))
    assert shown == ([f"{text}  {end}"] if lines == 1 else [text, end])


def test_a_long_line_goes_on_below_beside_what_stands_at_its_end_or_is_cut():
    wrapped = drawn(80, lambda page: page.line(SENTENCE, "12"))
    assert wrapped[0].endswith("  12")
    assert len(wrapped[0]) == 76
    assert " ".join([wrapped[0].removesuffix("12").strip(), wrapped[1]]) == SENTENCE
    (cut,) = drawn(80, lambda page: page.line(SENTENCE, "12", wrapped=False))
    assert re.fullmatch(r"Learning .* … +12", cut)
    assert len(cut) == 76
    assert drawn(38, lambda page: page.line("some words", "12")) == ["some words, 12"]


def test_a_word_has_a_blank_behind_it_in_the_gutter_or_stands_above():
    for length in (3, 11, 12):
        assert drawn(80, lambda page, length=length: page.item("w" * length, "text")) == [f"{'w' * length:<13}text"]
    assert drawn(80, lambda page: page.item("w" * 13, "text")) == ["w" * 13, " " * 13 + "text"]
    assert drawn(80, lambda page: page.item("12", "text", flush=True)) == [f"{'12':>11}  text"]


def test_the_line_of_commands_ends_before_the_first_column_that_has_no_room():
    def line(width, *commands):
        page = Page(width)
        page.hint(*commands)
        return page.hint_line().plain.replace(GLUE, " ")

    one, other = "iclc " + "a" * 30, "iclc " + "b" * 30
    assert line(77, one, other, "", "x") == f"  {one}   {other}"
    assert line(76, one, other, "", "x") == f"  {one}   x"
    assert line(60, "c" * 59, other) == f"  {other}"


def test_a_command_is_hinted_at_once():
    page = Page(80)
    page.hint("iclc Cork", "")
    page.hint("iclc Cork", "iclc peers Cork")
    assert page.hints == ["iclc Cork", "iclc peers Cork"]


def test_an_address_moves_to_the_left_as_it_grows_and_is_never_broken():
    for length, begins in ((63, 15), (64, 2), (78, 2), (79, 0), (99, 0)):
        page = Page(80)
        page.address("x" * length)
        assert rows(page) == [" " * begins + "x" * length]
    (first, second) = drawn(80, lambda page: page.address("x" * 60, "Forum ¶2"))
    assert (first.strip(), second.strip()) == ("x" * 60, "Forum ¶2")
    assert drawn(80, lambda page: page.address("x" * 50, "Forum ¶2")) == [" " * 13 + "x" * 50 + " " * 5 + "Forum ¶2"]


@pytest.mark.parametrize(("width", "bar"), [(43, True), (42, False)])
def test_a_bar_of_progress_goes_where_its_line_would_fill_the_window(width, bar):
    (line,) = drawn(width, lambda page: page.progress("reading", 3, 10))
    assert line.startswith("reading  ━") if bar else line == "reading: 3 of 10"
    assert len(line) < width


def test_what_a_command_does_stands_beside_it_or_below_and_goes_on_under_itself():
    short, long = ("iclc one", "what it does"), ("iclc " + "t" * 17, "in some more words")
    assert drawn(80, lambda page: page.commands("next", [short, long])) == [
        f"{'next':<13}{'iclc one':<24}what it does",
        f"{'':13}{long[0]}  in some more words",
    ]
    assert drawn(80, lambda page: page.commands("next", [short, (long[0] + "t", long[1])])) == [
        f"{'next':<13}iclc one  what it does",
        f"{'':13}{long[0]}t",
        f"{'':13}  in some more words",
    ]
    narrow = drawn(60, lambda page: page.commands("", [("iclc one", " ".join(["word"] * 8))], wide=23))
    assert narrow == [f"{'':13}{'iclc one':<23}word word word word", f"{'':36}word word word word"]
    assert drawn(60, lambda page: page.commands("", [("iclc one", "word " * 3)], wide=24)) == [f"{'':13}iclc one", f"{'':15}word word word"]
    assert drawn(38, lambda page: page.commands("next", [short])) == ["Next: iclc one: what it does"]


def test_an_item_of_a_row_is_not_broken_unless_it_is_long():
    item = "two words and a few more of them to say"
    assert len(item) == 39
    tight = drawn(93, lambda page: page.run("", ["x" * 60, item], most=3))
    assert tight == [" " * 13 + "x" * 60 + " ·", " " * 13 + item]
    loose = drawn(93, lambda page: page.run("", ["x" * 60, f"{item}s"], most=3))
    assert loose[0] == " " * 13 + "x" * 60 + " · two words and"


def test_of_items_that_do_not_fit_shorter_ones_behind_them_are_shown():
    assert drawn(60, lambda page: page.run("topics", ["one", "x" * 50, "two"], most=1)) == [f"{'topics':<13}one · two +1"]


@pytest.mark.parametrize(("last", "second"), [("c" * 7, True), ("c" * 8, False)])
def test_a_word_goes_down_to_a_short_last_one_if_two_thirds_of_its_line_stay(last, second):
    def broken(first):
        return [line.plain for line in wrap(Text(f"{'a' * first} {'b' * (20 - first - 1)} {last}"), 20)]

    for first in range(12, 17):
        down = second and first >= 14
        other = "b" * (20 - first - 1)
        assert broken(first) == (["a" * first, f"{other} {last}"] if down else [f"{'a' * first} {other}", last])


def test_lines_are_filled_to_the_column_less_what_the_others_hang():
    assert [line.plain for line in wrap(Text("aaaa bbbb cccc dddd eeee ffffffff"), 9, 2)] == [
        "aaaa bbbb",
        "  cccc",
        "  dddd",
        "  eeee",
        "  ffffffff",
    ]
    assert [line.plain for line in wrap(Text("aaaa bbbb cccc dddd eeee ffffffff"), 11, 2)] == [
        "aaaa bbbb",
        "  cccc dddd",
        "  eeee",
        "  ffffffff",
    ]


def test_a_text_is_cut_to_the_column_and_loses_what_stands_before_the_ellipsis():
    told = {width: clip(Text("aaaa bbbb, cccc (dddd eeee"), width).plain for width in (10, 11, 16, 17, 22, 23, 25, 26)}
    assert told == {
        **{10: "aaaa …", 11: "aaaa bbbb …", 16: "aaaa bbbb …", 17: "aaaa bbbb, cccc …", 22: "aaaa bbbb, cccc …"},
        **{23: "aaaa bbbb, cccc (dddd …", 25: "aaaa bbbb, cccc (dddd …", 26: "aaaa bbbb, cccc (dddd eeee"},
    }
    assert clip(Text("aaaa bbbb cccc"), 13, "...").plain == "aaaa bbbb ..."
    assert clip(Text("aaaa bbbb cccc"), 12, "...").plain == "aaaa ..."


@pytest.mark.parametrize("width", [80, 50, 30])
@pytest.mark.parametrize("counts", [(30,), (30, 30), (30, 3, 30), (4, 5, 9, 1), (9, 9, 9, 9, 9)])
def test_groups_of_a_card_grow_in_turn_until_none_has_room_for_one_more(width, counts):
    def lines(kept):
        """How many lines a card has that shows so many of each."""
        page = Page(width)
        page.put("head")
        page.fill([Group(f"g{n}", [page.block("", f"b{n}")] * kept[n], kept[n], total=counts[n]) for n in range(len(counts))], most=999)
        return len(page.lines)

    page = Page(width)
    page.put("head")
    page.fill([Group(f"g{n}", [page.block("", f"b{n}.")] * count) for n, count in enumerate(counts)], foot=2)
    kept = [page.render().count(f"b{n}.") for n in range(len(counts))]
    assert lines(kept) == len(page.lines) <= max(CARD - 2, lines([1] * len(counts)))
    open_ = [n for n, count in enumerate(counts) if kept[n] < count]
    assert all(lines([number + (place == n) for place, number in enumerate(kept)]) > CARD - 2 for n in open_)
    assert max(kept[n] for n in open_) - min(kept[n] for n in open_) <= 1


def test_a_group_shows_its_least_unless_that_is_too_much_for_the_card():
    def kept(*least):
        page = Page(80)
        page.fill([Group(f"g{n}", [page.block("", f"b{n}.")] * 30, one) for n, one in enumerate(least)])
        return [page.render().count(f"b{n}.") for n in range(len(least))]

    assert kept(1, 12) == [5, 15]  # and grows in turn beyond it
    assert kept(12, 1) == [16, 4]
    assert kept(15, 15) == [10, 10]
    assert kept(25, 25, 1) == [9, 8, 2]


def test_a_long_first_cell_runs_into_the_next_and_leaves_eight_columns_of_it():
    columns = (Column("Name", spill=True, most=10), Column("Role", flexible=True))
    page = Page(60)
    page.table(columns, [["a" * 45, "Mayor"], ["b " * 30, "Mayor"], ["c" * 10, SENTENCE]])
    lines = rows(page)
    assert lines[1] == f"  {'a' * 45}  Mayor"
    assert lines[2] == "  " + "b " * 22 + "…   Mayor"
    assert lines[3].startswith(f"  {'c' * 10}  Learning cities")
    assert all(cell_len(line) <= 58 for line in lines)


def test_every_sign_has_another_in_ascii():
    page = Page(80, ascii=True)
    assert page.words("· … ¶ – — “ ” ’ ‘ │ ━ ╸ ● • → ×").plain == "- ... par.  - - \" \" ' ' | = - o * -> x"


def test_an_item_is_broken_on_a_line_little_longer_than_itself():
    item = "two words and a few more of them to say"
    for width, whole in ((49, True), (48, False)):  # with five columns beside it, and with fewer
        lines = drawn(width, lambda page: page.run("", ["x" * (page.measure - 16), item], most=3))
        assert (lines[1].strip() == item) == whole


def test_a_sentence_of_a_table_is_told_of_each_record_and_headings_stay():
    columns = (Column("Name"), Column("Role"), Column("Points", right=True))
    told = [["Ann", "Mayor", "12"], "Others", None, ["Ben", "·", "3"]]
    spoken, narrow = Page(80, spoken=True), Page(38)
    for page in (spoken, narrow):
        page.table(columns, told)
    assert rows(spoken) == ["Ann. Role: Mayor. Points: 12.", "Others.", "Ben. Points: 3."]
    assert rows(narrow) == ["Ann; Role: Mayor; Points: 12", "Others", "Ben; Points: 3"]
    whole = Page(38)
    whole.table(columns, told, whole=True)
    assert rows(whole) == ["Name: Ann; Role: Mayor; Points: 12", "Others", "Name: Ben; Role: ·; Points: 3"]


def test_a_card_without_groups_ends_before_its_blank_line():
    page = Page(80)
    page.put("head")
    page.blank()
    page.fill([Group("none", [])])
    assert [line.plain.strip() for line in page.lines] == ["head"]
    page.fill([Group("some", [page.block("", "text")])])
    assert [line.plain.strip() for line in page.lines] == ["head", "", "some         text"]


def test_blocks_of_a_group_hang_two_columns_and_what_is_left_out_stands_before_the_second_line():
    page = Page(60)
    page.fill([Group("quotes", [page.block("", SENTENCE)] * 2, total=3)])
    assert rows(page) == [
        f"  {'quotes':<13}Learning cities have an important role at",
        f"  {'+1 more':<13}  both national and regional level, and so",
        f"{'':17}they cooperate.",
        f"{'':15}Learning cities have an important role at",
        f"{'':17}both national and regional level, and so",
        f"{'':17}they cooperate.",
    ]
    single = Page(60)
    single.fill([Group("quotes", [single.block("", "one")], total=3)])
    assert rows(single) == [f"  {'quotes':<13}one", f"{'':15}+2 more"]


def test_on_a_narrow_screen_an_entry_of_a_card_begins_with_its_word_and_goes_on():
    page = Page(38)
    page.fill([Group("quotes", [page.block("", f"one {'x' * 36}"), page.block("", f"{'y' * 15} {'z' * 15}")], total=3)])
    assert rows(page) == ["Quotes: one", "  " + "x" * 36, f"{'y' * 15} {'z' * 15}", "+1 more"]
    page = Page(38)
    page.fill([Group("quotes", [page.block("", f"{'y' * 15} {'z' * 15}")])])
    assert rows(page) == [f"Quotes: {'y' * 15}", "  " + "z" * 15]


def test_a_text_may_keep_the_column_of_its_place_free_on_every_line():
    lines = drawn(60, lambda page: page.put(SENTENCE, "Forum 2", whole=True))
    assert " ".join(line.strip() for line in lines).replace("  ", " ").endswith("Forum 2")
    assert all(len(line.removesuffix("Forum 2").rstrip()) + 2 + len("Forum 2") <= Page(60).right - 2 for line in lines)
    assert lines[0].strip() != drawn(60, lambda page: page.put(SENTENCE))[0].strip()


def test_a_word_that_goes_down_to_its_place_hangs_as_other_lines_do():
    first = "a" * (Page(80).measure - 10)
    lines = drawn(80, lambda page: page.put(f"{first} bbbb", "Forum ¶2", hang=2))
    assert lines == [f"{'':13}{first}", f"{'':15}bbbb{'':49}Forum ¶2"]


def test_the_flexible_column_gives_way_before_any_other():
    page = Page(80)
    page.table((Column("Name"), Column("Role", flexible=True)), [["a" * 40, "word " * 20]])
    assert rows(page)[1] == f"  {'a' * 40}  word word word word word word …"
    assert cell_len(rows(page)[1]) <= 78


@pytest.mark.parametrize(("width", "edge"), [(59, 1), (60, 2)])
def test_a_table_keeps_the_margin_of_its_page(width, edge):
    for whole in (False, True):
        page = Page(width)
        page.table((Column("Name"), Column("Role", flexible=True)), [["Ann", "x " * 60]], whole=whole)
        assert {width - 2 * edge - 1, width - 2 * edge} & {cell_len(line.strip()) for line in rows(page)}
        assert all(line.startswith(" " * edge) and cell_len(line) <= width - edge for line in rows(page))


def test_addresses_are_links_only_where_that_is_known_to_work():
    page = Page(80, styled=True)
    page.address("https://example.org/a")
    assert "\x1b]8;" not in page.render()


def test_heads_of_a_table_are_never_cut_though_it_is_wider_than_the_window():
    page = Page(80)
    heads = [f"column-{number}" for number in range(9)]
    page.table([Column(head) for head in heads], [["aaaa bbbb cccc dddd"] * 9])
    assert rows(page)[0].split() == heads
    narrower = Page(80)
    narrower.table([Column("one") for _ in range(9)], [["aaaa bbb cccc dddd"] * 9])
    assert rows(narrower)[0] == "  " + "  ".join(["one     "] * 9).rstrip()  # eight columns at least


def test_a_column_of_a_whole_table_gives_way_no_further_than_its_longest_word():
    page = Page(50)
    page.table([Column("One"), Column("Two")], [["a" * 30, "x " * 13 + "x"]], whole=True)
    assert rows(page)[1] == f" {'a' * 30}  x x x x x x x x"
    assert all(line.startswith(" " * 33) for line in rows(page)[2:])


def test_only_a_command_is_whole_though_it_is_wider_than_the_line():
    for role, lines in (("live", 1), ("name", 2)):
        page = Page(22)
        page.put(glued(page.words(("Publication and more of it", role))))
        assert len(rows(page)) == lines
