"""Rules for what is empty, and for text that stands alone at the top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.normalize.markup.engine import rule
from fic2epub.normalize.markup.names import BLANK, HEADINGS, INLINE, SPACES
from fic2epub.normalize.markup.trees import append_text, drop_blocks, is_blank, pieces, unwrap

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note

_EMPTY_INLINE = tuple(sorted(INLINE - {"br", "img", "ruby", "rt", "rp"}))
_EMPTY_BLOCKS = (*sorted(HEADINGS), *"p blockquote pre figcaption address figure div ul ol dl li".split())
_WAKING = (*(tag for tag in _EMPTY_BLOCKS if tag != "p"), *"caption dd details dt td th".split())
"""Where paragraphs alone are, `settle_breaks` takes those away that show nothing: it looks at each as it is."""


@rule(" ".join(_EMPTY_INLINE), "span")
def drop_empty_inline(body: _Element, _: Note) -> None:
    """Inline elements around nothing, white space or line breaks go and leave what is in them; link targets stay."""
    empty = []
    for element in reversed(list(body.iter(*_EMPTY_INLINE))):
        if len(element) and not _holds_nothing(element):
            continue
        text = element.text
        if text and text.strip(BLANK):
            continue
        if element.get("id"):
            if element.tag != "a":
                element.tag = "span"
            continue
        empty.append(element)
        element.tag = _GONE
    unwrap(body, empty)


_GONE = "taken-away"


def _holds_nothing(element: _Element) -> bool:
    """Whether all children are line breaks or about to go, and only white space is around them."""
    return all(child.tag in (_GONE, "br") and is_blank(child.tail) for child in element)


@rule(" ".join(_WAKING))
def drop_empty_blocks(body: _Element, _: Note) -> None:
    """Blocks around nothing go, but for link targets; blank lines are paragraphs, which `settle_breaks` judges."""
    empty: dict[_Element, None] = {}
    for element in reversed(list(body.iter(*_EMPTY_BLOCKS))):
        if not _is_empty(element):
            continue
        if element.get("id"):
            element.tag = "div" if element.tag in HEADINGS else element.tag
            continue
        element.tag = _GONE
        empty[element] = None
    drop_blocks(body, empty)


def _is_empty(element: _Element) -> bool:
    text = element.text
    if element.tag == "p":
        return is_blank(text) and not len(element)
    if text and text.strip(SPACES):
        return False
    return all(child.tag in (_GONE, "br") and not (child.tail or "").strip(SPACES) for child in element)


@rule(brings="p")
def wrap_stray_text(body: _Element, _: Note) -> None:
    """
    Text and inline elements at the top of a body stand in paragraphs.

    Two line breaks or more part paragraphs there, as they do in AO3's own paragraph maker (lib/paragraph_maker.rb).
    """
    if is_blank(body.text) and not any(
        child.tag in INLINE or ((tail := child.tail) and tail.strip(BLANK)) for child in body
    ):
        return
    parts: list[_Element | str] = list(pieces(body))
    run: list[_Element | str] = []
    for part in parts:
        if isinstance(part, str) or part.tag in INLINE:
            run.append(part)
            continue
        _write_run(body, run)
        run = []
        body.append(part)
    _write_run(body, run)


def _write_run(body: _Element, run: list[_Element | str]) -> None:
    """Append paragraphs made of one run of inline content."""
    paragraph: _Element | None = None
    breaks: list[_Element] = []
    for part in run:
        if isinstance(part, str) and is_blank(part) and (paragraph is None or breaks):
            continue
        if not isinstance(part, str) and part.tag == "br":
            breaks.append(part)
            continue
        if paragraph is None or len(breaks) > 1:
            _write_blanks(body, len(breaks) - 2)
            paragraph = etree.SubElement(body, "p")
        else:
            paragraph.extend(breaks)
        breaks = []
        append_text(paragraph, part) if isinstance(part, str) else paragraph.append(part)
    _write_blanks(body, 1 if paragraph is None and breaks else len(breaks) - 2)


def _write_blanks(body: _Element, count: int) -> None:
    """More than two breaks are a blank paragraph."""
    if count > 0:
        etree.SubElement(body, "p").text = "\u00a0"
