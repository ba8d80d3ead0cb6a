"""Colours of all kinds, made those of a screen: eight bits each, red, green and blue or grey, on white."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

__all__ = ["LEVELS", "flattened", "in_eight_bits", "is_plain_grey", "is_srgb", "is_transparent", "on_screen"]

LEVELS = 16
"""Greys that electronic ink shows (E Ink's Carta and Kaleido: 4 bits)."""
_TRANSPARENT = ("LA", "La", "PA", "RGBA", "RGBa")
_OPAQUE = 255
_FINE = 0xFFFF
_SRGB = (b"sRGB", b"s\0R\0G\0B", b"\0c\0002")
"""What profiles of the usual colours call themselves, in ASCII or UTF-16; `c2` is the smallest one that is passed off
as sRGB (github.com/saucecontrol/Compact-ICC-Profiles)."""
_SPACES = {"RGB": b"RGB ", "CMYK": b"CMYK"}
_COLOUR_SPACE = slice(16, 20)
"""Where a profile says what colours it is for (ICC.1:2022, section 7.2.8)."""


def is_srgb(image: Picture) -> bool:
    """Whether the picture's colours are those that screens have when nothing is said."""
    profile = image.info.get("icc_profile") or b""
    if not profile or profile[_COLOUR_SPACE] == b"GRAY":  # greys hardly differ
        return True
    return image.mode != "CMYK" and any(name in profile for name in _SRGB)


def is_transparent(image: Picture) -> bool:
    """Whether anything shines through; decodes the picture."""
    if image.mode in _TRANSPARENT:
        return bool(image.getchannel("A").getextrema()[0] != _OPAQUE)
    if "transparency" not in image.info:
        return False
    return bool(image.convert("RGBA").getchannel("A").getextrema()[0] != _OPAQUE)


def is_plain_grey(image: Picture) -> bool:
    """Whether the picture has greys only, and as few as electronic ink shows if it is no photograph."""
    if image.format == "JPEG":
        return image.mode == "L"
    colours = [colour for _, colour in image.convert("RGB").getcolors(LEVELS) or ()]
    return bool(colours) and all(isinstance(colour, tuple) and len(set(colour)) == 1 for colour in colours)


def in_eight_bits(image: Picture) -> Picture:
    """The picture as `L`, `RGB`, `RGBA` or `CMYK`; what is finer is divided, not cut off."""
    if image.mode.startswith(("I", "F")):
        return _divided(image)
    if image.mode in _TRANSPARENT or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _divided(image: Picture) -> Picture:
    """Sixteen bits a pixel become eight; numbers of any other range are spread over it."""
    image = image.convert("F")
    low, high = image.getextrema()
    if not isinstance(low, float) or not isinstance(high, float):  # of a picture with one channel, they are
        return image.convert("L")
    if low >= 0 and _OPAQUE < high <= _FINE:
        low, high = 0.0, float(_FINE)
    elif low >= 0 and high <= _OPAQUE:
        low, high = 0.0, float(_OPAQUE)
    scale = _OPAQUE / ((high - low) or 1)
    return image.point(lambda value: value * scale - low * scale).convert("L")


def flattened(image: Picture) -> Picture:
    """The picture on white: what shines through would be black at night (kdp.amazon.com, topic G75V4YX5X8GRGXWV)."""
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def on_screen(image: Picture, profile: bytes | None) -> Picture:
    """The picture as `L` or `RGB` of screens, by its profile if that is to be believed."""
    shown = _by_profile(image, profile) if profile and profile[_COLOUR_SPACE] == _SPACES.get(image.mode) else image
    return shown.convert("RGB") if shown.mode == "CMYK" else shown


def _by_profile(image: Picture, profile: bytes) -> Picture:
    from PIL import ImageCms  # noqa: PLC0415 - few pictures need it

    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        made = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # a profile that is damaged: as good as none
        return image
    return made or image
