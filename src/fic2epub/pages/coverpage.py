"""The document around the cover image; drawing it is `fic2epub.pages.cover`'s part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.dom import sub
from fic2epub.pages import labels
from fic2epub.pages.frame import own_page

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Metadata
    from fic2epub.pages.frame import Setting
    from fic2epub.pages.labels import Wording

__all__ = ["cover_page"]

_ALT = 139
"""Fewer than 140 characters of description (kdp.amazon.com, Image Guidelines: reflowable)."""


def cover_page(metadata: Metadata, setting: Setting, image_href: str, *, drawn: bool = False) -> _Element:
    """
    The cover's document: the image alone, without a link.

    `image_href` is from the package document's folder; a cover that is `drawn` is described by all that it says.
    Anything beside the image would make Kobo show the page as
    fixed layout (kobolabs/epub-spec).
    """
    root, body = own_page(labels.COVER, setting, body_type=None)
    section = sub(body, "section", epub_type="cover", class_="cover")
    image = sub(section, "img", role="doc-cover", class_="cover-image")
    image.set("src", f"../{image_href}")
    said = [_description(metadata, setting.wording)]
    if drawn:
        said += [setting.wording.part_of(series) for series in metadata.series[:1]]
        said += metadata.fandoms[:1]
    image.set("alt", _short(". ".join(said)))
    return root


def _description(metadata: Metadata, wording: Wording) -> str:
    """`Cover: TITLE, by NAMES`."""
    names = wording.byline(metadata.creators)
    authors = sum(creator.role == "aut" for creator in metadata.creators)
    message = wording.credit(labels.COVER_BY, authors) if names else wording.say(labels.COVER_OF)
    return message.format(title=metadata.title, names=names)


def _short(words: str) -> str:
    """The words, cut where they are too long to be listened to."""
    return words if len(words) <= _ALT else words[: _ALT - 1].rstrip() + "…"
