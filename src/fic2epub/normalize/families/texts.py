"""Text messages: each at the side of whom it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.normalize.families.leads import mark_part
from fic2epub.normalize.families.parts import SIDES, meanings_of, side_of
from fic2epub.normalize.markup.names import INLINE, SPACES
from fic2epub.normalize.markup.trees import add_class, append_text, drop, is_blank, pieces, unwrap

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.normalize.families.parts import Named

__all__ = ["hand_over", "print_texts"]


def print_texts(block: _Element, parts: list[Named]) -> None:
    """Each message stands at its side; blank paragraphs between them are spacing, and go."""
    drop(block, [child for child in block.iterchildren("p") if _is_spacing(child)])
    _unpack(block, parts)
    in_one: set[_Element] = set()
    for entry in parts:
        element = entry.element
        side = side_of(entry)
        if element is block or (element in in_one and side):
            continue
        if element not in in_one and (side or entry.role("texts", "message") is not None):
            in_one.update(element.iter())
            _print_message(element, f"block-{side or 'message'}")
        else:
            _mark_part(entry)
    unwrap(block, [one for one in block.iterdescendants("div") if not one.attrib])
    for name in block.iter("dt"):
        add_class(name, "block-name")


def _unpack(block: _Element, parts: list[Named]) -> None:
    """A span around all the messages of a paragraph is the paragraph: its messages are parted as those beside it."""
    around = [entry.element for entry in parts if entry.element.tag == "span" and _is_only_a_box(entry)]
    for span in around:
        paragraph = span.getparent()
        if paragraph is not None and paragraph.tag == "p" and _is_alone(span, paragraph):
            hand_over(span, paragraph)
            unwrap(block, [span])


def _is_only_a_box(entry: Named) -> bool:
    return entry.role("texts", "box") is not None and entry.role("texts", "message", *SIDES) is None


_PARTS = {"name": "block-name", "title": "block-title", "time": "block-time"}


def _mark_part(entry: Named) -> None:
    """What stands beside a message: who, to whom, when."""
    for role, token in _PARTS.items():
        if entry.role("texts", role) is not None:
            mark_part(entry.element, token)
            return


def _print_message(element: _Element, token: str) -> None:
    """Put one message at its side; a paragraph of several is parted into blocks."""
    if element.tag in INLINE:
        paragraph = element.getparent()
        if paragraph is not None and paragraph.tag == "p" and not _is_alone(element, paragraph):
            _part_messages(paragraph)
            paragraph = element.getparent()
        if paragraph is None or paragraph.tag != "p":
            return
        element = paragraph
    if element.tag == "p":
        element = _boxed(element)
    add_class(element, token)


def _boxed(paragraph: _Element) -> _Element:
    """A block around the paragraph, which has from then on what was said of the message, be it of a span in it."""
    block = etree.Element("div")
    paragraph.addprevious(block)
    block.tail, paragraph.tail = paragraph.tail, None
    block.append(paragraph)
    hand_over(paragraph, block)
    if len(paragraph) == 1 and paragraph[0].tag == "span" and is_blank(paragraph.text) and is_blank(paragraph[0].tail):
        hand_over(paragraph[0], block)
        unwrap(paragraph, [paragraph[0]])
    return block


def hand_over(element: _Element, block: _Element) -> None:
    """The block takes the attributes of the one element in it; where it has one already, the element keeps its own."""
    for name, value in element.items():
        if name == "class":
            for token in value.split():
                add_class(block, token)
        elif name not in block.attrib:
            block.set(name, value)
        else:
            continue
        del element.attrib[name]


def _is_alone(element: _Element, paragraph: _Element) -> bool:
    """Whether nothing but line breaks is beside it."""
    around = [child for child in paragraph if child is not element]
    blank = is_blank(paragraph.text) and all(is_blank(child.tail) for child in paragraph)
    return blank and all(child.tag == "br" for child in around)


def _part_messages(paragraph: _Element) -> None:
    """Each message of a paragraph gets one of its own, and what is between them too; the paragraph is around them."""
    paragraph.tag = "div"
    run: _Element | None = None
    for piece in pieces(paragraph):
        if not isinstance(piece, str) and _is_message(piece):
            etree.SubElement(paragraph, "p").append(piece)
            run = None
        elif isinstance(piece, str) and is_blank(piece):
            if run is not None:
                append_text(run, piece)
        elif not isinstance(piece, str) and piece.tag == "br":
            run = None
        else:
            if run is None:
                run = etree.SubElement(paragraph, "p")
            append_text(run, piece) if isinstance(piece, str) else run.append(piece)


def _is_spacing(paragraph: _Element) -> bool:
    """Whether nothing is in it that anybody would miss."""
    if "".join(paragraph.itertext()).strip(SPACES):
        return False
    return all(one.tag in INLINE - {"img"} and not one.get("id") for one in paragraph.iterdescendants())


def _is_message(element: _Element) -> bool:
    return any(one.family == "texts" and one.role in _SPEECH for one in meanings_of(element))


_SPEECH = ("sent", "received", "message")
