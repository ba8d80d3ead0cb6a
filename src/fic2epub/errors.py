"""What can go wrong, and what is worth saying though nothing did.

Errors are raised when no right book can be made; a `Notice` is left when one can::

    Fic2EpubError            exit code
    ├── OptionsError          2   words or options that make no sense
    ├── SourceError          10   the file cannot be had: missing, empty, a folder, too large
    │   └── NotAWork         11   it was read, and it is something else
    ├── ReadingError         20   a work, but not to be understood: cut off, nested too deep
    ├── NormalizingError     30
    ├── BuildingError        40
    ├── WritingError         50   target exists, cannot be written, disk full
    └── DeliveryError        60   a device, a mail server, the library of the house: not there, full, refused
"""

from __future__ import annotations

from enum import Enum
from typing import ClassVar, Protocol

from fic2epub.notices import CODES
from fic2epub.values import NamedTuple

__all__ = [
    "BuildingError",
    "DeliveryError",
    "Fic2EpubError",
    "NormalizingError",
    "NotAWork",
    "Note",
    "Notice",
    "OptionsError",
    "ReadingError",
    "Severity",
    "SourceError",
    "WritingError",
    "noting",
]


class Fic2EpubError(Exception):
    """
    The one family: catch this, and nothing of ours escapes.

    `message` says what is wrong, `where` names the file or the part of it, and
    `hint` says what to do.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        """`where: message`, and the hint on a line of its own."""
        said = f"{self.where}: {self.message}" if self.where else self.message
        return f"{said}\n{self.hint}" if self.hint else said


class OptionsError(Fic2EpubError):
    """The options contradict themselves, or name something that does not exist."""

    exit_code = 2


class SourceError(Fic2EpubError):
    """The bytes of a source cannot be had."""

    exit_code = 10


class NotAWork(SourceError):
    """The source was read, and there is no work in it."""

    exit_code = 11


class ReadingError(Fic2EpubError):
    """The source is a work, and no right chapter tree can be made of it."""

    exit_code = 20


class NormalizingError(Fic2EpubError):
    """The markup of a work cannot be made valid."""

    exit_code = 30


class BuildingError(Fic2EpubError):
    """The parts of a book do not come together."""

    exit_code = 40


class WritingError(Fic2EpubError):
    """The book cannot be put where it was wanted; nothing was left there."""

    exit_code = 50


class DeliveryError(Fic2EpubError):
    """A finished book does not come to where it was sent."""

    exit_code = 60


class Severity(Enum):
    """What a notice says of the book; all but `INFO` make `--strict` fail."""

    INFO = "info"
    """Done as intended, and worth knowing."""
    GUESSED = "guessed"
    """A fact that the source does not state outright."""
    MISSING = "missing"
    """A fact that the source does not hold."""
    LOST = "lost"
    """Something of the source that is not in the book, or not as it was."""


class Notice(NamedTuple):
    """One thing a reader of the book may want to know; `code` is stable and listed in the docs."""

    code: str
    message: str
    where: str = ""

    @property
    def severity(self) -> Severity:
        """Read off the code: see `fic2epub.notices.CODES`."""
        return Severity(CODES[self.code][0])


class Note(Protocol):
    """How a stage leaves a notice: `note("M010", "a video became a link", "chapter 3")`."""

    def __call__(self, code: str, message: str, where: str = "") -> None:
        """Keep the notice."""


def noting(notices: list[Notice]) -> Note:
    """A `note` that keeps in this list what it is told."""

    def note(code: str, message: str, where: str = "") -> None:
        notices.append(Notice(code, message, where))

    return note
