"""`iclc verify` and `iclc trace`, on reports invented for it; and against the report itself where it is at hand."""

import random
import re
from collections import Counter

import pytest
from conftest import SMALL
from liar import Liar, noticed
from printed import QUIET, QUIET_PRINT, REAL_PRINT, SMALL_PRINT, held_against, lied, needs_the_report


@pytest.fixture
def verify(iclc):
    """Run `iclc verify` on the invented report and its print."""
    return lambda *options, **more: iclc("verify", QUIET_PRINT, "--data", QUIET, *options, **more)


@pytest.fixture
def trace(iclc):
    """Run `iclc trace` on the invented report and its print."""
    return lambda *refs, **more: iclc("trace", *refs, "--report", QUIET_PRINT, "--data", QUIET, **more)


@pytest.mark.parametrize(("copy", "data"), [(SMALL_PRINT, SMALL), (QUIET_PRINT, QUIET)], ids=["small", "quiet"])
def test_what_print_bears_out_verifies_without_a_fault(iclc, copy, data):
    result = iclc("verify", copy, "--data", data, "--json")
    assert result.json == []
    assert "all borne out" in result.stderr
    assert "Out of reach" in result.stderr


SORTS = {
    **{"acronyms": 3, "addresses": 6, "bodies": 9, "cities": 30, "countries": 30, "dates": 10, "honorifics": 12, "key terms": 50},
    **{"names": 90, "numbers": 40, "participation": 6, "people": 12, "qualifiers": 8, "roles": 28, "sessions": 45, "sources": 150},
    "titles": 45,
}
"""How many lies of each sort there are at least, so that none of them goes untold unnoticed."""


def test_at_least_98_lies_in_100_about_the_invented_report_are_noticed(known):
    told = list(Liar(known).lies())
    missed = [lie for lie in told if not noticed(known, lie)]
    by_sort = Counter(lie.sort for lie in told)
    assert {sort: by_sort[sort] >= least for sort, least in SORTS.items()} == dict.fromkeys(by_sort, True), by_sort
    assert len(missed) <= 0.02 * len(told), [(lie.kind, lie.record.id, lie.field, lie.old, lie.new) for lie in missed]


def test_trace_prints_the_paragraphs_and_marks_the_words(trace):
    found = trace("figure/member-towns", "--json").json
    assert [one["passage"] for one in found] == ["opening-p3"]
    assert found[0]["locator"] == "Opening (begins p. 3), item 3"
    marked = [found[0]["text"][start:end] for start, end in found[0]["matches"]]
    assert any("229" in words for words in marked)


def test_trace_asks_for_a_copy(iclc, monkeypatch):
    monkeypatch.delenv("ICLC_REPORT", raising=False)
    assert "ICLC_REPORT" in iclc("trace", "yeonsu", code=2).stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"   \n\n", "is empty"),
        (
            b"\n\n".join(b"Sentence number %d is about something else." % number for number in range(60)),
            "is not the report that this data is about",
        ),
        (b"\x7fELF\x00\x00\x01", "is neither text nor a PDF"),
    ],
    ids=["empty", "blank", "another text", "binary"],
)
def test_a_file_that_is_not_the_report_gets_one_clear_line(iclc, tmp_path, content, said):
    path = tmp_path / "copy.txt"
    path.write_bytes(content)
    result = iclc("verify", str(path), code=5)
    assert result.stdout == ""
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_folder_is_no_report(iclc, tmp_path):
    assert "is a folder" in iclc("verify", str(tmp_path), code=5).stderr


def test_all_claims_are_told_with_their_outcome_and_the_words_as_printed(verify):
    told = verify("--of", "oskarby", "--all", "--json").json
    assert {one["record"] for one in told} == {"city/oskarby"}
    by_field = {one["field"]: one for one in told}
    assert by_field["name"]["outcome"] == "remarked"
    assert by_field["aliases[0]"] == {
        "record": "city/oskarby",
        "field": "aliases[0]",
        "claim": "alias",
        "wanted": "Oskabry Town and Shore",
        "passages": ["mayors-p3"],
        "where": "Mayors' hour (begins p. 11), item 3",
        "outcome": "borne-out",
        "printed": ["Oskabry Town and Shore"],
        "fault": None,
    }


def test_people_read_claims_one_by_one_at_any_width(verify, monkeypatch):
    for columns in ("50", "80", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        told = verify("--of", "oskarby", "--all", "-f", "table", "-q").stdout
        assert max(map(len, told.splitlines())) <= int(columns)
        first, *claims = re.split(r" Mayors ¶3 ", " ".join(told.split()) + " ")
        assert first == "5 claims checked, all borne out Oskarby name: Oskarby; remarked: does not stand there"
        assert claims == [
            "aliases: Oskabry Town and Shore; borne out; printed: Oskabry Town and Shore",
            "country: Orland; borne out; printed: Orland",
            "participation: made a statement; borne out",
            "sources: Oskarby; borne out; printed: Oskabry Town and Shore",
            "remarks printed: Oskabry; borne out; printed: Oskabry",
            "",
        ]


def test_the_records_to_verify_can_be_chosen(verify):
    cities = verify("--of", "city", "--all", "--fields", "record", "--json").json
    assert {one["record"].partition("/")[0] for one in cities} == {"city"}
    some = verify("--of", "forum 1", "--of", "tarn", "--of", "statements", "--all", "--fields", "record", "--json").json
    assert {one["record"] for one in some} == {"session/forum-1", "city/tarn", "statement/oskarby-1", "statement/villa-serena-1"}
    assert verify("--of", "nobody at all", "--json", code=3).error["code"] == "not-found"


def test_outcomes_are_counted(verify):
    told = verify("--all", "--count-by", "outcome", "--json").json
    assert {one["value"] for one in told} == {"borne-out", "remarked"}
    assert verify("--count").stdout == "0\n"


def test_without_colour_the_words_are_marked_all_the_same(trace):
    marked = trace("figure/member-towns", "-f", "table", "--color", "never").stdout
    assert "*229 member*" in " ".join(marked.split())
    plain = trace("figure/member-towns").stdout
    assert "229 member" in plain.partition("\nMarked: ")[2]
    assert "*" not in plain


def test_an_item_that_cites_nothing_is_no_crash(known):
    assert lied(known, "strategy", "change-1", "sources", ())


LIES = [
    # names, titles and roles that print gives to others, or to nobody
    ("speaker", "jun-abel", "name", "Odile Senn", "does not stand there"),
    ("speaker", "jun-abel", "honorific", "Dr", "does not stand there"),
    ("speaker", "pavel-quist", "appearances.0.role", "Mayor of Tarn", "does not stand there"),
    ("speaker", "jun-abel", "appearances.0.sources", ("forum-1-p3",), "is not among the sources of the record"),
    ("speaker", "jun-abel", "appearances.0.sources", ("forum-1-p4",), "is not named there"),
    ("country", "karst", "name", "Karst Kingdom", "does not stand there"),
    ("organisation", "quiet-towns-office", "acronym", "QTA", "does not stand there"),
    ("session", "forum-1", "title", "Bread for all seasons", "does not stand there"),
    ("session", "opening", "kind", "plenary", "does not stand there"),
    ("section", "forum-1", "title", "Bells and ferries", "is not the heading there"),
    ("section", "forum-1", "chapter", "The hour of the mayors", "is not the chapter there: 'Table talks'"),
    ("conference", "assembly-2", "theme", "Towns that sing", "does not stand there"),
    ("conference", "assembly-2", "mode", "online", "does not stand there"),
    ("conference", "assembly-2", "report.publisher", "Loud Press", "does not stand there"),
    ("conference", "assembly-2", "report.title", "Towns That Shouted", "does not stand there"),
    ("conference", "assembly-2", "report.credits.0.role", "Drawings", "does not stand there"),
    ("conference", "assembly-2", "report.licence", "CC BY 3.0", "does not stand there"),
    # what is named there is only a part of a name, a role, a title, or goes on
    ("speaker", "teresa-vidal-roca", "name", "Roca", "only a part of the name there: 'Vidal Roca'"),
    ("speaker", "jun-abel", "appearances.0.role", "Keeper of the Bells", "only a part of what stands there"),
    ("speaker", "zoe-marquez", "appearances.0.role", "Reader in Echoes at the College", "only a part of what stands there"),
    ("speaker", "pavel-quist", "appearances.0.role", "Almanac of Small Sounds", "not right beside Pavel Quist"),
    ("city", "villa-serena", "name", "Villa", "only as a part of a longer name"),
    ("city", "pont-sur-lys", "name", "Pont", "only as a part of a longer name"),
    ("initiative", "taskforce-for-sleep", "name", "Taskforce", "only a part of the name there"),
    ("organisation", "night-team", "name", "night team", "only a part of the name there"),
    ("organisation", "college-of-oskarby", "name", "Oskarby", "is what city/oskarby is called"),
    ("conference", "assembly-2", "theme", "Towns", "only a part of what stands there"),
    ("strategy", "change-1", "title", "Soften public clocks", "only a part of what stands there"),
    ("strategy", "cluster-1", "title", "rivers, canals", "only a part of what stands there"),
    ("strategy", "cluster-1", "title", "workshops and yards", "is what strategy/cluster-2 is called"),
    ("speaker", "zoe-marquez", "name", "Zoe Marquez", "is spelled 'Professor Zoë Márquez' there"),
    # other names, key terms, remarks and our own words
    ("city", "oskarby", "aliases.0", "Oskarby and Shore", "does not stand there"),
    ("passage", "forum-1-p2", "terms", ("coal mining",), "does not stand there"),
    ("passage", "forum-1-p2", "terms", ("borrowed schools",), "does not stand there"),
    ("passage", "forum-1-p2", "gist", "A keeper told how 14 schools exchange bells for a month.", "does not stand there"),
    ("speaker", "jun-abel", "appearances.0.said.0.text", "Lime trees grow along a tramway.", "is not what this passage says"),
    ("session", "forum-1", "conclusions.0.text", "Flour is weighed by ear.", "is not what this passage says"),
    ("city", "oskarby", "remarks.0.printed", "Oksarby", "does not stand there"),
    ("initiative", "apprentice-council", "summary", "A council of eighteen apprentices.", "does not stand there"),
    ("initiative", "evening-hush", "name", "submarine museum", "has words that the passages do not have"),
    # numbers, dates and addresses
    ("figure", "member-towns", "value", 230, "does not stand there"),
    ("figure", "member-towns", "unit", "bridges", "stands there, but not with 'bridges'"),
    ("figure", "bell-schools", "value_to", 16, "does not stand there"),
    ("figure", "night-bakers", "value", 0.75, "does not stand there"),
    ("figure", "guests", "qualifier", "more-than", "stands there as at-least"),
    ("figure", "yeast-library-founded", "value", "2018", "does not stand there"),
    ("figure", "days", "year", 2031, "does not stand there"),
    ("conference", "assembly-2", "start", "2032-05-03", "does not stand there"),
    ("conference", "assembly-2", "end", "2032-05-07", "does not stand there"),
    ("conference", "assembly-2", "edition", 3, "does not stand beside the name"),
    ("sdg", "sdg-11", "number", 12, "does not stand beside the name"),
    ("session", "forum-1", "number", "2", "does not stand beside the name"),
    ("section", "forum-2", "page", 9, "is 8 in the table of contents"),
    ("conference", "assembly-2", "report.urls", ("https://licence.example/by-sa",), "does not stand there"),
    ("document", "almanac", "url", "https://almanac.example/sound", "does not stand there"),
    ("document", "almanac", "year", 2030, "does not stand there"),
    # places, people and bodies that are named elsewhere, or belong to another
    ("speaker", "ilse-brandt-okoro", "appearances.0.city", "villa-serena", "is not named there"),
    ("speaker", "odile-senn", "appearances.0.city", "tarn", "is not named there"),
    ("speaker", "ilse-brandt-okoro", "appearances.0.city", "tarn", "is not the city that the role names"),
    ("speaker", "pavel-quist", "appearances.0.organisations", ("hushed-press",), "not in the role or beside"),
    ("city", "maren", "country", "karst", "not as the country of Maren"),
    ("speaker", "jun-abel", "appearances.0.session", "forum-2", "is not where the passages stand"),
    ("speaker", "pavel-quist", "appearances.0.organisations", ("night-team",), "is not named there"),
    ("city", "oskarby", "country", "velonia", "is not named there"),
    ("city", "maren", "participation", ("host", "presented", "former-host"), "is not what the passages"),
    ("initiative", "bell-exchange", "city", "villa-serena", "is not the city of its speakers"),
    ("initiative", "echo-maps", "country", "karst", "is not that of its city or speakers"),
    ("initiative", "yeast-library", "speakers", ("rafael-tench",), "under the name of Odile Senn"),
    ("initiative", "yeast-library", "organisation", "quiet-towns-office", "is not named there"),
    ("statement", "oskarby-1", "session", "forum-1", "is not where the passages stand"),
    ("statement", "oskarby-1", "city", "villa-serena", "is not named there"),
    ("session", "forum-1", "sdgs", ("sdg-2",), "is not named there"),
    ("figure", "bell-schools", "city", "pont-sur-lys", "is not named in what is counted"),
    # sources moved, added and dropped
    ("speaker", "jun-abel", "sources", ("forum-2-p1",), "does not bear the record out"),
    ("city", "tarn", "sources", ("mayors-p4", "plan-p2"), "does not bear the record out"),
    ("topic", "bread", "sources", ("forum-1-p3",), "does not bear the record out"),
    ("figure", "guests", "sources", ("opening-p1", "forum-2-p2"), "does not bear the record out"),
    ("country", "velonia", "sources", ("opening-p1", "mayors-p2"), "stands in a passage that the record does not cite"),
    ("session", "forum-1", "sources", ("forum-1-p1", "forum-1-p2", "forum-1-p3"), "in a passage that the record does not cite"),
    # what is left out
    ("speaker", "ilse-brandt-okoro", "appearances.0.city", None, "is Maren, by the role"),
    ("speaker", "teresa-vidal-roca", "appearances.0.country", None, "is Velonia, where what the person spoke for lies"),
    ("speaker", "zoe-marquez", "appearances.0.organisations", (), "is named in the role: College of Oskarby"),
    ("initiative", "yeast-library", "speakers", (), "under the name of Odile Senn"),
    ("initiative", "yeast-library", "session", None, "is Forum 2"),
    ("initiative", "taskforce-for-sleep", "city", None, "is Villa Serena, which its speaker represented"),
    ("organisation", "maren-town-council", "city", None, "is Maren, by its name"),
    ("organisation", "maren-town-council", "country", None, "is Velonia, where its city lies"),
    ("city", "villa-serena", "participation", ("presented",), "is made-a-statement too"),
    ("section", "opening", "page", None, "is 3 in the table of contents"),
    ("section", "pictures", "page", 14, "is not in the table of contents"),
    ("strategy", "change-1", "order", 7, "place"),
    ("strategy", "change-3", "category", "funding", "place"),
]


def wrong(known, kind, identifier, field, value, fault):
    """Why the check does not notice a lie, or not for the right reason; empty when it does."""
    found = [check for check in lied(known, kind, identifier, field, value) if check.outcome == "fault"]
    told = [(check.field, check.wanted, check.fault) for check in found]
    if not any(fault in check.fault for check in found):
        return f"{kind}/{identifier} {field}: no fault says {fault!r}, but {told}"
    if any(check.record != f"{kind}/{identifier}" for check in found):
        return f"{kind}/{identifier} {field}: a fault is told of another record: {told}"
    name = {"category": "order"}.get(field, field.rpartition(".")[2])
    return "" if name.isdigit() or any(name in check.field for check in found) else f"{kind}/{identifier} {field}: told of {told}"


@pytest.mark.parametrize("lie", LIES, ids=[f"{lie[1]} {lie[2]} {lie[3]}" for lie in LIES])
def test_a_lie_is_noticed_for_the_right_reason(known, lie):
    assert wrong(known, *lie) == ""


# The report itself


LIES_ABOUT_THE_REPORT = [
    # what is named there is only a part of a name, a role, a title, or goes on
    ("speaker", "david-atchoarena", "name", "Atchoarena", "only a part of the name there: 'David Atchoarena'"),
    ("speaker", "philip-braat", "appearances.0.role", "Lord Provost", "only a part of what stands there"),
    ("speaker", "michael-osborne", "appearances.0.role", "Chair of Adult and Lifelong Education at the University", "only a part"),
    ("city", "villa-maria", "name", "Villa", "only as a part of a longer name"),
    ("city", "mantes-la-jolie", "name", "Mantes", "only as a part of a longer name"),
    ("initiative", "mexico-city-taskforce-for-health", "name", "Taskforce", "only a part of the name there"),
    ("organisation", "uil-coordination-team", "name", "coordination team", "only a part of the name there"),
    ("organisation", "university-of-glasgow", "name", "Glasgow", "is what city/glasgow is called"),
    ("strategy", "change-2", "title", "Refine the thematic scope", "only a part of what stands there"),
    ("strategy", "cluster-4", "title", "educational planning, monitoring", "only a part of what stands there"),
    ("speaker", "luis-gonzalez-arenal", "name", "Luis Gonzalez Arenal", "is spelled 'Mr Luis González Arenal' there"),
    # other names, key terms and remarks as printed
    ("city", "limerick", "aliases.0", "Limerick and County", "does not stand there"),
    ("passage", "forum-1.2-p1", "terms", ("dealt a space",), "does not stand there"),
    ("passage", "forum-2.3-p6", "terms", ("second high-level coding course",), "does not stand there"),
    ("speaker", "miki-konishi", "remarks.0.printed", "Programme Coordinators of Innovation and Education", "does not stand there"),
    ("figure", "mdf-launch", "value", "2018", "does not stand there"),
    ("initiative", "municipal-board-of-youth", "summary", "A council of nineteen young people.", "does not stand there"),
    # places and people that stand near, but belong to another
    ("speaker", "stefania-giannini", "appearances.0.city", "yeonsu", "is not the city that the role names"),
    ("initiative", "clermont-ferrand-programmes-for-young-girls", "city", "villa-maria", "is not the city of its speakers"),
    (
        "initiative",
        "mantes-la-jolie-health-centres",
        "speakers",
        ("angelica-patricia-alvarado-juarez",),
        "under the name of Aminata Goloko",
    ),
    ("statement", "cork-1", "session", "mayors-1", "is not where the passages stand"),
    ("session", "forum-1.2", "sdgs", ("sdg-3",), "is not named there"),
    ("city", "yeonsu", "participation", ("host", "presented", "former-host"), "is not what the passages"),
    ("speaker", "daniel-quintero", "appearances.0.organisations", ("yeonsu-declaration-drafting-committee",), "not in the role or beside"),
    ("initiative", "mantes-la-jolie-hiv-tests", "country", "mexico", "is not that of its city or speakers"),
    ("figure", "mdf-launch", "city", "medellin", "is not named in what is counted"),
    # what is left out
    ("speaker", "jaejoon-lee", "appearances.0.city", None, "is Goyang, by the role"),
    ("session", "forum-1.1", "sources", ("forum-1.1-p1",), "stands in a passage that the record does not cite"),
    ("speaker", "greg-brackenridge", "appearances.0.country", None, "is United Kingdom"),
    ("speaker", "emer-murphy", "appearances.0.organisations", (), "is named in the role: Marino Institute of Education"),
    ("initiative", "ecos", "speakers", (), "under the name of Ofelia"),
    ("initiative", "ecos", "session", None, "is Plenary Session II"),
    ("initiative", "wyndham-learning-technology", "city", None, "is Wyndham, which its speaker represented"),
    ("organisation", "cork-city-council", "city", None, "is Cork, by its name"),
    ("organisation", "cork-city-council", "country", None, "is Ireland, where its city lies"),
    ("city", "huejotzingo", "participation", ("presented",), "is made-a-statement too"),
    ("section", "opening", "page", None, "is 5 in the table of contents"),
    ("section", "captions", "page", 25, "is not in the table of contents"),
    ("strategy", "change-1", "order", 7, "place"),
    ("strategy", "change-6", "category", "funding", "place"),
]


@pytest.fixture(scope="module")
def known_report(report):
    """The shipped report held against the report's text."""
    return held_against(report, REAL_PRINT)


@needs_the_report
def test_the_shipped_data_verifies_without_a_fault(iclc):
    result = iclc("verify", REAL_PRINT, "--json")
    assert result.json == []
    assert "all borne out" in result.stderr
    assert "Out of reach" in result.stderr


@needs_the_report
def test_at_least_98_lies_in_100_about_the_report_are_noticed(known_report):
    told = list(Liar(known_report).lies())
    chosen = random.Random(1).sample(told, 400)
    missed = [lie for lie in chosen if not noticed(known_report, lie)]
    by_sort = Counter(lie.sort for lie in missed)
    assert len(missed) <= 8, (by_sort, [(lie.kind, lie.record.id, lie.field, lie.old, lie.new) for lie in missed])


@needs_the_report
def test_lies_about_the_report_are_noticed_for_the_right_reason(known_report):
    assert [found for lie in LIES_ABOUT_THE_REPORT if (found := wrong(known_report, *lie))] == []
