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


def cover_page(metadata: Metadata, setting: Setting, image_href: str) -> _Element:
    """
    The cover's document: the image alone, without a link.

    `image_href` is from the package document's folder. Anything beside the image would make Kobo show the page as
    fixed layout (kobolabs/epub-spec).
    """
    root, body = own_page(labels.COVER, setting, body_type=None)
    section = sub(body, "section", epub_type="cover", class_="cover")
    image = sub(section, "img", role="doc-cover", class_="cover-image")
    image.set("src", f"../{image_href}")
    image.set("alt", _description(metadata, setting.wording))
    return root


def _description(metadata: Metadata, wording: Wording) -> str:
    """`Cover: TITLE, by NAMES`, cut where it is too long to be listened to."""
    names = wording.byline(metadata.creators)
    message = labels.COVER_BY if names else labels.COVER_OF
    words = wording.say(message).format(title=metadata.title, names=names)
    return words if len(words) <= _ALT else words[: _ALT - 1].rstrip() + "…"
