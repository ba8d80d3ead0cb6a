"""Small works, as the stage before binding hands them over."""

from __future__ import annotations

from datetime import date
from typing import Any

from lxml import etree

from fic2epub.model import Chapter, Creator, Metadata, Work, Xhtml

__all__ = ["chapter", "facts", "work", "xhtml"]

ADDRESS = "https://archiveofourown.org/works/12"


def xhtml(markup: str) -> Xhtml:
    """A body of valid markup."""
    return Xhtml(etree.fromstring(f"<div>{markup}</div>", etree.XMLParser(huge_tree=True)))


def chapter(number: int, markup: str = "<p>Words.</p>", **parts: Any) -> Chapter[Xhtml]:
    """A chapter; `summary`, `notes` and `endnotes` are given as markup."""
    bodies = {name: xhtml(value) if name != "title" else value for name, value in parts.items()}
    return Chapter(number=number, body=xhtml(markup), **bodies)


def facts(**known: Any) -> Metadata:
    """What is known of a work by default, and what is known otherwise."""
    usual: dict[str, Any] = {
        "title": "The Long Way Round",
        "creators": (Creator(name="harbourmaster"),),
        "fandoms": ("Original Work",),
        "language": "en",
        "published": date(2019, 3, 4),
        "updated": date(2021, 5, 6),
        "source_url": ADDRESS,
        "work_id": "12",
    }
    return Metadata(**(usual | known))


def work(*chapters: Chapter[Xhtml], known: dict[str, Any] | None = None, **parts: Any) -> Work[Xhtml]:
    """A work of these chapters; `summary`, `notes` and `endnotes` are given as markup."""
    bodies = {name: xhtml(value) if isinstance(value, str) else value for name, value in parts.items()}
    return Work(metadata=facts(**(known or {})), chapters=chapters, **bodies)
