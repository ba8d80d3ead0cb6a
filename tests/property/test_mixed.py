"""All promises at once, over works that mix whatever there is, saved in any form, for any choice."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st

import fic2epub
from fic2epub.epub import epub_bytes
from fic2epub.model import Role, Source
from tests.ao3 import prose
from tests.ao3.facts import facts_of
from tests.ao3.pages import Age
from tests.ao3.works import Era, FakeChapter
from tests.property.books import XHTML, well_formed
from tests.property.dangers import dangers_in
from tests.property.mixed import any_options, mixed_works, saved
from tests.property.soundness import check_contents, check_documents, check_package
from tests.property.wording import difference, letters, may_part, words_bound, words_in, words_meant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub import Options
    from fic2epub.model import Book, Document
    from tests.ao3.works import FakeWork

_FORMS = st.sampled_from([*(era for era in Era if era >= Era.D3), *(age for age in Age if age >= Age.A2019_09)])


def _made(source: bytes, options: Options, name: str = "work.html") -> Book:
    return fic2epub.build(fic2epub.read(Source(data=source, name=name), options), options)


def _without_marks(words: Counter[str]) -> Counter[str]:
    """The words without combining marks, of which some are left out when marks are to be calm."""
    bare: Counter[str] = Counter()
    for word, number in words.items():
        bare["".join(one for one in unicodedata.normalize("NFD", word) if not unicodedata.combining(one))] += number
    return bare


@given(work=mixed_works(), form=_FORMS, options=any_options())
def test_no_word_is_lost_and_none_is_added(work: FakeWork, form: Era | Age, options: Options) -> None:
    """Less the notes, where they are to be left out; and the receipt adds up."""
    book, receipt = fic2epub.receipt(fic2epub.read(saved(work, form), options), options)
    parted = may_part(book, work.skin)

    def alike(words: Counter[str]) -> Counter[str]:
        bare = _without_marks(words) if options.calm_marks else words
        return letters(bare) if parted else bare

    meant = alike(words_meant(facts_of(work, form) if isinstance(form, Era) else work))
    found = difference(meant, alike(words_bound(book)))

    if options.notes == "drop":
        spared = alike(words_in([work.notes, work.endnotes, *(one.notes + one.endnotes for one in work.chapters)]))
        found["lost"] = sorted((Counter(found["lost"]) - spared).elements())
    assert found == {"lost": [], "added": []}
    assert receipt.words.book == receipt.words.source + sum(change.words for change in receipt.words.changes)
    assert "bind" not in [change.step for change in receipt.words.changes]


@given(work=mixed_works(), form=_FORMS, options=any_options())
def test_books_are_sound_and_nothing_in_them_runs(work: FakeWork, form: Era | Age, options: Options) -> None:
    source = saved(work, form)
    book = _made(source, options)

    check_documents(book)
    check_contents(book)
    check_package(book)
    assert list(dangers_in(book)) == []
    assert epub_bytes(_made(source, options)) == epub_bytes(book)


@given(work=mixed_works(), form=_FORMS, options=any_options())
def test_a_book_makes_itself_again(work: FakeWork, form: Era | Age, options: Options) -> None:
    """Unless notes were left out: marks are numbered through the work, and those of such notes are gone."""
    assume(options.notes != "drop")
    book = _made(saved(work, form), options)

    again = _made(epub_bytes(book), options, "work.epub")

    assert {one.href: one.xhtml for one in again.documents} == {one.href: one.xhtml for one in book.documents}


@given(work=mixed_works(), form=_FORMS, options=any_options())
def test_another_chapter_leaves_those_before_as_they_are(work: FakeWork, form: Era | Age, options: Options) -> None:
    """
    The same file names and as many paragraphs in each: a reader's place in the book is kept.

    An only chapter is printed without its notes; of those of the first of two, a text keeps what it refers to, and what
    is in the appendix has a copy behind the text.
    """
    assume(options.notes not in {"drop", "appendix"} or len(work.chapters) > 1)
    new = FakeChapter(position=len(work.chapters) + 1, body=prose.paragraphs("a new chapter", 9))
    longer = replace(work, chapters=(*work.chapters, new))

    before, after = (_chapters(_made(saved(one, form), options)) for one in (work, longer))

    assert {href: count for href, count in after.items() if href in before} == before


def _chapters(book: Book) -> dict[str, int]:
    """Documents of chapters, and how many paragraphs the text in each has; an only chapter is printed without notes."""
    return {
        one.href: sum(1 for text in _texts(one) for _ in text.iter(f"{XHTML}p"))
        for one in book.documents
        if one.role is Role.CHAPTER
    }


def _texts(document: Document) -> Iterator[_Element]:
    """What holds the text of a chapter."""
    for division in well_formed(document).iter(f"{XHTML}div"):
        if "chapter-body" in (division.get("class") or "").split():
            yield division
