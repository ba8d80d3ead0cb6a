"""Why a reader refuses or spoils a book: one table, each row with where it was seen.

A code is stable and never gets a second meaning. `docs/reference/findings.md` prints the table.
"""

from __future__ import annotations

from typing import NamedTuple

from fic2epub.checking.kinds import READERS, Harm, Kind
from fic2epub.checking.of_documents import DOCUMENTS, LOOKS, PICTURES
from fic2epub.checking.of_packages import ARCHIVE, CONTENTS, PACKAGE

__all__ = ["KINDS", "READERS", "Finding", "Harm", "Kind", "found", "readers_of"]

KINDS: dict[str, Kind] = ARCHIVE | PACKAGE | CONTENTS | DOCUMENTS | LOOKS | PICTURES
"""Code → what it means."""


class Finding(NamedTuple):
    """One thing in a book that harms it somewhere."""

    code: str
    where: str
    """A file of the book, with `:` and a line where there is one; empty for the book itself."""
    reason: str
    cure: str
    harm: Harm
    readers: tuple[str, ...]
    mendable: bool
    """Whether `fix` mends it."""


def found(code: str, where: str = "", detail: str = "") -> Finding:
    """A finding of a kind in the table, with what is particular about it."""
    kind = KINDS[code]
    reason = f"{kind.reason}: {detail}" if detail else kind.reason
    return Finding(code, where, reason, kind.cure, kind.harm, kind.readers, kind.mendable)


def readers_of(device: str, *, kepub: bool) -> frozenset[str]:
    """
    Who reads a book on a device: a key of `fic2epub.targets.DEVICES`, or of `READERS`.

    Kobo shows what is no KEPUB with Adobe's engine, and PocketBook may; a KEPUB is Kobo's alone (kobolabs/epub-spec,
    Sideloading).
    """
    if kepub and device in {"generic", "kobo"}:
        return frozenset(("kobo",))
    if device == "generic":
        return frozenset(READERS)
    if device == "kobo":
        return frozenset(("kobo", "adobe"))
    return frozenset(("pocketbook", "adobe")) if device == "pocketbook" else frozenset((device,))
