"""`iclc mcp`: what the tools answer, and the server as a real process, asked by the library's own client."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from functools import cache
from importlib.util import find_spec
from types import SimpleNamespace

import jsonschema
import pytest
from conftest import SMALL
from hostile import controls, planted

from iclc_cli import load_report
from iclc_cli.errors import AmbiguousError, IclcError, NotFoundError, UsageError
from iclc_cli.formats.json import line
from iclc_cli.model.docs import field_doc, in_a_line
from iclc_cli.model.kinds import KINDS, all_records, is_node, kind_of, standing
from iclc_cli.model.walk import fields
from iclc_cli.query.filters import filters, search_filters
from iclc_cli.query.names import ref_of
from iclc_cli.server.answers import Found, Named
from iclc_cli.server.tools import TOOLS, instructions, message

ASKED = {
    "search": {"query": "health literacy"},
    "find": {"name": "Cork"},
    "show": {"refs": ["Yeonsu", "Ban Ki-moon"]},
    "list": {"kind": "city", "where": {"region": "Africa"}},
    "related": {"ref": "Cork"},
    "compare": {"refs": ["Cork", "Limerick"]},
    "cite": {"refs": "Ann Doherty", "style": "bibtex"},
    "sql": {"query": "SELECT name, country FROM cities ORDER BY id LIMIT 3"},
}
"""A question for each tool."""


@pytest.fixture(scope="session")
def answered(book):
    """Ask a tool, hold the answer against the tool's schemas, and give it as plain data."""

    def ask(tool, arguments=None, book=book):
        asks, answers = validators(tool)
        asks.validate(arguments or {})
        found = book.to_dict(TOOLS[tool].answer(book, arguments))
        answers.validate(found)
        return found

    return ask


@cache
def validators(tool):
    """What a tool's arguments and its answers are held against."""
    schemas = TOOLS[tool].input_schema(), TOOLS[tool].output_schema()
    return tuple(jsonschema.Draft202012Validator(schema) for schema in schemas)


@pytest.fixture(scope="session")
def shown(answered, book):
    """Every record of the report as `show` gives it, by its ref."""
    refs = [ref_of(record) for _, record in all_records(book.report)]
    return {ref: answered("show", {"refs": ref, "limit": 100})["records"] for ref in refs}


# --- what tools are


def objects(schema):
    """Every object in a schema that has properties, with its name."""
    yield schema.get("title", ""), schema
    yield from schema.get("$defs", {}).items()


@pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)
def test_every_tool_is_described_and_typed_to_the_last_field(tool):
    assert tool.description.endswith(".")
    for schema in (tool.input_schema(), tool.output_schema()):
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["type"] == "object"
        for name, one in objects(schema):
            assert one["description"], name
            for field, told in one["properties"].items():
                assert told["description"], f"{name}.{field}"
                assert {"type", "anyOf", "enum", "$ref"} & told.keys() or field == "value", f"{name}.{field}"
    assert tool.input_schema()["additionalProperties"] is False


def test_the_tools_are_no_burden_to_a_model():
    told = [{"name": tool.name, "description": tool.description, "inputSchema": tool.input_schema()} for tool in TOOLS.values()]
    assert len(json.dumps(told)) < 16_000


def test_a_client_is_told_every_filter_and_every_kind():
    told = TOOLS["list"].input_schema()["properties"]
    assert set(told["where"]["properties"]) == {item.name.replace("-", "_") for kind in KINDS for item in filters(kind)}
    assert set(TOOLS["search"].input_schema()["properties"]["where"]["properties"]) == {item.name for item in search_filters()}
    assert told["kind"]["enum"] == list(KINDS)


def test_only_what_is_needed_is_required():
    assert {name: tool.input_schema()["required"] for name, tool in TOOLS.items()} == {
        "search": ["query"],
        "find": ["name"],
        "show": ["refs"],
        "list": ["kind"],
        "related": ["ref"],
        "compare": ["refs"],
        "cite": [],
        "sql": ["query"],
    }


def test_the_instructions_name_the_data_its_terms_and_the_way_in(book):
    told = instructions(book)
    publication = book.report.conference.report
    for part in (book.report.conference.name, publication.licence, publication.attribution, book.report.version, "printed", "search"):
        assert part in told
    assert "\n" not in told
    assert len(told) < 2000


# --- what they answer


@pytest.mark.parametrize("tool", ASKED)
def test_answers_are_small_and_as_their_schema_says(tool, answered, book):
    found = answered(tool, ASKED[tool])
    assert 20 < len(json.dumps(found)) < 8000
    assert answered(tool, ASKED[tool]) == found
    assert json.loads(line(TOOLS[tool].answer(book, ASKED[tool]))) == found


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_of_a_kind_can_be_shown_and_has_a_place(kind, shown, book):
    for record in book.records(kind):
        (found,) = shown[ref_of(record)]
        assert found["ref"] == ref_of(record)
        assert found["place"]
        assert found["facts"]


def test_every_text_is_marked_as_the_evidence_says(shown, book):
    """Whatever is called printed is by `iclc show --evidence` printed or under a remark that leaves it so; nothing ours is."""
    seen = set()
    for _, record in all_records(book.report):
        told = {}
        for one in book.evidence(record):
            told.setdefault(one.field, []).append(one.standing)
        (found,) = shown[ref_of(record)]
        for fact in found["facts"]:
            seen.add(fact["standing"])
            if fact["standing"] == "printed" and not fact["field"].startswith("aliases"):
                assert set(told[fact["field"]]) <= {"printed", "ambiguous", "unstated"}, (ref_of(record), fact)
    assert seen == {"printed", "paraphrase", "classified", "added", "corrected", "inferred"}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_list_calls_printed_is_printed_field_by_field(kind, answered):
    """Of fields that have parts too, which go by their texts: a definition is ours."""
    names = [".".join(path) for path in fields(KINDS[kind].record) if path[0] not in ("id", "remarks")]
    for record in answered("list", {"kind": kind, "fields": names, "limit": 100})["records"]:
        for fact in record["facts"]:
            field = fields(KINDS[kind].record)[tuple(fact["field"].split("."))]
            if fact["standing"] == "printed" and not fact["field"].startswith("aliases"):
                assert not is_node(field.shape.base)
                assert standing(field.owner, field.path[-1]) == "printed"
    if kind == "topic":
        (definition,) = answered("list", {"kind": "topic", "match": '"health literacy"', "fields": "definition"})["records"][0]["facts"]
        assert definition["standing"] == "paraphrase"


def test_a_corrected_name_says_what_print_has(answered):
    (found,) = answered("show", {"refs": "Chiang Rai", "fields": "name"})["records"]
    (name,) = found["facts"]
    assert (found["standing"], name["standing"], name["printed"]) == ("corrected", "corrected", "Chaing Rai")
    assert name["reason"]


def test_a_description_of_ours_is_no_printed_name(answered, book):
    for record in book.report.initiatives:
        (found,) = answered("find", {"name": ref_of(record)})["records"]
        assert (found["standing"] == "paraphrase") == (not record.named)
        assert found["label"].startswith("[") == (not record.named)


def test_find_tells_all_that_a_name_could_mean(answered, book):
    found = answered("find", {"name": "David"})["records"]
    assert {"speaker/david-nabarro", "speaker/david-atchoarena"} <= {one["ref"] for one in found}
    assert answered("find", {"name": "Cork", "kind": "city"})["records"][0]["ref"] == "city/cork"
    many = answered("find", {"name": "learning"})
    assert len(many["records"]) == 10
    assert re.match(r"\d+ of \d+ records of that name are left out: ", many["left_out"])


@pytest.mark.parametrize(
    "query", ["health literacy", "digital -children", '"lifelong learning"', "helth litracy", "volcano eruption", "GNLC"]
)
def test_search_finds_what_the_library_finds_in_the_same_order(query, answered, book):
    result = book.search(query)
    found = answered("search", {"query": query, "limit": 100})
    assert [one["ref"] for one in found["found"]] == [f"{hit.kind}/{hit.id}" for hit in result.hits][:100]
    assert [one["facts"][0]["value"] for one in found["found"]] == [hit.snippet for hit in result.hits][:100]
    assert found["total"] == len(result.hits)
    assert found.get("read_as", {}) == result.read_as
    assert found["partial"] == (result.partial and bool(result.hits))


def test_search_takes_kinds_and_filters(answered, book):
    found = answered("search", {"query": "digital", "kinds": ["initiative"], "where": {"country": ["Ireland", "China"]}})
    expected = book.search("digital", kinds=["initiative"], country=["Ireland", "China"]).hits
    assert [one["ref"] for one in found["found"]] == [f"initiative/{hit.id}" for hit in expected][:10]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"kind": "city", "where": {"region": "Africa"}}, {"region": "africa"}),
        ({"kind": "city", "where_not": {"country": ["Ireland", "China"]}}, {"not_country": ["Ireland", "China"]}),
        ({"kind": "initiative", "without": ["city"]}, {"no_city": True}),
        ({"kind": "initiative", "where": {"named": True, "proposed_by": "Cork"}}, {"named": True, "proposed_by": "Cork"}),
        ({"kind": "statement", "where": {"type": "requests"}, "match": "cluster*"}, {"type": "request", "match": "cluster*"}),
    ],
)
def test_list_chooses_as_the_library_does(asked, wanted, answered, book):
    found = answered("list", {**asked, "limit": 100})
    expected = book.select(asked["kind"], **wanted)
    assert [one["ref"] for one in found["records"]] == [ref_of(one) for one in expected][:100]
    assert (found["total"], found["of"]) == (len(expected), len(book.records(asked["kind"])))


def test_what_is_left_out_is_said_and_can_be_had(answered, book):
    gathered, offset = [], 0
    while True:
        found = answered("list", {"kind": "initiative", "limit": 70, "offset": offset})
        gathered += [one["ref"] for one in found["records"]]
        more = re.search(r"ask again with offset=(\d+)", found.get("left_out", ""))
        if not more:
            break
        offset = int(more[1])
    assert gathered == [ref_of(one) for one in book.records("initiative")]
    total = len(gathered)
    assert answered("list", {"kind": "initiative"})["left_out"] == (
        f"{total - 20} of {total} initiatives are left out: these are 1 to 20; ask again with offset=20 or a limit up to 100"
    )
    assert (
        answered("list", {"kind": "initiative", "offset": 9999})["left_out"]
        == f"{total} of {total} initiatives are left out: these are none"
    )
    assert "left_out" not in answered("list", {"kind": "sdg"})


def test_list_sorts_and_tells_other_fields_across_references(answered):
    found = answered("list", {"kind": "city", "fields": ["country.region", "country"], "sort": ["-name"], "limit": 1})["records"][0]
    assert [fact["field"] for fact in found["facts"]] == ["country.region", "country"]
    assert found["facts"][1]["refs"][0].startswith("country/")
    assert found["ref"] == "city/yeonsu"


def test_counts_are_those_of_the_library(answered, book):
    known, initiatives = book.fields("initiative"), book.records("initiative")
    one = answered("list", {"kind": "initiative", "count_by": "kind", "limit": 100})
    assert [(each["values"][0], each["count"]) for each in one["counts"]] == [
        (each.value, each.count) for each in known.count_by(initiatives, "kind")
    ]
    two = answered("list", {"kind": "initiative", "count_by": ["kind", "country"], "limit": 100})
    assert two["counts"][0]["count"] == known.count_by_two(initiatives, "kind", "country")[0].count
    assert "records" not in two
    assert two["standings"] == ["classified", "printed"]
    assert ["event", "(none)"] in [each["values"] for each in two["counts"]]


def test_show_tells_parts_of_fields_and_counts_links(answered, book):
    cork = book.find("city", "cork")
    (found,) = answered("show", {"refs": ["Ann Doherty"], "fields": ["appearances.said"]})["records"]
    assert found["facts"]
    assert all(re.match(r"appearances\[\d\]\.said\[\d\]\.text$", fact["field"]) for fact in found["facts"])
    assert {fact["standing"] for fact in found["facts"]} == {"paraphrase"}
    assert sum(answered("show", {"refs": "Cork"})["records"][0]["linked"].values()) == len(book.related(cork))
    assert [one["ref"] for one in answered("show", {"refs": ["Cork", "city/cork", "sdg-3"]})["records"]] == ["city/cork", "sdg/sdg-3"]


def test_related_tells_every_link_and_where_it_stands(answered, book):
    found = answered("related", {"ref": "Cork", "limit": 100})
    expected = book.related(book.find("city", "cork"))
    assert sorted((one["ref"], one["via"]) for one in found["links"]) == sorted((f"{one.kind}/{one.id}", one.via) for one in expected)
    assert found["total"] == sum(found["kinds"].values()) == len(expected)
    assert all(one["place"] for one in found["links"])
    assert {one["ref"].partition("/")[0] for one in answered("related", {"ref": "Cork", "kinds": ["speaker"]})["links"]} == {"speaker"}


def test_sql_asks_the_tables_of_the_export_and_says_that_there_is_more(answered, book):
    found = answered("sql", {"query": "SELECT 1 AS id, 0.5 AS share, NULL AS acronym"})
    assert found == {"columns": ["id", "share", "acronym"], "rows": [[1, 0.5, None]]}
    found = answered("sql", {"query": "SELECT id FROM cities ORDER BY id", "limit": 3})
    assert found["rows"] == [[one] for one in sorted(city.id for city in book.report.cities)[:3]]
    assert (
        found["left_out"]
        == "there are more than these 3 rows; a limit up to 100 tells more; LIMIT and OFFSET in the query tell the next ones"
    )
    [[meaning]] = answered("sql", {"query": "SELECT description FROM columns WHERE table_name = 'cities' AND column_name = 'name'"})["rows"]
    assert meaning == in_a_line(field_doc(KINDS["city"].record, "name"))


def test_compare_tells_the_rows_of_the_library_and_how_much_it_left_out(answered, book):
    found = answered("compare", {"refs": ["Cork", "Limerick"]})
    rows = book.compare(book.find("city", "Cork"), book.find("city", "Limerick"))
    assert [row["field"] for row in found["rows"]] == [row.field for row in rows]
    for row, whole in zip(found["rows"], rows, strict=True):
        for ref, held in row["values"].items():
            everything = whole.values[ref.partition("/")[2]]
            assert tuple(held) == everything[: len(held)]
            assert row.get("left_out", {}).get(ref, 0) == len(everything) - len(held)
    assert any("left_out" in row for row in found["rows"])
    assert [(one["ref"], one["standing"]) for one in found["records"]] == [("city/cork", "printed"), ("city/limerick", "inferred")]
    assert {row["field"]: row["standing"] for row in found["rows"]}["statements"] == "paraphrase"


def test_cite_gives_what_the_command_gives(answered, iclc):
    assert answered("cite")["text"] == iclc("cite").stdout
    assert answered("cite", {"refs": ["Ann Doherty", "forum-2.2"], "style": "apa"})["text"] == (
        iclc("cite", "Ann Doherty", "forum-2.2", "--style", "apa").stdout
    )


# --- what is asked wrongly


@pytest.mark.parametrize(
    ("tool", "arguments", "error", "told"),
    [
        ("search", {}, UsageError, "search: query is missing"),
        ("search", {"query": ""}, UsageError, "the query has no words"),
        ("search", {"query": "x" * 1001}, UsageError, "the query has 1,001 characters; give at most 1,000"),
        ("search", {"querry": "x"}, UsageError, "search takes no 'querry'. Did you mean query? It takes: query, kinds, "),
        ("search", {"query": 5}, UsageError, "search: query should be a valid string"),
        ("search", {"query": "x", "limit": 0}, UsageError, "search: limit should be greater than or equal to 1"),
        ("search", {"query": "x", "limit": 10**400}, UsageError, "search: limit "),
        ("search", {"query": "x", "limit": "ten", "offset": -1}, UsageError, "search: limit should be a valid integer; offset should"),
        ("search", {"query": "x", "kinds": ["volcano"]}, NotFoundError, "no kind 'volcano'; there are: conference, section"),
        ("search", {"query": "x", "where": {"status": "done"}}, UsageError, "no filter 'status' for a search. There are: section, city"),
        ("search", {"query": "x", "where": {"city": 7}}, UsageError, "search: where.city should be a valid string or should be"),
        ("find", {"name": "Corck"}, NotFoundError, "no record 'Corck'. Did you mean city/cork?"),
        ("find", {"name": "qqqqqq"}, NotFoundError, "no record 'qqqqqq'; search finds words in texts"),
        ("find", {"name": ""}, NotFoundError, "no record ''"),
        ("show", {"refs": []}, UsageError, "refs is empty; give at least one"),
        ("show", {"refs": ["David"]}, AmbiguousError, "'David' is ambiguous; give one of speaker/david-"),
        ("show", {"refs": ["Corck", "qqqqqq"]}, NotFoundError, "no record 'Corck'. Did you mean city/cork?; no record 'qqqqqq'"),
        ("show", {"refs": "Cork", "fields": "volume"}, UsageError, "no record has a field 'volume'; show without"),
        ("list", {"kind": "volcano"}, NotFoundError, "no kind 'volcano'; there are: conference"),
        ("list", {"kind": "city", "where": {"regoin": "x"}}, UsageError, "no filter 'regoin' for cities. Did you mean region? "),
        ("list", {"kind": "city", "where": {"region": "Atlantis"}}, NotFoundError, "no region 'Atlantis'. It is one of africa, "),
        ("list", {"kind": "city", "fields": "colour"}, UsageError, "no field 'colour' in cities. "),
        ("list", {"kind": "city", "sort": "colour"}, UsageError, "no field 'colour' in cities. "),
        ("list", {"kind": "city", "count_by": ["a", "b", "c"]}, UsageError, "count_by takes one field or two"),
        ("list", {"kind": "city", "count_by": "colour"}, UsageError, "no field 'colour' in cities. "),
        ("related", {"ref": ["Cork"]}, UsageError, "related: ref should be a valid string"),
        ("compare", {"refs": ["Cork"]}, UsageError, "compare needs two or more different records"),
        ("compare", {"refs": ["Cork", "Ban Ki-moon"]}, UsageError, "compare needs records of one kind, and these are of several: city/"),
        ("compare", {"refs": "Cork"}, UsageError, "compare: refs should be a valid array"),
        ("sql", {"query": "SELECT * FROM towns"}, UsageError, "no such table: towns. Did you mean sections? There are: those of 'SEL"),
        ("sql", {"query": "DROP TABLE cities"}, UsageError, "this would change something"),
        ("sql", {}, UsageError, "sql: query is missing"),
        ("cite", {"style": "mla"}, NotFoundError, "no style 'mla'. It is one of text, apa, bibtex, ris, csl-json."),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_told_in_one_line(tool, arguments, error, told, book):
    with pytest.raises(IclcError) as caught:
        TOOLS[tool].answer(book, arguments)
    assert isinstance(caught.value, error)
    assert message(caught.value).startswith(told)
    assert "\n" not in message(caught.value)


def test_a_fault_of_ours_is_told_without_a_traceback():
    assert message(KeyError("x\x1b[2J\n")) == "internal error: KeyError: 'x\\x1b[2J\\n'; please report it, with what was asked"


def test_null_is_as_good_as_nothing_and_a_text_that_looks_like_json_stays_a_text(book, answered):
    assert TOOLS["search"].answer(book, {"query": "health", "kinds": None, "where": None, "limit": None}).found
    with pytest.raises(NotFoundError, match="no record 'null'"):
        TOOLS["find"].answer(book, {"name": "null"})
    assert answered("find", {"name": "Cork", "kind": "city"}) == book.to_dict(
        TOOLS["find"].answer(book, {"name": "Cork", "kind": "cities"})
    )


# --- the server


NEEDED = pytest.mark.skipif(find_spec("mcp") is None, reason="the extra mcp is not installed")
COMMAND = [sys.executable, "-m", "iclc_cli", "mcp"]


def with_client(ask, *options, errors=None):
    """Run something with the library's own client on a server of its own."""
    import anyio
    from mcp import Client, StdioServerParameters
    from mcp.client.stdio import stdio_client

    @asynccontextmanager
    async def transport():
        server = StdioServerParameters(command=COMMAND[0], args=[*COMMAND[1:], *map(str, options)])
        async with stdio_client(server, errlog=errors or sys.__stderr__) as streams:
            yield streams

    async def run():
        async with Client(transport()) as client:
            return await ask(client)

    return anyio.run(run)


WRONG = [("find", {"name": "Corck"}), ("search", {"query": ""}), ("list", {"kind": "city", "where": {"regoin": "x"}}), ("search", None)]


def twenty(book):
    """As many questions, of which one names what is not there."""
    questions = [("search", {"query": city.name}) for city in book.report.cities[:10]]
    questions += [("show", {"refs": ref_of(speaker)}) for speaker in book.report.speakers[:6]]
    return [*questions, WRONG[0], ("cite", {}), ("related", {"ref": "Yeonsu"}), ("list", {"kind": "topic", "match": "health"})]


@pytest.fixture(scope="module")
def heard(book):
    """What the library's own client hears of one server, whatever it asks."""
    import anyio
    from mcp import MCPError

    async def ask(client):
        told = SimpleNamespace(server=client.server_info, instructions=client.instructions, at_once={})
        told.tools = (await client.list_tools()).tools
        told.answers = {tool: await client.call_tool(tool, arguments) for tool, arguments in ASKED.items()}
        told.wrong = [await client.call_tool(tool, arguments) for tool, arguments in WRONG]
        with pytest.raises(MCPError) as caught:
            await client.call_tool("serch", {})
        told.unknown = caught.value.error

        async def one(number, tool, arguments):
            told.at_once[number] = await client.call_tool(tool, arguments)

        async with anyio.create_task_group() as tasks:
            for number, question in enumerate(twenty(book)):
                tasks.start_soon(one, number, *question)
        return told

    return with_client(ask)


@NEEDED
def test_the_client_lists_the_tools_with_their_schemas(heard, book):
    assert (heard.server.name, heard.server.title, heard.instructions) == ("iclc", book.report.conference.name, instructions(book))
    assert [tool.name for tool in heard.tools] == list(TOOLS)
    for tool in heard.tools:
        assert tool.input_schema == TOOLS[tool.name].input_schema()
        assert tool.output_schema == TOOLS[tool.name].output_schema()
        assert tool.description == TOOLS[tool.name].description
        assert (tool.annotations.read_only_hint, tool.annotations.open_world_hint) == (True, False)


@NEEDED
def test_the_client_gets_of_each_tool_what_it_answers_as_text_and_as_data(heard, answered):
    for tool, result in heard.answers.items():
        expected = answered(tool, ASKED[tool])
        assert not result.is_error
        assert result.structured_content == expected
        assert json.loads(result.content[0].text) == expected


@NEEDED
def test_errors_reach_the_client(heard):
    assert [result.is_error for result in heard.wrong] == [True] * len(WRONG)
    assert heard.wrong[0].content[0].text == "no record 'Corck'. Did you mean city/cork?"
    assert heard.wrong[1].content[0].text == "the query has no words"
    assert (heard.unknown.code, heard.unknown.message.partition("?")[0]) == (-32602, "no tool 'serch'. Did you mean search")


@NEEDED
def test_twenty_calls_at_once_get_twenty_right_answers(heard, book, answered):
    """The server goes on after errors, too."""
    questions = twenty(book)
    assert len(heard.at_once) == len(questions) == 20
    for number, (tool, arguments) in enumerate(questions):
        if (tool, arguments) == WRONG[0]:
            assert heard.at_once[number].is_error
        else:
            assert heard.at_once[number].structured_content == answered(tool, arguments)


@NEEDED
def test_another_report_can_be_served(answered):
    async def ask(client):
        return client.server_info.title, await client.call_tool("list", {"kind": "city"})

    title, found = with_client(ask, "--data", SMALL)
    small = load_report(SMALL)
    assert title == small.report.conference.name
    assert found.structured_content == answered("list", {"kind": "city"}, book=small)


@NEEDED
def test_hostile_data_does_nothing_to_the_protocol_or_a_terminal(tmp_path):
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(planted()), encoding="utf-8")
    book = load_report(path)
    ref = ref_of(book.report.speakers[0])
    asked = {
        "search": {"query": book.report.cities[0].id},
        "find": {"name": ref},
        "show": {"refs": [ref_of(record) for _, record in all_records(book.report) if kind_of(record) != "passage"]},
        "list": {"kind": "topic"},
        "related": {"ref": ref},
        "compare": {"refs": [ref_of(one) for one in book.report.cities[:2]]},
        "cite": {"refs": ref},
        "sql": {"query": "SELECT * FROM records"},
    }

    async def ask(client):
        return client.instructions, client.server_info.title, {tool: await client.call_tool(tool, one) for tool, one in asked.items()}

    told, title, results = with_client(ask, "--data", path)
    assert controls(told + title, allowed="") == set()
    for tool, result in results.items():
        assert not result.is_error, result
        assert controls(result.content[0].text) == set(), tool
        assert json.loads(result.content[0].text) == result.structured_content == book.to_dict(TOOLS[tool].answer(book, asked[tool]))


# The same without a client, for what no client does


def request(number, method, **params):
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


HELLO = [
    request(0, "initialize", protocolVersion="2025-06-18", capabilities={}, clientInfo={"name": "test", "version": "1"}),
    {"jsonrpc": "2.0", "method": "notifications/initialized"},
]


def call(number, tool, **arguments):
    return request(number, "tools/call", name=tool, arguments=arguments)


def lines(*messages):
    return b"".join((one if isinstance(one, bytes) else json.dumps(one).encode()) + b"\n" for one in messages)


def conversation(*messages, options=(), **more):
    """What a server answers to messages that come all at once before its input ends: by id, in their order."""
    done = subprocess.run([*COMMAND, *options], input=lines(*HELLO, *messages), capture_output=True, timeout=60, **more)
    answers = [json.loads(text) for text in done.stdout.splitlines()]
    assert all(one["jsonrpc"] == "2.0" for one in answers)  # nothing else is written there
    return answers, done


@NEEDED
def test_what_was_asked_before_the_input_ended_is_answered(answered):
    calls = [call(number, "search", query=f"health {number}") for number in range(1, 21)]
    answers, done = conversation(*calls, call("last", "find", name="Corck"))
    assert (done.returncode, done.stderr) == (0, b"")
    assert answers[0]["id"] == 0
    assert {one["id"] for one in answers} == {*range(21), "last"}
    held = {one["id"]: one["result"] for one in answers}
    assert held[7]["structuredContent"] == answered("search", {"query": "health 7"})
    assert held["last"]["isError"]


@NEEDED
def test_a_call_that_was_cancelled_keeps_nobody_waiting():
    cancelled = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 2}}
    answers, done = conversation(*(call(number, "search", query="health") for number in (1, 2, 3)), cancelled)
    assert (done.returncode, done.stderr) == (0, b"")
    assert {1, 3} <= {one["id"] for one in answers}


@NEEDED
def test_what_is_no_message_is_refused_and_the_server_goes_on():
    sent = {
        b"no json": -32700,
        b"": -32700,
        b"\xff\xfe": -32700,
        b'{"a": "\\ud800"}': -32700,
        b"[" * 100_000: -32700,
        b"[]": -32600,
        b"5": -32600,
        b'{"jsonrpc": "1.0", "id": 5, "method": "ping"}': -32600,
        b'{"jsonrpc": "2.0", "id": 5, "method": 5}': -32600,
    }
    questions = [call(number, "find", name="Cork") for number in range(1, len(sent) + 1)]
    answers, done = conversation(*(one for pair in zip(sent, questions, strict=True) for one in pair))
    assert (done.returncode, done.stderr) == (0, b"")
    assert [one["error"]["code"] for one in answers if one["id"] is None] == list(sent.values())
    assert sorted(one["id"] for one in answers if "result" in one) == list(range(len(sent) + 1))


@NEEDED
def test_a_request_that_is_wrong_is_an_error_and_the_server_goes_on():
    wrong = [
        request(1, "tools/call", name="find", arguments=[]),
        request(2, "tools/call", name=5),
        request(3, "tools/call"),
        request(4, "nosuch/method"),
        request(5, "prompts/list"),
    ]
    questions = [call(number, "find", name="Cork") for number in range(11, 16)]
    answers, done = conversation(*(one for pair in zip(wrong, questions, strict=True) for one in pair))
    assert (done.returncode, done.stderr) == (0, b"")
    held = {one["id"]: one for one in answers}
    assert [held[number]["error"]["code"] for number in range(1, 6)] == [-32602, -32602, -32602, -32601, -32601]
    assert all(held[number]["result"]["structuredContent"]["records"] for number in range(11, 16))


@NEEDED
def test_no_input_at_all_is_no_error():
    done = subprocess.run(COMMAND, input=b"", capture_output=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.fixture
def server():
    """A server that has said hello and waits."""
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdin.write(lines(*HELLO))
        running.stdin.flush()
        assert json.loads(running.stdout.readline())["id"] == 0
        yield running
        running.kill()


@NEEDED
def test_a_client_that_goes_away_leaves_no_server_and_no_traceback(server):
    server.stdin.write(lines(*(call(number, "search", query="health") for number in range(1, 21))))
    server.stdin.flush()
    server.stdout.close()
    server.stdin.close()
    assert server.wait(10) in (-signal.SIGPIPE, 0)
    assert server.stderr.read() == b""


@NEEDED
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)])
def test_a_signal_ends_the_server_though_nobody_writes(server, number, code):
    server.send_signal(number)
    begun = time.monotonic()
    assert server.wait(10) == code
    assert time.monotonic() - begun < 5
    assert server.stderr.read() == b""


@NEEDED
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
def test_a_full_disk_is_one_line():
    with open("/dev/full", "wb") as full:
        done = subprocess.run(COMMAND, input=lines(*HELLO), stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 1
    assert done.stderr == b"error: standard output could not be written: No space left on device\n"


# --- the command


def test_without_the_extra_the_command_says_what_to_install(process, tmp_path):
    (tmp_path / "mcp.py").write_text("raise ModuleNotFoundError('no module named mcp', name='mcp')\n", encoding="utf-8")
    done = process("mcp", env={"PYTHONPATH": str(tmp_path)})
    assert (done.code, done.stdout) == (1, b"")
    assert done.stderr == b"error: iclc mcp needs one more package: pip install 'iclc[mcp]'\n"


@NEEDED
@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--data", "-"], 2, "standard input is what the server listens to; give the data as a file"),
        (["--data", "/nonexistent.json"], 5, "/nonexistent.json: cannot be read: No such file or directory; check the path"),
        (["extra"], 2, ""),
    ],
)
def test_the_command_says_what_cannot_be_served(options, code, told, process):
    done = process("mcp", *options)
    assert (done.code, done.stdout) == (code, b"")
    assert told in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_the_variable_cannot_make_the_input_data_either(process):
    done = process("mcp", env={"ICLC_DATA": "-"})
    assert (done.code, done.stdout) == (2, b"")
    assert done.stderr == b"error: standard input is what the server listens to; give the data as a file\n"


@NEEDED
@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_a_closed_stream_is_an_error_in_one_line(closed):
    done = subprocess.run(["bash", "-c", f'"$0" -m iclc_cli mcp {closed}', sys.executable], input=b"", capture_output=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr == b"error: the server listens to standard input and answers on standard output; leave both open\n"


def test_the_tools_need_nothing_of_the_protocols_library():
    script = "import sys; import iclc_cli.server.tools; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert set(done.stdout.split()) & {"mcp", "mcp_types", "anyio", "typer", "rich"} == set()


def test_a_class_that_stands_on_another_has_the_words_of_its_fields():
    assert field_doc(Found, "label") == field_doc(Named, "label") == "What to call it."
    assert field_doc(Found, "missing") == "Words of the query that it does not hold."
    assert field_doc(Found, "nosuch") == ""
