"""Head and body of every document."""

from __future__ import annotations

import pytest

from fic2epub.dom import EPUB_TYPE, XML_LANG, parse_xml, serialize, sub
from fic2epub.languages import direction_of
from fic2epub.pages.frame import Setting, append_text, in_english, in_order, in_our_words, isolated, new_page, place
from fic2epub.pages.tongues import wording_in
from tests.unit.pages.samples import ARABIC, CHINESE, ENGLISH, text, xhtml


def test_a_page_has_its_languages_title_and_sheets() -> None:
    root, body = new_page("Low Water", ENGLISH, body_type="bodymatter")
    assert (root.get("lang"), root.get(XML_LANG), root.get("dir")) == ("en-GB", "en-GB", None)
    assert root.findtext("head/title") == "Low Water"
    hrefs = [link.get("href") for link in root.iterfind("head/link")]
    assert hrefs == ["../css/book.css", "../css/author.css"]
    assert body.get(EPUB_TYPE) == "bodymatter"


def test_a_page_beside_the_package_document_links_straight_down() -> None:
    root, body = new_page("Contents", CHINESE, body_type=None, depth=0)
    assert [link.get("href") for link in root.iterfind("head/link")] == ["css/book.css"]
    assert body.get(EPUB_TYPE) is None


def test_a_page_from_the_right_says_so() -> None:
    assert new_page("x", ARABIC, body_type=None)[0].get("dir") == "rtl"


def test_a_page_is_xhtml_when_serialized() -> None:
    root, _ = new_page("A & B", ENGLISH, body_type="bodymatter")
    again = parse_xml(serialize(root))
    assert again.tag == "{http://www.w3.org/1999/xhtml}html"
    assert again.findtext(".//{*}title") == "A & B"


@pytest.mark.parametrize(
    ("lang", "marked"), [("en", None), ("en-US", None), ("EN", None), ("zh", "en"), ("und", "en"), ("enm", "en")]
)
def test_our_own_words_are_marked_where_the_book_is_not_english(lang: str, marked: str | None) -> None:
    root, body = new_page("x", Setting(lang, "ltr", ()), body_type=None)
    words = in_our_words(sub(body, "h2", "Contents"), Setting(lang, "ltr", ()))
    assert (words.get("lang"), words.get(XML_LANG), words.get("dir")) == (marked, marked, None)
    assert len(root) == 2


@pytest.mark.parametrize(
    ("words", "book", "direction"),
    [("ar", "ar", None), ("he", "ar", None), ("ar", "en", "rtl"), ("he", "de", "rtl"), ("de", "he", "ltr")],
)
def test_words_of_ours_run_their_own_way(words: str, book: str, direction: str | None) -> None:
    wording = wording_in(words)
    assert wording is not None
    setting = Setting(book, direction_of(book), (), wording=wording)
    _, body = new_page("x", setting, body_type=None)
    assert in_order(sub(body, "span", "3 / 10"), setting).get("dir") == direction
    assert isolated(sub(body, "span", "Ann"), setting).get("dir") == "auto"


@pytest.mark.parametrize(
    ("around", "marked"),
    [("en", (None, None)), ("de", ("en", None)), ("he", ("en", "ltr")), ("az-Arab", ("en", "ltr"))],
)
def test_words_of_the_archive_are_english_and_run_as_english_does(
    around: str, marked: tuple[str | None, str | None]
) -> None:
    _, body = new_page("x", ENGLISH, body_type=None)
    words = in_english(sub(body, "span", "Mature"), around)
    assert (words.get("lang"), words.get("dir")) == marked


def test_from_the_right_an_english_line_keeps_its_order() -> None:
    _, body = new_page("x", ARABIC, body_type=None)
    assert in_order(sub(body, "span", "3 of 10"), ARABIC).get("dir") == "ltr"
    assert in_order(sub(body, "span", "3 of 10"), CHINESE).get("dir") is None


@pytest.mark.parametrize(
    ("name", "setting", "direction"),
    [("Ann", ENGLISH, None), ("بحر", ENGLISH, "auto"), ("ים", CHINESE, "auto"), ("Ann (b)", ARABIC, "auto")],
)
def test_names_are_isolated_where_directions_meet(name: str, setting: Setting, direction: str | None) -> None:
    _, body = new_page("x", setting, body_type=None)
    assert isolated(sub(body, "span", name), setting).get("dir") == direction


def test_a_body_is_taken_over_without_its_old_container() -> None:
    _, page = new_page("x", ENGLISH, body_type=None)
    body = xhtml("<p class='align-center'>One</p> and <p>two</p>")
    body.element.tail = "stray"
    placed = place(page, body, "chapter-body")
    assert placed is body.element
    assert (placed.tag, dict(placed.attrib), placed.tail) == ("div", {"class": "chapter-body"}, None)
    assert [p.get("class") for p in placed] == ["first align-center", None]
    assert text(page) == "One and two"


def test_a_body_that_begins_with_something_else_has_no_first_paragraph() -> None:
    _, page = new_page("x", ENGLISH, body_type=None)
    placed = place(page, xhtml("<hr/><p>One</p>"), "chapter-body")
    assert [child.get("class") for child in placed] == [None, None]


def test_text_goes_after_all_that_is_there() -> None:
    _, body = new_page("x", ENGLISH, body_type=None)
    append_text(body, "a")
    append_text(body, "b")
    sub(body, "b", "c")
    append_text(body, "d")
    append_text(body, "e")
    assert (body.text, body[0].tail) == ("ab", "de")


def test_the_bodys_own_direction_language_and_indentation_stay() -> None:
    _, page = new_page("x", ENGLISH, body_type=None)
    body = xhtml("<p>One</p>")
    body.element.attrib.update({"class": "own-indents", "dir": "rtl", "lang": "he", XML_LANG: "he"})
    placed = place(page, body, "box-body")
    assert dict(placed.attrib) == {"class": "box-body own-indents", "dir": "rtl", "lang": "he", XML_LANG: "he"}


@pytest.mark.parametrize(("lang", "hyphens"), [("en", None), ("de", None), ("und", "no-hyphens"), ("ja", "no-hyphens")])
def test_a_page_in_a_language_without_hyphens_says_so(lang: str, hyphens: str | None) -> None:
    _, body = new_page("x", Setting(lang, "ltr", ()), body_type="bodymatter")
    assert body.get("class") == hyphens


@pytest.mark.parametrize(
    ("lang", "asked", "body_type", "class_"),
    [
        ("ja", True, "bodymatter", "vertical"),
        ("zh-Hant", True, "bodymatter", "vertical"),
        ("ja", False, "bodymatter", None),
        ("ko", True, "bodymatter", None),
        ("ja", True, "frontmatter", None),
        ("ja", True, None, None),
    ],
)
def test_the_story_alone_runs_from_top_to_bottom(
    lang: str, *, asked: bool, body_type: str | None, class_: str | None
) -> None:
    root, _ = new_page("x", Setting(lang, "ltr", (), vertical=asked), body_type=body_type)
    assert root.get("class") == class_
