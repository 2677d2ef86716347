"""Does the search of the page find what `iclc search` finds, in the same order, and how fast?

    python benchmarks/page_search.py [--chromium] [--failures]

Runs search.js in Node, or in Debian's Chromium through Playwright where that is installed, over all queries of the search's
benchmarks, and prints the share of them whose first hit, first ten hits, all hits, and all that is told of them are the same.
"""

import argparse
import json
import random
import subprocess
from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any, NamedTuple

from search_quality import NATURAL, NATURAL_KEPT, QUERIES

from iclc_cli import Book, load_report
from iclc_cli.errors import UsageError
from iclc_cli.exports.page.searching import search_data
from iclc_cli.query.asking import KIND_WORDS

SCRIPT = files("iclc_cli.exports.page").joinpath("search.js")

DRIVER = """
const answers = ({ data, queries }) => {
  const begin = performance.now();
  const search = makeSearch(data);
  const made = performance.now() - begin;
  const timed = (query) => {
    const begin = performance.now();
    const found = search(query);
    const time = performance.now() - begin;
    const hits = found.hits.map(({ row, ...hit }) => ({ ...hit, matches: hit.matches.map(([start, end]) => hit.snippet.slice(start, end)) }));
    return { ...found, hits, readAs: [...found.readAs], time };
  };
  return { made, found: queries.map(timed) };
};
"""
"""What runs all queries; matches become words, as places are counted differently where letters lie beyond 16 bits."""


class Run(NamedTuple):
    """What a run of the script gave."""

    made: float
    """How long it took to make the index, in milliseconds."""
    found: list[dict[str, Any]]
    """What was found, by query."""
    times: list[float]
    """How long each query took, in milliseconds."""


def expected(book: Book, query: str) -> dict[str, Any]:
    """What the page should find: what the book does, in the words of the script."""
    try:
        result = book.search(query)
    except UsageError as error:
        return {"error": error.message, "hits": []}
    hits = [
        {
            **{name: getattr(hit, name) for name in ("kind", "id", "label", "field", "snippet", "score", "coverage")},
            "matches": [hit.snippet[start:end] for start, end in hit.matches],
            "passages": list(hit.passages),
            "missing": list(hit.missing),
        }
        for hit in result.hits
    ]
    told = {name: getattr(result, name) for name in ("partial", "apart", "weak")}
    lists = {name: list(getattr(result, name)) for name in ("unknown", "near", "notes")}
    return {"hits": hits, "readAs": [list(pair) for pair in result.read_as.items()], **told, **lists}


def _run_of(answers: dict[str, Any]) -> Run:
    times = [one.pop("time") for one in answers["found"]]
    return Run(answers["made"], answers["found"], times)


def in_node(data: dict[str, Any], queries: Sequence[str]) -> Run:
    """Run the queries in one process of Node."""
    read = 'process.stdout.write(JSON.stringify(answers(JSON.parse(require("fs").readFileSync(0, "utf8")))));'
    code = SCRIPT.read_text(encoding="utf-8") + DRIVER + read
    given = json.dumps({"data": data, "queries": list(queries)})
    done = subprocess.run(["node", "-e", code], input=given, capture_output=True, encoding="utf-8", timeout=120, check=True)
    return _run_of(json.loads(done.stdout))


def in_chromium(data: dict[str, Any], queries: Sequence[str]) -> Run:
    """Run the queries in a page of Chromium."""
    from page import chromium  # needs Playwright, which is not everywhere

    with chromium() as browser:
        page = browser.new_page()
        page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8") + DRIVER)
        found = page.evaluate("(text) => JSON.stringify(answers(JSON.parse(text)))", json.dumps({"data": data, "queries": list(queries)}))
    return _run_of(json.loads(found))


def benchmark_queries() -> dict[str, list[str]]:
    """The queries of the search's benchmarks, by file."""
    return {path.stem: [one["query"] for one in json.loads(path.read_text(encoding="utf-8"))] for path in (QUERIES, NATURAL, NATURAL_KEPT)}


def random_queries(book: Book, count: int, seed: int = 5) -> list[str]:
    """Queries made of words of the data, whole, cut, misspelled, excluded and in phrases, with words that ask, of places too."""
    chance = random.Random(seed)
    texts = [piece.text for _, _, columns in book.search_index.texts() for pieces in columns for piece in pieces]
    places = [record.name for record in (*book.records("city"), *book.records("country"))]
    asking = ("who", "WHO", "the report", "cities in", "how many", "mayor", "when", "Africa", "multisectoral", "colour", "don’t", "ten")

    kinds = (*KIND_WORDS, "mayor", "professor", "council")

    def part() -> str:
        words = chance.choice(texts).split() or ["x"]
        at = chance.randrange(len(words))
        word = words[at]
        cut = chance.randrange(len(word))
        ways: list[Callable[[], str]] = [
            lambda: word[: max(2, len(word) // 2)] + "*",
            lambda: "-" + word,
            lambda: '"' + " ".join(words[at : at + chance.randint(1, 3)]) + '"',
            lambda: word[:cut] + word[cut + 1 :],
            lambda: word[: cut + 1] + word[cut:],
            lambda: word + chance.choice("/&,-") + chance.choice(chance.choice(texts).split() or ["x"]),
            lambda: chance.choice(asking),
            lambda: f"{chance.choice(kinds)} {chance.choice(('in', 'of', 'from'))} {chance.choice(places)}",
            lambda: f"{chance.choice(places)} {chance.choice(kinds)}",
        ]
        return word if chance.random() < 0.4 else chance.choice(ways)()

    return [" ".join(part() for _ in range(chance.randint(1, 5))) for _ in range(count)]


def same_order(one: dict[str, Any], other: dict[str, Any], most: int | None = None) -> bool:
    """Are the first hits of both the same records?"""
    return [(hit["kind"], hit["id"]) for hit in one["hits"][:most]] == [(hit["kind"], hit["id"]) for hit in other["hits"][:most]]


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Is all the same that is told, scores to the last digit but one?"""
    if not all(other.get(name) == value for name, value in one.items() if name != "hits") or len(one["hits"]) != len(other["hits"]):
        return False
    numbers = ("score", "coverage")
    return all(
        all(abs(hit[name] - like[name]) < 0.002 if name in numbers else like[name] == value for name, value in hit.items())
        for hit, like in zip(one["hits"], other["hits"], strict=True)
    )


def main() -> None:
    """Print the shares and the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chromium", action="store_true", help="run in Chromium, not in Node")
    parser.add_argument("--failures", action="store_true", help="name the queries that differ")
    options = parser.parse_args()
    book = load_report()
    data = search_data(book)
    print(f"the data: {len(json.dumps(data, ensure_ascii=False, separators=(',', ':')).encode()):,} bytes as JSON")
    for name, queries in {**benchmark_queries(), "random": random_queries(book, 500)}.items():
        run = (in_chromium if options.chromium else in_node)(data, queries)
        pairs = [(expected(book, query), found) for query, found in zip(queries, run.found, strict=True)]
        shares = [sum(same_order(*pair, most) for pair in pairs) / len(pairs) for most in (1, 10, None)]
        times = sorted(run.times)
        print(
            f"{name:<18} {len(queries):>4} queries: same first {shares[0]:.3f}, ten {shares[1]:.3f}, whole {shares[2]:.3f}, "
            f"all told {sum(same(*pair) for pair in pairs) / len(pairs):.3f}; index {run.made:.0f} ms, "
            f"query {times[len(times) // 2]:.1f} ms, 95 of 100 below {times[int(len(times) * 0.95)]:.1f}, slowest {times[-1]:.1f}"
        )
        if options.failures:
            for query, pair in zip(queries, pairs, strict=True):
                if not same(*pair):
                    print(f"    {query!r}: {'same order' if same_order(*pair) else 'another order'}")


if __name__ == "__main__":
    main()
