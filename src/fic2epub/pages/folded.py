"""The archive's warnings on a page of their own, behind everything else, for who does not want them in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.dom import sub
from fic2epub.pages import labels
from fic2epub.pages.frame import heading, in_english, in_our_words, own_page

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Metadata
    from fic2epub.pages.frame import Setting

__all__ = ["folded_page"]


def folded_page(metadata: Metadata, setting: Setting, back_href: str) -> _Element:
    """
    The document of the warnings; `back_href` is the page about the work.

    A footnote, which Kindle, Kobo, Apple Books and KOReader show over the page from which a `noteref` leads to it;
    elsewhere the link leads here, and back.
    """
    root, body = own_page(labels.FOLDED, setting, body_type="backmatter")
    section = sub(body, "section", epub_type="appendix", role="doc-appendix", class_="folded")
    heading(section, "h2", labels.FOLDED, "folded-title", setting).set("class", "page-title")
    note = sub(section, "aside", epub_type="footnote", role="doc-footnote", class_="footnote")
    note.set("id", f"{setting.mark}warnings")
    line = sub(note, "p", class_="first")
    words = sub(line, "span", ", ".join(metadata.warnings), class_="warnings")
    in_english(words, setting.lang).tail = " "
    back = sub(line, "a", setting.say(labels.BACK), role="doc-backlink", class_="backlink")
    back.set("href", f"{back_href}#{setting.mark}warnings-ref")
    in_our_words(back, setting)
    return root
