"""What calibre makes of an HTML download, undone: the archive's EPUBs since 2019-01-31, and those that people make.

The archive runs its download through `web2disk` and `ebook-convert` (otwarchive app/models/download_writer.rb). calibre
splits it before each heading and each chapter, and every 260 kB; it gives every element that has a style the class of
the first element that had the same style (ebooks/oeb/transforms/flatcss.py), so that classes say nothing of what they
stand on: not which are the archive's, not which were the author's. Attributes that CSS has words for become styles, `u`
and `font` become spans. Ids stay, but each once in the whole work.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.dom import drop, text_of
from fic2epub.errors import Fic2EpubError
from fic2epub.readers.books.footnotes import name_again
from fic2epub.readers.books.pages import join, move_into, pages_of
from fic2epub.readers.selectors import COMMENT_CONTENT, POSTED, child, kids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.readers.books.package import Package

__all__ = ["calibre_download"]

_OURS = re.compile(r"calibre_(?:pb|toc)_\d+")
"""Ids that calibre gives to where it splits and what it lists."""
_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_DECLARATION = re.compile(r"(?:^|[;{\s])(text-align|text-decoration|list-style-type)\s*:\s*([a-z-]+)")
_LARGEST_SHEET = 4 << 20
_ALIGNED = frozenset(("left", "right", "center", "justify"))
_MARKERS = {"decimal": "1", "lower-alpha": "a", "upper-alpha": "A", "lower-roman": "i", "upper-roman": "I"}
"""`list-style-type` → `type` of `ol`."""
_BLOCKS = ("preface", "chapters", "afterword")
_FRAME_DEPTH = 3
"""`html`, `body`, a block: what is around the blocks of the frame."""
_ENDNOTES = re.compile(r"endnotes\d+")
_SPLIT_AT = frozenset(("br", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "p", "pre"))
"""Never halves of one element: calibre splits before these."""

Styles = dict[str, dict[str, str]]


def calibre_download(package: Package, note: Note) -> _Element | None:
    """
    The download that this EPUB was made of, as one `html` element of the shape of any HTML download.

    None when it was made of something else. Takes the classes of the author's text away: none of them is sure.
    """
    pages = pages_of(package, note)
    root = etree.Element("html")
    body = etree.SubElement(root, "body")
    for page in pages:
        join(body, page.body, _halves)
    _gather(body)
    front = _front(body)
    chapters = child(body, "div", id_="chapters") if front is not None else None
    if front is None:
        return None
    if chapters is None:
        chapters = _without_id(body, front)
    _undo_styles(body, _styles(package))
    _drop_marks(body)
    _name_front(front)
    if chapters is not None:
        chapters.set("id", "chapters")
        chapters.set("class", "userstuff")
        if front is not body or _in_chapters(front):
            _name_chapters(chapters, note)
    _name_back(body, front, chapters)
    if front is not body:
        _note_rest(body, note)
    return root


def _halves(last: _Element, first: _Element) -> bool:
    """Whether these may be one element that was split: the second has no text but a line end before its content."""
    return (
        last.tag == first.tag
        and (first.tag not in _SPLIT_AT or _begins_with_break(first))
        and last.get("class") == first.get("class")
        and last.get("id") == first.get("id")
        and (first.text == "\n" or _in_frame(first))
    )


def _gather(body: _Element) -> None:
    """Put blocks together that were not joined, for there was something between them: each is there once."""
    for ident in _BLOCKS:
        blocks = body.findall(f"div[@id='{ident}']")
        for other in blocks[1:]:
            move_into(blocks[0], other)
            drop(other)


def _note_rest(body: _Element, note: Note) -> None:
    """Tell what stands beside the blocks of a download."""
    beside = [kid for kid in kids(body) if kid.get("id") not in _BLOCKS]
    words = " ".join([body.text or "", *map(text_of, beside), *(kid.tail or "" for kid in body)]).split()
    if words:
        note("R067", f"{len(words)} words stand beside the work: {' '.join(words[:8])[:80]}")


def _in_frame(element: _Element) -> bool:
    """Whether it is a block of the download, or one in it: no two in a row have the same class and no id."""
    return sum(1 for _ in element.iterancestors()) <= _FRAME_DEPTH


def _begins_with_break(element: _Element) -> bool:
    return element.tag == "p" and len(element) > 0 and element[0].tag == "br" and element.text == "\n"


def _front(body: _Element) -> _Element | None:
    """What holds the preface: a `div` since 2019-01, the body itself before."""
    others = [block for block in kids(body, "div") if block.get("id") not in _BLOCKS]
    for place in (child(body, "div", id_="preface"), body, *others):
        message = child(place, "p")
        if place is not None and message is not None and POSTED in text_of(message):
            return place
    return None


def _without_id(body: _Element, front: _Element) -> _Element | None:
    """The `div` of the chapters when a work's own anchor took its id: what follows the preface."""
    if front is body:
        return None
    after = front.getnext()
    return after if after is not None and after.tag == "div" and after.get("id") != "afterword" else None


def _styles(package: Package) -> Styles:
    """Class → the few of its declarations that the archive's markup has words for."""
    found: Styles = {}
    for name in package.files:
        if not name.endswith(".css") or package.files.size_of(name) > _LARGEST_SHEET:
            continue
        try:
            css = package.files[name].decode("utf-8", "replace")
        except Fic2EpubError:  # a style is worth no book
            continue
        for rule in _RULE.finditer(css):
            found.setdefault(rule[1], {}).update(_DECLARATION.findall(rule[2]))
    return found


def _undo_styles(body: _Element, styles: Styles) -> None:
    """Put attributes and elements back that became styles, and take all classes away."""
    for element in body.iter("*"):
        style: dict[str, str] = {}
        for name in (element.attrib.pop("class", "")).split():
            style |= styles.get(name, {})
        element.attrib.pop("style", None)
        align = style.get("text-align", "")
        if align in _ALIGNED and "align" not in element.attrib and (element.tag, align) != ("th", "center"):
            element.set("align", align)
        if element.tag == "span" and style.get("text-decoration") == "underline":
            element.tag = "u"
        marker = _MARKERS.get(style.get("list-style-type", ""), "1")
        if element.tag == "ol" and marker != "1":
            element.set("type", marker)


def _drop_marks(body: _Element) -> None:
    """Take calibre's own ids away, and the elements that stand for a split and nothing else."""
    for element in [found for found in body.iter("*") if _OURS.fullmatch(found.get("id", ""))]:
        around = element.getparent()
        if not _is_blank(element):
            del element.attrib["id"]
            continue
        drop(element)
        if around is not None and _is_blank(around) and around.get("id") is None:
            drop(around)  # half of a chapter's head, where some tool changed white space


def _is_blank(element: _Element) -> bool:
    return element.tag == "div" and not len(element) and not (element.text or "").strip()


def _name(element: _Element | None, *names: str) -> None:
    """Give an element of the archive's frame its class."""
    if element is not None:
        element.set("class", " ".join(names))


def _name_front(front: _Element) -> None:
    """Message, list of tags, byline, summary and notes (otwarchive downloads/_download_preface.html.erb)."""
    _name(child(front, "h2"), "toc-heading")
    message = child(front, "p")
    _name(message, "message")
    meta = None if message is None else next(message.itersiblings("div"), None)  # a cover may stand before
    _name(meta, "meta")
    tags = child(meta, "dl")
    title = child(meta, "h1")
    if tags is not None and title is not None and title in tags.itersiblings():
        _name(tags, "tags")
    byline = None if title is None else next(title.itersiblings("*"), None)
    _name_labelled(meta)
    if byline is not None and byline.tag == "div":
        _name(byline, "byline")


def _name_labelled(meta: _Element | None) -> None:
    """Summaries and notes, and the way to the end notes; halves of one stand side by side, which two never do."""
    for kid in [] if meta is None else list(kids(meta)):
        before = kid.getprevious()
        if kid.tag == "blockquote" and before is not None and before.tag == "blockquote":
            join(before, kid, _halves)
            drop(kid)
        elif kid.tag == "blockquote":
            _name(kid, "userstuff")
        elif kid.tag == "div" and kid.get("id") is None:
            _name(kid, "endnote-link")
    for heading in [] if meta is None else meta.iterfind("blockquote//*"):
        if heading.tag in ("h1", "h2"):  # `.meta h2` of the download's own sheet
            heading.attrib.pop("align", None)


def _in_chapters(front: _Element) -> bool:
    """Whether a download of before 2019 has several chapters: only then it told how many, and lone texts stood bare."""
    tags = child(child(front, "div", "meta"), "dl")
    return "Chapters:" in text_of(tags)


def _name_chapters(chapters: _Element, note: Note) -> None:
    """Head, text and end notes of each chapter; the comment that download have before the text is put back."""
    heading = child(chapters, "h2")
    blocks = list(kids(chapters))
    if heading is not None and blocks[0] is heading:
        _name(heading, "toc-heading")
        _join_texts(blocks[1:])
        return
    if not any(_is_head(block) for block in blocks):
        if blocks and all(block.tag == "div" for block in blocks) and not (chapters.text or "").strip():
            _join_texts(blocks)
        return
    units = list(_parted(blocks))
    for head, *texts in units:
        _name(head, "meta", "group")
        _name_head(head)
        notes = [text for text in texts if _ENDNOTES.fullmatch(text.get("id", ""))][-1:]
        _join_texts([text for text in texts if text not in notes], marked=True)
        for tail in notes:
            _name(tail, "meta")
            _name_labelled(tail)
    name_again(units, note)


def _parted(blocks: list[_Element]) -> Iterator[list[_Element]]:
    """The blocks of each chapter: a head, and at least one more before the next head."""
    unit: list[_Element] = []
    for block in blocks:
        if _is_head(block) and len(unit) != 1:
            if unit:
                yield unit
            unit = []
        unit.append(block)
    if unit:
        yield unit


def _is_head(block: _Element) -> bool:
    """A `div` that begins with a heading of the second level: a chapter's head, or a text whose author has one."""
    first = next(block.iterchildren("*"), None)
    return block.tag == "div" and first is not None and first.tag == "h2" and not (block.text or "").strip()


def _name_head(head: _Element) -> None:
    heading = child(head, "h2")
    _name(heading, "heading")
    after = None if heading is None else next(heading.itersiblings("*"), None)
    if after is not None and after.tag == "p" and text_of(after).startswith("Chapter by "):
        _name(after, "byline")
    _name_labelled(head)


def _join_texts(texts: list[_Element], *, marked: bool = False) -> None:
    """One text of however many pieces it is in."""
    if not texts:
        return
    first = texts[0]
    _name(first, "userstuff")
    for other in texts[1:]:
        join(first, other, _halves)
        drop(other)
    if marked:
        first.addprevious(etree.Comment(COMMENT_CONTENT))


def _name_back(body: _Element, front: _Element, chapters: _Element | None) -> None:
    """End notes, works inspired, closing line (otwarchive downloads/_download_afterword.html.erb)."""
    after = [] if chapters is None else list(chapters.itersiblings("*"))
    back = child(body, "div", id_="afterword")
    if back is None and front is not body and after and after[0].tag == "div":
        back = after[0]
        back.set("id", "afterword")
    if front is not body:
        front.set("id", "preface")
    for part in after if back is None else kids(back):
        if part.tag == "h2":
            _name(part, "toc-heading")
        elif part.tag == "div":
            _name(part, "meta")
            _name_labelled(child(part, "div"))
        elif part.tag == "p":
            _name(part, "message")
