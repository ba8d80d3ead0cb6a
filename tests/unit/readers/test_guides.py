"""Pages of series and indexes of chapters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fic2epub.errors import NotAWork
from fic2epub.guides import ChapterGuide, SeriesGuide
from fic2epub.model import Listed, Source, Work
from fic2epub.options import Options
from fic2epub.readers import read_source, read_work
from tests.ao3.cases.case import chapter, one, several
from tests.ao3.guides import SLICE, render_index, render_series
from tests.ao3.pages import Age, render_page
from tests.ao3.works import FakeWork, Name, Series, pseud

_SERIES = Series(title="The Harbour Books", position=1, key=71)
_AGES = [age for age in Age if age >= Age.A2011_11]


def _works(count: int = 3) -> list[FakeWork]:
    numbers = range(1, count + 1)
    return [one(f"Book {n}", work_id=str(100 + n), series=(replace(_SERIES, position=2 * n),)) for n in numbers]


def _series(page: bytes) -> SeriesGuide:
    guide = read_source(Source(data=page, name="series.html"), Options())
    assert isinstance(guide, SeriesGuide)
    return guide


@pytest.mark.parametrize("age", _AGES, ids=lambda age: age.label)
def test_a_series_page_of_any_age_tells_its_works_in_order(age: Age) -> None:
    page = render_series(_works(), _SERIES, age, description="<p>All of it.</p>", notes="<p>Thanks.</p>")

    guide = _series(page)

    assert (guide.name, guide.url, guide.size) == (_SERIES.title, "https://archiveofourown.org/series/71", 3)
    assert [(work.work_id, work.title, work.position) for work in guide.works] == [
        ("101", "Book 1", "2"),
        ("102", "Book 2", "4"),
        ("103", "Book 3", "6"),
    ]
    assert [creator.name for creator in guide.creators] == ["lampkeeper"]
    assert (guide.begun, guide.updated, guide.words) == (date(2012, 12, 8), date(2012, 12, 8), 3 * 1234)
    assert guide.description is not None
    assert guide.description.element.findtext("p") == "All of it."
    assert guide.notes is not None
    assert guide.complete is (None if age < 201312 else False)


def test_a_slice_of_a_long_series_knows_that_there_are_more() -> None:
    second = _series(render_series(_works(30), _SERIES, Age.A2025_12, page=2))

    assert [work.work_id for work in second.works] == [str(number) for number in range(126, 131)]
    assert second.size == 30 > SLICE


def test_a_work_that_is_not_revealed_is_a_number_alone() -> None:
    guide = _series(render_series(_works(1), _SERIES, Age.A2025_12, mystery="999"))

    assert [(work.work_id, work.title) for work in guide.works] == [("101", "Book 1"), ("999", "")]


def test_a_position_is_that_in_the_series_of_the_page() -> None:
    other = Series(title="Bakeries", position=7, key=99)
    work = one("Bread", work_id="5", series=(other, replace(_SERIES, position=3)))

    guide = _series(render_series([work], _SERIES, Age.A2025_12))

    assert guide.works[0].position == "3"


def test_an_anonymous_work_has_that_for_a_byline() -> None:
    guide = _series(render_series([one("Rain", bylines=(Name(shown="Anonymous"),))], _SERIES, Age.A2025_12))

    assert [creator.name for creator in guide.works[0].creators] == ["Anonymous"]


def test_the_address_of_a_page_without_works_is_that_it_was_saved_from() -> None:
    page = render_series(_works(1), _SERIES, Age.A2011_11).replace(b'href="/series/71"', b"")
    saved = page.replace(b"<html", b"<!-- saved from url=(0040)https://archiveofourown.org/series/71 -->\n<html")

    assert _series(page).url is None
    assert _series(saved).url == "https://archiveofourown.org/series/71"


def test_another_archive_keeps_its_name() -> None:
    guide = _series(render_series(_works(1), _SERIES, Age.A2025_12, site="https://archive.example"))

    assert (guide.site, guide.url) == ("https://archive.example", "https://archive.example/series/71")


def test_an_index_tells_numbers_titles_ids_and_days() -> None:
    work = several("Clock", chapter(1, "Oil"), chapter(2), chapter(4, "4. Wick"), work_id="9", bylines=(pseud("Ines"),))

    guide = read_source(
        Source(data=render_index(work, ["2020-01-01", "2020-02-30", "2020-03-03"]), name="index.html"), Options()
    )

    assert isinstance(guide, ChapterGuide)
    assert (guide.source_url, guide.title) == ("https://archiveofourown.org/works/9", "Clock")
    assert [creator.name for creator in guide.creators] == ["Ines"]
    assert guide.chapters == (
        Listed(1, "Oil", "91000001", date(2020, 1, 1)),
        Listed(2, "", "91000002", None),
        Listed(4, "4. Wick", "91000004", date(2020, 3, 3)),
    )


def test_who_wants_a_work_is_told_that_a_guide_is_none() -> None:
    for page in (render_series(_works(), _SERIES, Age.A2025_12), render_index(_works()[0])):
        with pytest.raises(NotAWork):
            read_work(Source(data=page, name="x.html"), Options())


def test_a_work_is_read_as_ever() -> None:
    page = render_page(one("Rain"), Age.A2025_12)

    assert isinstance(read_source(Source(data=page, name="x.html"), Options()), Work)


def test_an_index_that_does_not_say_of_which_work_is_of_no_use() -> None:
    page = render_index(_works()[0]).replace(b"/works/101", b"/somewhere")

    with pytest.raises(NotAWork):
        read_source(Source(data=page, name="x.html"), Options())


def test_another_page_is_refused() -> None:
    page = render_index(_works()[0]).replace(b'"chapter index group"', b'"bookmark index group"')

    for data in (page, b"Retry later"):
        with pytest.raises(NotAWork):
            read_source(Source(data=data, name="x.html"), Options())
