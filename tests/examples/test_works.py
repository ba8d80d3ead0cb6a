"""Every work in `examples/` becomes a book that validators pass, and no word of it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

import fic2epub
from fic2epub.model import Form
from tests.validators.bar import CHECKS
from tests.validators.judges import complaints
from tests.validators.opened import opened, unzipped

_EXAMPLES = Path("examples")
_FORMS = {
    "forms/die-baeckerin-archive.epub": Form.EPUB,
    "forms/spare-stars-cut-out.html": Form.FRAGMENT,
    "forms/spare-stars-fanficfare.epub": Form.EPUB,
    "forms/the-borrowed-ladder-1.html": Form.CHAPTER_PAGE,
    "forms/the-borrowed-ladder-2.html": Form.CHAPTER_PAGE,
    "forms/the-borrowed-ladder-flattened.txt": Form.TEXT,
    "forms/the-borrowed-ladder-mailed.html": Form.MAIL,
    "forms/the-weather-house.html": Form.PAGE,
    "forms/who-took-the-good-kettle.mhtml": Form.PAGE,
    "forms/yours-faithfully.html": Form.DOWNLOAD,
    "languages/arabic.html": Form.DOWNLOAD,
    "languages/german.html": Form.DOWNLOAD,
    "languages/japanese.html": Form.DOWNLOAD,
    "languages/russian.html": Form.PAGE,
    "penny-quay/the-quay-at-low-water.html": Form.DOWNLOAD,
    "penny-quay/two-lanterns-for-mrs-dray.html": Form.DOWNLOAD,
    "the-clock-that-kept-the-tide.html": Form.DOWNLOAD,
}
"""Each file, and what it is."""
_LAST_WORDS = {
    "forms/die-baeckerin-archive.epub": "zählte anstandshalber bis drei und antwortete.",
    "forms/spare-stars-cut-out.html": "It is still a little warm.",
    "forms/spare-stars-fanficfare.epub": "It is still a little warm.",
    "forms/the-borrowed-ladder-1.html": "She had a notebook, and a pencil on a string.",
    "forms/the-borrowed-ladder-2.html": "There were plenty.",
    "forms/the-borrowed-ladder-flattened.txt": "There were plenty.",
    "forms/the-borrowed-ladder-mailed.html": "There were plenty.",
    "forms/the-weather-house.html": "We have not tapped it.",
    "forms/who-took-the-good-kettle.mhtml": "Bo has left the conversation to put the kettle on.",
    "forms/yours-faithfully.html": "Anneke and Wilf",
    "languages/arabic.html": "«أرأيتِ؟ كان ينبغي أن يصل البريد».",
    "languages/german.html": "zählte anstandshalber bis drei und antwortete.",
    "languages/japanese.html": "猫の名前は、そうして決まったのである。",
    "languages/russian.html": "старый, помятый, с характером, держал верхнюю ноту.",
    "penny-quay/the-quay-at-low-water.html": "lifted itself by the width of a gull.",
    "penny-quay/two-lanterns-for-mrs-dray.html": "The penny is nailed up between them.",
    "the-clock-that-kept-the-tide.html": "her grandfather held the lantern so that she could see.",
}
"""How each story ends; a frame around it may say more."""
_MOST = 1_000_000
"""Bytes of the whole folder: it comes along with every copy of the source."""


def _text(path: Path) -> str:
    """All text of a book's documents, single blanks between words."""
    pages = opened(unzipped(path)).documents.values()
    return " ".join(" ".join("".join(page.itertext()) for page in pages).split())


def test_each_file_is_told_here_and_described_to_the_reader() -> None:
    saved = {path for path in _EXAMPLES.rglob("*") if path.suffix in {".html", ".mhtml", ".txt"}}
    saved |= {
        *_EXAMPLES.glob("forms/*-archive.epub"),
        *_EXAMPLES.glob("forms/*-fanficfare.epub"),
    }  # others are made here
    works = {path.relative_to(_EXAMPLES).as_posix() for path in saved}
    page = (_EXAMPLES / "README.md").read_text("utf-8")

    assert works == set(_FORMS) == set(_LAST_WORDS)
    assert [name for name in works if name not in page and f"`{name[-7:]}`" not in page] == []


def test_the_folder_is_small() -> None:
    assert sum(path.stat().st_size for path in _EXAMPLES.rglob("*") if path.is_file()) < _MOST


@pytest.mark.parametrize("name", _FORMS)
def test_a_work_is_what_it_should_be_and_keeps_its_words(name: str, tmp_path: Path) -> None:
    work = fic2epub.read(_EXAMPLES / name)
    assert work.origin.form is _FORMS[name]

    book, receipt = fic2epub.receipt(work)

    assert receipt.words.source > 100
    assert receipt.words == (receipt.words.source, receipt.words.source, ())
    assert receipt.pictures.kept == receipt.pictures.source
    assert _LAST_WORDS[name] in _text(fic2epub.write(book, tmp_path / "book.epub"))


@pytest.mark.validators
@pytest.mark.parametrize("name", _FORMS)
def test_validators_have_nothing_to_say(name: str, tmp_path: Path) -> None:
    path = fic2epub.convert(_EXAMPLES / name, tmp_path / "book.epub")

    assert complaints(path) == []
    assert [f"{check.__name__}: {said}" for check in CHECKS for said in check(opened(unzipped(path)))] == []


@pytest.mark.validators
def test_the_series_is_one_book(tmp_path: Path) -> None:
    works = fic2epub.omnibus([_EXAMPLES / "the-clock-that-kept-the-tide.html", _EXAMPLES / "penny-quay"])
    path = fic2epub.write(fic2epub.build(works), tmp_path / "series.epub")

    assert [part.metadata.title for part in works.parts] == [
        "The Clock That Kept the Tide",
        "Two Lanterns for Mrs. Dray",
        "The Quay at Low Water",
    ]
    assert works.notices == ()
    assert complaints(path) == []


def test_single_chapters_are_joined() -> None:
    joined = fic2epub.join(sorted((_EXAMPLES / "forms").glob("the-borrowed-ladder-?.html")))

    assert [[chapter.title for chapter in work.chapters] for work in joined] == [["Up", "Down"]]


def test_breaks_and_footnotes_of_the_weather_house_are_all_told() -> None:
    _, receipt = fic2epub.receipt(fic2epub.read(_EXAMPLES / "forms" / "the-weather-house.html"))

    assert (receipt.breaks, receipt.footnotes) == (9, 2)
