"""Words as they are compared: without case, without marks."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["folded", "sorted_as", "words_of"]

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "’": "'"}
)
"""Letters that Unicode does not take apart, and that people without their keyboard write so."""
_VOICED = frozenset("\u3099\u309a")
"""Japanese marks that make another letter, as が of か."""
_WORD = re.compile(r"[\w'-]+")
_LEADING = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """
    The text without case and marks, in one way of writing it.

    >>> folded("Æther & Ångström")
    'aether & angstrom'
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = (sign for sign in apart if sign in _VOICED or not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", "".join(kept)).translate(_LETTERS)


def sorted_as(text: str) -> str:
    """What a name is sorted by: folded, without the quotes and dots before its first letter."""
    plain = folded(text)
    return _LEADING.sub("", plain, count=1) if _LEADING.match(plain) else plain


def words_of(text: str) -> tuple[str, ...]:
    """The words that are looked for, folded, each once; punctuation parts them."""
    return tuple(dict.fromkeys(word for part in _WORD.findall(folded(text)) if (word := part.strip("'-"))))
