"""Where an ornament stands, and whether that is a place for a break between scenes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.normalize.markup.names import SPACES
from fic2epub.normalize.markup.ornaments import Need
from fic2epub.patterns import late
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

__all__ = [
    "ADDRESS",
    "MISSING",
    "PICTURE",
    "PROSE",
    "Picture",
    "Place",
    "frame_of",
    "holds_text",
    "is_closed",
    "is_long",
    "is_met",
    "picture_in",
    "place_of",
    "shows_nothing",
]

PICTURE, MISSING, ADDRESS = "picture", "missing", "picture-address"
"""
Classes of what stands for a picture that is not in the book (`pictures.py`).

It is `missing` too, if it leads nowhere, or its address is in there; authors use the first of these words as well.
"""
PROSE = 40
"""Bytes of UTF-8 in a paragraph that is no answer, no signature and no line of a list: fourteen kanji say as much."""
_ENDED = late(r"[.!?…。！？｡‽؟۔।\"”’'»›」』)\]*~—–-]\s*$")
"""Ends of sentences; a signature, a name and an item of a list have none."""
_NEAR = 2
"""Blocks at either side that are looked at."""
_INTRODUCES = (":", "：")
_SPEECH_BEGINS = late(r"\s*[\"“„‘'«»「『—–-]")
_SPEECH_ENDS = late(r"[\"”“’'»«」』—–-]\s*$")
_WRAPPERS = ("div", "blockquote")
_HOLDERS = ("li", "td", "th", "dd", "dt", "summary", "caption", "figcaption")
"""What holds a drawn line as its own content: a break can only be between two of its paragraphs."""
_DIVIDER = late(
    r"(?<![a-z])(?<!room )(?:divider|separator|(?:scene|line|page|section)[ _-]?break|decorative line)",
    re.IGNORECASE,
)


class Place(NamedTuple):
    """A block that may be a break, and what is around it."""

    block: _Element
    outermost: _Element
    """The outermost block that holds it and nothing else."""
    centred: bool
    before: tuple[str, ...]
    """The texts of the nearest blocks before it, the nearest one first."""
    after: tuple[str, ...]


def place_of(paragraph: _Element) -> Place:
    """Look around; blank lines and rules are looked over."""
    block = paragraph
    centred = _is_centred(block)
    while (wrapper := wrapper_of(block)) is not None:
        block = wrapper
        centred = centred or _is_centred(block)
    before = _texts_beside(block, lambda one: one.getprevious())
    after = _texts_beside(block, lambda one: one.getnext())
    return Place(paragraph, block, centred, before, after)


def _is_centred(block: _Element) -> bool:
    return "align-center" in (block.get("class") or "").split()


def wrapper_of(block: _Element) -> _Element | None:
    """The block around it if nothing else is seen in that one, and it is not the body."""
    frame = frame_of(block)
    if frame is None:
        return None
    for beside in (block.itersiblings(), block.itersiblings(preceding=True)):
        if not all(map(shows_nothing, beside)):
            return None
    return None if holds_text(frame) else frame


def frame_of(block: _Element) -> _Element | None:
    """The block around it, if that is no body and says nothing but how its text is aligned."""
    parent = block.getparent()
    if parent is None or parent.getparent() is None or parent.tag not in _WRAPPERS:
        return None
    return parent if all(name.startswith("align-") for name in (parent.get("class") or "").split()) else None


def holds_text(frame: _Element) -> bool:
    """Whether there are words in it that are in none of its blocks."""
    return any(text and text.strip(SPACES) for text in (frame.text, *(child.tail for child in frame)))


def shows_nothing(block: _Element) -> bool:
    """Whether it is a rule or a blank paragraph, or a block in which nothing else is."""
    if block.tag not in ("p", *_WRAPPERS):
        return block.tag == "hr"
    return not "".join(block.itertext()).strip(SPACES) and next(block.iter("img"), None) is None


def _texts_beside(block: _Element, step: Callable[[_Element], _Element | None]) -> tuple[str, ...]:
    """The texts of the nearest blocks that have one, in one direction."""
    found: list[str] = []
    beside = step(block)
    while beside is not None and len(found) < _NEAR:
        text = (_said_in(beside) if len(beside) else beside.text or "").strip(SPACES)
        if text:
            found.append(text)
        beside = step(beside)
    return tuple(found)


def _said_in(block: _Element) -> str:
    """Its text, less the addresses of pictures: however long they are, they are no prose."""
    said = "".join(block.itertext())
    for address in block.iter("code"):
        if address.get("class") == ADDRESS and address.text:
            said = said.replace(address.text, "", 1)
    return said


def is_met(need: Need, place: Place, times: int) -> bool:
    """Whether the place gives a line what it needs; `times` tells how often it stands alone in the body."""
    before, after = place.before, place.after
    if before and before[0].endswith(_INTRODUCES):
        return False
    parent = place.outermost.getparent()
    within = bool(before and after)
    if need is Need.NOTHING or not within:
        return need is Need.NOTHING and (within or parent is None or parent.tag not in _HOLDERS)
    long = [any(map(is_long, texts)) for texts in (before, after)]
    closed = is_closed(before[0]) and is_closed(after[0])
    half = closed and any(long)
    around = closed and all(long)
    if need is Need.PROSE:
        return around or (half and times > 1) or place.centred
    if need is Need.CENTRE:
        return half and place.centred
    return (half and place.centred) or (around and _is_calm(before[0], after[0]))


def is_long(text: str) -> bool:
    """Whether it is a paragraph of some length."""
    return len(text) > PROSE or len(text.encode("utf-8", "replace")) > PROSE


def is_closed(text: str) -> bool:
    """Whether it is a paragraph of prose: long, or short and ended."""
    return is_long(text) or _ENDED.search(text) is not None


def _is_calm(before: str, after: str) -> bool:
    """Whether nobody speaks right before or right behind."""
    return _SPEECH_ENDS.search(before) is None and _SPEECH_BEGINS.match(after) is None


class Picture(NamedTuple):
    """A picture that a block holds, and nothing else."""

    kept: bool
    """Whether it is in the book; in place of others stands a link or a description."""
    source: str
    words: str

    @property
    def divides(self) -> bool:
        """Whether its description or the name of its file says that it is there to divide."""
        return _DIVIDER.search(f"{self.words} {self.source.rpartition('/')[2]}") is not None


def picture_in(block: _Element) -> Picture | None:
    """The picture that is all there is in a block, or what stands for it."""
    written = "".join(block.itertext()).strip(SPACES)
    shown = list(block.iter("img"))
    if len(shown) == 1 and not written:
        return Picture(kept=True, source=shown[0].get("src", ""), words=shown[0].get("alt", ""))
    meant = [one for one in block.iterdescendants("a", "span") if PICTURE in (one.get("class") or "").split()]
    if shown or len(meant) != 1 or "".join(meant[0].itertext()).strip(SPACES) != written:
        return None
    address = next((one.text or "" for one in meant[0].iter("code") if one.get("class") == ADDRESS), "")
    if not address and MISSING not in meant[0].get("class", "").split():
        return None
    source = meant[0].get("href", "") or (address.strip("()") if "/" in address else "")
    return Picture(kept=False, source=source, words=_said_in(block))
