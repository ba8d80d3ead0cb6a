"""EPUBs of every kind read as the works that they were made of."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub.errors import NotAWork
from fic2epub.model import Form, Source
from fic2epub.options import Options
from tests.ao3.cases import named
from tests.ao3.cases.case import chapter, one, several
from tests.ao3.cases.epubs import EPUB_CASES, EpubCase
from tests.ao3.cases.eras import everything
from tests.ao3.download import render
from tests.ao3.epubs import calibre_epub, fanficfare_epub, hand_made_epub, packing
from tests.ao3.works import Era, Name
from tests.unit.drawn import gif
from tests.unit.readers.epub_facts import meant_chapter, meant_facts, read_chapter, read_facts, text

if TYPE_CHECKING:
    from pathlib import Path

    from fic2epub.model import Book, Html, Work

GIF = gif()


def read(source: bytes) -> Work[Html]:
    return fic2epub.read(Source(data=source, name="Hard Rain.epub"))


def codes(work: Work[Html]) -> set[str]:
    return {notice.code for notice in work.notices}


@pytest.mark.parametrize("case", EPUB_CASES, ids=lambda case: case.name)
def test_metadata_chapters_and_maker_are_the_works(case: EpubCase) -> None:
    work = read(case.source())

    assert read_facts(work) == meant_facts(case.expected)
    assert [read_chapter(found) for found in work.chapters] == [
        meant_chapter(known) for known in case.expected.chapters
    ]
    for part in ("summary", "notes", "endnotes"):
        assert text(getattr(work, part)) == text(getattr(case.expected, part)), part
    assert work.origin is not None
    assert (work.origin.form, work.origin.made_by) == (Form.EPUB, case.made_by)


def test_the_era_is_the_downloads() -> None:
    work = everything(Era.D6A)
    downloaded, converted = (fic2epub.read(made(work, Era.D6A)).origin for made in (render, calibre_epub))

    assert downloaded is not None
    assert converted is not None
    assert converted.era == downloaded.era != ""


def written(book: Book) -> dict[str, bytes]:
    return {document.href: document.xhtml for document in book.documents}


@pytest.mark.parametrize("era", [Era.D3, Era.D4, Era.D7A, Era.D11], ids=lambda era: era.label)
def test_the_book_of_calibres_epub_is_that_of_the_download(era: Era) -> None:
    work = everything(era)
    options = Options(cover="none", language="en")

    books = (fic2epub.build(fic2epub.read(made(work, era), options), options) for made in (render, calibre_epub))

    assert written(next(books)) == written(next(books))


@pytest.mark.parametrize("era", [Era.D1, Era.D2, Era.D2C, Era.D3, Era.D9], ids=lambda era: era.label)
def test_a_cover_that_people_had_drawn_is_no_part_of_the_work(era: Era) -> None:
    work = everything(era)
    options = Options(cover="none", language="en")
    sources = (calibre_epub(work, era), calibre_epub(work, era, cover="auto"))

    books = [fic2epub.build(fic2epub.read(source, options), options) for source in sources]

    assert written(books[1]) == written(books[0])
    assert books[1].notices == books[0].notices


@pytest.mark.parametrize("name", ["calibre-era-d9-several", "calibre-large-d9", "calibre-imitated-frame-several-d8"])
def test_white_space_that_an_editor_put_in_does_no_harm(name: str) -> None:
    known = next(case for case in EPUB_CASES if case.name == name)
    files = packing.unpacked(known.source())
    spaced = {name: content.replace(b">\n<", b">\n    <") for name, content in files.items()}

    found, meant = (read(packing.packed(made)) for made in (spaced, files))

    assert [read_chapter(chapter) for chapter in found.chapters] == [
        read_chapter(chapter) for chapter in meant.chapters
    ]
    assert found.notices == meant.notices


@pytest.mark.parametrize("name", ["calibre-large-d9", "calibre-large-breaks-d6"])
def test_documents_that_calibre_split_are_whole_again(name: str) -> None:
    known = next(case for case in EPUB_CASES if case.name == name)
    for_chapters = {chapter.number: chapter for chapter in read(known.source()).chapters}

    for meant in known.expected.chapters:
        body = for_chapters[meant.number].body.element
        for tag in ("p", "blockquote", "ul", "li", "br", "h2"):
            assert len(list(body.iter(tag))) == len(re.findall(f"<{tag}[ />]", meant.body)), tag


def test_what_became_style_is_markup_again() -> None:
    body = (
        '<p align="center">c</p><p><u>u</u> <font color="red">f</font></p><center><p>m</p></center>'
        '<ol type="a"><li>x</li></ol><table><tr><th align="right">h</th><th>i</th></tr></table>'
        '<p class="indent" align="right">r</p>'
    )
    found = read(calibre_epub(one("Styles", body), Era.D9)).chapters[0].body.element

    assert [
        (element.tag, element.get("align")) for element in found.iter("p", "div", "th") if element.get("align")
    ] == [
        ("p", "center"),
        ("div", "center"),
        ("th", "right"),
        ("p", "right"),
    ]
    assert [element.get("type") for element in found.iter("ol")] == ["a"]
    assert "".join(next(found.iter("u")).itertext()) == "u"
    assert not [element for element in found.iterdescendants() if element.get("class") or element.get("style")]


def test_links_between_split_files_lead_to_places_again() -> None:
    notes = '<p><a name="note" id="note">*</a> <a href="#ref">back</a></p>'
    work = several(
        "Notes",
        chapter(
            1, body='<p>See <a href="#note" id="ref">*</a>, <a href="/works/1">there</a>, <a href="#">top</a>.</p>'
        ),
        chapter(2),
        endnotes=notes,
    )
    found = read(calibre_epub(work, Era.D9))

    assert [link.get("href") for link in found.chapters[0].body.element.iter("a")] == ["#note", "/works/1", "#"]
    assert found.endnotes is not None
    assert [link.get("href") for link in found.endnotes.element.iter("a")] == [None, "#ref"]


@pytest.mark.parametrize("name", ["footnotes-copied-ids", "footnotes-names-only", "footnotes-in-end-notes"])
def test_footnotes_of_every_chapter_are_its_own_again(name: str) -> None:
    known = named(name)
    options = Options(cover="none", language="en")
    converted = fic2epub.read(calibre_epub(known.work, known.era), options)

    assert [notice.message for notice in converted.notices if notice.code == "R068"] == [
        "places that had lost their names, named as in other chapters: 4"
    ]
    books = (fic2epub.build(work, options) for work in (fic2epub.read(known.source(), options), converted))
    assert written(next(books)) == written(next(books))


def test_a_link_to_another_chapters_footnote_is_no_footnote() -> None:
    first = '<p>A<a href="#note" id="ref">*</a>.</p><p><a href="#ref" id="note">*</a> B.</p>'
    second = '<p>As in <a href="#note">the note</a>.</p>'
    found = read(calibre_epub(several("Far", chapter(1, body=first), chapter(2, body=second)), Era.D9))

    assert [link.get("id") for link in found.chapters[1].body.element.iter("a")] == [None]


def test_pictures_in_the_archive_are_kept() -> None:
    original = calibre_epub(one("Seen", '<p>Sea: <img src="images/sea.gif" alt="The sea" /></p>'), Era.D9)
    files: dict[str, str | bytes] = {**packing.unpacked(original), "images/sea.gif": GIF}
    work = read(packing.packed(files))

    assert [asset.data for asset in work.assets] == [GIF]
    assert [picture.get("src") for picture in work.chapters[0].body.element.iter("img")] == [
        f"asset:{work.assets[0].href}"
    ]


def test_end_notes_that_the_archive_left_out_are_missed() -> None:
    work = read(hand_made_epub(everything(Era.D2C), Era.D2C))

    assert "R064" in codes(work)
    assert "R064" not in codes(read(hand_made_epub(everything(Era.D2C), Era.D2C, parted=False)))


def test_what_the_package_alone_tells_is_named() -> None:
    work = read(calibre_epub(everything(Era.D3), Era.D3))

    assert [notice.where for notice in work.notices if notice.code == "R065"] == ["language"]
    assert "R065" not in codes(read(calibre_epub(everything(Era.D9), Era.D9)))


def test_fanficfare_without_a_title_page_is_read_by_its_package() -> None:
    files = packing.unpacked(fanficfare_epub(everything(Era.D11)))
    package = files["content.opf"].decode().replace('<itemref idref="title_page"/>', "")
    package = package.replace("<dc:language>en", "<dc:language>fr")
    series = (
        '<meta name="calibre:series" content="Tides"/><meta name="calibre:series_index" content="2.00"/></metadata>'
    )
    package = package.replace("</metadata>", series)
    del files["OEBPS/title_page.xhtml"]
    work = read(packing.packed({**files, "content.opf": package}))

    assert work.metadata.title == "Hard Rain & Soft Bread"
    assert [creator.name for creator in work.metadata.creators] == ["lampkeeper", "Sea Glass (sea_glass)"]
    assert (work.metadata.work_id, work.metadata.language) == ("40000001", "fr")
    assert [(one.name, one.position) for one in work.metadata.series] == [("Tides", "2")]
    assert {notice.where for notice in work.notices if notice.code == "R065"} == {"title", "creators", "language"}


def test_fanficfare_tells_what_it_counted_and_which_chapter_is_which() -> None:
    work = read(fanficfare_epub(replace(everything(Era.D11), kudos=1234), table=True))

    assert (work.metadata.reception.kudos, work.metadata.reception.hits) == (1234, 321)
    assert [chapter.chapter_id for chapter in work.chapters] == ["91000001", "91000002", "91000003", "91000004"]


def test_how_many_chapters_are_planned_is_missed_where_fanficfare_does_not_say() -> None:
    work = everything(Era.D11)

    assert "R032" in codes(read(fanficfare_epub(work)))
    assert "R032" not in codes(read(fanficfare_epub(work, table=True)))


def test_bold_words_of_a_summary_are_no_entries() -> None:
    work = one("Bold", summary="<p><b>Rating:</b> five stars.</p><p><b>Words:</b> kind ones.</p>")
    found = read(fanficfare_epub(work))

    assert found.metadata.rating == "General Audiences"
    assert found.metadata.words == 1234
    assert text(found.summary) == "Rating: five stars. Words: kind ones."


def test_notes_of_older_versions_stand_beside_the_text() -> None:
    files = packing.unpacked(fanficfare_epub(everything(Era.D11)))
    wrapped = re.compile(rb'<div class="fff_chapter_notes \w+">(.*?)</div>(?=<div class="userstuff|</div>)', re.DOTALL)
    older = {name: wrapped.sub(rb"\1", content) for name, content in files.items()}
    assert older != files

    found, known = (read(packing.packed(made)) for made in (older, files))

    assert [read_chapter(chapter) for chapter in found.chapters] == [
        read_chapter(chapter) for chapter in known.chapters
    ]
    assert (text(found.notes), text(found.endnotes)) == (text(known.notes), text(known.endnotes))


def test_who_was_archived_is_told_by_the_byline_alone() -> None:
    work = one("Old", bylines=(Name(shown="Old Salt", user="harbour", archivist="harbour_archivist"),))
    found = {table: read(fanficfare_epub(work, table=table)).metadata.creators for table in (False, True)}

    assert [creator.name for creator in found[False]] == ["harbour_archivist"]
    assert [(creator.name, creator.archivist) for creator in found[True]] == [("Old Salt", "harbour_archivist")]


def test_notes_under_one_label_are_all_kept() -> None:
    files = packing.unpacked(fanficfare_epub(everything(Era.D11)))
    page = files["OEBPS/file0001.xhtml"].replace(b"</blockquote>", b"</blockquote><p>More.</p>", 1)
    work = read(packing.packed({**files, "OEBPS/file0001.xhtml": page}))

    assert text(work.notes) == "Written by candle light. More."


def test_fanficfares_books_of_other_sites_are_read_too() -> None:
    files = packing.unpacked(fanficfare_epub(one("Elsewhere", "<p>Here.</p>")))
    page = files["OEBPS/file0001.xhtml"].decode().replace('<div class="userstuff module">', "<div>")
    title = files["OEBPS/title_page.xhtml"].decode().replace("archiveofourown.org/works/40000001", "example.com/s/7")
    work = read(packing.packed({**files, "OEBPS/file0001.xhtml": page, "OEBPS/title_page.xhtml": title}))

    assert text(work.chapters[0].body) == "Here."
    assert (work.metadata.source_url, work.metadata.work_id) == ("https://example.com/s/7", None)


def test_an_epub_of_something_else_is_no_work() -> None:
    page = "<html><head><title>Some Book</title></head><body><h1>Some Book</h1><p>Text.</p></body></html>"
    package = f"<package><metadata/>{packing.manifest_of(['a.xhtml'], ['a.xhtml'])}</package>"
    files = {"META-INF/container.xml": packing.container("content.opf"), "content.opf": package, "a.xhtml": page}

    with pytest.raises(NotAWork, match="not of a work from the archive, of FanFicFare or of fic2epub") as caught:
        read(packing.packed(files))
    assert caught.value.exit_code == 11
    assert "Hard Rain.epub" in str(caught.value)


_CHAPTERS = (
    "//h:body/h:div[@id='chapters']/h:h2[@class='toc-heading']"
    " | //h:body/h:div[@id='chapters']/h:div[@class='meta group']/h:h2[@class='heading']"
    " | //h:body/h:div[@id='preface' or @id='afterword']/h:h2[@class='toc-heading']"
)
_OPTIONS = (
    *("--input-encoding", "utf-8", "--toc-threshold", "0", "--use-auto-toc", "--title", "T", "--language", "en"),
    *("--no-default-epub-cover", "--chapter", _CHAPTERS),
)
"""otwarchive app/models/download_writer.rb."""


@pytest.mark.skipif(shutil.which("ebook-convert") is None, reason="calibre is not installed")
@pytest.mark.parametrize("name", ["era-d6-several", "imitated-frame-several-d8", "elements-align"])
def test_calibre_itself_and_its_imitation_read_alike(name: str, tmp_path: Path) -> None:
    known = named(name)
    page, made = tmp_path / "page.html", tmp_path / "made.epub"
    page.write_bytes(known.source())
    subprocess.run(["ebook-convert", page, made, *_OPTIONS], check=True, capture_output=True)
    options = Options(cover="none", language="en")

    books = (
        fic2epub.build(fic2epub.read(source, options), options)
        for source in (made.read_bytes(), calibre_epub(known.work, known.era))
    )

    assert written(next(books)) == written(next(books))
