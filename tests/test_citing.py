"""Citations, read back by those who will read them: pybtex and a LaTeX decoder, rispy, a CSL-JSON schema, citeproc."""

import json
import re
import warnings

import pytest
from hostile import controls, planted
from hypothesis import example, given
from hypothesis import strategies as st

from iclc_cli.citations import STYLES, cite
from iclc_cli.citations.bibtex import tex
from iclc_cli.citations.work import days
from iclc_cli.dataset import loading as dataset
from iclc_cli.library import Book
from iclc_cli.model.base import PARAPHRASE
from iclc_cli.model.kinds import KINDS, all_records, shapes
from iclc_cli.visible import visible

DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        }
    },
    "required": ["date-parts"],
    "additionalProperties": False,
}
TEXT = {"type": "string", "minLength": 1}
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": "string", "pattern": "^[a-z0-9.:-]+$"},
            "type": {"enum": ["report", "paper-conference", "chapter"]},
            "author": {
                "type": "array",
                "minItems": 1,
                "items": {"type": "object", "properties": {"literal": TEXT}, "required": ["literal"], "additionalProperties": False},
            },
            "issued": DATE,
            "event-date": DATE,
            **dict.fromkeys(
                ["title", "container-title", "publisher", "publisher-place", "event-title", "event-place", "abstract", "note"], TEXT
            ),
        },
        "required": ["id", "type", "author", "title", "publisher", "issued"],
        "additionalProperties": False,
    },
}
"""What of CSL-JSON 1.0.2 we use, as csl-data.json allows it: names of variables, literal names, numbers in dates."""

AWKWARD = "ł ß ø é ñ & % $ # _ { } ~ ^ \\ í ī ç ş ğ å ő š ạ ą Æ œ ı – — ‘a’ “b” … © '' -- --- ` `` ,, < > | \" İ 綱"


def everything(book):
    return [record for _, record in all_records(book.report)]


@pytest.fixture(scope="session")
def all_styles(book, small_book):
    """Every record of both reports in every style."""
    return {name: [cite(one, everything(one), name) for one in (book, small_book)] for name in STYLES}


@pytest.fixture(scope="session")
def items(all_styles):
    """Every citation of both reports as CSL-JSON, by key."""
    return {item["id"]: item for text in all_styles["csl-json"] for item in json.loads(text)}


def fields(item):
    """What a CSL item's note says: place, role and rights."""
    found = re.fullmatch(
        r"(?:Stands in (?P<Locator>.*?)\. )?(?:Spoke as (?P<Role>.*?)\.? )?Terms of use: (?P<Rights>.*)", item["note"], re.S
    )
    return {name: text for name, text in found.groupdict().items() if text}


def appearances(report):
    return sum(len(speaker.appearances) for speaker in report.speakers)


# What is cited


def test_each_record_is_cited_once_and_a_speaker_once_an_appearance(report, small, items):
    kinds = [kind for kind in KINDS if kind != "speaker"]
    for one in (report, small):
        expected = {f"{one.conference.id}:{kind}:{record.id}" for kind, record in all_records(one) if kind in kinds}
        expected |= {
            f"{one.conference.id}:speaker:{speaker.id}:{appearance.session}"
            for speaker in one.speakers
            for appearance in speaker.appearances
        }
        expected = {key for key in expected if ":conference:" not in key} | {one.conference.id}
        found = {key for key in items if key.split(":")[0] == one.conference.id}
        assert expected - found <= {f"{one.conference.id}:document:conference-report"}  # that is the report itself
        assert found <= expected


def test_the_report_is_cited_as_published(items):
    work = items["iclc-5"]
    assert work["type"] == "report"
    assert work["author"] == [{"literal": "UNESCO Institute for Lifelong Learning"}]
    assert (work["publisher"], work["publisher-place"]) == ("UNESCO Institute for Lifelong Learning", "Hamburg")
    assert work["issued"] == {"date-parts": [[2022]]}
    assert work["event-date"] == {"date-parts": [[2021, 10, 27], [2021, 10, 30]]}
    assert work["event-place"] == "Yeonsu, Republic of Korea"
    assert work["note"].startswith("Terms of use: © UNESCO. Attribution-ShareAlike 3.0 IGO")
    assert "http://creativecommons.org/licenses/by-sa/3.0/igo/" in work["note"]
    assert "container-title" not in work


def test_the_document_that_is_the_report_is_cited_as_the_report(book):
    record = book.find("document", "conference-report")
    assert cite(book, [record], "bibtex") == cite(book, [book.report.conference], "bibtex")


def test_each_appearance_has_the_title_held_then(small_book, items):
    speaker = small_book.find("speaker", "bo-yeon-weiss")
    first, second = (items[f"harbours-3:speaker:bo-yeon-weiss:{appearance.session}"] for appearance in speaker.appearances)
    assert first["title"] == f"[Appearance in Opening, as {speaker.appearances[0].role}]"  # nothing said is reported
    assert second["title"] == "[Contribution to Forum 1.1, as Envoy]"
    assert [fields(one)["Role"] for one in (first, second)] == [appearance.role for appearance in speaker.appearances]
    assert second["abstract"].endswith(" ".join(point.text for point in speaker.appearances[1].said))


def test_two_appearances_in_one_session_have_two_keys(small_book):
    speaker = small_book.find("speaker", "bo-yeon-weiss")
    appearance = speaker.appearances[1]
    twice = type(speaker)(**{**{name: getattr(speaker, name) for name in shapes(type(speaker))}, "appearances": (appearance, appearance)})
    keys = [item["id"] for item in json.loads(cite(small_book, [twice], "csl-json"))]
    assert keys == ["harbours-3:speaker:bo-yeon-weiss:forum-1.1", "harbours-3:speaker:bo-yeon-weiss:forum-1.1:2"]


@pytest.mark.parametrize(
    ("key", "title", "locator"),
    [
        ("session:forum-2.2", "Forum 2.2: Fostering healthy lifestyles and work in urban settings", "Forum 2.2 (begins p. 15)"),
        ("session:mayors-1", "[First mayors' forum]", "Mayors' forums (begins p. 21)"),
        ("section:captions", "[Photo captions]", "Photo captions"),
        ("section:overview", "Overview of the conference", "Overview of the conference (begins p. 4)"),
        ("statement:huejotzingo-3", "[Statement by Huejotzingo (report)]", "Mayors' forums (begins p. 21), item 8"),
        ("city:larissa", "[City: Larissa]", "Forum 2.3 (begins p. 16), item 2"),
        ("sdg:sdg-5", "[SDG 5: gender equality]", None),
    ],
)
def test_titles_are_printed_or_in_brackets_and_the_place_is_section_and_item(items, key, title, locator):
    item = items[f"iclc-5:{key}"]
    assert item["title"] == title
    if locator:
        assert fields(item)["Locator"] == locator


def test_a_passage_is_an_item_of_its_section(report, items, book):
    for passage in report.passages:
        item = items[f"iclc-5:passage:{passage.id}"]
        assert fields(item)["Locator"] == book.locator(passage)
        assert item["title"] == items[f"iclc-5:section:{passage.section}"]["title"]


def test_no_page_is_claimed_but_where_a_section_begins(all_styles, items):
    assert not {"page", "page-first", "locator", "number-of-pages"} & {name for item in items.values() for name in item}
    for text in (text for texts in all_styles.values() for text in texts):
        assert not re.search(r"(?<!begins )\bpp?\.\s*\d", text)
        assert not re.search(r"^ *(pages|page) *=|^(SP|EP) ", text, re.MULTILINE)


def test_a_paraphrase_is_labelled_and_never_quoted(report, all_styles, items):
    for kind, record in all_records(report):
        if kind in ("conference", "speaker") or f"iclc-5:{kind}:{record.id}" not in items:
            continue
        own = [getattr(record, name) for name, part in shapes(type(record)).items() if PARAPHRASE in part.marks]
        abstract = items[f"iclc-5:{kind}:{record.id}"].get("abstract", "")
        assert abstract == ("Paraphrase, not a quotation: " + " ".join(own) if own[:1] != [None] and own else "")
    for passage in report.passages:
        for style in ("text", "apa"):
            assert passage.gist not in all_styles[style][0]
        for quote in "\"“'‘":
            assert quote + passage.gist not in "".join(text for texts in all_styles.values() for text in texts)


def test_names_of_speakers_are_not_turned_round(report, all_styles):
    for speaker in report.speakers:
        assert all_styles["apa"][0].count(f"\n{speaker.name}. (2022). ") == len(speaker.appearances)
        assert all_styles["text"][0].count(f"\n{speaker.name}. [") == len(speaker.appearances)
        assert f"\r\nAU  - {speaker.name},\r\n" in all_styles["ris"][0]


@pytest.mark.parametrize(
    ("start", "end", "read"),
    [
        ("2021-10-27", "2021-10-30", "27 to 30 October 2021"),
        ("2031-02-28", "2031-03-02", "28 February to 2 March 2031"),
        ("2030-12-30", "2031-01-02", "30 December 2030 to 2 January 2031"),
        ("2021-10-02", "2021-10-02", "2 October 2021"),
        ("2021-10", "2021-11", "October to November 2021"),
        ("2020", "2021", "2020 to 2021"),
    ],
)
def test_days_are_written_as_one_reads_them(start, end, read):
    assert days(start, end) == read


# BibTeX


def decoded(value):
    """What TeX prints, by pylatexenc; it reads the caret's command as the modifier letter."""
    latex2text = pytest.importorskip("pylatexenc.latex2text")
    return latex2text.LatexNodes2Text().latex_to_text(value).replace("ˆ", "^")


def parsed(text):
    database = pytest.importorskip("pybtex.database")
    return database.parse_string(text, "bibtex").entries


def braces(text):
    """The depth of braces after each character as BibTeX counts it: a backslash before one changes nothing."""
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        yield depth


def test_bibtex_says_what_csl_says(all_styles, items):
    for text in all_styles["bibtex"]:
        entries = parsed(text)
        assert len(entries) == text.count("\n@") + 1
        for key, entry in list(entries.items())[:: 3 if len(entries) >= 100 else 1]:  # decoding takes seconds
            item = items[key]
            assert entry.type == {"report": "techreport", "paper-conference": "inproceedings", "chapter": "incollection"}[item["type"]]
            (person,) = entry.persons["author"]
            assert [len(names) for names in (person.first_names, person.last_names)] == [0, 1]  # one whole name
            one_line = {name: " ".join(visible(" ".join(str(value).split())).split()) for name, value in item.items()}
            assert decoded(person.last_names[0]) == " ".join(item["author"][0]["literal"].split())
            assert decoded(entry.fields["title"]) == one_line["title"]
            assert decoded(entry.fields.get("booktitle", "")) == one_line.get("container-title", "")
            if item["type"] == "paper-conference" or len(entries) < 100:
                assert decoded(entry.fields.get("abstract", "")) == one_line.get("abstract", "")
            assert decoded(entry.fields.get("note", "")) == fields(item).get("Locator", "")
            outside = re.sub(r"\{(?:[^{}]|\{[^{}]*\})*\}", "{}", entry.fields["title"])
            assert not any(map(str.isupper, outside[1:])), entry.fields["title"]  # so that no style lowers a capital


def test_bibtex_is_utf_8_with_letters_as_they_stand(iclc, book, tmp_path, all_styles):
    iclc("cite", "evry-courcouronnes", "-o", tmp_path / "refs.bib")
    written = (tmp_path / "refs.bib").read_bytes().decode()
    assert written == cite(book, [book.find("city", "evry-courcouronnes")], "bibtex")
    assert "Évry-Courcouronnes" in written
    assert not re.search(r"\\[\"'`^~=.cHkruv]", all_styles["bibtex"][0])  # nor an accent of TeX anywhere


SPECIALS = {
    "#": r"\#",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
    "{": r"$\lbrace$",
    "}": r"$\rbrace$",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "\\": r"{\textbackslash}",
}
"""The ten characters that TeX obeys."""


def test_of_single_characters_the_ten_that_tex_obeys_are_escaped_and_no_other():
    printable = map(chr, (*range(0x20, 0x7F), *range(0xA1, 0x250), *range(0x391, 0x3AA), 0x2019, 0x201C, 0x20AC, 0x7DB1, 0x1F600))
    assert {one: tex(one) for one in printable if one.isprintable() and not one.isspace() and tex(one) != one} == SPECIALS


def test_what_tex_would_obey_or_misprint_survives():
    (entry,) = parsed(f"@misc{{key,\n title = {{{{{tex(AWKWARD)}}}}}\n}}").values()
    assert decoded(entry.fields["title"]) == AWKWARD


@pytest.mark.parametrize("character", list("łŁßøØéñíüãÉÁçïóáÆæœ"))
def test_letters_stand_as_they_are_and_survive_pybtexs_own_decoder(character):
    richtext = pytest.importorskip("pybtex.richtext")
    assert tex(character) == character
    assert str(richtext.Text.from_latex(tex(character))) == character


@example("?` !` `` '' ,, -- ---")  # what TeX sets as one character
@given(st.text(st.sampled_from("ab IiJjéłß&%$#_{}~^\\`'-,<>|\"=?! \n\t\x1b[]()@*")))
def test_any_text_is_one_balanced_value(text):
    value = tex(text)
    depths = list(braces(value))
    assert min(depths, default=0) >= 0
    assert depths[-1:] in ([], [0])
    assert "\n" not in value
    (entry,) = parsed(f"@misc{{key,\n title = {{{{{value}}}}}\n}}").values()
    assert decoded(entry.fields["title"]) == visible(" ".join(text.split()))


# RIS


def test_ris_says_what_csl_says(all_styles, items):
    rispy = pytest.importorskip("rispy")
    for text in all_styles["ris"]:
        records = rispy.loads(text)
        assert len(records) == text.count("TY  - ")
        for record in records:
            item = items[record["id"]]
            assert record["type_of_reference"] == {"report": "RPRT", "paper-conference": "CONF", "chapter": "CHAP"}[item["type"]]
            assert record["authors"] == [item["author"][0]["literal"].replace(", ", " – ") + ","]
            assert record.get("primary_title", record.get("title")) == visible(item["title"])
            assert record["year"] == str(item["issued"]["date-parts"][0][0])
            assert record["publisher"] == item["publisher"]
            container = record.get("secondary_title") if item["type"] == "chapter" else record.get("custom3")
            assert container == item.get("container-title")
            (note,) = record["notes"]
            assert note.startswith("Event: ")
            assert note.endswith(". " + visible(" ".join(item["note"].split())))


def test_ris_lines_end_as_its_definition_says(all_styles):
    for text in all_styles["ris"]:
        assert re.sub(r"\r\n", "", text).isprintable()
        assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*|", line) for line in text.split("\r\n"))
        assert text.endswith("ER  - \r\n")


# CSL-JSON


def test_csl_json_is_valid(all_styles):
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(CSL)
    for text in all_styles["csl-json"]:
        found = json.loads(text)
        jsonschema.validate(found, CSL)
        assert len({item["id"] for item in found}) == len(found)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{**found[0], "pages": "4"}], CSL)


def test_a_csl_processor_prints_every_citation(book):
    citeproc = pytest.importorskip("citeproc")
    chosen = [book.report.conference, book.find("session", "forum-1.1"), book.find("speaker", "alejandro-gomez-lopez")]
    with warnings.catch_warnings():  # it is older than the event-title of CSL 1.0.2, and leaves it out
        warnings.simplefilter("ignore")
        source = citeproc.source.json.CiteProcJSON(json.loads(cite(book, chosen, "csl-json")))
        style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = citeproc.CitationStylesBibliography(style, source, citeproc.formatter.plain)
        for key in source:
            bibliography.register(citeproc.Citation([citeproc.CitationItem(key)]))
        printed = [str(line) for line in bibliography.bibliography()]
    assert len(printed) == 3
    assert printed[0].startswith(f"UNESCO Institute for Lifelong Learning (2022) {book.report.conference.report.title}. Hamburg: ")
    assert printed[2].startswith("Alejandro Gómez López (2022) ")


# For people


def test_text_and_apa_are_a_line_a_record(report, book):
    chosen = [book.report.conference, book.find("statement", "huejotzingo-3")]
    first, second = cite(book, chosen, "apa").splitlines()
    title = report.conference.report.title
    assert first == f"UNESCO Institute for Lifelong Learning. (2022). {title}."
    assert second == (
        "UNESCO Institute for Lifelong Learning. (2022). [Statement by Huejotzingo (report)]. "
        f"In {title} (Mayors' forums [begins p. 21], item 8)."
    )
    first, second = cite(book, chosen, "text").splitlines()
    assert "27 to 30 October 2021. Hamburg: UNESCO Institute for Lifelong Learning, 2022. © UNESCO." in first
    assert f". In: {title}. " in second
    assert "2022. Mayors' forums (begins p. 21), item 8. © UNESCO." in second


def test_a_publisher_that_is_not_among_the_organisations_has_no_place(small_book):
    item = json.loads(cite(small_book, [small_book.report.conference], "csl-json"))[0]
    assert "publisher-place" not in item
    assert "Ærø & Søn, 2031." in cite(small_book, [small_book.report.conference], "text")


@pytest.mark.parametrize("style", STYLES)
def test_nothing_in_the_data_steers_a_terminal_or_breaks_a_line(style):
    book = Book(dataset.build(planted()))
    text = cite(book, everything(book), style)
    assert not controls(text, "\r\n" if style == "ris" else "\n")
    if style in ("text", "apa"):
        keys = json.loads(cite(book, everything(book), "csl-json"))
        assert len(text.splitlines()) == len(keys)


# The command


def test_without_a_ref_the_report_is_cited(iclc, book):
    assert iclc("cite").stdout == cite(book, [book.report.conference], "text")
    assert iclc("cite", "conference/iclc-5", "--style", "APA").stdout == cite(book, [book.report.conference], "apa")


def test_several_refs_make_one_file_of_several_entries(iclc):
    assert [item["id"] for item in iclc("cite", "Limerick", "--style", "csl-json").json] == ["iclc-5:city:limerick"]  # always an array
    found = iclc("cite", "Limerick", "nam seok ko", "city/limerick", "--json").json
    assert [item["id"] for item in found] == [
        "iclc-5:city:limerick",
        "iclc-5:speaker:nam-seok-ko:opening",
        "iclc-5:speaker:nam-seok-ko:forum-2.3",
    ]


def test_refs_come_from_standard_input(iclc):
    assert [item["id"] for item in iclc("cite", "-", "--json", input="limerick\n\n forum-1.1 \n").json] == [
        "iclc-5:city:limerick",
        "iclc-5:session:forum-1.1",
    ]
    assert iclc("cite", "-", "--json", input="").json == []
    assert iclc("cite", "-", input="").stdout == ""
    assert "asked for twice" in iclc("cite", "-", "--data", "-", code=2, input="{}").stderr


@pytest.mark.parametrize(
    ("name", "style"),
    [("a.bib", "bibtex"), ("a.ris", "ris"), ("a.json", "csl-json"), ("a.txt", "text"), ("a", "text"), ("a.BIB", "bibtex")],
)
def test_the_ending_of_a_file_chooses_the_style(iclc, book, tmp_path, name, style):
    iclc("cite", "-o", tmp_path / name)
    assert (tmp_path / name).read_bytes().decode() == cite(book, [book.report.conference], style)


def test_a_style_outranks_the_ending_and_a_file_is_not_replaced(iclc, tmp_path):
    file = tmp_path / "refs.bib"
    iclc("cite", "--style", "ris", "-o", file)
    assert file.read_bytes().startswith(b"TY  - RPRT\r\n")
    before = file.read_bytes()
    assert "exists" in iclc("cite", "limerick", "-o", file, code=1).stderr
    assert file.read_bytes() == before
    iclc("cite", "limerick", "-o", file, "--force")
    assert file.read_bytes().startswith(b"@incollection{iclc-5:city:limerick,")


def test_an_unknown_style_is_a_usage_error_with_suggestions(iclc):
    result = iclc("cite", "--style", "bibtx", code=2)
    assert result.stdout == ""
    assert result.stderr == "error: no style 'bibtx'. Did you mean bibtex or text? There are: text, apa, bibtex, ris, csl-json\n"
    assert iclc("cite", "--style", "bibtx", "--json", code=2).error["suggestions"] == ["bibtex", "text"]
    assert "contradict" in iclc("cite", "--style", "apa", "--json", code=2).error["message"]


def test_every_bad_ref_is_named_and_nothing_is_printed(iclc):
    result = iclc("cite", "limerick", "xyzzy", "plugh", code=3)
    assert result.stdout == ""
    assert "xyzzy" in result.stderr
    assert "plugh" in result.stderr


def test_ris_keeps_its_line_ends_through_a_pipe(process, book):
    done = process("cite", "--style", "ris", "-q")
    assert (done.code, done.stdout.decode()) == (0, cite(book, [book.report.conference], "ris"))
