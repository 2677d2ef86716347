"""How good the search is: success at 1, recall at 10 and mean reciprocal rank per class of query.

    python benchmarks/search_quality.py [--held-back] [--failures]

The queries are in search_queries.json beside this, written from the report before the search was tuned. Every third one
is held back: it is looked at only to report, never to tune. Those in natural_queries.json are in people's own words, by
two people who had not seen the code: the first names the records that answer, the second, of later, the passages, and a hit is right
that leads to one of them. What the report does not answer must find nothing or be told to be weak. Half as many of each hand are held
back in natural_held_back.json.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from iclc_cli import Book, load_report

QUERIES = Path(__file__).with_name("search_queries.json")
NATURAL = Path(__file__).with_name("natural_queries.json")
"""What people ask in their own words, written by somebody who had not seen the code."""

NATURAL_KEPT = Path(__file__).with_name("natural_held_back.json")
"""Others of the same hand, which nobody who tunes the search looks at."""

TARGETS = (0.95, 0.98, 0.96)
"""What success at 1, recall at 10 and mean reciprocal rank should reach."""


class Outcome(NamedTuple):
    """How one query fared."""

    query: dict[str, Any]
    found: list[str]
    """The hits as `kind/id`, best first."""
    success: float
    recall: float
    reciprocal: float
    three: float = 0.0
    """Is a right one among the first three?"""
    weak: bool = False
    """Did the search say that the report has nothing on it?"""


def judge(book: Book, query: dict[str, Any]) -> Outcome:
    """Run one query. One that must find nothing succeeds when it finds nothing, or says that the report has nothing on it."""
    result = book.search(query["query"])
    hits = [f"{hit.kind}/{hit.id}" for hit in result.hits]
    weak = result.weak or not hits
    if not is_answered(query):
        return Outcome(query, hits, *[float(weak)] * 4, weak=weak)
    passages = set(query.get("passages", ()))
    right = [hit in query["first"] or not passages.isdisjoint(found.passages) for hit, found in zip(hits, result.hits, strict=True)]
    rank = right.index(True) + 1 if True in right else None
    wanted = query["must"] or query["first"][:1]
    kept_out = not any(hit in hits for hit in query.get("not", ()))
    recall = float(True in right[:10]) if passages else sum(hit in hits[:10] for hit in wanted) / len(wanted) if kept_out else 0.0
    three = float(rank is not None and rank <= 3)
    return Outcome(query, hits, float(rank == 1), recall, 1 / rank if rank else 0.0, three, weak)


def is_answered(query: dict[str, Any]) -> bool:
    """Does the report answer a query?"""
    return bool(query["must"] or query["first"] or query.get("passages"))


def held_back(queries: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The queries to tune with, and every third one, which is held back."""
    return [one for number, one in enumerate(queries) if number % 3 != 2], [one for number, one in enumerate(queries) if number % 3 == 2]


def mean(values: Iterable[float]) -> float:
    """The mean."""
    held = list(values)
    return sum(held) / len(held)


def summary(outcomes: Sequence[Outcome]) -> tuple[float, float, float]:
    """Success at 1, recall at 10 and mean reciprocal rank."""
    return mean(one.success for one in outcomes), mean(one.recall for one in outcomes), mean(one.reciprocal for one in outcomes)


def table(name: str, outcomes: Sequence[Outcome]) -> None:
    """Print the figures per class and for all."""
    print(f"\n{name:<16} {'queries':>8} {'success@1':>10} {'recall@10':>10} {'MRR':>6}")
    classes: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        classes[outcome.query["class"]].append(outcome)
    for label, held in sorted(classes.items()):
        success, recall, reciprocal = summary(held)
        print(f"{label:<16} {len(held):>8} {success:>10.2f} {recall:>10.2f} {reciprocal:>6.2f}")
    success, recall, reciprocal = summary(outcomes)
    print(f"{'all':<16} {len(outcomes):>8} {success:>10.3f} {recall:>10.3f} {reciprocal:>6.3f}   aim {TARGETS}")


class Natural(NamedTuple):
    """How the queries in people's own words fared."""

    first: float
    three: float
    recall: float
    reciprocal: float
    honest: float
    """Of those without an answer the share that was told so."""
    weak: float
    """Of those with an answer the share that was told that there is none."""


def natural(outcomes: Sequence[Outcome]) -> Natural:
    """The measures of the queries in people's own words."""
    answered = [one for one in outcomes if is_answered(one.query)]
    first, recall, reciprocal = summary(answered)
    honest = mean(one.success for one in outcomes if not is_answered(one.query))
    return Natural(first, mean(one.three for one in answered), recall, reciprocal, honest, mean(one.weak for one in answered))


def tell(name: str, outcomes: Sequence[Outcome]) -> None:
    """Print the measures of the queries in people's own words, of all and of each hand."""
    hands = [[one for one in outcomes if ("passages" in one.query) == second] for second in (False, True)]
    for label, held in ((name, outcomes), ("  first hand", hands[0]), ("  second hand", hands[1])):
        print(f"{label:<16} {len(held):>8}", *(f"{measure} {value:.3f}" for measure, value in natural(held)._asdict().items()))


def failures(outcomes: Sequence[Outcome]) -> None:
    """Print each query that missed something, with what was found in its place."""
    for one in outcomes:
        if one.success < 1 or one.recall < 1:
            missed = [wanted for wanted in one.query["must"] if wanted not in one.found[:10]]
            wanted = one.query.get("passages") or one.query["first"]
            print(f"- [{one.query['class']}] {one.query['query']!r}: first {one.found[:3]}, wanted {wanted}, missed {missed}")


def main() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held-back", action="store_true", help="also report the held-back third")
    parser.add_argument("--failures", action="store_true", help="list the misses among the queries to tune with")
    arguments = parser.parse_args()
    book = load_report()
    tuned, kept = held_back(json.loads(QUERIES.read_text(encoding="utf-8")))
    outcomes = [judge(book, query) for query in tuned]
    asked = [judge(book, query) for query in json.loads(NATURAL.read_text(encoding="utf-8"))]
    table("tuned with", outcomes)
    if arguments.held_back:
        table("held back", [judge(book, query) for query in kept])
    print()
    tell("natural", asked)
    if arguments.held_back:
        tell("… held back", [judge(book, query) for query in json.loads(NATURAL_KEPT.read_text(encoding="utf-8"))])
    if arguments.failures:
        print()
        failures([*outcomes, *asked])


if __name__ == "__main__":
    main()
