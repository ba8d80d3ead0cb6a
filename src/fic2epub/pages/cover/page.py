"""The page that a cover is drawn on: areas, patterns, and texts that know where they have ink."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Literal
from zlib import crc32

from PIL import Image, ImageDraw

from fic2epub.pages.cover.fitting import REFERENCE, Room, fit
from fic2epub.pages.cover.fonts import Look
from fic2epub.pages.cover.lettering import Lettering, Run, font_of, lettering, may_shape, picture_scale, placed
from fic2epub.pages.cover.palettes import DARK, PALETTES
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fic2epub.errors import Note
    from fic2epub.pages.cover.jacket import Jacket
    from fic2epub.pages.cover.palettes import Colour

__all__ = ["CELL", "HEIGHT", "WIDTH", "Block", "Box", "Page", "Style"]

WIDTH, HEIGHT = 1600, 2400
"""2:3, and fewer pixels than any shop or reader refuses; Kindle's best is 1.6:1, its least 1000 × 625, and Kobo fits
what it is given (kdp.amazon.com, covers; Kobo's epub-spec)."""
CELL = 16
"""Pixels of a stitch of the pattern and the measure of large edges: a block of the JPEG, with its halved colours, then
has no edge inside it, and costs next to no bytes and no time."""
_LOWERED = 32
"""The least size of a title that all else leaves little room: better small than cut."""
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Mn", "Me", "Zs", "Zl", "Zp"))
"""Categories of characters that nobody misses."""
_SLACK = 0.98
"""Of the width that is there: letters are measured at one size and drawn at another."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom; pixels, the last two outside."""


class Style(NamedTuple):
    """How a text is set."""

    sizes: tuple[int, int]
    """The least and the largest size of the font, in pixels."""
    colour: Colour = DARK
    look: Look = Look()
    leading: float = 1.2
    align: Literal["centre", "start"] = "centre"


class Block(NamedTuple):
    """A text that was given its lines, and where it goes."""

    lettering: Lettering
    lines: tuple[str, ...]
    size: int
    width: int
    """Of the room that it was fitted into."""
    style: Style
    reach: tuple[float, float]
    left: int = 0
    top: int = 0

    @property
    def step(self) -> int:
        """Pixels from line to line."""
        return round(max(self.style.leading, sum(self.reach) + 0.04) * self.size)

    @property
    def height(self) -> int:
        """From the tallest letter of the first line to the lowest of the last."""
        return (len(self.lines) - 1) * self.step + round(sum(self.reach) * self.size)

    def baseline(self, place: int) -> int:
        """Where a line's letters stand."""
        return self.top + round(self.reach[0] * self.size) + place * self.step

    def start(self, line: str) -> int:
        """Where a line begins at its left."""
        rest = self.width - self.lettering.length(line, self.size)
        if self.style.align == "centre":
            return self.left + round(rest / 2)
        return self.left + (round(rest) if self.lettering.direction == "rtl" else 0)

    def anchored(self) -> tuple[int, str]:
        """Where a line of one font is drawn, and by which of its ends: left, middle or right."""
        if self.style.align == "centre":
            return self.left + self.width // 2, "m"
        return (self.left + self.width, "r") if self.lettering.direction == "rtl" else (self.left, "l")

    def ink(self) -> Box:
        """Where the block has ink, measured letter by letter."""
        boxes = []
        for place, line in enumerate(self.lines):
            for at, run in placed(self.lettering, line, self.size):
                left, top, right, bottom = self.lettering.box(run, self.size)
                x, y = self.start(line) + at, self.baseline(place)
                boxes.append((x + left, y + top, x + right, y + bottom))
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return int(min(lefts)), int(min(tops)), int(max(rights) + 1), int(max(bottoms) + 1)


class Page:
    """
    A page of 1600 × 2400 pixels in the making.

    Its texts are those of the jacket that can be drawn: `title` is the byline, else the fandom, where no font has the
    title. What was left off is told with a notice (I010).
    """

    def __init__(self, jacket: Jacket, note: Note) -> None:
        self.jacket = jacket
        self.palette = PALETTES[jacket.colour % len(PALETTES)]
        self.image = Image.new("RGB", (WIDTH, HEIGHT), None)  # not filled: designs cover all of it
        self.blocks: list[Block] = []
        self._note = note
        self._draw = ImageDraw.Draw(self.image)
        self._instead = ""
        self._told: set[str] = set()

    def lay(self, text: str, width: int, height: int, style: Style) -> Block | None:
        """Choose fonts, lines and size; None when there is nothing to draw."""
        letters = lettering(text, self.jacket.language, style.look) if text else Lettering("")
        if letters.text != text and text not in self._told and _seen(letters.text) != _seen(text):
            self._told.add(text)
            may = may_shape(text)
            why = "no font on this machine draws" if may else "Pillow finds no FriBiDi, and so does not draw"
            self._note("I010", f"{why} all of “{text}”", "cover")
        if not letters.text:
            return None
        reach = letters.reach()
        leading = max(style.leading, sum(reach) + 0.04)
        lines, size = fit(letters.text, letters.length, Room(width, height, style.sizes, leading, sum(reach)))
        if max(map(letters.length, lines)) * size > width * REFERENCE * _SLACK:
            widest = max(letters.length(line, size) for line in lines)
            size = min(size, int(size * width / widest))
        block = Block(letters, lines, size, width, style, reach)
        return block if letters.text.isascii() else _narrowed(block)

    def lay_title(self, width: int, height: int, style: Style) -> Block | None:
        """The title, else what else can be drawn: the names, the fandom."""
        for text in (self.jacket.title, self.jacket.byline, self.jacket.fandom):
            block = self.lay(text, width, height, style)
            if block:
                self._instead = "" if text == self.jacket.title else text
                return block
        return None

    def lowered(self, block: Block | None, height: int) -> Block | None:
        """A text that is laid already, in less room if it is too high for what the others leave it."""
        if block is None or block.height <= height:
            return block
        least, most = block.style.sizes
        style = block.style._replace(sizes=(min(least, _LOWERED), most))
        return self.lay(block.lettering.text, block.width, height, style)

    def lay_byline(self, width: int, height: int, style: Style) -> Block | None:
        """The names, unless they stand where the title would."""
        return self._beside(self.jacket.byline, width, height, style)

    def lay_fandom(self, width: int, height: int, style: Style) -> Block | None:
        """The first fandom, unless it stands there."""
        return self._beside(self.jacket.fandom, width, height, style)

    def _beside(self, text: str, width: int, height: int, style: Style) -> Block | None:
        return None if text == self._instead else self.lay(text, width, height, style)

    def lay_place(self, width: int, height: int, style: Style) -> Block | None:
        """The place in a series, in words."""
        return self.lay(self.jacket.place, width, height, style)

    def ink(self, block: Block | None, left: int, top: int) -> int:
        """Draw a text with its first line's tallest letter at `top`; answers where it ends."""
        if block is None:
            return top
        block = block._replace(left=left, top=top)
        self.blocks.append(block)
        for place, line in enumerate(block.lines):
            self._line(block, line, block.baseline(place))
        return top + block.height

    def ink_middle(self, block: Block | None, box: Box) -> None:
        """Draw a text in the middle of a box, as wide as the box."""
        if block:
            _, top, _, bottom = block.ink()
            self.ink(block, box[0], box[1] + (box[3] - box[1] - (bottom - top)) // 2 - top)

    def _line(self, block: Block, line: str, y: int) -> None:
        letters = block.lettering
        if not letters.others:
            self._letters(Run(letters.main, line), block, block.anchored(), y)
            return
        for at, run in placed(letters, line, block.size):
            x = round(block.start(line) + at)
            if run.face and run.face.coloured:
                self._picture(run, block.size, x, y)
            else:
                self._letters(run, block, (x, "l"), y)

    def _letters(self, run: Run, block: Block, where: tuple[int, str], y: int) -> None:
        font = font_of(run.face, block.size)
        way = block.lettering.way(font)
        self._draw.text((where[0], y), run.text, block.style.colour, font, anchor=f"{where[1]}s", direction=way)

    def _picture(self, run: Run, size: int, x: int, y: int) -> None:
        """Draw coloured pictures at the one size that they have, and paste them at ours."""
        font = font_of(run.face, size)
        left, top, right, bottom = (int(edge) for edge in font.getbbox(run.text, anchor="ls"))
        tile = Image.new("RGBA", (max(1, right - left), max(1, bottom - top)))
        ImageDraw.Draw(tile).text((-left, -top), run.text, font=font, anchor="ls", embedded_color=True)
        scale = picture_scale(font, size)
        small = (max(1, round(tile.width * scale)), max(1, round(tile.height * scale)))
        tile = tile.resize(small, Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC)
        self.image.paste(tile, (x + round(left * scale), y + round(top * scale)), tile)

    def fill(self, colour: Colour, box: Box = (0, 0, WIDTH, HEIGHT)) -> None:
        """Fill an area; a new picture with a colour takes five times as long, for Pillow sets point by point."""
        self.image.paste(colour, box)

    def weave(self, draft: Sequence[str], ground: Colour, figure: Colour) -> None:
        """Cover the page with a small pattern, a stitch a character."""
        colours = {".": bytes(ground), "#": bytes(figure)}
        stitches = b"".join(colours[stitch] for row in draft for stitch in row)
        piece = Image.frombytes("RGB", (len(draft[0]), len(draft)), stitches)
        piece = piece.resize((piece.width * CELL, piece.height * CELL), Image.Resampling.NEAREST)
        for left in range(0, WIDTH, piece.width):
            self.image.paste(piece, (left, 0))
        strip = self.image.crop((0, 0, WIDTH, piece.height))
        for top in range(piece.height, HEIGHT, piece.height):
            self.image.paste(strip, (0, top))

    def frame(self, box: Box, width: int, colour: Colour) -> None:
        """Draw a line around a box, inside it."""
        self._draw.rectangle((box[0], box[1], box[2] - 1, box[3] - 1), outline=colour, width=width)

    def polygon(self, points: Iterable[tuple[int, int]], colour: Colour) -> None:
        """Fill a shape."""
        self._draw.polygon(list(points), fill=colour)

    def round(self, box: Box, colour: Colour, part: Box | None = None) -> None:
        """Fill the ellipse of a box, with soft edges; `part` is the piece of it that is seen."""
        part = part or box
        inside = (box[0] - part[0], box[1] - part[1], box[2] - part[0], box[3] - part[1])
        self.image.paste(colour, part[:2], _disc(part[2] - part[0], part[3] - part[1], inside))

    def dice(self, *words: object) -> int:
        """A number that the jacket's pattern and these words always throw."""
        return crc32("/".join(map(str, (self.jacket.pattern, *words))).encode())


def _narrowed(block: Block) -> Block:
    """The block, smaller if marks that stand beside their letters have ink outside its room."""
    left, _, right, _ = block.ink()
    over = max(block.left - left, right - block.left - block.width)
    if over <= block.size // 8:
        return block
    return block._replace(size=max(1, block.size * block.width // (block.width + 2 * over)))


def _seen(text: str) -> str:
    """What of a text is seen as letters and signs; marks heaped on a letter are not counted."""
    return "".join(char for char in text if unicodedata.category(char) not in _UNSEEN)


@cache
def _disc(width: int, height: int, box: Box) -> Image.Image:
    """A mask with the ellipse of a box, drawn larger for soft edges; kept, for designs have several of a kind."""
    large = Image.new("L", (2 * width, 2 * height))
    ImageDraw.Draw(large).ellipse((2 * box[0], 2 * box[1], 2 * box[2] - 1, 2 * box[3] - 1), fill=255)
    return large.reduce(2)
