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
_NAMES = 4
"""Names in the byline of an omnibus, whose list of works has a byline for each."""
_WORKS = 8
"""Works of an omnibus that the page names; the contents list them all."""


def title_page(metadata: Metadata, setting: Setting, works: tuple[Metadata, ...] = ()) -> _Element:
    """
    The title page's document, with the one `h1` of the book; `works` are those of an omnibus, in order.

    ARIA has no role for it: `doc-titlepage` does not exist (DPUB-ARIA 1.1).
    """
    root, body = own_page(labels.TITLE_PAGE, setting, body_type="frontmatter")
    section = sub(body, "section", epub_type="titlepage", class_="title-page")
    isolated(
        sub(section, "h1", metadata.title, class_=f"work-title{labels.length_class(metadata.title)}", id="work-title"),
        setting,
    )
    add_bylines(section, metadata.creators, setting, *((_NAMES,) if works else ()))
    facts = labels.facts(metadata)
    if metadata.fandoms or metadata.series or facts:
        sub(section, "hr", class_="rule")
    shown = _FANDOMS if not works else 1
    for fandom in metadata.fandoms[:shown]:
        isolated(sub(section, "p", fandom, class_="fandom"), setting)
    if len(metadata.fandoms) > shown:
        _add_words(section, labels.and_more(len(metadata.fandoms) - shown), "fandom", setting)
    if metadata.series:
        _add_series(section, metadata.series[0], setting)
    if facts:
        _add_words(section, " · ".join(facts), "facts", setting)
    if works:
        _add_works(section, works, metadata, setting)
    return root


def _add_works(section: _Element, works: tuple[Metadata, ...], book: Metadata, setting: Setting) -> None:
    """The works of an omnibus, each with its byline where they are not all by the same."""
    names = sub(section, "ul", class_="title-works")
    for work in works[:_WORKS]:
        line = sub(names, "li")
        isolated(sub(line, "cite", work.title), setting)
        if {one.name for one in work.creators} != {one.name for one in book.creators}:
            line[-1].tail = " "
            in_english(sub(line, "span", labels.BY, class_="by"), setting).tail = " "
            isolated(sub(line, "span", labels.byline(work.creators), class_="author"), setting)
    if len(works) > _WORKS:
        in_order(in_english(sub(names, "li", labels.and_more(len(works) - _WORKS)), setting), setting)


def _add_words(section: _Element, words: str, class_: str, setting: Setting) -> None:
    """A line of our own words."""
    in_order(in_english(sub(section, "p", words, class_=class_), setting), setting)


def _add_series(section: _Element, series: Series, setting: Setting) -> None:
    """The line `Part 3 of The Harbour Books`."""
    line = in_order(sub(section, "p", class_="series"), setting)
    words = in_english(sub(line, "span", labels.part_of(series), class_="part"), setting)
    words.tail = " "
    isolated(sub(line, "cite", series.name), setting)
