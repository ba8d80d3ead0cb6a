"""EPUBs that are damaged, odd or hostile: a clear error, or a notice and all that is there."""

from __future__ import annotations

from functools import cache

import pytest

import fic2epub
from fic2epub import containers
from fic2epub.errors import Fic2EpubError, ReadingError, SourceError
from fic2epub.model import Source
from fic2epub.options import Options
from fic2epub.readers.books import package, read_epub
from tests.ao3.cases.eras import everything
from tests.ao3.epubs import calibre_epub, fanficfare_epub, hand_made_epub, packing
from tests.ao3.works import Era
from tests.unit.test_unzip import packed as zipped

TYPICAL = "Hard_Rain_Soft_Bread_split_"
LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)


@cache
def whole() -> dict[str, bytes]:
    return packing.unpacked(calibre_epub(everything(Era.D9), Era.D9))


def codes(source: bytes) -> list[str]:
    """The codes of the notices, all chapters being there."""
    work = fic2epub.read(Source(data=source, name="Rain.epub"))
    assert [chapter.number for chapter in work.chapters] == [1, 2, 3, 4]
    return sorted({notice.code for notice in work.notices})


def refused(source: bytes) -> Fic2EpubError:
    with pytest.raises(Fic2EpubError) as caught:
        fic2epub.read(Source(data=source, name="Rain.epub"))
    assert caught.value.where.startswith("Rain.epub")
    return caught.value


def changed(old: str, new: str, name: str = "content.opf") -> bytes:
    """The EPUB with something else in one of its files."""
    text = whole()[name].decode()
    assert old in text
    return packing.packed({**whole(), name: text.replace(old, new)})


def without(*names: str) -> bytes:
    return packing.packed({name: content for name, content in whole().items() if name not in names})


def test_an_epub_as_it_should_be_has_nothing_to_notice() -> None:
    assert codes(packing.packed(whole())) == []
    assert codes(packing.packed(whole(), mimetype=False)) == []


def test_a_package_document_that_nothing_names_is_found() -> None:
    assert codes(without("META-INF/container.xml")) == ["R060"]


@pytest.mark.parametrize(
    "container",
    [packing.container("elsewhere.opf"), packing.container("../content.opf"), "<container>", "<x/>", ""],
)
def test_a_container_that_tells_nothing_does_no_harm(container: str) -> None:
    assert codes(packing.packed({**whole(), "META-INF/container.xml": container})) == ["R060"]


def test_an_epub_without_a_package_document_is_refused() -> None:
    error = refused(without("content.opf"))

    assert isinstance(error, ReadingError)
    assert "no package document" in error.message
    assert error.hint


@pytest.mark.parametrize("said", ["", "<package>", "<package></pack>", "no xml", '\ufeff<?xml version="2.0"?>'])
def test_a_package_document_that_is_no_xml_is_refused(said: str) -> None:
    error = refused(packing.packed({**whole(), "content.opf": said}))

    assert error.where == "Rain.epub: content.opf"


def test_a_package_document_that_names_nothing_is_refused() -> None:
    assert "names no document" in refused(packing.packed({**whole(), "content.opf": "<package/>"})).message


def test_a_spine_that_leads_in_circles_is_walked_once() -> None:
    first = f'<itemref idref="{TYPICAL}000"/>'
    assert codes(changed("</spine>", f"{first * 3}</spine>")) == ["R062"]


def test_fallbacks_that_lead_in_circles_end() -> None:
    circle = (
        '<item id="a" href="a.svg" media-type="image/svg+xml" fallback="b"/><item id="b" href="b.svg" fallback="a"/>'
    )
    source = changed("</manifest>", f"{circle}</manifest>").replace(b"", b"")
    files = packing.unpacked(source)
    opf = files["content.opf"].decode().replace("</spine>", '<itemref idref="a"/></spine>')

    assert codes(packing.packed({**files, "content.opf": opf})) == ["R063"]


def test_a_document_behind_a_fallback_is_read() -> None:
    old = f'<item id="{TYPICAL}003"'
    new = f'<item id="x" href="x.svg" media-type="image/svg+xml" fallback="{TYPICAL}003"/>{old}'
    files = packing.unpacked(changed(old, new))
    opf = files["content.opf"].decode().replace(f'<itemref idref="{TYPICAL}003"/>', '<itemref idref="x"/>')

    assert codes(packing.packed({**files, "content.opf": opf})) == []


def test_documents_that_are_not_there_are_named() -> None:
    gone = '<item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/></manifest>'
    files = packing.unpacked(changed("</manifest>", gone))
    refs = '<itemref idref="gone"/><itemref idref="never"/></spine>'
    opf = files["content.opf"].decode().replace("</spine>", refs)
    work = fic2epub.read(packing.packed({**files, "content.opf": opf}))

    assert [notice.message for notice in work.notices if notice.code == "R063"] == [
        "the EPUB lacks documents that it names: gone.xhtml, never"
    ]


def test_a_chapter_that_is_not_there_is_missed() -> None:
    work = fic2epub.read(without(f"{TYPICAL}003.xhtml"))

    assert "R063" in {notice.code for notice in work.notices}
    assert len(work.chapters) == 3


@pytest.mark.parametrize(
    "href", ["../../etc/passwd", "/etc/passwd", "..%2F..%2Fetc%2Fpasswd", "..\\..\\x", "file:///x"]
)
def test_files_outside_the_archive_are_not_read(href: str) -> None:
    assert codes(changed("</manifest>", f'<item id="out" href="{href}"/></manifest>')) == ["R061"]


def test_without_a_spine_documents_come_as_they_are_listed() -> None:
    text = whole()["content.opf"].decode()
    start, end = text.index("<spine"), text.index("</spine>") + len("</spine>")

    assert codes(packing.packed({**whole(), "content.opf": text[:start] + text[end:]})) == ["R062"]


def test_names_in_other_letters_are_found() -> None:
    files = {name.upper() if name.endswith(".xhtml") else name: content for name, content in whole().items()}

    assert codes(packing.packed(files)) == []


def test_entities_stay_off() -> None:
    package_file = LAUGHS + whole()["content.opf"].decode().partition("?>")[2].replace("Fanworks", "&j;")
    assert "not well-formed XML" in refused(packing.packed({**whole(), "content.opf": package_file})).message

    name = f"{TYPICAL}003.xhtml"
    page = LAUGHS + whole()[name].decode().partition("?>")[2].replace("The Ledger", "The &j;Ledger")
    work = fic2epub.read(packing.packed({**whole(), name: page}))
    assert len("".join(work.chapters[1].body.element.itertext())) < 10_000


def test_files_of_the_machine_are_not_read() -> None:
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    text = outside + whole()["content.opf"].decode().partition("?>")[2].replace("Fanworks", "&a;")

    assert codes(packing.packed({**whole(), "content.opf": text})) == []


_ENCRYPTION = (
    '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptionMethod Algorithm="{}"/></encryption>'
)


def test_what_is_locked_is_refused() -> None:
    locked = _ENCRYPTION.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    error = refused(packing.packed({**whole(), "META-INF/encryption.xml": locked}))

    assert isinstance(error, SourceError)
    assert "locked (DRM)" in error.message


def test_fonts_that_are_made_unusable_elsewhere_lock_nothing() -> None:
    obfuscated = _ENCRYPTION.format("http://www.idpf.org/2008/embedding")

    assert codes(packing.packed({**whole(), "META-INF/encryption.xml": obfuscated})) == []


def test_more_text_than_any_work_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_LARGEST_TEXT", 1000)

    assert "which no work is" in refused(packing.packed(whole())).message


def test_a_package_document_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "_LARGEST_XML", 100)

    assert refused(packing.packed(whole())).where == "Rain.epub: META-INF/container.xml"


def test_a_bomb_among_the_documents_is_put_out() -> None:
    name = f"{TYPICAL}003.xhtml"
    bomb = whole()[name].replace(b"The Ledger", b"The" + b" " * (40 << 20))

    assert "zip bomb" in refused(packing.packed({**whole(), name: bomb})).message


def test_a_path_out_of_the_archive_is_refused() -> None:
    assert "outside itself" in refused(packing.packed({**whole(), "../evil.xhtml": "x"})).message


def test_pictures_that_are_damaged_are_left_out() -> None:
    name = f"{TYPICAL}003.xhtml"
    page = whole()[name].replace(b"two 1.", b'two 1.<img src="sea.gif" alt="Sea"/>')
    source = bytearray(packing.packed({**whole(), name: page, "sea.gif": b"GIF89a" * 50}))
    place = source.index(b"sea.gif") + 12
    source[place] ^= 0x55

    assert codes(bytes(source)) == ["I004"]


@pytest.mark.parametrize("part", range(1, 20))
def test_an_epub_that_is_cut_off_is_refused(part: int) -> None:
    source = packing.packed(whole())

    assert "damaged or cut off" in refused(source[: len(source) * part // 20]).message


@pytest.mark.parametrize(
    "source",
    [
        calibre_epub(everything(Era.D9), Era.D9),
        hand_made_epub(everything(Era.D2), Era.D2),
        fanficfare_epub(everything(Era.D11)),
    ],
    ids=["calibre", "by hand", "FanFicFare"],
)
def test_whatever_document_is_missing_or_empty_is_an_error_of_ours_or_a_notice(source: bytes) -> None:
    files = packing.unpacked(source)
    for name in files:
        for content in (None, b"", b"<html/>", b"<html><body/></html>"):
            left = {other: kept for other, kept in files.items() if other != name}
            if content is not None:
                left[name] = content
            try:
                work = fic2epub.read(packing.packed(left), Options(partial=True))
            except Fic2EpubError as error:
                said = error.message
            else:
                said = work.metadata.title
            assert said


def test_other_archives_are_left_to_others() -> None:
    source = Source(data=zipped(("page.html", b"<p>x</p>"), ("mimetype", b"text/plain")), name="saves.zip")

    assert read_epub(source, Options(), lambda *_: None) is None
    assert read_epub(Source(data=b"<p>x</p>", name="page.html"), Options(), lambda *_: None) is None


def test_a_mimetype_alone_makes_an_epub_of_it() -> None:
    error = refused(packing.packed({"a.xhtml": "<p>x</p>"}))

    assert "no package document" in error.message


def test_what_somebody_put_beside_the_work_is_named() -> None:
    page = "<html><body><p>Read at the seaside.</p></body></html>"
    put_in = '<item id="mine" href="mine.xhtml" media-type="application/xhtml+xml"/></manifest>'
    for made in (calibre_epub(everything(Era.D9), Era.D9), fanficfare_epub(everything(Era.D11))):
        files = packing.unpacked(made)
        opf = files["content.opf"].decode().replace("</manifest>", put_in)
        opf = opf.replace("</spine>", '<itemref idref="mine"/></spine>')

        assert "R067" in codes(packing.packed({**files, "mine.xhtml": page, "content.opf": opf}))


def test_blocks_with_something_between_their_halves_are_put_together() -> None:
    name = f"{TYPICAL}003.xhtml"
    page = whole()[name].replace(b'<body class="calibre">', b'<body class="calibre">Seen.')

    assert codes(packing.packed({**whole(), name: page})) == ["R067"]


def test_what_somebody_put_among_the_chapters_is_named() -> None:
    files = packing.unpacked(hand_made_epub(everything(Era.D2), Era.D2))
    name = "OEBPS/chapter2_1.xhtml"
    page = files[name].replace(b"</body>", b"<p>Read at the seaside.</p></body>")

    assert "R067" in codes(packing.packed({**files, name: page}))


def test_chapters_that_cannot_be_told_apart_are_refused() -> None:
    files = packing.unpacked(hand_made_epub(everything(Era.D2), Era.D2))
    changed = {name: content.replace(b'"userstuff"', b'"x"') for name, content in files.items()}

    assert "cannot be told apart" in refused(packing.packed(changed)).message


def test_an_epub_that_ends_after_the_preface_is_refused() -> None:
    files = whole()
    names = [name for name in files if name.startswith(TYPICAL) and name > f"{TYPICAL}000.xhtml"]
    preface = files[f"{TYPICAL}000.xhtml"]

    assert "ends before the work does" in refused(without(*names)).message
    assert "ends before the work does" in refused(packing.packed({**files, **dict.fromkeys(names, preface)})).message


def test_a_sheet_that_is_damaged_is_worth_no_book() -> None:
    source = bytearray(packing.packed(whole()))
    source[source.index(b"stylesheet.css") + len("stylesheet.css") + 5] ^= 0x55

    assert codes(bytes(source)) == []


def test_a_heading_without_a_text_is_no_chapter() -> None:
    name = f"{TYPICAL}003.xhtml"
    page = whole()[name].decode()
    start = page.index("<div", page.index("</blockquote>"))
    cut = page[:start] + "</div></body></html>"
    work = fic2epub.read(packing.packed({**whole(), name: cut}))

    assert len(work.chapters) in {3, 4}


def test_a_part_without_text_changes_nothing() -> None:
    files = packing.unpacked(hand_made_epub(everything(Era.D2), Era.D2))
    files["OEBPS/chapter1_2.xhtml"] = b"<html><body><p>Torn.</p></body></html>"
    opf = files["OEBPS/content.opf"].decode()
    entry = '<item id="c" href="chapter1_2.xhtml" media-type="application/xhtml+xml"/></manifest>'
    opf = opf.replace("</manifest>", entry)
    opf = opf.replace('<itemref idref="chapter2_1"/>', '<itemref idref="c"/><itemref idref="chapter2_1"/>')

    assert "R067" in codes(packing.packed({**files, "OEBPS/content.opf": opf}))
