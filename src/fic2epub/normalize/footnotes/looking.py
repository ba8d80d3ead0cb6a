"""One quick look at a work: most have no notes, and are to lose no time over them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.dom import letters_of
from fic2epub.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.model import Work, Xhtml

__all__ = [
    "ASCII_BUT_SIGNS",
    "ASCII_SIGNS",
    "bodies_of",
    "may_have_marks",
    "may_have_notes",
    "may_hold_marks",
    "may_name_glossary",
    "plain_text",
]

_TEXT = etree.XPath("string()", smart_strings=False)
_SIGNS = ("[", "［", "【", "（", *"¹²³", "①")
_STARS = (r"\*(?<=[^\s*†‡(\[~=+_|-]\*)", r"†(?<=[^\s*†‡(\[~=+_|-]†)", r"‡(?<=[^\s*†‡(\[~=+_|-]‡)")
"""Signs behind a word, not those of `* * *` and `~*~`; each pattern begins with its sign, which is found fast."""
_FIRST = (r"\*(?!\s*\*)(?<=[^\s*†‡(\[~=+_|-]\*)", *_STARS[1:])
"""One sign alone: who has `**` or `***` for a mark has one before it, and all others part scenes with them."""
_ROUND = r"\([^()\s]{0,9}\d{1,3}\)"
_GLOSSARIES = (
    *("translat", "glossa", "glosario", "vocab", "dictionar", "übersetzung", "traduct", "traducc", "traduç"),
    *("traduzion", "перевод", "глоссар", "翻译", "翻譯", "译注", "訳"),
)
"""Parts of the names of lists of translations."""
_TAIL = 5000
"""Characters at the end of a body, among which the name of such a list stands."""


def bodies_of(work: Work[Xhtml]) -> Iterator[Xhtml]:
    """All bodies of the work that are there."""
    for chapter in work.chapters:
        yield from (body for body in (chapter.body, chapter.notes, chapter.endnotes, chapter.summary) if body)
    yield from (body for body in (work.summary, work.notes, work.endnotes) if body)


def plain_text(element: _Element) -> str:
    """All text, by one call."""
    return str(_TEXT(element))


def may_have_marks(text: str) -> bool:
    """Whether any sign is there that marks of notes have, where a mark may stand."""
    return _has_numbers(text) or any(re.search(star, text) is not None for star in _STARS)


def _has_numbers(text: str) -> bool:
    return any(sign in text for sign in _SIGNS) or ("(" in text and re.search(_ROUND, text) is not None)


def may_name_glossary(text: str) -> bool:
    """Whether a list of translations may be named, near the end."""
    tail = text[-_TAIL:].lower()
    return any(name in tail for name in _GLOSSARIES)


def may_have_notes(element: _Element) -> bool:
    """Whether anything in a body may belong to a note."""
    if next(element.iter("sup"), None) is not None or any("#" in link.get("href", "") for link in element.iter("a")):
        return True
    written = letters_of(element)
    if not may_hold_marks(written, written.translate(None, ASCII_BUT_SIGNS)):
        return False
    text = written.decode()
    first = any(re.search(star, text) is not None for star in _FIRST)
    return first or _has_numbers(text) or may_name_glossary(text)


ASCII_SIGNS = b"[*("
"""What marks of notes begin with, of ASCII."""
ASCII_BUT_SIGNS = bytes(code for code in range(0x80) if code not in ASCII_SIGNS)
_RARE = tuple(sign.encode() for sign in (*_SIGNS, *"†‡"))
_OTHER_ENDS = bytes(set(range(0x100)).difference(sign[-1] for sign in _RARE))
"""Bytes that end none of them: one look for all costs less than one for each."""
_STAR, _BRACKET = late(rb"\*(?!\s*\*)(?<=[^\s*(\[~=+_|-]\*)"), late(rb"\([^()\s]+\)")
"""What `_FIRST` and `_ROUND` find, and more."""
_NAMING = (b"translat", b"glos", b"vocab", b"dictionar", b"bersetzung", b"tradu")
_NAMING_ELSEWHERE = ("\u0400".encode()[:1], "翻".encode(), "译".encode(), "訳".encode())
"""Parts of `_GLOSSARIES`, and the first byte of most Cyrillic letters."""
_MOST_BYTES = 4
"""Bytes of UTF-8 in a character."""


def may_hold_marks(written: bytes, signs: bytes) -> bool:
    """
    Whether a mark may be in a text, or a glossary: seen in its bytes, a tenth of the time.

    `signs` are those of its bytes that are not ASCII, or one of `ASCII_SIGNS`.
    """
    if signs.translate(None, _OTHER_ENDS) and any(sign in signs for sign in _RARE):
        return True
    if (b"*" in signs and _begins(_STAR, b"*", written)) or (b"(" in signs and _begins(_BRACKET, b"(", written)):
        return True
    tail = written[-min(_TAIL + len(signs), _MOST_BYTES * _TAIL) :]
    if any(name in signs and name in tail for name in _NAMING_ELSEWHERE):
        return True
    lowered = tail.lower()
    return any(name in lowered for name in _NAMING)


def _begins(pattern: re.Pattern[bytes], sign: bytes, written: bytes) -> bool:
    """Whether the pattern matches anywhere; it begins with the sign, which is found much faster."""
    place = written.find(sign)
    while place >= 0:
        if pattern.match(written, place):
            return True
        place = written.find(sign, place + 1)
    return False
