"""Our own books are read back whatever language their own words are in, and as they were before these had classes."""

from __future__ import annotations

from pathlib import Path

import pytest

from fic2epub.joining import make_omnibus
from fic2epub.joining.given import Given
from fic2epub.pages.tongues import LANGUAGES
from tests.ao3.epubs import packing
from tests.unit.readers.own_books import bound, known, printed, read, told_work, written

_FIRST_EDITION = Path(__file__).parent / "first_edition"


@pytest.mark.parametrize("tag", ["en", *LANGUAGES])
def test_a_book_with_words_of_any_language_is_read_and_made_again(tag: str) -> None:
    book = bound(told_work(), ui_language=tag)

    again = read(printed(book))

    assert known(again) == known(told_work())
    assert [chapter.title for chapter in again.chapters] == ["Wind", "", "Chapter 4"]
    assert written(bound(again, ui_language=tag)) == written(book)


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("Deutsch", "de"),
        ("日本語", "ja"),
        ("中文-普通话 國語", "zh"),
        ("Português europeu", "pt-PT"),
        ("العربية", "ar"),
        ("עברית", "he"),
        ("فارسی", "fa"),
    ],
)
def test_a_book_in_another_language_speaks_it_and_is_read_again(name: str, tag: str) -> None:
    book = bound(told_work(name))

    again = read(printed(book))

    assert again.metadata.language == tag
    assert known(again) == known(told_work(name))
    assert written(bound(again)) == written(book)


@pytest.mark.parametrize("notes", ["around", "end", "appendix"])
def test_folded_warnings_and_lengths_do_not_keep_a_book_from_being_read(notes: str) -> None:
    chosen = {"warnings": "folded", "lengths": True, "notes": notes, "ui_language": "fr"}
    book = bound(told_work(warnings=("Major Character Death", "Underage Sex")), **chosen)

    again = read(printed(book))

    assert again.metadata.warnings == ("Major Character Death", "Underage Sex")
    assert written(bound(again, **chosen)) == written(book)


def test_an_omnibus_with_words_of_another_language_is_taken_apart() -> None:
    works = [told_work("Polski"), told_work("Polski", title="Calm", warnings=("Underage Sex",))]
    given = [Given(f"{number}.html", work) for number, work in enumerate(works)]
    book = bound(make_omnibus(given, (), "Both", lambda *_: None), warnings="folded")

    again = read(printed(book))

    assert [part.metadata.title for part in again.parts] == ["Storm", "Calm"]
    assert [part.metadata.warnings for part in again.parts] == [("No Archive Warnings Apply",), ("Underage Sex",)]
    assert written(bound(again, warnings="folded")) == written(book)


@pytest.mark.parametrize("language", ["English", "Deutsch"])
def test_a_book_of_the_first_edition_is_read_by_its_words(language: str) -> None:
    """Its pages were made by the program as it was before rows, dates and bylines said by classes what they are."""
    work = told_work(language)
    files = packing.unpacked(printed(bound(work, ui_language="en")))
    pages = {f"EPUB/text/{page.name}": page.read_bytes() for page in (_FIRST_EDITION / language).glob("*.xhtml")}
    assert pages.keys() <= files.keys()

    again = read(packing.packed({**files, **pages}))

    # It did not tell who has a page of their own, and parted names of collections at commas.
    facts, meant = known(again), known(work)
    assert [one[0::2] for one in facts.pop("creators")] == [one[0::2] for one in meant.pop("creators")]
    assert [one.name for one in facts.pop("recipients")] == [one.name for one in meant.pop("recipients")]
    assert ", ".join(one.name for one in facts.pop("collections")) == "Salt, Bread, Tides"
    assert len(meant.pop("collections")) == 2
    assert facts == meant
    assert [chapter.title for chapter in again.chapters][:2] == ["Wind", ""]
