"""What a query finds, in which order, and what each hit says about itself."""

import json
import re

import pytest
from conftest import SMALL
from hypothesis import given
from hypothesis import strategies as st

from iclc_cli import Book
from iclc_cli.errors import NotFoundError, UsageError
from iclc_cli.model.kinds import aliases, all_records, records
from iclc_cli.query.search import LONGEST, Explanation, Hit, parse_query
from iclc_cli.query.snippets import Found, Segment, best_of
from iclc_cli.text import as_json, fold

HIT = ["kind", "id", "label", "field", "snippet", "matches", "score", "coverage", "missing", "read_as", "section", "passages"]


@pytest.fixture(scope="module")
def found(book):
    """A function: the refs of what holds all of a query, or if nothing does of what holds a part, best first."""

    def refs(query, exact=False):
        result = book.search(query, exact)
        return [f"{hit.kind}/{hit.id}" for hit in result.hits if result.partial or not hit.missing]

    return refs


def words(record):
    """A record as JSON, folded, between blanks: to look for words in without the search."""
    return f" {fold(json.dumps(record, default=as_json, ensure_ascii=False))} "


# Units of a query


@pytest.mark.parametrize(
    ("query", "units"),
    [
        ("health literacy", [("health", "word", False), ("literacy", "word", False)]),
        ('"health literacy"', [("health literacy", "phrase", False)]),
        ('-"health literacy" city', [("health literacy", "phrase", True), ("city", "word", False)]),
        ("digit* -child", [("digit", "prefix", False), ("child", "word", True)]),
        ("well-being", [("well being", "word", False)]),
        ("O'Higgins", [("ohiggins", "word", False)]),
        ('say "unclosed words', [("say", "word", False), ("unclosed words", "phrase", False)]),
        ("a AND b", [("a", "word", False), ("and", "word", False), ("b", "word", False)]),
        ("( ) * ^ city", [("city", "word", False)]),
        ("Évry—Courcouronnes", [("evry courcouronnes", "word", False)]),
    ],
)
def test_a_query_is_read_into_units(query, units):
    assert [(" ".join(unit.words), unit.kind, unit.excluded) for unit in parse_query(query)] == units


@pytest.mark.parametrize("query", ["", "   ", '""', "-", "*", "…", "(){}^~", '" "', "\udcff", "-cork", '-cork -"lord mayor"'])
def test_a_query_that_asks_for_nothing_is_a_usage_error(query):
    with pytest.raises(UsageError):
        parse_query(query)


def test_a_query_of_a_thousand_characters_is_read_and_a_longer_one_is_a_usage_error(book):
    book.search("a" * LONGEST)
    with pytest.raises(UsageError, match=r"1,001 characters; give at most 1,000"):
        book.search("a" * (LONGEST + 1))


@pytest.mark.parametrize("query", [("solar", "energy"), ("mask", "distribution"), ("religious", "leaders"), ("theatre", "schools")])
def test_words_find_every_record_that_holds_them_all(report, found, query):
    stems = [word[:6] for word in query]
    holding = [
        f"{kind}/{record.id}"
        for kind in ("passage", "initiative", "speaker", "statement", "figure")
        for record in records(report, kind)
        if all(f" {stem}" in words(record) for stem in stems)
    ]
    assert holding
    assert set(holding) <= set(found(" ".join(query)))


def test_every_hit_that_lacks_nothing_holds_every_word(book):
    hits = [hit for hit in book.search("mask distribution").hits if not hit.missing]
    assert hits
    assert [
        hit.id for hit in hits if not all(f" {stem}" in words(book.index.get(hit.kind, hit.id)) for stem in ("mask", "distribut"))
    ] == []


def test_the_order_of_words_does_not_matter(found):
    assert set(found("literacy health")) == set(found("health literacy"))
    assert len(found("health literacy")) > 10


def test_a_phrase_finds_words_side_by_side_in_that_order(found):
    assert found('"active consent"')
    assert found('"consent active"') == []
    assert set(found('"active consent"')) <= set(found("active consent"))


def test_a_phrase_reaches_across_no_two_fields(found):
    assert found('"Kelleher Councillor"') == []


def test_an_exclusion_takes_away_exactly_what_it_would_find(found):
    assert set(found("digital -literacy")) == set(found("digital")) - set(found("literacy", exact=True))
    assert 0 < len(found("digital -literacy")) < len(found("digital"))


def test_a_phrase_can_be_excluded(found):
    assert set(found('digital -"digital literacy"')) == set(found("digital")) - set(found('"digital literacy"'))


def test_a_prefix_finds_words_that_begin_with_it(found):
    assert {"city/medellin", "speaker/daniel-quintero"} <= set(found("medel*"))
    assert set(found("digital")) <= set(found("digit*"))
    assert found("edellin*") == []


def test_an_asterisk_in_the_middle_is_no_prefix(found):
    assert found("dig*tal", exact=True) == []


# Other ways of writing the same thing


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("medellin", "Medellín"),
        ("SAO PAULO", "são paulo"),
        ("evry", "Évry"),
        ("guediawaye", "Guédiawaye"),
        ("moussaid", "Moussaïd"),
        ("jurgen", "Jürgen"),
        ("e-sante", "E-Santé"),
        ("Medelli\u0301n", "Medellín"),
        ("mayors forum", "mayors' forum"),
        ("mayors' forum", "mayors’ forum"),
        ("city", "cities"),
        ("school", "schools"),
        ("organization", "organisation"),
        ("program", "programme"),
        ("labor", "labour"),
        ("center", "centre"),
        ("aging", "ageing"),
        ("urbanisation", "urbanization"),
        ("prioritise", "prioritize"),
        ("Seodaemun-gu", "Seodaemun gu"),
        ("Nam-Seok Ko", "Ko Nam-Seok"),
        ("Kelleher Colm", "colm kelleher"),
        ("Gomez Lopez Alejandro", "Alejandro Gómez López"),
        ("Regional Centers of Expertise", "Regional Centres of Expertise"),
    ],
)
def test_both_writings_find_the_same(found, one, other):
    assert set(found(one)) == set(found(other)) != set()


@pytest.mark.parametrize("query", ["well-being", "wellbeing", "well being"])
def test_a_hyphenated_word_is_found_however_it_is_written(found, query):
    assert {"sdg/sdg-3", "topic/health-and-well-being", "passage/overview-p5", "session/forum-1.1"} <= set(found(query))


def test_a_hyphenated_word_is_a_phrase(found):
    assert set(found("well-being")) <= set(found("well being"))
    assert found("being-well", exact=True) == []


@pytest.mark.parametrize(
    ("short", "long", "ref"),
    [
        ("CSE", "comprehensive sexuality education", "topic/cse"),
        ("ESD", "education for sustainable development", "topic/esd"),
        ("TVET", "technical and vocational education and training", "topic/tvet"),
        ("RCE", "Regional Centres of Expertise", "topic/rce"),
        ("GNLC", "UNESCO Global Network of Learning Cities", "organisation/unesco-gnlc"),
        ("MDF", "multi-donor funding", "topic/mdf"),
        ("UIL", "UNESCO Institute for Lifelong Learning", "organisation/uil"),
        ("ILO", "International Labour Organization", "organisation/ilo"),
        ("SDGs", "Sustainable Development Goals", "topic/sdgs"),
    ],
)
def test_an_abbreviation_and_its_expansion_find_each_other(found, short, long, ref):
    by_short, by_long = found(short), found(long)
    assert ref in by_short[:2]
    assert ref in by_long[:2]
    assert set(by_short) <= set(by_long)
    assert set(found(f'"{long}"')) <= set(by_short)
    assert set(found(f'"{short}"')) <= set(by_short)


def test_a_plural_of_an_expansion_finds_the_abbreviation(found):
    assert set(found("regional centre of expertise")) == set(found("RCE"))


# Order


def names_of(report, collection):
    return [(record.id, record.name) for record in getattr(report, collection)]


@pytest.mark.parametrize(("collection", "kind"), [("cities", "city"), ("speakers", "speaker"), ("countries", "country")])
def test_a_record_called_exactly_that_comes_first(report, found, collection, kind):
    assert {name: first for one, name in names_of(report, collection) if (first := found(name)[0]) != f"{kind}/{one}"} == {}


def test_a_session_comes_first_under_its_number(report, found):
    assert {session.name for session in report.sessions if f"session/{session.id}" not in found(session.name)[:2]} == set()


def test_a_name_weighs_more_than_a_text(found):
    assert found("Kelleher")[0] == "speaker/colm-kelleher"
    assert found("Medellín")[0] == "city/medellin"


def test_the_report_and_this_conference_are_where_one_asks_and_not_what(book):
    def found(query):
        return [(hit.kind, hit.id, hit.coverage) for hit in book.search(query).hits]

    plain = found("digital skills")
    for where in ("the report", "this report", "the conference", "this conference"):
        assert found(f"digital skills {where}") == plain, where
    assert found("digital skills conference") != plain
    assert found("the conference") != found("digital skills")


@pytest.mark.parametrize("query", ["health", "digital", "Yeonsu", "climate change", "lifelong learning", "Cork"])
def test_passages_come_after_records_that_hold_as_much(book, query):
    hits = book.search(query).hits
    hits = [hit for hit in hits if hit.coverage == hits[0].coverage]
    kinds = [hit.kind == "passage" for hit in hits]
    assert kinds == sorted(kinds)
    assert any(kinds)
    assert not all(kinds)


def test_a_passage_that_holds_all_comes_before_records_that_hold_a_part(book):
    passage = next(one for one in book.report.passages if len({word for word in fold(one.gist).split() if len(word) > 8}) > 12)
    asked = " ".join(sorted({word for word in fold(passage.gist).split() if len(word) > 8})[::2])
    hits = book.search(asked).hits
    assert f"passage/{passage.id}" in [f"{hit.kind}/{hit.id}" for hit in hits if not hit.missing]
    partly = [place for place, hit in enumerate(hits) if hit.missing]
    assert any(hits[place].kind != "passage" for place in partly)
    assert max(place for place, hit in enumerate(hits) if not hit.missing) < min(partly)


@pytest.mark.parametrize("query", ["health", "Yeonsu", "digital gap"])
def test_scores_fall(book, query):
    scores = [hit.score for hit in book.search(query).hits]
    assert scores == sorted(scores, reverse=True)


def test_the_same_search_gives_the_same_answer(report, found):
    again = [hit for hit in Book(report).search("health education").hits if not hit.missing]
    assert [f"{hit.kind}/{hit.id}" for hit in again] == found("health education")


# When not every word is there


def test_words_that_no_record_holds_together_are_told_as_missing(book):
    result = book.search("Kelleher qqzzx")
    assert [(hit.kind, hit.id, hit.missing) for hit in result.hits] == [
        ("speaker", "colm-kelleher", ("qqzzx",)),
        ("speaker", "ann-doherty", ("qqzzx",)),
        ("passage", "plenary-1-p2", ("qqzzx",)),
    ]
    assert (result.partial, result.unknown, result.read_as) == (True, ("qqzzx",), {})


def test_what_holds_more_by_how_rare_it_is_comes_first(book):
    result = book.search("mask distribution Wolverhampton")
    assert result.partial
    covered = [hit.coverage for hit in result.hits]
    assert min(covered) >= 0.4 * max(covered)
    assert covered[0] == max(covered)


def test_what_holds_all_leads_and_what_holds_a_part_follows(book):
    result = book.search("health literacy")
    assert not result.partial
    assert not result.hits[0].missing
    assert {hit.missing for hit in result.hits} == {(), ("health",)}
    assert all(hit.coverage == 1 for hit in result.hits if not hit.missing)


@pytest.mark.parametrize("query", ['"consent active" school', "qqzzx* school", 'school qqzzx "consent active"'])
def test_phrases_and_prefixes_are_never_dropped(found, query):
    assert found(query) == []


def test_an_exclusion_is_never_dropped(found):
    assert "speaker/colm-kelleher" not in found("Kelleher qqzzx -cork")
    assert found("Kelleher qqzzx -cork") == []


@pytest.mark.parametrize(("slip", "word"), [("climte", "climate"), ("helth", "health"), ("literasy", "literacy"), ("Kellehar", "Kelleher")])
def test_a_slip_is_read_as_the_nearest_word(book, found, slip, word):
    result = book.search(slip)
    assert result.read_as == {slip: word} or {key: fold(value) for key, value in result.read_as.items()} == {slip: fold(word)}
    assert set(found(slip)) == set(found(word))


@pytest.mark.parametrize("query", ["Atlantis", "zzzz", "qqzzx", "Reykjavik"])
def test_a_word_that_is_nowhere_finds_nothing(book, query):
    result = book.search(query)
    assert (result.hits, result.read_as, result.unknown) == ((), {}, (query,))


def test_a_word_that_occurs_is_never_read_as_another(book):
    assert book.search("health cities literacy").read_as == {}


@pytest.mark.parametrize("query", ["climte", "Kelleher qqzzx", "mask distribution Wolverhampton"])
def test_exact_reads_nothing_as_another_word_and_finds_nothing_partial(book, query):
    result = book.search(query, exact=True)
    assert (result.hits, result.read_as, result.partial) == ((), {}, False)


# What a hit says


QUERIES = [
    "health literacy", "digital gap", "climate change", "medellin", "sao paulo", "organization", "e-learning", "well-being",
    "mayors' forum", "digit*", '"lifelong learning"', "schools", "Wuhan libraries", "Kelleher Colm", "Evry", "guediawaye",
]  # fmt: skip


def other_names(report, query):
    """The words of the other names of whatever the query names."""
    for kind in ("topic", "organisation", "sdg", "city"):
        for record in records(report, kind):
            called = [record.name, *aliases(record)]
            if not {fold(query), *fold(query).split()}.isdisjoint(map(fold, called)):
                yield from fold(" ".join(called)).split()


@pytest.mark.parametrize("query", QUERIES)
def test_offsets_point_at_the_words_asked_for(report, book, query):
    asked = [word for unit in parse_query(query) for word in unit.words] + list(other_names(report, query))
    wanted = {word.replace("is", "iz") for word in asked} | {"".join(asked)}
    checked = 0
    for hit in book.search(query).hits:
        for start, end in hit.matches:
            assert not hit.snippet[max(start - 1, 0) : start].isalnum()
            assert not hit.snippet[end : end + 1].isalnum()
            for word in fold(hit.snippet[start:end]).replace("is", "iz").split():
                assert any(word[:4] == one[:4] or word[: len(one)] == one for one in wanted), (hit.snippet[start:end], query)
                checked += 1
    assert checked


@pytest.mark.parametrize("query", QUERIES)
def test_matches_stand_in_order_and_apart(book, query):
    for hit in book.search(query).hits:
        places = [place for span in hit.matches for place in span]
        assert places == sorted(places)


@pytest.mark.parametrize("query", QUERIES)
def test_a_snippet_is_cut_from_the_record_or_from_what_it_refers_to(report, book, query):
    texts = "\n".join(json.dumps(record, default=as_json, ensure_ascii=False) for _, record in all_records(report))
    for hit in book.search(query).hits:
        cut = hit.snippet.removeprefix("… ").removesuffix(" …").removesuffix("…")
        assert json.dumps(cut, ensure_ascii=False)[1:-1] in texts
        assert len(hit.snippet) <= 300


def test_a_hit_names_the_passages_of_its_field_and_their_section(report, book):
    hits = {hit.kind: hit for hit in reversed(book.search("Kelleher").hits)}
    assert (hits["speaker"].passages, hits["speaker"].section) == (("plenary-1-p2",), "plenary-1")
    assert (hits["passage"].passages, hits["passage"].section) == (("plenary-1-p2",), "plenary-1")


def test_a_hit_says_what_its_record_is_called(book):
    for hit in book.search("Kelleher").hits:
        assert hit.label == book.label(book.index.get(hit.kind, hit.id))


def test_a_hit_has_the_keys_of_its_schema_in_their_order(iclc):
    hits = iclc("search", "Cork", "--json").json
    assert [list(hit) for hit in hits] == [HIT] * len(hits)
    schema = iclc("schema", "search").json
    assert list(schema["properties"]) == [*HIT, "explain"]
    assert schema["required"] == HIT


def test_a_hit_says_why_it_stands_where_it_does_where_that_is_asked_for(book, iclc):
    plain, explained = book.search("health literacy").hits, book.search("health literacy", explain=True).hits
    assert {hit.explain for hit in plain} == {None}
    assert [(hit.kind, hit.id, hit.score) for hit in plain] == [(hit.kind, hit.id, hit.score) for hit in explained]
    first, last = explained[0].explain, explained[-1].explain
    assert isinstance(first, Explanation)
    assert first.tier == "called that"
    assert {"in its name", "as a phrase", "its name in the query"} <= set(first.bonus)
    assert last.tier == "passage"
    assert set(iclc("search", "health literacy", "--explain", "--json").json[0]["explain"]) == {"tier", "relevance", "coverage", "bonus"}
    assert {hit.explain.tier for hit in explained} == {"called that", "record", "passage"}
    for hit in explained:
        assert all(number == round(number, 3) for number in (hit.score, hit.coverage, hit.explain.coverage, hit.explain.relevance))
    turned = book.search("Ki-moon Ban", explain=True).hits[0]
    assert (turned.id, turned.explain.tier) == ("ban-ki-moon", "called that")


def test_of_pieces_the_one_with_most_of_the_query_is_shown_and_of_all_the_sentence_with_most():
    apart = "Ropes are long. " + "Nothing is said here. " * 20 + "Knots are short."
    together = "Ropes have knots."
    worth = {0: 1.0, 1: 1.0}
    pieces = [
        Found(Segment("summary", apart, ()), [(0, 5, 0), (apart.index("Knots"), apart.index("Knots") + 5, 1)]),
        Found(Segment("text", together, ()), [(0, 5, 0), (11, 16, 1)]),
    ]
    assert best_of(pieces, worth, thorough=False).segment.text == apart
    assert best_of(pieces, worth, thorough=True).segment.text == together
    assert best_of(reversed(pieces), worth, thorough=False).units == {0, 1}


def test_scores_are_what_the_explanation_adds_up_to(book):
    worth = {"called that": 300, "record": 200, "passage": 100}
    for hit in book.search("health literacy", explain=True).hits:
        assert hit.score == pytest.approx(
            worth[hit.explain.tier] + min(hit.explain.relevance + sum(hit.explain.bonus.values()), 99) + 300 * hit.explain.coverage, abs=0.2
        )


def test_hits_are_values(book):
    hit = book.search("Kelleher").hits[0]
    assert hit == Book(book.report).search("Kelleher").hits[0]
    assert (hit.kind, hit.id) == ("speaker", "colm-kelleher")
    assert isinstance(hit, Hit)


# Terms


def test_whoever_searches_for_a_term_of_a_passage_finds_that_passage(report, found):
    pairs = [(passage.id, term) for passage in report.passages for term in passage.terms]
    assert len(pairs) > 50
    assert [pair for pair in pairs if f"passage/{pair[0]}" not in found(pair[1], exact=True)] == []


def test_the_small_report_can_be_searched(small_book):
    speaker = small_book.report.speakers[0]
    hits = small_book.search(speaker.name).hits
    assert speaker.id in [hit.id for hit in hits if hit.kind == "speaker"]


# Any text


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_no_text_is_ever_a_syntax_error(book, query):
    try:
        result = book.search(query)
    except UsageError:
        return
    for hit in result.hits:
        assert all(0 <= start < end <= len(hit.snippet) for start, end in hit.matches)


@given(
    st.lists(
        st.sampled_from(['"', "-", "*", "AND", "OR", "NOT", "NEAR(", ")", ":", "^", "+", "city", "health", "x'", "a-b", " "]), max_size=12
    )
)
def test_no_syntax_of_the_engine_is_ever_obeyed(book, parts):
    for query in ("".join(parts), " ".join(parts)):
        try:
            book.search(query)
        except UsageError:
            continue


# The command


def test_several_arguments_are_one_query(iclc):
    assert iclc("search", "health", "literacy", "--json").stdout == iclc("search", "health literacy", "--json").stdout


def test_an_exclusion_may_stand_as_an_argument_of_its_own(iclc):
    wanted = iclc("search", "digital -children", "--kind", "initiative", "--json").stdout
    assert iclc("search", "digital", "-children", "--kind", "initiative", "--json").stdout == wanted
    assert iclc("search", "-children", "digital", "--json", "--kind", "initiative").stdout == wanted
    assert iclc("search", "--kind", "initiative", "--json", "--", "digital", "-children").stdout == wanted


@pytest.mark.parametrize("flag", ["-fjson", "-n3", "-eq", "-qe"])
def test_a_shared_option_in_short_form_is_no_exclusion(iclc, flag):
    iclc("search", "Kelleher", flag)


@pytest.mark.parametrize("words", [("city",), ("cities",), ("city", "speaker"), ("municipalities", "people")])
def test_kind_takes_nouns_and_repeats_as_or(iclc, words):
    options = [part for word in words for part in ("--kind", word)]
    wanted = {"city"} if len(words) == 1 else {"city", "speaker"}
    assert {hit["kind"] for hit in iclc("search", "Cork", *options, "--json").json} == wanted


def test_kind_keeps_the_order_of_the_hits(iclc):
    everything = [hit["id"] for hit in iclc("search", "Cork", "--json").json if hit["kind"] == "passage"]
    assert [hit["id"] for hit in iclc("search", "Cork", "--kind", "passage", "--json").json] == everything


def test_limit_keeps_the_best_and_tells_of_the_rest(iclc):
    everything = iclc("search", "Cork", "--json")
    cut = iclc("search", "Cork", "--json", "--limit", "2")
    assert cut.json == everything.json[:2]
    assert cut.stderr == f"{len(everything.json) - 2} more; --limit 0 shows all\n"
    assert everything.stderr == ""
    assert iclc("search", "Cork", "--json", "--limit", "0").json == everything.json


def test_piped_hits_are_rows_under_a_header(iclc):
    lines = iclc("search", "Kelleher").stdout.splitlines()
    assert lines[0] == "kind\tid\tlabel\tfield\tsnippet"
    assert lines[1] == "speaker\tcolm-kelleher\tColm Kelleher\tname\tColm Kelleher"
    assert lines[2].startswith("speaker\tann-doherty\tAnn Doherty\tappearances.said.text\tColm Kelleher and ")
    assert lines[3].startswith("passage\tplenary-1-p2\tPlenary Session I, item 2\tgist\t")
    assert len(lines) == 4


def test_fields_of_hits_can_be_chosen(iclc):
    assert iclc("search", "Kelleher", "--fields", "id,matches", "--json", "-n", "1", "-q").json == [
        {"id": "colm-kelleher", "matches": [[5, 13]]}
    ]


def test_a_field_that_no_hit_has_is_a_usage_error_even_when_nothing_is_found(iclc):
    assert "no field 'sneppet'" in iclc("search", "qqzzx", "--exact", "--fields", "sneppet", "-q", code=2).stderr
    assert "no field 'sneppet'" in iclc("search", "qqzzx", "--exact", "--count-by", "sneppet", "-q", code=2).stderr
    result = iclc("search", "Kelleher", "--fields", "id,sneppet", "-q", code=2)
    assert "no field 'sneppet' in hits. There are: kind, id, label, field, snippet, " in result.stderr
    assert result.stdout == ""


def test_hits_can_be_counted(iclc):
    hits = iclc("search", "Cork", "--json").json
    assert iclc("search", "Cork", "--count").stdout == f"{len(hits)}\n"
    counted = {row["value"]: row["count"] for row in iclc("search", "Cork", "--count-by", "kind", "--json").json}
    assert counted == {kind: sum(hit["kind"] == kind for hit in hits) for kind in {hit["kind"] for hit in hits}}


def test_help_says_that_filters_count_in_lists_alone(iclc):
    assert "Count by a field (in lists also by a filter), or by two." in " ".join(iclc("search", "-h").stdout.split())
    assert iclc("initiatives", "--match", "literacy", "--count-by", "region", "--json").json
    error = iclc("search", "literacy", "--count-by", "region", code=2).stderr
    assert error.startswith("error: no field 'region' to count by. There are: kind, id, label, ")


def test_nothing_found_is_an_empty_array_and_an_honest_line(iclc):
    result = iclc("search", "qqzzx", "--json")
    assert result.stdout == "[]\n"
    assert re.fullmatch(r"no[a-z ]+ holds 'qqzzx'\n", result.stderr)


def test_near_terms_are_named_where_nothing_is_found(iclc):
    result = iclc("search", "schoolbuses")
    assert result.stdout == "kind\tid\tlabel\tfield\tsnippet\n"
    assert "holds 'schoolbuses'; nearest terms: school" in result.stderr


def test_readings_and_parts_are_told_on_standard_error(iclc):
    result = iclc("search", "climte qqzzx", "--json")
    assert result.stderr == "'climte' does not occur; read as 'climate'\nthe report has nothing on 'qqzzx'; these are nearest\n"
    assert {hit["read_as"]["climte"] for hit in result.json} == {"climate"}
    assert {tuple(hit["missing"]) for hit in result.json} == {("qqzzx",)}
    assert iclc("search", "climte qqzzx", "--json", "-q").stderr == ""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("Kelleher",), 0), (("qqzzx",), 4), (("Kelleher qqzzx",), 4), (("Kelleher", "--kind", "city"), 4), (("qqzzx", "--json"), 4)],
)
def test_exit_status_tells_whether_everything_was_found(iclc, arguments, code):
    iclc("search", *arguments, "-e", code=code)
    iclc("search", *arguments)


def test_exact_is_an_option(iclc):
    assert iclc("search", "climte", "--exact", "--json").json == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("",), "the query has no words"),
        (("-cork",), "the query only excludes"),
        (("a" * 10_000,), "the query has 10,000 characters; give at most 1,000"),
        (("cork", "--count-by", "nosuch"), "no field 'nosuch'"),
        ((), "missing argument"),
    ],
)
def test_what_cannot_be_searched_is_a_usage_error_in_one_line(iclc, arguments, words):
    result = iclc("search", *arguments, code=2)
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert iclc("search", *arguments, "--json", code=2).error["code"] == "usage"


def test_an_unknown_kind_is_not_found(iclc):
    result = iclc("search", "cork", "--kind", "river", "--json", code=3)
    assert (result.stdout, result.error["code"]) == ("", "not-found")
    assert result.error["message"].startswith("no kind 'river'; there are: sections, ")


def test_text_that_is_a_command_elsewhere_is_only_text(iclc):
    result = iclc("search", "'; drop table'", "--json")
    assert {tuple(hit["missing"]) for hit in result.json} == {("table'",)}


@pytest.mark.parametrize(("said", "meant"), [("CITIES", "city"), ("init", "initiative"), ("projects", "initiative"), ("pers", "speaker")])
def test_a_kind_is_understood_as_people_say_it(iclc, said, meant):
    found = iclc("search", "ireland", "--kind", said, "--json").json
    assert {one["kind"] for one in found} == {meant}
    assert found == iclc("search", "ireland", "--kind", meant, "--json").json


def test_a_kind_that_could_be_several_names_them(iclc):
    error = iclc("search", "learning", "--kind", "se", "--json", code=3).error
    assert (error["code"], error["suggestions"]) == ("ambiguous", ["section", "session"])


def test_a_search_leaves_out_what_a_list_would(iclc, book):
    def found(*options):
        return [(hit["kind"], hit["id"]) for hit in iclc("search", "digital", *options, "--json").json]

    everything, there = found(), found("--country", "ireland")
    assert [one for one in everything if one not in there] == found("--not-country", "ireland") != everything
    without = found("--no-city")
    assert without == [
        (kind, one) for kind, one in everything if kind != "city" and not book.links.leads_to(book.index.get(kind, one), "city")
    ]
    assert without != everything
    hits = book.search("digital", no_city=True, not_country="ireland").hits
    assert [(hit.kind, hit.id) for hit in hits] == [one for one in without if one not in there]


def test_a_record_of_the_kind_that_a_filter_names_is_led_to_by_itself(iclc):
    countries = ["search", "republic", "--kind", "country", "--fields", "id", "--json"]
    everything = iclc(*countries).json
    assert len(everything) > 1
    assert iclc(*countries, "--country", "iran").json == [{"id": "iran"}]
    assert iclc(*countries, "--not-country", "iran").json == [one for one in everything if one["id"] != "iran"]
    assert iclc(*countries, "--no-country").json == []


IN_PRINT_SEEN = "these texts are in our own words; the printed ones are found in your copy of the report: iclc trace REF --report FILE"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (["mayors declared that nobody should drown unread"], True),
        (["'nobody", "should", "drown", "unread", "today'"], True),
        (['"nobody should drown"'], True),
        (['"nobody should drown"', "-rope"], True),
        (['"nobody should"'], False),
        (["nobody should drown unread"], False),
        (["qqzzx"], False),
        (["qqzzx -who -should -drown -unread"], False),
    ],
)
def test_who_looks_for_a_sentence_of_the_report_is_told_where_that_is(iclc, query, told):
    assert (IN_PRINT_SEEN in iclc("search", *query, "--data", SMALL).stderr) == told
    assert iclc("search", *query, "--data", SMALL, "-q").stderr == ""


def test_a_sentence_that_a_record_holds_is_no_reason_to_look_in_print(iclc, book):
    gist = book.report.passages[3].gist.split(".")[0]
    result = iclc("search", gist, "--json")
    assert result.json
    assert result.stderr == ""


@pytest.mark.parametrize("format", ["tsv", "csv", "md", "html"])
def test_explanations_are_a_column_of_every_table(iclc, format):
    found = iclc("search", "health literacy", "--explain", "-f", format, "-n", "3").stdout.lower()
    assert found.count("relevance") == 3
    assert "explain" in found
    assert "explain" not in iclc("search", "health literacy", "-f", format, "-n", "3").stdout.lower()


def test_explanations_are_a_line_each_in_plain_text(iclc):
    lines = iclc("search", "health literacy", "--explain", "-f", "plain", "-n", "3").stdout.splitlines()
    assert len([line for line in lines if line.startswith("Explain: {")]) == 3


def test_who_asks_for_the_reasons_as_a_field_gets_them(iclc):
    hits = iclc("search", "health", "--fields", "id,explain", "--json").json
    assert hits == [{"id": one["id"], "explain": one["explain"]} for one in iclc("search", "health", "--explain", "--json").json]
    assert all(one["explain"]["tier"] for one in hits)


def test_fields_of_hits_go_by_their_headings(iclc):
    for said, meant in (("Label", "label"), ("read as", "read_as")):
        assert iclc("search", "health", "--fields", said, "--json").json == iclc("search", "health", "--fields", meant, "--json").json
    assert iclc("search", "health", "--count-by", "Kind").stdout == iclc("search", "health", "--count-by", "kind").stdout


def test_at_most_three_terms_are_told_that_are_near_to_unknown_words(book):
    found = book.search("healthzzq citizenqq")
    assert found.unknown == ("healthzzq", "citizenqq")
    assert found.near == ("health", "healthy", "healthily")


@pytest.mark.parametrize("name", ["country", "not_country"])
def test_a_filter_that_names_nothing_is_told_though_nothing_is_found(small_book, name):
    with pytest.raises(NotFoundError, match="no country 'Atlantis'"):
        small_book.search("zzzzq", **{name: "Atlantis"})
    assert small_book.search("zzzzq", no_country=True).hits == ()


def test_addresses_are_no_text_to_search_in(book):
    addresses = [("conference", url) for url in book.report.conference.report.urls]
    addresses += [("document", one.url) for one in book.records("document") if one.url]
    assert len({kind for kind, _ in addresses}) == 2
    assert [(kind, url) for kind, url in addresses if kind in {hit.kind for hit in book.search(url, exact=True).hits}] == []
