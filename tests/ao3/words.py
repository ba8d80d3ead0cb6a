"""The words of a tree, counted the same way on both sides of a conversion."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

__all__ = ["fragment", "replaced", "running_text", "words_of"]

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "xmp",
    ]
)
"""Elements whose borders part words; all others are inline, and part none."""
_REPLACED = frozenset(
    ("applet", "audio", "embed", "head", "iframe", "img", "object", "script", "style", "svg", "video")
)
"""Elements in whose place a book has something else, or nothing."""
_WORD = re.compile(r"\w+")


def fragment(markup: str) -> _Element:
    """A body's markup as a `div`, read as HTML."""
    parser = etree.HTMLParser(huge_tree=True)
    root = etree.HTML(f"<html><body><div>{markup}</div></body></html>", parser)
    found = root.find("body/div")
    if found is None:
        raise ValueError(markup)
    return found


def replaced(element: _Element) -> bool:
    """Whether the element's text is no part of the story: a picture, a player, a script."""
    return element.tag in _REPLACED


def running_text(root: _Element, skip: Callable[[_Element], bool] = replaced) -> str:
    """All text in NFC; the borders of blocks and of what is skipped are blanks, those of inline elements nothing."""
    return unicodedata.normalize("NFC", "".join(_pieces(root, skip)))


def _pieces(element: _Element, skip: Callable[[_Element], bool]) -> Iterator[str]:
    """Iterative, because markup may be nested deeper than Python calls."""
    waiting: list[_Element | str] = [element]
    while waiting:
        now = waiting.pop()
        if isinstance(now, str):
            yield now
            continue
        border = " " if _name(now) in _BLOCKS or skip(now) else ""
        yield border
        waiting.append(border)
        if skip(now):
            continue
        first = _shown_first(now)
        for kid in reversed(now):
            waiting.append(kid.tail or "")
            if isinstance(kid.tag, str) and kid is not first:
                waiting.append(kid)
        waiting.append(now.text or "")
        if first is not None:
            waiting.append(first)


def _shown_first(element: _Element) -> _Element | None:
    """The summary of details, which browsers show above all else that is in them, wherever it stands."""
    return next(element.iterchildren("summary"), None) if element.tag == "details" else None


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def words_of(root: _Element | str, skip: Callable[[_Element], bool] = replaced) -> Counter[str]:
    """The multiset of words: runs of word characters."""
    if isinstance(root, str):
        root = fragment(root)
    return Counter(_WORD.findall(running_text(root, skip)))
