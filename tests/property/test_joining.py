"""A work cut into its chapters' pages, given in any order, is the work again; several works in one book stay whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fic2epub
from fic2epub.model import Role, Source
from tests.ao3.cases import CASES
from tests.ao3.download import render
from tests.ao3.pages import Age, render_page
from tests.ao3.works import Era
from tests.property.books import OPTIONS, author_bodies, lost_links, twice_used_ids, well_formed
from tests.property.strategies import some, works

if TYPE_CHECKING:
    from random import Random

    from fic2epub.model import Html, Metadata, Work
    from tests.ao3.cases import Case
    from tests.ao3.works import FakeWork

_AGES = st.sampled_from([age for age in Age if age >= Age.A2011_11])
_SEVERAL = [case for case in CASES if len(case.work.chapters) > 1 and not case.name.startswith("long-")]
_MANY = 100
"""Chapters from which each page's list of all of them takes its time."""
_OF_A_PAGE = ("reception",)
"""Facts that each page tells anew."""


def _tree(work: Work[Html]) -> list[object]:
    """All that is said of the chapters and of the work, its markup as text."""
    told: list[object] = [_markup(body) for body in (work.summary, work.notes, work.endnotes)]
    for chapter in work.chapters:
        told += [chapter.number, chapter.title, chapter.byline]
        told += [_markup(body) for body in (chapter.body, chapter.summary, chapter.notes, chapter.endnotes)]
    return told


def _markup(body: Html | None) -> object:
    """All of a body but the element that holds it."""
    if body is None:
        return None
    holder, *inside = body.element.iter()
    return [holder.text, *((str(one.tag), dict(one.attrib), one.text, one.tail) for one in inside)]


def _facts(metadata: Metadata) -> Metadata:
    return replace(metadata, **dict.fromkeys(_OF_A_PAGE))


@given(works(Era.D3).filter(lambda work: len(work.chapters) > 1), _AGES, st.randoms(use_true_random=False))
def test_chapters_in_any_order_are_the_entire_work(work: FakeWork, age: Age, chance: Random) -> None:
    sources = [
        Source(data=render_page(work, age, chapter.position), name=f"{place}.html")
        for place, chapter in enumerate(work.chapters)
    ]
    chance.shuffle(sources)

    (joined,) = fic2epub.join(sources)
    entire = fic2epub.read(render_page(work, age))

    assert _tree(joined) == _tree(entire)
    assert _facts(joined.metadata) == _facts(entire.metadata)
    assert joined.styles == entire.styles
    assert all(chapter.chapter_id for chapter in joined.chapters), "which an old page of the entire work does not tell"
    assert not [notice for notice in joined.notices if notice.code == "R071"]


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, marks=[pytest.mark.long] if len(case.work.chapters) > _MANY else []) for case in _SEVERAL],
    ids=lambda case: case.name,
)
def test_the_book_of_joined_chapters_is_that_of_the_entire_page(case: Case) -> None:
    work, age = case.work, Age.A2026_06
    sources = [Source(data=render_page(work, age, one.position), name=f"{one.position}.html") for one in work.chapters]

    joined = fic2epub.build(fic2epub.join(sources[::-1], OPTIONS)[0], OPTIONS)
    entire = fic2epub.build(fic2epub.read(render_page(work, age), OPTIONS), OPTIONS)

    assert joined.documents == entire.documents
    assert (joined.contents, joined.identifier, joined.modified) == (
        entire.contents,
        entire.identifier,
        entire.modified,
    )


@given(works(Era.D3), st.sampled_from([Era.D1, Era.D3, Era.D11]), _AGES)
def test_a_work_and_itself_are_the_work(work: FakeWork, era: Era, age: Age) -> None:
    sources = [Source(data=render(work, era), name="a.html"), Source(data=render_page(work, age), name="b.html")]

    (joined,) = fic2epub.join(sources)
    page = fic2epub.read(sources[1])

    assert [chapter.number for chapter in joined.chapters] == [chapter.number for chapter in page.chapters]
    assert not [notice for notice in joined.notices if notice.code in {"R071", "R074"}]


@some
@given(st.lists(works(Era.D3), min_size=2, max_size=4), st.sampled_from([Era.D1, Era.D3, Era.D11]))
def test_an_omnibus_is_a_book_and_holds_every_work(several: list[FakeWork], era: Era) -> None:
    numbered = [replace(work, work_id=str(100 + place)) for place, work in enumerate(several)]
    sources = [Source(data=render(work, era), name=f"{place}.html") for place, work in enumerate(numbered)]

    book = fic2epub.build(fic2epub.omnibus(sources, OPTIONS), OPTIONS)
    alone = [fic2epub.build(fic2epub.read(source, OPTIONS), OPTIONS) for source in sources]

    assert twice_used_ids(book) == []
    assert lost_links(book) == []
    assert sum(document.role is Role.PART for document in book.documents) == len(sources)
    titles = [well_formed(document).findtext("{*}head/{*}title") for document in book.documents]
    assert len(set(titles)) == len(titles)
    words = sorted("".join(body.itertext()) for body in author_bodies(book))
    assert words == sorted("".join(body.itertext()) for one in alone for body in author_bodies(one))
