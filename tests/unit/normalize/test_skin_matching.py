"""Which elements a selector means, and which rule of several holds."""

from __future__ import annotations

import pytest
from lxml import etree

from fic2epub.dom import parse_html
from fic2epub.model import Stylesheet
from fic2epub.normalize.skins.cascade import PLAIN, Cascade
from fic2epub.normalize.skins.matching import Nodes, Tries, keys_of
from fic2epub.normalize.skins.selectors import read_selectors
from fic2epub.normalize.skins.sheet import read_sheets

BODY = """<div class="userstuff"><p id="a">one <b id="b">two</b> three</p>
<p id="c" class="xx yy" title="Some Words"><i id="d" class="xx"></i><i id="e">x</i><b id="f">y</b><i id="g">z</i></p>
<div id="h" lang="en-GB"><p id="i" class="yy">four</p><blockquote id="j"><p id="k">five</p></blockquote></div>
<p id="m" lang="enx"><a id="n" href="http://x.example/s.html">six</a><a id="o">seven</a></p></div>"""
"""A body whose elements have a letter each."""


def nodes_of(tries: int = 100_000) -> Nodes:
    """The elements of the body above."""
    root = parse_html(f"<body>{BODY}</body>".encode(), lambda *_: None)
    body = root.find("body/div")
    assert body is not None
    return Nodes(body, Tries(tries))


def meant(written: str) -> str:
    """The letters of the elements that a selector means; the body is `@`."""
    nodes = nodes_of()
    (selector,) = read_selectors(written)
    assert selector is not None
    found = (index for index in range(len(nodes.elements)) if nodes.matches(selector, index))
    return "".join(nodes.elements[index].get("id", "@") for index in found)


@pytest.mark.parametrize(
    ("written", "letters"),
    [
        ("p", "acikm"),
        ("P", "acikm"),
        ("*", "abcdefghijkmno"),
        (".xx", "cd"),
        (".XX", ""),
        (".xx.yy", "c"),
        ("p.yy", "ci"),
        ("#c", "c"),
        ("#c#d", ""),
        ("i#d.xx", "d"),
        ("p b", "bf"),
        ("div p", "ik"),
        ("div > p", "i"),
        ("div>p", "i"),
        (".userstuff > p", "acm"),
        (".userstuff p", "acikm"),
        ("#workskin .userstuff p b", "bf"),
        ("body p > b", "bf"),
        ("html body .userstuff > div > p", "i"),
        (".userstuff > b", ""),
        ("p + p", "c"),
        ("p ~ p", "cm"),
        ("p ~ div", "h"),
        ("i + b", "f"),
        ("i ~ i", "eg"),
        ("i + i", "e"),
        (".userstuff", "@"),
        ("#workskin", "@"),
        (".userstuff + p", ""),
        ("blockquote p", "k"),
        ("div blockquote p", "k"),
        ("[title]", "c"),
        ("[TITLE]", "c"),
        ("[title=Some]", ""),
        ("[title='Some Words']", "c"),
        ('[title="some words"]', ""),
        ('[title="some words" i]', "c"),
        ('[title="some words" s]', ""),
        ("[title~=Words]", "c"),
        ("[title~=Word]", ""),
        ("[lang|=en]", "h"),
        ("[lang|='en-GB']", "h"),
        ("[href^=http]", "n"),
        ("[href^='']", ""),
        ("[href^=ttp]", ""),
        ("[href$=html]", "n"),
        ("[href$='']", ""),
        ("[href$=htm]", ""),
        ("[href*=example]", "n"),
        ("[href*='']", ""),
        ("[href*=none]", ""),
        ("[title][class]", "c"),
        ("a:link", "n"),
        (":any-link", "n"),
        (":root", "@"),
        ("i:empty", "d"),
        ("b:empty", ""),
        ("p:empty", ""),
        (":first-child", "abdikn"),
        (":last-child", "bgjkmo"),
        (":only-child", "bk"),
        ("b:first-of-type", "bf"),
        (":first-of-type", "abdfhijkn"),
        (":last-of-type", "bfghijkmo"),
        (":only-of-type", "bfhijk"),
        ("i:nth-child(2)", "e"),
        ("i:nth-child(odd)", "d"),
        ("i:nth-child(even)", "eg"),
        ("i:nth-child(EVEN)", "eg"),
        ("i:nth-child(2n+1)", "d"),
        ("i:nth-child(n+2)", "eg"),
        ("i:nth-child(-n+2)", "de"),
        ("i:nth-child(+n)", "deg"),
        ("i:nth-child( n - 1 )", "deg"),
        ("i:nth-child(3n+1)", "dg"),
        ("i:nth-child(0n+2)", "e"),
        ("i:nth-last-child(1)", "g"),
        ("i:nth-last-child(-n + 3)", "eg"),
        ("i:nth-last-child(4)", "d"),
        ("i:nth-of-type(3)", "g"),
        ("i:nth-of-type(2n)", "e"),
        ("b:nth-of-type(1)", "bf"),
        ("b:nth-last-of-type(1)", "bf"),
        ("i:nth-last-of-type(3)", "d"),
        ("i:nth-last-of-type(4)", ""),
        ("i:not(.xx)", "eg"),
        ("i:not(.xx, :last-child)", "e"),
        ("p:not(:not(.yy))", "ci"),
        (":is(i, b):first-child", "bd"),
        (":where(.xx)", "cd"),
        (":-webkit-any(.xx)", "cd"),
        (":-moz-any(.xx)", "cd"),
        (":any(.xx)", "cd"),
        (":matches(.xx)", "cd"),
        ("p:not(:hover)", "acikm"),
        ("p:not(.yy:hover)", "acikm"),
        ("p:hover", "acikm"),
        (":not(div p)", "abcdefghjmno"),
        ("p::before", "acikm"),
        ("p:before", "acikm"),
        ("p::first-letter", "acikm"),
        ("a:visited", "no"),
    ],
)
def test_selectors_mean_elements(written: str, letters: str) -> None:
    assert meant(written) == letters


@pytest.mark.parametrize(
    "state", sorted("hover focus focus-within focus-visible active target checked visited".split())
)
def test_what_waits_for_a_hand_is_known(state: str) -> None:
    one, two = read_selectors(f"p:{state}, p:is(:{state})")
    assert one is not None
    assert two is not None
    assert (one.stateful, two.stateful) == (True, True)
    (still,) = read_selectors(f"p:not(:{state})")
    assert still is not None
    assert not still.stateful


@pytest.mark.parametrize(
    ("written", "is_page", "is_simple"),
    [
        ("p", True, True),
        ("*", True, True),
        ("div", True, True),
        ("span", True, True),
        ("b", False, True),
        ("blockquote", False, True),
        ("p p", True, False),
        ("blockquote p", True, False),
        (".aa p", False, False),
        ("p.aa", False, True),
        ("p#aa", False, False),
        ("p[title]", False, False),
        ("p:first-child", True, False),
        ("p:empty", True, False),
        ("p:not(b)", False, False),
        (".userstuff", True, True),
        ("#workskin", True, False),
        ("#chapters .userstuff p", True, True),
        ("#workskin > p", True, False),
        ("body", True, True),
        ("html", True, True),
        (".userstuff.aa", False, True),
        (".userstuff:empty", False, False),
        (".userstuff[title]", False, False),
        (".userstuff:first-child", False, False),
        *(
            (f".{name}", True, True)
            for name in "work-skin chapters chapter main outer inner chapter-body box-body".split()
        ),
    ],
)
def test_what_speaks_of_the_page_and_what_is_simple(written: str, *, is_page: bool, is_simple: bool) -> None:
    (selector,) = read_selectors(written)
    assert selector is not None
    assert (selector.is_page, selector.is_simple) == (is_page, is_simple)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("p.aa.bb", ".aa"),
        ("p", "p"),
        ("*", "*"),
        ("[title]", "*"),
        (".bb i", "i"),
        (".userstuff", "*"),
        ("p.chapter", "p"),
    ],
)
def test_elements_are_found_by_keys(written: str, key: str) -> None:
    (selector,) = read_selectors(written)
    assert selector is not None
    assert keys_of(selector) == key


def test_sizes_are_those_of_all_text_inside() -> None:
    nodes = Nodes(etree.fromstring("<div>a<p>bc<b>def</b>g</p>hi<br/>j</div>"), Tries(9))
    assert nodes.sizes == [10, 6, 3, 0]
    assert nodes.parents == [-1, 0, 1, 0]


def test_a_work_has_so_many_tries() -> None:
    (selector,) = read_selectors("p")
    assert selector is not None
    nodes = nodes_of(2)
    assert [nodes.matches(selector, 1) for _ in range(4)] == [True, True, False, False]
    tries = Tries(0)
    assert not tries.are_out


def style(css: str, letter: str, inline: str = "") -> dict[str, str]:
    """The longhands that hold for an element of the body above."""
    nodes = nodes_of()
    index = [element.get("id") for element in nodes.elements].index(letter)
    return Cascade(read_sheets([Stylesheet(css=css)])).style_of(nodes, index, inline).own


@pytest.mark.parametrize(
    ("css", "colour"),
    [
        (".xx { color: red } .yy { color: blue }", "blue"),
        (".yy { color: blue } .xx { color: red }", "red"),
        ("#c { color: red } .yy { color: blue }", "red"),
        (".yy { color: blue } p.xx { color: red } .yy { color: lime }", "red"),
        (".xx { color: red !important } #c { color: blue }", "red"),
        (".xx { color: red !important } #c { color: blue !important }", "blue"),
        ("p { color: red } .xx { font-weight: bold }", None),
        (".xx:hover { color: red }", None),
        (".xx::before { color: red }", None),
        (".xx { color: red; color: blue }", "blue"),
    ],
)
def test_one_of_several_rules_holds(css: str, colour: str | None) -> None:
    assert style(css, "c").get("color") == colour


def test_declarations_of_an_elements_own_win() -> None:
    assert style("#c { color: red }", "c", "color: blue")["color"] == "blue"
    assert style("#c { color: red !important }", "c", "color: blue")["color"] == "red"
    assert style("#workskin { --a: lime }", "c", "color: var(--a)")["color"] == "lime"


def test_styles_are_shared_and_tell_their_rules() -> None:
    nodes = nodes_of()
    css = "p { margin: 0 } .yy { color: red } p:first-child { top: 0 } .yy:hover { left: 0 } .zz { color: blue }"
    cascade = Cascade(read_sheets([Stylesheet(css=css)]))
    styles = {
        element.get("id"): cascade.style_of(nodes, index) for index, element in enumerate(nodes.elements) if index
    }
    assert styles["b"] is PLAIN
    assert styles["a"].rules == (0, 2)
    assert styles["i"].rules == (0, 1, 2, 3)
    assert styles["c"].rules == (0, 1, 3)
    assert styles["k"] is styles["a"]
    assert styles["c"].touched == {"left"}
    assert styles["c"].colour_order == 1
    assert styles["m"].colour_order == 0
    assert cascade.used == {0, 1, 2, 3}


def test_parts_have_styles_of_their_own() -> None:
    nodes = nodes_of()
    css = ".xx::before { content: 'a' } .xx:hover::before { content: 'b'; top: 0 } .xx::after { content: 'c' }"
    style = Cascade(read_sheets([Stylesheet(css=css)])).style_of(nodes, 3)
    assert style.own == style.all == {}
    assert style.parts == {"before": {"content": "'a'"}, "after": {"content": "'c'"}}
    assert style.touched_parts == {"before": {"content": "'b'", "top": "0"}}
    assert style.touched == frozenset()


def test_rules_beyond_a_works_measure_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fic2epub.normalize.skins.cascade._MOST_JUDGED", 1)
    cascade = Cascade(read_sheets([Stylesheet(css=".xx { top: 0 } .yy { left: 0 }")]))
    assert cascade.style_of(nodes_of(), 3).own == {"top": "0"}
    assert cascade.left_out == {1}
