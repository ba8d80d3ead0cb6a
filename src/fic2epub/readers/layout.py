"""The blocks of an HTML download, with the wrappers of 2019-01 and later or without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.dom import text_of
from fic2epub.errors import ReadingError
from fic2epub.readers.selectors import POSTED, child, classes
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note

__all__ = ["CUT_OFF", "Page", "note_others"]

CUT_OFF = "the file ends before the work does"


class Page(NamedTuple):
    """The parts of a download, whatever they are wrapped in."""

    message: _Element
    meta: _Element
    chapters: _Element
    back: _Element | None
    """`div.meta` of the afterword: end notes, inspired works."""
    closing: _Element | None
    """The last paragraph: `Please drop by the archive and comment …`."""

    def note_others(self, note: Note) -> None:
        """Say so when the file holds other works, too: somebody put files together."""
        note_others(sum(div.get("id") == "chapters" for div in self.chapters.itersiblings("div")), note)

    @classmethod
    def of(cls, root: _Element) -> Page | None:
        """The parts of this page; None when it is no download. Raises `ReadingError` when the text is missing."""
        body = _container(root.find("body"))
        if body is None:
            return None
        preface = child(body, "div", id_="preface")
        front = body if preface is None else preface
        message, meta = child(front, "p", "message"), child(front, "div", "meta")
        if message is None or (preface is None and not text_of(message).startswith(POSTED)):
            return None
        chapters = child(body, "div", id_="chapters")
        if meta is None or chapters is None:
            raise ReadingError(CUT_OFF, hint="it holds no text of the work: download it again")
        return cls(message, meta, chapters, *_back(body, chapters))


def note_others(others: int, note: Note) -> None:
    """Say that a file holds so many other works than the one that was read, if any."""
    if others:
        said = f"the file holds {others + 1} works or pages of works, and the first alone was read"
        note("R029", f"{said}: make a file of each, and name them all (with --join or --omnibus)")


def _container(body: _Element | None) -> _Element | None:
    """What the blocks stand in: `body`, or what a program that saved the file again put around them."""
    if body is None or child(body, "div", id_="chapters") is not None:
        return body
    chapters = next((div for div in body.iter("div") if div.get("id") == "chapters"), None)
    return body if chapters is None else chapters.getparent()


def _back(body: _Element, chapters: _Element) -> tuple[_Element | None, _Element | None]:
    """End notes and closing line: in `div#afterword`, or after the chapters in files of before 2019-01."""
    afterword = child(body, "div", id_="afterword")
    if afterword is not None:
        return child(afterword, "div", "meta"), child(afterword, "p", "message")
    after = list(chapters.itersiblings("*"))
    meta = next((element for element in after if "meta" in classes(element)), None)
    closing = next((element for element in after if element.tag == "p" and "message" in classes(element)), None)
    return meta, closing
