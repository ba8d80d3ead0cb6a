"""The cover, drawn from the metadata: patterned paper with a label, as on the small bound books of a fine press.

Colour and pattern follow from the fandom, so that a shelf sorts itself. The one door to Pillow for drawing.
Nothing depends on the clock or on chance: the same metadata gives the same bytes on the same machine.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from PIL import Image, ImageDraw, ImageFont

from fic2epub.pages import labels
from fic2epub.pages.fitting import fit
from fic2epub.pages.fonts import Face, face_for, is_shaped
from fic2epub.pages.weaves import WEAVES

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

    from fic2epub.errors import Note
    from fic2epub.model import Metadata

__all__ = ["draw_cover"]

_WIDTH, _HEIGHT = 1280, 1920
"""
2:3 and as many pixels as a 7-inch e-reader shows (1264 × 1680): under every shop's and reader's limit, over Kindle's
least (kdp.amazon.com, covers). At 1600 × 2400 the cover takes half as long again as all the rest of a short work.
"""
_QUALITY = 85
_CELL = 16
"""Pixels of a stitch of the pattern and the measure of the label's edges: a JPEG block never has an edge inside it,
so the pattern costs next to no bytes and no time."""
_LABEL_WIDTH = 1056
_TEXT_WIDTH = 896
_PADDING = 96
_MIDDLE = 896
"""Where the label's middle is: a little above the page's."""
_PAPER = (248, 243, 232)
_DARK = (34, 30, 28)

_Colour = tuple[int, int, int]

_PALETTE: tuple[tuple[_Colour, _Colour], ...] = (
    ((33, 60, 86), (72, 104, 134)),
    ((36, 74, 62), (80, 122, 106)),
    ((116, 40, 44), (164, 84, 82)),
    ((76, 50, 88), (120, 92, 132)),
    ((134, 88, 30), (184, 140, 78)),
    ((58, 68, 80), (104, 116, 130)),
    ((18, 84, 92), (70, 132, 138)),
    ((148, 66, 42), (196, 118, 90)),
    ((82, 84, 40), (130, 132, 84)),
    ((124, 58, 80), (172, 108, 128)),
    ((44, 62, 122), (92, 112, 166)),
    ((92, 62, 46), (142, 110, 90)),
)
"""Ground and figure of the patterned paper; every ground is dark enough to be read on the label (4.5:1 and more)."""


class _Block(NamedTuple):
    """Some lines of one size on the label."""

    lines: tuple[str, ...]
    font: FreeTypeFont
    leading: int
    colour: _Colour


class _Style(NamedTuple):
    """How a text of the label is set."""

    height: int
    sizes: tuple[int, int]
    leading: float = 1.2
    heavy: bool = False
    colour: _Colour = _DARK


_HEAPED = "([\u0300-\u036f]{2})[\u0300-\u036f]+"
"""Strokes above and below a letter that no language heaps: they would cover what stands around the title."""


def draw_cover(metadata: Metadata, note: Note) -> bytes:
    """
    A baseline JPEG of 1280 × 1920 pixels in RGB, some 80 to 150 kB.

    What no font on the machine can draw is left off with a notice (I010); there are never boxes for letters.
    """
    key = crc32("\n".join(metadata.fandoms[:1]).encode())
    ground, figure = _PALETTE[key % len(_PALETTE)]
    page = _paper(key // len(_PALETTE), ground, figure)
    _draw_label(page, _blocks(metadata, ground, note), ground)
    # Pillow's JPEG encoder by its name: `save` would first import the plugins of five formats. Same bytes.
    return page.tobytes("jpeg", "RGB", _QUALITY)


def _paper(key: int, ground: _Colour, figure: _Colour) -> Image.Image:
    """The page, covered with one small pattern."""
    draft = WEAVES[key % len(WEAVES)]
    colours = {".": bytes(ground), "#": bytes(figure)}
    stitches = b"".join(colours[stitch] for row in draft for stitch in row)
    piece = Image.frombytes("RGB", (len(draft[0]), len(draft)), stitches)
    piece = piece.resize((piece.width * _CELL, piece.height * _CELL), Image.Resampling.NEAREST)
    page = Image.new("RGB", (_WIDTH, _HEIGHT), None)  # not filled: every pixel is pasted over
    for left in range(0, _WIDTH, piece.width):
        page.paste(piece, (left, 0))
    strip = page.crop((0, 0, _WIDTH, piece.height))
    for top in range(piece.height, _HEIGHT, piece.height):
        page.paste(strip, (0, top))
    return page


def _blocks(metadata: Metadata, ground: _Colour, note: Note) -> list[_Block | None]:
    """What the label says from top to bottom; None is the ornament."""
    fandom = metadata.fandoms[0] if metadata.fandoms else ""
    series = metadata.series[0] if metadata.series else None
    place = f"{labels.part_of(series)} {series.name}" if series else ""
    lines = [
        (fandom, _Style(height=120, sizes=(32, 46), colour=ground)),
        (metadata.title, _Style(height=704, sizes=(42, 248), leading=1.12, heavy=True)),
        (place, _Style(height=120, sizes=(32, 50), colour=ground)),
        ("", None),
        (labels.byline(metadata.creators), _Style(height=184, sizes=(38, 80))),
    ]
    blocks: list[_Block | None] = []
    for text, style in lines:
        if style is None:
            blocks.append(None)
        elif text:
            block = _set(text, style, metadata.language, note)
            blocks += [block] if block else []
    return blocks


def _set(text: str, style: _Style, lang: str, note: Note) -> _Block | None:
    """Choose the font and break the lines; None when nothing of the text can be drawn."""
    text = "".join(char for char in text if not "\ufe00" <= char <= "\ufe0f")  # variation selectors
    if not text.isascii():
        text = re.sub(_HEAPED, r"\1", text)
    drawable, face = _drawable(text, lang, heavy=style.heavy)
    if drawable != text:
        note("I010", f"no font on this machine draws all of “{text}”", "cover")
    if not drawable:
        return None
    measure = _open(face, 100).getlength
    fitted = fit(drawable, measure, (_TEXT_WIDTH, style.height), leading=style.leading, sizes=style.sizes)
    return _Block(fitted.lines, _open(face, fitted.size), round(fitted.size * style.leading), style.colour)


def _drawable(text: str, lang: str, *, heavy: bool) -> tuple[str, Face | None]:
    """The text, or the text without its emoji, or nothing; and what to draw it with (None: Pillow's own font)."""
    bare = "".join(char for char in text if not _is_picture(char))
    for words in dict.fromkeys((text, " ".join(bare.split()))):
        if not words.strip() or (is_shaped(words) and not _shapes()):
            continue
        face = face_for(words, lang, heavy=heavy)
        if face or words.isascii():
            return words, face
    return "", None


def _is_picture(char: str) -> bool:
    """Whether a character is an emoji or belongs to one."""
    return unicodedata.category(char) in {"So", "Sk", "Cs", "Cn", "Co", "Cf"}


def _shapes() -> bool:
    """Whether this Pillow joins letters and turns lines to the right."""
    from PIL import features  # noqa: PLC0415 - for a few scripts only

    return bool(features.check("raqm") and features.check("fribidi"))


def _open(face: Face | None, size: int) -> FreeTypeFont:
    """The font at this size."""
    if face is None:
        return ImageFont.load_default(size)  # type: ignore[return-value]  # with a size it is a FreeTypeFont
    return ImageFont.truetype(face.path, size, face.font)


def _draw_label(page: Image.Image, blocks: list[_Block | None], ground: _Colour) -> None:
    """The label in the middle of the page, as high as what it says."""
    gap = 62
    sign = _ornament(ground, _PAPER)
    heights = [len(block.lines) * block.leading if block else sign.height for block in blocks]
    inside = sum(heights) + gap * (len(blocks) - 1)
    height = max(inside + 2 * _PADDING, 608) // (2 * _CELL) * 2 * _CELL
    left, top = (_WIDTH - _LABEL_WIDTH) // 2, _MIDDLE - height // 2
    draw = ImageDraw.Draw(page)
    box = (left, top, left + _LABEL_WIDTH - 1, top + height - 1)
    draw.rectangle(box, fill=_PAPER)
    draw.rectangle((box[0] + 22, box[1] + 22, box[2] - 22, box[3] - 22), outline=ground, width=4)
    line = top + (height - inside) // 2
    for block, tall in zip(blocks, heights, strict=True):
        if block is None:
            page.paste(sign, ((_WIDTH - sign.width) // 2, line))
        else:
            _draw_lines(draw, block, line)
        line += tall + gap


def _draw_lines(draw: ImageDraw.ImageDraw, block: _Block, top: int) -> None:
    """Centred lines; the baseline lies so that a line of capitals looks centred in its height."""
    size = block.font.size
    baseline = top + round((block.leading + 0.66 * size) / 2)
    for place, line in enumerate(block.lines):
        at = (_WIDTH // 2, baseline + place * block.leading)
        draw.text(at, line, font=block.font, fill=block.colour, anchor="ms")


def _ornament(colour: _Colour, ground: _Colour) -> Image.Image:
    """The small sign between title and names: a lozenge with a line to either side; drawn larger for soft edges."""
    scale = 2
    wide, high = 336 * scale, 36 * scale
    image = Image.new("RGB", (wide, high), ground)
    draw = ImageDraw.Draw(image)
    x, y, reach = wide // 2, high // 2, high // 2 - 1
    draw.polygon(((x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach)), fill=colour)
    for start, end in ((0, x - 2 * reach), (x + 2 * reach, wide)):
        draw.rectangle((start, y - 4, end, y + 4), fill=colour)
    return image.reduce(scale)
