"""
Chinese and Japanese: no blank stands between sentences, so that only speech and indents show where paragraphs end.

Two paragraphs of narration that touch cannot be told from one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.readers.flat.evidence import CLOSE, OPEN
from fic2epub.readers.flat.glued import DOUBTFUL, NONE, SURE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fic2epub.readers.flat.evidence import Evidence

__all__ = ["at_ideographs"]

_ENDED = "。！？…—―!?」』”"
_QUOTE = re.compile(r"[“”「」『』\"]")
_INDENT = re.compile(r"(?<=[^\s])[\u3000\u00a0]{1,4}(?=[^\s])")
_GOES_ON = re.compile(r"と|って|とか|なんて|など|の|は|が|を|に|も|、|，|。|,")
"""What follows a Japanese quotation that the sentence goes on after."""
_TAG = re.compile(
    r"[^，。！？“”「」：；…]{0,11}?(?:说|道|问|答|喊|叫|笑|叹|嚷|吼|念|想|開口|开口|低声|低語|說|問|嘆|喃喃)"
)
"""A short clause with a verb of speaking, which is a tag behind a Chinese quotation."""


def at_ideographs(text: str, evidence: Evidence) -> Iterator[tuple[int, int]]:
    """Borders at quotations and indents."""
    for match in _QUOTE.finditer(text):
        place = match.start()
        role = evidence.roles.get(match[0])
        if role == OPEN and place and text[place - 1] in _ENDED:
            yield place, SURE
        elif role == CLOSE and match.end() < len(text):
            yield match.end(), _after_quotation(text, place, evidence)
    for match in _INDENT.finditer(text):
        if text[match.start() - 1] in _ENDED:
            yield match.start(), SURE


def _after_quotation(text: str, place: int, evidence: Evidence) -> int:
    following = text[place + 1]
    if following.isspace():
        return NONE
    if evidence.script == "ja":
        return NONE if _GOES_ON.match(text, place + 1) else SURE
    if text[place - 1] not in _ENDED or following in "，。！？、；：）":
        return NONE
    if evidence.roles.get(following) == OPEN:
        return SURE
    return NONE if _TAG.match(text, place + 1) else DOUBTFUL
