"""The colours of covers: a palette for each fandom, whatever other works there are."""

from __future__ import annotations

from fic2epub.values import NamedTuple

__all__ = ["DARK", "PALETTES", "PAPER", "Colour", "Palette"]

Colour = tuple[int, int, int]

PAPER: Colour = (248, 243, 232)
DARK: Colour = (34, 30, 28)


class Palette(NamedTuple):
    """Colours that go together; the tests measure what may be written on what (WCAG 2.2, 1.4.3: 4.5:1)."""

    ground: Colour
    """Dark: bears `accent` and paper, and is written with on paper and on `pale`."""
    figure: Colour
    """Patterns and shapes on the ground; bears no text, and is none."""
    accent: Colour
    """Light, as of gold or brass: on the ground, and bearing what is written in it."""
    pale: Colour
    """Nearly paper."""


PALETTES = (
    Palette((33, 60, 86), (91, 111, 130), (236, 196, 120), (219, 216, 205)),
    Palette((30, 70, 58), (88, 118, 109), (240, 200, 128), (219, 218, 202)),
    Palette((110, 32, 42), (148, 90, 97), (244, 206, 146), (230, 213, 201)),
    Palette((72, 46, 88), (120, 100, 131), (238, 190, 150), (224, 214, 208)),
    Palette((112, 70, 18), (149, 118, 80), (250, 222, 150), (230, 219, 198)),
    Palette((52, 62, 76), (105, 112, 123), (238, 178, 130), (222, 215, 205)),
    Palette((12, 78, 86), (75, 124, 130), (246, 206, 132), (217, 219, 206)),
    Palette((132, 52, 30), (164, 105, 88), (250, 214, 150), (233, 216, 200)),
    Palette((70, 74, 28), (118, 121, 87), (244, 214, 138), (225, 219, 199)),
    Palette((112, 44, 74), (149, 99, 121), (246, 206, 176), (230, 215, 208)),
    Palette((40, 56, 118), (96, 108, 154), (244, 202, 120), (221, 216, 209)),
    Palette((84, 54, 40), (128, 106, 96), (240, 202, 142), (226, 216, 201)),
    Palette((22, 34, 60), (83, 91, 111), (228, 170, 120), (217, 211, 202)),
    Palette((24, 92, 64), (84, 134, 114), (248, 214, 142), (219, 221, 204)),
    Palette((94, 24, 70), (136, 84, 118), (244, 196, 150), (228, 211, 205)),
    Palette((60, 60, 60), (111, 111, 111), (234, 196, 120), (223, 216, 202)),
)
