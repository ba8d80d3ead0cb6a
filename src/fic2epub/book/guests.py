"""Chapters in the document of another: those that came in between when a book was updated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.places import AHEAD, GUEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

__all__ = ["house"]


def house(roots: Mapping[int, _Element], home: int) -> None:
    """Put the sections of all these documents into the one of the place `home`, in order; in place."""
    body = roots[home][-1]
    for number, root in sorted(roots.items()):
        if number == home:
            continue
        section = root[-1][0]
        ahead = [AHEAD] if number < home else []
        section.set("class", " ".join((section.get("class", ""), GUEST, *ahead)))
        if number < home:
            body.insert(len(body) - 1, section)
        else:
            body.append(section)
