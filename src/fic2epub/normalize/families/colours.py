"""The colours of the archive's own skin, which say who speaks: what they are on paper, and what in colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.normalize.markup.trees import add_class, select

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from fic2epub.errors import Note

__all__ = ["COLOURS", "VOICES", "colour_sheet", "contrast", "luminance", "mark_voices", "voice_sheet"]

COLOURS = {
    "red": "ff0000",
    "orange": "ffa500",
    "yellow": "ffff00",
    "green": "008000",
    "blue": "0000ff",
    "purple": "800080",
    "pink": "ff69b4",
    "teal": "008282",
    "redbrown": "a10000",
    "cherryred": "e00707",
    "brickred": "b22222",
    "dimorange": "a15000",
    "murkyyellow": "a1a100",
    "jade": "008141",
    "dimgreen": "416600",
    "leafgreen": "4ac925",
    "darkolive": "556b2f",
    "dimblue": "005682",
    "midblue": "0715cd",
    "mediumskyblue": "00d5f2",
    "darknavy": "000056",
    "lightpurple": "b536da",
    "midviolet": "6a006a",
    "verydarkpurple": "2b0057",
    "darkplum": "77003c",
    "darkmaroon": "7f0000",
    "reallydarkgray": "626262",
}
"""
`font-NAME` → its hue. The names are those of otwarchive's public/stylesheets/work_skins/basic_formatting.css; black is
how text is anyhow, and white was to hide it.
"""
VOICES = (
    "font-weight: bold",
    "font-style: italic",
    "border-bottom: 1px dotted",
    "font-variant: small-caps",
    "font-weight: bold; font-style: italic",
    "text-decoration: underline",
    "font-weight: bold; border-bottom: 1px dotted",
    "font-style: italic; border-bottom: 1px dotted",
    "font-weight: bold; font-variant: small-caps",
    "font-style: italic; text-decoration: underline",
    "font-weight: bold; text-decoration: underline",
    "font-style: italic; font-variant: small-caps",
)
"""What stands for a colour in black and white, in the order in which the colours of a work first appear."""
_BEARABLE = 0.179
"""
The one luminance whose contrast is over 4.5 both on white (1.05 / 0.229) and on black (0.229 / 0.05): colours of it
need no background of their own, which at night would be a white box (WCAG 2.1, 1.4.3).
"""
_PREFIX = "font-"


def mark_voices(bodies: Iterable[_Element], note: Note) -> int:
    """
    Give each colour of the work a class `voice-N`, by the order in which they first appear; how many there are.

    More colours than there are voices share them, and a notice says so.
    """
    voices: dict[str, int] = {}
    for body in bodies:
        for element in select(body, f"descendant::*[contains(@class, '{_PREFIX}')]"):
            tokens = (element.get("class") or "").split()
            colour = next((token for token in tokens if token.removeprefix(_PREFIX) in COLOURS), "")
            if not colour.startswith(_PREFIX):
                continue
            voice = voices.setdefault(colour, len(voices) % len(VOICES) + 1)
            if not any(token.startswith("voice-") for token in tokens):
                add_class(element, f"voice-{voice}")
    if len(voices) > len(VOICES):
        note("C023", f"the work has {len(voices)} colours of text, and black and white tell {len(VOICES)}")
    return len(voices)


def voice_sheet(count: int) -> str:
    """What the first so many voices look like in black and white."""
    return "".join(f".voice-{place} {{\n  {_lines(voice)};\n}}\n" for place, voice in enumerate(VOICES[:count], 1))


def _lines(declarations: str) -> str:
    return declarations.replace("; ", ";\n  ")


def colour_sheet() -> str:
    """The colours themselves, each as light as can be read by day and by night."""
    return "".join(f".{_PREFIX}{name} {{\n  color: #{bearable(written)};\n}}\n" for name, written in COLOURS.items())


def bearable(colour: str) -> str:
    """The colour with as much black or white in it as gives it the luminance that can be read on both."""
    channels = _channels(colour)
    towards = 0.0 if luminance(colour) > _BEARABLE else 1.0
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        share = (low + high) / 2
        mixed = _written(channel + (towards - channel) * share for channel in channels)
        if (luminance(mixed) > _BEARABLE) == (towards == 0.0):
            low = share
        else:
            high = share
    return _written(channel + (towards - channel) * high for channel in channels)


_STEPS = 16


def _channels(colour: str) -> list[float]:
    return [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]


def _written(channels: Iterable[float]) -> str:
    return "".join(f"{round(channel * 255):02x}" for channel in channels)


def luminance(colour: str) -> float:
    """Relative luminance of six hexadecimal digits (WCAG 2.1, definitions)."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """From 1 to 21 (WCAG 2.1, definitions)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
