"""What everything means, in the words of its docstring, read from the source: fields have none at run time, and
under `python -OO` nothing has."""

import ast
import sys
from inspect import cleandoc
from typing import Any

from .base import cached


def doc(thing: Any) -> str:
    """The docstring of a module, a class or a function; empty when it has none."""
    if sys.flags.optimize < 2:
        return cleandoc(thing.__doc__ or "")
    module = getattr(thing, "__module__", None) or thing.__name__
    return _documented(module).get(getattr(thing, "__qualname__", ""), "")


def field_doc(cls: type[Any], name: str) -> str:
    """What a field of a class means, which the class that has it says, or the one that it stands on."""
    told = (_documented(one.__module__).get(f"{one.__qualname__}.{name}", "") for one in cls.__mro__ if one is not object)
    return next(filter(None, told), "")


def in_a_line(text: str) -> str:
    """A docstring as running text."""
    return " ".join(text.split())


@cached
def _documented(module: str) -> dict[str, str]:
    """Every docstring of a module: its own under "", others by qualified name, those of fields stand below them."""
    loader: Any = getattr(sys.modules[module].__spec__, "loader", None)
    source = loader.get_source(module) if hasattr(loader, "get_source") else None
    found: dict[str, str] = {}
    if source:
        # Not `ast.parse`: under -OO it drops the docstrings too, from Python 3.14 on.
        tree: Any = compile(source, module, "exec", ast.PyCF_ONLY_AST, optimize=0)
        _gather(tree, "", found)
    return found


def _gather(scope: ast.Module | ast.ClassDef | ast.FunctionDef, name: str, found: dict[str, str]) -> None:
    found[name] = ast.get_docstring(scope) or ""
    for before, node in zip([None, *scope.body], scope.body, strict=False):
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            _gather(node, f"{name}.{node.name}".lstrip("."), found)
        elif isinstance(before, ast.AnnAssign) and isinstance(before.target, ast.Name) and _is_text(node):
            found[f"{name}.{before.target.id}".lstrip(".")] = cleandoc(node.value.value)  # type: ignore[attr-defined]


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
