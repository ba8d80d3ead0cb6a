"""Breaking a title into lines of like length, as large as they go into a box."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Fit", "fit"]

_IDEOGRAPH = "\u2e80-\u3007\u3012-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
_CLOSING = "、。，．！？：；）］｝〉》」』】〕…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
_OPENING = "（［｛〈《「『【〔"
_UNIT = rf" ?(?:[{_OPENING}]*[{_IDEOGRAPH}][{_CLOSING}]*|[^ {_IDEOGRAPH}]+[{_CLOSING}]*)"
"""A piece that no line break parts: a word, or one ideograph with the marks that may not begin or end a line."""
_WORD = r" ?[^ ]+"
_FIRST_IDEOGRAPH = "\u2e80"
_REFERENCE_SIZE = 100


class Fit(NamedTuple):
    """Lines and the font size, in pixels, at which they fill the box."""

    lines: tuple[str, ...]
    size: int


def fit(
    text: str,
    length: Callable[[str], float],
    box: tuple[int, int],
    *,
    leading: float,
    sizes: tuple[int, int],
) -> Fit:
    """
    The lines at which `text` is largest inside `box` (width, height; pixels), not larger than `sizes[1]`.

    `length` measures a string at 100 px. When words are so long that the size falls below `sizes[0]`, they are
    broken anywhere; what is then still too much is cut, with an ellipsis.
    """
    text = " ".join(text.split())
    best = _largest(_units(text), length, box, leading, sizes[1])
    if best.size < sizes[0]:
        best = _largest(list(text), length, box, leading, sizes[1])
    while best.size < sizes[0] and len(text) > 1:
        text = text[: min(len(text) - 1, len(text) * best.size // sizes[0] + 1)].rstrip(" …") + "…"
        best = _largest(_units(text), length, box, leading, sizes[1])
    return best


def _units(text: str) -> list[str]:
    """The pieces of a text; the pattern for ideographs takes 3 ms to compile, so most titles do without it."""
    return re.findall(_UNIT if max(text, default="") >= _FIRST_IDEOGRAPH else _WORD, text)


def _largest(units: list[str], length: Callable[[str], float], box: tuple[int, int], leading: float, cap: int) -> Fit:
    """Try one line, two, three …, each with the narrowest breaks, while a further line makes the text larger."""
    widths = [length(unit) for unit in units]
    best = Fit((), 0)
    most = max(1, min(len(units), 14))
    for count in range(1, most + 1):
        if min(cap, box[1] / (leading * count)) <= best.size:
            break
        lines = _balanced(units, widths, count)
        widest = max(map(length, lines), default=1.0) or 1.0
        size = min(cap, box[0] * _REFERENCE_SIZE / widest, box[1] / (leading * len(lines)))
        if int(size) > best.size:
            best = Fit(tuple(lines), int(size))
    return best


def _balanced(units: list[str], widths: list[float], count: int) -> list[str]:
    """Break into at most `count` lines so that the longest is as short as it can be."""
    low, high = max(widths, default=0.0), sum(widths)
    while high - low > 1:
        middle = (low + high) / 2
        if len(_greedy(units, widths, middle)) <= count:
            high = middle
        else:
            low = middle
    return _greedy(units, widths, high)


def _greedy(units: list[str], widths: list[float], limit: float) -> list[str]:
    """Fill line after line."""
    lines: list[str] = []
    filled = limit + 1
    for unit, width in zip(units, widths, strict=True):
        if filled + width > limit:
            lines.append(unit.lstrip(" "))
            filled = width
        else:
            lines[-1] += unit
            filled += width
    return lines
