"""Works related to this one, as a list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fic2epub.dom import sub
from fic2epub.pages import labels
from fic2epub.pages.frame import heading, in_order, isolated, tell

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import RelatedWork
    from fic2epub.pages.frame import Setting

__all__ = ["add_related"]


def add_related(parent: _Element, message: str, works: list[RelatedWork], ident: str, setting: Setting) -> None:
    """
    A section that names each work, with its address where the archive tells it.

    The class of a line is how the work is related (`inspired-by`), those of its parts are what they are, so that the
    book can be read back whatever the language of the words around them.
    """
    section = sub(parent, "section", class_="related")
    heading(section, "h3", message, ident, setting).set("class", "part-title")
    names = sub(section, "ul", class_="works")
    for related in works:
        line = in_order(sub(names, "li", class_=related.kinship.value.replace(" ", "-")), setting)
        message = labels.kinship_message(related.kinship, related.language)
        language = partial(_add_part, line, related.language or "", "language", setting)
        tell(line, message, "kinship", setting, work=partial(_add_work, line, related, setting), language=language)


def _add_work(line: _Element, related: RelatedWork, setting: Setting) -> None:
    """The title, linked where it can be, and whose work it is."""
    title = partial(_add_title, line, related, setting)
    if not related.byline:
        title()
        return
    names = partial(_add_part, line, related.byline, "names", setting)
    tell(line, labels.TITLE_BY, "by", setting, title=title, names=names)


def _add_title(line: _Element, related: RelatedWork, setting: Setting) -> None:
    if related.url:  # a link is to have words
        isolated(sub(line, "a", related.title.strip() or related.url, href=related.url), setting)
    else:
        _add_part(line, related.title, "work", setting)


def _add_part(line: _Element, words: str, class_: str, setting: Setting) -> None:
    isolated(sub(line, "span", words, class_=class_), setting)
