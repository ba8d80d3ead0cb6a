"""What characters an ornament is drawn with, as Unicode tells it, and what more authors make of them."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import category

from fic2epub.values import NamedTuple

__all__ = ["ORDINARY", "Counts", "counted"]


class Counts(NamedTuple):
    """How many characters of each kind a line has."""

    sign: int
    """Symbols, and punctuation that nobody says."""
    emoji: int
    face: int
    """Emoji that answer somebody: faces, gestures, hands."""
    drawn: int
    """Letters of other scripts that are drawn with."""
    letter: int
    """`o`, `x` and `v`, great and small, and nought."""
    weak: int
    """Punctuation that may be said."""
    odd: int
    """Other letters of other alphabets, no two side by side."""


_SIGNS = "*~=+#•·※⁕⁂†‡§¶⁎⁑‣⁃∗⋆・･＊＃～〜༺༻࿐𓆩𓆪·˙⁘⁙⁛⁜⸎❨❩【】"
_WEAK = "<>|^`$¢£¥€₩%&@_-‐‑‒–—―⸺⸻﹘－_＿"
"""Symbols among them, which Unicode counts with the others, and all dashes."""
_DRAWN = "ʚɞღஐଓ୨୧ৎఌ๑๒﹏ﾟﾞｰı୭ɷ∞ﮩ٨ـ𖥔݁ঌ໒"
"""Letters and digits that are drawn with, met in ornaments of the archive and of generators of "aesthetic symbols"."""
_COLOURED = "⌚⌛⏩⏰⏳☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕"
"""Emoji of the old blocks that are drawn in colour (Unicode's emoji-data.txt, Emoji_Presentation)."""
ORDINARY = frozenset("abcdefghijklmnpqrstuwyzABCDEFGHIJKLMNPQRSTUWYZ")
"""Letters that draw nothing: no line with one of them is an ornament."""

_KNOWN: dict[str, str] = {
    **dict.fromkeys(_WEAK, "weak"),
    **dict.fromkeys(_SIGNS, "sign"),
    **dict.fromkeys(_DRAWN, "drawn"),
    **dict.fromkeys(_COLOURED, "emoji"),
    **dict.fromkeys("✊✋", "face"),
    **dict.fromkeys("oO0xXvV", "letter"),
    **dict.fromkeys(ORDINARY, ""),
}
_BLOCKS: tuple[tuple[range, str], ...] = (
    # circled and squared letters and numbers: people write words with them
    (range(0x2460, 0x2500), ""),
    (range(0x1F100, 0x1F1E6), ""),
    # kana, kanji and hangul: one of them may be all that somebody says
    (range(0x3041, 0xA000), ""),
    (range(0xAC00, 0xD7B0), ""),
    # punctuation of old scribes and printers (Unicode's General and Supplemental Punctuation)
    (range(0x2055, 0x205F), "sign"),
    (range(0x2E0E, 0x2E1C), "sign"),
    (range(0x2E2A, 0x2E2E), "sign"),
    (range(0x2E36, 0x2E3A), "sign"),
    (range(0x13000, 0x13430), "drawn"),
    # hands, faces
    (range(0x1F440, 0x1F451), "face"),
    (range(0x1F600, 0x1F650), "face"),
    (range(0x1F910, 0x1F930), "face"),
    (range(0x1F970, 0x1F97B), "face"),
    # other emoji (Unicode's emoji-data.txt); what stands between, as alchemy's signs, nobody answers with
    (range(0x1F004, 0x1F005), "emoji"),
    (range(0x1F0CF, 0x1F0D0), "emoji"),
    (range(0x1F1E6, 0x1F200), "emoji"),
    (range(0x1F300, 0x1F600), "emoji"),
    (range(0x1F680, 0x1F700), "emoji"),
    (range(0x1F7E0, 0x1F7F1), "emoji"),
    (range(0x1F900, 0x1FB00), "emoji"),
    (range(0xE0020, 0xE0080), "emoji"),
)
"""The first block that holds a character tells its kind; none is no ornament's."""
_BY_CATEGORY = {"S": "sign", "P": "weak", "M": "drawn", "L": "odd"}


def counted(bare: str) -> Counts | None:
    """The characters of a line without its spaces, by their kinds; None when one of them is no ornament's."""
    kinds = [_kind(char) for char in bare]
    if not kinds or "" in kinds:
        return None
    if ("odd", "odd") in pairwise(kinds):
        return None
    return Counts(*map(kinds.count, Counts._fields))


def _kind(char: str) -> str:
    """One of the names in `Counts`, `odd` for a letter that is drawn at best, or nothing."""
    if char in _KNOWN:
        return _KNOWN[char]
    code = ord(char)
    for block, kind in _BLOCKS:
        if code in block:
            return kind
    return _BY_CATEGORY.get(category(char)[0], "")
