"""What records and results are made of: frozen values, and the marks that tell what a field is. Standard library only."""

from collections.abc import Callable
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar, cast, dataclass_transform, get_origin

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:

    class NamedTuple(tuple):
        """A tuple whose parts have names, declared and used as that of `typing`, which takes five times as long to make a class.

        For modules that every start loads: they make twenty such classes.
        """

        __slots__ = ()

        def __init_subclass__(cls) -> None:
            cls._fields = tuple(cls.__annotations__)
            cls._field_defaults = {name: vars(cls)[name] for name in cls._fields if name in vars(cls)}
            for place, name in enumerate(cls._fields):
                setattr(cls, name, property(itemgetter(place)))

        def __new__(cls, *values: Any, **named: Any) -> Any:
            if named or len(values) != len(cls._fields):
                rest = cls._fields[len(values) :]
                given = {**cls._field_defaults, **named}
                if len(values) > len(cls._fields) or not named.keys() <= set(rest) <= given.keys():
                    raise TypeError(f"{cls.__name__} takes {', '.join(cls._fields)}")
                values += tuple([given[name] for name in rest])
            return tuple.__new__(cls, values)

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

        def __repr__(self) -> str:
            return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._asdict().items())})"

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def _replace(self, **named: Any) -> Any:
            return type(self)(**{**self._asdict(), **named})


ID_PATTERN = r"^[a-z0-9][a-z0-9.-]*$"
"""What an id may be made of: safe in a shell, where it is no option, in a URL and as the name of a file."""


class RefersTo:
    """Marks a string that is the id of a record: of which kind, and that it must match `ID_PATTERN`.

    Pydantic asks a marker for its schemas through the two methods below; neither needs Pydantic imported.
    """

    __slots__ = ("kind",)

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return {**handler(source), "pattern": ID_PATTERN}

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> Any:
        # A keyword of our own would make validators refuse the schema that take none but those of JSON Schema.
        return {**handler(core_schema), "$comment": f"{self.kind} id"}


class Mark:
    """A fact about a field beyond its type; compared by identity."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name.upper()


OWNER = Mark("owner")
"""The record holding this reference belongs to the target: filters on the target also look at it."""

PLACE = Mark("place")
"""The target contains the record: a filter that accepts the record's container accepts the record."""

ASIDE = Mark("aside")
"""The reference tells something else than what the record belongs to: filters on the target do not follow it, it has one of its own."""

SITE = Mark("site")
"""The record lies or happens in the target without being its own: filters on what contains the target follow it, those on the target
itself do not, and it has one of its own."""

# What a field claims of the passages that its record cites, by which it is held against print.

PARAPHRASE = Mark("paraphrase")
"""The field is in our own words: a paraphrase, not a quotation. Its numbers and names are printed; a part's words lean on what it cites."""

PRINTED = Mark("printed")
"""The field stands there word for word, a name with its capitals and accents."""

IN_ANY_FORM = Mark("in-any-form")
"""Its words stand there together, in singular or plural, as noun or verb; a name with its capitals."""

BESIDE = Mark("beside")
"""It stands there: an honorific right before the name of its record, a role or a number anywhere."""

AMOUNT = Mark("amount")
"""It stands there in digits or words: a number with its range, unit and limit, a date."""

HEADING = Mark("heading")
"""It is the heading there, or the page that the table of contents gives for it."""

ABSENT = Mark("absent")
"""It is ours or from elsewhere, and no passage can bear it out: an order, a code, a place on the globe."""

HIDDEN = Mark("hidden")
"""The field of a result stands in JSON and is no column unless it is asked for."""

OMITTED = Mark("omitted")
"""The field of a result is left out of JSON where it holds nothing."""


class Key(Mark):
    """The field of a result has a name in JSON that no Python name can be."""


T = TypeVar("T")
Function = TypeVar("Function", bound=Callable[..., Any])


def cached(function: Function) -> Function:
    """`functools.cache` that keeps the function's own type: mypy does not take classes to be hashable."""
    return cast(Function, cache(function))


class _Unasked:
    """Stands for what makes a class a dataclass until somebody asks for it, as Pydantic does and `dataclasses.fields`.

    Most runs never ask, and to make dataclasses of all classes takes as long as making all records of the report.
    """

    def __init__(self, cls: type[Any]) -> None:
        self._cls = cls

    def __get__(self, node: object, cls: type[Any]) -> dict[str, Any]:
        from dataclasses import dataclass

        made: Any = dataclass(kw_only=True, init=False, eq=False, repr=False)(self._cls)
        fields: dict[str, Any] = made.__dataclass_fields__
        return fields


@dataclass_transform(frozen_default=True, kw_only_default=True)
def frozen(cls: type[T]) -> type[T]:
    """A frozen dataclass whose methods come from `Node`.

    Writing them anew for each class, as `dataclass` would, costs more than reading all the data; so would slots, for
    which it makes each class twice and which a loader must fill one by one.
    """
    cls.__dataclass_fields__ = _Unasked(cls)  # type: ignore[attr-defined]
    return cls


@cached
def field_types(cls: type[Any]) -> dict[str, Any]:
    """The fields of a frozen class in their order, each with its annotation."""
    annotated = [getattr(base, "__annotations__", {}) for base in reversed(cls.__mro__)]
    return {name: kind for held in annotated for name, kind in held.items() if get_origin(kind) is not ClassVar}


class Node:
    """A value made of named fields: frozen, equal by value, hashable, readable; can be copied and pickled."""

    # Read by Pydantic when a report is validated; a plain dictionary, so that the model needs no import of it.
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "strict": True, "allow_inf_nan": False}
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __init__(self, **values: Any) -> None:
        if values.keys() != (known := field_types(type(self)).keys()):
            wrong = sorted(values.keys() ^ known)
            raise TypeError(f"{type(self).__name__}: missing or unknown: {', '.join(wrong)}")
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> None:
        from dataclasses import FrozenInstanceError  # only who errs needs it

        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in field_types(type(self)))

    def __hash__(self) -> int:
        values = (getattr(self, name) for name in field_types(type(self)))
        return hash(tuple(frozenset(value.items()) if isinstance(value, dict) else value for value in values))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in field_types(type(self)))
        return f"{type(self).__name__}({values})"

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return _restored, (type(self), {name: getattr(self, name) for name in field_types(type(self))})

    def as_dict(self) -> dict[str, Any]:
        """The fields by name, as JSON holds them; parts that are values of this sort stay what they are."""
        return {name: getattr(self, name) for name in field_types(type(self))}


def _restored(cls: type[Any], values: dict[str, Any]) -> Any:
    return cls(**values)


class Result(Node):
    """What a query gives: more keys may come, so a reader of its JSON must not mind those it does not know."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {**Node.__pydantic_config__, "extra": "allow"}

    def as_dict(self) -> dict[str, Any]:
        """The fields as JSON holds them: under their names there, without those that are left out where they hold nothing."""
        found = {}
        for name, (key, omitted) in json_keys(type(self)).items():
            value = getattr(self, name)
            if value is not None or not omitted:
                found[key] = value
        return found


@cached
def json_keys(cls: type[Any]) -> dict[str, tuple[str, bool]]:
    """The fields of a class of results, each with its name in JSON, and whether it is left out there where it holds nothing."""
    found = {}
    for name, kind in field_types(cls).items():
        marks = kind.__metadata__ if get_origin(kind) is Annotated else ()
        found[name] = (next((mark.name for mark in marks if isinstance(mark, Key)), name), OMITTED in marks)
    return found
