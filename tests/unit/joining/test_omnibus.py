"""Several works become one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from fic2epub.model import Form, Origin, Progress
from tests.ao3.cases.case import one, several
from tests.ao3.guides import render_series
from tests.ao3.pages import Age
from tests.ao3.works import Era, FakeChapter, FakeWork, Series, pseud
from tests.unit.joining.given import codes, download, guide, omnibus, said

_HARBOUR = Series(title="The Harbour Books", key=71)
_BAKERY = Series(title="Bakeries", key=99)


def _book(number: int, position: int | None = None, **fields: Any) -> FakeWork:
    """A work of the series, of one chapter."""
    series = (replace(_HARBOUR, position=position),) if position else ()
    return one(f"Book {number}", work_id=str(100 + number), **{"series": series, **fields})


def _titles(work: Any) -> list[str]:
    return [part.metadata.title for part in work.parts]


def test_parts_stand_in_the_order_of_their_series() -> None:
    work = omnibus([download(_book(3, 10)), download(_book(1, 2)), download(_book(2, 9))])

    assert _titles(work) == ["Book 1", "Book 2", "Book 3"]
    assert (work.metadata.title, work.metadata.source_url) == (
        "The Harbour Books",
        "https://archiveofourown.org/series/71",
    )
    assert work.origin == Origin(Form.OMNIBUS, files=("download.html",))
    assert said(work, "R081") == [
        "not given of “The Harbour Books”: part 1, part 3, part 4, part 5, part 6, part 7 and part 8"
    ]


def test_a_series_of_which_a_part_is_missing_is_not_complete() -> None:
    whole = omnibus([download(_book(1, 1)), download(_book(2, 2))]).metadata.progress
    lacking = omnibus([download(_book(1, 1)), download(_book(2, 3))]).metadata.progress

    assert (whole, lacking) == (Progress(2, 2), Progress(2))


def test_one_work_stands_in_no_order() -> None:
    """There is no series to be shared."""
    assert "R080" not in codes(omnibus([download(one("Lamp"))]))


def test_the_address_of_a_series_is_always_the_same() -> None:
    old, new = (omnibus([download(_book(1, 1), era=era), download(_book(2, 2), era=era)]) for era in (Era.D3, Era.D11))

    assert old.metadata.source_url == new.metadata.source_url == "https://archiveofourown.org/series/71"


def test_a_series_page_goes_before_what_the_works_say() -> None:
    works = [_book(number, 4 - number) for number in (1, 2, 3)]
    page = guide(
        render_series(
            [*works, _book(4)], _HARBOUR, Age.A2025_12, description="<p>All of it.</p><p>Twice.</p>", notes="<p>Hi.</p>"
        )
    )

    work = omnibus([download(one) for one in works[::-1]], page)

    assert _titles(work) == ["Book 1", "Book 2", "Book 3"]
    assert work.metadata.summary == "All of it.\nTwice."
    assert work.summary is not None
    assert work.notes is not None
    assert said(work, "R081") == ["not given of “The Harbour Books”: Book 4"]


def test_slices_of_a_series_page_are_put_together() -> None:
    works = [_book(number, number) for number in range(1, 31)]
    first, second = (guide(render_series(works, _HARBOUR, Age.A2025_12, page=page)) for page in (1, 2))
    given = [download(work) for work in works[::-1]]

    both = omnibus(given, second, first)
    half = omnibus(given, first)

    assert _titles(both) == _titles(half) == [work.title for work in works]
    assert codes(both) == set()
    assert said(half, "R083") == ["the page lists 25 of the series' 30 works: it is one of several"]


def test_a_work_that_is_not_revealed_is_missing() -> None:
    page = guide(render_series([_book(1, 1)], _HARBOUR, Age.A2025_12, mystery="999"))

    assert said(omnibus([download(_book(1, 1))], page), "R081") == [
        "not given of “The Harbour Books”: a work not revealed yet (999)"
    ]


def test_a_page_of_another_series_is_of_no_use() -> None:
    page = guide(render_series([one("Bread", work_id="5", series=(_BAKERY,))], _BAKERY, Age.A2025_12))

    work = omnibus([download(_book(2, 2)), download(_book(1, 1))], page)

    assert _titles(work) == ["Book 1", "Book 2"]
    assert said(work, "R084") == ["the page of the series “Bakeries” was of no use"]


def test_of_two_series_the_one_with_more_works_counts() -> None:
    both = (replace(_BAKERY, position=9), replace(_HARBOUR, position=1))
    given = [_book(1, series=(replace(_BAKERY, position=1),)), _book(2, series=both), _book(3, 2)]

    work = omnibus([download(one) for one in given])

    assert work.metadata.title == "Bakeries"
    assert _titles(work) == ["Book 1", "Book 2", "Book 3"]
    assert said(work, "R082") == ["not part of “Bakeries”, and last in the book: Book 3"]


def test_two_works_of_one_position_are_told_apart_by_their_days() -> None:
    given = [_book(1, 1, published="2020-02-02"), _book(2, 1, published="2019-02-02")]

    work = omnibus([download(one) for one in given])

    assert _titles(work) == ["Book 2", "Book 1"]
    assert said(work, "R085") == ["several works are part 1: the older one first"]


def test_works_without_a_series_go_by_the_names_of_their_files() -> None:
    given = [download(_book(1), "10.html"), download(_book(2), "9.html")]

    work = omnibus(given)

    assert _titles(work) == ["Book 2", "Book 1"]
    assert work.metadata.title == "Book 2 and 1 more"
    assert codes(work) == {"R080", "R086"}
    assert codes(omnibus(given, title="Two Books")) == {"R080"}


def test_one_work_alone_is_an_omnibus_of_one() -> None:
    work = omnibus([download(_book(1, 1))])

    assert (work.metadata.title, len(work.parts)) == ("The Harbour Books", 1)


def test_what_is_said_of_the_book_is_what_its_parts_have_between_them() -> None:
    given = [
        _book(
            1, 1, bylines=(pseud("Ann"),), published="2019-01-01", revised="2021-01-01", rating="Mature", tags=("A",)
        ),
        _book(2, 2, bylines=(pseud("Ben"), pseud("Ann")), published="2020-01-01", fandoms=("Bread",), tags=("B", "A")),
        _book(3, 3, language="Français", published="2020-06-01", words=None),
    ]
    found = omnibus([download(one) for one in given]).metadata

    assert [creator.name for creator in found.creators] == ["Ann", "Ben", "lampkeeper"]
    assert found.fandoms == ("Invented Lighthouse Stories", "Bread")
    assert found.tags == ("A", "B")
    assert found.rating == "Mature"
    assert (found.language, found.language_name) == ("en", "English")
    assert (found.published, found.updated) == (date(2019, 1, 1), date(2021, 1, 1))
    assert found.progress == Progress(posted=3, planned=3)
    assert found.words is None
    assert omnibus([download(given[0]), download(given[1])]).metadata.words == 2 * 1234


def test_a_series_with_an_unfinished_work_is_not_complete() -> None:
    chapters = [FakeChapter(position=1, body="<p>One.</p>"), FakeChapter(position=2, body="<p>Two.</p>")]
    open_end = several("Book 2", *chapters, planned=None, series=(replace(_HARBOUR, position=2),), work_id="102")

    found = omnibus([download(_book(1, 1)), download(open_end)]).metadata

    assert found.progress == Progress(posted=3, planned=None)
