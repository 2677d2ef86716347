"""What a search answers to people who ask in their own words, in any script, and what it says when the report has nothing."""

import copy
import json
from functools import cache

import pytest
from conftest import SMALL

from iclc_cli import Book
from iclc_cli.dataset import loading
from iclc_cli.model.kinds import meant
from iclc_cli.query.spelling import ASKING, FILLERS, is_slip, kin, root
from iclc_cli.text import fold, fold_apart, folded_places

TOPIC = {
    **{"aliases": [], "definition": None, "scope_note": None, "kind": "concept", "broader": None, "see_also": [], "initiatives": []},
    **{"sources": ["opening-p1"], "remarks": []},
}
NAMES = [
    *(
        "Учащийся район",
        "Πόλη μάθησης",
        "학습도시는 함께",
        "ガイド",
        "学習都市",
        "เมืองแห่งการเรียนรู้",
        "Straße der Œuvres",
        "þing Æther",
        "CO₂ and 10²",
    ),
    *("O'Brien Learning", "ﬁne oﬃce", "हिन्दी सीखना", "Café d’été", "сети и связи", "Ķekava"),
]


def made(thesaurus=(), **topics):
    """The small report with more topics, by id and name, and words of a thesaurus."""
    data = copy.deepcopy(json.loads(SMALL.read_text(encoding="utf-8")))
    data["topics"] += [{**TOPIC, "id": one.replace("_", "-"), "name": name} for one, name in topics.items()]
    data["thesaurus"] = [f"{word} = {'; '.join(means)}" for word, *means in thesaurus]
    return Book(loading.build(data))


@pytest.fixture(scope="module")
def scripts():
    return made(**{f"t{number}": name for number, name in enumerate(NAMES)})


def refs(result):
    return [f"{hit.kind}/{hit.id}" for hit in result.hits]


# Any script


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_is_found_where_match_finds_it_and_stands_first(scripts, name):
    wanted = f"t{NAMES.index(name)}"
    assert scripts.search(name).hits[0].id == wanted
    for word in name.split():
        assert wanted in [hit.id for hit in scripts.search(word).hits], word
        assert wanted in [topic.id for topic in scripts.select("topic", match=word)], word


@pytest.mark.parametrize(
    ("part", "name"),
    [
        *(("学習", "学習都市"), ("都市", "学習都市"), ("학습도시", "학습도시는 함께"), ("イド", "ガイド"), ("การเรียน", "เมืองแห่งการเรียนรู้")),
        *(("strasse", "Straße der Œuvres"), ("oeuvres", "Straße der Œuvres"), ("thing", "þing Æther"), ("aether", "þing Æther")),
        *(("co2", "CO₂ and 10²"), ("obrien", "O'Brien Learning"), ("O’Brien", "O'Brien Learning"), ("office", "ﬁne oﬃce"), ("ете", "")),
        *(("РАЙОН", "Учащийся район"), ("πολη", "Πόλη μάθησης"), ("kekava", "Ķekava")),
    ],
)
def test_parts_of_scripts_without_blanks_and_other_writings_are_found(scripts, part, name):
    hits = scripts.search(part, exact=True).hits
    assert [hit.label for hit in hits] == ([name] if name else [])


@pytest.mark.parametrize("name", ["学習都市", "ガイド", "Straße der Œuvres", "O'Brien Learning", "CO₂ and 10²"])
def test_the_places_of_matches_are_those_of_the_words_as_written(scripts, name):
    hit = scripts.search(name).hits[0]
    assert hit.snippet == name
    assert fold("".join(hit.snippet[start:end] for start, end in hit.matches)) == fold(name.replace(" ", "").replace("and", "")) or all(
        fold(hit.snippet[start:end]) in fold(name) for start, end in hit.matches
    )
    assert hit.matches


@pytest.mark.parametrize("excluded", ["ガイド", "район", "co2", "O'Brien", "学習"])
def test_an_exclusion_never_vanishes(scripts, excluded):
    everything = refs(scripts.search("concept", exact=True))
    found = refs(scripts.search(excluded, exact=True))
    assert found
    assert refs(scripts.search(f"concept -{excluded}", exact=True)) == [one for one in everything if one not in found]


def test_words_are_folded_alike_one_by_one_and_all_at_once(report):
    texts = [*NAMES, *(passage.gist for passage in report.passages), "a. b ..c.. d.e a..b .e.f. é.ø. '.f", "x\x01y\x02z", "", "…"]
    assert fold_apart(texts).replace("\x01", " ").replace("\x02", " ").split() == " ".join(map(fold, texts)).split()


def test_every_letter_of_the_folded_text_has_its_place():
    for text in [*NAMES, "it's 2.1 – “so”.", "`so`", "it's", "é", "so", ""]:
        assert len(folded_places(text)) == len(fold_apart([text])) - 2


# Words that ask, and others


def test_words_that_ask_are_only_counted_where_nothing_else_is_left(book):
    assert [hit.id for hit in book.search("what does the report say about health literacy").hits] == [
        hit.id for hit in book.search("health literacy").hits
    ]
    assert book.search("about").hits
    assert not book.search("what does the report say about health literacy", exact=True).hits


def test_the_words_that_ask_are_small_letters_and_hold_the_fillers():
    assert FILLERS < ASKING
    assert {word for word in ASKING if fold(word) != word} == set()
    assert "city" not in ASKING


def test_a_record_is_found_by_any_word_that_names_something(book):
    result = book.search("sanitary products festival")
    assert {"a-period-friendly-city"} < {hit.id for hit in result.hits}
    assert {hit.missing for hit in result.hits} >= {("festival",)}


def test_what_covers_more_stands_higher(book):
    hits = book.search("digital literacy libraries Wuhan").hits
    assert hits[0].coverage >= 0.75 * max(hit.coverage for hit in hits)
    assert hits[0].coverage > hits[-1].coverage
    assert all(0 < hit.coverage <= 1 for hit in hits)
    assert min(hit.coverage for hit in hits) >= 0.5 * hits[0].coverage


# Other words for it


def test_a_word_of_the_thesaurus_leads_one_way_and_counts_less():
    book = made([("cordage", "rope"), ("tying things", "knots")])
    own, other = book.search("rope"), book.search("cordage")
    assert set(refs(other)) == set(refs(own))
    assert {hit.coverage for hit in other.hits} == {0.75}
    assert other.read_as == {"cordage": "rope"}
    assert not other.weak
    assert set(refs(book.search("tying things"))) == set(refs(book.search("knots")))
    assert not any("cordage" in fold(hit.snippet) for hit in own.hits)
    assert not book.search("cordage", exact=True).hits
    assert not book.select("initiative", match="cordage")


def test_a_word_of_the_thesaurus_is_known_in_any_form():
    book = made([("renting", "rope")])
    assert refs(book.search("rents")) == refs(book.search("rented")) == refs(book.search("renting"))
    assert book.search("rents").read_as == {"rents": "rope"}
    book = made([("PC", "rope")])
    assert refs(book.search("PCs")) == refs(book.search("pc")) == refs(book.search("rope")) != []


def test_a_word_of_the_thesaurus_is_not_read_as_another_form_of_itself():
    book = made([("rent", "rope")], own="renting a boat")
    assert book.search("rent").read_as == {"rent": "rope"}
    assert "topic/own" not in refs(book.search("rent"))


def test_the_bundled_thesaurus_means_what_the_report_has(book):
    assert book.report.thesaurus
    has = cache(lambda words: bool(book.search_index.holding(words)))
    assert [word for word, means in map(meant, book.report.thesaurus) if not any(map(has, means))] == []


def test_regions_and_coded_words_are_found(book):
    assert {"france", "italy"} <= {hit.id for hit in book.search("Europe").hits if hit.kind == "country"}
    captions = {one.id for one in book.report.passages if one.kind == "caption"}
    assert captions <= {hit.id for hit in book.search("caption").hits}


def test_africa_is_told_to_lie_in_two_regions(book):
    result = book.search("african")
    assert {"senegal", "morocco", "egypt"} <= {hit.id for hit in result.hits if hit.kind == "country"}
    assert result.notes == ("two of UNESCO's regions hold countries of Africa: Africa and the Arab States",)
    assert book.search("Asia").notes == ()


# Slips, stems and names


@pytest.mark.parametrize(
    ("word", "other", "slip"),
    [
        ("addiction", "addition", False),
        ("greta", "great", False),
        ("planet", "plane", False),
        ("climte", "climate", True),
        ("promtion", "promotion", True),
        ("yeonsoo", "yeonsu", True),
        ("earthquacke", "earthquake", True),
        ("gianini", "giannini", True),
        ("helth", "health", True),
    ],
)
def test_a_slip_is_no_other_word(word, other, slip):
    assert is_slip(word, other) == slip


@pytest.mark.parametrize("query", ["Greta", "addiction", "seventy"])
def test_what_is_another_word_is_read_as_none(book, query):
    result = book.search(query)
    assert (result.hits, result.read_as, result.unknown) == ((), {}, (query,))


def test_a_number_is_never_read_as_another(book):
    assert book.search("seventy").near == ()


def test_near_terms_are_no_noise(book):
    assert book.search("vaccination").near == ()
    assert "great" not in book.search("Greta").near


def test_a_word_found_in_another_form_only_is_told(book):
    result = book.search("housing")
    assert {key: fold(value) for key, value in result.read_as.items()} == {"housing": "house"}
    assert book.search("housings").read_as or not book.search("housings").hits
    assert book.search("school").read_as == book.search("schools").read_as == {}


def test_a_name_comes_before_the_stem_of_a_word():
    book = made(core="core of it", coree="Corée")
    assert refs(book.search("Corée")) == ["topic/coree"]
    assert "topic/coree" not in refs(book.search("core"))


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        (("city", "cities"), "citi"),
        (("learning", "learn", "learned", "learns"), "learn"),
        (("plan", "plans", "planning", "planned"), "plan"),
        (("education", "educational", "educate"), "educ"),
        (("happiness", "happy"), "happi"),
        (("oral", "orally"), "oral"),
        (("agree", "agrees", "agreed"), "agree"),
        (("2.1",), "2.1"),
    ],
)
def test_the_forms_of_a_word_share_a_root(words, stem):
    assert {root(word) for word in words} == {stem}


# What people mean


def test_who_in_capitals_is_the_organisation(book):
    assert book.search("WHO").hits[0].id == "world-health-organization"
    asked = book.search("who spoke about fake news", explain=True).hits
    assert {hit.kind for hit in asked if "the kind that answers" in hit.explain.bonus} == {"speaker"}


def test_how_many_asks_for_figures_and_what_a_city_wants_for_statements(book):
    plain = {(hit.kind, hit.id): hit for hit in book.search("participants online").hits}
    asked = book.search("how many participants online", explain=True).hits
    assert {hit.kind for hit in asked if "the kind that answers" in hit.explain.bonus} == {"figure"}
    assert any(hit.score > plain[hit.kind, hit.id].score for hit in asked if hit.kind == "figure")
    wanted = book.search("what did Clermont-Ferrand ask for", explain=True).hits
    assert {hit.kind for hit in wanted if "the kind that answers" in hit.explain.bonus} == {"statement"}


@pytest.mark.parametrize("query", ["irish cities", "Irish towns", "cities in Ireland", "irish city storms"])
def test_a_place_and_a_kind_ask_for_the_records_of_that_kind_there_first(book, query):
    found = refs(book.search(query))
    assert set(found[:3]) == {f"city/{city.id}" for city in book.report.cities if city.country == "ireland"}


def test_further_words_choose_among_the_records_of_a_kind_in_a_place(book):
    assert refs(book.search("chinese projects with libraries"))[0] == "initiative/wuhan-24-hour-libraries"
    assert refs(book.search("korean mayors self-testing"))[0] == "speaker/jaejoon-lee"


def test_a_name_of_a_place_and_a_kind_is_a_name(book):
    hit = book.search("Mexico City", explain=True).hits[0]
    assert (hit.id, "of that kind, there" in hit.explain.bonus) == ("mexico-city", False)


def test_a_region_adds_what_lies_in_it(book):
    assert {"damietta", "fatick", "benguerir"} <= {hit.id for hit in book.search("african cities").hits[:12]}


@pytest.mark.parametrize(
    ("query", "ref"),
    [
        *(("when was the conference", "figure/conference-dates"), ("how long was the event", "figure/conference-dates")),
        *(("how many people came", "figure/participants"), ("where did the conference take place", "city/yeonsu")),
        *(("which town hosted the event", "city/yeonsu"), ("who organised the conference", "organisation/uil")),
        *(("the conference", "conference/iclc-5"), ("who designed the report", "document/conference-report")),
    ],
)
def test_what_is_asked_of_the_conference_and_the_report_themselves_is_answered(book, query, ref):
    assert refs(book.search(query))[0] == ref


def test_only_general_words_ask_about_the_conference_itself(book):
    result = book.search("hotel near the conference", explain=True)
    assert result.weak
    assert not any("answers" in hit.explain.bonus for hit in result.hits)


@pytest.mark.parametrize("words", [("multigenerational",), ("cross", "generational")])
def test_words_with_a_prefix_have_kin(words):
    assert ("intergenerational",) in kin(words)
    assert kin(words)[-1] == ("generational",)
    assert kin(("interest",)) == kin(("city", "wide")) == []


def test_a_slip_in_a_word_with_a_prefix_is_read_with_it(book):
    assert book.search("multigenerational").read_as == {"multigenerational": "intergenerational"}
    assert "topic/smoking" in refs(book.search("anti-smoking campains"))[:12]


# Honesty


@pytest.mark.parametrize(
    ("query", "chosen", "where"),
    [
        ("mental health", ["--kind", "organisation"], "in organisations"),
        ("young people", ["--kind", "city"], "in cities"),
        ("water", ["--kind", "city"], "in cities"),
        ("sexual consent", ["--country", "mexico", "--kind", "session"], "in sessions that passes the filters"),
    ],
)
def test_what_stands_elsewhere_in_the_report_is_not_said_to_be_missing(book, iclc, query, chosen, where):
    told = iclc("search", query, *chosen, "-e", code=4).stderr
    assert f"no record {where} holds '{query}'; " in told
    assert f"without the filters there are {len(book.search(query).hits)} hits" in told
    assert "the report has" not in told


def test_what_stands_nowhere_is_told_of_the_report_whatever_was_chosen(iclc):
    assert iclc("search", "zebra in Cork", "--kind", "city").stderr == "the report has nothing on 'zebra'; these are nearest\n"
    assert iclc("search", "zebra", "--kind", "city").stderr == "no record in cities holds 'zebra'\n"


@pytest.mark.parametrize("query", ["nuclear power", "sign language courses", "hotel near the conference", "affordable housing in Paris"])
def test_what_the_report_has_nothing_on_is_said(book, iclc, query):
    result = book.search(query)
    assert result.weak or not result.hits
    assert len(result.hits) <= 3
    assert all(hit.coverage < 0.5 for hit in result.hits)
    if result.hits:
        assert "the report has nothing on" in iclc("search", query, "-e", code=4).stderr


def test_what_the_report_has_is_not_called_weak(book):
    for query in ("what did cities do about digital inclusion", "health literacy", "who asked for a list of contacts"):
        assert not book.search(query).weak


def test_a_filter_is_applied_before_the_three_nearest_are_chosen(book):
    assert {hit.kind for hit in book.search("nuclear power", kinds=["passage"]).hits} == {"passage"}


def test_words_that_stand_nowhere_together_are_told(book, iclc):
    assert book.search("festival smoking").apart
    assert "no record has these words together" in iclc("search", "festival smoking").stderr
    assert not book.search("health literacy").apart
    assert not book.search("libraries Wuhan").apart


def test_a_question_is_no_sentence_of_the_report(iclc):
    assert "iclc trace" not in iclc("search", "who can tell me about dragons and castles", "--data", SMALL).stderr
    assert "iclc trace" in iclc("search", "Dragons and castles were mentioned by mayors", "--data", SMALL).stderr


# Where it stands


def test_a_point_a_definition_and_an_alias_have_their_own_places(book):
    topics = [one for one in book.report.topics if one.definition and one.definition.sources != one.sources]
    checked = 0
    for topic in topics[:20]:
        hit = next(hit for hit in book.search(topic.definition.text, kinds=["topic"]).hits if hit.id == topic.id)
        if hit.field.startswith("definition"):
            assert hit.passages == topic.definition.sources
            checked += 1
    assert checked
    ours = next((one, alias) for one in book.report.topics for alias in one.aliases if not alias.sources)
    hit = next(hit for hit in book.search(ours[1].name, kinds=["topic"]).hits if hit.id == ours[0].id)
    assert hit.field != "aliases" or hit.passages == ()


def test_a_snippet_is_the_sentence_that_holds_most(book):
    hit = next(hit for hit in book.search("mask distribution migrants").hits if hit.kind == "passage")
    assert {"masks", "migrants"} <= set(fold(hit.snippet).split())


def test_a_session_that_is_left_out_takes_its_section_with_it(book):
    def found(**wanted):
        return {(hit.kind, hit.id) for hit in book.search("forum 1.1", **wanted).hits}

    gone = found() - found(not_session="forum-1.1")
    assert {("session", "forum-1.1"), ("section", "forum-1.1")} <= gone
    document = next(one for one in book.report.documents if {source.rpartition("-p")[0] for source in one.sources} == {"forum-2.1"})
    assert document.id in {hit.id for hit in book.search(document.name).hits}
    assert document.id not in {hit.id for hit in book.search(document.name, not_session="forum-2.1").hits}


def test_the_very_last_word_of_all_texts_may_be_asked_for_with_others_behind_it(small_book):
    last = small_book.search_index._words.text.replace("\x02", " ").split()[-1]
    for query in (f"{last} and knots", f'"{last} knots"', f"{last} kn*"):
        small_book.search(query)


@pytest.mark.parametrize(
    ("query", "kind"), [("cities in Polmark", "city"), ("Polmark cities", "city"), ("speakers from Polmark", "speaker")]
)
def test_what_is_asked_of_a_place_comes_before_what_is_called_so(query, kind):
    book = made(cities_of_polmark="Cities of Polmark", polmark_speakers="Polmark speakers")
    kinds = [hit.kind for hit in book.search(query).hits if hit.coverage == 1]
    assert kinds == [kind] * (len(kinds) - 1) + ["topic"]
    assert len(kinds) > 1


def test_a_record_that_holds_three_words_of_many_is_no_weak_answer():
    book = made(one="ropes for harbours at night")
    assert not book.search("ropes harbours night zebra quagga okapi").weak
    assert book.search("ropes harbours quagga okapi zebra gnu").weak
    assert book.search("ropes harbours night a zebra b quagga okapi gnu kudu impala eland bongo oryx addax").weak
