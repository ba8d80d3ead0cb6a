"""A body as the lines that a reader sees: what stands in each, and where in the tree it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from fic2epub.normalize.markup.names import BLOCKS, HEADINGS, SPACES

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Line", "Piece", "Span", "Target", "Text", "read_text"]

_WATCHED = frozenset(("a", "sup", "code", "kbd", "samp"))
"""Inline elements whose extent in the line is remembered."""
_RULES = frozenset(("hr",))
_UNSPOKEN = frozenset(("pre", "rt", "rp"))
_NAMED = re.compile(
    r"[\W_]*(?:(?:author['’]?s?['’]?|translation|foot|end|chapter|story|historical|language)?[\s-]*"
    r"(?:foot-?notes?|end-?notes?|notes?|annotations?|references|sources|citations)"
    r"|translations?|translated|glossary|vocabulary|vocab|dictionary|lexicon|definitions?"
    r"|notas?(?: de rodapé| al pie)?|notes de bas de page|fu(?:ß|ss)noten|anmerkungen|übersetzungen|traductions?"
    r"|traducciones|traduções|traduzioni|примечания|сноски|перевод(?:ы)?|注释?|注釋|註釋?|脚注|訳注|译注)\b"
    r"[^.!?]{0,40}[\W_]*",
    re.IGNORECASE,
)
"""What a list of notes is called, alone on its line."""
_LONGEST_NAME = 60


class Piece(NamedTuple):
    """One text of the tree."""

    start: int
    """Where it begins in the line."""
    text: str
    holder: _Element
    is_tail: bool


class Span(NamedTuple):
    """An inline element in a line."""

    start: int
    end: int
    element: _Element


class Target(NamedTuple):
    """An element that a link can name."""

    line: int
    start: int
    """Where it begins in the line."""
    element: _Element


class Line:
    """What stands between two line breaks, or ends of blocks."""

    __slots__ = ("_lead", "block", "breaks", "number", "pieces", "spans", "text")

    def __init__(self, number: int, block: _Element, start: _Element | None) -> None:
        self.number = number
        self.block = block
        """The innermost block around it."""
        self.breaks = start
        """The `br` that it begins behind; None for the first line of its block."""
        self.text = ""
        self.pieces: list[Piece] = []
        self.spans: list[Span] = []
        self._lead: int | None = None

    @property
    def is_spoken(self) -> bool:
        """Whether it is text that may have notes."""
        return self.block.tag not in _UNSPOKEN and self.block.get("role") != "separator"

    @property
    def is_heading(self) -> bool:
        """Whether it is one by its element."""
        return self.block.tag in HEADINGS

    @property
    def names_notes(self) -> bool:
        """Whether it says that notes follow: `Footnotes:`, `Translations`."""
        text = self.text.strip(SPACES)
        return len(text) <= _LONGEST_NAME and _NAMED.fullmatch(text) is not None

    def add(self, text: str | None, holder: _Element, *, is_tail: bool) -> None:
        """Add a text of the tree."""
        if text:
            self.pieces.append(Piece(len(self.text), text, holder, is_tail))
            self.text += text

    def starts(self, offset: int) -> bool:
        """Whether nothing comes before this place but space and opening brackets; asked when the line is whole."""
        if self._lead is None:
            self._lead = len(self.text) - len(self.text.lstrip(SPACES + "[(（［【"))
        return offset <= self._lead


class Text:
    """A body in lines."""

    def __init__(self, body: _Element) -> None:
        self.body = body
        self.lines: list[Line] = []
        self.targets: dict[str, Target] = {}
        self.ruled: set[int] = set()
        """Numbers of the lines before which a break between scenes stands."""
        self.span_of: dict[_Element, tuple[int, Span]] = {}
        """The watched elements: in which line each ends, and where."""


def read_text(body: _Element) -> Text:
    """Read the body in one walk."""
    reading = _Reading(Text(body))
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            reading.open(element)
        elif element is not body:
            reading.close(element)
    reading.end_line()
    return reading.text


class _Reading:
    """The walk through a body."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self._blocks: list[_Element] = [text.body]
        self._open: dict[_Element, tuple[int, int]] = {}
        self._line = Line(0, text.body, None)

    def end_line(self, start: _Element | None = None) -> None:
        """Keep the line if anything is to be seen in it, and begin the next."""
        line = self._line
        if line.text.strip(SPACES):
            if line.block.get("role") == "separator":
                self.text.ruled.add(line.number + 1)
            self.text.lines.append(line)
        self._line = Line(len(self.text.lines), self._blocks[-1], start)

    def open(self, element: _Element) -> None:
        """An element begins."""
        tag = element.tag
        if element is not self.text.body and (tag in BLOCKS or tag == "aside"):
            self._blocks.append(element)
            self.end_line()
            if tag in _RULES:
                self.text.ruled.add(self._line.number)
        elif tag == "br":
            self.end_line(element)
        elif tag in _WATCHED:
            self._open[element] = (self._line.number, len(self._line.text))
        ident = element.get("id")
        if ident and element is not self.text.body:
            self.text.targets.setdefault(ident, Target(self._line.number, len(self._line.text), element))
        self._line.add(element.text, element, is_tail=False)

    def close(self, element: _Element) -> None:
        """An element ends."""
        tag = element.tag
        if element is self._blocks[-1]:
            self._blocks.pop()
            self.end_line()
        elif tag in _WATCHED:
            number, start = self._open.pop(element)
            line = self._line
            span = Span(start if number == line.number else 0, len(line.text), element)
            line.spans.append(span)
            self.text.span_of[element] = line.number, span
        self._line.add(element.tail, element, is_tail=True)
