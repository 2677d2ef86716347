"""The sanitiser: nothing that could steer a terminal gets through, and JSON loses nothing."""

import json
import re
import sys

import pytest
from hostile import HOSTILE, is_control
from hypothesis import given
from hypothesis import strategies as st

from iclc_cli.visible import only_ascii, visible, visible_lines

EVERY = [chr(point) for point in range(sys.maxunicode + 1)]
ANY_TEXT = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(sorted(set(HOSTILE)))))


@pytest.mark.parametrize(
    ("character", "shown"),
    [
        ("\x00", r"\u0000"),
        ("\x07", r"\u0007"),
        ("\t", r"\u0009"),
        ("\n", r"\u000a"),
        ("\r", r"\u000d"),
        ("\x1b", r"\u001b"),
        ("\x7f", r"\u007f"),
        ("\x85", r"\u0085"),
        ("\x9b", r"\u009b"),
        ("\u061c", r"\u061c"),
        ("\u200b", r"\u200b"),
        ("\u200f", r"\u200f"),
        ("\u2028", r"\u2028"),
        ("\u202e", r"\u202e"),
        ("\u2060", r"\u2060"),
        ("\u2069", r"\u2069"),
        ("\u206f", r"\u206f"),
        ("\ufeff", r"\ufeff"),
        ("\ufff9", r"\ufff9"),
        ("\ufffb", r"\ufffb"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\udb40\udc41"),
    ],
    ids=ascii,
)
def test_what_could_steer_a_terminal_is_shown_as_its_json_escape(character, shown):
    assert visible(f"a{character}b") == f"a{shown}b"


def test_every_control_and_direction_mark_of_unicode_is_escaped():
    assert [character for character in EVERY if is_control(character) and not visible(character).isascii()] == []
    assert [character for character in EVERY if is_control(character) and visible(character) == character] == []


def test_no_letter_mark_or_symbol_of_unicode_is_touched():
    printable = "".join(character for character in EVERY if character.isprintable())
    assert visible(printable) == printable


@pytest.mark.parametrize(
    "text", ["[sic]", "[/x]", "[bold]b[/bold]", ":smile:", r"C:\new", "a|b", "<b>", "👩‍👩‍👧", "क्‍ष", "مرحبا", "e\u0301"]
)
def test_brackets_markup_and_scripts_that_need_joiners_stay_as_they_are(text):
    assert visible(text) == text


@given(ANY_TEXT)
def test_any_text_is_one_line_without_controls(text):
    assert not any(map(is_control, visible(text)))


@given(ANY_TEXT)
def test_text_made_visible_stays_so(text):
    assert visible(visible(text)) == visible(text)


def read_back(text):
    """What stands behind the escapes of a text that has no backslash of its own."""
    told = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return told.encode("utf-16", "surrogatepass").decode("utf-16")


@given(ANY_TEXT.map(lambda text: text.replace("\\", "/")))
def test_what_is_shown_tells_every_character_that_was_there(text):
    for way in (visible, visible_lines, only_ascii):
        assert read_back(way(text)) == text


@given(ANY_TEXT)
def test_visible_lines_keeps_line_feeds_and_nothing_else(text):
    assert visible_lines(text).split("\n") == [visible(line) for line in text.split("\n")]


@given(st.recursive(ANY_TEXT | st.none() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner)))
def test_json_reads_back_the_same(value):
    text = visible_lines(json.dumps(value, ensure_ascii=False, indent=1))
    assert json.loads(text) == value
    assert json.loads(only_ascii(text)) == value


def test_json_keeps_a_lone_surrogate():
    assert json.loads(visible_lines(json.dumps("\udc80", ensure_ascii=False))) == "\udc80"


@pytest.mark.parametrize(("text", "shown"), [("Łódź", r"\u0141\u00f3d\u017a"), ("😀", r"\ud83d\ude00"), ("a\nb\x1b", "a\nb\x1b")])
def test_only_ascii_escapes_what_ascii_cannot_hold_and_nothing_else(text, shown):
    assert only_ascii(text) == shown
