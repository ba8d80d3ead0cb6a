"""Notes that authors make by hand, found and linked: over all normalized bodies of a work, in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.normalize.footnotes.looking import bodies_of, may_have_notes

if TYPE_CHECKING:
    from fic2epub.errors import Note
    from fic2epub.model import Work, Xhtml
    from fic2epub.options import Options

__all__ = ["link_footnotes"]


def link_footnotes(work: Work[Xhtml], options: Options, note: Note) -> None:
    """
    Link each note of the work with the marks that refer to it, and make an `aside` of it where it stands.

    What is not sure stays as it is; `note` is told how many were linked, and which marks and notes have no other half.
    With `footnotes=keep` nothing is changed.
    """
    if options.footnotes == "keep" or not any(may_have_notes(body.element) for body in bodies_of(work)):
        return
    from fic2epub.normalize.footnotes.finding import find_notes  # noqa: PLC0415 - few works have notes

    find_notes(work, note, rescue=options.notes == "drop")
