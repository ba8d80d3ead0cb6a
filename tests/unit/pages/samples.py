"""Small works for the pages' tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from fic2epub.model import Chapter, Creator, Metadata, Work, Xhtml
from fic2epub.pages.frame import Setting

if TYPE_CHECKING:
    from lxml.etree import _Element

ENGLISH = Setting("en-GB", "ltr", ("css/book.css", "css/author.css"))
CHINESE = Setting("zh-Hans", "ltr", ("css/book.css",))
ARABIC = Setting("ar", "rtl", ("css/book.css",))


def xhtml(markup: str) -> Xhtml:
    """A body."""
    return Xhtml(etree.fromstring(f"<blockquote class='userstuff' id='old'>{markup}</blockquote>"))


def metadata(**facts: Any) -> Metadata:
    """A work's facts, these and what every work has."""
    known: dict[str, Any] = {"title": "Low Water", "creators": (Creator(name="fenlark"),)}
    return Metadata(**{**known, **facts})


def chapter(number: int = 3, **parts: Any) -> Chapter[Xhtml]:
    """A chapter of one paragraph."""
    return Chapter(**{"number": number, "body": xhtml("<p>The tide came in.</p>"), **parts})


def work(*chapters: Chapter[Xhtml], one_shot: bool = False, **facts: Any) -> Work[Xhtml]:
    """A work; what is no fact of its metadata is a part of its own."""
    own = {name: facts.pop(name) for name in ("summary", "notes", "endnotes") if name in facts}
    return Work(metadata=metadata(**facts), chapters=chapters, one_shot=one_shot, **own)


def text(element: _Element | None) -> str:
    """All text inside, white space collapsed."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def levels(root: _Element) -> list[str]:
    """The names of the headings, in order."""
    return [element.tag for element in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
