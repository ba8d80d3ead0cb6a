"""Works related to this one, as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.dom import sub
from fic2epub.pages import labels
from fic2epub.pages.frame import append_text, heading, in_english

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import RelatedWork
    from fic2epub.pages.frame import Setting

__all__ = ["add_related"]


def add_related(parent: _Element, title: str, works: list[RelatedWork], ident: str, setting: Setting) -> None:
    """A section that names each work, with its address where the archive tells it."""
    section = sub(parent, "section", class_="related")
    heading(section, "h3", title, ident, setting).set("class", "part-title")
    names = sub(section, "ul", class_="works")
    for related in works:
        line = sub(names, "li")
        words = labels.kinship_words(related)
        if words:
            in_english(sub(line, "span", words, class_="kinship"), setting)
        if related.url:
            sub(line, "a", related.title.strip() or related.url, href=related.url)  # a link is to have words
        else:
            append_text(line, related.title)
        if related.byline:
            append_text(line, " ")
            in_english(sub(line, "span", labels.BY, class_="by"), setting).tail = f" {related.byline}"
