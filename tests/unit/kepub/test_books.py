"""Whole books for Kobo, ours and others'."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub.cli.verbs import run
from fic2epub.epub import epub_bytes
from fic2epub.errors import ReadingError, SourceError
from fic2epub.kepub import edition_in, kepub_bytes, undone_bytes
from tests.ao3.cases import CASES, named

if TYPE_CHECKING:
    from pathlib import Path

_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<dc:identifier id="i">urn:x</dc:identifier><dc:language>ja</dc:language>
<dc:contributor opf:role="bkp">calibre</dc:contributor>
<meta name="calibre:timestamp" content="2020"/><meta name="cover" content="c"/></metadata>
<manifest><item id="one" href="One%20%C3%A9.xhtml" media-type="application/xhtml+xml"/>
<item id="two" href="two.xhtml" media-type="application/xhtml+xml"/>
<item id="c" href="c.png" media-type="image/png"/></manifest>
<spine><itemref idref="one"/><itemref idref="two"/></spine></package>"""
_LONG = (
    "<html><head></head><body>"
    + "<p>雨だ。 The lamp was brought along the whole quay. It went out.</p>" * 6
    + "</body></html>"
)


def _book(**files: bytes | str | None) -> bytes:
    """Another maker's book; `_` in a name stands for a dot."""
    content: dict[str, bytes | str | None] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OPS/book.opf": _PACKAGE,
        "OPS/One é.xhtml": _LONG,
        "OPS/two.xhtml": "<html><head/><body><p>A. B.</p></body></html>",
        "OPS/c.png": b"\x89PNG",
        "META-INF/calibre_bookmarks.txt": "x",
        "OPS/thumbs.db": "x",
    }
    content |= {f"OPS/{name.replace('_', '.')}": told for name, told in files.items()}
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, told in content.items():
            if told is not None:
                archive.writestr(name, told)
    return packed.getvalue()


def _files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", [case.name for case in CASES][::9])
def test_a_book_of_ours_comes_back_whole(name: str) -> None:
    """Not only its documents: there is nothing in it that Kobo's converters drop."""
    book = epub_bytes(fic2epub.build(fic2epub.read(named(name).source(), fic2epub.Options(partial=True))))
    made = kepub_bytes(book)
    assert made.notices == ()
    assert kepub_bytes(made.content).content == made.content
    assert undone_bytes(made.content).content == book
    documents = {path: text for path, text in _files(made.content).items() if path.endswith(".xhtml")}
    assert all(b'<div id="book-inner">' in text and b"kobostylehacks" in text for text in documents.values())
    assert all(b"koboSpan" in text for path, text in documents.items() if "chapter" in path)


def test_a_book_of_others() -> None:
    """Its names stay, what programs left in it goes, the cover gets its property, the first page its margins."""
    files = _files(kepub_bytes(_book()).content)
    package = files["OPS/book.opf"].decode()
    assert next(iter(files)) == "mimetype"
    assert "OPS/One é.xhtml" in files
    assert not {"META-INF/calibre_bookmarks.txt", "OPS/thumbs.db"} & set(files)
    assert 'properties="cover-image"' in package
    assert "bkp" not in package
    assert "timestamp" not in package
    assert package.index('idref="kobo-first-page"') < package.index('idref="one"')
    assert b"<body" in files["OPS/kobo-first-page.xhtml"]


def test_the_documents_of_others_come_back() -> None:
    """Byte for byte, and without the page that was put before them."""
    before, after = _files(_book()), _files(undone_bytes(kepub_bytes(_book()).content).content)
    documents = {name for name in before if name.endswith(".xhtml")}
    assert {name: after[name] for name in documents} == {name: before[name] for name in documents}
    assert not any("kobo-first-page" in name for name in after)
    assert b"kobo-first-page" not in after["OPS/book.opf"]


def test_a_kepub_with_a_page_before_its_first_is_itself() -> None:
    """Though that page has no sentence to tell it by."""
    made = kepub_bytes(_book()).content
    assert kepub_bytes(made).content == made


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<p>A cover of the very finest kind, bound twice.</p>", False),
        ("<p>Once</p>", True),
        ("<p>The lamp was lit.</p>" * 5, True),
        ('<p><img src="c.png" alt=""/></p>', False),
        ('<p><img src="c.png" alt=""/></p>' * 4, False),
        ('<div><img src="c.png" alt=""/></div>' * 5, True),
        ("<p>" + "seven " * 20 + "</p>", False),
        ("<p>" + "seven " * 21 + "</p>", True),
        ("<div>" + "seven " * 5 + "</div>", False),
        ("<div>" + "seven " * 4 + "</div>", True),
    ],
)
def test_a_first_page_is_short_or_gets_one_before_it(body: str, wanted: bool) -> None:  # noqa: FBT001 - a table
    """At each of the limits."""
    page = f"<html><head><title>a long title of many words</title></head><body>{body}</body></html>"
    files = _files(kepub_bytes(_book(**{"One é_xhtml": page})).content)
    assert ("OPS/kobo-first-page.xhtml" in files) is wanted


def test_a_document_that_is_no_xml_stays_as_it_is() -> None:
    """With a notice; the others are made."""
    made = kepub_bytes(_book(two_xhtml="<html><body><p>A. <br> B.</body></html>"))
    assert [(notice.code, notice.where) for notice in made.notices] == [("D001", "OPS/two.xhtml")]
    assert _files(made.content)["OPS/two.xhtml"] == b"<html><body><p>A. <br> B.</body></html>"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_document_stays_in_its_encoding(encoding: str) -> None:
    """Whatever it is."""
    said = encoding.removesuffix("-sig")
    page = f'<?xml version="1.0" encoding="{said}"?><html><head/><body><p>Café. Ça va.</p></body></html>'.encode(
        encoding
    )
    made = kepub_bytes(_book(two_xhtml=page))
    assert made.notices == ()
    assert 'id="kobo.1.2">Ça va.</span>' in _files(made.content)["OPS/two.xhtml"].decode(encoding)
    assert _files(undone_bytes(made.content).content)["OPS/two.xhtml"] == page


def test_sentences_may_be_the_languages() -> None:
    """The package's, where the document says none."""
    text = _files(kepub_bytes(_book(), sentences="language").content)["OPS/One é.xhtml"].decode()
    assert 'id="kobo.1.1">雨だ。 </span>' in text


def test_what_is_no_epub_is_refused() -> None:
    """In words."""
    with pytest.raises(SourceError, match="no EPUB"):
        kepub_bytes(b"<html>")
    with pytest.raises(ReadingError):
        kepub_bytes(_book()[:-40])
    nothing = BytesIO()
    with zipfile.ZipFile(nothing, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(SourceError, match="no EPUB"):
        undone_bytes(nothing.getvalue())


def test_the_edition_of_any_book() -> None:
    """Its identifier, and when it was made if it says so."""
    assert edition_in(_book()) == ("urn:x", "")


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Makes, leaves alone what stands there, undoes, never writes over what it was given."""
    book = tmp_path / "a.epub"
    book.write_bytes(_book())
    assert run(["kepub", str(book)]) == 0
    assert run(["kepub", str(book)]) == 0
    assert capsys.readouterr().out.split() == [str(tmp_path / "a.kepub.epub")] * 2
    assert run(["kepub", "--undo", str(tmp_path / "a.kepub.epub"), "-o", f"{tmp_path}/back/"]) == 0
    assert (tmp_path / "back" / "a.epub").exists()
    assert run(["kepub", str(book), "-o", str(book)]) == 50
    assert book.read_bytes() == _book()
    (tmp_path / "b.epub").write_bytes(_book(two_xhtml="<html><head/><body><p>C. D.</p></body></html>"))
    assert run(["kepub", str(tmp_path / "b.epub"), "-o", str(tmp_path / "a.kepub.epub")]) == 0
    (tmp_path / "c.epub").write_bytes(_book(book_opf=_PACKAGE.replace("urn:x", "urn:y")))
    assert run(["kepub", str(tmp_path / "c.epub"), "-o", str(tmp_path / "a.kepub.epub")]) == 50
    assert run(["kepub", str(tmp_path / "c.epub"), "-o", str(tmp_path / "a.kepub.epub"), "--force"]) == 0
    assert run(["kepub", str(tmp_path / "none.epub"), str(book)]) == 10
    assert run(["kepub", str(book), str(book), "-o", str(tmp_path / "one.epub")]) == 2
