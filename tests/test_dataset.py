"""Finding and reading a report, and every way in which somebody's file can be unusable."""

import io
import json
import os
import random
from pathlib import Path

import pytest
from conftest import SMALL
from hypothesis import given
from hypothesis import strategies as st

from iclc_cli.dataset import files, validation
from iclc_cli.dataset import loading as dataset
from iclc_cli.errors import InvalidDataError, InvalidReportError

TEXT = SMALL.read_text(encoding="utf-8")
BOM = b"\xef\xbb\xbf"


def with_value(number):
    """The small report with another number, as JSON text, in place of a figure's 12.5."""
    return TEXT.replace('"value": 12.5', f'"value": {number}').encode()


def with_words(raw):
    """The small report with other bytes in place of something said."""
    return TEXT.encode().replace(b"Light comes first.", raw)


def one_line(result):
    """The error of a run that failed as it should: one line, nothing else."""
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("\n") == 1
    assert result.stderr.endswith("\n")
    assert "Traceback" not in result.stderr
    assert "\x1b" not in result.stderr
    return result.stderr.removeprefix("error: ").rstrip("\n")


# Finding a file


def test_without_a_word_the_bundled_report_is_read():
    assert dataset.load().conference.id == "iclc-5"


def test_the_bundled_report_is_read_once():
    assert dataset.load() is dataset.load()


def test_a_checkout_reads_the_file_at_its_root():
    package = Path(dataset.__file__).resolve().parents[1]
    if (package / "data").exists():
        pytest.skip("not a checkout")
    assert dataset.bundled() == package.parents[1] / "data" / "report.json"


def test_an_installed_package_reads_the_file_inside_it(tmp_path, monkeypatch):
    package = tmp_path / "site" / "iclc_cli"
    (package / "data").mkdir(parents=True)
    (package / "data" / "report.json").write_bytes(SMALL.read_bytes())
    monkeypatch.setattr(dataset, "__file__", str(package / "dataset" / "loading.py"))
    assert dataset.bundled() == package / "data" / "report.json"
    assert dataset.load().conference.id == "harbours-3"


def test_the_working_folder_does_not_matter(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "report.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    assert dataset.load().conference.id == "iclc-5"


def test_iclc_data_names_another_report(monkeypatch):
    monkeypatch.setenv("ICLC_DATA", str(SMALL))
    assert dataset.load().conference.id == "harbours-3"


def test_an_empty_iclc_data_is_as_good_as_none(monkeypatch):
    monkeypatch.setenv("ICLC_DATA", "")
    assert dataset.load().conference.id == "iclc-5"


def test_the_option_wins_over_the_variable(iclc, monkeypatch, tmp_path):
    monkeypatch.setenv("ICLC_DATA", str(tmp_path / "missing.json"))
    assert iclc("cities", "--count", "--data", SMALL).stdout == "3\n"


def test_a_bad_iclc_data_is_told_of(iclc, monkeypatch):
    monkeypatch.setenv("ICLC_DATA", "/no/such.json")
    assert one_line(iclc("cities", code=5)) == "/no/such.json: cannot be read: No such file or directory; " + ("check the path")


def test_a_dash_reads_standard_input(iclc):
    result = iclc("cities", "--data", "-", "--json", input=SMALL.read_bytes())
    assert [city["id"] for city in result.json] == ["lodka-wielka", "port-lodka", "saint-aero"]


def test_iclc_data_may_be_standard_input(iclc, monkeypatch):
    monkeypatch.setenv("ICLC_DATA", "-")
    assert iclc("speakers", "--count", input=SMALL.read_bytes()).stdout == "3\n"


def test_the_users_file_is_the_same_as_the_fast_way_reads_it(small):
    assert dataset.load(str(SMALL)) == small


def test_raw_names_where_the_bytes_are_from(monkeypatch):
    assert dataset.raw() == (dataset.bundled().read_bytes(), "the bundled data")
    assert dataset.raw(str(SMALL)) == (SMALL.read_bytes(), str(SMALL))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
    assert dataset.raw("-") == (b"{}", "standard input")


def test_an_error_of_the_library_names_no_command():
    with pytest.raises(InvalidReportError) as caught:
        validation.parse_report(b"", "mine.json")
    assert caught.value.message == "mine.json: the file: is empty; give a JSON file in the schema iclc-report-2"
    assert caught.value.source == "mine.json"


def test_closed_standard_input_is_an_empty_file(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(InvalidDataError, match=r"^standard input: the file: is empty"):
        dataset.load("-")


@pytest.mark.parametrize("spacing", [(",", ":"), (" , ", " : "), (",\r\n\t", ":\r\n\t")])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_spacing_and_escapes_of_the_file_do_not_matter(small, spacing, ascii_only):
    data = json.dumps(json.loads(TEXT), separators=spacing, ensure_ascii=ascii_only).encode()
    assert validation.parse_report(data, "x") == small


def test_a_byte_order_mark_is_accepted(iclc, tmp_path):
    path = tmp_path / "bom.json"
    path.write_bytes(BOM + SMALL.read_bytes())
    assert iclc("cities", "--count", "--data", path).stdout == "3\n"


# What is no file


def test_a_folder_is_no_data_file(iclc, tmp_path):
    told = one_line(iclc("cities", "--data", tmp_path, code=5))
    assert told == f"{tmp_path}: is a folder; give a JSON file, or - for standard input"


def test_a_fifo_without_a_writer_is_refused_at_once(iclc, tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    told = one_line(iclc("cities", "--data", fifo, code=5))
    assert told == f"{fifo}: not a regular file; give a JSON file, or - for standard input"


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused(iclc, device):
    told = one_line(iclc("cities", "--data", device, code=5))
    assert told == f"{device}: not a regular file; give a JSON file, or - for standard input"


def test_a_missing_file_is_named(iclc, tmp_path):
    told = one_line(iclc("cities", "--data", tmp_path / "none.json", code=5))
    assert told.startswith(f"{tmp_path}/none.json: cannot be read: No such file or directory")


def test_a_file_name_is_shown_harmlessly(iclc):
    told = one_line(iclc("cities", "--data", "/no/\x1b[2J\nx", code=5))
    assert told.startswith(r"/no/\u001b[2J\u000ax: cannot be read")


def test_a_file_name_with_a_nul_is_no_crash():
    with pytest.raises(InvalidDataError, match="cannot be read"):
        dataset.load("a\0b")


def test_a_folder_on_the_way_that_is_a_file_is_told_of(iclc):
    assert "cannot be read: Not a directory" in one_line(iclc("cities", "--data", SMALL / "x", code=5))


# Size


def cap(monkeypatch, size):
    """Lower the size cap."""
    monkeypatch.setattr(files, "DATA", files.DATA._replace(cap=size))


def test_a_file_over_the_cap_is_refused(iclc, monkeypatch):
    cap(monkeypatch, 1000)
    assert one_line(iclc("cities", "--data", SMALL, code=5)) == f"{SMALL}: larger than 1,000 bytes; give a smaller file"


def test_standard_input_over_the_cap_is_refused(iclc, monkeypatch):
    cap(monkeypatch, 1000)
    told = one_line(iclc("cities", "--data", "-", code=5, input=b" " * 1001))
    assert told == "standard input: larger than 1,000 bytes; give a smaller file"


def test_endless_standard_input_is_read_no_further_than_the_cap(monkeypatch):
    with open("/dev/zero", "rb") as endless:
        cap(monkeypatch, 1000)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(endless))
        with pytest.raises(InvalidDataError, match="larger than 1,000 bytes"):
            dataset.load("-")


def test_a_file_as_large_as_the_cap_is_read(monkeypatch):
    cap(monkeypatch, SMALL.stat().st_size)
    assert dataset.load(str(SMALL)).conference.id == "harbours-3"


def test_the_cap_is_the_one_promised():
    assert files.DATA.cap == 1_000_000_000


# What is no report

FAULTS = {
    "empty": (b"", "the file: is empty; give a JSON file in the schema iclc-report-2"),
    "blank": (b" \r\n\t", "the file: is empty"),
    "byte order mark only": (BOM, "the file: is empty"),
    "truncated": (TEXT.encode()[:3000], "the file: is no valid JSON: EOF while parsing "),
    "truncated in a string": (TEXT.encode()[:400], "the file: is no valid JSON: EOF while parsing a string"),
    "trailing": (TEXT.encode() + b"x", f"the file: is no valid JSON: trailing characters at line {len(TEXT.splitlines()) + 1} column 1"),
    "two reports": (TEXT.encode() * 2, "the file: is no valid JSON: trailing characters"),
    "UTF-16": (TEXT.encode("utf-16"), "the file: is not UTF-8 (byte 1); save it as UTF-8"),
    "UTF-32": (TEXT.encode("utf-32"), "the file: is not UTF-8 (byte 1); save it as UTF-8"),
    "Latin-1": (with_words("Été".encode("latin-1")), "the file: is not UTF-8 (byte "),
    "invalid UTF-8": (with_words(b"\xff"), "the file: is not UTF-8 (byte "),
    "encoded surrogate": (with_words(b"\xed\xa0\x80"), "the file: is not UTF-8 (byte "),
    "lone high surrogate": (with_words(rb"\ud800"), "the file: is no valid JSON: "),
    "lone low surrogate": (with_words(rb"\udc00"), "the file: is no valid JSON: lone leading surrogate"),
    "raw control": (with_words(b"a\nb"), "the file: is no valid JSON: control character"),
    "a comment": (b"// x\n" + TEXT.encode(), "the file: is no valid JSON: expected value at line 1 column 1"),
    "an array": (b"[]", "the file: should be an object"),
    "null": (b"null", "the file: should be an object"),
    "a string": (b'"report"', "the file: should be an object"),
    "an empty object": (b"{}", "the file, schema: is missing; every key is always there (null or [] when nothing is known)"),
    "NaN": (with_value("NaN"), "figures[1] (rope-share), value: should be a valid integer or a finite number"),
    "Infinity": (with_value("Infinity"), "figures[1] (rope-share), value: "),
    "minus Infinity": (with_value("-Infinity"), "figures[1] (rope-share), value: "),
    "1e999": (with_value("1e999"), "figures[1] (rope-share), value: "),
    "a number of 5,000 digits": (with_value("9" * 5000), "the file: is no valid JSON: number out of range"),
    "a number of 4,000 digits": (with_value("9" * 4000), "figure/rope-share, value: is a number too large to be a figure"),
    "a large float": (with_value("1e16"), "figure/rope-share, value: is a number too large to be a figure"),
    "100,000 brackets": (b"[" * 100_000, "the file: is no valid JSON: recursion limit exceeded at line 1 column 202"),
    "100,000 braces": (b'{"a":' * 100_000, "the file: is no valid JSON: recursion limit exceeded"),
    "deep in a field": (
        TEXT.replace('"documents": []', f'"documents": {"[" * 100_000}{"]" * 100_000}').encode(),
        "the file: is no valid JSON: recursion limit exceeded",
    ),
    "nested but not too deep": (TEXT.replace('"documents": []', '"documents": [[[[]]]]').encode(), "documents[0]: should be an object"),
    "a dangling reference": (
        TEXT.replace('"host": "lodka-wielka"', '"host": "atlantis"').encode(),
        "conference/harbours-3, host: refers to city 'atlantis', which is not there; add it or mend the reference",
    ),
    "an id twice": (TEXT.replace('"id": "carl-weiss"', '"id": "anna-weiss"').encode(), "speaker/anna-weiss, id: is the id of two speakers"),
    "another schema": (TEXT.replace("iclc-report-2", "iclc-report-1").encode(), "the file, schema: is 'iclc-report-1', and must be "),
    "an escape sequence in a key": (TEXT.replace('"theme"', r'"\u001b[2Jtheme"').encode(), "conference, theme: is missing"),
    "an escape sequence in a value": (TEXT.replace('"bullet"', r'"\u001b[2J\u202e"').encode(), r"is '\u001b[2J\u202e', and must be"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_an_unusable_file_gets_one_line_that_says_what_and_where(iclc, tmp_path, name):
    data, said = FAULTS[name]
    path = tmp_path / "mine.json"
    path.write_bytes(data)
    told = one_line(iclc("cities", "--data", path, code=5))
    assert told.startswith(f"{path}: ")
    assert said in told
    assert told.endswith(f". See 'iclc validate {path}'")


def code_of(said):
    """The code of the finding that such a message belongs to."""
    codes = {"is empty": "E101", "no valid JSON": "E102", "not UTF-8": "E102", "not there": "E111", "too large": "E112", "of two": "E110"}
    return next((code for words, code in codes.items() if words in said), "E104")


@pytest.mark.parametrize("name", FAULTS)
def test_validate_finds_the_same_fault(iclc, name):
    data, said = FAULTS[name]
    findings = iclc("validate", "-", "--json", input=data, code=5).json
    assert (findings[0]["code"], findings[0]["level"]) == (code_of(said), "error")


@pytest.mark.parametrize("name", ["empty", "UTF-16", "a dangling reference"])
def test_with_json_the_error_is_an_object(iclc, name):
    data, said = FAULTS[name]
    result = iclc("cities", "--json", "--data", "-", input=data, code=5)
    assert result.stdout == ""
    assert result.error["code"] == "invalid-data"
    assert said in result.error["message"]
    assert result.error["suggestions"] == []


@pytest.mark.parametrize("command", ["home", "about", "sessions", "show", "search", "city"])
def test_every_way_in_refuses_a_broken_file(iclc, command):
    words = {"home": [], "show": ["show", "x"], "search": ["search", "x"], "city": ["city", "show", "x"]}.get(command, [command])
    assert "is no valid JSON" in one_line(iclc(*words, "--data", "-", input=b"{", code=5))


@pytest.mark.parametrize(
    "edition",
    [
        '"edition": 3, "edition": 4,',
        '"edition": 3, "edition": 3,',
        '"edition" : 3, "edition": 4,',
        '"edition"\n: 3, "edition": 4,',
        '"edition": 3, "edition"\t: 4,',
        r'"edition": 3, "\u0065dition": 4,',
    ],
    ids=["other value", "same value", "spaced", "on another line", "tab", "escaped"],
)
@pytest.mark.parametrize("mode", ['"mode": "person"', '"mode" :"person"', r'"mode": "\": person\":"'], ids=["plain", "gap", "quotes"])
def test_a_key_held_twice_is_named(iclc, edition, mode):
    data = TEXT.replace('"edition": 3,', edition).replace('"mode": "in person"', mode).encode()
    told = one_line(iclc("cities", "--data", "-", input=data, code=5))
    assert told == "standard input: the file, edition: is a key that one object holds twice; remove one. See 'iclc validate -'"


def test_a_key_held_twice_in_one_record_of_many_is_named(iclc):
    data = TEXT.replace('"id": "carl-weiss",', '"id": "carl-weiss", "honorific": "Sir",').encode()
    assert "the file, honorific: is a key that one object holds twice" in one_line(iclc("cities", "--data", "-", input=data, code=5))


def test_the_same_key_in_two_records_is_none_held_twice(iclc):
    assert iclc("cities", "--count", "--data", "-", input=TEXT.replace(r"\"much\"", r"\": , \":").encode()).stdout == "3\n"


# Every leaf in turn


def places(node, path=()):
    """The path of everything in a JSON document."""
    if path:
        yield path
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield from places(value, (*path, key))


def inside(data, path):
    for key in path:
        data = data[key]
    return data


def where(data, path):
    """What an error line must name: the record and the field."""
    if path[0] == "conference":
        record, rest = "conference", path[1:]
    elif len(path) == 1 or not isinstance(path[1], int):
        record, rest = "the file", path
    else:
        record, rest = f"{path[0]}[{path[1]}]", path[2:]
        if rest and rest[0] != "id" and "id" in data[path[0]][path[1]]:
            record += f" ({data[path[0]][path[1]]['id']})"
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in rest).removeprefix(".")
    return record, field


def refusal(data):
    with pytest.raises(InvalidDataError) as caught:
        validation.parse_report(json.dumps(data).encode(), "x.json")
    return caught.value.message


def named(message, record, field):
    """Is this the fault at that record and field? An id that is no text leaves a record with its position only."""
    return message.startswith(f"x.json: {record}") and (f", {field}: " in message if field else ": " in message)


SMALL_PLACES = list(places(json.loads(TEXT)))


def test_a_leaf_of_another_type_is_named_by_record_and_field_wherever_it_is():
    wrong = []
    for path in SMALL_PLACES:
        data = json.loads(TEXT)
        inside(data, path[:-1])[path[-1]] = 7 if isinstance(inside(data, path), list) else [[1]]
        record, field = where(json.loads(TEXT), path)
        message = refusal(data)
        if not named(message, record, field):
            wrong.append((path, message))
    assert wrong == []


def test_a_missing_key_is_named_by_record_and_field_wherever_it_is():
    wrong = []
    for path in (path for path in SMALL_PLACES if isinstance(path[-1], str)):
        data = json.loads(TEXT)
        del inside(data, path[:-1])[path[-1]]
        record, field = where(json.loads(TEXT), path)
        message = refusal(data)
        if not (named(message, record, field) and "is missing; every key is always there" in message):
            wrong.append((path, message))
    assert wrong == []


def test_an_unknown_key_is_named_by_record_and_field_wherever_it_is():
    wrong = []
    for path in ((), *(path for path in SMALL_PLACES if isinstance(inside(json.loads(TEXT), path), dict))):
        data = json.loads(TEXT)
        inside(data, path)["extra"] = None
        record, field = where(json.loads(TEXT), (*path, "extra"))
        message = refusal(data)
        if not (named(message, record, field) and "is a key the schema does not know; remove it" in message):
            wrong.append((path, message))
    assert wrong == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"edition": 3', '"edition": "3"', "conference, edition: should be a valid integer"),
        ('"edition": 3', '"edition": 3.0', "conference, edition: should be a valid integer"),
        ('"edition": 3', '"edition": true', "conference, edition: should be a valid integer"),
        ('"named": true,\n   "kind"', '"named": 1,\n   "kind"', "initiatives[0] (lamp-festival), named: should be a valid boolean"),
        ('"named": true,\n   "kind"', '"named": "yes",\n   "kind"', "initiatives[0] (lamp-festival), named: should be a valid boolean"),
        ('"name": "Forum 1.1"', '"name": null', "sessions[1] (forum-1.1), name: should be a valid string"),
        ('"number": "1.1"', '"number": 1.1', "sessions[1] (forum-1.1), number: should be a valid string"),
        (
            '"latitude": 54.25',
            '"latitude": "54.25"',
            "cities[0] (lodka-wielka), coordinates.latitude: should be a valid integer or a valid",
        ),
        ('"id": "polmark"', '"id": "Pol mark"', "countries[1] (Pol mark), id: is 'Pol mark', and an id is made of a-z, 0-9, '.' and '-'"),
        ('"id": "polmark"', '"id": "../../x"', "id: is '../../x', and an id is made of"),
        (
            '"region": "africa"',
            '"region": "Africa"',
            "countries[0] (isle-of-ash), region: is 'Africa', and must be 'africa', 'arab-states'",
        ),
    ],
)
def test_nothing_is_taken_for_what_it_resembles(iclc, old, new, said):
    assert TEXT.count(old) == 1
    data = TEXT.replace(old, new).encode()
    assert said in one_line(iclc("cities", "--data", "-", input=data, code=5))


def test_no_more_than_ten_faults_are_told_at_once(iclc):
    data = json.loads(TEXT)
    for passage in data["passages"] + data["speakers"] + data["cities"] + data["sessions"]:
        passage["surprise"] = 1
    told = one_line(iclc("cities", "--data", "-", input=json.dumps(data).encode(), code=5))
    assert told.count("surprise") == 10
    assert "; and 1 more. See" in told


def test_a_damaged_leaf_of_the_shipped_report_is_named():
    text = dataset.bundled().read_text(encoding="utf-8")
    whole = json.loads(text)
    chosen = random.Random(5).sample([path for path in places(whole) if len(path) > 2], 12)
    document = next(path for path in places(whole) if path[0] == "documents" and path[-1] == "kind")
    for path in (*chosen, document, ("conference", "report", "credits", 0, "role")):
        held = inside(whole, path[:-1])
        before = held[path[-1]]
        held[path[-1]] = 7 if isinstance(before, list) else [[1]]
        message = refusal(whole)
        held[path[-1]] = before
        assert named(message, *where(whole, path)), (path, message)


@given(st.binary(max_size=200))
def test_no_bytes_are_a_crash(data):
    with pytest.raises(InvalidDataError):
        validation.parse_report(data, "x.json")


@given(st.integers(0, len(TEXT.encode()) - 1), st.integers(0, 255))
def test_no_damaged_byte_is_a_crash(position, byte):
    data = bytearray(TEXT.encode())
    data[position] = byte
    report, findings = validation.examine(bytes(data), thorough=True)
    assert report is not None or findings
