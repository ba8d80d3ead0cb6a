"""The title page: what the work is called, who wrote it, and where it belongs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fic2epub.dom import sub
from fic2epub.pages import labels
from fic2epub.pages.bylines import add_bylines
from fic2epub.pages.frame import append_text, in_english, in_order, in_our_words, isolated, own_page, tell

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Metadata, Series
    from fic2epub.pages.frame import Setting

__all__ = ["add_facts", "title_page"]

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
    if metadata.fandoms or metadata.series or _has_facts(metadata):
        sub(section, "hr", class_="rule")
    shown = _FANDOMS if not works else 1
    for fandom in metadata.fandoms[:shown]:
        isolated(sub(section, "p", fandom, class_="fandom"), setting)
    if len(metadata.fandoms) > shown:
        words = setting.wording.and_more(len(metadata.fandoms) - shown)
        in_order(in_our_words(sub(section, "p", words, class_="fandom"), setting), setting)
    if metadata.series:
        _add_series(section, metadata.series[0], setting)
    add_facts(section, metadata, setting)
    if works:
        _add_works(section, works, metadata, setting)
    return root


def _has_facts(metadata: Metadata) -> bool:
    return bool(metadata.rating or metadata.words or metadata.progress)


def add_facts(section: _Element, metadata: Metadata, setting: Setting) -> None:
    """
    The quiet line: rating, words, whether it is finished; what is not known is left out.

    The rating is the archive's word, under which it is found there, and stays what it is in every language.
    """
    if not _has_facts(metadata):
        return
    line = in_order(in_our_words(sub(section, "p", class_="facts"), setting), setting)
    if metadata.rating:
        in_english(sub(line, "span", metadata.rating, class_="fact rating"), setting.wording.tag)
    words = setting.wording.word_count(metadata.words) if metadata.words else ""
    for fact in (words, setting.wording.state(metadata)):
        if fact:
            append_text(line, " · " if len(line) else "")
            isolated(sub(line, "span", fact, class_="fact"), setting)


def _add_works(section: _Element, works: tuple[Metadata, ...], book: Metadata, setting: Setting) -> None:
    """The works of an omnibus, each with its byline where they are not all by the same."""
    names = sub(section, "ul", class_="title-works")
    for work in works[:_WORKS]:
        line = sub(names, "li")
        title = partial(_add_title, line, work.title, setting)
        if {one.name for one in work.creators} != {one.name for one in book.creators}:
            byline = partial(_add_author, line, setting.wording.byline(work.creators), setting)
            authors = sum(creator.role == "aut" for creator in work.creators)
            tell(line, setting.wording.credit(labels.TITLE_BY, authors), "by", setting, title=title, names=byline)
        else:
            title()
    if len(works) > _WORKS:
        more = sub(names, "li", setting.wording.and_more(len(works) - _WORKS))
        in_order(in_our_words(more, setting), setting)


def _add_title(line: _Element, title: str, setting: Setting) -> None:
    isolated(sub(line, "cite", title), setting)


def _add_author(line: _Element, names: str, setting: Setting) -> None:
    isolated(sub(line, "span", names, class_="author"), setting)


def _add_series(section: _Element, series: Series, setting: Setting) -> None:
    """The line `Part 3 of The Harbour Books`."""
    line = in_order(sub(section, "p", class_="series"), setting)
    message = setting.say(labels.PART_OF).replace("{position}", series.position)
    tell(line, message, "part", setting, series=partial(_add_title, line, series.name, setting))
