"""Breaks between scenes that are drawn with signs, and were glued between two sentences."""

from __future__ import annotations

import re

from fic2epub.readers.flat.letters import CAPITAL, DASHES, LOWER, QUOTES, SIGNS, TERMINAL

__all__ = ["parted_at_ornaments"]

_SIGN = re.escape(SIGNS)
_INNER = rf"[{_SIGN}\-–—_.:oOxX0 \u00a0\ufe0f]"  # noqa: RUF001 - dashes are meant
_DRAWN = rf"[{_SIGN}](?:{_INNER}{{0,38}}[{_SIGN}\ufe0f])?"
_RULED = r"(?P<rule>[-–—_=])(?:(?P=rule){2,40}|(?: (?P=rule)){2,20})"  # noqa: RUF001 - dashes are meant
_LETTERED = r"(?P<hand>[-–—~.]{0,3})(?:[oO0]{3,9}|[xX]{3,9}|(?<=[-–—~])[oOxX])(?P=hand)"  # noqa: RUF001 - as above
_PICTURED = r"(?P<picture>[\U0001f000-\U0001faff\u2600-\u27bf])\ufe0f?(?:(?P=picture)\ufe0f?){1,20}"
_ENDED = re.escape(f"{TERMINAL}{QUOTES}{DASHES})]\u00a0")
_ORNAMENT = re.compile(
    rf"(?:^|(?<=[{_ENDED}\w]))(?:(?P<drawn>{_DRAWN})|{_RULED}|{_LETTERED}|{_PICTURED})"
    rf"(?=(?P<end>$)|{CAPITAL}|[\d“„«»‘\"'(¿¡—–\-\u00a0「『]|(?P<small>[{LOWER}]))"  # noqa: RUF001 - dashes are meant
)
_WEAK = 3
"""Signs; fewer are an ornament between an ended sentence and a beginning one only."""


def parted_at_ornaments(text: str) -> list[str]:
    """The text before, the ornament, the text after, and so on; the text alone when there is none."""
    pieces: list[str] = []
    start = 0
    for match in _ORNAMENT.finditer(text):
        weak = len(match[0]) < _WEAK and not match["picture"]
        if weak and not _is_alone(text, match):
            continue
        pieces += [text[start : match.start()], match[0]]
        start = match.end()
    pieces.append(text[start:])
    return [piece for piece in pieces if piece.strip()]


def _is_alone(text: str, match: re.Match[str]) -> bool:
    """Whether a sign or two stand between two sentences, are no footnote's star and open no `*action*`."""
    if match["small"] is not None or match["end"] is not None or not match.start() or text[match.start() - 1].isalnum():
        return False
    closing = text.find(match[0], match.end(), match.end() + 80)
    return closing < 0 or text[closing - 1].isspace()
