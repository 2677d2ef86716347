"""The screens of speakers, initiatives, statements, countries, organisations, documents and goals."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
import screens as faults
from rich.cells import cell_len

from iclc_cli.grid import CARD, Page
from iclc_cli.library import Book
from iclc_cli.model.kinds import KINDS
from iclc_cli.screens import SCREENS, Drawing, Selection
from iclc_cli.text import fold

KIND = ("speaker", "initiative", "statement", "country", "organisation", "document", "sdg")
WIDTHS = (40, 45, 56, 60, 72, 80, 100, 120, 200)


def drawn(book, write, width=80, **how):
    page = Page(width, **how)
    write(Drawing(page, book))
    return page


def listing(book, kind, *, chosen=None, width=80, page=None, **selection):
    every = book.records(kind)
    records = every if chosen is None else chosen
    noun = KINDS[kind].collection
    selected = Selection(kind, noun, records, selection.pop("matched", len(records)), len(every), **selection)
    return drawn(book, lambda drawing: SCREENS[kind].listing(drawing, selected), width, **(page or {}))


def card(book, kind, ref, full=False, width=80, **how):
    record = book.find(kind, ref) if isinstance(ref, str) else ref
    return drawn(book, lambda drawing: SCREENS[kind].card(drawing, record, full), width, **how)


def lines(page):
    return page.render().splitlines()


def text(page):
    """The page in one line, as if nothing had been wrapped."""
    return " ".join(page.render().split())


@pytest.fixture(scope="module")
def known(book):
    """What the measurement of screens knows of the data: its words, and its ids and codes."""
    return faults.words_and_codes(book.to_dict(book.report))


def screens_of(book, kind, width, **how):
    """Every screen of a kind: its lists, and two cards of each record."""
    some = book.records(kind)[:3]
    yield listing(book, kind, width=width, page=how)
    yield listing(book, kind, width=width, page=how, long=True)
    yield listing(book, kind, width=width, page=how, long=False)
    yield listing(book, kind, width=width, page=how, sorted=True)
    yield listing(book, kind, width=width, page=how, chosen=some, matched=4, wanted="city Cork")
    yield listing(book, kind, width=width, page=how, chosen=())
    for record in book.records(kind):
        for full in (False, True):
            yield card(book, kind, record, full, width, **how)


# What holds for all of them


@pytest.mark.parametrize("kind", KIND)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_window(book, kind, width):
    for page in screens_of(book, kind, width):
        assert faults.wide_lines(lines(page), width) == []


@pytest.mark.parametrize("kind", KIND)
def test_an_invented_report_fits_the_window_too(small_book, kind):
    for width in (60, 80, 200):
        for page in screens_of(small_book, kind, width):
            assert faults.wide_lines(lines(page), width) == []
            assert faults.blank_faults(lines(page)) == []


@pytest.mark.parametrize("kind", KIND)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_word_is_broken_and_no_place_stands_alone(book, kind, width, known):
    words, slugs = known
    whole = words | {token for page in screens_of(book, kind, 500) for line in lines(page) for token in faults.tokens(line)}
    pieces = faults.pieces_of(whole)
    for page in screens_of(book, kind, width):
        shown = lines(page)
        assert faults.broken_words(shown, whole, pieces) == []
        told = [line.strip().startswith("remarks") for line in shown]
        assert faults.stray_lines(shown[: told.index(True) if True in told else None]) == []  # in prose a line may happen to be a place
        assert faults.blank_faults(shown) == []
        assert faults.coded_words(shown, slugs) == []


@pytest.mark.parametrize("kind", KIND)
def test_every_short_card_fits_a_terminal_of_24_lines(book, small_book, kind):
    for one in (book, small_book):
        for record in one.records(kind):
            page = card(one, kind, record)
            assert page.hints
            assert len(page.lines) + 2 <= CARD


@pytest.mark.parametrize("kind", KIND)
def test_what_is_left_out_is_counted_and_full_cards_leave_out_nothing(book, kind):
    for record in book.records(kind):
        assert "more" not in re.findall(r"\+\d+ (\w+)", card(book, kind, record, full=True).render())


@pytest.mark.parametrize("kind", KIND)
def test_a_screen_in_ascii_is_ascii(book, small_book, kind):
    for one in (book, small_book):
        assert all(page.render().isascii() for page in screens_of(one, kind, 80, ascii=True, letters=True))


@pytest.mark.parametrize("kind", KIND)
def test_a_screen_that_is_heard_has_no_glyphs_and_nothing_at_the_right_edge(book, kind):
    for page in screens_of(book, kind, 80, spoken=True):
        assert not re.search(r"[¶·…“”│●\ufdd0]|[^\S\n]{2,}[¶\w]+$| ,", page.render(), re.MULTILINE)


@pytest.mark.parametrize("kind", KIND)
def test_ids_are_shown_when_asked_for_and_only_then(book, kind):
    for record in book.records(kind):
        if "-" in record.id:
            assert record.id not in listing(book, kind, chosen=[record], width=200).render()
        assert record.id in listing(book, kind, chosen=[record], width=200, ids=True).render()


@pytest.mark.parametrize("kind", KIND)
def test_every_command_of_a_hint_names_one_record(book, kind):
    for record in book.records(kind):
        first = card(book, kind, record).hints[0]
        called = re.fullmatch(r"iclc (.+) --full", first)[1].strip("\"'")
        assert book.find(called.replace(f"{kind} ", f"{kind}/", 1) if called.startswith(f"{kind} ") else called) == record


# Speakers


def test_speakers_are_a_table_by_name(book, small_book):
    assert [line.split("  ")[1] for line in lines(listing(small_book, "speaker"))[3:]] == [
        *("Anna Weiß", 'Carl "Charlie" Weiß', "Weiß Bo-Yeon"),
    ]
    shown = lines(listing(book, "speaker"))
    assert shown[0] == "  Speakers  65"
    assert shown[2].split() == ["Name", "Role", "Session"]
    assert len(shown) == 68
    names = [speaker.name for speaker in sorted(book.report.speakers, key=lambda one: fold(one.name))]
    assert all(line.startswith(f"  {name}  ") for line, name in zip(shown[3:], names, strict=True))


@pytest.mark.parametrize(
    ("width", "heads"),
    [
        (72, ["Name", "Role", "Session"]),
        (100, ["Name", "Role", "City", "Session"]),
        (120, ["Name", "Role", "City", "Country", "Session"]),
        (160, ["Name", "Role", "City", "Country", "Session", "Points"]),
    ],
)
def test_columns_of_speakers_go_in_their_order(book, width, heads):
    assert lines(listing(book, "speaker", width=width))[2].split() == heads


def test_a_row_tells_role_place_and_how_much_somebody_said(book):
    row = next(line for line in lines(listing(book, "speaker", width=200)) if "Nam-Seok Ko" in line)
    assert re.split(r"  +", row.strip()) == ["Nam-Seok Ko", "Mayor of Yeonsu", "Yeonsu", "Republic of Korea", "Opening +1", "20"]


def test_a_long_name_spills_and_a_narrow_window_takes_two_lines(book):
    assert "  Angélica Patricia Alvarado Juárez  Mayor of Huejotzingo" in listing(book, "speaker").render()
    narrow = lines(listing(book, "speaker", width=60))
    assert narrow[2].split("  ")[1] == "Alejandro Gómez López"
    assert narrow[2].endswith("Plenary I")
    assert narrow[3] == "    District Secretary of Health, Bogotá"


def test_a_list_of_speakers_in_full_cuts_no_role(book):
    shown = text(listing(book, "speaker", long=True))
    assert "…" not in shown
    assert all(one.role in shown for speaker in book.report.speakers for one in speaker.appearances)


def test_an_order_that_was_asked_for_is_kept(book):
    reverse = sorted(book.report.speakers, key=lambda one: one.name, reverse=True)
    shown = lines(listing(book, "speaker", chosen=reverse, sorted=True))
    assert [line.startswith(f"  {speaker.name} ") for line, speaker in zip(shown[3:], reverse, strict=True)] == [True] * 65


def test_a_speaker_begins_with_name_role_and_place(book):
    shown = lines(card(book, "speaker", "ann-doherty"))
    assert re.split(r"  +", shown[0].strip()) == ["Ms Ann Doherty", "speaker, Cork, Ireland"]
    assert re.split(r"  +", shown[1].strip()) == ["Chief Executive of Cork City Council", "Plenary I ¶2"]
    assert "¶2" not in "".join(shown[2:])  # the one place is told once


def test_a_short_card_of_a_speaker_takes_one_point_of_each_paragraph_in_turn(book):
    shown = card(book, "speaker", "ban-ki-moon")
    places = re.findall(r"(¶\d+|caption \d)$", shown.render(), re.MULTILINE)
    assert set(places) == {"¶4", "¶5", "¶6", "¶7", "caption 2"}
    assert places == sorted(places, key=["¶4", "¶5", "¶6", "¶7", "caption 2"].index)
    assert "Opening" in lines(shown)[3]
    assert f"+{18 - len(places)} more" in lines(shown)[4]
    whole = card(book, "speaker", "ban-ki-moon", full=True)
    assert all(" ".join(point.text.split()) in re.sub(r" (¶\d+|caption 2)\b", "", text(whole)) for point in _said(book, "ban-ki-moon"))


def _said(book, speaker):
    return [point for one in book.find("speaker", speaker).appearances for point in one.said]


def test_each_session_of_a_speaker_has_a_group(book, small_book):
    shown = lines(card(book, "speaker", "nam-seok-ko"))
    assert [line.split("  ")[1] for line in shown if re.match(r"  (Opening|Forum 2\.3)  ", line)] == ["Opening", "Forum 2.3"]
    assert any(re.fullmatch(r"  also named   caption 4", line) for line in shown)
    assert any(line.startswith("  presented    “ICLC handover ceremony” · ") for line in shown)
    two = text(card(small_book, "speaker", "bo-yeon-weiss"))
    assert "2 roles in 2 sessions in our words" in two
    assert "Forum 1.1 as Envoy ¶1 Knots are grammar." in two
    assert "Isle of Ash: =A school" not in two  # it is their own country's


def test_remarks_on_a_speaker_are_only_in_full(book):
    assert "remarks" not in card(book, "speaker", "nam-seok-ko").render()
    assert "remarks" in card(book, "speaker", "nam-seok-ko", full=True).render()
    assert "caption-4" not in card(book, "speaker", "nam-seok-ko", full=True).render()


# Initiatives


def test_initiatives_are_an_index_by_owner(book):
    shown = lines(listing(book, "initiative"))
    assert shown[0] == "  Initiatives  215; 34 with a printed “name”"
    heads = [line.strip() for before, line in pairwise(shown) if not before]
    names = [re.split(r"  +", line)[0] for line in heads]
    owned = {one.city for one in book.report.initiatives if one.city}
    assert names[: len(owned)] == sorted((book.find("city", one).name for one in owned), key=fold)
    assert names.index("UNESCO Institute for Lifelong Learning") < names.index("Philippines") < names.index("Others")
    assert names[-1] == "Others"
    assert "  Benguerir  Morocco                                              Forum 2.3 ¶6" in shown
    assert "  education    high-level coding course" in shown


def test_kinds_are_printed_once_and_places_once_where_one_is_enough(book):
    shown = lines(listing(book, "initiative"))
    start = next(number for number, line in enumerate(shown) if line.startswith("  Beijing  China"))
    assert shown[start : start + 4] == [
        "  Beijing  China                                                  Forum 2.2 ¶2",
        "  measure      COVID-19 prevention in communities",
        "               garbage classification initiative",
        "               pollution prevention and control",
    ]
    clermont = next(number for number, line in enumerate(shown) if line.startswith("  Clermont-Ferrand  France"))
    assert shown[clermont] == "  Clermont-Ferrand  France"
    assert shown[clermont + 2].endswith("Forum 1.3 ¶4")
    assert "More UNESCO GNLC seminars (proposed)" in shown[clermont + 3]


def test_few_initiatives_tell_their_stories(book):
    covid = book.select("initiative", topic="covid")
    shown = text(listing(book, "initiative", chosen=covid, wanted="topic COVID-19 pandemic"))
    assert shown.startswith("Initiatives 37 of 215, topic COVID-19 pandemic Beijing China")
    assert "event “Drive-through Test Centre”. A drive-in event with a briefing" in shown
    assert "Measures that Goyang adopted so that" in shown
    assert "measures against disruption of studies" not in shown  # our own label, which the story repeats
    assert "A drive-in event" not in text(listing(book, "initiative", chosen=covid, long=False))
    assert "A drive-in event" in text(listing(book, "initiative", long=True))


def test_sorted_initiatives_name_their_owner(book):
    chosen = [book.find("initiative", one) for one in ("act4community", "philippine-citywide-races")]
    shown = lines(listing(book, "initiative", chosen=chosen, sorted=True, long=False))
    assert shown[2].startswith("  programme    Benguerir: “Act4Community”")
    assert shown[2].endswith("Forum 2.3 ¶6")
    assert shown[3].startswith("  event        Philippines: Philippine citywide races")


def test_a_card_of_an_initiative(book):
    shown = lines(card(book, "initiative", "act4community"))
    assert re.split(r"  +", shown[0].strip()) == ["“Act4Community”", "programme, Benguerir"]
    assert text(card(book, "initiative", "act4community")).count("in our words") == 1
    told = dict(re.findall(r"^  (\w[\w ]{0,10}?)  +(.+)$", "\n".join(shown[1:]), re.MULTILINE))
    assert list(told) == ["about", "whose", "session", "presented", "belongs to", "topics"]
    assert told["whose"] == "Benguerir, Morocco"
    assert told["session"].startswith("Forum 2.3  The contribution of")
    assert told["presented"] == "Hajjaj Moussaïd, Vice-President of Benguerir"
    assert told["belongs to"] == "university-led development programme"
    parts = text(card(book, "initiative", "benguerir-green-city-programme"))
    assert "parts “Act4Community” high-level coding course solar energy project" in parts


def test_whose_an_initiative_is_stands_once_where_that_is_one_name(book):
    shown = card(book, "initiative", "philippines-citywide-races").render()
    assert "event, Philippines" in shown
    assert "whose" not in shown


def test_a_planned_initiative_says_so_and_a_statement_speaks_of_it(book):
    shown = text(card(book, "initiative", "gnlc-directory-of-key-contacts"))
    assert "service (proposed), Clermont-Ferrand" in shown
    assert "said Clermont-Ferrand (request): Clermont-Ferrand advocates a directory" in shown
    assert "UNESCO Global Network of Learning Cities" in shown  # the body behind it, by its full name


# Statements


def test_statements_are_by_city_in_the_order_of_the_report(book):
    shown = lines(listing(book, "statement"))
    assert shown[0] == "  Statements  34, by 7 cities in the mayors' forums; in our words"
    assert shown[2] == "  Cork  Ireland                                                      Mayors ¶3"
    assert [re.split(r"  +", line.strip())[0] for before, line in pairwise(shown) if not before] == [
        *("Cork", "Mantes-la-Jolie", "Chiang Rai", "Villa María", "Chachoengsao", "Huejotzingo", "Clermont-Ferrand"),
    ]
    assert sum(line.endswith("Mayors ¶3") for line in shown) == 1
    assert [line.split()[0] for line in shown[3:10] if line[2:3].strip()] == ["view", "request"]


def test_the_heading_of_statements_is_of_the_data(book, small_book):
    assert lines(listing(small_book, "statement"))[0] == "  Statements  1, by 1 city in Forum 1.1; in our words"
    requests = book.select("statement", type="request")
    assert lines(listing(book, "statement", chosen=requests, wanted="type request"))[0] == (
        f"  Statements  {len(requests)} of 34, type request; in our words"
    )


def test_sorted_statements_name_their_city_once(book, small_book):
    shown = text(listing(book, "statement", sorted=True))
    assert "Cork: Cork" not in shown
    assert "Huejotzingo: In Huejotzingo local officials" in shown
    assert "Mayors ¶8" in shown
    assert not any(re.fullmatch(r"  Cork  Ireland.*", line) for line in lines(listing(book, "statement", sorted=True)))


def test_a_card_of_a_statement(book):
    shown = lines(card(book, "statement", "chiang-rai-6"))
    assert re.split(r"  +", shown[0].strip()) == ["Chiang Rai", "Thailand", "statement, commitment"]
    assert shown[2].startswith("  says         Chiang Rai will soon start a programme on health literacy")
    assert shown[3].endswith("Mayors ¶5; in our words")
    assert "  made in      the mayors' forums; the report does not say in which" in shown
    assert any(re.fullmatch(r"  initiatives  health literacy programme \(planned\) +Mayors ¶5", line) for line in shown)
    assert "  topics       health literacy" in shown
    assert "pointer" not in "".join(shown)


def test_the_strategy_that_shares_a_topic_is_a_pointer(book):
    page = card(book, "statement", "cork-2")
    shown = text(page)
    assert "strategy goal 2: Implement the 2030 Agenda locally Strategy ¶1 +7 more goal 3" in shown
    assert shown.endswith("They share a topic with it: a pointer, not a cause.")


# Countries, organisations, documents, goals


def test_countries_are_a_table_by_everyday_name(book):
    shown = lines(listing(book, "country"))
    assert shown[0] == "  Countries  25"
    assert shown[2].split() == ["Country", "Region", "ISO", "Cities", "Speakers"]
    names = sorted((book.labels.everyday(one) for one in book.report.countries), key=fold)
    assert [re.split(r"  +", line.strip())[0] for line in shown[3:]] == names
    assert re.split(r"  +", shown[3 + names.index("Republic of Korea")].strip()) == [
        *("Republic of Korea", "Asia and the Pacific", "KOR", "5", "10"),
    ]
    assert re.split(r"  +", shown[3 + names.index("Bangladesh")].strip())[2:] == ["BGD", "·", "·"]


def test_numbers_of_a_narrow_table_say_what_they_count(book):
    shown = lines(listing(book, "country", width=60))
    row = next(number for number, line in enumerate(shown) if "Ireland" in line)
    assert shown[row].split() == ["Ireland", "speakers", "5"]
    assert shown[row + 1] == "    Europe and North America, IRL, cities 3"
    assert lines(listing(book, "country", width=60))[4].strip() == "Australia                                     speakers 2"


def test_a_card_of_a_country(book):
    shown = lines(card(book, "country", "ireland"))
    assert re.split(r"  +", shown[0].strip()) == ["Ireland", "country, Europe and North America"]
    assert shown[2] == "  cities       Cork: Plenary I, Mayors"
    assert shown[6] == "  people       Ann Doherty, Chief Executive of Cork City Council  Plenary I ¶2"
    assert "  initiatives  Limerick 10 · Cork 2 · Dublin 1" in shown
    assert text(card(book, "country", "iran")).startswith("Iran country, Asia and the Pacific also Islamic Republic of Iran cities")
    assert "IRL" not in card(book, "country", "ireland").render()
    assert "ISO codes IE, IRL" in text(card(book, "country", "ireland", full=True))
    assert "initiatives  Hamburg 2 · UIL 2" in card(book, "country", "germany").render()
    assert "told in Plenary II ¶6" in text(card(book, "country", "bangladesh"))


def test_people_of_a_country_are_those_who_spoke_for_it_or_its_cities(book, small_book):
    assert "Miki Konishi" not in card(book, "country", "colombia", full=True).render()  # presented what is done there
    report = small_book.report
    anna = report.speakers[0]
    only_city = replace(anna, appearances=(replace(anna.appearances[0], country=None),))
    without = Book(replace(report, speakers=(only_city, *report.speakers[1:])))
    for one in (small_book, without):
        assert "Anna Weiß, Mayor" in card(one, "country", "polmark").render()
    assert "figures about 1250% rope [wet]" in text(card(small_book, "country", "isle-of-ash"))


def test_organisations_are_a_table_by_name(book):
    shown = lines(listing(book, "organisation"))
    assert shown[0] == "  Organisations  33"
    assert shown[2].split() == ["Organisation", "Place", "Speakers"]
    assert len(shown) == 36
    names = sorted((one.name for one in book.report.organisations), key=fold)
    assert all(name.startswith(re.split(r"(  +| …)", line.strip())[0]) for name, line in zip(names, shown[3:], strict=True))
    assert lines(listing(book, "organisation", width=100))[2].split() == ["Organisation", "Acronym", "Place", "Speakers"]


def test_a_card_of_an_organisation(book, small_book):
    shown = lines(card(book, "organisation", "uil"))
    assert re.split(r"  +", shown[0].strip()) == ["UNESCO Institute for Lifelong Learning", "body, Hamburg, Germany"]
    assert shown[1] == "  also UIL, Institute for Lifelong Learning"
    groups = [line[2:13].strip() for line in shown[2:] if line[2:13].strip()]
    assert groups == ["convened", "people", "does", "documents", "figures"]
    assert card(book, "organisation", "uil").hints[0] == "iclc UIL --full"
    assert re.split(r"  +", lines(card(small_book, "organisation", "harbour-guild"))[0].strip())[1] == "body, Łódka Wielka, Pólmark"


def test_documents_have_their_addresses_whole(book):
    shown = lines(listing(book, "document"))
    assert shown[0] == "  Documents  12"
    kinds = [line[2:13].strip() for line in shown[2:] if line[2:13].strip() and "http" not in line]
    assert kinds == ["declaration", "agenda", "strategy", "plan", "report", "licence", "terms", "web page"]
    urls = [one.url for one in book.report.documents if one.url]
    assert sorted(line.strip() for line in shown if "http" in line) == sorted(urls)
    assert not any("http" in line for line in lines(listing(book, "document", long=False)))


def test_an_address_is_a_link_of_itself(book):
    url = "https://en.unesco.org/themes/education-sustainable-development/cce"
    page = card(book, "document", "cce-page", styled=True, links=True)
    assert f";{url}\x1b\\{url}\x1b]8;;\x1b\\" in re.sub(r"id=\d+", "", page.render())
    assert lines(card(book, "document", "cce-page"))[1] == f"  {url}"


def test_a_card_of_a_document(book):
    shown = text(card(book, "document", "conference-report"))
    assert "document, report" in shown
    assert shown.endswith("year 2022 whose UNESCO Institute for Lifelong Learning told in Publication ¶1–3, 6–8")


def test_goals_name_their_sessions(book):
    shown = lines(listing(book, "sdg"))
    assert shown[0] == "  Sustainable Development Goals  4, each with the sessions that name it"
    assert [line[2:13].strip() for line in shown[2:] if line[2:13].strip()] == ["SDG 3", "SDG 4", "SDG 5", "SDG 11"]
    assert re.split(r"  +", shown[3].strip()) == ["SDG 4", "quality education: Opening, Forum 2.1", "Overview ¶3; +2"]


def test_a_card_of_a_goal(book):
    page = card(book, "sdg", "sdg-4")
    assert text(page).startswith("SDG 4 quality education goal also Sustainable Development Goal 4 sessions Opening ceremony Forum 2.1")
    assert "told in Overview ¶3; Opening ¶13; Forum 2.1 ¶3" in text(page)
    assert page.hints[0] == 'iclc "SDG 4" --full'


@pytest.mark.parametrize("kind", KIND)
def test_what_is_bold_is_a_name(book, kind):
    page = card(book, kind, book.records(kind)[0], styled=True, colour=True)
    assert cell_len(re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", page.render()).splitlines()[0]) <= 80
    assert page.render().lstrip().startswith("\x1b[1m")
