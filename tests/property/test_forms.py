"""
One work, saved in any of its forms, reads as the same tree, less what that form cannot know.

What it cannot know is listed in docs/reference/sources.md, field by field: the list is read from there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fic2epub
from fic2epub import pipeline
from fic2epub.epub import epub_bytes
from fic2epub.model import Progress, Source
from fic2epub.options import CHOICES
from fic2epub.pages.tongues import LANGUAGES
from tests.ao3 import fragments, prose
from tests.ao3.cases.case import one
from tests.ao3.cases.eras import everything
from tests.ao3.download import render
from tests.ao3.epubs import calibre_epub, fanficfare_epub, hand_made_epub
from tests.ao3.flatten import Variant, flatten
from tests.ao3.mails import render_mail
from tests.ao3.pages import Age, Viewer, render_page
from tests.ao3.words import fragment, words_of
from tests.ao3.works import Collection, Era, FakeChapter, FakeWork, State, pseud
from tests.property.books import OPTIONS
from tests.property.strategies import some, works
from tests.property.trees import chapter_facts, facts, shape, tree_facts, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from fic2epub.model import Html, Work

_TABLE = Path(__file__).parents[2] / "docs/reference/sources.md"
_READER = Viewer(logged_in=True)
_TODAY, _DOWNLOAD = Age.A2026_06, Era.D11


@dataclass(frozen=True)
class _Form:
    """A column of the table, and how a work comes to us in this form."""

    column: str
    read: Callable[[FakeWork], Work[Html]]


def _read(content: bytes, name: str) -> Work[Html]:
    return fic2epub.read(Source(data=content, name=name), OPTIONS)


def _download(work: FakeWork) -> Work[Html]:
    return _read(render(work, _DOWNLOAD), "work.html")


def _page(work: FakeWork) -> Work[Html]:
    return _read(render_page(work, _TODAY, None, _READER), "work.html")


def _chapter_page(work: FakeWork) -> Work[Html]:
    return _read(render_page(work, _TODAY, work.chapters[1].position, _READER), "chapter.html")


def _joined(work: FakeWork, age: Age = _TODAY) -> Work[Html]:
    pages = [
        Source(data=render_page(work, age, chapter.position, _READER), name=f"page {chapter.position}.html")
        for chapter in reversed(work.chapters)
    ]
    (joined,) = pipeline.join(pages, OPTIONS)
    return joined


def _fragment(work: FakeWork) -> Work[Html]:
    return _read(fragments.units(work), f"{work.title}.html")


def _text(work: FakeWork) -> Work[Html]:
    return _read(flatten(render(work, _DOWNLOAD)), "work.txt")


def _own_epub(work: FakeWork) -> Work[Html]:
    return _read(epub_bytes(fic2epub.build(_page(work), OPTIONS)), "work.epub")


_FORMS = (
    _Form("download", _download),
    _Form("entire page", _page),
    _Form("chapter page", _chapter_page),
    _Form("joined", _joined),
    _Form("fragment", _fragment),
    _Form("flattened text", _text),
    _Form("mail of a deleted work", lambda work: _read(render_mail(work), "work.txt")),
    _Form("EPUB of AO3", lambda work: _read(calibre_epub(work, _DOWNLOAD), "work.epub")),
    _Form("EPUB of AO3 until 2019", lambda work: _read(hand_made_epub(work, Era.D2C), "work.epub")),
    _Form("EPUB of FanFicFare", lambda work: _read(fanficfare_epub(work), "work.epub")),
    _Form("EPUB of fic2epub", _own_epub),
)
_NOT_COMPARED = frozenset(
    (
        "chapter.published",
        "chapter.mark",
        "chapter.removed",
        "chapter.guest",
        "chapter.files",
        "work.parts",
        "work.assets",
        "work.chapters",
        "work.listed",
    )
)
"""Told by guides, omnibuses, updates and pictures, which have tests of their own; chapters are compared one by one."""


def _whole(era: Era = _DOWNLOAD) -> FakeWork:
    """A work that has every field of the table; what is hidden from some readers is tested where pages are read."""
    work = everything(era)
    return replace(
        work,
        parents=tuple(parent for parent in work.parents if parent.state is State.REVEALED),
        recipients=(pseud("gull"),),
        prompts=((pseud("asker"), Collection(title="Prompts of the Tide", name="prompts")),),
        restricted=True,
        kudos=12,
        skin="#workskin .letter {\n  font-style: italic;\n}\n",
    )


def _cells() -> dict[str, dict[str, str]]:
    """Form → field → `yes`, `no` or `partly`."""
    rows = [
        [cell.strip() for cell in line.strip("| \n").split("|")]
        for line in _TABLE.read_text("utf-8").split("<!-- begin table")[1].split("<!-- end table")[0].splitlines()
        if line.startswith("|") and not line.startswith("|---")
    ]
    columns, fields = rows[0][1:], rows[1:]
    return {column: {row[0]: row[1 + place].split(" ")[0] for row in fields} for place, column in enumerate(columns)}


_KNOWN = _cells()


def test_the_table_is_of_all_forms_and_all_fields() -> None:
    fields = {*tree_facts(_page(_whole())), *_NOT_COMPARED}

    assert list(_KNOWN) == [form.column for form in _FORMS]
    for column, cells in _KNOWN.items():
        assert set(cells) == fields, column
        assert set(cells.values()) <= {"yes", "no", "partly"}, column


@pytest.mark.parametrize("form", _FORMS, ids=lambda form: form.column)
def test_a_form_tells_what_it_can_know_and_nothing_else(form: _Form) -> None:
    work = _whole()
    told = form.read(work)
    due = _page(work)
    numbers = {chapter.number for chapter in told.chapters}
    due = replace(due, chapters=tuple(chapter for chapter in due.chapters if chapter.number in numbers))

    assert _wrong(_KNOWN[form.column], tree_facts(told), tree_facts(due)) == {}


def _wrong(known: dict[str, str], told: dict[str, Any], due: dict[str, Any]) -> dict[str, Any]:
    """The fields whose value is not what the table says of it."""
    ought = {
        field: {"yes": _in_any_order(value), "no": None, "partly": _in_any_order(told[field])}[known[field]]
        for field, value in due.items()
    }
    if known["related"] == "yes":  # translations are listed since 2023-10 only
        ought["related"] = _in_any_order(tuple(one for one in due["related"] if one in told["related"]))
    return {
        field: (_in_any_order(told[field]), value)
        for field, value in ought.items()
        if _in_any_order(told[field]) != value
    }


def _in_any_order(value: Any) -> Any:
    return sorted(map(repr, value)) if isinstance(value, tuple) and not isinstance(value, Progress) else value


def _of_one_mind(work: FakeWork) -> FakeWork:
    """The archive never says that fewer chapters are planned than there are."""
    highest = max((chapter.position for chapter in work.chapters), default=1)
    return work if work.planned is None else replace(work, planned=max(work.planned, highest))


def _there(bodies: dict[str, str]) -> dict[str, str]:
    """The bodies that hold anything."""
    return {place: text for place, text in bodies.items() if text not in {"", "<div></div>", "<div> </div>"}}


@pytest.mark.parametrize("age", list(Age), ids=lambda age: age.label)
@some
@given(data=st.data())
def test_a_page_of_the_entire_work_gives_the_downloads_bodies(age: Age, data: st.DataObject) -> None:
    work = _of_one_mind(data.draw(works(Era.D10)))

    page = _read(render_page(work, age, None, _READER), "work.html")

    assert _there(shape(page)) == _there(shape(_comparable(work, age)))


def _comparable(work: FakeWork, age: Age) -> Work[Html]:
    """
    The download that says as much.

    Until 2019-09 pages with one chapter of several had no chapter heads, until 2014 none named a language.
    """
    work = work if age >= Age.A2014_04 else replace(work, language="Harbourish")
    return _read(render(work, Era.D9 if age < Age.A2019_09 else _DOWNLOAD), "work.html")


@given(data=st.data())
def test_pages_of_chapters_joined_give_the_downloads_bodies(data: st.DataObject) -> None:
    work = _of_one_mind(data.draw(works(Era.D3)))

    assert _there(shape(_joined(work))) == _there(shape(_download(work)))


@given(data=st.data())
def test_fragments_give_the_downloads_chapters(data: st.DataObject) -> None:
    work = _of_one_mind(data.draw(works(Era.D3)))
    work = replace(work, summary="", notes="", endnotes="", language="Harbourish")  # a piece names no language
    if work.planned == 1:
        work = replace(work, planned=None)  # the only chapter there is to be has no head
    if not any(words_of(chapter.body) for chapter in work.chapters):
        return  # nothing tells that a page without words is a piece of a work

    assert _there(shape(_fragment(work))) == _there(shape(_download(work)))


@given(data=st.data())
def test_the_mail_of_a_deleted_work_gives_the_downloads_bodies(data: st.DataObject) -> None:
    work = replace(_in_xml(data.draw(works(Era.D10))), planned=None, language="Harbourish")  # a mail names none
    if not work.chapters:
        return  # a mail that ends before its first chapter was cut off

    assert _there(shape(_read(render_mail(work), "work.txt"))) == _there(shape(_download(work)))


_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufdd0-\ufdef\ufffe\uffff]")
"""What no XML holds, or programs that make EPUBs replace."""


def _in_xml(work: FakeWork) -> FakeWork:
    """The work as programs that write XML can hold it."""

    def cleaned(text: str) -> str:
        return _UNREADABLE.sub("", text)

    chapters = tuple(
        replace(
            chapter,
            **{part: cleaned(getattr(chapter, part)) for part in ("body", "summary", "notes", "endnotes")},
        )
        for chapter in work.chapters
    )
    parts = {part: cleaned(getattr(work, part)) for part in ("summary", "notes", "endnotes")}
    return replace(_of_one_mind(work), chapters=chapters, **parts)


@pytest.mark.parametrize("era", [Era.D3, Era.D6, Era.D8, Era.D11], ids=lambda era: era.label)
@some
@given(data=st.data())
def test_the_archives_epub_holds_the_downloads_words(era: Era, data: st.DataObject) -> None:
    work = _in_xml(data.draw(works(era)))

    assert _there(words(_read(calibre_epub(work, era), "work.epub"))) == _there(
        words(_read(render(work, era), "work.html"))
    )


@given(data=st.data())
def test_fanficfares_epub_holds_the_downloads_words(data: st.DataObject) -> None:
    work = _in_xml(data.draw(works(Era.D3)))
    if len(work.chapters) == 1:
        work = replace(work, planned=1)  # it drops the heads of the only chapter there is

    assert _there(words(_read(fanficfare_epub(work), "work.epub"))) == _there(words(_download(work)))


@given(data=st.data())
def test_our_own_book_read_again_makes_the_same_book(data: st.DataObject) -> None:
    work = data.draw(works(Era.D10))

    first = fic2epub.build(_download(work), OPTIONS)
    second = fic2epub.build(_read(epub_bytes(first), "work.epub"), OPTIONS)

    assert [_seen(document.xhtml) for document in second.documents] == [
        _seen(document.xhtml) for document in first.documents
    ]


@given(data=st.data(), tag=st.sampled_from(["en", *LANGUAGES]), warnings=st.sampled_from(CHOICES["warnings"]))
def test_our_own_book_is_read_again_in_every_language(tag: str, warnings: str, data: st.DataObject) -> None:
    speaking = replace(OPTIONS, ui_language=tag, warnings=warnings, notes=data.draw(st.sampled_from(_PLACES)))
    work = data.draw(works(Era.D10))

    first = fic2epub.build(_page(work), speaking)
    again = _read(epub_bytes(first), "work.epub")

    assert _told(again) == _told(_page(work))
    second = fic2epub.build(again, speaking)
    assert [_seen(document.xhtml) for document in second.documents] == [
        _seen(document.xhtml) for document in first.documents
    ]


_PLACES = [place for place in CHOICES["notes"] if place != "drop"]


def _told(work: Work[Html]) -> dict[str, Any]:
    """What a book prints of a work's metadata in words of ours: dates, numbers, places in series, kinships."""
    names = ("warnings", "rating", "published", "updated", "words", "progress", "prompts", "source_url")
    told = {name: getattr(work.metadata, name) for name in names}
    return told | {
        "series": [one[:3] for one in work.metadata.series],
        "related": [(one.kinship, one.title, one.byline, one.url, one.language) for one in work.metadata.related],
    }


def _seen(document: bytes) -> str:
    """A document's text."""
    return " ".join("".join(fragment(document.decode().partition("<body")[2]).itertext()).split())


@st.composite
def _plain_works(draw: st.DrawFn) -> FakeWork:
    """Works of plain paragraphs: what a text without tags can still tell."""
    count = draw(st.integers(2, 5))
    seeds = draw(st.lists(st.integers(0, 10_000), min_size=count, max_size=count, unique=True))
    titles = draw(
        st.lists(st.sampled_from(("", "One", "The Ledger", "Epilogue", "Bread & Salt")), min_size=count, max_size=count)
    )
    notes = st.sampled_from(("", "<p>Mind the stairs.</p>"))
    chapters = tuple(
        FakeChapter(
            position=place,
            title=title,
            body=prose.paragraphs(f"flat-{seed}", draw(st.integers(1, 9))),
            summary=draw(notes),
            notes=draw(notes),
            endnotes=draw(notes),
        )
        for place, (seed, title) in enumerate(zip(seeds, titles, strict=True), 1)
    )
    return FakeWork(
        title="Hard Rain",
        chapters=chapters,
        planned=draw(st.sampled_from((None, count))),
        notes=draw(notes),
        endnotes=draw(notes),
    )


@pytest.mark.parametrize("era", [era for era in Era if era is not Era.D1B], ids=lambda era: era.label)
@some
@given(data=st.data())
def test_flattened_text_holds_the_downloads_words_in_the_same_places(era: Era, data: st.DataObject) -> None:
    download = render(data.draw(_plain_works()), era)
    text, whole = _read(flatten(download), "work.txt"), _read(download, "work.html")

    assert _there(words(text)) == _there(words(whole))
    assert [chapter_facts(chapter) for chapter in text.chapters] == [
        chapter_facts(chapter) for chapter in whole.chapters
    ]
    assert {**facts(text), "related": None} == {**facts(whole), "related": None}


@pytest.mark.parametrize("era", [Era.D1, Era.D3, Era.D6, Era.D11], ids=lambda era: era.label)
@some
@given(data=st.data())
def test_flattened_text_in_one_line_holds_all_words_in_their_order(era: Era, data: st.DataObject) -> None:
    download = render(data.draw(_plain_works()), era)
    found = words(_read(flatten(download, Variant.JOINED), "work.txt"))
    told = "".join("".join(part.split()) for part in found.values())

    for place, due in _there(words(_read(download, "work.html"))).items():
        assert "".join(due.split()) in told, place


def test_a_one_shot_is_one_in_every_form() -> None:
    work = one("The Last Loaf", endnotes="<p>Salt.</p>")
    forms = {
        form.column: form.read(work) for form in _FORMS if form.column not in {"chapter page", "joined", "fragment"}
    }
    forms["fragment"] = _read(fragments.work_text(work), "The Last Loaf.html")

    assert {name: (read.one_shot, len(read.chapters)) for name, read in forms.items()} == dict.fromkeys(
        forms, (True, 1)
    )
