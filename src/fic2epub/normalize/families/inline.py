"""Redactions, and what a page shows when a pointer rests on a word: no page of paper has a pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.normalize.families.names import CERTAIN, LIKELY
from fic2epub.normalize.families.parts import meanings_of, named
from fic2epub.normalize.markup.names import INLINE, SPACES
from fic2epub.normalize.markup.soup import drop_doubled_emphasis, join_split_emphasis
from fic2epub.normalize.markup.trees import add_class, having, unwrap
from fic2epub.patterns import late

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.normalize.families.parts import Named

_FRAMED = INLINE | {"p"}
_BRACKETED = "bracketed"
_GLOSS = "title-gloss"


__all__ = ["bracket_glosses", "show_titles"]


def bracket_glosses(body: _Element, note: Note) -> None:
    """Put translations in brackets and redactions in frames; see the rule of this name."""
    shown = 0
    for entry in named(body):
        element = entry.element
        if entry.role("redacted", "inline") is not None and element.tag in _FRAMED:
            add_class(element, "block-redacted")
        elif _is_gloss(entry) and _BRACKETED not in element.attrib["class"].split():
            shown += _bracket(element)
    if shown:
        note("C021", f"words that a pointer would have uncovered stand in brackets: {shown}")


def _is_gloss(entry: Named) -> bool:
    """Whether it is said of a word: by its name alone, or by where it stands."""
    strength = entry.role("gloss", "gloss")
    if strength is None or entry.element.tag != "span":
        return False
    before, around = entry.element.getprevious(), entry.element.getparent()
    near = [one for one in (around, before) if one is not None and one.tag in INLINE]
    return strength == CERTAIN or any(_is_word(one) for one in near)


def _is_word(element: _Element) -> bool:
    return any(one.family == "gloss" and one.role == "word" and one.strength >= LIKELY for one in meanings_of(element))


def _bracket(element: _Element) -> bool:
    """Put brackets around the text, and a blank in front; whether there was a text without any."""
    text = "".join(element.itertext()).strip(SPACES)
    if not text:
        return False
    add_class(element, _BRACKETED)
    if text[0] in "([（" and text[-1] in ")]）":
        return False
    _put_before(element)
    element.text = "[" + (element.text or "").lstrip(SPACES)
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip(SPACES) + "]"
    else:
        element.text = element.text.rstrip(SPACES) + "]"
    return True


def _put_before(element: _Element) -> None:
    """A blank in front, unless there is one."""
    before = element.getprevious()
    if before is not None:
        before.tail = _with_blank(before.tail, following=bool(len(before) or before.text))
        return
    around = element.getparent()
    if around is not None:
        around.text = _with_blank(around.text, following=False)


def _with_blank(text: str | None, *, following: bool) -> str:
    text = text or ""
    if (text or following) and not text.endswith(tuple(SPACES)):
        return text + " "
    return text


def show_titles(body: _Element, note: Note) -> None:
    """Put titles in brackets behind their words; see the rule of this name."""
    shown: set[tuple[str, str]] = set()
    bare = []
    taken = False
    for element in having(body, "title"):
        if element.tag not in _TITLED:
            continue
        title = " ".join(element.get("title", "").split())
        text = " ".join("".join(element.itertext()).split())
        if title and text and (text, title) not in shown and not _is_said(title, text, element.tail):
            if not _put_behind(element, title):
                continue
            shown.add((text, title))
        del element.attrib["title"]
        taken = True
        if element.tag == "span" and not element.attrib:
            bare.append(element)
    unwrap(body, bare)
    if taken:  # a title may have been all that told an element from the one around it, or beside it
        drop_doubled_emphasis.change(body, note)
        join_split_emphasis.change(body, note)
    if shown:
        note("C022", f"titles of words that a pointer would have shown stand in brackets: {len(shown)}")


def _put_behind(element: _Element, title: str) -> bool:
    """Put the title behind the word that the element is, or ends in; whether the end of the word is to be seen."""
    while not element.tail and element.getnext() is None:
        around = element.getparent()
        if around is None or around.tag not in INLINE:
            break
        element = around
    tail = element.tail or ""
    end = _REST_OF_WORD.match(tail)
    word = end[0] if end else ""
    if word == tail and _runs_on(element):
        return False
    gloss = etree.Element("span", {"class": _GLOSS})
    gloss.text = f"[{title}]"
    element.tail = None
    element.addnext(gloss)
    element.tail, gloss.tail = word + " ", tail[len(word) :]
    return True


_REST_OF_WORD = late(r"(?:[\w'’\-\u0300-\u036f\u200d]\S*)?")
"""What goes on with a word that began in an element: in such a tail the title stands behind all of it."""


def _runs_on(element: _Element) -> bool:
    """Whether the word that ends in the element's tail may go on in the element behind, or behind those around it."""
    follower, around = element.getnext(), element.getparent()
    while follower is None and around is not None and around.tag in INLINE:
        if around.tail:
            return not _parts_words(around.tail)
        follower, around = around.getnext(), around.getparent()
    if follower is None or follower.tag not in INLINE - {"br"}:
        return False
    return not _parts_words("".join(follower.itertext()))


def _parts_words(text: str) -> bool:
    """Whether a text begins with what ends the word before it, be it in an element or in none."""
    rest = _REST_OF_WORD.match(text)
    return text != "" and (rest is None or not rest[0])


def _is_said(title: str, text: str, tail: str | None) -> bool:
    """Whether the word says it itself, or brackets behind it."""
    return title.casefold() == text.casefold() or (tail or "").lstrip(SPACES + "([").startswith(title)


_TITLED = INLINE - {"a", "img", "br", "rt", "rp"}
