"""Paragraphs that were glued where no mark ends them, and what footnotes and logs look like."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from fic2epub.readers.flat.evidence import STAMP
from fic2epub.readers.flat.letters import CAPITAL, CASED, LOWER, TERMINAL
from fic2epub.readers.flat.starters import NAMES, PREFIXES, SMALL_STARTERS, STARTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fic2epub.readers.flat.evidence import Evidence

__all__ = [
    "DOUBTFUL",
    "NONE",
    "SURE",
    "at_footnotes",
    "at_glued_words",
    "at_speakers",
    "before_digits",
    "small_starter_at",
    "starter_at",
    "word_before",
]

SURE, DOUBTFUL, NONE = 2, 1, 0

_GLUED_CASE = re.compile(rf"{CASED}(?=[{LOWER}’' ])(?<=[{LOWER}\d].)")
_FOOTNOTE = re.compile(rf"[0-9][0-9]{{0,2}}(?={CAPITAL}|[“„«‘\"'—])")
_MARKS_BEFORE = ("", "“", "‘", '"', "'", "(", "«", "„")
_MARKS_AFTER = (
    "",
    ",",
    ".",
    "?",
    "!",
    "…",
    "”",
    "’",
    ".”",
    ",”",
    "?”",
    "!”",
    '"',
    ',"',
    '."',
    "’s",
    "'s",
    ";",
    ":",
    ")",
    "»",
)
_LEFT = re.compile(r"[\w’']+")
_RIGHT = re.compile(r"[^\W_]{1,40}")
_SMALL_WORD = re.compile(rf"[{LOWER}]{{3,}}")
_NUMBER = re.compile(r"\d+([.)] |:\d\d| |\w|[.,]\d)?")
_IS_LOWER = re.compile(f"[{LOWER}]")
_CLOSES_A_SENTENCE = f"{TERMINAL}”\"'’»)“«"
_SHORT = 3
"""Letters; a shorter word in front of a capital may begin a name."""


def starter_at(text: str, place: int) -> bool:
    """Whether a word that begins many sentences, and no name, stands there."""
    word = _RIGHT.match(text, place)
    return word is not None and word[0] in STARTERS


def small_starter_at(text: str, place: int) -> bool:
    """Whether a small word that begins many sentences stands there, or a name like `iPhone`."""
    word = _RIGHT.match(text, place)
    if word is None:
        return False
    return word[0] in SMALL_STARTERS or (len(word[0]) > _SHORT and word[0][1].isupper())


def word_before(text: str, place: int) -> str:
    """The word that ends there, as far as it matters; empty when none does."""
    word = _LEFT.match(text[max(place - 40, 0) : place][::-1])
    return word[0][::-1] if word else ""


def at_glued_words(text: str, evidence: Evidence) -> Iterator[tuple[int, int]]:
    """`endThen`: both sides are words of their own, and together they are no name."""
    known = cache(lambda: Counter(text.split()))  # counted when it is asked for
    for match in _GLUED_CASE.finditer(text):
        place = match.start()
        left, right = word_before(text, place), _RIGHT.match(text, place)
        if not left or right is None or text[place - len(left) - 1] in "#@":
            continue
        if left.isdigit():
            yield place, DOUBTFUL if starter_at(text, place) or len(left) > 1 else NONE
            continue
        yield place, _between_words(left, right[0], known, evidence)


def _between_words(left: str, right: str, known: Callable[[], Counter[str]], evidence: Evidence) -> int:
    if left.casefold() in PREFIXES:
        return NONE
    if evidence.verse:
        return DOUBTFUL
    if len(left) < _SHORT or left + right in NAMES:
        return NONE
    if right in STARTERS:
        return DOUBTFUL
    words = known()
    begins = _times(right, words) + _times(right.casefold(), words) > 0
    ends = left.islower() or _times(left, words) + _times(left.casefold(), words) > 0
    return DOUBTFUL if begins and ends and _times(left + right, words) <= 1 else NONE


def _times(word: str, known: Counter[str]) -> int:
    """How often the word stands between blanks, with a mark at either end or without."""
    return sum(known[f"{before}{word}{after}"] for before in _MARKS_BEFORE for after in _MARKS_AFTER)


def at_footnotes(text: str) -> Iterator[tuple[int, int]]:
    """`end.1Then`: a raised digit behind a sentence."""
    for match in _FOOTNOTE.finditer(text):
        if match.start() and text[match.start() - 1] in _CLOSES_A_SENTENCE:
            yield match.end(), SURE


def before_digits(text: str, place: int, stop: int | None = None) -> int:
    """
    Whether digits behind the mark that ends a sentence begin the next: `end.12 hours later`, `end.2. Next`.

    They do not in `3.14` and `end.1 Then` (a footnote). `stop` is the place of a full stop, which may be a number's.
    """
    match = _NUMBER.match(text, place)
    if match is None or not match[1] or (stop is not None and not _SMALL_WORD.match(text[max(stop - 3, 0) : stop])):
        return NONE
    if match[1] == " ":
        return DOUBTFUL if _IS_LOWER.match(text, match.end()) else NONE
    return DOUBTFUL if match[1][0] in ".):" else NONE


def at_speakers(text: str, evidence: Evidence) -> Iterator[tuple[int, int]]:
    """`hibee: hello`, `hi[10:31] bee: hello`: what begins a turn of a log, glued to the end of a message."""
    if evidence.stamped:
        for match in STAMP.finditer(text):
            yield match.start(), SURE
    elif evidence.speakers:
        names = "|".join(re.escape(name) for name in sorted(evidence.speakers, key=len, reverse=True))
        for match in re.finditer(rf"(?<=[^\s\[(<@])(?:{names}): ", text):
            yield match.start(), SURE
