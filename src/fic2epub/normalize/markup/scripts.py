"""What the letters of a text tell: their direction, their language where only one has them, and what is no letter.

One look in C at a body's text says what is in it at all, so that prose in Latin letters costs nothing more.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.dom import letters_of
from fic2epub.languages import base_of
from fic2epub.normalize.markup.names import BLOCKS

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "LEFTWARD",
    "SCRIPTS",
    "Script",
    "Share",
    "may_run_leftward",
    "share_of",
    "shares_in",
    "signs_in",
    "suits",
]


class Script(NamedTuple):
    """Letters, and the one language that is written with them."""

    letters: str
    """Inside of a character class."""
    language: str = ""
    shared: str = ""
    """Letters that the language has in common with others; they count where enough of its own stand among them."""
    users: str = ""
    """Languages beside `language` whose works may hold these letters without being in another language."""
    doubt: str = "(?!)"
    """Signs of another language that is written with the same letters."""


LEFTWARD = Script(
    "\u0590-\u065f\u066e-\u06ef\u06fa-\u07bf\u07ca-\u08ff\ufb1d-\ufdfd\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001e95f"
)
"""All scripts from right to left, without digits, which run the other way in each of them (Unicode, UAX 9)."""
_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
SCRIPTS = (
    # Han alone, Arabic, Cyrillic, Devanagari and the like are many languages': their letters name none.
    Script("\u3041-\u309f\u30a1-\u30ff\u31f0-\u31ff\uff66-\uff9f", "ja", shared=_HAN, users="ain"),
    Script("\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb", "ko", shared=_HAN),
    # The joined letters of Yiddish, or its pointed alef where no letter is pointed as in Hebrew.
    Script(
        "\u0591-\u05f4\ufb1d-\ufb4f",
        "he",
        users="arc lad und-hebr yi",
        doubt="[\u05f0-\u05f2\ufb1f]|\u05d0[\u05b7\u05b8](?![^\u05b0]*\u05b0)",
    ),
    # The accents of ancient Greek.
    Script("\u0370-\u03ff\u1f00-\u1fff", "el", users="cop tsd", doubt="[\u1f00-\u1fff]"),
    Script("\u0e01-\u0e4e", "th"),
    Script("\u0e81-\u0edf", "lo"),
    Script("\u1780-\u17d3", "km"),
    Script("\u0531-\u0588\ufb13-\ufb17", "hy"),
    Script("\u10a0-\u10ff\u1c90-\u1cbf", "ka"),
    Script("\u0b80-\u0bd7", "ta"),
    Script("\u0c00-\u0c63", "te"),
    Script("\u0c80-\u0ce3", "kn"),
    Script("\u0d00-\u0d63\u0d7a-\u0d7f", "ml"),
    Script("\u0d80-\u0ddf\u0df2-\u0df3", "si"),
    Script("\u0a80-\u0ae3\u0af9-\u0aff", "gu"),
    Script("\u0a01-\u0a5e", "pa"),
    Script("\u0780-\u07b1", "dv"),
    Script("\u13a0-\u13fd\uab70-\uabbf", "chr"),
)
_MOSTLY = 2
"""Letters of a script for each other one that make a text one in that script, and not a text with names from it."""
_FEWEST = 4
"""Letters that tell a language: faces such as `(´・ω・`)` and `¯\\_(ツ)_/¯` have fewer side by side."""
_OWN = 5
"""Of so many letters one has to be the language's own."""

_ASCII = bytes(range(0x80))
_PRINTED = re.compile(rb"\n  ")
_LATIN = bytes(range(0xC0)) + bytes(range(0xC3, 0xC9)) + b"\xcb\xe2"
"""The bytes of UTF-8 text in Latin letters with accents and typographic punctuation."""
_FOUND: dict[str, bytes] = {
    # sign: the first bytes of characters that may be it
    "~leftward": b"\xd6\xd7\xd8\xd9\xda\xdb\xdc\xdd\xde\xdf\xe0\xef\xf0",
    "~letters": b"\xcd\xce\xcf\xd4\xd5\xd6\xd7\xde\xe0\xe1\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xef",
    "~han": b"\xe3\xe4\xe5\xe6\xe7\xe8\xe9",
    "~fancy": b"\xc9\xca\xe1\xea\xef\xf0",
}
_TYPED_SPACES = re.compile(rb"\xc2\xa0|\xe2\x80[\x80-\x85\x89\x8a\xaf]")
"""U+00A0, U+2000 to U+2005, U+2009, U+200A, U+202F: spaces that a paragraph may be indented with."""
_WIDE_SPACE = "\u3000".encode()
_CIRCLED = ("\u24b6".encode()[:2], "\u24c0".encode()[:2])
_PILE = rb"(?:\xcc[\x80-\xbf]|\xcd[\x80-\xaf]|\xd2[\x83-\x89]){4}"
"""Four of U+0300 to U+036F or U+0483 to U+0489, side by side."""


class Share(NamedTuple):
    """How many letters of a text, side by side at least two, are of a script."""

    own: int = 0
    other: int = 0
    core: int = 0
    """Of `own` those that no other language has."""
    doubts: int = 0

    def plus(self, other: Share) -> Share:
        """Both together."""
        return Share(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    def mostly(self, times: int = _MOSTLY) -> bool:
        """Whether the text is one in this script."""
        return self.own > times * self.other

    def hardly(self) -> bool:
        """Whether the text is one in another script."""
        return self.other > _MOSTLY * self.own

    def tells(self, times: int = _MOSTLY) -> bool:
        """Whether the text is certainly in the language of this script."""
        return self.mostly(times) and self.own >= _FEWEST and self.core * _OWN >= self.own and not self.doubts


def may_run_leftward(body: _Element) -> bool:
    """Whether the text may hold letters that run from the right; what `signs_in` says of it, alone."""
    rest = letters_of(body).translate(None, _LATIN)
    return not frozenset(rest).isdisjoint(_FOUND["~leftward"])


def signs_in(body: _Element) -> set[str]:
    """What the text holds that a rule may wake to; nothing for prose in Latin letters."""
    text = letters_of(body)
    found = {"~printed"} if _PRINTED.search(text, 1) else set()  # the archive's page has one before any body
    signs = text.translate(None, _ASCII)
    if not signs:
        return found
    rest = frozenset(signs.translate(None, _LATIN))
    found.update(sign for sign, leads in _FOUND.items() if not rest.isdisjoint(leads))
    if _TYPED_SPACES.search(signs):
        found.add("~spaces")
    if _WIDE_SPACE in signs:
        found.add("~wide")
    if not rest.isdisjoint(b"\xcc\xcd\xd2") and re.search(_PILE, text):
        found.add("~piles")
    if any(circled in signs for circled in _CIRCLED):
        found.add("~fancy")
    return found


@cache
def _patterns(script: Script) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    own = script.letters + script.shared
    rest = rf"[^\W\d_{own}]"  # dear to look up: the commonest letters are taken before it is asked
    others = rf"[A-Za-z]{{2,}}{rest}*|{rest}{{2,}}"
    patterns = f"[{own}]{{2,}}", others, f"[{script.letters}]+", script.doubt
    first, second, third, fourth = map(re.compile, patterns)
    return first, second, third, fourth


def share_of(text: str, script: Script) -> Share:
    """Count a script's letters in a text."""
    own, other, core, doubt = _patterns(script)
    said = sum(map(len, own.findall(text)))
    return Share(
        said,
        sum(map(len, other.findall(text))),
        sum(map(len, core.findall(text))) if said else 0,
        len(doubt.findall(text)) if said else 0,
    )


def shares_in(body: _Element, script: Script) -> dict[_Element, Share]:
    """For the body and each block in it, how many of its letters are of the script; each text is counted once."""
    shares: dict[_Element, Share] = {}
    parents: set[_Element] = set()
    for block in reversed([body, *body.iterdescendants(*BLOCKS)]):
        if block not in parents:
            shares[block] = share_of("".join(block.itertext()), script)
        parent = block.getparent()
        if block is not body and parent is not None:
            parents.add(parent)
            shares[parent] = shares.get(parent, Share()).plus(shares[block])
    return shares


def suits(language: str, script: Script) -> bool:
    """Whether text in the script may stand in a work or block of this language without being in another."""
    return base_of(language) == script.language or language.lower() in script.users.split()
