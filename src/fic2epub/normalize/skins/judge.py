"""The one door to cssutils: a block of declarations, judged and taken apart into the longhands that are used here.

cssutils is imported when the first style is met: it costs more than the rest of a short work. It is given one block
at a time, and its answer is kept, for a work repeats the same few thousands of times.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.normalize.markup.names import BLANK
from fic2epub.normalize.skins.colours import colour_of
from fic2epub.normalize.skins.scanner import declarations_in, parted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Declaration", "judged"]


class Declaration(NamedTuple):
    """One longhand; the value is in lower case, but for that of `content`."""

    name: str
    value: str
    important: bool = False


_LONGEST_BLOCK = 4_000
"""Characters of declarations that are looked at: nobody writes more, and cssutils is slow."""
_MOST_BRACKETS = 50
"""Brackets in one block before it is no style any more."""
_SILENT = 100
"""A level above all of `logging`'s."""


@lru_cache(maxsize=4_096)
def judged(block: str) -> tuple[Declaration, ...]:
    """
    The longhands that a block means, in their order.

    What cssutils does not take for a declaration is there with an empty name, so that it can be counted.
    """
    block = block[:_LONGEST_BLOCK]
    if ":" not in block or block.count("{") + block.count("(") > _MOST_BRACKETS:
        return (Declaration("", ""),) if block.strip() else ()
    contents = [value for name, value in declarations_in(block) if name == "content"]
    found: list[Declaration] = []
    for name, value, important in _parsed(block):
        if name == "content":
            continue
        longhands = _LONGHANDS.get(name)
        found += [Declaration(*pair, important) for pair in longhands(value)] if longhands else []
        if not longhands:
            found.append(Declaration(name, value, important))
    found += [Declaration("content", _IMPORTANT.sub("", value), bool(_IMPORTANT.search(value))) for value in contents]
    return tuple(found)


_IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)


_PLAIN = re.compile(
    r"([a-z]+(?:-[a-z]+)*)\s*:\s*"
    r"([a-z]+(?:-[a-z]+)*|[1-9][0-9]{0,3}(?:px|pt|em|%)|#(?!([0-9a-f])\3([0-9a-f])\4([0-9a-f])\5)[0-9a-f]{6})"
)
"""A declaration of one plain word, length or colour, which cssutils gives back as it is, after a thousandth second."""


def _parsed(block: str) -> list[tuple[str, str, bool]]:
    """Names, values and weight as cssutils reads them, and one without a name for each that it drops."""
    plain = [_PLAIN.fullmatch(part.strip(BLANK)) for part in block.split(";") if part.strip(BLANK)]
    told = [(match[1], match[2], False) for match in plain if match]
    return told if len(told) == len(plain) else _parsed_by_cssutils(block)


def _parsed_by_cssutils(block: str) -> list[tuple[str, str, bool]]:
    """The same for whatever an author can write."""
    import cssutils  # noqa: PLC0415 - see the module's docstring

    cssutils.log.setLevel(_SILENT)
    cssutils.log.raiseExceptions = False
    parser = cssutils.CSSParser(validate=False, raiseExceptions=False, fetcher=_fetch_nothing)
    try:
        style = parser.parseStyle(block)
    except Exception:  # noqa: BLE001 - cssutils raises whatever its parts do on broken text; such a block says nothing
        return [("", "", False)]
    found = [
        (prop.name.lower(), " ".join(prop.value.lower().split()), bool(prop.priority))
        for prop in style.getProperties(all=True)
    ]
    written = sum(1 for part in block.split(";") if ":" in part)
    return found + [("", "", False)] * max(written - len(found), 0)


def _fetch_nothing(_: str) -> None:
    """Stands in for cssutils' fetcher, which would open `@import`ed addresses."""


_SIDES = ("top", "right", "bottom", "left")
_BORDER_STYLES = frozenset("none hidden dotted dashed solid double groove ridge inset outset".split())
_LINES = ("thin", "medium", "thick")


def _words(value: str) -> list[str]:
    """The words of a value; what stands in brackets or quotes is one."""
    return [word for word in parted(value, " ") if word]


def _on_sides(pattern: str) -> Callable[[str], Iterator[tuple[str, str]]]:
    """One to four values, as `margin` has them."""

    def longhands(value: str) -> Iterator[tuple[str, str]]:
        words = _words(value)[: len(_SIDES)] or [""]
        top = words[0]
        right = words[1] if len(words) > 1 else top
        bottom = words[2] if len(words) > 2 else top  # noqa: PLR2004 - the third of top, right, bottom, left
        left = words[3] if len(words) > 3 else right  # noqa: PLR2004
        for side, word in zip(_SIDES, (top, right, bottom, left), strict=True):
            yield pattern.format(side), word

    return longhands


def _border(*sides: str) -> Callable[[str], Iterator[tuple[str, str]]]:
    """Width, style and colour in any order; what is not said is `medium`, `none` and nothing."""

    def longhands(value: str) -> Iterator[tuple[str, str]]:
        width, style, colour = "medium", "none", ""
        for word in _words(value):
            if word in _BORDER_STYLES:
                style = word
            elif word in _LINES or word[:1].isdigit() or word[:1] == ".":
                width = word
            else:
                colour = word
        for side in sides:
            yield f"border-{side}-width", width
            yield f"border-{side}-style", style
            yield f"border-{side}-color", colour

    return longhands


def _background(value: str) -> Iterator[tuple[str, str]]:
    """A colour and a picture; places and repetitions are of no use."""
    words = _words(value)
    colour = next((word for word in words if colour_of(word)), "transparent")
    yield "background-color", colour
    yield "background-image", next((word for word in words if "(" in word and not colour_of(word)), "none")


_SLANTS = ("italic", "oblique")


def _font(value: str) -> Iterator[tuple[str, str]]:
    """`italic small-caps bold 12px/1.5 family, family`; all that is not said is normal again."""
    said = {"font-style": "normal", "font-variant": "normal", "font-weight": "normal"}
    words = _words(value)
    for place, word in enumerate(words):
        if word in _SLANTS:
            said["font-style"] = word
        elif word == "small-caps":
            said["font-variant"] = word
        elif word in ("bold", "bolder", "lighter") or _WEIGHT.fullmatch(word):
            said["font-weight"] = word
        elif word != "normal":
            said["font-size"] = word.partition("/")[0]
            said["font-family"] = " ".join(words[place + 1 :])
            break
    yield from said.items()


_WEIGHT = re.compile(r"[1-9]00")


def _renamed(*names: str) -> Callable[[str], Iterable[tuple[str, str]]]:
    return lambda value: ((name, value) for name in names)


def _list_style(value: str) -> Iterator[tuple[str, str]]:
    """The marker alone."""
    places = ("inside", "outside")
    kind = next((word for word in _words(value) if word not in places and "(" not in word), "disc")
    yield "list-style-type", kind


_LONGHANDS: dict[str, Callable[[str], Iterable[tuple[str, str]]]] = {
    "margin": _on_sides("margin-{}"),
    "padding": _on_sides("padding-{}"),
    "border-width": _on_sides("border-{}-width"),
    "border-style": _on_sides("border-{}-style"),
    "border-color": _on_sides("border-{}-color"),
    "border": _border(*_SIDES),
    **{f"border-{side}": _border(side) for side in _SIDES},
    "background": _background,
    "font": _font,
    "text-decoration": _renamed("text-decoration-line"),
    "list-style": _list_style,
    "margin-inline": _renamed("margin-left", "margin-right"),
    "margin-inline-start": _renamed("margin-left"),
    "margin-inline-end": _renamed("margin-right"),
    "padding-inline": _renamed("padding-left", "padding-right"),
    "padding-inline-start": _renamed("padding-left"),
    "padding-inline-end": _renamed("padding-right"),
    "border-inline-start": _border("left"),
    "border-inline-end": _border("right"),
    "flex-flow": _renamed("flex-direction"),
    "-webkit-transform": _renamed("transform"),
}
"""Shorthands → what they set, of those properties that are used."""
