"""
Where a line of a title may end: between words, ideographs and syllables, and never before a letter's marks.

Thai is written without spaces: its words are told by BudouX, a small model, which no other title imports.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from fic2epub.patterns import late

if TYPE_CHECKING:
    from budoux import Parser

__all__ = ["clusters", "syllables", "units"]

_WORD = late(r" ?(?:[^ /—–-]+[/—–-]*|[/—–-]+)")
"""A word, or a part of one up to its hyphen."""
_SPACES = "\u200b "
_ZWJ = "\u200d"
_VIRAMA = 9
"""The combining class of the signs that join two consonants of an Indic script (Unicode Character Database)."""
_MARKS = frozenset(("Mn", "Mc", "Me"))
_PARTS = (range(0x1160, 0x1200), range(0x1F3FB, 0x1F400), range(0xE0020, 0xE0080), range(0xFE00, 0xFE10))
"""What belongs to the character before it: vowels and finals of Hangul, colours of skin, tags of flags, variants."""
_AFTER = "\u0e33\u0eb3\u200c\u200d\uff9e\uff9f"
"""The same: spacing vowels of Thai and Lao, joiners, voicing marks of half width."""
_BEFORE = "เแโใไເແໂໃໄ"
"""Vowels of Thai and Lao that are written before the consonant they follow: a syllable begins with them."""
_ENDS = "ะๆฯະໆ\u0f0b།၊။។"
"""Signs of Thai, Lao, Tibetan, Burmese and Khmer that end a syllable or a phrase."""
_THAI = late("[\u0e01-\u0e7f]+")
_VOWELS = frozenset("aeiouyæœøıаеёиоуыэюяіїєўαεηιουωάέήίόύώ")
"""Of the scripts whose words hyphens part, less the marks on them."""
_ONSETS = frozenset("sch ch ph sh th gh bl br cl cr dr fl fr gl gr kl kr pl pr tr vr wr sz cz rz zh kn gn".split())
"""Consonants that begin a syllable together, in enough of the languages that have them; of others the last one does."""
_LEAST = 2
"""Letters of a word before and behind a hyphen."""
_FLAGS = range(0x1F1E6, 0x1F200)
_IDEOGRAPHS = (
    *(range(0x2E80, 0x3008), range(0x3012, 0x3100), range(0x3105, 0x3130), range(0x31A0, 0x31C0)),
    *(range(0x31F0, 0x3200), range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0xFF01, 0xFF61)),
    range(0x20000, 0x40000),
)
_CLOSING = frozenset(
    "、。，．！？：；）］｝〉》」』】〕〗〙〛…‥ー々〻ゝゞヽヾ～・’”ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ!?,.:;)]}%»›—–"
)
_OPENING = frozenset("（［｛〈《「『【〔〖〘〚‘“([{«‹")
"""Marks that may not begin, or not end, a line (W3C, Requirements for Japanese Text Layout, 3.1.7)."""
_SYLLABIC = (range(0x1000, 0x10A0), range(0x1780, 0x1800))
"""Burmese and Khmer, whose clusters are syllables or nearly so."""
_ASAT = "\u103a"
"""It takes the vowel from a Burmese consonant, which then ends the syllable before it."""
_SPACELESS = 0x0E00
"""The first of all scripts that are written without spaces."""


def clusters(text: str) -> list[str]:
    """The text in pieces that a reader takes for one character each: a letter with its marks, one emoji."""
    if text.isascii():
        return list(text)
    found: list[str] = []
    for char in text:
        if found and _belongs(found[-1], char):
            found[-1] += char
        else:
            found.append(char)
    return found


def _belongs(before: str, char: str) -> bool:
    """Whether a character is a part of the cluster before it."""
    code, last = ord(char), before[-1]
    if last.isspace():  # a line may begin with a mark, and then has it alone
        return False
    if unicodedata.category(char) in _MARKS or char in _AFTER or any(code in span for span in _PARTS):
        return True
    if last == _ZWJ or last in _BEFORE:
        return not char.isspace()
    if code in _FLAGS:
        return len(before) == 1 and ord(before) in _FLAGS
    return unicodedata.combining(last) == _VIRAMA and unicodedata.category(char) == "Lo" and ord(last) < _SPACELESS


def units(text: str) -> list[str]:
    """The pieces of a text that no line break parts, each with the space before it."""
    if max(text, default="") < chr(_SPACELESS):
        return _WORD.findall(text)
    ends = _thai_ends(text)
    found: list[str] = []
    at = 0
    for cluster in clusters(text):
        if found and not _may_break(found[-1], cluster, ends=at in ends):
            found[-1] += cluster
        else:
            found.append(cluster)
        at += len(cluster)
    return [unit for unit in found if unit.strip(_SPACES)]


def _thai_ends(text: str) -> set[int]:
    """Where words of Thai end within what is written as one."""
    ends: set[int] = set()
    for run in _THAI.finditer(text):
        at = run.start()
        for word in _thai().parse(run[0]):
            at += len(word)
            ends.add(at)
    return ends


@cache
def _thai() -> Parser:
    from budoux import load_default_thai_parser  # noqa: PLC0415 - for one language only

    return load_default_thai_parser()


def syllables(text: str) -> list[str]:
    """
    The pieces of a text where words may be parted if they must: at syllables, as far as letters tell them.

    A syllable begins with the consonants before its vowel that go together, whatever the language: the title of a work
    in English may be a German word. No piece of a word has less than two letters.
    """
    found: list[str] = []
    for unit in units(text):
        start = 0
        for end in _syllable_ends(unit):
            found.append(unit[start:end])
            start = end
        found.append(unit[start:])
    return found


def _syllable_ends(unit: str) -> list[int]:
    """Where syllables of a word end but the last."""
    word = (
        "".join(unicodedata.normalize("NFD", char)[0] for char in unit.lower()) if unit.upper() != unit.lower() else ""
    )
    vowels = [place for place, char in enumerate(word) if char in _VOWELS]
    if not vowels or len(word) != len(unit):
        return []
    ends: list[int] = []
    first = next(place for place, char in enumerate(word) if char.isalpha())
    for before, vowel in pairwise(vowels):
        onset = word[before + 1 : vowel]
        if not onset.isalpha():
            continue
        begin = vowel - next((size for size in (3, 2) if onset[-size:] in _ONSETS and len(onset) >= size), 1)
        if begin - first >= _LEAST and len(word) - begin >= _LEAST and word[first:begin].isalpha():
            ends.append(begin)
    return ends


def _may_break(before: str, cluster: str, *, ends: bool) -> bool:
    """Whether a line may end between these two: the piece so far, which `ends` a word of Thai, and what comes next."""
    last, first = before[-1], cluster[0]
    if first in _SPACES or last in _SPACES:
        return first in _SPACES or last == _SPACES[0]
    if first in _CLOSING or last in _OPENING:
        return False
    if _is_ideograph(last) or _is_ideograph(first):
        return True
    thai = _THAI.match(last) is not None and _THAI.match(first) is not None
    if thai or first in _BEFORE or last in _ENDS:
        return (ends or not thai) and first not in _ENDS
    if any(ord(first) in span for span in _SYLLABIC):
        return _ASAT not in cluster and unicodedata.category(first) == "Lo"
    return last in "-–—/"


def _is_ideograph(char: str) -> bool:
    return any(ord(char) in span for span in _IDEOGRAPHS)
