"""Lines of text → a body of paragraphs. No character is changed but white space."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from fic2epub.model import Html
from fic2epub.readers.flat.borders import DOUBTFUL, borders_in
from fic2epub.readers.flat.evidence import weigh
from fic2epub.readers.flat.ornaments import parted_at_ornaments
from fic2epub.readers.flat.wrapping import unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fic2epub.errors import Note
    from fic2epub.readers.flat.evidence import Evidence
    from fic2epub.readers.flat.lines import Line

__all__ = ["Paragraphs", "parted"]

_BLANK_RUN = 2
"""Empty lines that are more than the space around a block."""
_SEVERAL, _RARE = 5, 20
"""In so many lines or more, glued paragraphs are no habit if fewer than one in so many is."""
_SPACES = " \t\n"


class Parted(NamedTuple):
    """A line's paragraphs, and how many of the borders between them were told from punctuation."""

    paragraphs: list[str]
    sure: int
    doubtful: int


def parted(text: str, evidence: Evidence) -> Parted:
    """Part a line where paragraphs were glued."""
    paragraphs: list[str] = []
    sure = doubtful = 0
    for piece in parted_at_ornaments(text):
        start = 0
        sure += bool(paragraphs)
        for border in borders_in(piece, evidence):
            paragraphs.append(piece[start : border.place])
            start = border.place
            doubtful += border.sureness == DOUBTFUL
            sure += border.sureness != DOUBTFUL
        paragraphs.append(piece[start:])
    return Parted([paragraph for paragraph in paragraphs if paragraph.strip(_SPACES)], sure, doubtful)


class Paragraphs:
    """Makes the bodies of one work, and counts what had to be guessed for it."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self._lines = self._sure = self._doubtful = self._breaks = 0

    def body(self, lines: list[Line]) -> Html:
        """A chapter's text."""
        body = etree.Element("div")
        for paragraph in self._paragraphs(lines):
            etree.SubElement(body, "p").text = paragraph
        return Html(body)

    def short(self, lines: list[Line]) -> Html | None:
        """A summary or a note; None when there is none."""
        return self.body(lines) if lines else None

    def tell(self) -> None:
        """Leave the notices on what was guessed."""
        if self._sure or self._doubtful:
            said = f"paragraphs were glued in {self._lines} lines and parted at punctuation"
            self._note("R043", f"{said}: {self._sure} borders are sure, {self._doubtful} doubtful", "chapters")
        if self._breaks:
            said = f"{self._breaks} runs of empty lines were taken for breaks between scenes"
            self._note("R045", said, "chapters")

    def _paragraphs(self, lines: list[Line]) -> Iterator[str]:
        joined = unwrapped(lines)
        evidence = weigh("\n".join(text for text, _ in joined))
        found = [parted(text, evidence) for text, _ in joined]
        glued = sum(one.sure + one.doubtful for one in found)
        lined = len(joined) >= _SEVERAL and glued * _RARE < len(joined)
        for (text, empty), one in zip(joined, found, strict=True):
            if empty >= _BLANK_RUN or (empty and lined):
                self._breaks += 1
                yield "\u00a0"
            if lined:  # newlines part them: a joint without one is a blank that somebody forgot
                yield text
                continue
            self._lines += len(one.paragraphs) > 1
            self._sure += one.sure
            self._doubtful += one.doubtful
            yield from one.paragraphs
