"""The receipt: what became of a work, counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import fic2epub
from fic2epub.model import Source, Stylesheet
from fic2epub.options import Options
from fic2epub.tally import Change, Links, Pictures, Styles
from tests.ao3.cases import CASES
from tests.ao3.cases.case import several
from tests.ao3.download import render
from tests.ao3.together import TOGETHER
from tests.ao3.works import Era, FakeChapter, FakeWork

if TYPE_CHECKING:
    from fic2epub.model import Html, Work
    from fic2epub.tally import Receipt

PLAIN = Options(cover="none", partial=True)
_GIF = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


def _work(*bodies: str, **parts: Any) -> Work[Html]:
    chapters = tuple(FakeChapter(position=place, body=body) for place, body in enumerate(bodies, 1))
    work = replace(several("Counted"), summary="", notes="", endnotes="", planned=None)
    source = render(replace(work, chapters=chapters, **parts), Era.D9)
    return fic2epub.read(Source(data=source, name="counted.html"), PLAIN)


def _receipt(*bodies: str, **parts: Any) -> Receipt:
    _, receipt = fic2epub.receipt(_work(*bodies, **parts), PLAIN)
    return receipt


def test_a_plain_work_has_its_words_in_the_book() -> None:
    receipt = _receipt("<p>One two three.</p><hr><p>Four.</p>", "<p>Five.</p>", summary="<p>Six seven.</p>")

    assert receipt.words == (7, 7, ())
    assert (receipt.chapters, receipt.summaries, receipt.notes, receipt.breaks) == (2, 1, 0, 1)
    assert receipt.notices == {}


def test_the_book_is_the_one_that_is_built_without() -> None:
    book, _ = fic2epub.receipt(_work("<p>One <b>two</b>.</p>"), PLAIN)

    assert book == fic2epub.build(_work("<p>One <b>two</b>.</p>"), PLAIN)


def test_needless_markup_goes_and_no_word_with_it() -> None:
    soup = '<p>O<span style="font-weight:400">n</span>e <span><span>two</span></span></p><p>th<!-- x -->ree</p>'

    assert _receipt(soup).words == (3, 3, ())


def test_steps_that_bring_words_or_take_some_are_named() -> None:
    receipt = _receipt('<p>One.</p><iframe src="https://example.org/clip"></iframe><p>Two.</p>')

    assert receipt.words.source == 2
    assert receipt.words.book == 2 + sum(change.words for change in receipt.words.changes)
    assert [change.step for change in receipt.words.changes] == ["link_embeds"]
    assert receipt.words.changes[0].words > 0
    assert receipt.links == Links(0, 0, 1, 0)


@pytest.mark.parametrize(
    ("markup", "changes"),
    [
        ("<p>One<canvas>two</canvas>three four.</p>", (Change("unwrap_unknown_elements", -2),)),
        ("<p>One<button></button>two three.</p>", (Change("rename_elements", -1),)),
        ("<p>One<marquee>two</marquee>three.</p>", (Change("rename_elements", 2),)),
    ],
)
def test_a_step_that_parts_words_or_joins_them_is_named_though_no_letter_is_another(
    markup: str, changes: tuple[Change, ...]
) -> None:
    assert _receipt(markup).words.changes == changes


@pytest.mark.parametrize(
    ("notes", "book", "changes", "count"),
    [
        ("around", 7, (), 2),
        ("end", 7, (), 2),
        ("appendix", 7, (), 2),
        ("drop", 3, (Change("leave out notes", -4),), 0),
    ],
)
def test_notes_are_counted_wherever_they_stand(notes: str, book: int, changes: tuple[Change, ...], count: int) -> None:
    chapter = FakeChapter(position=1, body="<p>One two.</p>", notes="<p>Three.</p>", endnotes="<p>Four five six.</p>")
    work = FakeWork(title="Counted", chapters=(chapter, FakeChapter(position=2, body="<p>Seven.</p>")), planned=None)
    read = fic2epub.read(Source(data=render(work, Era.D9), name="counted.html"), PLAIN)
    _, receipt = fic2epub.receipt(read, replace(PLAIN, notes=notes))

    assert receipt.words == (7, book, changes)
    assert receipt.notes == count


def test_notes_of_the_work_are_counted_wherever_they_stand() -> None:
    for notes, count in (("around", 2), ("end", 2), ("appendix", 2), ("drop", 0)):
        work = _work("<p>One.</p>", "<p>Two.</p>", notes="<p>Six.</p>", endnotes="<p>Three four five.</p>")
        _, receipt = fic2epub.receipt(work, replace(PLAIN, notes=notes))

        assert receipt.notes == count, notes
        assert receipt.words.book == (2 if notes == "drop" else 6), notes


def test_links_are_counted_and_the_lost_ones_too() -> None:
    markup = (
        '<p id="here">One <a href="#here">up</a> <a href="#gone">lost</a> <a href="https://example.org/">out</a>'
        ' <a href="javascript:x()">dead</a> <a name="place">a place</a></p>'
    )

    assert _receipt(markup).links == Links(4, 1, 1, 2)


def test_links_of_dropped_notes_are_not_lost_one_by_one() -> None:
    chapter = FakeChapter(position=1, body="<p>One.</p>", notes='<p><a href="https://example.org/">out</a></p>')
    work = FakeWork(title="Counted", chapters=(chapter, replace(chapter, position=2)), planned=None)
    read = fic2epub.read(Source(data=render(work, Era.D9), name="counted.html"), PLAIN)
    _, receipt = fic2epub.receipt(read, replace(PLAIN, notes="drop"))

    assert receipt.links == Links(2, 0, 0, 0)


def test_pictures_are_counted() -> None:
    markup = f'<p><img src="{_GIF}" alt="A dot"> <img src="https://example.org/sea.png" alt="The sea"></p>'

    assert _receipt(markup).pictures == Pictures(2, 1, 1)


def test_a_picture_that_parts_scenes_is_no_lost_link() -> None:
    prose = "<p>The lamp was lit at six and burned until the boats came home.</p>" * 2
    receipt = _receipt(f'{prose}<p><img src="https://example.org/a.png" alt="divider"></p>{prose}')

    assert receipt.pictures == Pictures(1, 0, 0)
    assert receipt.links == Links(0, 0, 0, 0)
    assert receipt.breaks == 1


@pytest.mark.parametrize("footnotes", ["popup", "end"])
def test_footnotes_and_their_copies_are_counted_wherever_they_stand(footnotes: str) -> None:
    markup = '<p>A lamp[1] and <a href="#gone">a loss</a>.</p>'
    chapter = FakeChapter(position=1, body=markup, endnotes="<p>[1] An oil lamp.</p>")
    work = FakeWork(title="Counted", chapters=(chapter, replace(chapter, position=2)), planned=None)
    read = fic2epub.read(Source(data=render(work, Era.D9), name="counted.html"), PLAIN)
    _, receipt = fic2epub.receipt(read, replace(PLAIN, footnotes=footnotes, notes="appendix"))

    assert receipt.footnotes == 2
    assert receipt.words.changes == (Change("copy footnotes", 8),)
    assert receipt.links == Links(2, 4, 0, 2)


def test_rules_of_styles_are_counted() -> None:
    work = replace(
        _work('<p class="lamplight">Sea</p>'), styles=(Stylesheet("#workskin .lamplight { font-weight: bold }"),)
    )
    _, receipt = fic2epub.receipt(work, PLAIN)

    assert receipt.styles == Styles(1, 1)
    assert _receipt("<p>Sea</p>").styles == Styles(0, 0)
    assert _receipt('<p class="sign">No ferry today</p>').styles == Styles(0, 0)


def test_notices_are_counted_by_code() -> None:
    receipt = _receipt('<p><a href="#gone">1</a></p>', '<p><a href="#gone">2</a></p>')

    assert receipt.notices == {"B001": 2}


def test_parts_of_a_chapter_count_as_one() -> None:
    long = "<p>The lamp was lit at six and burned until the boats came home.</p>" * 6000

    receipt = _receipt(long, "<p>One.</p>")
    assert receipt.chapters == 2
    assert receipt.words == (13 * 6000 + 1, 13 * 6000 + 1, ())


def test_the_works_of_an_omnibus_are_counted_together() -> None:
    work = fic2epub.omnibus([file for name, file in TOGETHER.items() if name.startswith("harbour-")], PLAIN)
    _, receipt = fic2epub.receipt(work, PLAIN)

    assert receipt.words.source == receipt.words.book > 0
    assert receipt.chapters > 2


@pytest.mark.parametrize("notes", ["around", "appendix", "drop"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_receipt_of_any_case_adds_up(case: Any, notes: str) -> None:
    if case.name.startswith("long-") and notes != "around":
        pytest.skip("as long as the others together")
    work = fic2epub.read(Source(data=case.source(), name=f"x{case.suffix}"), PLAIN)
    _, receipt = fic2epub.receipt(work, replace(PLAIN, notes=notes))

    assert receipt.words.book == receipt.words.source + sum(change.words for change in receipt.words.changes)
    assert "bind" not in [change.step for change in receipt.words.changes]
