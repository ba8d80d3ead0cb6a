"""Nav document and NCX."""

from __future__ import annotations

from fic2epub.dom import EPUB_TYPE, parse_xml, serialize
from fic2epub.model import Landmark, NavPoint
from fic2epub.pages.contents import nav_page, ncx_root
from tests.unit.pages.samples import CHINESE, ENGLISH, text

NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
POINTS = (
    NavPoint(title="About This Work", href="text/about.xhtml"),
    NavPoint(
        title="Chapter 1: 账本",
        href="text/chapter-0001.xhtml",
        children=(NavPoint(title="Letter", href="text/chapter-0001.xhtml#c1-letter"),),
    ),
    NavPoint(title="Chapter 2", href="text/chapter-0002.xhtml"),
    NavPoint(title="Chapter 2, again", href="text/chapter-0002.xhtml"),
)
LANDMARKS = (
    Landmark(type="toc", title="Contents", href="nav.xhtml"),
    Landmark(type="bodymatter", title="Chapter 1", href="text/chapter-0001.xhtml"),
)


def test_the_contents_are_a_named_list_under_a_heading() -> None:
    root = nav_page("Contents", POINTS, LANDMARKS, ENGLISH)
    contents = root[1][0]
    assert (contents.get(EPUB_TYPE), contents.get("role")) == ("toc", "doc-toc")
    assert (contents[0].tag, text(contents[0])) == ("h2", "Contents")
    assert contents.get("aria-labelledby") == contents[0].get("id")
    assert [link.get("href") for link in contents.iter("a")] == [
        "text/about.xhtml",
        "text/chapter-0001.xhtml",
        "text/chapter-0001.xhtml#c1-letter",
        "text/chapter-0002.xhtml",
        "text/chapter-0002.xhtml",
    ]
    assert [text(link) for link in contents.iterfind("ol/li/ol/li/a")] == ["Letter"]


def test_landmarks_are_hidden_named_and_of_one_type_each() -> None:
    marks = nav_page("Contents", POINTS, LANDMARKS, ENGLISH)[1][1]
    assert (marks.get(EPUB_TYPE), marks.get("hidden"), marks.get("aria-label")) == ("landmarks", "hidden", "Landmarks")
    assert "hidden" in marks.get("class", "").split()
    assert [(link.get(EPUB_TYPE), link.get("href")) for link in marks.iter("a")] == [
        ("toc", "nav.xhtml"),
        ("bodymatter", "text/chapter-0001.xhtml"),
    ]


def test_in_another_language_the_label_alone_is_english() -> None:
    contents = nav_page("Contents", POINTS, LANDMARKS, CHINESE)[1][0]
    english = [text(element) for element in contents.iter() if element.get("lang") == "en"]
    assert english == ["Contents", "About This Work", "Chapter 1", "Chapter 2"]
    assert text(contents.findall(".//a")[1]) == "Chapter 1: 账本"


def test_the_ncx_has_the_navs_targets_in_order() -> None:
    root = ncx_root("Low Water", ("Ann", "Ben"), "urn:x", POINTS, "zh")
    again = parse_xml(serialize(root, doctype=None))
    assert again.tag == f"{NCX}ncx"
    assert {meta.get("name"): meta.get("content") for meta in again.iter(f"{NCX}meta")} == {
        "dtb:uid": "urn:x",
        "dtb:depth": "2",
        "dtb:totalPageCount": "0",
        "dtb:maxPageNumber": "0",
    }
    assert [text(author) for author in again.iter(f"{NCX}docAuthor")] == ["Ann", "Ben"]
    points = list(again.iter(f"{NCX}navPoint"))
    assert [point.get("playOrder") for point in points] == ["1", "2", "3", "4", "4"]
    assert len({point.get("id") for point in points}) == 5
    assert [point.find(f"{NCX}content").get("src") for point in points][2] == "text/chapter-0001.xhtml#c1-letter"


def test_flat_contents_are_one_level_deep() -> None:
    root = ncx_root("x", (), "urn:x", POINTS[2:], "en")
    assert root.find("head/meta[@name='dtb:depth']").get("content") == "1"
