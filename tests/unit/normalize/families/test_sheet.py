"""The sheet of our own: there when something is named in it, and gone before a book of ours is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub import Options
from fic2epub.epub import epub_bytes
from fic2epub.model import Source, Stylesheet
from fic2epub.normalize.families.sheet import without_ours
from tests.ao3.download import render
from tests.ao3.skins import SKINNED, skinned
from tests.ao3.works import Era, FakeChapter, FakeWork

if TYPE_CHECKING:
    from fic2epub.model import Book


def css_of(body: str, mode: str = "paper") -> str | None:
    """The author's sheet in the book of a download with this body."""
    work = FakeWork(title="Lamps", chapters=(FakeChapter(position=1, body=body),))
    book = fic2epub.build(fic2epub.read(render(work, Era.D11)), Options(work_skin=mode))
    return next((asset.data.decode() for asset in book.assets if asset.href == "css/author.css"), None)


BLOCK = '<p class="sign">No ferry today</p>'
COLOURED = '<p><span class="font-red">Hello.</span> <span class="font-blue">Good morning.</span></p>'


@pytest.mark.parametrize("mode", ["paper", "author"])
def test_a_book_with_a_block_has_the_sheet_of_blocks(mode: str) -> None:
    css = css_of(BLOCK, mode) or ""

    assert ".block-sign" in css
    assert "voice" not in css


@pytest.mark.parametrize("mode", ["paper", "author", "off"])
def test_a_book_without_any_has_no_sheet(mode: str) -> None:
    assert css_of("<p>The lamp was lit.</p>", mode) is None


@pytest.mark.parametrize("body", [BLOCK, COLOURED])
def test_a_book_without_skins_is_plain(body: str) -> None:
    assert css_of(body, "off") is None


def test_colours_are_voices_on_paper_and_colours_else() -> None:
    paper, author = css_of(COLOURED) or "", css_of(COLOURED, "author") or ""

    assert ".voice-2 { font-weight: bold; }" in paper
    assert "color" not in paper
    assert ".font-red { color: #ee0000; }" in author
    assert ".block-" not in paper + author


def test_what_we_wrote_is_taken_out_of_a_sheet() -> None:
    ours = "/* fic2epub: blocks */\n.block-sign { margin: 0; }\n/* fic2epub: end of blocks */\n"
    theirs = ".skin-1 { font-weight: bold; }\n"

    assert without_ours([Stylesheet(css=ours, where="styles")]) == []
    assert [sheet.css for sheet in without_ours([Stylesheet(css=ours + theirs, where="styles")])] == [theirs]


@pytest.mark.parametrize("name", SKINNED)
@pytest.mark.parametrize("mode", ["paper", "author"])
def test_a_book_is_made_of_a_book_as_it_was(name: str, mode: str) -> None:
    first = fic2epub.build(fic2epub.read(render(skinned(name), Era.D11)), Options(work_skin=mode))
    source = Source(data=epub_bytes(first), name="a book")

    again = fic2epub.build(fic2epub.read(source), Options(work_skin=mode))

    assert _author(again) == _author(first)
    assert _chapters(again) == _chapters(first)


def _author(book: Book) -> bytes | None:
    return next((asset.data for asset in book.assets if asset.href == "css/author.css"), None)


def _chapters(book: Book) -> list[bytes]:
    return [document.xhtml for document in book.documents if "chapter" in document.href]


BASIC = (
    "indent dropcap flashback caps spoiler border font-serif font-sansserif font-monospace font-big font-small "
    "align-right align-center align-justify third full"
)
"""The classes of otwarchive's public/stylesheets/work_skins/basic_formatting.css that are no colours."""


@pytest.mark.parametrize("name", BASIC.split())
def test_the_archives_own_classes_mean_something_in_every_book(name: str) -> None:
    book = fic2epub.build(fic2epub.read(render(skinned("mail"), Era.D11)), Options())
    css = next(asset.data.decode() for asset in book.assets if asset.href == "css/book.css")

    assert f".{name} " in css or f".{name}," in css or f".{name}:first-letter" in css
