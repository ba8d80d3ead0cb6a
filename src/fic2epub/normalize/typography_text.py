"""The text of a body's paragraphs, each read as one over the borders of inline elements, and its signs set anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from fic2epub.languages import base_of
from fic2epub.normalize.markup.names import INLINE
from fic2epub.normalize.typography_quotes import turned
from fic2epub.normalize.typography_signs import PROTECTED, signs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.normalize.typography_quotes import Turned
    from fic2epub.normalize.typography_signs import Signs

__all__ = ["set_signs"]

_LITERAL = frozenset("code kbd samp var pre rt rp".split())
"""Elements whose text means itself."""
_STAND_IN = "ǂ"
"""A letter in place of each character that is not to be looked at."""
_WORTH_IT = re.compile(r"[\"']|--|\.\.\.")
_DASH = re.compile(r"(?m)(^[ \u00a0]*)?(?<!-)(---?)(?!-)")
_DOTS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_DRAWN = re.compile(r"[/\\|_=+*#~^<>{}\[\]@]")
_FEWEST_DRAWN = 6


class _Piece(NamedTuple):
    """A text of the tree in a paragraph."""

    element: _Element
    tail: bool
    text: str
    literal: bool


class _Edit(NamedTuple):
    start: int
    end: int
    sign: str


class _Lines(NamedTuple):
    """The text of one paragraph: its pieces, and what is read of them."""

    pieces: list[_Piece]
    language: str
    text: str


def set_signs(body: _Element, language: str) -> tuple[int, int]:
    """
    Set the signs of printers in the language, where it is certain which; blocks may say that they are in another one.

    How many were set, and in how many paragraphs quotation marks do not pair and were left.
    """
    paragraphs = list(_paragraphs(body, language))
    signs = unpaired = 0
    for number, lines in enumerate(paragraphs):
        known = signs_of(lines.language)
        if known is None or not _WORTH_IT.search(lines.text) or _is_drawing(lines.text):
            continue
        found = turned(
            lines.text,
            base_of(lines.language),
            follower=paragraphs[number + 1].text.lstrip()[:1] if number + 1 < len(paragraphs) else "",
            spaced=bool(known.inside),
            curved=known.outer == "“”",
        )
        unpaired += not found.paired
        edits = [*_marks(lines.text, found, known), *_dashes(lines, known), *_dots(lines.text)]
        signs += len(edits)
        _write(lines.pieces, sorted(edits))
    return signs, unpaired


def _paragraphs(body: _Element, language: str) -> Iterator[_Lines]:
    """The runs of text between the borders of blocks, in order; what is literal or in another language is veiled."""
    pieces: list[_Piece] = []
    languages = [language]
    literal = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        starts = event == "start"
        inline = element.tag in INLINE
        if not inline and element is not body:
            yield from _joined(pieces, languages[-1])
            pieces = []
        if starts:
            languages.append(element.get("lang") or languages[-1])
        if element.tag in _LITERAL or element.get("class") in ("break", "mono") or (inline and _is_foreign(languages)):
            literal += 1 if starts else -1
        if not starts:
            languages.pop()
        text = element.text if starts else element.tail if element is not body else None
        if element.tag == "br" and not starts:
            text = "\n" + (text or "")
        if text:
            pieces.append(_Piece(element, not starts, text, literal > 0))
    yield from _joined(pieces, language)


def _is_foreign(languages: list[str]) -> bool:
    """Whether the innermost element is in another language than what is around it."""
    return base_of(languages[-1]) != base_of(languages[-2])


def _joined(pieces: list[_Piece], language: str) -> Iterator[_Lines]:
    if pieces:
        text = "".join(_STAND_IN * len(one.text) if one.literal else one.text for one in pieces)
        yield _Lines(pieces, language, PROTECTED.sub(lambda match: _STAND_IN * len(match[0]), text))


def _is_drawing(text: str) -> bool:
    """Whether it is drawn with signs more than it is written."""
    drawn = len(_DRAWN.findall(text))
    return drawn >= _FEWEST_DRAWN and drawn * 3 > sum(map(str.isalpha, text))


def _marks(text: str, found: Turned, signs: Signs) -> Iterator[_Edit]:
    for place, turn in found.turns.items():
        if turn == "'":
            yield _Edit(place, place + 1, "’")
        elif turn[0] == "'":
            yield _Edit(place, place + 1, signs.inner[turn == "')"])
        elif turn == '"(':
            yield _Edit(place, place + 1 + _is_space(text, place + 1, signs), signs.outer[0] + signs.inside)
        else:
            yield _Edit(place - _is_space(text, place - 1, signs), place + 1, signs.inside + signs.outer[1])


def _is_space(text: str, place: int, signs: Signs) -> bool:
    """Whether a space is there that the sign's own takes the place of."""
    return bool(signs.inside) and text[place : place + 1] in (" ", "\u00a0", "\u202f")


def _dashes(lines: _Lines, signs: Signs) -> Iterator[_Edit]:
    text = lines.text
    english = base_of(lines.language) == "en" and not re.search(r"\w--(?!\w)", text)
    for match in _DASH.finditer(text):
        before, behind = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if match[2] == "---" or match[1] is not None:
            sign = "—"  # the long one, or the one of speech
        elif before.isdigit() and behind.isdigit():
            sign = "–"
        elif before.isspace() and behind.isalnum() and english:
            continue  # --option
        else:
            sign = signs.dash if before.isspace() else signs.tight
        yield _Edit(match.start(2), match.end(), sign)


def _dots(text: str) -> Iterator[_Edit]:
    return (_Edit(match.start(), match.end(), "…") for match in _DOTS.finditer(text))


def _write(pieces: list[_Piece], edits: list[_Edit]) -> None:
    """Put the signs into the texts they belong to; one that spans two texts goes into the first."""
    start = first = 0
    for piece in pieces:
        end = start + len(piece.text)
        last = first
        while last < len(edits) and edits[last].start < end:
            last += 1
        if last > first:
            _set(piece, _edited(piece.text, start, edits[first:last]))
        while first < last and edits[first].end <= end:
            first += 1
        start = end


def _edited(text: str, start: int, edits: list[_Edit]) -> str:
    """The text with its part of each edit; `start` is its place in the paragraph."""
    parts = []
    at = 0
    for edit in edits:
        first = max(edit.start - start, 0)
        parts += [text[at:first], edit.sign if edit.start >= start else ""]
        at = max(min(edit.end - start, len(text)), 0)
    return "".join(parts) + text[at:]


def _set(piece: _Piece, text: str) -> None:
    """Write a text back; the line end that stands for a `br` is no part of it."""
    if piece.tail:
        piece.element.tail = text.removeprefix("\n") if piece.element.tag == "br" else text
    else:
        piece.element.text = text
