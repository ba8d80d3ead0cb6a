"""Changes to trees: what goes, what stays, and where the words are left."""

from __future__ import annotations

import pytest
from lxml import etree

from fic2epub.normalize.markup import trees


def tree(markup: str) -> etree._Element:
    return etree.fromstring(f"<div>{markup}</div>")


def markup_of(body: etree._Element) -> str:
    return etree.tostring(body, encoding="unicode").removeprefix("<div>").removesuffix("</div>")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<li>a<ul/>b</li>", "<li>a b</li>"),
        ("<li>a<ul/></li>", "<li>a</li>"),
        ("<li><ul/>b</li>", "<li>b</li>"),
        ("<li> <ul/>b</li>", "<li> b</li>"),
        ("<li><i>a</i><ul/><i>b</i></li>", "<li><i>a</i> <i>b</i></li>"),
        ("<li>a<br/><ul/>b</li>", "<li>a<br/>b</li>"),
        ("<li>a<ul/><br/>b</li>", "<li>a<br/>b</li>"),
        ("<li>a<ul/><span/>b</li>", "<li>a <span/>b</li>"),
        ("<li>a<ul/><span/><i>b</i></li>", "<li>a <span/><i>b</i></li>"),
        ("<li>a<ul/><span/><p>b</p></li>", "<li>a<span/><p>b</p></li>"),
        ("<li>a<ul/><span><img/></span></li>", "<li>a <span><img/></span></li>"),
        ("<li>a<ul/><img/></li>", "<li>a <img/></li>"),
        ("<li>a<ul/><span>b</span></li>", "<li>a <span>b</span></li>"),
        ("<li>a<span/><ul/>b</li>", "<li>a<span/> b</li>"),
        ("<li><p>a</p><span/><ul/>b</li>", "<li><p>a</p><span/>b</li>"),
        ("<li><i>a</i><span/><ul/>b</li>", "<li><i>a</i><span/> b</li>"),
        ("<li><img/><span/><ul/>b</li>", "<li><img/><span/> b</li>"),
        ("<li><br/><span/><ul/>b</li>", "<li><br/><span/>b</li>"),
        ("<li><span/><span/><ul/>b</li>", "<li><span/><span/>b</li>"),
        ("<li>a<ul/><ul/>b</li>", "<li>a b</li>"),
        ("<li><p>a</p><ul/>b</li>", "<li><p>a</p>b</li>"),
    ],
)
def test_lines_that_a_block_parted_do_not_become_one_word(before: str, after: str) -> None:
    body = tree(before)
    trees.drop_blocks(body, dict.fromkeys(body.iter("ul")))
    assert markup_of(body) == after


@pytest.mark.parametrize(
    ("before", "after"), [("<p/>", "<p>x</p>"), ("<p>a</p>", "<p>ax</p>"), ("<p>a<b/>b<i/></p>", "<p>a<b/>b<i/>x</p>")]
)
def test_text_is_put_at_the_end(before: str, after: str) -> None:
    body = tree(before)
    trees.append_text(body[0], "x")
    assert markup_of(body) == after
    trees.append_text(body[0], None)
    assert markup_of(body) == after


def test_a_class_is_added_once() -> None:
    body = tree("<p class='a'/>")
    for token in ("b", "a", "", "b"):
        trees.add_class(body[0], token)
    assert body[0].get("class") == "a b"


def test_elements_are_taken_away_with_all_in_them_or_without() -> None:
    body = tree("a<b>b<i>c</i></b>d")
    trees.unwrap(body, body.findall("b"))
    assert markup_of(body) == "ab<i>c</i>d"
    trees.drop(body, body.findall("i"))
    assert markup_of(body) == "abd"
    trees.unwrap(body, [])
    trees.drop(body, [])
    assert markup_of(body) == "abd"


def test_who_has_an_attribute_is_found_once_and_in_order() -> None:
    body = tree("<p id='a' lang='en'><b lang='de'/></p><p/><i id='b'/>")
    assert [one.tag for one in trees.having(body, "lang", "id")] == ["p", "b", "i"]
    assert trees.values_of(body, "id") == {"a", "b"}
    assert {type(value) for value in trees.values_of(body, "id")} == {str}


def test_what_a_path_finds_is_there_or_not() -> None:
    body = tree("<p dir='ltr'/><p/>")
    paths = "descendant::*/@dir", "descendant::*/@dir[. != 'ltr']", "descendant::b"
    assert [trees.is_there(body, path) for path in paths] == [True, False, False]


def test_an_element_is_taken_to_pieces_and_filled_again() -> None:
    body = tree("a<b>b</b>c<i/><u/>d")
    pieces = list(trees.pieces(body))
    assert [piece if isinstance(piece, str) else piece.tag for piece in pieces] == ["a", "b", "c", "i", "u", "d"]
    assert markup_of(body) == "<div/>"
    trees.refill(body, pieces)
    assert markup_of(body) == "a<b>b</b>c<i/><u/>d"
