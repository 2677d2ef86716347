"""What records are called: folding, finding what a REF stands for, labels and locators."""

import json

import pytest
from conftest import SMALL
from hypothesis import given
from hypothesis import strategies as st

from iclc_cli import Book
from iclc_cli.dataset import loading as dataset
from iclc_cli.errors import AmbiguousError, NotFoundError, UnknownRefError
from iclc_cli.model.kinds import all_records, kind_of, meant
from iclc_cli.query.amounts import amount, date_in_words, other_ways
from iclc_cli.query.labels import _named_by_id, _ranges
from iclc_cli.text import clip, fold


def changed(change):
    """The small report with a change."""
    data = json.loads(SMALL.read_text(encoding="utf-8"))
    change(data)
    return Book(dataset.build(data))


def ref(book, text, kind=None):
    """What a REF stands for, as kind/id."""
    found = book.names.resolve(text, kind)
    return f"{kind_of(found)}/{found.id}"


# Folding


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Medellín", "medellin"),
        ("MEDELLIN", "medellin"),
        ("Łódka", "lodka"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Weiß", "weiss"),
        ("WEIẞ", "weiss"),
        ("Ærø", "aero"),
        ("Cœur", "coeur"),
        ("Đà Nẵng", "da nang"),
        ("Iğdır", "igdir"),
        ("İstanbul", "istanbul"),
        ("Þórður", "thordur"),
        ("Évry-Courcouronnes", "evry courcouronnes"),
        ("d’Été", "dete"),
        ("d'Ete", "dete"),
        ("O´Hara", "ohara"),
        ("O`Hara", "ohara"),
        ("Oʼhara", "ohara"),
        ("chiang  \t rai", "chiang rai"),
        ("a–b—c‑d−e_f", "a b c d e f"),
        ("Forum 1.1", "forum 1.1"),
        ("U.N. Habitat.", "u.n habitat"),
        ("… a . b ...", "a b"),
        ("Tides, texts [/x] and \"ink\"!", "tides texts x and ink"),
        ("聖エロ", "聖エロ"),
        ("ﬁn", "fin"),
        ("2\u202f000", "2 000"),
        ("\x1b[31m", "31m"),
        ("", ""),
        ("[!] – ’", ""),
    ],
)  # fmt: skip
def test_a_name_is_folded(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_is_done_once(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == " ".join(folded.split())


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_is_folded_as_it_would_be_among_other_letters(text):
    assert fold(f"{text} É").split() == [*fold(text).split(), "e"]


# Tiers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("anna-weiss", "speaker/anna-weiss"),
        ("ANNA-WEISS", "speaker/anna-weiss"),
        ("  anna-weiss  ", "speaker/anna-weiss"),
        ("forum-1.1-c1", "passage/forum-1.1-c1"),
        ("meeting-days", "figure/meeting-days"),
        ("harbours-3", "conference/harbours-3"),
        ("Anna Weiß", "speaker/anna-weiss"),
        ("anna weiss", "speaker/anna-weiss"),
        ("Saint-Ærø d’Été", "city/saint-aero"),
        ("saint aero dete", "city/saint-aero"),
        ("saintaero d'ete", "city/saint-aero"),
        ("聖エロ", "city/saint-aero"),
        ("Forum 1.1", "session/forum-1.1"),
        ("forum-1.1", "session/forum-1.1"),
        ("1.1", "session/forum-1.1"),
        ("rope forum", "session/forum-1.1"),
        ("ropes [and] knots", "session/forum-1.1"),
        ("ropes and knots", "session/forum-1.1"),
        ("14", "sdg/sdg-14"),
        ("SDG 14", "sdg/sdg-14"),
        ("RL", "topic/rope-literacy"),
        ("Republic of Pólmark, the", "country/polmark"),
        ("more rope", "strategy/goal-1"),
        ("=A school, for rope", "initiative/rope-school"),
        ("wielka", "city/lodka-wielka"),
        ("harbours guild", "organisation/harbour-guild"),
        ("charlie", "speaker/carl-weiss"),
        ("ash", "country/isle-of-ash"),
        ("sic", "conference/harbours-3"),
    ],
)
def test_a_ref_stands_for_a_record(small_book, text, found):
    assert ref(small_book, text) == found


def test_words_contained_in_a_name_may_stand_in_any_order(small_book):
    assert ref(small_book, "the republic of pólmark") == "country/polmark"


def test_only_whole_words_count(small_book):
    with pytest.raises(NotFoundError):
        small_book.names.resolve("wielk")


def test_an_id_wins_over_a_name():
    book = changed(lambda data: data["cities"][0].update(name="port-lodka"))
    assert ref(book, "port-lodka", "city") == "city/port-lodka"


def test_a_whole_name_wins_over_words_contained_in_another():
    book = changed(lambda data: data["cities"][2].update(name="Łódka"))
    assert ref(book, "lodka") == "city/saint-aero"


def test_an_alias_counts_as_much_as_a_name(small_book):
    with pytest.raises(AmbiguousError) as caught:
        small_book.names.resolve("Lantern")
    assert caught.value.suggestions == ("organisation/harbour-guild", "initiative/lamp-festival")
    assert ref(small_book, "Lantern", "initiative") == "initiative/lamp-festival"
    assert ref(small_book, "Lantern", "organisation") == "organisation/harbour-guild"


@pytest.mark.parametrize(
    "text",
    ["Weiß Bo-Yeon", "Bo-Yeon Weiß", "weiss bo yeon", "bo yeon weiss", "boyeon weiss", "WEISS BOYEON", "yeon bo weiss", "白保延"],
)
def test_the_order_of_a_persons_names_and_their_hyphens_do_not_matter(small_book, text):
    assert ref(small_book, text) == "speaker/bo-yeon-weiss"


@pytest.mark.parametrize("text", ["rope literacies", "literacies rope", "ropes literacy"])
def test_words_of_a_name_in_the_other_number_may_stand_in_any_order(small_book, text):
    assert small_book.find("topic", text).id == "rope-literacy"


def test_the_order_of_other_names_matters_for_the_whole_name(small):
    book = changed(lambda data: data["cities"][2].update(name="Łódka Port"))
    assert ref(book, "port lodka") == "city/port-lodka"
    assert ref(book, "lodka port") == "city/saint-aero"


@pytest.mark.parametrize(("several", "end"), [(8, "{last}"), (9, "{eighth} and 1 more")])
def test_of_many_that_are_called_alike_eight_are_named_and_the_others_counted(book, several, end):
    found = book.records("speaker")[:several]
    with pytest.raises(AmbiguousError) as caught:
        book.names.choose(list(found), "all", "speaker")
    assert caught.value.message.endswith(end.format(last=f"speaker/{found[-1].id}", eighth=f"speaker/{found[7].id}"))


def test_a_shared_surname_is_ambiguous(small_book):
    with pytest.raises(AmbiguousError) as caught:
        small_book.names.resolve("weiss", "speaker")
    assert caught.value.message == "'weiss' is ambiguous; give one of speaker/anna-weiss, speaker/bo-yeon-weiss, speaker/carl-weiss"
    assert caught.value.suggestions == ("speaker/anna-weiss", "speaker/bo-yeon-weiss", "speaker/carl-weiss")
    assert caught.value.exit_code == 3


def test_a_word_of_two_cities_is_ambiguous(small_book):
    with pytest.raises(AmbiguousError) as caught:
        small_book.names.resolve("Łódka")
    assert caught.value.suggestions == ("city/lodka-wielka", "city/port-lodka")


def test_many_candidates_are_cut_in_the_message_only():
    def change(data):
        data["cities"] += [{**data["cities"][2], "id": f"x{number}", "name": f"New {number}", "aliases": []} for number in range(10)]

    with pytest.raises(AmbiguousError) as caught:
        changed(change).names.resolve("new")
    assert caught.value.message.endswith("city/x6, city/x7 and 2 more")
    assert len(caught.value.suggestions) == 10


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("city/saint-aero", "city/saint-aero"),
        ("cities/saint-aero", "city/saint-aero"),
        ("Municipality/Saint Aero d'Été", "city/saint-aero"),
        ("person/charlie", "speaker/carl-weiss"),
        ("initiative/Lantern", "initiative/lamp-festival"),
        ("section/opening", "section/opening"),
        ("session/opening", "session/opening"),
        ("section / opening", "section/opening"),
    ],
)
def test_a_kind_may_stand_before_the_ref(small_book, text, found):
    assert ref(small_book, text) == found


def test_a_kind_before_the_ref_must_be_the_one_asked_for(small_book):
    assert ref(small_book, "city/saint-aero", "city") == "city/saint-aero"
    with pytest.raises(NotFoundError, match=r"^no speaker 'city/saint-aero'"):
        small_book.names.resolve("city/saint-aero", "speaker")


def test_a_session_wins_over_its_section(small_book):
    assert ref(small_book, "opening") == "session/opening"
    assert ref(small_book, "opening", "section") == "section/opening"


def test_a_slash_in_a_name_is_no_kind():
    book = changed(lambda data: data["topics"][0].update(name="learning/teaching"))
    assert ref(book, "learning/teaching") == "topic/rope-literacy"


@pytest.mark.parametrize("text", ["", "  ", ".", "[]", "’", "—", "\x1b"])
def test_a_ref_without_words_is_no_record(small_book, text):
    with pytest.raises(NotFoundError, match=r"^no record '") as caught:
        small_book.names.resolve(text)
    assert caught.value.suggestions == ()


def test_passages_are_called_by_their_ids_only(small_book):
    with pytest.raises(NotFoundError):
        small_book.names.resolve("1", "passage")


def test_every_id_of_the_shipped_report_stands_for_its_record(book):
    for kind, record in all_records(book.report):
        assert ref(book, record.id, kind) == f"{kind}/{record.id}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("medellin", "city/medellin"),
        ("sao paulo", "city/sao-paulo"),
        ("Evry", "city/evry-courcouronnes"),
        ("chiang rai", "city/chiang-rai"),
        ("Gomez Lopez Alejandro", "speaker/alejandro-gomez-lopez"),
        ("Ko Nam-Seok", "speaker/nam-seok-ko"),
        ("namseok ko", "speaker/nam-seok-ko"),
        ("Ban Ki-moon", "speaker/ban-ki-moon"),
        ("Kelleher", "speaker/colm-kelleher"),
        ("forum 2.2", "session/forum-2.2"),
        ("plenary 1", "session/plenary-1"),
        ("opening ceremony", "session/opening"),
    ],
)
def test_people_places_and_sessions_of_the_shipped_report_are_found(book, text, found):
    assert ref(book, text) == found


# Ids of earlier versions of the data


def redirected(book, kind):
    return [one for one in book.report.redirects if one.old.startswith(f"{kind}/")]


def test_every_old_id_leads_to_what_tells_it_now(book):
    for one in book.report.redirects:
        assert ref(book, one.old) == one.new
        assert book.find(one.old) is book.find(one.new)


def test_an_old_id_alone_is_enough_unless_something_has_it_now(book):
    known = {record.id for _, record in all_records(book.report)}
    for one in book.report.redirects:
        old = one.old.partition("/")[2]
        found = ref(book, old)
        assert found == one.new or old in known, old


def test_within_its_kind_an_old_id_leads_to_a_record_of_that_kind_or_is_told_where_it_is_now(book):
    kept = [one for one in redirected(book, "initiative") if one.new.startswith("initiative/")]
    moved = [one for one in redirected(book, "initiative") if not one.new.startswith("initiative/")]
    assert kept
    assert moved
    for one in kept:
        assert book.find("initiative", one.old.partition("/")[2]).id == one.new.partition("/")[2]
    for one in moved:
        old = one.old.partition("/")[2]
        with pytest.raises(UnknownRefError) as caught:
            book.find("initiative", old)
        assert list(caught.value.suggestions) == [one.new]
        assert f"no initiative '{old}'" in str(caught.value)


def test_an_old_id_is_shown_by_the_command_line_too(iclc, book):
    kept = next(one for one in redirected(book, "initiative") if one.new.startswith("initiative/"))
    moved = next(one for one in redirected(book, "initiative") if one.new.startswith("strategy/"))
    for one in (kept, moved):
        identifier = one.new.partition("/")[2]
        assert iclc("show", one.old, "--json").json["id"] == identifier
        assert iclc(one.old.partition("/")[2], "--json").json["id"] == identifier
    old = kept.old.partition("/")[2]
    assert iclc("initiative", "show", old, "--json").json["id"] == kept.new.partition("/")[2]
    old = moved.old.partition("/")[2]
    assert iclc("initiative", "show", old, code=3).stderr == f"error: no initiative '{old}'. Did you mean {moved.new}?\n"
    assert iclc("initiative", "show", old, "--json", code=3).error["suggestions"] == [moved.new]


def test_a_record_wins_over_an_old_id_of_another():
    def change(data):
        data["redirects"] = [{"old": "initiative/anna-weiss", "new": "city/port-lodka"}, {"old": "topic/gone", "new": "city/port-lodka"}]

    book = changed(change)
    assert ref(book, "anna-weiss") == "speaker/anna-weiss"
    assert ref(book, "initiative/anna-weiss") == "city/port-lodka"
    assert ref(book, "GONE") == ref(book, "topic/gone") == "city/port-lodka"
    with pytest.raises(UnknownRefError):
        book.find("speaker", "gone")


def test_a_surname_printed_alone_is_the_one_printed_so(book):
    assert ref(book, "Park", "speaker") == "speaker/park"


def test_a_surname_of_two_speakers_is_ambiguous(book):
    with pytest.raises(AmbiguousError) as caught:
        book.names.resolve("Lee", "speaker")
    assert caught.value.suggestions == ("speaker/jaejoon-lee", "speaker/si-hyung-lee")


# Suggestions


@pytest.mark.parametrize(
    ("text", "kind", "near"),
    [
        ("Lodca Wielka", None, ["city/lodka-wielka"]),
        ("Lodca Wielka", "city", ["lodka-wielka"]),
        ("Pollmark", None, ["country/polmark"]),
        ("charly", None, ["speaker/carl-weiss"]),
        ("Atlantis", None, []),
    ],
)
def test_near_names_are_suggested(small_book, text, kind, near):
    assert small_book.names.suggestions(text, kind) == near


def test_an_unknown_name_comes_with_a_hint(small_book):
    with pytest.raises(NotFoundError) as caught:
        small_book.names.resolve("Pollmark")
    assert caught.value.message == "no record 'Pollmark'. Did you mean country/polmark?"
    assert caught.value.suggestions == ("country/polmark",)
    assert (caught.value.code, caught.value.exit_code) == ("not-found", 3)


def test_an_unknown_name_near_nothing_says_which_kind_was_looked_for_and_no_command(small_book):
    with pytest.raises(UnknownRefError) as caught:
        small_book.names.resolve("Atlantis", "city")
    assert (caught.value.message, caught.value.kind, caught.value.suggestions) == ("no city 'Atlantis'", "city", ())
    with pytest.raises(UnknownRefError) as caught:
        small_book.names.resolve("Atlantis")
    assert (caught.value.message, caught.value.kind) == ("no record 'Atlantis'", None)


def test_the_command_line_points_to_the_list(iclc):
    assert iclc("city", "show", "Atlantis", "--data", SMALL, code=3).stderr == "error: no city 'Atlantis'. See 'iclc cities'.\n"
    assert iclc("show", "Atlantis", "--data", SMALL, code=3).stderr == "error: no record 'Atlantis'. See 'iclc search TEXT'.\n"


def test_at_most_three_are_suggested():
    def change(data):
        data["cities"] += [{**data["cities"][2], "id": f"harbora{letter}", "name": f"Harbora{letter}"} for letter in "bcdef"]

    near = changed(change).names.suggestions("Harboray", "city")
    assert len(near) == 3
    assert all(name.startswith("harbora") for name in near)


def test_passages_and_sections_are_not_suggested(small_book):
    assert small_book.names.suggestions("openin") == ["session/opening"]
    assert small_book.names.suggestions("forum-1.1-p2") == ["session/forum-1.1"]


def test_a_misspelt_city_of_the_shipped_report_is_suggested(book):
    assert book.names.suggestions("medelin", "city") == ["medellin"]


def test_a_long_unknown_name_is_cut_in_the_message(small_book):
    with pytest.raises(NotFoundError) as caught:
        small_book.names.resolve("x" * 10_000)
    assert caught.value.message == f"no record '{'x' * 59}…'"


# Labels and locators


@pytest.mark.parametrize(
    ("kind", "identifier", "label"),
    [
        ("conference", "harbours-3", "Third Meeting of “Reading Harbours” [sic]"),
        ("section", "forum-1.1", "Ropes [and] knots"),
        ("passage", "forum-1.1-p1", "Forum 1.1, item 1"),
        ("passage", "forum-1.1-c1", "Forum 1.1, caption 1"),
        ("session", "opening", "Opening"),
        ("session", "forum-1.1", "Forum 1.1: Ropes [and] knots"),
        ("speaker", "carl-weiss", 'Carl "Charlie" Weiß'),
        ("city", "saint-aero", "Saint-Ærø d’Été"),
        ("country", "polmark", "Pólmark"),
        ("organisation", "harbour-guild", "Guild of Harbours"),
        ("initiative", "rope-school", "[=A school, for rope]"),
        ("statement", "port-lodka-1", 'Port Łódka (request): Port Łódka asks\nfor rope,\t"much" of it | now.'),
        ("strategy", "goal-1", "[More rope]"),
        ("topic", "rope-literacy", "rope literacy"),
        ("sdg", "sdg-14", "SDG 14: life below water"),
        ("figure", "meeting-days", "days of the meeting: 2031-03-01–2031-03-03"),
        ("figure", "rope-share", "rope [wet] that holds: about 12.5 in 100"),
    ],
)
def test_a_record_has_a_label(small_book, kind, identifier, label):
    assert small_book.labels.label(small_book.index.get(kind, identifier)) == label


def test_names_of_ours_stand_in_brackets_as_labels_and_printed_ones_do_not(book):
    for kind in ("initiative", "document", "strategy"):
        ours = 0
        for record in book.records(kind):
            name = record.title if kind == "strategy" else record.name
            assert book.label(record) == (name if record.named else f"[{name}]")
            assert book.find(kind, f"[{name}]") in book.names.candidates(name, kind)
            ours += not record.named
        assert 0 < ours < len(book.records(kind))
    assert not any(book.label(one).startswith("[") for one in book.records("topic"))


def test_labels_of_hits_links_and_rows_are_in_brackets_where_we_named(iclc, book):
    ours = book.find("initiative", "cepa-centres")
    assert not ours.named
    label = f"[{ours.name}]"
    hits = {hit["id"]: hit["label"] for hit in iclc("search", "CEPA", "--kind", "initiative", "--json").json}
    assert hits["cepa-centres"] == label
    links = {link["id"]: link["label"] for link in iclc("related", "bandar-khamir", "--json").json}
    assert links["cepa-centres"] == label
    assert iclc("show", "initiative/cepa-centres", "--json").json["name"] == ours.name  # the data has no brackets
    assert f"Name: {label}\n" in iclc("initiative", "show", "cepa-centres").stdout
    printed = book.find("initiative", "act4community")
    assert {hit["label"] for hit in iclc("search", "Act4Community", "--kind", "initiative", "--json").json} >= {printed.name}


def test_on_a_terminal_printed_names_stand_in_quotation_marks_and_ours_without(iclc, book):
    shown = iclc("initiatives", "--city", "benguerir", "--short", "-f", "table").stdout
    for one in book.select("initiative", city="benguerir"):
        assert (f"“{one.name}”" in shown) == one.named
        assert one.name in shown
    assert "[" not in shown
    assert iclc("act4community", "-f", "table").stdout.startswith("  “Act4Community” ")
    assert iclc("cepa-centres", "-f", "table").stdout.startswith(f"  {book.find('initiative', 'cepa-centres').name} ")


@pytest.mark.parametrize("style", ["text", "apa", "bibtex", "ris", "csl-json"])
def test_a_citation_marks_what_we_named_and_who_said_something_together(iclc, book, style):
    ours, printed = (book.find("initiative", one) for one in ("cepa-centres", "act4community"))
    cited = iclc("cite", "initiative/cepa-centres", "--style", style).stdout
    assert f"[Initiative: {ours.name}]" in cited.translate(dict.fromkeys(map(ord, "{}")))  # with which BibTeX keeps capitals
    cited = iclc("cite", "act4community", "--style", style).stdout
    assert printed.name in cited
    assert f"[Initiative: {printed.name}]" not in cited
    assert f"[{printed.name}" not in cited
    together = iclc("cite", "participants-1", "--style", style).stdout.translate(dict.fromkeys(map(ord, "{}")))
    assert "[Statement by participants (report)]" in together
    assert "None" not in together
    one = iclc("cite", "cork-1", "--style", style).stdout.translate(dict.fromkeys(map(ord, "{}")))
    assert "[Statement by Cork (view)]" in one


def test_a_statement_of_no_city_is_the_participants(book):
    for one in book.records("statement"):
        who = book.find("city", one.city).name if one.city else "Participants"
        assert book.label(one).startswith(f"{who} ({one.type}): ")


def test_a_session_called_like_its_title_says_so_once():
    book = changed(lambda data: data["sessions"][0].update(title="Opening"))
    assert book.labels.label(book.report.sessions[0]) == "Opening"


def test_the_short_label_of_a_session_is_its_name(small_book):
    assert small_book.labels.short(small_book.report.sessions[1]) == "Forum 1.1"
    assert small_book.labels.short(small_book.report.sdgs[0]) == "SDG 14: life below water"
    assert [small_book.labels.value(one, None) for one in (True, False, None, (True, 2))] == ["yes", "no", "", "yes; 2"]


@pytest.mark.parametrize(
    ("figure", "label"),
    [
        ({"kind": "count", "value": 2000, "unit": "people", "qualifier": "more-than", "counts": "people who came"}, "more than 2,000"),
        ({"kind": "count", "value": 2000, "value_to": 3000, "qualifier": "exactly", "unit": None}, "2000–3000"),
        ({"kind": "duration", "value": 3, "unit": "years", "qualifier": "at-least"}, "at least 3 years"),
        ({"kind": "date", "value": "2031", "unit": None, "qualifier": "exactly"}, "2031"),
        ({"kind": "count", "value": 12.5, "unit": "x", "qualifier": "about"}, "about 12.5"),
    ],
)
def test_an_amount_is_read_with_its_limits(figure, label):
    book = changed(lambda data: data["figures"][1].update(figure))
    assert amount(book.report.figures[1]) == label


def test_a_count_is_labelled_as_one_says_it():
    book = changed(lambda data: data["figures"][1].update(kind="count", value=1200, unit="ropes", counts="ropes in all"))
    assert book.labels.label(book.report.figures[1]) == "about 1,200 ropes in all"


def test_a_locator_says_on_which_page_the_section_begins(small_book):
    held = [small_book.labels.locator(passage) for passage in small_book.report.passages]
    assert held == ["Opening, item 1", "Forum 1.1 (begins p. 7), item 1", "Forum 1.1 (begins p. 7), caption 1"]


def test_a_footnote_is_called_one():
    book = changed(lambda data: data["passages"][0].update(kind="footnote", number=4))
    assert book.labels.locator(book.report.passages[0]) == "Opening, footnote 4"


def test_a_section_with_several_sessions_goes_by_its_chapter_where_it_fills_that():
    book = changed(lambda data: data["sessions"][0].update(section="forum-1.1"))
    assert book.labels.locator(book.report.passages[1]) == "Forums (begins p. 7), item 1"


def test_a_section_without_a_chapter_of_its_own_goes_by_its_title():
    def change(data):
        data["sessions"][0]["section"] = "forum-1.1"
        data["sections"][0]["chapter"] = "Forums"

    book = changed(change)
    assert book.labels.locator(book.report.passages[1]) == "Ropes [and] knots (begins p. 7), item 1"
    assert book.labels.locator(book.report.passages[0]) == 'Opening, with "lamps", item 1'


@pytest.mark.parametrize(
    ("passage", "place"),
    [
        ("forum-1.1-p3", "Forum 1.1 (begins p. 11), item 3"),
        ("plenary-2-p1", "Plenary Session II (begins p. 9), item 1"),
        ("mayors-forums-p1", "Mayors' forums (begins p. 21), item 1"),
        ("strategy-p1", "New strategy (begins p. 23), item 1"),
        ("spotlight-p1", "A spotlight on the learning city of Yeonsu, item 1"),
    ],
)
def test_passages_of_the_shipped_report_are_located(book, passage, place):
    assert book.labels.locator(book.index.get("passage", passage)) == place


def test_a_text_is_cut_at_a_word():
    assert clip("one, two three", 14) == "one, two three"
    assert clip("one, two three", 13) == "one, two…"
    assert clip("one, two three", 8) == "one…"
    assert [len(clip(f"{'a ' * 44}{'b' * more}")) for more in (2, 3)] == [90, 88]  # of 90 letters, and of 91


def test_finding_what_is_not_there_is_a_key_error(small_book):
    with pytest.raises(KeyError):
        small_book.index.get("city", "anna-weiss")


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2021-10-27", "27 October 2021"),
        ("2020-09", "September 2020"),
        ("2031-01-02", "2 January 2031"),
        ("2031-12-31", "31 December 2031"),
        ("2031", "2031"),
        ("2031-13-01", "2031-13-01"),
        ("2031-00", "2031-00"),
        ("soon-x-1", "soon-x-1"),
    ],
)
def test_a_date_is_read_in_words(date, words):
    assert date_in_words(date) == words


@pytest.mark.parametrize(
    ("value", "to", "words"),
    [
        (0, None, ["zero"]),
        (10, None, ["ten"]),
        (19, None, ["nineteen"]),
        (20, None, ["twenty"]),
        (30, 40, ["thirty", "forty"]),
        (40, 60, ["forty", "sixty"]),
        (70, 80, ["seventy", "eighty"]),
        (90, None, ["ninety"]),
        (21, 999, []),
        (50, 12.5, ["half"]),
        (1000, 2000000, ["1,000", "2,000,000"]),
        (-3, None, []),
    ],
)
def test_an_amount_has_other_ways_to_write_it(value, to, words):
    book = changed(lambda data: data["figures"][1].update(value=value, value_to=to))
    assert other_ways(book.report.figures[1]) == words


def test_only_figures_are_amounts(small):
    assert other_ways(small.sdgs[0]) == []


def test_a_visitors_word_that_is_no_name_is_told_with_what_the_data_calls_it(iclc, book):
    word, means = next(one for one in map(meant, book.report.thesaurus) if any(book.names.candidates(word, "topic") for word in one[1]))
    error = iclc("initiatives", "--topic", word, "--json", code=3).error
    wanted = [record.id for one in means for record in book.names.candidates(one, "topic")]
    assert error["suggestions"] == list(dict.fromkeys(wanted))[:3] != []


def test_several_captions_in_one_place_are_named_in_the_plural(book):
    assert book.labels.place(["caption-1"]) == "caption 1"
    assert book.labels.place(["caption-1", "caption-2"]) == "captions 1, 2"
    assert book.labels.place(["overview-p5", "overview-p6"]) == "Overview ¶5, 6"


@pytest.mark.parametrize("text", ["[City: Cork]", "City: Cork", "city: cork"])
def test_a_kind_and_a_name_as_citations_have_them_are_that_record(book, text):
    assert book.find(text) is book.find("city", "cork")


@pytest.mark.parametrize(
    ("identifier", "name", "short"),
    [
        *(("plenary-1", "Plenary Session I", "Plenary I"), ("mayors-2", "Mayors’ Forum II", "Mayors II")),
        *(("forum-1.2", "Forum 1.2", "Forum 1.2"), ("forum-1.2", "Forum on ropes", "Forum 1.2"), ("forum-3", "Third forum", "Forum 3")),
        *(("opening", "Opening ceremony", "Opening"), ("x", "Forum", "Forum"), ("rope-day", "The rope day", "Rope day")),
    ],
)
def test_the_words_of_a_name_that_the_id_has_are_a_short_one_with_its_number(identifier, name, short):
    assert _named_by_id(identifier, name) == short


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([], ""),
        ([1], "1"),
        ([1, 2], "1, 2"),
        ([3, 1, 2], "1–3"),
        ([1, 2, 4, 5, 6, 9], "1, 2, 4–6, 9"),
        ([2, 2], "2"),
        ([1, 3, 5], "1, 3, 5"),
    ],
)
def test_three_numbers_in_a_row_are_a_range(numbers, told):
    assert _ranges(numbers) == told


@pytest.mark.parametrize(
    "said",
    ["Overview of the conference ¶5", "Overview of the conference, item 5", "Overview ¶5", "Overview par. 5", "Overview, paragraph 5"],
)
def test_a_passage_is_found_by_all_that_it_is_called(book, said):
    assert book.find(said).id == "overview-p5"


@pytest.mark.parametrize(
    ("text", "anything", "city"),
    [
        *(("Łódka Wielka", True, True), ("lodka wielka", True, True), ("Port Łódka", True, True), ("Lodka", False, False)),
        *(("Opening ¶1", True, False), ("rope literacy", True, False), ("RL", True, False), ("Karl", False, False), ("", False, False)),
    ],
)
def test_a_text_is_a_whole_name_where_just_one_record_is_called_so(small_book, text, anything, city):
    assert (small_book.names.is_whole(text), small_book.names.is_whole(text, "city")) == (anything, city)


@pytest.mark.parametrize(
    ("country", "everyday"), [("china", "China"), ("iran", "Iran"), ("united-kingdom", "United Kingdom"), ("ireland", "Ireland")]
)
def test_a_country_is_called_by_the_name_that_its_id_has_or_else_by_its_own(book, country, everyday):
    assert book.labels.everyday(book.find("country", country)) == everyday


def test_a_short_name_that_two_sections_would_have_is_neithers():
    def change(data):
        for name in ("knots", "sails"):
            data["sections"].append({**data["sections"][0], "id": f"forum-{name}", "title": f"Forum of {name}", "chapter": None})

    book = changed(change)
    sections = {section.id: book.labels.brief(section) for section in book.report.sections}
    assert sections == {"opening": "Opening", "forum-1.1": "Forum 1.1", "forum-knots": "Forum of knots", "forum-sails": "Forum of sails"}


def test_one_wrong_letter_of_four_is_still_a_slip(book):
    assert book.names.suggestions("Corc")[0] == "city/cork"
