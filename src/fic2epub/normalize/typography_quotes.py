"""Which way a straight quotation mark turns: pure functions on the text of one paragraph.

A paragraph in which the marks do not pair is not guessed at. Apostrophes between letters are certain anywhere.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from fic2epub.normalize.typography_signs import ELIDED

__all__ = ["Turned", "turned"]

_MARK = re.compile(r"[\"'“”‘’„‟«»‹›‚]")
_STRAIGHT = re.compile(r"[\"']")
_OPENING = "“‘„«‹‚"
_BRACKETS = "([{¿¡"
_DASHES = "-–—―"
_CURVED_DOUBLE = re.compile("[“”„‟«»]")
_DECADE = re.compile(r"\d\ds?(?!\w)")
_CLOSABLE = re.compile(r"(?<=[^\s(\[{\"“])['’](?!\w)")
"""A mark that might close a quotation."""


_ALIKE = {'"': ('"', "“"), "“": ('"', "“"), "'": ("'", "‘"), "‘": ("'", "‘")}
_DEEPEST = 4
"""Quotations within each other; more are damage."""


class Turned(NamedTuple):
    """What was found in a paragraph."""

    turns: dict[int, str]
    """For the place of each straight mark that is known: `"(`, `")`, `'(`, `')` or `'` for an apostrophe."""
    paired: bool


class _Open(NamedTuple):
    place: int
    double: bool


def turned(text: str, language: str, *, follower: str, spaced: bool, curved: bool) -> Turned:
    """
    Tell opening marks from closing ones and from apostrophes.

    `language` is a base subtag, `follower` the first character of the next paragraph: where that is a mark, speech may
    run over. `spaced`: marks may stand between two spaces, as French ones do. `curved`: curved marks that are there
    pair with straight ones.
    """
    if not _STRAIGHT.search(text):
        return Turned({}, paired=True)
    if not curved and '"' in text and _CURVED_DOUBLE.search(text):
        return Turned(_apostrophes(text), paired=False)
    reading = _Reading(text, language, follower, spaced=spaced)
    for match in (_MARK if curved else _STRAIGHT).finditer(text):
        reading.read(match.start())
        if len(reading.stack) > _DEEPEST:
            break
    if reading.pairs and all(reading.runs_over(place) for place, _ in reading.stack):
        return Turned(reading.turns, paired=True)
    return Turned(_apostrophes(text), paired=False)


def _apostrophes(text: str) -> dict[int, str]:
    """Those between two letters."""
    return {match.start(): "'" for match in re.finditer(r"(?<=\w)'(?=\w)", text)}


class _Reading:
    """One walk over the marks of a paragraph."""

    def __init__(self, text: str, language: str, follower: str, *, spaced: bool) -> None:
        self.text = text
        self.first = len(text) - len(text.lstrip())
        self.follower = follower
        self.elided = ELIDED.get(language)
        self.spaced = spaced
        self.turns: dict[int, str] = {}
        self.stack: list[_Open] = []
        self.pairs = True
        closable = [match.start() for match in _CLOSABLE.finditer(text)]
        self.last_closable = closable[-1] if closable else -1

    def read(self, place: int) -> None:
        """Tell what the mark at this place is."""
        mark = self.text[place]
        if mark == '"':
            self._read_double(place)
        elif mark == "'":
            self._read_single(place)
        elif mark in "“„«":
            self.stack.append(_Open(place, double=True))
        elif mark in "”»":
            self._close(place, double=True)
        elif mark == "‘":
            self.stack.append(_Open(place, double=False))
        elif mark == "’" and self._is_open(double=False) and not self._before_word(place):
            self._close(place, double=False)

    def runs_over(self, place: int) -> bool:
        """Whether speech that begins at this mark may go on in the next paragraph, which begins with the same one."""
        return place == self.first and self.follower in _ALIKE.get(self.text[place], ())

    def _before(self, place: int) -> str:
        """The character before, with marks told already as `(` or `.`; a space at the start."""
        if place == 0:
            return " "
        char = self.text[place - 1]
        turn = self.turns.get(place - 1, "")
        if turn.endswith("(") or (char in _OPENING and not turn):
            return "("
        return "." if turn.endswith(")") else char

    def _behind(self, place: int) -> str:
        """The first character behind that is no mark; a space at the end."""
        rest = _MARK.sub("", self.text[place + 1 : place + 6])
        return rest[:1] or " "

    def _before_word(self, place: int) -> bool:
        follower = self.text[place + 1 : place + 2]
        return follower.isalnum()

    def _is_open(self, *, double: bool) -> bool:
        return any(one.double == double for one in self.stack)

    def _read_double(self, place: int) -> None:
        before, behind = self._before(place), self._behind(place)
        can_open = (before.isspace() or before in _BRACKETS) and not behind.isspace()
        can_close = not before.isspace() and before not in _BRACKETS and (behind.isspace() or not behind.isalnum())
        opens = can_open
        if self.spaced and before.isspace() and not behind.isalnum():
            opens = not self._is_open(double=True)
        elif can_open == can_close or before in _DASHES:
            if before.isspace():
                self.pairs = False
                return
            opens = not can_close and not self._is_open(double=True)
        if opens:
            self._open(place, double=True)
        elif before.isdigit() and not self._is_open(double=True):
            return  # inches
        else:
            self._close(place, double=True)

    def _read_single(self, place: int) -> None:
        before = self._before(place)
        if before.isalnum():
            self._read_single_behind_word(place)
        elif self._is_elision(place):
            self.turns[place] = "'"
        elif not before.isspace() and before not in _BRACKETS and not self._behind(place).isalnum():
            self._close(place, double=False)
        elif self.runs_over(place) or self._may_open(place):
            self._open(place, double=False)
        elif self._before_word(place):
            self.turns[place] = "'"
        else:
            self.pairs = False

    def _may_open(self, place: int) -> bool:
        """Whether a single mark before a word begins a quotation, for something behind it may end one."""
        return place < self.last_closable and not self._is_open(double=False) and not self._behind(place).isspace()

    def _read_single_behind_word(self, place: int) -> None:
        """Between letters an apostrophe, at a word's end one unless a quotation ends there."""
        if self._before_word(place) or not self._is_open(double=False):
            self.turns[place] = "'"
        elif self.text.endswith("in", 0, place) and place < self.last_closable:
            self.turns[place] = "'"  # goin'
        else:
            self._close(place, double=False)

    def _is_elision(self, place: int) -> bool:
        """Whether a word begins here that is known to lack its first letters, or the number of a decade."""
        if self.text.startswith("'n'", place):
            return True
        known = self.elided is not None and self.elided.match(self.text, place + 1) is not None
        return known or _DECADE.match(self.text, place + 1) is not None

    def _open(self, place: int, *, double: bool) -> None:
        self.stack.append(_Open(place, double))
        self.turns[place] = '"(' if double else "'("

    def _close(self, place: int, *, double: bool) -> None:
        """Close the innermost one of the kind; single ones in it that are open still were apostrophes."""
        while self.stack and self.stack[-1].double != double:
            inner = self.stack.pop()
            if inner.double or not self._before_word(inner.place):
                break
            self.turns[inner.place] = "'"
        if not self.stack or self.stack[-1].double != double:
            self.pairs = False
            return
        self.stack.pop()
        if self.text[place] in "\"'":
            self.turns[place] = '")' if double else "')"
