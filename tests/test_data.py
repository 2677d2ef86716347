"""Facts of the shipped report, counted by hand in the printed one: nobody may lose or invent any."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from iclc_cli.dataset import loading as dataset
from iclc_cli.model.kinds import KINDS, aliases, all_records, records
from iclc_cli.query.links import references
from iclc_cli.text import fold

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
PRINTED = SHARED / "report" / "passages.json"
WORDING = SHARED / "tools" / "wording"

needs_the_print = pytest.mark.skipif(not PRINTED.is_file(), reason="the printed report's text is not beside this checkout")
needs_the_tool = pytest.mark.skipif(not WORDING.is_file(), reason="the wording tool is not beside this checkout")

# Name, then role as printed. Those who spoke twice stand once; their role was the same both times.
PEOPLE = """
Alejandro Gómez López | District Secretary of Health, Bogotá
Alexandra Agudelo Ruiz | Secretary of Education, Medellín
Aminata Goloko | Director of Transversal Projects, Mantes-la-Jolie
Angélica Patricia Alvarado Juárez | Mayor of Huejotzingo
Ann Doherty | Chief Executive of Cork City Council
Apostolos Kalogiannis | Mayor of Larissa
Asher Craig | Councillor, Deputy Mayor of Bristol for Children's Services, Education and Equalities
Ban Ki-Moon | former Secretary-General of the United Nations
Billie Giles Corti | Director of Australia's Healthy Liveable Cities Lab
Boubacar Khalil Ndiaye | Special Advisor to the Mayor of Fatick
Carlo Nofri | representative of Fermo
Colm Kelleher | Lord Mayor of Cork
Daniel Butler | Mayor of Limerick City and County
Daniel Quintero | Mayor of Medellín
David Atchoarena | UIL Director
David Nabarro | Special Envoy on COVID-19 for the World Health Organization
Denise Morrow | Student Experience Manager, Institute for Art, Design and Technology, Dublin
Didier Jourdan | Chairholder of the UNESCO Chair Global Health and Education
Do Seong-hoon | Superintendent of the Office of Education of Incheon Metropolitan City
Elmhajib Abdallah | Vice-President of Chefchaouen
Emer Murphy | Dublin Learning City Coordinator, Marino Institute of Education
Francisco Gaitán Agüero | Mayor of Cantarranas
Gabriel-Antonio Ríos | Coordinator of the UNESCO Learning City Project, Villa María
Greg Brackenridge | Mayor of Wolverhampton
Hajjaj Moussaïd | Vice-President of Benguerir
Hamidreza Gholamzadeh | Deputy Mayor for International Affairs of Tehran
Jaejoon Lee | Mayor of Goyang
Jasmine Hill | Learning City Portfolio holder, Wyndham
Javad Mahmoodi | Mayor of Bandar Khamir
Joet Garcia | Vice Chairman of the Committees on Appropriations, Health and Energy
José Alberto Moreno Villamil | Secretary of Education, Tunja
Jun Qin | Chief of Lifelong Education Division, Chengdu Municipal Education Bureau
Jürgen Forkel-Schubert | Former Head of the ESD Department in the Ministry for Environment, Climate, Energy and Agriculture of Hamburg
Kadia Gadiaga | Director of Education, Social and Health Affairs of Guédiawaye
Kan Huang | Deputy Director of the Beijing Municipal Education Commission
Kate Nicholl | Lord Mayor of Belfast
Katja Schaefer | Inter-Regional Advisor
Lina Liakou | Global Director of City Engagement and Knowledge
Luis González Arenal | representative of the city of Puebla
Manal Awad | Mayor of Damietta
María del Carmen Benítez | Mayor of Ybycuí
Marta Suplicy | Head of International Affairs of the city of São Paulo
Meng Hui | Director of the Wuhan Education Bureau
Michael Osborne | Chair of Adult and Lifelong Education at the University of Glasgow
Miki Konishi | Programme Coordinator of Innovation and Education at the United Nations University in Tokyo
Nam-Seok Ko | Mayor of Yeonsu
Natallia Alekseeva | Team Leader for National Climate Change Action at the UN Food and Agricultural Organization (FAO)
Ofelia Ángulo Guerrero | Undersecretary of the Secretariat of Education, Science, Technology and Innovation of Mexico City
Park | representative of the Korean National Assembly
Park Nam-choon | Mayor of Incheon Metropolitan City
Pascal Chatagnon | Deputy Mayor, Évry-Courcouronnes
Philip Braat | Lord Provost of Glasgow
Philippe Bohelay | representative of the city of Clermont-Ferrand
Qun Chen | Deputy Mayor of Shanghai
Roberta Piazza | Professor, University of Catania, representative for the city of Lucca
Sang-Wook Kwak | Mayor of Osan
Seok jin Mun | Mayor of Seodaemun-gu
Shanti Jagannathan | Principal Education Specialist at the Asian Development Bank
Si-Hyung Lee | Director of the Comprehensive Research Institute for Natural Medicine
Stefania Giannini | Assistant Director-General for Education at UNESCO
Stefano Merante | Programme Officer in the Employment Policy and Analysis Programme
Ville Taajamaa | Sustainable Development Goals Project Manager for the city of Espoo
Xavier Hospital | UNESCO Regional Health and Education Advisor for the West and Central Africa Region
Yoo Eun-hae | Deputy Prime Minister, Minister of Education of the Republic of Korea
Young | representative of the Korean National Assembly
"""

# Session, then those whom the report names in it.
CASTS = {
    "opening": "Atchoarena Ban Do Giannini Ko Nabarro Park Park-Nam-choon Quintero Yoo Young",
    "plenary-1": "Doherty Gadiaga Gómez Jourdan Kelleher Kwak",
    "plenary-2": "Brackenridge Chen Lee Osborne Ángulo",
    "forum-1.1": "Awad Braat Corti Liakou",
    "forum-1.2": "Alekseeva Alvarado Gholamzadeh Goloko Piazza",
    "forum-1.3": "Bohelay Lee Moreno Nicholl Ríos",
    "forum-2.1": "Abdallah Forkel-Schubert Jagannathan Konishi Taajamaa",
    "forum-2.2": "Benítez Garcia Huang Merante Ndiaye",
    "forum-2.3": "Gaitán Kalogiannis Ko Mahmoodi Moussaïd",
    "forum-3.1": "Craig Hospital Morrow Murphy Suplicy",
    "forum-3.2": "Agudelo Butler Mun Nofri Qin",
    "forum-3.3": "Chatagnon González Hill Hui Schaefer",
    "mayors-1": "",
    "mayors-2": "",
}

# Page in the table of contents on which its section begins, and title.
TITLES = {
    "opening": (5, "Opening ceremony"),
    "plenary-1": (8, "Learning for health: A new paradigm for the post-COVID-19 era"),
    "plenary-2": (9, "Resilient cities: Strengthening communities and local learning systems"),
    "forum-1.1": (11, "Transforming cities into spaces for health and well-being"),
    "forum-1.2": (12, "Promoting intersectoral approaches to learning for health"),
    "forum-1.3": (13, "Strengthening learning for health in the context of learning cities"),
    "forum-2.1": (14, "Lifelong learning for climate action"),
    "forum-2.2": (15, "Fostering healthy lifestyles and work in urban settings"),
    "forum-2.3": (16, "The contribution of global citizenship education to health"),
    "forum-3.1": (17, "Promoting learning for health in the field of sexuality"),
    "forum-3.2": (18, "Approaches for inclusive education in learning for health"),
    "forum-3.3": (19, "Technology-enhanced learning for healthy populations"),
    "mayors-1": (21, None),
    "mayors-2": (21, None),
}

# UNESCO region, then country, then its cities.
PLACES = {
    "africa": {"Senegal": "Fatick, Guédiawaye"},
    "arab-states": {"Egypt": "Damietta, Ezbet El-Borg", "Morocco": "Benguerir, Chefchaouen"},
    "asia-and-the-pacific": {
        "Australia": "Melbourne, Wyndham",
        "Bangladesh": "",
        "Islamic Republic of Iran": "Bandar Khamir, Tehran",
        "Japan": "Tokyo",
        "People's Republic of China": "Beijing, Chengdu, Shanghai, Wuhan",
        "Philippines": "Manila",
        "Republic of Korea": "Goyang, Incheon, Osan, Seodaemun-gu, Yeonsu",
        "Thailand": "Chachoengsao, Chiang Rai",
    },
    "europe-and-north-america": {
        "Denmark": "",
        "Finland": "Espoo",
        "France": "Clermont-Ferrand, Mantes-la-Jolie, Évry-Courcouronnes",
        "Germany": "Hamburg",
        "Greece": "Larissa",
        "Ireland": "Cork, Dublin, Limerick",
        "Italy": "Catania, Fermo, Lucca, Turin",
        "United Kingdom of Great Britain and Northern Ireland": "Belfast, Bristol, Glasgow, Wolverhampton",
    },
    "latin-america-and-the-caribbean": {
        "Argentina": "Villa María",
        "Brazil": "São Paulo",
        "Colombia": "Bogotá, Medellín, Tunja",
        "Honduras": "Cantarranas",
        "Mexico": "Huejotzingo, Mexico City, Puebla",
        "Paraguay": "Ybycuí",
    },
}

ISO = """
argentina AR ARG, australia AU AUS, bangladesh BD BGD, brazil BR BRA, china CN CHN, colombia CO COL, denmark DK DNK,
egypt EG EGY, finland FI FIN, france FR FRA, germany DE DEU, greece GR GRC, honduras HN HND, iran IR IRN, ireland IE IRL,
italy IT ITA, japan JP JPN, mexico MX MEX, morocco MA MAR, paraguay PY PRY, philippines PH PHL, republic-of-korea KR KOR,
senegal SN SEN, thailand TH THA, united-kingdom GB GBR
"""

# How many passages each section has, in the order of the report's sections here.
PASSAGES = {
    "publication": 8, "overview": 15, "opening": 17, "spotlight": 4, "plenary-1": 7, "plenary-2": 7,
    "forum-1.1": 6, "forum-1.2": 6, "forum-1.3": 6, "forum-2.1": 7, "forum-2.2": 7, "forum-2.3": 7,
    "forum-3.1": 6, "forum-3.2": 6, "forum-3.3": 7, "mayors-forums": 10, "strategy": 12, "captions": 7,
}  # fmt: skip


def by_name(report, collection):
    return {record.name: record for record in getattr(report, collection)}


@pytest.fixture(scope="module")
def raw():
    return json.loads(dataset.bundled().read_text(encoding="utf-8"))


def test_there_are_145_passages_in_18_sections(report):
    assert len(report.passages) == 145
    assert Counter(passage.section for passage in report.passages) == PASSAGES


def test_passages_are_numbered_from_one_within_their_section(report):
    for section in report.sections:
        for footnotes in (False, True):
            held = [p for p in report.passages if p.section == section.id and (p.kind == "footnote") == footnotes]
            numbers = [passage.number for passage in held]
            assert numbers == sorted(set(numbers))
            if not footnotes:
                assert numbers == list(range(1, len(numbers) + 1))


@needs_the_print
def test_passages_are_those_of_the_print(report):
    printed = [(one["id"], one["section"], one["kind"], one["number"]) for one in json.loads(PRINTED.read_text(encoding="utf-8"))]
    assert [(passage.id, passage.section, passage.kind, passage.number) for passage in report.passages] == printed


def test_every_passage_has_a_gist(report):
    assert [passage.id for passage in report.passages if len(passage.gist.split()) < 2] == []


def test_every_passage_is_the_source_of_something(report):
    cited = {ref.id for kind, record in all_records(report) if kind != "passage" for ref in references(record) if ref.target == "passage"}
    assert [passage.id for passage in report.passages if passage.id not in cited] == []


def test_no_term_is_longer_than_four_words(report):
    assert [(passage.id, term) for passage in report.passages for term in passage.terms if not 1 <= len(term.split()) <= 4] == []


def test_every_record_but_sections_and_passages_names_its_passages(report):
    bare = [f"{kind}/{record.id}" for kind, record in all_records(report) if kind not in ("section", "passage") and not record.sources]
    assert bare == []


def test_sessions_are_the_fourteen_in_the_order_of_the_report(report):
    assert [session.id for session in report.sessions] == list(TITLES)


@pytest.mark.parametrize("identifier", TITLES)
def test_a_session_has_its_official_title_and_its_section_begins_on_its_page(book, identifier):
    session = book.index.get("session", identifier)
    assert (book.index.get("section", session.section).page, session.title) == TITLES[identifier]


def test_session_kinds_are_one_ceremony_two_plenaries_nine_thematic_and_two_mayors_forums(report):
    assert Counter(session.kind for session in report.sessions) == {
        "ceremony": 1,
        "plenary": 2,
        "thematic-forum": 9,
        "mayors-forum": 2,
    }


def test_mayors_forums_have_names_of_ours(report):
    assert [session.name for session in report.sessions[-2:]] == ["First mayors' forum", "Second mayors' forum"]


def test_only_sections_of_the_table_of_contents_have_a_page(report):
    assert {section.id for section in report.sections if section.page is None} == {"publication", "spotlight", "captions"}
    pages = {section.id: section.page for section in report.sections if section.page is not None}
    assert pages == {
        **{section: page for section, (page, _) in TITLES.items() if not section.startswith("mayors")},
        "overview": 4,
        "mayors-forums": 21,
        "strategy": 23,
    }


def test_the_people_are_the_65_whom_the_report_names(report):
    names = [line.split(" | ")[0] for line in PEOPLE.strip().splitlines()]
    assert len(names) == 65
    assert sorted(speaker.name for speaker in report.speakers) == sorted(names)


@pytest.mark.parametrize("line", PEOPLE.strip().splitlines())
def test_a_person_has_the_printed_role(report, line):
    name, role = line.split(" | ")
    assert {appearance.role for appearance in by_name(report, "speakers")[name].appearances} == {role}


@pytest.mark.parametrize("session", CASTS)
def test_a_session_has_the_cast_that_the_report_names(report, session):
    cast = [speaker for speaker in report.speakers if any(one.session == session for one in speaker.appearances)]
    wanted = [fold(word) for word in CASTS[session].split()]
    assert len(cast) == len(wanted)
    assert [word for word in wanted if not any(word in fold(speaker.name) for speaker in cast)] == []


def test_only_the_mayor_of_yeonsu_appears_twice(report):
    assert [speaker.name for speaker in report.speakers if len(speaker.appearances) != 1] == ["Nam-Seok Ko"]


def test_honorifics_are_as_printed(report):
    assert {speaker.honorific for speaker in report.speakers} == {"Mr", "Ms", "Councillor"}
    assert [speaker.name for speaker in report.speakers if speaker.honorific == "Councillor"] == ["Colm Kelleher", "Daniel Butler"]


@pytest.mark.parametrize(
    "name",
    [
        "Ban Ki-Moon", "Billie Giles Corti", "David Atchoarena", "David Nabarro", "Didier Jourdan", "Joet Garcia", "Katja Schaefer",
        "Lina Liakou", "Michael Osborne", "Miki Konishi", "Natallia Alekseeva", "Park", "Shanti Jagannathan", "Si-Hyung Lee",
        "Stefania Giannini", "Stefano Merante", "Xavier Hospital", "Yoo Eun-hae", "Young",
    ],
)  # fmt: skip
def test_a_person_who_holds_no_municipal_office_represents_no_city(report, name):
    assert [appearance.city for appearance in by_name(report, "speakers")[name].appearances] == [None]


@pytest.mark.parametrize(
    ("name", "city"),
    [
        ("Roberta Piazza", "lucca"),
        ("Jürgen Forkel-Schubert", "hamburg"),
        ("Emer Murphy", "dublin"),
        ("Do Seong-hoon", "incheon"),
        ("Gabriel-Antonio Ríos", "villa-maria"),
        ("Daniel Quintero", "medellin"),
        ("Ville Taajamaa", "espoo"),
        ("Nam-Seok Ko", "yeonsu"),
    ],
)
def test_a_person_represents_the_city_whose_office_it_is(report, name, city):
    assert {appearance.city for appearance in by_name(report, "speakers")[name].appearances} == {city}


def test_countries_are_the_25_named_or_implied_each_in_its_region(report):
    wanted = {country: region for region, countries in PLACES.items() for country in countries}
    assert len(wanted) == 25
    assert {country.name: country.region for country in report.countries} == wanted


def test_countries_have_their_iso_codes(report):
    wanted = {tuple(line.split()) for line in ISO.replace("\n", " ").split(",")}
    assert {(country.id, country.iso2, country.iso3) for country in report.countries} == wanted


def test_cities_are_the_fifty_named_each_in_its_country(report, book):
    wanted = {
        city: country for countries in PLACES.values() for country, cities in countries.items() for city in cities.split(", ") if city
    }
    assert len(wanted) == 50
    assert {city.name: book.index.get("country", city.country).name for city in report.cities} == wanted


def test_seven_cities_made_statements_and_the_participants_together(report):
    assert {statement.city for statement in report.statements} == {
        "chachoengsao", "chiang-rai", "clermont-ferrand", "cork", "huejotzingo", "mantes-la-jolie", "villa-maria", None,
    }  # fmt: skip
    assert {one.id.rpartition("-")[0] for one in report.statements if one.city is None} == {"participants"}


def test_no_statement_is_put_into_a_forum_that_the_report_does_not_name(report):
    assert {statement.session for statement in report.statements} == {None}


def test_one_city_was_host_and_one_former_host(report):
    assert [city.id for city in report.cities if "host" in city.participation] == ["yeonsu"]
    assert [city.id for city in report.cities if "former-host" in city.participation] == ["medellin"]


def test_places_named_in_passing_took_no_part(report):
    mentioned = {city.name for city in report.cities if city.participation == ("mentioned",)}
    assert mentioned == {"Catania", "Ezbet El-Borg", "Manila", "Melbourne", "Tokyo", "Turin"}


def test_the_misspelt_city_has_its_right_name_and_a_remark(book):
    city = book.index.get("city", "chiang-rai")
    assert "Chaing Rai" in aliases(city)
    assert [(remark.kind, remark.printed) for remark in city.remarks if remark.field == "name"] == [("corrected", "Chaing Rai")]


def test_every_city_lies_on_the_globe_and_in_its_hemisphere(report, book):
    south = {city.id for city in report.cities if city.coordinates.latitude < 0}
    assert south == {"melbourne", "wyndham", "villa-maria", "sao-paulo", "ybycui"}
    west = {city.id for city in report.cities if city.coordinates.longitude < -20}
    assert west == {city.id for city in report.cities if book.index.get("country", city.country).region.startswith("latin")}


def test_added_facts_are_remarked(report):
    assert [city.id for city in report.cities if not any(remark.field == "coordinates" for remark in city.remarks)] == []


def test_the_seven_changes_are_titled_as_printed(report):
    assert [item.title for item in report.strategy if item.category == "change"] == [
        "Reduce the number of thematic clusters",
        "Refine the thematic scope of clusters",
        "Improve technical elements of thematic clusters",
        "Empower cities",
        "Better complementarity between cities and themes",
        "Definition of more specific products and work plan (with goals)",
        "More engagement with technical partners and creation of expert groups",
    ]


def test_the_five_clusters_are_named_as_printed(report):
    titles = [item.title for item in report.strategy if item.category == "cluster"]
    assert [title[:1].lower() + title[1:] for title in titles] == [
        "education for global citizenship",
        "education for sustainable development",
        "health and well-being",
        "educational planning, monitoring and evaluation",
        "inclusion",
    ]


def test_items_of_the_strategy_are_numbered_within_their_category(report):
    for category in {item.category for item in report.strategy}:
        numbers = [item.order for item in report.strategy if item.category == category]
        assert numbers == list(range(1, len(numbers) + 1))


def test_the_four_numbered_goals(report):
    assert [(sdg.number, sdg.name) for sdg in report.sdgs] == [
        (3, "health and well-being"),
        (4, "quality education"),
        (5, "gender equality"),
        (11, "sustainable cities and communities"),
    ]


def test_the_conference(report):
    conference = report.conference
    assert conference.name == "Fifth International Conference on Learning Cities"
    assert conference.theme == "From emergency to resilience: Building healthy and resilient cities through learning"
    assert (conference.edition, conference.host, conference.organiser) == (5, "yeonsu", "uil")
    assert (conference.start, conference.end, conference.mode) == ("2021-10-27", "2021-10-30", "hybrid")


def test_the_publication(report):
    publication = report.conference.report
    assert (publication.publisher, publication.year) == ("UNESCO Institute for Lifelong Learning", 2022)
    assert "CC-BY-SA 3.0 IGO" in publication.licence
    assert publication.urls == (
        "http://creativecommons.org/licenses/by-sa/3.0/igo/",
        "http://www.unesco.org/open-access/terms-use-ccbysa-en",
    )
    assert ("Layout and design", "Teresa Boese") in [(credit.role, credit.name) for credit in publication.credits]


@pytest.mark.parametrize(
    ("value", "value_to", "qualifier", "source"),
    [
        (2000, None, "more-than", "overview-p2"),
        (229, None, "exactly", "opening-p13"),
        (20, None, "exactly", "opening-p14"),
        (29, None, "exactly", "forum-2.1-p2"),
        (18, 35, "exactly", "forum-2.1-p2"),
        (24, None, "exactly", "forum-3.3-p3"),
        (10, None, "exactly", "caption-6"),
        (17, None, "exactly", "opening-p15"),
        (5, None, "exactly", "strategy-p3"),
        (9, None, "exactly", "overview-p4"),
        ("2020-09", None, "exactly", "forum-3.1-p3"),
        ("2018", None, "exactly", "spotlight-p4"),
        ("2021-10-27", "2021-10-30", "exactly", "overview-p2"),
        ("2022", None, "exactly", "publication-p1"),
    ],
)
def test_a_printed_quantity_is_a_figure(report, value, value_to, qualifier, source):
    figures = [figure for figure in report.figures if source in figure.sources]
    held = [(one.date, one.date_to, one.qualifier) if one.value is None else (one.value, one.value_to, one.qualifier) for one in figures]
    assert (value, value_to, qualifier) in held


@pytest.mark.parametrize(
    ("name", "city", "source"),
    [
        ("Learning Tree Festival", "shanghai", "plenary-2-p5"),
        ("Hello Ado", None, "forum-3.1-p4"),
        ("A Period Friendly City", "bristol", "forum-3.1-p3"),
        ("E-Santé", "guediawaye", "plenary-1-p5"),
        ("Act4Community", "benguerir", "forum-2.3-p6"),
        ("Participatory Council for Energy, Climate and the Environment", "chefchaouen", "forum-2.1-p2"),
        ("Municipal Board of Youth", "chefchaouen", "forum-2.1-p2"),
        ("Village is a Happy Place", "goyang", "plenary-2-p3"),
        ("Taskforce of Resilient Universities", "mexico-city", "plenary-2-p2"),
    ],
)
def test_a_printed_initiative_is_there(report, name, city, source):
    found = [one for one in report.initiatives if one.named and fold(name) in fold(one.name)]
    assert [(one.city, source in one.sources) for one in found] == [(city, True)]


def test_an_initiative_has_one_owner_and_lies_elsewhere_or_nowhere(report):
    assert [one.id for one in report.initiatives if one.place and one.place == one.city] == []
    assert [one.id for one in report.initiatives if one.proposed_by and one.status != "proposed"] == []
    assert [one.id for one in report.initiatives if one.status == "proposed" and not one.proposed_by] == []


def test_a_figure_is_a_number_or_a_date_and_a_topic_has_a_definition_or_a_note(report):
    assert [one.id for one in report.figures if (one.value is None) == (one.date is None)] == []
    assert [one.id for one in report.figures if one.date and (one.unit or one.value_to)] == []
    assert [one.id for one in report.figures if one.kind == "share" and not 0 < one.value <= 100] == []
    assert [one.id for one in report.topics if (one.definition is None) == (one.scope_note is None)] == []


def test_a_definition_and_an_alias_stand_in_passages_of_their_record(report):
    stray = [one.id for one in report.topics if one.definition and not set(one.definition.sources) <= set(one.sources)]
    assert stray == []
    assert [one.id for one in report.topics if one.definition and not one.definition.sources] == []
    for kind, record in all_records(report):
        for alias in getattr(record, "aliases", ()):
            assert set(alias.sources) <= set(record.sources), f"{kind}/{record.id}: {alias.name}"


def test_neighbours_of_a_topic_are_stored_on_one_side(report):
    see = {(one.id, other) for one in report.topics for other in one.see_also}
    assert [pair for pair in see if pair[::-1] in see] == []


def test_old_ids_lead_to_records_that_tell_it_now(report, book):
    known = {f"{kind}/{record.id}" for kind, record in all_records(report)}
    old = [one.old for one in report.redirects]
    assert len(set(old)) == len(old)
    assert [one for one in old if one in known] == []
    assert [one.new for one in report.redirects if one.new not in known] == []


def test_dozens_of_initiatives_carry_a_printed_name(report):
    named = [one for one in report.initiatives if one.named]
    assert len(named) >= 24
    assert len(report.initiatives) > 100


@pytest.mark.parametrize("kind", ["speaker", "city", "country", "organisation", "initiative", "statement", "topic", "figure", "document"])
def test_records_stand_in_the_order_of_their_ids(report, kind):
    ids = [record.id for record in records(report, kind)]
    if kind == "statement":  # cork-2 before cork-10
        ids = [(city, int(number)) for city, _, number in (one.rpartition("-") for one in ids)]
    assert ids == sorted(ids)


def test_ids_are_safe_and_unique_within_their_kind(report):
    for kind in KINDS:
        ids = [record.id for record in records(report, kind)]
        assert len(set(ids)) == len(ids)
        assert [one for one in ids if not re.fullmatch(r"[a-z0-9.-]+", one)] == []


def test_remarks_name_their_authority(report):
    assert [f"{kind}/{record.id}" for kind, record in all_records(report) for remark in record.remarks if len(remark.reason) < 5] == []


def test_the_file_is_utf_8_with_unix_line_ends_and_no_escapes():
    data = dataset.bundled().read_bytes()
    text = data.decode("utf-8")
    assert b"\r" not in data
    assert text.endswith("}\n")
    assert not re.search(r"\\u[0-9a-f]{4}", text)


def test_no_text_has_blanks_at_its_ends_or_two_in_a_row(raw):
    def strings(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, (dict, list)):
            for one in value.values() if isinstance(value, dict) else value:
                yield from strings(one)

    assert [text for text in strings(raw) if text != " ".join(text.split())] == []


@needs_the_tool
def test_no_run_of_eight_words_is_shared_with_the_print():
    places = [
        path
        for name in ("data", "src", "tests", "benchmarks", "README.md", "CHANGELOG.md", "CONTRIBUTING.md")
        if (path := ROOT / name).exists()
    ]
    done = subprocess.run([sys.executable, str(WORDING), *map(str, places)], capture_output=True, text=True, timeout=60)
    assert done.stdout == "0 runs of 8 or more words shared with the report\n"


# What the cited passages print. A section's heading counts as text of each of its passages.


def letters(text):
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


@pytest.fixture(scope="module")
def cited(report):
    """A function: what the passages with these ids print, headings included, as words."""
    printed = {one["id"]: one for one in json.loads(PRINTED.read_text(encoding="utf-8"))}
    headings = {section.id: f"{section.chapter or ''} {section.title}" for section in report.sections}
    return lambda sources: letters(" ".join(f"{headings[printed[one]['section']]} {printed[one]['text']}" for one in sources))


def remarked(record, field):
    return any(remark.field == field for remark in record.remarks)


@needs_the_print
def test_a_name_is_printed_in_the_passages_cited_or_remarked(report, cited):
    missing = [
        f"{kind}/{record.id}"
        for kind in ("speaker", "city", "country", "organisation", "sdg", "topic", "document", "initiative")
        for record in records(report, kind)
        if letters(record.name) not in cited(record.sources)
        and not remarked(record, "name")
        and getattr(record, "named", True)
        and record.id != "conference-report"  # its title is on the title page, which is no passage
    ]
    assert missing == []


@needs_the_print
def test_a_person_is_printed_with_the_honorific_in_the_passages_cited(report, cited):
    wanted = {speaker.name: letters(f"{speaker.honorific} {speaker.name}") for speaker in report.speakers}
    assert [speaker.name for speaker in report.speakers if wanted[speaker.name] not in cited(speaker.sources)] == []


@needs_the_print
def test_a_role_is_printed_in_the_passages_cited_or_remarked(report, cited):
    missing = [
        (speaker.name, appearance.role)
        for speaker in report.speakers
        for number, appearance in enumerate(speaker.appearances)
        if letters(appearance.role) not in cited(appearance.sources) and not remarked(speaker, f"appearances[{number}].role")
    ]
    assert missing == []


@needs_the_print
def test_a_title_is_printed_in_the_passages_cited(report, cited):
    items = [item for item in report.strategy if item.category in ("change", "cluster")]
    titled = [*items, *(session for session in report.sessions if session.title)]
    assert [record.title for record in titled if letters(record.title) not in cited(record.sources)] == []


@needs_the_print
def test_an_address_is_printed_in_the_passages_cited(report):
    printed = {one["id"]: one["text"] for one in json.loads(PRINTED.read_text(encoding="utf-8"))}
    for record in (*report.documents, *report.organisations):
        assert record.url is None or any(record.url in printed[one] for one in record.sources)


@needs_the_print
def test_numbers_of_figures_are_printed_in_the_passages_cited(report, cited):
    """As digits or as a word; a date with its year."""
    words = {2: "two", 3: "three", 5: "five", 9: "nine", 10: "ten", 2000: "2 000", 50: "half"}
    for figure in report.figures:
        text = cited(figure.sources)
        for value in (figure.value, figure.value_to, figure.date, figure.date_to):
            wanted = {str(value)[:4] if isinstance(value, str) else str(value), words.get(value, "")} - {""}
            assert value is None or any(f" {one} " in f" {text} " for one in wanted), (figure.id, value)


def test_filters_by_city_agree_with_the_participation(report, book):
    """The contract's rule the other way round: who presented for a city makes it one that presented."""
    for city in report.cities:
        presented = bool(book.select("speaker", city=city.id))
        assert presented == ("presented" in city.participation)
