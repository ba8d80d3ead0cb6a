"""Rules for soup: what programs leave around an author's words, and no author meant.

What goes says nothing, or says again what is so without it. The words, their emphasis and their links are what they
were, letter by letter; AO3's own sheet is the judge of what nested emphasis looks like.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from fic2epub.anchors import fragment_id, valid_id
from fic2epub.normalize.markup.empties import wrap_stray_text
from fic2epub.normalize.markup.engine import rule
from fic2epub.normalize.markup.names import BLANK, SPACES
from fic2epub.normalize.markup.trees import append_text, having, is_blank, select, unwrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note

_IDLE_STYLES = frozenset(("", "vertical-align: inherit"))
"""What Google Translate sets on the two `font` around each text of a page that it translated, and nothing at all."""


@rule("@style")
def drop_idle_styles(body: _Element, _: Note) -> None:
    """A style that changes nothing goes, before cssutils is woken for it."""
    for element in having(body, "style"):
        if element.get("style", "").strip(BLANK + ";") in _IDLE_STYLES:
            del element.attrib["style"]


_PASTED_ID = (
    r"docs-internal-guid-[\w-]+|"  # Google Docs
    r"_GoBack|OLE_LINK\d+|_Hlk\d+|"  # Word's own marks: where one was last, what was copied
    r"yui_[\w-]+|(?:yiv|ydp)[0-9a-f]{6,}[\w-]*|"  # Yahoo Mail
    r"isPasted|divtagdefaultwrapper|appendonsend"  # Outlook
)
"""Names of places that programs set for themselves; headings keep theirs (`_Toc1`): other chapters may link there."""


@rule("@id")
def drop_pasted_ids(body: _Element, _: Note) -> None:
    """Names of places that programs gave go, unless a link of the same body leads there."""
    pasted = [one for one in having(body, "id") if re.fullmatch(_PASTED_ID, one.get("id", ""), re.ASCII)]
    if not pasted:
        return
    links = select(body, "descendant::a[starts-with(@href, '#')]")
    wanted = {fragment_id(link.get("href", "")[1:]) for link in links}
    for element in pasted:
        if valid_id(element.get("id", "")) not in wanted:
            del element.attrib["id"]


@rule("@title")
def drop_empty_titles(body: _Element, _: Note) -> None:
    """A title without words goes."""
    for element in having(body, "title"):
        if is_blank(element.get("title")):
            del element.attrib["title"]


_SLANTED, _HEAVY = ("em", "i"), ("b", "strong")
_KINDS = {"b": _HEAVY, "strong": _HEAVY, "s": ("s",), "code": ("code",), "span": ("span",)}
"""Emphasis that is the same when it stands in itself, anywhere, and all names of its kind."""
_OWN_CLASSES = frozenset(("underline", "strike", "bold", "italic", "small-caps", "mono"))
"""Our own names for emphasis, said by a span with this one class."""
_EMPHASIS = (*_SLANTED, *_KINDS)
_SIGNS = ("br", "img")
"""What is seen though it holds no words."""


@rule(" ".join(_EMPHASIS))
def drop_doubled_emphasis(body: _Element, _: Note) -> None:
    """
    Emphasis is said once: bold in bold anywhere, slanted in slanted where both hold the same words.

    Slanted words within slanted ones are upright on AO3 (public/stylesheets/site/2.0/02-elements.css): they stay.
    """
    holders = [element for element in body.iter(*_EMPHASIS) if len(element)]
    doubled: list[_Element] = []
    met: set[_Element] = set()
    only = cache(_only_seen_child)
    for element in holders:
        if element.tag in _SLANTED:
            doubled += _with_the_same_words(element, only)
        elif element not in met and _is_emphasis(element):
            doubled += _standing_in_it(element, met)
    unwrap(body, doubled)


def _with_the_same_words(element: _Element, only: Callable[[_Element], _Element | None]) -> Iterator[_Element]:
    """Slanted elements in this one that hold all its words; `only` tells the one child that is seen."""
    child = only(element)
    while child is not None:
        if child.tag in _SLANTED and not child.keys():
            yield child
        child = only(child)


def _only_seen_child(element: _Element) -> _Element | None:
    """The element that is all that is seen in this one; spaces may be beside it, which rules behind this take away."""
    if (element.text or "").strip(SPACES) or any((child.tail or "").strip(SPACES) for child in element):
        return None
    seen = [
        one for one in element if "".join(one.itertext()).strip(SPACES) or next(one.iter(*_SIGNS), None) is not None
    ]
    return seen[0] if len(seen) == 1 else None


def _only_child(element: _Element) -> _Element | None:
    """The element that is all there is in this one."""
    if len(element) != 1 or not is_blank(element.text):
        return None
    child = element[0]
    return child if is_blank(child.tail) else None


def _standing_in_it(element: _Element, met: set[_Element]) -> Iterator[_Element]:
    """Elements of the same kind in this one; `met` keeps them from being looked into again."""
    for inner in element.iterdescendants(*_KINDS[str(element.tag)]):
        if inner.tag == "span" and inner.get("class") != element.get("class"):
            continue
        met.add(inner)
        if _is_bare(inner):
            yield inner


def _is_emphasis(element: _Element) -> bool:
    return element.tag != "span" or element.get("class") in _OWN_CLASSES


def _is_bare(element: _Element) -> bool:
    """Whether it says nothing but its emphasis."""
    return element.keys() == ["class"] and _is_emphasis(element) if element.tag == "span" else not element.keys()


_JOINED = (*_SLANTED, *_HEAVY, "s", "span")
_JOINED_OVER_BLANKS = _SLANTED + _HEAVY
"""A blank between two words is as wide slanted; under a line it would be seen."""


@rule(" ".join(_JOINED))
def join_split_emphasis(body: _Element, note: Note) -> None:
    """Emphasis that stops and goes on at once is one: `<em>wo</em><em>rd</em>`, `<i>two</i> <i>words</i>`."""
    joined: set[_Element] = set()
    for element in list(body.iter(*_JOINED)):
        if _continuation(element) is None or element in joined or not _is_bare(element):
            continue
        pieces = [element]
        while (follower := _continuation(pieces[-1])) is not None:
            pieces.append(follower)
        _join(pieces)
        joined.update(pieces[1:])
    if joined:
        note("M021", f"pieces of emphasis that went on where the one before stopped, and were joined: {len(joined)}")


def _continuation(element: _Element) -> _Element | None:
    """The element behind this one that is its equal, with nothing between them or nothing that is seen."""
    follower = element.getnext()
    if follower is None or follower.tag != element.tag:
        return None
    between = element.tail
    if between and (between.strip(BLANK) or element.tag not in _JOINED_OVER_BLANKS):
        return None
    return follower if follower.items() == element.items() else None


def _join(pieces: list[_Element]) -> None:
    """Move all that is in the others, and between them, to the end of the first; each text is written once."""
    first, *others = pieces
    parent, tail = first.getparent(), pieces[-1].tail
    between = first.tail or ""
    waiting: list[str] = []
    for piece in others:
        waiting += [between, piece.text or ""]
        between = piece.tail or ""
        children = list(piece)
        if children:
            append_text(first, "".join(waiting))
            waiting = [children[-1].tail or ""]
            children[-1].tail = None
            first.extend(children)
        piece.tail = None
        if parent is not None:
            parent.remove(piece)
    append_text(first, "".join(waiting))
    first.tail = tail


@rule("li td th")
def unwrap_lone_paragraphs(body: _Element, _: Note) -> None:
    """A plain paragraph that is all there is in an item of a list or in a cell leaves it its words."""
    lone = []
    for holder in body.iter("li", "td", "th"):
        child = _only_child(holder)
        if child is not None and child.tag == "p" and not child.keys() and "".join(child.itertext()).strip(SPACES):
            holder.text = child.tail = None
            lone.append(child)
    unwrap(body, lone)


@rule("div", "p hr @class")
def open_bare_divisions(body: _Element, note: Note) -> None:
    """A `div` at the top that says nothing leaves its blocks, and its lines as paragraphs."""
    opened: dict[_Element, None] = {body: None}
    for division in body.iter("div"):
        if not division.keys() and division.getparent() in opened:
            opened[division] = None
    del opened[body]
    for division in opened:
        wrap_stray_text.change(division, note)
    unwrap(body, opened)
