"""Modules that stand for something users name: formats, exports, citation styles, commands."""

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Generic, TypeVar, cast

M = TypeVar("M")


class Registry(Mapping[str, M], Generic[M]):
    """The modules of a package by the name users know them by, in the order in which help names them.

    Each is loaded when it is asked for: some need heavy libraries. `M` says what a module has to define.
    """

    def __init__(self, package: str, names: Sequence[str]) -> None:
        self._package = package
        self._names = tuple(names)

    def __getitem__(self, name: str) -> M:
        if name not in self._names:
            raise KeyError(name)
        return cast(M, import_module(f"{self._package}.{name.replace('-', '_')}"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def summary(self, name: str) -> str:
        """One line about a module: the first of its docstring."""
        from .model.docs import doc

        return doc(self[name]).partition("\n")[0]
