"""Codes of languages, as far as a bookshop's machine looks at them."""

from __future__ import annotations

import re

__all__ = ["code_of", "is_language"]

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
"""The shape of a BCP 47 tag (RFC 5646, 2.1), as short as the languages' own codes are."""
_TWO = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv "
    "ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne "
    "ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st "
    "su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
"""ISO 639-1."""
_LONG = dict(
    pair.split(":")
    for pair in (
        "eng:en fre:fr fra:fr ger:de deu:de spa:es ita:it por:pt dut:nl nld:nl rus:ru jpn:ja chi:zh zho:zh kor:ko "
        "pol:pl swe:sv dan:da nor:no fin:fi cze:cs ces:cs hun:hu tur:tr ara:ar heb:he gre:el ell:el ukr:uk ron:ro "
        "rum:ro vie:vi tha:th ind:id lat:la cat:ca"
    ).split()
)
"""Codes of three letters (ISO 639-2) of languages that have one of two, which BCP 47 asks for."""
_NAMES = dict(
    pair.split(":")
    for pair in (
        "english:en français:fr french:fr deutsch:de german:de español:es spanish:es italiano:it italian:it "
        "português:pt portuguese:pt nederlands:nl dutch:nl русский:ru russian:ru 日本語:ja japanese:ja 中文:zh "
        "chinese:zh 한국어:ko korean:ko polski:pl polish:pl svenska:sv swedish:sv"
    ).split()
)
"""Names that stand where a code should."""


def is_language(tag: str) -> bool:
    """Whether a tag is a language's: `en`, `pt-BR`, `grc`; not `us`, `C`, `en_US`, `English`."""
    base = tag.partition("-")[0].lower()
    if not _TAG.fullmatch(tag) or base in _LONG:
        return False
    return base in _TWO or len(base) == 3  # noqa: PLR2004 - ISO 639-3 has eight thousand


def code_of(words: str) -> str:
    """The code that is meant by a code badly written, or by a name; empty when there is doubt."""
    tag = words.strip().replace("_", "-").partition(".")[0]
    base, dash, rest = tag.partition("-")
    base = _LONG.get(base.lower(), _NAMES.get(base.lower(), base))
    return base + dash + rest if is_language(base + dash + rest) else ""
