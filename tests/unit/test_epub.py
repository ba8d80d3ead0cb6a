"""The package says all that is known, and ebooklib adds nothing of its own."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from fic2epub.book import build_book
from fic2epub.epub import epub_bytes
from fic2epub.errors import BuildingError
from fic2epub.model import Asset, Creator, Document, Role, Series
from fic2epub.options import Options
from fic2epub.package import sorted_as
from tests.unit.books import ADDRESS, chapter, work

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Book

NAMES = {"o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def bound(options: Options | None = None, **known: Any) -> Book:
    return build_book(work(chapter(1), chapter(2), known=known), options or Options(cover="none"))


def opened(book: Book) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(epub_bytes(book)))


def package(book: Book) -> _Element:
    return etree.fromstring(opened(book).read("EPUB/package.opf"))


def texts(root: _Element, path: str) -> list[str | None]:
    return [element.text for element in root.findall(path, NAMES)]


def refinements(root: _Element, ident: str) -> list[tuple[str | None, str | None]]:
    metas = root.findall(f".//o:meta[@refines='#{ident}']", NAMES)
    return [(meta.get("property"), meta.text) for meta in metas]


def named(root: _Element, name: str) -> list[str | None]:
    return [meta.get("content") for meta in root.findall(f".//o:meta[@name='{name}']", NAMES)]


def test_the_archive_holds_the_book_and_its_container() -> None:
    book = bound()
    names = opened(book).namelist()
    assert names[:3] == ["mimetype", "META-INF/container.xml", "EPUB/package.opf"]
    hrefs = [document.href for document in book.documents] + [asset.href for asset in book.assets]
    assert names[3:] == [*(f"EPUB/{href}" for href in hrefs), "META-INF/fic2epub.json"]
    assert opened(book).read("mimetype") == b"application/epub+zip"
    container = etree.fromstring(opened(book).read("META-INF/container.xml"))
    (rootfile,) = container.iter("{*}rootfile")
    assert rootfile.get("full-path") == "EPUB/package.opf"


def test_documents_are_written_byte_for_byte() -> None:
    book = bound()
    for document in book.documents:
        assert opened(book).read(f"EPUB/{document.href}") == document.xhtml


def test_the_package_names_its_language() -> None:
    root = package(bound(language="fr"))
    assert root.get("version") == "3.0"
    assert root.get(XML_LANG) == "fr"
    assert root.get("dir") is None
    assert root.get("prefix") is None
    assert texts(root, ".//dc:language") == ["fr"]


def test_a_book_from_right_to_left_says_so_twice() -> None:
    root = package(bound(language="he"))
    spine = root.find("o:spine", NAMES)
    assert spine is not None
    assert (root.get("dir"), spine.get("page-progression-direction")) == ("rtl", "rtl")


def test_ebooklib_does_not_sign_our_book() -> None:
    content = opened(bound()).read("EPUB/package.opf")
    assert b"generator" not in content
    assert b"rendition" not in content
    assert b"Ebook" not in content


def test_the_identifier_is_the_packages() -> None:
    root = package(bound())
    (identifier,) = root.findall(".//dc:identifier", NAMES)
    assert identifier.text == ADDRESS
    assert identifier.get("id") == root.get("unique-identifier")


def test_titles_are_whole_and_sorted() -> None:
    root = package(bound())
    (title,) = root.findall(".//dc:title", NAMES)
    assert title.text == "The Long Way Round"
    assert refinements(root, title.get("id", "")) == [("title-type", "main"), ("file-as", "Long Way Round, The")]


def test_each_creator_has_a_role_and_a_place() -> None:
    creators = (Creator(name="ann (anna)"), Creator(name="ben", role="trl"))
    root = package(bound(creators=creators))
    assert texts(root, ".//dc:creator") == ["ann (anna)", "ben"]
    assert refinements(root, "creator-1") == [("role", "aut"), ("file-as", "ann (anna)"), ("display-seq", "1")]
    assert refinements(root, "creator-2") == [("role", "trl"), ("file-as", "ben"), ("display-seq", "2")]
    schemes = [meta.get("scheme") for meta in root.iter("{*}meta") if meta.get("property") in {"role", "file-as"}]
    assert schemes == [None, "marc:relators", None, "marc:relators", None]


def test_one_creator_needs_no_place_in_a_row() -> None:
    assert refinements(package(bound()), "creator-1") == [("role", "aut"), ("file-as", "harbourmaster")]


def test_dates_are_the_works() -> None:
    root = package(bound())
    assert texts(root, ".//dc:date") == ["2019-03-04"]
    assert texts(root, ".//o:meta[@property='dcterms:modified']") == ["2021-05-06T00:00:00Z"]


def test_source_publisher_description_subjects_and_rights() -> None:
    root = package(bound(summary="One.\nTwo. "))
    assert texts(root, ".//dc:source") == [ADDRESS]
    assert texts(root, ".//dc:publisher") == ["Archive of Our Own"]
    assert texts(root, ".//dc:description") == ["One.\nTwo."]
    assert texts(root, ".//dc:subject") == ["Fan fiction", "Original Work"]
    (rights,) = root.findall(".//dc:rights", NAMES)
    assert rights.get(XML_LANG) is None


def test_our_english_words_say_that_they_are_english() -> None:
    root = package(bound(language="und"))
    for path in (".//dc:rights", ".//o:meta[@property='schema:accessibilitySummary']"):
        (element,) = root.findall(path, NAMES)
        assert element.get(XML_LANG) == "en"


def test_what_is_not_known_is_left_out() -> None:
    nothing = dict.fromkeys(("published", "updated", "source_url", "work_id"))
    root = package(bound(creators=(), fandoms=(), language="und", **nothing))
    for name in ("date", "source", "publisher", "description"):
        assert root.findall(f".//dc:{name}", NAMES) == []
    assert [creator.text for creator in root.findall(".//dc:creator", NAMES)] == ["Unknown"], "shelves want a name"
    assert texts(root, ".//dc:language") == ["und"]
    assert all((element.text or "").strip() for element in root.iter(f"{{{NAMES['dc']}}}*"))


def test_every_series_is_a_collection_and_the_first_is_calibres() -> None:
    series = (
        Series(name="Harbours", position="2", url="https://archiveofourown.org/series/5"),
        Series(name="Lamps", position="2.5"),
    )
    root = package(bound(series=series))
    assert texts(root, ".//o:meta[@property='belongs-to-collection']") == ["Harbours", "Lamps"]
    assert refinements(root, "series-1") == [
        ("collection-type", "series"),
        ("group-position", "2"),
        ("dcterms:identifier", "https://archiveofourown.org/series/5"),
    ]
    assert refinements(root, "series-2") == [("collection-type", "series"), ("group-position", "2.5")]
    assert (named(root, "calibre:series"), named(root, "calibre:series_index")) == (["Harbours"], ["2"])
    names = [meta.get("name") for meta in root.iter("{*}meta") if meta.get("name")]
    assert names.index("calibre:series") < names.index("calibre:series_index")


def test_accessibility_is_stated_and_conformance_is_not_claimed() -> None:
    book = bound()
    root = package(book)
    assert texts(root, ".//o:meta[@property='schema:accessibilityFeature']") == list(book.accessibility.features)
    assert texts(root, ".//o:meta[@property='schema:accessMode']") == ["textual"]
    assert texts(root, ".//o:meta[@property='schema:accessibilityHazard']") == ["none"]
    assert b"conformsTo" not in etree.tostring(root)


def test_the_cover_is_found_by_new_and_old_readers() -> None:
    content = opened(bound(Options())).read("EPUB/package.opf")
    root = etree.fromstring(content)
    (cover,) = [entry for entry in root.iter("{*}item") if entry.get("properties") == "cover-image"]
    assert named(root, "cover") == [cover.get("id")]
    assert b'<meta name="cover" content="' in content
    assert cover.get("media-type") == "image/jpeg"


def test_a_book_without_a_cover_speaks_of_none() -> None:
    assert named(package(bound()), "cover") == []


def test_the_spine_has_all_documents_and_plain_ids() -> None:
    book = replace(bound(Options()))
    last = Document(href="text/extra.xhtml", title="x", xhtml=b"<x/>", role=Role.AFTERWORD, linear=False)
    root = package(replace(book, documents=(*book.documents, last)))
    spine = root.find("o:spine", NAMES)
    assert spine is not None
    assert spine.get("toc") == "ncx"
    assert [(entry.get("idref"), entry.get("linear")) for entry in spine] == [
        ("cover", None),
        ("title", None),
        ("nav", None),
        ("about", None),
        ("chapter-0001", None),
        ("chapter-0002", None),
        ("afterword", None),
        ("extra", "no"),
    ]


def test_every_file_has_its_media_type() -> None:
    types = {entry.get("href"): entry.get("media-type") for entry in package(bound(Options())).iter("{*}item")}
    assert types["toc.ncx"] == "application/x-dtbncx+xml"
    assert types["nav.xhtml"] == "application/xhtml+xml"
    assert types["css/book.css"] == "text/css"
    assert None not in types.values()


def test_the_guide_leads_kindle_to_the_story() -> None:
    references = package(bound(Options())).findall("o:guide/o:reference", NAMES)
    assert [(entry.get("type"), entry.get("href")) for entry in references] == [
        ("cover", "text/cover.xhtml"),
        ("title-page", "text/title.xhtml"),
        ("toc", "nav.xhtml"),
        ("preface", "text/about.xhtml"),
        ("text", "text/chapter-0001.xhtml"),
    ]


def test_what_xml_cannot_hold_is_refused_and_not_dropped() -> None:
    book = bound()
    spoiled = replace(book, metadata=replace(book.metadata, summary="a\x0bb"))
    with pytest.raises(BuildingError, match=r"description holds U\+000B"):
        epub_bytes(spoiled)


def test_two_files_of_one_id_are_refused() -> None:
    book = bound()
    pictures = tuple(Asset(href=href, media_type="image/png", data=b"x") for href in ("i/a.png", "i/a-png"))
    with pytest.raises(BuildingError, match="same id"):
        epub_bytes(replace(book, assets=(*book.assets, *pictures)))


@pytest.mark.parametrize("zone", ["UTC0", "JST-9", "NST3:30"])
@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_book_in_any_zone_and_with_any_hash_seed(zone: str, seed: str) -> None:
    script = (
        "import hashlib; from tests.unit.test_epub import bound; from fic2epub.epub import epub_bytes;"
        "print(hashlib.sha256(epub_bytes(bound())).hexdigest())"
    )
    settings = {"TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", script], env=settings, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(epub_bytes(bound())).hexdigest()


@pytest.mark.parametrize(
    ("title", "language", "filed"),
    [
        ("The Long Way Round", "en", "Long Way Round, The"),
        ("A Lamp", "en-GB", "Lamp, A"),
        ("an hour", "en", "hour, an"),
        ("Theodore", "en", "Theodore"),
        ("A", "en", "A"),
        ("The", "en", "The"),
        ("The ...", "en", "The ..."),
        ("A Lamp", "und", "A Lamp"),
        ("Der Leuchtturm", "de", "Leuchtturm, Der"),
        ("L'heure bleue", "fr", "heure bleue, L'"),
        ("L’heure bleue", "fr", "heure bleue, L’"),
        ("Les heures", "fr", "heures, Les"),
        ("Lesson", "fr", "Lesson"),
        ("El faro", "es", "faro, El"),
        ("Gli anni", "it", "anni, Gli"),
        ("O farol", "pt-BR", "farol, O"),
        ("海上的灯", "zh", "海上的灯"),
    ],
)
def test_a_title_is_sorted_without_its_article(title: str, language: str, filed: str) -> None:
    assert sorted_as(title, language) == filed
