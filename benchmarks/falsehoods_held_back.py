"""Falsehoods told about the data, shape by shape: those held back.

Whoever builds the check does not look in here before the last measurement; `lies.py` tells sums alone.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from falsehoods import classified, covered, given, left_out, remarked, renamed, silent
from lying import (
    CODES,
    COUNTED,
    INVENTED,
    LEFT_OUT,
    NUMBERS,
    PRINTED,
    REMARKED,
    SAME_PASSAGE,
    WORDS,
    Falsehood,
    Lie,
    World,
    chosen,
    fold,
    negated,
    registry,
    swapped,
    tell,
)

from iclc_cli.model.walk import Path

SHAPES, shape = registry()


@shape(PRINTED, "a word added to a name")
def word_added_to_a_name(w: World) -> Iterator[Lie]:
    for path, name, _ in w.named():
        person = w.kind(path) == "speaker"
        word = w.rng.choice(
            ["Maria", "Luis", "Jan", "Amina", "Carlos"] if person else ["National", "International", "Joint", "Old", "General"]
        )
        first, *rest = name.split()
        new = " ".join([first, word, *rest] if person or w.rng.random() < 0.4 else [word, first, *rest])
        if not w.prints(new):
            yield Lie(path, new)


@shape(PRINTED, "the name of another record")
def name_of_another_record(w: World) -> Iterator[Lie]:
    for path, _, sources in w.named():
        kind = w.kind(path)
        for other in w.sample(w.others(kind, [w.owner(path)["id"]], sources), 1):
            yield Lie(path, w.ids[kind][other]["name"])


@shape(PRINTED, "a rank of a role left out")
def rank_of_a_role_left_out(w: World) -> Iterator[Lie]:
    ranks = r"Deputy |Vice-|[Ff]ormer |Assistant |Lord |Special |Chief of |Vice |Principal |Team Leader for |Under(?=sec)|Regional |Programme |Councillor, "
    for path, _, role, _ in w.fields("speaker"):
        for found in re.finditer(ranks, role) if path[-1] == "role" else ():
            new = role[: found.start()] + role[found.end() :]
            yield Lie(path, new[0].upper() + new[1:])


@shape(PRINTED, "page, edition or number")
def page_edition_or_number(w: World) -> Iterator[Lie]:
    for path, _, value, _ in w.fields("section", "conference", "session", "sdg"):
        if path[-1] in ("page", "edition", "number") and value and path[-1] != "year":
            if isinstance(value, int):
                yield Lie(path, value + w.rng.choice([-1, 1, 2]))
            else:
                others = ["1", "2", "3", *(f"{a}.{b}" for a in "123" for b in "1234")]
                yield Lie(path, w.rng.choice([one for one in others if one != value and len(one) == len(value)]))


@shape(PRINTED, "an alias changed")
def alias_changed(w: World) -> Iterator[Lie]:
    for path, _, value, sources in w.fields():
        if path[-3:-2] == ("aliases",) and path[-1] == "name" and len(value) > 3 and w.prints(value, sources):
            yield Lie(path, w.misspelt(value))


@shape(PRINTED, "an alias of another")
def alias_of_another(w: World) -> Iterator[Lie]:
    for path, record in w.each("city", "organisation", "initiative", "topic", "speaker", "country", "document"):
        pool = [alias["name"] for _, one in w.each(w.kind(path)) if one is not record for alias in one["aliases"]]
        others = [name for name in pool if not w.prints(name, record["sources"])]
        if others:
            alias = w.alias(w.rng.choice(others), [w.rng.choice(record["sources"])])
            yield Lie((*path, "aliases"), [*record["aliases"], alias])


@shape(PRINTED, "publication details")
def publication_details(w: World) -> Iterator[Lie]:
    for path, _, value, _ in w.fields("conference"):
        field, parent = path[-1], path[-2]
        if field in ("publisher", "licence", "attribution", "mode", "name", "role") and parent != "remarks" and "aliases" not in path:
            yield Lie(path, {"mode": "online"}.get(str(field), w.misspelt(str(value))))
            for old, new in [("UNESCO", "UNICEF"), ("3.0", "4.0"), ("ShareAlike", "NonCommercial"), ("BY-SA", "BY-NC"), ("Fifth", "Sixth"),
                             ("2022", "2023"), ("Layout", "Editing"), ("Copyright", "Translation"), ("hybrid", "in person"), ("Boese", "Böse")]:  # fmt: skip
                if old in value:
                    yield Lie(path, value.replace(old, new))
        elif field == "year":
            yield from (Lie(path, value + by) for by in (-1, 1))


@shape(PRINTED, "the unit of a figure")
def unit_of_a_figure(w: World) -> Iterator[Lie]:
    units = ["weeks", "schools", "people", "countries", "days", "months", "districts", "teachers", "hours", "festivals"]
    for path, record in w.each("figure"):
        if record["unit"]:
            yield Lie(
                (*path, "unit"), w.rng.choice([unit for unit in units if not w.prints(unit, record["sources"]) and unit != record["unit"]])
            )


@shape(PRINTED, "a key term from elsewhere")
def key_term_from_elsewhere(w: World) -> Iterator[Lie]:
    pool = [term for _, passage in w.each("passage") for term in passage["terms"]]
    for path, record in w.each("passage"):
        terms = record["terms"]
        if terms:
            at = w.rng.randrange(len(terms))
            new = w.rng.choice([term for term in pool if not w.prints(term, [record["id"]])])
            yield Lie((*path, "terms"), [*terms[:at], new, *terms[at + 1 :]])


@shape(PRINTED, "a key term of words that stand apart")
def key_term_of_words_apart(w: World) -> Iterator[Lie]:
    for path, record in w.each("passage"):
        words = [word.lower() for word in re.findall("[A-Za-z-]{5,}", w.passages[record["id"]])]
        if record["terms"] and len(words) > 8:
            new = " ".join(w.sample(words, 2))
            at = w.rng.randrange(len(record["terms"]))
            if not w.prints(new, [record["id"]]):
                yield Lie((*path, "terms"), [*record["terms"][:at], new, *record["terms"][at + 1 :]])


shape(PRINTED, "a session from elsewhere")(lambda w: given(w, "session"))


shape(PRINTED, "a topic from elsewhere")(lambda w: given(w, "topic"))


shape(PRINTED, "an organisation from the same passage")(lambda w: given(w, "organisation", True, (), ("initiative",)))


@shape(PRINTED, "a goal that the session was not given")
def goal_of_a_session(w: World) -> Iterator[Lie]:
    for path, record in w.each("session"):
        for goal in w.ids["sdg"]:
            if not w.names_it("sdg", goal, record["sources"]) and goal not in record["sdgs"]:
                yield Lie((*path, "sdgs"), [*record["sdgs"], goal])


@shape(PRINTED, "a reference where there is none")
def reference_where_there_is_none(w: World) -> Iterator[Lie]:
    for path, part, value, sources in w.fields("organisation", "initiative", "statement", "figure", "document", "speaker"):
        if part.reference in ("city", "country", "organisation", "session") and part.optional and value is None:
            owner = w.owner(path)
            if not (path[-1] == "country" and owner.get("city")) and path[0] != "speakers":
                yield Lie(path, w.rng.choice(w.others(part.reference, [], sources)))


@shape(PRINTED, "a point resting on another passage")
def point_resting_on_another_passage(w: World) -> Iterator[Lie]:
    for path, _, value, _sources in w.fields("speaker", "session", "conference"):
        if path[-1] == "sources" and path[-3:-2] in (("said",), ("conclusions",), ("points",)):
            near = w.rng.random() < 0.5
            section = w.ids["passage"][value[0]]["section"]
            pool = (
                [one for one, held in w.ids["passage"].items() if held["section"] == section and one not in value]
                if near
                else w.foreign(path, value)
            )
            words = {word for word in fold(w.at((*path[:-1], "text"))).split() if len(word) > 5}
            for new in w.sample([one for one in pool if len(words & set(w.folded[one].split())) < 2], 1):
                yield Lie(path, [new])


@shape(PRINTED, "what a remark gives as printed, taken from elsewhere")
def remark_printed_from_elsewhere(w: World) -> Iterator[Lie]:
    for path, _, value, _ in w.fields():
        if path[-1] == "printed" and (value or w.rng.random() < 0.1) and "sources" in w.owner(path):
            for passage in w.sample(w.foreign(path[:2], w.owner(path)["sources"]), 1):
                words = w.passages[passage].split()
                start = w.rng.randrange(max(1, len(words) - 5))
                new = " ".join(words[start : start + w.rng.randint(3, 5)])
                if not w.prints(new, w.owner(path)["sources"]):
                    yield Lie(path, new)


@shape(PRINTED, "two aliases of a record with their passages exchanged")
def passages_of_aliases_exchanged(w: World) -> Iterator[Lie]:
    for path, record in w.each():
        held = [(at, one) for at, one in enumerate(record.get("aliases", ()))]
        for at, alias in held:
            for n, other in held:
                if at < n and set(alias["sources"]) != set(other["sources"]):
                    mine, theirs = silent(w, alias["name"], other["sources"]), silent(w, other["name"], alias["sources"])
                    if mine or theirs:
                        a: Path = (*path, "aliases", at, "sources")
                        yield Lie(a, other["sources"], [((*path, "aliases", n, "sources"), alias["sources"])])


@shape(PRINTED, "a place, or a city that wished for it, from elsewhere")
def place_or_wish_from_elsewhere(w: World) -> Iterator[Lie]:
    for path, record in w.each("initiative"):
        field = w.rng.choice(["place", "proposed_by"])
        for new in w.sample(
            w.others("city", [record[one] for one in ("city", "place", "proposed_by") if record[one]], record["sources"]), 1
        ):
            more = [((*path, "city"), None)] if record["city"] and field == "place" else []
            yield Lie((*path, field), new, more)


def numbers_of(w: World, year: bool) -> Iterator[tuple[Path, str, Sequence[str], re.Match[str]]]:
    """Numbers in digits that our words give: years, or others."""
    for path, text, sources in w.texts():
        for found in re.finditer(r"(?<![\w./-])\d[\d,]*\b(?![./-]\w)", text) if "http" not in text and sources else ():
            if bool(re.fullmatch("(19|20)[0-9]{2}", found[0])) == year and not text[: found.start()].endswith(("SDG ", "SDGs ", "orum ")):
                yield path, text, sources, found


@shape(NUMBERS, "a number in digits")
def number_in_digits(w: World) -> Iterator[Lie]:
    for path, text, sources, found in numbers_of(w, False):
        old = int(found[0].replace(",", ""))
        new = w.number(old, sources) if old < 1000 else old + w.rng.choice([-500, 500, 1000, 7000])
        yield Lie(path, text[: found.start()] + (f"{new:,}" if "," in found[0] else str(new)) + text[found.end() :])


@shape(NUMBERS, "a year")
def a_year(w: World) -> Iterator[Lie]:
    for path, text, sources, found in numbers_of(w, True):
        years = [year for year in range(2014, 2033) if year not in w.told_numbers(sources)]
        yield Lie(path, text[: found.start()] + str(w.rng.choice(years)) + text[found.end() :])


@shape(NUMBERS, "a number in words")
def number_in_words(w: World) -> Iterator[Lie]:
    for path, text, sources in w.texts():
        for found in re.finditer(rf"\b({'|'.join(COUNTED[2:])})\b", text, re.IGNORECASE) if sources else ():
            free = [word for word in COUNTED[2:13] if COUNTED.index(word) not in w.told_numbers(sources)]
            new = w.rng.choice(free)
            yield Lie(path, text[: found.start()] + (new.title() if found[0][0].isupper() else new) + text[found.end() :])


@shape(SAME_PASSAGE, "an initiative presented by another of its passage")
def initiative_presented_by_another(w: World) -> Iterator[Lie]:
    yield from given(w, "speaker", True, ("initiative",))
    yield from given(w, "organisation", True, ("initiative",))


@shape(SAME_PASSAGE, "a statement of a city given to all who took part")
def statement_given_to_all(w: World) -> Iterator[Lie]:
    for path, record in w.each("statement"):
        if record["city"]:
            name = re.escape(w.ids["city"][record["city"]]["name"])
            text = re.sub(rf"^(In )?{name}('s)?", "Participants", record["text"])
            yield Lie((*path, "city"), None, [((*path, "text"), text)] if w.rng.random() < 0.5 else [])


@shape(SAME_PASSAGE, "a statement and its passage given to another city of the forums")
def statement_and_passage_given(w: World) -> Iterator[Lie]:
    cities = {record["city"]: record["sources"] for _, record in w.each("statement") if record["city"]}
    for path, record in w.each("statement"):
        if not record["city"]:
            continue
        name = w.ids["city"][record["city"]]["name"]
        for city, sources in w.sample([one for one in cities.items() if one[0] != record["city"]], 2):
            text = record["text"].replace(name, w.ids["city"][city]["name"])
            yield Lie((*path, "city"), city, [((*path, "sources"), sources), ((*path, "text"), text)])


shape(LEFT_OUT, "a topic that print names left out")(
    left_out("topic", lambda w, record: len(record["sources"]) < 4 and w.names_it("topic", record["id"], record["sources"]))
)


@shape(LEFT_OUT, "an acronym, a title or an address")
def acronym_title_or_address_left_out(w: World) -> Iterator[Lie]:
    for path, _, value, sources in w.fields("organisation", "session", "document", "section", "conference"):
        if path[-1] in ("acronym", "url", "title", "chapter", "number", "page") and value and path[0] != "conference":
            if (path[-1] != "acronym" or w.prints(value, sources)) and (path[0], path[-1]) != ("sections", "title"):
                yield Lie(path, None)
        elif path[-1] == "urls":
            yield from (Lie(path, [one for one in value if one != gone]) for gone in value)


@shape(LEFT_OUT, "an honorific that print gives")
def honorific_left_out(w: World) -> Iterator[Lie]:
    for path, _record in w.each("speaker"):
        yield Lie((*path, "honorific"), None)


@shape(LEFT_OUT, "a point of a speaker", can_tell=False)
def point_left_out(w: World) -> Iterator[Lie]:
    for path, record in w.each("speaker"):
        for n, appearance in enumerate(record["appearances"]):
            for gone in range(len(appearance["said"])):
                said: Path = (*path, "appearances", n, "said")
                yield Lie(said, *w.fewer(said, gone))


@shape(LEFT_OUT, "a summary, or what something is about", can_tell=False)
def summary_left_out(w: World) -> Iterator[Lie]:
    for path, part, value, _ in w.fields("city", "organisation", "document", "statement", "strategy", "topic"):
        if path[-1] == "summary" and value:
            yield Lie(path, None)
        elif part.reference == "initiative":
            for gone in value:
                yield Lie(path, [one for one in value if one != gone])


@shape(LEFT_OUT, "whose initiative, statement or figure it is")
def owner_left_out(w: World) -> Iterator[Lie]:
    for path, part, value, _ in w.fields("initiative", "statement", "figure", "organisation", "document"):
        if path[-1] in ("city", "organisation", "country", "session", "speakers") and value and (part.optional or part.many):
            yield Lie(path, value[1:] if part.many else None)


@shape(REMARKED, "sources with a remark")
def sources_with_a_remark(w: World) -> Iterator[Lie]:
    for path, _ in remarked(w, "sources"):
        held = w.at(path)
        for new in w.sample(w.foreign(path[:2], held), 1):
            at = w.rng.randrange(len(held))
            yield Lie(path, [*held, new] if w.rng.random() < 0.5 else [*held[:at], new, *held[at + 1 :]])


@shape(REMARKED, "a false alias under a remark on aliases")
def false_alias_under_a_remark(w: World) -> Iterator[Lie]:
    for path, _ in remarked(w, "aliases"):
        held, record, kind = w.at(path), w.owner(path), w.kind(path)
        names = [name for one in w.ids[kind] for name in w.names(kind, one)[1:]]
        pool = [name for name in names if name not in w.names(kind, record["id"]) and not w.prints(name, record["sources"])]
        at = w.rng.randrange(len(held))
        if pool:
            alias = w.alias(w.rng.choice(pool), [w.rng.choice(record["sources"])])
            yield Lie(path, [*held, alias] if w.rng.random() < 0.5 else [*held[:at], alias, *held[at + 1 :]])


shape(REMARKED, "a wrong value that a made-up remark calls inferred")(lambda w: covered(w, "inferred"))


shape(REMARKED, "a wrong value that a made-up remark calls ambiguous")(lambda w: covered(w, "ambiguous"))


shape(REMARKED, "a wrong value that a made-up remark calls unstated")(lambda w: covered(w, "unstated"))


@shape(REMARKED, "a denial that a made-up remark explains", can_tell=False)
def denial_explained(w: World) -> Iterator[Lie]:
    for path, text, sources in w.texts("initiative", "statement", "strategy", "passage"):
        for new in w.sample(negated(text), 1):
            where: Path = (*path[:2], "remarks")
            reason = f"{sources[0]} leaves open whether this is affirmed or denied; given in the reading that claims least"
            kind = w.rng.choice(["ambiguous", "inferred"])
            remark = {"field": path[-1], "kind": kind, "printed": None, "reason": reason, "routine": False}
            yield Lie(path, new, [(where, [*w.at(where), remark])])


@shape(WORDS, "a foreign fact added")
def foreign_fact(w: World) -> Iterator[Lie]:
    facts = [("bank", "A regional bank pays for it."), ("volunteers", "Volunteers run it at weekends."), ("parliament", "Parliament passed a law on it."),
             ("museum", "The city museum took part."), ("award", "It won an award for innovation."), ("football", "Local football clubs joined in."),
             ("radio", "It was broadcast on local radio."), ("evaluated", "A university evaluated it and found it successful."),
             ("queen", "The Queen opened it."), ("tax", "A tax on tourism pays for it."), ("volunteers", "Hundreds of volunteers were trained for it.")]  # fmt: skip
    for path, text, sources in w.texts("initiative", "statement", "speaker", "session", "strategy", "passage"):
        word, fact = w.rng.choice(facts)
        if not w.prints(word, sources) and w.rng.random() < 0.3:
            yield Lie(path, f"{text} {fact}")


shape(WORDS, "a person named for another", can_tell=True)(lambda w: renamed(w, "speaker"))


@shape(WORDS, "the words of a neighbour in the same passage or section")
def words_of_a_neighbour(w: World) -> Iterator[Lie]:
    for path, record in w.each("initiative", "strategy", "passage", "figure"):
        field = {"initiatives": "summary", "strategy": "text", "passages": "gist", "figures": "counts"}[str(path[0])]
        here = [one for _, one in w.each(w.kind(path)) if one is not record and one[field] != record[field]
                and (one["section"] == record["section"] if "gist" in one else set(one["sources"]) & set(record["sources"]))]  # fmt: skip
        for other in w.sample(here, 1):
            yield Lie((*path, field), other[field])


@shape(WORDS, "the definition of another topic", can_tell=True)
def definition_of_another(w: World) -> Iterator[Lie]:
    for path, record in w.each("topic"):
        for other in w.sample(w.others("topic", [record["id"]], record["sources"]), len(w.ids["topic"])):
            definition = w.ids["topic"][other]["definition"]
            if record["definition"] and definition and silent(w, definition["text"], record["definition"]["sources"], 3):
                yield Lie((*path, "definition", "text"), definition["text"])
                break


@shape(WORDS, "a wish or plan told as done, or a deed as a wish")
def wish_told_as_done(w: World) -> Iterator[Lie]:
    pairs = [("will be", "has already been"), ("should be", "is now by law"), ("hopes to", "was made to"), ("proposes", "has set up"), ("advocates", "has achieved"),
             ("could", "did"), ("is to", "was once to"), ("plans? to", "once failed to"), ("aims to", "has managed to"), ("seeks to", "has managed to"),
             ("has (promoted|implemented|launched|created|introduced|established|set up|developed|designed)", r"would like to have \1"), ("has", "hopes it will have"),
             ("should", "do already"), ("wants", "has got"), ("commits itself", "once committed itself"), ("meant to", "that turned out to"), ("will", "did long ago")]  # fmt: skip
    for path, text, _ in w.texts("initiative", "statement", "speaker", "session", "strategy", "passage"):
        for _, altered in w.sample([*swapped(text, pairs)], 1):
            yield Lie(path, altered)


@shape(WORDS, "an item put into a list")
def item_put_into_a_list(w: World) -> Iterator[Lie]:
    items = [
        "beekeeping",
        "chess",
        "tourism",
        "military service",
        "opera",
        "space travel",
        "fishing",
        "gambling",
        "horse riding",
        "fashion",
        "banking",
        "mining",
    ]
    for path, text, sources in w.texts():
        found = [*re.finditer(r"(, )([a-z][\w -]+?)( and | or )([a-z][\w-]+)", text)]
        for one in w.sample(found if sources else [], 1):
            item = w.rng.choice([item for item in items if not w.prints(item, sources)])
            new = f"{one[1]}{one[2]}, {item}{one[3]}{one[4]}" if w.rng.random() < 0.5 else f"{one[1]}{one[2]}{one[3]}{item}"
            yield Lie(path, text[: one.start()] + new + text[one.end() :])


@shape(WORDS, "when it was")
def when_it_was(w: World) -> Iterator[Lie]:
    pairs = [("before", "long after"), ("after", "before"), ("during", "before"), ("in the pandemic", "before the pandemic"), ("past", "next"), ("next", "past"),
             ("coming", "past"), ("soon", "in the distant future"), ("still", "no longer"), ("now", "formerly"), ("already", "not yet"), ("over the past", "over the next"),
             ("the first", "the last"), ("again", "for the last time"), ("constant", "occasional"), ("annual", "monthly"), ("quickly", "slowly"), ("swiftly", "belatedly"), ("beginning", "end")]  # fmt: skip
    for path, text, sources in w.texts():
        for new, altered in w.sample([*swapped(text, pairs)], 1):
            if sources and not w.prints(new, sources):
                yield Lie(path, altered)


@shape(CODES, "what an initiative is a part of")
def part_of_what(w: World) -> Iterator[Lie]:
    for path, record in w.each("initiative"):
        near = [one["id"] for _, one in w.each("initiative") if set(one["sources"]) & set(record["sources"]) and one is not record
                and one["part_of"] is None and one["id"] != record["part_of"]]  # fmt: skip
        children = {one["part_of"] for _, one in w.each("initiative")}
        pool = (
            near
            if near and w.rng.random() < 0.5
            else w.others("initiative", [record["id"], *([record["part_of"]] if record["part_of"] else [])], record["sources"])
        )
        if record["id"] not in children and pool and not any("part_of" in remark["field"] for remark in record["remarks"]):
            yield Lie((*path, "part_of"), w.rng.choice(pool))


@shape(CODES, "category or order in the strategy")
def category_or_order(w: World) -> Iterator[Lie]:
    for path, record in w.each("strategy"):
        if w.rng.random() < 0.5:
            yield Lie(
                (*path, "category"),
                w.rng.choice([one for one in chosen("strategy", "category") if one not in (record["category"], "goal", "change")]),
            )
        others = [one for _, one in w.each("strategy") if one["category"] == record["category"] and one is not record]
        for other in w.sample(others, 1):
            yield Lie((*path, "order"), other["order"], [((*w.places["strategy", other["id"]], "order"), record["order"])])


@shape(CODES, "the kind of a passage, session, document or figure")
def kind_of_something_else(w: World) -> Iterator[Lie]:
    for kind in ("passage", "session", "document", "figure"):
        yield from w.sample([*classified(w, kind, "kind")], 8)


@shape(CODES, "a former host that was none")
def former_host(w: World) -> Iterator[Lie]:
    for path, record in w.each("city"):
        told = record["participation"]
        if "former-host" not in told:
            yield Lie(
                (*path, "participation"),
                ["former-host", *(one for one in told if one not in ("mentioned", "host"))] if told != ["host"] else [],
            )


@shape(CODES, "two in another order than the report's")
def another_order(w: World) -> Iterator[Lie]:
    for key in ("passages", "sections", "sessions", "strategy"):
        held = w.report[key]
        for at in w.sample(range(len(held) - 1), 8):
            a, b = held[at], held[at + 1]
            kind = w.kind((key,))
            told = f"order: {a['id']}, {b['id']} → {b['id']}, {a['id']}"
            yield Lie((key,), [*held[:at], b, a, *held[at + 2 :]], (), f"{kind}/{a['id']}", told)


@shape(CODES, "the number of a passage")
def number_of_a_passage(w: World) -> Iterator[Lie]:
    for path, record in w.each("passage"):
        yield Lie((*path, "number"), record["number"] + w.rng.choice([-1, 1, 10]) if record["number"] > 1 else 99)


@shape(INVENTED, "an invented initiative that seems to have a printed name")
def invented_initiative(w: World) -> Iterator[Lie]:
    for _path, record in w.each("city"):
        name = w.rng.choice(
            [
                "Bridges of Learning",
                "Open Doors",
                "Steps to Health",
                "Green Classrooms",
                "Reading Together",
                "Safe Streets 2030",
                "Learn&Move",
                "Second Chance",
            ]
        )
        source = w.rng.choice(record["sources"])
        sessions = [one["id"] for _, one in w.each("session") if source in one["sources"] and not one["id"].startswith("mayors")]
        kind = w.rng.choice(["programme", "campaign", "project"])
        yield w.invented("initiative", id=f"{record['id']}-{re.sub('[^a-z0-9]+', '-', fold(name))}", name=name, named=True, kind=kind, city=record["id"], status="running",
                         session=sessions[0] if sessions else None, summary=f"A {kind} of {record['name']} for health and well-being.", sources=[source])  # fmt: skip


@shape(INVENTED, "an invented organisation")
def invented_organisation(w: World) -> Iterator[Lie]:
    for _path, record in w.each("city"):
        name = w.rng.choice(
            [
                "{} Institute of Public Health",
                "Lifelong Learning Council of {}",
                "{} Youth Foundation",
                "University of Applied Sciences, {}",
            ]
        ).format(record["name"])
        if not w.prints(name):
            kind = "university" if "University" in name else "municipal" if "Council" in name else "research"
            place = {"city": record["id"], "country": record["country"], "sources": [w.rng.choice(record["sources"])]}
            yield w.invented("organisation", name=name, kind=kind, **place)


@shape(INVENTED, "an invented point in the report's own vocabulary")
def invented_point_in_its_vocabulary(w: World) -> Iterator[Lie]:
    for path, _record in w.each("speaker", "session"):
        field: Path = (*path, "appearances", 0, "said") if w.kind(path) == "speaker" else (*path, "conclusions")
        held = w.at(field)
        source = held[0]["sources"][:1] if held else []
        matters = [w.ids["topic"][one]["name"] for one in w.others("topic", [], source, True)]
        if source and len(matters) > 2:
            a, b, c = w.sample(matters, 3)
            text = w.rng.choice(
                [
                    "There can be no {a} without {b}, and {c} depends on both.",
                    "The main obstacle to {a} is {b}, not {c}.",
                    "{b} and {a} must be kept apart from {c}.",
                ]
            )
            text = text.format(a=a, b=b, c=c)
            yield Lie(field, [*held, {"text": text[0].upper() + text[1:], "sources": source}])


@shape(INVENTED, "an invented summary")
def invented_summary(w: World) -> Iterator[Lie]:
    deeds = ["runs evening schools for sailors", "hands out prizes for the best kitchen gardens", "lends bicycles to its visitors",
             "has moved into a former railway station", "publishes a weekly magazine on chess", "pays rents for young musicians"]  # fmt: skip
    for path, record in w.each("city", "organisation", "document"):
        if not record["summary"]:
            yield Lie((*path, "summary"), f"{record['name']} {w.rng.choice(deeds)}.")


@shape(INVENTED, "an invented key term")
def invented_key_term(w: World) -> Iterator[Lie]:
    for path, record in w.each("passage"):
        terms = [
            "blockchain",
            "innovation hub",
            "learning voucher",
            "state budget",
            "public library law",
            "carbon tax",
            "peace treaty",
            "night school",
        ]
        yield Lie((*path, "terms"), [*record["terms"], w.rng.choice([term for term in terms if not w.prints(term)])])


def falsehoods(report: dict[str, Any], passages: dict[str, str], seed: int) -> Iterator[Falsehood]:
    """Lies of all shapes that stand in this module."""
    yield from tell(SHAPES, report, passages, seed)
