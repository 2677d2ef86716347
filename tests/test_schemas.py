"""The schemas of classes that stand on others, or have fields that may be left out."""

from typing import Annotated

from iclc_cli.dataset.schema import json_schema
from iclc_cli.model.base import OMITTED, Node, Result, frozen


@frozen
class Answer(Result):
    """Something."""

    size: Annotated[int | str | None, OMITTED]
    name: str


@frozen
class Question(Node):
    """What is asked."""

    name: str
    most: int = 5
    kind: Annotated[str | None, OMITTED] = None


def test_what_may_be_left_out_is_of_every_type_but_null():
    told = json_schema(Answer, "answer")
    assert told["properties"]["size"]["anyOf"] == [{"type": "integer"}, {"type": "string"}]
    assert told["required"] == ["name"]
    kind = json_schema(Question, "question")["properties"]["kind"]
    assert (kind["type"], "anyOf" in kind, "default" in kind) == ("string", False, False)


def test_what_has_a_default_is_not_required_and_says_so():
    told = json_schema(Question, "question")
    assert told["required"] == ["name"]
    assert told["properties"]["most"]["default"] == 5
