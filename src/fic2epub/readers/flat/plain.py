"""
The commonest joints: `word.Then`, `word?“Then`, `said.”“No`, `“No.”Then`.

Nothing around them can make them anything else, so that patterns part them without a look at each: in a work that is
all dialogue they are nine in ten of all joints.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.readers.flat.evidence import CLOSE, OPEN
from fic2epub.readers.flat.letters import BORDER, LINE
from fic2epub.readers.flat.stops import ENDINGS, NEVER_LAST

if TYPE_CHECKING:
    from fic2epub.readers.flat.evidence import Evidence

__all__ = ["part_plain_ends"]

_OPENS = "[“‘]?[A-Z]"
_NEVER = "".join(
    rf"(?<!\b(?:{'|'.join(sorted(word for word in NEVER_LAST if len(word) == letters))})\.)" for letters in (2, 3, 4, 6)
)
"""No abbreviation that nothing ends with; a pattern that looks back has to know how far."""
_NUMBER = "|".join(rf"(?<=\s\d{{{digits}}}\.)" for digits in range(1, 5))
_STOP = re.compile(
    rf"\.(?={_OPENS})(?:(?<=[a-z][a-z]\.){_NEVER}|{_NUMBER})(?!(?i:{'|'.join(sorted(ENDINGS))})(?!\w))",
)
"""A full stop behind a number, or two small letters that are no abbreviation's, and in front of no file's ending."""
_CALLS = (re.compile(rf"\?(?={_OPENS})(?<=\w\?)"), re.compile(rf"!(?={_OPENS})(?<=\w!)"))
_SAID = re.compile(r"”(?=[A-Z“])(?<=\w[.!?…]”)")
_PARTED = rf"\g<0>{BORDER}"
_ADDRESSES = tuple(
    (sign, re.compile(rf"{re.escape(sign)}[^\s“”„«»\"‘’()\[\]—–…]*\.{BORDER}")) for sign in ("/", "@", "www.")
)
"""Addresses, and what looks like one: what their last stop is, is judged elsewhere."""
_OPEN = re.compile(rf"“[^“”{LINE}]{{0,401}}")
"""What an opening quotation mark is believed to hold when none closes it, and the letter behind that."""
_BEFORE_CAPITAL = re.compile(rf"{BORDER}(?=[A-Z])")


def part_plain_ends(text: str, evidence: Evidence) -> tuple[str, int]:
    """
    The text with `BORDER` where a paragraph ends beyond doubt, and how many of these borders are doubtful after all.

    Those are within a quotation that is open: there a blank was forgotten, or a mark.
    """
    roles = evidence.roles
    curly = roles["“"] == roles["‘"] == OPEN and roles["”"] == CLOSE
    if evidence.script or not curly:  # „so“, ‚so‘, ”so”
        return text, 0
    text = _STOP.sub(_PARTED, text)
    for sign, address in _ADDRESSES:
        if sign in text:
            text = address.sub(_whole, text)
    for pattern in _CALLS:
        text = pattern.sub(_PARTED, text)
    doubtful = sum(len(_BEFORE_CAPITAL.findall(said)) for said in _OPEN.findall(text) if BORDER in said)
    return _SAID.sub(_PARTED, text), doubtful


def _whole(match: re.Match[str]) -> str:
    return match[0].removesuffix(BORDER)
