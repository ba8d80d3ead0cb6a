"""Which full stops end a sentence, where no blank tells it."""

from __future__ import annotations

import re

from fic2epub.readers.flat.letters import CAPITAL, LOWER
from fic2epub.readers.flat.starters import STARTERS

__all__ = ["ENDINGS", "NEVER_LAST", "is_full_stop"]

_WORD = re.compile(r"[^\s“”„«»\"‘’()\[\]—–…]+")
_NEXT = re.compile(r"\w{1,40}")
NEVER_LAST = frozenset(
    "mr mrs ms dr prof st sgt capt lt col gen rev fr messrs mme mlle e.g i.e cf vs viz nos vol pp".split()
)
"""Abbreviations that no paragraph ends with, for a name or a number follows."""
ENDINGS = frozenset(
    "txt doc docx pdf odt html htm epub mobi zip rar exe jpg jpeg png gif bmp svg mp3 mp4 wav avi mkv csv json xml "
    "py js css php ini log bat dll com org net edu gov info io uk de fr".split()
)
"""What follows the stop in names of files and hosts."""
_SINGLE = re.compile(rf"(?:^|[^\w]){CAPITAL}$")
_DOTTED = re.compile(r"(?:^|\W)(?:\w\.)+\w$")


def is_full_stop(text: str, stop: int, *, small: bool = False) -> bool:
    """Whether the full stop at `stop`, with a letter right behind it, ends a sentence."""
    word = _word_before(text, stop)
    following = _NEXT.match(text, stop + 1)
    after = following[0] if following else ""
    if word.casefold() in NEVER_LAST:
        return False
    if after.casefold() in ENDINGS:
        return False
    if len(word) > 1 and word.isalpha():  # most words; what follows is for initials and addresses
        return not (small and len(after) == 1 and text[stop + 2 : stop + 3] == ".")
    if _is_address(word):
        return False
    if _SINGLE.search(word) or _DOTTED.search(word):
        return _after_initial(word, after, small=small)
    return not (small and len(after) == 1 and text[stop + 2 : stop + 3] == ".")  # a.m.


def _word_before(text: str, stop: int) -> str:
    """The word that ends there; a pattern is wanted only where it is more than letters."""
    window = text[max(stop - 60, 0) : stop]
    word = window.rpartition(" ")[2]
    if not word.isalpha():
        match = _WORD.match(window[::-1])
        word = match[0][::-1] if match else ""
    return word


def _is_address(word: str) -> bool:
    return "@" in word or "://" in word or "/" in word or word.startswith("www.")


def _after_initial(word: str, after: str, *, small: bool) -> bool:
    """`U.S.A`, `J.R.Hale` go on; `at 7 a.m.Then`, `it was I.Then` end."""
    single = len(after) == 1
    if small:
        return not single
    ends = word.islower() or word == "I" or after in STARTERS
    return not single and re.match(rf"{CAPITAL}[{LOWER}]", after) is not None and ends
