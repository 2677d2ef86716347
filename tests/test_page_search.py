"""The search of the page finds what `iclc search` finds, in the same order, and tells the same of it."""

import json
import random
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

import page_search
import pytest
from conftest import SMALL
from hostile import HOSTILE, planted
from printed import QUIET
from test_words import PORTER

from iclc_cli import load_report
from iclc_cli.dataset import loading as dataset
from iclc_cli.exports.page.searching import search_data
from iclc_cli.library import Book
from iclc_cli.query.snippets import SNIPPET, Found, Segment, best_of, without_matches
from iclc_cli.query.spelling import FORMS, is_slip, kin, root, spellings
from iclc_cli.text import PART, WHOLE, fold, fold_apart

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")

RANDOM, EVERY, OF_SMALL = 40, 12, 250
"""Random queries, and of the queries of the sets every so manieth: in a browser all of them are held against the book. Of a small
report, where a query costs a tenth, there are more."""

SETS = tuple(page_search.benchmark_queries())

EDGES = (
    *("", "   ", '"', "*", "-x", "- -", "-cork -dublin", "x" * 1001, "🙂", "\x01 \x02", "\x00"),
    *('"learning city"', '"learning cit', '"learning city" wuhan', "learn*", "jag* korea", "a*", '"', '""cork""'),
    *("ireland -cork", '-"learning city" ireland', "--cork ireland", "-cork -dublin ireland", "ireland -learn*"),
    *("São Paulo", "sao paulo", "MEDELLIN", "medellín", "don’t", "ﬁrst", "straße", "İstanbul", "ΣΊΣΥΦΟΣ", "Ⅳ", "café/école"),
    *("well-being", "wellbeing", "well being", "sdg3", "SDG 3", "covid19", "multi-sectoral", "intersectoral", "policymakers"),
    *("who", "WHO", "Who", "who health", "who spoke about health", "the report", "cities of this conference"),
    *("how many cities", "when was the conference", "who hosted the conference", "where was the event", "how long was the event"),
    *("cities in africa", "african mayors", "mayor of cork", "professor of glasgow", "speakers from ireland", "ten", "half", "2,000"),
    *("helth litercy", "sustianable", "Irelnad", "colour", "analyses", "children", "zzzzzz", "learnin gzzz", "citys"),
    *("renting", "rents", "PCs", "stress", "how many people took part", "continuity online cities in and learnin"),
    *("首尔", "仁川市", "المدن", "도시", "cork\x85ireland", "cork\ufeffireland", "cork\u2003ireland"),
    *("__proto__", "constructor", "toString valueOf", "hasOwnProperty*", "$& $1", "</script>", "\\d+ (", "[^"),
)
"""What is unlike other queries: syntax, scripts, spellings, questions, slips, and what only a script could stumble over."""


@pytest.fixture(scope="module")
def data(book):
    return json.loads(json.dumps(search_data(book)))


@pytest.fixture(scope="module")
def queries(book):
    return {
        **{name: held[::EVERY] for name, held in page_search.benchmark_queries().items()},
        "random": page_search.random_queries(book, RANDOM),
        "edges": list(EDGES),
    }


@pytest.fixture(scope="module")
def compared(book, data, queries):
    """By set the queries, each with what the book finds and what the script does: all in one process."""
    every = [query for held in queries.values() for query in held]
    with ThreadPoolExecutor() as beside:
        running = beside.submit(page_search.in_node, data, every)
        wanted = {query: page_search.expected(book, query) for query in every}
        found = dict(zip(every, running.result().found, strict=True))
    return {name: [(query, wanted[query], found[query]) for query in held] for name, held in queries.items()}


@pytest.mark.parametrize("name", [*SETS, "random"])
def test_the_page_finds_the_same_in_the_same_order(compared, name):
    other = [query for query, wanted, found in compared[name] if not page_search.same_order(wanted, found)]
    assert other == []


@pytest.mark.parametrize("name", [*SETS, "random"])
def test_the_page_tells_the_same_of_what_it_finds(compared, name):
    other = [query for query, wanted, found in compared[name] if not page_search.same(wanted, found)]
    assert other == []


@pytest.mark.parametrize("path", [SMALL, QUIET], ids=["small", "quiet"])
def test_a_page_of_another_report_tells_the_same_too(path):
    book = load_report(path)
    queries = [*page_search.random_queries(book, OF_SMALL), *EDGES]
    found = page_search.in_node(json.loads(json.dumps(search_data(book))), queries).found
    assert [query for query, one in zip(queries, found, strict=True) if not page_search.same(page_search.expected(book, query), one)] == []


WORD_BY_WORD = """
const { forms, folding, words, pairs, texts } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const { spellings, kin, root, isSlip } = makeSpelling(forms);
const { fold, foldApart } = makeFolding(folding);
process.stdout.write(JSON.stringify({
  spellings: words.map(spellings), kin: words.map((word) => kin([word])), apart: pairs.map(kin), roots: words.map(root),
  slips: pairs.map(([one, other]) => isSlip(one, other)), folded: texts.map(fold), foldedApart: foldApart(texts.map((text) => [text])),
}));
"""


def test_the_script_tells_forms_slips_and_letters_of_words_as_the_search_does(book, data):
    """Of every word of the report, with letters left out, doubled, swapped and taken for others, and of letters up to those of Cyrillic."""
    chance = random.Random(3)
    words = sorted({*book.search_index._words.all, *PORTER, *(f"{before}{word}" for before in FORMS["before"] for word in PORTER)})

    def slip(word):
        at = chance.randrange(len(word))
        other = chance.choice("aeiouybcdfghklmnprstvwz")
        swapped = word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
        return chance.choice((word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], swapped, word[:at] + other + word[at + 1 :]))

    pairs = [(slip(word), word) for word in words]
    pairs += [(slip(one), word) for one, word in pairs if one] + [(one, one + end) for one in PORTER for end in ("s", "ing", "ed", "tion")]
    pairs = [(one, other) for one, other in pairs if one]
    texts = [
        "".join(chr(chance.choice((chance.randrange(0x20, 0x250), chance.randrange(0x250, 0x530)))) for _ in range(5)) for _ in range(800)
    ]
    texts += [f"{one}{mark}{other}" for one in ("É", "a", ".", "") for mark in "'’‘ʼ`´-‐‑‒–—―−_.…" for other in ("b", "ß", ".", "")]
    given = json.dumps({"forms": data["forms"], "folding": data["folding"], "words": words, "pairs": pairs, "texts": texts})
    script = page_search.SCRIPT.read_text(encoding="utf-8") + WORD_BY_WORD
    told = json.loads(subprocess.run(["node", "-e", script], input=given, capture_output=True, encoding="utf-8", check=True).stdout)
    assert told["spellings"] == [spellings(word) for word in words]
    assert told["kin"] == [list(map(list, kin((word,)))) for word in words]
    assert told["apart"] == [list(map(list, kin(pair))) for pair in pairs]
    assert told["roots"] == [root(word) for word in words]
    assert [pair for pair, one in zip(pairs, told["slips"], strict=True) if one != is_slip(*pair)] == []
    assert [text for text, one in zip(texts, told["folded"], strict=True) if one != fold(text)] == []
    assert told["foldedApart"].translate({1: PART, 2: WHOLE}) == fold_apart(texts)  # its marks are no blanks to a script


SHOWN = """
const { folding, longest, cases } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const { bestOf, withoutMatches } = makeSnippets(longest, makeFolding(folding).unfolded);
const told = ({ text, matches, units }) => [text, matches, [...units].sort()];
process.stdout.write(JSON.stringify(cases.map(({ pieces, worth, thorough }) => [
  told(bestOf(pieces.map(([text, spans]) => ({ segment: { text }, spans })), new Map(worth), thorough)),
  ...pieces.map(([text]) => told(withoutMatches({ text }))),
])));
"""


def test_the_script_shows_the_same_sentence_of_texts_of_any_length_with_words_anywhere(data):
    chance = random.Random(7)

    def piece():
        words = [
            chance.choice(("a", "of", "rope", "ropes", "learning", "ferrymen’s", "İstanbul", "straße", "unreadable"))
            for _ in range(chance.randint(1, 90))
        ]
        text = " ".join(word + chance.choices(("", ".", "?", ";", ","), (12, 2, 1, 1, 1))[0] for word in words)
        folded = fold_apart([text])[1:-1]
        places = [match.span() for match in re.finditer(r"\S+", folded)]
        chosen = chance.sample(places, min(len(places), chance.randint(1, 4)))
        return text, [(*span, chance.randrange(3)) for span in chosen]

    cases = [
        {
            "pieces": [piece() for _ in range(chance.randint(1, 3))],
            "worth": [(0, 1.0), (1, 1.5), (2, 0.25)],
            "thorough": chance.random() < 0.5,
        }
        for _ in range(400)
    ]
    given = json.dumps({"folding": data["folding"], "longest": SNIPPET, "cases": cases})
    script = page_search.SCRIPT.read_text(encoding="utf-8") + SHOWN
    told = json.loads(subprocess.run(["node", "-e", script], input=given, capture_output=True, encoding="utf-8", check=True).stdout)
    for case, found in zip(cases, told, strict=True):
        pieces = [Found(Segment("", text, ()), spans) for text, spans in case["pieces"]]
        shown = [best_of(pieces, dict(case["worth"]), case["thorough"]), *(without_matches(one.segment) for one in pieces)]
        assert found == [[one.text, list(map(list, one.matches)), sorted(one.units)] for one in shown]
        assert all(len(one.text) <= SNIPPET + 4 for one in shown)


def test_what_is_unlike_other_queries_is_read_the_same(compared):
    assert [(query, wanted, found) for query, wanted, found in compared["edges"] if not page_search.same(wanted, found)] == []


def test_a_query_that_asks_for_nothing_is_refused_in_the_same_words(compared):
    told = {query: found["error"] for query, _, found in compared["edges"] if "error" in found}
    assert {told[""], told["-x"], told["x" * 1001]} == {
        "the query has no words",
        "the query only excludes; add a word to look for",
        "the query has 1,001 characters; give at most 1,000",
    }


@pytest.mark.parametrize("text", [HOSTILE, "\x01\x02\x01", "__proto__ </script> ${x} '`’", ""], ids=["all", "marks", "script", "nothing"])
def test_no_text_of_the_data_breaks_the_search(text):
    book = Book(dataset.build(planted(text)))
    queries = [
        "port",
        "city",
        "learn*",
        '"learning city"',
        "sic smile",
        "__proto__",
        "proto script",
        "cities in europe",
        "lodka -port",
        "nosuchword",
    ]
    found = page_search.in_node(search_data(book), queries).found
    assert [query for query, one in zip(queries, found, strict=True) if not page_search.same(page_search.expected(book, query), one)] == []


def test_every_text_stands_in_the_data_once_and_none_is_a_key(book, data):
    assert len(data["texts"]) == len(set(data["texts"]))
    assert len(data["rows"]) == len(book.search_index.texts())
    assert len(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()) < 450_000

    def keys(value):
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return (set(value) if isinstance(value, dict) else set()).union(*map(keys, inner))

    assert all(re.fullmatch(r"[a-z0-9]+", key, re.IGNORECASE) for key in keys(data))


def test_the_script_only_computes():
    script = re.sub(r"//.*|/\*.*?\*/", "", page_search.SCRIPT.read_text(encoding="utf-8"))
    assert re.findall(r"\b(?:eval|Function|fetch|import|innerHTML|document\.|window|globalThis|setTimeout)\b", script) == []
    assert "</" not in script  # it stands in a page
    assert "<!--" not in script
