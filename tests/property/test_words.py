"""No word is lost, and none is added: story and notes in the file, story and notes in the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fic2epub
from tests.ao3.cases import CASES
from tests.ao3.download import render
from tests.ao3.facts import facts_of
from tests.ao3.pages import Age, render_page
from tests.ao3.works import Era, FakeChapter, FakeWork
from tests.property.books import OPTIONS
from tests.property.strategies import some, works
from tests.property.wording import difference, letters, may_part, words_bound, words_in, words_meant

if TYPE_CHECKING:
    from collections import Counter

    from tests.ao3.cases import Case


def _words_of_book(source: bytes) -> Counter[str]:
    return words_bound(fic2epub.build(fic2epub.read(source, OPTIONS), OPTIONS))


@pytest.mark.parametrize("era", list(Era), ids=lambda era: era.label)
@some
@given(data=st.data())
def test_no_word_is_lost_and_none_is_added(era: Era, data: st.DataObject) -> None:
    work = data.draw(works(era))

    found = difference(words_meant(facts_of(work, era)), _words_of_book(render(work, era)))

    assert found == {"lost": [], "added": []}


def test_the_summary_of_details_parts_no_word_around_it() -> None:
    """A browser shows it first, and what stands before it and behind it in one line."""
    assert sorted(words_in(["<details>a<summary>b</summary>c</details>"])) == ["ac", "b"]
    assert sorted(words_in(["<details>a<p>b</p>c</details>"])) == ["a", "b", "c"]


def test_old_blocks_part_words() -> None:
    """All that the style sheet of HTML itself shows as blocks, such as the legend of a set of fields."""
    for name in ("dir", "hgroup", "legend", "listing", "menu"):
        assert sorted(words_in([f"a<{name}>b</{name}>c"])) == ["a", "b", "c"]


_PLAYERS_WITH_WORDS = frozenset(("elements-video-unclosed-sources", "elements-hidden-things", "mess-hidden-things"))
"""Their words stand inside what a book replaces: kept behind the link, and not counted here."""
_COUNTED = [case for case in CASES if case.name not in _PLAYERS_WITH_WORDS and not case.name.startswith("long-")]


@pytest.mark.parametrize("case", _COUNTED, ids=lambda case: case.name)
def test_no_word_of_the_catalogue_is_lost(case: Case) -> None:
    found = difference(words_meant(case.expected), _words_of_book(case.source()))

    assert found == {"lost": [], "added": []}


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('<p><i class="word">Bonjour<span class="said">Hello</span></i></p>', ".said { display: none }"),
        ('<p><i class="noun">Bonjour<span class="translation">Hello</span></i></p>', ""),
        ('<p><i class="word">Bonjour</i>Hello</p>', '.word::after { content: ": " }'),
        ('<p><i class="word">Bonjour</i>Hello</p>', '.word::after { content: " " }'),
        ('<p><i class="generated">Ah</i>oh</p>', ""),
    ],
)
def test_words_that_a_style_parts_are_compared_by_their_letters(body: str, rule: str) -> None:
    """What stands over a word, or is generated behind it, makes no other word of it and loses none."""
    sheet = f"#workskin .word:hover .said {{ display: block }} #workskin {rule}" if rule else ""
    work = FakeWork(title="Words", chapters=(FakeChapter(position=1, body=body),), skin=sheet)

    book = fic2epub.build(fic2epub.read(render_page(work, Age.A2019_09), OPTIONS), OPTIONS)
    meant, bound = words_meant(work), words_bound(book)

    assert may_part(book, sheet) == (meant != bound)
    assert difference(letters(meant), letters(bound)) == {"lost": [], "added": []}
