"""What a row of the table of findings says."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

__all__ = ["ALL", "INK", "READERS", "Harm", "Kind"]

READERS = {
    "adobe": "Adobe's engine (RMSDK)",
    "apple": "Apple Books",
    "kindle": "Kindle (Send-to-Kindle)",
    "kobo": "Kobo",
    "koreader": "KOReader",
    "pocketbook": "PocketBook",
}
"""Who reads a book → what people call it."""
ALL = tuple(READERS)
INK = ("adobe", "kindle", "kobo", "pocketbook")
"""Whose engines are as old as the devices."""


class Harm(Enum):
    """What becomes of the book."""

    REFUSED = "refused"
    """It is not taken, or not opened."""
    SPOILED = "spoiled"
    """It opens, and text, pictures, places or contents are lost or wrong."""
    POOR = "poor"
    """It can be read, and is not shown as it should be."""


class Kind(NamedTuple):
    """What a code means."""

    harm: Harm
    readers: tuple[str, ...]
    """Keys of `READERS`."""
    reason: str
    cure: str
    source: str
    mendable: bool = False
    """Whether `fix` mends it."""
