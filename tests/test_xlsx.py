"""Workbooks: what `-o FILE.xlsx` and `iclc export xlsx` write, read back by openpyxl and by LibreOffice."""

import datetime
import io
import json
import shutil
import subprocess
import sys
from zipfile import ZipFile

import pytest
from conftest import SMALL

from iclc_cli.exports import xlsx as export
from iclc_cli.exports.tables import layout
from iclc_cli.formats import xlsx
from iclc_cli.formats.xlsx import Sheet, workbook
from iclc_cli.model.kinds import KINDS
from iclc_cli.text import cell
from iclc_cli.visible import visible_lines

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")
OFFICE = shutil.which("soffice")


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def read(sheet):
    """The rows of a sheet below its head, as dictionaries."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def everything(book):
    return export.export(book)


@pytest.fixture(scope="module")
def sheets(everything):
    return opened(everything)


# --- any list


@pytest.mark.parametrize("noun", [kind.collection for kind in KINDS.values() if not kind.single])
def test_any_list_is_a_workbook_with_the_values_of_its_columns(iclc, tmp_path, noun):
    iclc(noun, "-o", tmp_path / "list.xlsx", "-q")
    keys = iclc(noun, "-f", "tsv").stdout.partition("\n")[0].split("\t")
    wanted = iclc(noun, "--fields", ",".join(keys), "--json").json
    (sheet,) = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets
    assert sheet.title == noun
    assert sheet.freeze_panes == "A2"
    held = read(sheet)
    assert [list(one) for one in held[:1]] == [keys]
    assert len(held) == len(wanted)
    for mine, record in zip(held, wanted, strict=True):
        for key, value in record.items():
            found = mine[key]
            if isinstance(found, datetime.datetime):
                found = found.date().isoformat()
            if isinstance(value, (list, dict)):
                value = (
                    cell(value) or None if all(isinstance(one, str) or one is None for one in value) and isinstance(value, list) else found
                )
            assert found == (None if value in ("", []) else value), key
            assert type(found) in (type(value), type(None), str)


@pytest.mark.parametrize(
    "command",
    [
        ["city", "show", "cork"],
        ["search", "health"],
        ["related", "cork"],
        ["peers", "cork"],
        ["remarks"],
        ["cities", "--count-by", "region"],
        ["initiatives", "--count-by", "kind,status"],
        ["cities", "--fields", "name,country.iso3,latitude"],
        ["sql", "SELECT * FROM who_spoke_where"],
        ["fields", "cities"],
        ["compare", "cork", "limerick"],
    ],
    ids=" ".join,
)
def test_all_that_prints_rows_writes_workbooks(iclc, tmp_path, command):
    iclc(*command, "-o", tmp_path / "rows.xlsx", "-q")
    lines = iclc(*command, "-q", "-f", "tsv").stdout.splitlines()
    (sheet,) = openpyxl.load_workbook(tmp_path / "rows.xlsx").worksheets
    assert sheet.max_row == len(lines)
    assert [one or "" for one in next(sheet.iter_rows(values_only=True))] == lines[0].split("\t")


TYPED = [
    ("1.1", "s"),
    ("00501", "s"),
    ("=HYPERLINK(A1)", "s"),
    ("@SUM(A1)", "s"),
    ("+1", "s"),
    ("1/2", "s"),
    ("TRUE", "s"),
    ("http://example.org/", "s"),
    (" padded ", "s"),
    ("two\nlines", "s"),
    ("_x0041_", "s"),
    ("é ł 😀 𝕏 한국 العربية", "s"),
    (0.5, "n"),
    (-98.4082, "n"),
    (0, "n"),
    (2**53 - 1, "n"),
    (True, "b"),
    (False, "b"),
]


def test_what_a_cell_is_nobody_guesses():
    sheet = opened(workbook([Sheet("s", ["x"], [[value] for value, _ in TYPED])]))["s"]
    assert [(one.value, one.data_type) for one in list(sheet["A"])[1:]] == TYPED
    assert all(one.hyperlink is None for one in sheet["A"])


def test_what_no_cell_can_hold_is_text_that_tells_it():
    values = ["a\0b\x1b[2J\udcff", "x" * 40_000, 2**60, -(2**60), "c\ufffe\uffff", None, ""]
    sheet = opened(workbook([Sheet("s", ["x"], [[value] for value in values])]))["s"]
    found = [one.value for one in list(sheet["A"])[1:]]
    assert found[:5] == [visible_lines(values[0]), "x" * 32_766 + "…", str(2**60), str(-(2**60)), r"c\ufffe\uffff"]
    assert sheet.max_row <= 8


@pytest.mark.parametrize(
    ("values", "days"),
    [
        (["2021-10-27", None, "1999-12-31"], True),
        (["1900-03-01"], True),
        (["2021-10-27", "2021-10"], False),
        (["2021"], False),
        (["1900-02-28"], False),
        (["2021-02-30"], False),
        (["2021-10-27", 3], False),
        ([None], False),
    ],
)
def test_a_column_is_of_days_where_all_are(values, days):
    sheet = opened(workbook([Sheet("s", ["x"], [[value] for value in values])]))["s"]
    found = [one.value for one in list(sheet["A"])[1 : len(values) + 1]]
    if days:
        assert [one and one.date().isoformat() for one in found] == values
        assert {one.number_format for one in list(sheet["A"])[1:] if one.value} == {"yyyy-mm-dd"}
    else:
        assert found == values[: len(found)]


def test_heads_are_frozen_and_bold_and_columns_as_wide_as_is_readable():
    sheet = opened(workbook([Sheet("s", ["id", "long"], [["a", "word " * 100], ["b", "c"]])]))["s"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet["A1"].font.bold
    assert sheet["B2"].alignment.wrap_text
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width) == (pytest.approx(7, abs=1), pytest.approx(61, abs=1))


def test_a_number_that_is_text_is_not_marked_as_a_fault():
    made = workbook([Sheet("s", ["x", "y"], [["1", "2"], ["3", "4"]])])
    with ZipFile(io.BytesIO(made)) as held:
        assert b'<ignoredError sqref="A1:B3" numberStoredAsText="1"/>' in held.read("xl/worksheets/sheet1.xml")
    with ZipFile(io.BytesIO(workbook([Sheet("s", ["x"], [["1"]]), Sheet("t", ["x"], [])]))) as held:
        assert b'<ignoredError sqref="A1:A2" numberStoredAsText="1"/>' in held.read("xl/worksheets/sheet1.xml")
        assert b'<autoFilter ref="A1:A2"/>' in held.read("xl/worksheets/sheet1.xml")
        assert b"ignoredError" not in held.read("xl/worksheets/sheet2.xml")
        assert b"autoFilter" not in held.read("xl/worksheets/sheet2.xml")


def test_so_many_cells_of_a_sheet_are_links_and_the_others_text(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_LINKS", 2)
    rows = [["a"], ["b"], ["c"]]
    sheet = Sheet("s", ["x"], rows, places={(number, 0): ("s", number) for number in range(3)})
    cells = openpyxl.load_workbook(io.BytesIO(workbook([sheet]))).active["A"][1:]
    assert [(one.value, bool(one.hyperlink)) for one in cells] == [("a", True), ("b", True), ("c", False)]


def test_without_a_head_there_is_none(iclc, tmp_path):
    iclc("sdgs", "--no-header", "-o", tmp_path / "a.xlsx", "-q")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert (sheet["A1"].value, sheet.freeze_panes) == ("sdg-3", None)


def test_a_list_of_nothing_is_a_workbook_too(iclc, tmp_path):
    iclc("cities", "--match", "zzzz", "-o", tmp_path / "a.xlsx", "-q")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").active.max_row == 1


def test_the_same_data_gives_the_same_bytes(book, everything):
    assert export.export(book) == everything


# --- where it goes


def test_a_workbook_is_a_file(iclc, tmp_path):
    assert iclc("cities", "-f", "xlsx", code=2).stderr == "error: xlsx is a file, so name it: -o FILE.xlsx\n"
    assert iclc("export", "xlsx", code=2).stderr.startswith("error: xlsx is a file, so name it: iclc export xlsx iclc.xlsx\n")
    assert "give the file another ending" in iclc("cities", "--count", "-o", tmp_path / "n.xlsx", code=2).stderr
    for words in (["cities", "--count"], ["completion", "bash"]):
        assert "leave out -f" in iclc(*words, "-f", "xlsx", "-o", tmp_path / "n.xlsx", code=2).stderr
        assert not (tmp_path / "n.xlsx").exists()
    iclc("cities", "-f", "xlsx", "-o", tmp_path / "no-ending", "-q")
    assert opened((tmp_path / "no-ending").read_bytes()).sheetnames == ["cities"]
    assert "exists; add --force" in iclc("cities", "-o", tmp_path / "no-ending", "-f", "xlsx", code=1).stderr


def test_without_the_library_it_says_how_to_get_it(iclc, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    for command in (["cities", "-o", tmp_path / "a.xlsx"], ["export", "xlsx", tmp_path / "b.xlsx"]):
        told = iclc(*command, code=1).stderr
        assert told == "error: a workbook needs one more package: pip install 'iclc[xlsx]'; or take -f csv\n"
    assert list(tmp_path.iterdir()) == []


def test_hostile_data_is_text(iclc, tmp_path):
    iclc("initiatives", "--data", SMALL, "-o", tmp_path / "a.xlsx", "-q")
    names = [(one.value, one.data_type) for one in list(openpyxl.load_workbook(tmp_path / "a.xlsx").active["B"])[1:]]
    assert names == [("Lantern", "s"), ("=A school, for rope", "s")]


# --- everything


def test_there_is_a_sheet_for_each_kind_with_all_its_records(book, sheets):
    for kind in KINDS.values():
        assert [one["id"] for one in read(sheets[kind.collection])] == [record.id for record in book.records(kind.name)]
    listed = {one["sheet"]: one["rows"] for one in read(sheets["contents"])}
    assert listed == {name: sheets[name].max_row - 1 for name in sheets.sheetnames[1:]}
    assert all(one.freeze_panes == "A2" for one in sheets)
    assert "records" not in sheets.sheetnames  # they are rows of their own sheets


def test_letters_numbers_and_lists_are_those_of_the_data(book, sheets):
    cities = read(sheets["cities"])
    assert [one["name"] for one in cities] == [city.name for city in book.records("city")]
    assert [one["coordinates_latitude"] for one in cities] == [
        city.coordinates and city.coordinates.latitude for city in book.records("city")
    ]
    assert [one["aliases"] or "" for one in cities] == ["; ".join(alias.name for alias in city.aliases) for city in book.records("city")]
    assert [one["sources"] for one in cities] == ["; ".join(city.sources) for city in book.records("city")]
    assert [one["number"] for one in read(sheets["sessions"])] == [session.number for session in book.records("session")]
    assert [one["named"] for one in read(sheets["initiatives"])] == [one.named for one in book.records("initiative")]
    said = [point.text for speaker in book.records("speaker") for appearance in speaker.appearances for point in appearance.said]
    assert [one["text"] for one in read(sheets["speaker_appearance_said"])] == said
    start = read(sheets["conference"])[0]["start"]
    assert start.date().isoformat() == book.report.conference.start


def test_nothing_of_any_table_is_left_out(book, sheets):
    told = {(one["table_name"], one["column_name"]) for one in read(sheets["columns"])}
    for name in sheets.sheetnames[1:-2]:
        assert {column for table, column in told if table == name} == set(read(sheets[name])[0] if sheets[name].max_row > 1 else told)
    values = "\n".join(str(value) for sheet in sheets for row in sheet.iter_rows(values_only=True) for value in row if value is not None)
    left_out = {"records", *(table.name for table in layout() if table.name.endswith("_alias_sources"))}
    for table in layout():
        if table.name not in left_out:
            place = 2 if table.link else 0
            for row in table.rows(book):
                assert table.name in sheets.sheetnames or str(row[place if table.link else 3]) in values


def test_a_cell_that_names_one_record_leads_to_its_row(sheets):
    links = 0
    for sheet in sheets:
        for row in sheet.iter_rows(min_row=2):
            for one in row:
                if one.hyperlink:
                    links += 1
                    name, _, place = one.hyperlink.location.rpartition("!")
                    target = sheets[name.strip("'")][place].value
                    assert target in (one.value, str(one.value).rpartition("/")[2]) or (sheet.title == "contents" and place == "A2")
    assert links > 2_000
    cork = next(row for row in sheets["cities"].iter_rows(min_row=2) if row[0].value == "cork")
    assert sheets["countries"][cork[2].hyperlink.location.rpartition("!")[2]].value == "ireland"


# --- LibreOffice


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice here")
def test_libreoffice_opens_it_and_writes_the_same(tmp_path, everything, sheets):
    (tmp_path / "all.xlsx").write_bytes(everything)
    command = [
        OFFICE,
        f"-env:UserInstallation=file://{tmp_path}/home",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        "read",
        "all.xlsx",
    ]
    done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=240)
    if not (tmp_path / "read" / "all.xlsx").is_file():
        pytest.skip(f"this LibreOffice has no spreadsheets: {done.stderr.decode().strip()}")
    theirs = openpyxl.load_workbook(tmp_path / "read" / "all.xlsx")
    assert theirs.sheetnames == sheets.sheetnames
    for mine in sheets:
        other = theirs[mine.title]
        assert (other.max_row, other.max_column) == (mine.max_row, mine.max_column)
        for one, two in zip(mine.iter_rows(), other.iter_rows(), strict=True):
            for here, there in zip(one, two, strict=True):
                told = {"=TRUE()": (True, "b"), "=FALSE()": (False, "b")}  # as it writes them
                assert told.get(there.value, (there.value, there.data_type)) == (here.value, here.data_type)
                location = there.hyperlink and there.hyperlink.location.replace("'", "")
                assert location == (here.hyperlink and here.hyperlink.location.replace("'", ""))


def test_the_schema_of_a_workbook_is_no_json(iclc):
    assert "xlsx" not in json.dumps(iclc("schema", "nosuch", code=2).stderr)
