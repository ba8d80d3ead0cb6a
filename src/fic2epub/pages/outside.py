"""The ways out of the book, gathered at the end of the page about the work: nobody takes one by turning a page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fic2epub.dom import sub
from fic2epub.pages import labels
from fic2epub.pages.bylines import enumerated
from fic2epub.pages.frame import heading, in_order, in_our_words, isolated, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from fic2epub.model import Creator, Link, Metadata, Series
    from fic2epub.pages.frame import Setting

__all__ = ["add_links"]


def add_links(parent: _Element, message: str, metadata: Metadata, setting: Setting) -> None:
    """
    A section with the addresses that are known: of the work, its creators, series, collections and recipients.

    `message` is what the work's own is called. The class of a line says what it leads to (`to-series`).
    """
    section = sub(parent, "section", class_="links")
    heading(section, "h3", labels.LINKS, "about-links-title", setting).set("class", "part-title")
    lines = sub(section, "ul", class_="works")
    if metadata.source_url:
        words = setting.say(message).format(site=setting.wording.site(metadata))
        line = in_order(sub(lines, "li", class_="to-work"), setting)
        in_our_words(sub(line, "a", words, href=metadata.source_url), setting)
    for role, words in labels.BY_ROLE.items():
        _add_creators(lines, words, [one for one in metadata.creators if one.role == role and one.url], setting)
    for one in metadata.series:
        if one.url:
            _add_series(lines, one, setting)
    collections = [one for one in metadata.collections if one.url]
    _add_named(lines, "to-collections", setting.wording.row_label("collections", collections), collections, setting)
    recipients = [one for one in metadata.recipients if one.url]
    _add_named(lines, "to-recipients", setting.say(labels.GIFT), recipients, setting)
    if not len(lines):
        parent.remove(section)


def _add_creators(lines: _Element, message: str, creators: list[Creator], setting: Setting) -> None:
    """`by Ann and Ben`."""
    if creators:
        line = in_order(sub(lines, "li", class_=f"to-creators by-{creators[0].role}"), setting)
        message = setting.wording.credit(message, len(creators))
        tell(line, message, "by", setting, names=partial(_add_linked, line, creators, setting))


def _add_series(lines: _Element, series: Series, setting: Setting) -> None:
    """`Part 3 of The Harbour Books`: there the next part is found."""
    line = in_order(sub(lines, "li", class_="to-series"), setting)
    message = setting.say(labels.PART_OF).replace("{position}", series.position)
    tell(line, message, "part", setting, series=partial(_add_linked, line, [series], setting))


def _add_named(lines: _Element, class_: str, label: str, links: list[Link], setting: Setting) -> None:
    """`Collection: An Exchange`."""
    if links:
        line = in_order(sub(lines, "li", class_=class_), setting)
        in_our_words(sub(line, "span", setting.wording.term(label), class_="kind"), setting)
        _add_linked(line, links, setting)


def _add_linked(line: _Element, links: Sequence[Creator | Link | Series], setting: Setting) -> None:
    for link in enumerated(line, links, [one.name for one in links], setting):
        isolated(sub(line, "a", link.name, href=link.url or ""), setting)
