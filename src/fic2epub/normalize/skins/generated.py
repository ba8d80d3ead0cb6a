"""Text that a style generates with `content`: from here on it is text, a span of class `generated`."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from fic2epub.dom import sub
from fic2epub.normalize.markup.trees import append_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

__all__ = ["GENERATED", "Counters", "put_in", "takes_text", "text_of_content"]

GENERATED = "generated"
"""The class of the text."""
_NO_CHILDREN = frozenset("area br col embed hr img input link meta param source track wbr script style".split())
_LONGEST = 1_000
"""Characters that one rule may put at one place."""
_PIECE = re.compile(
    r"""(?P<double>"(?:\\.|[^"\\])*"?)|(?P<single>'(?:\\.|[^'\\])*'?)"""
    r"""|attr\(\s*(?P<attr>[\w:-]+)[^()]*\)|counters?\(\s*(?P<counter>[\w-]+)[^()]*\)"""
    r"""|(?P<picture>[\w-]+\((?:[^()"']|"[^"]*"|'[^']*')*\))|(?P<word>[\w-]+)|(?P<alt>/)""",
    re.DOTALL | re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(\n)|(.))", re.DOTALL)
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufdd0-\ufdef\ufffe\uffff]")
_QUOTES = {"open-quote": "“", "close-quote": "”"}
_MOST = 9_999_999


class Counters:
    """CSS's counters, as far as a walk through the text tells them: one value a name."""

    def __init__(self) -> None:
        self._values: dict[str, int] = {}

    def pass_element(self, style: Mapping[str, str]) -> None:
        """Reset and increment what the style of an element says."""
        for name, number in _pairs(style.get("counter-reset", ""), 0):
            self._values[name] = number
        for name, number in _pairs(style.get("counter-increment", ""), 1):
            self._values[name] = max(-_MOST, min(self._values.get(name, 0) + number, _MOST))

    def value(self, name: str) -> str:
        """The number now."""
        return str(self._values.get(name, 0))


def _pairs(written: str, default: int) -> list[tuple[str, int]]:
    found = re.findall(r"([a-z_-][\w-]*)(?:\s+([+-]?[0-9]{1,7})\b)?", written)
    return [(name, int(number or default)) for name, number in found if name != "none"]


def takes_text(element: _Element) -> bool:
    """Whether an element can have text of its own."""
    return element.tag not in _NO_CHILDREN


def text_of_content(written: str, element: _Element, counters: Counters) -> tuple[str, bool]:
    """What a `content` says of an element, and whether it shows a picture besides."""
    said: list[str] = []
    picture = False
    for match in _PIECE.finditer(written[:_LONGEST]):
        if match["double"] or match["single"]:
            said.append(_unescaped((match["double"] or match["single"])[1:].removesuffix(match[0][0])))
        elif match["attr"]:
            said.append(element.get(match["attr"].lower()) or "")
        elif match["counter"]:
            said.append(counters.value(match["counter"].lower()))
        elif match["picture"]:
            picture = True
        elif match["word"]:
            said.append(_QUOTES.get(match["word"].lower(), ""))
    text = _ILLEGAL.sub("", "".join(said)[:_LONGEST].replace("\n", " ").replace("\f", " "))
    return unicodedata.normalize("NFC", text), picture


def _unescaped(written: str) -> str:
    return _ESCAPE.sub(_character, written)


def _character(match: re.Match[str]) -> str:
    if match[1]:
        code = int(match[1], 16)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"  # noqa: PLR2004 - Unicode
    return match[3] or ""


def put_in(element: _Element, part: str, text: str) -> _Element | None:
    """
    A span with the text at the element's start or end; None if it stands there already, or is only a blank.

    A blank parts words, and is put in without a span.
    """
    before = part == "before"
    if not text.strip():
        if before:
            element.text = text[:1] + (element.text or "")
        else:
            append_text(element, text[:1])
        return None
    kids = [kid for kid in element if isinstance(kid.tag, str)]
    beside = (kids[0] if before else kids[-1]) if kids else None
    if beside is not None and _is_it(beside, text) and not ((element.text if before else beside.tail) or "").strip():
        return None
    span = sub(element, "span", text, class_=GENERATED)
    if before:
        span.tail, element.text = element.text, None
        element.insert(0, span)
    return span


def _is_it(span: _Element, text: str) -> bool:
    return span.text == text and GENERATED in (span.get("class") or "").split()
