"""Breaks between scenes that are drawn with signs, and were glued between two sentences."""

from __future__ import annotations

import re

from fic2epub.readers.flat.letters import CAPITAL, DASHES, LINE, LOWER, ORNAMENT, QUOTES, SIGNS, TERMINAL

__all__ = ["with_ornaments_apart"]

_SIGN = re.escape(SIGNS)
_RULE = r"\-–—_="
_PICTURE = "\U0001f000-\U0001faff\u2600-\u27bf"
_INNER = rf"[{_SIGN}{_RULE}oOxX0 \u00a0\ufe0f]"
_ENDED = re.escape(f"{TERMINAL}{QUOTES}{DASHES})]\u00a0")
_AFTER = rf"(?=(?P<end>{LINE})|{CAPITAL}|[\d“„«»‘\"'(¿¡—–\-\u00a0「『]|(?P<small>[{LOWER}]))"
_HAND = r"(?:[oO0]{3,9}|[xX]{3,9})"
_ORNAMENT = re.compile(
    rf"(?P<first>[{_SIGN}{_RULE}{_PICTURE}])(?<=[{_ENDED}\w{LINE}].)(?:"
    rf"(?<=[{_SIGN}])(?:{_INNER}{{0,38}}[{_SIGN}\ufe0f])?{_AFTER}"
    rf"|(?<=[{_RULE}])(?:(?P=first){{2,40}}|(?: (?P=first)){{2,20}}|(?:{_HAND}|[oOxX])(?P=first))"
    rf"{_AFTER.replace('end', 'rule_end').replace('small', 'rule_small')}"
    rf"|(?<=[{_PICTURE}])\ufe0f?(?:(?P=first)\ufe0f?){{1,20}}"
    rf"{_AFTER.replace('end', 'picture_end').replace('small', 'picture_small')})"
)
_LETTERED = re.compile(
    rf"[oOxX0](?<=[{_ENDED}{LINE}].)(?:(?<=[oO0])[oO0]{{2,8}}|(?<=[xX])[xX]{{2,8}})(?={LINE}|[^\s\w]|{CAPITAL})"
)
_LETTERS = ("oOo", "ooo", "OOO", "0o0", "000", "xXx", "xxx", "XXX", "XxX", "OoO")
_WEAK = 3
"""Signs; fewer are an ornament between an ended sentence and a beginning one only."""


def with_ornaments_apart(text: str) -> str:
    """The text of lines parted by `LINE` (and one at either end), with `ORNAMENT` around those within a line."""
    found = [match.span() for match in _ORNAMENT.finditer(text) if _is_ornament(text, match)]
    if any(letters in text for letters in _LETTERS):
        found = sorted([*found, *(match.span() for match in _LETTERED.finditer(text))])
    if not found:
        return text
    pieces: list[str] = []
    start = 0
    for begins, ends in found:
        if begins < start:  # within the one before
            continue
        pieces += [text[start:begins], ORNAMENT, text[begins:ends], ORNAMENT]
        start = ends
    return "".join([*pieces, text[start:]])


def _is_ornament(text: str, match: re.Match[str]) -> bool:
    """Three signs are; one or two are where they stand between two sentences, and open no `*action*`."""
    if len(match[0]) >= _WEAK or match["first"] in _FLOWERS or ord(match["first"]) > _LAST_SIGN:
        return True
    before = text[match.start() - 1]
    if match["small"] is not None or match["end"] is not None or before == LINE or before.isalnum():
        return False
    closing = text.find(match[0], match.end(), match.end() + 80)
    return closing < 0 or text[closing - 1].isspace()


_FLOWERS = "◇◆☆★❦❧❖✦✧⚜⁂※"
"""Signs that are neither footnotes nor emphasis."""
_LAST_SIGN = 0xFFFF
"""Pictures are beyond."""
