"""Rules for lists, definitions, figures, details and ruby: each holds only what it may, in an order it may have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.normalize.markup.engine import rule
from fic2epub.normalize.markup.names import BLOCKS
from fic2epub.normalize.markup.trees import drop, is_blank, pieces, refill, select, turn_into, unwrap

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note


@rule("ul ol", "li")
def fill_lists(body: _Element, _: Note) -> None:
    """A list holds items only: a list in it goes to the item before, anything else becomes an item of its own."""
    for element in list(body.iter("ul", "ol")):
        if is_blank(element.text) and all(child.tag == "li" and is_blank(child.tail) for child in element):
            continue
        items: list[_Element] = []
        stray: _Element | None = None
        for piece in pieces(element):
            if isinstance(piece, str) and is_blank(piece) and stray is None:
                continue
            if not isinstance(piece, str) and piece.tag == "li":
                items.append(piece)
                stray = None
            elif not isinstance(piece, str) and piece.tag in ("ul", "ol") and items and stray is None:
                items[-1].append(piece)
            else:
                if stray is None:
                    stray = etree.Element("li")
                    items.append(stray)
                refill(stray, (piece,))
        element.extend(items)


@rule("li", "ul")
def gather_items(body: _Element, _: Note) -> None:
    """Items outside a list get one, neighbours together."""
    for item in list(body.iter("li")):
        parent = item.getparent()
        if parent is None or parent.tag in ("ul", "ol"):
            continue
        around = etree.Element("ul")
        item.addprevious(around)
        while True:
            tail, following = item.tail, item.getnext()
            item.tail = None
            around.append(item)
            if following is None or following.tag != "li" or not is_blank(tail):
                around.tail = tail
                break
            item = following  # noqa: PLW2901 its neighbours are done with it


@rule("dl dt dd", "div @class")
def pair_definitions(body: _Element, _: Note) -> None:
    """A list of terms has terms, then what is said of them; any other becomes blocks, the sayings indented."""
    unwrap(body, select(body, "descendant::dl/div"))
    for element in list(body.iter("dl")):
        _gather_sayings(element)
        if not re.fullmatch("(?:t+d+)+", "".join(str(child.tag)[1] for child in element)):
            element.tag = "div"
    for element in list(body.iter("dt", "dd")):
        parent = element.getparent()
        if parent is None or parent.tag != "dl":
            turn_into(element, "div", "indent" if element.tag == "dd" else "")


def _gather_sayings(element: _Element) -> None:
    """Text and blocks of a `dl` become a `dd`; a `dl` that has none of them is left as it is."""
    if is_blank(element.text) and all(child.tag in ("dt", "dd") and is_blank(child.tail) for child in element):
        return
    pairs: list[_Element] = []
    stray: _Element | None = None
    for piece in pieces(element):
        if not isinstance(piece, str) and piece.tag in ("dt", "dd"):
            pairs.append(piece)
            stray = None
        elif not (isinstance(piece, str) and is_blank(piece) and stray is None):
            if stray is None:
                stray = etree.Element("dd")
                pairs.append(stray)
            refill(stray, (piece,))
    element.extend(pairs)


@rule("figure figcaption", "div")
def place_captions(body: _Element, _: Note) -> None:
    """A figure has one caption, as its first or last child; any other caption is a block."""
    for caption in list(body.iter("figcaption")):
        figure = caption.getparent()
        before, after = caption.getprevious(), caption.getnext()
        if figure is None or figure.tag != "figure":
            caption.tag = "div"
        elif before is None and is_blank(figure.text):
            continue
        elif after is not None or not is_blank(caption.tail) or (before is not None and figure[0].tag == "figcaption"):
            caption.tag = "div"


@rule("details summary", "div @open")
def open_details(body: _Element, _: Note) -> None:
    """
    `details` stand open (no page of paper can open them), their summary first and without blocks.

    Details without a summary, and summaries without details, are plain blocks.
    """
    for element in list(body.iter("details")):
        summary = next(element.iterchildren("summary"), None)
        if summary is None or (is_blank("".join(summary.itertext())) and next(summary.iter("img"), None) is None):
            element.tag = "div"
            element.attrib.pop("open", None)
            continue
        element.set("open", "open")
        if summary.getprevious() is not None or not is_blank(element.text):
            parts = list(pieces(element))
            refill(element, [summary, *(part for part in parts if part is not summary)])
    for summary in list(body.iter("summary")):
        parent = summary.getparent()
        if parent is None or parent.tag != "details" or parent[0] is not summary:
            summary.tag = "div"
        else:
            _flatten(summary)


def _flatten(summary: _Element) -> None:
    """Unwrap the blocks in it, a space between them."""
    blocks = [block for block in summary.iterdescendants() if block.tag in BLOCKS]
    for block in blocks:
        block.text = " " + (block.text or "")
        block.tail = " " + (block.tail or "")
    drop(summary, [block for block in blocks if block.tag in ("hr", "col")])
    unwrap(summary, [block for block in blocks if block.tag not in ("hr", "col")])


@rule("ruby rt rp")
def order_ruby(body: _Element, _: Note) -> None:
    """Ruby is text, then its reading, with or without the author's parentheses; anything else is plain text."""
    for element in list(body.iter("rp")):
        if len(element):
            etree.strip_tags(element, "*")
    unwrap(body, [element for element in body.iter("ruby") if not _is_ruby(element)])
    unwrap(body, select(body, "descendant::*[self::rt or self::rp][not(parent::ruby)]"))


def _is_ruby(element: _Element) -> bool:
    """XHTML's pattern of it: (text+, (reading+ | parenthesis, (reading, parenthesis)+))+."""
    signs = ["" if is_blank(element.text) else "b"]
    for child in element:
        signs += ["t" if child.tag == "rt" else "p" if child.tag == "rp" else "b", "" if is_blank(child.tail) else "b"]
    return re.fullmatch("(?:b+(?:t+|p(?:tp)+))+", "".join(signs)) is not None


@rule("address", "div")
def part_addresses(body: _Element, _: Note) -> None:
    """An address in an address is a block."""
    for element in select(body, "descendant::address//address"):
        element.tag = "div"
