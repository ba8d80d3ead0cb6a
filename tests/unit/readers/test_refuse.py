"""Pages that are not a work: each is told by name, and how to get the work."""

from __future__ import annotations

import time

import pytest

import fic2epub
from fic2epub.dom import parse_html
from fic2epub.errors import NotAWork
from fic2epub.model import Source
from fic2epub.readers.refusals import KINDS
from fic2epub.readers.refuse import is_known_page
from tests.ao3.refusals import PAGES, NotAWorkPage, page


def _refused(data: bytes, name: str = "Hard Rain.html") -> NotAWork:
    with pytest.raises(NotAWork) as caught:
        fic2epub.read(Source(data=data, name=name))
    return caught.value


@pytest.mark.parametrize("made", PAGES, ids=lambda made: made.name)
def test_a_page_is_told_and_what_to_do(made: NotAWorkPage) -> None:
    error = _refused(made.source)

    assert made.said in error.message
    assert made.hint in error.hint
    assert error.where == "Hard Rain.html"
    assert error.exit_code == 11
    assert "{" not in f"{error.message}{error.hint}"


def test_every_kind_of_page_is_shown() -> None:
    seen = {
        kind.name for kind in KINDS for made in PAGES if kind.said.partition("{")[0] in _refused(made.source).message
    }

    assert seen == {kind.name for kind in KINDS}


def test_the_address_is_the_one_the_page_was_saved_from() -> None:
    marks = (
        "<!-- saved from url=(0047)https://www.archiveofourown.org/works/7/chapters/8 -->\n",
        "<!--\n Page saved with SingleFile \n url: https://archiveofourown.org/collections/tide/works/7 \n-->\n",
        "<!-- Mirrored from archiveofourown.org/works/7 by HTTrack -->\n",
    )

    for mark in marks:
        error = _refused(page("system errors error-503", "<h2>Error 503</h2>", mark=mark))
        assert "(https://archiveofourown.org/works/7)" in error.hint


def test_the_works_of_a_list_are_not_taken_for_the_work() -> None:
    (listing,) = (made for made in PAGES if made.name == "works-of-a-tag")

    assert "/works/" not in _refused(listing.source).hint


def test_a_long_heading_is_cut() -> None:
    error = _refused(page("x", f"<h2>{'Rain ' * 100}</h2>"))

    assert len(error.message) < 200
    assert "…" in error.message


@pytest.mark.parametrize(
    "story",
    [
        "<h2>Shields</h2>" + "<p>“Shields are up,” said the captain, and the rain hit them.</p>" * 20,
        "<h2>503 Days</h2><p>Error 404 was what the screen said.</p>",
        "<h2>Just a Moment</h2><p>Just a moment...</p>",
        '<p>Write to <a href="/cdn-cgi/l/email-protection">[email protected]</a>.</p>',
        '<p>{ "a": 1 } was all it said.</p>',
    ],
)  # fmt: skip
def test_stories_that_speak_of_such_pages_are_stories(story: str) -> None:
    source = Source(data=story.encode(), name="story.html")

    assert not is_known_page(parse_html(source.data, lambda *_: None), source)
    assert fic2epub.read(source).chapters


@pytest.mark.parametrize("start", ["/**/", "<!---->", "//\n", "[", "{", "a ", "<?xml?>", "! "])
def test_no_file_makes_the_patterns_try_all_ways(start: str) -> None:
    began = time.perf_counter()
    _refused((start * 5000).encode())

    assert time.perf_counter() - began < 2
