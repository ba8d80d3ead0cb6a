"""Several works in one book: names, ids, sheets, languages, and the links between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fic2epub.book import build_book
from fic2epub.errors import Notice
from fic2epub.model import Asset, Chapter, Creator, Kinship, RelatedWork, Role, Series, Stylesheet, Work
from fic2epub.options import Options
from tests.property.books import XHTML, lost_links, twice_used_ids, well_formed
from tests.unit.books import chapter, facts, work, xhtml

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Book, Xhtml

_PLAIN = Options(cover="none")
_SERIES = "https://archiveofourown.org/series/71"


def _part(number: int, *chapters: Chapter[Xhtml], **known: Any) -> Work[Xhtml]:
    """A work of an omnibus: of one chapter with an anchor that all have, unless chapters are given."""
    address = f"https://archiveofourown.org/works/{100 + number}"
    series = (Series(name="The Harbour Books", position=str(number), url=_SERIES),)
    usual = {"title": f"Book {number}", "source_url": address, "work_id": str(100 + number), "series": series}
    own = chapters or (chapter(1, '<p><a href="#n1">1</a></p><p id="n1">A note.</p>', endnotes="<p>Bye.</p>"),)
    return replace(work(*own, known=usual | known, summary="<p>In short.</p>"), one_shot=not chapters)


def _ended(part: Work[Xhtml]) -> Work[Xhtml]:
    """With end notes of the work, for which it has an afterword."""
    return replace(part, endnotes=xhtml("<p>The end.</p>"))


def _book(*parts: Work[Xhtml], **known: Any) -> Book:
    usual = {"title": "The Harbour Books", "source_url": _SERIES, "work_id": None}
    return build_book(Work(metadata=facts(**(usual | known)), parts=parts), _PLAIN)


def _root(book: Book, name: str) -> _Element:
    return well_formed(next(document for document in book.documents if document.href == f"text/{name}.xhtml"))


def _hrefs(book: Book, name: str) -> list[str]:
    hrefs = _root(book, name).xpath("//*[local-name()='a']/@href")
    return [str(href) for href in hrefs if not str(href).endswith("/comments/new")]


def test_each_part_has_files_of_its_own() -> None:
    book = _book(_part(1), _ended(_part(2, chapter(1), chapter(3))))

    assert [document.href for document in book.documents] == [
        "text/title.xhtml",
        "nav.xhtml",
        "text/about.xhtml",
        "text/part-0001.xhtml",
        "text/part-0001-chapter-0001.xhtml",
        "text/part-0002.xhtml",
        "text/part-0002-chapter-0001.xhtml",
        "text/part-0002-chapter-0003.xhtml",
        "text/part-0002-afterword.xhtml",
    ]
    assert [document.role for document in book.documents].count(Role.PART) == 2


def test_ids_are_unique_though_works_are_alike() -> None:
    book = _book(*(_part(number) for number in (1, 2, 3)))

    assert twice_used_ids(book) == []
    assert lost_links(book) == []
    assert _hrefs(book, "part-0002-chapter-0001") == ["#p2-chapter-1-end-notes-title", "#p2-c1-n1"]


def test_contents_have_a_level_for_works_and_one_for_their_chapters() -> None:
    points = _book(_part(1), _ended(_part(2, chapter(1, title="Oil"), chapter(2)))).contents

    assert [(point.title, [child.title for child in point.children]) for point in points] == [
        ("Title Page", []),
        ("About This Series", []),
        ("Book 1", ["Work Text"]),
        ("Book 2", ["Chapter 1: Oil", "Chapter 2", "Afterword"]),
    ]


def test_a_part_with_nothing_to_say_at_its_end_has_no_afterword_and_its_last_chapter_the_way_to_the_comments() -> None:
    book = _book(_part(1, chapter(1), chapter(2)))
    ways = ["https://archiveofourown.org/works/101/comments/new"]

    assert [_ways(book, f"part-0001-chapter-000{number}") for number in (1, 2)] == [[], ways]


def _ways(book: Book, name: str) -> list[str]:
    return [str(href) for href in _root(book, name).xpath("//*[@class='comment']//*[local-name()='a']/@href")]


def test_landmarks_are_those_of_the_book() -> None:
    marks = {mark.type: mark.href for mark in _book(_part(1), _part(2)).landmarks}

    assert marks == {
        "titlepage": "text/title.xhtml",
        "toc": "nav.xhtml",
        "preface": "text/about.xhtml",
        "bodymatter": "text/part-0001.xhtml",
    }


def test_titles_of_documents_are_told_apart() -> None:
    book = _book(_part(1), _ended(_part(2)), _part(3, title="Book 2"), _part(4, title="Contents"))
    titles = [_title(document.href, book) for document in book.documents]

    assert len(set(titles)) == len(titles)
    assert "Book 2 (3)" in titles
    assert "Afterword – Book 2 (2)" in titles


def _title(href: str, book: Book) -> str:
    document = next(one for one in book.documents if one.href == href)
    return well_formed(document).findtext(f"{XHTML}head/{XHTML}title") or ""


def test_a_link_to_another_work_of_the_book_leads_there() -> None:
    there = "https://archiveofourown.org/works/102"
    targets = ["", "/chapters/9002", "/chapters/1?x=1", "#chapter-2", "#chapter_2_endnotes", "#elsewhere"]
    links = "".join(f'<a href="{there}{target}">x</a>' for target in targets)
    markup = f'<p>{links}<a href="http://archiveofourown.org/collections/c/works/102">x</a></p>'
    first = _part(1, chapter(1, markup + '<p><a href="https://archiveofourown.org/works/999">y</a></p>'))
    second = _part(2, chapter(1), replace(chapter(2), chapter_id="9002"))

    book = _book(first, second)

    assert _hrefs(book, "part-0001-chapter-0001") == [
        "part-0002.xhtml",
        "part-0002-chapter-0002.xhtml",
        "part-0002.xhtml",
        "part-0002-chapter-0002.xhtml",
        "part-0002-chapter-0002.xhtml",
        "part-0002.xhtml",
        "part-0002.xhtml",
        "https://archiveofourown.org/works/999",
    ]
    assert lost_links(book) == []


def test_a_related_work_of_the_book_is_a_link_into_it() -> None:
    related = (RelatedWork(Kinship.INSPIRED_BY, "Book 1", url="https://archiveofourown.org/works/101"),)
    book = _book(_part(1), _part(2, chapter(1), related=related))

    assert "part-0001.xhtml" in _hrefs(book, "part-0002")
    assert "https://archiveofourown.org/works/102" in _hrefs(book, "part-0002")


def test_a_sheet_is_linked_by_the_documents_of_its_part_alone() -> None:
    styled = replace(_ended(_part(2)), styles=(Stylesheet(".letter { margin: 0 }"),))
    book = _book(_part(1), styled)
    sheets = {asset.href: asset.data for asset in book.assets if asset.href.startswith("css/author")}
    linked = {
        document.href: well_formed(document).xpath("//*[local-name()='link']/@href")[1:] for document in book.documents
    }

    assert sheets == {"css/author-0002.css": b".letter { margin: 0 }"}
    assert {href for href, found in linked.items() if found} == {
        "text/part-0002.xhtml",
        "text/part-0002-chapter-0001.xhtml",
        "text/part-0002-afterword.xhtml",
    }


def test_each_part_is_in_its_own_language() -> None:
    book = _book(_part(1), _part(2, language="ar", title="المنارة"), _part(3, language="und"))
    told = {href: (_html(book, href).get("lang"), _html(book, href).get("dir")) for href in _first_pages()}

    assert told == {"part-0001": ("en", None), "part-0002": ("ar", "rtl"), "part-0003": ("und", None)}
    assert book.direction == "ltr"


def _first_pages() -> list[str]:
    return [f"part-{number:04d}" for number in (1, 2, 3)]


def _html(book: Book, name: str) -> _Element:
    return _root(book, name)


def test_a_part_begins_with_a_title_page_of_its_own() -> None:
    root = _root(_book(_part(4), _part(5, series=())), "part-0001")
    text = " ".join(" ".join(root.itertext()).split())

    assert "Part 4 Book 4 by harbourmaster" in text
    assert "In short." in text
    assert "Part" not in " ".join(_root(_book(_part(5, series=())), "part-0001").itertext())


def test_the_title_page_names_the_works_and_who_wrote_each() -> None:
    ben = (Creator(name="Ben"),)
    both = (Creator(name="harbourmaster"), *ben)
    root = _root(_book(_part(1), _part(2, creators=ben), creators=both), "title")
    few = [" ".join("".join(line.itertext()).split()) for line in root.iter(f"{XHTML}li")]
    many = _root(_book(*(_part(number) for number in range(1, 101))), "title")

    assert few == ["Book 1 by harbourmaster", "Book 2 by Ben"]
    assert "".join(list(many.iter(f"{XHTML}li"))[-1].itertext()) == "and 92 more"


def test_a_book_without_a_series_is_a_book() -> None:
    book = _book(_part(1), _part(2), source_url=None)

    assert [point.title for point in book.contents][1] == "About This Book"
    assert book.identifier.startswith("urn:uuid:")


def test_a_work_without_chapters_is_a_part_all_the_same() -> None:
    empty = replace(_part(1), chapters=(), one_shot=False)

    assert "text/part-0001.xhtml" in {document.href for document in _book(empty, _part(2)).documents}


def test_notices_say_of_which_part_they_are() -> None:
    noticed = replace(_part(2), notices=(Notice("R010", "no language", "language"), Notice("R070", "made of two")))
    broken = _part(1, chapter(1, '<p><a href="#nowhere">x</a></p>'))

    assert [(notice.code, notice.where) for notice in _book(broken, noticed).notices] == [
        ("B001", "part 1, chapter 1"),
        ("R010", "part 2, language"),
        ("R070", "part 2"),
    ]


def test_a_picture_of_two_parts_is_in_the_book_once() -> None:
    asset = Asset(href="images/x.png", media_type="image/png", data=b"png")
    shown = '<p><img src="asset:images/x.png" alt="A gull"/></p>'
    parts = [replace(_part(number, chapter(1, shown)), assets=(asset,)) for number in (1, 2)]

    assert [one.href for one in _book(*parts).assets].count("images/x.png") == 1


def test_two_chapters_of_one_number_have_ids_of_their_own() -> None:
    alike = [chapter(2, endnotes="<p>Bye.</p>"), chapter(2, endnotes="<p>Bye.</p>")]
    link = chapter(1, '<p><a href="#chapter-2">x</a></p>')
    book = build_book(replace(work(link, *alike), endnotes=xhtml("<p>End.</p>")), _PLAIN)

    assert twice_used_ids(book) == []
    assert lost_links(book) == []


def test_an_omnibus_is_its_series_from_its_first_work_on() -> None:
    book = _book(_part(2), _part(3))

    assert book.series == (Series("The Harbour Books", "2", _SERIES),)
    assert book.sources == (_SERIES,)
    assert book.identifier == "urn:uuid:a8dc9b25-d38b-5cba-a76f-75a39c2dc01f"


def test_the_series_has_its_own_name_whatever_the_book_is_called() -> None:
    assert _book(_part(1), title="All of It").series[0].name == "The Harbour Books"


def test_a_series_that_no_part_tells_is_that_of_the_book() -> None:
    assert _book(_part(1, series=())).series == (Series("The Harbour Books", "1", _SERIES),)


def test_a_series_without_an_address_is_told_by_its_name() -> None:
    nameless = (Series("The Harbour Books", "4"),)
    book = _book(_part(1, series=()), _part(2, series=nameless), source_url=None)

    assert book.series == nameless
    assert book.sources == ("https://archiveofourown.org/works/101", "https://archiveofourown.org/works/102")


def test_works_of_no_common_series_are_of_none() -> None:
    """Each part's page names its series, but links to none."""
    book = _book(_part(1), _part(2, series=()), source_url=None, title="Book 1 and 1 more")

    assert book.series == ()
    assert b"Part 1 of" in next(one.xhtml for one in book.documents if one.href == "text/part-0001.xhtml")
    assert not any(b"/series/" in document.xhtml for document in book.documents)
    assert book.identifier.startswith("urn:uuid:")
