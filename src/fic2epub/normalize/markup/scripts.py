"""What the letters of a text tell: their direction, their language where only one has them, and what is no letter.

One look in C at a body's text says what is in it at all, so that prose in Latin letters costs nothing more.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from fic2epub.dom import letters_of
from fic2epub.languages import base_of
from fic2epub.normalize.footnotes.looking import ASCII_BUT_SIGNS, ASCII_SIGNS, may_hold_marks
from fic2epub.normalize.markup.names import BLOCKS
from fic2epub.patterns import late
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

__all__ = [
    "LEFTWARD",
    "SCRIPTS",
    "Script",
    "Share",
    "Shares",
    "may_run_leftward",
    "scripts_among",
    "share_in",
    "signs_in",
    "signs_of",
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
_PRINTED = b"\n  "
_LATIN = bytes(range(0xC0)) + bytes(range(0xC3, 0xC9)) + b"\xcb\xe2"
"""The bytes of UTF-8 text in Latin letters with accents and typographic punctuation."""
_LEFTWARD_LEADS = b"\xd6\xd7\xd8\xd9\xda\xdb\xdc\xdd\xde\xdf\xe0\xef\xf0"
_LEADS = b"\xcd\xce\xcf\xd4\xd5\xd6\xd7\xde\xe0\xe1\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xef"
"""The first bytes of characters that may be letters of such scripts: emoji, among others, begin like them."""
_FOUND: dict[str, bytes] = {
    # sign: the first bytes of characters that are it
    "~han": b"\xe3\xe4\xe5\xe6\xe7\xe8\xe9",
    "~fancy": b"\xc9\xca\xe1\xea\xef\xf0",
}
_NO_BREAK_SPACE = "\u00a0".encode()
_TYPED_SPACES = late(rb"\xe2\x80[\x80-\x85\x89\x8a\xaf]")
"""U+2000 to U+2005, U+2009, U+200A, U+202F: other spaces that a paragraph may be indented with."""
_TYPED = b"\xe2\x80"
_OTHER_ENDS = bytes(set(range(0x100)).difference(b"\x80\x81\x82\x83\x84\x85\x89\x8a\xaf"))
"""Bytes that end none of them."""
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


def signs_of(text: str | bytes) -> str:
    """What a text, perhaps in UTF-8, holds beyond ASCII, each character once."""
    written = text.encode() if isinstance(text, str) else text
    return "".join(sorted(set(written.translate(None, _ASCII).decode())))


def scripts_among(signs: str, scripts: Iterable[Script]) -> list[Script]:
    """The scripts of which a letter of their own is among the characters."""
    return [script for script in scripts if _patterns(script).core.search(signs)]


def may_run_leftward(body: _Element) -> bool:
    """Whether the text holds letters that run from the right; what `signs_in` says of it, alone."""
    signs = letters_of(body).translate(None, _ASCII)
    return _holds_any(signs, frozenset(signs.translate(None, _LATIN)), _LEFTWARD_LEADS, (LEFTWARD,))


def _holds_any(signs: bytes, rest: frozenset[int], leads: bytes, scripts: Iterable[Script]) -> bool:
    """Whether a letter of the scripts is in the text beyond ASCII; `rest` are its bytes that are rare in Latin text."""
    return not rest.isdisjoint(leads) and bool(scripts_among(signs_of(signs), scripts))


def signs_in(body: _Element) -> set[str]:
    """What the text holds that a rule may wake to; nothing for prose in Latin letters."""
    text = letters_of(body)
    found = {"~printed"} if text.rfind(_PRINTED) > 0 else set()  # the archive's page has one before any body
    signs = text.translate(None, ASCII_BUT_SIGNS)
    if may_hold_marks(text, signs):
        found.add("~notes")
    signs = signs.translate(None, ASCII_SIGNS)
    return found | _signs_beyond_ascii(signs, text) if signs else found


def _signs_beyond_ascii(signs: bytes, text: bytes) -> set[str]:
    """The same of a text of which these bytes are not ASCII."""
    rest = frozenset(signs.translate(None, _LATIN))
    found = {sign for sign, leads in _FOUND.items() if not rest.isdisjoint(leads)}
    if _holds_any(signs, rest, _LEFTWARD_LEADS, (LEFTWARD,)):
        found.add("~leftward")
    if _holds_any(signs, rest, _LEADS, SCRIPTS):
        found.add("~letters")
    if _NO_BREAK_SPACE in signs or _holds_typed_spaces(signs):
        found.add("~spaces")
    if _WIDE_SPACE in signs:
        found.add("~wide")
    if not rest.isdisjoint(b"\xcc\xcd\xd2") and re.search(_PILE, text):
        found.add("~piles")
    if any(circled in signs for circled in _CIRCLED):
        found.add("~fancy")
    return found


def _holds_typed_spaces(signs: bytes) -> bool:
    """Most texts have quotation marks, which begin as these spaces do, and end otherwise."""
    ends = signs.replace(_TYPED, b"").translate(None, _OTHER_ENDS)
    return bool(ends) and _TYPED_SPACES.search(signs) is not None


class _Patterns(NamedTuple):
    """How a script's letters are found."""

    own: re.Pattern[str]
    """Letters that the language may have, side by side."""
    other: re.Pattern[str]
    core: re.Pattern[str]
    """Letters that no other language has."""
    doubt: re.Pattern[str]


@cache
def _patterns(script: Script) -> _Patterns:
    own = script.letters + script.shared
    rest = rf"[^\W\d_{own}]"  # dear to look up: the commonest letters are taken before it is asked
    others = rf"[A-Za-z]{{2,}}{rest}*|{rest}{{2,}}"
    patterns = f"[{own}]{{2,}}", others, f"[{script.letters}]+", script.doubt
    return _Patterns(*map(re.compile, patterns))


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))


def share_in(texts: Sequence[str], script: Script) -> Share:
    """
    Count a script's letters in texts.

    Once it is sure that the others are the most, those in the texts behind are not counted: `mostly`, `hardly` and
    `tells` say the same.
    """
    patterns = _patterns(script)
    said = [text for text in texts if patterns.own.search(text)]
    own = sum(_count(patterns.own, text) for text in said)
    return Share(
        own,
        _others(texts, script, _MOSTLY * own),
        sum(_count(patterns.core, text) for text in said),
        sum(len(patterns.doubt.findall(text)) for text in said),
    )


def _others(texts: Iterable[str], script: Script, most: int) -> int:
    """Letters of other scripts, counted text by text until they are more than `most`."""
    other = 0
    for text in texts:
        other += _count(_patterns(script).other, text)
        if other > most:
            break
    return other


class Shares:
    """How many letters of the blocks of a body are of a script: of most works' blocks no one asks, and none is read."""

    def __init__(self, body: _Element, script: Script) -> None:
        self._script = script
        known = {block: share_in(tuple(_texts_in(block)), script) for block in _innermost_with(body, script)}
        most = _MOSTLY * sum(share.own for share in known.values())
        for block in reversed(_around(known, body)):  # what is inside comes before what is around it
            kids = [child for child in block if child.tag in BLOCKS]
            share = Share()
            for kid in kids:
                share = share.plus(known[kid]) if kid in known else share
            texts = (text for kid in kids if kid not in known for text in _texts_in(kid))
            known[block] = share.plus(Share(other=_others(texts, script, most - share.other)))
        self._known = known
        """Of the blocks with a letter of the script in them; with others till those are sure to be the more."""

    def of(self, block: _Element) -> Share:
        """The share of a block; without any letter of the script one other text is as good as all."""
        return self._known.get(block) or Share(other=_others(_texts_in(block), self._script, 0))

    def mostly(self, block: _Element) -> bool:
        """Whether the block is one in this script."""
        return block in self._known and self._known[block].mostly()

    def tells(self, block: _Element) -> bool:
        """Whether the block is certainly in the language of this script."""
        return block in self._known and self._known[block].tells()


def _innermost_with(body: _Element, script: Script) -> list[_Element]:
    """The blocks with a letter in them that the script may have, and without a block; in order."""
    letter = re.compile(f"[{script.letters}{script.shared}]").search
    found: dict[_Element, None] = {}
    for element in body.iter():
        text, tail = element.text, element.tail
        if text and letter(text):
            found[_block_of(element, body)] = None
        if tail and element is not body and letter(tail):
            found[_block_of(element.getparent(), body)] = None
    return [block for block in found if not any(child.tag in BLOCKS for child in block)]


def _block_of(element: _Element | None, body: _Element) -> _Element:
    """The nearest block around a text."""
    while element is not None and element is not body and element.tag not in BLOCKS:
        element = element.getparent()
    return body if element is None else element


def _around(blocks: Iterable[_Element], body: _Element) -> list[_Element]:
    """All elements around the blocks up to the body, each behind what is around it."""
    found: dict[_Element, None] = {}
    for block in blocks:
        path = []
        at = None if block is body else block.getparent()
        while at is not None and at not in found:
            path.append(at)
            at = None if at is body else at.getparent()
        found.update(dict.fromkeys(reversed(path)))
    return list(found)


def _texts_in(block: _Element) -> Iterator[str]:
    """The text of each block inside that has no other block in it, or its own; what stands beside blocks is none."""
    if not any(child.tag in BLOCKS for child in block):
        yield "".join(block.itertext())
        return
    for inner in block.iterdescendants(*BLOCKS):
        if not any(child.tag in BLOCKS for child in inner):
            yield "".join(inner.itertext())


def suits(language: str, script: Script) -> bool:
    """Whether text in the script may stand in a work or block of this language without being in another."""
    return base_of(language) == script.language or language.lower() in script.users.split()
