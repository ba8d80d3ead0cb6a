"""Our own books are read back into the works that they were made of, and make the same books again."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub.epub import epub_bytes
from fic2epub.errors import NotAWork, ReadingError
from fic2epub.joining import make_omnibus
from fic2epub.joining.given import Given
from fic2epub.model import Creator, Form, Link, Origin, Source
from fic2epub.model import Series as ModelSeries
from fic2epub.options import Options
from tests.ao3 import fragments
from tests.ao3.cases import CASES, named
from tests.ao3.cases.case import chapter, one, several
from tests.ao3.download import render
from tests.ao3.epubs import calibre_epub, packing
from tests.ao3.pages import Age, render_page
from tests.ao3.works import Collection, Era, Relation, Series, pseud
from tests.unit.readers.epub_facts import read_facts
from tests.unit.readers.own_books import printed

if TYPE_CHECKING:
    from fic2epub.model import Book, Html, Work
    from tests.ao3.cases import Case

OPTIONS = Options(cover="none", partial=True)
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
_AMBIGUOUS = {
    "byline-archived-by-pseud-of-account": "creators",
    "text-hebrew-by-hand": "language",
}
"""What a book does not tell apart: whom of two an archivist brought, a language that was guessed."""


def read(source: bytes) -> Work[Html]:
    return fic2epub.read(Source(data=source, name="source"), OPTIONS)


def bound(work: Work[Html]) -> Book:
    return fic2epub.build(work, OPTIONS)


def written(book: Book) -> dict[str, str]:
    """The documents; attributes may come in another order."""
    return {document.href: document.xhtml.decode() for document in book.documents}


def in_any_order(document: str) -> str:
    return document.replace(' class="first break" role="separator"', ' role="separator" class="first break"')


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_book_is_read_and_made_again(case: Case) -> None:
    work = read(case.source())
    book = bound(work)

    again = read(printed(book))

    known, found = read_facts(work), read_facts(again)
    unsure = _AMBIGUOUS.get(case.name, "")
    assert {name: value for name, value in found.items() if name != unsure} == {
        name: value for name, value in known.items() if name != unsure
    }
    first, second = written(book), written(bound(again))
    assert set(second) == set(first)
    for href, document in first.items():
        if not unsure:
            assert in_any_order(second[href]) == in_any_order(document), href


def test_a_book_says_whose_it_is() -> None:
    again = read(printed(bound(read(named("era-d9-several").source()))))

    assert again.origin is not None
    assert again.origin[:3] == Origin(Form.EPUB, made_by="fic2epub")[:3]


def test_pictures_and_style_come_along() -> None:
    page = render(
        one(
            "Seen",
            '<p class="sign">Sea: <img alt="The sea" src="data:image/gif;base64,'
            'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" /></p>',
        ),
        Era.D9,
    )
    work = read(page.replace(b"<p class=", b"<style>.sign { font-weight: bold }</style><p class="))
    book = bound(work)
    again = bound(read(printed(book)))

    kept = [{asset.href: asset.data for asset in one.assets} for one in (book, again)]
    assert kept[0] == kept[1]
    assert {href.rpartition(".")[2] for href in kept[0]} == {"css", "png", "ncx"}  # a GIF that was seen through
    assert written(again) == written(book)


def test_what_saved_pages_tell_comes_along() -> None:
    work = read(render(one("Given"), Era.D9))
    told = replace(work.metadata, recipients=(Link("bee"), Link("cy (c)")), collections=(Link("Salt, Bread"),))
    creators = (Creator("ann"), Creator("ben", role="trl"), Creator("dee", role="nrt"))
    again = read(printed(bound(replace(work, metadata=replace(told, creators=creators)))))

    assert [creator[:3:2] for creator in again.metadata.creators] == [("ann", "aut"), ("ben", "trl"), ("dee", "nrt")]
    assert [one.name for one in again.metadata.recipients] == ["bee", "cy (c)"]
    assert [one.name for one in again.metadata.collections] == ["Salt, Bread"]


def test_whom_an_archivist_brought_is_guessed_of_several() -> None:
    again = read(printed(bound(read(named("byline-archived-by-pseud-of-account").source()))))

    assert "R066" in {notice.code for notice in again.notices}


def _parts() -> list[Given]:
    shared = Series(title="Harbour Books", position=1, key=71)
    storm = several(
        "Storm",
        chapter(1, body='<p>See <a href="https://archiveofourown.org/works/40000008/chapters/5">the next</a>.</p>'),
        chapter(2, "Two", endnotes="<p>Salt keeps.</p>"),
        chapter(4, body='<p>The <a href="#n">note</a>.</p><p><a name="n" id="n">Note</a>: wet.</p>'),
        series=(shared,),
        summary="<p>Wind.</p>",
        inspired=(Relation(kind="inspired", title="Calm", byline=pseud("bee"), path="/works/40000008"),),
    )
    calm = one(
        "Calm",
        '<p align="center">Still.</p>',
        work_id="40000008",
        series=(replace(shared, position=2),),
        language="日本語",
        collections=(Collection(title="Tides"),),
        endnotes="<p>Over.</p>",
        bylines=(pseud("bee"),),
    )
    return [Given(name, read(render(work, Era.D9))) for name, work in (("a.html", storm), ("b.html", calm))]


def test_an_omnibus_is_taken_apart_and_bound_again() -> None:
    known = [read_facts(given.work) for given in _parts()]
    book = bound(make_omnibus(_parts(), (), None, lambda *_: None))

    again = read(printed(book))

    assert [read_facts(part) for part in again.parts] == known
    assert (again.chapters, again.metadata.title) == ((), "Harbour Books")
    assert again.metadata.source_url == "https://archiveofourown.org/series/71"
    assert [related.url for related in again.parts[0].metadata.related] == [
        "https://archiveofourown.org/works/40000008"
    ]
    links = [link.get("href") for link in again.parts[0].chapters[0].body.element.iter("a")]
    assert links == ["https://archiveofourown.org/works/40000008"]
    assert written(bound(again)) == written(book)


def test_a_link_to_the_top_leads_there_still() -> None:
    """In a text that is parted, too, and in a part of an omnibus."""
    long = f"<p>{'The lamp was lit, and nobody saw it. ' * 1000}</p>" * 8
    text = f'<h3><a href="#top">Up</a> from here</h3>{long}<p>Go <a href="#chapters">up</a>.</p>'
    sources = {name: render(several(name, chapter(1), chapter(2, body=text)), Era.D9) for name in ("Stairs", "Rungs")}
    book = bound(read(sources["Stairs"]))
    omnibus = bound(
        make_omnibus([Given(name, read(each)) for name, each in sources.items()], (), None, lambda *_: None)
    )

    parts = [written(book)[f"text/chapter-0002{part}.xhtml"] for part in ("", "-part2")]
    assert [part.count('"chapter-0002.xhtml"') for part in parts] == [1, 1]
    for made in (book, omnibus):
        assert written(bound(read(printed(made)))) == written(made)


@pytest.mark.parametrize(
    ("name", "said"), [("EPUB/text/title.xhtml", "no title page"), ("EPUB/text/chapter-0002.xhtml", "no text")]
)
def test_a_book_whose_pages_were_changed_is_refused_with_a_reason(name: str, said: str) -> None:
    files = packing.unpacked(printed(bound(read(named("era-d9-several").source()))))
    emptied = files[name].replace(b"title-page", b"x").replace(b"chapter-body", b"y")

    with pytest.raises(ReadingError, match=said):
        read(packing.packed({**files, name: emptied}))


def test_links_to_places_of_the_frame_lead_there_again() -> None:
    body = '<p><a href="#endnotes1">notes</a>, <a href="#endnotes">end</a>, <a href="#chapter-2">next</a>.</p>'
    work = several("Ways", chapter(1, body=body, endnotes="<p>E.</p>"), chapter(2), endnotes="<p>End.</p>")
    book = bound(read(render(work, Era.D9)))
    again = read(printed(book))

    links = [link.get("href") for link in again.chapters[0].body.element.iter("a")]
    assert links == ["#endnotes1", "#endnotes", "#chapter-2"]
    assert written(bound(again)) == written(book)


def test_a_series_without_an_address_and_a_work_without_dates() -> None:
    work = read(render(one("Undated"), Era.D9))
    told = replace(work.metadata, published=None, series=(ModelSeries("Tides", "2"), ModelSeries("Gulls", "7")))
    again = read(printed(bound(replace(work, metadata=told))))

    assert [(series.name, series.position, series.url) for series in again.metadata.series] == [
        ("Tides", "2", None),
        ("Gulls", "7", None),
    ]
    assert again.metadata.published is None
    assert "R015" in {notice.code for notice in again.notices}


def test_a_day_that_is_none_is_not_believed() -> None:
    files = packing.unpacked(printed(bound(read(render(one("Dated"), Era.D9)))))
    name = "EPUB/text/about.xhtml"
    about = files[name].replace(b'datetime="2012-12-08"', b'datetime="2012-02-31"')

    assert read(packing.packed({**files, name: about})).metadata.published is None


def test_another_book_with_a_page_about_something_is_none_of_ours() -> None:
    page = "<html><body><p>About the author.</p></body></html>"
    package = f"<package><metadata/>{packing.manifest_of(['text/about.xhtml'], ['text/about.xhtml'])}</package>"
    files = {"META-INF/container.xml": packing.container("content.opf"), "content.opf": package}

    with pytest.raises(NotAWork):
        read(packing.packed({**files, "text/about.xhtml": page}))


def test_pages_that_somebody_put_in_are_named() -> None:
    files = packing.unpacked(printed(bound(read(named("era-d9-several").source()))))
    entry = '<item id="mine" href="mine.xhtml" media-type="application/xhtml+xml"/></manifest>'
    opf = files["EPUB/package.opf"].decode().replace("</manifest>", entry)
    opf = opf.replace("</spine>", '<itemref idref="mine"/></spine>')
    page = "<html><body><p>Read at the seaside.</p></body></html>"
    again = read(packing.packed({**files, "EPUB/package.opf": opf, "EPUB/mine.xhtml": page}))

    assert [notice.message for notice in again.notices if notice.code == "R067"] == [
        "pages that are no part of the work were left out: EPUB/mine.xhtml"
    ]


def _as_kepub(document: bytes) -> bytes:
    """What kepubify does to a document, roughly: a span around what is between tags."""
    head, body, rest = document.partition(b"<body")
    tag, _, inside = rest.partition(b">")
    inside = re.sub(rb">([^<>\n]+)<", rb'><span class="koboSpan" id="kobo.1.1">\1</span><', inside)
    inside = inside.replace(b"</body>", b"</div></div></body>")
    return head + body + tag + b'><div id="book-columns"><div id="book-inner">' + inside


@pytest.mark.parametrize("calibre", [False, True], ids=["ours", "calibre's"])
def test_what_was_made_a_kepub_of_reads_as_before(calibre: bool) -> None:  # noqa: FBT001 - a table's column
    page = named("era-d9-several")
    source = calibre_epub(page.work, page.era) if calibre else printed(bound(read(page.source())))
    files = packing.unpacked(source)
    kepub = {name: _as_kepub(content) if name.endswith(".xhtml") else content for name, content in files.items()}
    assert kepub != files

    assert written(bound(read(packing.packed(kepub)))) == written(bound(read(source)))


def test_a_chapter_that_is_gone_is_missed() -> None:
    files = packing.unpacked(printed(bound(read(named("era-d9-several").source()))))
    del files["EPUB/text/chapter-0002.xhtml"]
    again = read(packing.packed(files))

    assert [chapter.number for chapter in again.chapters] == [1, 3, 4]
    assert {"R019", "R063"} <= {notice.code for notice in again.notices}


def test_a_book_of_some_chapters_says_so_when_it_is_read() -> None:
    page = render_page(several("The Tide", chapter(1), chapter(2), chapter(3)), Age.A2026_06, 2)
    again = read(printed(bound(read(page))))

    (notice,) = (notice for notice in again.notices if notice.code == "R019")
    assert notice.message == "the work has 3 chapters; the book holds 1"
    assert notice.where == "chapters"


@pytest.mark.parametrize(
    "piece",
    [
        fragments.bare(one("The Tide")),
        fragments.work_text(one("The Tide")),
        fragments.chapter_text(chapter(1)).encode(),
    ],
    ids=["bare", "one chapter of one", "one chapter of several"],
)
def test_a_book_of_a_piece_makes_the_same_book_again(piece: bytes) -> None:
    first = printed(bound(fic2epub.read(Source(data=piece, name="The Tide.html"), OPTIONS)))

    assert printed(bound(read(first))) == first


def test_indents_that_an_author_typed_are_not_forgotten() -> None:
    """They are gone from the text, but a book that is as its author had it shows no gaps for them."""
    typed = "".join(
        f"<p>\u00a0\u00a0\u00a0The lamp in the window burned until the morning came, on day {day}.</p>"
        for day in "1234"
    )
    plain = typed.replace("\u00a0", "")
    work = several("Lamps", chapter(1, body=typed, notes=typed), chapter(2, body=plain))
    source = render(work, Era.D10)
    for options in (OPTIONS, replace(OPTIONS, paragraphs="author")):
        first = fic2epub.build(read(source), options)
        again = written(fic2epub.build(read(epub_bytes(first)), replace(OPTIONS, paragraphs="author")))
        asked = written(fic2epub.build(read(source), replace(OPTIONS, paragraphs="author")))
        assert again == asked
        assert [href for href, text in again.items() if "chapter-body spaced" in text] == ["text/chapter-0002.xhtml"]
