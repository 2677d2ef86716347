"""The errors a user can meet: one small tree, each class with its exit code and the word JSON errors carry."""

from collections.abc import Sequence
from typing import ClassVar


class IclcError(Exception):
    """Something the user can mend; the message is one line that says what, where and how."""

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "error"

    def __init__(self, message: str, suggestions: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.suggestions = tuple(suggestions)


class UsageError(IclcError):
    """The command line asks for something that cannot be done."""

    exit_code = 2
    code = "usage"


class NotFoundError(IclcError):
    """No record goes by that name."""

    exit_code = 3
    code = "not-found"


class AmbiguousError(IclcError):
    """Several records go by that name; the suggestions are the candidates."""

    exit_code = 3
    code = "ambiguous"


class NothingMatched(IclcError):
    """Nothing matched, or not everything asked for, and the user wants that as an exit status."""

    exit_code = 4
    code = "nothing-matched"


class InvalidDataError(IclcError):
    """A data file that cannot be used."""

    exit_code = 5
    code = "invalid-data"


class CopyError(IclcError):
    """A copy of the report that cannot be used."""

    exit_code = 5
    code = "unusable-copy"


class OtherReportError(CopyError):
    """A copy of some other text than the report the data is about."""

    code = "other-report"


class FaultsFound(IclcError):
    """A check ran to its end and found faults; they have been printed already."""

    exit_code = 5
    code = "faults"


class OutputError(IclcError):
    """Output that could not be written."""

    exit_code = 1
    code = "output"


class MissingExtraError(IclcError):
    """Something needs a library that is not part of the base installation; the message says how to get it."""

    exit_code = 1
    code = "missing-extra"
