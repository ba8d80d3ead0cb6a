"""What stands away from its place in a book of ours: addresses, gathered at a page's end, and folded warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from fic2epub.dom import drop, text_of
from fic2epub.model import Creator, Link, Series
from fic2epub.readers.selectors import child, classes, kids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

__all__ = ["addressed", "links_of", "unfold"]

T = TypeVar("T", Creator, Link, Series)


def links_of(about: _Element) -> dict[str, list[_Element]]:
    """What the gathered links lead to (`to-series`, as pages/outside.py has it) → the links, in order."""
    found: dict[str, list[_Element]] = {}
    for line in kids(child(child(about, "section", "links"), "ul"), "li"):
        found.setdefault(classes(line)[0] if classes(line) else "", []).extend(kids(line, "a"))
    alone = child(child(about, "p", "source"), "a")  # books of the first edition had the work's alone
    return found if alone is None else {**found, "to-work": [alone]}


def addressed(named: Iterable[T], links: Iterable[_Element]) -> Iterator[T]:
    """The same, each with the address of the first link of its name that no other has taken."""
    left = list(links)
    for one in named:
        place = next((place for place, link in enumerate(left) if text_of(link) == one.name), None)
        yield one if place is None else one._replace(url=left.pop(place).get("href"))


def unfold(about: _Element, folded: _Element) -> None:
    """Put the warnings of the page that holds them back into their row."""
    words = text_of(child(child(child(folded, "aside"), "p"), "span", "warnings"))
    for link in [link for link in about.iter("a") if "unfold" in classes(link)]:
        cell = link.getparent()
        drop(link)
        if cell is not None:
            cell.text = words
