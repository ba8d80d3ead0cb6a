"""Colours as numbers: what a style names, and how well one can be read on another (WCAG 2.1, 1.4.3)."""

from __future__ import annotations

import colorsys
import re
from bisect import bisect_left
from typing import NamedTuple

__all__ = ["BLACK", "READABLE", "WHITE", "Colour", "bearable", "colour_of", "contrast", "readable_on"]

READABLE = 4.5
"""The contrast that text needs (WCAG 2.1, 1.4.3)."""


class Colour(NamedTuple):
    """Red, green and blue from 0 to 255, and how opaque it is, from 0 to 1."""

    red: int
    green: int
    blue: int
    alpha: float = 1.0

    @property
    def hex(self) -> str:
        """As CSS 2.1 writes it, without its transparency."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def is_grey(self) -> bool:
        """Whether a reader would not call it a colour."""
        return max(self[:3]) - min(self[:3]) < _GREY


_GREY = 26
"""Steps between the strongest and the weakest of red, green and blue, below which nobody sees a hue."""
BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)
_NAMES = {
    name: Colour(*bytes.fromhex(code))
    for name, code in (
        word.split(":")
        for word in (
            "aqua:00ffff aquamarine:7fffd4 azure:f0ffff beige:f5f5dc black:000000 blue:0000ff blueviolet:8a2be2 "
            "brown:a52a2a burlywood:deb887 cadetblue:5f9ea0 chartreuse:7fff00 chocolate:d2691e coral:ff7f50 "
            "cornflowerblue:6495ed crimson:dc143c cyan:00ffff darkblue:00008b darkcyan:008b8b darkgoldenrod:b8860b "
            "darkgray:a9a9a9 darkgreen:006400 darkgrey:a9a9a9 darkmagenta:8b008b darkolivegreen:556b2f "
            "darkorange:ff8c00 darkorchid:9932cc darkred:8b0000 darkseagreen:8fbc8f darkslateblue:483d8b "
            "darkslategray:2f4f4f darkslategrey:2f4f4f darkturquoise:00ced1 darkviolet:9400d3 deeppink:ff1493 "
            "deepskyblue:00bfff dimgray:696969 dimgrey:696969 dodgerblue:1e90ff firebrick:b22222 forestgreen:228b22 "
            "fuchsia:ff00ff gainsboro:dcdcdc gold:ffd700 goldenrod:daa520 gray:808080 green:008000 greenyellow:adff2f "
            "grey:808080 hotpink:ff69b4 indianred:cd5c5c indigo:4b0082 ivory:fffff0 khaki:f0e68c lavender:e6e6fa "
            "lawngreen:7cfc00 lightblue:add8e6 lightcoral:f08080 lightgray:d3d3d3 lightgreen:90ee90 lightgrey:d3d3d3 "
            "lightpink:ffb6c1 lightsalmon:ffa07a lightseagreen:20b2aa lightskyblue:87cefa lightsteelblue:b0c4de "
            "lightyellow:ffffe0 lime:00ff00 limegreen:32cd32 linen:faf0e6 magenta:ff00ff maroon:800000 "
            "mediumblue:0000cd mediumorchid:ba55d3 mediumpurple:9370db mediumseagreen:3cb371 mediumslateblue:7b68ee "
            "mediumspringgreen:00fa9a mediumturquoise:48d1cc mediumvioletred:c71585 midnightblue:191970 navy:000080 "
            "olive:808000 olivedrab:6b8e23 orange:ffa500 orangered:ff4500 orchid:da70d6 palegreen:98fb98 "
            "paleturquoise:afeeee palevioletred:db7093 peru:cd853f pink:ffc0cb plum:dda0dd powderblue:b0e0e6 "
            "purple:800080 red:ff0000 rosybrown:bc8f8f royalblue:4169e1 saddlebrown:8b4513 salmon:fa8072 "
            "sandybrown:f4a460 seagreen:2e8b57 sienna:a0522d silver:c0c0c0 skyblue:87ceeb slateblue:6a5acd "
            "slategray:708090 slategrey:708090 snow:fffafa springgreen:00ff7f steelblue:4682b4 tan:d2b48c teal:008080 "
            "thistle:d8bfd8 tomato:ff6347 turquoise:40e0d0 violet:ee82ee wheat:f5deb3 white:ffffff whitesmoke:f5f5f5 "
            "yellow:ffff00 yellowgreen:9acd32"
        ).split()
    )
} | {"transparent": Colour(0, 0, 0, 0.0)}
"""Names of CSS Color 4, section 6.1, that people use."""
_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_CALL = re.compile(r"(rgb|hsl)a?\(([^()]{1,80})\)")
_PARTS = re.compile(r"[\s,/]+")


def colour_of(written: str) -> Colour | None:
    """The colour that a value in lower case names; None for words that only point to another (`inherit`)."""
    if written in _NAMES:
        return _NAMES[written]
    if _HEX.fullmatch(written):
        return _of_hex(written[1:])
    call = _CALL.fullmatch(written)
    return _of_call(call[1], _PARTS.split(call[2].strip())) if call else None


def _of_hex(digits: str) -> Colour:
    if len(digits) <= len("rgba"):
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue, *alpha = bytes.fromhex(digits)
    return Colour(red, green, blue, round(alpha[0] / 255, 2) if alpha else 1.0)


def _of_call(kind: str, parts: list[str]) -> Colour | None:
    """`rgb(1, 2, 3)`, `rgb(10% 20% 30% / 50%)`, `hsl(120deg, 50%, 50%)` with or without alpha."""
    if len(parts) not in (3, 4):
        return None
    try:
        numbers = [float(part.rstrip("%deg")) for part in parts]
    except ValueError:
        return None
    alpha = 1.0
    if len(parts) > len("rgb"):
        alpha = max(0.0, min(numbers[3] / (100 if parts[3].endswith("%") else 1), 1.0))
    if kind == "rgb":
        scaled = [number * 2.55 if part.endswith("%") else number for number, part in zip(numbers, parts, strict=True)]
    else:
        hue, light, full = numbers[0] % 360 / 360, _share(numbers[2]), _share(numbers[1])
        scaled = [channel * 255 for channel in colorsys.hls_to_rgb(hue, light, full)]
    red, green, blue = (round(max(0.0, min(channel, 255.0))) for channel in scaled[:3])
    return Colour(red, green, blue, alpha)


def _share(percent: float) -> float:
    return max(0.0, min(percent / 100, 1.0))


def _luminance(colour: Colour) -> float:
    """Relative luminance (WCAG 2.1)."""
    red, green, blue = (_linear(channel / 255) for channel in colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two opaque colours, from 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable_on(ground: Colour, colour: Colour) -> Colour:
    """The colour itself if it can be read on the ground, else the nearest one towards black or white that can."""
    end = max((BLACK, WHITE), key=lambda extreme: contrast(extreme, ground))
    shades = (_mixed(colour, end, step / 10) for step in range(10))
    return next((shade for shade in shades if contrast(shade, ground) >= READABLE), end)


def _mixed(colour: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour[:3], other[:3], strict=True))
    return Colour(red, green, blue)


def bearable(colour: Colour) -> Colour:
    """The nearest shade that can be read on white and on black: by day and by night, on no ground of its own."""
    end, ground = (WHITE, BLACK) if contrast(colour, BLACK) < READABLE else (BLACK, WHITE)
    # With each step the shade is read better on the one ground, and worse on the other.
    first = bisect_left(
        range(_SHADES), READABLE, key=lambda step: contrast(_mixed(colour, end, step / _SHADES), ground)
    )
    shade = _mixed(colour, end, first / _SHADES)
    return shade if first < _SHADES and contrast(shade, end) >= READABLE else _MIDDLE


_SHADES = 200
"""Steps to black or white: the window between both is narrow."""
_MIDDLE = Colour(118, 118, 118)
