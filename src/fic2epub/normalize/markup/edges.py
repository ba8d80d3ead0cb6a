"""White space at the edges of paragraphs: typed indents, blanks behind the last word, and what a serializer put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.normalize.markup.empties import drop_empty_inline
from fic2epub.normalize.markup.engine import informed_rule, rule
from fic2epub.normalize.markup.names import BLANK, SPACES
from fic2epub.normalize.markup.ornaments import need_of
from fic2epub.normalize.markup.trees import add_class
from fic2epub.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.options import Options

__all__ = ["TYPED", "is_auto", "mend_printed_spaces", "trim_end", "trim_paragraphs", "trim_start"]

TYPED = "typed-indents"
"""Class of a body most of whose paragraphs were indented with spaces, which are gone."""
_TYPED = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
"""Spaces that HTML keeps; U+3000 is not among them, for it is how Japanese and Chinese indent."""
_EDGE = BLANK + _TYPED
_TABS = late(rf"[{_EDGE}]*")
_SEEN = ("br", "img", "ruby")
"""Where an edge ends; ruby is a sign with its reading, even over a space."""
_MOSTLY = 2
_WIDEST = 12
"""Typed spaces that indent a paragraph; more of them place a line."""
_ALIKE = 2
"""Typed spaces by which two indents may differ and be meant as one."""
_LINE = 60
"""Characters in a line that may have been placed; a longer one is a paragraph."""


def is_auto(options: Options) -> bool:
    """Whether spacing is ours to judge."""
    return options.spacing == "auto"


@rule("~spaces", "span @class", when=is_auto)
def trim_paragraphs(body: _Element, note: Note) -> None:
    """
    Spaces that were typed to indent a paragraph go, and so do those behind its last word.

    A short line stays where it was placed, if it has line breaks, or the lines beside it are placed elsewhere;
    ornaments are no such lines, for they are centred without their spaces. A body most of whose paragraphs were
    indented says so by its class, for a page that is to look as its author had it.
    """
    paragraphs = {one: text for one in body.iter("p") if (text := _text_with_edges(one)) and text.strip(SPACES)}
    indents = {one: _indent_of(text) for one, text in paragraphs.items() if text[0] in _EDGE}
    ended = [one for one, text in paragraphs.items() if text[-1] in _EDGE and _ends_typed(text) and trim_end(one)]
    typed = [one for one, indent in indents.items() if indent and not _is_placed(one, indents) and trim_start(one)]
    if typed or ended:
        drop_empty_inline.change(body, note)
    if typed:
        written = sum(1 for one in body.iter("p") if _text_of(one).strip(SPACES))
        if len(typed) * _MOSTLY > written:
            add_class(body, TYPED)
        note("M014", f"paragraphs whose typed indents went, of {written}: {len(typed)}")


def _text_with_edges(paragraph: _Element) -> str:
    """Its text if that may begin or end with a space, as two characters tell of most that it does not; else nothing."""
    text = paragraph.text
    if not len(paragraph):
        return text if text and (text[0] in _EDGE or text[-1] in _EDGE) else ""
    if text and text[0] not in _EDGE:
        last = paragraph[-1].tail
        if last and last[-1] not in _EDGE:
            return ""
    return "".join(paragraph.itertext())


def _text_of(paragraph: _Element) -> str:
    return "".join(paragraph.itertext()) if len(paragraph) else paragraph.text or ""


def _ends_typed(text: str) -> bool:
    """Whether a typed space is behind the last word, and not only what a serializer put there."""
    return bool(text[len(text.rstrip(_EDGE)) :].strip(BLANK))


def _indent_of(text: str) -> int:
    """How many spaces were typed before the first word."""
    match = _TABS.match(text)
    return sum(match[0].count(space) for space in _TYPED) if match else 0


def _is_placed(paragraph: _Element, indents: dict[_Element, int]) -> bool:
    """Whether the spaces place a line of verse or of a drawing."""
    if next(paragraph.iter("br"), None) is not None:
        return True
    if not _is_short(paragraph):
        return False
    own = indents[paragraph]
    beside = [one for one in (paragraph.getprevious(), paragraph.getnext()) if one is not None]
    others = {indents.get(one, 0) for one in beside if _is_short(one) and need_of(_text_of(one).strip(SPACES)) is None}
    return own > _WIDEST or any(other and abs(other - own) > _ALIKE for other in others)


def _is_short(paragraph: _Element) -> bool:
    return len(_text_of(paragraph).strip(SPACES)) <= _LINE


def trim_start(paragraph: _Element) -> bool:
    """Take the spaces away before the first word, wherever they stand; whether there were typed ones."""
    found = False
    for element, slot in _slots(paragraph):
        if element.tag in _SEEN:
            break
        written = getattr(element, slot) or ""
        kept = written.lstrip(_EDGE)
        found = found or bool(written[: len(written) - len(kept)].strip(BLANK))
        setattr(element, slot, kept or None)
        if kept:
            break
    return found


def trim_end(paragraph: _Element) -> bool:
    """Take typed spaces away behind the last word; whether there were any."""
    found = False
    for element, slot in reversed(list(_slots(paragraph))):
        if element.tag in _SEEN and slot == "text":
            break
        written = getattr(element, slot) or ""
        kept = written.rstrip(_EDGE)
        if written[len(kept) :].strip(BLANK):
            setattr(element, slot, kept or None)
            found = True
        if kept:
            break
    return found


def _slots(paragraph: _Element) -> Iterator[tuple[_Element, str]]:
    """Every place for text in the paragraph but for those in ruby, in order: an element, and `text` or `tail`."""
    walk = etree.iterwalk(paragraph, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            yield element, "text"
            if element.tag == "ruby":
                walk.skip_subtree()
        elif element is not paragraph:
            yield element, "tail"


_PRINTED = late(r"\n {2,}")
"""What libxml2 put between two elements where there was no text (otwarchive until 2025-08-28)."""
_CLOSES = late(r"[,)\]]|\.(?![\w.])|['’](?:s|t|d|m|ll|re|ve)\b")
"""What never stands behind a blank in any language."""
_CLOSES_SENTENCE = late(r"[!?;:]")
"""And what does in French alone."""


@informed_rule("~printed", when=is_auto)
def mend_printed_spaces(body: _Element, note: Note, options: Options) -> None:
    """A blank that a serializer put before a mark or an ending that closes a word goes; one that may be meant stays."""
    language = options.language or "und"
    sentence = language != "und" and not language.startswith("fr")
    mended = 0
    for paragraph in body.iter("p"):
        text = paragraph.text
        if not text or text[0] != "\n" or _PRINTED.match(text) is None or not _is_printed(paragraph):
            continue
        for element in paragraph:
            follower = element.getnext()
            if follower is not None and element.tag != "br" and _is_mark(follower, sentence=sentence):
                element.tail = None
                mended += 1
    if mended:
        note("M015", f"blanks before a closing mark that the archive's serializer had put in, and that went: {mended}")


def _is_printed(paragraph: _Element) -> bool:
    """Whether all text is in elements, and each stands on a line of its own."""
    return all((element.tail or "").startswith("\n") and not (element.tail or "").strip(BLANK) for element in paragraph)


def _is_mark(element: _Element, *, sentence: bool) -> bool:
    """Whether its first character closes what stands before it."""
    text = "".join(element.itertext())
    return _CLOSES.match(text) is not None or (sentence and _CLOSES_SENTENCE.match(text) is not None)
