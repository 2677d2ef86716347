"""`iclc fields`: what lists can be asked for, and columns across records."""

import csv
import io

import pytest

from iclc_cli.commands.fields import named_fields
from iclc_cli.commands.nouns import nouns
from iclc_cli.model.kinds import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_is_told_and_every_one_that_is_told_can_be_asked_for(book, kind):
    told = list(named_fields(kind))
    names = [one.field for one in told]
    fields = book.fields(kind)
    assert len(set(names)) == len(names)
    assert {name.replace("-", "_") for name in fields.names} == {name.replace("-", "_") for name in names}
    for record in book.records(kind):
        for one in told:
            value = fields.read(record, fields.check(one.field))
            many = isinstance(value, (list, tuple))
            assert many or not one.several or value is None
            for single in value if many else [value]:
                if single is not None and one.of:
                    assert book.index.get(one.of, single)
                if single is not None and one.values and one.of is None and one.values != ("yes", "no"):
                    assert single in one.values
                if single is not None and one.holds in ("number", "integer"):
                    assert isinstance(single, (int, float))
    assert all(one.meaning for one in told)


@pytest.mark.parametrize("noun", nouns())
def test_every_noun_has_fields_in_every_form(iclc, noun):
    told = iclc("fields", noun, "--json").json
    assert told[0]["field"] == "id"
    page = iclc("fields", noun, "-f", "table").stdout
    assert all(one["field"] in page.replace("\n", "").replace(" ", "") or one["field"] in page for one in told)


def test_kinds_of_values_are_told(iclc):
    told = {one["field"]: one for one in iclc("fields", "cities", "--json").json}
    assert (told["country"]["holds"], told["country"]["of"], told["country"]["several"]) == ("record", "country", False)
    assert (told["coordinates.latitude"]["holds"], told["coordinates"]["optional"]) == ("number", True)
    assert told["participation"]["values"][0] == "host"
    assert told["region"]["values"][0] == "africa"
    assert told["session"]["meaning"].startswith("Reached through its appearances")


def test_a_noun_that_is_none_is_answered_with_the_nearest(iclc):
    assert "Did you mean cities" in iclc("fields", "citis", code=2).stderr
    assert "whose fields? Name a noun. There are: " in iclc("fields", code=2).stderr


def test_columns_lead_across_records(iclc, book):
    read = list(csv.DictReader(io.StringIO(iclc("cities", "--fields", "name,country.iso3,latitude", "-f", "csv").stdout, newline="")))
    assert [list(one.values()) for one in read] == [
        [city.name, book.index.get("country", city.country).iso3, str(city.coordinates.latitude) if city.coordinates else ""]
        for city in book.records("city")
    ]
    assert list(read[0]) == ["name", "country.iso3", "coordinates.latitude"]
    found = iclc("initiatives", "--fields", "id,city.country.region,session.title", "--limit", "400", "--json").json
    assert len(found) == len(book.records("initiative"))
    assert {type(one["city.country.region"]) for one in found} == {str, type(None)}


@pytest.mark.parametrize(
    ("fields", "told"), [("name,country.nosuch", "country.nosuch"), ("city.name", "city.name"), ("country.iso3.x", "x")]
)
def test_a_path_that_leads_nowhere_is_named(iclc, fields, told):
    assert told in iclc("cities", "--fields", fields, code=2).stderr
