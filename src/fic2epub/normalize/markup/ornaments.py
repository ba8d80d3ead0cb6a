"""Whether a line that stands alone is drawn or said: `***`, `~*~`, `-oOo-`, `⋆⋅☆⋅⋆`, and not `...`, `^_^`, `xoxo`.

Told by what Unicode says of the characters, not by a list of ornaments: authors draw new ones every day. What is a
sign and nothing else is a break wherever it stands. What may also be said, or be an answer in a chat, needs a place
where nothing else is meant; how much of it is told by `Need`.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from fic2epub.normalize.markup.names import SPACES
from fic2epub.normalize.markup.signs import ORDINARY, counted
from fic2epub.patterns import late

if TYPE_CHECKING:
    from fic2epub.normalize.markup.signs import Counts

__all__ = ["LONGEST", "Need", "may_be_named", "need_of"]

LONGEST = 120
"""Characters in an ornament; rows of line drawing and of `~*~*~` may be wider than a phone."""


class Need(IntEnum):
    """What a line needs to be a break: nothing more, prose around it, much of it, or a place in the middle of it."""

    NOTHING = 0
    PROSE = 1
    MUCH = 2
    CENTRE = 3


_MIRRORED = str.maketrans("<>()[]{}/\\«»‹›╰╯╭╮╚╝╔╗⎯", "><)(][}{\\/»«›‹╯╰╮╭╝╚╗╔⎯")
_SPEECH_OPENS = '"“”„‟「『‘‚'
_SAID = late(r"[?!¿¡‽？！.,;:…。、'\"“”„‘’«»‹›\s-]*[?!¿¡‽？！][?!¿¡‽？！.,;:…。、'\"“”„‘’«»‹›\s-]*")
"""Nothing but punctuation, with a question or an exclamation in it."""
_CENSORED = late(r"[«‹]?\s*[*#@$%&~]+\s*(?:[?!.,;:…]+|[?!.,;:…]*\s*[»›])")
"""A word of asterisks with a mark of its sentence, or between French quotation marks."""
_FACE = late(
    r"[>=]?[\^>¬=;@+$TtQqUuoO0xXn°ᵔಠ'*][._wvωᴗ‿◡﹏3][\^<¬=;@+$TtQqUuoO0xXn°ᵔಠ'*][;'/~♪♥]*"
    r"|[\^>=;@+$°'][oO][\^<=;@+$°']"
    r"|[:;=8][-o^'*]*[)(\]\[DPpOo3/\\|<>cC@$sSxX*]{1,3}|[xX][D)]+|[\\/]?[oO][\\/7]|\\[oO]/"
    r"|-_+-|-\.-|~_~|\._+\.|\.-\.;?|>?\^{1,3}<?|><|>[.,]<|</?3|<[\\/]3|\^[-.~]\^|>-<"
)
_TABLE = "┻"
"""Stands in faces that throw tables."""
_NEVER_SAID = frozenset("*~# \u00a0")
"""Signs of most ornaments, which are no word, face or name by themselves: for these no pattern is compiled."""
_BRACKETS = late(r"[()（）ʕʔ]")
_OF_FACES = late(r"[\^_.;:'`°□ω‿﹏◡ツᴥಠ・｡•]")
_STARS = late(r"([★⭐✮✭✯])\1*[☆✩✰]+")
_OUT_OF = (5, 10)
"""Stars in a rating."""
_NAMED = late(r"(?:line|scene|section|page) ?-?break(?:er)?|divider", re.IGNORECASE)
_CORE = late(r"[^\W_](?:.*[^\W_])?")
_ORNAMENTAL_LETTERS = frozenset("oO0xXvV")
_SELECTORS = "\ufe0e\ufe0f\u200d"
_UNSEEN = dict.fromkeys(map(ord, SPACES + _SELECTORS))
_DASHES = frozenset("-‐‑‒–—―⸺⸻﹘－_＿")
_SHORT_DASHES = frozenset((*"-‐‑‒–—―－_＿﹘", "——"))
"""Somebody may break off with one of them; the Chinese dash is two."""
_DOTS = frozenset(".…。．⋯")
_STROKES = frozenset("/\\|")
_FRAME = _DASHES | _DOTS | _STROKES | frozenset(":<>^")
_WOVEN = late(r"[oOxXvV]+(?:[^\w\s][oOxXvV]+){2,}|(?:[oOxXvV]{3,}[-–—])+[oOxXvV]{3,}")
_LONG_ROW = 10
_KISSES = late(r"(?:xo)+x?|(?:ox)+o?", re.IGNORECASE)
_MOST_KISSES = 7
_THREE = 3
_MODEST = frozenset("+=°♪♫♬→←↑↓⇒✓✔✗✘☐☑☒♥♡❤❥☺☻☹✌")
"""Signs that are words of their own when one stands alone: a sum, a tune, a tick, a heart."""
_MARKS = frozenset("©®™$£€¥%&@")
_OF_SPEECH = frozenset("?!,;'\"“”‘’")
_NEVER_IN_ROWS = frozenset(",;'\"`>$")


@lru_cache(maxsize=4_096)
def need_of(text: str) -> Need | None:
    """
    What this line needs of its place to be a break between scenes; None when it is none anywhere.

    `text` is all that a block holds, without white space around it.
    """
    if not text or len(text) > LONGEST:
        return None
    if not _NEVER_SAID.issuperset(text):
        if may_be_named(text) and _is_named(text):
            return Need.NOTHING if _CORE.fullmatch(text) is None else Need.PROSE
        if not ORDINARY.isdisjoint(text) or _is_said(text):
            return None
    bare = text.translate(_UNSEEN).replace("<3", "♥")
    counts = counted(bare)
    return None if counts is None else _need_of_kinds(text, bare, counts)


def may_be_named(text: str) -> bool:
    """Whether the name of a break is anywhere in it."""
    lowered = text.lower()
    return "break" in lowered or "divider" in lowered


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


def _need_of_kinds(text: str, bare: str, counts: Counts) -> Need | None:
    if counts.odd and counts.sign < max(counts.odd, _THREE):
        return Need.PROSE if counts.odd == 1 and counts.sign and not counts.letter else None
    if counts.letter:
        return _need_of_letters(bare, counts)
    if counts.emoji or counts.face:
        return _need_of_pictures(counts)
    if "\ufe0f" in text:
        return Need.PROSE if len(bare) >= _THREE else Need.MUCH
    if counts.sign or counts.drawn:
        return _need_of_signs(bare, counts)
    return _need_of_weak(text, bare)


def _need_of_letters(bare: str, counts: Counts) -> Need | None:
    """Rows of `o`, `x` or `v`, alone or between signs; nought and `V` alone are numbers."""
    if "0" in bare and "o" not in bare.lower():
        return None
    if counts.sign or counts.emoji or counts.face:
        return Need.NOTHING
    if counts.weak:
        return Need.NOTHING if _is_framed(bare) else None
    if len(bare) == 1:
        return None if bare in "vV" else Need.PROSE
    return _need_of_row(bare)


def _need_of_row(bare: str) -> Need | None:
    """Letters and nothing else, two at least: `oOo`, but not `xoxo`, and `XXX` where nobody signs with it."""
    if _KISSES.fullmatch(bare):
        return Need.NOTHING if len(bare) > _MOST_KISSES else Need.PROSE if len(bare) == _THREE else None
    if len(bare) < _THREE:
        return None
    cased = bare[1:] if bare[0].isupper() else bare
    return Need.PROSE if len(set(cased)) == 1 else Need.NOTHING


def _is_framed(bare: str) -> bool:
    """Whether letters stand between dashes and dots (`-oOo-`), or these between letters (`x-x-x`)."""
    if any(char not in _FRAME and char not in _ORNAMENTAL_LETTERS for char in bare):
        return False
    return (bare[0] in _FRAME and bare[-1] in _FRAME) or _WOVEN.fullmatch(bare) is not None


def _need_of_pictures(counts: Counts) -> Need:
    """Rows of emoji: one alone may be an answer, and so may any number of faces."""
    if counts.sign:
        return Need.NOTHING
    if not counts.emoji:
        return Need.MUCH
    return Need.PROSE if counts.emoji + counts.face >= _THREE else Need.MUCH


def _need_of_signs(bare: str, counts: Counts) -> Need:
    """Signs, of which some are words when they stand alone; letters that are drawn need prose around them."""
    if not counts.sign or bare in _MODEST:
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
    if len(marks) == 1 or marks <= _STROKES:
        return _need_of_marks(bare)
    if not marks.isdisjoint(_OF_SPEECH):
        return None
    return Need.NOTHING if bare.translate(_MIRRORED)[::-1] == bare else Need.MUCH


def _need_of_marks(bare: str) -> Need | None:
    """One mark again and again."""
    if len(bare) >= _THREE:
        return None if bare[0] in _NEVER_IN_ROWS else Need.NOTHING
    if bare[0] in _STROKES:
        return Need.MUCH if len(bare) == 1 else Need.PROSE
    return Need.MUCH if bare in _MARKS else None


def _need_of_dots(text: str, bare: str) -> Need | None:
    """`...` is silence more often than a break; a full stop alone is nothing."""
    if bare in (".", "。", "．"):
        return None
    dots = len(bare) + 2 * bare.count("…")
    if dots >= _LONG_ROW:
        return Need.NOTHING
    return Need.PROSE if dots > _THREE and " " in text and "…" not in text else Need.CENTRE
