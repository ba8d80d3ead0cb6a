"""A work is bound into documents, contents and statements that are true of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from fic2epub.book import build_book
from fic2epub.dom import XML_LANG
from fic2epub.model import Creator, Progress, Role, Stylesheet
from fic2epub.options import Options
from tests.unit.books import ADDRESS, chapter, facts, work, xhtml

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Book

PLAIN = Options(cover="none")
LONG = "<p>The lamp was lit at six and burned until the boats came home.</p>"


def bound(*chapters: Any, options: Options = PLAIN, **parts: Any) -> Book:
    return build_book(work(*chapters, **parts), options)


def tree(book: Book, href: str) -> _Element:
    """The document of this address, its names without a namespace."""
    document = next(document for document in book.documents if document.href == href)
    root = etree.fromstring(document.xhtml)
    for element in root.iter("*"):
        element.tag = etree.QName(element).localname
    return root


def links(book: Book, href: str) -> list[str]:
    return [link.get("href", "") for link in tree(book, href).iter("a")]


def test_documents_are_in_the_order_of_reading() -> None:
    book = bound(chapter(1), chapter(2), endnotes="<p>End.</p>", options=Options())
    assert [document.href for document in book.documents] == [
        "text/cover.xhtml",
        "text/title.xhtml",
        "nav.xhtml",
        "text/about.xhtml",
        "text/chapter-0001.xhtml",
        "text/chapter-0002.xhtml",
        "text/afterword.xhtml",
    ]
    assert [document.role for document in book.documents][:4] == [
        Role.COVER,
        Role.TITLE_PAGE,
        Role.CONTENTS,
        Role.PREFACE,
    ]


def test_files_are_named_by_the_chapters_own_numbers() -> None:
    book = bound(chapter(1), chapter(4), chapter(12345))
    assert [document.href for document in book.documents if document.role is Role.CHAPTER] == [
        "text/chapter-0001.xhtml",
        "text/chapter-0004.xhtml",
        "text/chapter-12345.xhtml",
    ]


def test_chapters_of_one_number_are_told_apart() -> None:
    book = bound(*(chapter(2, f'<p id="n">{words}</p><p><a href="#n">up</a></p>') for words in "abc"))
    hrefs = [document.href for document in book.documents]
    assert len(set(hrefs)) == len(hrefs)
    assert [links(book, href) for href in hrefs if "chapter" in href] == [["#c2-n"], ["#c2x-n"], ["#c2xx-n"]]


def test_contents_list_everything_but_the_cover_and_themselves() -> None:
    book = bound(chapter(1, title="The Ledger"), chapter(2), options=Options())
    assert [(point.title, point.href) for point in book.contents] == [
        ("Title Page", "text/title.xhtml"),
        ("About This Work", "text/about.xhtml"),
        ("Chapter 1: The Ledger", "text/chapter-0001.xhtml"),
        ("Chapter 2", "text/chapter-0002.xhtml"),
        ("Afterword", "text/afterword.xhtml"),
    ]


def test_nav_and_ncx_have_the_contents_targets() -> None:
    book = bound(chapter(1), chapter(2))
    hrefs = [point.href for point in book.contents]
    assert links(book, "nav.xhtml")[: len(hrefs)] == hrefs
    ncx = next(asset for asset in book.assets if asset.href == "toc.ncx")
    root = etree.fromstring(ncx.data)
    assert [content.get("src") for content in root.iter("{*}content")] == hrefs
    assert [meta.get("content") for meta in root.iter("{*}meta") if meta.get("name") == "dtb:uid"] == [ADDRESS]


def test_landmarks_have_one_type_each_and_the_story_starts_at_its_first_chapter() -> None:
    book = bound(chapter(1), chapter(2), options=Options())
    assert [(landmark.type, landmark.href) for landmark in book.landmarks] == [
        ("cover", "text/cover.xhtml"),
        ("titlepage", "text/title.xhtml"),
        ("toc", "nav.xhtml"),
        ("preface", "text/about.xhtml"),
        ("bodymatter", "text/chapter-0001.xhtml"),
        ("afterword", "text/afterword.xhtml"),
    ]


def test_a_work_without_chapters_still_has_a_place_to_start() -> None:
    assert [landmark.href for landmark in bound().landmarks if landmark.type == "bodymatter"] == ["text/about.xhtml"]


def test_chapters_inside_a_chapter_are_listed_under_it() -> None:
    markup = (
        f'<h3>Chapter 1: Out</h3>{LONG * 4000}<h3 id="two">CHAPTER 2<br/>Home</h3><h4>A letter</h4>'
        f"<h3>Chapters are nice</h3><h3>Part 3 {'long ' * 30}</h3>{LONG}"
    )
    book = bound(chapter(1, "<p>a</p>"), chapter(2, markup))
    assert [[(inner.title, inner.href) for inner in point.children] for point in book.contents[2:4]] == [
        [],
        [
            ("Chapter 1: Out", "text/chapter-0002.xhtml#chapter-2-heading-1"),
            ("CHAPTER 2 Home", "text/chapter-0002-part2.xhtml#c2-two"),
        ],
    ]
    for point in book.contents[3].children:
        file, _, ident = point.href.partition("#")
        assert tree(book, file).xpath("//*[@id=$ident]", ident=ident)


def test_every_document_links_the_sheets_it_can_reach() -> None:
    book = bound(chapter(1), styles=(Stylesheet(css=".a{font-weight:bold}"), Stylesheet(css=".b{font-style:italic}")))
    files = {asset.href for asset in book.assets}
    for document in book.documents:
        folder = PurePosixPath(document.href).parent
        sheets = [link.get("href", "") for link in tree(book, document.href).iter("link")]
        assert [str(folder / sheet).replace("text/../", "") for sheet in sheets] == ["css/book.css", "css/author.css"]
        assert files >= {"css/book.css", "css/author.css"}
    author = next(asset.data for asset in book.assets if asset.href == "css/author.css")
    assert author == b".a{font-weight:bold}\n.b{font-style:italic}"


def test_a_work_without_styles_has_one_sheet() -> None:
    assert [asset.href for asset in bound(chapter(1)).assets if asset.media_type == "text/css"] == ["css/book.css"]


def test_links_between_chapters_name_the_file() -> None:
    book = bound(
        chapter(1, '<p><a href="#far">on</a> <a href="#near">here</a></p><p id="near">a</p>'),
        chapter(2, '<p id="far">b</p>', endnotes='<p><a href="#top">up</a></p>'),
    )
    assert links(book, "text/chapter-0001.xhtml") == ["chapter-0002.xhtml#c2-far", "#c1-near"]
    assert links(book, "text/chapter-0002.xhtml")[-1] == "chapter-0002.xhtml"


def test_summaries_and_notes_have_ids_of_their_own() -> None:
    markup = '<p id="n">a</p>'
    book = bound(
        chapter(3, markup, summary=markup, notes=markup, endnotes=markup),
        summary=markup,
        notes=markup,
        endnotes=markup,
    )
    found = [str(ident) for document in book.documents for ident in tree(book, document.href).xpath("//@id")]
    assert {"c3-n", "c3s-n", "c3n-n", "c3e-n", "ws-n", "wn-n", "we-n"} <= set(found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("fragment", "target"),
    [
        ("endnotes2", "chapter-0002.xhtml#chapter-2-end-notes-title"),
        ("chapter_2_endnotes", "chapter-0002.xhtml#chapter-2-end-notes-title"),
        ("chapter-2", "chapter-0002.xhtml#chapter-2-title"),
        ("endnotes", "afterword.xhtml#work-end-notes-title"),
        ("work_endnotes", "afterword.xhtml#work-end-notes-title"),
    ],
)
def test_places_of_the_archives_pages_are_there(fragment: str, target: str) -> None:
    book = bound(
        chapter(1, f'<p><a href="#{fragment}">there</a></p>'), chapter(2, endnotes="<p>E.</p>"), endnotes="<p>W.</p>"
    )
    assert links(book, "text/chapter-0001.xhtml") == [target]
    file, _, ident = target.partition("#")
    assert tree(book, f"text/{file}").xpath("//*[@id=$ident]", ident=ident)


def test_a_lost_link_is_noticed_where_it_stood() -> None:
    (notice,) = bound(chapter(1, notes='<p><a href="#gone">a</a></p>')).notices
    assert (notice.code, notice.where) == ("B001", "chapter 1, notes")


def test_a_large_chapter_is_parted_and_links_find_the_part() -> None:
    far = f'{LONG * 3000}<hr/><p id="far">Far.</p>{LONG * 3000}'
    book = bound(chapter(1, '<p><a href="#far">far</a></p>'), chapter(2, far, endnotes="<p>E.</p>"))
    names = [document.href for document in book.documents if "chapter-0002" in document.href]
    assert names == ["text/chapter-0002.xhtml", "text/chapter-0002-part2.xhtml"]
    assert links(book, "text/chapter-0001.xhtml") == ["chapter-0002-part2.xhtml#c2-far"]
    assert links(book, "text/chapter-0002.xhtml") == ["chapter-0002-part2.xhtml#chapter-2-end-notes-title"]
    assert "text/chapter-0002-part2.xhtml" not in [point.href for point in book.contents]
    assert [notice.code for notice in book.notices] == ["B002"]


def test_both_halves_of_a_link_that_is_parted_find_the_part() -> None:
    body = f'<p id="a">x</p><p><a href="#b">{"word " * 60_000}</a> <a href="#a">up</a></p><p id="b">y</p>'
    book = bound(chapter(1, body))
    assert links(book, "text/chapter-0001.xhtml") == ["chapter-0001-part2.xhtml#c1-b"]
    assert links(book, "text/chapter-0001-part2.xhtml") == ["#c1-b", "chapter-0001.xhtml#c1-a"]


def test_links_inside_a_large_chapter_find_the_part() -> None:
    markup = (
        f'<p id="a"><a href="#b">on</a></p>{LONG * 3700}<p id="c">c</p><p id="b"><a href="#a">back</a>'
        f'<a href="#c">near</a></p>{LONG * 3000}'
    )
    book = bound(chapter(1, markup))
    assert links(book, "text/chapter-0001.xhtml") == ["chapter-0001-part2.xhtml#c1-b"]
    assert links(book, "text/chapter-0001-part2.xhtml") == ["chapter-0001.xhtml#c1-a", "#c1-c"]


def test_no_document_is_larger_than_old_readers_bear() -> None:
    many = "".join(f'<p id="n{number}"><a href="#n{number}">a</a></p>' for number in range(12_000))
    book = bound(chapter(1, many), chapter(2, f"<p>{'海' * 200_000}</p>"), notes=LONG * 9000)
    assert len(book.documents) > 8
    assert max(len(document.xhtml) for document in book.documents) <= 260_000


def test_titles_of_documents_are_unique() -> None:
    book = bound(chapter(1, LONG * 9000), chapter(2), options=Options())
    titles = [tree(book, document.href).findtext("head/title") for document in book.documents]
    assert len(set(titles)) == len(titles)


def test_the_trees_are_gone_afterwards() -> None:
    one = chapter(1, LONG, notes=LONG)
    bound(one)
    assert len(one.body.element) == 0
    assert one.notes is not None
    assert len(one.notes.element) == 0


def test_the_same_work_gives_the_same_book() -> None:
    def make() -> Book:
        return bound(chapter(1, '<p id="n"><a href="#n">a</a></p>'), notes="<p>N</p>", options=Options())

    assert make() == make()


@pytest.mark.parametrize("title", ["", " \u00a0", "\u200b\u200d\u2060", "\u00ad\x00"])
def test_a_title_of_which_nothing_is_seen_is_none(title: str) -> None:
    assert bound(chapter(1), known={"title": title}).metadata.title == "Untitled"


def test_a_work_of_which_nothing_is_known_is_a_book_all_the_same() -> None:
    unknown = {"title": "", "creators": (), "published": None, "updated": None, "source_url": None, "work_id": None}
    book = bound(known={**unknown, "fandoms": (), "language": "und"})
    assert book.metadata.title == "Untitled"
    assert book.modified == "1980-01-01T00:00:00Z"
    assert book.identifier.startswith("urn:uuid:")
    assert book.subjects == ("Fan fiction",)
    assert [document.href for document in book.documents] == ["text/title.xhtml", "nav.xhtml", "text/about.xhtml"]


def test_options_overrule_title_and_language() -> None:
    book = bound(chapter(1), options=Options(cover="none", title=" Another\x00\nTitle ", language="ar"))
    assert book.metadata.title == "Another Title"
    assert book.direction == "rtl"
    root = tree(book, "text/chapter-0001.xhtml")
    assert (root.get("lang"), root.get(XML_LANG), root.get("dir")) == ("ar", "ar", "rtl")


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("en", "ltr"),
        ("he", "rtl"),
        ("fa-IR", "rtl"),
        ("arc", "rtl"),
        ("yi-Latn", "ltr"),
        ("ku-Arab", "rtl"),
        ("zh-Hant", "ltr"),
        ("und", "ltr"),
    ],
)
def test_the_direction_is_that_of_the_script(language: str, direction: str) -> None:
    assert bound(known={"language": language}).direction == direction


def test_the_identifier_is_the_works_address() -> None:
    assert bound().identifier == ADDRESS
    assert bound(known={"source_url": None}).identifier == ADDRESS


def test_without_an_address_the_identifier_is_made_of_what_is_known() -> None:
    nowhere = {"source_url": None, "work_id": None}
    first = bound(chapter(1), known=nowhere).identifier
    assert first == "urn:uuid:e4e844b6-85d5-5df6-9d4c-199898d923c1"
    assert bound(chapter(1, "<p>Other words.</p>"), chapter(2), known=nowhere).identifier == first
    assert bound(chapter(1), known={**nowhere, "creators": (Creator(name="other"),)}).identifier != first


def test_works_of_unknown_people_and_days_are_told_apart_by_their_words() -> None:
    nothing = {"source_url": None, "work_id": None, "creators": (), "published": None}
    one, two = (bound(chapter(1, f"<p>{words}</p>"), known=nothing) for words in ("One.", "Two."))
    assert one.identifier != two.identifier


@pytest.mark.parametrize(
    ("known", "modified"),
    [
        ({}, "2021-05-06T00:00:00Z"),
        ({"updated": None}, "2019-03-04T00:00:00Z"),
        ({"updated": date(1999, 1, 2)}, "1999-01-02T00:00:00Z"),
    ],
)
def test_the_book_is_as_old_as_its_work(known: dict[str, Any], modified: str) -> None:
    assert bound(known=known).modified == modified


def test_subjects_are_the_chosen_kinds_each_once() -> None:
    known = {
        "fandoms": ("Harbour", "Fan fiction"),
        "relationships": ("Ann/Ben",),
        "characters": ("Ann",),
        "tags": ("Slow Burn", "Harbour"),
        "categories": ("F/M",),
        "rating": "General Audiences",
        "warnings": ("No Archive Warnings Apply",),
    }
    assert bound(known=known).subjects == ("Fan fiction", "Harbour")
    every = Options(
        cover="none",
        subjects=("rating", "warning", "category", "tag", "character", "relationship", "fandom", "shelf"),
        shelf="Fanworks",
    )
    assert bound(known=known, options=every).subjects == (
        "General Audiences",
        "No Archive Warnings Apply",
        "F/M",
        "Slow Burn",
        "Harbour",
        "Ann",
        "Ann/Ben",
        "Fan fiction",
        "Fanworks",
    )


def test_a_book_of_words_claims_nothing_about_images() -> None:
    said = bound(chapter(1)).accessibility
    assert said.modes == ("textual",)
    assert said.sufficient == ("textual",)
    assert "alternativeText" not in said.features
    assert said.hazards == ("none",)


def test_a_cover_is_an_image_with_a_description() -> None:
    said = bound(chapter(1), options=Options()).accessibility
    assert said.modes == ("textual", "visual")
    assert said.sufficient == ("textual",)
    assert "alternativeText" in said.features
    assert said.summary.endswith("All images are described.")


def test_readings_beside_characters_are_told_of() -> None:
    assert "rubyAnnotations" in bound(chapter(1, "<p><ruby>海<rt>うみ</rt></ruby></p>")).accessibility.features


def test_notices_of_the_work_come_first() -> None:
    earlier = bound(chapter(1, '<p><a href="#gone">a</a></p>')).notices
    later = build_book(replace(work(chapter(1, '<p><a href="#lost">a</a></p>')), notices=earlier), PLAIN).notices
    assert [notice.message.split("#")[1][:4] for notice in later] == ["gone", "lost"]


def test_a_one_shot_is_listed_under_its_own_title() -> None:
    book = bound(chapter(1), one_shot=True, known={"progress": Progress(posted=1, planned=1)})
    assert book.contents[2].title == "The Long Way Round"


def test_stand_ins_are_what_they_say() -> None:
    assert facts().title == "The Long Way Round"
    assert xhtml("<p>a</p>").element[0].tag == "p"


def test_a_word_for_the_shelf_is_legible() -> None:
    """What XML cannot hold, or nobody sees, is no part of it; a word of nothing else is none."""
    for shelf, subjects in (("Fan\x01fiction\n\x7f", ("Fan fiction",)), ("\ufffe ", ())):
        assert bound(options=Options(cover="none", shelf=shelf, subjects=("shelf",))).subjects == subjects
