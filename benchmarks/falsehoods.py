"""Falsehoods told about the data, shape by shape: those that a check may be built by.

See `lying` for what a shape is. A shape that does not fit into a sentence tells in its docstring what it does.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lying import (
    CODES,
    COUNTED,
    INVENTED,
    LEFT_OUT,
    NUMBERS,
    ORDINALS,
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

from iclc_cli.model.walk import Path, dotted

SHAPES, shape = registry()


def given(w: World, target: str, near: bool = False, kinds: Sequence[str] = (), without: Sequence[str] = ()) -> Iterator[Lie]:
    """Each reference to one kind of record turned to another of its kind, from elsewhere or from the same passage."""
    for path, part, value, sources in w.fields(*kinds):
        if (
            part.reference != target
            or path[-1] in ("id", "broader", "part_of", "see_also")
            or not value
            or not sources
            or w.kind(path) in without
        ):
            continue
        own = list(value) if part.many else [value]
        for other in w.sample(w.others(target, own, sources, near), 2):
            at = w.rng.randrange(len(own))
            yield Lie(path, [*own[:at], other, *own[at + 1 :]] if part.many else other)


@shape(PRINTED, "a letter of a name")
def letter_of_a_name(w: World) -> Iterator[Lie]:
    for path, name, _ in w.named():
        yield Lie(path, w.misspelt(name))


@shape(PRINTED, "a word of a name left out")
def word_of_a_name_left_out(w: World) -> Iterator[Lie]:
    for path, name, _ in w.named():
        words = name.split()
        for at in range(1, len(words) - 1):
            new = " ".join(words[:at] + words[at + 1 :])
            if not w.prints(new):
                yield Lie(path, new)


@shape(PRINTED, "accents of a name")
def accents_of_a_name(w: World) -> Iterator[Lie]:
    for path, name, sources in w.named("speaker", "city", "organisation", "initiative", "country"):
        bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
        vowels = [at for at, letter in enumerate(name) if letter in "aeiou" and at]
        at = w.rng.choice(vowels or [0])
        new = bare if bare != name else name[:at] + dict(zip("aeiou", "áéíóü", strict=True)).get(name[at], name[at]) + name[at + 1 :]
        if not any(new in w.passages[one] for one in sources) and (bare != name or w.rng.random() < 0.3):
            yield Lie(path, new)


@shape(PRINTED, "a name cut short")
def name_cut_short(w: World) -> Iterator[Lie]:
    for path, name, _ in w.named("speaker", "organisation", "initiative", "document", "city"):
        words = re.sub(r" (and|of|for|the|in)( .*)?$", "", name).split() if w.rng.random() < 0.5 else name.split()[:-1]
        if 0 < len(words) < len(name.split()):
            yield Lie(path, " ".join(words).rstrip(",("))


@shape(PRINTED, "a name that runs on in the passage")
def name_that_runs_on(w: World) -> Iterator[Lie]:
    for path, name, sources in w.named("speaker", "organisation", "initiative", "city", "country"):
        for source in sources:
            after = re.search(re.escape(name) + r"(?:[,(]? ?[\w'’]+){2}", w.passages[source])
            before = re.search(r"[A-Z][\w-]+ " + re.escape(name), w.passages[source])
            new = w.rng.choice([found for found in (after, before) if found] or [None])
            if new and fold(new[0]) not in map(fold, w.names(w.kind(path), w.owner(path)["id"])):
                yield Lie(path, new[0])


@shape(PRINTED, "the parts of a name in another order")
def name_turned_round(w: World) -> Iterator[Lie]:
    for path, name, _ in w.named("speaker", "organisation", "initiative"):
        words = re.sub("[,()]", "", name).split()
        new = " ".join([words[-1], *words[:-1]] if w.kind(path) == "speaker" else w.sample(words, len(words)))
        if len(words) > 1 and not w.prints(new):
            yield Lie(path, new)


@shape(PRINTED, "the role of another")
def role_of_another(w: World) -> Iterator[Lie]:
    roles = [(path, value, sources) for path, _, value, sources in w.fields("speaker") if path[-1] == "role"]
    for path, _, sources in roles:
        yield Lie(path, w.rng.choice([other for _, other, _ in roles if not w.prints(other, sources)]))


@shape(PRINTED, "a rank added to a role")
def rank_added_to_a_role(w: World) -> Iterator[Lie]:
    for path, _, role, sources in w.fields("speaker"):
        new = f"{w.rng.choice(['Acting', 'Vice', 'Deputy', 'Former', 'Assistant', 'Honorary'])} {role}"
        if path[-1] == "role" and not w.prints(new, sources):
            yield Lie(path, new)


@shape(PRINTED, "a place or matter in a role")
def place_or_matter_in_a_role(w: World) -> Iterator[Lie]:
    matters = ["Education", "Health", "Energy", "Innovation", "International Affairs", "Environment", "Climate", "Learning City", "Social"]
    for path, _, role, sources in w.fields("speaker"):
        if path[-1] == "role":
            places = [city["name"] for _, city in w.each("city")]
            for what in [one for one in (*places, *matters) if f" {one}" in role]:
                others = [one for one in (places if what in places else matters) if not w.prints(one, sources)]
                yield Lie(path, role.replace(what, w.rng.choice(others)))


@shape(PRINTED, "an honorific")
def honorific(w: World) -> Iterator[Lie]:
    for path, _, value, _ in w.fields("speaker"):
        if path[-1] == "honorific":
            yield Lie(path, w.rng.choice([one for one in ("Mr", "Ms", "Dr", "Professor", "Mrs", "Sir") if one != value]))


def titles(w: World) -> Iterator[tuple[Path, str]]:
    """Printed titles and headings."""
    for path, part, value, _ in w.fields("session", "strategy", "section", "conference"):
        printed = w.owner(path)["id"] not in ("publication", "captions") and w.owner(path).get("named", True)
        if path[-1] in ("title", "theme", "chapter") and value and printed and not part.many:
            yield path, value


@shape(PRINTED, "a word of a title")
def word_of_a_title(w: World) -> Iterator[Lie]:
    words = ["learning", "health", "citizens", "schools", "culture", "climate", "towns", "Towards", "networks", "safe", "global"]
    for path, title in titles(w):
        for old in w.sample(re.findall("[A-Za-z-]{5,}", title), 2):
            new = title.replace(old, w.rng.choice([word for word in words if word.lower() not in title.lower()]), 1)
            if not w.prints(new):
                yield Lie(path, new)


@shape(PRINTED, "the title or heading of another")
def title_of_another(w: World) -> Iterator[Lie]:
    for path, title in titles(w):
        others = [other for at, other in titles(w) if at[0] == path[0] and at[-1] == path[-1] and fold(other) != fold(title)]
        if others:
            yield Lie(path, w.rng.choice(others))


@shape(PRINTED, "an acronym")
def acronym(w: World) -> Iterator[Lie]:
    for path, record in w.each("organisation"):
        initials = "".join(word[0] for word in record["name"].split() if word[0].isupper())
        held = record["acronym"]
        for new in [held[1:] + held[0], held[:-1] + "X", held + "S"] if held else [initials] if len(initials) > 2 else []:
            if new != held and not w.prints(new):
                yield Lie((*path, "acronym"), new)


@shape(PRINTED, "an address")
def address(w: World) -> Iterator[Lie]:
    for path, _, value, _ in w.fields("document", "conference"):
        for at, url in enumerate([value] if path[-1] == "url" and value else value if path[-1] == "urls" else ()):
            for old, new in [("http", "ftp"), ("3.0", "4.0"), (".org", ".int"), ("-en", "-fr"), ("html", "pdf"), ("/cce", "/esd"),
                             (".gov", ".org"), ("themes", "theme"), ("www.", ""), ("by-sa", "by-nc"), ("index", "home"), ("http:", "https:")]:  # fmt: skip
                if old in url:
                    changed = url.replace(old, new, 1)
                    yield Lie(path, changed if path[-1] == "url" else [*value[:at], changed, *value[at + 1 :]])


@shape(PRINTED, "a date")
def a_date(w: World) -> Iterator[Lie]:
    for path, _, value, sources in w.fields("conference", "figure"):
        if path[-1] in ("start", "end", "date", "date_to") and value:
            years = [year for year in range(2014, 2026) if str(year) not in value and year not in w.told_numbers(sources)]
            yield Lie(path, str(w.rng.choice(years)) + value[4:])
            if len(value) > 4:
                part = int(value.rsplit("-", 1)[1])
                yield Lie(path, f"{value[:-2]}{w.rng.choice([n for n in range(2, 13) if n != part]):02}")


@shape(PRINTED, "the value of a figure")
def value_of_a_figure(w: World) -> Iterator[Lie]:
    for path, record in w.each("figure"):
        value = record["value"]
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            yield Lie((*path, "value"), w.rng.choice([0.25, 0.4, 0.75]) if value < 1 else w.number(int(value), record["sources"]))


@shape(PRINTED, "a figure from another place in its passage")
def figure_from_its_passage(w: World) -> Iterator[Lie]:
    for path, record in w.each("figure"):
        old = {str(record[field]) for field in ("value", "value_to", "date", "date_to")}
        for new in w.told_numbers(record["sources"]) - {0}:
            if isinstance(record["value"], int) and str(new) not in old and new < 3000:
                yield Lie((*path, "value"), new)
            elif record["date"] and str(new) not in {one[:4] for one in old} and 1900 < new < 2100:
                yield Lie((*path, "date"), str(new))


@shape(PRINTED, "the end of a range")
def end_of_a_range(w: World) -> Iterator[Lie]:
    for path, record in w.each("figure"):
        value, end, last = record["value"], record["value_to"], record["date_to"]
        for by in (1, 2, 5):
            if isinstance(value, int) and (end or w.rng.random() < 0.3) and (end or value) + by not in w.told_numbers(record["sources"]):
                yield Lie((*path, "value_to"), (end or value) + by)
            elif last and len(last) == 4 and int(last) + by not in w.told_numbers(record["sources"]):
                yield Lie((*path, "date_to"), str(int(last) + by))


@shape(PRINTED, "how a figure is limited")
def how_a_figure_is_limited(w: World) -> Iterator[Lie]:
    for path, record in w.each("figure"):
        if not any(remark["field"] == "qualifier" for remark in record["remarks"]):
            yield Lie((*path, "qualifier"), w.rng.choice([one for one in chosen("figure", "qualifier") if one != record["qualifier"]]))


@shape(PRINTED, "the year of a figure or document")
def year_of_a_figure_or_document(w: World) -> Iterator[Lie]:
    for path, record in w.each("figure", "document"):
        told = {record["year"], *w.told_numbers(record["sources"])}
        yield Lie((*path, "year"), w.rng.choice([year for year in (*range(2011, 2019), 2025, 2026) if year not in told]))


@shape(PRINTED, "a word of a key term")
def word_of_a_key_term(w: World) -> Iterator[Lie]:
    for path, record in w.each("passage"):
        for at, term in w.sample(list(enumerate(record["terms"])), 2):
            _first, *rest = term.split()
            other = w.rng.choice([one.split()[0] for _, passage in w.each("passage") for one in passage["terms"] if " " in one])
            new = " ".join([other, *rest]) if rest else term + "s"
            if not w.prints(new, [record["id"]]):
                yield Lie((*path, "terms"), [*record["terms"][:at], new, *record["terms"][at + 1 :]])


shape(PRINTED, "a city from elsewhere")(lambda w: given(w, "city"))
shape(PRINTED, "a country from elsewhere")(lambda w: given(w, "country"))
shape(PRINTED, "an organisation from elsewhere")(lambda w: given(w, "organisation"))
shape(PRINTED, "a speaker from elsewhere")(lambda w: given(w, "speaker"))
shape(PRINTED, "a city from the same passage")(lambda w: given(w, "city", True, (), ("initiative",)))
shape(PRINTED, "a country from the same passage")(lambda w: given(w, "country", True, (), ("initiative",)))


@shape(PRINTED, "somebody moved to another city and its country")
def moved_to_another_city(w: World) -> Iterator[Lie]:
    for path, record in w.each("speaker"):
        for at, appearance in enumerate(record["appearances"]):
            if appearance["city"]:
                to = w.rng.choice(w.others("city", [appearance["city"]], appearance["sources"]))
                place: Path = (*path, "appearances", at)
                yield Lie((*place, "city"), to, [((*place, "country"), w.ids["city"][to]["country"])])


@shape(PRINTED, "a passage cited for another")
def passage_cited_for_another(w: World) -> Iterator[Lie]:
    for path, record in w.each():
        sources = record.get("sources")
        if sources:
            at = w.rng.randrange(len(sources))
            for new in w.sample(w.foreign(path, sources), 1):
                yield Lie((*path, "sources"), [*sources[:at], new, *sources[at + 1 :]])


@shape(PRINTED, "a passage cited that does not bear it out")
def passage_cited_besides(w: World) -> Iterator[Lie]:
    for path, record in w.each():
        for new in w.sample(w.foreign(path, record["sources"]), 1) if "sources" in record else ():
            yield Lie((*path, "sources"), [*record["sources"], new])


@shape(PRINTED, "a passage that names it no longer cited")
def passage_no_longer_cited(w: World) -> Iterator[Lie]:
    for path, record in w.each("city", "country", "organisation", "topic", "sdg", "speaker", "initiative", "document", "conference"):
        for gone in record["sources"] if len(record["sources"]) > 1 else ():
            if w.names_it(w.kind(path), record["id"], [gone]):
                yield Lie((*path, "sources"), [one for one in record["sources"] if one != gone])


def silent(w: World, text: str, sources: Sequence[str], words: int = 1) -> list[str]:
    """Those passages that have fewer than so many of the long words of a text, in whatever form."""
    stems = {word[:5] for word in fold(text).split() if len(word) > 3 or text.isupper()}
    return [one for one in sources if sum(f" {stem}" in w.folded[one] for stem in stems) < min(words, len(stems))]


@shape(PRINTED, "an alias given another passage")
def alias_given_another_passage(w: World) -> Iterator[Lie]:
    """One of those of its record that does not print it, in the place of one that does or beside it."""
    for path, record in w.each():
        for at, alias in enumerate(record.get("aliases", ())):
            others = [one for one in record["sources"] if one not in alias["sources"]]
            for new in w.sample(silent(w, alias["name"], others), 1) if alias["sources"] else ():
                kept = alias["sources"] if w.rng.random() < 0.5 else alias["sources"][1:]
                yield Lie((*path, "aliases", at, "sources"), [*kept, new])


@shape(PRINTED, "an alias of ours said to be printed")
def alias_said_to_be_printed(w: World) -> Iterator[Lie]:
    for path, record in w.each():
        for at, alias in enumerate(record.get("aliases", ())):
            for new in w.sample(silent(w, alias["name"], record["sources"]), 1) if not alias["sources"] else ():
                yield Lie((*path, "aliases", at, "sources"), [new])


@shape(PRINTED, "a definition moved to another passage")
def definition_moved(w: World) -> Iterator[Lie]:
    """To one that the topic rests on and that tells something else, or to one from elsewhere that it is then said to rest on too."""
    for path, record in w.each("topic"):
        if record["definition"]:
            text, own = record["definition"]["text"], record["definition"]["sources"]
            at: Path = (*path, "definition", "sources")
            for new in silent(w, text, [one for one in record["sources"] if one not in own], 3):
                yield Lie(at, [new])
            for new in w.sample(w.foreign(path, record["sources"]), 1):
                yield Lie(at, [new], [((*path, "sources"), [*record["sources"], new])])


@shape(PRINTED, "a document of another city")
def document_of_another_city(w: World) -> Iterator[Lie]:
    for path, record in w.each("document"):
        for new in w.sample(w.others("city", [record["city"]] if record["city"] else [], record["sources"]), 3):
            yield Lie((*path, "city"), new)


@shape(PRINTED, "an initiative from elsewhere")
def initiative_from_elsewhere(w: World) -> Iterator[Lie]:
    """What a statement, a topic, a document or an item of the strategy is said to be about."""
    yield from given(w, "initiative")
    for path, record in w.sample([*w.each("statement", "strategy", "document")], 20):
        for new in w.sample(w.others("initiative", record["initiatives"], record["sources"]), 1):
            yield Lie((*path, "initiatives"), [*record["initiatives"], new])


@shape(PRINTED, "a date more exact than print has it")
def date_more_exact(w: World) -> Iterator[Lie]:
    for path, _, value, _ in w.fields("figure"):
        if path[-1] in ("date", "date_to") and value and len(value) < 8:
            for more in w.sample(range(2, 13), 3):
                yield Lie(path, f"{value}-{more:02}")


@shape(PRINTED, "what a remark gives as printed")
def remark_printed(w: World) -> Iterator[Lie]:
    for path, _, value, _ in w.fields():
        if path[-1] == "printed" and value:
            words = value.split()
            at = w.rng.randrange(len(words))
            yield Lie(path, w.misspelt(value))
            new = " ".join([*words[:at], w.rng.choice(["national", "festival", "former", "museum"]), *words[at + 1 :]])
            if not w.prints(new):
                yield Lie(path, new)


@shape(PRINTED, "a passage in another section")
def passage_in_another_section(w: World) -> Iterator[Lie]:
    for path, record in w.each("passage", "session"):
        yield Lie((*path, "section"), w.rng.choice([one for one in w.ids["section"] if one != record["section"]]))


@shape(NUMBERS, "an ordinal")
def an_ordinal(w: World) -> Iterator[Lie]:
    for path, text, sources in w.texts():
        for found in re.finditer(rf"\b({'|'.join(ORDINALS)})\b", text) if sources else ():
            free = [word for word in ORDINALS if not w.prints(word, sources)]
            yield Lie(path, text[: found.start()] + w.rng.choice(free) + text[found.end() :])


MANY = "cities|initiatives|programmes|projects|schools|people|partners|speakers|participants|festivals|centres|courses|workshops|groups|citizens|children|women|students|teachers|measures|campaigns|events|platforms|policies|activities|sectors|countries|clusters"


@shape(NUMBERS, "a number added")
def number_added(w: World) -> Iterator[Lie]:
    for path, text, sources in w.texts():
        for found in w.sample(list(re.finditer(rf"\b(of|for|in|by|with|between|among|to|from|on) ({MANY})\b", text)) if sources else [], 1):
            free = [number for number in range(2, 60) if number not in w.told_numbers(sources)]
            number = w.rng.choice(free)
            told = COUNTED[number] if number < 13 else str(number)
            yield Lie(path, f"{text[: found.start()]}{found[1]} {told} {found[2]}{text[found.end() :]}")


@shape(NUMBERS, "a number given to something else")
def number_given_to_something_else(w: World) -> Iterator[Lie]:
    words = "|".join(COUNTED[2:])
    for path, text, sources in w.texts():
        for found in re.finditer(rf"(?<![\w.,–-])(\d{{1,3}}|{words}) (?=([a-z-]+ )?[a-z-]+s\b)", text) if sources else ():
            if re.search(r"\b(SDGs?|ICLC|orum|theme|Change|more than|over) $", text[: found.start()]):
                continue
            bare = text[: found.start()] + text[found.end() :]
            for noun in re.finditer(r"\b(?:of|for|in|by|with|between|among|to|from|the|and|on) (\w{4,}s|people|children|women)\b", bare):
                if abs(noun.start(1) - found.start()) > 12 and not w.prints(f"{found[1]} {noun[1]}", sources):
                    yield Lie(path, bare[: noun.start(1)] + found[0] + bare[noun.start(1) :])


@shape(NUMBERS, "a number tacked on")
def number_tacked_on(w: World) -> Iterator[Lie]:
    clauses = ["for {} years", "in {} places", "at a cost of {} million euros", "with {} partners", "since {}", "in {} languages"]
    clauses.append("{} times a year")
    for path, text, sources in w.texts("initiative", "statement", "speaker", "session"):
        number = w.rng.choice([number for number in (*range(3, 30), *range(2009, 2020)) if number not in w.told_numbers(sources)])
        fit = [clause for clause in clauses if ("since" in clause) == (number > 2000)]
        if w.rng.random() < 0.3:
            yield Lie(path, f"{text[:-1]}, {w.rng.choice(fit).format(number if number > 12 else COUNTED[number])}.")


@shape(NUMBERS, "the number of a goal")
def number_of_a_goal(w: World) -> Iterator[Lie]:
    for path, text, sources in w.texts():
        for found in re.finditer(r"(?<=SDG |DGs )\d+|(?<=SDGs 3, )4|(?<=and )11\b", text) if sources else ():
            for goal in w.sample([goal for goal in range(1, 18) if goal not in w.told_numbers(sources)], 3):
                yield Lie(path, f"{text[: found.start()]}{goal}{text[found.end() :]}")


@shape(NUMBERS, "how a number is limited")
def how_a_number_is_limited(w: World) -> Iterator[Lie]:
    limits = [
        ("more than|over", "fewer than"),
        ("more than|over", "exactly"),
        ("half of|half the", "nearly all of the"),
        ("half", "a tenth"),
    ]
    numbers_here = rf"(\d[\d,]*|{'|'.join(COUNTED[2:])})"
    for path, text, sources in w.texts():
        for old, new in limits:
            limit = (
                rf"\b({old}) (?={numbers_here}\b|half|its)|\b({old})\b(?= of| the (?!previous|past|next|coming))"
                if "half" not in old
                else rf"\b({old})\b"
            )
            for found in re.finditer(limit, text):
                yield Lie(path, text[: found.start()] + new + (" " if found[0].endswith(" ") else "") + text[found.end() :])
        for found in w.sample(list(re.finditer(rf"(?<![\w.,–-]){numbers_here} (?=[a-z]{{4,}})", text)) if sources else [], 1):
            if not re.search(r"(than|over|least|about|SDGs?|next|past|coming|first|the) $", text[: found.start()]) and found.start():
                yield Lie(path, f"{text[: found.start()]}{w.rng.choice(['more than', 'at least', 'almost'])} {text[found.start() :]}")


@shape(NUMBERS, "the same wrong number in two places")
def same_wrong_number_twice(w: World) -> Iterator[Lie]:
    for path, record in w.each("figure"):
        value = record["value"]
        for source in record["sources"] if isinstance(value, int) and value > 1 else ():
            gist = w.ids["passage"][source]["gist"]
            old = f"{value:,}" if value > 17 else f"(?:{value}|{COUNTED[value]})"
            found = re.search(rf"(?<![\w-]){old}\b", gist, re.IGNORECASE)
            if found:
                for _ in range(3):
                    new = w.number(value, record["sources"])
                    told = COUNTED[new] if new < 13 else f"{new:,}"
                    at = (*w.places["passage", source], "gist")
                    yield Lie((*path, "value"), new, [(at, gist[: found.start()] + told + gist[found.end() :])])


def together(w: World) -> Iterator[tuple[Path, dict[str, Any], dict[str, Any], int]]:
    """Points of a speaker, each with another speaker who appears in the same passage and to whom it is not given too."""
    for path, speaker in w.each("speaker"):
        for n, appearance in enumerate(speaker["appearances"]):
            here = {one["text"].split(" ", 1)[-1] for one in appearance["said"]}
            for m, point in enumerate(appearance["said"]):
                for _, other in w.each("speaker"):
                    for k, there in enumerate(other["appearances"] if other is not speaker and len(point["sources"]) == 1 else ()):
                        source = point["sources"]
                        beside = there["session"] == appearance["session"] and set(source) & set(there["sources"])
                        same = {one["text"].split(" ", 1)[-1] for one in there["said"]}
                        if beside and w.prints(other["name"], source) and same.isdisjoint(here):
                            yield (*path, "appearances", n, "said", m), point, other, k


def moved(w: World, path: Path, other: dict[str, Any], k: int, keep: bool) -> Lie:
    """A point given to another speaker, and with `keep` left with the first too."""
    said: Path = (*w.places["speaker", other["id"]], "appearances", k, "said")
    rest, remarks = w.fewer(path[:-1], int(path[-1]))
    point = w.at(path)
    more = [] if keep else [(path[:-1], rest), *remarks]
    return Lie(said, [*w.at(said), point], more, "", f"said: by {w.owner(path)['id']} → by {other['id']}: {point['text']}")


@shape(SAME_PASSAGE, "a point given to another speaker too")
def point_given_too(w: World) -> Iterator[Lie]:
    for path, _, other, k in together(w):
        yield moved(w, path, other, k, True)


@shape(SAME_PASSAGE, "a conclusion put into a speaker's mouth")
def conclusion_given_to_a_speaker(w: World) -> Iterator[Lie]:
    for path, session in w.each("session"):
        for n, point in enumerate(session["conclusions"]):
            if w.doubted((*path, "conclusions", n)):
                continue
            for there, speaker in w.each("speaker"):
                for k, appearance in enumerate(speaker["appearances"]):
                    if appearance["session"] == session["id"] and set(point["sources"]) <= set(appearance["sources"]):
                        said: Path = (*there, "appearances", k, "said")
                        rest, more = w.fewer((*path, "conclusions"), n)
                        more = [((*path, "conclusions"), rest), *more] if w.rng.random() < 0.5 else []
                        told = f"{session['id']} concluded → {speaker['id']} said: {session['conclusions'][n]['text']}"
                        yield Lie(said, [*appearance["said"], point], more, "", told)


@shape(SAME_PASSAGE, "a speaker's point made a conclusion")
def point_made_a_conclusion(w: World) -> Iterator[Lie]:
    for path, speaker in w.each("speaker"):
        for n, appearance in enumerate(speaker["appearances"]):
            for m, point in enumerate(appearance["said"]):
                here: Path = (*path, "appearances", n, "said")
                words = r"(The|An?|This|These|For|In|All|Cities|Education|People|Health|It) "
                if re.match(words, point["text"]) and not w.doubted((*here, m)):
                    at: Path = (*w.places["session", appearance["session"]], "conclusions")
                    rest, more = w.fewer(here, m)
                    told = f"{speaker['id']} said → {appearance['session']} concluded: {point['text']}"
                    yield Lie(at, [*w.at(at), point], [(here, rest), *more], "", told)


@shape(SAME_PASSAGE, "an initiative of another city or country of its passage")
def initiative_of_another_place(w: World) -> Iterator[Lie]:
    yield from given(w, "city", True, ("initiative",))
    yield from given(w, "country", True, ("initiative",))


@shape(SAME_PASSAGE, "two of a passage with their names or roles exchanged")
def names_or_roles_exchanged(w: World) -> Iterator[Lie]:
    for path, speaker in w.each("speaker"):
        for there, other in w.each("speaker"):
            shared = set(speaker["appearances"][0]["sources"]) & set(other["appearances"][0]["sources"])
            if other is speaker or not shared:
                continue
            role, theirs = speaker["appearances"][0]["role"], other["appearances"][0]["role"]
            if fold(role) != fold(theirs):
                yield Lie((*path, "appearances", 0, "role"), theirs, [((*there, "appearances", 0, "role"), role)])
            if path < there:
                yield Lie((*path, "name"), other["name"], [((*there, "name"), speaker["name"])])


@shape(SAME_PASSAGE, "two names exchanged in our words")
def two_names_exchanged(w: World) -> Iterator[Lie]:
    for path, text, _ in w.texts():
        for kind in ("speaker", "city", "country"):
            here = [record["name"] for _, record in w.each(kind) if re.search(rf"\b{re.escape(record['name'])}\b", text)]
            here = [one for one in here if not any(one != other and one in other for other in here)]
            for a, b in [w.sample(here, 2)] if len(here) > 1 and "Park and" not in text and "Kelleher" not in text else []:
                new = text.replace(a, "\0").replace(b, a).replace("\0", b)
                first, last = sorted((a, b), key=text.index)
                between = text[text.index(first) + len(first) : text.index(last)]
                if not re.fullmatch(r"(,| |and|the|of|in|or|from|[A-ZÀ-Þ][\w'’-]*|\([^)]*\))*", between):
                    yield Lie(path, new)


@shape(SAME_PASSAGE, "what two of a passage said exchanged")
def said_exchanged(w: World) -> Iterator[Lie]:
    for path, _, other, k in together(w):
        mine, theirs = path[:-1], (*w.places["speaker", other["id"]], "appearances", k, "said")
        if w.at(theirs) and not w.doubted(mine) and not w.doubted(theirs):
            yield Lie(mine, w.at(theirs), [(theirs, w.at(mine))])


@shape(SAME_PASSAGE, "a point moved to another speaker")
def point_moved(w: World) -> Iterator[Lie]:
    for path, _, other, k in together(w):
        yield moved(w, path, other, k, False)


@shape(SAME_PASSAGE, "an initiative presented by another speaker of its passage")
def initiative_of_another_speaker(w: World) -> Iterator[Lie]:
    yield from given(w, "speaker", True, ("initiative",))


@shape(SAME_PASSAGE, "a statement of another city of its passage")
def statement_of_another_city(w: World) -> Iterator[Lie]:
    yield from given(w, "city", True, ("statement",))


@shape(SAME_PASSAGE, "a conclusion of a passage made a speaker's initiative")
def conclusion_made_an_initiative(w: World) -> Iterator[Lie]:
    for path, record in w.each("initiative"):
        for _, speaker in w.each("speaker"):
            beside = set(record["sources"]) & set(speaker["sources"])
            if not record["speakers"] and beside:
                yield Lie((*path, "speakers"), [speaker["id"]])


@shape(SAME_PASSAGE, "what those who took part said together given to a city")
def statement_given_to_a_city(w: World) -> Iterator[Lie]:
    together = r"\b(Each participant|Participants|participants|Mayors|Coordinating cities|Discussions|The mayors' forums)\b"
    cities = sorted({record["city"] for _, record in w.each("statement") if record["city"]})
    for path, record in w.each("statement"):
        free = [city for city in cities if not w.names_it("city", city, record["sources"])]
        for city in w.sample(free, 4) if record["city"] is None else ():
            text = re.sub(together, w.ids["city"][city]["name"], record["text"], count=1)
            yield Lie((*path, "city"), city, [((*path, "text"), text)] if w.rng.random() < 0.5 else [])


def left_out(kind: str, wanted: Callable[[World, dict[str, Any]], bool] = lambda w, record: True) -> Callable[[World], Iterator[Lie]]:
    """Records of a kind taken out of the data whole, with all that refers to them."""

    def propose(w: World) -> Iterator[Lie]:
        for path, record in w.each(kind):
            lie = w.without(path) if wanted(w, record) else None
            if lie:
                yield lie

    return propose


shape(LEFT_OUT, "a figure left out")(left_out("figure"))
shape(LEFT_OUT, "a speaker left out")(left_out("speaker"))
shape(LEFT_OUT, "a document left out")(left_out("document"))
shape(LEFT_OUT, "a city left out")(left_out("city"))
shape(LEFT_OUT, "an initiative with a printed name left out")(left_out("initiative", lambda w, record: record["named"]))
shape(LEFT_OUT, "an organisation left out")(left_out("organisation"))
shape(LEFT_OUT, "a statement left out", can_tell=False)(left_out("statement"))
shape(LEFT_OUT, "an item of the strategy left out", can_tell=False)(left_out("strategy"))


@shape(LEFT_OUT, "an alias that print gives")
def alias_left_out(w: World) -> Iterator[Lie]:
    for path, record in w.each("speaker", "city", "country", "organisation", "initiative", "document", "topic", "conference"):
        for at, alias in enumerate(record["aliases"]):
            if w.prints(alias["name"], alias["sources"]) and f" {fold(alias['name'])} " not in f" {fold(record['name'])} ":
                rest, more = w.fewer((*path, "aliases"), at)
                yield Lie((*path, "aliases"), rest, more)


@shape(LEFT_OUT, "that an alias is printed")
def alias_said_to_be_ours(w: World) -> Iterator[Lie]:
    for path, record in w.each():
        for at, alias in enumerate(record.get("aliases", ())):
            if alias["sources"] and f" {fold(alias['name'])} " not in f" {fold(record['name'])} ":
                yield Lie((*path, "aliases", at, "sources"), [])


@shape(LEFT_OUT, "a year, the end of a range or a unit")
def year_end_or_unit_left_out(w: World) -> Iterator[Lie]:
    for path, record in w.each("figure", "document"):
        for field in ("year", "value_to", "date_to", "unit"):
            if record.get(field) and not (field == "unit" and w.rng.random() < 0.5):
                yield Lie((*path, field), None)


@shape(LEFT_OUT, "the city, country or organisation of an appearance")
def place_of_an_appearance_left_out(w: World) -> Iterator[Lie]:
    for path, part, value, _ in w.fields("speaker"):
        follows = path[-1] == "country" and w.at((*path[:-1], "city"))
        if path[-1] in ("city", "organisations", "country") and value and not follows:
            more = [((*path[:-1], "country"), None)] if path[-1] == "city" and w.rng.random() < 0.5 else []
            yield Lie(path, value[1:] if part.many else None, more)


@shape(LEFT_OUT, "one of several that a field holds")
def one_of_several_left_out(w: World) -> Iterator[Lie]:
    """A speaker or goal out of a list, or an appearance."""
    for path, part, value, _ in w.fields("initiative", "session", "speaker"):
        if part.reference in ("speaker", "sdg", "organisation") and part.many:
            yield from (Lie(path, [other for other in value if other != one]) for one in value)
    for path, record in w.each("speaker"):
        for gone in range(len(record["appearances"])) if len(record["appearances"]) > 1 else ():
            yield Lie((*path, "appearances"), *w.fewer((*path, "appearances"), gone))


@shape(LEFT_OUT, "where or whose something is")
def place_or_body_left_out(w: World) -> Iterator[Lie]:
    for path, part, value, _ in w.fields("initiative", "organisation", "figure", "document"):
        if part.reference in ("city", "organisation", "country") and value and not part.many:
            yield Lie(path, None)


@shape(LEFT_OUT, "a key term")
def key_term_left_out(w: World) -> Iterator[Lie]:
    for path, record in w.each("passage"):
        for term in record["terms"]:
            yield Lie((*path, "terms"), [one for one in record["terms"] if one != term])


@shape(LEFT_OUT, "a topic of a record, or a topic", can_tell=False)
def topic_left_out(w: World) -> Iterator[Lie]:
    for path, part, value, _ in w.fields("initiative", "session", "statement", "strategy"):
        if part.reference == "topic":
            yield from (Lie(path, [other for other in value if other != one]) for one in value)
    yield from left_out("topic")(w)


@shape(LEFT_OUT, "all that somebody said", can_tell=False)
def all_points_left_out(w: World) -> Iterator[Lie]:
    for path, record in w.each("speaker"):
        for n, _ in enumerate(record["appearances"]):
            rest = [remark for remark in record["remarks"] if f"appearances[{n}].said" not in remark["field"]]
            yield Lie((*path, "appearances", n, "said"), [], [((*path, "remarks"), rest)])


@shape(LEFT_OUT, "a conclusion", can_tell=False)
def conclusion_left_out(w: World) -> Iterator[Lie]:
    for path, record in w.each("session"):
        for gone in range(len(record["conclusions"])):
            yield Lie((*path, "conclusions"), *w.fewer((*path, "conclusions"), gone))


@shape(LEFT_OUT, "a point of the report itself, or a definition", can_tell=False)
def point_or_definition_left_out(w: World) -> Iterator[Lie]:
    for path, record in w.each("conference"):
        for gone in range(len(record["points"])):
            yield Lie((*path, "points"), *w.fewer((*path, "points"), gone))
    for path, record in w.each("topic"):
        if record["definition"]:
            note = f"What the report says of {record['name']}."
            yield Lie((*path, "definition"), None, [((*path, "scope_note"), note)])


@shape(LEFT_OUT, "a sentence of a gist or summary", can_tell=False)
def sentence_left_out(w: World) -> Iterator[Lie]:
    for path, text, _ in w.texts("passage"):
        sentences = re.split(r"(?<=[.;]) (?=[A-Z])", text)
        if len(sentences) > 1:
            gone = w.rng.randrange(len(sentences))
            yield Lie(path, " ".join(sentences[:gone] + sentences[gone + 1 :]))


def remarked(w: World, *fields: str, kinds: Sequence[str] = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Fields that a remark is about, each with the remark."""
    for path, record in w.each():
        for remark in record.get("remarks", ()):
            steps: Path = tuple(int(step) if step.isdecimal() else step for step in re.findall(r"[^.\[\]]+", remark["field"]))
            if isinstance(steps[-1], int) and not isinstance(w.at((*path, *steps)), dict):
                steps = steps[:-1]  # one of several values, and no point
            name = steps[-2] if isinstance(steps[-1], int) else steps[-1]
            if name in fields and (not kinds or remark["kind"] in kinds):
                yield (*path, *steps), remark


@shape(REMARKED, "a name with a remark")
def name_with_a_remark(w: World) -> Iterator[Lie]:
    for path, _ in remarked(w, "name", "title"):
        if not w.owner(path).get("named", True) or w.owner(path)["id"] in ("publication", "captions"):
            continue  # a name of ours
        others = [one[path[-1]] for one in w.ids[w.kind(path)].values() if one.get(path[-1]) and one is not w.owner(path)]
        fit = [other for other in others if not w.prints(other, w.owner(path).get("sources", ()))]
        if fit:
            yield Lie(path, w.misspelt(w.at(path)) if w.rng.random() < 0.5 else w.rng.choice(fit))


@shape(REMARKED, "a reference with a remark")
def reference_with_a_remark(w: World) -> Iterator[Lie]:
    targets = {"city": "city", "host": "city", "country": "country", "organisation": "organisation", "organiser": "organisation",
               "organisations": "organisation", "speakers": "speaker", "part_of": "initiative", "place": "city",
               "proposed_by": "city"}  # fmt: skip
    for path, _ in remarked(w, *targets):
        value, kind = w.at(path), targets[str(path[-1])]
        many = isinstance(value, list)
        own = value if many else [value] if value else []
        itself = [w.owner(path)["id"]] if kind == "initiative" else []
        for other in w.sample(w.others(kind, [*own, *itself], w.owner(path)["sources"]), 1):
            if not (path[-1] == "country" and path[0] == "initiatives" and w.owner(path)["city"]):
                yield Lie(path, [other] if many else other)


@shape(REMARKED, "a classification with a remark", can_tell=False)
def classification_with_a_remark(w: World) -> Iterator[Lie]:
    for path, _remark in remarked(w, "status", "type", "session"):
        value = w.at(path)
        if path[0] == "statements" and path[-1] == "session":
            yield Lie(path, w.rng.choice([one for one in w.ids["session"] if one.startswith("mayors") and one != value]))
        elif path[-1] == "session":
            cited, sessions = set(w.owner(path)["sources"]), w.ids["session"]
            yield Lie(path, w.rng.choice([one for one in sessions if one != value and cited.isdisjoint(sessions[one]["sources"])]))
        elif path[-1] == "type":
            yield Lie(path, "report" if value == "commitment" else "commitment")
        else:
            yield Lie(path, "running" if value in ("planned", "proposed") else "proposed")


@shape(REMARKED, "words with a remark denied", can_tell=False)
def words_with_a_remark_denied(w: World) -> Iterator[Lie]:
    for path, _ in remarked(w, "summary", "text", "gist", "counts", "said", "conclusions", "points"):
        held = w.at(path)
        places = [path] if isinstance(held, str) else [(*path, at, "text") for at in range(len(held))]
        for place in [(*path, "text")] if isinstance(held, dict) else places:
            for new in w.sample(negated(w.at(place) or ""), 1):
                yield Lie(place, new)


@shape(REMARKED, "an alias that a remark names changed", can_tell=False)
def alias_that_a_remark_names(w: World) -> Iterator[Lie]:
    for path, remark in remarked(w, "aliases", kinds=("added",)):
        for at, alias in enumerate(w.at(path)):
            if alias["name"] in remark["reason"] and not alias["sources"]:
                new = w.misspelt(alias["name"])
                rest = w.owner(path)["remarks"]
                mended = [{**one, "reason": one["reason"].replace(alias["name"], new)} if one is remark else one for one in rest]
                more = [((*path[:-1], "remarks"), mended)] if w.rng.random() < 0.5 else []
                yield Lie((*path, at, "name"), new, more)


@shape(REMARKED, "a reason that names another passage")
def reason_that_names_another_passage(w: World) -> Iterator[Lie]:
    for path, _, value, _ in w.fields():
        denies = path[-1] == "reason" and re.search(r"\b(not|no|nobody|nothing|without|only)\b", value)  # as any passage may
        tells = path[-1] == "reason" and not denies and w.at((*path[:-1], "kind")) != "unstated"
        for found in w.sample(list(re.finditer(r"\b[a-z]+(?:-[123])?(?:\.\d)?-p\d+\b", value)) if tells else [], 1):
            if found[0] in w.passages:
                pool = w.foreign(path[:2] if path[0] != "conference" else path[:1], [found[0], *w.owner(path).get("sources", ())])
                for new in w.sample(pool, 1):
                    yield Lie(path, value[: found.start()] + new + value[found.end() :])


def covered(w: World, kind: str) -> Iterator[Lie]:
    """Wrong values in plain fields, each with a made-up remark that explains it."""
    reasons = {
        "inferred": "{} says so in other words, without the word itself; read from the sentence that follows",
        "corrected": "{} has a misprint here; GeoNames and the UNESCO GNLC give it so",
        "ambiguous": "in {} the words can be read both ways; given in the reading that claims least",
        "added": "Not printed in {}; official information of the body itself",
        "unstated": "{} does not say more about it; given as the passages around it have it",
    }
    fields = [(path, w.misspelt(name)) for path, name, _ in w.named("speaker", "city", "organisation", "initiative", "document")]
    fields, more = w.sample(fields, 20), []
    for path, part, value, sources in w.fields("speaker", "initiative", "figure", "document", "organisation", "statement", "city"):
        aim = path[-1] in ("city", "place", "proposed_by", "organisation", "country", "session")
        if aim and value and w.others(part.reference, [value], sources):
            more.append((path, w.rng.choice(w.others(part.reference, [value], sources))))
        elif path[-1] in ("value", "value_to") and isinstance(value, int):
            fields.append((path, w.number(value, sources)))
        elif path[-1] == "role":
            fields.append((path, f"Deputy {value}" if not value.startswith("Deputy") else f"Acting {value}"))
    for path, new in w.sample([*w.sample(fields, 35), *w.sample(more, 15)], 50):
        held, start = w.owner(path)["remarks"], 2
        old, field = w.at(path), dotted(path[start:])
        if any(remark["field"] == field for remark in held):
            continue
        reason = reasons[kind].format(w.owner(path)["sources"][0])
        printed = str(old) if kind == "corrected" or (w.rng.random() < 0.3 and isinstance(old, str)) else None
        remark = {"field": field, "kind": kind, "printed": printed, "reason": reason, "routine": False}
        yield Lie(path, new, [((*path[:start], "remarks"), [*held, remark])])


shape(REMARKED, "a wrong value that a made-up remark calls corrected")(lambda w: covered(w, "corrected"))
shape(REMARKED, "a wrong value that a made-up remark calls added")(lambda w: covered(w, "added"))


@shape(REMARKED, "a foreign passage that a made-up remark explains")
def foreign_passage_explained(w: World) -> Iterator[Lie]:
    for path, record in w.each("topic", "city", "organisation", "initiative", "figure", "document", "statement"):
        for new in w.sample(w.foreign(path, record["sources"]), 1):
            reason = f"{new} deals with it in other words, without its name."
            remark = {"field": "sources", "kind": "inferred", "printed": None, "reason": reason, "routine": path[0] == "topics"}
            yield Lie((*path, "sources"), [*record["sources"], new], [((*path, "remarks"), [*record["remarks"], remark])])


@shape(REMARKED, "a made-up alias or term that a made-up remark explains")
def made_up_alias_explained(w: World) -> Iterator[Lie]:
    for path, record in w.each("city", "organisation", "topic", "speaker", "initiative"):
        new = w.misspelt(record["name"])
        reason = w.rng.choice([f"Other spelling in general use: {new}.", f"Official or usual name: {new}."])
        remark = {"field": "aliases", "kind": "added", "printed": None, "reason": reason, "routine": True}
        alias = w.alias(new, [w.rng.choice(record["sources"])])
        yield Lie((*path, "aliases"), [*record["aliases"], alias], [((*path, "remarks"), [*record["remarks"], remark])])


@shape(WORDS, "a denial")
def a_denial(w: World) -> Iterator[Lie]:
    for path, text, _ in w.texts():
        for new in w.sample(negated(text), 1):
            yield Lie(path, new)


def reworded(w: World, table: str, both: bool = False, elsewhere: bool = True) -> Iterator[Lie]:
    """Our words with one expression exchanged by a table; with `elsewhere`, for one that the passages do not print."""
    pairs = [(old, new) for old, new in (row.split(" → ") for row in " ".join(table.split()).split("; "))]
    for path, text, sources in w.texts():
        for new, altered in w.sample([*swapped(text, pairs, both)], 1):
            if not elsewhere or (sources and not w.prints(new, sources)):
                yield Lie(path, altered)


OPPOSITES = """
    increase → decrease; increased → decreased; promote → hinder; promoted → hindered; promoting → hindering; support → oppose;
    supports → opposes; supported → opposed; encourage → discourage; encourages → discourages; improve → worsen; improved → worsened;
    improving → worsening; strengthen → weaken; strengthened → weakened; important → unimportant; formal → informal; healthy →
    unhealthy; healthier → unhealthier; safe → unsafe; reduce → raise; reduced → raised; inclusive → exclusive; more → less; greater →
    smaller; easier → harder; success → failure; reliable → unreliable; expand → shrink; better → worse; responsible → irresponsible;
    free → expensive; effective → ineffective; prevent → cause; protect → endanger; rising → falling; high → low
"""
GROUPS_OF_PEOPLE = """
    women → men; children → retirees; young people → older people; youth → pensioners; older people → toddlers; students → soldiers;
    teachers → nurses; citizens → tourists; parents → employers; families → companies; workers → landlords; migrants → tourists;
    vulnerable groups → wealthy groups; vulnerable populations → affluent populations; policy-makers → journalists; participants →
    sponsors; speakers → journalists; mayors → ministers; communities → companies; schools → hospitals; local government → the
    national government; stakeholders → shareholders; girls → boys
"""
EXAGGERATIONS = r"""
    important → all-important; an important → by far the most important; a key → the only; some → all; many → all; certain → all;
    several → countless; improve → perfect; reduce → abolish; reducing → abolishing; reduced → abolished; helps? → alone enables; can
    → infallibly will; promote → guarantee; promoting → guaranteeing; part → the largest part; encourages? → compels; has
    (implemented|promoted|developed|launched|created|established) → was the first in the world to have \1; better → perfect; crucial →
    the one decisive thing; essential → sufficient; contributed → did more than anyone else; fight → defeat
"""
HOW_IT_WAS_SAID = """
    praised → criticized; agrees? → disagrees; agreed → disagreed; stress(ed|es) → denied; highlighted → played down; called for →
    warned against; thanked → rebuked; appreciates → regrets; welcomed → turned away; underlines → doubts; holds → doubts; affirms →
    denies; advocates → opposes; noted → disputed; proposes → rejects; endorsed → rejected; pointed out → disputed; emphasized →
    questioned; argued → denied; presented → withheld; shared → kept back; explained → could not explain; described → passed over;
    concluded → disputed; urged → warned; committed → opposed; recalled → forgot; told of → kept silent about
"""
shape(WORDS, "the opposite")(lambda w: reworded(w, OPPOSITES, both=True))
shape(WORDS, "another group of people")(lambda w: reworded(w, GROUPS_OF_PEOPLE))
shape(WORDS, "an exaggeration")(lambda w: reworded(w, EXAGGERATIONS, elsewhere=False))
shape(WORDS, "how somebody said it")(lambda w: reworded(w, HOW_IT_WAS_SAID, elsewhere=False))


@shape(WORDS, "a foreign clause put in")
def foreign_clause(w: World) -> Iterator[Lie]:
    clauses = ["in cooperation with the army", "against the advice of experts", "for the first time in the region", "after a referendum", "in rural areas only",
               "on the model of Singapore", "with money from the European Union", "in evening classes", "on board ships", "by order of the court"]  # fmt: skip
    for path, text, sources in w.texts("initiative", "statement", "speaker", "session", "strategy", "passage", "figure"):
        clause = w.rng.choice(clauses)
        stops = [found.start() for found in re.finditer(r"[,.;](?= |$)", text)]
        if stops and not w.prints(clause.split()[-1], sources) and w.rng.random() < 0.3:
            at = w.rng.choice(stops)
            yield Lie(path, f"{text[:at]} {clause}{text[at:]}")


CAUSES = "because|so that|leads? to|led to|as a result of|thanks to|in response to|results? from|requires"


@shape(WORDS, "cause and effect exchanged")
def cause_and_effect(w: World) -> Iterator[Lie]:
    cities = "|".join(re.escape(city["name"]) for _, city in w.each("city"))
    for path, text, _ in w.texts():
        for sentence in re.split(r"(?<=\.) ", text):
            found = re.fullmatch(rf"(.{{20,}}?),? ({CAUSES}) (.{{15,}})\.", sentence)
            if found:
                first, last = found[1], found[3]
                if not re.match(rf"[A-Z]\w*[A-Z]|COVID|{cities}", first):
                    first = first[0].lower() + first[1:]
                yield Lie(path, text.replace(sentence, f"{last[0].upper()}{last[1:]} {found[2]} {first}."))


def renamed(w: World, kind: str) -> Iterator[Lie]:
    """Our words with a name in them exchanged for a foreign one."""
    for path, text, sources in w.texts():
        here = [record for _, record in w.each(kind) if re.search(rf"\b{re.escape(record['name'])}\b(?! [A-Z(])", text)]
        here = [one for one in here if not any(one["name"] in other["name"] for other in here if other is not one)]
        for record in w.sample(here, 1) if sources else ():
            for other in w.sample(w.others(kind, [record["id"]], sources), 1):
                yield Lie(path, re.sub(rf"\b{re.escape(record['name'])}\b", w.ids[kind][other]["name"], text))


shape(WORDS, "a city named for another", can_tell=True)(lambda w: renamed(w, "city"))
shape(WORDS, "a country named for another", can_tell=True)(lambda w: renamed(w, "country"))
shape(WORDS, "an organisation named for another", can_tell=True)(lambda w: renamed(w, "organisation"))


@shape(WORDS, "the words of a record from elsewhere", can_tell=True)
def words_from_elsewhere(w: World) -> Iterator[Lie]:
    held = [*w.texts()]
    for path, text, sources in held:
        like = [(other, there) for at, other, there in w.sample(held, 40) if at[0] == path[0] and at[-1] == path[-1]]
        others = [other for other, there in like if not set(there) & set(sources) and fold(other) != fold(text)]
        if others and sources and w.rng.random() < 0.2:
            yield Lie(path, others[0])


@shape(WORDS, "a matter exchanged for another of the report")
def matter_exchanged(w: World) -> Iterator[Lie]:
    matters = ["health literacy", "climate change", "sexual consent", "fake news", "urban planning", "gender equality", "solar energy", "school drop-outs", "mental health", "waste",
               "digital literacy", "smoking", "global citizenship", "public spaces", "pollution", "lifelong learning", "resilience", "inclusive education", "sustainable development"]  # fmt: skip
    for path, text, sources in w.texts():
        for old in w.sample([one for one in matters if re.search(rf"\b{one}\b", text)], 1) if sources else ():
            new = w.rng.choice([one for one in matters if not w.prints(one, sources)])
            yield Lie(path, re.sub(rf"\b{old}\b", new, text, count=1))


def classified(w: World, kind: str, field: str, table: dict[str, list[str]] | None = None) -> Iterator[Lie]:
    """A classification changed, unless a remark doubts it; with a table, into what is surely wrong."""
    for path, record in w.each(kind):
        value = record[field]
        if not any(remark["field"] == field for remark in record["remarks"]):
            others = table.get(value, []) if table else [one for one in chosen(kind, field) if one != value]
            others = [one for one in others if kind != "initiative" or not w.prints(one, record["sources"])]
            if others:
                yield Lie((*path, field), w.rng.choice(others))


STATUS = {
    "running": ["planned", "proposed"],
    "done": ["planned", "proposed"],
    "planned": ["running", "proposed"],
    "proposed": ["running"],
    "unstated": ["planned", "proposed"],
}
shape(CODES, "the status of an initiative")(lambda w: classified(w, "initiative", "status", STATUS))


@shape(CODES, "the kind of an initiative")
def kind_of_an_initiative(w: World) -> Iterator[Lie]:
    far = ["award", "taskforce", "network", "publication", "funding", "study"]
    return classified(w, "initiative", "kind", {kind: [one for one in far if one != kind] for kind in chosen("initiative", "kind")})


@shape(CODES, "an initiative with or without a printed name")
def named_or_not(w: World) -> Iterator[Lie]:
    for path, record in w.each("initiative"):
        if record["named"] or not w.prints(record["name"], record["sources"]):
            yield Lie((*path, "named"), not record["named"])


KINDS_OF_TOPIC = {
    "concept": ["region", "event", "group"],
    "cluster": ["region", "event"],
    "abbreviation": ["region", "group"],
    "event": ["group", "region"],
    "region": ["group", "cluster"],
    "group": ["event", "region", "cluster"],
}
shape(CODES, "the kind of a topic")(lambda w: classified(w, "topic", "kind", KINDS_OF_TOPIC))


@shape(CODES, "the wider topic")
def wider_topic(w: World) -> Iterator[Lie]:
    for path, record in w.each("topic"):
        family, here = {record["id"]}, record["broader"]
        while here:
            family.add(here)
            here = w.ids["topic"][here]["broader"]
        leaf = all(one["broader"] != record["id"] for _, one in w.each("topic"))
        pool = [one for one in w.others("topic", [record["id"]], record["sources"]) if one not in {*family, *record["see_also"]}]
        if leaf and pool:
            yield Lie((*path, "broader"), w.rng.choice(pool))


TYPES = {"report": ["commitment", "request"], "view": ["commitment"], "request": ["report"], "commitment": ["report"]}
shape(CODES, "the type of a statement")(lambda w: classified(w, "statement", "type", TYPES))


@shape(CODES, "how a city took part")
def how_a_city_took_part(w: World) -> Iterator[Lie]:
    for path, record in w.each("city"):
        told = record["participation"]
        others = [[*told, "former-host"], [*told, "host"], ["made-a-statement"], ["mentioned"], ["presented"]]
        yield Lie((*path, "participation"), w.rng.choice([one for one in others if set(one) != set(told) and len(set(one)) == len(one)]))


@shape(CODES, "the region of a country")
def region_of_a_country(w: World) -> Iterator[Lie]:
    for path, record in w.each("country"):
        yield Lie((*path, "region"), w.rng.choice([one for one in chosen("country", "region") if one != record["region"]]))


@shape(CODES, "the code of a country")
def code_of_a_country(w: World) -> Iterator[Lie]:
    for path, record in w.each("country"):
        field = w.rng.choice(["iso2", "iso3"])
        taken = {one[field] for _, one in w.each("country")}
        free = {"iso2": ["SE", "PL", "KE", "NZ", "CH", "UA"], "iso3": ["SWE", "POL", "KEN", "NZL", "CHE", "UKR"]}[field]
        yield Lie((*path, field), w.rng.choice([one for one in free if field == "iso3" or one not in taken]))
        other = w.rng.choice([one for _, one in w.each("country") if one is not record])
        yield Lie((*path, "iso2"), other["iso2"], [((*w.places["country", other["id"]], "iso2"), record["iso2"])])


@shape(CODES, "a city on another spot")
def city_on_another_spot(w: World) -> Iterator[Lie]:
    for path, record in w.each("city"):
        spot = record["coordinates"] or {"latitude": 0, "longitude": 0}
        by = w.rng.choice([-3, -1, -0.5, 0.4, 1, 2.5])
        yield Lie((*path, "coordinates"), {**spot, "latitude": round(spot["latitude"] + by, 4)})


@shape(CODES, "the spot of another city, or its numbers exchanged")
def spot_of_another_city(w: World) -> Iterator[Lie]:
    for path, record in w.each("city"):
        spot = record["coordinates"] or {"latitude": 0, "longitude": 0}
        other = w.rng.choice([one["coordinates"] for _, one in w.each("city") if one is not record and one["coordinates"]])
        turned = {"latitude": spot["longitude"], "longitude": spot["latitude"]}
        yield Lie((*path, "coordinates"), turned if w.rng.random() < 0.4 and abs(spot["longitude"]) < 90 else other)


@shape(CODES, "whose an initiative is, and where it lies or who wished for it")
def owner_place_and_wish(w: World) -> Iterator[Lie]:
    """What only lies in a city, or what it wished for, told as its own; and its own told as what only lies there, or as a wish."""
    for path, record in w.each("initiative"):
        for field in ("place", "proposed_by"):
            if record[field] and not record["city"] and not record["country"]:
                yield Lie((*path, "city"), record[field], [((*path, field), None)])
            elif record["city"] and w.rng.random() < 0.2:
                yield Lie((*path, field), record["city"], [((*path, "city"), None)])


@shape(CODES, "a scope note")
def scope_note(w: World) -> Iterator[Lie]:
    """Denied, of a topic from elsewhere, or of nothing that the report tells."""
    for path, record in w.each("topic"):
        if record["scope_note"]:
            others = [w.ids["topic"][one]["scope_note"] for one in w.others("topic", [record["id"]], record["sources"])]
            made_up = f"What {w.rng.choice(['the army', 'the courts', 'banks', 'tourists'])} do about {record['name']}."
            foreign = w.rng.choice([one for one in others if one] or [made_up])
            yield Lie((*path, "scope_note"), w.rng.choice([*negated(record["scope_note"])[:1], foreign, made_up]))


@shape(CODES, "a neighbour of a topic")
def neighbour_of_a_topic(w: World) -> Iterator[Lie]:
    for path, record in w.each("topic"):
        near = {record["broader"], *record["see_also"], *(one["id"] for _, one in w.each("topic") if record["id"] in one["see_also"])}
        pool = [one for one in w.others("topic", [record["id"]], record["sources"]) if one not in near]
        for new in w.sample(pool, 1):
            yield Lie((*path, "see_also"), [*record["see_also"][w.rng.randrange(2) :], new])


KINDS_OF_BODY = {
    "united-nations": ["national", "municipal", "research"],
    "international": ["united-nations", "national", "university"],
    "national": ["international", "municipal", "university"],
    "municipal": ["national", "research", "international"],
    "university": ["municipal", "international", "national"],
    "research": ["national", "united-nations", "municipal"],
    "conference": ["national", "university", "municipal"],
}
shape(CODES, "the kind of an organisation")(lambda w: classified(w, "organisation", "kind", KINDS_OF_BODY))


@shape(CODES, "a document or an item of the strategy with or without a printed name")
def document_or_item_named_or_not(w: World) -> Iterator[Lie]:
    for path, record in w.each("document", "strategy"):
        name = record.get("name") or record["title"]
        if record["named"] or not w.prints(name, record["sources"]):
            yield Lie((*path, "named"), not record["named"])


FIRST = ["Elena", "Omar", "Ingrid", "Tomás", "Aisha", "Henrik", "Lucía", "Peter", "Yuki", "Fatou", "Igor", "Nadia"]
LAST = ["Marchetti", "Lindqvist", "Okafor", "Ramírez", "Novak", "Haddad", "Brandt", "Tanaka", "Diallo", "O'Brien", "Petrov", "Silva"]


def someone(w: World) -> str:
    """A name that nobody bears."""
    return f"{w.rng.choice(FIRST)} {w.rng.choice(LAST)}"


@shape(INVENTED, "an invented speaker")
def invented_speaker(w: World) -> Iterator[Lie]:
    for _, city in w.each("city"):
        near = [one for _, one in w.each("session") if set(one["sources"]) & set(city["sources"])]
        sessions = [one for one in near if not one["id"].startswith("mayors")]
        if not sessions or "presented" not in city["participation"]:
            continue
        source = [one for one in city["sources"] if one in sessions[0]["sources"]][:1]
        point = {"text": f"{city['name']} wants to go on with what it has begun.", "sources": source}
        role = f"{w.rng.choice(['Deputy Mayor of', 'Director of Education,', 'Adviser to the Mayor of', 'Councillor,'])} {city['name']}"
        place = {"organisations": [], "city": city["id"], "country": city["country"]}
        appearance = {"session": sessions[0]["id"], "role": role, **place, "said": [point], "sources": source}
        yield w.invented("speaker", name=someone(w), honorific=w.rng.choice(["Mr", "Ms"]), appearances=[appearance], sources=source)


@shape(INVENTED, "an invented figure")
def invented_figure(w: World) -> Iterator[Lie]:
    for path, record in w.each("city", "organisation"):
        source = w.rng.choice(record["sources"])
        unit = w.rng.choice(["schools", "participants", "partners", "euros", "centres", "courses"])
        value = w.rng.choice([number for number in (4, 6, 12, 25, 40, 120, 600) if number not in w.told_numbers([source])])
        owner = {w.kind(path): record["id"]}
        told = f"{unit} that {record['name']} counted in its programmes"
        number = {"kind": "count", "value": value, "unit": unit, "qualifier": "exactly"}
        yield w.invented("figure", id=f"{record['id']}-{unit}", **number, counts=told, sources=[source], **owner)


WHAT = ["bicycle repair courses", "mobile cinema", "allotment gardens", "language cafés", "night buses", "toy libraries"]


@shape(INVENTED, "an invented initiative without a printed name")
def invented_unnamed_initiative(w: World) -> Iterator[Lie]:
    for _path, record in w.each("city"):
        what = w.rng.choice(WHAT)
        source = w.rng.choice(record["sources"])
        yield w.invented("initiative", name=f"{record['name']} {what}", named=False, kind="service", city=record["id"], status="running",
                         summary=f"The city has set up {what} for its citizens.", sources=[source])  # fmt: skip


@shape(INVENTED, "an invented document, topic, statement, city or item of the strategy")
def invented_other(w: World) -> Iterator[Lie]:
    for _, record in w.sample([*w.each("city")], 6):
        values = {"named": True, "kind": "declaration", "city": record["id"], "sources": record["sources"][:1]}
        yield w.invented("document", name=f"{record['name']} Charter of Learning", **values)
    words = ["vertical farming", "astronomy", "esports", "monarchy", "aviation", "opera"]
    for word, source in zip(words, w.sample([*w.passages], 6), strict=True):
        yield w.invented("topic", name=word, kind="concept", scope_note=f"What cities do for {word}.", sources=[source])
    for number, city in enumerate(w.sample(sorted({one["city"] for _, one in w.each("statement") if one["city"]}), 6)):
        source = next(one["sources"] for _, one in w.each("statement") if one["city"] == city)
        does = w.rng.choice(
            ["asks for a secretariat of the network in its region", "reports on a fall in crime", "will host a summer school"]
        )
        text = f"{w.ids['city'][city]['name']} {does}."
        yield w.invented("statement", id=f"{city}-9{number}", city=city, type="report", text=text, sources=source)
    countries = {"Nairobi": "denmark", "Lyon": "france", "Osaka": "japan", "Galway": "ireland"}
    for name, source in zip(countries, ("forum-2.1-p3", "forum-3.3-p4", "forum-2.1-p3", "forum-3.2-p4"), strict=True):
        yield w.invented("city", name=name, country=countries[name], participation=["mentioned"], sources=[source])
    for number, title in enumerate(
        ["A yearly fee for member cities will pay for the network", "The network will open an office in each region",
         "Cities that are inactive will leave the network"]
    ):  # fmt: skip
        item = {"category": "change", "order": 8, "title": title, "named": True, "text": f"{title}."}
        yield w.invented("strategy", id=f"change-{8 + number}", **item, sources=[f"strategy-p{3 + number}"])


@shape(INVENTED, "an invented point")
def invented_point(w: World) -> Iterator[Lie]:
    points = ["A law on lifelong learning has been passed.", "The city will host the next conference.", "Funding from the state has doubled.", "Volunteers teach in prisons.",
              "Learning vouchers are handed out to everybody who moves there.", "Sports clubs are the most important partners.", "A research centre on ageing has been opened."]  # fmt: skip
    for path, record in w.each("speaker"):
        said: Path = (*path, "appearances", 0, "said")
        point = {"text": w.rng.choice(points), "sources": record["appearances"][0]["sources"][:1]}
        yield Lie(said, [*w.at(said), point])


@shape(INVENTED, "an invented appearance in another session")
def invented_appearance(w: World) -> Iterator[Lie]:
    for path, record in w.each("speaker"):
        first = record["appearances"][0]
        elsewhere = [one for _, one in w.each("session") if one["id"] != first["session"] and not one["id"].startswith("mayors")]
        session = w.rng.choice([one for one in elsewhere if not set(one["sources"]) & set(record["sources"])])
        source = w.rng.choice([one for one in session["sources"] if w.ids["passage"][one]["section"] == session["section"]])
        appearance = {**first, "session": session["id"], "said": [], "sources": [source]}
        cited = [((*path, "sources"), [*record["sources"], source])]
        told = f"appearances: {first['session']} → and {session['id']}"
        yield Lie((*path, "appearances"), [*record["appearances"], appearance], cited, "", told)


@shape(INVENTED, "an invented alias")
def invented_alias(w: World) -> Iterator[Lie]:
    for path, record in w.each("speaker", "city", "organisation", "initiative", "topic", "document", "country", "session"):
        words = record["name"].split()
        initials = "".join(word[0] for word in words).upper() + w.rng.choice("XQZ")
        new = w.rng.choice([initials, f"New {record['name']}", f"{words[0]} {w.rng.choice(LAST)}"])
        if not w.prints(new) and w.rng.random() < 0.4:
            yield Lie((*path, "aliases"), [*record["aliases"], w.alias(new, [w.rng.choice(record["sources"])])])


@shape(INVENTED, "an invented alias that is said to be ours", can_tell=False)
def invented_alias_of_ours(w: World) -> Iterator[Lie]:
    for path, record in w.each("speaker", "city", "organisation", "initiative", "topic", "document", "country", "session"):
        new = w.rng.choice([f"Greater {record['name']}", f"{record['name'].split()[0]} {w.rng.choice(LAST)}", w.rng.choice(WHAT)])
        if not w.prints(new) and w.rng.random() < 0.4:
            yield Lie((*path, "aliases"), [*record["aliases"], w.alias(new)])


@shape(INVENTED, "an invented credit, an address, an acronym or a definition")
def invented_detail(w: World) -> Iterator[Lie]:
    credits: Path = ("conference", "report", "credits")
    for role in ("Editing", "Translation", "Proofreading", "Photographs"):
        yield Lie(credits, [*w.at(credits), {"role": role, "name": someone(w)}])
    for path, record in w.sample([one for one in w.each("organisation") if not one[1]["url"]], 10):
        yield Lie((*path, "url"), f"https://www.{record['id'][:20].strip('-')}.org")
    for path, record in w.sample([one for one in w.each("topic") if not one[1]["definition"]], 12):
        who, of = w.rng.choice(["cities decide", "the law provides", "schools teach", "citizens pay"]), ["trade", "defence", "tourism"]
        definition = {"text": f"What {who} about {record['name']}, as a part of {w.rng.choice(of)}.", "sources": record["sources"][:1]}
        yield Lie((*path, "definition"), definition, [((*path, "scope_note"), None)])


def falsehoods(report: dict[str, Any], passages: dict[str, str], seed: int) -> Iterator[Falsehood]:
    """Lies of all shapes that stand in this module."""
    yield from tell(SHAPES, report, passages, seed)
