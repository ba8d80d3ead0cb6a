"""The places of an element's children as an older edition has them, and what of a newer one comes to stand in each.

A slot is what reading systems counted: it stays, filled or empty, and nothing is put between two of them that would be
counted. What comes in goes to the end of the paragraph before it, or around a rule, or where that cannot be, into a
wrapper of its own, which KOReader does not count among the paragraphs and EPUB CFIs do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.places import ADDED, CARRIED, DEEPEST, FLUSH, GONE, INDENTED, KINDS, OPENING, PART, own_text_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

__all__ = ["Level", "Slot", "is_carriable", "is_plain", "kind_of", "named"]

_PLAIN = ({"no-indent"}, {"first"}, {"first", "no-indent"}, set[str]())
"""Classes of a paragraph that another may carry."""
_COUNTED = frozenset(("aside", "blockquote", "div", "li", "ol", "p", "pre", "section", "span", "ul"))
"""What may stand empty; for anything else a `section` keeps the place."""
_CLOSED = frozenset(KINDS.values())
"""What carries nothing, at the end of a paragraph."""
_FEW = 300
"""Characters that are less than what follows in nearly all chapters."""
_AROUND_CHAPTERS = ("div", "article")
_WRAPPERS = frozenset((*_AROUND_CHAPTERS, "header", "section"))
_FREE = frozenset(("hr", "section"))
"""Names that nobody stays at: where such a place is empty, anything may come to stand."""
_UNINDENTING = frozenset(
    ("aside", "blockquote", "details", "dl", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "pre", "summary")
) | {"table", "ul"}
"""What a paragraph is not indented behind (pages/theme/base.css)."""


@dataclass(eq=False)
class Slot:
    """One place, and what is in it."""

    tag: str
    old: _Element | None = None
    """What stands in it in the older edition; None when nothing does any more."""
    fill: _Element | None = None
    """What comes to stand in it."""
    carried: list[Slot] = field(default_factory=list)
    """Of a paragraph: those that stand at its end."""
    held: list[Slot] | None = None
    """Of a wrapper: what is in it."""
    above: list[Slot] = field(default_factory=list)
    """The list that it is in."""
    host: Slot | None = None
    """The paragraph that carries it."""
    line: bool = False
    """Whether a paragraph carries it."""

    def units(self) -> Iterator[Slot]:
        """All that can be filled, in reading order."""
        if self.held is not None:
            for one in self.held:
                yield from one.units()
            return
        yield self
        for one in self.carried:
            yield from one.units()

    def outermost(self) -> Slot:
        """The paragraph that carries it with all between, which nothing carries; itself when nothing does."""
        top = self
        while top.host is not None:
            top = top.host
        return top


def named(element: _Element) -> list[str]:
    """The classes of an element."""
    return (element.get("class") or "").split()


def is_plain(element: _Element) -> bool:
    """Whether it is a paragraph that another may carry at its end."""
    return element.tag == "p" and set(named(element)) in _PLAIN and not set(element.attrib) - {"class", "id"}


def kind_of(element: _Element) -> str:
    """The name of what it is in a fresh book."""
    kind = next((KINDS[name] for name in named(element) if name in KINDS), "")
    if kind:
        return kind
    return "p" if CARRIED in named(element) else str(element.tag)


def is_carriable(element: _Element) -> bool:
    """Whether a paragraph may carry it."""
    if element.tag not in KINDS.values():
        return is_plain(element)
    bare = not set(element.attrib) - {"class", "id"} and not (element.text or "").strip()
    return bare and all(is_plain(child) and not (child.tail or "").strip() for child in element)


class Level:
    """The children of one element."""

    def __init__(self, old: _Element, *, frame: bool) -> None:
        """`frame` are pages of ours around a text: what comes in there is counted, but its followers have ids."""
        self._frame = frame
        self._is_body = old.tag == "body"
        self._wrapper = _free_in(child.tag for child in old) if self._is_body else "header" if frame else "section"
        """What is put around what comes in."""
        self._list = old.tag in {"ol", "ul"}
        self._empty_at_end: int | None = None
        """How many slots at the end have nothing in them: none that has something loses it."""
        self.slots: list[Slot] = []
        self.opening: Slot | None = None
        """What stands before the text, outside of it."""
        before = old.getprevious()
        if before is not None and OPENING in named(before):
            self.opening = _wrapper("header", _read(before, []), [])
        _read(old, self.slots)

    def units(self) -> list[Slot]:
        """All that can be filled, in reading order."""
        first = list(self.opening.units()) if self.opening else []
        return first + [unit for slot in self.slots for unit in slot.units()]

    def put_behind(self, last: Slot | None, element: _Element, *, opens: bool) -> Slot:
        """A new slot for an element that comes behind another, or first; `opens` if it may stand outside then."""
        new = Slot("p" if element.tag == "p" else str(element.tag), fill=element)
        if last is None:
            self._put_first(new, opens=opens)
        elif (end := self._end_behind(last)) is not None:
            _insert(self.slots, end, new)
        elif is_carriable(element) and _can_carry(last):
            _carry(last, new)
        elif self._is_body and self._is_held(last):
            self._hold_beside(last, new)
        elif (self._frame and element.tag != "section") or self._list or self._is_held(last):
            self._put_beside(last, new)
        else:
            self._wrap(last, new)
        return new

    def _put_first(self, new: Slot, *, opens: bool) -> None:
        if self.opening is not None and self.opening.held is not None:
            _insert(self.opening.held, 0, new)
        elif opens:
            self.opening = _wrapper("header", [new], [])
        elif self._list:
            _insert(self.slots, 0, new)
        elif self._is_body and self.slots and (held := self.slots[0].held):
            _insert(held, 0, _wrapper(_free_in(slot.tag for slot in held), [new], held))
        else:
            self.slots.insert(0, _wrapper(self._wrapper, [new], self.slots))

    def _hold_beside(self, last: Slot, new: Slot) -> None:
        """Put a chapter behind another that is in a wrapper, in one of its own if others of before follow there."""
        beside = last.above
        place = beside.index(last) + 1
        if any(unit.old is not None for slot in beside[place:] for unit in slot.units()):
            new = _wrapper(_free_in(slot.tag for slot in beside), [new], beside)
        _insert(beside, place, new)

    def _end_behind(self, last: Slot) -> int | None:
        """Where something may stand behind the slot, if nothing follows that could lose its place."""
        end = len(self.slots) if self._empty_at_end is None else len(self.slots) - self._empty_at_end
        if self._empty_at_end is None:
            while end and not _is_filled(self.slots[end - 1]):
                end -= 1
        while end < len(self.slots) and _is_filled(self.slots[end]):  # since then
            end += 1
        self._empty_at_end = len(self.slots) - end
        filled = [unit for unit in self.slots[end - 1].units() if unit.fill is not None] if end else []
        return end if filled and filled[-1] is last else None

    def _is_held(self, slot: Slot) -> bool:
        """Whether it is in a wrapper already."""
        return slot.above is not self.slots and not slot.line

    def _wrap(self, last: Slot, new: Slot) -> None:
        """Put a wrapper behind the slot, or around it if few places are in it: those behind it are more."""
        if _is_small(last) and not self._frame:
            self.slots[self.slots.index(last)] = _wrapper(self._wrapper, [last, new], self.slots)
            return
        top = last.outermost()
        if top.above is not self.slots:
            self._put_beside(last, new)
            return
        rest = _set_free(top, last)
        place = self.slots.index(top) + 1
        following = self.slots[place] if place < len(self.slots) else None
        if following is not None and following.held is not None and not rest:
            _insert(following.held, 0, new)
        elif following is not None and following.tag in _FREE and following.fill is None and following.held is None:
            self.slots[place] = _wrapper(self._wrapper, [new, *rest], self.slots)
        else:
            self.slots.insert(place, _wrapper(self._wrapper, [new, *rest], self.slots))

    def _put_beside(self, last: Slot, new: Slot) -> None:
        """Put a slot behind another in its list, with what was carried behind that."""
        top = last.outermost()
        rest = _set_free(top, last)
        place = top.above.index(top) + 1
        for one in (*reversed(rest), new):
            _insert(top.above, place, one)

    def build(self, new: _Element) -> None:
        """Set the children of the element as the slots have them."""
        before = {child: (_unindents(child.getprevious()), child.getprevious()) for child in new}
        for child in list(new):
            new.remove(child)
        _drop_last_empty(self.slots)
        for slot in self.slots:
            new.append(self._built(slot))
        _indent(new, before)
        if self.opening is not None and self.opening.held:
            outside = self._built(self.opening)
            outside.set("class", " ".join((OPENING, *named(new))))
            outside.attrib.update({name: value for name, value in new.items() if name not in {"class", "id"}})
            new.addprevious(outside)

    def _built(self, slot: Slot) -> _Element:
        if slot.held is not None:
            wrapper = etree.Element(slot.tag)
            wrapper.set("class", ADDED)
            _drop_last_empty(slot.held)
            wrapper.extend([self._built(one) for one in slot.held])
            return wrapper
        element = slot.fill
        if element is None:
            element = self._empty(slot)
        elif slot.line:
            _as_line(element)
        _drop_last_empty(slot.carried)
        for one in slot.carried:
            line = self._built(one)
            if len(element) and kind_of(element[-1]) in _CLOSED and kind_of(line) == "p":
                line.set("class", " ".join((*named(line), FLUSH)))
            _append_line(element, line)
        return element

    def _empty(self, slot: Slot) -> _Element:
        """What keeps a place."""
        empty = etree.Element(slot.tag if slot.tag in _COUNTED else "section")
        empty.set("class", f"{CARRIED} {GONE}" if slot.line else GONE)
        if all(unit.fill is None for unit in slot.units()):
            empty.set("hidden", "hidden")
        return empty


def _read(element: _Element, slots: list[Slot], depth: int = 0) -> list[Slot]:
    """The slots of an element's children."""
    for child in element.iterchildren("*"):
        names = named(child)
        if OPENING in names:
            continue
        if ADDED in names and child.tag in _WRAPPERS and depth < DEEPEST:
            slots.append(_wrapper(str(child.tag), _read(child, [], depth + 1), slots))
        else:
            slots.append(_read_one(child, slots))
    return slots


def _read_one(element: _Element, above: list[Slot], depth: int = 0) -> Slot:
    """The slot of an element, with what it carries."""
    slot = Slot(str(element.tag), None if GONE in named(element) else element, above=above)
    slot.line = CARRIED in named(element)
    if element.tag in {"p", "span"} and depth < DEEPEST:
        for child in list(element)[own_text_end(element) :]:
            if CARRIED in named(child):
                slot.carried.append(_read_one(child, slot.carried, depth + 1))
                slot.carried[-1].host = slot
    return slot


def _is_filled(slot: Slot) -> bool:
    return any(unit.fill is not None for unit in slot.units())


def _free_in(names: Iterable[object]) -> str:
    """A name that none of those beside it has, to be put around chapters, which may have a `header`."""
    taken = set(names)
    return next((name for name in _AROUND_CHAPTERS if name not in taken), _AROUND_CHAPTERS[0])


def _wrapper(tag: str, held: list[Slot], above: list[Slot]) -> Slot:
    slot = Slot(tag, held=held, above=above)
    for one in held:
        one.above = held
    return slot


def _insert(slots: list[Slot], place: int, new: Slot) -> None:
    slots.insert(place, new)
    new.above = slots


def _can_carry(slot: Slot) -> bool:
    """Whether paragraphs may stand at its end: it is one, and looks like any."""
    if slot.line:
        return True
    return slot.tag == "p" and (slot.fill is None or is_plain(slot.fill)) and not slot.held


def _carry(last: Slot, new: Slot) -> None:
    """Put a paragraph behind another, at the end of it, or beside it at the end of what carries both."""
    new.tag, new.line = "span", True
    closed = last.fill is not None and last.fill.tag in _CLOSED
    if last.line and (closed or (last.above[-1] is last and not last.carried)):
        _insert(last.above, last.above.index(last) + 1, new)
        new.host = last.host
    else:
        _insert(last.carried, 0, new)
        new.host = last


def _as_line(element: _Element) -> None:
    """Make a line of a paragraph or a rule, for another paragraph to carry."""
    marks = (CARRIED, *(name for name, tag in KINDS.items() if tag == element.tag))
    if element.tag == "hr":
        element.set("role", "separator")
    for place, part in enumerate(element if element.tag == "blockquote" else ()):
        part.tag = "span"
        part.set("class", " ".join((PART, *named(part), *([] if place else [FLUSH]))))
    element.tag = "span"
    element.set("class", " ".join((*marks, *named(element))))


def _set_free(top: Slot, last: Slot) -> list[Slot]:
    """What a paragraph carries behind one of its lines: what comes between them can be none, so they are no lines."""
    units = list(top.units())
    rest = units[units.index(last) + 1 :]
    for unit in rest:
        unit.above.remove(unit)
    for unit in rest:
        unit.carried, unit.line, unit.host = [], False, None
        element = unit.fill if unit.fill is not None else unit.old
        unit.tag = "p" if element is None else kind_of(element)
    return rest


def _is_small(slot: Slot) -> bool:
    """Whether it is a rule or holds a few words, and is no paragraph, which are counted."""
    return (
        not slot.line and slot.tag != "p" and len("".join(slot.fill.itertext() if slot.fill is not None else ())) < _FEW
    )


def _drop_last_empty(slots: list[Slot]) -> None:
    """Behind the last that is filled, nothing needs a place."""
    while slots and all(unit.fill is None for unit in slots[-1].units()):
        slots.pop()


def _append_line(host: _Element, line: _Element) -> None:
    """Put a line at the end of a paragraph; the white space that stood between the two stands behind the break."""
    between = etree.SubElement(host, "br")
    between.set("class", ADDED)
    between.tail, host.tail, space = host.tail, None, line.tail
    line.tail = None
    host.append(line)
    host.tail = space


def _indent(level: _Element, before: dict[_Element, tuple[bool, _Element | None]]) -> None:
    """Have paragraphs indented as they are without what keeps places: a sheet looks at what stands before them."""
    for child in [one for one in level.iter("p") if one in before and one.getparent() is not None]:
        (flush, last), now = before[child], child.getprevious()
        if flush and not (now is last and _unindents(now)):
            child.set("class", " ".join((*named(child), FLUSH)))
        elif not flush and now is None:
            child.set("class", " ".join((*named(child), INDENTED)))


def _unindents(element: _Element | None) -> bool:
    return element is None or element.tag in _UNINDENTING or not {"break", "lines"}.isdisjoint(named(element))
