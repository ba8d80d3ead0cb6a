"""Blank paragraphs are taken away, and what they mean is put in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.dom import is_break
from fic2epub.normalize.markup.empties import drop_empty_inline
from fic2epub.normalize.markup.names import SPACES
from fic2epub.normalize.markup.spacing import gaps_of, judge, lines_of
from fic2epub.normalize.markup.trees import drop_blocks, having

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from lxml.etree import _Element

__all__ = ["keep_blanks", "settle_blanks", "take_away"]

_WRAPPERS = ("div", "blockquote")
_STAYING = ("td", "th", "dt", "dd", "summary")
"""Blocks whose place means something though they are empty."""


def settle_blanks(body: _Element, blanks: list[_Element], prose: set[_Element]) -> tuple[list[_Element], int]:
    """
    Take blank paragraphs away, and put a break for each gap of them that is one.

    `prose` has paragraphs that are known to be long. Answers the breaks, and how many blank paragraphs were double
    spacing: those beside other breaks, and at borders, are not counted.
    """
    if not blanks:
        return [], 0
    blanks = _whole(body, blanks)
    known = set(blanks)
    parents = dict.fromkeys(parent for blank in blanks if (parent := blank.getparent()) is not None)
    breaks = {*body.iter("hr"), *(one for one in having(body, "role") if is_break(one))}
    all_gaps = [gaps_of(parent, known, breaks, prose) for parent in parents]
    broken = judge(all_gaps)
    parting = {gap.blanks[0] for gap in broken}
    blank = (gap for gaps in all_gaps for gap in gaps if gap.blanks and not gap.breaks)
    inner = (gap.blanks for gap in blank if gap.before is not None and gap.after is not None)
    spacing = sum(len(lines) for lines in inner if lines[0] not in parting)
    made = [_make_rule(gap.blanks[0]) for gap in broken]
    take_away(body, [blank for blank in blanks if blank.tag == "p"])
    return made, spacing


def keep_blanks(blanks: list[_Element]) -> list[_Element]:
    """Make each blank line a rule that is not drawn."""
    made = []
    for blank in blanks:
        lines = lines_of(blank)
        first = _make_rule(blank)
        made.append(first)
        for _ in range(lines - 1):
            first.addnext(_rule())
    return made


def _rule() -> _Element:
    rule = etree.Element("hr")
    rule.set("class", "blank")
    return rule


def _make_rule(blank: _Element) -> _Element:
    """A rule that is not drawn in place of a blank paragraph; if links lead into that, right behind it."""
    if _is_target(blank):
        rule = _rule()
        blank.addnext(rule)
        _empty(blank)
        return rule
    blank.clear(keep_tail=True)
    blank.tag = "hr"
    blank.set("class", "blank")
    return blank


def _whole(body: _Element, blanks: list[_Element]) -> list[_Element]:
    """The same blank paragraphs, but a block around nothing but them is one itself, of as many lines."""
    known = dict.fromkeys(blanks)
    waiting = list(dict.fromkeys(blank.getparent() for blank in blanks))
    while waiting:
        wrapper = waiting.pop()
        if wrapper is None or wrapper is body or wrapper.tag not in _WRAPPERS or not _holds_only(wrapper, known):
            continue
        if _is_target(wrapper):
            continue
        lines = sum(map(lines_of, wrapper))
        for blank in wrapper:
            del known[blank]
        wrapper.clear(keep_tail=True)
        wrapper.tag = "p"
        for _ in range(lines):
            etree.SubElement(wrapper, "br")
        known[wrapper] = None
        waiting.append(wrapper.getparent())
    return list(known)


def _holds_only(wrapper: _Element, known: Container[_Element]) -> bool:
    if not len(wrapper) or (wrapper.text or "").strip(SPACES):
        return False
    return all(child in known and not (child.tail or "").strip(SPACES) for child in wrapper)


def _is_target(block: _Element) -> bool:
    """Whether links may lead to it, or into it."""
    if block.get("id"):
        return True
    return bool(len(block)) and any(element.get("id") for element in block.iterdescendants())


def _empty(blank: _Element) -> None:
    """Make a block that shows nothing of a paragraph that links lead into."""
    for element in blank.iter():
        element.text = None
        if element is not blank:
            element.tail = None
    for line_break in list(blank.iter("br")):
        line_break.tag = "span"
    drop_empty_inline.change(blank, lambda *_: None)
    blank.tag = "div"


def take_away(body: _Element, blocks: Iterable[_Element]) -> None:
    """Take blocks away that hold nothing, and those around them that held nothing else; what links lead to stays."""
    gone = set()
    for block in blocks:
        if _is_target(block):
            _empty(block)
        else:
            gone.add(block)
    if gone:
        _add_hollow(body, gone)
        drop_blocks(body, gone)


def _add_hollow(body: _Element, gone: set[_Element]) -> None:
    """Add the blocks in which all is going; each is looked at once, the innermost first."""
    around: set[_Element] = set()
    for block in gone:
        parent = block.getparent()
        while parent is not None and parent is not body and parent not in around:
            around.add(parent)
            parent = parent.getparent()
    if not around:
        return
    for block in reversed(list(body.iterdescendants(*{str(one.tag) for one in around}))):
        if block in around and block.tag not in _STAYING and not block.get("id") and _is_hollow(block, gone):
            gone.add(block)


def _is_hollow(block: _Element, gone: set[_Element]) -> bool:
    """Whether nothing is in it but what is going."""
    if (block.text or "").strip(SPACES):
        return False
    return all((child in gone or child.tag == "br") and not (child.tail or "").strip(SPACES) for child in block)
