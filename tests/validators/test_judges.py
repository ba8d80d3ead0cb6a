"""The judges can say no: a good book, spoiled in one place, fails the check that watches this place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

import fic2epub
from tests.validators.bar import CHECKS
from tests.validators.judges import complaints
from tests.validators.opened import opened, unzipped

if TYPE_CHECKING:
    from pathlib import Path

    from tests.validators.opened import Entry

pytestmark = pytest.mark.validators

_EXAMPLE = "examples/the-clock-that-kept-the-tide.html"
_CHAPTER = "EPUB/text/chapter-0002.xhtml"


class Spoil(NamedTuple):
    """Replace the first `old` by `new` in one file; `old` must be there."""

    check: str
    file: str
    old: bytes
    new: bytes


_SPOILS = (
    Spoil("mimetype_is_first_and_stored", "mimetype", b"+zip", b"+tar"),
    Spoil("package_names_its_language", "EPUB/package.opf", b' xml:lang="en"', b""),
    Spoil("metadata_is_complete", "EPUB/package.opf", b"T00:00:00Z", b""),
    Spoil(
        "creators_have_a_role_and_a_sorting_name",
        "EPUB/package.opf",
        b'#creator-1" property="file-as"',
        b'#creator-1" property="x"',
    ),
    Spoil("accessibility_is_stated", "EPUB/package.opf", b"schema:accessibilityHazard", b"schema:hazard"),
    Spoil("cover_is_marked_twice", "EPUB/package.opf", b"cover-image", b"cover-picture"),
    Spoil("contents_follow_the_spine", "EPUB/nav.xhtml", b"chapter-0002.xhtml", b"chapter-0003.xhtml"),
    Spoil("ncx_agrees_with_the_contents", "EPUB/toc.ncx", b"chapter-0002.xhtml", b"chapter-0003.xhtml"),
    Spoil("landmarks_have_one_type_each", "EPUB/nav.xhtml", b'<a epub:type="toc"', b'<a epub:type="toc loi"'),
    Spoil("documents_declare_themselves", _CHAPTER, b' encoding="utf-8"', b""),
    Spoil("documents_have_titles_of_their_own", _CHAPTER, b"<title>", b"<title></title><title>"),
    Spoil("documents_are_small", _CHAPTER, b"</p>", b" " * 260_000 + b"</p>"),
    Spoil("ids_are_unique_in_the_book", _CHAPTER, b"<p>", b'<p id="chapter-3-title">'),
    Spoil("links_lead_somewhere", _CHAPTER, b"<p>", b'<p><a href="#nowhere">x</a>'),
    Spoil("headings_skip_no_level", _CHAPTER, b"<p>", b"<h5>x</h5><p>"),
    Spoil("markup_says_what_is_meant", _CHAPTER, b"<p>", b'<p style="color: red">'),
    Spoil("nothing_runs_or_calls_home", _CHAPTER, b"<p>", b'<p><img alt="x" src="https://example.org/x.png"/>'),
    Spoil("pictures_are_described", _CHAPTER, b"<p>", b'<p><img alt="" src="../images/cover.jpg"/>'),
    Spoil("paragraphs_hold_something", _CHAPTER, b"<p>", b"<p>\xc2\xa0</p><p>"),
    Spoil("text_has_no_control_characters", _CHAPTER, b"<p>", b"<p>\xe2\x80\xa8"),
    Spoil("sheets_leave_the_text_alone", "EPUB/css/book.css", b"", b"p { color: red }"),
    Spoil("sheets_are_old_fashioned", "EPUB/css/book.css", b"", b"p { margin: min(1em, 2em) }"),
)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> tuple[Entry, ...]:
    return unzipped(fic2epub.convert(_EXAMPLE, tmp_path_factory.mktemp("good") / "good.epub"))


def _spoiled(good: tuple[Entry, ...], spoil: Spoil) -> tuple[Entry, ...]:
    assert any(entry.name == spoil.file and spoil.old in entry.data for entry in good), "the spoil finds its place"
    return tuple(
        entry._replace(data=entry.data.replace(spoil.old, spoil.new, 1)) if entry.name == spoil.file else entry
        for entry in good
    )


@pytest.mark.parametrize("spoil", _SPOILS, ids=[spoil.check for spoil in _SPOILS])
def test_a_spoiled_book_fails_the_check(spoil: Spoil, good: tuple[Entry, ...]) -> None:
    check = next(check for check in CHECKS if check.__name__ == spoil.check)

    assert list(check(opened(good))) == []
    assert list(check(opened(_spoiled(good, spoil)))) != []


def test_names_that_devices_refuse_fail_the_check(good: tuple[Entry, ...]) -> None:
    check = next(check for check in CHECKS if check.__name__ == "names_are_plain_and_unique")

    assert list(check(opened(good))) == []
    assert list(check(opened((*good, good[-1]._replace(name="EPUB/a b.xhtml"))))) == ["EPUB/a b.xhtml"]


def test_every_check_is_seen_to_fail() -> None:
    spoiled = {spoil.check for spoil in _SPOILS} | {"names_are_plain_and_unique"}

    assert spoiled == {check.__name__ for check in CHECKS}


def test_epubcheck_finds_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "broken.epub"
    path.write_bytes(b"not a book at all")

    assert any("PKG" in said for said in complaints(path))
