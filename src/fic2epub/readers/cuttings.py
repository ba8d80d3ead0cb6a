"""What stands in a file without a page's frame, grouped into chapters: heads, texts, end notes, and what lies between.

Chapter units are those of pages (otwarchive app/views/chapters/_chapter.html.erb) and of downloads
(downloads/_download_chapter.html.erb). Only known positions count: an author's text may hold a `div.userstuff` or an
`h3.landmark` of its own, but neither an id nor a role.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.dom import drop, text_of
from fic2epub.model import Html
from fic2epub.readers.selectors import child, classes, kids

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "CHAPTER_TEXT",
    "ENDNOTES_ID",
    "HEADINGS",
    "USER_HTML",
    "WORK_TEXT",
    "Cutter",
    "Cutting",
    "Shape",
    "holds_something",
    "is_strong",
    "shape_of",
]

WORK_TEXT = "Work Text"
"""Above the text of a work of one chapter (works/show.html.erb)."""
CHAPTER_TEXT = "Chapter Text"
"""Above the text of one chapter of several (chapters/_chapter.html.erb)."""

USER_HTML = frozenset(
    (
        "a abbr acronym address b big blockquote br caption center cite code col colgroup dd del details dfn div dl dt "
        "em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q rp rt ruby s samp small span strike "
        "strong sub summary sup table tbody td tfoot th thead tr tt u ul var "
        "audio video source track iframe embed object param"
    ).split()
)
"""What the archive's cleaner lets an author write (config/initializers/gem-plugin_config/sanitizer_config.rb)."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MEDIA = ("img", "audio", "video", "iframe", "embed", "object")
_CHROME = frozenset(("notice", "draft-chapter", "actions", "landmark", "navigation", "toc-heading"))
"""Classes of what the templates put beside a chapter's text."""
_TOOLS = frozenset(
    "aside button dialog footer form header input link menu meta nav noscript script select style template".split()
)
"""What a page is worked with: no part of what an author wrote."""
_CHAPTER_ID = re.compile(r"^chapter-(\d{1,5})$")
ENDNOTES_ID = re.compile(r"^(?:chapter_(\d{1,5})_endnotes|endnotes(\d{1,5}))$")
"""Ids of a chapter's end notes, on pages and in downloads, with its position."""


class Shape(Enum):
    """What an element is, by its name, id, role and classes."""

    CHAPTERS = auto()
    """`div#chapters`."""
    CHAPTER = auto()
    """`div.chapter`: one chapter with its notes."""
    HEAD = auto()
    """Heading, summary and notes of a chapter; on pages, its end notes stand in a second one."""
    TAIL = auto()
    """End notes of a chapter in a download."""
    FRONT = auto()
    """Title, byline, summary and notes of a work, or its afterword."""
    TEXT = auto()
    """`div.userstuff`."""
    LANDMARK = auto()
    """`Work Text:` or `Chapter Text`: for people who hear the page, hidden from those who see it."""
    OTHER = auto()


def shape_of(element: _Element) -> Shape:
    """What this element is."""
    if element.tag == "h3":
        return Shape.LANDMARK if _is_landmark(element) else Shape.OTHER
    if element.tag != "div":
        return Shape.OTHER
    return Shape.CHAPTERS if element.get("id") == "chapters" else _by_class(element, classes(element))


def _by_class(element: _Element, names: list[str]) -> Shape:
    if "chapter" in names:
        if "preface" in names or ("group" in names and child(element, "h3") is not None):
            return Shape.HEAD
        return Shape.CHAPTER if _is_chapter(element) else Shape.OTHER
    if {"preface", "group"} <= set(names):
        return Shape.FRONT if _is_front(element) else Shape.OTHER
    if "userstuff" in names:
        return Shape.TEXT
    return _of_download(element) if "meta" in names else Shape.OTHER


def _of_download(meta: _Element) -> Shape:
    if ENDNOTES_ID.match(meta.get("id") or ""):
        return Shape.TAIL
    return Shape.HEAD if child(meta, "h2") is not None else Shape.OTHER


def _is_front(element: _Element) -> bool:
    return child(element, "h2", "title") is not None or child(element, "div", "module") is not None


def _is_chapter(element: _Element) -> bool:
    """Authors may write `div.chapter`, but neither its id nor what stands in it."""
    if _CHAPTER_ID.match(element.get("id") or ""):
        return True
    return any(is_strong(kid) for kid in kids(element, "div"))


def _is_landmark(element: _Element) -> bool:
    if element.get("id") == "work":
        return True
    return "landmark" in classes(element) and text_of(element).rstrip(":") in {WORK_TEXT, CHAPTER_TEXT}


def is_strong(element: _Element) -> bool:
    """Whether no author can have written this element: it proves that the file was cut out of the archive's page."""
    shape = shape_of(element)
    if shape is Shape.TEXT:
        first = child(element, "*")
        return element.get("role") == "article" or (first is not None and shape_of(first) is Shape.LANDMARK)
    if shape is Shape.LANDMARK:
        return element.get("id") == "work"
    if shape is Shape.HEAD:
        return "chapter" in classes(element)
    return shape not in {Shape.OTHER, Shape.FRONT}


@dataclass(slots=True)
class Cutting:
    """One chapter as it was found; its elements may be taken over."""

    head: _Element | None = None
    text: _Element | None = None
    tail: _Element | None = None
    landmark: str = ""
    """`Work Text`, `Chapter Text`, or empty when neither stood there."""
    position: int | None = None
    """As an id spells it out."""
    heading: _Element | None = None
    """A heading that somebody put before the text."""
    before: list[_Element] = field(default_factory=list)
    """What stands before the text and is none of the above."""
    loose: bool = False
    """Whether its text has no element of its own: the elements after a landmark."""

    def take_body(self) -> Html:
        """The text, with what stood before it and is no part of a chapter at its beginning."""
        text = etree.Element("div") if self.text is None else self.text
        if self.head is not None and self.heading is not None:
            self.before.insert(0, self.heading)
        for element in reversed(self.before):
            element.tail, text.text = text.text, None
            text.insert(0, element)
        self.before.clear()
        return Html(text)


class Cutter:
    """Takes a file's elements one after the other, and groups them into chapters."""

    def __init__(self) -> None:
        self.cuttings: list[Cutting] = []
        self.front: _Element | None = None
        self.back: _Element | None = None
        self.title = ""
        """The work's title, where a hidden heading of a download tells it."""
        self.strays = 0
        """How many elements beside a chapter's own were put into a chapter."""
        self.left_out: list[str] = []
        """Names of elements that are neither a chapter's nor an author's."""
        self._now = Cutting()
        self._takers = {
            Shape.CHAPTERS: self._take_chapters,
            Shape.CHAPTER: self._take_chapter,
            Shape.HEAD: self._take_head,
            Shape.TAIL: self._take_tail,
            Shape.FRONT: self._take_front,
            Shape.TEXT: self._take_text,
            Shape.LANDMARK: self._take_landmark,
            Shape.OTHER: self._take_other,
        }

    def take(self, container: _Element) -> None:
        """Take all that stands directly in an element."""
        self._take_words(container.text)
        for kid in list(container):
            if self._is_loose(kid):
                self._loose_text().append(kid)
                continue
            tail, kid.tail = kid.tail, None
            if isinstance(kid.tag, str):
                self._takers[shape_of(kid)](kid)
            self._take_words(tail)

    def _is_loose(self, kid: _Element) -> bool:
        """Whether this is a part of a text that began with a landmark, and not the whole text that it announced."""
        if not self._now.loose:
            return False
        if not isinstance(kid.tag, str):
            return self._now.text is not None
        announced = self._now.text is None and shape_of(kid) is Shape.TEXT
        return not announced and not is_strong(kid)

    def finish(self) -> list[Cutting]:
        """The chapters, when all is taken."""
        if self._now.head is not None and self._now.text is None:
            self._now.text = etree.Element("div")
        waiting = [*([] if self._now.heading is None else [self._now.heading]), *self._now.before]
        if self._now.text is not None:
            self._begin()
        elif self.cuttings and waiting:
            for element in waiting:
                self._append(self.cuttings[-1], element)
        return self.cuttings

    def _begin(self) -> Cutting:
        """Close the chapter at hand, if there is one, and open the next."""
        if self._now.text is not None:
            self.cuttings.append(self._now)
            self._now = Cutting()
        return self._now

    def _loose_text(self) -> _Element:
        if self._now.text is None:
            self._now.text = etree.Element("div")
        return self._now.text

    def _take_words(self, words: str | None) -> None:
        """Text that stands in no element."""
        if not (words or "").strip():
            return
        if self._now.loose:
            _append_text(self._loose_text(), words or "")
            return
        paragraph = etree.Element("p")
        paragraph.text = words
        self._take_other(paragraph)

    def _take_chapters(self, chapters: _Element) -> None:
        """`div#chapters`: the frame of chapters, or (before 2011-11) the text itself."""
        if any(shape_of(kid) is not Shape.OTHER or "toc-heading" in classes(kid) for kid in kids(chapters)):
            self.take(chapters)
        else:
            self._begin().text = chapters

    def _take_chapter(self, chapter: _Element) -> None:
        now = self._begin()
        match = _CHAPTER_ID.match(chapter.get("id") or "")
        now.position = int(match[1]) if match else None
        self.take(chapter)

    def _take_head(self, head: _Element) -> None:
        """A chapter's head, or its end notes if its text was there already."""
        ends = any("end" in classes(kid) for kid in kids(head, "div"))
        if ends:
            self._take_tail(head)
        else:
            if self._now.head is not None and self._now.text is None:  # a chapter of which there are notes only
                self._now.text = etree.Element("div")
            self._begin().head = head

    def _take_tail(self, tail: _Element) -> None:
        """End notes of the last chapter; what follows no chapter, or is a second one, are words like any."""
        if self._last is not None and self._last.tail is None:
            self._last.tail = tail
        else:
            self._take_other(tail)

    @property
    def _last(self) -> Cutting | None:
        """The chapter whose text was taken last."""
        if self._now.text is not None:
            return self._now
        return self.cuttings[-1] if self.cuttings else None

    def _take_front(self, front: _Element) -> None:
        if "afterword" in classes(front) and self.back is None:
            self.back = front
        elif self.front is None:
            self.front = front
        else:
            self._take_other(front)

    def _take_landmark(self, landmark: _Element) -> None:
        now = self._begin()
        now.landmark = text_of(landmark).rstrip(":")
        now.loose = True

    def _take_text(self, text: _Element) -> None:
        """`div.userstuff`: directly after a landmark it is what that announces."""
        now = self._begin()
        now.text, now.loose = text, False
        first = child(text, "*")
        if first is not None and shape_of(first) is Shape.LANDMARK and not (text.text or "").strip():
            now.landmark = text_of(first).rstrip(":")
            drop(first)

    def _take_other(self, other: _Element) -> None:
        """What is no part of a chapter: a heading of somebody's, words beside the text, rules between chapters."""
        if "toc-heading" in classes(other):  # downloads, 2019-01 on
            self.title = text_of(other)
        elif other.tag in _TOOLS:
            if text_of(other) and other.tag != "style":
                self.left_out.append(str(other.tag))
        elif not _CHROME.isdisjoint(classes(other)) or not holds_something(other):
            return
        elif other.tag in HEADINGS or self._last is None or self._waits:
            self._wait(other)
        else:
            self._append(self._last, other)

    @property
    def _waits(self) -> bool:
        """Whether something was met that belongs to the chapter to come."""
        return self._now.text is None and (self._now.heading is not None or bool(self._now.before))

    def _wait(self, other: _Element) -> None:
        now = self._begin()
        if other.tag in HEADINGS and now.heading is None and not now.before:
            now.heading = other
        else:
            now.before.append(other)
            self.strays += 1

    def _append(self, cutting: Cutting, other: _Element) -> None:
        if cutting.text is None:
            cutting.text = etree.Element("div")
        cutting.text.append(other)
        self.strays += 1


def holds_something(element: _Element) -> bool:
    """Whether a reader sees anything of this element: words, a picture, a player."""
    if "".join(element.itertext("*")).strip():
        return True
    return any(True for _ in element.iter(*_MEDIA))


def _append_text(element: _Element, words: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words
