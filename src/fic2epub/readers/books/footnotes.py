"""Names of places that were in every chapter, and that calibre left in the first alone: each id stands once for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note

__all__ = ["name_again"]


def name_again(chapters: list[list[_Element]], note: Note) -> None:
    """
    Name footnotes and the places that refer to them again, chapter by chapter, by the pattern of the first.

    Where `#note1` is a link to `#ref1` in one chapter, and another chapter has links to `#note1` and, once, to
    `#ref1`, that last link is the other chapter's `note1`. `chapters` are the blocks of each.
    """
    bearers: dict[str, _Element] = {}
    for blocks in chapters:
        for link in _links(blocks):
            bearers.setdefault(link.get("id", ""), link)
    named = sum(_name_links(_links(blocks), bearers) for blocks in chapters)
    if named:
        note("R068", f"places that had lost their names, named as in other chapters: {named}")


def _links(blocks: list[_Element]) -> list[_Element]:
    return [link for block in blocks for link in block.iter("a")]


def _name_links(links: list[_Element], bearers: dict[str, _Element]) -> int:
    """Name what is to be named in one chapter, and count it."""
    there = {link.get("id") for link in links}
    wanted = dict.fromkeys(link.get("href", "")[1:] for link in links if link.get("href", "").startswith("#"))
    nameless: dict[str, list[_Element]] = {}
    for link in links:
        if link.get("id") is None and link.get("href", "").startswith("#"):
            nameless.setdefault(link.get("href", ""), []).append(link)
    named = 0
    for name in wanted:
        bearer = bearers.get(name) if name and name not in there else None
        same = nameless.get(bearer.get("href", ""), []) if bearer is not None else []
        if len(same) == 1 and same[0].get("id") is None:
            same[0].set("id", name)
            named += 1
    return named
