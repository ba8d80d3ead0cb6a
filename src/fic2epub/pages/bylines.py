"""Names as a reader sees them: on the title page and under a chapter's heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.dom import sub
from fic2epub.pages import labels
from fic2epub.pages.frame import append_text, in_english, in_order, isolated

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Creator
    from fic2epub.pages.frame import Setting

__all__ = ["add_bylines", "add_chapter_byline"]


def add_bylines(parent: _Element, creators: tuple[Creator, ...], setting: Setting, shown: int = 1 << 30) -> None:
    """
    A line for each kind of creator, authors first, and one for who archived the work in their name.

    Of more than `shown` names of a kind, which only an omnibus has, the first are told.
    """
    for role, words in labels.BY_ROLE.items():
        names = [creator.name for creator in creators if creator.role == role]
        if names:
            line = sub(parent, "p", class_="byline" if role == "aut" else "byline credit")
            _add_names(line, words, labels.few(names, shown), setting)
    archivists = list(dict.fromkeys(creator.archivist for creator in creators if creator.archivist))
    if archivists:
        _add_names(sub(parent, "p", class_="byline credit"), labels.ARCHIVED_BY, archivists, setting)


def add_chapter_byline(parent: _Element, creators: tuple[Creator, ...], setting: Setting) -> None:
    """The line under a chapter's heading, when the chapter is not by all of the work's authors."""
    line = sub(parent, "p", class_="byline chapter-byline")
    _add_names(line, labels.CHAPTER_BY, [creator.name for creator in creators], setting)


def _add_names(line: _Element, words: str, names: list[str], setting: Setting) -> None:
    """Write `words Ann, Ben and Cy`, each part in a span of its own."""
    in_order(line, setting)
    in_english(sub(line, "span", words, class_="by"), setting)
    append_text(line, " ")
    for place, name in enumerate(names):
        if place and place == len(names) - 1:
            in_english(sub(line, "span", labels.AND, class_="and"), setting)
        elif place:
            append_text(line, ", ")
        isolated(sub(line, "span", name, class_="author"), setting)
