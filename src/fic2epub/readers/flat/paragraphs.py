"""Lines of text → a body of paragraphs. No character is changed but white space."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from fic2epub.model import Html
from fic2epub.readers.flat.borders import DOUBTFUL, borders_in
from fic2epub.readers.flat.evidence import weigh
from fic2epub.readers.flat.letters import BORDER, LINE, ORNAMENT
from fic2epub.readers.flat.ornaments import with_ornaments_apart
from fic2epub.readers.flat.plain import part_plain_ends
from fic2epub.readers.flat.wrapping import unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fic2epub.errors import Note
    from fic2epub.readers.flat.lines import Line

__all__ = ["Paragraphs", "parted"]

_BLANK_RUN = 2
"""Empty lines that are more than the space around a block."""
_SEVERAL, _RARE = 5, 20
"""In so many lines or more, glued paragraphs are no habit if fewer than one in so many is."""
_SPACES = " \t\n"


class Parted(NamedTuple):
    """The paragraphs of each line, and how many of the borders in them are sure and doubtful."""

    lines: list[list[str]]
    sure: int
    doubtful: int


def parted(lines: list[str]) -> Parted:
    """Part the lines of a chapter where paragraphs were glued; nothing is left out but blank paragraphs."""
    text = f"{LINE}{LINE.join(lines)}{LINE}"
    evidence = weigh(text)
    text, told = part_plain_ends(with_ornaments_apart(text), evidence)
    plain = text.count(BORDER)
    borders = borders_in(text, evidence)
    places = [0, *(border.place for border in borders), len(text)]
    text = BORDER.join(text[start:end] for start, end in pairwise(places))
    doubtful = told + sum(border.sureness == DOUBTFUL for border in borders)
    found = [
        [piece for piece in line.split(BORDER) if piece.strip(_SPACES)]
        for line in text[1:-1].replace(ORNAMENT, BORDER).split(LINE)[: len(lines)]
    ]
    return Parted(found, plain + len(borders) - doubtful, doubtful)


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
            said = f"lines whose paragraphs were glued and parted at punctuation: {self._lines}"
            counted = f"borders that are sure: {self._sure}, doubtful: {self._doubtful}"
            self._note("R043", f"{said}; {counted}", "chapters")
        if self._breaks:
            said = f"runs of empty lines taken for breaks between scenes: {self._breaks}"
            self._note("R045", said, "chapters")

    def _paragraphs(self, lines: list[Line]) -> Iterator[str]:
        joined = unwrapped(lines)
        found = parted([text for text, _ in joined])
        lined = len(joined) >= _SEVERAL and (found.sure + found.doubtful) * _RARE < len(joined)
        if not lined:
            self._lines += sum(len(paragraphs) > 1 for paragraphs in found.lines)
            self._sure += found.sure
            self._doubtful += found.doubtful
        for (text, empty), paragraphs in zip(joined, found.lines, strict=True):
            if empty >= _BLANK_RUN or (empty and lined):
                self._breaks += 1
                yield "\u00a0"
            if lined:  # newlines part them: a joint without one is a blank that somebody forgot
                yield text
            else:
                yield from paragraphs
