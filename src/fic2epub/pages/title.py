"""The title page: what the work is called, who wrote it, and where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.dom import sub
from fic2epub.pages import labels
from fic2epub.pages.bylines import add_bylines
from fic2epub.pages.frame import in_english, in_order, isolated, own_page

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Metadata, Series
    from fic2epub.pages.frame import Setting

__all__ = ["title_page"]

_FANDOMS = 3
"""More than these would push the page over its end on a small reader; the page about the work lists them all."""
_LONG, _VERY_LONG = 40, 100
"""Characters from which a title is set smaller, so that it does not run over a small page."""


def title_page(metadata: Metadata, setting: Setting) -> _Element:
    """
    The title page's document, with the one `h1` of the book.

    ARIA has no role for it: `doc-titlepage` does not exist (DPUB-ARIA 1.1).
    """
    root, body = own_page(labels.TITLE_PAGE, setting, body_type="frontmatter")
    section = sub(body, "section", epub_type="titlepage", class_="title-page")
    isolated(sub(section, "h1", metadata.title, class_=_title_class(metadata.title), id="work-title"), setting)
    add_bylines(section, metadata.creators, setting)
    facts = labels.facts(metadata)
    if metadata.fandoms or metadata.series or facts:
        sub(section, "hr", class_="rule")
    for fandom in metadata.fandoms[:_FANDOMS]:
        isolated(sub(section, "p", fandom, class_="fandom"), setting)
    if len(metadata.fandoms) > _FANDOMS:
        _add_words(section, labels.and_more(len(metadata.fandoms) - _FANDOMS), "fandom", setting)
    if metadata.series:
        _add_series(section, metadata.series[0], setting)
    if facts:
        _add_words(section, " · ".join(facts), "facts", setting)
    return root


def _add_words(section: _Element, words: str, class_: str, setting: Setting) -> None:
    """A line of our own words."""
    in_order(in_english(sub(section, "p", words, class_=class_), setting), setting)


def _title_class(title: str) -> str:
    """The class of the heading, by the title's length."""
    if len(title) > _VERY_LONG:
        return "work-title very-long"
    return "work-title long" if len(title) > _LONG else "work-title"


def _add_series(section: _Element, series: Series, setting: Setting) -> None:
    """The line `Part 3 of The Harbour Books`."""
    line = in_order(sub(section, "p", class_="series"), setting)
    words = in_english(sub(line, "span", labels.part_of(series), class_="part"), setting)
    words.tail = " "
    isolated(sub(line, "cite", series.name), setting)
