"""Pictures of a work are files of the book, if it shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from fic2epub.book import build_book
from fic2epub.errors import BuildingError
from fic2epub.model import Asset
from fic2epub.options import Options
from tests.unit.books import chapter, work
from tests.unit.images.samples import moving

if TYPE_CHECKING:
    from fic2epub.model import Book


def bound(*chapters: Any, **parts: Any) -> Book:
    return build_book(work(*chapters, **parts), Options(cover="none"))


def test_assets_that_the_work_shows_come_along() -> None:
    picture = Asset(href="images/1.gif", media_type="image/gif", data=b"GIF89a")
    body = '<p><img src="asset:images/1.gif" alt=""/></p>'
    book = bound(chapter(1, body), chapter(2, body), assets=(picture, picture._replace(href="images/2.gif")))
    assert [asset.href for asset in book.assets if asset.href.startswith("images")] == ["images/1.gif"]
    shown = [etree.fromstring(document.xhtml) for document in book.documents if "chapter" in document.href]
    assert [image.get("src") for root in shown for image in root.iter("{*}img")] == ["../images/1.gif"] * 2


def test_a_picture_that_is_not_there_is_no_book() -> None:
    with pytest.raises(BuildingError, match="not among its files"):
        bound(chapter(1, '<p><img src="asset:images/1.gif" alt=""/></p>'))


def test_a_word_in_place_of_a_description_is_none() -> None:
    picture = Asset(href="images/1.gif", media_type="image/gif", data=b"GIF89a")
    body = '<p><a href="https://example.com/"><img class="undescribed" src="asset:images/1.gif" alt="Image"/></a></p>'
    assert "alternativeText" not in bound(chapter(1, body), assets=(picture,)).accessibility.features


def test_one_image_without_a_description_is_told_of() -> None:
    picture = Asset(href="images/1.gif", media_type="image/gif", data=moving("GIF"))
    said = bound(chapter(1, '<p><img src="../images/1.gif" alt=""/></p>'), assets=(picture,)).accessibility
    assert said.sufficient == ("textual,visual",)
    assert "alternativeText" not in said.features
    assert said.hazards == ("unknown",)
    assert said.summary.endswith("Some images are not described.")
