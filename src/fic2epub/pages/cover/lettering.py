"""What draws each letter of a text: one font when one has them all, else others for what it lacks, never a box."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PIL import ImageFont

from fic2epub.pages.cover.breaking import clusters
from fic2epub.pages.cover.fitting import REFERENCE
from fic2epub.pages.cover.fonts import Face, colour_face, covers, face_for, is_shaped, own_face
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.ImageFont import FreeTypeFont

    from fic2epub.pages.cover.fonts import Look

__all__ = ["Lettering", "Run", "font_of", "lettering", "may_shape", "picture_scale", "placed"]

_HEAPED = "([\u0300-\u036f]{2})[\u0300-\u036f]+"
"""Strokes above and below a letter that no language heaps: they would cover what stands around the title."""
_ELLIPSIS = "…"
_JOINERS = "\u200b\u200c\u200d"
"""Unseen characters that are more than that: where a line may end, what is one emoji, which letters join."""
_NOTHING = f" {_JOINERS}\ufe0e\ufe0f"
"""Characters of which a text that has no others says nothing."""
_PICTURES = (range(0x1F000, 0x1FB00), range(0xE0020, 0xE0080))
_PICTURE_SIGN = "\ufe0f"
"""Says that a sign is to be a picture and not a letter."""
_FONTS = 64
"""Fonts kept open: of one cover all, of a thousand covers not."""
_PICTURE_SCALE = 0.85
"""Coloured pictures fill more of their size than letters."""
_PICTURE_SIZES = (109, 160, 137, 128)
"""Pixels that fonts of coloured pictures have theirs in: Noto, Apple, Samsung, others (their `CBLC` or `sbix`)."""
_TALLEST, _LOWEST = 0.76, 0.27
"""How far letters of our own fonts without marks reach above and below the line, of the font's size."""
_LONGEST = 600
"""Characters of a text that are looked at: more than twice what a title may have, and what no cover holds."""


class Run(NamedTuple):
    """Some characters of a line that one font draws."""

    face: Face | None
    """None is Pillow's own font."""
    text: str


class Lettering(NamedTuple):
    """A text, or what can be drawn of it, and what draws each character."""

    text: str
    main: Face | None = None
    others: dict[str, Face] = {}  # noqa: RUF012 - nobody writes into it
    """Clusters that other fonts than the main one draw."""
    direction: str | None = None
    """`rtl` when the text runs to the left; None leaves it to the letters."""

    def runs(self, line: str) -> list[Run]:
        """The line in runs from left to right."""
        if not self.others:
            return [Run(self.main, line)]
        runs: list[Run] = []
        for cluster in clusters(line):
            face = self.others.get(cluster, self.main)
            same = runs and (runs[-1].face == face or cluster == " ")
            if same:
                runs[-1] = Run(runs[-1].face, runs[-1].text + cluster)
            else:
                runs.append(Run(face, cluster))
        return runs[::-1] if self.direction == "rtl" else runs

    def length(self, line: str, size: int = REFERENCE) -> float:
        """How wide a line is, in pixels."""
        return sum(self.advance(run, size) for run in self.runs(line))

    def advance(self, run: Run, size: int) -> float:
        """How far a run moves on."""
        font = font_of(run.face, size)
        if run.face and run.face.coloured:
            return font.getlength(run.text) * picture_scale(font, size)
        return font.getlength(run.text, direction=self.way(font))

    def way(self, font: FreeTypeFont) -> str | None:
        """What to say of the direction to this font; nothing to Pillow's own, which turns no lines and refuses to."""
        return self.direction if font.layout_engine == ImageFont.Layout.RAQM else None

    def reach(self) -> tuple[float, float]:
        """How far the letters go above and below the line, as parts of the font's size."""
        if self.text.isascii() and self.main:
            return _TALLEST, _LOWEST
        tops, bottoms = [_TALLEST], [_LOWEST]
        for run in self.runs(self.text):
            _, top, _, bottom = self.box(run, REFERENCE)
            tops.append(-top / REFERENCE)
            bottoms.append(bottom / REFERENCE)
        return max(tops), max(bottoms)

    def box(self, run: Run, size: int) -> tuple[float, float, float, float]:
        """Where a run has ink, seen from where it begins on its line: left, top, right, bottom."""
        font = font_of(run.face, size)
        if run.face and run.face.coloured:
            scale = picture_scale(font, size)
            left, top, right, bottom = font.getbbox(run.text, anchor="ls")
            return left * scale, top * scale, right * scale, bottom * scale
        return font.getbbox(run.text, anchor="ls", direction=self.way(font))


def lettering(text: str, lang: str, look: Look) -> Lettering:
    """
    How a text is drawn; without what no font has.

    Pictures that no font has are left out one by one, words with letters that none has are left out whole, and the
    text altogether when that is half of it: a rest would mean something else.
    """
    text = _legible(text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…")
    own = own_face(text, look) if text else None
    if own and not is_shaped(text):
        return Lettering(text, own)
    text = _without_unjoinable(text)
    if not text:
        return Lettering("")
    return _drawable(text, lang, look)


def _legible(text: str) -> str:
    """The text on one line, without characters that only say how others are drawn, and with two marks on a letter."""
    if not text.isascii():
        text = re.sub(_HEAPED, r"\1", text)
        text = "".join(char for char in text if char in _JOINERS or unicodedata.category(char) != "Cf" or _is_tag(char))
    if not text.isprintable():
        text = "".join(char if char.isprintable() or char in _JOINERS or _is_tag(char) else " " for char in text)
    return " ".join(text.split()) if text.strip(_NOTHING) else ""


def _is_tag(char: str) -> bool:
    """Whether a character spells the name of a flag."""
    return 0xE0020 <= ord(char) < 0xE0080  # noqa: PLR2004 - the block of tags


def _without_unjoinable(text: str) -> str:
    """The text, or nothing where this Pillow does not join letters and turn lines to the right."""
    return text if may_shape(text) else ""


def may_shape(text: str) -> bool:
    """Whether this Pillow joins the letters of a text, and turns its lines, if they want that."""
    return not is_shaped(text) or _shapes()


@cache
def _shapes() -> bool:
    """
    Whether this Pillow joins letters and turns lines to the right.

    The wheels of PyPI hold Raqm and HarfBuzz, and look for FriBiDi on the machine: without it they hold neither
    (pillow.readthedocs.io, installation, external libraries).
    """
    from PIL import features  # noqa: PLC0415 - for a few scripts only

    return bool(features.check("raqm") and features.check("fribidi"))


def _drawable(text: str, lang: str, look: Look) -> Lettering:
    """Choose fonts for all clusters, and leave out what has none."""
    pieces = dict.fromkeys(cluster for cluster in clusters(text) if cluster.strip())
    letters = [piece for piece in pieces if not _is_picture(piece)]
    main = _main_face(letters, lang, look)
    others: dict[str, Face] = {}
    lost: set[str] = set()
    for piece in pieces:
        face = main if not _is_picture(piece) and _has(main, piece) else _other_face(piece, lang, look)
        if face is None and not (main is None and piece.isascii()):
            lost.add(piece)
        elif face and face != main:
            others[piece] = face
    kept = _kept(text, lost)
    cut = _ELLIPSIS if not _has(main, _ELLIPSIS) else ""
    ellipsis = own_face(cut, look) if cut and main else None
    if ellipsis:
        others[cut] = ellipsis
    return Lettering(kept, main, others, "rtl" if _runs_left(kept) else None)


def _main_face(letters: list[str], lang: str, look: Look) -> Face | None:
    """The font of all letters, else of as many of them as are of one script."""
    whole = face_for("".join(letters), lang, look)
    if whole or not letters:
        return whole
    scripts: dict[str, list[str]] = {}
    for letter in letters:
        if letter[0].isalpha():
            scripts.setdefault(_script(letter), []).append(letter)
    for same in sorted(scripts.values(), key=len, reverse=True):
        found = face_for("".join(same), lang, look)
        if found:
            return found
    return None


def _script(letter: str) -> str:
    """A word for the script of a letter; what East Asian fonts have together is one."""
    name = unicodedata.name(letter[0], "").split(" ")[0]
    return "CJK" if name in {"HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH", "IDEOGRAPHIC"} else name


def _other_face(piece: str, lang: str, look: Look) -> Face | None:
    """What else draws a cluster: a picture in colours first, if it is one."""
    pictured = colour_face(piece) if _is_picture(piece) else None
    if pictured or any(ord(char) in _PICTURES[1] for char in piece):
        return pictured
    if unicodedata.category(piece[0]) in {"Co", "Cn", "Cs"}:
        return None
    return face_for(piece.replace(_PICTURE_SIGN, ""), lang, look)


def _has(face: Face | None, piece: str) -> bool:
    """Whether the font has the cluster."""
    return face is not None and covers(face, piece)


def _is_picture(piece: str) -> bool:
    """Whether a cluster is an emoji."""
    return _PICTURE_SIGN in piece or any(ord(piece[0]) in span for span in _PICTURES)


def _kept(text: str, lost: set[str]) -> str:
    """What is left of a text without these clusters."""
    if not lost:
        return text
    words = []
    for word in text.split():
        pieces = clusters(word)
        if any(piece in lost and not _is_sign(piece) for piece in pieces):
            continue
        words.append("".join(piece for piece in pieces if piece not in lost))
    kept = " ".join(filter(None, words))
    letters = sum(map(str.isalnum, text))
    return kept if 2 * sum(map(str.isalnum, kept)) > letters or not letters else ""


def _is_sign(piece: str) -> bool:
    """Whether words can do without a cluster: a symbol, a picture, a character that is none."""
    return unicodedata.category(piece[0])[0] in "SCP" or _is_picture(piece)


def _runs_left(text: str) -> bool:
    """Whether the first letter of a text runs to the left (Unicode Bidirectional Algorithm, rules P2 and P3)."""
    sides = (unicodedata.bidirectional(char) for char in text)
    return next((side for side in sides if side in {"L", "R", "AL"}), "L") != "L"


@lru_cache(_FONTS)
def font_of(face: Face | None, size: int) -> FreeTypeFont:
    """The font at this size; pictures in the size that they have."""
    if face is None:
        return ImageFont.load_default(size)  # type: ignore[return-value]  # with a size it is a FreeTypeFont
    if not face.coloured:
        return ImageFont.truetype(face.path, size, face.font)
    return _pictures(face)


@cache
def _pictures(face: Face) -> FreeTypeFont:
    """A font of coloured pictures, in the one size that most have."""
    for size in _PICTURE_SIZES:
        try:
            return ImageFont.truetype(face.path, size, face.font)
        except OSError:  # "invalid pixel size"
            continue
    return ImageFont.truetype(face.path, REFERENCE, face.font)


def picture_scale(font: FreeTypeFont, size: int) -> float:
    """By how much a picture of this font is made larger or smaller in a line of this size."""
    return _PICTURE_SCALE * size / font.size


def placed(lettering: Lettering, line: str, size: int) -> Iterator[tuple[float, Run]]:
    """The runs of a line, each with where it begins."""
    at = 0.0
    for run in lettering.runs(line):
        yield at, run
        at += lettering.advance(run, size)
