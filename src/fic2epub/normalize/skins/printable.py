"""What is printed of a style: the declarations that every reading system of the last fifteen years bears.

`paper` keeps what has a meaning in prose (alignment, weight, slant, lines, indentation, boxes) and turns a screen's
layout into margins. `author` keeps sizes and kinds of letters, too. Colours are settled elsewhere. What is printed
once is printed the same when it is read again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.normalize.skins.colours import colour_of
from fic2epub.normalize.skins.static import ems, percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["LAYOUT", "MEANING", "Shape", "printable", "settled"]


class Shape(NamedTuple):
    """What an element's place says of how its style can be printed."""

    inline: bool
    """Whether its name is that of a piece of a line."""
    short: bool = False
    """A letter or two: a drop cap, a number."""
    flexible: bool = False
    """Whether the element around it lays its children out as boxes."""
    boxed: bool = False
    """Whether a box may be drawn around it; not around half a chapter, nor where another sheet draws one."""
    own_layout: bool = True
    """Whether its layout is the skin's; the blocks that we recognize have ours."""
    author: bool = False
    """Whether looks stay."""


MEANING = frozenset(
    "text-align text-indent margin-top margin-right margin-bottom margin-left padding-left padding-right font-weight "
    "font-style font-variant text-decoration-line text-transform white-space vertical-align list-style-type "
    "font-family font-size display border-top-style border-right-style border-bottom-style border-left-style "
    "border-top-width border-right-width border-bottom-width border-left-width padding-top padding-bottom".split()
)
"""Longhands of which something may be printed in any book."""
LAYOUT = frozenset(
    "position float clear top right bottom left z-index transform clip clip-path overflow overflow-x overflow-y width "
    "height min-width max-width min-height max-height columns column-count column-width column-gap flex-direction "
    "justify-content align-items align-self align-content flex flex-grow flex-basis flex-wrap order gap row-gap "
    "grid-template grid-template-columns grid-template-rows grid-template-areas grid-column grid-row grid-area "
    "writing-mode direction unicode-bidi visibility opacity zoom inset box-sizing".split()
)
"""Longhands that place things on a screen."""

_SHIFT = "20%"
"""How far a bubble of the one who speaks on the right is moved."""
_WIDEST = 30.0
"""Per cent of a line that a margin may take."""
_PER_EM = 3.0
"""A line of an e-reader has some 33 em: side margins are told in per cent, which do not grow with the letters
(kobolabs/epub-spec)."""


def printable(style: Mapping[str, str], shape: Shape) -> dict[str, str]:
    """Declarations in a fixed order, in CSS 2.1 and without a colour; empty if nothing of the style can be printed."""
    found: dict[str, str] = {}
    if shape.own_layout:
        found.update(_display(style, shape))
    found.update(_letters(style, shape))
    if shape.own_layout:
        found.update(_alignment(style, shape))
        if not shape.inline:
            found.update(_margins(style, shape))
            found.update(_box(style, shape))
        else:
            found.update(_lines(style))
    return found


def settled(name: str, value: str) -> str:
    """One longhand of letters or alignment in the few words that are printed; others as they are."""
    if name == "font-size":
        return _size(value)
    if name == "font-family":
        return "monospace" if _kind_of_letters(value) == "monospace" else ""
    if name == "text-align":
        return _ALIGNMENTS.get(value, "")
    settle = _LETTERS.get(name)
    return settle(value) if settle else value


def _display(style: Mapping[str, str], shape: Shape) -> Iterator[tuple[str, str]]:
    """A line of its own, or not; boxes in a row become blocks."""
    display, drift = style.get("display", ""), style.get("float", "none")
    blockish = display in _BLOCKS or shape.flexible or style.get("position") in ("absolute", "fixed")
    floats = drift in ("left", "right") and not shape.short
    if shape.inline and (blockish or floats):
        yield "display", "block"
        if drift == "right" and "text-align" not in style:
            yield "text-align", "right"
    elif not shape.inline and display == "inline" and not shape.flexible:
        yield "display", "inline"


_BLOCKS = frozenset("block flex grid list-item table flow-root -webkit-box -webkit-flex".split())


def _letters(style: Mapping[str, str], shape: Shape) -> Iterator[tuple[str, str]]:
    for name, settle in _LETTERS.items():
        value = settle(style.get(name, ""))
        if value:
            yield name.removesuffix("-line"), value
    size = style.get("font-size", "")
    settled = _exact_size(size) if shape.author else _size(size)
    if settled:
        yield "font-size", settled
    if shape.author:
        kind = _kind_of_letters(style.get("font-family", ""))
        space = ems(style.get("letter-spacing", ""))
        if kind:
            yield "font-family", kind
        if space and abs(space) <= _WIDE_LETTERS:
            yield "letter-spacing", f"{_number(space)}em"
    elif _kind_of_letters(style.get("font-family", "")) == "monospace":
        yield "font-family", "monospace"


_WIDE_LETTERS = 0.3


def _weight(value: str) -> str:
    if value in ("bold", "bolder"):
        return "bold"
    if value in ("normal", "lighter"):
        return "normal"
    return ("bold" if value >= _BOLD else "normal") if re.fullmatch("[1-9]00", value) else ""


_BOLD = "600"
"""From here on fonts have bold faces (CSS Fonts 4, 2.2)."""


def _decoration(value: str) -> str:
    found = [line for line in ("underline", "overline", "line-through") if line in value]
    return " ".join(found) or ("none" if value == "none" else "")


def _one_of(*words: str, **others: str) -> Callable[[str], str]:
    table = {**{word: word for word in words}, **others}
    return lambda value: table.get(value, "")


_LETTERS: dict[str, Callable[[str], str]] = {
    "font-weight": _weight,
    "font-style": _one_of("italic", "normal", oblique="italic"),
    "font-variant": _one_of("small-caps", "normal"),
    "text-decoration-line": _decoration,
    "text-transform": _one_of("uppercase", "lowercase", "capitalize", "none"),
    "vertical-align": _one_of("super", "sub"),
    "white-space": lambda value: (
        {"pre": "pre-wrap", "break-spaces": "pre-wrap"}.get(value, value)
        if value in ("pre", "pre-wrap", "pre-line", "break-spaces")
        else ""
    ),
    "list-style-type": _one_of(
        *("none disc circle square decimal lower-alpha upper-alpha lower-roman upper-roman lower-greek".split())
    ),
}


def _size(value: str) -> str:
    """Larger or smaller, in steps that every reader draws."""
    factor = _factor(value)
    if factor is None:
        return ""
    return "1.2em" if factor >= _BIG else "0.85em" if 0 < factor <= _SMALL else ""


_BIG, _SMALL = 1.15, 0.9
"""Factors that a reader can see."""


def _exact_size(value: str) -> str:
    """The size itself, as far as it can be read and does not fill the page."""
    factor = _factor(value)
    if not factor or abs(factor - 1) < _UNSEEN:
        return ""
    return f"{_number(max(_LEAST, min(factor, _MOST)))}em"


_UNSEEN = 0.05
_LEAST, _MOST = 0.75, 2.0
_SIZES = {
    "xx-small": 0.6,
    "x-small": 0.75,
    "small": 0.89,
    "smaller": 0.85,
    "medium": 1.0,
    "large": 1.2,
    "larger": 1.2,
    "x-large": 1.5,
    "xx-large": 2.0,
    "xxx-large": 3.0,
}
"""CSS Fonts 4, section 2.5.1."""


def _factor(value: str) -> float | None:
    if value in _SIZES:
        return _SIZES[value]
    share = percent(value)
    return share / 100 if share is not None else ems(value)


_KINDS = (
    ("monospace", re.compile(r"mono|courier|consolas|menlo|terminal|typewriter")),
    ("cursive", re.compile(r"cursive|script|hand|comic")),
    ("sans-serif", re.compile(r"sans|arial|helvetica|verdana|tahoma|calibri|system-ui|impact")),
    ("serif", re.compile(r"serif|times|georgia|garamond|palatino|cambria")),
)
"""Kinds of letters that readers have, and what names of fonts say of them: the fonts themselves are not in the book."""


def _kind_of_letters(value: str) -> str:
    return next((kind for kind, names in _KINDS if names.search(value)), "")


def _alignment(style: Mapping[str, str], shape: Shape) -> Iterator[tuple[str, str]]:
    """Alignment of what has lines of its own; the first line's indentation."""
    if shape.inline and style.get("display") not in _BLOCKS:
        return
    align = _ALIGNMENTS.get(style.get("text-align", ""), "")
    if align == "justify" and not shape.author:
        align = ""  # how the edges of lines look is the reader's
    if align:
        yield "text-align", align
    indent = _indent(style.get("text-indent", ""))
    if indent and not indent.startswith("-"):
        yield "text-indent", indent
    elif indent:
        yield from (("margin-left", _HANGING), ("text-indent", f"-{_HANGING}"))


_ALIGNMENTS = {"left": "left", "right": "right", "center": "center", "justify": "justify", "start": "left"} | {
    "end": "right",
    "-webkit-center": "center",
    "-moz-center": "center",
}
_HANGING = "1.2em"
"""How far a first line hangs out to the left of the others, which are moved as much."""


def _indent(value: str) -> str:
    share = percent(value)
    if share is not None:
        return f"{_number(min(share, 20.0))}%" if share >= 0 else ""
    length = ems(value)
    if length is None or length < _OFF_THE_PAGE:
        return ""
    return f"{_number(min(length, 4.0))}em" if length else "0"


_OFF_THE_PAGE = -4.0
"""Em of an indentation to the left that is meant to hide the words."""


def _margins(style: Mapping[str, str], shape: Shape) -> Iterator[tuple[str, str]]:
    """Side margins in per cent; what a screen does with floats, flexible boxes and `auto` becomes one of them."""
    for side in ("top", "bottom"):
        length = ems(style.get(f"margin-{side}", ""))
        if length is not None:
            yield f"margin-{side}", f"{_number(max(0.0, min(length, 2.0)))}em" if length > 0 else "0"
    left, right = _side(style, "left", shape), _side(style, "right", shape)
    if side := _drawn_to(style):
        left, right = (left or 0.0, right) if side == "left" else (left, right or 0.0)
        shift = float(_SHIFT.rstrip("%"))
        left, right = (left, max(right or 0.0, shift)) if side == "left" else (max(left or 0.0, shift), right)
    elif not shape.inline and _is_centred(style):
        left = right = min((100 - (percent(style["width"]) or 100)) / 2, 25.0)
    hangs = (ems(style.get("text-indent", "")) or 0.0) < 0
    if left is not None and not hangs:
        yield "margin-left", f"{_number(left)}%" if left else "0"
    if right is not None:
        yield "margin-right", f"{_number(right)}%" if right else "0"


def _side(style: Mapping[str, str], side: str, shape: Shape) -> float | None:
    """A margin, and the padding where no box is drawn, in per cent of the line."""
    parts = [_in_percent(style.get(f"margin-{side}", ""))]
    if not (shape.boxed and _has_box(style)):
        parts.append(_in_percent(style.get(f"padding-{side}", "")))
    known = [part for part in parts if part is not None]
    return max(0.0, min(sum(known), _WIDEST)) if known else None


def _in_percent(value: str) -> float | None:
    share = percent(value)
    if share is not None:
        return share
    length = ems(value)
    return None if length is None else length * _PER_EM


def _drawn_to(style: Mapping[str, str]) -> str:
    """The side to which a bubble is drawn, if it is."""
    for name, sides in _DRAWN.items():
        if style.get(name) in sides:
            return sides[style[name]]
    if style.get("margin-left") == "auto" and style.get("margin-right", "0") != "auto":
        return "right"
    return "left" if style.get("margin-right") == "auto" and style.get("margin-left", "0") != "auto" else ""


_ENDS = {"flex-end": "right", "end": "right", "right": "right", "flex-start": "left", "left": "left"}
_DRAWN = {
    "float": {"right": "right", "left": "left"},
    "align-self": _ENDS,
    "justify-self": _ENDS,
    "justify-content": {"flex-end": "right", "end": "right", "right": "right"},
    "flex-direction": {"row-reverse": "right"},
}


def _is_centred(style: Mapping[str, str]) -> bool:
    width = percent(style.get("width", ""))
    both = style.get("margin-left") == style.get("margin-right") == "auto"
    return both and width is not None and 0 < width < 100  # noqa: PLR2004 - per cent


_SIDES = ("top", "right", "bottom", "left")
_DRAWN_LINES = {"dotted": "dotted", "dashed": "dashed", "double": "double"}
_WIDTHS = {"thin": 0.0625, "medium": 0.1875, "thick": 0.3125}


def _line(style: Mapping[str, str], side: str) -> str:
    """The line on one side as `1px solid`, or nothing."""
    kind = style.get(f"border-{side}-style", "none")
    written = style.get(f"border-{side}-width", "medium")
    width = _WIDTHS.get(written, ems(written))
    if kind in ("none", "hidden", "") or not width or width < 0:
        return ""
    drawn = _DRAWN_LINES.get(kind, "solid")
    pixels = max(3 if drawn == "double" else 1, min(round(width * 16), 4))
    return f"{pixels}px {drawn}"


def _has_box(style: Mapping[str, str]) -> bool:
    return _has_ground(style) or any(_line(style, side) for side in _SIDES)


def _has_ground(style: Mapping[str, str]) -> bool:
    """Whether something is painted behind the text."""
    colour = colour_of(style.get("background-color", ""))
    return bool(colour and colour.alpha) or style.get("background-image", "none") not in ("none", "")


def _is_painted(style: Mapping[str, str]) -> bool:
    """Whether the ground can be printed: one opaque colour."""
    colour = colour_of(style.get("background-color", ""))
    return colour is not None and colour.alpha >= 1 and style.get("background-image", "none") in ("none", "")


def _box(style: Mapping[str, str], shape: Shape) -> Iterator[tuple[str, str]]:
    """Lines around a block; a block on a ground of its own gets a thin one, for no ground is printed."""
    if not shape.boxed or not _has_box(style):
        return
    lines = {side: _line(style, side) for side in _SIDES}
    painted = shape.author and _is_painted(style)
    if not any(lines.values()) and not painted:
        lines = dict.fromkeys(_SIDES, "1px solid")
    yield from _around(lines)
    for side, line in lines.items():
        room = 0.6 if side in ("left", "right") else 0.3
        padding = ems(style.get(f"padding-{side}", ""))
        if padding:
            room = max(0.1, min(padding, 1.0))
        if line or padding:
            yield f"padding-{side}", f"{_number(room)}em"


def _lines(style: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Lines at a piece of a line."""
    yield from _around({side: _line(style, side) for side in _SIDES})


def _around(lines: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """One declaration for four equal lines."""
    if len(set(lines.values())) == 1 and lines["top"]:
        yield "border", lines["top"]
    else:
        yield from ((f"border-{side}", line) for side, line in lines.items() if line)


def _number(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") or "0"
