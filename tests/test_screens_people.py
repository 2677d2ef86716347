"""The screens of speakers, initiatives, statements, countries, organisations, documents and goals."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
import screens as faults
from rich.cells import cell_len

from iclc_cli.grid import CARD, Page
from iclc_cli.library import Book
from iclc_cli.model import Organisation
from iclc_cli.model.kinds import KINDS, choices
from iclc_cli.screens import SCREENS, Drawing, Selection
from iclc_cli.screens.titles import title
from iclc_cli.text import fold

KIND = ("speaker", "initiative", "statement", "country", "organisation", "document", "sdg")
WIDTHS = (40, 60, 80, 120, 200)
"""Below, between and above the widths at which screens change."""


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


def screens_of(book, kind, width, step=1, **how):
    """Every screen of a kind: its lists, and two cards of each record."""
    some = book.records(kind)[:3]
    yield listing(book, kind, width=width, page=how)
    yield listing(book, kind, width=width, page=how, long=True)
    yield listing(book, kind, width=width, page=how, long=False)
    yield listing(book, kind, width=width, page=how, sorted=True)
    yield listing(book, kind, width=width, page=how, chosen=some, matched=4, wanted="city Cork")
    yield listing(book, kind, width=width, page=how, chosen=())
    for record in book.records(kind)[::step]:
        for full in (False, True):
            yield card(book, kind, record, full, width, **how)


@pytest.fixture(scope="module")
def shown(book):
    """The lines of every screen of a kind, drawn once for each width and voice; of every third record where that is not 80."""

    def drawn_once(kind, width, *how):
        step = 1 if width == 80 else 3
        return [lines(page) for page in screens_of(book, kind, width, step, **dict.fromkeys(how, True))]

    return cache(drawn_once)


@pytest.fixture(scope="module")
def whole(known, shown):
    """The words of a kind that are whole, where nothing is wrapped or cut, and what could be pieces of them."""

    def words_of(kind):
        words = known[0] | {token for page in shown(kind, 500) for line in page for token in faults.tokens(line)}
        return words, faults.pieces_of(words)

    return cache(words_of)


# What holds for all of them


@pytest.mark.parametrize("kind", KIND)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_window(shown, kind, width):
    for page in shown(kind, width):
        assert faults.wide_lines(page, width) == []


@pytest.mark.parametrize("kind", KIND)
def test_an_invented_report_fits_the_window_too(small_book, kind):
    for width in (60, 80, 200):
        for page in screens_of(small_book, kind, width):
            assert faults.wide_lines(lines(page), width) == []
            assert faults.blank_faults(lines(page)) == []


@pytest.mark.parametrize("kind", KIND)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_word_is_broken_and_no_place_stands_alone(shown, kind, width, known, whole):
    for page in shown(kind, width):
        assert faults.broken_words(page, *whole(kind)) == []
        told = [line.strip().startswith("remarks") for line in page]
        assert faults.stray_lines(page[: told.index(True) if True in told else None]) == []  # in prose a line may happen to be a place
        assert faults.blank_faults(page) == []
        assert faults.coded_words(page, known[1]) == []


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
def test_a_screen_in_ascii_is_ascii(shown, small_book, kind):
    assert all(line.isascii() for page in shown(kind, 80, "ascii", "letters") for line in page)
    assert all(page.render().isascii() for page in screens_of(small_book, kind, 80, ascii=True, letters=True))


@pytest.mark.parametrize("kind", KIND)
def test_a_screen_that_is_heard_has_no_glyphs_and_nothing_at_the_right_edge(book, kind):
    for page in screens_of(book, kind, 80, 2, spoken=True):
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
    points = str(len(_said(book, "nam-seok-ko")))
    assert re.split(r"  +", row.strip()) == ["Nam-Seok Ko", "Mayor of Yeonsu", "Yeonsu", "Republic of Korea", "Opening +1", points]


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
    places = re.findall(r"(¶[\d, ]*\d|caption \d)$", shown.render(), re.MULTILINE)
    said = _said(book, "ban-ki-moon")
    section = book.index.get("session", "opening").section
    known = list(dict.fromkeys(book.labels.place(point.sources, section) for point in said))
    assert len(said) > len(known) > 3
    assert places == known[: len(places)]  # none twice before each was told once
    assert len(places) > 2
    assert "Opening" in lines(shown)[3]
    assert f"+{len(said) - len(places)} more" in lines(shown)[4]
    whole = card(book, "speaker", "ban-ki-moon", full=True)
    assert all(" ".join(point.text.split()) in re.sub(r" (¶\d+(, \d+)*|caption 2)(?= |$)", "", text(whole)) for point in said)


def _said(book, speaker):
    return [point for one in book.find("speaker", speaker).appearances for point in one.said]


def test_each_session_of_a_speaker_has_a_group(book, small_book):
    shown = lines(card(book, "speaker", "nam-seok-ko"))
    assert [line.split("  ")[1] for line in shown if re.match(r"  (Opening|Forum 2\.3)  ", line)] == ["Opening", "Forum 2.3"]
    presented = [one for one in book.report.initiatives if "nam-seok-ko" in one.speakers]
    assert any(line.startswith(f"  presented    {presented[0].name} · ") for line in shown)
    two = text(card(small_book, "speaker", "bo-yeon-weiss"))
    assert "2 roles in 2 sessions in our words" in two
    assert "Forum 1.1 as Envoy ¶1 Knots are grammar." in two
    assert "Isle of Ash: =A school" not in two  # it is their own country's


def test_where_else_a_speaker_is_named_is_told(book):
    speaker = book.find("speaker", "nam-seok-ko")
    named = replace(speaker, sources=(*speaker.sources, "caption-1"))
    assert any(re.fullmatch(r"  also named   caption 1", line) for line in lines(card(book, "speaker", named)))
    assert not any("also named" in line for line in lines(card(book, "speaker", speaker)))


def test_remarks_on_a_speaker_are_only_in_full(book):
    assert "remarks" not in card(book, "speaker", "nam-seok-ko").render()
    assert "remarks" in card(book, "speaker", "nam-seok-ko", full=True).render()
    assert "caption-4" not in card(book, "speaker", "nam-seok-ko", full=True).render()


# Initiatives


def test_initiatives_are_an_index_by_owner(book):
    shown = lines(listing(book, "initiative"))
    every = book.report.initiatives
    assert shown[0] == f"  Initiatives  {len(every)}; {sum(one.named for one in every)} with a printed “name”"
    heads = [line.strip() for before, line in pairwise(shown) if not before]
    names = [re.split(r"  +", line)[0] for line in heads]
    owned = {one.city for one in book.report.initiatives if one.city}
    assert names[: len(owned)] == sorted((book.find("city", one).name for one in owned), key=fold)
    assert names.index("UNESCO Institute for Lifelong Learning") < names.index("Philippines") < names.index("Others")
    assert names[-1] == "Others"
    assert "  Benguerir  Morocco                                              Forum 2.3 ¶6" in shown
    assert f"  course       {book.find('initiative', 'benguerir-coding-course').name}" in shown


def test_what_is_nobodys_own_is_told_with_the_city_in_which_it_lies(book):
    others = text(listing(book, "initiative")).rpartition(" Others ")[2]
    for one in book.report.initiatives:
        if one.place and not (one.city or one.organisation or one.country):
            city = book.find("city", one.place).name
            assert f"{one.name}, in {city}" in others or city in one.name
    assert "RCE in Bogotá, in" not in others
    china = book.find("initiative", "china-ecological-education-in-curricula")
    assert f"{china.name}, in" not in text(listing(book, "initiative"))  # it stands under China


def test_kinds_are_printed_once_and_places_once_where_one_is_enough(book):
    shown = lines(listing(book, "initiative"))
    start = next(number for number, line in enumerate(shown) if line.startswith("  Beijing  China"))
    own = [one for one in book.report.initiatives if one.city == "beijing"]
    assert {(one.kind, one.sources) for one in own} == {("protection", ("forum-2.2-p2",))}
    assert shown[start] == "  Beijing  China                                                  Forum 2.2 ¶2"
    names = sorted((f"{one.name} (done)" if one.status == "done" else one.name for one in own), key=fold)
    assert [line[:15].strip() for line in shown[start + 1 : start + 4]] == ["protection", "", ""]
    assert [line[15:] for line in shown[start + 1 : start + 4]] == names
    yeonsu = next(number for number, line in enumerate(shown) if line.startswith("  Yeonsu  "))
    assert shown[yeonsu] == "  Yeonsu  Republic of Korea"  # its initiatives stand in several places
    assert any(line.endswith("Forum 2.3 ¶5") for line in shown[yeonsu + 1 : yeonsu + 9])
    assert any(line.endswith("Spotlight ¶4") for line in shown[yeonsu + 1 : yeonsu + 9])


def test_what_does_not_run_says_so_in_lists(book):
    shown = text(listing(book, "initiative"))
    for one in book.report.initiatives:
        told = rf"{re.escape(one.name)}”?(, in [\w -]+?)?"
        place = r"(?: [A-Z]\w+(?: I+)?(?: [\d.]+)? ¶[\d, –]+| caption \d)?"
        if one.status in ("done", "planned", "proposed"):
            assert re.search(rf"{told}{place} \({one.status}\)", shown), one.id
    assert "(running)" not in shown
    assert "(unstated)" not in shown


def test_few_initiatives_tell_their_stories(book):
    covid = book.select("initiative", topic="covid")
    shown = text(listing(book, "initiative", chosen=covid, wanted="topic COVID-19 pandemic"))
    every = len(book.report.initiatives)
    assert shown.startswith(f"Initiatives {len(covid)} of {every}, topic COVID-19 pandemic Beijing China")
    drive, measures = (book.find("initiative", one) for one in ("drive-through-test-centre", "goyang-measures-against-disruption"))
    begun = " ".join(drive.summary.split()[:6])
    assert f"event “{drive.name}”. {drive.summary} (done)" in shown
    assert measures.summary in shown
    assert measures.name not in shown  # our own label, which the story repeats
    assert begun not in text(listing(book, "initiative", chosen=covid, long=False))
    assert begun in text(listing(book, "initiative", long=True))


def test_sorted_initiatives_name_their_owner(book):
    chosen = [book.find("initiative", one) for one in ("act4community", "philippines-citywide-races")]
    shown = lines(listing(book, "initiative", chosen=chosen, sorted=True, long=False))
    assert shown[2].startswith("  programme    Benguerir: “Act4Community”")
    assert shown[2].endswith("Forum 2.3 ¶6")
    assert shown[3].startswith(f"  event        Philippines: {chosen[1].name}")


def test_a_card_of_an_initiative(book):
    shown = lines(card(book, "initiative", "act4community"))
    assert re.split(r"  +", shown[0].strip()) == ["“Act4Community”", "programme, Benguerir"]
    assert text(card(book, "initiative", "act4community")).count("in our words") == 1
    told = dict(re.findall(r"^  (\w[\w ]{0,10}?)  +(.+)$", "\n".join(shown[1:]), re.MULTILINE))
    assert list(told) == ["about", "whose", "session", "presented", "belongs to", "topics"]
    assert told["whose"] == "Benguerir, Morocco"
    assert told["session"].startswith("Forum 2.3  The contribution of")
    assert told["presented"] == "Hajjaj Moussaïd, Vice-President of Benguerir"
    whole = book.find("initiative", "benguerir-green-city-programme")
    assert told["belongs to"] == whole.name
    parts = [f"“{one.name}”" if one.named else one.name for one in book.report.initiatives if one.part_of == whole.id]
    assert len(parts) == 3
    assert f"parts {' '.join(parts)}" in text(card(book, "initiative", whole))


def test_whose_an_initiative_is_stands_once_where_that_is_one_name(book):
    shown = card(book, "initiative", "philippines-citywide-races").render()
    assert "event, Philippines" in shown
    assert "whose" not in shown


def test_a_planned_initiative_says_so_and_a_statement_speaks_of_it(book):
    shown = text(card(book, "initiative", "gnlc-directory-of-key-contacts"))
    assert shown.startswith("Directory of key contacts publication (proposed) about")
    assert "wished by Clermont-Ferrand" in shown
    assert "Clermont-Ferrand, France" not in shown  # it is not its own
    (said,) = [one for one in book.report.statements if "gnlc-directory-of-key-contacts" in one.initiatives]
    assert f"said Clermont-Ferrand (request): {said.text} Mayors ¶9" in shown
    assert "whose UNESCO Global Network of Learning Cities" in text(card(book, "initiative", "gnlc-virtual-meetings"))  # its full name


def test_an_initiative_that_lies_in_a_city_is_not_told_to_be_its_own(book):
    shown = text(card(book, "initiative", "ybycui-communal-library"))
    assert "lies in Ybycuí" in shown
    assert "whose Ybycuí" not in shown
    assert shown.startswith("Communal library facility about")  # and no city beside the kind
    for full in (False, True):
        yeonsu = text(card(book, "city", "yeonsu", full))
        visits = book.find("initiative", "yeonsu-site-visits")
        own = [one for one in book.report.initiatives if one.city == "yeonsu"]
        does, _, within = yeonsu.partition(" in it ")
        assert visits.name in within
        assert visits.name not in does
        assert any(one.name in does for one in own)
        assert "(done)" in within.partition("figures")[0]
    assert " in it " not in text(card(book, "city", "benguerir"))


def test_several_things_that_print_does_not_tell_are_told_one_after_the_other(book):
    one = book.find("initiative", "gnlc-directory-of-key-contacts")
    reasons = [remark.reason for remark in one.remarks if remark.kind == "unstated"]
    assert len(reasons) == 2
    page = Page(80)
    shown = text(card(book, "initiative", one))
    assert f"not told: {Drawing(page, book).in_places(reasons[0])}".replace("\ufdd0", " ") in shown
    assert shown.partition("not told: ")[2].count("does not say") == 2


def test_a_country_counts_what_lies_in_its_cities_as_its_filter_does(book):
    for country in book.report.countries:
        found = book.select("initiative", country=country.id)
        row = re.search(r"  initiatives  (.+(?:\n {15}.+)*)", card(book, "country", country.id, full=True, width=500).render())
        bodies = [one for one in book.report.organisations if country.id in book.links.leads_to(one, "country")]
        if found and not bodies:  # whose initiatives are no country's
            assert sum(int(number) for number in re.findall(r" (\d+)(?: ·|$)", row[1], re.MULTILINE)) == len(found), country.id
    assert "in Cork 1" in text(card(book, "country", "ireland"))


# Statements


def test_statements_are_by_city_in_the_order_of_the_report(book):
    shown = lines(listing(book, "statement"))
    every = len(book.report.statements)
    assert (
        " ".join(shown[:2]).split() == f"Statements {every}, by 7 cities and the participants in the mayors' forums; in our words".split()
    )
    assert "  Cork  Ireland                                                      Mayors ¶3" in shown
    assert [re.split(r"  +", line.strip())[0] for before, line in pairwise(shown) if not before] == [
        *("Participants", "Cork", "Mantes-la-Jolie", "Chiang Rai", "Villa María", "Chachoengsao", "Huejotzingo", "Clermont-Ferrand"),
    ]
    assert sum(line.endswith("Mayors ¶3") for line in shown) == 1
    cork = shown.index("  Cork  Ireland                                                      Mayors ¶3")
    assert [line.split()[0] for line in shown[cork + 1 : cork + 5] if line[2:3].strip()] == ["view", "request"]


def test_what_the_participants_said_together_was_said_in_the_forums_wherever_it_is_told(book):
    assert "new strategy" not in lines(listing(book, "statement"))[0]
    together = [one for one in book.report.statements if one.city is None]
    elsewhere = [one for one in together if not one.sources[0].startswith("mayors-forums")]
    assert elsewhere
    for one in together:
        shown = text(card(book, "statement", one))
        assert shown.startswith(f"Participants statement, {one.type} says {one.text} ")
        assert "made in the mayors' forums; the report does not say in which" in shown


def test_the_participants_are_told_wherever_a_statement_is(book):
    together = next(one for one in book.report.statements if one.city is None)
    passage = book.index.get("passage", together.sources[0])
    drawing = Drawing(Page(200), book)
    assert title(drawing, "statement", together) == f"Participants, {together.type}"
    assert f"Participants, {together.type}" in text(card(book, "passage", passage))
    assert f"Participants ({together.type}): {together.text}" in text(card(book, "passage", passage, full=True))
    for topic in together.topics:
        assert f"Participants ({together.type}): {together.text}" in text(card(book, "topic", topic, full=True))
    for initiative in together.initiatives:
        assert f"said Participants ({together.type}): {together.text}" in text(card(book, "initiative", initiative))


def test_what_is_told_is_no_doubt_besides(book):
    cork = text(card(book, "statement", "cork-2"))
    assert any(remark.field == "session" and remark.kind == "unstated" for remark in book.find("statement", "cork-2").remarks)
    assert cork.count("does not say in which") == 1
    assert "session is ambiguous" in text(card(book, "statement", "participants-1"))


def test_the_heading_of_statements_is_of_the_data(book, small_book):
    assert lines(listing(small_book, "statement"))[0] == "  Statements  1, by 1 city in Forum 1.1; in our words"
    requests = book.select("statement", type="request")
    assert lines(listing(book, "statement", chosen=requests, wanted="type request"))[0] == (
        f"  Statements  {len(requests)} of {len(book.report.statements)}, type request; in our words"
    )


def test_sorted_statements_name_their_city_once(book, small_book):
    shown = text(listing(book, "statement", sorted=True))
    assert "Cork: Cork" not in shown
    other = book.find("statement", "huejotzingo-1")
    assert f"Huejotzingo: {' '.join(other.text.split()[:5])}" in shown
    assert "Participants: " in shown
    assert "Mayors ¶8" in shown
    assert not any(re.fullmatch(r"  Cork  Ireland.*", line) for line in lines(listing(book, "statement", sorted=True)))


def test_a_card_of_a_statement(book):
    shown = lines(card(book, "statement", "chiang-rai-6"))
    assert re.split(r"  +", shown[0].strip()) == ["Chiang Rai", "Thailand", "statement, commitment"]
    assert shown[2].startswith(f"  says         {' '.join(book.find('statement', 'chiang-rai-6').text.split()[:8])}")
    assert shown[3].endswith("Mayors ¶5; in our words")
    assert "  made in      the mayors' forums; the report does not say in which" in shown
    assert any(re.fullmatch(r"  initiatives  Health literacy programme \(planned\) +Mayors ¶5", line) for line in shown)
    assert "  topics       health literacy" in shown
    assert "pointer" not in "".join(shown)


def test_the_strategy_that_shares_a_topic_is_a_pointer(book):
    page = card(book, "statement", "cork-2")
    shown = text(page)
    topics = set(book.find("statement", "cork-2").topics)
    shared = [one for one in book.report.strategy if topics & set(one.topics)]
    told = sum(f"{one.category} {one.order}: " in shown for one in shared)
    assert 1 < told < len(shared)
    assert f"strategy {shared[0].category} {shared[0].order}: " in shown
    assert f"+{len(shared) - told} more" in shown
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
    own = sum(one.city == "limerick" for one in book.report.initiatives)
    assert any(line.startswith(f"  initiatives  Limerick {own} · Dublin ") for line in shown)
    assert text(card(book, "country", "iran")).startswith("Iran country, Asia and the Pacific also Islamic Republic of Iran cities")
    assert "IRL" not in card(book, "country", "ireland").render()
    assert "ISO codes IE, IRL" in text(card(book, "country", "ireland", full=True))
    assert re.search(r"initiatives  UIL \d · Hamburg \d", card(book, "country", "germany").render())
    assert "told in Plenary II ¶6" in text(card(book, "country", "bangladesh"))


def test_people_of_a_country_are_those_who_spoke_for_it_or_its_cities(book, small_book):
    assert "Miki Konishi" not in card(book, "country", "colombia", full=True).render()  # presented what is done there
    report = small_book.report
    anna = report.speakers[0]
    only_city = replace(anna, appearances=(replace(anna.appearances[0], country=None),))
    without = Book(replace(report, speakers=(only_city, *report.speakers[1:])))
    for one in (small_book, without):
        assert "Anna Weiß, Mayor" in card(one, "country", "polmark").render()
    assert "figures about 12.5% rope [wet] that holds" in text(card(small_book, "country", "isle-of-ash"))


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
    assert re.split(r"  +", shown[0].strip()) == ["UNESCO Institute for Lifelong Learning", "UN body, Hamburg, Germany"]
    assert shown[1] == "  also UIL, Institute for Lifelong Learning"
    groups = [line[2:13].strip() for line in shown[2:] if line[2:13].strip() and not line.startswith("  +")]
    assert groups == ["about", "convened", "people", "does", "documents", "figures"]
    assert card(book, "organisation", "uil").hints[0] == "iclc UIL --full"
    assert (
        re.split(r"  +", lines(card(small_book, "organisation", "harbour-guild"))[0].strip())[1] == "municipal body, Łódka Wielka, Pólmark"
    )


def test_a_blank_line_stands_between_what_a_body_is_and_its_people(book):
    known = [one for one in book.report.organisations if one.summary]
    assert known
    for one in known:
        shown = lines(card(book, "organisation", one))
        assert [line for line, people in pairwise(shown) if people.startswith("  people  ") and line.strip()] == [], one.id


def test_what_is_no_ones_own_comes_last_where_a_session_counts_initiatives(book):
    page = card(book, "session", "forum-1.2")
    (row,) = [line for line in lines(page) if line.startswith("  initiatives  ")]
    assert re.search(r" · others \d+$", row)


def test_every_kind_of_organisation_has_a_word_on_its_card(book):
    kinds = {one.kind: one for one in book.report.organisations}
    assert set(kinds) == set(choices(Organisation, "kind"))
    for kind, one in kinds.items():
        word = re.split(r"  +", lines(card(book, "organisation", one.id, width=160))[0].strip())[1].partition(",")[0]
        assert "-" not in word
        assert word == kind or word.endswith(("body", "body of the conference"))


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


def test_a_document_of_a_city_stands_on_both_cards(book):
    owned = [one for one in book.report.documents if one.city]
    assert owned
    for one in owned:
        city = book.find("city", one.city)
        assert f"whose {city.name}" in text(card(book, "document", one))
        assert f"documents {one.name}" in text(card(book, "city", city))
    assert not any("documents" in text(card(book, "city", city)) for city in ("cork", "yeonsu"))


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


def test_peers_are_hinted_at_where_there_are_any(book):
    for city in book.records("city"):
        assert any(hint.startswith("iclc peers ") for hint in card(book, "city", city).hints) == bool(book.peers(city))
    assert not book.peers(book.find("city", "turin"))
