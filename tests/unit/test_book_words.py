"""What a book adds in words of its own: their language, lengths in the contents, warnings behind one tap."""

from __future__ import annotations

import re

import pytest

from fic2epub.book import build_book
from fic2epub.dom import parse_xml
from fic2epub.model import Role, Series
from fic2epub.options import Options
from tests.unit.books import chapter, work

_X = "{http://www.w3.org/1999/xhtml}"


def documents(language: str = "de", **chosen: str | bool) -> dict[str, str]:
    """The documents of a work of two chapters."""
    known = {"language": language, "warnings": ("Major Character Death",), "series": (Series("Tides", "3"),)}
    book = build_book(work(chapter(1), chapter(2, title="Ebbe"), known=known), Options(cover="none", **chosen))
    return {document.href: document.xhtml.decode() for document in book.documents}


def in_other_languages(document: str) -> list[tuple[str, str]]:
    """Language and text of what is marked to be in another language than the document."""
    root = parse_xml(document.encode())
    marked = (element for element in root.iter(f"{_X}*") if element is not root and element.get("lang"))
    return [(element.get("lang", ""), " ".join("".join(element.itertext()).split())) for element in marked]


def test_a_book_in_a_language_that_there_are_words_in_speaks_it_throughout() -> None:
    pages = documents("de")
    assert in_other_languages(pages["text/title.xhtml"]) == []
    assert in_other_languages(pages["text/about.xhtml"]) == [("en", "Major Character Death")]
    assert in_other_languages(pages["nav.xhtml"]) == []
    assert ">Kapitel 2<" in pages["text/chapter-0002.xhtml"]
    assert ">Teil 3 von<" in pages["text/title.xhtml"]


def test_words_in_another_language_than_the_book_are_marked_and_those_of_the_archive_are_english() -> None:
    pages = documents("de", ui_language="fr")
    assert ("fr", "Page de titre") in in_other_languages(pages["text/title.xhtml"])
    told = in_other_languages(pages["text/about.xhtml"])
    label = told.index(("fr", "Avertissement de l’archive :"))
    assert told[label + 1] == ("en", "Major Character Death")
    assert {language for language, _ in in_other_languages(pages["nav.xhtml"])} == {"fr"}
    assert ("fr", "Chapitre 2") in in_other_languages(pages["text/chapter-0002.xhtml"])


def test_the_archives_words_need_no_mark_in_an_english_book() -> None:
    pages = documents("en", ui_language="fr")
    told = in_other_languages(pages["text/about.xhtml"])
    assert ("fr", "Avertissement de l’archive :") in told
    assert "Major Character Death" not in [words for _, words in told]


@pytest.mark.parametrize(("asked", "codes"), [("eo", ["B010"]), ("fr", []), ("fr-CA", []), ("en-GB", []), (None, [])])
def test_a_language_that_there_are_no_words_in_is_told_of(asked: str | None, codes: list[str]) -> None:
    book = build_book(work(chapter(1)), Options(cover="none", ui_language=asked))
    assert [notice.code for notice in book.notices if notice.code == "B010"] == codes


def test_the_contents_tell_how_long_chapters_are_if_that_is_wanted() -> None:
    whole = work(chapter(1), chapter(2, f"<p>{'word ' * 500}</p>"), known={"language": "en"})
    book = build_book(whole, Options(cover="none", lengths=True))
    nav = next(document for document in book.documents if document.role is Role.CONTENTS).xhtml.decode()
    told = re.findall(r'>([^<>]*) <span class="length">([^<>]*)</span></a>', nav)
    assert told[-1] == ("Chapter 2", "500 words · 2 min")
    assert len(told) == 2
    ncx = next(asset.data.decode() for asset in book.assets if asset.href == "toc.ncx")
    assert "Chapter 2</text>" in ncx
    assert "500 words" not in ncx


def test_lengths_are_left_out_where_they_are_not_wanted() -> None:
    assert 'class="length"' not in documents()["nav.xhtml"]


@pytest.mark.parametrize("notes", ["around", "end", "appendix"])
def test_folded_warnings_stand_behind_all_else_and_lead_back(notes: str) -> None:
    pages = documents("en", warnings="folded", notes=notes)
    assert list(pages)[-1] == "text/warnings.xhtml"
    assert "Major Character Death" not in "".join(page for href, page in pages.items() if "warnings" not in href)
    assert 'href="warnings.xhtml#warnings"' in pages["text/about.xhtml"]
    assert 'href="about.xhtml#warnings-ref"' in pages["text/warnings.xhtml"]
    assert ">Archive Warnings</a>" in pages["nav.xhtml"]


def test_a_work_without_warnings_has_no_page_for_them() -> None:
    book = build_book(work(chapter(1)), Options(cover="none", warnings="folded"))
    assert [document.href for document in book.documents if "warnings" in document.href] == []


def test_the_parts_of_an_omnibus_have_each_their_own_warnings_and_one_language_of_our_words() -> None:
    parts = tuple(
        work(chapter(1), known={"title": title, "language": language, "warnings": (warning,)})
        for title, language, warning in (("One", "de", "Underage Sex"), ("Two", "en", "Major Character Death"))
    )
    whole = work(known={"title": "Both", "language": "de"}, parts=parts)
    pages = {
        document.href: document.xhtml.decode()
        for document in build_book(whole, Options(cover="none", warnings="folded", lengths=True)).documents
    }
    assert "Underage Sex" in pages["text/part-0001-warnings.xhtml"]
    assert "Major Character Death" in pages["text/part-0002-warnings.xhtml"]
    assert 'href="part-0002-warnings.xhtml#p2-warnings"' in pages["text/part-0002.xhtml"]
    assert 'href="part-0002.xhtml#p2-warnings-ref"' in pages["text/part-0002-warnings.xhtml"]
    assert ("de", "Warnung des Archivs:") in in_other_languages(pages["text/part-0002.xhtml"])
    assert pages["nav.xhtml"].count('class="length"') == 2
