"""Sources of one work become one work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from fic2epub.model import KEPT, Asset, Form, Kinship, Origin
from tests.ao3 import fragments
from tests.ao3.cases.case import chapter, one, several
from tests.ao3.guides import render_index
from tests.ao3.pages import Age, Viewer
from tests.ao3.works import Era, FakeChapter, FakeWork, Name, Relation, Series, pseud
from tests.unit.joining.given import (
    body,
    codes,
    download,
    entire,
    epubs,
    fragment,
    guide,
    joined,
    page,
    pages,
    said,
    text,
)

if TYPE_CHECKING:
    from fic2epub.joining import Given

_SKIN = "#workskin .letter { margin-left: 2em; }"


def _clock(count: int = 4, **fields: object) -> FakeWork:
    """A work with everything that only the first or last page of its chapters shows."""
    chapters = [chapter(number, f"Hour {number}", f"<p>It struck {number}.</p>") for number in range(1, count + 1)]
    settings: dict[str, object] = {
        "summary": "<p>A clock strikes.</p>",
        "notes": "<p>Thanks.</p>",
        "endnotes": "<p>The end.</p>",
        "recipients": (pseud("Ines"),),
        "parents": (Relation(kind="inspired_by", title="Rain", byline=pseud("Ben"), path="/works/77"),),
        "inspired": (Relation(kind="inspired", title="Echo", byline=pseud("Cy"), path="/works/78"),),
        "skin": _SKIN,
        "kudos": 7,
        "published": "2020-01-01",
        "revised": "2020-02-02",
        **fields,
    }
    return several("The Clock", *chapters, **settings)


@pytest.mark.parametrize("age", [age for age in Age if age >= Age.A2011_11], ids=lambda age: age.label)
def test_pages_of_chapters_in_any_order_are_the_entire_work(age: Age) -> None:
    four = pages(_clock(), age)

    (work,) = joined([four[2], four[0], four[3], four[1]])

    assert [(one.number, one.title) for one in work.chapters] == [(n, f"Hour {n}") for n in range(1, 5)]
    assert [body(work, place) for place in range(4)] == [f"It struck {n}." for n in range(1, 5)]
    assert None not in (work.summary, work.notes, work.endnotes)
    assert {related.kinship for related in work.metadata.related} == {Kinship.INSPIRED_BY, Kinship.INSPIRED}
    assert [recipient.name for recipient in work.metadata.recipients] == ["Ines"]
    assert "R071" not in codes(work)
    assert work.origin == Origin(Form.JOINED, files=tuple(f"page {place}.html" for place in (3, 1, 4, 2)))
    assert said(work, "R070") == ["made of 4 sources: page 1.html, page 2.html, page 3.html and page 4.html"]


def test_missing_chapters_are_named() -> None:
    (work,) = joined([page(_clock(), 4), page(_clock(), 2)])

    assert said(work, "R071") == ["chapters not given: 1 “Hour 1” and 3 “Hour 3”"]
    assert codes(work) & {"R018", "R019"} == set()


def test_missing_chapters_are_counted_where_no_page_lists_them() -> None:
    three = [page(_clock(), number, age=Age.A2010_10) for number in (1, 2, 4)]

    (work,) = joined(three)

    assert [one.number for one in work.chapters] == [1, 2, 4]
    assert said(work, "R071") == ["chapters not given: 3"]


def test_one_page_alone_says_what_is_missing_and_stays_what_it_is() -> None:
    (work,) = joined([page(_clock(2), 1)])

    assert work.origin is not None
    assert work.origin.form is Form.CHAPTER_PAGE
    assert said(work, "R071") == ["chapters not given: 2 “Hour 2”"]


def test_a_whole_work_alone_is_left_as_it_is() -> None:
    given = download(_clock())

    assert joined([given]) == [given.work]


def test_an_index_gives_full_titles_and_days() -> None:
    long = "How the Clock Was Wound, Mended, Sold and Brought Back Again by a Sailor"
    clock = replace(_clock(), chapters=(*_clock().chapters[:3], chapter(4, long, "<p>Four.</p>")))
    index = guide(render_index(clock, ["2020-01-01", "2020-01-09", "2020-01-17", "2020-02-02"]))

    (work,) = joined([page(clock, 2), page(clock, 1)], index)

    assert [one.published for one in work.chapters] == [date(2020, 1, 1), date(2020, 1, 9)]
    assert said(work, "R071") == [f"chapters not given: 3 “Hour 3” and 4 “{long}”"]


def test_an_index_of_another_work_is_of_no_use() -> None:
    (work,) = joined([download(_clock())], guide(render_index(one("Rain", work_id="9"))))

    assert said(work, "R077") == ["the chapter index of “Rain” is of no work that was given"]


def test_an_index_of_long_ago_does_not_make_later_chapters_old() -> None:
    young = replace(_clock(2, revised="2020-01-05"), planned=None)
    index = guide(render_index(young, ["2020-01-01", "2020-01-05"]))

    for first in ([download(_clock())], [download(_clock()), page(young, 1)]):
        (work,) = joined(first, index)
        assert [(one.number, one.chapter_id) for one in work.chapters] == [
            (1, "91000001"),
            (2, "91000002"),
            (3, None),
            (4, None),
        ]
        assert [one.published for one in work.chapters] == [date(2020, 1, 1), date(2020, 1, 5), None, None]
        assert codes(work) & {"R071", "R074"} == set()


def test_the_list_of_the_newer_page_counts_though_the_older_is_longer() -> None:
    old = replace(_clock(4, revised="2020-01-05"), planned=None)
    kept = (old.chapters[0], replace(old.chapters[3], position=2, key=old.chapters[3].chapter_id))
    new = replace(_clock(), chapters=kept, planned=2)

    (work,) = joined([page(old, 2, "old 2.html"), page(new, 1), page(new, 2)])

    assert [(one.number, one.title) for one in work.chapters] == [(1, "Hour 1"), (2, "Hour 2"), (2, "Hour 4")]
    assert said(work, "R074") == ["chapters kept that only an older source has: 2"]
    assert "R071" not in codes(work)


def test_a_download_and_a_page_give_the_best_of_both() -> None:
    clock = _clock(tags=("Clocks", "Rain"), series=(Series(title="Hours", position=5),))
    viewer = Viewer(logged_in=True, hides_freeforms=True, positions=(2,))

    (work,) = joined([download(clock), entire(clock, viewer=viewer)])

    assert work.metadata.tags == ("Clocks", "Rain")
    assert [(series.position, series.visible) for series in work.metadata.series] == [("5", False)]
    assert [one.chapter_id for one in work.chapters] == [f"9100000{n}" for n in range(1, 5)]
    assert [recipient.name for recipient in work.metadata.recipients] == ["Ines"]
    assert work.metadata.reception.kudos == 7
    assert "letter" in work.styles[0].css
    assert len(work.chapters) == 4
    assert codes(work) & {"R017", "R025", "R072", "R075", "R071"} == set()


def test_the_newer_of_two_editions_counts() -> None:
    old = _clock(2, revised="2020-01-05", planned=None)
    new = replace(_clock(4), chapters=(chapter(1, "Hour 1", "<p>It struck one, clearly.</p>"), *_clock(4).chapters[1:]))

    (work,) = joined([download(replace(old, title="The Clok"), "old.html"), download(new, "new.html")])

    assert work.metadata.title == "The Clock"
    assert [body(work, place) for place in range(2)] == ["It struck one, clearly.", "It struck 2."]
    assert len(work.chapters) == 4
    assert said(work, "R072") == ["the sources differ in title: what new.html says counts"]
    assert said(work, "R075") == ["chapters that differ between the sources, and the newest counts: 1"]


def test_a_chapter_that_only_the_older_has_is_kept_where_it_stood() -> None:
    old = _clock(4, revised="2020-01-05")
    new = replace(
        _clock(4), chapters=(old.chapters[0], *(replace(old.chapters[n], position=n) for n in (2, 3))), planned=3
    )

    (work,) = joined([download(new, "new.html"), download(old, "old.html")])

    assert [body(work, place) for place in range(4)] == [f"It struck {n}." for n in range(1, 5)]
    assert [one.number for one in work.chapters] == [1, 2, 2, 3]
    assert said(work, "R074") == ["chapters kept that only an older source has: 2"]


def test_a_chapter_that_was_put_between_others_is_told_by_text_and_title() -> None:
    old = _clock(3, revised="2020-01-05")
    first, second, third = old.chapters
    rewritten = replace(third, position=4, body="<p>It struck three, or four.</p>")
    new = replace(
        _clock(4),
        chapters=(first, chapter(2, "Noon", "<p>Bells.</p>"), replace(second, position=3), rewritten),
        planned=4,
    )

    (work,) = joined([download(old, "old.html"), download(new, "new.html")])

    assert [body(work, place) for place in range(4)] == [
        "It struck 1.",
        "Bells.",
        "It struck 2.",
        "It struck three, or four.",
    ]
    assert "R074" not in codes(work)


def test_pages_saved_while_a_work_grew_are_put_where_the_newest_list_has_them() -> None:
    young = replace(_clock(2, revised="2020-01-05"), planned=None)
    between = chapter(1, "Prologue", "<p>Dawn.</p>", key="555")
    moved = [replace(one, position=one.position + 1, key=one.chapter_id) for one in _clock(3).chapters]
    grown = replace(_clock(4), chapters=(between, *moved))

    (work,) = joined(
        [page(young, 2, "a.html"), page(grown, 4, "b.html"), page(grown, 1, "c.html"), page(young, 1, "d.html")]
    )

    assert [(one.number, one.title) for one in work.chapters] == [
        (1, "Prologue"),
        (2, "Hour 1"),
        (3, "Hour 2"),
        (4, "Hour 3"),
    ]
    assert codes(work) & {"R071", "R074"} == set()


def test_notes_that_only_the_older_has_are_kept() -> None:
    first = replace(_clock().chapters[0], notes="<p>Mind the stairs.</p>")
    old = replace(_clock(revised="2020-01-05"), chapters=(first, *_clock().chapters[1:]))
    new = replace(_clock(), notes="")

    (work,) = joined([download(old, "old.html"), download(new, "new.html")])

    assert work.notes is not None
    assert work.chapters[0].notes is not None
    assert sorted(said(work, "R076")) == ["the notes are from an older source, old.html"] * 2


def test_of_two_copies_of_one_day_the_fuller_is_kept() -> None:
    short = replace(_clock(), chapters=(chapter(1, "Hour 1", "<p>It</p>"), *_clock().chapters[1:]))

    for given in ([download(short, "a.html"), download(_clock(), "b.html")], [entire(_clock()), download(short)]):
        (work,) = joined(given)
        assert body(work, 0) == "It struck 1."
        assert said(work, "R075") == ["chapters that differ between the sources, and the newest counts: 1"]


def test_drafts_leave_gaps_that_a_download_cannot_know() -> None:
    clock = replace(_clock(), chapters=tuple(one for one in _clock().chapters if one.position != 3), planned=4)

    (work,) = joined([download(clock, era=Era.D7), entire(clock)])

    assert [(one.number, one.title) for one in work.chapters] == [(1, "Hour 1"), (2, "Hour 2"), (4, "Hour 4")]


def test_chapters_of_the_same_text_stay_apart() -> None:
    alike = several("Rain", *(chapter(number, "", "<p>To come.</p>") for number in (1, 2, 3)))

    (work,) = joined([download(alike), entire(alike), download(replace(alike, revised="2011-01-01"), "old.html")])

    assert [one.number for one in work.chapters] == [1, 2, 3]


def test_of_all_forms_of_a_work_the_one_that_tells_most_is_taken() -> None:
    clock = _clock()
    plainer = [text(clock, "a.txt"), *epubs(clock), download(clock)]

    (work,) = joined([*plainer, entire(clock)])
    (second,) = joined(plainer)
    (third,) = joined(plainer[:-1])

    for found in (work, second, third):
        assert [(chapter.number, chapter.title) for chapter in found.chapters] == [
            (n, f"Hour {n}") for n in range(1, 5)
        ]
        assert [kid.tag for kid in found.chapters[0].body.element if kid.tag != "h3"] == ["p"]
        assert codes(found) & {"R071", "R074", "R075", "R040", "R042"} == set()
    assert work.chapters[0].chapter_id
    assert work.metadata.recipients


def test_an_old_text_is_no_match_for_a_new_one_of_better_form() -> None:
    clock = _clock()

    (work,) = joined([text(clock), page(clock, 2)])

    assert work.chapters[1].chapter_id
    assert len(work.chapters) == 4
    assert codes(work) & {"R071"} == set()


def test_works_stay_apart_in_the_order_in_which_they_came() -> None:
    rain, clock = one("Rain", work_id="7"), _clock()
    elsewhere = replace(clock, host="archive.example", title="Another Clock")

    works = joined([page(clock, 2), download(rain), download(elsewhere), page(clock, 1)])

    assert [work.metadata.title for work in works] == ["The Clock", "Rain", "Another Clock"]
    assert [len(work.chapters) for work in works] == [2, 1, 4]


def test_a_source_without_an_address_goes_by_title_and_byline() -> None:
    clock = _clock()
    nameless = _without_address(download(clock, "nameless.html"))
    stranger = _without_address(download(replace(clock, bylines=(Name(shown="Cy", user="cy"),)), "stranger.html"))

    works = joined([nameless, entire(clock), stranger])

    assert [len(work.chapters) for work in works] == [4, 4]
    assert said(works[0], "R073") == ["title and byline alone say which work it is: nameless.html"]
    assert works[1].origin == stranger.work.origin


def test_two_works_of_one_name_are_no_guess() -> None:
    clock = _clock()
    given = [
        download(clock),
        download(replace(clock, work_id="8"), "b.html"),
        _without_address(download(clock, "c.html")),
    ]

    assert len(joined(given)) == 3


def test_pictures_of_the_text_that_is_kept_come_along() -> None:
    gull, tern = (Asset(href=f"images/{name}.png", media_type="image/png", data=b"png") for name in ("gull", "tern"))
    shown = replace(_clock(), chapters=(chapter(1, "Hour 1", "<p>A gull: <em>here</em>.</p>"), *_clock().chapters[1:]))
    first, second = download(shown, "a.html"), download(replace(shown, revised="2020-01-05"), "b.html")
    for source, asset in ((first, gull), (second, tern)):
        picture = source.work.chapters[0].body.element.find(".//em")
        assert picture is not None
        picture.tag = "img"
        picture.set("src", f"{KEPT}{asset.href}")
    given = [_with(source, assets=(asset,)) for source, asset in ((first, gull), (second, tern))]

    (work,) = joined(given)

    assert work.assets == (gull,)


def test_many_names_are_counted() -> None:
    many = _clock(9)

    assert said(joined(pages(many))[0], "R070") == [
        "made of 9 sources: page 1.html, page 2.html, page 3.html, page 4.html, page 5.html and 4 more"
    ]


def test_a_one_shot_stays_one() -> None:
    rain = one("Rain")

    (work,) = joined([download(rain), entire(rain)])

    assert work.one_shot
    assert len(work.chapters) == 1


def test_what_was_a_one_shot_is_none_any_more() -> None:
    first = FakeChapter(position=1, body="<p>It struck 1.</p>")
    old = replace(_clock(1, revised=""), chapters=(first,))

    (work,) = joined([download(old, "old.html"), download(_clock())])

    assert not work.one_shot
    assert len(work.chapters) == 4


def _with(source: Given, **parts: Any) -> Given:
    return source._replace(work=replace(source.work, **parts))


def _without_address(given: Given) -> Given:
    metadata = replace(given.work.metadata, source_url=None, work_id=None)
    return given._replace(work=replace(given.work, metadata=metadata))


def test_a_guessed_title_is_no_other_title() -> None:
    """A piece of a page is called after its file, and the work is not."""
    work = several("The Clock", chapter(1), chapter(2))
    (found,) = joined([fragment(fragments.units(work).decode(), "e.html"), download(work)])
    assert found.metadata.title == "The Clock"
    assert "R072" not in codes(found)
