"""`::before` and `::after` of a body's elements become spans of text, each once and in its place."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from fic2epub.normalize.markup.trees import add_class
from fic2epub.normalize.skins.generated import Counters, put_in, takes_text, text_of_content
from fic2epub.normalize.skins.hidden import hidden_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.normalize.skins.cascade import Style
    from fic2epub.normalize.skins.matching import Nodes
    from fic2epub.normalize.skins.telling import Counts

__all__ = ["put_texts_in"]

_PARTS = ("before", "after")
_SHOWS_TITLE = re.compile(r"attr\(\s*title\b", re.IGNORECASE)
"""What is text now is no title any more, which the rules behind this would show once again."""
_MOST = 200_000
"""Characters that a style may add to one body."""


def put_texts_in(nodes: Nodes, styles: list[Style], counts: Counts) -> Iterator[tuple[int, _Element, dict[str, str]]]:
    """The spans that were put in, each with its style, and with the number of the element that it stands in."""
    counters = Counters()
    left = _MOST
    for index, style in enumerate(styles):
        if not style.rules:
            continue
        counters.pass_element(style.all)
        for part in _PARTS:
            span = _put(nodes.elements[index], style, part, counters, counts) if index and left > 0 else None
            if span is not None:
                left -= len(span.text or "")
                yield index, span, style.parts.get(part) or style.touched_parts.get(part, {})
        if nodes.elements[index].tag == "q" and any("content" in style.parts.get(part, {}) for part in _PARTS):
            nodes.elements[index].tag = "span"  # what the style says stands in place of the language's marks
            nodes.elements[index].attrib.pop("cite", None)


def _put(element: _Element, style: Style, part: str, counters: Counters, counts: Counts) -> _Element | None:
    """Put in what a part says, or what it says when it is pointed at: in brackets, behind the word."""
    still, touched = style.parts.get(part, {}), style.touched_parts.get(part, {})
    if not takes_text(element) or not (still or touched):
        return None
    counters.pass_element(still)
    waits = bool(touched) and (not _speaks(still) or bool(hidden_by(still)))
    written = (touched if waits else still).get("content", "")
    text, picture = text_of_content(written, element, counters)
    counts.pictures += picture
    if (
        not text
        or (not waits and still.get("display") == "none")
        or _is_sign(text, touched if waits else still, counts)
    ):
        return None
    span = put_in(element, part, _bracketed(text, part) if waits else text)
    if span is None:
        return None
    counts.generated[text.strip()] += 1
    if waits:
        add_class(span, "gloss")
    if _SHOWS_TITLE.search(written):
        element.attrib.pop("title", None)
    return span


def _bracketed(text: str, part: str) -> str:
    """A text that explains the word beside it."""
    inner = text.strip()
    return "" if not inner else f" [{inner}]" if part == "after" else f"[{inner}] "


def _is_sign(text: str, style: dict[str, str], counts: Counts) -> bool:
    """Whether it is no text: a sign of a font that the book does not have, or an ornament."""
    signs = text.strip()
    private = bool(signs) and all(unicodedata.category(sign) == "Co" for sign in signs)
    ornament = not private and _is_ornament(text, style)
    counts.pictures += private
    counts.ornaments += ornament
    return private or ornament


_APART = {"position": ("absolute", "fixed"), "display": ("block", "table"), "float": ("left", "right")}


def _is_ornament(text: str, style: dict[str, str]) -> bool:
    """Whether a sign without a letter stands apart from the line: a bubble's tail, an arrow, a flourish."""
    apart = any(style.get(name) in values for name, values in _APART.items())
    return apart and bool(text.strip()) and not any(sign.isalnum() for sign in text)


def _speaks(still: dict[str, str]) -> bool:
    return still.get("content", "none").strip() not in ("none", "normal", '""', "''")
