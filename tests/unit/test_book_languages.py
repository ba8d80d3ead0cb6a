"""Books run as their languages do, and say so."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from lxml import etree

from fic2epub.book import build_book
from fic2epub.epub import epub_bytes
from fic2epub.errors import Notice
from fic2epub.options import Options
from tests.unit.books import chapter, work

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Book

UPRIGHT = Options(cover="none", vertical=True)


def bound(language: str, options: Options = UPRIGHT, **parts: Any) -> Book:
    return build_book(work(chapter(1), endnotes="<p>End.</p>", known={"language": language}, **parts), options)


def package(book: Book) -> _Element:
    return etree.fromstring(ZipFile(BytesIO(epub_bytes(book))).read("EPUB/package.opf"))


def ways(root: _Element) -> tuple[str | None, str | None, list[str | None]]:
    """Of the package, of its pages, and of lines as Kindle is told."""
    spine = root.find("{*}spine")
    assert spine is not None
    modes = [meta.get("content") for meta in root.iter("{*}meta") if meta.get("name") == "primary-writing-mode"]
    return root.get("dir"), spine.get("page-progression-direction"), modes


@pytest.mark.parametrize(
    ("language", "vertical", "told"),
    [
        ("ja", True, (None, "rtl", ["vertical-rl"])),
        ("zh-Hant", True, (None, "rtl", ["vertical-rl"])),
        ("ja", False, (None, "ltr", [])),
        ("ko", True, (None, "ltr", [])),
        ("en", True, (None, "ltr", [])),
        ("he", False, ("rtl", "rtl", ["horizontal-rl"])),
        ("he", True, ("rtl", "rtl", ["horizontal-rl"])),
    ],
)
def test_the_package_says_how_pages_and_lines_run(language: str, told: object, *, vertical: bool) -> None:
    assert ways(package(bound(language, Options(cover="none", vertical=vertical)))) == told


def upright_documents(book: Book) -> list[str]:
    return [one.href for one in book.documents if etree.fromstring(one.xhtml).get("class") == "vertical"]


def test_the_chapters_alone_run_from_top_to_bottom() -> None:
    assert upright_documents(bound("ja")) == ["text/chapter-0001.xhtml"]
    assert upright_documents(bound("ja", Options(cover="none"))) == []


@pytest.mark.parametrize(("language", "vertical"), [("ja", True), ("ko", False)])
def test_vertical_writing_is_a_feature_where_it_is_one(language: str, *, vertical: bool) -> None:
    assert ("verticalWriting" in bound(language).accessibility.features) is vertical


def test_words_that_are_spelled_out_are_told_of() -> None:
    said = "mathematical or phonetic signs"
    plain = work(chapter(1))
    assert said not in build_book(plain, Options(cover="none")).accessibility.summary
    fancy = replace(plain, notices=(Notice("M043", "words"),))
    assert said in build_book(fancy, Options(cover="none")).accessibility.summary
    assert said in build_book(work(parts=(fancy,)), Options(cover="none")).accessibility.summary


def test_each_part_of_an_omnibus_runs_as_its_own_language_does() -> None:
    parts = tuple(work(chapter(1), known={"language": language}) for language in ("en", "ja", "ko"))
    book = build_book(work(known={"language": "ja"}, parts=parts), UPRIGHT)
    assert upright_documents(book) == ["text/part-0002.xhtml", "text/part-0002-chapter-0001.xhtml"]
    assert ways(package(book))[1:] == ("rtl", ["vertical-rl"])
