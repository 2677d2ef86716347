"""Words: where they stand in texts and in which forms, how numbers are printed, and which words ask about the conference itself."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SMALL

from iclc_cli import Book, load_report
from iclc_cli.dataset import loading as dataset
from iclc_cli.query.asking import about_the_conference, placed_kind
from iclc_cli.query.numbers import NUMBERS, forms, limit_before, numbers_in, numerals, ordinals_in, range_forms
from iclc_cli.query.search import _parted
from iclc_cli.query.spelling import root, spellings, stem
from iclc_cli.query.words import Words, _is_unspaced
from iclc_cli.text import fold

ROWS = [
    [["Learning cities"], ["They learned from learners.", "To learn is to live"]],
    [["Lifelong learning"], []],
    [["学習都市は都市"], ["A learn-ing city, a library"]],
]


@pytest.fixture(scope="module")
def words():
    return Words.of(lambda: ROWS)


def found(words, *wanted, **how):
    return [(place.row, place.column, words.text[place.start : place.end].strip()) for place in words.places(wanted, **how)]


def test_a_word_is_found_in_any_of_its_forms_and_exactly_as_it_is(words):
    assert found(words, "learns") == [(0, 0, "learning"), (0, 1, "learned"), (0, 1, "learn"), (1, 0, "learning"), (2, 1, "learn")]
    assert found(words, "learn", stemmed=False) == [(0, 1, "learn"), (2, 1, "learn")]
    assert found(words, "city") == [(0, 0, "cities"), (2, 1, "city")]
    assert found(words, "citi", stemmed=False) == []


def test_words_are_found_side_by_side_and_the_last_by_its_beginning(words):
    assert found(words, "learning", "city") == [(0, 0, "learning cities")]
    assert found(words, "cities", "they") == []  # the one ends a cell, the other begins the next
    assert found(words, "learners", "to") == []  # … or a piece of the same
    assert found(words, "lear", prefix=True) == [
        *[(0, 0, "learning"), (0, 1, "learned"), (0, 1, "learners"), (0, 1, "learn"), (1, 0, "learning"), (2, 1, "learn")]
    ]
    assert found(words, "lifelong", "le", prefix=True) == [(1, 0, "lifelong learning")]


def test_where_words_are_not_parted_any_run_of_letters_is_found(words):
    assert found(words, "都市") == [(2, 0, "都市"), (2, 0, "都市")]


def test_a_place_is_within_a_piece_of_its_cell(words):
    told = [words.within(place) for place in words.places(["learn"]) if place[:2] == (0, 1)]
    assert told == [(0, 5), (1, 3)]


def test_a_row_has_a_size_and_the_whole_its_words(words):
    sizes = [words.size(row) for row in range(words.length)]
    assert (words.length, len(words.cells)) == (3, 5)  # one of the six holds nothing
    assert sizes[0] > sizes[2] > sizes[1] > 0
    assert words.holds("lifelong")
    assert not words.holds("lifelon")
    assert {"learned", "library"} <= words.all
    assert not any(len(word) == 1 and word not in "a" for word in words.all)


def test_texts_with_the_marks_that_part_cells_are_read_like_others():
    from iclc_cli.text import PART, WHOLE

    odd = Words.of(lambda: [[[f"one{WHOLE}two"], [f"three{PART}four", "five"]]])
    assert [(place.row, place.column, odd.within(place)[0]) for word in ("two", "four", "five") for place in odd.places([word])] == [
        *[(0, 0, 0), (0, 1, 0), (0, 1, 1)]
    ]


def test_halves_of_one_word_are_found_the_second_in_any_form(words):
    assert [(place.row, place.column) for place in words.halves("life", "long")] == []
    parted = Words.of(lambda: [[["a life long story of work shops"]]])
    assert [parted.text[one.start : one.end].strip() for one in parted.halves("work", "shop")] == ["work shops"]


def test_where_words_stand_is_remembered_not_without_end_and_not_wrongly():
    asked = Words.of(lambda: ROWS)
    first = found(asked, "learn"), found(asked, "learn", stemmed=False)
    for number in range(200):
        assert found(asked, f"word{number}") == []
    assert len(asked._found_alike) <= 64
    assert (found(asked, "learn"), found(asked, "learn", stemmed=False)) == first == (found(asked, "learn"), first[1])


# --- forms of words and of numbers


PORTER = dict(
    pair.split(":")
    for pair in """
    caresses:caress ponies:poni ties:ti caress:caress cats:cat feed:feed agreed:agre plastered:plaster bled:bled motoring:motor
    sing:sing conflated:conflat troubled:troubl sized:size hopping:hop tanned:tan falling:fall hissing:hiss fizzed:fizz failing:fail
    filing:file happy:happi sky:sky relational:relat conditional:condit rational:ration valenci:valenc hesitanci:hesit
    digitizer:digit conformabli:conform radicalli:radic differentli:differ vileli:vile analogousli:analog vietnamization:vietnam
    predication:predic operator:oper feudalism:feudal decisiveness:decis hopefulness:hope callousness:callous formaliti:formal
    sensitiviti:sensit sensibiliti:sensibl triplicate:triplic formative:form formalize:formal electriciti:electr electrical:electr
    hopeful:hope goodness:good revival:reviv allowance:allow inference:infer airliner:airlin gyroscopic:gyroscop adjustable:adjust
    defensible:defens irritant:irrit replacement:replac adjustment:adjust dependent:depend adoption:adopt homologou:homolog
    communism:commun activate:activ angulariti:angular homologous:homolog effective:effect bowdlerize:bowdler probate:probat
    rate:rate cease:ceas controll:control roll:roll
    """.split()  # noqa: SIM905
)
"""The examples of Porter's paper, each with what his own program makes of it."""

OURS = {"agreed": "agree"}
"""Where `root` does otherwise: what ends in "ee" keeps it."""


def test_the_roots_of_words_are_porters():
    assert {word: root(word) for word in PORTER} == PORTER | OURS


def test_every_form_of_a_word_is_found_by_every_other():
    forms = {}
    for word in {
        *re.findall("[a-z]+", fold(dataset.bundled().read_text(encoding="utf-8"))),
        *PORTER,
        "visible",
        "visibility",
        "visibly",
        "capable",
        "capability",
    }:
        forms.setdefault(root(word), []).append(word)
    for alike in filter(lambda alike: len(alike) > 1, forms.values()):
        text = Words.of(lambda alike=alike: [[[" and ".join(alike)]]])
        for word in alike:
            assert sorted(text.text[one.start : one.end].strip() for one in text.places([word])) == sorted(alike), word


@pytest.mark.parametrize("word", ["", "s", "is", "naïve", "sdg3", "2021"])
def test_short_words_and_what_is_no_english_word_are_their_own_root(word):
    assert root(word) == word


@pytest.mark.parametrize(
    ("words", "same"),
    [
        *(("recover recovery", "recov"), ("city cities", "cit"), ("plan planned planning", "plan"), ("learn learning learners", "learn")),
        *(("acts acted acting", "act"), ("spies spied", "sp"), ("added adding", "ad"), ("agency agencies", "agenc")),
        *(("ties", "tie"), ("used", "used"), ("uses", "use"), ("using", "using")),  # of too few letters for a longer ending
    ],
)
def test_forms_of_a_word_have_one_stem(words, same):
    assert {stem(word) for word in words.split()} == {same}


@pytest.mark.parametrize("word", ["run", "one", "three", "2021", "covid19", "health"])
def test_short_words_numbers_and_what_holds_digits_are_their_own_stem(word):
    assert stem(word) == word


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0.75, "075 75 threequarters"),
        (0.5, "05 50 half onehalf"),
        (0.25, "025 25 quarter onequarter"),
        (0.2, "02 20 fifth onefifth"),
        (2 / 3, "06666666666666666 666667 twothirds"),
        (3.5, "35"),
        (27.0, "27 twentyseven"),
        (0, "0 zero"),
        (100, "100 onehundred 1hundred"),
        (640, "640 sixhundredandforty sixhundredforty 64hundred"),
        (1200, "1200 12hundred twelvehundred 12thousand"),
        (1_500_000, "1500000 15million"),
        (2_000_000_000, "2000000000 2billion twobillion"),
        ("2021-10-27", "27october2021 october272021"),
        ("2021-10", "october2021"),
        ("about ten", "aboutten"),
    ],
)
def test_a_number_or_a_date_is_printed_in_these_ways_and_no_other(value, told):
    assert set(forms(value)) == set(told.split())


def test_a_range_of_days_names_month_and_year_once_or_twice():
    assert {"27to30october2021", "2730october2021", "27until30october2021", "27october2021and30october2021"} <= set(
        range_forms("2021-10-27", "2021-10-30")
    )
    other_month, other_year = range_forms("2021-10-27", "2021-11-03"), range_forms("2021-12-30", "2022-01-02")
    assert ("27october3november2021" in other_month, "273november2021" in other_month) == (True, False)
    assert ("30december2january2022" in other_year, "30december20212january2022" in other_year) == (False, True)
    assert set(range_forms("2021-10", "2021-11")) == {
        f"{begin}{link}november2021" for begin in ("october2021", "october") for link in ("to", "", "and", "until")
    }
    for other in ("2022-01", "2021-10"):
        assert all(one.startswith("october2021") for one in range_forms("2021-10", other))
    assert set(range_forms("2021", "2022")) == {"2021to2022", "20212022", "2021and2022", "2021until2022"}
    assert set(range_forms(3, None)) == set(forms(3))
    assert {"3to5", "threetofive", "35", "threeand5"} <= set(range_forms(3, 5))


def test_the_number_of_a_heading_is_in_digits_roman_or_an_ordinal_up_to_ten():
    assert [numerals(one) for one in ("4", "10", "11", "0", "x")] == [("4", "iv", "fourth"), ("10", "x", "tenth"), ("11",), ("0",), ("x",)]


# --- what asks about the conference itself


@pytest.fixture(scope="module")
def counted():
    """The small report, with figures of its conference."""
    data = json.loads(SMALL.read_text(encoding="utf-8"))
    for figure in data["figures"]:
        figure["counts"] += f" at the {data['conference']['name']}"
    return dataset.build(data)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("when was the conference", "figure/meeting-days conference/harbours-3"),
        ("how long was the conference", "figure/meeting-days conference/harbours-3"),
        ("days of the conference", "figure/meeting-days conference/harbours-3"),
        ("how many delegates attended", "figure/rope-share conference/harbours-3"),
        ("how many people attended the conference", "figure/rope-share conference/harbours-3"),
        ("where was the conference held", "city/lodka-wielka conference/harbours-3"),
        ("venue of the event", "city/lodka-wielka conference/harbours-3"),
        ("who organised the conference", "organisation/harbour-guild conference/harbours-3"),
        ("this conference", "conference/harbours-3"),
        ("when", ""),
        ("people", ""),
        ("how many", ""),
        ("where is rope", ""),
        ("how many ropes were at the conference", ""),
    ],
)
def test_general_words_ask_about_the_conference_where_they_name_it(counted, question, found):
    assert [f"{kind}/{one}" for kind, one in about_the_conference(counted, question.split())] == found.split()


# What came with the data


WRITTEN = dataset.bundled().with_suffix(".words")


def written():
    """What the search makes of the texts of the shipped data, below the length of that."""
    data = dataset.bundled_bytes()
    return b"%d\n" % len(data) + Book(dataset.build(json.loads(data))).search_index.write()


def test_what_came_with_the_data_is_what_the_search_makes_of_it():
    assert WRITTEN.read_bytes() == written(), "make it anew: python tests/test_words.py"


def test_what_came_with_the_data_is_taken_over_and_finds_the_same():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Words, "of", lambda rows: pytest.fail("the texts are folded"))
        index = load_report().search_index
        assert index._names.named[0].startswith(" fifth international conference on learning cities ")
    anew = Book(dataset.build(json.loads(dataset.bundled_bytes()))).search_index
    assert (index._words.columns, index._words.all) == (anew._words.columns, anew._words.all)
    assert 10 * len(index._words.vocabulary) < len(anew._words.vocabulary)
    for query in ("health literacy", '"learning cities" -cork', "how many cities", "equit*", "UIL", "literasy", "homework"):
        assert index.search(query, False, True) == anew.search(query, False, True)


def test_of_other_data_or_another_state_of_it_nothing_is_taken_over(report, small, monkeypatch):
    assert [dataset.bundled_words(one) for one in (replace(report), small)] == [None, None]
    whole = dataset._bytes
    monkeypatch.setattr(dataset, "_read", {})
    monkeypatch.setattr(
        dataset, "_bytes", lambda path: whole(path).replace(b"Yeonsu", b"Yeonsoo") if path.suffix == ".json" else whole(path)
    )
    edited = dataset.load()
    assert dataset.bundled_words(edited) is None
    assert Book(edited).search("Yeonsoo").hits[0].id == "yeonsu"
    monkeypatch.setattr(dataset, "_read", {dataset.bundled(): (report, 0)})
    monkeypatch.setattr(dataset, "_bytes", lambda path: Path("nowhere").read_bytes())
    assert dataset.bundled_words(report) is None
    assert WRITTEN.read_bytes().endswith(Book(report).search_index.write())


def asks(report, question, kind):
    """Does a question ask for something of that kind about the conference?"""
    return [one for one, _ in about_the_conference(report, question.split())] == [kind, "conference"]


def test_whoever_came_is_counted_whatever_they_are_called(counted):
    for called in ("attendees", "delegates", "participants", "people", "persons", "visitors"):
        for did in ("attended", "attend", "participated", "participate", "joined", "join", "took part"):
            assert asks(counted, f"how many {called} {did}", "figure"), (called, did)
    assert not asks(counted, "how many ferrymen attended", "figure")


def test_when_where_and_by_whom_are_asked_in_many_words(counted):
    for event in ("conference", "event"):
        for asked in (
            "when was",
            "how long was",
            "date of",
            "dates of",
            "day of",
            "days of",
            "when did it end last start",
            "how long did last",
        ):
            assert asks(counted, f"{asked} the {event}", "figure"), asked
        for asked in ("where was", "location of", "venue of", *(f"{one} {place} hosted" for one in WHICH for place in PLACES)):
            assert asks(counted, f"{asked} the {event}", "city"), asked
        for asked in (
            "who hosted",
            "who organised",
            "who organized",
            "organiser of",
            "organizer of",
            "host of",
            "who ran",
            "who hosts",
            "who held",
        ):
            assert asks(counted, f"{asked} the {event}", "organisation"), asked
    assert about_the_conference(counted, ["the", "event"]) == about_the_conference(counted, ["the", "conference"]) != []


WHICH, PLACES = ("which", "what"), ("city", "country", "place", "town")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        *(("chair", "speaker"), ("councillors", "speaker"), ("director", "speaker"), ("leaders", "speaker"), ("mayor", "speaker")),
        *(
            ("ministers", "speaker"),
            ("professor", "speaker"),
            ("council", "city"),
            ("councils", "city"),
            ("town", "city"),
            ("towns", "city"),
        ),
        *(("cities", "city"), ("speakers", "speaker"), ("organisation", "organisation"), ("initiatives", "initiative")),
        *(("statements", "statement"), ("people", None), ("persons", None), ("topics", None), ("figures", None), ("ropes", None)),
    ],
)
def test_a_kind_is_asked_for_in_a_place_by_its_noun_or_by_a_post(words, kind):
    assert placed_kind((words,)) == kind


@pytest.mark.parametrize(
    ("kind", "ways"),
    [
        ("figure", "how many, how much, how long, how often, how old, when"),
        ("speaker", "who, whom, whose"),
        ("statement", "ask, asked, asks, want, wanted, wants, wish, wished, demand, demanded, promised"),
    ],
)
def test_a_word_that_asks_tells_the_kind_that_answers(small_book, kind, ways):
    for way in ways.split(", "):
        hits = small_book.search(f"{way} rope for ropes", explain=True).hits
        assert {hit.kind for hit in hits if "the kind that answers" in hit.explain.bonus} <= {kind}
        answers = small_book.search(f"{way} {WORD_OF[kind]}", explain=True).hits
        assert {hit.kind for hit in answers if "the kind that answers" in hit.explain.bonus} == {kind}, way


WORD_OF = {"figure": "meeting rope share", "speaker": "Karl Łódka", "statement": "Port Łódka rope"}
"""Words that records of each kind hold."""


BRITISH = """
organise:organize organises:organizes organised:organized organising:organizing organiser:organizer organisers:organizers
organisation:organization organisations:organizations analyse:analyze paralyses:paralyzes analysed:analyzed
colour:color colours:colors honoured:honored colouring:coloring behavioural:behavioral favourable:favorable
neighbourhood:neighborhood neighbourhoods:neighborhoods centre:center theatres:theaters programme:program programmes:programs
ageing:aging licence:license licences:licenses defence:defense fences:fenses catalogue:catalog dialogues:dialogs
signalled:signaled travelled:traveled pencilled:penciled extolled:extoled annulled:annuled signalling:signaling travelling:traveling
traveller:traveler travellers:travelers
""".split()  # noqa: SIM905


@pytest.mark.parametrize("pair", BRITISH)
def test_a_british_word_is_an_american_one_too(pair):
    one, other = pair.split(":")
    assert other in spellings(one)
    assert one in spellings(other)
    assert (spellings(one)[0], spellings(other)[0]) == (one, other)


@pytest.mark.parametrize("pair", ["child:children", "woman:women", "man:men", "person:people", "life:lives", "analysis:analyses"])
def test_an_irregular_plural_and_its_singular_are_spellings_of_each_other(pair):
    one, other = pair.split(":")
    assert other in spellings(one)
    assert one in spellings(other)


def test_a_word_of_seven_letters_or_more_may_be_two_the_second_of_three_at_least():
    assert _parted("workday") == [("wo", "rkday"), ("wor", "kday"), ("work", "day")]
    assert _parted("elearns")[0] == ("e", "learns")
    assert _parted("sdg13") == [("sdg", "13")]
    assert _parted("worker") == []


def test_numbers_are_read_in_words_up_to_a_thousand():
    assert (NUMBERS["ninehundredandninetynine"], NUMBERS["ninehundredninetynine"], max(NUMBERS.values())) == (999, 999, 999)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        *(("two hundred and twelve", [212]), ("2,000 people", [2000]), ("one hundred", [100]), ("two million", [2_000_000])),
        *(("twenty-one", [21]), ("3.5 million", [3_500_000]), ("the first of two", [2]), ("in 2021, twelve or 13", [2021, 12, 13])),
        *(("one city", []), ("zero", []), ("someone", []), ("a billion", []), ("five billion", [5e9]), ("six thousand", [6000])),
    ],
)
def test_the_numbers_of_a_text_are_read_in_digits_and_words(text, values):
    found = list(numbers_in(text))
    assert [value for value, _, _ in found] == values
    assert all(text[start:end].strip() == text[start:end] != "" for _, start, end in found)


@pytest.mark.parametrize(
    ("limit", "phrases"),
    [
        ("more-than", "over, more than, above, exceeding, in excess of, upwards of"),
        ("at-least", "at least, no fewer than, no less than, not less than, a minimum of"),
        ("at-most", "up to, at most, no more than, not more than"),
        ("less-than", "less than, fewer than, below, under"),
        ("about", "about, around, approximately, nearly, almost, roughly, some, circa, close to, an estimated"),
        ("exactly", "there were, exactly, than, overall, sometimes, fewer"),
    ],
)
def test_what_stands_before_a_number_limits_it(limit, phrases):
    for phrase in phrases.split(", "):
        for text in (f"that {phrase} 20 boats", f"that {phrase.capitalize()} (20 boats"):
            assert limit_before(text, text.index("20")) == limit, text
    far = "more than one might think of, 20"
    assert limit_before(far, far.index("20")) == "exactly"


def test_ordinals_of_a_text_are_read_in_words():
    assert list(ordinals_in("the first and Twelfth second")) == [(1, 4, 9), (12, 14, 21), (2, 22, 28)]
    assert list(ordinals_in("one, 2nd, thirdly")) == []
    counted = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    assert [value for value, _, _ in ordinals_in(counted)] == list(range(1, 13))


SCRIPTS = {
    **{"Thai and Lao": (0x0E00, 0x0EFF), "Myanmar, Georgian, Hangul Jamo": (0x1000, 0x11FF), "Khmer": (0x1780, 0x17FF)},
    **{"Han, Kana and what stands with them": (0x2E80, 0x9FFF), "Hangul": (0xAC00, 0xD7FF), "more of Han": (0xF900, 0xFAFF)},
    "all of Han beyond 16 bits": (0x20000, 0x3FFFF),
}


@pytest.mark.parametrize(("first", "last"), SCRIPTS.values(), ids=SCRIPTS)
def test_words_are_not_parted_in_a_script_from_its_first_letter_to_its_last(first, last):
    assert [_is_unspaced(f"a{chr(point)}") for point in (first - 1, first, last, last + 1)] == [False, True, True, False]


if __name__ == "__main__":
    WRITTEN.write_bytes(written())
