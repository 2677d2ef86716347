"""Records and results are ordinary values: compared, copied, pickled, sent to other processes, shared by threads. And typed."""

import copy
import importlib
import multiprocessing
import operator
import pickle
import pkgutil
import subprocess
import sys
import threading
import time
import typing
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import FrozenInstanceError, asdict, fields, replace
from importlib.util import find_spec
from typing import get_origin

import pytest
from conftest import SMALL

import iclc_cli
from iclc_cli import Book, errors, load_report
from iclc_cli.model import City
from iclc_cli.model.base import NamedTuple, Node, Result, field_types, frozen
from iclc_cli.model.kinds import all_records, is_node, shapes


def classes():
    """Every class of the model and of results, wherever it stands."""
    for found in pkgutil.walk_packages(iclc_cli.__path__, "iclc_cli."):
        if found.name.endswith(("__main__", "server.stdio")):  # neither has one; the other needs the extra `mcp`, a second to load
            continue
        module = importlib.import_module(found.name)
        for cls in vars(module).values():
            own = isinstance(cls, type) and issubclass(cls, Node) and cls.__module__ == found.name
            if own and "__dataclass_fields__" in vars(cls):
                yield cls


CLASSES = list(dict.fromkeys(classes()))
RESULTS = [cls for cls in CLASSES if issubclass(cls, Result)]


def test_all_classes_were_found():
    names = {cls.__name__ for cls in CLASSES}
    assert {"Report", "City", "Appearance", "Remark"} <= names
    assert {"Hit", "SearchResult", "Explanation", "Related", "Peer", "ComparedField", "FieldEvidence", "RecordRemark"} <= names
    assert {"Difference", "Finding", "CheckedClaim", "Paragraph", "Count"} <= names
    assert len(CLASSES) == len(names) > 40


def filled(cls, depth=0):
    """A value of a class in which every field holds something; its parts are values too."""
    held = {}
    for name, shape in shapes(cls).items():
        if is_node(shape.base) and depth < 4:
            one = filled(shape.base, depth + 1)
        elif get_origin(shape.base) is Mapping or (isinstance(shape.base, type) and issubclass(shape.base, dict)):
            one = {"a": f"{name} {depth}"}
        else:
            one = f"{name} {depth}"
        held[name] = (one, one) if shape.many else one
    return cls(**held)


def bare(cls):
    """A value of a class in which no field holds anything."""
    return cls(**{name: () if shape.many else None for name, shape in shapes(cls).items()})


def pickled(value):
    """A value after its way through a pickle, of the oldest protocol and of the newest."""
    return pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(value, 2)), pickle.HIGHEST_PROTOCOL))


WAYS = {"copied": copy.copy, "deeply copied": copy.deepcopy, "replaced": replace, "pickled": pickled}


@pytest.mark.parametrize("way", WAYS)
def test_a_copy_is_equal_and_of_the_same_class(way):
    for cls, value in ((cls, make(cls)) for cls in CLASSES for make in (filled, bare)):
        again = WAYS[way](value)
        assert again == value
        assert type(again) is cls
        assert [getattr(again, field.name) for field in fields(cls)] == [getattr(value, field.name) for field in fields(cls)]


def test_a_class_becomes_a_dataclass_when_somebody_asks_and_is_the_same_then():
    @frozen
    class Base(Node):
        """A base."""

        name: str

    @frozen
    class Made(Base):
        """A class that nobody has asked yet."""

        number: int = 1

    assert not isinstance(vars(Made)["__dataclass_fields__"], dict)
    value = Made(name="a", number=2)
    assert (value, hash(value), repr(value)) == (Made(name="a", number=2), hash(Made(name="a", number=2)), "Made(name='a', number=2)")
    assert not isinstance(vars(Made)["__dataclass_fields__"], dict)
    assert [(field.name, field.type, field.kw_only) for field in fields(value)] == [("name", str, True), ("number", int, True)]
    assert isinstance(vars(Made)["__dataclass_fields__"], dict)
    assert list(field_types(Made)) == [field.name for field in fields(Made)]
    assert replace(value, name="b") == Made(name="b", number=2)


def test_fields_and_their_types_are_those_of_the_dataclass():
    for cls in CLASSES:
        assert list(field_types(cls).items()) == [(field.name, field.type) for field in fields(cls)]


def test_a_value_is_equal_to_nothing_of_another_class(small):
    city = small.cities[0]
    assert (city == 3, city == small.cities[0], city != 3) == (False, True, True)
    assert city.__eq__(3) is NotImplemented  # so that the other may say


def test_one_field_can_be_replaced():
    for cls in CLASSES:
        value = filled(cls)
        for name in shapes(cls):
            other = replace(value, **{name: "another"})
            assert getattr(other, name) == "another"
            assert other != value
            assert replace(other, **{name: getattr(value, name)}) == value
        with pytest.raises(TypeError, match="nosuch"):
            replace(value, nosuch=1)


def test_a_value_is_frozen_and_holds_its_fields_only():
    for cls in CLASSES:
        value = filled(cls)
        for name in (*shapes(cls), "nosuch"):
            with pytest.raises(FrozenInstanceError):
                setattr(value, name, 1)
            with pytest.raises(FrozenInstanceError):
                delattr(value, name)
        assert list(vars(value)) == list(shapes(cls))
        assert value == filled(cls)


def test_a_value_is_made_by_keywords_each_of_which_it_needs():
    for cls in CLASSES:
        held = {name: getattr(filled(cls), name) for name in shapes(cls)}
        for name in held:
            with pytest.raises(TypeError, match=f"missing or unknown: {name}$"):
                cls(**{key: value for key, value in held.items() if key != name})
        with pytest.raises(TypeError):
            cls(*held.values())
        assert repr(bare(cls)).startswith(f"{cls.__name__}({next(iter(held))}=")


def test_a_whole_report_is_copied(small):
    for way in (copy.deepcopy, pickled):
        again = way(small)
        assert again == small
        assert again is not small
        assert again.cities[0] is not small.cities[0]
        assert hash(again) == hash(small)


def test_every_record_of_the_shipped_report_is_pickled_alone(report):
    for _, record in all_records(report):
        again = pickled(record)
        assert again == record
        assert hash(again) == hash(record)


def test_a_record_becomes_a_plain_dictionary_for_the_standard_library(small_book):
    city = small_book.find(City, "lodka wielka")
    assert asdict(city)["coordinates"] == {"latitude": 54.25, "longitude": 18.5}


ASKED = {
    "search": lambda book: book.search("rope"),
    "search explained": lambda book: book.search("rope", explain=True),
    "search misspelt": lambda book: book.search("ropee knott"),
    "related": lambda book: book.related(book.find("rope-school")),
    "pointers": lambda book: book.links.pointers(book.find("goal-1")),
    "compare": lambda book: book.compare(*book.records("city")),
    "evidence": lambda book: list(book.evidence(book.find("bo-yeon-weiss"))),
    "remarks": lambda book: book.remarks(),
    "counts": lambda book: book.fields("city").count_by(book.records("city"), "country"),
}


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("way", ["copied", "deeply copied", "pickled"])
def test_what_a_book_answers_is_copied(small_book, asked, way):
    answer = ASKED[asked](small_book)
    several = answer if isinstance(answer, list) else [answer]
    assert [WAYS[way](one) for one in several] == several != []
    assert pickled(answer) == answer


@pytest.mark.parametrize("asked", ASKED)
def test_what_a_book_answers_can_stand_in_a_set(small_book, asked):
    answer = ASKED[asked](small_book)
    several = answer if isinstance(answer, list) else [*answer.hits, answer]
    assert len(set(several)) == len(several)


# A book


def test_a_book_is_pickled_with_its_report_and_makes_its_indexes_anew(small):
    book = Book(small)
    wanted = book.search("rope"), book.related(book.find("rope-school")), book.select("city", region="africa")
    for again in (pickled(book), copy.copy(book), copy.deepcopy(book)):
        assert type(again) is Book
        assert again.report == small
        assert (again.search("rope"), again.related(again.find("rope-school")), again.select("city", region="africa")) == wanted
    assert len(pickle.dumps(book)) == len(pickle.dumps(Book(small)))


def test_records_results_and_books_go_to_another_process_and_come_back(small):
    book = Book(small)
    book.search("rope")
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        records = [record for _, record in all_records(small)]
        assert list(pool.map(copy.copy, records, chunksize=10)) == records
        assert list(pool.map(operator.attrgetter("name"), small.cities)) == [city.name for city in small.cities]
        assert pool.submit(Book.find, book, "city", "lodka wielka").result() == small.cities[0]
        assert pool.submit(Book.search, book, "rope").result() == book.search("rope")
        assert pool.submit(Book.related, book, small.cities[0]).result() == book.related(small.cities[0])


QUERIES = ["health literacy", "helth litracy", "digital -children", "Kelleher qqzzx", "digit* gap", '"lifelong learning"', "volcano"]


def asked_everything(book, first):
    """Everything a book can be asked, begun at another place each time."""
    answers = {}
    for number in range(len(QUERIES)):
        query = QUERIES[(number + first) % len(QUERIES)]
        answers[query] = book.search(query, explain=True)
    cork = book.find(City, "Cork")
    return (
        dict(sorted(answers.items())),
        book.related(cork),
        book.peers(cork),
        book.select(City, region="africa"),
        list(book.evidence(cork)),
        [book.locator(passage) for passage in book.passages(cork)],
    )


def test_five_threads_that_share_a_book_are_told_what_one_is(report):
    alone = asked_everything(Book(report), 0)
    shared = Book(report)
    together = threading.Barrier(5)

    def ask(first):
        together.wait(timeout=60)
        return asked_everything(shared, first)

    with ThreadPoolExecutor(5) as pool:
        assert list(pool.map(ask, range(5))) == [alone] * 5


def test_only_one_thread_at_a_time_is_in_the_database(small, monkeypatch):
    from iclc_cli.query import search

    book = Book(small)
    wanted = book.search("rope")
    inside, met = [], []
    parse = search.parse_query

    def watched(query):
        met.append(len(inside))
        inside.append(query)
        time.sleep(0.02)
        try:
            return parse(query)
        finally:
            inside.pop()

    monkeypatch.setattr(search, "parse_query", watched)
    with ThreadPoolExecutor(5) as pool:
        assert list(pool.map(book.search, ["rope"] * 5)) == [wanted] * 5
    assert met == [0] * 5


def test_a_book_made_in_one_thread_is_searched_in_another():
    book = load_report(SMALL)
    wanted = book.search("rope")
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(book.search, "rope").result() == wanted


# Errors


def every_error(cls=errors.IclcError):
    yield cls
    for sub in cls.__subclasses__():
        yield from every_error(sub)


@pytest.mark.parametrize("cls", list(every_error()), ids=lambda cls: cls.__name__)
def test_an_error_comes_back_from_another_process_as_it_was(cls):
    if cls is errors.UnknownRefError:
        error = cls("'Medelin'", "city", ["medellin"])
    elif cls is errors.InvalidReportError:
        error = cls("the file: is empty", "a.json")
    else:
        error = cls("what is wrong", ["this"])
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is cls
    assert (str(back), vars(back)) == (str(error), vars(error))


def test_a_hit_keeps_its_own_account_of_how_words_were_read(small):
    result = Book(small).search("splicr")
    result.hits[0].read_as["x"] = "y"
    assert "x" not in result.read_as


# Types


TYPED = {
    'book.find(City, "cork")': "iclc_cli.model.records.City",
    'book.find("city", "cork")': "Any",
    'book.find("cork")': "Any",
    "book.records(City)": "tuple[iclc_cli.model.records.City, ...]",
    'book.records("city")': "tuple[Any, ...]",
    'book.select(City, region="africa")': "list[iclc_cli.model.records.City]",
    'book.select(City, "lodka", region=["africa"], named="yes")': "list[iclc_cli.model.records.City]",
    'book.select("city")': "list[Any]",
    'book.search("x").hits': "tuple[iclc_cli.query.search.Hit, ...]",
    'book.search("x").hits[0].explain': "iclc_cli.query.search.Explanation | None",
    'book.related(book.find(City, "cork"))[0].label': "str",
    'book.peers(book.find(City, "cork"))': "list[iclc_cli.query.peers.Peer]",
    'book.compare(book.find(City, "cork"))[0].values': "typing.Mapping[str, tuple[str, ...]]",
    'next(book.evidence(book.find(City, "cork"))).reason': "str | None",
    "book.remarks()": "list[iclc_cli.query.evidence.RecordRemark]",
    'load_report("x.json")': "iclc_cli.library.Book",
}

WRONG = {
    "book.find(City)": "call-overload",
    "book.find(City, 7)": "call-overload",
    "book.select(City, region=7)": "call-overload",
    "book.records(dict)": "type-var",
    'City(id="x")': "call-arg",
    'book.find(City, "cork").name = "x"': "misc",
    'book.search("x").hits[0].record': "attr-defined",
}


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """What mypy says of each line: the type it reveals, or the code of the error it finds."""
    if find_spec("mypy") is None:
        pytest.skip("mypy is not installed")
    folder = tmp_path_factory.mktemp("typed")
    start = ["from iclc_cli import load_report", "from iclc_cli.model import City", "", "book = load_report()"]
    lines = [*start, *(f"reveal_type({line})" for line in TYPED), *WRONG]
    (folder / "asked.py").write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-pretty", f"--cache-dir={folder / 'cache'}", "asked.py"]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300).stdout
    found = {}
    for line in told.splitlines():
        place, _, message = line.partition(": ")
        number = place.removeprefix("asked.py:")
        if message.startswith("note: Revealed type is "):
            found[lines[int(number) - 1]] = message.split('"')[1]
        elif message.startswith("error: "):
            found.setdefault(lines[int(number) - 1], message.rpartition("[")[2].rstrip("]"))
    assert found, told
    return found


def test_a_type_checker_knows_what_a_book_answers(judged):
    assert {line: judged.get(f"reveal_type({line})") for line in TYPED} == TYPED


def test_a_type_checker_finds_what_cannot_be_asked(judged):
    assert {line: judged.get(line) for line in WRONG} == WRONG


# Tuples with names


class Ours(NamedTuple):
    count: int
    index: str = "none"
    more: tuple[str, ...] = ()


class Theirs(typing.NamedTuple):
    count: int
    index: str = "none"
    more: tuple[str, ...] = ()


def test_a_tuple_with_names_is_what_typing_makes():
    """Some start often and are made anew each time; those of `typing` take five times as long."""
    assert (Ours._fields, Ours._field_defaults) == (Theirs._fields, Theirs._field_defaults)
    for values, named in (((1,), {}), ((1, "a"), {}), ((1, "a", ("b",)), {}), ((1,), {"more": ("b",)}), ((), {"index": "a", "count": 1})):
        mine, its = Ours(*values, **named), Theirs(*values, **named)
        assert (mine, hash(mine), repr(mine)) == (its, hash(its), repr(its).replace("Theirs", "Ours"))
        assert (mine.count, mine.index, mine.more) == (its.count, its.index, its.more)
        assert (mine._asdict(), mine._replace(index="c")) == (its._asdict(), its._replace(index="c"))
        for other in (copy.deepcopy(mine), pickle.loads(pickle.dumps(mine))):
            assert (type(other), other) == (Ours, mine)
    with pytest.raises(AttributeError):
        Ours(1).count = 2


@pytest.mark.parametrize(("values", "named"), [((), {}), ((1, "a", (), 2), {}), ((1,), {"count": 2}), ((1,), {"none": 2})])
def test_a_tuple_with_names_takes_its_parts_and_no_others(values, named):
    for made in (Ours, Theirs):
        with pytest.raises(TypeError):
            made(*values, **named)
