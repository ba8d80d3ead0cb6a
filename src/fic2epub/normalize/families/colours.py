"""The colours of the archive's own skin, which say who speaks: what they are on paper, and what in colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.normalize.markup.trees import add_class, having

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element

    from fic2epub.errors import Note

__all__ = ["COLOURS", "VOICES", "colour_sheet", "mark_voices", "voice_sheet"]

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
    "font-style: italic",
    "font-weight: bold",
    "border-bottom: 1px dotted",
    "font-variant: small-caps",
    "font-style: italic; font-weight: bold",
    "border-bottom: 1px solid",
    "font-style: italic; border-bottom: 1px dotted",
    "font-weight: bold; border-bottom: 1px dotted",
    "font-style: italic; font-variant: small-caps",
    "font-weight: bold; font-variant: small-caps",
    "font-style: italic; border-bottom: 1px solid",
    "font-weight: bold; border-bottom: 1px solid",
)
"""What stands for a colour in black and white, in the order in which the colours of a work first appear."""
_PREFIX = "font-"


def mark_voices(bodies: Iterable[_Element], note: Note) -> tuple[str, ...]:
    """
    Give each colour of the work a class `voice-N`, by the order in which they first appear; the colours in this order.

    More colours than there are voices share them, and a notice says so. What a skin of the author's has marked is left
    to it.
    """
    voices: dict[str, int] = {}
    for body in bodies:
        for element in having(body, "class"):
            tokens = element.attrib["class"].split()
            colour = next((token[len(_PREFIX) :] for token in tokens if _is_colour(token)), "")
            if colour and not any(token.startswith(_SKINS) for token in tokens):
                voice = voices.setdefault(colour, len(voices) % len(VOICES) + 1)
                if not any(token.startswith("voice-") for token in tokens):
                    add_class(element, f"voice-{voice}")
    if len(voices) > len(VOICES):
        note("C023", f"the work has {len(voices)} colours of text, and black and white tell {len(VOICES)}")
    return tuple(voices)


_SKINS = "skin-"


def _is_colour(token: str) -> bool:
    return token.startswith(_PREFIX) and token[len(_PREFIX) :] in COLOURS


def voice_sheet(colours: Sequence[str]) -> str:
    """What the colours look like in black and white."""
    return "".join(_rule(f"voice-{place}", voice) for place, voice in enumerate(VOICES[: len(colours)], 1))


def colour_sheet(colours: Sequence[str]) -> str:
    """The colours themselves, each as light as can be read by day and by night; two that are one then differ else."""
    from fic2epub.normalize.skins.colours import Colour, bearable  # noqa: PLC0415 - only for colours that stay

    rules: list[str] = []
    seen: set[str] = set()
    for place, name in enumerate(colours):
        colour = bearable(Colour(*bytes.fromhex(COLOURS[name]))).hex
        besides = f"; {VOICES[place % len(VOICES)]}" if colour in seen else ""
        rules.append(_rule(f"{_PREFIX}{name}", f"color: {colour}{besides}"))
        seen.add(colour)
    return "".join(rules)


def _rule(name: str, declarations: str) -> str:
    return f".{name} {{ {declarations}; }}\n"
