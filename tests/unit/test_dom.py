"""The one door to lxml: what goes in as bytes, and what comes out."""

from __future__ import annotations

import random
import time
import unicodedata
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from fic2epub import dom
from fic2epub.errors import ReadingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from fic2epub.errors import Note


def parsed(markup: str | bytes) -> tuple[str, list[str]]:
    """The body's markup after parsing, and the codes of the notices."""
    codes: list[str] = []
    root = dom.parse_html(markup if isinstance(markup, bytes) else markup.encode(), lambda code, *_: codes.append(code))
    body = root.find("body")
    inside = "" if body is None else etree.tostring(body, encoding="unicode")
    return inside.removeprefix("<body>").removesuffix("</body>"), codes


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>lamp", "<p>lamp</p>"),
        ("<p>a\x00b\x01c\x7f\x9fd</p>", "<p>abcd</p>"),
        ("<p>e\u0301</p>", "<p>é</p>"),
        ("<p>e&#769;</p>", "<p>é</p>"),
        ("<p>a&#8;b&#x0;c&#xD800;d</p>", "<p>abcd</p>"),
        ("<pre>a&#10;b&#9;c&#13;d&#xC;e</pre>", "<pre>a\nb\tc d e</pre>"),
        ('<p title="a&#xa;b">c</p>', '<p title="a&#10;b">c</p>'),
        ("<p>&#150;&#x93;x&#148;</p>", "<p>–“x”</p>"),
        ("<p>&#60;p&#62; &#38;amp;</p>", "<p>&lt;p&gt; &amp;amp;</p>"),
        ("<p>a\u2028b</p>", "<p>a<br/>b</p>"),
        ("<p>a\ufeffb\uffffc</p>", "<p>abc</p>"),
        ("<p>\u212b \u2126</p>", "<p>Å Ω</p>"),
        ("<p>👩\u200d🌾 \u200c \u00ad \u202e</p>", "<p>👩\u200d🌾 \u200c \u00ad \u202e</p>"),
        ("<p>a&nbsp;b\u00a0c</p>", "<p>a\u00a0b\u00a0c</p>"),
        ("<p>\x0cpage</p>", "<p> page</p>"),
        ("<p>\u0338lamp</p>", "<p>\u0338lamp</p>"),
        ("<p>\u0300\u0338x e\u0301</p>", "<p>\u0338\u0300x é</p>"),
        ("<p>a&#9999999999;b&#x110000;c&#x000000041;</p>", "<p>abcA</p>"),
        ("<p>&#8592;&#x338; &#233;\u0323 &#8592</p>", "<p>↚ ẹ́ ←</p>"),
    ],
)
def test_text_is_nfc_and_legal(markup: str, expected: str) -> None:
    """What XML forbids is gone, joiners and direction marks stay."""
    assert parsed(markup) == (expected, [])


def test_long_piles_of_marks_are_nfc_as_python_has_it() -> None:
    chance = random.Random(5)  # noqa: S311 - the same every time
    marks = [chr(code) for code in (*range(0x300, 0x370), 0x591, 0x5B0, 0x64B, 0x93C, 0x3099, 0xE38, 0x1D165)]
    others = ["a", "é", "≠", " ", "光", "가", "각", "ㅏ", "🎉", "\u200d", "\ufe0f", "\u034f", "\u1161", "\u11a8"]
    for length in (10, 63, 64, 65, 200) * 40:
        text = "".join(chance.choice(marks if chance.random() < 0.97 else others) for _ in range(length))
        assert dom.decode_text(text.encode(), lambda *_: None) == unicodedata.normalize("NFC", text)


def test_a_letter_under_many_marks_takes_no_longer_than_their_number() -> None:
    began = time.process_time()

    text = dom.decode_text(("Z" + "\u0337\u0322\u0301" * 20_000).encode(), lambda *_: None)

    assert text == "\u0179" + "\u0337" * 20_000 + "\u0322" * 20_000 + "\u0301" * 19_999
    assert time.process_time() - began < 3, "some twenty seconds, if marks are sorted one by one"


def test_sound_text_is_not_copied() -> None:
    """The common case costs a few looks: the bytes go to libxml2 as they are."""
    for markup in ("<p>“Quiet,” she said — café, 🕯.</p>", "<p>&#8592; Previous&#160;Work, Creator&#39;s &#xB7;</p>"):
        page = markup.encode()
        assert dom._as_clean_utf8(page, lambda *_: None, "") is page  # noqa: SLF001 - the promise is about speed


@pytest.mark.parametrize(
    ("content", "expected", "codes"),
    [
        ("<p>café</p>".encode("cp1252"), "<p>café</p>", ["S001"]),
        ("<p>“café”</p>".encode("utf-16"), "<p>“café”</p>", ["S001"]),
        ("\ufeff<p>café</p>".encode(), "<p>café</p>", []),
        ("<p>ééééééé</p>".encode() + b"\xff", "<p>ééééééé</p>\ufffd", ["S002"]),
        (b"<p>a\xed\xa0\x80b caf\xc3\xa9</p>", "<p>ab café</p>", []),
        (b"<p>\xed\xa0\xbd\xed\xb8\x80</p>", "<p>😀</p>", []),
        (b"<p>\xed\xa0\xbd caf\xe9</p>", "<p> café</p>", ["S001"]),
        (b"<p>caf\xe9 \x81</p>", "<p>caf\xe9 \ufffd</p>", ["S001", "S002"]),
        ("<p>caf\ufffd l\ufffdmpe</p>".encode(), "<p>caf\ufffd l\ufffdmpe</p>", ["S004"]),
    ],
)
def test_encodings_are_told_from_the_bytes(content: bytes, expected: str, codes: list[str]) -> None:
    """A guess leaves a notice, and so does what no encoding explains."""
    assert parsed(content) == (expected, codes)


@pytest.mark.parametrize("read", [dom.parse_html, dom.decode_text])
def test_characters_that_were_lost_before_are_counted(read: Callable[[bytes, Note, str], object]) -> None:
    said: list[tuple[str, ...]] = []

    read("<p>caf\ufffd, l\ufffdmpe\ufffd</p>".encode(), lambda *words: said.append(words), "lamp.html")

    message = "3 characters were lost before the file was saved: U+FFFD stands for them"
    assert said == [("S004", message, "lamp.html")]


def test_nesting_beyond_libxml2_is_an_error() -> None:
    """A hundred thousand tags neither crash nor lose what is inside them in silence."""
    with pytest.raises(ReadingError, match="nested too deep"):
        parsed("<div>" * 100_000 + "x")


def test_entities_of_a_doctype_are_not_read() -> None:
    """The billion laughs stay one word."""
    laughs = "<!DOCTYPE html [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><body><p>&b;</p>"
    assert "haha" not in parsed(laughs)[0]


def test_xml_of_a_package_is_read_without_entities() -> None:
    """And broken XML is an error of ours."""
    with pytest.raises(ReadingError, match="not well-formed"):
        dom.parse_xml(b"<a><b></a>")
    bomb = b"<!DOCTYPE a [<!ENTITY x 'boom'>]><a>&x;</a>"
    assert "boom" not in (dom.parse_xml(bomb).text or "")


def test_documents_declare_their_namespaces_and_language() -> None:
    """Names below the root are written as they are."""
    root = dom.document_root("fr", "rtl")
    section = dom.sub(root, "section", epub_type="chapter", class_="x", aria_label="y")
    dom.sub(section, "p", "é")
    assert dom.serialize(root).decode() == (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="fr" xml:lang="fr" '
        'dir="rtl"><section epub:type="chapter" class="x" aria-label="y"><p>é</p></section></html>\n'
    )


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a<b>b<i>c</i>d</b>e</p>", "<p>ab<i>c</i>de</p>"),
        ("<p><b>b</b></p>", "<p>b</p>"),
        ("<p><i>x</i>y<b></b>z</p>", "<p><i>x</i>yz</p>"),
        ("<p><i>x</i><b>y</b>z</p>", "<p><i>x</i>yz</p>"),
    ],
)
def test_an_element_gives_way_to_its_children(markup: str, expected: str) -> None:
    """Text, children and tail stay where they were."""
    root = dom.parse_html(markup.encode(), lambda *_: None)
    for element in list(root.iter("b")):
        dom.replace_with_children(element)
    body = root.find("body")
    assert body is not None
    assert etree.tostring(body[0], encoding="unicode") == expected


def test_a_dropped_element_leaves_its_tail() -> None:
    """Only what is inside goes."""
    root = dom.parse_html(b"<p>a<b>gone</b>c</p>", lambda *_: None)
    dom.drop(next(root.iter("b")))
    assert dom.text_of(root) == "ac"


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>one<br />two</p>", ["one", "two"]),
        ("loose <em>x</em>\n text<p>a</p>tail<!-- unseen -->end<hr />", ["loose x text", "a", "tailend"]),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", ["a", "b", "c"]),
        ("<p>\u00a0</p><p> « a\u00a0» </p><blockquote><p>q</p></blockquote>", ["« a\u00a0»", "q"]),
        ("<p> </p>", []),
    ],
)
def test_lines_are_parted_where_a_reader_sees_it(markup: str, lines: list[str]) -> None:
    """No word of one line is joined to one of the next."""
    root = dom.parse_html(f"<html><body><div>{markup}</div></body></html>".encode(), lambda *_: None)
    body = next(root.iter("div"))
    body.tail = "after it"
    assert dom.lines_of(body) == lines


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<html><body><p>a</p></body></html><p>b</p>c", ["a", "b", "c"]),
        ("<html><body><p>a</p></body></html>\n<!DOCTYPE html><html><body id='x'><p>b</p></BODY></html >", ["a", "b"]),
        ("<html><body><div><p>a</body></html>b</p><p>c</p></div><p>d</p>", ["ab", "c", "d"]),
        ("<html><body><p>a</p></body></html>\n<!-- end -->\n", ["a"]),
    ],
)
def test_what_follows_the_end_of_a_page_is_not_lost(markup: str, lines: list[str]) -> None:
    """Files that were put together, and tags in the wrong place: browsers show all of it."""
    assert dom.lines_of(dom.parse_html(markup.encode(), lambda *_: None)) == lines


def test_more_tags_than_any_work_has_are_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tag of three bytes becomes an element of a hundred: such a page would fill the machine."""
    monkeypatch.setattr(dom, "_LARGE", 1000)
    monkeypatch.setattr(dom, "_MOST_TAGS", 500)
    monkeypatch.setattr(dom, "_MOST_ATTRIBUTES", 500)
    assert parsed("<p>lamp > a = b / c</p>" * 200)
    for endless in ("<br>" * 501, f"<p {'a ' * 501}>", "<p a=b/c>" * 200, "<p\n" * 501):
        with pytest.raises(ReadingError, match="more tags"):
            parsed(endless)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_valid_utf_8_and_read_as_what_it_is(codec: str) -> None:
    """ASCII in it has a zero at every second place, which UTF-8 has nothing against."""
    page = "<html><body><p>The lamp was lit at six.</p></body></html>"
    assert parsed(page.encode(codec)) == ("<p>The lamp was lit at six.</p>", ["S001"])
    codes: list[str] = []
    assert dom.decode_text(page.encode(codec), lambda code, *_: codes.append(code)) == page
    assert codes == ["S001"]


def test_a_few_zeros_are_no_utf_16() -> None:
    assert parsed(b"<p>lamp\x00 and \x00 oil</p>") == ("<p>lamp and  oil</p>", [])


def test_latin_letters_and_typographic_signs_are_composed_with_what_stands_before_them() -> None:
    signs = [chr(code) for code in (*range(0xA0, 0x300), *range(0x2000, 0x3000)) if code not in (0x2028, 0x2029)]
    for sign in signs:
        text = "".join(f"{letter}{sign}" for letter in "Aeo=>")
        root = dom.parse_html(f"<p>{text}</p>".encode(), lambda *_: None)
        assert root.findtext(".//p") == unicodedata.normalize("NFC", text)
