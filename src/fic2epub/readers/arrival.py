"""What is known of a work from the file that it came in, and not from its text: its name, and when it was saved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fic2epub.model import Html, Source, Work

__all__ = ["NAMELESS", "arrived"]

NAMELESS = frozenset(("", "-", "(bytes)", "<stdin>"))
"""What sources are called that have no name."""


def arrived(work: Work[Html], source: Source) -> Work[Html]:
    """The work with the file's name and day in its origin; what its reader knew better stays."""
    if work.origin is None:
        return work
    name = source.name.replace("\\", "/").rpartition("/")[2]
    files = work.origin.files or (() if name in NAMELESS else (name,))
    return replace(work, origin=work.origin._replace(files=files, saved=work.origin.saved or source.saved))
