"""Books of every theme, and with rules of a reader's own, before the judges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub.options import CHOICES
from tests.validators.bar import CHECKS
from tests.validators.bar_pages import sheets_leave_the_text_alone
from tests.validators.judges import complaints
from tests.validators.opened import opened, unzipped
from tests.validators.wardrobe import book_of

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.validators

_WISHES = (
    "p, li { font-family: Georgia, serif; font-size: 110%; line-height: 1.5; color: #222 }",
    "h2.chapter-title > .name::before { content: '\\2766  '; } p:first-child:first-letter { font-size: 3em }",
    "@page { margin: 1em 2em } @media (orientation: landscape) { .box { margin: 0 20% } }",
    "a[href^='http'] { color: rgb(10, 20, 30) !important; position: fixed; display: flex; float: right }",
    "html { background: black; transform: rotate(1deg); width: calc(1em + 2px) } .vertical p { direction: rtl }",
)


@pytest.mark.parametrize("theme", CHOICES["theme"])
@pytest.mark.parametrize("name", ["full", "title-of-255", "arabic", "japanese-upright", "omnibus", "nothing-known"])
def test_a_book_of_any_theme_passes(name: str, theme: str, tmp_path: Path) -> None:
    path = fic2epub.write(book_of(name, theme=theme, cover="auto"), tmp_path / "book.epub")
    book = opened(unzipped(path))

    assert complaints(path) == []
    assert [f"{check.__name__}: {said}" for check in CHECKS for said in check(book)] == []


@pytest.mark.parametrize("css", _WISHES)
def test_a_book_with_a_readers_own_rules_passes(css: str, tmp_path: Path) -> None:
    """But for what the reader forces on the text, which is his."""
    path = fic2epub.write(book_of("full", css=css, cover="auto"), tmp_path / "book.epub")
    book = opened(unzipped(path))
    checks = [check for check in CHECKS if check is not sheets_leave_the_text_alone]

    assert complaints(path) == []
    assert [f"{check.__name__}: {said}" for check in checks for said in check(book)] == []
