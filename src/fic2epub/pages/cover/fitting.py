"""Breaking a title into lines of like length, as large as they go into a box."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from fic2epub.pages.cover.breaking import clusters, syllables, units
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["REFERENCE", "Fit", "Room", "fit"]

REFERENCE = 100
"""The size, in pixels, at which texts are measured."""
_MOST_LINES = 14
_SMALL = 2
"""How many times the least size is so small that larger letters are looked for in broken words."""
_TOO_SMALL = 0.45
"""A text is broken inside its words when it is smaller than this part of what it then would be."""
_HYPHEN = "-"
_SPACES = " \u200b"


class Room(NamedTuple):
    """Where a text is to go; pixels but for the two that are multiples of the font's size."""

    width: int
    height: int
    sizes: tuple[int, int]
    """The least and the largest size of its font."""
    leading: float
    """From line to line."""
    extent: float = 1.0
    """How high one line is, from its tallest letter to its lowest."""


class Fit(NamedTuple):
    """Lines and the font size, in pixels, at which they fill the room."""

    lines: tuple[str, ...]
    size: int


def fit(text: str, length: Callable[[str], float], room: Room) -> Fit:
    """
    The lines at which `text` is largest in the room, and at most as large as is meant.

    `length` measures a string at 100 px. When words are so long that the size falls below the least, they are
    broken at syllables, or else anywhere; what is then still too much is cut, with an ellipsis.
    """
    text = " ".join(text.split())
    most = min(room.sizes[1], int(_size_for(room, 1)))
    if length(text) * most <= room.width * REFERENCE and "\u200b" not in text:
        return Fit((text,), most)  # as most names do; no word of it need be measured
    best = _largest(units(text), length, room)
    least = room.sizes[0]
    if best.size < _SMALL * least:
        for pieces in (syllables(text), clusters(text)):
            broken = _largest(pieces, length, room)
            if best.size < max(least, broken.size * _TOO_SMALL):
                best = max(best, broken, key=lambda one: one.size)
    pieces = clusters(text)
    while best.size < least and len(pieces) > 1:
        # A text of half the size has a quarter of the room that it wants.
        pieces = pieces[: min(len(pieces) - 1, len(pieces) * best.size // least + 1)]
        text = "".join(pieces).rstrip(" …") + "…"
        best = max((_largest(cut, length, room) for cut in (units(text), clusters(text))), key=lambda one: one.size)
    return best


def _largest(pieces: list[str], length: Callable[[str], float], room: Room) -> Fit:
    """Try one line, two, three …, each with the narrowest breaks, while a further line makes the text larger."""
    widths = [length(piece) for piece in pieces]
    best = Fit((), 0)
    for count in range(1, max(1, min(len(pieces), _MOST_LINES)) + 1):
        if min(room.sizes[1], _size_for(room, count)) <= best.size:
            break
        lines = _balanced(pieces, widths, count)
        widest = max(map(length, lines), default=1.0) or 1.0
        size = int(min(room.sizes[1], room.width * REFERENCE / widest, _size_for(room, len(lines))))
        if size > best.size:
            best = Fit(tuple(lines), size)
    return best


def _size_for(room: Room, count: int) -> float:
    """The size at which so many lines are as high as the room."""
    return room.height / (room.leading * (count - 1) + room.extent)


def _balanced(pieces: list[str], widths: list[float], count: int) -> list[str]:
    """Break into at most `count` lines so that the longest is as short as it can be."""
    low, high = max(widths, default=0.0), sum(widths)
    while high - low > 1:
        middle = (low + high) / 2
        if len(_greedy(pieces, widths, middle)) <= count:
            high = middle
        else:
            low = middle
    return _greedy(pieces, widths, high)


def _greedy(pieces: list[str], widths: list[float], limit: float) -> list[str]:
    """Fill line after line."""
    lines: list[str] = []
    filled = limit + 1
    for piece, width in zip(pieces, widths, strict=True):
        if filled + width > limit:
            lines.append(piece)
            filled = width
        else:
            lines[-1] += piece
            filled += width
    return [_ended(line, after) for line, after in zip_longest(lines, lines[1:], fillvalue="")]


def _ended(line: str, after: str) -> str:
    """A line as it is drawn: with a hyphen where a word of letters that have capitals goes on."""
    goes_on = _is_cased(line[-1:]) and _is_cased(after[:1])
    return line.strip(_SPACES).replace("\u200b", "") + _HYPHEN * goes_on


def _is_cased(char: str) -> bool:
    """Whether it is a letter of Latin, Greek, Cyrillic or the like, which hyphens part."""
    return char.lower() != char.upper()
