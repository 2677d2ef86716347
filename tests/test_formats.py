"""Every output format, given the same awkward records: exact text, and readers that read them back."""

import csv
import io
import json
import re
import sys

import pytest
from hostile import COLOUR, HOSTILE, controls
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from iclc_cli.formats import FORMATS
from iclc_cli.formats.csv import written
from iclc_cli.formats.html import STYLE
from iclc_cli.formats.table import _is_number
from iclc_cli.grid import GLUE
from iclc_cli.model import Alias, Coordinates, Point
from iclc_cli.text import cell
from iclc_cli.views.layout import Card, Column, Details, Group, Item, Listing, Screen
from iclc_cli.visible import visible

MARKUP = 'a|b [sic] [/x] :smile: "q", <b>*\\'
STEERING = "\x1b[31m\x9b\u202e\u2028"
BREAKS = "one\r\ntwo\n\nthree\tfour"

COLUMNS = (Column("id", "ID"), Column("said.text", "Text"), Column("tags", "Tags"))
ROWS = [["x", MARKUP, ["p", "q, r"]], [None, STEERING, []], ["z", BREAKS, True]]
RECORDS = [{"id": identifier, "text": text, "tags": tags} for identifier, text, tags in ROWS]

ANY_TEXT = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(sorted(set(HOSTILE + '|\\",;*_~`#-+=1.)(\n')))))
PLAIN_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cn", "Zl", "Zp")))


def listing_of(rows, columns=COLUMNS, records=RECORDS):
    return Listing(tuple(columns), records, lambda: rows, lambda: [[cell(value) for value in row] for row in rows])


def rows_of_two(pairs):
    """A listing with two columns of text."""
    rows = [list(pair) for pair in pairs]
    return listing_of(rows, COLUMNS[:2], [{"id": one, "text": other} for one, other in rows])


LISTING = listing_of(ROWS)
EMPTY = listing_of([], records=[])

CARD = Card(
    title=f"Title {MARKUP}",
    kind="thing/x",
    facts=(("Role [sic]", MARKUP), ("Steering", STEERING)),
    text=BREAKS,
    groups=(Group("Said [/x]", (Item(MARKUP, STEERING, "Part 1, item 2"), Item("- 1. plain"))),),
    note="Our [words].",
    record={"id": "x", "text": STEERING},
)
DETAILS = Details(lambda: (CARD, Card("Next", "thing/y", (), record={"id": "y"})), one=False, rows=lambda: LISTING)


def listed(name, listing=LISTING, **screen):
    return FORMATS[name].listing(listing, Screen(**screen))


def shown(name, details=DETAILS, **screen):
    return FORMATS[name].details(details, Screen(**screen))


LISTED = {
    "table": (
        "  Records  3\n"
        "\n"
        "  ID  Text                                           Tags\n"
        '  x   a|b [sic] [/x] :smile: "q", <b>*\\              p; q, r\n'
        "      \\u001b[31m\\u009b\\u202e\\u2028\n"
        "  z   one\\u000d\\u000atwo\\u000a\\u000athree\\u0009four  true\n"
    ),
    "json": (
        '[{"id": "x", "text": "a|b [sic] [/x] :smile: \\"q\\", <b>*\\\\", "tags": ["p", "q, r"]},\n'
        ' {"id": null, "text": "\\u001b[31m\\u009b\\u202e\\u2028", "tags": []},\n'
        ' {"id": "z", "text": "one\\r\\ntwo\\n\\nthree\\tfour", "tags": true}]\n'
    ),
    "ndjson": (
        '{"id": "x", "text": "a|b [sic] [/x] :smile: \\"q\\", <b>*\\\\", "tags": ["p", "q, r"]}\n'
        '{"id": null, "text": "\\u001b[31m\\u009b\\u202e\\u2028", "tags": []}\n'
        '{"id": "z", "text": "one\\r\\ntwo\\n\\nthree\\tfour", "tags": true}\n'
    ),
    "csv": (
        "id,said.text,tags\n"
        'x,"a|b [sic] [/x] :smile: ""q"", <b>*\\","p; q, r"\n'
        ",\\u001b[31m\\u009b\\u202e\\u2028,\n"
        'z,"one\\u000d\ntwo\n\nthree\\u0009four",true\n'
    ),
    "tsv": (
        "id\tsaid.text\ttags\n"
        'x\ta|b [sic] [/x] :smile: "q", <b>*\\\tp; q, r\n'
        "\t\\u001b[31m\\u009b\\u202e\\u2028\t\n"
        "z\tone\\u000d\\u000atwo\\u000a\\u000athree\\u0009four\ttrue\n"
    ),
    "md": (
        "| id | said.text | tags |\n"
        "| --- | --- | --- |\n"
        '| x | a\\|b \\[sic\\] \\[/x\\] :smile: "q", \\<b\\>\\*\\\\ | p; q, r |\n'
        "|  | \\\\u001b\\[31m\\\\u009b\\\\u202e\\\\u2028 |  |\n"
        "| z | one<br>two<br><br>three\\\\u0009four | true |\n"
    ),
    "plain": (
        "ID: x\n"
        'Text: a|b [sic] [/x] :smile: "q", <b>*\\\n'
        "Tags: p; q, r\n"
        "\n"
        "Text: \\u001b[31m\\u009b\\u202e\\u2028\n"
        "\n"
        "ID: z\n"
        "Text: one\\u000d\\u000atwo\\u000a\\u000athree\\u0009four\n"
        "Tags: true\n"
    ),
}

SHOWN = {
    "table": (
        '  Title a|b [sic] [/x] :smile: "q", <b>*\\                              thing/x\n'
        "\n"
        "  one\\u000d\\u000atwo\\u000a\\u000athree\\u0009four\n"
        "\n"
        '  Role [sic]   a|b [sic] [/x] :smile: "q", <b>*\\\n'
        "  Steering     \\u001b[31m\\u009b\\u202e\\u2028\n"
        "\n"
        '  Said [/x]    a|b [sic] [/x] :smile: "q", <b>*\\\n'
        "                 \\u001b[31m\\u009b\\u202e\\u2028                   Part 1, item 2\n"
        "               - 1. plain\n"
        "\n"
        "  Our [words].\n"
        "\n"
        "  Next                                                                 thing/y\n"
    ),
    "json": ('[\n  {\n    "id": "x",\n    "text": "\\u001b[31m\\u009b\\u202e\\u2028"\n  },\n  {\n    "id": "y"\n  }\n]\n'),
    "ndjson": '{"id": "x", "text": "\\u001b[31m\\u009b\\u202e\\u2028"}\n{"id": "y"}\n',
    "md": (
        '## Title a\\|b \\[sic\\] \\[/x\\] :smile: "q", \\<b\\>\\*\\\\\n'
        "\n"
        "*thing/x*\n"
        "\n"
        "one\\\\u000d\\\\u000atwo\\\\u000a\\\\u000athree\\\\u0009four\n"
        "\n"
        '- **Role \\[sic\\]:** a\\|b \\[sic\\] \\[/x\\] :smile: "q", \\<b\\>\\*\\\\\n'
        "- **Steering:** \\\\u001b\\[31m\\\\u009b\\\\u202e\\\\u2028\n"
        "\n"
        "### Said \\[/x\\]\n"
        "\n"
        '- a\\|b \\[sic\\] \\[/x\\] :smile: "q", \\<b\\>\\*\\\\ — \\\\u001b\\[31m\\\\u009b\\\\u202e\\\\u2028 (Part 1, item 2)\n'
        "- \\- 1. plain\n"
        "\n"
        "*Our \\[words\\].*\n"
        "\n"
        "## Next\n"
        "\n"
        "*thing/y*\n"
        "\n"
    ),
    "plain": (
        'Name: Title a|b [sic] [/x] :smile: "q", <b>*\\\n'
        "Record: thing/x\n"
        'Role [sic]: a|b [sic] [/x] :smile: "q", <b>*\\\n'
        "Steering: \\u001b[31m\\u009b\\u202e\\u2028\n"
        "Text: one\\u000d\\u000atwo\\u000a\\u000athree\\u0009four\n"
        'Said [/x]: a|b [sic] [/x] :smile: "q", <b>*\\ — \\u001b[31m\\u009b\\u202e\\u2028 — [Part 1, item 2]\n'
        "Said [/x]: - 1. plain\n"
        "Note: Our [words].\n"
        "\n"
        "Name: Next\n"
        "Record: thing/y\n"
    ),
}

NARROW = (
    "Records, 3\n"
    "\n"
    'ID: x; Text: a|b [sic] [/x] :smile:\n  "q", <b>*\\; Tags: p; q, r\n'
    "Text: \\u001b[31m\\u009b\\u202e\\u2028\n"
    "ID: z; Text:\n  one\\u000d\\u000atwo\\u000a\\u000athree\\u0009four;\n  Tags: true\n"
)

NARROW_CARD = (
    'Title a|b [sic] [/x] :smile: "q",\n  <b>*\\, thing/x\n'
    "\n"
    "one\\u000d\\u000atwo\\u000a\\u000athree\\u0009four\n"
    "\n"
    'Role [sic]: a|b [sic] [/x] :smile:\n  "q", <b>*\\\n'
    "Steering: \\u001b[31m\\u009b\\u202e\\u2028\n"
    "\n"
    'Said [/x]: a|b [sic] [/x] :smile:\n  "q", <b>*\\\n  \\u001b[31m\\u009b\\u202e\\u2028 (Part 1,\n  item 2)\n'
    "- 1. plain\n"
    "\n"
    "Our [words].\n"
    "\n"
    "Next, thing/y\n"
)

EMPTIES = {
    "table": "  Records  0\n",
    "json": "[]\n",
    "ndjson": "",
    "csv": "id,said.text,tags\n",
    "tsv": "id\tsaid.text\ttags\n",
    "md": "| id | said.text | tags |\n| --- | --- | --- |\n",
    "plain": "",
}


def sheet(title, body):
    """A page of HTML with a body."""
    head = '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">'
    head += f"\n<title>{title}</title>\n<style>{STYLE}</style>"
    return f'<!DOCTYPE html>\n<html lang="en">\n<head>\n{head}\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n'


HEAD = '<table>\n<thead><tr><th scope="col">ID</th><th scope="col">Text</th><th scope="col">Tags</th></tr></thead>\n<tbody>\n'
AWKWARD = 'a|b [sic] [/x] :smile: "q", &lt;b&gt;*\\'
LISTED["html"] = sheet(
    "records",
    f"{HEAD}<tr><td>x</td><td>{AWKWARD}</td><td>p; q, r</td></tr>\n"
    "<tr><td></td><td>\\u001b[31m\\u009b\\u202e\\u2028</td><td></td></tr>\n"
    "<tr><td>z</td><td>one\\u000d\\u000atwo\\u000a\\u000athree\\u0009four</td><td>true</td></tr>\n</tbody>\n</table>\n",
)
EMPTIES["html"] = sheet("records", f"{HEAD}</tbody>\n</table>\n")
SHOWN["html"] = sheet(
    f"Title {AWKWARD}; Next",
    f'<article>\n<h1>Title {AWKWARD}</h1>\n<p class="kind">thing/x</p>\n'
    "<p>one\\u000d\\u000atwo\\u000a\\u000athree\\u0009four</p>\n"
    f"<section>\n<h2>Said [/x]</h2>\n<ul>\n<li>{AWKWARD}: \\u001b[31m\\u009b\\u202e\\u2028 "
    '<span class="where">Part 1, item 2</span></li>\n<li>- 1. plain</li>\n</ul>\n</section>\n'
    f"<dl><dt>Role [sic]</dt><dd>{AWKWARD}</dd><dt>Steering</dt><dd>\\u001b[31m\\u009b\\u202e\\u2028</dd></dl>\n"
    "<footer>Our [words].</footer>\n</article>\n"
    '<article>\n<h1>Next</h1>\n<p class="kind">thing/y</p>\n</article>\n',
)


@pytest.mark.parametrize("name", FORMATS)
def test_awkward_records_are_listed_exactly_and_harmlessly(name):
    assert listed(name) == LISTED[name]


@pytest.mark.parametrize("name", SHOWN)
def test_awkward_records_are_shown_exactly_and_harmlessly(name):
    assert shown(name) == SHOWN[name]


def test_a_format_without_cards_is_one_of_rows():
    assert {name for name in FORMATS if not hasattr(FORMATS[name], "details")} == {"csv", "tsv"} == set(FORMATS) - set(SHOWN)


@pytest.mark.parametrize("name", FORMATS)
def test_no_records_are_listed_as_headings_at_most(name):
    assert listed(name, EMPTY) == EMPTIES[name]


@pytest.mark.parametrize(("name", "lines"), [("csv", 1), ("tsv", 1), ("md", 2)])
def test_without_header_the_records_alone_are_left(name, lines):
    assert listed(name, header=False) == "".join(LISTED[name].splitlines(keepends=True)[lines:])


def test_a_table_without_header_holds_the_records_alone():
    assert listed("table", header=False) == LISTED["table"].replace("  ID  Text                                           Tags\n", "")


def test_one_record_shown_as_json_is_an_object():
    assert json.loads(shown("json", Details(lambda: (CARD,), True, lambda: LISTING))) == CARD.record


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_touches_no_stream(name, monkeypatch):
    class Touched:
        def __getattr__(self, attribute):
            raise AssertionError(f"standard stream used: {attribute}")

    monkeypatch.setattr(sys, "stdout", Touched())
    monkeypatch.setattr(sys, "stderr", Touched())
    assert listed(name, colour=True)
    if name in SHOWN:
        assert shown(name, colour=True)


@pytest.mark.parametrize("name", SHOWN)
def test_colour_adds_nothing_but_colour(name):
    assert COLOUR.sub("", shown(name, styled=True, colour=True)) == shown(name, styled=True).replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert COLOUR.sub("", shown(name, styled=True, colour=True)) == SHOWN[name]


def test_a_table_marks_what_it_is_of_and_its_heads():
    assert listed("table", rows_of_two([("x", "y")]), styled=True).splitlines() == [
        "  \x1b[1mRecords\x1b[0m  1",
        "",
        "  \x1b[4mID\x1b[0m  \x1b[4mText\x1b[0m",
        "  x   y",
    ]


def test_a_card_marks_its_title_and_the_words_that_say_what_things_are():
    assert re.findall(r"\x1b\[1m(.*?)\x1b\[0m", shown("table", styled=True)) == [
        f"Title {MARKUP}",
        "Role [sic]",
        "Steering",
        "Said [/x]",
        "Next",
    ]


def test_an_ascii_page_is_drawn_in_ascii():
    assert listed("table", ascii=True) == LISTED["table"]
    assert shown("table", ascii=True) == SHOWN["table"]
    card = Card("é — “e” · ¶1…", "k", (("Fact", "–"),), "", (Group("Said", (Item("’", "×", "Part 1 ¶2"),)),))
    page = shown("table", Details(lambda: (card,), True, lambda: LISTING), ascii=True, letters=True)
    assert page.isascii()
    assert page.split() == ["e", "-", '"e"', "-", "par.", "1...", "k", "Fact", "-", "Said", "'", "x", "Part", "1", "par.", "2"]


def test_in_a_narrow_window_a_record_of_a_table_is_a_line_of_labels_and_values():
    assert listed("table", width=39) == NARROW
    assert " ".join(listed("table", width=20).split()) == " ".join(NARROW.split())


@pytest.mark.parametrize("value", [".", "-", "·", ","])
def test_in_a_narrow_window_a_value_of_no_letter_is_one_still(value):
    assert listed("table", rows_of_two([("x", value)]), width=30).splitlines()[2:] == [f"ID: x; Text: {value}"]


def test_in_a_narrow_window_a_card_has_a_line_a_label():
    assert shown("table", width=39) == NARROW_CARD
    assert " ".join(shown("table", width=20).split()) == " ".join(NARROW_CARD.split())


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_in_a_window_wide_enough_nothing_is_cut_and_no_line_is_too_long(width):
    listing, card = listed("table", width=width), shown("table", width=width)
    room = {len(line) for line in (listing + card).splitlines() if len(line.split()) > 1}
    assert max(room) <= width
    said = [word for row in listing.split("\n\n", 1)[1].splitlines() for word in row.split()]
    heads = ["ID", "Text", "Tags"]
    assert sorted(word for word in said if word not in heads) == sorted(
        word for word in LISTED["table"].split("\n", 3)[3].split() if word not in heads
    )
    assert set(heads) <= set(said)
    assert sorted(card.split()) == sorted(SHOWN["table"].split())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-2.5, "-2.5"),
        ("=1+1", "=1+1"),
        ([], ""),
        (("a", "b; c"), "a; b; c"),
        (Point(text="Said.", sources=("p",)), "Said."),
        (Alias(name="RL", sources=()), "RL"),
        ([Alias(name="RL", sources=()), Alias(name="Rope", sources=())], "RL; Rope"),
        (Coordinates(latitude=1, longitude=2.5), '{"latitude": 1, "longitude": 2.5}'),
        ({"a": "é"}, '{"a": "é"}'),
    ],
    ids=str,
)
def test_a_value_fits_into_a_cell(value, text):
    assert cell(value) == text


PAIRS = st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=4)
PLAIN_PAIRS = st.lists(st.tuples(PLAIN_TEXT, PLAIN_TEXT), min_size=1, max_size=4)


@given(PAIRS)
def test_json_reads_back_as_the_same_records(pairs):
    listing = rows_of_two(pairs)
    assert json.loads(listed("json", listing)) == listing.records


@given(PAIRS)
def test_every_line_of_ndjson_is_a_record(pairs):
    listing = rows_of_two(pairs)
    assert [json.loads(line) for line in listed("ndjson", listing).split("\n")[:-1]] == listing.records


@given(st.lists(st.tuples(PLAIN_TEXT, st.lists(PLAIN_TEXT, min_size=1).map("\n".join)), max_size=4))
def test_a_csv_reader_reads_the_same_rows_with_their_line_feeds(pairs):
    read = list(csv.reader(io.StringIO(listed("csv", rows_of_two(pairs)), newline="")))
    assert read == [["id", "said.text"], *map(list, pairs)]


@given(st.lists(st.lists(st.text('a\r\n,"', min_size=1), min_size=2, max_size=2), max_size=4))
def test_a_csv_reader_reads_cells_with_any_line_ends_and_lines_end_in_one_sign(rows):
    text = written(rows)
    assert list(csv.reader(io.StringIO(text, newline=""))) == rows
    assert len(text) == sum(len(_quoted(cell)) + 1 for row in rows for cell in row)


def _quoted(cell):
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set('\r\n,"') else cell


@given(PAIRS)
def test_a_csv_reader_never_loses_a_row(pairs):
    read = list(csv.reader(io.StringIO(listed("csv", rows_of_two(pairs)), newline="")))
    assert [len(row) for row in read] == [2] * (len(pairs) + 1)


@given(PAIRS)
def test_every_line_of_tsv_is_a_record_with_all_its_cells(pairs):
    lines = listed("tsv", rows_of_two(pairs)).split("\n")
    assert [line.split("\t") for line in lines[1:-1]] == [[visible(one), visible(other)] for one, other in pairs]


@pytest.mark.parametrize("name", FORMATS)
@given(pairs=PAIRS)
def test_no_text_gets_a_control_character_through(name, pairs):
    assert controls(listed(name, rows_of_two(pairs)), {"tsv": "\n\t"}.get(name, "\n")) == set()


@pytest.mark.parametrize("screen", [{"width": 30}, {"width": 40}, {"width": 80, "styled": True, "colour": True}], ids=str)
@given(text=ANY_TEXT.filter(lambda text: text.strip() and GLUE not in text))
def test_a_table_loses_no_character(screen, text):
    body = listed("table", rows_of_two([("", text)]), header=False, **screen).split("\n")[2:]
    told = "".join(visible(text).split())
    assert "".join("".join(body).split()) in (told, f"Text{told}", f"Text:{told}")  # with its label where there is no room for a head


@pytest.mark.parametrize("screen", [{"width": 30}, {"width": 40}, {"width": 80, "styled": True, "colour": True}], ids=str)
@given(text=ANY_TEXT.filter(lambda text: text.strip() and GLUE not in text))
def test_a_card_loses_no_character(screen, text):
    card = Card("t", "k", (("Fact", text),), text, (Group("Group", (Item(text), Item(text, text, text))),), text)
    page = COLOUR.sub("", shown("table", Details(lambda: (card,), True, lambda: LISTING), **screen))
    told = "".join(visible(text).split())
    labelled = f"t,k{told}Fact:{told}Group:{told * 3}({told}){told}"
    assert "".join(page.split()) == (labelled if screen["width"] < 40 else f"tk{told}Fact{told}Group{told * 5}")


def markdown(text):
    return MarkdownIt("commonmark").enable("table").parse(text)


def inline(token):
    """The text of a Markdown token as a reader sees it."""
    return "".join("\n" if child.type == "html_inline" and child.content == "<br>" else child.content for child in token.children)


@given(PLAIN_PAIRS)
def test_a_markdown_reader_reads_the_same_table(pairs):
    cells = [inline(token).strip() for token in markdown(listed("md", rows_of_two(pairs))) if token.type == "inline"]
    assert cells == ["id", "said.text", *(text.strip() for pair in pairs for text in pair)]


@given(PAIRS)
def test_every_line_of_a_markdown_table_is_a_row_of_it(pairs):
    kinds = [token.type for token in markdown(listed("md", rows_of_two(pairs)))]
    assert (kinds.count("tr_open"), kinds.count("td_open"), kinds.count("table_open")) == (len(pairs) + 1, 2 * len(pairs), 1)


@given(ANY_TEXT.filter(str.strip))
def test_no_text_becomes_markup_on_a_markdown_page(text):
    card = Card("t", "k", (("Fact", text),), text, (Group("Group", (Item(text), Item(text, text, text))),), "n")
    tokens = markdown(shown("md", Details(lambda: (card,), True, lambda: LISTING)))
    assert [token.type for token in tokens if token.type.endswith("_open")] == [
        "heading_open",
        *["paragraph_open"] * 2,
        *["bullet_list_open", "list_item_open", "paragraph_open"],
        "heading_open",
        *["bullet_list_open", "list_item_open", "paragraph_open", "list_item_open", "paragraph_open"],
        "paragraph_open",
    ]
    inner = {child.type for token in tokens for child in token.children or ()}
    assert inner <= {
        "text",
        "em_open",
        "em_close",
        "strong_open",
        "strong_close",
    }


@pytest.mark.parametrize("value", ["5", "-5", "1,200", "-3.25", "1,234.5"])
def test_numbers_stand_below_each_other_at_the_right_and_words_do_not(value):
    assert _is_number(value)
    assert not any(map(_is_number, (f"{value} km", f"{value}-", f"{value}.1.2", "", "-", "no")))
