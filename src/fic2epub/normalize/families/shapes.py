"""By what shape a block of each family is known."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.normalize.families.names import LIKELY, WITHIN
from fic2epub.normalize.markup.names import BLOCKS, HEADINGS, SPACES
from fic2epub.patterns import late

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from fic2epub.normalize.families.parts import Found

__all__ = ["FIELD", "SHAPES", "SPOKEN", "Look", "lines_of"]


class Look:
    """What the shape of a block is judged by."""

    def __init__(self, found: Found, *, certain: bool) -> None:
        self.found = found
        self.certain = certain
        self.roles: Counter[str] = Counter()
        self.sure: Counter[str] = Counter()
        for part in found.parts:
            for role in {one.role for one in part.meanings if one.family == found.family}:
                self.roles[role] += 1
                self.sure[role] += (part.role(found.family, role) or WITHIN) >= LIKELY

    @cached_property
    def lines(self) -> list[str]:
        """The lines in it."""
        return [line for element in self.found.elements for line in lines_of(element)]

    @property
    def length(self) -> int:
        """Characters in it."""
        return sum(map(len, self.lines))

    def count(self, pattern: re.Pattern[str]) -> int:
        """How many lines begin like this."""
        return sum(1 for line in self.lines if pattern.match(line))

    def holds(self, *tags: str) -> bool:
        """Whether one of these elements is in it, or is it."""
        return any(next(element.iter(*tags), None) is not None for element in self.found.elements)


def lines_of(element: _Element) -> list[str]:
    """The text in it as lines: blocks and `br` begin one; blank ones are left out."""
    parts: list[str] = []
    for event, one in etree.iterwalk(element, events=("start", "end")):
        if one.tag in BLOCKS or (one.tag == "br" and event == "start"):
            parts.append("\0")
        parts.append((one.text if event == "start" else one.tail if one is not element else "") or "")
    return [line for line in (part.strip(SPACES) for part in "".join(parts).split("\0")) if line]


SPOKEN = late(
    r"\s*((?:[\[(<]?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?[\])>]?\s*)?"
    r"(?:<[\w .@'-]{1,30}>|[\[(]?[^\W\d_][\w .@'’-]{0,29}[\])]?\s?:))(?=\s|$)",
    re.IGNORECASE,
)
"""`Name: text`, `[10:31] Name: text`, `<name> text`."""
FIELD = late(
    r"\s*((?:from|to|cc|bcc|subject|re|date|sent|attachments?|reply-to|von|an|betreff|datum|gesendet|de|à|a|objet|"
    r"para|asunto|assunto|data|da|oggetto|fecha|onderwerp)\s?:)(?=\s|$)",
    re.IGNORECASE,
)
"""The lines above a mail, in the tongues in which mails are most often written."""
_PROPERTY = late(r"\s*[^\W_][\w /'+()-]{0,39}(?:\s?:\s|\s[–—-]\s)\s*\S")
"""`Strength: 12` in a window of a game."""
_BRACKETED = late(r"\s*[\[<【『〖《«{|+]")
_GREETING = late(
    r"\s*(?:(?:my |our )?(?:dear|dearest|darling|beloved)|liebe[rs]?|cher|chère|querid[oa]|car[oa])\b"
    r"[^.!?]{0,60}[,:!–—-]?\s*$",
    re.IGNORECASE,
)
_SIGNED = late(
    r"\s*(?:[-–—~]\s?\S|(?:yours|love|sincerely|regards|best|xo|your)\b).{0,40}$|[^\W\d_][\w .'’-]{0,24}$",
    re.IGNORECASE,
)
_SHORT_SIGN, _LONG_SIGN = 120, 400
"""Characters on a sign whose name may mean something else, and on any."""
_LONGEST_POST = 3_000
"""Characters in a post; more is a chapter that was brought from a journal, with its name and date."""
_LETTER, _ARTICLE = 40, 40
"""Characters from which something is a letter, or a newspaper's."""


def _is_texts(look: Look) -> bool:
    sides = ("sent", "received", "message")
    inner = sum(look.sure[role] for role in sides)
    return look.certain or inner > 0 or (look.roles["sent"] > 0 and look.roles["received"] > 0)


def _is_chat(look: Look) -> bool:
    return look.certain or look.roles["name"] > 1 or look.count(SPOKEN) * 2 >= max(len(look.lines), 4)


def _is_mail(look: Look) -> bool:
    fields = look.count(FIELD)
    if look.certain:
        return fields > 0 or look.roles["head"] > 0 or len(look.lines) > 1
    return fields > 1 or look.roles["head"] > 1


def _is_post(look: Look) -> bool:
    if look.certain:
        return True
    return look.roles["name"] > 0 and look.roles["count"] + look.roles["time"] > 0 and look.length <= _LONGEST_POST


def _is_letter(look: Look) -> bool:
    lines = look.lines
    if look.certain:
        return look.length >= _LETTER
    return len(lines) > 1 and bool(_GREETING.match(lines[0]) or (len(lines[-1]) < len(lines[0]) and _is_signed(lines)))


def _is_signed(lines: list[str]) -> bool:
    return _SIGNED.match(lines[-1]) is not None


def _is_sign(look: Look) -> bool:
    length = look.length
    return 0 < length <= (_LONG_SIGN if look.certain else _SHORT_SIGN)


def _is_paper(look: Look) -> bool:
    return (look.certain and look.length >= _ARTICLE) or look.roles["title"] > 0 or (look.holds(*HEADINGS))


def _is_window(look: Look) -> bool:
    if look.certain or look.roles["title"] > 0 or look.holds("table", "dl"):
        return True
    return look.count(_BRACKETED) > 0 or look.count(_PROPERTY) > 1


SHAPES: dict[str, Callable[[Look], bool]] = {
    "texts": _is_texts,
    "chat": _is_chat,
    "mail": _is_mail,
    "post": _is_post,
    "letter": _is_letter,
    "sign": _is_sign,
    "paper": _is_paper,
    "window": _is_window,
}
