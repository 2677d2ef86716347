"""Every JSON Schema, taken by validators of other languages in their strictest mode, and what commands print held against it."""

import json

import jsonschema
import pytest
from tools import node, output, tool

from iclc_cli.commands.nouns import nouns
from iclc_cli.commands.schema import ALONE, _of, documents, printed
from iclc_cli.dataset.schema import report_schema
from iclc_cli.exports import EXPORTS
from iclc_cli.text import as_json

LISTS = {
    **{noun: [noun, "--json"] for noun in nouns()},
    "search": ["search", "health", "--explain", "--json"],
    "related": ["related", "strategy/cluster-3", "--json"],
    "peers": ["peers", "cork", "--json"],
    "compare": ["compare", "cork", "dublin", "--json"],
    "remarks": ["remarks", "--json"],
    "evidence": ["show", "cork", "--evidence", "--json"],
    "count-by": ["cities", "--count-by", "region", "--json"],
    "count-by-two": ["cities", "--count-by", "region,participation", "--json"],
}
"""Commands that print an array."""


@pytest.fixture(scope="module")
def schemas(tmp_path_factory):
    """A folder with every schema there is, by what it is of."""
    folder = tmp_path_factory.mktemp("schemas")
    found = {"data": report_schema(), **{what: _of(what) for what in (*nouns(), *printed(), *documents())}}
    found |= {f"{what}-list": _of(what, many=True) for what in LISTS}
    for name, schema in found.items():
        (folder / f"{name}.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def documents_of(book, tmp_path_factory):
    """What exports print, and lists, each in a file called as its schema."""
    from conftest import CliRunner, app

    folder = tmp_path_factory.mktemp("printed")
    for name in documents():
        text = EXPORTS[name].export(book)
        (folder / f"{name}.json").write_text(text.splitlines()[-1] if name == "ndjson" else text, encoding="utf-8")
    for name, command in LISTS.items():
        (folder / f"{name}-list.json").write_text(CliRunner().invoke(app, command).stdout, encoding="utf-8")
    (folder / "data.json").write_text(json.dumps(book.report, default=as_json), encoding="utf-8")
    return folder


AJV = """
import { createRequire } from 'module';
import { readdirSync, readFileSync, existsSync } from 'fs';
const Ajv = createRequire(process.cwd() + '/')('ajv/dist/2020').default;
const [schemas, printed] = process.argv.slice(1);
const faults = [], held = [];
for (const file of readdirSync(schemas)) {
  const name = file.replace('.schema.json', '');
  try {
    const strict = new Ajv({ strict: true, strictTypes: true, strictTuples: true });
    const validate = strict.compile(JSON.parse(readFileSync(`${schemas}/${file}`)));
    if (existsSync(`${printed}/${name}.json`)) {
      held.push(name);
      if (!validate(JSON.parse(readFileSync(`${printed}/${name}.json`)))) faults.push([name, validate.errors[0]]);
      if (validate({}) || validate([{}])) faults.push([name, 'it takes anything']);
    }
  } catch (error) { faults.push([name, error.message]); }
}
console.log(JSON.stringify({ faults, held }));
"""


def test_ajv_takes_every_schema_in_its_strict_mode(schemas, documents_of):
    found = node(AJV, schemas, documents_of, packages=("ajv",))
    assert found["faults"] == []
    assert len(found["held"]) == len(list(documents_of.iterdir()))


def test_jsonschema_rs_takes_every_schema(schemas, documents_of):
    jsonschema_rs = pytest.importorskip("jsonschema_rs")
    for path in schemas.iterdir():
        schema = json.loads(path.read_bytes())
        jsonschema_rs.meta.validate(schema)
        validator = jsonschema_rs.validator_for(schema)
        printed_file = documents_of / path.name.replace(".schema", "")
        if printed_file.exists():
            validator.validate(json.loads(printed_file.read_bytes()))


def test_check_jsonschema_takes_every_schema(schemas, documents_of):
    check = tool("check-jsonschema")
    output(check, "--check-metaschema", *schemas.iterdir())
    for path in (documents_of / "cities-list.json", documents_of / "geojson.json", documents_of / "data.json"):
        output(check, "--schemafile", schemas / f"{path.stem}.schema.json", path)


def test_jsonschema_takes_every_schema_and_what_is_printed(schemas, documents_of):
    for path in schemas.iterdir():
        schema = json.loads(path.read_bytes())
        jsonschema.Draft202012Validator.check_schema(schema)
        printed_file = documents_of / path.name.replace(".schema", "")
        if printed_file.exists():
            jsonschema.validate(json.loads(printed_file.read_bytes()), schema, cls=jsonschema.Draft202012Validator)


def test_no_schema_has_a_keyword_that_is_none_of_json_schema(schemas):
    known = set(jsonschema.Draft202012Validator.VALIDATORS) | {"$schema", "$id", "$defs", "$comment", "title", "description", "default"}

    def keywords(schema):
        yield from schema
        for key in ("properties", "$defs"):
            for inner in schema.get(key, {}).values():
                yield from keywords(inner)
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), dict):
                yield from keywords(schema[key])
        for key in ("anyOf", "oneOf", "allOf", "prefixItems"):
            for inner in schema.get(key, ()):
                yield from keywords(inner)

    for path in schemas.iterdir():
        assert set(keywords(json.loads(path.read_bytes()))) <= known, path.name


def test_a_list_has_a_schema_of_its_own(iclc):
    schema = iclc("schema", "city", "--list").json
    assert (schema["type"], schema["title"], schema["$id"]) == ("array", "cities", "urn:iclc:schema:cities:list:1")
    assert "related" not in schema["items"]["properties"]
    for what in ([], ["ndjson"]):
        told = iclc("schema", *what, "--list", code=2).stderr
        assert told == "error: --list goes with a NOUN or a RESULT: iclc schema cities --list\n"
    for what in ALONE:
        assert iclc("schema", what, "--list", code=2).stderr == f"error: one object is printed, no array: iclc schema {what}\n"
