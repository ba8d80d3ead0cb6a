"""How a block of each family is printed: fixed classes of ours, names and times told apart, text in paragraphs.

Never an `aside`: reading systems pass over asides when they read aloud, and this is the story (thorium-reader 2634).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.normalize.families.finding import blocks
from fic2epub.normalize.families.labels import label
from fic2epub.normalize.families.leads import mark_leads, mark_part
from fic2epub.normalize.families.names import OWN
from fic2epub.normalize.families.parts import named
from fic2epub.normalize.families.shapes import FIELD, SPOKEN
from fic2epub.normalize.families.texts import hand_over, print_texts
from fic2epub.normalize.markup.empties import wrap_stray_text
from fic2epub.normalize.markup.trees import add_class

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.normalize.families.parts import Found, Named
    from fic2epub.options import Options


__all__ = ["print_blocks"]


def print_blocks(body: _Element, note: Note, options: Options) -> None:
    """Print each block of a body as what its family is; see the rule of this name."""
    entries = named(body)
    if not entries:
        return
    for entry in entries:
        if entry.done:
            label(entry.element, options)
    made = blocks(entries)
    for found in made:
        block = _block(found)
        for stray in list(block.iter("div", "blockquote")):
            wrap_stray_text.change(stray, note)
        _PRINTERS[found.family](block, found.parts)
        label(block, options)
    if made:
        counted = Counter(found.family for found in made)
        shown = ", ".join(f"{family} {count}" for family, count in counted.items())
        note("C020", f"blocks told by their class names and shape: {shown}")


def _block(found: Found) -> _Element:
    """The one element that is the block: the author's, or one around the author's paragraphs."""
    first, last = found.elements[0], found.elements[-1]
    block = first
    if first.tag == "p" or first is not last:
        block = etree.Element("div")
        first.addprevious(block)
        while (element := block.getnext()) is not None:
            block.append(element)
            if element is last:
                break
        block.tail, last.tail = last.tail, None
        if first is last:
            hand_over(first, block)
    add_class(block, OWN[found.family])
    return block


def _print_chat(block: _Element, parts: list[Named]) -> None:
    """Names are bold, times small; a name before a colon counts as one where no class tells any."""
    _mark_parts(parts, "chat", name="block-name", time="block-time", title="block-title")
    if not any(entry.role("chat", "name") is not None for entry in parts):
        mark_leads(block, SPOKEN)


def _print_mail(block: _Element, parts: list[Named]) -> None:
    """The fields above a mail are lines with their names in bold."""
    _mark_parts(parts, "mail", head="block-field", signature="block-signature")
    mark_leads(block, FIELD)


def _print_post(_: _Element, parts: list[Named]) -> None:
    """Who posts is bold; times and counts are small."""
    _mark_parts(parts, "post", name="block-name", time="block-time", count="block-time")


def _print_letter(_: _Element, parts: list[Named]) -> None:
    """A letter is indented; its signature stands at the right."""
    _mark_parts(parts, "letter", signature="block-signature")


def _print_sign(_block: _Element, _parts: list[Named]) -> None:
    """A sign is a box and nothing else."""


def _print_paper(_: _Element, parts: list[Named]) -> None:
    """The headline is a line of its own."""
    _mark_parts(parts, "paper", title="block-title", byline="block-time")


def _print_window(_: _Element, parts: list[Named]) -> None:
    """What stands over a window is its title."""
    _mark_parts(parts, "window", title="block-title")


_PRINTERS: dict[str, Callable[[_Element, list[Named]], None]] = {
    "texts": print_texts,
    "chat": _print_chat,
    "mail": _print_mail,
    "post": _print_post,
    "letter": _print_letter,
    "sign": _print_sign,
    "paper": _print_paper,
    "window": _print_window,
}


def _mark_parts(parts: list[Named], family: str, **tokens: str) -> None:
    """Give each named part its class."""
    for entry in parts:
        for role, token in tokens.items():
            if entry.role(family, role) is not None:
                mark_part(entry.element, token)
                break
