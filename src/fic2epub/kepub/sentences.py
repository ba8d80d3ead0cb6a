"""Where a sentence ends: as Kobo's converters have it, or as the language of the text does."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SENTENCES", "cut_for"]

SENTENCES = ("kobo", "language")
"""The ways to part text; the first is the default."""

_GAP = r"(?:[ \t\n\f\r]|&#(?:9|10|13|32|x9|x[aA]|x[dD]|x20);)"
"""White space as HTML has it, written or referred to."""
_QUOTES = "'\"’”“…"
_SPELLED = "quot|apos|#(?:34|39|8217|8221|8220|8230|x2019|x201[cCdD]|x2026)"
_CLOSING = rf"(?:[{_QUOTES}]|&(?:{_SPELLED});)"
_KOBO = re.compile(rf"[^.!?]*(?:[.!?](?!{_CLOSING}?{_GAP})[^.!?]*)*(?:[.!?]{_CLOSING}?{_GAP}+|\Z)")
"""A whole sentence: up to a stop, at most one closing quotation mark, and white space (kepubify, transform.go)."""

_IDEOGRAPHIC = rf"[。！？!?．｡…]+[」』）》〉】”’)]*{_GAP}*"
"""Japanese and Chinese part sentences by their stops alone."""
_DANDA = rf"(?:[.!?]{_CLOSING}*{_GAP}+|[।॥]{_GAP}*)"
_OF_LANGUAGES = {
    "ar fa ur ps ckb ug": rf"[.!?؟۔]+[»”’)]*{_GAP}+",
    "am ti": rf"[.!?።]+{_GAP}*",
    "el": rf"[.!;?]+[»”’)]*{_GAP}+",
    "hi mr ne sa bn as pa": _DANDA,
    "hy": rf"[։:.!?]+[»”)]*{_GAP}+",
    "ja zh yue cmn wuu hak nan lzh": _IDEOGRAPHIC,
    "my": rf"[။.!?]+{_GAP}*",
    "th lo km": rf"[.!?។]*{_GAP}+",
}
"""Languages → how their sentences end (Unicode Standard, chapters 6, 9, 12, 16 and 18). Thai, Lao and Khmer part
sentences by a space."""
_OTHERS = rf"[.!?…]+(?:{_CLOSING}|[»)\]])*{_GAP}+"
_SHORT = {
    "en": "mr mrs ms dr st prof capt lt sgt gen col jr sr vs etc no fig mt",
    "de": "dr hr fr nr st bzw usw ca ggf evtl vgl prof",
    "fr": "m mm mme mlle dr st ste etc cf p",
    "es": "sr sra srta dr dra ud uds etc p",
    "it": "sig sigg dott prof ecc dr pag",
    "pt": "sr sra srta dr dra etc prof",
    "nl": "dhr mevr dr nr bijv enz",
    "pl": "p np itd itp dr prof ul",
    "ru": "г гг т д п стр им ул",
}
"""Words that a full stop shortens, and that are followed by more of the sentence."""
_INITIAL = re.compile(r"(?:^|[\s(“‘\"'«])\w\.\s*$")
_LAST_WORD = re.compile(r"(\w+)\.\s*$")


@cache
def cut_for(language: str, way: str) -> Callable[[str], list[str]]:
    """What parts text of this language (BCP 47) in this way, one of `SENTENCES`."""
    if way == "kobo":
        return _cut_as_kobo
    base = language.partition("-")[0].lower()
    for languages, pattern in _OF_LANGUAGES.items():
        if base in languages.split():
            return _by(pattern)
    return _joined(_by(_OTHERS), frozenset(_SHORT.get(base, "").split()))


def _cut_as_kobo(text: str) -> list[str]:
    pieces: list[str] = _KOBO.findall(text)
    if not pieces[-1]:
        pieces.pop()  # the end of the text is found once more behind the last sentence
    return pieces


def _by(pattern: str) -> Callable[[str], list[str]]:
    """Cut behind every match; what is left is the last sentence."""
    ends = re.compile(pattern)

    def cut(text: str) -> list[str]:
        pieces = []
        start = 0
        for match in ends.finditer(text):
            end = match.end()
            if end > start:
                pieces.append(text[start:end])
                start = end
        if start < len(text):
            pieces.append(text[start:])
        return pieces

    return cut


def _joined(cut: Callable[[str], list[str]], short: frozenset[str]) -> Callable[[str], list[str]]:
    """Cut, and put together again what only a shortened word, an initial or a small letter behind it parted."""

    def joined(text: str) -> list[str]:
        pieces: list[str] = []
        for piece in cut(text):
            if pieces and (piece[:1].islower() or _is_short(pieces[-1], short)):
                pieces[-1] += piece
            else:
                pieces.append(piece)
        return pieces

    return joined


def _is_short(piece: str, short: frozenset[str]) -> bool:
    word = _LAST_WORD.search(piece)
    return word is not None and (word[1].lower() in short or _INITIAL.search(piece) is not None)
