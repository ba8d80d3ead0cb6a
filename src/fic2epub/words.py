"""Words, counted: as the archive counts them, and as a person reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.model import Html, Xhtml

__all__ = ["borders_in", "words_in", "words_read"]

_BY_CHARACTER = (
    "\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff6f\uff71-\uff9d\u0e01-\u0e3a\u0e40-\u0e5b"
)
"""Han, Hiragana, Katakana and Thai (otwarchive config/config.yml, CHARACTER_COUNT_SCRIPTS)."""
_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff\u0e80-\u109f\u1780-\u17d3"
)
"""Vowels and other signs that stand within words, and are no letters to Python."""
_WORD = re.compile(f"[{_BY_CHARACTER}]|(?:[^\\W{_BY_CHARACTER}]|[{_MARKS}])+")
_WITHIN = re.compile("[-'‘’]")
"""What parts no word; `--` does."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060]")
"""Soft hyphens, joiners and spaces without width: nobody sees them."""
_PARTING = frozenset(
    (
        *("address", "article", "aside", "audio", "blockquote", "body", "br", "button", "canvas", "caption", "center"),
        *("col", "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "embed", "fieldset", "figcaption"),
        *("figure", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header"),
        *("hgroup", "hr", "html", "iframe", "img", "input", "legend", "li", "main", "math", "menu", "nav", "noscript"),
        *("object", "ol", "optgroup", "option", "p", "pre", "rp", "rt", "ruby", "script", "search", "section"),
        *("select", "style", "summary", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead"),
        *("title", "tr", "ul", "video"),
    )
)
"""Elements that part words; in others, and in those that HTML does not know, `w<b>or</b>d` is one to who reads it."""
_SILENT = frozenset(("script", "style"))
"""Elements whose text nobody reads."""


def words_in(body: Html | Xhtml) -> int:
    """
    The words of a body as the archive counts them: in Han, kana and Thai every character is one.

    Hyphens and apostrophes part no word, `--` does; markup within a word does, too (otwarchive lib/word_counter.rb).
    """
    return _count("\n".join(body.element.itertext("*")))


def words_read(element: _Element) -> int:
    """
    The words below an element, counted as `words_in` does, but that inline markup within a word parts it not.

    So the number stays when needless markup goes. What is not seen parts no word, and what a script holds is none.
    """
    return _count(_UNSEEN.sub("", "".join(_text(element))))


def borders_in(element: _Element) -> int:
    """How many elements below an element part words; one that goes may make one word of two, and no letter another."""
    return sum(1 for _ in element.iter(*_PARTING))


def _count(text: str) -> int:
    return len(_WORD.findall(_WITHIN.sub("", text.replace("--", "—"))))


def _text(element: _Element) -> Iterator[str]:
    """The text in pieces, with a line end at the border of every element that parts words."""
    for event, part in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            if part.tag in _PARTING:
                yield "\n"
            if part.text and part.tag not in _SILENT:
                yield part.text
        else:
            if part.tag in _PARTING and event == "end":
                yield "\n"
            if part.tail and part is not element:
                yield part.tail
