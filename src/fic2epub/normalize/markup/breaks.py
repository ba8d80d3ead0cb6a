"""Scene breaks: ornaments of text, and paragraphs with nothing in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.normalize.markup.engine import rule
from fic2epub.normalize.markup.names import BLANK, SPACES
from fic2epub.normalize.markup.trees import add_class, drop, is_blank, select

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note

_LONGEST = 40
"""Characters in an ornament; a longer line is prose until more is known of it."""
_FEW = 3
"""Paragraphs that are too few to tell double spacing from a scene break."""
_BREAKS_OF_VERSE = 2
_GONE = "taken-away"
_STAYING = ("td", "th", "dt", "dd", "summary")
"""Blocks whose place means something though they are empty."""
_SIGN = "*~=+•·#⁂†‡◇◆♥♡❤☆★❦❧❖✦✧⚜§"
_ORNAMENT = rf"[{re.escape(_SIGN)}\-_xXoO.,:;—–|/\\<>^'\"`\s\u00a0\ufe0f]+"
_LETTERS = r"[\-_–—.~\s]*(?:[oO0]{3,}|[xX]{3,}|(?<=[\-–—~.])\s*[xXoO]+\s*(?=[\-–—~.]))[\-_–—.~\s]*"
_SAID = re.compile(r"[^\W0xXoO_]")
"""A letter or digit that no ornament has: most paragraphs are known by their first one."""
_DASHES = r"[\-_–—\s\u00a0]{2,}"


def is_ornament(text: str) -> bool:
    """
    Whether a line that stands alone is drawn, not spoken: `***`, `~*~`, `---`, `xXx`, `-o-`.

    Punctuation that somebody may say (`...`, `?`, `—`) and faces (`^_^`, `o.o`) are not.
    """
    text = text.strip(SPACES)
    if not text or len(text) >= _LONGEST:
        return False
    if any(sign in text for sign in _SIGN):
        return re.fullmatch(_ORNAMENT, text) is not None
    if re.fullmatch(_DASHES, text):
        return text.count("-") + text.count("_") + text.count("–") + text.count("—") > 1
    return re.fullmatch(_LETTERS, text) is not None


@rule("p", "hr @class @role")
def settle_breaks(body: _Element, _: Note) -> None:
    """
    An ornament that stands alone is a scene break, and so is a blank paragraph between two blocks.

    Where (nearly) every two paragraphs have a blank one between them, they are double spacing and go. None is left
    at the start or end of a block. A paragraph without even a no-break space or a line break is no line on a page,
    and parts nothing: until 2022 the archive's cleaner left such before blocks.
    """
    blank: list[_Element] = []
    void: list[_Element] = []
    paragraphs = 0
    for paragraph in body.iter("p"):
        paragraphs += 1
        text = paragraph.text
        if (text and _SAID.search(text)) or next(paragraph.iter("img"), None) is not None:
            continue
        written = "".join(paragraph.itertext()) if len(paragraph) else text or ""
        whole = written.strip(SPACES)
        if not whole:
            seen = written.strip(BLANK) or next(paragraph.iter("br"), None) is not None
            (blank if seen else void).append(paragraph)
        elif len(whole) < _LONGEST and not _SAID.search(whole):
            _mark(paragraph, whole)
    if void:
        _take_away(body, void)
    if blank:
        _settle_blanks(body, blank, paragraphs - len(blank) - len(void))


def _mark(paragraph: _Element, text: str) -> None:
    """Mark it as a scene break if it is one."""
    if (is_ornament(text) or _is_lone_letter(paragraph, text)) and next(paragraph.iter("a"), None) is None:
        add_class(paragraph, "break")
        paragraph.set("role", "separator")


def _is_lone_letter(paragraph: _Element, text: str) -> bool:
    """Whether it is an `x` or `o` between two paragraphs of some length, and not a line among short lines."""
    if text not in tuple("xXoO"):
        return False
    around = (paragraph.getprevious(), paragraph.getnext())
    return all(one is not None and one.tag == "p" and len("".join(one.itertext())) > _LONGEST for one in around)


def _settle_blanks(body: _Element, blank: list[_Element], written: int) -> None:
    """Take blank paragraphs away, and put one line for each run of them between two blocks if they mean a break."""
    gone = _marked_gone(blank)
    ends = [paragraph for paragraph in gone if _is_between(paragraph)]
    if len(ends) * 4 < (written - 1) * 3 or written < _FEW:
        for paragraph in ends:
            paragraph.clear(keep_tail=True)
            paragraph.tag = "hr"
            paragraph.set("class", "blank")
    _strip_gone(body, gone)


def _take_away(body: _Element, void: list[_Element]) -> None:
    """Take paragraphs away that are nothing, and leave the places that links lead to."""
    _strip_gone(body, _marked_gone(void))


def _marked_gone(paragraphs: list[_Element]) -> list[_Element]:
    """Those that may go, marked; those that links lead to become plain blocks."""
    gone = []
    for paragraph in paragraphs:
        if paragraph.get("id") or any(element.get("id") for element in paragraph.iterdescendants()):
            paragraph.tag = "div"
        else:
            paragraph.tag = _GONE
            gone.append(paragraph)
    return gone


def _strip_gone(body: _Element, gone: list[_Element]) -> None:
    _mark_hollow(body, gone)
    etree.strip_elements(body, _GONE, with_tail=False)


def _mark_hollow(body: _Element, gone: list[_Element]) -> None:
    """Blocks in which all is blank paragraphs go as well, and those around them; each is looked at once."""
    around: set[_Element] = set()
    for paragraph in gone:
        block = paragraph.getparent()
        while block is not None and block is not body and block not in around:
            around.add(block)
            block = block.getparent()
    for block in reversed(list(body.iterdescendants(*{str(block.tag) for block in around})) if around else ()):
        if block in around and block.tag not in _STAYING and not block.get("id") and _is_hollow(block):
            block.tag = _GONE


def _is_hollow(block: _Element) -> bool:
    """Whether nothing is in it but what is gone."""
    if (block.text or "").strip(SPACES):
        return False
    return all(child.tag in (_GONE, "br") and not (child.tail or "").strip(SPACES) for child in block)


def _is_between(paragraph: _Element) -> bool:
    """Whether it is the last of a run with text before and behind, and no other break at either side."""
    behind = paragraph.getnext()
    if behind is None or behind.tag in (_GONE, "hr") or behind.get("role") == "separator":
        return False
    before = paragraph.getprevious()
    while before is not None and before.tag == _GONE:
        before = before.getprevious()
    return before is not None and before.tag != "hr" and before.get("role") != "separator"


@rule("br", "@class")
def mark_lines(body: _Element, _: Note) -> None:
    """A paragraph of three lines or more is verse, a list, a letter: its first line begins where the others do."""
    for paragraph in select(body, "descendant::p[descendant::br]"):
        starts = sum(1 for line in paragraph.iter("br") if _starts_line(line))
        if starts >= _BREAKS_OF_VERSE:
            add_class(paragraph, "lines")


def _starts_line(line: _Element) -> bool:
    """Whether something follows the line break but another one."""
    if not is_blank(line.tail):
        return True
    follower = line.getnext()
    return follower is not None and follower.tag != "br"


@rule("hr")
def drop_outer_rules(body: _Element, _: Note) -> None:
    """A rule before the first or behind the last block parts nothing."""
    outer = []
    for children in (body.iterchildren(), body.iterchildren(reversed=True)):
        for child in children:
            if child.tag != "hr":
                break
            outer.append(child)
    drop(body, outer)
