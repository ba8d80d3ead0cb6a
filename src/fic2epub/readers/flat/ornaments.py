"""Breaks between scenes that are drawn with signs, and were glued between two sentences."""

from __future__ import annotations

import re

from fic2epub.readers.flat.letters import CAPITAL, SIGNS

__all__ = ["parted_at_ornaments"]

_SIGN = re.escape(SIGNS)
_INNER = rf"[{_SIGN}\-–—_.:oOxX0 \u00a0\ufe0f]"  # noqa: RUF001 - dashes are meant
_DRAWN = rf"[{_SIGN}](?:{_INNER}{{0,38}}[{_SIGN}\ufe0f])?"
_RULED = r"[-–—_]{3,40}|(?:[-–—_] ){2,20}[-–—_]"  # noqa: RUF001 - dashes are meant
_LETTERED = r"[-–—~]{0,3}(?:[oO0]{3,}|[xX]{3,})[-–—~]{0,3}|[-–—~][oOxX][-–—~]"  # noqa: RUF001 - dashes are meant
_ORNAMENT = re.compile(
    rf"(?<=[.!?…”\"’'»)\u00a0])(?:(?P<drawn>{_DRAWN})|{_RULED}|{_LETTERED})(?={CAPITAL}|[\d“„«‘\"'(¿¡—\u00a0])"
)
_FAT = re.compile(rf"(?<=\w)(?:[{_SIGN}]\s?){{3,40}}(?={CAPITAL}|[“„«‘\"'])")


def parted_at_ornaments(text: str) -> list[str]:
    """The text before, the ornament, the text after, and so on; the text alone when there is none."""
    pieces: list[str] = []
    start = 0
    for match in _ORNAMENT.finditer(text):
        if match["drawn"] and len(match[0]) == 1 and not _is_alone(text, match):
            continue
        pieces += [text[start : match.start()], match[0]]
        start = match.end()
    pieces.append(text[start:])
    return [piece for piece in pieces if piece.strip()]


def _is_alone(text: str, match: re.Match[str]) -> bool:
    """Whether a lone sign is no footnote's star and opens no `*action*`."""
    sign = match[0]
    closing = text.find(sign, match.end(), match.end() + 80)
    return closing < 0 or text[closing - 1].isspace()
