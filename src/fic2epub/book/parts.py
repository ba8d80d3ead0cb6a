"""Documents that are too large for old readers, parted where it hurts least.

At a scene break, else between two blocks, else inside a block: after a line, a sentence, a word, at the very worst
between two characters. The first part keeps all ids and attributes; the others say that they go on.
"""

from __future__ import annotations

import re
import unicodedata
from copy import deepcopy
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from fic2epub.dom import OPS, XHTML, is_break, serialize, size_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from lxml.etree import _Element

__all__ = ["LIMIT", "LINK", "part_document"]

LIMIT = 260_000
"""Bytes of a document: 300 kB is where old Adobe readers stop, and what calibre allows (`flow_size`)."""
LINK = 60
"""Bytes by which the address of a link may still grow when it is settled."""
_ROOM = 240_000
"""Bytes of content that go into a part: what frames it needs some too."""
_BLOCKS = frozenset(
    (
        *("address", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "figure", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "hr", "li", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WHOLE = frozenset(("br", "caption", "col", "colgroup", "hr", "img", "math", "rp", "rt", "ruby", "summary", "svg"))
"""Never parted inside."""
_SENTENCE = r"[.!?…][\"'”’»)\]]*\s+|[。！？…][”’」』）]*"
"""Compiled when a document is large, which few are."""
_MOST_HEADINGS = 10
"""Headings or terms in a row that belong to what follows; more of them are a text themselves."""
_DEEPEST = 200
"""Elements in elements that are parted; what is nested deeper is left whole, for Python calls no deeper."""
_LOOK_BACK = 4000
"""Characters in which an end of a sentence is looked for."""
_JOINED = "\u200d\ufe0e\ufe0f"
"""What belongs to the character before it though Unicode does not count it as combining."""
_SKIN_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_DECLARED = len(f' xmlns="{XHTML}" xmlns:epub="{OPS}"')
"""Bytes that an element has more when it is written on its own."""


class _Cut(NamedTuple):
    """Where an element's content is parted: `children` and `offset` characters of the text after them come before."""

    children: int
    offset: int
    inside: int | None = None
    """Bytes to be taken out of the child that follows, too."""


def part_document(root: _Element, torn: list[int] | None = None, most: int = 0) -> list[_Element]:
    """
    Documents of at most `LIMIT` bytes in place of one; the tree is taken over, and is the last of them.

    Every child of the frame goes on in a copy of its parents without ids. A document that no cut makes smaller (one
    endless word of `ruby`) stays too large. `torn` is told how many elements, one in the other, each cut goes through.
    The last of `most` documents, if that is no 0, may be of twice the size.
    """
    left = _size(root)
    if left <= LIMIT:
        return [root]
    title = root.findtext("head/title") or ""
    parts: list[_Element] = []
    scale = _Scale()
    while left > LIMIT and not (most and len(parts) + 1 >= most and left <= 2 * LIMIT):
        part = _peel(root, scale)
        if part is None:
            break
        parts.append(part)
        if torn is not None:
            torn.append(scale.torn)
        _mark_continued(root, f"{title} ({len(parts) + 1})", torn=scale.torn)
        left -= _size(part)
        if left <= 2 * LIMIT:  # the frames of the parts were taken off too
            left = _size(root)
    return [*parts, root]


def _size(root: _Element) -> int:
    return len(serialize(root)) + LINK * sum(1 for _ in root.iter("a"))


class _Scale:
    """Weighs elements; the large ones once, however often they are parted."""

    def __init__(self) -> None:
        self._known: dict[_Element, int] = {}
        self.torn = 0
        """How many elements, one in the other, the last cut goes through."""

    def weigh(self, element: _Element) -> int:
        """Bytes of an element in its document, without the text after it."""
        weight = self._known.get(element)
        if weight is None:
            if not len(element):
                return _leaf_size(element)
            weight = size_of(element) - _DECLARED + LINK * sum(1 for _ in element.iter("a"))
            if weight > _ROOM:
                self._known[element] = weight
        return weight

    def lighten(self, element: _Element, taken: _Element) -> None:
        """Take off what `taken` took from the element."""
        if element in self._known:
            weight = self._known.pop(element) - self.weigh(taken)
            if weight > 2 * _ROOM:  # the frame of what was taken is taken off too: when it counts, weigh anew
                self._known[element] = weight


def _peel(root: _Element, scale: _Scale) -> _Element | None:
    """A document with the beginning of this one's body, which goes on without it; None when nothing can be taken."""
    part = etree.Element(root.tag, dict(root.attrib), nsmap=root.nsmap)
    part.append(deepcopy(root[0]))
    body = root[1]
    shell = _shell(body, part)
    scale.torn = 0
    return part if _take(body, shell, _Room(_ROOM, empty=True), scale) else None


def _mark_continued(root: _Element, title: str, *, torn: int) -> None:
    """Title and first section, if that is `torn`, of a document that goes on where another ends."""
    head = root.find("head/title")
    if head is not None:
        head.text = title
    for section in root.findall("body/section")[: bool(torn)]:
        names = section.get("class", "").split()
        section.set("class", " ".join(dict.fromkeys((*names, "continued"))))
        if section.get("role"):
            section.set("aria-label", title)


def _shell(element: _Element, parent: _Element) -> _Element:
    """An empty copy of the element, as the last child of `parent`."""
    return etree.SubElement(parent, element.tag, dict(element.attrib))


class _Room(NamedTuple):
    """What a part may still hold."""

    size: int
    empty: bool
    """Whether the part holds nothing yet, so that something has to be put in."""
    depth: int = 0
    """How many elements are parted around this one."""


def _take(element: _Element, shell: _Element, room: _Room, scale: _Scale) -> bool:
    """Move the beginning of the element's content into `shell`, as much as there is room for; False if nothing is."""
    cut = _find_cut(element, room.size, scale)
    taken = _move(element, shell, cut)
    if cut.inside is not None and room.depth < _DEEPEST:
        inside = _Room(cut.inside, room.empty and not taken, room.depth + 1)
        torn = _tear(element[0], shell, inside, scale)
    else:
        torn = False
    if room.empty and not (taken or torn) and (len(element) > 1 or (len(element) and element[0].tail)):
        taken = _move(element, shell, _Cut(1, 0))  # too large and not to be parted: taken whole, that there be an end
    if shell.tag == "dl" and len(shell) and shell[-1].tag == "dt":  # one of very many terms in a row
        etree.SubElement(shell, "dd").text = "…"
    if (taken or torn) and element.tag == "ol" and "reversed" not in element.attrib:
        element.set("start", str(int(shell.get("start") or 1) + len(shell) - torn))
    return taken or torn


def _tear(child: _Element, shell: _Element, room: _Room, scale: _Scale) -> bool:
    """Take the beginning of a child, whose other half goes on without what made it one of a kind."""
    before = _shell(child, shell)
    if not _take(child, before, room, scale):
        shell.remove(before)
        return False
    scale.torn += 1
    scale.lighten(child, before)
    for name in ("id", "aria-labelledby"):
        child.attrib.pop(name, None)
    if child.tag == "p":
        child.set("class", f"{child.get('class', '')} no-indent".strip())
    elif child.tag == "details":  # its summary stayed behind
        child.tag = "div"
        child.attrib.pop("open", None)
    elif child.tag == "dl" and len(child) and child[0].tag == "dd":
        term = etree.Element("dt")
        term.text = "…"
        child.insert(0, term)
    return True


def _move(element: _Element, shell: _Element, cut: _Cut) -> bool:
    """Move what stands before the cut; whether that is more than white space."""
    kept = list(islice(element, cut.children))  # a slice would count all children, again for each part
    text = (kept[-1].tail if kept else element.text) or ""
    if kept:
        shell.text = element.text
        shell.extend(kept)
        kept[-1].tail = text[: cut.offset]
    else:
        shell.text = text[: cut.offset]
    element.text = text[cut.offset :]
    return bool(kept) or bool(text[: cut.offset].strip())


def _find_cut(element: _Element, room: int, scale: _Scale) -> _Cut:
    """The best place at which to part an element whose content is larger than `room` bytes."""
    seen = _Seen()
    for index, text, child in _pieces(element):
        fits = room - _text_size(text)
        if fits < 0:
            return seen.cut_in_text(index, text, room)
        seen.texts.append((index, text))
        if child is None:
            break
        late = fits * 2 <= _ROOM
        if late and is_break(child):
            seen.scene_break = _Cut(index, len(text))
        room = fits - scale.weigh(child)
        if room < 0:
            return seen.cut_at_child(element, _Cut(index, len(text), fits))
        if room * 2 > _ROOM:
            seen.texts.clear()
        elif child.tag == "br":
            seen.line = _Cut(index + 1, 0)
    return _Cut(len(element), len(element[-1].tail or "") if len(element) else len(element.text or ""))


def _pieces(element: _Element) -> Iterator[tuple[int, str, _Element | None]]:
    """The content in order: the text before each child and the child, then the text after the last one."""
    text = element.text or ""
    index = 0
    for child in element:
        yield index, text, child
        text = child.tail or ""
        index += 1
    yield index, text, None


class _Seen:
    """The places for a cut that were met in the second half of the room."""

    def __init__(self) -> None:
        self.scene_break: _Cut | None = None
        self.line: _Cut | None = None
        self.texts: list[tuple[int, str]] = []

    def cut_in_text(self, index: int, text: str, room: int) -> _Cut:
        """The cut when a text of `room` bytes or more is met; it stands before the child at `index`."""
        fit = _fitting(text, room)
        return (
            self.scene_break
            or self.line
            or _after_sentence(index, text[:fit])
            or self._after_earlier_sentence()
            or _Cut(index, _after_word(text, fit))
        )

    def cut_at_child(self, element: _Element, before: _Cut) -> _Cut:
        """The cut when the child after `before` does not fit any more."""
        child = element[before.children]
        room = before.inside or 0
        block = child.tag in _BLOCKS
        late = room * 2 <= _ROOM
        best = self.scene_break or self.line or (self._after_earlier_sentence() if late and not block else None)
        if best:
            return best
        if child.tag in _WHOLE or (block and late):
            return _before(element, _past_headings(element, before.children))
        return before

    def _after_earlier_sentence(self) -> _Cut | None:
        """The last end of a sentence in the texts that fit, but for those long before."""
        ends = (_after_sentence(index, text) for index, text in reversed(self.texts[-_LOOK_BACK:]))
        return next((end for end in ends if end), None)


def _after_sentence(index: int, text: str) -> _Cut | None:
    """The cut after the last sentence that ends near the end of this text."""
    start = max(0, len(text) - _LOOK_BACK)
    end = max((match.end() for match in re.compile(_SENTENCE).finditer(text, start)), default=0)
    return _Cut(index, end) if end else None


def _fitting(text: str, room: int) -> int:
    """How many characters of the text fit."""
    fit = len(text.encode()[:room].decode(errors="ignore"))
    while fit and (size := _text_size(text[:fit])) > room:
        fit = min(fit - 1, fit * room // size)
    return fit


def _after_word(text: str, fit: int) -> int:
    """The last space before the character at `fit`, else the last border between characters as people see them."""
    space = text.rfind(" ", max(0, fit - _LOOK_BACK), fit)
    if space > 0:
        return space + 1
    border = fit
    while border > 1 and _belong_together(text[border - 1], text[border]):
        border -= 1
    return border if border > 1 else fit


def _belong_together(before: str, after: str) -> bool:
    """Whether two characters are one to the eye, as an accent and its letter, or parts of an emoji, are."""
    return bool(unicodedata.combining(after)) or after in _JOINED or before == "\u200d" or after in _SKIN_TONES


def _past_headings(element: _Element, index: int) -> int:
    """Back to before the headings or terms that stand right before this child: they belong to it."""
    index = _past(element, index, 1, _HEADINGS)
    return _past(element, index, 0, ("dt",))  # a list that ends with a term is none


def _past(element: _Element, index: int, least: int, names: Container[object]) -> int:
    """Back to before the elements of these names right before this child; not if there are very many."""
    before = element[index].itersiblings(preceding=True)
    found = index
    for child in islice(before, max(0, min(index - least, _MOST_HEADINGS))):
        if child.tag not in names:
            return found
        found -= 1
    return found if index - found < _MOST_HEADINGS else index


def _before(element: _Element, index: int) -> _Cut:
    """The cut right before the child at `index`."""
    text = element.text if index == 0 else element[index - 1].tail
    return _Cut(index, len(text or ""))


def _leaf_size(element: _Element) -> int:
    """Bytes of an element without children, or a few more: most of the many elements of a text are such."""
    said = sum(len(name) + 4 + _text_size(value) + 5 * value.count('"') for name, value in element.items())
    name, text = str(element.tag), element.text
    around = 3 + len(name) if text is None else 5 + 2 * len(name) + _text_size(text)
    return around + said + LINK * (name == "a")


def _text_size(text: str) -> int:
    """Bytes of a text in its document."""
    return len(text.encode()) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))
