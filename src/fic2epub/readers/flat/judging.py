"""How sure it is that a paragraph ends at a joint: by the mark before it, and by what begins after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.readers.flat.evidence import OPEN
from fic2epub.readers.flat.glued import (
    DOUBTFUL,
    NONE,
    SURE,
    before_digits,
    small_starter_at,
    starter_at,
    word_before,
)
from fic2epub.readers.flat.letters import CAPITAL, CLOSERS, DASHES, LINE, LOWER, OPENERS, QUOTES, TERMINAL
from fic2epub.readers.flat.stops import is_full_stop

if TYPE_CHECKING:
    from collections.abc import Callable

    from fic2epub.readers.flat.evidence import Evidence

__all__ = ["sureness"]

_IS_CAPITAL = re.compile(CAPITAL)
_IS_LOWER = re.compile(f"[{LOWER}]")
_WORD = re.compile(r"\w{1,40}")
_DATE = re.compile(rf"\d{{1,4}}\.? {CAPITAL}")
_REFERENCE = re.compile(r"\[\d{1,3}\]|\(\d{1,3}\)")
"""A footnote's mark, which stands behind a sentence without a blank."""
_SPEECH = 400
"""Characters within which an opening quotation mark is believed to be still open."""


class _Joint(NamedTuple):
    """Two things that touch."""

    text: str
    start: int
    """Where the marks that end something begin."""
    place: int
    """Where the second thing begins."""
    core: str
    """The marks without quotation marks and brackets at their end."""
    closers: str
    """Those."""
    begins: str
    """What the second thing is: see `_beginning`."""

    @property
    def said(self) -> bool:
        """Whether a quotation closes here."""
        return any(mark in QUOTES for mark in self.closers)


def sureness(text: str, start: int, place: int, evidence: Evidence) -> int:
    """Of a border at `place`, after the marks that begin at `start`: `SURE`, `DOUBTFUL` or `NONE`."""
    begins = _beginning(text, place, evidence)
    if not begins:
        return NONE
    core = text[start:place].rstrip(f"{CLOSERS}{QUOTES}")
    joint = _Joint(text, start, place, core, text[start + len(core) : place], begins)
    return _judge_of(core)(joint, evidence)


def _beginning(text: str, place: int, evidence: Evidence) -> str:
    """What stands at `place`: `quote`, `capital`, `dash`, `bracket`, `digit`, `small`; empty if nothing begins."""
    char = text[place]
    if char in QUOTES or char in "¿¡":
        return "quote"
    if _IS_CAPITAL.match(char):
        return "capital"
    if char.isdigit():
        return "digit"
    if _IS_LOWER.match(char):
        return "small" if evidence.small or evidence.verse or small_starter_at(text, place) else ""
    return _marked(text, place, evidence)


def _marked(text: str, place: int, evidence: Evidence) -> str:
    """What a mark begins; a sign or a picture begins as a capital does."""
    char = text[place]
    if char in DASHES:
        return "dash" if char in evidence.dashes else ""
    if char in OPENERS:
        return "" if _REFERENCE.match(text, place) else "bracket"
    return "" if char in CLOSERS or char in ",;:" else "capital"


def _judge_of(core: str) -> Callable[[_Joint, Evidence], int]:
    last = core[-1:]
    if not last:
        return _after_word
    if last == "…" or core.endswith("..."):
        return _after_ellipsis
    if last in DASHES:
        return _after_dash
    if last in TERMINAL:
        return _after_stop if last == "." else _after_call
    return _after_comma


def _after_call(joint: _Joint, evidence: Evidence) -> int:
    """`!`, `?` and their like."""
    if joint.begins == "digit":
        return before_digits(joint.text, joint.place)
    if joint.begins == "small" and not evidence.small:
        return NONE  # “What?”she said
    return _unless_said(joint, evidence, closed=joint.said)


def _unless_said(joint: _Joint, evidence: Evidence, *, closed: bool) -> int:
    """Sure, but inside a quotation that is open: there a blank was forgotten, or a mark."""
    if closed or joint.begins != "capital":
        return SURE
    return DOUBTFUL if _is_said(joint.text, joint.place, evidence) else SURE


def _is_said(text: str, place: int, evidence: Evidence) -> bool:
    """Whether a quotation is open there."""
    if evidence.roles.get("“") != OPEN:
        return False
    since = max(place - _SPEECH, 0)
    since = max(since, text.rfind(LINE, since, place))
    return text.rfind("“", since, place) > text.rfind("”", since, place)


def _after_dash(joint: _Joint, _: Evidence) -> int:
    """`—”Then` is sure; `—Then` is one where no name follows."""
    if joint.said or joint.begins == "dash":
        return SURE
    return DOUBTFUL if joint.begins == "capital" and starter_at(joint.text, joint.place) else NONE


def _after_ellipsis(joint: _Joint, evidence: Evidence) -> int:
    if joint.begins == "small":
        if not evidence.small:
            return NONE
        return SURE if joint.closers else DOUBTFUL * evidence.loose
    if joint.closers or joint.begins in ("quote", "dash"):
        return SURE
    if joint.begins != "capital" or evidence.tight or _stammers(joint):
        return NONE
    word = _WORD.match(joint.text, joint.place)
    return _unless_said(joint, evidence, closed=False) - (word is not None and word[0] == "I")


def _stammers(joint: _Joint) -> bool:
    """`I…I`, `Wha…What`."""
    word = _WORD.match(joint.text, joint.place)
    before = word_before(joint.text, joint.start)
    return bool(word and before and word[0].casefold().startswith(before.casefold()[:2]))


def _after_stop(joint: _Joint, evidence: Evidence) -> int:
    stop = joint.start + len(joint.core) - 1
    if joint.begins == "digit":
        return before_digits(joint.text, joint.place, stop)
    if joint.begins == "small" and not evidence.small:
        return DOUBTFUL if joint.closers or is_full_stop(joint.text, stop, small=True) else NONE
    if joint.closers:
        return SURE
    if not is_full_stop(joint.text, stop, small=joint.begins == "small"):
        return NONE
    return _unless_said(joint, evidence, closed=False)


def _after_comma(joint: _Joint, evidence: Evidence) -> int:
    """`,”“No` is one; a line of verse ends in a comma, and nothing else does."""
    if joint.said:
        return DOUBTFUL if joint.begins == "quote" else NONE
    if joint.begins == "digit":  # “Dear Ines,14 March”, and not “1,234”
        date = joint.text[joint.start - 1].isalpha() and _DATE.match(joint.text, joint.place)
        return DOUBTFUL if date else NONE
    return DOUBTFUL if evidence.verse and joint.begins in ("capital", "quote", "small") else NONE


def _after_word(joint: _Joint, evidence: Evidence) -> int:
    """A paragraph that ends without a stop: `called it “home”Then`, `(see below)Then`."""
    before = joint.text[joint.start - 1]
    if not joint.closers:
        glued = joint.begins == "quote" and before.isalnum()
        return DOUBTFUL if glued and (evidence.small or _IS_CAPITAL.match(joint.text, joint.place + 1)) else NONE
    if joint.closers in ("'", "’") and before.isalpha() and joint.begins == "capital":
        return NONE  # O’Brien
    if joint.closers == "_" or (before.isspace() and joint.closers[0] != "»"):
        return NONE
    if joint.begins == "small":
        return DOUBTFUL if evidence.small and joint.closers[-1] in ")]" else NONE
    return DOUBTFUL if joint.begins in ("capital", "quote", "dash") else NONE
