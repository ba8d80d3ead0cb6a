"""`::before` and `::after` of a body's elements become spans of text, each once and in its place."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from fic2epub.normalize.markup.trees import add_class
from fic2epub.normalize.skins.generated import Counters, put_in, takes_text, text_of_content
from fic2epub.normalize.skins.hidden import hidden_by
from fic2epub.normalize.skins.printable import Shape, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.normalize.skins.cascade import Style
    from fic2epub.normalize.skins.matching import Nodes
    from fic2epub.normalize.skins.telling import Counts
    from fic2epub.normalize.skins.voices import Declarations

__all__ = ["put_texts_in"]

_PARTS = ("before", "after")
_SHOWS_TITLE = re.compile(r"attr\(\s*title\b", re.IGNORECASE)
"""What is text now is no title any more, which the rules behind this would show once again."""
_MOST = 200_000
"""Characters that a style may add to one body."""


def put_texts_in(nodes: Nodes, styles: list[Style], counts: Counts) -> Iterator[tuple[_Element, Declarations]]:
    """The spans that were put in, each with what is printed of its style."""
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
                shape = Shape(inline=True, own_layout=True)
                style_of_part = style.parts.get(part) or style.touched_parts.get(part, {})
                yield span, tuple(printable(style_of_part, shape).items())


def _put(element: _Element, style: Style, part: str, counters: Counters, counts: Counts) -> _Element | None:
    """Put in what a part says, or what it says when it is pointed at: in brackets, behind the word."""
    still, touched = style.parts.get(part, {}), style.touched_parts.get(part, {})
    if not takes_text(element) or not (still or touched):
        return None
    counters.pass_element(still)
    waits = touched and (not _speaks(still) or bool(hidden_by(still)))
    written = (touched if waits else still).get("content", "")
    text, picture = text_of_content(written, element, counters)
    counts.pictures += picture
    if not waits and still.get("display") == "none":
        return None
    if text.strip() and all(unicodedata.category(sign) == "Co" for sign in text.strip()):
        counts.pictures += 1  # a sign of a font that the book does not have
        return None
    if waits and text.strip():
        text = f" [{text.strip()}]" if part == "after" else f"[{text.strip()}] "
    span = put_in(element, part, text) if text else None
    if span is not None and _SHOWS_TITLE.search(written):
        element.attrib.pop("title", None)
    if span is not None:
        counts.generated[text.strip()] += 1
        if waits:
            add_class(span, "gloss")
    return span


def _speaks(still: dict[str, str]) -> bool:
    return still.get("content", "none").strip() not in ("none", "normal", '""', "''")
