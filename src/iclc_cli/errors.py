"""The errors a user can meet: one small tree, each class with its exit code and the word JSON errors carry.

A message says what is wrong and where, and how to mend it in a program; what to type is added by the command line.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from .text import quoted


class Choice:
    """A record that may have been meant."""

    def __init__(self, kind: str, id: str, label: str) -> None:
        self.kind = kind
        self.id = id
        self.label = label
        """What to call it."""


class IclcError(Exception):
    """Something the user can mend."""

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "error"

    def __init__(self, message: str, suggestions: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        """One line: what, where, how to mend it."""
        self.suggestions = tuple(suggestions)
        """Ids or words that may have been meant."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self.__dict__)


def _restored(cls: type[IclcError], values: dict[str, Any]) -> IclcError:
    """An error that comes from another process; each class takes arguments of its own."""
    error = cls.__new__(cls, values["message"])
    error.__dict__.update(values)
    return error


class UsageError(IclcError, ValueError):
    """What is asked for cannot be done."""

    exit_code = 2
    code = "usage"


class EmptyQueryError(UsageError):
    """A query that asks for nothing."""


class NotFoundError(IclcError, LookupError):
    """No record, kind or value goes by that name."""

    exit_code = 3
    code = "not-found"

    def __init__(self, message: str, suggestions: Sequence[str] = (), refs: Sequence[str] = ()) -> None:
        super().__init__(message, suggestions)
        self.refs = tuple(refs)
        """The REFs that no record goes by."""
        self.lines: tuple[str, ...] = ()
        """Command lines that may have been meant; the command line adds them."""


class UnknownRefError(NotFoundError):
    """No record goes by that name; the suggestions are the refs of records with names like it."""

    def __init__(self, text: str, kind: str | None, suggestions: Sequence[str]) -> None:
        hint = f". Did you mean {' or '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"no {kind or 'record'} {quoted(text)}{hint}", suggestions, (text,))
        self.kind = kind
        """The kind of record that was looked for, `None` for any."""


class UnknownFieldError(UsageError):
    """Records of a kind have no such field; the suggestions are fields that may have been meant."""

    def __init__(self, message: str, suggestions: Sequence[str] = (), elsewhere: tuple[str, str] | None = None) -> None:
        super().__init__(message, suggestions)
        self.elsewhere = elsewhere
        """Other records that have it, in the plural, and what it is called there."""


class AmbiguousError(IclcError, LookupError):
    """Several records go by that name; the suggestions are the candidates."""

    exit_code = 3
    code = "ambiguous"

    def __init__(self, message: str, suggestions: Sequence[str] = (), text: str = "", choices: Sequence[Choice] = ()) -> None:
        super().__init__(message, suggestions)
        self.text = text
        """What was given."""
        self.choices = tuple(choices)
        """The same candidates for people, likely ones first: what is called so, then what has a short name."""


class NothingMatched(IclcError):
    """Nothing matched, and the user wants that as an exit status."""

    exit_code = 4
    code = "nothing-matched"


class InvalidDataError(IclcError, ValueError):
    """A data file that cannot be used."""

    exit_code = 5
    code = "invalid-data"


class InvalidReportError(InvalidDataError):
    """A data file that can be read and is no valid report."""

    def __init__(self, message: str, source: str) -> None:
        super().__init__(message)
        self.source = source
        """The file as it was named."""


class CopyError(IclcError, ValueError):
    """A copy of the report that cannot be used."""

    exit_code = 5
    code = "unusable-copy"


class OtherReportError(CopyError):
    """A copy of some other text than the report the data is about."""

    code = "other-report"


class OutputError(IclcError):
    """Output that could not be written."""

    exit_code = 1
    code = "output"


class OutOfMemoryError(IclcError):
    """The machine, or what it allows a process, is too small for what is asked."""

    exit_code = 1
    code = "out-of-memory"


class MissingExtraError(IclcError, ImportError):
    """Something needs a library that is not part of the base installation; the message says how to get it."""

    exit_code = 1
    code = "missing-extra"
