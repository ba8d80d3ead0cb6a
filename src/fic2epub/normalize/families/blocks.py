"""How a block of each family is printed: fixed classes of ours, names and times told apart, text in paragraphs.

Never an `aside`: reading systems pass over asides when they read aloud, and this is the story (thorium-reader 2634).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.normalize.families.finding import (
    FIELD,
    SPOKEN,
    boxes,
    loose_messages,
    meanings_of,
    named,
    side_of,
)
from fic2epub.normalize.families.labels import label
from fic2epub.normalize.families.names import OWN
from fic2epub.normalize.markup.empties import wrap_stray_text
from fic2epub.normalize.markup.engine import informed_rule
from fic2epub.normalize.markup.names import INLINE
from fic2epub.normalize.markup.trees import add_class, append_text, is_blank, pieces

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.normalize.families.finding import Found, Named
    from fic2epub.options import Options


def _no_note(_code: str, _message: str, _where: str = "") -> None:
    """For rules that are run on a part of a body."""


def asks_for_blocks(options: Options) -> bool:
    """Whether blocks are printed: a work whose skin is left out is left as plain as it came."""
    return options.work_skin != "off"


@informed_rule("@class", "div p span @role @aria-label", when=asks_for_blocks)
def print_blocks(body: _Element, note: Note, options: Options) -> None:
    """
    Letters, chats, messages, mails, posts, signs, newspapers and windows are blocks with classes of ours.

    What is a block is told from class names and shape; whatever is in it stays, in its order.
    """
    entries = named(body)
    if not entries:
        return
    done = [entry.element for entry in entries if entry.done]
    for block in done:
        label(block, options)
    made = list(boxes(entries))
    taken = {one for block in done for one in block.iter()}
    taken.update(one for found in made for element in found.elements for one in element.iter())
    made += list(loose_messages(entries, taken))
    for found in made:
        block = _block(found)
        for stray in list(block.iter("div", "blockquote")):
            wrap_stray_text.change(stray, _no_note)
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
        follower = block.getnext()
        while follower is not None and (not len(block) or block[-1] is not last):
            block.append(follower)
            follower = block.getnext()
        block.tail, last.tail = last.tail, None
    add_class(block, OWN[found.family])
    return block


def _print_texts(block: _Element, parts: list[Named]) -> None:
    """Each message stands at its side."""
    in_one: set[_Element] = set()
    for entry in parts:
        element = entry.element
        side = side_of(entry)
        if element is block or element in in_one:
            continue
        if side or entry.role("texts", "message") is not None:
            in_one.update(element.iter())
            _print_message(element, f"block-{side or 'message'}")
        elif entry.role("texts", "name", "title") is not None:
            add_class(element, "block-name" if entry.role("texts", "name") is not None else "block-title")
        elif entry.role("texts", "time") is not None:
            add_class(element, "block-time")
    for name in block.iter("dt"):
        add_class(name, "block-name")
    for entry in parts:
        if entry.element in in_one and entry.role("texts", "time", "name") is not None and not side_of(entry):
            add_class(entry.element, "block-time" if entry.role("texts", "time") is not None else "block-name")


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
        around = etree.Element("div")
        element.addprevious(around)
        around.tail, element.tail = element.tail, None
        around.append(element)
        element = around
    add_class(element, token)


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


def _is_message(element: _Element) -> bool:
    return any(one.family == "texts" and one.role in _SPEECH for one in meanings_of(element))


_SPEECH = ("sent", "received", "message")


def _print_chat(block: _Element, parts: list[Named]) -> None:
    """Names are bold, times small; a name before a colon counts as one where no class tells any."""
    _mark_parts(parts, "chat", name="block-name", time="block-time", title="block-title")
    if not any(entry.role("chat", "name") is not None for entry in parts):
        _mark_leads(block, SPOKEN)


def _print_mail(block: _Element, parts: list[Named]) -> None:
    """The fields above a mail are lines with their names in bold."""
    _mark_parts(parts, "mail", head="block-field", signature="block-signature")
    _mark_leads(block, FIELD)


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
    "texts": _print_texts,
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
                add_class(entry.element, token)
                break


def _mark_leads(block: _Element, pattern: re.Pattern[str]) -> None:
    """What the pattern finds at the start of a line becomes a span for a name."""
    for leaf in list(block.iter("p", "li", "dd", "td")):
        for owner, at_tail in list(_line_starts(leaf)):
            match = pattern.match((owner.tail if at_tail else owner.text) or "")
            if match and match[1].strip():
                _wrap_start(owner, at_tail, match.end(1))


def _line_starts(leaf: _Element) -> Iterator[tuple[_Element, bool]]:
    """Where lines begin: an element, and whether it is its tail or the text in it that begins one."""
    yield from _first_text(leaf)
    for line in leaf.iter("br"):
        if not is_blank(line.tail):
            yield line, True
        else:
            follower = line.getnext()
            if follower is not None and follower.tag in INLINE:
                yield from _first_text(follower)


def _first_text(element: _Element) -> Iterator[tuple[_Element, bool]]:
    """The innermost element that the text begins in, unless it begins with a name that is marked already."""
    while is_blank(element.text) and len(element) and element[0].tag in INLINE - {"br"}:
        element = element[0]
    if not is_blank(element.text) and "block-name" not in (element.get("class") or "").split():
        yield element, False


def _wrap_start(owner: _Element, at_tail: bool, end: int) -> None:
    """Put the first letters of a text into a span."""
    name = etree.Element("span", {"class": "block-name"})
    text = (owner.tail if at_tail else owner.text) or ""
    start = len(text) - len(text.lstrip())
    name.text, rest = text[start:end], text[end:]
    if at_tail:
        owner.tail = None
        owner.addnext(name)
        name.tail = rest
        owner.tail = text[:start]
    else:
        owner.text = text[:start]
        owner.insert(0, name)
        name.tail = rest
