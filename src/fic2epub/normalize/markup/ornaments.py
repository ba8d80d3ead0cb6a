"""Whether a line that stands alone is drawn or said: `***`, `~*~`, `-oOo-`, `⋆⋅☆⋅⋆`, and not `...`, `^_^`, `xoxo`.

Told by what Unicode says of the characters, not by a list of ornaments: authors draw new ones every day. What is a
sign and nothing else is a break wherever it stands. What may also be said, or be an answer in a chat, needs a place
where nothing else is meant; how much of it is told by `Need`.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from unicodedata import category

from fic2epub.normalize.markup.names import SPACES

__all__ = ["LONGEST", "Need", "need_of"]

LONGEST = 120
"""Characters in an ornament; rows of line drawing and of `~*~*~` may be wider than a phone."""


class Need(IntEnum):
    """What a line needs to be a break: nothing more, prose around it, much of it, or a place in the middle of it."""

    NOTHING = 0
    PROSE = 1
    MUCH = 2
    CENTRE = 3


class _Counts(NamedTuple):
    """How many characters of each kind a line has."""

    signs: int
    emoji: int
    faces: int
    drawn: int
    letters: int
    weak: int


_SIGNS = frozenset("*~=+#•·※⁕⁂†‡§¶⁎⁑‣⁃∗⋆・･＊＃～〜༺༻࿐𓆩𓆪·˙⁘⁙⁛⁜⸎❨❩【】")
"""Punctuation that nobody says; symbols (Unicode's S) are signs all by themselves."""
_WEAK_SYMBOLS = frozenset("<>|^`$¢£¥€₩%&@_")
_ORNAMENTAL_LETTERS = frozenset("oO0xX")
_DRAWN = frozenset("ʚɞღஐଓ୨୧ৎఌ๑๒﹏ﾟﾞｰı୭ɷ∞ﮩ٨ـ𖥔݁ঌ໒")
"""Letters and digits that are drawn with, met in ornaments of the archive and of generators of "aesthetic symbols"."""
_EGYPT = range(0x13000, 0x13430)
_FACE_PICTURES = (range(0x1F440, 0x1F451), range(0x1F600, 0x1F650), range(0x1F910, 0x1F930), range(0x1F970, 0x1F97B))
"""Emoji that answer somebody: faces, gestures, hands."""
_PICTURES = (
    range(0x1F004, 0x1F005),
    range(0x1F0CF, 0x1F0D0),
    range(0x1F1E6, 0x1F200),
    range(0x1F300, 0x1F650),
    range(0x1F680, 0x1F700),
    range(0x1F7E0, 0x1F7F1),
    range(0x1F900, 0x1FB00),
    range(0xE0020, 0xE0080),
)
"""Unicode's emoji-data.txt; what stands between, as alchemy's signs, nobody answers with."""
_FLEURONS = (range(0x2055, 0x205F), range(0x2E0E, 0x2E1C), range(0x2E2A, 0x2E2E), range(0x2E36, 0x2E3A))
"""Punctuation of old scribes and printers (Unicode's Supplemental Punctuation)."""
_LETTERS_IN_FRAMES = (range(0x2460, 0x2500), range(0x1F100, 0x1F1E6), range(0x3200, 0x3400))
"""Circled and squared letters and numbers: people write words with them."""
_SHOWN_AS_PICTURES = frozenset(
    "⌚⌛⏩⏰⏳☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕"
)
"""Emoji of the old blocks that are drawn in colour (Unicode's emoji-data.txt, Emoji_Presentation)."""
_SELECTORS = "\ufe0e\ufe0f\u200d"

_MIRRORED = str.maketrans("<>()[]{}/\\«»‹›╰╯╭╮╚╝╔╗⎯", "><)(][}{\\/»«›‹╯╰╮╭╝╚╗╔⎯")
_SPEECH_OPENS = '"“”„‟「『‘‚'
_SAID = re.compile(r"[?!¿¡‽？！.,;:…。、'\"“”„‘’«»‹›\s-]*[?!¿¡‽？！][?!¿¡‽？！.,;:…。、'\"“”„‘’«»‹›\s-]*")
"""Nothing but punctuation, with a question or an exclamation in it."""
_CENSORED = re.compile(r"[«‹]?\s*[*#@$%&~]+\s*(?:[?!.,;:…]+|[?!.,;:…]*\s*[»›])")
"""A word of asterisks with a mark of its sentence, or between French quotation marks."""
_FACE = re.compile(
    r"[>=]?[\^>¬=;@+$TtQqUuoO0xXnv°ᵔಠ'*][._wvωᴗ‿◡﹏3][\^<¬=;@+$TtQqUuoO0xXnv°ᵔಠ'*][;'/~♪♥]*"
    r"|[\^>=;@+$°'][oO][\^<=;@+$°']"
    r"|[:;=8][-o^'*]*[)(\]\[DPpOo3/\\|<>cC@$sSxX*]{1,3}|[xX][D)]+|[\\/]?[oO][\\/7]|\\[oO]/"
    r"|-_+-|-\.-|~_~|\._+\.|\.-\.;?|>?\^{1,3}<?|><|>[.,]<|</?3|<[\\/]3|\^[-.~]\^|>-<"
)
_TABLE = "┻"
"""Stands in faces that throw tables."""
_BRACKETS = re.compile(r"[()（）ʕʔ]")
_OF_FACES = re.compile(r"[\^_.;:'`°□ω‿﹏◡ツᴥಠ・｡•]")
_STARS = re.compile(r"([★⭐✮✭✯])\1*[☆✩✰]+")
_OUT_OF = (5, 10)
"""Stars in a rating."""
_NAMED = re.compile(r"(?:line|scene|section|page) ?-?break(?:er)?|divider", re.IGNORECASE)
_CORE = re.compile(r"[^\W_](?:.*[^\W_])?")
_DECORATED_BY_O = re.compile(r"[oOxX]{3,}")

_DASHES = frozenset("-‐‑‒–—―⸺⸻﹘－_＿")
_SHORT_DASHES = frozenset((*"-‐‑‒–—―－_＿﹘", "——"))
"""Somebody may break off with one of them; the Chinese dash is two."""
_DOTS = frozenset(".…。．⋯")
_STROKES = frozenset("/\\|")
_LONG_ROW = 10
_KISSES = re.compile(r"(?:xo)+x?|(?:ox)+o?", re.IGNORECASE)
_MOST_KISSES = 7
_THREE = 3
_LAST_ASCII = 0x7F
_MODEST = frozenset("+=°♪♫♬→←↑↓⇒✓✔✗✘☐☑☒♥♡❤❥☺☻☹✌")
"""Signs that are words of their own when one stands alone: a sum, a tune, a tick, a heart."""
_MARKS = frozenset("©®™$£€¥%&@")


@lru_cache(maxsize=4_096)
def need_of(text: str) -> Need | None:
    """
    What this line needs of its place to be a break between scenes; None when it is none anywhere.

    `text` is all that a block holds, without white space around it.
    """
    if not text or len(text) > LONGEST:
        return None
    if _is_named(text):
        return Need.NOTHING if _CORE.fullmatch(text) is None else Need.PROSE
    if _is_said(text):
        return None
    bare = text.translate(_UNSEEN).replace("<3", "♥")
    counts = _counted(bare)
    if counts is None or not bare:
        return None
    if counts.letters:
        return _need_of_letters(bare, counts)
    if counts.emoji or counts.faces:
        return _need_of_pictures(counts)
    if "\ufe0f" in text:
        return Need.PROSE if len(bare) >= _THREE else Need.MUCH
    if counts.signs or counts.drawn:
        return _need_of_signs(bare, counts)
    return _need_of_weak(text, bare)


_UNSEEN = dict.fromkeys(map(ord, SPACES + _SELECTORS))


def _is_named(text: str) -> bool:
    """`~ line break ~`: the name of what is meant, in place of it."""
    core = _CORE.search(text)
    return core is not None and _NAMED.fullmatch(core[0]) is not None


def _is_said(text: str) -> bool:
    """Whether it is punctuation that somebody says, a face, a word that was blotted out, or a rating."""
    bare = text.replace(" ", "")
    if text[0] in _SPEECH_OPENS or _TABLE in text:
        return True
    if _BRACKETS.search(bare) and (_OF_FACES.search(bare) or bare.translate(_MIRRORED)[::-1] != bare):
        return True
    if _STARS.fullmatch(bare) and len(bare) in _OUT_OF:
        return True
    return any(pattern.fullmatch(bare) for pattern in (_SAID, _CENSORED, _FACE))


def _counted(bare: str) -> _Counts | None:
    """The characters by their kinds; None when one of them is no ornament's."""
    kinds = [_kind(char) for char in bare]
    counts = _Counts(*map(kinds.count, ("sign", "emoji", "face", "drawn", "letter", "weak")))
    odd = kinds.count("odd")
    together = any(pair == ("odd", "odd") for pair in pairwise(kinds))
    return None if "" in kinds or (odd and (together or counts.signs < max(odd, _THREE))) else counts


def _kind(char: str) -> str:
    if char in _ORNAMENTAL_LETTERS:
        return "letter"
    code = ord(char)
    if char in _SIGNS or char in _DASHES or any(code in block for block in _FLEURONS):
        return "weak" if char in _DASHES else "sign"
    if any(code in block for block in _LETTERS_IN_FRAMES):
        return ""
    if char in _DRAWN or code in _EGYPT:
        return "drawn"
    if any(code in block for block in _FACE_PICTURES):
        return "face"
    if char in _SHOWN_AS_PICTURES or any(code in block for block in _PICTURES):
        return "emoji"
    kind = category(char)
    if kind[0] == "S":
        return "weak" if char in _WEAK_SYMBOLS else "sign"
    if kind == "Mn":
        return "drawn"
    if kind[0] == "P":
        return "weak"
    return "odd" if kind[0] == "L" and code > _LAST_ASCII else ""


def _need_of_letters(bare: str, counts: _Counts) -> Need | None:
    """Rows of `o` or `x`, alone or between signs."""
    letters = [char for char in bare if char in _ORNAMENTAL_LETTERS]
    if "0" in letters and "o" not in bare.lower():
        return None
    if counts.signs or counts.emoji or counts.faces:
        return Need.NOTHING
    if counts.weak:
        return Need.NOTHING if _is_framed(bare) else None
    if len(bare) == 1:
        return Need.PROSE
    if _KISSES.fullmatch(bare):
        return Need.NOTHING if len(bare) > _MOST_KISSES else Need.PROSE if len(bare) == _THREE else None
    if len(bare) < _THREE:
        return None
    cased = bare[1:] if bare[0].isupper() else bare
    return Need.PROSE if len(set(cased)) == 1 else Need.NOTHING


def _is_framed(bare: str) -> bool:
    """Whether letters stand between dashes and dots (`-oOo-`), or these between letters (`x-x-x`)."""
    frame = _DASHES | _DOTS | _STROKES | {":", "<", ">"}
    if any(char not in frame and char not in _ORNAMENTAL_LETTERS for char in bare):
        return False
    if bare[0] in frame and bare[-1] in frame:
        return True
    dashes = sum(char in _DASHES for char in bare)
    return dashes > 1 or (dashes == 1 and _DECORATED_BY_O.search(bare) is not None)


def _need_of_pictures(counts: _Counts) -> Need:
    """Rows of emoji: one alone may be an answer, and so may any number of faces."""
    if counts.signs:
        return Need.NOTHING
    if counts.faces and not counts.emoji:
        return Need.MUCH
    return Need.PROSE if counts.emoji + counts.faces >= _THREE else Need.MUCH


def _need_of_signs(bare: str, counts: _Counts) -> Need:
    if not counts.signs:
        return Need.PROSE
    if len(bare) == 1 and bare in _MODEST:
        return Need.PROSE
    return Need.MUCH if set(bare) <= _MARKS else Need.NOTHING


def _need_of_weak(text: str, bare: str) -> Need | None:
    """Punctuation: rows of one mark that nobody makes so long, and figures of several."""
    marks = set(bare)
    if marks <= _DASHES:
        return Need.MUCH if bare in _SHORT_DASHES else Need.NOTHING
    if marks <= _DOTS:
        return _need_of_dots(text, bare)
    if "..." in bare or "…" in bare:
        return Need.CENTRE
    if marks <= _STROKES and len(bare) < _THREE:
        return Need.MUCH if len(bare) == 1 else Need.PROSE
    if len(bare) == 1:
        return Need.MUCH if bare in _MARKS else None
    if len(marks) == 1:
        return Need.NOTHING if len(bare) >= _THREE and bare[0] not in ",;'\"`>$" else None
    if any(char in "?!,;'\"“”‘’" for char in bare):
        return None
    return Need.NOTHING if bare.translate(_MIRRORED)[::-1] == bare else Need.MUCH


def _need_of_dots(text: str, bare: str) -> Need | None:
    """`...` is silence more often than a break; a full stop alone is nothing."""
    if bare in (".", "。", "．"):
        return None
    dots = len(bare) + 2 * bare.count("…")
    if dots >= _LONG_ROW:
        return Need.NOTHING
    return Need.PROSE if dots > _THREE and " " in text and "…" not in text else Need.CENTRE
