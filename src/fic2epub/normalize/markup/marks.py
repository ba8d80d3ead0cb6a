"""Rules for signs that are letters to the eye alone: marks in piles, and words in the letters of mathematics."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from fic2epub.dom import letters_of
from fic2epub.languages import base_of, is_upright
from fic2epub.normalize.markup.engine import informed_rule, rule
from fic2epub.patterns import late

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.options import Options

_MOST = 3
"""Marks at one letter: Vietnamese has two, phonetic writing three. Those of Hebrew, Thai and so on are not of these."""
_PILE = late(f"([\u0300-\u036f\u0483-\u0489]{{{_MOST}}})[\u0300-\u036f\u0483-\u0489]+")
"""Combining diacritical marks, and those of Cyrillic, which generators of such text use too."""


@rule("~piles", when=lambda options: not options.calm_marks)
def note_piles(body: _Element, note: Note) -> None:
    """Piles of marks stay, and are told of: they run into the lines above and below."""
    count = len(_PILE.findall(letters_of(body).decode()))
    note("M044", f"letters under piles of marks: {count}; --calm-marks limits them")


@rule("~piles", when=lambda options: options.calm_marks)
def limit_piles(body: _Element, note: Note) -> None:
    """No letter keeps more marks than a line can hold; which letters they stand at stays as it is."""
    count = 0
    for element in body.iter("*"):
        for place in ("text", "tail"):
            written = getattr(element, place)
            if written and not written.isascii():
                calm, cut = _PILE.subn(r"\1", written)
                if cut:
                    setattr(element, place, calm)
                    count += cut
    note("M045", f"letters that lost marks of a pile, as was asked for: {count}")


_PHONETIC = (
    "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ"  # small capitals
    "ɐɔǝɟƃᵷɥᴉıɾʞꞁɯɹʇʌʍʎ"  # turned letters
    "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"  # raised letters
)
_DRAWN = "\u24b6-\u24e9\U0001d400-\U0001d7cb\U0001f110-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189"
"""Letters in circles and squares, and those of mathematics: bold, script, fraktur, double-struck."""
_FULL = "\uff21-\uff3a\uff41-\uff5a"
"""Latin letters as wide as Chinese ones, which Japanese, Chinese and Korean text may rightly have."""
_MIXED = rf"[a-z]*(?:[{_PHONETIC}][a-z]*){{3,}}"
"""Of turned and small letters some have no other sign than the plain one: `ɐʇɐp`, `sᴍᴀʟʟ`."""
_FANCY = late(f"[{_DRAWN}]{{3,}}|(?<![^\\W\\d_]){_MIXED}(?![^\\W\\d_])")
_FANCY_WIDE = late(f"[{_FULL}]{{3,}}")
_SHOWN = 3
"""Words that the notice shows."""


@informed_rule("~fancy")
def note_fancy_letters(body: _Element, note: Note, options: Options) -> None:
    """Words in letters that look like a font stay as they are; that programs read them badly is told."""
    text = letters_of(body).decode()
    found = _FANCY.findall(text)
    language = options.language or "und"
    if not is_upright(language) and base_of(language) not in ("ko", "und"):
        found += _FANCY_WIDE.findall(text)
    if found:
        shown = ", ".join(map(_shown, list(dict.fromkeys(found))[:_SHOWN]))
        note("M043", f"words in signs that a screen reader spells out: {len(found)}, such as {shown}")


def _shown(word: str) -> str:
    """The word, and in plain letters, where Unicode says which those are."""
    plain = unicodedata.normalize("NFKC", word)
    return word if plain == word else f"{word} ({plain})"
