"""Do the passages that a hit of the search names hold what it shows? Read as `iclc verify` reads a copy of the report.

    python benchmarks/places.py REPORT_FOLDER [--check] [--limit N]

REPORT_FOLDER holds `report.txt`. Every query of the sets is asked, those that are held back too, and each hit counted once for
what it shows. Our texts are paraphrases, so a hit is borne out by its passages where

- every marked word of its snippet stands in them, in any form, or another word for it, by the names and the thesaurus of the data;
- or all of the snippet rests on one of them by the rule that `verify` holds paraphrases to;
- or the field refers to a record that rests on one of them, or is our classification of the hit's own.

The same is told of the hits with passages of others, by which one sees what the check is worth. What is not borne out is listed, at
most `--limit` of it. `--check` fails where fewer are borne out than is promised.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from search_quality import NATURAL, NATURAL_KEPT, QUERIES

from iclc_cli import Book, load_report
from iclc_cli.model.kinds import KINDS, standing
from iclc_cli.model.walk import at, fields
from iclc_cli.query.search import Hit
from iclc_cli.query.spelling import FILLERS, stems
from iclc_cli.query.thesaurus import OtherNames, others_for
from iclc_cli.text import fold
from iclc_cli.verify import open_copy
from iclc_cli.verify.checking import Known
from iclc_cli.verify.prints import Copy

IN_WORDS, IN_ANY_WAY = 0.91, 0.99
"""The share of hits that must be borne out by their words or others for them, and that in any way."""

WAYS = ("the words", "other words", "the wording", "our classification", "what it refers to")


class Places:
    """Holds hits against the passages that they name."""

    def __init__(self, book: Book, copy: Copy) -> None:
        self.book = book
        self.known = Known(book.report, copy)
        self._others = OtherNames(book.index)

    def how(self, hit: Hit) -> str:
        """By what the passages of a hit bear out what it shows; nothing where they do not."""
        prints = self.known.copy.of(self.known.there(tuple(hit.passages)))
        printed = frozenset().union(*(one.at for one in prints))
        words = [word for start, end in hit.matches for word in stems(hit.snippet[start:end]) if word not in FILLERS]
        if all(word in printed for word in words):
            return "the words"
        shown = [fold(hit.snippet[start:end]).split() for start, end in hit.matches]
        if all(self._stands(said, printed) for said in shown):
            return "other words"
        if any(self.known.leans(hit.snippet, one) for one in prints):
            return "the wording"
        return self._refers(hit)

    def _stands(self, said: list[str], printed: frozenset[str]) -> bool:
        ways = [tuple(said), *(other for other, _ in others_for(said, self._others.of(said)))]
        return any(printed.issuperset(stems(" ".join(way))) for way in ways)

    def _refers(self, hit: Hit) -> str:
        """Is the field no text, but our word for what rests on the passages, or the name of a record that does?"""
        path = tuple(hit.field.split("."))
        field = fields(KINDS[hit.kind].record)[path]
        if standing(field.owner, path[-1]) == "classified":
            return "our classification"
        if (kind := field.shape.reference) is None:
            return ""
        held = at(self.book.index.get(hit.kind, hit.id), path)
        targets = [self.book.index.get(kind, one) for one in (held if isinstance(held, (list, tuple)) else [held]) if one]
        return "" if {source for one in targets for source in one.sources}.isdisjoint(hit.passages) else "what it refers to"


def main() -> None:
    """Ask, hold against print, and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true", help="fail where fewer are borne out than is promised")
    parser.add_argument("--limit", type=int, default=40)
    arguments = parser.parse_args()
    book = load_report()
    places = Places(book, open_copy(book.report, str(arguments.folder / "report.txt")))
    queries = [query["query"] for path in (QUERIES, NATURAL, NATURAL_KEPT) for query in json.loads(path.read_text(encoding="utf-8"))]
    hits = {
        (hit.kind, hit.id, hit.field, hit.snippet, hit.matches): hit for query in queries for hit in book.search(query).hits if hit.matches
    }
    named = [hit for hit in hits.values() if hit.passages]
    by, by_others = (Counter(map(places.how, held)) for held in (named, misplaced(named)))
    print(f"{len(queries)} queries show {len(hits)} places in records, {len(named)} of them with passages, which bear out")
    print(f"{'by':<20} {'theirs':>14}   were they those of others")
    for how in (*WAYS, ""):
        print(f"{how or 'nothing':<20} {by[how]:>6} {by[how] / len(named):>7.1%} {by_others[how]:>6} {by_others[how] / len(named):>7.1%}")
    for hit in [hit for hit in named if not places.how(hit)][: arguments.limit]:
        marked = ", ".join(hit.snippet[start:end] for start, end in hit.matches)
        print(f"- {hit.kind}/{hit.id} {hit.field} in {', '.join(hit.passages)}: {marked} – {hit.snippet[:100]}")
    in_words, in_any = (by["the words"] + by["other words"]) / len(named), 1 - by[""] / len(named)
    if arguments.check and (in_words < IN_WORDS or in_any < IN_ANY_WAY):
        sys.exit(f"fewer are borne out than is promised: {IN_WORDS:.1%} by words, {IN_ANY_WAY:.1%} in any way")


def misplaced(hits: Sequence[Hit]) -> Iterator[Hit]:
    """The hits, each with the passages of one far off: what a check that tells nothing would bear out as well."""
    for number, hit in enumerate(hits):
        other = hits[(number + len(hits) // 2) % len(hits)]
        yield Hit(**{**{name: getattr(hit, name) for name in hit.__dataclass_fields__}, "passages": other.passages})


if __name__ == "__main__":
    main()
